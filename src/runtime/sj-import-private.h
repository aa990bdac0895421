/* sj-import-private.h -- what is to come in, gathered before any of it does; for
 * sj-import*.c alone.
 */
#pragma once

#include "runtime/sj-workspace-private.h"

typedef struct
{
  SjRefTo kind;             /* a document, or a journey */
  char *id;                 /* owned */
  char *text;               /* owned: canonical */
  bool is_new;
} SjImportItem;

typedef struct
{
  char *asset;              /* owned */
  GBytes *bytes;            /* owned */
} SjImportPicture;

struct SjImport
{
  SjWorkspace *workspace;
  GArray *items;            /* owned: of SjImportItem */
  GHashTable *seen;         /* owned: "kind/id" */
  GArray *pictures;         /* owned: of SjImportPicture */
  GPtrArray *lines;         /* owned: of char *, files of profiles; or other workspaces, for theirs */
  GPtrArray *findings;      /* owned: of char * */
  unsigned added, replaced, same;
  char *person;             /* owned, or NULL: id of the last profile */
  int stopped;              /* atomic: nobody waits for it any more */
};

void sj_import_init  (SjImport *import, SjWorkspace *workspace);
void sj_import_clear (SjImport *import);

void sj_import_find (SjImport *import, const char *where, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* A document's text; what is wrong with it is a finding.  `id` is what it is called
 * where it does not say. */
bool sj_import_add_text    (SjImport *import, SjRefTo kind, const char *id, const char *where, const char *text,
                            size_t length);
void sj_import_add_picture (SjImport *import, const char *asset, GBytes *bytes);    /* takes the bytes */

/* False and the error: there is nothing that could be read. */
bool sj_import_gather (SjImport *import, const char *path, SjRefTo kind, GError **error);

/* What both say, and what only one of them says; where they differ, `own` counts. */
SjValue sj_import_merge (SjValue own, SjValue other, SjArena *arena);
/* The one kind whose documents look like this; SJ_N_REFS: none, or several. */
SjRefTo sj_import_guess (SjValue root);
