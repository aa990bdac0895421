/* sj-kind-event.c -- begin with an event, or wait for one.
 *
 * Behind another step it listens from the moment a profile arrives; there is no
 * look-back unless `accept` says so.  At the beginning there is nothing to wait
 * for, so the timeout means nothing there.
 */
#include "kinds/sj-kinds.h"
#include "model/sj-check-kind.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *event;
  char *condition;
  SjTime timeout;
  int32_t accept;
} Event;

static const SjChoice accept_choices[] = {
  { "from-here", N_("From here on") },
  { "since-entry", N_("Since the journey was entered") },
  { NULL }
};

static const SjField event_fields[] = {
  { "event", SJ_FIELD_REFERENCE, offsetof (Event, event), N_("Event"), .to = SJ_REF_EVENT,
    .flags = SJ_FIELD_REQUIRED },
  { "condition", SJ_FIELD_EXPRESSION, offsetof (Event, condition), N_("Only if"),
    .help = N_("An expression on the event; an event for which it is not true is passed over."),
    .result = SJ_BOOL, .about = "event" },
  { "timeout", SJ_FIELD_DURATION, offsetof (Event, timeout), N_("Wait at most"),
    .help = N_("After this time the profile goes on by the timeout path, or by the usual path where there is none.") },
  { "accept", SJ_FIELD_CHOICE, offsetof (Event, accept), N_("Counts if it happened"), .choices = accept_choices,
    .flags = SJ_FIELD_ADVANCED },
  { NULL }
};

static const SjPathKind event_paths[] = {
  { "next", N_("When it happens"), SJ_ROLE_DEFAULT },
  { "timeout", N_("Timeout"), SJ_ROLE_TIMEOUT, .flags = SJ_PATH_OPTIONAL, .needs = "timeout" },
  { NULL }
};

static void
event_check (const SjNode *node, SjChecker *checker)
{
  const Event *event = sj_node_config (node);

  sj_kinds_check_timeout (checker, node, event->timeout);
  sj_check_gives (checker, "next", SJ_FACT_EVENT, event->event, sj_kinds_is_timeout_apart (node, event->timeout));
}

const SjKind sj_kind_event = {
  .id = "event",
  .title = N_("Event"),
  .icon = "sj-event-symbolic",
  .group = SJ_GROUP_EVENT,
  .purpose = N_("Begins the journey when a profile does something, or waits until it does."),
  .summary = N_("{event}"),
  .config = { event_fields, sizeof (Event) },
  .paths = event_paths,
  .flags = SJ_KIND_STARTS | SJ_KIND_LISTENS | SJ_KIND_WAITS,
  .check = event_check,
};

typedef struct
{
  char *event;
  char *condition;
  bool concurrent;
} BusinessEvent;

static const SjField business_fields[] = {
  { "event", SJ_FIELD_REFERENCE, offsetof (BusinessEvent, event), N_("Event"), .to = SJ_REF_EVENT,
    .flags = SJ_FIELD_REQUIRED },
  { "condition", SJ_FIELD_EXPRESSION, offsetof (BusinessEvent, condition), N_("Only if"),
    .help = N_("An expression on the event; an event for which it is not true is passed over."),
    .result = SJ_BOOL, .about = "event" },
  { "concurrent", SJ_FIELD_BOOL, offsetof (BusinessEvent, concurrent), N_("Run again while a run is going on"),
    .flags = SJ_FIELD_ADVANCED },
  { NULL }
};

static const SjPathKind business_paths[] = {
  { "next", N_("When it happens"), SJ_ROLE_DEFAULT },
  { NULL }
};

static void
business_check (const SjNode *node, SjChecker *checker)
{
  const BusinessEvent *event = sj_node_config (node);

  sj_check_gives (checker, "next", SJ_FACT_EVENT, event->event, true);
}

const SjKind sj_kind_business_event = {
  .id = "business-event",
  .title = N_("Business event"),
  .icon = "sj-business-event-symbolic",
  .group = SJ_GROUP_EVENT,
  .purpose = N_("Begins the journey for a whole audience when something happens in the business."),
  .summary = N_("{event}"),
  .config = { business_fields, sizeof (BusinessEvent) },
  .paths = business_paths,
  .flags = SJ_KIND_ENTRY | SJ_KIND_BUSINESS,
  .check = business_check,
};
