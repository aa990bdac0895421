/* test-journey-test.c -- tests that journeys carry: what passes, what fails and how it is
 * told; tests that are found by trying. */
#include "engine/sj-test-generate.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"
#include "sample.h"

#include <string.h>

typedef struct
{
  SjWorld *world;
  SjProgram *program;
  SjJourney *journey;
} Stage;

static void
stage_open (Stage *stage, const char *text)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (GError) error = NULL;

  stage->journey = sj_journey_read (&sj_kinds_default, NULL, text, strlen (text), NULL, &error);
  g_assert_no_error (error);
  stage->world = sj_world_new (sample_library);
  stage->program = sj_program_compile (stage->world, stage->journey, &diags);
  g_assert_nonnull (stage->program);
}

static void
stage_close (Stage *stage)
{
  sj_world_unref (stage->world);
  sj_journey_unref (stage->journey);
}

/* Members of a test beside its name; the sentence it fails with, NULL: it passes. */
static const struct
{
  const char *test;
  const char *failure;
} cases[] = {
  { "\"profile\": \"luma-001\", \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"}]", NULL },
  { "\"profile\": \"nobody\"", "no profile “nobody”" },
  { "\"inputs\": [{\"at\": \"PT1H\", \"event\": \"LumaCheckoutEvent_Email\"}, {\"event\": \"Charged\"}]",
    "in the order of their times" },
  { "\"inputs\": [{}]", "an input that says nothing" },
  { "\"inputs\": [{\"reaction\": \"sneezed\", \"node\": \"push\"}]", "no reaction “sneezed”" },
  { "\"answers\": [{\"node\": \"loyalty\", \"result\": \"maybe\"}]", "no result “maybe”" },
  { "\"profile\": \"luma-001\", \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"}],"
    "\"expect\": {\"path\": [\"channel/else\", \"email\"]}",
    "At “Preferred Channel” the path “Others” was expected, but “Push” was taken" },
  { "\"profile\": \"luma-002\", \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"}],"
    "\"expect\": {\"path\": [\"channel/case-1\"]}",
    "but “Others” was taken: the profile must be in the audience “Luma – Mobile App Users”." },
  { "\"profile\": \"luma-001\", \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"}],"
    "\"expect\": {\"path\": [\"purchase/timeout\", \"loyalty\"]}",
    "“Custom action · LoyaltyService” was expected to be" },
  { "\"expect\": {\"path\": [\"nowhere\"]}", "The journey has no step “nowhere”." },
  { "\"profile\": \"luma-001\", \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"}],"
    "\"expect\": {\"messages\": [{\"node\": \"push\", \"contains\": [\"Radiant\", \"Moonlight\"]}]}",
    "does not contain “Moonlight”" },
  { "\"profile\": \"luma-001\", \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"}],"
    "\"expect\": {\"messages\": [{\"node\": \"push\", \"timed\": true, \"at\": \"PT2M\"}]}",
    "was expected after 2m, but went out after 1m" },
  { "\"profile\": \"luma-001\", \"inputs\": [{\"set\": \"consent.push\", \"value\": \"no\"},"
    "{\"event\": \"LumaCheckoutEvent_Email\"}], \"expect\": {\"messages\": [{\"node\": \"push\"}]}",
    "it was held back: consent for Push is missing" },
  { "\"profile\": \"luma-001\", \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"}],"
    "\"expect\": {\"heldBack\": [{\"node\": \"push\", \"reason\": \"quiet\"}]}",
    "was expected to be held back (quiet)" },
  { "\"profile\": \"luma-001\", \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"}],"
    "\"expect\": {\"times\": [{\"node\": \"gone\", \"at\": \"PT1H\"}]}",
    "was expected after 1h, but was reached after" },
  { "\"profile\": \"luma-001\", \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"}],"
    "\"expect\": {\"goals\": [\"ordered\"]}", "The goal “ordered” was expected, but not reached." },
  { "\"profile\": \"luma-001\", \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"}],"
    "\"expect\": {\"end\": \"goal\"}", "expected to be “goal”, but it is “completed”" },
  { "\"profile\": \"luma-001\", \"for\": \"PT30S\", \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"}],"
    "\"expect\": {\"end\": \"inside\"}", NULL },
  { "\"profile\": \"luma-001\", \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"}],"
    "\"expect\": {\"refused\": \"not-open\"}", "expected to be refused as “not-open”" },
  { "\"given\": {\"id\": \"ann\", \"attributes\": {\"person\": {\"name\": {\"firstName\": \"Ann\"}},"
    "\"personalEmail\": {\"address\": \"ann@example.com\"}}}, \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"}],"
    "\"expect\": {\"messages\": [{\"node\": \"email\", \"contains\": [\"Ann, you left\"]}]}", NULL },
  { "\"profile\": \"luma-001\", \"inputs\": [{\"node\": \"channel\", \"choose\": \"else\"},"
    "{\"event\": \"LumaCheckoutEvent_Email\"}], \"expect\": {\"messages\": [{\"node\": \"email\"}]}", NULL },
  { "\"profile\": \"luma-001\", \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"},"
    "{\"event\": \"LumaPurchaseEvent_Email\"}], \"answers\": [{\"node\": \"loyalty\", \"result\": \"none\"}],"
    "\"expect\": {\"end\": \"failed\", \"times\": [{\"node\": \"loyalty\"}]}", NULL },
};

