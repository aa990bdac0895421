/* bench-model.c -- what a journey of 5,000 steps costs: read, written, copied, compared,
 * changed one step at a time, and taken back.
 *
 * Reading and writing stand beside the JSON of the same text without a journey
 * behind it.  The other figures have no floor but the frame they must fit in.
 */
#include "kinds/sj-kinds-default.h"
#include "model/sj-diff.h"
#include "model/sj-edit-graph.h"
#include "model/sj-journey-json.h"
#include "model/sj-outline.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define N_NODES 5000

typedef struct
{
  char *text;
  size_t length;
  SjJourney *journey;
  SjHistory *history;
  unsigned turn;
} Bench;

static double
seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec * 1e-9;
}

/* Milliseconds of processor time of one call, the best of several. */
static double
measure (void (*call) (Bench *bench), Bench *bench, unsigned calls)
{
  double best = 1e9;

  for (int round = 0; round < 7; round++)
    {
      double start = seconds ();

      for (unsigned i = 0; i < calls; i++)
        call (bench);
      best = MIN (best, (seconds () - start) / calls * 1e3);
    }
  return best;
}

static void
line (const char *what, double milliseconds, double floor)
{
  printf ("  %-44s %9.3f ms", what, milliseconds);
  if (floor > 0)
    printf ("  %.2f of the floor (%.3f ms)", floor / milliseconds, floor);
  printf ("\n");
}

/* Mostly waits, messages and conditions, joined to what came shortly before. */
static void
fill (SjHistory *history)
{
  static const char *const kinds[] = { "wait", "email", "condition", "event", "update-profile" };
  SjJourney *journey = sj_history_journey (history);
  g_autoptr (GRand) chance = g_rand_new_with_seed (1);

  for (int i = 0; i < N_NODES; i++)
    {
      const char *id = i == 0 ? "event" : kinds[g_rand_int_range (chance, 0, G_N_ELEMENTS (kinds))];
      const SjKind *kind = sj_kind_find (&sj_kinds_default, id, strlen (id));
      g_autofree char *added = sj_edit_graph_add (history, kind, (SjPlace) { i % 100 * 288, i / 100 * 160, true },
                                                  NULL);
      SjTarget target = { SJ_SCOPE_NODE, .node = added };
      SjValue label = sj_value_string (added);

      sj_history_do (history, sj_edit_set_field (&target, "label", &label));
      if (i > 0)
        {
          int back = g_rand_int_range (chance, 0, MIN (i, 8));
          const SjNode *from = sj_journey_node (journey, (uint32_t) (i - 1 - back));

          sj_history_do (history, sj_edit_connect (from->id, from->paths[0]->id, added));
        }
    }
}

static void
read_json (Bench *bench)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value;

  g_assert_true (sj_json_read (&arena, NULL, bench->text, bench->length, &value, NULL));
}

static void
read_journey (Bench *bench)
{
  g_autoptr (SjJourney) journey =
      sj_journey_read (&sj_kinds_default, NULL, bench->text, bench->length, NULL, NULL);

  g_assert_cmpuint (sj_journey_n_nodes (journey), ==, N_NODES);
}

static void
write_json (Bench *bench)
{
  static SjArena arena = SJ_ARENA_INIT;
  static SjValue value;
  g_autofree char *text = NULL;

  if (value.type == SJ_NULL)
    g_assert_true (sj_json_read (&arena, NULL, bench->text, bench->length, &value, NULL));
  text = sj_json_to_string (value, SJ_JSON_PRETTY);
}

static void
write_journey (Bench *bench)
{
  g_autofree char *text = sj_journey_to_string (bench->journey);

  g_assert_nonnull (text);
}

static void
copy_journey (Bench *bench)
{
  g_autoptr (SjJourney) copy = sj_journey_copy (bench->journey);

  g_assert_nonnull (copy);
}

static void
compare_journeys (Bench *bench)
{
  static SjJourney *other;
  g_autoptr (SjDiff) diff = NULL;

  if (other == NULL)
    other = sj_journey_copy (bench->journey);
  diff = sj_diff_new (other, bench->journey, NULL);
}

static void
outline_journey (Bench *bench)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_outline_write (bench->journey, SJ_OUTLINE_HEAD, NULL, &buffer);
}

static const SjNode *
next_node (Bench *bench)
{
  return sj_journey_node (bench->journey, bench->turn++ * 37 % N_NODES);
}

static void
set_and_undo (Bench *bench)
{
  SjTarget target = { SJ_SCOPE_NODE, .node = next_node (bench)->id };
  SjValue value = sj_value_string ("Renamed");

  sj_history_do (bench->history, sj_edit_set_field (&target, "label", &value));
  sj_history_undo (bench->history);
}

static void
insert_and_undo (Bench *bench)
{
  static const SjKind *kind;
  const SjNode *node = next_node (bench);
  SjPathRef way = { node->id, node->paths[0]->id };

  if (kind == NULL)
    kind = sj_kind_find (&sj_kinds_default, "wait", 4);
  g_free (sj_edit_graph_insert (bench->history, kind, &way));
  sj_history_undo (bench->history);
}

static void
delete_and_undo (Bench *bench)
{
  const char *const ids[] = { next_node (bench)->id, NULL };

  sj_edit_graph_delete (bench->history, ids, true);
  sj_history_undo (bench->history);
}

static void
move_all (Bench *bench)
{
  static SjShift moves[N_NODES];

  for (uint32_t i = 0; i < N_NODES; i++)
    {
      const SjNode *node = sj_journey_node (bench->journey, i);

      moves[i] = (SjShift) { node->id, node->at.x + 16, node->at.y };
    }
  sj_history_do (bench->history, sj_edit_move (moves, N_NODES));
}

int
main (void)
{
  Bench bench = { .journey = sj_journey_new (&sj_kinds_default) };

  bench.history = sj_history_new (bench.journey);
  fill (bench.history);
  bench.text = sj_journey_to_string (bench.journey);
  bench.length = strlen (bench.text);
  printf ("a journey of %d steps, %.1f MB as text\n", N_NODES, (double) bench.length / 1e6);
  line ("read", measure (read_journey, &bench, 5), measure (read_json, &bench, 5));
  line ("written in canonical form", measure (write_journey, &bench, 5), measure (write_json, &bench, 5));
  line ("copied", measure (copy_journey, &bench, 5), 0);
  line ("compared with its copy", measure (compare_journeys, &bench, 5), 0);
  line ("as an outline", measure (outline_journey, &bench, 5), 0);
  line ("a label set, and undone", measure (set_and_undo, &bench, 500), 0);
  line ("a step inserted on a path, and undone", measure (insert_and_undo, &bench, 100), 0);
  line ("a step deleted with its gap, and undone", measure (delete_and_undo, &bench, 500), 0);
  line ("all 5,000 moved by a drag", measure (move_all, &bench, 5), 0);
  sj_history_free (bench.history);
  sj_journey_unref (bench.journey);
  g_free (bench.text);
  return 0;
}
