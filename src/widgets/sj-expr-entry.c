/* sj-expr-entry.c -- an editor for a journey expression.
 *
 * The text is the truth; rows are another look at it.  What is wrong is found by
 * compiling at every change, because an expression is short.
 */
#include "widgets/sj-expr-entry.h"

#include "lang/sj-paint.h"
#include "widgets/sj-code-entry.h"
#include "widgets/sj-expr-try.h"
#include "widgets/sj-field-tree.h"
#include "widgets/sj-rule-editor.h"
#include "widgets/sj-saying.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SjExprEntry
{
  GtkWidget parent;

  SjLibrary *library;       /* owned, or NULL */
  const SjExprEnv *env;     /* borrowed, or NULL */
  SjExprType expected;
  char *name;               /* owned */

  GtkWidget *bar, *mode, *pick, *expand, *trying;
  GtkWidget *code, *rules, *saying, *trial;
  bool asked;               /* somebody said whether rows or text */
  bool simple;
  bool switching;
};

G_DEFINE_FINAL_TYPE (SjExprEntry, sj_expr_entry, GTK_TYPE_WIDGET)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GPtrArray *
complete (const char *text, size_t length, size_t cursor, gpointer data)
{
  return sj_expr_complete (text, length, cursor, ((SjExprEntry *) data)->env);
}

static const SjCodeLanguage language = { sj_paint_expression, complete, "@#${.(\"" };

static void
check (SjExprEntry *entry)
{
  g_autofree char *text = sj_expr_entry_get_text (entry);
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjExpr *expr = *text != '\0' ? sj_expr_compile (text, strlen (text), entry->env, entry->expected, &diags) : NULL;

  if (expr != NULL)
    sj_expr_unref (expr);
  sj_code_entry_mark (SJ_CODE_ENTRY (entry->code), &diags);
  sj_saying_set (SJ_SAYING (entry->saying), &diags);
  if (gtk_widget_get_visible (entry->trial))
    sj_expr_try_show (SJ_EXPR_TRY (entry->trial), entry->library, entry->env, entry->expected, text);
}

static void
show_mode (SjExprEntry *entry)
{
  gtk_widget_set_visible (entry->code, !entry->simple);
  gtk_widget_set_visible (entry->rules, entry->simple);
  gtk_widget_set_visible (entry->pick, !entry->simple);
  gtk_widget_set_visible (entry->expand, !entry->simple);
  gtk_widget_set_visible (entry->mode, entry->expected == SJ_EXPR_BOOLEAN);
  entry->switching = true;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (entry->mode), entry->simple);
  entry->switching = false;
}

/* Rows, if they can say what the text says. */
static bool
use_rows (SjExprEntry *entry)
{
  g_autofree char *text = sj_expr_entry_get_text (entry);

  sj_rule_editor_set_env (SJ_RULE_EDITOR (entry->rules), entry->library, entry->env);
  return entry->expected == SJ_EXPR_BOOLEAN && sj_rule_editor_set_text (SJ_RULE_EDITOR (entry->rules), text);
}

/* After the text came from elsewhere. */
static void
follow (SjExprEntry *entry)
{
  bool wanted = entry->asked ? entry->simple : entry->env != NULL;

  entry->simple = wanted && use_rows (entry);
  show_mode (entry);
}

static void
rules_changed_cb (SjRuleEditor *rules, SjExprEntry *entry)
{
  g_autofree char *text = sj_rule_editor_get_text (rules);

  sj_code_entry_set_text (SJ_CODE_ENTRY (entry->code), text);
  check (entry);
  g_signal_emit (entry, signals[CHANGED], 0);
}

bool
sj_expr_entry_set_simple (SjExprEntry *entry, bool simple)
{
  entry->asked = true;
  entry->simple = simple && use_rows (entry);
  show_mode (entry);
  return entry->simple == simple;
}

bool
sj_expr_entry_is_simple (SjExprEntry *entry)
{
  return entry->simple;
}

