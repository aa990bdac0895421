/* sj-library-load.c -- a workspace from its folder of texts.
 *
 * Everything is read before anything is checked, because documents name each
 * other: first the files, then schemas and shapes, then what they say.
 */
#include "model/sj-library-private.h"

#include "base/sj-name.h"
#include "base/sj-time.h"
#include "content/sj-action.h"
#include "content/sj-asset.h"
#include "content/sj-content.h"
#include "content/sj-fragment.h"
#include "content/sj-language.h"
#include "profile/sj-audience.h"
#include "profile/sj-event.h"
#include "profile/sj-pressure.h"
#include "profile/sj-profile.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define WORKSPACE_FILE "workspace.json"
#define WORKSPACE_FORM 1

#define FIELD(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (SjWorkspaceFile, member), title, __VA_ARGS__ }

static const SjField workspace_fields[] = {
  FIELD ("form", INTEGER, form, NULL, .flags = SJ_FIELD_HIDDEN),
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("description", LONG_TEXT, description, N_("Description")),
  FIELD ("zone", ZONE, zone, N_("Time zone")),
  FIELD ("language", TEXT, language, N_("Language")),
  FIELD ("namespaces", RECORDS, namespaces, N_("Namespaces"), .record = &sj_namespace_spec),
  FIELD ("profile", VALUE, profile, N_("Schema of profiles")),
  { NULL }
};

static void
check_workspace (const void *config, SjReading *reading)
{
  const SjWorkspaceFile *workspace = config;

  if (workspace->form > WORKSPACE_FORM)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "newer", sj_null, "form",
                    _("A newer version of Sojourn wrote this; what only that version knows is passed over."));
  if (workspace->zone != NULL && sj_zone_find (workspace->zone, strlen (workspace->zone)) == NULL)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-zone", sj_null, "zone", _("There is no time zone “%s”."),
                    workspace->zone);
  if (workspace->language != NULL && !sj_is_language (workspace->language))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-language", sj_null, "language",
                    _("“%s” is not a language such as “en” or “pt-BR”."), workspace->language);
}

const SjSpec sj_workspace_file_spec = { workspace_fields, sizeof (SjWorkspaceFile), N_("workspace"), check_workspace };

/* A document that was read and is still to be checked. */
typedef struct
{
  SjLibraryEntry *entry;
  SjSource *source;
  SjSlice text;             /* of the source: all of it, or a line */
  SjValue root;             /* in the loader's arena */
} Read;

typedef struct
{
  SjLibrary *library;
  const char *folder;
  SjArena arena;            /* what was read, until it is checked */
  GArray *reads;            /* of Read */
  SjContentEnv env;
} Load;

static SjReading
reading_of (const Read *read)
{
  return (SjReading) { .text = read->text.text, .length = read->text.length, .diags = &read->source->diags,
                       .root = &read->root };
}

/* Findings from `first` on are about a line; their positions become the file's. */
static void
shift_findings (const Read *read, size_t first)
{
  size_t offset = (size_t) (read->text.text - read->source->text);

  for (size_t i = first; i < sj_diags_count (&read->source->diags); i++)
    {
      SjDiag *diag = (SjDiag *) sj_diags_get (&read->source->diags, i);

      diag->start += offset;
      diag->end += offset;
    }
}

static SjSource *
open_source (Load *load, const char *folder, const char *name)
{
  SjSource *source = g_new0 (SjSource, 1);
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  source->path = g_build_filename (load->folder, folder ? folder : name, folder ? name : NULL, NULL);
  g_ptr_array_add (load->library->sources, source);
  if (!g_file_get_contents (source->path, &source->text, &length, &error))
    {
      source->text = g_strdup ("");
      sj_diags_add (&source->diags, SJ_SEVERITY_ERROR, "unreadable", 0, 0, _("The file cannot be read: %s."),
                    error->message);
    }
  source->length = length;
  return source;
}

