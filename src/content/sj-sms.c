/* sj-sms.c -- how long an SMS is, as the networks count it (3GPP TS 23.038, 23.040). */
#include "content/sj-sms.h"

#include <string.h>

/* The basic set beyond ASCII. */
static const gunichar beyond_ascii[] = {
  0xa3, 0xa5, 0xe8, 0xe9, 0xf9, 0xec, 0xf2, 0xc7, 0xd8, 0xf8, 0xc5, 0xe5, 0x394, 0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0,
  0x3a8, 0x3a3, 0x398, 0x39e, 0xc6, 0xe6, 0xdf, 0xc9, 0xa4, 0xa1, 0xc4, 0xd6, 0xd1, 0xdc, 0xa7, 0xbf, 0xe4, 0xf6,
  0xf1, 0xfc, 0xe0,
};

unsigned
sj_sms_gsm_units (gunichar character)
{
  if (character == 0x20ac || (character > 0 && character < 0x80 && strchr ("^{}\\[~]|\f", (int) character)))
    return 2;
  if (character == '`')
    return 0;
  if (character == '\n' || character == '\r' || (character >= 0x20 && character < 0x7f))
    return 1;
  for (size_t i = 0; i < G_N_ELEMENTS (beyond_ascii); i++)
    if (beyond_ascii[i] == character)
      return 1;
  return 0;
}

/* One character and where the next begins; what is no UTF-8 is one byte that no set has. */
static gunichar
next_character (const char **at, const char *end)
{
  gunichar character = g_utf8_get_char_validated (*at, end - *at);

  if (character == (gunichar) -1 || character == (gunichar) -2)
    {
      (*at)++;
      return 0xfffd;
    }
  *at += g_unichar_to_utf8 (character, NULL);
  return character;
}

static SjSlice
find_culprit (const char *text, const char *end)
{
  while (text < end)
    {
      const char *first = text;

      if (sj_sms_gsm_units (next_character (&text, end)) == 0)
        return (SjSlice) { first, (size_t) (text - first) };
    }
  return (SjSlice) { NULL, 0 };
}

static unsigned
units_of (gunichar character, bool unicode)
{
  if (unicode)
    return character > 0xffff ? 2 : 1;
  return sj_sms_gsm_units (character);
}

static size_t
count_units (const char *text, const char *end, bool unicode)
{
  size_t units = 0;

  while (text < end)
    units += units_of (next_character (&text, end), unicode);
  return units;
}

/* Characters go into parts one by one, none into two. */
static void
fill_parts (SjSmsLength *result, const char *text, const char *end, size_t part)
{
  size_t used = 0;

  result->parts = 1;
  while (text < end)
    {
      unsigned units = units_of (next_character (&text, end), result->unicode);

      if (used + units > part)
        {
          result->parts++;
          used = 0;
        }
      used += units;
    }
  result->left = part - used;
}

SjSmsLength
sj_sms_measure (const char *text, size_t length)
{
  const char *end = text + length;
  SjSmsLength result = { .culprit = find_culprit (text, end) };
  size_t alone;

  result.unicode = result.culprit.length > 0;
  result.units = count_units (text, end, result.unicode);
  alone = result.unicode ? SJ_SMS_UCS2_ALONE : SJ_SMS_GSM_ALONE;
  if (result.units > alone)
    fill_parts (&result, text, end, result.unicode ? SJ_SMS_UCS2_PART : SJ_SMS_GSM_PART);
  else
    {
      result.parts = result.units > 0;
      result.left = alone - result.units;
    }
  return result;
}
