/* sj-channel-settings.c -- configurations of channels, described. */
#include "content/sj-channel-settings.h"

#include "content/sj-content-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIELD(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (OWNER, member), title, __VA_ARGS__ }

#define OWNER SjUrlParameter
static const SjField parameter_fields[] = {
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("value", TEMPLATE, value, N_("Value"), .flags = SJ_FIELD_REQUIRED),
  { NULL }
};
#undef OWNER

static const SjSpec parameter_spec = { parameter_fields, sizeof (SjUrlParameter), N_("parameter") };

#define OWNER SjChannelSettings
static const SjField settings_fields[] = {
  FIELD ("id", TEXT, id, N_("Id"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("description", LONG_TEXT, description, N_("Description")),
  FIELD ("channel", CHOICE, channel, N_("Channel"), .choices = sj_channel_choices, .fallback = -1,
         .flags = SJ_FIELD_REQUIRED),
  FIELD ("inactive", BOOL, inactive, N_("Switched off")),
  FIELD ("provider", TEXT, provider, N_("Account"),
         .help = N_("Name of the account that delivers; its password is kept apart.")),
  FIELD ("fromName", TEXT, from_name, N_("Name of the sender"), .when = "channel=email"),
  FIELD ("fromAddress", TEXT, from_address, N_("Address of the sender"), .when = "channel=email",
         .flags = SJ_FIELD_REQUIRED),
  FIELD ("replyName", TEXT, reply_name, N_("Name for answers"), .when = "channel=email"),
  FIELD ("replyTo", TEXT, reply_to, N_("Answers go to"), .when = "channel=email"),
  FIELD ("bouncesTo", TEXT, bounces_to, N_("Failures go to"), .when = "channel=email"),
  FIELD ("bcc", TEXT, bcc, N_("Copies go to"), .when = "channel=email"),
  FIELD ("subdomain", TEXT, subdomain, N_("Sub-domain"), .when = "channel=email|sms",
         .help = N_("Of tracked links, pictures and the page that shows the message.")),
  FIELD ("headers", PAIRS, headers, N_("Headers"), .when = "channel=email"),
  FIELD ("urlParameters", RECORDS, parameters, N_("Parameters of links"), .record = &parameter_spec, .max = 20),
  FIELD ("unsubscribe", TEMPLATE, unsubscribe, N_("Unsubscribing"), .when = "channel=email",
         .help = N_("Address for unsubscribing with one click; without it, the page that comes with the program.")),
  FIELD ("app", TEXT, app, N_("App"), .when = "channel=push|in-app", .flags = SJ_FIELD_REQUIRED),
  FIELD ("sender", TEXT, sender, N_("Sender"), .when = "channel=sms", .flags = SJ_FIELD_REQUIRED),
  FIELD ("shorten", BOOL, shorten, N_("Shorten links"), .when = "channel=sms"),
  { NULL }
};
#undef OWNER

static bool
is_host (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", -1);

  for (size_t i = 0; parts[i] != NULL; i++)
    {
      size_t length = strlen (parts[i]);

      if (length == 0 || length > 63 || parts[i][0] == '-' || parts[i][length - 1] == '-')
        return false;
      for (const char *c = parts[i]; *c != '\0'; c++)
        if (!g_ascii_isalnum (*c) && *c != '-' && (unsigned char) *c < 0x80)
          return false;
    }
  return parts[0] != NULL && parts[1] != NULL;
}

bool
sj_is_mail_address (const char *text)
{
  const char *at = strrchr (text, '@');

  if (at == NULL || at == text || at - text > 64 || strlen (text) > 254)
    return false;
  for (const char *c = text; c < at; c++)
    if (g_ascii_isspace (*c) || g_ascii_iscntrl (*c) || strchr ("<>()[],;:\\\"@", *c) != NULL)
      return false;
  return text[0] != '.' && at[-1] != '.' && strstr (text, "..") == NULL && is_host (at + 1);
}

/* RFC 5322: printable, no colon; and nothing that could begin another header. */
static void
check_headers (const SjPairs *headers, SjReading *reading)
{
  for (uint32_t i = 0; i < headers->count; i++)
    {
      const SjPair *pair = &headers->items[i];
      bool named = *pair->name != '\0';

      for (const char *c = pair->name; *c != '\0'; c++)
        named = named && *c > ' ' && *c < 0x7f && *c != ':';
      if (!named)
        sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-header", sj_null, "headers",
                        _("“%s” cannot be the name of a header."), pair->name);
      if (strpbrk (pair->value, "\r\n") != NULL)
        sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-header", sj_null, "headers",
                        _("The header “%s” may not have a line break."), pair->name);
    }
}

static void
check_settings (const void *config, SjReading *reading)
{
  const SjChannelSettings *settings = config;

  sj_content_check_id (settings->id, "id", reading);
  sj_content_check_address (settings->from_address, "fromAddress", reading);
  sj_content_check_address (settings->reply_to, "replyTo", reading);
  sj_content_check_address (settings->bounces_to, "bouncesTo", reading);
  sj_content_check_address (settings->bcc, "bcc", reading);
  check_headers (&settings->headers, reading);
  if (settings->subdomain != NULL && !is_host (settings->subdomain))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-host", sj_null, "subdomain",
                    _("“%s” is not the name of a host such as “mail.shop.example”."), settings->subdomain);
}

const SjSpec sj_channel_settings_spec = { settings_fields, sizeof (SjChannelSettings), N_("configuration"),
                                          check_settings };
