/* sj-asked.c -- answers to what the drawing asks for: a kind of step, or one of several paths. */
#include "app/sj-asked.h"

#include "app/sj-palette-items.h"
#include "kinds/sj-kinds-default.h"
#include "widgets/sj-picker.h"

typedef struct
{
  SjEditor *editor;         /* owned */
  SjAskType type;
  GPtrArray *items;         /* owned: of SjPaletteItem; or NULL */
  bool answered;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_clear_pointer (&asked->items, g_ptr_array_unref);
  g_object_unref (asked->editor);
  g_free (asked);
}

static const SjPaletteItem *
item_of (const Asked *asked, const char *key)
{
  for (guint i = 0; i < asked->items->len; i++)
    if (g_str_equal (((SjPaletteItem *) asked->items->pdata[i])->key, key))
      return asked->items->pdata[i];
  return NULL;
}

static void
picked_cb (SjPicker *picker, const char *id, Asked *asked)
{
  SjDrawing *drawing = sj_editor_drawing (asked->editor);
  const SjPaletteItem *item = asked->items ? item_of (asked, id) : NULL;

  if (drawing == NULL)
    return;
  asked->answered = true;
  if (asked->type == SJ_ASK_PATH)
    sj_drawing_pick_path (drawing, id);
  else if (item != NULL)
    sj_drawing_pick (drawing, item->kind, item->config);
}

/* The picker closes itself before it tells what was picked: dismissed is known later. */
static gboolean
dismissed_cb (gpointer picker)
{
  Asked *asked = g_object_get_data (picker, "sj-asked");
  SjDrawing *drawing = sj_editor_drawing (asked->editor);

  GtkWidget *canvas = gtk_widget_get_parent (picker);

  if (!asked->answered && drawing != NULL)
    sj_drawing_pick_none (drawing);
  if (canvas == NULL)
    return G_SOURCE_REMOVE;
  /* What had the focus when the question came, a port perhaps, may be gone. */
  gtk_widget_unparent (picker);
  gtk_widget_grab_focus (canvas);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkPopover *picker)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, dismissed_cb, g_object_ref (picker), g_object_unref);
}

static GListStore *
kinds_for (Asked *asked)
{
  SjDrawing *drawing = sj_editor_drawing (asked->editor);
  GListStore *picks = g_list_store_new (SJ_TYPE_PICK);

  asked->items = sj_palette_items (&sj_kinds_default, sj_editor_library (asked->editor));
  for (guint i = 0; i < asked->items->len; i++)
    {
      const SjPaletteItem *item = asked->items->pdata[i];
      g_autofree char *refusal = sj_drawing_refusal_here (drawing, item->kind);
      g_autoptr (SjPick) pick = NULL;

      if (refusal != NULL)
        continue;
      pick = sj_pick_new (item->key, item->title, item->purpose, item->kind->icon);
      g_list_store_append (picks, pick);
    }
  return picks;
}

static GListStore *
paths_for (Asked *asked)
{
  const SjAsk *ask = sj_drawing_ask (sj_editor_drawing (asked->editor));
  const SjNode *node = ask->node ? sj_journey_find (sj_editor_journey (asked->editor), ask->node) : NULL;
  GListStore *picks = g_list_store_new (SJ_TYPE_PICK);

  for (uint32_t i = 0; node != NULL && i < node->n_paths; i++)
    {
      g_autofree char *caption = sj_path_caption (node->paths[i], sj_editor_names (asked->editor));
      g_autoptr (SjPick) pick = NULL;

      if (node->paths[i]->to != NULL)
        continue;
      pick = sj_pick_new (node->paths[i]->id, caption[0] ? caption : node->paths[i]->id, "", "go-next-symbolic");
      g_list_store_append (picks, pick);
    }
  return picks;
}

void
sj_asked_present (GtkWidget *canvas, SjEditor *editor, const GdkRectangle *at)
{
  Asked *asked = g_new0 (Asked, 1);
  GtkWidget *picker = sj_picker_new ();
  g_autoptr (GListStore) picks = NULL;

  asked->editor = g_object_ref (editor);
  asked->type = sj_drawing_ask (sj_editor_drawing (editor))->type;
  picks = asked->type == SJ_ASK_PATH ? paths_for (asked) : kinds_for (asked);
  g_object_set_data_full (G_OBJECT (picker), "sj-asked", asked, asked_free);
  g_signal_connect (picker, "picked", G_CALLBACK (picked_cb), asked);
  g_signal_connect (picker, "closed", G_CALLBACK (closed_cb), NULL);
  sj_picker_set_items (SJ_PICKER (picker), G_LIST_MODEL (picks));
  gtk_widget_set_parent (picker, canvas);
  g_signal_connect_object (canvas, "destroy", G_CALLBACK (gtk_widget_unparent), picker, G_CONNECT_SWAPPED);
  gtk_popover_set_pointing_to (GTK_POPOVER (picker), at);
  gtk_popover_popup (GTK_POPOVER (picker));
}
