/* sj-function-part.c -- positions in texts; cutting, joining and replacing.
 *
 * Positions count characters; the bytes in between are found once a call.  A part
 * of a text is not copied: it borrows from the text it is part of.
 */
#include "lang/sj-function.h"
#include "lang/sj-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Length and position */

bool
sj_fn_length (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_text (eval, "length", args[0]) &&
         sj_function_give (result, sj_value_integer ((int64_t) sj_text_length (args[0].text, args[0].length)));
}

bool
sj_fn_index_of (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  const char *found;
  size_t before;

  if (!sj_function_texts (eval, "indexOf", args, 2))
    return false;
  found = sj_function_find (args[0], args[1], 0);
  if (found == NULL)
    return sj_function_give (result, sj_value_integer (-1));
  before = args[1].length > 0 ? sj_text_length (args[0].text, (size_t) (found - args[0].text)) : 0;
  return sj_function_give (result, sj_value_integer ((int64_t) before));
}

/* Goes back byte by byte; where both are long, that is paid for.  SIZE_MAX: nowhere. */
static bool
find_last (SjEval *eval, SjValue text, SjValue part, size_t *found)
{
  *found = SIZE_MAX;
  if (part.length > text.length)
    return true;
  if (!sj_eval_charge (eval, (text.length - part.length) / 64 * (part.length / 64 + 1)))
    return false;
  for (size_t at = text.length - part.length + 1; at > 0 && *found == SIZE_MAX; at--)
    if (memcmp (text.text + at - 1, part.text, part.length) == 0)
      *found = at - 1;
  return true;
}

bool
sj_fn_last_index_of (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  size_t found = args[0].length;

  if (!sj_function_texts (eval, "lastIndexOf", args, 2) ||
      (args[1].length > 0 && !find_last (eval, args[0], args[1], &found)))
    return false;
  if (found == SIZE_MAX)
    return sj_function_give (result, sj_value_integer (-1));
  return sj_function_give (result, sj_value_integer ((int64_t) sj_text_length (args[0].text, found)));
}

bool
sj_fn_char_code_at (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  int64_t index;
  size_t at;

  if (!sj_function_text (eval, "charCodeAt", args[0]) || !sj_function_integer (eval, "charCodeAt", args[1], &index))
    return false;
  at = sj_text_to_bytes (args[0].text, args[0].length, index);
  if (index < 0 || at == args[0].length)
    return sj_function_give (result, sj_null);
  return sj_function_give (result, sj_value_integer (g_utf8_get_char (args[0].text + at)));
}

/* Parts */

bool
sj_fn_substr (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  int64_t from, to = INT64_MAX;

  if (!sj_function_text (eval, "substr", args[0]) || !sj_function_integer (eval, "substr", args[1], &from) ||
      (count > 2 && !sj_function_integer (eval, "substr", args[2], &to)))
    return false;
  return sj_function_give (result, sj_function_part (args[0], sj_text_to_bytes (args[0].text, args[0].length, from),
                                            sj_text_to_bytes (args[0].text, args[0].length, to)));
}

static bool
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == '\v' || c == 0x85;
}

static bool
trim (SjEval *eval, SjValue text, bool left, bool right, SjValue *result)
{
  const char *from, *to;

  if (!sj_function_text (eval, "trim", text))
    return false;
  from = text.length > 0 ? text.text : "";
  to = from + text.length;
  while (left && from < to && is_blank (g_utf8_get_char (from)))
    from = g_utf8_next_char (from);
  while (right && to > from)
    {
      const char *last = g_utf8_prev_char (to);

      if (!is_blank (g_utf8_get_char (last)))
        break;
      to = last;
    }
  return sj_function_give (result, sj_value_text (from, (size_t) (to - from)));
}

bool
sj_fn_trim (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return trim (eval, args[0], true, true, result);
}

bool
sj_fn_left_trim (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return trim (eval, args[0], true, false, result);
}

bool
sj_fn_right_trim (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return trim (eval, args[0], false, true, result);
}

