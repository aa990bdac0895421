/* sj-play.c -- asks the simulator anew after each change, and shows one of its moments. */
#include "app/sj-play.h"

#include "base/sj-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SETTLED 40          /* milliseconds without a change before it is run again */
#define FRAME 40            /* milliseconds between two moments while playing */
#define TRACES 200
#define KEY "simulation"    /* in the workspace */
#define HABITS "habits"

struct _SjPlay
{
  GObject parent_instance;

  SjEditor *editor;         /* borrowed: it owns this */
  SjSimulator *simulator;   /* owned */
  SjPlayback *playback;     /* owned; of the simulator's result */
  SjBehaviour *behaviour;   /* owned */
  SjPlaySettings settings;
  char *events, *profiles;  /* owned, or NULL */
  char *shown;              /* owned: the name of what was run before; NULL: it was just run */
  const SjComparison *comparison;    /* borrowed, or NULL */

  SjWorld *world;           /* owned: of the program below */
  GArray *knobs;            /* owned; NULL: to be made */

  guint again, playing;
  double moment;            /* while playing: between periods */
  unsigned speed;
  SjHeat heat;
  int trace;
  bool active, stale, at_end;
};

G_DEFINE_FINAL_TYPE (SjPlay, sj_play, G_TYPE_OBJECT)

static guint changed_signal;

static void
tell (SjPlay *play, unsigned news)
{
  g_signal_emit (play, changed_signal, 0, news);
}

/* ------------------------------------------------------------- what is shown */

/* Stays are known by powers of two; each counts as the middle of its range. */
static int64_t
seconds_of (const SjResultNode *node)
{
  const SjSeries *powers = node->stays ? &node->stays->powers : NULL;
  double seconds = 0;

  for (uint32_t i = 0; powers != NULL && i < powers->n; i++)
    seconds += 1.5e-3 * (double) (UINT64_C (1) << MIN (powers->pairs[2 * (gsize) i], 62)) *
               (double) powers->pairs[2 * (gsize) i + 1];
  return (int64_t) MIN (seconds, 9e18);
}

static SjOverlay *
figures_of (SjPlay *play)
{
  const SjResult *result = sj_simulator_result (play->simulator);
  SjOverlay *overlay = sj_overlay_new (SJ_OVERLAY_FIGURES);

  for (uint32_t i = 0; i < result->n_nodes; i++)
    {
      const SjResultNode *node = &result->nodes[i];
      const SjPlayedNode *now = sj_playback_node (play->playback, i);
      SjNodeFigures figures = { .entered = (int64_t) now->entered, .here = (int64_t) now->here,
                                .dropped = (int64_t) now->lost, .seconds = seconds_of (node) };

      if (node->call != NULL && play->at_end)
        figures.errors = (int64_t) (node->call->failed + node->call->unanswered);
      sj_overlay_set_node (overlay, node->id, &figures);
      for (uint32_t j = 0; j < node->n_paths; j++)
        sj_overlay_set_path (overlay, node->id, node->paths[j].id,
                             (int64_t) sj_playback_path (play->playback, i, j));
    }
  sj_overlay_set_heat (overlay, play->heat);
  return overlay;
}

static SjOverlay *
way_of (SjPlay *play)
{
  const SjResultTrace *trace = &sj_simulator_result (play->simulator)->traces[play->trace];
  SjOverlay *overlay = sj_overlay_new (SJ_OVERLAY_TRACE);
  const char *from = NULL, *path = NULL;

  for (uint32_t i = 0; i < trace->n_marks; i++)
    {
      const SjResultMark *mark = &trace->marks[i];

      if (strcmp (mark->what, "leaves") == 0)
        {
          from = mark->node;
          path = mark->path;
        }
      else if (strcmp (mark->what, "enters") == 0 && mark->path == NULL)
        {
          sj_overlay_visit (overlay, from, path, mark->node);
          from = path = NULL;
        }
    }
  return overlay;
}

