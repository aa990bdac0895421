/* sj-result.c -- a result made from the cells, the observations and the journey. */
#include "engine/sj-result.h"

#include <string.h>

typedef struct
{
  SjResult *result;
  SjArena *arena;
  const SjDrive *drive;
  const SjProgram *program;
  const SjLedger *ledger;
  const uint64_t *here;     /* by station */
  const SjObserved *observed;    /* or NULL */
  const SjNames *names;
  const uint32_t *path_stations; /* by way: where people are on it; SJ_NONE */
  const double *prices;     /* by message; or NULL */
} Maker;

static const char *
keep_text (const Maker *maker, const char *text)
{
  return text ? sj_arena_strdup (maker->arena, text) : NULL;
}

static const char *
take_text (const Maker *maker, char *text)
{
  const char *copy = keep_text (maker, text ? text : "");

  g_free (text);
  return copy;
}

static uint64_t
sum (const Maker *maker, uint32_t slot)
{
  return sj_ledger_sum (maker->ledger, slot);
}

/* `value` of each row, where it is not 0; of `changes` only where it differs from the row before. */
static SjSeries
make_series (const Maker *maker, const uint64_t *values, uint32_t n, bool changes)
{
  SjSeries series = { NULL, 0 };
  uint64_t before = 0;

  for (uint32_t i = 0; i < n; before = values[i++])
    series.n += changes ? values[i] != before : values[i] != 0;
  series.pairs = sj_arena_new_n (maker->arena, uint64_t, MAX (2 * series.n, 1));
  series.n = 0;
  before = 0;
  for (uint32_t i = 0; i < n; before = values[i++])
    if (changes ? values[i] != before : values[i] != 0)
      {
        series.pairs[2 * series.n] = i;
        series.pairs[2 * series.n++ + 1] = values[i];
      }
  return series;
}

static inline uint64_t
cell (const Maker *maker, uint32_t row, uint32_t slot)
{
  return maker->ledger->cells[(gsize) row * maker->ledger->n_slots + slot];
}

static SjSeries
series_of (const Maker *maker, uint32_t slot)
{
  g_autofree uint64_t *values = g_new (uint64_t, maker->ledger->n_rows);

  for (uint32_t i = 0; i < maker->ledger->n_rows; i++)
    values[i] = cell (maker, i, slot);
  return make_series (maker, values, maker->ledger->n_rows, false);
}

static void
series_of_all (const Maker *maker, uint32_t first, uint32_t n, SjSeries *series)
{
  for (uint32_t i = 0; i < n; i++)
    series[i] = series_of (maker, first + i);
}

/* Who stands there at the end of each period. */
static SjSeries
series_of_here (const Maker *maker, const SjStation *station)
{
  g_autofree uint64_t *values = g_new (uint64_t, maker->ledger->n_rows);
  uint64_t here = 0;

  for (uint32_t i = 0; i < maker->ledger->n_rows; i++)
    {
      here += cell (maker, i, station->slot);
      for (uint32_t j = 0; j < station->n_ways; j++)
        here -= cell (maker, i, sj_program_way (maker->program, station->first_way + j)->slot);
      for (uint32_t j = 0; j < SJ_N_ENDS; j++)
        here -= cell (maker, i, station->ends + j);
      values[i] = here;
    }
  return make_series (maker, values, maker->ledger->n_rows, true);
}

static SjSeries
series_of_inside (const Maker *maker)
{
  g_autofree uint64_t *values = g_new (uint64_t, maker->ledger->n_rows);
  uint64_t inside = 0;

  for (uint32_t i = 0; i < maker->ledger->n_rows; i++)
    {
      inside += cell (maker, i, SJ_SLOT_ENTERED);
      for (uint32_t j = 0; j < SJ_N_ENDS; j++)
        inside -= cell (maker, i, SJ_SLOT_EXITS + j);
      values[i] = inside;
    }
  return make_series (maker, values, maker->ledger->n_rows, true);
}

/* Goals of old may have no id. */
static const char *
goal_id (const SjJourney *journey, uint32_t goal, SjArena *arena)
{
  const char *id = sj_journey_goal (journey, goal)->id;

  return id ? sj_arena_strdup (arena, id) : sj_arena_printf (arena, "%u", goal + 1);
}

