/* cmd-rehearse.c -- one profile walked through a journey, command by command.
 *
 * The commands of the session are a table, from which its help is made.  From a pipe
 * each is printed before what comes of it, so that the output reads as a session.
 */
#include "cli/sj-cli-program.h"
#include "cli/sj-command.h"

#include "base/sj-json.h"
#include "engine/sj-journey-test.h"
#include "model/sj-edit.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *folder, *profile_text, *from_text;
static int seed;

const GOptionEntry sj_rehearse_options[] = {
  { "profile", 'p', 0, G_OPTION_ARG_STRING, &profile_text,
    N_("Who walks: a profile of the workspace, or a file with one"), N_("ID|FILE") },
  { "from", 'f', 0, G_OPTION_ARG_STRING, &from_text, N_("When it begins"), N_("TIME") },
  { "seed", 's', 0, G_OPTION_ARG_INT, &seed, N_("Seed of all chance"), N_("NUMBER") },
  { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, &folder,
    N_("What the journey refers to; without it, the folder above it that has a workspace.json"), N_("PATH") },
  { NULL }
};

typedef struct
{
  SjCliProgram *opened;
  SjRehearsal *rehearsal;
  SjArena arena;            /* of one command */
  bool failed;              /* any command */
  bool over;
} Session;

typedef struct
{
  const char *name;
  const char *arguments;    /* N_ */
  const char *help;         /* N_ */
  void (*run) (Session *session, char *rest);
} Command;

static void
refuse (Session *session, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
refuse (Session *session, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vprintf (format, args);
  va_end (args);
  printf ("\n");
  session->failed = true;
}

static void
print_new (Session *session)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  const char *broke = sj_rehearsal_broke (session->rehearsal);

  sj_rehearsal_write_told (session->rehearsal, sj_rehearsal_told_since (session->rehearsal), UINT32_MAX, &buffer);
  if (broke != NULL)
    sj_buffer_printf (&buffer, _("Stopped at the breakpoint “%s”.\n"), broke);
  sj_buffer_append (&buffer, _("Now: "));
  sj_rehearsal_write_state (session->rehearsal, &buffer);
  fputs (sj_buffer_text (&buffer), stdout);
}

static void
act (Session *session, const SjAct *wanted)
{
  g_autoptr (GError) error = NULL;

  if (sj_rehearsal_do (session->rehearsal, wanted, &error))
    print_new (session);
  else
    refuse (session, _("Not possible: %s."), error->message);
}

/* JSON, or where it is none a text as it stands. */
static SjValue
value_of (Session *session, const char *text)
{
  SjValue value;

  if (sj_json_read (&session->arena, NULL, text, strlen (text), &value, NULL))
    return value;
  return sj_value_copy_text (&session->arena, text, strlen (text));
}

/* A name and perhaps JSON behind it; false where that is none. */
static bool
split_json (Session *session, char *rest, SjValue *value)
{
  char *begin = strchr (rest, '{');
  g_autoptr (GError) error = NULL;

  *value = sj_null;
  if (begin == NULL)
    return true;
  if (!sj_json_read (&session->arena, NULL, begin, strlen (begin), value, &error))
    {
      refuse (session, _("This is no JSON: %s."), error->message);
      return false;
    }
  *begin = '\0';
  g_strchomp (rest);
  return true;
}

static const SjNode *
find_node (Session *session, const char *text)
{
  const SjNode *node = sj_rehearsal_find_node (session->rehearsal, text);

  if (node == NULL)
    refuse (session, _("There is no step “%s”, or several begin like that."), text);
  return node;
}

static void
event_command (Session *session, char *rest)
{
  SjAct wanted = { .kind = SJ_ACT_EVENT };

  if (!split_json (session, rest, &wanted.value))
    return;
  wanted.name = sj_rehearsal_find_event (session->rehearsal, rest);
  if (wanted.name == NULL)
    refuse (session, _("There is no event “%s”, or several begin like that."), rest);
  else
    act (session, &wanted);
}

/* What an entry begins with. */
static SjAct
entry_act (const SjProgram *program, const SjEntryPoint *entry)
{
  const SjWorld *world = program->world;

  switch (entry->kind)
    {
    case SJ_ENTRY_EVENT:
    case SJ_ENTRY_INACTION:
      return (SjAct) { .kind = SJ_ACT_EVENT, .name = g_ptr_array_index (world->events, entry->what) };
    case SJ_ENTRY_AUDIENCE:
      return (SjAct) { .kind = SJ_ACT_AUDIENCE, .name = g_ptr_array_index (world->audiences, entry->what),
                       .flag = entry->membership != SJ_MEMBER_LEAVES };
    default:
      return (SjAct) { .kind = SJ_ACT_ENTER, .name = entry->node->id };
    }
}

