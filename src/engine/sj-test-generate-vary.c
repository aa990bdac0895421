/* sj-test-generate-vary.c -- other beginnings for a test: people, seeds, hours, dates.
 *
 * First the profiles there are, then other seeds where chance decides, other times
 * where the clock does, and at last data made to measure from the conditions.
 */
#include "engine/sj-test-generate-private.h"

#include "base/sj-when.h"
#include "lang/sj-decide.h"

#include <string.h>

#define MOST_SEEDS 2000u
#define MOST_HOURS 40u      /* moments of the week that are tried */
#define MOST_STEPS 4u       /* of time that are looked ahead */
#define MOST_ROUNDS 24u     /* of one person through the journey */

const SjOp *
sj_way_op (const SjProgram *program, uint32_t way, uint32_t *index)
{
  for (uint32_t i = 0; i < program->ops->len; i++)
    {
      const SjOp *op = sj_program_op (program, i);
      uint32_t last = op->code == SJ_DO_SPLIT ? op->yes + MAX (op->count, 1) - 1 : op->yes;

      *index = i;
      if ((op->yes != SJ_NONE && way >= op->yes && way <= last) || op->no == way || op->error == way)
        return op;
      if (op->code == SJ_DO_CALL && sj_program_call (program, op->arg)->timeout == way)
        return op;
    }
  return NULL;
}

const SjListener *
sj_way_listener (const SjProgram *program, uint32_t way)
{
  for (uint32_t i = 0; i < program->listeners->len; i++)
    {
      const SjListener *listener = sj_program_listener (program, i);

      if (listener->yes == way || listener->late == way || listener->branch == way)
        return listener;
    }
  return NULL;
}

SjProfile *
sj_search_own_profile (SjSearch *search, SjGiven *given)
{
  SjProfile *own = given->profile ? sj_config_copy (&sj_profile_spec, given->profile)
                                  : sj_config_new (&sj_profile_spec);

  if (own->id == NULL)
    own->id = g_strdup ("somebody");
  g_ptr_array_add (search->profiles, own);
  given->profile = own;
  return own;
}

/* ------------------------------------------------------------------ people and chance */

static bool
try_profiles (SjSearch *search, const SjTrial *trial, uint32_t way, SjTryFunc try_it)
{
  const SjLibrary *library = search->world->library;
  size_t count = library ? sj_library_count (library, SJ_REF_PROFILE) : 0;

  for (size_t i = 0; i < count && !sj_search_is_over (search); i++)
    {
      SjTrial other = *trial;

      other.given.profile = sj_library_get (library, SJ_REF_PROFILE, i)->config;
      if (other.given.profile != trial->given.profile && try_it (search, &other, way))
        return true;
    }
  return false;
}

static bool
try_seeds (SjSearch *search, const SjTrial *trial, uint32_t way, SjTryFunc try_it)
{
  SjTrial other = *trial;

  for (other.given.seed = 0; other.given.seed < MOST_SEEDS; other.given.seed++)
    if (try_it (search, &other, way))
      return true;
  return false;
}

static void *
add_record (SjRecords *records, const SjSpec *spec)
{
  records->items = g_renew (void *, records->items, records->count + 1);
  return records->items[records->count++] = sj_config_new (spec);
}

static void
clear_records (SjRecords *records, const SjSpec *spec)
{
  for (uint32_t i = 0; i < records->count; i++)
    sj_config_free (spec, records->items[i]);
  g_clear_pointer (&records->items, g_free);
  records->count = 0;
}

/* What the person has said of the channel. */
static void
set_consent (SjProfile *own, SjChannel channel, SjConsentChoice choice)
{
  SjConsent *consent;

  clear_records (&own->consents, &sj_consent_spec);
  consent = add_record (&own->consents, &sj_consent_spec);
  consent->channel = channel;
  consent->choice = choice;
}

static const SjSpec *
record_of (const char *field)
{
  return sj_spec_find (&sj_profile_spec, field)->record;
}

static void
give_device (SjProfile *own, const char *app, bool blocked)
{
  SjDevice *device = add_record (&own->devices, record_of ("devices"));

  device->app = g_strdup (app);
  device->token = g_strdup ("token");
  device->inactive = blocked;
}

