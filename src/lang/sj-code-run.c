/* sj-code-run.c -- running compiled expressions.
 *
 * A frame lives in the evaluation's arena: the stack, the roots that were read
 * (each at most once an evaluation) and the items that filters look at.  Each
 * handler moves the top of the stack; only filters and topN () run a stretch of
 * operations more than once, and they pay for every round.
 */
#include "lang/sj-code-run-private.h"

#include <string.h>

static bool run_range (SjFrame *frame, uint32_t from, uint32_t to);

static bool
fail_type (SjFrame *frame, const SjInstruction *op, const char *text)
{
  sj_frame_at (frame, op);
  return sj_eval_fail (frame->eval, "type", "%s", text);
}

bool
sj_code_run_const (SjFrame *frame, const SjInstruction *op)
{
  sj_frame_push (frame, frame->code->constants[op->arg]);
  return true;
}

static bool
read_root (SjFrame *frame, const SjInstruction *op, SjValue params, SjValue *value)
{
  const SjEvalScope *scope = frame->eval->scope;

  *value = sj_null;
  sj_frame_at (frame, op);
  return scope == NULL || scope->root == NULL ||
         scope->root (scope, frame->eval, &frame->code->public.roots[op->arg], params, value);
}

/* The answer to the same call before, or NULL; false beyond the limits. */
static bool
find_answer (SjFrame *frame, uint32_t root, SjValue params, const SjAnswered **found)
{
  const SjAnswered *answer = frame->answers;

  for (; answer != NULL; answer = answer->before)
    {
      if (!sj_eval_charge (frame->eval, 1))
        return false;
      if (answer->root == root && sj_value_equal (answer->params, params))
        break;
    }
  *found = answer;
  return true;
}

static bool
ask_source (SjFrame *frame, const SjInstruction *op, SjValue params, const SjAnswered **found)
{
  SjAnswered *answer = sj_arena_new (frame->eval->arena, SjAnswered);

  *answer = (SjAnswered) { .before = frame->answers, .root = op->arg, .params = params };
  if (!read_root (frame, op, params, &answer->value))
    return false;
  *found = frame->answers = answer;
  return true;
}

/* A source that is called, once for the same parameters: they lie on the stack as
 * name, value, …, which is the layout of an object. */
static bool
call_source (SjFrame *frame, const SjInstruction *op)
{
  SjValue *first = frame->top - 2 * op->count + 1;
  SjMember *members = sj_arena_dup (frame->eval->arena, first, 2 * (size_t) op->count * sizeof (SjValue));
  SjValue params = sj_value_object (members, op->count);
  const SjAnswered *answer;

  if (!find_answer (frame, op->arg, params, &answer) ||
      (answer == NULL && !ask_source (frame, op, params, &answer)))
    return false;
  frame->top = first;
  *frame->top = answer->value;
  return true;
}

bool
sj_code_run_root (SjFrame *frame, const SjInstruction *op)
{
  if (op->count > 0)
    return call_source (frame, op);
  if (!frame->read[op->arg])
    {
      if (!read_root (frame, op, sj_value_object (NULL, 0), &frame->roots[op->arg]))
        return false;
      frame->read[op->arg] = true;
    }
  sj_frame_push (frame, frame->roots[op->arg]);
  return true;
}

static size_t
flattened_length (SjValue list, SjSlice name)
{
  size_t length = 0;

  for (uint32_t i = 0; i < list.length; i++)
    {
      const SjValue *found = sj_value_find (list.items[i], name.text, name.length);

      length += found && found->type == SJ_LIST ? found->length : 1;
    }
  return length;
}

/* That field of every item: null where it is missing, a list of its own is
 * poured in. */
