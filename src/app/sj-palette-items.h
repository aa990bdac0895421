/* sj-palette-items.h -- what can be added to a journey: kinds of steps, and the events and
 * actions of the workspace as steps that are set up already.
 *
 * Plain; the palette and the picker on the canvas show the same list.
 */
#pragma once

#include "model/sj-kind.h"
#include "model/sj-library.h"

typedef struct
{
  const SjKind *kind;
  SjGroup group;
  char *config;             /* owned: JSON of its settings, or NULL: the kind's defaults */
  char *title;              /* owned */
  char *purpose;            /* owned: one line */
  char *key;                /* owned: the same thing has the same key, for the list of recent ones */
} SjPaletteItem;

#define SJ_PALETTE_RECENT 5

/* Of SjPaletteItem, by group, in each the kinds first. */
GPtrArray *sj_palette_items (const SjKindTable *kinds, SjLibrary *library);

/* Whether every word of the folded search stands in its title, purpose or kind. */
bool sj_palette_item_matches (const SjPaletteItem *item, const char *search);

/* The newest first, no key twice, at most SJ_PALETTE_RECENT. */
GStrv sj_palette_remember (const char *const *recent, const char *key);
