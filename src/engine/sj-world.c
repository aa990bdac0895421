/* sj-world.c -- numbers for events, audiences and limits.
 *
 * A name and an id of the same thing get one number: what the library knows goes by
 * its id.
 */
#include "engine/sj-world.h"

#include "engine/sj-program.h"

#include <string.h>

/* Zones have moved their clocks by a day at most. */
#define LEEWAY (26 * SJ_HOUR)

SjWorld *
sj_world_new (const SjLibrary *library)
{
  SjWorld *world = g_new0 (SjWorld, 1);
  const char *zone = library ? sj_library_zone (library) : NULL;

  world->refs = 1;
  world->library = library ? sj_library_ref ((SjLibrary *) library) : NULL;
  world->zone = zone ? sj_zone_find (zone, strlen (zone)) : NULL;
  if (world->zone == NULL)
    world->zone = sj_zone_utc ();
  world->events = g_ptr_array_new_with_free_func (g_free);
  world->audiences = g_ptr_array_new_with_free_func (g_free);
  world->limits = g_array_new (FALSE, FALSE, sizeof (SjLimit));
  world->rule_sets = g_ptr_array_new_with_free_func (g_free);
  world->rates = g_array_new (FALSE, FALSE, sizeof (SjRate));
  world->programs = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_program_unref);
  world->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return world;
}

SjWorld *
sj_world_ref (SjWorld *world)
{
  g_atomic_int_inc (&world->refs);
  return world;
}

void
sj_world_unref (SjWorld *world)
{
  if (!g_atomic_int_dec_and_test (&world->refs))
    return;
  g_ptr_array_unref (world->programs);
  g_ptr_array_unref (world->events);
  g_ptr_array_unref (world->audiences);
  g_array_unref (world->limits);
  g_ptr_array_unref (world->rule_sets);
  g_array_unref (world->rates);
  g_hash_table_unref (world->numbers);
  if (world->library != NULL)
    sj_library_unref ((SjLibrary *) world->library);
  g_free (world);
}

/* "e:id" or "a:id". */
static char *
key_of (const SjWorld *world, SjRefTo kind, const char *name, size_t length)
{
  const SjEntry *entry = world->library ? sj_library_named (world->library, kind, name, length) : NULL;
  const char *prefix = kind == SJ_REF_EVENT ? "e:" : "a:";

  return entry ? g_strconcat (prefix, entry->id, NULL) : g_strdup_printf ("%s%.*s", prefix, (int) length, name);
}

static uint32_t
find (const SjWorld *world, SjRefTo kind, const char *name, size_t length)
{
  g_autofree char *key = key_of (world, kind, name, length);
  gpointer number;

  return g_hash_table_lookup_extended (world->numbers, key, NULL, &number) ? GPOINTER_TO_UINT (number) : SJ_NONE;
}

static uint32_t
number_of (SjWorld *world, SjRefTo kind, GPtrArray *ids, const char *name, size_t length)
{
  char *key = key_of (world, kind, name, length);
  gpointer number;

  if (g_hash_table_lookup_extended (world->numbers, key, NULL, &number))
    {
      g_free (key);
      return GPOINTER_TO_UINT (number);
    }
  g_ptr_array_add (ids, g_strdup (key + 2));
  g_hash_table_insert (world->numbers, key, GUINT_TO_POINTER (ids->len - 1));
  return ids->len - 1;
}

uint32_t
sj_world_event (SjWorld *world, const char *name, size_t length)
{
  return number_of (world, SJ_REF_EVENT, world->events, name, length);
}

uint32_t
sj_world_audience (SjWorld *world, const char *name, size_t length)
{
  return number_of (world, SJ_REF_AUDIENCE, world->audiences, name, length);
}

uint32_t
sj_world_find_event (const SjWorld *world, const char *id, size_t length)
{
  return find (world, SJ_REF_EVENT, id, length);
}

uint32_t
sj_world_find_audience (const SjWorld *world, const char *name, size_t length)
{
  return find (world, SJ_REF_AUDIENCE, name, length);
}

/* Bounds that need no calendar, for most of the questions. */
static void
set_bounds (SjLimit *limit)
{
  static const SjTime shortest[] = { SJ_HOUR, SJ_DAY, 7 * SJ_DAY, 28 * SJ_DAY };
  static const SjTime longest[] = { SJ_HOUR, SJ_DAY, 7 * SJ_DAY, 31 * SJ_DAY };
  const SjCap *cap = limit->cap;
  SjTime leeway = cap->period == SJ_PERIOD_HOUR && cap->window == SJ_WINDOW_ROLLING ? 0 : LEEWAY;

  limit->perhaps = cap->every * longest[cap->period] + leeway;
  limit->surely = cap->window == SJ_WINDOW_CALENDAR ? 0 : MAX (cap->every * shortest[cap->period] - leeway, 0);
}

static void
add_limits (SjWorld *world, const SjRuleSet *rules)
{
  for (uint32_t i = 0; i < rules->caps.count; i++)
    {
      SjLimit limit = { .cap = rules->caps.items[i], .first = world->n_times };

      limit.limit = (uint32_t) MAX (limit.cap->limit, 1);
      set_bounds (&limit);
      world->n_times += limit.limit;
      g_array_append_val (world->limits, limit);
    }
}

void
sj_world_limits (SjWorld *world, const SjRuleSet *rules, GArray *limits)
{
  if (!g_ptr_array_find_with_equal_func (world->rule_sets, rules->id, g_str_equal, NULL))
    {
      g_ptr_array_add (world->rule_sets, g_strdup (rules->id));
      add_limits (world, rules);
    }
  for (uint32_t number = 0; number < world->limits->len; number++)
    for (uint32_t i = 0; i < rules->caps.count; i++)
      if (sj_world_limit (world, number)->cap == rules->caps.items[i])
        g_array_append_val (limits, number);
}

uint32_t
sj_world_rate (SjWorld *world, const void *action, uint32_t per_second)
{
  SjRate rate = { action, per_second };

  for (guint i = 0; i < world->rates->len; i++)
    if (g_array_index (world->rates, SjRate, i).action == action)
      return i;
  g_array_append_val (world->rates, rate);
  return world->rates->len - 1;
}
