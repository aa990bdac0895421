/* sj-field-tree.c -- everything a text may read, as a tree to pick from.
 *
 * Children are made when a branch is opened; searching walks the whole tree, up to a
 * number of finds that nobody reads through anyway.
 */
#include "widgets/sj-field-tree.h"

#include "lang/sj-builtin.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_FOUND 200
#define DEEPEST 12

/* One line of the tree. */
#define SJ_TYPE_BRANCH (sj_branch_get_type ())
G_DECLARE_FINAL_TYPE (SjBranch, sj_branch, SJ, BRANCH, GObject)

struct _SjBranch
{
  GObject parent;

  char *title;
  char *detail;
  const char *icon;
  char *text;               /* what picking it puts in; NULL: it only opens */
  char *way;                /* "Order › total", for what was found */
  const SjShape *shape;     /* borrowed: its fields are below; or NULL */
  GListStore *below;        /* owned: made at once; or NULL */
  bool template;
  unsigned depth;
};

G_DEFINE_FINAL_TYPE (SjBranch, sj_branch, G_TYPE_OBJECT)

static void
sj_branch_finalize (GObject *object)
{
  SjBranch *branch = SJ_BRANCH (object);

  g_free (branch->title);
  g_free (branch->detail);
  g_free (branch->text);
  g_free (branch->way);
  g_clear_object (&branch->below);
  G_OBJECT_CLASS (sj_branch_parent_class)->finalize (object);
}

static void
sj_branch_class_init (SjBranchClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_branch_finalize;
}

static void
sj_branch_init (SjBranch *branch)
{
}

static SjBranch *
branch_new (GListStore *store, const char *title, const char *detail, const char *icon, const char *text)
{
  g_autoptr (SjBranch) branch = g_object_new (SJ_TYPE_BRANCH, NULL);

  branch->title = g_strdup (title);
  branch->detail = g_strdup (detail);
  branch->icon = icon;
  branch->text = g_strdup (text);
  branch->way = g_strdup (title);
  g_list_store_append (store, branch);
  return branch;    /* the store keeps it */
}

static bool
has_fields (const SjShape *shape)
{
  const SjShape *item = shape && shape->type == SJ_LIST ? shape->item : shape;

  return item != NULL && item->type == SJ_OBJECT && item->fields != NULL && item->fields->len > 0;
}

/* ".name}" as the language quotes it. */
static char *
expression_child (const SjBranch *up, const char *name)
{
  const char *const none[] = { NULL };
  const char *const one[] = { name, NULL };
  g_autofree char *bare = sj_expr_reference (SJ_ROOT_EVENT, "E", NULL, none);
  g_autofree char *with = sj_expr_reference (SJ_ROOT_EVENT, "E", NULL, one);
  bool list = up->shape->type == SJ_LIST;

  return g_strdup_printf ("%.*s%s%s", (int) strlen (up->text) - 1, up->text, list ? ".at(0)" : "",
                          with + strlen (bare) - 1);
}

/* "{{profile.a.b}}"; a name that is none of theirs stands in backticks. */
static char *
template_child (const SjBranch *up, const char *name)
{
  bool plain = g_ascii_isalpha (name[0]) || name[0] == '_';
  const char *inner = up->text ? up->text : "{{}}";
  int length = (int) strlen (inner) - 2;
  bool list = up->shape->type == SJ_LIST;

  for (const char *at = name; *at != '\0' && plain; at++)
    plain = g_ascii_isalnum (*at) || *at == '_';
  return g_strdup_printf (plain ? "%.*s%s%s%s}}" : "%.*s%s%s`%s`}}", length, inner, list ? "[0]" : "",
                          length > 2 ? "." : "", name);
}

static GListStore *
fields_of (const SjBranch *up)
{
  GListStore *store = g_list_store_new (SJ_TYPE_BRANCH);
  const SjShape *shape = up->shape && up->shape->type == SJ_LIST ? up->shape->item : up->shape;

  for (guint i = 0; has_fields (up->shape) && up->depth < DEEPEST && i < shape->fields->len; i++)
    {
      const SjShape *field = g_ptr_array_index (shape->fields, i);
      g_autofree char *text = up->template ? template_child (up, field->name) : expression_child (up, field->name);
      g_autofree char *type = sj_shape_describe (field);
      SjBranch *branch = branch_new (store, field->title ? field->title : field->name, type,
                                     has_fields (field) ? "view-list-symbolic" : "view-list-bullet-symbolic", text);

      g_free (branch->way);
      branch->way = g_strdup_printf ("%s › %s", up->way, branch->title);
      branch->shape = field;
      branch->template = up->template;
      branch->depth = up->depth + 1;
    }
  return store;
}

