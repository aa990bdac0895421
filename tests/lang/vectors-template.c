/* vectors-template.c -- runs one vector of a message template.
 *
 * `fragments`, `datasets` and `external` of the context are what the rendering's
 * host knows; the rest of it is the root object.
 */
#include "vectors.h"

#include "base/sj-json.h"
#include "lang/sj-template.h"

#include <string.h>

typedef struct
{
  SjTemplateEnv env;
  SjValue fragments;
  SjValue datasets;
  SjValue external;       /* action → response */
} Host;

static bool
look_up (SjValue object, SjSlice name, SjSlice *text)
{
  const SjValue *found = sj_value_find (object, name.text, name.length);

  if (found == NULL || found->type != SJ_TEXT)
    return false;
  *text = (SjSlice) { found->text, found->length };
  return true;
}

static bool
find_fragment (const SjTemplateEnv *env, SjSlice id, SjSlice *text, bool *draft)
{
  *draft = false;
  return look_up (((const Host *) env)->fragments, id, text);
}

static bool
find_dynamic (void *data, SjSlice id, SjSlice *text, bool *draft)
{
  *draft = false;
  return look_up (((const Host *) data)->fragments, id, text);
}

static bool
find_record (void *data, SjEval *eval, SjSlice dataset, SjSlice key, SjValue *record)
{
  const SjValue *records = sj_value_find (((const Host *) data)->datasets, dataset.text, dataset.length);
  const SjValue *found = records ? sj_value_find (*records, key.text, key.length) : NULL;

  if (found != NULL)
    *record = *found;
  return found != NULL;
}

/* Answers with what the context gives for the action; "$request" in its place
 * answers with the request itself. */
static bool
call_action (void *data, SjEval *eval, SjSlice action, SjValue request, SjValue *response)
{
  const SjValue *found = sj_value_find (((const Host *) data)->external, action.text, action.length);

  if (found == NULL)
    return false;
  *response = sj_value_is_text (*found, SJ_SLICE ("$request")) ? request : *found;
  return true;
}

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

static const SjTemplateHost functions = {
  .dataset = find_record, .external = call_action, .encrypt = seal, .fragment = find_dynamic,
};

/* The root object is the context without what the host knows. */
static SjValue
make_root (SjArena *arena, SjValue context)
{
  static const char *const own[] = { "fragments", "datasets", "external" };
  SjMember *members = sj_arena_new_n (arena, SjMember, context.length);
  uint32_t count = 0;

  for (uint32_t i = 0; i < context.length; i++)
    {
      bool skip = false;

      for (size_t j = 0; j < G_N_ELEMENTS (own); j++)
        skip |= context.members[i].key.length == strlen (own[j]) &&
                memcmp (context.members[i].key.text, own[j], strlen (own[j])) == 0;
      if (!skip)
        members[count++] = context.members[i];
    }
  return sj_value_object (members, count);
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
render_vector (SjArena *arena, SjValue vector, const SjTemplate *template, Host *host, char **got)
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
  render.host = &functions;
  render.data = host;
  render.root = make_root (arena, sj_value_get (vector, "context"));
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

bool
vector_template (SjValue vector, char **got)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjTemplate) template = NULL;
  SjValue text = sj_value_get (vector, "template");
  SjValue context = sj_value_get (vector, "context");
  SjValue error = sj_value_get (vector, "error");
  Host host = { .env = { .fragment = find_fragment } };
  bool ok;

  host.fragments = sj_value_get (context, "fragments");
  host.datasets = sj_value_get (context, "datasets");
  host.external = sj_value_get (context, "external");
  template = sj_template_compile (text.text, text.length, &host.env, &diags);
  if (template != NULL)
    ok = render_vector (&arena, vector, template, &host, got);
  else
    {
      *got = g_strdup_printf ("refused: %s", sj_diags_get (&diags, 0)->text);
      ok = error.type == SJ_BOOL && error.boolean;
    }
  return ok && check_finding (vector, &diags, got);
}