static void
sum_all (const Maker *maker, uint32_t first, uint32_t n, uint64_t *sums)
{
  for (uint32_t i = 0; i < n; i++)
    sums[i] = sum (maker, first + i);
}

/* ------------------------------------------------------------------ nodes */

/* The range of the power that the stay at that rank lies in. */
static void
find_quantile (const uint64_t *powers, uint64_t rank, SjTime range[2])
{
  unsigned power = 0;

  for (uint64_t below = powers[0]; below <= rank && power + 1 < SJ_DWELLS; below += powers[power])
    power++;
  range[0] = power == 0 ? 0 : (SjTime) 1 << power;
  range[1] = (SjTime) 1 << (power + 1);
}

static SjResultStays *
make_stays (const Maker *maker, uint32_t station)
{
  const uint64_t *powers = maker->ledger->dwells + (gsize) station * SJ_DWELLS;
  SjResultStays *stays = sj_arena_new0 (maker->arena, SjResultStays);

  for (unsigned i = 0; i < SJ_DWELLS; i++)
    stays->count += powers[i];
  if (stays->count == 0)
    return NULL;
  find_quantile (powers, (stays->count - 1) / 2, stays->half);
  find_quantile (powers, stays->count - 1 - stays->count / 10, stays->nine);
  stays->powers = make_series (maker, powers, SJ_DWELLS, false);
  return stays;
}

static double
price_of (const Maker *maker, uint32_t number)
{
  return maker->prices ? maker->prices[number] : -1;
}

static double
cost_of (double price, uint64_t sent)
{
  return sj_round6 (price * (double) sent);
}

static SjResultMessage *
make_message (const Maker *maker, uint32_t number)
{
  const SjSend *send = sj_program_send (maker->program, number);
  SjResultMessage *message = sj_arena_new0 (maker->arena, SjResultMessage);

  message->channel = send->channel;
  message->sent = sum (maker, send->slot + SJ_SEND_SENT);
  message->priced = price_of (maker, number) >= 0;
  if (message->priced)
    {
      message->price = price_of (maker, number);
      message->cost = cost_of (message->price, message->sent);
    }
  sum_all (maker, send->slot + SJ_SEND_EXCLUDED, SJ_N_EXCLUSIONS, message->excluded);
  sum_all (maker, send->slot + SJ_SEND_REACTIONS, SJ_N_REACTIONS, message->reactions);
  message->over_time = series_of (maker, send->slot + SJ_SEND_SENT);
  series_of_all (maker, send->slot + SJ_SEND_EXCLUDED, SJ_N_EXCLUSIONS, message->excluded_over_time);
  series_of_all (maker, send->slot + SJ_SEND_REACTIONS, SJ_N_REACTIONS, message->reactions_over_time);
  return message;
}

static SjResultCall *
find_call (const Maker *maker, uint32_t station)
{
  for (uint32_t i = 0; i < maker->program->calls->len; i++)
    {
      const SjCall *call = sj_program_call (maker->program, i);
      SjResultCall *found;

      if (call->station != station)
        continue;
      found = sj_arena_new0 (maker->arena, SjResultCall);
      found->attempts = sum (maker, call->slot + SJ_CALL_ATTEMPTS);
      found->answered = sum (maker, call->slot + SJ_CALL_ANSWERED);
      found->failed = sum (maker, call->slot + SJ_CALL_FAILED);
      found->unanswered = sum (maker, call->slot + SJ_CALL_UNANSWERED);
      return found;
    }
  return NULL;
}

static SjResultGroup
make_group (SjConversion conversion)
{
  return (SjResultGroup) { conversion.persons, conversion.converted, conversion.times, conversion.value,
                           sj_interval_share (conversion.converted, conversion.persons) };
}

/* The goal an experiment names, or else the first; SJ_NONE where there is none. */
static uint32_t
success_of (const Maker *maker, const SjNode *node)
{
  const SjJourney *journey = maker->program->journey;
  const char *id = sj_node_text (node, "goal");

  for (uint32_t i = 0; i < maker->observed->n_goals; i++)
    if (id == NULL || g_strcmp0 (sj_journey_goal (journey, i)->id, id) == 0)
      return i;
  return SJ_NONE;
}

