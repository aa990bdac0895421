/* sj-identity.h -- by what a person is known: an email address, a customer number.
 *
 * The same person has ids in several namespaces.  Ids are compared after
 * sj_identity_clean (), which knows what is the same in each kind.
 */
#pragma once

#include "base/sj-config.h"

typedef enum
{
  SJ_NAMESPACE_OTHER,       /* a number or name of some system: as it is */
  SJ_NAMESPACE_EMAIL,       /* case means nothing */
  SJ_NAMESPACE_PHONE,       /* digits and a leading + */
  SJ_NAMESPACE_DEVICE
} SjNamespaceKind;

typedef struct
{
  char *id;                 /* "Email": how events and profiles name it */
  char *name;
  char *description;
  int32_t kind;             /* SjNamespaceKind */
} SjNamespace;

typedef struct
{
  char *space;              /* a namespace's id; "namespace" in JSON */
  char *id;
  bool primary;
} SjIdentity;

extern const SjSpec sj_namespace_spec;
extern const SjSpec sj_identity_spec;

/* As it is stored and looked up; owned.  NULL where it is none: "not an address". */
char *sj_identity_clean (SjNamespaceKind kind, const char *text);
