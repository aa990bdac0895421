/* sj-workspace-journeys.c -- the list of journeys, and those that are open.
 *
 * A journey in the file is a text and a journal that goes on behind it.  While it is
 * open the history is the truth; the text follows when there is a moment for it.
 */
#include "runtime/sj-workspace-private.h"

#include "kinds/sj-kinds.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"
#include "model/sj-tidy.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SAVE_AFTER 2    /* seconds after a change to an open journey */

static void
journey_free (SjHeldJourney *journey)
{
  if (journey->history != NULL)
    sj_journey_unobserve (sj_history_journey (journey->history), journey->observer);
  g_clear_pointer (&journey->history, sj_history_free);
  g_free ((char *) journey->row.id);
  g_free ((char *) journey->row.name);
  g_free ((char *) journey->row.description);
  g_free (journey->text);
  g_ptr_array_unref (journey->people);
  g_free (journey);
}

void
sj_workspace_init_journeys (SjWorkspace *workspace)
{
  workspace->journeys = g_ptr_array_new ();
  workspace->journey_by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) journey_free);
}

void
sj_workspace_clear_journeys (SjWorkspace *workspace)
{
  g_clear_pointer (&workspace->journeys, g_ptr_array_unref);
  g_clear_pointer (&workspace->journey_by_id, g_hash_table_unref);
}

/* ------------------------------------------------------------------ rows */

static void
set_text (char const **slot, const char *text)
{
  if (g_strcmp0 (*slot, text) != 0)
    {
      g_free ((char *) *slot);
      *slot = g_strdup (text);
    }
}

static void
set_names (SjHeldJourney *journey, const char *name, const char *description)
{
  if (g_strcmp0 (journey->row.name, name) != 0)
    journey->workspace->journeys_unsorted = true;
  set_text (&journey->row.name, name && *name ? name : journey->row.id);
  set_text (&journey->row.description, description ? description : "");
}

static void
add_person (SjHeldJourney *journey, const char *id)
{
  if (id != NULL && !g_ptr_array_find_with_equal_func (journey->people, id, g_str_equal, NULL))
    g_ptr_array_add (journey->people, g_strdup (id));
}

static void
describe_open (SjHeldJourney *journey)
{
  const SjJourney *open = sj_history_journey (journey->history);

  set_names (journey, open->name, open->description);
  journey->row.steps = sj_journey_n_nodes (open);
  g_ptr_array_set_size (journey->people, 0);
  for (uint32_t i = 0; i < open->tests->len; i++)
    add_person (journey, sj_journey_test (open, i)->profile);
}

/* From its text, without making a journey of it. */
static void
describe_text (SjHeldJourney *journey)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue root = sj_null, nodes, tests;
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;

  sj_json_read (&arena, NULL, journey->text, strlen (journey->text), &root, NULL);
  name = sj_value_dup_text (sj_value_get (root, "name"));
  description = sj_value_dup_text (sj_value_get (root, "description"));
  set_names (journey, name, description);
  nodes = sj_value_get (root, "nodes");
  journey->row.steps = nodes.type == SJ_LIST ? nodes.length : 0;
  tests = sj_value_get (root, "tests");
  g_ptr_array_set_size (journey->people, 0);
  for (uint32_t i = 0; tests.type == SJ_LIST && i < tests.length; i++)
    {
      g_autofree char *profile = sj_value_dup_text (sj_value_get (tests.items[i], "profile"));

      add_person (journey, profile);
    }
}

SjHeldJourney *
sj_workspace_hold_journey (SjWorkspace *workspace, const SjStoredJourney *stored)
{
  SjHeldJourney *journey = g_new0 (SjHeldJourney, 1);

  journey->workspace = workspace;
  journey->row = (SjJourneyRow) { .id = g_strdup (stored->id), .created = stored->created, .changed = stored->changed,
                                  .versions = stored->versions, .runs = stored->runs };
  journey->text = g_strndup (stored->text.text, stored->text.length);
  journey->people = g_ptr_array_new_with_free_func (g_free);
  journey->revision = stored->revision;
  journey->unsaved = stored->unsaved;
  describe_text (journey);
  g_ptr_array_add (workspace->journeys, journey);
  g_hash_table_replace (workspace->journey_by_id, (gpointer) journey->row.id, journey);
  workspace->journeys_unsorted = true;
  sj_workspace_forget_library (workspace);
  return journey;
}

static void
hold_stored (const SjStoredJourney *stored, gpointer data)
{
  sj_workspace_hold_journey (data, stored);
}

void
sj_workspace_load_journeys (SjWorkspace *workspace)
{
  sj_store_each_journey (sj_store_reader (workspace->store), hold_stored, workspace, &workspace->damage);
}

