/* sj-row-choice.c -- rows that are switched or chosen: yes or no, one of several,
 * some of several, days of the week. */
#include "widgets/sj-form-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  SjRow row;
  GtkWidget *control;
  unsigned first;           /* 1: the list begins with “not chosen yet” */
} ChoiceRow;

/* A switch. */

static void
switched_cb (GtkSwitch *control, GParamSpec *property, SjRow *row)
{
  bool on = gtk_switch_get_active (control);

  if (!row->filling && on != *(const bool *) sj_row_slot (row))
    sj_row_tell_slot (row, &on);
}

static void
row_pressed_cb (GtkGestureClick *gesture, int presses, double x, double y, ChoiceRow *own)
{
  gtk_widget_activate (own->control);
}

static void
switch_build (SjRow *row)
{
  ChoiceRow *own = (ChoiceRow *) row;
  GtkWidget *title = gtk_widget_get_first_child (row->head);
  GtkGesture *click = gtk_gesture_click_new ();

  own->control = gtk_switch_new ();
  sj_row_name (row, own->control, NULL);
  sj_row_set_end (row, own->control);
  g_signal_connect (own->control, "notify::active", G_CALLBACK (switched_cb), row);
  g_signal_connect (click, "released", G_CALLBACK (row_pressed_cb), own);
  gtk_widget_add_controller (title, GTK_EVENT_CONTROLLER (click));    /* its words belong to the switch */
}

static void
switch_show (SjRow *row, const void *slot)
{
  gtk_switch_set_active (GTK_SWITCH (((ChoiceRow *) row)->control), *(const bool *) slot);
}

const SjRowType sj_row_switch = { .size = sizeof (ChoiceRow), .build = switch_build, .show = switch_show };

/* One of several. */

static void
setup_item_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_item_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), strlen (text) > 30 ? text : NULL);
}

static void
chosen_cb (GtkDropDown *control, GParamSpec *property, SjRow *row)
{
  ChoiceRow *own = (ChoiceRow *) row;
  guint selected = gtk_drop_down_get_selected (control);
  int32_t choice = selected == GTK_INVALID_LIST_POSITION ? -1 : (int32_t) selected - (int32_t) own->first;

  if (!row->filling && choice != *(const int32_t *) sj_row_slot (row))
    sj_row_tell_slot (row, &choice);
}

#define SHORT 16    /* characters that have room beside the title */

static void
choice_build (SjRow *row)
{
  ChoiceRow *own = (ChoiceRow *) row;
  GtkStringList *list = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  long longest = g_utf8_strlen (_(row->field->title), -1) - 12;

  own->first = row->field->fallback < 0;
  if (own->first)
    gtk_string_list_append (list, _("Choose…"));
  for (const SjChoice *choice = row->field->choices; choice->id != NULL; choice++)
    {
      gtk_string_list_append (list, _(choice->title));
      longest = MAX (longest, g_utf8_strlen (_(choice->title), -1));
    }
  g_signal_connect (factory, "setup", G_CALLBACK (setup_item_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_item_cb), NULL);
  own->control = gtk_drop_down_new (G_LIST_MODEL (list), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (own->control), factory);
  sj_row_name (row, own->control, NULL);
  if (longest <= SHORT)
    {
      gtk_widget_set_size_request (own->control, 120, -1);
      sj_row_set_end (row, own->control);
    }
  else
    sj_row_set_body (row, own->control);
  g_signal_connect (own->control, "notify::selected", G_CALLBACK (chosen_cb), row);
}

static void
choice_show (SjRow *row, const void *slot)
{
  ChoiceRow *own = (ChoiceRow *) row;
  int32_t choice = *(const int32_t *) slot;

  gtk_drop_down_set_selected (GTK_DROP_DOWN (own->control),
                              choice < 0 && own->first == 0 ? GTK_INVALID_LIST_POSITION
                                                            : (guint) (choice + (int32_t) own->first));
}