/* Of steps how many came, of paths which share took them. */
static SjOverlay *
changes_of (const SjComparison *comparison)
{
  SjOverlay *overlay = sj_overlay_new (SJ_OVERLAY_CHANGES);

  for (guint i = 0; i < comparison->lines->len; i++)
    {
      const SjCompareLine *line = &g_array_index (comparison->lines, SjCompareLine, i);
      SjOverlayChange change = { .known = line->side == SJ_SIDE_BOTH, .share = line->kind == SJ_COMPARE_SHARE,
                                 .sure = line->side == SJ_SIDE_BOTH && sj_compare_is_sure (line),
                                 .same = line->a == line->b && line->of_a == line->of_b,
                                 .value = line->difference.value };

      if (line->node != NULL && line->path != NULL)
        sj_overlay_set_path_change (overlay, line->node, line->path, &change);
      else if (line->node != NULL && strcmp (line->what, "entered") == 0)
        sj_overlay_set_node_change (overlay, line->node, &change);
    }
  return overlay;
}

SjOverlay *
sj_play_overlay (SjPlay *play)
{
  SjOverlay *overlay;

  g_return_val_if_fail (SJ_IS_PLAY (play), NULL);
  if (play->comparison == NULL && play->playback == NULL)
    return NULL;
  overlay = play->trace >= 0        ? way_of (play)
            : play->comparison      ? changes_of (play->comparison)
                                    : figures_of (play);
  sj_overlay_finish (overlay);
  return overlay;
}

static void
show (SjPlay *play)
{
  if (sj_play_editor (play) != NULL)
    sj_drawing_set_overlay (sj_editor_drawing (play->editor), play->active ? sj_play_overlay (play) : NULL);
}

/* ------------------------------------------------------------- running */

typedef struct
{
  GHashTable *ids;          /* owned: of journeys that are led to */
  GQueue todo;              /* of ids that lie in the table */
} Leads;

static void
visit_cb (const SjField *field, const char *text, SjReading *reading, gpointer data)
{
  Leads *leads = data;
  char *id;

  if (field->to != SJ_REF_JOURNEY || g_hash_table_contains (leads->ids, text))
    return;
  id = g_strdup (text);
  g_hash_table_add (leads->ids, id);
  g_queue_push_tail (&leads->todo, id);
}

static void
follow_leads (Leads *leads, const SjJourney *journey)
{
  SjReading reading = { NULL };

  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *node = sj_journey_node (journey, i);

      sj_config_visit (&node->kind->config, node->config, &reading, visit_cb, leads);
    }
}

/* The journeys that this one leads to, and those that they lead to.  What cannot be
 * read is as if it were not there. */
static GPtrArray *
find_others (SjPlay *play, SjJourney *journey)
{
  GPtrArray *others = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_journey_unref);
  Leads leads = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), G_QUEUE_INIT };
  const char *id;

  g_hash_table_add (leads.ids, g_strdup (sj_editor_id (play->editor)));
  follow_leads (&leads, journey);
  while ((id = g_queue_pop_head (&leads.todo)) != NULL)
    {
      SjJourney *other = sj_workspace_read_journey (sj_desk_workspace (sj_editor_desk (play->editor)), id, NULL);

      if (other == NULL)
        continue;
      follow_leads (&leads, other);
      g_ptr_array_add (others, other);
    }
  g_hash_table_unref (leads.ids);
  return others;
}

void
sj_play_ask (SjPlay *play, SjJourney *journey, SjSimulator *simulator)
{
  g_autoptr (GPtrArray) others = NULL;
  g_autofree char *behaviour = NULL;
  SjSimulatorAsk ask = { .journey = journey, .start = SJ_SIMULATOR_TODAY, .traces = TRACES };

  g_return_if_fail (SJ_IS_PLAY (play) && sj_play_editor (play) != NULL);
  others = find_others (play, journey);
  behaviour = sj_behaviour_write (play->behaviour);
  ask.others = others;
  ask.library = sj_editor_library (play->editor);
  ask.behaviour = behaviour;
  ask.persons = play->settings.persons;
  ask.seed = play->settings.seed;
  ask.span = play->settings.days * SJ_DAY;
  ask.events = play->events;
  ask.profiles = play->profiles;
  sj_simulator_ask (simulator, &ask);
}

void
sj_play_run (SjPlay *play)
{
  g_return_if_fail (SJ_IS_PLAY (play) && sj_play_editor (play) != NULL);
  g_clear_handle_id (&play->again, g_source_remove);
  g_clear_pointer (&play->shown, g_free);
  play->stale = false;
  sj_play_ask (play, sj_editor_journey (play->editor), play->simulator);
}

