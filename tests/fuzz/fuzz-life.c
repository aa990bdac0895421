/* fuzz-life.c -- any bytes as the saved state of a person.
 *
 * They are refused with a sentence, or are a life: its own bytes load again and are the
 * same, and it can go on through a month of events without breaking anything.
 */
#include "fuzz.h"

#include "engine/sj-instance-save.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <stdlib.h>
#include <string.h>

#define TO(id, to) "{\"id\":\"" id "\",\"to\":\"" to "\"}"
#define NODE(id, kind, settings, paths) \
  "{\"id\":\"" id "\",\"kind\":\"" kind "\",\"settings\":{" settings "},\"paths\":[" paths "]}"

static const char journey_text[] =
    "{\"form\":1,\"id\":\"j\","
    "\"settings\":{\"reentry\":\"always\",\"instanceKey\":\"@event{A.key}\",\"timeout\":\"P20D\"},"
    "\"goals\":[{\"id\":\"g\",\"event\":\"C\",\"value\":\"@event{C.n}\"}],"
    "\"nodes\":["
    NODE ("in", "event", "\"event\":\"A\"", "{\"id\":\"next\",\"to\":\"first\",\"delay\":\"PT1H\"}") ","
    NODE ("first", "first", "", TO ("one", "b") "," TO ("two", "w")) ","
    NODE ("b", "event", "\"event\":\"B\",\"timeout\":\"P2D\"", TO ("next", "mail")) ","
    NODE ("w", "wait", "\"for\":\"PT30H\"", TO ("next", "mail")) ","
    NODE ("mail", "email", "\"body\":\"{{context.journey.events.B.n}}\"",
          TO ("next", "opened") "," TO ("failed", "call")) ","
    NODE ("opened", "reaction", "\"message\":\"mail\",\"reaction\":\"opened\",\"timeout\":\"PT5H\"",
          TO ("next", "call") "," TO ("timeout", "call")) ","
    NODE ("call", "call", "\"action\":\"Do\"", TO ("next", "since") "," TO ("error", "since")) ","
    NODE ("since", "event", "\"event\":\"C\",\"accept\":\"since-entry\",\"timeout\":\"P1D\"", TO ("next", "split")) ","
    NODE ("split", "split", "", "{\"id\":\"p-1\",\"to\":\"first\",\"settings\":{\"share\":50}},"
          "{\"id\":\"p-2\",\"to\":\"after\",\"settings\":{\"share\":50}}") ","
    NODE ("after", "condition", "", "{\"id\":\"case-1\",\"to\":\"first\",\"settings\":{\"expression\":"
          "\"@event{B.n} > 3 and inAudience(\\\"vip\\\")\"}},{\"id\":\"else\"}") "]}";

static const char pending_text[] =
    "{\"form\":1,\"id\":\"k\",\"nodes\":["
    NODE ("in", "segment", "\"mode\":\"inaction\",\"event\":\"B\",\"unless\":\"C\",\"within\":\"PT3H\"",
          TO ("yes", "w")) ","
    NODE ("w", "wait", "\"for\":\"P3D\"", "") "]}";

typedef struct
{
  SjWorld *world;
  SjLedger ledgers[2];
  uint64_t chances[2];
  SjArena arena;            /* of payloads */
  SjLife life;
} Place;

static void
compile (SjWorld *world, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjJourney) journey = sj_journey_read (&sj_kinds_default, NULL, text, strlen (text), NULL, &error);

  if (journey == NULL || sj_program_compile (world, journey, &diags) == NULL)
    g_error ("%s", error ? error->message : sj_diags_get (&diags, 0)->text);
}

static Place *
make_place (void)
{
  Place *place = g_new0 (Place, 1);

  place->world = sj_world_new (NULL);
  compile (place->world, journey_text);
  compile (place->world, pending_text);
  for (guint i = 0; i < 2; i++)
    sj_ledger_init (&place->ledgers[i], g_ptr_array_index (place->world->programs, i), 0, SJ_DAY, 40);
  sj_life_init (&place->life, place->world, place->ledgers, place->chances);
  return place;
}

static void
begin (SjLife *life)
{
  sj_life_begin (life);
  life->person.id = "ann";
  life->person.best_hour = -1;
}

#define FARTHEST (1000 * 365 * SJ_DAY)

/* A month from where it stands; times that no event can have are nobody's life. */
static void
live_on (Place *place)
{
  static const char *const events[] = { "A", "B", "C" };
  SjLife *life = &place->life;
  SjTime now = life->now != INT64_MIN ? life->now : 0;
  SjValue payload = sj_null;

  if (now < -FARTHEST || now > FARTHEST)
    return;

  sj_arena_reset (&place->arena);
  sj_json_read (&place->arena, NULL, "{\"key\":\"k\",\"n\":4}", strlen ("{\"key\":\"k\",\"n\":4}"), &payload, NULL);
  for (unsigned i = 0; i < 30; i++, now += SJ_DAY)
    {
      const char *name = events[i % G_N_ELEMENTS (events)];

      sj_life_run_until (life, now);
      sj_life_event (life, now, sj_world_find_event (place->world, name, strlen (name)), payload);
    }
}

static Place *place;

/* Leaks show only when the rest is gone. */
static void
clear_place (void)
{
  sj_life_clear (&place->life);
  for (guint i = 0; i < 2; i++)
    sj_ledger_clear (&place->ledgers[i]);
  sj_arena_clear (&place->arena);
  sj_world_unref (place->world);
  g_clear_pointer (&place, g_free);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (SjBuffer) first = SJ_BUFFER_INIT, second = SJ_BUFFER_INIT;
  g_autoptr (GError) error = NULL;

  if (place == NULL)
    {
      place = make_place ();
      atexit (clear_place);
    }
  begin (&place->life);
  if (!sj_life_load (&place->life, data, size, &error))
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (place->life.n_runs + place->life.n_queue + place->life.n_pending, ==, 0);
      return 0;
    }
  fuzz_n_read++;
  sj_life_save (&place->life, &first);
  begin (&place->life);
  if (!sj_life_load (&place->life, first.text, first.length, &error))
    g_error ("not loaded again: %s", error->message);
  sj_life_save (&place->life, &second);
  g_assert_cmpmem (first.text, first.length, second.text, second.length);
  live_on (place);
  return 0;
}
