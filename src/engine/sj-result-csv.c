/* sj-result-csv.c -- every number of a result in a row of its own. */
#include "engine/sj-result-csv.h"

#include "base/sj-csv.h"

#include <glib/gi18n-lib.h>

static const char *const result_columns[] = {
  "table", "step", "path", "channel", "name", "what", "from", "until", "count", "of", "share", "low", "high", "amount",
  "stepId", "pathId", NULL,
};

/* What stands before the numbers of a row. */
typedef struct
{
  const char *table;
  const SjResultNode *node;    /* or NULL */
  const SjResultPath *path;    /* or NULL */
  const char *channel;         /* id, or NULL */
  const char *name, *what;     /* for people; for programs */
} About;

typedef struct
{
  const SjResult *result;
  SjCsv csv;
} Rows;

static void
begin_row (Rows *rows, const About *about)
{
  sj_csv_text (&rows->csv, about->table);
  sj_csv_text (&rows->csv, about->node ? about->node->title : NULL);
  sj_csv_text (&rows->csv, about->path ? about->path->title : NULL);
  sj_csv_text (&rows->csv, about->channel);
  sj_csv_text (&rows->csv, about->name);
  sj_csv_text (&rows->csv, about->what);
}

static void
end_row (Rows *rows, const About *about)
{
  sj_csv_text (&rows->csv, about->node ? about->node->id : NULL);
  sj_csv_text (&rows->csv, about->path ? about->path->id : NULL);
  sj_csv_end (&rows->csv);
}

static void
add_empty (Rows *rows, unsigned count)
{
  while (count-- > 0)
    sj_csv_empty (&rows->csv);
}

/* `of` 0: of nothing. */
static void
add_count (Rows *rows, About about, uint64_t count, uint64_t of)
{
  begin_row (rows, &about);
  add_empty (rows, 2);
  sj_csv_count (&rows->csv, count);
  if (of > 0)
    {
      sj_csv_count (&rows->csv, of);
      sj_csv_number (&rows->csv, sj_round6 ((double) count / (double) of));
    }
  else
    add_empty (rows, 2);
  add_empty (rows, 3);
  end_row (rows, &about);
}

static void
add_amount (Rows *rows, About about, double amount)
{
  begin_row (rows, &about);
  add_empty (rows, 7);
  sj_csv_number (&rows->csv, amount);
  end_row (rows, &about);
}

static void
add_range (Rows *rows, const About *about, double low, double high)
{
  sj_csv_number (&rows->csv, low);
  sj_csv_number (&rows->csv, high);
  sj_csv_empty (&rows->csv);
  end_row (rows, about);
}

static void
add_series (Rows *rows, About about, const SjSeries *series)
{
  about.table = "time";
  for (uint32_t i = 0; i < series->n; i++)
    {
      uint64_t period = series->pairs[2 * (size_t) i];

      begin_row (rows, &about);
      sj_csv_time (&rows->csv, rows->result->from + (SjTime) period * rows->result->period);
      sj_csv_time (&rows->csv, sj_result_period_end (rows->result, period));
      sj_csv_count (&rows->csv, series->pairs[2 * (size_t) i + 1]);
      add_empty (rows, 5);
      end_row (rows, &about);
    }
}

/* One row for each word whose count is not 0. */
static void
add_words (Rows *rows, About about, const uint64_t *counts, const SjWord *words, unsigned n, uint64_t of)
{
  for (unsigned i = 0; i < n; i++)
    if (counts[i] > 0)
      {
        about.name = _(words[i].title);
        about.what = words[i].id;
        add_count (rows, about, counts[i], of);
      }
}

static void
add_word_series (Rows *rows, About about, const SjSeries *series, const SjWord *words, unsigned n)
{
  for (unsigned i = 0; i < n; i++)
    {
      about.name = _(words[i].title);
      about.what = words[i].id;
      add_series (rows, about, &series[i]);
    }
}

/* ------------------------------------------------------------------ tables */

