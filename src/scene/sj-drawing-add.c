/* sj-drawing-add.c -- new steps: where they go, how they are joined, what is asked first.
 *
 * However a kind came (dropped, picked, activated in the palette), it ends in
 * sj_drawing_add_new (): one step of the history for node, settings and paths together.
 */
#include "scene/sj-drawing-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define ROW_APART 96    /* between the cards that a step's several paths lead to */

/* ------------------------------------------------------------------ places */

int
sj_drawing_kind_height (const SjKind *kind)
{
  g_autoptr (SjNode) node = sj_node_new (kind, "new");

  return sj_card_height (node);
}

static bool
is_free (SjDrawing *drawing, SjPlace place, int height, GPtrArray *except, GPtrArray *found)
{
  SjBox box = { place.x - SJ_SCENE_GRID + 1, place.y - SJ_SCENE_GRID + 1,
                SJ_SCENE_CARD_WIDTH + 2 * SJ_SCENE_GRID - 2, height + 2 * SJ_SCENE_GRID - 2 };

  sj_scene_cards_in (drawing->scene, &box, found);
  for (guint i = 0; i < found->len; i++)
    if (except == NULL || !g_ptr_array_find (except, found->pdata[i], NULL))
      return false;
  return true;
}

/* Straight below or above the wish, whatever is nearer; then a column further. */
SjPlace
sj_drawing_free_place (SjDrawing *drawing, SjPlace wish, int height, GPtrArray *except)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (int column = 0; column < 8; column++)
    for (int row = 0; row < 200; row++)
      {
        int by = (row + 1) / 2 * SJ_SCENE_GRID;
        SjPlace place = { wish.x + column * SJ_ARRANGE_COLUMN, wish.y + (row % 2 ? by : -by), true };

        if (is_free (drawing, place, height, except, found))
          return place;
      }
  return wish;
}

static uint32_t
port_of (const SjPath *path)
{
  uint32_t port = 0;

  while (path->node->paths[port] != path)
    port++;
  return port;
}

static int32_t
on_grid (double at)
{
  return (int32_t) floor (at / SJ_SCENE_GRID + 0.5) * SJ_SCENE_GRID;
}

SjPlace
sj_drawing_place_behind (SjDrawing *drawing, const SjPath *path, int height)
{
  SjPlace wish = path->node->at;

  wish.x += SJ_ARRANGE_COLUMN;
  wish.y += (int32_t) port_of (path) * ROW_APART;
  wish.set = true;
  return sj_drawing_free_place (drawing, wish, height, NULL);
}

static SjPlace
place_in_view (SjDrawing *drawing, int height)
{
  double x, y;

  sj_view_to_scene (&drawing->view, drawing->view.width / 2, drawing->view.height / 2, &x, &y);
  return sj_drawing_free_place (drawing, (SjPlace) { on_grid (x - SJ_SCENE_CARD_WIDTH / 2.0),
                                                     on_grid (y - height / 2.0), true }, height, NULL);
}

/* ------------------------------------------------------------------ making */

static void
set_config (SjDrawing *drawing, const char *node, const char *config)
{
  SjTarget target = { .scope = SJ_SCOPE_NODE_SETTINGS, .node = node };
  SjArena arena;
  SjValue value;

  sj_arena_init (&arena);
  if (sj_json_read (&arena, NULL, config, strlen (config), &value, NULL) && value.type == SJ_OBJECT)
    for (uint32_t i = 0; i < value.length; i++)
      {
        g_autofree char *name = sj_value_dup_text (value.members[i].key);

        sj_history_do (drawing->parts.history, sj_edit_set_field (&target, name, &value.members[i].value));
      }
  sj_arena_clear (&arena);
}

static char *
make_title (const SjKind *kind, const SjPath *path, bool insert)
{
  if (!insert || path == NULL)
    return g_strdup_printf (_("Add %s"), _(kind->title));
  return g_strdup_printf (_("Insert %s on %s"), _(kind->title),
                          path->node->n_paths > 1 ? sj_path_title (path) : sj_node_title (path->node));
}