static gboolean
again_cb (gpointer data)
{
  SjPlay *play = data;

  play->again = 0;
  sj_play_run (play);
  return G_SOURCE_REMOVE;
}

/* Something is other than when it was run. */
static void
outdate (SjPlay *play)
{
  bool ran = sj_simulator_result (play->simulator) != NULL || sj_simulator_error (play->simulator) != NULL ||
             sj_simulator_is_running (play->simulator);

  if (!ran)
    return;
  play->stale = true;
  if (!play->active)
    return;
  g_clear_handle_id (&play->again, g_source_remove);
  play->again = g_timeout_add (SETTLED, again_cb, play);
}

/* The moment that was looked at stays, unless it was the end. */
static void
simulator_cb (SjSimulator *simulator, SjPlay *play)
{
  const SjResult *result = sj_simulator_result (simulator);
  uint64_t period = play->playback ? sj_playback_period (play->playback) : UINT64_MAX;

  if (sj_simulator_is_running (simulator))
    {
      tell (play, SJ_PLAY_RUN);
      return;
    }
  g_clear_pointer (&play->playback, sj_playback_free);
  if (result != NULL)
    {
      play->playback = sj_playback_new (result);
      sj_playback_seek (play->playback, play->at_end ? UINT64_MAX : period);
      g_log ("sojourn-ui", G_LOG_LEVEL_DEBUG, "simulated %" G_GUINT64_FORMAT " people in %" G_GINT64_FORMAT " ms",
             result->persons, sj_simulator_elapsed (simulator) / 1000);
    }
  if (play->trace >= (result ? (int) result->n_traces : 0))
    play->trace = -1;
  show (play);
  tell (play, SJ_PLAY_RUN | SJ_PLAY_MOMENT);
}

void
sj_play_stop (SjPlay *play)
{
  g_return_if_fail (SJ_IS_PLAY (play));
  g_clear_handle_id (&play->again, g_source_remove);
  sj_simulator_stop (play->simulator);
}

static void
watch_simulator (SjPlay *play)
{
  g_clear_object (&play->simulator);
  play->simulator = sj_simulator_new ();
  g_signal_connect_object (play->simulator, "changed", G_CALLBACK (simulator_cb), play, 0);
}

void
sj_play_reset (SjPlay *play)
{
  g_return_if_fail (SJ_IS_PLAY (play));
  sj_play_set_playing (play, false);
  g_clear_handle_id (&play->again, g_source_remove);
  sj_simulator_stop (play->simulator);
  g_signal_handlers_disconnect_by_data (play->simulator, play);
  g_clear_pointer (&play->playback, sj_playback_free);
  watch_simulator (play);
  play->trace = -1;
  play->at_end = true;
  play->stale = false;
  g_clear_pointer (&play->shown, g_free);
  show (play);
  tell (play, SJ_PLAY_RUN | SJ_PLAY_MOMENT);
}

bool
sj_play_is_running (SjPlay *play)
{
  return sj_simulator_is_running (play->simulator);
}

double
sj_play_progress (SjPlay *play)
{
  return sj_simulator_progress (play->simulator);
}

bool
sj_play_is_stale (SjPlay *play)
{
  return play->stale || (sj_simulator_is_running (play->simulator) && sj_simulator_result (play->simulator) != NULL);
}

const SjResult *
sj_play_result (SjPlay *play)
{
  return sj_simulator_result (play->simulator);
}

SjJourney *
sj_play_journey (SjPlay *play)
{
  return sj_simulator_journey (play->simulator);
}

SjPlayback *
sj_play_playback (SjPlay *play)
{
  return play->playback;
}

const char *
sj_play_error (SjPlay *play)
{
  return sj_simulator_error (play->simulator);
}

const char *
sj_play_error_node (SjPlay *play)
{
  return sj_simulator_error_node (play->simulator);
}

const GPtrArray *
sj_play_notes (SjPlay *play)
{
  return sj_simulator_notes (play->simulator);
}

