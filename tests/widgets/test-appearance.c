/* The table of colours, lines and shapes: legible, and told apart without colour; and every icon there is. */
#include "widgets/sj-appearance.h"
#include "widgets/sj-widgets.h"
#include "kinds/sj-kinds-default.h"

#include <adwaita.h>

static const uint32_t light_grounds[] = { 0xffffff, 0xfafafa }, dark_grounds[] = { 0x1e1e1e, 0x303030 };

static void
test_contrast (void)
{
  for (unsigned colour = 0; colour < SJ_N_COLOURS; colour++)
    for (size_t i = 0; i < 2; i++)
      {
        g_assert_cmpfloat (sj_contrast (sj_colour_rgb (colour, false), light_grounds[i]), >=, 4.5);
        g_assert_cmpfloat (sj_contrast (sj_colour_rgb (colour, true), dark_grounds[i]), >=, 4.5);
      }
  g_assert_cmpfloat_with_epsilon (sj_contrast (0, 0xffffff), 21, 1e-9);
}

static bool
looks_the_same (const SjLineStyle *one, const SjLineStyle *other)
{
  return memcmp (one->dashes, other->dashes, sizeof one->dashes) == 0 && g_strcmp0 (one->mark, other->mark) == 0;
}

static void
test_without_colour (void)
{
  for (unsigned role = 0; role < SJ_N_ROLES; role++)
    for (unsigned other = 0; other < role; other++)
      g_assert_false (looks_the_same (&sj_line_styles[role], &sj_line_styles[other]));
  for (unsigned group = 0; group < SJ_GROUP_UNKNOWN; group++)
    for (unsigned other = 0; other < group; other++)
      g_assert_cmpint (sj_group_styles[group].shape, !=, sj_group_styles[other].shape);
}

static void
assert_icon (const char *name)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  if (!gtk_icon_theme_has_icon (theme, name))
    g_error ("there is no icon “%s”", name);
}

static void
test_icons (void)
{
  for (const SjKind *const *kind = sj_kinds_default.kinds; *kind != NULL; kind++)
    assert_icon ((*kind)->icon);
  assert_icon (sj_kind_unknown.icon);
  for (unsigned role = 0; role < SJ_N_ROLES; role++)
    if (sj_line_styles[role].mark != NULL && strcmp (sj_line_styles[role].mark, SJ_MARK_ORDER) != 0)
      assert_icon (sj_line_styles[role].mark);
  for (const char *const *name = sj_widgets_icons; *name != NULL; name++)
    assert_icon (*name);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  sj_widgets_init ();
  g_test_add_func ("/appearance/contrast", test_contrast);
  g_test_add_func ("/appearance/without-colour", test_without_colour);
  g_test_add_func ("/appearance/icons", test_icons);
  return g_test_run ();
}
