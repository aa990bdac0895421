/* sj-cli-program.c -- journeys compiled, profiles found, times read; for the commands
 * that run journeys. */
#include "cli/sj-cli-program.h"

#include "base/sj-json.h"
#include "cli/sj-cli-workspace.h"
#include "cli/sj-command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
sj_cli_program_clear (SjCliProgram *self)
{
  g_clear_pointer (&self->world, sj_world_unref);
  self->program = NULL;
  sj_cli_journey_clear (&self->file);
}

static SjProgram *
compile (SjWorld *world, SjJourney *journey, const char *path)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjProgram *program = sj_program_compile (world, journey, &diags);

  for (size_t i = 0; program == NULL && i < sj_diags_count (&diags); i++)
    {
      const SjDiag *diag = sj_diags_get (&diags, i);
      const SjNode *node = diag->node ? sj_journey_find (journey, diag->node) : NULL;

      sj_cli_complain ("%s: %s%s%s", path, node ? sj_node_title (node) : "", node ? ": " : "", diag->text);
    }
  return program;
}

static bool
is_there (const SjWorld *world, const char *journey)
{
  for (guint i = 0; i < world->programs->len; i++)
    if (g_strcmp0 (((SjProgram *) g_ptr_array_index (world->programs, i))->journey->id, journey) == 0)
      return true;
  return false;
}

/* Whether some journey of the world leads to it and it is still missing. */
static bool
is_wanted (const SjWorld *world, const char *journey)
{
  if (journey == NULL || is_there (world, journey))
    return false;
  for (guint i = 0; i < world->programs->len; i++)
    {
      const GArray *jumps = ((SjProgram *) g_ptr_array_index (world->programs, i))->jumps;

      for (guint j = 0; j < jumps->len; j++)
        if (g_strcmp0 (g_array_index (jumps, SjJump, j).journey, journey) == 0)
          return true;
    }
  return false;
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In the order of their names, so that results do not depend on the file system. */
static GPtrArray *
list_journeys (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  char *own[] = { (char *) folder, NULL };
  g_auto (GStrv) inside = sj_cli_is_workspace (folder) ? sj_cli_expand (own) : NULL;
  const char *name;

  for (char **path = inside; path != NULL && *path != NULL; path++)
    g_ptr_array_add (names, g_strdup (*path));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".journey"))
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* The first of the files that some journey leads to; it is tried once. */
static bool
compile_one (SjWorld *world, GPtrArray *paths)
{
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_auto (SjCliJourney) other = { NULL };

      if (!sj_cli_journey_open (&other, path, false) || !is_wanted (world, other.journey->id))
        continue;
      compile (world, other.journey, path);
      g_ptr_array_remove_index (paths, i);
      return true;
    }
  return false;
}

/* Journeys of the same folder that this one leads to, and those that they lead to. */
static void
compile_others (SjCliProgram *self)
{
  g_autofree char *folder = g_path_get_dirname (self->file.path);
  g_autoptr (GPtrArray) paths = self->program->jumps->len > 0 ? list_journeys (folder) : NULL;

  while (paths != NULL && compile_one (self->world, paths))
    continue;
}

bool
sj_cli_program_compile (SjCliProgram *self)
{
  g_clear_pointer (&self->world, sj_world_unref);
  self->world = sj_world_new (self->library);
  self->program = compile (self->world, self->file.journey, self->file.path);
  if (self->program == NULL)
    return false;
  compile_others (self);
  return true;
}

bool
sj_cli_program_open (SjCliProgram *self, const char *path, const char *folder)
{
  bool failed = false;

  *self = (SjCliProgram) { .program = NULL };
  if (!sj_cli_journey_open (&self->file, path, false))
    return false;
  if (folder != NULL || !g_str_equal (path, "-"))
    self->library = sj_cli_library (path, folder, &failed);
  return !failed && sj_cli_program_compile (self);
}

bool
sj_cli_behaviour (const SjCliProgram *self, const char *path, SjBehaviour **behaviour)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autofree char *text = NULL;
  size_t length;

  if (path == NULL)
    return true;
  text = sj_cli_read_file (path, &length);
  if (text == NULL)
    return false;
  *behaviour = sj_behaviour_read (text, length, self->library, self->world, &diags);
  for (size_t i = 0; i < sj_diags_count (&diags); i++)
    sj_cli_print_diag (path, text, length, sj_diags_get (&diags, i));
  return *behaviour != NULL && !sj_diags_failed (&diags);
}

char *
sj_cli_behaviour_name (const SjBehaviour *behaviour, const char *path)
{
  if (behaviour != NULL && behaviour->name != NULL)
    return g_strdup (behaviour->name);
  return path != NULL ? g_path_get_basename (path) : NULL;
}

SjProfile *
sj_cli_profile (const SjLibrary *library, const char *text)
{
  const SjEntry *entry = library ? sj_library_find (library, SJ_REF_PROFILE, text) : NULL;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *source = NULL;
  SjProfile *profile;
  SjValue value;

  if (entry != NULL)
    return sj_config_copy (&sj_profile_spec, entry->config);
  if (!g_file_test (text, G_FILE_TEST_EXISTS))
    {
      sj_cli_complain (_("there is no profile “%s” in the workspace, and no file of that name"), text);
      return NULL;
    }
  if (!sj_cli_read_json (&arena, text, &source, &value))
    return NULL;
  if (value.type != SJ_OBJECT)
    {
      sj_cli_complain (_("%s: a profile must be an object: members between { and }"), text);
      return NULL;
    }
  profile = sj_config_new (&sj_profile_spec);
  sj_config_read (&sj_profile_spec, profile, value, NULL, NULL);
  return profile;
}

bool
sj_cli_time (const char *text, const SjZone *zone, SjTime *time)
{
  SjMoment moment;
  int64_t seconds;
  int32_t nanos;

  if (!sj_moment_parse (text, strlen (text), &moment))
    {
      if (!sj_local_parse (text, strlen (text), &seconds, &nanos))
        {
          sj_cli_complain (_("“%s” is no moment; write it like 2026-04-11T08:00 or 2026-04-11T08:00:00Z"), text);
          return false;
        }
      moment = sj_zone_local (zone, seconds, nanos);
    }
  *time = sj_moment_time (&moment);
  return true;
}

#define LONGEST (36525 * SJ_DAY)    /* results count by days at most: more would not fit into memory */

/* As people write it, or as documents do. */
static bool
read_span (const char *text, SjTime *span)
{
  int64_t seconds;
  int32_t nanos;

  if (sj_span_parse (text, span))
    return true;
  if (!sj_duration_parse (text, strlen (text), &seconds, &nanos) || seconds < 0 || seconds > LONGEST / 1000)
    return false;
  *span = seconds * 1000 + nanos / 1000000;
  return true;
}

bool
sj_cli_span (const char *text, SjTime *span)
{
  if (!read_span (text, span))
    sj_cli_complain (_("“%s” is no duration; write it like “30 days”, “2h 30m” or “P30D”"), text);
  else if (*span <= 0 || *span > LONGEST)
    sj_cli_complain (_("“%s” is not possible; write a duration of a hundred years at most"), text);
  else
    return true;
  return false;
}
