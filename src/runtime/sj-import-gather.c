/* sj-import-gather.c -- what a path holds: a folder, a document, people, a workspace.
 *
 * Nothing comes into the workspace here; what cannot be read is a finding, not an
 * end, because the rest of a folder is wanted all the same.
 */
#include "runtime/sj-import-private.h"

#include "base/sj-lines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WORKSPACE_FILE "workspace.json"

void
sj_import_find (SjImport *import, const char *where, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (import->findings, g_strdup_printf ("%s: %s.", where, text));
}

/* ------------------------------------------------------------------ one text */

static char *
id_in (const char *text, size_t length)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue root;

  if (!sj_json_read (&arena, NULL, text, length, &root, NULL))
    return NULL;
  return sj_value_dup_text (sj_value_get (root, "id"));
}

bool
sj_import_add_text (SjImport *import, SjRefTo kind, const char *id, const char *where, const char *text, size_t length)
{
  g_autofree char *said = kind == SJ_REF_NONE ? NULL : id_in (text, length);
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;
  SjImportItem item = { .kind = kind };

  item.id = g_strdup (kind == SJ_REF_NONE ? "" : said && *said ? said : id);
  item.text = kind == SJ_REF_JOURNEY ? sj_workspace_canonical_journey (item.id, text, length, &error)
                                     : sj_workspace_canonical (kind, item.id, text, length, &error);
  key = g_strdup_printf ("%d/%s", (int) kind, item.id);
  if (item.text == NULL)
    sj_import_find (import, where, "%s", error->message);
  else if (strlen (item.id) > 200)
    sj_import_find (import, where, _("an id has between 1 and 200 characters"));
  else if (!g_hash_table_add (import->seen, g_strdup (key)))
    sj_import_find (import, where, _("another one has the id “%s”; the first counts"), item.id);
  else
    {
      g_array_append_val (import->items, item);
      return true;
    }
  g_free (item.id);
  g_free (item.text);
  return false;
}

void
sj_import_add_picture (SjImport *import, const char *asset, GBytes *bytes)
{
  SjImportPicture picture = { g_strdup (asset), bytes };

  g_array_append_val (import->pictures, picture);
}

/* ------------------------------------------------------------------ files */

static char *
stem (const char *path)
{
  char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  return name;
}

/* The picture that an asset's document names, beside it. */
static void
add_picture_beside (SjImport *import, const char *path, const SjImportItem *item)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = NULL;
  g_autofree char *base = NULL;
  g_autofree char *file = NULL;
  char *bytes;
  gsize length;
  SjValue root;

  if (!sj_json_read (&arena, NULL, item->text, strlen (item->text), &root, NULL))
    return;
  name = sj_value_dup_text (sj_value_get (root, "file"));
  if (name == NULL)
    return;
  base = g_path_get_basename (name);
  file = g_build_filename (folder, base, NULL);
  if (g_file_get_contents (file, &bytes, &length, NULL))
    sj_import_add_picture (import, item->id, g_bytes_new_take (bytes, length));
}

static bool
add_file (SjImport *import, SjRefTo kind, const char *path, const char *where)
{
  g_autofree char *id = stem (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error))
    {
      sj_import_find (import, where, "%s", error->message);
      return false;
    }
  if (!sj_import_add_text (import, kind, id, where, text, length))
    return false;
  if (kind == SJ_REF_ASSET)
    add_picture_beside (import, path, &g_array_index (import->items, SjImportItem, import->items->len - 1));
  return true;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (name[0] != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_clear_pointer (&dir, g_dir_close);
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
add_folder_of (SjImport *import, SjRefTo kind, const char *folder)
{
  g_autoptr (GPtrArray) names = list (folder);
  g_autofree char *base = g_path_get_basename (folder);
  const char *ending = kind == SJ_REF_JOURNEY ? ".journey" : ".json";

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *where = g_build_filename (base, name, NULL);

      if (g_str_has_suffix (name, ending))
        add_file (import, kind, path, where);
      else if (kind != SJ_REF_ASSET && strstr (name, ".history") == NULL)
        sj_import_find (import, where, _("it is no document of this folder and was left out"));
    }
}

/* ------------------------------------------------------------------ a folder */

static void
add_workspace_file (SjImport *import, const char *path)
{
  add_file (import, SJ_REF_NONE, path, WORKSPACE_FILE);
}

