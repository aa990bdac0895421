/* sj-history-become.c -- one journey made the same as another, in one step.
 *
 * Only what differs is touched, so that the step stays small and what a canvas shows
 * of the rest stays where it is.  Nodes that differ go and come back as they should
 * be; paths that lead to them go on leading to their id.
 */
#include "model/sj-history.h"

#include "model/sj-journey-json.h"

#include <string.h>

typedef struct
{
  SjHistory *history;
  const SjJourney *other;
  bool ok;
} Become;

/* Takes the edit. */
static void
make (Become *become, SjEdit *edit)
{
  if (become->ok)
    become->ok = sj_history_do (become->history, edit);
  else
    sj_edit_free (edit);
}

static void
set_raw (Become *become, const SjTarget *target, const SjSpec *spec, const void *mine, const void *other,
         const char *name)
{
  g_auto (SjRaw) is = SJ_RAW_INIT;
  g_auto (SjRaw) should = SJ_RAW_INIT;
  SjValue value;

  sj_config_get (spec, mine, name, &is);
  sj_config_get (spec, other, name, &should);
  if ((is.value == NULL) == (should.value == NULL) && sj_blob_equal (is.value, should.value))
    return;
  value = sj_blob_value (should.value);
  make (become, sj_edit_set_field (target, name, should.value ? &value : NULL));
}

static void
set_extra (Become *become, const SjTarget *target, const SjSpec *spec, const void *mine, const void *other,
           SjValue members)
{
  for (uint32_t i = 0; members.type == SJ_OBJECT && i < members.length; i++)
    {
      g_autofree char *name = sj_value_dup_text (members.members[i].key);

      set_raw (become, target, spec, mine, other, name);
    }
}

static void
set_fields (Become *become, SjScope scope)
{
  SjTarget target = { .scope = scope };
  const SjSpec *spec;
  void *mine, *other;
  g_autoptr (SjBlob) had = NULL;

  sj_target_find (sj_history_journey (become->history), &target, &spec, &mine);
  sj_target_find (become->other, &target, &spec, &other);
  had = sj_blob_new (sj_config_extra (mine));    /* it changes on the way */
  for (const SjField *field = spec->fields; field->name != NULL; field++)
    set_raw (become, &target, spec, mine, other, field->name);
  set_extra (become, &target, spec, mine, other, sj_blob_value (had));
  set_extra (become, &target, spec, mine, other, sj_config_extra (other));
}

/* ------------------------------------------------------------------ goals, exits, tests */

typedef struct
{
  const SjSpec *spec;
  SjEdit *(*remove) (uint32_t index);
  SjEdit *(*add) (const void *item, uint32_t index);
} ListType;

static SjEdit *
add_goal (const void *item, uint32_t index)
{
  return sj_edit_add_goal (item, index);
}

static SjEdit *
add_exit (const void *item, uint32_t index)
{
  return sj_edit_add_exit (item, index);
}

static SjEdit *
add_test (const void *item, uint32_t index)
{
  return sj_edit_add_test (item, index);
}

/* From the first on that differs. */
static void
set_list (Become *become, const ListType *type, const GPtrArray *mine, const GPtrArray *other)
{
  guint same = 0;

  while (same < mine->len && same < other->len &&
         sj_config_equal (type->spec, mine->pdata[same], other->pdata[same]))
    same++;
  while (become->ok && mine->len > same)
    make (become, type->remove (mine->len - 1));
  for (guint i = same; i < other->len; i++)
    make (become, type->add (other->pdata[i], i));
}

/* ------------------------------------------------------------------ nodes */

static bool
is_same_node (const SjNode *a, const SjNode *b)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  return sj_value_equal (sj_node_to_value (a, &arena), sj_node_to_value (b, &arena));
}

/* Those that stay: the same, and in the same order. */
static void
remove_nodes (Become *become, const SjJourney *mine)
{
  uint32_t place = 0;

  for (uint32_t i = 0; become->ok && i < sj_journey_n_nodes (mine);)
    {
      const SjNode *node = sj_journey_node (mine, i);
      const SjNode *there = sj_journey_find (become->other, node->id);
      uint32_t at = place;

      while (there != NULL && at < sj_journey_n_nodes (become->other) && sj_journey_node (become->other, at) != there)
        at++;
      if (there != NULL && at < sj_journey_n_nodes (become->other) && is_same_node (node, there))
        {
          place = at + 1;
          i++;
        }
      else
        make (become, sj_edit_remove_node (node->id));
    }
}

static void
add_nodes (Become *become, const SjJourney *mine)
{
  for (uint32_t i = 0; become->ok && i < sj_journey_n_nodes (become->other); i++)
    {
      const SjNode *node = sj_journey_node (become->other, i);

      if (i >= sj_journey_n_nodes (mine) || strcmp (sj_journey_node (mine, i)->id, node->id) != 0)
        make (become, sj_edit_add_node (node, i));
    }
}

bool
sj_history_become (SjHistory *history, const SjJourney *other, const char *title)
{
  static const ListType goals = { &sj_goal_spec, sj_edit_remove_goal, add_goal };
  static const ListType exits = { &sj_exit_spec, sj_edit_remove_exit, add_exit };
  static const ListType tests = { &sj_test_case_spec, sj_edit_remove_test, add_test };
  const SjJourney *mine = sj_history_journey (history);
  Become become = { history, other, true };

  sj_history_seal (history);
  sj_history_begin (history, title);
  set_fields (&become, SJ_SCOPE_JOURNEY);
  set_fields (&become, SJ_SCOPE_SETTINGS);
  remove_nodes (&become, mine);
  add_nodes (&become, mine);
  set_list (&become, &goals, mine->goals, other->goals);
  set_list (&become, &exits, mine->exits, other->exits);
  set_list (&become, &tests, mine->tests, other->tests);
  if (become.ok)
    sj_history_end (history);
  else
    sj_history_cancel (history);
  return become.ok;
}