static void
add_journey (Rows *rows)
{
  const SjResult *result = rows->result;
  About about = { .table = "journey", .name = _("People"), .what = "people" };

  begin_row (rows, &about);
  sj_csv_time (&rows->csv, result->from);
  sj_csv_time (&rows->csv, result->until);
  sj_csv_count (&rows->csv, result->persons);
  sj_csv_count (&rows->csv, result->asked);
  add_empty (rows, 4);
  end_row (rows, &about);
  add_count (rows, (About) { .table = "journey", .name = _("Qualified"), .what = "qualified" },
             sj_result_qualified (result), 0);
  add_count (rows, (About) { .table = "journey", .name = _("Entered"), .what = "entered" }, result->entered,
             sj_result_qualified (result));
  add_count (rows, (About) { .table = "journey", .name = _("Watched before they enter"), .what = "pending" },
             result->pending, 0);
  add_count (rows, (About) { .table = "journey", .name = _("Dropped: they did what rules them out"),
                              .what = "dropped" },
             result->dropped, 0);
  add_count (rows, (About) { .table = "journey", .name = _("Still inside"), .what = "inside" }, result->inside,
             result->entered);
  add_words (rows, (About) { .table = "refused" }, result->refused, sj_refusal_words, SJ_N_REFUSALS, 0);
  add_words (rows, (About) { .table = "exits" }, result->exits, sj_end_words, SJ_N_ENDS, result->entered);
  if (result->priced)
    add_amount (rows, (About) { .table = "journey", .name = _("Cost of all messages"), .what = "cost" }, result->cost);
}

static void
add_group (Rows *rows, About about, const SjResultGroup *group)
{
  begin_row (rows, &about);
  add_empty (rows, 2);
  sj_csv_count (&rows->csv, group->converted);
  sj_csv_count (&rows->csv, group->persons);
  sj_csv_number (&rows->csv, group->rate.value);
  add_range (rows, &about, group->rate.low, group->rate.high);
}

static void
add_difference (Rows *rows, About about, const SjEstimate *difference)
{
  begin_row (rows, &about);
  add_empty (rows, 4);
  sj_csv_number (&rows->csv, difference->value);
  add_range (rows, &about, difference->low, difference->high);
}

/* The goal stands in the column of steps: the row is about it. */
static void
add_goal (Rows *rows, const SjResultGoal *goal)
{
  const SjResultNode named = { .id = goal->id, .title = goal->title };
  About about = { .table = "goals", .node = &named, .name = _("Reached"), .what = "reached" };

  add_count (rows, about, goal->reached, 0);
  if (goal->value != 0)
    add_amount (rows, (About) { .table = "goals", .node = &named, .name = _("Worth"), .what = "worth" }, goal->value);
  if (!goal->measured)
    return;
  add_group (rows, (About) { .table = "goals", .node = &named, .name = _("Converted"), .what = "converted" },
             &goal->treated);
  if (goal->control.persons > 0)
    add_group (rows, (About) { .table = "goals", .node = &named, .name = _("Control group"),
                               .what = "converted-control" }, &goal->control);
  if (goal->comparable)
    add_difference (rows, (About) { .table = "goals", .node = &named, .name = _("Difference"), .what = "difference" },
                    &goal->difference);
}

/* How long, in seconds: known to a factor of two. */
static void
add_stay (Rows *rows, About about, uint64_t count, const SjTime range[2])
{
  begin_row (rows, &about);
  add_empty (rows, 2);
  sj_csv_count (&rows->csv, count);
  add_empty (rows, 2);
  add_range (rows, &about, (double) range[0] / SJ_SECOND, (double) range[1] / SJ_SECOND);
}

static void
add_call (Rows *rows, const SjResultNode *node)
{
  const SjResultCall *call = node->call;
  About about = { .table = "calls", .node = node };
  const struct { const char *name, *what; uint64_t count; } cells[] = {
    { _("Attempts"), "attempts", call->attempts },
    { _("Answered"), "answered", call->answered },
    { _("Failed"), "failed", call->failed },
    { _("Not answered"), "unanswered", call->unanswered },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      about.name = cells[i].name;
      about.what = cells[i].what;
      add_count (rows, about, cells[i].count, 0);
    }
}

static void
add_experiment (Rows *rows, const SjResultNode *node)
{
  for (uint32_t i = 0; i < node->experiment->n_treatments; i++)
    {
      const SjResultTreatment *treatment = &node->experiment->treatments[i];

      add_group (rows, (About) { .table = "experiments", .node = node,
                                 .what = treatment->path ? "converted" : "left-out",
                                 .path = treatment->path ? sj_result_find_path (node, treatment->path) : NULL,
                                 .name = treatment->path ? _("Converted") : _("Converted, left out") },
                 &treatment->group);
    }
}

