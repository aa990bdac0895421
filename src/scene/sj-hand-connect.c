/* sj-hand-connect.c -- a path in the hand: where it may lead, and why not elsewhere.
 *
 * The reasons for all steps are asked for once, when the gesture begins.  Dragging an
 * end, aiming after a click on a port and Ctrl+L end in the same command.
 */
#include "scene/sj-drawing-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const SjPath *
path_in_hand (const SjDrawing *drawing)
{
  return sj_drawing_path (drawing, drawing->way.node, drawing->way.path);
}

static void
take_way (SjDrawing *drawing, const SjPath *path)
{
  g_free (drawing->way.node);
  g_free (drawing->way.path);
  drawing->way.node = g_strdup (path->node->id);
  drawing->way.path = g_strdup (path->id);
}

/* The target that it has is no mistake: it stays as it is. */
static void
find_refused (SjDrawing *drawing, const SjPath *path)
{
  SjChecker *checker = drawing->parts.checker;

  g_clear_pointer (&drawing->refused, g_hash_table_unref);
  drawing->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (uint32_t i = 0; i < sj_journey_n_nodes (drawing->journey) && checker != NULL; i++)
    {
      const SjNode *node = sj_journey_node (drawing->journey, i);
      char *reason = g_strcmp0 (path->to, node->id) == 0 ? NULL : sj_check_connection (checker, path->node, path, node);

      if (reason != NULL)
        g_hash_table_insert (drawing->refused, g_strdup (node->id), reason);
    }
}

static uint32_t
port_of (const SjPath *path)
{
  uint32_t port = 0;

  while (path->node->paths[port] != path)
    port++;
  return port;
}

static void
set_live (SjDrawing *drawing, SjPoint from, const SjCard *source, SjPoint to, const SjCard *target)
{
  SjHand *hand = &drawing->hand;

  g_free (hand->live);
  hand->live = sj_scene_live_route (drawing->scene, from, source, to, target, &hand->n_live);
}

/* ------------------------------------------------------------------ beginning */

void
sj_hand_begin_connect (SjDrawing *drawing, const SjPath *path, bool detaches)
{
  if (!sj_drawing_can_edit (drawing))
    {
      sj_hand_reset (drawing);
      return;
    }
  take_way (drawing, path);
  find_refused (drawing, path);
  drawing->detaches = detaches;
  drawing->hand.state = SJ_HAND_CONNECTING;
  drawing->hand.cursor = SJ_CURSOR_CROSSHAIR;
}

void
sj_hand_begin_resource (SjDrawing *drawing, const SjPath *path)
{
  if (!sj_drawing_can_edit (drawing) || sj_path_target (path) == NULL)
    {
      sj_hand_reset (drawing);
      return;
    }
  take_way (drawing, path);
  drawing->hand.state = SJ_HAND_RESOURCING;
  drawing->hand.cursor = SJ_CURSOR_CROSSHAIR;
}

/* ------------------------------------------------------------------ on the way */

/* The card under the pointer, else the one whose in port is within reach. */
static SjCard *
card_at (SjDrawing *drawing)
{
  SjPoint at = sj_hand_at (drawing);
  int32_t reach = (int32_t) ceil (SJ_DRAWING_JOIN_REACH / drawing->view.zoom);
  SjBox box = { at.x - reach, at.y - reach, 2 * reach + 1, 2 * reach + 1 };
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  SjCard *inside = NULL, *near = NULL;
  double nearest = reach;

  sj_scene_cards_in (drawing->scene, &box, cards);
  for (guint i = 0; i < cards->len; i++)
    {
      SjCard *card = cards->pdata[i];
      SjPoint port = sj_card_in_port (card);
      double far = hypot (port.x - at.x, port.y - at.y);

      if (sj_box_holds (&card->box, at) && (inside == NULL || inside->node->index < card->node->index))
        inside = card;
      if (far > nearest || !sj_node_has_in_port (card->node))
        continue;
      nearest = far;
      near = card;
    }
  return inside ? inside : near;
}

