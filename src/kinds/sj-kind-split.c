/* sj-kind-split.c -- ways that part by chance or by number: shares, caps, experiments.
 *
 * Chance is a hash of journey, profile, node and visit; in an experiment the visit
 * does not count, so that a profile always gets the same treatment.
 */
#include "engine/sj-lower.h"
#include "kinds/sj-kinds.h"
#include "model/sj-check-kind.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  double share;
} Share;

static const SjField share_fields[] = {
  { "share", SJ_FIELD_PERCENT, offsetof (Share, share), N_("Share"), .fallback = 50, .max = 100 },
  { NULL }
};

static const SjPathKind split_paths[] = {
  { "part", N_("Part"), SJ_ROLE_SPLIT, .flags = SJ_PATH_REPEATS, .config = { share_fields, sizeof (Share) },
    .summary = N_("{share}"), .initial = 2, .least = 2 },
  { NULL }
};

/* The shares of those that are parted come to the whole. */
static void
check_shares (const SjNode *node, SjChecker *checker)
{
  double sum = 0;
  g_autofree char *text = NULL;

  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      const SjPath *path = node->paths[i];
      const Share *share = sj_path_config (path);

      if (path->kind->role != SJ_ROLE_SPLIT)
        continue;
      sum += share->share;
      if (share->share > 0)
        continue;
      sj_check_closed (checker, path);
      sj_check_path (checker, path, SJ_SEVERITY_WARNING, "no-share", "share",
                     _("Nobody takes this path, because its share is 0 %%."));
    }
  if (fabs (sum - 100) < 1e-6)
    return;
  text = g_strdup_printf ("%.10g", sum);
  sj_check_node (checker, SJ_SEVERITY_ERROR, "shares-sum", NULL, _("The shares add up to %s %%, not to 100 %%."), text);
}

/* The ways that part, side by side; how many. */
static uint32_t
lower_bounds (SjLower *lower, const SjNode *node, const double **bounds, uint32_t *first)
{
  double *ends = sj_arena_new_n (sj_lower_arena (lower), double, MAX (node->n_paths, 1));
  uint32_t count = 0;
  double sum = 0;

  *first = SJ_NONE;
  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      const Share *share = sj_path_config (node->paths[i]);

      if (node->paths[i]->kind->role != SJ_ROLE_SPLIT)
        continue;
      if (count == 0)
        *first = sj_lower_path (lower, node->paths[i]);
      sum += share->share;
      ends[count++] = sum / 100;
    }
  *bounds = ends;
  return count;
}

static void
add_split (SjLower *lower, const SjNode *node, SjShares *shares, uint32_t otherwise)
{
  SjProgram *program = sj_lower_program (lower);
  uint32_t first;
  uint32_t count = lower_bounds (lower, node, &shares->bounds, &first);
  SjOp *op = sj_lower_op (lower, count > 0 ? SJ_DO_SPLIT : SJ_DO_REST);

  op->arg = program->shares->len;
  op->count = count;
  op->yes = first;
  op->no = otherwise;
  g_array_append_val (program->shares, *shares);
}

static void
split_lower (SjLower *lower, const SjNode *node)
{
  SjShares shares = { .end = SJ_TIME_NEVER };

  add_split (lower, node, &shares, SJ_NONE);
}

const SjKind sj_kind_split = {
  .id = "split",
  .title = N_("Percentage split"),
  .icon = "sj-split-symbolic",
  .group = SJ_GROUP_ORCHESTRATION,
  .purpose = N_("Parts the profiles by chance, in the shares you set."),
  .paths = split_paths,
  .check = check_shares,
  .lower = split_lower,
};

typedef struct
{
  int64_t limit;
} Cap;

static const SjField cap_fields[] = {
  { "limit", SJ_FIELD_INTEGER, offsetof (Cap, limit), N_("Profiles at most"), .fallback = 1000, .min = 1,
    .max = 1000000000 },
  { NULL }
};

static const SjPathKind cap_paths[] = {
  { "next", N_("Within the limit"), SJ_ROLE_OUTCOME },
  { "else", N_("Beyond the limit"), SJ_ROLE_ELSE, .flags = SJ_PATH_OPTIONAL },
  { NULL }
};

static void
cap_check (const SjNode *node, SjChecker *checker)
{
  if (sj_node_path (node, "else") == NULL)
    sj_check_leaks (checker);
}

static void
cap_lower (SjLower *lower, const SjNode *node)
{
  const Cap *cap = sj_node_config (node);
  SjProgram *program = sj_lower_program (lower);
  uint32_t within = sj_lower_way (lower, "next"), beyond = sj_lower_way (lower, "else");
  SjOp *op = sj_lower_op (lower, SJ_DO_CAP);

  op->arg = program->n_caps++;
  op->count = (uint32_t) cap->limit;
  op->yes = within;
  op->no = beyond;
  program->competes = true;
}

