/* sj-template-place.c -- what is known of a value before there is one: its type,
 * its shape, the path it was read by; and what a template names.
 */
#include "lang/sj-pql-parse.h"
#include "lang/sj-template-compile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_FINDINGS 300

SjDiag *
sj_compile_report (SjCompile *compile, SjSeverity severity, const char *code, size_t start, size_t end,
                   const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  if (sj_diags_count (compile->diags) >= MOST_FINDINGS)
    {
      SjDiag *last = compile->diags->items->pdata[sj_diags_count (compile->diags) - 1];

      /* Enough is said; that there is an error must not be lost. */
      last->severity = MAX (last->severity, severity);
      return last;
    }
  return sj_diags_add (compile->diags, severity, code, start, end, "%s", sentence);
}

/* -- Places ----------------------------------------------------------------- */

SjPlaceOf
sj_place_of_shape (const SjShape *shape)
{
  if (shape == NULL || shape->any)
    return (SjPlaceOf) { .known = false };
  return (SjPlaceOf) { .known = true, .type = shape->type, .shape = shape };
}

SjPlaceOf
sj_place_of_type (SjType type)
{
  return (SjPlaceOf) { .known = true, .type = type };
}

SjPlaceOf
sj_place_item (SjPlaceOf list)
{
  SjPlaceOf item = { .known = false };

  if (list.shape != NULL && (list.shape->type == SJ_LIST || list.shape->map))
    item = sj_place_of_shape (list.shape->item);
  item.path = list.path;
  return item;
}

const char *
sj_place_join (SjCompile *compile, const char *path, SjSlice name)
{
  bool dotted = memchr (name.text, '.', name.length) != NULL;

  return sj_arena_printf (compile->arena, "%s%s%s%.*s%s", path, *path ? "." : "", dotted ? "[" : "", (int) name.length,
                          name.text, dotted ? "]" : "");
}

static void
report_field (SjCompile *compile, const SjShape *shape, SjSlice name, bool pql, size_t start, size_t end)
{
  size_t count;
  g_autofree const char **names = sj_shape_field_names (shape, &count);
  g_autofree char *given = g_strndup (name.text, MIN (name.length, 80));
  const char *meant = sj_nearest (given, names, count);
  SjDiag *diag;

  if (meant == NULL)
    {
      sj_compile_report (compile, SJ_SEVERITY_ERROR, "unknown-field", start, end, _("There is no field “%s” here."),
                         given);
      return;
    }
  diag = sj_compile_report (compile, SJ_SEVERITY_ERROR, "unknown-field", start, end,
                            _("There is no field “%s” here; “%s” may be meant."), given, meant);
  g_free (diag->fix);
  diag->fix = pql ? sj_pql_name (meant, strlen (meant)) : g_strdup (meant);
}

/* More than a list can hold is no position. */
int64_t
sj_template_index (SjSlice name)
{
  if (name.length == 0 || name.length > 9)
    return -1;
  for (size_t i = 0; i < name.length; i++)
    if (!g_ascii_isdigit (name.text[i]))
      return -1;
  return g_ascii_strtoll (name.text, NULL, 10);
}

SjPlaceOf
sj_place_field (SjCompile *compile, SjPlaceOf place, SjSlice name, bool pql, size_t start, size_t end)
{
  const SjShape *shape = place.shape;
  SjPlaceOf field = { .known = false };

  if (shape != NULL && shape->type == SJ_LIST && !pql)
    {
      if (sj_template_index (name) >= 0)
        return sj_place_item (place);
      sj_compile_report (compile, SJ_SEVERITY_ERROR, "list-field", start, end,
                         _("This is a list: go through it with {{#each}}, or take one item, as in “.[0]”."));
      return field;
    }
  if (place.path != NULL)
    field.path = sj_place_join (compile, place.path, name);
  if (place.known && place.type < SJ_LIST)
    {
      sj_compile_report (compile, SJ_SEVERITY_ERROR, "unknown-field", start, end, _("A %s has no fields."),
                         sj_type_name (place.type));
      return field;
    }
  while (shape != NULL && shape->type == SJ_LIST)
    shape = shape->item;
  if (shape == NULL || shape->any || shape->type != SJ_OBJECT)
    return field;

  const SjShape *found = sj_shape_field (shape, name.text, name.length);

  if (found == NULL && !shape->open)
    report_field (compile, shape, name, pql, start, end);
  if (found != NULL)
    {
      const char *path = field.path;

      field = sj_place_of_shape (found);
      if (place.shape->type == SJ_LIST)    /* that field of every item */
        field = (SjPlaceOf) { .known = true, .type = SJ_LIST, .shape = found->type == SJ_LIST ? found : NULL };
      field.path = path;
    }
  return field;
}

/* -- References -------------------------------------------------------------- */

void
sj_compile_reference (SjCompile *compile, SjReferenceKind kind, SjSlice name, size_t start, size_t end)
{
  SjReference reference = { kind, name, compile->unit->id, (uint32_t) start, (uint32_t) end };

  char *key = g_strdup_printf ("%d %u %.*s", kind, compile->unit_index, (int) name.length, name.text);

  if (g_hash_table_add (compile->noted, key))    /* takes the key */
    g_array_append_val (compile->references, reference);
}

void
sj_compile_note_path (SjCompile *compile, const char *path, size_t start, size_t end)
{
  static const struct { const char *prefix; SjReferenceKind kind; } parts[] = {
    { "context.journey.events.", SJ_REFERENCE_EVENT },
    { "context.journey.actions.", SJ_REFERENCE_ACTION },
    { "context.journey.datasetLookup.", SJ_REFERENCE_LOOKUP },
  };

  if (path == NULL || *path == '\0')
    return;
  sj_compile_reference (compile, SJ_REFERENCE_PATH, (SjSlice) { path, strlen (path) }, start, end);
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_has_prefix (path, parts[i].prefix))
      {
        const char *name = path + strlen (parts[i].prefix);
        size_t length = *name == '[' ? strcspn (++name, "]") : strcspn (name, ".");

        sj_compile_reference (compile, parts[i].kind, (SjSlice) { name, length }, start, end);
      }
}

const SjShape *
sj_compile_resource (SjCompile *compile, SjResource kind, SjSlice name, size_t start, size_t end)
{
  static const char *const sentences[SJ_N_RESOURCES] = {
    [SJ_RESOURCE_FRAGMENT] = N_("There is no fragment “%.*s”."),
    [SJ_RESOURCE_DATASET] = N_("There is no dataset “%.*s”."),
    [SJ_RESOURCE_ACTION] = N_("There is no custom action “%.*s”."),
    [SJ_RESOURCE_KEY] = N_("There is no encryption key “%.*s”."),
    [SJ_RESOURCE_AUDIENCE] = N_("There is no audience “%.*s”."),
  };
  const SjTemplateEnv *env = compile->env;
  const SjShape *shape = NULL;
  g_autofree char *given = g_strndup (name.text, MIN (name.length, 200));
  g_auto (GStrv) names = NULL;
  SjDiag *diag;

  if (env->resource == NULL || env->resource (env, kind, name, &shape))
    return shape;
  diag = sj_compile_report (compile, SJ_SEVERITY_ERROR, "unknown-resource", start, end, _(sentences[kind]),
                            (int) MIN (name.length, 80), name.text);
  names = env->resources ? env->resources (env, kind) : NULL;
  if (names != NULL && diag->fix == NULL)
    {
      const char *meant = sj_nearest (given, (const char *const *) names, g_strv_length (names));

      diag->fix = meant ? g_strdup_printf ("\"%s\"", meant) : NULL;
    }
  return NULL;
}
