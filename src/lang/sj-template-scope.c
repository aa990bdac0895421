/* sj-template-scope.c -- what a name means at its place in a template.
 *
 * The order is that of the language: block parameters, variables, namespaces,
 * fields of the context; in PQL fields of profile at last.  Block parameters and
 * namespaces are settled here.  Whether a variable is set, and whether the
 * context has a field, shows only while rendering.
 */
#include "lang/sj-pql-parse.h"
#include "lang/sj-template-compile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *const sj_template_namespaces[] = { "profile", "context", "offers", "decisionPolicy", "targetData", NULL };

static bool
same (SjSlice a, SjSlice b)
{
  return a.length == b.length && (a.length == 0 || memcmp (a.text, b.text, a.length) == 0);
}

static bool
is_namespace (SjSlice name)
{
  for (size_t i = 0; sj_template_namespaces[i] != NULL; i++)
    if (sj_slice_is (name, sj_template_namespaces[i]))
      return true;
  return false;
}

/* -- Variables -------------------------------------------------------------- */

static SjVariable *
variable_at (SjCompile *compile, guint index)
{
  return &g_array_index (compile->variables, SjVariable, index);
}

SjVariable *
sj_compile_variable (SjCompile *compile, SjSlice name)
{
  g_autofree char *key = g_strndup (name.text, name.length);
  gpointer index;

  return g_hash_table_lookup_extended (compile->variable_index, key, NULL, &index)
             ? variable_at (compile, GPOINTER_TO_UINT (index))
             : NULL;
}

uint32_t
sj_compile_add_variable (SjCompile *compile, SjSlice name)
{
  SjVariable *known = sj_compile_variable (compile, name);
  SjVariable variable = { .name = name };

  if (known != NULL)
    return (uint32_t) (known - variable_at (compile, 0));
  g_array_append_val (compile->variables, variable);
  g_hash_table_insert (compile->variable_index, g_strndup (name.text, name.length),
                       GUINT_TO_POINTER (compile->variables->len - 1));
  return compile->variables->len - 1;
}

/* A variable that is set in several places may be any of them. */
void
sj_compile_assign (SjCompile *compile, uint32_t index, SjPlaceOf place)
{
  SjVariable *variable = variable_at (compile, index);

  if (!variable->assigned)
    variable->place = place;
  else
    {
      if (variable->place.type != place.type || !place.known)
        variable->place.known = false;
      if (variable->place.shape != place.shape)
        variable->place.shape = NULL;
      if (g_strcmp0 (variable->place.path, place.path) != 0)
        variable->place.path = NULL;
    }
  variable->assigned = true;
}

/* -- Names ------------------------------------------------------------------ */

/* What a name of PQL's form says before it is looked up. */
typedef struct
{
  uint32_t up;
  bool data;            /* @index */
  bool this;
  SjSlice name;
} Name;

static Name
take_apart (SjSlice name, bool quoted)
{
  Name apart = { .name = name };

  if (quoted)
    return apart;
  while (apart.name.length >= 3 && memcmp (apart.name.text, "../", 3) == 0)
    {
      apart.up++;
      apart.name = (SjSlice) { apart.name.text + 3, apart.name.length - 3 };
    }
  if (apart.name.length > 0 && apart.name.text[0] == '@')
    {
      apart.data = true;
      apart.name = (SjSlice) { apart.name.text + 1, apart.name.length - 1 };
    }
  apart.this = !apart.data && (apart.name.length == 0 || sj_slice_is (apart.name, "this"));
  return apart;
}

/* The frame so many contexts up; -1 beyond the root. */
static int
frame_up (const SjCompile *compile, uint32_t up)
{
  return up < compile->n_scopes ? (int) (compile->n_scopes - 1 - up) : -1;
}

static int
loop_up (const SjCompile *compile, uint32_t up)
{
  int frame = frame_up (compile, up);

  while (frame >= 0 && !compile->scopes[frame].loop)
    frame--;
  return frame;
}

static bool
find_param (const SjCompile *compile, SjSlice name, int *frame, bool *second)
{
  for (int i = (int) compile->n_scopes - 1; i >= 0; i--)
    for (int j = 0; j < 2; j++)
      if (compile->scopes[i].params[j].length > 0 && same (compile->scopes[i].params[j], name))
        {
          *frame = i;
          *second = j == 1;
          return true;
        }
  return false;
}

