/* sj-regex-java.h -- patterns written for Java, as PCRE2 understands them. */
#pragma once

#include "base/sj-types.h"

/* The pattern with other names for its character classes, to be freed; NULL where
 * there is nothing to rename.  It need not be a pattern for all that. */
char *sj_regex_from_java (const char *pattern, size_t length, size_t *new_length);
