/* test-result.c -- results against people counted by themselves; the document and back. */
#include "run-journey.h"

#include "base/sj-json.h"
#include "engine/sj-trace-words.h"

#include <string.h>

#define PERSONS 5000u

static const RunOptions usual = { .persons = PERSONS, .threads = 2, .traces = 20, .share = 0.5, .seed = 3 };

static uint64_t
total (const uint64_t *counts, unsigned n)
{
  uint64_t sum = 0;

  for (unsigned i = 0; i < n; i++)
    sum += counts[i];
  return sum;
}

static uint64_t
series_total (const SjSeries *series)
{
  uint64_t sum = 0;

  for (uint32_t i = 0; i < series->n; i++)
    sum += series->pairs[2 * i + 1];
  return sum;
}

static uint64_t
taken (const SjResult *result, const char *node, const char *path)
{
  return sj_result_find_path (sj_result_find (result, node), path)->taken;
}

/* ------------------------------------------------------------------ numbers */

static void
test_counts (void)
{
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);
  const SjResultNode *wait = sj_result_find (result, "wait");

  g_assert_cmpuint (result->n_faults, ==, 0);
  g_assert_cmpuint (sj_result_qualified (result), ==, PERSONS);
  g_assert_cmpuint (result->refused[SJ_REFUSAL_CONTROL_GROUP], >, PERSONS / 5);
  g_assert_cmpuint (wait->entered, ==, result->entered);
  g_assert_cmpuint (taken (result, "in", "next"), ==, result->entered);
  g_assert_cmpuint (taken (result, "wait", "next") + taken (result, "wait", "timeout"), ==, result->entered);
  g_assert_cmpuint (series_total (&wait->entered_over_time), ==, wait->entered);
  g_assert_cmpuint (result->inside + total (result->exits, SJ_N_ENDS), ==, result->entered);
  for (unsigned i = 0; i < SJ_N_ENDS; i++)
    g_assert_cmpuint (series_total (&result->exits_over_time[i]), ==, result->exits[i]);
  g_assert_cmpuint (wait->stays->count, ==, result->entered);
}

/* Those who buy within the hour, found without an engine; the timeout is not later than its deadline. */
static void
test_conversion (void)
{
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);
  const SjResultGoal *goal = &result->goals[0];
  uint64_t buyers = 0;
  double worth = 0;

  for (uint32_t i = 0; i < PERSONS; i++)
    {
      SjTime after;
      unsigned amount;

      if (run_buys (i, usual.share, &after, &amount))
        {
          buyers++;
          worth += amount + 0.25;
        }
    }
  g_assert_true (goal->measured && goal->comparable);
  g_assert_cmpuint (goal->treated.persons + goal->control.persons, ==, PERSONS);
  g_assert_cmpuint (goal->control.persons, ==, result->refused[SJ_REFUSAL_CONTROL_GROUP]);
  g_assert_cmpuint (goal->treated.converted + goal->control.converted, ==, buyers);
  g_assert_cmpuint (goal->treated.times + goal->control.times, ==, buyers);
  g_assert_cmpfloat_with_epsilon (goal->treated.value + goal->control.value, worth, 1e-6);
  /* Inside, goals are reached only until the run is over. */
  g_assert_cmpuint (goal->reached, >, 0);
  g_assert_cmpuint (goal->reached, <, goal->treated.converted);
  g_assert_cmpuint (series_total (&goal->over_time), ==, goal->reached);
}

static void
test_experiment (void)
{
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);
  const SjResultNode *try = sj_result_find (result, "try");
  uint64_t persons = 0;

  g_assert_nonnull (try->experiment);
  g_assert_cmpstr (try->experiment->goal, ==, "bought");
  g_assert_cmpuint (try->experiment->n_treatments, ==, 3);
  for (unsigned i = 0; i < 2; i++)
    {
      const SjResultTreatment *treatment = &try->experiment->treatments[i];

      g_assert_cmpuint (treatment->group.persons, ==, taken (result, "try", treatment->path));
      g_assert_cmpuint (treatment->group.converted, >, 0);
      g_assert_cmpuint (treatment->group.converted, <, treatment->group.persons);
      persons += treatment->group.persons;
    }
  g_assert_null (try->experiment->treatments[2].path);
  g_assert_cmpuint (try->experiment->treatments[2].group.persons, ==, try->ended[SJ_END_NO_MATCH]);
  g_assert_cmpuint (persons + try->ended[SJ_END_NO_MATCH], ==, try->entered);
}

