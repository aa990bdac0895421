/* sj-name.c -- names that programs read. */
#include "base/sj-name.h"

#include <string.h>

bool
sj_is_id (const char *text)
{
  if (!g_ascii_isalpha (*text) && *text != '_')
    return false;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && *text != '_' && *text != '-')
      return false;
  return true;
}

bool
sj_is_language (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", -1);

  for (size_t i = 0; parts[i] != NULL; i++)
    {
      size_t length = strlen (parts[i]);

      if (i == 0 ? length < 2 || length > 3 : length < 2 || length > 8)
        return false;
      for (const char *c = parts[i]; *c != '\0'; c++)
        if (!g_ascii_isalpha (*c) && (i == 0 || !g_ascii_isdigit (*c)))
          return false;
    }
  return parts[0] != NULL;
}