bool
sj_fn_mask (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue text = args[0];
  int64_t first, last, length;
  size_t from, to, hidden;
  char *out;

  if (!sj_function_text (eval, "mask", text) || !sj_function_integer (eval, "mask", args[1], &first) ||
      !sj_function_integer (eval, "mask", args[2], &last))
    return false;
  length = (int64_t) sj_text_length (text.text, text.length);
  first = CLAMP (first, 0, length);
  last = CLAMP (last, 0, length);
  if (first >= length - last)
    return sj_function_give (result, text);

  from = sj_text_to_bytes (text.text, text.length, first);
  to = sj_text_to_bytes (text.text, text.length, length - last);
  hidden = (size_t) (length - last - first);
  if ((out = sj_function_bytes (eval, from + hidden + (text.length - to))) == NULL)
    return false;
  memcpy (out, text.text, from);
  memset (out + from, 'X', hidden);
  memcpy (out + from + hidden, text.text + to, text.length - to);
  return sj_function_give (result, sj_value_text (out, from + hidden + (text.length - to)));
}

bool
sj_fn_extract_email_domain (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  const char *sign;

  if (!sj_function_text (eval, "extractEmailDomain", args[0]))
    return false;
  sign = args[0].length > 0 ? memrchr (args[0].text, '@', args[0].length) : NULL;
  if (sign == NULL)
    return sj_function_give (result, sj_null);
  return sj_function_give (result, sj_function_part (args[0], (size_t) (sign + 1 - args[0].text), args[0].length));
}

/* Joining, splitting, replacing */

static char *
put (char *at, const char *text, size_t length)
{
  return length > 0 ? mempcpy (at, text, length) : at;
}

/* Texts side by side in the arena; anything but a text has been dealt with. */
static bool
concatenate (SjEval *eval, const SjValue *texts, size_t count, SjValue *result)
{
  size_t length = 0;
  char *out, *at;

  for (size_t i = 0; i < count; i++)
    length += texts[i].type == SJ_TEXT ? texts[i].length : 0;
  if ((out = at = sj_function_bytes (eval, length)) == NULL)
    return false;
  for (size_t i = 0; i < count; i++)
    if (texts[i].type == SJ_TEXT)
      at = put (at, texts[i].text, texts[i].length);
  return sj_function_give (result, sj_value_text (out, length));
}

bool
sj_fn_join_texts (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue list;

  if (count == 2)
    return sj_function_texts (eval, "concat", args, 2) && concatenate (eval, args, 2, result);
  if (!sj_function_list (eval, "concat", args[0], &list))
    return false;
  for (uint32_t i = 0; i < list.length; i++)
    if (list.items[i].type != SJ_TEXT && list.items[i].type != SJ_NULL)
      return sj_function_wrong (eval, "concat", _("texts"), list.items[i]);
  return concatenate (eval, list.items, list.length, result);
}

/* Numbers, dates and the like stand as they would be printed. */
bool
sj_fn_concat (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjBuffer buffer = SJ_BUFFER_INIT;
  bool texts = true;

  for (unsigned i = 0; i < count; i++)
    {
      if (args[i].type == SJ_LIST || args[i].type == SJ_OBJECT)
        return sj_function_wrong (eval, "concat", _("a text"), args[i]);
      texts &= args[i].type == SJ_TEXT;
    }
  if (texts)
    return concatenate (eval, args, count, result);
  buffer.limit = SJ_TEXT_LIMIT;
  for (unsigned i = 0; i < count; i++)
    sj_text_template (&buffer, args[i]);
  return sj_eval_buffer (eval, &buffer, result);
}

static bool
all_texts (SjValue list)
{
  for (uint32_t i = 0; i < list.length; i++)
    if (list.items[i].type != SJ_TEXT)
      return false;
  return true;
}

static bool
join_list (SjEval *eval, SjValue list, SjValue separator, SjValue *result)
{
  size_t length = list.length > 0 ? (size_t) (list.length - 1) * separator.length : 0;
  char *out, *to;

  for (uint32_t i = 0; i < list.length; i++)
    length += list.items[i].length;
  if ((out = to = sj_function_bytes (eval, length)) == NULL)
    return false;
  for (uint32_t i = 0; i < list.length; i++)
    {
      if (i > 0)
        to = put (to, separator.text, separator.length);
      to = put (to, list.items[i].text, list.items[i].length);
    }
  return sj_function_give (result, sj_value_text (out, length));
}

