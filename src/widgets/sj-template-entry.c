/* sj-template-entry.c -- an editor for the text of a message.
 *
 * “@” is not of the language: it asks for completion and goes away when something is
 * taken.
 */
#include "widgets/sj-template-entry.h"

#include "lang/sj-complete.h"
#include "lang/sj-paint.h"
#include "widgets/sj-code-entry.h"
#include "widgets/sj-field-tree.h"
#include "widgets/sj-person-button.h"
#include "widgets/sj-saying.h"
#include "widgets/sj-trial.h"

#include "content/sj-sms.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SjTemplateEntry
{
  GtkWidget parent;

  SjLibrary *library;       /* owned, or NULL */
  const SjTemplateEnv *env;     /* borrowed, or NULL */
  char *name;               /* owned */

  char *person;             /* owned; NULL: the first there is */
  char *got;                /* owned: what the person gets; NULL: nothing */
  bool sms;

  GtkWidget *bar, *pick, *expand, *eye;
  GtkWidget *code, *saying;
  GtkWidget *preview, *result, *button;
  GtkWidget *length;
};

G_DEFINE_FINAL_TYPE (SjTemplateEntry, sj_template_entry, GTK_TYPE_WIDGET)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Behind an @ that begins a word: what may stand in a tag, with the tag around it. */
static GPtrArray *
complete_at (const char *text, size_t length, size_t at, size_t cursor, const SjTemplateEnv *env)
{
  g_autofree char *typed = g_strdup_printf ("%.*s{{%.*s", (int) at, text, (int) (cursor - at - 1), text + at + 1);
  GPtrArray *candidates = sj_template_complete (typed, strlen (typed), strlen (typed), env);

  for (guint i = 0; i < candidates->len; i++)
    {
      SjCandidate *candidate = g_ptr_array_index (candidates, i);
      char *tag = g_strdup_printf ("{{%.*s%s}}", (int) (candidate->start - at - 2), typed + at + 2, candidate->text);
      bool whole = candidate->detail != NULL && !g_str_has_suffix (candidate->detail, "object");

      candidate->caret = whole ? strlen (tag) : candidate->caret + candidate->start - at;
      candidate->start = at;
      candidate->end = cursor;
      g_free (candidate->text);
      candidate->text = tag;
    }
  return candidates;
}

/* Where the @ stands that the cursor is behind, or SIZE_MAX. */
static size_t
find_at (const char *text, size_t cursor)
{
  for (size_t at = cursor; at-- > 0;)
    {
      if (text[at] == '@')
        return at == 0 || !g_ascii_isalnum (text[at - 1]) ? at : SIZE_MAX;    /* no address */
      if (!g_ascii_isalnum (text[at]) && text[at] != '.' && text[at] != '_')
        return SIZE_MAX;
    }
  return SIZE_MAX;
}

static bool
is_in_tag (const char *text, size_t cursor)
{
  for (size_t at = cursor; at-- > 1;)
    if ((text[at] == '}' && text[at - 1] == '}') || (text[at] == '}' && text[at - 1] == '%'))
      return false;
    else if ((text[at] == '{' && text[at - 1] == '{') || (text[at] == '%' && text[at - 1] == '{'))
      return true;
  return false;
}

static GPtrArray *
complete (const char *text, size_t length, size_t cursor, gpointer data)
{
  const SjTemplateEntry *entry = data;
  size_t at = is_in_tag (text, cursor) ? SIZE_MAX : find_at (text, cursor);

  if (at != SIZE_MAX)
    return complete_at (text, length, at, cursor, entry->env);
  return sj_template_complete (text, length, cursor, entry->env);
}

static const SjCodeLanguage language = { sj_paint_template, complete, "@{.#" };

/* "2 messages: 171 characters of 306", and why so few fit. */
static char *
length_words (const SjSmsLength *length)
{
  size_t one = length->unicode ? SJ_SMS_UCS2_ALONE : SJ_SMS_GSM_ALONE;
  size_t each = length->unicode ? SJ_SMS_UCS2_PART : SJ_SMS_GSM_PART;
  size_t room = length->parts > 1 ? length->parts * each : one;
  g_autofree char *count = g_strdup_printf (ngettext ("%lu message: %lu of %lu characters",
                                                      "%lu messages: %lu of %lu characters",
                                                      (unsigned long) MAX (length->parts, 1)),
                                            (unsigned long) MAX (length->parts, 1), (unsigned long) length->units,
                                            (unsigned long) room);

  if (!length->unicode)
    return g_steal_pointer (&count);
  return g_strdup_printf (_("%s. “%.*s” makes it Unicode; without it %d fit into one."), count,
                          (int) length->culprit.length, length->culprit.text, SJ_SMS_GSM_ALONE);
}

static void
show_length (SjTemplateEntry *entry, const char *text)
{
  bool whole = entry->got == NULL && strstr (text, "{{") == NULL && strstr (text, "{%") == NULL;
  const char *measured = entry->got ? entry->got : whole ? text : NULL;
  SjSmsLength length = { 0 };
  g_autofree char *words = NULL;

  gtk_widget_set_visible (entry->length, entry->sms && measured != NULL);
  if (!entry->sms || measured == NULL)
    return;
  length = sj_sms_measure (measured, strlen (measured));
  words = length_words (&length);
  gtk_label_set_label (GTK_LABEL (entry->length), words);
}

