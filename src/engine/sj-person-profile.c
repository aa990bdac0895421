/* sj-person-profile.c -- from profile documents to what the engine asks of a person. */
#include "engine/sj-person-profile.h"

#include "base/sj-hash.h"
#include "profile/sj-audience.h"
#include "profile/sj-profile-scope.h"

#include <string.h>

static SjValue
make_value (SjPerson *person, SjArena *arena)
{
  return sj_profile_value (person->data, arena);
}

static SjReach
reaches (const SjPerson *person, SjChannel channel, const char *app)
{
  SjSlice address;

  return sj_profile_reach (person->data, channel, app, &address);
}

static bool
follows_rule (const SjWorld *world, const SjAudience *audience, const SjProfile *profile, SjTime now)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autoptr (SjExpr) rule = NULL;
  SjProfileScope scope;
  SjEval eval;
  bool member = false;

  if (audience->kind == SJ_AUDIENCE_LIST)
    return sj_audience_lists (audience, profile);
  if (audience->rule == NULL)
    return false;
  rule = sj_expr_compile (audience->rule, strlen (audience->rule), sj_library_expr_env (world->library),
                          SJ_EXPR_BOOLEAN, NULL);
  if (rule == NULL)
    return false;
  sj_profile_scope_init (&scope, profile);
  sj_eval_init (&eval, &arena);
  eval.scope = &scope.scope;
  eval.now = sj_time_moment (now, world->zone);
  if (!sj_audience_has (audience, rule, profile, &eval, &member))
    member = false;
  sj_eval_clear (&eval);
  return member;
}

static const SjEntry *
find_audience (const SjWorld *world, const char *id)
{
  return world->library ? sj_library_find (world->library, SJ_REF_AUDIENCE, id) : NULL;
}

bool
sj_profile_follows_rule (const SjProfile *profile, const SjWorld *world, uint32_t audience, SjTime now)
{
  const SjEntry *entry = find_audience (world, g_ptr_array_index (world->audiences, audience));

  return entry != NULL && follows_rule (world, entry->config, profile, now);
}

static bool
is_member (const SjWorld *world, const SjProfile *profile, const char *id, SjTime now)
{
  const SjEntry *entry = find_audience (world, id);

  for (uint32_t i = 0; i < profile->audiences.count; i++)
    {
      const SjStanding *standing = profile->audiences.items[i];

      if (g_strcmp0 (standing->audience, id) == 0 ||
          (entry != NULL && g_strcmp0 (standing->audience, entry->name) == 0))
        return standing->status == SJ_MEMBER_REALIZED;
    }
  return entry != NULL && follows_rule (world, entry->config, profile, now);
}

void
sj_person_use_profile (SjPerson *person, const SjWorld *world, const SjProfile *profile, SjTime now)
{
  person->id = profile->id;
  person->chance = sj_hash_text (0, profile->id ? profile->id : "");
  person->suppressed = false;
  person->best_hour = -1;
  person->zone = profile->zone ? sj_zone_find (profile->zone, strlen (profile->zone)) : NULL;
  person->language = profile->language;
  person->refused = 0;
  for (unsigned channel = 0; channel < SJ_N_CHANNELS; channel++)
    if (!sj_consent_allows (&profile->consents, channel, NULL))
      person->refused |= (uint8_t) (1u << channel);
  memset (person->audiences, 0, sj_person_words (world) * sizeof *person->audiences);
  for (guint i = 0; i < world->audiences->len; i++)
    sj_person_set_in (person, i, is_member (world, profile, g_ptr_array_index (world->audiences, i), now));
  person->make = make_value;
  person->reaches = reaches;
  person->made = false;
  person->data = (void *) profile;
}
