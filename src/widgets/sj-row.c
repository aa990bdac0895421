/* sj-row.c -- what all rows of a form have: title, help, marks, notes in words.
 *
 * A refusal is about what was typed and not told; notes are about what the struct
 * says.  Both stand below the control, the refusal first.
 */
#include "widgets/sj-form-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
sj_row_note_free (SjRowNote *note)
{
  g_free (note->field);
  g_free (note->text);
  g_free (note->fix);
  g_free (note->replacement);
  g_free (note);
}

GPtrArray *
sj_row_notes_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sj_row_note_free);
}

static SjRowNote *
note_copy (const SjRowNote *note, const char *field)
{
  SjRowNote *copy = g_memdup2 (note, sizeof *note);

  copy->field = g_strdup (field);
  copy->text = g_strdup (note->text);
  copy->fix = g_strdup (note->fix);
  copy->replacement = g_strdup (note->replacement);
  return copy;
}

void
sj_notes_add (GPtrArray *notes, const SjRowNote *note)
{
  g_ptr_array_add (notes, note_copy (note, note->field));
}

GPtrArray *
sj_notes_below (const GPtrArray *notes, const char *prefix)
{
  GPtrArray *below = sj_row_notes_new ();
  size_t length = strlen (prefix);

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      const SjRowNote *note = g_ptr_array_index (notes, i);
      const char *field = note->field ? note->field : "";
      const char *rest = field + length;

      if (strncmp (field, prefix, length) != 0 || (*rest != '\0' && *rest != '.' && *rest != '['))
        continue;
      rest += *rest == '.';
      g_ptr_array_add (below, note_copy (note, *rest != '\0' ? rest : NULL));
    }
  return below;
}

static void
focus_leave_cb (GtkEventControllerFocus *controller, SjRow *row)
{
  SjForm *root = sj_form_root (row->form);
  gpointer data;
  const SjFormCalls *calls = sj_form_calls (root, &data);

  if (row->type->left != NULL)
    row->type->left (row);
  if (row->told && calls->left != NULL)
    calls->left (root, data);
  row->told = false;
}

static GtkWidget *
make_title_box (SjRow *row)
{
  const SjField *field = row->field;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *title = g_strdup_printf ("%s%s", _(field->title), (field->flags & SJ_FIELD_REQUIRED) ? " *" : "");

  gtk_widget_add_css_class (box, "title");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (box, TRUE);
  row->title = gtk_label_new (title);
  gtk_widget_add_css_class (row->title, "title");
  gtk_label_set_xalign (GTK_LABEL (row->title), 0);
  gtk_label_set_wrap (GTK_LABEL (row->title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (row->title), PANGO_WRAP_WORD_CHAR);
  if (field->flags & SJ_FIELD_REQUIRED)
    gtk_widget_set_tooltip_text (row->title, _("This must be set."));
  gtk_box_append (GTK_BOX (box), row->title);
  if (field->help != NULL)
    {
      GtkWidget *help = gtk_label_new (_(field->help));

      gtk_widget_add_css_class (help, "subtitle");
      gtk_label_set_xalign (GTK_LABEL (help), 0);
      gtk_label_set_wrap (GTK_LABEL (help), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (help), PANGO_WRAP_WORD_CHAR);
      gtk_box_append (GTK_BOX (box), help);
    }
  return box;
}

static void
make_widget (SjRow *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  row->widget = adw_preferences_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->widget), _(row->field->title));
  gtk_widget_add_css_class (row->widget, "sj-row");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row->widget), FALSE);
  gtk_widget_set_focusable (row->widget, FALSE);
  row->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (row->head, "header");
  gtk_box_append (GTK_BOX (row->head), make_title_box (row));
  row->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (row->body, "sj-row-body");
  gtk_widget_set_visible (row->body, FALSE);
  row->words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (row->words, "sj-row-words");
  gtk_widget_set_visible (row->words, FALSE);
  gtk_box_append (GTK_BOX (box), row->head);
  gtk_box_append (GTK_BOX (box), row->body);
  gtk_box_append (GTK_BOX (box), row->words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->widget), box);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_leave_cb), row);
  gtk_widget_add_controller (row->widget, focus);
}

