/* sj-inspector.c -- the settings of what is selected: a step, a path, or the journey. */
#include "app/sj-inspector.h"

#include "app/sj-command.h"
#include "app/sj-section.h"
#include "app/sj-subject.h"
#include "app/sj-toast.h"
#include "widgets/sj-form.h"

#include <glib/gi18n-lib.h>

/* A form on show and what it is about. */
typedef struct
{
  SjInspector *inspector;
  SjTarget target;          /* its ids are owned */
  GtkWidget *form;
  GtkLabel *caption;        /* of an expander; or NULL */
  GtkWidget *expander;      /* or NULL */
} Sheet;

struct _SjInspector
{
  GtkWidget parent_instance;

  SjEditor *editor;         /* owned */
  SjSubject subject;        /* on show */
  GPtrArray *sheets;        /* owned: of Sheet */
  bool showing;             /* switches are being set, not used */

  GtkScrolledWindow *scroller;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *purpose;
  GtkBox *parts;
  GtkBox *several;
};

G_DEFINE_FINAL_TYPE (SjInspector, sj_inspector, GTK_TYPE_WIDGET)

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_free ((char *) sheet->target.node);
  g_free ((char *) sheet->target.path);
  g_free (sheet);
}

/* ---------------------------------------------------------- what forms tell */

static void
changed_cb (SjForm *form, const char *field, SjValue value, gpointer data)
{
  Sheet *sheet = data;

  sj_editor_set (sheet->inspector->editor, &sheet->target, field, value);
}

static void
left_cb (SjForm *form, gpointer data)
{
  SjHistory *history = sj_editor_history (((Sheet *) data)->inspector->editor);

  if (history != NULL)
    sj_history_seal (history);
}

static void
fix_cb (SjForm *form, uint64_t id, gpointer data)
{
  Sheet *sheet = data;

  if (!sj_editor_fix (sheet->inspector->editor, id))
    gtk_widget_error_bell (GTK_WIDGET (form));
}

static char *
create_cb (SjForm *form, const char *place, SjRefTo to, gpointer data)
{
  Sheet *sheet = data;
  const SjDocumentKind *kind = sj_document_kind (to);
  g_autoptr (GError) error = NULL;
  char *id = kind ? sj_desk_add (sj_editor_desk (sheet->inspector->editor), to, _(kind->one), &error) : NULL;

  if (error != NULL)
    sj_toast_error (GTK_WIDGET (form), error);
  return id;
}

static void
open_cb (SjForm *form, SjRefTo to, const char *id, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (form), "win.show", "(isb)", (int) to, id, FALSE);
}

static const SjFormCalls calls = { .changed = changed_cb, .left = left_cb, .fix = fix_cb, .create = create_cb,
                                   .open = open_cb };

/* ------------------------------------------------------------------ showing */

static bool
same_target (const SjTarget *a, const SjTarget *b)
{
  return a->scope == b->scope && a->index == b->index && g_strcmp0 (a->node, b->node) == 0 &&
         g_strcmp0 (a->path, b->path) == 0;
}

static void
show_notes (Sheet *sheet)
{
  SjChecker *checker = sj_editor_checker (sheet->inspector->editor);
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (SjFormNote));

  for (size_t i = 0; i < sj_checker_count (checker); i++)
    {
      const SjFinding *finding = sj_checker_get (checker, i);
      SjFormNote note = { finding->severity, finding->field, finding->start, finding->end, finding->text,
                          finding->fix ? sj_fix_title (finding->fix) : NULL, NULL, sj_finding_key (finding) };

      if (same_target (&finding->at, &sheet->target))
        g_array_append_val (notes, note);
    }
  sj_form_set_notes (SJ_FORM (sheet->form), (const SjFormNote *) (gpointer) notes->data, notes->len);
}

static void
show_caption (Sheet *sheet)
{
  SjEditor *editor = sheet->inspector->editor;
  const SjNode *node = sheet->target.node ? sj_journey_find (sj_editor_journey (editor), sheet->target.node) : NULL;
  const SjPath *path = node && sheet->target.path ? sj_node_path (node, sheet->target.path) : NULL;
  g_autofree char *caption = NULL;

  if (sheet->caption == NULL || path == NULL)
    return;
  caption = sj_path_caption (path, sj_editor_names (editor));
  gtk_label_set_text (sheet->caption, caption[0] ? caption : _("Way on"));
}

