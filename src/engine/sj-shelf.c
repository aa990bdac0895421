/* sj-shelf.c -- packing a life.
 *
 * The same walk is made twice, once to measure and once to copy.
 * Places are in units of 16 bytes, given back to a list of their size.
 */
#include "engine/sj-shelf.h"

#include <string.h>

#define UNIT    16u
#define BLOCK   65536u                  /* units: 1 MiB */
#define LARGEST 256u                    /* units that come from blocks */
#define LARGE   UINT32_C (0x80000000)   /* in a number: what follows is an index of `large` */

typedef struct
{
  SjTime comes, now;
  uint32_t units;
  uint32_t taken;
  uint32_t number, ordinal;
  uint32_t n_runs, n_queue, n_pending;
  uint16_t n_visitors;
  uint8_t unsubscribed;
  bool moved, pressed, changed;
} Head;

/* Of a journey where the person was. */
typedef struct
{
  SjTime left;
  uint32_t entered;
  uint16_t program;
  bool held;
} Visit;

typedef struct
{
  char *to;                 /* NULL: only measured */
  size_t used;
} Pack;

void
sj_shelf_init (SjShelf *shelf, const SjWorld *world, uint32_t place_size)
{
  *shelf = (SjShelf) { .world = world, .place_size = place_size, .next = BLOCK };
  shelf->blocks = g_ptr_array_new_with_free_func (g_free);
  shelf->large = g_ptr_array_new_with_free_func (g_free);
  shelf->spare = g_new0 (uint32_t, LARGEST + 1);
}

void
sj_shelf_clear (SjShelf *shelf)
{
  g_ptr_array_unref (shelf->blocks);
  g_ptr_array_unref (shelf->large);
  g_free (shelf->spare);
}

static inline void *
place_of (const SjShelf *shelf, uint32_t number)
{
  if (G_UNLIKELY (number & LARGE))
    return shelf->large->pdata[number & ~LARGE];
  return (char *) shelf->blocks->pdata[number / BLOCK] + (size_t) (number % BLOCK) * UNIT;
}

static uint32_t
new_large (SjShelf *shelf, size_t size)
{
  guint at = 0;

  while (at < shelf->large->len && shelf->large->pdata[at] != NULL)
    at++;
  if (at == shelf->large->len)
    g_ptr_array_add (shelf->large, NULL);
  shelf->large->pdata[at] = g_malloc (size);
  return at | LARGE;
}

static uint32_t
new_place (SjShelf *shelf, uint32_t units)
{
  uint32_t number;

  shelf->used += (uint64_t) units * UNIT;
  if (G_UNLIKELY (units > LARGEST))
    return new_large (shelf, (size_t) units * UNIT);
  number = shelf->spare[units];
  if (number != 0)
    {
      shelf->spare[units] = *(uint32_t *) place_of (shelf, number);
      return number;
    }
  if (shelf->next + units > BLOCK)
    {
      g_ptr_array_add (shelf->blocks, g_malloc ((size_t) BLOCK * UNIT));
      g_assert (shelf->blocks->len < LARGE / BLOCK);
      shelf->next = shelf->blocks->len == 1;    /* 0 is nobody's number */
    }
  number = (shelf->blocks->len - 1) * BLOCK + shelf->next;
  shelf->next += units;
  return number;
}

void
sj_shelf_free (SjShelf *shelf, uint32_t number)
{
  Head *head = place_of (shelf, number);
  uint32_t units = head->units;

  shelf->used -= (uint64_t) units * UNIT;
  if (number & LARGE)
    {
      g_clear_pointer (&shelf->large->pdata[number & ~LARGE], g_free);
      return;
    }
  *(uint32_t *) head = shelf->spare[units];
  shelf->spare[units] = number;
}

void
sj_shelf_soon (const SjShelf *shelf, uint32_t number)
{
  const char *place = place_of (shelf, number);

  __builtin_prefetch (place);
  __builtin_prefetch (place + 64);
  __builtin_prefetch (place + 128);
}

/* Room for so many bytes; NULL while measuring. */
static inline void *
reserve (Pack *pack, size_t size)
{
  void *at = pack->to ? pack->to + pack->used : NULL;

  pack->used += (size + 7) & ~(size_t) 7;
  return at;
}

