/* sj-function-url.c -- parts of URLs, and texts inside URLs. */
#include "lang/sj-function.h"
#include "lang/sj-text.h"

#include <string.h>

/* Bytes [from, to) of each part; SIZE_MAX where there is none. */
typedef struct
{
  size_t scheme_end;
  size_t host, host_end;
  size_t path, path_end;
  size_t query, query_end;      /* behind the ? */
  size_t fragment;              /* behind the # */
} Url;

/* strchr () alone would find the byte 0 in every list. */
static bool
is_one_of (char byte, const char *bytes)
{
  return byte != '\0' && strchr (bytes, byte) != NULL;
}

static size_t
find_any (SjValue text, size_t from, size_t to, const char *bytes)
{
  while (from < to && !is_one_of (text.text[from], bytes))
    from++;
  return from;
}

/* "https:", or nothing. */
static size_t
scheme_length (SjValue text)
{
  size_t at = 0;

  while (at < text.length && (g_ascii_isalpha (text.text[at]) ||
                              (at > 0 && (g_ascii_isdigit (text.text[at]) || is_one_of (text.text[at], "+-.")))))
    at++;
  return at > 0 && at < text.length && text.text[at] == ':' ? at : SIZE_MAX;
}

/* The host without user and port; an IPv6 address keeps its brackets. */
static void
take_host (SjValue text, size_t from, size_t to, Url *url)
{
  const char *at = memrchr (text.text + from, '@', to - from);
  size_t port;

  url->host = at ? (size_t) (at + 1 - text.text) : from;
  port = url->host < to && text.text[url->host] == '[' ? find_any (text, url->host, to, "]") : url->host;
  url->host_end = find_any (text, port, to, ":");
}

static Url
take_apart (SjValue text)
{
  Url url = { SIZE_MAX, SIZE_MAX, SIZE_MAX, 0, 0, SIZE_MAX, SIZE_MAX, SIZE_MAX };
  size_t end = find_any (text, 0, text.length, "#");
  size_t at;

  if (end < text.length)
    url.fragment = end + 1;
  url.scheme_end = scheme_length (text);
  if (url.scheme_end != SIZE_MAX && url.scheme_end >= end)
    url.scheme_end = SIZE_MAX;
  at = url.scheme_end == SIZE_MAX ? 0 : url.scheme_end + 1;
  if (end - at >= 2 && memcmp (text.text + at, "//", 2) == 0)
    {
      size_t authority = at + 2;

      at = find_any (text, authority, end, "/?");
      take_host (text, authority, at, &url);
    }
  url.path = at;
  url.path_end = find_any (text, at, end, "?");
  if (url.path_end < end)
    {
      url.query = url.path_end + 1;
      url.query_end = end;
    }
  return url;
}

static bool
give_part (SjValue text, size_t from, size_t to, SjValue *result)
{
  return sj_function_give (result, from == SIZE_MAX ? sj_null : sj_function_part (text, from, to));
}

bool
sj_fn_get_url_host (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  Url url;

  if (!sj_function_text (eval, "getUrlHost", args[0]))
    return false;
  url = take_apart (args[0]);
  return give_part (args[0], url.host, url.host_end, result);
}

bool
sj_fn_get_url_path (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  Url url;

  if (!sj_function_text (eval, "getUrlPath", args[0]))
    return false;
  url = take_apart (args[0]);
  return give_part (args[0], url.path, url.path_end, result);
}

bool
sj_fn_get_url_protocol (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue scheme;
  char *lower;

  if (!sj_function_text (eval, "getUrlProtocol", args[0]))
    return false;
  if (scheme_length (args[0]) == SIZE_MAX)
    return sj_function_give (result, sj_null);
  scheme = sj_function_part (args[0], 0, scheme_length (args[0]));
  if ((lower = sj_function_bytes (eval, scheme.length)) == NULL)
    return false;
  return sj_function_give (result, sj_value_text (lower, sj_text_map (SJ_CASE_LOWER, scheme.text, scheme.length, lower,
                                                                      scheme.length)));
}

bool
sj_fn_get_url_fragment (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  if (!sj_function_text (eval, "getUrlFragment", args[0]))
    return false;
  return give_part (args[0], take_apart (args[0]).fragment, args[0].length, result);
}

/* Form encoding, as java.net.URLEncoder does it. */
static void
encode (SjBuffer *buffer, SjValue text)
{
  static const char digits[] = "0123456789ABCDEF";

  for (uint32_t i = 0; i < text.length; i++)
    {
      unsigned char byte = (unsigned char) text.text[i];

      if (g_ascii_isalnum (byte) || is_one_of ((char) byte, "-_.*"))
        sj_buffer_append_c (buffer, (char) byte);
      else if (byte == ' ')
        sj_buffer_append_c (buffer, '+');
      else
        sj_buffer_append_n (buffer, (char[]) { '%', digits[byte >> 4], digits[byte & 15] }, 3);
    }
}