SjRow *
sj_row_new (SjForm *form, const SjField *field, const SjRowType *type)
{
  SjRow *row = g_malloc0 (type->size);

  row->type = type;
  row->field = field;
  row->form = form;
  row->notes = sj_row_notes_new ();
  make_widget (row);
  row->filling = true;
  type->build (row);
  row->filling = false;
  return row;
}

void
sj_row_free (SjRow *row)
{
  if (row->type->clear != NULL)
    row->type->clear (row);
  g_ptr_array_unref (row->notes);
  g_free (row->refusal);
  g_free (row);
}

void
sj_row_name (SjRow *row, GtkWidget *control, const char *more)
{
  g_autofree char *name = more ? g_strdup_printf ("%s, %s", _(row->field->title), more)
                               : g_strdup (_(row->field->title));

  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (row->field->help != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    _(row->field->help), -1);
  if (row->field->flags & SJ_FIELD_REQUIRED)
    gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_REQUIRED, TRUE, -1);
}

void
sj_row_set_end (SjRow *row, GtkWidget *control)
{
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row->head), control);
  if (row->control == NULL)
    row->control = control;
}

void
sj_row_set_body (SjRow *row, GtkWidget *control)
{
  gtk_box_append (GTK_BOX (row->body), control);
  gtk_widget_set_visible (row->body, TRUE);
  if (row->control == NULL)
    row->control = control;
}

const void *
sj_row_slot (SjRow *row)
{
  return sj_field_slot (row->field, sj_form_config (row->form));
}

bool
sj_row_has_focus (SjRow *row)
{
  GtkRoot *root = gtk_widget_get_root (row->widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, row->widget);
}

void
sj_row_tell (SjRow *row, SjValue value)
{
  gpointer data;
  const SjFormCalls *calls = sj_form_calls (row->form, &data);

  if (row->filling)
    return;
  row->told = true;
  sj_row_accept (row);
  if (calls->changed != NULL)
    calls->changed (row->form, row->field->name, value, data);
}

void
sj_row_tell_slot (SjRow *row, const void *slot)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  sj_row_tell (row, sj_slot_write (row->field, slot, &arena));
}

void
sj_row_tell_text (SjRow *row, const char *text)
{
  sj_row_tell (row, *text != '\0' ? sj_value_string (text) : sj_null);
}

static const char *
severity_class (SjSeverity severity)
{
  return severity == SJ_SEVERITY_ERROR ? "error" : severity == SJ_SEVERITY_WARNING ? "warning" : "sj-hint";
}

static const char *
severity_icon (SjSeverity severity)
{
  return severity == SJ_SEVERITY_ERROR     ? "dialog-error-symbolic"
         : severity == SJ_SEVERITY_WARNING ? "dialog-warning-symbolic"
                                           : "dialog-information-symbolic";
}

static GtkWidget *
make_sentence (SjSeverity severity, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (severity_icon (severity));
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (box, severity_class (severity));
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static bool
is_text (const SjField *field)
{
  return field->type == SJ_FIELD_TEXT || field->type == SJ_FIELD_LONG_TEXT || field->type == SJ_FIELD_ZONE ||
         field->type == SJ_FIELD_EXPRESSION || field->type == SJ_FIELD_TEMPLATE ||
         field->type == SJ_FIELD_LONG_TEMPLATE || field->type == SJ_FIELD_REFERENCE;
}

/* Puts the replacement where it belongs in the text that is there. */
static void
replace_text (SjRow *row, const SjRowNote *note)
{
  const char *text = sj_config_text (sj_form_spec (row->form), sj_form_config (row->form), row->field->name);
  size_t length = strlen (text);
  size_t start = MIN (note->start, length), end = CLAMP (note->end, start, length);
  g_autofree char *whole = NULL;

  if (note->start == 0 && note->end == 0)
    end = length;
  whole = g_strdup_printf ("%.*s%s%s", (int) start, text, note->replacement, text + end);
  sj_form_log ("fixed %s", row->field->name);
  sj_row_tell_text (row, whole);
}

static void
fix_cb (GtkButton *button, const SjRowNote *note)
{
  SjForm *root = sj_form_root (g_object_get_data (G_OBJECT (button), "form"));
  SjRow *row = g_object_get_data (G_OBJECT (button), "row");
  gpointer data;
  const SjFormCalls *calls = sj_form_calls (root, &data);

  if (row != NULL && row->control != NULL)
    gtk_widget_grab_focus (row->control);    /* the button goes away with what it repairs */
  if (note->replacement != NULL && row != NULL)
    replace_text (row, note);
  else if (calls->fix != NULL)
    calls->fix (root, note->id, data);
}

static GtkWidget *
make_note (SjForm *form, SjRow *row, const SjRowNote *note)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button;

  gtk_box_append (GTK_BOX (box), make_sentence (note->severity, note->text));
  if (note->fix == NULL || (note->replacement != NULL && (row == NULL || !is_text (row->field))))
    return box;
  button = gtk_button_new_with_label (note->fix);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (button, "sj-fix");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (button), "form", form);
  g_object_set_data (G_OBJECT (button), "row", row);
  g_signal_connect (button, "clicked", G_CALLBACK (fix_cb), (gpointer) note);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

