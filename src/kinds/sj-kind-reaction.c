/* sj-kind-reaction.c -- wait for what a profile does with a message of this journey. */
#include "engine/sj-lower.h"
#include "kinds/sj-kinds.h"
#include "model/sj-check-kind.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *message;
  int32_t reaction;
  char *link;
  SjTime timeout;
} Reaction;

static const SjChoice reaction_choices[] = {
  { "delivered", N_("Delivered") },
  { "opened", N_("Opened") },
  { "clicked", N_("Clicked") },
  { "bounced", N_("Bounced") },
  { "failed", N_("Failed") },
  { "unsubscribed", N_("Unsubscribed") },
  { NULL }
};

static const SjField reaction_fields[] = {
  { "message", SJ_FIELD_REFERENCE, offsetof (Reaction, message), N_("Message"),
    .help = N_("An earlier message of this journey."), .to = SJ_REF_NODE, .flags = SJ_FIELD_REQUIRED },
  { "reaction", SJ_FIELD_CHOICE, offsetof (Reaction, reaction), N_("Was"), .choices = reaction_choices,
    .fallback = 1 },
  { "link", SJ_FIELD_TEXT, offsetof (Reaction, link), N_("Link"),
    .help = N_("Only a click on the link of this name counts; any link where nothing stands here."),
    .when = "reaction=clicked" },
  { "timeout", SJ_FIELD_DURATION, offsetof (Reaction, timeout), N_("Wait at most"),
    .help = N_("After this time the profile goes on by the timeout path, or by the usual path where there is none.") },
  { NULL }
};

static const SjPathKind reaction_paths[] = {
  { "next", N_("When it happens"), SJ_ROLE_OUTCOME },
  { "timeout", N_("Timeout"), SJ_ROLE_TIMEOUT, .flags = SJ_PATH_OPTIONAL, .needs = "timeout" },
  { NULL }
};

enum { REACTION_OPENED = 1, REACTION_CLICKED };    /* of reaction_choices */

/* What nobody counts cannot be waited for. */
static void
check_tracking (SjChecker *checker, const Reaction *reaction, const SjNode *message)
{
  const char *field = reaction->reaction == REACTION_OPENED    ? "trackOpens"
                      : reaction->reaction == REACTION_CLICKED ? "trackClicks"
                                                               : NULL;

  if (field == NULL)
    return;
  if (sj_spec_find (&message->kind->config, field) == NULL)
    sj_check_node (checker, SJ_SEVERITY_ERROR, "never-known", "reaction",
                   _("Whether a message of the kind “%s” was opened is never known."), _(message->kind->title));
  else if (sj_node_integer (message, field) == 0)
    sj_check_node (checker, SJ_SEVERITY_ERROR, "not-tracked", "reaction",
                   reaction->reaction == REACTION_OPENED ? _("Opens of “%s” are not tracked, so this never happens.")
                                                         : _("Clicks in “%s” are not tracked, so this never happens."),
                   sj_node_title (message));
}

static void
check_message (SjChecker *checker, const Reaction *reaction)
{
  const SjNode *message = reaction->message ? sj_journey_find (sj_check_journey (checker), reaction->message) : NULL;

  if (reaction->message == NULL)
    return;
  if (message == NULL)
    sj_check_node (checker, SJ_SEVERITY_ERROR, "missing-reference", "message",
                   _("The message this refers to is no longer in the journey."));
  else if (!(message->kind->flags & SJ_KIND_SENDS))
    sj_check_node (checker, SJ_SEVERITY_ERROR, "sends-nothing", "message",
                   _("“%s” sends nothing, so nobody can react to it."), sj_node_title (message));
  else
    {
      sj_check_needs (checker, SJ_FACT_MESSAGE, reaction->message, "message");
      check_tracking (checker, reaction, message);
    }
}

static void
reaction_check (const SjNode *node, SjChecker *checker)
{
  const Reaction *reaction = sj_node_config (node);

  sj_kinds_check_timeout (checker, node, reaction->timeout);
  check_message (checker, reaction);
}

static void
reaction_lower (SjLower *lower, const SjNode *node)
{
  const Reaction *reaction = sj_node_config (node);
  SjListener *listener = sj_lower_listener (lower, SJ_HEAR_REACTION, sj_lower_station (lower, reaction->message));

  listener->verb = (uint8_t) reaction->reaction;
  listener->link = reaction->reaction == REACTION_CLICKED ? reaction->link : NULL;
  listener->yes = sj_lower_way (lower, "next");
  sj_lower_deadline (lower, listener, reaction->timeout, "next");
}

const SjKind sj_kind_reaction = {
  .id = "reaction",
  .title = N_("Reaction"),
  .icon = "sj-reaction-symbolic",
  .group = SJ_GROUP_EVENT,
  .purpose = N_("Waits until a message of this journey is opened, clicked or otherwise reacted to."),
  .summary = N_("{reaction}"),
  .config = { reaction_fields, sizeof (Reaction) },
  .paths = reaction_paths,
  .flags = SJ_KIND_LISTENS | SJ_KIND_WAITS,
  .check = reaction_check,
  .lower = reaction_lower,
};
