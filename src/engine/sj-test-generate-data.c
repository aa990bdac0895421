/* sj-test-generate-data.c -- other beginnings for a test, and why there are none.
 *
 * First the profiles there are, then other seeds where chance decides, other times
 * where the clock does, and at last data made to measure from the conditions.
 */
#include "engine/sj-test-generate-private.h"

#include "lang/sj-builtin.h"
#include "lang/sj-decide.h"
#include "profile/sj-event.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_SEEDS 2000u

/* The operation that takes the way; NULL where none does. */
static const SjOp *
op_of (const SjProgram *program, uint32_t way, uint32_t *index)
{
  for (uint32_t i = 0; i < program->ops->len; i++)
    {
      const SjOp *op = sj_program_op (program, i);
      uint32_t last = op->code == SJ_DO_SPLIT ? op->yes + MAX (op->count, 1) - 1 : op->yes;

      *index = i;
      if ((op->yes != SJ_NONE && way >= op->yes && way <= last) || op->no == way || op->error == way)
        return op;
    }
  return NULL;
}

static const SjListener *
listener_of (const SjProgram *program, uint32_t way)
{
  for (uint32_t i = 0; i < program->listeners->len; i++)
    {
      const SjListener *listener = sj_program_listener (program, i);

      if (listener->yes == way || listener->late == way || listener->branch == way)
        return listener;
    }
  return NULL;
}

/* ------------------------------------------------------------------ setting data */

typedef struct
{
  SjSlice names[32];        /* from the outermost; text NULL: the first of a list */
  unsigned count;
} Place;

static SjValue
with (SjArena *arena, SjValue old, const Place *place, unsigned depth, SjValue value)
{
  SjSlice name;
  SjMember *members;
  uint32_t count = 0, length;
  bool placed = false;

  if (depth == place->count)
    return value;
  name = place->names[depth];
  if (name.text == NULL)
    {
      SjValue first = old.type == SJ_LIST && old.length > 0 ? old.items[0] : sj_null;
      uint32_t n = old.type == SJ_LIST ? MAX (old.length, 1) : 1;
      SjValue *items = sj_arena_new_n (arena, SjValue, n);

      for (uint32_t i = 1; i < n; i++)
        items[i] = old.items[i];
      items[0] = with (arena, first, place, depth + 1, value);
      return sj_value_list (items, n);
    }
  length = old.type == SJ_OBJECT ? old.length : 0;
  members = sj_arena_new_n (arena, SjMember, length + 1);
  for (uint32_t i = 0; i < length; i++)
    if (!sj_value_is_text (old.members[i].key, name))
      members[count++] = old.members[i];
    else if (!placed)
      {
        members[count++] = (SjMember) { old.members[i].key, with (arena, old.members[i].value, place, depth + 1,
                                                                  value) };
        placed = true;
      }
  if (!placed)
    members[count++] = (SjMember) { sj_value_text (name.text, name.length),
                                    with (arena, sj_null, place, depth + 1, value) };
  return sj_value_object (members, count);
}

/* From the root to the field; the root itself, or NULL for what is no plain way. */
static const SjTree *
place_of (const SjTree *tree, Place *place)
{
  SjSlice back[32];
  unsigned count = 0;

  for (; tree->kind == SJ_TREE_FIELD || tree->kind == SJ_TREE_STEP; tree = tree->parts[0])
    {
      if (count == G_N_ELEMENTS (back) || (tree->kind == SJ_TREE_STEP && tree->op != SJ_STEP_FIRST &&
                                           tree->op != SJ_STEP_AT && tree->op != SJ_STEP_LAST))
        return NULL;
      back[count++] = tree->kind == SJ_TREE_FIELD ? tree->name : (SjSlice) { NULL, 0 };
    }
  place->count = count;
  for (unsigned i = 0; i < count; i++)
    place->names[i] = back[count - 1 - i];
  return tree->kind == SJ_TREE_ROOT && tree->n_parts == 0 ? tree : NULL;
}

/* A profile of our own, to be changed. */
static SjProfile *
own_profile (SjSearch *search, SjGiven *given)
{
  SjProfile *own;

  if (given->profile != NULL && g_ptr_array_find (search->profiles, given->profile, NULL))
    return (SjProfile *) given->profile;
  own = given->profile ? sj_config_copy (&sj_profile_spec, given->profile) : sj_config_new (&sj_profile_spec);
  if (own->id == NULL)
    own->id = g_strdup ("somebody");
  g_ptr_array_add (search->profiles, own);
  given->profile = own;
  return own;
}