static void
mode_cb (GtkToggleButton *button, SjExprEntry *entry)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;

  if (entry->switching || sj_expr_entry_set_simple (entry, gtk_toggle_button_get_active (button)))
    return;
  sj_diags_add (&diags, SJ_SEVERITY_HINT, "not-simple", 0, 0,
                _("This says more than rows can; it stays as text."));
  sj_saying_set (SJ_SAYING (entry->saying), &diags);
}

void
sj_expr_entry_set_trying (SjExprEntry *entry, bool trying)
{
  gtk_widget_set_visible (entry->trial, trying);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (entry->trying), trying);
  check (entry);
}

const char *
sj_expr_entry_get_value (SjExprEntry *entry)
{
  return gtk_widget_get_visible (entry->trial) ? sj_expr_try_get_value (SJ_EXPR_TRY (entry->trial)) : NULL;
}

static void
trying_cb (GtkToggleButton *button, SjExprEntry *entry)
{
  sj_expr_entry_set_trying (entry, gtk_toggle_button_get_active (button));
}

static void
changed_cb (SjCodeEntry *code, SjExprEntry *entry)
{
  check (entry);
  g_signal_emit (entry, signals[CHANGED], 0);
}

static void
fix_cb (SjSaying *saying, SjExprEntry *entry)
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
picked_cb (SjFieldTree *tree, const char *text, SjExprEntry *entry)
{
  sj_code_entry_insert (SJ_CODE_ENTRY (entry->code), text);
  gtk_widget_grab_focus (entry->code);
}

static void
pick_popup_cb (GtkMenuButton *button, gpointer data)
{
  SjExprEntry *entry = data;
  GtkWidget *tree = sj_field_tree_new ();

  sj_field_tree_set_expr_env (SJ_FIELD_TREE (tree), entry->env);
  g_signal_connect (tree, "picked", G_CALLBACK (picked_cb), entry);
  gtk_menu_button_set_popover (button, tree);
}

static void
expand_cb (GtkToggleButton *button, SjExprEntry *entry)
{
  sj_code_entry_set_lines (SJ_CODE_ENTRY (entry->code), gtk_toggle_button_get_active (button));
}

static void
sj_expr_entry_dispose (GObject *object)
{
  SjExprEntry *entry = SJ_EXPR_ENTRY (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (entry))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&entry->library, sj_library_unref);
  G_OBJECT_CLASS (sj_expr_entry_parent_class)->dispose (object);
}

static void
sj_expr_entry_finalize (GObject *object)
{
  g_free (SJ_EXPR_ENTRY (object)->name);
  G_OBJECT_CLASS (sj_expr_entry_parent_class)->finalize (object);
}

static gboolean
sj_expr_entry_grab_focus (GtkWidget *widget)
{
  SjExprEntry *entry = SJ_EXPR_ENTRY (widget);

  return entry->simple ? gtk_widget_child_focus (entry->rules, GTK_DIR_TAB_FORWARD)
                       : gtk_widget_grab_focus (entry->code);
}

static void
sj_expr_entry_class_init (SjExprEntryClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sj_expr_entry_dispose;
  G_OBJECT_CLASS (class)->finalize = sj_expr_entry_finalize;
  GTK_WIDGET_CLASS (class)->grab_focus = sj_expr_entry_grab_focus;
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

static GtkWidget *
make_toggle (SjExprEntry *entry, const char *icon, const char *words, GCallback toggled)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  name_button (button, words);
  g_signal_connect (button, "toggled", toggled, entry);
  return button;
}

