/* sj-toast.c -- what was done, said in passing: with a way back where there is one. */
#include "app/sj-toast.h"

#include <glib/gi18n-lib.h>

#define UI "sojourn-ui"

static void
show (GtkWidget *near, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (near, ADW_TYPE_TOAST_OVERLAY);

  g_log (UI, G_LOG_LEVEL_DEBUG, "%s", adw_toast_get_title (toast));
  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

/* Titles are markup. */
static AdwToast *
toast_new (const char *sentence)
{
  g_autofree char *markup = g_markup_escape_text (sentence, -1);

  return adw_toast_new (markup);
}

void
sj_toast (GtkWidget *near, const char *sentence)
{
  show (near, toast_new (sentence));
}

/* Messages of errors begin small and have no full stop. */
void
sj_toast_error (GtkWidget *near, const GError *error)
{
  g_autofree char *first = g_utf8_substring (error->message, 0, g_utf8_strlen (error->message, 1));
  g_autofree char *upper = g_utf8_strup (first, -1);
  g_autofree char *sentence = g_strconcat (upper, error->message + strlen (first), NULL);

  sj_toast (near, sentence);
}

typedef struct
{
  SjToastDo run;
  gpointer data;
  GDestroyNotify free_data;
} Way;

static void
way_free (gpointer data, GClosure *closure)
{
  Way *way = data;

  if (way->free_data != NULL)
    way->free_data (way->data);
  g_free (way);
}

static void
button_cb (AdwToast *toast, Way *way)
{
  way->run (way->data);
}

void
sj_toast_undo (GtkWidget *near, const char *sentence, SjToastDo undo, gpointer data, GDestroyNotify free_data)
{
  AdwToast *toast = toast_new (sentence);
  Way *way = g_new (Way, 1);

  *way = (Way) { undo, data, free_data };
  adw_toast_set_button_label (toast, _("Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (button_cb), way, way_free, 0);
  show (near, toast);
}
