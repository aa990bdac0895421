/* sj-template.h -- message templates: text with tags, rendered to text.
 *
 * A template is compiled once, with every fragment that it names by a literal id,
 * and rendered any number of times by any number of threads, each with an
 * SjRender of its own.  An SjRender keeps its memory and the fragments whose ids
 * are only known while rendering, so use it again and again.
 *
 * What a rendering makes beside its text (metadata, error) lies in the
 * evaluation's arena: whoever renders resets it, after having used that.
 */
#pragma once

#include "base/sj-buffer.h"
#include "base/sj-diag.h"
#include "lang/sj-eval.h"
#include "lang/sj-shape.h"

#define SJ_TEMPLATE_LIMIT ((size_t) 1 << 20)    /* bytes of a template, and of each fragment */
#define SJ_TEMPLATE_OUTPUT ((size_t) 16 << 20)  /* bytes of a message, for a buffer that has no limit */
#define SJ_TEMPLATE_DEPTH 64                    /* blocks in blocks */
#define SJ_TEMPLATE_FRAGMENTS 30                /* in one message; more give a warning */
#define SJ_TEMPLATE_METADATA 50                 /* pairs of one message; more give a warning */
#define SJ_TEMPLATE_NESTING 8                   /* fragments in fragments; more than one give a warning */

typedef struct SjTemplate SjTemplate;
typedef struct SjTemplateEnv SjTemplateEnv;
typedef struct SjTemplateHost SjTemplateHost;
typedef struct SjRender SjRender;

/* What a template may name beside its data. */
typedef enum
{
  SJ_RESOURCE_FRAGMENT,
  SJ_RESOURCE_DATASET,
  SJ_RESOURCE_ACTION,       /* custom action */
  SJ_RESOURCE_KEY,          /* for encryption */
  SJ_RESOURCE_AUDIENCE,
  SJ_N_RESOURCES
} SjResource;

/* What is known while a template is written.  Anything may be missing: then
 * everything of that kind is accepted. */
struct SjTemplateEnv
{
  const SjShape *root;      /* an object with profile, context, offers, …; NULL where there is no schema */
  const char *const *inputs;    /* variables that have a value before it begins; ends with NULL; or NULL */
  bool plain;               /* the channel shows text, not HTML: SMS, push, JSON */
  bool allow_drafts;        /* a draft fragment is a warning, for previews */
  bool (*fragment)   (const SjTemplateEnv *env, SjSlice id, SjSlice *text, bool *draft);
  /* Whether there is one of that name; its record or response, where known. */
  bool (*resource)   (const SjTemplateEnv *env, SjResource kind, SjSlice name, const SjShape **shape);
  char **(*resources) (const SjTemplateEnv *env, SjResource kind);    /* names; free with g_strfreev () */
};

/* NULL after an error.  Findings are added in either case; `diags` and `env` may
 * be NULL.  What is found in a fragment stands at its tag and says where in it.
 * The text is copied. */
SjTemplate *sj_template_compile (const char *text, size_t length, const SjTemplateEnv *env, SjDiags *diags);
SjTemplate *sj_template_ref     (SjTemplate *template);
void        sj_template_unref   (SjTemplate *template);

const char *sj_template_text (const SjTemplate *template, size_t *length);

/* The operations as text, one a line: what golden tests compare. */
char *sj_template_listing (const SjTemplate *template);

/* Whether it can turn out while rendering that the message must not be sent: it
 * looks something up, computes, or aborts.  Without that only data against its
 * schema can stop it. */
bool sj_template_may_refuse (const SjTemplate *template);

/* The text of a template without tags; false where it has any. */
bool sj_template_constant (const SjTemplate *template, SjSlice *text);

/* What may stand at the cursor, the text need not be finished: SjCandidate of
 * sj-complete.h.  Free with g_ptr_array_unref (). */
GPtrArray *sj_template_complete (const char *text, size_t length, size_t cursor, const SjTemplateEnv *env);

