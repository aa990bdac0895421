/* sj-overlay.c -- figures by id, and what follows from all of them together. */
#include "scene/sj-overlay.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct SjOverlay
{
  SjOverlayType type;
  SjHeat heat;
  GHashTable *nodes;        /* owned: id → SjNodeOverlay */
  GHashTable *paths;        /* owned: "node\npath" → SjPathOverlay */
  uint32_t visits;          /* of the trace so far */
  int64_t busiest;
  int64_t most_entered;
  double most_time;         /* seconds, on average, of any step */
  double most_loss;
  const SjNodeOverlay *worst[SJ_N_WORST];
  unsigned n_worst;
};

static void
free_node (gpointer data)
{
  SjNodeOverlay *node = data;

  g_free (node->node);
  g_clear_pointer (&node->orders, g_array_unref);
  g_free (node);
}

static void
free_path (gpointer data)
{
  SjPathOverlay *path = data;

  g_free (path->node);
  g_free (path->path);
  g_free (path);
}

SjOverlay *
sj_overlay_new (SjOverlayType type)
{
  SjOverlay *overlay = g_new0 (SjOverlay, 1);

  overlay->type = type;
  overlay->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_node);
  overlay->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_path);
  return overlay;
}

void
sj_overlay_free (SjOverlay *overlay)
{
  if (overlay == NULL)
    return;
  g_hash_table_unref (overlay->nodes);
  g_hash_table_unref (overlay->paths);
  g_free (overlay);
}

SjOverlayType
sj_overlay_type (const SjOverlay *overlay)
{
  return overlay->type;
}

void
sj_overlay_set_heat (SjOverlay *overlay, SjHeat heat)
{
  overlay->heat = heat;
}

SjHeat
sj_overlay_heat (const SjOverlay *overlay)
{
  return overlay->heat;
}

/* ------------------------------------------------------------------ filling */

static SjNodeOverlay *
make_node (SjOverlay *overlay, const char *id)
{
  SjNodeOverlay *node = g_hash_table_lookup (overlay->nodes, id);

  if (node != NULL)
    return node;
  node = g_new0 (SjNodeOverlay, 1);
  node->node = g_strdup (id);
  g_hash_table_insert (overlay->nodes, node->node, node);
  return node;
}

static SjPathOverlay *
make_path (SjOverlay *overlay, const char *node, const char *id)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s", node, id);
  SjPathOverlay *path = g_hash_table_lookup (overlay->paths, key);

  if (path != NULL)
    return path;
  path = g_new0 (SjPathOverlay, 1);
  path->node = g_strdup (node);
  path->path = g_strdup (id);
  g_hash_table_insert (overlay->paths, g_steal_pointer (&key), path);
  return path;
}

void
sj_overlay_set_node (SjOverlay *overlay, const char *node, const SjNodeFigures *figures)
{
  make_node (overlay, node)->figures = *figures;
}

void
sj_overlay_set_path (SjOverlay *overlay, const char *node, const char *path, int64_t count)
{
  make_path (overlay, node, path)->count = count;
}

void
sj_overlay_set_node_change (SjOverlay *overlay, const char *node, const SjOverlayChange *change)
{
  make_node (overlay, node)->change = *change;
}

void
sj_overlay_set_path_change (SjOverlay *overlay, const char *node, const char *path, const SjOverlayChange *change)
{
  make_path (overlay, node, path)->change = *change;
}

void
sj_overlay_visit (SjOverlay *overlay, const char *from, const char *path, const char *node)
{
  SjNodeOverlay *visited = make_node (overlay, node);
  uint32_t order = ++overlay->visits;

  visited->visits++;
  if (visited->orders == NULL)
    visited->orders = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  g_array_append_val (visited->orders, order);
  if (from != NULL && path != NULL)
    make_path (overlay, from, path)->visits++;
}

void
sj_overlay_cover (SjOverlay *overlay, const char *from, const char *path, const char *node)
{
  make_node (overlay, from)->visits = 1;
  make_path (overlay, from, path)->visits = 1;
  if (node != NULL)
    make_node (overlay, node)->visits = 1;
}

