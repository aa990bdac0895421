/* sj-check-hours.c -- times of the week along the paths, and quiet hours.
 *
 * A step that lets people on only at certain times is followed until time passes
 * again.  Where it is not known, any time is possible; ways back are taken for that.
 */
#include "model/sj-check-private.h"

#include <glib/gi18n-lib.h>

static void
look_at (SjChecker *checker, uint32_t index)
{
  checker->node = sj_journey_node (checker->journey, index);
  checker->spot = &checker->chart.spots[index];
  checker->items = &checker->spot->items;
}

/* One passes without any time going by. */
static bool
is_instant (const SjChecker *checker, uint32_t index)
{
  unsigned slow = SJ_KIND_WAITS | SJ_KIND_LISTENS | SJ_KIND_CALLS | SJ_KIND_SENDS;
  const SjKind *kind = sj_journey_node (checker->journey, index)->kind;

  return (kind->flags & slow) == 0 && kind != &sj_kind_unknown;
}

static const SjWeek *
told_hours (const SjSpot *spot, const SjPath *path)
{
  for (const SjHours *hours = spot->hours; hours != NULL; hours = hours->next)
    if (hours->path == NULL || hours->path == path)
      return &hours->week;
  return NULL;
}

/* When people come to the end of an arc; NULL: at any time. */
static const SjWeek *
hours_behind (SjChecker *checker, const SjArc *arc, const SjWeek *const *arrivals)
{
  const SjWeek *told = told_hours (&checker->chart.spots[arc->from], arc->path);
  const SjWeek *arrival = is_instant (checker, arc->from) ? arrivals[arc->from] : NULL;
  SjWeek *both;

  if (arc->path->delay > 0)
    return NULL;
  if (told == NULL || arrival == NULL)
    return told ? told : arrival;
  both = sj_arena_dup (&checker->arena, told, sizeof *told);
  sj_week_intersect (both, arrival);
  return both;
}

static const SjWeek *
hours_at (SjChecker *checker, uint32_t index, const SjWeek *const *arrivals, const bool *known)
{
  const SjChart *chart = &checker->chart;
  const SjWeek *one = NULL;
  SjWeek *joined = NULL;

  for (uint32_t i = chart->in_first[index]; i < chart->in_first[index + 1]; i++)
    {
      const SjArc *arc = &chart->arcs[chart->in[i]];
      const SjWeek *hours;

      if (arc->closed || !chart->spots[arc->from].reachable)
        continue;
      hours = known[arc->from] ? hours_behind (checker, arc, arrivals) : NULL;
      if (hours == NULL)
        return NULL;
      if (one != NULL && hours != one)
        {
          if (joined == NULL)
            one = joined = sj_arena_dup (&checker->arena, one, sizeof *one);
          sj_week_join (joined, hours);
        }
      else
        one = hours;
    }
  return one;
}

static void
check_paths (SjChecker *checker, const SjWeek *arrival)
{
  for (uint32_t i = 0; i < checker->spot->n_arcs; i++)
    {
      const SjArc *arc = &checker->chart.arcs[checker->spot->first_arc + i];
      const SjWeek *told = arc->closed ? NULL : told_hours (checker->spot, arc->path);
      SjWeek both;

      if (told == NULL || sj_week_is_empty (told))
        continue;
      both = *told;
      sj_week_intersect (&both, arrival);
      if (sj_week_is_empty (&both))
        sj_check_path (checker, arc->path, SJ_SEVERITY_WARNING, "other-hours", NULL,
                       _("Nobody takes the path “%s”, because everybody gets here at other times."),
                       sj_check_path_name (checker, arc->path));
    }
}

/* In those quiet hours in which messages are dropped. */
static bool
drops_all (const SjChecker *checker, const SjWeek *arrival, const SjWeek *journey_quiet)
{
  SjWeek dropping = { { 0 } };

  if (checker->journey->settings->quiet_mode == SJ_QUIET_DROP)
    dropping = *journey_quiet;
  if (checker->spot->dropping != NULL)
    sj_week_join (&dropping, checker->spot->dropping);
  return sj_week_contains (&dropping, arrival);
}

