/* random.c -- values by type of field, and journeys made of them. */
#include "random.h"

#include "model/sj-journey-private.h"

#include <string.h>

static int
below (GRand *chance, int bound)
{
  return g_rand_int_range (chance, 0, bound);
}

char *
random_text (GRand *chance)
{
  static const char *const words[] = { "cart", "Größe", "“quoted”", "a\nb", "\\", "\"", "日本", "{{name}}", "x" };
  GString *text = g_string_new (NULL);

  for (int i = below (chance, 4); i >= 0; i--)
    g_string_append (text, words[below (chance, G_N_ELEMENTS (words))]);
  return g_string_free (text, FALSE);
}

void
assert_same_text (const char *a, const char *b)
{
  size_t same = 0;

  while (a[same] == b[same] && a[same] != '\0')
    same++;
  if (a[same] != b[same])
    g_error ("the texts part at byte %zu:\n%.200s\n---- against\n%.200s", same, a + same - MIN (same, 100),
             b + same - MIN (same, 100));
}

static SjValue
text_value (GRand *chance, SjArena *arena)
{
  g_autofree char *text = random_text (chance);

  return sj_value_copy_text (arena, text, strlen (text));
}

static SjValue
list_of (GRand *chance, SjArena *arena, SjValue (*item) (GRand *chance, SjArena *arena))
{
  SjListBuilder list;

  sj_list_begin (&list, arena);
  for (int i = below (chance, 3); i >= 0; i--)
    sj_list_add (&list, item (chance, arena));
  return sj_list_end (&list);
}

static SjValue
object_of_texts (GRand *chance, SjArena *arena)
{
  SjObjectBuilder object;

  sj_object_begin (&object, arena);
  for (int i = below (chance, 3); i >= 0; i--)
    {
      g_autofree char *name = g_strdup_printf ("name%d", i);

      sj_object_set (&object, name, text_value (chance, arena));
    }
  return sj_object_end (&object);
}

static SjValue
weekday (GRand *chance, SjArena *arena)
{
  static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

  return sj_value_string (days[below (chance, 7)]);
}

static SjValue
date_value (GRand *chance, SjArena *arena)
{
  static const char *const forms[] = { "%d-%02d-01", "%d-%02d-28T09:30:00", "%d-%02d-05T23:59:59.250",
                                       "%d-%02d-05T12:00:00Z", "%d-%02d-05T12:00:00+05:30" };

  return sj_value_string (sj_arena_printf (arena, forms[below (chance, G_N_ELEMENTS (forms))],
                                           2020 + below (chance, 20), 1 + below (chance, 12)));
}

static SjValue
duration_value (GRand *chance, SjArena *arena)
{
  static const char *const forms[] = { "PT%dS", "PT%dM", "PT%dH", "P%dD", "%dh 30m" };

  const char *form = forms[below (chance, G_N_ELEMENTS (forms))];

  return sj_value_string (sj_arena_printf (arena, form, 1 + below (chance, 900)));
}

static SjValue
place_value (GRand *chance, SjArena *arena)
{
  SjValue place[] = { sj_value_integer (below (chance, 4000) - 2000), sj_value_integer (below (chance, 4000)) };

  return sj_value_copy (arena, sj_value_list (place, 2));
}

static SjValue
record_value (GRand *chance, const SjField *field, SjArena *arena)
{
  void *config = sj_config_new (field->record);
  SjValue value;

  random_fill (chance, field->record, config);
  value = sj_config_to_value (field->record, config, arena);
  sj_config_free (field->record, config);
  return value;
}

static SjValue
records_value (GRand *chance, const SjField *field, SjArena *arena)
{
  SjListBuilder list;

  sj_list_begin (&list, arena);
  for (int i = below (chance, 3); i >= 0; i--)
    sj_list_add (&list, record_value (chance, field, arena));
  return sj_list_end (&list);
}

static SjValue
choice_value (GRand *chance, const SjField *field)
{
  int count = 0;

  while (field->choices[count].id != NULL)
    count++;
  return sj_value_string (field->choices[below (chance, count)].id);
}

