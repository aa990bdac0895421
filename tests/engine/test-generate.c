/* test-generate.c -- tests that are found by trying: what each kind of step decides by, why
 * a way is never taken, and journeys of chance, where they take all that a crowd takes.
 *
 *   test-generate [COUNT [FROM]]     so many journeys of chance, the first of that number
 */
#include "../oracle/sj-engine-case.h"
#include "../oracle/sj-random-library.h"
#include "../oracle/sj-random.h"
#include "engine/sj-test-generate.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <stdlib.h>
#include <string.h>

#define PERSONS 200u
#define INPUTS 2400u

static uint64_t first_journey;
static unsigned n_journeys = 15;

/* All the tests that were found pass; the ways that they take. */
static bool *
run_tests (SjWorld *world, const SjProgram *program, const SjGenerated *generated)
{
  bool *covered = g_new0 (bool, program->ways->len + 1);

  for (guint i = 0; i < generated->tests->len; i++)
    {
      const SjTestCase *test = generated->tests->pdata[i];
      g_auto (SjTestResult) result = { NULL };

      sj_journey_test_run (world, program, test, covered, &result);
      if (result.failures->len > 0)
        g_error ("%s, %s: %s\n%s", program->journey->id, test->name, (char *) result.failures->pdata[0], result.story);
      for (uint32_t j = 0; j < test->inputs.count; j++)
        g_assert_null (((const SjTestInput *) test->inputs.items[j])->choose);
    }
  return covered;
}

static const char *
reason_of (const SjGenerated *generated, uint32_t way)
{
  for (guint i = 0; i < generated->untried->len; i++)
    if (g_array_index (generated->untried, SjUntried, i).way == way)
      return g_array_index (generated->untried, SjUntried, i).reason;
  return NULL;
}

/* What is not taken has a reason, and nothing else has. */
static void
assert_reasons (const SjProgram *program, const SjGenerated *generated, const bool *covered)
{
  for (uint32_t i = 0; i < program->ways->len; i++)
    if (sj_way_counts (program, i))
      g_assert_cmpint (covered[i], ==, reason_of (generated, i) == NULL);
}

static uint32_t
find_way (const SjProgram *program, const char *node, const char *path)
{
  for (uint32_t i = 0; i < program->ways->len; i++)
    {
      const SjWay *way = sj_program_way (program, i);
      const SjNode *from = sj_program_station (program, way->from)->node;

      if (sj_way_counts (program, i) && g_str_equal (from->id, node) && g_str_equal (from->paths[way->path]->id, path))
        return i;
    }
  return SJ_NONE;
}

/* ------------------------------------------------------------------ each kind */

#define IN(to) "{'id':'in','kind':'event','settings':{'event':'Added'},'paths':[{'id':'next','to':'" to "'}]}"
#define CASE(n, expression) "{'id':'case-" n "','settings':{'expression':'" expression "'}}"
#define CONDITION(cases) IN ("c") ",{'id':'c','kind':'condition','paths':[" cases "]}"
#define POINTS "#{ExperiencePlatform.Any.profile.points}"
#define VISITS "#{ExperiencePlatform.Any.profile.shop.visits}"
#define TAGS "#{ExperiencePlatform.Any.profile.shop.tags}"
#define LONG_TIME "9223372036854775807"

