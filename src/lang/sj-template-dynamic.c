/* sj-template-dynamic.c -- fragments whose id is only known while rendering.
 *
 * They are compiled on use and kept, for each template apart: they share its
 * variables by name, so the same fragment has other numbers in another template.
 */
#include "lang/sj-template-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_SETS 64           /* templates whose dynamic fragments are kept */
#define MOST_DYNAMIC 256       /* fragments of one */

typedef struct
{
  char *id;                     /* owned */
  size_t length;
  SjTemplate *template;         /* owned */
} SjDynamic;

static void
dynamic_free (gpointer data)
{
  SjDynamic *dynamic = data;

  g_free (dynamic->id);
  sj_template_unref (dynamic->template);
  g_free (dynamic);
}

static void
set_free (gpointer data)
{
  SjDynamicSet *set = data;

  g_ptr_array_unref (set->fragments);    /* first: they point into the names */
  g_ptr_array_unref (set->names);
  g_free (set);
}

static SjDynamicSet *
set_of (SjRun *run, const SjTemplate *template)
{
  SjRenderState *state = run->state;
  SjDynamicSet *set;

  for (guint i = 0; i < state->dynamic->len; i++)
    {
      set = g_ptr_array_index (state->dynamic, i);
      if (set->serial == template->serial)
        return set;
    }
  if (state->dynamic->len == MOST_SETS)
    g_ptr_array_remove_index (state->dynamic, 0);
  set = g_new0 (SjDynamicSet, 1);
  set->serial = template->serial;
  set->names = g_ptr_array_new_with_free_func (g_free);
  set->fragments = g_ptr_array_new_with_free_func (dynamic_free);
  for (uint32_t i = 0; i < template->n_variables; i++)
    g_ptr_array_add (set->names, g_strndup (template->variables[i].text, template->variables[i].length));
  g_ptr_array_add (state->dynamic, set);
  return set;
}

/* Fragments that a dynamic fragment names by a literal. */
typedef struct
{
  SjTemplateEnv env;
  const SjRender *render;
} Env;

static bool
find_inner (const SjTemplateEnv *env, SjSlice id, SjSlice *text, bool *draft)
{
  const Env *self = (const Env *) env;

  return self->render->host->fragment (self->render->data, id, text, draft);
}

static SjTemplate *
compile_dynamic (SjRun *run, SjDynamicSet *set, SjSlice id, SjSlice text)
{
  Env env = { .env = { .fragment = find_inner }, .render = run->render };
  g_autofree char *problem = NULL;
  SjTemplate *template = sj_template_compile_dynamic (text, &env.env, set->names, &problem);
  SjDynamic *dynamic;

  if (template == NULL)
    {
      sj_render_fail (run->render, "fragment", _("The fragment “%.*s” cannot be used: %s"),
                      (int) MIN (id.length, 80), id.text, problem ? problem : "");
      return NULL;
    }
  if (set->fragments->len == MOST_DYNAMIC)
    g_ptr_array_remove_index (set->fragments, 0);
  dynamic = g_new0 (SjDynamic, 1);
  dynamic->id = g_strndup (id.text, id.length);
  dynamic->length = id.length;
  dynamic->template = template;
  g_ptr_array_add (set->fragments, dynamic);
  return template;
}

/* The one in the cache, unless its text has changed since. */
static SjTemplate *
find_in_set (SjRun *run, SjDynamicSet *set, SjSlice id, SjSlice text)
{
  for (guint i = 0; i < set->fragments->len; i++)
    {
      SjDynamic *dynamic = g_ptr_array_index (set->fragments, i);

      if (dynamic->length != id.length || memcmp (dynamic->id, id.text, id.length) != 0)
        continue;
      if (dynamic->template->text.length == text.length &&
          memcmp (dynamic->template->text.text, text.text, text.length) == 0)
        return dynamic->template;
      g_ptr_array_remove_index (set->fragments, i);
      break;
    }
  return compile_dynamic (run, set, id, text);
}

static void
fit_variables (SjRenderState *state, uint32_t count)
{
  if (count <= state->n_variables)
    return;
  state->variables = g_renew (SjValue, state->variables, count);
  for (uint32_t i = state->n_variables; i < count; i++)
    state->variables[i] = (SjValue) { .type = SJ_N_TYPES };
  state->n_variables = count;
}

static void
fit_frames (SjRenderState *state, uint32_t count)
{
  if (count <= state->n_frames)
    return;
  state->frames = g_renew (SjFrame, state->frames, count);
  state->n_frames = count;
}

static void
fit_memos (SjRenderState *state, uint32_t count)
{
  if (count <= state->n_memos)
    return;
  state->memos = g_renew (SjMemo, state->memos, count);
  memset (state->memos + state->n_memos, 0, (count - state->n_memos) * sizeof (SjMemo));
  state->n_memos = count;
}

void
sj_run_fit (SjRenderState *state, uint32_t n_variables, uint32_t n_frames, uint32_t n_memos)
{
  fit_variables (state, n_variables);
  fit_frames (state, n_frames);
  fit_memos (state, n_memos);
}

GPtrArray *
sj_run_new_sets (void)
{
  return g_ptr_array_new_with_free_func (set_free);
}

SjTemplate *
sj_run_find_dynamic (SjRun *run, SjSlice id, SjSlice text)
{
  SjTemplate *template;

  if (run->set == NULL)
    run->set = set_of (run, run->template);
  template = find_in_set (run, run->set, id, text);
  if (template == NULL)
    return NULL;
  sj_run_fit (run->state, run->set->names->len, 0, template->n_memos);
  run->memos = run->state->memos;
  return template;
}
