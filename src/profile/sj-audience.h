/* sj-audience.h -- a set of people: whoever fulfils a rule, or a list.
 *
 * The rule is an expression on the profile.  Whether a person is a member now is
 * evaluated here; whether one is known to be is SjStanding, in the profile.
 */
#pragma once

#include "base/sj-config.h"
#include "lang/sj-expr.h"
#include "profile/sj-profile.h"

typedef enum
{
  SJ_AUDIENCE_RULE,
  SJ_AUDIENCE_LIST
} SjAudienceKind;

typedef struct
{
  char *id;
  char *name;
  char *description;
  int32_t kind;             /* SjAudienceKind */
  char *rule;               /* a condition */
  SjRecords members;        /* of SjIdentity */
} SjAudience;

extern const SjSpec sj_audience_spec;

bool sj_audience_lists (const SjAudience *audience, const SjProfile *profile);

/* `rule` is the compiled rule, NULL for a list.  False when it cannot be evaluated;
 * eval->error says why. */
bool sj_audience_has (const SjAudience *audience, const SjExpr *rule, const SjProfile *profile, SjEval *eval,
                      bool *member);
