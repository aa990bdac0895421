/* sj-outline-pane.c -- the journey as an indented list: a second editor. */
#include "app/sj-outline-pane.h"

#include "model/sj-outline.h"

#define INDENT 20     /* pixels a level */
#define DEEPEST 12    /* levels that are indented */

#define SJ_TYPE_LINE (sj_line_get_type ())
G_DECLARE_FINAL_TYPE (SjLine, sj_line, SJ, LINE, GObject)

struct _SjLine
{
  GObject parent_instance;

  SjOutlineLine type;
  char *node, *path;        /* ids, or NULL */
  unsigned depth;
  char *text;
};

G_DEFINE_FINAL_TYPE (SjLine, sj_line, G_TYPE_OBJECT)

static void
sj_line_finalize (GObject *object)
{
  SjLine *line = SJ_LINE (object);

  g_free (line->node);
  g_free (line->path);
  g_free (line->text);
  G_OBJECT_CLASS (sj_line_parent_class)->finalize (object);
}

static void
sj_line_class_init (SjLineClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_line_finalize;
}

static void
sj_line_init (SjLine *line)
{
}

struct _SjOutlinePane
{
  GtkWidget parent_instance;

  SjEditor *editor;                 /* owned */
  GListStore *lines;                /* owned: of SjLine */
  GtkSingleSelection *selection;    /* owned */
  bool following;                   /* the selection is being set, not made */
  bool stale;                       /* not filled since the last change: it is not on show */

  GtkStack *stack;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (SjOutlinePane, sj_outline_pane, GTK_TYPE_WIDGET)

static guint inspect;

/* -------------------------------------------------------------------- rows */

static void
each_cb (const SjOutlineRow *row, gpointer data)
{
  GPtrArray *lines = data;
  SjLine *line = g_object_new (SJ_TYPE_LINE, NULL);

  line->type = row->type;
  line->node = row->node ? g_strdup (row->node->id) : NULL;
  line->path = row->path ? g_strdup (row->path->id) : NULL;
  line->depth = row->depth;
  line->text = g_strdelimit (g_strdup (row->text), "\n\r\t", ' ');
  g_ptr_array_add (lines, line);
}

static bool
is_same (SjLine *line, SjLine *other)
{
  return line->type == other->type && line->depth == other->depth && g_str_equal (line->text, other->text) &&
         g_strcmp0 (line->node, other->node) == 0 && g_strcmp0 (line->path, other->path) == 0;
}

/* The stretch of `lines` that differs takes the place of what stood there. */
static void
take_lines (SjOutlinePane *pane, GPtrArray *lines)
{
  GListModel *model = G_LIST_MODEL (pane->lines);
  guint count = g_list_model_get_n_items (model);
  guint least = MIN (count, lines->len);
  guint start = 0, end = 0;

  for (; start < least; start++)
    {
      g_autoptr (SjLine) line = g_list_model_get_item (model, start);

      if (!is_same (line, lines->pdata[start]))
        break;
    }
  for (; end < least - start; end++)
    {
      g_autoptr (SjLine) line = g_list_model_get_item (model, count - 1 - end);

      if (!is_same (line, lines->pdata[lines->len - 1 - end]))
        break;
    }
  if (count - start - end > 0 || lines->len - start - end > 0)
    g_list_store_splice (pane->lines, start, count - start - end, lines->pdata + start, lines->len - start - end);
}

static bool
stands_for (SjLine *line, const char *node, const char *path)
{
  if (g_strcmp0 (line->node, node) != 0)
    return false;
  return path ? line->type == SJ_OUTLINE_PATH && g_strcmp0 (line->path, path) == 0 : line->type == SJ_OUTLINE_NODE;
}

static void
follow_selection (SjOutlinePane *pane)
{
  SjDrawing *drawing = sj_editor_drawing (pane->editor);
  const SjNode *node = sj_drawing_selected_node (drawing);
  const SjPath *path = sj_drawing_selected_path (drawing);
  const char *id = node ? node->id : path ? path->node->id : NULL;
  guint found = GTK_INVALID_LIST_POSITION;
  guint count = g_list_model_get_n_items (G_LIST_MODEL (pane->lines));

  for (guint i = 0; id != NULL && i < count && found == GTK_INVALID_LIST_POSITION; i++)
    {
      g_autoptr (SjLine) line = g_list_model_get_item (G_LIST_MODEL (pane->lines), i);

      if (stands_for (line, id, path ? path->id : NULL))
        found = i;
    }
  pane->following = true;
  gtk_single_selection_set_selected (pane->selection, found);
  pane->following = false;
  if (found != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (pane->list), "list.scroll-to-item", "u", found);
}

static void
fill (SjOutlinePane *pane)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  pane->stale = false;
  sj_outline_each (sj_editor_journey (pane->editor), 0, sj_editor_names (pane->editor), each_cb, lines);
  pane->following = true;
  take_lines (pane, lines);
  pane->following = false;
  gtk_stack_set_visible_child_name (pane->stack, lines->len > 0 ? "list" : "none");
  follow_selection (pane);
}

