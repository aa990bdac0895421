/* sj-subject.h -- what the inspector shows for what is selected, as a list of parts.
 *
 * Plain: the parts are worked out here, the inspector makes a form of each.  Two lists
 * with the same key have the same parts, so that the forms stay and only their content
 * follows.
 */
#pragma once

#include "scene/sj-drawing.h"

typedef enum
{
  SJ_SUBJECT_FORM,          /* target: its fields */
  SJ_SUBJECT_PATH,          /* the same of a path, below its caption: path and settings */
  SJ_SUBJECT_OPTION,        /* a path that may be switched on and off */
  SJ_SUBJECT_MORE,          /* one more of the repeating paths, of goals, of exits */
  SJ_SUBJECT_GOAL,          /* target: one goal */
  SJ_SUBJECT_EXIT           /* target: one exit criterion */
} SjSubjectType;

typedef struct
{
  SjSubjectType type;
  SjTarget target;          /* its ids are owned */
  const char *heading;      /* N_, or NULL */
  const SjPathKind *path;   /* OPTION, PATH, MORE of paths */
  bool removable;           /* PATH, GOAL, EXIT */
  bool movable;             /* PATH: there is one of its kind before it */
  bool on;                  /* OPTION */
} SjSubjectPart;

typedef struct
{
  char *title;              /* owned: what is shown: "Email", "Path “Push”", "Journey", "3 steps" */
  const char *icon;         /* borrowed, or NULL */
  const char *purpose;      /* N_, borrowed: what it does; or NULL */
  GPtrArray *parts;         /* owned: of SjSubjectPart; NULL: several are selected */
  char *key;                /* owned */
} SjSubject;

void sj_subject_init  (SjSubject *subject, SjDrawing *drawing);
void sj_subject_clear (SjSubject *subject);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SjSubject, sj_subject_clear)
