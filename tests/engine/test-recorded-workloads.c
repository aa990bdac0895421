/* test-recorded-workloads.c -- the workloads as recorded files: the counts are exact.
 *
 * Lines are written out of order and some twice; what belongs to one moment keeps its
 * order, for that is what decides between an event and another at the same time.
 */
#include "../bench/workload.h"
#include "engine/sj-recording.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <glib/gstdio.h>
#include <string.h>
#include <zlib.h>

#define BENCH TEST_SOURCE "/tests/bench"

typedef struct
{
  const char *name, *file, *begins, *pays;
  unsigned sessions;
} Workload;

static const Workload workloads[] = {
  { "W1", "w1.journey", "checkout", "purchase", 1 },
  { "W1M", "w1.journey", "checkout", "purchase", 8 },
  { "W2", "w2.journey", "added", "charged", 1 },
};

/* What the names in the file of counts stand for; other names are nodes. */
static const struct { const char *workload, *name, *node, *path; } meanings[] = {
  { "W1", "wait1_event", "wait1", "next" },     { "W1", "wait1_timeout", "wait1", "timeout" },
  { "W1", "cond_yes", "cond", "case-1" },       { "W1", "cond_no", "cond", "else" },
  { "W1", "push_sent", "push", "sent" },        { "W1", "push_capped", "push", "capped" },
  { "W1", "email_sent", "email", "sent" },      { "W1", "email_capped", "email", "capped" },
  { "W1", "wait2_event", "wait2", "next" },     { "W1", "wait2_timeout", "wait2", "timeout" },
  { "W2", "not_qualified", "inaction", "next" }, { "W2", "qualified", "inaction", "timeout" },
  { "W2", "goal_delay1", "delay1", "next" },    { "W2", "goal_delay2", "delay2", "next" },
  { "W2", "goal_email", "goalwait", "next" },   { "W2", "no_goal", "goalwait", "timeout" },
};

typedef struct
{
  uint32_t time, person, number;
  bool begins;
} Line;

/* Far from the order of time, but within one moment beginnings first. */
static int
compare_lines (const void *a, const void *b)
{
  const Line *left = a, *right = b;
  uint32_t mixed_left = left->time * 2654435761u, mixed_right = right->time * 2654435761u;

  if (mixed_left != mixed_right)
    return mixed_left < mixed_right ? -1 : 1;
  return (int) right->begins - (int) left->begins;
}

static GArray *
make_lines (const Workload *workload, uint32_t persons, uint32_t quantum)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  for (uint32_t i = 0; i < persons; i++)
    for (uint32_t j = 0; j < workload->sessions; j++)
      {
        WorkloadVisit visit = workload->name[1] == '2' ? workload_w2 (i, quantum) : workload_w1 (i, j, quantum);
        Line begins = { visit.begins, i, lines->len, true };
        Line pays = { visit.pays, i, lines->len + 1, false };

        g_array_append_val (lines, begins);
        if (visit.pays != WORKLOAD_NEVER)
          g_array_append_val (lines, pays);
      }
  g_array_sort (lines, compare_lines);
  return lines;
}

static void
write_event (gzFile file, const Workload *workload, const Line *line)
{
  g_assert_cmpint (gzprintf (file,
                             "{\"id\":\"e%u\",\"type\":\"%s\",\"profile\":\"p%08u\",\"time\":%u,"
                             "\"payload\":{\"n\":[%u]}}\n",
                             line->number, line->begins ? workload->begins : workload->pays, line->person, line->time,
                             line->number), >, 0);
}

static void
write_events (const char *path, const Workload *workload, uint32_t persons, uint32_t quantum)
{
  g_autoptr (GArray) lines = make_lines (workload, persons, quantum);
  gzFile file = gzopen (path, "wb1");

  for (guint i = 0; i < lines->len; i++)
    write_event (file, workload, &g_array_index (lines, Line, i));
  for (guint i = 0; i < lines->len; i += 10)
    write_event (file, workload, &g_array_index (lines, Line, i));
  g_assert_cmpint (gzclose (file), ==, Z_OK);
}

static void
write_profiles (const char *path, uint32_t persons)
{
  GString *text = g_string_new (NULL);

  for (uint32_t i = 0; i < persons; i++)
    g_string_append_printf (text, "{\"id\":\"p%08u\",\"audiences\":[%s]}\n", i,
                            workload_w1 (i, 0, 1).mobile ? "\"mobile\"" : "");
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  g_string_free (text, TRUE);
}

static SjProgram *
compile (SjWorld *world, const char *name)
{
  g_autofree char *path = g_build_filename (BENCH, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) journey = NULL;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  gsize length;
  SjProgram *program;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  journey = sj_journey_read (&sj_kinds_default, path, text, length, &diags, &error);
  g_assert_no_error (error);
  program = sj_program_compile (world, journey, &diags);
  g_assert_nonnull (program);
  return program;
}

