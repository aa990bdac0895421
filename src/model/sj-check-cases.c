/* sj-check-cases.c -- the cases of a condition held against each other.
 *
 * They are tried from top to bottom.  What a schema alone says may be wrong where
 * the event has not happened, so it closes no path, and is said only where all the
 * events are certain.
 */
#include "model/sj-check-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  SjChecker *checker;
  SjTextState *state;
  const SjNode *node;
  const SjPath **paths;     /* the cases */
  const SjTree **trees;
  SjDecision *decisions;
  uint32_t count;
  const SjPath *rest;       /* the else path, or NULL */
} Cases;

static SjItem *G_GNUC_PRINTF (6, 7)
report (const Cases *cases, const SjPath *path, bool relies, SjSeverity severity, const char *code,
        const char *format, ...)
{
  SjTarget at = sj_target_path_settings (path);
  SjItem *item;
  va_list args;

  if (path->kind->role != SJ_ROLE_CONDITION)
    at.scope = SJ_SCOPE_PATH;
  va_start (args, format);
  item = sj_item_add_v (cases->checker, severity, code, &at, at.scope == SJ_SCOPE_PATH ? NULL : "expression", format,
                        args);
  va_end (args);
  item->relies = relies;
  return item;
}

static void
close_path (Cases *cases, const SjPath *path)
{
  if (cases->state->closed == NULL)
    cases->state->closed = g_array_new (FALSE, FALSE, sizeof (const SjPath *));
  g_array_append_val (cases->state->closed, path);
}

static void
offer_removal (const Cases *cases, SjItem *item, const SjPath *path)
{
  if (path->to == NULL)
    sj_item_fix (cases->checker, item, SJ_FIX_REMOVE_PATH, sj_null, _("Remove the path"));
}

/* Whether the later condition alone covers the earlier one too: then the two are
 * one condition, and moving helps nobody. */
static bool
is_same (const Cases *cases, uint32_t earlier, uint32_t later)
{
  const SjTree *swapped[2] = { cases->trees[later], cases->trees[earlier] };
  SjDecision decisions[2];

  sj_decide (swapped, 2, decisions);
  return decisions[1].verdict == SJ_VERDICT_COVERED && !decisions[1].by_shape;
}

static uint32_t
place_of (const SjPath *path)
{
  uint32_t place = 0;

  while (path->node->paths[place] != path)
    place++;
  return place;
}

static void
report_covered (Cases *cases, uint32_t index)
{
  const SjDecision *decision = &cases->decisions[index];
  const SjPath *path = cases->paths[index];
  const char *name = sj_check_path_name (cases->checker, path);
  const SjPath *by = decision->by >= 0 ? cases->paths[decision->by] : NULL;
  SjItem *item;
  g_autofree char *title = NULL;

  if (by == NULL)
    {
      item = report (cases, path, decision->by_shape, SJ_SEVERITY_WARNING, "covered",
                     _("Nobody takes the path “%s”: whoever fulfils its condition takes one of those above."), name);
      offer_removal (cases, item, path);
    }
  else if (is_same (cases, (uint32_t) decision->by, index))
    {
      item = report (cases, path, decision->by_shape, SJ_SEVERITY_WARNING, "same-condition",
                     _("Nobody takes the path “%s”: the path “%s” above has the same condition."), name,
                     sj_check_path_name (cases->checker, by));
      offer_removal (cases, item, path);
    }
  else
    {
      item = report (cases, path, decision->by_shape, SJ_SEVERITY_WARNING, "covered",
                     _("Nobody takes the path “%s”: whoever fulfils its condition takes “%s”, which is tried first."),
                     name, sj_check_path_name (cases->checker, by));
      title = g_strdup_printf (_("Try “%s” first"), name);
      sj_item_fix (cases->checker, item, SJ_FIX_MOVE_PATH, sj_value_integer (place_of (by)), title);
    }
}

static void
report_never (Cases *cases, uint32_t index)
{
  const SjPath *path = cases->paths[index];
  bool by_shape = cases->decisions[index].by_shape;
  const char *name = sj_check_path_name (cases->checker, path);
  SjItem *item = report (cases, path, by_shape, SJ_SEVERITY_WARNING, "never-true",
                         by_shape ? _("Nobody takes the path “%s”: by what the schema of the event allows, its "
                                      "condition never holds.")
                                  : _("Nobody takes the path “%s”: its condition never holds, whatever the data."),
                         name);

  offer_removal (cases, item, path);
}

