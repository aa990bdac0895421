/* fuzz-rehearsal.c -- any bytes are a test document, or commands of a rehearsal.
 *
 * A document is refused or carried out, and reads back the same.  Commands may be
 * impossible; then nothing has happened.  Every moment looks the same when it is
 * shown again.  The journey has every kind of step and several circles.
 */
#include "fuzz.h"

#include "engine/sj-journey-test.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <stdlib.h>
#include <string.h>

#define MOST_ACTS 40
#define MOST_INPUTS 40
#define MOST_SHOWN 8        /* moments that are shown again: each is lived through from the beginning */
#define BEGIN (INT64_C (1774659600) * 1000)    /* a day before clocks are moved in Paris */

typedef struct
{
  SjWorld *world;
  SjProgram *program;
} Stage;

static void
set_stage (Stage *stage)
{
  g_autofree char *folder = g_build_filename (FUZZ_ROOT, "data/sample", NULL);
  g_autofree char *path = g_build_filename (FUZZ_ROOT, "tests/engine/golden/all-kinds.journey", NULL);
  g_autofree char *text = NULL;
  g_autoptr (SjLibrary) library = sj_library_load (folder, NULL);
  g_autoptr (SjJourney) journey = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  journey = sj_journey_read (&sj_kinds_default, path, text, length, NULL, NULL);
  stage->world = sj_world_new (library);
  stage->program = sj_program_compile (stage->world, journey, NULL);
  g_assert_nonnull (stage->program);
}

static void
check_document (const Stage *stage, const SjTestCase *test)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *first = sj_config_to_string (&sj_test_case_spec, test);
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjTestCase *again = sj_config_parse (&sj_test_case_spec, &arena, first, strlen (first), &diags, NULL);
  g_autofree char *second = sj_config_to_string (&sj_test_case_spec, again);
  SjTestResult result;

  g_assert_cmpstr (first, ==, second);
  sj_config_free (&sj_test_case_spec, again);
  if (test->inputs.count > MOST_INPUTS)
    return;
  sj_journey_test_run (stage->world, stage->program, test, NULL, &result);
  sj_test_result_clear (&result);
}

/* What the last command brought about, and all there is now. */
static char *
everything (SjRehearsal *rehearsal)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_rehearsal_write_told (rehearsal, sj_rehearsal_told_since (rehearsal), UINT32_MAX, &buffer);
  sj_rehearsal_write_state (rehearsal, &buffer);
  sj_rehearsal_write_messages (rehearsal, &buffer);
  sj_rehearsal_write_why (rehearsal, &buffer);
  return sj_buffer_steal (&buffer);
}

static SjAct
act_of (const Stage *stage, SjRehearsal *rehearsal, const uint8_t *bytes)
{
  static const SjTime spans[] = { 0, 1, SJ_SECOND, SJ_MINUTE, SJ_HOUR, SJ_DAY - 1, 7 * SJ_DAY, 40 * SJ_DAY };
  const SjJourney *journey = stage->program->journey;
  const SjNode *node = sj_journey_node (journey, bytes[1] % sj_journey_n_nodes (journey));
  GPtrArray *events = stage->world->events, *audiences = stage->world->audiences;
  SjAct act = { .kind = bytes[0] % (SJ_ACT_OTHERS + 1), .name = node->id, .result = bytes[2] % 7,
                .flag = bytes[2] & 1, .count = bytes[2] % 3, .value = sj_value_integer (bytes[2]) };

  if (act.kind == SJ_ACT_EVENT)
    {
      act.name = g_ptr_array_index (events, bytes[1] % events->len);
      act.value = bytes[2] & 1 ? sj_null : act.value;
    }
  else if (act.kind == SJ_ACT_AUDIENCE && audiences->len > 0)
    act.name = g_ptr_array_index (audiences, bytes[1] % audiences->len);
  else if (act.kind == SJ_ACT_TO)
    act.time = sj_rehearsal_now (rehearsal) + spans[bytes[1] % G_N_ELEMENTS (spans)];
  else if (act.kind == SJ_ACT_SET)
    act.name = bytes[1] & 1 ? "loyalty.points" : "consent.push";
  else if (act.kind == SJ_ACT_CHOOSE && node->n_paths > 0)
    act.path = node->paths[bytes[2] % node->n_paths]->id;
  else if (act.kind == SJ_ACT_RESULT || act.kind == SJ_ACT_ANSWERS)
    act.result = bytes[2] % (SJ_ANSWER_DELIVERED + 1);
  return act;
}

static void
check_moments (SjRehearsal *rehearsal, GPtrArray *seen)
{
  guint stride = seen->len / MOST_SHOWN + 1;

  for (guint at = 0; at < seen->len; at += stride)
    {
      guint i = seen->len - 1 - at;
      g_autofree char *again = NULL;

      sj_rehearsal_show (rehearsal, i);
      again = everything (rehearsal);
      g_assert_cmpstr (again, ==, seen->pdata[i]);
    }
}

static void
rehearse (const Stage *stage, const uint8_t *data, size_t size)
{
  const SjEntry *entry = sj_library_get (stage->world->library, SJ_REF_PROFILE,
                                         data[0] % sj_library_count (stage->world->library, SJ_REF_PROFILE));
  g_autoptr (SjRehearsal) rehearsal = sj_rehearsal_new (stage->world, stage->program, entry->config, BEGIN, data[0]);
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (seen, everything (rehearsal));
  for (size_t i = 1; i + 3 <= size && sj_rehearsal_moments (rehearsal) < MOST_ACTS; i += 3)
    {
      SjAct act = act_of (stage, rehearsal, data + i);

      if (sj_rehearsal_do (rehearsal, &act, NULL))
        g_ptr_array_add (seen, everything (rehearsal));
      else
        {
          g_autofree char *same = everything (rehearsal);

          g_assert_cmpstr (same, ==, seen->pdata[seen->len - 1]);
        }
    }
  check_moments (rehearsal, seen);
}

static Stage stage;    /* the same for every input */

static void
clear_stage (void)
{
  sj_world_unref (stage.world);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjTestCase *test = sj_config_parse (&sj_test_case_spec, &arena, (const char *) data, size, &diags, NULL);

  if (stage.program == NULL)
    {
      set_stage (&stage);
      atexit (clear_stage);
    }
  if (test != NULL)
    check_document (&stage, test);
  else if (size > 1)
    rehearse (&stage, data, size);
  sj_config_free (&sj_test_case_spec, test);
  return 0;
}
