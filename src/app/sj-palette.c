/* sj-palette.c -- what can be added: dragged, double clicked, or with Return. */
#include "app/sj-palette.h"

#include "app/sj-palette-items.h"
#include "app/sj-taste.h"
#include "kinds/sj-kinds-default.h"
#include "widgets/sj-canvas.h"

#include <glib/gi18n-lib.h>

/* The groups of the palette; the recent ones first. */
enum { RECENT = SJ_N_GROUPS, N_PARTS };

struct _SjPalette
{
  GtkWidget parent_instance;

  SjEditor *editor;                 /* owned */
  GPtrArray *items;                 /* owned: of SjPaletteItem */
  char *words;                      /* owned: folded search; or NULL */
  GtkWidget *expanders[N_PARTS];    /* NULL: no such group */
  GtkWidget *lists[N_PARTS];

  GtkBox *box;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkBox *groups;
};

G_DEFINE_FINAL_TYPE (SjPalette, sj_palette, GTK_TYPE_WIDGET)

static guint dragged;

#define ITEM "sj-item"      /* of a row: borrowed, of the palette's items */

static const SjPaletteItem *
item_of (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), ITEM);
}

/* ------------------------------------------------------------------ adding */

static void
remember (SjPalette *palette, const SjPaletteItem *item)
{
  GSettings *taste = sj_taste ();
  g_auto (GStrv) recent = NULL;
  g_auto (GStrv) now = NULL;

  if (taste == NULL)
    return;
  recent = g_settings_get_strv (taste, "recent-kinds");
  now = sj_palette_remember ((const char *const *) recent, item->key);
  g_settings_set_strv (taste, "recent-kinds", (const char *const *) now);
}

static void
activated_cb (SjPalette *palette, GtkListBoxRow *row)
{
  const SjPaletteItem *item = item_of (row);
  SjDrawing *drawing = sj_editor_drawing (palette->editor);

  if (drawing != NULL && sj_desk_writable (sj_editor_desk (palette->editor)) &&
      sj_drawing_add (drawing, item->kind, item->config))
    remember (palette, item);
  else
    gtk_widget_error_bell (GTK_WIDGET (palette));
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, GtkWidget *row)
{
  const SjPaletteItem *item = item_of (row);
  g_autofree char *text = sj_canvas_write_drag (item->kind->id, item->config);

  return gdk_content_provider_new_typed (G_TYPE_STRING, text);
}

/* The canvas shows the ghost; outside of it the pointer carries the icon. */
static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, GtkWidget *row)
{
  GtkWidget *icon = gtk_drag_icon_get_for_drag (drag);
  GtkWidget *image = gtk_image_new_from_icon_name (item_of (row)->kind->icon);

  gtk_image_set_pixel_size (GTK_IMAGE (image), 24);
  gtk_drag_icon_set_child (GTK_DRAG_ICON (icon), image);
  g_signal_emit (gtk_widget_get_ancestor (row, SJ_TYPE_PALETTE), dragged, 0);
}

static void
drag_end_cb (GtkDragSource *source, GdkDrag *drag, gboolean delete_data, GtkWidget *row)
{
  SjPalette *palette = SJ_PALETTE (gtk_widget_get_ancestor (row, SJ_TYPE_PALETTE));

  if (gdk_drag_get_selected_action (drag) != 0)
    remember (palette, item_of (row));
}

/* -------------------------------------------------------------------- rows */

static GtkWidget *
row_content (const SjPaletteItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (item->kind->icon);
  GtkWidget *title = gtk_label_new (item->title);
  GtkWidget *purpose = gtk_label_new (item->purpose);
  static const char *const groups[SJ_N_GROUPS] = {
    [SJ_GROUP_EVENT] = "group-event", [SJ_GROUP_ORCHESTRATION] = "group-orchestration",
    [SJ_GROUP_ACTION] = "group-action", [SJ_GROUP_END] = "group-end", [SJ_GROUP_UNKNOWN] = "group-end",
  };

  gtk_widget_add_css_class (icon, "tile");
  gtk_widget_add_css_class (icon, groups[item->kind->group]);
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (purpose), 0);
  gtk_label_set_ellipsize (GTK_LABEL (purpose), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (purpose, "dim-label");
  gtk_widget_add_css_class (purpose, "caption");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), purpose);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  return box;
}