/* The steps of a journey (' for "); and those ways that are not taken, with why. */
static const struct
{
  const char *name, *settings, *nodes;
  struct { const char *node, *path, *reason; } not[3];
} kinds[] = {
  { "numbers", "", CONDITION (CASE ("1", "@event{Added.amount} > 41") "," CASE ("2", "@event{Added.amount} == -3")
                              ",{'id':'else'}"), { { NULL } } },
  { "numbers from both sides", "",
    CONDITION (CASE ("1", "@event{Added.amount} >= 10 and @event{Added.amount} <= 10") ","
               CASE ("2", "@event{Added.amount} > 3 and not (@event{Added.amount} > 5)") ",{'id':'else'}"),
    { { NULL } } },
  { "two fields compared", "",
    CONDITION (CASE ("1", VISITS " > @event{Added.amount} and @event{Added.amount} > 7") ",{'id':'else'}"),
    { { NULL } } },
  { "sums", "", CONDITION (CASE ("1", "@event{Added.amount} + " VISITS " == 12") ",{'id':'else'}"), { { NULL } } },
  { "texts", "", CONDITION (CASE ("1", "upper(@event{Added.key}) == \\\"GOLD\\\"") ","
                            CASE ("2", "@event{Added.key} == \\\"\\\"") "," CASE ("3", "@event{Added.key} is null")
                            ",{'id':'else'}"), { { NULL } } },
  { "lists", "", CONDITION (CASE ("1", "count(" TAGS ") > 2") "," CASE ("2", "in(\\\"red\\\", " TAGS ")")
                            ",{'id':'else'}"), { { NULL } } },
  { "audiences, in and out", "",
    CONDITION (CASE ("1", "inAudience(\\\"vip\\\") and not inAudience(\\\"fresh\\\")") ","
               CASE ("2", "inAudience(\\\"fresh\\\")") ",{'id':'else'}"), { { NULL } } },
  { "dates", "", CONDITION (CASE ("1", "now() > toDateTime(\\\"2031-03-01T00:00:00Z\\\")") ",{'id':'else'}"),
    { { NULL } } },
  { "nested", "",
    CONDITION (CASE ("1", "(@event{Added.amount} > 2 or inAudience(\\\"vip\\\")) and "
                          "(@event{Added.key} == \\\"k\\\" or not (" VISITS " < 4))") ",{'id':'else'}"), { { NULL } } },
  { "errors", "", CONDITION (CASE ("1", LONG_TIME " + @event{Added.amount} > 0") ",{'id':'else'},{'id':'error'}"),
    { { NULL } } },
  { "never, and covered", "",
    CONDITION (CASE ("1", "@event{Added.amount} > 5") "," CASE ("2", "@event{Added.amount} > 6") ","
               CASE ("3", "@event{Added.amount} > 3 and @event{Added.amount} < 2") ",{'id':'else'}"),
    { { "c", "case-2", "an earlier path is taken" }, { "c", "case-3", "can never hold" } } },
  { "nobody is left over", "",
    CONDITION (CASE ("1", "@event{Added.amount} is null") "," CASE ("2", "@event{Added.amount} is not null")
               ",{'id':'else'}"), { { "c", "else", "leave nobody over" } } },
  { "hours", "",
    IN ("t") ",{'id':'t','kind':'time-condition','paths':[{'id':'case-1','settings':{'days':['sat'],'from':'03:10',"
    "'until':'03:12'}},{'id':'case-2','settings':{'from':'03:00','until':'04:00'}},{'id':'else'}]}", { { NULL } } },
  { "hours that are taken", "",
    IN ("t") ",{'id':'t','kind':'time-condition','paths':[{'id':'case-1','settings':{'from':'08:00','until':'20:00'}},"
    "{'id':'case-2','settings':{'days':['mon'],'from':'09:00','until':'12:00'}},{'id':'case-3','settings':"
    "{'from':'20:00','until':'08:00'}},{'id':'else'}]}",
    { { "t", "case-2", "leave no time of the week over" }, { "t", "else", "leave no time of the week over" } } },
  { "dates of a path", "",
    IN ("d") ",{'id':'d','kind':'date-condition','paths':[{'id':'case-1','settings':{'from':'2028-02-01T00:00:00',"
    "'until':'2028-02-01T00:00:01'}},{'id':'case-2','settings':{'from':'2027-01-02T00:00:00','until':"
    "'2027-01-01T00:00:00'}},{'id':'else'}]}", { { "d", "case-2", "ends before it begins" } } },
  { "shares", "",
    IN ("s") ",{'id':'s','kind':'split','paths':[{'id':'part-1','settings':{'share':1}},{'id':'part-2','settings':"
    "{'share':0}},{'id':'part-3','settings':{'share':99}}]}", { { "s", "part-2", "its share is nothing" } } },
  { "who is left out", "",
    IN ("x") ",{'id':'x','kind':'experiment','settings':{'holdout':2},'paths':[{'id':'treatment-1','settings':"
    "{'share':50}},{'id':'treatment-2','settings':{'share':50}},{'id':'holdout'}]}", { { NULL } } },
  { "a profile cap", "",
    IN ("p") ",{'id':'p','kind':'profile-cap','settings':{'limit':5000},'paths':[{'id':'next'},{'id':'else',"
    "'to':'w'}]},{'id':'w','kind':'wait','settings':{'for':'PT1H'},'paths':[{'id':'next'}]}", { { NULL } } },
  { "a limit of messages", "'ruleSets':['rolling'],'reentryGap':'PT1M'",
    IN ("m") ",{'id':'m','kind':'sms','settings':{'body':'x','category':'transactional','ruleSets':['rolling']},"
    "'paths':[{'id':'next'},{'id':'unreachable'},{'id':'failed'}]}", { { NULL } } },
  { "quiet hours", "'zone':'UTC','quietMode':'drop','quietHours':[{'from':'22:00','until':'20:30'}]",
    IN ("m") ",{'id':'m','kind':'in-app','settings':{'body':'x','category':'transactional'},"
    "'paths':[{'id':'next'},{'id':'unreachable'}]}", { { NULL } } },
  { "reactions", "",
    IN ("m") ",{'id':'m','kind':'email','settings':{'configuration':'main','body':'x'},'paths':[{'id':'next','to':'r'},"
    "{'id':'failed','to':'b'}]},{'id':'r','kind':'reaction','settings':{'message':'m','reaction':'bounced','timeout':"
    "'P1D'},'paths':[{'id':'next'},{'id':'timeout'}]},{'id':'b','kind':'reaction','settings':{'message':'m','reaction':"
    "'clicked','link':'shop'},'paths':[{'id':'next'},{'id':'timeout'}]}",
    { { "b", "timeout", "no time limit" } } },
  { "calls", "",
    IN ("a") ",{'id':'a','kind':'call','settings':{'action':'Score','parameters':[{'name':'n','value':'1'}]},'paths':["
    "{'id':'next','to':'c'},{'id':'timeout'},{'id':'error'}]},{'id':'c','kind':'condition','paths':["
    CASE ("1", "@action{Score.score} > 70 and @action{Score.offer} == \\\"tea\\\"") ",{'id':'else'}]}", { { NULL } } },
  { "a call of what is not known", "",
    IN ("a") ",{'id':'a','kind':'call','settings':{'action':'Nothing'},'paths':[{'id':'next'},{'id':'error'}]}",
    { { NULL } } },
  { "changes", "",
    IN ("u") ",{'id':'u','kind':'update-profile','settings':{'updates':[{'attribute':'shop.visits','how':'increase',"
    "'value':'1'}]},'paths':[{'id':'next'},{'id':'error'}]}", { { NULL } } },
  { "jumps", "",
    IN ("go") ",{'id':'go','kind':'jump','settings':{'journey':'nowhere'},'paths':[{'id':'next'},{'id':'error'}]}",
    { { "go", "next", "is not there" } } },
  { "events and time", "",
    IN ("e") ",{'id':'e','kind':'event','settings':{'event':'Added','condition':'@event{Added.amount} > 99','timeout':"
    "'P1D'},'paths':[{'id':'next','to':'f'},{'id':'timeout','to':'s'}]},{'id':'f','kind':'first','paths':[{'id':"
    "'branch-1','to':'v'},{'id':'branch-2','to':'w'}]},{'id':'v','kind':'audience','settings':{'audience':'vip',"
    "'membership':'leaves','timeout':'PT2H'},'paths':[{'id':'next'},{'id':'timeout'}]},{'id':'w','kind':'wait',"
    "'settings':{'for':'PT1H'},'paths':[{'id':'next'}]},{'id':'s','kind':'segment','settings':{'mode':'inaction',"
    "'event':'Ordered','unless':'Looked','within':'PT3H','timeout':'P2D'},'paths':[{'id':'yes'},{'id':'no'},"
    "{'id':'timeout'}]}", { { "v", "timeout", "always over before" } } },
  { "a wait that is computed", "",
    IN ("w") ",{'id':'w','kind':'wait','settings':{'mode':'expression','expression':"
    "'toDateTimeOnly(@event{Added.key})'},'paths':[{'id':'next'}]}", { { NULL } } },
  { "the longest stay", "'timeout':'PT1H'",
    IN ("w") ",{'id':'w','kind':'wait','settings':{'for':'P1D'},'paths':[{'id':'next','to':'x'}]},{'id':'x','kind':"
    "'wait','settings':{'for':'P1D'},'paths':[{'id':'next'}]}",
    { { "w", "next", "the profile left the journey at the step" }, { "x", "next", "is only come to from" } } },
  { "nothing leads there", "", IN ("gone") ",{'id':'w','kind':'wait','settings':{'for':'P1D'},'paths':[{'id':'next'}]}",
    { { "w", "next", "nothing leads to its step" } } },
  { "a beginning with inaction", "",
    "{'id':'s','kind':'segment','settings':{'mode':'inaction','event':'Added','condition':'@event{Added.amount} > 8',"
    "'unless':'Ordered','within':'PT1H'},'paths':[{'id':'yes'}]}", { { NULL } } },
  { "a key that must be", "'reentry':'always','instanceKey':'@event{Added.cart.id}'",
    IN ("e") ",{'id':'e','kind':'event','settings':{'event':'Ordered','timeout':'PT1H'},'paths':[{'id':'next'},"
    "{'id':'timeout'}]}", { { NULL } } },
  { "audiences that are read", "",
    "{'id':'b','kind':'business-event','settings':{'event':'Ordered','condition':'@event{Ordered.amount} > 3'},'paths':"
    "[{'id':'next','to':'r'}]},{'id':'r','kind':'read-audience','settings':{'audience':'vip'},'paths':[{'id':'next'}]}",
    { { NULL } } },
  { "a closed journey", "'start':'2020-01-01T00:00:00','end':'2020-02-01T00:00:00'", IN ("gone"), { { NULL } } },
  { "everybody held out", "'controlShare':100", IN ("gone"), { { "in", "next", "control group" } } },
  { "some held out", "'controlShare':90", IN ("gone"), { { NULL } } },
  { "taken out at once", "", IN ("w") ",{'id':'w','kind':'wait','settings':{'for':'P1D'},'paths':[{'id':'next'}]}],"
    "'exits':[{'by':'expression','expression':'" VISITS " is null or " VISITS " < 3'}", { { NULL } } },
};

