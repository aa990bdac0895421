/* sj-timeline.c -- lanes drawn as one bar for each pixel, so that any number of periods
 * costs the same. */
#include "widgets/sj-timeline.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define LANE 22             /* height */
#define GAP 4               /* between two lanes */
#define SCALE 20            /* height of the words below */
#define EDGE 12             /* left free on both sides, for the handle */
#define TITLES 84           /* width of the lanes' titles */
#define HANDLE 12

typedef struct
{
  char *title;              /* owned */
  SjColour colour;
  uint64_t *bars;           /* owned */
  uint64_t most;
} Lane;

struct _SjTimeline
{
  GtkWidget parent_instance;

  Lane lanes[SJ_TIMELINE_LANES];
  unsigned n_lanes;
  uint64_t n_periods, often;
  uint64_t moment;
  SjTimelineWords words;
  gpointer words_data;
  GDestroyNotify words_done;
};

G_DEFINE_FINAL_TYPE (SjTimeline, sj_timeline, GTK_TYPE_WIDGET)

static guint moved_signal;

/* ------------------------------------------------------------------ places */

static double
track_start (SjTimeline *timeline)
{
  return TITLES + EDGE;
}

static double
track_width (SjTimeline *timeline)
{
  return MAX (gtk_widget_get_width (GTK_WIDGET (timeline)) - TITLES - 2 * EDGE, 1);
}

static bool
is_mirrored (SjTimeline *timeline)
{
  return gtk_widget_get_direction (GTK_WIDGET (timeline)) == GTK_TEXT_DIR_RTL;
}

/* Of the end of a period, where its moment is. */
static double
x_of (SjTimeline *timeline, double periods)
{
  double x = track_start (timeline) + periods / (double) MAX (timeline->n_periods, 1) * track_width (timeline);

  return is_mirrored (timeline) ? gtk_widget_get_width (GTK_WIDGET (timeline)) - x : x;
}

static uint64_t
period_at (SjTimeline *timeline, double x)
{
  double share;

  if (is_mirrored (timeline))
    x = gtk_widget_get_width (GTK_WIDGET (timeline)) - x;
  share = (x - track_start (timeline)) / track_width (timeline);
  return (uint64_t) (CLAMP (share, 0, 0.999999) * (double) timeline->n_periods);
}

static double
lanes_height (SjTimeline *timeline)
{
  return timeline->n_lanes * (LANE + GAP);
}

/* ------------------------------------------------------------------ drawing */

static GdkRGBA
rgba (SjColour colour, double alpha)
{
  bool dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  uint32_t rgb = sj_colour_rgb (colour, dark);

  return (GdkRGBA) { (float) (rgb >> 16 & 0xff) / 255, (float) (rgb >> 8 & 0xff) / 255, (float) (rgb & 0xff) / 255,
                     (float) alpha };
}