void
sj_workspace_drop_journey (SjWorkspace *workspace, SjHeldJourney *journey)
{
  g_ptr_array_remove (workspace->journeys, journey);
  g_hash_table_remove (workspace->journey_by_id, journey->row.id);
  sj_workspace_forget_library (workspace);
}

SjHeldJourney *
sj_workspace_held_journey (SjWorkspace *workspace, const char *id)
{
  return g_hash_table_lookup (workspace->journey_by_id, id);
}

SjHeldJourney *
sj_workspace_need_journey (SjWorkspace *workspace, const char *id, GError **error)
{
  SjHeldJourney *journey = sj_workspace_held_journey (workspace, id);

  if (journey == NULL)
    g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_MISSING, _("there is no journey “%s”"), id);
  return journey;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const SjJourneyRow *first = &(*(SjHeldJourney *const *) a)->row;
  const SjJourneyRow *second = &(*(SjHeldJourney *const *) b)->row;
  int order = sj_workspace_compare_names (first->name, second->name);

  return order != 0 ? order : strcmp (first->id, second->id);
}

size_t
sj_workspace_n_journeys (SjWorkspace *workspace)
{
  return workspace->journeys->len;
}

const SjJourneyRow *
sj_workspace_journey (SjWorkspace *workspace, size_t index)
{
  g_return_val_if_fail (index < workspace->journeys->len, NULL);

  if (workspace->journeys_unsorted)
    g_ptr_array_sort (workspace->journeys, compare_rows);
  workspace->journeys_unsorted = false;
  return &((SjHeldJourney *) workspace->journeys->pdata[index])->row;
}

const SjJourneyRow *
sj_workspace_find_journey (SjWorkspace *workspace, const char *id)
{
  SjHeldJourney *journey = sj_workspace_held_journey (workspace, id);

  return journey ? &journey->row : NULL;
}

SjFindingCounts
sj_workspace_problems (SjWorkspace *workspace, const char *id)
{
  SjHeldJourney *held = sj_workspace_held_journey (workspace, id);
  g_autoptr (SjJourney) journey = NULL;
  g_autoptr (SjChecker) checker = NULL;

  if (held == NULL)
    return (SjFindingCounts) { { 0 } };
  if (held->counted)
    return held->problems;
  held->problems = (SjFindingCounts) { { 0 } };
  journey = sj_workspace_read_journey (workspace, id, NULL);
  if (journey != NULL)
    {
      checker = sj_checker_new (journey, sj_workspace_library (workspace));
      sj_checker_update (checker);
      for (int severity = 0; severity <= SJ_SEVERITY_ERROR; severity++)
        held->problems.of[severity] = (unsigned) sj_checker_number (checker, (SjSeverity) severity);
    }
  held->counted = true;
  return held->problems;
}

/* ------------------------------------------------------------------ texts */

char *
sj_workspace_journey_text (SjHeldJourney *journey)
{
  return journey->history ? sj_journey_to_string (sj_history_journey (journey->history)) : g_strdup (journey->text);
}

SjJourney *
sj_workspace_parse_journey (const char *name, const char *text, size_t length, GError **error)
{
  g_autoptr (GError) own = NULL;
  SjJourney *journey = sj_journey_read (&sj_kinds_default, name, text, length, NULL, &own);

  if (journey == NULL)
    g_set_error_literal (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_INVALID, own->message);
  return journey;
}

SjJourney *
sj_workspace_read_journey (SjWorkspace *workspace, const char *id, GError **error)
{
  SjHeldJourney *held = sj_workspace_need_journey (workspace, id, error);

  if (held == NULL)
    return NULL;
  if (held->history != NULL)
    return sj_journey_freeze (sj_history_journey (held->history));
  return sj_workspace_parse_journey (held->row.name, held->text, strlen (held->text), error);
}

char *
sj_workspace_canonical_journey (const char *id, const char *text, size_t length, GError **error)
{
  g_autoptr (SjJourney) journey = sj_workspace_parse_journey (NULL, text, length, error);
  g_autoptr (SjEdit) places = journey ? sj_tidy_unplaced (journey) : NULL;

  if (journey == NULL)
    return NULL;
  if (places != NULL)
    sj_edit_apply (places, journey);
  g_free (journey->id);
  journey->id = g_strdup (id);
  return sj_journey_to_string (journey);
}

void
sj_workspace_store_journey (SjWorkspace *workspace, const SjHeldJourney *journey)
{
  SjStoredJourney stored = { journey->row.id, { journey->text, strlen (journey->text) }, journey->row.created,
                             journey->row.changed, journey->revision, 0, 0, false };

  sj_store_put_journey (workspace->writer, &stored);
}

/* ------------------------------------------------------------------ open ones */

