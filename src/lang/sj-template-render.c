/* sj-template-render.c -- one loop over a template's operations.
 *
 * Nothing is allocated from the heap once an SjRender has been used a few times.
 * Loops are charged for all operations of a round, so that the limit on steps
 * bounds the time of any template.
 */
#include "lang/sj-template-private.h"

#include "base/sj-number.h"
#include "lang/sj-code-private.h"
#include "lang/sj-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_SETS 64           /* templates whose dynamic fragments are kept */
#define MOST_DYNAMIC 256       /* fragments of one */
#define MOST_CALLS (SJ_TEMPLATE_NESTING + 2)

typedef struct
{
  const SjFragmentCall *call;   /* NULL: the template's own run */
  uint32_t back;                /* operation to go on with */
  uint32_t base;                /* frame that the caller's are counted from */
  size_t written;               /* before it, for a silent one */
  unsigned n_captures;
} Call;

typedef struct
{
  SjRender *render;
  SjEval *eval;
  SjRenderState *state;
  SjBuffer *out;
  const SjTemplate *template;
  const SjTemplateOp *op;
  SjFrame *frames;              /* from the current unit's first on */
  uint32_t base;
  const SjRef *const *names;    /* of the PQL that runs */
  SjMemo *memos;
  uint64_t stamp;
  const SjFragmentCall *overriding;     /* the fragment call that is being run */
  Call calls[MOST_CALLS];
  unsigned n_calls;
  SjDynamicSet *set;            /* of the template that is rendered; NULL until it is needed */
  SjSlice id;                   /* of a dynamic fragment that runs */
} Run;

bool
sj_render_fail (SjRender *render, const char *code, const char *format, ...)
{
  va_list args;
  g_autofree char *text = NULL;

  if (render->error.code != NULL)
    return false;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  render->error.code = code;
  render->error.text = sj_arena_strdup (render->eval->arena, text);
  return false;
}

/* -- Fetching --------------------------------------------------------------- */

/* Field names are short: two overlapping words compare most of them. */
static inline bool
has_name (const SjMember *member, const SjRefStep *step)
{
  uint32_t length = step->length;
  const char *text = member->key.text;

  if (member->key.length != length)
    return false;
  if (G_LIKELY (length >= 8))
    {
      uint64_t head, tail;

      memcpy (&head, text, 8);
      memcpy (&tail, text + length - 8, 8);
      return ((head ^ step->head) | (tail ^ step->tail)) == 0 &&
             (length <= 16 || memcmp (text + 8, step->name + 8, length - 16) == 0);
    }
  if (length >= 4)
    {
      uint32_t head, tail;

      memcpy (&head, text, 4);
      memcpy (&tail, text + length - 4, 4);
      return ((head ^ (uint32_t) step->head) | (tail ^ (uint32_t) step->tail)) == 0;
    }
  return memcmp (text, step->name, length) == 0;
}

/* A search is work, too; what is used up here is noticed at the next charge. */
static G_GNUC_NO_INLINE const SjValue *
find_slowly (Run *run, const SjValue *object, SjRefStep *step)
{
  run->eval->steps -= MIN (run->eval->steps, object->length / 32);
  for (uint32_t i = object->length; i > 0; i--)
    {
      const SjMember *member = &object->members[i - 1];

      if (has_name (member, step))
        {
          __atomic_store_n (&step->hint, i - 1, __ATOMIC_RELAXED);
          return &member->value;
        }
    }
  return NULL;
}

/* NULL where there is no such field.  In an object that names a field twice,
 * either may be found. */
static inline const SjValue *
find_field (Run *run, const SjValue *object, SjRefStep *step)
{
  uint32_t hint;

  if (G_UNLIKELY (object->type != SJ_OBJECT))
    return NULL;
  hint = __atomic_load_n (&step->hint, __ATOMIC_RELAXED);
  if (G_LIKELY (hint < object->length))
    {
      const SjMember *member = &object->members[hint];

      if (G_LIKELY (has_name (member, step)))
        return &member->value;
    }
  return find_slowly (run, object, step);
}

static SjValue
frame_second (const SjFrame *frame)
{
  return frame->members ? frame->members[frame->index].key : sj_value_integer (frame->index);
}

/* The order of languages.md 2.4, for names that may be several things.  `element`
 * is that of topN (), if any. */
