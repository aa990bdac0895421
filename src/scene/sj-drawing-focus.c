/* sj-drawing-focus.c -- the focus that roves along the flow, and what is said of an item.
 *
 * Right and Left follow paths, Up and Down the places on the canvas; on a port they go
 * from path to path.
 */
#include "scene/sj-drawing-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
sj_drawing_set_focus (SjDrawing *drawing, const char *node, const char *path, bool on_line)
{
  SjFocus *focus = &drawing->focus;

  if (g_strcmp0 (focus->node, node) == 0 && g_strcmp0 (focus->path, path) == 0 && focus->on_line == on_line)
    return;
  sj_drawing_begin (drawing);
  if (g_strcmp0 (focus->node, node) != 0)
    {
      g_free (drawing->came_from);
      drawing->came_from = g_steal_pointer (&focus->node);
      focus->node = g_strdup (node);
    }
  g_free (focus->path);
  focus->path = g_strdup (path);
  focus->on_line = path != NULL && on_line;
  sj_drawing_marks_changed (drawing);
  sj_drawing_touch (drawing, SJ_REDRAW_FOCUS);
  sj_drawing_end (drawing);
}

SjFocusStep
sj_drawing_side (const SjDrawing *drawing, SjKeySide side)
{
  return (side == SJ_KEY_RIGHT) != drawing->view.mirrored ? SJ_FOCUS_ON : SJ_FOCUS_BACK;
}

/* ------------------------------------------------------------------ the steps */

/* An item that the focus goes to; node NULL: there is none. */
typedef struct
{
  const SjNode *node;
  const SjPath *path;
} Item;

static const Item nowhere;

static Item
port_item (const SjNode *node, uint32_t path)
{
  return (Item) { node, node->paths[path] };
}

static Item
go_on (SjDrawing *drawing, const SjNode *node, const SjPath *path)
{
  const SjNode *target;

  if (path == NULL && node->n_paths == 0)
    return nowhere;
  if (path == NULL && node->n_paths > 1)
    return port_item (node, 0);
  target = sj_path_target (path ? path : node->paths[0]);
  if (target != NULL)
    return (Item) { target, NULL };
  return path == NULL ? port_item (node, 0) : nowhere;
}

static int
compare_heights (gconstpointer a, gconstpointer b)
{
  const SjNode *one = *(const SjNode *const *) a, *other = *(const SjNode *const *) b;

  if (one->at.y != other->at.y)
    return one->at.y < other->at.y ? -1 : 1;
  return one->index < other->index ? -1 : one->index > other->index;
}

/* From top to bottom, each once. */
static GPtrArray *
predecessors (const SjNode *node)
{
  GPtrArray *found = g_ptr_array_new ();

  for (uint32_t i = 0; i < sj_node_n_in (node); i++)
    if (!g_ptr_array_find (found, sj_node_in (node, i)->node, NULL))
      g_ptr_array_add (found, sj_node_in (node, i)->node);
  g_ptr_array_sort (found, compare_heights);
  return found;
}

static void
set_join (SjDrawing *drawing, const SjNode *join)
{
  g_free (drawing->join);
  drawing->join = join ? g_strdup (join->id) : NULL;
}

static Item
go_back (SjDrawing *drawing, const SjNode *node, const SjPath *path)
{
  g_autoptr (GPtrArray) before = predecessors (node);

  if (path != NULL)
    return (Item) { node, NULL };
  if (before->len == 0)
    return nowhere;
  set_join (drawing, before->len > 1 ? node : NULL);
  for (guint i = 0; i < before->len; i++)
    if (g_strcmp0 (((const SjNode *) before->pdata[i])->id, drawing->came_from) == 0)
      return (Item) { before->pdata[i], NULL };
  return (Item) { before->pdata[0], NULL };
}

static Item
go_to_other_path (const SjNode *node, const SjPath *path, int by)
{
  for (uint32_t i = 0; i < node->n_paths; i++)
    if (node->paths[i] == path)
      return (int64_t) i + by >= 0 && (int64_t) i + by < node->n_paths ? port_item (node, i + (uint32_t) by) : nowhere;
  return nowhere;
}