/* The path with a delay: everybody who took it is on it, arrived, or ended. */
static void
test_delay (void)
{
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);
  const SjResultPath *late = sj_result_find_path (sj_result_find (result, "wait"), "timeout");
  const SjResultNode *pause = sj_result_find (result, "pause");

  g_assert_true (late->slow);
  g_assert_cmpuint (late->taken, ==, late->arrived + late->here + total (late->ended, SJ_N_ENDS));
  g_assert_cmpuint (late->arrived, ==, sj_result_find (result, "try")->entered);
  g_assert_cmpuint (late->here_over_time.n, >, 0);
  g_assert_cmpuint (late->here_over_time.pairs[2 * late->here_over_time.n - 1], ==, late->here);
  g_assert_nonnull (pause->stays);
  g_assert_cmpint (pause->stays->half[0], <=, 24 * SJ_HOUR);    /* all stay for a day */
  g_assert_cmpint (pause->stays->half[1], >, 24 * SJ_HOUR);
  g_assert_cmpuint (pause->stays->powers.n, ==, 1);
}

static void
test_messages (void)
{
  static const double prices[] = { 0.001 };    /* of the only message */
  RunOptions options = usual;
  g_autoptr (SjResult) result = NULL;
  const SjResultChannel *email;
  const SjResultMessage *mail;

  options.prices = prices;
  result = run_journey (run_shop, &options);
  email = &result->channels[SJ_CHANNEL_EMAIL];
  mail = sj_result_find (result, "mail")->message;
  g_assert_cmpuint (mail->sent + total (mail->excluded, SJ_N_EXCLUSIONS), ==, sj_result_find (result, "mail")->entered);
  g_assert_cmpuint (mail->sent, >, 0);
  g_assert_cmpuint (email->sent, ==, mail->sent);
  g_assert_cmpuint (email->reactions[SJ_REACTION_DELIVERED], ==, mail->sent);
  g_assert_cmpuint (total (email->by_hour, 24), ==, mail->sent);
  g_assert_cmpuint (total (email->by_weekday, 7), ==, mail->sent);
  g_assert_cmpuint (series_total (&email->by_day), ==, mail->sent);
  g_assert_true (email->priced);
  g_assert_cmpfloat_with_epsilon (email->cost, 0.001 * (double) mail->sent, 1e-9);
  g_assert_false (result->channels[SJ_CHANNEL_SMS].priced);
  g_assert_true (result->priced);
  g_assert_cmpfloat (result->cost, ==, email->cost);
  g_assert_cmpfloat (mail->cost, ==, email->cost);
  g_assert_true (mail->priced && email->one_price);
  g_assert_cmpuint (series_total (&mail->reactions_over_time[SJ_REACTION_DELIVERED]), ==, mail->sent);
}

static const char mails[] =
    "{\"form\":1,\"id\":\"mails\",\"nodes\":["
    "{\"id\":\"in\",\"kind\":\"event\",\"settings\":{\"event\":\"start\"},\"paths\":[{\"id\":\"next\",\"to\":\"a\"}]},"
    "{\"id\":\"a\",\"kind\":\"email\",\"settings\":{\"body\":\"a\"},\"paths\":[{\"id\":\"next\",\"to\":\"b\"}]},"
    "{\"id\":\"b\",\"kind\":\"email\",\"settings\":{\"body\":\"b\"},\"paths\":[{\"id\":\"next\",\"to\":\"c\"}]},"
    "{\"id\":\"c\",\"kind\":\"sms\",\"settings\":{\"body\":\"c\"},\"paths\":[{\"id\":\"next\",\"to\":\"d\"}]},"
    "{\"id\":\"d\",\"kind\":\"push\",\"settings\":{\"body\":\"d\"},\"paths\":[{\"id\":\"next\"}]}]}";

