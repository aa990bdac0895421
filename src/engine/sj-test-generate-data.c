/* sj-test-generate-data.c -- data put into what a trial begins with.
 *
 * A place is a field of an event, of an answer or of the profile, or the membership of
 * an audience.  What is changed is a copy that the trial has for itself.
 */
#include "engine/sj-test-generate-private.h"

#include "lang/sj-builtin.h"
#include "lang/sj-decide.h"
#include "profile/sj-event.h"
#include "profile/sj-profile-scope.h"

#include <string.h>

SjValue
sj_value_put (SjArena *arena, SjValue old, const SjSlice *names, unsigned count, SjValue value)
{
  SjMember *members;
  uint32_t kept = 0, length;
  bool placed = false;

  if (count == 0)
    return value;
  if (names->text == NULL)
    {
      SjValue first = old.type == SJ_LIST && old.length > 0 ? old.items[0] : sj_null;
      uint32_t n = old.type == SJ_LIST ? MAX (old.length, 1) : 1;
      SjValue *items = sj_arena_new_n (arena, SjValue, n);

      for (uint32_t i = 1; i < n; i++)
        items[i] = old.items[i];
      items[0] = sj_value_put (arena, first, names + 1, count - 1, value);
      return sj_value_list (items, n);
    }
  length = old.type == SJ_OBJECT ? old.length : 0;
  members = sj_arena_new_n (arena, SjMember, length + 1);
  for (uint32_t i = 0; i < length; i++)
    if (!sj_value_is_text (old.members[i].key, *names))
      members[kept++] = old.members[i];
    else if (!placed)
      {
        members[kept++] = (SjMember) { old.members[i].key, sj_value_put (arena, old.members[i].value, names + 1,
                                                                         count - 1, value) };
        placed = true;
      }
  if (!placed)
    members[kept++] = (SjMember) { sj_value_text (names->text, names->length),
                                   sj_value_put (arena, sj_null, names + 1, count - 1, value) };
  return sj_value_object (members, kept);
}

static SjValue
value_at (SjValue value, const SjSlice *names, unsigned count)
{
  for (unsigned i = 0; i < count; i++)
    {
      const SjValue *found;

      if (names[i].text == NULL)
        {
          value = value.type == SJ_LIST && value.length > 0 ? value.items[0] : sj_null;
          continue;
        }
      found = value.type == SJ_OBJECT ? sj_value_find (value, names[i].text, names[i].length) : NULL;
      value = found ? *found : sj_null;
    }
  return value;
}

/* ------------------------------------------------------------------ places */

static bool
read_audience (const SjSearch *search, const SjTree *tree, SjSpot *place)
{
  SjValue name;

  if (tree->kind != SJ_TREE_CALL || tree->n_parts != 1 || tree->function->call != NULL ||
      tree->parts[0]->kind != SJ_TREE_CONST || tree->parts[0]->value.type != SJ_TEXT)
    return false;
  name = tree->parts[0]->value;
  place->kind = SJ_SPOT_AUDIENCE;
  place->number = sj_world_find_audience (search->world, name.text, name.length);
  return place->number != SJ_NONE;
}

/* Attributes stand below `profile`, or without it. */
static bool
read_source (const SjTree *root, SjSpot *place)
{
  place->kind = SJ_SPOT_ATTRIBUTE;
  if (!sj_profile_is_source (root->name))
    return false;
  if (place->count > 0 && place->names[0].text != NULL && place->names[0].length == strlen ("profile") &&
      memcmp (place->names[0].text, "profile", place->names[0].length) == 0)
    memmove (place->names, place->names + 1, --place->count * sizeof *place->names);
  return place->count > 0;
}

