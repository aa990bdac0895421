/* sj-trial.c -- data to try texts with: a person of the workspace, and the samples. */
#include "widgets/sj-trial.h"

#include "content/sj-action.h"
#include "profile/sj-audience.h"
#include "profile/sj-event.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static SjValue
sample_of (const SjTrial *trial, SjRefTo kind, SjSlice name)
{
  const SjEntry *entry = sj_library_named (trial->library, kind, name.text, name.length);
  const SjValue *given;

  if (entry == NULL)
    return sj_null;
  given = sj_value_find (trial->events, entry->id, strlen (entry->id));
  if (kind == SJ_REF_EVENT && given != NULL)
    return *given;
  return sj_blob_value (kind == SJ_REF_EVENT ? ((const SjEventType *) entry->config)->sample
                                             : ((const SjAction *) entry->config)->sample);
}

static bool
read_root (const SjEvalScope *scope, SjEval *eval, const SjRoot *root, SjValue params, SjValue *value)
{
  const SjTrial *trial = (const SjTrial *) scope;

  *value = sj_null;
  if (root->kind == SJ_ROOT_EVENT)
    *value = sample_of (trial, SJ_REF_EVENT, root->name);
  else if (root->kind == SJ_ROOT_ACTION)
    *value = sample_of (trial, SJ_REF_ACTION, root->name);
  else if (trial->profile != NULL)
    return trial->person.scope.root (&trial->person.scope, eval, root, params, value);
  return true;
}

/* A rule is asked; a list is looked into; else what is known of the person counts. */
static bool
is_member (const SjEvalScope *scope, const char *name, size_t length)
{
  SjTrial *trial = (SjTrial *) scope;
  const SjEntry *entry = sj_library_named (trial->library, SJ_REF_AUDIENCE, name, length);
  const SjAudience *audience = entry ? entry->config : NULL;
  g_autoptr (SjExpr) rule = NULL;
  bool member = false;
  SjEval eval;

  if (trial->profile == NULL || audience == NULL)
    return false;
  if (sj_profile_in_audience (trial->profile, entry->id, strlen (entry->id)))
    return true;
  if (audience->rule != NULL)
    rule = sj_expr_compile (audience->rule, strlen (audience->rule), sj_library_expr_env (trial->library),
                            SJ_EXPR_BOOLEAN, NULL);
  sj_eval_init (&eval, trial->arena);
  eval.now = sj_time_moment (trial->now, sj_zone_utc ());
  eval.scope = &trial->person.scope;
  member = sj_audience_has (audience, rule, trial->profile, &eval, &member) && member;
  sj_eval_clear (&eval);
  return member;
}

void
sj_trial_init (SjTrial *trial, const SjLibrary *library, const char *profile, SjTime now, SjArena *arena)
{
  const SjEntry *entry = profile ? sj_library_find (library, SJ_REF_PROFILE, profile) : NULL;

  if (entry == NULL && sj_library_count (library, SJ_REF_PROFILE) > 0)
    entry = sj_library_get (library, SJ_REF_PROFILE, 0);
  *trial = (SjTrial) { { read_root, is_member }, library, entry ? entry->config : NULL };
  trial->arena = arena;
  trial->now = now;
  if (trial->profile != NULL)
    sj_profile_scope_init (&trial->person, trial->profile);
}

static const SjZone *
zone_of (const SjTrial *trial)
{
  const char *name = sj_library_zone (trial->library);
  const SjZone *zone = name ? sj_zone_find (name, strlen (name)) : NULL;

  return zone ? zone : sj_zone_utc ();
}

static char *
value_words (SjValue value)
{
  switch (value.type)
    {
    case SJ_NULL:
      return g_strdup (_("no value"));
    case SJ_BOOL:
      return g_strdup (value.boolean ? _("yes") : _("no"));
    default:
      return sj_json_to_string (value, SJ_JSON_COMPACT);
    }
}

char *
sj_trial_value (SjTrial *trial, const char *text, const SjExprEnv *env, SjExprType expected)
{
  g_autoptr (SjExpr) expr = sj_expr_compile (text, strlen (text), env, expected, NULL);
  SjEval eval;
  SjValue value;
  char *words;

  if (expr == NULL)
    return g_strdup (_("not ready yet"));
  sj_eval_init (&eval, trial->arena);
  eval.now = sj_time_moment (trial->now, zone_of (trial));
  eval.scope = &trial->scope;
  words = sj_expr_eval (expr, &eval, &value) ? value_words (value) : g_strdup (eval.error.text);
  sj_eval_clear (&eval);
  return words;
}

static SjValue
samples_object (SjTrial *trial, SjRefTo kind)
{
  SjObjectBuilder builder;

  sj_object_begin (&builder, trial->arena);
  for (size_t i = 0; i < sj_library_count (trial->library, kind); i++)
    {
      const SjEntry *entry = sj_library_get (trial->library, kind, i);
      SjValue sample = sample_of (trial, kind, (SjSlice) { entry->id, strlen (entry->id) });

      if (sj_value_is_null (sample))
        continue;
      sj_object_set (&builder, entry->id, sample);
      if (strcmp (entry->id, entry->name) != 0)
        sj_object_set (&builder, entry->name, sample);
    }
  return sj_object_end (&builder);
}

static SjValue
make_root (SjTrial *trial)
{
  SjObjectBuilder root, context, journey;

  sj_object_begin (&journey, trial->arena);
  sj_object_set (&journey, "events", samples_object (trial, SJ_REF_EVENT));
  sj_object_set (&journey, "actions", samples_object (trial, SJ_REF_ACTION));
  sj_object_begin (&context, trial->arena);
  sj_object_set (&context, "journey", sj_object_end (&journey));
  sj_object_begin (&root, trial->arena);
  if (trial->profile != NULL)
    sj_object_set (&root, "profile", sj_profile_value (trial->profile, trial->arena));
  sj_object_set (&root, "context", sj_object_end (&context));
  return sj_object_end (&root);
}

char *
sj_trial_render (SjTrial *trial, const char *text, const SjTemplateEnv *env, char **why)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjTemplate) template = sj_template_compile (text, strlen (text), env, &diags);
  g_auto (SjBuffer) out = SJ_BUFFER_INIT;
  SjRender render;
  SjEval eval;
  char *result = NULL;

  if (template == NULL)
    {
      *why = g_strdup (_("There is a mistake in the text."));
      return NULL;
    }
  sj_eval_init (&eval, trial->arena);
  eval.now = sj_time_moment (trial->now, zone_of (trial));
  sj_render_init (&render, &eval);
  render.root = make_root (trial);
  if (sj_template_render (template, &render, &out))
    result = sj_buffer_steal (&out);
  else
    *why = g_strdup (render.error.text ? render.error.text : _("The message would not be sent."));
  sj_render_clear (&render);
  sj_eval_clear (&eval);
  return result;
}

char *
sj_trial_event_of (const char *text, const SjLibrary *library, const SjExprEnv *env)
{
  g_autoptr (SjExpr) expr = sj_expr_compile (text, strlen (text), env, SJ_EXPR_ANY, NULL);
  uint32_t count = 0;
  const SjRoot *roots = expr ? sj_expr_roots (expr, &count) : NULL;

  for (uint32_t i = 0; i < count; i++)
    {
      const SjEntry *entry = roots[i].kind == SJ_ROOT_EVENT
                                 ? sj_library_named (library, SJ_REF_EVENT, roots[i].name.text, roots[i].name.length)
                                 : NULL;

      if (entry != NULL)
        return g_strdup (entry->id);
    }
  return NULL;
}