/* Step by step, in a channel, of all; and the same when it is read again. */
static void
test_costs (void)
{
  static const double prices[] = { 0.5, 0.25, 2, -1 };
  static const struct { const char *node; double cost; } nodes[] = { { "a", 50 }, { "b", 25 }, { "c", 200 } };
  RunOptions options = { .persons = 100, .threads = 1, .prices = prices };
  g_autoptr (SjResult) made = run_journey (mails, &options);
  g_autofree char *text = sj_result_to_string (made);
  g_autoptr (SjResult) result = sj_result_read ("r", text, strlen (text), NULL);
  const SjResultChannel *email = &result->channels[SJ_CHANNEL_EMAIL], *sms = &result->channels[SJ_CHANNEL_SMS];

  for (size_t i = 0; i < G_N_ELEMENTS (nodes); i++)
    g_assert_cmpfloat (sj_result_find (result, nodes[i].node)->message->cost, ==, nodes[i].cost);
  g_assert_false (sj_result_find (result, "d")->message->priced);
  g_assert_true (email->priced && sms->priced && sms->one_price);
  g_assert_false (email->one_price || result->channels[SJ_CHANNEL_PUSH].priced);
  g_assert_cmpfloat (email->cost, ==, 75);
  g_assert_cmpfloat (sms->price, ==, 2);
  g_assert_cmpfloat (result->cost, ==, 275);
}

static void
test_batches (void)
{
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);

  g_assert_true (result->has_batches);
  g_assert_cmpuint (total (result->batches.entered, SJ_BATCHES), ==, result->entered);
  g_assert_cmpuint (total (result->batches.treated, SJ_BATCHES), ==, result->goals[0].treated.persons);
  g_assert_cmpuint (total (result->batches.sent, SJ_BATCHES), ==, result->channels[SJ_CHANNEL_EMAIL].sent);
  g_assert_cmpuint (total (result->goal_batches[0].control, SJ_BATCHES), ==, result->goals[0].control.converted);
}

static void
test_traces (void)
{
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);
  unsigned refused = 0, delivered = 0, sent = 0;

  g_assert_cmpuint (result->n_traces, ==, usual.traces);
  for (uint32_t i = 0; i < result->n_traces; i++)
    {
      const SjResultTrace *trace = &result->traces[i];
      const SjResultMark *last = &trace->marks[trace->n_marks - 1];

      g_assert_cmpstr (trace->marks[0].node, ==, "in");
      if (strcmp (trace->marks[0].what, "refused") == 0)
        {
          g_assert_cmpstr (trace->marks[0].detail, ==, "control-group");
          g_assert_cmpuint (trace->n_marks, ==, 1);
          refused++;
          continue;
        }
      g_assert_cmpstr (trace->marks[0].what, ==, "enters");
      g_assert_cmpstr (trace->marks[1].what, ==, "leaves");
      g_assert_cmpstr (trace->marks[1].path, ==, "next");
      g_assert_cmpstr (last->what, ==, "ends");
      for (uint32_t j = 1; j < trace->n_marks; j++)
        {
          g_assert_cmpint (trace->marks[j].time, >=, trace->marks[j - 1].time);
          sent += strcmp (trace->marks[j].what, "sends") == 0;
          if (strcmp (trace->marks[j].what, "reacts") != 0)
            continue;
          g_assert_cmpstr (trace->marks[j].node, ==, "mail");
          g_assert_cmpstr (trace->marks[j].detail, ==, "delivered");
          delivered++;
        }
    }
  g_assert_cmpuint (refused, >, 0);
  g_assert_cmpuint (delivered, >, 0);
  g_assert_cmpuint (delivered, ==, sent);
}

/* ------------------------------------------------------------------ the same, whoever counts */

/* Everything that happens to somebody has a sentence, but for what goes without saying. */
static void
test_trace_words (void)
{
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);
  const SjResultTrace *trace = &result->traces[0];
  g_autofree char *summary = sj_trace_summary (result, trace);
  g_autoptr (GString) story = g_string_new (NULL);

  for (uint32_t i = 0; i < result->n_traces; i++)
    for (uint32_t j = 0; j < result->traces[i].n_marks; j++)
      {
        g_autofree char *words = sj_trace_mark_words (result, &result->traces[i].marks[j]);

        g_assert_true (words == NULL || strchr (words, ' ') != NULL);
        g_string_append_printf (story, "%s\n", words ? words : "");
      }
  g_assert_nonnull (strstr (story->str, "Comes to “"));
  g_assert_nonnull (strstr (story->str, "Takes the path “"));
  g_assert_nonnull (strstr (story->str, "Gets the message “"));
  g_assert_nonnull (strstr (story->str, "Leaves the journey: Completed"));
  g_assert_nonnull (strstr (summary, " · "));
  g_assert_true (sj_trace_visits (trace, "in"));
  g_assert_false (sj_trace_visits (trace, "nowhere"));
}

