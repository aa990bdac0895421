/* sj-locale.c -- which locales there are, and numbers in their manner.
 *
 * Opening one of ICU's formatters takes far longer than using it, and they must
 * not be used by two threads at a time: so every thread keeps those it used
 * last.
 */
#include "base/sj-locale-private.h"

#include <math.h>
#include <string.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>

/* -- Names -------------------------------------------------------------------- */

static GHashTable *
make_available (void)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration *names = uloc_openAvailableByType (ULOC_AVAILABLE_WITH_LEGACY_ALIASES, &status);
  const char *name;

  while (U_SUCCESS (status) && (name = uenum_next (names, NULL, &status)) != NULL)
    g_hash_table_add (set, g_strdup (name));
  uenum_close (names);
  for (const char *const *country = uloc_getISOCountries (); *country != NULL; country++)
    g_hash_table_add (set, g_strconcat ("_", *country, NULL));
  return set;
}

/* ICU's own list and, behind an underscore, the countries; made once. */
static bool
is_available (const char *name)
{
  static GHashTable *set;

  if (g_once_init_enter (&set))
    g_once_init_leave (&set, make_available ());
  return g_hash_table_contains (set, name);
}

static bool
are_all (const char *text, size_t length, bool (*test) (char))
{
  for (size_t i = 0; i < length; i++)
    if (!test (text[i]))
      return false;
  return true;
}

static bool
is_letter (char c)
{
  return g_ascii_isalpha (c);
}

static bool
is_digit (char c)
{
  return g_ascii_isdigit (c);
}

/* language, perhaps a script of four letters, perhaps a country or region. */
static bool
is_well_formed (const char *name)
{
  size_t length = strcspn (name, "_");

  if (length < 2 || length > 3 || !are_all (name, length, is_letter))
    return false;
  name += length;
  if (*name == '_' && strcspn (name + 1, "_") == 4 && are_all (name + 1, 4, is_letter))
    name += 5;
  if (*name == '_')
    {
      length = strlen (++name);
      if (length < 2 || length > 3 || !are_all (name, length, length == 2 ? is_letter : is_digit))
        return false;
      name += length;
    }
  return *name == '\0';
}

/* A language that is known may be spoken in any country. */
static bool
are_parts_available (const char *id)
{
  char language[ULOC_LANG_CAPACITY], script[ULOC_SCRIPT_CAPACITY], country[ULOC_COUNTRY_CAPACITY];
  UErrorCode status = U_ZERO_ERROR;
  g_autofree char *spoken = NULL;
  g_autofree char *place = NULL;

  uloc_getLanguage (id, language, sizeof language, &status);
  uloc_getScript (id, script, sizeof script, &status);
  uloc_getCountry (id, country, sizeof country, &status);
  spoken = g_strconcat (language, script[0] != '\0' ? "_" : "", script, NULL);
  place = g_strconcat ("_", country, NULL);
  return U_SUCCESS (status) && is_available (spoken) &&
         (country[0] == '\0' || is_digit (country[0]) || is_available (place));
}

bool
sj_locale_resolve (const char *locale, char id[SJ_LOCALE_SIZE])
{
  UErrorCode status = U_ZERO_ERROR;
  char name[SJ_LOCALE_SIZE];
  size_t length = strlen (locale);

  if (length >= sizeof name)
    return false;
  memcpy (name, locale, length + 1);
  g_strdelimit (name, "-", '_');
  if (!is_well_formed (name))
    return false;
  uloc_canonicalize (name, id, SJ_LOCALE_SIZE, &status);
  return U_SUCCESS (status) && status != U_STRING_NOT_TERMINATED_WARNING &&
         (is_available (id) || are_parts_available (id));
}

bool
sj_locale_known (const char *locale)
{
  char id[SJ_LOCALE_SIZE];

  return sj_locale_resolve (locale, id);
}

void
sj_locale_append (SjBuffer *buffer, const uint16_t *text, int32_t length)
{
  glong bytes = 0;
  g_autofree char *utf8 = g_utf16_to_utf8 (text, length, NULL, &bytes, NULL);

  g_return_if_fail (utf8 != NULL);
  sj_buffer_append_n (buffer, utf8, (size_t) bytes);
}