/* Adds the document of a text to its shelf. */
static Read *
read_document (Load *load, SjRefTo kind, const SjSpec *spec, SjSource *source, SjSlice text)
{
  Read read = { .source = source, .text = text };
  size_t first = sj_diags_count (&source->diags);
  void *config = sj_config_parse (spec, &load->arena, text.text, text.length, &source->diags, &read.root);

  shift_findings (&read, first);
  if (config == NULL)
    return NULL;
  read.entry = sj_library_add (load->library, kind, spec, config);
  g_array_append_val (load->reads, read);
  return &g_array_index (load->reads, Read, load->reads->len - 1);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names in a folder with that ending, in order; an empty list where there is none. */
static GPtrArray *
list_files (Load *load, const char *folder, const char *ending)
{
  g_autofree char *path = g_build_filename (load->folder, folder, NULL);
  GDir *dir = g_dir_open (path, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ending) && name[0] != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_clear_pointer (&dir, g_dir_close);
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
read_folder (Load *load, SjRefTo kind, const char *folder, const SjSpec *spec)
{
  g_autoptr (GPtrArray) names = list_files (load, folder, ".json");

  for (guint i = 0; i < names->len; i++)
    {
      SjSource *source = open_source (load, folder, g_ptr_array_index (names, i));

      if (sj_diags_count (&source->diags) == 0)
        read_document (load, kind, spec, source, (SjSlice) { source->text, source->length });
    }
}

/* Of a journey only what others call it. */
static void
read_journey (Load *load, const char *name)
{
  SjSource *source = open_source (load, "journeys", name);
  SjJsonReader reader;
  SjJsonError error;
  SjValue root;

  if (sj_diags_count (&source->diags) > 0)
    return;
  sj_json_reader_init (&reader, &load->arena);
  if (!sj_json_reader_read (&reader, source->text, source->length, &root, &error))
    sj_diags_add (&source->diags, SJ_SEVERITY_ERROR, "syntax", error.offset, error.offset + 1,
                  _("This is not JSON: %s."), error.text);
  else
    {
      SjShelf *shelf = &load->library->shelves[SJ_REF_JOURNEY];
      SjLibraryEntry *entry = sj_library_add (load->library, SJ_REF_JOURNEY, NULL, NULL);
      char *id = sj_value_dup_text (sj_value_get (root, "id"));
      char *title = sj_value_dup_text (sj_value_get (root, "name"));

      entry->own_id = id ? id : g_strndup (name, strlen (name) - strlen (".journey"));
      entry->own_name = title ? title : g_strdup (entry->own_id);
      entry->entry.id = entry->own_id;
      entry->entry.name = entry->own_name;
      g_hash_table_insert (shelf->by_id, entry->own_id, entry);
      g_hash_table_insert (shelf->by_name, entry->own_name, entry);
    }
  sj_json_reader_clear (&reader);
}

static void
read_journeys (Load *load)
{
  g_autoptr (GPtrArray) names = list_files (load, "journeys", ".journey");

  for (guint i = 0; i < names->len; i++)
    read_journey (load, g_ptr_array_index (names, i));
}

/* One profile a line; empty lines are nothing. */
static void
read_profiles (Load *load)
{
  g_autofree char *path = g_build_filename (load->folder, "profiles.jsonl", NULL);
  SjSource *source;
  const char *at;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  source = open_source (load, NULL, "profiles.jsonl");
  for (at = source->text; at < source->text + source->length;)
    {
      size_t length = strcspn (at, "\n");

      if (strspn (at, " \t\r") < length)
        read_document (load, SJ_REF_PROFILE, &sj_profile_spec, source, (SjSlice) { at, length });
      at += length;
      at += strspn (at, "\n");
      if (*at == '\0' && at < source->text + source->length)    /* a zero byte: no text beyond it */
        {
          sj_diags_add (&source->diags, SJ_SEVERITY_ERROR, "syntax", (size_t) (at - source->text),
                        (size_t) (at - source->text) + 1, _("The file is not text."));
          break;
        }
    }
}

static bool
read_workspace (Load *load, GError **error)
{
  g_autofree char *path = g_build_filename (load->folder, WORKSPACE_FILE, NULL);
  SjWorkspaceFile *workspace;
  SjSource *source;
  Read read;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, _("there is no workspace in “%s”: %s is missing"),
                   load->folder, WORKSPACE_FILE);
      return false;
    }
  source = open_source (load, NULL, WORKSPACE_FILE);
  workspace = sj_config_parse (&sj_workspace_file_spec, &load->arena, source->text, source->length, &source->diags,
                               &read.root);
  if (workspace == NULL)
    return true;    /* it stands in the findings */
  sj_config_free (&sj_workspace_file_spec, load->library->workspace);
  load->library->workspace = workspace;
  read.source = source;
  read.text = (SjSlice) { source->text, source->length };
  for (uint32_t i = 0; i < workspace->namespaces.count; i++)
    sj_library_add (load->library, SJ_REF_NAMESPACE, &sj_namespace_spec, workspace->namespaces.items[i])->lent = true;
  read.entry = NULL;
  g_array_append_val (load->reads, read);
  return true;
}

/* The schema that a document holds as the member `field`; with places in its text. */
static SjSchema *
read_schema (const Read *read, const char *field)
{
  SjReading reading = reading_of (read);
  SjTrail trail = { NULL, field, -1 };
  SjValue value = sj_value_get (read->root, field);

  reading.trail = &trail;
  return sj_value_is_null (value) ? NULL : sj_schema_read (value, &reading);
}

