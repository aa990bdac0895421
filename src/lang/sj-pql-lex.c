/* sj-pql-lex.c -- one token after the other.
 *
 * Text pasted from a word processor is read as it was meant: no-break spaces are
 * blanks, curly quotes are quotes, zero-width characters are not there.  Each
 * gives a warning, because AJO would refuse it.
 */
#include "lang/sj-pql-lex.h"

#include "base/sj-number.h"
#include "lang/sj-pql-parse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NBSP "\xc2\xa0"

static bool
starts_with (const SjPqlLexer *lexer, const char *text)
{
  size_t length = strlen (text);

  return lexer->end - lexer->at >= length && memcmp (lexer->text + lexer->at, text, length) == 0;
}

/* Zero-width space, non-joiner, joiner and byte order mark. */
static bool
at_invisible (const SjPqlLexer *lexer)
{
  return starts_with (lexer, "\xe2\x80\x8b") || starts_with (lexer, "\xe2\x80\x8c") ||
         starts_with (lexer, "\xe2\x80\x8d") || starts_with (lexer, "\xef\xbb\xbf");
}

static bool
at_curly_quote (const SjPqlLexer *lexer, char *plain)
{
  if (starts_with (lexer, "\xe2\x80\x98") || starts_with (lexer, "\xe2\x80\x99"))
    *plain = '\'';
  else if (starts_with (lexer, "\xe2\x80\x9c") || starts_with (lexer, "\xe2\x80\x9d"))
    *plain = '"';
  else
    return false;
  return true;
}

static void
warn_pasted (SjPqlLexer *lexer, size_t length, const char *sentence, const char *fix)
{
  SjDiag *diag;

  if (sj_diags_count (lexer->diags) > SJ_PQL_WARNINGS)
    return;
  diag = sj_diags_add (lexer->diags, SJ_SEVERITY_WARNING, "pasted", lexer->at, lexer->at + length, "%s", sentence);
  diag->fix = g_strdup (fix);
}

static void
skip_blanks (SjPqlLexer *lexer)
{
  while (lexer->at < lexer->end)
    {
      char c = lexer->text[lexer->at];

      if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
        lexer->at++;
      else if (starts_with (lexer, NBSP))
        {
          warn_pasted (lexer, 2, _("This no-break space is read as a blank; AJO would refuse it."), " ");
          lexer->at += 2;
        }
      else if (at_invisible (lexer))
        {
          warn_pasted (lexer, 3, _("There is an invisible character here that AJO would refuse."), "");
          lexer->at += 3;
        }
      else
        return;
    }
}

bool
sj_pql_is_name_byte (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '$' || c == ':' || (unsigned char) c >= 0x80;
}

static void
bad (SjPqlLexer *lexer, SjPqlToken *token, const char *sentence)
{
  token->kind = SJ_PQL_BAD;
  token->end = lexer->at;
  sj_diags_add (lexer->diags, SJ_SEVERITY_ERROR, "syntax", token->start, token->end, "%s", sentence);
}

/* What a name is, as far as the bytes go; pasted characters end it. */
static void
skip_name (SjPqlLexer *lexer)
{
  char plain;

  while (lexer->at < lexer->end && sj_pql_is_name_byte (lexer->text[lexer->at]) && !starts_with (lexer, NBSP) &&
         !at_invisible (lexer) && !at_curly_quote (lexer, &plain))
    lexer->at++;
}

static void
take_name (SjPqlLexer *lexer, SjPqlToken *token)
{
  skip_name (lexer);
  token->kind = SJ_PQL_NAME;
  token->end = lexer->at;
  token->name = (SjSlice) { lexer->text + token->start, token->end - token->start };
}

static void
take_quoted (SjPqlLexer *lexer, SjPqlToken *token)
{
  const char *from = lexer->text + lexer->at + 1;
  const char *close = memchr (from, '`', lexer->end - lexer->at - 1);

  if (close == NULL || close == from)
    {
      lexer->at = close ? lexer->at + 2 : lexer->end;
      bad (lexer, token,
           close ? _("There is no name between these backticks.") : _("The closing backtick is missing."));
      return;
    }
  lexer->at = (size_t) (close - lexer->text) + 1;
  token->kind = SJ_PQL_QUOTED;
  token->end = lexer->at;
  token->name = (SjSlice) { from, (size_t) (close - from) };
}

