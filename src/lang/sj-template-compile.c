/* sj-template-compile.c -- nodes to one flat list of operations.
 *
 * The template comes first, its fragments behind it, each once, however often it
 * is inserted: a fragment knows only namespaces and variables, so it does not
 * matter from where it is called.  All variables are numbered before anything is
 * compiled, because a loop may read what is set further down.
 */
#include "lang/sj-template-compile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void compile_nodes (SjCompile *compile, const SjTemplateNode *node);

/* -- Operations -------------------------------------------------------------- */

static SjTemplateOp *
op_at (SjCompile *compile, uint32_t index)
{
  return &g_array_index (compile->ops, SjTemplateOp, index);
}

/* A text in front goes with it, unless something jumps to behind that text. */
static uint32_t
emit (SjCompile *compile, SjTemplateOpCode code, const SjTemplateNode *node, const void *pointer)
{
  SjTemplateOp op = { .code = code, .pointer = pointer };
  SjTemplatePlace place = { (uint32_t) node->start, (uint32_t) node->end, compile->unit_index };
  uint32_t length = compile->ops->len;

  if (length > 0 && length != compile->landed && code != SJ_TEMPLATE_TEXT &&
      op_at (compile, length - 1)->code == SJ_TEMPLATE_TEXT)
    {
      op.before = op_at (compile, length - 1)->before;
      op.before_length = op_at (compile, length - 1)->before_length;
      g_array_set_size (compile->ops, length - 1);
      g_array_set_size (compile->places, length - 1);
    }
  g_array_append_val (compile->ops, op);
  g_array_append_val (compile->places, place);
  return compile->ops->len - 1;
}

/* The jump that was emitted there lands here. */
static void
land (SjCompile *compile, uint32_t jump)
{
  op_at (compile, jump)->arg = compile->landed = compile->ops->len;
}

/* Emits `plain` for a path, `code` for anything else; tells what is known of it. */
static uint32_t
emit_arg (SjCompile *compile, const SjTemplateNode *node, SjTemplateOpCode plain, SjTemplateOpCode code,
          SjPlaceOf *place)
{
  const SjRef *ref;

  if (node->arg.path != NULL)
    return emit (compile, plain, node, sj_compile_path (compile, node->arg.path, place));

  *place = sj_compile_check (compile, node->arg.tree);
  ref = sj_compile_simple (compile, node->arg.tree);
  if (ref != NULL)
    return emit (compile, plain, node, ref);
  return emit (compile, code, node, sj_compile_code (compile, node->arg.tree));
}

static void
compile_text (SjCompile *compile, const SjTemplateNode *node)
{
  SjTemplateOp *op = op_at (compile, emit (compile, SJ_TEMPLATE_TEXT, node, NULL));

  op->before = compile->unit->text + node->start;
  op->before_length = (uint32_t) (node->end - node->start);
}

/* In a channel without HTML, &amp; would be seen as such. */
static void
hint_escape (SjCompile *compile, const SjTemplateNode *node, SjPlaceOf place)
{
  if (!compile->env->plain || compile->hinted || (place.known && place.type != SJ_TEXT) ||
      sj_diags_failed (compile->diags))
    return;
  compile->hinted = true;
  sj_compile_report (compile, SJ_SEVERITY_HINT, "escape", node->start, node->end,
                     _("In this channel “&” would arrive as “&amp;”; write the value between {{{ and }}}."));
}

static void
compile_value (SjCompile *compile, const SjTemplateNode *node)
{
  SjPlaceOf place;

  if (node->escape)
    {
      emit_arg (compile, node, SJ_TEMPLATE_VALUE, SJ_TEMPLATE_CODE, &place);
      hint_escape (compile, node, place);
    }
  else
    emit_arg (compile, node, SJ_TEMPLATE_RAW, SJ_TEMPLATE_CODE_RAW, &place);
}

