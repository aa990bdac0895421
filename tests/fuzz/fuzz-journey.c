/* fuzz-journey.c -- any bytes are refused, or are a journey whose canonical text
 * reads back to the same bytes; copies are the same, too. */
#include "fuzz.h"

#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <string.h>

static void
check_round_trip (const SjJourney *journey)
{
  g_autofree char *first = sj_journey_to_string (journey);
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) again = sj_journey_read (&sj_kinds_default, "again", first, strlen (first), NULL, &error);
  g_autoptr (SjJourney) copy = sj_journey_copy (journey);
  g_autofree char *copied = sj_journey_to_string (copy);
  g_autofree char *second = NULL;

  if (again == NULL)
    g_error ("not read back: %s in %s", error->message, first);
  second = sj_journey_to_string (again);
  if (strcmp (first, second) != 0)
    g_error ("not canonical: %s---- but then\n%s", first, second);
  g_assert_cmpstr (first, ==, copied);
}

static void
check_words (const SjJourney *journey)
{
  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *node = sj_journey_node (journey, i);
      g_autofree char *caption = sj_node_caption (node, NULL);

      g_assert_nonnull (caption);
      for (uint32_t p = 0; p < node->n_paths; p++)
        g_free (sj_path_caption (node->paths[p], NULL));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) journey = sj_journey_read (&sj_kinds_default, "fuzz", (const char *) data, size, &diags,
                                                   &error);

  g_assert_true ((journey == NULL) == (error != NULL));
  for (size_t i = 0; i < sj_diags_count (&diags); i++)
    g_assert_cmpuint (sj_diags_get (&diags, i)->end, <=, size + 1);
  if (journey != NULL)
    {
      check_round_trip (journey);
      check_words (journey);
    }
  return 0;
}