static const SjValue *
fetch_name (Run *run, const SjRef *ref, const SjValue *element)
{
  SjRefStep *step = ref->steps;
  const SjValue *found;

  if (ref->variable != SJ_NO_VARIABLE && run->state->variables[ref->variable].type != SJ_N_TYPES)
    return &run->state->variables[ref->variable];
  if (ref->space && (found = find_field (run, &run->render->root, step)) != NULL)
    return found;
  if (element != NULL && (found = find_field (run, element, step)) != NULL)
    return found;
  if ((found = find_field (run, &run->frames[ref->frame].value, step)) != NULL)
    return found;
  if (ref->pql)
    {
      const SjValue *profile = sj_value_find (run->render->root, "profile", 7);

      if (profile != NULL && (found = find_field (run, profile, step)) != NULL)
        return found;
    }
  return &sj_null;
}

/* What the reference begins with; `taken` steps are used up. */
static inline const SjValue *
fetch_beginning (Run *run, const SjRef *ref, const SjValue *element, SjValue *made, uint32_t *taken)
{
  const SjFrame *frame = &run->frames[ref->frame];
  const SjValue *found;

  *taken = 0;
  switch ((SjRefKind) ref->kind)
    {
    case SJ_REF_THIS:
      return element != NULL && ref->this_word ? element : &frame->value;
    case SJ_REF_FIELD:
      *taken = 1;
      found = find_field (run, &frame->value, ref->steps);
      return found ? found : &sj_null;
    case SJ_REF_SPACE:
      *taken = 1;
      found = find_field (run, &run->render->root, ref->steps);
      if (G_UNLIKELY (found == NULL))
        found = find_field (run, &frame->value, ref->steps);
      return found ? found : &sj_null;
    case SJ_REF_NAME:
      *taken = 1;
      return fetch_name (run, ref, element);
    case SJ_REF_INDEX:
      *made = sj_value_integer (frame->index);
      return made;
    case SJ_REF_FIRST:
      *made = sj_value_bool (frame->index == 0);
      return made;
    case SJ_REF_LAST:
      *made = sj_value_bool (frame->index + 1 == frame->count);
      return made;
    case SJ_REF_KEY:
      *made = frame->members ? frame->members[frame->index].key : sj_null;
      return made;
    case SJ_REF_SECOND:
      *made = frame_second (frame);
      return made;
    case SJ_REF_NULL:
      break;
    }
  return &sj_null;
}

static const SjValue *
step_on (Run *run, const SjRef *ref, const SjRefStep *step, const SjValue *value, SjValue *made)
{
  if (value->type == SJ_LIST && ref->pql && step->name != NULL)
    {
      *made = sj_value_project (run->eval, *value, step->name, step->length);
      return made;
    }
  if (value->type == SJ_LIST && step->index >= 0 && step->index < value->length)
    return &value->items[step->index];
  return &sj_null;
}

/* One step of a path that begins in a namespace; NULL where the path must be
 * walked: the namespace is not there, or a field is asked of a list. */
static inline const SjValue *
step_plainly (Run *run, const SjRef *ref, uint32_t i, const SjValue *value)
{
  SjRefStep *step = &ref->steps[i];

  if (G_LIKELY (value->type == SJ_OBJECT && step->name != NULL))
    {
      value = find_field (run, value, step);
      return value != NULL || i == 0 ? value : &sj_null;
    }
  if (value->type != SJ_LIST)
    return &sj_null;
  if (step->index < 0)
    return NULL;
  return step->index < value->length ? &value->items[step->index] : &sj_null;
}

/* From the last stop that was reached already, to the end. */
static G_GNUC_NO_INLINE const SjValue *
fetch_plainly (Run *run, const SjRef *ref)
{
  const SjRefStop *stop = ref->stops + ref->n_stops;
  const SjRefStop *last = stop;
  const SjValue *value = &run->render->root;
  uint32_t i = 0;

  while (stop > ref->stops && run->memos[stop[-1].memo].stamp != run->stamp)
    stop--;
  if (stop > ref->stops)
    {
      value = run->memos[stop[-1].memo].value;
      i = stop[-1].steps;
    }
  for (; stop < last; stop++)
    {
      for (; i < stop->steps && value != NULL; i++)
        value = step_plainly (run, ref, i, value);
      run->memos[stop->memo] = (SjMemo) { value, run->stamp };
    }
  for (; i < ref->n_steps && value != NULL; i++)
    value = step_plainly (run, ref, i, value);
  return value;
}

