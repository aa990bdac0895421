/* sj-journey-json.c -- journeys to and from JSON.
 *
 * Only the frame stands here: which objects there are and what they are called.
 * What is in them is read and written by their field tables.
 */
#include "model/sj-journey-json.h"

#include "model/sj-journey-upgrade.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (sj-journey-error-quark, sj_journey_error)

static SjValue
text_value (SjArena *arena, const char *text)
{
  return sj_value_copy_text (arena, text, strlen (text));
}

/* An object as a member, or nothing where it is empty. */
static void
set_object (SjObjectBuilder *builder, const char *name, const SjSpec *spec, const void *config)
{
  if (!sj_config_is_default (spec, config))
    sj_object_set (builder, name, sj_config_to_value (spec, config, builder->arena));
}

SjValue
sj_path_to_value (const SjPath *path, SjArena *arena)
{
  SjObjectBuilder builder;

  sj_object_begin (&builder, arena);
  sj_object_set (&builder, "id", text_value (arena, path->id));
  sj_config_write_fields (&sj_path_spec, path, &builder);
  set_object (&builder, "settings", &path->kind->config, path->config);
  if (path->to != NULL)
    sj_object_set (&builder, "to", text_value (arena, path->to));
  sj_config_write_extra (&sj_path_spec, path, &builder);
  return sj_object_end (&builder);
}

/* A path that is always there need not be mentioned while nothing is in it. */
static bool
goes_without_saying (const SjPath *path)
{
  return sj_path_is_mandatory (path) && sj_path_is_blank (path);
}

SjValue
sj_node_to_value (const SjNode *node, SjArena *arena)
{
  SjObjectBuilder builder;
  SjListBuilder paths;
  SjValue list;

  sj_object_begin (&builder, arena);
  sj_object_set (&builder, "id", text_value (arena, node->id));
  sj_object_set (&builder, "kind", text_value (arena, sj_node_kind_id (node)));
  sj_config_write_fields (&sj_node_spec, node, &builder);
  set_object (&builder, "settings", &node->kind->config, node->config);
  sj_list_begin (&paths, arena);
  for (uint32_t i = 0; i < node->n_paths; i++)
    if (!goes_without_saying (node->paths[i]))
      sj_list_add (&paths, sj_path_to_value (node->paths[i], arena));
  list = sj_list_end (&paths);
  if (list.length > 0)
    sj_object_set (&builder, "paths", list);
  sj_config_write_extra (&sj_node_spec, node, &builder);
  return sj_object_end (&builder);
}

static void
set_list (SjObjectBuilder *builder, const char *name, const GPtrArray *configs, const SjSpec *spec)
{
  SjListBuilder list;

  if (configs->len == 0)
    return;
  sj_list_begin (&list, builder->arena);
  for (guint i = 0; i < configs->len; i++)
    sj_list_add (&list, sj_config_to_value (spec, configs->pdata[i], builder->arena));
  sj_object_set (builder, name, sj_list_end (&list));
}

static SjValue
journey_to_value (const SjJourney *journey, SjArena *arena)
{
  SjObjectBuilder builder;
  SjListBuilder nodes;

  sj_object_begin (&builder, arena);
  sj_object_set (&builder, "form", sj_value_integer (journey->form));
  if (journey->id != NULL)
    sj_object_set (&builder, "id", text_value (arena, journey->id));
  sj_config_write_fields (&sj_journey_spec, journey, &builder);
  set_object (&builder, "settings", &sj_settings_spec, journey->settings);
  set_list (&builder, "goals", journey->goals, &sj_goal_spec);
  set_list (&builder, "exits", journey->exits, &sj_exit_spec);
  sj_list_begin (&nodes, arena);
  for (uint32_t i = 0; i < journey->graph.n_nodes; i++)
    sj_list_add (&nodes, sj_node_to_value (journey->graph.nodes[i], arena));
  sj_object_set (&builder, "nodes", sj_list_end (&nodes));
  set_list (&builder, "tests", journey->tests, &sj_test_case_spec);
  sj_config_write_extra (&sj_journey_spec, journey, &builder);
  return sj_object_end (&builder);
}

char *
sj_journey_to_string (const SjJourney *journey)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  return sj_json_to_string (journey_to_value (journey, &arena), SJ_JSON_PRETTY);
}

