/* test-rehearse.c -- one profile under the hand: commands, the way back, and why. */
#include "engine/sj-journey-test.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"
#include "sample.h"

#include <string.h>

typedef struct
{
  SjWorld *world;
  SjProgram *program;
  SjRehearsal *rehearsal;
} Stage;

static SjTime
at (const char *text)
{
  SjMoment moment;

  g_assert_true (sj_moment_parse (text, strlen (text), &moment));
  return sj_moment_time (&moment);
}

static void
stage_open_text (Stage *stage, const char *text, const char *profile, const char *start)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) journey = sj_journey_read (&sj_kinds_default, NULL, text, strlen (text), NULL, &error);
  const SjEntry *entry = profile ? sj_library_find (sample_library, SJ_REF_PROFILE, profile) : NULL;

  g_assert_no_error (error);
  stage->world = sj_world_new (sample_library);
  stage->program = sj_program_compile (stage->world, journey, &diags);
  g_assert_nonnull (stage->program);
  stage->rehearsal = sj_rehearsal_new (stage->world, stage->program, entry ? entry->config : NULL, at (start), 0);
}

static void
stage_open (Stage *stage, const char *name, const char *profile, const char *start)
{
  g_autofree char *text = sample_journey (name);

  stage_open_text (stage, text, profile, start);
}

static void
stage_close (Stage *stage)
{
  sj_rehearsal_free (stage->rehearsal);
  sj_world_unref (stage->world);
}

static void
act (Stage *stage, SjAct wanted)
{
  g_autoptr (GError) error = NULL;

  sj_rehearsal_do (stage->rehearsal, &wanted, &error);
  g_assert_no_error (error);
}

static void
assert_refused (Stage *stage, SjAct wanted, const char *words)
{
  g_autoptr (GError) error = NULL;
  uint32_t moment = sj_rehearsal_moment (stage->rehearsal);

  g_assert_false (sj_rehearsal_do (stage->rehearsal, &wanted, &error));
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpuint (sj_rehearsal_moment (stage->rehearsal), ==, moment);
}

/* The whole story and the state as text: equal texts, equal moments. */
static char *
everything (Stage *stage)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_rehearsal_write_told (stage->rehearsal, 0, UINT32_MAX, &buffer);
  sj_rehearsal_write_state (stage->rehearsal, &buffer);
  sj_rehearsal_write_why (stage->rehearsal, &buffer);
  return sj_buffer_steal (&buffer);
}

static void
assert_says (Stage *stage, const char *text)
{
  g_autofree char *all = everything (stage);

  if (strstr (all, text) == NULL)
    g_error ("“%s” does not stand in:\n%s", text, all);
}

static void
assert_at (Stage *stage, const char *node, const char *waits)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  uint32_t count;
  const SjPosition *positions = sj_rehearsal_positions (stage->rehearsal, &arena, &count);

  g_assert_cmpuint (count, ==, node ? 1 : 0);
  if (node == NULL)
    return;
  g_assert_cmpstr (positions[0].node->id, ==, node);
  g_assert_cmpstr (positions[0].awaited[0].what, ==, waits);
}

#define EVENT(id) ((SjAct) { .kind = SJ_ACT_EVENT, .name = (id) })
#define NEXT ((SjAct) { .kind = SJ_ACT_NEXT })

static void
test_walk (void)
{
  Stage stage;

  stage_open (&stage, "purchase.journey", "luma-001", "2026-03-02T17:00:00Z");
  act (&stage, EVENT ("LumaCheckoutEvent_Email"));
  assert_at (&stage, "purchase", "LumaPurchaseEvent_Email");
  g_assert_cmpint (sj_rehearsal_next (stage.rehearsal), ==, at ("2026-03-02T17:01:00Z"));
  act (&stage, NEXT);
  assert_at (&stage, "later-purchase", "LumaPurchaseEvent_Email");
  assert_says (&stage, "title: You left something behind, Sarah");
  assert_says (&stage, "in the audience “Luma – Mobile App Users” — yes");
  act (&stage, EVENT ("LumaPurchaseEvent_Email"));
  assert_says (&stage, "Reaches the goal “Placed the order”, worth 44.0");
  act (&stage, (SjAct) { .kind = SJ_ACT_RESULT, .result = SJ_ANSWER_FAILED });
  assert_says (&stage, "The call of Custom action · LoyaltyService fails");
  assert_refused (&stage, (SjAct) { .kind = SJ_ACT_RESULT, .result = SJ_ANSWER_FAILED }, "nothing waits");
  act (&stage, (SjAct) { .kind = SJ_ACT_TO, .flag = true });
  assert_at (&stage, NULL, NULL);
  assert_says (&stage, "Leaves the journey at Order confirmed: Completed");
  assert_refused (&stage, NEXT, "nothing more happens by itself");
  stage_close (&stage);
}

