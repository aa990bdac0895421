/* sj-import.c -- bringing in what was gathered, as one transaction.
 *
 * Memory follows when the file has it.  A journey that is there already is not
 * overwritten: it becomes the other in a step of its history, which can be undone.
 */
#include "runtime/sj-import-private.h"

#include "base/sj-lines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
item_clear (gpointer data)
{
  SjImportItem *item = data;

  g_free (item->id);
  g_free (item->text);
}

static void
picture_clear (gpointer data)
{
  SjImportPicture *picture = data;

  g_free (picture->asset);
  g_bytes_unref (picture->bytes);
}

void
sj_import_init (SjImport *import, SjWorkspace *workspace)
{
  *import = (SjImport) { .workspace = workspace };
  import->items = g_array_new (FALSE, FALSE, sizeof (SjImportItem));
  g_array_set_clear_func (import->items, item_clear);
  import->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  import->pictures = g_array_new (FALSE, FALSE, sizeof (SjImportPicture));
  g_array_set_clear_func (import->pictures, picture_clear);
  import->lines = g_ptr_array_new_with_free_func (g_free);
  import->findings = g_ptr_array_new_with_free_func (g_free);
}

void
sj_import_clear (SjImport *import)
{
  g_array_unref (import->items);
  g_hash_table_unref (import->seen);
  g_array_unref (import->pictures);
  g_ptr_array_unref (import->lines);
  g_clear_pointer (&import->findings, g_ptr_array_unref);
  g_free (import->person);
}

void
sj_imported_clear (SjImported *imported)
{
  g_clear_pointer (&imported->findings, g_ptr_array_unref);
  g_clear_pointer (&imported->id, g_free);
}

/* ------------------------------------------------------------------ workspace.json */

static bool
is_fresh (SjWorkspace *workspace)
{
  const SjDocument *own = sj_workspace_find (workspace, SJ_REF_NONE, "");
  size_t count = workspace->n_profiles + workspace->journeys->len;

  for (size_t i = 0; i < sj_library_n_kinds (); i++)
    count += sj_workspace_count (workspace, sj_library_kind (i)->ref);
  return count == 0 && (own == NULL || own->revision <= 1);
}

/* A workspace in use keeps what it says of itself, and gets what it does not say. */
static void
merge_own (SjImport *import, SjImportItem *item)
{
  const SjDocument *own = sj_workspace_find (import->workspace, SJ_REF_NONE, "");
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue mine, other;
  char *both;

  if (own == NULL || is_fresh (import->workspace) ||
      !sj_json_read (&arena, NULL, own->text, strlen (own->text), &mine, NULL) ||
      !sj_json_read (&arena, NULL, item->text, strlen (item->text), &other, NULL))
    return;
  both = sj_json_to_string (sj_import_merge (mine, other, &arena), SJ_JSON_PRETTY);    /* it borrows from the text */
  g_free (item->text);
  item->text = both;
}

/* ------------------------------------------------------------------ people, on the writer's thread */

typedef struct
{
  SjImport *import;
  SjDb *db;
  SjProfileCard card;
  GError *error;            /* owned, or NULL */
} People;

static bool
put_card (People *people)
{
  SjStoredWas was;

  if (!sj_store_put_profile_now (people->db, &people->card.stored, &was, &people->error))
    return false;
  people->import->added += was == SJ_STORED_NEW;
  people->import->replaced += was == SJ_STORED_OTHER;
  people->import->same += was == SJ_STORED_SAME;
  g_free (people->import->person);
  people->import->person = g_strdup (people->card.stored.id);
  return true;
}

#define MOST_FINDINGS 100    /* of one file of profiles; then only how many more */

static bool
add_lines (People *people, const char *path, GError **error)
{
  g_autoptr (SjLines) lines = sj_lines_open (path, error);
  g_autofree char *base = g_path_get_basename (path);
  GError *own = NULL;
  unsigned bad = 0;
  SjSlice line;

  if (lines == NULL)
    return false;
  while (sj_lines_next (lines, &line, &own))
    {
      g_autoptr (GError) wrong = NULL;

      if (g_atomic_int_get (&people->import->stopped))
        {
          g_set_error (&own, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_FAILED, _("it was stopped"));
          break;
        }
      if (line.length == 0 || strspn (line.text, " \t\r") >= line.length)
        continue;
      if (sj_profile_card_read (&people->card, NULL, line.text, line.length, &wrong))
        {
          if (!put_card (people))
            break;
        }
      else if (bad++ < MOST_FINDINGS)
        {
          g_autofree char *where = g_strdup_printf ("%s:%" G_GUINT64_FORMAT, base, sj_lines_number (lines));

          sj_import_find (people->import, where, "%s", wrong->message);
        }
    }
  if (bad > MOST_FINDINGS)
    sj_import_find (people->import, base, ngettext ("%u more line is no profile", "%u more lines are no profiles",
                                                    bad - MOST_FINDINGS), bad - MOST_FINDINGS);
  if (own == NULL && people->error == NULL)
    return true;
  g_propagate_error (error, own ? own : g_steal_pointer (&people->error));
  return false;
}

