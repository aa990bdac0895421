/* sj-edit-paste.c -- nodes as text on the clipboard, and back under new names.
 *
 * What is copied is a journey of its own, so it can be pasted elsewhere, read by
 * people and sent by mail.  References between the copied nodes follow the new ids.
 */
#include "model/sj-edit-graph.h"

#include "model/sj-card.h"
#include "model/sj-journey-json.h"
#include "model/sj-journey-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BESIDE 32    /* so that a copy does not hide its original */
#define MOST_LOWER 200    /* steps of the grid that a copy goes down to find room */

char *
sj_edit_graph_copy (const SjJourney *journey, const char *const *nodes)
{
  g_autoptr (SjJourney) piece = sj_journey_new (journey->kinds);

  for (const char *const *id = nodes; *id != NULL; id++)
    {
      const SjNode *node = sj_journey_find (journey, *id);

      if (node != NULL && sj_journey_find (piece, *id) == NULL)
        sj_journey_insert_node (piece, sj_node_copy (node, NULL), SJ_AT_END);
    }
  for (uint32_t i = 0; i < sj_journey_n_nodes (piece); i++)
    {
      SjNode *node = sj_journey_node (piece, i);

      for (uint32_t p = 0; p < node->n_paths; p++)
        if (node->paths[p]->to != NULL && sj_path_target (node->paths[p]) == NULL)
          sj_graph_connect (&piece->graph, node->paths[p], NULL);
    }
  return sj_journey_to_string (piece);
}

/* References to nodes, here and in the records below. */
static void
rename_references (const SjSpec *spec, void *config, GHashTable *names)
{
  for (const SjField *field = spec->fields; field != NULL && field->name != NULL; field++)
    {
      void *slot = (char *) config + field->offset;

      if (field->type == SJ_FIELD_REFERENCE && field->to == SJ_REF_NODE)
        {
          char **id = slot;
          const char *name = *id ? g_hash_table_lookup (names, *id) : NULL;

          if (name != NULL)
            {
              g_free (*id);
              *id = g_strdup (name);
            }
        }
      else if (field->type == SJ_FIELD_RECORDS)
        for (uint32_t i = 0; i < ((SjRecords *) slot)->count; i++)
          rename_references (field->record, ((SjRecords *) slot)->items[i], names);
    }
}

static GHashTable *
labels_of (const SjJourney *journey)
{
  GHashTable *labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    if (sj_journey_node (journey, i)->label != NULL)
      g_hash_table_add (labels, g_strdup (sj_journey_node (journey, i)->label));
  return labels;
}

/* "Reminder" → "Reminder 2". */
static void
make_label_unique (SjNode *node, GHashTable *labels)
{
  g_autofree char *base = g_strdup (node->label);

  for (unsigned number = 2; node->label != NULL && g_hash_table_contains (labels, node->label); number++)
    {
      g_free (node->label);
      node->label = g_strdup_printf ("%s %u", base, number);
    }
  if (node->label != NULL)
    g_hash_table_add (labels, g_strdup (node->label));
}

static void
offset_for (const SjJourney *piece, SjPlace at, int *dx, int *dy)
{
  int left = INT_MAX, top = INT_MAX;

  *dx = *dy = BESIDE;
  for (uint32_t i = 0; i < sj_journey_n_nodes (piece); i++)
    if (sj_journey_node (piece, i)->at.set)
      {
        left = MIN (left, sj_journey_node (piece, i)->at.x);
        top = MIN (top, sj_journey_node (piece, i)->at.y);
      }
  if (at.set && left != INT_MAX)
    {
      *dx = CLAMP (at.x, -SJ_PLACE_MOST, SJ_PLACE_MOST) - left;
      *dy = CLAMP (at.y, -SJ_PLACE_MOST, SJ_PLACE_MOST) - top;
    }
}

static int32_t
shifted (int32_t coordinate, int by)
{
  return CLAMP (coordinate + by, -SJ_PLACE_MOST, SJ_PLACE_MOST);
}

/* A node of the piece as it will be: new ids within, and moved. */
static SjNode *
renamed_copy (const SjNode *node, GHashTable *names, int dx, int dy)
{
  SjNode *copy = sj_node_copy (node, g_hash_table_lookup (names, node->id));

  for (uint32_t p = 0; p < copy->n_paths; p++)
    {
      SjPath *path = copy->paths[p];
      const char *to = path->to ? g_hash_table_lookup (names, path->to) : NULL;

      g_free (path->to);
      path->to = g_strdup (to);
      rename_references (&path->kind->config, path->config, names);
    }
  rename_references (&copy->kind->config, copy->config, names);
  copy->at.x = copy->at.set ? shifted (copy->at.x, dx) : 0;
  copy->at.y = copy->at.set ? shifted (copy->at.y, dy) : 0;
  return copy;
}

