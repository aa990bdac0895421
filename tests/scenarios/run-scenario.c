/* run-scenario.c -- journeys, what happens to persons, and what must come of it, as text.
 *
 * A file holds scenarios; each is run on the engine and on the oracle, which must say
 * the same, the ledger must balance, and what is expected must be in the log in that
 * order.  ' stands for ", # begins a comment:
 *
 *   scenario NAME                     what stands before the first holds for all that follow
 *   from MOMENT                       virtual time begins; 2026-06-01 if it is not said
 *   until TIME                        and ends; after 30d if it is not said
 *   journey ID [SETTINGS]             members of JSON: 'timeout':'P2D'
 *     goal {…}  or  exit {…}          each on a line of its own
 *     NODE KIND [SETTINGS] | PATH [+DELAY] [{SETTINGS}] [-> NODE] | …
 *   person ID [zone=Z] [audience=A] [refuses=CHANNEL] [no-address=CHANNEL] [bad-address=CHANNEL]
 *          [blocked=CHANNEL] [suppressed] [best=HOUR] [{ATTRIBUTES}]
 *   at TIME event PERSON NAME [{…}]   or  enters|leaves PERSON AUDIENCE; the event of - names nobody
 *   at TIME read PERSON NODE [{…}]    the reading of an audience finds the person; behind a business
 *                                     event with its payload
 *   sending PERSON NODE N delivered|failed after TIME [opened after TIME] [clicked LINK after TIME]
 *          [unsubscribed after TIME] [bounced after TIME]
 *   call PERSON NODE N answers {…}|fails|refuses after TIME   or  never
 *   expect TIME PERSON WHAT…          as sj-case.h describes the log
 *   never PERSON WHAT…                no line of the log, whenever, begins so
 *   nothing else                      and no other line of the log than those expected
 *
 * N counts from 0.  TIME is since `from`: 0, 90s, 1h, 1h-1ms, 1d+2h; or a moment with
 * its zone, 2026-03-29T01:00:00Z.  The workspace is that of sj-random-library.c.
 */
#include "oracle/sj-agree.h"
#include "oracle/sj-engine-case.h"
#include "oracle/sj-random-library.h"

#include "base/sj-time.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  unsigned line;
  SjTime time;
  char *what;               /* owned: "PERSON WHAT…" */
} Expected;

typedef struct
{
  char *name;               /* owned */
  GPtrArray *lines;         /* owned: of Line */
} Scenario;

typedef struct
{
  unsigned number;
  char *text;               /* owned */
} Line;

/* What is being read. */
typedef struct
{
  SjCase *acase;            /* owned */
  GArray *expected;         /* owned: of Expected */
  GPtrArray *never;         /* owned: of char *, "PERSON WHAT…" */
  GString *journey;         /* owned: the JSON so far; or NULL */
  GString *goals, *exits, *nodes;
  bool exactly;
  unsigned line;
} Reader;

static const char *file_name;

static void G_GNUC_NORETURN G_GNUC_PRINTF (2, 3)
fail (const Reader *reader, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_error ("%s:%u: %s", file_name, reader->line, text);
}

/* The word before the next blank; `text` is left behind it. */
static char *
take_word (char **text)
{
  char *begin = *text + strspn (*text, " ");
  size_t length = strcspn (begin, " ");

  *text = begin + length + strspn (begin + length, " ");
  return g_strndup (begin, length);
}

static SjTime
read_span (const Reader *reader, const char *text)
{
  static const struct { const char *unit; SjTime length; } units[] = {
    { "ms", 1 }, { "s", SJ_SECOND }, { "m", SJ_MINUTE }, { "h", SJ_HOUR }, { "d", SJ_DAY }
  };
  SjTime sum = 0;

  while (*text != '\0')
    {
      char *end;
      SjTime count = (SjTime) strtoll (text, &end, 10);
      bool found = count == 0 && *end == '\0';

      for (size_t i = 0; i < G_N_ELEMENTS (units) && !found && end != text; i++)
        if (g_str_has_prefix (end, units[i].unit))
          {
            sum += count * units[i].length;
            end += strlen (units[i].unit);
            found = true;
          }
      if (!found)
        fail (reader, "“%s” is no time", text);
      text = end;
    }
  return sum;
}

