/* sj-play-setup.c -- settings of a simulation, and a slider for each knob.
 *
 * Rows are made anew only when there are other knobs; while one is turned the rows
 * stay, so that the slider under the hand does.
 */
#include "app/sj-play-setup.h"

#include "app/sj-ask.h"
#include "widgets/sj-widgets.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define PICTURE_WIDTH 64
#define PICTURE_HEIGHT 20

typedef struct
{
  char *node;               /* owned: id */
  const SjField *field;
  guint number;             /* among the knobs */
  GtkWidget *scale, *value, *usual, *picture;    /* borrowed from the row */
  SjPlaySetup *setup;
  SjTime after[SJ_KNOB_QUANTILES];
} Row;

struct _SjPlaySetup
{
  GtkWidget parent_instance;

  SjPlay *play;             /* owned */
  GPtrArray *rows;          /* owned: of Row */
  char *node;               /* owned: whose knobs are shown; NULL: all */
  bool filling;

  GtkSpinButton *persons, *days, *seed;
  GtkWidget *persons_row, *days_row;
  AdwPreferencesGroup *about;
  AdwActionRow *events_row, *profiles_row;
  GtkWidget *no_events, *no_profiles;
  GtkBox *knobs;
};

G_DEFINE_FINAL_TYPE (SjPlaySetup, sj_play_setup, GTK_TYPE_WIDGET)

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->node);
  g_free (row);
}

/* ------------------------------------------------------------------ one row */

/* When it happens, from left to right: as dense as a tenth of the people is. */
static void
draw_picture (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  const Row *row = data;
  double last = (double) MAX (row->after[SJ_KNOB_QUANTILES - 1], 1), most = 0;
  double densities[SJ_KNOB_QUANTILES];
  GdkRGBA colour;

  for (unsigned i = 0; i < SJ_KNOB_QUANTILES; i++)
    {
      double from = i > 0 ? (double) row->after[i - 1] : 0;

      densities[i] = 1 / MAX (((double) row->after[i] - from) / last, 0.02);
      most = MAX (most, densities[i]);
    }
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &colour);
  colour.alpha *= 0.45f;
  gdk_cairo_set_source_rgba (cr, &colour);
  for (unsigned i = 0; i < SJ_KNOB_QUANTILES; i++)
    {
      double from = (i > 0 ? (double) row->after[i - 1] : 0) / last * width;
      double until = (double) row->after[i] / last * width;
      double tall = MAX (densities[i] / most * height, 1);

      cairo_rectangle (cr, from, height - tall, MAX (until - from, 1), tall);
    }
  cairo_fill (cr);
}

static void
describe_picture (Row *row, const SjKnob *knob)
{
  g_autofree char *half = sj_span_format (knob->after[SJ_KNOB_QUANTILES / 2]);
  g_autofree char *most = sj_span_format (knob->after[SJ_KNOB_QUANTILES - 1]);
  g_autofree char *words = g_strdup_printf (_("Half of them within %s, nine of ten within %s"), half, most);

  memcpy (row->after, knob->after, sizeof row->after);
  gtk_widget_set_tooltip_text (row->picture, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->picture), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_draw (row->picture);
}

static void
show_knob (Row *row, const SjKnob *knob)
{
  g_autofree char *value = sj_figure_share (knob->value / 100);
  g_autofree char *usual = sj_figure_share (knob->usual / 100);
  g_autofree char *back = g_strdup_printf (_("Back to the usual %s"), usual);

  gtk_label_set_text (GTK_LABEL (row->value), value);
  gtk_widget_set_visible (row->usual, knob->said);
  gtk_widget_set_tooltip_text (row->usual, back);
  if (gtk_range_get_value (GTK_RANGE (row->scale)) != knob->value)
    gtk_range_set_value (GTK_RANGE (row->scale), knob->value);
  gtk_widget_set_visible (row->picture, knob->delayed);
  if (knob->delayed)
    describe_picture (row, knob);
}

static void
value_cb (GtkRange *range, Row *row)
{
  if (!row->setup->filling)
    sj_play_turn (row->setup->play, row->number, gtk_range_get_value (range));
}

static void
usual_cb (GtkButton *button, Row *row)
{
  sj_play_turn (row->setup->play, row->number, -1);
}

