/* sj-check-times.c -- waiting for ever, and waiting longer than anybody stays.
 *
 * The soonest that one can get to a step is the least sum of waits on any way
 * there.  Where even that is not sooner than the longest stay, nobody gets there:
 * the end of the stay was set first, so it goes first.
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

static bool
is_live (const SjChart *chart, const SjArc *arc)
{
  return !arc->closed && arc->to != SJ_NOWHERE && chart->spots[arc->from].reachable;
}

static const char *
span_text (SjChecker *checker, SjTime span)
{
  static const SjField field = { "span", SJ_FIELD_DURATION };
  g_autofree char *text = sj_slot_to_text (&field, &span, NULL);

  return sj_arena_strdup (checker->items_arena, text ? text : "0");
}

/* How long a step that listens waits at most before it takes its timeout path; 0:
 * it has no such time. */
static SjTime
timeout_of (const SjChecker *checker, uint32_t index)
{
  const SjSpot *spot = &checker->chart.spots[index];

  return spot->begins || spot->most == 0 ? 0 : sj_node_integer (sj_journey_node (checker->journey, index), "timeout");
}

/* ------------------------------------------------------------------ for ever */

static bool
listens_for_ever (const SjSpot *spot)
{
  return spot->most == SJ_TIME_NEVER;
}

/* Where one branch comes to an end by itself, all do. */
static bool
is_endless_group (const SjChart *chart, const SjSpot *fork)
{
  bool any = false;

  for (uint32_t i = 0; i < fork->n_arcs; i++)
    {
      const SjArc *arc = &chart->arcs[fork->first_arc + i];

      if (!is_live (chart, arc))
        continue;
      if (!listens_for_ever (&chart->spots[arc->to]))
        return false;
      any = true;
    }
  return any;
}

static bool
is_fork (const SjChecker *checker, uint32_t index)
{
  return (sj_journey_node (checker->journey, index)->kind->flags & SJ_KIND_FORKS) != 0;
}

/* One comes here alone, not as one branch of several. */
static bool
is_entered_alone (const SjChecker *checker, uint32_t index)
{
  const SjChart *chart = &checker->chart;

  for (uint32_t i = chart->in_first[index]; i < chart->in_first[index + 1]; i++)
    {
      const SjArc *arc = &chart->arcs[chart->in[i]];

      if (is_live (chart, arc) && !is_fork (checker, arc->from))
        return true;
    }
  return false;
}

static void
report_for_ever (SjChecker *checker)
{
  const SjField *timeout = sj_spec_find (&checker->node->kind->config, "timeout");
  const SjField *stay = sj_spec_find (&sj_settings_spec, "timeout");

  sj_check_node (checker, SJ_SEVERITY_WARNING, "waits-for-ever", timeout ? "timeout" : NULL,
                 _("Whoever this does not happen to waits here for ever; set “%s”, or “%s” for the whole journey."),
                 timeout ? _(timeout->title) : "", _(stay->title));
}

static void
check_for_ever (SjChecker *checker)
{
  const SjChart *chart = &checker->chart;

  if (checker->journey->settings->timeout > 0)
    return;
  for (uint32_t i = 0; i < chart->n_order; i++)
    {
      look_at (checker, chart->order[i]);
      if (is_fork (checker, chart->order[i]))
        {
          if (is_endless_group (chart, checker->spot))
            sj_check_node (checker, SJ_SEVERITY_WARNING, "waits-for-ever", NULL,
                           _("Whoever none of this happens to waits here for ever; add a branch with a wait."));
        }
      else if (!checker->spot->begins && listens_for_ever (checker->spot) &&
               is_entered_alone (checker, chart->order[i]))
        report_for_ever (checker);
    }
}

/* ------------------------------------------------------------------ first of several */

static bool
listens (const SjChecker *checker, uint32_t index)
{
  return (sj_journey_node (checker->journey, index)->kind->flags & SJ_KIND_LISTENS) != 0;
}

/* The latest moment after which the group has certainly gone on, by another branch. */
static SjTime
group_end (const SjChecker *checker, const SjSpot *fork, uint32_t except, uint32_t *which)
{
  const SjChart *chart = &checker->chart;
  SjTime end = SJ_TIME_NEVER;

  for (uint32_t i = 0; i < fork->n_arcs; i++)
    {
      const SjArc *arc = &chart->arcs[fork->first_arc + i];

      if (i == except || !is_live (chart, arc) || !listens (checker, arc->to) || chart->spots[arc->to].most >= end)
        continue;
      end = chart->spots[arc->to].most;
      *which = i;
    }
  return end;
}

/* At one moment the branch that stands first goes first. */
static bool
comes_too_late (SjTime time, uint32_t place, SjTime end, uint32_t which)
{
  return time > end || (time == end && place > which);
}