static SjTime
read_time (const Reader *reader, const char *text)
{
  SjMoment moment;

  if (strchr (text, 'T') == NULL)
    return reader->acase->start + read_span (reader, text);
  if (!sj_moment_parse (text, strlen (text), &moment))
    fail (reader, "“%s” is no moment", text);
  return sj_moment_time (&moment);
}

static SjTime
take_time (const Reader *reader, char **text)
{
  g_autofree char *word = take_word (text);

  return read_time (reader, word);
}

/* "after TIME" */
static SjTime
take_after (const Reader *reader, char **text)
{
  g_autofree char *after = take_word (text);
  g_autofree char *span = take_word (text);

  if (!g_str_equal (after, "after"))
    fail (reader, "“after” was expected, not “%s”", after);
  return read_span (reader, span);
}

static unsigned
take_person (const Reader *reader, char **text)
{
  g_autofree char *word = take_word (text);

  if (g_str_equal (word, "-"))
    return SJ_CASE_NOBODY;
  for (guint i = 0; i < reader->acase->persons->len; i++)
    if (g_str_equal (((SjCasePerson *) g_ptr_array_index (reader->acase->persons, i))->id, word))
      return i;
  fail (reader, "there is no person “%s”", word);
}

static void
finish_journey (Reader *reader)
{
  if (reader->journey == NULL)
    return;
  g_string_append_printf (reader->journey, ",\"goals\":[%s],\"exits\":[%s],\"nodes\":[%s]}", reader->goals->str,
                          reader->exits->str, reader->nodes->str);
  sj_case_add_journey (reader->acase, reader->journey->str);
  g_string_free (g_steal_pointer (&reader->journey), TRUE);
  g_string_free (reader->goals, TRUE);
  g_string_free (reader->exits, TRUE);
  g_string_free (reader->nodes, TRUE);
}

static void
begin_journey (Reader *reader, char *rest)
{
  g_autofree char *id = take_word (&rest);

  finish_journey (reader);
  reader->journey = g_string_new (NULL);
  reader->goals = g_string_new (NULL);
  reader->exits = g_string_new (NULL);
  reader->nodes = g_string_new (NULL);
  g_string_append_printf (reader->journey, "{\"form\":1,\"id\":\"%s\",\"name\":\"%s\",\"settings\":{%s}", id, id, rest);
}

/* "PATH [+DELAY] [{SETTINGS}] [-> NODE]" */
static void
add_path (Reader *reader, char *text, bool first)
{
  char *arrow = strstr (text, "->");
  char *settings = strchr (text, '{');
  g_autofree char *id = NULL;
  g_autofree char *delay = NULL;

  if (arrow != NULL)
    *arrow = '\0';
  id = take_word (&text);
  g_string_append_printf (reader->nodes, "%s{\"id\":\"%s\"", first ? "" : ",", id);
  if (*text == '+')
    {
      delay = take_word (&text);
      g_string_append_printf (reader->nodes, ",\"delay\":\"%s\"", delay + 1);
    }
  if (settings != NULL)
    g_string_append_printf (reader->nodes, ",\"settings\":%s", settings);
  if (arrow != NULL)
    g_string_append_printf (reader->nodes, ",\"to\":\"%s\"", g_strstrip (arrow + 2));
  g_string_append_c (reader->nodes, '}');
}

static void
add_list (GString *list, const char *text)
{
  g_string_append_printf (list, "%s%s", list->len > 0 ? "," : "", text);
}

