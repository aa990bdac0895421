/* sj-trial-detail.h -- one thing that happened, at length: a message as it arrives, or why. */
#pragma once

#include "engine/sj-rehearse.h"

#include <gtk/gtk.h>

/* Empties the box and fills it anew; `told` NULL: it stays empty. */
void sj_trial_detail_fill (GtkBox *box, const SjTold *told);
