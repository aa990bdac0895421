/* sj-content-template.c -- templates of messages, described. */
#include "content/sj-content-template.h"

#include "content/sj-content-private.h"

#include <glib/gi18n-lib.h>

#define FIELD(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (SjContentTemplate, member), title, __VA_ARGS__ }

static const SjField template_fields[] = {
  FIELD ("id", TEXT, id, N_("Id"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("description", LONG_TEXT, description, N_("Description")),
  FIELD ("channel", CHOICE, channel, N_("Channel"), .choices = sj_channel_choices, .fallback = -1,
         .flags = SJ_FIELD_REQUIRED),
  FIELD ("tags", TEXTS, tags, N_("Tags")),
  SJ_CONTENT_FIELDS (SjContentTemplate, content),
  { NULL }
};

static void
check_template (const void *config, SjReading *reading)
{
  const SjContentTemplate *template = config;

  sj_content_check_id (template->id, "id", reading);
  sj_content_check_channel (&template->content, template->channel, reading);
}

const SjSpec sj_content_template_spec = { template_fields, sizeof (SjContentTemplate), N_("content template"),
                                          check_template };
