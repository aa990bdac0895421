/* test-language.c -- how a language gives way, and small judgements by word. */
#include "content/sj-channel-settings.h"
#include "content/sj-language.h"
#include "content/sj-style.h"

#include <string.h>

static void
test_widen (void)
{
  static const struct { const char *tag, *steps; } tags[] = {
    { "en", "en" },
    { "es-MX", "es-MX es" },
    { "zh-Hant-TW", "zh-Hant-TW zh-Hant zh" },
    { "pt_BR", "pt_BR pt" },
    { "-", "-" },
    { "x-", "x- x" },
    { "", "" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autofree char *tag = g_strdup (tags[i].tag);
      g_autoptr (GString) steps = g_string_new (tag);

      while (sj_language_widen (tag))
        g_string_append_printf (steps, " %s", tag);
      g_assert_cmpstr (steps->str, ==, tags[i].steps);
    }
}

static void
test_equal (void)
{
  g_assert_true (sj_language_equal ("es-mx", "es_MX"));
  g_assert_true (sj_language_equal ("EN", "en"));
  g_assert_false (sj_language_equal ("en", "eng"));
  g_assert_false (sj_language_equal ("eng", "en"));
  g_assert_false (sj_language_equal ("en", "es"));
}

static void
test_addresses (void)
{
  static const char *const good[] = {
    "a@b.example", "first.last+tag@mail.shop.example", "o'neil@shop.example", "info@bücher.example",
  };
  static const char *const bad[] = {
    "", "shop.example", "@shop.example", "a@", "a@shop", "a b@shop.example", "a@@shop.example", "a@shop..example",
    ".a@shop.example", "a.@shop.example", "a@-shop.example", "Luma <a@shop.example>", "a@shop.example, b@shop.example",
    "a@shop.example\r\nBcc: b@shop.example",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (sj_is_mail_address (good[i]));
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (sj_is_mail_address (bad[i]));
}

static void
test_colors (void)
{
  static const char *const bad[] = { "", "#", "fff", "#ff", "#ffff", "#fffffg", "red", "#fffffff" };

  g_assert_true (sj_is_color ("#fff"));
  g_assert_true (sj_is_color ("#1A2b3c"));
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (sj_is_color (bad[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/widen", test_widen);
  g_test_add_func ("/language/equal", test_equal);
  g_test_add_func ("/language/addresses", test_addresses);
  g_test_add_func ("/language/colors", test_colors);
  return g_test_run ();
}
