/* sj-items.h -- all documents of one kind as a list: searched, filtered, in order.
 *
 * The view model of a page: a GListModel of SjItem that follows the workspace.  A
 * document that changes keeps its item, which says “renewed”.  Profiles are asked for
 * page by page, so there may be millions; theirs are made anew after each change.
 */
#pragma once

#include "app/sj-desk.h"

#include <gio/gio.h>

#define SJ_TYPE_ITEM (sj_item_get_type ())
G_DECLARE_FINAL_TYPE (SjItem, sj_item, SJ, ITEM, GObject)

struct _SjItem
{
  GObject parent_instance;

  SjRefTo kind;
  char *id;
  char *name;
  char *detail;             /* one line of what it is; "" */
  SjTime changed;           /* 0: not known */
  unsigned errors, warnings;
};

#define SJ_TYPE_ITEMS (sj_items_get_type ())
G_DECLARE_FINAL_TYPE (SjItems, sj_items, SJ, ITEMS, GObject)

typedef enum { SJ_ITEMS_BY_NAME, SJ_ITEMS_BY_CHANGE, SJ_ITEMS_BY_PROBLEMS, SJ_N_ITEMS_ORDERS } SjItemsOrder;
typedef enum { SJ_ITEMS_ALL, SJ_ITEMS_FLAWED, SJ_ITEMS_SOUND } SjItemsFilter;

SjItems *sj_items_new (SjDesk *desk, SjRefTo kind);

void sj_items_set_search (SjItems *items, const char *words);
void sj_items_set_order  (SjItems *items, SjItemsOrder order);
void sj_items_set_filter (SjItems *items, SjItemsFilter filter);

SjRefTo       sj_items_kind   (SjItems *items);
SjItemsOrder  sj_items_order  (SjItems *items);
SjItemsFilter sj_items_filter (SjItems *items);
/* Whether search or filter leave something out, perhaps. */
bool          sj_items_is_narrowed (SjItems *items);

/* Where the item of that id stands; GTK_INVALID_LIST_POSITION's value (G_MAXUINT) where it does not. */
guint sj_items_position (SjItems *items, const char *id);

/* How often a document is flawed, from the findings about it. */
void sj_items_count_flaws (SjDesk *desk, SjRefTo kind, const char *id, unsigned *errors, unsigned *warnings);
