/* sj-window.h -- a window on one workspace: it arranges the pages, and nothing else.
 *
 * Three faces: the welcome, the lists with their navigation, and the journeys that are
 * open, in tabs.  Whoever has something to show asks for it with the action “win.show”
 * (kind, id, whether its name is to be typed first).
 */
#pragma once

#include "app/sj-desk.h"

#include <adwaita.h>

#define SJ_TYPE_WINDOW (sj_window_get_type ())
G_DECLARE_FINAL_TYPE (SjWindow, sj_window, SJ, WINDOW, AdwApplicationWindow)

SjWindow *sj_window_new (GtkApplication *application);

/* Takes the desk; the welcome goes. */
void    sj_window_set_desk (SjWindow *window, SjDesk *desk);
SjDesk *sj_window_desk     (SjWindow *window);    /* NULL: the welcome */

void sj_window_show_page (SjWindow *window, SjRefTo kind);
void sj_window_import    (SjWindow *window, const char *path);
