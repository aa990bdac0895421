/* sj-cli-run.c -- many people through a journey, as somebody at a terminal sees it.
 *
 * The second Ctrl-C ends the program as usual.
 */
#include "cli/sj-cli-run.h"

#include "cli/sj-command.h"
#include "engine/sj-result-csv.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH 100           /* where the output is no terminal */
#define BAR 40

static gint stopped;

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
  gint shown;               /* thousandths; whoever raises it draws */
} Bar;

static void
draw_bar (gint thousandths)
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
    draw_bar (now);
}

void
sj_cli_run (SjDrive *drive, SjDriven *driven)
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
write_csv (const SjResult *result, const char *path)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_result_csv (result, &buffer);
  return sj_cli_write_file (path, sj_buffer_text (&buffer), buffer.length);
}

static bool
write_result (const SjResult *result, bool as_json, const char *out, const char *csv)
{
  g_autofree char *text = out != NULL || as_json ? sj_result_to_string (result) : NULL;

  if (as_json)
    fputs (text, stdout);
  else
    print_table (result);
  return (out == NULL || sj_cli_write_file (out, text, strlen (text))) && (csv == NULL || write_csv (result, csv));
}

int
sj_cli_report (const SjResult *result, bool as_json, const char *out, const char *csv)
{
  if (!write_result (result, as_json, out, csv))
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
