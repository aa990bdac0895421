/* A journey that is simulated: runs, what changes do to them, moments, habits. */
#include "app/sj-play.h"
#include "shop.h"

typedef struct
{
  Shop shop;
  SjEditor *editor;
  SjPlay *play;             /* the editor's */
} Stage;

static void
stage_init (Stage *stage, gconstpointer data)
{
  g_autofree char *journey = NULL;
  g_autoptr (GError) error = NULL;
  SjPlaySettings settings = { .persons = 2000, .seed = 3 };

  shop_init (&stage->shop, NULL);
  journey = shop_journey (&stage->shop, "Purchase Journey");
  stage->editor = sj_editor_new (stage->shop.desk, journey, &error);
  g_assert_no_error (error);
  stage->play = sj_play_of (stage->editor);
  g_assert_true (sj_play_of (stage->editor) == stage->play);
  sj_play_set_settings (stage->play, &settings);
  sj_play_set_active (stage->play, true);
}

static void
stage_clear (Stage *stage, gconstpointer data)
{
  sj_play_set_active (stage->play, false);
  sj_editor_close (stage->editor);
  g_clear_object (&stage->editor);
  shop_settle ();
  shop_clear (&stage->shop, NULL);
}

/* Until nothing runs and nothing waits to be run. */
static void
wait (Stage *stage)
{
  while (sj_play_is_running (stage->play) || sj_play_is_stale (stage->play))
    g_main_context_iteration (NULL, TRUE);
}

static const SjNodeOverlay *
shown (Stage *stage, const char *node)
{
  const SjOverlay *overlay = sj_drawing_overlay (sj_editor_drawing (stage->editor));

  return overlay ? sj_overlay_node (overlay, node) : NULL;
}

static void
test_run (Stage *stage, gconstpointer data)
{
  const SjResult *result;
  const char *first;

  g_assert_null (sj_play_result (stage->play));
  g_assert_null (sj_drawing_overlay (sj_editor_drawing (stage->editor)));
  sj_play_run (stage->play);
  wait (stage);
  result = sj_play_result (stage->play);
  g_assert_nonnull (result);
  g_assert_cmpuint (result->persons, ==, 2000);
  first = result->nodes[0].id;
  g_assert_cmpint (shown (stage, first)->figures.entered, ==, (int64_t) result->nodes[0].entered);
  g_assert_cmpuint (result->n_traces, >, 0);

  sj_play_set_active (stage->play, false);
  g_assert_null (sj_drawing_overlay (sj_editor_drawing (stage->editor)));
  sj_play_set_active (stage->play, true);
  g_assert_nonnull (shown (stage, first));

  sj_play_reset (stage->play);
  g_assert_null (sj_play_result (stage->play));
  g_assert_null (sj_drawing_overlay (sj_editor_drawing (stage->editor)));
}

/* The last of many questions is the one that is answered. */
static void
test_last (Stage *stage, gconstpointer data)
{
  SjPlaySettings settings = sj_play_settings (stage->play);

  sj_play_run (stage->play);
  for (unsigned i = 1; i <= 5; i++)
    {
      settings.persons = 1000 * i;
      sj_play_set_settings (stage->play, &settings);
      sj_play_run (stage->play);
    }
  wait (stage);
  g_assert_cmpuint (sj_play_result (stage->play)->persons, ==, 5000);
}

/* An edit runs it again, by itself. */
static void
test_edit (Stage *stage, gconstpointer data)
{
  uint64_t first;

  sj_play_run (stage->play);
  wait (stage);
  first = sj_play_result (stage->play)->n_nodes;
  sj_drawing_select (sj_editor_drawing (stage->editor), sj_play_result (stage->play)->nodes[first - 1].id);
  g_assert_true (sj_drawing_delete (sj_editor_drawing (stage->editor), true));
  sj_editor_update (stage->editor);
  g_assert_true (sj_play_is_stale (stage->play));
  wait (stage);
  g_assert_cmpuint (sj_play_result (stage->play)->n_nodes, ==, first - 1);
  sj_drawing_undo (sj_editor_drawing (stage->editor));
  sj_editor_update (stage->editor);
  wait (stage);
  g_assert_cmpuint (sj_play_result (stage->play)->n_nodes, ==, first);
}

