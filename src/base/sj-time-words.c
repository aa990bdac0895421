/* sj-time-words.c -- the words that calendars use, from ICU.
 *
 * Collected once for a locale and shared by all threads.  Whoever writes a
 * message may name any locale, so the table does not grow without bound: when it
 * is full it is emptied, and words in use live on until they are let go.
 */
#include "base/sj-locale-private.h"

#include "base/sj-time-private.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>

#define TABLE_LIMIT 200

static GRWLock lock;
static GHashTable *table;    /* name as it was asked for → words */

/* -- Collecting --------------------------------------------------------------- */

static void
clear_words (gpointer data)
{
  SjWords *words = data;

  g_string_chunk_free (words->texts);
}

void
sj_words_unref (SjWords *words)
{
  g_atomic_rc_box_release_full (words, clear_words);
}

/* ICU's words of one kind from `first` on, `count` of them. */
static bool
collect (SjWords *words, UDateFormat *format, UDateFormatSymbolType type, int first, int count,
         const char **into)
{
  for (int i = 0; i < count; i++)
    {
      g_auto (SjBuffer) text = SJ_BUFFER_INIT;
      UErrorCode status = U_ZERO_ERROR;
      UChar wide[128];
      int32_t length;

      length = udat_getSymbols (format, type, first + i, wide, G_N_ELEMENTS (wide), &status);
      if (U_FAILURE (status))
        return false;
      sj_locale_append (&text, wide, length);
      into[i] = g_string_chunk_insert_const (words->texts, sj_buffer_text (&text));
    }
  return true;
}

/* ICU counts weekdays from Sunday, and from 1. */
static bool
collect_weekdays (SjWords *words, UDateFormat *format, UDateFormatSymbolType type,
                  const char **into)
{
  return collect (words, format, type, UCAL_MONDAY, 6, into) &&
         collect (words, format, type, UCAL_SUNDAY, 1, into + 6);
}

static bool
collect_all (SjWords *words, UDateFormat *format)
{
  static const UDateFormatSymbolType months[2][SJ_N_WORD_WIDTHS] = {
    { UDAT_SHORT_MONTHS, UDAT_MONTHS, UDAT_NARROW_MONTHS },
    { UDAT_STANDALONE_SHORT_MONTHS, UDAT_STANDALONE_MONTHS, UDAT_STANDALONE_NARROW_MONTHS },
  };
  static const UDateFormatSymbolType weekdays[2][SJ_N_WORD_WIDTHS] = {
    { UDAT_SHORT_WEEKDAYS, UDAT_WEEKDAYS, UDAT_NARROW_WEEKDAYS },
    { UDAT_STANDALONE_SHORT_WEEKDAYS, UDAT_STANDALONE_WEEKDAYS, UDAT_STANDALONE_NARROW_WEEKDAYS },
  };
  static const UDateFormatSymbolType quarters[2][SJ_N_WORD_WIDTHS] = {
    { UDAT_SHORT_QUARTERS, UDAT_QUARTERS, UDAT_NARROW_QUARTERS },
    { UDAT_STANDALONE_SHORT_QUARTERS, UDAT_STANDALONE_QUARTERS, UDAT_STANDALONE_NARROW_QUARTERS },
  };

  for (int a = 0; a < 2; a++)
    for (int w = 0; w < SJ_N_WORD_WIDTHS; w++)
      if (!collect (words, format, months[a][w], 0, 12, words->months[a][w]) ||
          !collect_weekdays (words, format, weekdays[a][w], words->weekdays[a][w]) ||
          !collect (words, format, quarters[a][w], 0, 4, words->quarters[a][w]))
        return false;
  return collect (words, format, UDAT_AM_PMS, 0, 2, words->halves) &&
         collect (words, format, UDAT_ERAS, 0, 2, words->eras[SJ_WORD_SHORT]) &&
         collect (words, format, UDAT_ERA_NAMES, 0, 2, words->eras[SJ_WORD_FULL]);
}

static bool
collect_weeks (SjWords *words)
{
  UErrorCode status = U_ZERO_ERROR;
  UCalendar *calendar = ucal_open (u"UTC", -1, words->id, UCAL_GREGORIAN, &status);

  if (U_FAILURE (status))
    return false;
  words->first_weekday = (ucal_getAttribute (calendar, UCAL_FIRST_DAY_OF_WEEK) + 5) % 7 + 1;
  words->minimal_days = ucal_getAttribute (calendar, UCAL_MINIMAL_DAYS_IN_FIRST_WEEK);
  ucal_close (calendar);
  return true;
}

