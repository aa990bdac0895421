/* test-tidy.c -- tidying a journey: one step that can be undone, and that leaves
 * pinned and unselected steps where they are. */
#include "kinds/sj-kinds-default.h"
#include "model/sj-arrange.h"
#include "model/sj-history.h"
#include "model/sj-journey-json.h"
#include "model/sj-tidy.h"

#include <string.h>

static const char text[] =
    "{\"form\":1,\"id\":\"t\",\"name\":\"T\",\"nodes\":["
    "{\"id\":\"a\",\"kind\":\"event\",\"at\":[500,900],\"settings\":{\"event\":\"E\"},"
    "\"paths\":[{\"id\":\"next\",\"to\":\"b\"}]},"
    "{\"id\":\"b\",\"kind\":\"split\",\"at\":[100,40],\"paths\":[{\"id\":\"part-1\",\"to\":\"c\"},"
    "{\"id\":\"part-2\",\"to\":\"d\"}]},"
    "{\"id\":\"c\",\"kind\":\"end\",\"at\":[100,40]},"
    "{\"id\":\"d\",\"kind\":\"end\",\"at\":[0,4000],\"pinned\":true}]}";

static SjJourney *
read_journey (void)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjJourney *journey = sj_journey_read (&sj_kinds_default, "t", text, strlen (text), &diags, NULL);

  g_assert_nonnull (journey);
  g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
  return journey;
}

static void
assert_place (const SjJourney *journey, const char *id, int x, int y)
{
  const SjNode *node = sj_journey_find (journey, id);

  g_assert_cmpint (node->at.x, ==, x);
  g_assert_cmpint (node->at.y, ==, y);
}

static void
test_columns (void)
{
  g_autoptr (SjJourney) journey = read_journey ();
  g_autoptr (SjHistory) history = sj_history_new (journey);
  g_autofree char *before = sj_journey_to_string (journey);
  g_autofree char *after = NULL;
  size_t moved;

  g_assert_true (sj_history_do (history, sj_tidy (journey, NULL, &moved)));
  g_assert_cmpuint (moved, ==, 3);
  assert_place (journey, "d", 0, 4000);
  g_assert_cmpint (sj_journey_find (journey, "b")->at.x - sj_journey_find (journey, "a")->at.x, ==, SJ_ARRANGE_COLUMN);
  g_assert_cmpint (sj_journey_find (journey, "c")->at.x - sj_journey_find (journey, "b")->at.x, ==, SJ_ARRANGE_COLUMN);
  g_assert_null (sj_tidy (journey, NULL, &moved));
  g_assert_cmpuint (moved, ==, 0);
  g_assert_true (sj_history_undo (history));
  after = sj_journey_to_string (journey);
  g_assert_cmpstr (after, ==, before);
}

static void
test_selection (void)
{
  static const char *const selection[] = { "b", NULL };
  g_autoptr (SjJourney) journey = read_journey ();
  g_autoptr (SjHistory) history = sj_history_new (journey);
  size_t moved;
  SjEdit *edit = sj_tidy (journey, selection, &moved);

  g_assert_nonnull (edit);
  g_assert_cmpuint (moved, ==, 1);
  g_assert_true (sj_history_do (history, edit));
  assert_place (journey, "a", 500, 900);
  assert_place (journey, "c", 100, 40);
}

/* What stands somewhere stays; what does not finds a place that nobody has. */
static void
test_unplaced (void)
{
  g_autoptr (SjJourney) journey = read_journey ();
  g_autoptr (SjEdit) edit = NULL;

  g_assert_null (sj_tidy_unplaced (journey));
  sj_journey_find (journey, "b")->at = (SjPlace) { 0, 0, false };
  sj_journey_find (journey, "c")->at = (SjPlace) { 0, 0, false };
  edit = sj_tidy_unplaced (journey);
  g_assert_true (sj_edit_apply (edit, journey));
  assert_place (journey, "a", 500, 900);
  g_assert_true (sj_journey_find (journey, "b")->at.set);
  g_assert_true (sj_journey_find (journey, "c")->at.set);
  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    for (uint32_t j = 0; j < i; j++)
      {
        const SjNode *one = sj_journey_node (journey, i), *other = sj_journey_node (journey, j);

        g_assert_true (abs (one->at.x - other->at.x) >= SJ_ARRANGE_CARD_WIDTH ||
                       abs (one->at.y - other->at.y) >= SJ_ARRANGE_CARD_HEIGHT);
      }
  g_assert_null (sj_tidy_unplaced (journey));
}

static void
test_empty (void)
{
  g_autoptr (SjJourney) journey = sj_journey_new (&sj_kinds_default);

  g_assert_null (sj_tidy (journey, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/tidy/columns", test_columns);
  g_test_add_func ("/model/tidy/selection", test_selection);
  g_test_add_func ("/model/tidy/unplaced", test_unplaced);
  g_test_add_func ("/model/tidy/empty", test_empty);
  return g_test_run ();
}
