/* sj-runs-pane.h -- kept runs, and a table of the differences of two of them. */
#pragma once

#include "app/sj-runs.h"

#include <gtk/gtk.h>

#define SJ_TYPE_RUNS_PANE (sj_runs_pane_get_type ())
G_DECLARE_FINAL_TYPE (SjRunsPane, sj_runs_pane, SJ, RUNS_PANE, GtkWidget)

void sj_runs_pane_set_runs (SjRunsPane *pane, SjRuns *runs);
