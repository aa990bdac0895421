/* sj-field.h -- one setting, described: its name, its type, where it is stored.
 *
 * Everything a person can set in a document is a member of a typed struct, and a
 * table of fields says what the members mean.  JSON, defaults, edits, the
 * inspector, the difference of two versions and the checks all walk that table.
 * The struct's memory comes from sj-config.h and from nowhere else, because
 * members of a newer version are kept in front of it.
 */
#pragma once

#include "base/sj-blob.h"
#include "base/sj-ref.h"
#include "base/sj-types.h"
#include "base/sj-value.h"

typedef struct SjField SjField;
typedef struct SjReading SjReading;     /* sj-config.h */

/* A date and time: on a wall clock, or an instant with its offset. */
typedef enum
{
  SJ_WHEN_UNSET,
  SJ_WHEN_LOCAL,
  SJ_WHEN_INSTANT
} SjWhenForm;

typedef struct
{
  int64_t seconds;      /* local: on the wall clock; instant: since 1970 UTC */
  int32_t nanos;
  int32_t offset;       /* instant: seconds east of UTC */
  SjWhenForm form;
} SjWhen;

/* Neither coordinate is farther from 0 than SJ_PLACE_MOST, so sums do not overflow. */
typedef struct
{
  int32_t x, y;
  bool set;
} SjPlace;

#define SJ_PLACE_MOST 500000000

/* Each item is a struct of the field's `record`, made by sj_config_new (). */
typedef struct
{
  void **items;         /* owned */
  uint32_t count;
} SjRecords;

/* Names with texts, in their order; no name stands twice. */
typedef struct
{
  char *name;           /* owned */
  char *value;          /* owned, never NULL */
} SjPair;

typedef struct
{
  SjPair *items;        /* owned */
  uint32_t count;
} SjPairs;

#define SJ_CLOCK_UNSET (-1)             /* TIME_OF_DAY is minutes since midnight, 0 to 1440 */
#define SJ_ALL_DAYS 0x7f                /* WEEKDAYS: bit 0 is Monday */

typedef enum
{
#define SJ_FIELD_TYPE(NAME, ctype, family, words) SJ_FIELD_##NAME,
#include "base/sj-field-type.def"
#undef SJ_FIELD_TYPE
  SJ_N_FIELD_TYPES
} SjFieldType;

typedef struct
{
  const char *id;       /* in JSON; never changed once released */
  const char *title;    /* N_ */
} SjChoice;

/* A typed struct: how large it is and what its members are. */
typedef struct
{
  const SjField *fields;    /* ends with a NULL name; NULL: no fields */
  size_t size;
  const char *title;        /* N_, what findings call one: "event type"; or NULL */
  /* What the fields cannot say about themselves; or NULL. */
  void (*check) (const void *config, SjReading *reading);
} SjSpec;

typedef enum
{
  SJ_FIELD_REQUIRED = 1 << 0,   /* must be set wherever it applies */
  SJ_FIELD_ADVANCED = 1 << 1,   /* shown on demand */
  SJ_FIELD_HIDDEN   = 1 << 2    /* kept, never shown */
} SjFieldFlags;

struct SjField
{
  const char *name;             /* in JSON and in edits; never changed once released */
  SjFieldType type;
  size_t offset;
  const char *title;            /* N_ */
  const char *help;             /* N_, one sentence; or NULL */
  int64_t fallback;             /* whole numbers, shares, durations, choices (index), times, weekdays, flags, bool */
  const SjChoice *choices;      /* CHOICE, FLAGS (bit n is place n); ends with a NULL id.  A CHOICE whose
                                   fallback is -1 is unset until somebody chooses */
  SjType result;                /* EXPRESSION: what it must yield; SJ_NULL: anything */
  SjRefTo to;                   /* REFERENCE, REFERENCES */
  const SjSpec *record;         /* RECORD, RECORDS */
  const char *each;             /* N_, RECORDS: one in words, see sj_config_summary (); or NULL: only their number */
  int64_t min, max;             /* numbers, durations, number of records; max 0: no bound */
  const char *when;             /* applies only while this holds: "mode=for|at", or a field that is set */
  const char *about;            /* the reference beside it that names what it speaks of */
  const char *section;          /* N_, begins a part of the form with this heading; or NULL */
  unsigned flags;               /* SjFieldFlags */
};

const char *sj_field_type_name  (SjFieldType type);     /* "DURATION" */
const char *sj_field_type_words (SjFieldType type);     /* completes "… must be"; translated */

/* The choice of that id, or -1. */
int sj_choice_find (const SjChoice *choices, const char *id, size_t length);

const SjField *sj_spec_find (const SjSpec *spec, const char *name);

/* Slots: the memory a field describes, inside a struct.  Reading leaves an unset
 * slot and says false where the value does not fit the type.  Empty text and no
 * text are the same, unset; so are empty and missing lists. */
void    sj_slot_init   (const SjField *field, void *slot);      /* to the default */
void    sj_slot_clear  (const SjField *field, void *slot);      /* frees what it holds */
void    sj_slot_copy   (const SjField *field, void *slot, const void *from);    /* into raw memory */
bool    sj_slot_equal  (const SjField *field, const void *a, const void *b);
bool    sj_slot_unset  (const SjField *field, const void *slot);    /* it has the default */
bool    sj_slot_read   (const SjField *field, void *slot, SjValue value, SjReading *reading);
SjValue sj_slot_write  (const SjField *field, const void *slot, SjArena *arena);

const char *sj_pairs_get (const SjPairs *pairs, const char *name);    /* NULL where there is none */
void        sj_pairs_set (SjPairs *pairs, const char *name, const char *value);    /* NULL removes */

/* Turns ids into names for people; NULL where there is none, or as a whole. */
typedef struct
{
  const char *(*lookup) (SjRefTo to, const char *id, gpointer data);
  gpointer data;
} SjNames;

/* For people: "2 hours", "Enters", "Mon, Tue"; NULL where there is nothing to say. */
char *sj_slot_to_text (const SjField *field, const void *slot, const SjNames *names);
