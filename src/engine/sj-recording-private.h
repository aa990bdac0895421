/* sj-recording-private.h -- how a recording lies in memory.
 *
 * Texts lie in one pool that may move while it grows: they are named by references,
 * and lent only between two additions.
 */
#pragma once

#include "base/sj-json.h"
#include "engine/sj-answers.h"
#include "engine/sj-recording.h"
#include "engine/sj-schedule.h"
#include "profile/sj-audience.h"

/* Texts, each with its length and an end. */
typedef struct
{
  char *bytes;              /* owned */
  size_t used, allocated;
} SjPool;

/* 0: there is no room for more references. */
uint32_t sj_pool_add (SjPool *pool, SjSlice text);

static inline SjSlice
sj_pool_get (const SjPool *pool, uint32_t reference)
{
  const char *at = pool->bytes + (size_t) reference * 8;

  return (SjSlice) { at + 4, *(const uint32_t *) (const void *) at };
}

/* Texts by number, in the order in which they came.  In the pool each has its number
 * in front, so that finding one touches two places and no more. */
typedef struct
{
  SjPool *pool;             /* borrowed */
  uint64_t *slots;          /* owned: hash and reference; 0: free */
  GArray *references;       /* owned: of uint32_t, by number */
  uint32_t bits;
} SjTexts;

void     sj_texts_init   (SjTexts *texts, SjPool *pool);
void     sj_texts_clear  (SjTexts *texts);
uint64_t sj_texts_hash   (SjSlice text);
uint32_t sj_texts_number (SjTexts *texts, SjSlice text, uint64_t hash, bool *added);    /* SJ_NONE: no room */
SjSlice  sj_texts_get    (const SjTexts *texts, uint32_t number);

/* What will soon be asked for: first where to look, then what stands there. */
void sj_texts_fetch_slot (const SjTexts *texts, uint64_t hash);
void sj_texts_fetch_text (const SjTexts *texts, uint64_t hash);

/* The world's numbers of names; SJ_NONE: no program knows it. */
typedef struct
{
  SjTexts texts;
  GArray *numbers;          /* owned: of uint32_t */
} SjNumbers;

/* 128 bits of hash, which stand for a text. */
typedef struct
{
  uint64_t a, b;            /* a is not 0 */
} SjPrint;

SjPrint sj_print_of (SjSlice text);

/* The texts that were seen before. */
typedef struct
{
  SjPrint *slots;           /* owned; a 0: free */
  size_t count;
  uint32_t bits;
} SjPrints;

void sj_prints_init  (SjPrints *seen);
void sj_prints_clear (SjPrints *seen);
bool sj_prints_add   (SjPrints *seen, SjPrint print);    /* false: it was there */
void sj_prints_fetch (const SjPrints *seen, SjPrint print);

/* What is wrong with a line, and where. */
typedef struct
{
  size_t offset;
  char *text;               /* owned: a sentence; NULL: nothing */
} SjFlaw;

typedef struct
{
  SjSlice id;               /* text NULL: none */
  SjSlice type, profile;
  SjSlice payload;          /* text NULL: none */
  SjTime time;
} SjEventLine;

/* What a line points to lives until the next one is read. */
typedef struct
{
  SjArena arena;            /* owned */
  SjJsonReader reader;      /* owned */
  const SjZone *zone;       /* of times without an offset */
} SjLineReader;

void sj_line_reader_init  (SjLineReader *reader, const SjZone *zone);
void sj_line_reader_clear (SjLineReader *reader);
bool sj_line_read_event   (SjLineReader *reader, SjSlice line, SjEventLine *event, SjFlaw *flaw);
bool sj_line_read_object  (SjLineReader *reader, SjSlice line, SjValue *object, SjFlaw *flaw);
/* A member as text: also a whole number.  False where it is anything else. */
bool sj_line_text (SjLineReader *reader, SjValue value, SjSlice *text);

bool sj_flaw_set (SjFlaw *flaw, SjValue at, SjSlice line, const char *format, ...) G_GNUC_PRINTF (4, 5);

typedef struct
{
  SjTime time;
  uint32_t what;            /* event of the world */
  uint32_t payload;         /* in the pool; 0: none that anybody reads */
} SjRecordedEvent;

/* Where a line stands. */
typedef struct
{
  const char *file;
  uint64_t number;
  unsigned column;
} SjLinePlace;

#define SJ_RECORDING_AHEAD 16    /* events that are read before the first of them is looked up */
#define SJ_RECORDING_SHORT 56    /* bytes of a profile's id that are kept until then */

/* An event on its way in. */
typedef struct
{
  SjRecordedEvent event;
  SjLinePlace place;
  SjPrint print;            /* of its id; a 0: it has none */
  uint64_t hash;            /* of the profile's id */
  uint32_t length;
  char profile[SJ_RECORDING_SHORT];
} SjRecordedArrival;