static void
resolve_data (const SjCompile *compile, const Name *name, SjRef *ref)
{
  static const struct { const char *name; SjRefKind kind; } words[] = {
    { "index", SJ_REF_INDEX }, { "first", SJ_REF_FIRST }, { "last", SJ_REF_LAST }, { "key", SJ_REF_KEY },
  };
  int frame = loop_up (compile, name->up);

  ref->kind = SJ_REF_NULL;
  if (frame < 0)
    return;
  ref->frame = (uint16_t) frame;
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (sj_slice_is (name->name, words[i].name))
      ref->kind = words[i].kind;
}

static void
resolve_this (const SjCompile *compile, uint32_t up, SjRef *ref)
{
  int frame = frame_up (compile, up);

  ref->kind = frame < 0 ? SJ_REF_NULL : SJ_REF_THIS;
  ref->frame = (uint16_t) MAX (frame, 0);
}

/* Everything but the steps; the name itself becomes the first of them for the
 * kinds that look it up. */
static void
resolve (SjCompile *compile, const Name *name, SjRef *ref)
{
  bool second;
  int frame;

  ref->variable = SJ_NO_VARIABLE;
  if (name->data)
    {
      resolve_data (compile, name, ref);
      return;
    }
  if (name->this || name->up > 0)
    {
      resolve_this (compile, name->up, ref);
      ref->this_word = name->this && name->up == 0;
      if (!name->this && ref->kind == SJ_REF_THIS)
        ref->kind = SJ_REF_FIELD;
      return;
    }
  if (find_param (compile, name->name, &frame, &second))
    {
      ref->kind = second ? SJ_REF_SECOND : SJ_REF_THIS;
      ref->frame = (uint16_t) frame;
      return;
    }
  ref->frame = (uint16_t) (compile->n_scopes - 1);
  ref->space = is_namespace (name->name);
  if (compile->any_name)
    ref->variable = sj_compile_add_variable (compile, name->name);
  else if (sj_compile_variable (compile, name->name) != NULL)
    ref->variable = sj_compile_add_variable (compile, name->name);
  if (ref->variable != SJ_NO_VARIABLE || ref->pql)
    ref->kind = SJ_REF_NAME;
  else
    ref->kind = ref->space ? SJ_REF_SPACE : SJ_REF_FIELD;
}

static bool
looks_up (const SjRef *ref)
{
  return ref->kind == SJ_REF_NAME || ref->kind == SJ_REF_FIELD || ref->kind == SJ_REF_SPACE;
}

static uint64_t
load (const char *text, size_t size)
{
  uint64_t word = 0;

  memcpy (&word, text, size);
  return word;
}

void
sj_compile_set_step (SjRefStep *step, SjSlice name, int64_t index)
{
  size_t size = name.length >= 8 ? 8 : 4;

  *step = (SjRefStep) { .name = name.text, .length = (uint32_t) name.length, .hint = SJ_NO_HINT, .index = index };
  if (name.length < 4)
    return;
  step->head = load (name.text, size);
  step->tail = load (name.text + name.length - size, size);
}

static void
set_step (SjRefStep *step, SjSlice name)
{
  sj_compile_set_step (step, name, sj_template_index (name));
}

void
sj_compile_name (SjCompile *compile, SjSlice name, bool quoted, unsigned more, SjRef *ref)
{
  Name apart = take_apart (name, quoted);

  *ref = (SjRef) { .pql = true };
  resolve (compile, &apart, ref);
  ref->steps = sj_arena_new_n (compile->arena, SjRefStep, more + 1);
  if (!looks_up (ref))
    return;
  ref->n_steps = 1;
  set_step (ref->steps, apart.name);
}

void
sj_compile_finish_ref (SjCompile *compile, SjRef *ref)
{
  bool namespace = ref->kind == SJ_REF_SPACE || (ref->kind == SJ_REF_NAME && ref->space);

  ref->plain = namespace && ref->variable == SJ_NO_VARIABLE;
  if (ref->plain)
    g_ptr_array_add (compile->plain, ref);
}

/* -- Names and their places -------------------------------------------------- */

