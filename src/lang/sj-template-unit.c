/* sj-template-unit.c -- a template and its fragments: finding them, what they
 * contain, which variables they set, how deeply they are nested.
 */
#include "lang/sj-template-compile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_UNITS 200    /* fragments of one template */

const SjHelperArg *
sj_unit_find_arg (const SjTemplateNode *node, const char *name)
{
  for (uint32_t i = 0; i < node->n_args; i++)
    if (sj_slice_is (node->args[i].name, name))
      return &node->args[i];
  return NULL;
}

bool
sj_unit_is_override (const SjHelperArg *arg)
{
  return !sj_slice_is (arg->name, "id") && !sj_slice_is (arg->name, "mode") && !sj_slice_is (arg->name, "render");
}

SjUnit *
sj_unit_at (SjCompile *compile, guint index)
{
  return g_ptr_array_index (compile->units, index);
}

SjUnit *
sj_unit_find (SjCompile *compile, SjSlice id, uint32_t *index)
{
  for (guint i = 1; i < compile->units->len; i++)
    {
      SjUnit *unit = sj_unit_at (compile, i);

      if (unit->id.length == id.length && memcmp (unit->id.text, id.text, id.length) == 0)
        {
          *index = i;
          return unit;
        }
    }
  return NULL;
}

/* Rendering copies texts in whole blocks, so it reads beyond their end. */
static const char *
copy_padded (SjArena *arena, SjSlice text)
{
  char *copy = sj_arena_alloc (arena, text.length + SJ_TEMPLATE_PADDING);

  if (text.length > 0)
    memcpy (copy, text.text, text.length);
  memset (copy + text.length, 0, SJ_TEMPLATE_PADDING);
  return copy;
}

SjUnit *
sj_unit_add (SjCompile *compile, SjSlice id, SjSlice text)
{
  SjUnit *unit = sj_arena_new0 (compile->arena, SjUnit);

  unit->id = (SjSlice) { sj_arena_strndup (compile->arena, id.text, id.length), id.length };
  unit->text = copy_padded (compile->arena, text);
  unit->length = text.length;
  g_ptr_array_add (compile->units, unit);
  return unit;
}

static void
report_fragment (SjCompile *compile, const SjHelperArg *id, SjSlice name)
{
  const SjTemplateEnv *env = compile->env;
  g_auto (GStrv) names = env->resources ? env->resources (env, SJ_RESOURCE_FRAGMENT) : NULL;
  g_autofree char *given = g_strndup (name.text, MIN (name.length, 200));
  const char *meant = names ? sj_nearest (given, (const char *const *) names, g_strv_length (names)) : NULL;
  SjDiag *diag = sj_compile_report (compile, SJ_SEVERITY_ERROR, "unknown-fragment", id->value_start, id->value_end,
                                    _("There is no fragment “%s”."), given);

  if (diag->fix == NULL && meant != NULL)
    diag->fix = g_strdup_printf ("'%s'", meant);
}

/* A fragment with a literal id becomes a part of the template. */
static void
load_fragment (SjCompile *compile, const SjTemplateNode *node, const SjHelperArg *id)
{
  const SjTemplateEnv *env = compile->env;
  SjSlice name = { id->value.text, id->value.length };
  SjSlice text = { NULL, 0 };
  bool draft = false;
  uint32_t index;
  SjUnit *unit;

  if (sj_unit_find (compile, name, &index) != NULL)
    return;
  if (!env->fragment (env, name, &text, &draft))
    {
      report_fragment (compile, id, name);
      return;
    }
  if (draft)
    sj_compile_report (compile, env->allow_drafts ? SJ_SEVERITY_WARNING : SJ_SEVERITY_ERROR, "draft-fragment",
                       id->value_start, id->value_end, _("The fragment “%.*s” is a draft; publish it first."),
                       (int) MIN (name.length, 80), name.text);
  if (text.length > SJ_TEMPLATE_LIMIT || compile->units->len > MOST_UNITS)
    {
      sj_compile_report (compile, SJ_SEVERITY_ERROR, "limit", node->start, node->end,
                         _("The fragments of this message are too large or too many."));
      return;
    }
  unit = sj_unit_add (compile, name, text);
  unit->tag_start = compile->unit_index == 0 ? node->start : compile->unit->tag_start;
  unit->tag_end = compile->unit_index == 0 ? node->end : compile->unit->tag_end;
}

bool
sj_unit_is_static (const SjCompile *compile, const SjHelperArg *id)
{
  return id->path == NULL && id->value.type == SJ_TEXT && compile->env->fragment != NULL;
}

static void
collect_fragment (SjCompile *compile, const SjTemplateNode *node)
{
  const SjHelperArg *id = sj_unit_find_arg (node, "id");

  compile->n_fragment_tags++;
  for (uint32_t i = 0; i < node->n_args; i++)
    if (sj_unit_is_override (&node->args[i]))
      sj_compile_add_variable (compile, node->args[i].name);
  if (sj_unit_is_static (compile, id))
    load_fragment (compile, node, id);
  else
    compile->any_name = true;
}

