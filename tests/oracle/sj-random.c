/* sj-random.c -- a case of chance: journeys, persons, and what happens to them. */
#include "sj-random-private.h"

#include "base/sj-time.h"
#include "sj-random-library.h"

/* Days before clocks change somewhere, and one in summer. */
static const char *const starts[] = { "2026-03-27T00:00:00Z", "2026-10-23T00:00:00Z", "2026-03-06T00:00:00Z",
                                      "2026-10-30T00:00:00Z", "2026-04-03T00:00:00Z", "2026-06-01T00:00:00Z", NULL };

static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC",
                                     NULL };

static const char *
some_kind (Dice *dice)
{
  static const char *const kinds[] = {
    "event", "event", "event", "audience", "segment", "segment", "reaction", "reaction", "condition", "condition",
    "time-condition", "date-condition", "split", "experiment", "profile-cap", "wait", "wait", "wait", "first", "first",
    "email", "email", "email", "push", "push", "sms", "sms", "in-app", "call", "call", "update-profile",
    "update-profile", "jump", "end", "force-exit", NULL
  };

  return dice_words (dice, kinds);
}

static const char *
some_entry (Dice *dice)
{
  static const char *const kinds[] = { "event",   "event",   "event",    "event",         "event",          "event",
                                       "segment", "segment", "segment",  "segment",       "audience",       "audience",
                                       "event",   "segment", "audience", "read-audience", "business-event", NULL };

  return dice_words (dice, kinds);
}

/* The members of `settings` but for re-entry, each with a comma behind it. */
static void
add_settings (Dice *dice, GString *text)
{
  static const char *const quiet[] = {
    "[{\"from\": \"22:00\", \"until\": \"08:00\"}]",
    "[{\"from\": \"01:00\", \"until\": \"02:30\"}]",
    "[{\"from\": \"00:00\", \"until\": \"01:45\"}, {\"days\": [\"sun\"], \"from\": \"01:30\", \"until\": \"12:00\"}]",
    "[{\"from\": \"07:00\", \"until\": \"19:00\"}]",
    "[{\"days\": [\"sat\", \"sun\", \"mon\", \"tue\"], \"from\": \"03:00\", \"until\": \"03:00\"}]",
    "[{\"from\": \"02:15\", \"until\": \"02:45\"}, {\"from\": \"02:45\", \"until\": \"04:00\"}]",
    "[{\"from\": \"18:00\", \"until\": \"06:00\"}]",
    NULL
  };
  static const char *const always = "[{\"from\": \"00:00\", \"until\": \"24:00\"}]";
  static const char *const modes[] = { "later", "later", "later", "next-day", "next-day", "drop", NULL };
  g_autofree char *sets = random_rule_sets (dice);
  g_autofree char *start = random_moment (dice);
  g_autofree char *end = random_moment (dice);

  g_string_append (text, sets);
  if (dice_chance (dice, 10))
    g_string_append_printf (text, "\"start\": \"%s\", ", start);
  if (dice_chance (dice, 10))
    g_string_append_printf (text, "\"end\": \"%s\", ", end);
  if (dice_chance (dice, 10))
    g_string_append_printf (text, "\"maxEntries\": %d, ", 1 + dice_below (dice, 4));
  if (dice_chance (dice, 10))
    g_string_append_printf (text, "\"maxInside\": %d, ", 1 + dice_below (dice, 3));
  if (dice_chance (dice, 15))
    g_string_append_printf (text, "\"controlShare\": %d, ", 10 + dice_below (dice, 40));
  if (dice_chance (dice, 40))
    g_string_append_printf (text, "\"zone\": \"%s\", ", dice_words (dice, zones));
  if (dice_chance (dice, 20))
    g_string_append (text, "\"profileZone\": false, ");
  if (dice_chance (dice, 25))
    g_string_append_printf (text, "\"timeout\": \"%s\", ", random_duration (dice));
  if (dice_chance (dice, 45))
    g_string_append_printf (text, "\"quietHours\": %s, \"quietMode\": \"%s\", ",
                            dice_chance (dice, 2) ? always : dice_words (dice, quiet), dice_words (dice, modes));
}

