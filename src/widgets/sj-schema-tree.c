/* sj-schema-tree.c -- a JSON schema as a tree of fields.
 *
 * The schema is the truth; after each change all lines are made anew, and the one that
 * had the focus gets it again by its path.  Paths inside are joined with an unusual
 * character, because names may hold dots.
 */
#include "widgets/sj-schema-tree.h"

#include "lang/sj-paint.h"
#include "profile/sj-schema-draft.h"
#include "widgets/sj-code-entry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define JOINT "\037"

struct _SjSchemaTree
{
  GtkWidget parent;

  SjBlob *schema;           /* owned, or NULL */
  GHashTable *closed;       /* owned: paths of groups that are folded */
  GtkWidget *lines, *refusal, *foot, *maker, *sample;
  char *focus;              /* owned: the path whose name gets the focus; or NULL */
};

G_DEFINE_FINAL_TYPE (SjSchemaTree, sj_schema_tree, GTK_TYPE_WIDGET)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const SjCodeLanguage json = { sj_paint_json, NULL, "" };

static void rebuild (SjSchemaTree *tree);

static char **
split (const char *path, const char *joint)
{
  return g_strsplit (path, joint, -1);
}

static void
refuse (SjSchemaTree *tree, const char *format, const char *name)
{
  g_autofree char *text = format ? g_strdup_printf (format, name) : NULL;

  gtk_label_set_label (GTK_LABEL (tree->refusal), text ? text : "");
  gtk_widget_set_visible (tree->refusal, text != NULL);
}

static void
take (SjSchemaTree *tree, SjValue schema)
{
  SjBlob *blob = sj_value_is_null (schema) ? NULL : sj_blob_new (schema);

  sj_blob_unref (tree->schema);
  tree->schema = blob;
  refuse (tree, NULL, NULL);
  rebuild (tree);
  g_signal_emit (tree, signals[CHANGED], 0);
}

/* What is done to the schema at a path. */
typedef enum { ADD, REMOVE, RENAME, TURN, DEMAND } What;

static bool
apply (SjSchemaTree *tree, What what, char **path, const char *name, int word, bool flag)
{
  const char *const *at = (const char *const *) path;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue schema = sj_blob_value (tree->schema);
  bool done = false;

  if (what == ADD)
    done = sj_schema_add (&arena, &schema, at, name, word);
  else if (what == REMOVE)
    done = sj_schema_remove (&arena, &schema, at);
  else if (what == RENAME)
    done = sj_schema_rename (&arena, &schema, at, name);
  else if (what == TURN)
    done = sj_schema_turn (&arena, &schema, at, word, flag);
  else
    done = sj_schema_demand (&arena, &schema, at, flag);
  if (done)
    take (tree, schema);
  return done;
}

/* The path of a line, and its tree. */
static SjSchemaTree *
tree_of (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), "tree");
}

static const char *
path_of (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), "path");
}

static GtkWidget *
tie (SjSchemaTree *tree, GtkWidget *widget, const char *path)
{
  g_object_set_data (G_OBJECT (widget), "tree", tree);
  g_object_set_data_full (G_OBJECT (widget), "path", g_strdup (path), g_free);
  return widget;
}

