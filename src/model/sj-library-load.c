/* sj-library-load.c -- a workspace from its folder of texts, or from texts in memory.
 *
 * Everything is read before anything is checked, because documents name each
 * other: first the files, then schemas and shapes, then what they say.
 */
#include "model/sj-library-private.h"

#include "base/sj-name.h"
#include "base/sj-time.h"
#include "content/sj-content.h"
#include "content/sj-fragment.h"
#include "profile/sj-audience.h"
#include "profile/sj-event.h"
#include "profile/sj-pressure.h"
#include "profile/sj-profile.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define WORKSPACE_FILE "workspace.json"
#define PROFILES_FILE "profiles.jsonl"
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

static SjSource *
open_source (SjLibraryLoad *load, const char *folder, const char *name)
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
static SjLibraryRead *
read_document (SjLibraryLoad *load, SjRefTo kind, const SjSpec *spec, SjSource *source, SjSlice text)
{
  SjLibraryRead read = { .source = source, .text = text };
  size_t first = sj_diags_count (&source->diags);
  void *config = sj_config_parse (spec, &load->arena, text.text, text.length, &source->diags, &read.root);

  sj_library_shift (&read, first);
  if (config == NULL)
    return NULL;
  read.entry = sj_library_add (load->library, kind, spec, config);
  g_array_append_val (load->reads, read);
  return &g_array_index (load->reads, SjLibraryRead, load->reads->len - 1);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names in a folder with that ending, in order; an empty list where there is none. */
static GPtrArray *
list_files (SjLibraryLoad *load, const char *folder, const char *ending)
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

static const SjContentKind own_kinds[] = {
  { SJ_REF_EVENT, "events", &sj_event_type_spec },
  { SJ_REF_AUDIENCE, "audiences", &sj_audience_spec },
  { SJ_REF_RULE_SET, "rule-sets", &sj_rule_set_spec },
};

size_t
sj_library_n_kinds (void)
{
  size_t count = G_N_ELEMENTS (own_kinds);

  for (const SjContentKind *kind = sj_content_kinds; kind->folder != NULL; kind++)
    count++;
  return count;
}

const SjContentKind *
sj_library_kind (size_t index)
{
  g_return_val_if_fail (index < sj_library_n_kinds (), NULL);
  return index < G_N_ELEMENTS (own_kinds) ? &own_kinds[index] : &sj_content_kinds[index - G_N_ELEMENTS (own_kinds)];
}

const SjContentKind *
sj_library_kind_of (SjRefTo kind)
{
  for (size_t i = 0; i < sj_library_n_kinds (); i++)
    if (sj_library_kind (i)->ref == kind)
      return sj_library_kind (i);
  return NULL;
}

static void
read_folder (SjLibraryLoad *load, const SjContentKind *kind)
{
  g_autoptr (GPtrArray) names = list_files (load, kind->folder, ".json");

  for (guint i = 0; i < names->len; i++)
    {
      SjSource *source = open_source (load, kind->folder, g_ptr_array_index (names, i));

      if (sj_diags_count (&source->diags) == 0)
        read_document (load, kind->ref, kind->spec, source, (SjSlice) { source->text, source->length });
    }
}

/* Of a journey only what others call it. */
static void
read_journey (SjLibraryLoad *load, SjSource *source)
{
  g_autofree char *name = g_path_get_basename (source->path);
  SjJsonReader reader;
  SjJsonError error;
  SjValue root;

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

      if (g_str_has_suffix (name, ".journey"))
        name[strlen (name) - strlen (".journey")] = '\0';
      entry->own_id = id ? id : g_strdup (name);
      entry->own_name = title ? title : g_strdup (entry->own_id);
      entry->entry.id = entry->own_id;
      entry->entry.name = entry->own_name;
      g_hash_table_insert (shelf->by_id, entry->own_id, entry);
      g_hash_table_insert (shelf->by_name, entry->own_name, entry);
    }
  sj_json_reader_clear (&reader);
}

static void
read_journeys (SjLibraryLoad *load)
{
  g_autoptr (GPtrArray) names = list_files (load, "journeys", ".journey");

  for (guint i = 0; i < names->len; i++)
    {
      SjSource *source = open_source (load, "journeys", g_ptr_array_index (names, i));

      if (sj_diags_count (&source->diags) == 0)
        read_journey (load, source);
    }
}

