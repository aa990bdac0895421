/* test-oracle.c -- the oracle itself: small cases by hand, and that all others end
 * and add up. */
#include "oracle-rows.h"
#include "sj-oracle.h"
#include "sj-random.h"
#include "sj-random-library.h"

#include "base/sj-hash.h"
#include "base/sj-time.h"

#include <stdlib.h>
#include <string.h>

static SjTime
number (const char *text)
{
  return (SjTime) g_ascii_strtoll (text, NULL, 10);
}

static void
read_person (SjCase *acase, const char *rest)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", 3);
  SjCasePerson *person = sj_case_add_person (acase, words[0], words[2]);

  if (!g_str_equal (words[1], "-"))
    person->zone = g_strdup (words[1]);
}

static void
read_send (SjCase *acase, const char *rest)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", 7);

  sj_case_script_send (acase, (unsigned) number (words[0]), words[1], (unsigned) number (words[2]),
                       (SjCaseSend) { number (words[3]), g_str_equal (words[4], "failed"), number (words[5]),
                                      number (words[6]), "shop", -1 });
}

static void
read_call (SjCase *acase, const char *rest)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", 6);
  SjCaseOutcome outcome = g_str_equal (words[4], "answer")     ? SJ_CASE_ANSWER
                          : g_str_equal (words[4], "may-pass") ? SJ_CASE_MAY_PASS
                                                               : SJ_CASE_FOR_GOOD;

  sj_case_script_call (acase, (unsigned) number (words[0]), words[1], (unsigned) number (words[2]), number (words[3]),
                       outcome, words[5]);
}

static void
read_input (SjCase *acase, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 5);
  SjTime time = acase->start + number (words[0]);
  unsigned person = (unsigned) number (words[2]);

  if (g_str_equal (words[1], "event"))
    sj_case_add_event (acase, time, person, words[3], words[4]);
  else
    sj_case_add_audience (acase, time, person, words[3], g_str_equal (words[1], "enters"));
}

static SjTime
moment_time (const char *text)
{
  SjMoment moment;

  g_assert_true (sj_moment_parse (text, strlen (text), &moment));
  return sj_moment_time (&moment);
}

static void
read_line (SjCase *acase, const char *line)
{
  const char *rest = strchr (line, ' ') + 1;

  if (g_str_has_prefix (line, "from "))
    acase->start = moment_time (rest);
  else if (g_str_has_prefix (line, "until "))
    acase->end = acase->start + number (rest);
  else if (g_str_has_prefix (line, "journey "))
    sj_case_add_journey (acase, rest);
  else if (g_str_has_prefix (line, "person "))
    read_person (acase, rest);
  else if (g_str_has_prefix (line, "send "))
    read_send (acase, rest);
  else if (g_str_has_prefix (line, "call "))
    read_call (acase, rest);
  else
    read_input (acase, line);
}

static SjCase *
read_case (const char *given)
{
  g_autofree char *text = g_strdelimit (g_strdup (given), "'", '"');
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  SjCase *acase = sj_case_new (sj_random_library (), 0, 0);

  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      read_line (acase, *line);
  return acase;
}