static void
report_data (SjCompile *compile, SjSlice name, size_t start, size_t end)
{
  static const char *const words[] = { "index", "first", "last", "key" };
  g_autofree char *given = g_strndup (name.text, MIN (name.length, 80));
  const char *meant = sj_nearest (given, words, G_N_ELEMENTS (words));
  SjDiag *diag;

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (sj_slice_is (name, words[i]))
      return;
  diag = sj_compile_report (compile, SJ_SEVERITY_ERROR, "unknown-data", start, end,
                            _("There is no “@%s”; a loop knows @index, @first, @last and @key."), given);
  if (diag->fix == NULL && meant != NULL)
    diag->fix = g_strdup_printf ("@%s", meant);
}

static SjPlaceOf
data_place (SjCompile *compile, const Name *name, size_t start, size_t end)
{
  report_data (compile, name->name, start, end);
  if (loop_up (compile, name->up) < 0)
    sj_compile_report (compile, SJ_SEVERITY_WARNING, "no-loop", start, end, _("There is no loop around this."));
  if (sj_slice_is (name->name, "index"))
    return sj_place_of_type (SJ_INTEGER);
  if (sj_slice_is (name->name, "key"))    /* a text in an object, a position in a list */
    return (SjPlaceOf) { .known = false };
  return sj_place_of_type (SJ_BOOL);
}

/* The names that may stand first, for the nearest one. */
static void
report_name (SjCompile *compile, const SjShape *context, SjSlice name, bool pql, size_t start, size_t end)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *given = g_strndup (name.text, MIN (name.length, 80));
  size_t count;
  g_autofree const char **fields = sj_shape_field_names (context, &count);
  const char *meant;
  SjDiag *diag;

  for (size_t i = 0; i < count; i++)
    g_ptr_array_add (names, g_strdup (fields[i]));
  for (size_t i = 0; sj_template_namespaces[i] != NULL; i++)
    g_ptr_array_add (names, g_strdup (sj_template_namespaces[i]));
  for (unsigned i = 0; i < compile->n_scopes; i++)
    for (unsigned j = 0; j < 2; j++)
      if (compile->scopes[i].params[j].length > 0)
        g_ptr_array_add (names, g_strndup (compile->scopes[i].params[j].text, compile->scopes[i].params[j].length));
  for (guint i = 0; i < compile->variables->len; i++)
    {
      SjSlice variable = variable_at (compile, i)->name;

      g_ptr_array_add (names, g_strndup (variable.text, variable.length));
    }
  meant = sj_nearest (given, (const char *const *) names->pdata, names->len);
  diag = sj_compile_report (compile, SJ_SEVERITY_ERROR, "unknown-name", start, end,
                            meant ? _("Nothing is called “%s” here; “%s” may be meant.")
                                  : _("Nothing is called “%s” here."),
                            given, meant);
  if (diag->fix == NULL && meant != NULL)
    diag->fix = pql ? sj_pql_name (meant, strlen (meant)) : g_strdup (meant);
}

static const SjShape *
root_field (const SjCompile *compile, const char *name)
{
  return compile->env->root ? sj_shape_field (compile->env->root, name, strlen (name)) : NULL;
}

static bool
has_field (SjPlaceOf place, SjSlice name)
{
  return place.shape != NULL && sj_shape_field (place.shape, name.text, name.length) != NULL;
}

/* Whether fields that the schema does not list may be there. */
static bool
is_open (SjPlaceOf place)
{
  const SjShape *shape = place.shape;

  while (shape != NULL && shape->type == SJ_LIST)
    shape = shape->item;
  return shape == NULL || shape->any || shape->open;
}

static SjPlaceOf
profile_place (SjCompile *compile, SjSlice name, size_t start, size_t end)
{
  const SjShape *profile = root_field (compile, "profile");
  SjPlaceOf place = sj_place_of_shape (sj_shape_field (profile, name.text, name.length));
  SjDiag *diag = sj_compile_report (compile, SJ_SEVERITY_WARNING, "profile", start, end,
                                    _("A field of the profile is written with “profile.” before it."));

  if (diag->fix == NULL)
    diag->fix = g_strdup_printf ("profile.%.*s", (int) name.length, name.text);
  place.path = sj_place_join (compile, "profile", name);
  return place;
}

