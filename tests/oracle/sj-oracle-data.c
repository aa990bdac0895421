/* sj-oracle-data.c -- expressions as they stand, and the person's attributes. */
#include "sj-oracle-private.h"

#include "lang/sj-template.h"

#include <string.h>

/* What an expression reads; the scope is first. */
typedef struct
{
  SjEvalScope scope;
  const Scene *scene;
} Reading;

void
oracle_known_free (gpointer data)
{
  Known *known = data;

  g_free (known->name);
  g_clear_pointer (&known->value, sj_blob_unref);
  g_free (known);
}

const Known *
oracle_known (const GPtrArray *list, const char *name, size_t length)
{
  for (guint i = 0; i < list->len; i++)
    {
      const Known *known = g_ptr_array_index (list, i);

      if (strlen (known->name) == length && memcmp (known->name, name, length) == 0)
        return known;
    }
  return NULL;
}

void
oracle_know (GPtrArray *list, const char *name, SjBlob *value)
{
  Known *known = (Known *) oracle_known (list, name, strlen (name));

  if (known == NULL)
    {
      known = g_new0 (Known, 1);
      known->name = g_strdup (name);
      g_ptr_array_add (list, known);
    }
  if (value != NULL)
    sj_blob_ref (value);
  g_clear_pointer (&known->value, sj_blob_unref);
  known->value = value;
}

bool
oracle_is_member (const Person *person, const char *audience, size_t length)
{
  for (guint i = 0; i < person->audiences->len; i++)
    {
      const char *name = g_ptr_array_index (person->audiences, i);

      if (strlen (name) == length && memcmp (name, audience, length) == 0)
        return true;
    }
  return false;
}

/* Things may be called by their names, too. */
static SjSlice
id_of (const Scene *scene, SjRefTo kind, SjSlice name)
{
  const SjLibrary *library = scene->person->world->acase->library;
  const SjEntry *entry = library ? sj_library_named (library, kind, name.text, name.length) : NULL;

  return entry != NULL ? (SjSlice) { entry->id, strlen (entry->id) } : name;
}

static SjValue
event_value (const Scene *scene, SjSlice name)
{
  SjSlice id = id_of (scene, SJ_REF_EVENT, name);
  const Known *known;

  if (scene->event != NULL && sj_value_is_text (sj_value_string (scene->event), id))
    return sj_blob_value (scene->payload);
  if (scene->earlier != NULL && sj_value_is_text (sj_value_string (scene->earlier), id))
    return sj_blob_value (scene->earlier_payload);
  known = scene->run != NULL ? oracle_known (scene->run->events, id.text, id.length) : NULL;
  return known != NULL ? sj_blob_value (known->value) : sj_null;
}

static SjValue
action_value (const Scene *scene, SjSlice name)
{
  SjSlice id = id_of (scene, SJ_REF_ACTION, name);
  const Known *known = scene->run != NULL ? oracle_known (scene->run->answers, id.text, id.length) : NULL;

  return known != NULL ? sj_blob_value (known->value) : sj_null;
}

/* The attributes, and once more under `profile`. */
static SjValue
profile_value (const Scene *scene, SjArena *arena)
{
  SjValue attributes = sj_blob_value (scene->person->attributes);
  SjObjectBuilder object;

  sj_object_begin (&object, arena);
  for (uint32_t i = 0; attributes.type == SJ_OBJECT && i < attributes.length; i++)
    {
      g_autofree char *name = sj_value_dup_text (attributes.members[i].key);

      sj_object_set (&object, name, attributes.members[i].value);
    }
  sj_object_set (&object, "profile", attributes);
  return sj_object_end (&object);
}

static bool
read_root (const SjEvalScope *scope, SjEval *eval, const SjRoot *root, SjValue params, SjValue *value)
{
  const Scene *scene = ((const Reading *) scope)->scene;

  *value = sj_null;
  if (root->kind == SJ_ROOT_EVENT)
    *value = event_value (scene, root->name);
  else if (root->kind == SJ_ROOT_ACTION)
    *value = action_value (scene, root->name);
  else if (root->kind == SJ_ROOT_SOURCE && sj_value_is_text (sj_value_string ("ExperiencePlatform"), root->name))
    *value = profile_value (scene, eval->arena);
  return true;
}

static bool
read_audience (const SjEvalScope *scope, const char *name, size_t length)
{
  const Scene *scene = ((const Reading *) scope)->scene;
  SjSlice id = id_of (scene, SJ_REF_AUDIENCE, (SjSlice) { name, length });

  return oracle_is_member (scene->person, id.text, id.length);
}

