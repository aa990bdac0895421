/* sj-template-scan.c -- a template's text, cut into texts and tags.
 *
 * Delimiters inside quoted strings, backticks and bracketed names do not end a
 * tag.  Nothing is copied: a text is a part of the author's text, and an escaped
 * tag (\{{) begins a new one.
 */
#include "lang/sj-template-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *text;
  size_t at;
  size_t end;
  GArray *tags;       /* of SjTag */
  SjDiags *diags;
  bool no_quotes;     /* one was never closed: from here on they mean nothing */
  bool no_brackets;
  unsigned errors;
} Scan;

#define ERRORS 100        /* then the rest is not looked at */
#define WARNINGS 100      /* enough of one kind */
#define SLIP_LENGTH 500   /* of a tag that lacks its percent sign */

static bool
starts_with (const Scan *scan, size_t at, const char *text)
{
  size_t length = strlen (text);

  return scan->end - at >= length && memcmp (scan->text + at, text, length) == 0;
}

static size_t
skip_blanks (const Scan *scan, size_t at)
{
  while (at < scan->end && sj_template_is_blank (scan->text[at]))
    at++;
  return at;
}

static void
add_text (Scan *scan, size_t start, size_t end)
{
  SjTag tag = { .kind = SJ_TAG_TEXT, .start = start, .end = end, .from = start, .to = end };

  if (end > start)
    g_array_append_val (scan->tags, tag);
}

/* Behind the closing quote, or SIZE_MAX when there is none. */
static size_t
skip_quoted (const Scan *scan, size_t at)
{
  char quote = scan->text[at++];

  for (; at < scan->end; at++)
    {
      if (scan->text[at] == '\\' && quote != '`')
        at++;
      else if (scan->text[at] == quote)
        return at + 1;
    }
  return SIZE_MAX;
}

/* [any name] as a step of a path, and not PQL's list or position. */
static bool
opens_name (const Scan *scan, size_t from, size_t at)
{
  char before = at > from ? scan->text[at - 1] : '\0';
  size_t next = skip_blanks (scan, at + 1);

  if (before == '\0' || before == '.')
    return true;
  if (!sj_template_is_blank (before) && before != '=' && before != '(' && before != ',')
    return false;
  return next < scan->end && strchr ("\"'-]0123456789", scan->text[next]) == NULL;
}

/* Where `close` begins that ends the tag whose contents begin at `from`; SIZE_MAX
 * where it has none.  With `quotes` false, the next one, wherever it stands. */
static size_t
find_close (Scan *scan, size_t from, const char *close, bool quotes)
{
  bool percent = close[0] == '%';

  for (size_t at = from; at < scan->end; at++)
    {
      char c = scan->text[at];

      if (c == close[0] && starts_with (scan, at, close))
        return at;
      if (!quotes)
        continue;
      if (c == '"' || c == '\'' || c == '`')
        {
          size_t behind = skip_quoted (scan, at);

          if (behind == SIZE_MAX)
            return SIZE_MAX;
          at = behind - 1;
        }
      else if (c == '[' && !percent && opens_name (scan, from, at))
        {
          const char *bracket = scan->no_brackets ? NULL : memchr (scan->text + at, ']', scan->end - at);

          scan->no_brackets = bracket == NULL;
          if (bracket != NULL)
            at = (size_t) (bracket - scan->text);
        }
    }
  return SIZE_MAX;
}

/* A quote that is never closed must not swallow the rest of the text, nor make
 * every tag behind it search to the end. */
static size_t
find_end (Scan *scan, size_t from, const char *close)
{
  size_t end = scan->no_quotes ? SIZE_MAX : find_close (scan, from, close, true);

  if (end != SIZE_MAX)
    return end;
  scan->no_quotes = true;
  return find_close (scan, from, close, false);
}

static void
narrow (const Scan *scan, SjTag *tag)
{
  tag->from = MIN (skip_blanks (scan, tag->from), tag->to);
  while (tag->to > tag->from && sj_template_is_blank (scan->text[tag->to - 1]))
    tag->to--;
}

