/* sj-form.c -- the settings of a struct as rows: sections, conditions, notes, what is told.
 *
 * Rows are made once, from the spec; showing a struct fills them.  The form keeps a copy
 * of what it showed last, because rows must propose whole values (a list with one item
 * changed) and the struct is the owner's.
 */
#include "widgets/sj-form-private.h"

#include "base/sj-channel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  GtkWidget *box;           /* heading and list */
  GPtrArray *rows;          /* of SjRow, borrowed */
} Part;

struct _SjForm
{
  GtkWidget parent;

  const SjSpec *spec;
  void *config;             /* owned: a copy of what is shown; before, the defaults */
  SjFormContext context;    /* its library and journey are references */
  SjJourneyNames names;
  SjFormCalls calls;
  gpointer data;
  GPtrArray *rows;          /* owned: of SjRow */
  GArray *parts;            /* owned: of Part */
  GPtrArray *notes;         /* owned: of SjRowNote, all of them */
  SjRow *up;                /* borrowed: the row this form is part of; or NULL */
  int index;                /* there in the list, or -1 */

  GtkWidget *general;       /* a box: notes without a row */
  GtkWidget *advanced;      /* an AdwExpanderRow, or NULL */
};

G_DEFINE_FINAL_TYPE (SjForm, sj_form, GTK_TYPE_WIDGET)

static Part *
part_at (SjForm *form, guint index)
{
  return &g_array_index (form->parts, Part, index);
}

static void
part_clear (gpointer data)
{
  g_ptr_array_unref (((Part *) data)->rows);
}

/* The sections of the specs, and of what stands on demand. */
static GtkWidget *
begin_part (SjForm *form, const char *heading)
{
  Part part = { gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), g_ptr_array_new () };
  GtkWidget *list = gtk_list_box_new ();

  if (heading != NULL)
    {
      GtkWidget *label = gtk_label_new (heading);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "heading");
      gtk_box_append (GTK_BOX (part.box), label);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  heading ? heading : _("Settings"), -1);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, form->up ? "sj-plain-list" : "boxed-list");
  gtk_box_append (GTK_BOX (part.box), list);
  gtk_widget_set_parent (part.box, GTK_WIDGET (form));
  g_array_append_val (form->parts, part);
  return list;
}

static SjRow *
add_row (SjForm *form, const SjField *field)
{
  const SjRowType *type = sj_row_type_of (form, field);
  SjRow *row;

  if (type == NULL)
    return NULL;
  row = sj_row_new (form, field, type);
  g_ptr_array_add (form->rows, row);
  g_ptr_array_add (part_at (form, form->parts->len - 1)->rows, row);
  return row;
}

static void
add_plain_rows (SjForm *form)
{
  GtkWidget *list = NULL;

  for (const SjField *field = form->spec->fields; field != NULL && field->name != NULL; field++)
    {
      SjRow *row;

      if (field->flags & SJ_FIELD_ADVANCED)
        continue;
      if (list == NULL || field->section != NULL)
        list = begin_part (form, field->section ? _(field->section) : NULL);
      row = add_row (form, field);
      if (row != NULL)
        gtk_list_box_append (GTK_LIST_BOX (list), row->widget);
    }
}

/* The row that opens holds lists of its own, which libadwaita leaves without a name. */
static void
name_lists (GtkWidget *widget, const char *name)
{
  if (GTK_IS_LIST_BOX (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_lists (child, name);
}

static void
add_advanced_rows (SjForm *form)
{
  for (const SjField *field = form->spec->fields; field != NULL && field->name != NULL; field++)
    {
      SjRow *row;

      if (!(field->flags & SJ_FIELD_ADVANCED))
        continue;
      if (form->advanced == NULL)
        {
          GtkWidget *list = begin_part (form, NULL);

          form->advanced = adw_expander_row_new ();
          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (form->advanced), _("Advanced"));
          name_lists (form->advanced, _("Advanced"));
          gtk_list_box_append (GTK_LIST_BOX (list), form->advanced);
        }
      row = add_row (form, field);
      if (row != NULL)
        adw_expander_row_add_row (ADW_EXPANDER_ROW (form->advanced), row->widget);
    }
}

static void
sj_form_dispose (GObject *object)
{
  SjForm *form = SJ_FORM (object);
  GtkWidget *child;

  memset (&form->calls, 0, sizeof form->calls);    /* what goes away tells nothing */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (form))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sj_form_parent_class)->dispose (object);
}