char *
sj_drawing_add_new (SjDrawing *drawing, const SjKind *kind, const char *config, SjPlace at, const SjPathRef *from,
                    bool insert)
{
  SjHistory *history = drawing->parts.history;
  const SjPath *path = from ? sj_drawing_path (drawing, from->node, from->path) : NULL;
  g_autofree char *title = make_title (kind, path, insert);
  char *id;

  sj_history_seal (history);
  sj_history_begin (history, title);
  id = insert ? sj_edit_graph_insert_at (history, kind, from, at) : sj_edit_graph_add (history, kind, at, from);
  if (id != NULL && config != NULL)
    set_config (drawing, id, config);
  sj_history_end (history);
  if (id == NULL)
    return NULL;
  g_hash_table_add (drawing->fresh, g_strdup (id));
  sj_drawing_log ("added %s", id);
  sj_drawing_say (drawing, insert ? g_strdup_printf (_("Inserted %s."), _(kind->title))
                                  : g_strdup_printf (_("Added %s."), _(kind->title)));
  return id;
}

void
sj_drawing_made (SjDrawing *drawing, const char *node)
{
  sj_scene_update (drawing->scene);
  sj_drawing_touch (drawing, SJ_REDRAW_SCENE);
  sj_drawing_select (drawing, node);
  sj_drawing_reveal (drawing, node, NULL);
}

/* ------------------------------------------------------------------ where a kind would go */

/* Why a kind must not stand on a path, or at its end where that is free; NULL: it may. */
char *
sj_drawing_insert_refusal (SjDrawing *drawing, const SjKind *kind, const SjPath *path)
{
  if (drawing->parts.history == NULL)
    return g_strdup (_("This version cannot be changed."));
  if (path != NULL && kind->flags & SJ_KIND_ENTRY)
    return g_strdup_printf (_("“%s” can only begin a journey, so no path can lead to it."), _(kind->title));
  if (path != NULL && path->to != NULL && kind->paths == NULL)
    return g_strdup_printf (_("Nothing can come after “%s”, so it cannot stand between two steps."), _(kind->title));
  return drawing->parts.checker ? sj_check_placement (drawing->parts.checker, kind, path) : NULL;
}

static const SjPath *
first_free_path (const SjDrawing *drawing)
{
  for (uint32_t i = 0; i < sj_journey_n_nodes (drawing->journey); i++)
    {
      const SjNode *node = sj_journey_node (drawing->journey, i);

      for (uint32_t p = 0; p < node->n_paths; p++)
        if (node->paths[p]->to == NULL && !(node->paths[p]->kind->flags & SJ_PATH_OPTIONAL))
          return node->paths[p];
    }
  return NULL;
}

/* What is selected, else focused. */
static const SjNode *
node_meant (const SjDrawing *drawing)
{
  const SjNode *node = sj_drawing_selected_node (drawing);

  if (node != NULL || g_hash_table_size (drawing->nodes) > 0 || drawing->focus.node == NULL)
    return node;
  return sj_journey_find (drawing->journey, drawing->focus.node);
}

static unsigned
count_free (const SjNode *node, const SjPath **free_path)
{
  unsigned count = 0;

  for (uint32_t i = node->n_paths; i > 0; i--)
    if (node->paths[i - 1]->to == NULL)
      {
        *free_path = node->paths[i - 1];
        count++;
      }
  return count;
}

/* The path that a new step would go on; NULL with `several`: one of the node's, to be asked
 * for; NULL without: none. */
static const SjPath *
path_meant (const SjDrawing *drawing, const SjNode **several)
{
  const SjPath *path = sj_drawing_selected_path (drawing), *free_path = NULL;
  const SjNode *node = node_meant (drawing);
  unsigned n_free;

  *several = NULL;
  if (path != NULL)
    return path;
  if (node == NULL)
    return first_free_path (drawing);
  path = sj_drawing_path (drawing, node->id, drawing->focus.path);
  if (path != NULL)
    return path;
  if (node->n_paths == 0)
    return first_free_path (drawing);
  if (node->n_paths == 1)
    return node->paths[0];
  n_free = count_free (node, &free_path);
  if (n_free == 1)
    return free_path;
  *several = node;
  return NULL;
}

const SjPath *
sj_drawing_path_meant (const SjDrawing *drawing)
{
  const SjNode *several;
  const SjPath *path = path_meant (drawing, &several), *free_path = NULL;

  if (several != NULL)
    path = count_free (several, &free_path) > 0 ? free_path : several->paths[0];
  return path;
}

static char *
refusal_for (SjDrawing *drawing, const SjKind *kind, const SjPath *path, const SjNode *several)
{
  if (kind->flags & SJ_KIND_ENTRY)
    return sj_drawing_insert_refusal (drawing, kind, NULL);
  return sj_drawing_insert_refusal (drawing, kind, several ? several->paths[0] : path);
}

