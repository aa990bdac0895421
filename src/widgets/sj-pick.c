/* sj-pick.c -- what a reference may be set to.
 *
 * The line that says what a thing is comes from the first of its fields that people
 * would ask for; which fields those are is a table, so that a new kind is a row.
 */
#include "widgets/sj-pick.h"

#include "content/sj-message.h"
#include "profile/sj-profile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SjPick
{
  GObject parent;

  char *id;
  char *name;
  char *detail;
  char *icon;
};

G_DEFINE_FINAL_TYPE (SjPick, sj_pick, G_TYPE_OBJECT)

static void
sj_pick_finalize (GObject *object)
{
  SjPick *pick = SJ_PICK (object);

  g_free (pick->id);
  g_free (pick->name);
  g_free (pick->detail);
  g_free (pick->icon);
  G_OBJECT_CLASS (sj_pick_parent_class)->finalize (object);
}

static void
sj_pick_class_init (SjPickClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_pick_finalize;
}

static void
sj_pick_init (SjPick *pick)
{
}

SjPick *
sj_pick_new (const char *id, const char *name, const char *detail, const char *icon)
{
  SjPick *pick = g_object_new (SJ_TYPE_PICK, NULL);

  pick->id = g_strdup (id);
  pick->name = g_strdup (name);
  pick->detail = g_strdup (detail ? detail : "");
  pick->icon = g_strdup (icon);
  return pick;
}

const char *
sj_pick_id (SjPick *pick)
{
  return pick->id;
}

const char *
sj_pick_name (SjPick *pick)
{
  return pick->name;
}

const char *
sj_pick_detail (SjPick *pick)
{
  return pick->detail;
}

const char *
sj_pick_icon (SjPick *pick)
{
  return pick->icon;
}

static const struct { const char *icon; const char *details[4]; } kinds[SJ_N_REFS] = {
  [SJ_REF_NONE] = { "dialog-question-symbolic", { NULL } },
  [SJ_REF_EVENT] = { "sj-event-symbolic", { "description", "id" } },
  [SJ_REF_AUDIENCE] = { "sj-audience-symbolic", { "description", "rule" } },
  [SJ_REF_ACTION] = { "sj-call-symbolic", { "description", "url" } },
  [SJ_REF_CHANNEL] = { "mail-send-symbolic", { "fromAddress", "sender", "app", "description" } },
  [SJ_REF_MESSAGE] = { "sj-email-symbolic", { "description" } },
  [SJ_REF_TEMPLATE] = { "document-page-setup-symbolic", { "description", "channel" } },
  [SJ_REF_FRAGMENT] = { "insert-text-symbolic", { "description", "text", "kind" } },
  [SJ_REF_RULE_SET] = { "preferences-system-symbolic", { "description" } },
  [SJ_REF_CONDITION] = { "sj-condition-symbolic", { "description", "expression" } },
  [SJ_REF_LANGUAGES] = { "preferences-desktop-locale-symbolic", { "description" } },
  [SJ_REF_ASSET] = { "insert-image-symbolic", { "collection", "file" } },
  [SJ_REF_JOURNEY] = { "sj-jump-symbolic", { NULL } },
  [SJ_REF_PROFILE] = { "avatar-default-symbolic", { NULL } },
  [SJ_REF_NAMESPACE] = { "dialog-password-symbolic", { "description" } },
  [SJ_REF_ATTRIBUTE] = { "view-list-bullet-symbolic", { NULL } },
  [SJ_REF_NODE] = { "sj-unknown-symbolic", { NULL } },
  [SJ_REF_GOAL] = { "starred-symbolic", { NULL } },
};

const char *
sj_ref_icon (SjRefTo to)
{
  return kinds[to].icon;
}

/* One line of it. */
static char *
first_line (char *text)
{
  char *end = text ? text + strcspn (text, "\r\n") : NULL;

  if (end != NULL)
    *end = '\0';
  return text;
}

