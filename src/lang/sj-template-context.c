/* sj-template-context.c -- looking up what a template asks for in a document. */
#include "lang/sj-template-context.h"

#include <string.h>

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
  return look_up (((const SjTemplateContext *) env)->fragments, id, text);
}

static bool
find_dynamic (void *data, SjSlice id, SjSlice *text, bool *draft)
{
  return find_fragment (data, id, text, draft);
}

static bool
find_record (void *data, SjEval *eval, SjSlice dataset, SjSlice key, SjValue *record)
{
  const SjValue *records = sj_value_find (((const SjTemplateContext *) data)->datasets, dataset.text, dataset.length);
  const SjValue *found = records ? sj_value_find (*records, key.text, key.length) : NULL;

  if (found != NULL)
    *record = *found;
  return found != NULL;
}

static bool
call_action (void *data, SjEval *eval, SjSlice action, SjValue request, SjValue *response)
{
  const SjValue *found = sj_value_find (((const SjTemplateContext *) data)->external, action.text, action.length);

  if (found == NULL)
    return false;
  *response = sj_value_is_text (*found, SJ_SLICE ("$request")) ? request : *found;
  return true;
}

static bool
is_host_member (SjValue key)
{
  return sj_value_is_text (key, SJ_SLICE ("fragments")) || sj_value_is_text (key, SJ_SLICE ("datasets")) ||
         sj_value_is_text (key, SJ_SLICE ("external"));
}

static SjValue
make_root (SjArena *arena, SjValue value)
{
  SjMember *members;
  uint32_t count = 0;

  if (value.type != SJ_OBJECT)
    return sj_value_object (NULL, 0);
  members = sj_arena_new_n (arena, SjMember, value.length);
  for (uint32_t i = 0; i < value.length; i++)
    if (!is_host_member (value.members[i].key))
      members[count++] = value.members[i];
  return sj_value_object (members, count);
}

void
sj_template_context_init (SjTemplateContext *context, SjArena *arena, SjValue value)
{
  *context = (SjTemplateContext) {
    .env = { .fragment = find_fragment },
    .host = { .dataset = find_record, .external = call_action, .fragment = find_dynamic },
    .root = make_root (arena, value),
    .fragments = sj_value_get (value, "fragments"),
    .datasets = sj_value_get (value, "datasets"),
    .external = sj_value_get (value, "external"),
  };
}

void
sj_template_context_use (const SjTemplateContext *context, SjRender *render)
{
  render->host = &context->host;
  render->data = (void *) context;
  render->root = context->root;
}
