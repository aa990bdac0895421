/* sj-workspace.c -- opening and closing; who is told what.
 *
 * Documents and journeys stand in memory, so that lists and the canvas never ask
 * the disk; profiles, versions and runs stay in the file.
 */
#include "runtime/sj-workspace-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define CHECK_UP_TO (16 * 1024 * 1024)    /* bytes that are looked through when a file is opened */

G_DEFINE_QUARK (sj-workspace-error-quark, sj_workspace_error)

typedef struct
{
  unsigned id;
  SjWorkspaceObserver observer;
  gpointer data;
} Observer;

SjTime
sj_workspace_now (void)
{
  return g_get_real_time () / 1000;
}

void
sj_workspace_pass_error (GError **error, GError *own)
{
  static const SjWorkspaceError codes[] = {
    [SJ_STORE_ERROR_MISSING] = SJ_WORKSPACE_ERROR_MISSING,
    [SJ_STORE_ERROR_EXISTS] = SJ_WORKSPACE_ERROR_EXISTS,
    [SJ_STORE_ERROR_BUSY] = SJ_WORKSPACE_ERROR_BUSY,
    [SJ_STORE_ERROR_NEWER] = SJ_WORKSPACE_ERROR_NEWER,
    [SJ_STORE_ERROR_FOREIGN] = SJ_WORKSPACE_ERROR_FOREIGN,
    [SJ_STORE_ERROR_READ_ONLY] = SJ_WORKSPACE_ERROR_READ_ONLY,
    [SJ_STORE_ERROR_DAMAGED] = SJ_WORKSPACE_ERROR_DAMAGED,
    [SJ_STORE_ERROR_FAILED] = SJ_WORKSPACE_ERROR_FAILED,
  };

  if (own->domain == SJ_STORE_ERROR)
    {
      own->code = (int) codes[own->code];
      own->domain = SJ_WORKSPACE_ERROR;
    }
  g_propagate_error (error, own);
}

/* ------------------------------------------------------------------ news */

unsigned
sj_workspace_observe (SjWorkspace *workspace, SjWorkspaceObserver observer, gpointer data)
{
  Observer entry = { ++workspace->last_observer, observer, data };

  g_array_append_val (workspace->observers, entry);
  return entry.id;
}

void
sj_workspace_unobserve (SjWorkspace *workspace, unsigned id)
{
  for (guint i = 0; i < workspace->observers->len; i++)
    if (g_array_index (workspace->observers, Observer, i).id == id)
      {
        g_array_remove_index (workspace->observers, i);
        return;
      }
}

static bool
is_observed_by (const SjWorkspace *workspace, unsigned id)
{
  for (guint i = 0; i < workspace->observers->len; i++)
    if (g_array_index (workspace->observers, Observer, i).id == id)
      return true;
  return false;
}

/* An observer may take itself, or another, off the list. */
void
sj_workspace_tell (SjWorkspace *workspace, SjWorkspaceNewsType type, SjRefTo kind, const char *id, const char *text)
{
  SjWorkspaceNews news = { type, kind, id, text };
  g_autoptr (GArray) all = g_array_copy (workspace->observers);

  for (guint i = 0; i < all->len; i++)
    {
      Observer *entry = &g_array_index (all, Observer, i);

      if (is_observed_by (workspace, entry->id))
        entry->observer (workspace, &news, entry->data);
    }
}

/* ---- from the writer's thread */

void
sj_mailbox_unref (SjMailbox *mailbox)
{
  if (!g_atomic_ref_count_dec (&mailbox->refs))
    return;
  g_main_context_unref (mailbox->context);
  g_mutex_clear (&mailbox->mutex);
  g_free (mailbox);
}

SjMailbox *
sj_mailbox_ref (SjMailbox *mailbox)
{
  g_atomic_ref_count_inc (&mailbox->refs);
  return mailbox;
}

static SjMailbox *
mailbox_new (SjWorkspace *workspace)
{
  SjMailbox *mailbox = g_new0 (SjMailbox, 1);

  g_atomic_ref_count_init (&mailbox->refs);
  g_mutex_init (&mailbox->mutex);
  mailbox->workspace = workspace;
  mailbox->context = g_main_context_ref_thread_default ();
  return mailbox;
}

typedef struct
{
  SjMailbox *mailbox;       /* a reference */
  SjWriterNews news;
  char *text;               /* owned, or NULL */
} Letter;