static SjResultExperiment *
find_experiment (const Maker *maker, uint32_t station)
{
  const SjNode *node = sj_program_station (maker->program, station)->node;

  for (uint32_t i = 0; maker->observed != NULL && i < maker->observed->n_experiments; i++)
    {
      const SjObservedExperiment *one = &maker->observed->experiments[i];
      SjResultExperiment *experiment;
      uint32_t goal = SJ_NONE;

      if (one->station != station)
        continue;
      goal = success_of (maker, node);
      experiment = sj_arena_new0 (maker->arena, SjResultExperiment);
      experiment->goal = goal != SJ_NONE ? goal_id (maker->program->journey, goal, maker->arena) : NULL;
      experiment->n_treatments = one->n_parts;
      experiment->treatments = sj_arena_alloc0 (maker->arena, one->n_parts * sizeof (SjResultTreatment));
      for (uint32_t j = 0; j < one->n_parts; j++)
        {
          bool held_out = j + 1 == one->n_parts;
          const SjWay *way = held_out ? NULL : sj_program_way (maker->program, one->first_way + j);

          experiment->treatments[j].path = way ? keep_text (maker, node->paths[way->path]->id) : NULL;
          experiment->treatments[j].group = make_group (sj_observed_treatment (maker->observed, i, j, goal));
        }
      return experiment;
    }
  return NULL;
}

static void
make_path (const Maker *maker, SjResultPath *made, uint32_t number, const SjPath *path)
{
  const SjWay *way = sj_program_way (maker->program, number);
  const SjNode *target = sj_path_target (path);
  uint32_t on_it = maker->path_stations[number];
  const SjStation *station;

  made->id = keep_text (maker, path->id);
  made->title = take_text (maker, sj_path_caption (path, maker->names));
  made->to = target ? keep_text (maker, target->id) : NULL;
  made->taken = sum (maker, way->slot);
  made->over_time = series_of (maker, way->slot);
  if (on_it == SJ_NONE)
    return;
  station = sj_program_station (maker->program, on_it);
  made->slow = true;
  made->here = maker->here[on_it];
  made->arrived = sum (maker, sj_program_way (maker->program, station->first_way)->slot);
  sum_all (maker, station->ends, SJ_N_ENDS, made->ended);
  made->here_over_time = series_of_here (maker, station);
}

static void
make_node (const Maker *maker, SjResultNode *made, uint32_t number)
{
  const SjStation *station = sj_program_station (maker->program, number);
  const SjNode *node = station->node;

  made->id = keep_text (maker, node->id);
  made->kind = keep_text (maker, sj_node_kind_id (node));
  made->title = take_text (maker, sj_node_name (node, maker->names));
  made->entered = sum (maker, station->slot);
  made->here = maker->here[number];
  sum_all (maker, station->ends, SJ_N_ENDS, made->ended);
  made->n_paths = node->n_paths;
  made->paths = sj_arena_alloc0 (maker->arena, MAX (node->n_paths, 1) * sizeof (SjResultPath));
  for (uint32_t i = 0; i < node->n_paths; i++)
    make_path (maker, &made->paths[i], station->first_way + i, node->paths[i]);
  made->stays = make_stays (maker, number);
  if (station->send != SJ_NONE)
    made->message = make_message (maker, station->send);
  made->call = find_call (maker, number);
  made->experiment = find_experiment (maker, number);
  made->entered_over_time = series_of (maker, station->slot);
  made->here_over_time = series_of_here (maker, station);
  series_of_all (maker, station->ends, SJ_N_ENDS, made->ended_over_time);
}

/* Nodes as the outline has them: depth first, the upper path first. */
static void
walk (const SjNode *node, bool *seen, GPtrArray *order)
{
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();

  g_ptr_array_add (stack, (gpointer) node);
  while (stack->len > 0)
    {
      const SjNode *next = g_ptr_array_steal_index (stack, stack->len - 1);

      if (seen[next->index])
        continue;
      seen[next->index] = true;
      g_ptr_array_add (order, (gpointer) next);
      for (uint32_t i = next->n_paths; i > 0; i--)
        {
          SjNode *target = sj_path_target (next->paths[i - 1]);

          if (target != NULL && !seen[target->index])
            g_ptr_array_add (stack, target);
        }
    }
}

