/* sj-workspace-documents.c -- documents by kind and id, in memory and to the writer.
 *
 * A text is brought into the canonical form when it comes in, so that the same
 * document is the same bytes, here and when it goes out again.
 */
#include "runtime/sj-workspace-private.h"

#include "base/sj-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEPT_IN_TRASH (30 * SJ_DAY)
#define LONGEST ((size_t) 256 << 20)    /* bytes of a document */
#define LONGEST_ID 200

const char *
sj_workspace_word (SjRefTo kind)
{
  const SjContentKind *found;

  switch (kind)
    {
    case SJ_REF_NONE:
      return "workspace";
    case SJ_REF_JOURNEY:
      return "journeys";
    case SJ_REF_PROFILE:
      return "profiles";
    default:
      found = sj_library_kind_of (kind);
      return found ? found->folder : NULL;
    }
}

SjRefTo
sj_workspace_kind (const char *word)
{
  for (int kind = 0; kind < SJ_N_REFS; kind++)
    if (g_strcmp0 (sj_workspace_word ((SjRefTo) kind), word) == 0)
      return (SjRefTo) kind;
  return SJ_N_REFS;
}

static void
held_free (SjHeldDocument *held)
{
  g_free ((char *) held->row.id);
  g_free ((char *) held->row.name);
  g_free ((char *) held->row.text);
  g_free (held);
}

void
sj_workspace_init_documents (SjWorkspace *workspace)
{
  for (int kind = 0; kind < SJ_N_REFS; kind++)
    {
      SjDrawer *drawer = &workspace->drawers[kind];

      drawer->by_name = g_ptr_array_new ();
      drawer->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) held_free);
    }
  workspace->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
sj_workspace_clear_documents (SjWorkspace *workspace)
{
  for (int kind = 0; kind < SJ_N_REFS; kind++)
    {
      g_ptr_array_unref (workspace->drawers[kind].by_name);
      g_hash_table_unref (workspace->drawers[kind].by_id);
    }
  g_hash_table_unref (workspace->pictures);
}

/* ------------------------------------------------------------------ in memory */

static char *
name_in (const char *text)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue root;

  if (!sj_json_read (&arena, NULL, text, strlen (text), &root, NULL))
    return NULL;
  return sj_value_dup_text (sj_value_get (root, "name"));
}

static void
let_go (SjDrawer *drawer, SjHeldDocument *held)
{
  g_ptr_array_remove (drawer->by_name, held);
  g_hash_table_remove (drawer->by_id, held->row.id);
}

static SjHeldDocument *
held_find (SjWorkspace *workspace, SjRefTo kind, const char *id)
{
  return g_hash_table_lookup (workspace->drawers[kind].by_id, id);
}

void
sj_workspace_hold (SjWorkspace *workspace, SjRefTo kind, const char *id, const char *text, SjTime changed,
                   int64_t revision)
{
  SjDrawer *drawer = &workspace->drawers[kind];
  SjHeldDocument *old = held_find (workspace, kind, id);
  SjHeldDocument *held = g_new0 (SjHeldDocument, 1);
  g_autofree char *name = name_in (text);

  held->row = (SjDocument) { kind, g_strdup (id), g_strdup (name && *name ? name : id), g_strdup (text), changed,
                             revision };
  if (old != NULL)
    let_go (drawer, old);
  g_hash_table_insert (drawer->by_id, (gpointer) held->row.id, held);
  g_ptr_array_add (drawer->by_name, held);
  drawer->unsorted = true;
  if (kind == SJ_REF_NONE)
    {
      g_free (workspace->title);
      workspace->title = g_strdup (held->row.name);
    }
  sj_workspace_forget_library (workspace);
}

int
sj_workspace_compare_names (const char *a, const char *b)
{
  g_autofree char *first = g_utf8_casefold (a, -1);
  g_autofree char *second = g_utf8_casefold (b, -1);

  return g_utf8_collate (first, second);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const SjDocument *first = &(*(SjHeldDocument *const *) a)->row;
  const SjDocument *second = &(*(SjHeldDocument *const *) b)->row;
  int order = sj_workspace_compare_names (first->name, second->name);

  return order != 0 ? order : strcmp (first->id, second->id);
}

