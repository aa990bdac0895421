/* sj-paint.c -- which colours the words of both languages get in an editor.
 *
 * One pass, one token after the other; a quote that is not closed colours to the end
 * of its line, so that the rest of a text under the hand keeps its colours.
 */
#include "lang/sj-paint.h"

#include "lang/sj-builtin.h"
#include "lang/sj-template.h"

#include <string.h>

typedef struct
{
  const char *text;
  size_t at, end;
  SjDialect dialect;
  GArray *out;
} Brush;

static void
paint (Brush *brush, SjPaint colour, size_t start, size_t end)
{
  SjPainted painted = { colour, start, end };

  if (end > start)
    g_array_append_val (brush->out, painted);
}

static bool
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (c & 0x80) != 0;
}

static size_t
word_end (const Brush *brush, size_t at)
{
  while (at < brush->end && is_word_byte (brush->text[at]))
    at++;
  return at;
}

static bool
begins (const Brush *brush, const char *with)
{
  size_t length = strlen (with);

  return brush->end - brush->at >= length && memcmp (brush->text + brush->at, with, length) == 0;
}

static size_t
quote_end (const Brush *brush)
{
  char quote = brush->text[brush->at];
  size_t at = brush->at + 1;

  for (; at < brush->end && brush->text[at] != quote && brush->text[at] != '\n'; at++)
    if (brush->text[at] == '\\' && at + 1 < brush->end && brush->text[at + 1] != '\n')
      at++;
  return at < brush->end && brush->text[at] == quote ? at + 1 : at;
}

static void
paint_quotes (Brush *brush, SjPaint colour)
{
  size_t end = quote_end (brush);

  paint (brush, colour, brush->at, end);
  brush->at = end;
}

static void
paint_number (Brush *brush)
{
  size_t end = brush->at;

  while (end < brush->end && (is_word_byte (brush->text[end]) || brush->text[end] == '.' ||
                              ((brush->text[end] == '+' || brush->text[end] == '-') && end > brush->at &&
                               (brush->text[end - 1] == 'e' || brush->text[end - 1] == 'E'))))
    end++;
  paint (brush, SJ_PAINT_NUMBER, brush->at, end);
  brush->at = end;
}

static bool
is_among (const char *const *words, const char *text, size_t length)
{
  for (; *words != NULL; words++)
    if (strlen (*words) == length && memcmp (*words, text, length) == 0)
      return true;
  return false;
}

static const char *const expression_words[] = {
  "and", "or", "not", "in", "is", "has", "null", "true", "false", "if", "AND", "OR", "NOT", "IN", "numeric", "integer",
  "decimal", NULL
};

static const char *const pql_words[] = {
  "and", "or", "not", "in", "is", "null", "true", "false", "as", "else", NULL
};

static bool
is_call (const Brush *brush, size_t end)
{
  while (end < brush->end && brush->text[end] == ' ')
    end++;
  return end < brush->end && brush->text[end] == '(';
}

/* A name that is called, a word of the language, or (in messages) data. */
static void
paint_word (Brush *brush)
{
  size_t start = brush->at, end = word_end (brush, start);
  const char *word = brush->text + start;
  bool plain = start == 0 || brush->text[start - 1] != '.';

  brush->at = end;
  if (is_call (brush, end) && sj_builtin_find (brush->dialect, word, end - start) != NULL)
    paint (brush, SJ_PAINT_FUNCTION, start, end);
  else if (plain && is_among (brush->dialect == SJ_EXPRESSION ? expression_words : pql_words, word, end - start))
    paint (brush, SJ_PAINT_WORD, start, end);
  else if (brush->dialect == SJ_PQL)
    paint (brush, SJ_PAINT_FIELD, start, end);
}

/* @event{Name.a.b}, #{…}, ${…}: up to the brace that closes it or to the first
 * condition inside, which is an expression again. */
static bool
paint_reference (Brush *brush)
{
  static const char *const forms[] = { "@event{", "@action{", "@datasetLookup{", "@datasetlookup{", "@{", "#{", "${",
                                       NULL };
  size_t start = brush->at;
  bool found = false;

  for (const char *const *form = forms; *form != NULL && !found; form++)
    if (begins (brush, *form))
      {
        brush->at += strlen (*form);
        found = true;
      }
  if (!found)
    return false;
  while (brush->at < brush->end && strchr ("}(\n", brush->text[brush->at]) == NULL)
    brush->at = brush->text[brush->at] == '"' || brush->text[brush->at] == '\'' ? quote_end (brush) : brush->at + 1;
  brush->at += brush->at < brush->end && brush->text[brush->at] == '}';
  paint (brush, SJ_PAINT_FIELD, start, brush->at);
  return true;
}