static inline void *
put (Pack *pack, const void *bytes, size_t size)
{
  void *at = reserve (pack, size);

  if (at != NULL && size > 0)
    memcpy (at, bytes, size);
  return at;
}

static SjValue put_value (Pack *pack, SjValue value);

static SjValue
put_members (Pack *pack, SjValue object)
{
  SjMember *members = reserve (pack, object.length * sizeof (SjMember));

  for (uint32_t i = 0; i < object.length; i++)
    {
      SjValue key = put_value (pack, object.members[i].key);
      SjValue value = put_value (pack, object.members[i].value);

      if (members != NULL)
        members[i] = (SjMember) { key, value };
    }
  object.members = members;
  return object;
}

static SjValue
put_items (Pack *pack, SjValue list)
{
  SjValue *items = reserve (pack, list.length * sizeof (SjValue));

  for (uint32_t i = 0; i < list.length; i++)
    {
      SjValue item = put_value (pack, list.items[i]);

      if (items != NULL)
        items[i] = item;
    }
  list.items = items;
  return list;
}

static SjValue
put_moment (Pack *pack, SjValue value)
{
  SjMoment *copy = put (pack, value.moment, sizeof (SjMoment));
  const char *zone = value.moment->zone ? put (pack, value.moment->zone, strlen (value.moment->zone) + 1) : NULL;

  if (copy != NULL)
    copy->zone = zone;
  value.moment = copy;
  return value;
}

/* With all it leads to. */
static SjValue
put_value (Pack *pack, SjValue value)
{
  switch (value.type)
    {
    case SJ_TEXT:
      value.text = put (pack, value.text, value.length);
      return value;
    case SJ_MOMENT:
      return put_moment (pack, value);
    case SJ_LIST:
      return put_items (pack, value);
    case SJ_OBJECT:
      return put_members (pack, value);
    default:
      return value;
    }
}

static SjValue *
put_values (Pack *pack, const SjValue *values, uint32_t count)
{
  SjValue *copies = reserve (pack, count * sizeof (SjValue));

  for (uint32_t i = 0; i < count; i++)
    {
      SjValue value = put_value (pack, values[i]);

      if (copies != NULL)
        copies[i] = value;
    }
  return copies;
}

static SjHeard *
put_heard (Pack *pack, const SjHeard *heard, uint32_t count)
{
  SjHeard *copies = reserve (pack, count * sizeof (SjHeard));

  for (uint32_t i = 0; i < count; i++)
    {
      SjHeard copy = { put_value (pack, heard[i].before), put_value (pack, heard[i].latest), heard[i].number };

      if (copies != NULL)
        copies[i] = copy;
    }
  return copies;
}

static SjSlice
put_slice (Pack *pack, SjSlice slice)
{
  if (slice.length > 0)
    slice.text = put (pack, slice.text, slice.length);
  return slice;
}

static SjRemembered *
put_remembered (Pack *pack, const SjRemembered *first)
{
  SjRemembered *head = NULL;
  SjRemembered **link = &head;

  for (const SjRemembered *one = first; one != NULL; one = one->next)
    {
      SjRemembered *copy = put (pack, one, sizeof (SjRemembered));
      SjSlice text = put_slice (pack, one->link);

      if (copy == NULL)
        continue;
      copy->link = text;
      copy->next = NULL;
      *link = copy;
      link = &copy->next;
    }
  return head;
}

static SjContext *
put_context (Pack *pack, const SjContext *context, const SjProgram *program)
{
  SjContext copy = { .values = put_values (pack, context->values, program->n_values),
                     .heard = put_heard (pack, context->heard, program->n_heard),
                     .branches = put (pack, context->branches, program->n_branches * sizeof (SjBranch)),
                     .visits = put (pack, context->visits, program->n_visits * sizeof (uint32_t)),
                     .sendings = put (pack, context->sendings, program->sends->len * sizeof (uint32_t)),
                     .remembered = put_remembered (pack, context->remembered),
                     .key = put_value (pack, context->key) };

  return put (pack, &copy, sizeof copy);
}

static void
put_runs (Pack *pack, const SjLife *life)
{
  SjInstance *runs = put (pack, life->runs, life->n_runs * sizeof (SjInstance));

  for (uint32_t i = 0; i < life->n_runs; i++)
    {
      const SjInstance *run = &life->runs[i];
      SjContext *context;

      if (run->context == NULL)
        continue;
      context = put_context (pack, run->context, g_ptr_array_index (life->world->programs, run->program));
      if (runs != NULL)
        runs[i].context = context;
    }
}

