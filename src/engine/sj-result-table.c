/* sj-result-table.c -- a result for people who read a terminal.
 *
 * Three columns that line up by what is seen, not by bytes: a name, a number and its
 * share, and a bar.  Steps stand in the order of the outline, below each the ways on
 * and what became of those who did not go on.
 */
#include "engine/sj-result-private.h"

#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define NUMBER 14           /* columns */
#define SHARE 9
#define BAR 20              /* where there is room; names have it before bars */
#define SHORTEST_BAR 6
#define ROOMY 80
#define NARROWEST 60
#define LONGEST_NAME 72     /* numbers stay in sight of their names */

typedef struct
{
  const SjResult *result;
  SjBuffer *buffer;
  unsigned name, bar;       /* columns */
  bool plain;
} Table;

/* ------------------------------------------------------------------ cells */

static unsigned
width_of (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

static void
pad (SjBuffer *buffer, unsigned count)
{
  while (count-- > 0)
    sj_buffer_append_c (buffer, ' ');
}

static unsigned
text_width (const char *text)
{
  unsigned width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    width += width_of (g_utf8_get_char (at));
  return width;
}

/* At the left of so many columns, cut where it is longer; a line stays a line. */
static void
append_left (SjBuffer *buffer, const char *text, unsigned columns)
{
  unsigned used = 0, whole = text_width (text);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (whole > columns && used + width_of (c) + 1 > columns)
        {
          sj_buffer_append (buffer, "…");
          used++;
          break;
        }
      sj_buffer_unichar (buffer, g_unichar_iscntrl (c) ? ' ' : c);
      used += width_of (c);
    }
  pad (buffer, columns - MIN (used, columns));
}

static void
append_right (SjBuffer *buffer, const char *text, unsigned columns)
{
  /* What is too wide for its column still stands apart from the one before. */
  pad (buffer, MAX (columns - MIN (text_width (text), columns), *text != '\0'));
  sj_buffer_append (buffer, text);
}

char *
sj_result_count_text (uint64_t count)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, count);
  GString *text = g_string_new (NULL);
  size_t length = strlen (digits);

  for (size_t i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, C_("between thousands", ","));
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

/* "12.5 %"; what is little but not nothing is not shown as nothing. */
static char *
format_share (uint64_t count, uint64_t of)
{
  double percent = 100 * (double) count / (double) of;

  if (of == 0)
    return g_strdup ("");
  if (count > 0 && percent < 0.05)
    return g_strdup (_("< 0.1 %"));
  if (count < of && percent > 99.95)
    return g_strdup (_("> 99.9 %"));
  return g_strdup_printf (_("%.1f %%"), percent);
}

static void
append_bar (const Table *table, uint64_t count, uint64_t of)
{
  static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
  unsigned parts = of > 0 ? (unsigned) lround (8.0 * table->bar * (double) MIN (count, of) / (double) of) : 0;

  parts = count > 0 ? MAX (parts, 1) : 0;
  sj_buffer_append (table->buffer, "  ");
  if (table->plain)
    for (unsigned i = 0; i < (parts + 7) / 8; i++)
      sj_buffer_append_c (table->buffer, '#');
  else
    {
      for (unsigned i = 0; i < parts / 8; i++)
        sj_buffer_append (table->buffer, "█");
      sj_buffer_append (table->buffer, eighths[parts % 8]);
    }
}

static void
end_line (SjBuffer *buffer)
{
  while (buffer->length > 0 && buffer->text[buffer->length - 1] == ' ')
    buffer->length--;
  sj_buffer_append_c (buffer, '\n');
}

/* Name, number and share; `of`: what the share is of (0: none is shown). */
static void
append_cells (const Table *table, unsigned depth, const char *name, uint64_t count, uint64_t of)
{
  g_autofree char *number = sj_result_count_text (count);
  g_autofree char *share = format_share (count, of);

  pad (table->buffer, 2 * depth);
  append_left (table->buffer, name, table->name - 2 * depth);
  append_right (table->buffer, number, NUMBER);
  append_right (table->buffer, share, SHARE);
}

/* One row; `bar`: what a full bar is (0: none). */
static void
append_row (const Table *table, unsigned depth, const char *name, uint64_t count, uint64_t of, uint64_t bar)
{
  append_cells (table, depth, name, count, of);
  if (bar > 0)
    append_bar (table, count, bar);
  end_line (table->buffer);
}

