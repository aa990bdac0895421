/* sj-node.h -- a node of a journey and the paths out of it.
 *
 * Read the members freely; change them only through edits, so that indexes stay
 * right, observers hear of it and everything can be undone.  A path names its
 * target by id; whether a node of that id exists is what `target` of
 * sj_path_target () says.
 */
#pragma once

#include "base/sj-config.h"
#include "model/sj-kind.h"

typedef struct SjPath SjPath;
typedef struct SjAnchor SjAnchor;

/* An id: the node that has it, if any, and all paths that lead to it. */
struct SjAnchor
{
  char *id;             /* owned */
  SjNode *node;         /* borrowed; NULL while there is no such node */
  SjPath **in;          /* in no particular order */
  uint32_t n_in, allocated;
};

struct SjPath
{
  /* Described by sj_path_spec. */
  char *label;          /* NULL: the kind's title */
  SjTime delay;         /* waiting time on the link */

  char *id;             /* owned; unique in its node */
  char *to;             /* owned; id of the target, NULL: leads nowhere */
  const SjPathKind *kind;    /* sj_path_kind_unknown where the node's kind knows no such path */
  void *config;         /* owned: a struct of kind->config */
  SjNode *node;         /* borrowed: where it begins */
  SjAnchor *anchor;     /* borrowed: of `to`, while the node is part of a graph */
  uint32_t in_index;    /* in anchor->in */
};

struct SjNode
{
  /* Described by sj_node_spec. */
  char *label;          /* NULL: the kind's title */
  char *note;
  SjPlace at;
  bool pinned;          /* tidying does not move it */

  char *id;             /* owned; unique in the journey, never changed */
  const SjKind *kind;
  char *kind_name;      /* owned: of an unknown kind; otherwise NULL */
  void *config;         /* owned: a struct of kind->config */
  SjPath **paths;       /* owned, in the order of evaluation */
  uint32_t n_paths;
  SjAnchor *anchor;     /* borrowed: of its own id, while it is part of a graph */
  uint32_t index;       /* in the graph's list of nodes */
};

extern const SjSpec sj_node_spec;              /* label, note, at, pinned */
extern const SjSpec sj_path_spec;              /* label, delay */
extern const SjPathKind sj_path_kind_unknown;

/* A node with defaults and the paths that a new one has. */
SjNode *sj_node_new      (const SjKind *kind, const char *id);
/* The same without paths that repeat; the mandatory ones are there. */
SjNode *sj_node_new_bare (const SjKind *kind, const char *kind_name, const char *id);
SjNode *sj_node_copy     (const SjNode *node, const char *id);    /* id NULL: the same */
void    sj_node_free     (SjNode *node);

SjPath *sj_path_new  (const SjNode *node, const char *id);    /* not yet in the node */
SjPath *sj_path_copy (const SjPath *path);                    /* belongs to no node */
void    sj_path_free (SjPath *path);

const char *sj_node_kind_id (const SjNode *node);             /* as it stands in JSON */
const char *sj_node_title   (const SjNode *node);             /* label, else the kind's title, translated */
const char *sj_path_title   (const SjPath *path);             /* label, else title; "" for a plain way on */
SjNode     *sj_path_target  (const SjPath *path);             /* NULL: nowhere, or to what is missing */

/* The struct of the node's kind; what it is only the kind's own file knows. */
static inline const void *
sj_node_config (const SjNode *node)
{
  return node->config;
}

static inline const void *
sj_path_config (const SjPath *path)
{
  return path->config;
}

SjPath  *sj_node_path        (const SjNode *node, const char *id);    /* NULL where it is not drawn */
/* Where a path of that id belongs among the node's: in the order of the kind. */
uint32_t sj_node_path_place  (const SjNode *node, const char *id);
char    *sj_node_new_path_id (const SjNode *node);                    /* of the kind's repeating path */
bool     sj_path_is_blank     (const SjPath *path);                   /* nothing in it but its id */
bool     sj_path_is_mandatory (const SjPath *path);                   /* cannot be removed */

/* "2 hours": the fact of the kind's summary; NULL where there is none. */
char *sj_node_fact    (const SjNode *node, const SjNames *names);
/* "Wait · 2 hours": kind and fact. */
char *sj_node_caption (const SjNode *node, const SjNames *names);
/* The label, else what its settings say ("50 %"), else the title. */
char *sj_path_caption (const SjPath *path, const SjNames *names);
/* What sentences call them: the label, else the caption, cut to a length that reads well;
 * of a path's condition "total > 5" for "@event{Order.order.total} > 5". */
char *sj_node_name (const SjNode *node, const SjNames *names);
char *sj_path_name (const SjPath *path, const SjNames *names);

/* Settings by name, for code that walks all kinds. */
#define sj_node_text(node, name)    sj_config_text (&(node)->kind->config, (node)->config, (name))
#define sj_node_integer(node, name) sj_config_integer (&(node)->kind->config, (node)->config, (name))
#define sj_path_text(path, name)    sj_config_text (&(path)->kind->config, (path)->config, (name))
#define sj_path_number(path, name)  sj_config_number (&(path)->kind->config, (path)->config, (name))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjNode, sj_node_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjPath, sj_path_free)
