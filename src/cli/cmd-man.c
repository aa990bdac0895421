/* cmd-man.c -- the manual page, made from the table of commands. */
#include "cli/sj-command.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* Roff takes a point or an apostrophe at a line's beginning, and any backslash,
 * for a command. */
static void
print_text (const char *text)
{
  if (*text == '.' || *text == '\'')
    fputs ("\\&", stdout);
  for (; *text != '\0'; text++)
    if (*text == '\\')
      fputs ("\\e", stdout);
    else if (*text == '-')
      fputs ("\\-", stdout);
    else
      putchar (*text);
}

static void
print_option (const GOptionEntry *entry)
{
  printf (".TP\n\\fB");
  if (entry->short_name != '\0')
    printf ("\\-%c\\fR, \\fB", entry->short_name);
  printf ("\\-\\-");
  print_text (entry->long_name);
  printf ("\\fR");
  if (entry->arg_description != NULL)
    printf (" \\fI%s\\fR", _(entry->arg_description));
  printf ("\n");
  print_text (_(entry->description));
  printf (".\n");
}

static void
print_command (const SjCommand *command)
{
  printf (".SS \"sojournctl %s %s\"\n", command->name, command->arguments[0] != '\0' ? _(command->arguments) : "");
  print_text (_(command->details));
  printf ("\n");
  for (const GOptionEntry *entry = command->options; entry != NULL && entry->long_name != NULL; entry++)
    print_option (entry);
}

int
sj_cmd_man (char **arguments)
{
  printf (".TH SOJOURNCTL 1 \"\" \"Sojourn %s\" \"%s\"\n", SJ_VERSION, _("User commands"));
  printf (".SH %s\nsojournctl \\- %s\n", _("NAME"), _("designs customer journeys without a screen"));
  printf (".SH %s\n.B sojournctl\n\\fI%s\\fR [\\fI%s\\fR]\n", _("SYNOPSIS"), _("COMMAND"), _("ARGUMENT…"));
  printf (".SH %s\n", _("COMMANDS"));
  for (const SjCommand *command = sj_commands; command->name != NULL; command++)
    print_command (command);
  printf (".SH %s\n", _("EXIT STATUS"));
  printf (".TP\n0\n%s\n.TP\n1\n%s\n.TP\n2\n%s\n", _("All is well."), _("Errors or differences were found."),
          _("A file cannot be read or written, or the command was used wrongly."));
  return SJ_EXIT_OK;
}
