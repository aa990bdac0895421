/* sj-population.c -- who they are.
 *
 * Every question about a person has a hash of its own, of the person's and of what is
 * asked, so that an answer does not depend on what else was asked before.
 */
#include "engine/sj-population.h"

#include "base/sj-json.h"
#include "engine/sj-program.h"
#include "profile/sj-audience.h"
#include "profile/sj-event.h"
#include "profile/sj-profile-scope.h"

#include <string.h>

#define SHARE_OF_AUDIENCES 0.3    /* where nothing is said and nothing is known */

/* A profile of the workspace, as far as it is asked again and again. */
typedef struct
{
  const SjProfile *profile;
  SjValue value;
  const SjZone *zone;
  uint64_t *audiences;
  uint64_t chance;
  uint8_t refused;
  uint8_t reach[SJ_N_CHANNELS];
} Given;

/* How people come to be members of one of the world's audiences. */
typedef struct
{
  uint64_t chance;
  double share;             /* 0 to 1; negative: as the given profile says */
  SjExpr *rule;             /* owned; NULL: by share */
} Members;

typedef struct
{
  double refused, missing, bad, blocked;    /* 0 to 1; negative: as the given profile says */
  uint64_t chance;
} Reached;

struct SjCensus
{
  const SjWorld *world;
  const SjLibrary *library; /* or NULL */
  SjArena arena;            /* owned */
  SjPeopleFrom from;
  int64_t size;
  uint64_t seed;
  SjTime start;
  Given *given;             /* in the arena */
  uint32_t n_given;
  Members *members;         /* of each audience of the world */
  uint32_t n_words;
  bool rules, apps, hours;  /* some audience has a rule; reach depends on the app; best hours are asked for */
  Reached reached[SJ_N_CHANNELS];
  double suppressed;
  const SjZone **zones;
  const char **languages;
  SjSampler zone, language;
  SjDrawer best_hour;
  SjFiller *fillers;
  uint32_t n_fillers;
  const char *space;        /* namespace of addresses */
};

enum { OF_ZONE = 1, OF_LANGUAGE, OF_SUPPRESSION, OF_HOUR, OF_ATTRIBUTES, OF_LIKENESS };

static inline uint64_t
ask (const SjPerson *person, uint64_t what)
{
  return sj_hash_mix (person->chance, what);
}

/* ------------------------------------------------------------------ making it */

static const SjProfile *
profile_at (const SjLibrary *library, uint32_t index)
{
  return sj_library_get (library, SJ_REF_PROFILE, index)->config;
}

/* What messages ask of people.  The app of all push messages; several: the question is
 * asked each time. */
static const char *
look_at_sends (SjCensus *census)
{
  const SjWorld *world = census->world;
  const char *app = NULL;
  bool first = true;

  for (guint i = 0; i < world->programs->len; i++)
    {
      const SjProgram *program = g_ptr_array_index (world->programs, i);

      for (guint j = 0; j < program->sends->len; j++)
        {
          const SjSend *send = sj_program_send (program, j);

          census->hours = census->hours || send->best_time;
          if (send->channel != SJ_CHANNEL_PUSH)
            continue;
          census->apps = census->apps || (!first && g_strcmp0 (app, send->app) != 0);
          app = send->app;
          first = false;
        }
    }
  return app;
}

static void
take_given (SjCensus *census, Given *given, const SjProfile *profile, const char *app)
{
  *given = (Given) { .profile = profile, .value = sj_profile_value (profile, &census->arena),
                     .audiences = sj_arena_alloc0 (&census->arena, census->n_words * sizeof (uint64_t)),
                     .chance = sj_hash_text (0, profile->id ? profile->id : "") };
  given->zone = profile->zone ? sj_zone_find (profile->zone, strlen (profile->zone)) : NULL;
  for (uint32_t i = 0; i < census->world->audiences->len; i++)
    {
      const char *id = g_ptr_array_index (census->world->audiences, i);
      const SjEntry *entry = sj_library_find (census->library, SJ_REF_AUDIENCE, id);

      if (sj_profile_in_audience (profile, id, strlen (id)) ||
          (entry != NULL && sj_audience_lists (entry->config, profile)))
        given->audiences[i >> 6] |= UINT64_C (1) << (i & 63);
    }
  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    {
      SjSlice address;

      given->reach[i] = (uint8_t) sj_profile_reach (profile, i, i == SJ_CHANNEL_PUSH ? app : NULL, &address);
      if (!sj_consent_allows (&profile->consents, i, NULL))
        given->refused |= (uint8_t) (1u << i);
    }
}

