/* sj-store-profiles.c -- the table of profiles and the one they are found by.
 *
 * The search table holds no truth: each row is written with its profile's, under
 * the same number.
 */
#include "store/sj-store-profiles.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PUT \
  "INSERT INTO profile (id, name, label, email, test, text, sum) VALUES (?, ?, ?, ?, ?, ?, ?)" \
  " ON CONFLICT (id) DO UPDATE SET name = excluded.name, label = excluded.label, email = excluded.email," \
  " test = excluded.test, text = excluded.text, sum = excluded.sum"
#define UNFIND "DELETE FROM profile_search WHERE rowid = (SELECT number FROM profile WHERE id = ?1)"
#define FIND \
  "INSERT INTO profile_search (rowid, name, email, id)" \
  " SELECT number, name, email, id FROM profile WHERE id = ?1"
#define FOUND "number IN (SELECT rowid FROM profile_search WHERE profile_search MATCH ?1)"

/* Each word in quotation marks, to be begun with; NULL where there is none. */
static char *
match_of (const char *search)
{
  g_auto (GStrv) words = g_strsplit_set (search ? search : "", " \t\n\r", -1);
  GString *match = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    {
      bool any = false;

      for (const char *at = *word; *at != '\0'; at = g_utf8_next_char (at))
        any |= g_unichar_isalnum (g_utf8_get_char (at));
      if (!any)
        continue;
      g_string_append (match, match->len > 0 ? " \"" : "\"");
      for (const char *at = *word; *at != '\0'; at++)
        {
          if (*at == '"')
            g_string_append_c (match, '"');
          g_string_append_c (match, *at);
        }
      g_string_append (match, "\" *");
    }
  return g_string_free (match, match->len == 0);
}

size_t
sj_store_count_profiles (SjDb *db, const char *search)
{
  g_autofree char *match = match_of (search);
  g_autoptr (SjQuery) query = sj_db_query (db, match ? "SELECT count (*) FROM profile_search"
                                                       " WHERE profile_search MATCH ?1"
                                                     : "SELECT count (*) FROM profile", NULL);

  if (query == NULL)
    return 0;
  if (match != NULL)
    sj_query_text (query, 1, match);
  return sj_query_next (query, NULL) ? (size_t) sj_query_get_integer (query, 0) : 0;
}

bool
sj_store_list_profiles (SjDb *db, const SjStoreLook *look, SjStoredProfileEach each, gpointer data, GError **error)
{
  static const char *const columns[] = { "label", "email", "id" };
  g_autofree char *match = match_of (look->search);
  const char *way = look->descending ? "DESC" : "ASC";
  g_autofree char *sql = g_strdup_printf ("SELECT id, name, label, email, test FROM profile %s%s"
                                          " ORDER BY %s %s, number %s LIMIT ?2 OFFSET ?3",
                                          match ? "WHERE " : "", match ? FOUND : "", columns[look->order], way, way);
  g_autoptr (GError) own = NULL;
  g_autoptr (SjQuery) query = sj_db_query (db, sql, error);

  if (query == NULL)
    return false;
  if (match != NULL)
    sj_query_text (query, 1, match);
  sj_query_integer (query, 2, (int64_t) look->limit);
  sj_query_integer (query, 3, (int64_t) look->offset);
  while (sj_query_next (query, &own))
    {
      SjStoredProfile profile = { sj_query_get_text (query, 0), sj_query_get_text (query, 1),
                                  sj_query_get_text (query, 2), sj_query_get_text (query, 3),
                                  sj_query_get_integer (query, 4) != 0, { NULL, 0 } };

      if (!each (&profile, data))
        return false;
    }
  if (own == NULL)
    return true;
  g_propagate_error (error, g_steal_pointer (&own));
  return false;
}

static bool
hand_out (SjQuery *query, SjStoredProfileEach each, gpointer data, SjDiags *damage)
{
  SjStoredProfile profile = { sj_query_get_text (query, 0), sj_query_get_text (query, 1),
                              sj_query_get_text (query, 2), sj_query_get_text (query, 3),
                              sj_query_get_integer (query, 4) != 0, sj_query_get_slice (query, 5) };

  if (profile.id != NULL && sj_store_sum (profile.text.text, profile.text.length) == sj_query_get_integer (query, 6))
    return each (&profile, data);
  if (damage != NULL)
    sj_diags_add (damage, SJ_SEVERITY_ERROR, "damaged-profile", 0, 0,
                  _("The profile “%s” is damaged: it is not what was written."), profile.id ? profile.id : "?");
  return true;
}

