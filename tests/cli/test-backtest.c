/* test-backtest.c -- sojournctl backtest: what it reads, tells and makes of it. */
#include "base/sj-json.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

static const char *program;
static char *folder, *events, *profiles;    /* files that a test writes */

#define W2 TEST_SOURCE "/tests/bench/w2.journey"
#define AT "1700000000000"

/* Two who are charged or not, one repeat, and what is wrong in the lines behind. */
static const char good[] =
    "{\"id\":\"1\",\"type\":\"charged\",\"profile\":\"ann\",\"time\":1700000060000}\n"
    "{\"id\":\"2\",\"type\":\"added\",\"profile\":\"ann\",\"time\":" AT "}\n"
    "{\"id\":\"3\",\"type\":\"added\",\"profile\":\"bob\",\"time\":\"2023-11-14T22:13:20Z\","
    "\"payload\":{\"id\":\"x\"}}\n"
    "{\"id\":\"2\",\"type\":\"added\",\"profile\":\"ann\",\"time\":" AT "}\n";

static const char people[] = "{\"id\":\"ann\"}\n{\"id\":\"bob\",\"consent\":{\"push\":\"no\"}}\n";

typedef struct
{
  int status;
  char *out, *complaint;    /* owned */
} Outcome;

static void
clear_outcome (Outcome *outcome)
{
  g_free (outcome->out);
  g_free (outcome->complaint);
}

/* NULL: no file. */
static Outcome
backtest (const char *event_lines, const char *profile_lines, const char *options)
{
  g_autofree char *line = g_strdup_printf ("%s backtest %s%s%s%s%s %s", program, W2, event_lines ? " --events " : "",
                                           event_lines ? events : "", profile_lines ? " --profiles " : "",
                                           profile_lines ? profiles : "", options);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  Outcome outcome;

  if (event_lines != NULL)
    g_assert_true (g_file_set_contents (events, event_lines, -1, NULL));
  if (profile_lines != NULL)
    g_assert_true (g_file_set_contents (profiles, profile_lines, -1, NULL));
  g_assert_true (g_shell_parse_argv (line, NULL, &words, NULL));
  process = g_subprocess_newv ((const char *const *) words,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &outcome.out, &outcome.complaint, &error));
  outcome.status = g_subprocess_get_exit_status (process);
  g_test_message ("%s: %d\n%s%s", options, outcome.status, outcome.out, outcome.complaint);
  return outcome;
}

static int64_t
number_at (const char *text, const char *path)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue root, value;

  g_assert_true (sj_json_read (&arena, NULL, text, strlen (text), &root, NULL));
  value = sj_value_follow (root, path);
  g_assert_cmpint (value.type, ==, SJ_INTEGER);
  return value.integer;
}

