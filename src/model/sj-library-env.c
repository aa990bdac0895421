/* sj-library-env.c -- what expressions and templates may name, as the library knows it.
 *
 * Which events have happened where a text stands is the journey's business; here
 * every event of the workspace may be named.
 */
#include "model/sj-library-private.h"

#include "base/sj-name.h"
#include "content/sj-fragment.h"
#include "profile/sj-profile-scope.h"

#include <string.h>

/* Any group of the built-in source holds the whole profile; one is offered. */
#define PROFILE_GROUP "ProfileFieldGroup"

static const SjLibrary *
of_expr (const SjExprEnv *env)
{
  return ((const SjLibraryExprEnv *) env)->library;
}

static const SjLibrary *
of_template (const SjTemplateEnv *env)
{
  return ((const SjLibraryTemplateEnv *) env)->library;
}

static bool
find_shape (const SjLibrary *library, SjRefTo kind, SjSlice name, const SjShape **shape)
{
  const SjEntry *entry = sj_library_named (library, kind, name.text, name.length);

  if (entry != NULL)
    *shape = entry->shape;
  return entry != NULL;
}

static bool
find_root (const SjExprEnv *env, SjRootKind kind, SjSlice name, SjSlice group, const SjShape **shape)
{
  const SjLibrary *library = of_expr (env);

  *shape = NULL;
  switch (kind)
    {
    case SJ_ROOT_EVENT:
      return find_shape (library, SJ_REF_EVENT, name, shape);
    case SJ_ROOT_ACTION:
      return find_shape (library, SJ_REF_ACTION, name, shape);
    case SJ_ROOT_SOURCE:
      *shape = library->profile_source;
      return sj_profile_is_source (name);
    default:
      return true;    /* lookups are steps of the journey, properties the language's */
    }
}

static bool
find_audience (const SjExprEnv *env, SjSlice name)
{
  return sj_library_named (of_expr (env), SJ_REF_AUDIENCE, name.text, name.length) != NULL;
}

static char **
list_entries (const SjLibrary *library, SjRefTo kind, bool names)
{
  size_t count = sj_library_count (library, kind);
  char **texts = g_new0 (char *, count + 1);

  for (size_t i = 0; i < count; i++)
    {
      const SjEntry *entry = sj_library_get (library, kind, i);

      texts[i] = g_strdup (names ? entry->name : entry->id);
    }
  return texts;
}

static char **
list_one (const char *text)
{
  char **texts = g_new0 (char *, 2);

  texts[0] = g_strdup (text);
  return texts;
}

static char **
list_roots (const SjExprEnv *env, SjRootKind kind, SjSlice source)
{
  switch (kind)
    {
    case SJ_ROOT_EVENT:
      return list_entries (of_expr (env), SJ_REF_EVENT, false);
    case SJ_ROOT_ACTION:
      return list_entries (of_expr (env), SJ_REF_ACTION, false);
    case SJ_ROOT_SOURCE:
      if (source.length == 0)
        return list_one (SJ_PROFILE_SOURCE);
      return list_one (sj_profile_is_source (source) ? PROFILE_GROUP : NULL);
    default:
      return list_one (NULL);
    }
}

/* By their names, as people know them. */
static char **
list_audiences (const SjExprEnv *env)
{
  return list_entries (of_expr (env), SJ_REF_AUDIENCE, true);
}

/* "ajo:ID/VARIANT" is how Adobe writes the id of a fragment. */
static SjSlice
bare_fragment (SjSlice id)
{
  const char *slash;

  if (id.length >= 4 && memcmp (id.text, "ajo:", 4) == 0)
    id = (SjSlice) { id.text + 4, id.length - 4 };
  slash = id.length > 0 ? memchr (id.text, '/', id.length) : NULL;
  if (slash != NULL)
    id.length = (size_t) (slash - id.text);
  return id;
}

static bool
find_fragment (const SjTemplateEnv *env, SjSlice id, SjSlice *text, bool *draft)
{
  SjSlice bare = bare_fragment (id);
  const SjLibraryEntry *entry = (const SjLibraryEntry *) sj_library_named (of_template (env), SJ_REF_FRAGMENT,
                                                                           bare.text, bare.length);

  if (entry == NULL || entry->fragment == NULL)
    return false;
  *text = (SjSlice) { entry->fragment, strlen (entry->fragment) };
  *draft = ((const SjFragment *) entry->entry.config)->status == SJ_FRAGMENT_DRAFT;
  return true;
}