static uint64_t
taken (const SjLedger *ledger, const SjProgram *program, const char *node, const char *path)
{
  const SjStation *station = sj_program_find (program, node, NULL);

  g_assert_nonnull (station);
  if (path == NULL)
    return sj_ledger_sum (ledger, station->slot);
  if (strcmp (path, "sent") == 0)
    return sj_ledger_sum (ledger, sj_program_send (program, station->send)->slot + SJ_SEND_SENT);
  if (strcmp (path, "capped") == 0)
    return sj_ledger_sum (ledger, sj_program_send (program, station->send)->slot + SJ_SEND_EXCLUDED +
                                      SJ_EXCLUSION_CAPPED);
  for (uint32_t i = 0; i < station->n_ways; i++)
    if (strcmp (station->node->paths[i]->id, path) == 0)
      return sj_ledger_sum (ledger, sj_program_way (program, station->first_way + i)->slot);
  g_assert_not_reached ();
}

static uint64_t
count_of (const SjLedger *ledger, const SjProgram *program, const char *workload, const char *name)
{
  if (strcmp (name, "reentry_ignored") == 0)
    return sj_ledger_sum (ledger, SJ_SLOT_REFUSED + SJ_REFUSAL_INSIDE_ALREADY);
  for (size_t i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (strncmp (meanings[i].workload, workload, 2) == 0 && strcmp (meanings[i].name, name) == 0)
      return taken (ledger, program, meanings[i].node, meanings[i].path);
  return taken (ledger, program, name, NULL);
}

/* What the program itself does not count: events that moved nobody, and sums. */
static bool
is_counted (const char *name)
{
  return strcmp (name, "unmatched") != 0 && strcmp (name, "hops") != 0;
}

static void
check_counts (const SjLedger *ledger, const SjProgram *program, const char *workload, char **wanted)
{
  for (unsigned i = 4; wanted[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (wanted[i], "=", 2);

      if (!is_counted (pair[0]))
        continue;
      g_test_message ("%s", wanted[i]);
      g_assert_cmpuint (count_of (ledger, program, workload, pair[0]), ==,
                        g_ascii_strtoull (pair[1], NULL, 10));
    }
}

static SjRecording *
read_files (const SjWorld *world, const char *profiles, const char *events)
{
  SjRecording *recording = sj_recording_new (world, INT64_MIN, SJ_TIME_NEVER);
  g_autoptr (GError) error = NULL;

  sj_recording_read_profiles (recording, profiles, &error);
  g_assert_no_error (error);
  sj_recording_read_events (recording, events, &error);
  g_assert_no_error (error);
  sj_recording_finish (recording);
  g_assert_cmpuint (sj_recording_notes (recording)->len, ==, 0);
  return recording;
}

static void
run (const Workload *workload, uint32_t persons, uint32_t quantum, const char *folder, char **wanted)
{
  g_autofree char *events = g_build_filename (folder, "events", NULL);
  g_autofree char *profiles = g_build_filename (folder, "profiles", NULL);
  g_autoptr (SjLibrary) library = sj_library_load (BENCH, NULL);
  g_autoptr (SjWorld) world = sj_world_new (library);
  SjProgram *program = compile (world, workload->file);
  g_autoptr (SjRecording) recording = NULL;
  SjPeople people;
  SjDrive drive = { .world = world, .people = &people, .n_persons = persons, .seed = 1, .end = 40 * SJ_DAY,
                    .period = SJ_HOUR, .n_periods = 48, .threads = 2 };
  SjDriven driven;

  write_events (events, workload, persons, quantum);
  write_profiles (profiles, persons);
  recording = read_files (world, profiles, events);
  g_assert_cmpuint (sj_recording_n_persons (recording), ==, persons);
  g_assert_cmpuint (sj_recording_count (recording, SJ_LINE_REPEATED_EVENT), >=, persons / 10);
  sj_recording_people (recording, 0, &people);
  sj_drive (&drive, &driven);
  check_counts (&driven.ledgers[0], program, workload->name, wanted);
  g_assert_true (sj_ledger_balances (&driven.ledgers[0], program, driven.here[0], NULL));
  sj_driven_clear (&driven);
  g_remove (events);
  g_remove (profiles);
}

static const Workload *
find_workload (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (workloads); i++)
    if (strcmp (workloads[i].name, name) == 0)
      return &workloads[i];
  g_assert_not_reached ();
}

/* COUNTS W1 N=1000 Q=60000 checkout=1000 … */
static void
test_counts (void)
{
  g_autofree char *text = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sojourn-recorded-XXXXXX", NULL);
  g_auto (GStrv) lines = NULL;
  unsigned count = 0;

  g_assert_true (g_file_get_contents (TEST_SOURCE "/tests/engine/workload-counts.txt", &text, NULL, NULL));
  lines = g_strsplit (g_strstrip (text), "\n", -1);
  for (unsigned i = 0; lines[i] != NULL; i++, count++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);

      g_test_message ("%s %s %s", words[1], words[2], words[3]);
      run (find_workload (words[1]), (uint32_t) atoi (words[2] + 2), (uint32_t) atoi (words[3] + 2), folder, words);
    }
  g_assert_cmpuint (count, ==, 12);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/recorded-workloads/counts", test_counts);
  return g_test_run ();
}
