/* sj-locale.h -- numbers in the manner of a language and a country.
 *
 * A locale is named "de_DE", "de-DE", "de" or "zh_Hans_CN".  Text is appended, or
 * nothing is where the locale is unknown.  An amount needs a country, since only
 * that has a currency.
 */
#pragma once

#include "base/sj-buffer.h"

bool sj_locale_known    (const char *locale);
bool sj_locale_number   (SjBuffer *buffer, double number, const char *locale);    /* 123,456.789 */
bool sj_locale_currency (SjBuffer *buffer, double amount, const char *locale);    /* £56.00 */
