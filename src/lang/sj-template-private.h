/* sj-template-private.h -- the stages of a template, for its own files:
 * tags, nodes, operations. */
#pragma once

#include "base/sj-json.h"
#include "lang/sj-code.h"
#include "lang/sj-template.h"

#include <string.h>

static inline bool
sj_template_is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* -- Tags: what the scanner finds ------------------------------------------ */

typedef enum
{
  SJ_TAG_TEXT,
  SJ_TAG_COMMENT,
  SJ_TAG_VALUE,         /* {{x}} */
  SJ_TAG_RAW,           /* {{{x}}}, {{&x}} */
  SJ_TAG_PQL,           /* {%= x %} */
  SJ_TAG_OPEN,          /* {{#x}}, {%#x%} */
  SJ_TAG_INVERSE,       /* {{^x}} */
  SJ_TAG_ELSE,          /* {{else}}, {{else if x}}, {{^}} */
  SJ_TAG_CLOSE,         /* {{/x}} */
  SJ_TAG_LET,
  SJ_TAG_BAD            /* reported already */
} SjTagKind;

typedef struct
{
  uint8_t kind;         /* SjTagKind */
  bool percent;         /* {% %}, not {{ }} */
  bool strip_before;    /* ~ */
  bool strip_after;
  bool unclosed;
  size_t start, end;    /* of a text: what is left of it */
  size_t from, to;      /* what stands in the tag, without marks and blanks; of a text: the whole */
} SjTag;

GArray *sj_template_scan (const char *text, size_t length, SjDiags *diags);    /* of SjTag */

/* ~ and tags that stand alone on their line: shortens the texts around them. */
void sj_template_trim (const char *text, GArray *tags);

/* -- Nodes: what the parser makes of the tags ------------------------------ */

typedef struct
{
  SjSlice name;
  size_t start, end;
  bool quoted;          /* in brackets or backticks */
} SjPathSegment;

typedef enum
{
  SJ_PATH_NAME,         /* the first segment is looked up */
  SJ_PATH_THIS,
  SJ_PATH_DATA          /* @index, which is the first segment */
} SjPathKind;

typedef struct
{
  SjPathKind kind;
  uint32_t up;          /* "../" steps */
  uint32_t n_segments;
  SjPathSegment *segments;
  size_t start, end;
} SjPath;

/* NULL unless all of [start, end) is one path. */
SjPath *sj_template_path (SjArena *arena, const char *text, size_t start, size_t end);

bool sj_template_is_ident_byte (char c);

typedef struct
{
  SjPath *path;         /* either this, */
  SjTree *tree;         /* or this: PQL */
  size_t start, end;
} SjTemplateArg;

/* name=value of a helper; positional ones have no name. */
typedef struct
{
  SjSlice name;
  SjPath *path;         /* NULL: `value` */
  SjValue value;
  size_t start, end;            /* with the name */
  size_t value_start, value_end;
} SjHelperArg;

typedef enum
{
  SJ_NODE_TEXT,
  SJ_NODE_VALUE,        /* arg */
  SJ_NODE_IF,           /* arg, body, otherwise */
  SJ_NODE_EACH,
  SJ_NODE_WITH,
  SJ_NODE_LET,          /* name, arg */
  SJ_NODE_HELPER,       /* helper, args; name: of the result, if any */
  SJ_NODE_FRAGMENT,     /* args */
  SJ_NODE_INLINE        /* name, body */
} SjNodeKind;

typedef struct SjHelper SjHelper;
typedef struct SjTemplateNode SjTemplateNode;

struct SjTemplateNode
{
  uint8_t kind;         /* SjNodeKind */
  bool escape;
  bool negate;
  bool chained;         /* an else if */
  size_t start, end;    /* of the tag, or of the text */
  SjSlice name;         /* variable, id, or first block parameter */
  SjSlice second;       /* second block parameter */
  SjTemplateArg arg;
  const SjHelper *helper;
  SjHelperArg *args;
  uint32_t n_args;
  SjTemplateNode *body;
  SjTemplateNode *otherwise;
  SjTemplateNode *next;
};

/* The else if that follows, if one does. */
static inline const SjTemplateNode *
sj_template_chained (const SjTemplateNode *node)
{
  return node->otherwise != NULL && node->otherwise->chained ? node->otherwise : NULL;
}

/* The first node; NULL also for an empty text.  Errors are in `diags`. */
SjTemplateNode *sj_template_parse (SjArena *arena, const char *text, size_t length, SjDiags *diags);

/* What stands in a tag's argument: a path, or PQL.  False after an error.
 * `literals`: true, false, null and numbers are themselves, not names. */