size_t
sj_workspace_count (SjWorkspace *workspace, SjRefTo kind)
{
  if (kind == SJ_REF_JOURNEY)
    return workspace->journeys->len;
  if (kind == SJ_REF_PROFILE)
    return workspace->n_profiles;
  return workspace->drawers[kind].by_name->len;
}

const SjDocument *
sj_workspace_get (SjWorkspace *workspace, SjRefTo kind, size_t index)
{
  SjDrawer *drawer = &workspace->drawers[kind];

  g_return_val_if_fail (index < drawer->by_name->len, NULL);

  if (drawer->unsorted)
    g_ptr_array_sort (drawer->by_name, compare_names);
  drawer->unsorted = false;
  return &((SjHeldDocument *) drawer->by_name->pdata[index])->row;
}

const SjDocument *
sj_workspace_find (SjWorkspace *workspace, SjRefTo kind, const char *id)
{
  SjHeldDocument *held = held_find (workspace, kind, id);

  return held ? &held->row : NULL;
}

char *
sj_workspace_text (SjWorkspace *workspace, SjRefTo kind, const char *id)
{
  const SjDocument *document;
  SjHeldJourney *journey;
  g_autoptr (GError) error = NULL;
  char *text;

  switch (kind)
    {
    case SJ_REF_JOURNEY:
      journey = sj_workspace_held_journey (workspace, id);
      return journey ? sj_workspace_journey_text (journey) : NULL;
    case SJ_REF_PROFILE:
      text = sj_store_profile_text (sj_store_reader (workspace->store), id, &error);
      if (error != NULL)
        g_debug ("%s", error->message);
      return text;
    default:
      document = sj_workspace_find (workspace, kind, id);
      return document ? g_strdup (document->text) : NULL;
    }
}

/* ------------------------------------------------------------------ from the file */

static void
hold_stored (const SjStoredDocument *document, gpointer data)
{
  SjWorkspace *workspace = data;
  SjRefTo kind = sj_workspace_kind (document->kind);
  g_autofree char *text = g_strndup (document->text.text, document->text.length);

  if (kind < SJ_N_REFS)
    sj_workspace_hold (workspace, kind, document->id, text, document->changed, document->revision);
}

void
sj_workspace_load_documents (SjWorkspace *workspace)
{
  SjDb *db = sj_store_reader (workspace->store);
  g_autoptr (GPtrArray) pictures = sj_store_pictures (db);

  sj_store_each_document (db, hold_stored, workspace, &workspace->damage);
  for (guint i = 0; i < pictures->len; i++)
    g_hash_table_add (workspace->pictures, g_strdup (pictures->pdata[i]));
}

/* ------------------------------------------------------------------ changing */

static bool
set_invalid (GError **error, const char *text)
{
  g_set_error_literal (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_INVALID, text);
  return false;
}

static bool
is_good_id (SjRefTo kind, const char *id, GError **error)
{
  size_t length = strlen (id);

  if (kind == SJ_REF_NONE)
    return *id == '\0' || set_invalid (error, _("a workspace has only one document of its own"));
  if (length == 0 || length > LONGEST_ID || !g_utf8_validate (id, (gssize) length, NULL))
    return set_invalid (error, _("an id has between 1 and 200 characters"));
  return true;
}

static SjValue
with_id (SjValue root, const char *id, SjArena *arena)
{
  SjObjectBuilder builder;

  sj_object_begin (&builder, arena);
  sj_object_set (&builder, "id", sj_value_string (id));
  for (uint32_t i = 0; i < root.length; i++)
    {
      g_autofree char *name = sj_value_dup_text (root.members[i].key);

      sj_object_set (&builder, name, root.members[i].value);
    }
  return sj_object_end (&builder);
}

