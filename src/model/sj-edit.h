/* sj-edit.h -- one reversible change of a journey, as data.
 *
 * An edit names what it changes by id and holds both states in their JSON form, so
 * it can be carried out, taken back, written to disk and read again.  It must be
 * carried out in the state it was made for; the history (sj-history.h) sees to
 * that and is the only one to call sj_edit_apply () and sj_edit_revert ().
 */
#pragma once

#include "model/sj-journey.h"

typedef struct SjEdit SjEdit;

typedef enum
{
  SJ_SCOPE_JOURNEY,           /* name, description */
  SJ_SCOPE_SETTINGS,
  SJ_SCOPE_GOAL,              /* index */
  SJ_SCOPE_EXIT,              /* index */
  SJ_SCOPE_TEST,              /* index */
  SJ_SCOPE_NODE,              /* node: label, note, pinned */
  SJ_SCOPE_NODE_SETTINGS,     /* node */
  SJ_SCOPE_PATH,              /* node, path: label, delay */
  SJ_SCOPE_PATH_SETTINGS      /* node, path */
} SjScope;

/* Whose field it is. */
typedef struct
{
  SjScope scope;
  const char *node;           /* borrowed */
  const char *path;           /* borrowed */
  uint32_t index;
} SjTarget;

/* The struct behind a target and its description; false where it is not there. */
bool sj_target_find (const SjJourney *journey, const SjTarget *target, const SjSpec **spec, void **config);

/* `value` in its JSON form; NULL: back to the default. */
SjEdit *sj_edit_set_field (const SjTarget *target, const char *field, const SjValue *value);

SjEdit *sj_edit_add_node    (const SjNode *node, uint32_t index);               /* a copy of the node */
SjEdit *sj_edit_remove_node (const char *node);    /* paths to it stay, leading to its id */
SjEdit *sj_edit_connect     (const char *node, const char *path, const char *to);    /* to NULL: nowhere */
SjEdit *sj_edit_add_path    (const char *node, const SjPath *path, uint32_t index);  /* a copy of the path */
SjEdit *sj_edit_remove_path (const char *node, const char *path);
SjEdit *sj_edit_move_path   (const char *node, const char *path, uint32_t index);

typedef struct { const char *node; int32_t x, y; } SjShift;
SjEdit *sj_edit_move (const SjShift *moves, size_t count);    /* all in one */

SjEdit *sj_edit_add_goal    (const SjGoal *goal, uint32_t index);               /* a copy; from sj_config_new () */
SjEdit *sj_edit_remove_goal (uint32_t index);
SjEdit *sj_edit_add_exit    (const SjExit *exit, uint32_t index);
SjEdit *sj_edit_remove_exit (uint32_t index);
SjEdit *sj_edit_add_test    (const SjTestCase *test, uint32_t index);
SjEdit *sj_edit_remove_test (uint32_t index);

bool sj_edit_apply  (SjEdit *edit, SjJourney *journey);    /* false: does not fit this journey, nothing changed */
bool sj_edit_revert (SjEdit *edit, SjJourney *journey);

/* A change that goes on while a person types or drags: steps of it are one step. */
bool sj_edit_is_continuous (const SjEdit *edit, const SjJourney *journey);
/* Both are applied; afterwards `edit` does what both did.  False: they are different things. */
bool sj_edit_absorb (SjEdit *edit, const SjEdit *next);
SjEdit *sj_edit_copy (const SjEdit *edit);
void sj_edit_free   (SjEdit *edit);

/* Both directions, of an edit that was applied; and back, NULL where it is none. */
SjValue sj_edit_to_value   (const SjEdit *edit, SjArena *arena);
SjEdit *sj_edit_from_value (SjValue value);

/* What it does, for menus: "Change Wait for", "Add Email".  The journey may be in
 * either state. */
char *sj_edit_title (const SjEdit *edit, const SjJourney *journey);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjEdit, sj_edit_free)
