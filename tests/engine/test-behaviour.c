/* test-behaviour.c -- the behaviour document: read, written, looked up; its page.
 *
 * docs/behaviour-format.md ends with the tables of all fields and with the defaults.
 * They are made here and compared; `test-behaviour print` writes what should stand
 * there, from the line "## The document" on.  The example is read and written.
 */
#include "../kinds/field-table.h"
#include "engine/sj-behaviour.h"
#include "engine/sj-example.h"
#include "engine/sj-program.h"

#include "base/sj-json.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <string.h>

#define FIRST_LINE "## The document\n"
#define BEHAVIOUR_PAGE TEST_SOURCE "/docs/behaviour-format.md"

static SjBehaviour *
read_text (const char *text, SjDiags *diags)
{
  SjBehaviour *behaviour = sj_behaviour_read (text, strlen (text), NULL, NULL, diags);

  g_assert_nonnull (behaviour);
  return behaviour;
}

static void
test_findings (void)
{
  static const struct { const char *text, *code, *field; } cases[] = {
    { "{\"population\": {\"size\": 0}}", "out-of-range", "population.size" },
    { "{\"population\": {\"zones\": [{\"zone\": \"Mars\"}]}}", "bad-zone", "population.zones[0].zone" },
    { "{\"population\": {\"languages\": [{\"language\": \"?\"}]}}", "bad-language",
      "population.languages[0].language" },
    { "{\"population\": {\"channels\": [{\"channel\": \"sms\", \"missing\": 60, \"bad\": 50}]}}", "out-of-range",
      "population.channels[0].missing" },
    { "{\"entries\": [{}]}", "missing", "entries[0].event" },
    { "{\"entries\": [{\"event\": \"a\", \"audience\": \"b\"}]}", "missing", "entries[0].event" },
    { "{\"entries\": [{\"event\": \"a\", \"hours\": [1, 2]}]}", "bad-value", "entries[0].hours" },
    { "{\"events\": [{\"event\": \"a\", \"probability\": 101}]}", "out-of-range", "events[0].probability" },
    { "{\"events\": [{\"event\": \"a\", \"delay\": {\"kind\": \"exponential\"}}]}", "missing", "events[0].delay.mean" },
    { "{\"events\": [{\"event\": \"a\", \"delay\": {\"kind\": \"uniform\", \"from\": \"PT2S\", \"until\": \"PT1S\"}}]}",
      "end-before-start", "events[0].delay.until" },
    { "{\"events\": [{\"event\": \"a\", \"payload\": [{\"path\": \"x\"}]}]}", "missing", "events[0].payload[0].value" },
    { "{\"messages\": [{\"failed\": 60, \"bounced\": 41}]}", "out-of-range", "messages[0].failed" },
    { "{\"calls\": [{\"failed\": 60, \"silent\": 41}]}", "out-of-range", "calls[0].failed" },
    { "{\"messages\": [{\"price\": \"1\"}]}", "bad-value", "messages[0].price" },
    { "{\"mesages\": []}", "unknown-field", "mesages" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autoptr (SjBehaviour) behaviour = read_text (cases[i].text, &diags);

      g_assert_cmpuint (sj_diags_count (&diags), ==, 1);
      g_assert_cmpstr (sj_diags_get (&diags, 0)->code, ==, cases[i].code);
      g_assert_cmpstr (sj_diags_get (&diags, 0)->field, ==, cases[i].field);
    }
}

static void
compile_into (SjWorld *world, const char *text)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjJourney) journey =
      sj_journey_read (&sj_kinds_default, "test", text, strlen (text), &diags, NULL);

  g_assert_nonnull (sj_program_compile (world, journey, &diags));
}

/* What was found first, as "severity field: text"; "" for nothing. */
static char *
first_finding (const char *text, const SjLibrary *library, const SjWorld *world)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjBehaviour) behaviour = sj_behaviour_read (text, strlen (text), library, world, &diags);
  const SjDiag *diag = sj_diags_count (&diags) > 0 ? sj_diags_get (&diags, 0) : NULL;

  g_assert_cmpuint (sj_diags_count (&diags), <=, 1);
  return diag ? g_strdup_printf ("%s %s: %s", sj_severity_name (diag->severity), diag->field, diag->text)
              : g_strdup ("");
}