static void
say (GtkWidget *widget, const char *words)
{
  gtk_widget_set_tooltip_text (widget, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (GTK_IS_MENU_BUTTON (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (widget)),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static char *
joined (const char *path, const char *name)
{
  return *path != '\0' ? g_strconcat (path, JOINT, name, NULL) : g_strdup (name);
}

static bool
is_taken (SjValue schema, char **path, const char *name)
{
  for (; *path != NULL; path++)
    schema = sj_value_get (sj_schema_below (schema), *path);
  return sj_value_find (sj_schema_below (schema), name, strlen (name)) != NULL;
}

/* "field", "field2", …: to be named. */
static char *
free_name (SjSchemaTree *tree, char **path)
{
  char *name = g_strdup (_("field"));

  for (unsigned i = 2; is_taken (sj_blob_value (tree->schema), path, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s%u", _("field"), i);
    }
  return name;
}

static char **
split_inner (const char *path)
{
  return *path != '\0' ? split (path, JOINT) : g_new0 (char *, 1);
}

static void
add_cb (GtkWidget *button, gpointer data)
{
  SjSchemaTree *tree = tree_of (button);
  g_autofree char *up = g_strdup (path_of (button));
  g_auto (GStrv) path = split_inner (up);
  g_autofree char *name = free_name (tree, path);

  g_free (tree->focus);
  tree->focus = joined (up, name);
  g_hash_table_remove (tree->closed, up);
  apply (tree, ADD, path, name, 0, false);
}

static void
rename_line (GtkWidget *entry)
{
  SjSchemaTree *tree = tree_of (entry);
  g_autofree char *old = g_strdup (path_of (entry)), *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  g_auto (GStrv) path = split_inner (old);
  size_t length = g_strv_length (path);

  g_strstrip (name);
  if (length == 0 || strcmp (path[length - 1], name) == 0)
    return;
  if (apply (tree, RENAME, path, name, 0, false))
    return;
  if (*name == '\0')
    refuse (tree, "%s", _("A field needs a name."));
  else
    refuse (tree, _("There is a field “%s” already."), name);
  gtk_editable_set_text (GTK_EDITABLE (entry), path[length - 1]);
}

static void
name_activate_cb (GtkWidget *entry, gpointer data)
{
  rename_line (entry);
}

static void
name_leave_cb (GtkEventControllerFocus *controller, GtkWidget *entry)
{
  if (gtk_widget_get_root (entry) != NULL)
    rename_line (entry);
}

static void
fold_cb (GtkWidget *button, gpointer data)
{
  SjSchemaTree *tree = tree_of (button);
  const char *path = path_of (button);

  if (!g_hash_table_remove (tree->closed, path))
    g_hash_table_add (tree->closed, g_strdup (path));
  rebuild (tree);
}

/* The popover of a field. */

static void
word_cb (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  SjSchemaTree *tree = tree_of (list);
  g_auto (GStrv) path = split_inner (path_of (list));
  bool is_list = g_object_get_data (G_OBJECT (list), "list") != NULL;
  int word = gtk_list_box_row_get_index (row);

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_POPOVER)));
  apply (tree, TURN, path, NULL, word, is_list);
}

static void
list_cb (GtkCheckButton *button, gpointer data)
{
  g_auto (GStrv) path = split_inner (path_of (button));
  int word = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "word"));

  apply (tree_of (button), TURN, path, NULL, word, gtk_check_button_get_active (button));
}

static void
required_cb (GtkCheckButton *button, gpointer data)
{
  g_auto (GStrv) path = split_inner (path_of (button));

  apply (tree_of (button), DEMAND, path, NULL, 0, gtk_check_button_get_active (button));
}

static void
remove_cb (GtkWidget *button, gpointer data)
{
  g_auto (GStrv) path = split_inner (path_of (button));

  apply (tree_of (button), REMOVE, path, NULL, 0, false);
}

static GtkWidget *
make_words (SjSchemaTree *tree, const char *path, int word, bool list)
{
  GtkWidget *words = tie (tree, gtk_list_box_new (), path);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (words), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (words, "sj-picks");
  for (int i = 0; sj_schema_words[i].title != NULL; i++)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *label = gtk_label_new (_(sj_schema_words[i].title));
      GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_set_opacity (mark, i == word);
      gtk_box_append (GTK_BOX (line), label);
      gtk_box_append (GTK_BOX (line), mark);
      gtk_list_box_append (GTK_LIST_BOX (words), line);
    }
  g_object_set_data (G_OBJECT (words), "list", GINT_TO_POINTER (list));
  g_signal_connect (words, "row-activated", G_CALLBACK (word_cb), NULL);
  return words;
}

static GtkWidget *
make_check (SjSchemaTree *tree, const char *path, const char *words, bool on, GCallback toggled)
{
  GtkWidget *check = tie (tree, gtk_check_button_new_with_label (words), path);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), on);
  g_signal_connect (check, "toggled", toggled, NULL);
  return check;
}

static void
popup_cb (GtkMenuButton *button, gpointer data)
{
  SjSchemaTree *tree = tree_of (button);
  const char *path = path_of (button);
  int word = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "word"));
  bool list = g_object_get_data (G_OBJECT (button), "list") != NULL;
  bool required = g_object_get_data (G_OBJECT (button), "required") != NULL;
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *several = make_check (tree, path, _("A list of these"), list, G_CALLBACK (list_cb));
  GtkWidget *remove = tie (tree, gtk_button_new_with_label (_("Remove")), path);

  g_object_set_data (G_OBJECT (several), "word", GINT_TO_POINTER (MAX (word, 0)));
  gtk_widget_add_css_class (remove, "flat");
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), NULL);
  gtk_box_append (GTK_BOX (box), make_words (tree, path, word, list));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), several);
  gtk_box_append (GTK_BOX (box), make_check (tree, path, _("Must be there"), required, G_CALLBACK (required_cb)));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), remove);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

