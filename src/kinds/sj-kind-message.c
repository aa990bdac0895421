/* sj-kind-message.c -- email, push, SMS and in-app: kinds that differ by their content.
 *
 * The content is a message of the workspace, or it stands here.  A profile that may
 * not or cannot get the message goes on by `unreachable` where that is drawn, else
 * by `next`.
 */
#include "base/sj-channel.h"
#include "content/sj-channel-settings.h"
#include "content/sj-message.h"
#include "engine/sj-lower.h"
#include "kinds/sj-kinds.h"
#include "model/sj-check-kind.h"
#include "profile/sj-pressure.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *configuration;
  char *message;
  char *title;              /* email: the subject */
  char *preheader;
  char *body;
  char *image;
  char *link;
  int32_t category;
  char **rule_sets;
  int64_t priority;
  bool ignore_quiet_hours;
  int32_t send;
  SjTime send_within;
  char *address;
  bool track_opens;
  bool track_clicks;
} Message;

static const SjChoice category_choices[] = {
  { "marketing", N_("Marketing") },
  { "transactional", N_("Transactional") },
  { NULL }
};

enum { CATEGORY_MARKETING, CATEGORY_TRANSACTIONAL };    /* of category_choices */

static const SjChoice send_choices[] = {
  { "now", N_("At once") },
  { "best-time", N_("When the profile usually reacts") },
  { NULL }
};

enum { SEND_NOW, SEND_BEST_TIME };    /* of send_choices */

#define FIELD(name, TYPE, member, title, ...) { name, SJ_FIELD_##TYPE, offsetof (Message, member), title, __VA_ARGS__ }

#define FIRST_FIELDS                                                                                              \
  FIELD ("configuration", REFERENCE, configuration, N_("Configuration"), .to = SJ_REF_CHANNEL,                    \
         .help = N_("From whom and through what the message is sent."), .flags = SJ_FIELD_REQUIRED),              \
  FIELD ("message", REFERENCE, message, N_("Message"), .section = N_("Content"), .to = SJ_REF_MESSAGE,            \
         .help = N_("A message of the workspace; leave it empty to write the content here."))

#define ADDRESS_FIELD                                                                                             \
  FIELD ("address", EXPRESSION, address, N_("Send to"), .result = SJ_TEXT,                                        \
         .help = N_("An expression for another address than the profile's own."), .flags = SJ_FIELD_ADVANCED)

#define RULE_FIELDS                                                                                               \
  FIELD ("category", CHOICE, category, N_("Category"), .section = N_("Rules"), .choices = category_choices),      \
  FIELD ("ruleSets", REFERENCES, rule_sets, N_("Rule sets"), .to = SJ_REF_RULE_SET,                               \
         .help = N_("Limits on how many messages a profile gets.")),                                              \
  FIELD ("priority", INTEGER, priority, N_("Priority"), .fallback = -1, .min = -1, .max = 100,                    \
         .help = N_("The journey's own priority counts while this is −1."), .flags = SJ_FIELD_ADVANCED),          \
  FIELD ("ignoreQuietHours", BOOL, ignore_quiet_hours, N_("Send in quiet hours too"), .flags = SJ_FIELD_ADVANCED)

#define SEND_FIELDS                                                                                               \
  FIELD ("send", CHOICE, send, N_("Send"), .section = N_("Time of sending"), .choices = send_choices),            \
  FIELD ("sendWithin", DURATION, send_within, N_("Within"), .fallback = SJ_DAY, .min = 1,                         \
         .help = N_("The best time is looked for in this span."), .when = "send=best-time")

static const SjField email_fields[] = {
  FIRST_FIELDS,
  FIELD ("subject", TEMPLATE, title, N_("Subject")),
  FIELD ("preheader", TEMPLATE, preheader, N_("Preview text")),
  FIELD ("body", LONG_TEMPLATE, body, N_("Text")),
  ADDRESS_FIELD,
  RULE_FIELDS,
  SEND_FIELDS,
  FIELD ("trackOpens", BOOL, track_opens, N_("Track opens"), .section = N_("Tracking"), .fallback = true),
  FIELD ("trackClicks", BOOL, track_clicks, N_("Track clicks"), .fallback = true),
  { NULL }
};

static const SjField push_fields[] = {
  FIRST_FIELDS,
  FIELD ("title", TEMPLATE, title, N_("Title")),
  FIELD ("body", LONG_TEMPLATE, body, N_("Text")),
  FIELD ("image", TEMPLATE, image, N_("Image")),
  FIELD ("link", TEMPLATE, link, N_("Opens"), .help = N_("The address that a tap leads to.")),
  RULE_FIELDS,
  SEND_FIELDS,
  FIELD ("trackClicks", BOOL, track_clicks, N_("Track taps"), .section = N_("Tracking"), .fallback = true),
  { NULL }
};

static const SjField sms_fields[] = {
  FIRST_FIELDS,
  FIELD ("body", LONG_TEMPLATE, body, N_("Text")),
  ADDRESS_FIELD,
  RULE_FIELDS,
  SEND_FIELDS,
  FIELD ("trackClicks", BOOL, track_clicks, N_("Shorten and track links"), .section = N_("Tracking"),
         .fallback = true),
  { NULL }
};

