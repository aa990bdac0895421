/* sj-items.c -- all documents of one kind as a list: searched, filtered, in order. */
#include "app/sj-items.h"

#include "app/sj-section.h"
#include "base/sj-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PAGE 200    /* profiles asked for at once */

G_DEFINE_FINAL_TYPE (SjItem, sj_item, G_TYPE_OBJECT)

static void
sj_item_finalize (GObject *object)
{
  SjItem *item = SJ_ITEM (object);

  g_free (item->id);
  g_free (item->name);
  g_free (item->detail);
  G_OBJECT_CLASS (sj_item_parent_class)->finalize (object);
}

static guint renewed;    /* the signal */

static void
sj_item_class_init (SjItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_item_finalize;
  renewed = g_signal_new ("renewed", SJ_TYPE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sj_item_init (SjItem *item)
{
}

struct _SjItems
{
  GObject parent_instance;

  SjDesk *desk;             /* owned */
  SjRefTo kind;
  char *search;             /* owned: folded; or NULL */
  char *words;              /* owned: as it was typed; or NULL */
  SjItemsOrder order;
  SjItemsFilter filter;
  GPtrArray *rows;          /* owned: of SjItem; not for profiles */
  GPtrArray *page;          /* owned: of SjProfileRow, from page_start; or NULL */
  guint page_start;
  guint count;
  guint idle;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SjItems, sj_items, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* ------------------------------------------------------------------- rows */

void
sj_items_count_flaws (SjDesk *desk, SjRefTo kind, const char *id, unsigned *errors, unsigned *warnings)
{
  SjWorkspace *workspace = sj_desk_workspace (desk);
  const SjDiags *diags;

  *errors = *warnings = 0;
  if (workspace == NULL)
    return;
  if (kind == SJ_REF_JOURNEY)
    {
      SjFindingCounts counts = sj_workspace_problems (workspace, id);

      *errors = counts.of[SJ_SEVERITY_ERROR];
      *warnings = counts.of[SJ_SEVERITY_WARNING];
      return;
    }
  diags = sj_workspace_findings (workspace, kind, id);
  if (diags == NULL)
    return;
  *errors = (unsigned) sj_diags_number (diags, SJ_SEVERITY_ERROR);
  *warnings = (unsigned) sj_diags_number (diags, SJ_SEVERITY_WARNING);
}

static SjItem *
item_new (SjRefTo kind, const char *id, const char *name, const char *detail)
{
  SjItem *item = g_object_new (SJ_TYPE_ITEM, NULL);

  item->kind = kind;
  item->id = g_strdup (id);
  item->name = g_strdup (name);
  item->detail = g_strdup (detail != NULL ? detail : "");
  return item;
}

/* What a document is, in a line: its description, else the first thing its fields say
 * in words. */
static char *
detail_of (SjItems *items, const SjDocument *document)
{
  const SjEntry *entry = sj_library_find (sj_workspace_library (sj_desk_workspace (items->desk)), items->kind,
                                          document->id);

  if (entry == NULL || entry->config == NULL)
    return NULL;
  for (const SjField *field = entry->spec->fields; field->name != NULL; field++)
    {
      g_autofree char *text = NULL;

      if (g_str_equal (field->name, "id") || g_str_equal (field->name, "name") ||
          (field->flags & SJ_FIELD_HIDDEN) || !sj_config_applies (entry->spec, entry->config, field))
        continue;
      text = sj_slot_to_text (field, sj_field_slot (field, entry->config), NULL);
      if (text != NULL && text[0] != '\0')
        return g_strdelimit (g_steal_pointer (&text), "\n", ' ');
    }
  return NULL;
}

static SjItem *
journey_item (SjItems *items, size_t index)
{
  const SjJourneyRow *row = sj_workspace_journey (sj_desk_workspace (items->desk), index);
  g_autofree char *steps = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u step", "%u steps", row->steps),
                                            row->steps);
  SjItem *item = item_new (SJ_REF_JOURNEY, row->id, row->name,
                           row->description && row->description[0] ? row->description : steps);

  item->changed = row->changed;
  return item;
}

static SjItem *
document_item (SjItems *items, size_t index)
{
  const SjDocument *document = sj_workspace_get (sj_desk_workspace (items->desk), items->kind, index);
  g_autofree char *detail = detail_of (items, document);
  SjItem *item = item_new (items->kind, document->id, document->name, detail);

  item->changed = document->changed;
  return item;
}

static bool
matches (const SjItems *items, const SjItem *item)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (items->search == NULL)
    return true;
  text = g_strconcat (item->name, "\n", item->id, "\n", item->detail, NULL);
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, items->search) != NULL;
}

