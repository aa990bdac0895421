/* test-view.c -- zoom, offset, mirror and the minimap. */
#include "scene/sj-drawing.h"

#include <math.h>

static SjView
view_of (double zoom, double x, double y, bool mirrored)
{
  return (SjView) { zoom, x, y, 1000, 600, mirrored };
}

#define assert_near(a, b) g_assert_cmpfloat_with_epsilon ((a), (b), 1e-6)

static void
test_there_and_back (void)
{
  for (int mirrored = 0; mirrored < 2; mirrored++)
    for (double zoom = 0.02; zoom <= 4; zoom *= 1.7)
      {
        SjView view = view_of (zoom, -333.5, 12.25, mirrored);
        double x, y, scene_x, scene_y;

        sj_view_to_scene (&view, 17, 590, &scene_x, &scene_y);
        sj_view_to_widget (&view, scene_x, scene_y, &x, &y);
        assert_near (x, 17);
        assert_near (y, 590);
      }
}

/* A mirrored box lies within what is visible exactly when the plain one does. */
static void
test_mirrored (void)
{
  SjView view = view_of (1, -500, 0, true);
  SjBox box = { 100, 50, 208, 64 }, visible = sj_view_visible (&view);
  double x, y, width, height;

  sj_view_place (&view, &box, &x, &y, &width, &height);
  assert_near (x, -308 + 500);
  assert_near (width, 208);
  g_assert_cmpint (visible.x, ==, -500);
  g_assert_cmpint (visible.width, ==, 1000);
  view.x = -5000;
  visible = sj_view_visible (&view);
  g_assert_false (sj_box_overlaps (&visible, &box));
}

static void
test_point_stays (void)
{
  static const struct { double zoom, want; } cases[] = { { 2, 2 }, { 0.01, 0.1 }, { 100, 4 }, { 0.5, 0.5 } };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int mirrored = 0; mirrored < 2; mirrored++)
      {
        SjView view = view_of (1, 40, -70, mirrored);
        double x, y, after_x, after_y;

        sj_view_to_scene (&view, 123, 456, &x, &y);
        sj_view_zoom_at (&view, cases[i].zoom, 123, 456);
        sj_view_to_scene (&view, 123, 456, &after_x, &after_y);
        assert_near (view.zoom, cases[i].want);
        assert_near (after_x, x);
        assert_near (after_y, y);
      }
}

static void
test_notches (void)
{
  SjView view = view_of (1, 0, 0, false);

  sj_view_zoom_by (&view, 1, 0, 0);
  assert_near (view.zoom, 1.2);
  sj_view_zoom_by (&view, -2, 0, 0);
  assert_near (view.zoom, 1 / 1.2);
}

/* Fitted smaller than 10 %, it may be zoomed in by notches and not further out. */
static void
test_small_fit (void)
{
  SjView view = view_of (1, 0, 0, false);

  sj_view_fit (&view, &(SjBox) { 0, 0, 30000, 2000 });
  g_assert_cmpfloat (view.zoom, <, 0.1);
  sj_view_zoom_by (&view, -1, 500, 300);
  g_assert_cmpfloat (view.zoom, >, 0.02);
  sj_view_fit (&view, &(SjBox) { 0, 0, 3000000, 2000 });
  assert_near (view.zoom, 0.02);
  sj_view_fit (&view, &(SjBox) { 0, 0, 208, 64 });
  assert_near (view.zoom, 1);
}

static void
test_open (void)
{
  SjBox content = { 0, 0, 20000, 3000 }, beginning = { 0, 1400, 208, 64 };
  double x, y, width, height;

  for (int mirrored = 0; mirrored < 2; mirrored++)
    {
      SjView view = view_of (1, 0, 0, mirrored);

      sj_view_open (&view, &content, &beginning);
      assert_near (view.zoom, 0.6);
      sj_view_place (&view, &beginning, &x, &y, &width, &height);
      assert_near (mirrored ? 1000 - x - width : x, SJ_VIEW_MARGIN);
      assert_near (y + height / 2, 300);
      sj_view_open (&view, &(SjBox) { 0, 0, 1200, 64 }, &beginning);
      g_assert_cmpfloat (view.zoom, >, 0.6);
    }
}