/* Each moment looks the same when it is shown again. */
static void
test_back (void)
{
  Stage stage;
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (g_free);
  const SjAct acts[] = { EVENT ("LumaCheckoutEvent_Email"), NEXT, EVENT ("LumaPurchaseEvent_Email"),
                         { .kind = SJ_ACT_RESULT, .result = SJ_ANSWER_NONE }, NEXT, NEXT, NEXT,
                         { .kind = SJ_ACT_SET, .name = "person.name.firstName", .value = sj_value_string ("Sal") },
                         { .kind = SJ_ACT_REACTION, .result = SJ_REACTION_OPENED } };

  stage_open (&stage, "purchase.journey", "luma-001", "2026-03-02T17:00:00Z");
  g_ptr_array_add (seen, everything (&stage));
  for (size_t i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      act (&stage, acts[i]);
      g_ptr_array_add (seen, everything (&stage));
    }
  for (guint i = seen->len; i-- > 0;)
    {
      g_autofree char *again = NULL;

      sj_rehearsal_show (stage.rehearsal, i);
      again = everything (&stage);
      g_assert_cmpstr (again, ==, seen->pdata[i]);
    }
  sj_rehearsal_show (stage.rehearsal, 1);
  g_assert_cmpuint (sj_rehearsal_moments (stage.rehearsal), ==, G_N_ELEMENTS (acts));
  act (&stage, EVENT ("LumaPurchaseEvent_Email"));
  g_assert_cmpuint (sj_rehearsal_moments (stage.rehearsal), ==, 2);
  assert_at (&stage, "loyalty", "Custom action · LoyaltyService");
  stage_close (&stage);
}

static void
test_choose (void)
{
  Stage stage;
  g_autoptr (GError) error = NULL;

  stage_open (&stage, "purchase.journey", "luma-001", "2026-03-02T17:00:00Z");
  act (&stage, EVENT ("LumaCheckoutEvent_Email"));
  act (&stage, NEXT);
  g_assert_true (sj_rehearsal_choose_instead (stage.rehearsal, "channel", "else", &error));
  assert_says (&stage, "Preferred Channel: chosen by hand");
  assert_says (&stage, "subject: Sarah, you left something in your cart");
  g_assert_true (sj_rehearsal_choose_instead (stage.rehearsal, "channel", "case-1", &error));
  assert_says (&stage, "title: You left something behind, Sarah");
  g_assert_cmpuint (sj_rehearsal_moments (stage.rehearsal), ==, 3);
  assert_refused (&stage, (SjAct) { .kind = SJ_ACT_CHOOSE, .name = "push", .path = "next" }, "nothing is decided");
  assert_refused (&stage, (SjAct) { .kind = SJ_ACT_CHOOSE, .name = "channel", .path = "no" }, "has no path");
  stage_close (&stage);
}

static void
test_breakpoints (void)
{
  Stage stage;
  const SjTime later = at ("2026-03-20T00:00:00Z");
  g_autoptr (GError) error = NULL;

  stage_open (&stage, "abandoned-cart.journey", "luma-001", "2026-03-02T17:00:00Z");
  g_assert_true (sj_rehearsal_break_at (stage.rehearsal, "sms", true));
  g_assert_false (sj_rehearsal_break_at (stage.rehearsal, "nowhere", true));
  act (&stage, EVENT ("AddedToCart"));
  act (&stage, (SjAct) { .kind = SJ_ACT_TO, .time = later });
  g_assert_cmpstr (sj_rehearsal_broke (stage.rehearsal), ==, "10 % off");
  g_assert_cmpint (sj_rehearsal_now (stage.rehearsal), ==, at ("2026-03-02T19:02:00Z"));
  g_assert_true (sj_rehearsal_break_at (stage.rehearsal, "sms", false));
  sj_rehearsal_show (stage.rehearsal, 1);
  sj_rehearsal_show (stage.rehearsal, 2);
  g_assert_cmpint (sj_rehearsal_now (stage.rehearsal), ==, at ("2026-03-02T19:02:00Z"));
  g_assert_false (sj_rehearsal_break_when (stage.rehearsal, "1 +", &error));
  g_clear_error (&error);
  sj_rehearsal_show (stage.rehearsal, 1);
  g_assert_true (sj_rehearsal_break_when (stage.rehearsal,
                                          "#{ExperiencePlatform.ProfileFieldGroup.profile.loyalty.tier} == \"gold\"",
                                          &error));
  act (&stage, (SjAct) { .kind = SJ_ACT_TO, .time = later });
  g_assert_nonnull (sj_rehearsal_broke (stage.rehearsal));
  g_assert_cmpint (sj_rehearsal_now (stage.rehearsal), ==, at ("2026-03-02T17:02:00Z"));
  stage_close (&stage);
}

