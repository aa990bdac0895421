/* sj-hand-carry.c -- what comes onto the canvas: a kind from the palette, or a copy.
 *
 * A ghost stands on the grid below the pointer.  The nearest free port within reach lights
 * up and the ghost goes where it would be joined; over a path, that opens.
 */
#include "scene/sj-drawing-private.h"

#include "model/sj-journey-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define PATH_REACH 12.0    /* pixels: a pointer this near to a path means the path */
#define PORT_FIRST 32      /* units: a port this near to the pointer counts before a path */
#define LEAST_GAP 48       /* units: nearer to the card before it, a new one goes where it would by itself */

static int32_t
on_grid (double at)
{
  return (int32_t) floor (at / SJ_SCENE_GRID + 0.5) * SJ_SCENE_GRID;
}

static SjBox
ghost_at (SjPoint at, int height)
{
  return (SjBox) { on_grid (at.x - SJ_SCENE_CARD_WIDTH / 2.0), on_grid (at.y - SJ_SCENE_CARD_HEIGHT / 2.0),
                   SJ_SCENE_CARD_WIDTH, height };
}

/* ------------------------------------------------------------------ what would be joined */

typedef struct
{
  const SjPath *path;
  double far;               /* of the pointer or of the ghost's port, whichever is nearer */
} Port;

static double
distance (SjPoint a, SjPoint b)
{
  return hypot (a.x - b.x, a.y - b.y);
}

static Port
nearest_port (SjDrawing *drawing, SjPoint at, const SjBox *ghost)
{
  SjBox box = sj_box_grown (ghost, SJ_DRAWING_PORT_REACH + SJ_SCENE_CARD_WIDTH);
  SjPoint in = { ghost->x, ghost->y + SJ_SCENE_CARD_HEIGHT / 2 };
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  Port best = { NULL, SJ_DRAWING_PORT_REACH };

  sj_scene_cards_in (drawing->scene, &box, cards);
  for (guint i = 0; i < cards->len; i++)
    {
      const SjCard *card = cards->pdata[i];

      for (uint32_t p = 0; p < card->node->n_paths; p++)
        {
          SjPoint port = sj_card_out_port (card, p);
          double far = MIN (distance (port, at), distance (port, in));

          if (card->node->paths[p]->to != NULL || far > best.far || (far == best.far && best.path != NULL))
            continue;
          best = (Port) { card->node->paths[p], far };
        }
    }
  return best;
}

static SjRoute *
path_below (SjDrawing *drawing, const SjBox *ghost)
{
  SjHit hit = sj_hand_probe (drawing, &drawing->last);

  if (hit.type == SJ_HIT_PATH || hit.type == SJ_HIT_PLUS || hit.type == SJ_HIT_DELAY)
    return hit.route;
  return sj_hand_route_under (drawing, ghost);
}

static bool
overlaps_any (SjDrawing *drawing, const SjBox *box)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();

  sj_scene_cards_in (drawing->scene, box, cards);
  return cards->len > 0;
}

/* A path and its arrow need to be seen between two cards side by side. */
static bool
is_cramped (const SjBox *ghost, const SjBox *source)
{
  SjBox before = { ghost->x - LEAST_GAP, ghost->y, ghost->width + LEAST_GAP, ghost->height };

  return sj_box_overlaps (&before, source);
}

static void
show_joined (SjDrawing *drawing, const SjPath *path, SjBox *ghost)
{
  SjHand *hand = &drawing->hand;
  SjCard *source = sj_scene_card_of (drawing->scene, path->node);
  SjPoint from;
  uint32_t port = 0;

  if (overlaps_any (drawing, ghost) || is_cramped (ghost, &source->box))
    {
      SjPlace at = sj_drawing_place_behind (drawing, path, ghost->height);

      ghost->x = at.x;
      ghost->y = at.y;
    }
  while (path->node->paths[port] != path)
    port++;
  from = sj_card_out_port (source, port);
  hand->lit = source;
  hand->lit_path = hand->live_path = path;
  hand->live = sj_scene_live_route (drawing->scene, from, source,
                                    (SjPoint) { ghost->x, ghost->y + SJ_SCENE_CARD_HEIGHT / 2 }, NULL, &hand->n_live);
}

static void
show_on_path (SjDrawing *drawing, SjRoute *route, SjBox *ghost)
{
  bool over = sj_box_overlaps (ghost, &route->from->box);
  SjPlace at = over ? (SjPlace) { 0, 0, false } : (SjPlace) { ghost->x, ghost->y, true };
  SjPathRef way = { route->path->node->id, route->path->id };

  g_array_unref (sj_edit_graph_room (drawing->journey, &way, ghost->height, &at));
  ghost->x = at.x;
  ghost->y = at.y;
  sj_hand_show_split (drawing, route, ghost->height, at);
}

void
sj_hand_carry (SjDrawing *drawing)
{
  SjPoint at = sj_hand_at (drawing);
  int height = sj_drawing_kind_height (drawing->kind);
  SjBox ghost = ghost_at (at, height);
  bool follows = !(drawing->kind->flags & SJ_KIND_ENTRY);
  Port port = follows ? nearest_port (drawing, at, &ghost) : (Port) { NULL, 0 };
  SjRoute *route = follows && port.far > PORT_FIRST ? path_below (drawing, &ghost) : NULL;
  const SjPath *path = route ? route->path : port.path;
  char *refusal = sj_drawing_insert_refusal (drawing, drawing->kind, path);

  sj_hand_clear_preview (drawing);
  if (path != NULL && refusal == NULL && route != NULL)
    show_on_path (drawing, route, &ghost);
  else if (path != NULL && refusal == NULL)
    show_joined (drawing, path, &ghost);
  else if (overlaps_any (drawing, &ghost) && refusal == NULL)
    {
      SjPlace free_place = sj_drawing_free_place (drawing, (SjPlace) { ghost.x, ghost.y, true }, height, NULL);

      ghost.x = free_place.x;
      ghost.y = free_place.y;
    }
  drawing->hand.ghost_kind = drawing->kind;
  g_array_append_val (drawing->hand.ghosts, ghost);
  drawing->hand.cursor = refusal ? SJ_CURSOR_REFUSED : SJ_CURSOR_COPY;
  sj_hand_hint (drawing, refusal ? SJ_VERDICT_NO : SJ_VERDICT_YES, refusal);
}

