/* sj-hits.c -- what quick search finds: documents, pages and commands, best first. */
#include "app/sj-hits.h"

#include "app/sj-command.h"
#include "app/sj-section.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (SjFound, sj_found, G_TYPE_OBJECT)

static void
sj_found_finalize (GObject *object)
{
  SjFound *found = SJ_FOUND (object);

  g_free (found->id);
  g_free (found->title);
  g_free (found->keys);
  G_OBJECT_CLASS (sj_found_parent_class)->finalize (object);
}

static void
sj_found_class_init (SjFoundClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_found_finalize;
}

static void
sj_found_init (SjFound *found)
{
}

typedef struct
{
  char *text;               /* folded */
  char **words;             /* the same, parted */
  GPtrArray *found;
} Hunt;

/* 0: no; higher is better. */
static int
rank_of (const Hunt *hunt, const char *title)
{
  g_autofree char *folded = g_utf8_casefold (title, -1);

  for (char **word = hunt->words; *word != NULL; word++)
    {
      const char *at = **word ? strstr (folded, *word) : folded;

      while (at != NULL && at > folded && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at))))
        at = strstr (at + 1, *word);
      if (at == NULL)
        return 0;
    }
  return g_str_has_prefix (folded, hunt->text) ? 2 : 1;
}

static void
take (Hunt *hunt, SjFound found)
{
  SjFound *object;
  int rank = rank_of (hunt, found.title);

  if (rank == 0)
    return;
  object = g_object_new (SJ_TYPE_FOUND, NULL);
  object->of = found.of;
  object->kind = found.kind;
  object->id = g_strdup (found.id);
  object->title = g_strdup (found.title);
  object->detail = found.detail;
  object->icon = found.icon;
  object->keys = g_strdup (found.keys);
  object->rank = rank;
  g_ptr_array_add (hunt->found, object);
}

static void
hunt_documents (Hunt *hunt, SjDesk *desk, const SjDocumentKind *kind)
{
  SjWorkspace *workspace = sj_desk_workspace (desk);
  bool journeys = kind->ref == SJ_REF_JOURNEY;
  size_t count = journeys ? sj_workspace_n_journeys (workspace) : sj_workspace_count (workspace, kind->ref);

  for (size_t i = 0; i < count; i++)
    {
      const SjJourneyRow *row = journeys ? sj_workspace_journey (workspace, i) : NULL;
      const SjDocument *document = journeys ? NULL : sj_workspace_get (workspace, kind->ref, i);

      take (hunt, (SjFound) { .of = SJ_FOUND_DOCUMENT, .kind = kind->ref,
                              .id = (char *) (row ? row->id : document->id),
                              .title = (char *) (row ? row->name : document->name), .detail = _(kind->title),
                              .icon = kind->icon });
    }
}

static void
hunt_profiles (Hunt *hunt, SjDesk *desk, const char *words, const SjDocumentKind *kind)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (words[0] == '\0')
    return;
  rows = sj_workspace_list_profiles (sj_desk_workspace (desk), words, SJ_PROFILES_BY_NAME, false, 0, 10);
  for (guint i = 0; i < rows->len; i++)
    {
      const SjProfileRow *row = rows->pdata[i];
      g_autofree char *title = g_strdup (row->name[0] ? row->name : row->email[0] ? row->email : row->id);

      take (hunt, (SjFound) { .of = SJ_FOUND_DOCUMENT, .kind = SJ_REF_PROFILE, .id = row->id, .title = title,
                              .detail = _(kind->title), .icon = kind->icon });
    }
}

static void
hunt_commands (Hunt *hunt, SjHitsCan can, gpointer data)
{
  for (const SjCommand *command = sj_commands; command->scope != NULL; command++)
    {
      g_autofree char *action = sj_command_action (command);
      g_auto (GStrv) keys = command->keys ? g_strsplit (command->keys, " ", 2) : NULL;

      if (!(command->flags & SJ_COMMAND_UNLISTED) && can (action, data))
        take (hunt, (SjFound) { .of = SJ_FOUND_COMMAND, .id = action, .title = (char *) _(command->title),
                                .detail = _("Command"), .icon = "system-run-symbolic",
                                .keys = keys ? keys[0] : NULL });
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const SjFound *one = *(SjFound *const *) a;
  const SjFound *two = *(SjFound *const *) b;

  if (one->rank != two->rank)
    return two->rank - one->rank;
  if (one->of != two->of)
    return (int) one->of - (int) two->of;
  if (one->kind != two->kind)
    return one->kind == SJ_REF_JOURNEY ? -1 : two->kind == SJ_REF_JOURNEY ? 1 : (int) one->kind - (int) two->kind;
  return g_utf8_collate (one->title, two->title);
}

GPtrArray *
sj_hits_find (SjDesk *desk, const char *words, SjHitsCan can, gpointer data)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (words));
  g_autofree char *folded = g_utf8_casefold (trimmed, -1);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t", -1);
  Hunt hunt = { folded, parts, g_ptr_array_new_with_free_func (g_object_unref) };

  for (const SjDocumentKind *kind = sj_document_kinds; kind->title != NULL; kind++)
    {
      take (&hunt, (SjFound) { .of = SJ_FOUND_PAGE, .kind = kind->ref, .id = (char *) "",
                               .title = (char *) _(kind->title), .detail = _("Page"), .icon = kind->icon });
      if (kind->ref == SJ_REF_PROFILE)
        hunt_profiles (&hunt, desk, trimmed, kind);
      else
        hunt_documents (&hunt, desk, kind);
    }
  hunt_commands (&hunt, can, data);
  g_ptr_array_sort (hunt.found, compare);
  if (hunt.found->len > SJ_HITS_MOST)
    g_ptr_array_set_size (hunt.found, SJ_HITS_MOST);
  return hunt.found;
}
