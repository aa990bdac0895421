/* test-value.c -- equality, order and hashes agree with each other, exactly. */
#include "base/sj-value.h"

#include <math.h>
#include <string.h>

#define TEXT(literal) sj_value_text (literal, sizeof (literal) - 1)

static SjMember
member (const char *name, SjValue value)
{
  return (SjMember) { sj_value_string (name), value };
}

static void
test_compare_numbers (void)
{
  static const struct { int64_t integer; double decimal; int order; } cases[] = {
    { 1, 1.0, 0 },
    { 1, 1.5, -1 },
    { 2, 1.5, 1 },
    { -1, -1.5, 1 },
    { -2, -1.5, -1 },
    { 0, -0.0, 0 },
    { 0, 5e-324, -1 },
    { 0, -5e-324, 1 },
    { 9007199254740992, 9007199254740992.0, 0 },
    { 9007199254740993, 9007199254740992.0, 1 },
    { 9007199254740993, 9007199254740994.0, -1 },
    { -9007199254740993, -9007199254740992.0, -1 },
    { INT64_MAX, 9223372036854775808.0, -1 },
    { INT64_MAX, 9223372036854774784.0, 1 },
    { INT64_MIN, -9223372036854775808.0, 0 },
    { INT64_MIN, -9223372036854777856.0, 1 },
    { INT64_MAX, INFINITY, -1 },
    { INT64_MIN, -INFINITY, 1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SjValue integer = sj_value_integer (cases[i].integer), decimal = sj_value_decimal (cases[i].decimal);
      int order;

      g_test_message ("%" G_GINT64_FORMAT " and %.17g", cases[i].integer, cases[i].decimal);
      g_assert_true (sj_value_compare (integer, decimal, &order));
      g_assert_cmpint (order, ==, cases[i].order);
      g_assert_true (sj_value_compare (decimal, integer, &order));
      g_assert_cmpint (order, ==, -cases[i].order);
      g_assert_cmpint (sj_value_equal (integer, decimal), ==, cases[i].order == 0);
      if (cases[i].order == 0)
        g_assert_cmphex (sj_value_hash (integer), ==, sj_value_hash (decimal));
    }
}

static void
test_nan_has_no_order (void)
{
  SjValue nan = sj_value_decimal (NAN);
  int order;

  g_assert_false (sj_value_compare (nan, sj_value_integer (1), &order));
  g_assert_false (sj_value_compare (sj_value_integer (1), nan, &order));
  g_assert_false (sj_value_compare (nan, nan, &order));
  g_assert_false (sj_value_equal (nan, nan));
}

/* Pairs in rising order; what stands apart has no order. */
static void
test_compare (void)
{
  SjMoment berlin = { 1000, 5, 3600, "Europe/Berlin" }, later = { 1000, 6, 0, NULL };
  const struct { SjValue low, high; } cases[] = {
    { TEXT (""), TEXT ("a") },
    { TEXT ("a"), TEXT ("ab") },
    { TEXT ("Z"), TEXT ("a") },
    { TEXT ("z"), TEXT ("ä") },
    { TEXT ("a\0a"), TEXT ("a\0b") },
    { sj_value_date (-1), sj_value_date (0) },
    { sj_value_local (5, 1), sj_value_local (5, 2) },
    { sj_value_local (4, 999), sj_value_local (5, 0) },
    { sj_value_duration (-1, 0), sj_value_duration (-1, 500) },
    { { .type = SJ_MOMENT, .moment = &berlin }, { .type = SJ_MOMENT, .moment = &later } },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int order;

      g_assert_true (sj_value_compare (cases[i].low, cases[i].high, &order));
      g_assert_cmpint (order, <, 0);
      g_assert_true (sj_value_compare (cases[i].high, cases[i].low, &order));
      g_assert_cmpint (order, >, 0);
      g_assert_true (sj_value_compare (cases[i].low, cases[i].low, &order));
      g_assert_cmpint (order, ==, 0);
      g_assert_false (sj_value_equal (cases[i].low, cases[i].high));
      for (size_t j = 0; j < G_N_ELEMENTS (cases); j++)
        if (cases[i].low.type != cases[j].high.type)
          g_assert_false (sj_value_compare (cases[i].low, cases[j].high, &order));
    }
}

static void
test_what_has_no_order (void)
{
  int order;

  g_assert_false (sj_value_compare (sj_null, sj_null, &order));
  g_assert_false (sj_value_compare (sj_value_bool (true), sj_value_bool (true), &order));
  g_assert_false (sj_value_compare (sj_value_integer (1), TEXT ("1"), &order));
  g_assert_false (sj_value_compare (sj_value_list (NULL, 0), sj_value_list (NULL, 0), &order));
  g_assert_true (sj_value_equal (sj_null, sj_null));
  g_assert_true (sj_value_equal (sj_value_bool (true), sj_value_bool (true)));
  g_assert_false (sj_value_equal (sj_value_bool (true), sj_value_bool (false)));
  g_assert_false (sj_value_equal (sj_null, sj_value_bool (false)));
  g_assert_false (sj_value_equal (sj_value_integer (1), TEXT ("1")));
}

static void
test_moments_are_instants (void)
{
  SjMoment here = { 1000, 5, 3600, "Europe/Berlin" }, there = { 1000, 5, 0, NULL };
  SjValue a = { .type = SJ_MOMENT, .moment = &here }, b = { .type = SJ_MOMENT, .moment = &there };

  g_assert_true (sj_value_equal (a, b));
  g_assert_cmphex (sj_value_hash (a), ==, sj_value_hash (b));
}

static void
test_objects (void)
{
  SjMember ab[] = { member ("a", sj_value_integer (1)), member ("b", sj_value_decimal (2.0)) };
  SjMember ba[] = { member ("b", sj_value_integer (2)), member ("a", sj_value_integer (1)) };
  SjMember ac[] = { member ("a", sj_value_integer (1)), member ("c", sj_value_integer (2)) };
  SjValue value = sj_value_object (ab, 2);

  g_assert_true (sj_value_equal (value, sj_value_object (ba, 2)));
  g_assert_cmphex (sj_value_hash (value), ==, sj_value_hash (sj_value_object (ba, 2)));
  g_assert_false (sj_value_equal (value, sj_value_object (ac, 2)));
  g_assert_false (sj_value_equal (value, sj_value_object (ab, 1)));
  g_assert_false (sj_value_equal (sj_value_object (ab, 1), value));
  g_assert_true (sj_value_equal (sj_value_object (NULL, 0), sj_value_object (NULL, 0)));
  g_assert_false (sj_value_equal (sj_value_object (NULL, 0), sj_value_list (NULL, 0)));
}

/* Of a name that stands twice only the last counts: for looking up, for equality
 * and for the hash. */
static void
test_names_that_stand_twice (void)
{
  SjMember twice[] = { member ("a", sj_value_integer (1)), member ("a", sj_value_integer (2)) };
  SjMember other[] = { member ("a", sj_value_integer (2)), member ("b", sj_value_integer (1)) };
  SjMember same[] = { member ("a", sj_value_integer (2)), member ("a", sj_value_integer (2)) };
  SjMember once[] = { member ("a", sj_value_integer (2)) };
  SjValue values[] = { sj_value_object (twice, 2), sj_value_object (same, 2), sj_value_object (once, 1) };

  for (size_t i = 0; i < G_N_ELEMENTS (values); i++)
    {
      for (size_t j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_assert_true (sj_value_equal (values[i], values[j]));
          g_assert_cmphex (sj_value_hash (values[i]), ==, sj_value_hash (values[j]));
        }
      g_assert_false (sj_value_equal (values[i], sj_value_object (other, 2)));
      g_assert_false (sj_value_equal (sj_value_object (other, 2), values[i]));
      g_assert_cmpint (sj_value_get (values[i], "a").integer, ==, 2);
    }
}

/* Equality must not take the square of the number of members. */
static void
test_large_objects (void)
{
  enum { COUNT = 50000 };
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjMember *forward = sj_arena_new_n (&arena, SjMember, COUNT);
  SjMember *backward = sj_arena_new_n (&arena, SjMember, COUNT);

  for (int i = 0; i < COUNT; i++)
    {
      forward[i] = member (sj_arena_printf (&arena, "name-%d", i), sj_value_integer (i));
      backward[COUNT - 1 - i] = forward[i];
    }
  g_assert_true (sj_value_equal (sj_value_object (forward, COUNT), sj_value_object (backward, COUNT)));
  backward[COUNT / 2].value = sj_value_integer (-1);
  g_assert_false (sj_value_equal (sj_value_object (forward, COUNT), sj_value_object (backward, COUNT)));
}

/* Values of every shape, from a stream of chance. */
static SjValue
make_value (SjArena *arena, GRand *rand, int depth)
{
  static const char *const names[] = { "a", "b", "ab", "", "Zoë" };

  switch (g_rand_int_range (rand, 0, depth > 0 ? 9 : 7))
    {
    case 0:
      return sj_null;
    case 1:
      return sj_value_bool (g_rand_boolean (rand));
    case 2:
      return sj_value_integer (g_rand_int_range (rand, -2, 3));
    case 3:
      return sj_value_decimal (g_rand_int_range (rand, -4, 5) / 2.0);
    case 4:
      return sj_value_string (names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))]);
    case 5:
      return sj_value_date (g_rand_int_range (rand, 0, 3));
    case 6:
      return sj_value_moment (arena, (SjMoment) { .seconds = g_rand_int_range (rand, 0, 2),
                                                  .offset = g_rand_boolean (rand) * 3600,
                                                  .zone = g_rand_boolean (rand) ? "Europe/Paris" : NULL });
    case 7:
      {
        size_t count = (size_t) g_rand_int_range (rand, 0, 3);
        SjValue *items = sj_arena_new_n (arena, SjValue, count);

        for (size_t i = 0; i < count; i++)
          items[i] = make_value (arena, rand, depth - 1);
        return sj_value_list (items, count);
      }
    default:
      {
        size_t count = (size_t) g_rand_int_range (rand, 0, 4);
        SjMember *members = sj_arena_new_n (arena, SjMember, count);

        for (size_t i = 0; i < count; i++)
          members[i] = member (names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))],
                               make_value (arena, rand, depth - 1));
        return sj_value_object (members, count);
      }
    }
}