static void
collect_node (SjCompile *compile, const SjTemplateNode *node)
{
  if ((node->kind == SJ_NODE_LET || node->kind == SJ_NODE_HELPER || node->kind == SJ_NODE_INLINE) &&
      node->name.length > 0)
    sj_compile_add_variable (compile, node->name);
  if (node->kind == SJ_NODE_INLINE && sj_slice_is (node->name, "name"))
    compile->unit->declares_name = true;
  if (node->kind == SJ_NODE_HELPER && strcmp (node->helper->info.name, "executionMetadata") == 0)
    compile->n_metadata_tags++;
  if (node->kind == SJ_NODE_FRAGMENT)
    collect_fragment (compile, node);
}

static void
collect_nodes (SjCompile *compile, const SjTemplateNode *node)
{
  for (; node != NULL; node = node->next)
    for (const SjTemplateNode *part = node; part != NULL; part = sj_template_chained (part))
      {
        collect_node (compile, part);
        collect_nodes (compile, part->body);
        if (part->otherwise != NULL && sj_template_chained (part) == NULL)
          collect_nodes (compile, part->otherwise);
      }
}

/* -- Findings inside fragments ------------------------------------------------ */

/* They stand at the fragment's tag and say where in it. */
static void
tell_inside (SjCompile *compile, const SjUnit *unit, const SjDiags *inside, SjDiags *diags)
{
  for (size_t i = 0; i < sj_diags_count (inside); i++)
    {
      const SjDiag *diag = sj_diags_get (inside, i);
      unsigned line, column;

      sj_text_position (unit->text, unit->length, diag->start, &line, &column);
      sj_diags_add (diags, diag->severity, diag->code, unit->tag_start, unit->tag_end,
                    _("Fragment “%.*s”, line %u, column %u: %s"), (int) MIN (unit->id.length, 80), unit->id.text,
                    line, column, diag->text);
    }
}

/* Calls `work` on a unit, with its findings told in the template's terms. */
void
sj_unit_work (SjCompile *compile, uint32_t index, void (*work) (SjCompile *, SjUnit *))
{
  SjDiags *outside = compile->diags;
  SjDiags inside = SJ_DIAGS_INIT;
  SjUnit *unit = sj_unit_at (compile, index);

  compile->unit = unit;
  compile->unit_index = index;
  if (index > 0)
    compile->diags = &inside;
  work (compile, unit);
  compile->diags = outside;
  if (index > 0)
    tell_inside (compile, unit, &inside, outside);
  sj_diags_clear (&inside);
}

void
sj_unit_parse (SjCompile *compile, SjUnit *unit)
{
  unit->nodes = sj_template_parse (compile->arena, unit->text, unit->length, compile->diags);
  if (!sj_diags_failed (compile->diags))
    collect_nodes (compile, unit->nodes);
}

/* -- Fragments in fragments --------------------------------------------------- */

/* How many units stand in one another, and the frames they need; false after a
 * circle.  Each unit is looked at once, however often it is called. */
static bool
walk_unit (SjCompile *compile, uint32_t index)
{
  SjUnit *unit = sj_unit_at (compile, index);

  unit->walking = true;
  unit->height = 1;
  unit->frames = unit->own_frames;
  for (guint i = 0; i < compile->calls->len; i++)
    {
      const SjUnitCall *call = &g_array_index (compile->calls, SjUnitCall, i);
      SjUnit *inner = sj_unit_at (compile, call->to);

      if (call->from != index)
        continue;
      if (inner->walking)
        {
          sj_compile_report (compile, SJ_SEVERITY_ERROR, "fragment-nesting", inner->tag_start, inner->tag_end,
                             _("The fragment “%.*s” contains itself."), (int) MIN (inner->id.length, 80),
                             inner->id.text);
          return false;
        }
      if (inner->height == 0 && !walk_unit (compile, call->to))
        return false;
      unit->height = MAX (unit->height, inner->height + 1);
      unit->frames = MAX (unit->frames, call->frame + inner->frames);
    }
  unit->walking = false;
  return true;
}

/* One level: the message holds fragments, and these hold fragments. */
static void
check_nesting (SjCompile *compile)
{
  const SjUnit *whole = sj_unit_at (compile, 0);

  for (guint i = 1; i < compile->units->len; i++)
    {
      const SjUnit *unit = sj_unit_at (compile, i);
      bool error = unit->height > SJ_TEMPLATE_NESTING;

      if (unit->height > 2)
        sj_compile_report (compile, error ? SJ_SEVERITY_ERROR : SJ_SEVERITY_WARNING, "fragment-nesting",
                           unit->tag_start, unit->tag_end,
                           _("A fragment may hold fragments, but these hold no more; “%.*s” goes deeper."),
                           (int) MIN (unit->id.length, 80), unit->id.text);
    }
  if (compile->n_metadata_tags > SJ_TEMPLATE_METADATA)
    sj_compile_report (compile, SJ_SEVERITY_WARNING, "metadata-count", 0, MIN (whole->length, 1),
                       _("AJO stores %d metadata pairs with a message, and here are %u."), SJ_TEMPLATE_METADATA,
                       compile->n_metadata_tags);
  if (compile->n_fragment_tags > SJ_TEMPLATE_FRAGMENTS)
    sj_compile_report (compile, SJ_SEVERITY_WARNING, "fragment-count", 0, MIN (whole->length, 1),
                       _("AJO allows %d fragments in a message, and here are %u."), SJ_TEMPLATE_FRAGMENTS,
                       compile->n_fragment_tags);
}

/* Whether the fragments stand in one another as they may. */
bool
sj_units_check (SjCompile *compile)
{
  if (!walk_unit (compile, 0))
    return false;
  check_nesting (compile);
  return true;
}
