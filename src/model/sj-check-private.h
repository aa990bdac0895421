/* sj-check-private.h -- a checker from inside; for sj-check*.c and sj-finding.c alone.
 *
 * What is found comes from two passes.  The texts pass looks at one node by itself,
 * compiles its texts, and is kept until the node changes (SjNodeState).  The graph
 * pass asks every kind for its facts, lays the paths out in flat arrays (SjChart) and
 * is done anew at each update; all it makes lies in one arena.
 */
#pragma once

#include "base/sj-config.h"
#include "lang/sj-decide.h"
#include "lang/sj-expr.h"
#include "lang/sj-template.h"
#include "model/sj-check-kind.h"

#define SJ_NOWHERE UINT32_MAX

typedef enum
{
  SJ_FIX_SET,               /* `field` gets `value` */
  SJ_FIX_TEXT,              /* [start, end) of the text of `field` becomes `value` */
  SJ_FIX_CONNECT,           /* the path leads to the text `value`; null: nowhere */
  SJ_FIX_REMOVE_PATH,
  SJ_FIX_MOVE_PATH          /* to the place `value` */
} SjFixType;

struct SjFix
{
  SjFixType type;
  const char *title;
  SjTarget at;
  const char *field;
  uint32_t start, end;
  SjValue value;
};

typedef struct SjItem SjItem;

/* A finding on its way; `rank` orders those of one node: itself, then its paths. */
struct SjItem
{
  SjFinding finding;
  SjFix fix;
  uint32_t rank;
  bool relies;              /* holds only where all that is read has certainly happened */
  SjItem *next;
};

typedef struct
{
  SjItem *first, *last;
  unsigned count;
} SjItems;

/* What an expression or a template reads that must have happened before. */
typedef struct
{
  SjFactKind kind;
  uint32_t fact;            /* number of its id in the checker */
  SjTarget at;              /* strings in the pack */
  const char *field;
  uint32_t start, end;
} SjUse;

/* Findings and uses packed into one block of memory. */
typedef struct
{
  SjItem *items;
  unsigned n_items;
  SjUse *uses;
  unsigned n_uses;
} SjPack;

/* A case of a condition, as far as it can be known by itself. */
typedef struct
{
  SjPack *pack;             /* owned; NULL: nothing found and nothing read */
  GArray *closed;           /* owned: of const SjPath *, never taken; or NULL */
  bool leaks;               /* none of its cases may hold, and there is no else */
  bool dirty;
} SjTextState;

typedef struct
{
  const SjPath *path;
  uint32_t from, to;        /* indexes of nodes; `to` may be SJ_NOWHERE */
  bool missing;             /* leads to an id that no node has */
  bool closed;              /* nobody takes it */
} SjArc;

/* That a fact holds behind a path (NULL: every path). */
typedef struct
{
  const SjPath *path;
  uint32_t fact;
  bool certain;
} SjGift;

/* The times at which one leaves by a path (NULL: by any). */
typedef struct SjHours SjHours;

struct SjHours
{
  const SjPath *path;
  SjWeek week;
  SjHours *next;
};

typedef struct
{
  uint32_t first_arc, n_arcs;
  SjGift *gifts;
  uint32_t n_gifts, gifts_room;
  SjUse *needs;
  uint32_t n_needs, needs_room;
  SjTime least, most;
  SjHours *hours;
  bool keeps_quiet;
  SjWeek *quiet;            /* beside the journey's own quiet hours; or NULL */
  SjWeek *dropping;         /* those of them in which messages are dropped; or NULL */
  bool may_not_wait;
  bool leaks;
  bool begins;
  bool reachable;
  bool certain;             /* all that its texts read has certainly happened */
  SjItems items;
} SjSpot;

/* The journey laid out flat; spots have the indexes of the nodes. */
typedef struct
{
  uint32_t n_spots, n_arcs;
  SjSpot *spots;
  SjArc *arcs;              /* by node, in the order of its paths */
  uint32_t *in_first;       /* of each node, into `in`; one more than nodes */
  uint32_t *in;             /* arcs by target */
  uint32_t *order;          /* reachable nodes, each after what leads to it but for loops */
  uint32_t n_order;
  uint32_t beginning;       /* the first that begins; or SJ_NOWHERE */
  bool loops;               /* some open arc leads back in that order */
} SjChart;

struct SjChecker
{
  SjJourney *journey;       /* owned: a reference */
  const SjLibrary *library;
  SjJourneyNames names;     /* see sj_check_names () */
  SjTime now;
  unsigned observer;

  GPtrArray *states;        /* of SjTextState, by index of the node */
  SjTextState settings;     /* of the journey as a whole: settings, goals, exits */
  bool texts_dirty;         /* some state is */
  bool chart_dirty;
  bool labels_dirty;        /* some step was named, added or removed */
  GPtrArray *same_labels;   /* of const SjNode: called like one before it */

  GHashTable *fact_numbers; /* of each kind and id that was ever asked for: number + 1 */
  GPtrArray *fact_ids;      /* owned texts, by number */
  uint32_t *fact_bits;      /* by number: place among those asked for now, or SJ_NOWHERE */
  uint32_t n_bits;

  SjArena arena;            /* of the graph pass */
  SjChart chart;
  GHashTable *content;      /* owned: of each message's id, its uses; of this library */
  bool tells_hours;         /* some step does */
  SjItems journey_items;
  GPtrArray *all;           /* of const SjFinding, borrowed */
  unsigned numbers[SJ_SEVERITY_ERROR + 1];

