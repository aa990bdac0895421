/* bench-lang-condition.c -- one condition on a parsed event. */
#include "bench-lang.h"

#include "base/sj-json.h"
#include "lang/sj-expr.h"

#include <stdio.h>
#include <string.h>

static const char condition[] = "@event{Purchase.commerce.order.priceTotal} > 100 and inAudience(\"VIP\")";

typedef struct
{
  SjEvalScope scope;
  SjValue event;
  SjExpr *expr;
  SjEval eval;
  SjArena arena;
  size_t trues;
} Bench;

static bool
read_root (const SjEvalScope *scope, SjEval *eval, const SjRoot *root, SjValue params, SjValue *value)
{
  *value = ((const Bench *) scope)->event;
  return true;
}

static bool
is_member (const SjEvalScope *scope, const char *name, size_t length)
{
  return length == 3 && memcmp (name, "VIP", 3) == 0;
}

static void
evaluate (void *data)
{
  Bench *bench = data;
  bool holds = false;

  sj_arena_reset (&bench->arena);
  g_assert (sj_expr_eval_bool (bench->expr, &bench->eval, &holds));
  bench->trues += holds;
}

static bool
by_hand (const Bench *bench)
{
  SjValue commerce = sj_value_get (bench->event, "commerce");
  SjValue order = sj_value_get (commerce, "order");
  SjValue price = sj_value_get (order, "priceTotal");

  return sj_value_is_number (price) && sj_value_number (price) > 100 && bench->scope.audience (&bench->scope, "VIP", 3);
}

static void
evaluate_by_hand (void *data)
{
  Bench *bench = data;

  bench->trues += by_hand (bench);
}

void
bench_condition (void)
{
  Bench bench = { .scope = { read_root, is_member } };
  g_auto (SjArena) memory = SJ_ARENA_INIT;
  double floor;

  g_assert (sj_json_read (&memory, NULL, bench_event, bench_event_length, &bench.event, NULL));
  sj_arena_init (&bench.arena);
  sj_eval_init (&bench.eval, &bench.arena);
  bench.eval.scope = &bench.scope;
  bench.expr = sj_expr_compile (condition, strlen (condition), NULL, SJ_EXPR_BOOLEAN, NULL);

  printf ("condition on a parsed event of %zu bytes: %s\n", bench_event_length, condition);
  floor = bench_time (evaluate_by_hand, &bench);
  bench_line ("written by hand in C (floor)", floor, 0);
  bench_line ("compiled expression (goal: 5 M/s)", bench_time (evaluate, &bench), floor);

  sj_expr_unref (bench.expr);
  sj_eval_clear (&bench.eval);
  sj_arena_clear (&bench.arena);
}
