/* sj-path.c -- finding a value, and a byte of a text, in a JSON document. */
#include "base/sj-json.h"

#include <string.h>

/* One step of a path: a name, a quoted name in brackets, or an index. */
static const char *
next_step (const char *path, GString *name, int64_t *index)
{
  g_string_truncate (name, 0);
  *index = -1;
  if (*path == '.')
    path++;
  if (path[0] == '[' && path[1] == '"')
    {
      for (path += 2; *path != '\0' && !(path[0] == '"' && path[1] == ']'); path++)
        g_string_append_c (name, *path);
      return *path != '\0' ? path + 2 : path;
    }
  if (*path == '[')
    {
      *index = g_ascii_strtoll (path + 1, NULL, 10);
      path += strcspn (path, "]");
      return *path != '\0' ? path + 1 : path;
    }
  for (; *path != '\0' && *path != '.' && *path != '['; path++)
    g_string_append_c (name, *path);
  return path;
}

/* The value a path leads to, or the last on the way that is there. */
SjValue
sj_value_follow (SjValue value, const char *path)
{
  g_autoptr (GString) name = g_string_new (NULL);

  while (*path != '\0')
    {
      const SjValue *found = NULL;
      int64_t index;

      path = next_step (path, name, &index);
      if (index < 0)
        found = sj_value_find (value, name->str, name->len);
      else if (value.type == SJ_LIST && index < value.length)
        found = &value.items[index];
      if (found == NULL)
        break;
      value = *found;
    }
  return value;
}

/* Bytes that one character of a JSON text takes up, and those it stands for. */
static size_t
character_width (const char *at, const char *end, size_t *decoded)
{
  gunichar code = 0;

  *decoded = 1;
  if (*at != '\\' || end - at < 2)
    return 1;
  if (at[1] != 'u' || end - at < 6)
    return 2;
  for (int i = 2; i < 6; i++)
    code = code * 16 + (gunichar) MAX (g_ascii_xdigit_value (at[i]), 0);
  if (code >= 0xd800 && code < 0xdc00 && end - at >= 12 && at[6] == '\\' && at[7] == 'u')
    {
      *decoded = 4;
      return 12;
    }
  *decoded = code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
  return 6;
}

size_t
sj_json_inner_offset (const char *text, size_t length, size_t start, size_t offset)
{
  const char *end = text + length;
  const char *at = text + MIN (start, length);

  while (offset > 0 && at < end && *at != '"')
    {
      size_t decoded;

      at += character_width (at, end, &decoded);
      offset -= MIN (decoded, offset);
    }
  return (size_t) (at - text);
}