static void
add_unclosed (Scan *scan, SjTag *tag, const char *close)
{
  tag->kind = SJ_TAG_BAD;
  tag->unclosed = true;
  tag->end = tag->to = scan->end;
  narrow (scan, tag);
  g_array_append_val (scan->tags, *tag);
  sj_diags_add (scan->diags, SJ_SEVERITY_ERROR, "unclosed-tag", tag->start, MIN (tag->start + 2, scan->end),
                _("The tag that begins here is never closed with %s."), close);
  scan->at = scan->end;
}

static void
add_bad (Scan *scan, SjTag *tag, const char *code, const char *sentence)
{
  tag->kind = SJ_TAG_BAD;
  scan->errors++;
  sj_diags_add (scan->diags, SJ_SEVERITY_ERROR, code, tag->start, tag->end, "%s", sentence);
}

/* {{!-- … --}} and {{! … }}; `at` is at the exclamation mark. */
static void
scan_comment (Scan *scan, SjTag *tag, size_t at)
{
  bool dashes = starts_with (scan, at, "!--");
  size_t end;

  tag->kind = SJ_TAG_COMMENT;
  tag->from = at + (dashes ? 3 : 1);
  if (!dashes)
    end = find_close (scan, tag->from, "}}", false);
  else
    for (end = at + 1; end < scan->end; end++)    /* {{!--}} opens and closes with the same dashes */
      if (starts_with (scan, end, "--}}") || starts_with (scan, end, "--~}}"))
        break;
  if (end == SIZE_MAX || end >= scan->end)
    {
      add_unclosed (scan, tag, dashes ? "--}}" : "}}");
      return;
    }
  if (dashes)
    end += 2 + (scan->text[end + 2] == '~');
  tag->strip_after = end > tag->from && scan->text[end - 1] == '~';
  tag->to = end;
  tag->end = scan->at = end + 2;
  g_array_append_val (scan->tags, *tag);
}

/* {{{ … }}}, with ~ as {{~{ … }~}}. */
static void
scan_triple (Scan *scan, SjTag *tag, size_t at)
{
  size_t end = find_end (scan, at + 1, "}");

  tag->kind = SJ_TAG_RAW;
  tag->from = at + 1;
  if (end == SIZE_MAX)
    {
      add_unclosed (scan, tag, "}}}");
      return;
    }
  tag->to = end;
  tag->strip_after = starts_with (scan, end, "}~}}");
  tag->end = end + (tag->strip_after ? 4 : 3);
  if (!tag->strip_after && !starts_with (scan, end, "}}}"))
    {
      tag->end = MIN (end + (starts_with (scan, end, "}}") ? 2 : 1), scan->end);
      add_bad (scan, tag, "unclosed-tag", _("A tag that begins with {{{ ends with }}}."));
    }
  narrow (scan, tag);
  scan->at = tag->end;
  g_array_append_val (scan->tags, *tag);
}

static bool
is_word (const Scan *scan, const SjTag *tag, const char *word)
{
  size_t length = strlen (word);

  return tag->to - tag->from >= length && memcmp (scan->text + tag->from, word, length) == 0 &&
         (tag->to - tag->from == length || sj_template_is_blank (scan->text[tag->from + length]));
}

static void
take_mark (const Scan *scan, SjTag *tag, SjTagKind kind, size_t length)
{
  tag->kind = kind;
  tag->from += length;
  narrow (scan, tag);
}

