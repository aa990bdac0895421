/* workload-run.c -- the workloads on the engine that is shipped, with exact counts.
 *
 * The journeys are documents; their steps carry the names that are counted.  Inputs
 * lie in memory before the clock starts.
 */
#include "workload-run.h"

#include "engine/sj-drive.h"
#include "engine/sj-shelf.h"
#include "engine/sj-simulate.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"
#include "workload.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SESSIONS 8

typedef struct
{
  uint32_t time;
  uint32_t event;           /* of the world */
} Input;

typedef struct
{
  const char *name;
  const char *file;
  const char *begins, *pays;
  unsigned sessions;
  bool render;
} Workload;

static const Workload workloads[] = {
  { "W1", "w1.journey", "checkout", "purchase", 1, false },
  { "W1T", "w1.journey", "checkout", "purchase", 1, true },
  { "W1M", "w1.journey", "checkout", "purchase", SESSIONS, false },
  { "W2", "w2.journey", "added", "charged", 1, false },
};

typedef struct
{
  Input *items;            /* person by person, in the order of time */
  uint32_t *first;          /* of each person; one more at the end */
  uint8_t *mobile;
  uint32_t mobile_audience; /* SJ_NONE: not asked for */
  bool check;
} Inputs;

/* What one thread keeps. */
typedef struct
{
  const Inputs *inputs;
  uint32_t next, last;
} Reader;

