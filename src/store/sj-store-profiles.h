/* sj-store-profiles.h -- people, by the hundred thousand.
 *
 * They stay in the file; lists are made by SQL.  A profile is found by the
 * beginnings of words of its name, address and id.
 */
#pragma once

#include "store/sj-store.h"

typedef struct
{
  const char *id, *name;    /* lent */
  const char *label;        /* the name for order: small letters, no accents */
  const char *email;
  bool test;
  SjSlice text;             /* compact JSON */
} SjStoredProfile;

typedef enum { SJ_STORE_BY_NAME, SJ_STORE_BY_EMAIL, SJ_STORE_BY_ID } SjStoreOrder;

typedef struct
{
  const char *search;       /* NULL: all */
  SjStoreOrder order;
  bool descending;
  size_t offset, limit;
} SjStoreLook;

size_t sj_store_count_profiles (SjDb *db, const char *search);
/* Without texts.  False: `each` said so, or it cannot be read. */
typedef bool (*SjStoredProfileEach) (const SjStoredProfile *profile, gpointer data);
bool   sj_store_list_profiles  (SjDb *db, const SjStoreLook *look, SjStoredProfileEach each, gpointer data,
                                GError **error);
/* With texts, in the order they came; those that are damaged are findings (may be NULL) and passed over. */
bool   sj_store_each_profile   (SjDb *db, bool only_test, SjStoredProfileEach each, gpointer data, SjDiags *damage,
                                GError **error);
char  *sj_store_profile_text   (SjDb *db, const char *id, GError **error);    /* NULL without error: there is none */
bool   sj_store_has_profile    (SjDb *db, const char *id);

void sj_store_put_profile    (SjWriter *writer, const SjStoredProfile *profile);
void sj_store_remove_profile (SjWriter *writer, const char *id);

/* The same at once, in work on the writer's thread; `was` says what was there. */
typedef enum { SJ_STORED_NEW, SJ_STORED_OTHER, SJ_STORED_SAME } SjStoredWas;
bool sj_store_put_profile_now (SjDb *db, const SjStoredProfile *profile, SjStoredWas *was, GError **error);