static const SjField in_app_fields[] = {
  FIRST_FIELDS,
  FIELD ("title", TEMPLATE, title, N_("Title")),
  FIELD ("body", LONG_TEMPLATE, body, N_("Text")),
  FIELD ("image", TEMPLATE, image, N_("Image")),
  FIELD ("link", TEMPLATE, link, N_("Opens"), .help = N_("The address that a tap leads to.")),
  RULE_FIELDS,
  FIELD ("showWithin", DURATION, send_within, N_("Show within"), .fallback = SJ_DAY, .min = 1,
         .help = N_("Later than this the message is no longer shown."), .section = N_("Time of showing")),
  FIELD ("trackClicks", BOOL, track_clicks, N_("Track taps"), .section = N_("Tracking"), .fallback = true),
  { NULL }
};

static const SjPathKind message_paths[] = {
  { "next", N_("Sent"), SJ_ROLE_DEFAULT },
  { "unreachable", N_("Unreachable"), SJ_ROLE_ELSE, .flags = SJ_PATH_OPTIONAL },
  { "failed", N_("Failed"), SJ_ROLE_ERROR, .flags = SJ_PATH_OPTIONAL },
  { NULL }
};

/* A field that is content, with the message of the workspace instead of it. */
static void
check_content (const SjNode *node, SjChecker *checker, const char *field, const char *text, bool needed)
{
  const Message *message = sj_node_config (node);
  const SjField *described;

  if (message->message != NULL ? text == NULL : text != NULL || !needed)
    return;
  described = sj_spec_find (&node->kind->config, field);
  if (text == NULL)
    sj_check_node (checker, SJ_SEVERITY_ERROR, "no-content", field,
                   _("“%s” is empty, and no message of the workspace is chosen."), _(described->title));
  else
    sj_check_node (checker, SJ_SEVERITY_WARNING, "unused-content", field,
                   _("“%s” is not sent, because a message of the workspace is chosen."), _(described->title));
}

/* Kinds that send are called like their channels. */
static int
channel_of (const SjNode *node)
{
  return sj_choice_find (sj_channel_choices, node->kind->id, strlen (node->kind->id));
}

static void
report_channel (const SjNode *node, SjChecker *checker, const char *field, const char *name, int channel)
{
  sj_check_node (checker, SJ_SEVERITY_ERROR, "other-channel", field, _("“%s” is for another channel: %s, not %s."),
                 name, _(sj_channel_choices[channel].title), _(node->kind->title));
}

static void
check_configuration (const SjNode *node, SjChecker *checker, const Message *message)
{
  const SjEntry *entry = sj_kinds_find (checker, SJ_REF_CHANNEL, message->configuration);
  const SjChannelSettings *settings = entry ? entry->config : NULL;

  if (settings == NULL)
    return;
  if (settings->channel != channel_of (node))
    report_channel (node, checker, "configuration", entry->name, settings->channel);
  else if (settings->inactive)
    sj_check_node (checker, SJ_SEVERITY_WARNING, "inactive", "configuration",
                   _("“%s” is switched off, so nothing is sent by it."), entry->name);
}

static void
check_message (const SjNode *node, SjChecker *checker, const Message *message)
{
  const SjEntry *entry = sj_kinds_find (checker, SJ_REF_MESSAGE, message->message);
  const SjMessage *content = entry ? entry->config : NULL;

  if (content != NULL && content->channel != channel_of (node))
    report_channel (node, checker, "message", entry->name, content->channel);
}

/* Where profiles have no attribute for it, an address can only be recorded otherwise. */
static void
check_address (const SjNode *node, SjChecker *checker, const Message *message)
{
  const SjLibrary *library = sj_check_library (checker);
  const SjSchema *dictionary = library ? sj_library_dictionary (library) : NULL;
  const char *path = channel_of (node) == SJ_CHANNEL_EMAIL ? "personalEmail.address"
                     : channel_of (node) == SJ_CHANNEL_SMS ? "mobilePhone.number"
                                                           : NULL;

  if (dictionary == NULL || path == NULL || message->address != NULL || sj_schema_at (dictionary, path) != NULL)
    return;
  sj_check_node (checker, SJ_SEVERITY_WARNING, "no-address", NULL,
                 _("Profiles have no attribute “%s”, so this message reaches only those whose address is known in "
                   "another way."),
                 path);
}

static void
add_quiet (SjChecker *checker, char *const *rule_sets)
{
  for (; rule_sets != NULL && *rule_sets != NULL; rule_sets++)
    {
      const SjEntry *entry = sj_kinds_find (checker, SJ_REF_RULE_SET, *rule_sets);
      const SjRuleSet *rules = entry ? entry->config : NULL;

      if (rules != NULL && !rules->inactive && rules->quiet != NULL)
        sj_check_also_quiet (checker, rules->quiet);
    }
}

