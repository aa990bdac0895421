/* sj-compare.c -- matching two results by the ids of their steps, paths and goals. */
#include "engine/sj-compare.h"

#include "engine/sj-result-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LEAST_PAIRED 1000   /* people: fewer leave batches too small to vary like one another */

/* The same of both sides; either may be missing. */
typedef struct
{
  const SjResultNode *a, *b;
} NodePair;

static bool
is_paired (const SjResult *a, const SjResult *b)
{
  return a->has_batches && b->has_batches && a->seed == b->seed && a->persons == b->persons &&
         a->persons >= LEAST_PAIRED && a->from == b->from && a->until == b->until &&
         a->people != NULL && g_strcmp0 (a->people, b->people) == 0;
}

static const char *
format (SjComparison *self, const char *title, const char *name)
{
  return name ? sj_arena_printf (&self->arena, "%s: %s", name, title) : sj_arena_strdup (&self->arena, title);
}

static SjCompareLine *
add (SjComparison *self, SjCompareLine line)
{
  g_array_append_val (self->lines, line);
  return &g_array_index (self->lines, SjCompareLine, self->lines->len - 1);
}

/* How often; `a` and `b` are of the line. */
static SjCompareLine *
add_count (SjComparison *self, SjCompareLine line)
{
  line.kind = SJ_COMPARE_COUNT;
  line.difference = sj_interval_counts (line.b, line.a, self->scale);
  return add (self, line);
}

static SjCompareLine *
add_share (SjComparison *self, SjCompareLine line)
{
  line.kind = SJ_COMPARE_SHARE;
  line.difference = sj_interval_difference (line.b, line.of_b, line.a, line.of_a);
  return add (self, line);
}

static void
add_amount (SjComparison *self, SjCompareLine line)
{
  double difference = sj_round6 (line.worth_b - line.worth_a);

  line.kind = SJ_COMPARE_AMOUNT;
  line.difference = (SjEstimate) { difference, difference, difference };
  if (line.worth_a != 0 || line.worth_b != 0)
    add (self, line);
}

/* ------------------------------------------------------------------ batches */

static void
pair_counts (const SjComparison *self, SjCompareLine *line, const uint64_t *a, const uint64_t *b)
{
  double x[SJ_BATCHES], y[SJ_BATCHES];

  if (!self->paired)
    return;
  for (unsigned i = 0; i < SJ_BATCHES; i++)
    {
      x[i] = (double) b[i];
      y[i] = (double) a[i];
    }
  line->paired = sj_interval_paired (x, y, SJ_BATCHES, &line->difference);
}

/* What a batch adds to the error of a share: its count less what the share lets expect. */
static void
find_errors (const uint64_t *counts, const uint64_t *totals, double *errors)
{
  double count = 0, total = 0;

  for (unsigned i = 0; i < SJ_BATCHES; i++)
    {
      count += (double) counts[i];
      total += (double) totals[i];
    }
  for (unsigned i = 0; i < SJ_BATCHES; i++)
    errors[i] = total > 0 ? ((double) counts[i] - count / total * (double) totals[i]) / total : 0;
}

static void
pair_shares (const SjComparison *self, SjCompareLine *line, const uint64_t *a, const uint64_t *total_a,
             const uint64_t *b, const uint64_t *total_b)
{
  double x[SJ_BATCHES], y[SJ_BATCHES];
  double difference;
  SjEstimate around;

  if (!self->paired || line->of_a == 0 || line->of_b == 0)
    return;
  find_errors (b, total_b, x);
  find_errors (a, total_a, y);
  if (!sj_interval_paired (x, y, SJ_BATCHES, &around))
    return;
  difference = (double) line->b / (double) line->of_b - (double) line->a / (double) line->of_a;
  line->paired = true;
  line->difference = (SjEstimate) { sj_round6 (difference), sj_round6 (difference + around.low),
                                    sj_round6 (difference + around.high) };
}

/* ------------------------------------------------------------------ goals */

static const SjResultGoal *
find_goal (const SjResult *result, const char *id)
{
  for (uint32_t i = 0; i < result->n_goals; i++)
    if (strcmp (result->goals[i].id, id) == 0)
      return &result->goals[i];
  return NULL;
}

static const SjResultGoalBatches *
find_batches (const SjResult *result, const char *goal)
{
  for (uint32_t i = 0; i < result->n_goal_batches; i++)
    if (strcmp (result->goal_batches[i].goal, goal) == 0)
      return &result->goal_batches[i];
  return NULL;
}

