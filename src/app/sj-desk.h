/* sj-desk.h -- an open workspace as a window sees it: what is in it, and what changes.
 *
 * Says “news” with an SjWorkspaceNews after each change, so that pages watch an
 * object they can outlive; and “state” when what banners and the header tell is
 * another.  Closing waits for the disk.
 */
#pragma once

#include "runtime/sj-workspace.h"

#include <glib-object.h>

#define SJ_TYPE_DESK (sj_desk_get_type ())
G_DECLARE_FINAL_TYPE (SjDesk, sj_desk, SJ, DESK, GObject)

/* Opens what is there, or (with a name) creates it. */
SjDesk *sj_desk_open   (const char *path, GError **error);
SjDesk *sj_desk_create (const char *path, const char *name, GError **error);
void    sj_desk_close  (SjDesk *desk);    /* nothing of it may be used afterwards */

SjWorkspace *sj_desk_workspace (SjDesk *desk);    /* NULL once it is closed */
bool         sj_desk_writable  (SjDesk *desk);

/* What a banner says about it now, one sentence, or NULL; and what its button is for. */
typedef enum
{
  SJ_DESK_FINE,
  SJ_DESK_READ_ONLY,        /* nothing can be changed */
  SJ_DESK_DAMAGED,          /* the same, and a repaired copy can be had */
  SJ_DESK_TROUBLE           /* changes do not reach the disk */
} SjDeskTrouble;

SjDeskTrouble sj_desk_trouble (SjDesk *desk, char **sentence);    /* owned by the caller */

typedef enum { SJ_DESK_SAVED, SJ_DESK_SAVING, SJ_DESK_NOT_SAVED } SjDeskSaving;
SjDeskSaving sj_desk_saving (SjDesk *desk);
/* Something was changed that is not yet said to be on disk. */
void sj_desk_note_change (SjDesk *desk);

/* Deletes after everybody who shows it has let go of it (“going”, with kind and id). */
bool sj_desk_delete (SjDesk *desk, SjRefTo kind, const char *id, GError **error);
/* A new document of that name with nothing else in it; its id, owned. */
char *sj_desk_add (SjDesk *desk, SjRefTo kind, const char *name, GError **error);
/* A copy with “copy” behind its name; its id, owned. */
char *sj_desk_duplicate (SjDesk *desk, SjRefTo kind, const char *id, GError **error);
bool  sj_desk_rename (SjDesk *desk, SjRefTo kind, const char *id, const char *name, GError **error);
/* What people call it; owned; NULL where it is not there. */
char *sj_desk_name (SjDesk *desk, SjRefTo kind, const char *id);

/* The words for a change of when: "just now", "5 minutes ago", "3 March"; owned. */
char *sj_desk_when (SjTime then, SjTime now);
