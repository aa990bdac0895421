/* test-recording-run.c -- a recording as a run: how long it lasts, audiences that are
 * read, the same in whatever order persons are driven, and answers of the outside.
 */
#include "engine/sj-recording.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <string.h>

#define DAY "86400000"

static SjProgram *
compile (SjWorld *world, const char *text)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) journey = sj_journey_read (&sj_kinds_default, "j", text, strlen (text), &diags, &error);
  SjProgram *program;

  g_assert_no_error (error);
  program = sj_program_compile (world, journey, &diags);
  if (program == NULL)
    g_error ("%s", sj_diags_get (&diags, 0)->text);
  return program;
}

typedef void (*TakeFunc) (SjRecording *recording, SjSlice line, const char *file, uint64_t number);

static void
take (SjRecording *recording, const char *const *lines, TakeFunc func)
{
  for (; *lines != NULL; lines++)
    func (recording, (SjSlice) { *lines, strlen (*lines) }, "lines", 1);
}

static uint64_t
exits (const SjDriven *driven, SjEnd reason)
{
  return sj_ledger_sum (&driven->ledgers[0], SJ_SLOT_EXITS + reason);
}

static const char *const members[] = {
  "{\"id\":\"a\",\"audiences\":[\"m\"]}",
  "{\"id\":\"b\",\"audiences\":[\"m\"]}",
  "{\"id\":\"c\",\"audiences\":[]}", NULL,
};

/* Events that nothing listens to but which make the recording last three days. */
static const char *const span[] = {
  "{\"type\":\"Ping\",\"profile\":\"a\",\"time\":0}",
  "{\"type\":\"Ping\",\"profile\":\"a\",\"time\":259200000}",
  NULL,
};

/* Who is read enters, waits for half a day or ten days; who pings leaves. */
#define READ(settings, wait) \
  "{\"form\": 1, \"id\": \"j\", \"name\": \"J\", \"settings\": {\"reentryGap\": \"PT0S\"}, \"nodes\": [" \
  "{\"id\": \"in\", \"kind\": \"read-audience\", \"settings\": {\"audience\": \"m\"" settings "}," \
  " \"paths\": [{\"id\": \"next\", \"to\": \"wait\"}]}," \
  "{\"id\": \"wait\", \"kind\": \"event\", \"settings\": {\"event\": \"Ping\", \"timeout\": \"" wait "\"}," \
  " \"paths\": [{\"id\": \"next\"}, {\"id\": \"timeout\"}]}]}"

static const struct
{
  const char *journey;
  uint64_t entered, refused, forced, completed;
} readings[] = {
  { READ ("", "PT12H"), 2, 0, 0, 2 },
  { READ (", \"repeat\": \"once\", \"start\": \"1970-01-02T00:00:00Z\"", "PT12H"), 2, 0, 0, 2 },
  { READ (", \"repeat\": \"once\", \"start\": \"1971-01-01T00:00:00Z\"", "PT12H"), 0, 0, 0, 0 },
  { READ (", \"repeat\": \"daily\", \"at\": \"00:00\"", "PT12H"), 8, 0, 0, 8 },
  { READ (", \"repeat\": \"daily\", \"at\": \"00:00\", \"incremental\": true", "PT12H"), 2, 0, 0, 2 },
  { READ (", \"repeat\": \"daily\", \"at\": \"00:00\"", "P10D"), 3, 5, 0, 3 },
  { READ (", \"repeat\": \"daily\", \"at\": \"00:00\", \"force\": true", "P10D"), 8, 0, 5, 3 },
};