/* For a counter too, because tags are as long as what stands for them. */
static void
show_preview (SjTemplateEntry *entry, const char *text)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *why = NULL;
  bool shown = gtk_widget_get_visible (entry->preview);
  SjTrial trial;

  g_clear_pointer (&entry->got, g_free);
  if (entry->library == NULL || (!shown && !entry->sms))
    return;
  sj_trial_init (&trial, entry->library, entry->person, g_get_real_time () / 1000, &arena);
  entry->got = sj_trial_render (&trial, text, entry->env, &why);
  gtk_label_set_label (GTK_LABEL (entry->result), entry->got ? entry->got : why);
  if (entry->got != NULL)
    gtk_widget_remove_css_class (entry->result, "error");
  else
    gtk_widget_add_css_class (entry->result, "error");
  sj_person_button_show (entry->button, entry->library, entry->person);
}

static void
check (SjTemplateEntry *entry)
{
  g_autofree char *text = sj_template_entry_get_text (entry);
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjTemplate) template = sj_template_compile (text, strlen (text), entry->env, &diags);

  sj_code_entry_mark (SJ_CODE_ENTRY (entry->code), &diags);
  sj_saying_set (SJ_SAYING (entry->saying), &diags);
  show_preview (entry, text);
  show_length (entry, text);
}

void
sj_template_entry_set_preview (SjTemplateEntry *entry, bool preview)
{
  gtk_widget_set_visible (entry->preview, preview);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (entry->eye), preview);
  check (entry);
}

static void
eye_cb (GtkToggleButton *button, SjTemplateEntry *entry)
{
  sj_template_entry_set_preview (entry, gtk_toggle_button_get_active (button));
}

void
sj_template_entry_set_person (SjTemplateEntry *entry, const char *profile)
{
  char *kept = g_strdup (profile);

  g_free (entry->person);
  entry->person = kept;
  check (entry);
}

static void
person_cb (const char *profile, gpointer data)
{
  sj_template_entry_set_person (data, profile);
}

const char *
sj_template_entry_get_preview (SjTemplateEntry *entry)
{
  return entry->got;
}

const char *
sj_template_entry_get_length (SjTemplateEntry *entry)
{
  return gtk_widget_get_visible (entry->length) ? gtk_label_get_label (GTK_LABEL (entry->length)) : NULL;
}

void
sj_template_entry_set_sms (SjTemplateEntry *entry, bool sms)
{
  if (entry->sms == sms)
    return;
  entry->sms = sms;
  check (entry);
}

static void
changed_cb (SjCodeEntry *code, SjTemplateEntry *entry)
{
  check (entry);
  g_signal_emit (entry, signals[CHANGED], 0);
}

static void
fix_cb (SjSaying *saying, SjTemplateEntry *entry)
{
  size_t start, end;
  const char *text;
  g_autofree char *kept = NULL;

  if (!sj_saying_repair (saying, &start, &end, &text))
    return;
  kept = g_strdup (text);
  gtk_widget_grab_focus (entry->code);
  sj_code_entry_replace (SJ_CODE_ENTRY (entry->code), start, end, kept);
}

static void
picked_cb (SjFieldTree *tree, const char *text, SjTemplateEntry *entry)
{
  sj_code_entry_insert (SJ_CODE_ENTRY (entry->code), text);
  gtk_widget_grab_focus (entry->code);
}

static void
pick_popup_cb (GtkMenuButton *button, gpointer data)
{
  SjTemplateEntry *entry = data;
  GtkWidget *tree = sj_field_tree_new ();

  sj_field_tree_set_template_env (SJ_FIELD_TREE (tree), entry->env);
  g_signal_connect (tree, "picked", G_CALLBACK (picked_cb), entry);
  gtk_menu_button_set_popover (button, tree);
}

static void
expand_cb (GtkToggleButton *button, SjTemplateEntry *entry)
{
  sj_code_entry_set_lines (SJ_CODE_ENTRY (entry->code), gtk_toggle_button_get_active (button));
}

static void
sj_template_entry_dispose (GObject *object)
{
  SjTemplateEntry *entry = SJ_TEMPLATE_ENTRY (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (entry))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&entry->library, sj_library_unref);
  G_OBJECT_CLASS (sj_template_entry_parent_class)->dispose (object);
}

static void
sj_template_entry_finalize (GObject *object)
{
  g_free (SJ_TEMPLATE_ENTRY (object)->name);
  g_free (SJ_TEMPLATE_ENTRY (object)->person);
  g_free (SJ_TEMPLATE_ENTRY (object)->got);
  G_OBJECT_CLASS (sj_template_entry_parent_class)->finalize (object);
}

static gboolean
sj_template_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SJ_TEMPLATE_ENTRY (widget)->code);
}