static const char conditions[] =
    "{\"form\": 1, \"id\": \"c\", \"name\": \"C\", \"nodes\": [{\"id\": \"in\", \"kind\": \"event\", \"settings\":"
    "{\"event\": \"LumaPurchaseEvent_Email\", \"condition\":"
    "\"@event{LumaPurchaseEvent_Email.commerce.order.priceTotal} > 20.0\"},"
    "\"paths\": [{\"id\": \"next\", \"to\": \"c\"}]}, {\"id\": \"c\", \"kind\": \"condition\", \"label\": \"Which\","
    "\"paths\": [{\"id\": \"case-1\", \"label\": \"Large\", \"settings\": {\"expression\":"
    "\"@event{LumaPurchaseEvent_Email.commerce.order.priceTotal} > 100.0 and"
    " (#{ExperiencePlatform.ProfileFieldGroup.profile.loyalty.tier} == \\\"gold\\\" or"
    " inAudience(\\\"Luma – Big Spenders\\\"))\"}},"
    "{\"id\": \"else\"}]}]}";

/* The condition's parts with what was found, and the smallest change. */
static void
test_why (void)
{
  Stage stage;
  const SjTold *told;

  stage_open_text (&stage, conditions, "luma-002", "2026-03-02T17:00:00Z");
  act (&stage, EVENT ("LumaPurchaseEvent_Email"));
  told = sj_rehearsal_why (stage.rehearsal);
  g_assert_cmpint (told->kind, ==, SJ_TOLD_DECIDED);
  g_assert_cmpuint (told->why->n_parts, ==, 2);
  g_assert_cmpstr (told->why->parts[0].text, ==, "order price total 44.0 > 100.0");
  g_assert_cmpuint (told->why->parts[0].holds, ==, 0);
  g_assert_cmpstr (told->why->parts[1].parts[0].text, ==, "loyalty tier “silver” = “gold”");
  g_assert_cmpstr (told->why->parts[1].parts[1].text, ==, "in the audience “Luma – Big Spenders”");
  g_assert_cmpstr (told->change, ==,
                   "order price total must be above 100.0, it is 44.0; "
                   "and loyalty tier must be “gold”, it is “silver”");
  stage_close (&stage);
}

static SjValue
json (SjArena *arena, const char *text)
{
  SjValue value;

  g_assert_true (sj_json_read (arena, NULL, text, strlen (text), &value, NULL));
  return value;
}

static void
test_refusals (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  Stage stage;
  SjAct small = EVENT ("LumaPurchaseEvent_Email");

  small.value = json (&arena, "{\"commerce\": {\"order\": {\"priceTotal\": 12.5}}}");
  stage_open_text (&stage, conditions, NULL, "2026-03-02T17:00:00Z");
  act (&stage, small);
  assert_says (&stage, "order price total must be above 20.0, it is 12.5");
  act (&stage, EVENT ("LumaPurchaseEvent_Email"));
  act (&stage, (SjAct) { .kind = SJ_ACT_TO, .time = at ("2026-03-02T17:02:00Z") });
  act (&stage, EVENT ("LumaPurchaseEvent_Email"));
  assert_says (&stage, "may enter again in 3m, on Monday 2 March 2026 09:05");
  stage_close (&stage);

  stage_open (&stage, "abandoned-cart.journey", "luma-001", "2025-03-02T17:00:00Z");
  act (&stage, EVENT ("AddedToCart"));
  assert_says (&stage, "the journey opens on");
  stage_close (&stage);
}

