/* sj-time-format.c -- dates by Java's patterns.
 *
 * Digits and signs follow java.time.format.DateTimeFormatter to the letter; words
 * and the rules of weeks are those of the locale.  "Y" is the year that the week
 * belongs to: by American rules 2023-12-31 is in 2024.  Either the whole text is
 * appended or nothing.
 */
#include "base/sj-locale-private.h"

#include "base/sj-time-pattern.h"
#include "base/sj-time-private.h"

#include <string.h>

typedef struct
{
  SjBuffer *buffer;
  const SjWords *words;
  SjType type;
  const SjMoment *moment;    /* or NULL */
  SjCivil civil;
  int64_t days;
} Format;

/* -- Weeks by the locale's rule ------------------------------------------------- */

static int
localized_weekday (const Format *format)
{
  return (sj_day_of_week (format->days) - format->words->first_weekday + 7) % 7 + 1;
}

/* The number of the week that a day of a month or year is in, where `known` is the
 * number of the date's own day; 0 where the week belongs to the one before. */
static int
week_of (const Format *format, int known, int day)
{
  int lead = (int) floor_mod (known - localized_weekday (format), 7);    /* before a whole week */
  int shift = lead + 1 > format->words->minimal_days ? 7 - lead : -lead;

  return (7 + shift + day - 1) / 7;
}

static int
year_length (int64_t year)
{
  return sj_month_length (year, 2) + 337;
}

static int
localized_week (const Format *format, int64_t *week_year)
{
  int day = sj_day_of_year (format->days);
  int64_t year = format->civil.year;
  int week = week_of (format, day, day);
  int next = week_of (format, day, year_length (year) + format->words->minimal_days);

  *week_year = year;
  if (week == 0)
    {
      *week_year = year - 1;
      day += year_length (year - 1);
      return week_of (format, day, day);
    }
  if (week >= next)
    {
      *week_year = year + 1;
      return week - next + 1;
    }
  return week;
}

/* -- Numbers -------------------------------------------------------------------- */

static void
put_padded (SjBuffer *buffer, int64_t number, int width)
{
  uint64_t left = number < 0 ? 0 - (uint64_t) number : (uint64_t) number;
  char digits[24];
  char *end = digits + sizeof digits;
  char *at = end;

  do
    *--at = (char) ('0' + left % 10);
  while ((left /= 10) > 0);
  while (end - at < width)
    *--at = '0';
  if (number < 0)
    *--at = '-';
  sj_buffer_append_n (buffer, at, (size_t) (end - at));
}

/* Two letters are the last two digits; from four on a longer year has a sign. */
static void
put_year (SjBuffer *buffer, int64_t year, int count)
{
  int64_t bound = 1;

  if (count == 2)
    {
      put_padded (buffer, ABS (year % 100), 2);
      return;
    }
  for (int i = 0; i < count && bound <= INT64_MAX / 10; i++)
    bound *= 10;
  if (count >= 4 && count < 19 && year >= bound)
    sj_buffer_append_c (buffer, '+');
  put_padded (buffer, year, count);
}

static int64_t
second_of_day (const SjCivil *civil)
{
  return civil->hour * 3600 + civil->minute * 60 + civil->second;
}

/* What a letter counts; the letters that write words are not among them. */
static int64_t
number_of (const Format *format, char letter)
{
  const SjCivil *civil = &format->civil;
  int64_t week_year;

  switch (letter)
    {
    case 'M':
    case 'L':
      return civil->month;
    case 'Q':
    case 'q':
      return (civil->month + 2) / 3;
    case 'd':
      return civil->day;
    case 'D':
      return sj_day_of_year (format->days);
    case 'e':
    case 'c':
      return localized_weekday (format);
    case 'w':
      return localized_week (format, &week_year);
    case 'W':
      return week_of (format, civil->day, civil->day);
    case 'H':
      return civil->hour;
    case 'k':
      return civil->hour == 0 ? 24 : civil->hour;
    case 'K':
      return civil->hour % 12;
    case 'h':
      return (civil->hour + 11) % 12 + 1;
    case 'm':
      return civil->minute;
    case 's':
      return civil->second;
    case 'n':
      return civil->nanos;
    case 'N':
      return second_of_day (civil) * NANOS_PER_SECOND + civil->nanos;
    case 'A':
      return second_of_day (civil) * 1000 + civil->nanos / 1000000;
    default:
      g_assert_not_reached ();
    }
}

