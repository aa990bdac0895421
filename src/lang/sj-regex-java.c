/* sj-regex-java.c -- character classes by Java's names, as PCRE2 writes them.
 *
 * Samples are written for Java: \p{Punct} is the class [:punct:], and \p{IsLatin}
 * is \p{Latin}.  Within brackets a class stands as it is, outside it brings its
 * own, so the brackets of the pattern must be followed.
 */
#include "lang/sj-regex-java.h"

#include "base/sj-buffer.h"

#include <string.h>

typedef struct
{
  const char *at;
  const char *end;
  SjBuffer out;
  bool brackets;        /* within […] */
  bool changed;
} Translation;

static const struct { const char *java, *posix; } classes[] = {
  { "Lower", "lower" }, { "Upper", "upper" }, { "ASCII", "ascii" }, { "Alpha", "alpha" }, { "Digit", "digit" },
  { "Alnum", "alnum" }, { "Punct", "punct" }, { "Graph", "graph" }, { "Print", "print" }, { "Blank", "blank" },
  { "Cntrl", "cntrl" }, { "XDigit", "xdigit" }, { "Space", "space" },
};

static const struct { const char *java, *property; } properties[] = {
  { "IsLetter", "L" }, { "IsPunctuation", "P" }, { "IsControl", "Cc" }, { "IsDigit", "Nd" }, { "IsTitlecase", "Lt" },
};

static bool
put_class (Translation *translation, SjSlice name, bool negated)
{
  for (size_t i = 0; i < G_N_ELEMENTS (classes); i++)
    if (sj_slice_is (name, classes[i].java))
      {
        sj_buffer_printf (&translation->out, translation->brackets ? "[:%s%s:]" : "[[:%s%s:]]", negated ? "^" : "",
                          classes[i].posix);
        return true;
      }
  return false;
}

static bool
put_property (Translation *translation, SjSlice name, bool negated)
{
  const char *letter = negated ? "P" : "p";

  for (size_t i = 0; i < G_N_ELEMENTS (properties); i++)
    if (sj_slice_is (name, properties[i].java))
      {
        sj_buffer_printf (&translation->out, "\\%s{%s}", letter, properties[i].property);
        return true;
      }
  if (name.length <= 2 || memcmp (name.text, "Is", 2) != 0)
    return false;
  sj_buffer_printf (&translation->out, "\\%s{%.*s}", letter, (int) name.length - 2, name.text + 2);
  return true;
}

/* At the backslash of \p{Name} or \P{Name}; goes past it when it was another name's. */
static bool
take_named (Translation *translation)
{
  const char *open = translation->at + 2;
  const char *close = open < translation->end && *open == '{'
                          ? memchr (open, '}', (size_t) (translation->end - open))
                          : NULL;
  bool negated = translation->at[1] == 'P';
  SjSlice name;

  if (close == NULL)
    return false;
  name = (SjSlice) { open + 1, (size_t) (close - open) - 1 };
  if (!put_class (translation, name, negated) && !put_property (translation, name, negated))
    return false;
  translation->at = close + 1;
  translation->changed = true;
  return true;
}

static void
copy (Translation *translation, size_t length)
{
  length = MIN (length, (size_t) (translation->end - translation->at));
  sj_buffer_append_n (&translation->out, translation->at, length);
  translation->at += length;
}

static void
take_escape (Translation *translation)
{
  size_t left = (size_t) (translation->end - translation->at);
  const char *literal;

  if (left > 1 && (translation->at[1] == 'p' || translation->at[1] == 'P') && take_named (translation))
    return;
  if (left > 1 && translation->at[1] == 'Q')
    {
      literal = memmem (translation->at, left, "\\E", 2);
      copy (translation, literal ? (size_t) (literal - translation->at) : left);
    }
  copy (translation, 2);
}

/* A closing bracket that comes first within its brackets stands for itself. */
static void
open_brackets (Translation *translation)
{
  translation->brackets = true;
  copy (translation, 1);
  if (translation->at < translation->end && *translation->at == '^')
    copy (translation, 1);
  if (translation->at < translation->end && *translation->at == ']')
    copy (translation, 1);
}

char *
sj_regex_from_java (const char *pattern, size_t length, size_t *new_length)
{
  Translation translation = { pattern, pattern + length, SJ_BUFFER_INIT, false, false };

  while (translation.at < translation.end)
    if (*translation.at == '\\')
      take_escape (&translation);
    else if (*translation.at == '[' && !translation.brackets)
      open_brackets (&translation);
    else
      {
        translation.brackets &= *translation.at != ']';
        copy (&translation, 1);
      }
  *new_length = translation.out.length;
  if (translation.changed)
    return sj_buffer_steal (&translation.out);
  sj_buffer_clear (&translation.out);
  return NULL;
}
