/* sj-command.h -- the commands of sojournctl, each described once.
 *
 * Help, the man page and shell completion are made from the table; a command is
 * a row of sj-commands.c and a file cmd-NAME.c.
 */
#pragma once

#include "base/sj-arena.h"
#include "base/sj-diag.h"
#include "base/sj-value.h"

/* What scripts go by. */
enum
{
  SJ_EXIT_OK = 0,
  SJ_EXIT_FOUND = 1,        /* errors found, or differences */
  SJ_EXIT_FAILED = 2        /* unreadable files, wrong use */
};

/* Of several files the worst result counts. */
static inline int
sj_exit_worst (int a, int b)
{
  return a > b ? a : b;
}

typedef struct
{
  const char *name;
  const char *arguments;    /* N_, as in "FILE…" */
  const char *summary;      /* N_, one line without full stop */
  const char *details;      /* N_, a paragraph */
  const GOptionEntry *options;    /* ends with NULL; or NULL */
  unsigned least, most;     /* arguments */
  int (*run) (char **arguments);
} SjCommand;

extern const SjCommand sj_commands[];    /* ends with a NULL name */

int sj_cmd_backtest (char **arguments);
int sj_cmd_check   (char **arguments);
int sj_cmd_compare (char **arguments);
int sj_cmd_diff    (char **arguments);
int sj_cmd_eval    (char **arguments);
int sj_cmd_export  (char **arguments);
int sj_cmd_format  (char **arguments);
int sj_cmd_import  (char **arguments);
int sj_cmd_kinds   (char **arguments);
int sj_cmd_layout  (char **arguments);
int sj_cmd_outline (char **arguments);
int sj_cmd_rehearse (char **arguments);
int sj_cmd_render  (char **arguments);
int sj_cmd_repair  (char **arguments);
int sj_cmd_simulate (char **arguments);
int sj_cmd_test    (char **arguments);
int sj_cmd_completion (char **arguments);
int sj_cmd_man     (char **arguments);

extern const GOptionEntry sj_backtest_options[], sj_check_options[], sj_compare_options[], sj_diff_options[],
    sj_eval_options[], sj_export_options[], sj_format_options[], sj_import_options[], sj_kinds_options[],
    sj_layout_options[], sj_outline_options[], sj_rehearse_options[], sj_render_options[], sj_simulate_options[],
    sj_test_options[];

/* Reads a file, a journey in a workspace file (shop.sojourn/purchase), or standard
 * input for "-"; NULL after saying why not. */
char *sj_cli_read_file (const char *path, size_t *length);
/* False, after saying where it is not, when a text is not UTF-8. */
bool sj_cli_is_text (const char *name, const char *text, size_t length);

/* Replaces a file as a whole: readers see the old bytes or the new ones.  "-" is
 * standard output.  False after saying why not. */
bool sj_cli_write_file (const char *path, const char *text, size_t length);

/* A JSON file; `text` is to be freed and must live as long as the value. */
bool sj_cli_read_json (SjArena *arena, const char *path, char **text, SjValue *value);

/* A sentence on standard error, with the program's name in front. */
void sj_cli_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* "FILE:3:14: warning: There is …", and the fix; on standard error. */
void sj_cli_print_diag (const char *path, const char *text, size_t length, const SjDiag *diag);

/* The moment that --now names, or the clock's in UTC; false after saying why not. */
bool sj_cli_now (const char *option, SjMoment *now);