static void
put_queue (Pack *pack, const SjLife *life)
{
  SjQueued *queue = put (pack, life->queue, life->n_queue * sizeof (SjQueued));

  for (uint32_t i = 0; i < life->n_queue; i++)
    {
      SjSlice link = put_slice (pack, life->queue[i].input.link);
      SjValue value = put_value (pack, life->queue[i].input.value);

      if (queue == NULL)
        continue;
      queue[i].input.link = link;
      queue[i].input.value = value;
    }
}

static inline bool
is_visitor (const SjVisitor *visitor)
{
  return visitor->entered > 0 || visitor->held || visitor->left != INT64_MIN;
}

static uint16_t
put_visits (Pack *pack, const SjLife *life)
{
  uint16_t count = 0;

  for (guint i = 0; i < life->world->programs->len; i++)
    {
      const SjVisitor *visitor = &life->visitors[i];
      Visit visit = { visitor->left, visitor->entered, (uint16_t) i, visitor->held };

      if (!is_visitor (visitor))
        continue;
      put (pack, &visit, sizeof visit);
      count++;
    }
  return count;
}

static void
put_pending (Pack *pack, const SjLife *life)
{
  SjPending *pending = put (pack, life->pending, life->n_pending * sizeof (SjPending));

  for (uint32_t i = 0; i < life->n_pending; i++)
    {
      SjValue payload = put_value (pack, life->pending[i].payload);
      SjValue key = put_value (pack, life->pending[i].key);

      if (pending == NULL)
        continue;
      pending[i].payload = payload;
      pending[i].key = key;
    }
}

/* Runs stand behind the head; what is read only now and then comes last. */
static void
put_life (Pack *pack, const SjShelf *shelf, const SjLife *life, const SjShelved *with, const void *place,
          uint32_t units)
{
  const SjPerson *person = &life->person;
  const SjPressure *pressure = &person->pressure;
  Head head = { .comes = with->comes, .now = life->now, .units = units, .taken = with->taken, .number = life->number,
                .ordinal = life->ordinal, .n_runs = life->n_runs, .n_queue = life->n_queue,
                .n_pending = life->n_pending, .unsubscribed = person->unsubscribed, .moved = with->moved,
                .pressed = pressure->used, .changed = person->changed };
  Head *at = reserve (pack, sizeof head);

  put (pack, place, shelf->place_size);
  put_runs (pack, life);
  head.n_visitors = put_visits (pack, life);
  put_pending (pack, life);
  if (head.pressed)
    {
      put (pack, pressure->times, shelf->world->n_times * sizeof (SjTime));
      put (pack, pressure->next, shelf->world->limits->len * sizeof (uint32_t));
    }
  if (head.moved)
    put (pack, person->audiences, sj_person_words (shelf->world) * sizeof (uint64_t));
  put_queue (pack, life);
  if (head.changed)
    {
      SjValue *value = reserve (pack, sizeof (SjValue));
      SjValue copy = put_value (pack, person->value);

      if (value != NULL)
        *value = copy;
    }
  if (at != NULL)
    *at = head;
}

static inline size_t
padded (size_t size)
{
  return (size + 7) & ~(size_t) 7;
}

/* Who waits for one thing and remembers nothing needs no walk to be measured. */
static size_t
measure (const SjShelf *shelf, const SjLife *life, const SjShelved *with, const void *place)
{
  const SjVisitor *visitor = &life->visitors[0];
  size_t size = sizeof (Head) + padded (shelf->place_size);
  Pack pack = { NULL, 0 };

  if (life->n_runs > 1 || life->n_queue + life->n_pending > 0 || life->person.changed || with->moved ||
      life->world->programs->len != 1 || (life->n_runs == 1 && life->runs[0].context != NULL))
    {
      put_life (&pack, shelf, life, with, place, 0);
      return pack.used;
    }
  if (life->person.pressure.used)
    size += shelf->world->n_times * sizeof (SjTime) + padded (shelf->world->limits->len * sizeof (uint32_t));
  return size + life->n_runs * sizeof (SjInstance) + (is_visitor (visitor) ? sizeof (Visit) : 0);
}