static void
sj_template_entry_class_init (SjTemplateEntryClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sj_template_entry_dispose;
  G_OBJECT_CLASS (class)->finalize = sj_template_entry_finalize;
  GTK_WIDGET_CLASS (class)->grab_focus = sj_template_entry_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
name_button (GtkWidget *button, const char *words)
{
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (GTK_IS_MENU_BUTTON (button))
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (button)),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
make_bar (SjTemplateEntry *entry)
{
  entry->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_halign (entry->bar, GTK_ALIGN_END);
  gtk_widget_add_css_class (entry->bar, "sj-code-bar");
  entry->pick = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (entry->pick), "list-add-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (entry->pick), pick_popup_cb, entry, NULL);
  name_button (entry->pick, _("Insert a field"));
  entry->expand = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (entry->expand), "view-fullscreen-symbolic");
  name_button (entry->expand, _("More lines"));
  g_signal_connect (entry->expand, "toggled", G_CALLBACK (expand_cb), entry);
  entry->eye = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (entry->eye), "view-reveal-symbolic");
  name_button (entry->eye, _("Preview as a person"));
  g_signal_connect (entry->eye, "toggled", G_CALLBACK (eye_cb), entry);
  gtk_box_append (GTK_BOX (entry->bar), entry->pick);
  gtk_box_append (GTK_BOX (entry->bar), entry->eye);
  gtk_box_append (GTK_BOX (entry->bar), entry->expand);
}

static void
make_preview (SjTemplateEntry *entry)
{
  entry->preview = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_add_css_class (entry->preview, "sj-try");
  entry->result = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (entry->result), 0);
  gtk_label_set_wrap (GTK_LABEL (entry->result), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (entry->result), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (entry->result), TRUE);
  entry->button = sj_person_button_new (person_cb, entry);
  gtk_widget_set_halign (entry->button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (entry->preview), entry->result);
  gtk_box_append (GTK_BOX (entry->preview), entry->button);
  gtk_widget_set_visible (entry->preview, FALSE);
  entry->length = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (entry->length), 0);
  gtk_label_set_wrap (GTK_LABEL (entry->length), TRUE);
  gtk_widget_add_css_class (entry->length, "caption");
  gtk_widget_add_css_class (entry->length, "dim-label");
  gtk_widget_set_visible (entry->length, FALSE);
}

static void
sj_template_entry_init (SjTemplateEntry *entry)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (entry));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  make_bar (entry);
  entry->code = sj_code_entry_new (&language, entry);
  entry->saying = sj_saying_new ();
  gtk_widget_set_parent (entry->code, GTK_WIDGET (entry));
  gtk_widget_set_parent (entry->saying, GTK_WIDGET (entry));
  make_preview (entry);
  gtk_widget_set_parent (entry->length, GTK_WIDGET (entry));
  gtk_widget_set_parent (entry->preview, GTK_WIDGET (entry));
  gtk_widget_set_parent (entry->bar, GTK_WIDGET (entry));
  g_signal_connect (entry->code, "changed", G_CALLBACK (changed_cb), entry);
  g_signal_connect (entry->saying, "fix", G_CALLBACK (fix_cb), entry);
}

GtkWidget *
sj_template_entry_new (bool lines)
{
  SjTemplateEntry *entry = g_object_new (SJ_TYPE_TEMPLATE_ENTRY, NULL);

  sj_code_entry_set_lines (SJ_CODE_ENTRY (entry->code), lines);
  gtk_widget_set_visible (entry->expand, !lines);
  return GTK_WIDGET (entry);
}

void
sj_template_entry_set_env (SjTemplateEntry *entry, SjLibrary *library, const SjTemplateEnv *env)
{
  SjLibrary *kept = library ? sj_library_ref (library) : NULL;

  g_return_if_fail (SJ_IS_TEMPLATE_ENTRY (entry));

  g_clear_pointer (&entry->library, sj_library_unref);
  entry->library = kept;
  entry->env = env ? env : library ? sj_library_template_env (library) : NULL;
  gtk_widget_set_visible (entry->eye, library != NULL);
  check (entry);
}

void
sj_template_entry_set_name (SjTemplateEntry *entry, const char *name)
{
  g_free (entry->name);
  entry->name = g_strdup (name);
  sj_code_entry_set_name (SJ_CODE_ENTRY (entry->code), name);
}

char *
sj_template_entry_get_text (SjTemplateEntry *entry)
{
  return sj_code_entry_get_text (SJ_CODE_ENTRY (entry->code));
}

void
sj_template_entry_set_text (SjTemplateEntry *entry, const char *text)
{
  g_autofree char *before = sj_template_entry_get_text (entry);

  g_return_if_fail (SJ_IS_TEMPLATE_ENTRY (entry));

  if (strcmp (before, text) == 0)
    return;
  sj_code_entry_set_text (SJ_CODE_ENTRY (entry->code), text);
  check (entry);
}

bool
sj_template_entry_says (SjTemplateEntry *entry, const char *sentence)
{
  return g_strcmp0 (sj_saying_get (SJ_SAYING (entry->saying)), sentence) == 0;
}

GtkWidget *
sj_template_entry_take_bar (SjTemplateEntry *entry)
{
  g_object_ref_sink (entry->bar);
  gtk_widget_unparent (entry->bar);
  return entry->bar;
}
