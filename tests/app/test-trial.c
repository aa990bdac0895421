/* One profile through the purchase journey: events, back and forth, tests. */
#include "app/sj-trial.h"
#include "shop.h"

#include <string.h>

typedef struct
{
  Shop shop;
  SjEditor *editor;
  SjTrial *trial;           /* the editor's */
} Stage;

static void
stage_init (Stage *stage, gconstpointer data)
{
  g_autofree char *journey = NULL;
  g_autoptr (GError) error = NULL;

  shop_init (&stage->shop, NULL);
  journey = shop_journey (&stage->shop, "Purchase Journey");
  stage->editor = sj_editor_new (stage->shop.desk, journey, &error);
  g_assert_no_error (error);
  stage->trial = sj_trial_of (stage->editor);
  sj_trial_set_active (stage->trial, true);
}

static void
stage_clear (Stage *stage, gconstpointer data)
{
  sj_trial_set_active (stage->trial, false);
  sj_editor_close (stage->editor);
  g_clear_object (&stage->editor);
  shop_settle ();
  shop_clear (&stage->shop, NULL);
}

static void
act (Stage *stage, SjActKind kind, const char *name)
{
  g_autoptr (GError) error = NULL;

  sj_trial_do (stage->trial, &(SjAct) { .kind = kind, .name = name }, &error);
  g_assert_no_error (error);
}

static uint32_t
n_told (Stage *stage)
{
  uint32_t count;

  sj_rehearsal_told (sj_trial_rehearsal (stage->trial), &count);
  return count;
}

static bool
was_told (Stage *stage, SjToldKind kind)
{
  uint32_t count;
  const SjTold *told = sj_rehearsal_told (sj_trial_rehearsal (stage->trial), &count);

  for (uint32_t i = 0; i < count; i++)
    if (told[i].kind == kind)
      return true;
  return false;
}

/* Checks out, does not pay in time: a message comes, and the way is on the drawing. */
static void
test_story (Stage *stage, gconstpointer data)
{
  g_autoptr (GArray) events = NULL;
  g_autofree char *sample = NULL, *person = NULL;
  uint32_t before;

  g_assert_true (sj_trial_begin (stage->trial, "luma-001"));
  person = sj_trial_person (stage->trial);
  g_assert_cmpstr (person, !=, "luma-001");
  events = sj_trial_events (stage->trial);
  g_assert_true (g_array_index (events, SjTrialEvent, 0).awaited);
  g_assert_cmpstr (g_array_index (events, SjTrialEvent, 0).id, ==, "LumaCheckoutEvent_Email");
  sample = sj_trial_sample (stage->trial, "LumaCheckoutEvent_Email");
  g_assert_nonnull (strstr (sample, "productListItems"));
  g_assert_nonnull (strstr (sample, "sarah@example.com"));

  act (stage, SJ_ACT_EVENT, "LumaCheckoutEvent_Email");
  g_assert_true (was_told (stage, SJ_TOLD_ENTERED));
  g_assert_nonnull (sj_drawing_overlay (sj_editor_drawing (stage->editor)));
  before = n_told (stage);
  act (stage, SJ_ACT_NEXT, NULL);
  g_assert_cmpuint (n_told (stage), >, before);
  g_assert_true (was_told (stage, SJ_TOLD_DECIDED));
  sj_trial_show (stage->trial, 1);
  g_assert_cmpuint (n_told (stage), ==, before);

  g_assert_true (sj_trial_begin (stage->trial, "luma-002"));
  g_free (sample);
  sample = sj_trial_sample (stage->trial, "LumaCheckoutEvent_Email");
  g_assert_nonnull (strstr (sample, "marcus.okafor@example.org"));
}

/* After a change the same is done again with the journey as it is now. */
static void
test_again (Stage *stage, gconstpointer data)
{
  g_autofree char *name = NULL;
  uint32_t before;

  sj_trial_begin (stage->trial, "luma-001");
  act (stage, SJ_ACT_EVENT, "LumaCheckoutEvent_Email");
  before = n_told (stage);
  g_assert_false (sj_trial_is_stale (stage->trial));
  g_assert_true (sj_editor_rename (stage->editor, "Another name"));
  sj_editor_update (stage->editor);
  g_assert_true (sj_trial_is_stale (stage->trial));
  g_assert_true (sj_trial_again (stage->trial));
  g_assert_false (sj_trial_is_stale (stage->trial));
  g_assert_cmpuint (n_told (stage), ==, before);
}

static void
test_refused (Stage *stage, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sj_trial_begin (stage->trial, NULL);
  g_assert_false (sj_trial_do (stage->trial, &(SjAct) { .kind = SJ_ACT_RESULT }, &error));
  g_assert_nonnull (error);
}

/* What was done becomes a test, which passes, and can be taken out again. */
static void
test_tests (Stage *stage, gconstpointer data)
{
  guint before = sj_trial_tests (stage->trial)->len;
  g_autoptr (GError) error = NULL;
  unsigned gone, all;

  g_assert_cmpuint (before, >, 0);
  sj_trial_begin (stage->trial, "luma-001");
  act (stage, SJ_ACT_EVENT, "LumaCheckoutEvent_Email");
  act (stage, SJ_ACT_NEXT, NULL);
  g_assert_true (sj_trial_keep (stage->trial, "Leaves the cart", &error));
  sj_editor_update (stage->editor);
  g_assert_cmpuint (sj_trial_tests (stage->trial)->len, ==, before + 1);
  g_assert_true (sj_trial_run_tests (stage->trial));
  for (guint i = 0; i <= before; i++)
    {
      const SjTrialTest *test = g_ptr_array_index (sj_trial_tests (stage->trial), i);

      g_assert_cmpstr (test->failures, ==, "");
      g_assert_cmpint (test->state, ==, SJ_TEST_PASSED);
      g_assert_true (*test->story != '\0');
    }
  sj_trial_coverage (stage->trial, &gone, &all);
  g_assert_cmpuint (gone, ==, all);
  g_assert_cmpuint (all, >, 5);
  g_assert_true (sj_trial_open_test (stage->trial, before, &error));
  g_assert_true (was_told (stage, SJ_TOLD_ENTERED));
  g_assert_true (sj_trial_delete_test (stage->trial, before));
  sj_editor_update (stage->editor);
  g_assert_cmpuint (sj_trial_tests (stage->trial)->len, ==, before);
}

#define TEST(name) g_test_add ("/app/trial/" #name, Stage, NULL, stage_init, test_##name, stage_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST (story);
  TEST (again);
  TEST (refused);
  TEST (tests);
  return g_test_run ();
}