GtkWidget *
sj_note_widget (SjForm *form, const SjRowNote *note)
{
  return make_note (form, NULL, note);
}

static bool
has_error (const SjRow *row)
{
  for (guint i = 0; i < row->notes->len; i++)
    if (((const SjRowNote *) g_ptr_array_index (row->notes, i))->severity == SJ_SEVERITY_ERROR)
      return true;
  return row->refusal != NULL;
}

static void
update_words (SjRow *row)
{
  GtkWidget *child;
  bool own = row->type->noted == NULL;

  while ((child = gtk_widget_get_first_child (row->words)) != NULL)
    gtk_box_remove (GTK_BOX (row->words), child);
  if (row->refusal != NULL)
    gtk_box_append (GTK_BOX (row->words), make_sentence (SJ_SEVERITY_ERROR, row->refusal));
  for (guint i = 0; i < row->notes->len; i++)
    {
      const SjRowNote *note = g_ptr_array_index (row->notes, i);

      if ((own || note->field == NULL) && !(row->type->says != NULL && row->type->says (row, note->text)))
        gtk_box_append (GTK_BOX (row->words), make_note (row->form, row, note));
    }
  gtk_widget_set_visible (row->words, gtk_widget_get_first_child (row->words) != NULL);
  if (row->control != NULL)
    {
      bool bad = has_error (row);

      gtk_accessible_update_state (GTK_ACCESSIBLE (row->control), GTK_ACCESSIBLE_STATE_INVALID,
                                   bad ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
      if (bad)
        gtk_widget_add_css_class (row->widget, "sj-bad");
      else
        gtk_widget_remove_css_class (row->widget, "sj-bad");
    }
}

void
sj_row_refuse (SjRow *row, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  if (g_strcmp0 (text, row->refusal) == 0)
    return;
  g_free (row->refusal);
  row->refusal = g_steal_pointer (&text);
  update_words (row);
}

void
sj_row_accept (SjRow *row)
{
  if (row->refusal == NULL)
    return;
  g_clear_pointer (&row->refusal, g_free);
  update_words (row);
}

static bool
same_notes (const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return false;
  for (guint i = 0; i < a->len; i++)
    {
      const SjRowNote *one = g_ptr_array_index (a, i), *two = g_ptr_array_index (b, i);

      if (one->severity != two->severity || one->start != two->start || one->end != two->end || one->id != two->id ||
          g_strcmp0 (one->field, two->field) != 0 || g_strcmp0 (one->text, two->text) != 0 ||
          g_strcmp0 (one->fix, two->fix) != 0 || g_strcmp0 (one->replacement, two->replacement) != 0)
        return false;
    }
  return true;
}

void
sj_row_show_notes (SjRow *row, GPtrArray *notes)
{
  if (same_notes (row->notes, notes))
    {
      g_ptr_array_unref (notes);
      return;
    }
  g_ptr_array_unref (row->notes);
  row->notes = notes;
  update_words (row);
  if (row->type->noted != NULL)
    row->type->noted (row, notes);
}
