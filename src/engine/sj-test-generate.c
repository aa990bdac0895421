/* sj-test-generate.c -- the search: what can be done at each place, in its turn.
 *
 * A place is known by where the runs stand and by the way that led there; one that was
 * seen is not gone on from again.  Each trial is played from its beginning, so a test
 * that comes of it is exactly what was seen.
 */
#include "engine/sj-test-generate-private.h"

#include "base/sj-hash.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_TRIALS 600u    /* of one exploration */
#define MOST_DEEDS 60u      /* of one trial */
#define MOST_ARRIVALS 6u    /* that are kept of a station */
#define MOST_PLAYS 6000u    /* for one way */

SjTrial *
sj_trial_new (const SjGiven *given)
{
  SjTrial *trial = g_new (SjTrial, 1);

  *trial = (SjTrial) { *given, g_array_new (FALSE, FALSE, sizeof (SjDeed)) };
  return trial;
}

SjTrial *
sj_trial_copy (const SjTrial *trial)
{
  SjTrial *copy = g_new (SjTrial, 1);

  *copy = (SjTrial) { trial->given, g_array_copy (trial->deeds) };
  return copy;
}

void
sj_trial_add (SjTrial *trial, SjDeed deed)
{
  g_array_append_val (trial->deeds, deed);
}

void
sj_trial_free (SjTrial *trial)
{
  g_array_unref (trial->deeds);
  g_free (trial);
}

SjGiven
sj_given_copy (SjSearch *search, const SjGiven *given)
{
  SjGiven copy = *given;

  copy.payloads = sj_arena_dup (&search->arena, given->payloads,
                                MAX (search->world->events->len, 1) * sizeof (SjValue));
  copy.answers = sj_arena_dup (&search->arena, given->answers, MAX (search->program->calls->len, 1) * sizeof (SjValue));
  return copy;
}

SjRehearsal *
sj_trial_play (SjSearch *search, const SjTrial *trial)
{
  SjRehearsal *rehearsal = sj_rehearsal_new (search->world, search->program, trial->given.profile, trial->given.start,
                                             trial->given.seed);

  for (guint i = 0; i < trial->deeds->len; i++)
    {
      const SjDeed *deed = &g_array_index (trial->deeds, SjDeed, i);
      SjAct act = deed->act;

      if (deed->number != SJ_NONE)
        act.value = act.kind == SJ_ACT_RESULT ? trial->given.answers[deed->number]
                                              : trial->given.payloads[deed->number];
      sj_rehearsal_do (rehearsal, &act, NULL);
    }
  search->plays++;
  return rehearsal;
}

bool
sj_trial_takes (SjSearch *search, const SjTrial *trial, uint32_t way)
{
  g_autoptr (SjRehearsal) rehearsal = sj_trial_play (search, trial);
  uint32_t count;
  const SjTold *told = sj_rehearsal_told (rehearsal, &count);

  for (uint32_t i = 0; i < count; i++)
    if (told[i].way == way && told[i].program == search->program->number)
      return true;
  return false;
}

/* ------------------------------------------------------------------ what can be done */

static void
add_deed (GArray *deeds, SjAct act, uint32_t number)
{
  SjDeed deed = { act, number };

  g_array_append_val (deeds, deed);
}

SjDeed
sj_entry_deed (const SjSearch *search, uint32_t number)
{
  const SjEntryPoint *entry = sj_program_entry (search->program, number);
  GPtrArray *events = search->world->events, *audiences = search->world->audiences;

  if (entry->kind == SJ_ENTRY_EVENT || entry->kind == SJ_ENTRY_INACTION)
    return (SjDeed) { { .kind = SJ_ACT_EVENT, .name = g_ptr_array_index (events, entry->what) }, entry->what };
  if (entry->kind == SJ_ENTRY_AUDIENCE)
    return (SjDeed) { { .kind = SJ_ACT_AUDIENCE, .name = g_ptr_array_index (audiences, entry->what),
                        .flag = entry->membership != SJ_MEMBER_LEAVES }, SJ_NONE };
  return (SjDeed) { { .kind = SJ_ACT_ENTER, .name = entry->node->id },
                    entry->kind == SJ_ENTRY_BUSINESS ? entry->what : SJ_NONE };
}

static void
add_entries (const SjSearch *search, GArray *deeds)
{
  for (uint32_t i = 0; i < search->program->entries->len; i++)
    {
      SjDeed deed = sj_entry_deed (search, i);

      g_array_append_val (deeds, deed);
    }
}

