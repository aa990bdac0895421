/* test-check-edits.c -- what may be drawn is told before it is drawn, and after any edits
 * a checker says what a new one would. */
#include "kinds/sj-kinds-default.h"
#include "model/sj-history.h"
#include "random.h"
#include "small-journey.h"

#include <string.h>

/* ------------------------------------------------------------------ before it is drawn */

static SjNode *
some_node (GRand *chance, SjJourney *journey)
{
  return sj_journey_node (journey, (uint32_t) g_rand_int_range (chance, 0, (gint32) sj_journey_n_nodes (journey)));
}

/* Two ways to begin and one of each kind of rule. */
#define MEADOW                                                                                                     \
  NODES (START ("u") "{'id':'u','kind':'update-profile','label':'Mark','settings':{'updates':[{'attribute':'a',"   \
         "'how':'clear'}]},'paths':[" PATH ("next", "c") "]},"                                                     \
         "{'id':'c','kind':'condition','label':'Choose','paths':[" CASE ("case-1", "@event{E.x} > 1", "w") ","      \
         "{'id':'else'}]}," WAIT ("w", "PT1H", "end") ","                                                           \
         NODE ("f", "first", "", PATH ("branch-1", "w") ",{'id':'branch-2'}") ","                                  \
         "{'id':'b','kind':'business-event','settings':{'event':'B'}},"                                            \
         "{'id':'r','kind':'read-audience','settings':{'audience':'A'}},"                                          \
         "{'id':'m','kind':'email','label':'Offer','settings':{'configuration':'c','message':'m'}}" END)

static const struct { const char *from, *path, *to, *want; } connections[] = {
  { "end", NULL, "w", "“End” has no way out." },
  { "u", "next", "c", "This path leads to “Choose” already." },
  { "c", "else", "m", NULL },
  { "c", "else", "u", "This would make a loop that never waits: Choose → Mark → Choose." },
  { "c", "else", "c", "This would make a loop that never waits: Choose → Choose." },
  { "w", "next", "u", NULL },
  { "m", "next", "u", NULL },
  { "f", "branch-2", "m", "Only events and waits can be waited for at once, and “Offer” is neither." },
  { "f", "branch-2", "w", "Another branch leads to “Wait · 1 hour” already." },
  { "c", "else", "r", "“Read audience · A” can only begin a journey, so no path can lead to it." },
  { "b", "next", "r", NULL },
  { "b", "next", "m", "A business event is about no profile, so “Read audience” must come right after it." },
};

static void
test_connections (void)
{
  g_autoptr (SjJourney) journey = small_journey (MEADOW);
  g_autoptr (SjChecker) checker = check_small (journey);

  for (size_t i = 0; i < G_N_ELEMENTS (connections); i++)
    {
      const SjNode *from = sj_journey_find (journey, connections[i].from);
      const SjPath *path = connections[i].path ? sj_node_path (from, connections[i].path) : NULL;
      g_autofree char *said = sj_check_connection (checker, from, path, sj_journey_find (journey, connections[i].to));

      g_assert_cmpstr (said, ==, connections[i].want);
    }
}

static const struct { const char *journey, *kind, *node, *path, *want; } placements[] = {
  { NODES (), "email", NULL, NULL, "“Email” cannot begin a journey." },
  { NODES (), "event", NULL, NULL, NULL },
  { NODES (START ("end") "{'id':'end','kind':'end'}"), "email", NULL, NULL, NULL },
  { NODES (START ("end") "{'id':'end','kind':'end'}"), "event", NULL, NULL, NULL },
  { NODES (START ("end") "{'id':'end','kind':'end'}"), "read-audience", NULL, NULL,
    "The journey has one beginning of this kind, and it already begins with “Event · E”." },
  { NODES (START ("end") "{'id':'end','kind':'end'}"), "end", "s", "next",
    "Nothing can come after “End”, so it cannot stand between two steps." },
  { NODES (START ("end") "{'id':'end','kind':'end'}"), "wait", "s", "next", NULL },
  { NODES ("{'id':'s','kind':'event','settings':{'event':'E'}}"), "end", "s", "next", NULL },
  { NODES ("{'id':'b','kind':'business-event','settings':{'event':'E'}}"), "email", "b", "next",
    "A business event is about no profile, so “Read audience” must come right after it." },
};