SjValue
random_value (GRand *chance, const SjField *field, SjArena *arena)
{
  SjValue item;

  switch (field->type)
    {
    case SJ_FIELD_BOOL:
      return sj_value_bool (below (chance, 2));
    case SJ_FIELD_INTEGER:
      return sj_value_integer (below (chance, 1000));
    case SJ_FIELD_DECIMAL:
    case SJ_FIELD_PERCENT:
      return below (chance, 2) ? sj_value_integer (below (chance, 101)) : sj_value_decimal (below (chance, 400) / 8.0);
    case SJ_FIELD_DURATION:
      return duration_value (chance, arena);
    case SJ_FIELD_DATE_TIME:
      return date_value (chance, arena);
    case SJ_FIELD_TIME_OF_DAY:
      return sj_value_string (sj_arena_printf (arena, "%02d:%02d", below (chance, 24), below (chance, 60)));
    case SJ_FIELD_WEEKDAYS:
      return list_of (chance, arena, weekday);
    case SJ_FIELD_CHOICE:
      return choice_value (chance, field);
    case SJ_FIELD_FLAGS:
      item = choice_value (chance, field);
      return sj_value_copy (arena, sj_value_list (&item, 1));
    case SJ_FIELD_REFERENCES:
    case SJ_FIELD_TEXTS:
      return list_of (chance, arena, text_value);
    case SJ_FIELD_PAIRS:
      return object_of_texts (chance, arena);
    case SJ_FIELD_VALUE:
      return list_of (chance, arena, object_of_texts);
    case SJ_FIELD_POSITION:
      return place_value (chance, arena);
    case SJ_FIELD_RECORD:
      return record_value (chance, field, arena);
    case SJ_FIELD_RECORDS:
      return records_value (chance, field, arena);
    default:
      return text_value (chance, arena);
    }
}

void
random_fill (GRand *chance, const SjSpec *spec, void *config)
{
  for (const SjField *field = spec->fields; field != NULL && field->name != NULL; field++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      SjRaw raw = SJ_RAW_INIT;

      if (below (chance, 3) == 0)
        continue;
      raw.value = sj_blob_new (random_value (chance, field, &arena));
      sj_config_swap (spec, config, field->name, &raw);
      sj_raw_clear (&raw);
    }
}

const SjKind *
random_kind (GRand *chance, const SjKindTable *kinds)
{
  int count = 0;

  while (kinds->kinds[count] != NULL)
    count++;
  return kinds->kinds[below (chance, count)];
}

static void
add_optional_paths (GRand *chance, SjJourney *journey, SjNode *node)
{
  for (const SjPathKind *kind = node->kind->paths; kind != NULL && kind->name != NULL; kind++)
    if ((kind->flags & SJ_PATH_OPTIONAL) && below (chance, 2))
      sj_journey_insert_path (journey, node, sj_path_new (node, kind->name), sj_node_path_place (node, kind->name));
}

static void
fill_paths (GRand *chance, SjJourney *journey, SjNode *node)
{
  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      SjPath *path = node->paths[i];
      uint32_t target = (uint32_t) below (chance, (int) journey->graph.n_nodes);
      char *to = g_strdup (journey->graph.nodes[target]->id);

      random_fill (chance, &path->kind->config, path->config);
      if (below (chance, 4) == 0)
        random_fill (chance, &sj_path_spec, path);
      if (below (chance, 5) > 0)
        sj_journey_swap_target (journey, path, &to);
      g_free (to);
    }
}

SjJourney *
random_journey (GRand *chance, const SjKindTable *kinds, unsigned n_nodes)
{
  SjJourney *journey = sj_journey_new (kinds);

  journey->id = g_strdup ("random");
  random_fill (chance, &sj_journey_spec, journey);
  random_fill (chance, &sj_settings_spec, journey->settings);
  for (int i = below (chance, 3); i > 0; i--)
    {
      g_ptr_array_add (journey->goals, sj_config_new (&sj_goal_spec));
      random_fill (chance, &sj_goal_spec, g_ptr_array_index (journey->goals, journey->goals->len - 1));
      g_ptr_array_add (journey->exits, sj_config_new (&sj_exit_spec));
      random_fill (chance, &sj_exit_spec, g_ptr_array_index (journey->exits, journey->exits->len - 1));
      g_ptr_array_add (journey->tests, sj_config_new (&sj_test_case_spec));
      random_fill (chance, &sj_test_case_spec, g_ptr_array_index (journey->tests, journey->tests->len - 1));
    }
  for (unsigned i = 0; i < n_nodes; i++)
    {
      const SjKind *kind = random_kind (chance, kinds);
      g_autofree char *id = sj_graph_new_id (&journey->graph, kind);
      SjNode *node = sj_node_new (kind, id);

      random_fill (chance, &sj_node_spec, node);
      random_fill (chance, &kind->config, node->config);
      sj_journey_insert_node (journey, node, SJ_AT_END);
      add_optional_paths (chance, journey, node);
    }
  for (unsigned i = 0; i < n_nodes; i++)
    fill_paths (chance, journey, sj_journey_node (journey, i));
  return journey;
}