static SjWorld *
read_world (const char *settings, const char *nodes)
{
  g_autofree char *quoted = g_strdup_printf ("{'form':1,'id':'j','name':'J','settings':{%s},'nodes':[%s]}", settings,
                                             nodes);
  char *text = g_strdelimit (quoted, "'", '"');
  g_autoptr (GError) error = NULL;
  SjJourney *journey = sj_journey_read (&sj_kinds_default, NULL, text, strlen (text), NULL, &error);
  SjWorld *world = sj_world_new (sj_random_library ());

  g_assert_no_error (error);
  g_assert_nonnull (sj_program_compile (world, journey, NULL));
  sj_journey_unref (journey);
  return world;
}

static void
test_kind (const void *data)
{
  size_t number = GPOINTER_TO_SIZE (data);
  SjWorld *world = read_world (kinds[number].settings, kinds[number].nodes);
  const SjProgram *program = g_ptr_array_index (world->programs, 0);
  g_autofree bool *found = g_new0 (bool, program->ways->len + 1);
  g_autofree bool *covered = NULL;
  SjGenerated generated;
  guint missing = 0;

  sj_tests_generate (world, program, found, &generated);
  covered = run_tests (world, program, &generated);
  assert_reasons (program, &generated, covered);
  for (size_t i = 0; i < G_N_ELEMENTS (kinds[number].not) && kinds[number].not[i].node != NULL; i++, missing++)
    {
      uint32_t way = find_way (program, kinds[number].not[i].node, kinds[number].not[i].path);
      const char *reason = reason_of (&generated, way);

      if (reason == NULL || strstr (reason, kinds[number].not[i].reason) == NULL)
        g_error ("%s/%s: %s", kinds[number].not[i].node, kinds[number].not[i].path, reason ? reason : "it is taken");
    }
  for (guint i = 0; generated.untried->len > missing && i < generated.untried->len; i++)
    g_printerr ("%s\n", g_array_index (generated.untried, SjUntried, i).reason);
  g_assert_cmpuint (generated.untried->len, ==, missing);
  sj_generated_clear (&generated);
  sj_world_unref (world);
}

