/* sj-variant.h -- what a message says, by channel, and what it says instead.
 *
 * A variant is meant for a language, for a condition, or for both.  The language
 * is chosen first and the condition within it, so a Spanish reader never gets an
 * English text because a condition held; see sj_message_pick ().
 */
#pragma once

#include "base/sj-channel.h"
#include "base/sj-config.h"
#include "content/sj-style.h"

typedef struct
{
  char *subject;            /* templates, but for the addresses */
  char *preheader;
  char *from_name;          /* instead of the configuration's */
  char *from_address;
  char *reply_to;
  SjRecords blocks;         /* of SjBlock */
  char *text;               /* the version without HTML; NULL: made from the blocks */
  SjStyle *style;           /* of the whole body */
} SjEmail;

typedef struct
{
  char *label;              /* templates */
  char *link;
} SjPushButton;

/* What one platform shows otherwise. */
typedef struct
{
  char *title;              /* templates; NULL: as everywhere */
  char *subtitle;           /* iOS */
  char *body;
  char *sound;
  char *category;           /* iOS: which set of actions of the app */
  int64_t badge;            /* iOS */
  char *channel;            /* Android: notification channel of the app */
  char *icon;               /* Android */
  char *color;              /* Android */
} SjPushPlatform;

typedef struct
{
  char *title;              /* templates */
  char *body;
  char *image;
  char *link;
  SjRecords buttons;        /* of SjPushButton */
  SjPairs data;             /* for the app */
  SjPushPlatform *ios;      /* or NULL */
  SjPushPlatform *android;  /* or NULL */
} SjPush;

typedef struct
{
  char *text;               /* template */
} SjSms;

typedef enum { SJ_IN_APP_MODAL, SJ_IN_APP_BANNER, SJ_IN_APP_FULL } SjInAppLayout;

typedef struct
{
  int32_t layout;           /* SjInAppLayout */
  char *title;              /* templates */
  char *body;
  char *image;
  char *link;
  SjRecords buttons;        /* of SjPushButton */
} SjInApp;

/* One of them, that of the message's channel. */
typedef struct
{
  SjEmail *email;
  SjPush *push;
  SjSms *sms;
  SjInApp *in_app;
} SjContent;

typedef struct
{
  char *name;
  char *language;           /* NULL: the message's own */
  char *condition;          /* id of an SjCondition; NULL: always */
  bool off;                 /* not sent for now */
  SjContent content;
} SjVariant;

extern const SjSpec sj_email_spec;
extern const SjSpec sj_push_spec;
extern const SjSpec sj_sms_spec;
extern const SjSpec sj_in_app_spec;
extern const SjSpec sj_variant_spec;

/* The fields of an SjContent that is a member of a larger struct. */
#define SJ_CONTENT_FIELDS(T, member)                                                                                   \
  { "email", SJ_FIELD_RECORD, offsetof (T, member.email), N_("Email"), .record = &sj_email_spec },                     \
  { "push", SJ_FIELD_RECORD, offsetof (T, member.push), N_("Push"), .record = &sj_push_spec },                         \
  { "sms", SJ_FIELD_RECORD, offsetof (T, member.sms), N_("SMS"), .record = &sj_sms_spec },                             \
  { "inApp", SJ_FIELD_RECORD, offsetof (T, member.in_app), N_("In-app message"), .record = &sj_in_app_spec }

/* The record of that channel and what describes it; NULL where it is missing. */
const void *sj_content_of (const SjContent *content, SjChannel channel, const SjSpec **spec);

/* Content is there for this channel and for no other. */
void sj_content_check_channel (const SjContent *content, SjChannel channel, SjReading *reading);