/* What the hint says of a card that may be joined. */
static char *
promise (const SjDrawing *drawing, const SjPath *path, const SjNode *target)
{
  const SjNode *was = sj_path_target (path);
  g_autofree char *old_name = NULL, *name = NULL;

  if (was == NULL || was == target)
    return NULL;
  old_name = sj_drawing_name_of (drawing, was);
  name = sj_drawing_name_of (drawing, target);
  return g_strdup_printf (_("It leads to %s; then it leads to %s."), old_name, name);
}

static void
judge (SjDrawing *drawing, SjCard *card)
{
  const SjPath *path = path_in_hand (drawing);
  const char *reason = card ? g_hash_table_lookup (drawing->refused, card->node->id) : NULL;

  drawing->hand.lit = card;
  if (card == NULL)
    sj_hand_hint (drawing, SJ_VERDICT_NONE, NULL);
  else if (reason != NULL)
    sj_hand_hint (drawing, SJ_VERDICT_NO, g_strdup (reason));
  else
    sj_hand_hint (drawing, SJ_VERDICT_YES, promise (drawing, path, card->node));
  drawing->hand.cursor = reason ? SJ_CURSOR_REFUSED : SJ_CURSOR_CROSSHAIR;
  sj_drawing_marks_changed (drawing);
  sj_drawing_touch (drawing, SJ_REDRAW_HAND);
}

static void
connect (SjDrawing *drawing)
{
  const SjPath *path = path_in_hand (drawing);
  SjCard *source = sj_scene_card_of (drawing->scene, path->node), *card = card_at (drawing);
  bool joins;

  judge (drawing, card == source && !sj_box_holds (&source->box, sj_hand_at (drawing)) ? NULL : card);
  joins = drawing->hand.lit != NULL && drawing->hand.verdict == SJ_VERDICT_YES;
  drawing->hand.live_path = path;
  set_live (drawing, sj_card_out_port (source, port_of (path)), source,
            joins ? sj_card_in_port (drawing->hand.lit) : sj_hand_at (drawing), joins ? drawing->hand.lit : NULL);
}

/* The path of a card that the target would be joined to: the port that is hit, else the first free one. */
static const SjPath *
port_at (SjDrawing *drawing, const SjCard *card)
{
  SjHit hit = sj_hand_probe (drawing, &drawing->last);

  if (hit.type == SJ_HIT_OUT_PORT && hit.card == card)
    return hit.path;
  for (uint32_t i = 0; i < card->node->n_paths; i++)
    if (card->node->paths[i]->to == NULL)
      return card->node->paths[i];
  return NULL;
}

static char *
refuse_source (SjDrawing *drawing, const SjPath *path, const SjCard *card, const SjPath *port)
{
  g_autofree char *name = sj_drawing_name_of (drawing, card->node);

  if (card->node->n_paths == 0)
    return g_strdup_printf (_("“%s” has no way out."), name);
  if (port == NULL)
    return g_strdup_printf (_("“%s” has no free path."), name);
  if (port == path || drawing->parts.checker == NULL)
    return NULL;
  return sj_check_connection (drawing->parts.checker, card->node, port, sj_path_target (path));
}

static void
resource (SjDrawing *drawing)
{
  const SjPath *path = path_in_hand (drawing);
  SjHit hit = sj_hand_probe (drawing, &drawing->last);
  SjCard *target = sj_scene_card_of (drawing->scene, sj_path_target (path));
  SjCard *card = hit.type == SJ_HIT_OUT_PORT ? hit.card : card_at (drawing);
  const SjPath *port = card ? port_at (drawing, card) : NULL;
  char *refusal = card ? refuse_source (drawing, path, card, port) : NULL;
  bool joins = card != NULL && refusal == NULL;

  drawing->hand.lit = card;
  drawing->hand.lit_path = joins ? port : NULL;
  drawing->hand.live_path = path;
  sj_hand_hint (drawing, card == NULL ? SJ_VERDICT_NONE : refusal ? SJ_VERDICT_NO : SJ_VERDICT_YES, refusal);
  set_live (drawing, joins ? sj_card_out_port (card, port_of (port)) : sj_hand_at (drawing), joins ? card : NULL,
            sj_card_in_port (target), target);
  sj_drawing_marks_changed (drawing);
  sj_drawing_touch (drawing, SJ_REDRAW_HAND);
}

