/* sj-expr-clean.c -- text as it arrives from web pages and word processors.
 *
 * Outside of quotes a no-break space becomes a blank, characters without width
 * go, and typographic quotes become plain ones; what stands between quotes is
 * the author's and stays.  A text that a typographic quote opened is closed by
 * any quote of that kind, one that a plain quote opened by that quote alone.
 */
#include "lang/sj-expr-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *text;
  size_t length;
  size_t at;
  char *out;
  uint32_t *origin;
  size_t written;
  SjDiags *diags;
} Clean;

static void
put (Clean *clean, char c)
{
  clean->origin[clean->written] = (uint32_t) clean->at;
  clean->out[clean->written++] = c;
}

static void
warn (Clean *clean, size_t size, const char *code, const char *text)
{
  sj_diags_add (clean->diags, SJ_SEVERITY_WARNING, code, clean->at, clean->at + size, "%s", text);
}

static char
plain_quote (gunichar c)
{
  if (c == 0x201c || c == 0x201d)
    return '"';
  if (c == 0x2018 || c == 0x2019)
    return '\'';
  return '\0';
}

static bool
is_zero_width (gunichar c)
{
  return (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff;
}

static void
copy_character (Clean *clean)
{
  size_t size = (size_t) (g_utf8_next_char (clean->text + clean->at) - (clean->text + clean->at));

  for (size_t i = 0; i < size; i++)
    put (clean, clean->text[clean->at + i]);
  clean->at += size;
}

/* From behind the opening quote to behind the closing one.  A plain quote inside
 * typographic ones is escaped, so that it does not close what it did not open. */
static void
copy_quoted (Clean *clean, char quote, bool typographic)
{
  while (clean->at < clean->length)
    {
      char byte = clean->text[clean->at];
      gunichar c = g_utf8_get_char (clean->text + clean->at);

      if (byte == '\\' && clean->at + 1 < clean->length)
        {
          copy_character (clean);
          copy_character (clean);
          continue;
        }
      if (byte == quote || (typographic && plain_quote (c) == quote))
        {
          put (clean, quote);
          clean->at = (size_t) (g_utf8_next_char (clean->text + clean->at) - clean->text);
          return;
        }
      copy_character (clean);
    }
}

static void
clean_character (Clean *clean)
{
  const char *here = clean->text + clean->at;
  gunichar c = g_utf8_get_char (here);
  size_t size = (size_t) (g_utf8_next_char (here) - here);

  if (c == '"' || c == '\'')
    {
      copy_character (clean);
      copy_quoted (clean, (char) c, false);
    }
  else if (plain_quote (c) != '\0')
    {
      warn (clean, size, "typographic-quote", _("Typographic quotes are read as plain ones."));
      put (clean, plain_quote (c));
      clean->at += size;
      copy_quoted (clean, plain_quote (c), true);
    }
  else if (c == 0xa0)
    {
      warn (clean, size, "no-break-space", _("A no-break space is read as a blank."));
      put (clean, ' ');
      clean->at += size;
    }
  else if (is_zero_width (c))
    {
      warn (clean, size, "invisible", _("An invisible character was left out."));
      clean->at += size;
    }
  else
    copy_character (clean);
}

static bool
is_ascii (const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if ((unsigned char) text[i] >= 0x80)
      return false;
  return true;
}

SjExprText
sj_expr_clean (SjArena *arena, const char *text, size_t length, SjDiags *diags)
{
  Clean clean = { .text = text, .length = length, .diags = diags };

  if (is_ascii (text, length))
    return (SjExprText) { text, length, NULL };

  clean.out = sj_arena_alloc (arena, length + 1);
  clean.origin = sj_arena_new_n (arena, uint32_t, length + 1);
  while (clean.at < length)
    clean_character (&clean);
  clean.out[clean.written] = '\0';
  clean.origin[clean.written] = (uint32_t) length;
  return (SjExprText) { clean.out, clean.written, clean.origin };
}