static GtkWidget *
make_scale (const SjKnob *knob)
{
  /* Rare things want small steps. */
  double most = knob->usual > 0 && knob->usual < 5 ? 20 : 100;
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, MAX (most, knob->value),
                                               most < 100 ? 0.1 : 1);

  gtk_scale_set_draw_value (GTK_SCALE (scale), FALSE);
  gtk_widget_set_hexpand (scale, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL, _(knob->field->title), -1);
  return scale;
}

static GtkWidget *
make_head (Row *row, const SjKnob *knob)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_(knob->field->title));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (row->value, "numeric");
  gtk_widget_add_css_class (row->usual, "flat");
  gtk_widget_add_css_class (row->usual, "circular");
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (row->picture), PICTURE_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (row->picture), PICTURE_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (row->picture), draw_picture, row, NULL);
  gtk_widget_set_valign (row->picture, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), row->picture);
  gtk_box_append (GTK_BOX (head), row->usual);
  gtk_box_append (GTK_BOX (head), row->value);
  return head;
}

static GtkWidget *
make_row (SjPlaySetup *setup, guint number, const SjKnob *knob)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *list_row = gtk_list_box_row_new ();

  *row = (Row) { .node = g_strdup (knob->node->id), .field = knob->field, .number = number, .setup = setup,
                 .scale = make_scale (knob), .value = gtk_label_new (NULL), .picture = gtk_drawing_area_new (),
                 .usual = gtk_button_new_from_icon_name ("edit-undo-symbolic") };
  g_ptr_array_add (setup->rows, row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->usual), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back to the usual"),
                                  -1);
  gtk_box_append (GTK_BOX (box), make_head (row, knob));
  gtk_box_append (GTK_BOX (box), row->scale);
  gtk_widget_add_css_class (box, "knob");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (list_row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (list_row), FALSE);
  gtk_widget_set_focusable (list_row, FALSE);
  show_knob (row, knob);
  g_signal_connect (row->scale, "value-changed", G_CALLBACK (value_cb), row);
  g_signal_connect (row->usual, "clicked", G_CALLBACK (usual_cb), row);
  return list_row;
}

/* ------------------------------------------------------------------ all rows */

/* What people do by themselves may be recorded. */
static bool
counts (SjPlaySetup *setup, const SjKnob *knob)
{
  return sj_play_events (setup->play) == NULL || (knob->of != SJ_KNOB_EVENT && knob->of != SJ_KNOB_CHANGE);
}

static bool
is_shown (SjPlaySetup *setup, const SjKnob *knob)
{
  if (!counts (setup, knob))
    return false;
  return setup->node == NULL || strcmp (setup->node, knob->node->id) == 0;
}

/* Whether the rows are for these knobs. */
static bool
are_the_same (SjPlaySetup *setup, const GArray *knobs)
{
  guint shown = 0;

  for (guint i = 0; i < knobs->len; i++)
    {
      const SjKnob *knob = &g_array_index (knobs, SjKnob, i);
      const Row *row = shown < setup->rows->len ? g_ptr_array_index (setup->rows, shown) : NULL;

      if (!is_shown (setup, knob))
        continue;
      if (row == NULL || row->number != i || row->field != knob->field || strcmp (row->node, knob->node->id) != 0)
        return false;
      shown++;
    }
  return shown == setup->rows->len;
}

static AdwPreferencesGroup *
group_for (SjPlaySetup *setup, const SjKnob *knob)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title = sj_node_name (knob->node, sj_editor_names (sj_play_editor (setup->play)));
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  gtk_box_append (setup->knobs, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
make_rows (SjPlaySetup *setup, const GArray *knobs)
{
  AdwPreferencesGroup *group = NULL;
  const char *node = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (setup->knobs))) != NULL)
    gtk_box_remove (setup->knobs, child);
  g_ptr_array_set_size (setup->rows, 0);
  for (guint i = 0; i < knobs->len; i++)
    {
      const SjKnob *knob = &g_array_index (knobs, SjKnob, i);

      if (!is_shown (setup, knob))
        continue;
      if (node == NULL || strcmp (node, knob->node->id) != 0)
        group = group_for (setup, knob);
      node = knob->node->id;
      adw_preferences_group_add (group, make_row (setup, i, knob));
    }
}