/* -- Numbers ------------------------------------------------------------------ */

#define KEPT 16
#define SPELT 40    /* bytes of -1.234…e+308 with 25 digits */

typedef struct
{
  char locale[SJ_LOCALE_SIZE];    /* as it was asked for */
  UNumberFormatStyle style;
  UNumberFormat *format;          /* owned; NULL: the place is free */
} Kept;

typedef struct
{
  Kept kept[KEPT];
  unsigned next;                  /* the place to be used again */
} Formats;

static void
free_formats (gpointer data)
{
  Formats *formats = data;

  for (size_t i = 0; i < KEPT; i++)
    unum_close (formats->kept[i].format);
  g_free (formats);
}

static GPrivate formats_of_thread = G_PRIVATE_INIT (free_formats);

static UNumberFormat *
open_format (const char *locale, UNumberFormatStyle style)
{
  UErrorCode status = U_ZERO_ERROR;
  char id[SJ_LOCALE_SIZE];
  char country[ULOC_COUNTRY_CAPACITY];
  UNumberFormat *format;

  if (!sj_locale_resolve (locale, id) ||
      (style == UNUM_CURRENCY && uloc_getCountry (id, country, sizeof country, &status) == 0))
    return NULL;
  format = unum_open (style, NULL, 0, id, NULL, &status);
  if (U_FAILURE (status))
    g_clear_pointer (&format, unum_close);
  return format;
}

static UNumberFormat *
find_format (const char *locale, UNumberFormatStyle style)
{
  Formats *formats = g_private_get (&formats_of_thread);
  UNumberFormat *format;
  Kept *kept;

  if (formats == NULL)
    {
      formats = g_new0 (Formats, 1);
      g_private_set (&formats_of_thread, formats);
    }
  for (size_t i = 0; i < KEPT && formats->kept[i].format != NULL; i++)
    if (formats->kept[i].style == style && strcmp (formats->kept[i].locale, locale) == 0)
      return formats->kept[i].format;

  format = open_format (locale, style);
  if (format == NULL)
    return NULL;
  kept = &formats->kept[formats->next++ % KEPT];
  g_clear_pointer (&kept->format, unum_close);
  *kept = (Kept) { .style = style, .format = format };
  g_strlcpy (kept->locale, locale, sizeof kept->locale);
  return format;
}

/* All digits of an integer, and so many of a decimal that no number looks like a
 * tie that is none: ICU would otherwise round the shortest form, not the number. */
static int
spell (SjValue number, char text[SPELT])
{
  if (number.type == SJ_INTEGER)
    return g_snprintf (text, SPELT, "%" G_GINT64_FORMAT, number.integer);
  g_ascii_formatd (text, SPELT, "%.24e", number.decimal);
  return (int) strlen (text);
}

static bool
write_number (SjBuffer *buffer, SjValue number, const char *locale, UNumberFormatStyle style)
{
  UNumberFormat *format = find_format (locale, style);
  UErrorCode status = U_ZERO_ERROR;
  char digits[SPELT];
  UChar text[512];    /* the largest double has 309 digits, and separators between them */
  int32_t length;

  if (format == NULL)
    return false;
  if (number.type == SJ_DECIMAL && !isfinite (number.decimal))
    length = unum_formatDouble (format, number.decimal, text, G_N_ELEMENTS (text), NULL, &status);
  else
    length = unum_formatDecimal (format, digits, spell (number, digits), text, G_N_ELEMENTS (text), NULL, &status);
  if (U_FAILURE (status))
    return false;
  sj_locale_append (buffer, text, length);
  return true;
}

bool
sj_locale_number (SjBuffer *buffer, SjValue number, const char *locale)
{
  return write_number (buffer, number, locale, UNUM_DECIMAL);
}

bool
sj_locale_currency (SjBuffer *buffer, SjValue amount, const char *locale)
{
  return write_number (buffer, amount, locale, UNUM_CURRENCY);
}
