/* sj-recording.h -- recorded inputs in memory: who there was, and what each of them did.
 *
 * Read from files of JSON lines, which may be packed: first profiles, then events, then
 * sj_recording_finish () puts them person by person in the order of time.  What programs
 * never ask for is not kept, so the world's programs must be compiled before.
 */
#pragma once

#include "engine/sj-behaviour.h"
#include "engine/sj-drive.h"

typedef struct SjRecording SjRecording;

/* What is told of lines. */
typedef enum
{
  SJ_LINE_FLAWED,           /* it is not used */
  SJ_LINE_OTHER_EVENT,      /* no program knows that type */
  SJ_LINE_UNKNOWN_PROFILE,  /* an event of somebody without a line: nothing is known about them */
  SJ_LINE_REPEATED_EVENT,   /* the first one of the same id stays */
  SJ_LINE_REPEATED_PROFILE,
  SJ_LINE_OUTSIDE,          /* an event before the beginning or after the end */
  SJ_LINE_USED,
  SJ_N_LINE_FATES
} SjLineFate;

#define SJ_RECORDING_NOTES 20    /* of each fate are told in full */

typedef struct
{
  SjLineFate fate;
  char *file;               /* owned */
  uint64_t line;            /* from 1 */
  unsigned column;          /* in characters, from 1 */
  char *text;               /* owned: a sentence */
} SjLineNote;

/* `world` is borrowed.  Events before `from` and after `until` are left out. */
SjRecording *sj_recording_new  (const SjWorld *world, SjTime from, SjTime until);
void         sj_recording_free (SjRecording *recording);

/* A file, or "-"; false when it cannot be read to its end. */
bool sj_recording_read_profiles (SjRecording *recording, const char *path, GError **error);
bool sj_recording_read_events   (SjRecording *recording, const char *path, GError **error);

/* One line, of a file that only notes name. */
void sj_recording_take_profile (SjRecording *recording, SjSlice line, const char *file, uint64_t number);
void sj_recording_take_event   (SjRecording *recording, SjSlice line, const char *file, uint64_t number);

void sj_recording_finish (SjRecording *recording);

uint64_t         sj_recording_count (const SjRecording *recording, SjLineFate fate);
const GPtrArray *sj_recording_notes (const SjRecording *recording);    /* of SjLineNote, in the order of the lines */
uint32_t         sj_recording_n_persons (const SjRecording *recording);
const char      *sj_recording_id    (const SjRecording *recording, uint32_t person);

/* So many lines of that fate as a sentence without full stop; NULL where there is nothing to be said. */
char *sj_line_fate_words (SjLineFate fate, uint64_t count);

/* The times of the first and the last event; false where there is none. */
bool sj_recording_span (const SjRecording *recording, SjTime *first, SjTime *last);

/* For sj_drive ().  Rules of audiences are computed for `now`.  The recording keeps how
 * far each person has come, so it serves one drive at a time. */
void sj_recording_people (SjRecording *recording, SjTime now, SjPeople *people);

/* From now on messages and calls come to what the behaviour says, and its defaults where
 * it says nothing; what it says of people and events is not asked.  Borrowed. */
void sj_recording_behave (SjRecording *recording, const SjBehaviour *behaviour);

/* World, people, outside, number of persons, start, end and periods; the rest is the
 * caller's, the seed before.  From the first event, or `from`, to `until`, or as long after the last event
 * as somebody can still be under way.  Without a behaviour messages are delivered at once
 * and nobody reacts to them, and calls are answered at once with the sample of their action. */
void sj_recording_prepare (SjRecording *recording, SjDrive *drive);

/* How long somebody can need for the waits of all programs; two years where that cannot
 * be told. */
SjTime sj_recording_stay (const SjWorld *world);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjRecording, sj_recording_free)
