/* sj-check-loops.c -- loops that never wait, and loops that nobody ever leaves.
 *
 * Nearly all journeys have no loop of the first kind, so steps that are on none are
 * peeled off first, from both ends; only what remains is taken apart.
 */
#include "model/sj-check-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  SjChecker *checker;
  const SjChart *chart;
  bool *left;               /* may still be on a loop */
  uint32_t *degree;
  uint32_t *stack;
} Peel;

bool
sj_check_waits (const SjChecker *checker, uint32_t index)
{
  const SjNode *node = sj_journey_node (checker->journey, index);

  return (node->kind->flags & SJ_KIND_WAITS) != 0 && !checker->chart.spots[index].may_not_wait;
}

bool
sj_check_is_instant (const SjArc *arc)
{
  return !arc->closed && arc->to != SJ_NOWHERE && arc->path->delay <= 0;
}

/* From one step that may still be on a loop to another. */
static bool
is_instant (const Peel *peel, const SjArc *arc)
{
  return sj_check_is_instant (arc) && peel->left[arc->from] && peel->left[arc->to];
}

static uint32_t
degree_of (const Peel *peel, uint32_t index, bool inwards)
{
  const SjChart *chart = peel->chart;
  const SjSpot *spot = &chart->spots[index];
  uint32_t degree = 0;

  if (inwards)
    for (uint32_t i = chart->in_first[index]; i < chart->in_first[index + 1]; i++)
      degree += is_instant (peel, &chart->arcs[chart->in[i]]);
  else
    for (uint32_t i = 0; i < spot->n_arcs; i++)
      degree += is_instant (peel, &chart->arcs[spot->first_arc + i]);
  return degree;
}

static void
drop_neighbour (Peel *peel, const SjArc *arc, uint32_t other, uint32_t *depth)
{
  if (is_instant (peel, arc) && --peel->degree[other] == 0)
    peel->stack[(*depth)++] = other;
}

/* Takes away whatever nothing leads to (or that leads to nothing), again and again. */
static uint32_t
peel_off (Peel *peel, bool inwards)
{
  const SjChart *chart = peel->chart;
  uint32_t depth = 0, left = 0;

  for (uint32_t i = 0; i < chart->n_spots; i++)
    if (peel->left[i] && (peel->degree[i] = degree_of (peel, i, inwards)) == 0)
      peel->stack[depth++] = i;
  while (depth > 0)
    {
      uint32_t index = peel->stack[--depth];
      const SjSpot *spot = &chart->spots[index];

      if (inwards)
        for (uint32_t i = 0; i < spot->n_arcs; i++)
          drop_neighbour (peel, &chart->arcs[spot->first_arc + i], chart->arcs[spot->first_arc + i].to, &depth);
      else
        for (uint32_t i = chart->in_first[index]; i < chart->in_first[index + 1]; i++)
          drop_neighbour (peel, &chart->arcs[chart->in[i]], chart->arcs[chart->in[i]].from, &depth);
      peel->left[index] = false;
    }
  for (uint32_t i = 0; i < chart->n_spots; i++)
    left += peel->left[i];
  return left;
}

/* The shortest loop through a node, breadth first: the node before each one; false
 * where it is on none. */
static bool
find_loop (const Peel *peel, uint32_t start, uint32_t *before)
{
  const SjChart *chart = peel->chart;
  uint32_t head = 0, tail = 0;

  for (uint32_t i = 0; i < chart->n_spots; i++)
    before[i] = SJ_NOWHERE;
  peel->stack[tail++] = start;
  while (head < tail)
    {
      uint32_t index = peel->stack[head++];
      const SjSpot *spot = &chart->spots[index];

      for (uint32_t i = 0; i < spot->n_arcs; i++)
        {
          const SjArc *arc = &chart->arcs[spot->first_arc + i];

          if (!is_instant (peel, arc) || before[arc->to] != SJ_NOWHERE)
            continue;
          before[arc->to] = index;
          if (arc->to == start)
            return true;
          peel->stack[tail++] = arc->to;
        }
    }
  return false;
}

