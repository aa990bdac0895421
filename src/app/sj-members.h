/* sj-members.h -- who is in an audience now: counted over the profiles of the workspace.
 *
 * Plain, and on any thread: what it looks at is taken beforehand.  No more than
 * SJ_MEMBERS_MOST profiles are looked at; how many they were of is told with the count.
 */
#pragma once

#include "profile/sj-audience.h"
#include "runtime/sj-workspace.h"

#define SJ_MEMBERS_MOST 5000
#define SJ_MEMBERS_SHOWN 8

typedef struct
{
  SjLibrary *library;       /* owned */
  SjAudience *audience;     /* owned: as it is being edited */
  GPtrArray *texts;         /* owned: of char *, the profiles as JSON */
  size_t total;             /* how many there are */
  SjTime now;
} SjMembersTask;

typedef struct
{
  size_t total, looked, members;
  size_t failed;            /* for whom the rule could not be worked out: not members */
  bool flawed;              /* the rule does not compile; nobody was looked at */
  GPtrArray *ids, *names;   /* owned: of char *, the first SJ_MEMBERS_SHOWN members */
} SjMembers;

SjMembersTask *sj_members_task_new  (SjWorkspace *workspace, const SjAudience *audience, SjTime now);
void           sj_members_task_free (SjMembersTask *task);

SjMembers *sj_members_count (const SjMembersTask *task);
void       sj_members_free  (SjMembers *members);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjMembersTask, sj_members_task_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjMembers, sj_members_free)
