/* sj-workspace-profiles.c -- people in lists, and one by one.
 *
 * A list shows a name and an address, which every workspace keeps elsewhere; they
 * are looked for where Adobe's standard schema has them, then where any would do.
 */
#include "runtime/sj-workspace-private.h"

#include "profile/sj-profile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static bool
set_invalid (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static bool
set_invalid (GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_INVALID, text);
  return false;
}

static SjSlice
slice_of (SjValue value)
{
  return value.type == SJ_TEXT ? (SjSlice) { value.text, value.length } : (SjSlice) { "", 0 };
}

/* "Sarah Whitfield"; what there is of it. */
static const char *
find_name (SjValue attributes, SjArena *arena)
{
  SjValue person = sj_value_get (attributes, "person");
  SjValue name = sj_value_get (person.type == SJ_OBJECT ? person : attributes, "name");
  SjSlice whole = slice_of (sj_value_get (name, "fullName"));
  SjSlice first = slice_of (sj_value_get (name, "firstName"));
  SjSlice last = slice_of (sj_value_get (name, "lastName"));
  char *text;

  if (whole.length == 0 && name.type == SJ_TEXT)
    whole = slice_of (name);
  if (whole.length > 0)
    return sj_arena_strndup (arena, whole.text, whole.length);
  if (first.length == 0 && last.length == 0 && name.type != SJ_OBJECT)
    {
      first = slice_of (sj_value_get (attributes, "firstName"));
      last = slice_of (sj_value_get (attributes, "lastName"));
    }
  text = sj_arena_alloc (arena, first.length + last.length + 2);
  memcpy (text, first.text, first.length);
  memcpy (text + first.length + 1, last.text, last.length);
  text[first.length] = first.length > 0 && last.length > 0 ? ' ' : '\0';
  text[first.length + 1 + last.length] = '\0';
  return first.length > 0 ? text : text + 1;
}

static bool
has_at (SjSlice text)
{
  return text.length > 0 && memchr (text.text, '@', text.length) != NULL;
}

static const char *
find_email (SjValue root, SjArena *arena)
{
  SjValue addresses = sj_value_get (root, "addresses");
  SjValue identities = sj_value_get (root, "identities");
  SjSlice email = { "", 0 };

  sj_profile_reach_in (sj_value_get (root, "attributes"), SJ_CHANNEL_EMAIL, &email);
  for (uint32_t i = 0; email.length == 0 && addresses.type == SJ_LIST && i < addresses.length; i++)
    email = slice_of (sj_value_get (addresses.items[i], "address"));
  for (uint32_t i = 0; !has_at (email) && identities.type == SJ_LIST && i < identities.length; i++)
    email = slice_of (sj_value_get (identities.items[i], "id"));
  return has_at (email) ? sj_arena_strndup (arena, email.text, email.length) : "";
}

/* For order: small letters without accents, the same on every machine. */
static const char *
fold (const char *text, SjArena *arena)
{
  g_autofree char *small = g_utf8_casefold (text, -1);
  g_autofree char *parts = NULL;
  char *label, *to;

  if (g_str_is_ascii (small))
    return sj_arena_strndup (arena, small, strlen (small));
  parts = g_utf8_normalize (small, -1, G_NORMALIZE_NFKD);
  label = sj_arena_strndup (arena, parts, strlen (parts));
  to = label;
  for (const char *at = parts; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_ismark (g_utf8_get_char (at)))
      to += g_unichar_to_utf8 (g_utf8_get_char (at), to);
  *to = '\0';
  return label;
}

void
sj_profile_card_clear (SjProfileCard *card)
{
  sj_arena_clear (&card->arena);
  sj_buffer_clear (&card->text);
}

static SjValue
put_id (SjValue root, const char *id, SjArena *arena)
{
  SjObjectBuilder builder;

  sj_object_begin (&builder, arena);
  sj_object_set (&builder, "id", sj_value_copy_text (arena, id, strlen (id)));
  for (uint32_t i = 0; i < root.length; i++)
    {
      SjSlice name = slice_of (root.members[i].key);

      if (name.length != 2 || memcmp (name.text, "id", 2) != 0)
        sj_object_set (&builder, sj_arena_strndup (arena, name.text, name.length), root.members[i].value);
    }
  return sj_object_end (&builder);
}

