/* sj-time-span.c -- lengths of time as people type them into a field.
 *
 * A day is 24 hours and a week seven days; months and years have no length and
 * are refused.  "m" is minutes.  The sum is built downwards from zero, because
 * the negative numbers reach one further.
 */
#include "base/sj-time-private.h"

#include <string.h>

typedef struct
{
  const char *names;    /* parted by blanks */
  SjTime size;
} Unit;

static const Unit units[] = {
  { "ms millisecond milliseconds msec msecs", 1 },
  { "s sec secs second seconds", SJ_SECOND },
  { "m min mins minute minutes", SJ_MINUTE },
  { "h hr hrs hour hours", SJ_HOUR },
  { "d day days", SJ_DAY },
  { "w wk wks week weeks", 7 * SJ_DAY },
};

static bool
is_name_of (const Unit *unit, const char *word, size_t length)
{
  for (const char *name = unit->names; name != NULL;)
    {
      const char *blank = strchr (name, ' ');
      size_t size = blank ? (size_t) (blank - name) : strlen (name);

      if (size == length && g_ascii_strncasecmp (name, word, length) == 0)
        return true;
      name = blank ? blank + 1 : NULL;
    }
  return false;
}

static const char *
skip_blanks (const char *at)
{
  while (g_ascii_isspace (*at) || g_str_has_prefix (at, "\302\240"))    /* pasted no-break spaces */
    at += *at == '\302' ? 2 : 1;
  return at;
}

/* Between two parts: nothing, a comma, "and". */
static const char *
skip_joint (const char *at)
{
  at = skip_blanks (*at == ',' ? at + 1 : at);
  if (g_ascii_strncasecmp (at, "and", 3) == 0 && !g_ascii_isalpha (at[3]))
    at = skip_blanks (at + 3);
  return at;
}

/* What the digits behind a point add, which must be whole milliseconds. */
static const char *
subtract_fraction (const char *at, SjTime size, SjTime *span)
{
  SjTime part = 0;
  SjTime scale = 1;

  for (; is_digit (*at) && scale < 1000000000; at++)
    {
      part = part * 10 + *at - '0';
      scale *= 10;
    }
  if (is_digit (*at) || part * size % scale != 0 ||
      __builtin_sub_overflow (*span, part * size / scale, span))
    return NULL;
  return at;
}

/* "2h", "1.5 hours"; `seen` has a bit for each unit that has been used. */
static const char *
read_part (const char *at, unsigned *seen, SjTime *span)
{
  const char *first = at;
  const char *fraction, *word;
  SjTime count = 0;
  size_t index = 0;

  for (; is_digit (*at); at++)
    if (__builtin_mul_overflow (count, 10, &count) ||
        __builtin_sub_overflow (count, *at - '0', &count))
      return NULL;
  if (at == first)
    return NULL;
  fraction = (*at == '.' || *at == ',') && is_digit (at[1]) ? at + 1 : NULL;
  for (at = fraction ? fraction : at; is_digit (*at); at++)
    ;
  for (word = at = skip_blanks (at); g_ascii_isalpha (*at); at++)
    ;
  while (index < G_N_ELEMENTS (units) && !is_name_of (&units[index], word, (size_t) (at - word)))
    index++;
  if (index == G_N_ELEMENTS (units) || (*seen & 1u << index) != 0)
    return NULL;

  *seen |= 1u << index;
  if (__builtin_mul_overflow (count, units[index].size, &count) ||
      __builtin_add_overflow (*span, count, span) ||
      (fraction != NULL && subtract_fraction (fraction, units[index].size, span) == NULL))
    return NULL;
  return at;
}

bool
sj_span_parse (const char *text, SjTime *span)
{
  const char *at = skip_blanks (text);
  bool negative = *at == '-';
  unsigned seen = 0;
  SjTime total = 0;

  at = read_part (skip_blanks (at + negative), &seen, &total);
  while (at != NULL && *(at = skip_blanks (at)) != '\0')
    at = read_part (skip_joint (at), &seen, &total);
  if (at == NULL)
    return false;

  if (!negative && __builtin_sub_overflow (0, total, &total))
    return false;
  *span = total;
  return true;
}

char *
sj_span_format (SjTime span)
{
  static const struct { const char *name; SjTime size; } parts[] = {
    { "d", SJ_DAY }, { "h", SJ_HOUR }, { "m", SJ_MINUTE }, { "s", SJ_SECOND }, { "ms", 1 },
  };
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  if (span == 0)
    return g_strdup ("0s");
  if (span < 0)
    sj_buffer_append_c (&buffer, '-');
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      int64_t count = span / parts[i].size;

      if (count == 0)
        continue;
      if (buffer.length > 1)
        sj_buffer_append_c (&buffer, ' ');
      sj_buffer_integer (&buffer, ABS (count));
      sj_buffer_append (&buffer, parts[i].name);
      span %= parts[i].size;
    }
  return sj_buffer_steal (&buffer);
}
