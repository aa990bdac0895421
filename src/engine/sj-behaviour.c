/* sj-behaviour.c -- the behaviour document: its fields, and what holds of each by itself. */
#include "engine/sj-behaviour.h"

#include "base/sj-name.h"
#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define UNSAID (-1)

#define FIELD(S, name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (S, member), title, __VA_ARGS__ }

/* A percentage that has a default of its own elsewhere. */
#define SHARE(S, name, member, title, ...) \
  FIELD (S, name, PERCENT, member, title, .fallback = UNSAID, .max = 100, __VA_ARGS__)

#define LATER(S, name, member, title, ...) \
  FIELD (S, name, RECORD, member, title, .record = &sj_delay_spec, __VA_ARGS__)

#define WHERE(S) \
  FIELD (S, "journey", REFERENCE, journey, N_("Only in the journey"), .to = SJ_REF_JOURNEY), \
  FIELD (S, "node", REFERENCE, node, N_("Only at the step"), .to = SJ_REF_NODE)

/* ------------------------------------------------------------------ people */

static const SjField filling_fields[] = {
  FIELD (SjFilling, "path", TEXT, path, N_("Field"), N_("Its path, as in “cart.total” or “items[0].quantity”."),
         .flags = SJ_FIELD_REQUIRED),
  FIELD (SjFilling, "value", RECORD, value, N_("Value"), .record = &sj_draw_spec, .flags = SJ_FIELD_REQUIRED),
  FIELD (SjFilling, "missing", PERCENT, missing, N_("Missing"), N_("In this share there is no value."), .max = 100),
  { NULL }
};

const SjSpec sj_filling_spec = { filling_fields, sizeof (SjFilling), N_("field") };

static const SjChoice members_choices[] = {
  { "share", N_("A share of all") },
  { "rule", N_("Whoever fulfils the audience's rule") },
  { NULL }
};

static const SjField members_fields[] = {
  FIELD (SjMembers, "audience", REFERENCE, audience, N_("Audience"), .to = SJ_REF_AUDIENCE, .flags = SJ_FIELD_REQUIRED),
  FIELD (SjMembers, "by", CHOICE, by, N_("Members are"), .choices = members_choices),
  FIELD (SjMembers, "share", PERCENT, share, N_("Share"), .fallback = 30, .max = 100, .when = "by=share"),
  { NULL }
};

static const SjSpec members_spec = { members_fields, sizeof (SjMembers), N_("audience") };

static const SjField zone_fields[] = {
  FIELD (SjWeighted, "zone", ZONE, name, N_("Time zone"), .flags = SJ_FIELD_REQUIRED),
  FIELD (SjWeighted, "weight", DECIMAL, weight, N_("How often, against the others"), .fallback = 1, .max = 1000000000),
  { NULL }
};

static void
check_zone (const void *config, SjReading *reading)
{
  const SjWeighted *zone = config;

  if (zone->name != NULL && sj_zone_find (zone->name, strlen (zone->name)) == NULL)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-zone", sj_null, "zone", _("There is no time zone “%s”."),
                    zone->name);
}

static const SjSpec zone_spec = { zone_fields, sizeof (SjWeighted), N_("time zone"), check_zone };

static const SjField language_fields[] = {
  FIELD (SjWeighted, "language", TEXT, name, N_("Language"), .flags = SJ_FIELD_REQUIRED),
  FIELD (SjWeighted, "weight", DECIMAL, weight, N_("How often, against the others"), .fallback = 1, .max = 1000000000),
  { NULL }
};

static void
check_language (const void *config, SjReading *reading)
{
  const SjWeighted *language = config;

  if (language->name != NULL && !sj_is_language (language->name))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-language", sj_null, "language",
                    _("“%s” is no language; write it as “en” or “pt-BR”."), language->name);
}

static const SjSpec language_spec = { language_fields, sizeof (SjWeighted), N_("language"), check_language };

static const SjField reached_fields[] = {
  FIELD (SjReached, "channel", CHOICE, channel, N_("Channel"), .choices = sj_channel_choices, .fallback = UNSAID,
         .flags = SJ_FIELD_REQUIRED),
  SHARE (SjReached, "refused", refused, N_("Want no messages by it")),
  SHARE (SjReached, "missing", missing, N_("Have no address or device")),
  SHARE (SjReached, "bad", bad, N_("Have an address that is none")),
  SHARE (SjReached, "blocked", blocked, N_("Have an address or device that is blocked")),
  { NULL }
};

static void
check_reached (const void *config, SjReading *reading)
{
  const SjReached *reached = config;

  if (MAX (reached->missing, 0) + MAX (reached->bad, 0) + MAX (reached->blocked, 0) > 100)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "out-of-range", sj_null, "missing",
                    _("“missing”, “bad” and “blocked” are more than 100 %% together."));
}

