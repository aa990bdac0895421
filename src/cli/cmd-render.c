/* cmd-render.c -- renders one message template. */
#include "cli/sj-command.h"

#include "lang/sj-template-context.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static char *context_path, *now_text;
static gboolean is_plain;

const GOptionEntry sj_render_options[] = {
  { "context", 'c', 0, G_OPTION_ARG_FILENAME, &context_path,
    N_("The data: profile, context, fragments, datasets, … as JSON"), N_("FILE") },
  { "now", 'n', 0, G_OPTION_ARG_STRING, &now_text, N_("The current time, instead of the clock's"), N_("TIME") },
  { "plain", 'p', 0, G_OPTION_ARG_NONE, &is_plain, N_("The text is for SMS or push, not for HTML: warn of escapes"),
    NULL },
  { NULL }
};

/* A text, or @FILE. */
static char *
template_text (const char *argument, size_t *length)
{
  g_autofree char *text = NULL;

  if (argument[0] == '@')
    text = sj_cli_read_file (argument + 1, length);
  else
    {
      *length = strlen (argument);
      text = g_strdup (argument);
    }
  return text != NULL && sj_cli_is_text (argument[0] == '@' ? argument + 1 : "template", text, *length)
             ? g_steal_pointer (&text)
             : NULL;
}

static void
print_failure (const char *name, const char *text, size_t length, const SjRenderError *error)
{
  unsigned line, column;

  sj_text_position (text, length, error->fragment.length > 0 ? 0 : error->start, &line, &column);
  if (error->fragment.length > 0)
    fprintf (stderr, "%s: %s (%.*s): %s\n", name, _("stopped"), (int) error->fragment.length, error->fragment.text,
             error->text);
  else
    fprintf (stderr, "%s:%u:%u: %s: %s\n", name, line, column, _("stopped"), error->text);
}

static int
render_it (const SjTemplate *template, const char *name, const SjTemplateContext *context, SjArena *arena,
           SjMoment now)
{
  g_auto (SjBuffer) out = SJ_BUFFER_INIT;
  g_auto (SjRender) render = { NULL };
  SjEval eval;
  size_t length;
  const char *text = sj_template_text (template, &length);
  bool ok;

  sj_eval_init (&eval, arena);
  eval.now = now;
  eval.seed = (uint64_t) now.seconds;
  sj_render_init (&render, &eval);
  sj_template_context_use (context, &render);
  ok = sj_template_render (template, &render, &out);
  if (ok)
    printf ("%s\n", sj_buffer_text (&out));
  else
    print_failure (name, text, length, &render.error);
  sj_eval_clear (&eval);
  return ok ? SJ_EXIT_OK : SJ_EXIT_FOUND;
}

int
sj_cmd_render (char **arguments)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjTemplate) template = NULL;
  g_autofree char *text = NULL;
  g_autofree char *source = NULL;
  SjTemplateContext context;
  SjValue data = sj_null;
  SjMoment now;
  size_t length = 0;
  const char *name = arguments[0][0] == '@' ? arguments[0] + 1 : "template";

  text = template_text (arguments[0], &length);
  if (text == NULL || !sj_cli_now (now_text, &now) ||
      (context_path != NULL && !sj_cli_read_json (&arena, context_path, &source, &data)))
    return SJ_EXIT_FAILED;
  sj_template_context_init (&context, &arena, data);
  context.env.plain = is_plain;
  template = sj_template_compile (text, length, &context.env, &diags);
  for (size_t i = 0; i < sj_diags_count (&diags); i++)
    sj_cli_print_diag (name, text, length, sj_diags_get (&diags, i));
  return template ? render_it (template, name, &context, &arena, now) : SJ_EXIT_FOUND;
}
