/* sj-instance-bytes.c -- numbers, text and values of saved lives.
 *
 * Reading takes any bytes: what cannot be is refused, and what is read cannot lead a
 * calculation out of the times there are.
 */
#include "engine/sj-instance-save-private.h"

#include "base/sj-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define FARTHEST (INT64_C (1) << 55)    /* milliseconds either side of 1970: a million years */

G_DEFINE_QUARK (sj-save-error-quark, sj_save_error)

void
sj_save_number (SjBuffer *buffer, uint64_t number)
{
  for (; number >= 0x80; number >>= 7)
    sj_buffer_append_c (buffer, (char) (number | 0x80));
  sj_buffer_append_c (buffer, (char) number);
}

void
sj_save_signed (SjBuffer *buffer, int64_t number)
{
  sj_save_number (buffer, (uint64_t) number << 1 ^ (uint64_t) (number >> 63));
}

void
sj_save_text (SjBuffer *buffer, const char *text, size_t length)
{
  sj_save_number (buffer, length);
  sj_buffer_append_n (buffer, text, length);
}

void
sj_save_name (SjBuffer *buffer, const char *name)
{
  sj_save_text (buffer, name ? name : "", name ? strlen (name) : 0);
}

static void
save_moment (SjBuffer *buffer, const SjMoment *moment)
{
  sj_save_signed (buffer, moment->seconds);
  sj_save_signed (buffer, moment->nanos);
  sj_save_signed (buffer, moment->offset);
  sj_save_name (buffer, moment->zone);
}

static void
save_parts (SjBuffer *buffer, SjValue value)
{
  sj_save_number (buffer, value.length);
  for (uint32_t i = 0; i < value.length; i++)
    if (value.type == SJ_LIST)
      sj_save_value (buffer, value.items[i]);
    else
      {
        sj_save_text (buffer, value.members[i].key.text, value.members[i].key.length);
        sj_save_value (buffer, value.members[i].value);
      }
}

void
sj_save_value (SjBuffer *buffer, SjValue value)
{
  sj_save_number (buffer, value.type);
  switch ((SjType) value.type)
    {
    case SJ_BOOL:
      sj_save_number (buffer, value.boolean);
      break;
    case SJ_INTEGER:
    case SJ_DATE:
      sj_save_signed (buffer, value.integer);
      break;
    case SJ_DECIMAL:
      sj_buffer_append_n (buffer, (const char *) &value.decimal, sizeof value.decimal);
      break;
    case SJ_TEXT:
      sj_save_text (buffer, value.text, value.length);
      break;
    case SJ_LOCAL:
    case SJ_DURATION:
      sj_save_signed (buffer, value.integer);
      sj_save_number (buffer, value.length);
      break;
    case SJ_MOMENT:
      save_moment (buffer, value.moment);
      break;
    case SJ_LIST:
    case SJ_OBJECT:
      save_parts (buffer, value);
      break;
    case SJ_NULL:
    case SJ_N_TYPES:
      break;
    }
}

void
sj_load_fail (SjSaveReader *reader, SjSaveError code, const char *format, ...)
{
  va_list arguments;

  if (!reader->failed && reader->error != NULL)
    {
      va_start (arguments, format);
      *reader->error = g_error_new_valist (SJ_SAVE_ERROR, (int) code, format, arguments);
      va_end (arguments);
    }
  reader->failed = true;
  reader->at = reader->end;
}

void
sj_load_damaged (SjSaveReader *reader)
{
  sj_load_fail (reader, SJ_SAVE_ERROR_DAMAGED, _("The saved state is damaged."));
}

uint64_t
sj_load_number (SjSaveReader *reader, uint64_t most)
{
  uint64_t number = 0;

  for (unsigned shift = 0; reader->at < reader->end && shift < 64; shift += 7)
    {
      uint64_t byte = *reader->at++;

      number |= (byte & 0x7f) << shift;
      if (byte >= 0x80)
        continue;
      if (number <= most)
        return number;
      break;
    }
  sj_load_damaged (reader);
  return 0;
}

int64_t
sj_load_signed (SjSaveReader *reader)
{
  uint64_t number = sj_load_number (reader, UINT64_MAX);

  return (int64_t) (number >> 1 ^ (0 - (number & 1)));
}

SjTime
sj_load_time (SjSaveReader *reader)
{
  SjTime time = sj_load_signed (reader);

  if (time == SJ_TIME_NEVER || (time >= -FARTHEST && time <= FARTHEST))
    return time;
  sj_load_damaged (reader);
  return 0;
}