static void
sj_form_finalize (GObject *object)
{
  SjForm *form = SJ_FORM (object);

  g_ptr_array_unref (form->rows);
  g_array_unref (form->parts);
  g_ptr_array_unref (form->notes);
  g_clear_pointer (&form->context.library, sj_library_unref);
  g_clear_pointer (&form->context.journey, sj_journey_unref);
  sj_config_free (form->spec, form->config);
  G_OBJECT_CLASS (sj_form_parent_class)->finalize (object);
}

static void
sj_form_class_init (SjFormClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_form_dispose;
  G_OBJECT_CLASS (class)->finalize = sj_form_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sj-form");
}

static void
sj_form_init (SjForm *form)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (form)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  form->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_row_free);
  form->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (form->parts, part_clear);
  form->notes = sj_row_notes_new ();
  form->index = -1;
  form->general = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_visible (form->general, FALSE);
  gtk_widget_set_parent (form->general, GTK_WIDGET (form));
}

static GtkWidget *
make_form (const SjSpec *spec, SjRow *up)
{
  SjForm *form = g_object_new (SJ_TYPE_FORM, NULL);
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (form)));

  form->spec = spec;
  form->config = sj_config_new (spec);
  form->up = up;
  gtk_box_layout_set_spacing (layout, up ? 0 : 18);
  add_plain_rows (form);
  add_advanced_rows (form);
  return GTK_WIDGET (form);
}

GtkWidget *
sj_form_new (const SjSpec *spec)
{
  g_return_val_if_fail (spec != NULL, NULL);

  return make_form (spec, NULL);
}

GtkWidget *
sj_form_new_below (const SjSpec *spec, SjRow *row)
{
  return make_form (spec, row);
}

void
sj_form_set_index (SjForm *form, int index)
{
  form->index = index;
}

void
sj_form_set_calls (SjForm *form, const SjFormCalls *calls, gpointer data)
{
  g_return_if_fail (SJ_IS_FORM (form));

  form->calls = calls ? *calls : (SjFormCalls) { NULL };
  form->data = data;
}

const SjSpec *
sj_form_spec (SjForm *form)
{
  return form->spec;
}

const void *
sj_form_config (SjForm *form)
{
  return form->config;
}

SjForm *
sj_form_root (SjForm *form)
{
  while (form->up != NULL)
    form = form->up->form;
  return form;
}

const SjFormContext *
sj_form_context (SjForm *form)
{
  return &sj_form_root (form)->context;
}

const SjFormCalls *
sj_form_calls (SjForm *form, gpointer *data)
{
  *data = form->data;
  return &form->calls;
}

SjNames
sj_form_names (SjForm *form)
{
  const SjForm *root = sj_form_root (form);
  const SjNames *own = root->context.library ? sj_library_names (root->context.library) : NULL;

  if (root->context.journey != NULL)
    return root->names.names;
  return own ? *own : (SjNames) { NULL };
}

/* A step that sends is named after its channel. */
static int
node_channel (SjForm *form)
{
  const SjNode *node = sj_form_context (form)->node;

  return node ? sj_choice_find (sj_channel_choices, node->kind->id, strlen (node->kind->id)) : -1;
}

int
sj_form_channel (SjForm *form)
{
  SjForm *first = form;

  for (; form != NULL; form = form->up ? form->up->form : NULL)
    {
      const SjField *field = sj_spec_find (form->spec, "channel");

      if (field != NULL && field->choices == sj_channel_choices && field->type == SJ_FIELD_CHOICE)
        return *(const int32_t *) sj_field_slot (field, form->config);
    }
  return node_channel (first);
}

char *
sj_form_place (SjForm *form, const char *field)
{
  g_autofree char *up = form->up ? sj_form_place (form->up->form, form->up->field->name) : NULL;

  if (up == NULL)
    return g_strdup (field);
  return form->index >= 0 ? g_strdup_printf ("%s[%d].%s", up, form->index, field)
                          : g_strdup_printf ("%s.%s", up, field);
}

const SjExprEnv *
sj_form_expr_env (SjForm *form)
{
  const SjFormContext *context = sj_form_context (form);

  return context->expr ? context->expr : context->library ? sj_library_expr_env (context->library) : NULL;
}

