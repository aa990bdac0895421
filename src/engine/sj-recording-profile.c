/* sj-recording-profile.c -- one line of profiles.
 *
 * Two forms are understood: that of recordings (attributes, audiences, consent,
 * timezone, language) and that of a workspace's profiles.jsonl, which says more.  What
 * a line does not speak of stands in nobody's way: only where it has attributes or
 * addresses can an address be missing.
 */
#include "engine/sj-recording-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ANY_CHANNEL SJ_N_CHANNELS

static bool
is (SjValue value, const char *word)
{
  return sj_value_is_text (value, (SjSlice) { word, strlen (word) });
}

/* A channel; false where the program knows none of that name. */
static bool
find_channel (SjValue name, unsigned *channel)
{
  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    if (is (name, sj_channel_id ((SjChannel) i)))
      {
        *channel = i;
        return true;
      }
  *channel = ANY_CHANNEL;
  return is (name, "any");
}

/* "yes", true, {"choice": "yes"}, {"val": "y"}; Adobe's letters: also by default (d), or pending. */
static bool
read_choice (SjValue value, SjConsentChoice *choice)
{
  static const struct { const char *word; SjConsentChoice choice; } words[] = {
    { "yes", SJ_CONSENT_YES },  { "y", SJ_CONSENT_YES },           { "dy", SJ_CONSENT_YES },
    { "no", SJ_CONSENT_NO },    { "n", SJ_CONSENT_NO },            { "dn", SJ_CONSENT_NO },
    { "p", SJ_CONSENT_UNKNOWN }, { "unknown", SJ_CONSENT_UNKNOWN }, { "u", SJ_CONSENT_UNKNOWN },
  };

  if (value.type == SJ_OBJECT)
    {
      const SjValue *inner = sj_value_find (value, "choice", 6);

      inner = inner ? inner : sj_value_find (value, "val", 3);
      value = inner ? *inner : value;
    }
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (is (value, words[i].word))
      {
        *choice = words[i].choice;
        return true;
      }
  *choice = value.type != SJ_BOOL ? SJ_CONSENT_UNKNOWN : value.boolean ? SJ_CONSENT_YES : SJ_CONSENT_NO;
  return value.type == SJ_BOOL || sj_value_is_null (value);
}

/* Called for each choice about a channel as a whole or about a topic of it; Adobe's
 * schema has them one deeper, under `marketing`. */
typedef void (*ConsentFunc) (void *data, unsigned channel, SjValue topic, SjConsentChoice choice);

static bool
each_consent (SjValue consent, SjSlice line, ConsentFunc func, void *data, SjFlaw *flaw)
{
  for (uint32_t i = 0; i < consent.length && (consent.type == SJ_LIST || consent.type == SJ_OBJECT); i++)
    {
      bool list = consent.type == SJ_LIST;
      SjValue value = list ? consent.items[i] : consent.members[i].value;
      SjValue name = list ? sj_value_get (value, "channel") : consent.members[i].key;
      SjConsentChoice choice;
      unsigned channel;

      if (name.type != SJ_TEXT)
        return sj_flaw_set (flaw, value, line, _("A consent must name its channel."));
      if (is (name, "marketing") && value.type == SJ_OBJECT && !each_consent (value, line, func, data, flaw))
        return false;
      if (!find_channel (name, &channel))
        continue;    /* of something else: no message can go that way */
      if (!read_choice (value, &choice))
        return sj_flaw_set (flaw, value, line, _("The consent for “%.*s” must be “yes”, “no” or “unknown”."),
                            (int) MIN (name.length, 64), name.text);
      func (data, channel, sj_value_get (value, "topic"), choice);
    }
  return sj_value_is_null (consent) || consent.type == SJ_LIST || consent.type == SJ_OBJECT ||
         sj_flaw_set (flaw, consent, line, _("Consent must be an object with a member for each channel, or a list."));
}

static void
refuse_channel (void *data, unsigned channel, SjValue topic, SjConsentChoice choice)
{
  uint8_t *refused = data;

  if (choice == SJ_CONSENT_NO && sj_value_is_null (topic))
    *refused |= channel == ANY_CHANNEL ? SJ_ALL_CHANNELS : 1u << channel;
}

static SjValue
consent_of (SjValue object)
{
  const SjValue *consent = sj_value_find (object, "consent", 7);

  return consent ? *consent : sj_value_get (object, "consents");
}

static SjValue
zone_of (SjValue object)
{
  const SjValue *zone = sj_value_find (object, "timezone", 8);

  return zone ? *zone : sj_value_get (object, "timeZone");
}

