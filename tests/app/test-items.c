/* A page's list: what is in it, in which order, and that it follows the workspace. */
#include "app/sj-hits.h"
#include "app/sj-items.h"
#include "app/sj-section.h"
#include "shop.h"

#include <locale.h>
#include <string.h>

static char *
names_of (SjItems *items)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (items)); i++)
    {
      g_autoptr (SjItem) item = g_list_model_get_item (G_LIST_MODEL (items), i);

      g_string_append_printf (names, "%s%s", i > 0 ? "|" : "", item->name);
    }
  return g_string_free (names, FALSE);
}

static void
assert_names (SjItems *items, const char *want)
{
  g_autofree char *names = names_of (items);

  g_assert_cmpstr (names, ==, want);
}

static void
test_search (Shop *shop, gconstpointer data)
{
  g_autoptr (SjItems) items = sj_items_new (shop->desk, SJ_REF_EVENT);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (items)), ==, 6);
  g_assert_false (sj_items_is_narrowed (items));
  sj_items_set_search (items, "  checkout");
  assert_names (items, "LumaCheckoutEvent_Email");
  g_assert_true (sj_items_is_narrowed (items));
  sj_items_set_search (items, "no such words");
  assert_names (items, "");
  sj_items_set_search (items, " ");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (items)), ==, 6);
}

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, guint *moved)
{
  *moved += removed + added;
}

static void
renewed_cb (SjItem *item, unsigned *count)
{
  (*count)++;
}

/* A change of a row is told by the row; the list itself stays. */
static void
test_follow (Shop *shop, gconstpointer data)
{
  g_autoptr (SjItems) items = sj_items_new (shop->desk, SJ_REF_AUDIENCE);
  g_autoptr (SjItem) item = g_list_model_get_item (G_LIST_MODEL (items), 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  guint moved = 0;
  unsigned renewed = 0;

  g_signal_connect (items, "items-changed", G_CALLBACK (changed_cb), &moved);
  g_signal_connect (item, "renewed", G_CALLBACK (renewed_cb), &renewed);
  g_assert_true (sj_desk_rename (shop->desk, SJ_REF_AUDIENCE, item->id, "Aardvarks", &error));
  shop_settle ();
  g_assert_cmpstr (item->name, ==, "Aardvarks");
  g_assert_cmpuint (renewed, >=, 1);
  g_assert_cmpuint (moved, ==, 0);

  id = sj_desk_add (shop->desk, SJ_REF_AUDIENCE, "Zebras", &error);
  g_assert_no_error (error);
  shop_settle ();
  g_assert_cmpuint (moved, ==, 1);
  g_assert_cmpuint (sj_items_position (items, id), ==, 3);
  g_assert_true (sj_desk_delete (shop->desk, SJ_REF_AUDIENCE, id, &error));
  shop_settle ();
  g_assert_cmpuint (sj_items_position (items, id), ==, G_MAXUINT);
  g_assert_true (sj_workspace_restore (sj_desk_workspace (shop->desk), SJ_REF_AUDIENCE, id, &error));
  shop_settle ();
  g_assert_cmpuint (sj_items_position (items, id), ==, 3);
}

/* A new audience has no rule, which it needs. */
static void
test_filter (Shop *shop, gconstpointer data)
{
  g_autoptr (SjItems) items = sj_items_new (shop->desk, SJ_REF_AUDIENCE);
  g_autofree char *id = sj_desk_add (shop->desk, SJ_REF_AUDIENCE, "Nobody", NULL);

  shop_settle ();
  sj_items_set_filter (items, SJ_ITEMS_FLAWED);
  assert_names (items, "Nobody");
  sj_items_set_filter (items, SJ_ITEMS_SOUND);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (items)), ==, 3);
  sj_items_set_filter (items, SJ_ITEMS_ALL);
  sj_items_set_order (items, SJ_ITEMS_BY_PROBLEMS);
  g_assert_cmpuint (sj_items_position (items, id), ==, 0);
}

