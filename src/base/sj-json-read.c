/* sj-json-read.c -- the flat reader.
 *
 * Values are pushed on a stack; a closing bracket moves those of its list to the
 * arena in one copy.  There is no recursion, so depth costs a byte and not a
 * frame.  In front of each list, object and unescaped text lies a word with the
 * offset it was read from: that is how a finding about a document finds its line.
 */
#include "base/sj-json.h"

#include "base/sj-diag.h"
#include "base/sj-error.h"
#include "base/sj-json-private.h"
#include "base/sj-number.h"

#include <math.h>
#include <string.h>

enum
{
  COPIED = 1 << 0,      /* the text had escapes and lies in the arena */
};

typedef struct
{
  SjJsonReader *reader;
  const char *text;
  const char *at;
  const char *end;
  SjJsonError error;
  size_t opened[SJ_JSON_DEPTH];     /* where on the stack each open list or object begins */
  uint32_t offsets[SJ_JSON_DEPTH];
  bool objects[SJ_JSON_DEPTH];
  unsigned depth;
} Read;

static bool
fail (Read *read, const char *at, const char *text)
{
  read->error = (SjJsonError) { (size_t) (at - read->text), text };
  return false;
}

static inline bool
push (Read *read, SjValue value)
{
  SjJsonReader *reader = read->reader;

  if (G_UNLIKELY (reader->used == reader->allocated))
    {
      reader->allocated = MAX (64, reader->allocated * 2);
      reader->stack = g_renew (SjValue, reader->stack, reader->allocated);
    }
  reader->stack[reader->used++] = value;
  return true;
}

static inline void
skip_space (Read *read)
{
  while (read->at < read->end &&
         (*read->at == ' ' || *read->at == '\n' || *read->at == '\r' || *read->at == '\t'))
    read->at++;
}

static bool
read_hex (const char *at, const char *end, gunichar *code)
{
  if (end - at < 4)
    return false;
  *code = 0;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return false;
      *code = *code * 16 + (gunichar) digit;
    }
  return true;
}

/* \uXXXX, or two of them for a character beyond 0xffff.  Half a pair has no
 * character and becomes the replacement character. */
static const char *
read_unicode (Read *read, const char *at, char **out)
{
  gunichar code, low;

  if (!read_hex (at, read->end, &code))
    {
      fail (read, at, "four hexadecimal digits must follow \\u");
      return NULL;
    }
  at += 4;
  if (code >= 0xd800 && code < 0xdc00 && read->end - at >= 6 && at[0] == '\\' && at[1] == 'u' &&
      read_hex (at + 2, read->end, &low) && low >= 0xdc00 && low < 0xe000)
    {
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      at += 6;
    }
  else if (code >= 0xd800 && code < 0xe000)
    code = 0xfffd;
  *out += g_unichar_to_utf8 (code, *out);
  return at;
}

static const char *
read_escape (Read *read, const char *at, char **out)
{
  static const char plain[] = "\"\"\\\\//b\bf\fn\nr\rt\t";

  if (at == read->end)
    {
      fail (read, at, "the text is not closed with a quotation mark");
      return NULL;
    }
  if (*at == 'u')
    return read_unicode (read, at + 1, out);
  for (const char *pair = plain; *pair != '\0'; pair += 2)
    if (*at == *pair)
      {
        *(*out)++ = pair[1];
        return at + 1;
      }
  fail (read, at, "no such escape after the backslash");
  return NULL;
}

/* A text with escapes: it shrinks, so the source's length is room enough. */
static bool
read_escaped (Read *read, const char *start, const char *at)
{
  const char *close = at;
  uint32_t *head;
  char *copy, *out;
  bool wide = false;

  while (close < read->end && *close != '"')
    close += *close == '\\' ? 2 : 1;
  if (close >= read->end)
    return fail (read, read->end, "the text is not closed with a quotation mark");

  head = sj_arena_alloc (read->reader->arena, 8 + (size_t) (close - start) + 1);
  head[0] = (uint32_t) (start - read->text);
  copy = out = (char *) (head + 2);
  for (at = start; at < close;)
    {
      const char *special = sj_json_find_special (at, close, &wide);

      memcpy (out, at, (size_t) (special - at));
      out += special - at;
      at = special;
      if (at == close)
        break;
      if (*at != '\\')
        return fail (read, at, "a control character stands in the text; write it as \\n, \\t or \\u00XX");
      at = read_escape (read, at + 1, &out);
      if (at == NULL)
        return false;
    }
  *out = '\0';
  if (wide && !g_utf8_validate_len (start, (gsize) (close - start), &at))
    return fail (read, at, "this is not UTF-8");
  read->at = close + 1;
  return push (read, (SjValue) { .type = SJ_TEXT, .flags = COPIED, .length = (uint32_t) (out - copy),
                                 .text = copy });
}

