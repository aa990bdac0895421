/* sj-check-kind.c -- what kinds say of their nodes, written down. */
#include "model/sj-check-private.h"

#include <string.h>

/* `field` NULL is the node itself, all else is a setting. */
static SjTarget
node_target (const SjNode *node, const char *field)
{
  return field ? sj_target_settings (node) : sj_target_node (node);
}

void
sj_check_node (SjChecker *checker, SjSeverity severity, const char *code, const char *field, const char *format, ...)
{
  SjTarget at = node_target (checker->node, field);
  va_list args;

  va_start (args, format);
  sj_item_add_v (checker, severity, code, &at, field, format, args);
  va_end (args);
}

void
sj_check_path (SjChecker *checker, const SjPath *path, SjSeverity severity, const char *code, const char *field,
               const char *format, ...)
{
  SjTarget at = field ? sj_target_path_settings (path) : sj_target_path (path);
  va_list args;

  va_start (args, format);
  sj_item_add_v (checker, severity, code, &at, field, format, args);
  va_end (args);
}

void
sj_check_fix_set (SjChecker *checker, const char *field, SjValue value, const char *format, ...)
{
  SjItem *item = checker->items->last;
  g_autofree char *title = NULL;
  va_list args;

  va_start (args, format);
  title = g_strdup_vprintf (format, args);
  va_end (args);
  sj_item_fix (checker, item, SJ_FIX_SET, value, title);
  item->fix.field = sj_arena_strdup (checker->items_arena, field);
}

void
sj_check_fix_remove_path (SjChecker *checker, const SjPath *path, const char *title)
{
  SjItem *item = checker->items->last;

  sj_item_fix (checker, item, SJ_FIX_REMOVE_PATH, sj_null, title);
  item->fix.at.path = sj_arena_strdup (checker->items_arena, path->id);
}

/* Room for one more in a list of the arena. */
static void *
grow (SjArena *arena, void *items, uint32_t count, uint32_t *room, size_t size)
{
  void *larger;

  if (count < *room)
    return items;
  *room = MAX (2, 2 * *room);
  larger = sj_arena_alloc (arena, *room * size);
  if (count > 0)
    memcpy (larger, items, count * size);
  return larger;
}

void
sj_check_gives (SjChecker *checker, const char *path, SjFactKind kind, const char *id, bool certain)
{
  SjSpot *spot = checker->spot;
  const SjPath *drawn = path ? sj_node_path (checker->node, path) : NULL;

  if (id == NULL || *id == '\0' || (path != NULL && drawn == NULL))
    return;
  spot->gifts = grow (&checker->arena, spot->gifts, spot->n_gifts, &spot->gifts_room, sizeof *spot->gifts);
  spot->gifts[spot->n_gifts++] = (SjGift) { drawn, sj_check_fact (checker, kind, id), certain };
}

void
sj_check_needs (SjChecker *checker, SjFactKind kind, const char *id, const char *field)
{
  SjSpot *spot = checker->spot;

  if (id == NULL || *id == '\0')
    return;
  spot->needs = grow (&checker->arena, spot->needs, spot->n_needs, &spot->needs_room, sizeof *spot->needs);
  spot->needs[spot->n_needs++] = (SjUse) {
    .kind = kind,
    .fact = sj_check_fact (checker, kind, id),
    .at = sj_target_settings (checker->node),
    .field = sj_arena_strdup (&checker->arena, field),
  };
}

void
sj_check_stays (SjChecker *checker, SjTime least, SjTime most)
{
  checker->spot->least = least;
  checker->spot->most = most;
}

void
sj_check_may_not_wait (SjChecker *checker)
{
  checker->spot->may_not_wait = true;
}

void
sj_check_hours_of (SjChecker *checker, const SjPath *path, const SjWeek *week)
{
  SjHours *hours = sj_arena_new (&checker->arena, SjHours);

  *hours = (SjHours) { path, *week, checker->spot->hours };
  checker->spot->hours = hours;
  checker->tells_hours = true;
}

void
sj_check_keeps_quiet (SjChecker *checker)
{
  checker->spot->keeps_quiet = true;
}

static void
add_quiet (SjChecker *checker, SjWeek **week, const SjRecords *hours)
{
  if (*week == NULL)
    *week = sj_arena_new0 (&checker->arena, SjWeek);
  sj_check_add_quiet (*week, hours);
}

void
sj_check_also_quiet (SjChecker *checker, const SjQuiet *quiet)
{
  add_quiet (checker, &checker->spot->quiet, &quiet->hours);
  if (quiet->mode == SJ_QUIET_DROP)
    add_quiet (checker, &checker->spot->dropping, &quiet->hours);
}

void
sj_check_closed (SjChecker *checker, const SjPath *path)
{
  for (uint32_t i = 0; i < checker->spot->n_arcs; i++)
    if (checker->chart.arcs[checker->spot->first_arc + i].path == path)
      checker->chart.arcs[checker->spot->first_arc + i].closed = true;
}

void
sj_check_leaks (SjChecker *checker)
{
  checker->spot->leaks = true;
}

const SjJourney *
sj_check_journey (const SjChecker *checker)
{
  return checker->journey;
}

const SjLibrary *
sj_check_library (const SjChecker *checker)
{
  return checker->library;
}

bool
sj_check_begins (const SjChecker *checker)
{
  return checker->spot->begins;
}

const SjNode *
sj_check_beginning (const SjChecker *checker)
{
  uint32_t index = checker->chart.beginning;

  return index == SJ_NOWHERE ? NULL : sj_journey_node (checker->journey, index);
}

SjTime
sj_check_now (const SjChecker *checker)
{
  return checker->now;
}