static void
drive_reading (const char *journey, bool in_order, SjDriven *driven)
{
  g_autoptr (SjWorld) world = sj_world_new (NULL);
  g_autoptr (SjRecording) recording = NULL;
  SjDrive drive = { .seed = 1, .threads = 2, .in_order = in_order };

  compile (world, journey);
  recording = sj_recording_new (world, INT64_MIN, SJ_TIME_NEVER);
  take (recording, members, sj_recording_take_profile);
  take (recording, span, sj_recording_take_event);
  sj_recording_finish (recording);
  sj_recording_prepare (recording, &drive);
  sj_drive (&drive, driven);
  g_assert_true (sj_ledger_balances (&driven->ledgers[0], g_ptr_array_index (world->programs, 0), driven->here[0],
                                     NULL));
}

static void
test_readings (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (readings); i++)
    for (int in_order = 0; in_order < 2; in_order++)
      {
        SjDriven driven;
        uint64_t entered, refused;

        drive_reading (readings[i].journey, in_order, &driven);
        entered = sj_ledger_sum (&driven.ledgers[0], SJ_SLOT_ENTERED);
        refused = sj_ledger_sum (&driven.ledgers[0], SJ_SLOT_REFUSED + SJ_REFUSAL_INSIDE_ALREADY);
        g_test_message ("%zu, order %d: %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, i, in_order, entered, refused);
        g_assert_cmpuint (entered, ==, readings[i].entered);
        g_assert_cmpuint (refused, ==, readings[i].refused);
        g_assert_cmpuint (exits (&driven, SJ_END_FORCED), ==, readings[i].forced);
        g_assert_cmpuint (exits (&driven, SJ_END_COMPLETED), ==, readings[i].completed);
        sj_driven_clear (&driven);
      }
}

#define WAITS(settings, nodes) \
  "{\"form\": 1, \"id\": \"j\", \"name\": \"J\", \"settings\": {" settings "}, \"nodes\": [" \
  "{\"id\": \"in\", \"kind\": \"event\", \"settings\": {\"event\": \"A\"}," \
  " \"paths\": [{\"id\": \"next\", \"to\": \"one\"}]}," \
  nodes "]}"

static const struct { const char *journey; SjTime stay; } stays[] = {
  { WAITS ("", "{\"id\": \"one\", \"kind\": \"end\"}"), 0 },
  { WAITS ("", "{\"id\": \"one\", \"kind\": \"wait\", \"settings\": {\"for\": \"P2D\"}, \"paths\": [{\"id\": \"next\", "
               "\"to\": \"two\", \"delay\": \"PT3H\"}]},"
               "{\"id\": \"two\", \"kind\": \"event\", \"settings\": {\"event\": \"B\", \"timeout\": \"PT1H\"}}"),
    2 * SJ_DAY + 4 * SJ_HOUR },
  { WAITS ("\"timeout\": \"P1D\"", "{\"id\": \"one\", \"kind\": \"wait\", \"settings\": {\"for\": \"P2D\"}}"), SJ_DAY },
  { WAITS ("", "{\"id\": \"one\", \"kind\": \"wait\", \"settings\": {\"for\": \"P2D\"}, \"paths\": [{\"id\": \"next\", "
               "\"to\": \"one\"}]}"),
    731 * SJ_DAY },
};

static void
test_stay (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (stays); i++)
    {
      g_autoptr (SjWorld) world = sj_world_new (NULL);

      compile (world, stays[i].journey);
      g_test_message ("%s", stays[i].journey);
      g_assert_cmpint (sj_recording_stay (world), ==, stays[i].stay);
    }
}

