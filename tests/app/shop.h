/* shop.h -- a workspace for tests, filled from the sample, in a folder that goes at the end. */
#pragma once

#include "app/sj-desk.h"

typedef struct
{
  char *folder, *path;
  SjDesk *desk;             /* owned */
} Shop;

void shop_init  (Shop *shop, gconstpointer data);
void shop_clear (Shop *shop, gconstpointer data);

/* Runs what waits to be run. */
void shop_settle (void);
/* The id of a journey by its name; owned. */
char *shop_journey (Shop *shop, const char *name);