void
sj_hand_connect (SjDrawing *drawing)
{
  if (drawing->hand.state == SJ_HAND_CONNECTING)
    connect (drawing);
  else
    resource (drawing);
}

/* ------------------------------------------------------------------ joining */

/* In titles of steps: short. */
static const char *
path_title (const SjPath *path)
{
  return path->node->n_paths > 1 ? sj_path_title (path) : sj_node_title (path->node);
}

static char *
path_name (const SjDrawing *drawing, const SjPath *path)
{
  return path->node->n_paths > 1 ? g_strdup (sj_path_title (path)) : sj_drawing_name_of (drawing, path->node);
}

static void
join (SjDrawing *drawing, const SjPath *path, const SjNode *target)
{
  SjHistory *history = drawing->parts.history;
  SjPathRef way = { path->node->id, path->id };
  g_autofree char *name = path_name (drawing, path), *to = sj_drawing_name_of (drawing, target);
  g_autofree char *title = path->to
                               ? g_strdup_printf (_("Change target of %s"), path_title (path))
                               : g_strdup_printf (_("Connect %s to %s"), path_title (path), sj_node_title (target));

  sj_history_seal (history);
  sj_history_begin (history, title);
  sj_edit_graph_connect (history, &way, target->id);
  sj_history_end (history);
  sj_drawing_log ("connected %s %s to %s", path->node->id, path->id, target->id);
  sj_drawing_say (drawing, g_strdup_printf (_("Connected %s to %s."), name, to));
  sj_drawing_set_focus (drawing, path->node->id, path->id, false);
}

/* Ends the gesture at a card; false: refused, and the status says why. */
bool
sj_hand_join (SjDrawing *drawing, SjCard *card)
{
  const SjPath *path = path_in_hand (drawing);
  const char *reason = g_hash_table_lookup (drawing->refused, card->node->id);
  const SjNode *target = card->node;

  if (reason != NULL)
    {
      sj_drawing_say (drawing, g_strdup (reason));
      sj_drawing_log ("refused");
      return false;
    }
  if (g_strcmp0 (path->to, target->id) != 0)
    join (drawing, path, target);
  sj_hand_reset (drawing);
  return true;
}

/* The other path takes over the target and the delay. */
static void
drop_source (SjDrawing *drawing)
{
  SjHistory *history = drawing->parts.history;
  const SjPath *path = path_in_hand (drawing), *port = drawing->hand.lit_path;
  g_autofree char *target = g_strdup (path->to), *name = path_name (drawing, path);
  g_autofree char *title = g_strdup_printf (_("Change source of %s"), path_title (path));
  SjPathRef from = { path->node->id, path->id }, to = { port->node->id, port->id };
  SjTarget old_field = { SJ_SCOPE_PATH, from.node, from.path }, new_field = { SJ_SCOPE_PATH, to.node, to.path };
  g_auto (SjRaw) delay = SJ_RAW_INIT;
  SjValue value;

  sj_config_get (&sj_path_spec, path, "delay", &delay);
  value = sj_blob_value (delay.value);
  sj_history_seal (history);
  sj_history_begin (history, title);
  if (path->delay > 0)
    {
      sj_history_do (history, sj_edit_set_field (&new_field, "delay", &value));
      sj_history_do (history, sj_edit_set_field (&old_field, "delay", NULL));
    }
  sj_edit_graph_connect (history, &from, NULL);
  sj_edit_graph_connect (history, &to, target);
  sj_history_end (history);
  sj_drawing_log ("connected %s %s to %s", to.node, to.path, target);
  sj_drawing_say (drawing, g_strdup_printf (_("%s begins elsewhere now."), name));
  sj_drawing_select_path (drawing, to.node, to.path);
}

