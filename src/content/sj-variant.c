/* sj-variant.c -- the content of each channel, described. */
#include "content/sj-variant.h"

#include "content/sj-block.h"
#include "content/sj-content-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIELD(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (OWNER, member), title, __VA_ARGS__ }

#define OWNER SjEmail
static const SjField email_fields[] = {
  FIELD ("subject", TEMPLATE, subject, N_("Subject"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("preheader", TEMPLATE, preheader, N_("Preview text")),
  FIELD ("fromName", TEMPLATE, from_name, N_("Name of the sender"),
         .help = N_("Instead of the configuration's."), .flags = SJ_FIELD_ADVANCED),
  FIELD ("fromAddress", TEXT, from_address, N_("Address of the sender"), .flags = SJ_FIELD_ADVANCED),
  FIELD ("replyTo", TEXT, reply_to, N_("Answers go to"), .flags = SJ_FIELD_ADVANCED),
  FIELD ("blocks", RECORDS, blocks, N_("Body"), .record = &sj_block_spec),
  FIELD ("text", LONG_TEMPLATE, text, N_("Text version"),
         .help = N_("For readers without HTML; without it, it is made from the body.")),
  FIELD ("style", RECORD, style, N_("Style"), .record = &sj_style_spec),
  { NULL }
};
#undef OWNER

#define OWNER SjPushButton
static const SjField button_fields[] = {
  FIELD ("label", TEMPLATE, label, N_("Label"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("link", TEMPLATE, link, N_("Opens")),
  { NULL }
};
#undef OWNER

static const SjSpec button_spec = { button_fields, sizeof (SjPushButton), N_("button") };

#define PLATFORM_FIELDS_FIRST                                                                     \
  FIELD ("title", TEMPLATE, title, N_("Title"), .help = N_("Instead of the title above."))

#define PLATFORM_FIELDS_NEXT                                                                      \
  FIELD ("body", LONG_TEMPLATE, body, N_("Text"), .help = N_("Instead of the text above.")),      \
  FIELD ("sound", TEXT, sound, N_("Sound"))

#define OWNER SjPushPlatform
static const SjField ios_fields[] = {
  PLATFORM_FIELDS_FIRST,
  FIELD ("subtitle", TEMPLATE, subtitle, N_("Subtitle")),
  PLATFORM_FIELDS_NEXT,
  FIELD ("category", TEXT, category, N_("Actions of the app")),
  FIELD ("badge", INTEGER, badge, N_("Number on the icon"), .max = 9999),
  { NULL }
};

static const SjField android_fields[] = {
  PLATFORM_FIELDS_FIRST,
  PLATFORM_FIELDS_NEXT,
  FIELD ("channel", TEXT, channel, N_("Notification channel")),
  FIELD ("icon", TEXT, icon, N_("Icon")),
  FIELD ("color", TEXT, color, N_("Colour")),
  { NULL }
};
#undef OWNER

static void
check_android (const void *config, SjReading *reading)
{
  const SjPushPlatform *android = config;

  if (android->color != NULL && !sj_is_color (android->color))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-color", sj_null, "color",
                    _("“%s” is not a colour such as “#1a2b3c”."), android->color);
}

static const SjSpec ios_spec = { ios_fields, sizeof (SjPushPlatform), "iOS" };
static const SjSpec android_spec = { android_fields, sizeof (SjPushPlatform), "Android", check_android };

#define OWNER SjPush
static const SjField push_fields[] = {
  FIELD ("title", TEMPLATE, title, N_("Title"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("body", LONG_TEMPLATE, body, N_("Text"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("image", TEMPLATE, image, N_("Image")),
  FIELD ("link", TEMPLATE, link, N_("Opens"), .help = N_("The address that a tap leads to.")),
  FIELD ("buttons", RECORDS, buttons, N_("Buttons"), .record = &button_spec, .max = 3),
  FIELD ("data", PAIRS, data, N_("Data for the app")),
  FIELD ("ios", RECORD, ios, "iOS", .record = &ios_spec),
  FIELD ("android", RECORD, android, "Android", .record = &android_spec),
  { NULL }
};
#undef OWNER

#define OWNER SjSms
static const SjField sms_fields[] = {
  FIELD ("text", LONG_TEMPLATE, text, N_("Text"), .flags = SJ_FIELD_REQUIRED),
  { NULL }
};
#undef OWNER

static const SjChoice layout_choices[] = {
  [SJ_IN_APP_MODAL] = { "modal", N_("In the middle") },
  [SJ_IN_APP_BANNER] = { "banner", N_("At the edge") },
  [SJ_IN_APP_FULL] = { "full", N_("The whole screen") },
  { NULL },
};

#define OWNER SjInApp
static const SjField in_app_fields[] = {
  FIELD ("layout", CHOICE, layout, N_("Layout"), .choices = layout_choices),
  FIELD ("title", TEMPLATE, title, N_("Title")),
  FIELD ("body", LONG_TEMPLATE, body, N_("Text"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("image", TEMPLATE, image, N_("Image")),
  FIELD ("link", TEMPLATE, link, N_("Opens"), .help = N_("The address that a tap leads to.")),
  FIELD ("buttons", RECORDS, buttons, N_("Buttons"), .record = &button_spec, .max = 3),
  { NULL }
};
#undef OWNER

static void
check_email (const void *config, SjReading *reading)
{
  const SjEmail *email = config;

  sj_content_check_address (email->from_address, "fromAddress", reading);
  sj_content_check_address (email->reply_to, "replyTo", reading);
  if (email->subject != NULL && strpbrk (email->subject, "\r\n") != NULL)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "line-break", sj_null, "subject",
                    _("The subject may not have a line break."));
  if (email->blocks.count == 0)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "missing", sj_null, "blocks", _("The email has no body."));
  sj_blocks_check (&email->blocks, "blocks", reading);
}

const SjSpec sj_email_spec = { email_fields, sizeof (SjEmail), N_("email"), check_email };
const SjSpec sj_push_spec = { push_fields, sizeof (SjPush), N_("push") };
const SjSpec sj_sms_spec = { sms_fields, sizeof (SjSms), N_("SMS") };
const SjSpec sj_in_app_spec = { in_app_fields, sizeof (SjInApp), N_("in-app message") };

#define OWNER SjVariant
static const SjField variant_fields[] = {
  FIELD ("name", TEXT, name, N_("Name")),
  FIELD ("language", TEXT, language, N_("Language")),
  FIELD ("condition", REFERENCE, condition, N_("Condition"), .to = SJ_REF_CONDITION),
  FIELD ("off", BOOL, off, N_("Switched off")),
  SJ_CONTENT_FIELDS (SjVariant, content),
  { NULL }
};
#undef OWNER

static void
check_variant (const void *config, SjReading *reading)
{
  const SjVariant *variant = config;

  sj_content_check_language (variant->language, "language", reading);
  if (variant->language == NULL && variant->condition == NULL)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "no-case", sj_null, NULL,
                    _("The variant has neither a language nor a condition, so it is never used."));
}

const SjSpec sj_variant_spec = { variant_fields, sizeof (SjVariant), N_("variant"), check_variant };

/* In the order of SjChannel. */
static const struct { const SjSpec *spec; const char *field; size_t offset; } channels[SJ_N_CHANNELS] = {
  [SJ_CHANNEL_EMAIL] = { &sj_email_spec, "email", offsetof (SjContent, email) },
  [SJ_CHANNEL_PUSH] = { &sj_push_spec, "push", offsetof (SjContent, push) },
  [SJ_CHANNEL_SMS] = { &sj_sms_spec, "sms", offsetof (SjContent, sms) },
  [SJ_CHANNEL_IN_APP] = { &sj_in_app_spec, "inApp", offsetof (SjContent, in_app) },
};

const void *
sj_content_of (const SjContent *content, SjChannel channel, const SjSpec **spec)
{
  g_return_val_if_fail ((unsigned) channel < SJ_N_CHANNELS, NULL);
  if (spec != NULL)
    *spec = channels[channel].spec;
  return *(void *const *) (const void *) ((const char *) content + channels[channel].offset);
}

void
sj_content_check_channel (const SjContent *content, SjChannel channel, SjReading *reading)
{
  if ((unsigned) channel >= SJ_N_CHANNELS)
    return;    /* the channel itself is missing, which is said */
  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    {
      const void *there = sj_content_of (content, i, NULL);

      if (i == (unsigned) channel && there == NULL)
        sj_reading_add (reading, SJ_SEVERITY_ERROR, "missing", sj_null, channels[i].field, _("“%s” is missing."),
                        channels[i].field);
      else if (i != (unsigned) channel && there != NULL)
        sj_reading_add (reading, SJ_SEVERITY_WARNING, "unused", sj_null, channels[i].field,
                        _("“%s” is not used, because the channel is “%s”."), channels[i].field,
                        sj_channel_id (channel));
    }
}

static bool
is_among (const SjField *fields, const SjField *field)
{
  for (; fields->name != NULL; fields++)
    if (fields == field)
      return true;
  return false;
}

bool
sj_content_field_is_plain (const SjField *field)
{
  return is_among (push_fields, field) || is_among (sms_fields, field) || is_among (in_app_fields, field) ||
         is_among (button_fields, field) || is_among (ios_fields, field) || is_among (android_fields, field);
}
