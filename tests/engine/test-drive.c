/* test-drive.c -- one after the other or all in the order of time: the same.
 *
 * And where persons compete: the same as with a whole life for each person, of which
 * always the first is searched for.
 */
#include "cast.h"

#include "base/sj-hash.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <string.h>

#define CASES 400
#define SPRING ((SjTime) 1772323200000)    /* March 2026 */

static SjDrive
drive_of (Cast *cast)
{
  const SjCase *acase = cast->acase;

  return (SjDrive) { .world = cast->world, .people = &cast->people, .outside = &cast->outside,
                     .n_persons = acase->persons->len, .seed = acase->seed, .start = acase->start, .end = acase->end,
                     .period = 7 * SJ_HOUR, .n_periods = (uint32_t) ((acase->end - acase->start) / (7 * SJ_HOUR)) + 1 };
}

/* Everything that was counted and told. */
static char *
describe (const Cast *cast, const SjDriven *driven)
{
  g_autofree char *log = cast_log (cast);
  GString *text = g_string_new (log);

  for (uint32_t i = 0; i < driven->n_programs; i++)
    {
      const SjProgram *program = g_ptr_array_index (cast->world->programs, i);
      const SjLedger *ledger = &driven->ledgers[i];

      g_assert_true (sj_ledger_balances (ledger, program, driven->here[i], NULL));
      for (uint32_t j = 0; j < ledger->n_rows * ledger->n_slots; j++)
        if (ledger->cells[j] != 0)
          g_string_append_printf (text, "cell %u.%u %" G_GUINT64_FORMAT "\n", i, j, ledger->cells[j]);
      for (uint32_t j = 0; j < program->stations->len; j++)
        if (driven->here[i][j] != 0)
          g_string_append_printf (text, "here %u.%u %" G_GUINT64_FORMAT "\n", i, j, driven->here[i][j]);
      for (uint32_t j = 0; j < program->stations->len * SJ_DWELLS; j++)
        if (ledger->dwells[j] != 0)
          g_string_append_printf (text, "dwell %u.%u %" G_GUINT64_FORMAT "\n", i, j, ledger->dwells[j]);
    }
  return g_string_free (text, FALSE);
}

