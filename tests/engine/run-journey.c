/* run-journey.c -- people by a rule, and the journey of the tests. */
#include "run-journey.h"

#include "kinds/sj-kinds-default.h"
#include "base/sj-hash.h"
#include "base/sj-json.h"
#include "model/sj-journey-json.h"

#include <string.h>

const char run_shop[] =
    "{\"form\": 1, \"id\": \"shop\", \"name\": \"Shop\","
    " \"settings\": {\"controlShare\": 25},"
    " \"goals\": [{\"id\": \"bought\", \"name\": \"Bought something\", \"event\": \"buy\","
    "             \"value\": \"@event{buy.amount}\"}],"
    " \"nodes\": ["
    "  {\"id\": \"in\", \"kind\": \"event\", \"label\": \"Cart left\", \"settings\": {\"event\": \"start\"},"
    "   \"paths\": [{\"id\": \"next\", \"to\": \"wait\"}]},"
    "  {\"id\": \"wait\", \"kind\": \"event\", \"label\": \"Buys within an hour\","
    "   \"settings\": {\"event\": \"buy\", \"timeout\": \"PT1H\"},"
    "   \"paths\": [{\"id\": \"next\", \"to\": \"done\"},"
    "             {\"id\": \"timeout\", \"delay\": \"PT30M\", \"to\": \"try\"}]},"
    "  {\"id\": \"try\", \"kind\": \"experiment\", \"settings\": {\"goal\": \"bought\", \"holdout\": 20},"
    "   \"paths\": [{\"id\": \"treatment-1\", \"label\": \"Mail\", \"settings\": {\"share\": 50}, \"to\": \"mail\"},"
    "             {\"id\": \"treatment-2\", \"label\": \"Wait\", \"settings\": {\"share\": 50}, \"to\": \"pause\"}]},"
    "  {\"id\": \"mail\", \"kind\": \"email\", \"label\": \"Reminder\","
    "   \"settings\": {\"subject\": \"Your cart\", \"body\": \"Hello\"},"
    "   \"paths\": [{\"id\": \"next\", \"to\": \"pause\"}]},"
    "  {\"id\": \"pause\", \"kind\": \"wait\", \"settings\": {\"for\": \"PT24H\"},"
    "   \"paths\": [{\"id\": \"next\", \"to\": \"done\"}]},"
    "  {\"id\": \"done\", \"kind\": \"end\"}]}";

typedef struct
{
  const RunOptions *options;
  uint32_t start, buy;      /* events of the world */
  SjValue amounts[100];
} Shop;

typedef struct
{
  const Shop *shop;
  unsigned given;           /* inputs */
} Visitor;

bool
run_buys (uint32_t person, double share, SjTime *after, unsigned *amount)
{
  uint64_t hash = sj_hash_mix (person, 77);

  *after = (SjTime) (sj_hash_mix (person, 78) % (uint64_t) (2 * SJ_DAY)) + 1;
  *amount = (unsigned) (sj_hash_mix (person, 79) % 100);
  return sj_hash_unit (hash) < share;
}

static void *
visitor_new (void *data)
{
  Visitor *visitor = g_new0 (Visitor, 1);

  visitor->shop = data;
  return visitor;
}

static void
visitor_begin (void *worker, SjLife *life, uint32_t number)
{
  Visitor *visitor = worker;

  visitor->given = 0;
  life->person.chance = sj_hash_mix (number, 1 + visitor->shop->options->town);
  life->person.best_hour = -1;
}

static bool
visitor_next (void *worker, SjLife *life, SjOuter *input)
{
  Visitor *visitor = worker;
  const Shop *shop = visitor->shop;
  SjTime begins = RUN_START + life->person.number % (5 * 1440) * SJ_MINUTE, after;
  unsigned amount;
  bool buys = run_buys (life->person.number, shop->options->share, &after, &amount);

  if (visitor->given == 1 && !shop->options->in_order)
    g_assert_cmpint (life->now, ==, begins);    /* whatever came of the input before: what people do counts from it */
  if (visitor->given > (buys ? 1 : 0))
    return false;
  *input = visitor->given++ == 0
               ? (SjOuter) { .time = begins, .kind = SJ_INPUT_EVENT, .what = shop->start }
               : (SjOuter) { .time = begins + after, .kind = SJ_INPUT_EVENT, .what = shop->buy,
                             .value = shop->amounts[amount] };
  return true;
}

static SjProgram *
compile (SjWorld *world, const char *text)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) journey = sj_journey_read (&sj_kinds_default, "test", text, strlen (text), &diags, &error);
  SjProgram *program;

  g_assert_no_error (error);
  program = sj_program_compile (world, journey, &diags);
  if (program == NULL)
    for (size_t i = 0; i < sj_diags_count (&diags); i++)
      g_test_message ("%s", sj_diags_get (&diags, i)->text);
  g_assert_nonnull (program);
  return program;
}

SjResult *
run_journey (const char *text, const RunOptions *options)
{
  g_autoptr (SjWorld) world = sj_world_new (NULL);
  Shop shop = { .options = options };
  SjPeople people = { .worker_new = visitor_new, .worker_free = g_free, .begin = visitor_begin, .next = visitor_next,
                      .data = &shop };
  SjDrive drive = { .world = world, .people = &people, .n_persons = options->persons, .seed = options->seed,
                    .start = RUN_START, .end = RUN_END, .period = SJ_HOUR, .n_periods = 240,
                    .threads = options->threads, .in_order = options->in_order };
  SjResultOptions how = { .population = "rule", .behaviour = NULL, .prices = options->prices };
  g_autoptr (SjObserve) observe = NULL;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  const SjProgram *program;
  SjDriven driven;
  SjResult *result;

  program = compile (world, text);
  shop.start = sj_world_event (world, "start", 5);
  shop.buy = sj_world_event (world, "buy", 3);
  for (int i = 0; i < 100; i++)
    {
      SjObjectBuilder object;

      sj_object_begin (&object, &arena);
      sj_object_set (&object, "amount", sj_value_decimal (i + 0.25));
      shop.amounts[i] = sj_object_end (&object);
    }
  if (!options->blind)
    observe = sj_observe_new (world, drive.start, drive.end, options->traces);
  drive.observe = observe;
  sj_drive (&drive, &driven);
  if (options->tampered)
    driven.ledgers[0].cells[sj_program_find (program, "wait", NULL)->slot]++;
  result = sj_result_new (&drive, &driven, &how);
  sj_driven_clear (&driven);
  return result;
}
