/* test-journey-json.c -- journeys survive being written and read, whatever is in
 * them; what is no journey is refused with its place. */
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"
#include "model/sj-journey-private.h"

#include "random.h"

#include <string.h>

static SjJourney *
read_text (const char *text, SjDiags *diags, GError **error)
{
  return sj_journey_read (&sj_kinds_default, "a.journey", text, strlen (text), diags, error);
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (1);

  for (unsigned n = 0; n < 60; n++)
    {
      g_autoptr (SjJourney) journey = random_journey (chance, &sj_kinds_default, n);
      g_autoptr (SjJourney) copy = sj_journey_copy (journey);
      g_autofree char *first = sj_journey_to_string (journey);
      g_autofree char *copied = sj_journey_to_string (copy);
      g_autoptr (GError) error = NULL;
      g_autoptr (SjJourney) again = read_text (first, NULL, &error);
      g_autofree char *second = NULL;

      g_assert_no_error (error);
      second = sj_journey_to_string (again);
      assert_same_text (first, second);
      assert_same_text (first, copied);
    }
}

/* Canonical already, so that the bytes must stay; each has something that this
 * program does not know. */
static const char *const kept[] = {
  "{\n  \"form\": 1,\n  \"nodes\": []\n}\n",
  "{\n  \"form\": 1,\n  \"name\": \"A\",\n  \"nodes\": [],\n  \"colour\": \"green\",\n  \"tags\": [1, 2.0, 1.5]\n}\n",
  "{\n"
  "  \"form\": 1,\n"
  "  \"settings\": {\n"
  "    \"priority\": 60,\n"
  "    \"weather\": {\n"
  "      \"rain\": null\n"
  "    }\n"
  "  },\n"
  "  \"goals\": [\n"
  "    {\n"
  "      \"name\": \"Bought\",\n"
  "      \"event\": \"Charged\",\n"
  "      \"stars\": 5\n"
  "    }\n"
  "  ],\n"
  "  \"nodes\": [\n"
  "    {\n"
  "      \"id\": \"a\",\n"
  "      \"kind\": \"teleport\",\n"
  "      \"label\": \"Beam\",\n"
  "      \"at\": [-16, 32],\n"
  "      \"settings\": {\n"
  "        \"zeta\": 1,\n"
  "        \"alpha\": [\n"
  "          {\n"
  "            \"deep\": true\n"
  "          }\n"
  "        ]\n"
  "      },\n"
  "      \"paths\": [\n"
  "        {\n"
  "          \"id\": \"up\",\n"
  "          \"settings\": {\n"
  "            \"warp\": 9\n"
  "          },\n"
  "          \"to\": \"b\"\n"
  "        },\n"
  "        {\n"
  "          \"id\": \"down\",\n"
  "          \"delay\": \"PT2H\",\n"
  "          \"to\": \"nobody\",\n"
  "          \"shine\": false\n"
  "        }\n"
  "      ],\n"
  "      \"crew\": 430\n"
  "    },\n"
  "    {\n"
  "      \"id\": \"b\",\n"
  "      \"kind\": \"wait\",\n"
  "      \"settings\": {\n"
  "        \"mode\": \"until-sunrise\",\n"
  "        \"for\": 7\n"
  "      },\n"
  "      \"paths\": [\n"
  "        {\n"
  "          \"id\": \"sideways\",\n"
  "          \"to\": \"a\"\n"
  "        }\n"
  "      ]\n"
  "    }\n"
  "  ]\n"
  "}\n",
};

static void
test_kept (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SjJourney) journey = read_text (kept[i], NULL, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = sj_journey_to_string (journey);
      assert_same_text (text, kept[i]);
    }
}

#define NODE(members) "{\"form\": 1, \"nodes\": [{\"id\": \"a\", " members "}]}"

