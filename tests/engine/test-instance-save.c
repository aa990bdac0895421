/* test-instance-save.c -- lives that are saved and loaded go on to the same end. */
#include "cast.h"

#include "base/sj-hash.h"
#include "engine/sj-instance-save.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <string.h>

#define CASES 300

/* One process: programs of its own, and a life. */
typedef struct
{
  Cast cast;
  SjLife life;
  SjLedger *ledgers;
  uint64_t *chances;
} Process;

static bool
process_init (Process *self, const SjCase *acase, CastManner manner)
{
  guint count = acase->journeys->len;

  *self = (Process) { .ledgers = g_new0 (SjLedger, count), .chances = g_new0 (uint64_t, count) };
  if (!cast_init (&self->cast, acase, manner))
    return false;
  for (guint i = 0; i < count; i++)
    {
      const SjProgram *program = g_ptr_array_index (self->cast.world->programs, i);

      sj_ledger_init (&self->ledgers[i], program, acase->start, SJ_DAY,
                      (uint32_t) ((acase->end - acase->start) / SJ_DAY) + 1);
      self->chances[i] = sj_hash_text (acase->seed, program->journey->id ? program->journey->id : "");
    }
  sj_life_init (&self->life, self->cast.world, self->ledgers, self->chances);
  self->life.outside = &self->cast.outside;
  self->life.step.render = &self->life.render;
  return true;
}

static void
process_clear (Process *self)
{
  if (self->life.world != NULL)
    {
      for (guint i = 0; i < self->cast.world->programs->len; i++)
        sj_ledger_clear (&self->ledgers[i]);
      sj_life_clear (&self->life);
    }
  cast_clear (&self->cast);
  g_free (self->ledgers);
  g_free (self->chances);
}

static void
begin (Process *self, uint32_t person)
{
  sj_life_begin (&self->life);
  self->life.person.number = person;
  cast_begin (&self->cast, &self->life, person);
}

/* All of the next moment, as a life is saved between two: what is due by itself, then
 * inputs and what they bring about; false: that was all. */
static bool
go_on (Process *self, uint32_t person, guint *next)
{
  SjTime time = sj_life_next (&self->life);
  SjOuter input;

  if (cast_input (&self->cast, person, *next, &input))
    time = MIN (time, input.time);
  if (time > self->cast.acase->end)
    return false;
  sj_life_run_until (&self->life, time);
  for (; cast_input (&self->cast, person, *next, &input) && input.time == time; ++*next)
    cast_give (&self->cast, &self->life, &input);
  sj_life_run_until (&self->life, time);
  return true;
}

/* The bytes do not outlive the call: what was loaded must not lead to them. */
static void
move_over (const Process *from, Process *to, uint32_t person)
{
  g_auto (SjBuffer) first = SJ_BUFFER_INIT, second = SJ_BUFFER_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;

  sj_life_save (&from->life, &first);
  begin (to, person);
  bytes = g_memdup2 (first.text, first.length);
  sj_life_load (&to->life, bytes, first.length, &error);
  g_assert_no_error (error);
  memset (bytes, 0xee, first.length);
  if (from->cast.manner != to->cast.manner)
    return;
  sj_life_save (&to->life, &second);
  g_assert_cmpmem (first.text, first.length, second.text, second.length);
}

static char *
finish (Process *self, SjBuffer *bytes)
{
  sj_life_save (&self->life, bytes);
  cast_say_inside (&self->cast, &self->life);
  return cast_log (&self->cast);
}

/* Without a stop; then from process to process at every moment there is. */
static void
compare (const SjCase *acase, Process *whole, Process *parts, uint32_t person)
{
  g_auto (SjBuffer) one = SJ_BUFFER_INIT, other = SJ_BUFFER_INIT;
  g_autofree char *log = NULL, *again = NULL;
  guint next = 0;
  unsigned turn = 0;

  cast_reset (&whole->cast);
  begin (whole, person);
  while (go_on (whole, person, &next))
    ;
  log = finish (whole, &one);
  cast_reset (&parts[0].cast);
  begin (&parts[0], person);
  for (next = 0; go_on (&parts[turn % 3], person, &next); turn++)
    move_over (&parts[turn % 3], &parts[(turn + 1) % 3], person);
  again = finish (&parts[turn % 3], &other);
  g_assert_cmpstr (log, ==, again);
  if (turn % 3 != 2)    /* the third numbers audiences otherwise */
    g_assert_cmpmem (one.text, one.length, other.text, other.length);
}

static void
share (GPtrArray **own, GPtrArray *others)
{
  g_ptr_array_unref (*own);
  *own = g_ptr_array_ref (others);
}

/* What was counted in three processes is what was counted in one. */
static void
compare_ledgers (Process *whole, Process *parts)
{
  for (guint i = 0; i < whole->cast.world->programs->len; i++)
    {
      SjLedger *ledger = &parts[0].ledgers[i];

      sj_ledger_add (ledger, &parts[1].ledgers[i]);
      sj_ledger_add (ledger, &parts[2].ledgers[i]);
      g_assert_cmpmem (ledger->cells, ledger->n_rows * ledger->n_slots * sizeof (uint64_t), whole->ledgers[i].cells,
                       ledger->n_rows * ledger->n_slots * sizeof (uint64_t));
      g_assert_cmpmem (ledger->dwells, ledger->n_stations * SJ_DWELLS * sizeof (uint64_t), whole->ledgers[i].dwells,
                       ledger->n_stations * SJ_DWELLS * sizeof (uint64_t));
    }
}