bool
sj_journey_write (const SjJourney *journey, SjBuffer *buffer, GError **error)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  if (journey->form > SJ_JOURNEY_FORM)
    {
      g_set_error (error, SJ_JOURNEY_ERROR, SJ_JOURNEY_ERROR_NEWER,
                   _("“%s” was made by a newer version of the program (form %d, this one knows %d) and is not "
                     "written by this one, so that nothing in it is lost"),
                   journey->name ? journey->name : "", journey->form, SJ_JOURNEY_FORM);
      return false;
    }
  sj_json_write (buffer, journey_to_value (journey, &arena), SJ_JSON_PRETTY);
  return true;
}

/* ------------------------------------------------------------------ reading */

/* What has no place in a journey; always false. */
static bool
refuse (SjReading *reading, SjValue at, const char *field, const char *text)
{
  sj_reading_add (reading, SJ_SEVERITY_ERROR, "malformed", at, field, "%s", text);
  return false;
}

static bool
is_id (SjValue value)
{
  return value.type == SJ_TEXT && value.length > 0 && memchr (value.text, '\0', value.length) == NULL;
}

/* A member that must be an object or missing; sets it to null where it is missing. */
static bool
get_object (SjReading *reading, SjValue parent, const char *name, SjValue *object)
{
  *object = sj_value_get (parent, name);
  if (object->type == SJ_OBJECT || object->type == SJ_NULL)
    return true;
  return refuse (reading, *object, name, _("This must be an object: members between { and }."));
}

static bool
get_list (SjReading *reading, SjValue parent, const char *name, SjValue *list)
{
  *list = sj_value_get (parent, name);
  if (list->type == SJ_LIST || list->type == SJ_NULL)
    return true;
  return refuse (reading, *list, name, _("This must be a list of objects between [ and ]."));
}

static bool
read_settings (SjReading *reading, SjValue parent, const SjSpec *spec, void *config)
{
  SjValue settings;

  if (!get_object (reading, parent, "settings", &settings))
    return false;
  if (settings.type == SJ_OBJECT)
    sj_config_read (spec, config, settings, NULL, reading);
  return true;
}

SjPath *
sj_path_from_value (const SjNode *node, SjValue value, SjReading *reading)
{
  static const char *const frame[] = { "id", "settings", "to", NULL };
  g_autofree char *id = NULL;
  g_autoptr (SjPath) path = NULL;
  SjValue to = sj_value_get (value, "to");

  if (value.type != SJ_OBJECT || !is_id (sj_value_get (value, "id")))
    {
      refuse (reading, value, "paths", _("A path must be an object with an “id”, a text."));
      return NULL;
    }
  if (to.type != SJ_NULL && !is_id (to))
    {
      refuse (reading, to, "to", _("“to” must be the id of a step."));
      return NULL;
    }
  id = sj_value_dup_text (sj_value_get (value, "id"));
  path = sj_path_new (node, id);
  path->to = sj_value_dup_text (to);
  if (path->kind == &sj_path_kind_unknown && node->kind != &sj_kind_unknown)
    sj_reading_add (reading, SJ_SEVERITY_WARNING, "unknown-path", sj_value_get (value, "id"), id,
                    _("A step of the kind “%s” has no path “%s”; it is kept as it is."), node->kind->id, id);
  sj_config_read (&sj_path_spec, path, value, frame, reading);
  if (!read_settings (reading, value, &path->kind->config, path->config))
    return NULL;
  return g_steal_pointer (&path);
}

/* A path that is always there exists already and is replaced. */
static bool
add_path (SjNode *node, SjPath *path, bool *seen)
{
  SjPath *old = sj_node_path (node, path->id);
  uint32_t place = sj_node_path_place (node, path->id);

  if (old != NULL)
    {
      for (place = 0; node->paths[place] != old; place++)
        ;
      if (seen[place])
        return false;
      sj_path_free (old);
    }
  else
    {
      node->paths = g_renew (SjPath *, node->paths, node->n_paths + 1);
      memmove (node->paths + place + 1, node->paths + place, (node->n_paths - place) * sizeof *node->paths);
      memmove (seen + place + 1, seen + place, (node->n_paths - place) * sizeof *seen);
      node->n_paths++;
    }
  node->paths[place] = path;
  path->node = node;
  seen[place] = true;
  return true;
}