bool
sj_fn_url_encode (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjBuffer buffer = SJ_BUFFER_INIT;

  if (!sj_function_text (eval, "urlEncode", args[0]))
    return false;
  buffer.limit = SJ_TEXT_LIMIT;
  encode (&buffer, args[0]);
  return sj_eval_buffer (eval, &buffer, result);
}

static int
escaped_byte (SjValue text, size_t at)
{
  int high, low;

  if (text.text[at] != '%' || text.length - at < 3)
    return -1;
  high = g_ascii_xdigit_value (text.text[at + 1]);
  low = g_ascii_xdigit_value (text.text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* A % that begins no escape stays.  At most as long as the text. */
static size_t
decode (SjValue text, char *out)
{
  char *to = out;

  for (size_t at = 0; at < text.length; at++)
    {
      int byte = escaped_byte (text, at);

      if (byte >= 0)
        at += 2;
      else
        byte = text.text[at] == '+' ? ' ' : text.text[at];
      *to++ = (char) byte;
    }
  return (size_t) (to - out);
}

/* Bytes that are no UTF-8 become the replacement character. */
bool
sj_fn_url_decode (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  char *out;
  size_t length;

  if (!sj_function_text (eval, "urlDecode", args[0]) || (out = sj_function_bytes (eval, args[0].length)) == NULL)
    return false;
  length = decode (args[0], out);
  if (!g_utf8_validate_len (out, length, NULL))
    {
      g_autofree char *valid = g_utf8_make_valid (out, (gssize) length);

      return sj_eval_text (eval, valid, strlen (valid), result);
    }
  return sj_function_give (result, sj_value_text (out, length));
}

/* Whether the pair [from, to) of a query has this key. */
static bool
has_key (SjValue url, size_t from, size_t to, SjValue key, char *room)
{
  SjValue name = sj_function_part (url, from, find_any (url, from, to, "="));

  return decode (name, room) == key.length && (key.length == 0 || memcmp (room, key.text, key.length) == 0);
}

static void
append_pair (SjBuffer *buffer, SjValue key, SjValue value)
{
  encode (buffer, key);
  sj_buffer_append_c (buffer, '=');
  encode (buffer, value);
}

/* The query with the pair in the place of the first of that key, or at its end. */
static void
write_query (SjBuffer *buffer, SjValue url, const Url *parts, SjValue key, SjValue value, char *room)
{
  bool written = false;
  char mark = '?';

  for (size_t at = parts->query; at < parts->query_end && parts->query != SIZE_MAX;)
    {
      size_t end = find_any (url, at, parts->query_end, "&");
      bool same = has_key (url, at, end, key, room);

      if (end > at && !(same && written))
        {
          sj_buffer_append_c (buffer, mark);
          mark = '&';
          if (same)
            append_pair (buffer, key, value);
          else
            sj_buffer_append_n (buffer, url.text + at, end - at);
          written |= same;
        }
      at = end + 1;
    }
  if (!written)
    {
      sj_buffer_append_c (buffer, mark);
      append_pair (buffer, key, value);
    }
}

/* A number or the like as a text. */
static bool
as_text (SjEval *eval, SjValue value, SjValue *text)
{
  SjBuffer buffer = SJ_BUFFER_INIT;

  if (value.type == SJ_TEXT)
    return sj_function_give (text, value);
  if (value.type == SJ_LIST || value.type == SJ_OBJECT)
    return sj_function_text (eval, "appendQueryParams", value);
  buffer.limit = SJ_TEXT_LIMIT;
  sj_text_template (&buffer, value);
  return sj_eval_buffer (eval, &buffer, text);
}

bool
sj_fn_append_query_params (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjBuffer buffer = SJ_BUFFER_INIT;
  SjValue url = args[0], value;
  Url parts;
  char *room;

  if (!sj_function_texts (eval, "appendQueryParams", args, 2) || !as_text (eval, args[2], &value) ||
      (room = sj_function_bytes (eval, url.length)) == NULL)
    return false;
  parts = take_apart (url);
  buffer.limit = SJ_TEXT_LIMIT;
  sj_buffer_append_n (&buffer, url.text, parts.path_end);
  write_query (&buffer, url, &parts, args[1], value, room);
  if (parts.fragment != SIZE_MAX)
    sj_buffer_append_n (&buffer, url.text + parts.fragment - 1, url.length - parts.fragment + 1);
  return sj_eval_buffer (eval, &buffer, result);
}
