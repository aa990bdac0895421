/* sj-workspace.h -- everything somebody works on, in one file.
 *
 * One program at a time writes a workspace; a second one is refused with the name
 * of the first.  What is changed stands in memory at once and on disk within a
 * second, by a thread of its own.  What is read from the file (profiles, versions,
 * runs, states, a journey that is opened) waits for changes that are still on their
 * way there, some milliseconds; nothing else waits, but where it is said.  All calls
 * come from one thread, the one that opened it, whose main context also carries what
 * is told to observers.
 *
 * Easy to get wrong: texts and rows that are lent live until the next change of the
 * same document; a library lives as long as a reference to it.
 */
#pragma once

#include "model/sj-check.h"
#include "model/sj-diff.h"
#include "model/sj-history.h"
#include "model/sj-library.h"

#define SJ_WORKSPACE_SUFFIX ".sojourn"
#define SJ_WORKSPACE_ERROR (sj_workspace_error_quark ())

typedef enum
{
  SJ_WORKSPACE_ERROR_MISSING,       /* no such file, document, version, run */
  SJ_WORKSPACE_ERROR_EXISTS,        /* to be created, but there already */
  SJ_WORKSPACE_ERROR_BUSY,          /* open elsewhere; the message says where */
  SJ_WORKSPACE_ERROR_NEWER,         /* written by a newer version of the program */
  SJ_WORKSPACE_ERROR_FOREIGN,       /* no workspace at all */
  SJ_WORKSPACE_ERROR_READ_ONLY,     /* it, or the folder, or because it is damaged */
  SJ_WORKSPACE_ERROR_DAMAGED,       /* so far that nothing of it can be shown; or one text of it */
  SJ_WORKSPACE_ERROR_INVALID,       /* a text that is not what it should be */
  SJ_WORKSPACE_ERROR_FAILED         /* the disk: full, broken */
} SjWorkspaceError;

GQuark sj_workspace_error_quark (void);

typedef struct SjWorkspace SjWorkspace;

SjWorkspace *sj_workspace_create (const char *path, const char *name, GError **error);
SjWorkspace *sj_workspace_open   (const char *path, GError **error);
/* Only to look: nothing is locked, nothing can be changed. */
SjWorkspace *sj_workspace_open_to_read (const char *path, GError **error);
/* Writes what waits, and waits for it; frees in any case.  False: something did not
 * reach the disk. */
bool         sj_workspace_close  (SjWorkspace *workspace, GError **error);
void         sj_workspace_free   (SjWorkspace *workspace);    /* closes, complaining in the log */

/* Waits until all that was changed is on disk. */
bool sj_workspace_sync (SjWorkspace *workspace, GError **error);

const char *sj_workspace_path  (const SjWorkspace *workspace);
const char *sj_workspace_title (const SjWorkspace *workspace);    /* the name people gave it */
/* Nothing can be changed; why, as a sentence.  NULL: everything can. */
const char *sj_workspace_read_only (const SjWorkspace *workspace);
/* What was found damaged when it was opened, one finding each; empty where nothing was. */
const SjDiags *sj_workspace_damage (const SjWorkspace *workspace);
/* What of the file at `path` can be read, into a new file at `copy`; each loss is a finding. */
bool sj_workspace_repair (const char *path, const char *copy, SjDiags *losses, GError **error);

/* ---------------------------------------------------------------- what changed */

typedef enum
{
  SJ_WORKSPACE_DOCUMENT,            /* kind, id: put, deleted, restored; a journey's row */
  SJ_WORKSPACE_IMPORTED,            /* anything may have changed */
  SJ_WORKSPACE_PROFILES,            /* some of them; id: which, or NULL */
  SJ_WORKSPACE_VERSIONS,            /* id: of that journey */
  SJ_WORKSPACE_RUNS,                /* id: of that journey */
  SJ_WORKSPACE_TROUBLE,             /* text: why it cannot be written; NULL: it can again */
  SJ_WORKSPACE_SAVED                /* all that was changed is on disk */
} SjWorkspaceNewsType;

typedef struct
{
  SjWorkspaceNewsType type;
  SjRefTo kind;
  const char *id;                   /* borrowed, or NULL */
  const char *text;                 /* borrowed, or NULL */
} SjWorkspaceNews;

typedef void (*SjWorkspaceObserver) (SjWorkspace *workspace, const SjWorkspaceNews *news, gpointer data);

/* Changes are told before the call that made them returns; trouble and saving from
 * the main context. */
unsigned sj_workspace_observe   (SjWorkspace *workspace, SjWorkspaceObserver observer, gpointer data);
void     sj_workspace_unobserve (SjWorkspace *workspace, unsigned id);

/* ---------------------------------------------------------------- documents
 *
 * Events, audiences, rule sets, actions, channels, messages, templates, fragments,
 * conditions, languages, assets: JSON by kind and id.  SJ_REF_NONE with the id ""
 * is workspace.json itself: name, zone, namespaces, schema of profiles.  Journeys
 * and profiles answer to the same calls where these say so. */