const SjRowType sj_row_choice = { .size = sizeof (ChoiceRow), .build = choice_build, .show = choice_show };

/* Some of several: a button for each bit. */

typedef struct
{
  SjRow row;
  GPtrArray *buttons;       /* borrowed widgets */
} BitsRow;

static bool
is_on (GtkWidget *button)
{
  return GTK_IS_CHECK_BUTTON (button) ? gtk_check_button_get_active (GTK_CHECK_BUTTON (button))
                                      : gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button));
}

static void
bits_toggled_cb (GtkWidget *button, BitsRow *own)
{
  uint32_t bits = 0;

  for (guint i = 0; i < own->buttons->len; i++)
    bits |= (uint32_t) is_on (g_ptr_array_index (own->buttons, i)) << i;
  if (!own->row.filling && bits != *(const uint32_t *) sj_row_slot (&own->row))
    sj_row_tell_slot (&own->row, &bits);
}

static void
bits_show (SjRow *row, const void *slot)
{
  const BitsRow *own = (const BitsRow *) row;
  uint32_t bits = *(const uint32_t *) slot;

  for (guint i = 0; i < own->buttons->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (own->buttons, i);
      bool on = bits & (1u << i);

      if (GTK_IS_CHECK_BUTTON (button))
        gtk_check_button_set_active (GTK_CHECK_BUTTON (button), on);
      else
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), on);
    }
}

static void
bits_clear (SjRow *row)
{
  g_ptr_array_unref (((BitsRow *) row)->buttons);
}

static void
add_bit (BitsRow *own, GtkWidget *button, const char *name)
{
  sj_row_name (&own->row, button, name);
  g_ptr_array_add (own->buttons, button);
  g_signal_connect (button, "toggled", G_CALLBACK (bits_toggled_cb), own);
  if (own->row.control == NULL)
    own->row.control = button;
}

static void
flags_build (SjRow *row)
{
  BitsRow *own = (BitsRow *) row;
  GtkWidget *grid = gtk_grid_new ();

  own->buttons = g_ptr_array_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (int i = 0; row->field->choices[i].id != NULL; i++)
    {
      GtkWidget *button = gtk_check_button_new_with_label (_(row->field->choices[i].title));

      add_bit (own, button, _(row->field->choices[i].title));
      gtk_grid_attach (GTK_GRID (grid), button, i % 2, i / 2, 1, 1);
    }
  sj_row_set_body (row, grid);
}

const SjRowType sj_row_flags = { .size = sizeof (BitsRow), .build = flags_build, .show = bits_show,
                                 .clear = bits_clear };

static void
weekdays_build (SjRow *row)
{
  static const struct { const char *brief, *name; } days[] = {
    { NC_("weekday", "Mo"), N_("Monday") },   { NC_("weekday", "Tu"), N_("Tuesday") },
    { NC_("weekday", "We"), N_("Wednesday") }, { NC_("weekday", "Th"), N_("Thursday") },
    { NC_("weekday", "Fr"), N_("Friday") },   { NC_("weekday", "Sa"), N_("Saturday") },
    { NC_("weekday", "Su"), N_("Sunday") },
  };
  BitsRow *own = (BitsRow *) row;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  own->buttons = g_ptr_array_new ();
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_add_css_class (box, "linked");
  gtk_widget_add_css_class (box, "sj-weekdays");
  for (size_t i = 0; i < G_N_ELEMENTS (days); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (g_dpgettext2 (GETTEXT_PACKAGE, "weekday", days[i].brief));

      gtk_widget_set_tooltip_text (button, _(days[i].name));
      add_bit (own, button, _(days[i].name));
      gtk_box_append (GTK_BOX (box), button);
    }
  sj_row_set_body (row, box);
}

const SjRowType sj_row_weekdays = { .size = sizeof (BitsRow), .build = weekdays_build, .show = bits_show,
                                    .clear = bits_clear };
