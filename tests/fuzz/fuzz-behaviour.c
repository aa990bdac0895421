/* fuzz-behaviour.c -- any bytes are refused as a behaviour, or are one: what is written
 * reads back as the same, and every delay and value in it can be drawn. */
#include "fuzz.h"

#include "base/sj-time.h"
#include "engine/sj-behaviour.h"
#include "engine/sj-example.h"

#include <string.h>

static void
draw_delay (const SjDelay *delay, SjArena *arena)
{
  SjSampler sampler = sj_sampler_delay (delay, arena);

  for (uint64_t i = 0; i < 8; i++)
    {
      SjTime time = sj_sampler_time (&sampler, i < 2 ? -i : sj_hash_mix (1, i));

      g_assert_cmpint (time, >=, 0);
      g_assert_cmpint (time, <=, SJ_DELAY_MOST);
    }
}

static void
draw_value (const SjDraw *draw, SjArena *arena)
{
  SjDrawer drawer = sj_drawer_make (draw, arena);

  for (uint64_t i = 0; i < 8; i++)
    g_assert_cmpint (sj_drawer_value (&drawer, i < 2 ? -i : sj_hash_mix (1, i), i, arena).type, <, SJ_N_TYPES);
}

static void
draw_each (const SjSpec *spec, const void *config, SjReading *reading, gpointer data)
{
  SjArena *arena = data;

  if (spec == &sj_delay_spec)
    draw_delay (config, arena);
  else if (spec == &sj_draw_spec)
    draw_value (config, arena);
  else if (spec == &sj_filling_spec && ((const SjFilling *) config)->path != NULL)
    sj_value_with (arena, sj_value_object (NULL, 0), ((const SjFilling *) config)->path, sj_value_bool (true));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_auto (SjDiags) none = SJ_DIAGS_INIT;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autoptr (SjBehaviour) behaviour = sj_behaviour_read ((const char *) data, size, NULL, NULL, &diags);
  g_autoptr (SjBehaviour) again = NULL;
  g_autofree char *written = NULL;
  SjReading reading = { .diags = &none };
  double weights[24];

  for (size_t i = 0; i < sj_diags_count (&diags); i++)
    g_assert_cmpuint (sj_diags_get (&diags, i)->start, <=, size);
  if (behaviour == NULL)
    return 0;
  written = sj_behaviour_write (behaviour);
  again = sj_behaviour_read (written, strlen (written), NULL, NULL, &none);
  g_assert_nonnull (again);
  g_assert_true (sj_config_equal (&sj_behaviour_spec, behaviour, again));
  sj_config_each (&sj_behaviour_spec, behaviour, &reading, draw_each, &arena);
  for (uint32_t i = 0; i < behaviour->entries.count; i++)
    sj_daily_weights (behaviour->entries.items[i], weights);
  return 0;
}
