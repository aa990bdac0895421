/* sj-test-generate-value.c -- the values that a step's expressions may make a difference
 * between.
 *
 * Nothing is solved here: of each field that is read a few values are tried, taken from
 * what the expressions compare with and from its neighbours, alone, two fields at a time,
 * and at random.  Whether the way is then taken is seen, not reckoned.
 */
#include "engine/sj-test-generate-private.h"

#include "base/sj-hash.h"
#include "lang/sj-builtin.h"
#include "lang/sj-decide.h"

#include <string.h>

#define MOST_CONSTANTS 40u
#define MOST_VALUES 60u     /* of one field */
#define MOST_PAIRS 2000u
#define MOST_DRAWS 400u
#define LONGEST_LIST 12     /* that is made because its length is compared with */

/* A field with the values that are tried for it. */
typedef struct
{
  SjSpot place;
  bool listed;              /* the values are lists */
  SjType type;              /* SJ_N_TYPES: any */
  SjSlice item[16];         /* of a list: what is read of each item */
  unsigned n_item;
  GArray *values;           /* owned: of SjValue */
} Knob;

typedef struct
{
  SjSearch *search;
  const SjTrial *trial;
  SjTime span;              /* from the beginning to the end of the trial */
  GPtrArray *knobs;         /* owned: of Knob */
  GArray *constants;        /* owned: of SjValue */
} Board;

static void
knob_free (gpointer data)
{
  Knob *knob = data;

  g_array_unref (knob->values);
  g_free (knob);
}

static bool
is_same_place (const SjSpot *a, const SjSpot *b)
{
  if (a->kind != b->kind || a->number != b->number || a->count != b->count || a->action.length != b->action.length ||
      (a->action.length > 0 && memcmp (a->action.text, b->action.text, a->action.length) != 0))
    return false;
  for (unsigned i = 0; i < a->count; i++)
    if (a->names[i].length != b->names[i].length || (a->names[i].text == NULL) != (b->names[i].text == NULL) ||
        (a->names[i].length > 0 && memcmp (a->names[i].text, b->names[i].text, a->names[i].length) != 0))
      return false;
  return true;
}

static Knob *
add_knob (Board *board, const SjSpot *place, const SjTree *tree)
{
  Knob *knob;

  for (guint i = 0; i < board->knobs->len; i++)
    if (is_same_place (&((Knob *) board->knobs->pdata[i])->place, place))
      return board->knobs->pdata[i];
  knob = g_new0 (Knob, 1);
  knob->place = *place;
  knob->type = tree->any || tree->kind == SJ_TREE_CALL ? SJ_N_TYPES : tree->type;
  knob->listed = knob->type == SJ_LIST;
  knob->values = g_array_new (FALSE, FALSE, sizeof (SjValue));
  g_ptr_array_add (board->knobs, knob);
  return knob;
}

/* ------------------------------------------------------------------ what is read */

static void
add_constant (Board *board, SjValue value)
{
  for (uint32_t i = 0; value.type == SJ_LIST && i < value.length; i++)
    add_constant (board, value.items[i]);
  for (guint i = 0; i < board->constants->len; i++)
    if (sj_value_equal (g_array_index (board->constants, SjValue, i), value))
      return;
  if (value.type != SJ_LIST && value.type != SJ_OBJECT && board->constants->len < MOST_CONSTANTS)
    g_array_append_val (board->constants, value);
}

/* What is read of the items: “items.all.price”, or a field of the current one in a filter. */
static void
add_item_field (Knob *knob, const SjTree *tree)
{
  SjSlice back[G_N_ELEMENTS (knob->item)];
  unsigned count = 0;

  for (; tree->kind == SJ_TREE_FIELD && count < G_N_ELEMENTS (back); tree = tree->parts[0])
    back[count++] = tree->name;
  if (count <= knob->n_item)
    return;
  for (unsigned i = 0; i < count; i++)
    knob->item[i] = back[count - 1 - i];
  knob->n_item = count;
}

