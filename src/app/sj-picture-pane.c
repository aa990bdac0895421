/* sj-picture-pane.c -- the picture of an asset, and another in its place. */
#include "app/sj-picture-pane.h"

#include "app/sj-ask.h"
#include "app/sj-toast.h"

#include <glib/gi18n-lib.h>

#define MOST (16 * 1024 * 1024)    /* bytes of a picture that messages could carry */

struct _SjPicturePane
{
  GtkWidget parent_instance;

  SjDesk *desk;             /* owned */
  char *id;                 /* owned: of the asset; NULL: none */

  GtkWidget *box;
  GtkWidget *picture;
  GtkWidget *none;
};

G_DEFINE_FINAL_TYPE (SjPicturePane, sj_picture_pane, GTK_TYPE_WIDGET)

static void
show_picture (SjPicturePane *pane)
{
  g_autoptr (GBytes) bytes = sj_workspace_picture (sj_desk_workspace (pane->desk), pane->id);
  g_autoptr (GdkTexture) texture = bytes ? gdk_texture_new_from_bytes (bytes, NULL) : NULL;

  gtk_picture_set_paintable (GTK_PICTURE (pane->picture), GDK_PAINTABLE (texture));
  gtk_widget_set_visible (pane->picture, texture != NULL);
  gtk_widget_set_visible (pane->none, texture == NULL);
  gtk_label_set_text (GTK_LABEL (pane->none), bytes ? _("This is no picture that can be shown.")
                                                    : _("It has no picture yet."));
}

static bool
set_picture (SjPicturePane *pane, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  gsize length;
  char *data;

  if (!g_file_get_contents (path, &data, &length, error))
    return false;
  bytes = g_bytes_new_take (data, length);
  if (length > MOST)
    {
      g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_INVALID, _("“%s” is larger than 16 MB"), name);
      return false;
    }
  texture = gdk_texture_new_from_bytes (bytes, error);
  return texture != NULL && sj_workspace_set_picture (sj_desk_workspace (pane->desk), pane->id, bytes, error);
}

static void
chosen_cb (GtkWidget *near, const char *path, gpointer data)
{
  SjPicturePane *pane = SJ_PICTURE_PANE (near);
  g_autoptr (GError) error = NULL;

  if (pane->id == NULL || sj_desk_workspace (pane->desk) == NULL)
    return;
  if (set_picture (pane, path, &error))
    show_picture (pane);
  else
    sj_toast_error (near, error);
}

static void
choose_cb (SjPicturePane *pane)
{
  sj_ask_open (GTK_WIDGET (pane), _("Choose a Picture"), NULL, NULL, chosen_cb, NULL, NULL);
}

void
sj_picture_pane_show (GtkWidget *widget, SjDraft *draft)
{
  SjPicturePane *pane = SJ_PICTURE_PANE (widget);

  if (draft != NULL && g_strcmp0 (pane->id, sj_draft_id (draft)) == 0)
    return;
  g_free (pane->id);
  pane->id = g_strdup (draft ? sj_draft_id (draft) : NULL);
  if (draft != NULL)
    show_picture (pane);
}

static void
sj_picture_pane_dispose (GObject *object)
{
  SjPicturePane *pane = SJ_PICTURE_PANE (object);

  g_clear_object (&pane->desk);
  g_clear_pointer (&pane->id, g_free);
  g_clear_pointer (&pane->box, gtk_widget_unparent);
  G_OBJECT_CLASS (sj_picture_pane_parent_class)->dispose (object);
}

static void
sj_picture_pane_class_init (SjPicturePaneClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sj_picture_pane_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
sj_picture_pane_init (SjPicturePane *pane)
{
  GtkWidget *title = gtk_label_new (_("Picture"));
  GtkWidget *button = gtk_button_new_with_label (_("Choose a Picture…"));

  pane->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  pane->picture = gtk_picture_new ();
  pane->none = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (pane->none), 0);
  gtk_widget_add_css_class (pane->none, "dim-label");
  gtk_widget_set_halign (pane->picture, GTK_ALIGN_START);
  gtk_picture_set_can_shrink (GTK_PICTURE (pane->picture), TRUE);
  gtk_picture_set_alternative_text (GTK_PICTURE (pane->picture), _("The picture of the asset"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose_cb), pane);
  gtk_box_append (GTK_BOX (pane->box), title);
  gtk_box_append (GTK_BOX (pane->box), pane->picture);
  gtk_box_append (GTK_BOX (pane->box), pane->none);
  gtk_box_append (GTK_BOX (pane->box), button);
  gtk_widget_set_parent (pane->box, GTK_WIDGET (pane));
}

GtkWidget *
sj_picture_pane_new (SjDesk *desk)
{
  SjPicturePane *pane = g_object_new (SJ_TYPE_PICTURE_PANE, NULL);

  pane->desk = g_object_ref (desk);
  return GTK_WIDGET (pane);
}
