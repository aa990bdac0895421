/* sj-kind.h -- what a kind of node is, described once.
 *
 * Kinds are static and stand in src/kinds; the model meets them only through a
 * table, so tests may bring their own.  A node of a kind that no table knows is
 * of `sj_kind_unknown`, and everything it holds is kept.
 */
#pragma once

#include "base/sj-field.h"

typedef struct SjNode SjNode;
typedef struct SjChecker SjChecker;     /* model/sj-check.h */
typedef struct SjLower SjLower;         /* the engine's */
typedef struct SjKind SjKind;

typedef enum
{
  SJ_GROUP_EVENT,
  SJ_GROUP_ORCHESTRATION,
  SJ_GROUP_ACTION,
  SJ_GROUP_END,
  SJ_GROUP_UNKNOWN,
  SJ_N_GROUPS
} SjGroup;

/* What a path means; its colour, line and mark follow from it. */
typedef enum
{
  SJ_ROLE_DEFAULT,
  SJ_ROLE_OUTCOME,
  SJ_ROLE_CONDITION,
  SJ_ROLE_ELSE,
  SJ_ROLE_SPLIT,
  SJ_ROLE_TIMEOUT,
  SJ_ROLE_ERROR,
  SJ_ROLE_UNKNOWN,
  SJ_N_ROLES
} SjRole;

typedef enum
{
  SJ_PATH_OPTIONAL = 1 << 0,    /* drawn only where the author switched it on; otherwise always there */
  SJ_PATH_REPEATS  = 1 << 1     /* any number of them, in the author's order, each with settings */
} SjPathFlags;

/* One way out of a kind's nodes.  At most one of a kind repeats. */
typedef struct
{
  const char *name;             /* the path's id; where it repeats, the beginning of the ids */
  const char *title;            /* N_ */
  SjRole role;
  unsigned flags;               /* SjPathFlags */
  const char *needs;            /* it is taken only while this field of the node is set; or NULL */
  SjSpec config;                /* the settings of each such path */
  const char *summary;          /* N_, of its settings, see sj_config_summary () */
  unsigned initial, least;      /* repeating: how many a new node has, and must have */
} SjPathKind;

typedef enum
{
  SJ_KIND_STARTS   = 1 << 0,    /* may begin a journey */
  SJ_KIND_ENTRY    = 1 << 1,    /* may do nothing but begin one */
  SJ_KIND_FOLLOWS_BUSINESS = 1 << 2,    /* may also stand right behind a business event */
  SJ_KIND_BUSINESS = 1 << 3,    /* begins a journey without a profile */
  SJ_KIND_LISTENS  = 1 << 4,    /* waits for an input: may be one of several listeners */
  SJ_KIND_WAITS    = 1 << 5,    /* time passes here: a loop through it is no runaway */
  SJ_KIND_SENDS    = 1 << 6,    /* a message to the profile */
  SJ_KIND_CALLS    = 1 << 7,    /* leaves the program: may fail */
  SJ_KIND_FORKS    = 1 << 8,    /* takes all its paths at once; they lead to listeners */
  SJ_KIND_ENDS     = 1 << 9     /* nothing comes after it */
} SjKindFlags;

struct SjKind
{
  const char *id;               /* in JSON; never changed once released */
  const char *title;            /* N_ */
  const char *icon;
  SjGroup group;
  const char *purpose;          /* N_, one line for the palette */
  const char *summary;          /* N_, the one fact that matters, see sj_config_summary () */
  SjSpec config;
  const SjPathKind *paths;      /* in the order they are drawn; ends with a NULL name; or NULL */
  unsigned flags;               /* SjKindFlags */

  /* What the fields cannot say about themselves; or NULL. */
  void (*check) (const SjNode *node, SjChecker *checker);
  void (*lower) (SjLower *lower, const SjNode *node);
};

typedef struct
{
  const SjKind *const *kinds;   /* in the order of the palette; ends with NULL */
} SjKindTable;

extern const SjKind sj_kind_unknown;

const SjKind     *sj_kind_find (const SjKindTable *table, const char *id, size_t length);    /* or NULL */
/* The path kind an id belongs to, or NULL. */
const SjPathKind *sj_kind_path      (const SjKind *kind, const char *id);
const SjPathKind *sj_kind_repeating (const SjKind *kind);    /* NULL where none repeats */

const char *sj_group_name  (SjGroup group);    /* "event" */
const char *sj_group_title (SjGroup group);    /* "Events", translated */
const char *sj_role_name   (SjRole role);      /* "timeout" */
