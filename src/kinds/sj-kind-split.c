/* sj-kind-split.c -- ways that part by chance or by number: shares, caps, experiments.
 *
 * Chance is a hash of journey, profile, node and visit; in an experiment the visit
 * does not count, so that a profile always gets the same treatment.
 */
#include "kinds/sj-kinds.h"

#include <glib/gi18n-lib.h>

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

const SjKind sj_kind_split = {
  .id = "split",
  .title = N_("Percentage split"),
  .icon = "sj-split-symbolic",
  .group = SJ_GROUP_ORCHESTRATION,
  .purpose = N_("Parts the profiles by chance, in the shares you set."),
  .paths = split_paths,
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

const SjKind sj_kind_profile_cap = {
  .id = "profile-cap",
  .title = N_("Profile cap"),
  .icon = "sj-profile-cap-symbolic",
  .group = SJ_GROUP_ORCHESTRATION,
  .purpose = N_("Lets a number of profiles through and sends the others another way."),
  .summary = N_("{limit}"),
  .config = { cap_fields, sizeof (Cap) },
  .paths = cap_paths,
};

typedef struct
{
  char *goal;
  int32_t method;
  double holdout;
  SjWhen end;
} Experiment;

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

const SjKind sj_kind_experiment = {
  .id = "experiment",
  .title = N_("Experiment"),
  .icon = "sj-experiment-symbolic",
  .group = SJ_GROUP_ORCHESTRATION,
  .purpose = N_("Compares treatments; a profile always gets the same one."),
  .summary = N_("{goal}"),
  .config = { experiment_fields, sizeof (Experiment) },
  .paths = experiment_paths,
};