static inline bool
read_text (Read *read)
{
  const char *start = read->at + 1;
  bool wide = false;
  const char *at = sj_json_find_special (start, read->end, &wide);
  const char *bad;

  if (at == read->end)
    return fail (read, at, "the text is not closed with a quotation mark");
  if (G_UNLIKELY (*at == '\\'))
    return read_escaped (read, start, at);
  if (G_UNLIKELY (*at != '"'))
    return fail (read, at, "a control character stands in the text; write it as \\n, \\t or \\u00XX");
  if (G_UNLIKELY (wide) && !g_utf8_validate_len (start, (gsize) (at - start), &bad))
    return fail (read, bad, "this is not UTF-8");
  read->at = at + 1;
  return push (read, sj_value_text (start, (size_t) (at - start)));
}

static inline bool
read_number (Read *read)
{
  SjValue value = { .length = (uint32_t) (read->at - read->text) };
  bool whole;
  size_t taken = sj_number_read (read->at, read->end, &whole, &value.integer, &value.decimal);

  if (taken == 0)
    return fail (read, read->at, "this is no number: digits without a leading zero are needed");
  if (!whole && !isfinite (value.decimal))
    return fail (read, read->at, "this number is too large");
  value.type = whole ? SJ_INTEGER : SJ_DECIMAL;
  read->at += taken;
  return push (read, value);
}