static uint32_t
emit_condition (SjCompile *compile, const SjTemplateNode *node)
{
  const SjTemplateTest *test;
  SjPlaceOf place;

  if (node->arg.tree != NULL)
    {
      sj_compile_check (compile, node->arg.tree);
      test = sj_compile_test (compile, node->arg.tree);
      if (test != NULL)
        return emit (compile, node->negate ? SJ_TEMPLATE_UNLESS_TEST : SJ_TEMPLATE_IF_TEST, node, test);
    }
  return emit_arg (compile, node, node->negate ? SJ_TEMPLATE_UNLESS : SJ_TEMPLATE_IF,
                   node->negate ? SJ_TEMPLATE_UNLESS_CODE : SJ_TEMPLATE_IF_CODE, &place);
}

static void
compile_if (SjCompile *compile, const SjTemplateNode *node)
{
  g_autoptr (GArray) outs = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  const SjTemplateNode *part = node;

  while (part != NULL)
    {
      uint32_t jump = emit_condition (compile, part);

      compile_nodes (compile, part->body);
      if (part->otherwise != NULL)
        {
          uint32_t out = emit (compile, SJ_TEMPLATE_JUMP, part, NULL);

          g_array_append_val (outs, out);
        }
      land (compile, jump);
      if (part->otherwise != NULL && sj_template_chained (part) == NULL)
        compile_nodes (compile, part->otherwise);
      part = sj_template_chained (part);
    }
  for (guint i = 0; i < outs->len; i++)
    land (compile, g_array_index (outs, uint32_t, i));
}

static void
open_scope (SjCompile *compile, const SjTemplateNode *node, bool loop, SjPlaceOf place)
{
  compile->scopes[compile->n_scopes++] =
      (SjScopeFrame) { .loop = loop, .params = { node->name, node->second }, .place = place };
  compile->unit->own_frames = MAX (compile->unit->own_frames, compile->n_scopes);
}

static void
compile_otherwise (SjCompile *compile, const SjTemplateNode *node, uint32_t jump)
{
  uint32_t out;

  if (node->otherwise == NULL)
    {
      land (compile, jump);
      return;
    }
  out = emit (compile, SJ_TEMPLATE_JUMP, node, NULL);
  land (compile, jump);
  compile_nodes (compile, node->otherwise);
  land (compile, out);
}

/* What it costs to run these operations once: texts count by their length, also
 * where a fragment is run for its variables only. */
static uint32_t
cost_of (SjCompile *compile, uint32_t from, uint32_t to)
{
  size_t bytes = 0;

  for (uint32_t i = from; i < to; i++)
    bytes += op_at (compile, i)->before_length;
  return to - from + (uint32_t) (bytes / SJ_TEMPLATE_STEP);
}

/* A value that loops cannot go through is an error when that is known. */
static void
check_each (SjCompile *compile, const SjTemplateNode *node, SjPlaceOf place)
{
  if (!place.known || place.type == SJ_LIST || place.type == SJ_OBJECT || place.type == SJ_NULL)
    return;
  sj_compile_report (compile, place.type == SJ_TEXT ? SJ_SEVERITY_ERROR : SJ_SEVERITY_WARNING, "each-type",
                     node->arg.start, node->arg.end, _("“each” goes through a list, and this is a %s."),
                     sj_type_name (place.type));
}

static void
compile_each (SjCompile *compile, const SjTemplateNode *node)
{
  SjPlaceOf place;
  uint32_t each = emit_arg (compile, node, SJ_TEMPLATE_EACH, SJ_TEMPLATE_EACH_CODE, &place);
  uint32_t next;

  check_each (compile, node, place);
  op_at (compile, each)->frame = (uint16_t) compile->n_scopes;
  open_scope (compile, node, true, sj_place_item (place));
  compile_nodes (compile, node->body);
  compile->n_scopes--;
  next = emit (compile, SJ_TEMPLATE_NEXT, node, NULL);
  op_at (compile, next)->frame = op_at (compile, each)->frame;
  op_at (compile, next)->arg = each + 1;
  op_at (compile, each)->cost = op_at (compile, next)->cost = cost_of (compile, each + 1, next + 1);
  compile_otherwise (compile, node, each);
}