static void
test_placements (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (placements); i++)
    {
      g_autoptr (SjJourney) journey = small_journey (placements[i].journey);
      g_autoptr (SjChecker) checker = check_small (journey);
      const SjNode *node = placements[i].node ? sj_journey_find (journey, placements[i].node) : NULL;
      const SjKind *kind = sj_kind_find (&sj_kinds_default, placements[i].kind, strlen (placements[i].kind));
      g_autofree char *said = sj_check_placement (checker, kind, node ? sj_node_path (node,
          placements[i].path) : NULL);

      g_assert_cmpstr (said, ==, placements[i].want);
    }
}

/* Errors in the way steps are joined. */
static unsigned
count_misjoined (const SjChecker *checker, bool *loops)
{
  static const char *const codes[] = { "endless-loop", "entry-inside", "branch-target", "no-beginning", NULL };
  unsigned count = 0;

  *loops = false;
  for (size_t i = 0; i < sj_checker_count (checker); i++)
    {
      const SjFinding *finding = sj_checker_get (checker, i);

      count += g_strv_contains (codes, finding->code);
      *loops |= g_str_equal (finding->code, "endless-loop");
    }
  return count;
}

/* What is refused is an error when it is drawn all the same; what is not, is none. */
static void
test_agreement (void)
{
  static const char *const kinds[] = { "event", "wait", "update-profile", "condition", "split", "email", "end",
                                       "read-audience", "first" };
  unsigned refused = 0, allowed = 0;

  for (guint32 seed = 1; seed <= 60; seed++)
    {
      g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
      g_autoptr (SjJourney) journey = sj_journey_new (&sj_kinds_default);
      g_autoptr (SjHistory) history = sj_history_new (journey);
      g_autoptr (SjChecker) checker = check_small (journey);

      for (unsigned i = 0; i < 12; i++)
        {
          const char *kind = i == 0 ? "event" : kinds[g_rand_int_range (chance, 0, G_N_ELEMENTS (kinds))];
          g_autofree char *id = g_strdup_printf ("%s-%u", kind, i);
          g_autoptr (SjNode) node = sj_node_new (sj_kind_find (&sj_kinds_default, kind, strlen (kind)), id);

          sj_history_do (history, sj_edit_add_node (node, SJ_AT_END));
        }
      for (unsigned round = 0; round < 40; round++)
        {
          SjNode *from = some_node (chance, journey), *to = some_node (chance, journey);
          g_autofree char *reason = NULL;
          unsigned before, after;
          bool had_loops, has_loops;
          SjPath *path;

          if (from->n_paths == 0)
            continue;
          path = from->paths[g_rand_int_range (chance, 0, (gint32) from->n_paths)];
          sj_history_do (history, sj_edit_connect (from->id, path->id, NULL));
          sj_checker_update (checker);
          before = count_misjoined (checker, &had_loops);
          reason = sj_check_connection (checker, from, path, to);
          sj_history_do (history, sj_edit_connect (from->id, path->id, to->id));
          sj_checker_update (checker);
          after = count_misjoined (checker, &has_loops);
          g_assert_false (had_loops);
          if (reason == NULL)
            g_assert_cmpuint (after, <=, before);
          else if (!g_str_has_prefix (reason, "Another branch"))
            g_assert_cmpuint (after, >, before);
          refused += reason != NULL;
          allowed += reason == NULL;
          if (reason != NULL)
            sj_history_do (history, sj_edit_connect (from->id, path->id, NULL));
        }
    }
  g_assert_cmpuint (refused, >, 300);
  g_assert_cmpuint (allowed, >, 300);
}

/* ------------------------------------------------------------------ edit by edit */

static SjValue
some_text (GRand *chance, const char *const *texts, gint32 count)
{
  return sj_value_string (texts[g_rand_int_range (chance, 0, count)]);
}

#define SOME_TEXT(...)                                       \
  ({                                                         \
    static const char *const texts_[] = { __VA_ARGS__ };     \
    some_text (chance, texts_, G_N_ELEMENTS (texts_));       \
  })

