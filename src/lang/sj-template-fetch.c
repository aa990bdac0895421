/* sj-template-fetch.c -- values by reference: names that may be several things,
 * steps through objects and lists, paths that are looked up once a message.
 */
#include "lang/sj-template-run.h"

/* A search is work, too; what is used up here is noticed at the next charge. */
const SjValue *
sj_run_find_slowly (SjRun *run, const SjValue *object, SjRefStep *step)
{
  run->eval->steps -= MIN (run->eval->steps, object->length / 32);
  for (uint32_t i = object->length; i > 0; i--)
    {
      const SjMember *member = &object->members[i - 1];

      if (sj_run_has_name (member, step))
        {
          __atomic_store_n (&step->hint, i - 1, __ATOMIC_RELAXED);
          return &member->value;
        }
    }
  return NULL;
}

static SjValue
frame_second (const SjFrame *frame)
{
  return frame->members ? frame->members[frame->index].key : sj_value_integer (frame->index);
}

/* The order of languages.md 2.4, for names that may be several things.  `element`
 * is that of topN (), if any. */
static const SjValue *
fetch_name (SjRun *run, const SjRef *ref, const SjValue *element)
{
  SjRefStep *step = ref->steps;
  const SjValue *found;

  if (ref->variable != SJ_NO_VARIABLE && run->state->variables[ref->variable].type != SJ_N_TYPES)
    return &run->state->variables[ref->variable];
  if (ref->space && (found = sj_run_find_field (run, &run->render->root, step)) != NULL)
    return found;
  if (element != NULL && (found = sj_run_find_field (run, element, step)) != NULL)
    return found;
  if ((found = sj_run_find_field (run, &run->frames[ref->frame].value, step)) != NULL)
    return found;
  if (ref->pql)
    {
      const SjValue *profile = sj_value_find (run->render->root, "profile", 7);

      if (profile != NULL && (found = sj_run_find_field (run, profile, step)) != NULL)
        return found;
    }
  return &sj_null;
}

/* What the reference begins with; `taken` steps are used up. */
static inline const SjValue *
fetch_beginning (SjRun *run, const SjRef *ref, const SjValue *element, SjValue *made, uint32_t *taken)
{
  const SjFrame *frame = &run->frames[ref->frame];
  const SjValue *found;

  *taken = 0;
  switch ((SjRefKind) ref->kind)
    {
    case SJ_REF_THIS:
      return element != NULL && ref->this_word ? element : &frame->value;
    case SJ_REF_FIELD:
      *taken = 1;
      found = sj_run_find_field (run, &frame->value, ref->steps);
      return found ? found : &sj_null;
    case SJ_REF_SPACE:
      *taken = 1;
      found = sj_run_find_field (run, &run->render->root, ref->steps);
      if (G_UNLIKELY (found == NULL))
        found = sj_run_find_field (run, &frame->value, ref->steps);
      return found ? found : &sj_null;
    case SJ_REF_NAME:
      *taken = 1;
      return fetch_name (run, ref, element);
    case SJ_REF_INDEX:
      *made = sj_value_integer (frame->index);
      return made;
    case SJ_REF_FIRST:
      *made = sj_value_bool (frame->index == 0);
      return made;
    case SJ_REF_LAST:
      *made = sj_value_bool (frame->index + 1 == frame->count);
      return made;
    case SJ_REF_KEY:    /* in a list the position, as in Handlebars */
    case SJ_REF_SECOND:
      *made = frame_second (frame);
      return made;
    case SJ_REF_NULL:
      break;
    }
  return &sj_null;
}

static const SjValue *
step_on (SjRun *run, const SjRef *ref, const SjRefStep *step, const SjValue *value, SjValue *made)
{
  if (value->type == SJ_LIST && ref->pql && step->name != NULL)
    {
      *made = sj_value_project (run->eval, *value, step->name, step->length);
      return made;
    }
  if (value->type == SJ_LIST && step->index >= 0 && step->index < value->length)
    return &value->items[step->index];
  return &sj_null;
}

/* One step of a path that begins in a namespace; NULL where the path must be
 * walked: the namespace is not there, or a field is asked of a list. */
static inline const SjValue *
step_plainly (SjRun *run, const SjRef *ref, uint32_t i, const SjValue *value)
{
  SjRefStep *step = &ref->steps[i];

  if (G_LIKELY (value->type == SJ_OBJECT && step->name != NULL))
    {
      value = sj_run_find_field (run, value, step);
      return value != NULL || i == 0 ? value : &sj_null;
    }
  if (value->type != SJ_LIST)
    return &sj_null;
  if (step->index < 0)
    return NULL;
  return step->index < value->length ? &value->items[step->index] : &sj_null;
}

/* From the last stop that was reached already, to the end. */
static const SjValue *
fetch_plainly (SjRun *run, const SjRef *ref)
{
  const SjRefStop *stop = ref->stops + ref->n_stops;
  const SjRefStop *last = stop;
  const SjValue *value = &run->render->root;
  uint32_t i = 0;

  while (stop > ref->stops && run->memos[stop[-1].memo].stamp != run->stamp)
    stop--;
  if (stop > ref->stops)
    {
      value = run->memos[stop[-1].memo].value;
      i = stop[-1].steps;
    }
  for (; stop < last; stop++)
    {
      for (; i < stop->steps && value != NULL; i++)
        value = step_plainly (run, ref, i, value);
      run->memos[stop->memo] = (SjMemo) { value, run->stamp };
    }
  for (; i < ref->n_steps && value != NULL; i++)
    value = step_plainly (run, ref, i, value);
  return value;
}

/* Step by step; `made` is room for a value that is made. */
const SjValue *
sj_run_walk (SjRun *run, const SjRef *ref, const SjValue *element, SjValue *made)
{
  uint32_t i;
  const SjValue *value = fetch_beginning (run, ref, element, made, &i);

  for (; i < ref->n_steps; i++)
    {
      SjRefStep *step = &ref->steps[i];

      if (G_LIKELY (value->type == SJ_OBJECT && step->name != NULL))
        {
          value = sj_run_find_field (run, value, step);
          if (value == NULL)
            return &sj_null;
        }
      else if (value->type == SJ_LIST)
        value = step_on (run, ref, step, value, made);
      else
        return &sj_null;
    }
  return value;
}

static inline const SjValue *
fetch_shared (SjRun *run, const SjRef *ref)
{
  if (ref->whole != SJ_NO_MEMO && run->memos[ref->whole].stamp == run->stamp)
    return run->memos[ref->whole].value;
  return fetch_plainly (run, ref);
}

const SjValue *
sj_run_fetch (SjRun *run, const SjRef *ref, SjValue *made)
{
  const SjValue *value;

  if (ref->plain && (value = fetch_shared (run, ref)) != NULL)
    return value;
  return sj_run_walk (run, ref, NULL, made);
}

/* Answers the names of the PQL that runs; each is a whole path. */
bool
sj_run_answer (void *data, SjEval *eval, const SjCode *code, uint32_t index, const SjValue *element, SjValue *value)
{
  SjRun *run = data;
  const SjRef *ref = run->names[index];
  SjValue made;

  if (G_LIKELY (element == NULL))
    *value = *sj_run_fetch (run, ref, &made);
  else
    *value = *sj_run_walk (run, ref, element, &made);
  return eval->error.code == NULL;
}