/* Everybody who comes to this one takes it; the else path is left over. */
static void
report_rest (Cases *cases, uint32_t index)
{
  const SjDecision *decision = &cases->decisions[index];
  SjItem *item;

  if (index == 0 && decision->verdict == SJ_VERDICT_ALWAYS)
    report (cases, cases->paths[0], decision->by_shape, SJ_SEVERITY_WARNING, "always-true",
            _("Everybody takes the path “%s”: its condition always holds."),
            sj_check_path_name (cases->checker, cases->paths[0]));
  if (cases->rest == NULL)
    return;
  item = report (cases, cases->rest, decision->by_shape, SJ_SEVERITY_WARNING, "else-never",
                 _("Nobody takes the path “%s”: one of the conditions always holds."),
                 sj_check_path_name (cases->checker, cases->rest));
  offer_removal (cases, item, cases->rest);
  if (!decision->by_shape)
    close_path (cases, cases->rest);
}

static void
report_overlap (Cases *cases, uint32_t index)
{
  const SjPath *other = cases->paths[cases->decisions[index].overlaps];

  report (cases, cases->paths[index], false, SJ_SEVERITY_HINT, "overlap",
          _("Some data fulfils this condition and the one of “%s”; then “%s” is taken, because it is tried first."),
          sj_check_path_name (cases->checker, other), sj_check_path_name (cases->checker, other));
}

static bool
leaves_nothing (const SjDecision *decision)
{
  return decision->verdict == SJ_VERDICT_ALWAYS || decision->verdict == SJ_VERDICT_REST;
}

static void
judge (Cases *cases)
{
  bool rest_told = false, exhausted = false;

  for (uint32_t i = 0; i < cases->count; i++)
    {
      const SjDecision *decision = &cases->decisions[i];
      bool dead = decision->verdict == SJ_VERDICT_NEVER || decision->verdict == SJ_VERDICT_COVERED;

      if (dead && !decision->by_shape)
        close_path (cases, cases->paths[i]);
      if (decision->verdict == SJ_VERDICT_NEVER)
        report_never (cases, i);
      else if (decision->verdict == SJ_VERDICT_COVERED)
        report_covered (cases, i);
      else if (leaves_nothing (decision) && !rest_told)
        {
          report_rest (cases, i);
          rest_told = true;
        }
      else if (decision->overlaps >= 0)
        report_overlap (cases, i);
      exhausted |= leaves_nothing (decision) && !decision->by_shape;
    }
  cases->state->leaks = cases->rest == NULL && !exhausted;
}

/* One that an expression decides, rather than the time or the date. */
bool
sj_check_is_case (const SjPath *path)
{
  const SjField *field = sj_spec_find (&path->kind->config, "expression");

  return path->kind->role == SJ_ROLE_CONDITION && field != NULL && field->type == SJ_FIELD_EXPRESSION &&
         field->result == SJ_BOOL;
}

/* `exprs` are the compiled cases in their order, NULL where one has a flaw. */
void
sj_check_cases (SjChecker *checker, SjTextState *state, const SjNode *node, const GPtrArray *exprs)
{
  SjArena *arena = &checker->scratch;
  Cases cases = { .checker = checker, .state = state, .node = node };

  cases.paths = sj_arena_new_n (arena, const SjPath *, exprs->len);
  cases.trees = sj_arena_new_n (arena, const SjTree *, exprs->len);
  cases.decisions = sj_arena_new_n (arena, SjDecision, exprs->len);
  for (uint32_t i = 0; i < node->n_paths; i++)
    if (sj_check_is_case (node->paths[i]))
      {
        const SjExpr *expr = exprs->pdata[cases.count];

        cases.trees[cases.count] = expr ? sj_expr_tree (expr) : NULL;
        cases.paths[cases.count++] = node->paths[i];
      }
    else if (node->paths[i]->kind->role == SJ_ROLE_ELSE)
      cases.rest = node->paths[i];
  sj_decide (cases.trees, cases.count, cases.decisions);
  judge (&cases);
}