/* What people do: other events, conditions and times, and paths led elsewhere. */
static SjEdit *
likely_edit (GRand *chance, SjJourney *journey)
{
  SjNode *node = some_node (chance, journey);
  SjTarget settings = { .scope = SJ_SCOPE_NODE_SETTINGS, .node = node->id };
  SjPath *path = node->n_paths > 0 ? node->paths[g_rand_int_range (chance, 0, (gint32) node->n_paths)] : NULL;
  SjTarget of_path = { .scope = SJ_SCOPE_PATH_SETTINGS, .node = node->id, .path = path ? path->id : NULL };
  SjValue value;

  switch (g_rand_int_range (chance, 0, 6))
    {
    case 0:
      value = SOME_TEXT ("E", "F", "G");
      return sj_spec_find (&node->kind->config, "event") ? sj_edit_set_field (&settings, "event", &value) : NULL;
    case 1:
      value = SOME_TEXT ("PT1H", "PT2H", "P1D");
      return sj_spec_find (&node->kind->config, "timeout") ? sj_edit_set_field (&settings, "timeout", &value) : NULL;
    case 2:
      value = SOME_TEXT ("@event{E.x} > 5", "@event{E.x} > 7", "@event{F.x} == 1", "1 > 2", "not (@event{E.x} > 5)");
      return path != NULL && sj_spec_find (&path->kind->config, "expression")
                 ? sj_edit_set_field (&of_path, "expression", &value) : NULL;
    case 3:
      value = sj_value_string (some_node (chance, journey)->id);
      return sj_spec_find (&node->kind->config, "message") ? sj_edit_set_field (&settings, "message", &value) : NULL;
    default:
      return path != NULL ? sj_edit_connect (node->id, path->id, some_node (chance, journey)->id) : NULL;
    }
}

static void
change (GRand *chance, SjHistory *history)
{
  SjJourney *journey = sj_history_journey (history);
  SjEdit *edit;

  switch (g_rand_int_range (chance, 0, 8))
    {
    case 0:
      sj_history_undo (history);
      return;
    case 1:
      sj_history_redo (history);
      return;
    case 2:
    case 3:
      edit = random_edit (chance, journey);
      break;
    default:
      edit = sj_journey_n_nodes (journey) > 0 ? likely_edit (chance, journey) : NULL;
      break;
    }
  if (edit != NULL)
    sj_history_do (history, edit);
}

static char *
tell_all (const SjChecker *checker)
{
  GString *all = g_string_new (NULL);

  for (size_t i = 0; i < sj_checker_count (checker); i++)
    {
      const SjFinding *finding = sj_checker_get (checker, i);
      g_autofree char *one = describe_finding (finding);

      g_string_append_printf (all, "%s %u-%u %s (%s)\n", one, finding->start, finding->end, finding->text,
                              finding->fix ? sj_fix_title (finding->fix) : "");
    }
  return g_string_free (all, FALSE);
}

/* After any edits, an old checker says what a new one says. */
static void
test_incremental (void)
{
  for (guint32 seed = 1; seed <= 12; seed++)
    {
      g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
      g_autoptr (SjJourney) journey = random_journey (chance, &sj_kinds_default, 10 + seed * 4);
      g_autoptr (SjHistory) history = sj_history_new (journey);
      g_autoptr (SjChecker) old = check_small (journey);

      for (unsigned round = 0; round < 150; round++)
        {
          g_autoptr (SjChecker) fresh = NULL;
          g_autofree char *by_old = NULL, *by_fresh = NULL;

          for (int edits = g_rand_int_range (chance, 1, 4); edits > 0; edits--)
            change (chance, history);
          sj_checker_update (old);
          fresh = check_small (journey);
          by_old = tell_all (old);
          by_fresh = tell_all (fresh);
          g_assert_cmpstr (by_old, ==, by_fresh);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/check-edits/connections", test_connections);
  g_test_add_func ("/model/check-edits/placements", test_placements);
  g_test_add_func ("/model/check-edits/agreement", test_agreement);
  g_test_add_func ("/model/check-edits/incremental", test_incremental);
  return g_test_run ();
}
