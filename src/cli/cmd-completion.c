/* cmd-completion.c -- completion scripts, made from the table of commands. */
#include "cli/sj-command.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static const GOptionEntry *
next_option (const SjCommand *command, const GOptionEntry *entry)
{
  entry = entry ? entry + 1 : command->options;
  return entry != NULL && entry->long_name != NULL ? entry : NULL;
}

/* The words that stand for themselves, "bash|zsh|fish" as "bash zsh fish"; NULL: files. */
static char *
argument_words (const SjCommand *command)
{
  return strchr (command->arguments, '|') ? g_strdelimit (g_strdup (command->arguments), "|", ' ') : NULL;
}

static void
print_bash_command (const SjCommand *command)
{
  g_autofree char *words = argument_words (command);

  printf ("    %s)\n      options='--help", command->name);
  for (const GOptionEntry *entry = next_option (command, NULL); entry; entry = next_option (command, entry))
    printf (" --%s", entry->long_name);
  printf ("'\n");
  if (words != NULL)
    printf ("      words='%s'\n", words);
  printf ("      ;;\n");
}

/* Line by line, so that a blank in a file's name parts nothing. */
static void
print_bash (void)
{
  printf ("_sojournctl ()\n{\n"
          "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} options='--help' words=''\n"
          "  if [ \"$COMP_CWORD\" = 1 ]; then\n    mapfile -t COMPREPLY < <(compgen -W '--help --version");
  for (const SjCommand *command = sj_commands; command->name != NULL; command++)
    printf (" %s", command->name);
  printf ("' -- \"$word\")\n    return\n  fi\n  case ${COMP_WORDS[1]} in\n");
  for (const SjCommand *command = sj_commands; command->name != NULL; command++)
    print_bash_command (command);
  printf ("  esac\n"
          "  case $before:$word in\n"
          "    --workspace:*|-w:*)\n"
          "      mapfile -t COMPREPLY < <(compgen -d -- \"$word\"; compgen -f -X '!*.sojourn' -- \"$word\") ;;\n"
          "    *:-*) mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\") ;;\n"
          "    *) if [ -n \"$words\" ]; then\n"
          "         mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
          "       else\n"
          "         mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
          "       fi ;;\n"
          "  esac\n}\ncomplete -o filenames -F _sojournctl sojournctl\n");
}

/* Zsh keeps its own quotes: an apostrophe inside ends and begins them; and in the words
 * about an option, brackets and colons have a meaning. */
static char *
quoted (const char *text)
{
  GString *out = g_string_new (text);

  g_string_replace (out, "'", "'\\''", 0);
  g_string_replace (out, ":", "\\:", 0);
  g_string_replace (out, "[", "\\[", 0);
  g_string_replace (out, "]", "\\]", 0);
  return g_string_free (out, FALSE);
}

static void
print_zsh_option (const GOptionEntry *entry)
{
  g_autofree char *about = quoted (_(entry->description));
  const char *more = entry->arg == G_OPTION_ARG_NONE ? "" : entry->arg == G_OPTION_ARG_FILENAME ? ":file:_files"
                                                                                                : ":value:";

  if (entry->short_name != '\0')
    printf (" '-%c[%s]%s'", entry->short_name, about, more);
  printf (" '--%s[%s]%s'", entry->long_name, about, more);
}

static void
print_zsh_command (const SjCommand *command)
{
  g_autofree char *words = argument_words (command);

  printf ("    %s)\n      _arguments '--help[%s]'", command->name, _("Tell how this is used"));
  for (const GOptionEntry *entry = next_option (command, NULL); entry; entry = next_option (command, entry))
    print_zsh_option (entry);
  if (words != NULL)
    printf (" '1:word:(%s)' ;;\n", words);
  else
    printf (" '*:file:_files' ;;\n");
}

/* Works when it is read by `source` as well as from a folder of functions, where the
 * first call reads this file and has to answer at once. */
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
          "  shift words\n  (( CURRENT-- ))\n  case $words[1] in\n");
  for (const SjCommand *command = sj_commands; command->name != NULL; command++)
    print_zsh_command (command);
  printf ("  esac\n}\n"
          "if [[ ${funcstack[1]} == _sojournctl ]]; then\n  _sojournctl \"$@\"\nelse\n"
          "  compdef _sojournctl sojournctl\nfi\n");
}

static void
print_fish (void)
{
  for (const SjCommand *command = sj_commands; command->name != NULL; command++)
    {
      g_autofree char *words = argument_words (command);

      printf ("complete -c sojournctl -n __fish_use_subcommand -a %s -d \"%s\"\n", command->name, _(command->summary));
      if (words != NULL)
        printf ("complete -c sojournctl -n \"__fish_seen_subcommand_from %s\" -f -a \"%s\"\n", command->name, words);
      for (const GOptionEntry *entry = next_option (command, NULL); entry; entry = next_option (command, entry))
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
