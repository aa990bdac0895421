/* sj-taste.h -- what the person likes: sizes, style, what was open; no journey's data.
 *
 * A program that was not installed finds the description of the settings, and the
 * sample, beside itself in the build folder.
 */
#pragma once

#include <gio/gio.h>

/* Lent; NULL where the description of the settings is nowhere. */
GSettings *sj_taste (void);

/* The folder with the sample workspace as text; NULL where there is none. */
char *sj_taste_sample (void);
