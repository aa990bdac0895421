/* cmd-simulate.c -- many made-up people through a journey, in virtual time.
 *
 * Ctrl-C ends after the persons at hand; what was done so far is printed as if that
 * had been all.
 */
#include "cli/sj-cli-program.h"
#include "cli/sj-command.h"

#include "engine/sj-result.h"
#include "engine/sj-simulate.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH 100           /* where the output is no terminal */
#define BAR 40

static char *folder, *behaviour_path, *from_text, *for_text, *out_path;
static gint64 profiles, seed = 1;
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
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, N_("Print the result as a document"), NULL },
  { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, &folder,
    N_("What the journey refers to; without it, the folder above it that has a workspace.json"), N_("FOLDER") },
  { NULL }
};

/* ------------------------------------------------------------------ while it runs */

static gint stopped;

/* The second time the program ends as usual. */
static void
stop_cb (int signal_number)
{
  g_atomic_int_set (&stopped, 1);
}

static void
catch_interrupt (bool catch)
{
  struct sigaction action = { 0 };

  action.sa_handler = catch ? stop_cb : SIG_DFL;
  action.sa_flags = catch ? (int) SA_RESETHAND : 0;
  sigaction (SIGINT, &action, NULL);
}

typedef struct
{
  uint32_t all;
  gint shown;               /* tenths of a percent; whoever raises it draws */
} Bar;

static void
draw_bar (const Bar *bar, gint thousandths)
{
  char text[BAR + 1];

  for (int i = 0; i < BAR; i++)
    text[i] = i < thousandths * BAR / 1000 ? '#' : '.';
  text[BAR] = '\0';
  fprintf (stderr, "\r[%s] %3d %%", text, thousandths / 10);
  fflush (stderr);
}

static void
progress_cb (void *data, uint32_t done)
{
  Bar *bar = data;
  gint now = (gint) ((uint64_t) MIN (done, bar->all) * 1000 / bar->all);
  gint shown = g_atomic_int_get (&bar->shown);

  if (now >= shown + 5 && g_atomic_int_compare_and_exchange (&bar->shown, shown, now))
    draw_bar (bar, now);
}

static void
run (SjDrive *drive, SjDriven *driven)
{
  Bar bar = { .all = MAX (drive->n_persons, 1) };
  bool tells = isatty (STDERR_FILENO);

  if (tells)
    {
      drive->progress = progress_cb;
      drive->progress_data = &bar;
    }
  drive->stop = &stopped;
  catch_interrupt (true);
  sj_drive (drive, driven);
  catch_interrupt (false);
  if (tells)
    fprintf (stderr, "\r\033[K");
}

/* ------------------------------------------------------------------ what came of it */

static unsigned
columns (void)
{
  struct winsize size;

  return ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : WIDTH;
}

static void
print_table (const SjResult *result)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_result_table (result, columns (), g_get_charset (NULL) ? 0 : SJ_RESULT_PLAIN, &buffer);
  fputs (sj_buffer_text (&buffer), stdout);
}

static bool
write_result (const SjResult *result)
{
  g_autofree char *text = out_path != NULL || as_json ? sj_result_to_string (result) : NULL;

  if (as_json)
    fputs (text, stdout);
  else
    print_table (result);
  return out_path == NULL || sj_cli_write_file (out_path, text, strlen (text));
}

static int
report (const SjResult *result)
{
  if (!write_result (result))
    return SJ_EXIT_FAILED;
  if (result->n_faults > 0)
    {
      sj_cli_complain (_("the counts do not add up; this is a fault of the program"));
      return SJ_EXIT_FAILED;
    }
  if (g_atomic_int_get (&stopped) == 0)
    return SJ_EXIT_OK;
  sj_cli_complain (_("stopped after %u of %u people; what is shown is about those"), (unsigned) result->persons,
                   (unsigned) result->asked);
  return SJ_EXIT_FOUND;
}

static SjResult *
make_result (const SjSimulation *simulation, const SjDrive *drive, const SjDriven *driven)
{
  const SjBehaviour *behaviour = sj_simulation_behaviour (simulation);
  const SjProgram *program = g_ptr_array_index (drive->world->programs, 0);
  SjAbout about = { program->journey->id, NULL };
  double prices[SJ_N_CHANNELS];
  SjResultOptions options = { .population = sj_simulation_population (simulation), .prices = prices };
  g_autofree char *name = behaviour_path ? g_path_get_basename (behaviour_path) : NULL;

  options.behaviour = behaviour->name ? behaviour->name : name;
  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    prices[i] = sj_message_price (behaviour, i, &about);
  return sj_result_new (drive, driven, &options);
}

/* ------------------------------------------------------------------ before it */

static bool
read_behaviour (const SjCliProgram *opened, SjBehaviour **behaviour)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autofree char *text = NULL;
  size_t length;

  if (behaviour_path == NULL)
    return true;
  text = sj_cli_read_file (behaviour_path, &length);
  if (text == NULL)
    return false;
  *behaviour = sj_behaviour_read (text, length, opened->library, &diags);
  for (size_t i = 0; i < sj_diags_count (&diags); i++)
    sj_cli_print_diag (behaviour_path, text, length, sj_diags_get (&diags, i));
  return *behaviour != NULL && !sj_diags_failed (&diags);
}

static bool
read_times (const SjCliProgram *opened, SjSimulationSetup *setup)
{
  SjTime now = g_get_real_time () / 1000;

  if (from_text == NULL)
    setup->start = sj_simulation_start (opened->world, now);
  else if (!sj_cli_time (from_text, opened->program->zone, &setup->start))
    return false;
  if (for_text == NULL || (sj_span_parse (for_text, &setup->span) && setup->span > 0))
    return true;
  sj_cli_complain (_("“%s” is no duration; write it like “30 days” or “2h 30m”"), for_text);
  return false;
}

static bool
read_numbers (SjSimulationSetup *setup)
{
  if (profiles < 0 || profiles > SJ_POPULATION_MOST)
    {
      sj_cli_complain (_("there can be 1 to %d people"), SJ_POPULATION_MOST);
      return false;
    }
  if (n_threads < 0 || n_threads > 1024 || n_traces < 0 || n_traces > 10000)
    {
      sj_cli_complain (_("there can be 1 to 1024 threads and up to 10000 people of whom is told"));
      return false;
    }
  setup->n_persons = (uint32_t) profiles;
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
  run (&drive, &driven);
  result = make_result (simulation, &drive, &driven);
  status = report (result);
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
      !read_times (&opened, &setup) || !read_behaviour (&opened, &behaviour))
    return SJ_EXIT_FAILED;
  setup.world = opened.world;
  setup.behaviour = behaviour;
  return simulate (&setup);
}
