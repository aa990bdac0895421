/* sj-code-complete.c -- completion of our languages in GtkSourceView's own popup.
 *
 * The candidates are made anew at every key: the language knows best what fits. */
#include "widgets/sj-code-complete.h"

#include "lang/sj-complete.h"
#include "widgets/sj-pick.h"

#include <string.h>

/* One candidate, as the popup wants it. */
#define SJ_TYPE_PROPOSAL (sj_proposal_get_type ())
G_DECLARE_FINAL_TYPE (SjProposal, sj_proposal, SJ, PROPOSAL, GObject)

struct _SjProposal
{
  GObject parent;

  GPtrArray *all;                   /* owned: keeps the candidate */
  const SjCandidate *candidate;     /* borrowed */
};

G_DEFINE_FINAL_TYPE_WITH_CODE (SjProposal, sj_proposal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_SOURCE_TYPE_COMPLETION_PROPOSAL, NULL))

static void
sj_proposal_finalize (GObject *object)
{
  g_ptr_array_unref (SJ_PROPOSAL (object)->all);
  G_OBJECT_CLASS (sj_proposal_parent_class)->finalize (object);
}

static void
sj_proposal_class_init (SjProposalClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_proposal_finalize;
}

static void
sj_proposal_init (SjProposal *proposal)
{
}

#define SJ_TYPE_PROVIDER (sj_provider_get_type ())
G_DECLARE_FINAL_TYPE (SjProvider, sj_provider, SJ, PROVIDER, GObject)

struct _SjProvider
{
  GObject parent;

  SjCodeEntry *entry;       /* borrowed: the provider belongs to its view */
  const char *triggers;
  bool open;
};

static void
fill (SjProvider *provider, GListStore *store)
{
  g_autoptr (GPtrArray) all = sj_code_entry_candidates (provider->entry);

  g_list_store_remove_all (store);
  for (guint i = 0; i < all->len; i++)
    {
      g_autoptr (SjProposal) proposal = g_object_new (SJ_TYPE_PROPOSAL, NULL);

      proposal->all = g_ptr_array_ref (all);
      proposal->candidate = g_ptr_array_index (all, i);
      g_list_store_append (store, proposal);
    }
}

static gboolean
is_trigger (GtkSourceCompletionProvider *self, const GtkTextIter *iter, gunichar c)
{
  return c < 0x80 && c != 0 && strchr (SJ_PROVIDER (self)->triggers, (int) c) != NULL;
}

static gboolean
key_activates (GtkSourceCompletionProvider *self, GtkSourceCompletionContext *context,
               GtkSourceCompletionProposal *proposal, guint key, GdkModifierType state)
{
  return FALSE;    /* Return and Tab do, and nothing that one may want to type */
}

static void
populate_async (GtkSourceCompletionProvider *self, GtkSourceCompletionContext *context, GCancellable *cancellable,
                GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  GListStore *store = g_list_store_new (SJ_TYPE_PROPOSAL);

  fill (SJ_PROVIDER (self), store);
  g_task_return_pointer (task, store, g_object_unref);
}

