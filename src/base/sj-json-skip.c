/* sj-json-skip.c -- over a JSON value without making it.
 *
 * What it passes the reader would have read; what it does not pass may still be
 * JSON (a number with an exponent may be too large), so nobody is refused by this.
 */
#include "base/sj-json.h"

#include "base/sj-json-private.h"

#include <string.h>

#define LONGEST_NUMBER 300    /* digits that are surely finite */

typedef struct
{
  const char *at, *end;
  unsigned depth;
  bool objects[SJ_JSON_DEPTH];
} Skip;

static inline void
skip_space (Skip *skip)
{
  while (skip->at < skip->end && (*skip->at == ' ' || *skip->at == '\n' || *skip->at == '\r' || *skip->at == '\t'))
    skip->at++;
}

static inline bool
skip_char (Skip *skip, char wanted)
{
  skip_space (skip);
  if (skip->at == skip->end || *skip->at != wanted)
    return false;
  skip->at++;
  return true;
}

static bool
skip_escape (Skip *skip)
{
  if (skip->end - skip->at < 2)
    return false;
  if (skip->at[1] != 'u')
    {
      bool known = skip->at[1] != '\0' && strchr ("\"\\/bfnrt", skip->at[1]) != NULL;

      skip->at += 2;
      return known;
    }
  if (skip->end - skip->at < 6)
    return false;
  for (int i = 2; i < 6; i++)
    if (!g_ascii_isxdigit (skip->at[i]))
      return false;
  skip->at += 6;
  return true;
}

static inline bool
skip_text (Skip *skip)
{
  bool wide = false;

  if (skip->at == skip->end || *skip->at != '"')
    return false;
  skip->at++;
  for (;;)
    {
      skip->at = sj_json_find_special (skip->at, skip->end, &wide);
      if (skip->at == skip->end)
        return false;
      if (G_LIKELY (*skip->at == '"'))
        {
          skip->at++;
          return true;
        }
      if (*skip->at != '\\' || !skip_escape (skip))
        return false;
    }
}

static inline const char *
skip_digits (const char *at, const char *end)
{
  while (at < end && *at >= '0' && *at <= '9')
    at++;
  return at;
}

static bool
skip_number (Skip *skip)
{
  const char *start = skip->at + (*skip->at == '-');
  const char *at = skip_digits (start, skip->end);

  if (at == start || (*start == '0' && at - start > 1))
    return false;
  if (at < skip->end && *at == '.')
    {
      start = at + 1;
      at = skip_digits (start, skip->end);
      if (at == start)
        return false;
    }
  if ((at < skip->end && (*at == 'e' || *at == 'E')) || at - skip->at > LONGEST_NUMBER)
    return false;
  skip->at = at;
  return true;
}

static bool
skip_word (Skip *skip)
{
  static const SjSlice words[] = { { "true", 4 }, { "false", 5 }, { "null", 4 } };

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if ((size_t) (skip->end - skip->at) >= words[i].length && memcmp (skip->at, words[i].text, words[i].length) == 0)
      {
        skip->at += words[i].length;
        return true;
      }
  return false;
}

static inline bool
skip_name (Skip *skip)
{
  skip_space (skip);
  return skip_text (skip) && skip_char (skip, ':');
}

/* An opening bracket, and the closing one where nothing stands between them. */
static bool
open_container (Skip *skip, bool *closed)
{
  bool object = *skip->at == '{';

  if (skip->depth == SJ_JSON_DEPTH)
    return false;
  skip->at++;
  *closed = skip_char (skip, object ? '}' : ']');
  if (*closed)
    return true;
  skip->objects[skip->depth++] = object;
  return !object || skip_name (skip);
}

/* One value, or the beginning of one. */
static inline bool
begin_value (Skip *skip, bool *closed)
{
  *closed = true;
  skip_space (skip);
  if (skip->at == skip->end)
    return false;
  switch (*skip->at)
    {
    case '"':
      return skip_text (skip);
    case '{':
    case '[':
      return open_container (skip, closed);
    case '-':
    case '0' ... '9':
      return skip_number (skip);
    default:
      return skip_word (skip);
    }
}

/* Behind a value: to the next one, or out of what ends here. */
static inline bool
end_value (Skip *skip, bool *more)
{
  *more = false;
  while (skip->depth > 0)
    {
      bool object = skip->objects[skip->depth - 1];

      if (skip_char (skip, ','))
        {
          *more = true;
          return !object || skip_name (skip);
        }
      if (!skip_char (skip, object ? '}' : ']'))
        return false;
      skip->depth--;
    }
  return true;
}

const char *
sj_json_skip (const char *at, const char *end)
{
  Skip skip;
  bool closed, more;

  skip.at = at;
  skip.end = end;
  skip.depth = 0;
  for (;;)
    {
      if (!begin_value (&skip, &closed))
        return NULL;
      if (!closed)
        continue;
      if (!end_value (&skip, &more))
        return NULL;
      if (!more)
        return skip.at;
    }
}

const char *
sj_json_skip_plain (const char *at, const char *end)
{
  bool wide = false;

  if (at == end || *at != '"')
    return NULL;
  at = sj_json_find_special (at + 1, end, &wide);
  return at < end && *at == '"' ? at : NULL;
}