static void
classify_braces (Scan *scan, SjTag *tag)
{
  char c = tag->from < tag->to ? scan->text[tag->from] : '\0';

  tag->kind = SJ_TAG_VALUE;
  if (c == '#' && tag->from + 1 < tag->to && (scan->text[tag->from + 1] == '*' || scan->text[tag->from + 1] == '>'))
    add_bad (scan, tag, "unsupported", _("Decorators and partial blocks cannot be used."));
  else if (c == '#')
    take_mark (scan, tag, SJ_TAG_OPEN, 1);
  else if (c == '/')
    take_mark (scan, tag, SJ_TAG_CLOSE, 1);
  else if (c == '&')
    take_mark (scan, tag, SJ_TAG_RAW, 1);
  else if (c == '^')
    {
      take_mark (scan, tag, SJ_TAG_INVERSE, 1);
      if (tag->from == tag->to)
        tag->kind = SJ_TAG_ELSE;
    }
  else if (c == '>')
    add_bad (scan, tag, "unsupported", _("Partials cannot be used; insert a fragment with {{fragment id='…'}}."));
  else if (c == '*')
    add_bad (scan, tag, "unsupported", _("Decorators cannot be used."));
  else if (c == '=')
    add_bad (scan, tag, "unsupported", _("Other delimiters than {{ }} and {% %} cannot be used."));
  else if (is_word (scan, tag, "else"))
    take_mark (scan, tag, SJ_TAG_ELSE, 4);
  else if (c == '\0')
    add_bad (scan, tag, "syntax", _("This tag is empty."));
}

/* {{ … }}; `at` is behind the mark ~, if there is one. */
static void
scan_braces (Scan *scan)
{
  SjTag tag = { .start = scan->at };
  size_t at = scan->at + 2;
  size_t end;

  tag.strip_before = at < scan->end && scan->text[at] == '~';
  at += tag.strip_before;
  tag.from = at;
  if (at < scan->end && scan->text[at] == '{')
    {
      scan_triple (scan, &tag, at);
      return;
    }
  at = skip_blanks (scan, at);
  if (at < scan->end && scan->text[at] == '!')
    {
      scan_comment (scan, &tag, at);
      return;
    }
  end = find_end (scan, tag.from, "}}");
  if (end == SIZE_MAX)
    {
      add_unclosed (scan, &tag, "}}");
      return;
    }
  tag.to = end;
  tag.strip_after = end > tag.from && scan->text[end - 1] == '~';
  tag.to -= tag.strip_after;
  tag.end = scan->at = end + 2;
  narrow (scan, &tag);
  classify_braces (scan, &tag);
  g_array_append_val (scan->tags, tag);
}

/* The repair is `format` with what stands in the tag, or behind its first word. */
static void
suggest_percent (Scan *scan, SjTag *tag, const char *sentence, const char *format, bool whole)
{
  size_t from = tag->from;
  g_autofree char *rest = NULL;
  SjDiag *diag;

  while (!whole && from < tag->to && g_ascii_isalpha (scan->text[from]))
    from++;
  from = MIN (skip_blanks (scan, from), tag->to);
  rest = g_strndup (scan->text + from, tag->to - from);
  tag->kind = SJ_TAG_BAD;
  scan->errors++;
  diag = sj_diags_add (scan->diags, SJ_SEVERITY_ERROR, "percent-tag", tag->start, tag->end, "%s", sentence);
  diag->fix = strstr (format, "%s") ? g_strdup_printf (format, rest) : g_strdup (format);
}

/* A tag of the percent family that is none of this language's. */
static void
classify_foreign (Scan *scan, SjTag *tag)
{
  if (is_word (scan, tag, "if"))
    suggest_percent (scan, tag, _("A condition begins with {%#if."), "{%%#if %s%%}", false);
  else if (is_word (scan, tag, "unless"))
    suggest_percent (scan, tag, _("A condition begins with {%#unless."), "{%%#unless %s%%}", false);
  else if (is_word (scan, tag, "elseif") || is_word (scan, tag, "elif"))
    suggest_percent (scan, tag, _("A further condition is written {%else if …%}."), "{%%else if %s%%}", false);
  else if (is_word (scan, tag, "endif"))
    suggest_percent (scan, tag, _("A condition ends with {%/if%}."), "{%/if%}", false);
  else if (is_word (scan, tag, "for") || is_word (scan, tag, "each"))
    add_bad (scan, tag, "percent-tag", _("A loop is written {{#each list as |item|}} … {{/each}}."));
  else if (is_word (scan, tag, "endfor") || is_word (scan, tag, "endeach"))
    suggest_percent (scan, tag, _("A loop ends with {{/each}}."), "{{/each}}", false);
  else if (tag->from == tag->to)
    add_bad (scan, tag, "syntax", _("This tag is empty."));
  else if (scan->text[tag->from] == '!')
    add_bad (scan, tag, "percent-tag", _("A comment is written {{! … }}."));
  else
    suggest_percent (scan, tag, _("A value is written {%= … %}; conditions begin with {%#if, variables with {% let."),
                     "{%%= %s %%}", true);
}

