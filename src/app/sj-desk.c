/* sj-desk.c -- an open workspace as a window sees it: what is in it, and what changes. */
#include "app/sj-desk.h"

#include "app/sj-section.h"
#include "base/sj-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SjDesk
{
  GObject parent_instance;

  SjWorkspace *workspace;       /* owned; NULL once closed */
  char *trouble;                /* owned: why changes do not reach the disk, or NULL */
  unsigned observer;
  bool waiting;                 /* changed, not yet on disk */
};

G_DEFINE_FINAL_TYPE (SjDesk, sj_desk, G_TYPE_OBJECT)

enum { NEWS, STATE, GOING, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
set_waiting (SjDesk *desk, bool waiting)
{
  if (desk->waiting == waiting)
    return;
  desk->waiting = waiting;
  g_signal_emit (desk, signals[STATE], 0);
}

static void
set_trouble (SjDesk *desk, const char *sentence)
{
  if (g_strcmp0 (desk->trouble, sentence) == 0)
    return;
  g_free (desk->trouble);
  desk->trouble = g_strdup (sentence);
  g_signal_emit (desk, signals[STATE], 0);
}

static void
news_cb (SjWorkspace *workspace, const SjWorkspaceNews *news, gpointer data)
{
  SjDesk *desk = data;

  if (news->type == SJ_WORKSPACE_TROUBLE)
    set_trouble (desk, news->text);
  else
    set_waiting (desk, news->type != SJ_WORKSPACE_SAVED);
  g_signal_emit (desk, signals[NEWS], 0, news);
}

static SjDesk *
take (SjWorkspace *workspace)
{
  SjDesk *desk;

  if (workspace == NULL)
    return NULL;
  desk = g_object_new (SJ_TYPE_DESK, NULL);
  desk->workspace = workspace;
  desk->observer = sj_workspace_observe (workspace, news_cb, desk);
  return desk;
}

SjDesk *
sj_desk_open (const char *path, GError **error)
{
  return take (sj_workspace_open (path, error));
}

SjDesk *
sj_desk_create (const char *path, const char *name, GError **error)
{
  return take (sj_workspace_create (path, name, error));
}

void
sj_desk_close (SjDesk *desk)
{
  g_autoptr (GError) error = NULL;

  if (desk->workspace == NULL)
    return;
  sj_workspace_unobserve (desk->workspace, desk->observer);
  if (!sj_workspace_close (g_steal_pointer (&desk->workspace), &error))
    g_warning ("%s", error->message);
}

static void
sj_desk_finalize (GObject *object)
{
  SjDesk *desk = SJ_DESK (object);

  sj_desk_close (desk);
  g_free (desk->trouble);
  G_OBJECT_CLASS (sj_desk_parent_class)->finalize (object);
}

static void
sj_desk_class_init (SjDeskClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_desk_finalize;
  signals[NEWS] = g_signal_new ("news", SJ_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_POINTER);
  signals[STATE] = g_signal_new ("state", SJ_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GOING] = g_signal_new ("going", SJ_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_INT, G_TYPE_STRING);
}

static void
sj_desk_init (SjDesk *desk)
{
}

SjWorkspace *
sj_desk_workspace (SjDesk *desk)
{
  return desk->workspace;
}

bool
sj_desk_writable (SjDesk *desk)
{
  return desk->workspace != NULL && sj_workspace_read_only (desk->workspace) == NULL;
}

SjDeskTrouble
sj_desk_trouble (SjDesk *desk, char **sentence)
{
  const char *why = desk->workspace ? sj_workspace_read_only (desk->workspace) : NULL;

  *sentence = g_strdup (desk->trouble ? desk->trouble : why);
  if (desk->trouble != NULL)
    return SJ_DESK_TROUBLE;
  if (why == NULL)
    return SJ_DESK_FINE;
  return sj_diags_count (sj_workspace_damage (desk->workspace)) > 0 ? SJ_DESK_DAMAGED : SJ_DESK_READ_ONLY;
}

SjDeskSaving
sj_desk_saving (SjDesk *desk)
{
  if (desk->trouble != NULL)
    return SJ_DESK_NOT_SAVED;
  return desk->waiting ? SJ_DESK_SAVING : SJ_DESK_SAVED;
}

void
sj_desk_note_change (SjDesk *desk)
{
  set_waiting (desk, true);
}

/* ---------------------------------------------------------------- documents */

bool
sj_desk_delete (SjDesk *desk, SjRefTo kind, const char *id, GError **error)
{
  g_autofree char *kept = g_strdup (id);

  g_signal_emit (desk, signals[GOING], 0, (int) kind, kept);
  return sj_workspace_delete (desk->workspace, kind, kept, error);
}

/* A document's text with other words for its id and its name. */
static char *
renamed (SjRefTo kind, const char *text, const char *id, const char *name, GError **error)
{
  const SjDocumentKind *row = sj_document_kind (kind);
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  const char *const words[][2] = { { "id", id }, { "name", name } };
  SjObjectBuilder builder;
  SjValue value;

  if (!sj_json_read (&arena, NULL, text, strlen (text), &value, error))
    return NULL;
  sj_object_begin (&builder, &arena);
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i][1] != NULL && sj_spec_find (row->spec, words[i][0]) != NULL)
      sj_object_set (&builder, words[i][0], sj_value_string (words[i][1]));
  for (uint32_t i = 0; value.type == SJ_OBJECT && i < value.length; i++)
    {
      g_autofree char *key = sj_value_dup_text (value.members[i].key);

      if (!g_str_equal (key, "id") && !(g_str_equal (key, "name") && sj_spec_find (row->spec, "name") != NULL))
        sj_object_set (&builder, key, value.members[i].value);
    }
  return sj_json_to_string (sj_object_end (&builder), SJ_JSON_PRETTY);
}