static char *
drive (Cast *cast, bool in_order, unsigned threads)
{
  SjDrive how = drive_of (cast);
  SjDriven driven;
  char *text;

  how.in_order = in_order;
  how.threads = threads;
  cast_reset (cast);
  sj_drive (&how, &driven);
  g_assert_cmpuint (driven.n_persons, ==, how.n_persons);
  text = describe (cast, &driven);
  sj_driven_clear (&driven);
  return text;
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
assert_same (const char *one, const char *other, uint64_t seed, const char *what)
{
  size_t at = 0, line = 0;

  while (one[at] == other[at] && one[at] != '\0')
    {
      line = one[at] == '\n' ? at + 1 : line;
      at++;
    }
  if (one[at] != other[at])
    g_error ("case %" G_GUINT64_FORMAT ", %s:\n%.300s\n---- but\n%.300s", seed, what, one + line, other + line);
}

static void
test_same (void)
{
  unsigned alone = 0;

  for (uint64_t seed = 0; seed < CASES; seed++)
    for (int manner = CAST_ANEW; manner <= CAST_REACTS; manner++)
      {
        g_autoptr (SjCase) acase = sj_random_case (seed);
        Cast cast;

        if (cast_init (&cast, acase, (CastManner) manner) && !competes (&cast))
          {
            g_autofree char *apart = drive (&cast, false, 2);
            g_autofree char *ordered = drive (&cast, true, 1);

            assert_same (apart, ordered, seed, "one after the other and in order");
            alone++;
          }
        cast_clear (&cast);
      }
  g_assert_cmpuint (alone, >, CASES);
}

/* A journey of the sample, and the sample's events by chance. */
static SjCase *
sample_case (guint32 seed, const char *file)
{
  g_autofree char *path = g_build_filename (TEST_SOURCE, "data", "sample", "journeys", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SjLibrary) library = sj_library_load (TEST_SOURCE "/data/sample", &error);
  SjCase *acase = sj_case_new (library, SPRING, SPRING + 60 * SJ_DAY);
  GRand *rand = g_rand_new_with_seed (seed);

  g_assert_no_error (error);
  acase->seed = seed;
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  sj_case_add_journey (acase, text);
  for (unsigned i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%u", i);

      sj_case_add_person (acase, id, "{}");
      for (unsigned j = 0; j < 30; j++)
        {
          size_t which = (size_t) g_rand_int_range (rand, 0, (gint32) sj_library_count (library, SJ_REF_EVENT));

          sj_case_add_event (acase, SPRING + g_rand_int_range (rand, 0, 50 * 24 * 60) * SJ_MINUTE, i,
                             sj_library_get (library, SJ_REF_EVENT, which)->id, "{}");
        }
    }
  g_rand_free (rand);
  return acase;
}

/* A whole life for each person. */
typedef struct
{
  Cast *cast;
  SjLife *lives;
  guint *next;
  SjDriven driven;
  SjCrowd *crowds;
  SjShared *shared;
  uint64_t *chances;
} Whole;

static void
whole_init (Whole *whole, Cast *cast)
{
  const SjCase *acase = cast->acase;
  SjDrive how = drive_of (cast);
  guint count = cast->world->programs->len, n_persons = acase->persons->len;

  *whole = (Whole) { .cast = cast, .lives = g_new0 (SjLife, n_persons), .next = g_new0 (guint, n_persons),
                     .crowds = g_new0 (SjCrowd, count), .shared = g_new0 (SjShared, count),
                     .chances = g_new0 (uint64_t, count) };
  whole->driven = (SjDriven) { .ledgers = g_new0 (SjLedger, count), .here = g_new0 (uint64_t *, count),
                               .n_programs = count, .n_persons = n_persons };
  for (guint i = 0; i < count; i++)
    {
      const SjProgram *program = g_ptr_array_index (cast->world->programs, i);

      sj_ledger_init (&whole->driven.ledgers[i], program, how.start, how.period, how.n_periods);
      whole->driven.here[i] = g_new0 (uint64_t, MAX (program->stations->len, 1));
      whole->shared[i].taken = g_new0 (uint64_t, MAX (program->n_caps, 1));
      whole->chances[i] = sj_hash_text (acase->seed, program->journey->id ? program->journey->id : "");
    }
  for (guint i = 0; i < n_persons; i++)
    {
      SjLife *life = &whole->lives[i];

      sj_life_init (life, cast->world, whole->driven.ledgers, whole->chances);
      life->outside = &cast->outside;
      life->crowds = whole->crowds;
      life->shared = whole->shared;
      life->step.render = &life->render;
      sj_life_begin (life);
      life->person.number = i;
      cast_begin (cast, life, i);
    }
}

static void
whole_clear (Whole *whole)
{
  for (guint i = 0; i < whole->cast->acase->persons->len; i++)
    sj_life_clear (&whole->lives[i]);
  for (guint i = 0; i < whole->driven.n_programs; i++)
    g_free (whole->shared[i].taken);
  sj_driven_clear (&whole->driven);
  g_free (whole->lives);
  g_free (whole->next);
  g_free (whole->crowds);
  g_free (whole->shared);
  g_free (whole->chances);
}

/* Whoever is first does all of that moment. */
static bool
whole_step (Whole *whole)
{
  SjTime soonest = whole->cast->acase->end;
  guint who = G_MAXUINT;
  SjOuter input;

  for (guint i = whole->cast->acase->persons->len; i-- > 0;)
    {
      SjTime own = sj_life_next (&whole->lives[i]);
      SjTime time = cast_input (whole->cast, i, whole->next[i], &input) ? MIN (own, input.time) : own;

      if (time > soonest)
        continue;
      soonest = time;
      who = i;
    }
  if (who == G_MAXUINT)
    return false;
  while (cast_input (whole->cast, who, whole->next[who], &input) && input.time == soonest)
    {
      cast_give (whole->cast, &whole->lives[who], &input);
      whole->next[who]++;
    }
  sj_life_run_until (&whole->lives[who], soonest);
  return true;
}

static char *
drive_whole (Cast *cast)
{
  Whole whole;
  char *text;

  cast_reset (cast);
  whole_init (&whole, cast);
  while (whole_step (&whole))
    ;
  for (guint i = 0; i < cast->acase->persons->len; i++)
    {
      cast_say_inside (cast, &whole.lives[i]);
      for (guint j = 0; j < cast->world->programs->len; j++)
        sj_life_count (&whole.lives[i], g_ptr_array_index (cast->world->programs, j), whole.driven.here[j]);
    }
  text = describe (cast, &whole.driven);
  whole_clear (&whole);
  return text;
}

static void
test_competing (void)
{
  unsigned competing = 0;

  for (uint64_t seed = 0; seed < CASES; seed++)
    {
      g_autoptr (SjCase) acase = sj_random_case (seed);
      Cast cast;

      if (cast_init (&cast, acase, seed % 2 == 0 ? CAST_ANEW : CAST_PLACES))
        {
          g_autofree char *whole = drive_whole (&cast);
          g_autofree char *ordered = drive (&cast, true, 1);

          assert_same (whole, ordered, seed, "a life each and in order");
          competing += competes (&cast);
        }
      cast_clear (&cast);
    }
  g_assert_cmpuint (competing, >, CASES / 20);
}

static const char *const samples[] = { "abandoned-cart.journey", "life-cycle.journey", "purchase.journey" };

/* In one of the three an action may be called fifty times a second only, which so few
 * persons never do: they are driven apart, as the others. */
static void
test_sample (void)
{
  unsigned rated = 0;

  for (guint32 i = 0; i < 3 * G_N_ELEMENTS (samples); i++)
    for (int manner = CAST_ANEW; manner <= CAST_PLACES; manner++)
      {
        SjCase *acase = sample_case (i, samples[i % G_N_ELEMENTS (samples)]);
        Cast cast;

        g_assert_true (cast_init (&cast, acase, (CastManner) manner));
        {
          g_autofree char *apart = drive (&cast, false, 2);
          g_autofree char *ordered = drive (&cast, true, 1);

          g_assert_false (competes (&cast));
          g_assert_nonnull (strstr (apart, "entered"));
          assert_same (apart, ordered, i, "the sample one after the other and in order");
          rated += cast.world->rates->len > 0;
        }
        cast_clear (&cast);
        sj_case_free (acase);
      }
  g_assert_cmpuint (rated, ==, 6);
}

#define GOALS 200

/* One event that reaches very many goals and then leads through a circle of messages: as
 * many things at one moment as there can be. */
static void
test_many_effects (void)
{
  g_autoptr (GString) text = g_string_new ("{\"form\":1,\"id\":\"j\",\"goals\":[");
  g_autoptr (SjCase) acase = sj_case_new (NULL, 0, SJ_DAY);
  unsigned reached = 0;
  SjDriven driven;
  SjDrive how;
  Cast cast;

  for (unsigned i = 0; i < GOALS; i++)
    g_string_append_printf (text, "%s{\"id\":\"g%u\",\"event\":\"B\"}", i > 0 ? "," : "", i);
  g_string_append (text, "],\"nodes\":["
                         "{\"id\":\"in\",\"kind\":\"event\",\"settings\":{\"event\":\"A\"},"
                         "\"paths\":[{\"id\":\"next\",\"to\":\"b\"}]},"
                         "{\"id\":\"b\",\"kind\":\"event\",\"settings\":{\"event\":\"B\"},"
                         "\"paths\":[{\"id\":\"next\",\"to\":\"m\"}]},"
                         "{\"id\":\"m\",\"kind\":\"push\",\"settings\":{\"body\":\"hello\"},"
                         "\"paths\":[{\"id\":\"next\",\"to\":\"m\"}]}]}");
  sj_case_add_journey (acase, text->str);
  sj_case_add_person (acase, "ann", NULL);
  sj_case_add_event (acase, 5, 0, "A", "{}");
  sj_case_add_event (acase, 6, 0, "B", "{}");
  g_assert_true (cast_init (&cast, acase, CAST_ANEW));
  how = drive_of (&cast);
  sj_drive (&how, &driven);
  for (unsigned i = 0; i < GOALS; i++)
    reached += (unsigned) sj_ledger_sum (&driven.ledgers[0],
                                         sj_program_goal ((SjProgram *) cast.world->programs->pdata[0], i)->slot);
  g_assert_cmpuint (reached, ==, GOALS);
  g_assert_cmpuint (sj_ledger_sum (&driven.ledgers[0], SJ_SLOT_EXITS + SJ_END_LOOP), ==, 1);
  g_assert_cmpuint (sj_ledger_sum (&driven.ledgers[0],
                                   sj_program_send (cast.world->programs->pdata[0], 0)->slot + SJ_SEND_SENT),
                    ==, SJ_HOP_BUDGET - 1);
  sj_driven_clear (&driven);
  cast_clear (&cast);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drive/same", test_same);
  g_test_add_func ("/drive/many-effects", test_many_effects);
  g_test_add_func ("/drive/sample", test_sample);
  g_test_add_func ("/drive/competing", test_competing);
  return g_test_run ();
}