static inline const SjValue *
fetch_shared (Run *run, const SjRef *ref)
{
  if (ref->whole != SJ_NO_MEMO && run->memos[ref->whole].stamp == run->stamp)
    return run->memos[ref->whole].value;
  return fetch_plainly (run, ref);
}

/* Step by step; `made` is room for a value that is made. */
static G_GNUC_NO_INLINE const SjValue *
walk (Run *run, const SjRef *ref, const SjValue *element, SjValue *made)
{
  uint32_t i;
  const SjValue *value = fetch_beginning (run, ref, element, made, &i);

  for (; i < ref->n_steps; i++)
    {
      SjRefStep *step = &ref->steps[i];

      if (G_LIKELY (value->type == SJ_OBJECT && step->name != NULL))
        {
          value = find_field (run, value, step);
          if (value == NULL)
            return &sj_null;
        }
      else if (value->type == SJ_LIST)
        value = step_on (run, ref, step, value, made);
      else
        return &sj_null;
    }
  return value;
}

/* The value of a reference; `made` is room for one that is made. */
static inline const SjValue *
fetch (Run *run, const SjRef *ref, SjValue *made)
{
  const SjValue *value;

  if (ref->plain && (value = fetch_shared (run, ref)) != NULL)
    return value;
  if (ref->kind == SJ_REF_THIS && ref->n_steps == 1)    /* item.name */
    {
      value = find_field (run, &run->frames[ref->frame].value, ref->steps);
      if (value != NULL)
        return value;
    }
  return walk (run, ref, NULL, made);
}

/* Answers the names of the PQL that runs; each is a whole path. */
static bool
answer_name (void *data, SjEval *eval, const SjCode *code, uint32_t index, const SjValue *element, SjValue *value)
{
  Run *run = data;
  const SjRef *ref = run->names[index];
  SjValue made;

  if (G_LIKELY (element == NULL))
    *value = *fetch (run, ref, &made);
  else
    *value = *walk (run, ref, element, &made);
  return eval->error.code == NULL;
}

/* -- Errors ----------------------------------------------------------------- */

static bool
fail_eval (Run *run)
{
  SjRenderError *error = &run->render->error;

  if (error->code == NULL && run->eval->error.code != NULL)
    {
      error->code = run->eval->error.code;
      error->text = run->eval->error.text;
    }
  return false;
}

static bool
fail_full (Run *run)
{
  return sj_render_fail (run->render, "limit", _("The message is too long."));
}

/* Where it happened; a fragment inside the one that failed has said so already. */
static void
place_error (Run *run)
{
  SjRenderError *error = &run->render->error;
  const SjTemplatePlace *place = &run->template->places[run->op - run->template->ops];

  if (error->code == NULL)
    {
      error->code = "limit";
      error->text = _("The message could not be rendered.");
    }
  if (error->end > 0)
    return;
  error->start = place->start;
  error->end = place->end;
  error->fragment = place->unit > 0 ? run->template->units[place->unit] : run->id;
  if (error->fragment.length > 0)
    error->fragment.text = sj_arena_strndup (run->eval->arena, error->fragment.text, error->fragment.length);
}

static inline bool
charge (Run *run, uint32_t steps)
{
  if (G_LIKELY (run->eval->steps > steps))
    {
      run->eval->steps -= steps;
      return true;
    }
  return sj_eval_charge (run->eval, (size_t) steps + 1) || fail_eval (run);
}

/* -- Writing ---------------------------------------------------------------- */

/* Most texts between tags are short: two overlapping words copy them. */
static inline void
put (SjBuffer *out, const char *text, size_t length)
{
  char *to;

  if (G_UNLIKELY (!sj_buffer_reserve (out, length)))
    return;
  to = out->text + out->length;
  out->length += length;
  if (length > 32)
    memcpy (to, text, length);
  else if (length >= 16)
    {
      memcpy (to, text, 16);
      memcpy (to + length - 16, text + length - 16, 16);
    }
  else if (length >= 8)
    {
      memcpy (to, text, 8);
      memcpy (to + length - 8, text + length - 8, 8);
    }
  else
    for (size_t i = 0; i < length; i++)
      to[i] = text[i];
}