const SjKind sj_kind_profile_cap = {
  .id = "profile-cap",
  .title = N_("Profile cap"),
  .icon = "sj-profile-cap-symbolic",
  .group = SJ_GROUP_ORCHESTRATION,
  .purpose = N_("Lets a number of profiles through and sends the others another way."),
  .summary = N_("{limit}"),
  .config = { cap_fields, sizeof (Cap) },
  .paths = cap_paths,
  .check = cap_check,
  .lower = cap_lower,
};

typedef struct
{
  char *goal;
  int32_t method;
  double holdout;
  SjWhen end;
} Experiment;

enum { METHOD_FIXED, METHOD_ADAPTIVE };

static const SjChoice method_choices[] = {
  { "fixed", N_("Shares stay as they are") },
  { "adaptive", N_("Shares follow success") },
  { NULL }
};

static const SjField experiment_fields[] = {
  { "goal", SJ_FIELD_REFERENCE, offsetof (Experiment, goal), N_("Success is"), .to = SJ_REF_GOAL,
    .flags = SJ_FIELD_REQUIRED },
  { "method", SJ_FIELD_CHOICE, offsetof (Experiment, method), N_("Method"), .choices = method_choices },
  { "holdout", SJ_FIELD_PERCENT, offsetof (Experiment, holdout), N_("Left out"),
    .help = N_("The share that gets no treatment, for comparison."), .max = 99 },
  { "end", SJ_FIELD_DATE_TIME, offsetof (Experiment, end), N_("Ends on"), .flags = SJ_FIELD_ADVANCED },
  { NULL }
};

static const SjPathKind experiment_paths[] = {
  { "treatment", N_("Treatment"), SJ_ROLE_SPLIT, .flags = SJ_PATH_REPEATS,
    .config = { share_fields, sizeof (Share) }, .summary = N_("{share}"), .initial = 2, .least = 2 },
  { "holdout", N_("Left out"), SJ_ROLE_ELSE, .flags = SJ_PATH_OPTIONAL, .needs = "holdout" },
  { NULL }
};

static bool
has_goal (const SjJourney *journey, const char *id)
{
  for (uint32_t i = 0; i < journey->goals->len; i++)
    if (g_strcmp0 (sj_journey_goal (journey, i)->id, id) == 0)
      return true;
  return false;
}

/* Where there is one goal alone, that is the one. */
static void
check_goal (SjChecker *checker, const Experiment *experiment)
{
  const SjJourney *journey = sj_check_journey (checker);
  const SjGoal *only = journey->goals->len == 1 ? sj_journey_goal (journey, 0) : NULL;

  if (experiment->goal == NULL || has_goal (journey, experiment->goal))
    return;
  sj_check_node (checker, SJ_SEVERITY_ERROR, "missing-reference", "goal",
                 _("The goal this refers to is no longer among the journey's goals."));
  if (only != NULL && only->id != NULL)
    sj_check_fix_set (checker, "goal", sj_value_string (only->id), _("Use “%s”"), only->name ? only->name : only->id);
}

static void
experiment_check (const SjNode *node, SjChecker *checker)
{
  const Experiment *experiment = sj_node_config (node);
  const SjSettings *settings = sj_check_journey (checker)->settings;

  check_shares (node, checker);
  check_goal (checker, experiment);
  if (experiment->holdout > 0 && sj_node_path (node, "holdout") == NULL)
    sj_check_leaks (checker);
  if (sj_check_when_before (&experiment->end, &settings->start))
    sj_check_node (checker, SJ_SEVERITY_ERROR, "end-before-start", "end",
                   _("The experiment ends before the journey opens."));
}

/* Who gets what depends on how others did before: all in the order of time. */
static void
lower_adaptive (SjLower *lower, const SjNode *node, const Experiment *experiment, SjShares *shares)
{
  SjProgram *program = sj_lower_program (lower);

  shares->adaptive = true;
  shares->number = program->n_adaptive++;
  shares->first_arm = program->n_arms;
  shares->goal = SJ_NONE;
  for (uint32_t i = 0; experiment->goal != NULL && i < program->journey->goals->len; i++)
    if (g_strcmp0 (sj_journey_goal (program->journey, i)->id, experiment->goal) == 0)
      shares->goal = i;
  program->n_arms += node->n_paths;
  program->competes = true;
}

static void
experiment_lower (SjLower *lower, const SjNode *node)
{
  const Experiment *experiment = sj_node_config (node);
  SjShares shares = { .sticky = true, .holdout = experiment->holdout / 100,
                      .end = sj_lower_when (lower, &experiment->end, SJ_TIME_NEVER) };

  if (experiment->method == METHOD_ADAPTIVE)
    lower_adaptive (lower, node, experiment, &shares);
  add_split (lower, node, &shares, sj_lower_way (lower, "holdout"));
}

const SjKind sj_kind_experiment = {
  .id = "experiment",
  .title = N_("Experiment"),
  .icon = "sj-experiment-symbolic",
  .group = SJ_GROUP_ORCHESTRATION,
  .purpose = N_("Compares treatments; a profile always gets the same one."),
  .summary = N_("{goal}"),
  .config = { experiment_fields, sizeof (Experiment) },
  .paths = experiment_paths,
  .check = experiment_check,
  .lower = experiment_lower,
};