/* Names that lead nowhere in the workspace. */
static void
test_references (void)
{
  static const struct { const char *text, *want; } cases[] = {
    { "{\"events\": [{\"event\": \"Charge\"}]}",
      "error events[0].event: There is no event “Charge”; perhaps “Charged” is meant." },
    { "{\"messages\": [{}, {\"node\": \"pusch\"}]}",
      "error messages[1].node: The journey “Purchase Journey” has no step “pusch”; perhaps “push” is meant." },
    { "{\"messages\": [{\"journey\": \"life-cycle\", \"node\": \"pusch\"}]}", "" },
    { "{\"messages\": [{\"journey\": \"nowhere\"}]}", "error messages[0].journey: There is no journey “nowhere”." },
    { "{\"population\": {\"audiences\": [{\"audience\": \"nobody-at-all\"}]}}",
      "error population.audiences[0].audience: There is no audience “nobody-at-all”." },
  };
  g_autoptr (SjLibrary) library = sj_library_load (TEST_SOURCE "/data/sample", NULL);
  g_autoptr (SjWorld) world = sj_world_new (library);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (TEST_SOURCE "/data/sample/journeys/purchase.journey", &text, NULL, NULL));
  compile_into (world, text);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = first_finding (cases[i].text, library, world);

      g_assert_cmpstr (got, ==, cases[i].want);
    }
}

static const char asking[] =
    "{\"form\":1,\"id\":\"j\",\"name\":\"Shop\",\"goals\":[{\"id\":\"g\",\"event\":\"Buys\"}],\"nodes\":["
    "{\"id\":\"in\",\"kind\":\"event\",\"settings\":{\"event\":\"Comes\"},\"paths\":[{\"id\":\"next\","
    "\"to\":\"looks\"}]},"
    "{\"id\":\"looks\",\"kind\":\"event\",\"settings\":{\"event\":\"Looks\"},\"paths\":[{\"id\":\"next\","
    "\"to\":\"joins\"}]},"
    "{\"id\":\"joins\",\"kind\":\"audience\",\"settings\":{\"audience\":\"vip\"},"
    "\"paths\":[{\"id\":\"next\",\"to\":\"mail\"}]},"
    "{\"id\":\"mail\",\"kind\":\"email\",\"settings\":{\"body\":\"b\"},\"paths\":[{\"id\":\"next\",\"to\":\"call\"}]},"
    "{\"id\":\"call\",\"kind\":\"call\",\"settings\":{\"action\":\"Do\"},\"paths\":[{\"id\":\"next\"}]}]}";

#define SHOP "“Shop”"
#define HALF "\"probability\":50"

