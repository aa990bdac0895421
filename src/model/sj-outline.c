/* sj-outline.c -- the flow walked depth first, with a stack of its own.
 *
 * The journey is somebody else's document: it may be a chain of a hundred thousand
 * ways that part, so neither the C stack nor the indentation grows with it.
 */
#include "model/sj-outline.h"

#include <glib/gi18n-lib.h>

#define DEEPEST 40    /* levels of indentation; what is deeper stands at this one */

/* A path to follow, or a node to begin with. */
typedef struct
{
  const SjPath *path;       /* NULL: begin with the node */
  const SjNode *node;
  unsigned depth;
  bool named;               /* one of several: the path has a line of its own */
} Stop;

typedef struct
{
  const SjJourney *journey;
  unsigned flags;
  const SjNames *names;
  SjOutlineEach each;       /* NULL with `order` */
  gpointer data;
  GPtrArray *order;         /* NULL: nobody asks for it */
  GArray *stops;            /* of Stop, the next one last */
  bool *seen;               /* by index of node */
} Outline;

static void
tell (Outline *outline, SjOutlineRow row)
{
  outline->each (&row, outline->data);
}

static void
tell_words (Outline *outline, unsigned depth, const char *text)
{
  tell (outline, (SjOutlineRow) { SJ_OUTLINE_WORDS, NULL, NULL, depth, text });
}

static char *
node_line (const Outline *outline, const SjNode *node)
{
  g_autofree char *caption = sj_node_caption (node, outline->names);
  g_autofree char *line = node->label ? g_strdup_printf ("%s (%s)", node->label, caption) : g_strdup (caption);

  return outline->flags & SJ_OUTLINE_IDS ? g_strdup_printf ("%s [%s]", line, node->id) : g_steal_pointer (&line);
}

static char *
reference_line (const Outline *outline, const SjNode *node)
{
  g_autofree char *caption = node->label ? NULL : sj_node_caption (node, outline->names);
  const char *name = node->label ? node->label : caption;

  if (outline->flags & SJ_OUTLINE_IDS)
    return g_strdup_printf (_("→ see %s [%s]"), name, node->id);
  return g_strdup_printf (_("→ see %s"), name);
}

static void
push (Outline *outline, Stop stop)
{
  g_array_append_val (outline->stops, stop);
}

/* The only way on from a step needs no name, unless it has one or depends on something. */
static void
push_paths (Outline *outline, const SjNode *node, unsigned depth)
{
  for (uint32_t i = node->n_paths; i > 0; i--)
    {
      const SjPath *path = node->paths[i - 1];
      bool named = node->n_paths > 1 || path->label != NULL || (path->kind->flags & SJ_PATH_REPEATS);

      push (outline, (Stop) { path, NULL, named ? depth + 1 : depth, named });
    }
}

static void
note_order (Outline *outline, const SjNode *node)
{
  if (outline->seen[node->index])
    return;
  outline->seen[node->index] = true;
  g_ptr_array_add (outline->order, (gpointer) node);
  push_paths (outline, node, 0);
}

static void
visit_node (Outline *outline, const SjNode *node, unsigned depth)
{
  g_autofree char *line = NULL;

  if (outline->order != NULL)
    {
      note_order (outline, node);
      return;
    }
  if (outline->seen[node->index])
    {
      line = reference_line (outline, node);
      tell (outline, (SjOutlineRow) { SJ_OUTLINE_SEE, node, NULL, depth, line });
      return;
    }
  outline->seen[node->index] = true;
  line = node_line (outline, node);
  tell (outline, (SjOutlineRow) { SJ_OUTLINE_NODE, node, NULL, depth, line });
  push_paths (outline, node, depth);
}

static void
append_path_name (Outline *outline, const SjPath *path, unsigned depth)
{
  g_autofree char *caption = sj_path_caption (path, outline->names);
  g_autofree char *needed = NULL;
  g_autofree char *line = NULL;
  const SjField *field = path->kind->needs ? sj_spec_find (&path->node->kind->config, path->kind->needs) : NULL;

  if (field != NULL)
    needed = sj_slot_to_text (field, sj_field_slot (field, path->node->config), outline->names);
  line = needed ? g_strdup_printf ("%s (%s):", caption, needed) : g_strdup_printf ("%s:", caption);
  tell (outline, (SjOutlineRow) { SJ_OUTLINE_PATH, path->node, path, depth, line });
}

static void
append_delay (Outline *outline, const SjPath *path, unsigned depth)
{
  const SjField *field = sj_spec_find (&sj_path_spec, "delay");
  g_autofree char *delay = sj_slot_to_text (field, sj_field_slot (field, path), NULL);
  g_autofree char *line = delay ? g_strdup_printf (_("%s later"), delay) : NULL;

  if (line != NULL)
    tell (outline, (SjOutlineRow) { SJ_OUTLINE_DELAY, path->node, path, depth, line });
}

static void
visit_path (Outline *outline, const Stop *stop)
{
  const SjPath *path = stop->path;
  unsigned depth = stop->depth + stop->named;
  const SjNode *target = sj_path_target (path);
  g_autofree char *missing = NULL;

  if (outline->order != NULL)
    {
      if (target != NULL)
        note_order (outline, target);
      return;
    }
  if (stop->named)
    append_path_name (outline, path, stop->depth);
  append_delay (outline, path, depth);
  if (target != NULL)
    visit_node (outline, target, depth);
  else
    {
      missing = path->to ? g_strdup_printf (_("→ a step that is missing: %s"), path->to) : g_strdup (_("(ends)"));
      tell (outline, (SjOutlineRow) { SJ_OUTLINE_OPEN, path->node, path, depth, missing });
    }
}