static void
add_results (const SjAwaited *awaited, GArray *deeds)
{
  static const SjAnswerKind kinds[] = { SJ_ANSWER_VALUE, SJ_ANSWER_REFUSED, SJ_ANSWER_NONE };
  bool call = (awaited->node->kind->flags & SJ_KIND_CALLS) != 0;

  for (unsigned i = 0; i < (call ? 3u : 2u); i++)
    add_deed (deeds, (SjAct) { .kind = SJ_ACT_RESULT, .result = (uint8_t) kinds[i] },
              call && i == 0 ? awaited->number : SJ_NONE);
}

/* What tells runs apart is as in the event that began this one, so that it is heard. */
static SjDeed
event_deed (SjSearch *search, const SjTrial *trial, uint32_t event)
{
  const SjProgram *program = search->program;
  SjDeed deed = { { .kind = SJ_ACT_EVENT, .name = g_ptr_array_index (search->world->events, event) }, event };
  SjSpot place = { .kind = SJ_SPOT_EVENT, .number = event };
  g_autoptr (SjTrial) one = sj_trial_copy (trial);
  SjValue key, own;

  if (program->key_path == NULL || trial->deeds->len == 0)
    return deed;
  for (; program->key_path[place.count] != NULL && place.count < G_N_ELEMENTS (place.names); place.count++)
    place.names[place.count] = (SjSlice) { program->key_path[place.count], strlen (program->key_path[place.count]) };
  sj_trial_add (one, deed);
  own = sj_spot_get (search, one, &place);
  g_array_set_size (one->deeds, 1);
  place.number = g_array_index (one->deeds, SjDeed, 0).number;
  if (place.number == SJ_NONE && g_array_index (one->deeds, SjDeed, 0).act.kind == SJ_ACT_EVENT)
    place.number = sj_world_find_event (search->world, g_array_index (one->deeds, SjDeed, 0).act.name,
                                        strlen (g_array_index (one->deeds, SjDeed, 0).act.name));
  key = place.number != SJ_NONE ? sj_spot_get (search, one, &place) : sj_null;
  if (sj_value_is_null (own) || sj_value_is_null (key) || sj_value_equal (own, key))
    return deed;
  place.number = event;
  sj_trial_add (one, deed);
  sj_spot_set (search, one, &place, key, false);
  return g_array_index (one->deeds, SjDeed, one->deeds->len - 1);
}

static void
add_awaited (SjSearch *search, const SjTrial *trial, const SjAwaited *awaited, GArray *deeds)
{
  const SjSend *send;
  SjDeed deed;

  switch (awaited->kind)
    {
    case SJ_HEAR_EVENT:
      deed = event_deed (search, trial, awaited->number);
      g_array_append_val (deeds, deed);
      break;
    case SJ_HEAR_AUDIENCE:
      add_deed (deeds, (SjAct) { .kind = SJ_ACT_AUDIENCE,
                                 .name = g_ptr_array_index (search->world->audiences, awaited->number),
                                 .flag = awaited->verb != SJ_MEMBER_LEAVES }, SJ_NONE);
      break;
    case SJ_HEAR_REACTION:
      send = awaited->number != SJ_NONE ? sj_program_send (search->program, awaited->number) : NULL;
      if (send != NULL)
        add_deed (deeds, (SjAct) { .kind = SJ_ACT_REACTION, .result = awaited->verb, .path = awaited->link,
                                   .name = sj_program_station (search->program, send->station)->node->id }, SJ_NONE);
      break;
    case SJ_HEAR_TIME:
      break;
    default:
      add_results (awaited, deeds);
      break;
    }
}

/* Not of a journey that this one has gone on to. */
static bool
is_own (const SjSearch *search, const SjNode *node)
{
  return sj_journey_find (search->program->journey, node->id) == node;
}

/* Time passes last, so that what is awaited comes in time where it can. */
GArray *
sj_search_deeds (SjSearch *search, const SjTrial *trial, SjRehearsal *rehearsal)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  GArray *deeds = g_array_new (FALSE, FALSE, sizeof (SjDeed));
  uint32_t count;
  const SjPosition *positions = sj_rehearsal_positions (rehearsal, &arena, &count);

  if (trial->deeds->len == 0)
    add_entries (search, deeds);
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t j = 0; is_own (search, positions[i].node) && j < positions[i].n_awaited; j++)
      add_awaited (search, trial, &positions[i].awaited[j], deeds);
  if (sj_rehearsal_next (rehearsal) != SJ_TIME_NEVER)
    add_deed (deeds, (SjAct) { .kind = SJ_ACT_NEXT }, SJ_NONE);
  return deeds;
}