/* What is found while reading, and where: the finding covers `place`. */
static const struct { const char *code, *text, *place; } found[] = {
  { "unknown-kind", NODE ("\"kind\": \"wiat\""), "wiat" },
  { "unknown-field", NODE ("\"kind\": \"wait\", \"settings\": {\"fro\": 1}"), "fro" },
  { "bad-value", NODE ("\"kind\": \"wait\", \"settings\": {\"for\": true}"), "t" },
  { "bad-value", NODE ("\"kind\": \"wait\", \"settings\": {\"mode\": \"fro\"}"), "fro" },
  { "bad-value", NODE ("\"kind\": \"wait\", \"at\": [1, 2.5]"), "[" },
  { "unknown-path", NODE ("\"kind\": \"wait\", \"paths\": [{\"id\": \"nxt\"}]"), "nxt" },
  { "bad-value", "{\"form\": 1, \"goals\": [{\"leaves\": 3}]}", "3" },
  { "newer-form", "{\"form\": 99}", "9" },
};

static void
test_findings (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autoptr (GError) error = NULL;
      g_autoptr (SjJourney) journey = read_text (found[i].text, &diags, &error);
      const SjDiag *diag;

      g_assert_no_error (error);
      g_assert_nonnull (journey);
      g_assert_cmpuint (sj_diags_count (&diags), ==, 1);
      diag = sj_diags_get (&diags, 0);
      g_assert_cmpstr (diag->code, ==, found[i].code);
      g_assert_cmpuint (diag->end - diag->start, ==, strlen (found[i].place));
      g_assert_true (g_str_has_prefix (found[i].text + diag->start, found[i].place));
    }
}

static void
test_fixes (void)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjJourney) journey = read_text (found[0].text, &diags, NULL);

  g_assert_nonnull (journey);
  g_assert_cmpstr (sj_diags_get (&diags, 0)->fix, ==, "wait");
  g_assert_cmpstr (sj_diags_get (&diags, 0)->node, ==, "a");
}

static const struct { const char *text, *message; } refused[] = {
  { "", "a.journey, line 1, column 1: " },
  { "{\n  \"form\": 1,\n}", "a.journey, line 3, column 1: " },
  { "[]", "a.journey, line 1, column 1: A journey must be an object" },
  { "{\"form\": -1}", "a.journey, line 1, column 10: “form” must be a whole number." },
  { "{\"form\": 1,\n \"nodes\": {}}", "a.journey, line 2, column 11: This must be a list" },
  { "{\"form\": 1, \"nodes\": [7]}", "a.journey, line 1, column 23: A step must be an object" },
  { "{\"form\": 1, \"nodes\": [{\"id\": \"\", \"kind\": \"end\"}]}",
    "a.journey, line 1, column 23: A step must be an object" },
  { "{\"form\": 1, \"nodes\": [{\"id\": \"a\"}]}", "a.journey, line 1, column 23: A step needs a “kind”" },
  { "{\"form\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"end\"},\n{\"id\": \"a\", \"kind\": \"end\"}]}",
    "a.journey, line 2, column 9: Another step has the same id." },
  { NODE ("\"kind\": \"wait\", \"paths\": [{\"id\": \"next\"}, {\"id\": \"next\"}]"),
    "a.journey, line 1, column 77: Two paths of this step have the same id." },
  { NODE ("\"kind\": \"wait\", \"paths\": [{\"id\": \"next\", \"to\": 3}]"),
    "a.journey, line 1, column 82: “to” must be the id of a step." },
  { NODE ("\"kind\": \"wait\", \"settings\": 3"), "a.journey, line 1, column 63: This must be an object" },
  { "{\"form\": 1, \"settings\": 3}", "a.journey, line 1, column 25: This must be an object" },
  { "{\"form\": 1, \"goals\": [3]}", "a.journey, line 1, column 23: This must be an object" },
};

static void
test_refused (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (refused[i].text, NULL, &error));
      g_assert_nonnull (error);
      if (!g_str_has_prefix (error->message, refused[i].message))
        g_error ("%s instead of %s", error->message, refused[i].message);
    }
}