static bool
read_paths (SjReading *reading, SjNode *node, SjValue value)
{
  g_autofree bool *seen = NULL;
  SjValue paths;

  if (!get_list (reading, value, "paths", &paths))
    return false;
  seen = g_new0 (bool, node->n_paths + (paths.type == SJ_LIST ? paths.length : 0) + 1);
  for (uint32_t i = 0; paths.type == SJ_LIST && i < paths.length; i++)
    {
      SjPath *path = sj_path_from_value (node, paths.items[i], reading);

      if (path == NULL)
        return false;
      if (!add_path (node, path, seen))
        {
          sj_path_free (path);
          return refuse (reading, paths.items[i], "paths", _("Two paths of this step have the same id."));
        }
    }
  return true;
}

static const SjKind *
read_kind (const SjKindTable *kinds, SjValue value, SjReading *reading)
{
  const SjKind *kind = sj_kind_find (kinds, value.text, value.length);
  g_autofree char *name = sj_value_dup_text (value);
  const char *names[128];
  const char *nearest;
  size_t count = 0;
  SjDiag *diag;

  if (kind != NULL)
    return kind;
  for (; kinds->kinds[count] != NULL && count < G_N_ELEMENTS (names); count++)
    names[count] = kinds->kinds[count]->id;
  nearest = sj_nearest (name, names, count);
  diag = nearest ? sj_reading_add (reading, SJ_SEVERITY_WARNING, "unknown-kind", value, "kind",
                                   _("There is no kind of step “%s”; did you mean “%s”?"), name, nearest)
                 : sj_reading_add (reading, SJ_SEVERITY_WARNING, "unknown-kind", value, "kind",
                                   _("There is no kind of step “%s”; the step is kept as it is."), name);
  if (diag != NULL)
    diag->fix = g_strdup (nearest);
  return &sj_kind_unknown;
}

/* Where a step stands is not worth a refusal, nor keeping what cannot be read. */
static void
forget_bad_place (SjNode *node)
{
  sj_config_drop_extra (node, "at");
}

static SjNode *
read_node (const SjKindTable *kinds, SjValue value, SjReading *reading)
{
  static const char *const frame[] = { "id", "kind", "settings", "paths", NULL };
  SjValue kind_value = sj_value_get (value, "kind");
  g_autofree char *kind_name = NULL;
  g_autoptr (SjNode) node = NULL;

  if (!is_id (kind_value))
    {
      refuse (reading, value, "kind", _("A step needs a “kind”, a text such as “wait”."));
      return NULL;
    }
  kind_name = sj_value_dup_text (kind_value);
  node = sj_node_new_bare (read_kind (kinds, kind_value, reading), kind_name, reading->node);
  sj_config_read (&sj_node_spec, node, value, frame, reading);
  forget_bad_place (node);
  if (!read_settings (reading, value, &node->kind->config, node->config) || !read_paths (reading, node, value))
    return NULL;
  return g_steal_pointer (&node);
}

SjNode *
sj_node_from_value (const SjKindTable *kinds, SjValue value, SjReading *reading)
{
  SjReading local = reading ? *reading : (SjReading) { NULL };
  g_autofree char *id = NULL;

  if (value.type != SJ_OBJECT || !is_id (sj_value_get (value, "id")))
    {
      refuse (&local, value, "nodes", _("A step must be an object with an “id”, a text."));
      return NULL;
    }
  id = sj_value_dup_text (sj_value_get (value, "id"));
  local.node = id;
  return read_node (kinds, value, &local);
}

static bool
read_nodes (SjReading *reading, SjJourney *journey, SjValue document)
{
  SjValue nodes;

  if (!get_list (reading, document, "nodes", &nodes))
    return false;
  for (uint32_t i = 0; nodes.type == SJ_LIST && i < nodes.length; i++)
    {
      SjNode *node = sj_node_from_value (journey->kinds, nodes.items[i], reading);

      if (node == NULL)
        return false;
      if (sj_graph_find (&journey->graph, node->id) != NULL)
        {
          sj_node_free (node);
          return refuse (reading, sj_value_get (nodes.items[i], "id"), "id", _("Another step has the same id."));
        }
      sj_graph_insert (&journey->graph, node, SJ_AT_END);
    }
  return true;
}

