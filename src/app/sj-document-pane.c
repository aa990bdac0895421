/* sj-document-pane.c -- one document of a kind, to be changed: a form that is saved as one types. */
#include "app/sj-document-pane.h"

#include "app/sj-command.h"
#include "app/sj-extra.h"
#include "app/sj-section.h"
#include "app/sj-toast.h"
#include "widgets/sj-form.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SjDocumentPane
{
  GtkWidget parent_instance;

  SjDesk *desk;                     /* owned */
  const SjDocumentKind *kind;
  SjDraft *draft;                   /* owned; NULL: none is shown */
  gulong handler;
  GSimpleActionGroup *actions;      /* owned */
  GtkWidget *form;
  const SjExtra *extra;             /* NULL: none for this kind */
  GtkWidget *extra_widget;
  guint idle;

  GtkWidget *box;
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkButton *back, *undo, *redo;
  GtkMenuButton *menu_button;
  GtkStack *stack;
  AdwStatusPage *none;
  GtkScrolledWindow *scroller;
  AdwClamp *clamp;
};

G_DEFINE_FINAL_TYPE (SjDocumentPane, sj_document_pane, GTK_TYPE_WIDGET)

/* ------------------------------------------------------------------- form */

static void
changed_cb (SjForm *form, const char *field, SjValue value, gpointer data)
{
  SjDocumentPane *pane = data;
  g_autoptr (GError) error = NULL;

  if (pane->draft != NULL && !sj_draft_set (pane->draft, field, value, &error))
    sj_toast_error (GTK_WIDGET (pane), error);
}

static void
left_cb (SjForm *form, gpointer data)
{
  SjDocumentPane *pane = data;

  if (pane->draft != NULL)
    sj_draft_seal (pane->draft);
}

static char *
create_cb (SjForm *form, const char *place, SjRefTo to, gpointer data)
{
  SjDocumentPane *pane = data;
  const SjDocumentKind *kind = sj_document_kind (to);
  g_autoptr (GError) error = NULL;
  char *id = kind ? sj_desk_add (pane->desk, to, _(kind->one), &error) : NULL;

  if (error != NULL)
    sj_toast_error (GTK_WIDGET (pane), error);
  return id;
}

static void
open_cb (SjForm *form, SjRefTo to, const char *id, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (form), "win.show", "(isb)", (int) to, id, FALSE);
}

static const SjFormCalls calls = { .changed = changed_cb, .left = left_cb, .create = create_cb, .open = open_cb };

/* ------------------------------------------------------------------ state */

static void
set_tooltip (GtkButton *button, const char *words, const char *title, const char *key)
{
  g_autofree char *tooltip = title ? g_strdup_printf ("%s: %s (%s)", words, title, key)
                                   : g_strdup_printf ("%s (%s)", words, key);

  gtk_widget_set_tooltip_text (GTK_WIDGET (button), tooltip);
}

static void
update_actions (SjDocumentPane *pane)
{
  const char *undo = pane->draft ? sj_draft_undo_title (pane->draft) : NULL;
  const char *redo = pane->draft ? sj_draft_redo_title (pane->draft) : NULL;

  sj_command_update (G_ACTION_MAP (pane->actions), "document",
                     (undo ? SJ_FACT_UNDO : 0) | (redo ? SJ_FACT_REDO : 0));
  set_tooltip (pane->undo, _("Undo"), undo, "Ctrl+Z");
  set_tooltip (pane->redo, _("Redo"), redo, "Ctrl+Shift+Z");
}

static void
show_draft (SjDocumentPane *pane)
{
  static const char *const skipped[] = { "id", NULL };    /* people see names */
  SjFormContext context = { .library = sj_workspace_library (sj_desk_workspace (pane->desk)), .skip = skipped };
  g_autofree char *name = sj_draft_name (pane->draft);
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;

  sj_form_show (SJ_FORM (pane->form), sj_draft_config (pane->draft), &context);
  sj_draft_check (pane->draft, &diags);
  sj_form_set_diags (SJ_FORM (pane->form), &diags);
  adw_window_title_set_title (pane->title, name ? name : "");
  if (pane->extra != NULL)
    pane->extra->show (pane->extra_widget, pane->draft);
  update_actions (pane);
}

static gboolean
idle_cb (gpointer data)
{
  SjDocumentPane *pane = data;

  pane->idle = 0;
  if (pane->draft != NULL && sj_desk_workspace (pane->desk) != NULL)
    show_draft (pane);
  return G_SOURCE_REMOVE;
}

/* The form is told of after the call in which it told of a change itself. */
static void
draft_cb (SjDocumentPane *pane)
{
  if (pane->idle == 0)
    pane->idle = g_idle_add (idle_cb, pane);
}

