/* sj-json-write.c -- the canonical form: the same value, the same bytes. */
#include "base/sj-json.h"

#include "base/sj-number.h"
#include "base/sj-time.h"

#include <string.h>

#define SHORT_LIST 60    /* characters that a list of scalars may have on one line */

static const char *
escape_of (unsigned char byte)
{
  switch (byte)
    {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    default:
      return NULL;
    }
}

void
sj_json_write_text (SjBuffer *buffer, const char *text, size_t length)
{
  size_t copied = 0;

  sj_buffer_append_c (buffer, '"');
  for (size_t i = 0; i < length; i++)
    {
      unsigned char byte = (unsigned char) text[i];
      const char *escape;

      if (G_LIKELY (byte >= 0x20 && byte != '"' && byte != '\\'))
        continue;
      sj_buffer_append_n (buffer, text + copied, i - copied);
      copied = i + 1;
      escape = escape_of (byte);
      if (escape != NULL)
        sj_buffer_append (buffer, escape);
      else
        sj_buffer_printf (buffer, "\\u%04x", byte);
    }
  sj_buffer_append_n (buffer, text + copied, length - copied);
  sj_buffer_append_c (buffer, '"');
}

static void
break_line (SjBuffer *buffer, SjJsonStyle style, unsigned depth)
{
  if (style == SJ_JSON_COMPACT)
    return;
  sj_buffer_append_c (buffer, '\n');
  for (unsigned i = 0; i < depth; i++)
    sj_buffer_append_n (buffer, "  ", 2);
}

static void write_value (SjBuffer *buffer, SjValue value, SjJsonStyle style, unsigned depth);

/* Coordinates, choices and the like read better in one line. */
static bool
is_on_one_line (SjValue list, SjJsonStyle style)
{
  size_t width = 0;

  for (uint32_t i = 0; i < list.length; i++)
    {
      if (list.items[i].type >= SJ_LIST)
        return false;
      width += list.items[i].type == SJ_TEXT ? list.items[i].length + 4 : 8;
    }
  return style == SJ_JSON_ROWS || width <= SHORT_LIST;
}

static void
write_list (SjBuffer *buffer, SjValue list, SjJsonStyle style, unsigned depth)
{
  bool one_line = style != SJ_JSON_COMPACT && is_on_one_line (list, style);

  sj_buffer_append_c (buffer, '[');
  for (uint32_t i = 0; i < list.length; i++)
    {
      if (i > 0)
        sj_buffer_append (buffer, one_line ? ", " : ",");
      if (!one_line)
        break_line (buffer, style, depth + 1);
      write_value (buffer, list.items[i], style, depth + 1);
    }
  if (list.length > 0 && !one_line)
    break_line (buffer, style, depth);
  sj_buffer_append_c (buffer, ']');
}

static void
write_object (SjBuffer *buffer, SjValue object, SjJsonStyle style, unsigned depth)
{
  sj_buffer_append_c (buffer, '{');
  for (uint32_t i = 0; i < object.length; i++)
    {
      const SjMember *member = &object.members[i];

      if (i > 0)
        sj_buffer_append_c (buffer, ',');
      break_line (buffer, style, depth + 1);
      sj_json_write_text (buffer, member->key.text, member->key.length);
      sj_buffer_append (buffer, style != SJ_JSON_COMPACT ? ": " : ":");
      write_value (buffer, member->value, style, depth + 1);
    }
  if (object.length > 0)
    break_line (buffer, style, depth);
  sj_buffer_append_c (buffer, '}');
}

static void
write_time (SjBuffer *buffer, SjValue value)
{
  SjBuffer text = SJ_BUFFER_INIT;

  sj_time_write_iso (&text, value);
  sj_json_write_text (buffer, text.text, text.length);
  sj_buffer_clear (&text);
}

static void
write_value (SjBuffer *buffer, SjValue value, SjJsonStyle style, unsigned depth)
{
  char number[SJ_NUMBER_SIZE];

  switch ((SjType) value.type)
    {
    case SJ_NULL:
      sj_buffer_append (buffer, "null");
      break;
    case SJ_BOOL:
      sj_buffer_append (buffer, value.boolean ? "true" : "false");
      break;
    case SJ_INTEGER:
      sj_buffer_integer (buffer, value.integer);
      break;
    case SJ_DECIMAL:
      sj_buffer_append_n (buffer, number, sj_decimal_json (value.decimal, number));
      break;
    case SJ_TEXT:
      sj_json_write_text (buffer, value.text, value.length);
      break;
    case SJ_LIST:
      write_list (buffer, value, style, depth);
      break;
    case SJ_OBJECT:
      write_object (buffer, value, style, depth);
      break;
    default:
      write_time (buffer, value);
      break;
    }
}

void
sj_json_write (SjBuffer *buffer, SjValue value, SjJsonStyle style)
{
  write_value (buffer, value, style, 0);
  if (style != SJ_JSON_COMPACT)
    sj_buffer_append_c (buffer, '\n');
}

char *
sj_json_to_string (SjValue value, SjJsonStyle style)
{
  SjBuffer buffer = SJ_BUFFER_INIT;

  sj_json_write (&buffer, value, style);
  return sj_buffer_steal (&buffer);
}

void
sj_object_begin (SjObjectBuilder *builder, SjArena *arena)
{
  builder->arena = arena;
  builder->members = g_array_new (FALSE, FALSE, sizeof (SjMember));
}

void
sj_object_set (SjObjectBuilder *builder, const char *name, SjValue value)
{
  SjMember member = { sj_value_copy_text (builder->arena, name, strlen (name)), value };

  g_array_append_val (builder->members, member);
}

SjValue
sj_object_end (SjObjectBuilder *builder)
{
  size_t count = builder->members->len;
  const SjMember *members = sj_arena_dup (builder->arena, builder->members->data, count * sizeof (SjMember));

  g_clear_pointer (&builder->members, g_array_unref);
  return sj_value_object (members, count);
}

void
sj_list_begin (SjListBuilder *builder, SjArena *arena)
{
  builder->arena = arena;
  builder->items = g_array_new (FALSE, FALSE, sizeof (SjValue));
}

void
sj_list_add (SjListBuilder *builder, SjValue value)
{
  g_array_append_val (builder->items, value);
}

SjValue
sj_list_end (SjListBuilder *builder)
{
  size_t count = builder->items->len;
  const SjValue *items = sj_arena_dup (builder->arena, builder->items->data, count * sizeof (SjValue));

  g_clear_pointer (&builder->items, g_array_unref);
  return sj_value_list (items, count);
}