static bool
read_root (const SjSearch *search, const SjTree *root, SjSpot *place)
{
  if (root->kind != SJ_TREE_ROOT || root->n_parts > 0)
    return false;
  if (root->op == SJ_ROOT_SOURCE)
    return read_source (root, place);
  if (root->op == SJ_ROOT_ACTION)
    {
      place->kind = SJ_SPOT_ANSWER;
      place->action = root->name;
      return true;
    }
  place->kind = SJ_SPOT_EVENT;
  place->number = sj_world_find_event (search->world, root->name.text, root->name.length);
  return root->op == SJ_ROOT_EVENT && place->number != SJ_NONE;
}

bool
sj_spot_read (const SjSearch *search, const SjTree *tree, SjSpot *place)
{
  SjSlice back[G_N_ELEMENTS (place->names)];
  unsigned count = 0;

  *place = (SjSpot) { .number = SJ_NONE };
  if (read_audience (search, tree, place))
    return true;
  for (; tree->kind == SJ_TREE_FIELD || tree->kind == SJ_TREE_STEP; tree = tree->parts[0])
    {
      if (count == G_N_ELEMENTS (back) || (tree->kind == SJ_TREE_STEP && tree->op != SJ_STEP_FIRST &&
                                           tree->op != SJ_STEP_AT && tree->op != SJ_STEP_LAST))
        return false;
      back[count++] = tree->kind == SJ_TREE_FIELD ? tree->name : (SjSlice) { NULL, 0 };
    }
  place->count = count;
  for (unsigned i = 0; i < count; i++)
    place->names[i] = back[count - 1 - i];
  return read_root (search, tree, place);
}

static SjValue
sample_payload (const SjSearch *search, uint32_t event)
{
  const char *id = g_ptr_array_index (search->world->events, event);
  const SjEntry *entry = search->world->library ? sj_library_find (search->world->library, SJ_REF_EVENT, id) : NULL;

  return entry ? sj_blob_value (((const SjEventType *) entry->config)->sample) : sj_null;
}

/* What the event will bring. */
static SjValue
payload_of (const SjSearch *search, const SjTrial *trial, const SjDeed *deed, uint32_t event)
{
  SjValue value = deed != NULL && deed->number == SJ_NONE ? deed->act.value : trial->given.payloads[event];

  return sj_value_is_null (value) ? sample_payload (search, event) : value;
}

static bool
is_event (const SjSearch *search, const SjDeed *deed, uint32_t event)
{
  if (deed->act.kind == SJ_ACT_EVENT)
    return g_str_equal (deed->act.name, g_ptr_array_index (search->world->events, event));
  return deed->act.kind == SJ_ACT_ENTER && deed->number == event;
}

static SjDeed *
last_event (const SjSearch *search, const SjTrial *trial, uint32_t event)
{
  for (guint i = trial->deeds->len; i-- > 0;)
    if (is_event (search, &g_array_index (trial->deeds, SjDeed, i), event))
      return &g_array_index (trial->deeds, SjDeed, i);
  return NULL;
}

static SjValue
answer_of (const SjSearch *search, const SjGiven *given, uint32_t call)
{
  const SjCall *one = sj_program_call (search->program, call);

  if (!sj_value_is_null (given->answers[call]) || one->action == NULL)
    return given->answers[call];
  return sj_blob_value (one->action->sample);
}

static bool
is_call_of (const SjSearch *search, uint32_t call, SjSlice action)
{
  const SjCall *one = sj_program_call (search->program, call);

  return one->id != NULL && sj_value_is_text (sj_value_string (one->id), action);
}

SjValue
sj_spot_get (const SjSearch *search, const SjTrial *trial, const SjSpot *place)
{
  const SjProfile *profile = trial->given.profile;

  switch (place->kind)
    {
    case SJ_SPOT_EVENT:
      return value_at (payload_of (search, trial, last_event (search, trial, place->number), place->number),
                       place->names, place->count);
    case SJ_SPOT_ANSWER:
      for (uint32_t i = 0; i < search->program->calls->len; i++)
        if (is_call_of (search, i, place->action))
          return value_at (answer_of (search, &trial->given, i), place->names, place->count);
      return sj_null;
    case SJ_SPOT_ATTRIBUTE:
      return value_at (profile ? sj_blob_value (profile->attributes) : sj_null, place->names, place->count);
    default:
      return sj_null;
    }
}

