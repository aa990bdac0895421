/* sj-profile.c -- a person's record and its checks. */
#include "profile/sj-profile.h"

#include "base/sj-name.h"
#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const SjChoice status_choices[] = {
  [SJ_MEMBER_REALIZED] = { "realized", N_("Member") },
  [SJ_MEMBER_EXITED] = { "exited", N_("Left") },
  { NULL },
};

static const SjField standing_fields[] = {
  { "audience", SJ_FIELD_REFERENCE, offsetof (SjStanding, audience), N_("Audience"), .to = SJ_REF_AUDIENCE,
    .flags = SJ_FIELD_REQUIRED },
  { "status", SJ_FIELD_CHOICE, offsetof (SjStanding, status), N_("Status"), .choices = status_choices },
  { "since", SJ_FIELD_DATE_TIME, offsetof (SjStanding, since), N_("Since") },
  { NULL }
};

static const SjSpec standing_spec = { standing_fields, sizeof (SjStanding), N_("audience") };

static const SjChoice platform_choices[] = {
  [SJ_PLATFORM_IOS] = { "ios", N_("iOS") },
  [SJ_PLATFORM_ANDROID] = { "android", N_("Android") },
  [SJ_PLATFORM_WEB] = { "web", N_("Web") },
  { NULL },
};

static const SjField device_fields[] = {
  { "platform", SJ_FIELD_CHOICE, offsetof (SjDevice, platform), N_("Platform"), .choices = platform_choices,
    .fallback = -1, .flags = SJ_FIELD_REQUIRED },
  { "app", SJ_FIELD_TEXT, offsetof (SjDevice, app), N_("App") },
  { "token", SJ_FIELD_TEXT, offsetof (SjDevice, token), N_("Token"), .flags = SJ_FIELD_REQUIRED },
  { "inactive", SJ_FIELD_BOOL, offsetof (SjDevice, inactive), N_("No longer valid") },
  { NULL }
};

static const SjSpec device_spec = { device_fields, sizeof (SjDevice), N_("device") };

static const SjField address_fields[] = {
  { "channel", SJ_FIELD_CHOICE, offsetof (SjAddress, channel), N_("Channel"), .choices = sj_channel_choices,
    .fallback = -1, .flags = SJ_FIELD_REQUIRED },
  { "address", SJ_FIELD_TEXT, offsetof (SjAddress, address), N_("Address"), .flags = SJ_FIELD_REQUIRED },
  { "suppressed", SJ_FIELD_BOOL, offsetof (SjAddress, suppressed), N_("On the suppression list") },
  { NULL }
};

static const SjSpec address_spec = { address_fields, sizeof (SjAddress), N_("address") };

#define FIELD(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (SjProfile, member), title, __VA_ARGS__ }

static const SjField profile_fields[] = {
  FIELD ("id", TEXT, id, N_("Id"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("identities", RECORDS, identities, N_("Identities"), .record = &sj_identity_spec),
  FIELD ("attributes", VALUE, attributes, N_("Attributes")),
  FIELD ("addresses", RECORDS, addresses, N_("Addresses"), .record = &address_spec),
  FIELD ("devices", RECORDS, devices, N_("Devices"), .record = &device_spec),
  FIELD ("consents", RECORDS, consents, N_("Consent"), .record = &sj_consent_spec),
  FIELD ("audiences", RECORDS, audiences, N_("Audiences"), .record = &standing_spec),
  FIELD ("timeZone", ZONE, zone, N_("Time zone")),
  FIELD ("language", TEXT, language, N_("Language")),
  FIELD ("test", BOOL, test, N_("Test profile")),
  { NULL }
};

const SjSpec sj_profile_spec = { profile_fields, sizeof (SjProfile), N_("profile") };

static void
check_attributes (const SjProfile *profile, const SjSchema *dictionary, SjReading *reading)
{
  SjTrail trail = { reading->trail, "attributes", -1 };
  SjReading below = *reading;
  SjValue attributes = reading->root ? sj_value_follow (*reading->root, "attributes")
                                     : sj_blob_value (profile->attributes);

  if (reading->root == NULL)
    below.text = NULL;
  below.trail = &trail;
  if (attributes.type != SJ_OBJECT)
    sj_reading_add (&below, SJ_SEVERITY_ERROR, "bad-value", attributes, NULL, _("“attributes” must be an object."));
  else if (dictionary != NULL)
    sj_schema_check (dictionary, attributes, &below);
}

void
sj_profile_check (const SjProfile *profile, const SjSchema *dictionary, SjReading *reading)
{
  if (profile->attributes != NULL)
    check_attributes (profile, dictionary, reading);
  if (profile->zone != NULL && sj_zone_find (profile->zone, strlen (profile->zone)) == NULL)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-zone", sj_null, "timeZone", _("There is no time zone “%s”."),
                    profile->zone);
  if (profile->language != NULL && !sj_is_language (profile->language))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-language", sj_null, "language",
                    _("“%s” is no language; write it as “en” or “pt-BR”."), profile->language);
}