static void
put_fraction (SjBuffer *buffer, int32_t nanos, int count)
{
  for (int32_t unit = NANOS_PER_SECOND / 10; count > 0; unit /= 10, count--)
    sj_buffer_append_c (buffer, (char) ('0' + nanos / unit % 10));
}

/* -- Offsets and zones ---------------------------------------------------------- */

static bool
is_shown (SjShow show, int number)
{
  return show == SJ_SHOW_ALWAYS || (show == SJ_SHOW_IF_ANY && number > 0);
}

/* `zero` stands where nothing but zeros would be shown. */
static void
put_offset (SjBuffer *buffer, int32_t offset, const SjOffsetForm *form, const char *zero)
{
  int32_t size = ABS (offset);
  int parts[] = { size / 3600, size / 60 % 60, size % 60 };
  bool shown[] = { true, is_shown (form->minutes, parts[1]), is_shown (form->seconds, parts[2]) };
  int sum = 0;

  for (int i = 0; i < 3; i++)
    sum += shown[i] ? parts[i] : 0;
  if (sum == 0)
    {
      sj_buffer_append (buffer, zero);
      return;
    }
  sj_buffer_append_c (buffer, offset < 0 ? '-' : '+');
  for (int i = 0; i < 3; i++)
    if (shown[i])
      {
        if (i > 0 && form->colons)
          sj_buffer_append_c (buffer, ':');
        put_padded (buffer, parts[i], 2);
      }
}

/* "Z", "+02:00" */
static void
put_offset_id (SjBuffer *buffer, int32_t offset)
{
  put_offset (buffer, offset, sj_offset_form ('X', 5), "Z");
}

/* ICU knows plain offsets as "GMT+02:00". */
static bool
put_gmt (const Format *format, bool full)
{
  g_auto (SjBuffer) zone = SJ_BUFFER_INIT;

  sj_buffer_append (&zone, "GMT");
  put_offset (&zone, format->moment->offset, sj_offset_form ('X', 5), "");
  return sj_words_zone (format->words, sj_buffer_text (&zone), full ? "OOOO" : "O",
                        format->moment->seconds, format->buffer);
}

static bool
has_digit (const char *text, size_t length)
{
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    if (g_unichar_isdigit (g_utf8_get_char (at)))
      return true;
  return false;
}

/* Where the locale only knows how far from Greenwich a zone is, people still know
 * the letters that the zone database has ("IST"). */
static bool
put_zone_name (const Format *format, bool full)
{
  SjBuffer *buffer = format->buffer;
  const SjMoment *moment = format->moment;
  const SjZone *zone = sj_moment_zone (moment);
  const char *letters = sj_zone_abbreviation (zone, moment->seconds);
  size_t start = buffer->length;

  if (sj_zone_name (zone) == NULL)
    {
      put_offset_id (buffer, moment->offset);
      return true;
    }
  if (!sj_words_zone (format->words, moment->zone, full ? "zzzz" : "z", moment->seconds, buffer))
    {
      sj_buffer_append (buffer, letters);
      return true;
    }
  if (!full && g_ascii_isalpha (letters[0]) &&
      has_digit (buffer->text + start, buffer->length - start))
    {
      buffer->length = start;
      sj_buffer_append (buffer, letters);
    }
  return true;
}

/* Where an offset is zero. */
static const char *
zero_of (char letter, int count)
{
  static const char *const zeros[] = { "", "+00", "+0000", "+00:00", "+0000", "+00:00" };

  if (letter == 'X' || (letter == 'Z' && count == 5))
    return "Z";
  return letter == 'Z' ? "+0000" : zeros[count];
}

static bool
put_zone (const Format *format, char letter, int count)
{
  int32_t offset;

  if (format->type != SJ_MOMENT)
    return false;
  offset = format->moment->offset;
  switch (letter)
    {
    case 'V':
      if (format->moment->zone != NULL)
        sj_buffer_append (format->buffer, format->moment->zone);
      else
        put_offset_id (format->buffer, offset);
      return true;
    case 'z':
      return put_zone_name (format, count == 4);
    case 'O':
      return put_gmt (format, count == 4);
    default:    /* X, x, Z */
      if (letter == 'Z' && count == 4)
        return put_gmt (format, true);
      put_offset (format->buffer, offset, sj_offset_form (letter, count), zero_of (letter, count));
      return true;
    }
}

/* -- Items ---------------------------------------------------------------------- */

