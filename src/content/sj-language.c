/* sj-language.c -- language settings, and how a language gives way to another. */
#include "content/sj-language.h"

#include "content/sj-content-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIELD(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (OWNER, member), title, __VA_ARGS__ }

#define OWNER SjLocale
static const SjField locale_fields[] = {
  FIELD ("language", TEXT, language, N_("Language"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("name", TEXT, name, N_("Name")),
  { NULL }
};
#undef OWNER

static void
check_locale (const void *config, SjReading *reading)
{
  sj_content_check_language (((const SjLocale *) config)->language, "language", reading);
}

static const SjSpec locale_spec = { locale_fields, sizeof (SjLocale), N_("language"), check_locale };

#define OWNER SjLanguages
static const SjField languages_fields[] = {
  FIELD ("id", TEXT, id, N_("Id"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("attribute", REFERENCE, attribute, N_("The profile's language"), .to = SJ_REF_ATTRIBUTE,
         .help = N_("Which attribute says it; without it, the preferred language.")),
  FIELD ("default", TEXT, fallback, N_("Default"),
         .help = N_("For whoever reads none of the languages; without it, they get no message.")),
  FIELD ("locales", RECORDS, locales, N_("Languages"), .record = &locale_spec, .min = 1, .max = SJ_LANGUAGES_MOST,
         .flags = SJ_FIELD_REQUIRED),
  { NULL }
};
#undef OWNER

static const SjLocale *
find_locale (const SjLanguages *languages, const char *language)
{
  for (uint32_t i = 0; i < languages->locales.count; i++)
    {
      const SjLocale *locale = languages->locales.items[i];

      if (locale->language != NULL && sj_language_equal (locale->language, language))
        return locale;
    }
  return NULL;
}

bool
sj_languages_have (const SjLanguages *languages, const char *language)
{
  return find_locale (languages, language) != NULL;
}

static void
check_languages (const void *config, SjReading *reading)
{
  const SjLanguages *languages = config;
  SjTrail trail = { reading->trail, "locales", 0 };
  SjReading below = *reading;

  sj_content_check_id (languages->id, "id", reading);
  if (languages->fallback != NULL && !sj_languages_have (languages, languages->fallback))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "unknown-language", sj_null, "default",
                    _("The default “%s” is not one of the languages."), languages->fallback);

  below.trail = &trail;
  for (; trail.index < languages->locales.count; trail.index++)
    {
      const SjLocale *locale = languages->locales.items[trail.index];

      if (locale->language != NULL && find_locale (languages, locale->language) != locale)
        sj_reading_add (&below, SJ_SEVERITY_ERROR, "twice", sj_null, "language",
                        _("The language “%s” stands here twice."), locale->language);
    }
}

const SjSpec sj_languages_spec = { languages_fields, sizeof (SjLanguages), N_("language settings"), check_languages };

bool
sj_language_widen (char *tag)
{
  size_t length = strlen (tag);

  while (length > 0 && tag[length - 1] != '-' && tag[length - 1] != '_')
    length--;
  if (length == 0)
    return false;
  tag[length - 1] = '\0';
  return length > 1;
}

static char
fold (char c)
{
  return c == '_' ? '-' : g_ascii_tolower (c);
}

bool
sj_language_equal (const char *a, const char *b)
{
  while (*a != '\0' && fold (*a) == fold (*b))
    a++, b++;
  return *a == '\0' && *b == '\0';
}
