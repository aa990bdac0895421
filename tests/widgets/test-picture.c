/* test-picture.c -- a journey of the sample in files, looked at where each card must be. */
#include "kinds/sj-kinds-default.h"
#include "model/sj-edit-graph.h"
#include "model/sj-journey-json.h"
#include "model/sj-library.h"
#include "scene/sj-scene.h"
#include "widgets/sj-appearance.h"
#include "widgets/sj-picture.h"
#include "widgets/sj-widgets.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  SjLibrary *library;
  SjJourney *journey;
  char *path;               /* owned: of a file in a folder of its own */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sojourn-picture-XXXXXX", &error);
  gsize length;

  g_assert_no_error (error);
  fixture->path = g_build_filename (folder, "picture", NULL);
  fixture->library = sj_library_load (TEST_ROOT "/data/sample", &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (TEST_ROOT "/data/sample/journeys/purchase.journey", &text, &length, &error));
  fixture->journey = sj_journey_read (&sj_kinds_default, "purchase", text, length, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (fixture->path);
  sj_journey_unref (fixture->journey);
  sj_library_unref (fixture->library);
}

static SjPicture *
picture_of (Fixture *fixture, bool counted)
{
  SjOverlay *overlay = NULL;

  if (counted)
    {
      overlay = sj_overlay_new (SJ_OVERLAY_FIGURES);
      for (uint32_t i = 0; i < sj_journey_n_nodes (fixture->journey); i++)
        {
          const SjNode *node = sj_journey_node (fixture->journey, i);

          sj_overlay_set_node (overlay, node->id, &(SjNodeFigures) { .entered = 12345, .here = 45, .dropped = 300 });
          for (uint32_t j = 0; j < node->n_paths; j++)
            sj_overlay_set_path (overlay, node->id, node->paths[j]->id, 6000 / (int64_t) (j + 1));
        }
      sj_overlay_finish (overlay);
    }
  return sj_picture_new (fixture->journey, sj_library_names (fixture->library), overlay);
}

static unsigned
colour_at (cairo_surface_t *surface, double x, double y)
{
  const unsigned char *data = cairo_image_surface_get_data (surface);
  uint32_t pixel;

  memcpy (&pixel, data + (size_t) y * (size_t) cairo_image_surface_get_stride (surface) + 4 * (size_t) x, 4);
  return pixel & 0xffffff;
}

/* Give or take what rounding does. */
static void
assert_colour (cairo_surface_t *surface, double x, double y, unsigned want)
{
  unsigned got = colour_at (surface, x, y);

  for (unsigned shift = 0; shift < 24; shift += 8)
    g_assert_cmpint (ABS ((int) (got >> shift & 0xff) - (int) (want >> shift & 0xff)), <=, 3);
}

/* Every step stands there with the edge of its group, and the rest is paper: light
 * although the screen is dark. */
static void
test_png (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SjPicture) picture = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SjScene) scene = sj_scene_new (fixture->journey);
  SjBox bounds = sj_scene_bounds (scene);
  cairo_surface_t *surface;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  picture = picture_of (fixture, false);
  g_assert_true (sj_picture_write (picture, fixture->path, SJ_PICTURE_PNG, &error));
  g_assert_no_error (error);
  surface = cairo_image_surface_create_from_png (fixture->path);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, (int) (2 * sj_picture_width (picture)));
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, (int) (2 * sj_picture_height (picture)));
  assert_colour (surface, 4, 4, 0xfafafa);
  for (uint32_t i = 0; i < sj_scene_n_cards (scene); i++)
    {
      const SjCard *card = sj_scene_card (scene, i);
      double x = 2 * (card->box.x - bounds.x + 32), y = 2 * (card->box.y - bounds.y + 32);

      assert_colour (surface, x + 5, y + 2 * 20,
                     sj_colour_rgb (sj_group_styles[card->node->kind->group].colour, false));
      assert_colour (surface, x + 2 * 10, y + 2 * 8, 0xffffff);
    }
  cairo_surface_destroy (surface);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_figures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SjPicture) plain = picture_of (fixture, false);
  g_autoptr (SjPicture) counted = picture_of (fixture, true);
  g_autoptr (GError) error = NULL;
  g_autofree char *one = NULL, *other = NULL;
  gsize length, other_length;

  g_assert_true (sj_picture_write (plain, fixture->path, SJ_PICTURE_SVG, &error));
  g_assert_true (g_file_get_contents (fixture->path, &one, &length, &error));
  g_assert_true (sj_picture_write (counted, fixture->path, SJ_PICTURE_SVG, &error));
  g_assert_true (g_file_get_contents (fixture->path, &other, &other_length, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (one, "<svg"));
  g_assert_true (g_str_has_suffix (g_strchomp (one), "</svg>"));
  g_assert_cmpuint (other_length, >, length);    /* the numbers */
}

static void
test_pdf (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SjPicture) picture = picture_of (fixture, true);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (sj_picture_write (picture, fixture->path, SJ_PICTURE_PDF, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->path, &text, &length, &error));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  g_assert_cmpuint (length, >, 5000);
}

/* What cannot be written is said, and names the file. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SjPicture) picture = picture_of (fixture, false);
  g_autofree char *path = g_build_filename (fixture->path, "nowhere", "picture.png", NULL);

  for (int form = SJ_PICTURE_PNG; form <= SJ_PICTURE_PDF; form++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (sj_picture_write (picture, path, (SjPictureForm) form, &error));
      g_assert_nonnull (strstr (error->message, "picture.png"));
    }
}

/* A drawing that would be too large for any program is made of fewer pixels. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SjJourney) journey = sj_journey_new (&sj_kinds_default);
  SjHistory *history = sj_history_new (journey);
  g_autoptr (SjPicture) picture = NULL;
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface;

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *id = sj_edit_graph_add (history, sj_kind_find (&sj_kinds_default, "end", 3),
                                               (SjPlace) { i * 30000, i * 10, true }, NULL);

      g_assert_nonnull (id);
    }
  picture = sj_picture_new (journey, NULL, NULL);
  g_assert_cmpfloat (sj_picture_width (picture), >, 60000);
  g_assert_true (sj_picture_write (picture, fixture->path, SJ_PICTURE_PNG, &error));
  g_assert_no_error (error);
  surface = cairo_image_surface_create_from_png (fixture->path);
  g_assert_cmpint (cairo_image_surface_get_width (surface), <=, 30000);
  g_assert_cmpint (cairo_image_surface_get_width (surface), >, 20000);
  cairo_surface_destroy (surface);
  sj_history_free (history);
}

/* An empty journey is an empty sheet. */
static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SjJourney) journey = sj_journey_new (&sj_kinds_default);
  g_autoptr (SjPicture) picture = sj_picture_new (journey, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (sj_picture_write (picture, fixture->path, SJ_PICTURE_PNG, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/picture/png", test_png },         { "/picture/figures", test_figures }, { "/picture/pdf", test_pdf },
    { "/picture/refused", test_refused }, { "/picture/large", test_large },     { "/picture/empty", test_empty },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  sj_widgets_init ();
  for (size_t i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
