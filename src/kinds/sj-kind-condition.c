/* sj-kind-condition.c -- ways that part by data, by time of day and by date.
 *
 * Paths are tried from top to bottom and the first that holds is taken.  Without
 * an "else" path a profile for which none holds leaves the journey.
 */
#include "engine/sj-lower.h"
#include "kinds/sj-kinds.h"
#include "model/sj-check-kind.h"

#include <glib/gi18n-lib.h>

#define ELSE_PATH { "else", N_("Others"), SJ_ROLE_ELSE, .flags = SJ_PATH_OPTIONAL }

typedef struct
{
  char *expression;
} Case;

static const SjField case_fields[] = {
  { "expression", SJ_FIELD_EXPRESSION, offsetof (Case, expression), N_("Condition"), .result = SJ_BOOL,
    .flags = SJ_FIELD_REQUIRED },
  { NULL }
};

static const SjPathKind condition_paths[] = {
  { "case", N_("Path"), SJ_ROLE_CONDITION, .flags = SJ_PATH_REPEATS, .config = { case_fields, sizeof (Case) },
    .summary = N_("{expression}"), .initial = 1, .least = 1 },
  ELSE_PATH,
  { "error", N_("On error"), SJ_ROLE_ERROR, .flags = SJ_PATH_OPTIONAL },
  { NULL }
};

/* inAudience ("…") and nothing else: a bit of the profile.  It is the one function
 * that is not called but asked of the surroundings. */
static const SjTree *
audience_alone (const SjExpr *expr)
{
  const SjTree *tree = sj_expr_tree (expr);

  return tree->kind == SJ_TREE_CALL && tree->n_parts == 1 && tree->parts[0]->kind == SJ_TREE_CONST &&
                 tree->parts[0]->value.type == SJ_TEXT && tree->function->call == NULL
             ? tree->parts[0]
             : NULL;
}

static void
lower_case (SjLower *lower, const SjPath *path)
{
  const Case *one = sj_path_config (path);
  uint32_t expression = sj_lower_expr (lower, "expression", one->expression, SJ_EXPR_BOOLEAN);
  const SjTree *audience =
      expression != SJ_NONE ? audience_alone (sj_program_expr (sj_lower_program (lower), expression)) : NULL;
  SjOp *op = sj_lower_op (lower, audience ? SJ_DO_MEMBER : SJ_DO_TEST);

  op->arg = audience ? sj_world_audience (sj_lower_world (lower), audience->value.text, audience->value.length)
                     : expression;
  op->yes = sj_lower_path (lower, path);
  op->error = sj_lower_way (lower, "error");
}

static void
lower_rest (SjLower *lower)
{
  uint32_t way = sj_lower_way (lower, "else");

  sj_lower_op (lower, SJ_DO_REST)->yes = way;
}

static void
condition_lower (SjLower *lower, const SjNode *node)
{
  for (uint32_t i = 0; i < node->n_paths; i++)
    if (node->paths[i]->kind->role == SJ_ROLE_CONDITION)
      lower_case (lower, node->paths[i]);
  lower_rest (lower);
}

const SjKind sj_kind_condition = {
  .id = "condition",
  .title = N_("Condition"),
  .icon = "sj-condition-symbolic",
  .group = SJ_GROUP_ORCHESTRATION,
  .purpose = N_("Parts the ways by what is known of the profile and of the events."),
  .paths = condition_paths,
  .lower = condition_lower,
};

typedef struct
{
  uint32_t days;
  int32_t from, until;
} TimeCase;

static const SjField time_fields[] = {
  { "days", SJ_FIELD_WEEKDAYS, offsetof (TimeCase, days), N_("On"), .fallback = SJ_ALL_DAYS },
  { "from", SJ_FIELD_TIME_OF_DAY, offsetof (TimeCase, from), N_("From"), .fallback = SJ_CLOCK_UNSET },
  { "until", SJ_FIELD_TIME_OF_DAY, offsetof (TimeCase, until), N_("Until"),
    .help = N_("A time that is not later than the beginning belongs to the next day."),
    .fallback = SJ_CLOCK_UNSET },
  { NULL }
};

static const SjPathKind time_paths[] = {
  { "case", N_("Path"), SJ_ROLE_CONDITION, .flags = SJ_PATH_REPEATS, .config = { time_fields, sizeof (TimeCase) },
    .summary = N_("{days}, {from}–{until}|{days}, from {from}|{days}, until {until}|{days}"), .initial = 1,
    .least = 1 },
  ELSE_PATH,
  { NULL }
};

