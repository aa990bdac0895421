/* sj-workspace-library.c -- the library of the documents that there are now.
 *
 * Made anew when it is asked for after a change: reading and checking some hundred
 * documents takes a few milliseconds, and nothing can be out of date.
 */
#include "runtime/sj-workspace-private.h"

#include <string.h>

typedef struct
{
  SjWorkspace *workspace;
  GArray *texts;            /* owned: of SjLibraryText */
  GPtrArray *owned;         /* owned: of char *, what the texts borrow */
  GHashTable *people;       /* owned, or NULL: ids of profiles that are there already */
  GString *lines;           /* owned, or NULL: all profiles in one text */
} Gathering;

void
sj_workspace_forget_library (SjWorkspace *workspace)
{
  g_clear_pointer (&workspace->library, sj_library_unref);
  g_clear_pointer (&workspace->sources, g_hash_table_unref);
  if (workspace->journeys == NULL)
    return;
  for (guint i = 0; i < workspace->journeys->len; i++)
    ((SjHeldJourney *) workspace->journeys->pdata[i])->counted = false;
}

/* Takes both texts. */
static void
add_text (Gathering *gathering, SjRefTo kind, char *name, char *text, size_t length)
{
  SjLibraryText entry = { kind, name, { text, length } };

  g_ptr_array_add (gathering->owned, name);
  g_ptr_array_add (gathering->owned, text);
  g_array_append_val (gathering->texts, entry);
}

static char *
source_name (SjRefTo kind, const char *id)
{
  return g_strconcat (sj_workspace_word (kind), "/", id, NULL);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In the order of ids, as the files of a folder are read. */
static void
add_documents (Gathering *gathering, SjRefTo kind)
{
  SjDrawer *drawer = &gathering->workspace->drawers[kind];
  unsigned count = 0;
  g_autofree char **ids = (char **) g_hash_table_get_keys_as_array (drawer->by_id, &count);

  qsort (ids, count, sizeof *ids, compare_ids);
  for (unsigned i = 0; i < count; i++)
    {
      const SjDocument *document = sj_workspace_find (gathering->workspace, kind, ids[i]);

      add_text (gathering, kind, source_name (kind, ids[i]), g_strdup (document->text), strlen (document->text));
    }
}

/* Of a journey others only need its names. */
static void
add_journeys (Gathering *gathering)
{
  for (size_t i = 0; i < sj_workspace_n_journeys (gathering->workspace); i++)
    {
      const SjJourneyRow *row = sj_workspace_journey (gathering->workspace, i);
      SjBuffer text = SJ_BUFFER_INIT;
      size_t length;

      sj_buffer_append (&text, "{\"id\":");
      sj_json_write_text (&text, row->id, strlen (row->id));
      sj_buffer_append (&text, ",\"name\":");
      sj_json_write_text (&text, row->name, strlen (row->name));
      sj_buffer_append_c (&text, '}');
      length = text.length;
      add_text (gathering, SJ_REF_JOURNEY, source_name (SJ_REF_JOURNEY, row->id), sj_buffer_steal (&text), length);
    }
}

static bool
add_profile (const SjStoredProfile *profile, gpointer data)
{
  Gathering *gathering = data;

  g_hash_table_add (gathering->people, g_strdup (profile->id));
  add_text (gathering, SJ_REF_PROFILE, source_name (SJ_REF_PROFILE, profile->id),
            g_strndup (profile->text.text, profile->text.length), profile->text.length);
  return true;
}

/* Those that tests name, wherever the others are. */
static void
add_named (Gathering *gathering, SjDb *db)
{
  SjWorkspace *workspace = gathering->workspace;

  for (guint i = 0; i < workspace->journeys->len; i++)
    {
      const SjHeldJourney *journey = workspace->journeys->pdata[i];

      for (guint j = 0; j < journey->people->len; j++)
        {
          const char *id = journey->people->pdata[j];
          char *text;

          if (g_hash_table_contains (gathering->people, id) || (text = sj_store_profile_text (db, id, NULL)) == NULL)
            continue;
          g_hash_table_add (gathering->people, g_strdup (id));
          add_text (gathering, SJ_REF_PROFILE, source_name (SJ_REF_PROFILE, id), text, strlen (text));
        }
    }
}

static void
add_some_profiles (Gathering *gathering)
{
  SjDb *db = sj_store_reader (gathering->workspace->store);
  bool only_test = gathering->workspace->n_profiles > SJ_LIBRARY_PEOPLE;

  gathering->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sj_store_each_profile (db, only_test, add_profile, gathering, NULL, NULL);
  if (only_test)
    add_named (gathering, db);
}

static bool
add_line (const SjStoredProfile *profile, gpointer data)
{
  Gathering *gathering = data;

  g_string_append_len (gathering->lines, profile->text.text, (gssize) profile->text.length);
  g_string_append_c (gathering->lines, '\n');
  return true;
}

static void
add_all_profiles (Gathering *gathering)
{
  gsize length;

  gathering->lines = g_string_new (NULL);
  sj_store_each_profile (sj_store_reader (gathering->workspace->store), false, add_line, gathering, NULL, NULL);
  length = gathering->lines->len;
  add_text (gathering, SJ_REF_PROFILE, g_strdup ("profiles"), g_string_free (gathering->lines, FALSE), length);
}

static bool
has_picture (const char *asset, gpointer data)
{
  const SjWorkspace *workspace = data;

  return g_hash_table_contains (workspace->pictures, asset);
}

static SjLibrary *
make_library (SjWorkspace *workspace, bool with_people)
{
  Gathering gathering = { workspace, g_array_new (FALSE, FALSE, sizeof (SjLibraryText)),
                          g_ptr_array_new_with_free_func (g_free), NULL, NULL };
  SjLibrary *library;

  add_documents (&gathering, SJ_REF_NONE);
  for (size_t i = 0; i < sj_library_n_kinds (); i++)
    add_documents (&gathering, sj_library_kind (i)->ref);
  add_journeys (&gathering);
  if (with_people)
    add_all_profiles (&gathering);
  else
    add_some_profiles (&gathering);
  library = sj_library_from_texts ((const SjLibraryText *) (void *) gathering.texts->data, gathering.texts->len,
                                   has_picture, workspace);
  g_array_unref (gathering.texts);
  g_ptr_array_unref (gathering.owned);
  g_clear_pointer (&gathering.people, g_hash_table_unref);
  return library;
}

SjLibrary *
sj_workspace_library (SjWorkspace *workspace)
{
  if (workspace->library == NULL)
    workspace->library = make_library (workspace, false);
  return workspace->library;
}

SjLibrary *
sj_workspace_library_with_people (SjWorkspace *workspace)
{
  if (workspace->n_profiles <= SJ_LIBRARY_PEOPLE)
    return sj_library_ref (sj_workspace_library (workspace));
  return make_library (workspace, true);
}

const SjDiags *
sj_workspace_findings (SjWorkspace *workspace, SjRefTo kind, const char *id)
{
  const GPtrArray *sources = sj_library_sources (sj_workspace_library (workspace));
  g_autofree char *name = source_name (kind, id);
  const SjSource *source;

  if (workspace->sources == NULL)
    {
      workspace->sources = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < sources->len; i++)
        g_hash_table_insert (workspace->sources, ((SjSource *) sources->pdata[i])->path, sources->pdata[i]);
    }
  source = g_hash_table_lookup (workspace->sources, name);
  return source ? &source->diags : NULL;
}
