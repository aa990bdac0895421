/* sj-engine-case.c -- persons, inputs and replies of a case, given to the engine. */
#include "sj-engine-case.h"

#include "base/sj-hash.h"

#include <string.h>

typedef struct Cast Cast;

/* A person of the case, with what is still to come from outside. */
typedef struct
{
  Cast *cast;
  unsigned index;
  const SjCasePerson *given;
  SjLife life;
  GPtrArray *outside;       /* owned: of const SjCaseInput *, by time */
  guint next;
  GHashTable *replies;      /* owned: node to how often it was replied to */
  GString *log;             /* owned */
  SjWatch watch;
  SjOutside answers;
} Player;

struct Cast
{
  const SjCase *acase;
  SjWorld *world;           /* owned */
  SjLedger *ledgers;        /* owned: of each program */
  uint64_t *chances;        /* owned */
  SjCrowd *crowds;          /* owned */
  SjShared *shared;         /* owned, with what is in them */
  Player *players;          /* owned: of each person, and at the end of nobody */
};

static const SjProgram *
program_of (const Cast *cast, guint number)
{
  return g_ptr_array_index (cast->world->programs, number);
}

static void
say (Player *player, const char *format, ...)
{
  va_list arguments;

  g_string_append_printf (player->log, "%" G_GINT64_FORMAT " %s ", player->life.now,
                          player->given ? player->given->id : "-");
  va_start (arguments, format);
  g_string_append_vprintf (player->log, format, arguments);
  va_end (arguments);
  g_string_append_c (player->log, '\n');
}

/* "NODE", or "NODE/PATH" where time passes on the path. */
static char *
place_of (const SjStation *station)
{
  return station->path != NULL ? g_strdup_printf ("%s/%s", station->node->id, station->path->id)
                               : g_strdup (station->node->id);
}

static bool
is_filled_in (const SjNode *node)
{
  return strstr (sj_node_text (node, "body"), "{{") != NULL || strstr (sj_node_text (node, "body"), "{%") != NULL;
}

/* What an SMS says, where it is filled in. */
static void
say_text (Player *player, const SjProgram *program, const SjSend *send, const SjEffect *effect)
{
  const SjNode *node = sj_program_station (program, send->station)->node;
  g_autofree char *said = NULL;
  SjMessageText text;

  if (send->channel != SJ_CHANNEL_SMS || !is_filled_in (node))
    return;
  if (sj_step_render (&player->life.step, effect->instance, send, &text))
    said = g_strndup (text.parts[SJ_PART_TEXT].text, text.parts[SJ_PART_TEXT].length);
  say (player, "text %s %s", node->id, said ? said : "!");
}

static void
say_effect (Player *player, const SjProgram *program, const SjEffect *effect)
{
  const SjGoal *goal;
  uint16_t station;

  switch ((SjEffectKind) effect->kind)
    {
    case SJ_EFFECT_SEND:
      station = sj_program_send (program, effect->what)->station;
      say (player, "send %s", sj_program_station (program, station)->node->id);
      say_text (player, program, sj_program_send (program, effect->what), effect);
      break;
    case SJ_EFFECT_CALL:
      station = sj_program_call (program, effect->what)->station;
      say (player, "call %s %u", sj_program_station (program, station)->node->id, effect->attempt);
      break;
    case SJ_EFFECT_UPDATE:
      station = sj_program_op (program, effect->what)->station;
      say (player, "update %s", sj_program_station (program, station)->node->id);
      break;
    case SJ_EFFECT_JUMP:
      say (player, "jump %s %s", sj_program_station (program, effect->instance->station)->node->id,
           g_array_index (program->jumps, SjJump, effect->what).journey);
      break;
    case SJ_EFFECT_GOAL:
      goal = sj_journey_goal (program->journey, effect->what);
      say (player, "goal %s %.15g", goal->id ? goal->id : goal->name,
           sj_value_is_number (effect->value) ? sj_value_number (effect->value) : 0);
      break;
    case SJ_EFFECT_EXIT_ALL:
      break;
    }
}

