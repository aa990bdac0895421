/* sj-kind-segment.c -- a profile did A; or did A and then not B within a time.
 *
 * At the beginning of a journey only `yes` is ever taken: whoever does B in time is
 * dropped silently.  Inside a journey A is waited for, and the other paths count.
 */
#include "engine/sj-lower.h"
#include "kinds/sj-kinds.h"
#include "model/sj-check-kind.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  int32_t mode;
  char *event;
  char *condition;
  char *unless;
  char *unless_condition;
  SjTime within;
  SjTime timeout;
} Segment;

static const SjChoice mode_choices[] = {
  { "action", N_("Did something") },
  { "inaction", N_("Did something, but not something else") },
  { NULL }
};

static const SjField segment_fields[] = {
  { "mode", SJ_FIELD_CHOICE, offsetof (Segment, mode), N_("The profile"), .choices = mode_choices },
  { "event", SJ_FIELD_REFERENCE, offsetof (Segment, event), N_("Did"), .to = SJ_REF_EVENT,
    .flags = SJ_FIELD_REQUIRED },
  { "condition", SJ_FIELD_EXPRESSION, offsetof (Segment, condition), N_("Only if"),
    .help = N_("An expression on the event; an event for which it is not true is passed over."),
    .result = SJ_BOOL, .about = "event" },
  { "unless", SJ_FIELD_REFERENCE, offsetof (Segment, unless), N_("And did not do"), .to = SJ_REF_EVENT,
    .when = "mode=inaction", .flags = SJ_FIELD_REQUIRED },
  { "unlessCondition", SJ_FIELD_EXPRESSION, offsetof (Segment, unless_condition), N_("Only if"),
    .help = N_("An expression on the event that must not happen."),
    .result = SJ_BOOL, .about = "unless", .when = "mode=inaction" },
  { "within", SJ_FIELD_DURATION, offsetof (Segment, within), N_("Within"),
    .help = N_("Counted from the first event."), .when = "mode=inaction", .flags = SJ_FIELD_REQUIRED },
  { "timeout", SJ_FIELD_DURATION, offsetof (Segment, timeout), N_("Wait at most"),
    .help = N_("Inside a journey: how long a profile waits for the first event.") },
  { NULL }
};

static const SjPathKind segment_paths[] = {
  { "yes", N_("Yes"), SJ_ROLE_OUTCOME },
  { "no", N_("No"), SJ_ROLE_ELSE, .flags = SJ_PATH_OPTIONAL },
  { "timeout", N_("Timeout"), SJ_ROLE_TIMEOUT, .flags = SJ_PATH_OPTIONAL, .needs = "timeout" },
  { NULL }
};

enum { MODE_ACTION, MODE_INACTION };    /* of mode_choices */

/* Inside a journey: the time for the first event, and then for the one that must
 * not happen. */
static void
check_stay (SjChecker *checker, const Segment *segment)
{
  SjTime most = segment->timeout > 0 ? segment->timeout : SJ_TIME_NEVER;

  if (sj_check_begins (checker))
    return;
  if (most != SJ_TIME_NEVER && segment->mode == MODE_INACTION)
    most += segment->within;
  sj_check_stays (checker, 0, most);
}

static void
check_no (const SjNode *node, SjChecker *checker, const Segment *segment)
{
  const SjPath *no = sj_node_path (node, "no");

  if (no != NULL && segment->mode == MODE_ACTION)
    sj_kinds_check_never (checker, no, _("Nobody takes this path: there is nothing that must not happen."));
  else if (no != NULL && sj_check_begins (checker))
    sj_kinds_check_never (checker, no,
                          _("Nobody takes this path: at the beginning, whoever does it does not enter the journey."));
  else if (no == NULL && segment->mode == MODE_INACTION)
    sj_check_leaks (checker);
}

static void
segment_check (const SjNode *node, SjChecker *checker)
{
  const Segment *segment = sj_node_config (node);

  sj_kinds_check_timeout (checker, node, segment->timeout);
  check_stay (checker, segment);
  check_no (node, checker, segment);
  sj_check_gives (checker, "yes", SJ_FACT_EVENT, segment->event,
                  sj_kinds_is_timeout_apart (node, segment->timeout));
  sj_check_gives (checker, "no", SJ_FACT_EVENT, segment->event, true);
  sj_check_gives (checker, "no", SJ_FACT_EVENT, segment->unless, true);
}

static void
segment_begin (SjLower *lower, const Segment *segment, uint32_t condition, uint32_t unless)
{
  SjEntryPoint *entry = sj_lower_entry (lower, segment->mode == MODE_INACTION ? SJ_ENTRY_INACTION : SJ_ENTRY_EVENT);

  entry->what = sj_lower_event (lower, segment->event);
  entry->condition = condition;
  entry->unless = sj_lower_event (lower, segment->unless);
  entry->unless_condition = unless;
  entry->within = segment->within;
  sj_lower_goto (lower, "yes");
}

/* After the first event: the one that must not happen, until its time is up. */
static void
segment_rest (SjLower *lower, const Segment *segment, uint32_t unless)
{
  SjListener *listener;

  sj_lower_listen_again (lower);
  listener = sj_lower_listener (lower, SJ_HEAR_EVENT, sj_lower_event (lower, segment->unless));
  listener->condition = unless;
  listener->yes = sj_lower_way (lower, "no");
  listener->within = segment->within;
  listener->late = sj_lower_way (lower, "yes");
}

static void
segment_lower (SjLower *lower, const SjNode *node)
{
  const Segment *segment = sj_node_config (node);
  uint32_t condition = sj_lower_expr (lower, "condition", segment->condition, SJ_EXPR_BOOLEAN);
  uint32_t unless = segment->mode == MODE_INACTION
                        ? sj_lower_expr (lower, "unlessCondition", segment->unless_condition, SJ_EXPR_BOOLEAN)
                        : SJ_NONE;
  SjListener *listener;

  if (sj_lower_begins (lower))
    {
      segment_begin (lower, segment, condition, unless);
      return;
    }
  listener = sj_lower_listener (lower, SJ_HEAR_EVENT, sj_lower_event (lower, segment->event));
  listener->condition = condition;
  listener->yes = sj_lower_way (lower, "yes");
  listener->then = segment->mode == MODE_INACTION ? 1 : SJ_NONE;
  sj_lower_deadline (lower, listener, segment->timeout, "yes");
  if (segment->mode == MODE_INACTION && !sj_lower_is_branch (lower))
    segment_rest (lower, segment, unless);
}

const SjKind sj_kind_segment = {
  .id = "segment",
  .title = N_("Segment"),
  .icon = "sj-segment-symbolic",
  .group = SJ_GROUP_EVENT,
  .purpose = N_("Begins or goes on when a profile did one thing, or did one thing and not another."),
  .summary = N_("{event}, but not {unless} within {within}|{event}"),
  .config = { segment_fields, sizeof (Segment) },
  .paths = segment_paths,
  .flags = SJ_KIND_STARTS | SJ_KIND_LISTENS | SJ_KIND_WAITS,
  .check = segment_check,
  .lower = segment_lower,
};