static void
letter_free (gpointer data)
{
  Letter *letter = data;

  sj_mailbox_unref (letter->mailbox);
  g_free (letter->text);
  g_free (letter);
}

static gboolean
read_letter_cb (gpointer data)
{
  const Letter *letter = data;
  SjWorkspace *workspace = letter->mailbox->workspace;

  if (workspace == NULL)
    return G_SOURCE_REMOVE;
  if (letter->news == SJ_WRITER_FAILED)
    {
      workspace->troubled = true;
      sj_workspace_tell (workspace, SJ_WORKSPACE_TROUBLE, SJ_REF_NONE, NULL, letter->text);
      return G_SOURCE_REMOVE;
    }
  if (workspace->troubled)
    {
      workspace->troubled = false;
      sj_workspace_tell (workspace, SJ_WORKSPACE_TROUBLE, SJ_REF_NONE, NULL, NULL);
    }
  sj_workspace_tell (workspace, SJ_WORKSPACE_SAVED, SJ_REF_NONE, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static void
post_letter (SjWriterNews news, const GError *error, gpointer data)
{
  SjMailbox *mailbox = data;
  Letter *letter = g_new0 (Letter, 1);
  GSource *source = g_idle_source_new ();

  letter->mailbox = sj_mailbox_ref (mailbox);
  letter->news = news;
  letter->text = error ? g_strdup (error->message) : NULL;
  g_source_set_callback (source, read_letter_cb, letter, letter_free);
  g_source_attach (source, mailbox->context);
  g_source_unref (source);
}

/* ------------------------------------------------------------------ opening */

static SjWorkspace *
workspace_new (void)
{
  SjWorkspace *workspace = g_new0 (SjWorkspace, 1);

  workspace->mailbox = mailbox_new (workspace);
  workspace->observers = g_array_new (FALSE, FALSE, sizeof (Observer));
  workspace->title = g_strdup ("");
  sj_workspace_init_documents (workspace);
  sj_workspace_init_journeys (workspace);
  return workspace;
}

static void
workspace_free (SjWorkspace *workspace)
{
  if (workspace->save_source != NULL)
    {
      g_source_destroy (workspace->save_source);
      g_source_unref (workspace->save_source);
    }
  workspace->mailbox->workspace = NULL;
  sj_mailbox_unref (workspace->mailbox);
  sj_workspace_forget_library (workspace);
  sj_workspace_clear_journeys (workspace);
  sj_workspace_clear_documents (workspace);
  sj_diags_clear (&workspace->damage);
  g_array_unref (workspace->observers);
  g_free (workspace->read_only);
  g_free (workspace->title);
  g_free (workspace);
}

static void
load (SjWorkspace *workspace)
{
  workspace->writer = sj_store_writer (workspace->store);
  sj_workspace_load_documents (workspace);
  sj_workspace_load_journeys (workspace);
  workspace->n_profiles = sj_store_count_profiles (sj_store_reader (workspace->store), NULL);
  workspace->last_run = sj_store_last_run (sj_store_reader (workspace->store));
}

static bool
look_through (SjWorkspace *workspace)
{
  int64_t pages = 0, size = 0;
  SjDb *db = sj_store_reader (workspace->store);

  if (!sj_db_integer (db, "PRAGMA page_count", &pages, NULL) || !sj_db_integer (db, "PRAGMA page_size", &size, NULL) ||
      pages * size <= CHECK_UP_TO)
    sj_store_check (workspace->store, &workspace->damage);
  return sj_diags_count (&workspace->damage) == 0;
}

/* What is shown of a damaged file is what could be read; nothing more is written to it. */
static SjWorkspace *
open_damaged (const char *path, GError **error)
{
  SjWorkspace *workspace = sj_workspace_open_to_read (path, error);

  if (workspace == NULL)
    return NULL;
  g_free (workspace->read_only);
  workspace->read_only = g_strdup_printf (_("“%s” is damaged and can only be looked at. “Repair into a copy” saves "
                                            "what can be read."), sj_store_name (workspace->store));
  return workspace;
}

static SjWorkspace *
open_unwritable (const char *path, const char *why, GError **error)
{
  SjWorkspace *workspace = sj_workspace_open_to_read (path, error);

  if (workspace == NULL)
    return NULL;
  g_free (workspace->read_only);
  workspace->read_only = g_strdup_printf (_("Nothing can be changed: %s."), why);
  return workspace;
}

SjWorkspace *
sj_workspace_open (const char *path, GError **error)
{
  SjWorkspace *workspace = workspace_new ();
  g_autoptr (GError) own = NULL;
  bool damaged;

  workspace->store = sj_store_open (path, post_letter, workspace->mailbox, &own);
  if (workspace->store == NULL)
    {
      workspace_free (workspace);
      if (g_error_matches (own, SJ_STORE_ERROR, SJ_STORE_ERROR_DAMAGED))
        return open_damaged (path, error);
      if (g_error_matches (own, SJ_STORE_ERROR, SJ_STORE_ERROR_READ_ONLY))
        return open_unwritable (path, own->message, error);
      sj_workspace_pass_error (error, g_steal_pointer (&own));
      return NULL;
    }
  load (workspace);
  damaged = !look_through (workspace);
  if (!damaged)
    {
      sj_workspace_recover_journeys (workspace);
      sj_workspace_empty_trash (workspace);
      return workspace;
    }
  sj_workspace_close (workspace, NULL);
  return open_damaged (path, error);
}

SjWorkspace *
sj_workspace_open_to_read (const char *path, GError **error)
{
  SjWorkspace *workspace = workspace_new ();
  GError *own = NULL;

  workspace->store = sj_store_open_to_read (path, &own);
  if (workspace->store == NULL)
    {
      workspace_free (workspace);
      sj_workspace_pass_error (error, own);
      return NULL;
    }
  workspace->read_only = g_strdup_printf (_("“%s” was opened only to be looked at."), sj_store_name (workspace->store));
  load (workspace);
  look_through (workspace);
  sj_workspace_recover_journeys (workspace);
  return workspace;
}

SjWorkspace *
sj_workspace_create (const char *path, const char *name, GError **error)
{
  SjWorkspace *workspace = workspace_new ();
  GError *own = NULL;
  g_auto (SjBuffer) text = SJ_BUFFER_INIT;

  workspace->store = sj_store_create (path, post_letter, workspace->mailbox, &own);
  if (workspace->store == NULL)
    {
      workspace_free (workspace);
      sj_workspace_pass_error (error, own);
      return NULL;
    }
  load (workspace);
  sj_buffer_append (&text, "{\"name\":");
  sj_json_write_text (&text, name, strlen (name));
  sj_buffer_append_c (&text, '}');
  if (sj_workspace_put (workspace, SJ_REF_NONE, "", sj_buffer_text (&text), error) &&
      sj_workspace_sync (workspace, error))
    return workspace;
  sj_workspace_close (workspace, NULL);
  g_unlink (path);
  return NULL;
}

/* ------------------------------------------------------------------ saving and closing */

bool
sj_workspace_may_write (SjWorkspace *workspace, GError **error)
{
  if (workspace->read_only == NULL)
    return true;
  g_set_error_literal (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_READ_ONLY, workspace->read_only);
  return false;
}

bool
sj_workspace_sync (SjWorkspace *workspace, GError **error)
{
  GError *own = NULL;

  if (workspace->writer == NULL)
    return true;
  sj_workspace_save_journeys (workspace);
  if (sj_writer_sync (workspace->writer, &own))
    return true;
  sj_workspace_pass_error (error, own);
  return false;
}

bool
sj_workspace_close (SjWorkspace *workspace, GError **error)
{
  GError *own = NULL;

  if (workspace->importing != NULL)
    sj_import_stop (workspace->importing);
  sj_workspace_save_journeys (workspace);
  sj_workspace_clear_journeys (workspace);
  if (!sj_store_close (workspace->store, &own))
    sj_workspace_pass_error (error, own);
  workspace_free (workspace);
  return own == NULL;
}

void
sj_workspace_free (SjWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;

  if (!sj_workspace_close (workspace, &error))
    g_warning ("%s", error->message);
}

const char *
sj_workspace_path (const SjWorkspace *workspace)
{
  return sj_store_path (workspace->store);
}

const char *
sj_workspace_title (const SjWorkspace *workspace)
{
  return workspace->title;
}

const char *
sj_workspace_read_only (const SjWorkspace *workspace)
{
  return workspace->read_only;
}

const SjDiags *
sj_workspace_damage (const SjWorkspace *workspace)
{
  return &workspace->damage;
}