static bool
read_word (Read *read)
{
  static const struct { const char *word; size_t length; SjValue value; } words[] = {
    { "true", 4, { .type = SJ_BOOL, .boolean = true } },
    { "false", 5, { .type = SJ_BOOL, .boolean = false } },
    { "null", 4, { .type = SJ_NULL } },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if ((size_t) (read->end - read->at) >= words[i].length &&
        memcmp (read->at, words[i].word, words[i].length) == 0)
      {
        SjValue value = words[i].value;

        value.length = (uint32_t) (read->at - read->text);
        read->at += words[i].length;
        return push (read, value);
      }
  return fail (read, read->at,
               "a value was expected here: text in quotation marks, a number, true, false, null, [ or {");
}

static bool
open_container (Read *read, bool object)
{
  if (read->depth == SJ_JSON_DEPTH)
    return fail (read, read->at, "lists and objects are nested too deeply");
  read->opened[read->depth] = read->reader->used;
  read->offsets[read->depth] = (uint32_t) (read->at - read->text);
  read->objects[read->depth] = object;
  read->depth++;
  read->at++;
  return true;
}

static unsigned
hash_key (const void *key)
{
  return (unsigned) sj_value_hash (*(const SjValue *) key);
}

static int
keys_equal (const void *a, const void *b)
{
  return sj_value_equal (*(const SjValue *) a, *(const SjValue *) b);
}

/* The first member whose name stood before.  Hostile text may have very many. */
static const SjMember *
find_twice (const SjMember *members, size_t count)
{
  g_autoptr (GHashTable) names = NULL;

  if (count < 2)
    return NULL;
  names = g_hash_table_new (hash_key, keys_equal);
  for (size_t i = 0; i < count; i++)
    if (!g_hash_table_add (names, (void *) &members[i].key))
      return &members[i];
  return NULL;
}

static bool
close_container (Read *read)
{
  SjJsonReader *reader = read->reader;
  size_t first = read->opened[--read->depth];
  size_t count = reader->used - first;
  uint64_t *head = sj_arena_alloc (reader->arena, 8 + count * sizeof (SjValue));
  const SjMember *twice;

  head[0] = read->offsets[read->depth];
  if (count > 0)
    memcpy (head + 1, reader->stack + first, count * sizeof (SjValue));
  reader->used = first;
  read->at++;
  if (!read->objects[read->depth])
    return push (read, sj_value_list ((const SjValue *) (head + 1), count));

  twice = reader->strict ? find_twice ((const SjMember *) (head + 1), count / 2) : NULL;
  if (twice != NULL)
    {
      size_t length = (size_t) (read->end - read->text);

      return fail (read, read->text + sj_json_offset (twice->key, read->text, length),
                   "this name stands twice in the object");
    }
  return push (read, sj_value_object ((const SjMember *) (head + 1), count / 2));
}

/* A member's name and its colon. */
static bool
read_name (Read *read)
{
  skip_space (read);
  if (read->at == read->end || *read->at != '"')
    return fail (read, read->at, "a name in quotation marks was expected here");
  if (!read_text (read))
    return false;
  skip_space (read);
  if (read->at == read->end || *read->at != ':')
    return fail (read, read->at, "a colon must follow the name");
  read->at++;
  return true;
}

/* One value, or the opening of a list or object; `opened` says which. */
static inline bool
read_value (Read *read, bool *opened)
{
  *opened = false;
  skip_space (read);
  if (G_UNLIKELY (read->at == read->end))
    return fail (read, read->at, "the text ends where a value was expected");
  switch (*read->at)
    {
    case '"':
      return read_text (read);
    case '{':
    case '[':
      *opened = true;
      return open_container (read, *read->at == '{');
    case '-':
    case '0' ... '9':
      return read_number (read);
    default:
      return read_word (read);
    }
}

/* Right behind an opening bracket: an empty container closes at once. */
static inline bool
begin_container (Read *read, bool *closed)
{
  char close = read->objects[read->depth - 1] ? '}' : ']';

  skip_space (read);
  *closed = read->at < read->end && *read->at == close;
  if (*closed)
    return close_container (read);
  return close == ']' || read_name (read);
}

/* Behind a value: commas lead to the next one, brackets close what they close. */
static inline bool
after_value (Read *read, bool *more)
{
  *more = false;
  while (read->depth > 0)
    {
      bool object = read->objects[read->depth - 1];

      skip_space (read);
      if (read->at == read->end)
        return fail (read, read->at,
                     object ? "the object is not closed with }" : "the list is not closed with ]");
      if (*read->at == ',')
        {
          read->at++;
          *more = true;
          return !object || read_name (read);
        }
      if (*read->at != (object ? '}' : ']'))
        return fail (read, read->at,
                     object ? "a comma or } is missing here" : "a comma or ] is missing here");
      if (!close_container (read))
        return false;
    }
  return true;
}

static bool
read_all (Read *read)
{
  bool more = true;

  while (more)
    {
      bool opened, closed = true;

      if (!read_value (read, &opened) || (opened && !begin_container (read, &closed)))
        return false;
      if (closed && !after_value (read, &more))
        return false;
    }
  skip_space (read);
  return read->at == read->end || fail (read, read->at, "something stands behind the end of the value");
}

void
sj_json_reader_init (SjJsonReader *reader, SjArena *arena)
{
  *reader = (SjJsonReader) { .arena = arena };
}

void
sj_json_reader_clear (SjJsonReader *reader)
{
  g_free (reader->stack);
  *reader = (SjJsonReader) { NULL };
}

bool
sj_json_reader_read (SjJsonReader *reader, const char *text, size_t length, SjValue *value,
                     SjJsonError *error)
{
  Read read;

  read.reader = reader;
  read.text = read.at = text;
  read.end = text + length;
  read.depth = 0;
  reader->used = 0;
  if (length > INT32_MAX)
    {
      *error = (SjJsonError) { 0, "the text is longer than 2 GiB" };
      return false;
    }
  if (!read_all (&read))
    {
      *error = read.error;
      return false;
    }
  *value = reader->stack[0];
  return true;
}

bool
sj_json_read (SjArena *arena, const char *name, const char *text, size_t length, SjValue *value,
              GError **error)
{
  SjJsonReader reader;
  SjJsonError problem;
  bool ok;

  sj_json_reader_init (&reader, arena);
  reader.strict = true;
  ok = sj_json_reader_read (&reader, text, length, value, &problem);
  sj_json_reader_clear (&reader);
  if (!ok)
    {
      unsigned line, column;

      sj_text_position (text, length, problem.offset, &line, &column);
      g_set_error (error, SJ_BASE_ERROR, SJ_BASE_ERROR_SYNTAX, "%s%sline %u, column %u: %s", name ? name : "",
                   name ? ", " : "", line, column, problem.text);
    }
  return ok;
}

size_t
sj_json_offset (SjValue value, const char *text, size_t length)
{
  switch (value.type)
    {
    case SJ_TEXT:
      if (value.flags & COPIED)
        return ((const uint32_t *) (const void *) value.text)[-2];
      return value.text >= text && value.text <= text + length ? (size_t) (value.text - text) : 0;
    case SJ_LIST:
    case SJ_OBJECT:
      return (size_t) ((const uint64_t *) value.items)[-1];
    default:
      return value.length;
    }
}