static bool
map_field (SjFrame *frame, SjValue list, SjSlice name, SjValue *result)
{
  size_t length = flattened_length (list, name);
  SjValue *items, *out;

  if (!sj_eval_charge (frame->eval, list.length + length))
    return false;
  items = out = sj_arena_new_n (frame->eval->arena, SjValue, length);
  for (uint32_t i = 0; i < list.length; i++)
    {
      const SjValue *found = sj_value_find (list.items[i], name.text, name.length);

      if (found == NULL)
        *out++ = sj_null;
      else if (found->type != SJ_LIST)
        *out++ = *found;
      else if (found->length > 0)
        {
          memcpy (out, found->items, found->length * sizeof (SjValue));
          out += found->length;
        }
    }
  *result = sj_value_list (items, length);
  result->flags = list.flags;
  return true;
}

bool
sj_code_run_field (SjFrame *frame, const SjInstruction *op)
{
  SjSlice name = frame->code->fields[op->arg];
  const SjValue *found;

  if (G_UNLIKELY (frame->top->type == SJ_LIST))
    return map_field (frame, *frame->top, name, frame->top);
  found = sj_value_find (*frame->top, name.text, name.length);
  *frame->top = found ? *found : sj_null;
  return true;
}

static SjValue
item_at (SjValue list, SjValue index)
{
  int64_t at = index.type == SJ_INTEGER ? index.integer : -1;

  return list.type == SJ_LIST && at >= 0 && at < (int64_t) list.length ? list.items[at] : sj_null;
}

bool
sj_code_run_index (SjFrame *frame, const SjInstruction *op)
{
  SjValue index = *frame->top--;

  *frame->top = item_at (*frame->top, index);
  return true;
}

bool
sj_code_run_item (SjFrame *frame, const SjInstruction *op)
{
  sj_frame_push (frame, frame->items[op->arg]);
  return true;
}

/* Runs the condition for one item.  False stops the evaluation. */
static bool
test_item (SjFrame *frame, uint32_t from, uint32_t to, const SjInstruction *op, SjValue item, bool *passes)
{
  frame->items[op->count] = item;
  if (!sj_eval_charge (frame->eval, to - from) || !run_range (frame, from, to))
    return false;
  *passes = frame->top->type == SJ_BOOL && frame->top->boolean;
  if (frame->top->type != SJ_BOOL && frame->top->type != SJ_NULL)
    return fail_type (frame, op, "the condition on the items gives no true or false");
  frame->top--;
  return true;
}

static bool
filter_all (SjFrame *frame, uint32_t from, const SjInstruction *op, SjValue list)
{
  SjValue *items = sj_arena_new_n (frame->eval->arena, SjValue, list.length);
  uint32_t count = 0;

  for (uint32_t i = 0; i < list.length; i++)
    {
      bool passes;

      if (!test_item (frame, from, op->arg, op, list.items[i], &passes))
        return false;
      if (passes)
        items[count++] = list.items[i];
    }
  *frame->top = sj_value_list (items, count);
  frame->top->flags = SJ_VALUE_FILTERED;
  return true;
}

static bool
filter_one (SjFrame *frame, uint32_t from, const SjInstruction *op, SjValue list)
{
  for (uint32_t i = 0; i < list.length; i++)
    {
      SjValue item = list.items[op->flags == SJ_STEP_LAST ? list.length - 1 - i : i];
      bool passes;

      if (!test_item (frame, from, op->arg, op, item, &passes))
        return false;
      if (passes)
        {
          *frame->top = item;
          return true;
        }
    }
  *frame->top = sj_null;
  return true;
}

static bool
require_list (SjFrame *frame, const SjInstruction *op)
{
  return frame->top->type == SJ_LIST || frame->top->type == SJ_NULL ||
         fail_type (frame, op, "all, first and last need a list, and this is none");
}

bool
sj_code_run_filter (SjFrame *frame, const SjInstruction *op)
{
  SjValue list = *frame->top;
  SjValue outer = frame->items[op->count];
  uint32_t from = frame->next;
  bool ok;

  if (!require_list (frame, op))
    return false;
  if (list.type == SJ_NULL)
    {
      frame->next = op->arg;
      return true;
    }
  if (!sj_eval_charge (frame->eval, list.length))
    return false;
  ok = op->flags == SJ_STEP_ALL ? filter_all (frame, from, op, list) : filter_one (frame, from, op, list);
  frame->items[op->count] = outer;
  frame->next = op->arg;
  return ok;
}