static void
compare_conversion (SjComparison *self, const SjResultGoal *a, const SjResultGoal *b)
{
  const SjResultGoalBatches *of_a = find_batches (self->a, a->id);
  const SjResultGoalBatches *of_b = find_batches (self->b, b->id);
  SjCompareLine *line =
      add_share (self, (SjCompareLine) { .what = "converted", .goal = b->id, .a = a->treated.converted,
                                         .b = b->treated.converted, .of_a = a->treated.persons,
                                         .of_b = b->treated.persons,
                                         .title = format (self, _("converted"), b->title) });

  if (of_a != NULL && of_b != NULL)
    pair_shares (self, line, of_a->treated, self->a->batches.treated, of_b->treated, self->b->batches.treated);
  if (a->control.persons == 0 || b->control.persons == 0)
    return;
  line = add_share (self, (SjCompareLine) { .what = "converted-control", .goal = b->id, .a = a->control.converted,
                                            .b = b->control.converted, .of_a = a->control.persons,
                                            .of_b = b->control.persons,
                                            .title = format (self, _("converted in the control group"), b->title) });
  if (of_a != NULL && of_b != NULL)
    pair_shares (self, line, of_a->control, self->a->batches.control, of_b->control, self->b->batches.control);
}

static void
compare_goals (SjComparison *self)
{
  for (uint32_t i = 0; i < self->b->n_goals; i++)
    {
      const SjResultGoal *b = &self->b->goals[i];
      const SjResultGoal *a = find_goal (self->a, b->id);

      if (a != NULL && a->measured && b->measured)
        compare_conversion (self, a, b);
      if (a != NULL)
        add_amount (self, (SjCompareLine) { .what = "worth", .goal = b->id, .worth_a = a->value, .worth_b = b->value,
                                            .title = format (self, _("worth"), b->title) });
      add_count (self, (SjCompareLine) { .what = "reached", .goal = b->id, .a = a ? a->reached : 0, .b = b->reached,
                                         .side = a ? SJ_SIDE_BOTH : SJ_SIDE_B,
                                         .title = format (self, _("reached inside"), b->title) });
    }
  for (uint32_t i = 0; i < self->a->n_goals; i++)
    if (find_goal (self->b, self->a->goals[i].id) == NULL)
      add_count (self, (SjCompareLine) { .what = "reached", .goal = self->a->goals[i].id,
                                         .a = self->a->goals[i].reached, .side = SJ_SIDE_A,
                                         .title = format (self, _("reached inside"), self->a->goals[i].title) });
}

/* ------------------------------------------------------------------ the journey */

static void
compare_entries (SjComparison *self)
{
  const SjResult *a = self->a, *b = self->b;
  SjCompareLine *line;

  add_count (self, (SjCompareLine) { .what = "qualified", .a = sj_result_qualified (a), .b = sj_result_qualified (b),
                                     .title = _("Qualified") });
  line = add_count (self, (SjCompareLine) { .what = "entered", .a = a->entered, .b = b->entered,
                                            .title = _("Entered the journey") });
  pair_counts (self, line, a->batches.entered, b->batches.entered);
  for (unsigned i = 0; i < SJ_N_REFUSALS; i++)
    if (a->refused[i] + b->refused[i] > 0)
      add_count (self, (SjCompareLine) { .what = sj_refusal_words[i].id, .a = a->refused[i], .b = b->refused[i],
                                         .title = format (self, _(sj_refusal_words[i].title), _("Not let in")) });
  for (unsigned i = 0; i < SJ_N_ENDS; i++)
    if (a->exits[i] + b->exits[i] > 0)
      add_share (self, (SjCompareLine) { .what = sj_end_words[i].id, .a = a->exits[i], .b = b->exits[i],
                                         .of_a = a->entered, .of_b = b->entered,
                                         .title = format (self, _(sj_end_words[i].title), _("Left the journey")) });
}