/* A text of the template's own, behind which more may be read. */
static inline void
put_literal (SjBuffer *out, const char *text, size_t length)
{
  if (length <= SJ_TEMPLATE_PADDING && out->allocated - out->length >= SJ_TEMPLATE_PADDING)
    {
      memcpy (out->text + out->length, text, SJ_TEMPLATE_PADDING);
      out->length += length;
    }
  else
    sj_buffer_append_n (out, text, length);
}

static bool
write_escaped (Run *run, const SjValue *value)
{
  SjBuffer *scratch = &run->state->scratch;

  sj_buffer_reset (scratch);
  scratch->limit = SJ_TEXT_LIMIT;
  sj_text_template (scratch, *value);
  if (scratch->full)
    return fail_full (run);
  if (scratch->length > 0)
    sj_text_escaped (run->out, scratch->text, scratch->length);
  return true;
}

/* What was written is paid for, also where it does not stay. */
static bool
charge_written (Run *run, size_t length)
{
  return charge (run, (uint32_t) MIN (length / SJ_TEMPLATE_STEP, UINT32_MAX / 2));
}

/* Lists, objects, dates, and long texts. */
static G_GNUC_NO_INLINE bool
write_large (Run *run, const SjValue *value, bool escape)
{
  size_t before = run->out->length;

  if (value->type == SJ_TEXT && escape)
    sj_text_escaped (run->out, value->text, value->length);
  else if (!escape || value->type == SJ_BOOL)
    sj_text_template (run->out, *value);
  else if (!write_escaped (run, value))
    return false;
  return charge_written (run, run->out->length - before);
}

static inline bool
write_value (Run *run, const SjValue *value, bool escape)
{
  char number[SJ_NUMBER_SIZE];

  switch ((SjType) value->type)
    {
    case SJ_TEXT:
      if (G_UNLIKELY (value->length > SJ_TEMPLATE_STEP))
        return write_large (run, value, escape);
      if (escape)
        sj_text_escaped (run->out, value->text, value->length);
      else
        put (run->out, value->text, value->length);
      return true;
    case SJ_INTEGER:
      if ((uint64_t) value->integer < 10)
        sj_buffer_append_c (run->out, (char) ('0' + value->integer));
      else
        sj_buffer_integer (run->out, value->integer);
      return true;
    case SJ_DECIMAL:
      sj_buffer_append_n (run->out, number, sj_decimal_plain (value->decimal, number));
      return true;
    case SJ_NULL:
      return true;
    default:
      return write_large (run, value, escape);
    }
}

static inline bool
run_code (Run *run, const SjTemplateCode *code, SjValue *value)
{
  run->names = code->names;
  return sj_code_run (code->code, run->eval, answer_name, run, value) || fail_eval (run);
}

static inline bool
run_test (Run *run, const SjTemplateTest *test, bool *holds)
{
  SjValue made;
  const SjValue *value = fetch (run, test->ref, &made);

  return sj_operate_compare_pql (run->eval, test->op, *value, test->literal, holds) || fail_eval (run);
}

/* -- Operations: each gives the next one, or NULL after an error ------------- */

static inline const SjTemplateOp *
at (const Run *run, uint32_t index)
{
  return run->template->ops + index;
}

static inline const SjTemplateOp *
branch (const Run *run, const SjTemplateOp *op, bool stay)
{
  return stay ? op + 1 : at (run, op->arg);
}

/* Opens a frame on the first of several values. */
static const SjTemplateOp *
enter_loop (Run *run, const SjTemplateOp *op, const SjValue *value)
{
  SjFrame *frame = &run->frames[op->frame];

  if (value->type == SJ_TEXT && value->length > 0)
    {
      sj_render_fail (run->render, "type", _("“each” goes through a list, and this is a text."));
      return NULL;
    }
  if ((value->type != SJ_LIST && value->type != SJ_OBJECT) || value->length == 0)
    return at (run, op->arg);
  if (!charge (run, op->cost))
    return NULL;
  frame->index = 0;
  frame->count = value->length;
  frame->items = value->type == SJ_LIST ? value->items : NULL;
  frame->members = value->type == SJ_OBJECT ? value->members : NULL;
  frame->value = value->type == SJ_LIST ? value->items[0] : value->members[0].value;
  return op + 1;
}