bool
sj_code_run_pick (SjFrame *frame, const SjInstruction *op)
{
  SjValue list = *frame->top;

  if (!require_list (frame, op) || list.type == SJ_NULL)
    return frame->eval->error.code == NULL;
  if (op->arg == SJ_STEP_ALL)
    frame->top->flags |= SJ_VALUE_FILTERED;
  else if (list.length == 0)
    *frame->top = sj_null;
  else
    *frame->top = list.items[op->arg == SJ_STEP_FIRST ? 0 : list.length - 1];
  return true;
}

bool
sj_code_run_at (SjFrame *frame, const SjInstruction *op)
{
  SjValue index = *frame->top--;

  if (index.type != SJ_INTEGER && index.type != SJ_NULL)
    return fail_type (frame, op, "at (…) takes a whole number");
  if (frame->top->type != SJ_LIST && frame->top->type != SJ_NULL)
    return fail_type (frame, op, "at (…) needs a list, and this is none");
  *frame->top = item_at (*frame->top, index);
  return true;
}

static bool
require_map (SjFrame *frame, const SjInstruction *op)
{
  return frame->top->type == SJ_OBJECT || frame->top->type == SJ_NULL ||
         fail_type (frame, op, "entry, firstEntryKey and keys need a map, and this is none");
}

bool
sj_code_run_entry (SjFrame *frame, const SjInstruction *op)
{
  SjValue key = *frame->top--;
  const SjValue *found = NULL;

  if (!require_map (frame, op))
    return false;
  if (key.type != SJ_TEXT && key.type != SJ_NULL)
    return fail_type (frame, op, "entry (…) takes a text");
  if (key.type == SJ_TEXT)
    found = sj_value_find (*frame->top, key.text, key.length);
  *frame->top = found ? *found : sj_null;
  return true;
}

bool
sj_code_run_first_key (SjFrame *frame, const SjInstruction *op)
{
  SjValue map = *frame->top;

  if (!require_map (frame, op))
    return false;
  *frame->top = map.type == SJ_OBJECT && map.length > 0 ? map.members[0].key : sj_null;
  return true;
}

bool
sj_code_run_keys (SjFrame *frame, const SjInstruction *op)
{
  SjValue map = *frame->top;
  SjValue *keys;

  if (!require_map (frame, op) || map.type == SJ_NULL)
    return frame->eval->error.code == NULL;
  if (!sj_eval_charge (frame->eval, map.length))
    return false;
  keys = sj_arena_new_n (frame->eval->arena, SjValue, map.length);
  for (uint32_t i = 0; i < map.length; i++)
    keys[i] = map.members[i].key;
  *frame->top = sj_value_list (keys, map.length);
  return true;
}

bool
sj_code_run_default (SjFrame *frame, const SjInstruction *op)
{
  if (frame->top->type == SJ_NULL)
    frame->top--;
  else
    frame->next = op->arg;
  return true;
}

bool
sj_code_run_coerce (SjFrame *frame, const SjInstruction *op)
{
  if (frame->top->type == SJ_TEXT)
    *frame->top = sj_operate_coerce (frame->eval, *frame->top, op->arg);
  return true;
}

static SjValue
declare (SjEval *eval, SjValue value, SjType type)
{
  if (type == SJ_DECIMAL)
    return value.type == SJ_INTEGER ? sj_value_decimal ((double) value.integer) : value;
  return value.type == SJ_TEXT ? sj_operate_coerce (eval, value, type) : value;
}