bool
sj_profile_card_read (SjProfileCard *card, const char *id, const char *text, size_t length, GError **error)
{
  g_autoptr (GError) own = NULL;
  SjValue root, value;
  SjSlice own_id;

  sj_arena_reset (&card->arena);
  sj_buffer_reset (&card->text);
  if (!sj_json_read (&card->arena, NULL, text, length, &root, &own))
    return set_invalid (error, "%s", own->message);
  if (root.type != SJ_OBJECT)
    return set_invalid (error, _("a profile is a JSON object"));
  own_id = slice_of (sj_value_get (root, "id"));
  if (own_id.length == 0 && id != NULL)
    {
      root = put_id (root, id, &card->arena);
      own_id = (SjSlice) { id, strlen (id) };
    }
  if (own_id.length == 0 || own_id.length > 200 || memchr (own_id.text, '\0', own_id.length) != NULL)
    return set_invalid (error, _("the profile has no id"));
  if (id != NULL && (own_id.length != strlen (id) || memcmp (own_id.text, id, own_id.length) != 0))
    return set_invalid (error, _("the profile says that it has another id"));
  sj_json_write (&card->text, root, SJ_JSON_COMPACT);
  value = sj_value_get (root, "test");
  card->stored.id = sj_arena_strndup (&card->arena, own_id.text, own_id.length);
  card->stored.name = find_name (sj_value_get (root, "attributes"), &card->arena);
  card->stored.email = fold (find_email (root, &card->arena), &card->arena);
  card->stored.label = fold (card->stored.name, &card->arena);
  card->stored.test = value.type == SJ_BOOL && value.boolean;
  card->stored.text = (SjSlice) { sj_buffer_text (&card->text), card->text.length };
  return true;
}

bool
sj_workspace_put_profile (SjWorkspace *workspace, const char *id, const char *text, GError **error)
{
  g_auto (SjProfileCard) card = SJ_PROFILE_CARD_INIT;
  bool is_new;

  if (!sj_profile_card_read (&card, id, text, strlen (text), error))
    return false;
  is_new = !sj_store_has_profile (sj_store_reader (workspace->store), id);
  sj_store_put_profile (workspace->writer, &card.stored);
  sj_store_remove_trash (workspace->writer, sj_workspace_word (SJ_REF_PROFILE), id);
  workspace->n_profiles += is_new;
  sj_workspace_forget_library (workspace);
  sj_workspace_tell (workspace, SJ_WORKSPACE_PROFILES, SJ_REF_PROFILE, card.stored.id, NULL);
  return true;
}

/* ------------------------------------------------------------------ lists */

void
sj_profile_row_free (SjProfileRow *row)
{
  g_free (row->id);
  g_free (row->name);
  g_free (row->email);
  g_free (row);
}

size_t
sj_workspace_count_profiles (SjWorkspace *workspace, const char *search)
{
  if (search == NULL || *search == '\0')
    return workspace->n_profiles;
  return sj_store_count_profiles (sj_store_reader (workspace->store), search);
}

static bool
add_row (const SjStoredProfile *profile, gpointer data)
{
  SjProfileRow *row = g_new (SjProfileRow, 1);

  *row = (SjProfileRow) { g_strdup (profile->id), g_strdup (profile->name), g_strdup (profile->email), profile->test };
  g_ptr_array_add (data, row);
  return true;
}

GPtrArray *
sj_workspace_list_profiles (SjWorkspace *workspace, const char *search, SjProfileOrder order, bool descending,
                            size_t offset, size_t limit)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_profile_row_free);
  SjStoreLook look = { search, (SjStoreOrder) order, descending, offset, MIN (limit, (size_t) INT64_MAX) };
  g_autoptr (GError) error = NULL;

  if (!sj_store_list_profiles (sj_store_reader (workspace->store), &look, add_row, rows, &error) && error != NULL)
    g_debug ("%s", error->message);
  return rows;
}

typedef struct
{
  SjProfileEach each;
  gpointer data;
} Each;

static bool
hand_on (const SjStoredProfile *profile, gpointer data)
{
  const Each *each = data;

  return each->each (profile->id, profile->text.text, profile->text.length, each->data);
}

bool
sj_workspace_each_profile (SjWorkspace *workspace, SjProfileEach each, gpointer data, GError **error)
{
  Each both = { each, data };
  GError *own = NULL;

  if (sj_store_each_profile (sj_store_reader (workspace->store), false, hand_on, &both, NULL, &own))
    return true;
  if (own != NULL)
    sj_workspace_pass_error (error, own);
  return false;
}