static inline const SjTemplateOp *
next_item (Run *run, const SjTemplateOp *op)
{
  SjFrame *frame = &run->frames[op->frame];

  if (++frame->index >= frame->count)
    return op + 1;
  if (!charge (run, op->cost))
    return NULL;
  frame->value = frame->items ? frame->items[frame->index] : frame->members[frame->index].value;
  if (G_UNLIKELY (run->out->full))
    return NULL;
  return at (run, op->arg);
}

/* `with` takes 0 for a value, as Handlebars does. */
static const SjTemplateOp *
enter_with (Run *run, const SjTemplateOp *op, const SjValue *value)
{
  if (!sj_value_truth (*value) && !sj_value_is_number (*value))
    return at (run, op->arg);
  run->frames[op->frame].value = *value;
  return op + 1;
}

static SjValue
helper_value (Run *run, const SjHelperValue *value)
{
  SjValue made;

  if (value->ref != NULL)
    return *fetch (run, value->ref, &made);
  return value->value.type == SJ_N_TYPES ? sj_null : value->value;
}

static bool
run_helper (Run *run, const SjHelperCall *call)
{
  SjValue args[SJ_HELPER_PARAMS];
  SjValue *extras = NULL;
  SjValue result = sj_null;

  for (unsigned i = 0; i < SJ_HELPER_PARAMS; i++)
    args[i] = helper_value (run, &call->values[i]);
  if (call->n_extras > 0)
    {
      extras = sj_arena_new_n (run->eval->arena, SjValue, call->n_extras);
      for (uint32_t i = 0; i < call->n_extras; i++)
        extras[i] = helper_value (run, &call->extras[i]);
    }
  if (!call->helper->run (run->render, call, args, extras, run->out, &result))
    return fail_eval (run);
  if (call->variable != SJ_NO_VARIABLE)
    run->state->variables[call->variable] = result;
  return true;
}

static void
set_overrides (Run *run, const SjFragmentCall *call)
{
  for (uint32_t i = 0; i < call->n_overrides; i++)
    run->state->variables[call->overrides[i].variable] = helper_value (run, &call->overrides[i].value);
}

static const SjTemplateOp *
call_fragment (Run *run, const SjTemplateOp *op)
{
  Call *call = &run->calls[run->n_calls++];

  set_overrides (run, op->fragment);
  *call = (Call) { .call = run->overriding, .back = (uint32_t) (op + 1 - run->template->ops), .base = run->base,
                   .written = op->fragment->silent ? run->out->length : SIZE_MAX,
                   .n_captures = run->state->n_captures };
  run->overriding = op->fragment;
  run->base += op->frame;
  run->frames = run->state->frames + run->base;
  run->frames[0].value = run->render->root;
  return at (run, op->arg);
}

static const SjTemplateOp *
return_from (Run *run)
{
  Call *call = &run->calls[--run->n_calls];

  if (call->written != SIZE_MAX)
    run->out->length = MIN (call->written, run->out->length);
  run->overriding = call->call;
  run->base = call->base;
  run->frames = run->state->frames + run->base;
  return at (run, call->back);
}

static bool
is_overridden (const Run *run, uint32_t variable)
{
  for (uint32_t i = 0; run->overriding != NULL && i < run->overriding->n_overrides; i++)
    if (run->overriding->overrides[i].variable == variable)
      return true;
  return false;
}

static const SjTemplateOp *
declare (Run *run, const SjTemplateOp *op)
{
  SjRenderState *state = run->state;

  if (is_overridden (run, op->cost))
    return at (run, op->arg);
  if (state->n_captures == G_N_ELEMENTS (state->captures))
    {
      sj_render_fail (run->render, "limit", _("Editable fields are nested too deeply."));
      return NULL;
    }
  state->captures[state->n_captures++] = run->out->length;
  return op + 1;
}

/* What was written since becomes the variable. */
static bool
keep (Run *run, const SjTemplateOp *op)
{
  size_t from = run->state->captures[--run->state->n_captures];
  size_t length = run->out->length - from;

  if (run->out->full)
    return fail_full (run);
  if (sj_arena_used (run->eval->arena) + length > run->eval->bytes)
    return sj_render_fail (run->render, "limit", _("The message needs too much memory."));
  run->state->variables[op->arg] = sj_value_copy_text (run->eval->arena, length ? run->out->text + from : "", length);
  run->out->length = from;
  return true;
}