void
sj_document_pane_show (SjDocumentPane *pane, const char *id)
{
  if (pane->draft != NULL && g_strcmp0 (sj_draft_id (pane->draft), id) == 0)
    return;
  if (pane->draft != NULL)
    g_clear_signal_handler (&pane->handler, pane->draft);
  g_clear_object (&pane->draft);
  pane->draft = id ? sj_draft_new (pane->desk, pane->kind->ref, id) : NULL;
  gtk_stack_set_visible_child_name (pane->stack, pane->draft ? "document" : "none");
  gtk_widget_set_visible (GTK_WIDGET (pane->undo), pane->draft != NULL);
  gtk_widget_set_visible (GTK_WIDGET (pane->redo), pane->draft != NULL);
  gtk_widget_set_visible (GTK_WIDGET (pane->menu_button), pane->draft != NULL);
  if (pane->draft == NULL)
    {
      if (pane->extra != NULL)
        pane->extra->show (pane->extra_widget, NULL);
      adw_window_title_set_title (pane->title, "");
      update_actions (pane);
      return;
    }
  pane->handler = g_signal_connect_swapped (pane->draft, "changed", G_CALLBACK (draft_cb), pane);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (pane->scroller), 0);
  show_draft (pane);
}

void
sj_document_pane_focus (SjDocumentPane *pane)
{
  const SjField *field = pane->kind->spec->fields;

  while (field->name != NULL && (field->flags & SJ_FIELD_HIDDEN || g_str_equal (field->name, "id")))
    field++;
  if (pane->draft != NULL && field->name != NULL)
    sj_form_reveal (SJ_FORM (pane->form), field->name);
}

void
sj_document_pane_set_alone (SjDocumentPane *pane, bool alone)
{
  gtk_widget_set_visible (GTK_WIDGET (pane->back), alone);
}

static void
back_cb (SjDocumentPane *pane)
{
  GtkWidget *leaflet = gtk_widget_get_ancestor (GTK_WIDGET (pane), ADW_TYPE_LEAFLET);

  adw_leaflet_navigate (ADW_LEAFLET (leaflet), ADW_NAVIGATION_DIRECTION_BACK);
}

/* --------------------------------------------------------------- commands */

static void
undo_cb (gpointer data)
{
  sj_draft_undo (SJ_DOCUMENT_PANE (data)->draft);
}

static void
redo_cb (gpointer data)
{
  sj_draft_redo (SJ_DOCUMENT_PANE (data)->draft);
}

static const SjCommandRow rows[] = { { "undo", undo_cb }, { "redo", redo_cb }, { NULL } };

/* ------------------------------------------------------------------ object */

static void
sj_document_pane_dispose (GObject *object)
{
  SjDocumentPane *pane = SJ_DOCUMENT_PANE (object);

  g_clear_handle_id (&pane->idle, g_source_remove);
  if (pane->draft != NULL)
    g_clear_signal_handler (&pane->handler, pane->draft);
  g_clear_object (&pane->draft);
  gtk_widget_dispose_template (GTK_WIDGET (pane), SJ_TYPE_DOCUMENT_PANE);
  g_clear_object (&pane->actions);
  g_clear_object (&pane->desk);
  G_OBJECT_CLASS (sj_document_pane_parent_class)->dispose (object);
}

static void
sj_document_pane_class_init (SjDocumentPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_document_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-document-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SjDocumentPane, box);
  gtk_widget_class_bind_template_child (widget_class, SjDocumentPane, header);
  gtk_widget_class_bind_template_child (widget_class, SjDocumentPane, title);
  gtk_widget_class_bind_template_child (widget_class, SjDocumentPane, back);
  gtk_widget_class_bind_template_child (widget_class, SjDocumentPane, undo);
  gtk_widget_class_bind_template_child (widget_class, SjDocumentPane, redo);
  gtk_widget_class_bind_template_child (widget_class, SjDocumentPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SjDocumentPane, stack);
  gtk_widget_class_bind_template_child (widget_class, SjDocumentPane, none);
  gtk_widget_class_bind_template_child (widget_class, SjDocumentPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, SjDocumentPane, clamp);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
sj_document_pane_init (SjDocumentPane *pane)
{
  static const char *const menu[] = { "rename", "duplicate", "export", "delete", NULL };
  g_autoptr (GMenuModel) model = sj_command_menu ("list", menu);

  gtk_widget_init_template (GTK_WIDGET (pane));
  gtk_menu_button_set_menu_model (pane->menu_button, model);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (pane->menu_button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("What can be done with it"), -1);
  pane->actions = g_simple_action_group_new ();
  sj_command_add (G_ACTION_MAP (pane->actions), "document", rows, pane);
  gtk_widget_insert_action_group (GTK_WIDGET (pane), "document", G_ACTION_GROUP (pane->actions));
  sj_command_add_keys (GTK_WIDGET (pane), "document");
}

static void
add_content (SjDocumentPane *pane)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  gtk_box_append (GTK_BOX (box), pane->form);
  pane->extra = sj_extra_of (pane->kind->ref);
  if (pane->extra != NULL)
    {
      pane->extra_widget = pane->extra->make (pane->desk);
      gtk_box_append (GTK_BOX (box), pane->extra_widget);
    }
  adw_clamp_set_child (pane->clamp, box);
}

GtkWidget *
sj_document_pane_new (SjDesk *desk, SjRefTo kind)
{
  SjDocumentPane *pane = g_object_new (SJ_TYPE_DOCUMENT_PANE, NULL);

  pane->desk = g_object_ref (desk);
  pane->kind = sj_document_kind (kind);
  pane->form = sj_form_new (pane->kind->spec);
  sj_form_set_calls (SJ_FORM (pane->form), &calls, pane);
  add_content (pane);
  adw_status_page_set_icon_name (pane->none, pane->kind->icon);
  update_actions (pane);
  sj_document_pane_show (pane, NULL);
  return GTK_WIDGET (pane);
}