/* ------------------------------------------------------------------ comparing */

static void
mark (SjCompared *compared, SjCompared as)
{
  if (*compared == SJ_COMPARED_SAME || as != SJ_COMPARED_CHANGED)
    *compared = as;
}

static void
compare_one (SjOverlay *overlay, const SjDifference *difference)
{
  SjCompared as = SJ_COMPARED_CHANGED;
  bool of_path = difference->path != NULL;

  if (difference->node == NULL)
    return;
  switch (difference->type)
    {
    case SJ_DIFF_NODE_ADDED:
    case SJ_DIFF_PATH_ADDED:
      as = SJ_COMPARED_ADDED;
      break;
    case SJ_DIFF_NODE_REMOVED:
    case SJ_DIFF_PATH_REMOVED:
      as = SJ_COMPARED_REMOVED;
      break;
    default:
      break;
    }
  if (!of_path)
    {
      mark (&make_node (overlay, difference->node)->compared, as);
      return;
    }
  mark (&make_path (overlay, difference->node, difference->path)->compared, as);
  if (difference->type != SJ_DIFF_REWIRED)
    mark (&make_node (overlay, difference->node)->compared, SJ_COMPARED_CHANGED);
}

SjOverlay *
sj_overlay_compare (const SjDiff *diff)
{
  SjOverlay *overlay = sj_overlay_new (SJ_OVERLAY_COMPARE);

  for (size_t i = 0; i < sj_diff_count (diff); i++)
    compare_one (overlay, sj_diff_get (diff, i));
  return overlay;
}

/* ------------------------------------------------------------------ all together */

static double
time_of (const SjNodeOverlay *node)
{
  int64_t left = node->figures.entered - node->figures.here;

  return left > 0 ? (double) node->figures.seconds / (double) left : 0;
}

static int
compare_loss (gconstpointer a, gconstpointer b)
{
  const SjNodeOverlay *one = *(const SjNodeOverlay *const *) a, *other = *(const SjNodeOverlay *const *) b;

  if (one->figures.dropped != other->figures.dropped)
    return one->figures.dropped > other->figures.dropped ? -1 : 1;
  return strcmp (one->node, other->node);
}

static void
find_worst (SjOverlay *overlay)
{
  g_autoptr (GPtrArray) losing = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, overlay->nodes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      SjNodeOverlay *node = value;

      node->worst = 0;
      if (node->figures.dropped > 0)
        g_ptr_array_add (losing, node);
    }
  g_ptr_array_sort (losing, compare_loss);
  overlay->n_worst = MIN (losing->len, SJ_N_WORST);
  for (unsigned i = 0; i < overlay->n_worst; i++)
    {
      ((SjNodeOverlay *) losing->pdata[i])->worst = i + 1;
      overlay->worst[i] = losing->pdata[i];
    }
}

static void
finish_nodes (SjOverlay *overlay)
{
  GHashTableIter iter;
  gpointer value;

  overlay->most_entered = 0;
  overlay->most_time = overlay->most_loss = 0;
  g_hash_table_iter_init (&iter, overlay->nodes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      SjNodeOverlay *node = value;
      const SjNodeFigures *figures = &node->figures;

      node->loss = figures->entered > 0 ? (double) figures->dropped / (double) figures->entered : 0;
      overlay->most_entered = MAX (overlay->most_entered, figures->entered);
      overlay->most_time = MAX (overlay->most_time, time_of (node));
      overlay->most_loss = MAX (overlay->most_loss, node->loss);
    }
}

void
sj_overlay_finish (SjOverlay *overlay)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  GHashTableIter iter;
  gpointer value;

  overlay->busiest = 0;
  g_hash_table_iter_init (&iter, overlay->paths);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      SjPathOverlay *path = value;
      int64_t *sum = g_hash_table_lookup (sums, path->node);

      if (sum == NULL)
        {
          sum = g_new0 (int64_t, 1);
          g_hash_table_insert (sums, path->node, sum);
        }
      *sum += path->count;
      overlay->busiest = MAX (overlay->busiest, path->count);
    }
  g_hash_table_iter_init (&iter, overlay->paths);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((SjPathOverlay *) value)->source = *(const int64_t *) g_hash_table_lookup (sums, ((SjPathOverlay *) value)->node);
  finish_nodes (overlay);
  find_worst (overlay);
}

