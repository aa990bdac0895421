/* sj-template-path.c -- paths as they stand in {{ }}.
 *
 * Names may hold hyphens and begin with digits; what is not completely a path is
 * PQL, and that is for the caller to try.
 */
#include "lang/sj-template-private.h"

#include <string.h>

#define MOST_SEGMENTS 200

bool
sj_template_is_ident_byte (char c)
{
  static const char excluded[] = "!\"#%&'()*+,./;<=>@[\\]^`{|}~";

  return (unsigned char) c > ' ' && c != 0x7f && strchr (excluded, c) == NULL;
}

typedef struct
{
  const char *text;
  size_t at;
  size_t end;
} Cursor;

static bool
take (Cursor *cursor, const char *text)
{
  size_t length = strlen (text);

  if (cursor->end - cursor->at < length || memcmp (cursor->text + cursor->at, text, length) != 0)
    return false;
  cursor->at += length;
  return true;
}

static bool
take_enclosed (Cursor *cursor, char close, SjPathSegment *segment)
{
  const char *from = cursor->text + cursor->at + 1;
  const char *to = memchr (from, close, cursor->end - cursor->at - 1);

  if (to == NULL)
    return false;
  segment->quoted = true;
  segment->name = (SjSlice) { from, (size_t) (to - from) };
  cursor->at = (size_t) (to - cursor->text) + 1;
  return true;
}

static bool
take_segment (Cursor *cursor, SjPathSegment *segment)
{
  size_t from = cursor->at;

  *segment = (SjPathSegment) { .start = from };
  if (cursor->at >= cursor->end)
    return false;
  if (cursor->text[cursor->at] == '[' || cursor->text[cursor->at] == '`')
    {
      if (!take_enclosed (cursor, cursor->text[from] == '[' ? ']' : '`', segment))
        return false;
    }
  else
    {
      while (cursor->at < cursor->end && sj_template_is_ident_byte (cursor->text[cursor->at]) &&
             !(cursor->text[cursor->at] == '?' && cursor->at + 1 < cursor->end && cursor->text[cursor->at + 1] == ':'))
        cursor->at++;
      segment->name = (SjSlice) { cursor->text + from, cursor->at - from };
    }
  segment->end = cursor->at;
  return cursor->at > from;
}

static bool
is_this (const SjPathSegment *segment)
{
  return !segment->quoted && segment->name.length == 4 && memcmp (segment->name.text, "this", 4) == 0;
}

/* What a path begins with.  False where it cannot be one. */
static bool
take_beginning (Cursor *cursor, SjPath *path, GArray *segments)
{
  SjPathSegment segment;

  while (take (cursor, "../"))
    path->up++;
  if (take (cursor, ".."))
    {
      path->up++;
      path->kind = SJ_PATH_THIS;
      return true;
    }
  path->kind = SJ_PATH_THIS;
  if (take (cursor, "./"))
    {
      cursor->at--;    /* the slash is read like the dot of the grammar */
      return true;
    }
  if (take (cursor, "."))
    return true;
  if (cursor->at >= cursor->end)
    return path->up > 0;

  path->kind = take (cursor, "@") ? SJ_PATH_DATA : SJ_PATH_NAME;
  if (!take_segment (cursor, &segment))
    return false;
  if (path->kind == SJ_PATH_NAME && is_this (&segment))
    path->kind = SJ_PATH_THIS;
  else
    g_array_append_val (segments, segment);
  return true;
}

SjPath *
sj_template_path (SjArena *arena, const char *text, size_t start, size_t end)
{
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (SjPathSegment));
  Cursor cursor = { text, start, end };
  SjPath found = { .start = start, .end = end };
  SjPath *path;
  bool slash;

  if (!take_beginning (&cursor, &found, segments))
    return NULL;
  slash = cursor.at < end && text[cursor.at] == '/' && found.kind == SJ_PATH_THIS;
  while (cursor.at < end)
    {
      SjPathSegment segment;

      if (!(take (&cursor, ".") || (slash && take (&cursor, "/"))) || !take_segment (&cursor, &segment) ||
          segments->len >= MOST_SEGMENTS)
        return NULL;
      slash = false;
      g_array_append_val (segments, segment);
    }

  path = sj_arena_new (arena, SjPath);
  *path = found;
  path->n_segments = segments->len;
  path->segments = sj_arena_dup (arena, segments->data, segments->len * sizeof (SjPathSegment));
  return path;
}