bool
sj_fn_join (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjBuffer buffer = SJ_BUFFER_INIT;
  SjValue list;

  if (args[1].type == SJ_NULL)
    return sj_function_give (result, sj_null);
  if (!sj_function_list (eval, "join", args[0], &list) || !sj_function_text (eval, "join", args[1]))
    return false;
  if (all_texts (list))
    return join_list (eval, list, args[1], result);
  buffer.limit = SJ_TEXT_LIMIT;
  for (uint32_t i = 0; i < list.length && !buffer.full; i++)
    {
      if (i > 0)
        sj_buffer_append_n (&buffer, args[1].text, args[1].length);
      sj_text_template (&buffer, list.items[i]);
    }
  return sj_eval_buffer (eval, &buffer, result);
}

/* The list in a language that puts it in quotes or not; nulls are skipped. */
bool
sj_fn_serialize_list (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjBuffer buffer = SJ_BUFFER_INIT;
  bool quotes, first = true;
  SjValue list;

  if (!sj_function_list (eval, "serializeList", args[0], &list) ||
      !sj_function_text (eval, "serializeList", args[1]) ||
      !sj_function_boolean (eval, "serializeList", args[2], &quotes))
    return false;
  buffer.limit = SJ_TEXT_LIMIT;
  for (uint32_t i = 0; i < list.length && !buffer.full; i++)
    {
      if (list.items[i].type == SJ_NULL)
        continue;
      if (!first)
        sj_buffer_append_n (&buffer, args[1].text, args[1].length);
      first = false;
      if (quotes)
        sj_buffer_append_c (&buffer, '"');
      sj_text_expression (&buffer, list.items[i]);
      if (quotes)
        sj_buffer_append_c (&buffer, '"');
    }
  return sj_eval_buffer (eval, &buffer, result);
}

static size_t
count_parts (SjValue text, SjValue separator)
{
  size_t count = 1;
  size_t from = 0;

  for (const char *found; (found = sj_function_find (text, separator, from)) != NULL; count++)
    from = (size_t) (found - text.text) + separator.length;
  return count;
}

static bool
split_characters (SjEval *eval, SjValue text, SjValue *result)
{
  size_t length = sj_text_length (text.text, text.length);
  SjValue *items = sj_function_items (eval, length);
  const char *at = text.text;

  if (items == NULL)
    return false;
  for (size_t i = 0; i < length; i++)
    {
      const char *next = g_utf8_next_char (at);

      items[i] = sj_value_text (at, (size_t) (next - at));
      at = next;
    }
  return sj_function_give (result, sj_value_list (items, length));
}

bool
sj_fn_split_by_text (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue text = args[0], separator = args[1];
  size_t parts, from = 0, n = 0;
  SjValue *items;

  if (!sj_function_texts (eval, "split", args, 2))
    return false;
  if (separator.length == 0)
    return split_characters (eval, text, result);
  parts = count_parts (text, separator);
  if ((items = sj_function_items (eval, parts)) == NULL)
    return false;
  for (const char *found; (found = sj_function_find (text, separator, from)) != NULL; n++)
    {
      items[n] = sj_function_part (text, from, (size_t) (found - text.text));
      from = (size_t) (found - text.text) + separator.length;
    }
  items[n] = sj_function_part (text, from, text.length);
  return sj_function_give (result, sj_value_list (items, parts));
}

/* An empty text to look for is one that is missing, and replaces nothing. */
bool
sj_fn_replace_text (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue text = args[0], old = args[1], new = args[2];
  size_t found, length, from = 0;
  char *out, *to;

  if (!sj_function_texts (eval, "replace", args, 3))
    return false;
  found = old.length > 0 ? count_parts (text, old) - 1 : 0;
  if (found == 0)
    return sj_function_give (result, text);
  length = text.length + found * new.length - found * old.length;
  if ((out = to = sj_function_bytes (eval, length)) == NULL)
    return false;
  for (; found > 0; found--)
    {
      size_t at = (size_t) (sj_function_find (text, old, from) - text.text);

      to = put (to, text.text + from, at - from);
      to = put (to, new.text, new.length);
      from = at + old.length;
    }
  put (to, text.text + from, text.length - from);
  return sj_function_give (result, sj_value_text (out, length));
}
