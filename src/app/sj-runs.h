/* sj-runs.h -- what was simulated and kept, and two of them told apart.
 *
 * The view model of the page of runs.  Kept runs are documents of the workspace with the
 * journey as it was, so two of them may be of two versions or of two journeys.  SJ_RUN_SHOWN
 * stands for what is shown now, kept or not; SJ_RUN_VERSION (n) for a version of the
 * journey, which is simulated for that, with the settings of now.  While a comparison is there and
 * laid, its differences lie over the drawing.
 */
#pragma once

#include "app/sj-play.h"

#define SJ_RUN_SHOWN 0
#define SJ_RUN_NONE (-1)
#define SJ_RUN_VERSION(number) (-1 - (int64_t) (number))    /* from 1 */

#define SJ_TYPE_RUN (sj_run_get_type ())
G_DECLARE_FINAL_TYPE (SjRun, sj_run, SJ, RUN, GObject)

struct _SjRun
{
  GObject parent_instance;

  int64_t id;
  char *name;               /* owned */
  char *about;              /* owned: whose and when, one line */
  bool own;                 /* of this journey: others can be compared with, but not shown on its drawing */
};

#define SJ_TYPE_RUNS (sj_runs_get_type ())
G_DECLARE_FINAL_TYPE (SjRuns, sj_runs, SJ, RUNS, GObject)

/* Signal: "changed", after the comparison is another.  The play's own, and goes with it. */
SjRuns *sj_runs_of (SjPlay *play);

SjPlay     *sj_runs_play  (SjRuns *runs);
/* Of SjRun, the newest first, those of this journey before others; follows the workspace. */
GListModel *sj_runs_model (SjRuns *runs);

/* Which kept run is the one that is shown now; SJ_RUN_SHOWN: it was not kept. */
int64_t sj_runs_shown (SjRuns *runs);

/* What may be kept, and under which name it might be; the name is owned by the caller. */
bool  sj_runs_may_keep (SjRuns *runs);
char *sj_runs_suggest  (SjRuns *runs);
bool  sj_runs_keep     (SjRuns *runs, const char *name, GError **error);
bool  sj_runs_rename   (SjRuns *runs, int64_t id, const char *name, GError **error);
bool  sj_runs_open     (SjRuns *runs, int64_t id, GError **error);    /* shows it as if it had just been run */

/* One that was deleted, to be put back. */
typedef struct SjDeletedRun SjDeletedRun;

SjDeletedRun *sj_runs_delete  (SjRuns *runs, int64_t id, GError **error);    /* NULL: failed */
void          sj_deleted_run_put_back (SjDeletedRun *deleted);
void          sj_deleted_run_free     (SjDeletedRun *deleted);

/* Versions of the journey, of SjVersion, the newest first; owned by the caller. */
GPtrArray *sj_runs_versions (SjRuns *runs);

/* B less A; at once, but for versions.  False: one of them cannot be read. */
bool sj_runs_compare (SjRuns *runs, int64_t a, int64_t b, GError **error);
bool sj_runs_is_busy (SjRuns *runs);    /* a version is being simulated for a comparison */
/* Why the last version could not be simulated, a sentence; NULL: it could. */
const char *sj_runs_error (SjRuns *runs);
void sj_runs_stop    (SjRuns *runs);
void sj_runs_set_laid (SjRuns *runs, bool laid);
/* NULL: nothing is compared.  Lent until the next change. */
const SjComparison *sj_runs_comparison (SjRuns *runs);
const char         *sj_runs_name_a     (SjRuns *runs);
const char         *sj_runs_name_b     (SjRuns *runs);
