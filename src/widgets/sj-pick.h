/* sj-pick.h -- what a reference may be set to: id, name, icon, and what it is in a line. */
#pragma once

#include "model/sj-journey.h"
#include "model/sj-library.h"

#include <gio/gio.h>

#define SJ_TYPE_PICK (sj_pick_get_type ())
G_DECLARE_FINAL_TYPE (SjPick, sj_pick, SJ, PICK, GObject)

SjPick     *sj_pick_new    (const char *id, const char *name, const char *detail, const char *icon);
const char *sj_pick_id     (SjPick *pick);
const char *sj_pick_name   (SjPick *pick);
const char *sj_pick_detail (SjPick *pick);    /* "" where there is nothing to say */
const char *sj_pick_icon   (SjPick *pick);

const char *sj_ref_icon (SjRefTo to);

/* Everything of a kind that library and journey (either may be NULL) know, by name. */
GListStore *sj_picks_of (SjRefTo to, const SjLibrary *library, const SjJourney *journey, bool sends);
/* The one of that id; NULL: there is none. */
SjPick     *sj_pick_find (SjRefTo to, const SjLibrary *library, const SjJourney *journey, const char *id);
