/* sj-profile-value.c -- a person as expressions and templates see one.
 *
 * What every profile has is laid out as in Adobe's standard schema, so that text
 * from there runs unchanged; an attribute of the same name goes before it.
 */
#include "profile/sj-profile.h"

#include <string.h>

/* Whether this is the first item with that key, so that each group is made once. */
static bool
is_first (const SjRecords *records, uint32_t index, const char *(*key) (const void *item))
{
  for (uint32_t i = 0; i < index; i++)
    if (g_strcmp0 (key (records->items[i]), key (records->items[index])) == 0)
      return false;
  return key (records->items[index]) != NULL;
}

static const char *
identity_space (const void *item)
{
  return ((const SjIdentity *) item)->space;
}

static SjValue
identity_value (const SjIdentity *identity, SjArena *arena)
{
  SjObjectBuilder object;

  sj_object_begin (&object, arena);
  sj_object_set (&object, "id", sj_value_string (identity->id));
  sj_object_set (&object, "primary", sj_value_bool (identity->primary));
  return sj_object_end (&object);
}

static SjValue
identity_map (const SjProfile *profile, SjArena *arena)
{
  const SjRecords *identities = &profile->identities;
  SjObjectBuilder map;

  sj_object_begin (&map, arena);
  for (uint32_t i = 0; i < identities->count; i++)
    {
      const SjIdentity *first = identities->items[i];
      SjListBuilder list;

      if (!is_first (identities, i, identity_space))
        continue;
      sj_list_begin (&list, arena);
      for (uint32_t j = i; j < identities->count; j++)
        if (g_strcmp0 (identity_space (identities->items[j]), first->space) == 0)
          sj_list_add (&list, identity_value (identities->items[j], arena));
      sj_object_set (&map, first->space, sj_list_end (&list));
    }
  return sj_object_end (&map);
}

static SjValue
when_value (const SjWhen *when, SjArena *arena)
{
  SjField field = { .type = SJ_FIELD_DATE_TIME };

  return when->form == SJ_WHEN_UNSET ? sj_null : sj_slot_write (&field, when, arena);
}

static SjValue
segment_membership (const SjProfile *profile, SjArena *arena)
{
  SjObjectBuilder outer, inner, one;

  sj_object_begin (&outer, arena);
  sj_object_begin (&inner, arena);
  for (uint32_t i = 0; i < profile->audiences.count; i++)
    {
      const SjStanding *standing = profile->audiences.items[i];

      if (standing->audience == NULL)
        continue;
      sj_object_begin (&one, arena);
      sj_object_set (&one, "status", sj_value_string (standing->status == SJ_MEMBER_REALIZED ? "realized" : "exited"));
      sj_object_set (&one, "lastQualificationTime", when_value (&standing->since, arena));
      sj_object_set (&inner, standing->audience, sj_object_end (&one));
    }
  sj_object_set (&outer, "ups", sj_object_end (&inner));
  return sj_object_end (&outer);
}

/* {"val": "y"} */
static SjValue
consent_value (SjConsentChoice choice, SjArena *arena)
{
  static const char *const letters[] = { [SJ_CONSENT_UNKNOWN] = "u", [SJ_CONSENT_YES] = "y", [SJ_CONSENT_NO] = "n" };
  SjObjectBuilder object;

  sj_object_begin (&object, arena);
  sj_object_set (&object, "val", sj_value_string (letters[choice]));
  return sj_object_end (&object);
}

/* Of all channels together: yes if one is allowed, no if all that were asked about
 * are refused. */
static SjConsentChoice
any_consent (const SjRecords *consents)
{
  SjConsentChoice any = SJ_CONSENT_UNKNOWN;

  for (uint32_t i = 0; i < consents->count; i++)
    {
      const SjConsent *consent = consents->items[i];

      if (consent->topic != NULL || consent->choice <= SJ_CONSENT_UNKNOWN)
        continue;
      if (consent->choice == SJ_CONSENT_YES)
        return SJ_CONSENT_YES;
      any = SJ_CONSENT_NO;
    }
  return any;
}

/* consents.marketing.email.val, of channels as a whole, and of `any`. */
static SjValue
consents (const SjProfile *profile, SjArena *arena)
{
  SjObjectBuilder outer, inner;

  sj_object_begin (&outer, arena);
  sj_object_begin (&inner, arena);
  sj_object_set (&inner, "any", consent_value (any_consent (&profile->consents), arena));
  for (uint32_t i = 0; i < profile->consents.count; i++)
    {
      const SjConsent *consent = profile->consents.items[i];

      if (consent->topic == NULL && consent->channel >= 0 && consent->choice >= 0)
        sj_object_set (&inner, sj_channel_id (consent->channel), consent_value (consent->choice, arena));
    }
  sj_object_set (&outer, "marketing", sj_object_end (&inner));
  return sj_object_end (&outer);
}

