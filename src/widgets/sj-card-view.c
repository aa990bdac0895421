/* sj-card-view.c -- draws a card, and says what it is.
 *
 * Everything is drawn at 100 %, in the card's own units; the canvas scales.  What has a
 * side is placed with at_start () and at_end (), so that right-to-left needs no second way.
 */
#include "widgets/sj-card-view.h"

#include "widgets/sj-draw.h"
#include "widgets/sj-overlay-draw.h"

#include <glib/gi18n-lib.h>

#define WIDTH    SJ_SCENE_CARD_WIDTH
#define HEIGHT   SJ_SCENE_CARD_HEIGHT
#define CORNER   10
#define TILE     32
#define PORT     6      /* radius */
#define BADGE    16
#define MOST_PROBLEMS 3

struct _SjCardView
{
  GtkWidget parent_instance;

  SjStage *stage;           /* borrowed */
  SjCard *card;             /* borrowed; NULL once it is gone */
  GskRenderNode *drawn;     /* owned, or NULL */
  GskRenderNode *label;     /* owned, or NULL: the title, as it is read from afar */
  int label_width, label_height;
  uint32_t label_stamp;
  unsigned label_turn;
  uint32_t drawn_stamp;
  unsigned drawn_turn;
  int drawn_size;           /* of pictures */
  SjDetail drawn_detail;
  unsigned n_errors, n_warnings;
  unsigned drawn_marks, told;
  graphene_point_t offset;
};

G_DEFINE_FINAL_TYPE (SjCardView, sj_card_view, GTK_TYPE_WIDGET)

static double
at_start (const SjCardView *view, double x, double width)
{
  return view->stage->look.mirrored ? WIDTH - x - width : x;
}

static double
at_end (const SjCardView *view, double x, double width)
{
  return at_start (view, WIDTH - x - width, width);
}

static const GdkRGBA *
group_colour (const SjCardView *view)
{
  return &view->stage->look.colours[sj_group_styles[view->card->node->kind->group].colour];
}

static bool
is_fresh (const SjCardView *view)
{
  return view->stage->drawing != NULL && sj_drawing_is_fresh (view->stage->drawing, view->card->node->id);
}

/* ---------------------------------------------------------------- the card */

static graphene_rect_t
outline (const SjCardView *view, double around)
{
  return GRAPHENE_RECT_INIT ((float) -around, (float) -around, (float) (view->card->box.width + 2 * around),
                             (float) (view->card->box.height + 2 * around));
}

static void
draw_ground (SjCardView *view, GtkSnapshot *snapshot)
{
  const SjLook *look = &view->stage->look;
  graphene_rect_t box = outline (view, 0);
  GskRoundedRect shape;
  bool fresh = is_fresh (view);
  double border = sj_stage_at_least (view->stage, look->border, 1);

  gsk_rounded_rect_init_from_rect (&shape, &box, CORNER);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &look->card, &box);
  sj_draw_box (snapshot, at_start (view, 0, 4), 0, 4, box.size.height, group_colour (view));
  gtk_snapshot_pop (snapshot);
  if (fresh)
    sj_draw_dashed_box (snapshot, &box, sj_stage_at_least (view->stage, 2, 1), 6,
                        &look->colours[SJ_COLOUR_NEUTRAL]);
  else
    sj_draw_border (snapshot, &box, CORNER, border, &look->edge);
}

static int
picture_size (const SjCardView *view, double length)
{
  return sj_look_size (&view->stage->look, length, sj_stage_sharp (view->stage));
}

static void
draw_tile (SjCardView *view, GtkSnapshot *snapshot)
{
  const SjKind *kind = view->card->node->kind;
  GdkTexture *tile = sj_look_tile (&view->stage->look, kind->icon, kind->group, picture_size (view, TILE));

  sj_draw_picture (snapshot, tile, at_start (view, 14, TILE), (HEIGHT - TILE) / 2.0, TILE);
}

static void
draw_line (SjCardView *view, GtkSnapshot *snapshot, const char *text, const PangoFontDescription *font,
           const GdkRGBA *colour, double middle, double free)
{
  double width = WIDTH - 56 - free;
  g_autoptr (PangoLayout) layout = sj_look_text (&view->stage->look, font, text, (int) width);
  int across, down;

  pango_layout_get_pixel_size (layout, &across, &down);
  sj_draw_text (snapshot, layout, at_start (view, 56, MIN (across, width)), middle - down / 2.0, colour);
}

