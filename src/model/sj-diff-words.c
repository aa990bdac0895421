/* sj-diff-words.c -- differences as sentences.
 *
 * Whole sentences for each case, because other languages build them otherwise.
 */
#include "model/sj-diff-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LONGEST 72    /* characters of a value in a sentence */

static char *
record_text (const SjSpec *spec, const void *config, const SjNames *names)
{
  GString *text = g_string_new (NULL);

  for (const SjField *field = spec->fields; field != NULL && field->name != NULL; field++)
    {
      const void *slot = sj_field_slot (field, config);
      g_autofree char *words = sj_slot_unset (field, slot) ? NULL : sj_diff_value_text (field, slot, names);

      if (words != NULL)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", _(field->title), words);
    }
  return g_string_free (text, FALSE);
}

char *
sj_diff_value_text (const SjField *field, const void *slot, const SjNames *names)
{
  const SjRecords *records = slot;
  GString *text;

  if (field->type == SJ_FIELD_RECORD && *(void *const *) slot != NULL)
    return record_text (field->record, *(void *const *) slot, names);
  if (field->type != SJ_FIELD_RECORDS)
    return sj_slot_to_text (field, slot, names);
  if (records->count == 0)
    return NULL;
  text = g_string_new (NULL);
  for (uint32_t i = 0; i < records->count; i++)
    {
      g_autofree char *words = record_text (field->record, records->items[i], names);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", words);
    }
  return g_string_free (text, FALSE);
}

/* Where two texts part, in bytes, at the beginning of a character. */
static size_t
common_length (const char *a, const char *b)
{
  size_t length = 0;

  while (a != NULL && b != NULL && a[length] != '\0' && a[length] == b[length])
    length++;
  while (length > 0 && ((unsigned char) a[length] & 0xc0) == 0x80)
    length--;
  return length;
}

/* The text on one line; of a long one the part around `place`, where it differs. */
static char *
excerpt (const char *text, size_t place)
{
  long length = g_utf8_strlen (text, -1);
  long at = g_utf8_pointer_to_offset (text, text + MIN (place, strlen (text)));
  long first = length <= LONGEST ? 0 : CLAMP (at - LONGEST / 3, 0, length - LONGEST);
  g_autofree char *part = g_utf8_substring (text, first, MIN (length, first + LONGEST));

  g_strdelimit (part, "\n\r\t", ' ');
  return g_strdup_printf ("%s%s%s", first > 0 ? "…" : "", part, first + LONGEST < length ? "…" : "");
}

/* Whose difference it is: the step and the path, or the goal. */
static char *
owner_words (const SjDiffing *diffing, const SjDifference *item)
{
  const SjJourney *journey = item->type == SJ_DIFF_PATH_REMOVED ? diffing->older : diffing->newer;
  const SjNode *node = item->node ? sj_journey_find (journey, item->node) : NULL;
  const SjPath *path = node && item->path ? sj_node_path (node, item->path) : NULL;
  g_autofree char *name = node ? sj_node_name (node, diffing->names) : NULL;
  g_autofree char *way = NULL;

  if (path == NULL || (node->n_paths == 1 && path->label == NULL))
    return g_steal_pointer (&name);
  way = sj_path_name (path, diffing->names);
  return g_strdup_printf (_("%s, path %s"), name, way);
}

static char *
listed_owner (const SjDiffing *diffing, const SjDifference *item)
{
  bool goal = item->scope == SJ_SCOPE_GOAL;
  const GPtrArray *list = goal ? diffing->newer->goals : diffing->newer->exits;
  const SjSpec *spec = goal ? &sj_goal_spec : &sj_exit_spec;
  g_autofree char *name = sj_config_summary (spec, list->pdata[item->index], "{name}|{event}|{audience}",
                                             diffing->names);

  return g_strdup_printf (goal ? _("Goal %s") : _("Exit criterion %s"), name ? name : "…");
}

static char *
field_owner (const SjDiffing *diffing, const SjDifference *item)
{
  switch (item->scope)
    {
    case SJ_SCOPE_JOURNEY:
    case SJ_SCOPE_SETTINGS:
      return g_strdup (_("Journey"));
    case SJ_SCOPE_GOAL:
    case SJ_SCOPE_EXIT:
      return listed_owner (diffing, item);
    case SJ_SCOPE_TEST:
      return g_strdup_printf (_("Test %s"), sj_journey_test (diffing->newer, (uint32_t) item->index)->name
                                                ? sj_journey_test (diffing->newer, (uint32_t) item->index)->name
                                                : "…");
    default:
      return owner_words (diffing, item);
    }
}

