/* sj-check-shape.c -- how steps are joined: beginnings, ends, forks, what lies astray. */
#include "model/sj-check-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const SjNode *
node_at (const SjChecker *checker, uint32_t index)
{
  return sj_journey_node (checker->journey, index);
}

static void
look_at (SjChecker *checker, uint32_t index)
{
  checker->node = node_at (checker, index);
  checker->spot = &checker->chart.spots[index];
  checker->items = &checker->spot->items;
}

static bool
has (const SjNode *node, unsigned flags)
{
  return (node->kind->flags & flags) != 0;
}

/* Connected to something, even if that is not there. */
static bool
goes_on (const SjChecker *checker, const SjSpot *spot)
{
  for (uint32_t i = 0; i < spot->n_arcs; i++)
    if (checker->chart.arcs[spot->first_arc + i].path->to != NULL)
      return true;
  return false;
}

/* ------------------------------------------------------------------ beginnings */

/* The one that others are held against: connected, rather than not. */
static uint32_t
main_beginning (const SjChecker *checker)
{
  uint32_t first = SJ_NOWHERE;

  for (uint32_t i = 0; i < checker->chart.n_spots; i++)
    if (checker->chart.spots[i].begins)
      {
        if (goes_on (checker, &checker->chart.spots[i]))
          return i;
        first = MIN (first, i);
      }
  return first;
}

static void
report_no_beginning (SjChecker *checker)
{
  SjTarget at = { .scope = SJ_SCOPE_JOURNEY };

  checker->node = NULL;
  checker->items = &checker->journey_items;
  if (checker->chart.n_spots == 0)
    sj_item_add (checker, SJ_SEVERITY_ERROR, "no-beginning", &at, NULL,
                 _("The journey is empty; begin it with an event, an audience or a segment."));
  else
    sj_item_add (checker, SJ_SEVERITY_ERROR, "no-beginning", &at, NULL,
                 _("Nothing begins the journey; it needs an event, an audience or a segment that no path leads to."));
}

static void
check_beginnings (SjChecker *checker)
{
  uint32_t first = main_beginning (checker);

  if (first == SJ_NOWHERE)
    {
      report_no_beginning (checker);
      return;
    }
  for (uint32_t i = 0; i < checker->chart.n_spots; i++)
    {
      if (!checker->chart.spots[i].begins)
        continue;
      look_at (checker, i);
      if (!goes_on (checker, checker->spot))
        sj_check_node (checker, SJ_SEVERITY_WARNING, "loose-beginning", NULL,
                       _("Nothing follows, so whoever enters the journey here leaves it at once."));
      if (i != first && (has (checker->node, SJ_KIND_ENTRY) || has (node_at (checker, first), SJ_KIND_ENTRY)))
        sj_check_node (checker, SJ_SEVERITY_ERROR, "second-beginning", NULL,
                       _("The journey has one beginning of this kind, and it already begins with “%s”."),
                       sj_check_name (checker, node_at (checker, first)));
    }
}

/* What may only begin a journey, yet something leads to it. */
static void
check_entry (SjChecker *checker, uint32_t index)
{
  const SjChart *chart = &checker->chart;

  for (uint32_t i = chart->in_first[index]; i < chart->in_first[index + 1]; i++)
    {
      const SjArc *arc = &chart->arcs[chart->in[i]];

      if (has (checker->node, SJ_KIND_FOLLOWS_BUSINESS) && has (arc->path->node, SJ_KIND_BUSINESS))
        continue;
      sj_check_node (checker, SJ_SEVERITY_ERROR, "entry-inside", NULL,
                     _("This step can only begin a journey, but “%s” leads to it."),
                     sj_check_name (checker, arc->path->node));
      return;
    }
}

/* ------------------------------------------------------------------ paths */

static const char *
follower_title (const SjChecker *checker)
{
  for (const SjKind *const *kind = checker->journey->kinds->kinds; *kind != NULL; kind++)
    if ((*kind)->flags & SJ_KIND_FOLLOWS_BUSINESS)
      return _((*kind)->title);
  return "";
}

static void
check_business (SjChecker *checker, const SjArc *arc)
{
  if (arc->to != SJ_NOWHERE && has (node_at (checker, arc->to), SJ_KIND_FOLLOWS_BUSINESS))
    return;
  sj_check_path (checker, arc->path, SJ_SEVERITY_ERROR, "business-follower", NULL,
                 _("A business event is about no profile, so “%s” must come right after it."),
                 follower_title (checker));
}

