/* sj-language.h -- in which languages messages are sent, and what stands in for
 * one that is missing.
 *
 * A language gives way to the more general one ("es-MX" to "es") before it gives
 * way to the default; without a default, who has no language in common with the
 * message does not get it.
 */
#pragma once

#include "content/sj-content.h"

#define SJ_LANGUAGES_MOST 50

typedef struct
{
  char *language;           /* "es", "pt-BR" */
  char *name;               /* for people */
} SjLocale;

typedef struct
{
  char *id;
  char *name;
  char *attribute;          /* path of the profile's language; NULL: preferredLanguage */
  SjRecords locales;        /* of SjLocale; the first one counts first */
  char *fallback;           /* one of them, or NULL: nothing is sent; "default" in JSON */
} SjLanguages;

extern const SjSpec sj_languages_spec;

bool sj_languages_have (const SjLanguages *languages, const char *language);

/* "zh-Hant-TW" → "zh-Hant" → "zh" → false.  `tag` is a buffer that is cut in place. */
bool sj_language_widen (char *tag);

/* Without regard to case, and "_" for "-". */
bool sj_language_equal (const char *a, const char *b);

SJ_CONTENT_TYPE (SjLanguages, languages)
