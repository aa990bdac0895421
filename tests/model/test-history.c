/* test-history.c -- whatever is done can be undone and done again, byte for byte;
 * steps, groups, absorbing and the saved state. */
#include "kinds/sj-kinds-default.h"
#include "model/sj-history.h"
#include "model/sj-journey-json.h"

#include "random.h"

#include <string.h>

/* What the graph keeps beside the nodes must be what one would count anew. */
static void
check_graph (const SjJourney *journey)
{
  g_autoptr (GHashTable) ways = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key, value;

  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *node = sj_journey_node (journey, i);

      g_assert_cmpuint (node->index, ==, i);
      g_assert_true (sj_journey_find (journey, node->id) == node);
      for (uint32_t p = 0; p < node->n_paths; p++)
        {
          const SjPath *path = node->paths[p];
          unsigned count;

          g_assert_true (path->node == node);
          g_assert_true ((path->to == NULL) == (path->anchor == NULL));
          if (path->to == NULL)
            continue;
          g_assert_true (path->anchor->in[path->in_index] == path);
          g_assert_cmpstr (path->anchor->id, ==, path->to);
          count = GPOINTER_TO_UINT (g_hash_table_lookup (ways, path->to)) + 1;
          g_hash_table_insert (ways, path->to, GUINT_TO_POINTER (count));
        }
    }
  g_hash_table_iter_init (&iter, journey->graph.anchors);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const SjAnchor *anchor = value;

      g_assert_cmpuint (anchor->n_in, ==, GPOINTER_TO_UINT (g_hash_table_lookup (ways, key)));
      g_assert_true (anchor->n_in > 0 || anchor->node != NULL);
    }
}

static void
check_reads_back (const SjJourney *journey)
{
  g_autofree char *text = sj_journey_to_string (journey);
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) again = sj_journey_read (&sj_kinds_default, NULL, text, strlen (text), NULL, &error);
  g_autofree char *second = NULL;

  g_assert_no_error (error);
  second = sj_journey_to_string (again);
  assert_same_text (text, second);
}

/* One thing a person might do; the number of steps may or may not grow. */
static void
do_something (GRand *chance, SjHistory *history)
{
  SjJourney *journey = sj_history_journey (history);
  int edits = g_rand_int_range (chance, 0, 8) == 0 ? 5 : 1;
  bool group = edits > 1;

  if (group)
    sj_history_begin (history, "Several things");
  for (int i = 0; i < edits; i++)
    {
      SjEdit *edit = random_edit (chance, journey);

      if (edit != NULL)
        sj_history_do (history, edit);
    }
  if (group && g_rand_int_range (chance, 0, 4) == 0)
    sj_history_cancel (history);
  else if (group)
    sj_history_end (history);
  if (g_rand_int_range (chance, 0, 6) == 0)
    sj_history_seal (history);
}

static char *
text_of (SjHistory *history)
{
  return sj_journey_to_string (sj_history_journey (history));
}

#define EVERY 50

static void
test_random_edits (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (11);
  g_autoptr (SjJourney) journey = random_journey (chance, &sj_kinds_default, 12);
  g_autoptr (SjHistory) history = sj_history_new (journey);
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);    /* after 0, EVERY, 2 EVERY … steps */
  g_autofree char *first = text_of (history);
  g_autofree char *last = NULL;
  size_t steps = 0;

  g_ptr_array_add (states, text_of (history));
  for (unsigned i = 0; i < 10000; i++)
    {
      if (sj_history_n_undo (history) % EVERY == 0)
        sj_history_seal (history);
      do_something (chance, history);
      if (sj_history_n_undo (history) == steps)
        continue;
      steps = sj_history_n_undo (history);
      if (steps % EVERY == 0)
        {
          sj_history_seal (history);
          g_ptr_array_add (states, text_of (history));
          check_graph (journey);
          check_reads_back (journey);
        }
    }
  last = text_of (history);
  g_assert_cmpuint (steps, >, 5000);
  g_test_message ("%zu steps, %u nodes", steps, sj_journey_n_nodes (journey));

  while (sj_history_undo (history))
    if (sj_history_n_undo (history) % EVERY == 0)
      {
        g_autofree char *text = text_of (history);

        assert_same_text (text, states->pdata[sj_history_n_undo (history) / EVERY]);
        check_graph (journey);
      }
  g_assert_cmpuint (sj_history_n_undo (history), ==, 0);
  g_assert_cmpuint (sj_history_n_redo (history), ==, steps);
  {
    g_autofree char *text = text_of (history);

    assert_same_text (text, first);
  }

  while (sj_history_redo (history))
    if (sj_history_n_undo (history) % EVERY == 0)
      {
        g_autofree char *text = text_of (history);

        assert_same_text (text, states->pdata[sj_history_n_undo (history) / EVERY]);
      }
  {
    g_autofree char *text = text_of (history);

    assert_same_text (text, last);
  }
}

