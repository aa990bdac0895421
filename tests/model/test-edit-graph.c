/* test-edit-graph.c -- what people do to the drawing: each is one step, and each
 * leaves the paths where a person expects them. */
#include "kinds/sj-kinds-default.h"
#include "model/sj-card.h"
#include "model/sj-edit-graph.h"
#include "model/sj-journey-json.h"

#include "random.h"

#include <string.h>

static const SjKind *
kind (const char *id)
{
  return sj_kind_find (&sj_kinds_default, id, strlen (id));
}

/* event-1 → wait-2 → email-3, in columns. */
static SjHistory *
three_in_a_row (void)
{
  g_autoptr (SjJourney) journey = sj_journey_new (&sj_kinds_default);
  SjHistory *history = sj_history_new (journey);
  static const char *const kinds[] = { "event", "wait", "email" };
  g_autofree char *last = NULL;

  for (int i = 0; i < 3; i++)
    {
      SjPathRef from = { last, "next" };
      char *id = sj_edit_graph_add (history, kind (kinds[i]), (SjPlace) { i * SJ_ARRANGE_COLUMN, 0, true },
                                    last ? &from : NULL);

      g_free (last);
      last = id;
    }
  return history;
}

/* "event-1>wait-2 wait-2>email-3": every path that leads somewhere. */
static char *
ways (SjHistory *history)
{
  const SjJourney *journey = sj_history_journey (history);
  GString *text = g_string_new (NULL);

  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *node = sj_journey_node (journey, i);

      for (uint32_t p = 0; p < node->n_paths; p++)
        if (node->paths[p]->to != NULL)
          g_string_append_printf (text, "%s%s%s%s>%s", text->len > 0 ? " " : "", node->id, p > 0 ? "." : "",
                                  p > 0 ? node->paths[p]->id : "", node->paths[p]->to);
    }
  return g_string_free (text, FALSE);
}

static void
assert_ways (SjHistory *history, const char *wanted)
{
  g_autofree char *text = ways (history);

  g_assert_cmpstr (text, ==, wanted);
}

static int
x_of (SjHistory *history, const char *id)
{
  return sj_journey_find (sj_history_journey (history), id)->at.x;
}

static void
test_add (void)
{
  g_autoptr (SjHistory) history = three_in_a_row ();

  assert_ways (history, "event-1>wait-2 wait-2>email-3");
  g_assert_cmpuint (sj_history_n_undo (history), ==, 3);
  g_assert_cmpstr (sj_history_undo_title (history), ==, "Add Email");
  sj_history_undo (history);
  assert_ways (history, "event-1>wait-2");
}

/* What is foretold is what happens, here and at a place of one's own. */
static void
test_room (void)
{
  static const SjPlace places[] = { { 0, 0, false }, { 400, 0, true }, { 400, 400, true } };

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (SjHistory) history = three_in_a_row ();
      const SjJourney *journey = sj_history_journey (history);
      SjPathRef way = { "event-1", "next" };
      SjPlace at = places[i];
      g_autoptr (GArray) moves = sj_edit_graph_room (journey, &way, SJ_ARRANGE_CARD_HEIGHT, &at);
      g_autofree char *id = NULL;

      g_assert_true (at.set);
      g_assert_cmpuint (moves->len, ==, i < 2 ? 2 : 0);
      id = sj_edit_graph_insert_at (history, kind ("wait"), &way, places[i]);
      assert_ways (history, "event-1>wait-4 wait-2>email-3 wait-4>wait-2");
      g_assert_cmpint (x_of (history, id), ==, at.x);
      for (guint m = 0; m < moves->len; m++)
        {
          const SjShift *move = &g_array_index (moves, SjShift, m);

          g_assert_cmpint (x_of (history, move->node), ==, move->x);
        }
      g_assert_cmpint (x_of (history, "wait-2"), ==, i < 2 ? 576 : 288);
      g_assert_cmpuint (sj_history_n_undo (history), ==, 4);
    }
}

