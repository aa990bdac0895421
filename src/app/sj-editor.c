/* sj-editor.c -- a journey that is open: what is drawn, what is wrong, what is shown. */
#include "app/sj-editor.h"

#include "base/sj-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define UI "sojourn-ui"
#define VIEW "view"       /* the key of its viewport in the workspace */

struct _SjEditor
{
  GObject parent_instance;

  SjDesk *desk;             /* owned */
  char *id;                 /* owned */
  SjLibrary *library;       /* owned */
  SjHistory *history;       /* lent by the workspace; NULL once closed */
  SjChecker *checker;       /* owned */
  SjDrawing *drawing;       /* owned */
  unsigned observer;
  unsigned pending;         /* SjEditorNews to be told */
  size_t n_undo;            /* as it was last told */
  guint idle;
  bool viewed;              /* it has a viewport */
};

G_DEFINE_FINAL_TYPE (SjEditor, sj_editor, G_TYPE_OBJECT)

static guint changed_signal;

/* ------------------------------------------------------------- in step */

static void
tell (SjEditor *editor, unsigned what)
{
  g_signal_emit (editor, changed_signal, 0, what);
}

/* One line for each step, so that whoever drives the program can wait for it. */
static void
log_step (SjEditor *editor)
{
  size_t n_undo = sj_history_n_undo (editor->history);
  const char *title = sj_history_undo_title (editor->history);

  if (n_undo == editor->n_undo)
    return;
  g_log (UI, G_LOG_LEVEL_DEBUG, "%s: %s", n_undo > editor->n_undo ? "did" : "undid", title ? title : "all");
  editor->n_undo = n_undo;
}

void
sj_editor_update (SjEditor *editor)
{
  unsigned what = editor->pending;

  g_clear_handle_id (&editor->idle, g_source_remove);
  if (what == 0 || editor->history == NULL)
    return;
  editor->pending = 0;
  if (what & (SJ_EDITOR_JOURNEY | SJ_EDITOR_LIBRARY))
    {
      sj_checker_update (editor->checker);
      sj_drawing_update (editor->drawing);
      what |= SJ_EDITOR_FINDINGS;
    }
  if (what & SJ_EDITOR_JOURNEY)
    log_step (editor);
  tell (editor, what);
}

static gboolean
idle_cb (gpointer data)
{
  SjEditor *editor = data;

  editor->idle = 0;
  sj_editor_update (editor);
  return G_SOURCE_REMOVE;
}

static void
note (SjEditor *editor, unsigned what)
{
  editor->pending |= what;
  if (editor->idle == 0 && editor->history != NULL)
    editor->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, idle_cb, editor, NULL);
}

static void
journey_cb (SjJourney *journey, const SjChange *change, gpointer data)
{
  SjEditor *editor = data;

  sj_desk_note_change (editor->desk);
  note (editor, SJ_EDITOR_JOURNEY);
}

static void
set_library (SjEditor *editor)
{
  SjLibrary *library = sj_library_ref (sj_workspace_library (sj_desk_workspace (editor->desk)));
  SjDrawingParts parts = { editor->history, editor->checker, sj_library_names (library) };

  sj_checker_set_library (editor->checker, library);
  sj_drawing_set_parts (editor->drawing, &parts);
  sj_library_unref (editor->library);
  editor->library = library;
}

static void
news_cb (SjDesk *desk, const SjWorkspaceNews *news, SjEditor *editor)
{
  bool other = (news->type == SJ_WORKSPACE_DOCUMENT && news->kind != SJ_REF_JOURNEY) ||
               news->type == SJ_WORKSPACE_IMPORTED;

  if (!other || editor->history == NULL)
    return;
  set_library (editor);
  note (editor, SJ_EDITOR_LIBRARY);
}

void
sj_editor_follow (SjEditor *editor, unsigned redraw)
{
  unsigned what = 0;

  if (redraw & SJ_REDRAW_SELECTION)
    what |= SJ_EDITOR_SELECTION;
  if (redraw & SJ_REDRAW_STATUS)
    what |= SJ_EDITOR_STATUS;
  if (redraw & SJ_REDRAW_ASK)
    what |= SJ_EDITOR_ASK;
  if (redraw & SJ_REDRAW_HISTORY)
    note (editor, SJ_EDITOR_JOURNEY);
  if ((redraw & SJ_REDRAW_STATUS) && editor->drawing != NULL)
    g_log (UI, G_LOG_LEVEL_DEBUG, "status: %s", sj_drawing_status (editor->drawing));
  if (what != 0)
    tell (editor, what);
}