static GPtrArray *
find_order (const SjJourney *journey)
{
  GPtrArray *order = g_ptr_array_new ();
  g_autofree bool *seen = g_new0 (bool, sj_journey_n_nodes (journey) + 1);

  for (unsigned rest = 0; rest < 2; rest++)
    for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
      if (rest || sj_node_is_start (sj_journey_node (journey, i)))
        walk (sj_journey_node (journey, i), seen, order);
  return order;
}

static void
make_nodes (const Maker *maker)
{
  const SjJourney *journey = maker->program->journey;
  g_autoptr (GPtrArray) order = find_order (journey);

  maker->result->n_nodes = order->len;
  maker->result->nodes = sj_arena_alloc0 (maker->arena, MAX (order->len, 1) * sizeof (SjResultNode));
  for (guint i = 0; i < order->len; i++)
    make_node (maker, &maker->result->nodes[i], ((SjNode *) g_ptr_array_index (order, i))->index);
}

/* Of each way of a node: the station that is the path itself. */
static uint32_t *
find_path_stations (const SjProgram *program)
{
  uint32_t *found = g_new (uint32_t, program->ways->len + 1);

  for (uint32_t i = 0; i < program->ways->len; i++)
    found[i] = SJ_NONE;
  for (uint32_t i = 0; i < program->stations->len; i++)
    {
      const SjStation *station = sj_program_station (program, i);

      if (station->path != NULL)
        found[sj_program_station (program, station->node->index)->first_way +
              sj_program_way (program, station->first_way)->path] = i;
    }
  return found;
}

/* ------------------------------------------------------------------ the law */

static void
add_fault (GArray *faults, const Maker *maker, const SjStation *station, uint64_t entered, uint64_t accounted)
{
  SjResultFault fault = { .entered = entered, .accounted = accounted };

  if (entered == accounted)
    return;
  if (station != NULL)
    {
      fault.node = keep_text (maker, station->node->id);
      fault.path = station->path ? keep_text (maker, station->path->id) : NULL;
    }
  g_array_append_val (faults, fault);
}

static void
check_law (const Maker *maker)
{
  g_autoptr (GArray) faults = g_array_new (FALSE, FALSE, sizeof (SjResultFault));
  SjResult *result = maker->result;
  uint64_t out = 0;

  for (uint32_t i = 0; i < SJ_N_ENDS; i++)
    out += result->exits[i];
  add_fault (faults, maker, NULL, result->entered, result->inside + out);
  for (uint32_t i = 0; i < maker->program->stations->len; i++)
    {
      const SjStation *station = sj_program_station (maker->program, i);
      uint64_t accounted = maker->here[i];

      for (uint32_t j = 0; j < station->n_ways; j++)
        accounted += sum (maker, sj_program_way (maker->program, station->first_way + j)->slot);
      for (uint32_t j = 0; j < SJ_N_ENDS; j++)
        accounted += sum (maker, station->ends + j);
      add_fault (faults, maker, station, sum (maker, station->slot), accounted);
    }
  result->n_faults = faults->len;
  result->faults = sj_arena_dup (maker->arena, faults->data, faults->len * sizeof (SjResultFault));
}

/* ------------------------------------------------------------------ goals, channels, traces */

static void
make_goal (const Maker *maker, SjResultGoal *made, uint32_t number)
{
  const SjGoal *goal = sj_journey_goal (maker->program->journey, number);
  uint32_t slot = sj_program_goal (maker->program, number)->slot;
  const char *name = goal->name ? goal->name : goal->by == SJ_GOAL_EVENT ? goal->event : goal->audience;

  made->id = goal_id (maker->program->journey, number, maker->arena);
  made->title = keep_text (maker, name ? name : made->id);
  made->reached = sum (maker, slot);
  made->over_time = series_of (maker, slot);
  if (maker->observed == NULL || number >= maker->observed->n_goals)
    return;
  made->measured = true;
  made->value = sj_observed_reached (maker->observed, number);
  made->treated = make_group (sj_observed_conversion (maker->observed, number, SJ_GROUP_TREATED));
  made->control = make_group (sj_observed_conversion (maker->observed, number, SJ_GROUP_HELD));
  made->comparable = maker->observed->alone[number] && made->treated.persons > 0 && made->control.persons > 0;
  if (made->comparable)
    made->difference = sj_interval_difference (made->treated.converted, made->treated.persons, made->control.converted,
                                               made->control.persons);
}