/* ------------------------------------------------------------------ reading */

const SjNodeOverlay *
sj_overlay_node (const SjOverlay *overlay, const char *node)
{
  return g_hash_table_lookup (overlay->nodes, node);
}

const SjPathOverlay *
sj_overlay_path (const SjOverlay *overlay, const char *node, const char *path)
{
  char key[256];
  g_autofree char *longer = NULL;

  if ((size_t) g_snprintf (key, sizeof key, "%s\n%s", node, path) < sizeof key)
    return g_hash_table_lookup (overlay->paths, key);
  longer = g_strdup_printf ("%s\n%s", node, path);
  return g_hash_table_lookup (overlay->paths, longer);
}

unsigned
sj_overlay_worst (const SjOverlay *overlay, const SjNodeOverlay *worst[SJ_N_WORST])
{
  for (unsigned i = 0; i < overlay->n_worst; i++)
    worst[i] = overlay->worst[i];
  return overlay->n_worst;
}

int64_t
sj_overlay_busiest (const SjOverlay *overlay)
{
  return overlay->busiest;
}

SjFlow
sj_overlay_flow (const SjOverlay *overlay, const SjPathOverlay *path)
{
  double width = overlay->busiest > 0 ? SJ_FLOW_MOST * (double) path->count / (double) overlay->busiest : 0;

  if (path->count <= 0)
    return (SjFlow) { 1, true, 0.4 };
  if (width < SJ_FLOW_LEAST)
    return (SjFlow) { 1, true, 1 };
  return (SjFlow) { width, false, 1 };
}

static double
part_of (double value, double most)
{
  return most > 0 ? value / most : 0;
}

double
sj_overlay_node_heat (const SjOverlay *overlay, const SjNodeOverlay *node)
{
  switch (overlay->heat)
    {
    case SJ_HEAT_PEOPLE:
      return part_of ((double) node->figures.entered, (double) overlay->most_entered);
    case SJ_HEAT_LOSS:
      return part_of (node->loss, overlay->most_loss);
    case SJ_HEAT_TIME:
      return part_of (time_of (node), overlay->most_time);
    default:
      return -1;
    }
}

/* A path is as hot as the people on it; loss and time are of steps alone. */
double
sj_overlay_path_heat (const SjOverlay *overlay, const SjPathOverlay *path)
{
  return overlay->heat == SJ_HEAT_PEOPLE ? part_of ((double) path->count, (double) overlay->most_entered) : -1;
}

int64_t
sj_overlay_heat_most (const SjOverlay *overlay)
{
  switch (overlay->heat)
    {
    case SJ_HEAT_PEOPLE:
      return overlay->most_entered;
    case SJ_HEAT_LOSS:
      return (int64_t) floor (overlay->most_loss * 1000 + 0.5);
    case SJ_HEAT_TIME:
      return (int64_t) floor (overlay->most_time + 0.5);
    default:
      return 0;
    }
}

double
sj_overlay_wedge (const SjNodeOverlay *node)
{
  return CLAMP (node->loss, 0, 1);
}

/* ------------------------------------------------------------------ words */

char *
sj_figure_exact (int64_t number)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

/* Three figures, never rounded up to the next unit's thousand. */
char *
sj_figure_short (int64_t number)
{
  static const struct { double unit; const char *format; } units[] = {
    { 1e3, N_("%.*f k") }, { 1e6, N_("%.*f M") }, { 1e9, N_("%.*f G") }, { 1e12, N_("%.*f T") },
  };
  double size = fabs ((double) number);
  size_t unit = 0;
  double value;
  int decimals;

  if (size < 10000)
    return sj_figure_exact (number);
  while (unit + 1 < G_N_ELEMENTS (units) && size >= units[unit + 1].unit)
    unit++;
  value = size / units[unit].unit;
  decimals = value < 100 ? 1 : 0;
  value = floor (value * pow (10, decimals)) / pow (10, decimals);
  return g_strdup_printf (_(units[unit].format), decimals, number < 0 ? -value : value);
}

