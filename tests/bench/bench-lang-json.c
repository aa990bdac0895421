/* bench-lang-json.c -- reading an event of 1 KB.
 *
 * The floor is a reader that trusts its input: no check of UTF-8, of control
 * characters, of numbers or of what follows the value, no positions, and every
 * number through the plainest loop.
 */
#include "bench-lang.h"

#include "base/sj-json.h"

#include <stdio.h>

typedef struct
{
  SjArena arena;
  SjJsonReader reader;
  SjValue value;
  size_t values;
} Bench;

static void
read_event (void *data)
{
  Bench *bench = data;
  SjJsonError error;

  sj_arena_reset (&bench->arena);
  g_assert (sj_json_reader_read (&bench->reader, bench_event, bench_event_length, &bench->value, &error));
  bench->values += bench->value.length;
}

static SjValue trust_value (Bench *bench, const char **at);

static SjValue
trust_text (const char **at)
{
  const char *start = ++*at;

  while (**at != '"')
    *at += **at == '\\' ? 2 : 1;
  return sj_value_text (start, (size_t) ((*at)++ - start));
}

static SjValue
trust_number (const char **at)
{
  int64_t whole = 0;
  double scale = 1;

  for (; **at >= '0' && **at <= '9'; ++*at)
    whole = whole * 10 + (**at - '0');
  if (**at != '.')
    return sj_value_integer (whole);
  for (++*at; **at >= '0' && **at <= '9'; ++*at, scale *= 10)
    whole = whole * 10 + (**at - '0');
  return sj_value_decimal ((double) whole / scale);
}

static SjValue
trust_members (Bench *bench, const char **at, bool object)
{
  SjValue stack[64], *copy;
  size_t count = 0;

  for (++*at; **at != (object ? '}' : ']');)
    {
      if (object)
        {
          stack[count++] = trust_text (at);
          ++*at;
        }
      stack[count++] = trust_value (bench, at);
      if (**at == ',')
        ++*at;
    }
  ++*at;
  copy = sj_arena_dup (&bench->arena, stack, count * sizeof (SjValue));
  return object ? sj_value_object ((const SjMember *) copy, count / 2) : sj_value_list (copy, count);
}

static SjValue
trust_value (Bench *bench, const char **at)
{
  switch (**at)
    {
    case '"':
      return trust_text (at);
    case '{':
    case '[':
      return trust_members (bench, at, **at == '{');
    case 't':
      *at += 4;
      return sj_value_bool (true);
    case 'f':
      *at += 5;
      return sj_value_bool (false);
    case 'n':
      *at += 4;
      return sj_null;
    default:
      return trust_number (at);
    }
}

static void
trust_event (void *data)
{
  Bench *bench = data;
  const char *at = bench_event;

  sj_arena_reset (&bench->arena);
  bench->value = trust_value (bench, &at);
  bench->values += bench->value.length;
}

void
bench_json (void)
{
  Bench bench = { 0 };
  double floor, took;

  sj_arena_init (&bench.arena);
  sj_json_reader_init (&bench.reader, &bench.arena);
  printf ("reading an event of %zu bytes of JSON\n", bench_event_length);
  floor = bench_time (trust_event, &bench);
  bench_line ("a reader that trusts its input (floor)", floor, 0);
  took = bench_time (read_event, &bench);
  bench_line ("the reader", took, floor);
  printf ("  %-44s %9.0f MB/s (goal: 800)\n", "", (double) bench_event_length * 1e3 / took);
  sj_json_reader_clear (&bench.reader);
  sj_arena_clear (&bench.arena);
}
