/* test-simulate.c -- people of chance: the same for every number of threads, able to
 * reach whatever can be reached, and doing what a behaviour says they do.
 *
 * Where shares are 0 or 100 %, or the people are the workspace's own, counts are exact.
 */
#include "engine/sj-simulate.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-edit-graph.h"
#include "model/sj-journey-json.h"
#include "sample.h"

#include <string.h>

#define START (INT64_C (1773792000) * 1000)    /* 2026-03-18, midnight UTC */

/* One journey that was driven. */
typedef struct
{
  SjLibrary *library;
  SjWorld *world;
  SjBehaviour *behaviour;
  SjSimulation *simulation;
  SjDriven driven;
} Run;

typedef struct
{
  const char *const *journeys;    /* texts; NULL at the end */
  const char *behaviour;          /* text, or NULL */
  uint32_t persons;
  SjTime span;
  unsigned threads;
  bool in_order;
} Setup;

static void
add_program (SjWorld *world, const char *text)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) journey = sj_journey_read (&sj_kinds_default, NULL, text, strlen (text), &diags, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
  g_assert_nonnull (sj_program_compile (world, journey, &diags));
}

static const SjProgram *
program_of (const Run *run, uint32_t number)
{
  return g_ptr_array_index (run->world->programs, number);
}

static void
check_balance (const Run *run)
{
  uint32_t station;

  for (uint32_t i = 0; i < run->world->programs->len; i++)
    g_assert_true (sj_ledger_balances (&run->driven.ledgers[i], program_of (run, i), run->driven.here[i], &station));
}

static Run
simulate (const Setup *setup)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjDrive drive = { .threads = setup->threads > 0 ? setup->threads : 2, .in_order = setup->in_order };
  SjSimulationSetup chance = { .n_persons = setup->persons, .seed = 5, .start = START, .span = setup->span };
  Run run = { .library = sj_library_load (TEST_SOURCE "/data/sample", NULL) };

  run.world = chance.world = sj_world_new (run.library);
  for (const char *const *text = setup->journeys; *text != NULL; text++)
    add_program (run.world, *text);
  if (setup->behaviour != NULL)
    chance.behaviour = run.behaviour =
        sj_behaviour_read (setup->behaviour, strlen (setup->behaviour), run.library, NULL, &diags);
  for (size_t i = 0; i < sj_diags_count (&diags); i++)
    g_assert_cmpint (sj_diags_get (&diags, i)->severity, !=, SJ_SEVERITY_ERROR);
  run.simulation = sj_simulation_new (&chance);
  sj_simulation_prepare (run.simulation, &drive);
  sj_drive (&drive, &run.driven);
  check_balance (&run);
  return run;
}