static void
show_sheet (Sheet *sheet)
{
  SjEditor *editor = sheet->inspector->editor;
  SjJourney *journey = sj_editor_journey (editor);
  SjFormContext context = { .library = sj_editor_library (editor), .journey = journey };
  static const char *const skipped[] = { "at", NULL };
  const SjSpec *spec;
  void *config;

  if (!sj_target_find (journey, &sheet->target, &spec, &config))
    return;
  if (sheet->target.node != NULL)
    context.node = sj_journey_find (journey, sheet->target.node);
  context.skip = skipped;
  sj_form_show (SJ_FORM (sheet->form), config, &context);
  show_notes (sheet);
  show_caption (sheet);
}

static void
show_sheets (SjInspector *inspector)
{
  for (guint i = 0; i < inspector->sheets->len; i++)
    show_sheet (inspector->sheets->pdata[i]);
}

/* ----------------------------------------------------------------- building */

static Sheet *
add_sheet (SjInspector *inspector, const SjTarget *target, GtkWidget *box)
{
  const SjSpec *spec;
  void *config;
  Sheet *sheet;

  if (!sj_target_find (sj_editor_journey (inspector->editor), target, &spec, &config) || spec->fields == NULL)
    return NULL;
  sheet = g_new0 (Sheet, 1);
  sheet->inspector = inspector;
  sheet->target = *target;
  sheet->target.node = g_strdup (target->node);
  sheet->target.path = g_strdup (target->path);
  sheet->form = sj_form_new (spec);
  sj_form_set_calls (SJ_FORM (sheet->form), &calls, sheet);
  show_sheet (sheet);    /* before it is mapped: rows ask for their values then */
  gtk_box_append (GTK_BOX (box), sheet->form);
  g_ptr_array_add (inspector->sheets, sheet);
  return sheet;
}

static GtkWidget *
heading_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, 6);
  return label;
}

/* What a button of the inspector does to the part it stands at. */
typedef void (*PartDo) (SjInspector *inspector, const SjTarget *target, const SjPathKind *path);

typedef struct
{
  SjInspector *inspector;
  SjTarget target;          /* its ids are owned */
  const SjPathKind *path;
  PartDo run;
} PartCall;

static void
part_call_free (gpointer data, GClosure *closure)
{
  PartCall *call = data;

  g_free ((char *) call->target.node);
  g_free ((char *) call->target.path);
  g_free (call);
}

static void
part_call_cb (GtkWidget *widget, PartCall *call)
{
  call->run (call->inspector, &call->target, call->path);
}

static void
connect (GtkWidget *button, SjInspector *inspector, const SjSubjectPart *part, PartDo run)
{
  PartCall *call = g_new0 (PartCall, 1);

  *call = (PartCall) { inspector, part->target, part->path, run };
  call->target.node = g_strdup (part->target.node);
  call->target.path = g_strdup (part->target.path);
  g_signal_connect_data (button, "clicked", G_CALLBACK (part_call_cb), call, part_call_free, 0);
}

static void
remove_part (SjInspector *inspector, const SjTarget *target, const SjPathKind *path)
{
  SjEdit *edit = target->scope == SJ_SCOPE_GOAL   ? sj_edit_remove_goal (target->index)
                 : target->scope == SJ_SCOPE_EXIT ? sj_edit_remove_exit (target->index)
                                                  : sj_edit_remove_path (target->node, target->path);

  sj_editor_do (inspector->editor, edit);
}

static void
move_part (SjInspector *inspector, const SjTarget *target, const SjPathKind *kind)
{
  const SjNode *node = sj_journey_find (sj_editor_journey (inspector->editor), target->node);

  for (uint32_t i = 1; node != NULL && i < node->n_paths; i++)
    if (g_str_equal (node->paths[i]->id, target->path))
      {
        sj_editor_do (inspector->editor, sj_edit_move_path (target->node, target->path, i - 1));
        return;
      }
}

static void
add_part (SjInspector *inspector, const SjTarget *target, const SjPathKind *path)
{
  SjHistory *history = sj_editor_history (inspector->editor);

  if (!sj_desk_writable (sj_editor_desk (inspector->editor)))
    return;
  if (target->scope == SJ_SCOPE_GOAL)
    {
      sj_edit_graph_add_goal (history);
    }
  else if (target->scope == SJ_SCOPE_EXIT)
    {
      SjExit *exit = sj_config_new (&sj_exit_spec);

      sj_history_do (history, sj_edit_add_exit (exit, sj_editor_journey (inspector->editor)->exits->len));
      sj_config_free (&sj_exit_spec, exit);
    }
  else
    {
      g_autofree char *id = sj_edit_graph_add_path (history, target->node, path->name);
    }
}

static GtkWidget *
small_button (const char *icon, const char *words)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return button;
}

