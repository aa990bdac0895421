/* test-overlay.c -- the arithmetic of numbers on a drawing. */
#include "scene/sj-overlay.h"

#include "kinds/sj-kinds-default.h"
#include "model/sj-edit-graph.h"

#include <string.h>

/* 1,000 enter a; 600 go on to b, 300 to c, 90 are lost, 10 wait. */
static SjOverlay *
make_overlay (void)
{
  SjOverlay *overlay = sj_overlay_new (SJ_OVERLAY_FIGURES);

  sj_overlay_set_node (overlay, "a", &(SjNodeFigures) { .entered = 1000, .here = 10, .dropped = 90, .seconds = 9900 });
  sj_overlay_set_node (overlay, "b", &(SjNodeFigures) { .entered = 600, .dropped = 100 });
  sj_overlay_set_node (overlay, "c", &(SjNodeFigures) { .entered = 300, .dropped = 20 });
  sj_overlay_set_node (overlay, "d", &(SjNodeFigures) { .entered = 30, .dropped = 10 });
  sj_overlay_set_node (overlay, "e", &(SjNodeFigures) { .entered = 0 });
  sj_overlay_set_path (overlay, "a", "yes", 600);
  sj_overlay_set_path (overlay, "a", "no", 300);
  sj_overlay_set_path (overlay, "c", "next", 30);
  sj_overlay_set_path (overlay, "d", "next", 0);
  sj_overlay_finish (overlay);
  return overlay;
}

static void
test_flow (void)
{
  static const struct { const char *node, *path; double width; bool dotted; double alpha; } cases[] = {
    { "a", "yes", 24, false, 1 },
    { "a", "no", 12, false, 1 },
    { "c", "next", 1, true, 1 },        /* 1.2 would be too thin */
    { "d", "next", 1, true, 0.4 },
  };
  g_autoptr (SjOverlay) overlay = make_overlay ();

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SjFlow flow = sj_overlay_flow (overlay, sj_overlay_path (overlay, cases[i].node, cases[i].path));

      g_assert_cmpfloat_with_epsilon (flow.width, cases[i].width, 1e-9);
      g_assert_cmpint (flow.dotted, ==, cases[i].dotted);
      g_assert_cmpfloat_with_epsilon (flow.alpha, cases[i].alpha, 1e-9);
    }
  g_assert_cmpint (sj_overlay_busiest (overlay), ==, 600);
  g_assert_cmpint (sj_overlay_path (overlay, "a", "no")->source, ==, 900);
  g_assert_null (sj_overlay_path (overlay, "a", "other"));
  g_assert_null (sj_overlay_node (overlay, "z"));
}

static void
test_loss (void)
{
  g_autoptr (SjOverlay) overlay = make_overlay ();
  const SjNodeOverlay *worst[SJ_N_WORST];

  g_assert_cmpuint (sj_overlay_worst (overlay, worst), ==, 3);
  g_assert_cmpstr (worst[0]->node, ==, "b");
  g_assert_cmpstr (worst[1]->node, ==, "a");
  g_assert_cmpstr (worst[2]->node, ==, "c");
  g_assert_cmpuint (sj_overlay_node (overlay, "b")->worst, ==, 1);
  g_assert_cmpuint (sj_overlay_node (overlay, "d")->worst, ==, 0);
  g_assert_cmpfloat_with_epsilon (sj_overlay_wedge (sj_overlay_node (overlay, "a")), 0.09, 1e-9);
  g_assert_cmpfloat_with_epsilon (sj_overlay_wedge (sj_overlay_node (overlay, "e")), 0, 1e-9);

  /* Another run: nothing of the last one stays. */
  sj_overlay_set_node (overlay, "b", &(SjNodeFigures) { .entered = 600 });
  sj_overlay_finish (overlay);
  g_assert_cmpuint (sj_overlay_node (overlay, "b")->worst, ==, 0);
  g_assert_cmpuint (sj_overlay_node (overlay, "d")->worst, ==, 3);
}