static void
start_command (Session *session, char *rest)
{
  const SjProgram *program = sj_rehearsal_program (session->rehearsal);
  SjValue payload;
  const SjNode *node;

  if (!split_json (session, rest, &payload))
    return;
  node = *rest != '\0' ? find_node (session, rest) : NULL;
  if (*rest != '\0' && node == NULL)
    return;
  for (uint32_t i = 0; i < program->entries->len; i++)
    {
      const SjEntryPoint *entry = sj_program_entry (program, i);
      SjAct wanted = entry_act (program, entry);

      if (node != NULL && g_strcmp0 (entry->node->id, node->id) != 0)
        continue;
      wanted.value = payload;
      act (session, &wanted);
      return;
    }
  refuse (session, _("The journey does not begin there."));
}

static void
next_command (Session *session, char *rest)
{
  act (session, &(SjAct) { .kind = SJ_ACT_NEXT });
}

static void
by_command (Session *session, char *rest)
{
  SjTime span;

  if (!sj_span_parse (rest, &span) || span < 0)
    refuse (session, _("“%s” is no span of time; write it like 2h or 1 day 3h."), rest);
  else
    act (session, &(SjAct) { .kind = SJ_ACT_TO, .time = sj_rehearsal_now (session->rehearsal) + span });
}

static void
to_command (Session *session, char *rest)
{
  SjAct wanted = { .kind = SJ_ACT_TO, .flag = g_str_equal (rest, "end") };

  if (!wanted.flag && !sj_cli_time (rest, sj_rehearsal_zone (session->rehearsal), &wanted.time))
    session->failed = true;
  else
    act (session, &wanted);
}

static void
set_command (Session *session, char *rest)
{
  char *value = strpbrk (rest, " =");
  SjAct wanted = { .kind = SJ_ACT_SET, .name = rest };

  if (value == NULL)
    {
      refuse (session, _("It is used like this: set FIELD VALUE."));
      return;
    }
  *value++ = '\0';
  wanted.value = value_of (session, g_strstrip (value));
  act (session, &wanted);
}

static void
audience_command (Session *session, char *rest)
{
  bool leaves = g_str_has_prefix (rest, "leave ");
  const char *name = leaves || g_str_has_prefix (rest, "enter ") ? rest + strlen ("enter ") : rest;

  act (session, &(SjAct) { .kind = SJ_ACT_AUDIENCE, .name = name, .flag = !leaves });
}

/* At a step, for what is still to come there; or without one, for what is waited for. */
static void
answer (Session *session, uint8_t result, char *rest, SjValue value)
{
  SjAct wanted = { .kind = SJ_ACT_RESULT, .result = result, .value = value };
  const SjNode *node;

  if (*rest != '\0')
    {
      node = find_node (session, rest);
      if (node == NULL)
        return;
      wanted.kind = SJ_ACT_ANSWERS;
      wanted.name = node->id;
      wanted.count = 1;
    }
  act (session, &wanted);
}

static void
fail_command (Session *session, char *rest)
{
  answer (session, SJ_ANSWER_FAILED, rest, sj_null);
}

static void
refuse_command (Session *session, char *rest)
{
  answer (session, SJ_ANSWER_REFUSED, rest, sj_null);
}

static void
silent_command (Session *session, char *rest)
{
  answer (session, SJ_ANSWER_NONE, rest, sj_null);
}

static void
answer_command (Session *session, char *rest)
{
  SjValue value;

  if (split_json (session, rest, &value))
    answer (session, SJ_ANSWER_VALUE, rest, value);
}

/* "opened", "clicked LINK"; and behind “at” the step. */
static void
react_command (Session *session, char *rest)
{
  SjAct wanted = { .kind = SJ_ACT_REACTION };
  g_auto (GStrv) parts = g_strsplit (rest, " at ", 2);
  g_auto (GStrv) words = g_strsplit (parts[0] ? parts[0] : "", " ", 2);
  const SjNode *node;
  unsigned kind = 0;

  while (kind < SJ_N_REACTIONS && g_strcmp0 (words[0], sj_reaction_words[kind].id) != 0)
    kind++;
  if (kind == SJ_N_REACTIONS)
    {
      refuse (session, _("It is used like this: react delivered, opened, clicked LINK, bounced, failed or "
                         "unsubscribed, and perhaps at STEP."));
      return;
    }
  wanted.result = (uint8_t) kind;
  wanted.path = words[0] != NULL ? words[1] : NULL;
  if (parts[0] != NULL && parts[1] != NULL)
    {
      node = find_node (session, g_strstrip (parts[1]));
      if (node == NULL)
        return;
      wanted.name = node->id;
    }
  act (session, &wanted);
}