static void
take_all_given (SjCensus *census, const char *app)
{
  size_t count = census->library ? sj_library_count (census->library, SJ_REF_PROFILE) : 0;

  census->given = sj_arena_new_n (&census->arena, Given, MAX (count, 1));
  for (size_t i = 0; i < count; i++)
    take_given (census, &census->given[census->n_given++], profile_at (census->library, (uint32_t) i), app);
}

static const SjMembers *
said_of_audience (const SjPopulation *population, const char *id)
{
  for (uint32_t i = 0; population != NULL && i < population->audiences.count; i++)
    {
      const SjMembers *members = population->audiences.items[i];

      if (g_strcmp0 (members->audience, id) == 0)
        return members;
    }
  return NULL;
}

static SjExpr *
compile_rule (const SjCensus *census, const char *id)
{
  const SjEntry *entry = census->library ? sj_library_find (census->library, SJ_REF_AUDIENCE, id) : NULL;
  const SjAudience *audience = entry ? entry->config : NULL;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;

  if (audience == NULL || audience->kind != SJ_AUDIENCE_RULE || audience->rule == NULL)
    return NULL;
  return sj_expr_compile (audience->rule, strlen (audience->rule), sj_library_expr_env (census->library),
                          SJ_EXPR_BOOLEAN, &diags);
}

static void
set_members (SjCensus *census, const SjPopulation *population)
{
  uint32_t count = census->world->audiences->len;

  census->members = sj_arena_new_n (&census->arena, Members, MAX (count, 1));
  for (uint32_t i = 0; i < count; i++)
    {
      const char *id = g_ptr_array_index (census->world->audiences, i);
      const SjMembers *said = said_of_audience (population, id);
      Members *members = &census->members[i];

      *members = (Members) { .chance = sj_hash_text (1, id),
                             .share = census->n_given > 0 ? -1 : SHARE_OF_AUDIENCES };
      if (said != NULL && said->by == SJ_MEMBERS_RULE)
        members->rule = compile_rule (census, id);
      else if (said != NULL)
        members->share = said->share / 100;
      census->rules = census->rules || members->rule != NULL;
    }
}

/* What is said of a channel, first by the behaviour, then by the defaults; of given
 * profiles only what the behaviour says. */
static double
reached_share (const SjPopulation *const populations[2], int32_t channel, size_t member)
{
  for (unsigned i = 0; i < 2; i++)
    for (uint32_t j = 0; populations[i] != NULL && j < populations[i]->channels.count; j++)
      {
        const SjReached *reached = populations[i]->channels.items[j];
        double share = *(const double *) (const void *) ((const char *) reached + member);

        if (reached->channel == channel && share >= 0)
          return share / 100;
      }
  return -1;
}

static void
set_reached (SjCensus *census, const SjPopulation *said, const SjPopulation *defaults)
{
  const SjPopulation *populations[2] = { said, census->n_given > 0 ? NULL : defaults };
  double none = census->n_given > 0 ? -1 : 0;

  for (int32_t i = 0; i < SJ_N_CHANNELS; i++)
    {
      Reached *reached = &census->reached[i];
      bool told;

      *reached = (Reached) { reached_share (populations, i, offsetof (SjReached, refused)),
                             reached_share (populations, i, offsetof (SjReached, missing)),
                             reached_share (populations, i, offsetof (SjReached, bad)),
                             reached_share (populations, i, offsetof (SjReached, blocked)),
                             sj_hash_text (2, sj_channel_id ((SjChannel) i)) };
      told = reached->missing >= 0 || reached->bad >= 0 || reached->blocked >= 0;
      reached->refused = reached->refused < 0 ? none : reached->refused;
      reached->missing = told ? MAX (reached->missing, 0) : none;
      reached->bad = MAX (reached->bad, 0);
      reached->blocked = MAX (reached->blocked, 0);
    }
}