static const char *
channel_icon (const SjEntry *entry)
{
  static const char *const icons[] = { "sj-email-symbolic", "sj-push-symbolic", "sj-sms-symbolic",
                                       "sj-in-app-symbolic" };
  const SjField *field = sj_spec_find (entry->spec, "channel");
  int32_t channel = field ? *(const int32_t *) sj_field_slot (field, entry->config) : -1;

  return channel >= 0 && channel < (int32_t) G_N_ELEMENTS (icons) ? icons[channel] : kinds[entry->kind].icon;
}

/* What it says: the subject, the title or the text. */
static char *
message_detail (const SjEntry *entry)
{
  const SjMessage *message = entry->config;
  const SjSpec *spec;
  const void *content = sj_content_of (&message->content, (SjChannel) message->channel, &spec);
  static const char *const fields[] = { "subject", "title", "text" };

  for (size_t i = 0; content != NULL && i < G_N_ELEMENTS (fields); i++)
    if (*sj_config_text (spec, content, fields[i]) != '\0')
      return g_strdup (sj_config_text (spec, content, fields[i]));
  return NULL;
}

/* How people know the person: the first address that is one. */
static char *
profile_detail (const SjEntry *entry)
{
  const SjProfile *profile = entry->config;
  SjSlice address;

  for (int channel = 0; channel < SJ_N_CHANNELS; channel++)
    if (channel != SJ_CHANNEL_PUSH && sj_profile_reach (profile, channel, NULL, &address) == SJ_REACH_YES)
      return g_strndup (address.text, address.length);
  return NULL;
}

static char *
entry_detail (const SjEntry *entry)
{
  char *text = NULL;

  if (entry->config == NULL)
    return NULL;
  if (entry->kind == SJ_REF_PROFILE)
    return profile_detail (entry);
  for (size_t i = 0; i < G_N_ELEMENTS (kinds[0].details) && kinds[entry->kind].details[i] != NULL; i++)
    {
      const SjField *field = sj_spec_find (entry->spec, kinds[entry->kind].details[i]);

      text = field ? sj_slot_to_text (field, sj_field_slot (field, entry->config), NULL) : NULL;
      if (text != NULL)
        return first_line (text);
    }
  return entry->kind == SJ_REF_MESSAGE ? first_line (message_detail (entry)) : NULL;
}

/* "Sarah Moore" where the attributes say so, else the id. */
static char *
profile_name (const SjEntry *entry)
{
  const SjProfile *profile = entry->config;
  SjValue name = sj_value_follow (sj_blob_value (profile->attributes), "person.name");
  g_autofree char *first = sj_value_dup_text (sj_value_get (name, "firstName"));
  g_autofree char *last = sj_value_dup_text (sj_value_get (name, "lastName"));

  if (first == NULL && last == NULL)
    return g_strdup (entry->name);
  return g_strstrip (g_strdup_printf ("%s %s", first ? first : "", last ? last : ""));
}

static SjPick *
pick_of_entry (const SjEntry *entry)
{
  g_autofree char *detail = entry_detail (entry);
  g_autofree char *name = entry->kind == SJ_REF_PROFILE && entry->config ? profile_name (entry)
                                                                         : g_strdup (entry->name);

  return sj_pick_new (entry->id, name, detail, entry->config ? channel_icon (entry) : kinds[entry->kind].icon);
}

static SjPick *
pick_of_node (const SjNode *node, const SjLibrary *library)
{
  const SjNames *names = library ? sj_library_names (library) : NULL;
  g_autofree char *name = sj_node_name (node, names);
  g_autofree char *caption = sj_node_caption (node, names);

  return sj_pick_new (node->id, name, caption, node->kind->icon ? node->kind->icon : kinds[SJ_REF_NODE].icon);
}

static SjPick *
pick_of_goal (const SjGoal *goal)
{
  return sj_pick_new (goal->id, goal->name ? goal->name : goal->id, NULL, kinds[SJ_REF_GOAL].icon);
}

