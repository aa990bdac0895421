/* sj-instance-save-private.h -- how saved lives are written; for sj-instance-*.c alone.
 *
 * Whole numbers in groups of seven bits, the lowest first, signed ones with the sign in
 * the lowest bit; text with its length before it; values with their type.
 */
#pragma once

#include "engine/sj-instance-save.h"

#define SJ_SAVE_MAGIC "sjl"

/* Behind it.  Raised by whoever changes what is written; then older ones are refused. */
#define SJ_SAVE_FORM 2

enum { SJ_SAVE_HELD = 1, SJ_SAVE_LEFT = 2 };    /* of a visitor */

typedef struct
{
  const uint8_t *at, *end;
  SjArena *arena;           /* for text and values */
  GError **error;
  bool failed;              /* the error is set; whatever is read is empty from then on */
} SjSaveReader;

void sj_save_number (SjBuffer *buffer, uint64_t number);
void sj_save_signed (SjBuffer *buffer, int64_t number);
void sj_save_text   (SjBuffer *buffer, const char *text, size_t length);
void sj_save_name   (SjBuffer *buffer, const char *name);    /* NULL is empty */
void sj_save_value  (SjBuffer *buffer, SjValue value);

uint64_t    sj_load_number (SjSaveReader *reader, uint64_t most);
int64_t     sj_load_signed (SjSaveReader *reader);
SjTime      sj_load_time   (SjSaveReader *reader);    /* SJ_TIME_NEVER too */
SjSlice     sj_load_text   (SjSaveReader *reader);
const char *sj_load_name   (SjSaveReader *reader);    /* NULL where it is empty */
SjValue     sj_load_value  (SjSaveReader *reader);

void sj_load_damaged (SjSaveReader *reader);
void sj_load_fail    (SjSaveReader *reader, SjSaveError code, const char *format, ...) G_GNUC_PRINTF (3, 4);