char *
sj_drawing_refusal (SjDrawing *drawing, const SjKind *kind)
{
  const SjNode *several;
  const SjPath *path = path_meant (drawing, &several);

  return refusal_for (drawing, kind, path, several && several->paths[0]->to == NULL ? several : NULL);
}

/* ------------------------------------------------------------------ asking */

static void
set_ask (SjDrawing *drawing, SjAskType type, const char *node, const char *path)
{
  SjAsk *ask = &drawing->ask;

  g_free (ask->node);
  g_free (ask->path);
  g_free (ask->before);
  *ask = (SjAsk) { .type = type, .node = g_strdup (node), .path = g_strdup (path) };
  drawing->ask_detaches = false;
  sj_drawing_touch (drawing, SJ_REDRAW_ASK);
}

void
sj_drawing_set_ask (SjDrawing *drawing, SjAskType type, const char *node, const char *path, SjPoint at)
{
  set_ask (drawing, type, node, path);
  drawing->ask.at = at;
}

static SjPoint
middle_of_view (const SjDrawing *drawing)
{
  double x, y;

  sj_view_to_scene (&drawing->view, drawing->view.width / 2, drawing->view.height / 2, &x, &y);
  return (SjPoint) { (int32_t) x, (int32_t) y };
}

static void
ask_for_path (SjDrawing *drawing, const SjNode *node, const SjKind *kind, const char *config)
{
  const SjCard *card = sj_scene_card_of (drawing->scene, node);

  sj_drawing_set_ask (drawing, SJ_ASK_PATH, node->id, NULL, card ? sj_card_out_port (card, 0) : (SjPoint) { 0, 0 });
  drawing->kind = kind;
  g_free (drawing->config);
  drawing->config = g_strdup (config);
}

/* ------------------------------------------------------------------ adding */

static bool
refuse (SjDrawing *drawing, char *reason)
{
  sj_drawing_say (drawing, reason);
  sj_drawing_log ("refused");
  return false;
}

/* At the end of a path, or on it where it leads somewhere. */
static bool
add_on (SjDrawing *drawing, const SjKind *kind, const char *config, const SjPath *path, SjPlace at)
{
  SjPathRef way = { path->node->id, path->id };
  bool insert = path->to != NULL;
  char *refusal = sj_drawing_insert_refusal (drawing, kind, path);
  int height = sj_drawing_kind_height (kind);
  g_autofree char *id = NULL;

  if (refusal != NULL)
    return refuse (drawing, refusal);
  if (!at.set && !insert)
    at = sj_drawing_place_behind (drawing, path, height);
  id = sj_drawing_add_new (drawing, kind, config, at, &way, insert);
  if (id != NULL)
    sj_drawing_made (drawing, id);
  return id != NULL;
}

static bool
add_alone (SjDrawing *drawing, const SjKind *kind, const char *config, SjPlace at)
{
  char *refusal = sj_drawing_insert_refusal (drawing, kind, NULL);
  int height = sj_drawing_kind_height (kind);
  g_autofree char *id = NULL;

  if (refusal != NULL)
    return refuse (drawing, refusal);
  if (!at.set)
    at = place_in_view (drawing, height);
  id = sj_drawing_add_new (drawing, kind, config, at, NULL, false);
  if (id != NULL)
    sj_drawing_made (drawing, id);
  return id != NULL;
}

bool
sj_drawing_add (SjDrawing *drawing, const SjKind *kind, const char *config)
{
  const SjNode *several;
  const SjPath *path = path_meant (drawing, &several);
  bool done = true;

  sj_drawing_begin (drawing);
  if (!sj_drawing_can_edit (drawing))
    done = false;
  else if (several != NULL && !(kind->flags & SJ_KIND_ENTRY))
    ask_for_path (drawing, several, kind, config);
  else if (path != NULL && !(kind->flags & SJ_KIND_ENTRY))
    done = add_on (drawing, kind, config, path, (SjPlace) { 0, 0, false });
  else
    done = add_alone (drawing, kind, config, (SjPlace) { 0, 0, false });
  sj_drawing_end (drawing);
  return done;
}

/* ------------------------------------------------------------------ answers */

