/* sj-edit.h -- every change of a journey: done, undone, done again.
 *
 * An edit names what it changes by id and holds what is not in the journey right
 * now: applying swaps the two, and so does reverting.  An edit must be applied to
 * the state it was made for; the history sees to that.  All functions here only
 * make edits; sj-history.h carries them out.
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

SjEdit *sj_edit_add_node    (SjNode *node, uint32_t index);                     /* takes the node */
SjEdit *sj_edit_remove_node (const char *node);    /* paths to it stay, leading to its id */
SjEdit *sj_edit_connect     (const char *node, const char *path, const char *to);    /* to NULL: nowhere */
SjEdit *sj_edit_add_path    (const char *node, SjPath *path, uint32_t index);   /* takes the path */
SjEdit *sj_edit_remove_path (const char *node, const char *path);
SjEdit *sj_edit_move_path   (const char *node, const char *path, uint32_t index);

typedef struct { const char *node; int32_t x, y; } SjMove;
SjEdit *sj_edit_move (const SjMove *moves, size_t count);    /* all in one; a drag of the same nodes is absorbed */

SjEdit *sj_edit_add_goal    (SjGoal *goal, uint32_t index);                     /* takes it; from sj_config_new () */
SjEdit *sj_edit_remove_goal (uint32_t index);
SjEdit *sj_edit_add_exit    (SjExit *exit, uint32_t index);                     /* takes it */
SjEdit *sj_edit_remove_exit (uint32_t index);

bool sj_edit_apply  (SjEdit *edit, SjJourney *journey);    /* false: does not fit this journey, nothing changed */
void sj_edit_revert (SjEdit *edit, SjJourney *journey);
/* Both are applied; afterwards `edit` does what both did.  False: they are different things. */
bool sj_edit_absorb (SjEdit *edit, SjEdit *next);
void sj_edit_free   (SjEdit *edit);

/* Both directions as JSON, whatever its state; and back in a state. */
SjValue sj_edit_to_value   (const SjEdit *edit, SjArena *arena);
SjEdit *sj_edit_from_value (const SjKindTable *kinds, SjValue value, bool applied, GError **error);

/* What it does, for menus: "Change Wait for"; owned by the caller. */
char *sj_edit_title (const SjEdit *edit, const SjJourney *journey);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjEdit, sj_edit_free)
