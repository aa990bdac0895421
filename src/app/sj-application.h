/* sj-application.h -- the program: one at a time, a window for each workspace.
 *
 * A workspace that is open already gets its window to the front.  Files that are not
 * workspaces are imported into the one whose window is in front.
 */
#pragma once

#include "app/sj-desk.h"

#include <adwaita.h>

#define SJ_TYPE_APPLICATION (sj_application_get_type ())
G_DECLARE_FINAL_TYPE (SjApplication, sj_application, SJ, APPLICATION, AdwApplication)

SjApplication *sj_application_new (void);

/* Where workspaces are that the program makes itself. */
char *sj_application_folder (void);

/* The personal copy of the sample; made the first time. */
SjDesk *sj_application_sample (GError **error);

/* A new, empty workspace in that folder. */
SjDesk *sj_application_fresh  (const char *name, GError **error);
