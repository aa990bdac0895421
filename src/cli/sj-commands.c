/* sj-commands.c -- the table of commands, in the order of the help. */
#include "cli/sj-command.h"

#include <glib/gi18n-lib.h>

const SjCommand sj_commands[] = {
  { "check", N_("FILE…"), N_("find what is wrong with journeys"),
    N_("Reads journeys with all they use and proves them sound: what cannot be reached, who could wait for ever, "
       "conditions that can never hold, what is missing. Ends with 1 when a journey has errors."),
    sj_check_options, 1, G_MAXUINT, sj_cmd_check },
  { "format", N_("FILE…"), N_("write journeys in their canonical form"),
    N_("Rewrites each file in the one form that the same journey always has. “-” reads standard input and writes "
       "standard output."),
    sj_format_options, 1, G_MAXUINT, sj_cmd_format },
  { "outline", N_("FILE"), N_("print a journey as an indented list"),
    N_("Prints the journey in the order of its flow; where branches meet again, a reference stands."),
    sj_outline_options, 1, 1, sj_cmd_outline },
  { "diff", N_("OLD NEW"), N_("tell two versions of a journey apart"),
    N_("Prints in words what was added, removed, changed and rewired. Ends with 1 when there is a difference other "
       "than places on the canvas."),
    sj_diff_options, 2, 2, sj_cmd_diff },
  { "compare", N_("A B"), N_("tell two results of runs apart"),
    N_("Prints what differs in B from A, with intervals of 95 %. Where both runs were made with the same seed and "
       "people, the differences are surer."),
    sj_compare_options, 2, 2, sj_cmd_compare },
  { "layout", N_("FILE…"), N_("tidy the places of a journey's steps"),
    N_("Lays each journey out anew, as Tidy does on the canvas, and rewrites its file. Pinned steps stay. “-” reads "
       "standard input and writes standard output."),
    sj_layout_options, 1, G_MAXUINT, sj_cmd_layout },
  { "simulate", N_("JOURNEY"), N_("lead many made-up people through a journey"),
    N_("Makes people, lets them do what people do, and counts where they go, what they are sent and what comes of it. "
       "All in virtual time, and the same each time for the same seed. Ends with 1 when it was stopped with Ctrl-C, "
       "after printing what was done so far."),
    sj_simulate_options, 1, 1, sj_cmd_simulate },
  { "rehearse", N_("JOURNEY"), N_("walk one profile through a journey"),
    N_("Reads commands, from the terminal or from a pipe: begin, let events happen and time pass, say what is "
       "answered, go back, ask why. “help” lists them. Ends with 1 when a command was not possible."),
    sj_rehearse_options, 1, 1, sj_cmd_rehearse },
  { "test", N_("FILE…"), N_("run the tests that journeys carry"),
    N_("Carries out each journey's tests, tells those that fail as a story, and says which paths none of them takes. "
       "Ends with 1 when a test fails."),
    sj_test_options, 1, G_MAXUINT, sj_cmd_test },
  { "eval", N_("EXPRESSION"), N_("evaluate a journey expression"),
    N_("Evaluates the expression over the data of a JSON file and prints its value as JSON."),
    sj_eval_options, 1, 1, sj_cmd_eval },
  { "render", N_("TEMPLATE"), N_("render a message template"),
    N_("Renders the template, a text or a file after @, over the data of a JSON file."),
    sj_render_options, 1, 1, sj_cmd_render },
  { "backtest", N_("JOURNEY"), N_("let recorded people and events go through a journey"),
    N_("Reads profiles and events, one JSON object a line, plain or packed with gzip or zstd, and tells what the "
       "journey would have made of them. Messages count as delivered, calls as answered with their sample."),
    sj_backtest_options, 1, 1, sj_cmd_backtest },
  { "import", N_("WORKSPACE PATH…"), N_("bring text into a workspace file"),
    N_("Takes folders of text, single documents, journeys, files of profiles and other workspaces into the workspace "
       "file, which is made where there is none. What cannot be read is left out and told. Ends with 1 when something "
       "was left out."),
    sj_import_options, 2, G_MAXUINT, sj_cmd_import },
  { "export", N_("WORKSPACE PATH"), N_("write a workspace file as text"),
    N_("Writes everything into a new folder, or one document into a file (“-”: standard output). What is "
       "exported can be imported again."),
    sj_export_options, 2, 2, sj_cmd_export },
  { "repair", N_("WORKSPACE COPY"), N_("save what can be read of a damaged workspace file"),
    N_("Reads a workspace file around its damage into a new one, and lists what is lost. The damaged file stays as it "
       "is. Ends with 1 when something is lost."),
    NULL, 2, 2, sj_cmd_repair },
  { "kinds", "", N_("list the kinds of steps a journey can have"),
    N_("Lists each kind with its group, its paths and its fields."),
    sj_kinds_options, 0, 0, sj_cmd_kinds },
  { "completion", "bash|zsh|fish", N_("print the completion script for a shell"),
    N_("Prints a script that completes commands, options and files. For bash: source <(sojournctl completion bash)."),
    NULL, 1, 1, sj_cmd_completion },
  { "man", "", N_("print the manual page"), N_("Prints the manual page for man to show."), NULL, 0, 0, sj_cmd_man },
  { NULL }
};
