/* sj-trial.h -- one profile goes through the journey, step by step.
 *
 * The view model of the test mode: a rehearsal of the journey as it is, its way laid
 * over the drawing, and the journey's own tests.  After a change of the journey what
 * was done can be done again; nothing is done by itself.
 */
#pragma once

#include "app/sj-editor.h"
#include "engine/sj-journey-test.h"

typedef enum
{
  SJ_TRIAL_STORY = 1 << 0,      /* something was done, or another moment is shown */
  SJ_TRIAL_STALE = 1 << 1,      /* the journey is another than the one that is tried */
  SJ_TRIAL_TESTS = 1 << 2       /* there are others, or they were run */
} SjTrialNews;

#define SJ_TYPE_TRIAL (sj_trial_get_type ())
G_DECLARE_FINAL_TYPE (SjTrial, sj_trial, SJ, TRIAL, GObject)

/* Signal: "changed", with SjTrialNews.  The editor's own, made when it is first asked
 * for, and it goes with the editor. */
SjTrial *sj_trial_of (SjEditor *editor);

SjEditor *sj_trial_editor     (SjTrial *trial);    /* NULL once it is closed */
void      sj_trial_set_active (SjTrial *trial, bool active);

/* With another profile, from the beginning; NULL: somebody of whom nothing is known.
 * False: the journey cannot be tried, sj_trial_error () says why. */
bool sj_trial_begin (SjTrial *trial, const char *profile);
/* With the journey as it is now, and all that was done before, as far as it still can be. */
bool sj_trial_again (SjTrial *trial);

SjRehearsal *sj_trial_rehearsal  (SjTrial *trial);    /* lent; NULL: none */
const char  *sj_trial_profile    (SjTrial *trial);    /* id, or NULL */
char        *sj_trial_person     (SjTrial *trial);    /* what people call them; owned by the caller */
bool         sj_trial_is_stale   (SjTrial *trial);
const char  *sj_trial_error      (SjTrial *trial);    /* a sentence, or NULL */
const char  *sj_trial_error_node (SjTrial *trial);    /* id, or NULL */

bool sj_trial_do   (SjTrial *trial, const SjAct *act, GError **error);
void sj_trial_show (SjTrial *trial, uint32_t moment);

/* Events that the journey knows of: those that are waited for now come first. */
typedef struct
{
  char *id, *name;          /* owned */
  bool awaited;
} SjTrialEvent;

GArray *sj_trial_events (SjTrial *trial);    /* of SjTrialEvent, owned by the caller */
/* The payload of its example with the person's own id, as JSON for people; owned by the caller. */
char   *sj_trial_sample (SjTrial *trial, const char *event);
/* A call or a hand-over that is waited for now: its node; NULL: none. */
const SjNode *sj_trial_pending_call (SjTrial *trial);

/* ---------------------------------------------------------------- tests of the journey */

/* What was done, as a test that the journey carries from now on. */
bool sj_trial_keep (SjTrial *trial, const char *name, GError **error);

typedef enum { SJ_TEST_NOT_RUN, SJ_TEST_PASSED, SJ_TEST_FAILED } SjTestState;

typedef struct
{
  char *name;               /* owned, as all here */
  SjTestState state;
  char *failures;           /* one a line; "" */
  char *story;
} SjTrialTest;

/* Of SjTrialTest, in the order of the journey; lent until the next SJ_TRIAL_TESTS. */
const GPtrArray *sj_trial_tests (SjTrial *trial);
/* Runs all; what they went through lies over the drawing until something else is tried. */
bool sj_trial_run_tests (SjTrial *trial);
/* After that: of how many paths how many were gone. */
void sj_trial_coverage  (SjTrial *trial, unsigned *gone, unsigned *all);
/* Goes through a test by hand. */
bool sj_trial_open_test   (SjTrial *trial, guint test, GError **error);
bool sj_trial_delete_test (SjTrial *trial, guint test);
