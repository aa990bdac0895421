/* sj-editor.h -- a journey that is open: what is drawn, what is wrong, what is shown.
 *
 * The view model of the editor page.  Puts together what the workspace lends (history)
 * and what goes by it (checker, drawing), and keeps them in step: whoever makes an edit
 * does so through the history and the rest follows before the next frame.
 *
 * Says “changed” with a set of SjEditorNews.  Close it before the workspace.
 */
#pragma once

#include "app/sj-desk.h"
#include "scene/sj-drawing.h"

typedef enum
{
  SJ_EDITOR_JOURNEY   = 1 << 0,     /* anything in it; undo and redo, too */
  SJ_EDITOR_SELECTION = 1 << 1,
  SJ_EDITOR_FINDINGS  = 1 << 2,
  SJ_EDITOR_LIBRARY   = 1 << 3,     /* what it may refer to */
  SJ_EDITOR_STATUS    = 1 << 4,     /* sj_drawing_status () */
  SJ_EDITOR_ASK       = 1 << 5      /* sj_drawing_ask () */
} SjEditorNews;

#define SJ_TYPE_EDITOR (sj_editor_get_type ())
G_DECLARE_FINAL_TYPE (SjEditor, sj_editor, SJ, EDITOR, GObject)

SjEditor *sj_editor_new   (SjDesk *desk, const char *journey, GError **error);
void      sj_editor_close (SjEditor *editor);    /* afterwards only the id can be asked for */

SjDesk     *sj_editor_desk    (SjEditor *editor);
const char *sj_editor_id      (SjEditor *editor);
SjJourney  *sj_editor_journey (SjEditor *editor);    /* NULL once it is closed; so the next three */
SjHistory  *sj_editor_history (SjEditor *editor);
SjChecker  *sj_editor_checker (SjEditor *editor);
SjDrawing  *sj_editor_drawing (SjEditor *editor);
SjLibrary  *sj_editor_library (SjEditor *editor);
const SjNames *sj_editor_names (SjEditor *editor);

/* Once the canvas has its size: shows the beginning, if it was not looked at before. */
void sj_editor_open_view (SjEditor *editor);

/* What the drawing's observer was told (SjRedraw). */
void sj_editor_follow (SjEditor *editor, unsigned redraw);
/* Brings checker and drawing up to date now; by itself it happens before the next frame. */
void sj_editor_update (SjEditor *editor);

/* Takes the edit.  False: it does not fit. */
bool sj_editor_do       (SjEditor *editor, SjEdit *edit);
bool sj_editor_set      (SjEditor *editor, const SjTarget *target, const char *field, SjValue value);
bool sj_editor_rename   (SjEditor *editor, const char *name);
bool sj_editor_fix      (SjEditor *editor, uint64_t key);

/* How many count now: those of steps that are still to be set up do not. */
void sj_editor_count (SjEditor *editor, unsigned *errors, unsigned *warnings);
/* The finding with that key, or NULL; lent until the next change. */
const SjFinding *sj_editor_finding (SjEditor *editor, uint64_t key);
/* Selects, reveals and shows what it is about. */
void sj_editor_go_to (SjEditor *editor, const SjFinding *finding);