/* The nearest one that lies rather above than beside; what is in view comes first. */
static Item
go_by_place (SjDrawing *drawing, const SjNode *node, int by)
{
  const SjCard *from = sj_scene_card_of (drawing->scene, node);
  SjBox visible = sj_view_visible (&drawing->view);
  int64_t nearest = INT64_MAX;
  Item best = nowhere;

  for (uint32_t i = 0; from != NULL && i < sj_scene_n_cards (drawing->scene); i++)
    {
      const SjCard *card = sj_scene_card (drawing->scene, i);
      int64_t dx = llabs ((int64_t) card->box.x - from->box.x), dy = ((int64_t) card->box.y - from->box.y) * by;
      int64_t far = dy + 2 * dx + (sj_box_overlaps (&visible, &card->box) ? 0 : INT32_MAX);

      if (dy <= 0 || dx > dy * 2 + SJ_SCENE_CARD_WIDTH / 2 || far >= nearest)
        continue;
      nearest = far;
      best.node = card->node;
    }
  return best;
}

static Item
go_to_other_predecessor (SjDrawing *drawing, const SjNode *node, int by)
{
  const SjNode *join = drawing->join ? sj_journey_find (drawing->journey, drawing->join) : NULL;
  g_autoptr (GPtrArray) before = join ? predecessors (join) : NULL;
  guint at;

  if (before != NULL && g_ptr_array_find (before, node, &at))
    {
      if ((int64_t) at + by < 0 || (int64_t) at + by >= before->len)
        return nowhere;
      return (Item) { before->pdata[at + (guint) by], NULL };
    }
  return sj_node_n_in (node) > 1 ? go_back (drawing, node, NULL) : nowhere;
}

static Item
go_home (SjDrawing *drawing)
{
  GPtrArray *order = sj_drawing_order (drawing);

  return order->len > 0 ? (Item) { order->pdata[0], NULL } : nowhere;
}

/* Along the first path that leads anywhere, until it ends or comes round again. */
static Item
go_to_end (SjDrawing *drawing, const SjNode *node, const SjPath *path)
{
  g_autofree bool *seen = g_new0 (bool, sj_journey_n_nodes (drawing->journey));
  const SjNode *next = path ? sj_path_target (path) : node, *last = node;

  while (next != NULL && !seen[next->index])
    {
      last = next;
      seen[next->index] = true;
      next = NULL;
      for (uint32_t i = 0; i < last->n_paths && next == NULL; i++)
        next = sj_path_target (last->paths[i]);
    }
  return (Item) { last, NULL };
}

static Item
find_item (SjDrawing *drawing, SjFocusStep step)
{
  const SjNode *node = drawing->focus.node ? sj_journey_find (drawing->journey, drawing->focus.node) : NULL;
  const SjPath *path = sj_drawing_path (drawing, drawing->focus.node, drawing->focus.path);
  int by = step == SJ_FOCUS_UP || step == SJ_FOCUS_OTHER_UP ? -1 : 1;

  if (node == NULL || step == SJ_FOCUS_HOME)
    return go_home (drawing);
  switch (step)
    {
    case SJ_FOCUS_ON:
      return go_on (drawing, node, path);
    case SJ_FOCUS_BACK:
      return go_back (drawing, node, path);
    case SJ_FOCUS_UP:
    case SJ_FOCUS_DOWN:
      return path ? go_to_other_path (node, path, by) : go_by_place (drawing, node, by);
    case SJ_FOCUS_OTHER_UP:
    case SJ_FOCUS_OTHER_DOWN:
      return go_to_other_predecessor (drawing, node, by);
    default:
      return go_to_end (drawing, node, path);
    }
}