/* With a condition the value is true or false. */
static bool
evaluate (const Scene *scene, const SjExpr *expr, SjExprType type, SjArena *arena, SjValue *value)
{
  g_auto (SjArena) own = SJ_ARENA_INIT;
  Reading reading = { { read_root, read_audience }, scene };
  SjEval eval;
  SjValue found = sj_null;
  bool truth = false;
  bool ok;

  sj_eval_init (&eval, &own);
  eval.scope = &reading.scope;
  eval.now = sj_time_moment (scene->person->now, oracle_zone (scene->person, scene->journey));
  if (type == SJ_EXPR_BOOLEAN)
    ok = sj_expr_eval_bool (expr, &eval, &truth);
  else
    ok = sj_expr_eval (expr, &eval, &found);
  if (ok)
    *value = type == SJ_EXPR_BOOLEAN ? sj_value_bool (truth) : sj_value_copy (arena, found);
  sj_eval_clear (&eval);
  return ok;
}

bool
oracle_compute (const Scene *scene, const char *text, SjExprType type, SjArena *arena, SjValue *value)
{
  const SjLibrary *library = scene->person->world->acase->library;
  const SjExprEnv *env = library ? sj_library_expr_env (library) : NULL;
  g_autoptr (SjExpr) expr = sj_expr_compile (text, strlen (text), env, type, NULL);

  return expr != NULL && evaluate (scene, expr, type, arena, value);
}

/* By name, what the run knows. */
static SjValue
known_object (const GPtrArray *list, SjArena *arena)
{
  SjObjectBuilder object;

  sj_object_begin (&object, arena);
  for (guint i = 0; i < list->len; i++)
    {
      const Known *known = g_ptr_array_index (list, i);

      if (known->value != NULL)
        sj_object_set (&object, known->name, sj_blob_value (known->value));
    }
  return sj_object_end (&object);
}

static SjValue
template_root (const Run *run, SjArena *arena)
{
  SjObjectBuilder journey, context, root;

  sj_object_begin (&journey, arena);
  sj_object_set (&journey, "events", known_object (run->events, arena));
  sj_object_set (&journey, "actions", known_object (run->answers, arena));
  sj_object_begin (&context, arena);
  sj_object_set (&context, "journey", sj_object_end (&journey));
  sj_object_begin (&root, arena);
  sj_object_set (&root, "profile", sj_blob_value (run->person->attributes));
  sj_object_set (&root, "context", sj_object_end (&context));
  return sj_object_end (&root);
}

char *
oracle_render (Run *run, const char *text)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjBuffer) out = SJ_BUFFER_INIT;
  g_autoptr (SjTemplate) template = sj_template_compile (text, strlen (text), NULL, NULL);
  SjRender render;
  SjEval eval;
  bool ok;

  sj_eval_init (&eval, &arena);
  eval.now = sj_time_moment (run->person->now, oracle_zone (run->person, run->journey));
  sj_render_init (&render, &eval);
  render.root = template_root (run, &arena);
  ok = template != NULL && sj_template_render (template, &render, &out);
  sj_render_clear (&render);
  sj_eval_clear (&eval);
  return ok ? sj_buffer_steal (&out) : NULL;
}

bool
oracle_is_true (const Scene *scene, const char *text)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value;

  if (text == NULL || *text == '\0')
    return true;
  return oracle_compute (scene, text, SJ_EXPR_BOOLEAN, &arena, &value) && value.boolean;
}

static const SjSpec *
record_spec (const SjNode *node, const char *field)
{
  return sj_spec_find (&node->kind->config, field)->record;
}

bool
oracle_parameters (Run *run, const SjNode *node, SjBlob **result)
{
  const SjRecords *parameters = sj_config_records (&node->kind->config, node->config, "parameters");
  const SjSpec *spec = record_spec (node, "parameters");
  Scene scene = { run->person, run->journey, run };
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjObjectBuilder object;
  bool ok = true;

  sj_object_begin (&object, &arena);
  for (uint32_t i = 0; i < parameters->count; i++)
    {
      const char *text = sj_config_text (spec, parameters->items[i], "value");
      SjValue value;

      if (oracle_compute (&scene, text, SJ_EXPR_ANY, &arena, &value))
        sj_object_set (&object, sj_config_text (spec, parameters->items[i], "name"), value);
      else
        ok = false;
    }
  *result = sj_blob_new (sj_object_end (&object));
  if (!ok)
    g_clear_pointer (result, sj_blob_unref);
  return ok;
}

