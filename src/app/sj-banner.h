/* sj-banner.h -- the state of the workspace where it is not as it should be, in a line
 * with the way out.  Hidden while all is well. */
#pragma once

#include "app/sj-desk.h"

#include <gtk/gtk.h>

#define SJ_TYPE_BANNER (sj_banner_get_type ())
G_DECLARE_FINAL_TYPE (SjBanner, sj_banner, SJ, BANNER, GtkWidget)

GtkWidget *sj_banner_new (void);

void sj_banner_set_desk (SjBanner *banner, SjDesk *desk);