char *
sj_workspace_canonical (SjRefTo kind, const char *id, const char *text, size_t length, GError **error)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autoptr (GError) own = NULL;
  SjValue root, is;

  if (length > LONGEST)
    set_invalid (error, _("the document is longer than 256 MiB"));
  else if (!sj_json_read (&arena, NULL, text, length, &root, &own))
    set_invalid (error, own->message);
  else if (root.type != SJ_OBJECT)
    set_invalid (error, _("this is JSON, but no object"));
  else
    {
      is = sj_value_get (root, "id");
      if (kind == SJ_REF_NONE)
        return sj_json_to_string (root, SJ_JSON_PRETTY);
      if (sj_value_is_null (is) && sj_value_find (root, "id", 2) == NULL)
        return sj_json_to_string (with_id (root, id, &arena), SJ_JSON_PRETTY);
      if (sj_value_is_text (is, (SjSlice) { id, strlen (id) }))
        return sj_json_to_string (root, SJ_JSON_PRETTY);
      set_invalid (error, _("the document says that it has another id"));
    }
  return NULL;
}

int64_t
sj_workspace_next_revision (SjWorkspace *workspace, SjRefTo kind, const char *id)
{
  const SjDocument *document = sj_workspace_find (workspace, kind, id);

  return document ? document->revision + 1 : 1;
}

void
sj_workspace_store_document (SjWorkspace *workspace, SjRefTo kind, const char *id, const char *text, SjTime changed,
                             int64_t revision)
{
  SjStoredDocument stored = { sj_workspace_word (kind), id, { text, strlen (text) }, changed, revision };

  sj_store_put_document (workspace->writer, &stored);
}

bool
sj_workspace_put (SjWorkspace *workspace, SjRefTo kind, const char *id, const char *text, GError **error)
{
  const SjDocument *old;
  g_autofree char *own_id = g_strdup (id);    /* it may be the one that goes */
  g_autofree char *canonical = NULL;
  SjTime now = sj_workspace_now ();
  int64_t revision;

  if (!sj_workspace_may_write (workspace, error) || !is_good_id (kind, id, error))
    return false;
  g_return_val_if_fail (sj_workspace_word (kind) != NULL, false);
  if (kind == SJ_REF_JOURNEY)
    return sj_workspace_put_journey (workspace, id, text, error);
  if (kind == SJ_REF_PROFILE)
    return sj_workspace_put_profile (workspace, id, text, error);
  canonical = sj_workspace_canonical (kind, id, text, strlen (text), error);
  if (canonical == NULL)
    return false;
  old = sj_workspace_find (workspace, kind, id);
  if (old != NULL && strcmp (old->text, canonical) == 0)
    return true;
  revision = sj_workspace_next_revision (workspace, kind, id);
  sj_writer_begin (workspace->writer);
  sj_workspace_store_document (workspace, kind, id, canonical, now, revision);
  sj_store_remove_trash (workspace->writer, sj_workspace_word (kind), id);
  sj_writer_commit (workspace->writer);
  sj_workspace_hold (workspace, kind, own_id, canonical, now, revision);
  sj_workspace_tell (workspace, SJ_WORKSPACE_DOCUMENT, kind, own_id, NULL);
  return true;
}

/* ------------------------------------------------------------------ deleting, and back */

static bool
set_missing (GError **error, SjRefTo kind, const char *id)
{
  g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_MISSING, _("there is no %s “%s”"), sj_ref_words (kind),
               id);
  return false;
}

static void
delete_from_memory (SjWorkspace *workspace, SjRefTo kind, const char *id)
{
  if (kind == SJ_REF_JOURNEY)
    sj_workspace_drop_journey (workspace, sj_workspace_held_journey (workspace, id));
  else if (kind == SJ_REF_PROFILE)
    workspace->n_profiles--;
  else
    let_go (&workspace->drawers[kind], held_find (workspace, kind, id));
  sj_workspace_forget_library (workspace);
}