static void
make_goals (const Maker *maker)
{
  uint32_t n = maker->program->goals->len;

  maker->result->n_goals = n;
  maker->result->goals = sj_arena_alloc0 (maker->arena, MAX (n, 1) * sizeof (SjResultGoal));
  for (uint32_t i = 0; i < n; i++)
    make_goal (maker, &maker->result->goals[i], i);
}

/* One more step of the channel: what its messages cost, where that is known. */
static void
add_cost (const Maker *maker, SjResultChannel *channel, uint32_t number, bool first)
{
  double price = price_of (maker, number);
  uint64_t sent = sum (maker, sj_program_send (maker->program, number)->slot + SJ_SEND_SENT);

  channel->one_price = price >= 0 && (first || (channel->one_price && channel->price == price));
  channel->price = channel->one_price ? price : 0;
  if (price < 0)
    return;
  channel->priced = true;
  channel->cost = sj_round6 (channel->cost + cost_of (price, sent));
  maker->result->priced = maker->result->priced || sent > 0;
  maker->result->cost = sj_round6 (maker->result->cost + cost_of (price, sent));
}

static void
time_channel (const Maker *maker, SjResultChannel *channel, SjChannel number)
{
  channel->timed = true;
  memcpy (channel->by_hour, sj_observed_hours (maker->observed, number), sizeof channel->by_hour);
  memcpy (channel->by_weekday, sj_observed_weekdays (maker->observed, number), sizeof channel->by_weekday);
  channel->by_day = make_series (maker, sj_observed_days (maker->observed, number), maker->observed->n_days, false);
}

static void
make_channels (const Maker *maker)
{
  bool seen[SJ_N_CHANNELS] = { false };

  for (uint32_t i = 0; i < maker->program->sends->len; i++)
    {
      const SjSend *send = sj_program_send (maker->program, i);
      SjResultChannel *channel = &maker->result->channels[send->channel];

      channel->sent += sum (maker, send->slot + SJ_SEND_SENT);
      for (uint32_t j = 0; j < SJ_N_EXCLUSIONS; j++)
        channel->excluded[j] += sum (maker, send->slot + SJ_SEND_EXCLUDED + j);
      for (uint32_t j = 0; j < SJ_N_REACTIONS; j++)
        channel->reactions[j] += sum (maker, send->slot + SJ_SEND_REACTIONS + j);
      add_cost (maker, channel, i, !seen[send->channel]);
      seen[send->channel] = true;
    }
  for (uint32_t i = 0; maker->observed != NULL && i < SJ_N_CHANNELS; i++)
    time_channel (maker, &maker->result->channels[i], i);
}

static void
make_batches (const Maker *maker)
{
  SjResultBatches *batches = &maker->result->batches;
  uint32_t n = maker->observed->n_goals;

  maker->result->has_batches = true;
  memcpy (batches->treated, sj_observed_batches (maker->observed, SJ_BATCH_TREATED), sizeof batches->treated);
  memcpy (batches->control, sj_observed_batches (maker->observed, SJ_BATCH_HELD), sizeof batches->control);
  memcpy (batches->entered, sj_observed_batches (maker->observed, SJ_BATCH_ENTERED), sizeof batches->entered);
  memcpy (batches->sent, sj_observed_batches (maker->observed, SJ_BATCH_SENT), sizeof batches->sent);
  maker->result->n_goal_batches = n;
  maker->result->goal_batches = sj_arena_alloc0 (maker->arena, MAX (n, 1) * sizeof (SjResultGoalBatches));
  for (uint32_t i = 0; i < n; i++)
    {
      SjResultGoalBatches *goal = &maker->result->goal_batches[i];

      goal->goal = maker->result->goals[i].id;
      memcpy (goal->treated, sj_observed_goal_batches (maker->observed, i, SJ_GROUP_TREATED), sizeof goal->treated);
      memcpy (goal->control, sj_observed_goal_batches (maker->observed, i, SJ_GROUP_HELD), sizeof goal->control);
    }
}

/* A way's node and path, whoever stood on it. */
static void
name_way (const Maker *maker, SjResultMark *made, uint32_t number)
{
  const SjWay *way = sj_program_way (maker->program, number);
  const SjNode *node = sj_program_station (maker->program, way->from)->node;

  made->node = node->id;
  made->path = node->paths[way->path]->id;
}