/* What the journey has no use for: with a step or a journey named an error, else a word. */
static void
test_uses (void)
{
  static const struct { const char *text, *want; } cases[] = {
    { "{\"events\":[{\"event\":\"Looks\",\"node\":\"looks\"," HALF "},{\"event\":\"Buys\",\"journey\":\"j\","
      "\"anyway\":1},"
      "{\"event\":\"Comes\",\"payload\":[{\"path\":\"a\",\"value\":{\"value\":1}}]}],"
      "\"changes\":[{\"audience\":\"vip\",\"node\":\"joins\"," HALF "}],\"entries\":[{\"event\":\"Comes\"}],"
      "\"messages\":[{\"opened\":1},{\"channel\":\"sms\",\"price\":1},{\"node\":\"mail\",\"channel\":\"email\","
      "\"price\":1}],"
      "\"calls\":[{\"failed\":1},{\"node\":\"call\",\"action\":\"Do\",\"failed\":2}]}", "" },
    { "{\"events\":[{\"event\":\"Sees\"," HALF "}]}",
      "warning events[0].event: The journey does not ask for the event “Sees”, so this has no effect on it." },
    { "{\"events\":[{\"event\":\"Sees\",\"journey\":\"j\"," HALF "}]}",
      "error events[0].event: The journey " SHOP " does not ask for the event “Sees”; name one that it asks for, or "
      "leave this out." },
    { "{\"events\":[{\"event\":\"Looks\",\"node\":\"mail\"," HALF "}]}",
      "error events[0].node: The step “mail” of the journey " SHOP " does not wait for the event “Looks”; name "
      "one that does, or leave out “node”." },
    { "{\"events\":[{\"event\":\"Looks\",\"node\":\"zzzzzz\"," HALF "}]}",
      "error events[0].node: The journey " SHOP " has no step “zzzzzz”; give the id of one of its steps, or leave out "
      "“node”." },
    { "{\"events\":[{\"event\":\"Looks\",\"node\":\"looks\",\"payload\":[{\"path\":\"a\",\"value\":{\"value\":1}}]}]}",
      "error events[0].payload: “payload” is the same for the whole journey and cannot be for the step “looks” alone; "
      "move it to an entry without “node”." },
    { "{\"events\":[{\"event\":\"Looks\",\"node\":\"looks\",\"anyway\":3}]}",
      "error events[0].anyway: “anyway” is the same for the whole journey and cannot be for the step “looks” alone; "
      "move it to an entry without “node”." },
    { "{\"events\":[{\"event\":\"Looks\",\"journey\":\"k\"," HALF "}]}",
      "error events[0].journey: There is no journey “k” here; the one that runs is “j”." },
    { "{\"changes\":[{\"audience\":\"vip\",\"node\":\"looks\"," HALF "}]}",
      "error changes[0].node: The step “looks” of the journey " SHOP " does not wait for the audience “vip”; name one "
      "that does, or leave out “node”." },
    { "{\"changes\":[{\"audience\":\"vap\"," HALF "}]}",
      "warning changes[0].audience: The journey does not ask for the audience “vap”, so this has no effect on it." },
    { "{\"entries\":[{\"event\":\"Sees\"}]}",
      "warning entries[0].event: The journey does not ask for the event “Sees”, so this has no effect on it." },
    { "{\"messages\":[{\"node\":\"call\",\"price\":1}]}",
      "error messages[0].node: The step “call” of the journey " SHOP " sends nothing; name a step that does, or leave "
      "out “node”." },
    { "{\"messages\":[{\"node\":\"mail\",\"channel\":\"sms\",\"price\":1}]}",
      "error messages[0].channel: The step “mail” of the journey " SHOP " sends by email; write that, or leave out "
      "“channel”." },
    { "{\"messages\":[{\"journey\":\"j\",\"channel\":\"sms\",\"price\":1}]}",
      "error messages[0].channel: The journey " SHOP " sends no such messages; leave this out, or name another channel "
      "or journey." },
    { "{\"calls\":[{\"node\":\"mail\",\"failed\":1}]}",
      "error calls[0].node: The step “mail” of the journey " SHOP " calls nothing; name a step that does, or leave out "
      "“node”." },
    { "{\"calls\":[{\"node\":\"call\",\"action\":\"Undo\",\"failed\":1}]}",
      "error calls[0].action: The step “call” of the journey " SHOP " calls “Do”; write that, or leave out “action”." },
    { "{\"calls\":[{\"journey\":\"j\",\"action\":\"Undo\",\"failed\":1}]}",
      "error calls[0].action: The journey " SHOP " makes no such calls; leave this out, or name another action or "
      "journey." },
    { "{\"calls\":[{\"action\":\"Undo\",\"failed\":1}]}",
      "warning calls[0].action: The journey does not ask for the custom action “Undo”, so this has no effect on it." },
  };
  g_autoptr (SjWorld) world = sj_world_new (NULL);

  compile_into (world, asking);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = first_finding (cases[i].text, NULL, world);

      g_assert_cmpstr (got, ==, cases[i].want);
    }
}