static void
add_row (SjPalette *palette, int part, SjPaletteItem *item)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkDragSource *drag = gtk_drag_source_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), row_content (item));
  g_object_set_data (G_OBJECT (row), ITEM, item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, item->title, -1);
  g_signal_connect_object (drag, "prepare", G_CALLBACK (prepare_cb), row, 0);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), row, 0);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), row, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drag));
  gtk_list_box_append (GTK_LIST_BOX (palette->lists[part]), row);
}

static void
clear_list (GtkWidget *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), GTK_WIDGET (row));
}

/* Why each row cannot be used now, if so: asked once for each kind. */
static void
update_reasons (SjPalette *palette)
{
  g_autoptr (GHashTable) reasons = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  SjDrawing *drawing = sj_editor_drawing (palette->editor);

  for (int part = 0; drawing != NULL && part < N_PARTS; part++)
    for (int i = 0; palette->lists[part] != NULL; i++)
      {
        GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (palette->lists[part]), i);
        const SjPaletteItem *item = row ? item_of (row) : NULL;
        const char *reason;

        if (item == NULL)
          break;
        if (!g_hash_table_contains (reasons, item->kind))
          g_hash_table_insert (reasons, (gpointer) item->kind, sj_drawing_refusal (drawing, item->kind));
        reason = g_hash_table_lookup (reasons, item->kind);
        gtk_widget_set_tooltip_text (GTK_WIDGET (row), reason ? reason : item->purpose);
        gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                        reason ? reason : item->purpose, -1);
        if (reason != NULL)
          gtk_widget_add_css_class (GTK_WIDGET (row), "refused");
        else
          gtk_widget_remove_css_class (GTK_WIDGET (row), "refused");
      }
}

static SjPaletteItem *
find_item (SjPalette *palette, const char *key)
{
  for (guint i = 0; i < palette->items->len; i++)
    if (g_str_equal (((SjPaletteItem *) palette->items->pdata[i])->key, key))
      return palette->items->pdata[i];
  return NULL;
}

static void
fill_recent (SjPalette *palette)
{
  g_auto (GStrv) recent = sj_taste () ? g_settings_get_strv (sj_taste (), "recent-kinds") : NULL;
  unsigned count = 0;

  clear_list (palette->lists[RECENT]);
  for (size_t i = 0; recent != NULL && recent[i] != NULL; i++)
    {
      SjPaletteItem *item = find_item (palette, recent[i]);

      if (item == NULL)
        continue;
      add_row (palette, RECENT, item);
      count++;
    }
  gtk_widget_set_visible (palette->expanders[RECENT], count > 0 && palette->words == NULL);
  update_reasons (palette);
}

static void
fill (SjPalette *palette)
{
  for (int part = 0; part < N_PARTS; part++)
    if (palette->lists[part] != NULL)
      clear_list (palette->lists[part]);
  g_clear_pointer (&palette->items, g_ptr_array_unref);
  palette->items = sj_palette_items (&sj_kinds_default, sj_editor_library (palette->editor));
  for (guint i = 0; i < palette->items->len; i++)
    {
      SjPaletteItem *item = palette->items->pdata[i];

      if (palette->lists[item->group] != NULL)
        add_row (palette, (int) item->group, item);
    }
  fill_recent (palette);
}

/* ------------------------------------------------------------------ search */

static gboolean
filter_cb (GtkListBoxRow *row, gpointer data)
{
  SjPalette *palette = data;

  return palette->words == NULL || sj_palette_item_matches (item_of (row), palette->words);
}

static GtkListBoxRow *
first_row (SjPalette *palette, int part)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (palette->lists[part]), i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)) && filter_cb (row, palette))
      return row;
  return NULL;
}

