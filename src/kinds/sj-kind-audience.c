/* sj-kind-audience.c -- audiences as the beginning: as they change, or read as a whole.
 *
 * Qualification may also stand inside a journey, where it listens like an event.
 * Reading an audience can only begin one, or follow a business event.
 */
#include "engine/sj-lower.h"
#include "kinds/sj-kinds.h"
#include "model/sj-check-kind.h"
#include "model/sj-settings.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *audience;
  int32_t membership;       /* SjMembership */
  SjTime timeout;
} Audience;

static const SjField audience_fields[] = {
  { "audience", SJ_FIELD_REFERENCE, offsetof (Audience, audience), N_("Audience"), .to = SJ_REF_AUDIENCE,
    .flags = SJ_FIELD_REQUIRED },
  { "membership", SJ_FIELD_CHOICE, offsetof (Audience, membership), N_("The profile"),
    .choices = sj_membership_choices },
  { "timeout", SJ_FIELD_DURATION, offsetof (Audience, timeout), N_("Wait at most"),
    .help = N_("After this time the profile goes on by the timeout path, or by the usual path where there is none.") },
  { NULL }
};

static const SjPathKind audience_paths[] = {
  { "next", N_("When it happens"), SJ_ROLE_DEFAULT },
  { "timeout", N_("Timeout"), SJ_ROLE_TIMEOUT, .flags = SJ_PATH_OPTIONAL, .needs = "timeout" },
  { NULL }
};

static void
audience_check (const SjNode *node, SjChecker *checker)
{
  const Audience *audience = sj_node_config (node);

  sj_kinds_check_timeout (checker, node, audience->timeout);
}

static void
audience_lower (SjLower *lower, const SjNode *node)
{
  const Audience *audience = sj_node_config (node);
  uint32_t what = sj_lower_audience (lower, audience->audience);
  SjListener *listener;

  if (sj_lower_begins (lower))
    {
      SjEntryPoint *entry = sj_lower_entry (lower, SJ_ENTRY_AUDIENCE);

      entry->what = what;
      entry->membership = (uint8_t) audience->membership;
      sj_lower_goto (lower, "next");
      return;
    }
  listener = sj_lower_listener (lower, SJ_HEAR_AUDIENCE, what);
  listener->verb = (uint8_t) audience->membership;
  listener->yes = sj_lower_way (lower, "next");
  sj_lower_deadline (lower, listener, audience->timeout, "next");
}

const SjKind sj_kind_audience = {
  .id = "audience",
  .title = N_("Audience qualification"),
  .icon = "sj-audience-symbolic",
  .group = SJ_GROUP_EVENT,
  .purpose = N_("Begins or goes on when a profile enters or leaves an audience."),
  .summary = N_("{membership} {audience}"),
  .config = { audience_fields, sizeof (Audience) },
  .paths = audience_paths,
  .flags = SJ_KIND_STARTS | SJ_KIND_LISTENS | SJ_KIND_WAITS,
  .check = audience_check,
  .lower = audience_lower,
};

typedef struct
{
  char *audience;
  int32_t repeat;
  SjWhen start, until;
  int32_t at;
  uint32_t days;
  int64_t day;
  bool incremental;
  bool force;
  int64_t rate;
} ReadAudience;

static const SjChoice repeat_choices[] = {
  { "at-once", N_("As soon as possible") },
  { "once", N_("Once") },
  { "hourly", N_("Every hour") },
  { "daily", N_("Every day") },
  { "weekly", N_("Every week") },
  { "monthly", N_("Every month") },
  { NULL }
};