bool
sj_store_each_profile (SjDb *db, bool only_test, SjStoredProfileEach each, gpointer data, SjDiags *damage,
                       GError **error)
{
  g_autoptr (GError) own = NULL;
  /* +number: those for tests are found by the index of tests */
  g_autoptr (SjQuery) query = sj_db_query (db, only_test ? "SELECT id, name, label, email, test, text, sum"
                                                           " FROM profile WHERE test ORDER BY +number"
                                                         : "SELECT id, name, label, email, test, text, sum"
                                                           " FROM profile ORDER BY number", error);

  if (query == NULL)
    return false;
  while (sj_query_next (query, &own))
    if (!hand_out (query, each, data, damage))
      return false;
  if (own == NULL)
    return true;
  if (damage != NULL)
    sj_diags_add (damage, SJ_SEVERITY_ERROR, "damaged-table", 0, 0, _("The %s cannot be read to their end: %s."),
                  _("profiles"), own->message);
  g_propagate_error (error, g_steal_pointer (&own));
  return false;
}

char *
sj_store_profile_text (SjDb *db, const char *id, GError **error)
{
  g_autoptr (SjQuery) query = sj_db_query (db, "SELECT text, sum FROM profile WHERE id = ?", error);
  SjSlice text;

  if (query == NULL)
    return NULL;
  sj_query_text (query, 1, id);
  if (!sj_query_next (query, error))
    return NULL;
  text = sj_query_get_slice (query, 0);
  if (sj_store_sum (text.text, text.length) == sj_query_get_integer (query, 1))
    return g_strndup (text.text, text.length);
  g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_DAMAGED,
               _("the profile “%s” is damaged: it is not what was written"), id);
  return NULL;
}

bool
sj_store_has_profile (SjDb *db, const char *id)
{
  g_autoptr (SjQuery) query = sj_db_query (db, "SELECT 1 FROM profile WHERE id = ?", NULL);

  if (query == NULL)
    return false;
  sj_query_text (query, 1, id);
  return sj_query_next (query, NULL);
}

void
sj_store_put_profile (SjWriter *writer, const SjStoredProfile *profile)
{
  sj_writer_begin (writer);
  sj_writer_write (writer, UNFIND, "t", profile->id);
  sj_writer_write (writer, PUT, "ttttisi", profile->id, profile->name, profile->label, profile->email,
                   (int64_t) profile->test, profile->text, sj_store_sum (profile->text.text, profile->text.length));
  sj_writer_write (writer, FIND, "t", profile->id);
  sj_writer_commit (writer);
}

void
sj_store_remove_profile (SjWriter *writer, const char *id)
{
  sj_writer_begin (writer);
  sj_writer_write (writer, UNFIND, "t", id);
  sj_writer_write (writer, "DELETE FROM profile WHERE id = ?", "t", id);
  sj_writer_commit (writer);
}

/* ------------------------------------------------------------------ many */

static bool
look_up (SjDb *db, const SjStoredProfile *profile, SjStoredWas *was, GError **error)
{
  g_autoptr (GError) own = NULL;
  g_autoptr (SjQuery) query = sj_db_query (db, "SELECT text FROM profile WHERE id = ?", error);

  if (query == NULL)
    return false;
  sj_query_text (query, 1, profile->id);
  *was = SJ_STORED_NEW;
  if (sj_query_next (query, &own))
    {
      SjSlice text = sj_query_get_slice (query, 0);
      bool same = text.length == profile->text.length && memcmp (text.text, profile->text.text, text.length) == 0;

      *was = same ? SJ_STORED_SAME : SJ_STORED_OTHER;
    }
  if (own == NULL)
    return true;
  g_propagate_error (error, g_steal_pointer (&own));
  return false;
}

static bool
run_with_id (SjDb *db, const char *sql, const char *id, GError **error)
{
  SjQuery *query = sj_db_query (db, sql, error);

  if (query == NULL)
    return false;
  sj_query_text (query, 1, id);
  return sj_query_run (query, error);
}

bool
sj_store_put_profile_now (SjDb *db, const SjStoredProfile *profile, SjStoredWas *was, GError **error)
{
  SjQuery *query;

  if (!look_up (db, profile, was, error))
    return false;
  if (*was == SJ_STORED_SAME)
    return true;
  if ((*was == SJ_STORED_OTHER && !run_with_id (db, UNFIND, profile->id, error)) ||
      (query = sj_db_query (db, PUT, error)) == NULL)
    return false;
  sj_query_text (query, 1, profile->id);
  sj_query_text (query, 2, profile->name);
  sj_query_text (query, 3, profile->label);
  sj_query_text (query, 4, profile->email);
  sj_query_integer (query, 5, profile->test);
  sj_query_slice (query, 6, profile->text);
  sj_query_integer (query, 7, sj_store_sum (profile->text.text, profile->text.length));
  return sj_query_run (query, error) && run_with_id (db, FIND, profile->id, error);
}
