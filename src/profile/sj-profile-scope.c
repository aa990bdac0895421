/* sj-profile-scope.c -- a person as the data of a journey expression. */
#include "profile/sj-profile-scope.h"

#include <string.h>

bool
sj_profile_is_source (SjSlice name)
{
  return sj_slice_is (name, SJ_PROFILE_SOURCE);
}

/* The profile's members, and all of them again under `profile`: texts are written
 * both ways. */
static SjValue
make_source (const SjProfile *profile, SjArena *arena)
{
  SjValue value = sj_profile_value (profile, arena);
  SjMember *members = sj_arena_new_n (arena, SjMember, value.length + 1);

  memcpy (members, value.members, value.length * sizeof (SjMember));
  members[value.length] = (SjMember) { sj_value_string ("profile"), value };
  return sj_value_object (members, value.length + 1);
}

static bool
find_root (const SjEvalScope *base, SjEval *eval, const SjRoot *root, SjValue params, SjValue *value)
{
  SjProfileScope *scope = (SjProfileScope *) base;

  *value = sj_null;
  if (root->kind != SJ_ROOT_SOURCE || !sj_profile_is_source (root->name))
    return true;
  if (!scope->made)
    {
      scope->source = make_source (scope->profile, eval->arena);
      scope->made = true;
    }
  *value = scope->source;
  return true;
}

static bool
find_audience (const SjEvalScope *base, const char *name, size_t length)
{
  const SjProfileScope *scope = (const SjProfileScope *) base;
  const char *id = scope->audience_id ? scope->audience_id (scope->data, name, length) : NULL;

  return id ? sj_profile_in_audience (scope->profile, id, strlen (id))
            : sj_profile_in_audience (scope->profile, name, length);
}

void
sj_profile_scope_init (SjProfileScope *scope, const SjProfile *profile)
{
  *scope = (SjProfileScope) { .scope = { find_root, find_audience }, .profile = profile };
}

SjShape *
sj_profile_source_shape (const SjShape *profile)
{
  SjShape *source = sj_shape_copy (profile);

  sj_shape_add_field (source, "profile", sj_shape_copy (profile));
  return source;
}