static void
delete_from_file (SjWorkspace *workspace, SjRefTo kind, const char *id)
{
  if (kind == SJ_REF_JOURNEY)
    sj_store_remove_journey (workspace->writer, id);
  else if (kind == SJ_REF_PROFILE)
    sj_store_remove_profile (workspace->writer, id);
  else
    sj_store_remove_document (workspace->writer, sj_workspace_word (kind), id);
}

bool
sj_workspace_delete (SjWorkspace *workspace, SjRefTo kind, const char *id, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *own_id = g_strdup (id);    /* it may be the one that goes */
  SjHeldJourney *journey = kind == SJ_REF_JOURNEY ? sj_workspace_held_journey (workspace, id) : NULL;

  if (!sj_workspace_may_write (workspace, error))
    return false;
  if (journey != NULL && journey->users > 0)
    {
      g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_BUSY, _("the journey “%s” is open"),
                   journey->row.name);
      return false;
    }
  text = kind == SJ_REF_NONE ? NULL : sj_workspace_text (workspace, kind, id);
  if (text == NULL)
    return set_missing (error, kind, id);
  sj_writer_begin (workspace->writer);
  sj_store_put_trash (workspace->writer, sj_workspace_word (kind), own_id, text,
                      journey ? journey->row.created : 0, sj_workspace_now ());
  delete_from_file (workspace, kind, own_id);
  sj_writer_commit (workspace->writer);
  delete_from_memory (workspace, kind, own_id);
  sj_workspace_tell (workspace, kind == SJ_REF_PROFILE ? SJ_WORKSPACE_PROFILES : SJ_WORKSPACE_DOCUMENT, kind, own_id,
                     NULL);
  return true;
}

static bool
restore_journey (SjWorkspace *workspace, const char *id, const char *text, SjTime created)
{
  GPtrArray *versions = sj_store_versions (sj_store_reader (workspace->store), id);
  GPtrArray *runs = sj_store_runs (sj_store_reader (workspace->store), id);
  SjStoredJourney stored = { id, { text, strlen (text) }, created, sj_workspace_now (), 1, versions->len, runs->len };
  SjHeldJourney *journey = sj_workspace_hold_journey (workspace, &stored);

  g_ptr_array_unref (versions);
  g_ptr_array_unref (runs);
  sj_workspace_store_journey (workspace, journey);
  sj_workspace_tell (workspace, SJ_WORKSPACE_DOCUMENT, SJ_REF_JOURNEY, id, NULL);
  return true;
}

bool
sj_workspace_restore (SjWorkspace *workspace, SjRefTo kind, const char *id, GError **error)
{
  SjTime created = 0;
  g_autofree char *text = NULL;
  bool ok;

  if (!sj_workspace_may_write (workspace, error))
    return false;
  g_return_val_if_fail (sj_workspace_word (kind) != NULL, false);
  text = sj_store_trash (sj_store_reader (workspace->store), sj_workspace_word (kind), id, &created);
  if (text == NULL)
    return set_missing (error, kind, id);
  sj_writer_begin (workspace->writer);
  sj_store_remove_trash (workspace->writer, sj_workspace_word (kind), id);
  ok = kind == SJ_REF_JOURNEY ? restore_journey (workspace, id, text, created)
                              : sj_workspace_put (workspace, kind, id, text, error);
  sj_writer_commit (workspace->writer);
  return ok;
}

static void
forget_trash (const char *kind, const char *id, gpointer data)
{
  SjWorkspace *workspace = data;

  if (sj_workspace_kind (kind) == SJ_REF_JOURNEY && sj_workspace_held_journey (workspace, id) == NULL)
    sj_store_forget_journey (workspace->writer, id);
  if (sj_workspace_kind (kind) == SJ_REF_ASSET && sj_workspace_find (workspace, SJ_REF_ASSET, id) == NULL)
    {
      sj_store_remove_picture (workspace->writer, id);
      g_hash_table_remove (workspace->pictures, id);
    }
  sj_store_remove_trash (workspace->writer, kind, id);
}