/* The calendar is named because some countries count years in another one. */
static UDateFormat *
open_format (const char *id, const UChar *zone, const UChar *pattern)
{
  g_autofree char *name = g_strconcat (id, "@calendar=gregorian", NULL);
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format;

  format = udat_open (UDAT_PATTERN, UDAT_PATTERN, name, zone, -1, pattern, -1, &status);
  return U_SUCCESS (status) ? format : NULL;
}

static SjWords *
make_words (const char *locale)
{
  char id[SJ_LOCALE_SIZE];
  UDateFormat *format;
  SjWords *words;
  bool whole;

  if (!sj_locale_resolve (locale, id))
    return NULL;
  format = open_format (id, u"UTC", u"y");
  if (format == NULL)
    return NULL;
  words = g_atomic_rc_box_new0 (SjWords);
  words->texts = g_string_chunk_new (1024);
  g_strlcpy (words->id, id, sizeof words->id);
  whole = collect_all (words, format) && collect_weeks (words);
  udat_close (format);
  if (!whole)
    g_clear_pointer (&words, sj_words_unref);
  return words;
}

/* -- The table ---------------------------------------------------------------- */

static void
unref_cb (gpointer data)
{
  sj_words_unref (data);
}

static void
keep_words (const char *locale, SjWords *words)
{
  g_rw_lock_writer_lock (&lock);
  if (table == NULL)
    table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_cb);
  if (g_hash_table_size (table) >= TABLE_LIMIT)
    g_hash_table_remove_all (table);
  g_hash_table_replace (table, g_strdup (locale), g_atomic_rc_box_acquire (words));
  g_rw_lock_writer_unlock (&lock);
}

SjWords *
sj_words_find (const char *locale)
{
  SjWords *words = NULL;

  g_rw_lock_reader_lock (&lock);
  if (table != NULL)
    words = g_hash_table_lookup (table, locale);
  if (words != NULL)
    g_atomic_rc_box_acquire (words);
  g_rw_lock_reader_unlock (&lock);
  if (words != NULL)
    return words;

  words = make_words (locale);
  if (words != NULL)
    keep_words (locale, words);
  return words;
}

/* -- Names of zones ----------------------------------------------------------- */

/* The format that this thread used last. */
typedef struct
{
  char *key;              /* owned */
  UDateFormat *format;    /* owned */
} Latest;

static void
free_latest (gpointer data)
{
  Latest *latest = data;

  g_free (latest->key);
  udat_close (latest->format);
  g_free (latest);
}

static GPrivate latest_of_thread = G_PRIVATE_INIT (free_latest);

/* ICU takes any name, and calls what it does not know GMT. */
static UDateFormat *
open_zone_format (const char *id, const char *zone, const char *pattern)
{
  g_autofree UChar *wide_zone = g_utf8_to_utf16 (zone, -1, NULL, NULL, NULL);
  g_autofree UChar *wide_pattern = g_utf8_to_utf16 (pattern, -1, NULL, NULL, NULL);
  UErrorCode status = U_ZERO_ERROR;
  UBool system;
  UChar canonical[128];

  ucal_getCanonicalTimeZoneID (wide_zone, -1, canonical, G_N_ELEMENTS (canonical), &system,
                               &status);
  return U_SUCCESS (status) ? open_format (id, wide_zone, wide_pattern) : NULL;
}

static UDateFormat *
find_zone_format (const char *id, const char *zone, const char *pattern)
{
  g_autofree char *key = g_strjoin (" ", id, zone, pattern, NULL);
  Latest *latest = g_private_get (&latest_of_thread);
  UDateFormat *format;

  if (latest != NULL && strcmp (latest->key, key) == 0)
    return latest->format;
  format = open_zone_format (id, zone, pattern);
  if (format == NULL)
    return NULL;
  latest = g_new (Latest, 1);
  *latest = (Latest) { g_steal_pointer (&key), format };
  g_private_replace (&latest_of_thread, latest);
  return format;
}

bool
sj_words_zone (const SjWords *words, const char *zone, const char *pattern, int64_t seconds,
               SjBuffer *buffer)
{
  UDateFormat *format = find_zone_format (words->id, zone, pattern);
  UErrorCode status = U_ZERO_ERROR;
  UChar text[128];
  int32_t length;

  if (format == NULL)
    return false;
  seconds = CLAMP (seconds, -INT64_C (8000000000000), INT64_C (8000000000000));    /* ICU's range */
  length = udat_format (format, (UDate) seconds * 1000, text, G_N_ELEMENTS (text), NULL, &status);
  if (U_FAILURE (status))
    return false;
  sj_locale_append (buffer, text, length);
  return true;
}