static void
give_address (SjProfile *own, SjChannel channel, bool blocked)
{
  SjAddress *address = add_record (&own->addresses, record_of ("addresses"));

  address->channel = channel;
  address->address = g_strdup (channel == SJ_CHANNEL_EMAIL ? "somebody@example.com" : "+4915550100");
  address->suppressed = blocked;
}

static void
clear_reach (SjProfile *own)
{
  clear_records (&own->consents, &sj_consent_spec);
  clear_records (&own->addresses, record_of ("addresses"));
  clear_records (&own->devices, record_of ("devices"));
}

void
sj_search_make_reachable (SjSearch *search, SjGiven *given)
{
  SjProfile *own = sj_search_own_profile (search, given);

  clear_reach (own);
  give_address (own, SJ_CHANNEL_EMAIL, false);
  give_address (own, SJ_CHANNEL_SMS, false);
  give_device (own, NULL, false);
}

/* As it is, and with one thing more that can be done then, or when some time has passed. */
static bool
try_and_go_on (SjSearch *search, const SjTrial *trial, uint32_t way, SjTryFunc try_it)
{
  g_autoptr (SjTrial) here = sj_trial_copy (trial);

  if (try_it (search, here, way))
    return true;
  for (unsigned i = 0; i < MOST_STEPS; i++)
    {
      g_autoptr (SjRehearsal) rehearsal = sj_trial_play (search, here);
      g_autoptr (GArray) deeds = sj_search_deeds (search, here, rehearsal);

      for (guint j = 0; j < deeds->len; j++)
        {
          g_autoptr (SjTrial) next = sj_trial_copy (here);

          sj_trial_add (next, g_array_index (deeds, SjDeed, j));
          if (try_it (search, next, way))
            return true;
        }
      sj_trial_add (here, (SjDeed) { { .kind = SJ_ACT_NEXT }, SJ_NONE });
    }
  return false;
}

static bool
try_reachable (SjSearch *search, const SjTrial *trial, uint32_t way, SjTryFunc try_it)
{
  SjTrial other = *trial;

  sj_search_make_reachable (search, &other.given);
  return try_and_go_on (search, &other, way, try_it);
}

/* Somebody whom the message does not reach: refused, blocked, unknown. */
static bool
try_unreachable (SjSearch *search, const SjTrial *trial, uint32_t way, const SjSend *send, SjTryFunc try_it)
{
  SjTrial other = *trial;
  SjProfile *own = sj_search_own_profile (search, &other.given);

  set_consent (own, send->channel, SJ_CONSENT_NO);
  if (try_it (search, &other, way))
    return true;
  other = *trial;
  own = sj_search_own_profile (search, &other.given);
  clear_reach (own);
  if (send->channel == SJ_CHANNEL_PUSH)
    give_device (own, send->app, true);
  else
    give_address (own, send->channel, true);
  if (try_it (search, &other, way))
    return true;
  other.given.profile = NULL;
  return try_it (search, &other, way);
}

/* Once more from the beginning, when all that was to come has come: what is counted
 * over several runs. */
static bool
try_rounds (SjSearch *search, const SjTrial *trial, uint32_t way, SjTryFunc try_it)
{
  g_autoptr (SjTrial) other = sj_trial_copy (trial);
  SjTime gap = search->program->settings->reentry_gap;
  guint once = trial->deeds->len;

  for (unsigned round = 1; round < MOST_ROUNDS && !sj_search_is_over (search); round++)
    {
      g_autoptr (SjRehearsal) rehearsal = NULL;

      sj_trial_add (other, (SjDeed) { { .kind = SJ_ACT_TO, .flag = true }, SJ_NONE });
      rehearsal = sj_trial_play (search, other);
      sj_trial_add (other, (SjDeed) { { .kind = SJ_ACT_TO, .time = sj_rehearsal_now (rehearsal) + gap }, SJ_NONE });
      for (guint i = 0; i < once; i++)
        sj_trial_add (other, g_array_index (trial->deeds, SjDeed, i));
      if (try_it (search, other, way))
        return true;
    }
  return false;
}

/* Others were there before. */
static bool
try_others (SjSearch *search, const SjTrial *trial, uint32_t way, const SjOp *op, SjTryFunc try_it)
{
  g_autoptr (SjTrial) other = sj_trial_copy (trial);
  SjDeed deed = { { .kind = SJ_ACT_OTHERS, .name = sj_program_station (search->program, op->station)->node->id,
                    .count = op->count }, SJ_NONE };

  g_array_insert_val (other->deeds, 0, deed);
  return try_it (search, other, way);
}

