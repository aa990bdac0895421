/* sj-row-lines.c -- rows that are lists of short texts, or of names with texts.
 *
 * A line without text (or without a name) is not told; it stays in the row until it
 * has one, so that one can begin a line and fill it.
 */
#include "widgets/sj-form-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  SjRow row;
  bool pairs;
  GtkWidget *list;          /* a box of lines */
  GtkWidget *add;
} LinesRow;

static GtkWidget *
name_of (GtkWidget *line)
{
  return gtk_widget_get_first_child (line);
}

/* Of a text: the same entry. */
static GtkWidget *
value_of (const LinesRow *own, GtkWidget *line)
{
  return own->pairs ? gtk_widget_get_next_sibling (name_of (line)) : name_of (line);
}

static const char *
text_in (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

#define FOR_LINES(own, line) \
  for (GtkWidget *line = gtk_widget_get_first_child ((own)->list); line != NULL; \
       line = gtk_widget_get_next_sibling (line))

static bool
tell_pairs (LinesRow *own)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (SjPair));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  SjPairs pairs;

  FOR_LINES (own, line)
    {
      SjPair pair = { (char *) text_in (name_of (line)), (char *) text_in (value_of (own, line)) };

      if (*pair.name == '\0')
        continue;
      if (!g_hash_table_add (seen, pair.name))
        {
          sj_row_refuse (&own->row, _("“%s” stands there twice."), pair.name);
          return false;
        }
      g_array_append_val (items, pair);
    }
  pairs = (SjPairs) { (SjPair *) items->data, items->len };
  if (pairs.count == 0)
    sj_row_tell (&own->row, sj_null);
  else
    sj_row_tell_slot (&own->row, &pairs);
  return true;
}

static void
tell_texts (LinesRow *own)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  FOR_LINES (own, line)
    if (*text_in (name_of (line)) != '\0')
      g_strv_builder_add (builder, text_in (name_of (line)));
  texts = g_strv_builder_end (builder);
  if (texts[0] == NULL)
    sj_row_tell (&own->row, sj_null);
  else
    sj_row_tell_slot (&own->row, &texts);
}

static void
tell (LinesRow *own)
{
  if (own->row.filling)
    return;
  if (own->pairs)
    tell_pairs (own);
  else
    tell_texts (own);
}

static void
line_changed_cb (GtkEditable *editable, LinesRow *own)
{
  tell (own);
}

static void
remove_cb (GtkButton *button, LinesRow *own)
{
  gtk_widget_grab_focus (own->add);
  gtk_box_remove (GTK_BOX (own->list), gtk_widget_get_parent (GTK_WIDGET (button)));
  sj_form_log ("removed a line of %s", own->row.field->name);
  tell (own);
  gtk_widget_set_visible (own->row.body, gtk_widget_get_first_child (own->list) != NULL);
}

static void add_cb (GtkWidget *widget, LinesRow *own);

static GtkWidget *
make_entry (LinesRow *own, const char *words, const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  sj_row_name (&own->row, entry, words);
  g_signal_connect (entry, "changed", G_CALLBACK (line_changed_cb), own);
  g_signal_connect (entry, "activate", G_CALLBACK (add_cb), own);
  return entry;
}

static GtkWidget *
add_line (LinesRow *own)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_box_append (GTK_BOX (line), make_entry (own, own->pairs ? _("name") : _("text"), own->pairs ? _("Name") : ""));
  if (own->pairs)
    gtk_box_append (GTK_BOX (line), make_entry (own, _("value"), _("Value")));
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _("Remove"));
  sj_row_name (&own->row, remove, _("Remove"));
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), own);
  gtk_box_append (GTK_BOX (line), remove);
  gtk_box_append (GTK_BOX (own->list), line);
  gtk_widget_set_visible (own->row.body, TRUE);
  return line;
}

/* One empty line at most. */
static void
add_cb (GtkWidget *widget, LinesRow *own)
{
  FOR_LINES (own, line)
    if (*text_in (name_of (line)) == '\0')
      {
        gtk_widget_grab_focus (name_of (line));
        return;
      }
  gtk_widget_grab_focus (name_of (add_line (own)));
}

static void
lines_build (SjRow *row)
{
  LinesRow *own = (LinesRow *) row;

  own->pairs = row->field->type == SJ_FIELD_PAIRS;
  own->add = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_add_css_class (own->add, "flat");
  gtk_widget_set_tooltip_text (own->add, _("Add"));
  sj_row_name (row, own->add, _("Add"));
  g_signal_connect (own->add, "clicked", G_CALLBACK (add_cb), own);
  sj_row_set_end (row, own->add);
  own->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  sj_row_set_body (row, own->list);
  gtk_widget_set_visible (row->body, FALSE);
}

static void
put_text (GtkWidget *entry, const char *text)
{
  if (strcmp (text_in (entry), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* What the struct says at that place: its name, and its value. */
static const char *
item_at (const LinesRow *own, const void *slot, uint32_t index, const char **value)
{
  char **texts = *(char **const *) slot;
  const SjPairs *pairs = slot;

  if (own->pairs)
    {
      if (index >= pairs->count)
        return NULL;
      *value = pairs->items[index].value;
      return pairs->items[index].name;
    }
  for (uint32_t i = 0; texts != NULL && texts[i] != NULL; i++)
    if (i == index)
      return *value = texts[i];
  return NULL;
}

/* The lines that were told are the first of the struct, in their order; empty ones are
 * passed over and kept. */
static void
lines_show (SjRow *row, const void *slot)
{
  LinesRow *own = (LinesRow *) row;
  GtkWidget *line = gtk_widget_get_first_child (own->list);
  const char *name, *value = NULL;

  for (uint32_t i = 0; (name = item_at (own, slot, i, &value)) != NULL; i++)
    {
      while (line != NULL && *text_in (name_of (line)) == '\0')
        line = gtk_widget_get_next_sibling (line);
      if (line == NULL)
        line = add_line (own);
      put_text (name_of (line), name);
      put_text (value_of (own, line), value);
      line = gtk_widget_get_next_sibling (line);
    }
  while (line != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (line);

      if (*text_in (name_of (line)) != '\0' && row->refusal == NULL)
        gtk_box_remove (GTK_BOX (own->list), line);
      line = next;
    }
  gtk_widget_set_visible (row->body, gtk_widget_get_first_child (own->list) != NULL);
}

const SjRowType sj_row_texts = { .size = sizeof (LinesRow), .build = lines_build, .show = lines_show };
const SjRowType sj_row_pairs = { .size = sizeof (LinesRow), .build = lines_build, .show = lines_show };