/* -- Fragments whose id comes from data --------------------------------------- */

typedef struct
{
  char *id;                     /* owned */
  size_t length;
  SjTemplate *template;         /* owned */
} SjDynamic;

static void
dynamic_free (gpointer data)
{
  SjDynamic *dynamic = data;

  g_free (dynamic->id);
  sj_template_unref (dynamic->template);
  g_free (dynamic);
}

static void
set_free (gpointer data)
{
  SjDynamicSet *set = data;

  g_ptr_array_unref (set->fragments);    /* first: they point into the names */
  g_ptr_array_unref (set->names);
  g_free (set);
}

static SjDynamicSet *
set_of (Run *run, const SjTemplate *template)
{
  SjRenderState *state = run->state;
  SjDynamicSet *set;

  for (guint i = 0; i < state->dynamic->len; i++)
    {
      set = g_ptr_array_index (state->dynamic, i);
      if (set->serial == template->serial)
        return set;
    }
  if (state->dynamic->len == MOST_SETS)
    g_ptr_array_remove_index (state->dynamic, 0);
  set = g_new0 (SjDynamicSet, 1);
  set->serial = template->serial;
  set->names = g_ptr_array_new_with_free_func (g_free);
  set->fragments = g_ptr_array_new_with_free_func (dynamic_free);
  for (uint32_t i = 0; i < template->n_variables; i++)
    g_ptr_array_add (set->names, g_strndup (template->variables[i].text, template->variables[i].length));
  g_ptr_array_add (state->dynamic, set);
  return set;
}

/* Fragments that a dynamic fragment names by a literal. */
typedef struct
{
  SjTemplateEnv env;
  const SjRender *render;
} Env;

static bool
find_inner (const SjTemplateEnv *env, SjSlice id, SjSlice *text, bool *draft)
{
  const Env *self = (const Env *) env;

  return self->render->host->fragment (self->render->data, id, text, draft);
}

static SjTemplate *
compile_dynamic (Run *run, SjDynamicSet *set, SjSlice id, SjSlice text)
{
  Env env = { .env = { .fragment = find_inner }, .render = run->render };
  g_autofree char *problem = NULL;
  SjTemplate *template = sj_template_compile_dynamic (text, &env.env, set->names, &problem);
  SjDynamic *dynamic;

  if (template == NULL)
    {
      sj_render_fail (run->render, "fragment", _("The fragment “%.*s” cannot be used: %s"),
                      (int) MIN (id.length, 80), id.text, problem ? problem : "");
      return NULL;
    }
  if (set->fragments->len == MOST_DYNAMIC)
    g_ptr_array_remove_index (set->fragments, 0);
  dynamic = g_new0 (SjDynamic, 1);
  dynamic->id = g_strndup (id.text, id.length);
  dynamic->length = id.length;
  dynamic->template = template;
  g_ptr_array_add (set->fragments, dynamic);
  return template;
}

/* The one in the cache, unless its text has changed since. */
static SjTemplate *
find_dynamic (Run *run, SjDynamicSet *set, SjSlice id, SjSlice text)
{
  for (guint i = 0; i < set->fragments->len; i++)
    {
      SjDynamic *dynamic = g_ptr_array_index (set->fragments, i);

      if (dynamic->length != id.length || memcmp (dynamic->id, id.text, id.length) != 0)
        continue;
      if (dynamic->template->text.length == text.length &&
          memcmp (dynamic->template->text.text, text.text, text.length) == 0)
        return dynamic->template;
      g_ptr_array_remove_index (set->fragments, i);
      break;
    }
  return compile_dynamic (run, set, id, text);
}

static void
fit_variables (SjRenderState *state, uint32_t count)
{
  if (count <= state->n_variables)
    return;
  state->variables = g_renew (SjValue, state->variables, count);
  for (uint32_t i = state->n_variables; i < count; i++)
    state->variables[i] = (SjValue) { .type = SJ_N_TYPES };
  state->n_variables = count;
}

static void
fit_frames (SjRenderState *state, uint32_t count)
{
  if (count <= state->n_frames)
    return;
  state->frames = g_renew (SjFrame, state->frames, count);
  state->n_frames = count;
}

static void
fit_memos (SjRenderState *state, uint32_t count)
{
  if (count <= state->n_memos)
    return;
  state->memos = g_renew (SjMemo, state->memos, count);
  memset (state->memos + state->n_memos, 0, (count - state->n_memos) * sizeof (SjMemo));
  state->n_memos = count;
}