static void
look_for_items (Knob *knob, const SjTree *tree)
{
  const SjTree *inner = tree;

  while (inner->kind == SJ_TREE_FIELD)
    inner = inner->parts[0];
  if (inner->kind == SJ_TREE_ITEM)
    add_item_field (knob, tree);
  for (unsigned i = 0; i < tree->n_parts; i++)
    look_for_items (knob, tree->parts[i]);
}

/* A list of which all items are looked at, or those that a filter leaves. */
static bool
add_list (Board *board, const SjTree *tree)
{
  const SjTree *step = tree;
  SjSpot place;
  Knob *knob;

  while (step->kind == SJ_TREE_FIELD)
    step = step->parts[0];
  if (step->kind != SJ_TREE_STEP || !sj_spot_read (board->search, step->parts[0], &place))
    return false;
  knob = add_knob (board, &place, step->parts[0]);
  knob->listed = true;
  add_item_field (knob, tree);
  for (unsigned i = 1; i < step->n_parts; i++)
    look_for_items (knob, step->parts[i]);
  return true;
}

static void
look_at (Board *board, const SjTree *tree)
{
  SjSpot place;
  SjValue value;

  if (tree->kind == SJ_TREE_FIELD || tree->kind == SJ_TREE_STEP || tree->kind == SJ_TREE_CALL)
    {
      if (sj_spot_read (board->search, tree, &place))
        {
          add_knob (board, &place, tree);
          return;
        }
      if (tree->kind != SJ_TREE_CALL && add_list (board, tree))
        tree = tree->kind == SJ_TREE_FIELD ? tree->parts[0] : tree;
    }
  if (sj_decide_constant (tree, &board->search->arena, &value))
    add_constant (board, value);
  for (unsigned i = 0; i < tree->n_parts; i++)
    look_at (board, tree->parts[i]);
}

/* Only where the clock is read does it matter when it is. */
static bool
reads_clock (const SjTree *tree)
{
  static const char *const names[] = { "now", "current", "inLast", "inNext", "today" };

  for (unsigned i = 0; tree->kind == SJ_TREE_CALL && i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (tree->function->name, names[i]))
      return true;
  for (unsigned i = 0; i < tree->n_parts; i++)
    if (reads_clock (tree->parts[i]))
      return true;
  return false;
}

static void
look_at_expr (Board *board, uint32_t expression)
{
  static const SjTree moment = { .kind = SJ_TREE_CONST, .type = SJ_INTEGER };
  const SjTree *tree;
  SjSpot start = { .kind = SJ_SPOT_START };

  if (expression == SJ_NONE)
    return;
  tree = sj_expr_tree (sj_program_expr (board->search->program, expression));
  look_at (board, tree);
  if (reads_clock (tree))
    add_knob (board, &start, &moment);
}

/* What stands there before decides whether it can be changed so. */
static void
look_at_update (Board *board, const SjUpdate *update)
{
  static const SjTree any = { .kind = SJ_TREE_FIELD, .any = true };
  SjSpot spot = { .kind = SJ_SPOT_ATTRIBUTE, .number = SJ_NONE };

  look_at_expr (board, update->expression);
  for (const char *name = update->attribute; *name != '\0' && spot.count < G_N_ELEMENTS (spot.names);)
    {
      size_t length = strcspn (name, ".");

      spot.names[spot.count++] = (SjSlice) { name, length };
      name += length + (name[length] == '.');
    }
  add_knob (board, &spot, &any);
}