static void
check_rules (SjChecker *checker, const Message *message)
{
  if (message->ignore_quiet_hours)
    return;
  sj_check_keeps_quiet (checker);
  add_quiet (checker, sj_check_journey (checker)->settings->rule_sets);
  add_quiet (checker, message->rule_sets);
}

static void
message_check (const SjNode *node, SjChecker *checker)
{
  const Message *message = sj_node_config (node);

  sj_check_gives (checker, "next", SJ_FACT_MESSAGE, node->id, true);
  sj_check_gives (checker, "failed", SJ_FACT_MESSAGE, node->id, true);
  check_rules (checker, message);
  check_configuration (node, checker, message);
  check_message (node, checker, message);
  check_address (node, checker, message);
  if (node->kind == &sj_kind_email)
    check_content (node, checker, "subject", message->title, true);
  else
    check_content (node, checker, "title", message->title, false);
  check_content (node, checker, "body", message->body, true);
}

/* What stands in the step itself, as a message of the workspace would say it. */
static SjMessage *
own_message (const SjNode *node, const Message *config, SjArena *arena)
{
  static const char *const objects[] = { "email", "push", "sms", "inApp" };
  SjMessage *message = sj_config_new (&sj_message_spec);
  SjObjectBuilder content, whole;
  SjReading reading = { NULL };

  sj_object_begin (&content, arena);
  if (node->kind == &sj_kind_email)
    {
      sj_object_set (&content, "subject", sj_value_string (config->title));
      sj_object_set (&content, "preheader", sj_value_string (config->preheader));
      sj_object_set (&content, "text", sj_value_string (config->body));
    }
  else if (node->kind == &sj_kind_sms)
    sj_object_set (&content, "text", sj_value_string (config->body));
  else
    {
      sj_object_set (&content, "title", sj_value_string (config->title));
      sj_object_set (&content, "body", sj_value_string (config->body));
      sj_object_set (&content, "image", sj_value_string (config->image));
      sj_object_set (&content, "link", sj_value_string (config->link));
    }
  sj_object_begin (&whole, arena);
  sj_object_set (&whole, "id", sj_value_string (node->id));
  sj_object_set (&whole, "channel", sj_value_string (node->kind->id));
  sj_object_set (&whole, objects[channel_of (node)], sj_object_end (&content));
  sj_config_read (&sj_message_spec, message, sj_object_end (&whole), NULL, &reading);
  return message;
}

static const void *
find_config (const SjLibrary *library, SjRefTo kind, const char *id)
{
  const SjEntry *entry = library && id ? sj_library_find (library, kind, id) : NULL;

  return entry ? entry->config : NULL;
}

static void
lower_content (SjLower *lower, const SjNode *node, SjSend *send)
{
  const Message *config = sj_node_config (node);
  const SjMessage *message = find_config (sj_lower_library (lower), SJ_REF_MESSAGE, config->message);

  if (message != NULL || config->message == NULL)
    sj_lower_message (lower, send, message ? message : own_message (node, config, sj_lower_arena (lower)),
                      message == NULL);
}

static void
message_lower (SjLower *lower, const SjNode *node)
{
  const Message *config = sj_node_config (node);
  const SjChannelSettings *channel = find_config (sj_lower_library (lower), SJ_REF_CHANNEL, config->configuration);
  uint32_t address = sj_lower_expr (lower, "address", config->address, SJ_EXPR_TEXT);
  SjSend *send = sj_lower_send (lower);

  send->channel = (uint8_t) channel_of (node);
  send->transactional = config->category == CATEGORY_TRANSACTIONAL;
  send->loud = config->ignore_quiet_hours;
  send->best_time = config->send == SEND_BEST_TIME;
  send->within = config->send_within;
  send->address = address;
  send->app = channel ? channel->app : NULL;
  send->inactive = channel != NULL && channel->inactive;
  sj_lower_rules (lower, send, config->rule_sets);
  lower_content (lower, node, send);
}

#define MESSAGE_KIND(symbol, name, words, about, fact)          \
  const SjKind sj_kind_##symbol = {                             \
    .id = name,                                                 \
    .title = words,                                             \
    .icon = "sj-" name "-symbolic",                             \
    .group = SJ_GROUP_ACTION,                                   \
    .purpose = about,                                           \
    .summary = fact,                                            \
    .config = { symbol##_fields, sizeof (Message) },            \
    .paths = message_paths,                                     \
    .flags = SJ_KIND_SENDS | SJ_KIND_CALLS | SJ_KIND_WAITS,     \
    .check = message_check,                                     \
    .lower = message_lower,                                     \
  }

MESSAGE_KIND (email, "email", N_("Email"), N_("Sends an email."), N_("{message}|{subject}"));
MESSAGE_KIND (push, "push", N_("Push"), N_("Sends a push notification to the profile's devices."),
              N_("{message}|{title}"));
MESSAGE_KIND (sms, "sms", N_("SMS"), N_("Sends a text message."), N_("{message}|{body}"));
MESSAGE_KIND (in_app, "in-app", N_("In-app message"), N_("Shows a message when the profile next opens the app."),
              N_("{message}|{title}"));