static const SjField read_fields[] = {
  { "audience", SJ_FIELD_REFERENCE, offsetof (ReadAudience, audience), N_("Audience"), .to = SJ_REF_AUDIENCE,
    .flags = SJ_FIELD_REQUIRED },
  { "repeat", SJ_FIELD_CHOICE, offsetof (ReadAudience, repeat), N_("When"), .section = N_("Schedule"),
    .choices = repeat_choices },
  { "start", SJ_FIELD_DATE_TIME, offsetof (ReadAudience, start), N_("First on"),
    .when = "repeat=once|hourly|daily|weekly|monthly" },
  { "at", SJ_FIELD_TIME_OF_DAY, offsetof (ReadAudience, at), N_("At"), .fallback = SJ_CLOCK_UNSET,
    .when = "repeat=daily|weekly|monthly" },
  { "days", SJ_FIELD_WEEKDAYS, offsetof (ReadAudience, days), N_("On"), .when = "repeat=weekly",
    .flags = SJ_FIELD_REQUIRED },
  { "day", SJ_FIELD_INTEGER, offsetof (ReadAudience, day), N_("Day of the month"),
    .help = N_("In a shorter month the last day counts."), .fallback = 1, .min = 1, .max = 31,
    .when = "repeat=monthly" },
  { "until", SJ_FIELD_DATE_TIME, offsetof (ReadAudience, until), N_("Last on"),
    .when = "repeat=hourly|daily|weekly|monthly" },
  { "incremental", SJ_FIELD_BOOL, offsetof (ReadAudience, incremental), N_("Only new members"),
    .help = N_("The first time everybody enters, later only those who have become members since."),
    .when = "repeat=hourly|daily|weekly|monthly" },
  { "force", SJ_FIELD_BOOL, offsetof (ReadAudience, force), N_("Take out those still inside before each run"),
    .when = "repeat=hourly|daily|weekly|monthly", .flags = SJ_FIELD_ADVANCED },
  { "rate", SJ_FIELD_INTEGER, offsetof (ReadAudience, rate), N_("Profiles a second"), .fallback = 5000, .min = 1,
    .max = 1000000, .flags = SJ_FIELD_ADVANCED },
  { NULL }
};

static const SjPathKind read_paths[] = {
  { "next", N_("For each member"), SJ_ROLE_DEFAULT },
  { NULL }
};

enum { REPEAT_AT_ONCE, REPEAT_ONCE };    /* of repeat_choices; from the third on it repeats */

static void
read_check (const SjNode *node, SjChecker *checker)
{
  const ReadAudience *read = sj_node_config (node);
  const SjSettings *settings = sj_check_journey (checker)->settings;

  if (read->repeat == REPEAT_AT_ONCE)
    return;
  if (read->repeat > REPEAT_ONCE && sj_check_when_before (&read->until, &read->start))
    sj_check_node (checker, SJ_SEVERITY_ERROR, "end-before-start", "until",
                   _("The last time is before the first, so the audience is never read."));
  else if (read->repeat == REPEAT_ONCE && sj_check_when_past (&read->start, sj_check_now (checker)))
    sj_check_node (checker, SJ_SEVERITY_WARNING, "already-over", "start",
                   _("This moment has passed, so the audience is not read."));
  if (sj_check_when_before (&settings->end, &read->start))
    sj_check_node (checker, SJ_SEVERITY_ERROR, "start-after-end", "start",
                   _("The journey closes before the audience is read for the first time."));
  else if (read->repeat == REPEAT_ONCE && sj_check_when_before (&read->start, &settings->start))
    sj_check_node (checker, SJ_SEVERITY_ERROR, "start-before-start", "start",
                   _("The audience is read before the journey opens, so nobody can enter."));
}

static void
read_lower (SjLower *lower, const SjNode *node)
{
  const ReadAudience *read = sj_node_config (node);

  if (sj_lower_begins (lower))
    sj_lower_entry (lower, SJ_ENTRY_READ)->what = sj_lower_audience (lower, read->audience);
  sj_lower_goto (lower, "next");
}

const SjKind sj_kind_read_audience = {
  .id = "read-audience",
  .title = N_("Read audience"),
  .icon = "sj-read-audience-symbolic",
  .group = SJ_GROUP_EVENT,
  .purpose = N_("Begins the journey for all members of an audience, once or on a schedule."),
  .summary = N_("{audience}"),
  .config = { read_fields, sizeof (ReadAudience) },
  .paths = read_paths,
  .flags = SJ_KIND_ENTRY | SJ_KIND_FOLLOWS_BUSINESS,
  .check = read_check,
  .lower = read_lower,
};