/* The decision that was made last, or NULL. */
static const SjNode *
last_choice (Session *session, const char *path)
{
  uint32_t count;
  const SjTold *told = sj_rehearsal_told (session->rehearsal, &count);

  while (count-- > sj_rehearsal_told_since (session->rehearsal))
    if (told[count].kind == SJ_TOLD_TOOK && told[count].node->n_paths > 1 &&
        sj_rehearsal_find_path (told[count].node, path) != NULL)
      return told[count].node;
  return NULL;
}

/* "Push" for the decision that was just made; "Preferred Channel: Push" for one to come. */
static void
choose_command (Session *session, char *rest)
{
  char *colon = strrchr (rest, ':');
  const SjNode *node;
  const SjPath *path;
  g_autoptr (GError) error = NULL;

  if (colon == NULL)
    {
      node = last_choice (session, rest);
      path = node ? sj_rehearsal_find_path (node, rest) : NULL;
      if (path == NULL)
        refuse (session, _("Nothing was just decided that has a path “%s”; name the step: choose STEP: PATH."), rest);
      else if (!sj_rehearsal_choose_instead (session->rehearsal, node->id, path->id, &error))
        refuse (session, _("Not possible: %s."), error->message);
      else
        print_new (session);
      return;
    }
  *colon++ = '\0';
  node = find_node (session, g_strstrip (rest));
  if (node == NULL)
    return;
  colon = g_strstrip (colon);
  path = *colon != '\0' ? sj_rehearsal_find_path (node, colon) : NULL;
  if (*colon != '\0' && path == NULL)
    refuse (session, _("The step has no path “%s”, or several begin like that."), colon);
  else
    act (session, &(SjAct) { .kind = SJ_ACT_CHOOSE, .name = node->id, .path = path ? path->id : NULL });
}

static void
others_command (Session *session, char *rest)
{
  char *colon = strrchr (rest, ':');
  const SjNode *node;
  uint64_t count;

  if (colon == NULL || !g_ascii_string_to_unsigned (g_strstrip (colon + 1), 10, 1, SJ_TEST_OTHERS_MOST, &count, NULL))
    {
      refuse (session, "%s", _("Name the step and how many have come there: others STEP: NUMBER."));
      return;
    }
  *colon = '\0';
  node = find_node (session, g_strstrip (rest));
  if (node != NULL)
    act (session, &(SjAct) { .kind = SJ_ACT_OTHERS, .name = node->id, .count = (uint32_t) count });
}

static void
show_moment (Session *session, int64_t moment)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  if (moment < 0 || moment > sj_rehearsal_moments (session->rehearsal))
    {
      refuse (session, _("There is no such moment: there are %u."), sj_rehearsal_moments (session->rehearsal));
      return;
    }
  sj_rehearsal_show (session->rehearsal, (uint32_t) moment);
  sj_buffer_printf (&buffer, _("Moment %u of %u: "), sj_rehearsal_moment (session->rehearsal),
                    sj_rehearsal_moments (session->rehearsal));
  sj_rehearsal_write_state (session->rehearsal, &buffer);
  fputs (sj_buffer_text (&buffer), stdout);
}

static int64_t
count_of (const char *rest)
{
  uint64_t count;

  if (*rest == '\0')
    return 1;
  return g_ascii_string_to_unsigned (rest, 10, 0, 1000000, &count, NULL) ? (int64_t) count : G_MAXINT;
}

static void
back_command (Session *session, char *rest)
{
  show_moment (session, (int64_t) sj_rehearsal_moment (session->rehearsal) - count_of (rest));
}

static void
forward_command (Session *session, char *rest)
{
  show_moment (session, (int64_t) sj_rehearsal_moment (session->rehearsal) + count_of (rest));
}

static void
break_command (Session *session, char *rest)
{
  const SjNode *node = sj_rehearsal_find_node (session->rehearsal, rest);
  g_autoptr (GError) error = NULL;

  if (node != NULL)
    {
      sj_rehearsal_break_at (session->rehearsal, node->id, true);
      printf (_("Will stop at “%s”.\n"), sj_node_title (node));
    }
  else if (sj_rehearsal_break_when (session->rehearsal, rest, &error))
    printf (_("Will stop when this holds: %s\n"), rest);
  else
    refuse (session, _("“%s” is neither a step nor a condition: %s"), rest, error->message);
}

