/* sj-rehearse-set.c -- a field of the profile is set by hand.
 *
 * The document that rules and addresses look at changes, and with it what the engine
 * knows of the person: their own settings, and the profile's value.  An audience whose
 * rule comes to another answer is entered or left at once, and the journey hears of it.
 */
#include "engine/sj-rehearse-private.h"

#include "base/sj-json.h"
#include "engine/sj-person-profile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static bool
is_yes (SjValue value)
{
  return (value.type == SJ_BOOL && value.boolean) || sj_value_is_text (value, SJ_SLICE ("yes")) ||
         sj_value_is_text (value, SJ_SLICE ("y"));
}

/* In the profile's value, which is made anew unless the journey has changed it. */
static void
show (SjRehearsal *self, const char *path, SjValue value)
{
  SjPerson *person = &self->life.person;

  if (person->changed)    /* new members borrow their names from the path */
    sj_person_change (person, &self->life.keep, sj_arena_strdup (&self->life.keep, path), SJ_CHANGE_SET, value);
  else
    person->made = false;
}

static SjConsent *
consent_of (SjProfile *profile, SjChannel channel)
{
  SjRecords *consents = &profile->consents;
  SjConsent *consent;

  for (uint32_t i = 0; i < consents->count; i++)
    {
      consent = consents->items[i];
      if (consent->channel == (int32_t) channel && consent->topic == NULL)
        return consent;
    }
  consent = sj_config_new (&sj_consent_spec);
  consent->channel = (int32_t) channel;
  consents->items = g_renew (void *, consents->items, consents->count + 1);
  consents->items[consents->count++] = consent;
  return consent;
}

static void
set_consent (SjRehearsal *self, SjChannel channel, bool given)
{
  g_autofree char *path = g_strdup_printf ("consents.marketing.%s.val", sj_channel_id (channel));
  SjPerson *person = &self->life.person;
  uint8_t bit = (uint8_t) (1u << channel);

  consent_of (self->profile, channel)->choice = given ? SJ_CONSENT_YES : SJ_CONSENT_NO;
  person->unsubscribed &= (uint8_t) ~bit;
  person->refused = given ? person->refused & (uint8_t) ~bit : person->refused | bit;
  show (self, path, sj_value_string (given ? "y" : "n"));
}

static void
set_language (SjRehearsal *self, const char *language)
{
  show (self, "preferredLanguage", sj_value_string (language));
  g_free (self->profile->language);
  self->profile->language = g_strdup (language);
  self->life.person.language = self->profile->language;
}

static bool
set_zone (SjRehearsal *self, const char *name)
{
  const SjZone *zone = name ? sj_zone_find (name, strlen (name)) : NULL;

  if (name != NULL && zone == NULL)
    return false;
  show (self, "timeZone", sj_value_string (name));
  g_free (self->profile->zone);
  self->profile->zone = g_strdup (name);
  self->life.person.zone = zone;
  return true;
}

/* What stands beside the attributes in a profile; false: it cannot be set to that. */
static bool
set_own (SjRehearsal *self, const char *field, SjValue value, bool *done)
{
  g_autofree char *text = sj_value_dup_text (value);

  *done = true;
  for (unsigned i = 0; g_str_has_prefix (field, "consent.") && i < SJ_N_CHANNELS; i++)
    if (g_str_equal (field + strlen ("consent."), sj_channel_id (i)))
      {
        set_consent (self, i, is_yes (value));
        return true;
      }
  if (g_str_has_prefix (field, "consent."))
    return false;
  if (g_str_equal (field, "language"))
    set_language (self, text);
  else if (g_str_equal (field, "suppressed"))
    self->life.person.suppressed = is_yes (value);
  else if (g_str_equal (field, "timeZone"))
    return set_zone (self, text);
  else
    *done = false;
  return true;
}

/* Addresses are looked for in the profile's attributes, conditions look at its value. */
static bool
set_attribute (SjRehearsal *self, const SjAct *act)
{
  SjPerson shadow = { .value = sj_blob_value (self->profile->attributes), .made = true };

  if (!sj_person_change (&self->life.person, &self->life.keep, act->name, SJ_CHANGE_SET, act->value))
    return false;
  if (sj_value_is_null (shadow.value))
    shadow.value = sj_value_object (NULL, 0);
  if (sj_person_change (&shadow, &self->story, act->name, SJ_CHANGE_SET, act->value))
    {
      SjBlob *changed = sj_blob_new (shadow.value);

      g_ptr_array_add (self->worn, self->profile->attributes);
      self->profile->attributes = changed;
    }
  return true;
}

/* ------------------------------------------------------------------ audiences */

/* Of each audience of the world: in it by its rule. */
static bool *
ask_rules (const SjRehearsal *self)
{
  guint count = self->world->audiences->len;
  bool *members = g_new0 (bool, count + 1);

  for (guint i = 0; i < count; i++)
    members[i] = sj_rules_hold (&self->rules, self->profile, i, self->now);
  return members;
}

/* Only a rule that comes to another answer than before moves anybody: memberships that
 * were given, or made by hand, stay. */
static void
follow_rules (SjRehearsal *self, const bool *before)
{
  g_autofree bool *after = ask_rules (self);

  for (guint i = 0; i < self->world->audiences->len; i++)
    {
      const char *id = g_ptr_array_index (self->world->audiences, i);

      if (after[i] == before[i] || after[i] == sj_person_is_in (&self->life.person, i))
        continue;
      sj_rehearsal_catch_up (self);
      sj_rehearsal_tell (self, SJ_TOLD_ACT, after[i] ? _("Enters the audience %s, as its rule says")
                                                     : _("Leaves the audience %s, as its rule says"),
                         sj_rehearsal_name (self, SJ_REF_AUDIENCE, id));
      self->input_event = SJ_NONE;
      sj_life_audience (&self->life, self->now, i, after[i]);
    }
}

bool
sj_rehearsal_set (SjRehearsal *self, const SjAct *act, GError **error)
{
  g_autofree char *text = sj_json_to_string (act->value, SJ_JSON_COMPACT);
  g_autofree bool *before = ask_rules (self);
  bool done;

  if (!set_own (self, act->name, act->value, &done))
    return sj_rehearsal_fail (error, _("“%s” cannot be set to %s"), act->name, text);
  if (!done && !set_attribute (self, act))
    return sj_rehearsal_fail (error, _("“%s” lies within something that is no object"), act->name);
  sj_rehearsal_tell (self, SJ_TOLD_ACT, _("%s becomes %s"), act->name, text);
  follow_rules (self, before);
  return true;
}