/* ------------------------------------------------------------------ time */

/* How long after the beginning the way's step is reached with this trial. */
static bool
reached_after (SjSearch *search, const SjTrial *trial, uint32_t way, SjTime *span)
{
  g_autoptr (SjRehearsal) rehearsal = sj_trial_play (search, trial);
  const SjNode *node = sj_program_station (search->program, sj_program_way (search->program, way)->from)->node;
  uint32_t count;
  const SjTold *told = sj_rehearsal_told (rehearsal, &count);

  *span = 0;
  for (uint32_t i = count; i-- > 0;)
    if (told[i].kind == SJ_TOLD_AT && told[i].node == node && told[i].path == NULL)
      {
        *span = told[i].time - trial->given.start;
        return true;
      }
  return false;
}

/* On whose clock the trial looks. */
static const SjZone *
zone_of (const SjSearch *search, const SjTrial *trial)
{
  const char *own = trial->given.profile ? trial->given.profile->zone : NULL;
  const SjZone *zone = own && search->program->settings->profile_zone ? sj_zone_find (own, strlen (own)) : NULL;

  return zone ? zone : search->program->zone;
}

static bool
try_start (SjSearch *search, const SjTrial *trial, uint32_t way, SjTime start, SjTryFunc try_it)
{
  SjTrial other = *trial;

  other.given.start = CLAMP (start, search->program->opens, search->program->closes - 1);
  return !sj_search_is_over (search) && other.given.start != trial->given.start && try_it (search, &other, way);
}

/* Minutes that are quiet for a message; or for the way to those whom it reaches, are not. */
static void
quiet_minutes (const SjProgram *program, const SjOp *op, bool loud, SjWeek *week)
{
  const SjSend *send = sj_program_send (program, op->arg);
  SjWeek quiet = { { 0 } };

  for (uint32_t i = 0; i < send->n_quiet; i++)
    for (uint32_t j = 0; j < send->quiet[i].hours->count; j++)
      {
        const SjQuietHours *hours = send->quiet[i].hours->items[j];

        sj_week_add (&quiet, hours->days, hours->from, hours->until);
      }
  if (loud)
    sj_week_subtract (week, &quiet);
  else
    sj_week_intersect (week, &quiet);
}

/* Minutes of the week that belong to this operation, and to none before it. */
static void
free_minutes (const SjProgram *program, uint32_t first, uint32_t index, uint32_t way, SjWeek *week)
{
  sj_week_add (week, 0x7f, SJ_CLOCK_UNSET, SJ_CLOCK_UNSET);
  if (sj_program_op (program, index)->code == SJ_DO_SEND)
    quiet_minutes (program, sj_program_op (program, index), sj_program_op (program, index)->no != way, week);
  for (uint32_t i = first; i <= index; i++)
    {
      const SjOp *op = sj_program_op (program, i);

      if (op->code == SJ_DO_HOURS && i == index)
        sj_week_intersect (week, g_array_index (program->hours, SjHours, op->arg).week);
      else if (op->code == SJ_DO_HOURS)
        sj_week_subtract (week, g_array_index (program->hours, SjHours, op->arg).week);
    }
}

/* Where the minutes of each range begin, and every so often within. */
static bool
try_week (SjSearch *search, const SjTrial *trial, uint32_t way, uint32_t index, SjTime span, SjTryFunc try_it)
{
  const SjProgram *program = search->program;
  uint32_t first = sj_program_station (program, sj_program_way (program, way)->from)->op;
  const SjZone *zone = zone_of (search, trial);
  SjMoment moment = sj_time_moment (trial->given.start + span, zone);
  int64_t local = sj_moment_local (&moment);
  int64_t monday = local - ((local + 3 * 86400) % (7 * 86400) + 7 * 86400) % (7 * 86400);
  SjWeek week = { { 0 } };
  unsigned tried = 0;

  free_minutes (program, first, index, way, &week);
  for (unsigned minute = 0; minute < SJ_WEEK_MINUTES && tried < MOST_HOURS; minute++)
    {
      bool begins = minute == 0 || !sj_week_has (&week, minute - 1);

      if (!sj_week_has (&week, minute) || (!begins && minute % 360 != 7))
        continue;
      for (unsigned later = 0; later < 2; later++)
        {
          moment = sj_zone_local (zone, monday + minute * 60 + later * 7 * 86400, 0);
          if (sj_moment_time (&moment) - span >= trial->given.start &&
              try_start (search, trial, way, sj_moment_time (&moment) - span, try_it))
            return true;
        }
      tried++;
    }
  return false;
}