static void
extend_to (SjDrawing *drawing, const Item *item)
{
  if (drawing->focus.node != NULL && drawing->focus.path == NULL)
    sj_selection_add (drawing, drawing->focus.node);
  if (item->path != NULL)
    sj_selection_add_path (drawing, item->path);
  else
    sj_selection_add (drawing, item->node->id);
}

bool
sj_drawing_move_focus (SjDrawing *drawing, SjFocusStep step, bool extend)
{
  Item item;

  sj_drawing_begin (drawing);
  item = find_item (drawing, step);
  if (item.node != NULL)
    {
      if (extend)
        extend_to (drawing, &item);
      sj_drawing_set_focus (drawing, item.node->id, item.path ? item.path->id : NULL, false);
      sj_drawing_reveal (drawing, item.node->id, NULL);
      if (drawing->hand.state == SJ_HAND_AIMING)
        sj_hand_aim_at (drawing, sj_scene_card_of (drawing->scene, item.node));
    }
  sj_drawing_end (drawing);
  return item.node != NULL;
}

/* ------------------------------------------------------------------ problems */

/* The index of the node a finding is about; -1: of none, or not worth a walk. */
static int64_t
node_of (const SjDrawing *drawing, const SjFinding *finding)
{
  const SjNode *node = finding->at.node ? sj_journey_find (drawing->journey, finding->at.node) : NULL;

  return node && finding->severity >= SJ_SEVERITY_WARNING ? (int64_t) node->index : -1;
}

/* Of the next node that has one, in the order of the journey; behind the last comes the first. */
static const SjFinding *
other_finding (const SjDrawing *drawing, bool back)
{
  const SjChecker *checker = drawing->parts.checker;
  const SjNode *focus = drawing->focus.node ? sj_journey_find (drawing->journey, drawing->focus.node) : NULL;
  int64_t count = sj_journey_n_nodes (drawing->journey), from = focus ? (int64_t) focus->index : back ? 0 : -1;
  int64_t nearest = INT64_MAX;
  const SjFinding *found = NULL;

  for (size_t i = 0; i < sj_checker_count (checker); i++)
    {
      const SjFinding *finding = sj_checker_get (checker, i);
      int64_t node = node_of (drawing, finding), far = back ? from - node : node - from;

      if (node < 0)
        continue;
      far = far <= 0 ? far + count : far;
      if (far >= nearest)
        continue;
      nearest = far;
      found = finding;
    }
  return found;
}

bool
sj_drawing_next_problem (SjDrawing *drawing, bool back)
{
  const SjFinding *finding;

  if (drawing->parts.checker == NULL)
    return false;
  sj_checker_update (drawing->parts.checker);
  finding = other_finding (drawing, back);
  sj_drawing_begin (drawing);
  if (finding == NULL)
    sj_drawing_say (drawing, g_strdup (_("There are no problems.")));
  else
    {
      sj_drawing_select (drawing, finding->at.node);
      if (finding->at.path != NULL)
        sj_drawing_set_focus (drawing, finding->at.node, finding->at.path, false);
      sj_drawing_reveal (drawing, finding->at.node, NULL);
      sj_drawing_say (drawing, g_strdup (finding->text));
    }
  sj_drawing_end (drawing);
  return finding != NULL;
}

/* ------------------------------------------------------------------ words */

char *
sj_drawing_name_of (const SjDrawing *drawing, const SjNode *node)
{
  SjJourneyNames own;

  return sj_node_name (node, sj_journey_names_init (&own, drawing->journey, drawing->parts.names));
}

static uint32_t
port_of (const SjPath *path)
{
  uint32_t port = 0;

  while (path->node->paths[port] != path)
    port++;
  return port;
}

