/* sj-cli-journey.c -- reading and writing journey files. */
#include "cli/sj-cli-journey.h"

#include "base/sj-json.h"
#include "cli/sj-cli-workspace.h"
#include "cli/sj-command.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
sj_cli_journey_clear (SjCliJourney *file)
{
  g_clear_pointer (&file->text, g_free);
  g_clear_pointer (&file->journey, sj_journey_unref);
  g_clear_pointer (&file->nodes, g_hash_table_unref);
  sj_arena_clear (&file->arena);
  sj_diags_clear (&file->diags);
}

bool
sj_cli_journey_open (SjCliJourney *file, const char *path, bool loud)
{
  g_autoptr (GError) error = NULL;

  *file = (SjCliJourney) { .path = path };
  file->text = sj_cli_read_file (path, &file->length);
  if (file->text == NULL)
    return false;
  file->journey = sj_journey_read (&sj_kinds_default, path, file->text, file->length, &file->diags, &error);
  if (file->journey == NULL)
    {
      sj_cli_complain ("%s", error->message);
      sj_cli_journey_clear (file);
      return false;
    }
  for (size_t i = 0; loud && i < sj_diags_count (&file->diags); i++)
    sj_cli_print_diag (path, file->text, file->length, sj_diags_get (&file->diags, i));
  return true;
}

bool
sj_cli_journey_save (const SjCliJourney *file, bool *changed)
{
  g_autoptr (GError) error = NULL;
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  if (!sj_journey_write (file->journey, &buffer, &error))
    {
      sj_cli_complain ("%s: %s", file->path, error->message);
      return false;
    }
  *changed = buffer.length != file->length || memcmp (buffer.text, file->text, buffer.length) != 0;
  if (!*changed && !g_str_equal (file->path, "-"))
    return true;
  return sj_cli_write_file (file->path, buffer.text, buffer.length);
}

static SjLibrary *
library_of_file (const char *file)
{
  SjWorkspace *workspace = sj_cli_look_into (file);

  return workspace ? sj_workspace_library_with_people (workspace) : NULL;
}

const SjLibrary *
sj_cli_library (const char *file, const char *folder, bool *failed)
{
  static GHashTable *libraries;
  g_autofree char *found = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  SjLibrary *library;

  *failed = false;
  if (folder != NULL)
    found = g_strdup (folder);
  else if (!sj_cli_in_workspace (file, &found, &id))
    found = sj_library_folder (file);
  if (found == NULL)
    return NULL;
  if (libraries == NULL)
    libraries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sj_library_unref);
  library = g_hash_table_lookup (libraries, found);
  if (library != NULL)
    return library;
  if (sj_cli_is_workspace (found))
    library = library_of_file (found);
  else if ((library = sj_library_load (found, &error)) == NULL)
    sj_cli_complain ("%s", error->message);
  if (library == NULL)
    {
      *failed = true;
      return NULL;
    }
  g_hash_table_insert (libraries, g_steal_pointer (&found), library);
  return library;
}

const SjNames *
sj_cli_names (const char *file)
{
  bool failed;
  const SjLibrary *library = g_str_equal (file, "-") ? NULL : sj_cli_library (file, NULL, &failed);

  return library ? sj_library_names (library) : NULL;
}

/* The member of a list that has this id, or this number. */
static const SjValue *
find_item (SjValue list, const char *key, size_t length)
{
  uint64_t index;
  g_autofree char *number = g_strndup (key, length);

  for (uint32_t i = 0; list.type == SJ_LIST && i < list.length; i++)
    if (sj_value_is_text (sj_value_get (list.items[i], "id"), (SjSlice) { key, length }))
      return &list.items[i];
  if (list.type == SJ_LIST && g_ascii_string_to_unsigned (number, 10, 0, UINT32_MAX, &index, NULL) &&
      index < list.length)
    return &list.items[index];
  return NULL;
}

/* One step of "settings.parameters[0].value"; NULL at its end, or where it leads on
 * to what does not stand there. */
static const SjValue *
step_into (SjValue value, const char **place)
{
  const char *start = *place;
  size_t length;

  if (*start == '[')
    {
      length = strcspn (start + 1, "]");
      *place = start + 1 + length + (start[1 + length] == ']');
      *place += **place == '.';
      return find_item (value, start + 1, length);
    }
  length = strcspn (start, ".[");
  *place = start + length + (start[length] == '.');
  return length > 0 ? sj_value_find (value, start, length) : NULL;
}

/* Findings ask for a place each, so the text is read again once and not for each. */
static void
index_nodes (SjCliJourney *file)
{
  SjValue nodes;

  file->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!sj_json_read (&file->arena, NULL, file->text, file->length, &file->document, NULL))
    return;
  nodes = sj_value_get (file->document, "nodes");
  for (uint32_t i = 0; nodes.type == SJ_LIST && i < nodes.length; i++)
    {
      SjValue id = sj_value_get (nodes.items[i], "id");
      char *key = id.type == SJ_TEXT ? sj_value_dup_text (id) : NULL;

      if (key != NULL)
        g_hash_table_insert (file->nodes, key, (gpointer) &nodes.items[i]);
    }
}

size_t
sj_cli_journey_offset (SjCliJourney *file, const char *node, const char *place)
{
  SjValue value;
  const SjValue *next;

  if (file->nodes == NULL)
    index_nodes (file);
  value = file->document;
  next = node ? g_hash_table_lookup (file->nodes, node) : NULL;
  if (next != NULL)
    value = *next;
  while (place != NULL && *place != '\0' && (next = step_into (value, &place)) != NULL)
    value = *next;
  return sj_json_offset (value, file->text, file->length);
}