static void
look_at_op (Board *board, const SjOp *op)
{
  const SjProgram *program = board->search->program;
  SjSpot place = { .kind = SJ_SPOT_AUDIENCE, .number = op->arg };
  static const SjTree tree = { .kind = SJ_TREE_CALL };

  switch ((SjOpCode) op->code)
    {
    case SJ_DO_TEST:
      look_at_expr (board, op->arg);
      break;
    case SJ_DO_MEMBER:
      add_knob (board, &place, &tree);
      break;
    case SJ_DO_UPDATE:
      for (uint32_t i = 0; i < op->count; i++)
        look_at_update (board, &g_array_index (program->updates, SjUpdate, op->arg + i));
      break;
    case SJ_DO_CALL:
      for (uint32_t i = 0; i < sj_program_call (program, op->arg)->n_parameters; i++)
        look_at_expr (board, sj_program_call (program, op->arg)->parameters[i].expression);
      break;
    case SJ_DO_JUMP:
      for (uint32_t i = 0; i < g_array_index (program->jumps, SjJump, op->arg).n_parameters; i++)
        look_at_expr (board, g_array_index (program->jumps, SjJump, op->arg).parameters[i].expression);
      break;
    case SJ_DO_SLEEP:
      look_at_expr (board, program->sleep[op->arg].mode == SJ_SLEEP_EXPRESSION ? program->sleep[op->arg].expression
                                                                               : SJ_NONE);
      break;
    case SJ_DO_SEND:
      look_at_expr (board, sj_program_send (program, op->arg)->address);
      break;
    default:
      break;
    }
}

/* Of one step, or of all (SJ_NONE). */
static void
look_at_step (Board *board, uint32_t station)
{
  const SjProgram *program = board->search->program;

  for (uint32_t i = 0; i < program->ops->len; i++)
    if (station == SJ_NONE || sj_program_op (program, i)->station == station)
      look_at_op (board, sj_program_op (program, i));
  for (uint32_t i = 0; i < program->listeners->len; i++)
    if (station == SJ_NONE || sj_program_listener (program, i)->station == station)
      look_at_expr (board, sj_program_listener (program, i)->condition);
  for (uint32_t i = 0; i < program->entries->len; i++)
    if (station == SJ_NONE || sj_program_entry (program, i)->station == station)
      {
        look_at_expr (board, sj_program_entry (program, i)->condition);
        look_at_expr (board, sj_program_entry (program, i)->unless_condition);
        look_at_expr (board, program->key);
      }
}

/* What takes people out before they come to the step, or decides who they are. */
static void
look_at_journey (Board *board)
{
  const SjProgram *program = board->search->program;

  for (uint32_t i = 0; i < program->exits->len; i++)
    look_at_expr (board, sj_program_exit (program, i)->condition);
  for (uint32_t i = 0; i < program->goals->len; i++)
    look_at_expr (board, sj_program_goal (program, i)->condition);
  look_at_expr (board, program->key);
}

/* A field that an update has changed is not what it was given as. */
static void
look_at_updates (Board *board)
{
  const SjProgram *program = board->search->program;

  for (uint32_t i = 0; i < program->updates->len; i++)
    look_at_expr (board, g_array_index (program->updates, SjUpdate, i).expression);
}

/* ------------------------------------------------------------------ what is tried */

static bool
is_kind_of (const Knob *knob, SjValue value)
{
  switch (knob->type)
    {
    case SJ_INTEGER:
    case SJ_BOOL:
      return value.type == knob->type;
    case SJ_DECIMAL:
      return sj_value_is_number (value);
    case SJ_TEXT:
    case SJ_DATE:
    case SJ_LOCAL:
    case SJ_MOMENT:
    case SJ_DURATION:
      return value.type == SJ_TEXT;
    default:
      return true;
    }
}

static void
offer (Knob *knob, SjValue value)
{
  for (guint i = 0; i < knob->values->len; i++)
    if (sj_value_equal (g_array_index (knob->values, SjValue, i), value) &&
        g_array_index (knob->values, SjValue, i).type == value.type)
      return;
  if (knob->values->len < MOST_VALUES &&
      (sj_value_is_null (value) || value.type == SJ_LIST || is_kind_of (knob, value)))
    g_array_append_val (knob->values, value);
}

static SjValue
written (SjArena *arena, SjValue date)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_time_write_iso (&buffer, date);
  return sj_value_copy_text (arena, sj_buffer_text (&buffer), buffer.length);
}

static SjValue
moment_value (SjArena *arena, SjTime time)
{
  SjMoment *moment = sj_arena_new (arena, SjMoment);

  *moment = sj_time_moment (time, sj_zone_utc ());
  return (SjValue) { .type = SJ_MOMENT, .moment = moment };
}

