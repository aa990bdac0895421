/* field-table.h -- the fields of a struct as a table of Markdown, and the pages that end
 * with such tables: they say what may stand in a document, and are compared with what
 * the program reads. */
#pragma once

#include "base/sj-field.h"

/* Structs that are part of others have lines of their own below the field, but for
 * those in `apart` (ends with NULL; may be NULL), which the page describes elsewhere. */
void field_table_append (GString *page, const SjSpec *spec, const SjSpec *const *apart);

/* From its first line on, the page in that file is what `wanted` says. */
void field_page_check (const char *file, const char *first_line, const char *wanted);

/* The first example of JSON in it. */
char *field_page_example (const char *file);

/* With the word “print” a test writes what should stand in its page, and is done. */
bool field_page_print (int argc, char **argv, char *(*make) (void));
