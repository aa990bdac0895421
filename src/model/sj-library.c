/* sj-library.c -- the shelves of a workspace and how things are found on them.
 *
 * Ids are unique on a shelf; where two files claim one, the first counts and the
 * second has a finding.  Names are for people, but the languages accept them, too.
 */
#include "model/sj-library-private.h"

#include "profile/sj-identity.h"

#include <string.h>

static void
entry_free (SjLibraryEntry *entry)
{
  if (!entry->lent && entry->entry.config != NULL)
    sj_config_free (entry->entry.spec, entry->entry.config);
  g_clear_pointer (&entry->entry.schema, sj_schema_unref);
  g_clear_pointer (&entry->entry.shape, sj_shape_unref);
  g_free (entry->own_id);
  g_free (entry->own_name);
  g_free (entry->fragment);
  g_free (entry);
}

static void
source_free (SjSource *source)
{
  g_free (source->path);
  g_free (source->text);
  sj_diags_clear (&source->diags);
  g_free (source);
}

SjLibrary *
sj_library_new (void)
{
  SjLibrary *library = g_new0 (SjLibrary, 1);

  library->refs = 1;
  library->workspace = sj_config_new (&sj_workspace_file_spec);
  library->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) source_free);
  for (int kind = 0; kind < SJ_N_REFS; kind++)
    {
      SjShelf *shelf = &library->shelves[kind];

      shelf->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
      shelf->by_id = g_hash_table_new (g_str_hash, g_str_equal);
      shelf->by_name = g_hash_table_new (g_str_hash, g_str_equal);
    }
  library->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sj_library_init_envs (library);
  sj_library_make_shapes (library);
  return library;
}

SjLibrary *
sj_library_ref (SjLibrary *library)
{
  g_atomic_int_inc (&library->refs);
  return library;
}

void
sj_library_unref (SjLibrary *library)
{
  if (!g_atomic_int_dec_and_test (&library->refs))
    return;
  for (int kind = 0; kind < SJ_N_REFS; kind++)
    {
      g_hash_table_unref (library->shelves[kind].by_id);
      g_hash_table_unref (library->shelves[kind].by_name);
      g_ptr_array_unref (library->shelves[kind].entries);
    }
  g_hash_table_unref (library->people);
  sj_config_free (&sj_workspace_file_spec, library->workspace);
  g_ptr_array_unref (library->sources);
  g_clear_pointer (&library->dictionary, sj_schema_unref);
  g_clear_pointer (&library->profile, sj_shape_unref);
  g_clear_pointer (&library->profile_source, sj_shape_unref);
  g_clear_pointer (&library->root, sj_shape_unref);
  g_free (library);
}

/* The id and name of what a config describes, where its spec has such fields. */
static const char *
text_or (const SjSpec *spec, const void *config, const char *field, const char *other)
{
  const char *text = config != NULL ? sj_config_text (spec, config, field) : "";

  return *text != '\0' ? text : other;
}

SjLibraryEntry *
sj_library_add (SjLibrary *library, SjRefTo kind, const SjSpec *spec, void *config)
{
  SjShelf *shelf = &library->shelves[kind];
  SjLibraryEntry *entry = g_new0 (SjLibraryEntry, 1);
  const char *id = text_or (spec, config, "id", "");

  entry->entry = (SjEntry) { .kind = kind, .id = id, .name = text_or (spec, config, "name", id), .spec = spec,
                             .config = config };
  g_ptr_array_add (shelf->entries, entry);
  if (*id != '\0' && !g_hash_table_contains (shelf->by_id, id))
    {
      g_hash_table_insert (shelf->by_id, (gpointer) id, entry);
      if (!g_hash_table_contains (shelf->by_name, entry->entry.name))
        g_hash_table_insert (shelf->by_name, (gpointer) entry->entry.name, entry);
    }
  return entry;
}

const char *
sj_library_title (const SjLibrary *library)
{
  return library->workspace->name ? library->workspace->name : "";
}

const char *
sj_library_zone (const SjLibrary *library)
{
  return library->workspace->zone;
}

const GPtrArray *
sj_library_sources (const SjLibrary *library)
{
  return library->sources;
}

const SjShape *
sj_library_profile (const SjLibrary *library)
{
  return library->profile;
}

const SjSchema *
sj_library_dictionary (const SjLibrary *library)
{
  return library->dictionary;
}

bool
sj_library_failed (const SjLibrary *library)
{
  for (guint i = 0; i < library->sources->len; i++)
    if (sj_diags_failed (&((const SjSource *) g_ptr_array_index (library->sources, i))->diags))
      return true;
  return false;
}

bool
sj_library_holds (SjRefTo kind)
{
  return kind != SJ_REF_NONE && kind != SJ_REF_ATTRIBUTE && kind != SJ_REF_NODE && kind != SJ_REF_GOAL;
}

size_t
sj_library_count (const SjLibrary *library, SjRefTo kind)
{
  return library->shelves[kind].entries->len;
}

const SjEntry *
sj_library_get (const SjLibrary *library, SjRefTo kind, size_t index)
{
  g_return_val_if_fail (index < sj_library_count (library, kind), NULL);
  return g_ptr_array_index (library->shelves[kind].entries, index);
}

const SjEntry *
sj_library_find (const SjLibrary *library, SjRefTo kind, const char *id)
{
  return g_hash_table_lookup (library->shelves[kind].by_id, id);
}

const SjEntry *
sj_library_named (const SjLibrary *library, SjRefTo kind, const char *text, size_t length)
{
  g_autofree char *name = g_strndup (text, length);
  const SjEntry *entry = sj_library_find (library, kind, name);

  return entry ? entry : g_hash_table_lookup (library->shelves[kind].by_name, name);
}

const char *
sj_library_nearest (const SjLibrary *library, SjRefTo kind, const char *id)
{
  size_t count = sj_library_count (library, kind);
  g_autofree const char **words = g_new (const char *, 2 * count + 1);
  const char *nearest;

  for (size_t i = 0; i < count; i++)
    {
      words[2 * i] = sj_library_get (library, kind, i)->id;
      words[2 * i + 1] = sj_library_get (library, kind, i)->name;
    }
  nearest = sj_nearest (id, words, 2 * count);
  return nearest ? sj_library_named (library, kind, nearest, strlen (nearest))->id : NULL;
}

char *
sj_library_person_key (const SjLibrary *library, const char *space, const char *id)
{
  const SjEntry *entry = sj_library_find (library, SJ_REF_NAMESPACE, space);
  SjNamespaceKind kind = entry ? ((const SjNamespace *) entry->config)->kind : SJ_NAMESPACE_OTHER;
  g_autofree char *clean = sj_identity_clean (kind, id);

  return clean ? g_strconcat (space, "\n", clean, NULL) : NULL;
}

const SjEntry *
sj_library_person (const SjLibrary *library, const char *space, const char *id)
{
  g_autofree char *key = sj_library_person_key (library, space, id);

  return key ? g_hash_table_lookup (library->people, key) : NULL;
}
