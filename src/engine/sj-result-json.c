/* sj-result-json.c -- the members of a result, in the order in which they are written. */
#include "engine/sj-result-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (sj-result-error-quark, sj_result_error)

/* In the order of SjChannel. */
static const char *const channel_words[SJ_N_CHANNELS] = { "email", "push", "sms", "in-app" };

/* How many periods there are: times within series must be less. */
static uint64_t
n_periods (const SjForm *form)
{
  return ((const SjResult *) form->data)->n_periods;
}

/* ------------------------------------------------------------------ nodes */

static void
on_the_way_part (SjForm *form, void *item)
{
  SjResultPath *path = item;

  sj_form_count (form, "arrived", &path->arrived);
  sj_form_count (form, "here", &path->here);
  sj_form_words (form, "ended", path->ended, sj_end_words, SJ_N_ENDS);
  sj_form_series (form, "hereOverTime", &path->here_over_time, n_periods (form));
}

static void
way_part (SjForm *form, void *item)
{
  SjResultPath *path = item;

  sj_form_text (form, "title", &path->title);
  sj_form_text_0 (form, "to", &path->to);
  path->slow = sj_form_has (form, "onTheWay", path->slow);
  if (path->slow)
    sj_form_object (form, "onTheWay", on_the_way_part, path);
  sj_form_series (form, "overTime", &path->over_time, n_periods (form));
}

static void
ways_part (SjForm *form, void *item)
{
  SjResultNode *node = item;

  for (uint32_t i = 0; i < node->n_paths; i++)
    sj_form_object (form, node->paths[i].id, way_part, &node->paths[i]);
}

static void
range_part (SjForm *form, const char *name, SjTime range[2])
{
  uint64_t counts[2] = { (uint64_t) range[0], (uint64_t) range[1] };

  sj_form_counts (form, name, counts, 2);
  range[0] = (SjTime) counts[0];
  range[1] = (SjTime) counts[1];
}

static void
stays_part (SjForm *form, void *item)
{
  SjResultStays *stays = item;

  sj_form_count (form, "count", &stays->count);
  range_part (form, "half", stays->half);
  range_part (form, "nineOfTen", stays->nine);
  sj_form_series (form, "powers", &stays->powers, SJ_DWELLS);
}

static void
message_part (SjForm *form, void *item)
{
  SjResultMessage *message = item;

  sj_form_word (form, "channel", channel_words, SJ_N_CHANNELS, &message->channel);
  sj_form_count (form, "sent", &message->sent);
  sj_form_words (form, "excluded", message->excluded, sj_exclusion_words, SJ_N_EXCLUSIONS);
  for (unsigned i = 0; i < SJ_N_REACTIONS; i++)
    sj_form_count (form, sj_reaction_words[i].id, &message->reactions[i]);
  message->priced = sj_form_has (form, "cost", message->priced);
  if (message->priced)
    {
      sj_form_number (form, "price", &message->price);
      sj_form_number (form, "cost", &message->cost);
    }
  sj_form_series (form, "overTime", &message->over_time, n_periods (form));
  sj_form_series_words (form, "excludedOverTime", message->excluded_over_time, sj_exclusion_words, SJ_N_EXCLUSIONS,
                        n_periods (form));
  sj_form_series_words (form, "reactionsOverTime", message->reactions_over_time, sj_reaction_words, SJ_N_REACTIONS,
                        n_periods (form));
}

static void
call_part (SjForm *form, void *item)
{
  SjResultCall *call = item;

  sj_form_count (form, "attempts", &call->attempts);
  sj_form_count (form, "answered", &call->answered);
  sj_form_count (form, "failed", &call->failed);
  sj_form_count (form, "unanswered", &call->unanswered);
}

static void
group_part (SjForm *form, void *item)
{
  SjResultGroup *group = item;

  sj_form_count (form, "persons", &group->persons);
  sj_form_count (form, "converted", &group->converted);
  sj_form_estimate (form, "rate", &group->rate);
  sj_form_count (form, "times", &group->times);
  sj_form_number_0 (form, "value", &group->value);
}

static void
treatment_part (SjForm *form, void *item)
{
  SjResultTreatment *treatment = item;

  sj_form_text_0 (form, "path", &treatment->path);
  group_part (form, &treatment->group);
}

static void
experiment_part (SjForm *form, void *item)
{
  SjResultExperiment *experiment = item;

  sj_form_text_0 (form, "goal", &experiment->goal);
  sj_form_list (form, "treatments", (void **) &experiment->treatments, &experiment->n_treatments,
                sizeof (SjResultTreatment), treatment_part, false);
}