static void
add_reentry (Dice *dice, GString *text, bool safe)
{
  static const char *const keys[] = { "@event{Added.cart.id}", "@event{Ordered.key}", "@event{Added.key}",
                                      "#{ExperiencePlatform.Any.profile.tier}", "@event{Looked.key}", NULL };
  int number = dice_below (dice, 100);

  if (number < 20)
    g_string_append (text, "\"reentry\": \"never\"");
  else if (safe || number < 50)
    g_string_append_printf (text, "\"reentryGap\": \"%s\"", random_duration (dice));
  else if (number < 65)
    g_string_append (text, "\"reentryGap\": \"PT0S\"");
  else
    g_string_append_printf (text, "\"reentry\": \"always\", \"instanceKey\": \"%s\"", dice_words (dice, keys));
}

static void
add_goal (Dice *dice, GString *text, int index)
{
  static const char *const values[] = { "@event{Ordered.amount}", "toDecimal(@event{Added.amount}) * 1.5", "7",
                                        "9223372036854775807 + @event{Ordered.amount}", NULL };
  g_autofree char *condition = random_condition (dice, 1);
  g_autofree char *escaped = g_strescape (condition, NULL);

  g_string_append_printf (text, "%s{\"id\": \"g%d\", \"name\": \"goal\"", index > 0 ? ", " : "", index);
  if (dice_chance (dice, 30))
    g_string_append_printf (text, ", \"by\": \"audience\", \"audience\": \"%s\"", random_audience (dice));
  else
    {
      g_string_append_printf (text, ", \"event\": \"%s\"", random_event (dice));
      if (dice_chance (dice, 30))
        g_string_append_printf (text, ", \"condition\": \"%s\"", escaped);
      if (dice_chance (dice, 60))
        g_string_append_printf (text, ", \"value\": \"%s\"", dice_words (dice, values));
    }
  g_string_append_printf (text, "%s}", dice_chance (dice, 40) ? ", \"leaves\": true" : "");
}

static void
add_exit (Dice *dice, GString *text, int index)
{
  g_autofree char *condition = random_condition (dice, 1);
  g_autofree char *escaped = g_strescape (condition, NULL);

  g_string_append (text, index > 0 ? ", " : "");
  if (dice_chance (dice, 25))
    g_string_append_printf (text, "{\"by\": \"audience\", \"audience\": \"%s\", \"membership\": \"%s\"}",
                            random_audience (dice), dice_chance (dice, 50) ? "leaves" : "both");
  else if (dice_chance (dice, 50))
    g_string_append_printf (text, "{\"by\": \"expression\", \"expression\": \"%s\"}", escaped);
  else
    g_string_append_printf (text, "{\"event\": \"%s\", \"condition\": \"%s\"}", random_event (dice), escaped);
}

static void
add_some (Dice *dice, GString *text, const char *name, int percent, void (*add) (Dice *dice, GString *text, int index))
{
  if (!dice_chance (dice, percent))
    return;
  g_string_append_printf (text, "  \"%s\": [", name);
  for (int i = 0; i <= dice_below (dice, 2); i++)
    add (dice, text, i);
  g_string_append (text, "],\n");
}

static void
add_journey (Dice *dice, SjCase *acase, unsigned index, unsigned n_journeys, bool safe)
{
  g_autofree char *id = g_strdup_printf ("j%u", index);
  g_autoptr (GString) text = g_string_new (NULL);
  Plan plan = { .id = id, .n_journeys = n_journeys, .first_jump = safe ? 0 : index == 0 ? 1 : n_journeys };

  plan.n_nodes = 2 + (unsigned) dice_below (dice, index == 0 ? 13 : 4);
  plan.kinds[0] = some_entry (dice);
  for (unsigned i = 1; i < plan.n_nodes; i++)
    plan.kinds[i] = some_kind (dice);
  g_string_append_printf (text, "{\n  \"form\": 1, \"id\": \"%s\", \"name\": \"%s\",\n  \"settings\": {", id, id);
  add_settings (dice, text);
  add_reentry (dice, text, safe);
  g_string_append (text, "},\n");
  add_some (dice, text, "goals", 40, add_goal);
  add_some (dice, text, "exits", 35, add_exit);
  g_string_append (text, "  \"nodes\": [\n");
  for (unsigned i = 0; i < plan.n_nodes; i++)
    {
      random_node (dice, text, &plan, i);
      g_string_append (text, i + 1 < plan.n_nodes ? ",\n" : "\n  ]\n}\n");
    }
  sj_case_add_journey (acase, text->str);
}