static bool
competes (const Cast *cast)
{
  for (guint i = 0; i < cast->world->programs->len; i++)
    if (((const SjProgram *) g_ptr_array_index (cast->world->programs, i))->competes)
      return true;
  return false;
}

static void
test_every_moment (void)
{
  static const CastManner manners[] = { CAST_ANEW, CAST_ANEW, CAST_RENUMBERED };
  unsigned compared = 0;

  for (uint64_t seed = 0; seed < CASES; seed++)
    {
      g_autoptr (SjCase) acase = sj_random_case (seed);
      Process whole, parts[3];
      bool there = process_init (&whole, acase, CAST_ANEW);

      for (unsigned i = 0; i < 3; i++)
        {
          there = process_init (&parts[i], acase, manners[i]) && there;
          if (i > 0)
            {
              share (&parts[i].cast.logs, parts[0].cast.logs);
              share (&parts[i].cast.replies, parts[0].cast.replies);
            }
        }
      if (there && !competes (&whole.cast))
        {
          for (guint i = 0; i < acase->persons->len; i++)
            compare (acase, &whole, parts, i);
          compare_ledgers (&whole, parts);
          compared++;
        }
      process_clear (&whole);
      for (unsigned i = 0; i < 3; i++)
        process_clear (&parts[i]);
    }
  g_assert_cmpuint (compared, >, CASES / 2);
}

#define JOURNEY(span) \
  "{\"form\":1,\"id\":\"j\",\"nodes\":[{\"id\":\"in\",\"kind\":\"event\",\"settings\":{\"event\":\"Came\"}," \
  "\"paths\":[{\"id\":\"next\",\"to\":\"w\"}]},{\"id\":\"w\",\"kind\":\"wait\",\"settings\":{\"for\":\"" span "\"}}]}"

/* Ann waits in that journey; her state. */
static void
save_ann (const char *journey, SjBuffer *bytes)
{
  g_autoptr (SjCase) acase = sj_case_new (NULL, 0, SJ_DAY);
  Process process;
  guint next = 0;

  sj_case_add_journey (acase, journey);
  sj_case_add_person (acase, "ann", NULL);
  sj_case_add_event (acase, 5, 0, "Came", "{}");
  g_assert_true (process_init (&process, acase, CAST_ANEW));
  begin (&process, 0);
  g_assert_true (go_on (&process, 0, &next));
  sj_life_save (&process.life, bytes);
  process_clear (&process);
}

/* How loading them for that person into that journey ends. */
static char *
load (const char *journey, const char *person, const char *bytes, size_t length)
{
  g_autoptr (SjCase) acase = sj_case_new (NULL, 0, SJ_DAY);
  g_autoptr (GError) error = NULL;
  Process process;

  sj_case_add_journey (acase, journey);
  sj_case_add_person (acase, person, NULL);
  g_assert_true (process_init (&process, acase, CAST_ANEW));
  begin (&process, 0);
  g_assert_true (sj_life_load (&process.life, bytes, length, &error) == (error == NULL));
  g_assert_cmpuint (process.life.n_runs, ==, error == NULL);
  process_clear (&process);
  return g_strdup (error ? error->message : "loaded");
}

static void
test_refusals (void)
{
  static const struct { const char *journey, *person, *want; } rows[] = {
    { JOURNEY ("PT1H"), "ann", "loaded" },
    { JOURNEY ("PT1H"), "bob", "This is the state of “ann”, and not of “bob”." },
    { JOURNEY ("PT2H"), "ann", "The journey “j” is not the version in which the person stands." },
    { "{\"form\":1,\"id\":\"k\"}", "ann", "The journey “j” is not there." },
  };
  g_auto (SjBuffer) bytes = SJ_BUFFER_INIT;

  save_ann (JOURNEY ("PT1H"), &bytes);
  g_test_message ("a person who waits: %zu bytes", bytes.length);
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *got = load (rows[i].journey, rows[i].person, bytes.text, bytes.length);

      g_assert_cmpstr (got, ==, rows[i].want);
    }
  for (size_t length = 0; length < bytes.length; length++)
    {
      g_autofree char *got = load (JOURNEY ("PT1H"), "ann", bytes.text, length);

      g_assert_cmpstr (got, !=, "loaded");
    }
}

/* What another Sojourn wrote is refused in words, and not as damage. */
static void
test_forms (void)
{
  static const struct { const char *form, *want; } rows[] = {
    { "sjl\1",
      "The saved state has form 1, but this Sojourn reads form 2; an older one wrote it and can go on with it." },
    { "sjl\3",
      "The saved state has form 3, but this Sojourn reads form 2; a newer one wrote it and can go on with it." },
    { "sjk\2", "This is no saved state." },
  };
  g_auto (SjBuffer) bytes = SJ_BUFFER_INIT;

  save_ann (JOURNEY ("PT1H"), &bytes);
  g_assert_cmpmem (bytes.text, 4, "sjl\2", 4);
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *got = NULL;

      memcpy (bytes.text, rows[i].form, 4);
      got = load (JOURNEY ("PT1H"), "ann", bytes.text, bytes.length);
      g_assert_cmpstr (got, ==, rows[i].want);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instance-save/every-moment", test_every_moment);
  g_test_add_func ("/instance-save/refusals", test_refusals);
  g_test_add_func ("/instance-save/forms", test_forms);
  return g_test_run ();
}