/* A part that may be missing; read into new memory. */
static bool
begin_part (SjForm *form, const char *name, void **part, size_t size)
{
  if (!sj_form_has (form, name, *part != NULL))
    return false;
  if (*part == NULL)
    *part = sj_arena_alloc0 (form->arena, size);
  return true;
}

static void
node_over_time (SjForm *form, SjResultNode *node)
{
  sj_form_series (form, "enteredOverTime", &node->entered_over_time, n_periods (form));
  sj_form_series (form, "hereOverTime", &node->here_over_time, n_periods (form));
  sj_form_series_words (form, "endedOverTime", node->ended_over_time, sj_end_words, SJ_N_ENDS, n_periods (form));
}

static void
node_part (SjForm *form, void *item)
{
  SjResultNode *node = item;

  sj_form_text (form, "kind", &node->kind);
  sj_form_text (form, "title", &node->title);
  sj_form_count (form, "entered", &node->entered);
  sj_form_count (form, "here", &node->here);
  sj_form_count_map (form, "paths", (void **) &node->paths, &node->n_paths, sizeof (SjResultPath),
                     offsetof (SjResultPath, id), offsetof (SjResultPath, taken));
  sj_form_words (form, "ended", node->ended, sj_end_words, SJ_N_ENDS);
  sj_form_object (form, "ways", ways_part, node);
  if (begin_part (form, "stays", (void **) &node->stays, sizeof (SjResultStays)))
    sj_form_object (form, "stays", stays_part, node->stays);
  if (begin_part (form, "message", (void **) &node->message, sizeof (SjResultMessage)))
    sj_form_object (form, "message", message_part, node->message);
  if (begin_part (form, "call", (void **) &node->call, sizeof (SjResultCall)))
    sj_form_object (form, "call", call_part, node->call);
  if (begin_part (form, "experiment", (void **) &node->experiment, sizeof (SjResultExperiment)))
    sj_form_object (form, "experiment", experiment_part, node->experiment);
  node_over_time (form, node);
}

/* ------------------------------------------------------------------ the journey as a whole */

static void
journey_part (SjForm *form, void *item)
{
  SjResult *result = item;

  sj_form_text_0 (form, "id", &result->journey);
  sj_form_text_0 (form, "name", &result->name);
  sj_form_text (form, "hash", &result->hash);
}

static void
run_part (SjForm *form, void *item)
{
  SjResult *result = item;

  sj_form_integer (form, "seed", &result->seed);
  sj_form_time (form, "from", &result->from);
  sj_form_time (form, "until", &result->until);
  sj_form_span (form, "period", &result->period);
  sj_form_count (form, "periods", &result->n_periods);
  sj_form_count (form, "persons", &result->persons);
  sj_form_count (form, "asked", &result->asked);
  sj_form_text_0 (form, "people", &result->people);
  sj_form_text_0 (form, "population", &result->population);
  sj_form_text_0 (form, "behaviour", &result->behaviour);
}

static void
entries_part (SjForm *form, void *item)
{
  SjResult *result = item;
  uint64_t qualified = sj_result_qualified (result);

  sj_form_count (form, "qualified", &qualified);
  sj_form_count (form, "entered", &result->entered);
  sj_form_count (form, "pending", &result->pending);
  sj_form_count (form, "dropped", &result->dropped);
  sj_form_count (form, "inside", &result->inside);
  sj_form_words (form, "refused", result->refused, sj_refusal_words, SJ_N_REFUSALS);
  sj_form_series (form, "enteredOverTime", &result->entered_over_time, result->n_periods);
  sj_form_series (form, "insideOverTime", &result->inside_over_time, n_periods (form));
  if (sj_form_reads (form) && qualified != sj_result_qualified (result))
    sj_form_refuse (form, form->object, "qualified", _("“qualified” must be those who entered and the control group."));
}

static void
channel_part (SjForm *form, void *item)
{
  SjResultChannel *channel = item;

  sj_form_count (form, "sent", &channel->sent);
  sj_form_words (form, "excluded", channel->excluded, sj_exclusion_words, SJ_N_EXCLUSIONS);
  for (unsigned i = 0; i < SJ_N_REACTIONS; i++)
    sj_form_count (form, sj_reaction_words[i].id, &channel->reactions[i]);
  channel->one_price = sj_form_has (form, "price", channel->one_price);
  if (channel->one_price)
    sj_form_number (form, "price", &channel->price);
  channel->priced = sj_form_has (form, "cost", channel->priced);
  if (channel->priced)
    sj_form_number (form, "cost", &channel->cost);
  channel->timed = sj_form_has (form, "byHour", channel->timed);
  if (channel->timed)
    {
      sj_form_counts (form, "byHour", channel->by_hour, 24);
      sj_form_counts (form, "byWeekday", channel->by_weekday, 7);
      sj_form_series (form, "byDay", &channel->by_day, UINT32_MAX);
    }
}