static SjTestCase *
read_test (const char *members, SjArena *arena)
{
  g_autofree char *text = g_strdup_printf ("{\"name\": \"T\", %s}", members);
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjTestCase *test = sj_config_parse (&sj_test_case_spec, arena, text, strlen (text), &diags, NULL);

  g_assert_nonnull (test);
  return test;
}

static void
test_cases (void)
{
  g_autofree char *text = sample_journey ("purchase.journey");
  Stage stage;

  stage_open (&stage, text);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      g_auto (SjTestResult) result = { NULL };
      SjTestCase *test = read_test (cases[i].test, &arena);
      g_autofree char *all = NULL;

      sj_journey_test_run (stage.world, stage.program, test, NULL, &result);
      g_ptr_array_add (result.failures, NULL);
      all = g_strjoinv ("\n", (char **) result.failures->pdata);
      if (cases[i].failure == NULL ? *all != '\0' : strstr (all, cases[i].failure) == NULL)
        g_error ("%s: %s (expected: %s)", cases[i].test, all, cases[i].failure ? cases[i].failure : "it passes");
      g_ptr_array_set_size (result.failures, (int) result.failures->len - 1);
      sj_config_free (&sj_test_case_spec, test);
    }
  stage_close (&stage);
}

/* The story stops where it departs, says so, and goes on. */
static void
test_story (void)
{
  g_autofree char *text = sample_journey ("purchase.journey");
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjTestResult) result = { NULL };
  const char *departed, *took;
  SjTestCase *test;
  Stage stage;

  stage_open (&stage, text);
  test = read_test ("\"profile\": \"luma-001\", \"inputs\": [{\"event\": \"LumaCheckoutEvent_Email\"}],"
                    "\"expect\": {\"path\": [\"channel/else\"]}", &arena);
  sj_journey_test_run (stage.world, stage.program, test, NULL, &result);
  departed = strstr (result.story, "departs from what was expected");
  took = strstr (result.story, "Preferred Channel: takes the path “Push”");
  g_assert_nonnull (departed);
  g_assert_nonnull (took);
  g_assert_true (departed < took);
  sj_config_free (&sj_test_case_spec, test);
  stage_close (&stage);
}

/* The samples' own tests pass and take every path. */
static void
test_samples (void)
{
  static const char *const names[] = { "purchase.journey", "abandoned-cart.journey", "life-cycle.journey" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = sample_journey (names[i]);
      g_autofree bool *covered = NULL;
      Stage stage;

      stage_open (&stage, text);
      covered = g_new0 (bool, stage.program->ways->len);
      g_assert_cmpuint (stage.journey->tests->len, >, 0);
      for (guint j = 0; j < stage.journey->tests->len; j++)
        {
          g_auto (SjTestResult) result = { NULL };

          sj_journey_test_run (stage.world, stage.program, sj_journey_test (stage.journey, j), covered, &result);
          if (result.failures->len > 0)
            g_error ("%s, %s: %s", names[i], sj_journey_test (stage.journey, j)->name,
                     (char *) result.failures->pdata[0]);
        }
      for (uint32_t j = 0; j < stage.program->ways->len; j++)
        g_assert_true (covered[j] || !sj_way_counts (stage.program, j));
      stage_close (&stage);
    }
}