/* A field of the context, or what else a name may be that is no parameter. */
static SjPlaceOf
looked_up_place (SjCompile *compile, const Name *name, const SjRef *ref, size_t start, size_t end)
{
  SjVariable *variable = ref->variable != SJ_NO_VARIABLE ? sj_compile_variable (compile, name->name) : NULL;
  SjPlaceOf context = compile->scopes[ref->frame].place;
  SjPlaceOf unknown = { .known = false };

  if (variable != NULL && variable->assigned)
    return variable->place;
  if (compile->any_name)
    return unknown;
  if (ref->space && ref->kind != SJ_REF_FIELD)
    {
      g_autofree char *word = g_strndup (name->name.text, name->name.length);
      SjPlaceOf place = sj_place_of_shape (root_field (compile, word));

      place.path = sj_arena_strdup (compile->arena, word);
      return place;
    }
  if (compile->element != NULL && ref->pql &&
      (has_field (*compile->element, name->name) || is_open (*compile->element)))
    {
      SjPlaceOf element = *compile->element;

      if (element.shape == NULL)
        return unknown;
      return sj_place_field (compile, element, name->name, true, start, end);
    }
  if (variable != NULL)    /* it is set further down */
    return unknown;
  if (has_field (context, name->name) || is_open (context))
    return sj_place_field (compile, context, name->name, false, start, end);
  if (ref->pql && name->up == 0 && root_field (compile, "profile") != NULL &&
      sj_shape_field (root_field (compile, "profile"), name->name.text, name->name.length) != NULL)
    return profile_place (compile, name->name, start, end);
  report_name (compile, context.shape, name->name, ref->pql, start, end);
  return unknown;
}

static SjPlaceOf
place_of (SjCompile *compile, const Name *name, const SjRef *ref, size_t start, size_t end)
{
  if (name->data)
    return data_place (compile, name, start, end);
  switch ((SjRefKind) ref->kind)
    {
    case SJ_REF_THIS:
      return compile->scopes[ref->frame].place;
    case SJ_REF_SECOND:
      return (SjPlaceOf) { .known = false };
    case SJ_REF_NULL:
      sj_compile_report (compile, SJ_SEVERITY_WARNING, "beyond-root", start, end,
                         _("This leads out of the message: there are not so many blocks around it."));
      return (SjPlaceOf) { .known = false };
    default:
      return looked_up_place (compile, name, ref, start, end);
    }
}

SjPlaceOf
sj_compile_name_place (SjCompile *compile, SjSlice name, bool quoted, size_t start, size_t end)
{
  Name apart = take_apart (name, quoted);
  SjRef ref = { .pql = true };

  if (apart.this && compile->element != NULL && apart.up == 0)
    return *compile->element;
  if (apart.this && apart.up == 0)
    sj_compile_report (compile, SJ_SEVERITY_WARNING, "this", start, end,
                       _("AJO does not resolve “this” in an expression; give the item a name with “as |item|”."));
  resolve (compile, &apart, &ref);
  return place_of (compile, &apart, &ref, start, end);
}

const SjRef *
sj_compile_path (SjCompile *compile, const SjPath *path, SjPlaceOf *place)
{
  SjRef *ref = sj_arena_new0 (compile->arena, SjRef);
  Name name = { .up = path->up, .data = path->kind == SJ_PATH_DATA, .this = path->kind == SJ_PATH_THIS };
  uint32_t first = path->kind == SJ_PATH_THIS ? 0 : 1;
  size_t start = first ? path->segments[0].start : path->start;
  size_t end = first ? path->segments[0].end : path->end;
  uint32_t at = 0;

  if (first)
    name.name = path->segments[0].name;
  resolve (compile, &name, ref);
  *place = place_of (compile, &name, ref, start, end);
  ref->steps = sj_arena_new_n (compile->arena, SjRefStep, path->n_segments);
  if (looks_up (ref))
    set_step (&ref->steps[at++], name.name);
  for (uint32_t i = first; i < path->n_segments; i++)
    {
      const SjPathSegment *segment = &path->segments[i];

      set_step (&ref->steps[at++], segment->name);
      *place = sj_place_field (compile, *place, segment->name, false, segment->start, segment->end);
    }
  ref->n_steps = at;
  sj_compile_finish_ref (compile, ref);
  sj_compile_note_path (compile, place->path, path->start, path->end);
  return ref;
}