static void
save_whole (SjHeldJourney *journey)
{
  g_autoptr (GError) error = NULL;

  if (journey->history == NULL || !journey->unsaved || journey->workspace->writer == NULL)
    return;
  journey->journal->changed = journey->row.changed;
  if (!sj_history_save (journey->history, NULL, &error))
    {
      g_debug ("%s", error->message);    /* its journal has it all the same */
      return;
    }
  g_free (journey->text);
  journey->text = sj_journey_to_string (sj_history_journey (journey->history));
  journey->revision++;
  journey->unsaved = false;
}

void
sj_workspace_save_journeys (SjWorkspace *workspace)
{
  for (guint i = 0; i < workspace->journeys->len; i++)
    save_whole (workspace->journeys->pdata[i]);
}

static gboolean
save_cb (gpointer data)
{
  SjWorkspace *workspace = data;

  g_clear_pointer (&workspace->save_source, g_source_unref);
  sj_workspace_save_journeys (workspace);
  return G_SOURCE_REMOVE;
}

static void
save_soon (SjWorkspace *workspace)
{
  if (workspace->save_source != NULL || workspace->writer == NULL)
    return;
  workspace->save_source = g_timeout_source_new_seconds (SAVE_AFTER);
  g_source_set_callback (workspace->save_source, save_cb, workspace, NULL);
  g_source_attach (workspace->save_source, workspace->mailbox->context);
}

/* Lists need to know when a name changes; that a step moved is nobody's news. */
static void
changed_cb (SjJourney *open, const SjChange *change, gpointer data)
{
  SjHeldJourney *journey = data;

  journey->row.changed = sj_workspace_now ();
  journey->unsaved = true;
  save_soon (journey->workspace);
  if (change->type == SJ_CHANGE_NODE_MOVED)
    return;
  journey->counted = false;
  if (change->type != SJ_CHANGE_JOURNEY && change->type != SJ_CHANGE_TESTS && change->type != SJ_CHANGE_NODE_ADDED &&
      change->type != SJ_CHANGE_NODE_REMOVED)
    return;
  describe_open (journey);
  if (change->type == SJ_CHANGE_JOURNEY || change->type == SJ_CHANGE_TESTS)
    sj_workspace_forget_library (journey->workspace);
  sj_workspace_tell (journey->workspace, SJ_WORKSPACE_DOCUMENT, SJ_REF_JOURNEY, journey->row.id, NULL);
}

static bool
open_history (SjHeldJourney *journey, GError **error)
{
  SjWorkspace *workspace = journey->workspace;
  g_autoptr (SjJourney) document = sj_workspace_parse_journey (journey->row.name, journey->text,
                                                               strlen (journey->text), error);
  g_auto (SjHistoryOpened) opened = { 0 };
  GError *own = NULL;

  if (document == NULL)
    return false;
  journey->journal = sj_store_journal_new (workspace->store, journey->row.id, journey->row.changed);
  journey->journal->waits = false;
  journey->history = sj_history_open_journal (document, &journey->journal->journal, &opened, &own);
  if (journey->history == NULL)
    {
      sj_workspace_pass_error (error, own);
      return false;
    }
  if (journey->journal->lost > 0 || opened.outcome == SJ_HISTORY_FOREIGN)
    sj_diags_add (&workspace->damage, SJ_SEVERITY_WARNING, "damaged-journal", 0, 0,
                  _("A part of the steps that led to “%s” is damaged; the journey itself is there."),
                  journey->row.name);
  journey->unsaved = opened.recovered > 0;
  journey->observer = sj_journey_observe (document, changed_cb, journey);
  return true;
}

static void
close_history (SjHeldJourney *journey)
{
  save_whole (journey);
  if (journey->unsaved)    /* only to look at, or of a newer form */
    {
      g_free (journey->text);
      journey->text = sj_journey_to_string (sj_history_journey (journey->history));
    }
  sj_journey_unobserve (sj_history_journey (journey->history), journey->observer);
  g_clear_pointer (&journey->history, sj_history_free);
  journey->journal = NULL;
}

SjHistory *
sj_workspace_open_journey (SjWorkspace *workspace, const char *id, GError **error)
{
  SjHeldJourney *journey = sj_workspace_need_journey (workspace, id, error);

  if (journey == NULL || (journey->history == NULL && !open_history (journey, error)))
    return NULL;
  journey->users++;
  journey->row.open = true;
  return journey->history;
}

void
sj_workspace_close_journey (SjWorkspace *workspace, const char *id)
{
  SjHeldJourney *journey = sj_workspace_held_journey (workspace, id);

  g_return_if_fail (journey != NULL && journey->users > 0);

  if (--journey->users > 0)
    return;
  journey->row.open = false;
  close_history (journey);
}