static const char *
word_of (const Format *format, char letter, int count)
{
  static const SjWordWidth widths[] = { SJ_WORD_SHORT, SJ_WORD_SHORT, SJ_WORD_SHORT, SJ_WORD_SHORT,
                                        SJ_WORD_FULL, SJ_WORD_NARROW };
  const SjWords *words = format->words;
  SjWordWidth width = widths[count];
  bool alone = strchr ("Lqc", letter) != NULL;

  switch (letter)
    {
    case 'M':
    case 'L':
      return words->months[alone][width][format->civil.month - 1];
    case 'Q':
    case 'q':
      return words->quarters[alone][width][(format->civil.month - 1) / 3];
    case 'G':
      return words->eras[width][format->civil.year > 0];
    default:    /* E, e, c */
      return words->weekdays[alone][width][sj_day_of_week (format->days) - 1];
    }
}

static bool
put_date_field (const Format *format, char letter, int count)
{
  int64_t year = format->civil.year;

  switch (letter)
    {
    case 'y':    /* counted within its era */
      put_year (format->buffer, year > 0 ? year : 1 - year, count);
      break;
    case 'Y':
      localized_week (format, &year);
      put_year (format->buffer, year, count);
      break;
    case 'u':
      put_year (format->buffer, year, count);
      break;
    default:
      if (letter == 'E' || letter == 'G' || (count > 2 && letter != 'D'))
        sj_buffer_append (format->buffer, word_of (format, letter, count));
      else
        put_padded (format->buffer, number_of (format, letter), count);
      break;
    }
  return true;
}

static bool
put_time_field (const Format *format, char letter, int count)
{
  if (format->type == SJ_DATE)
    return false;
  if (letter == 'a')
    sj_buffer_append (format->buffer, format->words->halves[format->civil.hour >= 12]);
  else if (letter == 'S')
    put_fraction (format->buffer, format->civil.nanos, count);
  else
    put_padded (format->buffer, number_of (format, letter), count);
  return true;
}

static bool
put_field (const Format *format, char letter, int count)
{
  if (strchr ("VzOXxZ", letter) != NULL)
    return put_zone (format, letter, count);
  if (strchr ("HhKkmsSnNAa", letter) != NULL)
    return put_time_field (format, letter, count);
  return put_date_field (format, letter, count);
}

/* Writes items up to the end of the pattern or of an optional part.  A field that
 * the value has not, takes the optional part around it away, and only that.  What
 * was taken away is still read to its end: false only where the pattern is wrong. */
static bool
put_part (const Format *format, SjPattern *pattern, bool *whole)
{
  size_t start = format->buffer->length;
  SjPatternResult result;
  SjPatternItem item;

  *whole = true;
  while ((result = sj_pattern_next (pattern, &item)) == SJ_PATTERN_ITEM && item.letter != ']')
    {
      bool inner;

      if (item.letter == '[')
        {
          if (!put_part (format, pattern, &inner))
            return false;
        }
      else if (item.letter == '\0')
        sj_buffer_append_n (format->buffer, item.literal.text, item.literal.length);
      else if (*whole)
        *whole = put_field (format, item.letter, item.count);
    }
  if (!*whole)
    format->buffer->length = start;
  return result != SJ_PATTERN_BAD;
}

static bool
begin (Format *format, SjValue value)
{
  int64_t local;

  format->type = (SjType) value.type;
  if (format->type == SJ_MOMENT)
    {
      format->moment = value.moment;
      local = sj_moment_local (value.moment);
      sj_civil_split (local, value.moment->nanos, &format->civil);
    }
  else if (format->type == SJ_DATE || format->type == SJ_LOCAL)
    {
      local = value.integer;
      if (format->type == SJ_DATE)
        local = clamped_multiply (local, DAY_SECONDS);
      sj_civil_split (local, (int32_t) value.length, &format->civil);
    }
  else
    return false;
  format->days = floor_div (local, DAY_SECONDS);
  return true;
}

bool
sj_time_format (SjBuffer *buffer, SjValue value, const char *pattern, size_t length,
                const char *locale)
{
  g_autoptr (SjWords) words = sj_words_find (locale ? locale : "en_US");
  Format format = { .buffer = buffer, .words = words };
  SjPattern reader = sj_pattern_begin (pattern, length);
  size_t start = buffer->length;
  bool whole;

  if (words == NULL || !begin (&format, value))
    return false;
  if (put_part (&format, &reader, &whole) && whole)
    return true;
  buffer->length = start;
  return false;
}