static void
walk_from (Outline *outline, const SjNode *node)
{
  push (outline, (Stop) { NULL, node, 0, false });
  while (outline->stops->len > 0)
    {
      Stop stop = g_array_index (outline->stops, Stop, outline->stops->len - 1);

      g_array_set_size (outline->stops, outline->stops->len - 1);
      if (stop.path != NULL)
        visit_path (outline, &stop);
      else
        visit_node (outline, stop.node, stop.depth);
    }
}

/* What no beginning leads to, from the steps that nothing leads to; then loops. */
static void
walk_rest (Outline *outline)
{
  bool said = false;

  for (int loops = 0; loops < 2; loops++)
    for (uint32_t i = 0; i < sj_journey_n_nodes (outline->journey); i++)
      {
        const SjNode *node = sj_journey_node (outline->journey, i);

        if (outline->seen[i] || (!loops && sj_node_n_in (node) > 0))
          continue;
        if (!said && outline->order == NULL)
          tell_words (outline, 0, _("Not reached:"));
        said = true;
        walk_from (outline, node);
      }
}

static void
walk (Outline *outline)
{
  for (uint32_t i = 0; i < sj_journey_n_nodes (outline->journey); i++)
    {
      const SjNode *node = sj_journey_node (outline->journey, i);

      if (sj_node_is_start (node) && !outline->seen[i])
        walk_from (outline, node);
    }
  walk_rest (outline);
}

/* ------------------------------------------------------------------ the head */

static void
append_settings (Outline *outline, const SjSpec *spec, const void *config)
{
  for (const SjField *field = spec->fields; field->name != NULL; field++)
    {
      const void *slot = sj_field_slot (field, config);
      g_autofree char *text = sj_slot_unset (field, slot) ? NULL : sj_slot_to_text (field, slot, outline->names);
      g_autofree char *line = text ? g_strdup_printf ("%s: %s", _(field->title), text) : NULL;

      if (line != NULL && !(field->flags & SJ_FIELD_HIDDEN))
        tell_words (outline, 1, line);
    }
}

static void
append_list (Outline *outline, const char *title, const SjSpec *spec, const GPtrArray *configs, const char *summary)
{
  for (guint i = 0; i < configs->len; i++)
    {
      g_autofree char *fact = sj_config_summary (spec, configs->pdata[i], summary, outline->names);
      g_autofree char *line = g_strdup_printf ("%s: %s", title, fact ? fact : "…");

      tell_words (outline, 1, line);
    }
}

static void
append_head (Outline *outline)
{
  const SjJourney *journey = outline->journey;

  tell_words (outline, 0, journey->name ? journey->name : _("Journey without a name"));
  if (journey->description != NULL)
    tell_words (outline, 1, journey->description);
  append_settings (outline, &sj_settings_spec, journey->settings);
  append_list (outline, _("Goal"), &sj_goal_spec, journey->goals,
               N_("{name} ({event})|{name} ({audience})|{name}|{event}|{audience}"));
  append_list (outline, _("Leaves when"), &sj_exit_spec, journey->exits,
               N_("{name} ({event})|{name} ({membership} {audience})|{name} ({expression})|{name}|{event}|"
                  "{membership} {audience}|{expression}"));
  tell_words (outline, 0, "");
}

void
sj_outline_each (const SjJourney *journey, unsigned flags, const SjNames *names, SjOutlineEach each, gpointer data)
{
  g_autofree bool *seen = g_new0 (bool, sj_journey_n_nodes (journey) + 1);
  g_autoptr (GArray) stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  SjJourneyNames own;
  Outline outline = { journey, flags, sj_journey_names_init (&own, journey, names), each, data, NULL, stops,
                      seen };

  if (flags & SJ_OUTLINE_HEAD)
    append_head (&outline);
  walk (&outline);
}

GPtrArray *
sj_outline_order (const SjJourney *journey)
{
  g_autofree bool *seen = g_new0 (bool, sj_journey_n_nodes (journey) + 1);
  g_autoptr (GArray) stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  Outline outline = { journey, 0, NULL, NULL, NULL, g_ptr_array_new (), stops, seen };

  walk (&outline);
  return outline.order;
}

/* A line is a line, whatever stands in a label or an expression. */
static void
write_row (const SjOutlineRow *row, gpointer data)
{
  SjBuffer *buffer = data;

  for (unsigned i = 0; i < MIN (row->depth, DEEPEST); i++)
    sj_buffer_append_n (buffer, "  ", 2);
  for (const char *at = row->text; *at != '\0'; at++)
    sj_buffer_append_c (buffer, *at == '\n' || *at == '\r' || *at == '\t' ? ' ' : *at);
  sj_buffer_append_c (buffer, '\n');
}

void
sj_outline_write (const SjJourney *journey, unsigned flags, const SjNames *names, SjBuffer *buffer)
{
  sj_outline_each (journey, flags, names, write_row, buffer);
}