static void
name_station (const Maker *maker, SjResultMark *made, uint32_t number)
{
  const SjStation *station = sj_program_station (maker->program, number);

  made->node = station->node->id;
  made->path = station->path ? station->path->id : NULL;
}

static void
make_effect (const Maker *maker, SjResultMark *made, const SjMark *mark)
{
  switch ((SjEffectKind) mark->effect)
    {
    case SJ_EFFECT_SEND:
      made->what = "sends";
      name_station (maker, made, sj_program_send (maker->program, mark->what)->station);
      break;
    case SJ_EFFECT_CALL:
      made->what = "calls";
      name_station (maker, made, sj_program_call (maker->program, mark->what)->station);
      break;
    case SJ_EFFECT_UPDATE:
      made->what = "changes";
      name_station (maker, made, sj_program_op (maker->program, mark->what)->station);
      break;
    case SJ_EFFECT_JUMP:
      made->what = "jumps";
      made->detail = g_array_index (maker->program->jumps, SjJump, mark->what).journey;
      break;
    default:
      made->what = "goal";
      made->detail = goal_id (maker->program->journey, mark->what, maker->arena);
      made->value = mark->value;
      break;
    }
}

static void
make_mark (const Maker *maker, SjResultMark *made, const SjMark *mark)
{
  *made = (SjResultMark) { .time = mark->time, .run = mark->run, .link = keep_text (maker, mark->link) };
  switch (mark->kind)
    {
    case SJ_MARK_REFUSED:
      made->what = "refused";
      made->detail = sj_refusal_words[mark->reason].id;
      name_station (maker, made, mark->what);
      break;
    case SJ_MARK_REACTED:
      made->what = "reacts";
      made->detail = sj_reaction_words[mark->reason].id;
      name_station (maker, made, sj_program_send (maker->program, mark->what)->station);
      break;
    case SJ_NOTE_AT:
      made->what = "enters";
      name_station (maker, made, mark->what);
      break;
    case SJ_NOTE_HOP:
      made->what = "leaves";
      name_way (maker, made, mark->way);
      break;
    case SJ_NOTE_END:
      made->what = "ends";
      made->detail = sj_end_words[mark->reason].id;
      if (mark->way != SJ_NONE)
        name_way (maker, made, mark->way);
      else
        name_station (maker, made, mark->what);
      break;
    case SJ_NOTE_EXCLUDED:
      made->what = "excluded";
      made->detail = sj_exclusion_words[mark->reason].id;
      name_station (maker, made, sj_program_send (maker->program, mark->what)->station);
      break;
    case SJ_NOTE_HELD:
      made->what = "waits";
      made->until = mark->until;
      name_station (maker, made, sj_program_send (maker->program, mark->what)->station);
      break;
    default:
      make_effect (maker, made, mark);
      break;
    }
  made->node = keep_text (maker, made->node);
  made->path = keep_text (maker, made->path);
  made->detail = keep_text (maker, made->detail);
}

/* By time; those of one time keep their order.  Only what nobody waited for is told
 * ahead of its time, so hardly any has to move. */
static void
sort_marks (SjResultMark *marks, uint32_t count)
{
  for (uint32_t i = 1; i < count; i++)
    {
      SjResultMark mark = marks[i];
      uint32_t at = i;

      for (; at > 0 && marks[at - 1].time > mark.time; at--)
        marks[at] = marks[at - 1];
      marks[at] = mark;
    }
}

static void
make_trace (const Maker *maker, SjResultTrace *made, const SjTrace *trace)
{
  made->person = trace->person ? keep_text (maker, trace->person) : sj_arena_printf (maker->arena, "%u", trace->number);
  made->cut = trace->cut;
  made->marks = sj_arena_alloc0 (maker->arena, MAX (trace->marks->len, 1) * sizeof (SjResultMark));
  for (guint i = 0; i < trace->marks->len; i++)
    {
      const SjMark *mark = &g_array_index (trace->marks, SjMark, i);

      if (mark->program == maker->program->number)
        make_mark (maker, &made->marks[made->n_marks++], mark);
    }
  sort_marks (made->marks, made->n_marks);
}

static void
make_traces (const Maker *maker)
{
  const GPtrArray *traces = maker->drive->observe->traces;
  SjResult *result = maker->result;

  result->traces = sj_arena_alloc0 (maker->arena, MAX (traces->len, 1) * sizeof (SjResultTrace));
  for (guint i = 0; i < traces->len; i++)
    {
      make_trace (maker, &result->traces[result->n_traces], g_ptr_array_index (traces, i));
      result->n_traces += result->traces[result->n_traces].n_marks > 0;
    }
}

