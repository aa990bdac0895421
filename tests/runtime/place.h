/* place.h -- a folder for one test with a workspace file in it, removed at the end. */
#pragma once

#include "runtime/sj-workspace.h"

typedef struct
{
  char *folder, *path;
} Place;

void place_init  (Place *place, gconstpointer data);
void place_clear (Place *place, gconstpointer data);

SjWorkspace *place_create (const Place *place);
void         place_reopen (const Place *place, SjWorkspace **workspace);    /* closes it first, unless NULL */