static void
compile_with (SjCompile *compile, const SjTemplateNode *node)
{
  SjPlaceOf place;
  uint32_t with = emit_arg (compile, node, SJ_TEMPLATE_WITH, SJ_TEMPLATE_WITH_CODE, &place);

  op_at (compile, with)->frame = (uint16_t) compile->n_scopes;
  open_scope (compile, node, false, place);
  compile_nodes (compile, node->body);
  compile->n_scopes--;
  compile_otherwise (compile, node, with);
}

static void
compile_let (SjCompile *compile, const SjTemplateNode *node)
{
  SjPlaceOf place;
  uint32_t set = emit_arg (compile, node, SJ_TEMPLATE_SET, SJ_TEMPLATE_SET_CODE, &place);

  op_at (compile, set)->arg = sj_compile_add_variable (compile, node->name);
  sj_compile_assign (compile, op_at (compile, set)->arg, place);
}

/* -- Helpers and fragments ---------------------------------------------------- */

static SjHelperValue
compile_arg (SjCompile *compile, const SjHelperArg *arg)
{
  SjHelperValue value = { .value = arg->value, .name = arg->name };
  SjPlaceOf place;

  if (arg->path != NULL)
    value.ref = sj_compile_path (compile, arg->path, &place);
  return value;
}

static const SjHelperArg *
arg_of_param (const SjTemplateNode *node, const SjHelperParam *param)
{
  for (uint32_t i = 0; i < node->n_args; i++)
    if ((param->flags & SJ_PARAM_POSITION) && node->args[i].name.length == 0)
      return &node->args[i];
  return (param->flags & SJ_PARAM_POSITION) ? NULL : sj_unit_find_arg (node, param->name);
}

static bool
is_param (const SjHelper *helper, SjSlice name)
{
  for (unsigned i = 0; i < SJ_HELPER_PARAMS && helper->params[i].name != NULL; i++)
    if (name.length == 0 || sj_slice_is (name, helper->params[i].name))
      return true;
  return false;
}

/* Datasets, actions and keys that are named by a literal. */
static const SjShape *
note_resource (SjCompile *compile, const SjHelperParam *param, const SjHelperArg *arg)
{
  static const SjReferenceKind kinds[SJ_N_RESOURCES] = {
    [SJ_RESOURCE_FRAGMENT] = SJ_REFERENCE_FRAGMENT, [SJ_RESOURCE_DATASET] = SJ_REFERENCE_DATASET,
    [SJ_RESOURCE_ACTION] = SJ_REFERENCE_ACTION,     [SJ_RESOURCE_KEY] = SJ_REFERENCE_KEY,
    [SJ_RESOURCE_AUDIENCE] = SJ_REFERENCE_AUDIENCE,
  };
  SjSlice name = { arg->value.text, arg->value.length };
  SjResource resource = param->resource - 1;

  if (param->resource == 0 || arg->path != NULL || arg->value.type != SJ_TEXT)
    return NULL;
  sj_compile_reference (compile, kinds[resource], name, arg->value_start, arg->value_end);
  return sj_compile_resource (compile, resource, name, arg->value_start, arg->value_end);
}

static void
compile_helper (SjCompile *compile, const SjTemplateNode *node)
{
  SjHelperCall *call = sj_arena_new0 (compile->arena, SjHelperCall);
  SjHelperValue *values = sj_arena_new_n (compile->arena, SjHelperValue, SJ_HELPER_PARAMS);
  SjHelperValue *extras = sj_arena_new_n (compile->arena, SjHelperValue, node->n_args);
  const SjShape *shape = NULL;

  for (unsigned i = 0; i < SJ_HELPER_PARAMS; i++)
    {
      const SjHelperParam *param = &node->helper->params[i];
      const SjHelperArg *arg = param->name != NULL ? arg_of_param (node, param) : NULL;

      values[i] = (SjHelperValue) { .value = { .type = SJ_N_TYPES } };
      if (arg == NULL || (param->flags & SJ_PARAM_RESULT))
        continue;
      values[i] = compile_arg (compile, arg);
      if (param->resource != 0)
        shape = note_resource (compile, param, arg);
    }
  for (uint32_t i = 0; i < node->n_args; i++)
    if (!is_param (node->helper, node->args[i].name))
      extras[call->n_extras++] = compile_arg (compile, &node->args[i]);
  call->helper = node->helper;
  call->values = values;
  call->extras = extras;
  call->variable = SJ_NO_VARIABLE;
  if (node->name.length > 0)
    {
      call->variable = sj_compile_add_variable (compile, node->name);
      sj_compile_assign (compile, call->variable, sj_place_of_shape (shape));
    }
  emit (compile, SJ_TEMPLATE_HELPER, node, call);
}

