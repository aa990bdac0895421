/* sj-consent.h -- what a person wants to receive, channel by channel and topic by topic.
 *
 * Who has said nothing has not refused: an empty consent counts as one.  A word
 * about the channel as a whole outweighs a topic's when it is a refusal.
 */
#pragma once

#include "base/sj-channel.h"
#include "base/sj-config.h"

typedef enum
{
  SJ_CONSENT_UNKNOWN,       /* asked, not answered */
  SJ_CONSENT_YES,
  SJ_CONSENT_NO
} SjConsentChoice;

typedef struct
{
  int32_t channel;          /* SjChannel */
  char *topic;              /* NULL: the channel as a whole */
  int32_t choice;           /* SjConsentChoice */
  SjWhen since;
} SjConsent;

extern const SjSpec sj_consent_spec;
extern const SjChoice sj_consent_choices[];

/* Of a list of SjConsent; `topic` may be NULL. */
bool sj_consent_allows (const SjRecords *consents, SjChannel channel, const char *topic);