/* The end is as long after the last event as somebody can stay, or what was asked for. */
static void
test_times (void)
{
  static const char *const events[] = { "{\"type\":\"A\",\"profile\":\"a\",\"time\":" DAY "}", NULL };
  static const struct { SjTime from, until, start, end; } cases[] = {
    { INT64_MIN, SJ_TIME_NEVER, SJ_DAY, 2 * SJ_DAY },
    { 0, SJ_TIME_NEVER, 0, 2 * SJ_DAY },
    { INT64_MIN, SJ_DAY + 5, SJ_DAY, SJ_DAY + 5 },
    { 2 * SJ_DAY, SJ_TIME_NEVER, 2 * SJ_DAY, 3 * SJ_DAY },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SjWorld) world = sj_world_new (NULL);
      g_autoptr (SjRecording) recording = NULL;
      SjDrive drive = { .seed = 1 };

      compile (world, stays[2].journey);
      recording = sj_recording_new (world, cases[i].from, cases[i].until);
      take (recording, events, sj_recording_take_event);
      sj_recording_finish (recording);
      sj_recording_prepare (recording, &drive);
      g_assert_cmpint (drive.start, ==, cases[i].start);
      g_assert_cmpint (drive.end, ==, cases[i].end);
      g_assert_cmpuint (drive.n_periods, ==, (drive.end - drive.start) / SJ_HOUR + 1);
    }
}

/* The sample's journeys on its people: calls are answered with their samples, and both
 * ways of driving agree. */
static void
test_sample (void)
{
  static const char *const events[] = {
    "{\"id\":\"1\",\"type\":\"LumaCheckoutEvent_Email\",\"profile\":\"luma-001\",\"time\":\"2026-04-01T10:00:00Z\"}",
    "{\"id\":\"2\",\"type\":\"LumaPurchaseEvent_Email\",\"profile\":\"luma-001\",\"time\":\"2026-04-01T10:20:00Z\"}",
    "{\"id\":\"3\",\"type\":\"LumaCheckoutEvent_Email\",\"profile\":\"luma-002\",\"time\":\"2026-04-01T10:00:00Z\"}",
    "{\"id\":\"4\",\"type\":\"LumaCheckoutEvent_Email\",\"profile\":\"luma-003\",\"time\":\"2026-04-01T10:00:00Z\"}",
    NULL,
  };
  g_autofree char *text = NULL;
  uint64_t cells[2] = { 0 };
  gsize length;

  g_assert_true (g_file_get_contents (TEST_SOURCE "/data/sample/journeys/purchase.journey", &text, &length, NULL));
  for (int in_order = 0; in_order < 2; in_order++)
    {
      g_autoptr (SjLibrary) library = sj_library_load (TEST_SOURCE "/data/sample", NULL);
      g_autoptr (SjWorld) world = sj_world_new (library);
      g_autoptr (SjRecording) recording = NULL;
      SjDrive drive = { .seed = 1, .threads = 1, .in_order = in_order };
      SjProgram *program = compile (world, text);
      SjDriven driven;

      recording = sj_recording_new (world, INT64_MIN, SJ_TIME_NEVER);
      g_assert_true (sj_recording_read_profiles (recording, TEST_SOURCE "/data/sample/profiles.jsonl", NULL));
      take (recording, events, sj_recording_take_event);
      sj_recording_finish (recording);
      g_assert_cmpuint (sj_recording_notes (recording)->len, ==, 0);
      sj_recording_prepare (recording, &drive);
      sj_drive (&drive, &driven);
      g_assert_cmpuint (sj_ledger_sum (&driven.ledgers[0], SJ_SLOT_ENTERED), ==, 3);
      for (guint i = 0; i < program->calls->len; i++)
        g_assert_cmpuint (sj_ledger_sum (&driven.ledgers[0], sj_program_call (program, i)->slot + SJ_CALL_FAILED), ==,
                          0);
      for (uint32_t i = 0; i < program->n_slots; i++)
        cells[in_order] = cells[in_order] * 31 + sj_ledger_sum (&driven.ledgers[0], i);
      g_assert_true (sj_ledger_balances (&driven.ledgers[0], program, driven.here[0], NULL));
      sj_driven_clear (&driven);
    }
  g_assert_cmpuint (cells[0], ==, cells[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/recording-run/readings", test_readings);
  g_test_add_func ("/engine/recording-run/stay", test_stay);
  g_test_add_func ("/engine/recording-run/times", test_times);
  g_test_add_func ("/engine/recording-run/sample", test_sample);
  return g_test_run ();
}