/* Lines. */

static GtkWidget *
make_type (SjSchemaTree *tree, const char *path, SjValue schema, bool required)
{
  GtkWidget *button = tie (tree, gtk_menu_button_new (), path), *label;
  bool list;
  int word = sj_schema_word_of (schema, &list);
  const char *title = word >= 0 ? _(sj_schema_words[word].title) : _("Something else");
  g_autofree char *text = list ? g_strdup_printf (_("List: %s"), title) : g_strdup (title);
  g_autofree char *words = g_strdup_printf (_("Type: %s"), text);

  label = gtk_label_new (text);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), label);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_widget_add_css_class (button, "sj-person");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  say (button, words);
  g_object_set_data (G_OBJECT (button), "word", GINT_TO_POINTER (word));
  g_object_set_data (G_OBJECT (button), "list", GINT_TO_POINTER (list));
  g_object_set_data (G_OBJECT (button), "required", GINT_TO_POINTER (required));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), popup_cb, NULL, NULL);
  return button;
}

static GtkWidget *
make_fold (SjSchemaTree *tree, const char *path, bool group)
{
  bool folded = g_hash_table_contains (tree->closed, path);
  const char *icon = folded ? "pan-end-symbolic" : "pan-down-symbolic";
  GtkWidget *button = tie (tree, gtk_button_new_from_icon_name (icon), path);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "sj-fold");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_opacity (button, group);
  gtk_widget_set_sensitive (button, group);
  say (button, folded ? _("Unfold") : _("Fold"));
  g_signal_connect (button, "clicked", G_CALLBACK (fold_cb), NULL);
  return button;
}

static GtkWidget *
make_name (SjSchemaTree *tree, const char *path, const char *name, SjValue schema)
{
  GtkWidget *entry = tie (tree, gtk_entry_new (), path);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autofree char *title = sj_value_dup_text (sj_value_get (schema, "title"));
  g_autofree char *description = sj_value_dup_text (sj_value_get (schema, "description"));

  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 8);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_add_css_class (entry, "sj-flat-entry");
  say (entry, _("Name of the field"));
  gtk_widget_set_tooltip_text (entry, description ? description : title);
  g_signal_connect (entry, "activate", G_CALLBACK (name_activate_cb), NULL);
  g_signal_connect (focus, "leave", G_CALLBACK (name_leave_cb), entry);
  gtk_widget_add_controller (entry, focus);
  return entry;
}

static GtkWidget *
make_add (SjSchemaTree *tree, const char *path)
{
  GtkWidget *button = tie (tree, gtk_button_new_from_icon_name ("list-add-symbolic"), path);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "sj-fold");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  say (button, _("Add a field in this group"));
  g_signal_connect (button, "clicked", G_CALLBACK (add_cb), NULL);
  return button;
}

static void add_lines (SjSchemaTree *tree, SjValue schema, const char *path, unsigned depth);

static void
add_line (SjSchemaTree *tree, SjValue schema, const char *name, const char *path, bool required, unsigned depth)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *entry, *star = gtk_label_new ("*");
  bool list, group = sj_schema_below (schema).type == SJ_OBJECT;

  group = group || (sj_schema_word_of (schema, &list) >= 0 &&
                    g_strcmp0 (sj_schema_words[sj_schema_word_of (schema, &list)].type, "object") == 0);
  entry = make_name (tree, path, name, schema);
  gtk_widget_set_margin_start (line, (int) MIN (depth, 8) * 12);
  gtk_widget_set_opacity (star, required);
  gtk_widget_set_tooltip_text (star, required ? _("Must be there") : NULL);
  gtk_box_append (GTK_BOX (line), make_fold (tree, path, group));
  gtk_box_append (GTK_BOX (line), entry);
  gtk_box_append (GTK_BOX (line), star);
  gtk_box_append (GTK_BOX (line), make_type (tree, path, schema, required));
  if (group)
    gtk_box_append (GTK_BOX (line), make_add (tree, path));
  gtk_box_append (GTK_BOX (tree->lines), line);
  if (g_strcmp0 (path, tree->focus) == 0)
    gtk_widget_grab_focus (entry);
  if (group && !g_hash_table_contains (tree->closed, path))
    add_lines (tree, schema, path, depth + 1);
}