/* Errors and warnings with their number, and a note. */
static double
draw_badges (SjCardView *view, GtkSnapshot *snapshot)
{
  SjLook *look = &view->stage->look;
  const struct { const char *icon; SjColour colour; unsigned number; bool shown; } badges[] = {
    { "sj-badge-error-symbolic", SJ_COLOUR_RED, view->n_errors, view->n_errors > 0 && !is_fresh (view) },
    { "sj-badge-warning-symbolic", SJ_COLOUR_ORANGE, view->n_warnings, view->n_warnings > 0 && !is_fresh (view) },
    { "sj-badge-note-symbolic", SJ_COLOUR_NEUTRAL, 0, view->card->node->note != NULL },
  };
  double used = 8;

  for (size_t i = 0; i < G_N_ELEMENTS (badges); i++)
    {
      const GdkRGBA *colour = &look->colours[badges[i].colour];

      if (!badges[i].shown)
        continue;
      if (badges[i].number > 1)
        {
          g_autofree char *number = g_strdup_printf ("%u", badges[i].number);
          g_autoptr (PangoLayout) layout = sj_look_text (look, look->small, number, 0);
          int across, down;

          pango_layout_get_pixel_size (layout, &across, &down);
          sj_draw_text (snapshot, layout, at_end (view, used, across), 6 + (BADGE - down) / 2.0, colour);
          used += across + 2;
        }
      sj_draw_picture (snapshot, sj_look_icon (look, badges[i].icon, colour, picture_size (view, BADGE)),
                       at_end (view, used, BADGE), 6, BADGE);
      used += BADGE + 4;
    }
  return used;
}

/* ---------------------------------------------------------------- its ports and the rows of its paths */

static void
draw_port (SjCardView *view, GtkSnapshot *snapshot, double x, double y, const GdkRGBA *colour, bool joined)
{
  graphene_rect_t box = GRAPHENE_RECT_INIT ((float) (x - PORT), (float) (y - PORT), 2 * PORT, 2 * PORT);

  sj_draw_round_box (snapshot, &box, PORT, joined ? colour : &view->stage->look.card);
  sj_draw_border (snapshot, &box, PORT, joined ? 1 : 2, joined ? &view->stage->look.card : colour);
}

static const GdkRGBA *
path_colour (const SjCardView *view, const SjPath *path)
{
  return &view->stage->look.colours[sj_line_styles[path->kind->role].colour];
}

static void
draw_out_port (SjCardView *view, GtkSnapshot *snapshot, const SjPath *path, double y)
{
  double x = at_start (view, WIDTH, 0);

  if (path->to == NULL && sj_path_is_mandatory (path))
    {
      graphene_rect_t ring = GRAPHENE_RECT_INIT ((float) (x - 10), (float) (y - 10), 20, 20);

      sj_draw_border (snapshot, &ring, 10, 2, &view->stage->look.colours[SJ_COLOUR_ORANGE]);
    }
  draw_port (view, snapshot, x, y, path_colour (view, path), path->to != NULL);
}

static void
draw_mark (SjCardView *view, GtkSnapshot *snapshot, const SjPath *path, uint32_t index, double middle)
{
  SjLook *look = &view->stage->look;
  const char *mark = sj_line_styles[path->kind->role].mark;
  const GdkRGBA *colour = path_colour (view, path);

  if (mark == NULL)
    return;
  if (strcmp (mark, SJ_MARK_ORDER) == 0)
    {
      g_autofree char *number = g_strdup_printf ("%u", index + 1);
      g_autoptr (PangoLayout) layout = sj_look_text (look, look->small, number, 0);
      int across, down;

      pango_layout_get_pixel_size (layout, &across, &down);
      sj_draw_text (snapshot, layout, at_end (view, 20 - across / 2.0, across), middle - down / 2.0, colour);
    }
  else
    sj_draw_picture (snapshot, sj_look_icon (look, mark, colour, picture_size (view, 12)), at_end (view, 14, 12),
                     middle - 6, 12);
}

static void
draw_row (SjCardView *view, GtkSnapshot *snapshot, uint32_t index)
{
  SjLook *look = &view->stage->look;
  const SjPath *path = view->card->node->paths[index];
  const SjNames *names = view->stage->drawing ? sj_drawing_names (view->stage->drawing) : NULL;
  g_autofree char *caption = sj_path_caption (path, names);
  double middle = HEIGHT + SJ_SCENE_ROW_HEIGHT * (index + 0.5);
  int free = sj_line_styles[path->kind->role].mark ? 32 : 14;
  int taken = sj_overlay_row_width (view->stage, view->card->node, index);
  int width = WIDTH - 16 - free - (taken > 0 ? taken + 6 : 0);
  g_autoptr (PangoLayout) layout = sj_look_text (look, look->caption, caption ? caption : "", width);
  int across, down;

  sj_draw_box (snapshot, at_start (view, 12, WIDTH - 12), HEIGHT + SJ_SCENE_ROW_HEIGHT * (double) index, WIDTH - 13, 1,
               &look->edge);
  pango_layout_get_pixel_size (layout, &across, &down);
  sj_draw_text (snapshot, layout, at_end (view, free, MIN (across, width)), middle - down / 2.0,
                path_colour (view, path));
  draw_mark (view, snapshot, path, index, middle);
  draw_out_port (view, snapshot, path, middle);
}