static void
test_reveal (void)
{
  static const struct { SjBox box; double x, y; bool moved; } cases[] = {
    { { 10, 10, 208, 64 }, 0, 0, false },
    { { -10, 10, 208, 64 }, -58, 0, true },
    { { 900, 10, 208, 64 }, 156, 0, true },
    { { 0, 1000, 208, 64 }, 0, 512, true },
    { { 0, 0, 2000, 64 }, 0, 0, true },      /* too large: its beginning */
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SjView view = view_of (1, 0, 0, false);
      bool moved = sj_view_reveal (&view, &cases[i].box);

      assert_near (view.x, cases[i].x);
      assert_near (view.y, cases[i].y);
      if (i != 4)
        g_assert_cmpint (moved, ==, cases[i].moved);
    }
}

static void
test_keep (void)
{
  SjBox content = { 0, 0, 400, 400 };
  SjView view = view_of (1, 90000, -90000, false);

  sj_view_keep (&view, &content);
  assert_near (view.x, 900);
  assert_near (view.y, -900);
  view.x = -90000;
  sj_view_keep (&view, &content);
  assert_near (view.x, -1500);
}

static void
test_resize (void)
{
  SjView view = view_of (0.5, 0, 0, true);
  double x, y, after_x, after_y;

  sj_view_to_scene (&view, 500, 300, &x, &y);
  sj_view_resize (&view, 400, 900);
  sj_view_to_scene (&view, 200, 450, &after_x, &after_y);
  assert_near (after_x, x);
  assert_near (after_y, y);
  sj_view_mirror (&view, false);
  sj_view_to_scene (&view, 200, 450, &after_x, &after_y);
  assert_near (after_x, x);
}

static void
test_pull (void)
{
  SjView view = view_of (1, 0, 0, false);
  double dx, dy;

  sj_view_edge_pull (&view, 500, 300, &dx, &dy);
  assert_near (dx, 0);
  assert_near (dy, 0);
  sj_view_edge_pull (&view, 16, 2000, &dx, &dy);
  assert_near (dx, -300);
  assert_near (dy, 600);
}

static void
test_between (void)
{
  SjView from = view_of (0.5, 0, 0, false), to = view_of (2, 800, 100, false), view;

  sj_view_between (&from, &to, 0, &view);
  assert_near (view.x, from.x);
  sj_view_between (&from, &to, 1, &view);
  assert_near (view.x, to.x);
  assert_near (view.zoom, 2);
  sj_view_between (&from, &to, 0.5, &view);
  assert_near (view.zoom, 1);
}

static void
test_minimap (void)
{
  SjBox content = { -100, -100, 4000, 400 };
  double x, y, width, height;

  for (int mirrored = 0; mirrored < 2; mirrored++)
    {
      SjView view = view_of (1, 0, 0, mirrored);
      SjMinimap map;

      sj_minimap_init (&map, &view, &content);
      assert_near (map.width, 200);
      assert_near (map.height, 96);
      sj_minimap_place (&map, &content, &x, &y, &width, &height);
      assert_near (x, 4);
      assert_near (width, 192);
      sj_minimap_pan (&map, &view, 60, 48);
      sj_minimap_frame (&map, &view, &x, &y, &width, &height);
      assert_near (x + width / 2, 60);
      assert_near (y + height / 2, 48);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/view/there-and-back", test_there_and_back);
  g_test_add_func ("/scene/view/mirrored", test_mirrored);
  g_test_add_func ("/scene/view/point-stays", test_point_stays);
  g_test_add_func ("/scene/view/notches", test_notches);
  g_test_add_func ("/scene/view/small-fit", test_small_fit);
  g_test_add_func ("/scene/view/open", test_open);
  g_test_add_func ("/scene/view/reveal", test_reveal);
  g_test_add_func ("/scene/view/keep", test_keep);
  g_test_add_func ("/scene/view/resize", test_resize);
  g_test_add_func ("/scene/view/pull", test_pull);
  g_test_add_func ("/scene/view/between", test_between);
  g_test_add_func ("/scene/view/minimap", test_minimap);
  return g_test_run ();
}