static void
test_insert (void)
{
  g_autoptr (SjHistory) history = three_in_a_row ();
  g_autofree char *id = sj_edit_graph_insert (history, kind ("condition"), &(SjPathRef) { "event-1", "next" });

  g_assert_cmpstr (id, ==, "condition-4");
  assert_ways (history, "event-1>condition-4 wait-2>email-3 condition-4>wait-2");
  g_assert_cmpstr (sj_history_undo_title (history), ==, "Insert Condition on Event");
  g_assert_cmpint (x_of (history, "condition-4"), ==, SJ_ARRANGE_COLUMN);
  g_assert_cmpint (x_of (history, "wait-2"), ==, 2 * SJ_ARRANGE_COLUMN);
  g_assert_cmpint (x_of (history, "email-3"), ==, 3 * SJ_ARRANGE_COLUMN);
  g_assert_cmpuint (sj_history_n_undo (history), ==, 4);
  sj_history_undo (history);
  assert_ways (history, "event-1>wait-2 wait-2>email-3");
  g_assert_cmpint (x_of (history, "wait-2"), ==, SJ_ARRANGE_COLUMN);

  g_assert_null (sj_edit_graph_insert (history, kind ("end"), &(SjPathRef) { "event-1", "next" }));
}

/* Where there is room nothing moves, and a pinned step never does. */
static void
test_insert_with_room (void)
{
  g_autoptr (SjHistory) history = three_in_a_row ();
  SjTarget target = { SJ_SCOPE_NODE, .node = "email-3" };
  SjValue value = sj_value_bool (true);
  g_autofree char *id = NULL;

  g_assert_true (sj_history_do (history, sj_edit_move (&(SjShift) { "wait-2", 3 * SJ_ARRANGE_COLUMN, 0 }, 1)));
  g_assert_true (sj_history_do (history, sj_edit_set_field (&target, "pinned", &value)));
  id = sj_edit_graph_insert (history, kind ("wait"), &(SjPathRef) { "event-1", "next" });
  g_assert_cmpint (x_of (history, "wait-2"), ==, 3 * SJ_ARRANGE_COLUMN);
  g_assert_cmpint (x_of (history, "email-3"), ==, 2 * SJ_ARRANGE_COLUMN);
}

static void
test_splice (void)
{
  g_autoptr (SjHistory) history = three_in_a_row ();
  g_autofree char *id = sj_edit_graph_add (history, kind ("sms"), (SjPlace) { 0, 500, true }, NULL);

  g_assert_false (sj_edit_graph_splice (history, "wait-2", &(SjPathRef) { "event-1", "next" }));    /* has paths */
  g_assert_true (sj_edit_graph_splice (history, id, &(SjPathRef) { "wait-2", "next" }));
  assert_ways (history, "event-1>wait-2 wait-2>sms-4 sms-4>email-3");
}

static void
test_delete (void)
{
  g_autoptr (SjHistory) history = three_in_a_row ();

  g_assert_true (sj_edit_graph_delete (history, (const char *[]) { "wait-2", NULL }, true));
  assert_ways (history, "event-1>email-3");
  g_assert_cmpstr (sj_history_undo_title (history), ==, "Delete Wait");
  sj_history_undo (history);
  assert_ways (history, "event-1>wait-2 wait-2>email-3");

  g_assert_true (sj_edit_graph_delete (history, (const char *[]) { "wait-2", NULL }, false));
  assert_ways (history, "");
  sj_history_undo (history);

  g_assert_true (sj_edit_graph_delete (history, (const char *[]) { "wait-2", "email-3", NULL }, true));
  assert_ways (history, "");
  g_assert_cmpstr (sj_history_undo_title (history), ==, "Delete 2 steps");
  sj_history_undo (history);
  assert_ways (history, "event-1>wait-2 wait-2>email-3");

  g_assert_false (sj_edit_graph_delete (history, (const char *[]) { "nobody", NULL }, true));
}

/* Two ways in: free ends, not two ways that nobody drew. */
static void
test_delete_join (void)
{
  g_autoptr (SjHistory) history = three_in_a_row ();
  g_autofree char *timeout = sj_edit_graph_add_path (history, "event-1", "timeout");

  g_assert_cmpstr (timeout, ==, "timeout");
  g_assert_true (sj_edit_graph_connect (history, &(SjPathRef) { "event-1", "timeout" }, "wait-2"));
  g_assert_true (sj_edit_graph_delete (history, (const char *[]) { "wait-2", NULL }, true));
  assert_ways (history, "");
  sj_history_undo (history);
  assert_ways (history, "event-1>wait-2 event-1.timeout>wait-2 wait-2>email-3");
}

