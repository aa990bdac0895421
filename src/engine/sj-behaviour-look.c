/* sj-behaviour-look.c -- what a behaviour says about one thing.
 *
 * The most exact entry that says it decides: of the step, of the journey, of
 * neither; at each of these the one about exactly this thing before one about any.
 */
#include "engine/sj-behaviour.h"

#include <string.h>

typedef struct
{
  const SjRecords *records;
  size_t journey, node;     /* where the structs have them */
  bool (*fits) (const void *record, const void *key, bool exactly);
  const void *key;
  const SjAbout *about;
} Search;

static const char *
text_at (const void *record, size_t offset)
{
  return *(const char *const *) (const void *) ((const char *) record + offset);
}

/* 3: the step, 2: the journey, 1: anywhere, 0: elsewhere. */
static unsigned
nearness (const Search *search, const void *record)
{
  const char *journey = text_at (record, search->journey), *node = text_at (record, search->node);

  if ((journey != NULL && g_strcmp0 (journey, search->about ? search->about->journey : NULL) != 0) ||
      (node != NULL && g_strcmp0 (node, search->about ? search->about->node : NULL) != 0))
    return 0;
  return node != NULL ? 3 : journey != NULL ? 2 : 1;
}

typedef bool (*Said) (const void *record, size_t member);

static const void *
find (const Search *search, Said said, size_t member)
{
  for (unsigned near = 3; near > 0; near--)
    for (int exactly = 1; exactly >= 0; exactly--)
      for (uint32_t i = 0; i < search->records->count; i++)
        {
          const void *record = search->records->items[i];

          if (nearness (search, record) == near && search->fits (record, search->key, exactly) && said (record, member))
            return record;
        }
  return NULL;
}

static bool
says_share (const void *record, size_t member)
{
  return *(const double *) (const void *) ((const char *) record + member) >= 0;
}

static bool
says_delay (const void *record, size_t member)
{
  return *(void *const *) (const void *) ((const char *) record + member) != NULL;
}

static bool
says_records (const void *record, size_t member)
{
  return ((const SjRecords *) (const void *) ((const char *) record + member))->count > 0;
}

static double
find_share (const Search *search, size_t member, double otherwise)
{
  const char *record = find (search, says_share, member);

  return record ? *(const double *) (const void *) (record + member) : otherwise;
}

static const SjDelay *
find_delay (const Search *search, size_t member)
{
  const char *record = find (search, says_delay, member);

  return record ? *(SjDelay *const *) (const void *) (record + member) : NULL;
}

static const SjRecords *
find_records (const Search *search, size_t member)
{
  const char *record = find (search, says_records, member);

  return record ? (const SjRecords *) (const void *) (record + member) : NULL;
}

static bool
is_channel (const void *record, const void *key, bool exactly)
{
  const SjMessageHabit *habit = record;

  return exactly ? habit->channel == *(const int32_t *) key : habit->channel < 0;
}

#define MESSAGES(behaviour, channel, about) \
  { &(behaviour)->messages, offsetof (SjMessageHabit, journey), offsetof (SjMessageHabit, node), is_channel, \
    &(int32_t) { (int32_t) (channel) }, about }

double
sj_message_share (const SjBehaviour *behaviour, SjChannel channel, const SjAbout *about, size_t member,
                  double otherwise)
{
  return find_share (&(Search) MESSAGES (behaviour, channel, about), member, otherwise);
}

const SjDelay *
sj_message_delay (const SjBehaviour *behaviour, SjChannel channel, const SjAbout *about, size_t member)
{
  return find_delay (&(Search) MESSAGES (behaviour, channel, about), member);
}

const SjRecords *
sj_message_links (const SjBehaviour *behaviour, SjChannel channel, const SjAbout *about)
{
  return find_records (&(Search) MESSAGES (behaviour, channel, about), offsetof (SjMessageHabit, links));
}

double
sj_message_price (const SjBehaviour *behaviour, SjChannel channel, const SjAbout *about)
{
  return sj_message_share (behaviour, channel, about, offsetof (SjMessageHabit, price), -1);
}

/* Events and audiences are always named. */
static bool
is_habit (const void *record, const void *key, bool exactly)
{
  const SjHabit *habit = record;

  return exactly && g_strcmp0 (habit->event ? habit->event : habit->audience, key) == 0;
}

#define HABITS(habits, id, about) \
  { habits, offsetof (SjHabit, journey), offsetof (SjHabit, node), is_habit, id, about }

double
sj_habit_share (const SjRecords *habits, const char *id, const SjAbout *about, size_t member, double otherwise)
{
  return find_share (&(Search) HABITS (habits, id, about), member, otherwise);
}

const SjDelay *
sj_habit_delay (const SjRecords *habits, const char *id, const SjAbout *about, size_t member)
{
  return find_delay (&(Search) HABITS (habits, id, about), member);
}

const SjRecords *
sj_habit_payload (const SjRecords *habits, const char *id, const SjAbout *about)
{
  return find_records (&(Search) HABITS (habits, id, about), offsetof (SjHabit, payload));
}

static bool
is_action (const void *record, const void *key, bool exactly)
{
  const SjCallHabit *habit = record;

  return exactly ? habit->action != NULL && g_strcmp0 (habit->action, key) == 0 : habit->action == NULL;
}

#define CALLS(behaviour, action, about) \
  { &(behaviour)->calls, offsetof (SjCallHabit, journey), offsetof (SjCallHabit, node), is_action, action, about }

double
sj_call_share (const SjBehaviour *behaviour, const char *action, const SjAbout *about, size_t member,
               double otherwise)
{
  return find_share (&(Search) CALLS (behaviour, action, about), member, otherwise);
}

const SjDelay *
sj_call_latency (const SjBehaviour *behaviour, const char *action, const SjAbout *about)
{
  return find_delay (&(Search) CALLS (behaviour, action, about), offsetof (SjCallHabit, latency));
}

const SjRecords *
sj_call_response (const SjBehaviour *behaviour, const char *action, const SjAbout *about)
{
  return find_records (&(Search) CALLS (behaviour, action, about), offsetof (SjCallHabit, response));
}