bool
sj_profile_in_audience (const SjProfile *profile, const char *audience, size_t length)
{
  for (uint32_t i = 0; i < profile->audiences.count; i++)
    {
      const SjStanding *standing = profile->audiences.items[i];

      if (standing->status == SJ_MEMBER_REALIZED && strlen (standing->audience) == length &&
          memcmp (standing->audience, audience, length) == 0)
        return true;
    }
  return false;
}

const char *
sj_profile_identity (const SjProfile *profile, const char *space)
{
  const char *first = NULL;

  for (uint32_t i = 0; i < profile->identities.count; i++)
    {
      const SjIdentity *identity = profile->identities.items[i];

      if (g_strcmp0 (identity->space, space) != 0)
        continue;
      if (identity->primary)
        return identity->id;
      if (first == NULL)
        first = identity->id;
    }
  return first;
}

static SjSlice
slice_of (const char *text)
{
  return (SjSlice) { text, strlen (text) };
}

static bool
is_good_address (SjChannel channel, SjSlice address)
{
  g_autofree char *text = g_strndup (address.text, address.length);
  g_autofree char *number = NULL;

  if (channel == SJ_CHANNEL_EMAIL)
    return sj_is_email (address.text, address.length);
  number = sj_identity_clean (SJ_NAMESPACE_PHONE, text);
  return number != NULL && number[0] == '+';
}

SjReach
sj_profile_reach_in (SjValue attributes, SjChannel channel, SjSlice *address)
{
  const char *group = channel == SJ_CHANNEL_EMAIL ? "personalEmail" : "mobilePhone";
  SjValue text = sj_value_get (sj_value_get (attributes, group), channel == SJ_CHANNEL_EMAIL ? "address" : "number");

  if (text.type != SJ_TEXT || text.length == 0)
    return SJ_REACH_NO_ADDRESS;
  *address = (SjSlice) { text.text, text.length };
  return is_good_address (channel, *address) ? SJ_REACH_YES : SJ_REACH_BAD_ADDRESS;
}

static SjReach
reach_by_address (const SjProfile *profile, SjChannel channel, SjSlice *address)
{
  SjReach reach = SJ_REACH_NO_ADDRESS;

  for (uint32_t i = 0; i < profile->addresses.count && reach != SJ_REACH_YES; i++)
    {
      const SjAddress *known = profile->addresses.items[i];

      if (known->channel != (int32_t) channel || known->address == NULL)
        continue;
      *address = slice_of (known->address);
      reach = known->suppressed                            ? SJ_REACH_SUPPRESSED
              : is_good_address (channel, *address) ? SJ_REACH_YES
                                                           : SJ_REACH_BAD_ADDRESS;
    }
  return reach != SJ_REACH_NO_ADDRESS ? reach
                                      : sj_profile_reach_in (sj_blob_value (profile->attributes), channel, address);
}

static SjReach
reach_by_device (const SjProfile *profile, const char *app, SjSlice *address)
{
  SjReach reach = SJ_REACH_NO_ADDRESS;

  for (uint32_t i = 0; i < profile->devices.count; i++)
    {
      const SjDevice *device = profile->devices.items[i];

      if (device->token == NULL || (app != NULL && device->app != NULL && strcmp (device->app, app) != 0))
        continue;
      *address = slice_of (device->token);
      if (!device->inactive)
        return SJ_REACH_YES;
      reach = SJ_REACH_SUPPRESSED;
    }
  return reach;
}

SjReach
sj_profile_reach (const SjProfile *profile, SjChannel channel, const char *app, SjSlice *address)
{
  *address = (SjSlice) { NULL, 0 };
  switch (channel)
    {
    case SJ_CHANNEL_EMAIL:
    case SJ_CHANNEL_SMS:
      return reach_by_address (profile, channel, address);
    case SJ_CHANNEL_PUSH:
      return reach_by_device (profile, app, address);
    default:
      *address = slice_of (profile->id ? profile->id : "");
      return SJ_REACH_YES;    /* shown when the person next opens the app */
    }
}