static void
run_clear (Run *run)
{
  sj_driven_clear (&run->driven);
  sj_simulation_free (run->simulation);
  sj_behaviour_free (run->behaviour);
  sj_world_unref (run->world);
  sj_library_unref (run->library);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static uint64_t
sum_of (const Run *run, uint32_t slot)
{
  return sj_ledger_sum (&run->driven.ledgers[0], slot);
}

static uint64_t
entered (const Run *run, const char *node)
{
  return sum_of (run, sj_program_find (program_of (run, 0), node, NULL)->slot);
}

static uint64_t
taken (const Run *run, const char *node, const char *path)
{
  const SjProgram *program = program_of (run, 0);
  const SjStation *station = sj_program_find (program, node, NULL);

  for (uint32_t i = 0; i < station->n_ways; i++)
    if (strcmp (station->node->paths[i]->id, path) == 0)
      return sum_of (run, sj_program_way (program, station->first_way + i)->slot);
  g_assert_not_reached ();
}

static uint64_t
of_message (const Run *run, const char *node, uint32_t slot)
{
  const SjProgram *program = program_of (run, 0);

  return sum_of (run, sj_program_send (program, sj_program_find (program, node, NULL)->send)->slot + slot);
}

/* ------------------------------------------------------------------ what is not finished */

static void
run_blank (SjJourney *journey)
{
  g_autoptr (SjLibrary) library = sj_library_load (TEST_SOURCE "/data/sample", NULL);
  g_autoptr (SjWorld) world = sj_world_new (library);
  g_autoptr (SjSimulation) simulation = NULL;
  SjProgram *program = sj_program_compile (world, journey, NULL);
  SjDrive drive = { .threads = 1 };
  SjDriven driven;
  uint32_t station;

  if (program == NULL)
    return;
  simulation = sj_simulation_new (&(SjSimulationSetup) { .world = world, .n_persons = 50, .seed = 5, .start = START });
  sj_simulation_prepare (simulation, &drive);
  sj_drive (&drive, &driven);
  g_assert_true (sj_ledger_balances (&driven.ledgers[0], program, driven.here[0], &station));
  sj_driven_clear (&driven);
}

/* ------------------------------------------------------------------ the samples */

/* One click: no behaviour, no span. */
static void
test_samples (void)
{
  static const char *const names[] = { "purchase.journey", "abandoned-cart.journey", "life-cycle.journey" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = sample_journey (names[i]);
      const char *journeys[] = { text, NULL };
      g_auto (Run) run = simulate (&(Setup) { .journeys = journeys, .persons = 5000 });
      const SjProgram *program = program_of (&run, 0);

      for (uint32_t j = 0; j < program->stations->len; j++)
        g_assert_cmpuint (sum_of (&run, sj_program_station (program, j)->slot), >, 0);
      for (uint32_t j = 0; j < program->ways->len; j++)
        g_assert_cmpuint (sum_of (&run, sj_program_way (program, j)->slot), >, 0);
      for (uint32_t j = 0; j < program->goals->len; j++)
        g_assert_cmpuint (sum_of (&run, sj_program_goal (program, j)->slot), >, 0);
      g_assert_cmpuint (run.driven.n_persons, ==, 5000);
    }
}

static void
assert_same (const Run *a, const Run *b)
{
  g_assert_cmpuint (a->driven.n_programs, ==, b->driven.n_programs);
  for (uint32_t i = 0; i < a->driven.n_programs; i++)
    {
      const SjLedger *one = &a->driven.ledgers[i], *other = &b->driven.ledgers[i];
      size_t stations = program_of (a, i)->stations->len;

      g_assert_cmpmem (one->cells, one->n_rows * one->n_slots * sizeof (uint64_t), other->cells,
                       other->n_rows * other->n_slots * sizeof (uint64_t));
      g_assert_cmpmem (one->dwells, stations * SJ_DWELLS * sizeof (uint64_t), other->dwells,
                       stations * SJ_DWELLS * sizeof (uint64_t));
      g_assert_cmpmem (a->driven.here[i], stations * sizeof (uint64_t), b->driven.here[i],
                       stations * sizeof (uint64_t));
    }
}

/* Nobody has chosen anything in the steps yet: they run, and what is not chosen never
 * happens. */
static void
test_blank (void)
{
  for (const SjKind *const *kind = sj_kinds_default.kinds; *kind != NULL; kind++)
    for (int first = 0; first <= 1; first++)
      {
        g_autoptr (SjJourney) journey = sj_journey_new (&sj_kinds_default);
        g_autoptr (SjHistory) history = sj_history_new (journey);
        g_autofree char *start = NULL, *step = NULL, *last = NULL;
        SjPlace at = { 0, 0, true };

        if (!first)
          start = sj_edit_graph_add (history, sj_kind_find (&sj_kinds_default, "event", 5), at, NULL);
        step = sj_edit_graph_add (history, *kind, at, start ? &(SjPathRef) { start, "next" } : NULL);
        if (!((*kind)->flags & SJ_KIND_ENDS) && sj_journey_find (journey, step)->n_paths > 0)
          last = sj_edit_graph_add (history, sj_kind_find (&sj_kinds_default, "end", 3), at,
                                    &(SjPathRef) { step, sj_journey_find (journey, step)->paths[0]->id });
        g_test_message ("%s %d", (*kind)->id, first);
        run_blank (journey);
      }
}

static void
test_threads (void)
{
  static const char *const names[] = { "purchase.journey", "abandoned-cart.journey", "life-cycle.journey" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = sample_journey (names[i]);
      const char *journeys[] = { text, NULL };
      g_auto (Run) one = simulate (&(Setup) { .journeys = journeys, .persons = 5000, .threads = 1 });
      g_auto (Run) three = simulate (&(Setup) { .journeys = journeys, .persons = 5000, .threads = 3 });

      assert_same (&one, &three);
    }
}

/* Persons one by one and all in the order of time, with everything that a person keeps
 * between two turns: sessions, changes, what a step asked for, lost consent. */
static void
test_in_order (void)
{
  static const char busy[] =
      "{\"entries\": [{\"event\": \"AddedToCart\", \"sessions\": 4}],"
      " \"messages\": [{\"opened\": 60, \"clicked\": 40, \"unsubscribed\": 30, \"converts\": 50}],"
      " \"events\": [{\"event\": \"Charged\", \"anyway\": 30}]}";
  static const char *const names[] = { "abandoned-cart.journey", "life-cycle.journey" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = sample_journey (names[i]);
      const char *journeys[] = { text, NULL };
      g_auto (Run) alone = simulate (&(Setup) { .journeys = journeys, .persons = 2000, .behaviour = busy });
      g_auto (Run) together =
          simulate (&(Setup) { .journeys = journeys, .persons = 2000, .behaviour = busy, .in_order = true });

      assert_same (&alone, &together);
    }
}

/* ------------------------------------------------------------------ what begins */

#define JOURNEY(settings, nodes) "{\"form\": 1, \"id\": \"j\", \"settings\": {" settings "}, \"nodes\": [" nodes "]}"
#define NODE(id, kind, settings, paths) \
  "{\"id\": \"" id "\", \"kind\": \"" kind "\", \"settings\": {" settings "}, \"paths\": [" paths "]}"
#define TO(path, node) "{\"id\": \"" path "\", \"to\": \"" node "\"}"
#define END "{\"id\": \"end\", \"kind\": \"end\"}"
#define GIVEN "\"population\": {\"from\": \"given\"}"

static unsigned
count_members (const char *audience)
{
  g_autoptr (SjLibrary) library = sj_library_load (TEST_SOURCE "/data/sample", NULL);
  unsigned count = 0;

  for (size_t i = 0; i < sj_library_count (library, SJ_REF_PROFILE); i++)
    count += sj_profile_in_audience (sj_library_get (library, SJ_REF_PROFILE, i)->config, audience, strlen (audience));
  return count;
}

#define PEOPLE 40    /* of the sample */

static void
test_reading (void)
{
#define NEVER "\"reentry\": \"never\""
#define READ(settings, more) \
  JOURNEY (settings, NODE ("read", "read-audience", "\"audience\": \"gold-members\"" more, TO ("next", "wait")) "," \
           NODE ("wait", "wait", "\"for\": \"PT30H\"", TO ("next", "end")) "," END)
  static const struct { const char *text; unsigned entered, refused, forced; } cases[] = {
    { READ (NEVER, ""), 1, 0, 0 },
    { READ (NEVER, ", \"repeat\": \"once\", \"start\": \"2026-03-18T10:00:00Z\""), 1, 0, 0 },
    { READ (NEVER, ", \"repeat\": \"once\", \"start\": \"2026-03-17T10:00:00Z\""), 0, 0, 0 },
    { READ (NEVER, ", \"repeat\": \"daily\", \"at\": \"09:00\""), 1, 3, 0 },
    { READ (NEVER, ", \"repeat\": \"daily\", \"at\": \"09:00\", \"incremental\": true"), 1, 0, 0 },
    { READ ("", ", \"repeat\": \"daily\", \"at\": \"09:00\""), 2, 2, 0 },
    { READ ("\"reentryGap\": \"PT0S\"", ", \"repeat\": \"daily\", \"at\": \"09:00\", \"force\": true"), 4, 0, 3 },
    { READ (NEVER, ", \"repeat\": \"weekly\", \"days\": [\"thu\", \"fri\"]"), 1, 1, 0 },
    { READ (NEVER, ", \"repeat\": \"monthly\", \"day\": 20"), 1, 0, 0 },
    { READ (NEVER, ", \"repeat\": \"monthly\", \"day\": 25"), 0, 0, 0 },
    { READ (NEVER ", \"zone\": \"UTC\"", ", \"repeat\": \"hourly\", \"until\": \"2026-03-18T03:00:00\""), 1, 3, 0 },
  };
  unsigned members = count_members ("gold-members");

  g_assert_cmpuint (members, >, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *journeys[] = { cases[i].text, NULL };
      g_auto (Run) run =
          simulate (&(Setup) { .journeys = journeys, .behaviour = "{" GIVEN "}", .span = 4 * SJ_DAY - SJ_HOUR });
      uint64_t refused = 0;

      for (unsigned j = 0; j < SJ_N_REFUSALS; j++)
        refused += sum_of (&run, SJ_SLOT_REFUSED + j);
      g_assert_cmpuint (entered (&run, "read"), ==, cases[i].entered * members);
      g_assert_cmpuint (refused, ==, cases[i].refused * members);
      g_assert_cmpuint (sum_of (&run, SJ_SLOT_EXITS + SJ_END_FORCED), ==, cases[i].forced * members);
    }
#undef READ
#undef NEVER
}

static void
test_business (void)
{
  static const char text[] = JOURNEY ("",
      NODE ("sale", "business-event", "\"event\": \"Sale\"", TO ("next", "read")) ","
      NODE ("read", "read-audience", "\"audience\": \"gold-members\"", TO ("next", "end")) "," END);
  const char *journeys[] = { text, NULL };
  g_auto (Run) run = simulate (&(Setup) { .journeys = journeys, .behaviour = "{" GIVEN "}", .span = 4 * SJ_DAY });

  g_assert_cmpuint (entered (&run, "sale"), ==, count_members ("gold-members"));
  g_assert_cmpuint (entered (&run, "end"), ==, count_members ("gold-members"));
}

static void
test_audience (void)
{
#define CHANGE(membership) \
  JOURNEY ("", NODE ("in", "audience", "\"audience\": \"gold-members\", \"membership\": \"" membership "\"", \
                     TO ("next", "end")) "," END)
  static const char *const texts[] = { CHANGE ("enters"), CHANGE ("leaves"), CHANGE ("both") };
  unsigned members = count_members ("gold-members");
  unsigned wanted[] = { PEOPLE - members, members, PEOPLE };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *journeys[] = { texts[i], NULL };
      g_auto (Run) run = simulate (&(Setup) { .journeys = journeys, .behaviour = "{" GIVEN "}", .span = 4 * SJ_DAY });

      g_assert_cmpuint (entered (&run, "in"), ==, wanted[i]);
    }
#undef CHANGE
}