void
sj_workspace_empty_trash (SjWorkspace *workspace)
{
  SjDb *db = sj_store_reader (workspace->store);

  sj_writer_begin (workspace->writer);
  sj_store_each_trash (db, sj_workspace_now () - KEPT_IN_TRASH, forget_trash, workspace);
  sj_writer_commit (workspace->writer);
}

/* ------------------------------------------------------------------ ids, pictures, states */

static bool
is_taken (SjWorkspace *workspace, SjRefTo kind, const char *id)
{
  SjDb *db = sj_store_reader (workspace->store);
  g_autofree char *trash = sj_store_trash (db, sj_workspace_word (kind), id, NULL);

  if (trash != NULL)
    return true;
  if (kind == SJ_REF_JOURNEY)
    return sj_workspace_held_journey (workspace, id) != NULL;
  if (kind == SJ_REF_PROFILE)
    return sj_store_has_profile (db, id);
  return held_find (workspace, kind, id) != NULL;
}

/* "Gold members (EU)" → "gold-members-eu"; what has no letters for that: the kind's word. */
static char *
id_from (SjRefTo kind, const char *name)
{
  g_autofree char *plain = g_str_to_ascii (name, "C");
  GString *id = g_string_new (NULL);

  for (const char *at = plain; *at != '\0' && id->len < 60; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (id, g_ascii_tolower (*at));
    else if (id->len > 0 && id->str[id->len - 1] != '-' && *at != '?' && *at != '\'')
      g_string_append_c (id, '-');
  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
  if (id->len == 0)
    g_string_append (id, sj_workspace_word (kind));
  if (!sj_is_id (id->str))
    g_string_prepend_c (id, '_');    /* it begins with a digit */
  return g_string_free (id, FALSE);
}

char *
sj_workspace_free_id (SjWorkspace *workspace, SjRefTo kind, const char *name)
{
  g_autofree char *base = NULL;

  g_return_val_if_fail (sj_workspace_word (kind) != NULL, NULL);

  base = id_from (kind, name);
  if (!is_taken (workspace, kind, base))
    return g_steal_pointer (&base);
  for (unsigned number = 2;; number++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%u", base, number);

      if (!is_taken (workspace, kind, id))
        return g_steal_pointer (&id);
    }
}

GBytes *
sj_workspace_picture (SjWorkspace *workspace, const char *asset)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  if (!g_hash_table_contains (workspace->pictures, asset))
    return NULL;
  bytes = sj_store_picture (sj_store_reader (workspace->store), asset, &error);
  if (error != NULL)
    g_debug ("%s", error->message);
  return bytes;
}

bool
sj_workspace_set_picture (SjWorkspace *workspace, const char *asset, GBytes *bytes, GError **error)
{
  if (!sj_workspace_may_write (workspace, error))
    return false;
  if (bytes != NULL && g_bytes_get_size (bytes) > LONGEST)
    return set_invalid (error, _("the picture is larger than 256 MiB"));
  if (bytes != NULL)
    {
      sj_store_put_picture (workspace->writer, asset, bytes);
      g_hash_table_add (workspace->pictures, g_strdup (asset));
    }
  else
    {
      sj_store_remove_picture (workspace->writer, asset);
      g_hash_table_remove (workspace->pictures, asset);
    }
  sj_workspace_forget_library (workspace);
  sj_workspace_tell (workspace, SJ_WORKSPACE_DOCUMENT, SJ_REF_ASSET, asset, NULL);
  return true;
}

char *
sj_workspace_state (SjWorkspace *workspace, const char *owner, const char *key)
{
  return sj_store_state (sj_store_reader (workspace->store), owner, key);
}

void
sj_workspace_set_state (SjWorkspace *workspace, const char *owner, const char *key, const char *json)
{
  g_return_if_fail (json != NULL);

  if (workspace->writer != NULL)
    sj_store_put_state (workspace->writer, owner, key, json);
}