static GStrv
paste_piece (SjHistory *history, const SjJourney *piece, int dx, int dy)
{
  SjJourney *journey = sj_history_journey (history);
  uint32_t count = sj_journey_n_nodes (piece);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) labels = labels_of (journey);
  GStrv ids = g_new0 (char *, count + 1);

  for (uint32_t i = 0; i < count; i++)
    {
      const SjNode *node = sj_journey_node (piece, i);

      ids[i] = sj_graph_new_id (&journey->graph, node->kind);
      g_hash_table_insert (names, node->id, ids[i]);
    }
  for (uint32_t i = 0; i < count; i++)
    {
      g_autoptr (SjNode) copy = renamed_copy (sj_journey_node (piece, i), names, dx, dy);

      make_label_unique (copy, labels);
      sj_history_do (history, sj_edit_add_node (copy, SJ_AT_END));
    }
  return ids;
}

GStrv
sj_edit_graph_paste (SjHistory *history, const char *text, size_t length, SjPlace at, GError **error)
{
  SjJourney *journey = sj_history_journey (history);
  g_autoptr (SjJourney) piece = sj_journey_read (journey->kinds, NULL, text, length, NULL, error);
  g_autofree char *title = NULL;
  uint32_t count;
  int dx, dy;
  GStrv ids;

  if (piece == NULL)
    return NULL;
  count = sj_journey_n_nodes (piece);
  offset_for (piece, at, &dx, &dy);
  title = g_strdup_printf (ngettext ("Paste %u step", "Paste %u steps", count), count);
  sj_history_begin (history, title);
  ids = paste_piece (history, piece, dx, dy);
  sj_history_end (history);
  return ids;
}

/* Whether a card of the piece, so much lower, would lie over one of the journey. */
static bool
lies_over (const SjJourney *journey, const SjJourney *piece, int lower)
{
  for (uint32_t i = 0; i < sj_journey_n_nodes (piece); i++)
    {
      const SjNode *node = sj_journey_node (piece, i);
      int64_t top = (int64_t) node->at.y + lower, bottom = top + sj_card_height (node);

      for (uint32_t j = 0; j < sj_journey_n_nodes (journey); j++)
        {
          const SjNode *other = sj_journey_node (journey, j);

          if (ABS ((int64_t) other->at.x - node->at.x) < SJ_ARRANGE_CARD_WIDTH && other->at.y < bottom &&
              (int64_t) other->at.y + sj_card_height (other) > top)
            return true;
        }
    }
  return false;
}

/* Below what it was made of, and lower where others stand there already. */
static int
find_room (const SjJourney *journey, const SjJourney *piece, int lower)
{
  for (int steps = 0; steps < MOST_LOWER && lies_over (journey, piece, lower); steps++)
    lower += SJ_ARRANGE_GRID;
  return lower;
}

GStrv
sj_edit_graph_duplicate (SjHistory *history, const char *const *nodes)
{
  SjJourney *journey = sj_history_journey (history);
  g_autofree char *text = sj_edit_graph_copy (journey, nodes);
  g_autoptr (SjJourney) piece = sj_journey_read (journey->kinds, NULL, text, strlen (text), NULL, NULL);
  g_autofree char *title = NULL;
  uint32_t count = sj_journey_n_nodes (piece);
  int top = INT_MAX, bottom = INT_MIN;
  GStrv ids;

  for (uint32_t i = 0; i < count; i++)
    {
      const SjNode *node = sj_journey_node (piece, i);

      top = MIN (top, node->at.y);
      bottom = MAX (bottom, MIN (node->at.y + sj_card_height (node), SJ_PLACE_MOST));
    }
  title = g_strdup_printf (ngettext ("Duplicate %u step", "Duplicate %u steps", count), count);
  sj_history_begin (history, title);
  ids = paste_piece (history, piece, 0,
                     count > 0 ? find_room (journey, piece, bottom - top + SJ_ARRANGE_ROW_FREE) : 0);
  sj_history_end (history);
  return ids;
}
