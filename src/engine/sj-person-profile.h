/* sj-person-profile.h -- a person of the engine, filled in from a profile document.
 *
 * The profile must outlive the person, who borrows from it.  Audiences that the
 * profile says nothing about are asked for: their rules, their lists.
 */
#pragma once

#include "engine/sj-person.h"
#include "profile/sj-profile.h"

/* Whether the audience's rule, or its list, has the profile in it at that time. */
bool sj_profile_follows_rule (const SjProfile *profile, const SjWorld *world, uint32_t audience, SjTime now);

/* `audiences` and `pressure` must have been made for the world (sj_life_init ());
 * limits are left as they are. */
void sj_person_use_profile (SjPerson *person, const SjWorld *world, const SjProfile *profile, SjTime now);
