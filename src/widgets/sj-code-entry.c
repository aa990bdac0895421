/* sj-code-entry.c -- an editor for a text in one of our languages.
 *
 * Positions outside are bytes, GTK's are characters; the two meet in iter_at () and
 * byte_at () alone.
 */
#include "widgets/sj-code-entry.h"

#include "lang/sj-complete.h"
#include "lang/sj-paint.h"
#include "widgets/sj-code-complete.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

struct _SjCodeEntry
{
  GtkWidget parent;

  const SjCodeLanguage *language;
  gpointer data;
  GtkWidget *overlay, *scrolled, *view, *placeholder;
  GtkTextBuffer *buffer;                /* borrowed */
  GtkTextTag *tags[SJ_N_PAINTS];        /* borrowed */
  GtkTextTag *bad[SJ_SEVERITY_ERROR + 1];
  guint fitting;            /* source id, or 0 */
  bool lines;
  bool setting;
};

G_DEFINE_FINAL_TYPE (SjCodeEntry, sj_code_entry, GTK_TYPE_WIDGET)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Light, dark; each readable on its ground. */
static const char *const colours[SJ_N_PAINTS][2] = {
  [SJ_PAINT_TEXT] = { "#1c7a4a", "#57d68c" },   [SJ_PAINT_NUMBER] = { "#0f6e75", "#5fc9cf" },
  [SJ_PAINT_WORD] = { "#813d9c", "#dc8add" },   [SJ_PAINT_FUNCTION] = { "#a04a00", "#ffa348" },
  [SJ_PAINT_FIELD] = { "#1a5fb4", "#78aeed" },  [SJ_PAINT_TAG] = { "#813d9c", "#dc8add" },
  [SJ_PAINT_COMMENT] = { "#5e5c64", "#c0bfbc" },
};

char *
sj_code_entry_get_text (SjCodeEntry *entry)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (entry->buffer, &start, &end);
  return gtk_text_buffer_get_text (entry->buffer, &start, &end, TRUE);
}

static void
iter_at (SjCodeEntry *entry, const char *text, size_t byte, GtkTextIter *iter)
{
  size_t length = strlen (text);

  gtk_text_buffer_get_iter_at_offset (entry->buffer, iter, (int) g_utf8_strlen (text, (gssize) MIN (byte, length)));
}

static size_t
byte_at (const char *text, const GtkTextIter *iter)
{
  return (size_t) (g_utf8_offset_to_pointer (text, gtk_text_iter_get_offset (iter)) - text);
}

static void
paint_all (SjCodeEntry *entry)
{
  g_autofree char *text = sj_code_entry_get_text (entry);
  g_autoptr (GArray) painted = NULL;
  GtkTextIter start, end;

  if (entry->language->paint == NULL)
    return;
  painted = entry->language->paint (text, strlen (text));
  gtk_text_buffer_get_bounds (entry->buffer, &start, &end);
  for (int i = 0; i < SJ_N_PAINTS; i++)
    gtk_text_buffer_remove_tag (entry->buffer, entry->tags[i], &start, &end);
  for (guint i = 0; i < painted->len; i++)
    {
      const SjPainted *one = &g_array_index (painted, SjPainted, i);

      iter_at (entry, text, one->start, &start);
      iter_at (entry, text, one->end, &end);
      gtk_text_buffer_apply_tag (entry->buffer, entry->tags[one->paint], &start, &end);
    }
}

static void
update_placeholder (SjCodeEntry *entry)
{
  gtk_widget_set_visible (entry->placeholder, gtk_text_buffer_get_char_count (entry->buffer) == 0);
}

static void
changed_cb (GtkTextBuffer *buffer, SjCodeEntry *entry)
{
  update_placeholder (entry);
  paint_all (entry);
  if (!entry->setting)
    g_signal_emit (entry, signals[CHANGED], 0);
}

static void
dark_cb (AdwStyleManager *manager, GParamSpec *property, SjCodeEntry *entry)
{
  bool dark = adw_style_manager_get_dark (manager);

  for (int i = 0; i < SJ_N_PAINTS; i++)
    g_object_set (entry->tags[i], "foreground", colours[i][dark], NULL);
}

/* One line: Return and Tab are for the form. */
static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SjCodeEntry *entry)
{
  bool enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;

  if (enter && !entry->lines && !sj_code_complete_is_open (GTK_SOURCE_VIEW (entry->view)))
    return TRUE;
  return FALSE;
}

GPtrArray *
sj_code_entry_candidates (SjCodeEntry *entry)
{
  g_autofree char *text = sj_code_entry_get_text (entry);
  GtkTextIter cursor;

  if (entry->language->complete == NULL)
    return sj_candidates_new ();
  gtk_text_buffer_get_iter_at_mark (entry->buffer, &cursor, gtk_text_buffer_get_insert (entry->buffer));
  return entry->language->complete (text, strlen (text), byte_at (text, &cursor), entry->data);
}

