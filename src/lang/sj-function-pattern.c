/* sj-function-pattern.c -- functions with regular expressions, and "like".
 *
 * Empty matches are what goes wrong here.  As in Java, the search after an empty
 * match goes on one character further, and after any other match where it ended.
 */
#include "lang/sj-function.h"
#include "lang/sj-regex.h"
#include "lang/sj-text.h"

#include <string.h>

bool
sj_fn_match_whole (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjMatch match;

  if (!sj_function_texts (eval, "matchRegExp", args, 2) ||
      !sj_regex_match (eval, args[1], args[0], 0, true, &match))
    return false;
  return sj_function_give (result, sj_value_bool (match.matched));
}

bool
sj_fn_matches (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjMatch match;

  if (!sj_function_texts (eval, "matches", args, 2) || !sj_regex_match (eval, args[1], args[0], 0, false, &match))
    return false;
  return sj_function_give (result, sj_value_bool (match.matched));
}

bool
sj_fn_regex_group (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjMatch match;
  int64_t group;

  if (!sj_function_texts (eval, "regexGroup", args, 2) ||
      !sj_function_integer (eval, "regexGroup", args[2], &group) ||
      !sj_regex_match (eval, args[1], args[0], 0, false, &match))
    return false;
  if (!match.matched || group < 0 || group >= match.count || match.start[group] == SIZE_MAX)
    return sj_function_give (result, sj_null);
  return sj_function_give (result, sj_function_part (args[0], match.start[group], match.end[group]));
}

/* Where the search goes on; false behind the end. */
static bool
next_search (SjValue text, const SjMatch *match, size_t *from)
{
  size_t at = match->end[0];

  if (match->end[0] > match->start[0])
    {
      *from = at;
      return true;
    }
  if (at >= text.length)
    return false;
  *from = at + sj_text_to_bytes (text.text + at, text.length - at, 1);
  return true;
}

static bool
replace (SjEval *eval, const SjValue *args, bool every, SjValue *result)
{
  SjValue text = args[0], new = args[2];
  SjBuffer buffer = SJ_BUFFER_INIT;
  size_t copied = 0, from = 0;
  SjMatch match;
  bool matched;

  if (!sj_function_texts (eval, every ? "replaceAll" : "replace", args, 3) ||
      !sj_regex_match (eval, args[1], text, 0, false, &match))
    return false;
  if (!match.matched)
    return sj_function_give (result, text);

  buffer.limit = SJ_TEXT_LIMIT;
  do
    {
      sj_buffer_append_n (&buffer, text.text + copied, match.start[0] - copied);
      sj_buffer_append_n (&buffer, new.text, new.length);
      copied = match.end[0];
      if (!every || buffer.full || !next_search (text, &match, &from))
        break;
      matched = sj_regex_match (eval, args[1], text, from, false, &match);
    }
  while (matched && match.matched);

  if (eval->error.code != NULL)
    {
      sj_buffer_clear (&buffer);
      return false;
    }
  sj_buffer_append_n (&buffer, text.text + copied, text.length - copied);
  return sj_eval_buffer (eval, &buffer, result);
}

bool
sj_fn_replace_first_match (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return replace (eval, args, false, result);
}

bool
sj_fn_replace_every_match (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return replace (eval, args, true, result);
}

/* The pieces between matches.  An empty match at the very beginning makes none. */
static bool
collect_pieces (SjEval *eval, SjValue text, SjValue pattern, GArray *pieces)
{
  size_t copied = 0, from = 0;
  SjMatch match;

  do
    {
      SjValue piece;

      if (!sj_regex_match (eval, pattern, text, from, false, &match))
        return false;
      if (!match.matched)
        break;
      if (match.end[0] == 0)
        continue;
      piece = sj_function_part (text, copied, match.start[0]);
      g_array_append_val (pieces, piece);
      copied = match.end[0];
    }
  while (next_search (text, &match, &from));

  if (pieces->len > 0)
    {
      SjValue rest = sj_function_part (text, copied, text.length);

      g_array_append_val (pieces, rest);
    }
  return true;
}

bool
sj_fn_split_by_pattern (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (SjValue));
  SjValue *items;
  size_t length;

  if (!sj_function_texts (eval, "split", args, 2) || !collect_pieces (eval, args[0], args[1], pieces))
    return false;
  if (pieces->len == 0)    /* nothing to split at: the text itself, even if it is empty */
    g_array_append_val (pieces, args[0]);
  else
    while (pieces->len > 0 && g_array_index (pieces, SjValue, pieces->len - 1).length == 0)
      g_array_set_size (pieces, pieces->len - 1);
  length = pieces->len;
  if ((items = sj_function_items (eval, length)) == NULL)
    return false;
  if (length > 0)
    memcpy (items, pieces->data, length * sizeof (SjValue));
  return sj_function_give (result, sj_value_list (items, length));
}

/* Looks back only to the last %: what stood before it has found its place. */
static bool
is_like (SjEval *eval, SjValue text, SjValue pattern, bool *like)
{
  const char *at = text.text, *end = text.text + text.length;
  const char *want = pattern.text, *want_end = pattern.text + pattern.length;
  const char *behind_percent = NULL, *retry = NULL;
  unsigned rounds = 0;

  while (at < end)
    {
      if (++rounds % 4096 == 0 && !sj_eval_charge (eval, 64))
        return false;
      if (want < want_end && *want == '%')
        {
          behind_percent = ++want;
          retry = at;
        }
      else if (want < want_end && *want == '_')
        {
          want++;
          at = g_utf8_next_char (at);
        }
      else if (want < want_end && *want == *at)
        {
          want++;
          at++;
        }
      else if (behind_percent != NULL)
        {
          want = behind_percent;
          at = retry = g_utf8_next_char (retry);
        }
      else
        {
          *like = false;
          return true;
        }
    }
  while (want < want_end && *want == '%')
    want++;
  *like = want == want_end;
  return true;
}

bool
sj_fn_like (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  bool like;

  if (!sj_function_texts (eval, "like", args, 2) || !is_like (eval, args[0], args[1], &like))
    return false;
  return sj_function_give (result, sj_value_bool (like));
}