bool sj_template_parse_arg (SjArena *arena, const char *text, size_t start, size_t end, bool percent, bool literals,
                            SjTemplateArg *arg, SjDiags *diags);

/* "each list as |item index|" without its parameters; `to` moves before them. */
bool sj_template_parse_params (const char *text, size_t from, size_t *to, SjSlice params[2], SjDiags *diags);

/* The arguments of a helper tag, behind its name; checked against the helper. */
bool sj_template_parse_helper (SjArena *arena, const char *text, size_t start, size_t end, SjTemplateNode *node,
                               SjDiags *diags);

/* -- Operations ------------------------------------------------------------ */

typedef enum
{
#define SJ_TEMPLATE_OP(name, handler, takes) SJ_TEMPLATE_##name,
#include "lang/sj-template-op.def"
#undef SJ_TEMPLATE_OP
  SJ_N_TEMPLATE_OPS
} SjTemplateOpCode;

#define SJ_NO_VARIABLE UINT32_MAX
#define SJ_TEMPLATE_PADDING ((size_t) 32)    /* bytes behind a text that may be read */
#define SJ_TEMPLATE_STEP 256                 /* bytes that are copied for a step */
#define SJ_NO_HINT UINT32_MAX
#define SJ_NO_MEMO UINT32_MAX

/* One field of a path.  The hint is where it was found last; it is only a place
 * to look first, so threads may overwrite each other's. */
typedef struct
{
  const char *name;
  uint32_t length;
  uint32_t hint;
  uint64_t head, tail;  /* the name's first and last 8 bytes, or 4 if it is shorter */
  int64_t index;        /* of a list, or -1 */
} SjRefStep;

/* A place of a path that other paths lead through, too. */
typedef struct
{
  uint32_t steps;       /* from the beginning to there */
  uint32_t memo;
} SjRefStop;

typedef enum
{
  SJ_REF_NAME,          /* the first step: variable, namespace or field of the context */
  SJ_REF_FIELD,         /* the same, but known to be neither variable nor namespace */
  SJ_REF_SPACE,         /* the same, but known to be a namespace and no variable */
  SJ_REF_THIS,          /* the value of a frame */
  SJ_REF_INDEX,
  SJ_REF_FIRST,
  SJ_REF_LAST,
  SJ_REF_KEY,
  SJ_REF_SECOND,        /* the second block parameter: index, or key of an object */
  SJ_REF_NULL           /* beyond the root */
} SjRefKind;

/* Where a value comes from, as far as that is known before rendering. */
typedef struct
{
  uint8_t kind;         /* SjRefKind */
  bool pql;             /* lists are projected */
  bool space;           /* NAME: may be a namespace */
  bool this_word;       /* THIS: written so; inside topN () it is the element */
  uint16_t frame;       /* counted from the template's or fragment's first */
  uint32_t variable;    /* NAME: or SJ_NO_VARIABLE */
  uint32_t n_steps;
  SjRefStep *steps;
  /* Where a path that begins in a namespace leads does not change while a message
   * is rendered: what several paths share is looked up once. */
  bool plain;           /* such a path */
  uint32_t whole;       /* the memo of the whole path, or SJ_NO_MEMO */
  uint32_t parent;      /* that of all but its last step, which is a name; or SJ_NO_MEMO */
  uint32_t n_stops;
  const SjRefStop *stops;
} SjRef;

typedef struct
{
  const SjCode *code;
  const SjRef *const *names;    /* one for each of the code's names, which are whole paths */
} SjTemplateCode;

/* A path against a literal: the condition that most templates have. */
typedef struct
{
  const SjRef *ref;
  SjValue literal;
  SjOperator op;
} SjTemplateTest;

typedef struct
{
  const SjRef *ref;     /* NULL: `value` */
  SjValue value;
  SjSlice name;         /* of those that the helper does not know by itself */
} SjHelperValue;

typedef struct
{
  const SjHelper *helper;
  uint32_t variable;            /* for the result, or SJ_NO_VARIABLE */
  uint32_t n_extras;
  const SjHelperValue *values;  /* one for each parameter of the helper; type SJ_N_TYPES: not given */
  const SjHelperValue *extras;
} SjHelperCall;

/* What a fragment's tag sets before the fragment runs. */
typedef struct
{
  uint32_t variable;
  SjHelperValue value;
} SjOverride;

typedef struct
{
  bool silent;                  /* render=false */
  SjHelperValue id;             /* of a dynamic fragment */
  uint32_t n_overrides;
  const SjOverride *overrides;
} SjFragmentCall;

