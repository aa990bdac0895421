/* field-table.h -- the fields of a struct as a table of Markdown, for pages that say
 * what may stand in a document and are compared with what the program reads. */
#pragma once

#include "base/sj-field.h"

/* Structs that are part of others have lines of their own below the field, but for
 * those in `apart` (ends with NULL; may be NULL), which the page describes elsewhere. */
void field_table_append (GString *page, const SjSpec *spec, const SjSpec *const *apart);
