/* sj-action.h -- a custom action: a call to another system.
 *
 * Constants stand here, variables are filled in by the journey.  A secret is only
 * named, never written: the installation keeps it.  The answer's schema is kept as
 * the JSON it was given as; whoever knows schemas takes it apart.
 */
#pragma once

#include "content/sj-content.h"

typedef enum { SJ_METHOD_POST, SJ_METHOD_GET, SJ_METHOD_PUT, SJ_METHOD_PATCH, SJ_METHOD_DELETE } SjMethod;
typedef enum { SJ_PLACE_BODY, SJ_PLACE_QUERY, SJ_PLACE_HEADER, SJ_PLACE_PATH } SjParameterPlace;
typedef enum { SJ_PARAMETER_VARIABLE, SJ_PARAMETER_CONSTANT, SJ_PARAMETER_SECRET } SjParameterMode;
typedef enum { SJ_AUTH_NONE, SJ_AUTH_BASIC, SJ_AUTH_BEARER, SJ_AUTH_KEY } SjAuthKind;

typedef enum
{
  SJ_PARAMETER_TEXT,
  SJ_PARAMETER_INTEGER,
  SJ_PARAMETER_DECIMAL,
  SJ_PARAMETER_BOOLEAN,
  SJ_PARAMETER_DATE,
  SJ_PARAMETER_MOMENT,
  SJ_PARAMETER_LIST,
  SJ_PARAMETER_OBJECT,
  SJ_N_PARAMETER_TYPES
} SjParameterType;

typedef struct
{
  char *name;               /* body: a path, "order.total"; path: what stands in {…} in the address */
  char *label;              /* for people; NULL: the name */
  char *description;
  int32_t place;            /* SjParameterPlace; "in" */
  int32_t type;             /* SjParameterType */
  int32_t mode;             /* SjParameterMode */
  bool optional;            /* variable: the journey may leave it out */
  SjBlob *value;            /* constant */
  char *secret;             /* secret: its name */
} SjActionParameter;

typedef struct
{
  int32_t kind;             /* SjAuthKind */
  char *user;               /* basic */
  char *header;             /* key: which header carries it */
  char *secret;             /* name of the password, token or key */
} SjAuth;

typedef struct
{
  char *id;
  char *name;
  char *description;
  int32_t method;           /* SjMethod */
  char *url;                /* "https://…/members/{id}" */
  SjAuth *auth;             /* or NULL */
  SjRecords parameters;     /* of SjActionParameter */
  SjTime timeout;           /* for one attempt */
  int64_t retries;          /* after a failure that may pass */
  SjTime backoff;           /* before the first; then twice as long each time */
  int64_t calls_per_second; /* 0: no cap */
  SjBlob *response;         /* JSON Schema of the answer, or NULL */
  SjBlob *sample;           /* an answer to try things with, or NULL */
} SjAction;

extern const SjSpec sj_action_spec;

const SjActionParameter *sj_action_parameter (const SjAction *action, const char *name);

SJ_CONTENT_TYPE (SjAction, action)
