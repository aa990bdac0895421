/* sj-trial.h -- data to try texts with: a person of the workspace, and the samples.
 *
 * Events and answers of actions are the samples that their types carry, unless others
 * are given.  Nothing is sent and nobody is changed.
 */
#pragma once

#include "lang/sj-expr.h"
#include "lang/sj-template.h"
#include "model/sj-library.h"
#include "profile/sj-profile-scope.h"

typedef struct
{
  SjEvalScope scope;        /* to be pointed at; first */
  const SjLibrary *library; /* borrowed */
  const SjProfile *profile; /* borrowed, or NULL */
  SjProfileScope person;
  SjArena *arena;           /* borrowed */
  SjTime now;
  SjValue events;           /* instead of the samples: an object by id; or null */
} SjTrial;

/* `profile` NULL: the first of the workspace.  Library and arena must live longer. */
void sj_trial_init (SjTrial *trial, const SjLibrary *library, const char *profile, SjTime now, SjArena *arena);

/* What an expression gives, in words; owned by the caller. */
char *sj_trial_value (SjTrial *trial, const char *text, const SjExprEnv *env, SjExprType expected);
/* What a template gives; NULL with `why` (owned by the caller) when it does not compile
 * or the message would not be sent. */
char *sj_trial_render (SjTrial *trial, const char *text, const SjTemplateEnv *env, char **why);

/* The id of the first event that an expression names; NULL: none.  Owned by the caller. */
char *sj_trial_event_of (const char *text, const SjLibrary *library, const SjExprEnv *env);
