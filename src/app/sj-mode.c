/* sj-mode.c -- what the editor page is for at the moment: a row for each mode. */
#include "app/sj-mode.h"

#include "app/sj-play-panel.h"
#include "app/sj-play-setup.h"
#include "app/sj-trial-panel.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
make_play_setup (SjEditor *editor)
{
  return sj_play_setup_new (sj_play_of (editor));
}

static GtkWidget *
make_play_panel (SjEditor *editor)
{
  return sj_play_panel_new (sj_play_of (editor));
}

static void
turn_play (SjEditor *editor, GtkWidget *side, GtkWidget *panel, bool on)
{
  sj_play_set_active (sj_play_of (editor), on);
}

static GtkWidget *
make_trial_panel (SjEditor *editor)
{
  return sj_trial_panel_new (sj_trial_of (editor));
}

static void
turn_trial (SjEditor *editor, GtkWidget *side, GtkWidget *panel, bool on)
{
  sj_trial_set_active (sj_trial_of (editor), on);
}

const SjMode sj_modes[] = {
  { "design", N_("Design") },
  { "simulate", N_("Simulate"), make_play_setup, make_play_panel, turn_play },
  { "test", N_("Test"), NULL, make_trial_panel, turn_trial },
  { NULL }
};
