/* sj-kind-event.c -- begin with an event, or wait for one.
 *
 * Behind another step it listens from the moment a profile arrives; there is no
 * look-back unless `accept` says so.  At the beginning there is nothing to wait
 * for, so the timeout means nothing there.
 */
#include "engine/sj-lower.h"
#include "kinds/sj-kinds.h"
#include "model/sj-check-kind.h"
#include "profile/sj-event.h"

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

enum { ACCEPT_FROM_HERE, ACCEPT_SINCE_ENTRY };    /* of accept_choices */

static const char *
identity_of (SjChecker *checker, const char *event)
{
  const SjEntry *entry = sj_kinds_find (checker, SJ_REF_EVENT, event);

  return entry ? ((const SjEventType *) entry->config)->space : NULL;
}

static const char *
space_name (SjChecker *checker, const char *space)
{
  const SjEntry *entry = sj_kinds_find (checker, SJ_REF_NAMESPACE, space);

  return entry ? entry->name : space;
}

/* An event that knows people by something else than the one they came with finds
 * only those who are known by both. */
static void
check_identity (SjChecker *checker, const Event *event)
{
  const SjNode *first = sj_check_beginning (checker);
  const char *here = identity_of (checker, event->event);
  const char *there = first ? identity_of (checker, sj_node_text (first, "event")) : NULL;

  if (here == NULL || there == NULL || g_str_equal (here, there))
    return;
  sj_check_node (checker, SJ_SEVERITY_WARNING, "other-identity", "event",
                 _("This event knows profiles by “%s”, the journey begins with “%s”; it is noticed only for profiles "
                   "that have both."),
                 space_name (checker, here), space_name (checker, there));
}

static void
event_check (const SjNode *node, SjChecker *checker)
{
  const Event *event = sj_node_config (node);

  sj_kinds_check_timeout (checker, node, event->timeout);
  sj_check_gives (checker, "next", SJ_FACT_EVENT, event->event, sj_kinds_is_timeout_apart (node, event->timeout));
  if (!sj_check_begins (checker))
    check_identity (checker, event);
}

static void
event_lower (SjLower *lower, const SjNode *node)
{
  const Event *event = sj_node_config (node);
  uint32_t condition = sj_lower_expr (lower, "condition", event->condition, SJ_EXPR_BOOLEAN);
  uint32_t what = sj_lower_event (lower, event->event);
  SjListener *listener;

  if (sj_lower_begins (lower))
    {
      SjEntryPoint *entry = sj_lower_entry (lower, SJ_ENTRY_EVENT);

      entry->what = what;
      entry->condition = condition;
      sj_lower_goto (lower, "next");
      return;
    }
  listener = sj_lower_listener (lower, SJ_HEAR_EVENT, what);
  listener->condition = condition;
  listener->yes = sj_lower_way (lower, "next");
  if (event->accept == ACCEPT_SINCE_ENTRY)
    listener->heard = sj_lower_program (lower)->n_heard++;
  sj_lower_deadline (lower, listener, event->timeout, "next");
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
  .lower = event_lower,
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

/* Everybody whom the reading behind it finds enters here. */
static void
business_lower (SjLower *lower, const SjNode *node)
{
  const BusinessEvent *event = sj_node_config (node);
  const SjNode *next = sj_node_path (node, "next") ? sj_path_target (sj_node_path (node, "next")) : NULL;
  uint32_t condition = sj_lower_expr (lower, "condition", event->condition, SJ_EXPR_BOOLEAN);
  SjEntryPoint *entry;

  if (!sj_lower_begins (lower))    /* as any other: nobody comes in where another step leads to */
    {
      sj_lower_goto (lower, "next");
      return;
    }
  entry = sj_lower_entry (lower, SJ_ENTRY_BUSINESS);
  entry->what = sj_lower_event (lower, event->event);
  entry->condition = condition;
  if (next != NULL && (next->kind->flags & SJ_KIND_FOLLOWS_BUSINESS))
    entry->read = sj_lower_audience (lower, sj_node_text (next, "audience"));
  sj_lower_goto (lower, "next");
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
  .lower = business_lower,
};