/* ------------------------------------------------------------------ journeys of chance */

/* What no profile can say, nobody in the crowd is. */
static SjCase *
make_crowd (uint64_t seed)
{
  SjCase *acase = sj_random_crowd (seed, PERSONS, INPUTS);

  for (guint i = 0; i < acase->persons->len; i++)
    ((SjCasePerson *) g_ptr_array_index (acase->persons, i))->reach[SJ_CHANNEL_IN_APP] = SJ_REACH_YES;
  return acase;
}

/* Of two beginnings by one event, the first mostly keeps people out of the second: what
 * gets them in there is a matter of several events, with just the data for it. */
static bool
has_twins (const SjProgram *program)
{
  for (uint32_t i = 0; i < program->entries->len; i++)
    for (uint32_t j = 0; j < i; j++)
      if (sj_program_entry (program, i)->kind <= SJ_ENTRY_INACTION &&
          sj_program_entry (program, j)->kind <= SJ_ENTRY_INACTION &&
          sj_program_entry (program, i)->what == sj_program_entry (program, j)->what)
        return true;
  return false;
}

/* Of each way that somebody has taken: whether a test does, too. */
static unsigned
compare_crowd (const SjProgram *program, const SjGenerated *generated, const bool *covered, const char *log,
               GString *missed)
{
  g_auto (GStrv) lines = g_strsplit (log, "\n", -1);
  g_autofree bool *told = g_new0 (bool, program->ways->len + 1);
  unsigned count = 0;

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) words = g_strsplit (*line, " ", -1);
      uint32_t way = SJ_NONE;

      if (g_strv_length (words) == 5 && g_str_equal (words[2], "hop"))
        way = find_way (program, words[3], words[4]);
      if (way == SJ_NONE || told[way])
        continue;
      told[way] = true;
      count++;
      if (!covered[way])
        g_string_append_printf (missed, "%s %s: %s\n", words[3], words[4], reason_of (generated, way));
    }
  return count;
}