char *
sj_figure_share (double share)
{
  if (share > 0 && share < 0.001)
    return g_strdup_printf (_("< %.1f %%"), 0.1);
  if (share < 1 && share > 0.999)
    return g_strdup_printf (_("> %.1f %%"), 99.9);
  return g_strdup_printf (_("%.1f %%"), share * 100);
}

/* How much, without its sign. */
static char *
amount_of (const SjOverlayChange *change)
{
  double size = fabs (change->value);

  if (!change->share)
    return sj_figure_short (llround (size));
  if (size > 0 && size < 0.0005)
    return g_strdup_printf (_("under %.1f points"), 0.1);
  return g_strdup_printf (_("%.1f points"), 100 * size);
}

char *
sj_overlay_change_text (const SjOverlayChange *change)
{
  g_autofree char *amount = amount_of (change);

  return g_strdup_printf ("%s%s", change->value > 0 ? "+" : change->value < 0 ? "−" : "±", amount);
}

char *
sj_overlay_change_words (const SjOverlayChange *change)
{
  g_autofree char *amount = amount_of (change);

  if (!change->known)
    return g_strdup (_("in one of the runs only"));
  if (change->same)
    return g_strdup (_("the same"));
  if (change->value == 0)
    return g_strdup (_("no difference"));
  if (change->value > 0)
    return g_strdup_printf (change->sure ? _("%s more, surely") : _("%s more, may be chance"), amount);
  return g_strdup_printf (change->sure ? _("%s less, surely") : _("%s less, may be chance"), amount);
}

static char *
people (int64_t count)
{
  g_autofree char *number = sj_figure_exact (count);

  return g_strdup_printf (ngettext ("%s person", "%s people", (gulong) count), number);
}

static char *
compared_words (SjCompared compared)
{
  static const char *const words[] = { N_("unchanged"), N_("added"), N_("changed"), N_("removed") };

  return g_strdup (_(words[compared]));
}

static char *
visit_words (unsigned visits)
{
  return visits == 0 ? g_strdup (_("not visited"))
                     : g_strdup_printf (ngettext ("visited once", "visited %u times", visits), visits);
}

char *
sj_overlay_node_words (const SjOverlay *overlay, const SjNodeOverlay *node)
{
  g_autofree char *entered = NULL, *here = NULL, *dropped = NULL, *share = NULL;

  if (overlay->type == SJ_OVERLAY_COMPARE)
    return compared_words (node->compared);
  if (overlay->type == SJ_OVERLAY_CHANGES)
    return sj_overlay_change_words (&node->change);
  if (overlay->type == SJ_OVERLAY_TRACE)
    return visit_words (node->visits);
  entered = people (node->figures.entered);
  here = sj_figure_exact (node->figures.here);
  dropped = sj_figure_exact (node->figures.dropped);
  share = sj_figure_share (node->loss);
  if (node->figures.dropped > 0)
    return g_strdup_printf (_("%s entered, %s here now, %s lost here (%s)"), entered, here, dropped, share);
  return g_strdup_printf (_("%s entered, %s here now"), entered, here);
}

char *
sj_overlay_path_words (const SjOverlay *overlay, const SjPathOverlay *path)
{
  g_autofree char *count = NULL, *share = NULL;

  if (overlay->type == SJ_OVERLAY_COMPARE)
    return compared_words (path->compared);
  if (overlay->type == SJ_OVERLAY_CHANGES)
    return sj_overlay_change_words (&path->change);
  if (overlay->type == SJ_OVERLAY_TRACE)
    return visit_words (path->visits);
  count = people (path->count);
  share = sj_figure_share (path->source > 0 ? (double) path->count / (double) path->source : 0);
  return g_strdup_printf (_("%s, %s of those who went on"), count, share);
}