/* --------------------------------------------------------------- viewport
 *
 * Its middle is kept: that is what stays while the canvas gets its size.
 */

static void
restore_view (SjEditor *editor)
{
  g_autofree char *json = sj_workspace_state (sj_desk_workspace (editor->desk), editor->id, VIEW);
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjView *view = sj_drawing_view (editor->drawing);
  SjValue value;

  if (json == NULL || !sj_json_read (&arena, NULL, json, strlen (json), &value, NULL))
    return;
  view->zoom = CLAMP (sj_value_number (sj_value_get (value, "zoom")), SJ_VIEW_LEAST_FIT, SJ_VIEW_MOST);
  view->x = sj_value_number (sj_value_get (value, "x"));
  view->y = sj_value_number (sj_value_get (value, "y"));
  editor->viewed = true;
}

static void
keep_view (SjEditor *editor)
{
  const SjView *view = sj_drawing_view (editor->drawing);
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *json = NULL;
  SjObjectBuilder builder;

  if (view->width <= 0)
    return;
  sj_object_begin (&builder, &arena);
  sj_object_set (&builder, "zoom", sj_value_decimal (view->zoom));
  sj_object_set (&builder, "x", sj_value_decimal (view->x + view->width / 2 / view->zoom));
  sj_object_set (&builder, "y", sj_value_decimal (view->y + view->height / 2 / view->zoom));
  json = sj_json_to_string (sj_object_end (&builder), SJ_JSON_COMPACT);
  sj_workspace_set_state (sj_desk_workspace (editor->desk), editor->id, VIEW, json);
}

/* ------------------------------------------------------------------ object */

void
sj_editor_close (SjEditor *editor)
{
  if (editor->history == NULL)
    return;
  g_clear_handle_id (&editor->idle, g_source_remove);
  keep_view (editor);
  sj_journey_unobserve (sj_history_journey (editor->history), editor->observer);
  g_clear_pointer (&editor->drawing, sj_drawing_free);
  g_clear_pointer (&editor->checker, sj_checker_free);
  editor->history = NULL;
  sj_workspace_close_journey (sj_desk_workspace (editor->desk), editor->id);
}

static void
sj_editor_finalize (GObject *object)
{
  SjEditor *editor = SJ_EDITOR (object);

  if (editor->desk != NULL && sj_desk_workspace (editor->desk) != NULL)
    sj_editor_close (editor);
  g_clear_pointer (&editor->library, sj_library_unref);
  g_clear_object (&editor->desk);
  g_free (editor->id);
  G_OBJECT_CLASS (sj_editor_parent_class)->finalize (object);
}

static void
sj_editor_class_init (SjEditorClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_editor_finalize;
  changed_signal = g_signal_new ("changed", SJ_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_UINT);
}

static void
sj_editor_init (SjEditor *editor)
{
}

static void
drawing_cb (SjDrawing *drawing, unsigned what, gpointer data)
{
  sj_editor_follow (data, what);
}

SjEditor *
sj_editor_new (SjDesk *desk, const char *journey, GError **error)
{
  SjWorkspace *workspace = sj_desk_workspace (desk);
  SjHistory *history = sj_workspace_open_journey (workspace, journey, error);
  SjEditor *editor;
  SjDrawingParts parts;

  if (history == NULL)
    return NULL;
  editor = g_object_new (SJ_TYPE_EDITOR, NULL);
  editor->desk = g_object_ref (desk);
  editor->id = g_strdup (journey);
  editor->history = history;
  editor->n_undo = sj_history_n_undo (history);
  editor->library = sj_library_ref (sj_workspace_library (workspace));
  editor->checker = sj_checker_new (sj_history_journey (history), editor->library);
  sj_checker_set_now (editor->checker, g_get_real_time () / 1000);
  sj_checker_update (editor->checker);
  parts = (SjDrawingParts) { history, editor->checker, sj_library_names (editor->library) };
  editor->drawing = sj_drawing_new (sj_history_journey (history), &parts);
  sj_drawing_observe (editor->drawing, drawing_cb, editor);
  editor->observer = sj_journey_observe (sj_history_journey (history), journey_cb, editor);
  restore_view (editor);
  g_signal_connect_object (desk, "news", G_CALLBACK (news_cb), editor, 0);
  return editor;
}