/* [any] behind a dot, as in paths; what is in it cannot be printed when it holds
 * a backtick. */
static void
take_bracketed (SjPqlLexer *lexer, SjPqlToken *token)
{
  const char *from = lexer->text + lexer->at + 1;
  const char *close = memchr (from, ']', lexer->end - lexer->at - 1);

  if (close == NULL || close == from || memchr (from, '`', (size_t) (close - from)) != NULL)
    {
      lexer->at = close ? (size_t) (close - lexer->text) + 1 : lexer->end;
      bad (lexer, token, _("A name or a position is expected between the brackets."));
      return;
    }
  lexer->at = (size_t) (close - lexer->text) + 1;
  token->kind = SJ_PQL_BRACKETED;
  token->end = lexer->at;
  token->name = (SjSlice) { from, (size_t) (close - from) };
}

/* @index, @first, @last, @key. */
static void
take_data (SjPqlLexer *lexer, SjPqlToken *token)
{
  lexer->at++;
  take_name (lexer, token);
  if (token->name.length == 1)
    bad (lexer, token, _("A name such as @index is expected behind @."));
}

/* "../" steps belong to the name they lead to. */
static void
take_outer (SjPqlLexer *lexer, SjPqlToken *token)
{
  while (starts_with (lexer, "../"))
    lexer->at += 3;
  if (lexer->at < lexer->end && lexer->text[lexer->at] == '@')
    lexer->at++;
  take_name (lexer, token);
}

static void
take_number (SjPqlLexer *lexer, SjPqlToken *token)
{
  const char *text = lexer->text + lexer->at;
  size_t length = 0;
  bool whole;
  int64_t integer;
  double decimal;

  while (lexer->at + length < lexer->end && g_ascii_isdigit (text[length]))
    length++;
  if (lexer->at + length + 1 < lexer->end && text[length] == '.' && g_ascii_isdigit (text[length + 1]))
    for (length++; lexer->at + length < lexer->end && g_ascii_isdigit (text[length]);)
      length++;
  lexer->at += length;
  sj_number_parse (text, length, &whole, &integer, &decimal);
  if (!whole && memchr (text, '.', length) == NULL)
    {
      bad (lexer, token, _("This integer is too large; the largest is 9223372036854775807."));
      return;
    }
  token->kind = SJ_PQL_NUMBER;
  token->value = whole ? sj_value_integer (integer) : sj_value_decimal (decimal);
  if (lexer->at < lexer->end && lexer->text[lexer->at] == 'L')
    lexer->at++;
  if (lexer->at < lexer->end && sj_pql_is_name_byte (lexer->text[lexer->at]))
    {
      skip_name (lexer);
      bad (lexer, token, _("A name that begins with a digit needs backticks around it."));
      return;
    }
  token->end = lexer->at;
}

SjValue
sj_pql_unescape (SjArena *arena, const char *text, size_t length)
{
  char *copy, *to;

  if (length == 0 || memchr (text, '\\', length) == NULL)
    return sj_value_text (text, length);

  copy = to = sj_arena_alloc (arena, length);
  for (size_t i = 0; i < length; i++)
    {
      char next = i + 1 < length ? text[i + 1] : '\0';

      if (text[i] == '\\' && next != '\0' && strchr ("\\\"'nt", next) != NULL)
        {
          *to++ = next == 'n' ? '\n' : next == 't' ? '\t' : next;
          i++;
        }
      else if (text[i] == '\\' && next != '\0')
        {
          *to++ = text[i++];
          *to++ = next;
        }
      else
        *to++ = text[i];
    }
  return sj_value_text (copy, (size_t) (to - copy));
}