/* One audience of the list: its name, and whether the profile is in it. */
static bool
read_standing (SjValue item, SjSlice line, SjSlice *name, bool *member, SjFlaw *flaw)
{
  SjValue id = item, status = sj_null;

  if (item.type == SJ_OBJECT)
    {
      id = sj_value_get (item, "audience");
      id = sj_value_is_null (id) ? sj_value_get (item, "id") : id;
      status = sj_value_get (item, "status");
    }
  if (id.type != SJ_TEXT || id.length == 0)
    return sj_flaw_set (flaw, item, line, _("An audience must be named by its id."));
  *name = (SjSlice) { id.text, id.length };
  *member = sj_value_is_null (status) || is (status, "realized") || is (status, "existing");
  return *member || is (status, "exited") ||
         sj_flaw_set (flaw, status, line, _("The status in an audience must be “realized” or “exited”."));
}

static bool
fill_audiences (SjRecording *recording, SjSlice line, SjValue list, uint64_t *audiences, SjFlaw *flaw)
{
  if (list.type != SJ_LIST)
    return sj_flaw_set (flaw, list, line, _("“audiences” must be a list."));
  for (uint32_t i = 0; i < list.length; i++)
    {
      SjSlice name;
      uint32_t number;
      bool member;

      if (!read_standing (list.items[i], line, &name, &member, flaw))
        return false;
      number = sj_recording_audience (recording, name);
      if (number != SJ_NONE && member)
        audiences[number >> 6] |= UINT64_C (1) << (number & 63);
    }
  return true;
}

static bool
fill_zone (SjSlice line, SjValue zone, SjRecordedPerson *person, SjFlaw *flaw)
{
  if (sj_value_is_null (zone))
    return true;
  if (zone.type == SJ_TEXT)
    person->zone = sj_zone_find (zone.text, zone.length);
  return person->zone != NULL || zone.type != SJ_TEXT
             ? person->zone != NULL || sj_flaw_set (flaw, zone, line, _("A time zone must be a text."))
             : sj_flaw_set (flaw, zone, line, _("There is no time zone “%.*s”."), (int) MIN (zone.length, 64),
                            zone.text);
}

static bool
fill_language (SjSlice line, SjValue language, SjRecordedPerson *person, SjFlaw *flaw)
{
  char text[36];

  if (sj_value_is_null (language))
    return true;
  if (language.type != SJ_TEXT || language.length == 0 || language.length >= sizeof text)
    return sj_flaw_set (flaw, language, line, _("“language” must be a language like “en” or “pt-BR”."));
  memcpy (text, language.text, language.length);
  text[language.length] = '\0';
  person->language = g_intern_string (text);
  return true;
}