static void
draw_paths (SjCardView *view, GtkSnapshot *snapshot)
{
  const SjNode *node = view->card->node;

  if (sj_node_has_in_port (node))
    draw_port (view, snapshot, at_start (view, 0, 0), HEIGHT / 2.0, &view->stage->look.colours[SJ_COLOUR_NEUTRAL],
               sj_node_n_in (node) > 0);
  if (node->n_paths == 1)
    draw_out_port (view, snapshot, node->paths[0], HEIGHT / 2.0);
  else
    for (uint32_t i = 0; i < node->n_paths; i++)
      draw_row (view, snapshot, i);
}

/* A title that is the kind's need not be said twice. */
static char *
caption_of (const SjCardView *view)
{
  const SjNode *node = view->card->node;
  const SjNames *names = view->stage->drawing ? sj_drawing_names (view->stage->drawing) : NULL;

  return node->label ? sj_node_caption (node, names) : sj_node_fact (node, names);
}

static void
draw_content (SjCardView *view, GtkSnapshot *snapshot)
{
  const SjLook *look = &view->stage->look;
  const SjNode *node = view->card->node;
  double used;

  draw_ground (view, snapshot);
  draw_tile (view, snapshot);
  used = draw_badges (view, snapshot);
  if (view->stage->detail == SJ_DETAIL_ALL)
    {
      g_autofree char *caption = caption_of (view);

      draw_line (view, snapshot, sj_node_title (node), look->title, &look->ink, caption ? 23 : HEIGHT / 2.0,
                 used > 8 ? used + 4 : 12);
      if (caption != NULL)
        draw_line (view, snapshot, caption, look->caption, &look->dim, 43, 14);
      draw_paths (view, snapshot);
    }
  else
    draw_line (view, snapshot, sj_node_title (node), look->large_title, &look->ink, HEIGHT / 2.0,
               used > 8 ? used + 4 : 12);
  sj_overlay_draw_card (view->stage, snapshot, view->card);
}

/* ---------------------------------------------------------------- what it looks like besides */

static void
draw_ring (SjCardView *view, GtkSnapshot *snapshot, double width, double around, const GdkRGBA *colour)
{
  double wide = sj_stage_at_least (view->stage, width, width * 0.75);
  graphene_rect_t box = outline (view, around + wide);

  sj_draw_border (snapshot, &box, CORNER + around + wide, wide, colour);
}

static void
draw_verdict (SjCardView *view, GtkSnapshot *snapshot, bool refuses)
{
  SjLook *look = &view->stage->look;
  const GdkRGBA *colour = &look->colours[refuses ? SJ_COLOUR_RED : SJ_COLOUR_GREEN];
  graphene_rect_t box = GRAPHENE_RECT_INIT ((float) at_end (view, -10, 24), -12, 24, 24);

  draw_ring (view, snapshot, 3, 1, colour);
  sj_draw_round_box (snapshot, &box, 12, colour);
  sj_draw_picture (snapshot,
                   sj_look_icon (look, refuses ? "sj-mark-error-symbolic" : "sj-mark-check-symbolic", &look->card,
                                 picture_size (view, 16)),
                   box.origin.x + 4, -8, 16);
}

static void
draw_marks (SjCardView *view, GtkSnapshot *snapshot)
{
  const SjLook *look = &view->stage->look;
  unsigned marks = view->card->marks;
  graphene_rect_t box = outline (view, 6);

  if (marks & SJ_MARK_FOUND)
    draw_ring (view, snapshot, 3, 0, &look->colours[SJ_COLOUR_PURPLE]);
  if (marks & SJ_MARK_SELECTED)
    draw_ring (view, snapshot, 3, 0, &look->accent);
  else if (marks & SJ_MARK_HOVERED)
    draw_ring (view, snapshot, 1, 0, &look->ink);
  if (marks & (SJ_MARK_TARGET | SJ_MARK_REFUSES))
    draw_verdict (view, snapshot, (marks & SJ_MARK_REFUSES) != 0);
  if (marks & SJ_MARK_FOCUSED && gtk_widget_has_visible_focus (GTK_WIDGET (view)))
    sj_draw_dashed_box (snapshot, &box, sj_stage_at_least (view->stage, 2, 1.5), sj_stage_at_least (view->stage, 5, 4),
                        &look->ink);
}