/* What must not happen, in time and a second too late. */
static void
test_inaction (void)
{
  static const struct { const char *delay; bool enters; } cases[] = { { "PT119S", false }, { "PT121S", true } };
  g_autofree char *text = sample_journey ("abandoned-cart.journey");
  const char *journeys[] = { text, NULL };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *behaviour =
          g_strdup_printf ("{\"events\": [{\"event\": \"Charged\", \"probability\": 100, \"delay\": {\"after\":"
                           " \"%s\"}}]}", cases[i].delay);
      g_auto (Run) run = simulate (&(Setup) { .journeys = journeys, .behaviour = behaviour, .persons = 1000 });
      uint64_t came = entered (&run, "inaction") + sum_of (&run, SJ_SLOT_REFUSED + SJ_REFUSAL_CONTROL_GROUP);

      g_assert_cmpuint (sum_of (&run, SJ_SLOT_PENDING), ==, 1000);
      g_assert_cmpuint (came, ==, cases[i].enters ? 1000 : 0);
      g_assert_cmpuint (sum_of (&run, SJ_SLOT_DROPPED), ==, cases[i].enters ? 0 : 1000);
      g_assert_cmpuint (sum_of (&run, SJ_SLOT_EXITS + SJ_END_GOAL), ==, entered (&run, "inaction"));
    }
}