/* Where it stands, and how it came there. */
static char *
place_of (SjRehearsal *rehearsal)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  GString *place = g_string_new (NULL);
  uint32_t count, n_told, last = SJ_NONE, calls = 0;
  const SjTold *told = sj_rehearsal_told (rehearsal, &n_told);
  const SjPosition *positions = sj_rehearsal_positions (rehearsal, &arena, &count);

  for (uint32_t i = 0; i < n_told; i++)
    {
      calls = told[i].way != SJ_NONE ? 0 : calls + (told[i].kind == SJ_TOLD_CALLED);
      last = told[i].way != SJ_NONE ? told[i].way : last;
    }
  for (uint32_t i = 0; i < count; i++)
    g_string_append_printf (place, "%s/%s/%d ", positions[i].node->id, positions[i].path ? positions[i].path->id : "",
                            positions[i].n_awaited > 0 ? positions[i].awaited[0].kind : -1);
  if (sj_rehearsal_next (rehearsal) != SJ_TIME_NEVER)
    g_string_append_printf (place, "%" G_GINT64_FORMAT " ",
                            sj_rehearsal_next (rehearsal) - sj_rehearsal_now (rehearsal));
  g_string_append_printf (place, "%u %u", last, calls);
  return g_string_free (place, FALSE);
}

/* ------------------------------------------------------------------ exploring */

/* The trial as it was when that was done. */
static SjTrial *
up_to (const SjTrial *trial, uint32_t act)
{
  SjTrial *copy = sj_trial_copy (trial);

  g_array_set_size (copy->deeds, MIN (copy->deeds->len, act + 1));
  return copy;
}

/* The first trials that come to each station, and the first that takes each way. */
static void
note_trial (SjSearch *search, const SjTrial *trial, SjRehearsal *rehearsal, GPtrArray **taken)
{
  uint32_t count;
  const SjTold *told = sj_rehearsal_told (rehearsal, &count);

  for (uint32_t i = 0; i < count; i++)
    {
      if (told[i].program != search->program->number || told[i].node == NULL)
        continue;
      if (told[i].kind == SJ_TOLD_AT && told[i].path == NULL)
        {
          const SjStation *station = sj_program_find (search->program, told[i].node->id, NULL);
          uint32_t index = (uint32_t) (station - sj_program_station (search->program, 0));

          if (search->arrived[index] == NULL)
            search->arrived[index] = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_trial_free);
          if (search->arrived[index]->len < (told[i].act + 1 >= trial->deeds->len ? MOST_ARRIVALS : 1))
            g_ptr_array_add (search->arrived[index], up_to (trial, told[i].act));
        }
      if (told[i].way != SJ_NONE && taken[told[i].way] == NULL)
        {
          taken[told[i].way] = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_trial_free);
          g_ptr_array_add (taken[told[i].way], sj_trial_copy (trial));
        }
    }
}

static void
explore (SjSearch *search, const SjTrial *first, GPtrArray **taken)
{
  g_autoptr (GPtrArray) trials = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_trial_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_ptr_array_add (trials, sj_trial_copy (first));
  for (guint i = 0; i < trials->len && i < MOST_TRIALS; i++)
    {
      SjTrial *trial = trials->pdata[i];
      g_autoptr (SjRehearsal) rehearsal = sj_trial_play (search, trial);
      g_autoptr (GArray) deeds = NULL;

      note_trial (search, trial, rehearsal, taken);
      if (!g_hash_table_add (seen, place_of (rehearsal)) || trial->deeds->len >= MOST_DEEDS)
        continue;
      deeds = sj_search_deeds (search, trial, rehearsal);
      for (guint j = 0; j < deeds->len; j++)
        {
          SjTrial *next = sj_trial_copy (trial);

          sj_trial_add (next, g_array_index (deeds, SjDeed, j));
          g_ptr_array_add (trials, next);
        }
    }
}

/* ------------------------------------------------------------------ tests of it */