static void
paint_expression_part (Brush *brush)
{
  while (brush->at < brush->end)
    {
      char c = brush->text[brush->at];

      if (c == '"' || c == '\'')
        paint_quotes (brush, SJ_PAINT_TEXT);
      else if (brush->dialect == SJ_PQL && c == '`')
        paint_quotes (brush, SJ_PAINT_FIELD);
      else if (brush->dialect == SJ_EXPRESSION && paint_reference (brush))
        continue;
      else if (g_ascii_isdigit (c))
        paint_number (brush);
      else if (is_word_byte (c))
        paint_word (brush);
      else
        brush->at++;
    }
}

GArray *
sj_paint_expression (const char *text, size_t length)
{
  Brush brush = { text, 0, length, SJ_EXPRESSION, g_array_new (FALSE, FALSE, sizeof (SjPainted)) };

  paint_expression_part (&brush);
  return brush.out;
}

static bool
is_helper (const char *word, size_t length)
{
  static const char *const blocks[] = { "each", "if", "elseif", "unless", "with", "let", "else", "for", "fragment",
                                        NULL };
  size_t count;
  const SjHelperInfo *helpers = sj_template_helpers (&count);

  if (is_among (blocks, word, length))
    return true;
  for (size_t i = 0; i < count; i++)
    if (strlen (helpers[i].name) == length && memcmp (helpers[i].name, word, length) == 0)
      return true;
  return false;
}

/* Behind the braces: a sign, and the name of a helper. */
static void
paint_opening (Brush *brush)
{
  size_t start = brush->at, end;

  while (brush->at < brush->end && strchr ("#/&^~=> \t", brush->text[brush->at]) != NULL)
    brush->at++;
  end = word_end (brush, brush->at);
  if (is_helper (brush->text + brush->at, end - brush->at))
    {
      paint (brush, SJ_PAINT_WORD, brush->at, end);
      brush->at = end;
    }
  else
    brush->at = start;
}

/* Where the tag's content ends; quotes may hold braces. */
static size_t
content_end (Brush *brush, const char *close)
{
  size_t at = brush->at;
  Brush probe = *brush;

  for (; at < brush->end; at++)
    {
      probe.at = at;
      if (begins (&probe, close))
        return at;
      if (probe.text[at] == '"' || probe.text[at] == '\'')
        at = quote_end (&probe) - 1;
    }
  return brush->end;
}

static void
paint_tag (Brush *brush, const char *open, const char *close)
{
  size_t whole = brush->end, content;

  paint (brush, SJ_PAINT_TAG, brush->at, brush->at + strlen (open));
  brush->at += strlen (open);
  content = content_end (brush, close);
  brush->end = content;
  paint_opening (brush);
  paint_expression_part (brush);
  brush->end = whole;
  brush->at = content;
  if (content < whole)
    {
      paint (brush, SJ_PAINT_TAG, content, content + strlen (close));
      brush->at += strlen (close);
    }
}

static void
paint_comment (Brush *brush, const char *close)
{
  size_t start = brush->at;

  while (brush->at < brush->end && !begins (brush, close))
    brush->at++;
  brush->at = MIN (brush->at + strlen (close), brush->end);
  paint (brush, SJ_PAINT_COMMENT, start, brush->at);
}

GArray *
sj_paint_template (const char *text, size_t length)
{
  Brush brush = { text, 0, length, SJ_PQL, g_array_new (FALSE, FALSE, sizeof (SjPainted)) };

  while (brush.at < brush.end)
    if (begins (&brush, "\\{{"))
      brush.at += 3;
    else if (begins (&brush, "{{!--"))
      paint_comment (&brush, "--}}");
    else if (begins (&brush, "{{!"))
      paint_comment (&brush, "}}");
    else if (begins (&brush, "{{{"))
      paint_tag (&brush, "{{{", "}}}");
    else if (begins (&brush, "{{"))
      paint_tag (&brush, "{{", "}}");
    else if (begins (&brush, "{%"))
      paint_tag (&brush, "{%", "%}");
    else
      brush.at++;
  return brush.out;
}

/* A text with a colon behind it is the name of a member. */
GArray *
sj_paint_json (const char *text, size_t length)
{
  static const char *const words[] = { "true", "false", "null", NULL };
  Brush brush = { text, 0, length, SJ_EXPRESSION, g_array_new (FALSE, FALSE, sizeof (SjPainted)) };

  while (brush.at < brush.end)
    {
      char c = text[brush.at];
      size_t end = c == '"' ? quote_end (&brush) : word_end (&brush, brush.at);
      size_t behind = end;

      while (behind < length && g_ascii_isspace (text[behind]))
        behind++;
      if (c == '"')
        paint_quotes (&brush, behind < length && text[behind] == ':' ? SJ_PAINT_FIELD : SJ_PAINT_TEXT);
      else if (g_ascii_isdigit (c))
        paint_number (&brush);
      else if (is_word_byte (c))
        {
          if (is_among (words, text + brush.at, end - brush.at))
            paint (&brush, SJ_PAINT_WORD, brush.at, end);
          brush.at = end;
        }
      else
        brush.at++;
    }
  return brush.out;
}
