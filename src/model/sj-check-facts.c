/* sj-check-facts.c -- what has happened before the steps that rely on it.
 *
 * Two sets of facts for each node: those that hold on every way to it, and those
 * that hold on some way.  Only facts that somebody asks for get a bit.  The sets
 * are worked out in the order of the chart until nothing changes, which without
 * loops is at once.
 */
#include "model/sj-check-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  SjChecker *checker;
  const SjChart *chart;
  size_t words;
  uint64_t *certain;        /* of each node, on arrival */
  uint64_t *possible;
  uint64_t *anywhere;       /* what may happen in the journey at all */
} Facts;

static const SjTextState *
state_at (const SjChecker *checker, uint32_t index)
{
  return g_ptr_array_index (checker->states, index);
}

static void
ask_for (SjChecker *checker, uint32_t fact)
{
  if (checker->fact_bits[fact] == SJ_NOWHERE)
    checker->fact_bits[fact] = checker->n_bits++;
}

static void
ask_for_uses (SjChecker *checker, const SjPack *pack)
{
  for (unsigned i = 0; pack != NULL && i < pack->n_uses; i++)
    ask_for (checker, pack->uses[i].fact);
}

static void
number_facts (SjChecker *checker)
{
  uint32_t count = checker->fact_ids->len;

  checker->fact_bits = sj_arena_new_n (&checker->arena, uint32_t, count);
  for (uint32_t i = 0; i < count; i++)
    checker->fact_bits[i] = SJ_NOWHERE;
  checker->n_bits = 0;
  ask_for_uses (checker, checker->settings.pack);
  for (uint32_t i = 0; i < checker->chart.n_spots; i++)
    {
      const SjSpot *spot = &checker->chart.spots[i];

      ask_for_uses (checker, state_at (checker, i)->pack);
      for (uint32_t j = 0; j < spot->n_needs; j++)
        ask_for (checker, spot->needs[j].fact);
    }
}

static void
set_bit (uint64_t *set, uint32_t bit)
{
  set[bit / 64] |= UINT64_C (1) << (bit % 64);
}

static bool
get_bit (const uint64_t *set, uint32_t bit)
{
  return (set[bit / 64] >> (bit % 64)) & 1;
}

static void
add_gifts (const Facts *facts, const SjArc *arc, uint64_t *certain, uint64_t *possible)
{
  const SjSpot *spot = &facts->chart->spots[arc->from];

  for (uint32_t i = 0; i < spot->n_gifts; i++)
    {
      const SjGift *gift = &spot->gifts[i];
      uint32_t bit = facts->checker->fact_bits[gift->fact];

      if (bit == SJ_NOWHERE || (gift->path != NULL && gift->path != arc->path))
        continue;
      set_bit (possible, bit);
      if (gift->certain)
        set_bit (certain, bit);
    }
}

/* A step of a newer program may bring anything. */
static bool
is_unknown (const Facts *facts, uint32_t index)
{
  return sj_journey_node (facts->checker->journey, index)->kind == &sj_kind_unknown;
}

/* Whether the sets of a node change with what its arcs bring by now.  `certain` and
 * `possible` are room for two sets each: of the node, and of one arc. */
static bool
gather (const Facts *facts, uint32_t index, uint64_t *certain, uint64_t *possible)
{
  const SjChart *chart = facts->chart;
  size_t words = facts->words;
  uint64_t *old_certain = facts->certain + index * words, *old_possible = facts->possible + index * words;
  uint64_t *arc_certain = certain + words, *arc_possible = possible + words;
  bool changed = false;

  for (size_t word = 0; word < words; word++)
    {
      certain[word] = chart->spots[index].begins ? 0 : UINT64_MAX;
      possible[word] = 0;
    }
  for (uint32_t i = chart->in_first[index]; i < chart->in_first[index + 1]; i++)
    {
      const SjArc *arc = &chart->arcs[chart->in[i]];

      if (arc->closed || !chart->spots[arc->from].reachable)
        continue;
      for (size_t word = 0; word < words; word++)
        {
          arc_certain[word] = facts->certain[arc->from * words + word];
          arc_possible[word] = is_unknown (facts, arc->from) ? UINT64_MAX : facts->possible[arc->from * words + word];
        }
      add_gifts (facts, arc, arc_certain, arc_possible);
      for (size_t word = 0; word < words; word++)
        {
          certain[word] &= arc_certain[word];
          possible[word] |= arc_possible[word];
        }
    }
  for (size_t word = 0; word < words; word++)
    {
      changed |= old_certain[word] != certain[word] || old_possible[word] != possible[word];
      old_certain[word] = certain[word];
      old_possible[word] = possible[word];
    }
  return changed;
}

