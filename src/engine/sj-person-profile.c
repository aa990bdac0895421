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
follows_rule (const SjRules *rules, uint32_t number, const SjAudience *audience, const SjProfile *profile, SjTime now)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjExpr *rule = rules->exprs[number];
  SjProfileScope scope;
  SjEval eval;
  bool member = false;

  if (audience->kind == SJ_AUDIENCE_LIST)
    return sj_audience_lists (audience, profile);
  if (rule == NULL)
    return false;
  sj_profile_scope_init (&scope, profile);
  sj_eval_init (&eval, &arena);
  eval.scope = &scope.scope;
  eval.now = sj_time_moment (now, rules->world->zone);
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

void
sj_rules_init (SjRules *rules, const SjWorld *world)
{
  *rules = (SjRules) { world, g_new0 (SjExpr *, world->audiences->len + 1) };
  for (guint i = 0; i < world->audiences->len; i++)
    {
      const SjEntry *entry = find_audience (world, g_ptr_array_index (world->audiences, i));
      const SjAudience *audience = entry ? entry->config : NULL;

      if (audience != NULL && audience->kind == SJ_AUDIENCE_RULE && audience->rule != NULL)
        rules->exprs[i] = sj_expr_compile (audience->rule, strlen (audience->rule),
                                           sj_library_expr_env (world->library), SJ_EXPR_BOOLEAN, NULL);
    }
}

void
sj_rules_clear (SjRules *rules)
{
  for (guint i = 0; i < rules->world->audiences->len; i++)
    g_clear_pointer (&rules->exprs[i], sj_expr_unref);
  g_free (rules->exprs);
}

bool
sj_rules_hold (const SjRules *rules, const SjProfile *profile, uint32_t audience, SjTime now)
{
  const SjEntry *entry = find_audience (rules->world, g_ptr_array_index (rules->world->audiences, audience));

  return entry != NULL && follows_rule (rules, audience, entry->config, profile, now);
}

static bool
is_member (const SjRules *rules, const SjProfile *profile, uint32_t number, SjTime now)
{
  const char *id = g_ptr_array_index (rules->world->audiences, number);
  const SjEntry *entry = find_audience (rules->world, id);

  for (uint32_t i = 0; i < profile->audiences.count; i++)
    {
      const SjStanding *standing = profile->audiences.items[i];

      if (g_strcmp0 (standing->audience, id) == 0 ||
          (entry != NULL && g_strcmp0 (standing->audience, entry->name) == 0))
        return standing->status == SJ_MEMBER_REALIZED;
    }
  return entry != NULL && follows_rule (rules, number, entry->config, profile, now);
}

void
sj_person_use_profile (SjPerson *person, const SjRules *rules, const SjProfile *profile, SjTime now)
{
  const SjWorld *world = rules->world;

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
    sj_person_set_in (person, i, is_member (rules, profile, i, now));
  person->make = make_value;
  person->reaches = reaches;
  person->made = false;
  person->data = (void *) profile;
}