/* The branch of a fork is a hop; leaving a slow path is none. */
static void
say_hop (Player *player, const SjProgram *program, const SjWay *way)
{
  const SjStation *from = sj_program_station (program, way->from);

  if (from->path == NULL)
    say (player, "hop %s %s", from->node->id, from->node->paths[way->path]->id);
}

static void
say_end (Player *player, const SjProgram *program, const SjNote *note)
{
  const char *reason = sj_end_words[note->reason].id;
  g_autofree char *place = place_of (sj_program_station (program, note->what));

  if (note->way != SJ_NONE)
    {
      const SjWay *way = sj_program_way (program, note->way);
      const SjNode *node = sj_program_station (program, way->from)->node;

      say (player, "end %s/%s %s", node->id, node->paths[way->path]->id, reason);
    }
  else
    say (player, "end %s %s", place, reason);
}

static void
note_cb (void *data, const SjStep *step, const SjInstance *instance, const SjNote *note)
{
  Player *player = data;
  const SjProgram *program = step->program;
  g_autofree char *place = NULL;

  switch (note->kind)
    {
    case SJ_NOTE_AT:
      place = place_of (sj_program_station (program, note->what));
      say (player, sj_program_station (program, note->what)->path != NULL ? "on %s" : "at %s", place);
      break;
    case SJ_NOTE_HOP:
      say_hop (player, program, sj_program_way (program, note->way));
      break;
    case SJ_NOTE_END:
      say_end (player, program, note);
      break;
    case SJ_NOTE_EXCLUDED:
      say (player, "exclude %s %s",
           sj_program_station (program, sj_program_send (program, note->what)->station)->node->id,
           sj_exclusion_words[note->reason].id);
      break;
    case SJ_NOTE_HELD:
      say (player, "hold %s %" G_GINT64_FORMAT,
           sj_program_station (program, sj_program_send (program, note->what)->station)->node->id, note->until);
      break;
    case SJ_NOTE_EFFECT:
      say_effect (player, program, note->effect);
      break;
    case SJ_NOTE_DECIDED:
      break;
    }
}

static void
refused_cb (void *data, const SjLife *life, const SjProgram *program, const SjEntryPoint *entry, SjRefusal reason)
{
  say (data, "refuse %s %s", program->journey->id, sj_refusal_words[reason].id);
}

static void
entered_cb (void *data, const SjLife *life, const SjProgram *program, const SjInstance *instance)
{
  say (data, "enter %s %u", program->journey->id, instance->entry);
}

/* How often the node was replied to before. */
static unsigned
count_reply (Player *player, const char *node)
{
  unsigned count = GPOINTER_TO_UINT (g_hash_table_lookup (player->replies, node));

  g_hash_table_insert (player->replies, (gpointer) node, GUINT_TO_POINTER (count + 1));
  return count;
}

static const char *
node_of (const Player *player, const SjEffect *effect, uint16_t station)
{
  return sj_program_station (program_of (player->cast, effect->instance->program), station)->node->id;
}

unsigned
sj_engine_case_replies (const SjCaseSend *reply, SjReply *replies)
{
  unsigned count = 0;

  replies[count++] = (SjReply) { .delay = reply->result,
                                 .verb = reply->failed ? SJ_REACTION_FAILED : SJ_REACTION_DELIVERED };
  if (reply->opened >= 0)
    replies[count++] = (SjReply) { .delay = reply->opened, .verb = SJ_REACTION_OPENED };
  if (reply->clicked >= 0)
    replies[count++] = (SjReply) { .delay = reply->clicked, .verb = SJ_REACTION_CLICKED,
                                   .link = { reply->link, reply->link ? strlen (reply->link) : 0 } };
  if (reply->unsubscribed >= 0)
    replies[count++] = (SjReply) { .delay = reply->unsubscribed, .verb = SJ_REACTION_UNSUBSCRIBED };
  if (reply->bounced >= 0)
    replies[count++] = (SjReply) { .delay = reply->bounced, .verb = SJ_REACTION_BOUNCED };
  return count;
}

bool
sj_engine_case_answer (const SjCaseCall *call, SjReply *reply)
{
  static const SjResultKind kinds[] = { SJ_RESULT_ANSWER, SJ_RESULT_FAILED, SJ_RESULT_REFUSED };

  *reply = (SjReply) { .delay = call->latency, .verb = (uint8_t) kinds[call->outcome], .value = call->answer };
  return call->latency >= 0;
}

