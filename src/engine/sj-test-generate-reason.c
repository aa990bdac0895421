/* sj-test-generate-reason.c -- why no test takes a way, as far as it can be told.
 *
 * What is proved comes first and spares the search; else it is said what was seen: how
 * those who came to the step went on.
 */
#include "engine/sj-test-generate-private.h"

#include "lang/sj-decide.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *
verdict_words (SjVerdict verdict)
{
  switch (verdict)
    {
    case SJ_VERDICT_NEVER:
      return _("its condition can never hold");
    case SJ_VERDICT_COVERED:
      return _("whenever its condition holds, an earlier path is taken");
    default:
      return NULL;
    }
}

static uint32_t
first_op (const SjProgram *program, uint32_t way)
{
  return sj_program_station (program, sj_program_way (program, way)->from)->op;
}

static const char *
condition_proof (const SjProgram *program, uint32_t way, uint32_t index)
{
  uint32_t first = first_op (program, way), most = index >= first ? index - first + 1 : 0;
  g_autofree const SjTree **conditions = g_new (const SjTree *, most + 1);
  g_autofree SjDecision *decisions = g_new0 (SjDecision, most + 1);
  const SjOp *op = sj_program_op (program, index);
  size_t count = 0;

  for (uint32_t i = first; i <= index; i++)
    if (sj_program_op (program, i)->code == SJ_DO_TEST && sj_program_op (program, i)->arg != SJ_NONE)
      conditions[count++] = sj_expr_tree (sj_program_expr (program, sj_program_op (program, i)->arg));
  if (count == 0 || (op->code == SJ_DO_TEST && op->arg == SJ_NONE))
    return NULL;
  sj_decide (conditions, count, decisions);
  for (size_t i = 0; i < count; i++)
    if ((decisions[i].verdict == SJ_VERDICT_ALWAYS || decisions[i].verdict == SJ_VERDICT_REST) &&
        (op->code == SJ_DO_REST || i + 1 < count))
      return _("the paths above it leave nobody over");
  return op->code == SJ_DO_TEST ? verdict_words (decisions[count - 1].verdict) : NULL;
}

static const char *
hours_proof (const SjProgram *program, uint32_t way, uint32_t index)
{
  SjWeek week = { { 0 } }, own = { { 0 } };
  const SjOp *op = sj_program_op (program, index);
  bool hours = op->code == SJ_DO_HOURS;

  sj_week_add (&week, 0x7f, SJ_CLOCK_UNSET, SJ_CLOCK_UNSET);
  for (uint32_t i = first_op (program, way); i < index; i++)
    if (sj_program_op (program, i)->code == SJ_DO_HOURS)
      {
        sj_week_subtract (&week, g_array_index (program->hours, SjHours, sj_program_op (program, i)->arg).week);
        hours = true;
      }
  if (!hours)
    return NULL;
  if (op->code == SJ_DO_HOURS)
    {
      sj_week_join (&own, g_array_index (program->hours, SjHours, op->arg).week);
      sj_week_intersect (&week, &own);
      if (sj_week_is_empty (&own))
        return _("no minute of the week belongs to it");
    }
  return sj_week_is_empty (&week) ? _("the paths above it leave no time of the week over") : NULL;
}

static bool
local_before (const SjWhen *a, const SjWhen *b)
{
  return a->form == b->form && a->form != SJ_WHEN_UNSET &&
         (a->seconds < b->seconds || (a->seconds == b->seconds && a->nanos <= b->nanos));
}

/* A clock is at most fourteen hours beside that of UTC. */
static SjTime
around (const SjWhen *when, int side)
{
  return when->seconds * 1000 + (when->form == SJ_WHEN_LOCAL ? side * 15 * SJ_HOUR : 0);
}