static SjHistory *
two_steps (void)
{
  g_autoptr (SjJourney) journey = sj_journey_new (&sj_kinds_default);
  SjHistory *history = sj_history_new (journey);
  g_autoptr (SjNode) event = sj_node_new (sj_kind_find (&sj_kinds_default, "event", 5), "event-1");
  g_autoptr (SjNode) wait = sj_node_new (sj_kind_find (&sj_kinds_default, "wait", 4), "wait-2");

  g_assert_true (sj_history_do (history, sj_edit_add_node (event, SJ_AT_END)));
  g_assert_true (sj_history_do (history, sj_edit_add_node (wait, SJ_AT_END)));
  return history;
}

static bool
type_label (SjHistory *history, const char *text)
{
  SjTarget target = { SJ_SCOPE_NODE, .node = "wait-2" };
  SjValue value = sj_value_string (text);

  return sj_history_do (history, sj_edit_set_field (&target, "label", &value));
}

/* Typing is one step, until the field is left; so is dragging. */
static void
test_absorb (void)
{
  g_autoptr (SjHistory) history = two_steps ();
  SjNode *wait = sj_journey_find (sj_history_journey (history), "wait-2");

  type_label (history, "P");
  type_label (history, "Pa");
  type_label (history, "Pause");
  g_assert_cmpuint (sj_history_n_undo (history), ==, 3);
  g_assert_cmpstr (sj_node_title (wait), ==, "Pause");
  sj_history_undo (history);
  g_assert_null (wait->label);
  sj_history_redo (history);
  g_assert_cmpstr (wait->label, ==, "Pause");

  type_label (history, "Paused");    /* after undo and redo: a new step */
  g_assert_cmpuint (sj_history_n_undo (history), ==, 4);
  sj_history_seal (history);
  type_label (history, "Rest");
  g_assert_cmpuint (sj_history_n_undo (history), ==, 5);

  for (int x = 1; x <= 10; x++)
    g_assert_true (sj_history_do (history, sj_edit_move (&(SjShift) { "wait-2", 16 * x, 32 }, 1)));
  g_assert_cmpuint (sj_history_n_undo (history), ==, 6);
  g_assert_cmpint (wait->at.x, ==, 160);
  g_assert_true (sj_history_do (history, sj_edit_move (&(SjShift) { "event-1", 16, 32 }, 1)));    /* another */
  g_assert_cmpuint (sj_history_n_undo (history), ==, 7);
  sj_history_undo (history);
  sj_history_undo (history);
  g_assert_false (wait->at.set);
}

/* A click each: switches and choices are never put together. */
static void
test_clicks (void)
{
  g_autoptr (SjHistory) history = two_steps ();
  SjTarget target = { SJ_SCOPE_NODE, .node = "wait-2" };
  SjValue value = sj_value_bool (true);

  g_assert_true (sj_history_do (history, sj_edit_set_field (&target, "pinned", &value)));
  g_assert_true (sj_history_do (history, sj_edit_set_field (&target, "pinned", NULL)));
  g_assert_cmpuint (sj_history_n_undo (history), ==, 4);
}

static void
test_saved (void)
{
  g_autoptr (SjHistory) history = two_steps ();

  g_assert_false (sj_history_is_saved (history));
  type_label (history, "A");
  sj_history_mark_saved (history);
  g_assert_true (sj_history_is_saved (history));
  type_label (history, "AB");    /* not absorbed by the saved step */
  g_assert_false (sj_history_is_saved (history));
  sj_history_undo (history);
  g_assert_true (sj_history_is_saved (history));
  sj_history_undo (history);
  g_assert_false (sj_history_is_saved (history));
  type_label (history, "C");    /* the saved state is gone for good */
  sj_history_undo (history);
  g_assert_false (sj_history_is_saved (history));
}