/* As texts, as which data hold them: the date itself, and those beside it. */
static void
offer_dates (SjArena *arena, Knob *knob, SjValue date)
{
  static const int64_t beside[] = { 0, 1, -1, 86400, -86400 };

  for (unsigned i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      SjValue other = date;

      if (date.type == SJ_MOMENT)
        other = moment_value (arena, sj_moment_time (date.moment) + beside[i] * 1000);
      else if (date.type != SJ_DATE)
        other.integer += beside[i];
      else if (i < 3)
        other.integer += beside[i];
      offer (knob, written (arena, other));
    }
}

static void
offer_numbers (Knob *knob, SjValue number)
{
  offer (knob, number);
  if (number.type == SJ_INTEGER)
    for (int i = 1; i >= -1; i -= 2)
      {
        int64_t beside;

        if (!__builtin_add_overflow (number.integer, i, &beside))
          offer (knob, sj_value_integer (beside));
      }
  else
    {
      offer (knob, sj_value_decimal (number.decimal + 1));
      offer (knob, sj_value_decimal (number.decimal - 1));
    }
}

static void
offer_texts (SjArena *arena, Knob *knob, SjValue text)
{
  g_autofree char *plain = sj_value_dup_text (text);
  g_autofree char *upper = g_utf8_strup (plain, -1);
  g_autofree char *lower = g_utf8_strdown (plain, -1);
  g_autofree char *longer = g_strconcat ("x ", plain, " x", NULL);
  const char *all[] = { plain, upper, lower, longer };

  for (unsigned i = 0; i < G_N_ELEMENTS (all); i++)
    offer (knob, sj_value_copy_text (arena, all[i], strlen (all[i])));
}

/* Values of a single field. */
static void
fill_plain (const Board *board, Knob *knob)
{
  SjArena *arena = &board->search->arena;
  static const SjTime spans[] = { SJ_MINUTE, SJ_HOUR, SJ_DAY, 8 * SJ_DAY, 40 * SJ_DAY, 400 * SJ_DAY, 8000 * SJ_DAY };
  bool dated = knob->type >= SJ_DATE && knob->type <= SJ_MOMENT;

  for (guint i = 0; i < board->constants->len; i++)
    {
      SjValue value = g_array_index (board->constants, SjValue, i);

      dated = dated || (value.type >= SJ_DATE && value.type <= SJ_MOMENT);
      if (value.type == SJ_TEXT)
        offer_texts (arena, knob, value);
      else if (sj_value_is_number (value))
        offer_numbers (knob, value);
      else if (value.type >= SJ_DATE && value.type <= SJ_MOMENT)
        offer_dates (arena, knob, value);
    }
  offer (knob, sj_null);
  offer (knob, sj_value_bool (true));
  offer (knob, sj_value_bool (false));
  offer (knob, sj_value_integer (0));
  offer (knob, sj_value_integer (1));
  offer (knob, sj_value_integer (INT64_MAX));
  offer (knob, sj_value_integer (INT64_MIN));
  offer (knob, sj_value_string ("x"));
  offer (knob, sj_value_string (""));
  offer (knob, sj_value_string ("1"));
  for (unsigned i = 0; (dated || knob->type == SJ_TEXT || knob->type == SJ_N_TYPES) && i < G_N_ELEMENTS (spans); i++)
    {
      offer (knob, written (arena, moment_value (arena, board->trial->given.start + spans[i])));
      offer (knob, written (arena, moment_value (arena, board->trial->given.start - spans[i])));
    }
}

static SjValue
list_of (SjArena *arena, const SjValue *items, uint32_t count, uint32_t times)
{
  SjValue *all = sj_arena_new_n (arena, SjValue, MAX (count * times, 1));

  for (uint32_t i = 0; i < count * times; i++)
    all[i] = items[i % count];
  return sj_value_list (all, count * times);
}

