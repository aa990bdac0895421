/* sj-check-chart.c -- the journey laid out flat: arcs, facts of the kinds, who gets where.
 *
 * An arc is closed where it is certain that nobody ever takes it; whatever follows
 * looks only at open arcs.
 */
#include "model/sj-check-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
count_arcs (SjChecker *checker)
{
  SjChart *chart = &checker->chart;

  chart->n_arcs = 0;
  chart->beginning = SJ_NOWHERE;
  for (uint32_t i = 0; i < chart->n_spots; i++)
    {
      SjSpot *spot = &chart->spots[i];
      const SjNode *node = sj_journey_node (checker->journey, i);

      spot->first_arc = chart->n_arcs;
      spot->n_arcs = node->n_paths;
      spot->begins = sj_node_is_start (node);
      if (spot->begins)
        chart->beginning = MIN (chart->beginning, i);
      chart->n_arcs += node->n_paths;
    }
}

/* It is taken only while a field is set, and that is not. */
static bool
lacks_field (const SjPath *path)
{
  const SjNode *node = path->node;

  return path->kind->needs != NULL && !sj_config_is_set (&node->kind->config, node->config, path->kind->needs);
}

/* Nothing is known of the paths of an unknown kind; elsewhere, an unknown path is
 * one that nobody takes. */
static bool
is_stray (const SjPath *path)
{
  return path->kind == &sj_path_kind_unknown && path->node->kind != &sj_kind_unknown;
}

static void
draw_arcs (SjChecker *checker)
{
  SjChart *chart = &checker->chart;
  SjArc *arc = sj_arena_new_n (&checker->arena, SjArc, chart->n_arcs);

  chart->arcs = arc;
  for (uint32_t i = 0; i < chart->n_spots; i++)
    {
      const SjNode *node = sj_journey_node (checker->journey, i);

      for (uint32_t j = 0; j < node->n_paths; j++)
        {
          const SjPath *path = node->paths[j];
          const SjNode *target = sj_path_target (path);

          *arc++ = (SjArc) {
            .path = path,
            .from = i,
            .to = target ? target->index : SJ_NOWHERE,
            .missing = path->to != NULL && target == NULL,
            .closed = is_stray (path) || lacks_field (path),
          };
        }
    }
}

static void
close_cases (SjChecker *checker, const SjTextState *state)
{
  for (guint i = 0; state->closed != NULL && i < state->closed->len; i++)
    sj_check_closed (checker, g_array_index (state->closed, const SjPath *, i));
  if (state->leaks)
    sj_check_leaks (checker);
}

static void
ask_kinds (SjChecker *checker)
{
  for (uint32_t i = 0; i < checker->chart.n_spots; i++)
    {
      checker->node = sj_journey_node (checker->journey, i);
      checker->spot = &checker->chart.spots[i];
      checker->items = &checker->spot->items;
      close_cases (checker, g_ptr_array_index (checker->states, i));
      if (checker->node->kind->check != NULL)
        checker->node->kind->check (checker->node, checker);
    }
}

static void
turn_round (SjChecker *checker)
{
  SjChart *chart = &checker->chart;
  uint32_t *fill;

  chart->in_first = sj_arena_alloc0 (&checker->arena, (chart->n_spots + 1) * sizeof *chart->in_first);
  chart->in = sj_arena_new_n (&checker->arena, uint32_t, chart->n_arcs);
  for (uint32_t i = 0; i < chart->n_arcs; i++)
    if (chart->arcs[i].to != SJ_NOWHERE)
      chart->in_first[chart->arcs[i].to + 1]++;
  for (uint32_t i = 0; i < chart->n_spots; i++)
    chart->in_first[i + 1] += chart->in_first[i];
  fill = sj_arena_dup (&checker->arena, chart->in_first, (chart->n_spots + 1) * sizeof *fill);
  for (uint32_t i = 0; i < chart->n_arcs; i++)
    if (chart->arcs[i].to != SJ_NOWHERE)
      chart->in[fill[chart->arcs[i].to]++] = i;
}

typedef struct
{
  uint32_t node;
  uint32_t next;            /* arc to look at */
} Step;

/* Depth first from one beginning; nodes are written from the end of `order` when
 * all that lies behind them is. */
static void
walk (SjChart *chart, uint32_t start, Step *stack, uint32_t *free_place)
{
  uint32_t depth = 0;

  chart->spots[start].reachable = true;
  stack[depth++] = (Step) { start, 0 };
  while (depth > 0)
    {
      Step *step = &stack[depth - 1];
      const SjSpot *spot = &chart->spots[step->node];

      if (step->next == spot->n_arcs)
        {
          chart->order[--*free_place] = step->node;
          depth--;
        }
      else
        {
          /* From the last path on, so that the first comes first in the order. */
          const SjArc *arc = &chart->arcs[spot->first_arc + spot->n_arcs - 1 - step->next++];

          if (arc->closed || arc->to == SJ_NOWHERE || chart->spots[arc->to].reachable)
            continue;
          chart->spots[arc->to].reachable = true;
          stack[depth++] = (Step) { arc->to, 0 };
        }
    }
}

static void
find_reachable (SjChecker *checker)
{
  SjChart *chart = &checker->chart;
  Step *stack = sj_arena_new_n (&checker->arena, Step, chart->n_spots);
  uint32_t *order = sj_arena_new_n (&checker->arena, uint32_t, chart->n_spots);
  uint32_t free_place = chart->n_spots;

  chart->order = order;
  for (uint32_t i = chart->n_spots; i > 0; i--)
    if (chart->spots[i - 1].begins)
      walk (chart, i - 1, stack, &free_place);
  chart->order = order + free_place;
  chart->n_order = chart->n_spots - free_place;
}

static bool
has_loops (SjChecker *checker)
{
  const SjChart *chart = &checker->chart;
  uint32_t *place = sj_arena_new_n (&checker->arena, uint32_t, chart->n_spots);

  for (uint32_t i = 0; i < chart->n_order; i++)
    place[chart->order[i]] = i;
  for (uint32_t i = 0; i < chart->n_arcs; i++)
    {
      const SjArc *arc = &chart->arcs[i];

      if (!arc->closed && arc->to != SJ_NOWHERE && chart->spots[arc->from].reachable &&
          place[arc->to] <= place[arc->from])
        return true;
    }
  return false;
}

void
sj_check_chart (SjChecker *checker)
{
  SjChart *chart = &checker->chart;

  checker->tells_hours = false;
  *chart = (SjChart) { .n_spots = sj_journey_n_nodes (checker->journey) };
  chart->spots = sj_arena_alloc0 (&checker->arena, chart->n_spots * sizeof *chart->spots);
  count_arcs (checker);
  draw_arcs (checker);
  ask_kinds (checker);
  turn_round (checker);
  find_reachable (checker);
  chart->loops = has_loops (checker);
}

/* ------------------------------------------------------------------ names */

const char *
sj_check_name (SjChecker *checker, const SjNode *node)
{
  g_autofree char *name = NULL;

  if (node->label != NULL)
    return node->label;
  name = sj_node_name (node, sj_check_names (checker));
  return sj_arena_strdup (checker->items_arena, name);
}

const char *
sj_check_path_name (SjChecker *checker, const SjPath *path)
{
  g_autofree char *name = sj_path_name (path, sj_check_names (checker));

  return sj_arena_strdup (checker->items_arena, name);
}