static SjValue
device_value (const SjDevice *device, SjArena *arena)
{
  static const char *const platforms[] = { [SJ_PLATFORM_IOS] = "ios", [SJ_PLATFORM_ANDROID] = "android",
                                           [SJ_PLATFORM_WEB] = "web" };
  SjObjectBuilder object;

  sj_object_begin (&object, arena);
  sj_object_set (&object, "appID", sj_value_string (device->app));
  sj_object_set (&object, "platform", device->platform < 0 ? sj_null : sj_value_string (platforms[device->platform]));
  sj_object_set (&object, "token", sj_value_string (device->token));
  sj_object_set (&object, "denylisted", sj_value_bool (device->inactive));
  return sj_object_end (&object);
}

static SjValue
push_details (const SjProfile *profile, SjArena *arena)
{
  SjListBuilder list;

  sj_list_begin (&list, arena);
  for (uint32_t i = 0; i < profile->devices.count; i++)
    sj_list_add (&list, device_value (profile->devices.items[i], arena));
  return sj_list_end (&list);
}

static void
set_missing (SjObjectBuilder *object, SjValue attributes, const char *name, SjValue value)
{
  if (sj_value_find (attributes, name, strlen (name)) == NULL)
    sj_object_set (object, name, value);
}

SjValue
sj_profile_value (const SjProfile *profile, SjArena *arena)
{
  SjValue attributes = sj_blob_value (profile->attributes);
  SjObjectBuilder object;

  sj_object_begin (&object, arena);
  for (uint32_t i = 0; attributes.type == SJ_OBJECT && i < attributes.length; i++)
    g_array_append_val (object.members, attributes.members[i]);
  set_missing (&object, attributes, "id", sj_value_string (profile->id));
  set_missing (&object, attributes, "identityMap", identity_map (profile, arena));
  set_missing (&object, attributes, "segmentMembership", segment_membership (profile, arena));
  set_missing (&object, attributes, "consents", consents (profile, arena));
  set_missing (&object, attributes, "pushNotificationDetails", push_details (profile, arena));
  set_missing (&object, attributes, "timeZone", sj_value_string (profile->zone));
  set_missing (&object, attributes, "preferredLanguage", sj_value_string (profile->language));
  set_missing (&object, attributes, "testProfile", sj_value_bool (profile->test));
  return sj_object_end (&object);
}

static void
add_missing (SjShape *shape, const char *name, SjShape *field)
{
  if (sj_shape_field (shape, name, strlen (name)) == NULL)
    sj_shape_add_field (shape, name, field);
  else
    sj_shape_unref (field);
}

static SjShape *
identity_map_shape (void)
{
  SjShape *identity = sj_shape_new (SJ_OBJECT);

  sj_shape_add_field (identity, "id", sj_shape_new (SJ_TEXT));
  sj_shape_add_field (identity, "primary", sj_shape_new (SJ_BOOL));
  return sj_shape_new_map (sj_shape_new_list (identity));
}

static SjShape *
membership_shape (void)
{
  SjShape *standing = sj_shape_new (SJ_OBJECT);

  sj_shape_add_field (standing, "status", sj_shape_new (SJ_TEXT));
  sj_shape_add_field (standing, "lastQualificationTime", sj_shape_new (SJ_MOMENT));
  return sj_shape_new_map (sj_shape_new_map (standing));
}

static SjShape *
consents_shape (void)
{
  SjShape *shape = sj_shape_new (SJ_OBJECT);
  SjShape *marketing = sj_shape_add_field (shape, "marketing", sj_shape_new (SJ_OBJECT));

  for (int i = -1; i < SJ_N_CHANNELS; i++)
    {
      const char *name = i < 0 ? "any" : sj_channel_id (i);
      SjShape *channel = sj_shape_add_field (marketing, name, sj_shape_new (SJ_OBJECT));

      sj_shape_add_field (channel, "val", sj_shape_new (SJ_TEXT));
    }
  return shape;
}

static SjShape *
push_details_shape (void)
{
  SjShape *device = sj_shape_new (SJ_OBJECT);

  sj_shape_add_field (device, "appID", sj_shape_new (SJ_TEXT));
  sj_shape_add_field (device, "platform", sj_shape_new (SJ_TEXT));
  sj_shape_add_field (device, "token", sj_shape_new (SJ_TEXT));
  sj_shape_add_field (device, "denylisted", sj_shape_new (SJ_BOOL));
  return sj_shape_new_list (device);
}

SjShape *
sj_profile_shape (const SjSchema *dictionary)
{
  SjShape *shape = dictionary ? sj_schema_shape (dictionary) : sj_shape_new (SJ_OBJECT);

  add_missing (shape, "id", sj_shape_new (SJ_TEXT));
  add_missing (shape, "identityMap", identity_map_shape ());
  add_missing (shape, "segmentMembership", membership_shape ());
  add_missing (shape, "consents", consents_shape ());
  add_missing (shape, "pushNotificationDetails", push_details_shape ());
  add_missing (shape, "timeZone", sj_shape_new (SJ_TEXT));
  add_missing (shape, "preferredLanguage", sj_shape_new (SJ_TEXT));
  add_missing (shape, "testProfile", sj_shape_new (SJ_BOOL));
  return shape;
}