bool
sj_code_run_declared (SjFrame *frame, const SjInstruction *op)
{
  SjValue list = *frame->top;
  SjValue *items;

  if (list.type != SJ_LIST)
    {
      *frame->top = declare (frame->eval, list, op->arg);
      return true;
    }
  if (!sj_eval_charge (frame->eval, list.length))
    return false;
  items = sj_arena_new_n (frame->eval->arena, SjValue, list.length);
  for (uint32_t i = 0; i < list.length; i++)
    items[i] = declare (frame->eval, list.items[i], op->arg);
  frame->top->items = items;
  return true;
}

bool
sj_code_run_widen (SjFrame *frame, const SjInstruction *op)
{
  if (frame->top->type == SJ_INTEGER)
    *frame->top = sj_value_decimal ((double) frame->top->integer);
  return true;
}

bool
sj_code_run_empty (SjFrame *frame, const SjInstruction *op)
{
  if (frame->top->type == SJ_NULL)
    *frame->top = sj_value_list (NULL, 0);
  return true;
}

/* A list's items, when flagged; else the value itself. */
bool
sj_code_run_scalars (SjFrame *frame, const SjInstruction *op)
{
  SjValue value = *frame->top;

  if (!op->flags)
    return value.type < SJ_LIST || fail_type (frame, op, "a text, a number or a date is needed here");
  if (value.type != SJ_LIST)
    return true;
  if (!sj_eval_charge (frame->eval, value.length))
    return false;
  for (uint32_t i = 0; i < value.length; i++)
    if (value.items[i].type >= SJ_LIST)
      return fail_type (frame, op, "a list of texts, numbers or dates is needed here, and this one holds other things");
  return true;
}

bool
sj_code_run_list (SjFrame *frame, const SjInstruction *op)
{
  SjValue *first = frame->top - op->arg + 1;
  SjType type = SJ_NULL;

  for (uint32_t i = 0; i < op->arg; i++)
    {
      if (first[i].type == SJ_NULL)
        continue;
      if (first[i].type >= SJ_LIST || (type != SJ_NULL && first[i].type != type))
        if (frame->names == NULL)
          return fail_type (frame, op, "all items of a list must be texts, numbers or dates of one type");
      type = first[i].type;
    }
  first = sj_arena_dup (frame->eval->arena, first, op->arg * sizeof (SjValue));
  frame->top -= op->arg;
  sj_frame_push (frame, sj_value_list (first, op->arg));
  return true;
}

bool
sj_code_run_jump (SjFrame *frame, const SjInstruction *op)
{
  frame->next = op->arg;
  return true;
}

/* Null is false; what is no condition stops. */
static bool
condition (SjFrame *frame, const SjInstruction *op, bool *holds)
{
  *holds = frame->top->type == SJ_BOOL && frame->top->boolean;
  return frame->top->type == SJ_BOOL || frame->top->type == SJ_NULL ||
         fail_type (frame, op, "a condition was needed here, but the value is neither true nor false");
}

bool
sj_code_run_unless (SjFrame *frame, const SjInstruction *op)
{
  bool holds;

  if (!condition (frame, op, &holds))
    return false;
  frame->top--;
  if (!holds)
    frame->next = op->arg;
  return true;
}

/* Stays with this value when it decides, goes on to the other when not. */
static bool
decide (SjFrame *frame, const SjInstruction *op, bool deciding)
{
  bool holds;

  if (!condition (frame, op, &holds))
    return false;
  if (holds == deciding)
    {
      *frame->top = sj_value_bool (deciding);
      frame->next = op->arg;
    }
  else
    frame->top--;
  return true;
}

bool
sj_code_run_and (SjFrame *frame, const SjInstruction *op)
{
  return decide (frame, op, false);
}

bool
sj_code_run_or (SjFrame *frame, const SjInstruction *op)
{
  return decide (frame, op, true);
}

bool
sj_code_run_truth (SjFrame *frame, const SjInstruction *op)
{
  bool holds;

  if (!condition (frame, op, &holds))
    return false;
  *frame->top = sj_value_bool (holds);
  return true;
}

bool
sj_code_run_not (SjFrame *frame, const SjInstruction *op)
{
  bool holds;

  if (!condition (frame, op, &holds))
    return false;
  *frame->top = sj_value_bool (!holds);
  return true;
}

