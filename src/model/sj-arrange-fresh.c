/* sj-arrange-fresh.c -- lays a part out anew: columns, order, rows.
 *
 * The result is put where the part was: its first beginning keeps its row, or
 * the fixed cards that hold it stay where the layout has them on the whole.
 */
#include "model/sj-arrange-layers.h"

/* The middle of what the fixed cards would have to move. */
static int
shift_to_fixed (const SjArrange *a, const SjArrangePart *part)
{
  g_autofree int *shifts = g_new (int, part->n_nodes);
  unsigned n = 0;

  for (unsigned i = 0; i < part->n_nodes; i++)
    if (a->nodes[part->nodes[i]].fixed)
      shifts[n++] = sj_arrange_snap (a->nodes[part->nodes[i]].y) - a->y[part->nodes[i]];
  g_qsort_with_data (shifts, (int) n, sizeof (int), sj_arrange_compare_ints, NULL);
  return shifts[n / 2];
}

static int
shift_to_lead (const SjArrange *a, const SjArrangePart *part)
{
  unsigned lead = sj_arrange_lead (a, part);

  return sj_arrange_snap (a->nodes[lead].y) - a->y[lead];
}

void
sj_arrange_fresh (SjArrange *a, SjArrangePart *part)
{
  SjArrangeLayers layers;
  int shift;

  part->fresh = true;
  for (unsigned i = 0; i < part->n_nodes; i++)
    {
      a->adrift[part->nodes[i]] = false;
      a->y[part->nodes[i]] = sj_arrange_snap (a->nodes[part->nodes[i]].y);
    }
  sj_arrange_columns (a, part);
  sj_arrange_layers_init (&layers, a, part);
  sj_arrange_order (&layers);
  sj_arrange_rows (a, part, &layers);

  shift = part->held ? shift_to_fixed (a, part) : shift_to_lead (a, part);
  for (unsigned i = 0; i < part->n_nodes; i++)
    if (a->nodes[part->nodes[i]].fixed)
      a->y[part->nodes[i]] = sj_arrange_snap (a->nodes[part->nodes[i]].y);
    else
      a->y[part->nodes[i]] += shift;
}