static GListModel *
children_of (SjBranch *branch)
{
  if (branch->below != NULL)
    return G_LIST_MODEL (g_object_ref (branch->below));
  return has_fields (branch->shape) ? G_LIST_MODEL (fields_of (branch)) : NULL;
}

struct _SjFieldTree
{
  GtkPopover parent;

  GtkWidget *search, *list, *scrolled, *nothing;
  GListStore *roots;        /* owned */
  GtkSingleSelection *selection;    /* borrowed */
};

G_DEFINE_FINAL_TYPE (SjFieldTree, sj_field_tree, GTK_TYPE_POPOVER)

enum { PICKED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GListModel *
open_branch (gpointer item, gpointer data)
{
  return children_of (SJ_BRANCH (item));
}

static GListModel *
nothing_below (gpointer item, gpointer data)
{
  return NULL;
}

/* How well it fits: all words are in its way or its text (1), the last one in its own name (2); else 0. */
static int
fit (const SjBranch *branch, char *const *words)
{
  g_autofree char *way = g_utf8_casefold (branch->way, -1), *text = g_utf8_casefold (branch->text, -1);
  g_autofree char *own = g_utf8_casefold (branch->title, -1);
  bool named = false;

  for (; *words != NULL; words++)
    if (strstr (way, *words) == NULL && strstr (text, *words) == NULL)
      return 0;
    else
      named = strstr (own, *words) != NULL;
  return named ? 2 : 1;
}

/* What is named so goes to the front of found, what merely lies below such a name to its end. */
static void
collect (GListModel *model, char *const *words, GListStore *found, guint *named)
{
  guint count = g_list_model_get_n_items (model);

  for (guint i = 0; i < count && g_list_model_get_n_items (G_LIST_MODEL (found)) < MOST_FOUND; i++)
    {
      g_autoptr (SjBranch) branch = g_list_model_get_item (model, i);
      g_autoptr (GListModel) below = children_of (branch);
      int fits = branch->text != NULL ? fit (branch, words) : 0;

      if (fits == 2)
        g_list_store_insert (found, (*named)++, branch);
      else if (fits == 1)
        g_list_store_append (found, branch);
      if (below != NULL)
        collect (below, words, found, named);
    }
}

static GListStore *
find (SjFieldTree *tree, const char *typed)
{
  GListStore *found = g_list_store_new (SJ_TYPE_BRANCH);
  g_autofree char *folded = g_utf8_casefold (typed, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t", -1);
  guint named = 0;

  collect (G_LIST_MODEL (tree->roots), words, found, &named);
  return found;
}

/* The tree, or what was found as a flat list. */
static void
show_model (SjFieldTree *tree)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (tree->search));
  GListStore *store = *typed != '\0' ? find (tree, typed) : g_object_ref (tree->roots);
  bool any = g_list_model_get_n_items (G_LIST_MODEL (store)) > 0;
  GtkTreeListModel *model;

  if (*typed != '\0')
    model = gtk_tree_list_model_new (G_LIST_MODEL (store), FALSE, FALSE, nothing_below, NULL, NULL);
  else
    model = gtk_tree_list_model_new (G_LIST_MODEL (store), FALSE, FALSE, open_branch, NULL, NULL);
  gtk_single_selection_set_model (tree->selection, G_LIST_MODEL (model));
  g_object_unref (model);
  gtk_widget_set_visible (tree->scrolled, any);
  gtk_widget_set_visible (tree->nothing, !any);
}

static void
take (SjFieldTree *tree, SjBranch *branch)
{
  g_autofree char *text = g_strdup (branch->text);
  g_autoptr (SjFieldTree) kept = g_object_ref (tree);

  gtk_popover_popdown (GTK_POPOVER (tree));
  g_signal_emit (tree, signals[PICKED], 0, text);
}