/* The same where it is not 0. */
static void
append_row_0 (const Table *table, unsigned depth, const char *name, uint64_t count, uint64_t of)
{
  if (count > 0)
    append_row (table, depth, name, count, of, 0);
}

static void
append_head (const Table *table, const char *name, const char *number, const char *share)
{
  sj_buffer_append_c (table->buffer, '\n');
  append_left (table->buffer, name, table->name);
  append_right (table->buffer, number, NUMBER);
  append_right (table->buffer, share, SHARE);
  end_line (table->buffer);
}

G_GNUC_PRINTF (2, 3)
static void
append_line (const Table *table, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  for (const char *at = text; *at != '\0'; at++)
    sj_buffer_append_c (table->buffer, g_ascii_iscntrl (*at) ? ' ' : *at);
  end_line (table->buffer);
}

/* ------------------------------------------------------------------ sections */

static void
append_moment (SjBuffer *buffer, SjTime time)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue moment = sj_value_moment (&arena, sj_time_moment (time, sj_zone_utc ()));

  sj_time_format (buffer, moment, "yyyy-MM-dd HH:mm", strlen ("yyyy-MM-dd HH:mm"), NULL);
}

static void
append_title (const Table *table)
{
  const SjResult *result = table->result;
  g_autofree char *persons = sj_result_count_text (result->persons);
  g_auto (SjBuffer) from = SJ_BUFFER_INIT;
  g_auto (SjBuffer) until = SJ_BUFFER_INIT;

  append_moment (&from, result->from);
  append_moment (&until, result->until);
  append_line (table, "%s", result->name ? result->name : _("Journey without a name"));
  append_line (table, ngettext ("%s person, from %s to %s UTC", "%s people, from %s to %s UTC", result->persons),
               persons, sj_buffer_text (&from), sj_buffer_text (&until));
  if (result->persons < result->asked)
    append_line (table, _("Stopped early: the numbers are of these people alone."));
}

static const char *
node_title (const SjResult *result, const char *id)
{
  const SjResultNode *node = id ? sj_result_find (result, id) : NULL;

  return node ? node->title : id;
}

static char *
path_name (const SjResult *result, const SjResultNode *node, const SjResultPath *path)
{
  const char *to = path->to ? node_title (result, path->to) : NULL;
  const char *title = *path->title != '\0' ? path->title : NULL;

  if (to == NULL)
    return title ? g_strdup_printf (_("%s: ends"), title) : g_strdup (_("Ends"));
  if (node->n_paths == 1)
    return NULL;
  return title ? g_strdup_printf ("%s → %s", title, to) : g_strdup_printf ("→ %s", to);
}

/* A plain way on says nothing that the step below does not. */
static void
append_path (const Table *table, const SjResultNode *node, const SjResultPath *path)
{
  g_autofree char *name = path_name (table->result, node, path);

  if (name != NULL)
    append_row (table, 1, name, path->taken, node->entered, 0);
  append_row_0 (table, name ? 2 : 1, _("On the way now"), path->here, node->entered);
  for (unsigned i = 0; i < SJ_N_ENDS; i++)
    {
      g_autofree char *left = g_strdup_printf (_("Left on the way: %s"), _(sj_end_words[i].title));

      append_row_0 (table, name ? 2 : 1, left, path->ended[i], node->entered);
    }
}

static void
append_message (const Table *table, const SjResultMessage *message)
{
  append_row (table, 1, _("Sent"), message->sent, 0, 0);
  for (unsigned i = 0; i < SJ_N_EXCLUSIONS; i++)
    {
      g_autofree char *name = g_strdup_printf (_("Not sent: %s"), _(sj_exclusion_words[i].title));

      append_row_0 (table, 1, name, message->excluded[i], 0);
    }
}

/* Two parts at most: what is known to a factor of two needs no seconds. */
static char *
format_span (SjTime span)
{
  SjTime unit = span >= SJ_DAY ? SJ_HOUR : span >= SJ_HOUR ? SJ_MINUTE : span >= SJ_SECOND ? SJ_SECOND : 1;

  return sj_span_format ((span + unit / 2) / unit * unit);
}

