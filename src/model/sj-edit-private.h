/* sj-edit-private.h -- what an edit holds; for sj-edit*.c alone.
 *
 * One struct for all types, described by fields like everything else that has a
 * JSON form.  A value that may be null stands in a list of one, so that "null" and
 * "not there" stay apart.
 */
#pragma once

#include "model/sj-edit.h"

typedef enum
{
  SJ_EDIT_SET,
  SJ_EDIT_ADD_NODE,
  SJ_EDIT_REMOVE_NODE,
  SJ_EDIT_CONNECT,
  SJ_EDIT_ADD_PATH,
  SJ_EDIT_REMOVE_PATH,
  SJ_EDIT_MOVE_PATH,
  SJ_EDIT_MOVE,
  SJ_EDIT_ADD_GOAL,
  SJ_EDIT_REMOVE_GOAL,
  SJ_EDIT_ADD_EXIT,
  SJ_EDIT_REMOVE_EXIT,
  SJ_EDIT_ADD_TEST,
  SJ_EDIT_REMOVE_TEST,
  SJ_N_EDITS
} SjEditType;

struct SjEdit
{
  int32_t type;             /* SjEditType */
  int32_t scope;            /* set */
  char *node;
  char *path;
  char *field;              /* set */
  int64_t index;            /* of a node, path, goal, exit or test; -1: at the end, until it is known */
  int64_t old_index;        /* move-path */
  SjBlob *now, *was;        /* set: each a list of one; add, remove: `now` is the thing itself */
  int64_t now_place, was_place;    /* set: see SjRaw */
  char *to, *was_to;        /* connect */
  SjRecords moves;          /* of NodeMove */

  bool known;               /* `was` and indexes are filled in; not written */
};

typedef struct
{
  char *node;
  SjPlace now, was;
} SjNodeMove;

extern const SjSpec sj_edit_spec;
extern const SjSpec sj_node_move_spec;

static inline uint32_t
sj_edit_place (int64_t index)
{
  return index < 0 || index > UINT32_MAX ? SJ_AT_END : (uint32_t) index;
}

/* How each type is carried out and taken back; sj-edit-do.c. */
bool sj_edit_do (SjEdit *edit, SjJourney *journey, bool forward);