static const char *
dates_proof (const SjProgram *program, const SjOp *op)
{
  const SjDates *dates = op->code == SJ_DO_DATES ? &g_array_index (program->dates, SjDates, op->arg) : NULL;

  if (dates == NULL)
    return NULL;
  if (local_before (&dates->until, &dates->from))
    return _("it ends before it begins");
  if (dates->from.form != SJ_WHEN_UNSET && program->closes != SJ_TIME_NEVER && program->settings->timeout > 0 &&
      around (&dates->from, -1) - program->settings->timeout > program->closes)
    return _("everybody has left before it begins, as the journey closes earlier");
  if (dates->until.form != SJ_WHEN_UNSET && around (&dates->until, 1) <= program->opens)
    return _("it is over before the journey opens");
  return NULL;
}

/* Those who are in an audience, and those who are not. */
static bool
are_all (const SjOp *one, const SjOp *other)
{
  return one->code == SJ_DO_MEMBER && other->code == SJ_DO_MEMBER && one->arg == other->arg &&
         (one->flags & SJ_DO_NOT) != (other->flags & SJ_DO_NOT);
}

static const char *
member_proof (const SjProgram *program, uint32_t way, uint32_t index)
{
  const SjOp *op = sj_program_op (program, index);

  for (uint32_t i = first_op (program, way); i < index; i++)
    {
      const SjOp *other = sj_program_op (program, i);

      for (uint32_t j = first_op (program, way); j < i; j++)
        if (are_all (sj_program_op (program, j), other))
          return _("the paths above it leave nobody over");
      if (op->code == SJ_DO_MEMBER && other->code == SJ_DO_MEMBER && other->arg == op->arg &&
          (other->flags & SJ_DO_NOT) == (op->flags & SJ_DO_NOT))
        return verdict_words (SJ_VERDICT_COVERED);
    }
  return NULL;
}

static const char *
split_proof (const SjProgram *program, const SjOp *op, uint32_t way)
{
  const SjShares *shares = &g_array_index (program->shares, SjShares, op->arg);
  uint32_t part = way - op->yes;

  if (op->no == way)
    return shares->holdout <= 0 ? _("nobody is left out") : NULL;
  if (part >= op->count)
    return NULL;
  if (shares->bounds[part] <= (part > 0 ? shares->bounds[part - 1] : 0) && part + 1 < op->count && !shares->adaptive)
    return _("its share is nothing");
  if (part + 1 == op->count && part > 0 && shares->bounds[part - 1] >= 1 && !shares->adaptive)
    return _("the parts above it leave nothing over");
  return NULL;
}

/* When it fires at the latest; SJ_TIME_NEVER: that is open. */
static SjTime
fires_by (const SjProgram *program, const SjListener *listener)
{
  const SjSleep *sleep = listener->kind == SJ_HEAR_TIME ? &program->sleep[listener->what] : NULL;

  if (sleep != NULL)
    return sleep->mode == SJ_SLEEP_SPAN && !sleep->window ? listener->delay + sleep->span : SJ_TIME_NEVER;
  return listener->within > 0 && listener->then == SJ_NONE ? listener->delay + listener->within : SJ_TIME_NEVER;
}

/* In a fork another branch has fired before, whatever happens. */
static const char *
fork_proof (const SjProgram *program, const SjListener *listener, uint32_t way)
{
  SjTime own = fires_by (program, listener);
  uint32_t at = (uint32_t) (listener - sj_program_listener (program, 0));
  bool timed = listener->kind == SJ_HEAR_TIME || (listener->late == way && listener->yes != way);

  if (listener->branch == SJ_NONE)
    return NULL;
  for (uint32_t i = 0; i < program->listeners->len; i++)
    {
      const SjListener *other = sj_program_listener (program, i);
      SjTime by = fires_by (program, other);

      if (other == listener || other->branch == SJ_NONE || by == SJ_TIME_NEVER ||
          sj_program_way (program, other->branch)->from != sj_program_way (program, listener->branch)->from)
        continue;
      if ((timed && own != SJ_TIME_NEVER && (by < own || (by == own && i < at))) || by <= listener->delay)
        return _("the time of another branch is always over before");
    }
  return NULL;
}

/* A step may stand alone and behind a fork; only where nothing else leads to it, the fork
 * decides. */