static void
flow (Facts *facts)
{
  SjArena *arena = &facts->checker->arena;
  size_t size = facts->words * sizeof (uint64_t);
  uint64_t *certain = sj_arena_alloc (arena, 2 * size), *possible = sj_arena_alloc (arena, 2 * size);
  bool changed = true;

  facts->certain = sj_arena_alloc (arena, facts->chart->n_spots * size);
  facts->possible = sj_arena_alloc0 (arena, facts->chart->n_spots * size);
  memset (facts->certain, 0xff, facts->chart->n_spots * size);
  while (changed)
    {
      changed = false;
      for (uint32_t i = 0; i < facts->chart->n_order; i++)
        changed |= gather (facts, facts->chart->order[i], certain, possible);
      changed = changed && facts->chart->loops;
    }
}

static void
gather_anywhere (Facts *facts)
{
  uint64_t *certain = sj_arena_alloc0 (&facts->checker->arena, facts->words * sizeof (uint64_t));

  facts->anywhere = sj_arena_alloc0 (&facts->checker->arena, facts->words * sizeof (uint64_t));
  for (uint32_t i = 0; i < facts->chart->n_arcs; i++)
    {
      const SjArc *arc = &facts->chart->arcs[i];

      if (arc->closed || !facts->chart->spots[arc->from].reachable)
        continue;
      add_gifts (facts, arc, certain, facts->anywhere);
      if (is_unknown (facts, arc->from))
        memset (facts->anywhere, 0xff, facts->words * sizeof (uint64_t));
    }
}

/* ------------------------------------------------------------------ sentences */

static const struct { SjRefTo to; const char *never_code, *perhaps_code, *never, *perhaps; } words[SJ_N_FACTS] = {
  [SJ_FACT_EVENT] = { SJ_REF_EVENT, "event-never-before", "event-perhaps-before",
                      N_("The event “%s” cannot have happened before this step, so there is nothing to read from it."),
                      N_("The event “%s” has not happened on every way to this step; there its fields are empty.") },
  [SJ_FACT_ACTION] = { SJ_REF_ACTION, "action-never-before", "action-perhaps-before",
                       N_("The action “%s” cannot have been called before this step, so there is no answer to read."),
                       N_("The action “%s” is not called on every way to this step; there its answer is empty.") },
  [SJ_FACT_MESSAGE] = { SJ_REF_NODE, "message-never-before", "message-perhaps-before",
                        N_("“%s” cannot have been sent before this step, so nobody can react to it here."),
                        N_("“%s” is not sent on every way to this step; there one waits in vain.") },
};

static const char *
fact_name (SjChecker *checker, const SjUse *use)
{
  const char *id = (const char *) g_ptr_array_index (checker->fact_ids, use->fact) + 1;
  const SjNode *node;

  if (use->kind != SJ_FACT_MESSAGE)
    return sj_check_refer (checker, words[use->kind].to, id);
  node = sj_journey_find (checker->journey, id);
  return node ? sj_check_name (checker, node) : id;
}

static void
report (SjChecker *checker, const SjUse *use, bool possible)
{
  SjItem *item = sj_item_add (checker, possible ? SJ_SEVERITY_WARNING : SJ_SEVERITY_ERROR,
                              possible ? words[use->kind].perhaps_code : words[use->kind].never_code, &use->at,
                              use->field, _(possible ? words[use->kind].perhaps : words[use->kind].never),
                              fact_name (checker, use));

  item->finding.start = use->start;
  item->finding.end = use->end;
}