/* Each session has a cart of its own, and what follows belongs to the same cart. */
static void
test_key (void)
{
  static const char text[] = JOURNEY (
      "\"reentry\": \"always\", \"instanceKey\": \"@event{AddedToCart.cartId}\"",
      NODE ("in", "event", "\"event\": \"AddedToCart\"", TO ("next", "more")) ","
      NODE ("more", "event", "\"event\": \"AddedToCart\", \"timeout\": \"PT1H\"",
            TO ("next", "end") "," TO ("timeout", "end"))
      "," END);
  static const char behaviour[] =
      "{\"entries\": [{\"event\": \"AddedToCart\", \"sessions\": 3, \"between\": {\"after\": \"PT1M\"}}],"
      " \"events\": [{\"event\": \"AddedToCart\", \"probability\": 0}]}";
  const char *journeys[] = { text, NULL };
  g_auto (Run) run = simulate (&(Setup) { .journeys = journeys, .behaviour = behaviour, .persons = 100,
                                          .span = 4 * SJ_DAY });

  g_assert_cmpuint (entered (&run, "in") + sum_of (&run, SJ_SLOT_REFUSED + SJ_REFUSAL_SUPPRESSED), ==, 300);
}

/* ------------------------------------------------------------------ what happens */

#define WAIT_FOR(settings) \
  JOURNEY ("", NODE ("in", "event", "\"event\": \"AddedToCart\"", TO ("next", "buy")) "," \
           NODE ("buy", "event", "\"event\": \"Charged\", \"timeout\": \"PT1H\"" settings, \
                 TO ("next", "end") "," TO ("timeout", "gone")) "," END ",{\"id\": \"gone\", \"kind\": \"end\"}")

#define ALIKE(value, wanted) g_assert_cmpfloat_with_epsilon ((double) (value), wanted, 0.03 * (wanted) + 1e-9)

