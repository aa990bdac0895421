/* sj-edit-title.c -- what an edit does, in the words of a menu. */
#include "model/sj-edit-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The node's title: from the journey, or from the edit that brings or takes it. */
static char *
node_words (const SjEdit *edit, const SjJourney *journey)
{
  const SjNode *node = sj_journey_find (journey, edit->node);
  SjValue value = sj_blob_value (edit->now);
  SjValue kind_id = sj_value_get (value, "kind");
  const SjKind *kind = NULL;
  char *label;

  if (node != NULL)
    return g_strdup (sj_node_title (node));
  label = sj_value_dup_text (sj_value_get (value, "label"));
  if (label == NULL && kind_id.type == SJ_TEXT)
    kind = sj_kind_find (journey->kinds, kind_id.text, kind_id.length);
  return label ? label : g_strdup (kind ? _(kind->title) : edit->node);
}

static char *
path_words (const SjEdit *edit, const SjJourney *journey)
{
  const SjNode *node = sj_journey_find (journey, edit->node);
  const SjPath *path = node ? sj_node_path (node, edit->path) : NULL;
  const SjPathKind *kind = node ? sj_kind_path (node->kind, edit->path) : NULL;
  char *label = path ? NULL : sj_value_dup_text (sj_value_get (sj_blob_value (edit->now), "label"));

  if (path != NULL)
    return g_strdup (sj_path_title (path));
  return label ? label : g_strdup (kind ? _(kind->title) : edit->path);
}

static char *
set_words (const SjEdit *edit, const SjJourney *journey)
{
  SjTarget target = { edit->scope, edit->node, edit->path, sj_edit_place (edit->index) };
  bool is_label = strcmp (edit->field, "label") == 0;
  g_autofree char *whose = NULL;
  const SjField *field;
  const SjSpec *spec;
  void *config;

  if ((edit->scope == SJ_SCOPE_NODE || edit->scope == SJ_SCOPE_PATH) && is_label)
    {
      whose = edit->scope == SJ_SCOPE_NODE ? node_words (edit, journey) : path_words (edit, journey);
      return g_strdup_printf (_("Rename %s"), whose);
    }
  field = sj_target_find (journey, &target, &spec, &config) ? sj_spec_find (spec, edit->field) : NULL;
  return g_strdup_printf (_("Change “%s”"), field && field->title ? _(field->title) : edit->field);
}

static char *
connect_words (const SjEdit *edit, const SjJourney *journey)
{
  const SjNode *target = edit->to ? sj_journey_find (journey, edit->to) : NULL;
  const SjNode *source = sj_journey_find (journey, edit->node);
  g_autofree char *path = path_words (edit, journey);
  const char *from = source != NULL && source->n_paths > 1 ? path : source ? sj_node_title (source) : edit->node;

  if (edit->to == NULL)
    return g_strdup_printf (_("Disconnect %s"), from);
  return g_strdup_printf (_("Connect %s to %s"), from, target ? sj_node_title (target) : edit->to);
}

static char *
move_words (const SjEdit *edit, const SjJourney *journey)
{
  const SjNodeMove *first = edit->moves.count > 0 ? edit->moves.items[0] : NULL;
  const SjNode *node = first ? sj_journey_find (journey, first->node) : NULL;

  if (edit->moves.count == 1 && node != NULL)
    return g_strdup_printf (_("Move %s"), sj_node_title (node));
  return g_strdup_printf (ngettext ("Move %u step", "Move %u steps", edit->moves.count), edit->moves.count);
}

char *
sj_edit_title (const SjEdit *edit, const SjJourney *journey)
{
  g_autofree char *node = edit->node ? node_words (edit, journey) : NULL;
  g_autofree char *path = edit->path && edit->node ? path_words (edit, journey) : NULL;

  switch ((SjEditType) edit->type)
    {
    case SJ_EDIT_SET:
      return set_words (edit, journey);
    case SJ_EDIT_ADD_NODE:
      return g_strdup_printf (_("Add %s"), node);
    case SJ_EDIT_REMOVE_NODE:
      return g_strdup_printf (_("Delete %s"), node);
    case SJ_EDIT_CONNECT:
      return connect_words (edit, journey);
    case SJ_EDIT_ADD_PATH:
      return g_strdup_printf (_("Add %s to %s"), path, node);
    case SJ_EDIT_REMOVE_PATH:
      return g_strdup_printf (_("Remove %s from %s"), path, node);
    case SJ_EDIT_MOVE_PATH:
      return g_strdup_printf (_("Change the order of %s"), path);
    case SJ_EDIT_MOVE:
      return move_words (edit, journey);
    case SJ_EDIT_ADD_GOAL:
      return g_strdup (_("Add a goal"));
    case SJ_EDIT_REMOVE_GOAL:
      return g_strdup (_("Delete a goal"));
    case SJ_EDIT_ADD_EXIT:
      return g_strdup (_("Add an exit criterion"));
    case SJ_EDIT_REMOVE_EXIT:
      return g_strdup (_("Delete an exit criterion"));
    case SJ_EDIT_ADD_TEST:
      return g_strdup (_("Add a test"));
    case SJ_EDIT_REMOVE_TEST:
      return g_strdup (_("Delete a test"));
    default:
      return g_strdup (_("Change the journey"));
    }
}