bool
sj_code_run_compare (SjFrame *frame, const SjInstruction *op)
{
  SjValue right = *frame->top--;
  bool result;

  sj_frame_at (frame, op);
  if (!sj_operate_compare (frame->eval, op->arg, op->flags, *frame->top, right, &result))
    return false;
  *frame->top = sj_value_bool (result);
  return true;
}

bool
sj_code_run_arithmetic (SjFrame *frame, const SjInstruction *op)
{
  SjValue right = *frame->top--;

  sj_frame_at (frame, op);
  return sj_operate_arithmetic (frame->eval, op->arg, *frame->top, right, frame->top);
}

bool
sj_code_run_negate (SjFrame *frame, const SjInstruction *op)
{
  sj_frame_at (frame, op);
  return sj_operate_negate (frame->eval, *frame->top, frame->top);
}

bool
sj_code_run_test (SjFrame *frame, const SjInstruction *op)
{
  sj_frame_at (frame, op);
  return sj_operate_test (frame->eval, op->arg, *frame->top, frame->top);
}

static bool
has_null (const SjValue *args, unsigned count)
{
  for (unsigned i = 0; i < count; i++)
    if (args[i].type == SJ_NULL)
      return true;
  return false;
}

bool
sj_code_run_call (SjFrame *frame, const SjInstruction *op)
{
  const SjBuiltin *function = frame->code->functions[op->arg];
  SjValue *args = frame->top - op->count + 1;
  SjValue result = sj_null;

  sj_frame_at (frame, op);
  if (function->nulls != SJ_NULLS_PASS && has_null (args, op->count))
    result = function->nulls == SJ_NULLS_FALSE ? sj_value_bool (false) : sj_null;
  else if (!function->call (frame->eval, args, op->count, &result))
    return false;
  frame->top = args;
  *frame->top = result;
  return true;
}

bool
sj_code_run_audience (SjFrame *frame, const SjInstruction *op)
{
  const SjEvalScope *scope = frame->eval->scope;
  SjValue name = *frame->top;

  *frame->top = sj_value_bool (name.type == SJ_TEXT && scope != NULL && scope->audience != NULL &&
                               scope->audience (scope, name.text, name.length));
  return true;
}

static SjCodeHandler *const handlers[SJ_N_CODE_OPS] = {
#define SJ_CODE_OP(name, handler, takes) sj_code_run_##handler,
#include "lang/sj-op.def"
#undef SJ_CODE_OP
};

static bool
run_range (SjFrame *frame, uint32_t from, uint32_t to)
{
  const SjInstruction *ops = frame->ops;

  for (frame->next = from; frame->next < to;)
    {
      const SjInstruction *op = &ops[frame->next++];

      if (!handlers[op->code] (frame, op))
        return false;
    }
  return true;
}

bool
sj_code_run (const SjCode *code, SjEval *eval, SjNameFunc names, void *data, SjValue *result)
{
  SjFrame frame = { .code = (const SjCodeFull *) code, .ops = code->ops, .eval = eval, .names = names, .data = data };
  size_t values = (size_t) code->depth + code->n_filters + code->n_roots + 1;
  SjValue *stack;

  if (!sj_eval_charge (eval, code->n_ops))
    return false;
  stack = sj_arena_alloc (eval->arena, values * sizeof (SjValue) + code->n_roots);
  frame.top = stack - 1;
  frame.items = stack + code->depth + 1;
  frame.roots = frame.items + code->n_filters;
  frame.read = (bool *) (frame.roots + code->n_roots);
  memset (frame.items, 0, code->n_filters * sizeof (SjValue));
  memset (frame.read, 0, code->n_roots);
  if (!run_range (&frame, 0, code->n_ops))
    return false;
  *result = *frame.top;
  return true;
}

bool
sj_frame_run (SjFrame *frame, uint32_t from, uint32_t to)
{
  return run_range (frame, from, to);
}
