/* main.c -- sojournctl: Sojourn without a screen. */
#include "cli/sj-command.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static const SjCommand *
find_command (const char *name)
{
  for (const SjCommand *command = sj_commands; command->name != NULL; command++)
    if (g_str_equal (command->name, name))
      return command;
  return NULL;
}

static void
print_help (void)
{
  printf (_("Usage: sojournctl COMMAND [OPTION…] [ARGUMENT…]\n\n"));
  printf (_("Designs customer journeys without a screen: checks, formats, compares and lays out\n"
            "journeys, simulates and rehearses them, and tries their expressions and texts.\n\n"));
  printf (_("Commands:\n"));
  for (const SjCommand *command = sj_commands; command->name != NULL; command++)
    printf ("  %-12s%s\n", command->name, _(command->summary));
  printf (_("\n“sojournctl COMMAND --help” tells more of each.\n"));
}

static GOptionContext *
command_context (const SjCommand *command)
{
  GOptionContext *context = g_option_context_new (command->arguments[0] != '\0' ? _(command->arguments) : NULL);
  g_autofree char *program = g_strdup_printf ("sojournctl %s", command->name);

  g_set_prgname (program);    /* as the help calls it */
  g_option_context_set_summary (context, _(command->details));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (command->options != NULL)
    g_option_context_add_main_entries (context, command->options, GETTEXT_PACKAGE);
  return context;
}

static int
refuse_arguments (const SjCommand *command)
{
  sj_cli_complain (_("%s is used like this: sojournctl %s %s"), command->name, command->name, _(command->arguments));
  return SJ_EXIT_FAILED;
}

/* What could not be written, on a full disk, must not look like success. */
static int
finish (int status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  sj_cli_complain (_("standard output cannot be written: %s"), g_strerror (errno));
  return SJ_EXIT_FAILED;
}

/* The arguments without the program's name and the command. */
static int
run_command (const SjCommand *command, int argc, char **argv)
{
  g_autoptr (GOptionContext) context = command_context (command);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) arguments = g_strdupv (argv);
  unsigned count;

  if (!g_option_context_parse_strv (context, &arguments, &error))
    {
      sj_cli_complain ("%s", error->message);
      return SJ_EXIT_FAILED;
    }
  if (arguments[1] != NULL && g_str_equal (arguments[1], "--"))
    {
      g_free (arguments[1]);
      memmove (arguments + 1, arguments + 2, g_strv_length (arguments + 1) * sizeof *arguments);
    }
  count = g_strv_length (arguments) - 1;
  if (count < command->least || count > command->most)
    return refuse_arguments (command);
  return finish (command->run (arguments + 1));
}

static int
refuse_command (const char *name)
{
  const char *names[32];
  size_t count = 0;
  const char *nearest;

  for (const SjCommand *command = sj_commands; command->name != NULL && count < G_N_ELEMENTS (names); command++)
    names[count++] = command->name;
  nearest = sj_nearest (name, names, count);
  if (nearest != NULL)
    sj_cli_complain (_("there is no command “%s”; perhaps %s is meant"), name, nearest);
  else
    sj_cli_complain (_("there is no command “%s”; “sojournctl --help” lists them"), name);
  return SJ_EXIT_FAILED;
}

/* All text is UTF-8, whatever the locale: GLib would write question marks instead. */
static void
print_as_it_is (const char *text)
{
  fputs (text, stdout);
}

int
main (int argc, char **argv)
{
  const SjCommand *command;

  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");    /* figures are for scripts, too */
  bindtextdomain (GETTEXT_PACKAGE, SJ_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_print_handler (print_as_it_is);

  if (argc < 2)
    {
      print_help ();
      return SJ_EXIT_FAILED;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help"))
    {
      print_help ();
      return SJ_EXIT_OK;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      printf ("sojournctl %s\n", SJ_VERSION);
      return SJ_EXIT_OK;
    }
  command = find_command (argv[1]);
  if (command == NULL)
    return refuse_command (argv[1]);
  return run_command (command, argc - 1, argv + 1);
}
