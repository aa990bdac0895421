/* sj-event.h -- a type of event: what its payload holds and whom it is about.
 *
 * The schema is kept as the JSON it was given as; sj_event_type_read_schema ()
 * takes it apart.  The identity is an expression on the event itself.
 */
#pragma once

#include "base/sj-config.h"
#include "lang/sj-expr.h"
#include "profile/sj-schema.h"

typedef enum
{
  SJ_EVENT_UNITARY,         /* about one person */
  SJ_EVENT_BUSINESS         /* about nobody in particular */
} SjEventKind;

typedef struct
{
  char *id;                 /* as expressions and templates name it */
  char *name;               /* for people; expressions may also use it */
  char *description;
  int32_t kind;             /* SjEventKind */
  char *condition;          /* which payloads are this event; NULL: all that are sent to it */
  char *identity;           /* expression: the person's id */
  char *space;              /* the namespace of that id; "namespace" in JSON */
  char *event_id;           /* path of what makes a repeat known; or NULL */
  char *time;               /* path of when it happened; NULL: when it arrived */
  SjBlob *schema;           /* JSON Schema, or NULL: any payload */
  SjBlob *sample;           /* a payload to try things with, or NULL */
} SjEventType;

extern const SjSpec sj_event_type_spec;

/* NULL where there is none, or where it is flawed; then findings say why. */
SjSchema *sj_event_type_read_schema (const SjEventType *type, SjReading *reading);

/* What only shows with the schema: expressions, paths, the sample.  `schema` may be
 * NULL. */
void sj_event_type_check (const SjEventType *type, const SjSchema *schema, SjReading *reading);