static SjWorld *
compile (const SjCase *acase)
{
  SjWorld *world = sj_world_new (acase->library);

  for (guint i = 0; i < acase->journeys->len; i++)
    if (sj_program_compile (world, g_ptr_array_index (acase->journeys, i), NULL) == NULL)
      g_error ("journey %u cannot be compiled", i);
  return world;
}

static void
test_chance (void)
{
  g_autoptr (GString) all_missed = g_string_new (NULL);
  unsigned taken = 0;

  for (uint64_t seed = first_journey; seed < first_journey + n_journeys; seed++)
    {
      g_autoptr (SjCase) acase = make_crowd (seed);
      SjWorld *world = compile (acase);
      const SjProgram *program = g_ptr_array_index (world->programs, 0);
      g_autofree bool *found = g_new0 (bool, program->ways->len + 1);
      g_autofree char *log = sj_engine_run_case (acase);
      g_autofree bool *covered = NULL;
      g_autoptr (GString) missed = g_string_new (NULL);
      SjGenerated generated;

      sj_tests_generate (world, program, found, &generated);
      covered = run_tests (world, program, &generated);
      g_assert_cmpmem (found, program->ways->len, covered, program->ways->len);
      assert_reasons (program, &generated, covered);
      if (!has_twins (program))
        taken += compare_crowd (program, &generated, covered, log, missed);
      if (missed->len > 0)
        g_string_append_printf (all_missed, "case %" G_GUINT64_FORMAT ":\n%s", seed, missed->str);
      sj_generated_clear (&generated);
      sj_world_unref (world);
    }
  if (all_missed->len > 0)
    g_error ("people took what no test takes:\n%s", all_missed->str);
  g_assert_cmpuint (taken, >, n_journeys);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    n_journeys = (unsigned) atoi (argv[1]);
  if (argc > 2)
    first_journey = g_ascii_strtoull (argv[2], NULL, 10);
  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("/engine/generate/%s", kinds[i].name);

      g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_kind);
    }
  g_test_add_func ("/engine/generate/chance", test_chance);
  return g_test_run ();
}