static void
test_events (void)
{
  static const struct { const char *text, *behaviour; double share; } cases[] = {
    { WAIT_FOR (""), "{}", 0.4908 },    /* of half of them in time */
    { WAIT_FOR (""), "{\"events\": [{\"event\": \"Charged\", \"probability\": 0}]}", 0 },
    { WAIT_FOR (""), "{\"events\": [{\"event\": \"Charged\", \"probability\": 100, \"delay\":"
                     " {\"after\": \"PT59M\"}}]}", 1 },
    { WAIT_FOR (""), "{\"events\": [{\"event\": \"Charged\", \"probability\": 100, \"delay\":"
                     " {\"after\": \"PT61M\"}}]}", 0 },
    { WAIT_FOR (""), "{\"events\": [{\"event\": \"Charged\", \"probability\": 0},"
                     " {\"event\": \"Charged\", \"node\": \"buy\", \"probability\": 30, \"delay\": {}}]}", 0.3 },
    { WAIT_FOR (", \"condition\": \"@event{Charged.amount} > 100.0\""),
      "{\"events\": [{\"event\": \"Charged\", \"probability\": 100, \"delay\": {}, \"payload\": [{\"path\": \"amount\","
      " \"value\": {\"kind\": \"empirical\", \"values\": [{\"value\": 50.0, \"weight\": 3}, {\"value\": 150.0}]}}]}]}",
      0.25 },
    { WAIT_FOR (", \"condition\": \"@event{Charged.amount} > 100.0\""),
      "{\"events\": [{\"event\": \"Charged\", \"probability\": 100, \"delay\": {}, \"payload\": [{\"path\": \"amount\","
      " \"missing\": 60, \"value\": {\"value\": 150.0}}]}]}", 0.4 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *journeys[] = { cases[i].text, NULL };
      g_auto (Run) run =
          simulate (&(Setup) { .journeys = journeys, .behaviour = cases[i].behaviour, .persons = 20000 });
      double all = (double) entered (&run, "buy");

      g_assert_cmpfloat (all, >, 19500);
      ALIKE (taken (&run, "buy", "next") / all, cases[i].share);
    }
}

/* Two steps in a circle, for two events that happen at once: it ends. */
static void
test_circle (void)
{
  static const char text[] = JOURNEY ("",
      NODE ("in", "event", "\"event\": \"AddedToCart\"", TO ("next", "a")) ","
      NODE ("a", "event", "\"event\": \"Charged\"", TO ("next", "b")) ","
      NODE ("b", "event", "\"event\": \"LumaSurveyEvent\"", TO ("next", "a")));
  static const char behaviour[] = "{\"events\": [{\"event\": \"Charged\", \"probability\": 100, \"delay\": {}},"
                                  " {\"event\": \"LumaSurveyEvent\", \"probability\": 100, \"delay\": {}}]}";
  const char *journeys[] = { text, NULL };
  g_auto (Run) run = simulate (&(Setup) { .journeys = journeys, .behaviour = behaviour, .persons = 20 });

  /* Of a thousand nodes one is the beginning; the others are a and b by turns. */
  g_assert_cmpuint (entered (&run, "b"), ==, 499 * entered (&run, "in"));
  g_assert_cmpuint (sum_of (&run, SJ_SLOT_EXITS + SJ_END_LOOP), ==, entered (&run, "in"));
}

/* A goal without a step; a click that leads to it. */
static void
test_goals (void)
{
  static const char text[] =
      "{\"form\": 1, \"id\": \"j\", \"goals\": [{\"id\": \"g\", \"event\": \"Charged\", \"leaves\": true}],"
      " \"nodes\": ["
      NODE ("in", "event", "\"event\": \"AddedToCart\"", TO ("next", "sms")) ","
      NODE ("sms", "sms", "\"configuration\": \"luma-sms\", \"body\": \"Hello\", \"category\": \"transactional\"",
            TO ("next", "wait")) ","
      NODE ("wait", "wait", "\"for\": \"PT240H\"", TO ("next", "end")) "," END "]}";
  static const struct { const char *behaviour; double share; } cases[] = {
    { "{\"events\": [{\"event\": \"Charged\", \"anyway\": 0}], \"messages\": [{\"converts\": 0}]}", 0 },
    { "{\"events\": [{\"event\": \"Charged\", \"anyway\": 100, \"anywayAfter\": {\"after\": \"PT5M\"}}]}", 1 },
    { "{\"events\": [{\"event\": \"Charged\", \"anyway\": 0}], \"population\": {\"from\": \"generated\", \"channels\":"
      " [{\"channel\": \"sms\", \"missing\": 0, \"bad\": 0, \"blocked\": 0, \"refused\": 0}]},"
      " \"messages\": [{\"failed\": 0, \"bounced\": 0, \"clicked\": 50, \"converts\": 60}]}", 0.3 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *journeys[] = { text, NULL };
      g_auto (Run) run =
          simulate (&(Setup) { .journeys = journeys, .behaviour = cases[i].behaviour, .persons = 10000 });

      ALIKE ((double) sum_of (&run, SJ_SLOT_EXITS + SJ_END_GOAL) / (double) sum_of (&run, SJ_SLOT_ENTERED),
             cases[i].share);
    }
}

static void
test_messages (void)
{
  static const char text[] = JOURNEY ("",
      NODE ("in", "event", "\"event\": \"AddedToCart\"", TO ("next", "sms")) ","
      NODE ("sms", "sms", "\"configuration\": \"luma-sms\", \"body\": \"Hello\"",
            TO ("next", "clicks") "," TO ("failed", "end")) ","
      NODE ("clicks", "reaction", "\"message\": \"sms\", \"reaction\": \"clicked\", \"link\": \"cart\","
            " \"timeout\": \"PT24H\"", TO ("next", "again") "," TO ("timeout", "again")) ","
      NODE ("again", "sms", "\"configuration\": \"luma-sms\", \"body\": \"Hello\"", TO ("next", "end")) "," END);
#define ALL "\"population\": {\"from\": \"generated\", \"channels\": [{\"channel\": \"sms\", \"missing\": 0," \
            " \"bad\": 0, \"blocked\": 0, \"refused\": 0}]}"
  static const struct { const char *behaviour; double failed, clicked, refused; } cases[] = {
    { "{" ALL ", \"messages\": [{\"failed\": 100, \"bounced\": 0}]}", 1, 0, 0 },
    { "{" ALL ", \"messages\": [{\"failed\": 0, \"bounced\": 0, \"clicked\": 100, \"clicking\": {},"
      " \"unsubscribed\": 0}]}", 0, 1, 0 },
    { "{" ALL ", \"messages\": [{\"failed\": 0, \"bounced\": 0, \"clicked\": 100, \"clicking\": {},"
      " \"unsubscribed\": 0, \"links\": [{\"link\": \"cart\", \"weight\": 3}, {\"link\": \"shop\"}]}]}", 0, 0.75,
      0 },
    { "{" ALL ", \"messages\": [{\"failed\": 0, \"bounced\": 0, \"clicked\": 0, \"unsubscribed\": 100,"
      " \"unsubscribing\": {\"after\": \"PT1H\"}}]}", 0, 0, 1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *journeys[] = { text, NULL };
      g_auto (Run) run =
          simulate (&(Setup) { .journeys = journeys, .behaviour = cases[i].behaviour, .persons = 5000 });
      double all = (double) entered (&run, "sms");

      ALIKE (taken (&run, "sms", "failed") / all, cases[i].failed);
      ALIKE (taken (&run, "clicks", "next") / all, cases[i].clicked);
      ALIKE (of_message (&run, "again", SJ_SEND_EXCLUDED + SJ_EXCLUSION_CONSENT) / all, cases[i].refused);
    }
#undef ALL
}

static void
test_calls (void)
{
  static const char text[] = JOURNEY ("",
      NODE ("in", "event", "\"event\": \"AddedToCart\"", TO ("next", "call")) ","
      NODE ("call", "call", "\"action\": \"LoyaltyService\", \"parameters\": ["
            "{\"name\": \"loyaltyId\", \"value\": \"\\\"1\\\"\"}, {\"name\": \"orderValue\", \"value\": \"1.0\"}]",
            TO ("next", "which") "," TO ("timeout", "late") "," TO ("error", "wrong")) ","
      "{\"id\": \"which\", \"kind\": \"condition\", \"paths\": [{\"id\": \"case-1\", \"to\": \"end\", \"settings\":"
      " {\"expression\": \"@action{LoyaltyService.PromoCode} == \\\"TOP\\\"\"}}, {\"id\": \"else\", \"to\": \"end\"}]},"
      END ", {\"id\": \"late\", \"kind\": \"end\"}, {\"id\": \"wrong\", \"kind\": \"end\"}");
  static const struct { const char *behaviour; double answered, late, wrong, top; } cases[] = {
    { "{\"calls\": [{\"failed\": 0, \"refused\": 0, \"silent\": 0}]}", 1, 0, 0, 0 },
    { "{\"calls\": [{\"failed\": 0, \"refused\": 0, \"silent\": 0, \"response\": [{\"path\": \"PromoCode\","
      " \"value\": {\"value\": \"TOP\"}}]}]}", 1, 0, 0, 1 },
    { "{\"calls\": [{\"failed\": 100, \"refused\": 0, \"silent\": 0}]}", 0, 0, 1, 0 },
    { "{\"calls\": [{\"failed\": 0, \"refused\": 100, \"silent\": 0}]}", 0, 0, 1, 0 },
    { "{\"calls\": [{\"failed\": 0, \"refused\": 0, \"silent\": 100}]}", 0, 1, 0, 0 },
    { "{\"calls\": [{\"failed\": 0, \"refused\": 0, \"silent\": 0},"
      " {\"node\": \"call\", \"latency\": {\"after\": \"PT1H\"}}]}", 0, 1, 0, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *journeys[] = { text, NULL };
      g_auto (Run) run =
          simulate (&(Setup) { .journeys = journeys, .behaviour = cases[i].behaviour, .persons = 500 });
      double all = (double) entered (&run, "call");

      ALIKE (taken (&run, "call", "next") / all, cases[i].answered);
      ALIKE (taken (&run, "call", "timeout") / all, cases[i].late);
      ALIKE (taken (&run, "call", "error") / all, cases[i].wrong);
      ALIKE (taken (&run, "which", "case-1") / all, cases[i].top);
    }
}

/* ------------------------------------------------------------------ who they are */

/* A journey that asks about the profile: how many answer yes. */
static double
share_who (const char *expression, const char *population)
{
  g_autofree char *text = g_strdup_printf (
      JOURNEY ("", NODE ("in", "event", "\"event\": \"AddedToCart\"", TO ("next", "who"))
               ",{\"id\": \"who\", \"kind\": \"condition\", \"paths\": [{\"id\": \"case-1\", \"to\": \"end\","
               " \"settings\": {\"expression\": \"%s\"}}, {\"id\": \"else\", \"to\": \"end\"}]}," END), expression);
  g_autofree char *behaviour = g_strdup_printf ("{\"population\": {%s}}", population);
  const char *journeys[] = { text, NULL };
  g_auto (Run) run = simulate (&(Setup) { .journeys = journeys, .behaviour = behaviour, .persons = 20000,
                                          .span = 4 * SJ_DAY });

  g_assert_cmpuint (entered (&run, "who"), >, 0);
  return (double) taken (&run, "who", "case-1") / (double) entered (&run, "who");
}

#define PROFILE "#{ExperiencePlatform.ProfileFieldGroup.profile."

static void
test_people (void)
{
  double gold = count_members ("gold-members") / (double) PEOPLE;
  const struct { const char *expression, *population; double share; } cases[] = {
    { "inAudience(\\\"gold-members\\\")", "\"from\": \"generated\"", 0.3 },
    { "inAudience(\\\"gold-members\\\")", "\"from\": \"learnt\"", gold },
    { "inAudience(\\\"gold-members\\\")", "", gold },
    { "inAudience(\\\"gold-members\\\")",
      "\"audiences\": [{\"audience\": \"gold-members\", \"share\": 60}]", 0.6 },
    { "inAudience(\\\"gold-members\\\")",
      "\"from\": \"generated\", \"audiences\": [{\"audience\": \"gold-members\", \"by\": \"rule\"}],"
      " \"attributes\": [{\"path\": \"loyalty.tier\", \"value\": {\"kind\": \"empirical\", \"values\":"
      " [{\"value\": \"gold\"}, {\"value\": \"silver\", \"weight\": 3}]}}]", 0.25 },
    { PROFILE "loyalty.tier} == \\\"gold\\\"",
      "\"attributes\": [{\"path\": \"loyalty.tier\", \"value\": {\"value\": \"gold\"}, \"missing\": 30}]", 0.7 },
    { PROFILE "timeZone} == \\\"Europe/Paris\\\"",
      "\"zones\": [{\"zone\": \"Europe/Paris\", \"weight\": 4}, {\"zone\": \"Asia/Tokyo\"}]", 0.8 },
    { PROFILE "preferredLanguage} == \\\"fr\\\"",
      "\"languages\": [{\"language\": \"fr\"}, {\"language\": \"en\"}]", 0.5 },
    { PROFILE "consents.marketing.email.val} == \\\"n\\\"",
      "\"from\": \"generated\", \"channels\": [{\"channel\": \"email\", \"refused\": 45}]", 0.45 },
    { "isNotEmpty(" PROFILE "person.name.firstName})", "\"from\": \"generated\"", 1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    ALIKE (share_who (cases[i].expression, cases[i].population), cases[i].share);
}

/* Messages that wait for the best hour go out then, and only then. */
static void
test_best_hour (void)
{
  static const char text[] = JOURNEY ("\"zone\": \"UTC\"",
      NODE ("in", "event", "\"event\": \"AddedToCart\"", TO ("next", "sms")) ","
      NODE ("sms", "sms", "\"configuration\": \"luma-sms\", \"body\": \"Hello\", \"send\": \"best-time\"",
            TO ("next", "end")) "," END);
  static const char behaviour[] = "{\"population\": {\"from\": \"generated\", \"bestHour\": {\"value\": 15}}}";
  const char *journeys[] = { text, NULL };
  g_auto (Run) run = simulate (&(Setup) { .journeys = journeys, .behaviour = behaviour, .persons = 2000,
                                          .span = 4 * SJ_DAY });
  const SjLedger *ledger = &run.driven.ledgers[0];
  uint32_t sent = sj_program_send (program_of (&run, 0), 0)->slot + SJ_SEND_SENT;

  g_assert_cmpuint (sum_of (&run, sent), >, 1000);
  for (uint32_t row = 0; row < ledger->n_rows; row++)
    if (row % 24 != 15)
      g_assert_cmpuint (ledger->cells[row * ledger->n_slots + sent], ==, 0);
}

/* Two journeys meet the same people: one sends a message more, and its steps have
 * other names, yet the same people buy at the same times. */
static void
test_same_people (void)
{
  static const char with_message[] = JOURNEY ("",
      NODE ("begin", "event", "\"event\": \"AddedToCart\"", TO ("next", "sms")) ","
      NODE ("sms", "sms", "\"configuration\": \"luma-sms\", \"body\": \"Hello\"", TO ("next", "buy")) ","
      NODE ("buy", "event", "\"event\": \"Charged\", \"timeout\": \"PT1H\"",
            TO ("next", "end") "," TO ("timeout", "end"))
      "," END);
  const char *a[] = { WAIT_FOR (""), NULL }, *b[] = { with_message, NULL };
  g_auto (Run) one = simulate (&(Setup) { .journeys = a, .persons = 5000, .span = 4 * SJ_DAY });
  g_auto (Run) other = simulate (&(Setup) { .journeys = b, .persons = 5000, .span = 4 * SJ_DAY });

  g_assert_cmpuint (taken (&one, "buy", "next"), ==, taken (&other, "buy", "next"));
  for (uint32_t row = 0; row < one.driven.ledgers[0].n_rows; row++)
    {
      const SjLedger *first = &one.driven.ledgers[0], *second = &other.driven.ledgers[0];

      g_assert_cmpuint (first->cells[row * first->n_slots + SJ_SLOT_ENTERED], ==,
                        second->cells[row * second->n_slots + SJ_SLOT_ENTERED]);
    }
}

/* Whoever jumps enters the other journey; nobody else does. */
static void
test_jump (void)
{
  static const char from[] = JOURNEY ("",
      NODE ("in", "event", "\"event\": \"AddedToCart\"", TO ("next", "jump")) ","
      NODE ("jump", "jump", "\"journey\": \"other\"", TO ("next", "end")) "," END);
  static const char to[] = "{\"form\": 1, \"id\": \"other\", \"nodes\": ["
      NODE ("in", "event", "\"event\": \"Charged\"", TO ("next", "end")) "," END "]}";
  const char *journeys[] = { from, to, NULL };
  g_auto (Run) run = simulate (&(Setup) { .journeys = journeys, .persons = 500 });

  g_assert_cmpuint (entered (&run, "jump"), >, 450);
  g_assert_cmpuint (sj_ledger_sum (&run.driven.ledgers[1], SJ_SLOT_ENTERED), ==, entered (&run, "jump"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulate/samples", test_samples);
  g_test_add_func ("/simulate/blank", test_blank);
  g_test_add_func ("/simulate/threads", test_threads);
  g_test_add_func ("/simulate/in-order", test_in_order);
  g_test_add_func ("/simulate/reading", test_reading);
  g_test_add_func ("/simulate/business", test_business);
  g_test_add_func ("/simulate/audience", test_audience);
  g_test_add_func ("/simulate/inaction", test_inaction);
  g_test_add_func ("/simulate/key", test_key);
  g_test_add_func ("/simulate/events", test_events);
  g_test_add_func ("/simulate/circle", test_circle);
  g_test_add_func ("/simulate/goals", test_goals);
  g_test_add_func ("/simulate/messages", test_messages);
  g_test_add_func ("/simulate/calls", test_calls);
  g_test_add_func ("/simulate/people", test_people);
  g_test_add_func ("/simulate/best-hour", test_best_hour);
  g_test_add_func ("/simulate/same-people", test_same_people);
  g_test_add_func ("/simulate/jump", test_jump);
  return g_test_run ();
}
