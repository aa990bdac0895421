/* test-outline.c -- journeys as indented lists. */
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"
#include "model/sj-outline.h"

#include "random.h"

#include <string.h>

static const char purchase[] =
    "{\"form\": 1, \"name\": \"Purchase Journey\", \"description\": \"Confirms orders.\\nReminds of carts.\","
    " \"settings\": {\"reentryGap\": \"PT0S\", \"zone\": \"Europe/Paris\"},"
    " \"goals\": [{\"name\": \"Bought\", \"event\": \"LumaPurchase\"}],"
    " \"exits\": [{\"by\": \"audience\", \"audience\": \"Blocked\"}],"
    " \"nodes\": ["
    "{\"id\": \"a\", \"kind\": \"event\", \"settings\": {\"event\": \"LumaCheckout\"},"
    " \"paths\": [{\"id\": \"next\", \"to\": \"b\"}]},"
    "{\"id\": \"b\", \"kind\": \"event\", \"settings\": {\"event\": \"LumaPurchase\", \"timeout\": \"PT1M\"},"
    " \"paths\": [{\"id\": \"next\", \"to\": \"c\"}, {\"id\": \"timeout\", \"to\": \"e\"}]},"
    "{\"id\": \"c\", \"kind\": \"call\", \"settings\": {\"action\": \"LoyaltyService\"},"
    " \"paths\": [{\"id\": \"next\", \"to\": \"d\"}]},"
    "{\"id\": \"d\", \"kind\": \"email\", \"label\": \"Order Confirmation Email\","
    " \"settings\": {\"message\": \"order\"}},"
    "{\"id\": \"e\", \"kind\": \"condition\", \"label\": \"Preferred Channel\", \"paths\": ["
    "{\"id\": \"push\", \"label\": \"Push\", \"settings\": {\"expression\": \"inAudience(\\\"App\\\")\"},"
    " \"to\": \"f\"},"
    "{\"id\": \"else\", \"label\": \"Others\", \"to\": \"g\"}]},"
    "{\"id\": \"f\", \"kind\": \"push\", \"label\": \"Abandoned Cart Push\","
    " \"paths\": [{\"id\": \"next\", \"delay\": \"PT2H\", \"to\": \"h\"}]},"
    "{\"id\": \"g\", \"kind\": \"email\", \"label\": \"Abandoned Cart Email\","
    " \"paths\": [{\"id\": \"next\", \"to\": \"h\"}]},"
    "{\"id\": \"h\", \"kind\": \"event\", \"label\": \"Purchase after all\","
    " \"settings\": {\"event\": \"LumaPurchase\"},"
    " \"paths\": [{\"id\": \"next\", \"to\": \"c\"}]},"
    "{\"id\": \"i\", \"kind\": \"wait\", \"paths\": [{\"id\": \"next\", \"to\": \"gone\"}]},"
    "{\"id\": \"j\", \"kind\": \"condition\", \"paths\": [{\"id\": \"case-1\", \"to\": \"j\","
    " \"settings\": {\"expression\": \"1 == 1\"}}]}]}";

static const char *const lines[] = {
  "Purchase Journey",
  "  Confirms orders. Reminds of carts.",
  "  Time zone: Europe/Paris",
  "  Goal: Bought (LumaPurchase)",
  "  Leaves when: Enters Blocked",
  "",
  "Event · LumaCheckout",
  "Event · LumaPurchase",
  "  When it happens:",
  "    Custom action · LoyaltyService",
  "    Order Confirmation Email (Email · order)",
  "    (ends)",
  "  Timeout (1 minute):",
  "    Preferred Channel (Condition)",
  "      Push:",
  "        Abandoned Cart Push (Push)",
  "        2 hours later",
  "        Purchase after all (Event · LumaPurchase)",
  "        → see Custom action · LoyaltyService",
  "      Others:",
  "        Abandoned Cart Email (Email)",
  "        → see Purchase after all",
  "Not reached:",
  "Wait · 1 day",
  "→ a step that is missing: gone",
  "Condition",
  "  1 == 1:",
  "    → see Condition",
};

static char *
outline_of (const SjJourney *journey, unsigned flags)
{
  SjBuffer buffer = SJ_BUFFER_INIT;

  sj_outline_write (journey, flags, NULL, &buffer);
  return sj_buffer_steal (&buffer);
}

static void
test_purchase (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) journey =
      sj_journey_read (&sj_kinds_default, NULL, purchase, strlen (purchase), NULL, &error);
  g_autofree char *text = NULL;
  g_auto (GStrv) got = NULL;

  g_assert_no_error (error);
  text = outline_of (journey, SJ_OUTLINE_HEAD);
  got = g_strsplit (text, "\n", -1);
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_cmpstr (got[i], ==, lines[i]);
  g_assert_cmpuint (g_strv_length (got), ==, G_N_ELEMENTS (lines) + 1);
}