/* None, as many as numbers that occur, one of each kind, two of each two kinds. */
static void
fill_list (const Board *board, Knob *knob)
{
  SjArena *arena = &board->search->arena;
  SjValue old = sj_spot_get (board->search, board->trial, &knob->place);
  SjValue base = old.type == SJ_LIST && old.length > 0 ? old.items[0] : sj_null;
  Knob single = { .type = SJ_N_TYPES, .values = g_array_new (FALSE, FALSE, sizeof (SjValue)) };
  SjValue items[2];

  fill_plain (board, &single);
  offer (knob, sj_value_list (NULL, 0));
  for (guint i = 0; i < board->constants->len; i++)
    {
      SjValue value = g_array_index (board->constants, SjValue, i);

      items[0] = sj_value_is_null (base) ? sj_value_put (arena, base, knob->item, knob->n_item, sj_value_string ("x"))
                                         : base;
      for (int64_t n = -1; value.type == SJ_INTEGER && value.integer <= LONGEST_LIST && n <= 1; n++)
        if (value.integer + n > 0)
          offer (knob, list_of (arena, items, 1, (uint32_t) (value.integer + n)));
    }
  for (guint i = 0; i < single.values->len; i++)
    {
      items[0] = sj_value_put (arena, base, knob->item, knob->n_item, g_array_index (single.values, SjValue, i));
      offer (knob, list_of (arena, items, 1, 1));
      items[1] = sj_value_put (arena, base, knob->item, knob->n_item,
                               g_array_index (single.values, SjValue, (i + 1) % single.values->len));
      offer (knob, list_of (arena, items, 2, 1));
    }
  offer (knob, sj_null);
  g_array_unref (single.values);
}

/* Beside each date that is compared with, with what it takes to come to the step. */
static void
fill_start (const Board *board, Knob *knob)
{
  static const SjTime spans[] = { 0, SJ_SECOND, SJ_HOUR, SJ_DAY, 30 * SJ_DAY, 400 * SJ_DAY };
  SjTime start = board->trial->given.start;

  for (unsigned i = 0; i < G_N_ELEMENTS (spans); i++)
    for (guint j = 0; j <= board->constants->len; j++)
      {
        SjValue value = j > 0 ? g_array_index (board->constants, SjValue, j - 1) : sj_null;
        SjTime time = value.type == SJ_MOMENT  ? sj_moment_time (value.moment) - board->span
                      : value.type == SJ_LOCAL ? value.integer * 1000 - board->span
                      : value.type == SJ_DATE  ? value.integer * SJ_DAY - board->span
                                               : start;

        if (j > 0 && (value.type < SJ_DATE || value.type > SJ_MOMENT))
          continue;
        offer (knob, sj_value_integer (time + spans[i]));
        offer (knob, sj_value_integer (time - spans[i]));
      }
}

static void
fill (Board *board)
{
  for (guint i = 0; i < board->knobs->len; i++)
    {
      Knob *knob = board->knobs->pdata[i];

      if (knob->place.kind == SJ_SPOT_AUDIENCE)
        {
          offer (knob, sj_value_bool (true));
          offer (knob, sj_value_bool (false));
        }
      else if (knob->place.kind == SJ_SPOT_START)
        fill_start (board, knob);
      else if (knob->listed)
        fill_list (board, knob);
      else
        fill_plain (board, knob);
    }
}

/* ------------------------------------------------------------------ trying */

/* For each field which value, G_MAXUINT: as it is. */
static bool
try_choice (Board *board, const guint *choice, bool all, uint32_t way, SjTryFunc try_it)
{
  SjSearch *search = board->search;
  g_autoptr (SjTrial) other = sj_trial_copy (board->trial);
  const SjProfile *profile = other->given.profile;
  guint made = search->profiles->len;

  if (sj_search_is_over (search))
    return false;
  other->given = sj_given_copy (search, &board->trial->given);
  for (guint i = 0; i < board->knobs->len; i++)
    {
      const Knob *knob = board->knobs->pdata[i];

      if (choice[i] == G_MAXUINT)
        continue;
      if (sj_spot_is_person (&knob->place) && other->given.profile == profile)
        sj_search_own_profile (search, &other->given);
      sj_spot_set (search, other, &knob->place, g_array_index (knob->values, SjValue, choice[i]), all);
    }
  if (try_it (search, other, way))
    return true;
  while (search->profiles->len > MAX (made, search->n_kept))
    {
      sj_config_free (&sj_profile_spec, search->profiles->pdata[search->profiles->len - 1]);
      g_ptr_array_set_size (search->profiles, (int) search->profiles->len - 1);
    }
  return false;
}