static void
test_paths (void)
{
  g_autoptr (SjHistory) history = three_in_a_row ();
  g_autofree char *condition = sj_edit_graph_add (history, kind ("condition"), (SjPlace) { 0 }, NULL);
  g_autofree char *second = sj_edit_graph_add_path (history, condition, "case");
  g_autofree char *others = sj_edit_graph_add_path (history, condition, "else");
  g_autofree char *third = sj_edit_graph_add_path (history, condition, "case");
  const SjNode *node = sj_journey_find (sj_history_journey (history), condition);

  g_assert_cmpstr (second, ==, "case-2");
  g_assert_cmpstr (others, ==, "else");
  g_assert_cmpstr (third, ==, "case-3");
  g_assert_cmpuint (node->n_paths, ==, 4);
  g_assert_cmpstr (node->paths[3]->id, ==, "else");    /* always behind those that repeat */
  g_assert_null (sj_edit_graph_add_path (history, condition, "else"));
  g_assert_null (sj_edit_graph_add_path (history, condition, "timeout"));
  g_assert_null (sj_edit_graph_add_path (history, "event-1", "next"));
  g_assert_true (sj_history_do (history, sj_edit_move_path (condition, third, 0)));
  g_assert_cmpstr (node->paths[0]->id, ==, "case-3");
  g_assert_true (sj_history_do (history, sj_edit_move_path (condition, "else", 0)));
  g_assert_cmpstr (node->paths[3]->id, ==, "else");
}

static void
test_goals (void)
{
  g_autoptr (SjHistory) history = three_in_a_row ();

  g_assert_cmpuint (sj_edit_graph_add_goal (history), ==, 0);
  g_assert_cmpuint (sj_edit_graph_add_goal (history), ==, 1);
  g_assert_cmpstr (sj_journey_goal (sj_history_journey (history), 1)->id, ==, "goal-2");
}

static void
test_paste (void)
{
  g_autoptr (SjHistory) history = three_in_a_row ();
  SjJourney *journey = sj_history_journey (history);
  SjTarget reaction = { SJ_SCOPE_NODE_SETTINGS, .node = "reaction-4" };
  SjTarget label = { SJ_SCOPE_NODE, .node = "email-3" };
  SjValue value = sj_value_string ("email-3"), name = sj_value_string ("Offer");
  g_autofree char *id = sj_edit_graph_add (history, kind ("reaction"), (SjPlace) { 900, 40, true },
                                           &(SjPathRef) { "email-3", "next" });
  g_autofree char *text = NULL;
  g_auto (GStrv) pasted = NULL;
  const SjNode *node;

  g_assert_true (sj_history_do (history, sj_edit_set_field (&reaction, "message", &value)));
  g_assert_true (sj_history_do (history, sj_edit_set_field (&label, "label", &name)));
  text = sj_edit_graph_copy (journey, (const char *[]) { "email-3", id, NULL });
  pasted = sj_edit_graph_paste (history, text, strlen (text), (SjPlace) { 0, 400, true }, NULL);
  g_assert_cmpuint (g_strv_length (pasted), ==, 2);
  assert_ways (history, "event-1>wait-2 wait-2>email-3 email-3>reaction-4 email-5>reaction-6");
  node = sj_journey_find (journey, "reaction-6");
  g_assert_cmpstr (sj_node_text (node, "message"), ==, "email-5");
  g_assert_cmpint (node->at.x, ==, 900 - 2 * SJ_ARRANGE_COLUMN);
  g_assert_cmpint (node->at.y, ==, 440);
  g_assert_cmpstr (sj_journey_find (journey, "email-5")->label, ==, "Offer 2");
  g_assert_cmpstr (sj_history_undo_title (history), ==, "Paste 2 steps");
  sj_history_undo (history);
  assert_ways (history, "event-1>wait-2 wait-2>email-3 email-3>reaction-4");

  g_assert_null (sj_edit_graph_paste (history, "hello", 5, (SjPlace) { 0 }, NULL));
}

