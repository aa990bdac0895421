/* cmd-eval.c -- evaluates one journey expression. */
#include "cli/sj-command.h"

#include "base/sj-json.h"
#include "lang/sj-context.h"
#include "lang/sj-expr.h"
#include "lang/sj-text.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static char *context_path, *now_text;
static gboolean show_type, show_code;

const GOptionEntry sj_eval_options[] = {
  { "context", 'c', 0, G_OPTION_ARG_FILENAME, &context_path,
    N_("The data: events, datasources, actions, audiences, … as JSON"), N_("FILE") },
  { "now", 'n', 0, G_OPTION_ARG_STRING, &now_text, N_("The current time, instead of the clock's"), N_("TIME") },
  { "type", 't', 0, G_OPTION_ARG_NONE, &show_type, N_("Print the type in front of the value"), NULL },
  { "listing", 0, 0, G_OPTION_ARG_NONE, &show_code, N_("Print what the expression compiles to, and stop"), NULL },
  { NULL }
};

static int
print_value (SjValue value)
{
  g_autofree char *json = sj_json_to_string (value, SJ_JSON_COMPACT);

  if (show_type)
    printf ("%s ", sj_type_name (value.type));
  printf ("%s\n", json);
  return SJ_EXIT_OK;
}

static void
print_failure (const char *text, const SjEvalError *error)
{
  unsigned line, column;

  sj_text_position (text, strlen (text), error->start, &line, &column);
  fprintf (stderr, "expression:%u:%u: %s: %s\n", line, column, _("stopped"), error->text);
}

static int
evaluate (const SjExpr *expr, SjArena *arena, SjValue context, SjMoment now)
{
  SjContext scope;
  SjEval eval;
  SjValue value;
  int status;

  sj_context_init (&scope, context);
  sj_eval_init (&eval, arena);
  eval.scope = &scope.scope;
  eval.now = now;
  eval.seed = (uint64_t) now.seconds;
  if (sj_expr_eval (expr, &eval, &value))
    status = print_value (value);
  else
    {
      print_failure (sj_expr_text (expr), &eval.error);
      status = SJ_EXIT_FOUND;
    }
  sj_eval_clear (&eval);
  return status;
}

int
sj_cmd_eval (char **arguments)
{
  const char *text = arguments[0];
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjExpr) expr = NULL;
  g_autofree char *source = NULL;
  SjValue context = sj_null;
  SjMoment now;

  if (!sj_cli_is_text ("expression", text, strlen (text)) || !sj_cli_now (now_text, &now) ||
      (context_path != NULL && !sj_cli_read_json (&arena, context_path, &source, &context)))
    return SJ_EXIT_FAILED;
  expr = sj_expr_compile (text, strlen (text), NULL, SJ_EXPR_ANY, &diags);
  for (size_t i = 0; i < sj_diags_count (&diags); i++)
    sj_cli_print_diag ("expression", text, strlen (text), sj_diags_get (&diags, i));
  if (expr == NULL)
    return SJ_EXIT_FOUND;
  if (show_code)
    {
      g_autofree char *listing = sj_code_listing (sj_expr_code (expr));

      fputs (listing, stdout);
      return SJ_EXIT_OK;
    }
  return evaluate (expr, &arena, context, now);
}