static bool
put_other (const SjStoredProfile *profile, gpointer data)
{
  People *people = data;

  if (sj_profile_card_read (&people->card, profile->id, profile->text.text, profile->text.length, NULL))
    return put_card (people);
  return true;
}

static bool
add_people_of (People *people, const char *path, GError **error)
{
  SjStore *other = sj_store_open_to_read (path, error);
  bool ok;

  if (other == NULL)
    return false;
  ok = sj_store_each_profile (sj_store_reader (other), false, put_other, people, NULL, error);
  if (people->error != NULL)
    g_propagate_error (error, g_steal_pointer (&people->error));
  sj_store_close (other, NULL);
  return ok;
}

static bool
add_people (SjDb *db, gpointer data, GError **error)
{
  SjImport *import = data;
  People people = { import, db, SJ_PROFILE_CARD_INIT, NULL };
  bool ok = true;

  for (guint i = 0; ok && i < import->lines->len; i++)
    {
      const char *path = import->lines->pdata[i];

      ok = g_str_has_suffix (path, SJ_WORKSPACE_SUFFIX) ? add_people_of (&people, path, error)
                                                        : add_lines (&people, path, error);
    }
  sj_profile_card_clear (&people.card);
  return ok;
}

/* ------------------------------------------------------------------ all of it */

static void
queue_item (SjImport *import, SjImportItem *item, SjTime now)
{
  SjWorkspace *workspace = import->workspace;
  const SjDocument *old = sj_workspace_find (workspace, item->kind, item->id);

  if (item->kind == SJ_REF_JOURNEY)
    {
      SjStoredJourney stored = { item->id, { item->text, strlen (item->text) }, now, now, 1, 0, 0, false };

      item->is_new = sj_workspace_held_journey (workspace, item->id) == NULL;
      if (!item->is_new)
        return;
      import->added++;
      sj_store_forget_journey (workspace->writer, item->id);
      sj_store_put_journey (workspace->writer, &stored);
    }
  else if (old != NULL && strcmp (old->text, item->text) == 0)
    {
      import->same++;
      return;
    }
  else
    {
      item->is_new = true;
      import->added += old == NULL;
      import->replaced += old != NULL;
      sj_workspace_store_document (workspace, item->kind, item->id, item->text, now,
                                   sj_workspace_next_revision (workspace, item->kind, item->id));
    }
  sj_store_remove_trash (workspace->writer, sj_workspace_word (item->kind), item->id);
}

static bool
write_all (SjImport *import, SjTime now, GError **error)
{
  SjWriter *writer = import->workspace->writer;
  GError *own = NULL;

  sj_writer_begin (writer);
  for (guint i = 0; i < import->items->len; i++)
    queue_item (import, &g_array_index (import->items, SjImportItem, i), now);
  for (guint i = 0; i < import->pictures->len; i++)
    {
      const SjImportPicture *picture = &g_array_index (import->pictures, SjImportPicture, i);

      sj_store_put_picture (writer, picture->asset, picture->bytes);
    }
  if (sj_writer_commit_with (writer, add_people, import, &own))
    return true;
  sj_workspace_pass_error (error, own);
  return false;
}

static void
hold_new (SjImport *import, const SjImportItem *item, SjTime now)
{
  SjWorkspace *workspace = import->workspace;
  SjStoredJourney stored = { item->id, { item->text, strlen (item->text) }, now, now, 1, 0, 0, false };

  if (!item->is_new)
    return;
  if (item->kind == SJ_REF_JOURNEY)
    sj_workspace_hold_journey (workspace, &stored);
  else
    sj_workspace_hold (workspace, item->kind, item->id, item->text, now,
                       sj_workspace_next_revision (workspace, item->kind, item->id));
}

static void
replace_old (SjImport *import, const SjImportItem *item)
{
  g_autofree char *is = NULL;
  g_autoptr (GError) error = NULL;

  if (item->is_new || item->kind != SJ_REF_JOURNEY)
    return;
  is = sj_workspace_text (import->workspace, SJ_REF_JOURNEY, item->id);
  if (strcmp (is, item->text) == 0)
    import->same++;
  else if (sj_workspace_put_journey (import->workspace, item->id, item->text, &error))
    import->replaced++;
  else
    sj_import_find (import, item->id, "%s", error->message);
}

static void
follow_in_memory (SjImport *import, SjTime now)
{
  SjWorkspace *workspace = import->workspace;

  for (guint i = 0; i < import->pictures->len; i++)
    g_hash_table_add (workspace->pictures, g_strdup (g_array_index (import->pictures, SjImportPicture, i).asset));
  for (guint i = 0; i < import->items->len; i++)
    hold_new (import, &g_array_index (import->items, SjImportItem, i), now);
  for (guint i = 0; i < import->items->len; i++)
    replace_old (import, &g_array_index (import->items, SjImportItem, i));
  workspace->n_profiles = sj_store_count_profiles (sj_store_reader (workspace->store), NULL);
  sj_workspace_forget_library (workspace);
}