static void
activate_cb (GtkListView *list, guint position, SjFieldTree *tree)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (tree->selection), position);
  g_autoptr (SjBranch) branch = row ? gtk_tree_list_row_get_item (row) : NULL;

  if (branch == NULL)
    return;
  if (gtk_tree_list_row_is_expandable (row))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else if (branch->text != NULL)
    take (tree, branch);
}

static void
use_cb (GtkButton *button, SjFieldTree *tree)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (button), "item");
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  g_autoptr (SjBranch) branch = row ? gtk_tree_list_row_get_item (row) : NULL;

  if (branch != NULL && branch->text != NULL)
    take (tree, branch);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SjFieldTree *tree)
{
  GtkWidget *expander = gtk_tree_expander_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL), *use = gtk_button_new_from_icon_name ("list-add-symbolic");

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_START);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), detail);
  gtk_widget_add_css_class (use, "flat");
  gtk_widget_set_valign (use, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (use, _("Insert"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (use), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Insert"), -1);
  g_object_set_data (G_OBJECT (use), "item", item);
  g_signal_connect (use, "clicked", G_CALLBACK (use_cb), tree);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), use);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_list_item_set_child (item, expander);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SjFieldTree *tree)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  g_autoptr (SjBranch) branch = gtk_tree_list_row_get_item (row);
  GtkWidget *expander = gtk_list_item_get_child (item);
  GtkWidget *icon = gtk_widget_get_first_child (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander)));
  GtkWidget *words = gtk_widget_get_next_sibling (icon), *title = gtk_widget_get_first_child (words);
  GtkWidget *detail = gtk_widget_get_next_sibling (title), *use = gtk_widget_get_next_sibling (words);
  bool searching = *gtk_editable_get_text (GTK_EDITABLE (tree->search)) != '\0';

  const char *below = strstr (branch->way, " › ");
  g_autofree char *origin = NULL;

  if (searching && below != NULL)
    origin = g_strdup_printf ("%.*s · %s", (int) (below - branch->way), branch->way,
                              branch->detail ? branch->detail : "");
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (expander), row);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), branch->icon);
  gtk_label_set_label (GTK_LABEL (title), origin ? below + strlen (" › ") : branch->title);
  gtk_label_set_label (GTK_LABEL (detail), origin ? origin : branch->detail ? branch->detail : "");
  gtk_widget_set_visible (detail, branch->detail != NULL);
  gtk_widget_set_tooltip_text (words, branch->text);
  gtk_widget_set_visible (use, branch->text != NULL);
}

static void
search_changed_cb (GtkEditable *search, SjFieldTree *tree)
{
  show_model (tree);
}

static void
search_activate_cb (GtkEntry *search, SjFieldTree *tree)
{
  guint at = gtk_single_selection_get_selected (tree->selection);

  activate_cb (NULL, at == GTK_INVALID_LIST_POSITION ? 0 : at, tree);
}

/* Escape, which the entry keeps to itself. */
static void
stop_search_cb (GtkSearchEntry *search, SjFieldTree *tree)
{
  gtk_popover_popdown (GTK_POPOVER (tree));
}

static void
show_cb (GtkWidget *widget, gpointer data)
{
  gtk_widget_grab_focus (SJ_FIELD_TREE (widget)->search);
}

static void
sj_field_tree_dispose (GObject *object)
{
  g_clear_object (&SJ_FIELD_TREE (object)->roots);
  G_OBJECT_CLASS (sj_field_tree_parent_class)->dispose (object);
}