  /* For sj_check_connection (): from where one gets to `asked` without time passing,
   * and by which step next; since the last update. */
  const SjNode *asked;
  uint32_t *towards_asked;

  /* What is being looked at. */
  const SjNode *node;
  SjSpot *spot;
  SjItems *items;           /* where findings go */
  SjArena *items_arena;
  SjArena scratch;          /* of the texts pass */
  GArray *uses;             /* of SjUse, of the texts pass */
};

/* A struct that is being looked at, and the way to it from the target. */
typedef struct SjCheckPlace SjCheckPlace;

struct SjCheckPlace
{
  SjChecker *checker;
  SjTarget at;
  const SjTrail *trail;
  const SjSpec *spec;
  const void *config;
  const SjCheckPlace *up;   /* the struct that this one is in; or NULL */
  const SjField *list;      /* the field there whose entry this is; or NULL */
  GPtrArray *cases;         /* of SjExpr or NULL, by path; NULL: not a condition's paths */
};

SjItem *sj_check_report  (const SjCheckPlace *place, SjSeverity severity, const char *code, const char *name,
                          const char *format, ...) G_GNUC_PRINTF (5, 6);
void    sj_check_add_use (const SjCheckPlace *place, const char *name, SjFactKind kind, const char *id,
                          uint32_t start, uint32_t end);

/* References against the library, and what an expression must give where it stands. */
void       sj_check_reference  (const SjCheckPlace *place, const SjField *field, const char *id);
void       sj_check_references (const SjCheckPlace *place, const SjField *field, char *const *ids);
SjExprType sj_check_expected   (const SjCheckPlace *place, const SjField *field);

/* What a message of the library reads of events and answers, with its fragments and
 * conditions: of SjUse, with kind and fact alone.  Worked out once. */
const GArray *sj_check_content_uses (SjChecker *checker, const char *message);

/* Findings: into checker->items. */
SjItem *sj_item_add   (SjChecker *checker, SjSeverity severity, const char *code, const SjTarget *at,
                       const char *field, const char *format, ...) G_GNUC_PRINTF (6, 7);
SjItem *sj_item_add_v (SjChecker *checker, SjSeverity severity, const char *code, const SjTarget *at,
                       const char *field, const char *format, va_list args) G_GNUC_PRINTF (6, 0);
void    sj_item_fix   (SjChecker *checker, SjItem *item, SjFixType type, SjValue value, const char *title);

SjPack *sj_pack_new   (const SjItems *items, const GArray *uses);    /* NULL: nothing to pack */

static inline SjTarget
sj_target_node (const SjNode *node)
{
  return (SjTarget) { .scope = SJ_SCOPE_NODE, .node = node->id };
}

static inline SjTarget
sj_target_settings (const SjNode *node)
{
  return (SjTarget) { .scope = SJ_SCOPE_NODE_SETTINGS, .node = node->id };
}

static inline SjTarget
sj_target_path (const SjPath *path)
{
  return (SjTarget) { .scope = SJ_SCOPE_PATH, .node = path->node->id, .path = path->id };
}

static inline SjTarget
sj_target_path_settings (const SjPath *path)
{
  return (SjTarget) { .scope = SJ_SCOPE_PATH_SETTINGS, .node = path->node->id, .path = path->id };
}

/* Names for sentences, in the checker's arena of the moment: the label, or kind and fact. */
const char *sj_check_name      (SjChecker *checker, const SjNode *node);
const char *sj_check_path_name (SjChecker *checker, const SjPath *path);
const char *sj_check_refer     (const SjChecker *checker, SjRefTo to, const char *id);    /* of what has the id */

/* What is known outside of the journey; NULL while there is no library. */
const SjNames       *sj_check_names        (SjChecker *checker);
const SjExprEnv     *sj_check_env          (const SjChecker *checker);
const SjTemplateEnv *sj_check_template_env (const SjChecker *checker);    /* of the node's channel */
/* The id of what an expression names, owned; NULL where there is no such thing. */
char                *sj_check_resolve      (const SjChecker *checker, SjFactKind kind, SjSlice name);

/* The number of a fact, for good. */
uint32_t sj_check_fact (SjChecker *checker, SjFactKind kind, const char *id);

/* Whether time passes at a step each time one comes, and whether an arc is taken without any. */
bool sj_check_waits      (const SjChecker *checker, uint32_t index);
bool sj_check_is_instant (const SjArc *arc);

/* Ranges of quiet hours as minutes of the week. */
void sj_check_add_quiet (SjWeek *week, const SjRecords *hours);

/* Passes. */
void sj_check_texts   (SjChecker *checker, SjTextState *state, const SjNode *node);    /* node NULL: the journey */
void sj_check_cases   (SjChecker *checker, SjTextState *state, const SjNode *node, const GPtrArray *exprs);
bool sj_check_is_case (const SjPath *path);
void sj_check_chart   (SjChecker *checker);     /* facts of the kinds; arcs; what can be reached */
void sj_check_shape   (SjChecker *checker);     /* beginnings, dead ends, forks, loops */
void sj_check_loops   (SjChecker *checker);     /* those that never wait, and those without a way out */
void sj_check_facts   (SjChecker *checker);     /* what has happened before what needs it */
void sj_check_times   (SjChecker *checker);     /* waiting for ever, or longer than one stays */
void sj_check_hours   (SjChecker *checker);     /* windows and quiet hours */
void sj_check_journey_settings (SjChecker *checker);