static void
test_threads (void)
{
  static const unsigned threads[] = { 1, 2, 5, 1 };    /* the last in the order of time */
  g_autofree char *first = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      RunOptions options = usual;
      g_autoptr (SjResult) result = NULL;
      g_autofree char *text = NULL;

      options.threads = threads[i];
      options.in_order = i == 3;
      options.persons = 12345;    /* more than a block, and not a number of whole ones */
      result = run_journey (run_shop, &options);
      text = sj_result_to_string (result);
      if (first == NULL)
        first = g_strdup (text);
      g_assert_cmpstr (text, ==, first);
    }
}

/* Noting more changes nothing of what is counted. */
static void
test_blind (void)
{
  RunOptions options = usual;
  g_autoptr (SjResult) seen = run_journey (run_shop, &options);
  g_autoptr (SjResult) blind = NULL;

  options.blind = true;
  blind = run_journey (run_shop, &options);
  g_assert_cmpuint (blind->n_nodes, ==, seen->n_nodes);
  for (uint32_t i = 0; i < seen->n_nodes; i++)
    {
      g_assert_cmpstr (seen->nodes[i].id, ==, blind->nodes[i].id);
      g_assert_cmpuint (seen->nodes[i].entered, ==, blind->nodes[i].entered);
      for (uint32_t j = 0; j < seen->nodes[i].n_paths; j++)
        g_assert_cmpuint (seen->nodes[i].paths[j].taken, ==, blind->nodes[i].paths[j].taken);
    }
  g_assert_false (blind->goals[0].measured);
  g_assert_false (blind->has_batches);
}

static void
test_round_trip (void)
{
  for (unsigned blind = 0; blind < 2; blind++)
    {
      RunOptions options = usual;
      g_autoptr (SjResult) result = NULL;
      g_autoptr (SjResult) again = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_autofree char *second = NULL;

      options.blind = blind;
      result = run_journey (run_shop, &options);
      text = sj_result_to_string (result);
      again = sj_result_read ("result", text, strlen (text), &error);
      g_assert_no_error (error);
      second = sj_result_to_string (again);
      g_assert_cmpstr (second, ==, text);
    }
}

static void
test_contract (void)
{
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);
  g_autofree char *text = sj_result_to_string (result);
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value;

  g_assert_true (sj_json_read (&arena, "result", text, strlen (text), &value, NULL));
  g_assert_cmpint (sj_value_follow (value, "nodes.wait.entered").integer, ==, (int64_t) result->entered);
  g_assert_cmpint (sj_value_follow (value, "nodes.wait.paths.timeout").integer, ==,
                   (int64_t) taken (result, "wait", "timeout"));
  g_assert_cmpint (sj_value_follow (value, "nodes.done.ended.completed").integer, ==,
                   (int64_t) result->exits[SJ_END_COMPLETED]);
}

/* ------------------------------------------------------------------ what is refused */

static void
test_refusals (void)
{
  static const struct { const char *was, *is, *says; } cases[] = {
    { "{\n  \"form\": 1", "[\n  \"form\": 1", "result:2:9" },
    { "\"form\": 1", "\"form\": 2", "newer" },
    { "\"form\": 1,", "\"form\": 1, \"more\": 0,", "“more” is not part of a result" },
    { "\"entered\": 3", "\"entered\": -3", "result:22:16: entries.entered: " },
    { "\"sent\": ", "\"sent\": 0.", "“sent” must be a whole number" },
    { "\"balances\": true", "\"balances\": false", "“balances”" },
    { "\"what\": \"enters\"", "\"what\": \"flies\"", "“what” must be one of the words" },
    { "\"qualified\": 5", "\"qualified\": 6", "“qualified”" },
    { "\"hash\": ", "\"hush\": ", "“hash” is missing" },
    { "\"period\": \"PT1H\"", "\"period\": \"often\"", "a duration like PT1H" },
  };
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);
  g_autofree char *text = sj_result_to_string (result);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *at = strstr (text, cases[i].was);
      g_autofree char *bad = NULL;

      if (at == NULL)
        g_error ("“%s” does not stand in the document", cases[i].was);
      bad = g_strdup_printf ("%.*s%s%s", (int) (at - text), text, cases[i].is, at + strlen (cases[i].was));
      g_assert_null (sj_result_read ("result", bad, strlen (bad), &error));
      g_assert_nonnull (error);
      if (strstr (error->message, cases[i].says) == NULL)
        g_error ("“%s” does not say “%s”", error->message, cases[i].says);
    }
}