static const char *
way_in_fork (const SjProgram *program, uint32_t way)
{
  const SjNode *node = sj_program_station (program, sj_program_way (program, way)->from)->node;

  for (uint32_t i = 0; i < program->listeners->len; i++)
    {
      const SjListener *listener = sj_program_listener (program, i);
      const char *proof;

      if (listener->branch != way && (sj_node_n_in (node) > 1 || (listener->yes != way && listener->late != way)))
        continue;
      proof = fork_proof (program, listener, way);
      if (proof != NULL)
        return proof;
    }
  return NULL;
}

static const char *
listener_proof (const SjSearch *search, const SjListener *listener, uint32_t way)
{
  const SjProgram *program = search->program;
  const SjTree *tree;
  SjDecision decision;

  if (listener->late == way && listener->yes != way && listener->within == 0 && listener->kind != SJ_HEAR_TIME)
    return _("no time limit is set, so it never runs out");
  if (listener->kind == SJ_HEAR_REACTION && listener->yes == way && listener->late != way && listener->what == SJ_NONE)
    return _("the message it waits for is not in the journey");
  if (listener->yes == way && listener->late != way && listener->kind == SJ_HEAR_EVENT &&
      listener->condition != SJ_NONE)
    {
      tree = sj_expr_tree (sj_program_expr (program, listener->condition));
      sj_decide (&tree, 1, &decision);
      if (decision.verdict == SJ_VERDICT_NEVER)
        return verdict_words (decision.verdict);
    }
  return way_in_fork (program, way);
}

static const char *
entry_proof (const SjProgram *program, uint16_t station)
{
  const SjEntryPoint *entry = NULL;
  const SjTree *tree;
  SjDecision decision;

  for (uint32_t i = 0; i < program->entries->len && entry == NULL; i++)
    if (sj_program_entry (program, i)->station == station)
      entry = sj_program_entry (program, i);
  if (entry == NULL)
    return NULL;
  if (program->opens >= program->closes)
    return _("the journey closes before it opens, so nobody is let in");
  if (program->control >= 1)
    return _("everybody is held out as the control group");
  if (entry->kind == SJ_ENTRY_INACTION && entry->within <= 0)
    return NULL;
  if (entry->condition == SJ_NONE)
    return NULL;
  tree = sj_expr_tree (sj_program_expr (program, entry->condition));
  sj_decide (&tree, 1, &decision);
  return decision.verdict == SJ_VERDICT_NEVER ? _("the condition of the beginning can never hold") : NULL;
}

static bool
is_there (const SjSearch *search, const char *journey)
{
  for (guint i = 0; i < search->world->programs->len; i++)
    if (g_strcmp0 (sj_world_program (search->world, i)->journey->id, journey) == 0)
      return true;
  return false;
}

/* An in-app message reaches everybody. */
static bool
is_never_held (const SjSend *send)
{
  return send->channel == SJ_CHANNEL_IN_APP && send->transactional && send->address == SJ_NONE && !send->inactive &&
         !send->may_refuse && send->n_limits == 0 && send->n_quiet == 0;
}

static const char *
op_proof (const SjSearch *search, const SjOp *op, uint32_t way, uint32_t index)
{
  const SjProgram *program = search->program;
  const char *proof = NULL;

  switch ((SjOpCode) op->code)
    {
    case SJ_DO_SPLIT:
      return split_proof (program, op, way);
    case SJ_DO_SEND:
      return op->no == way && op->no != op->yes && is_never_held (sj_program_send (program, op->arg))
                 ? _("nothing ever keeps this message back") : NULL;
    case SJ_DO_CAP:
      return op->yes == way && op->count == 0 ? _("the limit is none at all") : NULL;
    case SJ_DO_JUMP:
      return op->yes == way && !is_there (search, g_array_index (program->jumps, SjJump, op->arg).journey)
                 ? _("the journey it goes to is not there") : NULL;
    case SJ_DO_TEST:
    case SJ_DO_REST:
    case SJ_DO_MEMBER:
    case SJ_DO_HOURS:
    case SJ_DO_DATES:
      if (op->error != way)
        proof = condition_proof (program, way, index);
      if (proof == NULL)
        proof = hours_proof (program, way, index);
      if (proof == NULL)
        proof = dates_proof (program, op);
      return proof ? proof : member_proof (program, way, index);
    default:
      return NULL;
    }
}