double
bench_wall (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

double
bench_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

static int
compare_inputs (const Input *a, const Input *b, uint32_t begins)
{
  if (a->time != b->time)
    return a->time < b->time ? -1 : 1;
  return (b->event == begins) - (a->event == begins);
}

static void
add_input (Inputs *inputs, uint32_t person, Input input, uint32_t begins)
{
  uint32_t at = inputs->first[person + 1]++;

  while (at > inputs->first[person] && compare_inputs (&input, &inputs->items[at - 1], begins) < 0)
    {
      inputs->items[at] = inputs->items[at - 1];
      at--;
    }
  inputs->items[at] = input;
}

static void
generate (Inputs *inputs, const Workload *workload, uint32_t count, uint32_t quantum, uint32_t begins, uint32_t pays)
{
  inputs->items = g_new (Input, (gsize) count * workload->sessions * 2);
  inputs->first = g_new (uint32_t, (gsize) count + 1);
  inputs->mobile = g_new0 (uint8_t, count);
  inputs->first[0] = 0;
  for (uint32_t i = 0; i < count; i++)
    {
      inputs->first[i + 1] = inputs->first[i];
      for (uint32_t j = 0; j < workload->sessions; j++)
        {
          WorkloadVisit visit = workload->begins[0] == 'a' ? workload_w2 (i, quantum) : workload_w1 (i, j, quantum);

          if (j == 0)
            inputs->mobile[i] = visit.mobile;
          add_input (inputs, i, (Input) { visit.begins, begins }, begins);
          if (visit.pays != WORKLOAD_NEVER)
            add_input (inputs, i, (Input) { visit.pays, pays }, begins);
        }
    }
}

static void *
reader_new (void *data)
{
  Reader *reader = g_new0 (Reader, 1);

  reader->inputs = data;
  return reader;
}

static SjValue
make_profile (SjPerson *person, SjArena *arena)
{
  return workload_profile (person->number, arena);
}

static void
reader_begin (void *worker, SjLife *life, uint32_t number)
{
  Reader *reader = worker;
  const Inputs *inputs = reader->inputs;

  reader->next = inputs->first[number];
  reader->last = inputs->first[number + 1];
  life->person.chance = number;
  life->person.best_hour = -1;
  life->person.make = make_profile;
  if (inputs->mobile_audience != SJ_NONE)
    sj_person_set_in (&life->person, inputs->mobile_audience, inputs->mobile[number]);
}

static void
reader_save (void *worker, const SjLife *life, void *place)
{
  memcpy (place, &((const Reader *) worker)->next, sizeof (uint32_t));
}

static void
reader_load (void *worker, SjLife *life, uint32_t number, const void *place)
{
  reader_begin (worker, life, number);
  memcpy (&((Reader *) worker)->next, place, sizeof (uint32_t));
}

static void
reader_soon (void *worker, uint32_t number, bool very)
{
  const Inputs *inputs = ((const Reader *) worker)->inputs;

  if (very)
    __builtin_prefetch (&inputs->items[inputs->first[number]]);
  else
    {
      __builtin_prefetch (&inputs->first[number]);
      __builtin_prefetch (&inputs->mobile[number]);
    }
}

static bool
reader_next (void *worker, SjLife *life, SjOuter *outer)
{
  Reader *reader = worker;
  const Input *input = &reader->inputs->items[reader->next];

  if (reader->next == reader->last)
    return false;
  reader->next++;
  *outer = (SjOuter) { .time = input->time, .kind = SJ_INPUT_EVENT, .what = input->event };
  return true;
}

/* What is counted: a station's entries, or how often a way was taken. */
typedef struct
{
  const char *name;
  const char *node;
  const char *path;         /* NULL: entries; "sent" and "capped": of a message */
} Count;

static const Count w1_counts[] = {
  { "checkout", "checkout" }, { "wait1", "wait1" }, { "cond", "cond" }, { "push", "push" }, { "email", "email" },
  { "wait2", "wait2" }, { "loyalty", "loyalty" }, { "confirm", "confirm" }, { "end", "end" },
  { "wait1_event", "wait1", "next" }, { "wait1_timeout", "wait1", "timeout" }, { "cond_yes", "cond", "case-1" },
  { "cond_no", "cond", "else" }, { "push_sent", "push", "sent" }, { "push_capped", "push", "capped" },
  { "email_sent", "email", "sent" }, { "email_capped", "email", "capped" }, { "wait2_event", "wait2", "next" },
  { "wait2_timeout", "wait2", "timeout" }, { NULL }
};

static const Count w2_counts[] = {
  { "added", "added" }, { "inaction", "inaction" }, { "push", "push" }, { "delay1", "delay1" }, { "sms", "sms" },
  { "delay2", "delay2" }, { "email", "email" }, { "goalwait", "goalwait" }, { "end", "end" },
  { "not_qualified", "inaction", "next" }, { "qualified", "inaction", "timeout" }, { "goal_delay1", "delay1", "next" },
  { "goal_delay2", "delay2", "next" }, { "goal_email", "goalwait", "next" }, { "no_goal", "goalwait", "timeout" },
  { NULL }
};

#define N_NODES 9

static uint64_t
count_of (const SjLedger *ledger, const SjProgram *program, const Count *count)
{
  const SjStation *station = sj_program_find (program, count->node, NULL);

  g_assert (station != NULL);
  if (count->path == NULL)
    return sj_ledger_sum (ledger, station->slot);
  if (strcmp (count->path, "sent") == 0)
    return sj_ledger_sum (ledger, sj_program_send (program, station->send)->slot + SJ_SEND_SENT);
  if (strcmp (count->path, "capped") == 0)
    return sj_ledger_sum (ledger, sj_program_send (program, station->send)->slot + SJ_SEND_EXCLUDED +
                                      SJ_EXCLUSION_CAPPED);
  for (uint32_t i = 0; i < station->n_ways; i++)
    if (strcmp (station->node->paths[i]->id, count->path) == 0)
      return sj_ledger_sum (ledger, sj_program_way (program, station->first_way + i)->slot);
  g_assert_not_reached ();
}

/* How many nodes were entered. */
static uint64_t
count_hops (const Workload *workload, const SjDriven *driven, const SjProgram *program)
{
  const Count *counts = workload->begins[0] == 'a' ? w2_counts : w1_counts;
  uint64_t hops = 0;

  for (unsigned i = 0; i < N_NODES; i++)
    hops += count_of (&driven->ledgers[0], program, &counts[i]);
  return hops;
}

/* The line that is compared. */
static void
print_counts (const Workload *workload, const SjDriven *driven, const SjProgram *program, uint32_t persons,
              uint32_t quantum, uint64_t n_inputs)
{
  bool w2 = workload->begins[0] == 'a';
  const Count *counts = w2 ? w2_counts : w1_counts;
  const SjLedger *ledger = &driven->ledgers[0];
  uint64_t used = sj_ledger_sum (ledger, SJ_SLOT_ENTERED);
  uint64_t ignored = sj_ledger_sum (ledger, SJ_SLOT_REFUSED + SJ_REFUSAL_INSIDE_ALREADY);

  printf ("COUNTS %s N=%u Q=%u", strcmp (workload->name, "W1T") == 0 ? "W1" : workload->name, persons, quantum);
  for (unsigned i = 0; counts[i].name != NULL; i++)
    {
      uint64_t value = count_of (ledger, program, &counts[i]);

      if (counts[i].path != NULL && strcmp (counts[i].path, "next") == 0)
        used += value;
      printf (" %s=%" PRIu64, counts[i].name, value);
    }
  if (!w2)
    printf (" reentry_ignored=%" PRIu64, ignored);
  printf (" unmatched=%" PRIu64 " hops=%" PRIu64 "\n", n_inputs - used - ignored,
          count_hops (workload, driven, program));
}

static void
check_ledger (const SjDriven *driven, const SjProgram *program)
{
  uint32_t station;

  if (sj_ledger_balances (&driven->ledgers[0], program, driven->here[0], &station))
    return;
  fprintf (stderr, "the ledger does not balance at %s\n", sj_program_station (program, station)->node->id);
  exit (1);
}

static SjProgram *
open_journey (SjWorld *world, const char *file)
{
  g_autofree char *path = g_build_filename (BENCH_SOURCE, file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) journey = NULL;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjProgram *program = NULL;
  gsize length;

  if (g_file_get_contents (path, &text, &length, &error))
    journey = sj_journey_read (&sj_kinds_default, path, text, length, &diags, &error);
  if (journey != NULL)
    program = sj_program_compile (world, journey, &diags);
  if (program == NULL)
    {
      fprintf (stderr, "%s: %s\n", path, error ? error->message : sj_diags_get (&diags, 0)->text);
      exit (2);
    }
  return program;
}

/* The same journey without an engine: for each person straight through. */
static double
run_floor (const Inputs *inputs, uint32_t persons)
{
  uint64_t counts[8] = { 0 };
  double cpu = bench_cpu ();

  for (uint32_t i = 0; i < persons; i++)
    {
      const Input *first = &inputs->items[inputs->first[i]];
      uint32_t begins = first->time;
      uint32_t pays = inputs->first[i + 1] - inputs->first[i] > 1 ? first[1].time : WORKLOAD_NEVER;

      if (pays < begins + 3600000u)
        counts[0]++;
      else
        {
          counts[1 + inputs->mobile[i]]++;
          if (pays < begins + 3600000u + 86400000u)
            counts[3]++;
          else
            counts[4]++;
        }
    }
  cpu = bench_cpu () - cpu;
  g_assert (counts[0] + counts[3] + counts[4] == persons);
  return cpu;
}

static const Workload *
find_workload (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (workloads); i++)
    if (strcmp (workloads[i].name, name) == 0)
      return &workloads[i];
  return NULL;
}

