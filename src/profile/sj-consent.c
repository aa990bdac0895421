/* sj-consent.c -- who may be written to. */
#include "profile/sj-consent.h"

#include <glib/gi18n-lib.h>

const SjChoice sj_consent_choices[] = {
  { "unknown", N_("Not answered") },
  { "yes", N_("Yes") },
  { "no", N_("No") },
  { NULL },
};

static const SjField consent_fields[] = {
  { "channel", SJ_FIELD_CHOICE, offsetof (SjConsent, channel), N_("Channel"), .choices = sj_channel_choices,
    .fallback = -1, .flags = SJ_FIELD_REQUIRED },
  { "topic", SJ_FIELD_TEXT, offsetof (SjConsent, topic), N_("Topic") },
  { "choice", SJ_FIELD_CHOICE, offsetof (SjConsent, choice), N_("Consent"), .choices = sj_consent_choices,
    .fallback = -1, .flags = SJ_FIELD_REQUIRED },
  { "since", SJ_FIELD_DATE_TIME, offsetof (SjConsent, since), N_("Since") },
  { NULL }
};

const SjSpec sj_consent_spec = { consent_fields, sizeof (SjConsent), N_("consent") };

bool
sj_consent_allows (const SjRecords *consents, SjChannel channel, const char *topic)
{
  for (uint32_t i = 0; i < consents->count; i++)
    {
      const SjConsent *consent = consents->items[i];

      if (consent->channel == (int32_t) channel && consent->choice == SJ_CONSENT_NO &&
          (consent->topic == NULL || g_strcmp0 (consent->topic, topic) == 0))
        return false;
    }
  return true;
}
