/* sj-template-space.c -- white space around tags.
 *
 * The rules are Handlebars': ~ strips all white space on its side; a tag that
 * stands alone on its line takes the line with it.  Whether it stands alone is
 * decided by the text as it was written, also when a neighbour's ~ has stripped
 * it since.
 */
#include "lang/sj-template-private.h"

#include <string.h>

/* The white space at the beginning of [text, end), as JavaScript sees it; 0 where
 * there is none. */
static size_t
space_length (const char *text, const char *end)
{
  unsigned char c = (unsigned char) *text;
  gunichar wide;

  if (c == ' ' || (c >= '\t' && c <= '\r'))
    return 1;
  if (c < 0x80)
    return 0;
  wide = g_utf8_get_char_validated (text, end - text);
  if (wide == 0xa0 || wide == 0x1680 || (wide >= 0x2000 && wide <= 0x200a) || wide == 0x2028 || wide == 0x2029 ||
      wide == 0x202f || wide == 0x205f || wide == 0x3000 || wide == 0xfeff)
    return (size_t) g_unichar_to_utf8 (wide, NULL);
  return 0;
}

static size_t
skip_space (const char *text, size_t from, size_t to)
{
  while (from < to)
    {
      size_t length = space_length (text + from, text + to);

      if (length == 0)
        break;
      from += length;
    }
  return from;
}

/* Where the white space at the end of [from, to) begins. */
static size_t
skip_space_back (const char *text, size_t from, size_t to)
{
  while (to > from)
    {
      const char *before = g_utf8_find_prev_char (text + from, text + to);

      if (before == NULL || before + space_length (before, text + to) != text + to || before == text + to)
        break;
      to = (size_t) (before - text);
    }
  return to;
}

static SjTag *
tag_at (GArray *tags, guint index)
{
  return index < tags->len ? &g_array_index (tags, SjTag, index) : NULL;
}

static bool
may_stand_alone (const SjTag *tag)
{
  return tag->kind == SJ_TAG_OPEN || tag->kind == SJ_TAG_INVERSE || tag->kind == SJ_TAG_ELSE ||
         tag->kind == SJ_TAG_CLOSE || tag->kind == SJ_TAG_COMMENT || tag->kind == SJ_TAG_LET;
}

/* Nothing but white space between the beginning of the line and this tag. */
static bool
begins_line (const char *text, GArray *tags, guint index)
{
  const SjTag *before = index > 0 ? tag_at (tags, index - 1) : NULL;
  size_t blank;

  if (before == NULL)
    return true;
  if (before->kind != SJ_TAG_TEXT)
    return false;
  blank = skip_space_back (text, before->from, before->to);
  return memchr (text + blank, '\n', before->to - blank) != NULL || (index == 1 && blank == before->from);
}

static bool
ends_line (const char *text, GArray *tags, guint index)
{
  const SjTag *after = tag_at (tags, index + 1);
  size_t blank;

  if (after == NULL)
    return true;
  if (after->kind != SJ_TAG_TEXT)
    return false;
  blank = skip_space (text, after->from, after->to);
  return memchr (text + after->from, '\n', blank - after->from) != NULL ||
         (index + 2 == tags->len && blank == after->to);
}

static void
strip (const char *text, SjTag *before, const SjTag *tag, SjTag *after)
{
  if (tag->strip_before && before != NULL && before->kind == SJ_TAG_TEXT)
    before->end = MAX (before->start, skip_space_back (text, before->from, before->end));
  if (tag->strip_after && after != NULL && after->kind == SJ_TAG_TEXT)
    after->start = MIN (after->end, skip_space (text, after->start, after->to));
}

/* Takes the indentation before the tag, and the rest of the line behind it. */
static void
take_line (const char *text, SjTag *before, SjTag *after)
{
  if (before != NULL)
    while (before->end > before->start && (text[before->end - 1] == ' ' || text[before->end - 1] == '\t'))
      before->end--;
  if (after == NULL || after->start > after->from)    /* the second: ~ took it */
    return;
  while (after->start < after->end && (text[after->start] == ' ' || text[after->start] == '\t'))
    after->start++;
  if (after->start < after->end && text[after->start] == '\r')
    after->start++;
  if (after->start < after->end && text[after->start] == '\n')
    after->start++;
}

void
sj_template_trim (const char *text, GArray *tags)
{
  for (guint i = 0; i < tags->len; i++)
    {
      SjTag *tag = tag_at (tags, i);
      SjTag *before = i > 0 ? tag_at (tags, i - 1) : NULL;
      SjTag *after = tag_at (tags, i + 1);

      if (tag->kind == SJ_TAG_TEXT)
        continue;
      if (may_stand_alone (tag) && begins_line (text, tags, i) && ends_line (text, tags, i))
        {
          strip (text, before, tag, after);
          take_line (text, before, after);
        }
      else
        strip (text, before, tag, after);
    }
}
