/* sj-diff.h -- what is different between two versions of a journey.
 *
 * Nodes are the same when their id and kind are; paths by their id, goals by theirs,
 * exit criteria and tests by their name.  Where a node stands never counts as a difference;
 * moves are told apart.  Everything is copied: the versions may go.
 */
#pragma once

#include "base/sj-json.h"
#include "model/sj-edit.h"

typedef enum
{
  SJ_DIFF_NODE_ADDED,
  SJ_DIFF_NODE_REMOVED,
  SJ_DIFF_PATH_ADDED,
  SJ_DIFF_PATH_REMOVED,
  SJ_DIFF_PATH_ORDER,       /* old and new text: the paths in their order */
  SJ_DIFF_REWIRED,          /* old and new text: where the path leads */
  SJ_DIFF_GOAL_ADDED,
  SJ_DIFF_GOAL_REMOVED,
  SJ_DIFF_EXIT_ADDED,
  SJ_DIFF_EXIT_REMOVED,
  SJ_DIFF_TEST_ADDED,
  SJ_DIFF_TEST_REMOVED,
  SJ_DIFF_FIELD             /* of what `scope` says */
} SjDiffType;

typedef struct
{
  SjDiffType type;
  SjScope scope;            /* field */
  char *node, *path;        /* owned: ids, or NULL */
  int64_t index;            /* goal, exit, test: place in the newer version; removed: in the older; else -1 */
  char *field;              /* owned: its name, or NULL */
  char *title;              /* owned: of the field, for people */
  SjBlob *old_value, *new_value;    /* owned: in their JSON form; NULL: default, nowhere */
  char *old_text, *new_text;        /* owned: for people, in full; NULL: nothing */
  char *text;               /* owned: one sentence */
} SjDifference;

typedef struct
{
  GPtrArray *items;         /* owned: of SjDifference */
  GPtrArray *moved;         /* owned: of char *, ids of nodes that stand elsewhere now */
} SjDiff;

/* `names` turns ids into names and may be NULL. */
SjDiff *sj_diff_new  (const SjJourney *older, const SjJourney *newer, const SjNames *names);
void    sj_diff_free (SjDiff *diff);

static inline size_t
sj_diff_count (const SjDiff *diff)
{
  return diff->items->len;
}

static inline const SjDifference *
sj_diff_get (const SjDiff *diff, size_t index)
{
  return g_ptr_array_index (diff->items, index);
}

/* One sentence a line; moves in the last. */
void    sj_diff_write    (const SjDiff *diff, SjBuffer *buffer);
SjValue sj_diff_to_value (const SjDiff *diff, SjArena *arena);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjDiff, sj_diff_free)
