/* sj-subject.c -- what the inspector shows for what is selected, as a list of parts. */
#include "app/sj-subject.h"

#include <glib/gi18n-lib.h>

static void
part_free (gpointer data)
{
  SjSubjectPart *part = data;

  g_free ((char *) part->target.node);
  g_free ((char *) part->target.path);
  g_free (part);
}

static SjSubjectPart *
add (SjSubject *subject, SjSubjectType type, SjTarget target, const char *heading)
{
  SjSubjectPart *part = g_new0 (SjSubjectPart, 1);

  part->type = type;
  part->target = target;
  part->target.node = g_strdup (target.node);
  part->target.path = g_strdup (target.path);
  part->heading = heading;
  g_ptr_array_add (subject->parts, part);
  return part;
}

static void
add_form (SjSubject *subject, SjTarget target, const SjSpec *spec, const char *heading)
{
  if (spec->fields != NULL && spec->fields->name != NULL)
    add (subject, SJ_SUBJECT_FORM, target, heading);
}

/* ------------------------------------------------------------------- a node */

static unsigned
count_of (const SjNode *node, const SjPathKind *kind)
{
  unsigned count = 0;

  for (uint32_t i = 0; i < node->n_paths; i++)
    count += node->paths[i]->kind == kind;
  return count;
}

static void
add_path (SjSubject *subject, const SjNode *node, uint32_t index)
{
  const SjPath *path = node->paths[index];
  SjTarget target = { .scope = SJ_SCOPE_PATH, .node = node->id, .path = path->id };
  SjSubjectPart *part = add (subject, SJ_SUBJECT_PATH, target, NULL);

  part->path = path->kind;
  part->removable = (path->kind->flags & SJ_PATH_REPEATS) && count_of (node, path->kind) > path->kind->least;
  part->movable = (path->kind->flags & SJ_PATH_REPEATS) && index > 0 && node->paths[index - 1]->kind == path->kind;
}

static bool
has_path (const SjNode *node, const char *id)
{
  return sj_node_path (node, id) != NULL;
}

/* What can be switched on, and one more of what repeats. */
static void
add_choices (SjSubject *subject, const SjNode *node)
{
  for (const SjPathKind *kind = node->kind->paths; kind != NULL && kind->name != NULL; kind++)
    {
      SjTarget target = { .scope = SJ_SCOPE_PATH, .node = node->id, .path = kind->name };
      SjSubjectPart *part;

      if (!(kind->flags & (SJ_PATH_REPEATS | SJ_PATH_OPTIONAL)))
        continue;
      part = add (subject, kind->flags & SJ_PATH_REPEATS ? SJ_SUBJECT_MORE : SJ_SUBJECT_OPTION, target, NULL);
      part->path = kind;
      part->on = has_path (node, kind->name);
    }
}

static void
add_node (SjSubject *subject, const SjNode *node)
{
  add_form (subject, (SjTarget) { .scope = SJ_SCOPE_NODE_SETTINGS, .node = node->id }, &node->kind->config, NULL);
  for (uint32_t i = 0; i < node->n_paths; i++)
    add_path (subject, node, i);
  add_choices (subject, node);
  add_form (subject, (SjTarget) { .scope = SJ_SCOPE_NODE, .node = node->id }, &sj_node_spec, N_("On the canvas"));
}

/* -------------------------------------------------------------- the journey */

static void
add_journey (SjSubject *subject, const SjJourney *journey)
{
  add_form (subject, (SjTarget) { .scope = SJ_SCOPE_JOURNEY }, &sj_journey_spec, NULL);
  add_form (subject, (SjTarget) { .scope = SJ_SCOPE_SETTINGS }, &sj_settings_spec, NULL);
  for (uint32_t i = 0; i < journey->goals->len; i++)
    add (subject, SJ_SUBJECT_GOAL, (SjTarget) { .scope = SJ_SCOPE_GOAL, .index = i }, i ? NULL : N_("Goals"))
        ->removable = true;
  add (subject, SJ_SUBJECT_MORE, (SjTarget) { .scope = SJ_SCOPE_GOAL }, journey->goals->len ? NULL : N_("Goals"));
  for (uint32_t i = 0; i < journey->exits->len; i++)
    add (subject, SJ_SUBJECT_EXIT, (SjTarget) { .scope = SJ_SCOPE_EXIT, .index = i }, i ? NULL : N_("Leaves when"))
        ->removable = true;
  add (subject, SJ_SUBJECT_MORE, (SjTarget) { .scope = SJ_SCOPE_EXIT },
       journey->exits->len ? NULL : N_("Leaves when"));
}

/* ------------------------------------------------------------------ the key */

static char *
key_of (const SjSubject *subject)
{
  GString *key = g_string_new (subject->icon);

  for (guint i = 0; subject->parts != NULL && i < subject->parts->len; i++)
    {
      const SjSubjectPart *part = subject->parts->pdata[i];

      g_string_append_printf (key, "|%d %d %s %s %u %d %d %d", (int) part->type, (int) part->target.scope,
                              part->target.node ? part->target.node : "", part->target.path ? part->target.path : "",
                              part->target.index, part->removable, part->movable, part->on);
    }
  return g_string_free (key, FALSE);
}

void
sj_subject_init (SjSubject *subject, SjDrawing *drawing)
{
  const SjNode *node = sj_drawing_selected_node (drawing);
  const SjPath *path = sj_drawing_selected_path (drawing);
  unsigned n_selected = sj_drawing_n_selected (drawing);

  *subject = (SjSubject) { .parts = g_ptr_array_new_with_free_func (part_free) };
  if (node != NULL)
    {
      subject->title = g_strdup (_(node->kind->title));
      subject->icon = node->kind->icon;
      subject->purpose = node->kind->purpose;
      add_node (subject, node);
    }
  else if (path != NULL)
    {
      g_autofree char *caption = sj_path_caption (path, sj_drawing_names (drawing));

      subject->title = caption[0] ? g_strdup_printf (_("Path “%s”"), caption) : g_strdup (_("Path"));
      add_form (subject, (SjTarget) { .scope = SJ_SCOPE_PATH_SETTINGS, .node = path->node->id, .path = path->id },
                &path->kind->config, NULL);
      add_form (subject, (SjTarget) { .scope = SJ_SCOPE_PATH, .node = path->node->id, .path = path->id },
                &sj_path_spec, NULL);
    }
  else if (n_selected > 0)
    {
      subject->title = sj_drawing_summary (drawing);
      g_clear_pointer (&subject->parts, g_ptr_array_unref);
    }
  else
    {
      subject->title = g_strdup (_("Journey"));
      subject->icon = "app.sojourn.Sojourn-symbolic";
      add_journey (subject, sj_drawing_journey (drawing));
    }
  subject->key = key_of (subject);
}

void
sj_subject_clear (SjSubject *subject)
{
  g_clear_pointer (&subject->title, g_free);
  g_clear_pointer (&subject->parts, g_ptr_array_unref);
  g_clear_pointer (&subject->key, g_free);
}
