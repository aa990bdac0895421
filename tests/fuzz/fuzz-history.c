/* fuzz-history.c -- lines of a history file, with guards that fit, whatever they say.
 *
 * They are done to a journey or refused as a whole; what comes out is a journey
 * whose text reads back, after every undo and redo.
 */
#include "fuzz.h"

#include "kinds/sj-kinds-default.h"
#include "model/sj-history-private.h"
#include "model/sj-journey-json.h"

#include <string.h>

static const char base[] =
    "{\"form\": 1, \"name\": \"A\", \"goals\": [{\"id\": \"g\"}], \"nodes\": ["
    "{\"id\": \"e\", \"kind\": \"event\", \"paths\": [{\"id\": \"next\", \"to\": \"c\"}]},"
    "{\"id\": \"c\", \"kind\": \"condition\", \"at\": [0, 0], \"settings\": {\"moon\": 1, \"tide\": null},"
    " \"paths\": [{\"id\": \"a\", \"to\": \"w\"}, {\"id\": \"b\", \"delay\": \"PT1H\"}, {\"id\": \"else\"}]},"
    "{\"id\": \"w\", \"kind\": \"wait\", \"settings\": {\"for\": \"PT2H\"}},"
    "{\"id\": \"u\", \"kind\": \"teleport\", \"paths\": [{\"id\": \"up\", \"to\": \"ghost\"}]}]}";

static void
check_reads_back (const SjJourney *journey)
{
  g_autofree char *first = sj_journey_to_string (journey);
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) again = sj_journey_read (&sj_kinds_default, NULL, first, strlen (first), NULL, &error);
  g_autofree char *second = NULL;

  if (again == NULL)
    g_error ("not read back: %s in %s", error->message, first);
  second = sj_journey_to_string (again);
  if (strcmp (first, second) != 0)
    g_error ("not canonical: %s---- but then\n%s", first, second);
}

/* One JSON value a line; what is none is passed over. */
static GPtrArray *
read_lines (const char *text, size_t size, SjArena *arena)
{
  GPtrArray *lines = g_ptr_array_new ();
  const char *end = text + size;

  while (text < end)
    {
      const char *stop = memchr (text, '\n', (size_t) (end - text));
      size_t length = (size_t) ((stop ? stop : end) - text);
      SjValue value;

      if (sj_json_read (arena, NULL, text, length, &value, NULL))
        g_ptr_array_add (lines, sj_arena_dup (arena, &value, sizeof value));
      text += length + 1;
    }
  return lines;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autoptr (SjJourney) journey = sj_journey_read (&sj_kinds_default, NULL, base, strlen (base), NULL, NULL);
  g_autoptr (SjHistory) history = sj_history_new (journey);
  g_autoptr (GPtrArray) lines = read_lines ((const char *) data, size, &arena);
  SjValue mark = sj_history_log_mark (journey, &arena);
  size_t recovered;

  g_ptr_array_insert (lines, 0, &mark);
  if (!sj_history_log_load (history, lines, &recovered))
    g_assert_cmpuint (sj_history_n_undo (history) + sj_history_n_redo (history), ==, 0);
  check_reads_back (journey);
  while (sj_history_undo (history))
    check_reads_back (journey);
  while (sj_history_redo (history))
    check_reads_back (journey);
  return 0;
}