/* AJO writes the fragment's title as name='…' into the tag: that is no override,
 * unless the fragment has a field of this name. */
static bool
is_title (const SjHelperArg *arg, const SjUnit *unit)
{
  return sj_slice_is (arg->name, "name") && (unit == NULL || !unit->declares_name);
}

static const SjFragmentCall *
make_call (SjCompile *compile, const SjTemplateNode *node, const SjUnit *unit)
{
  SjFragmentCall *call = sj_arena_new0 (compile->arena, SjFragmentCall);
  SjOverride *overrides = sj_arena_new_n (compile->arena, SjOverride, node->n_args);
  const SjHelperArg *render = sj_unit_find_arg (node, "render");

  for (uint32_t i = 0; i < node->n_args; i++)
    {
      const SjHelperArg *arg = &node->args[i];

      if (!sj_unit_is_override (arg) || is_title (arg, unit))
        continue;
      overrides[call->n_overrides].variable = sj_compile_add_variable (compile, arg->name);
      overrides[call->n_overrides].value = compile_arg (compile, arg);
      sj_compile_assign (compile, overrides[call->n_overrides++].variable, (SjPlaceOf) { .known = false });
    }
  call->overrides = overrides;
  call->silent = render != NULL && render->value.type == SJ_BOOL && !render->value.boolean;
  return call;
}

static void
compile_fragment (SjCompile *compile, const SjTemplateNode *node)
{
  const SjHelperArg *id = sj_unit_find_arg (node, "id");
  SjSlice name = { id->value.text, id->value.length };
  SjUnitCall call = { .from = compile->unit_index, .frame = compile->n_scopes };
  SjFragmentCall *fragment;
  SjUnit *unit;

  if (id->path == NULL && id->value.type == SJ_TEXT)
    sj_compile_reference (compile, SJ_REFERENCE_FRAGMENT, name, id->value_start, id->value_end);
  if (!sj_unit_is_static (compile, id))
    {
      fragment = (SjFragmentCall *) make_call (compile, node, NULL);
      fragment->id = compile_arg (compile, id);
      call.op = emit (compile, SJ_TEMPLATE_CALL_DYNAMIC, node, fragment);
      op_at (compile, call.op)->frame = (uint16_t) compile->n_scopes;
      return;
    }
  unit = sj_unit_find (compile, name, &call.to);
  if (unit == NULL)    /* reported when it was looked for */
    return;
  call.op = emit (compile, SJ_TEMPLATE_CALL, node, make_call (compile, node, unit));
  op_at (compile, call.op)->frame = (uint16_t) compile->n_scopes;
  g_array_append_val (compile->calls, call);
}

static void
compile_inline (SjCompile *compile, const SjTemplateNode *node)
{
  uint32_t variable = sj_compile_add_variable (compile, node->name);
  uint32_t declare = emit (compile, SJ_TEMPLATE_DECLARE, node, NULL);
  uint32_t keep;

  op_at (compile, declare)->cost = variable;
  compile_nodes (compile, node->body);
  keep = emit (compile, SJ_TEMPLATE_KEEP, node, NULL);
  op_at (compile, keep)->arg = variable;
  land (compile, declare);
  sj_compile_assign (compile, variable, sj_place_of_type (SJ_TEXT));
}

