/* sj-journey.h -- one journey: names, settings, goals, exit criteria and its graph.
 *
 * Everybody reads the members; only edits (sj-edit.h) change them.  An observer
 * is told of each change after it happened, on the thread that made it, and must
 * not change the journey itself.
 */
#pragma once

#include "model/sj-graph.h"
#include "model/sj-settings.h"
#include "model/sj-test-case.h"

#define SJ_JOURNEY_FORM 1     /* of the documents this program writes */

typedef struct SjJourney SjJourney;

typedef enum
{
  SJ_CHANGE_NODE_ADDED,       /* node; it may already be led to */
  SJ_CHANGE_NODE_REMOVED,     /* node: no longer in the graph, still readable */
  SJ_CHANGE_NODE_FIELD,       /* node, field: label, note, pinned or one of its settings */
  SJ_CHANGE_NODE_MOVED,       /* node */
  SJ_CHANGE_PATH_ADDED,       /* node, path */
  SJ_CHANGE_PATH_REMOVED,     /* node, path: no longer in the node, still readable */
  SJ_CHANGE_PATH_FIELD,       /* node, path, field: label, delay or one of its settings */
  SJ_CHANGE_PATH_ORDER,       /* node, path */
  SJ_CHANGE_PATH_TARGET,      /* node, path, was */
  SJ_CHANGE_JOURNEY,          /* field: name, description */
  SJ_CHANGE_SETTINGS,         /* field */
  SJ_CHANGE_GOALS,            /* any of them */
  SJ_CHANGE_EXITS,
  SJ_CHANGE_TESTS
} SjChangeType;

typedef struct
{
  SjChangeType type;
  const SjNode *node;
  const SjPath *path;
  const char *field;
  const char *was;            /* id of the target before, or NULL */
} SjChange;

typedef void (*SjJourneyObserver) (SjJourney *journey, const SjChange *change, gpointer data);

struct SjJourney
{
  /* Described by sj_journey_spec. */
  char *name;
  char *description;

  char *id;                   /* owned, or NULL; given once, by whoever creates the journey */
  int form;                   /* SJ_JOURNEY_FORM; higher: from a newer program, not to be written */
  SjGraph graph;
  SjSettings *settings;       /* owned: a struct of sj_settings_spec */
  GPtrArray *goals;           /* owned: of SjGoal, structs of sj_goal_spec */
  GPtrArray *exits;           /* owned: of SjExit, structs of sj_exit_spec */
  GPtrArray *tests;           /* owned: of SjTestCase, structs of sj_test_case_spec */
  const SjKindTable *kinds;   /* borrowed, static */

  int refs;
  bool frozen;
  SjJourney *snapshot;        /* owned: the frozen copy, until the next change */
  GArray *observers;          /* owned, or NULL */
};

extern const SjSpec sj_journey_spec;    /* name, description */

SjJourney *sj_journey_new    (const SjKindTable *kinds);
SjJourney *sj_journey_ref    (SjJourney *journey);
void       sj_journey_unref  (SjJourney *journey);
SjJourney *sj_journey_copy   (const SjJourney *journey);    /* to be changed; without observers */
/* The same journey for other threads: never changes; a new reference. */
SjJourney *sj_journey_freeze (SjJourney *journey);

unsigned sj_journey_observe   (SjJourney *journey, SjJourneyObserver observer, gpointer data);
void     sj_journey_unobserve (SjJourney *journey, unsigned id);

static inline uint32_t
sj_journey_n_nodes (const SjJourney *journey)
{
  return journey->graph.n_nodes;
}

static inline SjNode *
sj_journey_node (const SjJourney *journey, uint32_t index)
{
  return journey->graph.nodes[index];
}

static inline SjNode *
sj_journey_find (const SjJourney *journey, const char *id)
{
  return sj_graph_find (&journey->graph, id);
}

/* Where the journey can begin: a kind that may, and nothing leads to it. */
bool sj_node_is_start (const SjNode *node);

static inline const SjGoal *
sj_journey_goal (const SjJourney *journey, uint32_t index)
{
  return g_ptr_array_index (journey->goals, index);
}

static inline const SjExit *
sj_journey_exit (const SjJourney *journey, uint32_t index)
{
  return g_ptr_array_index (journey->exits, index);
}

static inline const SjTestCase *
sj_journey_test (const SjJourney *journey, uint32_t index)
{
  return g_ptr_array_index (journey->tests, index);
}

/* For texts about a journey: the names of its own goals and steps, and beside them those
 * of others (or NULL).  Points to itself, so it must stay where it is. */
typedef struct
{
  SjNames names;
  const SjJourney *journey;
  const SjNames *others;
} SjJourneyNames;

const SjNames *sj_journey_names_init (SjJourneyNames *own, const SjJourney *journey, const SjNames *others);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjJourney, sj_journey_unref)