static void
fill_knobs (SjPlaySetup *setup)
{
  const GArray *knobs = sj_play_knobs (setup->play);

  setup->filling = true;
  if (!are_the_same (setup, knobs))
    make_rows (setup, knobs);
  else
    for (guint i = 0; i < setup->rows->len; i++)
      {
        Row *row = g_ptr_array_index (setup->rows, i);

        show_knob (row, &g_array_index (knobs, SjKnob, row->number));
      }
  setup->filling = false;
}

/* The knobs of the selected step, where it has any. */
static void
follow_selection (SjPlaySetup *setup)
{
  SjDrawing *drawing = sj_editor_drawing (sj_play_editor (setup->play));
  const SjNode *node = drawing ? sj_drawing_selected_node (drawing) : NULL;
  const GArray *knobs = sj_play_knobs (setup->play);
  const char *shown = NULL;

  for (guint i = 0; node != NULL && i < knobs->len; i++)
    if (strcmp (g_array_index (knobs, SjKnob, i).node->id, node->id) == 0 &&
        counts (setup, &g_array_index (knobs, SjKnob, i)))
      shown = node->id;
  if (g_strcmp0 (shown, setup->node) == 0)
    return;
  g_free (setup->node);
  setup->node = g_strdup (shown);
  fill_knobs (setup);
}

/* ------------------------------------------------------------------ settings */

static void
show_file (AdwActionRow *row, GtkWidget *clear, const char *path, const char *otherwise)
{
  g_autofree char *name = path ? g_path_get_basename (path) : NULL;
  g_autofree char *escaped = g_markup_escape_text (name ? name : otherwise, -1);

  adw_action_row_set_subtitle (row, escaped);
  gtk_widget_set_visible (clear, path != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), path);
}

/* How many people there are, and for how long, is recorded then. */
static void
show_recording (SjPlaySetup *setup)
{
  const char *events = sj_play_events (setup->play);

  show_file (setup->events_row, setup->no_events, events, _("None: people are made up"));
  show_file (setup->profiles_row, setup->no_profiles, sj_play_profiles (setup->play),
             _("None: nothing is known about the people"));
  gtk_widget_set_visible (GTK_WIDGET (setup->profiles_row), events != NULL);
  adw_preferences_group_set_description (setup->about,
                                         events ? _("Recorded people go through the journey in virtual time. "
                                                    "Nothing is sent.")
                                                : _("Made-up people go through the journey in virtual time. "
                                                    "Nothing is sent."));
  gtk_widget_set_visible (setup->persons_row, events == NULL);
  gtk_widget_set_visible (setup->days_row, events == NULL);
}

static void
events_chosen_cb (GtkWidget *near, const char *answer, gpointer data)
{
  SjPlay *play = SJ_PLAY_SETUP (near)->play;

  if (sj_play_editor (play) != NULL)
    sj_play_set_recording (play, answer, sj_play_profiles (play));
}

static void
profiles_chosen_cb (GtkWidget *near, const char *answer, gpointer data)
{
  SjPlay *play = SJ_PLAY_SETUP (near)->play;

  if (sj_play_editor (play) != NULL)
    sj_play_set_recording (play, sj_play_events (play), answer);
}

static void
choose_events_cb (SjPlaySetup *setup)
{
  sj_ask_open (GTK_WIDGET (setup), _("Choose Recorded Events"), "*.jsonl*", _("JSON lines, also packed"),
               events_chosen_cb, NULL, NULL);
}

static void
choose_profiles_cb (SjPlaySetup *setup)
{
  sj_ask_open (GTK_WIDGET (setup), _("Choose Profiles"), "*.jsonl*", _("JSON lines, also packed"),
               profiles_chosen_cb, NULL, NULL);
}

static void
no_events_cb (SjPlaySetup *setup)
{
  sj_play_set_recording (setup->play, NULL, NULL);
}

static void
no_profiles_cb (SjPlaySetup *setup)
{
  sj_play_set_recording (setup->play, sj_play_events (setup->play), NULL);
}