static void
add_node (Reader *reader, char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " | ", -1);
  char *rest = parts[0];
  g_autofree char *id = take_word (&rest);
  g_autofree char *kind = NULL;

  if (g_str_equal (id, "goal") || g_str_equal (id, "exit"))
    {
      add_list (*id == 'g' ? reader->goals : reader->exits, rest);
      return;
    }
  kind = take_word (&rest);
  g_string_append_printf (reader->nodes, "%s{\"id\":\"%s\",\"kind\":\"%s\",\"settings\":{%s},\"paths\":[",
                          reader->nodes->len > 0 ? "," : "", id, kind, rest);
  for (unsigned i = 1; parts[i] != NULL; i++)
    add_path (reader, g_strstrip (parts[i]), i == 1);
  g_string_append (reader->nodes, "]}");
}

static SjChannel
channel_of (const Reader *reader, const char *name)
{
  for (int i = 0; i < SJ_N_CHANNELS; i++)
    if (g_str_equal (sj_channel_id (i), name))
      return (SjChannel) i;
  fail (reader, "there is no channel “%s”", name);
}

static void
add_person (Reader *reader, char *rest)
{
  g_autofree char *id = take_word (&rest);
  char *attributes = strchr (rest, '{');
  SjCasePerson *person = sj_case_add_person (reader->acase, id, attributes ? attributes : "{}");

  if (attributes != NULL)
    *attributes = '\0';
  while (*rest != '\0')
    {
      g_autofree char *word = take_word (&rest);

      if (g_str_has_prefix (word, "zone="))
        person->zone = g_strdup (word + 5);
      else if (g_str_has_prefix (word, "audience="))
        g_ptr_array_add (person->audiences, g_strdup (word + 9));
      else if (g_str_has_prefix (word, "refuses="))
        person->refused[channel_of (reader, word + 8)] = true;
      else if (g_str_has_prefix (word, "no-address="))
        person->reach[channel_of (reader, word + 11)] = SJ_REACH_NO_ADDRESS;
      else if (g_str_has_prefix (word, "bad-address="))
        person->reach[channel_of (reader, word + 12)] = SJ_REACH_BAD_ADDRESS;
      else if (g_str_has_prefix (word, "blocked="))
        person->reach[channel_of (reader, word + 8)] = SJ_REACH_SUPPRESSED;
      else if (g_str_has_prefix (word, "best="))
        person->best_hour = atoi (word + 5);
      else if (g_str_equal (word, "suppressed"))
        person->suppressed = true;
      else
        fail (reader, "“%s” says nothing about a person", word);
    }
}

static void
add_input (Reader *reader, char *rest)
{
  SjTime time = take_time (reader, &rest);
  g_autofree char *kind = take_word (&rest);
  unsigned person = take_person (reader, &rest);
  g_autofree char *name = take_word (&rest);

  if (g_str_equal (kind, "event"))
    sj_case_add_event (reader->acase, time, person, name, *rest != '\0' ? rest : "{}");
  else if (person == SJ_CASE_NOBODY)
    fail (reader, "only an event can name nobody, not “%s”", kind);
  else if (g_str_equal (kind, "read"))
    sj_case_add_reading (reader->acase, time, person, name, *rest != '\0' ? rest : "{}");
  else
    sj_case_add_audience (reader->acase, time, person, name, g_str_equal (kind, "enters"));
}

static void
add_sending (Reader *reader, char *rest)
{
  unsigned person = take_person (reader, &rest);
  g_autofree char *node = take_word (&rest);
  g_autofree char *nth = take_word (&rest);
  SjCaseSend reply = { .opened = -1, .clicked = -1, .unsubscribed = -1, .bounced = -1 };
  g_autofree char *link = NULL;

  while (*rest != '\0')
    {
      g_autofree char *what = take_word (&rest);

      if (g_str_equal (what, "clicked"))
        reply.link = link = take_word (&rest);
      if (g_str_equal (what, "opened"))
        reply.opened = take_after (reader, &rest);
      else if (g_str_equal (what, "clicked"))
        reply.clicked = take_after (reader, &rest);
      else if (g_str_equal (what, "unsubscribed"))
        reply.unsubscribed = take_after (reader, &rest);
      else if (g_str_equal (what, "bounced"))
        reply.bounced = take_after (reader, &rest);
      else
        {
          reply.failed = g_str_equal (what, "failed");
          reply.result = take_after (reader, &rest);
        }
    }
  sj_case_script_send (reader->acase, person, node, (unsigned) atoi (nth), reply);
}