static void
sj_field_tree_class_init (SjFieldTreeClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sj_field_tree_dispose;
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
make_list (SjFieldTree *tree)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), tree);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), tree);
  tree->selection = gtk_single_selection_new (NULL);
  tree->list = gtk_list_view_new (GTK_SELECTION_MODEL (tree->selection), factory);
  gtk_widget_add_css_class (tree->list, "sj-picks");
  gtk_accessible_update_property (GTK_ACCESSIBLE (tree->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Fields"), -1);
  g_signal_connect (tree->list, "activate", G_CALLBACK (activate_cb), tree);
  tree->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (tree->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (tree->scrolled, 330, 340);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (tree->scrolled), tree->list);
}

static void
sj_field_tree_init (SjFieldTree *tree)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  tree->roots = g_list_store_new (SJ_TYPE_BRANCH);
  tree->search = gtk_search_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (tree->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search fields"), -1);
  tree->nothing = gtk_label_new (_("Nothing found"));
  gtk_widget_add_css_class (tree->nothing, "dim-label");
  gtk_widget_set_size_request (tree->nothing, 330, 340);
  gtk_widget_set_visible (tree->nothing, FALSE);
  make_list (tree);
  gtk_box_append (GTK_BOX (box), tree->search);
  gtk_box_append (GTK_BOX (box), tree->scrolled);
  gtk_box_append (GTK_BOX (box), tree->nothing);
  gtk_popover_set_child (GTK_POPOVER (tree), box);
  gtk_widget_add_css_class (GTK_WIDGET (tree), "sj-picker");
  g_signal_connect (tree->search, "search-changed", G_CALLBACK (search_changed_cb), tree);
  g_signal_connect (tree->search, "activate", G_CALLBACK (search_activate_cb), tree);
  g_signal_connect (tree->search, "stop-search", G_CALLBACK (stop_search_cb), tree);
  g_signal_connect (tree, "show", G_CALLBACK (show_cb), NULL);
}

GtkWidget *
sj_field_tree_new (void)
{
  return g_object_new (SJ_TYPE_FIELD_TREE, NULL);
}

static const SjShape *
shape_of (const SjExprEnv *env, SjRootKind kind, const char *name, const char *group)
{
  const SjShape *shape = NULL;

  if (env->root == NULL ||
      !env->root (env, kind, (SjSlice) { name, strlen (name) }, (SjSlice) { group, group ? strlen (group) : 0 },
                  &shape))
    return NULL;
  return shape;
}

static void
add_named (SjFieldTree *tree, const SjExprEnv *env, SjRootKind kind, const char *icon, const char *detail)
{
  const char *const none[] = { NULL };
  g_auto (GStrv) names = env->names ? env->names (env, kind, (SjSlice) { NULL, 0 }) : NULL;

  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      g_autofree char *text = sj_expr_reference (kind, *name, NULL, none);
      SjBranch *branch = branch_new (tree->roots, *name, detail, icon, text);

      branch->shape = shape_of (env, kind, *name, NULL);
    }
}

/* The profile, without its beginning that holds nothing but it. */
static void
add_sources (SjFieldTree *tree, const SjExprEnv *env)
{
  g_auto (GStrv) names = env->names ? env->names (env, SJ_ROOT_SOURCE, (SjSlice) { NULL, 0 }) : NULL;

  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      g_auto (GStrv) groups = env->names (env, SJ_ROOT_SOURCE, (SjSlice) { *name, strlen (*name) });

      for (char **group = groups; group != NULL && *group != NULL; group++)
        {
          const SjShape *shape = shape_of (env, SJ_ROOT_SOURCE, *name, *group);
          const SjShape *profile = shape ? sj_shape_field (shape, "profile", 7) : NULL;
          const char *const fields[] = { profile ? "profile" : NULL, NULL };
          g_autofree char *text = sj_expr_reference (SJ_ROOT_SOURCE, *name, *group, fields);
          SjBranch *branch = branch_new (tree->roots, profile ? _("Profile") : *group, _("what is known of the person"),
                                         "avatar-default-symbolic", text);

          branch->shape = profile ? profile : shape;
        }
    }
}

static void
add_audiences (SjFieldTree *tree, const SjExprEnv *env)
{
  g_auto (GStrv) names = env->audiences ? env->audiences (env) : NULL;
  SjBranch *all;

  if (names == NULL || names[0] == NULL)
    return;
  all = branch_new (tree->roots, _("Audiences"), _("whether the person is in one"), "sj-audience-symbolic", NULL);
  all->below = g_list_store_new (SJ_TYPE_BRANCH);
  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *text = g_strdup_printf ("inAudience(\"%s\")", *name);

      branch_new (all->below, *name, NULL, "sj-audience-symbolic", text);
    }
}

static void
add_functions (SjFieldTree *tree)
{
  size_t count;
  const SjBuiltin *table = sj_builtin_table (SJ_EXPRESSION, &count);
  SjBranch *all = branch_new (tree->roots, _("Functions"), NULL, "system-run-symbolic", NULL), *group = NULL;

  all->below = g_list_store_new (SJ_TYPE_BRANCH);
  for (size_t i = 0; i < count; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s()", table[i].name);
      SjBranch *function;

      if (table[i].alias_of != NULL)
        continue;
      if (group == NULL || strcmp (group->title, _(table[i].group)) != 0)
        {
          group = branch_new (all->below, _(table[i].group), NULL, "view-list-symbolic", NULL);
          group->below = g_list_store_new (SJ_TYPE_BRANCH);
        }
      function = branch_new (group->below, table[i].name, _(table[i].help), "system-run-symbolic", text);
      g_free (function->way);
      function->way = g_strdup (table[i].name);
    }
}