void
sj_code_entry_take (SjCodeEntry *entry, const void *data)
{
  const SjCandidate *candidate = data;
  g_autofree char *text = sj_code_entry_get_text (entry);
  g_autofree char *put = g_strdup (candidate->text);
  size_t caret = candidate->caret, from = candidate->start;
  GtkTextIter start, end;

  iter_at (entry, text, from, &start);
  gtk_text_buffer_get_iter_at_mark (entry->buffer, &end, gtk_text_buffer_get_insert (entry->buffer));
  gtk_text_buffer_begin_user_action (entry->buffer);
  gtk_text_buffer_delete (entry->buffer, &start, &end);
  gtk_text_buffer_insert (entry->buffer, &start, put, -1);
  gtk_text_buffer_end_user_action (entry->buffer);
  g_free (text);
  text = sj_code_entry_get_text (entry);
  iter_at (entry, text, from + MIN (caret, strlen (put)), &start);
  gtk_text_buffer_place_cursor (entry->buffer, &start);
}

/* A list gives its rows the least height they need, so that is what the text takes, up
 * to a limit; only then there is a bar, which is higher than a line. */
static void
fit (SjCodeEntry *entry)
{
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (entry->scrolled);
  int least = entry->lines ? 78 : 34, most = entry->lines ? 360 : 132;
  int height = (int) gtk_adjustment_get_upper (gtk_scrolled_window_get_vadjustment (scrolled));

  gtk_scrolled_window_set_policy (scrolled, GTK_POLICY_NEVER,
                                  height > most ? GTK_POLICY_AUTOMATIC : GTK_POLICY_EXTERNAL);
  height = CLAMP (height, least, most);
  if (height == gtk_scrolled_window_get_min_content_height (scrolled))
    return;
  gtk_scrolled_window_set_max_content_height (scrolled, -1);    /* never below the least */
  gtk_scrolled_window_set_min_content_height (scrolled, height);
}

static gboolean
fit_cb (gpointer data)
{
  SjCodeEntry *entry = data;

  entry->fitting = 0;
  fit (entry);
  return G_SOURCE_REMOVE;
}

/* Not at once: this is told while sizes are given out. */
static void
height_cb (GtkAdjustment *adjustment, GParamSpec *property, SjCodeEntry *entry)
{
  if (entry->fitting == 0)
    entry->fitting = g_idle_add (fit_cb, entry);
}

static void
make_tags (SjCodeEntry *entry)
{
  static const PangoUnderline lines[] = { PANGO_UNDERLINE_SINGLE, PANGO_UNDERLINE_SINGLE, PANGO_UNDERLINE_ERROR };
  static const char *const reds[] = { "#62a0ea", "#e5a50a", "#e01b24" };

  for (int i = 0; i < SJ_N_PAINTS; i++)
    entry->tags[i] = gtk_text_buffer_create_tag (entry->buffer, NULL, "foreground", colours[i][0], NULL);
  for (int i = 0; i <= SJ_SEVERITY_ERROR; i++)
    {
      GdkRGBA colour;

      gdk_rgba_parse (&colour, reds[i]);
      entry->bad[i] = gtk_text_buffer_create_tag (entry->buffer, NULL, "underline", lines[i], "underline-rgba", &colour,
                                                  NULL);
    }
}

static void
sj_code_entry_dispose (GObject *object)
{
  SjCodeEntry *entry = SJ_CODE_ENTRY (object);

  g_clear_handle_id (&entry->fitting, g_source_remove);
  g_clear_pointer (&entry->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (sj_code_entry_parent_class)->dispose (object);
}

static gboolean
sj_code_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SJ_CODE_ENTRY (widget)->view);
}

static void
sj_code_entry_class_init (SjCodeEntryClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_source_init ();
  G_OBJECT_CLASS (class)->dispose = sj_code_entry_dispose;
  widget_class->grab_focus = sj_code_entry_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sj-code");
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
make_view (SjCodeEntry *entry)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  entry->view = gtk_source_view_new ();
  entry->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (entry->view));
  gtk_source_buffer_set_highlight_syntax (GTK_SOURCE_BUFFER (entry->buffer), FALSE);
  gtk_source_buffer_set_style_scheme (GTK_SOURCE_BUFFER (entry->buffer), NULL);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (entry->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (entry->view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (entry->view), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (entry->view), 8);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (entry->view), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (entry->view), 9);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), entry);
  gtk_widget_add_controller (entry->view, keys);
}

