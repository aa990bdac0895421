/* sj-edit-graph.h -- what a person does to the drawing in one go: one undo step each.
 *
 * Pointer, keyboard, menus and scripts call the same functions.  They make no
 * judgement beyond what would be no journey at all; whether a connection is wise
 * is asked first with sj_check_connection ().
 */
#pragma once

#include "model/sj-history.h"

/* A path, by the id of its node and its own. */
typedef struct
{
  const char *node;
  const char *path;
} SjPathRef;

/* A new node, joined to a path where `from` is given; its id. */
char *sj_edit_graph_add (SjHistory *history, const SjKind *kind, SjPlace at, const SjPathRef *from);

/* A new node on a path: it takes the path's target over and, where it has no room,
 * the nodes behind it move on by a column.  NULL where its kind has no way on. */
char *sj_edit_graph_insert (SjHistory *history, const SjKind *kind, const SjPathRef *way);
/* The same at a place (unset: right behind the path's node). */
char *sj_edit_graph_insert_at (SjHistory *history, const SjKind *kind, const SjPathRef *way, SjPlace at);
/* Where it would stand and what would move: of SjShift, with the ids of the journey.
 * `height` is that of the new card. */
GArray *sj_edit_graph_room (const SjJourney *journey, const SjPathRef *way, int height, SjPlace *at);

/* The same with a node that is there and has no paths joined. */
bool sj_edit_graph_splice (SjHistory *history, const char *node, const SjPathRef *way);

/* With `close`, a node that has one way in and one way on leaves no gap. */
bool sj_edit_graph_delete (SjHistory *history, const char *const *nodes, bool close);

bool sj_edit_graph_connect (SjHistory *history, const SjPathRef *way, const char *target);    /* NULL: disconnects */

/* One more path: one that repeats, or an optional one by its name.  Its id; NULL
 * where it is there already or the kind has none such. */
char *sj_edit_graph_add_path (SjHistory *history, const char *node, const char *name);

/* Nodes with the paths between them, as a journey's text; and back with new ids and
 * labels, its upper left corner at `at` (unset: a little beside where they were).
 * The new ids; NULL where the text is no journey. */
char *sj_edit_graph_copy  (const SjJourney *journey, const char *const *nodes);
GStrv sj_edit_graph_paste (SjHistory *history, const char *text, size_t length, SjPlace at, GError **error);
GStrv sj_edit_graph_duplicate (SjHistory *history, const char *const *nodes);    /* below the originals */

/* A goal with an id of its own; its index. */
uint32_t sj_edit_graph_add_goal (SjHistory *history);