/* A caption that opens what is below it, with the buttons of the part at its end. */
static GtkWidget *
add_expander (SjInspector *inspector, const SjSubjectPart *part, GtkWidget **content, GtkLabel **caption)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *expander = gtk_expander_new (NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (row), label);
  if (part->movable)
    {
      GtkWidget *up = small_button ("go-up-symbolic", _("Try this path earlier"));

      connect (up, inspector, part, move_part);
      gtk_box_append (GTK_BOX (row), up);
    }
  if (part->removable)
    {
      GtkWidget *gone = small_button ("user-trash-symbolic", _("Remove"));

      connect (gone, inspector, part, remove_part);
      gtk_box_append (GTK_BOX (row), gone);
    }
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), row);
  gtk_widget_set_hexpand (row, TRUE);
  gtk_widget_set_margin_top (box, 6);
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_box_append (inspector->parts, expander);
  *content = box;
  *caption = GTK_LABEL (label);
  return expander;
}

static void
add_path_part (SjInspector *inspector, const SjSubjectPart *part)
{
  SjTarget settings = { SJ_SCOPE_PATH_SETTINGS, part->target.node, part->target.path, 0 };
  GtkWidget *content;
  GtkLabel *caption;
  GtkWidget *expander = add_expander (inspector, part, &content, &caption);
  Sheet *own = add_sheet (inspector, &settings, content);
  Sheet *common = add_sheet (inspector, &part->target, content);

  gtk_expander_set_expanded (GTK_EXPANDER (expander), part->path->config.fields != NULL);
  if (own != NULL)
    own->expander = expander;
  common->expander = expander;
  common->caption = caption;
}

static void
add_list_part (SjInspector *inspector, const SjSubjectPart *part)
{
  GtkWidget *content;
  GtkLabel *caption;
  GtkWidget *expander = add_expander (inspector, part, &content, &caption);
  g_autofree char *words = g_strdup_printf (part->type == SJ_SUBJECT_GOAL ? _("Goal %u") : _("Exit %u"),
                                            part->target.index + 1);
  Sheet *sheet = add_sheet (inspector, &part->target, content);

  gtk_label_set_text (caption, words);
  sheet->expander = expander;
}

static void
add_more_part (SjInspector *inspector, const SjSubjectPart *part)
{
  GtkWidget *button = gtk_button_new_with_label (part->target.scope == SJ_SCOPE_GOAL   ? _("Add a Goal")
                                                 : part->target.scope == SJ_SCOPE_EXIT ? _("Add an Exit")
                                                                                       : _("Add a Path"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  connect (button, inspector, part, add_part);
  gtk_box_append (inspector->parts, button);
}

static gboolean
switched_cb (GtkSwitch *control, gboolean on, PartCall *call)
{
  if (call->inspector->showing)
    return FALSE;
  if (on)
    add_part (call->inspector, &call->target, call->path);
  else
    remove_part (call->inspector, &call->target, call->path);
  return FALSE;
}

static void
add_option_part (SjInspector *inspector, const SjSubjectPart *part)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *words = g_strdup_printf (_("Path “%s”"), _(part->path->title));
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *control = gtk_switch_new ();
  PartCall *call = g_new0 (PartCall, 1);

  *call = (PartCall) { inspector, part->target, part->path, NULL };
  call->target.node = g_strdup (part->target.node);
  call->target.path = g_strdup (part->target.path);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_switch_set_active (GTK_SWITCH (control), part->on);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_data (control, "state-set", G_CALLBACK (switched_cb), call, part_call_free, 0);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), control);
  gtk_box_append (inspector->parts, row);
}

static void
build_part (SjInspector *inspector, const SjSubjectPart *part)
{
  if (part->heading != NULL)
    gtk_box_append (inspector->parts, heading_new (_(part->heading)));
  switch (part->type)
    {
    case SJ_SUBJECT_FORM:
      add_sheet (inspector, &part->target, GTK_WIDGET (inspector->parts));
      break;
    case SJ_SUBJECT_PATH:
      add_path_part (inspector, part);
      break;
    case SJ_SUBJECT_OPTION:
      add_option_part (inspector, part);
      break;
    case SJ_SUBJECT_MORE:
      add_more_part (inspector, part);
      break;
    case SJ_SUBJECT_GOAL:
    case SJ_SUBJECT_EXIT:
      add_list_part (inspector, part);
      break;
    }
}

static void
empty (SjInspector *inspector)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (inspector->parts))) != NULL)
    gtk_box_remove (inspector->parts, child);
  g_ptr_array_set_size (inspector->sheets, 0);
}

static void
build (SjInspector *inspector)
{
  const GPtrArray *parts = inspector->subject.parts;

  empty (inspector);
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    build_part (inspector, parts->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (inspector->several), parts == NULL);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (inspector->scroller), 0);
}