/* ------------------------------------------------------------------ the table */

static void
test_table (void)
{
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  const char *text;
  g_auto (GStrv) lines = NULL;

  sj_result_table (result, 80, SJ_RESULT_PLAIN, &buffer);
  text = sj_buffer_text (&buffer);
  g_test_message ("%s", text);
  lines = g_strsplit (text, "\n", -1);
  for (unsigned i = 0; lines[i] != NULL; i++)
    g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 80);
  g_assert_nonnull (strstr (text, "Cart left"));
  g_assert_nonnull (strstr (text, "Mail → Reminder"));
  g_assert_nonnull (strstr (text, "Bought something"));
  g_assert_nonnull (strstr (text, "Converted, Mail  "));
  g_assert_nonnull (strstr (text, "Converted, left out"));
  g_assert_null (strstr (text, "treatment-1"));
  g_assert_null (strstr (text, "add up"));
}

/* The law is looked at, not believed: a count too many is found where it is. */
static void
test_fault (void)
{
  RunOptions options = usual;
  g_autoptr (SjResult) result = NULL;
  g_autofree char *text = NULL;
  g_autoptr (SjResult) again = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  options.tampered = true;
  result = run_journey (run_shop, &options);
  text = sj_result_to_string (result);
  g_assert_nonnull (strstr (text, "\"balances\": false"));
  again = sj_result_read ("result", text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->n_faults, ==, 1);
  g_assert_cmpstr (again->faults[0].node, ==, "wait");
  g_assert_null (again->faults[0].path);
  g_assert_cmpuint (again->faults[0].entered, ==, again->faults[0].accounted + 1);
  sj_result_table (again, 80, 0, &buffer);
  g_assert_nonnull (strstr (sj_buffer_text (&buffer), "do not add up at Buys within an hour: "));
}

/* The journey of the tests with another goal. */
static SjResult *
run_with_goal (const char *goal)
{
  const char *from = strstr (run_shop, "\"goals\": ["), *to = strstr (run_shop, " \"nodes\": [");
  g_autofree char *text = g_strdup_printf ("%.*s\"goals\": [%s],%s", (int) (from - run_shop), run_shop, goal, to);

  return run_journey (text, &usual);
}

/* Only those who pay enough; the condition is asked of everybody alike. */
static void
test_condition (void)
{
  g_autoptr (SjResult) result = run_with_goal ("{\"id\": \"bought\", \"name\": \"Much\", \"event\": \"buy\","
                                               " \"condition\": \"@event{buy.amount} >= 50.0\"}");
  const SjResultGoal *goal = &result->goals[0];
  uint64_t rich = 0;

  for (uint32_t i = 0; i < PERSONS; i++)
    {
      SjTime after;
      unsigned amount;

      rich += run_buys (i, usual.share, &after, &amount) && amount >= 50;
    }
  g_assert_cmpuint (goal->treated.converted + goal->control.converted, ==, rich);
  g_assert_cmpfloat (goal->value, ==, 0);
}

/* Who buys within two hours is dropped, all others enter or are held back. */
static void
test_inaction (void)
{
  static const char text[] =
      "{\"form\": 1, \"id\": \"slow\", \"settings\": {\"controlShare\": 25}, \"nodes\": ["
      " {\"id\": \"in\", \"kind\": \"segment\", \"paths\": [{\"id\": \"yes\", \"to\": \"wait\"}],"
      "  \"settings\": {\"mode\": \"inaction\", \"event\": \"start\", \"unless\": \"buy\", \"within\": \"PT2H\"}},"
      " {\"id\": \"wait\", \"kind\": \"end\"}]}";
  g_autoptr (SjResult) result = run_journey (text, &usual);
  uint64_t dropped = 0;

  for (uint32_t i = 0; i < PERSONS; i++)
    {
      SjTime after;
      unsigned amount;

      dropped += run_buys (i, usual.share, &after, &amount) && after < 2 * SJ_HOUR;
    }
  g_assert_cmpuint (result->pending, ==, PERSONS);
  g_assert_cmpuint (result->dropped, ==, dropped);
  g_assert_cmpuint (sj_result_qualified (result), ==, PERSONS - dropped);
}