typedef struct
{
  uint8_t code;                 /* SjTemplateOpCode */
  uint16_t frame;
  uint32_t arg;                 /* jump or variable */
  union
  {
    const SjRef *ref;
    const SjTemplateCode *pql;
    const SjTemplateTest *test;
    const SjHelperCall *helper;
    const SjFragmentCall *fragment;
    const void *pointer;
  };
  uint32_t cost;                /* EACH: operations of one round */
  uint32_t before_length;
  const char *before;           /* the text in front of it, which is written first */
} SjTemplateOp;

typedef struct
{
  uint32_t start, end;
  uint32_t unit;                /* 0: the template itself */
} SjTemplatePlace;

struct SjTemplate
{
  int refs;
  uint64_t serial;              /* of its own */
  SjArena arena;                /* owned: everything below */
  SjSlice text;
  const SjTemplateOp *ops;
  const SjTemplatePlace *places;
  uint32_t n_ops;
  uint32_t cost;                /* of running it once, loops not counted */
  uint32_t n_frames;            /* at most, with fragments in one another */
  uint32_t n_memos;
  const SjSlice *units;         /* ids of the fragments it holds; the first is empty */
  const SjSlice *variables;
  uint32_t n_variables;
  const SjReference *references;
  uint32_t n_references;
};

/* A fragment whose id was only known while rendering.  Its variables are the
 * `names` there are (owned strings), and those it adds to them.  NULL with the
 * problem as a sentence. */
SjTemplate *sj_template_compile_dynamic (SjSlice text, const SjTemplateEnv *env, GPtrArray *names, char **problem);

/* -- Rendering -------------------------------------------------------------- */

typedef struct
{
  SjValue value;                /* this */
  uint32_t index;
  uint32_t count;
  const SjValue *items;         /* of a list */
  const SjMember *members;      /* of an object */
} SjFrame;

/* What stands at a stop, if `stamp` is that of the rendering. */
typedef struct
{
  const SjValue *value;         /* NULL: not to be had this way */
  uint64_t stamp;
} SjMemo;

/* Fragments compiled while rendering one template; they share its variables. */
typedef struct
{
  uint64_t serial;              /* the template's */
  GPtrArray *names;             /* owned strings: its variables, then theirs */
  GPtrArray *fragments;         /* owned, of SjDynamic */
} SjDynamicSet;

/* What an SjRender keeps from one rendering to the next. */
typedef struct SjRenderState
{
  SjValue *variables;           /* owned; type SJ_N_TYPES: not set */
  uint32_t n_variables;         /* allocated */
  SjFrame *frames;              /* owned */
  uint32_t n_frames;
  SjMemo *memos;                /* owned */
  uint32_t n_memos;
  uint64_t stamp;               /* the last that was given */
  size_t captures[SJ_TEMPLATE_DEPTH * (SJ_TEMPLATE_NESTING + 2)];    /* where each open DECLARE began */
  unsigned n_captures;
  unsigned nesting;             /* of fragments */
  SjJsonReader reader;          /* for parseJson */
  SjBuffer scratch;             /* for what is escaped after it was written */
  GPtrArray *dynamic;           /* owned, of SjDynamicSet */
} SjRenderState;

/* -- Helpers --------------------------------------------------------------- */

#define SJ_HELPER_PARAMS 6

typedef enum
{
  SJ_PARAM_REQUIRED = 1 << 0,
  SJ_PARAM_LITERAL = 1 << 1,
  SJ_PARAM_POSITION = 1 << 2,   /* stands without a name */
  SJ_PARAM_RESULT = 1 << 3,     /* names the variable for the result */
  SJ_PARAM_BOOLEAN = 1 << 4,
} SjParamFlags;

typedef struct
{
  const char *name;
  unsigned flags;
  int resource;                 /* 0, or SjResource + 1 */
} SjHelperParam;

struct SjHelper
{
  SjHelperInfo info;
  SjHelperParam params[SJ_HELPER_PARAMS];
  const char *prefixes[5];      /* of further arguments: "header." */
  /* `args` are the parameters in their order, null where not given. */
  bool (*run) (SjRender *render, const SjHelperCall *call, const SjValue *args, const SjValue *extras, SjBuffer *out,
               SjValue *result);
};

const SjHelper *sj_helper_find  (const char *name, size_t length);
const SjHelper *sj_helper_table (size_t *count);

/* Stops the rendering; returns false. */
bool sj_render_fail (SjRender *render, const char *code, const char *format, ...) G_GNUC_PRINTF (3, 4);