static void
set_event (SjSearch *search, SjTrial *trial, const SjSpot *place, SjValue value, bool all)
{
  SjArena *arena = &search->arena;
  SjDeed *last = all ? NULL : last_event (search, trial, place->number);
  SjValue base = payload_of (search, trial, last, place->number);

  if (last != NULL)
    {
      last->act.value = sj_value_put (arena, base, place->names, place->count, value);
      last->number = SJ_NONE;
      return;
    }
  trial->given.payloads[place->number] = sj_value_put (arena, base, place->names, place->count, value);
  for (guint i = 0; i < trial->deeds->len; i++)
    {
      SjDeed *deed = &g_array_index (trial->deeds, SjDeed, i);

      if (deed->number == SJ_NONE && is_event (search, deed, place->number))
        deed->act.value = sj_value_put (arena, deed->act.value, place->names, place->count, value);
    }
}

static void
set_answer (SjSearch *search, SjGiven *given, const SjSpot *place, SjValue value)
{
  for (uint32_t i = 0; i < search->program->calls->len; i++)
    if (is_call_of (search, i, place->action))
      given->answers[i] = sj_value_put (&search->arena, answer_of (search, given, i), place->names, place->count,
                                        value);
}

static void
set_attribute (SjSearch *search, SjGiven *given, const SjSpot *place, SjValue value)
{
  SjProfile *own = (SjProfile *) given->profile;
  SjValue attributes = sj_value_put (&search->arena, sj_blob_value (own->attributes), place->names, place->count,
                                     value);
  SjBlob *changed;

  if (attributes.type != SJ_OBJECT)
    return;
  changed = sj_blob_new (attributes);    /* shares what stays with the old one */
  g_clear_pointer (&own->attributes, sj_blob_unref);
  own->attributes = changed;
}

void
sj_given_set_member (SjSearch *search, SjGiven *given, const char *audience, bool member)
{
  SjProfile *own = (SjProfile *) given->profile;
  SjStanding *standing = NULL;

  for (uint32_t i = 0; i < own->audiences.count; i++)
    if (g_strcmp0 (((SjStanding *) own->audiences.items[i])->audience, audience) == 0)
      standing = own->audiences.items[i];
  if (standing == NULL)
    {
      const SjField *field = sj_spec_find (&sj_profile_spec, "audiences");

      own->audiences.items = g_renew (void *, own->audiences.items, own->audiences.count + 1);
      standing = own->audiences.items[own->audiences.count++] = sj_config_new (field->record);
      standing->audience = g_strdup (audience);
    }
  standing->status = member ? SJ_MEMBER_REALIZED : SJ_MEMBER_EXITED;
}

void
sj_spot_set (SjSearch *search, SjTrial *trial, const SjSpot *place, SjValue value, bool all)
{
  switch (place->kind)
    {
    case SJ_SPOT_EVENT:
      set_event (search, trial, place, value, all);
      break;
    case SJ_SPOT_ANSWER:
      set_answer (search, &trial->given, place, value);
      break;
    case SJ_SPOT_ATTRIBUTE:
      set_attribute (search, &trial->given, place, value);
      break;
    case SJ_SPOT_AUDIENCE:
      sj_given_set_member (search, &trial->given, g_ptr_array_index (search->world->audiences, place->number),
                           value.type == SJ_BOOL && value.boolean);
      break;
    case SJ_SPOT_START:
      trial->given.start = CLAMP (value.integer, search->program->opens, search->program->closes - 1);
      break;
    }
}

/* ------------------------------------------------------------------ made to measure */

