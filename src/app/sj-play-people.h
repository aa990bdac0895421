/* sj-play-people.h -- some of the people of a simulation, and what happened to each.
 *
 * Lists those who came to the selected step, or all; who is selected has their way
 * shown on the drawing.
 */
#pragma once

#include "app/sj-play.h"

#include <gtk/gtk.h>

#define SJ_TYPE_PLAY_PEOPLE (sj_play_people_get_type ())
G_DECLARE_FINAL_TYPE (SjPlayPeople, sj_play_people, SJ, PLAY_PEOPLE, GtkWidget)

void sj_play_people_set_play (SjPlayPeople *people, SjPlay *play);    /* once */
void sj_play_people_fill     (SjPlayPeople *people);                  /* after another result */
