/* sj-code-run-pql.c -- the operations in which PQL, the language of templates, differs.
 *
 * What is empty counts as false here, lists pour out to any depth, and what cannot
 * be compared comes last instead of stopping the evaluation.
 */
#include "lang/sj-code-run-private.h"

#include <string.h>

/* Poured out to any depth, without nulls. */
static void
project_into (SjValue value, const char *name, size_t length, SjValue *items, size_t *count)
{
  for (uint32_t i = 0; value.type == SJ_LIST && i < value.length; i++)
    {
      SjValue item = value.items[i];

      if (item.type == SJ_LIST)
        project_into (item, name, length, items, count);
      else
        {
          const SjValue *found = sj_value_find (item, name, length);

          if (found == NULL || found->type == SJ_NULL)
            continue;
          for (uint32_t j = 0; j < (found->type == SJ_LIST ? found->length : 1); j++)
            {
              SjValue one = found->type == SJ_LIST ? found->items[j] : *found;

              if (one.type == SJ_NULL)
                continue;
              if (items != NULL)
                items[*count] = one;
              ++*count;
            }
        }
    }
}

SjValue
sj_value_project (SjEval *eval, SjValue value, const char *name, size_t length)
{
  const SjValue *found;
  SjValue *items;
  size_t count = 0;

  if (value.type != SJ_LIST)
    {
      found = sj_value_find (value, name, length);
      return found ? *found : sj_null;
    }
  project_into (value, name, length, NULL, &count);
  if (!sj_eval_charge (eval, count + value.length))
    return sj_null;
  items = sj_arena_new_n (eval->arena, SjValue, count);
  count = 0;
  project_into (value, name, length, items, &count);
  return sj_value_list (items, count);
}

bool
sj_code_run_project (SjFrame *frame, const SjInstruction *op)
{
  SjSlice name = frame->code->fields[op->arg];

  *frame->top = sj_value_project (frame->eval, *frame->top, name.text, name.length);
  return frame->eval->error.code == NULL;
}

bool
sj_code_run_name (SjFrame *frame, const SjInstruction *op)
{
  SjValue value = sj_null;

  if (frame->names != NULL &&
      !frame->names (frame->data, frame->eval, &frame->code->public, op->arg, frame->element, &value))
    return false;
  sj_frame_push (frame, value);
  return true;
}

bool
sj_value_truth (SjValue value)
{
  switch (value.type)
    {
    case SJ_NULL:
      return false;
    case SJ_BOOL:
      return value.boolean;
    case SJ_INTEGER:
      return value.integer != 0;
    case SJ_DECIMAL:
      return value.decimal != 0;
    case SJ_TEXT:
    case SJ_LIST:
      return value.length > 0;
    default:
      return true;
    }
}

static bool
decide_pql (SjFrame *frame, const SjInstruction *op, bool deciding)
{
  if (sj_value_truth (*frame->top) == deciding)
    {
      *frame->top = sj_value_bool (deciding);
      frame->next = op->arg;
    }
  else
    frame->top--;
  return true;
}

bool
sj_code_run_p_and (SjFrame *frame, const SjInstruction *op)
{
  return decide_pql (frame, op, false);
}

bool
sj_code_run_p_or (SjFrame *frame, const SjInstruction *op)
{
  return decide_pql (frame, op, true);
}

bool
sj_code_run_p_truth (SjFrame *frame, const SjInstruction *op)
{
  *frame->top = sj_value_bool (sj_value_truth (*frame->top));
  return true;
}

bool
sj_code_run_p_not (SjFrame *frame, const SjInstruction *op)
{
  *frame->top = sj_value_bool (!sj_value_truth (*frame->top));
  return true;
}

bool
sj_code_run_p_compare (SjFrame *frame, const SjInstruction *op)
{
  SjValue right = *frame->top--;
  bool result;

  if (!sj_operate_compare_pql (frame->eval, op->arg, *frame->top, right, &result))
    return false;
  *frame->top = sj_value_bool (result);
  return true;
}

bool
sj_code_run_p_arithmetic (SjFrame *frame, const SjInstruction *op)
{
  SjValue right = *frame->top--;

  sj_frame_at (frame, op);
  return sj_operate_arithmetic_pql (frame->eval, op->arg, *frame->top, right, frame->top);
}

bool
sj_code_run_p_negate (SjFrame *frame, const SjInstruction *op)
{
  sj_frame_at (frame, op);
  return sj_operate_arithmetic_pql (frame->eval, SJ_OP_SUB, sj_value_integer (0), *frame->top, frame->top);
}

bool
sj_code_run_p_fallback (SjFrame *frame, const SjInstruction *op)
{
  if (frame->top->type == SJ_NULL || (frame->top->type == SJ_TEXT && frame->top->length == 0))
    frame->top--;
  else
    frame->next = op->arg;
  return true;
}

typedef struct
{
  SjValue key;
  SjValue element;
} Ranked;

/* Null and what cannot be compared comes last, whatever the direction. */
static int
compare_ranked (const Ranked *a, const Ranked *b, bool ascending)
{
  int order;

  if (a->key.type == SJ_NULL || b->key.type == SJ_NULL)
    return (a->key.type == SJ_NULL) - (b->key.type == SJ_NULL);
  if (!sj_value_compare (a->key, b->key, &order))
    return 0;
  return ascending ? order : -order;
}

/* Merging keeps equal elements in their order. */
static void
sort_ranked (Ranked *items, Ranked *spare, size_t count, bool ascending)
{
  size_t half = count / 2, left = 0, right = half;

  if (count < 2)
    return;
  sort_ranked (items, spare, half, ascending);
  sort_ranked (items + half, spare, count - half, ascending);
  memcpy (spare, items, count * sizeof (Ranked));
  for (size_t i = 0; i < count; i++)
    if (right == count || (left < half && compare_ranked (&spare[left], &spare[right], ascending) <= 0))
      items[i] = spare[left++];
    else
      items[i] = spare[right++];
}

static bool
rank_elements (SjFrame *frame, uint32_t from, const SjInstruction *op, SjValue list, Ranked *ranked)
{
  const SjValue *outer = frame->element;

  for (uint32_t i = 0; i < list.length; i++)
    {
      frame->element = &list.items[i];
      if (!sj_eval_charge (frame->eval, op->arg - from) || !sj_frame_run (frame, from, op->arg))
        return false;
      ranked[i] = (Ranked) { *frame->top--, list.items[i] };
    }
  frame->element = outer;
  return true;
}

bool
sj_code_run_p_top (SjFrame *frame, const SjInstruction *op)
{
  SjValue number = *frame->top--;
  SjValue list = *frame->top;
  uint32_t from = frame->next;
  size_t count;
  Ranked *ranked;
  SjValue *items;

  frame->next = op->arg;
  *frame->top = sj_null;
  if (list.type != SJ_LIST || number.type != SJ_INTEGER)
    return true;
  if (!sj_eval_charge (frame->eval, 8 * (size_t) list.length))
    return false;
  ranked = sj_arena_new_n (frame->eval->arena, Ranked, 2 * (size_t) list.length);
  if (!rank_elements (frame, from, op, list, ranked))
    return false;
  sort_ranked (ranked, ranked + list.length, list.length, op->flags);
  count = number.integer <= 0 ? 0 : MIN ((uint64_t) number.integer, list.length);
  items = sj_arena_new_n (frame->eval->arena, SjValue, count);
  for (size_t i = 0; i < count; i++)
    items[i] = ranked[i].element;
  *frame->top = sj_value_list (items, count);
  return true;
}