static const SjSpec reached_spec = { reached_fields, sizeof (SjReached), N_("channel"), check_reached };

static const SjChoice from_choices[] = {
  { "generated", N_("Made up") },
  { "learnt", N_("Like those of the workspace") },
  { "given", N_("Those of the workspace") },
  { NULL }
};

static const SjField population_fields[] = {
  FIELD (SjPopulation, "from", CHOICE, from, N_("The profiles are"),
         N_("Left out: like those of the workspace where it has some, otherwise made up."), .choices = from_choices,
         .fallback = UNSAID),
  FIELD (SjPopulation, "size", INTEGER, size, N_("How many"), .fallback = SJ_POPULATION_DEFAULT, .min = 1,
         .max = SJ_POPULATION_MOST),
  FIELD (SjPopulation, "seed", INTEGER, seed, N_("Beginning of chance"),
         N_("The same people and habits whatever the seed of the run; 0: that of the run.")),
  FIELD (SjPopulation, "attributes", RECORDS, attributes, N_("Attributes"), .record = &sj_filling_spec),
  FIELD (SjPopulation, "audiences", RECORDS, audiences, N_("Audiences"), .record = &members_spec),
  FIELD (SjPopulation, "zones", RECORDS, zones, N_("Time zones"), .record = &zone_spec),
  FIELD (SjPopulation, "languages", RECORDS, languages, N_("Languages"), .record = &language_spec),
  FIELD (SjPopulation, "channels", RECORDS, channels, N_("Channels"), .record = &reached_spec),
  SHARE (SjPopulation, "suppressed", suppressed, N_("On the suppression list")),
  FIELD (SjPopulation, "bestHour", RECORD, best_hour, N_("Best hour to send"), .record = &sj_draw_spec),
  { NULL }
};

static const SjSpec population_spec = { population_fields, sizeof (SjPopulation), N_("population") };

/* ------------------------------------------------------------------ what they do */

static const SjChoice daily_choices[] = {
  { "waking", N_("By day and in the evening") },
  { "even", N_("At every hour alike") },
  { "office", N_("In office hours") },
  { "evening", N_("In the evening") },
  { NULL }
};

static const SjField arrival_fields[] = {
  FIELD (SjArrival, "event", REFERENCE, event, N_("Event"), N_("That begins a journey; either this or an audience."),
         .to = SJ_REF_EVENT),
  FIELD (SjArrival, "audience", REFERENCE, audience, N_("Audience"), N_("That people enter or leave."),
         .to = SJ_REF_AUDIENCE),
  FIELD (SjArrival, "share", PERCENT, share, N_("For how many of the profiles it happens"), .fallback = 100,
         .max = 100),
  FIELD (SjArrival, "sessions", INTEGER, sessions, N_("How often each of them"), .fallback = 1, .min = 1, .max = 1000),
  LATER (SjArrival, "between", between, N_("From one time to the next")),
  FIELD (SjArrival, "over", DURATION, over, N_("Spread over"),
         N_("Left out: the first quarter of the time simulated, seven days at most.")),
  FIELD (SjArrival, "daily", CHOICE, daily, N_("In the course of a day"), .choices = daily_choices),
  FIELD (SjArrival, "hours", VALUE, hours, N_("Hour by hour"),
         N_("24 numbers, the weights of the hours from 0 to 23.")),
  { NULL }
};

static bool
are_weights (SjValue hours)
{
  double sum = 0;

  if (hours.type != SJ_LIST || hours.length != 24)
    return false;
  for (uint32_t i = 0; i < 24; i++)
    {
      if (!sj_value_is_number (hours.items[i]) || !(sj_value_number (hours.items[i]) >= 0) ||
          sj_value_number (hours.items[i]) > 1e9)
        return false;
      sum += sj_value_number (hours.items[i]);
    }
  return sum > 0;
}

static void
check_arrival (const void *config, SjReading *reading)
{
  const SjArrival *arrival = config;

  if ((arrival->event == NULL) == (arrival->audience == NULL))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "missing", sj_null, "event",
                    _("Either “event” or “audience” must be given."));
  if (arrival->hours != NULL && !are_weights (sj_blob_value (arrival->hours)))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-value", sj_null, "hours",
                    _("“hours” must be a list of 24 numbers, not all of them 0."));
}

const SjSpec sj_arrival_spec = { arrival_fields, sizeof (SjArrival), N_("beginning"), check_arrival };