static void
make_bar (SjExprEntry *entry)
{
  entry->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_widget_set_halign (entry->bar, GTK_ALIGN_END);
  gtk_widget_add_css_class (entry->bar, "sj-code-bar");
  entry->mode = make_toggle (entry, "view-list-bullet-symbolic", _("As rows"), G_CALLBACK (mode_cb));
  entry->pick = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (entry->pick), "list-add-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (entry->pick), pick_popup_cb, entry, NULL);
  name_button (entry->pick, _("Insert a field or function"));
  entry->trying = make_toggle (entry, "media-playback-start-symbolic", _("Try with a person and sample events"),
                               G_CALLBACK (trying_cb));
  entry->expand = make_toggle (entry, "view-fullscreen-symbolic", _("More lines"), G_CALLBACK (expand_cb));
  gtk_box_append (GTK_BOX (entry->bar), entry->mode);
  gtk_box_append (GTK_BOX (entry->bar), entry->pick);
  gtk_box_append (GTK_BOX (entry->bar), entry->trying);
  gtk_box_append (GTK_BOX (entry->bar), entry->expand);
}

static void
sj_expr_entry_init (SjExprEntry *entry)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (entry));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  make_bar (entry);
  entry->code = sj_code_entry_new (&language, entry);
  sj_code_entry_set_placeholder (SJ_CODE_ENTRY (entry->code), _("Expression"));
  entry->rules = sj_rule_editor_new ();
  entry->saying = sj_saying_new ();
  entry->trial = sj_expr_try_new ();
  gtk_widget_set_visible (entry->trial, FALSE);
  gtk_widget_set_visible (entry->rules, FALSE);
  gtk_widget_set_parent (entry->code, GTK_WIDGET (entry));
  gtk_widget_set_parent (entry->rules, GTK_WIDGET (entry));
  gtk_widget_set_parent (entry->saying, GTK_WIDGET (entry));
  gtk_widget_set_parent (entry->trial, GTK_WIDGET (entry));
  gtk_widget_set_parent (entry->bar, GTK_WIDGET (entry));
  g_signal_connect (entry->rules, "changed", G_CALLBACK (rules_changed_cb), entry);
  g_signal_connect (entry->code, "changed", G_CALLBACK (changed_cb), entry);
  g_signal_connect (entry->saying, "fix", G_CALLBACK (fix_cb), entry);
}

GtkWidget *
sj_expr_entry_new (void)
{
  return g_object_new (SJ_TYPE_EXPR_ENTRY, NULL);
}

void
sj_expr_entry_set_env (SjExprEntry *entry, SjLibrary *library, const SjExprEnv *env, SjExprType expected)
{
  SjLibrary *kept = library ? sj_library_ref (library) : NULL;

  g_return_if_fail (SJ_IS_EXPR_ENTRY (entry));

  g_clear_pointer (&entry->library, sj_library_unref);
  entry->library = kept;
  entry->env = env ? env : library ? sj_library_expr_env (library) : NULL;
  entry->expected = expected;
  gtk_widget_set_visible (entry->trying, library != NULL);
  check (entry);
  follow (entry);
}

void
sj_expr_entry_set_name (SjExprEntry *entry, const char *name)
{
  g_free (entry->name);
  entry->name = g_strdup (name);
  sj_code_entry_set_name (SJ_CODE_ENTRY (entry->code), name);
}

char *
sj_expr_entry_get_text (SjExprEntry *entry)
{
  return sj_code_entry_get_text (SJ_CODE_ENTRY (entry->code));
}

void
sj_expr_entry_set_text (SjExprEntry *entry, const char *text)
{
  g_autofree char *before = sj_expr_entry_get_text (entry);

  g_return_if_fail (SJ_IS_EXPR_ENTRY (entry));

  if (strcmp (before, text) == 0)
    return;
  sj_code_entry_set_text (SJ_CODE_ENTRY (entry->code), text);
  check (entry);
  follow (entry);
}

bool
sj_expr_entry_says (SjExprEntry *entry, const char *sentence)
{
  return g_strcmp0 (sj_saying_get (SJ_SAYING (entry->saying)), sentence) == 0;
}

GtkWidget *
sj_expr_entry_take_bar (SjExprEntry *entry)
{
  g_object_ref_sink (entry->bar);
  gtk_widget_unparent (entry->bar);
  return entry->bar;
}