/* What is always in an answer, beside what its schema says. */
static SjShape *
answer_shape (const SjSchema *schema)
{
  SjShape *shape = schema ? sj_schema_shape (schema) : sj_shape_new (SJ_OBJECT);

  if (schema == NULL)
    shape->open = true;
  if (shape->type == SJ_OBJECT && sj_shape_field (shape, "jo_status_code", strlen ("jo_status_code")) == NULL)
    sj_shape_add_field (shape, "jo_status_code", sj_shape_new (SJ_TEXT));
  if (shape->type == SJ_OBJECT && sj_shape_field (shape, "errorResponse", strlen ("errorResponse")) == NULL)
    sj_shape_add_field (shape, "errorResponse", sj_shape_new_any ());
  return shape;
}

/* What others need of a document before anything can be checked. */
static void
prepare (Load *load, const Read *read)
{
  SjLibraryEntry *entry = read->entry;

  if (entry == NULL)
    {
      load->library->dictionary = read_schema (read, "profile");
      return;
    }
  switch (entry->entry.kind)
    {
    case SJ_REF_EVENT:
      entry->entry.schema = read_schema (read, "schema");
      if (entry->entry.schema != NULL)
        entry->entry.shape = sj_schema_shape (entry->entry.schema);
      break;
    case SJ_REF_ACTION:
      entry->entry.schema = read_schema (read, "response");
      entry->entry.shape = answer_shape (entry->entry.schema);
      break;
    case SJ_REF_FRAGMENT:
      entry->fragment = sj_fragment_template (entry->entry.config);
      break;
    default:
      break;
    }
}

static void
check_reference (const SjField *field, const char *text, SjReading *reading, gpointer data)
{
  const SjLibrary *library = data;
  const char *nearest;
  SjDiag *diag;

  if ((field->type != SJ_FIELD_REFERENCE && field->type != SJ_FIELD_REFERENCES) || !sj_library_holds (field->to) ||
      sj_library_find (library, field->to, text) != NULL)
    return;
  nearest = sj_library_nearest (library, field->to, text);
  if (nearest == NULL)
    diag = sj_reading_add (reading, SJ_SEVERITY_ERROR, "unknown-reference", sj_null, NULL, _("There is no %s “%s”."),
                           sj_ref_words (field->to), text);
  else
    diag = sj_reading_add (reading, SJ_SEVERITY_ERROR, "unknown-reference", sj_null, NULL,
                           _("There is no %s “%s”; perhaps “%s” is meant."), sj_ref_words (field->to), text, nearest);
  if (diag != NULL)
    diag->fix = g_strdup (nearest);
}

/* The file in which an entry stands, below the workspace's folder. */
static const char *
file_of (const Load *load, const SjLibraryEntry *entry)
{
  for (guint i = 0; i < load->reads->len; i++)
    {
      const Read *read = &g_array_index (load->reads, Read, i);

      if (read->entry == entry)
        return read->source->path + strlen (load->folder) + 1;
    }
  return WORKSPACE_FILE;
}

static void
check_names (const Load *load, const Read *read, SjReading *reading)
{
  const SjEntry *entry = &read->entry->entry;
  const SjShelf *shelf = &load->library->shelves[entry->kind];
  const SjLibraryEntry *first = g_hash_table_lookup (shelf->by_id, entry->id);
  const SjLibraryEntry *named = g_hash_table_lookup (shelf->by_name, entry->name);

  if (first != NULL && first != read->entry)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "twice", sj_null, "id", _("The id “%s” is already that of %s."),
                    entry->id, file_of (load, first));
  else if (named != NULL && named != read->entry && strcmp (entry->name, entry->id) != 0)
    sj_reading_add (reading, SJ_SEVERITY_WARNING, "same-name", sj_null, "name",
                    _("“%s” is also the name of %s; expressions that use it mean that one."), entry->name,
                    file_of (load, named));
}

/* An example must be what its schema says. */
static void
check_sample (const Read *read, SjReading *reading)
{
  SjTrail trail = { NULL, "sample", -1 };
  SjValue sample = sj_value_get (read->root, "sample");

  if (read->entry->entry.schema == NULL || sj_value_is_null (sample))
    return;
  reading->trail = &trail;
  sj_schema_check (read->entry->entry.schema, sample, reading);
  reading->trail = NULL;
}

static void
check_asset_file (const Load *load, const SjAsset *asset, SjReading *reading)
{
  g_autofree char *path = asset->file ? g_build_filename (load->folder, "assets", asset->file, NULL) : NULL;

  if (path != NULL && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "no-file", sj_null, "file", _("There is no file “%s” beside it."),
                    asset->file);
}