static void
add_step (Rows *rows, const SjResultNode *node)
{
  add_count (rows, (About) { .table = "steps", .node = node, .name = _("Came here"), .what = "entered" }, node->entered,
             rows->result->entered);
  add_count (rows, (About) { .table = "steps", .node = node, .name = _("Here now"), .what = "here" }, node->here,
             node->entered);
  add_words (rows, (About) { .table = "steps", .node = node }, node->ended, sj_end_words, SJ_N_ENDS, node->entered);
  if (node->stays != NULL)
    {
      add_stay (rows, (About) { .table = "steps", .node = node, .name = _("Half stayed at most"), .what = "half" },
                node->stays->count, node->stays->half);
      add_stay (rows, (About) { .table = "steps", .node = node, .name = _("Nine of ten stayed at most"),
                                .what = "nine-of-ten" }, node->stays->count, node->stays->nine);
    }
}

static void
add_path (Rows *rows, const SjResultNode *node, const SjResultPath *path)
{
  add_count (rows, (About) { .table = "paths", .node = node, .path = path, .name = _("Took it"), .what = "taken" },
             path->taken, node->entered);
  if (!path->slow)
    return;
  add_count (rows, (About) { .table = "paths", .node = node, .path = path, .name = _("Arrived"), .what = "arrived" },
             path->arrived, path->taken);
  add_count (rows, (About) { .table = "paths", .node = node, .path = path, .name = _("On the way now"),
                              .what = "here" },
             path->here, path->taken);
  add_words (rows, (About) { .table = "paths", .node = node, .path = path }, path->ended, sj_end_words, SJ_N_ENDS,
             path->taken);
}

static void
add_message (Rows *rows, const SjResultNode *node)
{
  const SjResultMessage *message = node->message;
  About about = { .table = "messages", .node = node, .channel = sj_channel_id (message->channel), .name = _("Sent"),
                  .what = "sent" };

  add_count (rows, about, message->sent, node->entered);
  about.table = "not sent";
  add_words (rows, about, message->excluded, sj_exclusion_words, SJ_N_EXCLUSIONS, node->entered);
  about.table = "reactions";
  add_words (rows, about, message->reactions, sj_reaction_words, SJ_N_REACTIONS, message->sent);
  about.table = "messages";
  about.name = _("Cost");
  about.what = "cost";
  if (message->priced)
    add_amount (rows, about, message->cost);
}

static uint64_t
total (const uint64_t *counts, unsigned n)
{
  uint64_t sum = 0;

  for (unsigned i = 0; i < n; i++)
    sum += counts[i];
  return sum;
}

static void
add_channel (Rows *rows, unsigned number)
{
  const SjResultChannel *channel = &rows->result->channels[number];
  About about = { .table = "channels", .channel = sj_channel_id (number), .name = _("Sent"), .what = "sent" };

  if (channel->sent + total (channel->excluded, SJ_N_EXCLUSIONS) == 0)
    return;
  add_count (rows, about, channel->sent, 0);
  about.table = "not sent";
  add_words (rows, about, channel->excluded, sj_exclusion_words, SJ_N_EXCLUSIONS, 0);
  about.table = "reactions";
  add_words (rows, about, channel->reactions, sj_reaction_words, SJ_N_REACTIONS, channel->sent);
  about.table = "channels";
  about.name = _("Cost");
  about.what = "cost";
  if (channel->priced)
    add_amount (rows, about, channel->cost);
}

/* ------------------------------------------------------------------ over time */

static void
add_step_times (Rows *rows, const SjResultNode *node)
{
  add_series (rows, (About) { .node = node, .name = _("Came here"), .what = "entered" }, &node->entered_over_time);
  add_series (rows, (About) { .node = node, .name = _("Here at the end of the period"), .what = "here" },
              &node->here_over_time);
  add_word_series (rows, (About) { .node = node }, node->ended_over_time, sj_end_words, SJ_N_ENDS);
  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      const SjResultPath *path = &node->paths[i];

      add_series (rows, (About) { .node = node, .path = path, .name = _("Took it"), .what = "taken" },
                  &path->over_time);
      add_series (rows, (About) { .node = node, .path = path, .name = _("On the way at the end of the period"),
                                  .what = "here" }, &path->here_over_time);
    }
  if (node->message != NULL)
    {
      About about = { .node = node, .channel = sj_channel_id (node->message->channel), .name = _("Sent"),
                      .what = "sent" };

      add_series (rows, about, &node->message->over_time);
      add_word_series (rows, about, node->message->excluded_over_time, sj_exclusion_words, SJ_N_EXCLUSIONS);
      add_word_series (rows, about, node->message->reactions_over_time, sj_reaction_words, SJ_N_REACTIONS);
    }
}