static unsigned
count_new (SjSearch *search, SjRehearsal *rehearsal, bool mark)
{
  uint32_t count, fresh = 0;
  const SjTold *told = sj_rehearsal_told (rehearsal, &count);
  g_autofree bool *seen = g_new0 (bool, MAX (search->program->ways->len, 1));

  for (uint32_t i = 0; i < count; i++)
    if (told[i].way != SJ_NONE && told[i].program == search->program->number && !search->covered[told[i].way] &&
        !seen[told[i].way])
      {
        seen[told[i].way] = true;
        fresh++;
      }
  for (uint32_t i = 0; mark && i < search->program->ways->len; i++)
    search->covered[i] = search->covered[i] || seen[i];
  return fresh;
}

/* On to the end, by way of what was not tried yet. */
static void
finish (SjSearch *search, SjTrial *trial)
{
  for (unsigned i = 0; i < MOST_DEEDS; i++)
    {
      g_autoptr (SjRehearsal) here = sj_trial_play (search, trial);
      g_autoptr (GArray) deeds = sj_search_deeds (search, trial, here);
      unsigned most = 0;
      guint best = deeds->len > 0 ? deeds->len - 1 : 0;

      if (deeds->len == 0)
        return;
      for (guint j = 0; j < deeds->len; j++)
        {
          g_autoptr (SjTrial) next = sj_trial_copy (trial);
          g_autoptr (SjRehearsal) there = NULL;
          unsigned fresh;

          sj_trial_add (next, g_array_index (deeds, SjDeed, j));
          there = sj_trial_play (search, next);
          fresh = count_new (search, there, false);
          if (fresh > most)
            {
              most = fresh;
              best = j;
            }
        }
      sj_trial_add (trial, g_array_index (deeds, SjDeed, best));
    }
}

/* Called after the last path that is new with it. */
static char *
name_of (SjSearch *search, SjRehearsal *rehearsal)
{
  uint32_t count;
  const SjTold *told = sj_rehearsal_told (rehearsal, &count);
  const SjNames *names = search->world->library ? sj_library_names (search->world->library) : NULL;
  const SjTold *which = NULL;
  g_autofree char *step = NULL;
  g_autofree char *path = NULL;

  for (uint32_t i = 0; i < count; i++)
    if (told[i].way != SJ_NONE && !search->covered[told[i].way] && told[i].program == search->program->number &&
        (which == NULL || told[i].node->n_paths > 1))
      which = &told[i];
  if (which == NULL)
    return g_strdup_printf (_("Test %u"), ++search->names);
  ++search->names;
  step = sj_node_name (which->node, names);
  path = sj_path_name (which->path, names);
  return path && *path != '\0' ? g_strdup_printf ("%s: %s", step, path) : g_strdup (step);
}

/* For the ways that the trial takes: it would be a test, but it does not pass. */
static void
note_failure (SjSearch *search, SjRehearsal *rehearsal, const SjTestResult *result)
{
  uint32_t count;
  const SjTold *told = sj_rehearsal_told (rehearsal, &count);

  for (uint32_t i = 0; result->failures->len > 0 && i < count; i++)
    if (told[i].way != SJ_NONE && told[i].program == search->program->number &&
        search->failures[told[i].way] == NULL)
      search->failures[told[i].way] = g_strdup (result->failures->pdata[0]);
}

static bool
add_test (SjSearch *search, const SjTrial *found)
{
  g_autoptr (SjTrial) trial = sj_trial_copy (found);
  g_autoptr (SjRehearsal) rehearsal = NULL;
  g_autofree char *name = NULL;
  SjTestResult result;
  SjTestCase *test;
  bool passed;

  finish (search, trial);
  rehearsal = sj_trial_play (search, trial);
  name = name_of (search, rehearsal);
  test = sj_rehearsal_record (rehearsal, name);
  sj_journey_test_run (search->world, search->program, test, NULL, &result);
  note_failure (search, rehearsal, &result);
  passed = result.failures->len == 0 && count_new (search, rehearsal, true) > 0;
  sj_test_result_clear (&result);
  if (passed)
    g_ptr_array_add (search->generated->tests, test);
  else
    sj_config_free (&sj_test_case_spec, test);
  return passed;
}

static int
by_length (gconstpointer a, gconstpointer b, gpointer data)
{
  GPtrArray **taken = data;
  const SjTrial *one = taken[*(const uint32_t *) a]->pdata[0], *two = taken[*(const uint32_t *) b]->pdata[0];

  return one->deeds->len != two->deeds->len ? (one->deeds->len > two->deeds->len ? -1 : 1)
                                            : (int) *(const uint32_t *) a - (int) *(const uint32_t *) b;
}

