/* sj-library-private.h -- a library from inside; for sj-library*.c alone. */
#pragma once

#include "content/sj-content.h"
#include "model/sj-library.h"

typedef struct
{
  SjEntry entry;            /* first: what callers see */
  bool lent;                /* the config belongs to the workspace's own */
  char *own_id;             /* owned: of what has no config, a journey */
  char *own_name;
  char *fragment;           /* owned: the text that {{fragment}} puts in; or NULL */
} SjLibraryEntry;

/* workspace.json */
typedef struct
{
  int64_t form;
  char *name;
  char *description;
  char *zone;
  char *language;
  SjRecords namespaces;     /* of SjNamespace */
  SjBlob *profile;          /* JSON Schema of the attributes; "profile" in JSON */
} SjWorkspaceFile;

typedef struct
{
  GPtrArray *entries;       /* of SjLibraryEntry */
  GHashTable *by_id;        /* to SjLibraryEntry, the first of that id */
  GHashTable *by_name;
} SjShelf;

typedef struct { SjExprEnv env; const SjLibrary *library; } SjLibraryExprEnv;
typedef struct { SjTemplateEnv env; const SjLibrary *library; } SjLibraryTemplateEnv;

struct SjLibrary
{
  int refs;
  SjWorkspaceFile *workspace;       /* owned */
  SjShelf shelves[SJ_N_REFS];
  GPtrArray *sources;               /* of SjSource */
  SjSchema *dictionary;             /* owned, or NULL */
  SjShape *profile;                 /* owned */
  SjShape *profile_source;          /* owned: of #{ExperiencePlatform.Group} */
  SjShape *root;                    /* owned: what templates see */
  GHashTable *people;               /* keys of identities to const SjEntry, of profiles */
  SjNames names;
  SjLibraryExprEnv expr;
  SjLibraryTemplateEnv html, plain;
};

/* Takes the config and gives back the entry. */
SjLibraryEntry *sj_library_add (SjLibrary *library, SjRefTo kind, const SjSpec *spec, void *config);

/* Once everything is read: shapes of profiles and of the template's root. */
void sj_library_make_shapes (SjLibrary *library);
void sj_library_init_envs   (SjLibrary *library);

/* A document that was read and is still to be checked. */
typedef struct
{
  SjLibraryEntry *entry;    /* NULL: workspace.json */
  SjSource *source;
  SjSlice text;             /* of the source: all of it, or a line */
  SjValue root;             /* in the loader's arena */
} SjLibraryRead;

typedef struct
{
  SjLibrary *library;
  const char *folder;       /* NULL: from texts in memory */
  SjLibraryHasPicture has_picture;    /* or NULL */
  gpointer data;            /* its */
  SjArena arena;            /* what was read, until it is checked */
  GArray *reads;            /* of SjLibraryRead */
  SjContentEnv env;
} SjLibraryLoad;

SjReading sj_library_reading (const SjLibraryRead *read);
/* Findings from `first` on are about a line; their positions become the file's. */
void      sj_library_shift   (const SjLibraryRead *read, size_t first);

/* Each document by itself and against all others. */
void sj_library_check (SjLibraryLoad *load);

/* What stands in the library's table of people for an identity; owned. */
char *sj_library_person_key (const SjLibrary *library, const char *space, const char *id);
