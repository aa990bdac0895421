/* sj-csv.c -- cells with quotes where they need them. */
#include "base/sj-csv.h"

#include "base/sj-number.h"
#include "base/sj-time.h"

#include <math.h>

static void
begin_cell (SjCsv *csv)
{
  if (csv->within)
    sj_buffer_append_c (csv->buffer, ',');
  csv->within = true;
}

static bool
is_formula (const char *text)
{
  return strchr ("=+-@\t\r", *text) != NULL && *text != '\0';
}

void
sj_csv_text (SjCsv *csv, const char *text)
{
  begin_cell (csv);
  if (text == NULL)
    return;
  if (strpbrk (text, ",\"\r\n") == NULL)
    {
      if (is_formula (text))
        sj_buffer_append_c (csv->buffer, '\'');
      sj_buffer_append (csv->buffer, text);
      return;
    }
  sj_buffer_append_c (csv->buffer, '"');
  if (is_formula (text))
    sj_buffer_append_c (csv->buffer, '\'');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        sj_buffer_append_c (csv->buffer, '"');
      sj_buffer_append_c (csv->buffer, *at);
    }
  sj_buffer_append_c (csv->buffer, '"');
}

void
sj_csv_count (SjCsv *csv, uint64_t count)
{
  begin_cell (csv);
  sj_buffer_printf (csv->buffer, "%" G_GUINT64_FORMAT, count);
}

void
sj_csv_number (SjCsv *csv, double number)
{
  char text[SJ_NUMBER_SIZE];

  begin_cell (csv);
  if (isfinite (number))
    sj_buffer_append_n (csv->buffer, text, sj_decimal_plain (number, text));
}

void
sj_csv_time (SjCsv *csv, SjTime time)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  begin_cell (csv);
  sj_time_write_iso (csv->buffer, sj_value_moment (&arena, sj_time_moment (time, sj_zone_utc ())));
}

void
sj_csv_empty (SjCsv *csv)
{
  begin_cell (csv);
}

void
sj_csv_end (SjCsv *csv)
{
  sj_buffer_append (csv->buffer, "\r\n");
  csv->within = false;
}

void
sj_csv_head (SjCsv *csv, const char *const *titles)
{
  for (size_t i = 0; titles[i] != NULL; i++)
    sj_csv_text (csv, titles[i]);
  sj_csv_end (csv);
}
