/* sj-template-run.h -- one rendering while it runs, for the files that take part.
 *
 * Fetching a value is most of the work of a rendering, so what is common of it is
 * inline here; the rest stands in sj-template-fetch.c.
 */
#pragma once

#include "lang/sj-template-private.h"

#include <string.h>

#define SJ_RUN_CALLS (SJ_TEMPLATE_NESTING + 2)

typedef struct
{
  const SjFragmentCall *call;   /* NULL: the template's own run */
  uint32_t back;                /* operation to go on with */
  uint32_t base;                /* frame that the caller's are counted from */
  size_t written;               /* before it, for a silent one */
  unsigned n_captures;
} SjRunCall;

typedef struct
{
  SjRender *render;
  SjEval *eval;
  SjRenderState *state;
  SjBuffer *out;
  const SjTemplate *template;
  const SjTemplateOp *op;
  SjFrame *frames;              /* from the current unit's first on */
  uint32_t base;
  const SjRef *const *names;    /* of the PQL that runs */
  SjMemo *memos;
  uint64_t stamp;
  const SjFragmentCall *overriding;     /* the fragment call that is being run */
  SjRunCall calls[SJ_RUN_CALLS];
  unsigned n_calls;
  SjDynamicSet *set;            /* of the template that is rendered; NULL until it is needed */
  SjSlice id;                   /* of a dynamic fragment that runs */
} SjRun;

/* Each stops the rendering and returns false. */
bool sj_run_fail_eval (SjRun *run);    /* with the evaluation's error */
bool sj_run_fail_full (SjRun *run);

const SjValue *sj_run_find_slowly (SjRun *run, const SjValue *object, SjRefStep *step);
const SjValue *sj_run_walk        (SjRun *run, const SjRef *ref, const SjValue *element, SjValue *made);

/* Answers the names of the PQL that runs. */
bool sj_run_answer (void *data, SjEval *eval, const SjCode *code, uint32_t index, const SjValue *element,
                    SjValue *value);

/* Fragments whose id comes from data: compiled, or from the cache, and what its
 * variables need is there.  NULL with the error set. */
SjTemplate *sj_run_find_dynamic (SjRun *run, SjSlice id, SjSlice text);
void        sj_run_fit          (SjRenderState *state, uint32_t n_variables, uint32_t n_frames, uint32_t n_memos);
GPtrArray  *sj_run_new_sets     (void);

static inline bool
sj_run_charge (SjRun *run, uint32_t steps)
{
  if (G_LIKELY (run->eval->steps > steps))
    {
      run->eval->steps -= steps;
      return true;
    }
  return sj_eval_charge (run->eval, (size_t) steps + 1) || sj_run_fail_eval (run);
}

/* Field names are short: two overlapping words compare most of them. */
static inline bool
sj_run_has_name (const SjMember *member, const SjRefStep *step)
{
  uint32_t length = step->length;
  const char *text = member->key.text;

  if (member->key.length != length)
    return false;
  if (G_LIKELY (length >= 8))
    {
      uint64_t head, tail;

      memcpy (&head, text, 8);
      memcpy (&tail, text + length - 8, 8);
      return ((head ^ step->head) | (tail ^ step->tail)) == 0 &&
             (length <= 16 || memcmp (text + 8, step->name + 8, length - 16) == 0);
    }
  if (length >= 4)
    {
      uint32_t head, tail;

      memcpy (&head, text, 4);
      memcpy (&tail, text + length - 4, 4);
      return ((head ^ (uint32_t) step->head) | (tail ^ (uint32_t) step->tail)) == 0;
    }
  return length == 0 ||    /* up to three: the first, the middle and the last */
         ((text[0] ^ step->name[0]) | (text[length / 2] ^ step->name[length / 2]) |
          (text[length - 1] ^ step->name[length - 1])) == 0;
}

/* NULL where there is no such field.  In an object that names a field twice,
 * either may be found. */
static inline const SjValue *
sj_run_find_field (SjRun *run, const SjValue *object, SjRefStep *step)
{
  uint32_t hint;

  if (G_UNLIKELY (object->type != SJ_OBJECT))
    return NULL;
  hint = __atomic_load_n (&step->hint, __ATOMIC_RELAXED);
  if (G_LIKELY (hint < object->length))
    {
      const SjMember *member = &object->members[hint];

      if (G_LIKELY (sj_run_has_name (member, step)))
        return &member->value;
    }
  return sj_run_find_slowly (run, object, step);
}

/* The value of a reference; `made` is room for one that is made. */
const SjValue *sj_run_fetch (SjRun *run, const SjRef *ref, SjValue *made);

/* The same, where time counts: what most references are is found without a call. */
G_GNUC_UNUSED static inline __attribute__ ((always_inline)) const SjValue *
sj_run_fetch_quickly (SjRun *run, const SjRef *ref, SjValue *made)
{
  const SjValue *object = NULL;
  const SjValue *value;

  if (ref->kind == SJ_REF_THIS && ref->n_steps == 1)    /* item.name */
    object = &run->frames[ref->frame].value;
  else if (ref->plain && ref->whole == SJ_NO_MEMO && ref->parent != SJ_NO_MEMO &&
           run->memos[ref->parent].stamp == run->stamp)    /* the second field of profile */
    object = run->memos[ref->parent].value;
  if (G_LIKELY (object != NULL))
    {
      value = sj_run_find_field (run, object, &ref->steps[ref->n_steps - 1]);
      if (G_LIKELY (value != NULL))
        return value;
    }
  return sj_run_fetch (run, ref, made);
}