static SjProfile *
fresh_profile (SjSearch *search, SjGiven *given)
{
  SjProfile *own = given->profile ? sj_config_copy (&sj_profile_spec, given->profile)
                                  : sj_config_new (&sj_profile_spec);

  if (own->id == NULL)
    own->id = g_strdup ("somebody");
  g_ptr_array_add (search->profiles, own);
  given->profile = own;
  return own;
}

static void
set_attribute (SjSearch *search, SjGiven *given, Place *place, SjValue value)
{
  SjProfile *own = own_profile (search, given);
  SjValue attributes = sj_blob_value (own->attributes);
  SjBlob *changed;
  unsigned skip = place->count > 0 && place->names[0].length == strlen ("profile") && place->names[0].text != NULL &&
                  memcmp (place->names[0].text, "profile", place->names[0].length) == 0;

  attributes = with (&search->arena, attributes, place, skip, value);
  if (attributes.type != SJ_OBJECT)
    return;
  changed = sj_blob_new (attributes);    /* shares what stays with the old one */
  sj_blob_unref (own->attributes);
  own->attributes = changed;
}

static void
set_member (SjSearch *search, SjGiven *given, const char *audience, bool member)
{
  SjProfile *own = own_profile (search, given);
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

static SjValue
base_payload (const SjSearch *search, const SjGiven *given, uint32_t event)
{
  const char *id = g_ptr_array_index (search->world->events, event);
  const SjEntry *entry = search->world->library ? sj_library_find (search->world->library, SJ_REF_EVENT, id) : NULL;

  if (!sj_value_is_null (given->payloads[event]) || entry == NULL)
    return given->payloads[event];
  return sj_blob_value (((const SjEventType *) entry->config)->sample);
}

static void
set_event (SjSearch *search, SjGiven *given, const SjTree *root, const Place *place, SjValue value)
{
  uint32_t event = sj_world_find_event (search->world, root->name.text, root->name.length);

  if (event != SJ_NONE)
    given->payloads[event] = with (&search->arena, base_payload (search, given, event), place, 0, value);
}

static void
set_answer (SjSearch *search, SjGiven *given, const SjTree *root, const Place *place, SjValue value)
{
  for (uint32_t i = 0; i < search->program->calls->len; i++)
    {
      const SjCall *call = sj_program_call (search->program, i);
      SjValue base = given->answers[i];

      if (call->id == NULL || !sj_value_is_text (sj_value_string (call->id), root->name))
        continue;
      if (sj_value_is_null (base) && call->action != NULL)
        base = sj_blob_value (call->action->sample);
      given->answers[i] = with (&search->arena, base, place, 0, value);
    }
}

static void
set_example (SjSearch *search, SjGiven *given, const SjExample *example)
{
  const SjTree *tree = example->tree, *root;
  Place place;

  if (tree->kind == SJ_TREE_CALL && tree->n_parts == 1 && tree->parts[0]->kind == SJ_TREE_CONST &&
      tree->parts[0]->value.type == SJ_TEXT && tree->function->call == NULL)
    {
      SjValue name = tree->parts[0]->value;
      uint32_t audience = sj_world_find_audience (search->world, name.text, name.length);

      if (audience != SJ_NONE)
        set_member (search, given, g_ptr_array_index (search->world->audiences, audience),
                    example->value.type == SJ_BOOL && example->value.boolean);
      return;
    }
  root = place_of (tree, &place);
  if (root == NULL)
    return;
  if (root->op == SJ_ROOT_EVENT)
    set_event (search, given, root, &place, example->value);
  else if (root->op == SJ_ROOT_SOURCE)
    set_attribute (search, given, &place, example->value);
  else if (root->op == SJ_ROOT_ACTION)
    set_answer (search, given, root, &place, example->value);
}

static bool
fit (SjSearch *search, SjGiven *given, const SjTree *const *conditions, const bool *wanted, size_t count)
{
  g_autoptr (GArray) examples = g_array_new (FALSE, FALSE, sizeof (SjExample));

  if (!sj_decide_example (conditions, wanted, count, &search->arena, examples))
    return false;
  fresh_profile (search, given);
  for (guint i = 0; i < examples->len; i++)
    set_example (search, given, &g_array_index (examples, SjExample, i));
  return true;
}

static bool
fit_one (SjSearch *search, SjGiven *given, uint32_t expression)
{
  const SjTree *tree = sj_expr_tree (sj_program_expr (search->program, expression));
  bool wanted = true;

  return fit (search, given, &tree, &wanted, 1);
}

void
sj_search_fit_entries (SjSearch *search, SjGiven *given)
{
  const SjProfile *profile = given->profile;
  bool fitted = false;

  for (uint32_t i = 0; i < search->program->entries->len; i++)
    {
      const SjEntryPoint *entry = sj_program_entry (search->program, i);
      SjTrial trial = { *given, g_array_new (FALSE, FALSE, sizeof (SjAct)) };
      SjAct act = { .kind = SJ_ACT_ENTER, .name = entry->node->id };
      g_autoptr (SjRehearsal) rehearsal = NULL;
      uint32_t count;
      const SjTold *told;

      if (entry->condition != SJ_NONE && (entry->kind == SJ_ENTRY_EVENT || entry->kind == SJ_ENTRY_INACTION))
        {
          act = (SjAct) { .kind = SJ_ACT_EVENT, .name = g_ptr_array_index (search->world->events, entry->what) };
          g_array_append_val (trial.acts, act);
          rehearsal = sj_trial_play (search, &trial);
          told = sj_rehearsal_told (rehearsal, &count);
          while (count > 0 && g_strcmp0 (told[count - 1].word, "not-matching") != 0)
            count--;
          if (count > 0)
            fitted = fit_one (search, given, entry->condition) || fitted;
        }
      g_array_unref (trial.acts);
    }
  if (!fitted)
    given->profile = profile;
}

/* ------------------------------------------------------------------ varying */

static bool
try_profiles (SjSearch *search, const SjTrial *trial, uint32_t way, SjTryFunc try_it)
{
  const SjLibrary *library = search->world->library;
  size_t count = library ? sj_library_count (library, SJ_REF_PROFILE) : 0;

  for (size_t i = 0; i < count; i++)
    {
      SjTrial other = *trial;

      other.given.profile = sj_library_get (library, SJ_REF_PROFILE, i)->config;
      if (try_it (search, &other, way))
        return true;
    }
  return false;
}

static bool
try_seeds (SjSearch *search, const SjTrial *trial, uint32_t way, SjTryFunc try_it)
{
  SjTrial other = *trial;

  for (other.given.seed = 0; other.given.seed < MOST_SEEDS; other.given.seed++)
    if (try_it (search, &other, way))
      return true;
  return false;
}

/* The cases of the step up to this operation: all false, but this one, where it is one. */
static bool
try_conditions (SjSearch *search, const SjTrial *trial, uint32_t way, uint32_t index, SjTryFunc try_it)
{
  const SjProgram *program = search->program;
  uint32_t first = sj_program_station (program, sj_program_way (program, way)->from)->op;
  uint32_t most = index >= first ? index - first + 1 : 0;
  g_autofree const SjTree **conditions = g_new (const SjTree *, most + 1);
  g_autofree bool *wanted = g_new (bool, most + 1);
  size_t count = 0;
  SjTrial other = *trial;

  other.given = sj_given_copy (search, &trial->given);
  for (uint32_t i = first; i <= index; i++)
    {
      const SjOp *op = sj_program_op (program, i);

      if (op->code == SJ_DO_TEST && op->arg != SJ_NONE)
        {
          conditions[count] = sj_expr_tree (sj_program_expr (program, op->arg));
          wanted[count++] = i == index;
        }
    }
  if (!fit (search, &other.given, conditions, wanted, count))
    return false;
  for (uint32_t i = first; i <= index; i++)
    {
      const SjOp *op = sj_program_op (program, i);

      if (op->code == SJ_DO_MEMBER)
        set_member (search, &other.given, g_ptr_array_index (search->world->audiences, op->arg),
                    (i == index) != ((op->flags & SJ_DO_NOT) != 0));
    }
  return try_it (search, &other, way);
}

/* How long after the beginning the step is reached with this trial. */
static bool
reached_after (SjSearch *search, const SjTrial *trial, uint32_t way, SjTime *span)
{
  g_autoptr (SjRehearsal) rehearsal = sj_trial_play (search, trial);
  const SjNode *node = sj_program_station (search->program, sj_program_way (search->program, way)->from)->node;
  uint32_t count;
  const SjTold *told = sj_rehearsal_told (rehearsal, &count);

  for (uint32_t i = 0; i < count; i++)
    if (told[i].kind == SJ_TOLD_AT && told[i].node == node && told[i].path == NULL)
      {
        *span = told[i].time - trial->given.start;
        return true;
      }
  return false;
}

/* Other beginnings in steps of an hour for a week, and around each end of the dates. */
static bool
try_times (SjSearch *search, const SjTrial *trial, uint32_t way, uint32_t index, SjTryFunc try_it)
{
  const SjProgram *program = search->program;
  uint32_t first = sj_program_station (program, sj_program_way (program, way)->from)->op;
  SjTrial other = *trial;
  SjTime span;

  if (!reached_after (search, trial, way, &span))
    return false;
  for (unsigned hour = 1; hour < 7 * 24; hour++)
    {
      other.given.start = trial->given.start + hour * SJ_HOUR;
      if (try_it (search, &other, way))
        return true;
    }
  for (uint32_t i = first; i <= index; i++)
    {
      const SjOp *op = sj_program_op (program, i);
      const SjDates *dates = op->code == SJ_DO_DATES ? &g_array_index (program->dates, SjDates, op->arg) : NULL;

      for (unsigned end = 0; dates != NULL && end < 4; end++)
        {
          const SjWhen *when = end < 2 ? &dates->from : &dates->until;
          SjTime at = when->seconds * 1000 + (end % 2 == 0 ? -2 : 2) * SJ_DAY - span;

          other.given.start = MAX (at, program->opens);
          if (when->form != SJ_WHEN_UNSET && at < program->closes && try_it (search, &other, way))
            return true;
        }
    }
  return false;
}

/* Somebody whom the message does not reach. */
static bool
try_unreachable (SjSearch *search, const SjTrial *trial, uint32_t way, const SjOp *op, SjTryFunc try_it)
{
  const SjSend *send = sj_program_send (search->program, op->arg);
  const SjField *field = sj_spec_find (&sj_profile_spec, "consents");
  SjTrial other = *trial;
  SjProfile *own;
  SjConsent *consent;

  own = fresh_profile (search, &other.given);
  consent = sj_config_new (field->record);
  consent->channel = send->channel;
  consent->choice = SJ_CONSENT_NO;
  own->consents.items = g_renew (void *, own->consents.items, own->consents.count + 1);
  own->consents.items[own->consents.count++] = consent;
  if (try_it (search, &other, way))
    return true;
  other.given.profile = NULL;
  return try_it (search, &other, way);
}

static bool
try_event (SjSearch *search, const SjTrial *trial, uint32_t way, const SjListener *listener, SjTryFunc try_it)
{
  SjTrial other = *trial;
  SjAct act = { .kind = SJ_ACT_EVENT };

  if (listener->kind != SJ_HEAR_EVENT || listener->condition == SJ_NONE || listener->yes != way)
    return false;
  other.given = sj_given_copy (search, &trial->given);
  if (!fit_one (search, &other.given, listener->condition))
    return false;
  other.acts = g_array_copy (trial->acts);
  act.name = g_ptr_array_index (search->world->events, listener->what);
  g_array_append_val (other.acts, act);
  if (try_it (search, &other, way))
    {
      g_array_unref (other.acts);
      return true;
    }
  g_array_unref (other.acts);
  return false;
}

bool
sj_search_vary (SjSearch *search, const SjTrial *trial, uint32_t way, SjTryFunc try_it)
{
  const SjListener *listener = listener_of (search->program, way);
  uint32_t index = 0;
  const SjOp *op = op_of (search->program, way, &index);
  bool error = op != NULL && op->error == way;

  if (op == NULL)
    return listener != NULL && try_event (search, trial, way, listener, try_it);
  switch (op->code)
    {
    case SJ_DO_SPLIT:
      return try_seeds (search, trial, way, try_it);
    case SJ_DO_SEND:
      return op->no == way && try_unreachable (search, trial, way, op, try_it);
    case SJ_DO_HOURS:
    case SJ_DO_DATES:
      return try_times (search, trial, way, index, try_it);
    case SJ_DO_TEST:
    case SJ_DO_MEMBER:
    case SJ_DO_REST:
      return try_profiles (search, trial, way, try_it) ||
             (!error && try_conditions (search, trial, way, index, try_it)) ||
             (op->code == SJ_DO_REST && try_times (search, trial, way, index, try_it));
    default:
      return try_profiles (search, trial, way, try_it);
    }
}

/* ------------------------------------------------------------------ why not */

static const char *
verdict_words (SjVerdict verdict)
{
  switch (verdict)
    {
    case SJ_VERDICT_NEVER:
      return _("its condition can never hold");
    case SJ_VERDICT_COVERED:
      return _("whenever its condition holds, an earlier path is taken");
    default:
      return NULL;
    }
}

static const char *
condition_reason (const SjProgram *program, uint32_t way, uint32_t index)
{
  uint32_t first = sj_program_station (program, sj_program_way (program, way)->from)->op;
  uint32_t most = index >= first ? index - first + 1 : 0;
  g_autofree const SjTree **conditions = g_new (const SjTree *, most + 1);
  g_autofree SjDecision *decisions = g_new0 (SjDecision, most + 1);
  const SjOp *op = sj_program_op (program, index);
  size_t count = 0;

  for (uint32_t i = first; i <= index; i++)
    if (sj_program_op (program, i)->code == SJ_DO_TEST && sj_program_op (program, i)->arg != SJ_NONE)
      conditions[count++] = sj_expr_tree (sj_program_expr (program, sj_program_op (program, i)->arg));
  if (count == 0)
    return NULL;
  sj_decide (conditions, count, decisions);
  for (size_t i = 0; i < count; i++)
    if ((decisions[i].verdict == SJ_VERDICT_ALWAYS || decisions[i].verdict == SJ_VERDICT_REST) &&
        (op->code == SJ_DO_REST || i + 1 < count))
      return _("the paths above it leave nobody over");
  return op->code == SJ_DO_TEST ? verdict_words (decisions[count - 1].verdict) : NULL;
}

/* The step that only ever leads to it, or nothing does. */
static char *
unreached_reason (const SjSearch *search, const SjNode *node)
{
  const SjNames *names = search->world->library ? sj_library_names (search->world->library) : NULL;

  for (uint32_t i = 0; i < sj_node_n_in (node); i++)
    {
      const SjNode *from = sj_node_in (node, i)->node;
      g_autofree char *name = sj_node_name (from, names);
      g_autofree char *path = sj_path_name (sj_node_in (node, i), names);

      return g_strdup_printf (_("its step is only come to from %s by the path “%s”, which is not taken either"), name,
                              path ? path : "");
    }
  return g_strdup (sj_node_is_start (node) ? _("nobody could be let in at its step")
                                           : _("nothing leads to its step"));
}

char *
sj_search_reason (SjSearch *search, uint32_t way)
{
  const SjProgram *program = search->program;
  const SjWay *one = sj_program_way (program, way);
  const SjStation *station = sj_program_station (program, one->from);
  const SjListener *listener = listener_of (program, way);
  uint32_t index = 0;
  const SjOp *op = op_of (program, way, &index);
  const char *reason = NULL;

  if (search->failures[way] != NULL)
    return g_strdup_printf (_("the test that takes it does not pass: %s"), search->failures[way]);
  if (search->arrived[one->from] == NULL)
    return unreached_reason (search, station->node);
  if (listener != NULL && listener->late == way && listener->yes != way && listener->within == 0 &&
      listener->kind != SJ_HEAR_TIME)
    reason = _("no time limit is set, so it never runs out");
  else if (op == NULL && listener == NULL && station->node->paths[one->path]->kind->role != SJ_ROLE_TIMEOUT)
    reason = _("the step, as it is set up, never takes it");
  else if (op != NULL && op->code == SJ_DO_CAP)
    return g_strdup_printf (_("it is taken after %u other profiles, and a test has one"), op->count);
  else if (op != NULL && op->error == way && op->code == SJ_DO_TEST)
    reason = _("no data were found for which its condition cannot be computed");
  else if (op != NULL && (op->code == SJ_DO_TEST || op->code == SJ_DO_REST))
    reason = condition_reason (program, way, index);
  return g_strdup (reason ? reason : _("no data were found that lead there"));
}
