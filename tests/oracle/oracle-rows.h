/* oracle-rows.h -- small cases written by hand, with what must come of them.
 *
 * A case is one thing a line; ' stands for ".  Times are milliseconds after `from`,
 * in the log, too.
 *
 *   from MOMENT, until TIME
 *   journey JSON
 *   person ID ZONE ATTRIBUTES                  the zone may be "-"
 *   TIME event PERSON NAME PAYLOAD             persons by their place, from 0
 *   TIME enters|leaves PERSON AUDIENCE
 *   send PERSON NODE N RESULT delivered|failed OPENED CLICKED
 *   call PERSON NODE N LATENCY answer|may-pass|for-good ANSWER
 */
#pragma once

typedef struct
{
  const char *name;
  const char *given;
  const char *log;
} OracleRow;

extern const OracleRow oracle_rows[];    /* ends with a NULL name */