static void
add_lines (SjSchemaTree *tree, SjValue schema, const char *path, unsigned depth)
{
  SjValue properties = sj_schema_below (schema);

  for (uint32_t i = 0; properties.type == SJ_OBJECT && i < properties.length; i++)
    {
      g_autofree char *name = sj_value_dup_text (properties.members[i].key);
      g_autofree char *below = joined (path, name);

      add_line (tree, properties.members[i].value, name, below, sj_schema_demands (schema, name), depth);
    }
}

/* One of the old lines may be in the middle of a signal. */
static void
rebuild (SjSchemaTree *tree)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (tree->lines)) != NULL)
    {
      g_idle_add_once (g_object_unref, g_object_ref (child));
      gtk_box_remove (GTK_BOX (tree->lines), child);
    }
  add_lines (tree, sj_blob_value (tree->schema), "", 0);
  gtk_widget_set_visible (tree->lines, gtk_widget_get_first_child (tree->lines) != NULL);
  g_clear_pointer (&tree->focus, g_free);
}

static void
sj_schema_tree_dispose (GObject *object)
{
  SjSchemaTree *tree = SJ_SCHEMA_TREE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (tree))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sj_schema_tree_parent_class)->dispose (object);
}

static void
sj_schema_tree_finalize (GObject *object)
{
  SjSchemaTree *tree = SJ_SCHEMA_TREE (object);

  sj_blob_unref (tree->schema);
  g_hash_table_unref (tree->closed);
  g_free (tree->focus);
  G_OBJECT_CLASS (sj_schema_tree_parent_class)->finalize (object);
}

static void
sj_schema_tree_class_init (SjSchemaTreeClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sj_schema_tree_dispose;
  G_OBJECT_CLASS (class)->finalize = sj_schema_tree_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
build_cb (GtkWidget *button, SjSchemaTree *tree)
{
  g_autofree char *text = sj_code_entry_get_text (SJ_CODE_ENTRY (tree->sample));

  if (sj_schema_tree_build (tree, text))
    gtk_revealer_set_reveal_child (GTK_REVEALER (tree->maker), FALSE);
}

static void
open_maker_cb (GtkWidget *button, SjSchemaTree *tree)
{
  bool open = gtk_revealer_get_reveal_child (GTK_REVEALER (tree->maker));

  gtk_revealer_set_reveal_child (GTK_REVEALER (tree->maker), !open);
  if (!open)
    gtk_widget_grab_focus (tree->sample);
}

static GtkWidget *
make_maker (SjSchemaTree *tree)
{
  GtkWidget *revealer = gtk_revealer_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (_("Paste a payload, as the other system sends it; or a JSON schema."));
  GtkWidget *build = gtk_button_new_with_label (_("Build the fields"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  tree->sample = sj_code_entry_new (&json, NULL);
  sj_code_entry_set_lines (SJ_CODE_ENTRY (tree->sample), true);
  sj_code_entry_set_name (SJ_CODE_ENTRY (tree->sample), _("Sample payload"));
  gtk_widget_set_halign (build, GTK_ALIGN_START);
  gtk_widget_add_css_class (build, "sj-fix");
  g_signal_connect (build, "clicked", G_CALLBACK (build_cb), tree);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), tree->sample);
  gtk_box_append (GTK_BOX (box), build);
  gtk_revealer_set_child (GTK_REVEALER (revealer), box);
  return revealer;
}

static GtkWidget *
make_foot (SjSchemaTree *tree)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *add = tie (tree, gtk_button_new_with_label (_("Add field")), "");
  GtkWidget *build = gtk_button_new_with_label (_("From a sample…"));

  gtk_widget_add_css_class (add, "sj-fix");
  gtk_widget_add_css_class (build, "sj-fix");
  g_signal_connect (add, "clicked", G_CALLBACK (add_cb), NULL);
  g_signal_connect (build, "clicked", G_CALLBACK (open_maker_cb), tree);
  gtk_box_append (GTK_BOX (foot), add);
  gtk_box_append (GTK_BOX (foot), build);
  return foot;
}