static void
sj_code_entry_init (SjCodeEntry *entry)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  make_view (entry);
  make_tags (entry);
  entry->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (entry->scrolled), GTK_POLICY_NEVER, GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (entry->scrolled), 34);
  g_signal_connect (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (entry->scrolled)), "notify::upper",
                    G_CALLBACK (height_cb), entry);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (entry->scrolled), entry->view);
  gtk_widget_set_hexpand (entry->scrolled, TRUE);
  entry->placeholder = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (entry->placeholder), 0);
  gtk_label_set_ellipsize (GTK_LABEL (entry->placeholder), PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign (entry->placeholder, GTK_ALIGN_FILL);
  gtk_widget_set_valign (entry->placeholder, GTK_ALIGN_START);
  gtk_widget_set_can_target (entry->placeholder, FALSE);
  gtk_widget_add_css_class (entry->placeholder, "dim-label");
  gtk_widget_add_css_class (entry->placeholder, "sj-placeholder");
  entry->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (entry->overlay), entry->scrolled);
  gtk_overlay_add_overlay (GTK_OVERLAY (entry->overlay), entry->placeholder);
  gtk_widget_set_overflow (GTK_WIDGET (entry), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_parent (entry->overlay, GTK_WIDGET (entry));
  g_signal_connect (entry->buffer, "changed", G_CALLBACK (changed_cb), entry);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (dark_cb), entry, 0);
  dark_cb (manager, NULL, entry);
}

GtkWidget *
sj_code_entry_new (const SjCodeLanguage *language, gpointer data)
{
  SjCodeEntry *entry = g_object_new (SJ_TYPE_CODE_ENTRY, NULL);

  entry->language = language;
  entry->data = data;
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (entry->view), language->paint != NULL);
  if (language->paint == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "sj-prose");
  if (language->complete != NULL)
    sj_code_complete_attach (entry, GTK_SOURCE_VIEW (entry->view), language->triggers);
  return GTK_WIDGET (entry);
}

GtkWidget *
sj_code_entry_view (SjCodeEntry *entry)
{
  return entry->view;
}

void
sj_code_entry_set_lines (SjCodeEntry *entry, bool lines)
{
  entry->lines = lines;
  fit (entry);
}

void
sj_code_entry_set_name (SjCodeEntry *entry, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
sj_code_entry_set_placeholder (SjCodeEntry *entry, const char *text)
{
  gtk_label_set_label (GTK_LABEL (entry->placeholder), text);
}

void
sj_code_entry_set_text (SjCodeEntry *entry, const char *text)
{
  g_autofree char *before = sj_code_entry_get_text (entry);
  GtkTextIter cursor;
  int offset;

  if (strcmp (before, text) == 0)
    return;
  gtk_text_buffer_get_iter_at_mark (entry->buffer, &cursor, gtk_text_buffer_get_insert (entry->buffer));
  offset = gtk_text_iter_get_offset (&cursor);
  entry->setting = true;
  gtk_text_buffer_begin_irreversible_action (entry->buffer);
  gtk_text_buffer_set_text (entry->buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (entry->buffer);
  entry->setting = false;
  gtk_text_buffer_get_iter_at_offset (entry->buffer, &cursor, offset);
  gtk_text_buffer_place_cursor (entry->buffer, &cursor);
}

void
sj_code_entry_insert (SjCodeEntry *entry, const char *text)
{
  gtk_text_buffer_begin_user_action (entry->buffer);
  gtk_text_buffer_delete_selection (entry->buffer, FALSE, TRUE);
  gtk_text_buffer_insert_at_cursor (entry->buffer, text, -1);
  gtk_text_buffer_end_user_action (entry->buffer);
}

void
sj_code_entry_replace (SjCodeEntry *entry, size_t start, size_t end, const char *text)
{
  g_autofree char *before = sj_code_entry_get_text (entry);
  GtkTextIter from, to;

  iter_at (entry, before, start, &from);
  iter_at (entry, before, end, &to);
  gtk_text_buffer_begin_user_action (entry->buffer);
  gtk_text_buffer_delete (entry->buffer, &from, &to);
  gtk_text_buffer_insert (entry->buffer, &from, text, -1);
  gtk_text_buffer_end_user_action (entry->buffer);
}

void
sj_code_entry_mark (SjCodeEntry *entry, const SjDiags *diags)
{
  g_autofree char *text = sj_code_entry_get_text (entry);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (entry->buffer, &start, &end);
  for (int i = 0; i <= SJ_SEVERITY_ERROR; i++)
    gtk_text_buffer_remove_tag (entry->buffer, entry->bad[i], &start, &end);
  for (size_t i = 0; diags != NULL && i < sj_diags_count (diags); i++)
    {
      const SjDiag *diag = sj_diags_get (diags, i);
      bool behind = diag->start >= strlen (text) && diag->start > 0;    /* something is missing at the end */

      iter_at (entry, text, behind ? diag->start - 1 : diag->start, &start);
      iter_at (entry, text, MAX (diag->end, diag->start + 1), &end);
      gtk_text_buffer_apply_tag (entry->buffer, entry->bad[diag->severity], &start, &end);
    }
}