static bool
passes (const SjItems *items, const SjItem *item)
{
  bool flawed = item->errors + item->warnings > 0;

  return items->filter == SJ_ITEMS_ALL || flawed == (items->filter == SJ_ITEMS_FLAWED);
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer data)
{
  const SjItem *one = *(SjItem *const *) a;
  const SjItem *two = *(SjItem *const *) b;
  const SjItems *items = data;

  if (items->order == SJ_ITEMS_BY_CHANGE && one->changed != two->changed)
    return one->changed > two->changed ? -1 : 1;
  if (items->order == SJ_ITEMS_BY_PROBLEMS && one->errors != two->errors)
    return one->errors > two->errors ? -1 : 1;
  if (items->order == SJ_ITEMS_BY_PROBLEMS && one->warnings != two->warnings)
    return one->warnings > two->warnings ? -1 : 1;
  return g_utf8_collate (one->name, two->name);
}

static GPtrArray *
make_rows (SjItems *items)
{
  SjWorkspace *workspace = sj_desk_workspace (items->desk);
  bool journeys = items->kind == SJ_REF_JOURNEY;
  size_t count = journeys ? sj_workspace_n_journeys (workspace) : sj_workspace_count (workspace, items->kind);
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (size_t i = 0; i < count; i++)
    {
      g_autoptr (SjItem) item = journeys ? journey_item (items, i) : document_item (items, i);

      sj_items_count_flaws (items->desk, items->kind, item->id, &item->errors, &item->warnings);
      if (matches (items, item) && passes (items, item))
        g_ptr_array_add (rows, g_steal_pointer (&item));
    }
  g_ptr_array_sort_with_data (rows, compare_items, items);
  return rows;
}

/* The same document in two lists: what was handed out says what is known now. */
static void
renew (SjItem *item, SjItem *now)
{
  bool same = g_str_equal (item->name, now->name) && g_str_equal (item->detail, now->detail) &&
              item->changed == now->changed && item->errors == now->errors && item->warnings == now->warnings;

  if (same)
    return;
  g_free (item->name);
  g_free (item->detail);
  item->name = g_steal_pointer (&now->name);
  item->detail = g_steal_pointer (&now->detail);
  item->changed = now->changed;
  item->errors = now->errors;
  item->warnings = now->warnings;
  g_signal_emit (item, renewed, 0);
}

/* The objects of the old list go on in the new one, so that rows stay as they are. */
static void
keep_objects (GPtrArray *old, GPtrArray *rows)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < old->len; i++)
    g_hash_table_insert (by_id, ((SjItem *) old->pdata[i])->id, old->pdata[i]);
  for (guint i = 0; i < rows->len; i++)
    {
      SjItem *before = g_hash_table_lookup (by_id, ((SjItem *) rows->pdata[i])->id);

      if (before == NULL)
        continue;
      renew (before, rows->pdata[i]);
      g_object_unref (rows->pdata[i]);
      rows->pdata[i] = g_object_ref (before);
    }
}

/* Tells of the stretch in which the two lists differ. */
static void
take_rows (SjItems *items, GPtrArray *rows)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&items->rows);
  guint start = 0, end = 0;

  keep_objects (old, rows);
  while (start < MIN (old->len, rows->len) && old->pdata[start] == rows->pdata[start])
    start++;
  while (end < MIN (old->len, rows->len) - start &&
         old->pdata[old->len - 1 - end] == rows->pdata[rows->len - 1 - end])
    end++;
  items->rows = rows;
  items->count = rows->len;
  if (old->len - start - end > 0 || rows->len - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (items), start, old->len - start - end, rows->len - start - end);
}

static void
refill_profiles (SjItems *items)
{
  SjWorkspace *workspace = sj_desk_workspace (items->desk);
  guint before = items->count;

  g_clear_pointer (&items->page, g_ptr_array_unref);
  items->count = (guint) MIN (sj_workspace_count_profiles (workspace, items->words), (size_t) G_MAXINT);
  if (before > 0 || items->count > 0)
    g_list_model_items_changed (G_LIST_MODEL (items), 0, before, items->count);
}

static void
refill (SjItems *items)
{
  if (sj_desk_workspace (items->desk) == NULL)
    return;
  if (items->kind == SJ_REF_PROFILE)
    refill_profiles (items);
  else
    take_rows (items, make_rows (items));
}

static void
load_page (SjItems *items, guint position)
{
  SjProfileOrder order = items->order == SJ_ITEMS_BY_NAME ? SJ_PROFILES_BY_NAME : SJ_PROFILES_BY_EMAIL;

  items->page_start = position / PAGE * PAGE;
  g_clear_pointer (&items->page, g_ptr_array_unref);
  items->page = sj_workspace_list_profiles (sj_desk_workspace (items->desk), items->words, order, false,
                                            items->page_start, PAGE);
}

