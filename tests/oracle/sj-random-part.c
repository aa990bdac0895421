/* sj-random-part.c -- dice, conditions, times: what nodes of chance are filled with. */
#include "sj-random-private.h"

#include "base/sj-time.h"

bool
dice_chance (Dice *dice, int percent)
{
  return g_rand_int_range (dice->rand, 0, 100) < percent;
}

int
dice_below (Dice *dice, int bound)
{
  return g_rand_int_range (dice->rand, 0, bound);
}

const char *
dice_words (Dice *dice, const char *const *words)
{
  return words[dice_below (dice, (int) g_strv_length ((char **) words))];
}

const char *
random_event (Dice *dice)
{
  static const char *const events[] = { "Ordered", "Added", "Added", "Looked", NULL };

  return dice_words (dice, events);
}

const char *
random_audience (Dice *dice)
{
  return dice_chance (dice, 60) ? "vip" : "fresh";
}

const char *
random_duration (Dice *dice)
{
  static const char *const durations[] = { "PT30M", "PT1H", "PT1H", "PT1H", "PT90M", "PT2H", "PT2H", "PT5H", "PT24H",
                                           NULL };

  return dice_words (dice, durations);
}

/* The last ones fail at run time, some of them always. */
static const char *const atoms[] = {
  "@event{Ordered.amount} > 2",
  "@event{Added.amount} == 1",
  "@event{Added.amount} is null",
  "@event{Added.key} == \"k1\"",
  "@event{Ordered.cart.id} == \"c2\"",
  "@event{Looked.n} >= 2",
  "#{ExperiencePlatform.Any.profile.points} >= 5",
  "#{ExperiencePlatform.Any.profile.tier} == \"gold\"",
  "#{ExperiencePlatform.Any.tier} is null",
  "#{ExperiencePlatform.Any.profile.shop.visits} > 1",
  "inAudience(\"vip\")",
  "inAudience(\"fresh\")",
  "@action{Score.score} > 1",
  "@action{Offer.offer} == \"a\"",
  "now() < toDateTime(\"2026-06-03T00:00:00Z\")",
  "9223372036854775807 + @event{Ordered.amount} > 0",
  "9223372036854775807 + #{ExperiencePlatform.Any.profile.points} > 0",
  NULL
};

char *
random_condition (Dice *dice, int depth)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  if (depth == 0 || dice_chance (dice, 50))
    return g_strdup (dice_words (dice, atoms));
  left = random_condition (dice, depth - 1);
  if (dice_chance (dice, 20))
    return g_strdup_printf ("not (%s)", left);
  right = random_condition (dice, depth - 1);
  return g_strdup_printf ("(%s) %s (%s)", left, dice_chance (dice, 50) ? "and" : "or", right);
}

char *
random_value (Dice *dice)
{
  static const char *const values[] = { "1", "3", "@event{Ordered.amount}", "@event{Added.amount} + 1",
                                        "@action{Score.score}", "#{ExperiencePlatform.Any.profile.points}",
                                        "9223372036854775807 + @event{Added.amount}", NULL };

  return g_strdup (dice_words (dice, values));
}

char *
random_moment (Dice *dice)
{
  SjTime time = dice->start + dice_below (dice, 48 * 6) * GRID;
  SjMoment moment = sj_time_moment (time, sj_zone_utc ());
  SjCivil civil;

  sj_moment_split (&moment, &civil);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:00%s", (int) civil.year, civil.month, civil.day, civil.hour,
                          civil.minute, dice_chance (dice, 40) ? "Z" : "");
}

char *
random_hours (Dice *dice)
{
  static const char *const days[] = { "[\"mon\", \"tue\"]", "[\"sat\", \"sun\"]", "[\"fri\"]", "[\"sun\", \"wed\"]",
                                      NULL };
  static const char *const clocks[] = { "00:00", "01:00", "01:30", "02:00", "02:30", "03:00", "08:00", "12:00",
                                        "20:00", "22:30", "24:00", NULL };
  GString *text = g_string_new (NULL);

  if (dice_chance (dice, 35))
    g_string_append_printf (text, "\"days\": %s, ", dice_words (dice, days));
  if (dice_chance (dice, 70))
    g_string_append_printf (text, "\"from\": \"%s\", ", clocks[dice_below (dice, G_N_ELEMENTS (clocks) - 2)]);
  if (dice_chance (dice, 70))
    g_string_append_printf (text, "\"until\": \"%s\", ", dice_words (dice, clocks));
  return g_string_free (text, FALSE);
}

char *
random_rule_sets (Dice *dice)
{
  static const char *const sets[] = { "[\"day\"]", "[\"rolling\"]", "[\"calendar\"]", "[\"night\"]", "[\"noon\"]",
                                      "[\"off\"]", "[\"rolling\", \"day\"]", "[\"noon\", \"night\"]", "[\"missing\"]",
                                      NULL };

  if (!dice_chance (dice, 50))
    return g_strdup ("");
  return g_strdup_printf ("\"ruleSets\": %s, ", dice_words (dice, sets));
}