char *
sj_desk_add (SjDesk *desk, SjRefTo kind, const char *name, GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  if (kind == SJ_REF_JOURNEY)
    return sj_workspace_create_journey (desk->workspace, name, error);
  id = sj_workspace_free_id (desk->workspace, kind, name);
  text = renamed (kind, "{}", id, name, error);
  if (text == NULL || !sj_workspace_put (desk->workspace, kind, id, text, error))
    return NULL;
  return g_steal_pointer (&id);
}

static char *
profile_name (SjDesk *desk, const char *id)
{
  g_autoptr (GPtrArray) rows = sj_workspace_list_profiles (desk->workspace, id, SJ_PROFILES_BY_ID, false, 0, 20);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const SjProfileRow *row = rows->pdata[i];

      if (g_str_equal (row->id, id) && (row->name[0] != '\0' || row->email[0] != '\0'))
        return g_strdup (row->name[0] ? row->name : row->email);
    }
  return g_strdup (id);
}

char *
sj_desk_name (SjDesk *desk, SjRefTo kind, const char *id)
{
  const SjDocument *document;

  if (kind == SJ_REF_JOURNEY)
    {
      const SjJourneyRow *row = sj_workspace_find_journey (desk->workspace, id);

      return row ? g_strdup (row->name) : NULL;
    }
  if (kind == SJ_REF_PROFILE)
    return profile_name (desk, id);
  document = sj_workspace_find (desk->workspace, kind, id);
  return document ? g_strdup (document->name) : NULL;
}

char *
sj_desk_duplicate (SjDesk *desk, SjRefTo kind, const char *id, GError **error)
{
  g_autofree char *was = sj_desk_name (desk, kind, id);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *fresh = NULL;

  /* Translators: the name of a duplicate, as “Gold members (copy)”. */
  name = g_strdup_printf (_("%s (copy)"), was ? was : id);
  if (kind == SJ_REF_JOURNEY)
    return sj_workspace_duplicate_journey (desk->workspace, id, name, error);
  text = sj_workspace_text (desk->workspace, kind, id);
  fresh = sj_workspace_free_id (desk->workspace, kind, name);
  copied = renamed (kind, text ? text : "{}", fresh, name, error);
  if (copied == NULL || !sj_workspace_put (desk->workspace, kind, fresh, copied, error))
    return NULL;
  return g_steal_pointer (&fresh);
}

bool
sj_desk_rename (SjDesk *desk, SjRefTo kind, const char *id, const char *name, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;

  if (kind == SJ_REF_JOURNEY)
    return sj_workspace_rename_journey (desk->workspace, id, name, error);
  text = sj_workspace_text (desk->workspace, kind, id);
  changed = text ? renamed (kind, text, id, name, error) : NULL;
  return changed != NULL && sj_workspace_put (desk->workspace, kind, id, changed, error);
}

char *
sj_desk_when (SjTime then, SjTime now)
{
  int64_t seconds = (now - then) / SJ_SECOND;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (seconds < 60)
    return g_strdup (_("just now"));
  if (seconds < 3600)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute ago", "%d minutes ago",
                                         (unsigned long) (seconds / 60)), (int) (seconds / 60));
  if (seconds < 86400)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour ago", "%d hours ago",
                                         (unsigned long) (seconds / 3600)), (int) (seconds / 3600));
  utc = g_date_time_new_from_unix_utc (then / SJ_SECOND);
  local = utc ? g_date_time_to_local (utc) : NULL;
  /* Translators: a day, as “3 March 2026”. */
  return local ? g_date_time_format (local, _("%-e %B %Y")) : g_strdup ("");
}
