/* sj-kind-reaction.c -- wait for what a profile does with a message of this journey. */
#include "kinds/sj-kinds.h"

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
};