static void
search_cb (SjPalette *palette)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (palette->search));
  bool found = false;

  g_clear_pointer (&palette->words, g_free);
  if (text[0] != '\0')
    palette->words = g_utf8_casefold (text, -1);
  for (int part = 0; part < N_PARTS; part++)
    if (palette->lists[part] != NULL)
      {
        bool any;

        gtk_list_box_invalidate_filter (GTK_LIST_BOX (palette->lists[part]));
        any = first_row (palette, part) != NULL && (part != RECENT || palette->words == NULL);
        gtk_widget_set_visible (palette->expanders[part], any);
        if (palette->words != NULL)
          gtk_expander_set_expanded (GTK_EXPANDER (palette->expanders[part]), TRUE);
        found |= any;
      }
  gtk_stack_set_visible_child_name (palette->stack, found ? "items" : "nothing");
}

static void
stop_search_cb (SjPalette *palette)
{
  gtk_editable_set_text (GTK_EDITABLE (palette->search), "");
}

/* Return in the search adds what is found first. */
static void
first_cb (SjPalette *palette)
{
  search_cb (palette);
  for (int part = 0; palette->words != NULL && part < RECENT; part++)
    {
      GtkListBoxRow *row = palette->lists[part] ? first_row (palette, part) : NULL;

      if (row != NULL)
        {
          activated_cb (palette, row);
          return;
        }
    }
}

/* ------------------------------------------------------------------ object */

static void
changed_cb (SjEditor *editor, unsigned what, SjPalette *palette)
{
  if (what & SJ_EDITOR_LIBRARY)
    fill (palette);
  else if (what & (SJ_EDITOR_JOURNEY | SJ_EDITOR_SELECTION))
    update_reasons (palette);
}

static void
add_part (SjPalette *palette, int part, const char *title)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *expander = gtk_expander_new (title);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (list), FALSE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (list), filter_cb, palette, NULL);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (activated_cb), palette);
  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_widget_add_css_class (list, "palette");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_add_css_class (expander, "palette-group");
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  gtk_expander_set_child (GTK_EXPANDER (expander), list);
  gtk_box_append (palette->groups, expander);
  palette->expanders[part] = expander;
  palette->lists[part] = list;
}

static void
sj_palette_dispose (GObject *object)
{
  SjPalette *palette = SJ_PALETTE (object);

  gtk_widget_dispose_template (GTK_WIDGET (palette), SJ_TYPE_PALETTE);
  g_clear_object (&palette->editor);
  g_clear_pointer (&palette->items, g_ptr_array_unref);
  g_clear_pointer (&palette->words, g_free);
  G_OBJECT_CLASS (sj_palette_parent_class)->dispose (object);
}

static void
sj_palette_class_init (SjPaletteClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_palette_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, SjPalette, box);
  gtk_widget_class_bind_template_child (widget_class, SjPalette, search);
  gtk_widget_class_bind_template_child (widget_class, SjPalette, stack);
  gtk_widget_class_bind_template_child (widget_class, SjPalette, groups);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_cb);
  dragged = g_signal_new ("dragged", SJ_TYPE_PALETTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sj_palette_init (SjPalette *palette)
{
  gtk_widget_init_template (GTK_WIDGET (palette));
  add_part (palette, RECENT, _("Recent"));
  add_part (palette, SJ_GROUP_EVENT, sj_group_title (SJ_GROUP_EVENT));
  add_part (palette, SJ_GROUP_ORCHESTRATION, sj_group_title (SJ_GROUP_ORCHESTRATION));
  add_part (palette, SJ_GROUP_ACTION, sj_group_title (SJ_GROUP_ACTION));
}

GtkWidget *
sj_palette_new (void)
{
  return g_object_new (SJ_TYPE_PALETTE, NULL);
}

void
sj_palette_set_editor (SjPalette *palette, SjEditor *editor)
{
  g_return_if_fail (palette->editor == NULL);
  palette->editor = g_object_ref (editor);
  g_signal_connect_object (editor, "changed", G_CALLBACK (changed_cb), palette, 0);
  if (sj_taste () != NULL)
    g_signal_connect_object (sj_taste (), "changed::recent-kinds", G_CALLBACK (fill_recent), palette,
                             G_CONNECT_SWAPPED);
  fill (palette);
}

void
sj_palette_focus (SjPalette *palette)
{
  gtk_widget_grab_focus (GTK_WIDGET (palette->search));
}