static char *
field_sentence (const SjDiffing *diffing, const SjDifference *item)
{
  g_autofree char *owner = field_owner (diffing, item);
  size_t place = common_length (item->old_text, item->new_text);
  g_autofree char *before = item->old_text ? excerpt (item->old_text, place) : NULL;
  g_autofree char *after = item->new_text ? excerpt (item->new_text, place) : NULL;

  if (before != NULL && after != NULL)
    return g_strdup_printf (_("%s: “%s” is now “%s”; it was “%s”."), owner, item->title, after, before);
  if (after != NULL)
    return g_strdup_printf (_("%s: “%s” is now “%s”; nothing was set."), owner, item->title, after);
  if (before != NULL)
    return g_strdup_printf (_("%s: “%s” is no longer set; it was “%s”."), owner, item->title, before);
  return g_strdup_printf (_("%s: “%s” is different."), owner, item->title);
}

static char *
rewired_sentence (const SjDiffing *diffing, const SjDifference *item)
{
  g_autofree char *owner = owner_words (diffing, item);

  if (item->old_text == NULL)
    return g_strdup_printf (_("%s now leads to %s; it led nowhere."), owner, item->new_text);
  if (item->new_text == NULL)
    return g_strdup_printf (_("%s now leads nowhere; it led to %s."), owner, item->old_text);
  return g_strdup_printf (_("%s now leads to %s; it led to %s."), owner, item->new_text, item->old_text);
}

static char *
node_words (const SjDiffing *diffing, const SjJourney *journey, const char *id)
{
  const SjNode *node = sj_journey_find (journey, id);
  g_autofree char *caption = sj_node_caption (node, diffing->names);

  return node->label ? g_strdup_printf ("%s (%s)", node->label, caption) : g_steal_pointer (&caption);
}

static char *
path_sentence (const SjDiffing *diffing, const SjDifference *item)
{
  bool added = item->type == SJ_DIFF_PATH_ADDED;
  const SjNode *node = sj_journey_find (added ? diffing->newer : diffing->older, item->node);
  g_autofree char *name = sj_node_name (node, diffing->names);
  g_autofree char *way = sj_path_name (sj_node_path (node, item->path), diffing->names);
  const char *to = added ? item->new_text : item->old_text;

  if (added)
    return to ? g_strdup_printf (_("%s has a new path %s, which leads to %s."), name, way, to)
              : g_strdup_printf (_("%s has a new path %s."), name, way);
  return to ? g_strdup_printf (_("%s no longer has the path %s, which led to %s."), name, way, to)
            : g_strdup_printf (_("%s no longer has the path %s."), name, way);
}

char *
sj_diff_sentence (const SjDiffing *diffing, const SjDifference *item)
{
  g_autofree char *words = NULL;

  switch (item->type)
    {
    case SJ_DIFF_NODE_ADDED:
      words = node_words (diffing, diffing->newer, item->node);
      return g_strdup_printf (_("%s was added."), words);
    case SJ_DIFF_NODE_REMOVED:
      words = node_words (diffing, diffing->older, item->node);
      return g_strdup_printf (_("%s was removed."), words);
    case SJ_DIFF_PATH_ADDED:
    case SJ_DIFF_PATH_REMOVED:
      return path_sentence (diffing, item);
    case SJ_DIFF_PATH_ORDER:
      words = owner_words (diffing, item);
      return g_strdup_printf (_("%s now tries its paths in the order %s; it was %s."), words, item->new_text,
                              item->old_text);
    case SJ_DIFF_REWIRED:
      return rewired_sentence (diffing, item);
    case SJ_DIFF_GOAL_ADDED:
      return g_strdup_printf (_("The goal %s was added."), item->title);
    case SJ_DIFF_GOAL_REMOVED:
      return g_strdup_printf (_("The goal %s was removed."), item->title);
    case SJ_DIFF_EXIT_ADDED:
      return g_strdup_printf (_("The exit criterion %s was added."), item->title);
    case SJ_DIFF_EXIT_REMOVED:
      return g_strdup_printf (_("The exit criterion %s was removed."), item->title);
    case SJ_DIFF_TEST_ADDED:
      return g_strdup_printf (_("The test %s was added."), item->title);
    case SJ_DIFF_TEST_REMOVED:
      return g_strdup_printf (_("The test %s was removed."), item->title);
    default:
      return field_sentence (diffing, item);
    }
}

void
sj_diff_write (const SjDiff *diff, SjBuffer *buffer)
{
  guint moved = diff->moved->len;

  for (guint i = 0; i < diff->items->len; i++)
    {
      sj_buffer_append (buffer, sj_diff_get (diff, i)->text);
      sj_buffer_append_c (buffer, '\n');
    }
  if (moved > 0)
    sj_buffer_printf (buffer, ngettext ("%u step was moved.\n", "%u steps were moved.\n", moved), moved);
}