static unsigned
sent_cb (void *data, const SjLife *life, const SjEffect *effect, SjReply *replies)
{
  Player *player = data;
  const SjProgram *program = program_of (player->cast, effect->instance->program);
  const char *node = node_of (player, effect, sj_program_send (program, effect->what)->station);
  SjCaseSend reply = sj_case_reply_send (player->cast->acase, player->index, node, count_reply (player, node));

  return sj_engine_case_replies (&reply, replies);
}

static bool
called_cb (void *data, const SjLife *life, const SjEffect *effect, SjArena *arena, SjReply *reply)
{
  Player *player = data;
  const SjProgram *program = program_of (player->cast, effect->instance->program);
  const char *node = node_of (player, effect, sj_program_call (program, effect->what)->station);
  SjCaseCall call = sj_case_reply_call (player->cast->acase, player->index, node, count_reply (player, node));

  return sj_engine_case_answer (&call, reply);
}

static SjValue
make_profile (SjPerson *person, SjArena *arena)
{
  const Player *player = person->data;
  SjValue attributes = sj_blob_value (player->given->attributes);

  return attributes.type == SJ_OBJECT ? attributes : sj_value_object (NULL, 0);
}

static void
fill_in (Player *player)
{
  const SjCasePerson *given = player->given;
  SjPerson *person = &player->life.person;

  person->id = given->id;
  person->chance = sj_hash_text (0, given->id);
  person->number = player->index;
  person->suppressed = given->suppressed;
  person->best_hour = (int8_t) given->best_hour;
  person->zone = given->zone ? sj_zone_find (given->zone, strlen (given->zone)) : NULL;
  person->make = make_profile;
  person->data = player;
  for (int i = 0; i < SJ_N_CHANNELS; i++)
    {
      person->refused |= (uint8_t) (given->refused[i] ? 1u << i : 0);
      person->reach[i] = (uint8_t) given->reach[i];
    }
  for (guint i = 0; i < given->audiences->len; i++)
    {
      const char *name = g_ptr_array_index (given->audiences, i);

      sj_person_set_in (person, sj_world_audience (player->cast->world, name, strlen (name)), true);
    }
}

static int
compare_times (const void *a, const void *b)
{
  const SjCaseInput *first = *(SjCaseInput *const *) a;
  const SjCaseInput *second = *(SjCaseInput *const *) b;

  return first->time < second->time ? -1 : first->time > second->time;
}

/* Somebody, or whoever events are of that name nobody. */
static void
player_init (Player *player, Cast *cast, unsigned index)
{
  SjLife *life = &player->life;
  const SjCasePerson *given = index != SJ_CASE_NOBODY ? g_ptr_array_index (cast->acase->persons, index) : NULL;

  *player = (Player) { .cast = cast, .index = index, .given = given,
                       .outside = g_ptr_array_new (), .replies = g_hash_table_new (g_str_hash, g_str_equal),
                       .log = g_string_new (NULL) };
  player->watch = (SjWatch) { .refused = refused_cb, .entered = entered_cb, .data = player };
  player->answers = (SjOutside) { sent_cb, called_cb, player };
  for (guint i = 0; i < cast->acase->inputs->len; i++)
    {
      SjCaseInput *input = g_ptr_array_index (cast->acase->inputs, i);

      if (input->person == index)
        g_ptr_array_add (player->outside, input);
    }
  g_ptr_array_sort (player->outside, compare_times);    /* stable: merge sort */
  sj_life_init (life, cast->world, cast->ledgers, cast->chances);
  life->crowds = cast->crowds;
  life->shared = cast->shared;
  life->outside = &player->answers;
  life->watch = &player->watch;
  life->step.render = &life->render;
  life->step.note = note_cb;
  life->step.note_data = player;
  sj_life_begin (life);
  if (given != NULL)
    fill_in (player);
}

static void
player_clear (Player *player)
{
  sj_life_clear (&player->life);
  g_ptr_array_unref (player->outside);
  g_hash_table_unref (player->replies);
  g_string_free (player->log, TRUE);
}