static void
fill_fields (SjFieldTree *tree, const SjExprEnv *env)
{
  g_list_store_remove_all (tree->roots);
  if (env != NULL)
    {
      add_named (tree, env, SJ_ROOT_EVENT, "sj-event-symbolic", _("event"));
      add_sources (tree, env);
      add_named (tree, env, SJ_ROOT_ACTION, "sj-call-symbolic", _("answer of an action"));
      add_audiences (tree, env);
    }
}

void
sj_field_tree_set_fields (SjFieldTree *tree, const SjExprEnv *env)
{
  g_return_if_fail (SJ_IS_FIELD_TREE (tree));

  fill_fields (tree, env);
  show_model (tree);
}

void
sj_field_tree_set_expr_env (SjFieldTree *tree, const SjExprEnv *env)
{
  g_return_if_fail (SJ_IS_FIELD_TREE (tree));

  fill_fields (tree, env);
  add_functions (tree);
  show_model (tree);
}

static void
add_helpers (SjFieldTree *tree)
{
  size_t count;
  const SjHelperInfo *helpers = sj_template_helpers (&count);
  SjBranch *all = branch_new (tree->roots, _("Helpers"), NULL, "system-run-symbolic", NULL);

  all->below = g_list_store_new (SJ_TYPE_BRANCH);
  for (size_t i = 0; i < count; i++)
    {
      g_autofree char *text = g_strdup_printf ("{{%s %s}}", helpers[i].name, helpers[i].usage);

      branch_new (all->below, helpers[i].name, _(helpers[i].help), "system-run-symbolic", text);
    }
}

void
sj_field_tree_set_template_env (SjFieldTree *tree, const SjTemplateEnv *env)
{
  SjBranch whole = { .shape = env ? env->root : NULL, .way = (char *) "", .template = true };
  g_autoptr (GListStore) roots = NULL;

  g_return_if_fail (SJ_IS_FIELD_TREE (tree));

  g_list_store_remove_all (tree->roots);
  roots = fields_of (&whole);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (roots)); i++)
    {
      g_autoptr (SjBranch) branch = g_list_model_get_item (G_LIST_MODEL (roots), i);

      if (!has_fields (branch->shape))
        continue;    /* what nothing is known of */
      g_free (branch->way);
      branch->way = g_strdup (branch->title);
      branch->icon = strcmp (branch->title, "profile") == 0 ? "avatar-default-symbolic" : "view-list-symbolic";
      g_list_store_append (tree->roots, branch);
    }
  add_helpers (tree);
  show_model (tree);
}

char **
sj_field_tree_find (SjFieldTree *tree, const char *typed)
{
  g_autoptr (GListStore) found = find (tree, typed);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (found)); i++)
    {
      g_autoptr (SjBranch) branch = g_list_model_get_item (G_LIST_MODEL (found), i);

      g_strv_builder_add (builder, branch->text);
    }
  return g_strv_builder_end (builder);
}

/* The branch of exactly that text. */
static SjBranch *
find_exact (GListModel *model, const char *text)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SjBranch) branch = g_list_model_get_item (model, i);
      g_autoptr (GListModel) below = NULL;
      SjBranch *found;

      if (g_strcmp0 (branch->text, text) == 0)
        return g_steal_pointer (&branch);
      below = children_of (branch);
      found = below ? find_exact (below, text) : NULL;
      if (found != NULL)
        return found;
    }
  return NULL;
}

char *
sj_field_tree_words (SjFieldTree *tree, const char *text)
{
  g_autoptr (SjBranch) branch = find_exact (G_LIST_MODEL (tree->roots), text);

  return branch ? g_strdup (branch->way) : NULL;
}

bool
sj_field_tree_pick (SjFieldTree *tree, const char *text)
{
  g_autoptr (SjBranch) branch = find_exact (G_LIST_MODEL (tree->roots), text);

  if (branch != NULL)
    take (tree, branch);
  return branch != NULL;
}