static void
test_duplicate (void)
{
  g_autoptr (SjHistory) history = three_in_a_row ();
  g_auto (GStrv) ids = sj_edit_graph_duplicate (history, (const char *[]) { "wait-2", NULL });
  const SjNode *copy = sj_journey_find (sj_history_journey (history), ids[0]);

  g_assert_cmpstr (copy->kind->id, ==, "wait");
  g_assert_cmpint (copy->at.x, ==, SJ_ARRANGE_COLUMN);
  g_assert_cmpint (copy->at.y, ==, SJ_ARRANGE_CARD_HEIGHT + SJ_ARRANGE_ROW_FREE);
  g_assert_null (copy->paths[0]->to);
  g_assert_cmpstr (sj_history_undo_title (history), ==, "Duplicate 1 step");

  /* Once more: the first copy stands there already. */
  g_strfreev (ids);
  ids = sj_edit_graph_duplicate (history, (const char *[]) { "wait-2", NULL });
  copy = sj_journey_find (sj_history_journey (history), ids[0]);
  g_assert_cmpint (copy->at.x, ==, SJ_ARRANGE_COLUMN);
  g_assert_cmpint (copy->at.y, >=, 2 * SJ_ARRANGE_CARD_HEIGHT + SJ_ARRANGE_ROW_FREE);
}

static char **
some_ids (GRand *chance, const SjJourney *journey)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    if (g_rand_int_range (chance, 0, 6) == 0)
      g_ptr_array_add (ids, g_strdup (sj_journey_node (journey, i)->id));
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (ids, FALSE);
}

static void
command (GRand *chance, SjHistory *history)
{
  SjJourney *journey = sj_history_journey (history);
  SjNode *node = sj_journey_node (journey, (uint32_t) g_rand_int_range (chance, 0, (int) sj_journey_n_nodes (journey)));
  SjPath *path = node->n_paths > 0 ? node->paths[g_rand_int_range (chance, 0, (int) node->n_paths)] : NULL;
  SjPathRef way = { node->id, path ? path->id : NULL };
  g_auto (GStrv) ids = some_ids (chance, journey);
  int turn = g_rand_int_range (chance, 0, 6);

  if (turn == 0)
    sj_edit_graph_delete (history, (const char *const *) ids, g_rand_boolean (chance));
  else if (turn == 1 && sj_journey_n_nodes (journey) < 200)
    g_strfreev (sj_edit_graph_duplicate (history, (const char *const *) ids));
  else if (turn == 2 && path != NULL)
    sj_edit_graph_splice (history, sj_journey_node (journey, 0)->id, &way);
  else if (path != NULL)
    g_free (sj_edit_graph_insert (history, random_kind (chance, &sj_kinds_default), &way));
  if (sj_journey_n_nodes (journey) == 0)
    g_free (sj_edit_graph_add (history, kind ("event"), (SjPlace) { 0, 0, true }, NULL));
}

static void
test_random (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (9);
  g_autoptr (SjJourney) journey = random_journey (chance, &sj_kinds_default, 20);
  g_autoptr (SjHistory) history = sj_history_new (journey);
  g_autofree char *first = sj_journey_to_string (journey);
  g_autofree char *last = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  for (int i = 0; i < 1000; i++)
    {
      size_t before = sj_history_n_undo (history);

      command (chance, history);
      g_assert_cmpuint (sj_history_n_undo (history), <=, before + 2);
    }
  last = sj_journey_to_string (journey);
  while (sj_history_undo (history))
    ;
  text = sj_journey_to_string (journey);
  assert_same_text (text, first);
  while (sj_history_redo (history))
    ;
  again = sj_journey_to_string (journey);
  assert_same_text (again, last);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/edit-graph/add", test_add);
  g_test_add_func ("/model/edit-graph/insert", test_insert);
  g_test_add_func ("/model/edit-graph/room", test_room);
  g_test_add_func ("/model/edit-graph/insert-with-room", test_insert_with_room);
  g_test_add_func ("/model/edit-graph/splice", test_splice);
  g_test_add_func ("/model/edit-graph/delete", test_delete);
  g_test_add_func ("/model/edit-graph/delete-join", test_delete_join);
  g_test_add_func ("/model/edit-graph/paths", test_paths);
  g_test_add_func ("/model/edit-graph/goals", test_goals);
  g_test_add_func ("/model/edit-graph/paste", test_paste);
  g_test_add_func ("/model/edit-graph/duplicate", test_duplicate);
  g_test_add_func ("/model/edit-graph/random", test_random);
  return g_test_run ();
}