void
sj_play_show (SjPlay *play, SjResult *result, SjJourney *journey, const char *name)
{
  g_return_if_fail (SJ_IS_PLAY (play) && result != NULL);
  sj_play_set_playing (play, false);
  g_clear_handle_id (&play->again, g_source_remove);
  g_free (play->shown);
  play->shown = g_strdup (name);
  play->stale = false;
  play->trace = -1;
  sj_simulator_show (play->simulator, result, journey);
}

const char *
sj_play_shown (SjPlay *play)
{
  return play->shown;
}

void
sj_play_set_comparison (SjPlay *play, const SjComparison *comparison)
{
  g_return_if_fail (SJ_IS_PLAY (play));
  play->comparison = comparison;
  show (play);
}

/* ------------------------------------------------------------- the moment */

static void
go_to (SjPlay *play, uint64_t period)
{
  const SjResult *result = sj_simulator_result (play->simulator);

  sj_playback_seek (play->playback, period);
  play->at_end = sj_playback_period (play->playback) + 1 >= result->n_periods;
  show (play);
  tell (play, SJ_PLAY_MOMENT);
}

void
sj_play_seek (SjPlay *play, uint64_t period)
{
  g_return_if_fail (SJ_IS_PLAY (play));
  if (play->playback == NULL)
    return;
  play->moment = (double) MIN (period, UINT32_MAX);
  go_to (play, period);
}

void
sj_play_step (SjPlay *play, bool back)
{
  g_return_if_fail (SJ_IS_PLAY (play));
  if (play->playback != NULL)
    sj_play_seek (play, sj_playback_next (play->playback, back));
}

static gboolean
play_cb (gpointer data)
{
  SjPlay *play = data;
  const SjResult *result = sj_simulator_result (play->simulator);

  if (play->playback == NULL || play->at_end)
    {
      play->playing = 0;
      tell (play, SJ_PLAY_PLAYING);
      return G_SOURCE_REMOVE;
    }
  play->moment += (double) play->speed * FRAME / 1000 * (double) SJ_HOUR / (double) result->period;
  if ((uint64_t) play->moment != sj_playback_period (play->playback))
    go_to (play, (uint64_t) play->moment);
  return G_SOURCE_CONTINUE;
}

/* From the end it begins anew. */
void
sj_play_set_playing (SjPlay *play, bool playing)
{
  g_return_if_fail (SJ_IS_PLAY (play));
  if (playing == (play->playing != 0) || (playing && play->playback == NULL))
    return;
  if (playing)
    {
      if (play->at_end)
        sj_play_seek (play, 0);
      play->moment = (double) sj_playback_period (play->playback);
      play->playing = g_timeout_add (FRAME, play_cb, play);
    }
  else
    g_clear_handle_id (&play->playing, g_source_remove);
  tell (play, SJ_PLAY_PLAYING);
}

bool
sj_play_is_playing (SjPlay *play)
{
  return play->playing != 0;
}

void
sj_play_set_speed (SjPlay *play, unsigned speed)
{
  play->speed = CLAMP (speed, 1, 10000);
  tell (play, SJ_PLAY_PLAYING);
}

unsigned
sj_play_speed (SjPlay *play)
{
  return play->speed;
}

void
sj_play_set_heat (SjPlay *play, SjHeat heat)
{
  play->heat = heat;
  show (play);
  tell (play, SJ_PLAY_MOMENT);
}

SjHeat
sj_play_heat (SjPlay *play)
{
  return play->heat;
}

void
sj_play_set_trace (SjPlay *play, int trace)
{
  const SjResult *result = sj_simulator_result (play->simulator);

  g_return_if_fail (trace < (result ? (int) result->n_traces : 0));
  play->trace = trace;
  show (play);
  tell (play, SJ_PLAY_MOMENT);
}

int
sj_play_trace (SjPlay *play)
{
  return play->trace;
}

/* ------------------------------------------------------------- settings */

static SjWorkspace *
workspace_of (SjPlay *play)
{
  return sj_desk_workspace (sj_editor_desk (play->editor));
}