static void
fill (GtkSnapshot *snapshot, const GdkRGBA *colour, double x, double y, double width, double height)
{
  gtk_snapshot_append_color (snapshot, colour,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

static void
write_text (SjTimeline *timeline, GtkSnapshot *snapshot, const char *text, double x, double y, double width,
            const GdkRGBA *colour)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (timeline), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

/* The most of the periods that fall on one pixel. */
static uint64_t
most_in (const Lane *lane, uint64_t from, uint64_t until)
{
  uint64_t most = 0;

  for (uint64_t i = from; i < until; i++)
    most = MAX (most, lane->bars[i]);
  return most;
}

static void
draw_lane (SjTimeline *timeline, GtkSnapshot *snapshot, unsigned number, const GdkRGBA *text)
{
  const Lane *lane = &timeline->lanes[number];
  double top = number * (LANE + GAP);
  unsigned steps = (unsigned) MIN (track_width (timeline), (double) timeline->n_periods);
  GdkRGBA done = rgba (lane->colour, 1), later = rgba (lane->colour, 0.35);
  GdkRGBA ground = rgba (lane->colour, 0.12);
  double title_x = is_mirrored (timeline) ? gtk_widget_get_width (GTK_WIDGET (timeline)) - TITLES : 4;

  write_text (timeline, snapshot, lane->title, title_x, top + 3, TITLES - 4, text);
  fill (snapshot, &ground, MIN (x_of (timeline, 0), x_of (timeline, (double) timeline->n_periods)), top + LANE - 1,
        track_width (timeline), 1);
  for (unsigned i = 0; i < steps && lane->most > 0; i++)
    {
      uint64_t from = timeline->n_periods * i / steps, until = timeline->n_periods * (i + 1) / steps;
      uint64_t most = most_in (lane, from, until);
      double height = most > 0 ? MAX ((double) most / (double) lane->most * (LANE - 2), 1) : 0;
      double a = x_of (timeline, (double) from), b = x_of (timeline, (double) until);

      if (height > 0)
        fill (snapshot, from <= timeline->moment ? &done : &later, MIN (a, b), top + LANE - height,
              MAX (fabs (b - a) - (fabs (b - a) > 3 ? 1 : 0), 1), height);
    }
}

static void
draw_scale (SjTimeline *timeline, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  double top = lanes_height (timeline), last = -1000;
  GdkRGBA line = *text;

  line.alpha *= 0.3f;
  if (timeline->words == NULL || timeline->often == 0)
    return;
  for (uint64_t period = timeline->often; period <= timeline->n_periods; period += timeline->often)
    {
      double x = x_of (timeline, (double) period);
      g_autofree char *words = NULL;

      if (fabs (x - last) < 64)
        continue;
      last = x;
      words = timeline->words (period - 1, TRUE, timeline->words_data);
      fill (snapshot, &line, x, 0, 1, top + 4);
      write_text (timeline, snapshot, words, is_mirrored (timeline) ? x + 4 : x - 60, top + 2, 58, text);
    }
}

static void
draw_moment (SjTimeline *timeline, GtkSnapshot *snapshot)
{
  GdkRGBA accent;
  double x = x_of (timeline, (double) timeline->moment + 1);
  float bottom = (float) lanes_height (timeline);
  GskRoundedRect handle;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (timeline)), "accent_bg_color",
                                       &accent))
    accent = rgba (SJ_COLOUR_BLUE, 1);
  fill (snapshot, &accent, x - 1, 0, 2, lanes_height (timeline));
  gsk_rounded_rect_init_from_rect (&handle,
                                   &GRAPHENE_RECT_INIT ((float) x - HANDLE / 2.0f, bottom - HANDLE / 2.0f, HANDLE,
                                                        HANDLE),
                                   HANDLE / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &handle);
  gtk_snapshot_append_color (snapshot, &accent, &handle.bounds);
  gtk_snapshot_pop (snapshot);
  if (gtk_widget_has_visible_focus (GTK_WIDGET (timeline)))
    {
      float width[4] = { 2, 2, 2, 2 };
      GdkRGBA ring = accent, rings[4];

      ring.alpha = 0.5f;
      for (unsigned i = 0; i < 4; i++)
        rings[i] = ring;
      gsk_rounded_rect_shrink (&handle, -4, -4, -4, -4);
      gtk_snapshot_append_border (snapshot, &handle, width, rings);
    }
}

static void
sj_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SjTimeline *timeline = SJ_TIMELINE (widget);
  GdkRGBA text;

  if (timeline->n_periods == 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  for (unsigned i = 0; i < timeline->n_lanes; i++)
    draw_lane (timeline, snapshot, i, &text);
  draw_scale (timeline, snapshot, &text);
  draw_moment (timeline, snapshot);
}

static void
sj_timeline_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  SjTimeline *timeline = SJ_TIMELINE (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : (int) lanes_height (timeline) + SCALE;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = 600;
}

/* ------------------------------------------------------------------ moving */

/* For screen readers. */
static void
say_moment (SjTimeline *timeline)
{
  g_autofree char *words = timeline->words && timeline->n_periods > 0
                               ? timeline->words (timeline->moment, FALSE, timeline->words_data)
                               : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (timeline), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) MAX (timeline->n_periods, 1) - 1,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) timeline->moment,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words ? words : "", -1);
}

static void
move_to (SjTimeline *timeline, uint64_t period)
{
  if (timeline->n_periods == 0)
    return;
  period = MIN (period, timeline->n_periods - 1);
  if (period == timeline->moment)
    return;
  sj_timeline_set_moment (timeline, period);
  g_signal_emit (timeline, moved_signal, 0, period);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, SjTimeline *timeline)
{
  gtk_widget_grab_focus (GTK_WIDGET (timeline));
  move_to (timeline, period_at (timeline, x));
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, SjTimeline *timeline)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (gesture, &x, &y))
    move_to (timeline, period_at (timeline, x + dx));
}

