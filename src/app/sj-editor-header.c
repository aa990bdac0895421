/* sj-editor-header.c -- the header bar of a journey that is being drawn. */
#include "app/sj-editor-header.h"

#include "app/sj-command.h"
#include "app/sj-item-row.h"
#include "app/sj-menu.h"
#include "app/sj-mode.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SjEditorHeader
{
  GtkWidget parent_instance;

  SjEditor *editor;         /* owned */
  GtkWidget *errors, *warnings;

  GtkWidget *bar;
  GtkWidget *back, *undo, *redo, *inspector, *palette, *problems;
  GtkBox *modes;
  GtkEditableLabel *name;
  GtkLabel *state;
  GtkMenuButton *menu_button;
  GtkBox *problems_box;
};

G_DEFINE_FINAL_TYPE (SjEditorHeader, sj_editor_header, GTK_TYPE_WIDGET)

static guint mode_signal, named_signal;

/* ------------------------------------------------------------------- state */

static void
show_step (GtkWidget *button, const char *command, const char *title)
{
  g_autofree char *plain = sj_command_tooltip ("editor", command);
  g_autofree char *tooltip = title ? g_strdup_printf ("%s\n%s", plain, title) : g_strdup (plain);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title ? title : "",
                                  -1);
}

static void
show_history (SjEditorHeader *header)
{
  SjHistory *history = sj_editor_history (header->editor);

  show_step (header->undo, "undo", sj_history_undo_title (history));
  show_step (header->redo, "redo", sj_history_redo_title (history));
}

static void
show_name (SjEditorHeader *header)
{
  const char *name = sj_editor_journey (header->editor)->name;

  if (gtk_editable_label_get_editing (header->name))
    return;
  gtk_editable_set_text (GTK_EDITABLE (header->name), name && name[0] ? name : _("Journey without a name"));
}

static void
show_problems (SjEditorHeader *header)
{
  unsigned errors, warnings;
  g_autofree char *words = NULL;

  sj_editor_count (header->editor, &errors, &warnings);
  sj_count_badge_set (header->errors, errors);
  sj_count_badge_set (header->warnings, warnings);
  gtk_widget_set_visible (gtk_widget_get_first_child (GTK_WIDGET (header->problems_box)), errors + warnings == 0);
  words = errors + warnings == 0 ? g_strdup (_("No problems"))
                                 : g_strdup_printf (_("Problems: errors %u, warnings %u"), errors, warnings);
  gtk_widget_set_tooltip_text (header->problems, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (header->problems), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
state_cb (SjEditorHeader *header)
{
  const char *const words[] = { [SJ_DESK_SAVED] = _("Draft · Saved"), [SJ_DESK_SAVING] = _("Draft · Saving…"),
                                [SJ_DESK_NOT_SAVED] = _("Draft · Not saved") };
  SjDesk *desk = sj_editor_desk (header->editor);

  gtk_label_set_text (header->state, sj_desk_writable (desk) ? words[sj_desk_saving (desk)] : _("Draft · Read only"));
}

static void
editor_cb (SjEditor *editor, unsigned what, SjEditorHeader *header)
{
  if (sj_editor_journey (editor) == NULL)
    return;
  if (what & SJ_EDITOR_JOURNEY)
    {
      show_name (header);
      show_history (header);
    }
  if (what & SJ_EDITOR_FINDINGS)
    show_problems (header);
}

/* -------------------------------------------------------------------- name */

static void
editing_cb (SjEditorHeader *header)
{
  g_autofree char *text = NULL;

  if (header->editor == NULL || sj_editor_journey (header->editor) == NULL)
    return;
  if (gtk_editable_label_get_editing (header->name))
    return;
  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (header->name))));
  g_signal_emit (header, named_signal, 0);
  if (text[0] != '\0' && g_strcmp0 (text, sj_editor_journey (header->editor)->name) != 0)
    sj_editor_rename (header->editor, text);
  show_name (header);
}

void
sj_editor_header_rename (SjEditorHeader *header)
{
  gtk_widget_grab_focus (GTK_WIDGET (header->name));
  gtk_editable_label_start_editing (header->name);
  gtk_editable_select_region (GTK_EDITABLE (header->name), 0, -1);
}

void
sj_editor_header_popup (SjEditorHeader *header)
{
  gtk_menu_button_popup (header->menu_button);
}

/* ------------------------------------------------------------------- modes */

static void
mode_cb (GtkToggleButton *button, SjEditorHeader *header)
{
  if (gtk_toggle_button_get_active (button))
    g_signal_emit (header, mode_signal, 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "sj-mode")));
}