static SjSampler
weighted (const SjRecords *records, SjArena *arena)
{
  g_autofree double *weights = g_new0 (double, MAX (records->count, 1));

  for (uint32_t i = 0; i < records->count; i++)
    weights[i] = ((const SjWeighted *) records->items[i])->weight;
  return sj_sampler_empirical (arena, NULL, weights, records->count);
}

static void
set_places (SjCensus *census, const SjPopulation *said)
{
  SjArena *arena = &census->arena;

  census->zones = sj_arena_new_n (arena, const SjZone *, MAX (said->zones.count, 1));
  census->languages = sj_arena_new_n (arena, const char *, MAX (said->languages.count, 1));
  for (uint32_t i = 0; i < said->zones.count; i++)
    {
      const char *name = ((const SjWeighted *) said->zones.items[i])->name;

      census->zones[i] = name ? sj_zone_find (name, strlen (name)) : NULL;
    }
  for (uint32_t i = 0; i < said->languages.count; i++)
    census->languages[i] = ((const SjWeighted *) said->languages.items[i])->name;
  census->zone = weighted (&said->zones, arena);
  census->language = weighted (&said->languages, arena);
}

static const char *
address_space (const SjLibrary *library)
{
  for (size_t i = 0; library != NULL && i < sj_library_count (library, SJ_REF_NAMESPACE); i++)
    {
      const SjEntry *entry = sj_library_get (library, SJ_REF_NAMESPACE, i);

      if (((const SjNamespace *) entry->config)->kind == SJ_NAMESPACE_EMAIL)
        return entry->id;
    }
  return "Email";
}

SjCensus *
sj_census_new (const SjWorld *world, const SjBehaviour *said, const SjBehaviour *defaults, uint64_t seed, SjTime start)
{
  static const SjPopulation nothing = { .from = -1, .size = SJ_POPULATION_DEFAULT, .suppressed = -1 };
  SjCensus *census = g_new0 (SjCensus, 1);
  const SjPopulation *population = said->population ? said->population : &nothing;
  const SjDraw *hour = population->best_hour ? population->best_hour : defaults->population->best_hour;
  const char *app;
  bool has_profiles = world->library != NULL && sj_library_count (world->library, SJ_REF_PROFILE) > 0;

  census->world = world;
  census->library = world->library;
  census->n_words = sj_person_words (world);
  census->size = population->size;
  census->seed = population->seed != 0 ? sj_hash_mix ((uint64_t) population->seed, 1) : sj_hash_mix (seed, 0);
  census->start = start;
  census->from = population->from < 0 ? (has_profiles ? SJ_PEOPLE_LEARNT : SJ_PEOPLE_GENERATED)
                                      : (SjPeopleFrom) population->from;
  if (census->from == SJ_PEOPLE_LEARNT && !has_profiles)
    census->from = SJ_PEOPLE_GENERATED;
  app = look_at_sends (census);
  if (census->from != SJ_PEOPLE_GENERATED)
    take_all_given (census, app);
  set_members (census, population);
  set_reached (census, population, defaults->population);
  set_places (census, population);
  census->suppressed = (population->suppressed >= 0    ? population->suppressed
                        : census->n_given > 0 ? 0 : defaults->population->suppressed) / 100;
  census->best_hour = sj_drawer_make (hour, &census->arena);
  census->fillers = sj_fillers_make (&population->attributes, &census->arena, &census->n_fillers);
  census->space = address_space (census->library);
  return census;
}

void
sj_census_free (SjCensus *census)
{
  if (census == NULL)
    return;
  for (uint32_t i = 0; i < census->world->audiences->len; i++)
    g_clear_pointer (&census->members[i].rule, sj_expr_unref);
  sj_arena_clear (&census->arena);
  g_free (census);
}