static void
test_duplicate (Shop *shop, gconstpointer data)
{
  g_autofree char *journey = shop_journey (shop, "Purchase Journey");
  g_autofree char *copy = sj_desk_duplicate (shop->desk, SJ_REF_JOURNEY, journey, NULL);
  g_autofree char *event = sj_desk_duplicate (shop->desk, SJ_REF_EVENT, "Charged", NULL);
  g_autofree char *name = sj_desk_name (shop->desk, SJ_REF_JOURNEY, copy);
  g_autofree char *event_name = sj_desk_name (shop->desk, SJ_REF_EVENT, event);

  g_assert_cmpstr (name, ==, "Purchase Journey (copy)");
  g_assert_cmpstr (event_name, ==, "Charged (copy)");
  g_assert_cmpstr (event, !=, "Charged");
}

static void
test_profiles (Shop *shop, gconstpointer data)
{
  g_autoptr (SjItems) items = sj_items_new (shop->desk, SJ_REF_PROFILE);
  g_autoptr (SjItem) item = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (items)), ==, 40);
  sj_items_set_search (items, "ahmed");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (items)), ==, 1);
  item = g_list_model_get_item (G_LIST_MODEL (items), 0);
  g_assert_cmpstr (item->name, ==, "Ahmed Rahman");
}

/* Every row of the tables is reachable from the other. */
static void
test_sections (void)
{
  for (const SjDocumentKind *kind = sj_document_kinds; kind->title != NULL; kind++)
    {
      g_assert_nonnull (sj_section_of (kind->ref));
      g_assert_true (sj_document_kind (kind->ref) == kind);
      g_assert_true (kind->spec != NULL || kind->ref == SJ_REF_JOURNEY);
    }
}

static bool
can_cb (const char *action, gpointer data)
{
  return !g_str_equal (action, "app.quit");
}

static void
test_hits (Shop *shop, gconstpointer data)
{
  static const struct { const char *words, *title; SjFoundOf of; } cases[] = {
    { "purchase j", "Purchase Journey", SJ_FOUND_DOCUMENT },
    { "JOURNEY PUR", "Purchase Journey", SJ_FOUND_DOCUMENT },
    { "audiences", "Audiences", SJ_FOUND_PAGE },
    { "prefer", "Preferences", SJ_FOUND_COMMAND },
    { "ahmed", "Ahmed Rahman", SJ_FOUND_DOCUMENT },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) found = sj_hits_find (shop->desk, cases[i].words, can_cb, NULL);
      const SjFound *first = found->len > 0 ? found->pdata[0] : NULL;

      g_assert_nonnull (first);
      g_assert_cmpstr (first->title, ==, cases[i].title);
      g_assert_cmpint (first->of, ==, cases[i].of);
    }
  {
    g_autoptr (GPtrArray) none = sj_hits_find (shop->desk, "quit", can_cb, NULL);
    g_autoptr (GPtrArray) inside = sj_hits_find (shop->desk, "urchase", can_cb, NULL);

    g_assert_cmpuint (none->len, ==, 0);
    g_assert_cmpuint (inside->len, ==, 0);
  }
}

static void
test_when (void)
{
  static const struct { SjTime ago; const char *want; } cases[] = {
    { 59 * SJ_SECOND, "just now" },
    { SJ_MINUTE, "1 minute ago" },
    { 59 * SJ_MINUTE, "59 minutes ago" },
    { 2 * SJ_HOUR, "2 hours ago" },
  };
  SjTime now = 1700000000 * SJ_SECOND;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = sj_desk_when (now - cases[i].ago, now);

      g_assert_cmpstr (words, ==, cases[i].want);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/items/search", Shop, NULL, shop_init, test_search, shop_clear);
  g_test_add ("/items/follow", Shop, NULL, shop_init, test_follow, shop_clear);
  g_test_add ("/items/filter", Shop, NULL, shop_init, test_filter, shop_clear);
  g_test_add ("/items/duplicate", Shop, NULL, shop_init, test_duplicate, shop_clear);
  g_test_add ("/items/profiles", Shop, NULL, shop_init, test_profiles, shop_clear);
  g_test_add ("/items/hits", Shop, NULL, shop_init, test_hits, shop_clear);
  g_test_add_func ("/items/sections", test_sections);
  g_test_add_func ("/items/when", test_when);
  return g_test_run ();
}
