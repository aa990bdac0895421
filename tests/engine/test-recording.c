/* test-recording.c -- lines of events and profiles come into memory as they are meant,
 * and of those that do not it is told why.
 */
#include "engine/sj-recording.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <glib/gstdio.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

/* Waits for somebody to buy, in a workspace of its own. */
static const struct { const char *name, *text; } files[] = {
  { "workspace.json",
    "{\"name\": \"Shop\", \"zone\": \"Europe/Paris\", \"profile\": {\"type\": \"object\", \"properties\": "
    "{\"points\": {\"type\": \"integer\"}}}}" },
  { "members.json", "{\"id\": \"members\", \"name\": \"All members\", \"kind\": \"list\"}" },
  { "gold.json",
    "{\"id\": \"gold\", \"name\": \"Gold\", \"rule\": \"#{ExperiencePlatform.P.profile.points} > 100\"}" },
  { "Added.json",
    "{\"id\": \"Added\", \"name\": \"Added\", \"schema\": {\"type\": \"object\", \"properties\": "
    "{\"n\": {\"type\": \"integer\"}}}}" },
};

static const char journey_text[] =
    "{\"form\": 1, \"id\": \"j\", \"name\": \"J\", \"settings\": {\"reentry\": \"always\"}, \"nodes\": ["
    "{\"id\": \"in\", \"kind\": \"event\", \"settings\": {\"event\": \"Added\"},"
    " \"paths\": [{\"id\": \"next\", \"to\": \"if\"}]},"
    "{\"id\": \"if\", \"kind\": \"condition\", \"paths\": ["
    "{\"id\": \"case-1\", \"settings\": {\"expression\": \"inAudience(\\\"Gold\\\")\"}},"
    "{\"id\": \"case-2\", \"settings\": {\"expression\": \"inAudience(\\\"members\\\")\"}},"
    "{\"id\": \"case-3\", \"settings\": {\"expression\": \"@event{Added.n} > 5\"}},"
    "{\"id\": \"else\", \"to\": \"wait\"}]},"
    "{\"id\": \"wait\", \"kind\": \"event\", \"settings\": {\"event\": \"Bought\", \"timeout\": \"PT1H\"},"
    " \"paths\": [{\"id\": \"next\"}, {\"id\": \"timeout\"}]}]}";

typedef struct
{
  char *folder;             /* owned */
  char *events, *profiles;  /* owned: files in it */
  SjLibrary *library;
  SjWorld *world;
  SjRecording *recording;
} Fixture;

/* Of a file of the workspace, or of a folder of it. */
static char *
path_of (const char *root, const char *name)
{
  const char *folder = strchr (name, '.') == NULL || strcmp (name, "workspace.json") == 0 ? ""
                       : g_ascii_isupper (name[0])                                        ? "events"
                                                                                          : "audiences";

  return g_build_filename (root, folder, name, NULL);
}

static void
write_workspace (const char *root)
{
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = path_of (root, files[i].name);
      g_autofree char *folder = g_path_get_dirname (path);
      g_autoptr (GError) error = NULL;

      g_mkdir_with_parents (folder, 0700);
      g_file_set_contents (path, files[i].text, -1, &error);
      g_assert_no_error (error);
    }
}