static void
keep_settings (SjPlay *play)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *json = NULL, *habits = sj_behaviour_write (play->behaviour);
  SjObjectBuilder builder;

  sj_object_begin (&builder, &arena);
  sj_object_set (&builder, "persons", sj_value_integer (play->settings.persons));
  sj_object_set (&builder, "seed", sj_value_integer ((int64_t) play->settings.seed));
  sj_object_set (&builder, "days", sj_value_integer (play->settings.days));
  if (play->events != NULL)
    sj_object_set (&builder, "events", sj_value_copy_text (&arena, play->events, strlen (play->events)));
  if (play->profiles != NULL)
    sj_object_set (&builder, "profiles", sj_value_copy_text (&arena, play->profiles, strlen (play->profiles)));
  json = sj_json_to_string (sj_object_end (&builder), SJ_JSON_COMPACT);
  sj_workspace_set_state (workspace_of (play), sj_editor_id (play->editor), KEY, json);
  sj_workspace_set_state (workspace_of (play), sj_editor_id (play->editor), HABITS, habits);
}

static int64_t
whole (SjValue object, const char *name, int64_t least, int64_t most, int64_t otherwise)
{
  SjValue value = sj_value_get (object, name);

  return value.type == SJ_INTEGER && value.integer >= least && value.integer <= most ? value.integer : otherwise;
}

/* Owned; NULL: not there. */
static char *
text_of (SjValue object, const char *name)
{
  SjValue value = sj_value_get (object, name);

  return value.type == SJ_TEXT ? g_strndup (value.text, value.length) : NULL;
}

static void
restore_settings (SjPlay *play)
{
  const char *id = sj_editor_id (play->editor);
  g_autofree char *json = sj_workspace_state (workspace_of (play), id, KEY);
  g_autofree char *habits = sj_workspace_state (workspace_of (play), id, HABITS);
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value = sj_null;

  if (json == NULL || !sj_json_read (&arena, NULL, json, strlen (json), &value, NULL))
    value = sj_null;
  play->settings = (SjPlaySettings) {
    .persons = (uint32_t) whole (value, "persons", 1, SJ_PLAY_MOST_PERSONS, SJ_POPULATION_DEFAULT),
    .seed = (uint64_t) whole (value, "seed", 0, INT64_MAX, 1),
    .days = (unsigned) whole (value, "days", 0, SJ_PLAY_MOST_DAYS, 0),
  };
  play->events = text_of (value, "events");
  play->profiles = text_of (value, "profiles");
  if (habits != NULL)
    play->behaviour = sj_behaviour_read (habits, strlen (habits), NULL, NULL, NULL);
  if (play->behaviour == NULL)
    play->behaviour = sj_behaviour_new ();
}

SjPlaySettings
sj_play_settings (SjPlay *play)
{
  return play->settings;
}

void
sj_play_set_settings (SjPlay *play, const SjPlaySettings *settings)
{
  g_return_if_fail (SJ_IS_PLAY (play) && sj_play_editor (play) != NULL);
  play->settings.persons = CLAMP (settings->persons, 1, SJ_PLAY_MOST_PERSONS);
  play->settings.seed = MIN (settings->seed, INT64_MAX);
  play->settings.days = MIN (settings->days, SJ_PLAY_MOST_DAYS);
  keep_settings (play);
  outdate (play);
  tell (play, SJ_PLAY_SETTINGS);
}

void
sj_play_set_recording (SjPlay *play, const char *events, const char *profiles)
{
  g_return_if_fail (SJ_IS_PLAY (play) && sj_play_editor (play) != NULL);
  if (g_strcmp0 (events, play->events) == 0 && g_strcmp0 (profiles, play->profiles) == 0)
    return;
  g_free (play->events);
  g_free (play->profiles);
  play->events = g_strdup (events);
  play->profiles = g_strdup (profiles);
  keep_settings (play);
  outdate (play);
  tell (play, SJ_PLAY_SETTINGS);
}

const char *
sj_play_events (SjPlay *play)
{
  return play->events;
}

const char *
sj_play_profiles (SjPlay *play)
{
  return play->profiles;
}

static void
forget_knobs (SjPlay *play)
{
  g_clear_pointer (&play->knobs, g_array_unref);
  g_clear_pointer (&play->world, sj_world_unref);
}

const GArray *
sj_play_knobs (SjPlay *play)
{
  g_autoptr (SjJourney) frozen = NULL;
  SjProgram *program;

  g_return_val_if_fail (SJ_IS_PLAY (play) && sj_play_editor (play) != NULL, NULL);
  if (play->knobs != NULL)
    return play->knobs;
  frozen = sj_journey_freeze (sj_editor_journey (play->editor));
  play->world = sj_world_new (sj_editor_library (play->editor));
  program = sj_program_compile (play->world, frozen, NULL);
  play->knobs = program ? sj_knobs_new (program, play->behaviour) : g_array_new (FALSE, FALSE, sizeof (SjKnob));
  return play->knobs;
}

