/* vectors-template.c -- runs one vector of a message template. */
#include "vectors.h"

#include "base/sj-json.h"
#include "lang/sj-template-context.h"

#include <string.h>

/* A cipher that anybody can check: the text itself, nonce and tag of letters. */
static bool
seal (void *data, SjEval *eval, SjSlice key, SjSlice version, SjSlice text, SjSealed *sealed)
{
  if (key.length == 7 && memcmp (key.text, "retired", 7) == 0)
    return false;
  sealed->nonce = SJ_SLICE ("nnnnnnnnnnnn");
  sealed->tag = SJ_SLICE ("tttttttttttttttt");
  sealed->text = text;
  return true;
}

static char *
collapse (const char *text)
{
  g_autoptr (GRegex) runs = g_regex_new ("\\s+", 0, 0, NULL);
  g_autofree char *single = g_regex_replace_literal (runs, text, -1, 0, " ", 0, NULL);

  return g_strdup (g_strstrip (single));
}

static bool
judge (SjValue vector, const char *text, char **got)
{
  g_autofree char *expected = sj_value_dup_text (sj_value_get (vector, "expect"));

  if (sj_value_is_text (sj_value_get (vector, "ws"), SJ_SLICE ("collapse")))
    {
      g_autofree char *wanted = collapse (expected);

      *got = collapse (text);
      return strcmp (wanted, *got) == 0;
    }
  *got = g_strdup (text);
  return expected != NULL && strcmp (expected, text) == 0;
}

/* A finding that the vector asks for by its code. */
static bool
check_finding (SjValue vector, const SjDiags *diags, char **got)
{
  g_autofree char *code = sj_value_dup_text (sj_value_get (vector, "finding"));

  if (code == NULL)
    return true;
  for (size_t i = 0; i < sj_diags_count (diags); i++)
    if (strcmp (sj_diags_get (diags, i)->code, code) == 0)
      return true;
  g_free (*got);
  *got = g_strdup_printf ("%zu findings, first: %s", sj_diags_count (diags),
                          sj_diags_count (diags) > 0 ? sj_diags_get (diags, 0)->code : "-");
  return false;
}

static bool
render_vector (SjArena *arena, SjValue vector, const SjTemplate *template,
               const SjTemplateContext *context, char **got)
{
  SjValue error = sj_value_get (vector, "error");
  bool refused = error.type == SJ_BOOL && error.boolean;
  g_auto (SjBuffer) out = SJ_BUFFER_INIT;
  g_auto (SjRender) render = { NULL };
  SjEval eval;
  bool ok;

  sj_eval_init (&eval, arena);
  eval.now = vector_now (vector);
  sj_render_init (&render, &eval);
  sj_template_context_use (context, &render);
  out.limit = 1 << 20;
  if (sj_template_render (template, &render, &out))
    ok = judge (vector, sj_buffer_text (&out), got) && !refused;
  else
    {
      *got = g_strdup_printf ("failed: %s", render.error.text);
      ok = refused;
    }
  sj_eval_clear (&eval);
  return ok;
}

static const char *
first_error (const SjDiags *diags)
{
  size_t i = 0;

  while (sj_diags_get (diags, i)->severity != SJ_SEVERITY_ERROR)
    i++;
  return sj_diags_get (diags, i)->text;
}

bool
vector_template (SjValue vector, char **got)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjTemplate) template = NULL;
  SjValue text = sj_value_get (vector, "template");
  SjValue error = sj_value_get (vector, "error");
  SjTemplateContext context;
  bool ok;

  sj_template_context_init (&context, &arena, sj_value_get (vector, "context"));
  context.host.encrypt = seal;
  template = sj_template_compile (text.text, text.length, &context.env, &diags);
  if (template != NULL)
    ok = render_vector (&arena, vector, template, &context, got);
  else
    {
      *got = g_strdup_printf ("refused: %s", first_error (&diags));
      ok = error.type == SJ_BOOL && error.boolean;
    }
  return ok && check_finding (vector, &diags, got);
}