static void
remove_workspace (const char *root)
{
  static const char *const folders[] = { "events", "audiences" };

  for (size_t i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = path_of (root, files[i].name);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = path_of (root, folders[i]);

      g_assert_cmpint (g_rmdir (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (root), ==, 0);
}

static void
set_up (Fixture *fixture, SjTime from, SjTime until)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (SjJourney) journey = NULL;

  fixture->folder = g_dir_make_tmp ("sojourn-recording-XXXXXX", NULL);
  fixture->events = g_build_filename (fixture->folder, "events.jsonl", NULL);
  fixture->profiles = g_build_filename (fixture->folder, "profiles.jsonl", NULL);
  write_workspace (fixture->folder);
  fixture->library = sj_library_load (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->world = sj_world_new (fixture->library);
  journey = sj_journey_read (&sj_kinds_default, "j", journey_text, strlen (journey_text), &diags, &error);
  g_assert_no_error (error);
  if (sj_program_compile (fixture->world, journey, &diags) == NULL)
    g_error ("%s", sj_diags_get (&diags, 0)->text);
  fixture->recording = sj_recording_new (fixture->world, from, until);
}

static void
tear_down (Fixture *fixture)
{
  g_remove (fixture->events);
  g_remove (fixture->profiles);
  remove_workspace (fixture->folder);
  sj_recording_free (fixture->recording);
  sj_world_unref (fixture->world);
  sj_library_unref (fixture->library);
  g_free (fixture->folder);
  g_free (fixture->events);
  g_free (fixture->profiles);
}

static void
take_events (Fixture *fixture, const char *const *lines, size_t count)
{
  for (size_t i = 0; i < count; i++)
    sj_recording_take_event (fixture->recording, (SjSlice) { lines[i], strlen (lines[i]) }, "events", i + 1);
}

static void
take_profile (Fixture *fixture, const char *line)
{
  sj_recording_take_profile (fixture->recording, (SjSlice) { line, strlen (line) }, "profiles", 1);
}

/* What each person did: "ann: Added@0 Bought@5 {"n":1}; …" */
static char *
all_events (SjRecording *recording, const SjWorld *world)
{
  GString *text = g_string_new (NULL);
  uint64_t *chances = g_new0 (uint64_t, 1);
  SjLedger ledger;
  SjPeople people;
  SjLife life;
  SjOuter input;
  void *worker;

  sj_ledger_init (&ledger, g_ptr_array_index (world->programs, 0), 0, SJ_DAY, 1);
  sj_life_init (&life, world, &ledger, chances);
  sj_recording_people (recording, 0, &people);
  worker = people.worker_new (people.data);
  for (uint32_t i = 0; i < sj_recording_n_persons (recording); i++)
    {
      sj_life_begin (&life);
      life.person.number = i;
      people.begin (worker, &life, i);
      g_string_append_printf (text, "%s%s:", i > 0 ? "; " : "", life.person.id);
      while (people.next (worker, &life, &input))
        {
          g_autofree char *payload = sj_json_to_string (input.value, SJ_JSON_COMPACT);

          g_string_append_printf (text, " %s@%" G_GINT64_FORMAT "%s",
                                  (char *) g_ptr_array_index (world->events, input.what), input.time,
                                  sj_value_is_null (input.value) ? "" : payload);
        }
    }
  people.worker_free (worker);
  sj_life_clear (&life);
  sj_ledger_clear (&ledger);
  g_free (chances);
  return g_string_free (text, FALSE);
}

static void
check_events (Fixture *fixture, const char *wanted)
{
  g_autofree char *found = NULL;

  sj_recording_finish (fixture->recording);
  found = all_events (fixture->recording, fixture->world);
  g_assert_cmpstr (found, ==, wanted);
}

/* By time; at one time as the lines stand; a payload only where somebody reads it. */
static void
test_order (void)
{
  static const char *const lines[] = {
    "{\"id\":\"1\",\"type\":\"Added\",\"profile\":\"ann\",\"time\":30,\"payload\":{\"n\":1}}",
    "{\"id\":\"2\",\"type\":\"Bought\",\"profile\":\"bob\",\"time\":7,\"payload\":{\"n\":2}}",
    "",
    "{\"id\":\"3\",\"type\":\"Bought\",\"profile\":\"ann\",\"time\":10}",
    "{\"id\":\"4\",\"type\":\"Added\",\"profile\":\"ann\",\"time\":10,\"payload\":{}}",
    "  { \"time\" : 20 , \"type\" : \"Added\", \"x\" : [1, {\"y\": null}], \"profile\" : \"ann\" }  ",
  };
  Fixture fixture;

  set_up (&fixture, INT64_MIN, SJ_TIME_NEVER);
  take_events (&fixture, lines, G_N_ELEMENTS (lines));
  check_events (&fixture, "ann: Bought@10 Added@10{} Added@20 Added@30{\"n\":1}; bob: Bought@7");
  g_assert_cmpuint (sj_recording_count (fixture.recording, SJ_LINE_USED), ==, 5);
  g_assert_cmpuint (sj_recording_notes (fixture.recording)->len, ==, 0);
  tear_down (&fixture);
}

/* Escapes: whichever way the line is read, the payload ends where it ends. */
static void
test_escapes (void)
{
  static const char *const lines[] = {
    "{\"type\":\"Added\",\"profile\":\"ann\",\"time\":1,\"payload\":{\"n\":\"\\\"}\",\"m\":\"\\\\\"}}",
    ("{\"type\":\"A\\u0064ded\",\"profile\":\"ann\",\"time\":2,\"payload\":{\"n\":\"\\\"}\",\"m\":\"\\\\\"},"
     "\"x\":\"}\"}"),
    "{\"type\":\"A\\u0064ded\",\"profile\":\"ann\",\"time\":3,\"payload\":{\"n\":[\"\\\"]}}\"]}}",
  };
  Fixture fixture;

  set_up (&fixture, INT64_MIN, SJ_TIME_NEVER);
  take_events (&fixture, lines, G_N_ELEMENTS (lines));
  check_events (&fixture, "ann: Added@1{\"n\":\"\\\"}\",\"m\":\"\\\\\"} Added@2{\"n\":\"\\\"}\",\"m\":\"\\\\\"}"
                          " Added@3{\"n\":[\"\\\"]}}\"]}");
  tear_down (&fixture);
}

/* Many events of one person, backwards and with equal times. */
static void
test_many (void)
{
  GString *wanted = g_string_new ("ann:");
  Fixture fixture;

  set_up (&fixture, INT64_MIN, SJ_TIME_NEVER);
  for (int i = 999; i >= 0; i--)
    {
      g_autofree char *line = g_strdup_printf ("{\"type\":\"Added\",\"profile\":\"ann\",\"time\":%d,"
                                               "\"payload\":{\"n\":%d}}", i / 2, 999 - i);

      sj_recording_take_event (fixture.recording, (SjSlice) { line, strlen (line) }, "events", 1);
    }
  for (int i = 0; i < 1000; i += 2)
    g_string_append_printf (wanted, " Added@%d{\"n\":%d} Added@%d{\"n\":%d}", i / 2, 998 - i, i / 2, 999 - i);
  check_events (&fixture, wanted->str);
  g_string_free (wanted, TRUE);
  tear_down (&fixture);
}

static void
test_repeats (void)
{
  Fixture fixture;

  set_up (&fixture, INT64_MIN, SJ_TIME_NEVER);
  for (unsigned i = 0; i < 30; i++)
    for (unsigned j = 0; j < 3; j++)    /* the first of each id stays, whatever the others say */
      {
        const char *prefix = i % 2 == 0 ? "a-long-prefix-" : "";
        g_autofree char *line = g_strdup_printf ("{\"id\":\"%s%u\",\"type\":\"Bought\",\"profile\":\"p%u\","
                                                 "\"time\":%u}", prefix, i, i % 2 + j, i * 10 + j);

        sj_recording_take_event (fixture.recording, (SjSlice) { line, strlen (line) }, "events", i * 3 + j + 1);
      }
  sj_recording_finish (fixture.recording);
  g_assert_cmpuint (sj_recording_n_persons (fixture.recording), ==, 2);
  g_assert_cmpuint (sj_recording_count (fixture.recording, SJ_LINE_USED), ==, 30);
  g_assert_cmpuint (sj_recording_count (fixture.recording, SJ_LINE_REPEATED_EVENT), ==, 60);
  tear_down (&fixture);
}

static void
test_times (void)
{
  static const char *const lines[] = {
    "{\"type\":\"Bought\",\"profile\":\"a\",\"time\":1700000000000}",
    "{\"type\":\"Bought\",\"profile\":\"a\",\"time\":\"2023-11-14T22:13:20.001Z\"}",
    "{\"type\":\"Bought\",\"profile\":\"a\",\"time\":\"2023-11-14T23:13:20.002+01:00\"}",
    "{\"type\":\"Bought\",\"profile\":\"a\",\"time\":\"2023-11-14T23:13:20.003\"}",
    "{\"type\":\"Bought\",\"profile\":\"a\",\"time\":\"2023-11-15\"}",
    "{\"type\":\"Bought\",\"profile\":\"a\",\"time\":1700000000005.9}",
    "{\"type\":\"Bought\",\"profile\":\"a\",\"time\":1.700000000004e12}",
    "{\"type\":\"Bought\",\"profile\":\"a\",\"time\":-1}",
    "{\"type\":\"Bought\",\"profile\":\"a\",\"time\":0}",
  };
  Fixture fixture;

  set_up (&fixture, INT64_MIN, SJ_TIME_NEVER);
  take_events (&fixture, lines, G_N_ELEMENTS (lines));
  check_events (&fixture, "a: Bought@-1 Bought@0 Bought@1700000000000 Bought@1700000000001 Bought@1700000000002 "
                          "Bought@1700000000003 Bought@1700000000004 Bought@1700000000005 Bought@1700002800000");
  tear_down (&fixture);
}

/* Between two times; both count. */
static void
test_range (void)
{
  Fixture fixture;
  SjTime first, last;

  set_up (&fixture, 10, 20);
  for (unsigned i = 5; i < 25; i += 5)
    {
      g_autofree char *line = g_strdup_printf ("{\"type\":\"Bought\",\"profile\":\"a\",\"time\":%u}", i);

      sj_recording_take_event (fixture.recording, (SjSlice) { line, strlen (line) }, "events", i);
    }
  check_events (&fixture, "a: Bought@10 Bought@15 Bought@20");
  g_assert_cmpuint (sj_recording_count (fixture.recording, SJ_LINE_OUTSIDE), ==, 1);
  g_assert_true (sj_recording_span (fixture.recording, &first, &last));
  g_assert_cmpint (first, ==, 10);
  g_assert_cmpint (last, ==, 20);
  tear_down (&fixture);
}

static const struct { const char *line; unsigned column; const char *text; } flawed[] = {
  { "{\"type\":\"Added\",\"profile\":\"a\",\"time\":1", 39, "This is not JSON" },
  { "{\"type\":\"Zoë\",\"profile\":,\"time\":1}", 25, "This is not JSON" },
  { "nothing", 1, "This is not JSON" },
  { "[]", 1, "must be an object" },
  { "{\"profile\":\"a\",\"time\":1}", 1, "“type” is missing" },
  { "{\"type\":\"Added\",\"time\":1}", 1, "“profile” is missing" },
  { "{\"type\":\"Added\",\"profile\":\"\",\"time\":1}", 28, "“profile” is missing" },
  { "{\"type\":\"Added\",\"profile\":\"a\"}", 1, "“time” is missing" },
  { "{\"type\":\"Added\",\"profile\":\"a\",\"time\":\"soon\"}", 39, "“soon” is no time" },
  { "{\"type\":\"Added\",\"profile\":\"a\",\"time\":true}", 38, "“time” must be a time" },
  { "{\"type\":\"Added\",\"profile\":\"a\",\"time\":9000000000000000000}", 38, "outside the years" },
  { "{\"type\":\"Added\",\"profile\":\"a\",\"time\":1,\"payload\":[1]}", 50, "“payload” must be an object" },
  { "{\"type\":\"Added\",\"profile\":\"a\",\"time\":1,\"payload\":{\"a\":01}}", 55, "This is not JSON" },
  { "{\"type\":\"Added\",\"profile\":\"a\",\"time\":1,\"id\":[]}", 45, "“id” must be a text" },
  { "{\"type\":\"Added\",\"profile\":\"a\xff\",\"time\":1}", 29, "UTF-8" },
};

static void
test_flaws (void)
{
  Fixture fixture;

  set_up (&fixture, INT64_MIN, SJ_TIME_NEVER);
  for (size_t i = 0; i < G_N_ELEMENTS (flawed); i++)
    {
      const char *line = flawed[i].line;
      const SjLineNote *note;

      sj_recording_take_event (fixture.recording, (SjSlice) { line, strlen (line) }, "events", i + 1);
      g_assert_cmpuint (sj_recording_notes (fixture.recording)->len, ==, i + 1);
      note = g_ptr_array_index (sj_recording_notes (fixture.recording), i);
      if (g_utf8_validate (line, -1, NULL))
        g_test_message ("%s: %u: %s", line, note->column, note->text);
      g_assert_cmpuint (note->line, ==, i + 1);
      g_assert_cmpuint (note->column, ==, flawed[i].column);
      g_assert_nonnull (strstr (note->text, flawed[i].text));
    }
  g_assert_cmpuint (sj_recording_count (fixture.recording, SJ_LINE_FLAWED), ==, G_N_ELEMENTS (flawed));
  check_events (&fixture, "");
  tear_down (&fixture);
}

/* The first of them in full, in the order of lines, then only the number. */
static void
test_notes (void)
{
  Fixture fixture;
  const GPtrArray *notes;

  set_up (&fixture, INT64_MIN, SJ_TIME_NEVER);
  take_profile (&fixture, "{\"id\":\"known\"}");
  for (unsigned i = 0; i < 90; i++)
    {
      g_autofree char *line = i % 3 == 0   ? g_strdup ("{")
                              : i % 3 == 1 ? g_strdup ("{\"type\":\"Looked\",\"profile\":\"a\",\"time\":1}")
                                           : g_strdup_printf ("{\"type\":\"Bought\",\"profile\":\"p%u\","
                                                              "\"time\":1}", i);

      sj_recording_take_event (fixture.recording, (SjSlice) { line, strlen (line) }, "events", i + 1);
    }
  sj_recording_finish (fixture.recording);
  notes = sj_recording_notes (fixture.recording);
  g_assert_cmpuint (notes->len, ==, 3 * SJ_RECORDING_NOTES);
  for (guint i = 0; i < notes->len; i++)
    g_assert_cmpuint (((SjLineNote *) g_ptr_array_index (notes, i))->line, ==, i + 1);
  g_assert_cmpuint (sj_recording_count (fixture.recording, SJ_LINE_FLAWED), ==, 30);
  g_assert_cmpuint (sj_recording_count (fixture.recording, SJ_LINE_OTHER_EVENT), ==, 30);
  g_assert_cmpuint (sj_recording_count (fixture.recording, SJ_LINE_UNKNOWN_PROFILE), ==, 30);
  g_assert_cmpuint (((SjLineNote *) g_ptr_array_index (notes, 2))->column, ==, 29);
  tear_down (&fixture);
}

static GByteArray *
packed (const char *text, const char *how)
{
  GByteArray *bytes = g_byte_array_new ();
  size_t length = strlen (text);

  g_byte_array_set_size (bytes, (guint) (length + 1000));
  if (strcmp (how, "gzip") == 0)
    {
      z_stream stream = { .next_in = (unsigned char *) text, .avail_in = (unsigned) length,
                          .next_out = bytes->data, .avail_out = bytes->len };

      g_assert_cmpint (deflateInit2 (&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
      g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
      g_byte_array_set_size (bytes, (guint) stream.total_out);
      deflateEnd (&stream);
    }
  else if (strcmp (how, "zstd") == 0)
    g_byte_array_set_size (bytes, (guint) ZSTD_compress (bytes->data, bytes->len, text, length, 1));
  else
    {
      memcpy (bytes->data, text, length);
      g_byte_array_set_size (bytes, (guint) length);
    }
  return bytes;
}

static void
test_files (void)
{
  static const char text[] = "{\"type\":\"Bought\",\"profile\":\"a\",\"time\":1}\n\n"
                             "{\"type\":\"Bought\",\"profile\":\"b\",\"time\":2}\r\n"
                             "{\"type\":\"Bought\",\"profile\":\"a\",\"time\":0}";
  static const char *const how[] = { "plain", "gzip", "zstd" };

  for (size_t i = 0; i < G_N_ELEMENTS (how); i++)
    {
      g_autoptr (GByteArray) bytes = packed (text, how[i]);
      g_autoptr (GError) error = NULL;
      Fixture fixture;

      set_up (&fixture, INT64_MIN, SJ_TIME_NEVER);
      g_assert_true (g_file_set_contents (fixture.profiles, "", 0, NULL));
      g_assert_true (sj_recording_read_profiles (fixture.recording, fixture.profiles, &error));
      g_assert_true (g_file_set_contents (fixture.events, (char *) bytes->data, bytes->len, NULL));
      g_assert_true (sj_recording_read_events (fixture.recording, fixture.events, &error));
      if (i > 0)    /* an archive that was cut off: not the end of the file */
        {
          g_assert_true (g_file_set_contents (fixture.events, (char *) bytes->data, bytes->len - 5, NULL));
          g_assert_false (sj_recording_read_events (fixture.recording, fixture.events, &error));
          g_assert_nonnull (strstr (error->message, fixture.events));
          g_clear_error (&error);
        }
      g_assert_false (sj_recording_read_events (fixture.recording, "no-such-file", &error));
      sj_recording_finish (fixture.recording);
      g_assert_cmpuint (sj_recording_n_persons (fixture.recording), ==, 2);
      g_assert_cmpuint (sj_recording_count (fixture.recording, SJ_LINE_UNKNOWN_PROFILE), ==, 2);
      tear_down (&fixture);
    }
}

static void
test_empty (void)
{
  Fixture fixture;
  SjTime first, last;

  set_up (&fixture, INT64_MIN, SJ_TIME_NEVER);
  g_assert_true (g_file_set_contents (fixture.events, "", 0, NULL));
  g_assert_true (sj_recording_read_events (fixture.recording, fixture.events, NULL));
  check_events (&fixture, "");
  g_assert_false (sj_recording_span (fixture.recording, &first, &last));
  tear_down (&fixture);
}

/* "gold members refused=email reach=yes,no-address zone=Europe/Paris language=fr": what the engine sees of them. */
static char *
person_words (Fixture *fixture, SjLife *life)
{
  static const char *const reaches[] = { "yes", "none", "bad", "blocked" };
  const SjPerson *person = &life->person;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fixture->world->audiences->len; i++)
    if (sj_person_is_in (person, i))
      g_string_append_printf (text, "%s ", (char *) g_ptr_array_index (fixture->world->audiences, i));
  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    {
      SjReach reach = person->reaches ? person->reaches (person, (SjChannel) i, "app") : (SjReach) person->reach[i];

      if (person->refused & (1u << i))
        g_string_append_printf (text, "no-%s ", sj_channel_id ((SjChannel) i));
      if (reach != SJ_REACH_YES)
        g_string_append_printf (text, "%s=%s ", sj_channel_id ((SjChannel) i), reaches[reach]);
    }
  if (person->zone != NULL)
    g_string_append_printf (text, "%s ", sj_zone_name (person->zone));
  if (person->language != NULL)
    g_string_append_printf (text, "%s ", person->language);
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

static char *
describe (Fixture *fixture, const char *line)
{
  uint64_t chances[1] = { 0 };
  SjLedger ledger;
  SjPeople people;
  SjLife life;
  void *worker;
  char *words;

  take_profile (fixture, line);
  sj_recording_finish (fixture->recording);
  if (sj_recording_n_persons (fixture->recording) == 0)
    return g_strdup (((SjLineNote *) g_ptr_array_index (sj_recording_notes (fixture->recording), 0))->text);
  sj_ledger_init (&ledger, g_ptr_array_index (fixture->world->programs, 0), 0, SJ_DAY, 1);
  sj_life_init (&life, fixture->world, &ledger, chances);
  sj_recording_people (fixture->recording, 0, &people);
  worker = people.worker_new (people.data);
  sj_life_begin (&life);
  people.begin (worker, &life, 0);
  words = person_words (fixture, &life);
  people.worker_free (worker);
  sj_life_clear (&life);
  sj_ledger_clear (&ledger);
  return words;
}

static const struct { const char *line, *words; } profiles[] = {
  { "{\"id\":\"a\"}", "" },
  { "{\"id\":7,\"audiences\":null,\"consent\":null,\"timezone\":null,\"language\":null,\"attributes\":null}", "" },
  { "{\"id\":\"a\",\"audiences\":[\"members\",\"other\"]}", "members" },
  { "{\"id\":\"a\",\"audiences\":[\"All members\",{\"id\":\"gold\"}]}", "gold members" },
  { "{\"id\":\"a\",\"audiences\":[{\"audience\":\"gold\",\"status\":\"exited\"},{\"audience\":\"members\",\"status\":"
    "\"realized\",\"since\":\"2026-01-01T00:00:00Z\"}]}", "members" },
  { "{\"id\":\"a\",\"attributes\":{\"points\":101}}", "gold email=none sms=none" },
  { "{\"id\":\"a\",\"attributes\":{\"points\":99}}", "email=none sms=none" },
  { "{\"id\":\"a\",\"attributes\":{\"points\":101},\"audiences\":[]}", "email=none sms=none" },
  { "{\"id\":\"a\",\"consent\":{\"email\":\"no\",\"sms\":\"yes\",\"push\":false,\"in-app\":true,\"fax\":\"no\"}}",
    "no-email no-push" },
  { "{\"id\":\"a\",\"consent\":{\"email\":{\"choice\":\"no\"},\"sms\":{\"val\":\"n\"},\"push\":{\"val\":\"y\"}}}",
    "no-email no-sms" },
  { "{\"id\":\"a\",\"consent\":{\"collect\":{\"val\":\"VI\"},\"marketing\":{\"preferred\":\"email\",\"sms\":"
    "{\"val\":\"dn\"},\"push\":{\"val\":\"p\"}}}}", "no-sms" },
  { "{\"id\":\"a\",\"consent\":{\"any\":\"no\"}}", "no-email no-push no-sms no-in-app" },
  { "{\"id\":\"a\",\"consents\":[{\"channel\":\"sms\",\"choice\":\"no\"},"
    "{\"channel\":\"email\",\"topic\":\"news\",\"choice\":\"no\"}]}", "no-sms" },
  { "{\"id\":\"a\",\"timezone\":\"Asia/Tokyo\",\"language\":\"pt-BR\"}", "Asia/Tokyo pt-BR" },
  { "{\"id\":\"a\",\"timeZone\":\"Asia/Tokyo\"}", "Asia/Tokyo" },
  { "{\"id\":\"a\",\"attributes\":{\"personalEmail\":{\"address\":\"a@example.com\"},\"mobilePhone\":"
    "{\"number\":\"12\"}}}", "sms=bad" },
  { "{\"id\":\"a\",\"attributes\":{\"personalEmail\":{\"address\":\"nobody\"},\"mobilePhone\":"
    "{\"number\":\"+49 170 1234567\"},\"pushNotificationDetails\":[]}}", "email=bad push=none" },
  { "{\"id\":\"a\",\"attributes\":{\"pushNotificationDetails\":[{\"token\":\"t\",\"denylisted\":true}]}}",
    "email=none push=blocked sms=none" },
  { "{\"id\":\"a\",\"attributes\":{},\"identities\":[]}", "email=none push=none sms=none" },
  { "{\"id\":\"a\",\"addresses\":[{\"channel\":\"email\",\"address\":\"a@example.com\",\"suppressed\":true}]}",
    "email=blocked push=none sms=none" },
  { "{\"id\":\"a\",\"devices\":[{\"platform\":\"ios\",\"app\":\"app\",\"token\":\"t\"}]}", "email=none sms=none" },
  { "{\"id\":\"a\",\"devices\":[{\"platform\":\"ios\",\"app\":\"game\",\"token\":\"t\"}]}",
    "email=none push=none sms=none" },
  { "{}", "“id” is missing: whose profile it is." },
  { "{\"id\":\"a\",\"attributes\":[]}", "“attributes” must be an object." },
  { "{\"id\":\"a\",\"audiences\":\"members\"}", "“audiences” must be a list." },
  { "{\"id\":\"a\",\"audiences\":[7]}", "An audience must be named by its id." },
  { "{\"id\":\"a\",\"audiences\":[{\"id\":\"gold\",\"status\":\"perhaps\"}]}",
    "The status in an audience must be “realized” or “exited”." },
  { "{\"id\":\"a\",\"consent\":\"yes\"}", "Consent must be an object with a member for each channel, or a list." },
  { "{\"id\":\"a\",\"consent\":{\"email\":\"maybe\"}}",
    "The consent for “email” must be “yes”, “no” or “unknown”." },
  { "{\"id\":\"a\",\"consent\":[{\"choice\":\"no\"}]}", "A consent must name its channel." },
  { "{\"id\":\"a\",\"timezone\":\"Middle/Earth\"}", "There is no time zone “Middle/Earth”." },
  { "{\"id\":\"a\",\"timezone\":1}", "A time zone must be a text." },
  { "{\"id\":\"a\",\"language\":1}", "“language” must be a language like “en” or “pt-BR”." },
};

static void
test_profiles (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autofree char *words = NULL;
      Fixture fixture;

      set_up (&fixture, INT64_MIN, SJ_TIME_NEVER);
      words = describe (&fixture, profiles[i].line);
      g_test_message ("%s", profiles[i].line);
      g_assert_cmpstr (words, ==, profiles[i].words);
      tear_down (&fixture);
    }
}

/* A second line for the same profile changes nothing, nor does an event of somebody
 * without a line. */
static void
test_second_line (void)
{
  Fixture fixture;
  g_autofree char *words = NULL;

  set_up (&fixture, INT64_MIN, SJ_TIME_NEVER);
  take_profile (&fixture, "{\"id\":\"a\",\"language\":\"fr\"}");
  words = describe (&fixture, "{\"id\":\"a\",\"language\":\"de\"}");
  g_assert_cmpstr (words, ==, "fr");
  g_assert_cmpuint (sj_recording_count (fixture.recording, SJ_LINE_REPEATED_PROFILE), ==, 1);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/recording/order", test_order);
  g_test_add_func ("/engine/recording/escapes", test_escapes);
  g_test_add_func ("/engine/recording/many", test_many);
  g_test_add_func ("/engine/recording/repeats", test_repeats);
  g_test_add_func ("/engine/recording/times", test_times);
  g_test_add_func ("/engine/recording/range", test_range);
  g_test_add_func ("/engine/recording/flaws", test_flaws);
  g_test_add_func ("/engine/recording/notes", test_notes);
  g_test_add_func ("/engine/recording/files", test_files);
  g_test_add_func ("/engine/recording/empty", test_empty);
  g_test_add_func ("/engine/recording/profiles", test_profiles);
  g_test_add_func ("/engine/recording/second-line", test_second_line);
  return g_test_run ();
}