/* One word about each fact in each field. */
static bool
is_repeated (const SjUse *uses, unsigned index)
{
  for (unsigned i = index; i > 0; i--)
    {
      const SjUse *other = &uses[i - 1];

      if (other->fact == uses[index].fact && other->at.scope == uses[index].at.scope &&
          other->at.index == uses[index].at.index && g_strcmp0 (other->at.path, uses[index].at.path) == 0 &&
          g_strcmp0 (other->field, uses[index].field) == 0)
        return true;
    }
  return false;
}

static void
check_uses (const Facts *facts, const SjUse *uses, unsigned count, uint32_t index)
{
  for (unsigned i = 0; i < count; i++)
    {
      uint32_t bit = facts->checker->fact_bits[uses[i].fact];

      if (get_bit (facts->certain + index * facts->words, bit))
        continue;
      facts->checker->spot->certain = false;
      if (!is_repeated (uses, i))
        report (facts->checker, &uses[i], get_bit (facts->possible + index * facts->words, bit));
    }
}

static void
check_nodes (const Facts *facts)
{
  SjChecker *checker = facts->checker;

  for (uint32_t i = 0; i < facts->chart->n_order; i++)
    {
      uint32_t index = facts->chart->order[i];
      const SjPack *pack = state_at (checker, index)->pack;

      checker->node = sj_journey_node (checker->journey, index);
      checker->spot = &checker->chart.spots[index];
      checker->items = &checker->spot->items;
      checker->spot->certain = true;
      if (pack != NULL)
        check_uses (facts, pack->uses, pack->n_uses, index);
      check_uses (facts, checker->spot->needs, checker->spot->n_needs, index);
    }
}

/* ------------------------------------------------------------------ the journey */

/* Whether entering by every beginning, or by some, brings the event. */
static void
at_entry (const Facts *facts, uint32_t bit, bool *every, bool *some)
{
  *every = true;
  *some = false;
  for (uint32_t i = 0; i < facts->chart->n_spots; i++)
    {
      const SjSpot *spot = &facts->chart->spots[i];
      bool brings = false;

      for (uint32_t j = 0; j < spot->n_gifts; j++)
        brings |= facts->checker->fact_bits[spot->gifts[j].fact] == bit;
      if (spot->begins)
        {
          *every &= brings;
          *some |= brings;
        }
    }
}

static void
report_entry (SjChecker *checker, const SjUse *use, bool some)
{
  const char *name = fact_name (checker, use);

  sj_item_add (checker, some ? SJ_SEVERITY_WARNING : SJ_SEVERITY_ERROR, words[use->kind].never_code, &use->at,
               use->field,
               some ? _("The journey does not always begin with “%s”, so its fields may be empty when it is entered.")
                    : _("The journey does not begin with “%s”, so its fields are empty when it is entered."),
               name);
}

static void
check_entry (const Facts *facts, const SjUse *use, uint32_t bit)
{
  bool every, some;

  at_entry (facts, bit, &every, &some);
  if (!every)
    report_entry (facts->checker, use, some);
}

/* Settings speak of the entry; goals and exits of whatever happens on the way. */
static void
check_journey (const Facts *facts)
{
  SjChecker *checker = facts->checker;
  const SjPack *pack = checker->settings.pack;

  checker->node = NULL;
  checker->items = &checker->journey_items;
  for (unsigned i = 0; pack != NULL && i < pack->n_uses; i++)
    {
      const SjUse *use = &pack->uses[i];
      uint32_t bit = checker->fact_bits[use->fact];

      if (is_repeated (pack->uses, i))
        continue;
      if (use->at.scope == SJ_SCOPE_SETTINGS)
        check_entry (facts, use, bit);
      else if (!get_bit (facts->anywhere, bit))
        sj_item_add (checker, SJ_SEVERITY_ERROR, words[use->kind].never_code, &use->at, use->field,
                     _("No step of the journey brings “%s”, so there is nothing to read from it."),
                     fact_name (checker, use));
    }
}

void
sj_check_facts (SjChecker *checker)
{
  Facts facts = { .checker = checker, .chart = &checker->chart };

  number_facts (checker);
  if (checker->chart.n_order == 0)
    return;
  facts.words = (checker->n_bits + 63) / 64;
  flow (&facts);
  gather_anywhere (&facts);
  check_nodes (&facts);
  check_journey (&facts);
}