typedef struct
{
  const SjZone *zone;
  const char *language;     /* interned */
  uint32_t line;            /* in the pool: what the profile's line says; 0: not kept, or no line */
  uint8_t refused;
  uint8_t reach[SJ_N_CHANNELS];
  bool known;               /* there was a line */
  bool by_rule;             /* audiences as their own rules say */
  bool by_app;              /* push depends on the app */
} SjRecordedPerson;

/* An audience that can be computed. */
typedef struct
{
  uint32_t number;          /* of the world */
  const SjAudience *audience;    /* borrowed from the library */
  SjExpr *rule;             /* owned; NULL: a list */
} SjAudienceRule;

/* An audience that is read by an entry. */
typedef struct
{
  uint16_t program;
  uint32_t entry, audience;
  SjSchedule schedule;      /* owned */
} SjReader;

/* One thing that a schedule does to a person. */
typedef struct
{
  SjTime time;
  uint32_t reader;
  bool clears;              /* those inside are taken out first */
} SjTurn;

struct SjRecording
{
  const SjWorld *world;     /* borrowed */
  SjTime from, until;
  SjPool pool;
  SjTexts ids;              /* of persons, by number */
  SjNumbers types;          /* of events */
  SjNumbers names;          /* of audiences */
  SjPrints seen;
  SjLineReader reader;
  GArray *persons;          /* owned: of SjRecordedPerson */
  GArray *audiences;        /* owned: of uint64_t: words of each person */
  uint32_t n_words;
  GArray *rules;            /* owned: of SjAudienceRule */
  bool *keeps_payload;      /* owned: by event of the world */
  bool keeps_lines;         /* of profiles */
  bool had_profiles;        /* a file of profiles was read */

  SjRecordedArrival ahead[SJ_RECORDING_AHEAD];    /* a ring */
  unsigned first_ahead, n_ahead;
  SjRecordedEvent *events;  /* owned: as they came, then person by person */
  uint32_t *owners;         /* owned: the person of each, until all is in order */
  size_t n_events, allocated;
  size_t *first;            /* owned: of each person; one more at the end */
  size_t *next;             /* owned: of each person, while they are driven */
  uint32_t *turn;           /* owned: the same for what schedules do; NULL: there are none */
  SjTime first_time, last_time;
  SjTime now;               /* of rules */
  GArray *readers;          /* owned: of SjReader; made when the run is prepared */
  const SjBehaviour *behaviour;    /* borrowed, or NULL */
  SjAnswers *answers;       /* owned, or NULL; the same */
  SjTime end;               /* of the run */
  SjPeople people;
  SjOutside outside;

  uint64_t counts[SJ_N_LINE_FATES];
  unsigned told[SJ_N_LINE_FATES];
  GPtrArray *notes;         /* owned */
};

/* Counts what became of a line, and tells of the first ones; takes the text. */
void sj_recording_tell (SjRecording *recording, SjLineFate fate, const SjLinePlace *place, char *text);

static inline bool
sj_recording_is_told (const SjRecording *recording, SjLineFate fate)
{
  return recording->told[fate] < SJ_RECORDING_NOTES;
}

/* A flawed line; takes the flaw's text. */
void sj_recording_tell_flaw (SjRecording *recording, SjSlice line, SjLinePlace place, SjFlaw *flaw);

uint32_t sj_recording_add_person (SjRecording *recording, SjSlice id, uint64_t hash, bool *added);
uint32_t sj_recording_event      (SjRecording *recording, SjSlice type);    /* SJ_NONE: no program knows it */

bool sj_recording_is_empty (SjSlice line);

/* With a behaviour: what becomes of messages and calls. */
unsigned sj_recording_sent   (void *data, const SjLife *life, const SjEffect *effect, SjReply *replies);
bool     sj_recording_called (void *data, const SjLife *life, const SjEffect *effect, SjArena *arena, SjReply *reply);

/* The events that were read ahead. */
void sj_recording_catch_up (SjRecording *recording);

/* What schedules do to this person, in the order of time, in `turns` (of SjTurn). */
void sj_recording_turns (const SjRecording *recording, const SjPerson *person, GArray *turns);

/* A person from a line of profiles, as far as it is asked for; `audiences` are zero. */
bool sj_recording_fill (SjRecording *recording, SjSlice line, SjValue object, SjRecordedPerson *person,
                        uint64_t *audiences, SjFlaw *flaw);

/* The world's number of an audience; SJ_NONE. */
uint32_t sj_recording_audience (SjRecording *recording, SjSlice name);

/* The whole of it, from a line that was accepted; free with sj_config_free (). */
SjProfile *sj_recording_profile (const SjRecording *recording, SjValue object, SjArena *arena);
