/* bench-check.c -- what it costs to prove a journey of 5,000 steps sound, at once and
 * after each edit.
 *
 * The journey is one a program made, in the shape of those that people draw: runs of
 * messages, waits and updates, conditions and splits of two to four ways, events with
 * a timeout, ways that meet again.  It refers to the sample workspace; every text in
 * it is compiled.  Figures are processor time; of the edits the one that 95 of 100
 * stay below.
 */
#include "kinds/sj-kinds-default.h"
#include "model/sj-check.h"
#include "model/sj-history.h"
#include "model/sj-library.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N_NODES 5000
#define N_EDITS 300
#define FULL_MS 100.0
#define EDIT_MS 5.0

static double
milliseconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec * 1e-6;
}

typedef struct
{
  SjHistory *history;
  SjJourney *journey;
  SjLibrary *library;
  GRand *chance;
  GQueue open;              /* of SjPath: not yet led anywhere */
  unsigned made;
} Bench;

static int
below (Bench *bench, int bound)
{
  return g_rand_int_range (bench->chance, 0, bound);
}

static const char *
event_name (Bench *bench)
{
  static const char *const events[] = { "LumaCheckoutEvent_Email", "LumaPurchaseEvent_Email", "Charged",
                                        "AddedToCart", "LumaShippingEvent", "LumaSurveyEvent" };

  return events[below (bench, G_N_ELEMENTS (events))];
}

static void
set (Bench *bench, const SjTarget *target, const char *field, const char *text)
{
  SjValue value = sj_value_string (text);

  g_assert_true (sj_history_do (bench->history, sj_edit_set_field (target, field, &value)));
}

static char *
condition_text (Bench *bench, unsigned number)
{
  static const char *const audiences[] = { "gold-members", "big-spenders", "luma-mobile-app-users" };

  return g_strdup_printf ("@event{LumaCheckoutEvent_Email.commerce.order.priceTotal} > %u.0 and inAudience(\"%s\")",
                          500 - number % 400, audiences[number % G_N_ELEMENTS (audiences)]);
}

static SjNode *
add_node (Bench *bench, const char *kind)
{
  g_autofree char *id = g_strdup_printf ("%s-%u", kind, ++bench->made);
  g_autofree char *label = g_strdup_printf ("Step %u", bench->made);
  g_autoptr (SjNode) node = sj_node_new (sj_kind_find (&sj_kinds_default, kind, strlen (kind)), id);

  g_assert_true (sj_history_do (bench->history, sj_edit_add_node (node, SJ_AT_END)));
  set (bench, &(SjTarget) { .scope = SJ_SCOPE_NODE, .node = id }, "label", label);
  return sj_journey_find (bench->journey, id);
}

static void
add_path (Bench *bench, SjNode *node, const char *id)
{
  SjPath *path = sj_path_new (node, id);

  g_assert_true (sj_history_do (bench->history, sj_edit_add_path (node->id, path, sj_node_path_place (node, id))));
  sj_path_free (path);
}

static void
fill_condition (Bench *bench, SjNode *node)
{
  for (int more = below (bench, 3); more > 0; more--)
    {
      g_autofree char *id = sj_node_new_path_id (node);

      add_path (bench, node, id);
    }
  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      g_autofree char *text = condition_text (bench, bench->made * 7 + i * 131);

      set (bench, &(SjTarget) { SJ_SCOPE_PATH_SETTINGS, node->id, node->paths[i]->id, 0 }, "expression", text);
    }
  add_path (bench, node, "else");
}

