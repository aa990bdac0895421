/* sj-profile-scope.h -- a person as the data of a journey expression.
 *
 * Answers #{ExperiencePlatform.AnyGroup.profile.…}, with or without `profile`, and
 * inAudience ().  All else has no value here; a scope that knows events passes on
 * to this one.  Profile and arena must outlive what is evaluated.
 */
#pragma once

#include "lang/sj-eval.h"
#include "profile/sj-profile.h"

#define SJ_PROFILE_SOURCE "ExperiencePlatform"

typedef struct
{
  SjEvalScope scope;            /* to be pointed at; first */
  const SjProfile *profile; /* borrowed */
  SjValue source;           /* what the source holds, made on first use */
  bool made;
  /* An audience's name, if the profile knows it by its id; or NULL. */
  const char *(*audience_id) (gpointer data, const char *name, size_t length);
  gpointer data;
} SjProfileScope;

void sj_profile_scope_init (SjProfileScope *scope, const SjProfile *profile);

bool     sj_profile_is_source    (SjSlice name);
SjShape *sj_profile_source_shape (const SjShape *profile);    /* of #{ExperiencePlatform.Group} */
