/* sj-template-compile.h -- the compiler's own types, for its files: units (the
 * template and its fragments), scope (names), place (types and paths), check
 * (PQL), share (paths in common), compile (operations), complete.
 */
#pragma once

#include "lang/sj-template-private.h"

/* What is known of a value before there is one. */
typedef struct
{
  bool known;               /* type is valid */
  SjType type;
  const SjShape *shape;     /* NULL where there is no schema */
  const char *path;         /* "profile.orders", or NULL: not from data, or not known */
} SjPlaceOf;

/* A context: the root, a loop's item, a with's value. */
typedef struct
{
  bool loop;
  SjSlice params[2];
  SjPlaceOf place;
} SjScopeFrame;

typedef struct
{
  SjSlice name;
  SjPlaceOf place;
  bool assigned;
} SjVariable;

/* The template itself, or one of its fragments. */
typedef struct
{
  SjSlice id;
  const char *text;
  size_t length;
  SjTemplateNode *nodes;
  size_t tag_start, tag_end;    /* in the template: where it is first asked for */
  uint32_t entry;
  uint32_t cost;                /* of running it once, loops not counted */
  uint32_t own_frames;
  uint32_t frames;              /* with all it calls */
  unsigned height;              /* units in one another from here; 0: not looked at */
  bool walking;                 /* being looked at */
  bool declares_name;           /* has an editable field called "name" */
} SjUnit;

typedef struct
{
  uint32_t from, to;            /* units */
  uint32_t frame;
  uint32_t op;
} SjUnitCall;

typedef struct
{
  SjArena *arena;               /* the template's */
  const SjTemplateEnv *env;     /* never NULL */
  SjDiags *diags;
  GPtrArray *units;             /* of SjUnit, in the arena */
  SjUnit *unit;                 /* the one being compiled */
  uint32_t unit_index;
  GArray *calls;                /* of SjUnitCall */
  GArray *ops;                  /* of SjTemplateOp */
  uint32_t landed;              /* where the last jump landed */
  GArray *places;               /* of SjTemplatePlace */
  GPtrArray *plain;             /* of SjRef: paths from namespaces */
  GArray *references;           /* of SjReference */
  GHashTable *noted;            /* those that are there already */
  GArray *variables;            /* of SjVariable */
  GHashTable *variable_index;   /* name to number */
  bool any_name;                /* any name may turn out to be a variable: dynamic fragments */
  unsigned n_fragment_tags;
  unsigned n_metadata_tags;
  bool hinted;                  /* about escapes in a channel without HTML */
  SjScopeFrame scopes[SJ_TEMPLATE_DEPTH + 1];
  unsigned n_scopes;
  const SjPlaceOf *element;     /* of topN () and bottomN (), or NULL */
} SjCompile;

/* -- sj-template-compile.c */

SjCompile *sj_compile_begin (SjArena *arena, const SjTemplateEnv *env, SjDiags *diags);
void       sj_compile_end   (SjCompile *compile);

/* -- sj-template-unit.c */

SjUnit *sj_unit_add   (SjCompile *compile, SjSlice id, SjSlice text);
SjUnit *sj_unit_at    (SjCompile *compile, guint index);
SjUnit *sj_unit_find  (SjCompile *compile, SjSlice id, uint32_t *index);    /* a fragment */
void    sj_unit_parse (SjCompile *compile, SjUnit *unit);    /* finds fragments and variables, too */

/* Calls `work` on a unit; what is found in a fragment is told in the template's
 * terms. */
void sj_unit_work (SjCompile *compile, uint32_t index, void (*work) (SjCompile *, SjUnit *));

/* When all are compiled: that they are nested as they may be, and the frames that
 * takes. */
bool sj_units_check (SjCompile *compile);

/* Of a fragment's tag. */
const SjHelperArg *sj_unit_find_arg    (const SjTemplateNode *node, const char *name);
bool               sj_unit_is_override (const SjHelperArg *arg);
bool               sj_unit_is_static   (const SjCompile *compile, const SjHelperArg *id);

/* -- sj-template-scope.c, sj-template-place.c */

extern const char *const sj_template_namespaces[];    /* ends with NULL */

SjVariable *sj_compile_variable     (SjCompile *compile, SjSlice name);
uint32_t    sj_compile_add_variable (SjCompile *compile, SjSlice name);
void        sj_compile_assign       (SjCompile *compile, uint32_t variable, SjPlaceOf place);

/* A name as a position in a list, or -1. */
int64_t sj_template_index (SjSlice name);

const char *sj_place_join (SjCompile *compile, const char *path, SjSlice name);    /* "a.b" */

SjPlaceOf sj_place_of_shape (const SjShape *shape);
SjPlaceOf sj_place_of_type  (SjType type);
SjPlaceOf sj_place_item     (SjPlaceOf list);

/* A field of it.  What cannot be there is reported at [start, end). */
SjPlaceOf sj_place_field    (SjCompile *compile, SjPlaceOf place, SjSlice name, bool pql, size_t start, size_t end);

/* A path in {{ }}; checked and noted. */
const SjRef *sj_compile_path (SjCompile *compile, const SjPath *path, SjPlaceOf *place);

/* A first segment of PQL, "name", "@index", "../name", with room for so many
 * steps more. */
void      sj_compile_name       (SjCompile *compile, SjSlice name, bool quoted, unsigned more, SjRef *ref);

/* Once its steps are there. */
void      sj_compile_finish_ref (SjCompile *compile, SjRef *ref);
void      sj_compile_set_step   (SjRefStep *step, SjSlice name, int64_t index);

/* When all are there: what they share.  How many memos that takes. */
uint32_t  sj_compile_share      (SjCompile *compile);

SjPlaceOf sj_compile_name_place (SjCompile *compile, SjSlice name, bool quoted, size_t start, size_t end);

void sj_compile_reference (SjCompile *compile, SjReferenceKind kind, SjSlice name, size_t start, size_t end);
void sj_compile_note_path (SjCompile *compile, const char *path, size_t start, size_t end);

/* Whether a resource exists; reported if not. */
const SjShape *sj_compile_resource (SjCompile *compile, SjResource kind, SjSlice name, size_t start, size_t end);

SjDiag *sj_compile_report (SjCompile *compile, SjSeverity severity, const char *code, size_t start, size_t end,
                           const char *format, ...) G_GNUC_PRINTF (6, 7);

/* -- sj-template-check.c */

/* Types of a PQL tree; what cannot work is reported. */
SjPlaceOf sj_compile_check (SjCompile *compile, SjTree *tree);

/* A tree that is nothing but a path, as a reference; NULL where it is more. */
const SjRef *sj_compile_simple (SjCompile *compile, const SjTree *tree);

/* A comparison of a path with a literal; NULL where it is more. */
const SjTemplateTest *sj_compile_test (SjCompile *compile, const SjTree *tree);

/* Uses up the tree: its paths become names. */
const SjTemplateCode *sj_compile_code (SjCompile *compile, SjTree *tree);
