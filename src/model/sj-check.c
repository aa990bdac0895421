/* sj-check.c -- a checker's life: what a change touches, and the order of the work.
 *
 * States stand in a list beside the journey's nodes and move with them, so that a
 * node's index finds both.
 */
#include "model/sj-check-private.h"

#include <string.h>

static void
clear_state (SjTextState *state)
{
  g_clear_pointer (&state->pack, g_free);
  g_clear_pointer (&state->closed, g_array_unref);
}

static void
free_state (gpointer data)
{
  clear_state (data);
  g_free (data);
}

static SjTextState *
new_state (void)
{
  SjTextState *state = g_new0 (SjTextState, 1);

  state->dirty = true;
  return state;
}

static SjTextState *
state_of (const SjChecker *checker, const SjNode *node)
{
  return g_ptr_array_index (checker->states, node->index);
}

static void
touch (SjChecker *checker, SjTextState *state)
{
  state->dirty = true;
  checker->texts_dirty = true;
}

static bool
may_change_labels (const SjChange *change)
{
  return change->type == SJ_CHANGE_NODE_ADDED || change->type == SJ_CHANGE_NODE_REMOVED ||
         (change->type == SJ_CHANGE_NODE_FIELD && g_strcmp0 (change->field, "label") == 0);
}

static void
changed_cb (SjJourney *journey, const SjChange *change, gpointer data)
{
  SjChecker *checker = data;

  if (change->type == SJ_CHANGE_NODE_MOVED)
    return;
  checker->chart_dirty = true;
  if (may_change_labels (change))
    checker->labels_dirty = true;
  switch (change->type)
    {
    case SJ_CHANGE_NODE_ADDED:
      g_ptr_array_insert (checker->states, (gint) change->node->index, new_state ());
      checker->texts_dirty = true;
      break;
    case SJ_CHANGE_NODE_REMOVED:
      g_ptr_array_remove_index (checker->states, change->node->index);
      break;
    case SJ_CHANGE_JOURNEY:
    case SJ_CHANGE_SETTINGS:
    case SJ_CHANGE_GOALS:
    case SJ_CHANGE_EXITS:
    case SJ_CHANGE_TESTS:
      touch (checker, &checker->settings);
      break;
    default:
      touch (checker, state_of (checker, change->node));
      break;
    }
}

SjChecker *
sj_checker_new (SjJourney *journey, const SjLibrary *library)
{
  SjChecker *checker = g_new0 (SjChecker, 1);

  checker->journey = sj_journey_ref (journey);
  checker->library = library;
  checker->states = g_ptr_array_new_with_free_func (free_state);
  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    g_ptr_array_add (checker->states, new_state ());
  checker->settings.dirty = true;
  checker->texts_dirty = checker->chart_dirty = checker->labels_dirty = true;
  checker->same_labels = g_ptr_array_new ();
  checker->fact_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  checker->fact_ids = g_ptr_array_new_with_free_func (g_free);
  checker->all = g_ptr_array_new ();
  checker->uses = g_array_new (FALSE, FALSE, sizeof (SjUse));
  if (!journey->frozen)
    checker->observer = sj_journey_observe (journey, changed_cb, checker);
  return checker;
}

void
sj_checker_free (SjChecker *checker)
{
  if (!checker->journey->frozen)
    sj_journey_unobserve (checker->journey, checker->observer);
  g_ptr_array_unref (checker->states);
  clear_state (&checker->settings);
  g_hash_table_unref (checker->fact_numbers);
  g_ptr_array_unref (checker->fact_ids);
  g_ptr_array_unref (checker->same_labels);
  g_ptr_array_unref (checker->all);
  g_array_unref (checker->uses);
  g_clear_pointer (&checker->content, g_hash_table_unref);
  sj_arena_clear (&checker->scratch);
  sj_arena_clear (&checker->arena);
  sj_journey_unref (checker->journey);
  g_free (checker);
}

void
sj_checker_set_library (SjChecker *checker, const SjLibrary *library)
{
  checker->library = library;
  g_clear_pointer (&checker->content, g_hash_table_unref);
  for (guint i = 0; i < checker->states->len; i++)
    touch (checker, g_ptr_array_index (checker->states, i));
  touch (checker, &checker->settings);
  checker->chart_dirty = true;
}

void
sj_checker_set_now (SjChecker *checker, SjTime now)
{
  checker->chart_dirty = checker->chart_dirty || checker->now != now;
  checker->now = now;
}

/* ------------------------------------------------------------------ facts */

/* Kind and id in one text, so that one table holds them all. */
uint32_t
sj_check_fact (SjChecker *checker, SjFactKind kind, const char *id)
{
  char key[160];
  g_autofree char *long_key = NULL;
  const char *name = key;
  uint32_t number;

  if (strlen (id) + 2 > sizeof key)
    name = long_key = g_strdup_printf ("%c%s", 'a' + (int) kind, id);
  else
    {
      key[0] = (char) ('a' + (int) kind);
      strcpy (key + 1, id);
    }
  number = GPOINTER_TO_UINT (g_hash_table_lookup (checker->fact_numbers, name));
  if (number == 0)
    {
      g_ptr_array_add (checker->fact_ids, g_strdup (name));
      number = checker->fact_ids->len;
      g_hash_table_insert (checker->fact_numbers, g_ptr_array_index (checker->fact_ids, number - 1),
                           GUINT_TO_POINTER (number));
    }
  return number - 1;
}

