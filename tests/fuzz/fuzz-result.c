/* fuzz-result.c -- any text is refused as a result with a place, or is one: it writes as
 * text that reads as the same, has a table, and differs in nothing from itself. */
#include "fuzz.h"

#include "engine/sj-compare.h"

#include <string.h>

static void
check_words (const SjResult *result)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  g_autoptr (SjComparison) comparison = sj_compare_new (result, result);

  sj_result_table (result, 80, 0, &buffer);
  sj_compare_write (comparison, true, &buffer);
  g_assert_true (g_utf8_validate (sj_buffer_text (&buffer), -1, NULL));
  for (guint i = 0; i < comparison->lines->len; i++)
    g_assert_cmpuint (g_array_index (comparison->lines, SjCompareLine, i).a, ==,
                      g_array_index (comparison->lines, SjCompareLine, i).b);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SjResult) result = sj_result_read ("fuzz", (const char *) data, size, &error);
  g_autoptr (SjResult) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *second = NULL;

  g_assert_true ((result == NULL) == (error != NULL));
  if (result == NULL)
    return 0;
  text = sj_result_to_string (result);
  again = sj_result_read ("fuzz", text, strlen (text), &error);
  g_assert_no_error (error);
  second = sj_result_to_string (again);
  g_assert_cmpstr (text, ==, second);
  check_words (result);
  return 0;
}