static bool
is_drawn (SjCardView *view)
{
  const SjStage *stage = view->stage;
  int size = picture_size (view, TILE);

  if (view->drawn != NULL && view->drawn_stamp == view->card->stamp && view->drawn_turn == stage->turn &&
      view->drawn_detail == stage->detail && view->drawn_size == size)
    return true;
  view->drawn_stamp = view->card->stamp;
  view->drawn_turn = stage->turn;
  view->drawn_detail = stage->detail;
  view->drawn_size = size;
  return false;
}

static void
sj_card_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SjCardView *view = SJ_CARD_VIEW (widget);
  bool dimmed = view->card != NULL && (view->card->marks & SJ_MARK_DIMMED || sj_overlay_dims (view->stage, view->card));

  if (view->card == NULL)
    return;
  if (!is_drawn (view))
    {
      GtkSnapshot *own = gtk_snapshot_new ();

      g_clear_pointer (&view->drawn, gsk_render_node_unref);
      draw_content (view, own);
      view->drawn = gtk_snapshot_free_to_node (own);
    }
  if (dimmed && !view->stage->look.contrast)
    gtk_snapshot_push_opacity (snapshot, 0.35);
  gtk_snapshot_append_node (snapshot, view->drawn);
  if (dimmed && !view->stage->look.contrast)
    gtk_snapshot_pop (snapshot);
  else if (dimmed)
    {
      graphene_rect_t box = outline (view, 0);

      sj_draw_hatching (snapshot, &box, &view->stage->look.card);
    }
  draw_marks (view, snapshot);
}

/* ---------------------------------------------------------------- assistive technology */

static void
tell_flow (SjCardView *view)
{
  const SjNode *node = view->card->node;
  SjScene *scene = sj_drawing_scene (view->stage->drawing);
  GList *after = NULL;
  GValue value = G_VALUE_INIT;
  GtkAccessibleRelation relation = GTK_ACCESSIBLE_RELATION_FLOW_TO;

  for (uint32_t i = node->n_paths; i > 0; i--)
    {
      const SjNode *target = sj_path_target (node->paths[i - 1]);
      SjCard *card = target ? sj_scene_card_of (scene, target) : NULL;

      if (card != NULL && card->data != NULL && g_list_find (after, card->data) == NULL)
        after = g_list_prepend (after, card->data);
    }
  if (after == NULL)
    {
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (view), relation);
      return;
    }
  gtk_accessible_relation_init_value (relation, &value);
  g_value_set_pointer (&value, after);
  gtk_accessible_update_relation_value (GTK_ACCESSIBLE (view), 1, &relation, &value);
  g_value_unset (&value);
}