static bool
sum (SjValue a, SjValue b, bool minus, SjValue *result)
{
  int64_t integer;

  if (sj_value_is_null (a))
    a = sj_value_integer (0);
  if (!sj_value_is_number (a) || !sj_value_is_number (b))
    return false;
  if (a.type == SJ_DECIMAL || b.type == SJ_DECIMAL)
    {
      *result = sj_value_decimal (minus ? sj_value_number (a) - sj_value_number (b)
                                        : sj_value_number (a) + sj_value_number (b));
      return true;
    }
  if (minus ? __builtin_sub_overflow (a.integer, b.integer, &integer)
            : __builtin_add_overflow (a.integer, b.integer, &integer))
    return false;
  *result = sj_value_integer (integer);
  return true;
}

/* The list without what equals `item`, and with it at the end when it is to be added
 * and was not there. */
static bool
change_list (SjArena *arena, SjValue list, SjValue item, bool add, SjValue *result)
{
  SjListBuilder builder;
  bool there = false;

  if ((list.type != SJ_LIST && !sj_value_is_null (list)) || sj_value_is_null (item))
    return false;
  sj_list_begin (&builder, arena);
  for (uint32_t i = 0; list.type == SJ_LIST && i < list.length; i++)
    {
      bool same = sj_value_equal (list.items[i], item);

      there = there || same;
      if (add || !same)
        sj_list_add (&builder, list.items[i]);
    }
  if (add && !there)
    sj_list_add (&builder, item);
  *result = sj_list_end (&builder);
  return true;
}

static bool
change_value (SjArena *arena, const char *how, SjValue old, SjValue value, SjValue *result)
{
  *result = sj_null;
  if (g_str_equal (how, "clear"))
    return true;
  if (g_str_equal (how, "set"))
    {
      *result = value;
      return true;
    }
  if (g_str_equal (how, "increase") || g_str_equal (how, "decrease"))
    return sum (old, value, g_str_equal (how, "decrease"), result);
  return change_list (arena, old, value, g_str_equal (how, "add"), result);
}

/* The object with its part at `path` changed; objects on the way are made. */
static bool
change_at (SjArena *arena, SjValue object, char **path, const char *how, SjValue value, SjValue *result)
{
  SjObjectBuilder builder;
  SjValue changed;
  bool ok;

  if (object.type != SJ_OBJECT && !sj_value_is_null (object))
    return false;
  if (path[1] != NULL)
    ok = change_at (arena, sj_value_get (object, path[0]), path + 1, how, value, &changed);
  else
    ok = change_value (arena, how, sj_value_get (object, path[0]), value, &changed);
  if (!ok)
    return false;
  sj_object_begin (&builder, arena);
  for (uint32_t i = 0; object.type == SJ_OBJECT && i < object.length; i++)
    {
      g_autofree char *name = sj_value_dup_text (object.members[i].key);

      if (!g_str_equal (name, path[0]))
        sj_object_set (&builder, name, object.members[i].value);
    }
  if (!sj_value_is_null (changed))
    sj_object_set (&builder, path[0], changed);
  *result = sj_object_end (&builder);
  return true;
}

static const char *
how_of (const SjSpec *spec, const void *update)
{
  return sj_spec_find (spec, "how")->choices[sj_config_integer (spec, update, "how")].id;
}

/* All values first, then all changes, on a copy. */
bool
oracle_update (Run *run, const SjNode *node)
{
  const SjRecords *updates = sj_config_records (&node->kind->config, node->config, "updates");
  const SjSpec *spec = record_spec (node, "updates");
  Scene scene = { run->person, run->journey, run };
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree SjValue *values = g_new0 (SjValue, updates->count);
  SjValue attributes = sj_blob_value (run->person->attributes);

  for (uint32_t i = 0; i < updates->count; i++)
    if (!g_str_equal (how_of (spec, updates->items[i]), "clear") &&
        !oracle_compute (&scene, sj_config_text (spec, updates->items[i], "value"), SJ_EXPR_ANY, &arena, &values[i]))
      return false;
  for (uint32_t i = 0; i < updates->count; i++)
    {
      g_auto (GStrv) path = g_strsplit (sj_config_text (spec, updates->items[i], "attribute"), ".", -1);

      if (path[0] == NULL ||
          !change_at (&arena, attributes, path, how_of (spec, updates->items[i]), values[i], &attributes))
        return false;
    }
  {
    SjBlob *changed = sj_blob_new (attributes);

    g_clear_pointer (&run->person->attributes, sj_blob_unref);
    run->person->attributes = changed;
  }
  return true;
}
