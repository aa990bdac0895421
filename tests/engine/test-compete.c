/* test-compete.c -- what persons compete for goes to the first, and to no more. */
#include "cast.h"

#include <glib/gstdio.h>
#include <string.h>

#define PERSONS 300
#define NODE(id, kind, settings, paths) \
  "{\"id\":\"" id "\",\"kind\":\"" kind "\",\"settings\":{" settings "},\"paths\":[" paths "]}"
#define TO(id, to) "{\"id\":\"" id "\",\"to\":\"" to "\"}"
#define IN(to) NODE ("in", "event", "\"event\":\"Came\"", TO ("next", to))
#define JOURNEY(settings, nodes) "{\"form\":1,\"id\":\"j\",\"settings\":{" settings "},\"nodes\":[" nodes "]}"
#define WAIT(span) NODE ("w", "wait", "\"for\":\"" span "\"", "{\"id\":\"next\"}")

static SjLibrary *
load_library (void)
{
  static const char *const files[][2] = {
    { "workspace.json", "{\"name\":\"Few\"}" },
    { "events/won.json", "{\"id\":\"Won\",\"name\":\"Won\"}" },
    { "events/came.json", "{\"id\":\"Came\",\"name\":\"Came\"}" },
    { "actions/slow.json",
      "{\"id\":\"Slow\",\"name\":\"Slow\",\"url\":\"https://example.com/slow\",\"timeout\":\"PT2S\","
      "\"callsPerSecond\":7}" },
    { "actions/enough.json",
      "{\"id\":\"Enough\",\"name\":\"Enough\",\"url\":\"https://example.com/enough\",\"callsPerSecond\":100}" },
    { "actions/nearly.json",
      "{\"id\":\"Nearly\",\"name\":\"Nearly\",\"url\":\"https://example.com/nearly\",\"callsPerSecond\":99}" },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sojourn-few-XXXXXX", &error);
  SjLibrary *library;

  g_assert_no_error (error);
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i][0], NULL);
      g_autofree char *inner = g_path_get_dirname (path);

      g_mkdir_with_parents (inner, 0700);
      g_file_set_contents (path, files[i][1], -1, &error);
      g_assert_no_error (error);
    }
  library = sj_library_load (folder, &error);
  g_assert_no_error (error);
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i][0], NULL);
      g_autofree char *inner = g_path_get_dirname (path);

      g_remove (path);
      g_rmdir (inner);
    }
  g_rmdir (folder);
  return library;
}

/* Ten come at each moment, a tenth of a second apart, the later numbers first in each
 * second. */
static SjTime
when_comes (unsigned person)
{
  return (SjTime) (person / 100 * 10 + 9 - person / 10 % 10) * 100;
}

/* The first of the case's persons, by time and number. */
static unsigned
rank_of (unsigned person)
{
  unsigned rank = 0;

  for (unsigned i = 0; i < PERSONS; i++)
    rank += when_comes (i) < when_comes (person) || (when_comes (i) == when_comes (person) && i < person);
  return rank;
}

static gint stop;

static void
drive (Cast *cast, SjCase **acase, const char *journey, bool again, SjDriven *driven)
{
  SjLibrary *library = load_library ();
  SjDrive how = { .n_persons = PERSONS, .end = SJ_DAY, .period = SJ_DAY, .n_periods = 1, .threads = 2,
                  .stop = &stop };

  *acase = sj_case_new (library, 0, SJ_DAY);
  sj_library_unref (library);
  sj_case_add_journey (*acase, journey);
  for (unsigned i = 0; i < PERSONS; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%u", i);

      sj_case_add_person (*acase, id, NULL);
      sj_case_add_event (*acase, when_comes (i), i, "Came", "{}");
      sj_case_add_event (*acase, when_comes (i) + 500, i, "Won", "{}");
      if (again)
        sj_case_add_event (*acase, when_comes (i) + SJ_HOUR, i, "Came", "{}");
    }
  g_assert_true (cast_init (cast, *acase, CAST_PLACES));
  how.world = cast->world;
  how.people = &cast->people;
  sj_drive (&how, driven);
  g_assert_true (sj_ledger_balances (&driven->ledgers[0], g_ptr_array_index (cast->world->programs, 0),
                                     driven->here[0], NULL));
}

static void
finish (Cast *cast, SjCase *acase, SjDriven *driven)
{
  sj_driven_clear (driven);
  cast_clear (cast);
  sj_case_free (acase);
}

static bool
has (const Cast *cast, unsigned person, const char *text)
{
  return strstr (((GString *) g_ptr_array_index (cast->logs, person))->str, text) != NULL;
}

