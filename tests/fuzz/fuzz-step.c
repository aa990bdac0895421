/* fuzz-step.c -- any bytes are inputs of one person, and answers of the outside; what
 * the steps leave behind must add up, and they must come to an end.
 *
 * The journey has every kind of step and several circles.  The first byte chooses
 * the person; then each pair of bytes is one thing that happens.
 */
#include "fuzz.h"

#include "engine/sj-life.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <stdlib.h>
#include <string.h>

#define MOST_INPUTS 400
#define BEGIN (INT64_C (1774659600) * 1000)    /* a day before clocks are moved in Paris */

static const char *const events[] = { "LumaCheckoutEvent_Email", "LumaPurchaseEvent_Email", "AddedToCart", "Charged",
                                      "LumaShippingEvent" };

static const SjTime spans[] = { 0, 1, SJ_SECOND, SJ_MINUTE, 2 * SJ_MINUTE, SJ_HOUR, 2 * SJ_HOUR, SJ_DAY - 1,
                                SJ_DAY, 2 * SJ_DAY, 7 * SJ_DAY, 40 * SJ_DAY };

typedef struct
{
  SjWorld *world;
  SjProgram *program;
  SjArena payloads;
  SjValue payload;          /* one for all types of events */
} Stage;

typedef struct
{
  const uint8_t *data;
  size_t size, at;
} Bytes;

static uint8_t
next_byte (Bytes *bytes)
{
  return bytes->at < bytes->size ? bytes->data[bytes->at++] : 0;
}

static void
set_stage (Stage *stage)
{
  g_autofree char *folder = g_build_filename (FUZZ_ROOT, "data/sample", NULL);
  g_autofree char *path = g_build_filename (FUZZ_ROOT, "tests/engine/golden/all-kinds.journey", NULL);
  static const char payload[] = "{\"commerce\":{\"order\":{\"purchaseID\":\"A\",\"priceTotal\":44.5}},\"amount\":3}";
  SjLibrary *library = sj_library_load (folder, NULL);
  SjJsonReader reader;
  char *text;
  gsize length;
  SjJourney *journey;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  journey = sj_journey_read (&sj_kinds_default, path, text, length, NULL, NULL);
  stage->world = sj_world_new (library);
  stage->program = sj_program_compile (stage->world, journey, NULL);
  g_assert_nonnull (stage->program);
  sj_arena_init (&stage->payloads);
  sj_json_reader_init (&reader, &stage->payloads);
  g_assert_true (sj_json_reader_read (&reader, payload, sizeof payload - 1, &stage->payload, NULL));
  sj_json_reader_clear (&reader);
  sj_journey_unref (journey);
  sj_library_unref (library);
  g_free (text);
}

static unsigned
answer_sending (void *data, const SjLife *life, const SjEffect *effect, SjReply *replies)
{
  Bytes *bytes = data;
  unsigned count = next_byte (bytes) % 4;

  for (unsigned i = 0; i < count; i++)
    {
      uint8_t byte = next_byte (bytes);

      replies[i].delay = spans[1 + byte % (G_N_ELEMENTS (spans) - 1)];
      replies[i].verb = byte / 16 % SJ_N_REACTIONS;
      replies[i].link = byte & 1 ? SJ_SLICE ("cart") : (SjSlice) { NULL, 0 };
    }
  return count;
}

static bool
answer_call (void *data, const SjLife *life, const SjEffect *effect, SjArena *arena, SjReply *reply)
{
  uint8_t byte = next_byte (data);

  *reply = (SjReply) { .delay = spans[byte % G_N_ELEMENTS (spans)], .verb = byte / 16 % 3 };
  if (byte & 8)
    reply->value = sj_value_integer (byte);
  return byte < 230;
}

static void
check (const Stage *stage, const SjLife *life, const SjLedger *ledger)
{
  g_autofree uint64_t *here = g_new0 (uint64_t, stage->program->stations->len);
  uint64_t entered = sj_ledger_sum (ledger, SJ_SLOT_ENTERED), gone = 0;
  uint32_t station = 0;

  sj_life_count (life, stage->program, here);
  if (!sj_ledger_balances (ledger, stage->program, here, &station))
    g_error ("the ledger does not balance at %s", sj_program_station (stage->program, station)->node->id);
  for (unsigned i = 0; i < SJ_N_ENDS; i++)
    gone += sj_ledger_sum (ledger, SJ_SLOT_EXITS + i);
  g_assert_cmpuint (entered, ==, gone + life->n_runs);
  for (uint32_t i = 0; i < life->n_runs; i++)
    {
      g_assert_cmpuint (life->runs[i].op, <, stage->program->ops->len);
      g_assert_cmpuint (sj_program_op (stage->program, life->runs[i].op)->station, ==, life->runs[i].station);
    }
}

/* A time that is due is never behind the one that was reached. */
static SjTime
do_one (const Stage *stage, SjLife *life, Bytes *bytes, SjTime now)
{
  uint8_t what = next_byte (bytes), which = next_byte (bytes);

  now += spans[which % G_N_ELEMENTS (spans)];
  sj_life_run_until (life, now);
  switch (what % 4)
    {
    case 0:
    case 1:
      {
        const char *id = events[what / 4 % G_N_ELEMENTS (events)];
        uint32_t event = sj_world_find_event (stage->world, id, strlen (id));

        if (event != SJ_NONE)
          sj_life_event (life, now, event, what & 64 ? stage->payload : sj_null);
      }
      break;
    case 2:
      sj_life_audience (life, now, what / 4 % stage->world->audiences->len, (what & 64) != 0);
      break;
    default:
      g_assert_true (sj_life_next (life) > now);
      break;
    }
  return now;
}

static void
set_person (SjLife *life, const Stage *stage, uint8_t byte)
{
  memset (life->person.audiences, 0, sj_person_words (stage->world) * sizeof (uint64_t));
  life->person.id = "somebody";
  life->person.chance = byte;
  life->person.refused = byte & 3;
  life->person.best_hour = -1;
  life->person.zone = byte & 4 ? sj_zone_find ("Europe/Paris", 12) : NULL;
  life->person.reach[SJ_CHANNEL_SMS] = byte / 8 % 4;
}

static Stage stage;

/* Leaks show only when the rest is gone. */
static void
clear_stage (void)
{
  sj_world_unref (stage.world);
  sj_arena_clear (&stage.payloads);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Bytes bytes = { data, size, 0 };
  SjOutside outside = { .sent = answer_sending, .called = answer_call, .data = &bytes };
  uint64_t chance = 7;
  SjTime now = BEGIN;
  SjLedger ledger;
  SjLife life;

  if (stage.world == NULL)
    {
      set_stage (&stage);
      atexit (clear_stage);
    }
  sj_ledger_init (&ledger, stage.program, now, SJ_DAY, 64);
  sj_life_init (&life, stage.world, &ledger, &chance);
  life.outside = &outside;
  life.shared = &(SjShared) { .taken = (uint64_t[8]) { 0 } };
  sj_life_begin (&life);
  set_person (&life, &stage, next_byte (&bytes));
  for (unsigned i = 0; i < MOST_INPUTS && bytes.at < size; i++)
    now = do_one (&stage, &life, &bytes, now);
  check (&stage, &life, &ledger);
  sj_life_end (&life, now, NULL, SJ_END_STOPPED);
  check (&stage, &life, &ledger);
  g_assert_cmpuint (life.n_runs, ==, 0);
  sj_life_clear (&life);
  sj_ledger_clear (&ledger);
  return 0;
}