static void
compare_channel (SjComparison *self, unsigned channel)
{
  const SjResultChannel *a = &self->a->channels[channel], *b = &self->b->channels[channel];
  const char *id = sj_channel_id (channel);
  const char *name = _(sj_channel_choices[channel].title);

  add_count (self, (SjCompareLine) { .what = "sent", .channel = id, .a = a->sent, .b = b->sent,
                                     .title = format (self, _("sent"), name) });
  add_amount (self, (SjCompareLine) { .what = "cost", .channel = id, .worth_a = a->cost, .worth_b = b->cost,
                                      .title = format (self, _("cost"), name) });
  for (unsigned i = 0; i < SJ_N_REACTIONS; i++)
    if (a->reactions[i] + b->reactions[i] > 0)
      add_share (self, (SjCompareLine) { .what = sj_reaction_words[i].id, .channel = id, .a = a->reactions[i],
                                         .b = b->reactions[i], .of_a = a->sent, .of_b = b->sent,
                                         .title = format (self, _(sj_reaction_words[i].title), name) });
  for (unsigned i = 0; i < SJ_N_EXCLUSIONS; i++)
    if (a->excluded[i] + b->excluded[i] > 0)
      add_count (self, (SjCompareLine) { .what = sj_exclusion_words[i].id, .channel = id, .a = a->excluded[i],
                                         .b = b->excluded[i],
                                         .title = format (self, _(sj_exclusion_words[i].title),
                                                          format (self, _("not sent"), name)) });
}

static void
compare_messages (SjComparison *self)
{
  uint64_t a = 0, b = 0;
  SjCompareLine *line;

  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    {
      a += self->a->channels[i].sent;
      b += self->b->channels[i].sent;
    }
  if (a + b == 0)
    return;
  line = add_count (self, (SjCompareLine) { .what = "sent", .a = a, .b = b, .title = _("Messages sent") });
  pair_counts (self, line, self->a->batches.sent, self->b->batches.sent);
  add_amount (self, (SjCompareLine) { .what = "cost", .worth_a = self->a->cost, .worth_b = self->b->cost,
                                      .title = _("Cost of all messages") });
  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    if (self->a->channels[i].sent + self->b->channels[i].sent > 0)
      compare_channel (self, i);
}

/* ------------------------------------------------------------------ steps */

static SjCompareLine
line_of (const NodePair *pair)
{
  return (SjCompareLine) { .node = pair->b ? pair->b->id : pair->a->id,
                           .side = pair->a == NULL ? SJ_SIDE_B : pair->b == NULL ? SJ_SIDE_A : SJ_SIDE_BOTH,
                           .of_a = pair->a ? pair->a->entered : 0, .of_b = pair->b ? pair->b->entered : 0 };
}

static const char *
title_of (const NodePair *pair)
{
  return pair->b ? pair->b->title : pair->a->title;
}

static const char *
path_title (SjComparison *self, const SjResult *result, const SjResultPath *path)
{
  const SjResultNode *to = path->to ? sj_result_find (result, path->to) : NULL;

  if (to == NULL)
    return *path->title != '\0' ? path->title : _("ends");
  return *path->title != '\0' ? sj_arena_printf (&self->arena, "%s → %s", path->title, to->title)
                              : sj_arena_printf (&self->arena, "→ %s", to->title);
}

static void
compare_path (SjComparison *self, const NodePair *pair, const SjResultPath *path, bool is_of_b)
{
  const SjResultPath *other = is_of_b ? pair->a ? sj_result_find_path (pair->a, path->id) : NULL : NULL;
  SjCompareLine line = line_of (pair);

  line.what = "path";
  line.path = path->id;
  line.a = is_of_b ? other ? other->taken : 0 : path->taken;
  line.b = is_of_b ? path->taken : 0;
  if (line.side == SJ_SIDE_BOTH)
    line.side = !is_of_b ? SJ_SIDE_A : other == NULL ? SJ_SIDE_B : SJ_SIDE_BOTH;
  line.title = format (self, path_title (self, is_of_b ? self->b : self->a, path), title_of (pair));
  add_share (self, line);
}

/* The only way on says what the number of those who came says already. */
static bool
has_choice (const NodePair *pair)
{
  return pair->a == NULL || pair->b == NULL || pair->a->n_paths != 1 || pair->b->n_paths != 1 ||
         strcmp (pair->a->paths[0].id, pair->b->paths[0].id) != 0;
}

static void
compare_paths (SjComparison *self, const NodePair *pair)
{
  if (!has_choice (pair))
    return;
  for (uint32_t i = 0; pair->b != NULL && i < pair->b->n_paths; i++)
    compare_path (self, pair, &pair->b->paths[i], true);
  for (uint32_t i = 0; pair->a != NULL && i < pair->a->n_paths; i++)
    if (pair->b == NULL || sj_result_find_path (pair->b, pair->a->paths[i].id) == NULL)
      compare_path (self, pair, &pair->a->paths[i], false);
}

static double
node_cost (const SjResultNode *node)
{
  return node != NULL && node->message != NULL ? node->message->cost : 0;
}