/* The fields that hold a value, with their paths. */
static void
add_attributes (GListStore *store, const SjShape *shape, const char *prefix)
{
  for (guint i = 0; shape != NULL && shape->fields != NULL && i < shape->fields->len; i++)
    {
      const SjShape *field = g_ptr_array_index (shape->fields, i);
      g_autofree char *path = prefix ? g_strdup_printf ("%s.%s", prefix, field->name) : g_strdup (field->name);
      g_autofree char *detail = sj_shape_describe (field);
      g_autoptr (SjPick) pick = NULL;

      if (field->type == SJ_OBJECT && field->fields != NULL && field->fields->len > 0)
        {
          add_attributes (store, field, path);
          continue;
        }
      pick = sj_pick_new (path, field->title ? field->title : path, detail, kinds[SJ_REF_ATTRIBUTE].icon);
      g_list_store_append (store, pick);
    }
}

/* What people set about a person, without what the program keeps there. */
static void
add_dictionary (GListStore *store, const SjLibrary *library)
{
  const SjSchema *dictionary = sj_library_dictionary (library);
  SjShape *shape = dictionary ? sj_schema_shape (dictionary) : NULL;

  add_attributes (store, shape, NULL);
  if (shape != NULL)
    sj_shape_unref (shape);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_utf8_collate (sj_pick_name ((SjPick *) a), sj_pick_name ((SjPick *) b));
}

static void
take_pick (GListStore *store, SjPick *pick)
{
  g_list_store_append (store, pick);
  g_object_unref (pick);
}

GListStore *
sj_picks_of (SjRefTo to, const SjLibrary *library, const SjJourney *journey, bool sends)
{
  GListStore *store = g_list_store_new (SJ_TYPE_PICK);

  if (to == SJ_REF_NODE)
    for (uint32_t i = 0; journey != NULL && i < sj_journey_n_nodes (journey); i++)
      {
        const SjNode *node = sj_journey_node (journey, i);

        if (!sends || (node->kind->flags & SJ_KIND_SENDS))
          take_pick (store, pick_of_node (node, library));
      }
  else if (to == SJ_REF_GOAL)
    for (uint32_t i = 0; journey != NULL && i < journey->goals->len; i++)
      take_pick (store, pick_of_goal (sj_journey_goal (journey, i)));
  else if (to == SJ_REF_ATTRIBUTE && library != NULL)
    add_dictionary (store, library);
  else if (library != NULL && sj_library_holds (to))
    for (size_t i = 0; i < sj_library_count (library, to); i++)
      take_pick (store, pick_of_entry (sj_library_get (library, to, i)));
  g_list_store_sort (store, compare_names, NULL);
  return store;
}

static SjPick *
find_goal (const SjJourney *journey, const char *id)
{
  for (uint32_t i = 0; i < journey->goals->len; i++)
    if (g_strcmp0 (sj_journey_goal (journey, i)->id, id) == 0)
      return pick_of_goal (sj_journey_goal (journey, i));
  return NULL;
}

/* Where nothing says which attributes there are, each may be one. */
static SjPick *
find_attribute (const SjLibrary *library, const char *id)
{
  const SjSchema *dictionary = sj_library_dictionary (library);
  const SjSchema *schema = dictionary ? sj_schema_at (dictionary, id) : NULL;

  if (dictionary != NULL && schema == NULL)
    return NULL;
  return sj_pick_new (id, schema && schema->title ? schema->title : id, schema && schema->title ? id : NULL,
                      kinds[SJ_REF_ATTRIBUTE].icon);
}

SjPick *
sj_pick_find (SjRefTo to, const SjLibrary *library, const SjJourney *journey, const char *id)
{
  const SjEntry *entry;
  const SjNode *node;

  if (to == SJ_REF_NODE)
    {
      node = journey ? sj_journey_find (journey, id) : NULL;
      return node ? pick_of_node (node, library) : NULL;
    }
  if (to == SJ_REF_GOAL)
    return journey ? find_goal (journey, id) : NULL;
  if (library == NULL)
    return NULL;
  if (to == SJ_REF_ATTRIBUTE)
    return find_attribute (library, id);
  entry = sj_library_holds (to) ? sj_library_find (library, to, id) : NULL;
  return entry ? pick_of_entry (entry) : NULL;
}
