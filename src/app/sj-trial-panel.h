/* sj-trial-panel.h -- below the canvas while testing: who, what happens next, the story and why. */
#pragma once

#include "app/sj-trial.h"

#include <gtk/gtk.h>

#define SJ_TYPE_TRIAL_PANEL (sj_trial_panel_get_type ())
G_DECLARE_FINAL_TYPE (SjTrialPanel, sj_trial_panel, SJ, TRIAL_PANEL, GtkWidget)

/* Begins with the first profile that is made for testing, where nothing is tried yet. */
GtkWidget *sj_trial_panel_new (SjTrial *trial);