static void
compile_nodes (SjCompile *compile, const SjTemplateNode *node)
{
  static void (*const compilers[]) (SjCompile *, const SjTemplateNode *) = {
    [SJ_NODE_TEXT] = compile_text,         [SJ_NODE_VALUE] = compile_value,   [SJ_NODE_IF] = compile_if,
    [SJ_NODE_EACH] = compile_each,         [SJ_NODE_WITH] = compile_with,     [SJ_NODE_LET] = compile_let,
    [SJ_NODE_HELPER] = compile_helper,     [SJ_NODE_FRAGMENT] = compile_fragment,
    [SJ_NODE_INLINE] = compile_inline,
  };

  for (; node != NULL; node = node->next)
    compilers[node->kind] (compile, node);
}

static void
compile_unit (SjCompile *compile, SjUnit *unit)
{
  SjTemplateNode end = { .start = unit->length, .end = unit->length };

  unit->entry = compile->ops->len;
  compile->n_scopes = 0;
  open_scope (compile, &end, false, sj_place_of_shape (compile->env->root));
  compile->scopes[0].place.path = "";
  compile_nodes (compile, unit->nodes);
  emit (compile, SJ_TEMPLATE_RETURN, &end, NULL);
  unit->cost = cost_of (compile, unit->entry, compile->ops->len);
}

static void
link_calls (SjCompile *compile)
{
  for (guint i = 0; i < compile->calls->len; i++)
    {
      const SjUnitCall *call = &g_array_index (compile->calls, SjUnitCall, i);

      op_at (compile, call->op)->arg = sj_unit_at (compile, call->to)->entry;
      op_at (compile, call->op)->cost = sj_unit_at (compile, call->to)->cost;
    }
}

/* -- The whole ---------------------------------------------------------------- */

SjCompile *
sj_compile_begin (SjArena *arena, const SjTemplateEnv *env, SjDiags *diags)
{
  static const SjTemplateEnv nothing;
  SjCompile *compile = g_new0 (SjCompile, 1);

  compile->arena = arena;
  compile->env = env ? env : &nothing;
  compile->diags = diags;
  compile->units = g_ptr_array_new ();
  compile->calls = g_array_new (FALSE, FALSE, sizeof (SjUnitCall));
  compile->ops = g_array_new (FALSE, FALSE, sizeof (SjTemplateOp));
  compile->plain = g_ptr_array_new ();
  compile->places = g_array_new (FALSE, FALSE, sizeof (SjTemplatePlace));
  compile->references = g_array_new (FALSE, FALSE, sizeof (SjReference));
  compile->variables = g_array_new (FALSE, FALSE, sizeof (SjVariable));
  compile->variable_index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compile->noted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return compile;
}

void
sj_compile_end (SjCompile *compile)
{
  g_ptr_array_unref (compile->units);
  g_array_unref (compile->calls);
  g_array_unref (compile->ops);
  g_ptr_array_unref (compile->plain);
  g_array_unref (compile->places);
  g_array_unref (compile->references);
  g_array_unref (compile->variables);
  g_hash_table_unref (compile->variable_index);
  g_hash_table_unref (compile->noted);
  g_free (compile);
}

static void
freeze (SjCompile *compile, SjTemplate *template)
{
  SjArena *arena = compile->arena;
  SjSlice *units = sj_arena_new_n (arena, SjSlice, compile->units->len);
  SjSlice *variables = sj_arena_new_n (arena, SjSlice, compile->variables->len);

  for (guint i = 0; i < compile->units->len; i++)
    units[i] = sj_unit_at (compile, i)->id;
  for (guint i = 0; i < compile->variables->len; i++)
    variables[i] = g_array_index (compile->variables, SjVariable, i).name;
  template->n_ops = compile->ops->len;
  template->ops = sj_arena_dup (arena, compile->ops->data, compile->ops->len * sizeof (SjTemplateOp));
  template->places = sj_arena_dup (arena, compile->places->data, compile->places->len * sizeof (SjTemplatePlace));
  template->n_memos = sj_compile_share (compile);
  template->units = units;
  template->variables = variables;
  template->n_variables = compile->variables->len;
  template->references =
      sj_arena_dup (arena, compile->references->data, compile->references->len * sizeof (SjReference));
  template->n_references = compile->references->len;
}

