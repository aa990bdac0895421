/* sj-name.h -- names that programs read: ids, languages. */
#pragma once

#include "base/sj-types.h"

/* Letters, digits, _ and -, beginning with a letter or _: may stand in an
 * expression, a file name and a web address as it is. */
bool sj_is_id (const char *text);

/* "en", "pt-BR", "zh-Hant-TW". */
bool sj_is_language (const char *text);