bool
workload_run (const char *name, uint32_t persons, uint32_t quantum, unsigned threads, bool in_order, bool print,
              WorkloadFigures *figures)
{
  const Workload *workload = find_workload (name);
  g_autoptr (SjLibrary) library = sj_library_load (BENCH_SOURCE, NULL);
  g_autoptr (SjWorld) world = sj_world_new (library);
  SjProgram *program;
  Inputs inputs = { 0 };
  SjPeople people = { reader_new, g_free, reader_begin, reader_next, NULL, &inputs,
                      .place_size = sizeof (uint32_t), .save = reader_save, .load = reader_load,
                      .soon = reader_soon };
  SjDrive drive = { .world = world, .people = &people, .n_persons = persons, .seed = 1, .end = 40 * SJ_DAY,
                    .period = SJ_HOUR, .n_periods = 24 * 12, .threads = threads, .in_order = in_order };
  SjDriven driven;

  if (workload == NULL)
    return false;
  program = open_journey (world, workload->file);
  drive.render = workload->render;
  inputs.mobile_audience = sj_world_find_audience (world, "mobile", 6);
  workload_init ();
  generate (&inputs, workload, persons, quantum, sj_world_event (world, workload->begins, strlen (workload->begins)),
            sj_world_event (world, workload->pays, strlen (workload->pays)));
  figures->wall = bench_wall ();
  figures->cpu = bench_cpu ();
  sj_drive (&drive, &driven);
  figures->wall = bench_wall () - figures->wall;
  figures->cpu = bench_cpu () - figures->cpu;
  figures->hops = count_hops (workload, &driven, program);
  figures->floor = 0;
  if (workload->sessions == 1 && workload->begins[0] == 'c' && !workload->render)
    figures->floor = run_floor (&inputs, persons);
  if (print)
    print_counts (workload, &driven, program, persons, quantum, inputs.first[persons]);
  if (print && workload->render)
    printf ("RENDER N=%u messages=%" PRIu64 " bytes=%" PRIu64 "\n", persons, driven.n_rendered, driven.rendered);
  check_ledger (&driven, program);
  sj_driven_clear (&driven);
  g_free (inputs.items);
  g_free (inputs.first);
  g_free (inputs.mobile);
  return true;
}

