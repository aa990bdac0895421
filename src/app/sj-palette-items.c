/* sj-palette-items.c -- what can be added to a journey. */
#include "app/sj-palette-items.h"

#include "base/sj-json.h"
#include "content/sj-action.h"
#include "profile/sj-event.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
item_free (gpointer data)
{
  SjPaletteItem *item = data;

  g_free (item->config);
  g_free (item->title);
  g_free (item->purpose);
  g_free (item->key);
  g_free (item);
}

static void
add (GPtrArray *items, const SjKind *kind, char *config, const char *title, const char *purpose)
{
  SjPaletteItem *item = g_new0 (SjPaletteItem, 1);

  item->kind = kind;
  item->group = kind->group == SJ_GROUP_END ? SJ_GROUP_ACTION : kind->group;
  item->config = config;
  item->title = g_strdup (title);
  item->purpose = g_strdup (purpose);
  item->key = config ? g_strconcat (kind->id, " ", config, NULL) : g_strdup (kind->id);
  g_ptr_array_add (items, item);
}

static char *
reference_config (const char *field, const char *id)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjObjectBuilder builder;

  sj_object_begin (&builder, &arena);
  sj_object_set (&builder, field, sj_value_string (id));
  return sj_json_to_string (sj_object_end (&builder), SJ_JSON_COMPACT);
}

static void
add_events (GPtrArray *items, const SjKindTable *kinds, SjLibrary *library)
{
  const SjKind *unitary = sj_kind_find (kinds, "event", strlen ("event"));
  const SjKind *business = sj_kind_find (kinds, "business-event", strlen ("business-event"));

  for (size_t i = 0; i < sj_library_count (library, SJ_REF_EVENT); i++)
    {
      const SjEntry *entry = sj_library_get (library, SJ_REF_EVENT, i);
      const SjEventType *type = entry->config;
      const SjKind *kind = type->kind == SJ_EVENT_BUSINESS ? business : unitary;

      if (kind != NULL)
        add (items, kind, reference_config ("event", entry->id), entry->name,
             type->description ? type->description : _("An event of this workspace"));
    }
}

/* The parameters that the journey has to give stand there already, to be filled in. */
static char *
action_config (const SjAction *action, const char *id)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjObjectBuilder builder;
  SjListBuilder list;

  sj_list_begin (&list, &arena);
  for (uint32_t i = 0; i < action->parameters.count; i++)
    {
      const SjActionParameter *parameter = action->parameters.items[i];
      SjObjectBuilder one;

      if (parameter->mode != SJ_PARAMETER_VARIABLE || parameter->optional || parameter->name == NULL)
        continue;
      sj_object_begin (&one, &arena);
      sj_object_set (&one, "name", sj_value_string (parameter->name));
      sj_list_add (&list, sj_object_end (&one));
    }
  sj_object_begin (&builder, &arena);
  sj_object_set (&builder, "action", sj_value_string (id));
  sj_object_set (&builder, "parameters", sj_list_end (&list));
  return sj_json_to_string (sj_object_end (&builder), SJ_JSON_COMPACT);
}

static void
add_actions (GPtrArray *items, const SjKindTable *kinds, SjLibrary *library)
{
  const SjKind *call = sj_kind_find (kinds, "call", strlen ("call"));

  for (size_t i = 0; call != NULL && i < sj_library_count (library, SJ_REF_ACTION); i++)
    {
      const SjEntry *entry = sj_library_get (library, SJ_REF_ACTION, i);
      const SjAction *action = entry->config;

      add (items, call, action_config (action, entry->id), entry->name,
           action->description ? action->description : _("A custom action of this workspace"));
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const SjPaletteItem *one = *(const SjPaletteItem *const *) a;
  const SjPaletteItem *two = *(const SjPaletteItem *const *) b;

  return (int) one->group - (int) two->group;
}

GPtrArray *
sj_palette_items (const SjKindTable *kinds, SjLibrary *library)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);

  for (const SjKind *const *kind = kinds->kinds; *kind != NULL; kind++)
    add (items, *kind, NULL, _((*kind)->title), (*kind)->purpose ? _((*kind)->purpose) : "");
  if (library != NULL)
    {
      add_events (items, kinds, library);
      add_actions (items, kinds, library);
    }
  g_ptr_array_sort (items, compare);    /* keeps the order of equals: GLib sorts by merging */
  return items;
}

bool
sj_palette_item_matches (const SjPaletteItem *item, const char *search)
{
  g_autofree char *text = g_strconcat (item->title, " ", item->purpose, " ", _(item->kind->title), NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) words = g_strsplit_set (search, " \t", -1);

  for (size_t i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return false;
  return true;
}

GStrv
sj_palette_remember (const char *const *recent, const char *key)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  unsigned count = 1;

  g_strv_builder_add (builder, key);
  for (; recent != NULL && *recent != NULL && count < SJ_PALETTE_RECENT; recent++)
    if (!g_str_equal (*recent, key))
      {
        g_strv_builder_add (builder, *recent);
        count++;
      }
  return g_strv_builder_end (builder);
}