static void
fill (Bench *bench, SjNode *node)
{
  SjTarget target = { .scope = SJ_SCOPE_NODE_SETTINGS, .node = node->id };
  const char *kind = node->kind->id;

  if (g_str_equal (kind, "event"))
    {
      set (bench, &target, "event", bench->made == 1 ? "LumaCheckoutEvent_Email" : event_name (bench));
      if (bench->made > 1)
        {
          set (bench, &target, "timeout", "PT2H");
          add_path (bench, node, "timeout");
        }
    }
  else if (g_str_equal (kind, "condition"))
    fill_condition (bench, node);
  else if (g_str_equal (kind, "email"))
    {
      set (bench, &target, "configuration", "EmailMarketing");
      set (bench, &target, "subject", "{{profile.person.name.firstName}}, your order");
      set (bench, &target, "body",
           "Dear {{profile.person.name.firstName}}, {{#each "
           "context.journey.events.LumaCheckoutEvent_Email.productListItems as |item|}}"
           "{{item.name}} {{item.priceTotal}}{{/each}}");
    }
  else if (g_str_equal (kind, "wait"))
    set (bench, &target, "for", "PT3H");
  else if (g_str_equal (kind, "update-profile"))
    {
      SjMember members[] = { { sj_value_string ("attribute"), sj_value_string ("person.gender") },
                             { sj_value_string ("value"),
                               sj_value_string ("lower(@event{LumaCheckoutEvent_Email._id})") } };
      SjValue update = sj_value_object (members, G_N_ELEMENTS (members));
      SjValue updates = sj_value_list (&update, 1);

      g_assert_true (sj_history_do (bench->history, sj_edit_set_field (&target, "updates", &updates)));
    }
}

static void
open_paths (Bench *bench, SjNode *node)
{
  for (uint32_t i = 0; i < node->n_paths; i++)
    g_queue_push_tail (&bench->open, node->paths[i]);
}

static void
lead (Bench *bench, SjPath *path, const SjNode *to)
{
  g_assert_true (sj_history_do (bench->history, sj_edit_connect (path->node->id, path->id, to->id)));
}

static void
grow (Bench *bench)
{
  static const char *const kinds[] = { "email", "wait", "update-profile", "email", "event", "condition", "email",
                                       "split", "wait", "update-profile" };
  SjNode *node = add_node (bench, "event");

  fill (bench, node);
  open_paths (bench, node);
  while (bench->made < N_NODES - 1)
    {
      SjPath *path = g_queue_pop_nth (&bench->open, (guint) below (bench, (int) g_queue_get_length (&bench->open)));

      node = add_node (bench, kinds[below (bench, G_N_ELEMENTS (kinds))]);
      fill (bench, node);
      lead (bench, path, node);
      open_paths (bench, node);
      while (g_queue_get_length (&bench->open) > 40)
        lead (bench, g_queue_pop_head (&bench->open), node);
    }
  node = add_node (bench, "end");
  while (!g_queue_is_empty (&bench->open))
    lead (bench, g_queue_pop_head (&bench->open), node);
}

static void
start (Bench *bench)
{
  *bench = (Bench) { .chance = g_rand_new_with_seed (5), .journey = sj_journey_new (&sj_kinds_default) };
  bench->library = sj_library_load (BENCH_SOURCE "/../../data/sample", NULL);
  g_assert_nonnull (bench->library);
  g_queue_init (&bench->open);
  bench->history = sj_history_new (bench->journey);
  grow (bench);
}

static void
stop (Bench *bench)
{
  sj_history_free (bench->history);
  sj_journey_unref (bench->journey);
  sj_library_unref (bench->library);
  g_rand_free (bench->chance);
}

/* ------------------------------------------------------------------ edits */

static SjNode *
some_node (Bench *bench, const char *kind)
{
  for (;;)
    {
      uint32_t index = (uint32_t) below (bench, (int) sj_journey_n_nodes (bench->journey));
      SjNode *node = sj_journey_node (bench->journey, index);

      if (kind == NULL ? node->n_paths > 0 : g_str_equal (node->kind->id, kind))
        return node;
    }
}

static SjPath *
some_path (Bench *bench)
{
  SjNode *node = some_node (bench, NULL);

  return node->paths[below (bench, (int) node->n_paths)];
}

static void
insert (Bench *bench)
{
  g_autofree char *id = g_strdup_printf ("new-%u", ++bench->made);
  g_autoptr (SjNode) node = sj_node_new (sj_kind_find (&sj_kinds_default, "wait", 4), id);
  SjPath *path = some_path (bench);
  g_autofree char *behind = g_strdup (path->to);

  sj_history_begin (bench->history, "Insert");
  sj_history_do (bench->history, sj_edit_add_node (node, SJ_AT_END));
  sj_history_do (bench->history, sj_edit_connect (id, "next", behind));
  sj_history_do (bench->history, sj_edit_connect (path->node->id, path->id, id));
  sj_history_end (bench->history);
}