void
workload_simulate (const char *name, uint32_t persons, unsigned threads, WorkloadFigures *figures)
{
  const Workload *workload = find_workload (name);
  g_autoptr (SjLibrary) library = sj_library_load (BENCH_SOURCE, NULL);
  g_autoptr (SjWorld) world = sj_world_new (library);
  SjProgram *program = open_journey (world, workload->file);
  g_autoptr (SjSimulation) simulation =
      sj_simulation_new (&(SjSimulationSetup) { .world = world, .n_persons = persons, .seed = 1 });
  g_autoptr (SjObserve) observe = NULL;
  SjDrive drive = { .threads = threads };
  SjDriven driven;

  sj_simulation_prepare (simulation, &drive);
  observe = sj_observe_new (world, drive.start, drive.end, 0);
  drive.observe = observe;
  figures->wall = bench_wall ();
  figures->cpu = bench_cpu ();
  sj_drive (&drive, &driven);
  figures->wall = bench_wall () - figures->wall;
  figures->cpu = bench_cpu () - figures->cpu;
  figures->hops = count_hops (workload, &driven, program);
  figures->floor = 0;
  check_ledger (&driven, program);
  sj_driven_clear (&driven);
}

double
workload_waiting_bytes (uint32_t persons)
{
  g_autoptr (SjLibrary) library = sj_library_load (BENCH_SOURCE, NULL);
  g_autoptr (SjWorld) world = sj_world_new (library);
  SjProgram *program = open_journey (world, workloads[0].file);
  uint32_t begins = sj_world_event (world, workloads[0].begins, strlen (workloads[0].begins));
  uint64_t chance = 1;
  SjShelved with = { .comes = SJ_TIME_NEVER };
  SjLedger ledger;
  SjShelf shelf;
  SjLife life;
  double bytes;

  sj_ledger_init (&ledger, program, 0, SJ_DAY, 1);
  sj_life_init (&life, world, &ledger, &chance);
  sj_shelf_init (&shelf, world, 0);
  for (uint32_t i = 0; i < persons; i++)
    {
      sj_life_begin (&life);
      life.person.number = i;
      life.person.chance = i;
      sj_life_event (&life, i, begins, sj_null);
      g_assert (life.n_runs == 1);
      sj_shelf_put (&shelf, &life, &with, NULL);
    }
  bytes = (double) shelf.used / persons;
  sj_shelf_clear (&shelf);
  sj_life_clear (&life);
  sj_ledger_clear (&ledger);
  return bytes;
}
