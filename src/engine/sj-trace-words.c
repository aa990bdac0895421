/* sj-trace-words.c -- one sentence for each kind of mark. */
#include "engine/sj-trace-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *
node_title (const SjResult *result, const SjResultMark *mark)
{
  const SjResultNode *node = mark->node ? sj_result_find (result, mark->node) : NULL;

  return node ? node->title : "";
}

/* The title of a word by its id; the id itself where nobody knows it. */
static const char *
title_of (const SjWord *words, unsigned n, const char *id)
{
  for (unsigned i = 0; i < n && id != NULL; i++)
    if (strcmp (words[i].id, id) == 0)
      return _(words[i].title);
  return id ? id : "";
}

static char *
enters (const SjResult *result, const SjResultMark *mark)
{
  return mark->path ? NULL : g_strdup_printf (_("Comes to “%s”"), node_title (result, mark));
}

static char *
leaves (const SjResult *result, const SjResultMark *mark)
{
  const SjResultNode *node = mark->node ? sj_result_find (result, mark->node) : NULL;
  const SjResultPath *path = node && mark->path ? sj_result_find_path (node, mark->path) : NULL;

  return path && *path->title ? g_strdup_printf (_("Takes the path “%s”"), path->title) : NULL;
}

static char *
is_refused (const SjResult *result, const SjResultMark *mark)
{
  return g_strdup_printf (_("Is not let in: %s"), title_of (sj_refusal_words, SJ_N_REFUSALS, mark->detail));
}

static char *
is_excluded (const SjResult *result, const SjResultMark *mark)
{
  return g_strdup_printf (_("Does not get “%s”: %s"), node_title (result, mark),
                          title_of (sj_exclusion_words, SJ_N_EXCLUSIONS, mark->detail));
}

static char *
waits (const SjResult *result, const SjResultMark *mark)
{
  return g_strdup_printf (_("Waits for the end of quiet hours before “%s”"), node_title (result, mark));
}

static char *
is_sent (const SjResult *result, const SjResultMark *mark)
{
  return g_strdup_printf (_("Gets the message “%s”"), node_title (result, mark));
}

static char *
is_called (const SjResult *result, const SjResultMark *mark)
{
  return g_strdup_printf (_("Another system is asked: “%s”"), node_title (result, mark));
}

static char *
is_changed (const SjResult *result, const SjResultMark *mark)
{
  return g_strdup_printf (_("The profile is changed: “%s”"), node_title (result, mark));
}

static char *
jumps (const SjResult *result, const SjResultMark *mark)
{
  return g_strdup_printf (_("Goes on in another journey: “%s”"), node_title (result, mark));
}

static char *
reacts (const SjResult *result, const SjResultMark *mark)
{
  return g_strdup_printf (_("“%s”: %s"), node_title (result, mark),
                          title_of (sj_reaction_words, SJ_N_REACTIONS, mark->detail));
}

static char *
reaches (const SjResult *result, const SjResultMark *mark)
{
  for (uint32_t i = 0; i < result->n_goals; i++)
    if (g_strcmp0 (result->goals[i].id, mark->detail) == 0)
      return g_strdup_printf (_("Reaches the goal “%s”"), result->goals[i].title);
  return g_strdup (_("Reaches a goal"));
}

static char *
ends (const SjResult *result, const SjResultMark *mark)
{
  return g_strdup_printf (_("Leaves the journey: %s"), title_of (sj_end_words, SJ_N_ENDS, mark->detail));
}

static const struct
{
  const char *what;
  char *(*words) (const SjResult *result, const SjResultMark *mark);
} rows[] = {
  { "refused", is_refused }, { "enters", enters },      { "leaves", leaves }, { "excluded", is_excluded },
  { "waits", waits },        { "sends", is_sent },      { "calls", is_called }, { "changes", is_changed },
  { "jumps", jumps },        { "reacts", reacts },      { "goal", reaches },  { "ends", ends },
};

char *
sj_trace_mark_words (const SjResult *result, const SjResultMark *mark)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strcmp (rows[i].what, mark->what) == 0)
      return rows[i].words (result, mark);
  return g_strdup (mark->what);
}

char *
sj_trace_summary (const SjResult *result, const SjResultTrace *trace)
{
  const char *end = _("Still inside");
  gulong messages = 0;
  g_autofree char *count = NULL;

  for (uint32_t i = 0; i < trace->n_marks; i++)
    {
      const SjResultMark *mark = &trace->marks[i];

      messages += strcmp (mark->what, "sends") == 0;
      if (strcmp (mark->what, "ends") == 0)
        end = title_of (sj_end_words, SJ_N_ENDS, mark->detail);
      else if (strcmp (mark->what, "enters") == 0)
        end = _("Still inside");
    }
  count = g_strdup_printf (ngettext ("%lu message", "%lu messages", messages), messages);
  return g_strdup_printf ("%s · %s", end, count);
}

bool
sj_trace_visits (const SjResultTrace *trace, const char *node)
{
  for (uint32_t i = 0; i < trace->n_marks; i++)
    if (g_strcmp0 (trace->marks[i].node, node) == 0 && strcmp (trace->marks[i].what, "enters") == 0)
      return true;
  return false;
}