/* ------------------------------------------------------------------ updating */

static void
update_state (SjChecker *checker, SjTextState *state, const SjNode *node)
{
  SjItems items = { NULL };

  if (!state->dirty)
    return;
  clear_state (state);
  checker->node = node;
  checker->items = &items;
  checker->items_arena = &checker->scratch;
  state->leaks = false;
  sj_check_texts (checker, state, node);
  state->pack = sj_pack_new (&items, checker->uses);
  state->dirty = false;
  g_array_set_size (checker->uses, 0);
  sj_arena_reset (&checker->scratch);
}

static void
update_texts (SjChecker *checker)
{
  for (guint i = 0; i < checker->states->len; i++)
    update_state (checker, g_ptr_array_index (checker->states, i), sj_journey_node (checker->journey, i));
  update_state (checker, &checker->settings, NULL);
  checker->texts_dirty = false;
}

static void
update_chart (SjChecker *checker)
{
  sj_arena_reset (&checker->arena);
  checker->asked = NULL;
  checker->items_arena = &checker->arena;
  checker->journey_items = (SjItems) { NULL };
  sj_check_chart (checker);
  sj_check_shape (checker);
  sj_check_facts (checker);
  sj_check_times (checker);
  sj_check_hours (checker);
  sj_check_journey_settings (checker);
  checker->chart_dirty = false;
}

/* ------------------------------------------------------------------ the list */

static void
append (SjChecker *checker, const SjFinding *finding)
{
  g_ptr_array_add (checker->all, (gpointer) finding);
  checker->numbers[finding->severity]++;
}

static gint
compare_rank (gconstpointer a, gconstpointer b)
{
  const SjItem *first = *(SjItem *const *) a, *second = *(SjItem *const *) b;

  return first->rank < second->rank ? -1 : first->rank > second->rank;
}

/* What relies on facts that are not certain here is not said. */
static bool
is_said (const SjItem *item, bool certain)
{
  return certain || !item->relies;
}

/* Of one place, in the order of rank; what is equal keeps its order (insertion). */
static void
append_all (SjChecker *checker, const SjPack *pack, const SjItems *items, bool certain)
{
  unsigned n_pack = pack ? pack->n_items : 0;
  unsigned count = n_pack + items->count;
  const SjItem **sorted = sj_arena_new_n (&checker->arena, const SjItem *, count);
  unsigned filled = 0;

  for (unsigned i = 0; i < n_pack; i++)
    sorted[filled++] = &pack->items[i];
  for (const SjItem *item = items->first; item != NULL; item = item->next)
    sorted[filled++] = item;
  for (unsigned i = 1; i < count; i++)
    for (unsigned j = i; j > 0 && compare_rank (&sorted[j - 1], &sorted[j]) > 0; j--)
      {
        const SjItem *swap = sorted[j];

        sorted[j] = sorted[j - 1];
        sorted[j - 1] = swap;
      }
  for (unsigned i = 0; i < count; i++)
    if (is_said (sorted[i], certain))
      append (checker, &sorted[i]->finding);
}

static void
update_list (SjChecker *checker)
{
  g_ptr_array_set_size (checker->all, 0);
  memset (checker->numbers, 0, sizeof checker->numbers);
  append_all (checker, checker->settings.pack, &checker->journey_items, false);
  for (uint32_t i = 0; i < checker->chart.n_spots; i++)
    {
      const SjPack *pack = ((SjTextState *) g_ptr_array_index (checker->states, i))->pack;
      const SjSpot *spot = &checker->chart.spots[i];

      if (spot->items.count > 0 || (pack != NULL && pack->n_items > 0))
        append_all (checker, pack, &spot->items, spot->certain);
    }
}

void
sj_checker_update (SjChecker *checker)
{
  if (!checker->texts_dirty && !checker->chart_dirty)
    return;
  if (checker->texts_dirty)
    update_texts (checker);
  update_chart (checker);
  update_list (checker);
  checker->node = NULL;
  checker->spot = NULL;
}

size_t
sj_checker_count (const SjChecker *checker)
{
  return checker->all->len;
}

const SjFinding *
sj_checker_get (const SjChecker *checker, size_t index)
{
  g_return_val_if_fail (index < checker->all->len, NULL);

  return g_ptr_array_index (checker->all, index);
}

size_t
sj_checker_number (const SjChecker *checker, SjSeverity severity)
{
  return checker->numbers[severity];
}

static void
count_items (SjFindingCounts *counts, const SjPack *pack, const SjItems *items, bool certain)
{
  for (unsigned i = 0; pack != NULL && i < pack->n_items; i++)
    if (is_said (&pack->items[i], certain))
      counts->of[pack->items[i].finding.severity]++;
  for (const SjItem *item = items->first; item != NULL; item = item->next)
    counts->of[item->finding.severity]++;
}

SjFindingCounts
sj_checker_counts (const SjChecker *checker, const SjNode *node)
{
  SjFindingCounts counts = { { 0 } };

  if (node == NULL)
    count_items (&counts, checker->settings.pack, &checker->journey_items, false);
  else if (node->index < checker->chart.n_spots)
    {
      const SjSpot *spot = &checker->chart.spots[node->index];

      count_items (&counts, state_of (checker, node)->pack, &spot->items, spot->certain);
    }
  return counts;
}

bool
sj_checker_is_reachable (const SjChecker *checker, const SjNode *node)
{
  return node->index < checker->chart.n_spots && checker->chart.spots[node->index].reachable;
}
