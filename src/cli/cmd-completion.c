/* cmd-completion.c -- completion scripts, made from the table of commands. */
#include "cli/sj-command.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static void
print_words (const SjCommand *command, const char *prefix)
{
  for (const GOptionEntry *entry = command->options; entry != NULL && entry->long_name != NULL; entry++)
    printf ("%s--%s", prefix, entry->long_name);
}

static void
print_bash (void)
{
  printf ("_sojournctl ()\n{\n"
          "  local word=${COMP_WORDS[COMP_CWORD]}\n"
          "  if [ \"$COMP_CWORD\" = 1 ]; then\n    COMPREPLY=($(compgen -W '--help --version");
  for (const SjCommand *command = sj_commands; command->name != NULL; command++)
    printf (" %s", command->name);
  printf ("' -- \"$word\"))\n    return\n  fi\n  local options='--help'\n  case ${COMP_WORDS[1]} in\n");
  for (const SjCommand *command = sj_commands; command->name != NULL; command++)
    {
      printf ("    %s) options='--help", command->name);
      print_words (command, " ");
      printf ("' ;;\n");
    }
  printf ("  esac\n"
          "  case $word in\n"
          "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
          "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
          "  esac\n}\ncomplete -o filenames -F _sojournctl sojournctl\n");
}

/* Zsh keeps its own quotes: an apostrophe inside ends and begins them. */
static char *
quoted (const char *text)
{
  GString *out = g_string_new (text);

  g_string_replace (out, "'", "'\\''", 0);
  g_string_replace (out, ":", "\\:", 0);
  return g_string_free (out, FALSE);
}

static void
print_zsh (void)
{
  printf ("#compdef sojournctl\n_sojournctl ()\n{\n  local -a commands\n  commands=(\n");
  for (const SjCommand *command = sj_commands; command->name != NULL; command++)
    {
      g_autofree char *summary = quoted (_(command->summary));

      printf ("    '%s:%s'\n", command->name, summary);
    }
  printf ("  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
          "  case $words[2] in\n");
  for (const SjCommand *command = sj_commands; command->name != NULL; command++)
    {
      printf ("    %s) _arguments --", command->name);
      printf (" '--help'");
      print_words (command, " ");
      printf (" '*:file:_files' ;;\n");
    }
  printf ("  esac\n}\ncompdef _sojournctl sojournctl\n");
}

static void
print_fish (void)
{
  for (const SjCommand *command = sj_commands; command->name != NULL; command++)
    {
      printf ("complete -c sojournctl -n __fish_use_subcommand -a %s -d \"%s\"\n", command->name, _(command->summary));
      for (const GOptionEntry *entry = command->options; entry != NULL && entry->long_name != NULL; entry++)
        printf ("complete -c sojournctl -n \"__fish_seen_subcommand_from %s\" -l %s -d \"%s\"%s\n", command->name,
                entry->long_name, _(entry->description), entry->arg == G_OPTION_ARG_NONE ? "" : " -r");
    }
}

int
sj_cmd_completion (char **arguments)
{
  static const struct { const char *shell; void (*print) (void); } shells[] = {
    { "bash", print_bash }, { "zsh", print_zsh }, { "fish", print_fish },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (shells); i++)
    if (g_str_equal (shells[i].shell, arguments[0]))
      {
        shells[i].print ();
        return SJ_EXIT_OK;
      }
  sj_cli_complain (_("there is a completion script for bash, zsh and fish, not for “%s”"), arguments[0]);
  return SJ_EXIT_FAILED;
}
