/* sj-function-format.c -- dates and numbers as text of a language, and back.
 *
 * What cannot be read is null for stringToDate, but the beginning of 1970 for the
 * two functions that promise a date for anything.
 */
#include "lang/sj-function.h"
#include "lang/sj-text.h"

#include "base/sj-locale.h"
#include "base/sj-time.h"

#include <glib/gi18n-lib.h>

/* A text in the arena, terminated, as a locale's name. */
static const char *
locale_of (SjEval *eval, SjValue name)
{
  return sj_arena_strndup (eval->arena, name.text, name.length);
}

/* A date without a zone is one in UTC. */
static bool
in_utc (SjValue time, SjMoment *moment)
{
  switch (time.type)
    {
    case SJ_DATE:
      if (!sj_function_in_calendar (time.integer))    /* nor do so many days overflow as seconds */
        return false;
      *moment = sj_zone_moment (sj_zone_utc (), time.integer * 86400, 0);
      return sj_function_in_calendar (moment->seconds);
    case SJ_LOCAL:
      *moment = sj_zone_moment (sj_zone_utc (), time.integer, (int32_t) time.length);
      return sj_function_in_calendar (time.integer);
    case SJ_MOMENT:
      *moment = *time.moment;
      return sj_function_in_calendar (moment->seconds);
    default:
      return false;
    }
}

static bool
read_text (SjEval *eval, SjValue text, const SjValue *pattern, SjMoment *moment)
{
  if (pattern != NULL)
    return sj_time_scan (text.text, text.length, pattern->text, pattern->length, moment) &&
           sj_function_in_calendar (moment->seconds);
  return in_utc (sj_time_parse (eval->arena, text.text, text.length), moment);
}

/* Whether the arguments are a text, perhaps with a pattern, or a date already. */
static bool
read_arguments (SjEval *eval, const char *function, const SjValue *args, unsigned count, SjMoment *moment, bool *read)
{
  if (args[0].type >= SJ_DATE && args[0].type <= SJ_MOMENT)
    {
      *read = in_utc (args[0], moment);
      return true;
    }
  if (!sj_function_texts (eval, function, args, count))
    return false;
  *read = read_text (eval, args[0], count > 1 ? &args[1] : NULL, moment);
  return true;
}

static bool
give_moment (SjEval *eval, SjMoment moment, SjValue *result)
{
  return sj_function_give (result, sj_value_moment (eval->arena, moment));
}

static bool
give_epoch (SjEval *eval, SjValue *result)
{
  return give_moment (eval, sj_zone_moment (sj_zone_utc (), 0, 0), result);
}

bool
sj_fn_string_to_date (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjMoment moment;
  bool read;

  if (!read_arguments (eval, "stringToDate", args, count, &moment, &read))
    return false;
  return read ? give_moment (eval, moment, result) : sj_function_give (result, sj_null);
}

bool
sj_fn_to_date_time_or_epoch (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjMoment moment;
  bool read;

  if (!read_arguments (eval, "toDateTime", args, count, &moment, &read))
    return false;
  return read ? give_moment (eval, moment, result) : give_epoch (eval, result);
}

/* The time on the clock without its zone, which to a template means in UTC. */
bool
sj_fn_to_date_time_only_or_epoch (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue time = args[0];
  SjMoment moment;

  if (time.type == SJ_TEXT)
    {
      if (!sj_function_text (eval, "toDateTimeOnly", time))
        return false;
      time = sj_time_parse (eval->arena, time.text, time.length);
    }
  if (time.type == SJ_INTEGER)
    moment = sj_time_moment (time.integer, sj_zone_utc ());
  else if (!in_utc (time, &moment))
    return give_epoch (eval, result);
  moment = sj_zone_moment (sj_zone_utc (), sj_moment_local (&moment), moment.nanos);
  return sj_function_in_calendar (moment.seconds) ? give_moment (eval, moment, result) : give_epoch (eval, result);
}

/* A pattern that is none gives the default form; so does a locale, after English
 * has been tried. */
bool
sj_fn_format_date (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjBuffer buffer = SJ_BUFFER_INIT;
  SjValue date = args[0], pattern = args[1];
  const char *locale;
  SjMoment moment;

  if (date.type == SJ_TEXT)
    date = sj_time_parse (eval->arena, date.text, date.length);
  if (!sj_function_texts (eval, "formatDate", args + 1, count - 1))
    return false;
  if (!in_utc (date, &moment))
    return sj_function_wrong (eval, "formatDate", _("a date and time"), date);

  locale = count > 2 ? locale_of (eval, args[2]) : NULL;
  date = (SjValue) { .type = SJ_MOMENT, .moment = &moment };
  buffer.limit = SJ_TEXT_LIMIT;
  if (!sj_time_format (&buffer, date, pattern.text, pattern.length, locale) &&
      !(locale != NULL && sj_time_format (&buffer, date, pattern.text, pattern.length, NULL)))
    sj_text_template (&buffer, date);
  return sj_eval_buffer (eval, &buffer, result);
}

typedef bool (*Writer) (SjBuffer *buffer, SjValue number, const char *locale);

static bool
format_number (SjEval *eval, const char *function, const SjValue *args, Writer write_number, SjValue *result)
{
  SjBuffer buffer = SJ_BUFFER_INIT;

  if (!sj_value_is_number (args[0]))
    return sj_function_wrong (eval, function, _("a number"), args[0]);
  if (!sj_function_text (eval, function, args[1]))
    return false;
  buffer.limit = SJ_TEXT_LIMIT;
  if (!write_number (&buffer, args[0], locale_of (eval, args[1])))
    {
      sj_buffer_clear (&buffer);
      return sj_function_give (result, sj_null);
    }
  return sj_eval_buffer (eval, &buffer, result);
}

bool
sj_fn_format_currency (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return format_number (eval, "formatCurrency", args, sj_locale_currency, result);
}

bool
sj_fn_format_number (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return format_number (eval, "formatNumber", args, sj_locale_number, result);
}
