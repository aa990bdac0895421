/* fuzz-recording.c -- any bytes as lines of profiles and of events: each is used, or
 * told of at a place inside it; who comes of them can be driven, and a line that was
 * taken apart in passing means the same when it is written in another way. */
#include "fuzz.h"

#include "base/sj-json.h"
#include "engine/sj-recording.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <string.h>

static const char journey_text[] =
    "{\"form\": 1, \"id\": \"j\", \"name\": \"J\", \"settings\": {\"reentry\": \"always\"}, \"nodes\": ["
    "{\"id\": \"in\", \"kind\": \"event\", \"settings\": {\"event\": \"A\"},"
    " \"paths\": [{\"id\": \"next\", \"to\": \"if\"}]},"
    "{\"id\": \"if\", \"kind\": \"condition\", \"paths\": ["
    "{\"id\": \"case-1\", \"settings\": {\"expression\": \"inAudience(\\\"m\\\")\"}},"
    "{\"id\": \"case-2\", \"settings\": {\"expression\": \"@event{A.n} == #{ExperiencePlatform.P.profile.n}\"}},"
    "{\"id\": \"else\", \"to\": \"wait\"}]},"
    "{\"id\": \"wait\", \"kind\": \"event\", \"settings\": {\"event\": \"B\", \"timeout\": \"PT1H\"},"
    " \"paths\": [{\"id\": \"next\"}, {\"id\": \"timeout\"}]}]}";

static SjWorld *
make_world (void)
{
  SjWorld *world = sj_world_new (NULL);
  g_autoptr (SjJourney) journey =
      sj_journey_read (&sj_kinds_default, "j", journey_text, strlen (journey_text), NULL, NULL);

  g_assert_nonnull (sj_program_compile (world, journey, NULL));
  return world;
}

typedef void (*TakeFunc) (SjRecording *recording, SjSlice line, const char *file, uint64_t number);

/* Each line in memory of just its size. */
static void
take_lines (SjRecording *recording, const char *text, size_t size, TakeFunc take)
{
  const char *end = text + size;
  uint64_t number = 0;

  while (text < end)
    {
      const char *stop = memchr (text, '\n', (size_t) (end - text));
      size_t length = (size_t) ((stop ? stop : end) - text);
      g_autofree char *exact = g_memdup2 (text, length);

      if (length > 0)
        take (recording, (SjSlice) { exact, length }, "file", ++number);
      text += length + 1;
    }
}

static void
drive (SjRecording *recording, uint64_t *entered)
{
  SjDrive drive = { .threads = 1 };
  SjDriven driven;

  sj_recording_prepare (recording, &drive);
  drive.period = MAX (drive.period, (drive.end - drive.start) / 1000);
  drive.n_periods = 1;
  sj_drive (&drive, &driven);
  *entered = sj_ledger_sum (&driven.ledgers[0], SJ_SLOT_ENTERED);
  g_assert_true (sj_ledger_balances (&driven.ledgers[0], g_ptr_array_index (drive.world->programs, 0), driven.here[0],
                                     NULL));
  sj_driven_clear (&driven);
}

/* The same lines with a member in front that only the reader of JSON understands. */
static char *
with_escape (const char *text, size_t size)
{
  GString *out = g_string_new (NULL);
  bool fresh = true;

  for (size_t i = 0; i < size; i++)
    {
      g_string_append_c (out, text[i]);
      if (fresh && text[i] == '{' && i + 1 < size && text[i + 1] == '"')
        g_string_append (out, "\"\\u0078\":1e1,");
      fresh = text[i] == '\n' || (fresh && text[i] == ' ');
    }
  return g_string_free (out, FALSE);
}

static uint64_t
use (const SjWorld *world, const char *text, size_t size, uint64_t *entered)
{
  g_autoptr (SjRecording) recording = sj_recording_new (world, INT64_MIN, SJ_TIME_NEVER);
  const GPtrArray *notes = sj_recording_notes (recording);

  take_lines (recording, text, size, sj_recording_take_profile);
  take_lines (recording, text, size, sj_recording_take_event);
  sj_recording_finish (recording);
  for (guint i = 0; i < notes->len; i++)
    g_assert_cmpuint (((SjLineNote *) g_ptr_array_index (notes, i))->column, >, 0);
  drive (recording, entered);
  return sj_recording_count (recording, SJ_LINE_USED);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (SjWorld) world = NULL;
  g_autofree char *other = NULL;
  uint64_t used, entered, entered_again;

  if (size == 0 || memchr (data, '\0', size) != NULL || size > 1 << 16)
    return 0;
  world = make_world ();
  used = use (world, (const char *) data, size, &entered);
  other = with_escape ((const char *) data, size);
  g_assert_cmpuint (use (world, other, strlen (other), &entered_again), ==, used);
  g_assert_cmpuint (entered_again, ==, entered);
  return 0;
}