/* Equality is one (of itself, both ways, handed on), and equal values hash alike. */
static void
test_properties (void)
{
  enum { COUNT = 400 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue values[COUNT];
  unsigned equal = 0;

  for (int i = 0; i < COUNT; i++)
    values[i] = make_value (&arena, rand, 3);
  for (int i = 0; i < COUNT; i++)
    for (int j = 0; j < COUNT; j++)
      {
        bool same = sj_value_equal (values[i], values[j]);

        g_assert_cmpint (same, ==, sj_value_equal (values[j], values[i]));
        if (i == j)
          g_assert_true (same);
        if (!same)
          continue;
        equal += i != j;
        g_assert_cmphex (sj_value_hash (values[i]), ==, sj_value_hash (values[j]));
        for (int k = 0; k < COUNT; k++)
          g_assert_cmpint (sj_value_equal (values[i], values[k]), ==, sj_value_equal (values[j], values[k]));
      }
  g_assert_cmpuint (equal, >, 1000);    /* the property was put to the test */
}

static void
test_hashes_differ (void)
{
  SjMember ab[] = { member ("a", TEXT ("b")) }, ba[] = { member ("b", TEXT ("a")) };
  SjValue one = sj_value_integer (1), two[] = { one, sj_value_integer (2) }, swapped[] = { two[1], one };
  const SjValue different[] = {
    sj_null,
    sj_value_bool (false),
    sj_value_bool (true),
    sj_value_integer (0),
    one,
    sj_value_decimal (1.5),
    TEXT (""),
    TEXT ("1"),
    sj_value_date (1),
    sj_value_local (1, 0),
    sj_value_local (1, 1),
    sj_value_duration (1, 0),
    sj_value_list (NULL, 0),
    sj_value_list (two, 1),
    sj_value_list (two, 2),
    sj_value_list (swapped, 2),
    sj_value_object (NULL, 0),
    sj_value_object (ab, 1),
    sj_value_object (ba, 1),
  };

  for (size_t i = 0; i < G_N_ELEMENTS (different); i++)
    for (size_t j = 0; j < i; j++)
      {
        g_assert_false (sj_value_equal (different[i], different[j]));
        g_assert_cmphex (sj_value_hash (different[i]), !=, sj_value_hash (different[j]));
      }
}

static void
test_copy_owns_everything (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT, source = SJ_ARENA_INIT;
  SjMember *members = sj_arena_new_n (&source, SjMember, 2);
  SjValue *items = sj_arena_new_n (&source, SjValue, 2);
  SjMoment moment = { 12, 34, 3600, sj_arena_strdup (&source, "Asia/Tehran") };
  SjValue copy;

  items[0] = sj_value_moment (&source, moment);
  items[1] = sj_value_copy_text (&source, "text", 4);
  members[0] = member (sj_arena_strdup (&source, "list"), sj_value_list (items, 2));
  members[1] = member (sj_arena_strdup (&source, "whole"), sj_value_integer (3));
  copy = sj_value_copy (&arena, sj_value_object (members, 2));
  g_assert_true (sj_value_equal (copy, sj_value_object (members, 2)));
  memset ((void *) moment.zone, 'x', 4);
  sj_arena_clear (&source);

  g_assert_cmpint (sj_value_get (copy, "whole").integer, ==, 3);
  g_assert_cmpstr (sj_value_get (copy, "list").items[0].moment->zone, ==, "Asia/Tehran");
  g_assert_true (sj_value_is_text (sj_value_get (copy, "list").items[1], SJ_SLICE ("text")));
}

static void
test_lookup (void)
{
  SjMember members[] = { member ("a", sj_value_integer (1)), member ("ab", sj_value_integer (2)) };
  SjValue object = sj_value_object (members, 2);
  g_autofree char *text = sj_value_dup_text (TEXT ("abc"));

  g_assert_cmpint (sj_value_get (object, "ab").integer, ==, 2);
  g_assert_true (sj_value_is_null (sj_value_get (object, "abc")));
  g_assert_null (sj_value_find (object, "", 0));
  g_assert_null (sj_value_find (sj_null, "a", 1));
  g_assert_null (sj_value_find (sj_value_list (NULL, 0), "a", 1));
  g_assert_cmpstr (text, ==, "abc");
  g_assert_null (sj_value_dup_text (sj_null));
  g_assert_true (sj_value_is_null (sj_value_string (NULL)));
  g_assert_false (sj_value_is_text (TEXT ("ab"), SJ_SLICE ("a")));
}

static void
test_type_names (void)
{
  SjType type;

  for (SjType i = 0; i < SJ_N_TYPES; i++)
    {
      g_assert_true (sj_type_from_name (sj_type_name (i), &type));
      g_assert_cmpint (type, ==, i);
    }
  g_assert_false (sj_type_from_name ("String", &type));
  g_assert_cmpstr (sj_type_name (SJ_N_TYPES), ==, "unknown");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/value/compare-numbers", test_compare_numbers);
  g_test_add_func ("/base/value/nan-has-no-order", test_nan_has_no_order);
  g_test_add_func ("/base/value/compare", test_compare);
  g_test_add_func ("/base/value/what-has-no-order", test_what_has_no_order);
  g_test_add_func ("/base/value/moments-are-instants", test_moments_are_instants);
  g_test_add_func ("/base/value/objects", test_objects);
  g_test_add_func ("/base/value/names-that-stand-twice", test_names_that_stand_twice);
  g_test_add_func ("/base/value/large-objects", test_large_objects);
  g_test_add_func ("/base/value/properties", test_properties);
  g_test_add_func ("/base/value/hashes-differ", test_hashes_differ);
  g_test_add_func ("/base/value/copy-owns-everything", test_copy_owns_everything);
  g_test_add_func ("/base/value/lookup", test_lookup);
  g_test_add_func ("/base/value/type-names", test_type_names);
  return g_test_run ();
}