/* What a fragment is handed may be anything. */
static void
declare_inputs (SjCompile *compile)
{
  for (const char *const *name = compile->env->inputs; name != NULL && *name != NULL; name++)
    {
      SjSlice input = { sj_arena_strdup (compile->arena, *name), strlen (*name) };

      sj_compile_assign (compile, sj_compile_add_variable (compile, input), (SjPlaceOf) { .known = false });
    }
}

/* False after an error. */
static bool
compile_all (SjCompile *compile, SjTemplate *template)
{
  SjSlice nothing = { "", 0 };
  SjUnit *unit = sj_unit_add (compile, nothing, template->text);

  template->text.text = unit->text;
  for (guint i = 0; i < compile->units->len; i++)
    sj_unit_work (compile, i, sj_unit_parse);
  if (sj_diags_failed (compile->diags))
    return false;
  declare_inputs (compile);
  for (guint i = 0; i < compile->units->len; i++)
    sj_unit_work (compile, i, compile_unit);
  sj_units_check (compile);
  template->cost = sj_unit_at (compile, 0)->cost;
  template->n_frames = sj_unit_at (compile, 0)->frames;
  link_calls (compile);
  freeze (compile, template);
  return !sj_diags_failed (compile->diags);
}

static SjTemplate *
template_new (SjSlice text)
{
  static uint64_t serials;
  SjTemplate *template = g_new0 (SjTemplate, 1);

  template->refs = 1;
  template->serial = __atomic_add_fetch (&serials, 1, __ATOMIC_RELAXED);
  template->text = text;
  sj_arena_init (&template->arena);
  return template;
}

SjTemplate *
sj_template_compile (const char *text, size_t length, const SjTemplateEnv *env, SjDiags *diags)
{
  g_autoptr (SjTemplate) template = template_new ((SjSlice) { text, length });
  g_auto (SjDiags) own = SJ_DIAGS_INIT;
  SjCompile *compile;
  bool good;

  if (length > SJ_TEMPLATE_LIMIT)
    {
      sj_diags_add (diags ? diags : &own, SJ_SEVERITY_ERROR, "limit", 0, 0, _("This template is too long."));
      return NULL;
    }
  compile = sj_compile_begin (&template->arena, env, &own);
  good = compile_all (compile, template);
  sj_compile_end (compile);
  if (diags != NULL)
    for (; sj_diags_count (&own) > 0;)
      sj_diags_take (diags, g_ptr_array_steal_index (own.items, 0));
  return good ? g_steal_pointer (&template) : NULL;
}

SjTemplate *
sj_template_compile_dynamic (SjSlice text, const SjTemplateEnv *env, GPtrArray *names, char **problem)
{
  g_autoptr (SjTemplate) template = template_new (text);
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjCompile *compile = sj_compile_begin (&template->arena, env, &diags);
  bool good;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      sj_compile_add_variable (compile, (SjSlice) { name, strlen (name) });
    }
  compile->any_name = true;
  good = text.length <= SJ_TEMPLATE_LIMIT && compile_all (compile, template);
  for (guint i = names->len; good && i < compile->variables->len; i++)
    {
      SjSlice name = g_array_index (compile->variables, SjVariable, i).name;

      g_ptr_array_add (names, g_strndup (name.text, name.length));
    }
  sj_compile_end (compile);
  for (size_t i = 0; i < sj_diags_count (&diags) && !good && *problem == NULL; i++)
    if (sj_diags_get (&diags, i)->severity == SJ_SEVERITY_ERROR)
      *problem = g_strdup (sj_diags_get (&diags, i)->text);
  return good ? g_steal_pointer (&template) : NULL;
}

SjTemplate *
sj_template_ref (SjTemplate *template)
{
  g_atomic_int_inc (&template->refs);
  return template;
}

void
sj_template_unref (SjTemplate *template)
{
  if (!g_atomic_int_dec_and_test (&template->refs))
    return;
  sj_arena_clear (&template->arena);
  g_free (template);
}

const char *
sj_template_text (const SjTemplate *template, size_t *length)
{
  *length = template->text.length;
  return template->text.text;
}

const SjReference *
sj_template_references (const SjTemplate *template, size_t *count)
{
  *count = template->n_references;
  return template->references;
}