static const SjCaseInput *
next_input (const Player *player)
{
  return player->next < player->outside->len ? g_ptr_array_index (player->outside, player->next) : NULL;
}

static SjTime
next_time (const Player *player)
{
  const SjCaseInput *input = next_input (player);
  SjTime time = sj_life_next (&player->life);

  return input != NULL ? MIN (time, input->time) : time;
}

/* The way in that is drawn as the node of that id. */
static void
give_reading (Player *player, const SjCaseInput *input, SjTime now)
{
  for (guint i = 0; i < player->cast->world->programs->len; i++)
    {
      const SjProgram *program = program_of (player->cast, i);

      for (guint j = 0; j < program->entries->len; j++)
        if (g_str_equal (sj_program_entry (program, j)->node->id, input->name))
          sj_life_enter (&player->life, now, program, j, sj_blob_value (input->payload));
    }
}

static void
give_input (Player *player, const SjCaseInput *input, SjTime now)
{
  const SjWorld *world = player->cast->world;
  size_t length = strlen (input->name);

  if (input->kind == SJ_CASE_READ)
    give_reading (player, input, now);
  else if (input->kind == SJ_CASE_EVENT)
    sj_life_event (&player->life, now, sj_world_find_event (world, input->name, length),
                   sj_blob_value (input->payload));
  else
    sj_life_audience (&player->life, now, sj_world_find_audience (world, input->name, length),
                      input->kind == SJ_CASE_ENTERS);
}

/* All that the person has to do at that moment. */
static void
play (Player *player, SjTime now)
{
  const SjCaseInput *input;

  sj_life_run_until (&player->life, now);
  while ((input = next_input (player)) != NULL && input->time == now)
    {
      player->next++;
      give_input (player, input, now);
      sj_life_run_until (&player->life, now);
    }
}

/* Whose turn it is; NULL at the end. */
static Player *
next_player (Cast *cast, SjTime *now)
{
  Player *next = NULL;

  *now = cast->acase->end;
  for (guint i = cast->acase->persons->len; i > 0; i--)
    {
      SjTime time = next_time (&cast->players[i - 1]);

      if (time <= *now)
        {
          next = &cast->players[i - 1];
          *now = time;
        }
    }
  return next;
}

static void
play_nobody (Player *nobody)
{
  const SjWorld *world = nobody->cast->world;
  const SjCaseInput *input;

  for (; (input = next_input (nobody)) != NULL && input->time <= nobody->cast->acase->end; nobody->next++)
    sj_life_nobody (&nobody->life, input->time, sj_world_find_event (world, input->name, strlen (input->name)));
}

static void
say_inside (Player *player)
{
  SjLife *life = &player->life;

  life->now = player->cast->acase->end;
  for (uint32_t i = 0; i < life->n_runs; i++)
    {
      const SjProgram *program = program_of (player->cast, life->runs[i].program);
      g_autofree char *place = place_of (sj_program_station (program, life->runs[i].station));

      say (player, "inside %s %s", program->journey->id, place);
    }
}

/* The law, for every station and for the journey. */
static void
check_ledger (const Cast *cast, guint number, GString *log)
{
  const SjProgram *program = program_of (cast, number);
  const SjLedger *ledger = &cast->ledgers[number];
  g_autofree uint64_t *here = g_new0 (uint64_t, MAX (program->stations->len, 1));
  uint64_t inside = 0, left = 0;
  uint32_t station;

  for (guint i = 0; i < cast->acase->persons->len; i++)
    sj_life_count (&cast->players[i].life, program, here);
  for (guint i = 0; i < program->stations->len; i++)
    inside += here[i];
  for (int i = 0; i < SJ_N_ENDS; i++)
    left += sj_ledger_sum (ledger, SJ_SLOT_EXITS + (uint32_t) i);
  if (!sj_ledger_balances (ledger, program, here, &station))
    g_string_append_printf (log, "! %s: the ledger does not balance at %s\n", program->journey->id,
                            sj_program_station (program, station)->node->id);
  if (sj_ledger_sum (ledger, SJ_SLOT_ENTERED) != inside + left)
    g_string_append_printf (log, "! %s: entered, inside and exits do not balance\n", program->journey->id);
}