/* --------------------------------------------------------------------- use */

static void
select_line (SjOutlinePane *pane, SjLine *line)
{
  SjDrawing *drawing = sj_editor_drawing (pane->editor);

  if (line->node == NULL)
    sj_drawing_select_none (drawing);
  else if (line->type == SJ_OUTLINE_NODE || line->type == SJ_OUTLINE_SEE)
    sj_drawing_select (drawing, line->node);
  else
    sj_drawing_select_path (drawing, line->node, line->path);
  if (line->node != NULL)
    sj_drawing_reveal (drawing, line->node, line->type == SJ_OUTLINE_PATH ? line->path : NULL);
}

static void
selected_cb (SjOutlinePane *pane)
{
  SjLine *line = gtk_single_selection_get_selected_item (pane->selection);

  if (!pane->following && line != NULL && sj_editor_drawing (pane->editor) != NULL)
    select_line (pane, line);
}

static void
activate_cb (SjOutlinePane *pane, guint position)
{
  g_autoptr (SjLine) line = g_list_model_get_item (G_LIST_MODEL (pane->lines), position);

  if (line == NULL || sj_editor_drawing (pane->editor) == NULL)
    return;
  select_line (pane, line);
  g_signal_emit (pane, inspect, 0);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, SjOutlinePane *pane)
{
  SjLine *line = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *icon = gtk_widget_get_first_child (box);
  GtkWidget *label = gtk_widget_get_last_child (box);
  SjJourney *journey = sj_editor_journey (pane->editor);
  const SjNode *node = line->type == SJ_OUTLINE_NODE && journey ? sj_journey_find (journey, line->node) : NULL;

  gtk_widget_set_margin_start (box, (int) MIN (line->depth, DEEPEST) * INDENT);
  gtk_widget_set_visible (icon, node != NULL);
  if (node != NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (icon), node->kind->icon);
  gtk_label_set_text (GTK_LABEL (label), line->text);
  if (line->type == SJ_OUTLINE_NODE)
    gtk_widget_remove_css_class (label, "dim-label");
  else
    gtk_widget_add_css_class (label, "dim-label");
}

static void
editor_cb (SjEditor *editor, unsigned what, SjOutlinePane *pane)
{
  if (sj_editor_journey (editor) == NULL)
    return;
  if (what & (SJ_EDITOR_JOURNEY | SJ_EDITOR_LIBRARY))
    {
      if (gtk_widget_get_mapped (GTK_WIDGET (pane)))
        fill (pane);
      else
        pane->stale = true;
    }
  else if ((what & SJ_EDITOR_SELECTION) && !pane->stale && gtk_widget_get_mapped (GTK_WIDGET (pane)))
    follow_selection (pane);
}

/* ------------------------------------------------------------------ object */

static void
sj_outline_pane_map (GtkWidget *widget)
{
  SjOutlinePane *pane = SJ_OUTLINE_PANE (widget);

  GTK_WIDGET_CLASS (sj_outline_pane_parent_class)->map (widget);
  if (pane->editor == NULL || sj_editor_journey (pane->editor) == NULL)
    return;
  if (pane->stale)
    fill (pane);
  else
    follow_selection (pane);
}

static void
sj_outline_pane_dispose (GObject *object)
{
  SjOutlinePane *pane = SJ_OUTLINE_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (pane), SJ_TYPE_OUTLINE_PANE);
  g_clear_object (&pane->selection);
  g_clear_object (&pane->lines);
  g_clear_object (&pane->editor);
  G_OBJECT_CLASS (sj_outline_pane_parent_class)->dispose (object);
}

static void
sj_outline_pane_class_init (SjOutlinePaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_outline_pane_dispose;
  widget_class->map = sj_outline_pane_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-outline-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SjOutlinePane, stack);
  gtk_widget_class_bind_template_child (widget_class, SjOutlinePane, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  inspect = g_signal_new ("inspect", SJ_TYPE_OUTLINE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sj_outline_pane_init (SjOutlinePane *pane)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (pane));
  pane->lines = g_list_store_new (SJ_TYPE_LINE);
  pane->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (pane->lines)));
  gtk_single_selection_set_autoselect (pane->selection, FALSE);
  gtk_single_selection_set_can_unselect (pane->selection, TRUE);
  g_signal_connect_object (pane->selection, "notify::selected-item", G_CALLBACK (selected_cb), pane,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), pane);
  gtk_list_view_set_factory (pane->list, factory);
  gtk_list_view_set_model (pane->list, GTK_SELECTION_MODEL (pane->selection));
}

GtkWidget *
sj_outline_pane_new (void)
{
  return g_object_new (SJ_TYPE_OUTLINE_PANE, NULL);
}

void
sj_outline_pane_set_editor (SjOutlinePane *pane, SjEditor *editor)
{
  g_return_if_fail (pane->editor == NULL);
  pane->editor = g_object_ref (editor);
  pane->stale = true;
  g_signal_connect_object (editor, "changed", G_CALLBACK (editor_cb), pane, 0);
}

void
sj_outline_pane_focus (SjOutlinePane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (pane->list));
}
