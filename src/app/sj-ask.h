/* sj-ask.h -- small questions: a name, a file to open, a place to write to.
 *
 * The answer comes later, unless the question was dismissed or what it was asked for is
 * gone by then.
 */
#pragma once

#include <gtk/gtk.h>

typedef void (*SjAskDone) (GtkWidget *near, const char *answer, gpointer data);

/* A name; `data` is freed with `free_data` in any case, as in all of these. */
void sj_ask_name (GtkWidget *near, const char *heading, const char *name, SjAskDone done, gpointer data,
                  GDestroyNotify free_data);

/* A file; the answer is its path.  `pattern` such as "*.sojourn" or NULL, `words` its name. */
void sj_ask_open (GtkWidget *near, const char *title, const char *pattern, const char *words, SjAskDone done,
                  gpointer data, GDestroyNotify free_data);
void sj_ask_save (GtkWidget *near, const char *title, const char *name, SjAskDone done, gpointer data,
                  GDestroyNotify free_data);
void sj_ask_folder (GtkWidget *near, const char *title, SjAskDone done, gpointer data, GDestroyNotify free_data);