void
sj_card_view_tell (SjCardView *view, unsigned turn)
{
  SjDrawing *drawing = view->stage->drawing;
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;

  if (view->card == NULL || drawing == NULL)
    return;
  view->told = turn;
  name = sj_drawing_name (drawing, view->card->node->id, NULL);
  description = sj_drawing_description (drawing, view->card->node->id, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description ? description : "", -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_STATE_SELECTED,
                               (view->card->marks & SJ_MARK_SELECTED) != 0, GTK_ACCESSIBLE_STATE_INVALID,
                               view->n_errors > 0 ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  tell_flow (view);
}

unsigned
sj_card_view_told (SjCardView *view)
{
  return view->told;
}

void
sj_card_view_follow_marks (SjCardView *view)
{
  unsigned marks = view->card->marks, changed = marks ^ view->drawn_marks;

  if (changed == 0)
    return;
  view->drawn_marks = marks;
  gtk_widget_queue_draw (GTK_WIDGET (view));
  if (changed & SJ_MARK_SELECTED)
    gtk_accessible_update_state (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_STATE_SELECTED,
                                 (marks & SJ_MARK_SELECTED) != 0, -1);
}

bool
sj_card_view_set_found (SjCardView *view, unsigned n_errors, unsigned n_warnings)
{
  if (view->n_errors == n_errors && view->n_warnings == n_warnings)
    return false;
  view->n_errors = n_errors;
  view->n_warnings = n_warnings;
  g_clear_pointer (&view->drawn, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (view));
  return true;
}

static void
append_problems (GString *text, const SjChecker *checker, const SjNode *node)
{
  unsigned shown = 0;

  for (size_t i = 0; checker != NULL && i < sj_checker_count (checker); i++)
    {
      const SjFinding *finding = sj_checker_get (checker, i);

      if (g_strcmp0 (finding->at.node, node->id) != 0)
        continue;
      if (++shown > MOST_PROBLEMS)
        {
          g_string_append (text, "\n…");
          return;
        }
      g_string_append_printf (text, "\n%s", finding->text);
    }
}

char *
sj_card_view_tooltip (SjCardView *view)
{
  const SjNode *node = view->card->node;
  g_autofree char *caption = caption_of (view);
  GString *text = g_string_new (sj_node_title (node));

  if (caption != NULL)
    g_string_append_printf (text, "\n%s", caption);
  if (node->note != NULL)
    g_string_append_printf (text, "\n%s", node->note);
  if (view->n_errors + view->n_warnings > 0 && !is_fresh (view))
    append_problems (text, sj_drawing_checker (view->stage->drawing), node);
  return g_string_free (text, FALSE);
}

GskRenderNode *
sj_card_view_label (SjCardView *view, int *width, int *height)
{
  const SjLook *look = &view->stage->look;

  if (view->label == NULL || view->label_stamp != view->card->stamp || view->label_turn != view->stage->turn)
    {
      g_autoptr (PangoLayout) layout = sj_look_text (look, look->caption, sj_node_title (view->card->node), 180);
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      g_clear_pointer (&view->label, gsk_render_node_unref);
      pango_layout_get_pixel_size (layout, &view->label_width, &view->label_height);
      gtk_snapshot_append_layout (snapshot, layout, &look->ink);
      view->label = gtk_snapshot_free_to_node (snapshot);
      view->label_stamp = view->card->stamp;
      view->label_turn = view->stage->turn;
    }
  *width = view->label_width;
  *height = view->label_height;
  return view->label;
}

bool
sj_card_view_has_error (SjCardView *view)
{
  return view->n_errors > 0;
}

/* ---------------------------------------------------------------- the widget */

static void
sj_card_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  SjCardView *view = SJ_CARD_VIEW (widget);

  *minimum = *natural = view->card == NULL ? 0 :
                        orientation == GTK_ORIENTATION_HORIZONTAL ? view->card->box.width : view->card->box.height;
}

/* The focus's ring is seen once a key was used. */
static void
sj_card_view_state_flags_changed (GtkWidget *widget, GtkStateFlags before)
{
  GtkStateFlags changed = before ^ gtk_widget_get_state_flags (widget);

  GTK_WIDGET_CLASS (sj_card_view_parent_class)->state_flags_changed (widget, before);
  if (changed & (GTK_STATE_FLAG_FOCUSED | GTK_STATE_FLAG_FOCUS_VISIBLE))
    gtk_widget_queue_draw (widget);
}

static void
sj_card_view_dispose (GObject *object)
{
  g_clear_pointer (&SJ_CARD_VIEW (object)->drawn, gsk_render_node_unref);
  g_clear_pointer (&SJ_CARD_VIEW (object)->label, gsk_render_node_unref);
  G_OBJECT_CLASS (sj_card_view_parent_class)->dispose (object);
}

static void
sj_card_view_class_init (SjCardViewClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_card_view_dispose;
  widget->measure = sj_card_view_measure;
  widget->snapshot = sj_card_view_snapshot;
  widget->state_flags_changed = sj_card_view_state_flags_changed;
  gtk_widget_class_set_accessible_role (widget, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
sj_card_view_init (SjCardView *view)
{
  gtk_widget_set_focusable (GTK_WIDGET (view), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (view), FALSE);
}

GtkWidget *
sj_card_view_new (SjStage *stage, SjCard *card)
{
  SjCardView *view = g_object_new (SJ_TYPE_CARD_VIEW, NULL);

  view->stage = stage;
  view->card = card;
  return GTK_WIDGET (view);
}

void
sj_card_view_set_offset (SjCardView *view, graphene_point_t offset)
{
  view->offset = offset;
}

graphene_point_t
sj_card_view_offset (SjCardView *view)
{
  return view->offset;
}

SjCard *
sj_card_view_card (SjCardView *view)
{
  return view->card;
}

void
sj_card_view_lose (SjCardView *view)
{
  view->card = NULL;
}

void
sj_card_draw (SjStage *stage, GtkSnapshot *snapshot, SjCard *card)
{
  g_autoptr (SjCardView) view = g_object_ref_sink (SJ_CARD_VIEW (sj_card_view_new (stage, card)));
  bool dimmed = sj_overlay_dims (stage, card);

  if (dimmed)
    gtk_snapshot_push_opacity (snapshot, 0.35);
  draw_content (view, snapshot);
  if (dimmed)
    gtk_snapshot_pop (snapshot);
}