static void
test_titles (void)
{
  g_autoptr (SjHistory) history = two_steps ();
  SjTarget target = { SJ_SCOPE_NODE_SETTINGS, .node = "wait-2" };
  SjValue value = sj_value_string ("PT2H");

  g_assert_cmpstr (sj_history_undo_title (history), ==, "Add Wait");
  g_assert_cmpstr (sj_history_title (history, 1), ==, "Add Event");
  g_assert_null (sj_history_title (history, 2));
  g_assert_null (sj_history_redo_title (history));

  type_label (history, "Pause");
  g_assert_cmpstr (sj_history_undo_title (history), ==, "Rename Pause");
  g_assert_true (sj_history_do (history, sj_edit_set_field (&target, "for", &value)));
  g_assert_cmpstr (sj_history_undo_title (history), ==, "Change “Wait for”");
  g_assert_true (sj_history_do (history, sj_edit_connect ("event-1", "next", "wait-2")));
  g_assert_cmpstr (sj_history_undo_title (history), ==, "Connect Event to Pause");
  g_assert_true (sj_history_do (history, sj_edit_connect ("event-1", "next", NULL)));
  g_assert_cmpstr (sj_history_undo_title (history), ==, "Disconnect Event");
  g_assert_true (sj_history_do (history, sj_edit_remove_node ("wait-2")));
  g_assert_cmpstr (sj_history_undo_title (history), ==, "Delete Pause");
  sj_history_undo (history);
  g_assert_cmpstr (sj_history_redo_title (history), ==, "Delete Pause");
}

/* What does not fit is refused and changes nothing. */
static void
test_refused (void)
{
  g_autoptr (SjHistory) history = two_steps ();
  g_autofree char *before = text_of (history);
  g_autofree char *after = NULL;
  g_autoptr (SjNode) wait = sj_node_new (sj_kind_find (&sj_kinds_default, "wait", 4), "wait-2");
  SjTarget nobody = { SJ_SCOPE_NODE, .node = "nobody" };
  SjTarget frame = { SJ_SCOPE_NODE, .node = "wait-2" };
  SjValue value = sj_value_bool (true);

  g_assert_false (sj_history_do (history, sj_edit_add_node (wait, SJ_AT_END)));
  g_assert_false (sj_history_do (history, sj_edit_remove_node ("nobody")));
  g_assert_false (sj_history_do (history, sj_edit_remove_path ("wait-2", "next")));    /* always there */
  g_assert_false (sj_history_do (history, sj_edit_connect ("wait-2", "timeout", "event-1")));
  g_assert_false (sj_history_do (history, sj_edit_remove_goal (0)));
  g_assert_false (sj_history_do (history, sj_edit_set_field (&nobody, "label", NULL)));
  g_assert_false (sj_history_do (history, sj_edit_set_field (&frame, "paths", &value)));
  g_assert_false (sj_history_do (history, sj_edit_move ((SjShift[]) { { "wait-2", 1, 1 }, { "nobody", 1, 1 } }, 2)));
  after = text_of (history);
  assert_same_text (before, after);
  g_assert_cmpuint (sj_history_n_undo (history), ==, 2);
}

static void
test_groups (void)
{
  g_autoptr (SjHistory) history = two_steps ();
  g_autofree char *before = text_of (history);
  g_autofree char *after = NULL;

  sj_history_begin (history, "Outer");
  type_label (history, "A");
  sj_history_begin (history, "Inner");
  type_label (history, "B");
  sj_history_end (history);
  sj_history_begin (history, "Regretted");
  type_label (history, "C");
  sj_history_cancel (history);
  g_assert_cmpstr (sj_node_title (sj_journey_find (sj_history_journey (history), "wait-2")), ==, "B");
  sj_history_end (history);
  g_assert_cmpuint (sj_history_n_undo (history), ==, 3);
  g_assert_cmpstr (sj_history_undo_title (history), ==, "Outer");
  type_label (history, "D");    /* a group takes nothing more in */
  g_assert_cmpuint (sj_history_n_undo (history), ==, 4);
  sj_history_undo (history);
  sj_history_undo (history);
  after = text_of (history);
  assert_same_text (before, after);

  sj_history_begin (history, "Nothing");
  sj_history_end (history);
  g_assert_cmpuint (sj_history_n_undo (history), ==, 2);
}