uint32_t
sj_census_size (const SjCensus *census, uint32_t wanted)
{
  int64_t size = wanted > 0 ? wanted : CLAMP (census->size, 1, SJ_POPULATION_MOST);

  return (uint32_t) (census->from == SJ_PEOPLE_GIVEN ? MIN (size, census->n_given) : size);
}

SjPeopleFrom
sj_census_from (const SjCensus *census)
{
  return census->from;
}

void
sj_census_taker_init (SjCensusTaker *taker, const SjCensus *census)
{
  *taker = (SjCensusTaker) { .census = census };
  sj_arena_init (&taker->arena);
  sj_eval_init (&taker->eval, &taker->arena);
}

void
sj_census_taker_clear (SjCensusTaker *taker)
{
  sj_eval_clear (&taker->eval);
  sj_arena_clear (&taker->arena);
}

/* ------------------------------------------------------------------ the profile as a value */

static SjValue
word (const char *text)
{
  return sj_value_string (text);
}

static SjValue
consents_value (const SjPerson *person, SjArena *arena)
{
  SjObjectBuilder marketing, one;
  SjMember *member = sj_arena_new (arena, SjMember);
  bool all = (person->refused & SJ_ALL_CHANNELS) == SJ_ALL_CHANNELS;

  sj_object_begin (&marketing, arena);
  for (int i = -1; i < SJ_N_CHANNELS; i++)
    {
      bool refused = i < 0 ? all : (person->refused >> i) & 1;

      sj_object_begin (&one, arena);
      sj_object_set (&one, "val", word (refused ? "n" : "y"));
      sj_object_set (&marketing, i < 0 ? "any" : sj_channel_id ((SjChannel) i), sj_object_end (&one));
    }
  *member = (SjMember) { word ("marketing"), sj_object_end (&marketing) };
  return sj_value_object (member, 1);
}

static SjValue
membership_value (const SjCensus *census, const SjPerson *person, SjArena *arena)
{
  SjObjectBuilder list, one;
  SjMember *member = sj_arena_new (arena, SjMember);

  sj_object_begin (&list, arena);
  for (uint32_t i = 0; i < census->world->audiences->len; i++)
    {
      if (!sj_person_is_in (person, i))
        continue;
      sj_object_begin (&one, arena);
      sj_object_set (&one, "status", word ("realized"));
      sj_object_set (&list, g_ptr_array_index (census->world->audiences, i), sj_object_end (&one));
    }
  *member = (SjMember) { word ("ups"), sj_object_end (&list) };
  return sj_value_object (member, 1);
}

static SjValue
identities_value (const SjCensus *census, const SjPerson *person, SjArena *arena)
{
  SjObjectBuilder one, map;
  SjValue *item = sj_arena_new (arena, SjValue);

  sj_object_begin (&one, arena);
  sj_object_set (&one, "id", word (sj_arena_printf (arena, "%s@example.com", person->id)));
  sj_object_set (&one, "primary", sj_value_bool (true));
  *item = sj_object_end (&one);
  sj_object_begin (&map, arena);
  sj_object_set (&map, census->space, sj_value_list (item, 1));
  return sj_object_end (&map);
}

/* Attributes by the schema, then what every profile has. */
static SjValue
made_up (const SjCensus *census, const SjPerson *person, const SjExampleOf *of, SjArena *arena)
{
  const SjSchema *dictionary = census->library ? sj_library_dictionary (census->library) : NULL;
  SjValue value = dictionary ? sj_example_value (dictionary, of, arena) : sj_value_object (NULL, 0);

  value = sj_value_with (arena, value, "identityMap", identities_value (census, person, arena));
  value = sj_value_with (arena, value, "segmentMembership", membership_value (census, person, arena));
  value = sj_value_with (arena, value, "consents", consents_value (person, arena));
  if (person->zone != NULL)
    value = sj_value_with (arena, value, "timeZone", word (sj_zone_name (person->zone)));
  if (person->language != NULL)
    value = sj_value_with (arena, value, "preferredLanguage", word (person->language));
  return value;
}

