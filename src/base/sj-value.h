/* sj-value.h -- the one value of both languages, of payloads and of documents.
 *
 * Sixteen bytes, copied freely.  What does not fit (text, items, members, a
 * moment with its zone) is borrowed: from an arena, or from the request's own
 * bytes.  A value never outlives what it borrows from; sj_value_copy () moves
 * one into an arena of the caller's.
 *
 * An integer is not a decimal: 10 and 10.0 keep their spelling apart.
 */
#pragma once

#include "base/sj-arena.h"
#include "base/sj-types.h"

/* Words for people and for JSON schemas stand in sj_type_name (). */
typedef enum
{
  SJ_NULL,
  SJ_BOOL,
  SJ_INTEGER,
  SJ_DECIMAL,
  SJ_TEXT,
  SJ_DATE,        /* year, month, day; no zone */
  SJ_LOCAL,       /* date and time on a wall clock; no zone */
  SJ_MOMENT,      /* an instant with its offset and perhaps a zone */
  SJ_DURATION,
  SJ_LIST,
  SJ_OBJECT,
  SJ_N_TYPES
} SjType;

typedef struct SjValue SjValue;
typedef struct SjMember SjMember;

/* A date and time with zone.  The offset is the one in force at that instant. */
typedef struct
{
  int64_t seconds;      /* since 1970 UTC */
  int32_t nanos;        /* 0 to 999,999,999 */
  int32_t offset;       /* seconds east of UTC */
  const char *zone;     /* "Asia/Tehran", or NULL; borrowed */
} SjMoment;

struct SjValue
{
  uint8_t type;         /* SjType */
  uint8_t flags;        /* the JSON reader's, see sj-json.h */
  uint16_t spare;
  uint32_t length;      /* text: bytes; list: items; object: members; local, duration: nanoseconds */
  union
  {
    bool boolean;
    int64_t integer;    /* integer; date: days since 1970; local, duration: seconds */
    double decimal;
    const char *text;
    const SjValue *items;
    const SjMember *members;
    const SjMoment *moment;
  };
};

struct SjMember
{
  SjValue key;          /* text */
  SjValue value;
};

G_STATIC_ASSERT (sizeof (SjValue) == 16);

extern const SjValue sj_null;

static inline SjValue
sj_value_bool (bool boolean)
{
  return (SjValue) { .type = SJ_BOOL, .boolean = boolean };
}

static inline SjValue
sj_value_integer (int64_t integer)
{
  return (SjValue) { .type = SJ_INTEGER, .integer = integer };
}

static inline SjValue
sj_value_decimal (double decimal)
{
  return (SjValue) { .type = SJ_DECIMAL, .decimal = decimal };
}

static inline SjValue
sj_value_text (const char *text, size_t length)
{
  return (SjValue) { .type = SJ_TEXT, .length = (uint32_t) length, .text = text };
}

static inline SjValue
sj_value_date (int64_t days)
{
  return (SjValue) { .type = SJ_DATE, .integer = days };
}

static inline SjValue
sj_value_local (int64_t seconds, uint32_t nanos)
{
  return (SjValue) { .type = SJ_LOCAL, .length = nanos, .integer = seconds };
}

static inline SjValue
sj_value_duration (int64_t seconds, uint32_t nanos)
{
  return (SjValue) { .type = SJ_DURATION, .length = nanos, .integer = seconds };
}

static inline SjValue
sj_value_list (const SjValue *items, size_t count)
{
  return (SjValue) { .type = SJ_LIST, .length = (uint32_t) count, .items = items };
}

static inline SjValue
sj_value_object (const SjMember *members, size_t count)
{
  return (SjValue) { .type = SJ_OBJECT, .length = (uint32_t) count, .members = members };
}

static inline bool
sj_value_is_null (SjValue value)
{
  return value.type == SJ_NULL;
}

static inline bool
sj_value_is_number (SjValue value)
{
  return value.type == SJ_INTEGER || value.type == SJ_DECIMAL;
}

/* Of a number. */
static inline double
sj_value_number (SjValue value)
{
  return value.type == SJ_INTEGER ? (double) value.integer : value.decimal;
}

static inline bool
sj_value_is_text (SjValue value, SjSlice text)
{
  return value.type == SJ_TEXT && value.length == text.length &&
         __builtin_memcmp (value.text, text.text, text.length) == 0;
}

SjValue sj_value_string   (const char *text);                               /* borrows; NULL is null */
SjValue sj_value_moment   (SjArena *arena, SjMoment moment);
SjValue sj_value_copy     (SjArena *arena, SjValue value);                  /* deep */
SjValue sj_value_copy_text (SjArena *arena, const char *text, size_t length);

/* The last member of that name, as JSON readers agree; NULL where there is none
 * or where the value is no object. */
const SjValue *sj_value_find   (SjValue object, const char *name, size_t length);
SjValue        sj_value_get    (SjValue object, const char *name);          /* null where missing */
char          *sj_value_dup_text (SjValue value);                           /* NULL unless text */

/* Numbers by value, moments by instant, lists and objects deeply, objects in any
 * order of members and of a name that stands twice only the last; otherwise
 * different types are different. */
bool sj_value_equal (SjValue a, SjValue b);

/* Whether the two have an order at all (numbers, text, dates of one type), and
 * which: negative, 0, positive.  Text goes by code point. */
bool sj_value_compare (SjValue a, SjValue b, int *order);

/* Equal values have equal hashes. */
uint64_t sj_value_hash (SjValue value);

const char *sj_type_name (SjType type);    /* "string", "dateTime": the languages' words */
bool        sj_type_from_name (const char *name, SjType *type);