/* Whether the line has the form of profiles.jsonl, where devices have their place. */
static bool
is_of_workspace (SjValue object)
{
  static const char *const names[] = { "identities", "addresses", "devices", "consents", "timeZone" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    if (sj_value_find (object, names[i], strlen (names[i])) != NULL)
      return true;
  return false;
}

static SjReach
reach_by_details (SjValue details)
{
  SjReach reach = SJ_REACH_NO_ADDRESS;

  for (uint32_t i = 0; details.type == SJ_LIST && i < details.length; i++)
    {
      SjValue refused = sj_value_get (details.items[i], "denylisted");

      if (sj_value_get (details.items[i], "token").type != SJ_TEXT)
        continue;
      if (refused.type != SJ_BOOL || !refused.boolean)
        return SJ_REACH_YES;
      reach = SJ_REACH_SUPPRESSED;
    }
  return reach;
}

/* A recording's line has no place for devices but among the attributes: without one
 * they are not known, and not missing. */
static void
fill_reach_by_attributes (SjValue object, SjValue attributes, SjRecordedPerson *person)
{
  const SjValue *details = sj_value_find (attributes, "pushNotificationDetails", strlen ("pushNotificationDetails"));
  SjSlice address;

  person->reach[SJ_CHANNEL_EMAIL] = (uint8_t) sj_profile_reach_in (attributes, SJ_CHANNEL_EMAIL, &address);
  person->reach[SJ_CHANNEL_SMS] = (uint8_t) sj_profile_reach_in (attributes, SJ_CHANNEL_SMS, &address);
  if (details != NULL || is_of_workspace (object))
    person->reach[SJ_CHANNEL_PUSH] = (uint8_t) reach_by_details (details ? *details : sj_null);
}

static void
fill_reach (SjRecording *recording, SjValue object, SjRecordedPerson *person)
{
  SjValue attributes = sj_value_get (object, "attributes");
  SjProfile *profile;
  SjSlice address;

  if (sj_value_is_null (sj_value_get (object, "addresses")) && sj_value_is_null (sj_value_get (object, "devices")))
    {
      if (!sj_value_is_null (attributes))
        fill_reach_by_attributes (object, attributes, person);
      return;
    }
  profile = sj_recording_profile (recording, object, &recording->reader.arena);
  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    person->reach[i] = (uint8_t) sj_profile_reach (profile, (SjChannel) i, NULL, &address);
  for (uint32_t i = 0; i < profile->devices.count; i++)
    person->by_app = person->by_app || ((SjDevice *) profile->devices.items[i])->app != NULL;
  sj_config_free (&sj_profile_spec, profile);
}

bool
sj_recording_fill (SjRecording *recording, SjSlice line, SjValue object, SjRecordedPerson *person,
                   uint64_t *audiences, SjFlaw *flaw)
{
  SjValue list = sj_value_get (object, "audiences");
  SjValue attributes = sj_value_get (object, "attributes");

  if (!sj_value_is_null (attributes) && attributes.type != SJ_OBJECT)
    return sj_flaw_set (flaw, attributes, line, _("“attributes” must be an object."));
  if (!fill_zone (line, zone_of (object), person, flaw) ||
      !fill_language (line, sj_value_get (object, "language"), person, flaw) ||
      !each_consent (consent_of (object), line, refuse_channel, &person->refused, flaw))
    return false;
  person->by_rule = sj_value_is_null (list) && recording->rules->len > 0;
  if (!sj_value_is_null (list) && !fill_audiences (recording, line, list, audiences, flaw))
    return false;
  fill_reach (recording, object, person);
  person->known = true;
  return true;
}

static void
list_consent (void *data, unsigned channel, SjValue topic, SjConsentChoice choice)
{
  static const char *const words[] = { [SJ_CONSENT_UNKNOWN] = "unknown", [SJ_CONSENT_YES] = "yes",
                                       [SJ_CONSENT_NO] = "no" };
  SjListBuilder *list = data;
  SjObjectBuilder object;

  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    if (i == channel || channel == ANY_CHANNEL)
      {
        sj_object_begin (&object, list->arena);
        sj_object_set (&object, "channel", sj_value_string (sj_channel_id ((SjChannel) i)));
        if (!sj_value_is_null (topic))
          sj_object_set (&object, "topic", topic);
        sj_object_set (&object, "choice", sj_value_string (words[choice]));
        sj_list_add (list, sj_object_end (&object));
      }
}

/* The choices as profiles.jsonl has them. */
static SjValue
consents_value (SjValue consent, SjArena *arena)
{
  SjListBuilder list;
  SjFlaw flaw = { 0 };

  sj_list_begin (&list, arena);
  each_consent (consent, (SjSlice) { "", 0 }, list_consent, &list, &flaw);
  g_free (flaw.text);
  return sj_list_end (&list);
}

static SjValue
audiences_value (const SjRecording *recording, SjValue audiences, SjArena *arena)
{
  SjListBuilder list;

  sj_list_begin (&list, arena);
  for (uint32_t i = 0; audiences.type == SJ_LIST && i < audiences.length; i++)
    {
      const SjLibrary *library = recording->world->library;
      SjFlaw flaw = { 0 };
      SjObjectBuilder object;
      SjSlice name;
      const SjEntry *entry;
      bool member;

      if (!read_standing (audiences.items[i], (SjSlice) { "", 0 }, &name, &member, &flaw))
        {
          g_free (flaw.text);
          continue;
        }
      entry = library ? sj_library_named (library, SJ_REF_AUDIENCE, name.text, name.length) : NULL;
      sj_object_begin (&object, arena);
      sj_object_set (&object, "audience", entry ? sj_value_string (entry->id) : sj_value_text (name.text, name.length));
      if (!member)
        sj_object_set (&object, "status", sj_value_string ("exited"));
      if (audiences.items[i].type == SJ_OBJECT)
        sj_object_set (&object, "since", sj_value_get (audiences.items[i], "since"));
      sj_list_add (&list, sj_object_end (&object));
    }
  return sj_list_end (&list);
}

SjProfile *
sj_recording_profile (const SjRecording *recording, SjValue object, SjArena *arena)
{
  static const char *const taken[] = { "id", "attributes", "identities", "addresses", "devices", "language", "test" };
  SjProfile *profile = sj_config_new (&sj_profile_spec);
  SjReading reading = { NULL };
  SjObjectBuilder line;

  sj_object_begin (&line, arena);
  for (size_t i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      const SjValue *value = sj_value_find (object, taken[i], strlen (taken[i]));

      if (value != NULL && !sj_value_is_null (*value))
        sj_object_set (&line, taken[i], *value);
    }
  sj_object_set (&line, "timeZone", zone_of (object));
  sj_object_set (&line, "consents", consents_value (consent_of (object), arena));
  sj_object_set (&line, "audiences", audiences_value (recording, sj_value_get (object, "audiences"), arena));
  sj_config_read (&sj_profile_spec, profile, sj_object_end (&line), NULL, &reading);
  return profile;
}
