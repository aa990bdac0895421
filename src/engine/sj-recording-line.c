/* sj-recording-line.c -- one line of events.
 *
 * Lines as programs write them are taken apart in passing; whatever is unusual (an
 * escape, a number with an exponent, a mistake) goes through the reader of JSON, which
 * also knows what to say.  Both ways have the same result.
 */
#include "engine/sj-recording-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* The years 1 to 9999.  Beyond them a number was not meant as milliseconds, and one such
 * line would make the run as long as its mistake. */
#define FIRST_TIME INT64_C (-62135596800000)
#define LAST_TIME INT64_C (253402300799999)

typedef enum { MEMBER_ID, MEMBER_TYPE, MEMBER_PROFILE, MEMBER_TIME, MEMBER_PAYLOAD, N_MEMBERS } Member;

void
sj_line_reader_init (SjLineReader *reader, const SjZone *zone)
{
  *reader = (SjLineReader) { .zone = zone };
  sj_arena_init (&reader->arena);
  sj_json_reader_init (&reader->reader, &reader->arena);
}

void
sj_line_reader_clear (SjLineReader *reader)
{
  sj_json_reader_clear (&reader->reader);
  sj_arena_clear (&reader->arena);
}

bool
sj_flaw_set (SjFlaw *flaw, SjValue at, SjSlice line, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_free (flaw->text);
  flaw->text = g_strdup_vprintf (format, args);
  va_end (args);
  flaw->offset = sj_json_offset (at, line.text, line.length);
  return false;
}

bool
sj_line_read_object (SjLineReader *reader, SjSlice line, SjValue *object, SjFlaw *flaw)
{
  SjJsonError error;

  sj_arena_reset (&reader->arena);
  if (!sj_json_reader_read (&reader->reader, line.text, line.length, object, &error))
    {
      sj_flaw_set (flaw, sj_null, line, _("This is not JSON: %s."), error.text);
      flaw->offset = error.offset;
      return false;
    }
  if (object->type != SJ_OBJECT)
    return sj_flaw_set (flaw, *object, line, _("A line must be an object in braces."));
  return true;
}

bool
sj_line_text (SjLineReader *reader, SjValue value, SjSlice *text)
{
  if (value.type == SJ_INTEGER)
    {
      text->text = sj_arena_printf (&reader->arena, "%" G_GINT64_FORMAT, value.integer);
      text->length = strlen (text->text);
      return true;
    }
  *text = (SjSlice) { value.text, value.length };
  return value.type == SJ_TEXT && value.length > 0;
}

static bool
parse_time (const SjZone *zone, SjSlice text, SjTime *time)
{
  SjMoment moment;
  int64_t seconds;
  int32_t nanos;

  if (!sj_moment_parse (text.text, text.length, &moment))
    {
      if (!sj_local_parse (text.text, text.length, &seconds, &nanos))
        return false;
      moment = sj_zone_local (zone, seconds, nanos);
    }
  *time = sj_moment_time (&moment);
  return true;
}

static bool
is_possible (SjTime time)
{
  return time >= FIRST_TIME && time <= LAST_TIME;
}

static bool
read_time (const SjLineReader *reader, SjSlice line, SjValue value, SjTime *time, SjFlaw *flaw)
{
  if (value.type == SJ_TEXT && !parse_time (reader->zone, (SjSlice) { value.text, value.length }, time))
    return sj_flaw_set (flaw, value, line,
                        _("“%.*s” is no time; write it like 2026-03-01T09:30:00Z, or as milliseconds since 1970."),
                        (int) MIN (value.length, 64), value.text);
  if (value.type == SJ_INTEGER)
    *time = value.integer;
  else if (value.type == SJ_DECIMAL && fabs (value.decimal) < 1e17)
    *time = (SjTime) floor (value.decimal);
  else if (value.type != SJ_TEXT)
    return sj_flaw_set (flaw, value, line, _("“time” must be a time, or milliseconds since 1970."));
  return is_possible (*time) ||
         sj_flaw_set (flaw, value, line,
                      _("“time” is outside the years 1 to 9999; a number is milliseconds since 1970."));
}

/* Of an object that is known to be one: behind its closing brace. */
static size_t
object_length (const char *at, const char *end)
{
  const char *start = at;
  unsigned depth = 0;
  bool text = false;

  for (; at < end; at++)
    if (text && *at == '\\')
      at++;
    else if (text)
      text = *at != '"';
    else if (*at == '"')
      text = true;
    else if (*at == '{' || *at == '[')
      depth++;
    else if ((*at == '}' || *at == ']') && --depth == 0)
      return (size_t) (at + 1 - start);
  g_assert_not_reached ();
}