static const char by_hand[] =
    "{\"form\": 1, \"id\": \"h\", \"name\": \"H\", \"settings\": {\"timeout\": \"P30D\"}, \"nodes\": ["
    "{\"id\": \"in\", \"kind\": \"event\", \"settings\": {\"event\": \"LumaPurchaseEvent_Email\"},"
    "\"paths\": [{\"id\": \"next\", \"to\": \"a\"}]},"
    "{\"id\": \"a\", \"kind\": \"call\", \"settings\": {\"action\": \"LoyaltyService\", \"parameters\":"
    "[{\"name\": \"loyaltyId\", \"value\": \"\\\"x\\\"\"}, {\"name\": \"orderValue\", \"value\": \"1.0\"}]},"
    "\"paths\": [{\"id\": \"next\", \"to\": \"w\"}, {\"id\": \"error\", \"to\": \"v\"}]},"
    "{\"id\": \"w\", \"kind\": \"wait\", \"settings\": {\"for\": \"PT1H\"},"
    "\"paths\": [{\"id\": \"next\", \"to\": \"a\"}]},"
    "{\"id\": \"v\", \"kind\": \"wait\", \"settings\": {\"for\": \"PT1H\"},"
    "\"paths\": [{\"id\": \"next\", \"to\": \"e\"}]},"
    "{\"id\": \"e\", \"kind\": \"email\", \"settings\": {\"configuration\": \"EmailMarketing\","
    "\"message\": \"order-thanks\"}, \"paths\": [{\"id\": \"next\"}, {\"id\": \"failed\"}]}]}";

/* Results given by hand are for the visit at hand, also where the run may last only so
 * long; and what was recorded passes. */
static void
test_by_hand (void)
{
  static const SjAct acts[] = {
    { .kind = SJ_ACT_EVENT, .name = "LumaPurchaseEvent_Email" },
    { .kind = SJ_ACT_RESULT, .result = SJ_ANSWER_VALUE },
    { .kind = SJ_ACT_NEXT },
    { .kind = SJ_ACT_RESULT, .result = SJ_ANSWER_REFUSED },
    { .kind = SJ_ACT_NEXT },
    { .kind = SJ_ACT_RESULT, .result = SJ_ANSWER_FAILED },
  };
  static const char *const path[] = { "in/next", "a/next", "w/next", "a/error", "v/next", "e/failed" };
  g_autoptr (SjRehearsal) rehearsal = NULL;
  g_auto (SjTestResult) result = { NULL };
  const SjEntry *profile = sj_library_find (sample_library, SJ_REF_PROFILE, "luma-001");
  SjTestCase *test;
  Stage stage;

  stage_open (&stage, by_hand);
  rehearsal = sj_rehearsal_new (stage.world, stage.program, profile->config, 0, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (GError) error = NULL;

      sj_rehearsal_do (rehearsal, &acts[i], &error);
      g_assert_no_error (error);
    }
  test = sj_rehearsal_record (rehearsal, "by hand");
  for (size_t i = 0; i < G_N_ELEMENTS (path); i++)
    g_assert_cmpstr (test->expect->path[i], ==, path[i]);
  sj_journey_test_run (stage.world, stage.program, test, NULL, &result);
  g_assert_cmpuint (result.failures->len, ==, 0);
  sj_config_free (&sj_test_case_spec, test);
  g_clear_pointer (&rehearsal, sj_rehearsal_free);
  stage_close (&stage);
}

#define PRICE "@event{LumaPurchaseEvent_Email.commerce.order.priceTotal}"

static const char decisions[] =
    "{\"form\": 1, \"id\": \"d\", \"name\": \"D\", \"nodes\": ["
    "{\"id\": \"in\", \"kind\": \"event\", \"settings\": {\"event\": \"LumaPurchaseEvent_Email\","
    "\"condition\": \"" PRICE " > 60.0\"}, \"paths\": [{\"id\": \"next\", \"to\": \"c\"}]},"
    "{\"id\": \"c\", \"kind\": \"condition\", \"paths\": ["
    "{\"id\": \"case-1\", \"settings\": {\"expression\": \"" PRICE " > 100.0 and"
    " #{ExperiencePlatform.ProfileFieldGroup.profile.loyalty.tier} == \\\"platinum\\\"\"}, \"to\": \"s\"},"
    "{\"id\": \"case-2\", \"settings\": {\"expression\": \"" PRICE " > 100.0 and " PRICE " < 50.0\"}, \"to\": \"x\"},"
    "{\"id\": \"else\"}]}, {\"id\": \"x\", \"kind\": \"end\"},"
    "{\"id\": \"s\", \"kind\": \"split\", \"paths\": ["
    "{\"id\": \"part-1\", \"settings\": {\"share\": 5}, \"to\": \"e\"},"
    "{\"id\": \"part-2\", \"settings\": {\"share\": 95}, \"to\": \"t\"}]},"
    "{\"id\": \"e\", \"kind\": \"email\", \"settings\": {\"configuration\": \"EmailMarketing\","
    "\"message\": \"order-thanks\"}, \"paths\": [{\"id\": \"next\", \"to\": \"r\"}, {\"id\": \"unreachable\"},"
    "{\"id\": \"failed\"}]},"
    "{\"id\": \"r\", \"kind\": \"reaction\", \"settings\": {\"message\": \"e\", \"reaction\": \"clicked\","
    "\"timeout\": \"PT2H\"}, \"paths\": [{\"id\": \"next\"}, {\"id\": \"timeout\", \"to\": \"w\"}]},"
    "{\"id\": \"w\", \"kind\": \"event\", \"settings\": {\"event\": \"LumaSurveyEvent\","
    "\"condition\": \"@event{LumaSurveyEvent.survey.score} < 3\", \"timeout\": \"PT1H\"},"
    "\"paths\": [{\"id\": \"next\"}, {\"id\": \"timeout\", \"to\": \"cap\"}]},"
    "{\"id\": \"cap\", \"kind\": \"profile-cap\", \"settings\": {\"limit\": 5}, \"paths\": [{\"id\": \"next\"},"
    "{\"id\": \"else\"}]},"
    "{\"id\": \"t\", \"kind\": \"time-condition\", \"paths\": [{\"id\": \"case-1\","
    "\"settings\": {\"from\": \"22:00\", \"until\": \"06:00\"}, \"to\": \"call\"}, {\"id\": \"else\"}]},"
    "{\"id\": \"call\", \"kind\": \"call\", \"settings\": {\"action\": \"LoyaltyService\", \"parameters\":"
    "[{\"name\": \"loyaltyId\", \"value\": \"\\\"x\\\"\"}, {\"name\": \"orderValue\", \"value\": \"1.0\"}]},"
    "\"paths\": [{\"id\": \"next\"}, {\"id\": \"timeout\"}, {\"id\": \"error\"}]}]}";