static void
add_person (Dice *dice, SjCase *acase, unsigned index)
{
  static const char *const attributes[] = { "{\"points\": 4, \"tier\": \"gold\"}", "{\"points\": 9}", "{}",
                                            "{\"tier\": \"silver\", \"shop\": {\"visits\": 1, \"tags\": [\"x\"]}}",
                                            "{\"points\": \"many\"}", NULL };
  g_autofree char *id = g_strdup_printf ("p%u", index);
  SjCasePerson *person = sj_case_add_person (acase, id, dice_words (dice, attributes));

  if (dice_chance (dice, 60))
    person->zone = g_strdup (dice_words (dice, zones));
  if (dice_chance (dice, 40))
    g_ptr_array_add (person->audiences, g_strdup ("vip"));
  if (dice_chance (dice, 40))
    g_ptr_array_add (person->audiences, g_strdup ("fresh"));
  person->suppressed = dice_chance (dice, 5);
  if (dice_chance (dice, 30))
    person->best_hour = dice_below (dice, 24);
  for (int i = 0; i < SJ_N_CHANNELS; i++)
    {
      person->refused[i] = dice_chance (dice, 10);
      person->reach[i] = dice_chance (dice, 15) ? (SjReach) dice_below (dice, SJ_REACH_SUPPRESSED + 1) : SJ_REACH_YES;
    }
}

/* On the grid, or as long after another input as durations are; sometimes a
 * millisecond beside. */
static SjTime
some_time (Dice *dice, const SjCase *acase)
{
  static const int halves[] = { 1, 2, 2, 2, 3, 4, 4, 10, 48 };
  int hurry = dice_chance (dice, 60) ? 16 : 48 * 4;
  SjTime time = dice->start + (1 + dice_below (dice, hurry)) * GRID;

  if (acase->inputs->len > 0 && dice_chance (dice, 50))
    {
      const SjCaseInput *input = g_ptr_array_index (acase->inputs, (guint) dice_below (dice, (int) acase->inputs->len));

      time = input->time + halves[dice_below (dice, G_N_ELEMENTS (halves))] * GRID;
    }
  if (dice_chance (dice, 25))
    time += dice_below (dice, 3) - 1;
  return time;
}

static void
add_event (Dice *dice, SjCase *acase, SjTime time, unsigned person)
{
  static const char *const keyed[] = {
    "{\"amount\": 1, \"key\": \"k1\", \"cart\": {\"id\": \"c1\"}}",
    "{\"amount\": 3, \"key\": \"k2\", \"cart\": {\"id\": \"c2\"}}",
    "{\"amount\": 5, \"key\": \"k1\", \"cart\": {\"id\": \"c2\"}}",
    "{\"amount\": 0, \"cart\": {\"id\": \"c1\"}}",
    "{\"key\": \"k2\"}",
    "{}",
    NULL
  };
  static const char *const looked[] = {
    "{\"n\": 2, \"key\": \"k1\"}", "{\"n\": \"two\", \"key\": \"k2\"}", "{\"key\": null, \"cart\": {\"id\": \"c2\"}}",
    "{\"when\": \"2026-03-29T02:30:00\"}", "{\"when\": \"2026-06-02T12:00:00Z\", \"key\": 5}", "{\"when\": 1}", NULL
  };
  const char *event = random_event (dice);

  sj_case_add_event (acase, time, person, event, dice_words (dice, g_str_equal (event, "Looked") ? looked : keyed));
}

