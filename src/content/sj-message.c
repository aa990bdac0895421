/* sj-message.c -- messages, described. */
#include "content/sj-message.h"

#include "content/sj-content-private.h"
#include "content/sj-language.h"

#include <glib/gi18n-lib.h>

static const SjChoice category_choices[] = {
  [SJ_MESSAGE_MARKETING] = { "marketing", N_("Marketing") },
  [SJ_MESSAGE_TRANSACTIONAL] = { "transactional", N_("Transactional") },
  { NULL },
};

#define FIELD(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (SjMessage, member), title, __VA_ARGS__ }

static const SjField message_fields[] = {
  FIELD ("id", TEXT, id, N_("Id"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("description", LONG_TEXT, description, N_("Description")),
  FIELD ("channel", CHOICE, channel, N_("Channel"), .choices = sj_channel_choices, .fallback = -1,
         .flags = SJ_FIELD_REQUIRED),
  FIELD ("category", CHOICE, category, N_("Category"), .choices = category_choices),
  FIELD ("configuration", REFERENCE, configuration, N_("Configuration"), .to = SJ_REF_CHANNEL,
         .help = N_("From whom and through what the message is sent.")),
  FIELD ("template", REFERENCE, template, N_("Made from"), .to = SJ_REF_TEMPLATE),
  FIELD ("languages", REFERENCE, languages, N_("Languages"), .to = SJ_REF_LANGUAGES),
  FIELD ("language", TEXT, language, N_("Language of the content")),
  SJ_CONTENT_FIELDS (SjMessage, content),
  FIELD ("variants", RECORDS, variants, N_("Variants"), .record = &sj_variant_spec,
         .help = N_("What is sent in other languages, or under conditions.")),
  { NULL }
};

static bool
is_same_case (const SjVariant *a, const SjVariant *b)
{
  return g_strcmp0 (a->condition, b->condition) == 0 &&
         (a->language && b->language ? sj_language_equal (a->language, b->language) : a->language == b->language);
}

/* Whether an earlier variant is meant for just the same people. */
static bool
is_hidden (const SjMessage *message, uint32_t index)
{
  const SjVariant *variant = message->variants.items[index];

  for (uint32_t i = 0; i < index; i++)
    if (!((const SjVariant *) message->variants.items[i])->off && is_same_case (message->variants.items[i], variant))
      return true;
  return message->language != NULL && variant->condition == NULL && variant->language != NULL &&
         sj_language_equal (message->language, variant->language);
}

static void
check_message (const void *config, SjReading *reading)
{
  const SjMessage *message = config;
  SjTrail trail = { reading->trail, "variants", 0 };
  SjReading below = *reading;

  sj_content_check_id (message->id, "id", reading);
  sj_content_check_language (message->language, "language", reading);
  sj_content_check_channel (&message->content, message->channel, reading);

  below.trail = &trail;
  for (; trail.index < message->variants.count; trail.index++)
    {
      const SjVariant *variant = message->variants.items[trail.index];

      sj_content_check_channel (&variant->content, message->channel, &below);
      if (!variant->off && is_hidden (message, (uint32_t) trail.index))
        sj_reading_add (&below, SJ_SEVERITY_WARNING, "never-used", sj_null, NULL,
                        _("The variant is never used, because there is content for the same case before it."));
    }
}

const SjSpec sj_message_spec = { message_fields, sizeof (SjMessage), N_("message"), check_message };
