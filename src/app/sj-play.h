/* sj-play.h -- a journey that is simulated: how, what came of it, and the moment that is shown.
 *
 * The view model of the simulate mode.  Once something has been run, every change of
 * the journey, of the settings or of a habit runs it again in the background; what is
 * shown meanwhile is told to be from before.  While active it lays its figures over
 * the editor's drawing.
 */
#pragma once

#include "app/sj-editor.h"
#include "app/sj-simulator.h"
#include "engine/sj-compare.h"
#include "engine/sj-knobs.h"
#include "engine/sj-playback.h"
#include "scene/sj-overlay.h"

typedef enum
{
  SJ_PLAY_RUN      = 1 << 0,    /* begun, on its way, done, failed, forgotten */
  SJ_PLAY_MOMENT   = 1 << 1,
  SJ_PLAY_SETTINGS = 1 << 2,
  SJ_PLAY_KNOBS    = 1 << 3,    /* there are others, or they stand otherwise */
  SJ_PLAY_PLAYING  = 1 << 4
} SjPlayNews;

#define SJ_TYPE_PLAY (sj_play_get_type ())
G_DECLARE_FINAL_TYPE (SjPlay, sj_play, SJ, PLAY, GObject)

/* Signal: "changed", with SjPlayNews.  The editor's own, made when it is first asked
 * for, and it goes with the editor. */
SjPlay *sj_play_of (SjEditor *editor);

SjEditor *sj_play_editor (SjPlay *play);    /* NULL once it is closed */

/* Whether its figures lie over the drawing. */
void sj_play_set_active (SjPlay *play, bool active);
bool sj_play_is_active  (SjPlay *play);

void sj_play_run   (SjPlay *play);
void sj_play_stop  (SjPlay *play);     /* what was done stays */
void sj_play_reset (SjPlay *play);     /* as if nothing had been run */

/* Another journey with these settings, habits and people, by another simulator. */
void sj_play_ask   (SjPlay *play, SjJourney *journey, SjSimulator *simulator);

bool            sj_play_is_running (SjPlay *play);
double          sj_play_progress   (SjPlay *play);
bool            sj_play_is_stale   (SjPlay *play);    /* the result is from before a change */
const SjResult *sj_play_result     (SjPlay *play);    /* or NULL */
SjJourney      *sj_play_journey    (SjPlay *play);    /* as it was run; or NULL */
SjPlayback     *sj_play_playback   (SjPlay *play);    /* or NULL */
const char     *sj_play_error      (SjPlay *play);    /* a sentence, or NULL */
const char     *sj_play_error_node (SjPlay *play);    /* id, or NULL */

/* What is wrong with lines of the recorded files, of char *; empty: nothing. */
const GPtrArray *sj_play_notes     (SjPlay *play);

/* Shows what was run before under its name; takes the result.  The next change of journey
 * or settings runs anew. */
void        sj_play_show  (SjPlay *play, SjResult *result, SjJourney *journey, const char *name);
const char *sj_play_shown (SjPlay *play);    /* the name; NULL: it was just run */

/* Differences of two runs over the drawing in stead of figures; borrowed, NULL: none. */
void sj_play_set_comparison (SjPlay *play, const SjComparison *comparison);

/* What lies over the drawing, anew, for a picture; NULL: nothing.  Finished. */
SjOverlay *sj_play_overlay (SjPlay *play);

/* ---------------------------------------------------------------- the moment */

void sj_play_seek        (SjPlay *play, uint64_t period);
void sj_play_step        (SjPlay *play, bool back);    /* to where something happens */
void sj_play_set_playing (SjPlay *play, bool playing);
bool sj_play_is_playing  (SjPlay *play);
void sj_play_set_speed   (SjPlay *play, unsigned speed);    /* hours a second */
unsigned sj_play_speed   (SjPlay *play);
void sj_play_set_heat    (SjPlay *play, SjHeat heat);
SjHeat sj_play_heat      (SjPlay *play);
/* One of the result's traces over the drawing in stead of the figures; -1: none. */
void sj_play_set_trace   (SjPlay *play, int trace);
int  sj_play_trace       (SjPlay *play);

/* ---------------------------------------------------------------- settings, kept with the journey */

#define SJ_PLAY_MOST_PERSONS 10000000
#define SJ_PLAY_MOST_DAYS 730
#define SJ_PLAY_RECORDED SJ_SIMULATOR_RECORDED    /* the population of a run with recorded people */

typedef struct
{
  uint32_t persons;
  uint64_t seed;
  unsigned days;            /* 0: as long as the journey needs */
} SjPlaySettings;

SjPlaySettings sj_play_settings     (SjPlay *play);
void           sj_play_set_settings (SjPlay *play, const SjPlaySettings *settings);

/* Recorded people in stead of made-up ones: a file of events, and perhaps one of who they
 * were.  NULL: made-up ones.  Reading them may fail, which the run says. */
void        sj_play_set_recording (SjPlay *play, const char *events, const char *profiles);
const char *sj_play_events        (SjPlay *play);
const char *sj_play_profiles      (SjPlay *play);

/* Of SjKnob; lent until the next SJ_PLAY_KNOBS.  Empty where the journey cannot be run. */
const GArray *sj_play_knobs (SjPlay *play);
void          sj_play_turn  (SjPlay *play, guint knob, double percent);    /* below 0: as usual */
/* The behaviour as a document, and in its place. */
char *sj_play_behaviour     (SjPlay *play);    /* owned by the caller */
bool  sj_play_set_behaviour (SjPlay *play, const char *text, GError **error);
