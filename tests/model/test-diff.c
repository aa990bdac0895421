/* test-diff.c -- two versions in words and as data. */
#include "kinds/sj-kinds-default.h"
#include "model/sj-diff.h"
#include "model/sj-edit-graph.h"
#include "model/sj-journey-json.h"

#include "random.h"

#include <string.h>

#define NODE(members) "{\"form\": 1, \"nodes\": [" members "]}"
#define WAIT(members) NODE ("{\"id\": \"w\", \"kind\": \"wait\"" members "}, {\"id\": \"e\", \"kind\": \"email\"}")
#define CASES(first, second) \
  NODE ("{\"id\": \"c\", \"kind\": \"condition\", \"paths\": [" first ", " second "]}," \
        "{\"id\": \"e\", \"kind\": \"email\"}")
#define CASE(id, label, more) "{\"id\": \"" id "\", \"label\": \"" label "\"" more "}"
#define TO(target) ", \"paths\": [{\"id\": \"next\", \"to\": \"" target "\"}]"
#define CALL(value) \
  NODE ("{\"id\": \"c\", \"kind\": \"call\"," \
        " \"settings\": {\"parameters\": [{\"name\": \"id\", \"value\": \"" value "\"}]}}")

/* older, newer, what is said. */
static const struct { const char *older, *newer, *text; } rows[] = {
  { WAIT (""), WAIT (""), "" },
  { WAIT (""), WAIT (", \"settings\": {\"for\": \"PT2H\"}"),
    "Wait · 2 hours: “Wait for” is now “2 hours”; it was “1 day”.\n" },
  { WAIT (", \"note\": \"x\""), WAIT (""), "Wait · 1 day: “Note” is no longer set; it was “x”.\n" },
  { WAIT (""), WAIT (", \"label\": \"Rest\""), "Rest: “Label” is now “Rest”; nothing was set.\n" },
  { WAIT (", \"at\": [0, 0]"), WAIT (", \"at\": [16, 0]"), "1 step was moved.\n" },
  { WAIT (""), WAIT (TO ("e")),
    "Wait · 1 day now leads to Email; it led nowhere.\n" },
  { WAIT (TO ("e")), WAIT (TO ("w")),
    "Wait · 1 day now leads to Wait · 1 day; it led to Email.\n" },
  { WAIT (TO ("e")), WAIT (""),
    "Wait · 1 day now leads nowhere; it led to Email.\n" },
  { WAIT (""), WAIT (", \"paths\": [{\"id\": \"next\", \"delay\": \"PT1H\"}]"),
    "Wait · 1 day: “Wait on the way” is now “1 hour”; nothing was set.\n" },
  { WAIT (""), WAIT (", \"settings\": {\"moon\": [1]}"), "Wait · 1 day: “moon” is now “[1]”; nothing was set.\n" },
  { NODE (""), NODE ("{\"id\": \"w\", \"kind\": \"wait\", \"label\": \"Rest\"}"),
    "Rest (Wait · 1 day) was added.\n" },
  { NODE ("{\"id\": \"w\", \"kind\": \"wait\"}"), NODE (""), "Wait · 1 day was removed.\n" },
  { NODE ("{\"id\": \"w\", \"kind\": \"wait\"}"), NODE ("{\"id\": \"w\", \"kind\": \"end\"}"),
    "End was added.\nWait · 1 day was removed.\n" },
  { CASES (CASE ("a", "A", ""), CASE ("b", "B", "")), CASES (CASE ("b", "B", ""), CASE ("a", "A", "")),
    "Condition now tries its paths in the order B, A; it was A, B.\n" },
  { CASES (CASE ("a", "A", ""), CASE ("b", "B", "")), CASES (CASE ("a", "A", ""), CASE ("c", "C", ", \"to\": \"e\"")),
    "Condition has a new path C, which leads to Email.\nCondition no longer has the path B.\n" },
  { CASES (CASE ("a", "A", ""), CASE ("b", "B", "")),
    CASES (CASE ("a", "A", ", \"settings\": {\"expression\": \"true\"}"), CASE ("b", "B", "")),
    "Condition, path A: “Condition” is now “true”; nothing was set.\n" },
  { "{\"form\": 1, \"name\": \"A\"}", "{\"form\": 1, \"name\": \"B\", \"settings\": {\"controlShare\": 10}}",
    "Journey: “Name” is now “B”; it was “A”.\nJourney: “Control group” is now “10 %”; it was “0 %”.\n" },
  { "{\"form\": 1, \"goals\": [{\"id\": \"g\", \"name\": \"Bought\"}]}",
    "{\"form\": 1, \"goals\": [{\"id\": \"h\", \"name\": \"Read\"}, {\"id\": \"g\", \"name\": \"Bought\","
    " \"leaves\": true}]}",
    "The goal Read was added.\nGoal Bought: “Takes the profile out of the journey” is now “yes”; it was “no”.\n" },
  { "{\"form\": 1, \"exits\": [{\"name\": \"Gone\"}]}", "{\"form\": 1}", "The exit criterion Gone was removed.\n" },
  { "{\"form\": 1, \"tests\": [{\"name\": \"Buys\"}]}", "{\"form\": 1}", "The test Buys was removed.\n" },
  { "{\"form\": 1, \"tests\": [{\"name\": \"Buys\"}]}",
    "{\"form\": 1, \"tests\": [{\"name\": \"Buys\", \"profile\": \"ann\"}]}",
    "Test Buys: “Profile” is now “ann”; nothing was set.\n" },
  { CALL ("1"),
    CALL ("2"),
    "Custom action: “Parameters” is now “Name id, Value 2”; it was “Name id, Value 1”.\n" },
};