static bool run_template (Run *run);

static bool
run_dynamic (Run *run, const SjTemplate *template, SjSlice id, const SjTemplateOp *op)
{
  SjRenderState *state = run->state;
  size_t written = run->out->length;
  Run inner = { .render = run->render, .eval = run->eval, .state = state, .out = run->out, .template = template,
                .base = run->base + op->frame, .overriding = op->fragment, .id = id };
  bool good;

  state->nesting++;
  fit_frames (state, inner.base + template->n_frames);
  fit_memos (state, template->n_memos);
  inner.set = run->set;
  good = run_template (&inner);
  run->frames = state->frames + run->base;
  run->memos = state->memos;
  state->nesting--;
  if (op->fragment->silent)
    run->out->length = MIN (written, run->out->length);
  return good;
}

static bool
call_dynamic (Run *run, const SjTemplateOp *op)
{
  const SjTemplateHost *host = run->render->host;
  SjValue value = helper_value (run, &op->fragment->id);
  SjSlice id = { value.text, value.length };
  SjSlice text = { NULL, 0 };
  bool draft = false;
  g_autoptr (SjTemplate) template = NULL;

  if (value.type != SJ_TEXT)
    return sj_render_fail (run->render, "fragment", _("There is no fragment id here."));
  if (host == NULL || host->fragment == NULL || !host->fragment (run->render->data, id, &text, &draft))
    return sj_render_fail (run->render, "fragment", _("There is no fragment “%.*s”."), (int) MIN (id.length, 80),
                           id.text);
  if (draft)
    return sj_render_fail (run->render, "fragment", _("The fragment “%.*s” is a draft; publish it first."),
                           (int) MIN (id.length, 80), id.text);
  if (run->state->nesting >= SJ_TEMPLATE_NESTING)
    return sj_render_fail (run->render, "fragment", _("Fragments are nested too deeply at “%.*s”."),
                           (int) MIN (id.length, 80), id.text);
  if (run->set == NULL)
    run->set = set_of (run, run->template);
  template = find_dynamic (run, run->set, id, text);
  if (template == NULL)
    return false;
  sj_template_ref (template);    /* the cache may let go of it meanwhile */
  fit_variables (run->state, run->set->names->len);
  set_overrides (run, op->fragment);
  return charge (run, template->cost) && run_dynamic (run, template, id, op);
}

/* -- The loop ----------------------------------------------------------------- */