void
sj_workspace_recover_journeys (SjWorkspace *workspace)
{
  for (guint i = 0; i < workspace->journeys->len; i++)
    {
      SjHeldJourney *journey = workspace->journeys->pdata[i];
      g_autoptr (GError) error = NULL;

      if (!journey->unsaved)
        continue;
      journey->unsaved = false;
      if (!open_history (journey, &error))
        {
          sj_diags_add (&workspace->damage, SJ_SEVERITY_ERROR, "damaged-journey", 0, 0, _("The journey “%s” cannot be "
                        "read: %s."), journey->row.name, error->message);
          continue;
        }
      describe_open (journey);
      close_history (journey);
    }
}

/* ------------------------------------------------------------------ creating and changing */

static bool
add_journey (SjWorkspace *workspace, const char *id, const char *text)
{
  SjTime now = sj_workspace_now ();
  SjStoredJourney stored = { id, { text, strlen (text) }, now, now, 1, 0, 0, false };
  SjHeldJourney *journey = sj_workspace_hold_journey (workspace, &stored);

  sj_writer_begin (workspace->writer);
  sj_store_forget_journey (workspace->writer, id);    /* what one of that id left in the trash */
  sj_store_remove_trash (workspace->writer, sj_workspace_word (SJ_REF_JOURNEY), id);
  sj_workspace_store_journey (workspace, journey);
  sj_writer_commit (workspace->writer);
  sj_workspace_tell (workspace, SJ_WORKSPACE_DOCUMENT, SJ_REF_JOURNEY, journey->row.id, NULL);
  return true;
}

bool
sj_workspace_replace_journey (SjWorkspace *workspace, const char *id, const char *text, const char *title,
                              GError **error)
{
  g_autoptr (SjJourney) other = sj_workspace_parse_journey (NULL, text, strlen (text), error);
  SjHistory *history;
  bool ok;

  if (other == NULL)
    return false;
  history = sj_workspace_open_journey (workspace, id, error);
  if (history == NULL)
    return false;
  ok = sj_history_become (history, other, title);
  if (!ok)
    g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_INVALID,
                 _("the journey “%s” cannot become what it should"), id);
  sj_workspace_close_journey (workspace, id);
  return ok;
}

bool
sj_workspace_put_journey (SjWorkspace *workspace, const char *id, const char *text, GError **error)
{
  g_autofree char *canonical = sj_workspace_canonical_journey (id, text, strlen (text), error);

  if (canonical == NULL)
    return false;
  if (sj_workspace_held_journey (workspace, id) == NULL)
    return add_journey (workspace, id, canonical);
  return sj_workspace_replace_journey (workspace, id, canonical, _("Replace the journey"), error);
}

char *
sj_workspace_create_journey (SjWorkspace *workspace, const char *name, GError **error)
{
  g_autoptr (SjJourney) journey = NULL;
  g_autofree char *text = NULL;
  char *id;

  if (!sj_workspace_may_write (workspace, error))
    return NULL;
  id = sj_workspace_free_id (workspace, SJ_REF_JOURNEY, name);
  journey = sj_journey_new (&sj_kinds_default);
  journey->id = g_strdup (id);
  journey->name = g_strdup (name);
  text = sj_journey_to_string (journey);
  add_journey (workspace, id, text);
  return id;
}

char *
sj_workspace_duplicate_journey (SjWorkspace *workspace, const char *id, const char *name, GError **error)
{
  g_autoptr (SjJourney) original = NULL;
  g_autoptr (SjJourney) copy = NULL;
  g_autofree char *text = NULL;
  char *copy_id;

  if (!sj_workspace_may_write (workspace, error) ||
      (original = sj_workspace_read_journey (workspace, id, error)) == NULL)
    return NULL;
  copy_id = sj_workspace_free_id (workspace, SJ_REF_JOURNEY, name);
  copy = sj_journey_copy (original);
  g_free (copy->id);
  copy->id = g_strdup (copy_id);
  g_free (copy->name);
  copy->name = g_strdup (name);
  text = sj_journey_to_string (copy);
  add_journey (workspace, copy_id, text);
  return copy_id;
}

bool
sj_workspace_rename_journey (SjWorkspace *workspace, const char *id, const char *name, GError **error)
{
  SjTarget target = { .scope = SJ_SCOPE_JOURNEY };
  SjValue value = sj_value_string (name);
  SjHistory *history;

  if (!sj_workspace_may_write (workspace, error) ||
      (history = sj_workspace_open_journey (workspace, id, error)) == NULL)
    return false;
  sj_history_seal (history);
  sj_history_do (history, sj_edit_set_field (&target, "name", &value));
  sj_history_seal (history);
  sj_workspace_close_journey (workspace, id);
  return true;
}