static bool
is_used (const SjResultChannel *channel)
{
  uint64_t excluded = 0;

  for (unsigned i = 0; i < SJ_N_EXCLUSIONS; i++)
    excluded += channel->excluded[i];
  return channel->sent + excluded > 0;
}

static void
channels_part (SjForm *form, void *item)
{
  SjResult *result = item;

  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    if (sj_form_has (form, channel_words[i], is_used (&result->channels[i])))
      sj_form_object (form, channel_words[i], channel_part, &result->channels[i]);
}

static void
conversion_part (SjForm *form, void *item)
{
  SjResultGoal *goal = item;

  sj_form_object (form, "treated", group_part, &goal->treated);
  sj_form_object (form, "control", group_part, &goal->control);
  goal->comparable = sj_form_has (form, "difference", goal->comparable);
  if (goal->comparable)
    sj_form_estimate (form, "difference", &goal->difference);
}

static void
goal_part (SjForm *form, void *item)
{
  SjResultGoal *goal = item;

  sj_form_text (form, "id", &goal->id);
  sj_form_text (form, "title", &goal->title);
  sj_form_count (form, "reached", &goal->reached);
  sj_form_number_0 (form, "value", &goal->value);
  goal->measured = sj_form_has (form, "conversion", goal->measured);
  if (goal->measured)
    sj_form_object (form, "conversion", conversion_part, goal);
  sj_form_series (form, "overTime", &goal->over_time, n_periods (form));
}

static void
goal_batches_part (SjForm *form, void *item)
{
  SjResultGoalBatches *goal = item;

  sj_form_text (form, "goal", &goal->goal);
  sj_form_counts (form, "treated", goal->treated, SJ_BATCHES);
  sj_form_counts (form, "control", goal->control, SJ_BATCHES);
}

static void
batches_part (SjForm *form, void *item)
{
  SjResult *result = item;

  sj_form_counts (form, "treated", result->batches.treated, SJ_BATCHES);
  sj_form_counts (form, "control", result->batches.control, SJ_BATCHES);
  sj_form_counts (form, "entered", result->batches.entered, SJ_BATCHES);
  sj_form_counts (form, "sent", result->batches.sent, SJ_BATCHES);
  sj_form_list (form, "goals", (void **) &result->goal_batches, &result->n_goal_batches, sizeof (SjResultGoalBatches),
                goal_batches_part, true);
}

/* ------------------------------------------------------------------ traces */

static const char *const mark_words[] = { "refused", "enters", "leaves",  "excluded", "waits", "sends",
                                          "reacts",  "calls",  "changes", "jumps",    "goal",  "ends" };

static void
mark_part (SjForm *form, void *item)
{
  SjResultMark *mark = item;
  uint32_t which = 0;

  for (uint32_t i = 0; mark->what != NULL && i < G_N_ELEMENTS (mark_words); i++)
    which = strcmp (mark->what, mark_words[i]) == 0 ? i : which;
  sj_form_time (form, "time", &mark->time);
  sj_form_count_0 (form, "run", &mark->run);
  sj_form_word (form, "what", mark_words, G_N_ELEMENTS (mark_words), &which);
  mark->what = mark_words[which];
  sj_form_text_0 (form, "node", &mark->node);
  sj_form_text_0 (form, "path", &mark->path);
  sj_form_text_0 (form, "detail", &mark->detail);
  sj_form_text_0 (form, "link", &mark->link);
  sj_form_number_0 (form, "value", &mark->value);
  if (sj_form_has (form, "until", mark->until != 0))
    sj_form_time (form, "until", &mark->until);
}

static void
trace_part (SjForm *form, void *item)
{
  SjResultTrace *trace = item;

  sj_form_text (form, "person", &trace->person);
  sj_form_flag_0 (form, "cut", &trace->cut);
  sj_form_list (form, "marks", (void **) &trace->marks, &trace->n_marks, sizeof (SjResultMark), mark_part, false);
}

static void
fault_part (SjForm *form, void *item)
{
  SjResultFault *fault = item;

  sj_form_text_0 (form, "node", &fault->node);
  sj_form_text_0 (form, "path", &fault->path);
  sj_form_count (form, "entered", &fault->entered);
  sj_form_count (form, "accounted", &fault->accounted);
}

/* ------------------------------------------------------------------ the whole */