/* One profile a line; empty lines are nothing. */
static void
read_profiles (SjLibraryLoad *load, SjSource *source)
{
  for (const char *at = source->text; at < source->text + source->length;)
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

static void
read_workspace (SjLibraryLoad *load, SjSource *source)
{
  SjWorkspaceFile *workspace;
  SjLibraryRead read;

  workspace = sj_config_parse (&sj_workspace_file_spec, &load->arena, source->text, source->length, &source->diags,
                               &read.root);
  if (workspace == NULL)
    return;    /* it stands in the findings */
  sj_config_free (&sj_workspace_file_spec, load->library->workspace);
  load->library->workspace = workspace;
  read.source = source;
  read.text = (SjSlice) { source->text, source->length };
  for (uint32_t i = 0; i < workspace->namespaces.count; i++)
    sj_library_add (load->library, SJ_REF_NAMESPACE, &sj_namespace_spec, workspace->namespaces.items[i])->lent = true;
  read.entry = NULL;
  g_array_append_val (load->reads, read);
}

static bool
open_workspace (SjLibraryLoad *load, GError **error)
{
  g_autofree char *path = g_build_filename (load->folder, WORKSPACE_FILE, NULL);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      read_workspace (load, open_source (load, NULL, WORKSPACE_FILE));
      return true;
    }
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, _("there is no workspace in “%s”: %s is missing"),
               load->folder, WORKSPACE_FILE);
  return false;
}

/* The schema that a document holds as the member `field`; with places in its text. */
static SjSchema *
read_schema (const SjLibraryRead *read, const char *field)
{
  SjReading reading = sj_library_reading (read);
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

/* The first profile with an identity keeps it. */
static void
add_person (SjLibrary *library, const SjEntry *entry)
{
  const SjProfile *profile = entry->config;

  for (uint32_t i = 0; i < profile->identities.count; i++)
    {
      const SjIdentity *identity = profile->identities.items[i];
      char *key = NULL;

      if (identity->space != NULL && identity->id != NULL)
        key = sj_library_person_key (library, identity->space, identity->id);
      if (key != NULL && !g_hash_table_contains (library->people, key))
        g_hash_table_insert (library->people, key, (gpointer) entry);
      else
        g_free (key);
    }
}

/* What others need of a document before anything can be checked. */
static void
prepare (SjLibraryLoad *load, const SjLibraryRead *read)
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
    case SJ_REF_PROFILE:
      add_person (load->library, &entry->entry);
      break;
    default:
      break;
    }
}

static void
read_all (SjLibraryLoad *load)
{
  g_autofree char *profiles = g_build_filename (load->folder, PROFILES_FILE, NULL);

  for (size_t i = 0; i < sj_library_n_kinds (); i++)
    read_folder (load, sj_library_kind (i));
  if (g_file_test (profiles, G_FILE_TEST_EXISTS))
    read_profiles (load, open_source (load, NULL, PROFILES_FILE));
  read_journeys (load);
}

static void
load_init (SjLibraryLoad *load, SjLibrary *library)
{
  *load = (SjLibraryLoad) { .library = library };
  sj_arena_init (&load->arena);
  load->reads = g_array_new (FALSE, FALSE, sizeof (SjLibraryRead));
}

static void
load_clear (SjLibraryLoad *load)
{
  g_array_unref (load->reads);
  sj_arena_clear (&load->arena);
}

/* Everything is read. */
static void
finish (SjLibraryLoad *load)
{
  for (guint i = 0; i < load->reads->len; i++)
    prepare (load, &g_array_index (load->reads, SjLibraryRead, i));
  sj_library_make_shapes (load->library);
  load->env = (SjContentEnv) { sj_library_expr_env (load->library), sj_library_template_env (load->library),
                               sj_library_plain_env (load->library) };
  sj_library_check (load);
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
  SjLibraryLoad load;
  bool ok;

  load_init (&load, library);
  load.folder = bare;
  ok = open_workspace (&load, error);
  if (ok)
    {
      read_all (&load);
      finish (&load);
    }
  load_clear (&load);
  return ok ? g_steal_pointer (&library) : NULL;
}

static SjSource *
add_text (SjLibraryLoad *load, const SjLibraryText *text)
{
  SjSource *source = g_new0 (SjSource, 1);

  source->path = g_strdup (text->name);
  source->text = g_strndup (text->text.text, text->text.length);
  source->length = text->text.length;
  g_ptr_array_add (load->library->sources, source);
  return source;
}

static void
read_text (SjLibraryLoad *load, const SjLibraryText *text)
{
  const SjContentKind *kind = sj_library_kind_of (text->kind);
  SjSource *source = add_text (load, text);

  if (text->kind == SJ_REF_NONE)
    read_workspace (load, source);
  else if (text->kind == SJ_REF_PROFILE)
    read_profiles (load, source);
  else if (text->kind == SJ_REF_JOURNEY)
    read_journey (load, source);
  else if (kind != NULL)
    read_document (load, kind->ref, kind->spec, source, (SjSlice) { source->text, source->length });
}

SjLibrary *
sj_library_from_texts (const SjLibraryText *texts, size_t count, SjLibraryHasPicture has_picture, gpointer data)
{
  SjLibrary *library = sj_library_new ();
  SjLibraryLoad load;

  load_init (&load, library);
  load.has_picture = has_picture;
  load.data = data;
  for (size_t i = 0; i < count; i++)
    read_text (&load, &texts[i]);
  finish (&load);
  load_clear (&load);
  return library;
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
