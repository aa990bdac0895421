/* sj-blob.h -- one value that owns all it borrows, in one block of memory.
 *
 * For values that live on their own: a constant in a document, a person's
 * attributes, members that nobody knows.  Shared, never changed; NULL stands for
 * no value, and every function but sj_blob_new () accepts it.
 */
#pragma once

#include "base/sj-value.h"

typedef struct SjBlob SjBlob;

SjBlob *sj_blob_new   (SjValue value);                        /* a deep copy */
SjBlob *sj_blob_ref   (SjBlob *blob);
void    sj_blob_unref (SjBlob *blob);
SjValue sj_blob_value (const SjBlob *blob);                   /* null for NULL */
bool    sj_blob_equal (const SjBlob *a, const SjBlob *b);     /* also in the order of members, and 10 is not 10.0 */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjBlob, sj_blob_unref)
