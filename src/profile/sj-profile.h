/* sj-profile.h -- a person, as far as messages go.
 *
 * What every workspace has (identities, consent, audiences, zone, language, where
 * to reach them) are members; all else is `attributes`, described by the
 * workspace's profile schema.  sj_profile_value () is the whole as expressions and
 * templates see it.
 */
#pragma once

#include "base/sj-channel.h"
#include "base/sj-config.h"
#include "profile/sj-consent.h"
#include "profile/sj-identity.h"
#include "profile/sj-schema.h"

typedef enum { SJ_MEMBER_REALIZED, SJ_MEMBER_EXITED } SjMemberStatus;
typedef enum { SJ_PLATFORM_IOS, SJ_PLATFORM_ANDROID, SJ_PLATFORM_WEB } SjPlatform;

/* Where a person stands with an audience. */
typedef struct
{
  char *audience;
  int32_t status;           /* SjMemberStatus */
  SjWhen since;
} SjStanding;

typedef struct
{
  int32_t platform;         /* SjPlatform */
  char *app;                /* whose notifications it takes; NULL: any */
  char *token;
  bool inactive;            /* the token was refused */
} SjDevice;

typedef struct
{
  int32_t channel;          /* SjChannel: email or sms */
  char *address;
  bool suppressed;          /* bounced, or complained */
} SjAddress;

typedef struct
{
  char *id;
  SjRecords identities;     /* of SjIdentity */
  SjBlob *attributes;       /* an object, or NULL */
  SjRecords addresses;      /* of SjAddress; else the attributes say */
  SjRecords devices;        /* of SjDevice */
  SjRecords consents;       /* of SjConsent */
  SjRecords audiences;      /* of SjStanding */
  char *zone;               /* NULL: not known */
  char *language;           /* NULL: not known */
  bool test;                /* made for trying things */
} SjProfile;

extern const SjSpec sj_profile_spec;

/* The attributes against the dictionary (may be NULL), zone, language, tokens. */
void sj_profile_check (const SjProfile *profile, const SjSchema *dictionary, SjReading *reading);

/* profile.…: the attributes and, where they have no members of those names, id,
 * identityMap, segmentMembership, consents, pushNotificationDetails, timeZone,
 * preferredLanguage, testProfile. */
SjValue  sj_profile_value (const SjProfile *profile, SjArena *arena);
SjShape *sj_profile_shape (const SjSchema *dictionary);    /* of that value; NULL: what every profile has */

bool        sj_profile_in_audience (const SjProfile *profile, const char *audience, size_t length);
const char *sj_profile_identity    (const SjProfile *profile, const char *space);    /* the primary one, or NULL */

typedef enum
{
  SJ_REACH_YES,
  SJ_REACH_NO_ADDRESS,      /* or no device */
  SJ_REACH_BAD_ADDRESS,
  SJ_REACH_SUPPRESSED       /* or every device refused */
} SjReach;

/* Whether a channel leads to the person, and by which address or token (borrowed
 * from the profile).  `app` only counts for push; NULL: any. */
SjReach sj_profile_reach (const SjProfile *profile, SjChannel channel, const char *app, SjSlice *address);

/* The same for email and SMS by attributes alone: where Adobe's standard schema keeps
 * addresses. */
SjReach sj_profile_reach_in (SjValue attributes, SjChannel channel, SjSlice *address);