static void
whole (SjForm *form, SjResult *result)
{
  int64_t number = SJ_RESULT_FORM;
  bool balances = result->n_faults == 0;

  sj_form_integer (form, "form", &number);
  sj_form_object (form, "journey", journey_part, result);
  sj_form_object (form, "run", run_part, result);
  sj_form_flag (form, "balances", &balances);
  sj_form_list (form, "faults", (void **) &result->faults, &result->n_faults, sizeof (SjResultFault), fault_part, true);
  if (sj_form_reads (form) && balances != (result->n_faults == 0))
    sj_form_refuse (form, form->object, NULL, _("“balances” is true exactly where there are no “faults”."));
  sj_form_object (form, "entries", entries_part, result);
  sj_form_words (form, "exits", result->exits, sj_end_words, SJ_N_ENDS);
  sj_form_series_words (form, "exitsOverTime", result->exits_over_time, sj_end_words, SJ_N_ENDS, n_periods (form));
  result->priced = sj_form_has (form, "cost", result->priced);
  if (result->priced)
    sj_form_number (form, "cost", &result->cost);
  sj_form_object (form, "messages", channels_part, result);
  sj_form_list (form, "goals", (void **) &result->goals, &result->n_goals, sizeof (SjResultGoal), goal_part, false);
  sj_form_map (form, "nodes", (void **) &result->nodes, &result->n_nodes, sizeof (SjResultNode),
               offsetof (SjResultNode, id), node_part);
  result->has_batches = sj_form_has (form, "batches", result->has_batches);
  if (result->has_batches)
    sj_form_object (form, "batches", batches_part, result);
  sj_form_list (form, "traces", (void **) &result->traces, &result->n_traces, sizeof (SjResultTrace), trace_part, true);
}

char *
sj_result_to_string (const SjResult *result)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjForm form;

  sj_form_begin_write (&form, &arena);
  form.data = (void *) result;
  whole (&form, (SjResult *) result);    /* a form that writes changes nothing */
  return sj_json_to_string (sj_form_end (&form), SJ_JSON_ROWS);
}

static void
set_error (GError **error, const char *name, const char *text, size_t length, const SjDiag *diag)
{
  unsigned line, column;

  sj_text_position (text, length, diag->start, &line, &column);
  if (diag->field != NULL)
    g_set_error (error, SJ_RESULT_ERROR, SJ_RESULT_ERROR_SYNTAX, "%s:%u:%u: %s: %s", name, line, column, diag->field,
                 diag->text);
  else
    g_set_error (error, SJ_RESULT_ERROR, SJ_RESULT_ERROR_SYNTAX, "%s:%u:%u: %s", name, line, column, diag->text);
}

static bool
is_newer (SjValue root, const char *name, GError **error)
{
  SjValue form = sj_value_get (root, "form");

  if (form.type != SJ_INTEGER || form.integer <= SJ_RESULT_FORM)
    return false;
  g_set_error (error, SJ_RESULT_ERROR, SJ_RESULT_ERROR_NEWER, _("%s was made by a newer version of Sojourn"), name);
  return true;
}

static bool
read_json (SjArena *arena, const char *name, const char *text, size_t length, SjValue *root, GError **error)
{
  SjJsonReader reader;
  SjJsonError wrong;
  unsigned line, column;
  bool done;

  sj_json_reader_init (&reader, arena);
  reader.strict = true;
  done = sj_json_reader_read (&reader, text, length, root, &wrong);
  sj_json_reader_clear (&reader);
  if (done)
    return true;
  sj_text_position (text, length, wrong.offset, &line, &column);
  g_set_error (error, SJ_RESULT_ERROR, SJ_RESULT_ERROR_SYNTAX, "%s:%u:%u: %s", name, line, column, wrong.text);
  return false;
}

SjResult *
sj_result_read (const char *name, const char *text, size_t length, GError **error)
{
  g_autoptr (SjResult) result = g_new0 (SjResult, 1);
  g_auto (SjArena) source = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjReading reading = { .text = text, .length = length, .diags = &diags };
  SjValue root;
  SjForm form;

  if (!read_json (&source, name, text, length, &root, error) || is_newer (root, name, error))
    return NULL;
  sj_form_begin_read (&form, &result->arena, &reading, root);
  form.data = result;
  if (root.type != SJ_OBJECT)
    sj_form_refuse (&form, root, NULL, _("A result is an object."));
  else
    {
      whole (&form, result);
      sj_form_end (&form);
    }
  if (!sj_diags_failed (&diags))
    return g_steal_pointer (&result);
  set_error (error, name, text, length, sj_diags_get (&diags, 0));
  return NULL;
}