uint32_t
sj_shelf_put (SjShelf *shelf, const SjLife *life, const SjShelved *with, const void *place)
{
  uint32_t units = (uint32_t) ((measure (shelf, life, with, place) + UNIT - 1) / UNIT);
  uint32_t number = new_place (shelf, units);
  Pack pack = { place_of (shelf, number), 0 };

  put_life (&pack, shelf, life, with, place, units);
  g_assert (pack.used <= (size_t) units * UNIT);
  return number;
}

/* The same walk once more. */
static inline const void *
get (const char **from, size_t size)
{
  const void *at = *from;

  *from += (size + 7) & ~(size_t) 7;
  return at;
}

const void *
sj_shelf_read (const SjShelf *shelf, uint32_t number, SjShelved *with)
{
  const Head *head = place_of (shelf, number);

  *with = (SjShelved) { head->comes, head->taken, head->moved };
  return head + 1;
}

static void
get_runs (const char **from, const Head *head, SjLife *life)
{
  sj_life_allow (life, head->n_runs, head->n_queue, head->n_pending);
  memcpy (life->runs, get (from, head->n_runs * sizeof (SjInstance)), head->n_runs * sizeof (SjInstance));
  life->n_runs = head->n_runs;
}

/* How long a value is that was put: its own parts only matter for walking on. */
static void
skip_value (const char **from, SjValue value)
{
  Pack pack = { NULL, 0 };

  put_value (&pack, value);
  *from += pack.used;
}

static void
skip_contexts (const char **from, const SjLife *life)
{
  for (uint32_t i = 0; i < life->n_runs; i++)
    if (life->runs[i].context != NULL)
      *from = (const char *) (life->runs[i].context + 1);    /* it stands behind what it leads to */
}

static void
get_visits (const char **from, const Head *head, SjLife *life)
{
  for (unsigned i = 0; i < head->n_visitors; i++)
    {
      const Visit *visit = get (from, sizeof (Visit));
      SjVisitor *visitor = &life->visitors[visit->program];

      visitor->entered = visit->entered;
      visitor->left = visit->left;
      visitor->held = visit->held;
    }
  for (uint32_t i = 0; i < life->n_runs; i++)
    life->visitors[life->runs[i].program].inside++;
}

static void
get_pending (const char **from, const Head *head, SjLife *life)
{
  memcpy (life->pending, get (from, head->n_pending * sizeof (SjPending)), head->n_pending * sizeof (SjPending));
  life->n_pending = head->n_pending;
  for (uint32_t i = 0; i < life->n_pending; i++)
    {
      skip_value (from, life->pending[i].payload);
      skip_value (from, life->pending[i].key);
    }
}

static void
get_queue (const char **from, const Head *head, SjLife *life)
{
  memcpy (life->queue, get (from, head->n_queue * sizeof (SjQueued)), head->n_queue * sizeof (SjQueued));
  life->n_queue = head->n_queue;
  for (uint32_t i = 0; i < life->n_queue; i++)
    {
      get (from, life->queue[i].input.link.length);
      skip_value (from, life->queue[i].input.value);
    }
}

void
sj_shelf_take (const SjShelf *shelf, uint32_t number, SjLife *life)
{
  const Head *head = place_of (shelf, number);
  const char *from = (const char *) (head + 1);
  SjPerson *person = &life->person;
  size_t times = shelf->world->n_times * sizeof (SjTime);
  size_t next = shelf->world->limits->len * sizeof (uint32_t);
  size_t words = sj_person_words (shelf->world) * sizeof (uint64_t);

  get (&from, shelf->place_size);
  life->now = head->now;
  life->step.budget = SJ_HOP_BUDGET;    /* a person is taken up once for all that happens at a moment */
  life->number = head->number;
  life->ordinal = head->ordinal;
  get_runs (&from, head, life);
  skip_contexts (&from, life);
  get_visits (&from, head, life);
  get_pending (&from, head, life);
  if (head->pressed)
    {
      memcpy (person->pressure.times, get (&from, times), times);
      memcpy (person->pressure.next, get (&from, next), next);
      person->pressure.used = true;
    }
  person->unsubscribed = head->unsubscribed;
  person->refused |= head->unsubscribed;
  if (head->moved)
    memcpy (person->audiences, get (&from, words), words);
  get_queue (&from, head, life);
  if (head->changed)
    {
      person->value = *(const SjValue *) get (&from, sizeof (SjValue));
      person->made = person->changed = true;
    }
}
