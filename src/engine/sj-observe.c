/* sj-observe.c -- numbers of each program in two flat rows, and the traces. */
#include "engine/sj-observe.h"

#include "base/sj-time.h"

#include <math.h>
#include <string.h>

/* What an observer knows of one person and one journey; in the life's arena. */
typedef struct
{
  uint32_t part;            /* plus one; 0: has not come there */
  uint64_t reached;         /* goals since, by bits */
} Treated;

typedef struct
{
  SjPersonGroup group;
  uint64_t reached;         /* goals since it qualified, by bits */
  Treated *treated;         /* of each experiment */
} Followed;

struct SjObserver
{
  SjObserve *observe;       /* borrowed */
  SjWatch watch;
  SjObserved *observed;     /* owned: of each program, this thread's own numbers */
  GPtrArray *traces;        /* owned: the most promising */
  GHashTable *by_number;    /* owned: person to SjTrace */
  uint64_t worst;           /* hash that a new trace must not reach */
  Followed **aside;         /* owned: of each person and program, where persons take turns; or NULL */
  SjArena arena;            /* owned: of those */
};

/* ------------------------------------------------------------------ where numbers stand */

enum { AT_PERSONS = 0, AT_HOURS = SJ_N_PERSON_GROUPS, AT_WEEKDAYS = AT_HOURS + SJ_N_CHANNELS * 24,
       AT_BATCHES = AT_WEEKDAYS + SJ_N_CHANNELS * 7, AT_GOALS = AT_BATCHES + SJ_N_BATCH_ROWS * SJ_BATCHES };

enum { GOAL_CONVERTED = 0, GOAL_TIMES = SJ_N_PERSON_GROUPS, GOAL_BATCHES = 2 * SJ_N_PERSON_GROUPS,
       GOAL_COUNTS = GOAL_BATCHES + SJ_N_PERSON_GROUPS * SJ_BATCHES };

enum { GOAL_WORTH = 1 + SJ_N_PERSON_GROUPS };    /* reached inside, then of each group */

static inline uint32_t
at_goal (uint32_t goal)
{
  return AT_GOALS + goal * GOAL_COUNTS;
}

static inline uint32_t
at_days (const SjObserved *observed, uint32_t channel)
{
  return at_goal (observed->n_goals) + channel * observed->n_days;
}

/* Persons, then of each goal how many converted and how often. */
static inline uint32_t
at_part (const SjObserved *observed, const SjObservedExperiment *experiment, uint32_t part)
{
  return experiment->counts + part * (1 + 2 * observed->n_goals);
}

static inline uint32_t
at_part_worth (const SjObserved *observed, const SjObservedExperiment *experiment, uint32_t part, uint32_t goal)
{
  return experiment->worth + part * observed->n_goals + goal;
}

/* ------------------------------------------------------------------ what there is to measure */

