/* sj-ask.c -- small questions: a name, a file to open, a place to write to. */
#include "app/sj-ask.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  GWeakRef near;
  SjAskDone done;
  gpointer data;
  GDestroyNotify free_data;
  GtkWidget *entry;         /* of a name */
} Question;

static Question *
question_new (GtkWidget *near, SjAskDone done, gpointer data, GDestroyNotify free_data)
{
  Question *question = g_new0 (Question, 1);

  g_weak_ref_init (&question->near, near);
  question->done = done;
  question->data = data;
  question->free_data = free_data;
  return question;
}

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_weak_ref_clear (&question->near);
  if (question->free_data != NULL)
    question->free_data (question->data);
  g_free (question);
}

static void
answer (Question *question, const char *text)
{
  g_autoptr (GtkWidget) near = g_weak_ref_get (&question->near);

  if (near != NULL && text != NULL && text[0] != '\0')
    question->done (near, text, question->data);
}

static GtkWindow *
window_of (GtkWidget *near)
{
  GtkRoot *root = gtk_widget_get_root (near);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* ------------------------------------------------------------------- name */

static void
response_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (question->entry))));

  if (g_str_equal (response, "apply"))
    answer (question, text);
}

static void
typed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "apply", text[0] != '\0');
}

void
sj_ask_name (GtkWidget *near, const char *heading, const char *name, SjAskDone done, gpointer data,
             GDestroyNotify free_data)
{
  GtkWidget *dialog = adw_message_dialog_new (window_of (near), heading, NULL);
  Question *question = question_new (near, done, data, free_data);

  question->entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (question->entry), name);
  gtk_entry_set_activates_default (GTK_ENTRY (question->entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (question->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name"), -1);
  g_signal_connect (question->entry, "changed", G_CALLBACK (typed_cb), dialog);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), question->entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "apply", _("Apply"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "apply", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "apply");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (question->entry);
}

/* ------------------------------------------------------------------ files */

static void
chosen_cb (GtkNativeDialog *dialog, int response, Question *question)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    path = g_file_get_path (file);
  answer (question, path);
  g_object_unref (dialog);
}

static GtkFileChooser *
chooser_new (GtkWidget *near, const char *title, GtkFileChooserAction action, Question *question)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window_of (near), action, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (chosen_cb), question, question_free, 0);
  return GTK_FILE_CHOOSER (dialog);
}

void
sj_ask_open (GtkWidget *near, const char *title, const char *pattern, const char *words, SjAskDone done,
             gpointer data, GDestroyNotify free_data)
{
  GtkFileChooser *dialog = chooser_new (near, title, GTK_FILE_CHOOSER_ACTION_OPEN,
                                        question_new (near, done, data, free_data));

  if (pattern != NULL)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
      g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, words);
      gtk_file_filter_add_pattern (filter, pattern);
      gtk_file_chooser_add_filter (dialog, filter);
      gtk_file_filter_set_name (all, _("All files"));
      gtk_file_filter_add_pattern (all, "*");
      gtk_file_chooser_add_filter (dialog, all);
    }
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
sj_ask_save (GtkWidget *near, const char *title, const char *name, SjAskDone done, gpointer data,
             GDestroyNotify free_data)
{
  GtkFileChooser *dialog = chooser_new (near, title, GTK_FILE_CHOOSER_ACTION_SAVE,
                                        question_new (near, done, data, free_data));

  gtk_file_chooser_set_current_name (dialog, name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
sj_ask_folder (GtkWidget *near, const char *title, SjAskDone done, gpointer data, GDestroyNotify free_data)
{
  GtkFileChooser *dialog = chooser_new (near, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                        question_new (near, done, data, free_data));

  gtk_file_chooser_set_create_folders (dialog, TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