static bool
read_list (SjReading *reading, SjValue document, const char *name, const SjSpec *spec, GPtrArray *configs)
{
  SjValue list;

  if (!get_list (reading, document, name, &list))
    return false;
  for (uint32_t i = 0; list.type == SJ_LIST && i < list.length; i++)
    {
      if (list.items[i].type != SJ_OBJECT)
        return refuse (reading, list.items[i], name, _("This must be an object: members between { and }."));
      g_ptr_array_add (configs, sj_config_new (spec));
      sj_config_read (spec, configs->pdata[i], list.items[i], NULL, reading);
    }
  return true;
}

static bool
read_head (SjReading *reading, SjJourney *journey, SjValue document)
{
  SjValue id = sj_value_get (document, "id");
  int form = sj_journey_form (document);

  if (form < 0)
    return refuse (reading, sj_value_get (document, "form"), "form", _("“form” must be a whole number."));
  if (id.type != SJ_NULL && !is_id (id))
    return refuse (reading, id, "id", _("The id of the journey must be a text."));
  journey->id = sj_value_dup_text (id);
  journey->form = MAX (form, SJ_JOURNEY_FORM);
  if (form > SJ_JOURNEY_FORM)
    sj_reading_add (reading, SJ_SEVERITY_WARNING, "newer-form", sj_value_get (document, "form"), "form",
                    _("This journey was made by a newer version of the program; it can be read but not saved here."));
  return true;
}

static bool
read_document (SjReading *reading, SjJourney *journey, SjValue document)
{
  static const char *const frame[] = { "form", "id", "settings", "goals", "exits", "nodes", "tests", NULL };

  if (document.type != SJ_OBJECT)
    return refuse (reading, document, NULL, _("A journey must be an object: members between { and }."));
  if (!read_head (reading, journey, document))
    return false;
  sj_config_read (&sj_journey_spec, journey, document, frame, reading);
  return read_settings (reading, document, &sj_settings_spec, journey->settings) &&
         read_list (reading, document, "goals", &sj_goal_spec, journey->goals) &&
         read_list (reading, document, "exits", &sj_exit_spec, journey->exits) &&
         read_nodes (reading, journey, document) &&
         read_list (reading, document, "tests", &sj_test_case_spec, journey->tests);
}

static unsigned
depth_of (SjValue value)
{
  unsigned deepest = 0;

  if (value.type != SJ_LIST && value.type != SJ_OBJECT)
    return 0;
  for (uint32_t i = 0; i < value.length; i++)
    deepest = MAX (deepest, depth_of (value.type == SJ_LIST ? value.items[i] : value.members[i].value));
  return deepest + 1;
}

/* Brings an older document forward; its values no longer lie where they were read. */
static bool
bring_forward (SjReading *reading, SjArena *arena, SjValue *document)
{
  int form = document->type == SJ_OBJECT ? sj_journey_form (*document) : -1;

  if (form < 0 || form >= SJ_JOURNEY_FORM)
    return true;
  *document = sj_journey_upgrade (arena, *document);
  reading->text = NULL;
  if (depth_of (*document) > SJ_JSON_DEPTH)
    return refuse (reading, *document, NULL, _("Lists and objects are nested too deeply."));
  return true;
}

static void
set_error (GError **error, const char *name, const char *text, size_t length, const SjDiags *diags)
{
  const SjDiag *diag = sj_diags_get (diags, sj_diags_count (diags) - 1);
  unsigned line, column;

  sj_text_position (text, length, diag->start, &line, &column);
  g_set_error (error, SJ_JOURNEY_ERROR, SJ_JOURNEY_ERROR_SYNTAX, "%s%sline %u, column %u: %s", name ? name : "",
               name ? ", " : "", line, column, diag->text);
}

SjJourney *
sj_journey_read (const SjKindTable *kinds, const char *name, const char *text, size_t length, SjDiags *diags,
                 GError **error)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) own = SJ_DIAGS_INIT;
  SjReading reading = { .text = text, .length = length, .diags = diags ? diags : &own };
  g_autoptr (SjJourney) journey = NULL;
  SjValue document;

  if (!sj_json_read (&arena, name, text, length, &document, error))
    return NULL;
  journey = sj_journey_new (kinds);
  if (!bring_forward (&reading, &arena, &document) || !read_document (&reading, journey, document))
    {
      set_error (error, name, text, length, reading.diags);
      return NULL;
    }
  return g_steal_pointer (&journey);
}