/* What is left when all cases were tried: for the else path, or nobody. */
static void
check_rest (const SjNode *node, SjChecker *checker, bool nothing)
{
  const SjPath *rest = sj_node_path (node, "else");

  if (rest == NULL && !nothing)
    sj_check_leaks (checker);
  else if (rest != NULL && nothing)
    sj_kinds_check_never (checker, rest, _("Nobody takes this path: the others leave no time for it."));
}

static SjWeek
week_of (const SjPath *path)
{
  const TimeCase *hours = sj_path_config (path);
  SjWeek week = { { 0 } };

  sj_week_add (&week, hours->days, hours->from, hours->until);
  return week;
}

/* Some times belong to both, and neither has all of the other's: what lies within
 * another is an exception, and meant. */
static bool
weeks_overlap (const SjPath *one, const SjPath *two)
{
  SjWeek own = week_of (one), other = week_of (two), both = other;

  sj_week_intersect (&both, &own);
  return !sj_week_is_empty (&both) && !sj_week_contains (&own, &other) && !sj_week_contains (&other, &own);
}

/* The first case above that overlaps with this one. */
static void
check_overlap (SjChecker *checker, const SjPath *path, bool (*overlap) (const SjPath *, const SjPath *))
{
  for (uint32_t i = 0; path->node->paths[i] != path; i++)
    {
      const SjPath *other = path->node->paths[i];
      g_autofree char *name = NULL;

      if (!overlap (path, other))
        continue;
      name = sj_path_name (other, NULL);
      sj_check_path (checker, path, SJ_SEVERITY_HINT, "overlap", NULL,
                     _("Some times belong to this path and to “%s”; then “%s” is taken, because it is tried first."),
                     name, name);
      return;
    }
}

static void
check_hours (SjChecker *checker, const SjPath *path, SjWeek *left)
{
  SjWeek own = week_of (path);
  bool never = sj_week_is_empty (&own);

  sj_week_intersect (&own, left);
  if (never)
    sj_kinds_check_never (checker, path, _("Nobody takes this path: no time of the week is allowed."));
  else if (sj_week_is_empty (&own))
    sj_kinds_check_never (checker, path, _("Nobody takes this path: the ones above take all of its times."));
  else if (sj_week_is_full (&own))
    sj_check_path (checker, path, SJ_SEVERITY_WARNING, "always-true", "days",
                   _("Everybody takes this path: it is open at every time of the week."));
  else
    check_overlap (checker, path, weeks_overlap);
  sj_check_hours_of (checker, path, &own);
  sj_week_subtract (left, &own);
}

static void
time_check (const SjNode *node, SjChecker *checker)
{
  const SjPath *rest = sj_node_path (node, "else");
  SjWeek left = { { 0 } };

  sj_week_add (&left, SJ_ALL_DAYS, SJ_CLOCK_UNSET, SJ_CLOCK_UNSET);
  for (uint32_t i = 0; i < node->n_paths; i++)
    if (node->paths[i]->kind->role == SJ_ROLE_CONDITION)
      check_hours (checker, node->paths[i], &left);
  if (rest != NULL)
    sj_check_hours_of (checker, rest, &left);
  check_rest (node, checker, sj_week_is_empty (&left));
}

static void
time_lower (SjLower *lower, const SjNode *node)
{
  SjProgram *program = sj_lower_program (lower);

  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      const TimeCase *one = sj_path_config (node->paths[i]);
      SjHours hours;
      SjOp *op;

      if (node->paths[i]->kind->role != SJ_ROLE_CONDITION)
        continue;
      hours.week = sj_lower_week (lower, one->days, one->from, one->until);
      op = sj_lower_op (lower, SJ_DO_HOURS);
      op->arg = program->hours->len;
      op->yes = sj_lower_path (lower, node->paths[i]);
      g_array_append_val (program->hours, hours);
    }
  lower_rest (lower);
}

const SjKind sj_kind_time_condition = {
  .id = "time-condition",
  .title = N_("Time condition"),
  .icon = "sj-time-condition-symbolic",
  .group = SJ_GROUP_ORCHESTRATION,
  .purpose = N_("Parts the ways by the time of day and the day of the week."),
  .paths = time_paths,
  .check = time_check,
  .lower = time_lower,
};

typedef struct
{
  SjWhen from, until;
} DateCase;

static const SjField date_fields[] = {
  { "from", SJ_FIELD_DATE_TIME, offsetof (DateCase, from), N_("From") },
  { "until", SJ_FIELD_DATE_TIME, offsetof (DateCase, until), N_("Until"),
    .help = N_("This moment itself no longer belongs to it.") },
  { NULL }
};

static const SjPathKind date_paths[] = {
  { "case", N_("Path"), SJ_ROLE_CONDITION, .flags = SJ_PATH_REPEATS, .config = { date_fields, sizeof (DateCase) },
    .summary = N_("{from} – {until}|from {from}|until {until}"), .initial = 1, .least = 1 },
  ELSE_PATH,
  { NULL }
};

