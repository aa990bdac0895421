/* sj-drawing-align.c -- several steps in a row or a column, or with equal gaps.
 *
 * All cards are as wide as each other and their ports as high, so a column has one left
 * edge and a row one upper edge.  The first of them stays; none ends on top of another.
 */
#include "scene/sj-drawing-private.h"

#include <glib/gi18n-lib.h>

#define APART SJ_ARRANGE_ROW_FREE    /* at least, between two cards */

/* A card along the direction in which they follow each other, and across it. */
typedef struct
{
  const SjNode *node;
  int32_t start, size, across;
} Item;

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const Item *one = a, *other = b;

  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;
  if (one->across != other->across)
    return one->across < other->across ? -1 : 1;
  return one->node->index < other->node->index ? -1 : one->node->index > other->node->index;
}

static GArray *
selected_items (SjDrawing *drawing, bool down)
{
  g_auto (GStrv) ids = sj_drawing_selected (drawing);
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));

  for (char **id = ids; *id != NULL; id++)
    {
      const SjNode *node = sj_journey_find (drawing->journey, *id);
      Item item = { node, down ? node->at.y : node->at.x, down ? sj_card_height (node) : SJ_SCENE_CARD_WIDTH,
                    down ? node->at.x : node->at.y };

      g_array_append_val (items, item);
    }
  g_array_sort (items, compare_items);
  return items;
}

static void
line_up (GArray *items)
{
  int32_t across = g_array_index (items, Item, 0).across;

  for (guint i = 0; i < items->len; i++)
    {
      Item *item = &g_array_index (items, Item, i);

      item->across = across;
      if (i > 0)
        item->start = MAX (item->start, item[-1].start + item[-1].size + APART);
    }
}

/* The first and the last stay, where there is room between them. */
static void
spread (GArray *items)
{
  const Item *first = &g_array_index (items, Item, 0), *last = &g_array_index (items, Item, items->len - 1);
  int64_t gap = (int64_t) last->start - first->start, gaps = items->len - 1, passed = 0;
  int32_t begin = first->start;

  for (guint i = 0; i + 1 < items->len; i++)
    gap -= g_array_index (items, Item, i).size;
  gap = MAX (gap, gaps * APART);
  for (guint i = 0; i < items->len; i++)
    {
      Item *item = &g_array_index (items, Item, i);

      item->start = begin + (int32_t) (passed + gap * i / gaps);
      passed += item->size;
    }
}

static SjEdit *
make_edit (const GArray *items, bool down)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (SjShift));

  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = &g_array_index (items, Item, i);
      SjShift move = { item->node->id, down ? item->across : item->start, down ? item->start : item->across };

      if (move.x != item->node->at.x || move.y != item->node->at.y)
        g_array_append_val (moves, move);
    }
  return moves->len > 0 ? sj_edit_move ((const SjShift *) (void *) moves->data, moves->len) : NULL;
}

bool
sj_drawing_line_up (SjDrawing *drawing, SjLineUp how)
{
  static const char *const titles[] = { N_("Line Up in a Row"), N_("Line Up in a Column"), N_("Spread Across"),
                                        N_("Spread Down") };
  bool down = how == SJ_LINE_UP_COLUMN || how == SJ_SPREAD_DOWN, spreads = how >= SJ_SPREAD_ACROSS;
  g_autoptr (GArray) items = selected_items (drawing, down);
  SjEdit *edit;

  if (!sj_drawing_can_edit (drawing) || items->len < (spreads ? 3 : 2))
    return false;
  if (spreads)
    spread (items);
  else
    line_up (items);
  edit = make_edit (items, down);
  if (edit == NULL)
    return false;
  sj_drawing_begin (drawing);
  sj_hand_cancel (drawing);
  sj_history_seal (drawing->parts.history);
  sj_history_begin (drawing->parts.history, _(titles[how]));
  sj_history_do (drawing->parts.history, edit);
  sj_history_end (drawing->parts.history);
  sj_drawing_touch (drawing, SJ_REDRAW_GLIDE);
  sj_drawing_log ("lined up %u", items->len);
  sj_drawing_say (drawing, spreads
                               ? g_strdup_printf (ngettext ("Spread %u step.", "Spread %u steps.", items->len),
                                                  items->len)
                               : g_strdup_printf (ngettext ("Lined up %u step.", "Lined up %u steps.", items->len),
                                                  items->len));
  sj_drawing_end (drawing);
  return true;
}