static void
test_result (void)
{
  static const struct { const char *path; int64_t value; } counts[] = {
    { "run.persons", 2 },
    { "nodes.added.entered", 2 },
    { "nodes.inaction.paths.next", 1 },
    { "nodes.inaction.paths.timeout", 1 },
    { "nodes.push.entered", 1 },
    { "nodes.end.entered", 2 },
  };
  Outcome outcome = backtest (good, people, "--json");

  g_assert_cmpint (outcome.status, ==, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpint (number_at (outcome.out, counts[i].path), ==, counts[i].value);
  g_assert_cmpstr (outcome.complaint, ==, "sojournctl: events that were there already: 1\n");
  clear_outcome (&outcome);
}

/* The same on any number of threads, and in a file. */
static void
test_out (void)
{
  g_autofree char *path = g_build_filename (folder, "result.json", NULL);
  g_autofree char *rows_path = g_build_filename (folder, "result.csv", NULL);
  g_autofree char *options = g_strdup_printf ("--threads 3 --out %s --csv %s", path, rows_path);
  Outcome one = backtest (good, people, "--json --threads 1 --seed 4");
  Outcome table = backtest (good, people, options);
  Outcome three = backtest (good, people, "--json --threads 3 --seed 4");
  g_autofree char *text = NULL, *rows = NULL;

  g_assert_cmpstr (one.out, ==, three.out);
  g_assert_nonnull (strstr (table.out, "Still there?"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (number_at (text, "nodes.push.entered"), ==, 1);
  g_assert_true (g_file_get_contents (rows_path, &rows, NULL, NULL));
  g_assert_nonnull (strstr (rows, ",Came here,entered,,,1,2,0.5,,,,push,\r\n"));
  g_remove (rows_path);
  g_remove (path);
  clear_outcome (&one);
  clear_outcome (&table);
  clear_outcome (&three);
}

/* What was not recorded comes from a document: the same on any number of threads, and
 * whoever unsubscribes is sent nothing more. */
static void
test_behaviour (void)
{
  static const char behaviour[] =
      "{\"name\":\"B\",\"messages\":[{\"channel\":\"push\",\"failed\":0,\"bounced\":0,\"opened\":100,"
      "\"unsubscribed\":100,"
      "\"price\":0.5,\"opening\":{\"after\":\"PT1M\"},\"unsubscribing\":{\"after\":\"PT1M\"}}]}";
  static const struct { const char *path; int64_t value; } counts[] = {
    { "nodes.push.message.sent", 2 },
    { "nodes.push.message.opened", 2 },
    { "nodes.push.message.unsubscribed", 2 },
    { "nodes.push.message.excluded.consent", 2 },
    { "nodes.push.message.cost", 1 },
    { "messages.push.cost", 1 },
    { "cost", 1 },
  };
  g_autofree char *path = g_build_filename (folder, "behaviour.json", NULL);
  g_autofree char *options = g_strdup_printf ("--json --threads 1 --behaviour %s", path);
  g_autofree char *three = g_strdup_printf ("--json --threads 3 --behaviour %s", path);
  g_autoptr (GString) lines = g_string_new (NULL);
  Outcome one, other;

  for (unsigned i = 0; i < 2; i++)    /* each of them twice, a day apart */
    g_string_append_printf (lines, "{\"type\":\"added\",\"profile\":\"ann\",\"time\":%" G_GINT64_FORMAT "}\n"
                                   "{\"type\":\"added\",\"profile\":\"bob\",\"time\":%" G_GINT64_FORMAT "}\n",
                            INT64_C (1700000000000) + i * INT64_C (86400000),
                            INT64_C (1700000000000) + i * INT64_C (86400000));
  g_assert_true (g_file_set_contents (path, behaviour, -1, NULL));
  one = backtest (lines->str, "{\"id\":\"ann\",\"audiences\":[\"mobile\"]}\n{\"id\":\"bob\","
  "\"audiences\":[\"mobile\"]}\n",
                  options);
  other = backtest (lines->str, "{\"id\":\"ann\",\"audiences\":[\"mobile\"]}\n{\"id\":\"bob\","
  "\"audiences\":[\"mobile\"]}\n",
                    three);
  g_assert_cmpint (one.status, ==, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpint (number_at (one.out, counts[i].path), ==, counts[i].value);
  g_assert_cmpstr (one.out, ==, other.out);
  g_remove (path);
  clear_outcome (&one);
  clear_outcome (&other);
}

static const struct
{
  const char *events, *profiles, *options;
  int status;
  const char *complaint;
} cases[] = {
  { NULL, NULL, "", 2, "--events FILE" },
  { good, people, "--from yesterday", 2, "“yesterday” is no moment" },
  { good, people, "--from 2026-01-02 --until 2026-01-01", 2, "the end is before the beginning" },
  { good, people, "--threads -1", 2, "threads" },
  { good, people, "--profiles nowhere.jsonl", 2, "nowhere.jsonl" },
  { good, people, "--until 2023-11-14T22:13:20Z", 0, "before the beginning or after the end: 1\n" },
  { good, NULL, "", 0, "already: 1\n" },
  { good, "", "", 0, "events.jsonl:1:39: warning: There is no line for the profile “ann”" },
  { good, "", "--strict", 1, "events.jsonl:1:39: error: There is no line for the profile “ann”" },
  { "{\"type\":\"seen\",\"profile\":\"a\",\"time\":1}", NULL, "", 0, "of the type “seen”" },
  { "{\"type\":\"seen\",\"profile\":\"a\",\"time\":1}", NULL, "--strict", 1, "does not ask for: 1\n" },
  { "{\"type\":\"added\",\"profile\":\"a\"}", NULL, "", 0, "events.jsonl:1:1: warning: “time” is missing" },
  { "{\"type\":\"added\",\"profile\":\"a\"}", NULL, "--strict", 1, "lines that cannot be used: 1\n" },
  { good, "{\"id\":\"ann\",\"consent\":7}\n", "--strict", 1, "profiles.jsonl:1:23: error: Consent must be" },
};

static void
test_complaints (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Outcome outcome = backtest (cases[i].events, cases[i].profiles, cases[i].options);

      g_assert_cmpint (outcome.status, ==, cases[i].status);
      g_assert_nonnull (strstr (outcome.complaint, cases[i].complaint));
      clear_outcome (&outcome);
    }
}

int
main (int argc, char **argv)
{
  int failed;

  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_assert (argc > 1);
  program = argv[1];
  folder = g_dir_make_tmp ("sojourn-XXXXXX", NULL);
  events = g_build_filename (folder, "events.jsonl", NULL);
  profiles = g_build_filename (folder, "profiles.jsonl", NULL);
  g_test_add_func ("/cli/backtest/result", test_result);
  g_test_add_func ("/cli/backtest/out", test_out);
  g_test_add_func ("/cli/backtest/behaviour", test_behaviour);
  g_test_add_func ("/cli/backtest/complaints", test_complaints);
  failed = g_test_run ();
  g_remove (events);
  g_remove (profiles);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
  g_free (events);
  g_free (profiles);
  return failed;
}
