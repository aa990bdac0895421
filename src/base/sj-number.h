/* sj-number.h -- numbers as text, exactly and without a locale.
 *
 * A decimal is written in the fewest digits that read back as the same number.
 * How those digits are laid out differs between the languages, so each form has
 * its own function; the digits come from one place.
 */
#pragma once

#include "base/sj-buffer.h"
#include "base/sj-types.h"

#define SJ_NUMBER_SIZE 40    /* any number in any of the forms, terminated */

/* JSON: always a fraction or an exponent, so that 10.0 does not turn into 10. */
size_t sj_decimal_json  (double decimal, char text[SJ_NUMBER_SIZE]);
/* Journey expressions, as Java: 7.0, 1.0E-4, 1.2345678E7. */
size_t sj_decimal_java  (double decimal, char text[SJ_NUMBER_SIZE]);
/* Message templates, as JavaScript and with it Handlebars: 15.5, 20, 1e-7, 1.5e+21. */
size_t sj_decimal_plain (double decimal, char text[SJ_NUMBER_SIZE]);

/* Reads a JSON number at the beginning of [text, end); the bytes it takes up, or
 * 0.  `whole` says whether it is an integer that fits 64 bits. */
size_t sj_number_read (const char *text, const char *end, bool *whole, int64_t *integer, double *decimal);

/* The whole text as a number (sign, digits, fraction, exponent); white space is
 * not accepted. */
bool sj_number_parse (const char *text, size_t length, bool *whole, int64_t *integer, double *decimal);