typedef struct
{
  SjRefTo kind;
  const char *id;                   /* borrowed, as all here */
  const char *name;                 /* the id where it has none */
  const char *text;                 /* canonical JSON */
  SjTime changed;
  int64_t revision;                 /* counts its changes */
} SjDocument;

size_t            sj_workspace_count (SjWorkspace *workspace, SjRefTo kind);    /* also profiles, journeys */
const SjDocument *sj_workspace_get   (SjWorkspace *workspace, SjRefTo kind, size_t index);    /* by name */
const SjDocument *sj_workspace_find  (SjWorkspace *workspace, SjRefTo kind, const char *id);  /* or NULL */
/* The canonical JSON of any document, journey (as it is now) or profile; NULL: there is none.  Owned. */
char             *sj_workspace_text  (SjWorkspace *workspace, SjRefTo kind, const char *id);

/* Adds or replaces.  The text must be a JSON object; its member "id" must be `id`
 * (it is put in where it is missing).  What else is wrong with it is for the library
 * to find.  Also profiles and journeys; a journey that is there becomes the other in a
 * step of its history. */
bool sj_workspace_put     (SjWorkspace *workspace, SjRefTo kind, const char *id, const char *text, GError **error);
/* Also profiles, and journeys that nobody has open; sj_workspace_restore () brings it
 * back, for 30 days, with all that belongs to it. */
bool sj_workspace_delete  (SjWorkspace *workspace, SjRefTo kind, const char *id, GError **error);
bool sj_workspace_restore (SjWorkspace *workspace, SjRefTo kind, const char *id, GError **error);
/* An id that is free, made from a name: "Gold members" → "gold-members-2".  Owned. */
char *sj_workspace_free_id (SjWorkspace *workspace, SjRefTo kind, const char *name);

/* The bytes of an asset's picture; NULL where it has none. */
GBytes *sj_workspace_picture     (SjWorkspace *workspace, const char *asset);
bool    sj_workspace_set_picture (SjWorkspace *workspace, const char *asset, GBytes *bytes, GError **error);

/* All documents as journeys see them, checked; made anew after a change, when asked
 * for.  Lent; it never changes, so hold a reference to keep it, on any thread.  Of
 * profiles it holds all where there are at most SJ_LIBRARY_PEOPLE, else those made for testing. */
#define SJ_LIBRARY_PEOPLE 1000
SjLibrary *sj_workspace_library (SjWorkspace *workspace);
/* The same with every profile, for runs over them; a new reference.  Takes its time. */
SjLibrary *sj_workspace_library_with_people (SjWorkspace *workspace);

/* The findings of the library about one document; borrowed from the library; NULL where there are none. */
const SjDiags *sj_workspace_findings (SjWorkspace *workspace, SjRefTo kind, const char *id);

/* ---------------------------------------------------------------- profiles */

typedef enum
{
  SJ_PROFILES_BY_NAME,
  SJ_PROFILES_BY_EMAIL,
  SJ_PROFILES_BY_ID
} SjProfileOrder;

typedef struct
{
  char *id;                         /* owned, as all here */
  char *name, *email;               /* "" where not known */
  bool test;
} SjProfileRow;

/* Those with words (of name, email address, id) that begin so; NULL or "": all. */
size_t     sj_workspace_count_profiles (SjWorkspace *workspace, const char *search);
/* Of SjProfileRow, owned. */
GPtrArray *sj_workspace_list_profiles  (SjWorkspace *workspace, const char *search, SjProfileOrder order,
                                        bool descending, size_t offset, size_t limit);

/* Of every profile, by id; return false to end it. */
typedef bool (*SjProfileEach) (const char *id, const char *text, size_t length, gpointer data);
bool sj_workspace_each_profile (SjWorkspace *workspace, SjProfileEach each, gpointer data, GError **error);

/* ---------------------------------------------------------------- journeys */

typedef struct
{
  const char *id, *name, *description;    /* borrowed */
  SjTime created, changed;
  uint32_t steps;
  uint32_t versions, runs;          /* kept */
  bool open;
} SjJourneyRow;

size_t              sj_workspace_n_journeys (SjWorkspace *workspace);
const SjJourneyRow *sj_workspace_journey    (SjWorkspace *workspace, size_t index);    /* by name */
const SjJourneyRow *sj_workspace_find_journey (SjWorkspace *workspace, const char *id);
/* How many errors and warnings it has, as it is now; worked out when first asked for. */
SjFindingCounts     sj_workspace_problems   (SjWorkspace *workspace, const char *id);

/* New, empty; its id, owned. */
char *sj_workspace_create_journey    (SjWorkspace *workspace, const char *name, GError **error);
char *sj_workspace_duplicate_journey (SjWorkspace *workspace, const char *id, const char *name, GError **error);
/* As a step of its history, to be undone there. */
bool  sj_workspace_rename_journey    (SjWorkspace *workspace, const char *id, const char *name, GError **error);

/* Its history with its journal in the file: every edit is on disk within a second,
 * undo goes on after a restart.  Lent, the same to all who ask; each gives it back. */
