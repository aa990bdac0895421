/* sj-sms.h -- how long an SMS is, as the networks count it.
 *
 * A text of the GSM 7-bit alphabet takes 160 characters alone and 153 in each part
 * of several; ^ { } \ [ ~ ] | € and the form feed count twice.  One other character
 * anywhere, and the whole text is sent as UCS-2: 70 alone, 67 in parts, where what
 * lies beyond the basic plane (emoji) counts twice.  What counts twice is never
 * torn apart, so a part may have one unit unused.
 */
#pragma once

#include "base/sj-types.h"

#define SJ_SMS_GSM_ALONE 160
#define SJ_SMS_GSM_PART 153
#define SJ_SMS_UCS2_ALONE 70
#define SJ_SMS_UCS2_PART 67

typedef struct
{
  bool unicode;             /* sent as UCS-2 */
  size_t units;             /* of the encoding */
  size_t parts;             /* 0 for an empty text */
  size_t left;              /* units that the last part still takes */
  SjSlice culprit;          /* the first character that needs UCS-2; empty: none does */
} SjSmsLength;

/* Of text in UTF-8; bytes that are none count as one character that needs UCS-2. */
SjSmsLength sj_sms_measure (const char *text, size_t length);

/* How many units of the 7-bit alphabet a character takes; 0: it is not in there. */
unsigned sj_sms_gsm_units (gunichar character);