/* Times that are still left for the cases to come: parts of a line without gaps
 * between [from, until). */
typedef struct
{
  int64_t from, until;      /* milliseconds */
} Stretch;

static int64_t
milliseconds (const SjWhen *when, int64_t unset)
{
  return when->form == SJ_WHEN_UNSET ? unset : when->seconds * 1000 + when->nanos / 1000000;
}

/* Takes the case out of what is left; whether it took anything. */
static bool
take (GArray *left, Stretch taken)
{
  bool some = false;

  for (guint i = 0; i < left->len; i++)
    {
      Stretch *part = &g_array_index (left, Stretch, i);
      Stretch behind = { MAX (part->from, taken.until), part->until };

      if (taken.until <= part->from || taken.from >= part->until)
        continue;
      some = true;
      part->until = MAX (part->from, taken.from);
      if (part->from >= part->until)
        g_array_remove_index (left, i--);
      if (behind.from < behind.until)
        g_array_insert_val (left, ++i, behind);
    }
  return some;
}

/* All dates of one form, and whole milliseconds, so that they can be compared. */
static bool
are_comparable (const SjNode *node)
{
  SjWhenForm form = SJ_WHEN_UNSET;

  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      const DateCase *dates = sj_path_config (node->paths[i]);

      if (node->paths[i]->kind->role != SJ_ROLE_CONDITION)
        continue;
      for (unsigned end = 0; end < 2; end++)
        {
          const SjWhen *when = end == 0 ? &dates->from : &dates->until;

          if (when->form == SJ_WHEN_UNSET)
            continue;
          if ((form != SJ_WHEN_UNSET && when->form != form) || when->nanos % 1000000 != 0)
            return false;
          form = when->form;
        }
    }
  return true;
}

static Stretch
stretch_of (const SjPath *path)
{
  const DateCase *dates = sj_path_config (path);

  return (Stretch) { milliseconds (&dates->from, INT64_MIN), milliseconds (&dates->until, INT64_MAX) };
}

static bool
dates_overlap (const SjPath *one, const SjPath *two)
{
  Stretch own = stretch_of (one), other = stretch_of (two);

  return MAX (own.from, other.from) < MIN (own.until, other.until) &&
         (own.from < other.from) == (own.until < other.until) && own.from != other.from && own.until != other.until;
}

static void
check_dates (SjChecker *checker, const SjPath *path, GArray *left)
{
  const DateCase *dates = sj_path_config (path);
  Stretch own = stretch_of (path);

  if (own.from >= own.until)
    sj_kinds_check_never (checker, path, _("Nobody takes this path: it ends before it begins."));
  else if (sj_check_when_past (&dates->until, sj_check_now (checker)))
    sj_check_path (checker, path, SJ_SEVERITY_WARNING, "already-over", "until",
                   _("Nobody takes this path any more: its time has passed."));
  else if (!take (left, own))
    sj_kinds_check_never (checker, path, _("Nobody takes this path: the ones above take all of its time."));
  else
    check_overlap (checker, path, dates_overlap);
}

static void
date_check (const SjNode *node, SjChecker *checker)
{
  g_autoptr (GArray) left = NULL;
  Stretch always = { INT64_MIN, INT64_MAX };

  if (!are_comparable (node))
    {
      check_rest (node, checker, false);
      return;
    }
  left = g_array_new (FALSE, FALSE, sizeof (Stretch));
  g_array_append_val (left, always);
  for (uint32_t i = 0; i < node->n_paths; i++)
    if (node->paths[i]->kind->role == SJ_ROLE_CONDITION)
      check_dates (checker, node->paths[i], left);
  check_rest (node, checker, left->len == 0);
}

static void
date_lower (SjLower *lower, const SjNode *node)
{
  SjProgram *program = sj_lower_program (lower);

  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      const DateCase *one = sj_path_config (node->paths[i]);
      SjDates dates;
      SjOp *op;

      if (node->paths[i]->kind->role != SJ_ROLE_CONDITION)
        continue;
      dates = (SjDates) { one->from, one->until };
      op = sj_lower_op (lower, SJ_DO_DATES);
      op->arg = program->dates->len;
      op->yes = sj_lower_path (lower, node->paths[i]);
      g_array_append_val (program->dates, dates);
    }
  lower_rest (lower);
}

const SjKind sj_kind_date_condition = {
  .id = "date-condition",
  .title = N_("Date condition"),
  .icon = "sj-date-condition-symbolic",
  .group = SJ_GROUP_ORCHESTRATION,
  .purpose = N_("Parts the ways by the date."),
  .paths = date_paths,
  .check = date_check,
  .lower = date_lower,
};
