/* sj-kind-condition.c -- ways that part by data, by time of day and by date.
 *
 * Paths are tried from top to bottom and the first that holds is taken.  Without
 * an "else" path a profile for which none holds leaves the journey.
 */
#include "kinds/sj-kinds.h"

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

const SjKind sj_kind_condition = {
  .id = "condition",
  .title = N_("Condition"),
  .icon = "sj-condition-symbolic",
  .group = SJ_GROUP_ORCHESTRATION,
  .purpose = N_("Parts the ways by what is known of the profile and of the events."),
  .paths = condition_paths,
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

const SjKind sj_kind_time_condition = {
  .id = "time-condition",
  .title = N_("Time condition"),
  .icon = "sj-time-condition-symbolic",
  .group = SJ_GROUP_ORCHESTRATION,
  .purpose = N_("Parts the ways by the time of day and the day of the week."),
  .paths = time_paths,
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

const SjKind sj_kind_date_condition = {
  .id = "date-condition",
  .title = N_("Date condition"),
  .icon = "sj-date-condition-symbolic",
  .group = SJ_GROUP_ORCHESTRATION,
  .purpose = N_("Parts the ways by the date."),
  .paths = date_paths,
};
