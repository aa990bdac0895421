/* sj-store-documents.h -- documents by kind and id, the pictures of assets, what was
 * deleted, and how things were looked at.
 *
 * Kinds are words here; what they mean is known further up.  What is written is
 * queued (sj-writer.h).
 */
#pragma once

#include "store/sj-store.h"

typedef struct
{
  const char *kind, *id;    /* lent until the next */
  SjSlice text;
  SjTime changed;
  int64_t revision;
} SjStoredDocument;

/* For each that is whole; each that is not is a finding.  False: the table cannot be
 * read to its end, which is a finding, too. */
typedef void (*SjStoredDocumentEach) (const SjStoredDocument *document, gpointer data);
bool sj_store_each_document (SjDb *db, SjStoredDocumentEach each, gpointer data, SjDiags *damage);

void sj_store_put_document    (SjWriter *writer, const SjStoredDocument *document);
void sj_store_remove_document (SjWriter *writer, const char *kind, const char *id);

/* ---- pictures */
GBytes *sj_store_picture        (SjDb *db, const char *asset, GError **error);    /* NULL without error: none */
void    sj_store_put_picture    (SjWriter *writer, const char *asset, GBytes *bytes);
void    sj_store_remove_picture (SjWriter *writer, const char *asset);
GPtrArray *sj_store_pictures    (SjDb *db);    /* names of assets that have one; owned, of char * */

/* ---- the trash: texts that may come back */
void  sj_store_put_trash    (SjWriter *writer, const char *kind, const char *id, const char *text, SjTime created,
                             SjTime deleted);
void  sj_store_remove_trash (SjWriter *writer, const char *kind, const char *id);
/* NULL: there is no such thing.  `created` may be NULL. */
char *sj_store_trash        (SjDb *db, const char *kind, const char *id, SjTime *created);
typedef void (*SjTrashEach) (const char *kind, const char *id, gpointer data);
void  sj_store_each_trash   (SjDb *db, SjTime before, SjTrashEach each, gpointer data);    /* deleted before */

/* ---- how things were looked at */
char *sj_store_state     (SjDb *db, const char *owner, const char *key);    /* owned, or NULL */
void  sj_store_put_state (SjWriter *writer, const char *owner, const char *key, const char *value);
void  sj_store_remove_states (SjWriter *writer, const char *owner);