static void
test_held_back (void)
{
  Stage stage;

  stage_open (&stage, "purchase.journey", "luma-001", "2026-03-02T17:00:00Z");
  for (unsigned i = 0; i < 4; i++)
    {
      act (&stage, EVENT ("LumaCheckoutEvent_Email"));
      act (&stage, NEXT);
      act (&stage, EVENT ("LumaPurchaseEvent_Email"));
      act (&stage, (SjAct) { .kind = SJ_ACT_TO, .time = sj_rehearsal_now (stage.rehearsal) + SJ_HOUR });
    }
  assert_says (&stage, "3 of 3 since Monday 2 March 2026 09:01");
  assert_says (&stage, "the next may go out on Monday 9 March 2026");
  stage_close (&stage);

  stage_open (&stage, "purchase.journey", "luma-001", "2026-03-02T17:00:00Z");
  act (&stage, (SjAct) { .kind = SJ_ACT_SET, .name = "consent.push", .value = sj_value_string ("no") });
  act (&stage, EVENT ("LumaCheckoutEvent_Email"));
  act (&stage, NEXT);
  assert_says (&stage, "consent for Push is missing");
  stage_close (&stage);
}

/* A thousand commands, then any earlier moment. */
static void
test_long (void)
{
  Stage stage;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  stage_open (&stage, "purchase.journey", "luma-001", "2026-03-02T17:00:00Z");
  for (unsigned i = 0; i < 250; i++)
    {
      act (&stage, EVENT ("LumaCheckoutEvent_Email"));
      act (&stage, NEXT);
      act (&stage, EVENT ("LumaPurchaseEvent_Email"));
      act (&stage, (SjAct) { .kind = SJ_ACT_TO, .time = sj_rehearsal_now (stage.rehearsal) + SJ_HOUR });
    }
  before = everything (&stage);
  sj_rehearsal_show (stage.rehearsal, 500);
  sj_rehearsal_show (stage.rehearsal, 1000);
  after = everything (&stage);
  g_assert_cmpstr (before, ==, after);
  stage_close (&stage);
}

/* What was recorded passes, and says what was done. */
static void
test_record (void)
{
  Stage stage;
  SjTestCase *test;
  g_auto (SjTestResult) result = { NULL };

  stage_open (&stage, "purchase.journey", "luma-001", "2026-03-02T17:00:00Z");
  act (&stage, EVENT ("LumaCheckoutEvent_Email"));
  act (&stage, NEXT);
  act (&stage, EVENT ("LumaPurchaseEvent_Email"));
  act (&stage, (SjAct) { .kind = SJ_ACT_RESULT, .result = SJ_ANSWER_FAILED });
  act (&stage, (SjAct) { .kind = SJ_ACT_TO, .flag = true });
  test = sj_rehearsal_record (stage.rehearsal, "Recorded");
  g_assert_cmpstr (test->profile, ==, "luma-001");
  g_assert_cmpuint (test->answers.count, ==, 2);
  g_assert_cmpstr (test->expect->end, ==, "completed");
  sj_journey_test_run (stage.world, stage.program, test, NULL, &result);
  for (guint i = 0; i < result.failures->len; i++)
    g_test_message ("%s", (char *) result.failures->pdata[i]);
  g_assert_cmpuint (result.failures->len, ==, 0);
  sj_config_free (&sj_test_case_spec, test);
  stage_close (&stage);
}

/* Whether the last message was sent or held back. */
static const char *
last_kind (const Stage *stage)
{
  uint32_t count;
  const SjTold *told = sj_rehearsal_told (stage->rehearsal, &count);

  while (count-- > 0)
    if (told[count].kind == SJ_TOLD_SENT || told[count].kind == SJ_TOLD_EXCLUDED)
      return told[count].kind == SJ_TOLD_SENT ? "sent" : "excluded";
  return "none";
}

