/* sj-field.h -- one setting, described: its name, its type, where it is stored.
 *
 * Everything a person can set in a journey is a member of a typed struct, and a
 * table of fields says what the members mean.  JSON, defaults, edits, the
 * inspector, the difference of two versions and the checks all walk that table.
 * The struct's memory comes from sj-config.h and from nowhere else, because
 * members of a newer version are kept in front of it.
 */
#pragma once

#include "base/sj-types.h"
#include "base/sj-value.h"

typedef struct SjField SjField;

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

typedef struct
{
  int32_t x, y;
  bool set;
} SjPlace;

/* Each item is a struct of the field's `record`, made by sj_config_new (). */
typedef struct
{
  void **items;         /* owned */
  uint32_t count;
} SjRecords;

#define SJ_CLOCK_UNSET (-1)             /* TIME_OF_DAY is minutes since midnight, 0 to 1440 */
#define SJ_ALL_DAYS 0x7f                /* WEEKDAYS: bit 0 is Monday */

typedef enum
{
#define SJ_FIELD_TYPE(NAME, ctype, family, words) SJ_FIELD_##NAME,
#include "model/sj-field-type.def"
#undef SJ_FIELD_TYPE
  SJ_N_FIELD_TYPES
} SjFieldType;

/* What a reference is the id of. */
typedef enum
{
  SJ_REF_NONE,
  SJ_REF_EVENT,
  SJ_REF_AUDIENCE,
  SJ_REF_ACTION,
  SJ_REF_CHANNEL,       /* a channel configuration: from-address and so on */
  SJ_REF_MESSAGE,
  SJ_REF_TEMPLATE,
  SJ_REF_FRAGMENT,
  SJ_REF_RULE_SET,
  SJ_REF_JOURNEY,
  SJ_REF_ATTRIBUTE,     /* of the profile: a path such as person.name.firstName */
  SJ_REF_NODE,          /* of this journey */
  SJ_REF_GOAL,          /* of this journey */
  SJ_N_REFS
} SjRefTo;

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
  int64_t fallback;             /* whole numbers, shares, durations, choices (index), times, weekdays, bool */
  const SjChoice *choices;      /* CHOICE; ends with a NULL id */
  SjType result;                /* EXPRESSION: what it must yield; SJ_NULL: anything */
  SjRefTo to;                   /* REFERENCE, REFERENCES */
  const SjSpec *record;         /* RECORDS */
  int64_t min, max;             /* numbers, durations, number of records; max 0: no bound */
  const char *when;             /* applies only while this holds: "mode=for|at", or a field that is set */
  const char *about;            /* the reference beside it that names what it speaks of */
  const char *section;          /* N_, begins a part of the form with this heading; or NULL */
  unsigned flags;               /* SjFieldFlags */
};

const char *sj_field_type_name  (SjFieldType type);     /* "DURATION" */
const char *sj_field_type_words (SjFieldType type);     /* completes "… must be" */
const char *sj_ref_words        (SjRefTo to);           /* "event", "audience" */

/* The choice of that id, or -1. */
int sj_choice_find (const SjChoice *choices, const char *id, size_t length);

const SjField *sj_spec_find (const SjSpec *spec, const char *name);

/* Slots: the memory a field describes, inside a struct.  Reading leaves an unset
 * slot and says false where the value does not fit the type. */
typedef struct SjReading SjReading;

void    sj_slot_init   (const SjField *field, void *slot);      /* to the default */
void    sj_slot_clear  (const SjField *field, void *slot);      /* frees what it holds */
void    sj_slot_copy   (const SjField *field, void *slot, const void *from);
bool    sj_slot_equal  (const SjField *field, const void *a, const void *b);
bool    sj_slot_unset  (const SjField *field, const void *slot);    /* it has the default */
bool    sj_slot_read   (const SjField *field, void *slot, SjValue value, SjReading *reading);
SjValue sj_slot_write  (const SjField *field, const void *slot, SjArena *arena);

/* Turns ids into names for people; NULL where there is none, or as a whole. */
typedef struct
{
  const char *(*lookup) (SjRefTo to, const char *id, gpointer data);
  gpointer data;
} SjNames;

/* For people: "2 hours", "Enters", "Mon, Tue"; NULL where there is nothing to say. */
char *sj_slot_to_text (const SjField *field, const void *slot, const SjNames *names);