static char *
format_spans (const SjTime range[2])
{
  g_autofree char *from = format_span (MIN (range[0], INT64_MAX / 2));
  g_autofree char *to = format_span (MIN (range[1], INT64_MAX / 2));

  return g_strdup_printf (_("%s to %s"), from, to);
}

/* How sure the share is stands where others have a bar. */
static void
append_group (const Table *table, const char *name, const SjResultGroup *group)
{
  append_cells (table, 1, name, group->converted, group->persons);
  sj_buffer_printf (table->buffer, _("  %.1f to %.1f %%"), 100 * group->rate.low, 100 * group->rate.high);
  end_line (table->buffer);
}

/* Who reached the experiment's goal after each treatment. */
static void
append_experiment (const Table *table, const SjResultNode *node)
{
  const SjResultExperiment *experiment = node->experiment;

  for (uint32_t i = 0; i < experiment->n_treatments && experiment->goal != NULL; i++)
    {
      const SjResultTreatment *treatment = &experiment->treatments[i];
      const SjResultPath *path = treatment->path ? sj_result_find_path (node, treatment->path) : NULL;
      g_autofree char *name = g_strdup_printf (_("Converted, %s"), path ? path->title : _("left out"));

      if (treatment->group.persons > 0)
        append_group (table, name, &treatment->group);
    }
}

static void
append_node (const Table *table, const SjResultNode *node)
{
  append_row (table, 0, node->title, node->entered, table->result->entered, table->result->entered);
  if (node->message != NULL)
    append_message (table, node->message);
  for (uint32_t i = 0; i < node->n_paths; i++)
    append_path (table, node, &node->paths[i]);
  if (node->experiment != NULL)
    append_experiment (table, node);
  append_row_0 (table, 1, _("Here now"), node->here, node->entered);
  for (unsigned i = 0; i < SJ_N_ENDS; i++)
    {
      g_autofree char *name = g_strdup_printf (_("Left here: %s"), _(sj_end_words[i].title));

      append_row_0 (table, 1, name, node->ended[i], node->entered);
    }
}

static void
append_nodes (const Table *table)
{
  append_head (table, _("Step"), _("People"), _("Share"));
  for (uint32_t i = 0; i < table->result->n_nodes; i++)
    append_node (table, &table->result->nodes[i]);
}

