/* test-overlay.c -- figures as text: how two runs differ, in signs and in words. */
#include "scene/sj-overlay.h"

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
test_words (void)
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/overlay/change", test_change);
  g_test_add_func ("/overlay/words", test_words);
  return g_test_run ();
}
