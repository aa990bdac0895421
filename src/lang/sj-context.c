/* sj-context.c -- looking up the roots of an expression in a document. */
#include "lang/sj-context.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const SjSlice profile_source = { "ExperiencePlatform", sizeof "ExperiencePlatform" - 1 };

static SjValue
member (SjValue object, SjSlice name)
{
  const SjValue *found = sj_value_find (object, name.text, name.length);

  return found ? *found : sj_null;
}

static bool
answer_call (SjValue calls, const SjRoot *root, SjValue params, SjValue *value)
{
  for (uint32_t i = 0; calls.type == SJ_LIST && i < calls.length; i++)
    if (sj_value_is_text (sj_value_get (calls.items[i], "source"), root->name) &&
        sj_value_is_text (sj_value_get (calls.items[i], "fieldGroup"), root->group) &&
        sj_value_equal (sj_value_get (calls.items[i], "params"), params))
      {
        *value = sj_value_get (calls.items[i], "data");
        return true;
      }
  return false;
}

/* Texts name a person's fields with `profile` in front and without: what the group
 * has not in the one way is found in the other. */
static SjValue
profile_both_ways (SjArena *arena, SjValue group)
{
  SjValue profile = sj_value_get (group, "profile");
  SjMember *members;
  uint32_t count = group.length;

  if (group.type != SJ_OBJECT)
    return group;
  members = sj_arena_new_n (arena, SjMember, count + (profile.type == SJ_OBJECT ? profile.length : 1));
  memcpy (members, group.members, count * sizeof (SjMember));
  if (profile.type == SJ_NULL)
    members[count++] = (SjMember) { sj_value_string ("profile"), group };
  for (uint32_t i = 0; profile.type == SJ_OBJECT && i < profile.length; i++)
    if (sj_value_find (group, profile.members[i].key.text, profile.members[i].key.length) == NULL)
      members[count++] = profile.members[i];
  return sj_value_object (members, count);
}

static bool
read_root (const SjEvalScope *scope, SjEval *eval, const SjRoot *root, SjValue params, SjValue *value)
{
  static const char *const places[SJ_N_ROOTS] = { "events", "datasources", "actions", "datasetLookup", "journey" };
  SjValue document = ((const SjContext *) scope)->value;

  if (params.length > 0)
    return answer_call (sj_value_get (document, "external"), root, params, value) ||
           sj_eval_fail (eval, "source", _("the data source %.*s has no answer for these parameters"),
                         (int) root->name.length, root->name.text);
  *value = member (sj_value_get (document, places[root->kind]), root->name);
  if (root->kind == SJ_ROOT_SOURCE)
    {
      *value = member (*value, root->group);
      if (sj_value_is_text (sj_value_text (root->name.text, root->name.length), profile_source))
        *value = profile_both_ways (eval->arena, *value);
    }
  return true;
}

static bool
is_member (const SjEvalScope *scope, const char *name, size_t length)
{
  SjValue audiences = sj_value_get (((const SjContext *) scope)->value, "audiences");

  for (uint32_t i = 0; audiences.type == SJ_LIST && i < audiences.length; i++)
    if (sj_value_is_text (audiences.items[i], (SjSlice) { name, length }))
      return true;
  return false;
}

void
sj_context_init (SjContext *context, SjValue value)
{
  *context = (SjContext) { { read_root, is_member }, value };
}
