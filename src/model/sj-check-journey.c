/* sj-check-journey.c -- settings, goals and exits held against each other, and names. */
#include "model/sj-check-private.h"

#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const SjTarget settings = { .scope = SJ_SCOPE_SETTINGS };

bool
sj_check_when_before (const SjWhen *first, const SjWhen *second)
{
  if (first->form == SJ_WHEN_UNSET || first->form != second->form)
    return false;
  return first->seconds != second->seconds ? first->seconds < second->seconds : first->nanos < second->nanos;
}

static bool
when_equal (const SjWhen *first, const SjWhen *second)
{
  return first->form != SJ_WHEN_UNSET && first->form == second->form && first->seconds == second->seconds &&
         first->nanos == second->nanos;
}

/* A wall clock is up to a day apart from UTC, so that much is allowed for. */
bool
sj_check_when_past (const SjWhen *when, SjTime now)
{
  int64_t slack = when->form == SJ_WHEN_LOCAL ? 24 * 3600 : 0;

  return now != 0 && when->form != SJ_WHEN_UNSET && when->seconds + slack < now / SJ_SECOND;
}

static void
check_dates (SjChecker *checker, const SjSettings *set)
{
  if (sj_check_when_before (&set->end, &set->start) || when_equal (&set->end, &set->start))
    sj_item_add (checker, SJ_SEVERITY_ERROR, "end-before-start", &settings, "end",
                 _("The journey closes before it opens, so nobody can enter."));
  else if (sj_check_when_past (&set->end, checker->now))
    sj_item_add (checker, SJ_SEVERITY_WARNING, "already-over", &settings, "end",
                 _("The journey closes at a time that has passed, so nobody can enter."));
}

static void
check_control (SjChecker *checker, const SjSettings *set)
{
  if (set->control_share > 0 && checker->journey->goals->len == 0)
    sj_item_add (checker, SJ_SEVERITY_WARNING, "control-without-goal", &settings, "controlShare",
                 _("A control group is left out, but without a goal its effect cannot be measured."));
}

/* A wait between two stays of one profile that is longer than the journey is open. */
static void
check_reentry (SjChecker *checker, const SjSettings *set)
{
  SjTime open = SJ_TIME_NEVER;

  if (set->start.form != SJ_WHEN_UNSET && set->start.form == set->end.form)
    open = (set->end.seconds - set->start.seconds) * SJ_SECOND;
  if (set->reentry == SJ_REENTRY_AFTER_EXIT && open > 0 && set->reentry_gap >= open)
    sj_item_add (checker, SJ_SEVERITY_WARNING, "no-reentry", &settings, "reentryGap",
                 _("Nobody can enter a second time, because the journey closes before this time has passed."));
}

static void
check_goals (SjChecker *checker)
{
  const SjJourney *journey = checker->journey;

  for (uint32_t i = 0; i < journey->goals->len; i++)
    for (uint32_t j = 0; j < i; j++)
      {
        const SjGoal *goal = sj_journey_goal (journey, i), *other = sj_journey_goal (journey, j);
        SjTarget at = { .scope = SJ_SCOPE_GOAL, .index = i };

        if (goal->id != NULL && g_strcmp0 (goal->id, other->id) == 0)
          sj_item_add (checker, SJ_SEVERITY_ERROR, "same-goal", &at, "id",
                       _("Two goals have the id “%s”, so experiments cannot tell them apart."), goal->id);
        else if (goal->name != NULL && g_strcmp0 (goal->name, other->name) == 0)
          sj_item_add (checker, SJ_SEVERITY_WARNING, "same-name", &at, "name",
                       _("Two goals are called “%s”, so reports cannot tell them apart."), goal->name);
      }
}

/* Only names that somebody gave. */
static void
find_same_labels (SjChecker *checker)
{
  g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);

  g_ptr_array_set_size (checker->same_labels, 0);
  for (uint32_t i = 0; i < checker->chart.n_spots; i++)
    {
      SjNode *node = sj_journey_node (checker->journey, i);

      if (node->label != NULL && !g_hash_table_add (labels, node->label))
        g_ptr_array_add (checker->same_labels, node);
    }
  checker->labels_dirty = false;
}

static void
check_labels (SjChecker *checker)
{
  if (checker->labels_dirty)
    find_same_labels (checker);
  for (guint i = 0; i < checker->same_labels->len; i++)
    {
      SjTarget at = { .scope = SJ_SCOPE_NODE };

      checker->node = checker->same_labels->pdata[i];
      checker->items = &checker->chart.spots[checker->node->index].items;
      at.node = checker->node->id;
      sj_item_add (checker, SJ_SEVERITY_HINT, "same-name", &at, "label",
                   _("Another step is called “%s” too, so reports show one name for both."), checker->node->label);
    }
}

/* Paths that part people by name alone. */
static void
check_path_labels (SjChecker *checker)
{
  for (uint32_t i = 0; i < checker->chart.n_spots; i++)
    {
      const SjNode *node = sj_journey_node (checker->journey, i);

      checker->node = node;
      checker->items = &checker->chart.spots[i].items;
      for (uint32_t j = 1; j < node->n_paths; j++)
        for (uint32_t k = 0; k < j; k++)
          if (node->paths[j]->label != NULL && g_strcmp0 (node->paths[j]->label, node->paths[k]->label) == 0)
            {
              SjTarget at = sj_target_path (node->paths[j]);

              sj_item_add (checker, SJ_SEVERITY_WARNING, "same-name", &at, "label",
                           _("Two paths of this step are called “%s”, so reports cannot tell them apart."),
                           node->paths[j]->label);
              break;
            }
    }
}

void
sj_check_journey_settings (SjChecker *checker)
{
  const SjSettings *set = checker->journey->settings;

  checker->node = NULL;
  checker->items = &checker->journey_items;
  check_dates (checker, set);
  check_control (checker, set);
  check_reentry (checker, set);
  check_goals (checker);
  check_labels (checker);
  check_path_labels (checker);
}