static guint
n_values (const Board *board, guint knob)
{
  return ((const Knob *) board->knobs->pdata[knob])->values->len;
}

static bool
try_singles (Board *board, bool all, uint32_t way, SjTryFunc try_it)
{
  g_autofree guint *choice = g_new (guint, MAX (board->knobs->len, 1));

  for (guint i = 0; i < board->knobs->len; i++)
    for (guint j = 0; j < n_values (board, i); j++)
      {
        for (guint k = 0; k < board->knobs->len; k++)
          choice[k] = k == i ? j : G_MAXUINT;
        if (try_choice (board, choice, all, way, try_it))
          return true;
      }
  return false;
}

/* Some values of all fields at once; `keep` of a hundred fields stay as they are. */
static bool
try_draws (Board *board, unsigned count, unsigned keep, uint32_t way, SjTryFunc try_it)
{
  g_autofree guint *choice = g_new (guint, MAX (board->knobs->len, 1));

  for (unsigned draw = 0; draw < count && board->knobs->len > 0; draw++)
    {
      for (guint i = 0; i < board->knobs->len; i++)
        {
          uint64_t hash = sj_hash_mix (sj_hash_mix (way, draw), i);

          choice[i] = hash % 100 < keep ? G_MAXUINT : (guint) ((hash >> 8) % MAX (n_values (board, i), 1));
        }
      if (try_choice (board, choice, draw % 2 == 1, way, try_it))
        return true;
    }
  return false;
}

static bool
try_pairs (Board *board, uint32_t way, SjTryFunc try_it)
{
  g_autofree guint *choice = g_new (guint, MAX (board->knobs->len, 1));
  unsigned count = 0;

  for (guint i = 0; i < board->knobs->len; i++)
    for (guint j = i + 1; j < board->knobs->len; j++)
      for (guint k = 0; k < n_values (board, i) * n_values (board, j); k++)
        {
          if (count++ == MOST_PAIRS)
            return false;
          for (guint l = 0; l < board->knobs->len; l++)
            choice[l] = G_MAXUINT;
          choice[i] = k / n_values (board, j);
          choice[j] = k % n_values (board, j);
          if (try_choice (board, choice, false, way, try_it))
            return true;
        }
  return false;
}

static SjTime
span_of (SjSearch *search, const SjTrial *trial)
{
  g_autoptr (SjRehearsal) rehearsal = sj_trial_play (search, trial);

  return sj_rehearsal_now (rehearsal) - trial->given.start;
}

bool
sj_search_values (SjSearch *search, const SjTrial *trial, uint32_t way, SjTryFunc try_it)
{
  Board board = { search, trial, span_of (search, trial), g_ptr_array_new_with_free_func (knob_free),
                  g_array_new (FALSE, FALSE, sizeof (SjValue)) };
  uint32_t station = sj_program_way (search->program, way)->from;
  bool found;

  look_at_step (&board, station);
  look_at_updates (&board);
  fill (&board);
  found = try_singles (&board, false, way, try_it) || try_singles (&board, true, way, try_it) ||
          try_pairs (&board, way, try_it) || try_draws (&board, MOST_DRAWS, 30, way, try_it);
  if (!found)    /* what was decided on the way to the step may have to be otherwise, too */
    {
      look_at_step (&board, SJ_NONE);
      look_at_journey (&board);
      for (guint i = 0; i < board.knobs->len; i++)
        g_array_set_size (((Knob *) board.knobs->pdata[i])->values, 0);
      fill (&board);
      found = try_draws (&board, MOST_DRAWS, 60, way, try_it);
    }
  g_ptr_array_unref (board.knobs);
  g_array_unref (board.constants);
  return found;
}