static void
check_branch (SjChecker *checker, const SjArc *arc, uint32_t place)
{
  const SjSpot *spot = checker->spot;
  const SjNode *target;
  SjTarget at = sj_target_path (arc->path);

  if (arc->path->delay > 0)
    {
      SjItem *item = sj_item_add (checker, SJ_SEVERITY_ERROR, "branch-delay", &at, "delay",
                                  _("All branches are waited for from the same moment, so none can wait on its way."));

      sj_item_fix (checker, item, SJ_FIX_SET, sj_null, _("Remove the wait on the way"));
    }
  if (arc->to == SJ_NOWHERE)
    return;
  target = node_at (checker, arc->to);
  if (!has (target, SJ_KIND_LISTENS) && target->kind != &sj_kind_unknown)
    sj_check_path (checker, arc->path, SJ_SEVERITY_ERROR, "branch-target", NULL,
                   _("Only events and waits can be waited for at once, and “%s” is neither."),
                   sj_check_name (checker, target));
  for (uint32_t i = 0; i < place; i++)
    if (checker->chart.arcs[spot->first_arc + i].to == arc->to)
      {
        sj_check_path (checker, arc->path, SJ_SEVERITY_WARNING, "branch-twice", NULL,
                       _("Another branch leads to “%s” already."), sj_check_name (checker, target));
        break;
      }
}

static void
report_missing (SjChecker *checker, const SjPath *path)
{
  SjTarget at = sj_target_path (path);
  SjItem *item = sj_item_add (checker, SJ_SEVERITY_ERROR, "missing-step", &at, NULL,
                              _("The path “%s” leads to a step that is not there."),
                              sj_check_path_name (checker, path));

  sj_item_fix (checker, item, SJ_FIX_CONNECT, sj_null, _("Disconnect the path"));
}

static void
report_unknown_path (SjChecker *checker, const SjPath *path)
{
  sj_check_path (checker, path, SJ_SEVERITY_WARNING, "unknown-path", NULL,
                 _("This step has no path called “%s”; it is kept, but nobody takes it."), path->id);
  sj_check_fix_remove_path (checker, path, _("Remove the path"));
}

static void
report_lacking_field (SjChecker *checker, const SjPath *path)
{
  const SjField *field = sj_spec_find (&path->node->kind->config, path->kind->needs);

  sj_check_path (checker, path, SJ_SEVERITY_WARNING, "closed-path", NULL,
                 _("The path “%s” is never taken, because “%s” is not set."), sj_check_path_name (checker, path),
                 field ? _(field->title) : path->kind->needs);
}

static bool
field_is_set (const SjPath *path)
{
  return path->kind->needs == NULL ||
         sj_config_is_set (&path->node->kind->config, path->node->config, path->kind->needs);
}

static void
check_path (SjChecker *checker, const SjArc *arc, uint32_t place)
{
  const SjPath *path = arc->path;
  bool loose = checker->spot->begins && !goes_on (checker, checker->spot);

  if (has (checker->node, SJ_KIND_BUSINESS))
    check_business (checker, arc);
  else if (has (checker->node, SJ_KIND_FORKS))
    check_branch (checker, arc, place);

  if (arc->missing)
    report_missing (checker, path);
  else if (path->kind == &sj_path_kind_unknown)
    {
      if (checker->node->kind != &sj_kind_unknown)
        report_unknown_path (checker, path);
    }
  else if (!field_is_set (path))
    report_lacking_field (checker, path);
  else if (arc->to == SJ_NOWHERE && !arc->closed && !loose && !has (checker->node, SJ_KIND_BUSINESS))
    sj_check_path (checker, path, path->kind->flags & SJ_PATH_OPTIONAL ? SJ_SEVERITY_HINT : SJ_SEVERITY_WARNING,
                   "open-path", NULL, _("The path “%s” leads nowhere; whoever takes it leaves the journey."),
                   sj_check_path_name (checker, path));
}

static uint32_t
count_paths (const SjNode *node, const SjPathKind *kind)
{
  uint32_t count = 0;

  for (uint32_t i = 0; i < node->n_paths; i++)
    count += node->paths[i]->kind == kind;
  return count;
}

/* Nothing is parted where there is nothing to choose from. */
static void
check_choice (SjChecker *checker)
{
  const SjPathKind *kind = sj_kind_repeating (checker->node->kind);
  uint32_t count = kind ? count_paths (checker->node, kind) : 0;

  if (kind == NULL || count >= kind->least)
    return;
  if (count == 0)
    sj_check_node (checker, SJ_SEVERITY_ERROR, "too-few-paths", NULL,
                   _("This step has no path to choose from, so it parts nobody."));
  else
    sj_check_node (checker, SJ_SEVERITY_WARNING, "too-few-paths", NULL,
                   _("This step has only one path to choose from, so it parts nobody."));
}

static void
check_nodes (SjChecker *checker)
{
  for (uint32_t i = 0; i < checker->chart.n_spots; i++)
    {
      look_at (checker, i);
      if (checker->node->kind == &sj_kind_unknown)
        sj_check_node (checker, SJ_SEVERITY_ERROR, "unknown-kind", NULL,
                       _("This version of the program does not know steps of the kind “%s”, so they cannot run."),
                       sj_node_kind_id (checker->node));
      if (has (checker->node, SJ_KIND_ENTRY))
        check_entry (checker, i);
      check_choice (checker);
      for (uint32_t j = 0; j < checker->spot->n_arcs; j++)
        check_path (checker, &checker->chart.arcs[checker->spot->first_arc + j], j);
    }
}

