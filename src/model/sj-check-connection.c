/* sj-check-connection.c -- why a path must not be drawn, said before it is.
 *
 * What is refused here would be an error if it stood there.  Whether a path closes a
 * loop is worked out once for the step it begins at, for all targets together.
 */
#include "model/sj-check-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static bool
has (const SjKind *kind, unsigned flags)
{
  return (kind->flags & flags) != 0;
}

/* ------------------------------------------------------------------ loops */

/* All steps from which one gets to `from` without any time passing. */
static void
ask_about (SjChecker *checker, const SjNode *from)
{
  const SjChart *chart = &checker->chart;
  uint32_t *stack = sj_arena_new_n (&checker->arena, uint32_t, chart->n_spots);
  uint32_t depth = 0;

  checker->asked = from;
  checker->towards_asked = sj_arena_new_n (&checker->arena, uint32_t, chart->n_spots);
  for (uint32_t i = 0; i < chart->n_spots; i++)
    checker->towards_asked[i] = SJ_NOWHERE;
  if (sj_check_waits (checker, from->index))
    return;
  checker->towards_asked[from->index] = from->index;
  stack[depth++] = from->index;
  while (depth > 0)
    {
      uint32_t index = stack[--depth];

      for (uint32_t i = chart->in_first[index]; i < chart->in_first[index + 1]; i++)
        {
          const SjArc *arc = &chart->arcs[chart->in[i]];

          if (!sj_check_is_instant (arc) || checker->towards_asked[arc->from] != SJ_NOWHERE ||
              sj_check_waits (checker, arc->from))
            continue;
          checker->towards_asked[arc->from] = index;
          stack[depth++] = arc->from;
        }
    }
}

/* "A → B → C → A" for a path from A to B. */
static char *
name_loop (SjChecker *checker, const SjNode *to)
{
  GString *text = g_string_new (sj_check_name (checker, checker->asked));

  for (uint32_t i = to->index; i != checker->asked->index; i = checker->towards_asked[i])
    g_string_append_printf (text, " → %s", sj_check_name (checker, sj_journey_node (checker->journey, i)));
  g_string_append_printf (text, " → %s", sj_check_name (checker, checker->asked));
  return g_string_free (text, FALSE);
}

static char *
refuse_loop (SjChecker *checker, const SjNode *from, const SjPath *path, const SjNode *to)
{
  g_autofree char *loop = NULL;

  if (path != NULL && path->delay > 0)
    return NULL;
  if (checker->asked != from)
    ask_about (checker, from);
  if (checker->towards_asked[to->index] == SJ_NOWHERE)
    return NULL;
  loop = name_loop (checker, to);
  return g_strdup_printf (_("This would make a loop that never waits: %s."), loop);
}

/* ------------------------------------------------------------------ kinds */

static const char *
follower_title (const SjChecker *checker)
{
  for (const SjKind *const *kind = checker->journey->kinds->kinds; *kind != NULL; kind++)
    if (has (*kind, SJ_KIND_FOLLOWS_BUSINESS))
      return _((*kind)->title);
  return "";
}

/* What may stand behind what. */
static char *
refuse_kind (SjChecker *checker, const SjKind *before, const SjKind *kind, const char *name)
{
  if (has (before, SJ_KIND_BUSINESS))
    return has (kind, SJ_KIND_FOLLOWS_BUSINESS)
               ? NULL
               : g_strdup_printf (_("A business event is about no profile, so “%s” must come right after it."),
                                  follower_title (checker));
  if (has (kind, SJ_KIND_ENTRY))
    return g_strdup_printf (_("“%s” can only begin a journey, so no path can lead to it."), name);
  if (has (before, SJ_KIND_FORKS) && !has (kind, SJ_KIND_LISTENS) && kind != &sj_kind_unknown)
    return g_strdup_printf (_("Only events and waits can be waited for at once, and “%s” is neither."), name);
  return NULL;
}

static const SjNode *
other_beginning (const SjChecker *checker, const SjNode *except)
{
  for (uint32_t i = 0; i < checker->chart.n_spots; i++)
    if (checker->chart.spots[i].begins && sj_journey_node (checker->journey, i) != except)
      return sj_journey_node (checker->journey, i);
  return NULL;
}

static bool
leads_by_another (const SjNode *from, const SjPath *path, const SjNode *to)
{
  for (uint32_t i = 0; i < from->n_paths; i++)
    if (from->paths[i] != path && g_strcmp0 (from->paths[i]->to, to->id) == 0)
      return true;
  return false;
}

char *
sj_check_connection (SjChecker *checker, const SjNode *from, const SjPath *path, const SjNode *to)
{
  const char *name;
  char *refusal;

  sj_checker_update (checker);
  checker->items_arena = &checker->arena;
  name = sj_check_name (checker, to);
  if (has (from->kind, SJ_KIND_ENDS))
    return g_strdup_printf (_("“%s” has no way out."), sj_check_name (checker, from));
  if (path != NULL && g_strcmp0 (path->to, to->id) == 0)
    return g_strdup_printf (_("This path leads to “%s” already."), name);
  refusal = refuse_kind (checker, from->kind, to->kind, name);
  if (refusal != NULL)
    return refusal;
  if (has (from->kind, SJ_KIND_FORKS) && leads_by_another (from, path, to))
    return g_strdup_printf (_("Another branch leads to “%s” already."), name);
  if (sj_node_is_start (to) && other_beginning (checker, to) == NULL)
    return g_strdup_printf (_("“%s” begins the journey, so no path can lead to it."), name);
  return refuse_loop (checker, from, path, to);
}

static char *
refuse_beginning (SjChecker *checker, const SjKind *kind)
{
  const SjNode *first = other_beginning (checker, NULL);
  bool begins = has (kind, SJ_KIND_STARTS | SJ_KIND_ENTRY);

  if (first == NULL)
    return begins ? NULL : g_strdup_printf (_("“%s” cannot begin a journey."), _(kind->title));
  if (begins && (has (kind, SJ_KIND_ENTRY) || has (first->kind, SJ_KIND_ENTRY)))
    return g_strdup_printf (_("The journey has one beginning of this kind, and it already begins with “%s”."),
                            sj_check_name (checker, first));
  return NULL;
}

char *
sj_check_placement (SjChecker *checker, const SjKind *kind, const SjPath *behind)
{
  sj_checker_update (checker);
  checker->items_arena = &checker->arena;
  if (behind == NULL)
    return refuse_beginning (checker, kind);
  if (has (kind, SJ_KIND_ENDS) && behind->to != NULL)
    return g_strdup_printf (_("Nothing can come after “%s”, so it cannot stand between two steps."), _(kind->title));
  return refuse_kind (checker, behind->node->kind, kind, _(kind->title));
}