/* Quiet hours of the journey and of the rule sets together. */
static void
check_message (SjChecker *checker, const SjWeek *arrival, const SjWeek *journey_quiet)
{
  const SjSpot *spot = checker->spot;
  SjWeek quiet = *journey_quiet;

  if (!spot->keeps_quiet || sj_week_is_empty (arrival))
    return;
  if (spot->quiet != NULL)
    sj_week_join (&quiet, spot->quiet);
  if (!sj_week_contains (&quiet, arrival))
    return;
  if (drops_all (checker, arrival, journey_quiet))
    sj_check_node (checker, SJ_SEVERITY_ERROR, "never-sent", NULL,
                   _("This message is never sent: everybody gets here in quiet hours, and then nothing is sent."));
  else
    sj_check_node (checker, SJ_SEVERITY_WARNING, "always-quiet", NULL,
                   _("Everybody gets here in quiet hours, so this message is always sent later than drawn."));
}

static void
check_arrivals (SjChecker *checker, const SjWeek *quiet)
{
  const SjChart *chart = &checker->chart;
  const SjWeek **arrivals = sj_arena_alloc0 (&checker->arena, chart->n_spots * sizeof *arrivals);
  bool *known = sj_arena_alloc0 (&checker->arena, chart->n_spots * sizeof *known);

  for (uint32_t i = 0; i < chart->n_order; i++)
    {
      uint32_t index = chart->order[i];

      arrivals[index] = hours_at (checker, index, arrivals, known);
      known[index] = true;
      if (arrivals[index] == NULL)
        continue;
      look_at (checker, index);
      check_message (checker, arrivals[index], quiet);
      if (is_instant (checker, index))
        check_paths (checker, arrivals[index]);
    }
}

static bool
has_quiet_message (const SjChart *chart)
{
  for (uint32_t i = 0; i < chart->n_spots; i++)
    if (chart->spots[i].keeps_quiet)
      return true;
  return false;
}

static void
report_always_quiet (SjChecker *checker)
{
  SjTarget at = { .scope = SJ_SCOPE_SETTINGS };

  checker->node = NULL;
  checker->items = &checker->journey_items;
  sj_item_add (checker, SJ_SEVERITY_ERROR, "quiet-always", &at, "quietHours",
               _("The quiet hours leave no time of the week, so no message can ever be sent."));
}

/* With the rule sets of one message no time is left. */
static void
check_rule_sets (SjChecker *checker, const SjWeek *journey_quiet)
{
  for (uint32_t i = 0; i < checker->chart.n_spots; i++)
    {
      SjWeek quiet = *journey_quiet;

      if (checker->chart.spots[i].quiet == NULL)
        continue;
      look_at (checker, i);
      sj_week_join (&quiet, checker->spot->quiet);
      if (sj_week_is_full (&quiet))
        sj_check_node (checker, SJ_SEVERITY_ERROR, "quiet-always", NULL,
                       _("The quiet hours of the journey and of the rule sets leave no time of the week, so this "
                         "message can never be sent."));
    }
}

void
sj_check_add_quiet (SjWeek *week, const SjRecords *hours)
{
  for (uint32_t i = 0; i < hours->count; i++)
    {
      const SjQuietHours *range = hours->items[i];

      if (range->from != SJ_CLOCK_UNSET && range->until != SJ_CLOCK_UNSET)
        sj_week_add (week, range->days, range->from, range->until);
    }
}

void
sj_check_hours (SjChecker *checker)
{
  SjWeek quiet = { { 0 } };

  sj_check_add_quiet (&quiet, &checker->journey->settings->quiet_hours);
  if (sj_week_is_full (&quiet) && has_quiet_message (&checker->chart))
    {
      report_always_quiet (checker);
      return;
    }
  check_rule_sets (checker, &quiet);
  if (checker->tells_hours)
    check_arrivals (checker, &quiet);
}