/* The templates of a fragment may name its inputs. */
static void
check_fragment (const Load *load, const SjFragment *fragment, SjReading *reading)
{
  g_autofree const char **inputs = g_new0 (const char *, fragment->inputs.count + 1);
  SjLibraryTemplateEnv html = load->library->html;
  SjLibraryTemplateEnv plain = load->library->plain;
  SjContentEnv env = { load->env.expr, &html.env, &plain.env };
  size_t count = 0;

  for (uint32_t i = 0; i < fragment->inputs.count; i++)
    {
      const SjInput *input = fragment->inputs.items[i];

      if (input->name != NULL)
        inputs[count++] = input->name;
    }
  html.env.inputs = plain.env.inputs = inputs;
  sj_content_check (&sj_fragment_spec, fragment, &env, reading);
}

static void
check_document (const Load *load, const Read *read, SjReading *reading)
{
  const SjEntry *entry = &read->entry->entry;

  if (entry->kind == SJ_REF_EVENT)    /* its expressions see only itself */
    {
      sj_config_check (entry->spec, entry->config, reading);
      sj_event_type_check (entry->config, entry->schema, reading);
    }
  else if (entry->kind == SJ_REF_FRAGMENT)
    check_fragment (load, entry->config, reading);
  else
    sj_content_check (entry->spec, entry->config, &load->env, reading);

  switch (entry->kind)
    {
    case SJ_REF_ACTION:
      check_sample (read, reading);
      break;
    case SJ_REF_ASSET:
      check_asset_file (load, entry->config, reading);
      break;
    case SJ_REF_PROFILE:
      sj_profile_check (entry->config, load->library->dictionary, reading);
      break;
    default:
      break;
    }
  check_names (load, read, reading);
  sj_config_visit (entry->spec, entry->config, reading, check_reference, load->library);
}

static void
check_read (const Load *load, const Read *read)
{
  SjReading reading = reading_of (read);
  size_t first = sj_diags_count (&read->source->diags);

  if (read->entry == NULL)
    sj_config_check (&sj_workspace_file_spec, load->library->workspace, &reading);
  else
    check_document (load, read, &reading);
  shift_findings (read, first);
}

static void
read_all (Load *load)
{
  read_folder (load, SJ_REF_EVENT, "events", &sj_event_type_spec);
  read_folder (load, SJ_REF_AUDIENCE, "audiences", &sj_audience_spec);
  read_folder (load, SJ_REF_RULE_SET, "rule-sets", &sj_rule_set_spec);
  for (const SjContentKind *kind = sj_content_kinds; kind->folder != NULL; kind++)
    read_folder (load, kind->ref, kind->folder, kind->spec);
  read_profiles (load);
  read_journeys (load);
}

static char *
without_slash (const char *folder)
{
  size_t length = strlen (folder);

  while (length > 1 && folder[length - 1] == '/')
    length--;
  return g_strndup (folder, length);
}

SjLibrary *
sj_library_load (const char *folder, GError **error)
{
  g_autoptr (SjLibrary) library = sj_library_new ();
  g_autofree char *bare = without_slash (folder);
  Load load = { .library = library, .folder = bare };
  bool ok;

  sj_arena_init (&load.arena);
  load.reads = g_array_new (FALSE, FALSE, sizeof (Read));
  ok = read_workspace (&load, error);
  if (ok)
    {
      read_all (&load);
      for (guint i = 0; i < load.reads->len; i++)
        prepare (&load, &g_array_index (load.reads, Read, i));
      sj_library_make_shapes (library);
      load.env = (SjContentEnv) { sj_library_expr_env (library), sj_library_template_env (library),
                                  sj_library_plain_env (library) };
      for (guint i = 0; i < load.reads->len; i++)
        check_read (&load, &g_array_index (load.reads, Read, i));
    }
  g_array_unref (load.reads);
  sj_arena_clear (&load.arena);
  return ok ? g_steal_pointer (&library) : NULL;
}

char *
sj_library_folder (const char *file)
{
  g_autofree char *full = g_canonicalize_filename (file, NULL);
  g_autofree char *folder = g_path_get_dirname (full);

  for (;;)
    {
      g_autofree char *candidate = g_build_filename (folder, WORKSPACE_FILE, NULL);
      char *parent;

      if (g_file_test (candidate, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&folder);
      parent = g_path_get_dirname (folder);
      if (strcmp (parent, folder) == 0)
        {
          g_free (parent);
          return NULL;
        }
      g_free (folder);
      folder = parent;
    }
}