static void
add_call (Reader *reader, char *rest)
{
  unsigned person = take_person (reader, &rest);
  g_autofree char *node = take_word (&rest);
  g_autofree char *nth = take_word (&rest);
  g_autofree char *what = take_word (&rest);
  SjCaseOutcome outcome = g_str_equal (what, "fails")     ? SJ_CASE_MAY_PASS
                          : g_str_equal (what, "refuses") ? SJ_CASE_FOR_GOOD
                                                          : SJ_CASE_ANSWER;
  g_autofree char *answer = NULL;
  char *after = strstr (rest, "after ");
  SjTime latency = -1;

  if (outcome == SJ_CASE_ANSWER && *rest == '{' && after != NULL)
    answer = g_strndup (rest, (size_t) (after - rest));
  if (after != NULL)
    latency = take_after (reader, &after);
  sj_case_script_call (reader->acase, person, node, (unsigned) atoi (nth), latency, outcome, answer);
}

static void
add_expected (Reader *reader, char *rest)
{
  Expected expected = { .line = reader->line, .time = take_time (reader, &rest) };

  expected.what = g_strdup (rest);
  g_array_append_val (reader->expected, expected);
}

static void
read_line (Reader *reader, const Line *line)
{
  g_autofree char *copy = g_strdup (line->text);
  char *rest = copy;
  g_autofree char *word = NULL;

  reader->line = line->number;
  if (*copy == ' ' && reader->journey != NULL)
    {
      add_node (reader, g_strstrip (rest));
      return;
    }
  word = take_word (&rest);
  if (!g_str_equal (word, "journey"))
    finish_journey (reader);
  if (g_str_equal (word, "journey"))
    begin_journey (reader, rest);
  else if (g_str_equal (word, "from"))
    {
      reader->acase->start = read_time (reader, rest);
      reader->acase->end = reader->acase->start + 30 * SJ_DAY;
    }
  else if (g_str_equal (word, "until"))
    reader->acase->end = read_time (reader, rest);
  else if (g_str_equal (word, "seed"))
    reader->acase->seed = (uint64_t) atoi (rest);
  else if (g_str_equal (word, "person"))
    add_person (reader, rest);
  else if (g_str_equal (word, "at"))
    add_input (reader, rest);
  else if (g_str_equal (word, "sending"))
    add_sending (reader, rest);
  else if (g_str_equal (word, "call"))
    add_call (reader, rest);
  else if (g_str_equal (word, "expect"))
    add_expected (reader, rest);
  else if (g_str_equal (word, "never"))
    g_ptr_array_add (reader->never, g_strdup (rest));
  else if (g_str_equal (line->text, "nothing else"))
    reader->exactly = true;
  else
    fail (reader, "“%s” is no statement", word);
}

static char *
print_expected (const Expected *expected)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", expected->time, expected->what);
}

/* What was expected stands in the log in that order for each person; and alone, if
 * nothing else may be there. */
static void
compare (Reader *reader, const char *log)
{
  g_auto (GStrv) lines = g_strsplit (log, "\n", -1);
  guint at = 0;

  for (guint i = 0; i < reader->expected->len; i++)
    {
      const Expected *expected = &g_array_index (reader->expected, Expected, i);
      g_autofree char *wanted = print_expected (expected);
      guint found = at;

      reader->line = expected->line;
      while (lines[found] != NULL && !g_str_equal (lines[found], wanted))
        found++;
      if (lines[found] == NULL || (reader->exactly && found != at))
        fail (reader, "expected\n  %s\nbehind line %u of what happened:\n%s", wanted, at, log);
      at = found + 1;
    }
  if (reader->exactly && lines[at] != NULL && *lines[at] != '\0')
    fail (reader, "nothing else was expected behind line %u of what happened:\n%s", at, log);
  for (guint i = 0; i < reader->never->len; i++)
    {
      g_autofree char *never = g_strconcat (" ", g_ptr_array_index (reader->never, i), NULL);

      if (strstr (log, never) != NULL)
        fail (reader, "“%s” should never be in what happened:\n%s", never + 1, log);
    }
}