/* Datasets and keys are the installation's, so a workspace cannot deny them. */
static bool
find_resource (const SjTemplateEnv *env, SjResource kind, SjSlice name, const SjShape **shape)
{
  const SjLibrary *library = of_template (env);
  bool draft;
  SjSlice text;

  *shape = NULL;
  switch (kind)
    {
    case SJ_RESOURCE_FRAGMENT:
      return find_fragment (env, name, &text, &draft);
    case SJ_RESOURCE_ACTION:
      return find_shape (library, SJ_REF_ACTION, name, shape);
    case SJ_RESOURCE_AUDIENCE:
      return sj_library_named (library, SJ_REF_AUDIENCE, name.text, name.length) != NULL;
    default:
      return true;
    }
}

static char **
list_resources (const SjTemplateEnv *env, SjResource kind)
{
  const SjLibrary *library = of_template (env);

  switch (kind)
    {
    case SJ_RESOURCE_FRAGMENT:
      return list_entries (library, SJ_REF_FRAGMENT, false);
    case SJ_RESOURCE_ACTION:
      return list_entries (library, SJ_REF_ACTION, false);
    case SJ_RESOURCE_AUDIENCE:
      return list_entries (library, SJ_REF_AUDIENCE, true);
    default:
      return list_one (NULL);
    }
}

static const char *
find_name (SjRefTo to, const char *id, gpointer data)
{
  const SjEntry *entry = sj_library_holds (to) ? sj_library_find (data, to, id) : NULL;

  return entry ? entry->name : NULL;
}

void
sj_library_init_envs (SjLibrary *library)
{
  SjTemplateEnv env = { .fragment = find_fragment, .resource = find_resource, .resources = list_resources };

  library->names = (SjNames) { find_name, library };
  library->expr = (SjLibraryExprEnv) { { find_root, find_audience, list_roots, list_audiences }, library };
  library->html = (SjLibraryTemplateEnv) { env, library };
  env.plain = true;
  library->plain = (SjLibraryTemplateEnv) { env, library };
}

/* Entries by id and, where it differs, by name: templates may use either. */
static SjShape *
entries_shape (const SjLibrary *library, SjRefTo kind)
{
  SjShape *shape = sj_shape_new (SJ_OBJECT);

  for (size_t i = 0; i < sj_library_count (library, kind); i++)
    {
      const SjEntry *entry = sj_library_get (library, kind, i);

      sj_shape_add_field (shape, entry->id, entry->shape ? sj_shape_copy (entry->shape) : sj_shape_new_any ());
      if (strcmp (entry->id, entry->name) != 0)
        sj_shape_add_field (shape, entry->name, entry->shape ? sj_shape_copy (entry->shape) : sj_shape_new_any ());
    }
  return shape;
}

static SjShape *
properties_shape (void)
{
  SjShape *shape = sj_shape_new (SJ_OBJECT);

  for (const char *const *name = sj_expr_properties (); *name != NULL; name++)
    sj_shape_add_field (shape, *name, sj_shape_new_any ());
  return shape;
}

static SjShape *
journey_shape (const SjLibrary *library)
{
  SjShape *shape = sj_shape_new (SJ_OBJECT);

  sj_shape_add_field (shape, "events", entries_shape (library, SJ_REF_EVENT));
  sj_shape_add_field (shape, "actions", entries_shape (library, SJ_REF_ACTION));
  sj_shape_add_field (shape, "datasetLookup", sj_shape_new_any ());
  sj_shape_add_field (shape, "technicalProperties", properties_shape ());
  return shape;
}

static SjShape *
root_shape (const SjLibrary *library)
{
  static const char *const open[] = { "offers", "decisionPolicy", "targetData" };
  SjShape *root = sj_shape_new (SJ_OBJECT);
  SjShape *context = sj_shape_new (SJ_OBJECT);

  context->open = true;    /* what an API call or an audience brings along */
  sj_shape_add_field (context, "journey", journey_shape (library));
  sj_shape_add_field (root, "profile", sj_shape_copy (library->profile));
  sj_shape_add_field (root, "context", context);
  for (size_t i = 0; i < G_N_ELEMENTS (open); i++)
    sj_shape_add_field (root, open[i], sj_shape_new_any ());
  return root;
}

void
sj_library_make_shapes (SjLibrary *library)
{
  g_clear_pointer (&library->profile, sj_shape_unref);
  g_clear_pointer (&library->profile_source, sj_shape_unref);
  g_clear_pointer (&library->root, sj_shape_unref);
  library->profile = sj_profile_shape (library->dictionary);
  library->profile_source = sj_profile_source_shape (library->profile);
  library->root = root_shape (library);
  library->html.env.root = library->root;
  library->plain.env.root = library->root;
}

const SjNames *
sj_library_names (const SjLibrary *library)
{
  return &library->names;
}

const SjExprEnv *
sj_library_expr_env (const SjLibrary *library)
{
  return &library->expr.env;
}

const SjTemplateEnv *
sj_library_template_env (const SjLibrary *library)
{
  return &library->html.env;
}

const SjTemplateEnv *
sj_library_plain_env (const SjLibrary *library)
{
  return &library->plain.env;
}