bool
sj_given_fit (SjSearch *search, SjGiven *given, const SjTree *const *conditions, const bool *wanted, size_t count)
{
  g_autoptr (GArray) examples = g_array_new (FALSE, FALSE, sizeof (SjExample));
  g_autoptr (SjTrial) trial = NULL;

  if (!sj_decide_example (conditions, wanted, count, &search->arena, examples))
    return false;
  trial = sj_trial_new (given);
  trial->given = sj_given_copy (search, given);
  for (guint i = 0; i < examples->len; i++)
    {
      const SjExample *example = &g_array_index (examples, SjExample, i);
      SjSpot place;

      if (!sj_spot_read (search, example->tree, &place))
        continue;
      if (sj_spot_is_person (&place) && trial->given.profile == given->profile)
        sj_search_own_profile (search, &trial->given);
      sj_spot_set (search, trial, &place, example->value, true);
    }
  *given = trial->given;
  return true;
}

static bool
is_refused (SjSearch *search, const SjGiven *given, uint32_t entry)
{
  g_autoptr (SjTrial) trial = sj_trial_new (given);
  g_autoptr (SjRehearsal) rehearsal = NULL;
  uint32_t count;
  const SjTold *told;

  sj_trial_add (trial, sj_entry_deed (search, entry));
  rehearsal = sj_trial_play (search, trial);
  told = sj_rehearsal_told (rehearsal, &count);
  while (count > 0 && g_strcmp0 (told[count - 1].word, "not-matching") != 0)
    count--;
  return count > 0;
}

static bool
leaves_by_exit (SjSearch *search, const SjGiven *given)
{
  g_autoptr (SjTrial) trial = sj_trial_new (given);
  g_autoptr (SjRehearsal) rehearsal = NULL;
  uint32_t count;
  const SjTold *told;

  if (search->program->entries->len > 0)
    sj_trial_add (trial, sj_entry_deed (search, 0));
  sj_trial_add (trial, (SjDeed) { { .kind = SJ_ACT_TO, .flag = true }, SJ_NONE });
  rehearsal = sj_trial_play (search, trial);
  told = sj_rehearsal_told (rehearsal, &count);
  while (count > 0 && (told[count - 1].kind != SJ_TOLD_ENDED || g_strcmp0 (told[count - 1].word, "exit") != 0))
    count--;
  return count > 0;
}

/* Whoever is taken out at once tells nothing else: no criterion holds from the beginning
 * on, while the conditions of the entries do. */
static void
avoid_exits (SjSearch *search, SjGiven *given)
{
  const SjProgram *program = search->program;
  const SjTree *conditions[32];
  bool wanted[32];
  size_t count = 0;

  if (!program->checks_always || !leaves_by_exit (search, given))
    return;
  for (uint32_t i = 0; i < program->entries->len && count < 16; i++)
    if (sj_program_entry (program, i)->condition != SJ_NONE)
      {
        conditions[count] = sj_expr_tree (sj_program_expr (program, sj_program_entry (program, i)->condition));
        wanted[count++] = true;
      }
  for (uint32_t i = 0; i < program->exits->len && count < 32; i++)
    if (sj_program_exit (program, i)->by == SJ_EXIT_EXPRESSION && sj_program_exit (program, i)->condition != SJ_NONE)
      {
        conditions[count] = sj_expr_tree (sj_program_expr (program, sj_program_exit (program, i)->condition));
        wanted[count++] = false;
      }
  sj_given_fit (search, given, conditions, wanted, count);
}

void
sj_given_fit_entries (SjSearch *search, SjGiven *given)
{
  for (uint32_t i = 0; i < search->program->entries->len; i++)
    {
      const SjEntryPoint *entry = sj_program_entry (search->program, i);
      const SjTree *tree;
      bool wanted = true;

      if (entry->condition == SJ_NONE || !is_refused (search, given, i))
        continue;
      tree = sj_expr_tree (sj_program_expr (search->program, entry->condition));
      sj_given_fit (search, given, &tree, &wanted, 1);
    }
  avoid_exits (search, given);
}