/* ------------------------------------------------------------------ from the palette */

void
sj_drawing_drag_in (SjDrawing *drawing, const SjKind *kind, const char *config, const SjPointer *pointer)
{
  sj_drawing_begin (drawing);
  if (drawing->hand.state != SJ_HAND_CARRYING || drawing->kind != kind)
    {
      sj_hand_cancel (drawing);
      drawing->hand.state = SJ_HAND_CARRYING;
      drawing->kind = kind;
    }
  if (g_strcmp0 (drawing->config, config) != 0)
    {
      g_free (drawing->config);
      drawing->config = g_strdup (config);
    }
  sj_drawing_motion (drawing, pointer);
  sj_drawing_end (drawing);
}

static bool
drop_kind (SjDrawing *drawing)
{
  const SjHand *hand = &drawing->hand;
  const SjPath *path = hand->split ? hand->split->path : hand->lit_path;
  SjPathRef way = { path ? path->node->id : NULL, path ? path->id : NULL };
  SjBox ghost = g_array_index (hand->ghosts, SjBox, 0);
  g_autofree char *id = NULL;

  if (hand->verdict == SJ_VERDICT_NO)
    {
      sj_drawing_say (drawing, g_strdup (hand->hint));
      sj_drawing_log ("refused");
      return false;
    }
  id = sj_drawing_add_new (drawing, drawing->kind, drawing->config, (SjPlace) { ghost.x, ghost.y, true },
                           path ? &way : NULL, hand->split != NULL);
  if (id != NULL)
    sj_drawing_made (drawing, id);
  return id != NULL;
}

bool
sj_drawing_drop_in (SjDrawing *drawing, const SjPointer *pointer)
{
  bool done;

  if (drawing->hand.state != SJ_HAND_CARRYING)
    return false;
  sj_drawing_begin (drawing);
  sj_drawing_motion (drawing, pointer);
  done = drop_kind (drawing);
  sj_hand_reset (drawing);
  drawing->kind = NULL;
  g_clear_pointer (&drawing->config, g_free);
  sj_drawing_end (drawing);
  return done;
}

void
sj_drawing_drag_out (SjDrawing *drawing)
{
  if (drawing->hand.state != SJ_HAND_CARRYING)
    return;
  sj_drawing_begin (drawing);
  sj_hand_reset (drawing);
  drawing->kind = NULL;
  sj_drawing_end (drawing);
}

/* ------------------------------------------------------------------ from the clipboard */

/* Boxes of what the text holds, the upper left corner of all at 0, 0. */
static GArray *
boxes_of (const SjJourney *piece)
{
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (SjBox));
  int32_t left = INT32_MAX, top = INT32_MAX;

  for (uint32_t i = 0; i < sj_journey_n_nodes (piece); i++)
    {
      const SjNode *node = sj_journey_node (piece, i);
      SjBox box = { node->at.x, node->at.y, SJ_SCENE_CARD_WIDTH, sj_card_height (node) };

      left = MIN (left, box.x);
      top = MIN (top, box.y);
      g_array_append_val (boxes, box);
    }
  for (guint i = 0; i < boxes->len; i++)
    {
      g_array_index (boxes, SjBox, i).x -= left;
      g_array_index (boxes, SjBox, i).y -= top;
    }
  return boxes;
}

bool
sj_hand_begin_paste (SjDrawing *drawing, const char *text, GError **error)
{
  g_autoptr (SjJourney) piece = sj_journey_read (drawing->journey->kinds, NULL, text, strlen (text), NULL, error);

  if (piece == NULL)
    return false;
  drawing->text = g_strdup (text);
  drawing->hand.state = SJ_HAND_PASTING;
  drawing->hand.cursor = SJ_CURSOR_COPY;
  g_array_unref (drawing->hand.ghosts);
  drawing->hand.ghosts = boxes_of (piece);
  drawing->shift = (SjPoint) { 0, 0 };
  sj_hand_paste (drawing);
  sj_drawing_say (drawing, g_strdup (_("Click where it is to stand.")));
  return true;
}

void
sj_hand_paste (SjDrawing *drawing)
{
  SjBox corner = ghost_at (sj_hand_at (drawing), 0);
  SjPoint by = { corner.x - drawing->shift.x, corner.y - drawing->shift.y };

  for (guint i = 0; i < drawing->hand.ghosts->len; i++)
    {
      g_array_index (drawing->hand.ghosts, SjBox, i).x += by.x;
      g_array_index (drawing->hand.ghosts, SjBox, i).y += by.y;
    }
  drawing->shift = (SjPoint) { corner.x, corner.y };
  sj_drawing_touch (drawing, SJ_REDRAW_HAND);
}

void
sj_hand_drop_paste (SjDrawing *drawing)
{
  g_autofree char *text = g_steal_pointer (&drawing->text);
  SjPlace at = { drawing->shift.x, drawing->shift.y, true };

  sj_hand_reset (drawing);
  sj_drawing_paste_at (drawing, text, at, NULL);
}
