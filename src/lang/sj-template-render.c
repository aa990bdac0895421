/* sj-template-render.c -- one loop over a template's operations.
 *
 * Nothing is allocated from the heap once an SjRender has been used a few times.
 * Loops are charged for all operations of a round, so that the limit on steps
 * bounds the time of any template.
 */
#include "lang/sj-template-run.h"

#include "base/sj-number.h"
#include "lang/sj-code-private.h"
#include "lang/sj-text-escape.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

/* -- Errors ----------------------------------------------------------------- */

bool
sj_run_fail_eval (SjRun *run)
{
  SjRenderError *error = &run->render->error;

  if (error->code == NULL && run->eval->error.code != NULL)
    {
      error->code = run->eval->error.code;
      error->text = run->eval->error.text;
    }
  return false;
}

bool
sj_run_fail_full (SjRun *run)
{
  return sj_render_fail (run->render, "limit", _("The message is too long."));
}

/* Where it happened; a fragment inside the one that failed has said so already. */
static void
place_error (SjRun *run)
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

/* -- Writing ---------------------------------------------------------------- */

/* Most texts between tags are short: two overlapping words copy them. */
static inline void
put (SjBuffer *out, const char *text, size_t length)
{
  char *to;

  if (length == 0 || G_UNLIKELY (!sj_buffer_reserve (out, length)))    /* an unused buffer has no text yet */
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
write_escaped (SjRun *run, const SjValue *value)
{
  SjBuffer *scratch = &run->state->scratch;

  sj_buffer_reset (scratch);
  scratch->limit = SJ_TEXT_LIMIT;
  sj_text_template (scratch, *value);
  if (scratch->full)
    return sj_run_fail_full (run);
  if (scratch->length > 0)
    sj_text_escaped (run->out, scratch->text, scratch->length);
  return true;
}

/* What was written is paid for, also where it does not stay. */
static bool
charge_written (SjRun *run, size_t length)
{
  return sj_run_charge (run, (uint32_t) MIN (length / SJ_TEMPLATE_STEP, UINT32_MAX / 2));
}

/* Lists, objects, dates, and long texts. */
static G_GNUC_NO_INLINE bool
write_large (SjRun *run, const SjValue *value, bool escape)
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
write_value (SjRun *run, const SjValue *value, bool escape)
{
  char number[SJ_NUMBER_SIZE];

  switch ((SjType) value->type)
    {
    case SJ_TEXT:
      if (G_UNLIKELY (value->length > SJ_TEMPLATE_STEP))
        return write_large (run, value, escape);
      if (!escape)
        put (run->out, value->text, value->length);
      else if (G_UNLIKELY (!sj_escape_plain (run->out, value->text, value->length)))
        sj_text_escaped (run->out, value->text, value->length);
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
run_code (SjRun *run, const SjTemplateCode *code, SjValue *value)
{
  run->names = code->names;
  return sj_code_run (code->code, run->eval, sj_run_answer, run, value) || sj_run_fail_eval (run);
}

static inline bool
run_test (SjRun *run, const SjTemplateTest *test, bool *holds)
{
  SjValue made;
  const SjValue *value = sj_run_fetch (run, test->ref, &made);

  return sj_operate_compare_pql (run->eval, test->op, *value, test->literal, holds) || sj_run_fail_eval (run);
}

/* -- Operations: each gives the next one, or NULL after an error ------------- */

static inline const SjTemplateOp *
at (const SjRun *run, uint32_t index)
{
  return run->template->ops + index;
}

static inline const SjTemplateOp *
branch (const SjRun *run, const SjTemplateOp *op, bool stay)
{
  return stay ? op + 1 : at (run, op->arg);
}

/* Opens a frame on the first of several values. */
static const SjTemplateOp *
enter_loop (SjRun *run, const SjTemplateOp *op, const SjValue *value)
{
  SjFrame *frame = &run->frames[op->frame];

  if (value->type == SJ_TEXT && value->length > 0)
    {
      sj_render_fail (run->render, "type", _("“each” goes through a list, and this is a text."));
      return NULL;
    }
  if ((value->type != SJ_LIST && value->type != SJ_OBJECT) || value->length == 0)
    return at (run, op->arg);
  if (!sj_run_charge (run, op->cost))
    return NULL;
  frame->index = 0;
  frame->count = value->length;
  frame->items = value->type == SJ_LIST ? value->items : NULL;
  frame->members = value->type == SJ_OBJECT ? value->members : NULL;
  frame->value = value->type == SJ_LIST ? value->items[0] : value->members[0].value;
  return op + 1;
}

static inline const SjTemplateOp *
next_item (SjRun *run, const SjTemplateOp *op)
{
  SjFrame *frame = &run->frames[op->frame];

  if (++frame->index >= frame->count)
    return op + 1;
  if (!sj_run_charge (run, op->cost))
    return NULL;
  frame->value = frame->items ? frame->items[frame->index] : frame->members[frame->index].value;
  if (G_UNLIKELY (run->out->full))
    return NULL;
  return at (run, op->arg);
}

/* `with` takes 0 for a value, as Handlebars does. */
static const SjTemplateOp *
enter_with (SjRun *run, const SjTemplateOp *op, const SjValue *value)
{
  if (!sj_value_truth (*value) && !sj_value_is_number (*value))
    return at (run, op->arg);
  run->frames[op->frame].value = *value;
  return op + 1;
}

static SjValue
helper_value (SjRun *run, const SjHelperValue *value)
{
  SjValue made;

  if (value->ref != NULL)
    return *sj_run_fetch (run, value->ref, &made);
  return value->value.type == SJ_N_TYPES ? sj_null : value->value;
}

static bool
run_helper (SjRun *run, const SjHelperCall *call)
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
    return sj_run_fail_eval (run);
  if (call->variable != SJ_NO_VARIABLE)
    run->state->variables[call->variable] = result;
  return true;
}

static void
set_overrides (SjRun *run, const SjFragmentCall *call)
{
  for (uint32_t i = 0; i < call->n_overrides; i++)
    run->state->variables[call->overrides[i].variable] = helper_value (run, &call->overrides[i].value);
}

static const SjTemplateOp *
call_fragment (SjRun *run, const SjTemplateOp *op)
{
  SjRunCall *call = &run->calls[run->n_calls++];

  set_overrides (run, op->fragment);
  *call = (SjRunCall) { .call = run->overriding, .back = (uint32_t) (op + 1 - run->template->ops), .base = run->base,
                   .written = op->fragment->silent ? run->out->length : SIZE_MAX,
                   .n_captures = run->state->n_captures };
  run->overriding = op->fragment;
  run->base += op->frame;
  run->frames = run->state->frames + run->base;
  run->frames[0].value = run->render->root;
  return at (run, op->arg);
}

static const SjTemplateOp *
return_from (SjRun *run)
{
  SjRunCall *call = &run->calls[--run->n_calls];

  if (call->written != SIZE_MAX)
    run->out->length = MIN (call->written, run->out->length);
  run->overriding = call->call;
  run->base = call->base;
  run->frames = run->state->frames + run->base;
  return at (run, call->back);
}

static bool
is_overridden (const SjRun *run, uint32_t variable)
{
  SjSlice name;

  if (run->overriding == NULL && run->render->inputs.type == SJ_OBJECT)
    {
      name = run->template->variables[variable];
      return sj_value_find (run->render->inputs, name.text, name.length) != NULL;
    }
  for (uint32_t i = 0; run->overriding != NULL && i < run->overriding->n_overrides; i++)
    if (run->overriding->overrides[i].variable == variable)
      return true;
  return false;
}

static const SjTemplateOp *
declare (SjRun *run, const SjTemplateOp *op)
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
keep (SjRun *run, const SjTemplateOp *op)
{
  size_t from = run->state->captures[--run->state->n_captures];
  size_t length = run->out->length - from;

  if (run->out->full)
    return sj_run_fail_full (run);
  if (sj_arena_used (run->eval->arena) + length > run->eval->bytes)
    return sj_render_fail (run->render, "limit", _("The message needs too much memory."));
  run->state->variables[op->arg] = sj_value_copy_text (run->eval->arena, length ? run->out->text + from : "", length);
  run->out->length = from;
  return true;
}

static bool run_template (SjRun *run);

static bool
run_dynamic (SjRun *run, const SjTemplate *template, SjSlice id, const SjTemplateOp *op)
{
  SjRenderState *state = run->state;
  size_t written = run->out->length;
  SjRun inner = { .render = run->render, .eval = run->eval, .state = state, .out = run->out, .template = template,
                .base = run->base + op->frame, .overriding = op->fragment, .id = id };
  bool good;

  state->nesting++;
  sj_run_fit (state, 0, inner.base + template->n_frames, template->n_memos);
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
call_dynamic (SjRun *run, const SjTemplateOp *op)
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
  template = sj_run_find_dynamic (run, id, text);
  if (template == NULL)
    return false;
  sj_template_ref (template);    /* the cache may let go of it meanwhile */
  set_overrides (run, op->fragment);
  return sj_run_charge (run, template->cost) && run_dynamic (run, template, id, op);
}

/* -- The loop ----------------------------------------------------------------- */

static inline const SjTemplateOp *
run_op (SjRun *run, const SjTemplateOp *op)
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
      return write_value (run, sj_run_fetch_quickly (run, op->ref, &made), true) ? op + 1 : NULL;
    case SJ_TEMPLATE_RAW:
      return write_value (run, sj_run_fetch (run, op->ref, &made), false) ? op + 1 : NULL;
    case SJ_TEMPLATE_CODE:
      return run_code (run, op->pql, &made) && write_value (run, &made, true) ? op + 1 : NULL;
    case SJ_TEMPLATE_CODE_RAW:
      return run_code (run, op->pql, &made) && write_value (run, &made, false) ? op + 1 : NULL;
    case SJ_TEMPLATE_JUMP:
      return at (run, op->arg);
    case SJ_TEMPLATE_IF:
      return branch (run, op, sj_value_truth (*sj_run_fetch (run, op->ref, &made)));
    case SJ_TEMPLATE_UNLESS:
      return branch (run, op, !sj_value_truth (*sj_run_fetch (run, op->ref, &made)));
    case SJ_TEMPLATE_IF_CODE:
      return run_code (run, op->pql, &made) ? branch (run, op, sj_value_truth (made)) : NULL;
    case SJ_TEMPLATE_UNLESS_CODE:
      return run_code (run, op->pql, &made) ? branch (run, op, !sj_value_truth (made)) : NULL;
    case SJ_TEMPLATE_IF_TEST:
      return run_test (run, op->test, &holds) ? branch (run, op, holds) : NULL;
    case SJ_TEMPLATE_UNLESS_TEST:
      return run_test (run, op->test, &holds) ? branch (run, op, !holds) : NULL;
    case SJ_TEMPLATE_EACH:
      return enter_loop (run, op, sj_run_fetch (run, op->ref, &made));
    case SJ_TEMPLATE_EACH_CODE:
      return run_code (run, op->pql, &made) ? enter_loop (run, op, &made) : NULL;
    case SJ_TEMPLATE_NEXT:
      return next_item (run, op);
    case SJ_TEMPLATE_WITH:
      return enter_with (run, op, sj_run_fetch (run, op->ref, &made));
    case SJ_TEMPLATE_WITH_CODE:
      return run_code (run, op->pql, &made) ? enter_with (run, op, &made) : NULL;
    case SJ_TEMPLATE_SET:
      run->state->variables[op->arg] = *sj_run_fetch (run, op->ref, &made);
      return op + 1;
    case SJ_TEMPLATE_SET_CODE:
      if (!run_code (run, op->pql, &made))
        return NULL;
      run->state->variables[op->arg] = made;
      return op + 1;
    case SJ_TEMPLATE_HELPER:
      return run_helper (run, op->helper) ? op + 1 : NULL;
    case SJ_TEMPLATE_CALL:
      return sj_run_charge (run, op->cost) ? call_fragment (run, op) : NULL;
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
run_template (SjRun *run)
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
    sj_run_fail_full (run);
  sj_run_fail_eval (run);
  place_error (run);
  return false;
}

static void
set_inputs (SjRenderState *state, const SjTemplate *template, SjValue inputs)
{
  for (uint32_t i = 0; inputs.type == SJ_OBJECT && i < template->n_variables; i++)
    {
      const SjValue *input = sj_value_find (inputs, template->variables[i].text, template->variables[i].length);

      if (input != NULL)
        state->variables[i] = *input;
    }
}

void
sj_render_init (SjRender *render, SjEval *eval)
{
  *render = (SjRender) { .eval = eval };
  render->state = g_new0 (SjRenderState, 1);
  render->state->dynamic = sj_run_new_sets ();
  sj_json_reader_init (&render->state->reader, eval->arena);
}

void
sj_render_clear (SjRender *render)
{
  if (render->state == NULL)
    return;
  g_ptr_array_unref (render->state->dynamic);
  sj_json_reader_clear (&render->state->reader);
  sj_buffer_clear (&render->text);
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
  SjRun run;

  sj_eval_begin (render->eval);
  render->error = (SjRenderError) { NULL };
  render->abort_code = render->abort_description = (SjSlice) { NULL, 0 };
  render->metadata = NULL;
  render->n_metadata = 0;
  sj_run_fit (state, template->n_variables, template->n_frames, template->n_memos);
  for (uint32_t i = 0; i < state->n_variables; i++)
    state->variables[i].type = SJ_N_TYPES;
  set_inputs (state, template, render->inputs);
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
