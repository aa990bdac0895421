/* What can be added, what is found in a journey: the plain parts of the editor page. */
#include "app/sj-find.h"
#include "app/sj-palette-items.h"
#include "kinds/sj-kinds-default.h"
#include "shop.h"

#include <string.h>

static const SjPaletteItem *
item_named (GPtrArray *items, const char *title)
{
  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (((SjPaletteItem *) items->pdata[i])->title, title))
      return items->pdata[i];
  return NULL;
}

static void
test_items (Shop *shop, gconstpointer data)
{
  SjLibrary *library = sj_workspace_library (sj_desk_workspace (shop->desk));
  g_autoptr (GPtrArray) items = sj_palette_items (&sj_kinds_default, library);
  const SjPaletteItem *event = item_named (items, "LumaPurchaseEvent_Email");
  const SjPaletteItem *action = item_named (items, "LoyaltyService");
  const SjPaletteItem *email = item_named (items, "Email");

  g_assert_cmpstr (event->kind->id, ==, "event");
  g_assert_cmpstr (event->config, ==, "{\"event\":\"LumaPurchaseEvent_Email\"}");
  g_assert_cmpstr (action->kind->id, ==, "call");
  g_assert_nonnull (strstr (action->config, "\"loyaltyId\""));
  g_assert_nonnull (strstr (action->config, "\"orderValue\""));
  g_assert_null (email->config);
  for (guint i = 1; i < items->len; i++)
    g_assert_cmpint (((SjPaletteItem *) items->pdata[i - 1])->group, <=, ((SjPaletteItem *) items->pdata[i])->group);
  g_assert_true (sj_palette_item_matches (event, "purchase"));
  g_assert_true (sj_palette_item_matches (event, "event luma"));
  g_assert_false (sj_palette_item_matches (event, "email push"));
}

static void
test_recent (void)
{
  g_auto (GStrv) recent = g_strsplit ("a b c d e", " ", -1);
  g_auto (GStrv) again = sj_palette_remember ((const char *const *) recent, "c");
  g_auto (GStrv) more = sj_palette_remember ((const char *const *) recent, "f");
  g_auto (GStrv) first = sj_palette_remember (NULL, "a");
  g_autofree char *again_text = g_strjoinv (" ", again);
  g_autofree char *more_text = g_strjoinv (" ", more);

  g_assert_cmpstr (again_text, ==, "c a b d e");
  g_assert_cmpstr (more_text, ==, "f a b c d");
  g_assert_cmpuint (g_strv_length (first), ==, 1);
}

static void
test_find (Shop *shop, gconstpointer data)
{
  static const struct { const char *words; unsigned count; } cases[] = {
    { "", 0 }, { "loyaltyservice", 1 }, { "preferred channel", 1 }, { "no such step", 0 }, { "abandoned cart", 2 },
  };
  SjWorkspace *workspace = sj_desk_workspace (shop->desk);
  g_autofree char *id = shop_journey (shop, "Purchase Journey");
  g_autoptr (SjJourney) journey = sj_workspace_read_journey (workspace, id, NULL);
  const SjNames *names = sj_library_names (sj_workspace_library (workspace));

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) found = sj_find_steps (journey, names, cases[i].words);

      g_assert_cmpuint (found ? g_strv_length (found) : 0, ==, cases[i].count);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/palette/items", Shop, NULL, shop_init, test_items, shop_clear);
  g_test_add_func ("/palette/recent", test_recent);
  g_test_add ("/palette/find", Shop, NULL, shop_init, test_find, shop_clear);
  return g_test_run ();
}