/* The most exact entry that says it, value by value. */
static void
test_lookup (void)
{
  static const char text[] =
      "{\"events\": [{\"event\": \"buy\", \"probability\": 10, \"delay\": {\"after\": \"PT1S\"}},"
      "  {\"event\": \"buy\", \"journey\": \"j\", \"probability\": 20},"
      "  {\"event\": \"buy\", \"node\": \"n\", \"delay\": {\"after\": \"PT2S\"}},"
      "  {\"event\": \"buy\", \"node\": \"n\", \"journey\": \"k\", \"probability\": 30}],"
      " \"messages\": [{\"opened\": 1, \"price\": 0.5}, {\"channel\": \"sms\", \"opened\": 2},"
      "  {\"journey\": \"j\", \"opened\": 3}],"
      " \"calls\": [{\"failed\": 4}, {\"action\": \"a\", \"failed\": 5}]}";
  static const struct { const char *journey, *node; double share; SjTime delay; } habits[] = {
    { NULL, NULL, 10, 1000 }, { "j", NULL, 20, 1000 }, { "j", "n", 20, 2000 }, { "k", "n", 30, 2000 },
    { "k", "m", 10, 1000 },
  };
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjBehaviour) behaviour = read_text (text, &diags);
  const SjAbout j = { "j", NULL }, k = { "k", NULL };
  const size_t opened = offsetof (SjMessageHabit, opened), failed = offsetof (SjCallHabit, failed);

  g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (habits); i++)
    {
      SjAbout about = { habits[i].journey, habits[i].node };

      g_assert_cmpfloat (sj_habit_share (&behaviour->events, "buy", &about, offsetof (SjHabit, probability), -1), ==,
                         habits[i].share);
      g_assert_cmpint (sj_habit_delay (&behaviour->events, "buy", &about, offsetof (SjHabit, delay))->after, ==,
                       habits[i].delay);
    }
  g_assert_cmpfloat (sj_habit_share (&behaviour->events, "sell", &j, offsetof (SjHabit, probability), 7), ==, 7);
  g_assert_cmpfloat (sj_message_share (behaviour, SJ_CHANNEL_EMAIL, &k, opened, 7), ==, 1);
  g_assert_cmpfloat (sj_message_share (behaviour, SJ_CHANNEL_SMS, &k, opened, 7), ==, 2);
  g_assert_cmpfloat (sj_message_share (behaviour, SJ_CHANNEL_SMS, &j, opened, 7), ==, 3);
  g_assert_cmpfloat (sj_message_price (behaviour, SJ_CHANNEL_SMS, &j), ==, 0.5);
  g_assert_cmpfloat (sj_call_share (behaviour, "a", &j, failed, 7), ==, 5);
  g_assert_cmpfloat (sj_call_share (behaviour, "b", &j, failed, 7), ==, 4);
}

static void
test_default (void)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjBehaviour) behaviour = read_text (sj_behaviour_default, &diags);
  g_autofree char *written = sj_behaviour_write (behaviour);

  g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
  g_assert_cmpstr (written, ==, sj_behaviour_default);
}

static void
test_with (void)
{
  static const struct { const char *path, *value, *result; } cases[] = {
    { "a", "1", "{\"a\":1,\"b\":{\"c\":[1,{\"d\":2}]}}" },
    { "b.c", "true", "{\"a\":0,\"b\":{\"c\":true}}" },
    { "b.c[1].d", "3", "{\"a\":0,\"b\":{\"c\":[1,{\"d\":3}]}}" },
    { "b.c[0]", "\"x\"", "{\"a\":0,\"b\":{\"c\":[\"x\",{\"d\":2}]}}" },
    { "b.c[7].d", "3", "{\"a\":0,\"b\":{\"c\":[1,{\"d\":2}]}}" },
    { "b.c[x]", "3", "{\"a\":0,\"b\":{\"c\":[1,{\"d\":2}]}}" },
    { "e.f", "3", "{\"a\":0,\"b\":{\"c\":[1,{\"d\":2}]},\"e\":{\"f\":3}}" },
    { "a", "null", "{\"b\":{\"c\":[1,{\"d\":2}]}}" },
    { "e", "null", "{\"a\":0,\"b\":{\"c\":[1,{\"d\":2}]}}" },
    { "", "5", "5" },
  };
  static const char text[] = "{\"a\":0,\"b\":{\"c\":[1,{\"d\":2}]}}";

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      g_autofree char *result = NULL;
      SjValue root, value;

      g_assert_true (sj_json_read (&arena, NULL, text, strlen (text), &root, NULL));
      g_assert_true (sj_json_read (&arena, NULL, cases[i].value, strlen (cases[i].value), &value, NULL));
      result = sj_json_to_string (sj_value_with (&arena, root, cases[i].path, value), SJ_JSON_COMPACT);
      g_assert_cmpstr (result, ==, cases[i].result);
    }
}