/* Properties that only a run has. */
static bool
is_of_run (SjSlice name)
{
  static const char *const names[] = { "currentNodeId", "currentNodeName", "supplementalId", "instanceUID" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    if (name.length == strlen (names[i]) && memcmp (name.text, names[i], name.length) == 0)
      return true;
  return false;
}

/* Whether an expression reads nothing but the goal's own event and the person. */
static bool
stands_alone (const SjProgram *program, uint32_t expression, uint32_t event)
{
  uint32_t count = 0;
  const SjRoot *roots = expression != SJ_NONE ? sj_expr_roots (sj_program_expr (program, expression), &count) : NULL;

  for (uint32_t i = 0; i < count; i++)
    if (roots[i].kind == SJ_ROOT_ACTION || (roots[i].kind == SJ_ROOT_EVENT && roots[i].slot != event + 1) ||
        (roots[i].kind == SJ_ROOT_PROPERTY && is_of_run (roots[i].name)))
      return false;
  return true;
}

static void
find_experiments (SjObserved *observed)
{
  const SjProgram *program = observed->program;
  uint32_t counts = at_days (observed, SJ_N_CHANNELS), worth = observed->n_goals * GOAL_WORTH;

  observed->experiments = g_new0 (SjObservedExperiment, MAX (program->shares->len, 1));
  for (guint i = 0; i < program->ops->len; i++)
    {
      const SjOp *op = sj_program_op (program, i);
      SjObservedExperiment one = { .shares = op->arg, .station = op->station, .first_way = op->yes,
                                   .n_parts = op->count + 1, .counts = counts, .worth = worth };

      if (op->code != SJ_DO_SPLIT || !g_array_index (program->shares, SjShares, op->arg).sticky)
        continue;
      observed->experiments[observed->n_experiments++] = one;
      counts += one.n_parts * (1 + 2 * observed->n_goals);
      worth += one.n_parts * observed->n_goals;
    }
  observed->n_counts = counts;
  observed->n_worth = worth;
}

static int64_t
local_seconds (SjTime time, const SjZone *zone)
{
  int64_t seconds = time / 1000 - (time % 1000 < 0);

  return seconds + sj_zone_offset (zone, seconds);
}

static int64_t
day_of (int64_t seconds)
{
  return seconds / 86400 - (seconds % 86400 < 0);
}

#define MOST_DAYS 40000    /* what is later counts for the last */

static void
observed_init (SjObserved *observed, const SjProgram *program, SjTime start, SjTime end)
{
  *observed = (SjObserved) { .program = program, .n_goals = MIN (program->goals->len, SJ_OBSERVE_GOALS) };
  observed->alone = g_new0 (bool, observed->n_goals + 1);
  for (uint32_t i = 0; i < observed->n_goals; i++)
    {
      const SjGoalRule *goal = sj_program_goal (program, i);

      observed->alone[i] = stands_alone (program, goal->condition, goal->what) &&
                           stands_alone (program, goal->value, goal->what);
    }
  observed->first_day = day_of (local_seconds (start, program->zone));
  observed->n_days = (uint32_t) CLAMP (day_of (local_seconds (end, program->zone)) - observed->first_day + 1, 1,
                                       MOST_DAYS);
  find_experiments (observed);
  observed->counts = g_new0 (uint64_t, observed->n_counts);
  observed->worth = g_new0 (SjMicros, observed->n_worth + 1);
}

static void
observed_clear (SjObserved *observed)
{
  g_free (observed->alone);
  g_free (observed->experiments);
  g_free (observed->counts);
  g_free (observed->worth);
}

static SjObserved *
observed_new (const SjObserve *observe)
{
  SjObserved *observed = g_new0 (SjObserved, MAX (observe->world->programs->len, 1));

  for (guint i = 0; i < observe->world->programs->len; i++)
    observed_init (&observed[i], g_ptr_array_index (observe->world->programs, i), observe->start, observe->end);
  return observed;
}

static void
observed_free (const SjObserve *observe, SjObserved *observed)
{
  for (guint i = 0; i < observe->world->programs->len; i++)
    observed_clear (&observed[i]);
  g_free (observed);
}

static void
trace_free (void *data)
{
  SjTrace *trace = data;

  g_free (trace->person);
  g_array_unref (trace->marks);
  sj_arena_clear (&trace->arena);
  g_free (trace);
}

SjObserve *
sj_observe_new (const SjWorld *world, SjTime start, SjTime end, uint32_t traces)
{
  SjObserve *observe = g_new0 (SjObserve, 1);

  observe->world = world;
  observe->start = start;
  observe->end = end;
  observe->most = traces;
  observe->observed = observed_new (observe);
  observe->traces = g_ptr_array_new_with_free_func (trace_free);
  g_mutex_init (&observe->lock);
  return observe;
}

void
sj_observe_free (SjObserve *observe)
{
  observed_free (observe, observe->observed);
  g_ptr_array_unref (observe->traces);
  g_mutex_clear (&observe->lock);
  g_free (observe);
}

/* ------------------------------------------------------------------ conversions */

static SjMicros
micros_of (double value)
{
  return isfinite (value) ? (SjMicros) llround (CLAMP (value, -9e12, 9e12) * 1e6) : 0;
}

static double
number_of (SjValue value)
{
  return sj_value_is_number (value) ? sj_value_number (value) : 0;
}

static inline uint32_t
batch_of (const SjLife *life)
{
  return life->person.number % SJ_BATCHES;
}

/* Where it stands what is known of the life's person. */
static inline Followed **
place_of (const SjObserver *observer, const SjLife *life, uint32_t program)
{
  if (observer->aside != NULL)
    return &observer->aside[(gsize) life->person.number * life->world->programs->len + program];
  return (Followed **) &life->visitors[program].followed;
}

static void
follow (SjObserver *observer, const SjLife *life, uint32_t program, SjPersonGroup group)
{
  Followed **place = place_of (observer, life, program);
  SjObserved *observed = &observer->observed[program];
  SjArena *keep = observer->aside ? &observer->arena : life->step.keep;
  Followed *followed;

  if (*place != NULL)
    return;
  followed = sj_arena_new0 (keep, Followed);
  followed->group = group;
  if (observed->n_experiments > 0)
    followed->treated = sj_arena_alloc0 (keep, observed->n_experiments * sizeof (Treated));
  *place = followed;
  observed->counts[AT_PERSONS + group]++;
  observed->counts[AT_BATCHES + (group == SJ_GROUP_HELD ? SJ_BATCH_HELD : SJ_BATCH_TREATED) * SJ_BATCHES +
                   batch_of (life)]++;
}

static void
count_treatments (SjObserved *observed, Followed *followed, uint32_t goal, SjMicros worth)
{
  for (uint32_t i = 0; i < observed->n_experiments; i++)
    {
      Treated *treated = &followed->treated[i];
      const SjObservedExperiment *experiment = &observed->experiments[i];
      uint32_t at;

      if (treated->part == 0)
        continue;
      at = at_part (observed, experiment, treated->part - 1) + 1 + 2 * goal;
      observed->counts[at] += !(treated->reached >> goal & 1);
      observed->counts[at + 1]++;
      observed->worth[at_part_worth (observed, experiment, treated->part - 1, goal)] += worth;
      treated->reached |= UINT64_C (1) << goal;
    }
}

static void
count_conversion (SjObserved *observed, const SjLife *life, Followed *followed, uint32_t goal, SjMicros worth)
{
  uint64_t *counts = observed->counts + at_goal (goal);

  if (!(followed->reached >> goal & 1))
    {
      followed->reached |= UINT64_C (1) << goal;
      counts[GOAL_CONVERTED + followed->group]++;
      counts[GOAL_BATCHES + followed->group * SJ_BATCHES + batch_of (life)]++;
    }
  counts[GOAL_TIMES + followed->group]++;
  observed->worth[goal * GOAL_WORTH + 1 + followed->group] += worth;
  count_treatments (observed, followed, goal, worth);
}

static bool
reaches (SjLife *life, SjTime now, const SjProgram *program, const SjGoalRule *goal, const SjInput *input,
         SjMicros *worth)
{
  SjStep *step;
  SjValue value;

  *worth = 0;
  if (goal->by != SJ_GOAL_EVENT)
    return input->kind == SJ_INPUT_AUDIENCE && input->what == goal->what && input->verb == SJ_MEMBER_ENTERS;
  if (input->kind != SJ_INPUT_EVENT || input->what != goal->what)
    return false;
  step = sj_life_step (life, program, now);
  if (!sj_step_holds (step, NULL, goal->condition, input->what, input->value))
    return false;
  if (sj_step_value (step, NULL, goal->value, input->what, input->value, &value))
    *worth = micros_of (number_of (value));
  return true;
}

/* Before anything comes of an input: has somebody converted who qualified earlier? */
static void
input_cb (void *data, SjLife *life, SjTime now, const SjInput *input)
{
  SjObserver *observer = data;

  for (guint i = 0; i < life->world->programs->len; i++)
    {
      SjObserved *observed = &observer->observed[i];
      Followed *followed = *place_of (observer, life, i);
      SjMicros worth;

      for (uint32_t j = 0; followed != NULL && j < observed->n_goals; j++)
        if (observed->alone[j] &&
            reaches (life, now, observed->program, sj_program_goal (observed->program, j), input, &worth))
          count_conversion (observed, life, followed, j, worth);
    }
}

static void
entered_cb (void *data, const SjLife *life, const SjProgram *program, const SjInstance *instance)
{
  SjObserver *observer = data;

  follow (observer, life, program->number, SJ_GROUP_TREATED);
  observer->observed[program->number].counts[AT_BATCHES + SJ_BATCH_ENTERED * SJ_BATCHES + batch_of (life)]++;
}

/* For the trace of whom it happened to. */
static void add_mark (SjObserver *observer, const SjPerson *person, const SjMark *mark);

static void
refused_cb (void *data, const SjLife *life, const SjProgram *program, const SjEntryPoint *entry, SjRefusal reason)
{
  SjMark mark = { .time = life->now, .reason = reason, .program = (uint16_t) program->number,
                  .kind = SJ_MARK_REFUSED };

  if (reason == SJ_REFUSAL_CONTROL_GROUP)
    follow (data, life, program->number, SJ_GROUP_HELD);
  if (entry == NULL)
    return;
  mark.what = entry->station;
  add_mark (data, &life->person, &mark);
}

/* The life that a step belongs to. */
static const SjLife *
life_of (const SjStep *step)
{
  return (const SjLife *) (const void *) ((const char *) step - offsetof (SjLife, step));
}

static void
chosen_cb (void *data, const SjStep *step, const SjInstance *instance, const SjOp *op, uint32_t part)
{
  SjObserver *observer = data;
  SjObserved *observed = &observer->observed[step->program->number];
  Followed *followed = *place_of (observer, life_of (step), step->program->number);

  for (uint32_t i = 0; followed != NULL && i < observed->n_experiments; i++)
    if (observed->experiments[i].shares == op->arg && followed->treated[i].part == 0)
      {
        followed->treated[i].part = part + 1;
        observed->counts[at_part (observed, &observed->experiments[i], part)]++;
      }
}

/* ------------------------------------------------------------------ effects */

static void
count_send (SjObserved *observed, const SjLife *life, const SjEffect *effect)
{
  uint32_t channel = sj_program_send (observed->program, effect->what)->channel;
  int64_t local = local_seconds (effect->at, sj_step_zone (&life->step));
  int64_t day = day_of (local);
  int64_t since = day_of (local_seconds (effect->at, observed->program->zone)) - observed->first_day;

  observed->counts[AT_HOURS + channel * 24 + (uint32_t) ((local - day * 86400) / 3600)]++;
  observed->counts[AT_WEEKDAYS + channel * 7 + (uint32_t) sj_day_of_week (day) - 1]++;
  observed->counts[at_days (observed, channel) + (uint32_t) CLAMP (since, 0, (int64_t) observed->n_days - 1)]++;
  observed->counts[AT_BATCHES + SJ_BATCH_SENT * SJ_BATCHES + batch_of (life)]++;
}

static void
effect_cb (void *data, const SjLife *life, const SjProgram *program, const SjEffect *effect)
{
  SjObserver *observer = data;
  SjObserved *observed = &observer->observed[program->number];
  Followed *followed = *place_of (observer, life, program->number);
  SjMicros worth;

  if (effect->kind == SJ_EFFECT_SEND)
    count_send (observed, life, effect);
  if (effect->kind != SJ_EFFECT_GOAL || effect->what >= observed->n_goals)
    return;
  worth = micros_of (number_of (effect->value));
  observed->worth[effect->what * GOAL_WORTH] += worth;
  if (!observed->alone[effect->what] && followed != NULL)
    count_conversion (observed, life, followed, effect->what, worth);
}

/* ------------------------------------------------------------------ traces */

static uint64_t
trace_hash (const SjPerson *person)
{
  return sj_hash_mix (person->chance, UINT64_C (0x7472616365));    /* not the chance of any decision */
}

static int
compare_traces (const void *a, const void *b)
{
  const SjTrace *one = *(SjTrace *const *) a, *other = *(SjTrace *const *) b;

  if (one->hash != other->hash)
    return one->hash < other->hash ? -1 : 1;
  return (one->number > other->number) - (one->number < other->number);
}

/* Keeps the lowest; few enough for sorting them each time. */
static void
drop_worst (SjObserver *observer)
{
  g_ptr_array_sort (observer->traces, compare_traces);
  while (observer->traces->len > observer->observe->most)
    {
      SjTrace *last = g_ptr_array_index (observer->traces, observer->traces->len - 1);

      g_hash_table_remove (observer->by_number, GUINT_TO_POINTER (last->number));
      g_ptr_array_remove_index (observer->traces, observer->traces->len - 1);
    }
  if (observer->traces->len == observer->observe->most)
    observer->worst = ((SjTrace *) g_ptr_array_index (observer->traces, observer->traces->len - 1))->hash;
}

static SjTrace *
trace_of (SjObserver *observer, const SjPerson *person)
{
  uint64_t hash = trace_hash (person);
  SjTrace *trace;

  if (hash > observer->worst)
    return NULL;
  trace = g_hash_table_lookup (observer->by_number, GUINT_TO_POINTER (person->number));
  if (trace != NULL)
    return trace;
  trace = g_new0 (SjTrace, 1);
  trace->hash = hash;
  trace->number = person->number;
  trace->person = g_strdup (person->id);
  trace->marks = g_array_new (FALSE, FALSE, sizeof (SjMark));
  g_ptr_array_add (observer->traces, trace);
  g_hash_table_insert (observer->by_number, GUINT_TO_POINTER (person->number), trace);
  drop_worst (observer);
  return g_hash_table_lookup (observer->by_number, GUINT_TO_POINTER (person->number));
}

/* Where traces are kept; NULL: of this person none is. */
static SjTrace *
trace_with_room (SjObserver *observer, const SjPerson *person)
{
  SjTrace *trace = observer->observe->most > 0 ? trace_of (observer, person) : NULL;

  if (trace == NULL || trace->marks->len < SJ_OBSERVE_MARKS)
    return trace;
  trace->cut = true;
  return NULL;
}

static void
add_mark (SjObserver *observer, const SjPerson *person, const SjMark *mark)
{
  SjTrace *trace = trace_with_room (observer, person);

  if (trace != NULL)
    g_array_append_vals (trace->marks, mark, 1);
}

static void
reacted_cb (void *data, const SjLife *life, const SjProgram *program, const SjReacted *reacted)
{
  SjTrace *trace = trace_with_room (data, &life->person);
  SjMark mark = { .time = reacted->time, .run = reacted->run, .what = reacted->send, .reason = reacted->verb,
                  .program = (uint16_t) program->number, .kind = SJ_MARK_REACTED };

  if (trace == NULL)
    return;
  if (reacted->link.text != NULL)
    mark.link = sj_arena_strndup (&trace->arena, reacted->link.text, reacted->link.length);
  g_array_append_val (trace->marks, mark);
}

static void
note_cb (void *data, const SjStep *step, const SjInstance *instance, const SjNote *note)
{
  SjMark mark = { .time = step->now, .until = note->until, .run = instance->ordinal, .what = note->what,
                  .way = note->way, .reason = note->reason, .program = (uint16_t) step->program->number,
                  .kind = (uint8_t) note->kind };

  if (note->kind == SJ_NOTE_DECIDED)
    return;
  if (note->kind == SJ_NOTE_EFFECT)
    {
      mark.effect = note->effect->kind;
      mark.value = number_of (note->effect->value);
    }
  add_mark (data, step->person, &mark);
}

/* ------------------------------------------------------------------ observers */

SjObserver *
sj_observer_new (SjObserve *observe)
{
  SjObserver *observer = g_new0 (SjObserver, 1);

  observer->observe = observe;
  observer->observed = observed_new (observe);
  observer->traces = g_ptr_array_new_with_free_func (trace_free);
  observer->by_number = g_hash_table_new (NULL, NULL);
  observer->worst = UINT64_MAX;
  observer->watch = (SjWatch) { .refused = refused_cb, .reacted = reacted_cb, .entered = entered_cb,
                                .input = input_cb, .effect = effect_cb, .data = observer };
  return observer;
}

SjObserver *
sj_observer_new_in_order (SjObserve *observe, uint32_t n_persons)
{
  SjObserver *observer = sj_observer_new (observe);

  observer->aside = g_new0 (Followed *, MAX ((gsize) n_persons * observe->world->programs->len, 1));
  return observer;
}

void
sj_observer_attach (SjObserver *observer, SjLife *life)
{
  life->watch = &observer->watch;
  life->step.delivers = life->answers = false;    /* every sending and call is to be seen */
  life->step.chosen = chosen_cb;
  life->step.chosen_data = observer;
  life->step.note_data = observer;
  life->step.note = observer->observe->most > 0 ? note_cb : NULL;
}

/* Most persons are known from the beginning not to be kept. */
void
sj_observer_begin (SjObserver *observer, SjLife *life)
{
  if (observer->observe->most > 0)
    life->step.note = trace_hash (&life->person) <= observer->worst ? note_cb : NULL;
}

static void
keep_lowest (SjObserve *observe, GPtrArray *more)
{
  while (more->len > 0)
    g_ptr_array_add (observe->traces, g_ptr_array_steal_index_fast (more, more->len - 1));
  g_ptr_array_sort (observe->traces, compare_traces);
  if (observe->traces->len > observe->most)
    g_ptr_array_set_size (observe->traces, (int) observe->most);
}

void
sj_observer_finish (SjObserver *observer)
{
  SjObserve *observe = observer->observe;

  g_mutex_lock (&observe->lock);
  for (guint i = 0; i < observe->world->programs->len; i++)
    {
      for (uint32_t j = 0; j < observe->observed[i].n_counts; j++)
        observe->observed[i].counts[j] += observer->observed[i].counts[j];
      for (uint32_t j = 0; j < observe->observed[i].n_worth; j++)
        observe->observed[i].worth[j] += observer->observed[i].worth[j];
    }
  keep_lowest (observe, observer->traces);
  g_mutex_unlock (&observe->lock);
  sj_observer_drop (observer);
}

void
sj_observer_drop (SjObserver *observer)
{
  observed_free (observer->observe, observer->observed);
  g_hash_table_unref (observer->by_number);
  g_ptr_array_unref (observer->traces);
  sj_arena_clear (&observer->arena);
  g_free (observer->aside);
  g_free (observer);
}

/* ------------------------------------------------------------------ the whole */

static double
worth_of (SjMicros micros)
{
  return (double) micros / 1e6;
}

SjConversion
sj_observed_conversion (const SjObserved *observed, uint32_t goal, SjPersonGroup group)
{
  const uint64_t *counts = observed->counts + at_goal (goal);

  return (SjConversion) { observed->counts[AT_PERSONS + group], counts[GOAL_CONVERTED + group],
                          counts[GOAL_TIMES + group], worth_of (observed->worth[goal * GOAL_WORTH + 1 + group]) };
}

SjConversion
sj_observed_treatment (const SjObserved *observed, uint32_t experiment, uint32_t part, uint32_t goal)
{
  const SjObservedExperiment *one = &observed->experiments[experiment];
  const uint64_t *counts = observed->counts + at_part (observed, one, part);

  if (goal >= observed->n_goals)
    return (SjConversion) { .persons = counts[0] };
  return (SjConversion) { counts[0], counts[1 + 2 * goal], counts[2 + 2 * goal],
                          worth_of (observed->worth[at_part_worth (observed, one, part, goal)]) };
}

double
sj_observed_reached (const SjObserved *observed, uint32_t goal)
{
  return worth_of (observed->worth[goal * GOAL_WORTH]);
}

const uint64_t *
sj_observed_hours (const SjObserved *observed, SjChannel channel)
{
  return observed->counts + AT_HOURS + channel * 24;
}

const uint64_t *
sj_observed_weekdays (const SjObserved *observed, SjChannel channel)
{
  return observed->counts + AT_WEEKDAYS + channel * 7;
}

const uint64_t *
sj_observed_days (const SjObserved *observed, SjChannel channel)
{
  return observed->counts + at_days (observed, channel);
}

const uint64_t *
sj_observed_batches (const SjObserved *observed, SjBatchRow row)
{
  return observed->counts + AT_BATCHES + row * SJ_BATCHES;
}

const uint64_t *
sj_observed_goal_batches (const SjObserved *observed, uint32_t goal, SjPersonGroup group)
{
  return observed->counts + at_goal (goal) + GOAL_BATCHES + group * SJ_BATCHES;
}
