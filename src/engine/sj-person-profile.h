/* sj-person-profile.h -- a person of the engine, filled in from a profile document.
 *
 * The profile must outlive the person, who borrows from it.  Audiences that the
 * profile says nothing about are asked for: their rules, their lists.
 */
#pragma once

#include "engine/sj-person.h"
#include "profile/sj-profile.h"

/* The rules of a world's audiences, compiled once. */
typedef struct
{
  const SjWorld *world;     /* borrowed */
  SjExpr **exprs;           /* owned: by audience; NULL: it has none */
} SjRules;

void sj_rules_init  (SjRules *rules, const SjWorld *world);
void sj_rules_clear (SjRules *rules);

/* Whether the audience's rule, or its list, has the profile in it at that time. */
bool sj_rules_hold (const SjRules *rules, const SjProfile *profile, uint32_t audience, SjTime now);

/* `audiences` and `pressure` must have been made for the world (sj_life_init ());
 * limits are left as they are. */
void sj_person_use_profile (SjPerson *person, const SjRules *rules, const SjProfile *profile, SjTime now);