static const char joins[] =
    "{\"form\":1,\"id\":\"joins\",\"nodes\":["
    "{\"id\":\"in\",\"kind\":\"event\",\"settings\":{\"event\":\"Charged\"},\"paths\":[{\"id\":\"next\","
    "\"to\":\"gold\"}]},"
    "{\"id\":\"gold\",\"kind\":\"audience\",\"settings\":{\"audience\":\"gold-members\"},"
    "\"paths\":[{\"id\":\"next\",\"to\":\"mail\"}]},"
    "{\"id\":\"mail\",\"kind\":\"email\",\"settings\":{\"body\":\"b\"},\"paths\":[{\"id\":\"next\",\"to\":\"wait\"}]},"
    "{\"id\":\"wait\",\"kind\":\"wait\",\"settings\":{\"for\":\"P1D\"},\"paths\":[{\"id\":\"next\",\"to\":\"again\"}]},"
    "{\"id\":\"again\",\"kind\":\"email\",\"settings\":{\"body\":\"b\"},\"paths\":[{\"id\":\"next\"}]}]}";

#define SET(field, set_to) ((SjAct) { .kind = SJ_ACT_SET, .name = (field), .value = sj_value_string (set_to) })

/* An audience that is a rule follows what is set at once, and the journey hears of it. */
static void
test_rule (void)
{
  Stage stage;

  stage_open_text (&stage, joins, NULL, "2026-03-02T09:00:00Z");
  act (&stage, EVENT ("Charged"));
  assert_at (&stage, "gold", "Luma – Gold Members");
  act (&stage, SET ("loyalty.tier", "silver"));
  assert_at (&stage, "gold", "Luma – Gold Members");
  act (&stage, SET ("loyalty.tier", "gold"));
  assert_says (&stage, "Enters the audience Luma – Gold Members, as its rule says");
  assert_at (&stage, "wait", NULL);
  act (&stage, SET ("loyalty.tier", "silver"));
  assert_says (&stage, "Leaves the audience Luma – Gold Members, as its rule says");
  sj_rehearsal_show (stage.rehearsal, 2);
  assert_at (&stage, "gold", "Luma – Gold Members");
  sj_rehearsal_show (stage.rehearsal, 4);
  assert_at (&stage, "wait", NULL);
  stage_close (&stage);
}

/* Whoever unsubscribes gets no more, until they say otherwise; their data say so, too. */
static void
test_unsubscribed (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjAct unsubscribes = { .kind = SJ_ACT_REACTION, .result = SJ_REACTION_UNSUBSCRIBED };
  SjValue said;
  Stage stage;

  stage_open_text (&stage, joins, NULL, "2026-03-02T09:00:00Z");
  act (&stage, SET ("personalEmail.address", "ann@example.com"));
  act (&stage, EVENT ("Charged"));
  act (&stage, SET ("loyalty.tier", "gold"));
  act (&stage, unsubscribes);
  said = sj_value_follow (sj_rehearsal_data (stage.rehearsal, &arena), "profile.consents.marketing.email.val");
  g_assert_true (sj_value_is_text (said, SJ_SLICE ("n")));
  act (&stage, NEXT);
  assert_says (&stage, "is held back");
  sj_rehearsal_show (stage.rehearsal, 4);
  act (&stage, SET ("consent.email", "yes"));
  said = sj_value_follow (sj_rehearsal_data (stage.rehearsal, &arena), "profile.consents.marketing.email.val");
  g_assert_true (sj_value_is_text (said, SJ_SLICE ("y")));
  act (&stage, SET ("language", "fr"));
  act (&stage, SET ("timeZone", "Europe/Paris"));
  said = sj_value_follow (sj_rehearsal_data (stage.rehearsal, &arena), "profile.preferredLanguage");
  g_assert_true (sj_value_is_text (said, SJ_SLICE ("fr")));
  act (&stage, NEXT);
  g_assert_cmpstr (last_kind (&stage), ==, "sent");
  stage_close (&stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/rehearse/walk", test_walk);
  g_test_add_func ("/engine/rehearse/back", test_back);
  g_test_add_func ("/engine/rehearse/choose", test_choose);
  g_test_add_func ("/engine/rehearse/breakpoints", test_breakpoints);
  g_test_add_func ("/engine/rehearse/why", test_why);
  g_test_add_func ("/engine/rehearse/refusals", test_refusals);
  g_test_add_func ("/engine/rehearse/held-back", test_held_back);
  g_test_add_func ("/engine/rehearse/long", test_long);
  g_test_add_func ("/engine/rehearse/record", test_record);
  g_test_add_func ("/engine/rehearse/rule", test_rule);
  g_test_add_func ("/engine/rehearse/unsubscribed", test_unsubscribed);
  return sample_test_run ();
}