static void
drop_nowhere (SjDrawing *drawing)
{
  const SjPath *path = path_in_hand (drawing);
  bool detaches = drawing->detaches;
  SjPoint at = sj_hand_at (drawing);

  sj_hand_reset (drawing);
  sj_drawing_set_ask (drawing, SJ_ASK_KIND, path->node->id, path->id, at);
  drawing->ask.placed = true;
  drawing->ask_detaches = detaches;
}

void
sj_hand_drop_connect (SjDrawing *drawing)
{
  SjCard *card = drawing->hand.lit;

  if (drawing->hand.state == SJ_HAND_RESOURCING)
    {
      if (drawing->hand.verdict == SJ_VERDICT_YES && drawing->hand.lit_path != path_in_hand (drawing))
        drop_source (drawing);
      else if (drawing->hand.verdict == SJ_VERDICT_NO)
        sj_drawing_say (drawing, g_strdup (drawing->hand.hint));
      sj_hand_reset (drawing);
    }
  else if (card == NULL)
    drop_nowhere (drawing);
  else if (!sj_hand_join (drawing, card))
    sj_hand_reset (drawing);
}

/* ------------------------------------------------------------------ aiming */

void
sj_hand_aim (SjDrawing *drawing, const SjPath *path)
{
  if (!sj_drawing_can_edit (drawing))
    return;
  sj_hand_cancel (drawing);
  take_way (drawing, path);
  find_refused (drawing, path);
  drawing->hand.state = SJ_HAND_AIMING;
  drawing->hand.cursor = SJ_CURSOR_CROSSHAIR;
  drawing->hand.live_path = path;
  sj_drawing_say (drawing, g_strdup (_("Choose a target.")));
  sj_drawing_marks_changed (drawing);
  sj_drawing_touch (drawing, SJ_REDRAW_HAND);
}

/* A card, by pointer or focus; NULL: none. */
void
sj_hand_aim_at (SjDrawing *drawing, SjCard *card)
{
  const SjPath *path = path_in_hand (drawing);
  SjCard *source = sj_scene_card_of (drawing->scene, path->node);

  judge (drawing, card);
  drawing->hand.live_path = path;
  if (card != NULL)
    drawing->hand.hint_at = sj_card_in_port (card);
  if (card != NULL && drawing->hand.verdict == SJ_VERDICT_YES)
    set_live (drawing, sj_card_out_port (source, port_of (path)), source, sj_card_in_port (card), card);
  else
    g_clear_pointer (&drawing->hand.live, g_free);
  if (drawing->hand.live == NULL)
    drawing->hand.n_live = 0;
}

/* From the selected path, the focused port, or the focused step's first free path. */
void
sj_drawing_aim (SjDrawing *drawing)
{
  const SjPath *path = sj_drawing_selected_path (drawing);
  const SjNode *node = drawing->focus.node ? sj_journey_find (drawing->journey, drawing->focus.node) : NULL;

  if (drawing->focus.path != NULL)
    path = sj_drawing_path (drawing, drawing->focus.node, drawing->focus.path);
  for (uint32_t i = 0; path == NULL && node != NULL && i < node->n_paths; i++)
    if (node->paths[i]->to == NULL)
      path = node->paths[i];
  if (path == NULL && node != NULL && node->n_paths > 0)
    path = node->paths[0];
  sj_drawing_begin (drawing);
  if (path != NULL)
    sj_hand_aim (drawing, path);
  else if (node != NULL)
    sj_drawing_say (drawing, g_strdup_printf (_("“%s” has no way out."), sj_node_title (node)));
  sj_drawing_end (drawing);
}