static void
append_entries (const Table *table)
{
  const SjResult *result = table->result;
  uint64_t qualified = sj_result_qualified (result);

  append_head (table, _("Way in"), _("Times"), _("Share"));
  append_row (table, 0, _("Qualified"), qualified, 0, 0);
  append_row (table, 1, _("Entered"), result->entered, qualified, 0);
  append_row_0 (table, 1, _(sj_refusal_words[SJ_REFUSAL_CONTROL_GROUP].title),
                result->refused[SJ_REFUSAL_CONTROL_GROUP], qualified);
  for (unsigned i = 0; i < SJ_REFUSAL_CONTROL_GROUP; i++)
    {
      g_autofree char *name = g_strdup_printf (_("Not let in: %s"), _(sj_refusal_words[i].title));

      append_row_0 (table, 0, name, result->refused[i], 0);
    }
  append_row_0 (table, 0, _("Watched before they enter"), result->pending, 0);
  append_row_0 (table, 0, _("Dropped: they did what rules them out"), result->dropped, 0);
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
append_exits (const Table *table)
{
  const SjResult *result = table->result;

  if (total (result->exits, SJ_N_ENDS) + result->inside == 0)
    return;
  append_head (table, _("Way out"), _("Times"), _("Share"));
  for (unsigned i = 0; i < SJ_N_ENDS; i++)
    append_row_0 (table, 0, _(sj_end_words[i].title), result->exits[i], result->entered);
  append_row_0 (table, 0, _("Still inside"), result->inside, result->entered);
}

static void
append_amount (const Table *table, const char *name, double amount)
{
  g_autofree char *text = g_strdup_printf ("%.2f", amount);

  append_left (table->buffer, name, table->name);
  append_right (table->buffer, text, NUMBER);
  end_line (table->buffer);
}

static void
append_channel (const Table *table, const SjResultChannel *channel, const char *title)
{
  append_row (table, 0, title, channel->sent, 0, 0);
  for (unsigned i = 0; i < SJ_N_REACTIONS; i++)
    append_row_0 (table, 1, _(sj_reaction_words[i].title), channel->reactions[i], channel->sent);
  for (unsigned i = 0; i < SJ_N_EXCLUSIONS; i++)
    {
      g_autofree char *name = g_strdup_printf (_("Not sent: %s"), _(sj_exclusion_words[i].title));

      append_row_0 (table, 1, name, channel->excluded[i], 0);
    }
  if (channel->priced)
    append_amount (table, _("  Cost"), channel->cost);
}

static void
append_messages (const Table *table)
{
  bool any = false;

  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    {
      const SjResultChannel *channel = &table->result->channels[i];

      if (channel->sent + total (channel->excluded, SJ_N_EXCLUSIONS) == 0)
        continue;
      if (!any)
        append_head (table, _("Messages"), _("Sent"), _("Share"));
      any = true;
      append_channel (table, channel, _(sj_channel_choices[i].title));
    }
  if (table->result->priced)
    append_amount (table, _("All that they cost"), table->result->cost);
}

/* Points of a hundred, so that nobody takes a difference of shares for a share. */
static void
append_difference (const Table *table, const SjResultGoal *goal)
{
  const SjEstimate *difference = &goal->difference;

  append_line (table, _("  Difference: %+.2f points (%+.2f to %+.2f)"), 100 * difference->value,
               100 * difference->low, 100 * difference->high);
  if (!sj_estimate_is_sure (difference))
    append_line (table, _("  It cannot be told from chance."));
}

static void
append_goal (const Table *table, const SjResultGoal *goal)
{
  append_row (table, 0, goal->title, goal->reached, 0, 0);
  if (goal->value != 0)
    append_amount (table, _("  Worth"), goal->value);
  if (!goal->measured)
    return;
  append_group (table, _("Converted"), &goal->treated);
  if (goal->control.persons == 0)
    return;
  append_group (table, _("Control group"), &goal->control);
  if (goal->comparable)
    append_difference (table, goal);
  else
    append_line (table, _("  The goal reads what only a journey knows, so the groups cannot be compared."));
}

static void
append_goals (const Table *table)
{
  if (table->result->n_goals == 0)
    return;
  append_head (table, _("Goals"), _("Times"), _("Share"));
  for (uint32_t i = 0; i < table->result->n_goals; i++)
    append_goal (table, &table->result->goals[i]);
  append_line (table, _("Ranges are 95 %% sure."));
}

static void
append_stays (const Table *table)
{
  bool any = false;

  for (uint32_t i = 0; i < table->result->n_nodes; i++)
    {
      const SjResultNode *node = &table->result->nodes[i];
      g_autofree char *half = node->stays ? format_spans (node->stays->half) : NULL;

      if (half == NULL)
        continue;
      if (!any)
        append_head (table, _("Typical stay, roughly"), "", "");
      any = true;
      append_left (table->buffer, node->title, table->name);
      sj_buffer_append (table->buffer, "  ");
      sj_buffer_append (table->buffer, half);
      end_line (table->buffer);
    }
}

static void
append_faults (const Table *table)
{
  const SjResult *result = table->result;

  for (uint32_t i = 0; i < result->n_faults; i++)
    {
      const SjResultFault *fault = &result->faults[i];
      const char *where = fault->node ? node_title (result, fault->node) : _("the journey");

      append_line (table, _("The numbers do not add up at %s: %" G_GUINT64_FORMAT " came, %" G_GUINT64_FORMAT
                            " are accounted for."), where, fault->entered, fault->accounted);
    }
}

void
sj_result_table (const SjResult *result, unsigned columns, unsigned flags, SjBuffer *buffer)
{
  Table table = { result, buffer, .plain = (flags & SJ_RESULT_PLAIN) != 0 };

  columns = MAX (columns, NARROWEST);
  table.bar = BAR;
  if (columns < ROOMY)
    table.bar = SHORTEST_BAR + (columns - NARROWEST) * (BAR - SHORTEST_BAR) / (ROOMY - NARROWEST);
  table.name = MIN (columns - NUMBER - SHARE - table.bar - 2, LONGEST_NAME);
  append_title (&table);
  append_nodes (&table);
  append_entries (&table);
  append_exits (&table);
  append_messages (&table);
  append_goals (&table);
  append_stays (&table);
  append_faults (&table);
}
