/* sj-expr-scan.c -- the author's text under a parse: words, symbols, texts, numbers.
 *
 * Nothing is read ahead into tokens: a hyphen belongs to a path segment and to
 * nothing else, so names are read in two ways, and the place decides which.
 */
#include "lang/sj-expr-parse-private.h"

#include "base/sj-buffer.h"
#include "base/sj-number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
sj_parse_report (SjParse *parse, SjSeverity severity, const char *code, size_t start, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  sj_diags_add (parse->diags, severity, code, sj_expr_origin (parse->source, start),
                sj_expr_origin (parse->source, MAX (parse->at, start)), "%s", text);
}

SjDiag *
sj_parse_last_diag (SjParse *parse)
{
  return g_ptr_array_index (parse->diags->items, parse->diags->items->len - 1);
}

void *
sj_parse_fail (SjParse *parse, const char *code, size_t start, const char *text)
{
  if (start == parse->at && parse->at < parse->length)    /* the place is one character, not none */
    {
      parse->at = (size_t) (g_utf8_next_char (parse->text + parse->at) - parse->text);
      parse->at = MIN (parse->at, parse->length);
    }
  sj_parse_report (parse, SJ_SEVERITY_ERROR, code, start, "%s", text);
  return NULL;
}

void
sj_parse_skip_blanks (SjParse *parse)
{
  while (parse->at < parse->length && strchr (" \t\r\n", parse->text[parse->at]) && parse->text[parse->at] != '\0')
    parse->at++;
}

char
sj_parse_peek (SjParse *parse)
{
  sj_parse_skip_blanks (parse);
  return parse->at < parse->length ? parse->text[parse->at] : '\0';
}

bool
sj_parse_accept (SjParse *parse, const char *symbol)
{
  size_t size = strlen (symbol);

  sj_parse_skip_blanks (parse);
  if (parse->length - parse->at < size || memcmp (parse->text + parse->at, symbol, size) != 0)
    return false;
  parse->at += size;
  return true;
}

SjSlice
sj_parse_peek_word (SjParse *parse)
{
  size_t end;

  sj_parse_skip_blanks (parse);
  end = parse->at;
  if (end < parse->length && sj_parse_is_name_start (parse->text[end]))
    while (end < parse->length && sj_parse_is_name_part (parse->text[end]))
      end++;
  return (SjSlice) { parse->text + parse->at, end - parse->at };
}

bool
sj_parse_accept_word (SjParse *parse, const char *text)
{
  SjSlice word = sj_parse_peek_word (parse);

  if (!sj_slice_is (word, text))
    return false;
  parse->at += word.length;
  return true;
}

bool
sj_parse_enter (SjParse *parse)
{
  if (++parse->depth <= SJ_EXPR_DEPTH)
    return true;
  sj_parse_fail (parse, "too-deep", parse->at, _("This is nested too deeply; split the expression."));
  return false;
}

static gunichar
read_unicode (SjParse *parse, size_t at)
{
  gunichar code = 0;

  if (parse->length - at < 4)
    return 0;
  for (size_t i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (parse->text[at + i]);

      if (digit < 0)
        return 0;
      code = code * 16 + (gunichar) digit;
    }
  return code;
}

/* The character of \uXXXX behind the u, with the second half of a pair; moves on. */
static bool
unescape_unicode (SjParse *parse, SjBuffer *out)
{
  gunichar code = read_unicode (parse, parse->at);
  gunichar low;

  if (code == 0)
    return false;
  parse->at += 4;
  if (code >= 0xd800 && code < 0xdc00 && parse->length - parse->at >= 6 && parse->text[parse->at] == '\\' &&
      parse->text[parse->at + 1] == 'u' && (low = read_unicode (parse, parse->at + 2)) >= 0xdc00 && low < 0xe000)
    {
      parse->at += 6;
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
  else if (code >= 0xd800 && code < 0xe000)
    code = 0xfffd;
  sj_buffer_unichar (out, code);
  return true;
}

/* Behind the backslash.  A pair that is no escape stays as it is, so that
 * patterns can be written with one backslash. */
static bool
unescape (SjParse *parse, SjBuffer *out)
{
  static const char pairs[] = "\\\\\"\"''//n\nr\rt\tb\bf\f";
  char c = parse->text[parse->at++];

  if (c == 'u')
    return unescape_unicode (parse, out);
  for (const char *pair = pairs; *pair != '\0'; pair += 2)
    if (*pair == c)
      {
        sj_buffer_append_c (out, pair[1]);
        return true;
      }
  sj_buffer_append_c (out, '\\');
  sj_buffer_append_c (out, c);
  return true;
}

/* A text in quotes, unescaped into the arena. */
bool
sj_parse_quoted (SjParse *parse, SjSlice *result)
{
  size_t start = parse->at;
  char quote = parse->text[parse->at++];
  g_auto (SjBuffer) out = SJ_BUFFER_INIT;

  while (parse->at < parse->length && parse->text[parse->at] != quote)
    {
      char c = parse->text[parse->at++];

      if (c != '\\')
        sj_buffer_append_c (&out, c);
      else if (parse->at == parse->length)
        break;
      else if (!unescape (parse, &out))
        {
          sj_parse_fail (parse, "bad-escape", parse->at - 2, _("Four hexadecimal digits must follow \\u."));
          return false;
        }
    }
  if (parse->at >= parse->length)
    {
      sj_parse_fail (parse, "open-text", start, _("This text is not closed with a quotation mark."));
      return false;
    }
  parse->at++;
  *result = (SjSlice) { sj_arena_strndup (parse->arena, out.text, out.length), out.length };
  return true;
}

SjTree *
sj_parse_text (SjParse *parse)
{
  size_t start = parse->at;
  SjSlice text;

  if (!sj_parse_quoted (parse, &text))
    return NULL;
  return sj_tree_const (parse->arena, sj_value_text (text.text, text.length), start, parse->at);
}

SjTree *
sj_parse_number (SjParse *parse)
{
  size_t start = parse->at;
  size_t end = start;
  bool whole, point = false;
  SjValue value = { 0 };
  double decimal = 0;

  while (end < parse->length && g_ascii_isdigit (parse->text[end]))
    end++;
  if (end + 1 < parse->length && parse->text[end] == '.' && g_ascii_isdigit (parse->text[end + 1]))
    {
      point = true;
      for (end++; end < parse->length && g_ascii_isdigit (parse->text[end]);)
        end++;
    }
  parse->at = end;
  if (end < parse->length && (sj_parse_is_name_start (parse->text[end]) || parse->text[end] == '.'))
    return sj_parse_fail (parse, "bad-number", start,
                          _("This is no number: digits, and perhaps a point with digits behind it, are needed."));
  if (!sj_number_parse (parse->text + start, end - start, &whole, &value.integer, &decimal) || (!point && !whole))
    return sj_parse_fail (parse, "bad-number", start,
                          _("This number is too large; the largest is 9223372036854775807."));
  value = whole ? sj_value_integer (value.integer) : sj_value_decimal (decimal);
  return sj_tree_const (parse->arena, value, start, end);
}