/* ------------------------------------------------------------------ the whole */

static const char *
hex (const Maker *maker, uint64_t hash)
{
  return sj_arena_printf (maker->arena, "%016" G_GINT64_MODIFIER "x", hash);
}

static void
make_head (const Maker *maker, const SjDriven *driven, const SjResultOptions *options)
{
  const SjJourney *journey = maker->program->journey;
  SjResult *result = maker->result;

  result->journey = keep_text (maker, journey->id);
  result->name = keep_text (maker, journey->name);
  result->hash = hex (maker, maker->program->version);
  result->seed = (int64_t) maker->drive->seed;
  result->from = maker->drive->start;
  result->until = driven->until;
  result->period = maker->ledger->period;
  result->n_periods = maker->ledger->n_rows;
  result->persons = driven->n_persons;
  result->asked = maker->drive->n_persons;
  result->people = maker->observed != NULL ? hex (maker, driven->people) : NULL;
  result->population = keep_text (maker, options->population);
  result->behaviour = keep_text (maker, options->behaviour);
}

static void
make_sums (const Maker *maker)
{
  SjResult *result = maker->result;

  result->entered = sum (maker, SJ_SLOT_ENTERED);
  result->pending = sum (maker, SJ_SLOT_PENDING);
  result->dropped = sum (maker, SJ_SLOT_DROPPED);
  sum_all (maker, SJ_SLOT_REFUSED, SJ_N_REFUSALS, result->refused);
  sum_all (maker, SJ_SLOT_EXITS, SJ_N_ENDS, result->exits);
  for (uint32_t i = 0; i < maker->program->stations->len; i++)
    result->inside += maker->here[i];
  result->entered_over_time = series_of (maker, SJ_SLOT_ENTERED);
  result->inside_over_time = series_of_inside (maker);
  series_of_all (maker, SJ_SLOT_EXITS, SJ_N_ENDS, result->exits_over_time);
}

SjResult *
sj_result_new (const SjDrive *drive, const SjDriven *driven, const SjResultOptions *options)
{
  SjResult *result = g_new0 (SjResult, 1);
  static const SjResultOptions none = { .program = 0 };
  const SjResultOptions *use = options ? options : &none;
  const SjProgram *program = sj_world_program (drive->world, use->program);
  g_autofree uint32_t *path_stations = find_path_stations (program);
  SjJourneyNames own;
  Maker maker = { .result = result, .arena = &result->arena, .drive = drive, .program = program,
                  .ledger = &driven->ledgers[use->program], .here = driven->here[use->program],
                  .observed = drive->observe ? &drive->observe->observed[use->program] : NULL,
                  .path_stations = path_stations, .prices = use->prices };

  maker.names = sj_journey_names_init (&own, program->journey,
                                       drive->world->library ? sj_library_names (drive->world->library) : NULL);
  make_head (&maker, driven, use);
  make_sums (&maker);
  make_nodes (&maker);
  make_goals (&maker);
  make_channels (&maker);
  check_law (&maker);
  if (maker.observed != NULL)
    {
      make_batches (&maker);
      make_traces (&maker);
    }
  return result;
}

void
sj_result_free (SjResult *result)
{
  sj_arena_clear (&result->arena);
  g_free (result);
}

const SjResultNode *
sj_result_find (const SjResult *result, const char *node)
{
  for (uint32_t i = 0; i < result->n_nodes; i++)
    if (strcmp (result->nodes[i].id, node) == 0)
      return &result->nodes[i];
  return NULL;
}

const SjResultPath *
sj_result_find_path (const SjResultNode *node, const char *path)
{
  for (uint32_t i = 0; i < node->n_paths; i++)
    if (strcmp (node->paths[i].id, path) == 0)
      return &node->paths[i];
  return NULL;
}

uint64_t
sj_result_qualified (const SjResult *result)
{
  return result->entered + result->refused[SJ_REFUSAL_CONTROL_GROUP];
}

SjTime
sj_result_period_end (const SjResult *result, uint64_t period)
{
  return MIN (result->from + (SjTime) (period + 1) * result->period, result->until);
}
