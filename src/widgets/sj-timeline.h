/* sj-timeline.h -- what happened when, in lanes of bars, and the moment that is looked at.
 *
 * A slider over periods: dragging, clicking and keys move the moment and say “moved”
 * with the period.  Lanes are copied.  What a period is called comes from the owner.
 */
#pragma once

#include "widgets/sj-appearance.h"

#include <gtk/gtk.h>

#define SJ_TYPE_TIMELINE (sj_timeline_get_type ())
G_DECLARE_FINAL_TYPE (SjTimeline, sj_timeline, SJ, TIMELINE, GtkWidget)

#define SJ_TIMELINE_LANES 4

typedef struct
{
  const char *title;        /* translated */
  SjColour colour;
  const uint64_t *bars;     /* one number for each period */
} SjTimelineLane;

/* Words for the end of a period, owned by the caller; `brief`: for the scale below. */
typedef char *(*SjTimelineWords) (uint64_t period, gboolean brief, gpointer data);

GtkWidget *sj_timeline_new  (void);
/* `often`: how many periods lie between two marks of the scale. */
void sj_timeline_set_lanes  (SjTimeline *timeline, const SjTimelineLane *lanes, unsigned n_lanes, uint64_t n_periods,
                             uint64_t often);
void sj_timeline_set_words  (SjTimeline *timeline, SjTimelineWords words, gpointer data, GDestroyNotify done);
void sj_timeline_set_moment (SjTimeline *timeline, uint64_t period);    /* says nothing */
uint64_t sj_timeline_moment (SjTimeline *timeline);