void
sj_daily_weights (const SjArrival *arrival, double weights[24])
{
  static const uint8_t days[SJ_N_DAILIES][24] = {
    [SJ_DAILY_WAKING] = { 2, 1, 1, 1, 1, 2, 5, 9, 12, 13, 14, 14, 15, 14, 13, 13, 14, 16, 18, 20, 21, 18, 11, 5 },
    [SJ_DAILY_EVEN] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 },
    [SJ_DAILY_OFFICE] = { 0, 0, 0, 0, 0, 0, 0, 1, 4, 10, 12, 12, 8, 9, 11, 11, 10, 6, 1, 0, 0, 0, 0, 0 },
    [SJ_DAILY_EVENING] = { 3, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 6, 10, 15, 18, 18, 14, 8 },
  };
  SjValue hours = arrival ? sj_blob_value (arrival->hours) : sj_null;
  const uint8_t *day = days[arrival && arrival->daily >= 0 ? arrival->daily : SJ_DAILY_WAKING];

  for (unsigned i = 0; i < 24; i++)
    weights[i] = are_weights (hours) ? sj_value_number (hours.items[i]) : day[i];
}

#define HABIT(name, TYPE, member, title, ...) FIELD (SjHabit, name, TYPE, member, title, __VA_ARGS__)

static const SjField event_fields[] = {
  HABIT ("event", REFERENCE, event, N_("Event"), .to = SJ_REF_EVENT, .flags = SJ_FIELD_REQUIRED),
  WHERE (SjHabit),
  SHARE (SjHabit, "probability", probability, N_("Probability"), N_("At a step that waits for it.")),
  LATER (SjHabit, "delay", delay, N_("After"), N_("From arriving at the step.")),
  SHARE (SjHabit, "anyway", anyway, N_("Anyway"),
         N_("Goals and exits: for how many of those inside or held out it happens without a step that waits.")),
  LATER (SjHabit, "anywayAfter", anyway_after, N_("Anyway, after"), N_("From entering.")),
  HABIT ("payload", RECORDS, payload, N_("Payload"), N_("Fields in place of those of the event's example."),
         .record = &sj_filling_spec),
  { NULL }
};

const SjSpec sj_event_habit_spec = { event_fields, sizeof (SjHabit), N_("event") };

static const SjField change_fields[] = {
  HABIT ("audience", REFERENCE, audience, N_("Audience"), .to = SJ_REF_AUDIENCE, .flags = SJ_FIELD_REQUIRED),
  WHERE (SjHabit),
  SHARE (SjHabit, "probability", probability, N_("Probability"), N_("At a step that waits for it.")),
  LATER (SjHabit, "delay", delay, N_("After"), N_("From arriving at the step.")),
  SHARE (SjHabit, "anyway", anyway, N_("Anyway"),
         N_("Goals and exits: for how many of those inside or held out it happens without a step that waits.")),
  LATER (SjHabit, "anywayAfter", anyway_after, N_("Anyway, after"), N_("From entering.")),
  { NULL }
};

const SjSpec sj_change_habit_spec = { change_fields, sizeof (SjHabit), N_("change of an audience") };

/* ------------------------------------------------------------------ what becomes of messages and calls */

static const SjField link_fields[] = {
  FIELD (SjLinkShare, "link", TEXT, link, N_("Link"), .flags = SJ_FIELD_REQUIRED),
  FIELD (SjLinkShare, "weight", DECIMAL, weight, N_("How often, against the others"), .fallback = 1, .max = 1000000000),
  { NULL }
};

static const SjSpec link_spec = { link_fields, sizeof (SjLinkShare), N_("link") };

#define MESSAGE(name, TYPE, member, title, ...) FIELD (SjMessageHabit, name, TYPE, member, title, __VA_ARGS__)

static const SjField message_fields[] = {
  MESSAGE ("channel", CHOICE, channel, N_("Channel"), N_("Left out: any."), .choices = sj_channel_choices,
           .fallback = UNSAID),
  WHERE (SjMessageHabit),
  SHARE (SjMessageHabit, "failed", failed, N_("Cannot be handed over")),
  SHARE (SjMessageHabit, "bounced", bounced, N_("Come back")),
  SHARE (SjMessageHabit, "opened", opened, N_("Opened"), N_("Of those that were delivered.")),
  SHARE (SjMessageHabit, "clicked", clicked, N_("Clicked"), N_("Of those that were delivered; who clicks has opened.")),
  SHARE (SjMessageHabit, "unsubscribed", unsubscribed, N_("Unsubscribed"),
         N_("Of those that were delivered; who unsubscribes has opened.")),
  SHARE (SjMessageHabit, "converts", converts, N_("Reach the goal"),
         N_("Of those who clicked: the journey's first goal, in addition to what happens anyway.")),
  LATER (SjMessageHabit, "delivering", delivering, N_("Delivered after")),
  LATER (SjMessageHabit, "opening", opening, N_("Opened after"), N_("From being delivered.")),
  LATER (SjMessageHabit, "clicking", clicking, N_("Clicked after"), N_("From being opened.")),
  LATER (SjMessageHabit, "unsubscribing", unsubscribing, N_("Unsubscribed after"), N_("From being opened.")),
  LATER (SjMessageHabit, "converting", converting, N_("Reach the goal after"), N_("From clicking.")),
  MESSAGE ("links", RECORDS, links, N_("Links that are clicked"), .record = &link_spec),
  MESSAGE ("price", DECIMAL, price, N_("Price of one message"), .fallback = UNSAID, .max = 1000000),
  { NULL }
};