static bool
add_folder (SjImport *import, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = list (folder);
  bool any = false;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      g_autofree char *path = g_build_filename (folder, name, NULL);
      SjRefTo kind = sj_workspace_kind (name);

      if (strcmp (name, WORKSPACE_FILE) == 0)
        add_workspace_file (import, path);
      else if (strcmp (name, "profiles.jsonl") == 0)
        g_ptr_array_add (import->lines, g_strdup (path));
      else if (kind < SJ_N_REFS && kind != SJ_REF_NONE && kind != SJ_REF_PROFILE &&
               g_file_test (path, G_FILE_TEST_IS_DIR))
        add_folder_of (import, kind, path);
      else
        {
          sj_import_find (import, name, _("it is no part of a workspace and was left out"));
          continue;
        }
      any = true;
    }
  if (!any)
    g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_INVALID, _("there is no workspace in “%s”"), folder);
  return any;
}

/* ------------------------------------------------------------------ another workspace */

static void
add_documents_of (SjImport *import, SjWorkspace *other, SjRefTo kind, const char *where)
{
  for (size_t i = 0; i < sj_workspace_count (other, kind); i++)
    {
      const SjDocument *document = sj_workspace_get (other, kind, i);
      GBytes *picture = kind == SJ_REF_ASSET ? sj_workspace_picture (other, document->id) : NULL;

      if (sj_import_add_text (import, kind, document->id, where, document->text, strlen (document->text)) &&
          picture != NULL)
        sj_import_add_picture (import, document->id, g_steal_pointer (&picture));
      g_clear_pointer (&picture, g_bytes_unref);
    }
}

static bool
add_workspace (SjImport *import, const char *path, GError **error)
{
  SjWorkspace *other = sj_workspace_open_to_read (path, error);
  g_autofree char *where = g_path_get_basename (path);

  if (other == NULL)
    return false;
  for (size_t i = 0; i < sj_diags_count (&other->damage); i++)
    sj_import_find (import, where, "%s", sj_diags_get (&other->damage, i)->text);
  add_documents_of (import, other, SJ_REF_NONE, where);
  for (size_t i = 0; i < sj_library_n_kinds (); i++)
    add_documents_of (import, other, sj_library_kind (i)->ref, where);
  for (size_t i = 0; i < sj_workspace_n_journeys (other); i++)
    {
      const char *id = sj_workspace_journey (other, i)->id;
      g_autofree char *text = sj_workspace_text (other, SJ_REF_JOURNEY, id);

      sj_import_add_text (import, SJ_REF_JOURNEY, id, where, text, strlen (text));
    }
  if (other->n_profiles > 0)
    g_ptr_array_add (import->lines, g_strdup (path));
  sj_workspace_free (other);
  return true;
}

/* ------------------------------------------------------------------ one document */

static SjRefTo
kind_of_folder (const char *path)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);
  g_autofree char *name = g_path_get_basename (folder);
  SjRefTo kind = sj_workspace_kind (name);

  return kind == SJ_REF_NONE || kind == SJ_REF_JOURNEY || kind == SJ_REF_PROFILE ? SJ_N_REFS : kind;
}

static SjRefTo
kind_of_text (const char *path)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *text = NULL;
  gsize length;
  SjValue root;

  if (!g_file_get_contents (path, &text, &length, NULL) || !sj_json_read (&arena, NULL, text, length, &root, NULL))
    return SJ_N_REFS;
  return sj_import_guess (root);
}

static bool
add_document (SjImport *import, const char *path, SjRefTo kind, GError **error)
{
  g_autofree char *where = g_path_get_basename (path);

  if (kind == SJ_REF_NONE && strcmp (where, WORKSPACE_FILE) != 0)
    {
      kind = kind_of_folder (path);
      if (kind == SJ_N_REFS)
        kind = kind_of_text (path);
    }
  if (kind == SJ_N_REFS)
    {
      g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_INVALID,
                   _("it cannot be seen what “%s” is: say which kind, or put it into a folder of that name"), path);
      return false;
    }
  if (add_file (import, kind, path, where))
    return true;
  g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_INVALID, "%s",
               (const char *) import->findings->pdata[import->findings->len - 1]);
  return false;
}

static bool
has_ending (const char *path, const char *ending)
{
  static const char *const packed[] = { "", ".gz", ".zst" };

  for (size_t i = 0; i < G_N_ELEMENTS (packed); i++)
    {
      g_autofree char *whole = g_strconcat (ending, packed[i], NULL);

      if (g_str_has_suffix (path, whole))
        return true;
    }
  return false;
}

bool
sj_import_gather (SjImport *import, const char *path, SjRefTo kind, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_MISSING, _("there is no “%s”"), path);
      return false;
    }
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return add_folder (import, path, error);
  if (g_str_has_suffix (path, SJ_WORKSPACE_SUFFIX))
    return add_workspace (import, path, error);
  if (kind == SJ_REF_PROFILE || has_ending (path, ".jsonl"))
    {
      g_ptr_array_add (import->lines, g_strdup (path));
      return true;
    }
  return add_document (import, path, g_str_has_suffix (path, ".journey") ? SJ_REF_JOURNEY : kind, error);
}
