/* sj-function-aggregate.c -- one value out of many: counts, totals, extremes.
 *
 * Whole numbers are added up exactly; as soon as a decimal is among them, the
 * result is a decimal.
 */
#include "lang/sj-function.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  __int128 whole;       /* of the whole numbers */
  double decimal;       /* of the decimals */
  bool decimals;        /* there were any */
  uint32_t count;
} Sum;

/* avg (list) and avg (a, b) are the same: two arguments are a list of two. */
static bool
take_list (SjEval *eval, const char *function, const SjValue *args, unsigned count, SjValue *list)
{
  if (count != 1)
    return sj_function_give (list, sj_value_list (args, count));
  return sj_function_list (eval, function, args[0], list);
}

static bool
add_up (SjEval *eval, const char *function, const SjValue *args, unsigned count, Sum *sum)
{
  SjValue list;

  if (!take_list (eval, function, args, count, &list))
    return false;
  for (uint32_t i = 0; i < list.length; i++)
    {
      SjValue item = list.items[i];

      if (item.type == SJ_NULL)
        continue;
      sum->count++;
      if (item.type == SJ_INTEGER)
        sum->whole += item.integer;
      else if (item.type == SJ_DECIMAL)
        {
          sum->decimal += item.decimal;
          sum->decimals = true;
        }
      else
        return sj_function_wrong (eval, function, _("numbers"), item);
    }
  return true;
}

bool
sj_fn_sum (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  Sum sum = { 0 };

  if (!add_up (eval, "sum", args, count, &sum))
    return false;
  if (sum.decimals)
    return sj_function_decimal (eval, (double) sum.whole + sum.decimal, result);
  if (sum.whole > INT64_MAX || sum.whole < INT64_MIN)
    return sj_function_overflow (eval);
  return sj_function_give (result, sj_value_integer ((int64_t) sum.whole));
}

/* As sum, but a total that is too large for a whole number is a decimal. */
bool
sj_fn_total (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  Sum sum = { 0 };

  if (!add_up (eval, "sum", args, count, &sum))
    return false;
  if (sum.decimals || sum.whole > INT64_MAX || sum.whole < INT64_MIN)
    return sj_function_decimal (eval, (double) sum.whole + sum.decimal, result);
  return sj_function_give (result, sj_value_integer ((int64_t) sum.whole));
}

bool
sj_fn_avg (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  Sum sum = { 0 };

  if (!add_up (eval, "avg", args, count, &sum))
    return false;
  if (sum.count == 0)
    return sj_function_give (result, sj_null);
  return sj_function_decimal (eval, ((double) sum.whole + sum.decimal) / sum.count, result);
}

static bool
is_ordered (SjType type)
{
  return type == SJ_INTEGER || type == SJ_DECIMAL || (type >= SJ_DATE && type <= SJ_DURATION);
}

static bool
find_extreme (SjEval *eval, const char *function, const SjValue *args, unsigned count, int sign, SjValue *result)
{
  SjValue list, best = sj_null;
  bool decimals = false;

  if (!take_list (eval, function, args, count, &list))
    return false;
  for (uint32_t i = 0; i < list.length; i++)
    {
      SjValue item = list.items[i];
      int order = sign;

      if (item.type == SJ_NULL)
        continue;
      if (!is_ordered (item.type) || (best.type != SJ_NULL && !sj_value_compare (item, best, &order)))
        return sj_function_wrong (eval, function, _("numbers, or dates of one kind"), item);
      decimals |= item.type == SJ_DECIMAL;
      if (best.type == SJ_NULL || (sign > 0 ? order > 0 : order < 0))
        best = item;
    }
  if (decimals && best.type == SJ_INTEGER)
    best = sj_value_decimal ((double) best.integer);
  best.flags = 0;
  return sj_function_give (result, best);
}

bool
sj_fn_max (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return find_extreme (eval, "max", args, count, 1, result);
}

bool
sj_fn_min (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return find_extreme (eval, "min", args, count, -1, result);
}

static bool
count_nulls (SjEval *eval, const char *function, SjValue value, int64_t *nulls, int64_t *all)
{
  SjValue list;

  if (!sj_function_list (eval, function, value, &list))
    return false;
  *nulls = 0;
  for (uint32_t i = 0; i < list.length; i++)
    *nulls += list.items[i].type == SJ_NULL;
  *all = list.length;
  return true;
}

bool
sj_fn_count_present (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  int64_t nulls, all;

  return count_nulls (eval, "count", args[0], &nulls, &all) &&
         sj_function_give (result, sj_value_integer (all - nulls));
}

bool
sj_fn_count_only_null (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  int64_t nulls, all;

  return count_nulls (eval, "countOnlyNull", args[0], &nulls, &all) &&
         sj_function_give (result, sj_value_integer (nulls));
}

bool
sj_fn_count_all (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue list;

  return sj_function_list (eval, "count", args[0], &list) &&
         sj_function_give (result, sj_value_integer (list.length));
}