/* Email may become HTML; all else is text. */
const SjTemplateEnv *
sj_form_template_env (SjForm *form, const SjField *field)
{
  const SjFormContext *context = sj_form_context (form);
  int channel = sj_form_channel (form);
  bool plain = channel >= 0 && channel != SJ_CHANNEL_EMAIL;

  if (plain)
    return context->plain ? context->plain : context->library ? sj_library_plain_env (context->library) : NULL;
  return context->html ? context->html : context->library ? sj_library_template_env (context->library) : NULL;
}

void
sj_form_log (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_logv ("sojourn-ui", G_LOG_LEVEL_DEBUG, format, args);
  va_end (args);
}

static void
adopt_context (SjForm *form, const SjFormContext *context)
{
  SjLibrary *library = context->library ? sj_library_ref (context->library) : NULL;
  SjJourney *journey = context->journey ? sj_journey_ref (context->journey) : NULL;

  g_clear_pointer (&form->context.library, sj_library_unref);
  g_clear_pointer (&form->context.journey, sj_journey_unref);
  form->context = *context;
  form->context.library = library;
  form->context.journey = journey;
  if (journey != NULL)
    sj_journey_names_init (&form->names, journey, library ? sj_library_names (library) : NULL);
}

/* What a message says stands under its channel; the others' is shown where it is set,
 * so that it can be taken out. */
static bool
fits_channel (SjForm *form, const SjField *field)
{
  static const struct { const char *name; SjChannel channel; } contents[] = {
    { "email", SJ_CHANNEL_EMAIL }, { "push", SJ_CHANNEL_PUSH }, { "sms", SJ_CHANNEL_SMS },
    { "inApp", SJ_CHANNEL_IN_APP },
  };
  int channel = field->type == SJ_FIELD_RECORD ? sj_form_channel (form) : -1;

  if (channel < 0 || !sj_slot_unset (field, sj_field_slot (field, form->config)))
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS (contents); i++)
    if (strcmp (field->name, contents[i].name) == 0)
      return channel == (int) contents[i].channel;
  return true;
}

static bool
is_shown (SjForm *form, const SjField *field)
{
  const char *const *skip = form->up ? NULL : form->context.skip;

  if (skip != NULL && g_strv_contains (skip, field->name))
    return false;
  return sj_config_applies (form->spec, form->config, field) && fits_channel (form, field);
}

static void
show_row (SjForm *form, SjRow *row)
{
  bool filling = row->filling;
  bool visible = is_shown (form, row->field);

  if (visible != gtk_widget_get_visible (row->widget))
    gtk_widget_set_visible (row->widget, visible);
  if (!visible)
    return;
  row->filling = true;
  row->type->show (row, sj_row_slot (row));
  row->filling = filling;
}

static void
show_part (const Part *part)
{
  bool any = false;

  for (guint i = 0; i < part->rows->len && !any; i++)
    any = gtk_widget_get_visible (((SjRow *) g_ptr_array_index (part->rows, i))->widget);
  gtk_widget_set_visible (part->box, any);
}

static void
show_advanced (SjForm *form)
{
  unsigned set = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < form->rows->len; i++)
    {
      const SjRow *row = g_ptr_array_index (form->rows, i);

      set += (row->field->flags & SJ_FIELD_ADVANCED) && is_shown (form, row->field) &&
             !sj_slot_unset (row->field, sj_field_slot (row->field, form->config));
    }
  if (set > 0)
    text = g_strdup_printf (ngettext ("%u setting is not the usual one", "%u settings are not the usual ones", set),
                            set);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (form->advanced), text ? text : "");
}

void
sj_form_show (SjForm *form, const void *config, const SjFormContext *context)
{
  void *before;

  g_return_if_fail (SJ_IS_FORM (form) && config != NULL);

  if (context != NULL && context != &form->context)
    adopt_context (form, context);
  before = form->config;
  form->config = sj_config_copy (form->spec, config);
  for (guint i = 0; i < form->rows->len; i++)
    show_row (form, g_ptr_array_index (form->rows, i));
  for (guint i = 0; i < form->parts->len; i++)
    show_part (part_at (form, i));
  if (form->advanced != NULL)
    show_advanced (form);
  sj_config_free (form->spec, before);
}

/* The row a place begins with; `rest` is what follows its name, or NULL. */
static SjRow *
find_row (SjForm *form, const char *place, const char **rest)
{
  size_t length = place ? strcspn (place, ".[") : 0;

  for (guint i = 0; place != NULL && i < form->rows->len; i++)
    {
      SjRow *row = g_ptr_array_index (form->rows, i);

      if (strlen (row->field->name) != length || strncmp (row->field->name, place, length) != 0)
        continue;
      place += length;
      if (rest != NULL)
        *rest = *place == '\0' ? NULL : *place == '.' ? place + 1 : place;
      return row;
    }
  return NULL;
}