/* What a template, with its fragments, reads and names. */
typedef enum
{
  SJ_REFERENCE_PATH,        /* "profile.person.name.firstName"; of list items too */
  SJ_REFERENCE_EVENT,       /* context.journey.events.X: X */
  SJ_REFERENCE_ACTION,      /* context.journey.actions.X or externalDataLookup */
  SJ_REFERENCE_LOOKUP,      /* context.journey.datasetLookup.X */
  SJ_REFERENCE_DATASET,
  SJ_REFERENCE_FRAGMENT,
  SJ_REFERENCE_AUDIENCE,
  SJ_REFERENCE_KEY
} SjReferenceKind;

typedef struct
{
  SjReferenceKind kind;
  SjSlice name;
  SjSlice fragment;         /* where it was found; empty: in the template itself */
  uint32_t start, end;      /* there */
} SjReference;

const SjReference *sj_template_references (const SjTemplate *template, size_t *count);

/* A text sealed with AES-256-GCM. */
typedef struct
{
  SjSlice nonce;            /* 12 bytes */
  SjSlice tag;              /* 16 bytes */
  SjSlice text;
} SjSealed;

/* What a rendering asks its host for.  A missing function has nothing to give.
 * What is handed out must live as long as the arena. */
struct SjTemplateHost
{
  /* The record of a dataset; false where there is none. */
  bool (*dataset)  (void *data, SjEval *eval, SjSlice dataset, SjSlice key, SjValue *record);
  /* Calls a custom action.  The request holds header, query, payload and
   * dynamic_path; false when the call failed. */
  bool (*external) (void *data, SjEval *eval, SjSlice action, SjValue request, SjValue *response);
  /* False where there is no active key of that name and version. */
  bool (*encrypt)  (void *data, SjEval *eval, SjSlice key, SjSlice version, SjSlice text, SjSealed *sealed);
  /* Appends the tracked form of a link; without it, links stay as they are. */
  bool (*url)      (void *data, SjEval *eval, SjSlice url, SjSlice type, SjSlice action, SjBuffer *out);
  /* A fragment whose id comes from data. */
  bool (*fragment) (void *data, SjSlice id, SjSlice *text, bool *draft);
};

/* Why a rendering stopped.  "abort", "lookup", "index", "fragment", "key",
 * "limit", "type" or a code of an evaluation. */
typedef struct
{
  const char *code;         /* static; NULL: it did not */
  const char *text;         /* a sentence; in the arena */
  SjSlice fragment;         /* where it happened; empty: in the template itself */
  uint32_t start, end;      /* there */
} SjRenderError;

struct SjRender
{
  SjEval *eval;                     /* borrowed */
  const SjTemplateHost *host;       /* borrowed, or NULL */
  void *data;                       /* the host's */
  SjValue root;                     /* an object with profile, context, offers, … */
  SjValue inputs;                   /* null, or an object: variables that are set before it begins; they take
                                       the place of the defaults of editable fields */

  /* Results. */
  SjRenderError error;
  SjSlice abort_code;               /* of {{abort}} */
  SjSlice abort_description;
  SjMember *metadata;               /* in the arena: what the delivery record shall carry */
  uint32_t n_metadata;

  SjBuffer text;                    /* owned: free for whoever renders one thing after the other */
  struct SjRenderState *state;      /* owned, private */
};

void sj_render_init  (SjRender *render, SjEval *eval);
void sj_render_clear (SjRender *render);

/* Appends to `out`.  False with the error set when this message must not be sent;
 * `out` then holds what came before. */
bool sj_template_render (const SjTemplate *template, SjRender *render, SjBuffer *out);

/* Helpers, for help and completion. */
typedef struct
{
  const char *name;
  const char *usage;        /* "datasetId= id= result= required=" */
  const char *help;         /* one line: translatable */
} SjHelperInfo;

const SjHelperInfo *sj_template_helpers (size_t *count);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjTemplate, sj_template_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SjRender, sj_render_clear)