/* With times counted from the start, at the front and where a message waits. */
static char *
relative (const char *log, SjTime start)
{
  g_auto (GStrv) lines = g_strsplit_set (log, "\n", -1);
  GString *text = g_string_new (NULL);

  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    {
      g_auto (GStrv) words = g_strsplit_set (*line, " ", -1);

      g_string_append_printf (text, "%" G_GINT64_FORMAT, number (words[0]) - start);
      for (guint i = 1; words[i] != NULL; i++)
        if (i == 4 && g_str_equal (words[2], "hold"))
          g_string_append_printf (text, " %" G_GINT64_FORMAT, number (words[i]) - start);
        else
          g_string_append_printf (text, " %s", words[i]);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
assert_balanced (const char *log)
{
  g_autofree char *difference = sj_oracle_balance (log);

  g_assert_cmpstr (difference, ==, NULL);
}

static void
test_row (gconstpointer data)
{
  const OracleRow *row = data;
  g_autoptr (SjCase) acase = read_case (row->given);
  g_autofree char *log = sj_oracle_run (acase);
  g_autofree char *got = relative (log, acase->start);

  g_assert_cmpstr (got, ==, row->log);
  assert_balanced (log);
}

/* By the formula, not by the oracle. */
static void
test_control_group (void)
{
  g_autoptr (SjCase) acase = read_case ("from 2026-06-01T00:00:00Z\nuntil 1000\n"
                                        "journey {'id':'j','settings':{'controlShare':30},'nodes':["
                                        "{'id':'e','kind':'event','settings':{'event':'Added'}}]}");
  g_autoptr (GString) want = g_string_new (NULL);
  g_autofree char *log = NULL;
  g_autofree char *got = NULL;
  int held = 0;

  acase->seed = 7;
  for (unsigned i = 0; i < 300; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%u", i);
      double chance = sj_hash_unit (sj_hash_mix (sj_hash_text (7, "j"), sj_hash_text (0, id)));

      sj_case_add_person (acase, id, NULL);
      sj_case_add_event (acase, acase->start, i, "Added", "{}");
      held += chance < 0.3;
      if (chance < 0.3)
        g_string_append_printf (want, "0 %s refuse j control-group\n", id);
      else
        g_string_append_printf (want, "0 %s enter j 0\n0 %s at e\n0 %s hop e next\n0 %s end e/next completed\n", id, id,
                                id, id);
    }
  log = sj_oracle_run (acase);
  got = relative (log, acase->start);
  g_assert_cmpstr (got, ==, want->str);
  g_assert_cmpint (held, >, 60);
  g_assert_cmpint (held, <, 120);
}

static void
test_balance (void)
{
  static const struct
  {
    const char *log;
    bool fits;
  } logs[] = {
    { "", true },
    { "0 p enter j 0\n0 p at a\n9 p inside j a\n", true },
    { "0 p enter j 0\n0 p at a\n0 p hop a next\n0 p end a/next completed\n", true },
    { "0 p enter j 0\n0 p at a\n0 p hop a next\n0 p on a/next\n9 p inside j a/next\n", true },
    { "0 p enter j 0\n0 p at a\n0 p hop a next\n0 p at b\n0 p end b failed\n", true },
    { "0 p enter j 0\n0 p at a\n", false },
    { "0 p enter j 0\n0 p at a\n0 p hop a next\n9 p inside j b\n", false },
    { "0 p enter j 0\n0 p at a\n0 p hop a next\n0 p at b\n0 p hop b next\n9 p end a/next completed\n"
      "9 p inside j b/next\n", false },
    { "0 p at a\n0 p end a completed\n", false },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autofree char *difference = sj_oracle_balance (logs[i].log);

      g_assert_true ((difference == NULL) == logs[i].fits);
    }
}

/* A shape without a value still compiles: what fails in a case fails at run time. */
static void
assert_compiles (const SjField *field, const char *text, SjReading *reading, gpointer data)
{
  g_autoptr (SjExpr) expr = NULL;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;

  if (field->type != SJ_FIELD_EXPRESSION)
    return;
  expr = sj_expr_compile (text, strlen (text), sj_library_expr_env (sj_random_library ()), SJ_EXPR_ANY, &diags);
  if (expr == NULL)
    g_error ("%s: %s", text, sj_diags_count (&diags) > 0 ? sj_diags_get (&diags, 0)->text : "");
}

static void
check_expressions (const SjJourney *journey)
{
  SjReading reading = { NULL };

  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *node = sj_journey_node (journey, i);

      sj_config_visit (&node->kind->config, node->config, &reading, assert_compiles, NULL);
      for (uint32_t j = 0; j < node->n_paths; j++)
        sj_config_visit (&node->paths[j]->kind->config, node->paths[j]->config, &reading, assert_compiles, NULL);
    }
  sj_config_visit (&sj_settings_spec, journey->settings, &reading, assert_compiles, NULL);
  for (guint i = 0; i < journey->goals->len; i++)
    sj_config_visit (&sj_goal_spec, sj_journey_goal (journey, i), &reading, assert_compiles, NULL);
  for (guint i = 0; i < journey->exits->len; i++)
    sj_config_visit (&sj_exit_spec, sj_journey_exit (journey, i), &reading, assert_compiles, NULL);
}

static void
test_random_is_the_same (void)
{
  for (uint64_t seed = 0; seed < 100; seed++)
    {
      g_autoptr (SjCase) a = sj_random_case (seed);
      g_autoptr (SjCase) b = sj_random_case (seed);
      g_autofree char *a_text = sj_case_to_string (a);
      g_autofree char *b_text = sj_case_to_string (b);

      g_assert_cmpstr (a_text, ==, b_text);
      for (guint i = 0; i < a->journeys->len; i++)
        check_expressions (g_ptr_array_index (a->journeys, i));
    }
}

/* How often each word of the log was seen, so that cases cannot become dull unseen. */
static void
count_words (GHashTable *seen, const char *log)
{
  g_auto (GStrv) lines = g_strsplit_set (log, "\n", -1);

  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    {
      g_auto (GStrv) words = g_strsplit_set (*line, " ", -1);
      guint last = g_strv_length (words) - 1;
      bool coded = g_str_equal (words[2], "refuse") || g_str_equal (words[2], "end") ||
                   g_str_equal (words[2], "exclude");

      g_hash_table_add (seen, g_strconcat (words[2], coded ? " " : "", coded ? words[last] : "", NULL));
    }
}

static const char *const wanted[] = {
  "refuse not-open", "refuse not-matching", "refuse inside-already", "refuse re-entry-not-allowed",
  "refuse re-entry-too-soon", "refuse suppressed", "refuse capped", "refuse control-group", "enter", "at", "hop", "on",
  "hold", "send", "exclude consent", "exclude no-address", "exclude bad-address", "exclude suppressed",
  "exclude quiet", "exclude capped", "call", "update", "jump", "goal", "end completed", "end no-match", "end failed",
  "end loop", "end timeout", "end goal", "end exit", "end forced", "inside",
};

static void
test_random (void)
{
  const char *count = g_getenv ("SJ_CASES");
  uint64_t n = count != NULL ? (uint64_t) number (count) : 10000;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (uint64_t seed = 0; seed < n; seed++)
    {
      g_autoptr (SjCase) acase = sj_random_case (seed);
      g_autofree char *log = sj_oracle_run (acase);
      g_autofree char *difference = sj_oracle_balance (log);

      if (difference != NULL)
        g_error ("case %" G_GUINT64_FORMAT ": %s", seed, difference);
      count_words (seen, log);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (!g_hash_table_contains (seen, wanted[i]))
      g_error ("no case of %" G_GUINT64_FORMAT " says “%s”", n, wanted[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (const OracleRow *row = oracle_rows; row->name != NULL; row++)
    {
      g_autofree char *path = g_strconcat ("/oracle/", row->name, NULL);

      g_test_add_data_func (path, row, test_row);
    }
  g_test_add_func ("/oracle/control-group", test_control_group);
  g_test_add_func ("/oracle/balance", test_balance);
  g_test_add_func ("/oracle/random-is-the-same", test_random_is_the_same);
  g_test_add_func ("/oracle/random", test_random);
  return g_test_run ();
}