/* Names get their numbers before anything is measured by how many there are. */
static void
number_names (const SjCase *acase, SjWorld *world)
{
  for (guint i = 0; i < acase->inputs->len; i++)
    {
      const SjCaseInput *input = g_ptr_array_index (acase->inputs, i);

      if (input->kind == SJ_CASE_EVENT)
        sj_world_event (world, input->name, strlen (input->name));
      else if (input->kind != SJ_CASE_READ)
        sj_world_audience (world, input->name, strlen (input->name));
    }
  for (guint i = 0; i < acase->persons->len; i++)
    {
      const SjCasePerson *person = g_ptr_array_index (acase->persons, i);

      for (guint j = 0; j < person->audiences->len; j++)
        {
          const char *name = g_ptr_array_index (person->audiences, j);

          sj_world_audience (world, name, strlen (name));
        }
    }
}

static bool
compile (Cast *cast, GString *log)
{
  const SjCase *acase = cast->acase;

  cast->world = sj_world_new (acase->library);
  number_names (acase, cast->world);
  for (guint i = 0; i < acase->journeys->len; i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      SjJourney *journey = g_ptr_array_index (acase->journeys, i);

      if (sj_program_compile (cast->world, journey, &diags) != NULL)
        continue;
      g_string_append_printf (log, "! %s cannot be run: %s\n", journey->id,
                              sj_diags_count (&diags) > 0 ? sj_diags_get (&diags, 0)->text : "nobody says why");
      return false;
    }
  return true;
}

static void
cast_init (Cast *cast)
{
  const SjCase *acase = cast->acase;
  guint count = cast->world->programs->len;

  cast->ledgers = g_new0 (SjLedger, count);
  cast->chances = g_new0 (uint64_t, count);
  cast->crowds = g_new0 (SjCrowd, count);
  cast->shared = g_new0 (SjShared, count);
  for (guint i = 0; i < count; i++)
    {
      const SjProgram *program = program_of (cast, i);

      sj_ledger_init (&cast->ledgers[i], program, acase->start, SJ_DAY,
                      (uint32_t) ((acase->end - acase->start) / SJ_DAY) + 1);
      cast->chances[i] = sj_hash_text (acase->seed, program->journey->id ? program->journey->id : "");
      cast->shared[i].taken = g_new0 (uint64_t, MAX (program->n_caps, 1));
    }
  cast->players = g_new0 (Player, acase->persons->len + 1);
  for (guint i = 0; i < acase->persons->len; i++)
    player_init (&cast->players[i], cast, i);
  player_init (&cast->players[acase->persons->len], cast, SJ_CASE_NOBODY);
}

static void
cast_clear (Cast *cast)
{
  for (guint i = 0; cast->players != NULL && i <= cast->acase->persons->len; i++)
    player_clear (&cast->players[i]);
  for (guint i = 0; cast->players != NULL && i < cast->world->programs->len; i++)
    {
      sj_ledger_clear (&cast->ledgers[i]);
      g_free (cast->shared[i].taken);
    }
  g_free (cast->players);
  g_free (cast->ledgers);
  g_free (cast->chances);
  g_free (cast->crowds);
  g_free (cast->shared);
  sj_world_unref (cast->world);
}

char *
sj_engine_run_case (const SjCase *acase)
{
  Cast cast = { .acase = acase };
  GString *log = g_string_new (NULL);
  Player *player;
  SjTime now;

  if (compile (&cast, log))
    {
      cast_init (&cast);
      while ((player = next_player (&cast, &now)) != NULL)
        play (player, now);
      play_nobody (&cast.players[acase->persons->len]);
      for (guint i = 0; i <= acase->persons->len; i++)
        {
          say_inside (&cast.players[i]);
          g_string_append_len (log, cast.players[i].log->str, (gssize) cast.players[i].log->len);
        }
      for (guint i = 0; i < cast.world->programs->len; i++)
        check_ledger (&cast, i, log);
    }
  cast_clear (&cast);
  return g_string_free (log, FALSE);
}