#define MOST_NAMES 6

/* "A → B → A", the middle of a long one left out; and a step of it that waits only
 * the first time. */
static char *
name_loop (SjChecker *checker, uint32_t start, const uint32_t *before, const SjNode **forgetful)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GString *text = g_string_new (NULL);
  uint32_t index = start;

  do
    {
      const SjNode *node = sj_journey_node (checker->journey, index);

      if (node->kind->flags & SJ_KIND_WAITS)
        *forgetful = node;
      g_ptr_array_insert (names, 0, (gpointer) sj_check_name (checker, node));
      index = before[index];
    }
  while (index != start);
  g_ptr_array_insert (names, 0, g_ptr_array_index (names, names->len - 1));
  for (guint i = 0; i < names->len; i++)
    if (names->len > MOST_NAMES && i == MOST_NAMES - 2)
      {
        g_string_append (text, " → …");
        i = names->len - 2;
      }
    else
      g_string_append_printf (text, "%s%s", i > 0 ? " → " : "", (const char *) g_ptr_array_index (names, i));
  return g_string_free (text, FALSE);
}

static void
report_loop (SjChecker *checker, uint32_t start, const uint32_t *before)
{
  const SjNode *forgetful = NULL;
  g_autofree char *loop = NULL;

  checker->node = sj_journey_node (checker->journey, start);
  checker->spot = &checker->chart.spots[start];
  checker->items = &checker->spot->items;
  loop = name_loop (checker, start, before, &forgetful);
  if (forgetful != NULL)
    sj_check_node (checker, SJ_SEVERITY_ERROR, "endless-loop", NULL,
                   _("This loop runs on without end when “%s” no longer has to wait: %s."),
                   sj_check_name (checker, forgetful), loop);
  else
    sj_check_node (checker, SJ_SEVERITY_ERROR, "endless-loop", NULL,
                   _("This loop never waits: %s; it needs a wait, an event or a message."), loop);
}

static void
check_endless (SjChecker *checker)
{
  const SjChart *chart = &checker->chart;
  Peel peel = { .checker = checker, .chart = chart };
  uint32_t *before;

  peel.left = sj_arena_new_n (&checker->arena, bool, chart->n_spots);
  peel.degree = sj_arena_new_n (&checker->arena, uint32_t, chart->n_spots);
  peel.stack = sj_arena_new_n (&checker->arena, uint32_t, chart->n_spots + 1);
  for (uint32_t i = 0; i < chart->n_spots; i++)
    peel.left[i] = !sj_check_waits (checker, i);
  if (peel_off (&peel, true) == 0 || peel_off (&peel, false) == 0)
    return;

  /* Each loop that is found is broken at its first step, and the rest peeled again. */
  before = sj_arena_new_n (&checker->arena, uint32_t, chart->n_spots);
  for (uint32_t i = 0; i < chart->n_spots; i++)
    if (peel.left[i] && find_loop (&peel, i, before))
      {
        report_loop (checker, i, before);
        peel.left[i] = false;
        if (peel_off (&peel, true) == 0)
          return;
      }
}

/* ------------------------------------------------------------------ no way out */

/* Something takes everybody out in the end, wherever they are. */
static bool
is_bounded (const SjJourney *journey)
{
  if (journey->settings->timeout > 0 || journey->exits->len > 0)
    return true;
  for (uint32_t i = 0; i < journey->goals->len; i++)
    if (sj_journey_goal (journey, i)->leaves)
      return true;
  return false;
}