static void
test_limit (void)
{
  g_autoptr (SjHistory) history = two_steps ();

  for (int i = 0; i < SJ_HISTORY_STEPS + 10; i++)
    {
      sj_history_seal (history);
      type_label (history, i % 2 ? "A" : "B");
    }
  g_assert_cmpuint (sj_history_n_undo (history), ==, SJ_HISTORY_STEPS);
  while (sj_history_undo (history))
    ;
  g_assert_cmpstr (sj_node_title (sj_journey_find (sj_history_journey (history), "wait-2")), ==, "A");
}

typedef struct
{
  unsigned seen[SJ_CHANGE_EXITS + 1];
  char *was;
} Seen;

static void
changed_cb (SjJourney *journey, const SjChange *change, gpointer data)
{
  Seen *seen = data;

  seen->seen[change->type]++;
  if (change->type == SJ_CHANGE_PATH_TARGET)
    {
      g_free (seen->was);
      seen->was = g_strdup (change->was);
    }
  if (change->type == SJ_CHANGE_NODE_REMOVED)
    {
      g_assert_null (sj_journey_find (journey, change->node->id));
      g_assert_cmpuint (change->node->n_paths, >, 0);    /* still readable */
    }
}

static void
test_observers (void)
{
  g_autoptr (SjHistory) history = two_steps ();
  SjJourney *journey = sj_history_journey (history);
  Seen seen = { { 0 }, NULL };
  unsigned id = sj_journey_observe (journey, changed_cb, &seen);

  type_label (history, "A");
  sj_history_do (history, sj_edit_move (&(SjShift) { "wait-2", 16, 32 }, 1));
  sj_history_do (history, sj_edit_connect ("event-1", "next", "wait-2"));
  g_assert_null (seen.was);
  sj_history_do (history, sj_edit_connect ("event-1", "next", "event-1"));
  g_assert_cmpstr (seen.was, ==, "wait-2");
  sj_history_do (history, sj_edit_remove_node ("wait-2"));
  sj_history_undo (history);
  g_assert_cmpuint (seen.seen[SJ_CHANGE_NODE_FIELD], ==, 1);
  g_assert_cmpuint (seen.seen[SJ_CHANGE_NODE_MOVED], ==, 1);
  g_assert_cmpuint (seen.seen[SJ_CHANGE_PATH_TARGET], ==, 2);
  g_assert_cmpuint (seen.seen[SJ_CHANGE_NODE_REMOVED], ==, 1);
  g_assert_cmpuint (seen.seen[SJ_CHANGE_NODE_ADDED], ==, 1);

  sj_journey_unobserve (journey, id);
  type_label (history, "B");
  g_assert_cmpuint (seen.seen[SJ_CHANGE_NODE_FIELD], ==, 1);
  g_free (seen.was);
}

/* Any journey can become any other, in one step, and be itself again; the same is no step. */
static void
test_become (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (17);

  for (unsigned round = 0; round < 60; round++)
    {
      g_autoptr (SjJourney) journey = random_journey (chance, &sj_kinds_default, round % 13);
      g_autoptr (SjJourney) other = round % 2 ? random_journey (chance, &sj_kinds_default, round % 11)
                                              : sj_journey_copy (journey);
      g_autoptr (SjHistory) history = sj_history_new (journey);
      g_autoptr (SjHistory) others = sj_history_new (other);
      g_autofree char *before = text_of (history);
      g_autofree char *wanted = NULL;
      g_autofree char *after = NULL;
      g_autofree char *back = NULL;

      for (unsigned i = 0; i < round; i++)
        do_something (chance, others);
      wanted = text_of (others);
      g_assert_true (sj_history_become (history, other, "Become"));
      after = text_of (history);
      assert_same_text (wanted, after);
      check_graph (journey);
      g_assert_cmpuint (sj_history_n_undo (history), ==, strcmp (before, wanted) != 0);
      while (sj_history_undo (history))
        ;
      back = text_of (history);
      assert_same_text (before, back);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/history/random-edits", test_random_edits);
  g_test_add_func ("/model/history/absorb", test_absorb);
  g_test_add_func ("/model/history/clicks", test_clicks);
  g_test_add_func ("/model/history/saved", test_saved);
  g_test_add_func ("/model/history/titles", test_titles);
  g_test_add_func ("/model/history/refused", test_refused);
  g_test_add_func ("/model/history/groups", test_groups);
  g_test_add_func ("/model/history/limit", test_limit);
  g_test_add_func ("/model/history/observers", test_observers);
  g_test_add_func ("/model/history/become", test_become);
  return g_test_run ();
}