static void
test_entries (void)
{
  SjDriven driven;
  SjCase *acase;
  Cast cast;

  drive (&cast, &acase, JOURNEY ("\"maxEntries\":123", IN ("w") "," WAIT ("PT1H")), false, &driven);
  g_assert_cmpuint (sj_ledger_sum (&driven.ledgers[0], SJ_SLOT_ENTERED), ==, 123);
  g_assert_cmpuint (sj_ledger_sum (&driven.ledgers[0], SJ_SLOT_REFUSED + SJ_REFUSAL_CAPPED), ==, PERSONS - 123);
  for (unsigned i = 0; i < PERSONS; i++)
    g_assert_true (has (&cast, i, "entered") == (rank_of (i) < 123));
  finish (&cast, acase, &driven);
}

/* Whoever leaves makes room: at 1 s those of the first tenth do. */
static void
test_inside (void)
{
  SjDriven driven;
  SjCase *acase;
  Cast cast;

  drive (&cast, &acase, JOURNEY ("\"maxInside\":25", IN ("w") "," WAIT ("PT1S")), false, &driven);
  g_assert_cmpuint (sj_ledger_sum (&driven.ledgers[0], SJ_SLOT_ENTERED), ==, 75);
  for (unsigned i = 0; i < PERSONS; i++)
    g_assert_true (has (&cast, i, "entered") == (rank_of (i) % 100 < 25));
  finish (&cast, acase, &driven);
}

static void
test_cap (void)
{
  SjDriven driven;
  SjCase *acase;
  Cast cast;

  drive (&cast, &acase,
         JOURNEY ("", IN ("c") "," NODE ("c", "profile-cap", "\"limit\":77", TO ("next", "w") "," TO ("else", "x")) ","
                  WAIT ("P2D") "," NODE ("x", "wait", "\"for\":\"P3D\"", "{\"id\":\"next\"}")),
         false, &driven);
  g_assert_cmpuint (driven.here[0][sj_program_find (g_ptr_array_index (cast.world->programs, 0), "w", NULL) -
                                   ((SjProgram *) g_ptr_array_index (cast.world->programs, 0))->station], ==, 77);
  for (unsigned i = 0; i < PERSONS; i++)
    g_assert_true (has (&cast, i, "inside 0.0 2 ") == (rank_of (i) < 77));
  finish (&cast, acase, &driven);
}

static const SjWay *
way_of (const Cast *cast, const char *node, unsigned path)
{
  const SjProgram *program = g_ptr_array_index (cast->world->programs, 0);

  return sj_program_way (program, sj_program_find (program, node, NULL)->first_way + path);
}

static uint32_t
taken (const Cast *cast, const char *node, unsigned path)
{
  return way_of (cast, node, path)->slot;
}

/* The log of somebody who left the node by that path; valid until the next call. */
static const char *
hop_text (const Cast *cast, const char *node, unsigned path)
{
  static char text[64];
  const SjProgram *program = g_ptr_array_index (cast->world->programs, 0);
  const SjWay *way = way_of (cast, node, path);

  g_snprintf (text, sizeof text, " %d %u %u ", SJ_NOTE_HOP, way->from, (unsigned) (way - program->way));
  return text;
}

/* The moment of a person's call. */
static SjTime
turn_of (const Cast *cast, unsigned person)
{
  const char *at = strstr (((GString *) g_ptr_array_index (cast->logs, person))->str, " effect 1 ");
  gint64 time;
  unsigned what, attempt, sending;

  g_assert_nonnull (at);
  g_assert_cmpint (sscanf (at, " effect 1 %u %u %u %" G_GINT64_FORMAT, &what, &attempt, &sending, &time), ==, 4);
  return time;
}

/* Ten come at each tenth of a second, but only seven may call in any second. */
static void
test_rate (void)
{
  g_autofree SjTime *turns = g_new0 (SjTime, PERSONS);
  SjDriven driven;
  SjCase *acase;
  Cast cast;

  drive (&cast, &acase,
         JOURNEY ("", IN ("a") "," NODE ("a", "call", "\"action\":\"Slow\"", "{\"id\":\"next\"},{\"id\":\"timeout\"}")),
         false, &driven);
  for (unsigned i = 0; i < PERSONS; i++)
    {
      turns[rank_of (i)] = turn_of (&cast, i);
      g_assert_cmpint (turn_of (&cast, i), >=, when_comes (i));
    }
  for (unsigned i = 1; i < PERSONS; i++)
    g_assert_cmpint (turns[i], >=, turns[i - 1]);
  for (unsigned i = 7; i < PERSONS; i++)
    g_assert_cmpint (turns[i], ==, turns[i - 7] + SJ_SECOND);
  g_assert_cmpuint (sj_ledger_sum (&driven.ledgers[0], SJ_SLOT_EXITS + SJ_END_COMPLETED), ==, PERSONS);
  g_assert_cmpuint (sj_ledger_sum (&driven.ledgers[0],
                                   sj_program_call (g_ptr_array_index (cast.world->programs, 0), 0)->slot +
                                       SJ_CALL_ANSWERED), ==, PERSONS);
  finish (&cast, acase, &driven);
}