/* The first drafts: all paths in one list, places as x and y. */
static const char form_0[] =
    "{\"name\": \"Draft\", \"nodes\": [{\"id\": \"e\", \"kind\": \"event\", \"x\": 16, \"y\": 32},"
    " {\"id\": \"w\", \"kind\": \"wait\", \"settings\": {\"for\": \"1d\"}}],"
    " \"edges\": [{\"from\": \"e\", \"to\": \"w\", \"delay\": \"PT1M\"},"
    " {\"from\": \"e\", \"path\": \"timeout\", \"to\": \"w\"},"
    " {\"from\": \"e\", \"path\": \"timeout\", \"to\": \"e\"}, {\"from\": \"ghost\", \"to\": \"w\"}]}";

static const char form_0_now[] =
    "{\"form\": 1, \"name\": \"Draft\", \"nodes\": [{\"id\": \"e\", \"kind\": \"event\", \"at\": [16, 32], \"paths\":"
    " [{\"id\": \"next\", \"to\": \"w\", \"delay\": \"PT1M\"}, {\"id\": \"timeout\", \"to\": \"w\"}]},"
    " {\"id\": \"w\", \"kind\": \"wait\", \"settings\": {\"for\": \"1d\"}}],"
    " \"edges\": [{\"from\": \"e\", \"path\": \"timeout\", \"to\": \"e\"}, {\"from\": \"ghost\", \"to\": \"w\"}]}";

static void
test_upgrade (void)
{
  g_autoptr (SjJourney) old = read_text (form_0, NULL, NULL);
  g_autoptr (SjJourney) now = read_text (form_0_now, NULL, NULL);
  g_autofree char *upgraded = sj_journey_to_string (old);
  g_autofree char *wanted = sj_journey_to_string (now);

  assert_same_text (upgraded, wanted);
  g_assert_cmpstr (sj_node_path (sj_journey_find (old, "e"), "next")->to, ==, "w");
  g_assert_cmpint (sj_journey_find (old, "e")->at.x, ==, 16);
}

static void
test_newer (void)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) journey = read_text ("{\"form\": 2, \"name\": \"Later\", \"moons\": 2}", NULL, NULL);
  g_autofree char *text = sj_journey_to_string (journey);

  g_assert_false (sj_journey_write (journey, &buffer, &error));
  g_assert_error (error, SJ_JOURNEY_ERROR, SJ_JOURNEY_ERROR_NEWER);
  g_assert_cmpuint (buffer.length, ==, 0);
  g_assert_cmpstr (text, ==, "{\n  \"form\": 2,\n  \"name\": \"Later\",\n  \"nodes\": [],\n  \"moons\": 2\n}\n");
}

/* A frozen copy stays as it was, and is made once for each state. */
static void
test_freeze (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (3);
  g_autoptr (SjJourney) journey = random_journey (chance, &sj_kinds_default, 5);
  g_autoptr (SjJourney) one = sj_journey_freeze (journey);
  g_autoptr (SjJourney) two = sj_journey_freeze (journey);
  g_autoptr (SjJourney) three = NULL;
  g_autofree char *before = sj_journey_to_string (journey);
  g_autofree char *frozen = NULL;
  SjPlace place = { 4711, 0, true };

  g_assert_true (one == two && one != journey);
  sj_journey_swap_place (journey, sj_journey_node (journey, 0), &place);
  three = sj_journey_freeze (journey);
  g_assert_true (three != one);
  frozen = sj_journey_to_string (one);
  assert_same_text (frozen, before);
  g_assert_cmpint (sj_journey_node (three, 0)->at.x, ==, 4711);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/journey-json/round-trip", test_round_trip);
  g_test_add_func ("/model/journey-json/kept", test_kept);
  g_test_add_func ("/model/journey-json/findings", test_findings);
  g_test_add_func ("/model/journey-json/fixes", test_fixes);
  g_test_add_func ("/model/journey-json/refused", test_refused);
  g_test_add_func ("/model/journey-json/upgrade", test_upgrade);
  g_test_add_func ("/model/journey-json/newer", test_newer);
  g_test_add_func ("/model/journey-json/freeze", test_freeze);
  return g_test_run ();
}