static void
show_general (SjForm *form)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (form->general)) != NULL)
    gtk_box_remove (GTK_BOX (form->general), child);
  for (guint i = 0; i < form->notes->len; i++)
    {
      const SjRowNote *note = g_ptr_array_index (form->notes, i);
      const SjRow *row = find_row (form, note->field, NULL);

      if (row == NULL || !is_shown (form, row->field))
        gtk_box_append (GTK_BOX (form->general), sj_note_widget (form, note));
    }
  gtk_widget_set_visible (form->general, gtk_widget_get_first_child (form->general) != NULL);
}

static void
spread_notes (SjForm *form)
{
  show_general (form);
  for (guint i = 0; i < form->rows->len; i++)
    {
      SjRow *row = g_ptr_array_index (form->rows, i);

      sj_row_show_notes (row, sj_notes_below (form->notes, row->field->name));
      if (row->notes->len > 0 && (row->field->flags & SJ_FIELD_ADVANCED))
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (form->advanced), TRUE);
    }
}

void
sj_form_take_notes (SjForm *form, GPtrArray *notes)
{
  g_ptr_array_unref (form->notes);
  form->notes = notes;
  spread_notes (form);
}

void
sj_form_set_notes (SjForm *form, const SjFormNote *notes, size_t count)
{
  GPtrArray *list = sj_row_notes_new ();

  g_return_if_fail (SJ_IS_FORM (form));

  for (size_t i = 0; i < count; i++)
    {
      SjRowNote *note = g_new0 (SjRowNote, 1);

      *note = (SjRowNote) { notes[i].severity, g_strdup (notes[i].field), notes[i].start, notes[i].end,
                            g_strdup (notes[i].text), g_strdup (notes[i].fix), g_strdup (notes[i].replacement),
                            notes[i].id };
      g_ptr_array_add (list, note);
    }
  sj_form_take_notes (form, list);
}

static char *
fix_title (const char *fix)
{
  if (*fix == '\0')
    return g_strdup (_("Take it out"));
  return g_strdup_printf (_("Use “%s”"), fix);
}

/* The title, where the place ends at a row of this form: ids are for programs. */
static char *
words_of (SjForm *form, const SjDiag *diag)
{
  const char *rest = NULL;
  const SjRow *row = find_row (form, diag->field, &rest);

  if (row != NULL && rest == NULL && strcmp (diag->code, "missing") == 0)
    return g_strdup_printf (_("“%s” must be set."), _(row->field->title));
  return g_strdup (diag->text);
}

void
sj_form_set_diags (SjForm *form, const SjDiags *diags)
{
  GPtrArray *list = sj_row_notes_new ();

  g_return_if_fail (SJ_IS_FORM (form));

  for (size_t i = 0; i < sj_diags_count (diags); i++)
    {
      const SjDiag *diag = sj_diags_get (diags, i);
      SjRowNote *note = g_new0 (SjRowNote, 1);

      *note = (SjRowNote) { diag->severity, g_strdup (diag->field), diag->start, diag->end, words_of (form, diag),
                            diag->fix ? fix_title (diag->fix) : NULL, g_strdup (diag->fix), i };
      g_ptr_array_add (list, note);
    }
  sj_form_take_notes (form, list);
}

bool
sj_form_choose (SjForm *form, const char *place, const char *id)
{
  const char *rest = NULL;
  SjRow *row = find_row (form, place, &rest);

  g_return_val_if_fail (SJ_IS_FORM (form), false);

  return row != NULL && row->type->choose != NULL && row->type->choose (row, rest, id);
}

bool
sj_form_reveal (SjForm *form, const char *place)
{
  const char *rest = NULL;
  SjRow *row = find_row (form, place, &rest);

  g_return_val_if_fail (SJ_IS_FORM (form), false);

  if (row == NULL || !gtk_widget_get_visible (row->widget))
    return false;
  if (row->field->flags & SJ_FIELD_ADVANCED)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (form->advanced), TRUE);
  if (row->type->reveal != NULL)
    return row->type->reveal (row, rest);
  return row->control != NULL && gtk_widget_grab_focus (row->control);
}

SjRow *
sj_form_row (SjForm *form, const char *name)
{
  return find_row (form, name, NULL);
}
