/* sj-function-hash.c -- hashes, Base64 and identifiers. */
#include "lang/sj-function.h"

#include <string.h>

static bool
checksum (SjEval *eval, const char *function, GChecksumType type, SjValue text, SjValue *result)
{
  g_autofree char *hash = NULL;

  if (!sj_function_text (eval, function, text))
    return false;
  hash = g_compute_checksum_for_data (type, (const guchar *) (text.length > 0 ? text.text : ""), text.length);
  return sj_eval_text (eval, hash, strlen (hash), result);
}

bool
sj_fn_md5 (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return checksum (eval, "md5", G_CHECKSUM_MD5, args[0], result);
}

bool
sj_fn_sha256 (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return checksum (eval, "sha256", G_CHECKSUM_SHA256, args[0], result);
}

bool
sj_fn_encode64 (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  g_autofree char *encoded = NULL;

  if (!sj_function_text (eval, "encode64", args[0]))
    return false;
  encoded = g_base64_encode ((const guchar *) (args[0].length > 0 ? args[0].text : ""), args[0].length);
  return sj_eval_text (eval, encoded, strlen (encoded), result);
}

static int
digit_of (char c)
{
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const char *found = c != '\0' ? strchr (digits, c) : NULL;

  return found ? (int) (found - digits) : -1;
}

/* Every character counts: a blank, or too few or too many = at the end, make the
 * text one that is not Base64. */
static bool
decode (SjValue text, char *out, size_t *length)
{
  size_t digits = text.length, padding;
  uint32_t bits = 0;
  char *to = out;

  while (digits > 0 && text.length - digits < 2 && text.text[digits - 1] == '=')
    digits--;
  padding = text.length - digits;
  if (digits % 4 == 1 || (padding > 0 && text.length % 4 != 0))
    return false;
  for (size_t i = 0; i < digits; i++)
    {
      int digit = digit_of (text.text[i]);

      if (digit < 0)
        return false;
      bits = bits << 6 | (uint32_t) digit;
      if (i % 4 > 0)
        *to++ = (char) (bits >> (6 - 2 * (i % 4)));
    }
  *length = (size_t) (to - out);
  return true;
}

bool
sj_fn_decode64 (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  char *out;
  size_t length;

  if (!sj_function_text (eval, "decode64", args[0]) || (out = sj_function_bytes (eval, args[0].length)) == NULL)
    return false;
  if (!decode (args[0], out, &length) || !g_utf8_validate_len (out, length, NULL))
    return sj_function_give (result, args[0]);
  return sj_function_give (result, sj_value_text (out, length));
}

bool
sj_fn_uuid (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  static const char digits[] = "0123456789abcdef";
  uint64_t halves[2];
  char text[36];
  char *at = text;

  halves[0] = sj_eval_chance (eval);
  halves[0] = (halves[0] & ~UINT64_C (0xf000)) | 0x4000;                 /* version 4 */
  halves[1] = sj_eval_chance (eval);
  halves[1] = (halves[1] & (UINT64_MAX >> 2)) | UINT64_C (1) << 63;      /* the usual variant */
  for (unsigned i = 0; i < 32; i++)
    {
      if (i == 8 || i == 12 || i == 16 || i == 20)
        *at++ = '-';
      *at++ = digits[halves[i / 16] >> (60 - 4 * (i % 16)) & 15];
    }
  return sj_eval_text (eval, text, sizeof text, result);
}