static void
unbreak_command (Session *session, char *rest)
{
  const SjNode *node = *rest != '\0' ? find_node (session, rest) : NULL;

  if (node != NULL)
    sj_rehearsal_break_at (session->rehearsal, node->id, false);
  else if (*rest == '\0')
    sj_rehearsal_break_when (session->rehearsal, NULL, NULL);
}

static void
why_command (Session *session, char *rest)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_rehearsal_write_why (session->rehearsal, &buffer);
  fputs (sj_buffer_text (&buffer), stdout);
}

static void
data_command (Session *session, char *rest)
{
  g_autofree char *text = sj_json_to_string (sj_rehearsal_data (session->rehearsal, &session->arena), SJ_JSON_PRETTY);

  fputs (text, stdout);
}

static void
messages_command (Session *session, char *rest)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_rehearsal_write_messages (session->rehearsal, &buffer);
  fputs (sj_buffer_text (&buffer), stdout);
}

static void
story_command (Session *session, char *rest)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_rehearsal_write_told (session->rehearsal, 0, UINT32_MAX, &buffer);
  fputs (sj_buffer_text (&buffer), stdout);
}

static void
where_command (Session *session, char *rest)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_rehearsal_write_state (session->rehearsal, &buffer);
  fputs (sj_buffer_text (&buffer), stdout);
}

/* Into a journey's tests, or as JSON into another file. */
static bool
save_test (const SjTestCase *test, const char *path)
{
  g_auto (SjCliJourney) file = { NULL };
  SjEdit *edit;
  bool changed, saved;

  if (!g_str_has_suffix (path, ".journey"))
    {
      g_autofree char *text = sj_config_to_string (&sj_test_case_spec, test);

      return sj_cli_write_file (path, text, strlen (text));
    }
  if (!sj_cli_journey_open (&file, path, true))
    return false;
  edit = sj_edit_add_test (test, file.journey->tests->len);
  saved = sj_edit_apply (edit, file.journey) && sj_cli_journey_save (&file, &changed);
  sj_edit_free (edit);
  return saved;
}

/* "FILE" or "FILE as NAME". */
static void
record_command (Session *session, char *rest)
{
  g_auto (GStrv) parts = g_strsplit (rest, " as ", 2);
  SjTestCase *test;

  if (*rest == '\0')
    {
      refuse (session, _("It is used like this: record FILE as NAME."));
      return;
    }
  test = sj_rehearsal_record (session->rehearsal, parts[1] ? parts[1] : _("Recorded from a rehearsal"));
  if (!save_test (test, parts[0]))
    session->failed = true;
  else if (!g_str_equal (parts[0], "-"))
    printf (_("Recorded in %s.\n"), parts[0]);
  sj_config_free (&sj_test_case_spec, test);
}

static void
quit_command (Session *session, char *rest)
{
  session->over = true;
}

static void help_command (Session *session, char *rest);

static const Command commands[] = {
  { "start", N_("[STEP] [JSON]"), N_("begin as the journey begins, or at this one of its beginnings"), start_command },
  { "event", N_("NAME [JSON]"), N_("an event happens; without data, the sample of its type"), event_command },
  { "audience", N_("enter|leave NAME"), N_("the profile enters or leaves an audience"), audience_command },
  { "next", "", N_("go on to the next thing that happens by itself"), next_command },
  { "by", N_("SPAN"), N_("let time pass, as in 2h or 1 day"), by_command },
  { "to", N_("TIME|end"), N_("let time pass until then, or until nothing more happens"), to_command },
  { "set", N_("FIELD VALUE"), N_("change a field of the profile; also consent.CHANNEL, language, timeZone"),
    set_command },
  { "answer", N_("[STEP] [JSON]"), N_("this is answered: now, or the next time at the step"), answer_command },
  { "fail", N_("[STEP]"), N_("the call or the sending fails"), fail_command },
  { "refuse", N_("[STEP]"), N_("it fails for good, so that it is not tried again"), refuse_command },
  { "silent", N_("[STEP]"), N_("nothing is answered"), silent_command },
  { "react", N_("WHAT [LINK] [at STEP]"), N_("what becomes of a message: delivered, opened, clicked, bounced …"),
    react_command },
  { "choose", N_("[STEP:] PATH"), N_("take this path instead of what was just decided, or at that step from now on"),
    choose_command },
  { "others", N_("STEP: NUMBER"), N_("so many other profiles have come to that profile cap"), others_command },
  { "back", N_("[N]"), N_("show the moment N commands earlier; what is done there goes on from there"), back_command },
  { "forward", N_("[N]"), N_("and again later"), forward_command },
  { "break", N_("STEP|CONDITION"), N_("stop there while time passes"), break_command },
  { "unbreak", N_("[STEP]"), N_("no longer stop there, or at the condition"), unbreak_command },
  { "where", "", N_("where the profile stands and what it waits for"), where_command },
  { "why", "", N_("the last decision or refusal, with the values found"), why_command },
  { "data", "", N_("the data in reach of conditions and messages"), data_command },
  { "messages", "", N_("every message that was sent, as it reads"), messages_command },
  { "story", "", N_("everything that has happened"), story_command },
  { "record", N_("FILE [as NAME]"), N_("keep it as a test: in a journey, or as JSON"), record_command },
  { "help", "", N_("this list"), help_command },
  { "quit", "", N_("end"), quit_command },
};