static void
add_times (Rows *rows)
{
  const SjResult *result = rows->result;

  add_series (rows, (About) { .name = _("Entered"), .what = "entered" }, &result->entered_over_time);
  add_series (rows, (About) { .name = _("Inside at the end of the period"), .what = "inside" },
              &result->inside_over_time);
  add_word_series (rows, (About) { .what = NULL }, result->exits_over_time, sj_end_words, SJ_N_ENDS);
  for (uint32_t i = 0; i < result->n_goals; i++)
    {
      const SjResultNode named = { .id = result->goals[i].id, .title = result->goals[i].title };

      add_series (rows, (About) { .node = &named, .name = _("Reached"), .what = "reached" },
                  &result->goals[i].over_time);
    }
  for (uint32_t i = 0; i < result->n_nodes; i++)
    add_step_times (rows, &result->nodes[i]);
}

void
sj_result_csv (const SjResult *result, SjBuffer *buffer)
{
  Rows rows = { .result = result, .csv = { buffer } };

  sj_csv_head (&rows.csv, result_columns);
  add_journey (&rows);
  for (uint32_t i = 0; i < result->n_nodes; i++)
    add_step (&rows, &result->nodes[i]);
  for (uint32_t i = 0; i < result->n_nodes; i++)
    for (uint32_t j = 0; j < result->nodes[i].n_paths; j++)
      add_path (&rows, &result->nodes[i], &result->nodes[i].paths[j]);
  for (uint32_t i = 0; i < result->n_nodes; i++)
    {
      if (result->nodes[i].message != NULL)
        add_message (&rows, &result->nodes[i]);
      if (result->nodes[i].call != NULL)
        add_call (&rows, &result->nodes[i]);
      if (result->nodes[i].experiment != NULL)
        add_experiment (&rows, &result->nodes[i]);
    }
  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    add_channel (&rows, i);
  for (uint32_t i = 0; i < result->n_goals; i++)
    add_goal (&rows, &result->goals[i]);
  add_times (&rows);
}

/* ------------------------------------------------------------------ comparisons */

static const char *const compare_columns[] = {
  "name", "what", "kind", "in", "a", "b", "ofA", "ofB", "difference", "low", "high", "sure", "paired", "stepId",
  "pathId", "goalId", "channel", NULL,
};

static void
add_sides (SjCsv *csv, const SjCompareLine *line)
{
  if (line->kind == SJ_COMPARE_AMOUNT)
    {
      sj_csv_number (csv, line->worth_a);
      sj_csv_number (csv, line->worth_b);
    }
  else
    {
      sj_csv_count (csv, line->a);
      sj_csv_count (csv, line->b);
    }
  if (line->kind == SJ_COMPARE_SHARE)
    {
      sj_csv_count (csv, line->of_a);
      sj_csv_count (csv, line->of_b);
    }
  else
    {
      sj_csv_empty (csv);
      sj_csv_empty (csv);
    }
}

static void
add_line (SjCsv *csv, const SjCompareLine *line)
{
  static const char *const kinds[] = { "count", "share", "amount" };
  static const char *const sides[] = { "both", "a", "b" };
  bool known = line->kind != SJ_COMPARE_AMOUNT;

  sj_csv_text (csv, line->title);
  sj_csv_text (csv, line->what);
  sj_csv_text (csv, kinds[line->kind]);
  sj_csv_text (csv, sides[line->side]);
  add_sides (csv, line);
  sj_csv_number (csv, line->difference.value);
  if (known)
    {
      sj_csv_number (csv, line->difference.low);
      sj_csv_number (csv, line->difference.high);
    }
  else
    {
      sj_csv_empty (csv);
      sj_csv_empty (csv);
    }
  sj_csv_text (csv, known ? sj_compare_is_sure (line) ? "yes" : "no" : NULL);
  sj_csv_text (csv, line->paired ? "yes" : "no");
  sj_csv_text (csv, line->node);
  sj_csv_text (csv, line->path);
  sj_csv_text (csv, line->goal);
  sj_csv_text (csv, line->channel);
  sj_csv_end (csv);
}

void
sj_compare_csv (const SjComparison *comparison, SjBuffer *buffer)
{
  SjCsv csv = { buffer };

  sj_csv_head (&csv, compare_columns);
  for (guint i = 0; i < comparison->lines->len; i++)
    add_line (&csv, &g_array_index (comparison->lines, SjCompareLine, i));
}