static void
fill_settings (SjPlaySetup *setup)
{
  SjPlaySettings settings = sj_play_settings (setup->play);

  setup->filling = true;
  gtk_spin_button_set_value (setup->persons, settings.persons);
  gtk_spin_button_set_value (setup->days, settings.days);
  gtk_spin_button_set_value (setup->seed, (double) settings.seed);
  show_recording (setup);
  setup->filling = false;
}

static void
settings_cb (SjPlaySetup *setup)
{
  SjPlaySettings settings;

  if (setup->play == NULL || setup->filling)
    return;
  settings = (SjPlaySettings) {
    .persons = (uint32_t) gtk_spin_button_get_value_as_int (setup->persons),
    .days = (unsigned) gtk_spin_button_get_value_as_int (setup->days),
    .seed = (uint64_t) gtk_spin_button_get_value_as_int (setup->seed),
  };
  sj_play_set_settings (setup->play, &settings);
}

static void
changed_cb (SjPlay *play, unsigned news, SjPlaySetup *setup)
{
  if (sj_play_editor (play) == NULL)
    return;
  if (news & SJ_PLAY_SETTINGS)
    fill_settings (setup);
  if (news & (SJ_PLAY_KNOBS | SJ_PLAY_SETTINGS))
    {
      follow_selection (setup);
      fill_knobs (setup);
    }
}

static void
editor_cb (SjEditor *editor, unsigned what, SjPlaySetup *setup)
{
  if ((what & SJ_EDITOR_SELECTION) && sj_play_editor (setup->play) != NULL)
    follow_selection (setup);
}

/* ------------------------------------------------------------------ object */

static void
sj_play_setup_dispose (GObject *object)
{
  SjPlaySetup *setup = SJ_PLAY_SETUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (setup), SJ_TYPE_PLAY_SETUP);
  sj_widgets_drop_children (GTK_WIDGET (setup));
  g_clear_object (&setup->play);
  g_clear_pointer (&setup->rows, g_ptr_array_unref);
  g_clear_pointer (&setup->node, g_free);
  G_OBJECT_CLASS (sj_play_setup_parent_class)->dispose (object);
}

static void
sj_play_setup_class_init (SjPlaySetupClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_play_setup_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-play-setup.ui");
  gtk_widget_class_bind_template_child (widget_class, SjPlaySetup, persons);
  gtk_widget_class_bind_template_child (widget_class, SjPlaySetup, days);
  gtk_widget_class_bind_template_child (widget_class, SjPlaySetup, seed);
  gtk_widget_class_bind_template_child (widget_class, SjPlaySetup, knobs);
  gtk_widget_class_bind_template_child (widget_class, SjPlaySetup, about);
  gtk_widget_class_bind_template_child (widget_class, SjPlaySetup, persons_row);
  gtk_widget_class_bind_template_child (widget_class, SjPlaySetup, days_row);
  gtk_widget_class_bind_template_child (widget_class, SjPlaySetup, events_row);
  gtk_widget_class_bind_template_child (widget_class, SjPlaySetup, profiles_row);
  gtk_widget_class_bind_template_child (widget_class, SjPlaySetup, no_events);
  gtk_widget_class_bind_template_child (widget_class, SjPlaySetup, no_profiles);
  gtk_widget_class_bind_template_callback (widget_class, settings_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_events_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_profiles_cb);
  gtk_widget_class_bind_template_callback (widget_class, no_events_cb);
  gtk_widget_class_bind_template_callback (widget_class, no_profiles_cb);
}

static void
sj_play_setup_init (SjPlaySetup *setup)
{
  setup->rows = g_ptr_array_new_with_free_func (row_free);
  gtk_widget_init_template (GTK_WIDGET (setup));
}

GtkWidget *
sj_play_setup_new (SjPlay *play)
{
  SjPlaySetup *setup = g_object_new (SJ_TYPE_PLAY_SETUP, NULL);

  setup->play = g_object_ref (play);
  g_signal_connect_object (play, "changed", G_CALLBACK (changed_cb), setup, 0);
  g_signal_connect_object (sj_play_editor (play), "changed", G_CALLBACK (editor_cb), setup, 0);
  fill_settings (setup);
  follow_selection (setup);
  fill_knobs (setup);
  return GTK_WIDGET (setup);
}