static void
sj_schema_tree_init (SjSchemaTree *tree)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (tree));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  tree->closed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  tree->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  tree->refusal = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (tree->refusal), 0);
  gtk_label_set_wrap (GTK_LABEL (tree->refusal), TRUE);
  gtk_widget_add_css_class (tree->refusal, "caption");
  gtk_widget_add_css_class (tree->refusal, "error");
  gtk_widget_set_visible (tree->refusal, FALSE);
  tree->foot = make_foot (tree);
  tree->maker = make_maker (tree);
  gtk_widget_set_parent (tree->lines, GTK_WIDGET (tree));
  gtk_widget_set_parent (tree->foot, GTK_WIDGET (tree));
  gtk_widget_set_parent (tree->maker, GTK_WIDGET (tree));
  gtk_widget_set_parent (tree->refusal, GTK_WIDGET (tree));
  rebuild (tree);
}

GtkWidget *
sj_schema_tree_new (void)
{
  return g_object_new (SJ_TYPE_SCHEMA_TREE, NULL);
}

/* The path of the line that has the focus. */
static char *
focused_path (SjSchemaTree *tree)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (tree));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GtkWidget *entry = focus ? gtk_widget_get_ancestor (focus, GTK_TYPE_ENTRY) : NULL;

  return entry && tree_of (entry) == tree ? g_strdup (path_of (entry)) : NULL;
}

void
sj_schema_tree_set_schema (SjSchemaTree *tree, SjValue schema)
{
  g_return_if_fail (SJ_IS_SCHEMA_TREE (tree));

  if (sj_value_equal (sj_blob_value (tree->schema), schema))
    return;
  tree->focus = focused_path (tree);
  sj_blob_unref (tree->schema);
  tree->schema = sj_value_is_null (schema) ? NULL : sj_blob_new (schema);
  rebuild (tree);
}

SjValue
sj_schema_tree_get_schema (SjSchemaTree *tree)
{
  return sj_blob_value (tree->schema);
}

void
sj_schema_tree_set_sample (SjSchemaTree *tree, SjValue sample)
{
  g_autofree char *text = sj_value_is_null (sample) ? g_strdup ("") : sj_json_to_string (sample, SJ_JSON_PRETTY);

  sj_code_entry_set_text (SJ_CODE_ENTRY (tree->sample), text);
}

bool
sj_schema_tree_add (SjSchemaTree *tree, const char *path, const char *name, int word)
{
  g_auto (GStrv) names = *path != '\0' ? split (path, ".") : g_new0 (char *, 1);

  return apply (tree, ADD, names, name, word, false);
}

bool
sj_schema_tree_remove (SjSchemaTree *tree, const char *path)
{
  g_auto (GStrv) names = split (path, ".");

  return apply (tree, REMOVE, names, NULL, 0, false);
}

bool
sj_schema_tree_rename (SjSchemaTree *tree, const char *path, const char *name)
{
  g_auto (GStrv) names = split (path, ".");

  return apply (tree, RENAME, names, name, 0, false);
}

bool
sj_schema_tree_turn (SjSchemaTree *tree, const char *path, int word, bool list)
{
  g_auto (GStrv) names = split (path, ".");

  return apply (tree, TURN, names, NULL, word, list);
}

bool
sj_schema_tree_demand (SjSchemaTree *tree, const char *path, bool required)
{
  g_auto (GStrv) names = split (path, ".");

  return apply (tree, DEMAND, names, NULL, 0, required);
}

static bool
is_schema (SjValue value)
{
  return value.type == SJ_OBJECT &&
         (sj_value_find (value, "$schema", 7) != NULL ||
          (sj_value_is_text (sj_value_get (value, "type"), SJ_SLICE ("object")) &&
           sj_value_get (value, "properties").type == SJ_OBJECT));
}

bool
sj_schema_tree_build (SjSchemaTree *tree, const char *text)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autoptr (GError) error = NULL;
  SjValue value;

  if (!sj_json_read (&arena, NULL, text, strlen (text), &value, &error))
    {
      refuse (tree, _("This is not JSON: %s."), error->message);
      return false;
    }
  if (value.type != SJ_OBJECT)
    {
      refuse (tree, "%s", _("A payload is an object: it begins with { and ends with }."));
      return false;
    }
  take (tree, is_schema (value) ? value : sj_schema_draft (&arena, value));
  return true;
}
