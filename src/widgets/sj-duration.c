/* sj-duration.c -- lengths of time and times of day as typed, and why they are refused. */
#include "widgets/sj-duration.h"

#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

char *
sj_duration_text (SjTime span)
{
  static const struct { const char *name; SjTime size; } parts[] = {
    { "d", SJ_DAY }, { "h", SJ_HOUR }, { "min", SJ_MINUTE }, { "s", SJ_SECOND }, { "ms", 1 },
  };
  GString *text = g_string_new (NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      int64_t count = span / parts[i].size;

      span %= parts[i].size;
      if (count > 0)
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", text->len > 0 ? " " : "", count, parts[i].name);
    }
  return g_string_free (text, FALSE);
}

static bool
read_iso (const char *text, SjTime *span)
{
  int64_t seconds;
  int32_t nanos;

  if (!sj_duration_parse (text, strlen (text), &seconds, &nanos) || seconds > INT64_MAX / 1000 - 1 ||
      seconds < INT64_MIN / 1000 + 1 || nanos % 1000000 != 0)
    return false;
  *span = seconds * SJ_SECOND + nanos / 1000000;
  return true;
}

static bool
is_number (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789.,") == strlen (text);
}

bool
sj_duration_read (const char *text, SjTime *span, char **why)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  SjTime read = 0;

  if (*plain == '\0')
    {
      *span = 0;
      return true;
    }
  if (is_number (plain))
    {
      *why = g_strdup_printf (_("“%s” needs a unit: “%s min”, “%s h” or “%s d”."), plain, plain, plain, plain);
      return false;
    }
  if (!sj_span_parse (plain, &read) && !read_iso (plain, &read))
    {
      *why = g_strdup_printf (_("“%s” is not a length of time; write for example “2 h 30 min”, “90 min” or “1 d”."),
                              plain);
      return false;
    }
  if (read < 0)
    {
      *why = g_strdup (_("A length of time cannot be negative."));
      return false;
    }
  *span = read;
  return true;
}

/* Up to `most` digits. */
static const char *
read_digits (const char *at, unsigned most, int *number)
{
  *number = 0;
  for (unsigned i = 0; i < most && g_ascii_isdigit (*at); i++, at++)
    *number = *number * 10 + (*at - '0');
  return at;
}

/* Hours and minutes, "830" and "0830" without anything between. */
static const char *
read_hands (const char *at, int *hour, int *minute)
{
  size_t digits = strspn (at, "0123456789");
  const char *first = at;

  *minute = 0;
  if (digits == 0 || digits > 4)
    return NULL;
  at = read_digits (at, digits <= 2 ? 2 : (unsigned) digits - 2, hour);
  if (digits <= 2 && (*at == ':' || *at == '.'))
    at++;
  else if (digits <= 2)
    return at;
  first = at;
  at = read_digits (at, 2, minute);
  return at - first == 2 ? at : NULL;
}

static bool
apply_half (const char *half, int *hour)
{
  bool am = g_ascii_strcasecmp (half, "am") == 0, pm = g_ascii_strcasecmp (half, "pm") == 0;

  if (*half == '\0')
    return true;
  if ((!am && !pm) || *hour < 1 || *hour > 12)
    return false;
  *hour = *hour % 12 + (pm ? 12 : 0);
  return true;
}

bool
sj_clock_read (const char *text, int32_t *minutes, char **why)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  const char *at;
  int hour, minute;

  if (*plain == '\0')
    {
      *minutes = -1;
      return true;
    }
  at = read_hands (plain, &hour, &minute);
  while (at != NULL && *at == ' ')
    at++;
  if (at == NULL || minute > 59 || !apply_half (at, &hour) || hour * 60 + minute > 24 * 60)
    {
      *why = g_strdup_printf (_("“%s” is not a time of day; write for example “08:30”."), plain);
      return false;
    }
  *minutes = hour * 60 + minute;
  return true;
}

char *
sj_clock_text (int32_t minutes)
{
  return minutes < 0 ? g_strdup ("") : g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
}