static void
compare_node_cost (SjComparison *self, const NodePair *pair)
{
  SjCompareLine line = line_of (pair);

  line.what = "cost";
  line.of_a = line.of_b = 0;
  line.worth_a = node_cost (pair->a);
  line.worth_b = node_cost (pair->b);
  line.title = format (self, _("cost"), title_of (pair));
  add_amount (self, line);
}

static void
compare_node (SjComparison *self, const NodePair *pair)
{
  SjCompareLine line = line_of (pair);

  line.what = "entered";
  line.a = line.of_a;
  line.b = line.of_b;
  line.of_a = line.of_b = 0;
  line.title = format (self, _("came here"), title_of (pair));
  add_count (self, line);
  compare_node_cost (self, pair);
  compare_paths (self, pair);
  for (unsigned i = 0; i < SJ_N_ENDS; i++)
    {
      line = line_of (pair);
      line.what = sj_end_words[i].id;
      line.a = pair->a ? pair->a->ended[i] : 0;
      line.b = pair->b ? pair->b->ended[i] : 0;
      if (line.a + line.b == 0)
        continue;
      line.title = format (self, _(sj_end_words[i].title), format (self, _("left here"), title_of (pair)));
      add_share (self, line);
    }
}

static void
compare_nodes (SjComparison *self)
{
  for (uint32_t i = 0; i < self->b->n_nodes; i++)
    compare_node (self, &(NodePair) { sj_result_find (self->a, self->b->nodes[i].id), &self->b->nodes[i] });
  for (uint32_t i = 0; i < self->a->n_nodes; i++)
    if (sj_result_find (self->b, self->a->nodes[i].id) == NULL)
      compare_node (self, &(NodePair) { &self->a->nodes[i], NULL });
}

SjComparison *
sj_compare_new (const SjResult *a, const SjResult *b)
{
  SjComparison *self = g_new0 (SjComparison, 1);

  self->a = a;
  self->b = b;
  self->paired = is_paired (a, b);
  self->scale = b->persons > 0 && a->persons > 0 ? (double) a->persons / (double) b->persons : 1;
  self->lines = g_array_new (FALSE, FALSE, sizeof (SjCompareLine));
  compare_goals (self);
  compare_entries (self);
  compare_messages (self);
  compare_nodes (self);
  return self;
}

void
sj_compare_free (SjComparison *comparison)
{
  sj_arena_clear (&comparison->arena);
  g_array_unref (comparison->lines);
  g_free (comparison);
}

bool
sj_compare_is_sure (const SjCompareLine *line)
{
  return line->kind != SJ_COMPARE_AMOUNT && sj_estimate_is_sure (&line->difference);
}

/* ------------------------------------------------------------------ words */

static void
write_share (const SjCompareLine *line, SjBuffer *buffer)
{
  const SjEstimate *difference = &line->difference;
  double a = line->of_a > 0 ? 100 * (double) line->a / (double) line->of_a : 0;
  double b = line->of_b > 0 ? 100 * (double) line->b / (double) line->of_b : 0;

  sj_buffer_printf (buffer, _("%s: %.2f %% → %.2f %% (%+.2f points, between %+.2f and %+.2f)"), line->title, a, b,
                    100 * difference->value, 100 * difference->low, 100 * difference->high);
}

static void
write_count (const SjCompareLine *line, SjBuffer *buffer)
{
  const SjEstimate *difference = &line->difference;
  g_autofree char *a = sj_result_count_text (line->a);
  g_autofree char *b = sj_result_count_text (line->b);

  sj_buffer_printf (buffer, _("%s: %s → %s (%+.0f, between %+.0f and %+.0f)"), line->title, a, b, difference->value,
                    difference->low, difference->high);
}

static void
write_line (const SjCompareLine *line, SjBuffer *buffer)
{
  if (line->kind == SJ_COMPARE_AMOUNT)
    sj_buffer_printf (buffer, _("%s: %.2f → %.2f (%+.2f)"), line->title, line->worth_a, line->worth_b,
                      line->difference.value);
  else if (line->side != SJ_SIDE_BOTH)
    sj_buffer_printf (buffer, line->side == SJ_SIDE_A ? _("%s: only in A, %" G_GUINT64_FORMAT " times")
                                                      : _("%s: only in B, %" G_GUINT64_FORMAT " times"),
                      line->title, line->side == SJ_SIDE_A ? line->a : line->b);
  else if (line->kind == SJ_COMPARE_SHARE)
    write_share (line, buffer);
  else
    write_count (line, buffer);
  if (line->kind != SJ_COMPARE_AMOUNT && line->side == SJ_SIDE_BOTH && !sj_compare_is_sure (line))
    sj_buffer_append (buffer, line->a == line->b && line->of_a == line->of_b ? _(", the same")
                                                                             : _(", perhaps by chance"));
  sj_buffer_append_c (buffer, '\n');
}

