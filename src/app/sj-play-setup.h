/* sj-play-setup.h -- beside the canvas while simulating: how many, how long, what people do.
 *
 * A slider for each habit of the selected step, or of all steps.
 */
#pragma once

#include "app/sj-play.h"

#include <gtk/gtk.h>

#define SJ_TYPE_PLAY_SETUP (sj_play_setup_get_type ())
G_DECLARE_FINAL_TYPE (SjPlaySetup, sj_play_setup, SJ, PLAY_SETUP, GtkWidget)

GtkWidget *sj_play_setup_new (SjPlay *play);
