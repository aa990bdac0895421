/* test-knobs.c -- the knobs of the sample's purchase journey, turned there and back. */
#include "engine/sj-knobs.h"
#include "engine/sj-simulate.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <string.h>

typedef struct
{
  SjLibrary *library;
  SjWorld *world;
  SjProgram *program;
} Stage;

static void
stage_init (Stage *stage)
{
  g_autofree char *path = g_build_filename (TEST_SOURCE, "data/sample/journeys/purchase.journey", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) journey = NULL;
  gsize length;

  stage->library = sj_library_load (TEST_SOURCE "/data/sample", &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  journey = sj_journey_read (&sj_kinds_default, path, text, length, NULL, &error);
  g_assert_no_error (error);
  stage->world = sj_world_new (stage->library);
  stage->program = sj_program_compile (stage->world, journey, NULL);
  g_assert_nonnull (stage->program);
}

static void
stage_clear (Stage *stage)
{
  sj_world_unref (stage->world);
  sj_library_unref (stage->library);
}

static const SjKnob *
find (const GArray *knobs, SjKnobOf of, const char *field)
{
  for (guint i = 0; i < knobs->len; i++)
    {
      const SjKnob *knob = &g_array_index (knobs, SjKnob, i);

      if (knob->of == of && strcmp (knob->field->name, field) == 0)
        return knob;
    }
  return NULL;
}

static void
test_usual (void)
{
  Stage stage;
  g_autoptr (GArray) knobs = NULL;
  const SjKnob *knob;

  stage_init (&stage);
  knobs = sj_knobs_new (stage.program, NULL);
  for (guint i = 0; i < knobs->len; i++)
    {
      const SjKnob *one = &g_array_index (knobs, SjKnob, i);

      g_assert_false (one->said);
      g_assert_cmpfloat (one->value, ==, one->usual);
      g_assert_true (i == 0 || one->node->index >= one[-1].node->index);
      g_assert_true (one->field->title != NULL);
    }
  knob = find (knobs, SJ_KNOB_EVENT, "probability");
  g_assert_cmpstr (knob->what, ==, "LumaPurchaseEvent_Email");
  g_assert_cmpfloat (knob->value, ==, 50);
  g_assert_true (knob->delayed && knob->after[0] < knob->after[4] && knob->after[4] < knob->after[8]);
  g_assert_cmpint (knob->after[4], >, 9 * SJ_SECOND);    /* a quarter of a minute on average: half within 10 s */
  g_assert_cmpint (knob->after[4], <, 12 * SJ_SECOND);
  g_assert_cmpfloat (find (knobs, SJ_KNOB_MESSAGE, "opened")->value, >, 0);
  g_assert_nonnull (find (knobs, SJ_KNOB_CALL, "failed"));
  stage_clear (&stage);
}

static void
test_turn (void)
{
  static const struct { SjKnobOf of; const char *field; } turns[] = {
    { SJ_KNOB_EVENT, "probability" }, { SJ_KNOB_MESSAGE, "clicked" }, { SJ_KNOB_CALL, "failed" },
  };
  Stage stage;

  stage_init (&stage);
  for (size_t i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      SjBehaviour *behaviour = sj_behaviour_new ();
      g_autofree char *blank = sj_behaviour_write (behaviour);
      g_autofree char *there = NULL, *back = NULL;
      g_autoptr (GArray) knobs = sj_knobs_new (stage.program, behaviour);
      SjKnob knob = *find (knobs, turns[i].of, turns[i].field);
      SjBehaviour *again;
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;

      sj_knob_turn (&knob, behaviour, 7.5);
      sj_knob_turn (&knob, behaviour, 12);
      there = sj_behaviour_write (behaviour);
      again = sj_behaviour_read (there, strlen (there), stage.library, stage.world, &diags);
      g_assert_nonnull (again);
      g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
      g_array_unref (g_steal_pointer (&knobs));
      knobs = sj_knobs_new (stage.program, again);
      g_assert_cmpfloat (find (knobs, turns[i].of, turns[i].field)->value, ==, 12);
      g_assert_true (find (knobs, turns[i].of, turns[i].field)->said);
      g_assert_cmpfloat (find (knobs, turns[i].of, turns[i].field)->usual, ==, knob.usual);
      sj_knob_turn (&knob, behaviour, -1);
      back = sj_behaviour_write (behaviour);
      g_assert_cmpstr (back, ==, blank);
      sj_behaviour_free (again);
      sj_behaviour_free (behaviour);
    }
  stage_clear (&stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/knobs/usual", test_usual);
  g_test_add_func ("/engine/knobs/turn", test_turn);
  return g_test_run ();
}
