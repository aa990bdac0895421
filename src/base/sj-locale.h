/* sj-locale.h -- numbers in the manner of a language and a country.
 *
 * A locale is named "de_DE", "de-DE", "de" or "zh_Hans_CN".  Text is appended, or
 * nothing is where the locale is unknown.  An amount needs a country, since only
 * that has a currency.  Numbers are integers or decimals; ties go to the even
 * digit, and 2.345 is none, because it is stored as a little more than that.
 */
#pragma once

#include "base/sj-buffer.h"
#include "base/sj-value.h"

bool sj_locale_known    (const char *locale);
bool sj_locale_number   (SjBuffer *buffer, SjValue number, const char *locale);    /* 123,456.789 */
bool sj_locale_currency (SjBuffer *buffer, SjValue amount, const char *locale);    /* £56.00 */
