/* sj-locale-private.h -- locales by ICU's names, and the words of calendars.
 *
 * Words are shared and counted: what sj_words_find () gives is let go with
 * sj_words_unref ().
 */
#pragma once

#include "base/sj-locale.h"
#include "base/sj-time.h"

#define SJ_LOCALE_SIZE 32    /* a name without keywords */

/* The name by which ICU knows a locale; false where it is unknown. */
bool sj_locale_resolve (const char *locale, char id[SJ_LOCALE_SIZE]);

/* Appends ICU's text, which must be well formed. */
void sj_locale_append (SjBuffer *buffer, const uint16_t *text, int32_t length);

typedef enum
{
  SJ_WORD_SHORT,
  SJ_WORD_FULL,
  SJ_WORD_NARROW,
  SJ_N_WORD_WIDTHS
} SjWordWidth;

typedef struct
{
  GStringChunk *texts;                                   /* owned */
  const char *months[2][SJ_N_WORD_WIDTHS][12];           /* within a date, alone */
  const char *weekdays[2][SJ_N_WORD_WIDTHS][7];          /* from Monday */
  const char *quarters[2][SJ_N_WORD_WIDTHS][4];
  const char *halves[2];                                 /* of a day: AM, PM */
  const char *eras[2][2];                                /* short, full: before, after */
  int first_weekday;                                     /* 1 Monday to 7 Sunday */
  int minimal_days;                                      /* of a year in its first week */
  char id[SJ_LOCALE_SIZE];
} SjWords;

SjWords *sj_words_find  (const char *locale);            /* NULL where it is unknown */
void     sj_words_unref (SjWords *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjWords, sj_words_unref)

/* How a zone is called at an instant: "z" EST, "zzzz" Eastern Standard Time, "O" GMT-5,
 * "OOOO" GMT-05:00.  False where there is no such name. */
bool sj_words_zone (const SjWords *words, const char *zone, const char *pattern, int64_t seconds,
                    SjBuffer *buffer);