char *
sj_search_proof (const SjSearch *search, uint32_t way)
{
  const SjProgram *program = search->program;
  const SjWay *one = sj_program_way (program, way);
  const SjListener *listener = sj_way_listener (program, way);
  uint32_t index = 0;
  const SjOp *op = sj_way_op (program, way, &index);
  const char *proof = entry_proof (program, one->from);

  if (proof == NULL && listener != NULL)
    proof = listener_proof (search, listener, way);
  else if (proof == NULL && op != NULL)
    proof = op_proof (search, op, way, index);
  else if (proof == NULL && sj_program_station (program, one->from)->node->paths[one->path]->kind->role !=
                                SJ_ROLE_TIMEOUT)
    proof = _("the step, as it is set up, never takes it");
  return g_strdup (proof);
}

/* ------------------------------------------------------------------ what was seen */

/* The step that only ever leads to it, or nothing does. */
static char *
unreached_reason (const SjSearch *search, const SjNode *node)
{
  const SjNames *names = search->world->library ? sj_library_names (search->world->library) : NULL;

  for (uint32_t i = 0; i < sj_node_n_in (node); i++)
    {
      const SjNode *from = sj_node_in (node, i)->node;
      g_autofree char *name = sj_node_name (from, names);
      g_autofree char *path = sj_path_name (sj_node_in (node, i), names);

      if (from != node)
        return g_strdup_printf (_("its step is only come to from %s by the path “%s”, which is not taken either"),
                                name, path ? path : "");
    }
  return g_strdup (sj_node_is_start (node) ? _("nobody could be let in at its step")
                                           : _("nothing leads to its step"));
}

/* How somebody who came to the step went on from there. */
static char *
seen_reason (SjSearch *search, const SjTrial *arrival, const SjNode *node)
{
  g_autoptr (SjTrial) trial = sj_trial_copy (arrival);
  g_autoptr (SjRehearsal) rehearsal = NULL;
  uint32_t count;
  const SjTold *told;

  sj_trial_add (trial, (SjDeed) { { .kind = SJ_ACT_TO, .flag = true }, SJ_NONE });
  rehearsal = sj_trial_play (search, trial);
  told = sj_rehearsal_told (rehearsal, &count);
  for (uint32_t i = 0; i < count; i++)
    {
      if (told[i].node != node || told[i].program != search->program->number)
        continue;
      if (told[i].kind == SJ_TOLD_ENDED && told[i].path == NULL)
        return g_strdup_printf (_("in all that was tried, the profile left the journey at the step: %s"), told[i].text);
      if (told[i].kind == SJ_TOLD_EXCLUDED)
        return g_strdup_printf (_("in all that was tried, the message was held back: %s"), told[i].text);
    }
  return NULL;
}

char *
sj_search_reason (SjSearch *search, uint32_t way)
{
  const SjProgram *program = search->program;
  const SjWay *one = sj_program_way (program, way);
  const SjStation *station = sj_program_station (program, one->from);
  uint32_t index = 0;
  const SjOp *op = sj_way_op (program, way, &index);
  char *reason = sj_search_proof (search, way);

  if (reason != NULL)
    return reason;
  if (search->arrived[one->from] == NULL)
    return unreached_reason (search, station->node);
  if (search->failures[way] != NULL)
    return g_strdup_printf (_("the test that takes it does not pass: %s"), search->failures[way]);
  if (op != NULL && op->error == way && op->code == SJ_DO_TEST)
    return g_strdup (_("no data were found for which its condition cannot be computed"));
  if (op != NULL && op->error == way && op->code != SJ_DO_SEND)
    return g_strdup (_("no data were found for which it cannot be computed"));
  reason = seen_reason (search, search->arrived[one->from]->pdata[0], station->node);
  return reason ? reason : g_strdup (_("no data were found that lead there"));
}