static void
behave (SjPlay *play)
{
  keep_settings (play);
  forget_knobs (play);
  outdate (play);
  tell (play, SJ_PLAY_KNOBS);
}

void
sj_play_turn (SjPlay *play, guint knob, double percent)
{
  const GArray *knobs = sj_play_knobs (play);

  g_return_if_fail (knob < knobs->len);
  sj_knob_turn (&g_array_index (knobs, SjKnob, knob), play->behaviour, percent);
  behave (play);
}

char *
sj_play_behaviour (SjPlay *play)
{
  return sj_behaviour_write (play->behaviour);
}

bool
sj_play_set_behaviour (SjPlay *play, const char *text, GError **error)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjBehaviour *behaviour = sj_behaviour_read (text, strlen (text), sj_editor_library (play->editor), NULL, &diags);

  if (behaviour == NULL || sj_diags_failed (&diags))
    {
      sj_behaviour_free (behaviour);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           sj_diags_count (&diags) > 0 ? sj_diags_get (&diags, 0)->text
                                                       : _("This is no description of habits."));
      return false;
    }
  sj_behaviour_free (play->behaviour);
  play->behaviour = behaviour;
  behave (play);
  return true;
}

/* ------------------------------------------------------------- object */

static void
editor_cb (SjEditor *editor, unsigned what, SjPlay *play)
{
  if (!(what & (SJ_EDITOR_JOURNEY | SJ_EDITOR_LIBRARY)) || sj_play_editor (play) == NULL)
    return;
  forget_knobs (play);
  outdate (play);
  tell (play, SJ_PLAY_KNOBS | SJ_PLAY_RUN);
}

void
sj_play_set_active (SjPlay *play, bool active)
{
  g_return_if_fail (SJ_IS_PLAY (play));
  if (active == play->active)
    return;
  play->active = active;
  if (!active)
    {
      sj_play_set_playing (play, false);
      g_clear_handle_id (&play->again, g_source_remove);
    }
  show (play);
  if (active && play->stale)
    outdate (play);
}

bool
sj_play_is_active (SjPlay *play)
{
  return play->active;
}

SjEditor *
sj_play_editor (SjPlay *play)
{
  return play->editor != NULL && sj_editor_journey (play->editor) != NULL ? play->editor : NULL;
}

static void
sj_play_finalize (GObject *object)
{
  SjPlay *play = SJ_PLAY (object);

  g_clear_handle_id (&play->again, g_source_remove);
  g_clear_handle_id (&play->playing, g_source_remove);
  sj_simulator_stop (play->simulator);
  g_signal_handlers_disconnect_by_data (play->simulator, play);
  forget_knobs (play);
  g_clear_weak_pointer (&play->editor);
  g_clear_pointer (&play->playback, sj_playback_free);
  g_clear_object (&play->simulator);
  sj_behaviour_free (play->behaviour);
  g_free (play->events);
  g_free (play->profiles);
  g_free (play->shown);
  G_OBJECT_CLASS (sj_play_parent_class)->finalize (object);
}

static void
sj_play_class_init (SjPlayClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_play_finalize;
  changed_signal = g_signal_new ("changed", SJ_TYPE_PLAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_UINT);
}

static void
sj_play_init (SjPlay *play)
{
  play->trace = -1;
  play->speed = 24;
  play->at_end = true;
  watch_simulator (play);
}

SjPlay *
sj_play_of (SjEditor *editor)
{
  SjPlay *play = g_object_get_data (G_OBJECT (editor), "sj-play");

  if (play != NULL)
    return play;
  play = g_object_new (SJ_TYPE_PLAY, NULL);
  g_object_set_data_full (G_OBJECT (editor), "sj-play", play, g_object_unref);
  g_set_weak_pointer (&play->editor, editor);
  restore_settings (play);
  g_signal_connect_object (editor, "changed", G_CALLBACK (editor_cb), play, 0);
  return play;
}
