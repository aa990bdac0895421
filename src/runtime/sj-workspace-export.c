/* sj-workspace-export.c -- documents as files: the folder form, or one by one. */
#include "runtime/sj-workspace-private.h"

#include "base/sj-name.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* An id may hold anything; a file's name may not. */
char *
sj_workspace_file_name (const char *id, const char *ending)
{
  g_autofree char *safe = NULL;

  if (sj_is_id (id))
    return g_strconcat (id, ending, NULL);
  safe = g_uri_escape_string (id, " ()@+,=", TRUE);
  if (safe[0] == '.')
    safe[0] = '_';
  return g_strconcat (safe, ending, NULL);
}

static bool
set_failed (GError **error, GError *own)
{
  g_set_error_literal (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_FAILED, own->message);
  g_error_free (own);
  return false;
}

static bool
write_file (const char *path, const char *text, size_t length, GError **error)
{
  GError *own = NULL;

  return g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0666, &own) ||
         set_failed (error, own);
}

static bool
make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0777) == 0)
    return true;
  g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_FAILED, _("the folder “%s” cannot be made: %s"), path,
               g_strerror (errno));
  return false;
}

static bool
is_new_or_empty (const char *path, GError **error)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  bool empty = dir == NULL ? !g_file_test (path, G_FILE_TEST_EXISTS) : g_dir_read_name (dir) == NULL;

  g_clear_pointer (&dir, g_dir_close);
  if (!empty)
    g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_EXISTS, _("“%s” is no empty folder"), path);
  return empty;
}

/* ------------------------------------------------------------------ the folder form */

static bool
export_picture (SjWorkspace *workspace, const SjDocument *asset, const char *folder, GError **error)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autoptr (GBytes) bytes = sj_workspace_picture (workspace, asset->id);
  g_autofree char *file = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  SjValue root;

  if (bytes == NULL || !sj_json_read (&arena, NULL, asset->text, strlen (asset->text), &root, NULL))
    return true;
  file = sj_value_dup_text (sj_value_get (root, "file"));
  if (file == NULL)
    return true;
  name = g_path_get_basename (file);    /* never out of the folder */
  path = g_build_filename (folder, name, NULL);
  return write_file (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

static bool
export_kind (SjWorkspace *workspace, const SjContentKind *kind, const char *folder, GError **error)
{
  g_autofree char *below = g_build_filename (folder, kind->folder, NULL);
  size_t count = sj_workspace_count (workspace, kind->ref);

  if (count > 0 && !make_folder (below, error))
    return false;
  for (size_t i = 0; i < count; i++)
    {
      const SjDocument *document = sj_workspace_get (workspace, kind->ref, i);
      g_autofree char *name = sj_workspace_file_name (document->id, ".json");
      g_autofree char *path = g_build_filename (below, name, NULL);

      if (!write_file (path, document->text, strlen (document->text), error) ||
          (kind->ref == SJ_REF_ASSET && !export_picture (workspace, document, below, error)))
        return false;
    }
  return true;
}

static bool
export_journeys (SjWorkspace *workspace, const char *folder, GError **error)
{
  g_autofree char *below = g_build_filename (folder, "journeys", NULL);
  size_t count = sj_workspace_n_journeys (workspace);

  if (count > 0 && !make_folder (below, error))
    return false;
  for (size_t i = 0; i < count; i++)
    {
      const SjJourneyRow *row = sj_workspace_journey (workspace, i);
      g_autofree char *name = sj_workspace_file_name (row->id, ".journey");
      g_autofree char *path = g_build_filename (below, name, NULL);
      g_autofree char *text = sj_workspace_text (workspace, SJ_REF_JOURNEY, row->id);

      if (!write_file (path, text, strlen (text), error))
        return false;
    }
  return true;
}

typedef struct
{
  GOutputStream *stream;
  GError *error;            /* owned, or NULL */
} Lines;

static bool
write_line (const char *id, const char *text, size_t length, gpointer data)
{
  Lines *lines = data;

  return g_output_stream_write_all (lines->stream, text, length, NULL, NULL, &lines->error) &&
         g_output_stream_write_all (lines->stream, "\n", 1, NULL, NULL, &lines->error);
}

static bool
export_profiles (SjWorkspace *workspace, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GOutputStream) buffered = NULL;
  Lines lines = { NULL, NULL };

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &lines.error);
  if (stream == NULL)
    return set_failed (error, lines.error);
  buffered = g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (stream), 1 << 16);
  lines.stream = buffered;
  if (!sj_workspace_each_profile (workspace, write_line, &lines, error))
    return lines.error == NULL ? false : set_failed (error, lines.error);
  return g_output_stream_close (buffered, NULL, &lines.error) || set_failed (error, lines.error);
}

bool
sj_workspace_export (SjWorkspace *workspace, const char *folder, GError **error)
{
  g_autofree char *root = g_build_filename (folder, "workspace.json", NULL);
  g_autofree char *profiles = g_build_filename (folder, "profiles.jsonl", NULL);
  const SjDocument *own = sj_workspace_find (workspace, SJ_REF_NONE, "");
  const char *text = own ? own->text : "{}\n";

  if (!is_new_or_empty (folder, error) || !make_folder (folder, error) ||
      !write_file (root, text, strlen (text), error))
    return false;
  for (size_t i = 0; i < sj_library_n_kinds (); i++)
    if (!export_kind (workspace, sj_library_kind (i), folder, error))
      return false;
  return export_journeys (workspace, folder, error) &&
         (workspace->n_profiles == 0 || export_profiles (workspace, profiles, error));
}

bool
sj_workspace_export_document (SjWorkspace *workspace, SjRefTo kind, const char *id, const char *path, GError **error)
{
  g_autofree char *text = NULL;

  if (kind == SJ_REF_PROFILE && id == NULL)
    return export_profiles (workspace, path, error);
  text = sj_workspace_text (workspace, kind, id ? id : "");
  if (text != NULL)
    return write_file (path, text, strlen (text), error);
  g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_MISSING, _("there is no %s “%s”"), sj_ref_words (kind),
               id ? id : "");
  return false;
}