/* The given one's, but for what was said to be otherwise. */
static SjValue
resembling (const SjCensus *census, const SjPerson *person, const Given *given, SjArena *arena)
{
  SjValue value = given->value;

  if (person->refused != given->refused)
    value = sj_value_with (arena, value, "consents", consents_value (person, arena));
  if (memcmp (person->audiences, given->audiences, census->n_words * sizeof (uint64_t)) != 0)
    value = sj_value_with (arena, value, "segmentMembership", membership_value (census, person, arena));
  if (person->zone != given->zone)
    value = sj_value_with (arena, value, "timeZone", word (person->zone ? sj_zone_name (person->zone) : NULL));
  if (g_strcmp0 (person->language, given->profile->language) != 0)
    value = sj_value_with (arena, value, "preferredLanguage", word (person->language));
  return value;
}

static SjValue
make_value (SjPerson *person, SjArena *arena)
{
  const SjCensusTaker *taker = person->data;
  const SjCensus *census = taker->census;
  SjExampleOf of = { ask (person, OF_ATTRIBUTES), person->number, person->id, census->start };
  SjValue value = taker->given != SJ_NONE ? resembling (census, person, &census->given[taker->given], arena)
                                          : made_up (census, person, &of, arena);

  value = sj_value_with (arena, value, "id", sj_value_copy_text (arena, person->id, strlen (person->id)));
  return sj_fillers_put (census->fillers, census->n_fillers, value, &of, arena);
}

/* ------------------------------------------------------------------ one person */

typedef struct
{
  SjEvalScope scope;        /* first */
  SjPerson *person;
  const SjWorld *world;
  SjArena *arena;
} RuleScope;

static bool
find_root (const SjEvalScope *base, SjEval *eval, const SjRoot *root, SjValue params, SjValue *value)
{
  const RuleScope *scope = (const RuleScope *) base;
  SjValue profile;

  *value = sj_null;
  if (root->kind != SJ_ROOT_SOURCE || !sj_profile_is_source (root->name))
    return true;
  profile = sj_person_value (scope->person, scope->arena);
  *value = sj_value_with (eval->arena, profile, "profile", profile);
  return true;
}

static bool
find_audience (const SjEvalScope *base, const char *name, size_t length)
{
  const RuleScope *scope = (const RuleScope *) base;
  uint32_t number = sj_world_find_audience (scope->world, name, length);

  return number != SJ_NONE && sj_person_is_in (scope->person, number);
}

/* Whoever the rule cannot be evaluated for is no member.  The profile is made anew
 * afterwards, because it tells of memberships, too. */
static void
apply_rules (SjCensusTaker *taker, SjLife *life)
{
  const SjCensus *census = taker->census;
  RuleScope scope = { { find_root, find_audience }, &life->person, census->world, &life->keep };

  for (uint32_t i = 0; i < census->world->audiences->len; i++)
    {
      bool member = false;

      if (census->members[i].rule == NULL)
        continue;
      sj_arena_reset (&taker->arena);
      taker->eval.scope = &scope.scope;
      taker->eval.now = sj_time_moment (census->start, census->world->zone);
      taker->eval.seed = sj_hash_mix (life->person.chance, census->members[i].chance);
      sj_eval_begin (&taker->eval);
      sj_person_set_in (&life->person, i,
                        sj_expr_eval_bool (census->members[i].rule, &taker->eval, &member) && member);
    }
  taker->eval.scope = NULL;
  life->person.made = false;
}

static inline void
set_audiences (const SjCensus *census, SjPerson *person, const Given *given)
{
  for (uint32_t i = 0; i < census->n_words; i++)
    person->audiences[i] = given ? given->audiences[i] : 0;
  for (uint32_t i = 0; i < census->world->audiences->len; i++)
    if (census->members[i].share >= 0 && census->members[i].rule == NULL)
      sj_person_set_in (person, i, sj_chance_hits (ask (person, census->members[i].chance), census->members[i].share));
}

