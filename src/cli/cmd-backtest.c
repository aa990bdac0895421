/* cmd-backtest.c -- recorded people and events through a journey.
 *
 * What is wrong with lines is told, and the rest is used; --strict uses none of it then.
 */
#include "cli/sj-cli-program.h"
#include "cli/sj-cli-run.h"
#include "cli/sj-command.h"

#include "engine/sj-answers.h"
#include "engine/sj-recording.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static char **event_paths, **profile_paths;
static char *folder, *behaviour_path, *from_text, *until_text, *out_path, *csv_path;
static gint64 seed = 1;
static int n_threads, n_traces;
static gboolean as_json, is_strict;

const GOptionEntry sj_backtest_options[] = {
  { "events", 'e', 0, G_OPTION_ARG_FILENAME_ARRAY, &event_paths,
    N_("What happened: one event a line, plain or packed; several times for several files"), N_("FILE") },
  { "profiles", 'p', 0, G_OPTION_ARG_FILENAME_ARRAY, &profile_paths,
    N_("Who they were: one profile a line; several times for several files"), N_("FILE") },
  { "from", 'f', 0, G_OPTION_ARG_STRING, &from_text, N_("Leave out what was before"), N_("TIME") },
  { "until", 'u', 0, G_OPTION_ARG_STRING, &until_text,
    N_("End there; without it, when nobody can be under way any more"), N_("TIME") },
  { "behaviour", 'b', 0, G_OPTION_ARG_FILENAME, &behaviour_path,
    N_("What becomes of messages and calls; without it, all are delivered and answered at once"), N_("FILE") },
  { "seed", 's', 0, G_OPTION_ARG_INT64, &seed, N_("Beginning of chance; the same gives the same"), N_("NUMBER") },
  { "threads", 't', 0, G_OPTION_ARG_INT, &n_threads, N_("On how many threads"), N_("NUMBER") },
  { "trace", 'k', 0, G_OPTION_ARG_INT, &n_traces, N_("Tell of so many people what happened to them"), N_("NUMBER") },
  { "strict", 0, 0, G_OPTION_ARG_NONE, &is_strict, N_("Stop where a line cannot be used as it is"), NULL },
  { "out", 'o', 0, G_OPTION_ARG_FILENAME, &out_path, N_("Write the result as a document"), N_("FILE") },
  { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv_path, N_("Write the result as rows for a spreadsheet"), N_("FILE") },
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, N_("Print the result as a document"), NULL },
  { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, &folder,
    N_("What the journey refers to; without it, the folder above it that has a workspace.json"), N_("PATH") },
  { NULL }
};

/* What --strict does not accept: a repeat, or another time, is nothing wrong. */
static bool
is_wrong (SjLineFate fate)
{
  return fate == SJ_LINE_FLAWED || fate == SJ_LINE_OTHER_EVENT || fate == SJ_LINE_UNKNOWN_PROFILE;
}

static void
tell_notes (const SjRecording *recording)
{
  const GPtrArray *notes = sj_recording_notes (recording);

  for (guint i = 0; i < notes->len; i++)
    {
      const SjLineNote *note = g_ptr_array_index (notes, i);
      SjSeverity severity = is_strict && is_wrong (note->fate) ? SJ_SEVERITY_ERROR : SJ_SEVERITY_WARNING;

      fprintf (stderr, "%s:%" G_GUINT64_FORMAT ":%u: %s: %s\n", note->file, note->line, note->column,
               sj_severity_name (severity), note->text);
    }
  for (unsigned fate = 0; fate < SJ_N_LINE_FATES; fate++)
    {
      uint64_t count = sj_recording_count (recording, (SjLineFate) fate);
      g_autofree char *words = sj_line_fate_words ((SjLineFate) fate, count);

      if (words != NULL)
        sj_cli_complain ("%s", words);
    }
}

/* False where something is wrong that must not be. */
static bool
tell (const SjRecording *recording)
{
  bool fine = true;

  tell_notes (recording);
  for (unsigned fate = 0; fate < SJ_N_LINE_FATES; fate++)
    fine = fine && (!is_strict || !is_wrong (fate) || sj_recording_count (recording, fate) == 0);
  return fine;
}

typedef bool (*ReadFunc) (SjRecording *recording, const char *path, GError **error);

static bool
read_files (SjRecording *recording, char **paths, ReadFunc read)
{
  g_autoptr (GError) error = NULL;

  for (unsigned i = 0; paths != NULL && paths[i] != NULL; i++)
    if (!read (recording, paths[i], &error))
      {
        sj_cli_complain ("%s", error->message);
        return false;
      }
  return true;
}

static bool
read_times (const SjProgram *program, SjTime *from, SjTime *until)
{
  *from = INT64_MIN;
  *until = SJ_TIME_NEVER;
  if ((from_text != NULL && !sj_cli_time (from_text, program->zone, from)) ||
      (until_text != NULL && !sj_cli_time (until_text, program->zone, until)))
    return false;
  if (*until >= *from)
    return true;
  sj_cli_complain (_("the end is before the beginning"));
  return false;
}

static bool
check_options (void)
{
  if (event_paths == NULL)
    sj_cli_complain (_("it is not said what happened: --events FILE"));
  else if (n_threads < 0 || n_threads > 1024 || n_traces < 0 || n_traces > 10000)
    sj_cli_complain (_("there can be 1 to 1024 threads and up to 10000 people of whom is told"));
  else
    return true;
  return false;
}

static int
run (SjRecording *recording, const SjProgram *program, const SjBehaviour *behaviour)
{
  SjDrive drive = { .seed = (uint64_t) seed, .threads = (unsigned) n_threads };
  g_autofree double *prices = sj_answers_prices (behaviour, program);
  g_autofree char *name = sj_cli_behaviour_name (behaviour, behaviour_path);
  SjResultOptions options = { .population = "recorded", .behaviour = name, .prices = prices };
  g_autoptr (SjObserve) observe = NULL;
  g_autoptr (SjResult) result = NULL;
  SjDriven driven;
  int status;

  sj_recording_behave (recording, behaviour);
  sj_recording_prepare (recording, &drive);
  observe = sj_observe_new (drive.world, drive.start, drive.end, (uint32_t) n_traces);
  drive.observe = observe;
  sj_cli_run (&drive, &driven);
  result = sj_result_new (&drive, &driven, &options);
  status = sj_cli_report (result, as_json, out_path, csv_path);
  sj_driven_clear (&driven);
  return status;
}

int
sj_cmd_backtest (char **arguments)
{
  g_auto (SjCliProgram) opened = { .world = NULL };
  g_autoptr (SjBehaviour) behaviour = NULL;
  g_autoptr (SjRecording) recording = NULL;
  SjTime from, until;

  if (!check_options () || !sj_cli_program_open (&opened, arguments[0], folder) ||
      !read_times (opened.program, &from, &until) || !sj_cli_behaviour (&opened, behaviour_path, &behaviour))
    return SJ_EXIT_FAILED;
  recording = sj_recording_new (opened.world, from, until);
  if (!read_files (recording, profile_paths, sj_recording_read_profiles) ||
      !read_files (recording, event_paths, sj_recording_read_events))
    return SJ_EXIT_FAILED;
  sj_recording_finish (recording);
  if (!tell (recording))
    return SJ_EXIT_FOUND;
  return run (recording, opened.program, behaviour);
}