static void
test_heat (void)
{
  static const struct { SjHeat heat; double a, b, yes; int64_t most; } cases[] = {
    { SJ_HEAT_NONE, -1, -1, -1, 0 },
    { SJ_HEAT_PEOPLE, 1, 0.6, 0.6, 1000 },
    { SJ_HEAT_LOSS, 0.27, 0.5, -1, 333 },
    { SJ_HEAT_TIME, 1, 0, -1, 10 },
  };
  g_autoptr (SjOverlay) overlay = make_overlay ();

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      sj_overlay_set_heat (overlay, cases[i].heat);
      g_assert_cmpfloat_with_epsilon (sj_overlay_node_heat (overlay, sj_overlay_node (overlay, "a")), cases[i].a, 1e-9);
      g_assert_cmpfloat_with_epsilon (sj_overlay_node_heat (overlay, sj_overlay_node (overlay, "b")), cases[i].b, 1e-9);
      g_assert_cmpfloat_with_epsilon (sj_overlay_path_heat (overlay, sj_overlay_path (overlay, "a", "yes")),
                                      cases[i].yes, 1e-9);
      g_assert_cmpint (sj_overlay_heat_most (overlay), ==, cases[i].most);
    }
}

/* In the C locale, which parts no thousands. */
static void
test_numbers (void)
{
  static const struct { int64_t number; const char *want; } cases[] = {
    { 0, "0" }, { 999, "999" }, { 9999, "9999" }, { 10000, "10.0 k" }, { 12345, "12.3 k" }, { 99999, "99.9 k" },
    { 100000, "100 k" }, { 999999, "999 k" }, { 1000000, "1.0 M" }, { 4160000, "4.1 M" }, { 12000000000, "12.0 G" },
    { -12345, "-12.3 k" }, { INT64_MAX, "9223372 T" },
  };
  static const struct { double share; const char *want; } shares[] = {
    { 0, "0.0 %" }, { 0.0001, "< 0.1 %" }, { 0.125, "12.5 %" }, { 0.99999, "> 99.9 %" }, { 1, "100.0 %" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sj_figure_short (cases[i].number);

      g_assert_cmpstr (text, ==, cases[i].want);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autofree char *text = sj_figure_share (shares[i].share);

      g_assert_cmpstr (text, ==, shares[i].want);
    }
}

static void
test_trace (void)
{
  g_autoptr (SjOverlay) overlay = sj_overlay_new (SJ_OVERLAY_TRACE);
  const SjNodeOverlay *node;
  g_autofree char *words = NULL, *path = NULL, *other = NULL;

  sj_overlay_visit (overlay, NULL, NULL, "a");
  sj_overlay_visit (overlay, "a", "next", "b");
  sj_overlay_visit (overlay, "b", "back", "a");
  sj_overlay_visit (overlay, "a", "next", "b");
  sj_overlay_finish (overlay);
  node = sj_overlay_node (overlay, "b");
  g_assert_cmpuint (node->visits, ==, 2);
  g_assert_cmpuint (g_array_index (node->orders, uint32_t, 0), ==, 2);
  g_assert_cmpuint (g_array_index (node->orders, uint32_t, 1), ==, 4);
  g_assert_cmpuint (sj_overlay_path (overlay, "a", "next")->visits, ==, 2);
  g_assert_cmpuint (sj_overlay_path (overlay, "b", "back")->visits, ==, 1);
  words = sj_overlay_node_words (overlay, node);
  path = sj_overlay_path_words (overlay, sj_overlay_path (overlay, "b", "back"));
  g_assert_cmpstr (words, ==, "visited 2 times");
  g_assert_cmpstr (path, ==, "visited once");
}

static void
test_compare (void)
{
  g_autoptr (SjJourney) older = sj_journey_new (&sj_kinds_default), newer = NULL;
  g_autoptr (SjHistory) before = sj_history_new (older), after = NULL;
  const SjKind *wait = sj_kind_find (&sj_kinds_default, "wait", 4);
  g_autofree char *one = sj_edit_graph_add (before, wait, (SjPlace) { 0, 0, true }, NULL);
  g_autofree char *two = sj_edit_graph_add (before, wait, (SjPlace) { 300, 0, true }, &(SjPathRef) { one, "next" });
  g_autofree char *gone = sj_edit_graph_add (before, wait, (SjPlace) { 600, 0, true }, NULL);
  g_autofree char *added = NULL;
  g_autoptr (SjDiff) diff = NULL;
  g_autoptr (SjOverlay) overlay = NULL;
  const char *all[] = { gone, NULL };
  SjValue value = sj_value_text ("PT3H", 4);

  newer = sj_journey_copy (older);
  after = sj_history_new (newer);
  sj_edit_graph_delete (after, all, false);
  added = sj_edit_graph_add (after, wait, (SjPlace) { 0, 300, true }, &(SjPathRef) { two, "next" });
  sj_history_do (after, sj_edit_set_field (&(SjTarget) { SJ_SCOPE_NODE_SETTINGS, .node = one }, "for", &value));
  sj_history_do (after, sj_edit_move (&(SjShift) { two, 500, 500 }, 1));
  diff = sj_diff_new (older, newer, NULL);
  overlay = sj_overlay_compare (diff);
  g_assert_cmpint (sj_overlay_node (overlay, one)->compared, ==, SJ_COMPARED_CHANGED);
  g_assert_cmpint (sj_overlay_node (overlay, added)->compared, ==, SJ_COMPARED_ADDED);
  g_assert_cmpint (sj_overlay_node (overlay, gone)->compared, ==, SJ_COMPARED_REMOVED);
  g_assert_cmpint (sj_overlay_path (overlay, two, "next")->compared, ==, SJ_COMPARED_CHANGED);
  g_assert_null (sj_overlay_node (overlay, two));      /* moved only */
}

static void
test_change (void)
{
  static const struct { SjOverlayChange change; const char *text, *words; } cases[] = {
    { { true, false, true, false, 412 }, "+412", "412 more, surely" },
    { { true, false, false, false, -3 }, "−3", "3 less, may be chance" },
    { { true, false, true, false, -45678 }, "−45.6 k", "45.6 k less, surely" },
    { { true, false, false, true, 0 }, "±0", "the same" },
    { { true, false, false, false, 0 }, "±0", "no difference" },
    { { true, true, true, false, 0.0312 }, "+3.1 points", "3.1 points more, surely" },
    { { true, true, false, false, -0.5 }, "−50.0 points", "50.0 points less, may be chance" },
    { { true, true, true, false, 0.0001 }, "+under 0.1 points", "under 0.1 points more, surely" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sj_overlay_change_text (&cases[i].change);
      g_autofree char *words = sj_overlay_change_words (&cases[i].change);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* What a screen reader says of a step and of a path follows the overlay's type. */
static void
test_change_words (void)
{
  g_autoptr (SjOverlay) overlay = sj_overlay_new (SJ_OVERLAY_CHANGES);
  g_autofree char *node = NULL, *path = NULL, *alone = NULL;

  sj_overlay_set_node_change (overlay, "wait", &(SjOverlayChange) { true, false, true, false, 5 });
  sj_overlay_set_path_change (overlay, "wait", "next", &(SjOverlayChange) { true, true, false, false, -0.02 });
  sj_overlay_set_node_change (overlay, "new", &(SjOverlayChange) { .known = false });
  sj_overlay_finish (overlay);
  node = sj_overlay_node_words (overlay, sj_overlay_node (overlay, "wait"));
  path = sj_overlay_path_words (overlay, sj_overlay_path (overlay, "wait", "next"));
  alone = sj_overlay_node_words (overlay, sj_overlay_node (overlay, "new"));
  g_assert_cmpstr (node, ==, "5 more, surely");
  g_assert_cmpstr (path, ==, "2.0 points less, may be chance");
  g_assert_cmpstr (alone, ==, "in one of the runs only");
}

/* What tests went through together: lit, without numbers. */
static void
test_cover (void)
{
  g_autoptr (SjOverlay) overlay = sj_overlay_new (SJ_OVERLAY_TRACE);

  sj_overlay_cover (overlay, "a", "next", "b");
  sj_overlay_cover (overlay, "b", "nowhere", NULL);
  sj_overlay_finish (overlay);
  g_assert_cmpuint (sj_overlay_node (overlay, "a")->visits, ==, 1);
  g_assert_null (sj_overlay_node (overlay, "b")->orders);
  g_assert_cmpuint (sj_overlay_path (overlay, "b", "nowhere")->visits, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/overlay/flow", test_flow);
  g_test_add_func ("/scene/overlay/loss", test_loss);
  g_test_add_func ("/scene/overlay/heat", test_heat);
  g_test_add_func ("/scene/overlay/numbers", test_numbers);
  g_test_add_func ("/scene/overlay/trace", test_trace);
  g_test_add_func ("/scene/overlay/cover", test_cover);
  g_test_add_func ("/scene/overlay/compare", test_compare);
  g_test_add_func ("/scene/overlay/change", test_change);
  g_test_add_func ("/scene/overlay/change-words", test_change_words);
  return g_test_run ();
}