static GListModel *
populate_finish (GtkSourceCompletionProvider *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
refilter (GtkSourceCompletionProvider *self, GtkSourceCompletionContext *context, GListModel *model)
{
  fill (SJ_PROVIDER (self), G_LIST_STORE (model));
}

static const char *
icon_of (SjCandidateKind kind)
{
  static const char *const icons[] = {
    [SJ_CANDIDATE_FIELD] = "view-list-bullet-symbolic",     [SJ_CANDIDATE_EVENT] = "sj-event-symbolic",
    [SJ_CANDIDATE_SOURCE] = "avatar-default-symbolic",      [SJ_CANDIDATE_GROUP] = "view-list-symbolic",
    [SJ_CANDIDATE_ACTION] = "sj-call-symbolic",             [SJ_CANDIDATE_LOOKUP] = "edit-find-symbolic",
    [SJ_CANDIDATE_PROPERTY] = "document-properties-symbolic", [SJ_CANDIDATE_AUDIENCE] = "sj-audience-symbolic",
    [SJ_CANDIDATE_STEP] = "go-next-symbolic",               [SJ_CANDIDATE_ITEM] = "view-list-bullet-symbolic",
    [SJ_CANDIDATE_FUNCTION] = "system-run-symbolic",        [SJ_CANDIDATE_KEYWORD] = "insert-text-symbolic",
    [SJ_CANDIDATE_CHOICE] = "object-select-symbolic",       [SJ_CANDIDATE_VARIABLE] = "insert-object-symbolic",
    [SJ_CANDIDATE_HELPER] = "system-run-symbolic",          [SJ_CANDIDATE_FRAGMENT] = "insert-text-symbolic",
  };

  return icons[kind];
}

static void
display (GtkSourceCompletionProvider *self, GtkSourceCompletionContext *context, GtkSourceCompletionProposal *proposal,
         GtkSourceCompletionCell *cell)
{
  const SjCandidate *candidate = SJ_PROPOSAL (proposal)->candidate;

  switch (gtk_source_completion_cell_get_column (cell))
    {
    case GTK_SOURCE_COMPLETION_COLUMN_ICON:
      gtk_source_completion_cell_set_icon_name (cell, icon_of (candidate->kind));
      break;
    case GTK_SOURCE_COMPLETION_COLUMN_TYPED_TEXT:
      gtk_source_completion_cell_set_text (cell, candidate->label);
      break;
    case GTK_SOURCE_COMPLETION_COLUMN_AFTER:
    case GTK_SOURCE_COMPLETION_COLUMN_COMMENT:
    case GTK_SOURCE_COMPLETION_COLUMN_DETAILS:
      gtk_source_completion_cell_set_text (cell, candidate->detail);
      break;
    default:
      gtk_source_completion_cell_set_text (cell, NULL);
      break;
    }
}

static void
activate (GtkSourceCompletionProvider *self, GtkSourceCompletionContext *context, GtkSourceCompletionProposal *proposal)
{
  g_autoptr (SjProposal) kept = g_object_ref (SJ_PROPOSAL (proposal));

  sj_code_entry_take (SJ_PROVIDER (self)->entry, kept->candidate);
}

static void
provider_iface_init (GtkSourceCompletionProviderInterface *iface)
{
  iface->is_trigger = is_trigger;
  iface->key_activates = key_activates;
  iface->populate_async = populate_async;
  iface->populate_finish = populate_finish;
  iface->refilter = refilter;
  iface->display = display;
  iface->activate = activate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SjProvider, sj_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_SOURCE_TYPE_COMPLETION_PROVIDER, provider_iface_init))

static void
sj_provider_class_init (SjProviderClass *class)
{
}

static void
sj_provider_init (SjProvider *provider)
{
}

static void
shown_cb (GtkSourceCompletion *completion, SjProvider *provider)
{
  provider->open = true;
}

static void
hidden_cb (GtkSourceCompletion *completion, SjProvider *provider)
{
  provider->open = false;
}

void
sj_code_complete_attach (SjCodeEntry *entry, GtkSourceView *view, const char *triggers)
{
  GtkSourceCompletion *completion = gtk_source_view_get_completion (view);
  g_autoptr (SjProvider) provider = g_object_new (SJ_TYPE_PROVIDER, NULL);

  provider->entry = entry;
  provider->triggers = triggers;
  g_object_set (completion, "page-size", 9, "select-on-show", TRUE, NULL);
  gtk_source_completion_add_provider (completion, GTK_SOURCE_COMPLETION_PROVIDER (provider));
  g_object_set_data (G_OBJECT (view), "sj-provider", provider);
  g_signal_connect_object (completion, "show", G_CALLBACK (shown_cb), provider, 0);
  g_signal_connect_object (completion, "hide", G_CALLBACK (hidden_cb), provider, 0);
}

bool
sj_code_complete_is_open (GtkSourceView *view)
{
  SjProvider *provider = g_object_get_data (G_OBJECT (view), "sj-provider");

  return provider != NULL && provider->open;
}