SjSlice
sj_load_text (SjSaveReader *reader)
{
  size_t length = sj_load_number (reader, (uint64_t) (reader->end - reader->at));
  SjSlice text = { "", 0 };

  if (length > (size_t) (reader->end - reader->at))    /* the length itself took some */
    {
      sj_load_damaged (reader);
      return text;
    }
  for (size_t from = 0; from < length;)
    {
      const char *start = (const char *) reader->at + from;
      size_t part = strnlen (start, length - from);

      if (!g_utf8_validate_len (start, part, NULL))
        {
          sj_load_damaged (reader);
          return text;
        }
      from += part + 1;
    }
  text = (SjSlice) { sj_arena_strndup (reader->arena, (const char *) reader->at, length), length };
  reader->at += length;
  return text;
}

const char *
sj_load_name (SjSaveReader *reader)
{
  SjSlice text = sj_load_text (reader);

  return text.length > 0 ? text.text : NULL;
}

static SjValue
load_decimal (SjSaveReader *reader)
{
  double decimal = 0;

  if ((size_t) (reader->end - reader->at) < sizeof decimal)
    {
      sj_load_damaged (reader);
      return sj_null;
    }
  memcpy (&decimal, reader->at, sizeof decimal);
  reader->at += sizeof decimal;
  if (!isfinite (decimal))
    sj_load_damaged (reader);
  return sj_value_decimal (decimal);
}

static int64_t
load_within (SjSaveReader *reader, int64_t most)
{
  int64_t number = sj_load_signed (reader);

  if (number >= -most && number <= most)
    return number;
  sj_load_damaged (reader);
  return 0;
}

static int64_t
load_seconds (SjSaveReader *reader)
{
  return load_within (reader, FARTHEST / SJ_SECOND);
}

static uint32_t
load_nanos (SjSaveReader *reader)
{
  return (uint32_t) sj_load_number (reader, 999999999);
}

static SjValue
load_moment (SjSaveReader *reader)
{
  SjMoment moment = { .seconds = load_seconds (reader) };
  int64_t nanos = sj_load_signed (reader), offset = sj_load_signed (reader);

  moment.zone = sj_load_name (reader);
  if (nanos < 0 || nanos > 999999999 || offset < -2 * 86400 || offset > 2 * 86400 ||
      (moment.zone != NULL && sj_zone_find (moment.zone, strlen (moment.zone)) == NULL))
    {
      sj_load_damaged (reader);
      return sj_null;
    }
  moment.nanos = (int32_t) nanos;
  moment.offset = (int32_t) offset;
  return sj_value_moment (reader->arena, moment);
}

static SjValue load_value (SjSaveReader *reader, unsigned depth);

/* Each part takes a byte at least, so that the count is no promise that is not kept. */
static SjValue
load_parts (SjSaveReader *reader, SjType type, unsigned depth)
{
  uint32_t count = (uint32_t) sj_load_number (reader, (uint64_t) (reader->end - reader->at));
  SjMember *members = type == SJ_OBJECT ? sj_arena_new_n (reader->arena, SjMember, MAX (count, 1)) : NULL;
  SjValue *items = type == SJ_LIST ? sj_arena_new_n (reader->arena, SjValue, MAX (count, 1)) : NULL;

  for (uint32_t i = 0; i < count; i++)
    if (items != NULL)
      items[i] = load_value (reader, depth + 1);
    else
      {
        SjSlice key = sj_load_text (reader);

        members[i] = (SjMember) { sj_value_text (key.text, key.length), load_value (reader, depth + 1) };
      }
  return items != NULL ? sj_value_list (items, count) : sj_value_object (members, count);
}

static SjValue
load_plain (SjSaveReader *reader, SjType type, unsigned depth)
{
  SjValue value = { .type = (uint8_t) type };
  SjSlice text;

  switch (type)
    {
    case SJ_BOOL:
      return sj_value_bool (sj_load_number (reader, 1) != 0);
    case SJ_INTEGER:
      return sj_value_integer (sj_load_signed (reader));
    case SJ_DECIMAL:
      return load_decimal (reader);
    case SJ_TEXT:
      text = sj_load_text (reader);
      return sj_value_text (text.text, text.length);
    case SJ_DATE:
      return sj_value_date (load_within (reader, FARTHEST / SJ_DAY));
    case SJ_LOCAL:
    case SJ_DURATION:
      value.integer = load_seconds (reader);
      value.length = load_nanos (reader);
      return value;
    case SJ_MOMENT:
      return load_moment (reader);
    case SJ_LIST:
    case SJ_OBJECT:
      return load_parts (reader, type, depth);
    case SJ_NULL:
    case SJ_N_TYPES:
      break;
    }
  return sj_null;
}

static SjValue
load_value (SjSaveReader *reader, unsigned depth)
{
  SjType type = (SjType) sj_load_number (reader, SJ_N_TYPES - 1);
  SjValue value;

  if (depth > SJ_JSON_DEPTH)
    sj_load_damaged (reader);
  if (reader->failed)
    return sj_null;
  value = load_plain (reader, type, depth);
  return reader->failed ? sj_null : value;
}

SjValue
sj_load_value (SjSaveReader *reader)
{
  return load_value (reader, 0);
}
