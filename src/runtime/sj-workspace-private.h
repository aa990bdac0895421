/* sj-workspace-private.h -- a workspace from inside; for sj-workspace*.c alone. */
#pragma once

#include "runtime/sj-workspace.h"
#include "store/sj-store-documents.h"
#include "store/sj-store-journeys.h"
#include "store/sj-store-profiles.h"

typedef struct
{
  SjDocument row;           /* first; its texts are owned */
} SjHeldDocument;

typedef struct
{
  SjJourneyRow row;         /* first: what callers see; its texts are owned */
  char *text;               /* owned: canonical, as it was last saved */
  GPtrArray *people;        /* owned: ids of profiles that its tests name */
  int64_t revision;
  SjWorkspace *workspace;   /* borrowed */
  SjHistory *history;       /* owned while it is open */
  SjStoreJournal *journal;  /* borrowed: the history's */
  unsigned users, observer;
  bool unsaved;             /* open: changed since it was saved as a whole */
  bool counted;             /* `problems` holds */
  SjFindingCounts problems;
} SjHeldJourney;

/* What the writer's thread says comes to the main context through this; it outlives
 * the workspace where it must. */
typedef struct
{
  gatomicrefcount refs;
  GMutex mutex;
  SjWorkspace *workspace;   /* borrowed; NULL: it is gone */
  GMainContext *context;    /* owned */
} SjMailbox;

typedef struct
{
  GPtrArray *by_name;       /* of SjHeldDocument, not owned; sorted unless `unsorted` */
  GHashTable *by_id;        /* owned: id to SjHeldDocument */
  bool unsorted;
} SjDrawer;

typedef struct SjImport SjImport;

struct SjWorkspace
{
  SjStore *store;           /* owned */
  SjWriter *writer;         /* the store's, or NULL */
  SjMailbox *mailbox;       /* owned */
  char *read_only;          /* owned, or NULL: a sentence */
  SjDiags damage;
  char *title;              /* owned */

  SjDrawer drawers[SJ_N_REFS];      /* SJ_REF_NONE: workspace.json */
  GHashTable *pictures;     /* owned: ids of assets that have one */
  GPtrArray *journeys;      /* owned: of SjHeldJourney; sorted unless `unsorted` */
  GHashTable *journey_by_id;
  bool journeys_unsorted;
  size_t n_profiles;
  int64_t last_run;

  SjLibrary *library;       /* owned, or NULL: to be made */
  GHashTable *sources;      /* owned: "kind/id" to SjSource of that library */

  GArray *observers;        /* owned */
  unsigned last_observer;
  GSource *save_source;     /* owned, or NULL: open journeys are to be saved as a whole */
  bool troubled;
  SjImport *importing;      /* borrowed, or NULL: people that come in, on the writer's thread */
};

SjMailbox *sj_mailbox_ref   (SjMailbox *mailbox);
void       sj_mailbox_unref (SjMailbox *mailbox);
void       sj_import_stop   (SjImport *import);

SjTime sj_workspace_now (void);

/* False, with the error set, where nothing may be changed. */
bool sj_workspace_may_write (SjWorkspace *workspace, GError **error);
/* The store's error as the workspace's. */
void sj_workspace_pass_error (GError **error, GError *own);    /* takes `own` */
void sj_workspace_tell (SjWorkspace *workspace, SjWorkspaceNewsType type, SjRefTo kind, const char *id,
                        const char *text);

/* The folder's name, which is also the word in the file: "events"; NULL where the kind is no document. */
const char *sj_workspace_word (SjRefTo kind);
SjRefTo     sj_workspace_kind (const char *word);    /* SJ_N_REFS: no such */

/* For lists: as people sort, whatever the case. */
int sj_workspace_compare_names (const char *a, const char *b);

/* ---- documents */
void sj_workspace_init_documents  (SjWorkspace *workspace);
void sj_workspace_clear_documents (SjWorkspace *workspace);
void sj_workspace_load_documents  (SjWorkspace *workspace);
/* Into memory only. */
void sj_workspace_hold (SjWorkspace *workspace, SjRefTo kind, const char *id, const char *text, SjTime changed,
                        int64_t revision);
/* To the writer only. */
void sj_workspace_store_document (SjWorkspace *workspace, SjRefTo kind, const char *id, const char *text,
                                  SjTime changed, int64_t revision);
int64_t sj_workspace_next_revision (SjWorkspace *workspace, SjRefTo kind, const char *id);
/* The canonical form with the id in it.  A text that is no object, or says another id: NULL and the error. */
char *sj_workspace_canonical (SjRefTo kind, const char *id, const char *text, size_t length, GError **error);
void  sj_workspace_empty_trash (SjWorkspace *workspace);

/* ---- journeys */
void sj_workspace_init_journeys  (SjWorkspace *workspace);
void sj_workspace_clear_journeys (SjWorkspace *workspace);
void sj_workspace_load_journeys  (SjWorkspace *workspace);
void sj_workspace_recover_journeys (SjWorkspace *workspace);    /* what a crash left in their journals */
void sj_workspace_save_journeys  (SjWorkspace *workspace);      /* those that are open, as a whole */
SjHeldJourney *sj_workspace_held_journey (SjWorkspace *workspace, const char *id);    /* or NULL */
SjHeldJourney *sj_workspace_need_journey (SjWorkspace *workspace, const char *id, GError **error);
SjHeldJourney *sj_workspace_hold_journey (SjWorkspace *workspace, const SjStoredJourney *stored);
bool  sj_workspace_put_journey     (SjWorkspace *workspace, const char *id, const char *text, GError **error);
SjJourney *sj_workspace_parse_journey (const char *name, const char *text, size_t length, GError **error);
/* What is there already becomes what came, in a step that can be undone. */
bool  sj_workspace_replace_journey (SjWorkspace *workspace, const char *id, const char *text, const char *title,
                                    GError **error);
void  sj_workspace_store_journey   (SjWorkspace *workspace, const SjHeldJourney *journey);
char *sj_workspace_journey_text    (SjHeldJourney *journey);    /* as it is now; owned */
/* The canonical text of a journey with that id; NULL and the error. */
char *sj_workspace_canonical_journey (const char *id, const char *text, size_t length, GError **error);
void  sj_workspace_forget_library  (SjWorkspace *workspace);
void  sj_workspace_drop_journey    (SjWorkspace *workspace, SjHeldJourney *journey);    /* from memory */

/* ---- profiles: what lists need of one, from its text */
typedef struct
{
  SjArena arena;
  SjStoredProfile stored;   /* its texts lie in the arena */
  SjBuffer text;            /* compact JSON */
} SjProfileCard;

#define SJ_PROFILE_CARD_INIT { SJ_ARENA_INIT, { NULL }, SJ_BUFFER_INIT }

/* May be used again and again; `id` NULL: as it says.  False and the error: no profile. */
bool sj_profile_card_read  (SjProfileCard *card, const char *id, const char *text, size_t length, GError **error);
void sj_profile_card_clear (SjProfileCard *card);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SjProfileCard, sj_profile_card_clear)
bool sj_workspace_put_profile (SjWorkspace *workspace, const char *id, const char *text, GError **error);

/* ---- files */
char *sj_workspace_file_name (const char *id, const char *ending);    /* owned: safe in any folder */