SjHistory *sj_workspace_open_journey  (SjWorkspace *workspace, const char *id, GError **error);
void       sj_workspace_close_journey (SjWorkspace *workspace, const char *id);
/* As it is now, for reading: open or not.  A new reference. */
SjJourney *sj_workspace_read_journey  (SjWorkspace *workspace, const char *id, GError **error);

/* ---- versions: how a journey was */
typedef struct
{
  int64_t number;                   /* from 1, of this journey */
  char *name;                       /* owned */
  SjTime made;
} SjVersion;

#define SJ_VERSION_NOW 0            /* where a number is asked for: as it is now */

int64_t    sj_workspace_keep_version    (SjWorkspace *workspace, const char *journey, const char *name,
                                         GError **error);    /* its number; 0: failed */
/* Of SjVersion, the newest first; owned. */
GPtrArray *sj_workspace_versions        (SjWorkspace *workspace, const char *journey);
bool       sj_workspace_rename_version  (SjWorkspace *workspace, const char *journey, int64_t number,
                                         const char *name, GError **error);
bool       sj_workspace_delete_version  (SjWorkspace *workspace, const char *journey, int64_t number, GError **error);
SjJourney *sj_workspace_read_version    (SjWorkspace *workspace, const char *journey, int64_t number, GError **error);
/* Makes the journey what it was, as one step that can be undone. */
bool       sj_workspace_restore_version (SjWorkspace *workspace, const char *journey, int64_t number, GError **error);
SjDiff    *sj_workspace_compare         (SjWorkspace *workspace, const char *journey, int64_t older, int64_t newer,
                                         GError **error);

/* ---- runs: what came of simulations and the like */
typedef struct
{
  int64_t id;
  char *journey, *name;             /* owned */
  char *summary;                    /* owned: JSON for lists, the caller's; NULL: none */
  SjTime made;
} SjKeptRun;

/* `document`: the result as JSON.  The journey as it was is kept with it.  0: failed. */
int64_t    sj_workspace_keep_run   (SjWorkspace *workspace, SjJourney *journey, const char *name, const char *summary,
                                    const char *document, GError **error);
/* Of SjKeptRun, the newest first; owned.  `journey` NULL: of all. */
GPtrArray *sj_workspace_runs       (SjWorkspace *workspace, const char *journey);
bool       sj_workspace_rename_run (SjWorkspace *workspace, int64_t run, const char *name, GError **error);
bool       sj_workspace_delete_run (SjWorkspace *workspace, int64_t run, GError **error);
char      *sj_workspace_run_document (SjWorkspace *workspace, int64_t run, GError **error);
SjJourney *sj_workspace_run_journey  (SjWorkspace *workspace, int64_t run, GError **error);

/* ---- how things were looked at: viewport, selection, panes, sliders.  JSON of the
 * caller's by owner (a journey's id, or "" for the window) and key; never undone, no news. */
char *sj_workspace_state     (SjWorkspace *workspace, const char *owner, const char *key);    /* owned, or NULL */
void  sj_workspace_set_state (SjWorkspace *workspace, const char *owner, const char *key, const char *json);

/* ---------------------------------------------------------------- text in and out */

typedef struct
{
  unsigned added, replaced, same;   /* documents, journeys, profiles, pictures */
  GPtrArray *findings;              /* owned: of char *, sentences about what was left out and why */
  SjRefTo kind;                     /* of the last document */
  char *id;                         /* owned: the same; NULL: none */
} SjImported;

void sj_imported_clear (SjImported *imported);

/* A folder of text, a document, a .journey, profiles (.jsonl, also packed), another
 * workspace.  `kind` is for a single document; SJ_REF_NONE: by its folder, or by what it
 * says.  All of it or nothing; waits for the disk.  What has a flaw comes in with its
 * flaws, what cannot be read is left out with a finding. */
bool sj_workspace_import (SjWorkspace *workspace, const char *path, SjRefTo kind, SjImported *imported,
                          GError **error);
/* The same without waiting where the path holds many people and nothing else: `done` is
 * called from the main context, or at once where there is little to do.  `error` NULL: it
 * came in.  A workspace that is closed meanwhile stops it; then only `destroy` is called. */
typedef void (*SjImportDone) (SjWorkspace *workspace, const SjImported *imported, const GError *error, gpointer data);
void sj_workspace_import_later (SjWorkspace *workspace, const char *path, SjRefTo kind, SjImportDone done,
                                gpointer data, GDestroyNotify destroy);
/* The folder form; the folder must be new or empty. */
bool sj_workspace_export (SjWorkspace *workspace, const char *folder, GError **error);
/* One document, journey or profile; SJ_REF_PROFILE with a NULL id: all of them, one a line. */
bool sj_workspace_export_document (SjWorkspace *workspace, SjRefTo kind, const char *id, const char *path,
                                   GError **error);

void sj_profile_row_free (SjProfileRow *row);
void sj_version_free     (SjVersion *version);
void sj_kept_run_free    (SjKeptRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjWorkspace, sj_workspace_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SjImported, sj_imported_clear)