/* In front of a node: all that led to it leads to the new one. */
static bool
add_before (SjDrawing *drawing, const SjKind *kind, const char *config, const SjNode *node)
{
  SjHistory *history = drawing->parts.history;
  const SjPath *first = sj_node_n_in (node) > 0 ? sj_node_in (node, 0) : NULL;
  SjPathRef way = { first ? first->node->id : NULL, first ? first->id : NULL };
  g_autofree char *target = g_strdup (node->id);
  g_autofree char *title = g_strdup_printf (_("Insert %s before %s"), _(kind->title), sj_node_title (node));
  char *refusal = sj_drawing_insert_refusal (drawing, kind, first);
  SjPlace at = node->at;
  g_autofree char *id = NULL;

  if (refusal != NULL)
    return refuse (drawing, refusal);
  sj_history_seal (history);
  sj_history_begin (history, title);
  if (first == NULL)
    {
      at.x -= SJ_ARRANGE_COLUMN;
      at = sj_drawing_free_place (drawing, at, sj_drawing_kind_height (kind), NULL);
      id = sj_drawing_add_new (drawing, kind, config, at, NULL, false);
      if (sj_journey_find (drawing->journey, id)->n_paths > 0)
        sj_edit_graph_connect (history,
                               &(SjPathRef) { id, sj_journey_find (drawing->journey, id)->paths[0]->id }, target);
    }
  else
    {
      id = sj_drawing_add_new (drawing, kind, config, (SjPlace) { 0, 0, false }, &way, true);
      node = sj_journey_find (drawing->journey, target);
      for (uint32_t i = sj_node_n_in (node); id != NULL && i > 0; i--)
        {
          const SjPath *path = sj_node_in (node, i - 1);

          if (strcmp (path->node->id, id) != 0)
            sj_edit_graph_connect (history, &(SjPathRef) { path->node->id, path->id }, id);
        }
    }
  sj_history_end (history);
  if (id != NULL)
    sj_drawing_made (drawing, id);
  return id != NULL;
}

char *
sj_drawing_refusal_here (SjDrawing *drawing, const SjKind *kind)
{
  const SjPath *path = sj_drawing_path (drawing, drawing->ask.node, drawing->ask.path);
  const SjNode *before = drawing->ask.before ? sj_journey_find (drawing->journey, drawing->ask.before) : NULL;

  if (before != NULL)
    return sj_drawing_insert_refusal (drawing, kind, sj_node_n_in (before) > 0 ? sj_node_in (before, 0) : NULL);
  if (path != NULL && !drawing->ask.insert && kind->paths == NULL)    /* the old target is left behind */
    return kind->flags & SJ_KIND_ENTRY || drawing->parts.history == NULL
               ? sj_drawing_insert_refusal (drawing, kind, path)
               : NULL;
  return sj_drawing_insert_refusal (drawing, kind, path);
}

/* The path was drawn to an empty place: the new step stands there, whatever the path led to. */
static bool
add_at_end (SjDrawing *drawing, const SjKind *kind, const char *config, const SjPath *path, SjPoint at)
{
  SjPathRef way = { path->node->id, path->id };
  char *refusal = sj_drawing_refusal_here (drawing, kind);
  int height = sj_drawing_kind_height (kind);
  SjPlace wish = { on_grid (at.x), on_grid (at.y - SJ_SCENE_CARD_HEIGHT / 2.0), true };
  g_autofree char *id = NULL;

  if (refusal != NULL)
    return refuse (drawing, refusal);
  id = sj_drawing_add_new (drawing, kind, config, sj_drawing_free_place (drawing, wish, height, NULL), &way, false);
  if (id != NULL)
    sj_drawing_made (drawing, id);
  return id != NULL;
}

bool
sj_drawing_pick (SjDrawing *drawing, const SjKind *kind, const char *config)
{
  const SjAsk *ask = &drawing->ask;
  const SjPath *path = sj_drawing_path (drawing, ask->node, ask->path);
  const SjNode *before = ask->before ? sj_journey_find (drawing->journey, ask->before) : NULL;
  SjPlace at = { on_grid (ask->at.x), on_grid (ask->at.y), true };
  bool done;

  if (ask->type != SJ_ASK_KIND || !sj_drawing_can_edit (drawing))
    return false;
  sj_drawing_begin (drawing);
  if ((ask->path != NULL && path == NULL) || (ask->before != NULL && before == NULL))
    done = false;    /* what was asked about is gone */
  else if (before != NULL)
    done = add_before (drawing, kind, config, before);
  else if (path != NULL && (ask->insert || path->to == NULL) && !drawing->ask_detaches && !ask->placed)
    done = add_on (drawing, kind, config, path, (SjPlace) { 0, 0, false });
  else if (path != NULL)
    done = add_at_end (drawing, kind, config, path, ask->at);
  else
    done = add_alone (drawing, kind, config, sj_drawing_free_place (drawing, at, sj_drawing_kind_height (kind), NULL));
  if (done)
    set_ask (drawing, SJ_ASK_NOTHING, NULL, NULL);
  sj_drawing_end (drawing);
  return done;
}