static void
show_head (SjInspector *inspector)
{
  const SjSubject *subject = &inspector->subject;

  gtk_label_set_text (inspector->title, subject->title);
  gtk_widget_set_visible (GTK_WIDGET (inspector->icon), subject->icon != NULL);
  if (subject->icon != NULL)
    gtk_image_set_from_icon_name (inspector->icon, subject->icon);
  gtk_widget_set_visible (GTK_WIDGET (inspector->purpose), subject->purpose != NULL);
  if (subject->purpose != NULL)
    gtk_label_set_text (inspector->purpose, _(subject->purpose));
}

static void
show (SjInspector *inspector)
{
  SjSubject subject;
  bool same;

  if (sj_editor_drawing (inspector->editor) == NULL)
    return;
  sj_subject_init (&subject, sj_editor_drawing (inspector->editor));
  same = g_strcmp0 (subject.key, inspector->subject.key) == 0;
  sj_subject_clear (&inspector->subject);
  inspector->subject = subject;
  show_head (inspector);
  inspector->showing = true;
  if (!same)
    build (inspector);
  show_sheets (inspector);
  inspector->showing = false;
}

static void
editor_cb (SjEditor *editor, unsigned what, SjInspector *inspector)
{
  if (what & (SJ_EDITOR_JOURNEY | SJ_EDITOR_SELECTION | SJ_EDITOR_FINDINGS | SJ_EDITOR_LIBRARY))
    show (inspector);
}

/* ------------------------------------------------------------------- focus */

void
sj_inspector_focus (SjInspector *inspector)
{
  Sheet *sheet = inspector->sheets->len > 0 ? inspector->sheets->pdata[0] : NULL;
  const SjField *field = sheet ? sj_form_spec (SJ_FORM (sheet->form))->fields : NULL;

  while (field != NULL && field->name != NULL && !sj_form_reveal (SJ_FORM (sheet->form), field->name))
    field++;
}

void
sj_inspector_show_field (SjInspector *inspector, const SjTarget *target, const char *field)
{
  for (guint i = 0; i < inspector->sheets->len; i++)
    {
      Sheet *sheet = inspector->sheets->pdata[i];

      if (!same_target (&sheet->target, target))
        continue;
      if (sheet->expander != NULL)
        gtk_expander_set_expanded (GTK_EXPANDER (sheet->expander), TRUE);
      if (field != NULL)
        sj_form_reveal (SJ_FORM (sheet->form), field);
      return;
    }
}

/* ------------------------------------------------------------------ object */

static void
sj_inspector_dispose (GObject *object)
{
  SjInspector *inspector = SJ_INSPECTOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (inspector), SJ_TYPE_INSPECTOR);
  g_clear_pointer (&inspector->sheets, g_ptr_array_unref);
  g_clear_object (&inspector->editor);
  sj_subject_clear (&inspector->subject);
  G_OBJECT_CLASS (sj_inspector_parent_class)->dispose (object);
}

static void
sj_inspector_class_init (SjInspectorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_inspector_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, SjInspector, scroller);
  gtk_widget_class_bind_template_child (widget_class, SjInspector, icon);
  gtk_widget_class_bind_template_child (widget_class, SjInspector, title);
  gtk_widget_class_bind_template_child (widget_class, SjInspector, purpose);
  gtk_widget_class_bind_template_child (widget_class, SjInspector, parts);
  gtk_widget_class_bind_template_child (widget_class, SjInspector, several);
}

/* For several steps: what can be done with all of them. */
static void
add_shared_commands (SjInspector *inspector)
{
  static const char *const names[] = { "tidy", "row", "column", "spread-across", "spread-down", "duplicate", "copy",
                                       "cut", "fit-selection", "delete" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const SjCommand *command = sj_command_find ("editor", names[i]);
      g_autofree char *action = sj_command_action (command);
      GtkWidget *button = gtk_button_new_with_label (_(command->title));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
      gtk_box_append (inspector->several, button);
    }
}

static void
sj_inspector_init (SjInspector *inspector)
{
  inspector->sheets = g_ptr_array_new_with_free_func (sheet_free);
  gtk_widget_init_template (GTK_WIDGET (inspector));
  add_shared_commands (inspector);
}

GtkWidget *
sj_inspector_new (void)
{
  return g_object_new (SJ_TYPE_INSPECTOR, NULL);
}

void
sj_inspector_set_editor (SjInspector *inspector, SjEditor *editor)
{
  g_return_if_fail (inspector->editor == NULL);
  inspector->editor = g_object_ref (editor);
  g_signal_connect_object (editor, "changed", G_CALLBACK (editor_cb), inspector, 0);
  show (inspector);
}
