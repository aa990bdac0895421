/* sj-play-panel.h -- below the canvas while simulating: run, the moment, figures, people. */
#pragma once

#include "app/sj-play.h"

#include <gtk/gtk.h>

#define SJ_TYPE_PLAY_PANEL (sj_play_panel_get_type ())
G_DECLARE_FINAL_TYPE (SjPlayPanel, sj_play_panel, SJ, PLAY_PANEL, GtkWidget)

GtkWidget *sj_play_panel_new (SjPlay *play);