static void
check_message (const void *config, SjReading *reading)
{
  const SjMessageHabit *habit = config;

  if (MAX (habit->failed, 0) + MAX (habit->bounced, 0) > 100)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "out-of-range", sj_null, "failed",
                    _("“failed” and “bounced” are more than 100 %% together."));
}

const SjSpec sj_message_habit_spec = { message_fields, sizeof (SjMessageHabit), N_("message"), check_message };

#define CALL(name, TYPE, member, title, ...) FIELD (SjCallHabit, name, TYPE, member, title, __VA_ARGS__)

static const SjField call_fields[] = {
  CALL ("action", REFERENCE, action, N_("Action"), N_("Left out: any."), .to = SJ_REF_ACTION),
  WHERE (SjCallHabit),
  LATER (SjCallHabit, "latency", latency, N_("Answered after")),
  SHARE (SjCallHabit, "failed", failed, N_("Fail"), N_("With a failure that may pass.")),
  SHARE (SjCallHabit, "refused", refused, N_("Fail for good")),
  SHARE (SjCallHabit, "silent", silent, N_("Get no answer")),
  CALL ("response", RECORDS, response, N_("Answer"), N_("Fields in place of those of the action's example."),
        .record = &sj_filling_spec),
  { NULL }
};

static void
check_call (const void *config, SjReading *reading)
{
  const SjCallHabit *habit = config;

  if (MAX (habit->failed, 0) + MAX (habit->refused, 0) + MAX (habit->silent, 0) > 100)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "out-of-range", sj_null, "failed",
                    _("“failed”, “refused” and “silent” are more than 100 %% together."));
}

const SjSpec sj_call_habit_spec = { call_fields, sizeof (SjCallHabit), N_("call"), check_call };

/* ------------------------------------------------------------------ the document */

static const SjField behaviour_fields[] = {
  FIELD (SjBehaviour, "name", TEXT, name, N_("Name")),
  FIELD (SjBehaviour, "description", LONG_TEXT, description, N_("Description")),
  FIELD (SjBehaviour, "population", RECORD, population, N_("Profiles"), .record = &population_spec),
  FIELD (SjBehaviour, "entries", RECORDS, entries, N_("What begins journeys"), .record = &sj_arrival_spec),
  FIELD (SjBehaviour, "events", RECORDS, events, N_("Events"), .record = &sj_event_habit_spec),
  FIELD (SjBehaviour, "changes", RECORDS, changes, N_("Changes of audiences"), .record = &sj_change_habit_spec),
  FIELD (SjBehaviour, "messages", RECORDS, messages, N_("Messages"), .record = &sj_message_habit_spec),
  FIELD (SjBehaviour, "calls", RECORDS, calls, N_("Calls"), .record = &sj_call_habit_spec),
  { NULL }
};

const SjSpec sj_behaviour_spec = { behaviour_fields, sizeof (SjBehaviour), N_("behaviour") };

const char sj_behaviour_default[] =
#include "engine/sj-behaviour-default.h"
    ;

SjBehaviour *
sj_behaviour_read (const char *text, size_t length, const SjLibrary *library, const SjWorld *world, SjDiags *diags)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjReading reading = { .text = text, .length = length, .diags = diags };
  SjValue root;
  SjBehaviour *behaviour = sj_config_parse (&sj_behaviour_spec, &arena, text, length, diags, &root);

  if (behaviour == NULL)
    return NULL;
  reading.root = &root;
  sj_config_check (&sj_behaviour_spec, behaviour, &reading);
  sj_behaviour_check (behaviour, library, world, &reading);
  return behaviour;
}

SjBehaviour *
sj_behaviour_new (void)
{
  return sj_config_new (&sj_behaviour_spec);
}

void
sj_behaviour_free (SjBehaviour *behaviour)
{
  if (behaviour != NULL)
    sj_config_free (&sj_behaviour_spec, behaviour);
}

char *
sj_behaviour_write (const SjBehaviour *behaviour)
{
  return sj_config_to_string (&sj_behaviour_spec, behaviour);
}