static const struct
{
  const char *node, *path, *reason;
} unreachable[] = {
  { "c", "case-2", "its condition can never hold" },
};

static const SjUntried *
find_untried (const Stage *stage, const SjGenerated *generated, const char *node, const char *path)
{
  for (guint i = 0; i < generated->untried->len; i++)
    {
      const SjUntried *one = &g_array_index (generated->untried, SjUntried, i);
      const SjWay *way = sj_program_way (stage->program, one->way);
      const SjNode *from = sj_program_station (stage->program, way->from)->node;

      if (g_str_equal (from->id, node) && g_str_equal (from->paths[way->path]->id, path))
        return one;
    }
  return NULL;
}

/* Profiles, payloads, chance, hours, answers, reactions, consent: all that leads on is
 * found, and what is left has a reason. */
static void
test_generate (void)
{
  g_autofree bool *covered = NULL;
  SjGenerated generated;
  Stage stage;

  stage_open (&stage, decisions);
  covered = g_new0 (bool, stage.program->ways->len);
  sj_tests_generate (stage.world, stage.program, covered, &generated);
  for (guint i = 0; i < generated.untried->len; i++)
    g_test_message ("%u: %s", g_array_index (generated.untried, SjUntried, i).way,
                    g_array_index (generated.untried, SjUntried, i).reason);
  g_assert_cmpuint (generated.untried->len, ==, G_N_ELEMENTS (unreachable));
  for (size_t i = 0; i < G_N_ELEMENTS (unreachable); i++)
    {
      const SjUntried *one = find_untried (&stage, &generated, unreachable[i].node, unreachable[i].path);

      g_assert_nonnull (one);
      g_assert_nonnull (strstr (one->reason, unreachable[i].reason));
    }
  memset (covered, 0, stage.program->ways->len);
  for (guint i = 0; i < generated.tests->len; i++)
    {
      const SjTestCase *test = generated.tests->pdata[i];
      g_auto (SjTestResult) result = { NULL };

      sj_journey_test_run (stage.world, stage.program, test, covered, &result);
      g_assert_cmpuint (result.failures->len, ==, 0);
      for (uint32_t j = 0; j < test->inputs.count; j++)
        g_assert_null (((const SjTestInput *) test->inputs.items[j])->choose);
    }
  for (uint32_t i = 0, missing = 0; i < stage.program->ways->len; i++)
    {
      missing += sj_way_counts (stage.program, i) && !covered[i];
      g_assert_cmpuint (missing, <=, G_N_ELEMENTS (unreachable));
    }
  sj_generated_clear (&generated);
  stage_close (&stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/journey-test/cases", test_cases);
  g_test_add_func ("/engine/journey-test/story", test_story);
  g_test_add_func ("/engine/journey-test/samples", test_samples);
  g_test_add_func ("/engine/journey-test/by-hand", test_by_hand);
  g_test_add_func ("/engine/journey-test/generate", test_generate);
  return sample_test_run ();
}