/* The longest first: it takes many of the others' ways, too. */
static void
add_tests (SjSearch *search, GPtrArray **taken)
{
  g_autoptr (GArray) ways = g_array_new (FALSE, FALSE, sizeof (uint32_t));

  for (uint32_t i = 0; i < search->program->ways->len; i++)
    if (taken[i] != NULL && sj_way_counts (search->program, i))
      g_array_append_val (ways, i);
  g_array_sort_with_data (ways, by_length, taken);
  for (guint i = 0; i < ways->len; i++)
    {
      uint32_t way = g_array_index (ways, uint32_t, i);

      if (!search->covered[way])
        add_test (search, taken[way]->pdata[0]);
    }
}

static void
free_taken (SjSearch *search, GPtrArray **taken)
{
  for (uint32_t i = 0; i < search->program->ways->len; i++)
    g_clear_pointer (&taken[i], g_ptr_array_unref);
  g_free (taken);
}

/* All ways that are taken by going on from here. */
static void
explore_and_add (SjSearch *search, const SjTrial *first)
{
  GPtrArray **taken = g_new0 (GPtrArray *, MAX (search->program->ways->len, 1));

  explore (search, first, taken);
  add_tests (search, taken);
  free_taken (search, taken);
}

/* With another beginning; where that takes the way, all that comes after it, too. */
static bool
try_it (SjSearch *search, const SjTrial *trial, uint32_t way)
{
  if (!sj_trial_takes (search, trial, way))
    return false;
  search->n_kept = search->profiles->len;
  explore_and_add (search, trial);
  return search->covered[way] || (add_test (search, trial) && search->covered[way]);
}

/* ------------------------------------------------------------------ as a whole */

static const SjProfile *
best_profile (const SjSearch *search)
{
  const SjLibrary *library = search->world->library;
  size_t count = library ? sj_library_count (library, SJ_REF_PROFILE) : 0;

  for (size_t i = 0; i < count; i++)
    {
      const SjProfile *profile = sj_library_get (library, SJ_REF_PROFILE, i)->config;

      if (profile->test)
        return profile;
    }
  return count > 0 ? sj_library_get (library, SJ_REF_PROFILE, 0)->config : NULL;
}

/* Somebody who is held out tells nothing else. */
static void
avoid_control_group (const SjSearch *search, SjGiven *given)
{
  const char *id = given->profile ? given->profile->id : "somebody";
  const char *journey = search->program->journey->id;

  for (; search->program->control < 1; given->seed++)
    {
      uint64_t chance = sj_hash_text (given->seed, journey ? journey : "");

      if (sj_hash_unit (sj_hash_mix (chance, sj_hash_text (0, id ? id : ""))) >= search->program->control)
        return;
    }
}

/* Those who were refused at an entry have come no farther: what is tried there, and
 * for a segment with inaction the time that passes behind it. */
static GPtrArray *
list_arrivals (SjSearch *search, uint32_t way, const SjGiven *given)
{
  uint16_t from = sj_program_way (search->program, way)->from;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_trial_free);

  for (guint i = 0; search->arrived[from] != NULL && i < search->arrived[from]->len; i++)
    g_ptr_array_add (list, sj_trial_copy (search->arrived[from]->pdata[i]));
  for (guint i = 0; list->len == 0 && i < search->program->entries->len; i++)
    {
      SjTrial *trial;

      if (sj_program_entry (search->program, i)->station != from)
        continue;
      trial = sj_trial_new (given);
      sj_trial_add (trial, sj_entry_deed (search, i));
      if (sj_program_entry (search->program, i)->kind == SJ_ENTRY_INACTION)
        sj_trial_add (trial, (SjDeed) { { .kind = SJ_ACT_NEXT }, SJ_NONE });
      g_ptr_array_add (list, trial);
      break;
    }
  return list;
}

/* What the data, the time and chance decide at the way's own step. */
static void
vary (SjSearch *search, uint32_t way, const SjGiven *given)
{
  g_autoptr (GPtrArray) arrivals = list_arrivals (search, way, given);
  g_autofree char *proof = arrivals->len > 0 ? sj_search_proof (search, way) : NULL;

  if (proof != NULL)
    return;
  search->budget = search->plays + MOST_PLAYS;
  for (guint i = 0; i < arrivals->len && !search->covered[way] && !sj_search_is_over (search); i++)
    sj_search_vary (search, arrivals->pdata[i], way, try_it);
}