void
sj_compare_write_head (const SjComparison *self, SjBuffer *buffer)
{
  sj_buffer_append (buffer, self->paired ? _("The same people with the same chance went through both.")
                                         : _("Compared as runs whose people have nothing in common."));
  sj_buffer_append_c (buffer, '\n');
  if (g_strcmp0 (self->a->journey, self->b->journey) != 0)
    sj_buffer_append (buffer, _("These are results of two different journeys.\n"));
  if (self->a->persons != self->b->persons)
    sj_buffer_append (buffer, _("The numbers of people differ; differences of counts are as if B had as many as A.\n"));
  if (self->a->until - self->a->from != self->b->until - self->b->from)
    sj_buffer_append (buffer, _("The runs are not equally long.\n"));
}

bool
sj_compare_is_told (const SjCompareLine *line)
{
  if (line->kind == SJ_COMPARE_AMOUNT)
    return line->node == NULL || line->worth_a != line->worth_b;
  return line->goal != NULL || line->side != SJ_SIDE_BOTH || sj_compare_is_sure (line);
}

void
sj_compare_write (const SjComparison *comparison, bool all, SjBuffer *buffer)
{
  unsigned rest = 0;

  sj_compare_write_head (comparison, buffer);
  for (guint i = 0; i < comparison->lines->len; i++)
    {
      const SjCompareLine *line = &g_array_index (comparison->lines, SjCompareLine, i);

      if (all || sj_compare_is_told (line))
        write_line (line, buffer);
      else
        rest++;
    }
  if (rest > 0)
    sj_buffer_printf (buffer, ngettext ("%u other number is the same or cannot be told from chance.\n",
                                        "%u other numbers are the same or cannot be told from chance.\n", rest),
                      rest);
}

/* ------------------------------------------------------------------ data */

static void
set_text (SjObjectBuilder *object, const char *name, const char *text)
{
  if (text != NULL)
    sj_object_set (object, name, sj_value_copy_text (object->arena, text, strlen (text)));
}

static SjValue
line_value (const SjCompareLine *line, SjArena *arena)
{
  static const char *const sides[] = { "both", "a", "b" };
  const double numbers[] = { line->difference.value, line->difference.low, line->difference.high };
  SjValue *items = sj_arena_new_n (arena, SjValue, 3);
  SjObjectBuilder object;

  for (unsigned i = 0; i < 3; i++)
    items[i] = sj_value_decimal (numbers[i]);
  sj_object_begin (&object, arena);
  set_text (&object, "what", line->what);
  set_text (&object, "node", line->node);
  set_text (&object, "path", line->path);
  set_text (&object, "goal", line->goal);
  set_text (&object, "channel", line->channel);
  set_text (&object, "title", line->title);
  set_text (&object, "in", sides[line->side]);
  if (line->kind == SJ_COMPARE_AMOUNT)
    {
      sj_object_set (&object, "a", sj_value_decimal (line->worth_a));
      sj_object_set (&object, "b", sj_value_decimal (line->worth_b));
      return sj_object_end (&object);
    }
  sj_object_set (&object, "a", sj_value_integer ((int64_t) line->a));
  sj_object_set (&object, "b", sj_value_integer ((int64_t) line->b));
  if (line->kind == SJ_COMPARE_SHARE)
    {
      sj_object_set (&object, "ofA", sj_value_integer ((int64_t) line->of_a));
      sj_object_set (&object, "ofB", sj_value_integer ((int64_t) line->of_b));
    }
  sj_object_set (&object, "difference", sj_value_list (items, 3));
  sj_object_set (&object, "paired", sj_value_bool (line->paired));
  sj_object_set (&object, "sure", sj_value_bool (sj_compare_is_sure (line)));
  return sj_object_end (&object);
}

SjValue
sj_compare_to_value (const SjComparison *comparison, SjArena *arena)
{
  SjObjectBuilder object;
  SjListBuilder list;

  sj_list_begin (&list, arena);
  for (guint i = 0; i < comparison->lines->len; i++)
    sj_list_add (&list, line_value (&g_array_index (comparison->lines, SjCompareLine, i), arena));
  sj_object_begin (&object, arena);
  sj_object_set (&object, "paired", sj_value_bool (comparison->paired));
  sj_object_set (&object, "lines", sj_list_end (&list));
  return sj_object_end (&object);
}