static bool
read_slowly (SjLineReader *reader, SjSlice line, SjEventLine *event, SjFlaw *flaw)
{
  SjValue object, id, type, profile, time, payload;

  if (!sj_line_read_object (reader, line, &object, flaw))
    return false;
  id = sj_value_get (object, "id");
  type = sj_value_get (object, "type");
  profile = sj_value_get (object, "profile");
  time = sj_value_get (object, "time");
  payload = sj_value_get (object, "payload");
  if (!sj_value_is_null (id) && !sj_line_text (reader, id, &event->id))
    return sj_flaw_set (flaw, id, line, _("“id” must be a text."));
  if (!sj_line_text (reader, type, &event->type))
    return sj_flaw_set (flaw, sj_value_is_null (type) ? object : type, line,
                        _("“type” is missing: which event it was."));
  if (!sj_line_text (reader, profile, &event->profile))
    return sj_flaw_set (flaw, sj_value_is_null (profile) ? object : profile, line,
                        _("“profile” is missing: whose event it was."));
  if (sj_value_is_null (time))
    return sj_flaw_set (flaw, object, line, _("“time” is missing: when it was."));
  if (!read_time (reader, line, time, &event->time, flaw))
    return false;
  if (sj_value_is_null (payload))
    return true;
  if (payload.type != SJ_OBJECT)
    return sj_flaw_set (flaw, payload, line, _("“payload” must be an object in braces."));
  event->payload.text = line.text + sj_json_offset (payload, line.text, line.length);
  event->payload.length = object_length (event->payload.text, line.text + line.length);
  return true;
}

static inline Member
member_of (const char *name, size_t length)
{
  if (length == 4)
    return memcmp (name, "type", 4) == 0 ? MEMBER_TYPE : memcmp (name, "time", 4) == 0 ? MEMBER_TIME : N_MEMBERS;
  if (length == 7)
    return memcmp (name, "profile", 7) == 0   ? MEMBER_PROFILE
           : memcmp (name, "payload", 7) == 0 ? MEMBER_PAYLOAD
                                              : N_MEMBERS;
  return length == 2 && memcmp (name, "id", 2) == 0 ? MEMBER_ID : N_MEMBERS;
}

static inline const char *
skip_space (const char *at, const char *end)
{
  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  return at;
}

static inline const char *
quick_text (const char *at, const char *end, SjSlice *text)
{
  const char *close = sj_json_skip_plain (at, end);

  if (close == NULL || close == at + 1)
    return NULL;
  *text = (SjSlice) { at + 1, (size_t) (close - at - 1) };
  return close + 1;
}

static inline const char *
quick_time (const SjZone *zone, const char *at, const char *end, SjTime *time)
{
  SjSlice text;
  int64_t number = 0;
  const char *first = at;

  if (at < end && *at == '"')
    {
      at = quick_text (at, end, &text);
      return at != NULL && parse_time (zone, text, time) && is_possible (*time) ? at : NULL;
    }
  for (; at < end && *at >= '0' && *at <= '9' && at - first < 16; at++)
    number = number * 10 + (*at - '0');
  *time = number;
  if (at == first || (*first == '0' && at - first > 1) || !is_possible (number))
    return NULL;
  return at < end && (*at == ',' || *at == '}' || *at == ' ') ? at : NULL;
}

static inline const char *
quick_object (const char *at, const char *end, SjSlice *object)
{
  const char *behind = at < end && *at == '{' ? sj_json_skip (at, end) : NULL;

  if (behind != NULL)
    *object = (SjSlice) { at, (size_t) (behind - at) };
  return behind;
}

/* One member; NULL where it is unusual. */
static inline const char *
quick_member (const SjLineReader *reader, const char *at, const char *end, SjEventLine *event)
{
  const char *close = sj_json_skip_plain (at, end);
  Member member;

  if (close == NULL)
    return NULL;
  member = member_of (at + 1, (size_t) (close - at - 1));
  at = skip_space (close + 1, end);
  if (at == end || *at != ':')
    return NULL;
  at = skip_space (at + 1, end);
  switch (member)
    {
    case MEMBER_ID:
      return quick_text (at, end, &event->id);
    case MEMBER_TYPE:
      return quick_text (at, end, &event->type);
    case MEMBER_PROFILE:
      return quick_text (at, end, &event->profile);
    case MEMBER_TIME:
      return quick_time (reader->zone, at, end, &event->time);
    case MEMBER_PAYLOAD:
      return quick_object (at, end, &event->payload);
    default:
      return sj_json_skip (at, end);
    }
}

static bool
is_utf8 (SjSlice line)
{
  unsigned char all = 0;

  for (size_t i = 0; i < line.length; i++)
    all |= (unsigned char) line.text[i];
  return all < 0x80 || g_utf8_validate_len (line.text, line.length, NULL);
}

/* False where anything is unusual: it says nothing about the line. */
static bool
read_quickly (const SjLineReader *reader, SjSlice line, SjEventLine *event)
{
  const char *end = line.text + line.length;
  const char *at = skip_space (line.text, end);

  event->time = SJ_TIME_NEVER;
  if (at == end || *at != '{')
    return false;
  do
    {
      at = quick_member (reader, skip_space (at + 1, end), end, event);
      if (at == NULL)
        return false;
      at = skip_space (at, end);
    }
  while (at < end && *at == ',');
  if (at == end || *at != '}' || skip_space (at + 1, end) != end)
    return false;
  return event->type.text != NULL && event->profile.text != NULL && event->time != SJ_TIME_NEVER && is_utf8 (line);
}

bool
sj_line_read_event (SjLineReader *reader, SjSlice line, SjEventLine *event, SjFlaw *flaw)
{
  *event = (SjEventLine) { .time = 0 };
  if (read_quickly (reader, line, event))
    return true;
  *event = (SjEventLine) { .time = 0 };
  return read_slowly (reader, line, event, flaw);
}