/* "Push, path 1 of 2, leads to Abandoned Cart Push, 412 people" */
static char *
path_words (SjDrawing *drawing, const SjPath *path)
{
  const SjNode *target = sj_path_target (path);
  const SjPathOverlay *figures =
      drawing->overlay ? sj_overlay_path (drawing->overlay, path->node->id, path->id) : NULL;
  g_autofree char *name = target ? sj_drawing_name_of (drawing, target) : NULL;
  GString *text = g_string_new (sj_path_title (path));

  if (text->len > 0)
    g_string_append (text, ", ");
  if (path->node->n_paths > 1)
    g_string_append_printf (text, _("path %u of %u"), port_of (path) + 1, path->node->n_paths);
  else
    g_string_append (text, _("path"));
  g_string_append (text, ", ");
  if (target != NULL)
    g_string_append_printf (text, _("leads to %s"), name);
  else
    g_string_append (text, path->to ? _("leads to a step that is missing") : _("leads nowhere yet"));
  if (figures != NULL)
    {
      g_autofree char *people = sj_overlay_path_words (drawing->overlay, figures);

      g_string_append_printf (text, ", %s", people);
    }
  return g_string_free (text, FALSE);
}

static void
append_counts (SjDrawing *drawing, const SjNode *node, GString *text)
{
  SjFindingCounts counts;

  if (drawing->parts.checker == NULL || sj_drawing_is_fresh (drawing, node->id))
    return;
  counts = sj_checker_counts (drawing->parts.checker, node);
  if (counts.of[SJ_SEVERITY_ERROR] > 0)
    g_string_append_printf (text, ngettext (", %u error", ", %u errors", counts.of[SJ_SEVERITY_ERROR]),
                            counts.of[SJ_SEVERITY_ERROR]);
  if (counts.of[SJ_SEVERITY_WARNING] > 0)
    g_string_append_printf (text, ngettext (", %u warning", ", %u warnings", counts.of[SJ_SEVERITY_WARNING]),
                            counts.of[SJ_SEVERITY_WARNING]);
}

/* "Preferred Channel, condition, 3 of 38, 2 paths, 1 error" */
static char *
node_words (SjDrawing *drawing, const SjNode *node)
{
  GPtrArray *order = sj_drawing_order (drawing);
  g_autofree char *name = sj_drawing_name_of (drawing, node);
  const char *kind = node->kind == &sj_kind_unknown ? sj_node_kind_id (node) : _(node->kind->title);
  GString *text = g_string_new (name);

  if (strcmp (name, kind) != 0)
    g_string_append_printf (text, ", %s", kind);
  g_string_append_printf (text, _(", %u of %u"), sj_drawing_place (drawing, node) + 1, order->len);
  if (node->n_paths > 1)
    g_string_append_printf (text, ngettext (", %u path", ", %u paths", node->n_paths), node->n_paths);
  if (sj_drawing_is_fresh (drawing, node->id))
    g_string_append_printf (text, ", %s", _("to be set up"));
  append_counts (drawing, node, text);
  return g_string_free (text, FALSE);
}

char *
sj_drawing_name (SjDrawing *drawing, const char *node_id, const char *path_id)
{
  const SjNode *node = sj_journey_find (drawing->journey, node_id);
  const SjPath *path = sj_drawing_path (drawing, node_id, path_id);

  if (node == NULL)
    return g_strdup ("");
  return path ? path_words (drawing, path) : node_words (drawing, node);
}

char *
sj_drawing_description (SjDrawing *drawing, const char *node_id, const char *path_id)
{
  const SjNode *node = sj_journey_find (drawing->journey, node_id);
  const SjNodeOverlay *figures = node && drawing->overlay ? sj_overlay_node (drawing->overlay, node_id) : NULL;
  SjJourneyNames own;
  g_autofree char *caption = NULL;
  GString *text;

  if (node == NULL || path_id != NULL)
    return g_strdup ("");
  caption = sj_node_caption (node, sj_journey_names_init (&own, drawing->journey, drawing->parts.names));
  text = g_string_new (caption);
  if (figures != NULL)
    {
      g_autofree char *people = sj_overlay_node_words (drawing->overlay, figures);

      g_string_append_printf (text, "; %s", people);
    }
  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      g_autofree char *path = path_words (drawing, node->paths[i]);

      g_string_append_printf (text, "; %s", path);
    }
  return g_string_free (text, FALSE);
}