static void
check_branch (SjChecker *checker, uint32_t place)
{
  const SjChart *chart = &checker->chart;
  const SjArc *arc = &chart->arcs[checker->spot->first_arc + place];
  const SjSpot *target = &chart->spots[arc->to];
  const SjNode *node = sj_journey_node (checker->journey, arc->to);
  uint32_t which = 0;
  SjTime end = group_end (checker, checker->spot, place, &which);
  const SjNode *winner;

  if (end >= SJ_SOME_DAY)
    return;
  winner = sj_journey_node (checker->journey, chart->arcs[checker->spot->first_arc + which].to);
  if (comes_too_late (target->least, place, end, which))
    sj_check_path (checker, arc->path, SJ_SEVERITY_WARNING, "branch-too-late", NULL,
                   _("“%s” never comes first: “%s” is over after %s."), sj_check_name (checker, node),
                   sj_check_name (checker, winner), span_text (checker, end));
  else if (timeout_of (checker, arc->to) > 0 && comes_too_late (timeout_of (checker, arc->to), place, end, which))
    sj_check_path (checker, arc->path, SJ_SEVERITY_WARNING, "timeout-too-late", NULL,
                   _("The time that “%s” waits at most never passes here: “%s” is over after %s."),
                   sj_check_name (checker, node), sj_check_name (checker, winner), span_text (checker, end));
}

static void
check_forks (SjChecker *checker)
{
  const SjChart *chart = &checker->chart;

  for (uint32_t i = 0; i < chart->n_order; i++)
    {
      if (!is_fork (checker, chart->order[i]))
        continue;
      look_at (checker, chart->order[i]);
      for (uint32_t j = 0; j < checker->spot->n_arcs; j++)
        {
          const SjArc *arc = &chart->arcs[checker->spot->first_arc + j];

          if (is_live (chart, arc) && listens (checker, arc->to))
            check_branch (checker, j);
        }
    }
}

/* ------------------------------------------------------------------ the longest stay */

static SjTime
add_times (SjTime a, SjTime b)
{
  SjTime sum;

  return __builtin_add_overflow (a, b, &sum) ? SJ_TIME_NEVER : sum;
}

/* From arriving at a step to arriving behind the arc, at least. */
static SjTime
arc_time (const SjChecker *checker, const SjArc *arc)
{
  SjTime timeout = arc->path->kind->role == SJ_ROLE_TIMEOUT ? timeout_of (checker, arc->from) : 0;

  return add_times (MAX (timeout, checker->chart.spots[arc->from].least), MAX (0, arc->path->delay));
}

static SjTime *
find_arrivals (SjChecker *checker)
{
  const SjChart *chart = &checker->chart;
  SjTime *arrival = sj_arena_new_n (&checker->arena, SjTime, chart->n_spots);
  bool changed = true;

  for (uint32_t i = 0; i < chart->n_spots; i++)
    arrival[i] = chart->spots[i].begins ? 0 : SJ_TIME_NEVER;
  while (changed)
    {
      changed = false;
      for (uint32_t i = 0; i < chart->n_order; i++)
        {
          const SjSpot *spot = &chart->spots[chart->order[i]];

          for (uint32_t j = 0; j < spot->n_arcs; j++)
            {
              const SjArc *arc = &chart->arcs[spot->first_arc + j];
              SjTime time = is_live (chart, arc) ? add_times (arrival[arc->from], arc_time (checker, arc))
                                                 : SJ_TIME_NEVER;

              if (time == SJ_TIME_NEVER || time >= arrival[arc->to])
                continue;
              arrival[arc->to] = time;
              changed = chart->loops;
            }
        }
    }
  return arrival;
}

static void
check_timeout (SjChecker *checker, SjTime arrival, SjTime stay)
{
  SjTime timeout = timeout_of (checker, checker->node->index);

  if (timeout <= 0 || add_times (arrival, timeout) < stay)
    return;
  sj_check_node (checker, SJ_SEVERITY_WARNING, "timeout-after-stay", "timeout",
                 _("This time never passes here, because nobody stays in the journey longer than %s."),
                 span_text (checker, stay));
}

/* The first step on a way that takes too long. */
static bool
is_first_too_late (const SjChecker *checker, uint32_t index, const SjTime *arrival, SjTime stay)
{
  const SjChart *chart = &checker->chart;

  if (arrival[index] < stay)
    return false;
  for (uint32_t i = chart->in_first[index]; i < chart->in_first[index + 1]; i++)
    {
      const SjArc *arc = &chart->arcs[chart->in[i]];

      if (is_live (chart, arc) && arrival[arc->from] < stay && arc->path->kind->role != SJ_ROLE_TIMEOUT)
        return true;
    }
  return false;
}

static void
check_stay (SjChecker *checker)
{
  const SjChart *chart = &checker->chart;
  SjTime stay = checker->journey->settings->timeout;
  const SjTime *arrival;

  if (stay <= 0)
    return;
  arrival = find_arrivals (checker);
  for (uint32_t i = 0; i < chart->n_order; i++)
    {
      uint32_t index = chart->order[i];

      look_at (checker, index);
      if (arrival[index] < stay)
        check_timeout (checker, arrival[index], stay);
      else if (is_first_too_late (checker, index, arrival, stay))
        sj_check_node (checker, SJ_SEVERITY_WARNING, "too-late", NULL,
                       _("Nobody gets here in time: the way takes at least %s, and nobody stays in the journey longer "
                         "than %s."),
                       span_text (checker, arrival[index]), span_text (checker, stay));
    }
}

void
sj_check_times (SjChecker *checker)
{
  check_for_ever (checker);
  check_forks (checker);
  check_stay (checker);
}