static void
clear_expected (gpointer data)
{
  g_free (((Expected *) data)->what);
}

static void
test_scenario (const void *data)
{
  const Scenario *scenario = data;
  Reader reader = { .acase = sj_case_new (sj_random_library (), SJ_DAY * 20605, SJ_DAY * 20635) };
  g_autofree char *difference = NULL;
  g_autofree char *log = NULL;

  reader.expected = g_array_new (FALSE, FALSE, sizeof (Expected));
  reader.never = g_ptr_array_new_with_free_func (g_free);
  g_array_set_clear_func (reader.expected, clear_expected);
  for (guint i = 0; i < scenario->lines->len; i++)
    read_line (&reader, g_ptr_array_index (scenario->lines, i));
  finish_journey (&reader);
  if (reader.expected->len == 0 && !reader.exactly)
    fail (&reader, "the scenario “%s” expects nothing", scenario->name);
  log = sj_engine_run_case (reader.acase);
  compare (&reader, log);
  if (strstr (log, "! ") != NULL)
    fail (&reader, "the ledger does not balance:\n%s", log);
  difference = sj_agree_difference (reader.acase);
  if (difference != NULL)
    fail (&reader, "the oracle says otherwise:\n%s", difference);
  g_array_unref (reader.expected);
  g_ptr_array_unref (reader.never);
  sj_case_free (reader.acase);
}

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->text);
  g_free (line);
}

static void
scenario_free (gpointer data)
{
  Scenario *scenario = data;

  g_free (scenario->name);
  g_ptr_array_unref (scenario->lines);
  g_free (scenario);
}

static void
add_line (GPtrArray *lines, unsigned number, const char *text)
{
  Line *line = g_new0 (Line, 1);

  line->number = number;
  line->text = g_strdelimit (g_strchomp (g_strdup (text)), "'", '"');
  g_ptr_array_add (lines, line);
}

/* Lines before the first scenario begin each of them. */
static GPtrArray *
read_file (const char *text)
{
  GPtrArray *scenarios = g_ptr_array_new_with_free_func (scenario_free);
  g_autoptr (GPtrArray) common = g_ptr_array_new_with_free_func (line_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Scenario *scenario = NULL;

  for (unsigned i = 0; lines[i] != NULL; i++)
    {
      if (*g_strchomp (lines[i]) == '\0' || *lines[i] == '#')
        continue;
      if (!g_str_has_prefix (lines[i], "scenario "))
        {
          add_line (scenario ? scenario->lines : common, i + 1, lines[i]);
          continue;
        }
      scenario = g_new0 (Scenario, 1);
      scenario->name = g_strdup (lines[i] + strlen ("scenario "));
      scenario->lines = g_ptr_array_new_with_free_func (line_free);
      g_ptr_array_add (scenarios, scenario);
      for (guint j = 0; j < common->len; j++)
        {
          const Line *line = g_ptr_array_index (common, j);

          add_line (scenario->lines, line->number, line->text);
        }
    }
  return scenarios;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) scenarios = NULL;
  g_autofree char *text = NULL;

  g_test_init (&argc, &argv, NULL);
  if (argc != 2 || !g_file_get_contents (argv[1], &text, NULL, &error))
    g_error ("usage: run-scenario FILE: %s", error ? error->message : "no file");
  file_name = argv[1];
  scenarios = read_file (text);
  for (guint i = 0; i < scenarios->len; i++)
    {
      Scenario *scenario = g_ptr_array_index (scenarios, i);
      g_autofree char *name = g_strdup_printf ("/scenarios/%s", scenario->name);

      g_test_add_data_func (name, scenario, test_scenario);
    }
  return g_test_run ();
}
