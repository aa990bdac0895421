/* cmd-kinds.c -- the registry of kinds as a table. */
#include "cli/sj-command.h"

#include "base/sj-json.h"
#include "kinds/sj-kinds-default.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static gboolean as_json;

const GOptionEntry sj_kinds_options[] = {
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, N_("Print JSON"), NULL },
  { NULL }
};

/* "next, timeout, branch…": the paths that repeat have the dots. */
static char *
path_names (const SjKind *kind)
{
  GString *text = g_string_new (NULL);

  for (const SjPathKind *path = kind->paths; path != NULL && path->name != NULL; path++)
    g_string_append_printf (text, "%s%s%s", text->len > 0 ? ", " : "", path->name,
                            (path->flags & SJ_PATH_REPEATS) ? "…" : "");
  return g_string_free (text, FALSE);
}

static char *
field_names (const SjSpec *spec)
{
  GString *text = g_string_new (NULL);

  for (const SjField *field = spec->fields; field != NULL && field->name != NULL; field++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", field->name);
  return g_string_free (text, FALSE);
}

static void
print_row (const SjKind *kind)
{
  g_autofree char *paths = path_names (kind);
  g_autofree char *fields = field_names (&kind->config);

  printf ("%-15s %-15s %-22s %s\n", kind->id, sj_group_name (kind->group), _(kind->title), _(kind->purpose));
  if (paths[0] != '\0')
    printf ("%-15s %-15s paths: %s\n", "", "", paths);
  if (fields[0] != '\0')
    printf ("%-15s %-15s fields: %s\n", "", "", fields);
}

static SjValue
fields_value (SjArena *arena, const SjSpec *spec)
{
  SjListBuilder list;

  sj_list_begin (&list, arena);
  for (const SjField *field = spec->fields; field != NULL && field->name != NULL; field++)
    {
      SjObjectBuilder object;

      sj_object_begin (&object, arena);
      sj_object_set (&object, "name", sj_value_string (field->name));
      sj_object_set (&object, "title", sj_value_string (_(field->title)));
      sj_object_set (&object, "type", sj_value_string (sj_field_type_name (field->type)));
      sj_list_add (&list, sj_object_end (&object));
    }
  return sj_list_end (&list);
}

static SjValue
paths_value (SjArena *arena, const SjKind *kind)
{
  SjListBuilder list;

  sj_list_begin (&list, arena);
  for (const SjPathKind *path = kind->paths; path != NULL && path->name != NULL; path++)
    {
      SjObjectBuilder object;

      sj_object_begin (&object, arena);
      sj_object_set (&object, "name", sj_value_string (path->name));
      sj_object_set (&object, "title", sj_value_string (_(path->title)));
      sj_object_set (&object, "role", sj_value_string (sj_role_name (path->role)));
      sj_object_set (&object, "repeats", sj_value_bool (path->flags & SJ_PATH_REPEATS));
      sj_object_set (&object, "fields", fields_value (arena, &path->config));
      sj_list_add (&list, sj_object_end (&object));
    }
  return sj_list_end (&list);
}

static void
print_json (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *text = NULL;
  SjListBuilder list;

  sj_list_begin (&list, &arena);
  for (const SjKind *const *kind = sj_kinds_default.kinds; *kind != NULL; kind++)
    {
      SjObjectBuilder object;

      sj_object_begin (&object, &arena);
      sj_object_set (&object, "id", sj_value_string ((*kind)->id));
      sj_object_set (&object, "group", sj_value_string (sj_group_name ((*kind)->group)));
      sj_object_set (&object, "title", sj_value_string (_((*kind)->title)));
      sj_object_set (&object, "purpose", sj_value_string (_((*kind)->purpose)));
      sj_object_set (&object, "fields", fields_value (&arena, &(*kind)->config));
      sj_object_set (&object, "paths", paths_value (&arena, *kind));
      sj_list_add (&list, sj_object_end (&object));
    }
  text = sj_json_to_string (sj_list_end (&list), SJ_JSON_PRETTY);
  fputs (text, stdout);
}

int
sj_cmd_kinds (char **arguments)
{
  if (as_json)
    print_json ();
  else
    for (const SjKind *const *kind = sj_kinds_default.kinds; *kind != NULL; kind++)
      print_row (*kind);
  return SJ_EXIT_OK;
}