static SjItem *
profile_item (SjItems *items, guint position)
{
  const SjProfileRow *row;

  if (items->page == NULL || position < items->page_start || position >= items->page_start + items->page->len)
    load_page (items, position);
  if (position - items->page_start >= items->page->len)
    return NULL;
  row = g_ptr_array_index (items->page, position - items->page_start);
  return item_new (SJ_REF_PROFILE, row->id, row->name[0] ? row->name : row->email[0] ? row->email : row->id,
                   row->test ? _("For testing") : row->email);
}

/* ------------------------------------------------------------- list model */

static GType
get_item_type (GListModel *model)
{
  return SJ_TYPE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return SJ_ITEMS (model)->count;
}

static gpointer
get_item (GListModel *model, guint position)
{
  SjItems *items = SJ_ITEMS (model);

  if (position >= items->count)
    return NULL;
  if (items->kind == SJ_REF_PROFILE)
    return profile_item (items, position);
  return g_object_ref (g_ptr_array_index (items->rows, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* ------------------------------------------------------------------ object */

static gboolean
refill_cb (gpointer data)
{
  SjItems *items = data;

  items->idle = 0;
  refill (items);
  return G_SOURCE_REMOVE;
}

/* Several changes are one new list. */
static void
refill_soon (SjItems *items)
{
  if (items->idle == 0)
    items->idle = g_idle_add (refill_cb, items);
}

static void
news_cb (SjDesk *desk, const SjWorkspaceNews *news, SjItems *items)
{
  switch (news->type)
    {
    case SJ_WORKSPACE_DOCUMENT:
      /* What refers to a document may be flawed without it. */
      if (news->kind == items->kind || items->kind != SJ_REF_PROFILE)
        refill_soon (items);
      break;
    case SJ_WORKSPACE_PROFILES:
      if (items->kind == SJ_REF_PROFILE)
        refill_soon (items);
      break;
    case SJ_WORKSPACE_IMPORTED:
      refill_soon (items);
      break;
    default:
      break;
    }
}

static void
sj_items_dispose (GObject *object)
{
  SjItems *items = SJ_ITEMS (object);

  g_clear_handle_id (&items->idle, g_source_remove);
  g_clear_object (&items->desk);
  G_OBJECT_CLASS (sj_items_parent_class)->dispose (object);
}

static void
sj_items_finalize (GObject *object)
{
  SjItems *items = SJ_ITEMS (object);

  g_free (items->search);
  g_free (items->words);
  g_ptr_array_unref (items->rows);
  g_clear_pointer (&items->page, g_ptr_array_unref);
  G_OBJECT_CLASS (sj_items_parent_class)->finalize (object);
}

static void
sj_items_class_init (SjItemsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sj_items_dispose;
  G_OBJECT_CLASS (class)->finalize = sj_items_finalize;
}

static void
sj_items_init (SjItems *items)
{
  items->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

SjItems *
sj_items_new (SjDesk *desk, SjRefTo kind)
{
  SjItems *items = g_object_new (SJ_TYPE_ITEMS, NULL);

  items->desk = g_object_ref (desk);
  items->kind = kind;
  g_signal_connect_object (desk, "news", G_CALLBACK (news_cb), items, 0);
  refill (items);
  return items;
}

void
sj_items_set_search (SjItems *items, const char *words)
{
  g_autofree char *trimmed = words ? g_strstrip (g_strdup (words)) : NULL;

  if (trimmed != NULL && trimmed[0] == '\0')
    g_clear_pointer (&trimmed, g_free);
  if (g_strcmp0 (trimmed, items->words) == 0)
    return;
  g_free (items->search);
  g_free (items->words);
  items->search = trimmed ? g_utf8_casefold (trimmed, -1) : NULL;
  items->words = g_steal_pointer (&trimmed);
  refill (items);
}

void
sj_items_set_order (SjItems *items, SjItemsOrder order)
{
  if (items->order == order)
    return;
  items->order = order;
  refill (items);
}

void
sj_items_set_filter (SjItems *items, SjItemsFilter filter)
{
  if (items->filter == filter)
    return;
  items->filter = filter;
  refill (items);
}

SjRefTo
sj_items_kind (SjItems *items)
{
  return items->kind;
}

SjItemsOrder
sj_items_order (SjItems *items)
{
  return items->order;
}

SjItemsFilter
sj_items_filter (SjItems *items)
{
  return items->filter;
}

bool
sj_items_is_narrowed (SjItems *items)
{
  return items->search != NULL || items->filter != SJ_ITEMS_ALL;
}

guint
sj_items_position (SjItems *items, const char *id)
{
  for (guint i = 0; items->kind != SJ_REF_PROFILE && i < items->rows->len; i++)
    if (g_str_equal (((SjItem *) g_ptr_array_index (items->rows, i))->id, id))
      return i;
  for (guint i = 0; items->kind == SJ_REF_PROFILE && i < MIN (items->count, 5 * PAGE); i++)
    {
      g_autoptr (SjItem) item = profile_item (items, i);

      if (item != NULL && g_str_equal (item->id, id))
        return i;
    }
  return G_MAXUINT;
}
