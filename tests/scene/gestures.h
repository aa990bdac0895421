/* gestures.h -- a drawing under test, and scripts of gestures for it.
 *
 * A journey is given as "event 100,100; wait 388,100 <1; email 676,100 <2": kinds with
 * places, each joined to the first free path of the step of that number, or to
 * "<2.else".  Ids are the kind and the number: "wait-2".
 *
 * A script is words parted by ";", see gestures.c; the view begins at 100 % with the
 * scene's places as pixels, and is 2000 × 1200 large.  Coordinates of the pointer are of
 * the scene, so a panned view changes nothing about a script.
 */
#pragma once

#include "scene/sj-drawing.h"

typedef struct
{
  SjJourney *journey;
  SjHistory *history;
  SjChecker *checker;
  SjDrawing *drawing;
  SjPointer pointer;
  char *clipboard;
  unsigned told;            /* everything the observer was told since the last look */
  bool done;                /* what the last command answered */
} Gestures;

void gestures_open  (Gestures *gestures, const char *given);
void gestures_close (Gestures *gestures);
void gestures_run   (Gestures *gestures, const char *script);

/* "event-1>wait-2 condition-3.else>email-4": every path that leads somewhere. */
char *gestures_ways     (const Gestures *gestures);
/* "event-1@100,100 wait-2@388,100" */
char *gestures_places   (const Gestures *gestures);
/* "wait-2 email-3 wait-2.next" */
char *gestures_selected (const Gestures *gestures);
