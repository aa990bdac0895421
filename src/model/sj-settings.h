/* sj-settings.h -- what is set for a journey as a whole: entry, times, goals, exits.
 *
 * Plain structs with field tables, like the settings of a node; ids of choices
 * are in the same order as the enums here.
 */
#pragma once

#include "base/sj-field.h"
#include "profile/sj-quiet.h"

typedef enum { SJ_REENTRY_NEVER, SJ_REENTRY_AFTER_EXIT, SJ_REENTRY_ALWAYS } SjReentry;

typedef struct
{
  int32_t reentry;          /* SjReentry */
  SjTime reentry_gap;       /* after-exit: from leaving to entering again */
  char *instance_key;       /* always: what tells the runs of one profile apart */
  SjWhen start, end;
  int64_t max_entries;      /* 0: no bound */
  int64_t max_inside;       /* 0: no bound */
  double control_share;     /* percent */

  char *zone;               /* NULL: the workspace's */
  bool profile_zone;        /* the profile's own goes before `zone` */
  SjTime timeout;           /* 0: none */
  SjRecords quiet_hours;    /* of SjQuietHours */
  int32_t quiet_mode;       /* SjQuietMode */

  char **rule_sets;
  int64_t priority;         /* 0 to 100 */
} SjSettings;

typedef enum { SJ_GOAL_EVENT, SJ_GOAL_AUDIENCE } SjGoalBy;
typedef enum { SJ_MEMBER_ENTERS, SJ_MEMBER_LEAVES, SJ_MEMBER_BOTH } SjMembership;

typedef struct
{
  char *id;                 /* unique among the goals; experiments name it */
  char *name;
  int32_t by;               /* SjGoalBy */
  char *event;
  char *condition;          /* boolean expression on the event */
  char *value;              /* expression: what reaching it is worth */
  char *audience;           /* reached by entering it */
  bool leaves;              /* reaching it takes the profile out */
} SjGoal;

typedef enum { SJ_EXIT_EVENT, SJ_EXIT_AUDIENCE, SJ_EXIT_EXPRESSION } SjExitBy;

typedef struct
{
  char *name;
  int32_t by;               /* SjExitBy */
  char *event;
  char *condition;          /* boolean expression on the event */
  char *audience;
  int32_t membership;       /* SjMembership */
  char *expression;         /* boolean, on the profile */
} SjExit;

extern const SjSpec sj_settings_spec;
extern const SjSpec sj_goal_spec;
extern const SjSpec sj_exit_spec;

extern const SjChoice sj_membership_choices[];