/* `quote` bytes long on both sides. */
static void
take_text (SjPqlLexer *lexer, SjPqlToken *token, char plain, size_t quote)
{
  size_t from = lexer->at + quote;

  for (lexer->at = from; lexer->at < lexer->end; lexer->at++)
    {
      char other = '\0';
      char c = lexer->text[lexer->at];

      if (c == '\\' && lexer->at + 1 < lexer->end)
        {
          lexer->at++;
          continue;
        }
      if (quote == 1 ? c == plain : (at_curly_quote (lexer, &other) && other == plain))
        {
          token->kind = SJ_PQL_TEXT;
          token->value = sj_pql_unescape (lexer->arena, lexer->text + from, lexer->at - from);
          lexer->at += quote;
          token->end = lexer->at;
          return;
        }
    }
  lexer->at = lexer->end;
  bad (lexer, token, _("The closing quote of this text is missing."));
}

static void
take_curly (SjPqlLexer *lexer, SjPqlToken *token, char plain)
{
  warn_pasted (lexer, 3, _("This curly quote is read as a plain one; AJO would refuse it."), plain == '"' ? "\"" : "'");
  take_text (lexer, token, plain, 3);
}

static void
take_mistaken (SjPqlLexer *lexer, SjPqlToken *token, const char *fix, const char *code, const char *sentence)
{
  SjDiag *diag;

  lexer->at += 2;
  token->kind = SJ_PQL_BAD;
  token->end = lexer->at;
  diag = sj_diags_add (lexer->diags, SJ_SEVERITY_ERROR, code, token->start, token->end, "%s", sentence);
  diag->fix = g_strdup (fix);
}

static void
take_symbol (SjPqlLexer *lexer, SjPqlToken *token)
{
  static const struct { char text[3]; char symbol; } pairs[] = {
    { "!=", SJ_PQL_NE }, { "<=", SJ_PQL_LE }, { ">=", SJ_PQL_GE }, { "?:", SJ_PQL_FALLBACK },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (starts_with (lexer, pairs[i].text))
      {
        lexer->at += 2;
        token->kind = SJ_PQL_SYMBOL;
        token->symbol = pairs[i].symbol;
        token->end = lexer->at;
        return;
      }
  if (starts_with (lexer, "=="))
    take_mistaken (lexer, token, "=", "equality", _("Equality is written with a single = here."));
  else if (starts_with (lexer, "&&"))
    take_mistaken (lexer, token, "and", "syntax", _("This is written as “and” here."));
  else if (starts_with (lexer, "||"))
    take_mistaken (lexer, token, "or", "syntax", _("This is written as “or” here."));
  else if (starts_with (lexer, "<>"))
    take_mistaken (lexer, token, "!=", "syntax", _("“Not equal” is written as != here."));
  else if (strchr ("=<>+-*/%()[],.!", lexer->text[lexer->at]) != NULL && lexer->text[lexer->at] != '\0')
    {
      token->kind = SJ_PQL_SYMBOL;
      token->symbol = lexer->text[lexer->at++];
      token->end = lexer->at;
    }
  else
    {
      lexer->at++;
      bad (lexer, token, _("This character has no meaning here."));
    }
}

void
sj_pql_next (SjPqlLexer *lexer, SjPqlToken *token)
{
  char plain;
  char c;

  skip_blanks (lexer);
  *token = (SjPqlToken) { .kind = SJ_PQL_END, .start = lexer->at, .end = lexer->at };
  if (lexer->at >= lexer->end)
    return;

  c = lexer->text[lexer->at];
  if (g_ascii_isdigit (c) && lexer->segment)
    take_name (lexer, token);
  else if (c == '[' && lexer->segment)
    take_bracketed (lexer, token);
  else if (g_ascii_isdigit (c))
    take_number (lexer, token);
  else if (c == '"' || c == '\'')
    take_text (lexer, token, c, 1);
  else if (c == '`')
    take_quoted (lexer, token);
  else if (c == '@')
    take_data (lexer, token);
  else if (starts_with (lexer, "../"))
    take_outer (lexer, token);
  else if (at_curly_quote (lexer, &plain))
    take_curly (lexer, token, plain);
  else if (sj_pql_is_name_byte (c) && c != ':')
    take_name (lexer, token);
  else
    take_symbol (lexer, token);
}
