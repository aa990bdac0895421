/* sj-person-button.c -- a button that says for whom something is tried, and chooses. */
#include "widgets/sj-person-button.h"

#include "widgets/sj-picker.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  SjPersonChosen chosen;
  gpointer data;
  const SjLibrary *library;     /* borrowed */
  GtkWidget *label;
} Person;

static void
picked_cb (SjPicker *picker, const char *id, Person *person)
{
  g_autofree char *kept = g_strdup (id);

  person->chosen (kept, person->data);
}

static void
popup_cb (GtkMenuButton *button, gpointer data)
{
  Person *person = data;
  GtkWidget *picker = sj_picker_new ();
  g_autoptr (GListStore) picks = sj_picks_of (SJ_REF_PROFILE, person->library, NULL, false);

  sj_picker_set_items (SJ_PICKER (picker), G_LIST_MODEL (picks));
  g_signal_connect (picker, "picked", G_CALLBACK (picked_cb), person);
  gtk_menu_button_set_popover (button, picker);
}

GtkWidget *
sj_person_button_new (SjPersonChosen chosen, gpointer data)
{
  GtkWidget *button = gtk_menu_button_new ();
  Person *person = g_new0 (Person, 1);

  person->chosen = chosen;
  person->data = data;
  person->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (person->label), PANGO_ELLIPSIZE_END);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), person->label);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), popup_cb, person, NULL);
  gtk_widget_add_css_class (button, "sj-person");
  g_object_set_data_full (G_OBJECT (button), "person", person, g_free);
  return button;
}

void
sj_person_button_show (GtkWidget *button, const SjLibrary *library, const char *profile)
{
  Person *person = g_object_get_data (G_OBJECT (button), "person");
  const SjEntry *first = library && sj_library_count (library, SJ_REF_PROFILE) > 0
                             ? sj_library_get (library, SJ_REF_PROFILE, 0)
                             : NULL;
  const char *id = profile ? profile : first ? first->id : NULL;
  g_autoptr (SjPick) pick = library && id ? sj_pick_find (SJ_REF_PROFILE, library, NULL, id) : NULL;
  g_autofree char *words = g_strdup_printf (_("For %s"), pick ? sj_pick_name (pick) : _("nobody"));

  person->library = library;
  gtk_label_set_label (GTK_LABEL (person->label), words);
  gtk_widget_set_tooltip_text (button, _("Choose another person"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (button)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (button, pick != NULL);
}