static void
classify_percent (Scan *scan, SjTag *tag)
{
  char c = tag->from < tag->to ? scan->text[tag->from] : '\0';
  bool blank = sj_template_is_blank (scan->text[tag->start + 2]);

  if (c == '=')
    take_mark (scan, tag, SJ_TAG_PQL, 1);
  else if (c == '#')
    take_mark (scan, tag, SJ_TAG_OPEN, 1);
  else if (c == '/')
    take_mark (scan, tag, SJ_TAG_CLOSE, 1);
  else if (is_word (scan, tag, "else"))
    take_mark (scan, tag, SJ_TAG_ELSE, 4);
  else if (is_word (scan, tag, "let"))
    take_mark (scan, tag, SJ_TAG_LET, 3);
  else if (!blank && is_word (scan, tag, "elseif"))    /* {%elseif x%} is meant, {% elseif x %} is another language's */
    take_mark (scan, tag, SJ_TAG_ELSE, 4);
  else
    classify_foreign (scan, tag);
}

static void
scan_percent (Scan *scan)
{
  SjTag tag = { .start = scan->at, .percent = true, .from = scan->at + 2 };
  size_t end = find_end (scan, tag.from, "%}");

  if (end == SIZE_MAX)
    {
      add_unclosed (scan, &tag, "%}");
      return;
    }
  tag.to = end;
  tag.end = scan->at = end + 2;
  narrow (scan, &tag);
  classify_percent (scan, &tag);
  g_array_append_val (scan->tags, tag);
}

/* {= f() %}: plain text, but somebody forgot a percent sign. */
static void
warn_slip (Scan *scan)
{
  size_t end = MIN (scan->at + SLIP_LENGTH, scan->end);
  size_t at = scan->at + 2;
  SjDiag *diag;

  while (at < end && scan->text[at] != '\n' && !starts_with (scan, at, "%}"))
    at++;
  if (!starts_with (scan, at, "%}") || sj_diags_count (scan->diags) > WARNINGS)
    return;
  diag = sj_diags_add (scan->diags, SJ_SEVERITY_WARNING, "slip", scan->at, scan->at + 2,
                       _("This is plain text; a value is written {%%= … %%}."));
  diag->fix = g_strdup ("{%=");
}

/* At {{: one backslash before it makes it text, two are a backslash and a tag. */
static bool
is_escaped (Scan *scan, size_t *text)
{
  size_t at = scan->at;

  if (at == *text || scan->text[at - 1] != '\\')
    return false;
  add_text (scan, *text, at - 1);
  if (at - *text >= 2 && scan->text[at - 2] == '\\')
    {
      *text = at;
      return false;
    }
  *text = at;
  return true;
}

GArray *
sj_template_scan (const char *text, size_t length, SjDiags *diags)
{
  Scan scan = { .text = text, .end = length, .diags = diags };
  size_t from = 0;    /* of the text under way */

  scan.tags = g_array_new (FALSE, FALSE, sizeof (SjTag));
  while (scan.at < length && scan.errors < ERRORS)
    {
      const char *brace = memchr (text + scan.at, '{', length - scan.at);

      if (brace == NULL)
        break;
      scan.at = (size_t) (brace - text);
      if (starts_with (&scan, scan.at, "{{"))
        {
          if (is_escaped (&scan, &from))
            {
              scan.at += 2;
              continue;
            }
          add_text (&scan, from, scan.at);
          scan_braces (&scan);
          from = scan.at;
        }
      else if (starts_with (&scan, scan.at, "{%"))
        {
          add_text (&scan, from, scan.at);
          scan_percent (&scan);
          from = scan.at;
        }
      else
        {
          if (starts_with (&scan, scan.at, "{="))
            warn_slip (&scan);
          scan.at++;
        }
    }
  add_text (&scan, from, length);
  return scan.tags;
}