static inline const SjTemplateOp *
run_op (Run *run, const SjTemplateOp *op)
{
  SjValue made;
  bool holds;

  if (op->before_length > 0)
    put_literal (run->out, op->before, op->before_length);
  switch ((SjTemplateOpCode) op->code)
    {
    case SJ_TEMPLATE_TEXT:
      return op + 1;
    case SJ_TEMPLATE_VALUE:
      return write_value (run, fetch (run, op->ref, &made), true) ? op + 1 : NULL;
    case SJ_TEMPLATE_RAW:
      return write_value (run, fetch (run, op->ref, &made), false) ? op + 1 : NULL;
    case SJ_TEMPLATE_CODE:
      return run_code (run, op->pql, &made) && write_value (run, &made, true) ? op + 1 : NULL;
    case SJ_TEMPLATE_CODE_RAW:
      return run_code (run, op->pql, &made) && write_value (run, &made, false) ? op + 1 : NULL;
    case SJ_TEMPLATE_JUMP:
      return at (run, op->arg);
    case SJ_TEMPLATE_IF:
      return branch (run, op, sj_value_truth (*fetch (run, op->ref, &made)));
    case SJ_TEMPLATE_UNLESS:
      return branch (run, op, !sj_value_truth (*fetch (run, op->ref, &made)));
    case SJ_TEMPLATE_IF_CODE:
      return run_code (run, op->pql, &made) ? branch (run, op, sj_value_truth (made)) : NULL;
    case SJ_TEMPLATE_UNLESS_CODE:
      return run_code (run, op->pql, &made) ? branch (run, op, !sj_value_truth (made)) : NULL;
    case SJ_TEMPLATE_IF_TEST:
      return run_test (run, op->test, &holds) ? branch (run, op, holds) : NULL;
    case SJ_TEMPLATE_UNLESS_TEST:
      return run_test (run, op->test, &holds) ? branch (run, op, !holds) : NULL;
    case SJ_TEMPLATE_EACH:
      return enter_loop (run, op, fetch (run, op->ref, &made));
    case SJ_TEMPLATE_EACH_CODE:
      return run_code (run, op->pql, &made) ? enter_loop (run, op, &made) : NULL;
    case SJ_TEMPLATE_NEXT:
      return next_item (run, op);
    case SJ_TEMPLATE_WITH:
      return enter_with (run, op, fetch (run, op->ref, &made));
    case SJ_TEMPLATE_WITH_CODE:
      return run_code (run, op->pql, &made) ? enter_with (run, op, &made) : NULL;
    case SJ_TEMPLATE_SET:
      run->state->variables[op->arg] = *fetch (run, op->ref, &made);
      return op + 1;
    case SJ_TEMPLATE_SET_CODE:
      if (!run_code (run, op->pql, &made))
        return NULL;
      run->state->variables[op->arg] = made;
      return op + 1;
    case SJ_TEMPLATE_HELPER:
      return run_helper (run, op->helper) ? op + 1 : NULL;
    case SJ_TEMPLATE_CALL:
      return charge (run, op->cost) ? call_fragment (run, op) : NULL;
    case SJ_TEMPLATE_CALL_DYNAMIC:
      return call_dynamic (run, op) ? op + 1 : NULL;
    case SJ_TEMPLATE_DECLARE:
      return declare (run, op);
    case SJ_TEMPLATE_KEEP:
      return keep (run, op) ? op + 1 : NULL;
    case SJ_TEMPLATE_RETURN:
      return run->n_calls > 0 ? return_from (run) : NULL;
    case SJ_N_TEMPLATE_OPS:
      break;
    }
  return NULL;
}

static bool
run_template (Run *run)
{
  const SjTemplateOp *op = run->template->ops;

  run->memos = run->state->memos;
  run->stamp = ++run->state->stamp;
  run->frames = run->state->frames + run->base;
  run->frames[0].value = run->render->root;
  for (const SjTemplateOp *next = op; next != NULL; next = run_op (run, op))
    op = next;
  run->op = op;
  if (op->code == SJ_TEMPLATE_RETURN && !run->out->full && run->eval->error.code == NULL)
    return true;
  if (run->out->full)
    fail_full (run);
  fail_eval (run);
  place_error (run);
  return false;
}

void
sj_render_init (SjRender *render, SjEval *eval)
{
  *render = (SjRender) { .eval = eval };
  render->state = g_new0 (SjRenderState, 1);
  render->state->dynamic = g_ptr_array_new_with_free_func (set_free);
  sj_json_reader_init (&render->state->reader, eval->arena);
}

void
sj_render_clear (SjRender *render)
{
  if (render->state == NULL)
    return;
  g_ptr_array_unref (render->state->dynamic);
  sj_json_reader_clear (&render->state->reader);
  sj_buffer_clear (&render->state->scratch);
  g_free (render->state->variables);
  g_free (render->state->frames);
  g_free (render->state->memos);
  g_clear_pointer (&render->state, g_free);
}

bool
sj_template_render (const SjTemplate *template, SjRender *render, SjBuffer *out)
{
  SjRenderState *state = render->state;
  size_t limit = out->limit;
  bool good;
  Run run;

  sj_eval_begin (render->eval);
  render->error = (SjRenderError) { NULL };
  render->abort_code = render->abort_description = (SjSlice) { NULL, 0 };
  render->metadata = NULL;
  render->n_metadata = 0;
  fit_variables (state, template->n_variables);
  fit_frames (state, template->n_frames);
  fit_memos (state, template->n_memos);
  for (uint32_t i = 0; i < state->n_variables; i++)
    state->variables[i].type = SJ_N_TYPES;
  state->n_captures = state->nesting = 0;

  run.render = render;
  run.eval = render->eval;
  run.state = state;
  run.out = out;
  run.template = template;
  run.base = run.n_calls = 0;
  run.overriding = NULL;
  run.set = NULL;
  run.id = (SjSlice) { NULL, 0 };
  if (limit == 0)
    out->limit = out->length + SJ_TEMPLATE_OUTPUT;
  good = run_template (&run);
  out->limit = limit;
  return good;
}
