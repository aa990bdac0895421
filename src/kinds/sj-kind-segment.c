/* sj-kind-segment.c -- a profile did A; or did A and then not B within a time.
 *
 * At the beginning of a journey only `yes` is ever taken: whoever does B in time is
 * dropped silently.  Inside a journey A is waited for, and the other paths count.
 */
#include "kinds/sj-kinds.h"

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
};