SjDesk *
sj_editor_desk (SjEditor *editor)
{
  return editor->desk;
}

const char *
sj_editor_id (SjEditor *editor)
{
  return editor->id;
}

SjJourney *
sj_editor_journey (SjEditor *editor)
{
  return editor->history ? sj_history_journey (editor->history) : NULL;
}

SjHistory *
sj_editor_history (SjEditor *editor)
{
  return editor->history;
}

SjChecker *
sj_editor_checker (SjEditor *editor)
{
  return editor->checker;
}

SjDrawing *
sj_editor_drawing (SjEditor *editor)
{
  return editor->drawing;
}

SjLibrary *
sj_editor_library (SjEditor *editor)
{
  return editor->library;
}

const SjNames *
sj_editor_names (SjEditor *editor)
{
  return sj_library_names (editor->library);
}

void
sj_editor_open_view (SjEditor *editor)
{
  if (editor->drawing != NULL && !editor->viewed)
    sj_drawing_open_view (editor->drawing);
  editor->viewed = true;
}

/* ------------------------------------------------------------------ edits */

bool
sj_editor_do (SjEditor *editor, SjEdit *edit)
{
  if (edit == NULL || !sj_desk_writable (editor->desk))
    {
      g_clear_pointer (&edit, sj_edit_free);
      return false;
    }
  return sj_history_do (editor->history, edit);
}

bool
sj_editor_set (SjEditor *editor, const SjTarget *target, const char *field, SjValue value)
{
  return sj_editor_do (editor, sj_edit_set_field (target, field, sj_value_is_null (value) ? NULL : &value));
}

bool
sj_editor_rename (SjEditor *editor, const char *name)
{
  SjTarget target = { .scope = SJ_SCOPE_JOURNEY };
  bool done = sj_editor_set (editor, &target, "name", sj_value_string (name));

  sj_history_seal (editor->history);
  return done;
}

const SjFinding *
sj_editor_finding (SjEditor *editor, uint64_t key)
{
  for (size_t i = 0; i < sj_checker_count (editor->checker); i++)
    if (sj_finding_key (sj_checker_get (editor->checker, i)) == key)
      return sj_checker_get (editor->checker, i);
  return NULL;
}

bool
sj_editor_fix (SjEditor *editor, uint64_t key)
{
  const SjFinding *finding = sj_editor_finding (editor, key);

  if (finding == NULL || finding->fix == NULL || !sj_desk_writable (editor->desk))
    return false;
  return sj_drawing_fix (editor->drawing, finding);
}

static bool
counts (SjEditor *editor, const SjFinding *finding)
{
  return finding->severity != SJ_SEVERITY_HINT &&
         (finding->at.node == NULL || !sj_drawing_is_fresh (editor->drawing, finding->at.node));
}

void
sj_editor_count (SjEditor *editor, unsigned *errors, unsigned *warnings)
{
  *errors = *warnings = 0;
  for (size_t i = 0; i < sj_checker_count (editor->checker); i++)
    {
      const SjFinding *finding = sj_checker_get (editor->checker, i);

      if (!counts (editor, finding))
        continue;
      if (finding->severity == SJ_SEVERITY_ERROR)
        (*errors)++;
      else
        (*warnings)++;
    }
}

void
sj_editor_go_to (SjEditor *editor, const SjFinding *finding)
{
  if (finding->at.node == NULL)
    sj_drawing_select_none (editor->drawing);
  else if (finding->at.path != NULL)
    sj_drawing_select_path (editor->drawing, finding->at.node, finding->at.path);
  else
    sj_drawing_select (editor->drawing, finding->at.node);
  if (finding->at.node != NULL)
    sj_drawing_reveal (editor->drawing, finding->at.node, finding->at.path);
}