static void
report (SjImport *import, SjImported *imported)
{
  *imported = (SjImported) { import->added, import->replaced, import->same, g_steal_pointer (&import->findings) };
  if (import->items->len > 0)
    {
      const SjImportItem *last = &g_array_index (import->items, SjImportItem, import->items->len - 1);

      imported->kind = last->kind;
      imported->id = g_strdup (last->id);
    }
  else if (import->person != NULL)
    {
      imported->kind = SJ_REF_PROFILE;
      imported->id = g_steal_pointer (&import->person);
    }
}

bool
sj_workspace_import (SjWorkspace *workspace, const char *path, SjRefTo kind, SjImported *imported, GError **error)
{
  SjImport import;
  SjTime now = sj_workspace_now ();
  bool ok;

  if (!sj_workspace_may_write (workspace, error))
    return false;
  sj_import_init (&import, workspace);
  ok = sj_import_gather (&import, path, kind, error);
  for (guint i = 0; ok && i < import.items->len; i++)
    if (g_array_index (import.items, SjImportItem, i).kind == SJ_REF_NONE)
      merge_own (&import, &g_array_index (import.items, SjImportItem, i));
  ok = ok && write_all (&import, now, error);
  if (ok)
    {
      follow_in_memory (&import, now);
      sj_workspace_tell (workspace, SJ_WORKSPACE_IMPORTED, SJ_REF_NONE, NULL, NULL);
      ok = sj_workspace_sync (workspace, error);
    }
  if (ok)
    report (&import, imported);
  sj_import_clear (&import);
  return ok;
}

/* ------------------------------------------------------------------ without waiting */

typedef struct
{
  SjImport import;
  SjMailbox *mailbox;       /* a reference */
  SjImportDone done;
  gpointer data;
  GDestroyNotify destroy;   /* or NULL */
  GError *error;            /* owned, or NULL */
} Later;

static void
later_free (gpointer data)
{
  Later *later = data;

  if (later->destroy != NULL)
    later->destroy (later->data);
  sj_import_clear (&later->import);
  sj_mailbox_unref (later->mailbox);
  g_clear_error (&later->error);
  g_free (later);
}

static gboolean
finished_cb (gpointer data)
{
  Later *later = data;
  SjWorkspace *workspace = later->mailbox->workspace;
  g_auto (SjImported) imported = { 0 };

  if (workspace == NULL)
    return G_SOURCE_REMOVE;
  workspace->importing = NULL;
  if (later->error == NULL)
    {
      follow_in_memory (&later->import, sj_workspace_now ());
      sj_workspace_tell (workspace, SJ_WORKSPACE_IMPORTED, SJ_REF_NONE, NULL, NULL);
      report (&later->import, &imported);
    }
  later->done (workspace, &imported, later->error, later->data);
  return G_SOURCE_REMOVE;
}

/* On the writer's thread. */
static void
post_finished (const GError *error, gpointer data)
{
  Later *later = (Later *) data;
  GSource *source = g_idle_source_new ();

  later->error = error ? g_error_copy (error) : NULL;
  if (error != NULL && error->domain == SJ_STORE_ERROR)
    {
      GError *own = g_steal_pointer (&later->error);

      sj_workspace_pass_error (&later->error, own);
    }
  g_source_set_callback (source, finished_cb, later, later_free);
  g_source_attach (source, later->mailbox->context);
  g_source_unref (source);
}

static void
import_now (SjWorkspace *workspace, const char *path, SjRefTo kind, SjImportDone done, gpointer data)
{
  g_auto (SjImported) imported = { 0 };
  g_autoptr (GError) error = NULL;

  sj_workspace_import (workspace, path, kind, &imported, &error);
  done (workspace, &imported, error, data);
}

/* Only people are many; all else is read at once. */
void
sj_workspace_import_later (SjWorkspace *workspace, const char *path, SjRefTo kind, SjImportDone done, gpointer data,
                           GDestroyNotify destroy)
{
  Later *later = g_new0 (Later, 1);

  *later = (Later) { .mailbox = sj_mailbox_ref (workspace->mailbox), .done = done, .data = data, .destroy = destroy };
  sj_import_init (&later->import, workspace);
  if (workspace->writer != NULL && workspace->importing == NULL &&
      sj_import_gather (&later->import, path, kind, NULL) && later->import.items->len == 0)
    {
      workspace->importing = &later->import;
      sj_writer_run_later (workspace->writer, add_people, post_finished, later);
      return;
    }
  import_now (workspace, path, kind, done, data);
  later_free (later);
}

void
sj_import_stop (SjImport *import)
{
  g_atomic_int_set (&import->stopped, 1);
}
