/* sj-time-pattern.c -- see sj-time-pattern.h.
 *
 * Two quotes within quoted text are one quote; such text is given out in pieces.
 * Two quotes outside are quoted text without anything in it, and mean a quote; so
 * four are one quote, too.
 */
#include "base/sj-time-pattern.h"

#include <string.h>

#define DEPTH_LIMIT   20
#define UP_TO(count)  ((1u << ((count) + 1)) - 2)
#define ONLY(count)   (1u << (count))

/* Which numbers of each letter there may be, as bits. */
static const uint32_t counts_of[128] = {
  ['y'] = UP_TO (19), ['u'] = UP_TO (19), ['Y'] = UP_TO (19),
  ['M'] = UP_TO (5),  ['L'] = UP_TO (5),  ['Q'] = UP_TO (5),  ['q'] = UP_TO (5),
  ['E'] = UP_TO (5),  ['e'] = UP_TO (5),  ['c'] = UP_TO (5) & ~ONLY (2),
  ['d'] = UP_TO (2),  ['D'] = UP_TO (3),  ['w'] = UP_TO (2),  ['W'] = UP_TO (1),
  ['H'] = UP_TO (2),  ['h'] = UP_TO (2),  ['K'] = UP_TO (2),  ['k'] = UP_TO (2),
  ['m'] = UP_TO (2),  ['s'] = UP_TO (2),  ['S'] = UP_TO (9),  ['a'] = UP_TO (1),
  ['n'] = UP_TO (19), ['N'] = UP_TO (19), ['A'] = UP_TO (19), ['G'] = UP_TO (4),
  ['z'] = UP_TO (4),  ['V'] = ONLY (2),   ['O'] = ONLY (1) | ONLY (4),
  ['X'] = UP_TO (5),  ['x'] = UP_TO (5),  ['Z'] = UP_TO (5),
};

static SjPatternResult
next_letters (SjPattern *pattern, SjPatternItem *item)
{
  const char *first = pattern->at;
  ptrdiff_t count;

  while (pattern->at < pattern->end && *pattern->at == *first)
    pattern->at++;
  count = pattern->at - first;
  if (count > 19 || (counts_of[(uint8_t) *first] >> count & 1) == 0)
    return SJ_PATTERN_BAD;
  item->letter = *first;
  item->count = (int) count;
  return SJ_PATTERN_ITEM;
}

static SjPatternResult
next_bracket (SjPattern *pattern, SjPatternItem *item)
{
  item->letter = *pattern->at++;
  if (item->letter == '[')
    return ++pattern->depth <= DEPTH_LIMIT ? SJ_PATTERN_ITEM : SJ_PATTERN_BAD;
  return pattern->depth-- > 0 ? SJ_PATTERN_ITEM : SJ_PATTERN_BAD;
}

/* Up to the closing quote, or up to and with the first of two. */
static SjPatternResult
next_quoted (SjPattern *pattern, SjPatternItem *item)
{
  const char *first = pattern->at;
  const char *quote = memchr (first, '\'', (size_t) (pattern->end - first));

  if (quote == NULL)
    return SJ_PATTERN_BAD;
  pattern->quoted = quote + 1 < pattern->end && quote[1] == '\'';
  pattern->at = quote + (pattern->quoted ? 2 : 1);
  item->literal = (SjSlice) { first, (size_t) (quote - first) + pattern->quoted };
  return SJ_PATTERN_ITEM;
}

/* Quoted text with nothing in it is a quote. */
static SjPatternResult
next_quote (SjPattern *pattern, SjPatternItem *item)
{
  SjPatternResult result;

  pattern->at++;
  result = next_quoted (pattern, item);
  if (result == SJ_PATTERN_ITEM && item->literal.length == 0)
    item->literal = SJ_SLICE ("'");
  return result;
}

static bool
is_literal (char c)
{
  return !g_ascii_isalpha (c) && (c == '\0' || strchr ("'[]{}#", c) == NULL);
}

static SjPatternResult
next_literal (SjPattern *pattern, SjPatternItem *item)
{
  const char *first = pattern->at;

  while (pattern->at < pattern->end && is_literal (*pattern->at))
    pattern->at++;
  item->literal = (SjSlice) { first, (size_t) (pattern->at - first) };
  return SJ_PATTERN_ITEM;
}

SjPatternResult
sj_pattern_next (SjPattern *pattern, SjPatternItem *item)
{
  *item = (SjPatternItem) { '\0', 0, { "", 0 } };
  if (pattern->quoted)
    return next_quoted (pattern, item);
  if (pattern->at == pattern->end)
    return SJ_PATTERN_END;

  switch (*pattern->at)
    {
    case '\'':
      return next_quote (pattern, item);
    case '[':
    case ']':
      return next_bracket (pattern, item);
    case '{':
    case '}':
    case '#':
      return SJ_PATTERN_BAD;
    default:
      return is_literal (*pattern->at) ? next_literal (pattern, item)
                                       : next_letters (pattern, item);
    }
}

const SjOffsetForm *
sj_offset_form (char letter, int count)
{
  static const SjOffsetForm forms[] = {
    { SJ_SHOW_IF_ANY, SJ_SHOW_NEVER, false },
    { SJ_SHOW_ALWAYS, SJ_SHOW_NEVER, false },
    { SJ_SHOW_ALWAYS, SJ_SHOW_NEVER, true },
    { SJ_SHOW_ALWAYS, SJ_SHOW_IF_ANY, false },
    { SJ_SHOW_ALWAYS, SJ_SHOW_IF_ANY, true },
  };

  return &forms[letter == 'Z' && count < 4 ? 1 : count - 1];
}
