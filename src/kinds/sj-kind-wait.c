/* sj-kind-wait.c -- hold a profile for a while, or until a moment, then let it go on.
 *
 * The wake time is worked out when a profile arrives and is stored: a later change
 * of its zone moves nobody.  A moment in the past does not wait.  The window comes
 * after whatever else was waited for.
 */
#include "engine/sj-lower.h"
#include "kinds/sj-kinds.h"
#include "model/sj-check-kind.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  int32_t mode;
  SjTime span;
  SjWhen date;
  char *expression;
  uint32_t days;
  int32_t from, until;
} Wait;

static const SjChoice mode_choices[] = {
  { "for", N_("For a time") },
  { "date", N_("Until a date") },
  { "expression", N_("Until a computed date") },
  { "window", N_("Until a day or time of day") },
  { NULL }
};

static const SjField wait_fields[] = {
  { "mode", SJ_FIELD_CHOICE, offsetof (Wait, mode), N_("Wait"), .choices = mode_choices },
  { "for", SJ_FIELD_DURATION, offsetof (Wait, span), N_("Wait for"), .fallback = SJ_DAY, .min = 1,
    .when = "mode=for" },
  { "date", SJ_FIELD_DATE_TIME, offsetof (Wait, date), N_("Until"), .when = "mode=date",
    .flags = SJ_FIELD_REQUIRED },
  { "expression", SJ_FIELD_EXPRESSION, offsetof (Wait, expression), N_("Until"), .result = SJ_LOCAL,
    .when = "mode=expression", .flags = SJ_FIELD_REQUIRED },
  { "days", SJ_FIELD_WEEKDAYS, offsetof (Wait, days), N_("On"), .section = N_("And then until"),
    .help = N_("The profile goes on only on these days."), .fallback = SJ_ALL_DAYS },
  { "from", SJ_FIELD_TIME_OF_DAY, offsetof (Wait, from), N_("From"),
    .help = N_("The profile goes on only from this time of day."), .fallback = SJ_CLOCK_UNSET },
  { "until", SJ_FIELD_TIME_OF_DAY, offsetof (Wait, until), N_("Until"),
    .help = N_("The profile goes on only before this time of day."), .fallback = SJ_CLOCK_UNSET },
  { NULL }
};

static const SjPathKind wait_paths[] = {
  { "next", N_("After the wait"), SJ_ROLE_DEFAULT },
  { NULL }
};

enum { MODE_FOR, MODE_DATE, MODE_EXPRESSION, MODE_WINDOW };    /* of mode_choices */

static void
check_date (SjChecker *checker, const Wait *wait)
{
  const SjSettings *settings = sj_check_journey (checker)->settings;

  sj_check_may_not_wait (checker);
  if (sj_check_when_past (&wait->date, sj_check_now (checker)))
    sj_check_node (checker, SJ_SEVERITY_WARNING, "wait-in-past", "date",
                   _("This moment has passed, so nobody waits here."));
  else if (sj_check_when_before (&wait->date, &settings->start))
    sj_check_node (checker, SJ_SEVERITY_WARNING, "wait-in-past", "date",
                   _("The journey opens after this moment, so nobody waits here."));
}

/* Whether one may go on at some times only. */
static bool
has_window (const Wait *wait)
{
  return wait->days != SJ_ALL_DAYS || wait->from != wait->until;
}

static void
check_window (SjChecker *checker, const Wait *wait)
{
  SjWeek window = { { 0 } };
  bool full = true;

  if (has_window (wait))
    {
      sj_week_add (&window, wait->days, wait->from, wait->until);
      full = sj_week_is_full (&window);
    }
  if (has_window (wait) && sj_week_is_empty (&window))
    sj_check_node (checker, SJ_SEVERITY_ERROR, "never-open", "days",
                   _("No time of the week is allowed, so nobody ever goes on from here."));
  else if (!full)
    sj_check_hours_of (checker, NULL, &window);
  else if (wait->mode == MODE_WINDOW)
    sj_check_node (checker, SJ_SEVERITY_WARNING, "waits-for-nothing", "days",
                   _("Every time of the week is allowed, so nobody waits here."));
  if (wait->mode == MODE_WINDOW)
    sj_check_may_not_wait (checker);
}

static void
wait_check (const SjNode *node, SjChecker *checker)
{
  const Wait *wait = sj_node_config (node);
  SjTime least = wait->mode == MODE_FOR ? wait->span : 0;
  SjTime most = wait->mode == MODE_FOR ? wait->span : wait->mode == MODE_WINDOW ? 0 : SJ_SOME_DAY;

  if (has_window (wait) && most < SJ_SOME_DAY - 7 * SJ_DAY)
    most += 7 * SJ_DAY;
  sj_check_stays (checker, least, most);
  check_window (checker, wait);
  if (wait->mode == MODE_DATE)
    check_date (checker, wait);
}

static void
wait_lower (SjLower *lower, const SjNode *node)
{
  static const SjSleepMode modes[] = { SJ_SLEEP_SPAN, SJ_SLEEP_DATE, SJ_SLEEP_EXPRESSION, SJ_SLEEP_NONE };
  const Wait *wait = sj_node_config (node);
  SjSleep sleep = { .mode = (uint8_t) modes[wait->mode], .window = has_window (wait), .span = wait->span,
                    .date = wait->date, .expression = SJ_NONE };
  uint32_t next = sj_lower_way (lower, "next");

  if (wait->mode == MODE_EXPRESSION)
    sleep.expression = sj_lower_expr (lower, "expression", wait->expression, SJ_EXPR_LOCAL);
  if (sleep.window)
    sleep.week = sj_lower_week (lower, wait->days, wait->from, wait->until);
  if (sj_lower_is_branch (lower))
    sj_lower_listener (lower, SJ_HEAR_TIME, sj_lower_sleep (lower, &sleep))->late = next;
  else
    {
      SjOp *op = sj_lower_op (lower, SJ_DO_SLEEP);

      op->arg = sj_lower_sleep (lower, &sleep);
      op->yes = next;
    }
}

const SjKind sj_kind_wait = {
  .id = "wait",
  .title = N_("Wait"),
  .icon = "sj-wait-symbolic",
  .group = SJ_GROUP_ORCHESTRATION,
  .purpose = N_("Holds a profile for a time, or until a date or time of day."),
  .summary = N_("{for}|until {date}|until {expression}|{days}, {from}–{until}|{days}, from {from}|{days}"),
  .config = { wait_fields, sizeof (Wait) },
  .paths = wait_paths,
  .flags = SJ_KIND_LISTENS | SJ_KIND_WAITS,
  .check = wait_check,
  .lower = wait_lower,
};

static const SjPathKind first_paths[] = {
  { "branch", N_("Branch"), SJ_ROLE_DEFAULT, .flags = SJ_PATH_REPEATS, .initial = 2, .least = 2 },
  { NULL }
};

static void
first_lower (SjLower *lower, const SjNode *node)
{
  sj_lower_fork (lower);
}

/* One path has one target; where several listeners wait at once, they hang on this. */
const SjKind sj_kind_first = {
  .id = "first",
  .title = N_("First of several"),
  .icon = "sj-first-symbolic",
  .group = SJ_GROUP_ORCHESTRATION,
  .purpose = N_("Waits for several events or times at once and goes on with the first that comes."),
  .paths = first_paths,
  .flags = SJ_KIND_FORKS,
  .lower = first_lower,
};