static void
add_input (Dice *dice, SjCase *acase)
{
  unsigned person = (unsigned) dice_below (dice, (int) acase->persons->len);
  SjTime time = some_time (dice, acase);

  if (dice_chance (dice, 75))
    add_event (dice, acase, time, person);
  else
    sj_case_add_audience (acase, time, person, random_audience (dice), true);
}

/* Where two are handled one after the other: by time, then as they came. */
static bool
is_before (const SjCaseInput *a, guint a_place, const SjCaseInput *b, guint b_place)
{
  return a->time < b->time || (a->time == b->time && a_place < b_place);
}

/* Whoever enters an audience was not in it: every second change is the other way. */
static void
turn_audience (SjCase *acase, guint place)
{
  SjCaseInput *input = g_ptr_array_index (acase->inputs, place);
  const SjCasePerson *person = g_ptr_array_index (acase->persons, input->person);
  bool inside = g_ptr_array_find_with_equal_func (person->audiences, input->name, g_str_equal, NULL);

  for (guint i = 0; i < acase->inputs->len; i++)
    {
      const SjCaseInput *other = g_ptr_array_index (acase->inputs, i);

      if (other->kind != SJ_CASE_EVENT && other->person == input->person && g_str_equal (other->name, input->name) &&
          is_before (other, i, input, place))
        inside = !inside;
    }
  input->kind = inside ? SJ_CASE_LEAVES : SJ_CASE_ENTERS;
}

/* Audiences are read for the journeys that begin so. */
static void
add_readings (Dice *dice, SjCase *acase)
{
  for (guint i = 0; i < acase->journeys->len; i++)
    {
      const SjNode *node = sj_journey_node (g_ptr_array_index (acase->journeys, i), 0);

      if (!g_str_equal (node->kind->id, "read-audience") && !g_str_equal (node->kind->id, "business-event"))
        continue;
      for (int count = 1 + dice_below (dice, 8); count > 0; count--)
        sj_case_add_reading (acase, some_time (dice, acase), (unsigned) dice_below (dice, (int) acase->persons->len),
                             node->id, "{\"amount\": 3, \"key\": \"k2\"}");
    }
}

/* 0: a few. */
static SjCase *
make_case (uint64_t seed, unsigned n_persons, unsigned n_inputs)
{
  const guint32 words[] = { (guint32) seed, (guint32) (seed >> 32), 3 };
  Dice dice = { .rand = g_rand_new_with_seed_array (words, G_N_ELEMENTS (words)) };
  const char *start = dice_words (&dice, starts);
  bool safe = dice_chance (&dice, 50);
  unsigned n_journeys = dice_chance (&dice, 65) ? 1 : 2 + (unsigned) dice_below (&dice, 2);
  SjMoment moment;
  SjCase *acase;

  sj_moment_parse (start, strlen (start), &moment);
  dice.start = sj_moment_time (&moment);
  dice.end = dice.start + 5 * SJ_DAY;
  acase = sj_case_new (sj_random_library (), dice.start, dice.end);
  acase->seed = seed;
  for (unsigned i = 0; i < n_journeys; i++)
    add_journey (&dice, acase, i, n_journeys, safe);
  for (unsigned i = 0, count = n_persons > 0 ? n_persons : 1 + (unsigned) dice_below (&dice, 4); i < count; i++)
    add_person (&dice, acase, i);
  for (unsigned i = 0, count = n_inputs > 0 ? n_inputs : 5 + (unsigned) dice_below (&dice, 45); i < count; i++)
    add_input (&dice, acase);
  for (guint i = 0; i < acase->inputs->len; i++)
    if (((SjCaseInput *) g_ptr_array_index (acase->inputs, i))->kind != SJ_CASE_EVENT)
      turn_audience (acase, i);
  add_readings (&dice, acase);
  if (dice_chance (&dice, 5))
    add_event (&dice, acase, some_time (&dice, acase), SJ_CASE_NOBODY);
  g_rand_free (dice.rand);
  return acase;
}

SjCase *
sj_random_case (uint64_t seed)
{
  return make_case (seed, 0, 0);
}

SjCase *
sj_random_crowd (uint64_t seed, unsigned n_persons, unsigned n_inputs)
{
  return make_case (seed, n_persons, n_inputs);
}