static void
add_modes (SjEditorHeader *header)
{
  GtkToggleButton *first = NULL;

  for (unsigned i = 0; sj_modes[i].id != NULL; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_(sj_modes[i].title));

      g_object_set_data (G_OBJECT (button), "sj-mode", GUINT_TO_POINTER (i));
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), i == 0);
      g_signal_connect (button, "toggled", G_CALLBACK (mode_cb), header);
      gtk_box_append (header->modes, button);
    }
  gtk_widget_set_visible (GTK_WIDGET (header->modes), sj_modes[1].id != NULL);
}

void
sj_editor_header_set_mode (SjEditorHeader *header, const char *id)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (header->modes));

  for (unsigned i = 0; button != NULL; i++, button = gtk_widget_get_next_sibling (button))
    if (g_str_equal (sj_modes[i].id, id))
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

/* ------------------------------------------------------------------ object */

static void
sj_editor_header_dispose (GObject *object)
{
  SjEditorHeader *header = SJ_EDITOR_HEADER (object);

  gtk_widget_dispose_template (GTK_WIDGET (header), SJ_TYPE_EDITOR_HEADER);
  g_clear_object (&header->editor);
  G_OBJECT_CLASS (sj_editor_header_parent_class)->dispose (object);
}

static void
sj_editor_header_class_init (SjEditorHeaderClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_editor_header_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-editor-header.ui");
  gtk_widget_class_bind_template_child (widget_class, SjEditorHeader, bar);
  gtk_widget_class_bind_template_child (widget_class, SjEditorHeader, back);
  gtk_widget_class_bind_template_child (widget_class, SjEditorHeader, undo);
  gtk_widget_class_bind_template_child (widget_class, SjEditorHeader, redo);
  gtk_widget_class_bind_template_child (widget_class, SjEditorHeader, inspector);
  gtk_widget_class_bind_template_child (widget_class, SjEditorHeader, palette);
  gtk_widget_class_bind_template_child (widget_class, SjEditorHeader, problems);
  gtk_widget_class_bind_template_child (widget_class, SjEditorHeader, problems_box);
  gtk_widget_class_bind_template_child (widget_class, SjEditorHeader, modes);
  gtk_widget_class_bind_template_child (widget_class, SjEditorHeader, name);
  gtk_widget_class_bind_template_child (widget_class, SjEditorHeader, state);
  gtk_widget_class_bind_template_child (widget_class, SjEditorHeader, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, editing_cb);
  named_signal = g_signal_new ("named", SJ_TYPE_EDITOR_HEADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                               0);
  mode_signal = g_signal_new ("mode", SJ_TYPE_EDITOR_HEADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_UINT);
}

static void
set_tooltip (GtkWidget *widget, const char *scope, const char *name)
{
  g_autofree char *tooltip = sj_command_tooltip (scope, name);

  gtk_widget_set_tooltip_text (widget, tooltip);
}

/* A long name must not keep the window from being small: the label that is shown gives way,
 * and stands in the middle of its place. */
static void
shorten_name (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
      gtk_label_set_xalign (GTK_LABEL (widget), 0.5F);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    shorten_name (child);
}

static void
sj_editor_header_init (SjEditorHeader *header)
{
  gtk_widget_init_template (GTK_WIDGET (header));
  sj_menu_set (header->menu_button, SJ_MENU_EDITOR);
  set_tooltip (header->back, "win", "back");
  set_tooltip (header->palette, "editor", "palette");
  set_tooltip (header->inspector, "editor", "inspector");
  header->errors = sj_count_badge_new (true);
  header->warnings = sj_count_badge_new (false);
  gtk_box_append (header->problems_box, gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_box_append (header->problems_box, header->errors);
  gtk_box_append (header->problems_box, header->warnings);
  shorten_name (GTK_WIDGET (header->name));
  add_modes (header);
}

GtkWidget *
sj_editor_header_new (SjEditor *editor)
{
  SjEditorHeader *header = g_object_new (SJ_TYPE_EDITOR_HEADER, NULL);

  header->editor = g_object_ref (editor);
  g_signal_connect_object (editor, "changed", G_CALLBACK (editor_cb), header, 0);
  g_signal_connect_object (sj_editor_desk (editor), "state", G_CALLBACK (state_cb), header, G_CONNECT_SWAPPED);
  show_name (header);
  show_history (header);
  show_problems (header);
  state_cb (header);
  return GTK_WIDGET (header);
}