static void
test_ids (void)
{
  g_autoptr (SjJourney) journey =
      sj_journey_read (&sj_kinds_default, NULL, purchase, strlen (purchase), NULL, NULL);
  g_autofree char *text = outline_of (journey, SJ_OUTLINE_IDS);

  g_assert_true (g_str_has_prefix (text, "Event · LumaCheckout [a]\n"));
  g_assert_nonnull (strstr (text, "→ see Purchase after all [h]\n"));
}

#define HOURS(from) "{\"days\":[\"sat\",\"sun\"],\"from\":\"" from "\",\"until\":\"06:00\"}"

/* Lists are told entry by entry, but for very long ones. */
static void
test_settings (void)
{
  static const char text[] =
      "{\"name\":\"J\",\"settings\":{\"reentryGap\":\"P7D\",\"quietHours\":[{\"from\":\"22:00\",\"until\":\"08:00\"},"
      HOURS ("01:00") "," HOURS ("02:00") "," HOURS ("03:00") "," HOURS ("04:00") "]},"
      "\"nodes\":[{\"id\":\"u\",\"kind\":\"update-profile\",\"settings\":{\"updates\":["
      "{\"attribute\":\"points\",\"value\":\"1\"},{\"attribute\":\"tags\",\"value\":\"1\"}]}}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) journey = sj_journey_read (&sj_kinds_default, NULL, text, strlen (text), NULL, &error);
  g_autofree char *outline = NULL;

  g_assert_no_error (error);
  outline = outline_of (journey, SJ_OUTLINE_HEAD);
  g_assert_cmpstr (outline, ==,
                   "J\n  Again at the earliest after: 7 days\n"
                   "  Quiet hours: 22:00–08:00, every day; 01:00–06:00, Sat, Sun; 02:00–06:00, Sat, Sun; "
                   "03:00–06:00, Sat, Sun; …\n\n"
                   "Not reached:\nUpdate profile · points; tags\n(ends)\n");
}

/* Every step stands in it once, whatever the journey looks like. */
static void
test_complete (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (4);

  for (unsigned n = 0; n < 80; n++)
    {
      g_autoptr (SjJourney) journey = random_journey (chance, &sj_kinds_default, n);
      g_autofree char *text = outline_of (journey, SJ_OUTLINE_IDS);
      g_auto (GStrv) rows = g_strsplit (text, "\n", -1);
      unsigned steps = 0;

      for (char **row = rows; *row != NULL; row++)
        steps += g_str_has_suffix (*row, "]") && strstr (*row, "→ see ") == NULL;
      g_assert_cmpuint (steps, ==, n);
    }
}

/* The order is that of the rows. */
static void
test_order (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (14);

  for (unsigned n = 0; n < 60; n++)
    {
      g_autoptr (SjJourney) journey = random_journey (chance, &sj_kinds_default, n);
      g_autoptr (GPtrArray) order = sj_outline_order (journey);
      g_autofree char *text = outline_of (journey, SJ_OUTLINE_IDS);
      g_auto (GStrv) rows = g_strsplit (text, "\n", -1);
      unsigned at = 0;

      for (char **row = rows; *row != NULL; row++)
        {
          g_autofree char *end = NULL;

          if (!g_str_has_suffix (*row, "]") || strstr (*row, "→ see ") != NULL)
            continue;
          g_assert_cmpuint (at, <, order->len);
          end = g_strdup_printf ("[%s]", ((const SjNode *) order->pdata[at++])->id);
          g_assert_true (g_str_has_suffix (*row, end));
        }
      g_assert_cmpuint (at, ==, order->len);
    }
}

/* A hundred thousand ways that part: neither the stack nor the page overflows. */
static void
test_deep (void)
{
  g_autoptr (SjJourney) journey = sj_journey_new (&sj_kinds_default);
  const SjKind *kind = sj_kind_find (&sj_kinds_default, "split", 5);
  g_autofree char *text = NULL;

  for (unsigned i = 0; i < 100000; i++)
    {
      g_autofree char *id = g_strdup_printf ("split-%u", i);
      SjNode *node = sj_node_new (kind, id);

      node->paths[0]->to = g_strdup_printf ("split-%u", i + 1);
      sj_graph_insert (&journey->graph, node, SJ_AT_END);
    }
  sj_graph_insert (&journey->graph, sj_node_new (sj_kind_find (&sj_kinds_default, "event", 5), "start"), SJ_AT_END);
  text = outline_of (journey, 0);
  g_assert_cmpuint (strlen (text), <, 60000000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/outline/purchase", test_purchase);
  g_test_add_func ("/model/outline/ids", test_ids);
  g_test_add_func ("/model/outline/settings", test_settings);
  g_test_add_func ("/model/outline/complete", test_complete);
  g_test_add_func ("/model/outline/order", test_order);
  g_test_add_func ("/model/outline/deep", test_deep);
  return g_test_run ();
}