/* Whatever is made of a schema fits it. */
static void
test_example (void)
{
  static const char text[] =
      "{\"type\": \"object\", \"required\": [\"email\", \"items\", \"when\", \"site\", \"total\", \"kind\"],"
      " \"properties\": {\"email\": {\"type\": \"string\", \"format\": \"email\"},"
      "\"site\": {\"type\": \"string\", \"format\": \"uri\"}, \"kind\": {\"enum\": [\"a\", \"b\"]},"
      "\"when\": {\"type\": \"string\", \"format\": \"date-time\"},"
      "\"birthDate\": {\"type\": \"string\", \"format\": \"date\"},"
      "\"items\": {\"type\": \"array\", \"items\": {\"type\": \"object\","
      "  \"properties\": {\"n\": {\"type\": \"integer\"}}}},"
      "\"total\": {\"type\": \"number\"}, \"gift\": {\"type\": \"boolean\"},"
      "\"note\": {\"type\": \"string\"}, \"any\": {}}}";
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjReading reading = { .diags = &diags };
  g_autoptr (SjSchema) schema = NULL;
  SjValue value;

  g_assert_true (sj_json_read (&arena, NULL, text, strlen (text), &value, NULL));
  schema = sj_schema_read (value, &reading);
  g_assert_nonnull (schema);
  for (uint64_t i = 0; i < 500; i++)
    {
      SjExampleOf of = { sj_hash_mix (3, i), i, "p1", INT64_C (1773792000000) };

      sj_schema_check (schema, sj_example_value (schema, &of, &arena), &reading);
      g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
    }
}

/* ------------------------------------------------------------------ the page */

static char *
make_page (void)
{
  const SjSpec *const apart[] = { &sj_delay_spec, &sj_draw_spec, &sj_filling_spec, NULL };
  GString *page = g_string_new (FIRST_LINE);

  field_table_append (page, &sj_behaviour_spec, apart);
  g_string_append (page, "\n### field\n");
  field_table_append (page, &sj_filling_spec, apart);
  g_string_append (page, "\n### delay\n");
  field_table_append (page, &sj_delay_spec, NULL);
  g_string_append (page, "\n### value\n");
  field_table_append (page, &sj_draw_spec, NULL);
  g_string_append_printf (page, "\n## What holds where nothing is said\n\n```json\n%s```\n", sj_behaviour_default);
  return g_string_free (page, FALSE);
}

static void
test_page (void)
{
  g_autofree char *wanted = make_page ();

  field_page_check (BEHAVIOUR_PAGE, FIRST_LINE, wanted);
}

static void
test_page_example (void)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autofree char *example = field_page_example (BEHAVIOUR_PAGE);
  g_autofree char *written = NULL;
  g_autoptr (SjBehaviour) behaviour = NULL;

  behaviour = read_text (example, &diags);
  written = sj_behaviour_write (behaviour);
  g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
  g_assert_cmpstr (written, ==, example);
}

int
main (int argc, char **argv)
{
  if (field_page_print (argc, argv, make_page))
    return 0;
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/behaviour/findings", test_findings);
  g_test_add_func ("/behaviour/references", test_references);
  g_test_add_func ("/behaviour/uses", test_uses);
  g_test_add_func ("/behaviour/lookup", test_lookup);
  g_test_add_func ("/behaviour/default", test_default);
  g_test_add_func ("/behaviour/with", test_with);
  g_test_add_func ("/behaviour/example", test_example);
  g_test_add_func ("/behaviour/page/tables", test_page);
  g_test_add_func ("/behaviour/page/example", test_page_example);
  return g_test_run ();
}