/* Around each end of the dates. */
static bool
try_dates (SjSearch *search, const SjTrial *trial, uint32_t way, uint32_t index, SjTime span, SjTryFunc try_it)
{
  static const SjTime beside[] = { 0, -1, SJ_HOUR, -SJ_HOUR, 2 * SJ_DAY, -2 * SJ_DAY };
  const SjProgram *program = search->program;
  uint32_t first = sj_program_station (program, sj_program_way (program, way)->from)->op;

  for (uint32_t i = first; i <= index; i++)
    {
      const SjOp *op = sj_program_op (program, i);
      const SjDates *dates = op->code == SJ_DO_DATES ? &g_array_index (program->dates, SjDates, op->arg) : NULL;

      for (unsigned end = 0; dates != NULL && end < 2 * G_N_ELEMENTS (beside); end++)
        {
          const SjWhen *when = end % 2 == 0 ? &dates->from : &dates->until;

          if (when->form != SJ_WHEN_UNSET &&
              try_start (search, trial, way, sj_when_time (when, zone_of (search, trial)) + beside[end / 2] - span,
                         try_it))
            return true;
        }
    }
  return false;
}

/* On the clock of the trial, and on those that are farthest from all others. */
static bool
try_times (SjSearch *search, const SjTrial *trial, uint32_t way, uint32_t index, SjTryFunc try_it)
{
  static const char *const zones[] = { NULL, "Pacific/Kiritimati", "Etc/GMT+12", "UTC" };
  SjTime span;

  reached_after (search, trial, way, &span);
  for (unsigned i = 0; i < (search->program->settings->profile_zone ? G_N_ELEMENTS (zones) : 1); i++)
    {
      SjTrial other = *trial;

      if (zones[i] != NULL)
        {
          SjProfile *own = sj_search_own_profile (search, &other.given);

          g_free (own->zone);
          own->zone = g_strdup (zones[i]);
        }
      if (try_it (search, &other, way) || try_dates (search, &other, way, index, span, try_it) ||
          try_week (search, &other, way, index, span, try_it))
        return true;
    }
  return false;
}

/* The ends of the time in which the journey is open: for conditions that read the clock. */
static bool
try_ends (SjSearch *search, const SjTrial *trial, uint32_t way, SjTryFunc try_it)
{
  static const SjTime spans[] = { SJ_HOUR, SJ_DAY, 7 * SJ_DAY, 100 * SJ_DAY, 400 * SJ_DAY, 4000 * SJ_DAY };

  for (unsigned i = 0; i < 2 * G_N_ELEMENTS (spans); i++)
    if (try_start (search, trial, way, trial->given.start + (i % 2 == 0 ? spans[i / 2] : -spans[i / 2]), try_it))
      return true;
  return false;
}

/* ------------------------------------------------------------------ conditions */

/* The cases of the step up to this operation: all false, but this one, where it is one. */
static bool
try_conditions (SjSearch *search, const SjTrial *trial, uint32_t way, uint32_t index, SjTryFunc try_it)
{
  const SjProgram *program = search->program;
  uint32_t first = sj_program_station (program, sj_program_way (program, way)->from)->op;
  uint32_t most = index >= first ? index - first + 1 : 0;
  g_autofree const SjTree **conditions = g_new (const SjTree *, most + 1);
  g_autofree bool *wanted = g_new (bool, most + 1);
  size_t count = 0;
  SjTrial other = *trial;

  other.given = sj_given_copy (search, &trial->given);
  for (uint32_t i = first; i <= index; i++)
    {
      const SjOp *op = sj_program_op (program, i);

      if (op->code == SJ_DO_TEST && op->arg != SJ_NONE)
        {
          conditions[count] = sj_expr_tree (sj_program_expr (program, op->arg));
          wanted[count++] = i == index;
        }
    }
  if (!sj_given_fit (search, &other.given, conditions, wanted, count))
    return false;
  for (uint32_t i = first; i <= index; i++)
    {
      const SjOp *op = sj_program_op (program, i);

      if (op->code != SJ_DO_MEMBER)
        continue;
      if (other.given.profile == trial->given.profile)
        sj_search_own_profile (search, &other.given);
      sj_given_set_member (search, &other.given, g_ptr_array_index (search->world->audiences, op->arg),
                           (i == index) != ((op->flags & SJ_DO_NOT) != 0));
    }
  return try_it (search, &other, way);
}

