/* cmd-simulate.c -- many made-up people through a journey, in virtual time.
 *
 * Ctrl-C ends after the persons at hand; what was done so far is printed as if that
 * had been all.
 */
#include "cli/sj-cli-program.h"
#include "cli/sj-cli-run.h"
#include "cli/sj-command.h"

#include "engine/sj-answers.h"
#include "engine/sj-result.h"
#include "engine/sj-simulate.h"

#include <glib/gi18n-lib.h>

static char *folder, *behaviour_path, *from_text, *for_text, *out_path, *csv_path;
#define UNSAID G_MININT64

static gint64 profiles = UNSAID, seed = 1;
static int n_threads, n_traces;
static gboolean as_json;

const GOptionEntry sj_simulate_options[] = {
  { "profiles", 'p', 0, G_OPTION_ARG_INT64, &profiles, N_("How many people"), N_("NUMBER") },
  { "seed", 's', 0, G_OPTION_ARG_INT64, &seed, N_("Beginning of chance; the same gives the same"), N_("NUMBER") },
  { "from", 'f', 0, G_OPTION_ARG_STRING, &from_text, N_("When it begins"), N_("TIME") },
  { "for", 'd', 0, G_OPTION_ARG_STRING, &for_text, N_("How long it lasts, as in “30 days”"), N_("DURATION") },
  { "behaviour", 'b', 0, G_OPTION_ARG_FILENAME, &behaviour_path, N_("What people do"), N_("FILE") },
  { "threads", 't', 0, G_OPTION_ARG_INT, &n_threads, N_("On how many threads"), N_("NUMBER") },
  { "trace", 'k', 0, G_OPTION_ARG_INT, &n_traces, N_("Tell of so many people what happened to them"), N_("NUMBER") },
  { "out", 'o', 0, G_OPTION_ARG_FILENAME, &out_path, N_("Write the result as a document"), N_("FILE") },
  { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv_path, N_("Write the result as rows for a spreadsheet"), N_("FILE") },
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, N_("Print the result as a document"), NULL },
  { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, &folder,
    N_("What the journey refers to; without it, the folder above it that has a workspace.json"), N_("PATH") },
  { NULL }
};

static SjResult *
make_result (const SjSimulation *simulation, const SjDrive *drive, const SjDriven *driven)
{
  const SjBehaviour *behaviour = sj_simulation_behaviour (simulation);
  g_autofree double *prices = sj_answers_prices (behaviour, g_ptr_array_index (drive->world->programs, 0));
  g_autofree char *name = sj_cli_behaviour_name (behaviour, behaviour_path);
  SjResultOptions options = { .population = sj_simulation_population (simulation), .behaviour = name,
                              .prices = prices };

  return sj_result_new (drive, driven, &options);
}

static bool
read_times (const SjCliProgram *opened, SjSimulationSetup *setup)
{
  SjTime now = g_get_real_time () / 1000;

  if (from_text == NULL)
    setup->start = sj_simulation_start (opened->world, now);
  else if (!sj_cli_time (from_text, opened->program->zone, &setup->start))
    return false;
  return for_text == NULL || sj_cli_span (for_text, &setup->span);
}

static bool
read_numbers (SjSimulationSetup *setup)
{
  if (profiles != UNSAID && (profiles < 1 || profiles > SJ_POPULATION_MOST))
    {
      sj_cli_complain (_("there can be 1 to %d million people"), SJ_POPULATION_MOST / 1000000);
      return false;
    }
  if (n_threads < 0 || n_threads > 1024 || n_traces < 0 || n_traces > 10000)
    {
      sj_cli_complain (_("there can be 1 to 1024 threads and up to 10000 people of whom is told"));
      return false;
    }
  setup->n_persons = profiles != UNSAID ? (uint32_t) profiles : 0;    /* as the behaviour says */
  setup->seed = (uint64_t) seed;
  return true;
}

static int
simulate (const SjSimulationSetup *setup)
{
  g_autoptr (SjSimulation) simulation = sj_simulation_new (setup);
  SjDrive drive = { .threads = (unsigned) n_threads };
  g_autoptr (SjResult) result = NULL;
  g_autoptr (SjObserve) observe = NULL;
  SjDriven driven;
  int status;

  sj_simulation_prepare (simulation, &drive);
  observe = sj_observe_new (drive.world, drive.start, drive.end, (uint32_t) n_traces);
  drive.observe = observe;
  sj_cli_run (&drive, &driven);
  result = make_result (simulation, &drive, &driven);
  status = sj_cli_report (result, as_json, out_path, csv_path);
  sj_driven_clear (&driven);
  return status;
}

int
sj_cmd_simulate (char **arguments)
{
  g_auto (SjCliProgram) opened = { .world = NULL };
  g_autoptr (SjBehaviour) behaviour = NULL;
  SjSimulationSetup setup = { .span = 0 };

  if (!read_numbers (&setup) || !sj_cli_program_open (&opened, arguments[0], folder) ||
      !read_times (&opened, &setup) || !sj_cli_behaviour (&opened, behaviour_path, &behaviour))
    return SJ_EXIT_FAILED;
  setup.world = opened.world;
  setup.behaviour = behaviour;
  return simulate (&setup);
}