static SjJourney *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  SjJourney *journey = sj_journey_read (&sj_kinds_default, NULL, text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return journey;
}

static void
test_words (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SjJourney) older = read_text (rows[i].older);
      g_autoptr (SjJourney) newer = read_text (rows[i].newer);
      g_autoptr (SjDiff) diff = sj_diff_new (older, newer, NULL);
      g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

      sj_diff_write (diff, &buffer);
      g_assert_cmpstr (sj_buffer_text (&buffer), ==, rows[i].text);
    }
}

/* Of a long text the part that changed is shown; as data it is whole. */
static void
test_long (void)
{
  g_autofree char *much = g_strnfill (500, 'a');
  g_autofree char *one = g_strdup_printf (WAIT (", \"note\": \"%s1%s\""), much, much);
  g_autofree char *two = g_strdup_printf (WAIT (", \"note\": \"%s2%s\""), much, much);
  g_autoptr (SjJourney) older = read_text (one);
  g_autoptr (SjJourney) newer = read_text (two);
  g_autoptr (SjDiff) diff = sj_diff_new (older, newer, NULL);
  const SjDifference *item = sj_diff_get (diff, 0);

  g_assert_cmpuint (sj_diff_count (diff), ==, 1);
  g_assert_nonnull (strstr (item->text, "a1a"));
  g_assert_nonnull (strstr (item->text, "a2a"));
  g_assert_cmpuint (strlen (item->text), <, 300);
  g_assert_cmpuint (strlen (item->old_text), ==, 1001);
}

static void
test_data (void)
{
  g_autoptr (SjJourney) older = read_text (WAIT (", \"at\": [1, 2]"));
  g_autoptr (SjJourney) newer = read_text (WAIT (", \"settings\": {\"for\": \"PT2H\"}"));
  g_autoptr (SjDiff) diff = sj_diff_new (older, newer, NULL);
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *json = sj_json_to_string (sj_diff_to_value (diff, &arena), SJ_JSON_COMPACT);

  g_assert_cmpstr (json, ==,
                   "{\"changes\":[{\"change\":\"field\",\"in\":\"node-settings\",\"node\":\"w\",\"field\":\"for\","
                   "\"new\":\"PT2H\",\"oldText\":\"1 day\",\"newText\":\"2 hours\","
                   "\"text\":\"Wait · 2 hours: “Wait for” is now “2 hours”; it was “1 day”.\"}],\"moved\":[\"w\"]}");
}

/* One edit of chance on a copy: the journeys differ exactly when something is said. */
static void
test_random (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (21);

  for (int round = 0; round < 3000; round++)
    {
      g_autoptr (SjJourney) older = random_journey (chance, &sj_kinds_default, 6);
      g_autoptr (SjJourney) newer = sj_journey_copy (older);
      g_autoptr (SjHistory) history = sj_history_new (newer);
      SjEdit *edit = random_edit (chance, newer);
      g_autoptr (SjDiff) diff = NULL;
      g_autofree char *before = sj_journey_to_string (older);
      g_autofree char *after = NULL;

      if (edit == NULL || !sj_history_do (history, edit))
        continue;
      after = sj_journey_to_string (newer);
      diff = sj_diff_new (older, newer, NULL);
      if ((strcmp (before, after) != 0) != (sj_diff_count (diff) + diff->moved->len > 0))
        g_error ("%s: %zu said", sj_history_undo_title (history), sj_diff_count (diff));
      for (size_t i = 0; i < sj_diff_count (diff); i++)
        g_assert_true (g_str_has_suffix (sj_diff_get (diff, i)->text, "."));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/diff/words", test_words);
  g_test_add_func ("/model/diff/long", test_long);
  g_test_add_func ("/model/diff/data", test_data);
  g_test_add_func ("/model/diff/random", test_random);
  return g_test_run ();
}