/* A new test may lead to steps that were not reached before, or to others in another
 * way; what was tried in vain is tried again only from there. */
static void
vary_all (SjSearch *search, const SjGiven *given)
{
  g_autofree guint *tried = g_new0 (guint, MAX (search->program->ways->len, 1));
  bool again = true;

  while (again)
    {
      again = false;
      for (uint32_t i = 0; i < search->program->ways->len; i++)
        {
          const GPtrArray *arrived = search->arrived[sj_program_way (search->program, i)->from];
          guint before = search->generated->tests->len, ways_in = arrived ? arrived->len + 1 : 1;

          if (search->covered[i] || !sj_way_counts (search->program, i) || tried[i] == ways_in)
            continue;
          tried[i] = ways_in;
          vary (search, i, given);
          again = again || search->generated->tests->len > before;
        }
    }
}

/* Whether a message went to nobody. */
static bool
misses_messages (const SjSearch *search)
{
  for (uint32_t i = 0; i < search->program->ops->len; i++)
    {
      const SjOp *op = sj_program_op (search->program, i);

      if (op->code == SJ_DO_SEND && ((op->yes != SJ_NONE && !search->covered[op->yes]) ||
                                     (op->error != SJ_NONE && !search->covered[op->error])))
        return true;
    }
  return false;
}

static void
free_test (gpointer test)
{
  sj_config_free (&sj_test_case_spec, test);
}

static void
give_reasons (SjSearch *search)
{
  for (uint32_t i = 0; i < search->program->ways->len; i++)
    if (!search->covered[i] && sj_way_counts (search->program, i))
      {
        SjUntried untried = { i, sj_search_reason (search, i) };

        g_array_append_val (search->generated->untried, untried);
      }
}

void
sj_tests_generate (SjWorld *world, const SjProgram *program, bool *covered, SjGenerated *generated)
{
  static const SjTestCase plain = { .name = NULL };
  SjSearch search = { .world = world, .program = program, .covered = covered, .generated = generated };
  SjGiven given = { .start = sj_test_case_begin (&plain, program) };
  g_autoptr (SjTrial) first = NULL;

  *generated = (SjGenerated) { g_ptr_array_new_with_free_func (free_test),
                               g_array_new (FALSE, FALSE, sizeof (SjUntried)) };
  search.profiles = g_ptr_array_new ();
  search.failures = g_new0 (char *, program->ways->len + 1);
  search.arrived = g_new0 (GPtrArray *, MAX (program->stations->len, 1));
  given.profile = best_profile (&search);
  given.payloads = sj_arena_alloc0 (&search.arena, MAX (world->events->len, 1) * sizeof (SjValue));
  given.answers = sj_arena_alloc0 (&search.arena, MAX (program->calls->len, 1) * sizeof (SjValue));
  if (given.start >= program->closes)
    given.start = MAX (program->opens, program->closes - 30 * SJ_DAY);
  sj_given_fit_entries (&search, &given);
  avoid_control_group (&search, &given);
  first = sj_trial_new (&given);
  explore_and_add (&search, first);
  if (misses_messages (&search))
    {
      sj_search_make_reachable (&search, &first->given);
      explore_and_add (&search, first);
    }
  vary_all (&search, &given);
  give_reasons (&search);
  for (uint32_t i = 0; i < program->stations->len; i++)
    g_clear_pointer (&search.arrived[i], g_ptr_array_unref);
  g_free (search.arrived);
  for (uint32_t i = 0; i < program->ways->len; i++)
    g_free (search.failures[i]);
  g_free (search.failures);
  for (guint i = 0; i < search.profiles->len; i++)
    sj_config_free (&sj_profile_spec, search.profiles->pdata[i]);
  g_ptr_array_unref (search.profiles);
  sj_arena_clear (&search.arena);
}

void
sj_generated_clear (SjGenerated *generated)
{
  for (guint i = 0; generated->untried != NULL && i < generated->untried->len; i++)
    g_free (g_array_index (generated->untried, SjUntried, i).reason);
  g_clear_pointer (&generated->untried, g_array_unref);
  g_clear_pointer (&generated->tests, g_ptr_array_unref);
}