bool
sj_drawing_pick_path (SjDrawing *drawing, const char *path_id)
{
  const SjPath *path = sj_drawing_path (drawing, drawing->ask.node, path_id);
  const SjKind *kind = drawing->kind;
  g_autofree char *config = NULL;
  bool done;

  if (drawing->ask.type != SJ_ASK_PATH || path == NULL || kind == NULL)
    return false;
  config = g_steal_pointer (&drawing->config);
  drawing->kind = NULL;
  sj_drawing_begin (drawing);
  set_ask (drawing, SJ_ASK_NOTHING, NULL, NULL);
  done = add_on (drawing, kind, config, path, (SjPlace) { 0, 0, false });
  sj_drawing_end (drawing);
  return done;
}

void
sj_drawing_pick_none (SjDrawing *drawing)
{
  const SjPath *path = sj_drawing_path (drawing, drawing->ask.node, drawing->ask.path);
  bool detaches = drawing->ask_detaches;

  if (drawing->ask.type == SJ_ASK_NOTHING)
    return;
  sj_drawing_begin (drawing);
  set_ask (drawing, SJ_ASK_NOTHING, NULL, NULL);
  if (detaches && path != NULL && path->to != NULL)
    {
      sj_drawing_select_path (drawing, path->node->id, path->id);
      sj_drawing_disconnect (drawing);
    }
  sj_drawing_end (drawing);
}

/* ------------------------------------------------------------------ questions */

static SjPoint
point_of (SjDrawing *drawing, const SjNode *node, const SjPath *path)
{
  const SjCard *card = node ? sj_scene_card_of (drawing->scene, node) : NULL;

  if (card == NULL)
    return middle_of_view (drawing);
  return path ? sj_card_out_port (card, port_of (path)) : sj_card_in_port (card);
}

void
sj_drawing_ask_insert (SjDrawing *drawing, bool before)
{
  const SjNode *node = drawing->focus.node ? sj_journey_find (drawing->journey, drawing->focus.node) : NULL;
  const SjPath *path = sj_drawing_path (drawing, drawing->focus.node, drawing->focus.path);
  const SjPath *free_path = NULL;

  sj_drawing_begin (drawing);
  if (node == NULL)
    sj_drawing_set_ask (drawing, SJ_ASK_KIND, NULL, NULL, middle_of_view (drawing));
  else if (before)
    {
      sj_drawing_set_ask (drawing, SJ_ASK_KIND, NULL, NULL, point_of (drawing, node, NULL));
      drawing->ask.before = g_strdup (node->id);
    }
  else if (path == NULL && node->n_paths == 0)
    sj_drawing_say (drawing, g_strdup_printf (_("“%s” has no way out."), sj_node_title (node)));
  else
    {
      if (path == NULL)
        path = count_free (node, &free_path) > 0 ? free_path : node->paths[0];
      sj_drawing_set_ask (drawing, SJ_ASK_KIND, node->id, path->id, point_of (drawing, node, path));
      drawing->ask.insert = path->to != NULL;
    }
  sj_drawing_end (drawing);
}

void
sj_drawing_ask_rename (SjDrawing *drawing)
{
  const SjPath *path = sj_drawing_selected_path (drawing);
  const SjNode *node = path ? path->node : node_meant (drawing);

  if (path == NULL && node != NULL && g_hash_table_size (drawing->nodes) == 0)
    path = sj_drawing_path (drawing, node->id, drawing->focus.path);
  if (node == NULL || !sj_drawing_can_edit (drawing))
    return;
  sj_drawing_begin (drawing);
  sj_drawing_reveal (drawing, node->id, NULL);
  sj_drawing_set_ask (drawing, SJ_ASK_RENAME, node->id, path ? path->id : NULL, point_of (drawing, node, path));
  sj_drawing_end (drawing);
}

void
sj_drawing_ask_menu (SjDrawing *drawing)
{
  const SjNode *node = node_meant (drawing);

  sj_drawing_begin (drawing);
  sj_drawing_set_ask (drawing, SJ_ASK_MENU, node ? node->id : NULL, NULL, point_of (drawing, node, NULL));
  sj_drawing_end (drawing);
}