static inline void
set_reach (const Reached *reached, SjPerson *person, unsigned channel, const Given *given)
{
  uint64_t chance = ask (person, reached->chance);
  double at = sj_hash_unit (sj_hash_mix (chance, 1));
  bool refuses = reached->refused >= 0 ? sj_chance_hits (chance, reached->refused)
                                       : given != NULL && ((given->refused >> channel) & 1);

  person->refused |= (uint8_t) ((unsigned) refuses << channel);
  if (reached->missing < 0)
    person->reach[channel] = given ? given->reach[channel] : SJ_REACH_YES;
  else if (at < reached->missing)
    person->reach[channel] = SJ_REACH_NO_ADDRESS;
  else if (at < reached->missing + reached->bad)
    person->reach[channel] = SJ_REACH_BAD_ADDRESS;
  else
    person->reach[channel] = at < reached->missing + reached->bad + reached->blocked ? SJ_REACH_SUPPRESSED
                                                                                     : SJ_REACH_YES;
}

/* Several apps: the given profile's devices tell. */
static SjReach
reach_by_app (const SjPerson *person, SjChannel channel, const char *app)
{
  const SjCensusTaker *taker = person->data;
  SjSlice address;

  if (channel != SJ_CHANNEL_PUSH || taker->census->reached[channel].missing >= 0)
    return person->reach[channel];
  return sj_profile_reach (taker->census->given[taker->given].profile, channel, app, &address);
}

/* "p17"; by hand, because it is done for everybody. */
static void
write_id (char *id, uint32_t number)
{
  char digits[16];
  unsigned count = 0;

  do
    digits[count++] = (char) ('0' + number % 10);
  while ((number /= 10) > 0);
  *id++ = 'p';
  while (count > 0)
    *id++ = digits[--count];
  *id = '\0';
}

static const Given *
choose_given (SjCensusTaker *taker, SjPerson *person, uint32_t number)
{
  const SjCensus *census = taker->census;

  person->chance = sj_hash_mix (census->seed, number);
  taker->given = SJ_NONE;
  if (census->n_given == 0)
    return NULL;
  taker->given = census->from == SJ_PEOPLE_GIVEN ? number : (uint32_t) (ask (person, OF_LIKENESS) % census->n_given);
  if (census->from == SJ_PEOPLE_GIVEN)
    person->chance = sj_hash_mix (census->seed, census->given[number].chance);
  return &census->given[taker->given];
}

static int8_t
best_hour (SjCensusTaker *taker, const SjPerson *person)
{
  SjValue hour = sj_drawer_value (&taker->census->best_hour, ask (person, OF_HOUR), person->number, &taker->arena);

  sj_arena_reset (&taker->arena);
  return (int8_t) (hour.type == SJ_INTEGER && hour.integer >= 0 && hour.integer < 24 ? hour.integer : -1);
}

void
sj_census_begin (SjCensusTaker *taker, SjLife *life, uint32_t number)
{
  const SjCensus *census = taker->census;
  SjPerson *person = &life->person;
  const Given *given = choose_given (taker, person, number);

  write_id (taker->id, number);
  person->id = census->from == SJ_PEOPLE_GIVEN && given->profile->id ? given->profile->id : taker->id;
  person->data = taker;
  person->make = make_value;
  person->reaches = given != NULL && census->apps ? reach_by_app : NULL;
  person->suppressed = sj_chance_hits (ask (person, OF_SUPPRESSION), census->suppressed);
  person->best_hour = census->hours ? best_hour (taker, person) : -1;
  person->zone = census->zone.count > 0 ? census->zones[sj_sampler_pick (&census->zone, ask (person, OF_ZONE))]
                 : given != NULL        ? given->zone
                                        : NULL;
  person->language = census->language.count > 0
                         ? census->languages[sj_sampler_pick (&census->language, ask (person, OF_LANGUAGE))]
                     : given != NULL ? given->profile->language
                                     : NULL;
  person->refused = 0;
  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    set_reach (&census->reached[i], person, i, given);
  set_audiences (census, person, given);
  if (census->rules)
    apply_rules (taker, life);
}