static void
test_moments (Stage *stage, gconstpointer data)
{
  const SjResult *result;
  int64_t begin, end;

  sj_play_run (stage->play);
  wait (stage);
  result = sj_play_result (stage->play);
  end = shown (stage, result->nodes[0].id)->figures.entered;
  sj_play_seek (stage->play, 0);
  begin = shown (stage, result->nodes[0].id)->figures.entered;
  g_assert_cmpint (begin, <, end);
  sj_play_step (stage->play, false);
  g_assert_cmpint (shown (stage, result->nodes[0].id)->figures.entered, >=, begin);
  sj_play_set_speed (stage->play, 10000);
  sj_play_set_playing (stage->play, true);
  while (sj_play_is_playing (stage->play))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (shown (stage, result->nodes[0].id)->figures.entered, ==, end);

  sj_play_set_trace (stage->play, 0);
  g_assert_cmpint (sj_overlay_type (sj_drawing_overlay (sj_editor_drawing (stage->editor))), ==, SJ_OVERLAY_TRACE);
  sj_play_set_trace (stage->play, -1);
  g_assert_cmpint (sj_overlay_type (sj_drawing_overlay (sj_editor_drawing (stage->editor))), ==, SJ_OVERLAY_FIGURES);
}

/* What is turned counts, is kept with the journey, and can be turned back. */
static void
test_knobs (Stage *stage, gconstpointer data)
{
  const GArray *knobs = sj_play_knobs (stage->play);
  const SjKnob *knob;
  uint64_t before, after;
  double usual;

  g_assert_cmpuint (knobs->len, >, 5);
  knob = &g_array_index (knobs, SjKnob, 0);
  g_assert_cmpint (knob->of, ==, SJ_KNOB_EVENT);
  usual = knob->usual;
  sj_play_run (stage->play);
  wait (stage);
  before = sj_result_find_path (sj_result_find (sj_play_result (stage->play), knob->node->id), "next")->taken;
  sj_play_turn (stage->play, 0, 100);
  wait (stage);
  knob = &g_array_index (sj_play_knobs (stage->play), SjKnob, 0);
  after = sj_result_find_path (sj_result_find (sj_play_result (stage->play), knob->node->id), "next")->taken;
  g_assert_cmpuint (after, >, before);
  g_assert_true (knob->said);
  sj_play_turn (stage->play, 0, -1);
  knob = &g_array_index (sj_play_knobs (stage->play), SjKnob, 0);
  g_assert_false (knob->said);
  g_assert_cmpfloat (knob->value, ==, usual);
}

static void
test_kept (Stage *stage, gconstpointer data)
{
  SjPlaySettings settings = { .persons = 777, .seed = 9, .days = 12 };
  g_autofree char *journey = g_strdup (sj_editor_id (stage->editor));
  g_autofree char *habits = NULL, *again = NULL;

  sj_play_set_settings (stage->play, &settings);
  sj_play_turn (stage->play, 0, 33);
  habits = sj_play_behaviour (stage->play);
  sj_play_set_active (stage->play, false);
  sj_editor_close (stage->editor);
  g_clear_object (&stage->editor);
  stage->editor = sj_editor_new (stage->shop.desk, journey, NULL);
  stage->play = sj_play_of (stage->editor);
  settings = sj_play_settings (stage->play);
  again = sj_play_behaviour (stage->play);
  g_assert_cmpuint (settings.persons, ==, 777);
  g_assert_cmpuint (settings.seed, ==, 9);
  g_assert_cmpuint (settings.days, ==, 12);
  g_assert_cmpstr (habits, ==, again);
  sj_play_set_active (stage->play, true);
}

/* A journey that cannot be run says why, and where. */
static void
test_error (Stage *stage, gconstpointer data)
{
  const SjNode *node = sj_journey_find (sj_editor_journey (stage->editor), "channel");
  SjTarget target = { .scope = SJ_SCOPE_PATH_SETTINGS, .node = "channel", .path = node->paths[0]->id };

  g_assert_true (sj_editor_set (stage->editor, &target, "expression", sj_value_string ("1 +")));
  sj_editor_update (stage->editor);
  sj_play_run (stage->play);
  wait (stage);
  g_assert_null (sj_play_result (stage->play));
  g_assert_nonnull (sj_play_error (stage->play));
  g_assert_cmpstr (sj_play_error_node (stage->play), ==, "channel");
  g_assert_cmpuint (sj_play_knobs (stage->play)->len, ==, 0);
}

#define TEST(name) g_test_add ("/app/play/" #name, Stage, NULL, stage_init, test_##name, stage_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST (run);
  TEST (last);
  TEST (edit);
  TEST (moments);
  TEST (knobs);
  TEST (kept);
  TEST (error);
  return g_test_run ();
}