static void
delete (Bench *bench)
{
  SjNode *node = some_node (bench, "wait");

  sj_history_do (bench->history, sj_edit_remove_node (node->id));
}

static void
rename_node (Bench *bench)
{
  set (bench, &(SjTarget) { .scope = SJ_SCOPE_NODE, .node = some_node (bench, NULL)->id }, "label", "Renamed");
}

static void
rewire (Bench *bench)
{
  SjPath *path = some_path (bench);

  lead (bench, path, some_node (bench, NULL));
}

static void
change_condition (Bench *bench)
{
  SjNode *node = some_node (bench, "condition");
  g_autofree char *text = condition_text (bench, ++bench->made);

  set (bench, &(SjTarget) { SJ_SCOPE_PATH_SETTINGS, node->id, node->paths[0]->id, 0 }, "expression", text);
}

static void
change_message (Bench *bench)
{
  g_autofree char *text = g_strdup_printf ("{{profile.person.name.firstName}}, offer %u", ++bench->made);

  set (bench, &(SjTarget) { .scope = SJ_SCOPE_NODE_SETTINGS, .node = some_node (bench, "email")->id }, "subject", text);
}

static void
change_settings (Bench *bench)
{
  set (bench, &(SjTarget) { .scope = SJ_SCOPE_SETTINGS }, "timeout", ++bench->made % 2 ? "P30D" : "P3D");
}

static const struct { const char *name; void (*edit) (Bench *bench); } edits[] = {
  { "insert a wait on a path", insert },
  { "delete a wait", delete },
  { "rename a step", rename_node },
  { "lead a path elsewhere", rewire },
  { "change a condition", change_condition },
  { "change a subject", change_message },
  { "change the longest stay", change_settings },
};

static int
compare (const void *a, const void *b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

/* Each edit is taken back before the next, so that the journey stays what it is. */
static bool
measure_edit (Bench *bench, SjChecker *checker, size_t which)
{
  double times[N_EDITS];

  for (unsigned i = 0; i < N_EDITS; i++)
    {
      double begun;

      sj_history_seal (bench->history);
      edits[which].edit (bench);
      begun = milliseconds ();
      sj_checker_update (checker);
      times[i] = milliseconds () - begun;
      sj_history_undo (bench->history);
      sj_checker_update (checker);
    }
  qsort (times, N_EDITS, sizeof *times, compare);
  printf ("  %-30s median %6.2f ms, p95 %6.2f ms (target %.0f)\n", edits[which].name, times[N_EDITS / 2],
          times[N_EDITS * 95 / 100], EDIT_MS);
  return times[N_EDITS * 95 / 100] <= EDIT_MS * 1.2;
}

static bool
measure_full (Bench *bench)
{
  double best = INFINITY;
  size_t found = 0;

  for (unsigned round = 0; round < 5; round++)
    {
      double begun = milliseconds ();
      g_autoptr (SjChecker) checker = sj_checker_new (bench->journey, bench->library);

      sj_checker_update (checker);
      best = fmin (best, milliseconds () - begun);
      found = sj_checker_count (checker);
    }
  printf ("  %-30s %6.1f ms (target %.0f), %zu findings\n", "full check", best, FULL_MS, found);
  return best <= FULL_MS * 1.2;
}

int
main (void)
{
  Bench bench;
  SjChecker *checker;
  bool good;

  start (&bench);
  printf ("journey of %u steps\n", sj_journey_n_nodes (bench.journey));
  good = measure_full (&bench);
  checker = sj_checker_new (bench.journey, bench.library);
  sj_checker_update (checker);
  for (size_t i = 0; i < G_N_ELEMENTS (edits); i++)
    good &= measure_edit (&bench, checker, i);
  sj_checker_free (checker);
  stop (&bench);
  return good ? 0 : 1;
}