static void
help_command (Session *session, char *rest)
{
  for (size_t i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const char *arguments = commands[i].arguments[0] != '\0' ? _(commands[i].arguments) : "";
      g_autofree char *usage = g_strdup_printf ("%s %s", commands[i].name, arguments);

      printf ("  %-32s%s\n", usage, _(commands[i].help));
    }
}

static void
carry_out (Session *session, char *line)
{
  size_t length = strcspn (line, " \t");
  char *rest = line + length;
  const char *names[G_N_ELEMENTS (commands)];
  const char *nearest;

  if (*rest != '\0')
    *rest++ = '\0';
  for (size_t i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i].name, line))
        {
          commands[i].run (session, g_strstrip (rest));
          return;
        }
      names[i] = commands[i].name;
    }
  nearest = sj_nearest (line, names, G_N_ELEMENTS (commands));
  if (nearest != NULL)
    refuse (session, _("There is no command “%s”; perhaps %s is meant."), line, nearest);
  else
    refuse (session, _("There is no command “%s”; help lists them."), line);
}

static void
converse (Session *session)
{
  bool typed = isatty (STDIN_FILENO);
  char *line = NULL;
  size_t allocated = 0;

  while (!session->over)
    {
      if (typed)
        printf ("> ");
      fflush (stdout);
      if (getline (&line, &allocated, stdin) < 0)
        break;
      g_strstrip (line);
      if (*line == '\0' || *line == '#')
        continue;
      if (!g_utf8_validate (line, -1, NULL))
        {
          refuse (session, _("This is not readable text (UTF-8)."));
          continue;
        }
      if (!typed)
        printf ("> %s\n", line);
      carry_out (session, line);
      sj_arena_reset (&session->arena);
    }
  free (line);
}

/* Without a word on it: now, but not before the journey opens. */
static bool
find_begin (const SjCliProgram *opened, SjTime *begin)
{
  SjMoment now;

  if (from_text != NULL)
    return sj_cli_time (from_text, opened->program->zone, begin);
  sj_cli_now (NULL, &now);
  *begin = MAX (sj_moment_time (&now) / SJ_SECOND * SJ_SECOND, opened->program->opens);
  return true;
}

static void
greet (Session *session)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  const SjProfile *profile = sj_rehearsal_given (session->rehearsal);
  const char *zone = sj_zone_name (sj_rehearsal_zone (session->rehearsal));

  printf (_("%s, rehearsed with %s. “help” lists the commands, “start” begins.\n"),
          session->opened->file.journey->name ? session->opened->file.journey->name : session->opened->file.path,
          profile->id);
  if (zone != NULL)
    sj_buffer_printf (&buffer, _("All times are those of %s.\n"), zone);
  sj_buffer_append (&buffer, _("Now: "));
  sj_rehearsal_write_state (session->rehearsal, &buffer);
  fputs (sj_buffer_text (&buffer), stdout);
}

int
sj_cmd_rehearse (char **arguments)
{
  g_auto (SjCliProgram) opened = { .program = NULL };
  Session session = { .opened = &opened };
  SjProfile *profile = NULL;
  SjTime begin;

  if (!sj_cli_program_open (&opened, arguments[0], folder) || !find_begin (&opened, &begin))
    return SJ_EXIT_FAILED;
  if (profile_text != NULL && (profile = sj_cli_profile (opened.library, profile_text)) == NULL)
    return SJ_EXIT_FAILED;
  session.rehearsal = sj_rehearsal_new (opened.world, opened.program, profile, begin, (uint64_t) seed);
  sj_config_free (&sj_profile_spec, profile);
  greet (&session);
  converse (&session);
  sj_arena_clear (&session.arena);
  sj_rehearsal_free (session.rehearsal);
  return session.failed ? SJ_EXIT_FOUND : SJ_EXIT_OK;
}