static bool
can_leave_here (const SjChecker *checker, uint32_t index)
{
  const SjSpot *spot = &checker->chart.spots[index];
  const SjNode *node = sj_journey_node (checker->journey, index);
  bool on = false;

  if (spot->leaks || (node->kind->flags & SJ_KIND_ENDS) || node->kind == &sj_kind_unknown)
    return true;
  for (uint32_t i = 0; i < spot->n_arcs; i++)
    {
      const SjArc *arc = &checker->chart.arcs[spot->first_arc + i];

      if (!arc->closed && arc->to == SJ_NOWHERE)
        return true;
      on |= !arc->closed;
    }
  return !on;
}

/* Those from which a way leads out. */
static bool *
find_leavers (SjChecker *checker)
{
  const SjChart *chart = &checker->chart;
  bool *leaves = sj_arena_alloc0 (&checker->arena, chart->n_spots * sizeof *leaves);
  uint32_t *stack = sj_arena_new_n (&checker->arena, uint32_t, chart->n_spots);
  uint32_t depth = 0;

  for (uint32_t i = 0; i < chart->n_spots; i++)
    if (can_leave_here (checker, i))
      {
        leaves[i] = true;
        stack[depth++] = i;
      }
  while (depth > 0)
    {
      uint32_t index = stack[--depth];

      for (uint32_t i = chart->in_first[index]; i < chart->in_first[index + 1]; i++)
        {
          const SjArc *arc = &chart->arcs[chart->in[i]];

          if (arc->closed || leaves[arc->from])
            continue;
          leaves[arc->from] = true;
          stack[depth++] = arc->from;
        }
    }
  return leaves;
}

static void
mark_behind (const SjChart *chart, uint32_t start, bool *marked, uint32_t *stack)
{
  uint32_t depth = 0;

  marked[start] = true;
  stack[depth++] = start;
  while (depth > 0)
    {
      const SjSpot *spot = &chart->spots[stack[--depth]];

      for (uint32_t i = 0; i < spot->n_arcs; i++)
        {
          const SjArc *arc = &chart->arcs[spot->first_arc + i];

          if (arc->closed || arc->to == SJ_NOWHERE || marked[arc->to])
            continue;
          marked[arc->to] = true;
          stack[depth++] = arc->to;
        }
    }
}

/* All that leads to it comes from nowhere else: the loop lies further on.  In the
 * order of the chart a way back is one from a node not yet passed. */
static bool
is_only_passed (const SjChart *chart, uint32_t index, const bool *passed)
{
  for (uint32_t i = chart->in_first[index]; i < chart->in_first[index + 1]; i++)
    {
      const SjArc *arc = &chart->arcs[chart->in[i]];

      if (!arc->closed && chart->spots[arc->from].reachable && !passed[arc->from])
        return false;
    }
  return true;
}

static void
check_way_out (SjChecker *checker)
{
  const SjChart *chart = &checker->chart;
  bool *leaves, *passed, *told;
  uint32_t *stack;

  if (is_bounded (checker->journey))
    return;
  leaves = find_leavers (checker);
  passed = sj_arena_alloc0 (&checker->arena, chart->n_spots * sizeof *passed);
  told = sj_arena_alloc0 (&checker->arena, chart->n_spots * sizeof *told);
  stack = sj_arena_new_n (&checker->arena, uint32_t, chart->n_spots);
  for (uint32_t i = 0; i < chart->n_order; i++)
    {
      uint32_t index = chart->order[i];

      passed[index] = leaves[index] || is_only_passed (chart, index, passed);
      if (passed[index] || told[index])
        continue;
      mark_behind (chart, index, told, stack);
      checker->node = sj_journey_node (checker->journey, index);
      checker->spot = &checker->chart.spots[index];
      checker->items = &checker->spot->items;
      sj_check_node (checker, SJ_SEVERITY_WARNING, "no-way-out", NULL,
                     _("Whoever gets here stays in the journey for ever: all ways from here lead back, and there is "
                       "no longest stay and no exit."));
    }
}

void
sj_check_loops (SjChecker *checker)
{
  check_endless (checker);
  check_way_out (checker);
}