/* A hundred come in each second: with room for as many they are driven apart and nobody
 * waits; with room for one less somebody does, and all of it is done again in order. */
static void
test_rate_edge (void)
{
  static const struct { const char *journey; bool waits; } calls[] = {
    { JOURNEY ("", IN ("a") "," NODE ("a", "call", "\"action\":\"Enough\"", "{\"id\":\"next\"}")), false },
    { JOURNEY ("", IN ("a") "," NODE ("a", "call", "\"action\":\"Nearly\"", "{\"id\":\"next\"}")), true },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      unsigned waited = 0;
      SjDriven driven;
      SjCase *acase;
      Cast cast;

      drive (&cast, &acase, calls[i].journey, false, &driven);
      for (unsigned j = 0; j < PERSONS; j++)
        waited += has (&cast, j, " effect 1 ") && turn_of (&cast, j) > when_comes (j);    /* else answered at once */
      g_assert_cmpint (waited > 0, ==, calls[i].waits);
      g_assert_cmpuint (sj_ledger_sum (&driven.ledgers[0], SJ_SLOT_ENTERED), ==, PERSONS);
      finish (&cast, acase, &driven);
    }
}

/* Everybody stays where they stand, which is outside. */
static void
test_stop (void)
{
  SjDriven driven;
  SjCase *acase;
  Cast cast;

  stop = 1;
  drive (&cast, &acase, JOURNEY ("\"maxInside\":25", IN ("w") "," WAIT ("PT1S")), false, &driven);
  stop = 0;
  g_assert_cmpuint (driven.n_persons, ==, PERSONS);
  g_assert_cmpint (driven.until, ==, 0);
  g_assert_cmpuint (sj_ledger_sum (&driven.ledgers[0], SJ_SLOT_ENTERED), ==, 0);
  for (unsigned i = 0; i < PERSONS; i++)
    g_assert_true (has (&cast, i, "visitor 0 0 0"));
  finish (&cast, acase, &driven);
}

/* Nobody in the first treatment stays until the goal; everybody in the second does. */
static void
test_adaptive (void)
{
  static const char journey[] =
      "{\"form\":1,\"id\":\"j\",\"settings\":{\"reentry\":\"after-exit\",\"reentryGap\":\"PT0S\"},"
      "\"goals\":[{\"id\":\"g\",\"event\":\"Won\"}],\"nodes\":["
      IN ("x") "," NODE ("x", "experiment", "\"method\":\"adaptive\",\"goal\":\"g\"",
                         "{\"id\":\"t-1\",\"to\":\"end\",\"settings\":{\"share\":99}},"
                         "{\"id\":\"t-2\",\"to\":\"w\",\"settings\":{\"share\":1}}") ","
      WAIT ("PT1S") "," NODE ("end", "end", "", "") "]}";
  uint64_t first, second;
  SjDriven driven;
  SjCase *acase;
  Cast cast;

  drive (&cast, &acase, journey, true, &driven);
  first = sj_ledger_sum (&driven.ledgers[0], taken (&cast, "x", 0));
  second = sj_ledger_sum (&driven.ledgers[0], taken (&cast, "x", 1));
  g_assert_cmpuint (first + second, ==, 2 * PERSONS);
  g_assert_cmpuint (first, >, 0);
  g_assert_cmpuint (second, >, 9 * first);
  for (unsigned i = 0; i < PERSONS; i++)    /* the same both times */
    g_assert_true (has (&cast, i, hop_text (&cast, "x", 0)) != has (&cast, i, hop_text (&cast, "x", 1)));
  finish (&cast, acase, &driven);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compete/entries", test_entries);
  g_test_add_func ("/compete/inside", test_inside);
  g_test_add_func ("/compete/profile-cap", test_cap);
  g_test_add_func ("/compete/stop", test_stop);
  g_test_add_func ("/compete/adaptive", test_adaptive);
  g_test_add_func ("/compete/calls-per-second", test_rate);
  g_test_add_func ("/compete/calls-per-second-edge", test_rate_edge);
  return g_test_run ();
}