/* What only a run can answer is not asked of the control group. */
static void
test_not_comparable (void)
{
  g_autoptr (SjResult) result = run_with_goal ("{\"id\": \"bought\", \"name\": \"Much\", \"event\": \"buy\","
                                               " \"condition\": \"@event{start.nothing} is null\"}");
  const SjResultGoal *goal = &result->goals[0];
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  g_assert_true (goal->measured);
  g_assert_false (goal->comparable);
  g_assert_cmpuint (goal->reached, >, 0);
  g_assert_cmpuint (goal->treated.times, ==, goal->reached);
  g_assert_cmpuint (goal->control.converted, ==, 0);
  sj_result_table (result, 80, 0, &buffer);
  g_assert_nonnull (strstr (sj_buffer_text (&buffer), "cannot be compared"));
}

/* Wide signs take two columns: what stands behind them stays in line. */
static void
test_width (void)
{
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);
  g_auto (SjBuffer) narrow = SJ_BUFFER_INIT;
  g_auto (SjBuffer) wide = SJ_BUFFER_INIT;
  const char *at;

  sj_result_table (result, 80, SJ_RESULT_PLAIN, &narrow);
  result->nodes[0].title = "買い物かご";    /* 10 columns, as many as "Cart left" and one */
  sj_result_table (result, 80, SJ_RESULT_PLAIN, &wide);
  at = strstr (sj_buffer_text (&wide), "買い物かご");
  g_assert_nonnull (at);
  g_assert_cmpint (strcspn (at + strlen ("買い物かご"), "0123456789") + 10, ==,
                   strcspn (strstr (sj_buffer_text (&narrow), "Cart left"), "0123456789"));
}

/* No line with a bar is longer than the terminal, however narrow; nor are numbers far
 * from names. */
static void
test_columns (void)
{
  static const struct { unsigned columns, most; } rows[] = { { 60, 60 }, { 70, 70 }, { 80, 80 }, { 200, 120 } };
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
      g_auto (GStrv) lines = NULL;
      glong longest = 0;

      sj_result_table (result, rows[i].columns, 0, &buffer);
      lines = g_strsplit (sj_buffer_text (&buffer), "\n", -1);
      for (char **line = lines; *line != NULL; line++)
        if (strstr (*line, "█") != NULL)
          longest = MAX (longest, g_utf8_strlen (*line, -1));
      g_assert_cmpint (longest, <=, rows[i].most);
      g_assert_cmpint (longest, >=, rows[i].columns == 60 ? 50 : 60);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/result/counts", test_counts);
  g_test_add_func ("/engine/result/conversion", test_conversion);
  g_test_add_func ("/engine/result/experiment", test_experiment);
  g_test_add_func ("/engine/result/delay", test_delay);
  g_test_add_func ("/engine/result/messages", test_messages);
  g_test_add_func ("/engine/result/columns", test_columns);
  g_test_add_func ("/engine/result/costs", test_costs);
  g_test_add_func ("/engine/result/batches", test_batches);
  g_test_add_func ("/engine/result/traces", test_traces);
  g_test_add_func ("/engine/result/trace-words", test_trace_words);
  g_test_add_func ("/engine/result/threads", test_threads);
  g_test_add_func ("/engine/result/blind", test_blind);
  g_test_add_func ("/engine/result/round-trip", test_round_trip);
  g_test_add_func ("/engine/result/contract", test_contract);
  g_test_add_func ("/engine/result/refusals", test_refusals);
  g_test_add_func ("/engine/result/table", test_table);
  g_test_add_func ("/engine/result/fault", test_fault);
  g_test_add_func ("/engine/result/condition", test_condition);
  g_test_add_func ("/engine/result/not-comparable", test_not_comparable);
  g_test_add_func ("/engine/result/inaction", test_inaction);
  g_test_add_func ("/engine/result/width", test_width);
  return g_test_run ();
}