static void
move_by (SjTimeline *timeline, int64_t periods)
{
  int64_t to = (int64_t) timeline->moment + periods;

  move_to (timeline, (uint64_t) MAX (to, 0));
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SjTimeline *timeline)
{
  int64_t on = is_mirrored (timeline) ? -1 : 1;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
      move_by (timeline, -on);
      return TRUE;
    case GDK_KEY_Right:
      move_by (timeline, on);
      return TRUE;
    case GDK_KEY_Page_Up:
      move_by (timeline, -(int64_t) MAX (timeline->often, 1));
      return TRUE;
    case GDK_KEY_Page_Down:
      move_by (timeline, (int64_t) MAX (timeline->often, 1));
      return TRUE;
    case GDK_KEY_Home:
      move_to (timeline, 0);
      return TRUE;
    case GDK_KEY_End:
      move_to (timeline, UINT64_MAX);
      return TRUE;
    default:
      return FALSE;
    }
}

/* ------------------------------------------------------------------ object */

static void
clear_lanes (SjTimeline *timeline)
{
  for (unsigned i = 0; i < timeline->n_lanes; i++)
    {
      g_free (timeline->lanes[i].title);
      g_free (timeline->lanes[i].bars);
    }
  timeline->n_lanes = 0;
}

static void
sj_timeline_finalize (GObject *object)
{
  SjTimeline *timeline = SJ_TIMELINE (object);

  clear_lanes (timeline);
  if (timeline->words_done != NULL)
    timeline->words_done (timeline->words_data);
  G_OBJECT_CLASS (sj_timeline_parent_class)->finalize (object);
}

static void
sj_timeline_class_init (SjTimelineClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = sj_timeline_finalize;
  widget_class->snapshot = sj_timeline_snapshot;
  widget_class->measure = sj_timeline_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_widget_class_set_css_name (widget_class, "timeline");
  moved_signal = g_signal_new ("moved", SJ_TYPE_TIMELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_UINT64);
}

static void
sj_timeline_init (SjTimeline *timeline)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_focusable (GTK_WIDGET (timeline), TRUE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), timeline);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), timeline);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), timeline);
  gtk_widget_add_controller (GTK_WIDGET (timeline), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (timeline), keys);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw),
                           timeline, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (timeline), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Moment"), -1);
}

GtkWidget *
sj_timeline_new (void)
{
  return g_object_new (SJ_TYPE_TIMELINE, NULL);
}

void
sj_timeline_set_lanes (SjTimeline *timeline, const SjTimelineLane *lanes, unsigned n_lanes, uint64_t n_periods,
                       uint64_t often)
{
  g_return_if_fail (SJ_IS_TIMELINE (timeline) && n_lanes <= SJ_TIMELINE_LANES);
  clear_lanes (timeline);
  for (unsigned i = 0; i < n_lanes; i++)
    {
      timeline->lanes[i] = (Lane) { .title = g_strdup (lanes[i].title), .colour = lanes[i].colour,
                                    .bars = g_new (uint64_t, MAX (n_periods, 1)) };
      for (uint64_t j = 0; j < n_periods; j++)
        timeline->lanes[i].bars[j] = lanes[i].bars[j];
      timeline->lanes[i].most = most_in (&timeline->lanes[i], 0, n_periods);
    }
  timeline->n_lanes = n_lanes;
  timeline->n_periods = n_periods;
  timeline->often = often;
  timeline->moment = MIN (timeline->moment, n_periods > 0 ? n_periods - 1 : 0);
  say_moment (timeline);
  gtk_widget_queue_resize (GTK_WIDGET (timeline));
  gtk_widget_queue_draw (GTK_WIDGET (timeline));
}

void
sj_timeline_set_words (SjTimeline *timeline, SjTimelineWords words, gpointer data, GDestroyNotify done)
{
  g_return_if_fail (SJ_IS_TIMELINE (timeline));
  if (timeline->words_done != NULL)
    timeline->words_done (timeline->words_data);
  timeline->words = words;
  timeline->words_data = data;
  timeline->words_done = done;
  gtk_widget_queue_draw (GTK_WIDGET (timeline));
}

void
sj_timeline_set_moment (SjTimeline *timeline, uint64_t period)
{
  g_return_if_fail (SJ_IS_TIMELINE (timeline));
  timeline->moment = MIN (period, timeline->n_periods > 0 ? timeline->n_periods - 1 : 0);
  say_moment (timeline);
  gtk_widget_queue_draw (GTK_WIDGET (timeline));
}

uint64_t
sj_timeline_moment (SjTimeline *timeline)
{
  return timeline->moment;
}
