/* sj-members.c -- who is in an audience now: counted over the profiles of the workspace. */
#include "app/sj-members.h"

#include "profile/sj-profile-scope.h"

#include <string.h>

static bool
take_cb (const char *id, const char *text, size_t length, gpointer data)
{
  SjMembersTask *task = data;

  g_ptr_array_add (task->texts, g_strndup (text, length));
  return task->texts->len < SJ_MEMBERS_MOST;
}

SjMembersTask *
sj_members_task_new (SjWorkspace *workspace, const SjAudience *audience, SjTime now)
{
  SjMembersTask *task = g_new0 (SjMembersTask, 1);

  task->library = sj_library_ref (sj_workspace_library (workspace));
  task->audience = sj_config_copy (&sj_audience_spec, audience);
  task->texts = g_ptr_array_new_with_free_func (g_free);
  task->total = sj_workspace_count_profiles (workspace, NULL);
  task->now = now;
  sj_workspace_each_profile (workspace, take_cb, task, NULL);
  return task;
}

void
sj_members_task_free (SjMembersTask *task)
{
  sj_library_unref (task->library);
  sj_config_free (&sj_audience_spec, task->audience);
  g_ptr_array_unref (task->texts);
  g_free (task);
}

/* ---------------------------------------------------------------- counting */

typedef enum { MEMBER_NO, MEMBER_YES, MEMBER_FAILED } Membership;

static Membership
is_member (const SjMembersTask *task, const SjExpr *rule, const SjProfile *profile, SjArena *arena)
{
  SjProfileScope scope;
  SjEval eval;
  bool member = false, known;

  if (task->audience->kind == SJ_AUDIENCE_LIST)
    return sj_audience_lists (task->audience, profile) ? MEMBER_YES : MEMBER_NO;
  sj_profile_scope_init (&scope, profile);
  sj_eval_init (&eval, arena);
  eval.scope = &scope.scope;
  eval.now = sj_time_moment (task->now, sj_zone_utc ());
  known = sj_audience_has (task->audience, rule, profile, &eval, &member);
  sj_eval_clear (&eval);
  return !known ? MEMBER_FAILED : member ? MEMBER_YES : MEMBER_NO;
}

static char *
name_of (const SjProfile *profile)
{
  SjValue attributes = sj_blob_value (profile->attributes);
  g_autofree char *first = sj_value_dup_text (sj_value_follow (attributes, "person.name.firstName"));
  g_autofree char *last = sj_value_dup_text (sj_value_follow (attributes, "person.name.lastName"));
  char *name = g_strstrip (g_strdup_printf ("%s %s", first ? first : "", last ? last : ""));

  if (name[0] != '\0')
    return name;
  g_free (name);
  return g_strdup (profile->id);
}

static void
look_at (const SjMembersTask *task, const SjExpr *rule, const char *text, SjMembers *members)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjProfile *profile = sj_config_parse (&sj_profile_spec, &arena, text, strlen (text), &diags, NULL);
  Membership membership;

  members->looked++;
  if (profile == NULL)
    return;
  membership = is_member (task, rule, profile, &arena);
  members->failed += membership == MEMBER_FAILED;
  members->members += membership == MEMBER_YES;
  if (membership == MEMBER_YES && members->ids->len < SJ_MEMBERS_SHOWN)
    {
      g_ptr_array_add (members->ids, g_strdup (profile->id));
      g_ptr_array_add (members->names, name_of (profile));
    }
  sj_config_free (&sj_profile_spec, profile);
}

SjMembers *
sj_members_count (const SjMembersTask *task)
{
  SjMembers *members = g_new0 (SjMembers, 1);
  const char *text = task->audience->rule ? task->audience->rule : "";
  g_autoptr (SjExpr) rule = NULL;

  members->ids = g_ptr_array_new_with_free_func (g_free);
  members->names = g_ptr_array_new_with_free_func (g_free);
  members->total = task->total;
  if (task->audience->kind == SJ_AUDIENCE_RULE)
    rule = sj_expr_compile (text, strlen (text), sj_library_expr_env (task->library), SJ_EXPR_BOOLEAN, NULL);
  members->flawed = task->audience->kind == SJ_AUDIENCE_RULE && rule == NULL;
  for (guint i = 0; !members->flawed && i < task->texts->len; i++)
    look_at (task, rule, task->texts->pdata[i], members);
  return members;
}

void
sj_members_free (SjMembers *members)
{
  g_ptr_array_unref (members->ids);
  g_ptr_array_unref (members->names);
  g_free (members);
}