static bool
try_listener (SjSearch *search, const SjTrial *trial, uint32_t way, const SjListener *listener, SjTryFunc try_it)
{
  g_autoptr (SjTrial) other = sj_trial_copy (trial);
  const SjTree *tree = listener->condition != SJ_NONE
                           ? sj_expr_tree (sj_program_expr (search->program, listener->condition)) : NULL;
  bool wanted = true;

  if (listener->kind == SJ_HEAR_REACTION && listener->what != SJ_NONE)
    return try_reachable (search, trial, way, try_it);
  if (listener->kind != SJ_HEAR_EVENT)
    return false;
  sj_trial_add (other, (SjDeed) { { .kind = SJ_ACT_EVENT,
                                    .name = g_ptr_array_index (search->world->events, listener->what) },
                                  listener->what });
  if (tree != NULL)
    {
      other->given = sj_given_copy (search, &trial->given);
      if (sj_given_fit (search, &other->given, &tree, &wanted, 1) && try_it (search, other, way))
        return true;
      other->given = trial->given;
    }
  return sj_search_values (search, other, way, try_it);
}

static bool
go_on_with (SjSearch *search, const SjTrial *trial, uint32_t way)
{
  return try_and_go_on (search, trial, way, search->try_it);
}

/* When it is not quiet; or, for the other side, when it is. */
static bool
try_quiet (SjSearch *search, const SjTrial *trial, uint32_t way, uint32_t index)
{
  SjTime span;

  return sj_program_send (search->program, sj_program_op (search->program, index)->arg)->n_quiet > 0 &&
         reached_after (search, trial, way, &span) && try_week (search, trial, way, index, span, go_on_with);
}

static bool
try_send (SjSearch *search, const SjTrial *trial, uint32_t way, uint32_t index, SjTryFunc try_it)
{
  const SjOp *op = sj_program_op (search->program, index);
  const SjSend *send = sj_program_send (search->program, op->arg);
  SjTrial reached = *trial;

  sj_search_make_reachable (search, &reached.given);
  if (op->no != way)
    return try_and_go_on (search, &reached, way, try_it) || try_quiet (search, &reached, way, index) ||
           try_profiles (search, trial, way, go_on_with) || sj_search_values (search, &reached, way, go_on_with);
  return try_unreachable (search, trial, way, send, try_it) || try_profiles (search, trial, way, try_it) ||
         try_quiet (search, &reached, way, index) ||
         (send->n_limits > 0 &&
          (try_rounds (search, trial, way, try_it) || try_rounds (search, &reached, way, try_it)));
}

bool
sj_search_vary (SjSearch *search, const SjTrial *trial, uint32_t way, SjTryFunc try_it)
{
  const SjListener *listener = sj_way_listener (search->program, way);
  uint32_t index = 0;
  const SjOp *op = sj_way_op (search->program, way, &index);
  bool error = op != NULL && op->error == way;

  search->try_it = try_it;
  if (try_it (search, trial, way))
    return true;
  if (listener != NULL && try_listener (search, trial, way, listener, try_it))
    return true;
  switch (op != NULL ? (SjOpCode) op->code : SJ_DO_GO)
    {
    case SJ_DO_SPLIT:
      return try_seeds (search, trial, way, try_it);
    case SJ_DO_CAP:
      return op->no == way && try_others (search, trial, way, op, try_it);
    case SJ_DO_SEND:
      return try_send (search, trial, way, index, try_it);
    case SJ_DO_HOURS:
    case SJ_DO_DATES:
      return try_times (search, trial, way, index, try_it);
    case SJ_DO_TEST:
    case SJ_DO_MEMBER:
    case SJ_DO_REST:
      return try_profiles (search, trial, way, try_it) ||
             (!error && try_conditions (search, trial, way, index, try_it)) ||
             (op->code == SJ_DO_REST && try_times (search, trial, way, index, try_it)) ||
             try_ends (search, trial, way, try_it) || sj_search_values (search, trial, way, try_it);
    default:
      return sj_search_values (search, trial, way, try_it) || try_profiles (search, trial, way, try_it);
    }
}