/* ------------------------------------------------------------------ what lies astray */

typedef struct
{
  const SjChart *chart;
  bool *seen;
  uint32_t *stack;
} Reach;

/* How many nodes lie behind one, itself included, that nobody gets to and that were
 * not seen before. */
static uint32_t
count_astray (Reach *reach, uint32_t start)
{
  uint32_t depth = 0, count = 0;

  reach->seen[start] = true;
  reach->stack[depth++] = start;
  while (depth > 0)
    {
      const SjSpot *spot = &reach->chart->spots[reach->stack[--depth]];

      count++;
      for (uint32_t i = 0; i < spot->n_arcs; i++)
        {
          const SjArc *arc = &reach->chart->arcs[spot->first_arc + i];

          if (arc->closed || arc->to == SJ_NOWHERE || reach->seen[arc->to] || reach->chart->spots[arc->to].reachable)
            continue;
          reach->seen[arc->to] = true;
          reach->stack[depth++] = arc->to;
        }
    }
  return count;
}

static void
report_astray (SjChecker *checker, uint32_t index, uint32_t count)
{
  const SjChart *chart = &checker->chart;
  g_autofree char *why = NULL;
  uint32_t first = chart->in_first[index];

  look_at (checker, index);
  for (uint32_t i = first; i < chart->in_first[index + 1] && why == NULL; i++)
    {
      const SjArc *arc = &chart->arcs[chart->in[i]];

      if (arc->closed)
        why = g_strdup_printf (_("the path “%s” of “%s” is never taken"), sj_check_path_name (checker, arc->path),
                               sj_check_name (checker, arc->path->node));
    }
  if (why == NULL)
    why = g_strdup (first == chart->in_first[index + 1] ? _("no path leads here")
                                                       : _("only steps that come after it lead here"));
  if (count == 1)
    sj_check_node (checker, SJ_SEVERITY_WARNING, "unreachable", NULL, _("Nobody gets here: %s."), why);
  else
    sj_check_node (checker, SJ_SEVERITY_WARNING, "unreachable", NULL,
                   ngettext ("Nobody gets here, nor to the %u step behind it: %s.",
                             "Nobody gets here, nor to the %u steps behind it: %s.", count - 1),
                   count - 1, why);
}

/* Nodes that nobody gets to, each before what lies behind it but for loops: the
 * first of those not yet seen is where such a piece begins. */
static uint32_t *
order_astray (SjChecker *checker, Reach *reach, uint32_t *count)
{
  const SjChart *chart = &checker->chart;
  uint32_t *order = sj_arena_new_n (&checker->arena, uint32_t, chart->n_spots);
  uint32_t *next = sj_arena_alloc0 (&checker->arena, chart->n_spots * sizeof *next);
  uint32_t place = chart->n_spots;

  for (uint32_t start = 0; start < chart->n_spots; start++)
    {
      uint32_t depth = 0;

      if (chart->spots[start].reachable || reach->seen[start])
        continue;
      reach->seen[start] = true;
      reach->stack[depth++] = start;
      while (depth > 0)
        {
          uint32_t at = reach->stack[depth - 1];
          const SjSpot *spot = &chart->spots[at];
          const SjArc *arc;

          if (next[at] == spot->n_arcs)
            {
              order[--place] = at;
              depth--;
              continue;
            }
          arc = &chart->arcs[spot->first_arc + next[at]++];
          if (arc->closed || arc->to == SJ_NOWHERE || reach->seen[arc->to] || chart->spots[arc->to].reachable)
            continue;
          reach->seen[arc->to] = true;
          reach->stack[depth++] = arc->to;
        }
    }
  *count = chart->n_spots - place;
  return order + place;
}

static void
check_astray (SjChecker *checker)
{
  const SjChart *chart = &checker->chart;
  Reach reach = { chart, NULL, NULL };
  uint32_t count, *order;

  if (chart->n_order == 0 || chart->n_order == chart->n_spots)
    return;
  reach.seen = sj_arena_alloc0 (&checker->arena, chart->n_spots * sizeof *reach.seen);
  reach.stack = sj_arena_new_n (&checker->arena, uint32_t, chart->n_spots);
  order = order_astray (checker, &reach, &count);
  memset (reach.seen, 0, chart->n_spots * sizeof *reach.seen);
  for (uint32_t i = 0; i < count; i++)
    if (!reach.seen[order[i]])
      {
        uint32_t behind = count_astray (&reach, order[i]);

        report_astray (checker, order[i], behind);
      }
}

void
sj_check_shape (SjChecker *checker)
{
  check_beginnings (checker);
  check_nodes (checker);
  check_astray (checker);
  sj_check_loops (checker);
}
