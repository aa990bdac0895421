/* sj-draft.c -- a document that is being edited: its struct, its steps, its flaws. */
#include "app/sj-draft.h"

#include "app/sj-section.h"
#include "content/sj-content.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define STEPS 1000    /* kept */

/* The text before a change, or (among those to be redone) after it. */
typedef struct
{
  char *text;
  char *title;
  const char *field;    /* borrowed from the spec */
} Step;

struct _SjDraft
{
  GObject parent_instance;

  SjDesk *desk;             /* owned */
  SjRefTo kind;
  char *id;                 /* owned */
  const SjSpec *spec;
  void *config;             /* owned */
  char *text;               /* owned: what the struct is of */
  GPtrArray *undo, *redo;   /* owned: of Step */
  bool sealed;
  bool putting;
};

G_DEFINE_FINAL_TYPE (SjDraft, sj_draft, G_TYPE_OBJECT)

static guint changed_signal;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->text);
  g_free (step->title);
  g_free (step);
}

static Step *
step_new (const char *text, const char *title, const char *field)
{
  Step *step = g_new (Step, 1);

  *step = (Step) { g_strdup (text), g_strdup (title), field };
  return step;
}

/* The struct of what the workspace holds now; false: the document is gone. */
static bool
load (SjDraft *draft)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autofree char *text = sj_workspace_text (sj_desk_workspace (draft->desk), draft->kind, draft->id);
  void *config;

  if (text == NULL)
    return false;
  config = sj_config_parse (draft->spec, &arena, text, strlen (text), &diags, NULL);
  if (config == NULL)
    return false;
  if (draft->config != NULL)
    sj_config_free (draft->spec, draft->config);
  draft->config = config;
  g_free (draft->text);
  draft->text = g_steal_pointer (&text);
  return true;
}

/* Others changed it: what was done before no longer fits. */
static void
follow (SjDraft *draft)
{
  g_autofree char *text = sj_workspace_text (sj_desk_workspace (draft->desk), draft->kind, draft->id);

  if (text == NULL || g_str_equal (text, draft->text) || !load (draft))
    return;
  g_ptr_array_set_size (draft->undo, 0);
  g_ptr_array_set_size (draft->redo, 0);
  g_signal_emit (draft, changed_signal, 0);
}

static void
news_cb (SjDesk *desk, const SjWorkspaceNews *news, SjDraft *draft)
{
  bool mine = (news->type == SJ_WORKSPACE_DOCUMENT && news->kind == draft->kind &&
               g_strcmp0 (news->id, draft->id) == 0) ||
              (news->type == SJ_WORKSPACE_PROFILES && draft->kind == SJ_REF_PROFILE) ||
              news->type == SJ_WORKSPACE_IMPORTED;

  if (draft->putting)
    return;
  if (mine)
    follow (draft);
  else if (news->type == SJ_WORKSPACE_DOCUMENT)
    g_signal_emit (draft, changed_signal, 0);    /* what it names may have another name, or be gone */
}

static void
sj_draft_finalize (GObject *object)
{
  SjDraft *draft = SJ_DRAFT (object);

  if (draft->config != NULL)
    sj_config_free (draft->spec, draft->config);
  g_clear_object (&draft->desk);
  g_free (draft->id);
  g_free (draft->text);
  g_ptr_array_unref (draft->undo);
  g_ptr_array_unref (draft->redo);
  G_OBJECT_CLASS (sj_draft_parent_class)->finalize (object);
}

static void
sj_draft_class_init (SjDraftClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_draft_finalize;
  changed_signal = g_signal_new ("changed", SJ_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sj_draft_init (SjDraft *draft)
{
  draft->undo = g_ptr_array_new_with_free_func (step_free);
  draft->redo = g_ptr_array_new_with_free_func (step_free);
  draft->sealed = true;
}

SjDraft *
sj_draft_new (SjDesk *desk, SjRefTo kind, const char *id)
{
  g_autoptr (SjDraft) draft = g_object_new (SJ_TYPE_DRAFT, NULL);

  draft->desk = g_object_ref (desk);
  draft->kind = kind;
  draft->id = g_strdup (id);
  draft->spec = sj_document_kind (kind)->spec;
  if (!load (draft))
    return NULL;
  g_signal_connect_object (desk, "news", G_CALLBACK (news_cb), draft, 0);
  return g_steal_pointer (&draft);
}

SjRefTo
sj_draft_kind (SjDraft *draft)
{
  return draft->kind;
}

const char *
sj_draft_id (SjDraft *draft)
{
  return draft->id;
}

char *
sj_draft_name (SjDraft *draft)
{
  return sj_desk_name (draft->desk, draft->kind, draft->id);
}

const SjSpec *
sj_draft_spec (SjDraft *draft)
{
  return draft->spec;
}

const void *
sj_draft_config (SjDraft *draft)
{
  return draft->config;
}

static bool
has_finding (const SjDiags *diags, const SjDiag *like)
{
  for (size_t i = 0; i < sj_diags_count (diags); i++)
    {
      const SjDiag *diag = sj_diags_get (diags, i);

      if (g_str_equal (diag->code, like->code) && g_strcmp0 (diag->field, like->field) == 0)
        return true;
    }
  return false;
}

/* What can be found in the struct has its place in the field's text.  What only shows
 * among all documents comes from the library; there places are those in the file. */
void
sj_draft_check (SjDraft *draft, SjDiags *diags)
{
  SjWorkspace *workspace = sj_desk_workspace (draft->desk);
  SjLibrary *library = sj_workspace_library (workspace);
  const SjDiags *found = sj_workspace_findings (workspace, draft->kind, draft->id);
  SjReading reading = { .diags = diags };
  SjContentEnv env = { sj_library_expr_env (library), sj_library_template_env (library),
                       sj_library_plain_env (library) };

  sj_content_check (draft->spec, draft->config, &env, &reading);
  for (size_t i = 0; found != NULL && i < sj_diags_count (found); i++)
    {
      const SjDiag *diag = sj_diags_get (found, i);

      if (!has_finding (diags, diag))
        sj_diags_add (diags, diag->severity, diag->code, 0, 0, "%s", diag->text)->field = g_strdup (diag->field);
    }
}

/* ------------------------------------------------------------------ steps */

static bool
put (SjDraft *draft, const char *text, GError **error)
{
  bool done;

  draft->putting = true;
  done = sj_workspace_put (sj_desk_workspace (draft->desk), draft->kind, draft->id, text, error);
  draft->putting = false;
  if (done && load (draft))
    g_signal_emit (draft, changed_signal, 0);
  return done;
}

static char *
step_title (const SjField *field)
{
  /* Translators: a step that can be undone; %s is the setting that was changed. */
  return g_strdup_printf (_("Change %s"), field && field->title ? _(field->title) : "");
}

/* The text with another value in that field. */
static char *
text_with (SjDraft *draft, const char *field, SjValue value)
{
  void *config = sj_config_copy (draft->spec, draft->config);
  g_auto (SjRaw) raw = { sj_value_is_null (value) ? NULL : sj_blob_new (value), -1 };
  char *text;

  sj_config_swap (draft->spec, config, field, &raw);
  text = sj_config_to_string (draft->spec, config);
  sj_config_free (draft->spec, config);
  return text;
}

static bool
goes_on (SjDraft *draft, const SjField *field)
{
  const Step *last = draft->undo->len > 0 ? draft->undo->pdata[draft->undo->len - 1] : NULL;

  return !draft->sealed && last != NULL && last->field == field->name;
}

bool
sj_draft_set (SjDraft *draft, const char *name, SjValue value, GError **error)
{
  const SjField *field = sj_spec_find (draft->spec, name);
  g_autofree char *title = step_title (field);
  g_autofree char *before = g_strdup (draft->text);
  g_autofree char *text = NULL;

  g_return_val_if_fail (field != NULL, false);
  text = text_with (draft, name, value);
  if (g_str_equal (text, draft->text))
    return true;
  if (!goes_on (draft, field))
    g_ptr_array_add (draft->undo, step_new (before, title, field->name));
  if (draft->undo->len > STEPS)
    g_ptr_array_remove_index (draft->undo, 0);
  g_ptr_array_set_size (draft->redo, 0);
  draft->sealed = false;
  return put (draft, text, error);
}

void
sj_draft_seal (SjDraft *draft)
{
  draft->sealed = true;
}

/* One step from one pile to the other. */
static bool
turn (SjDraft *draft, GPtrArray *from, GPtrArray *to)
{
  g_autofree char *text = NULL;
  Step *step;

  if (from->len == 0)
    return false;
  step = g_ptr_array_steal_index (from, from->len - 1);
  text = g_steal_pointer (&step->text);
  step->text = g_strdup (draft->text);
  g_ptr_array_add (to, step);
  draft->sealed = true;
  return put (draft, text, NULL);
}

bool
sj_draft_undo (SjDraft *draft)
{
  return turn (draft, draft->undo, draft->redo);
}

bool
sj_draft_redo (SjDraft *draft)
{
  return turn (draft, draft->redo, draft->undo);
}

static const char *
last_title (const GPtrArray *steps)
{
  return steps->len > 0 ? ((const Step *) steps->pdata[steps->len - 1])->title : NULL;
}

const char *
sj_draft_undo_title (SjDraft *draft)
{
  return last_title (draft->undo);
}

const char *
sj_draft_redo_title (SjDraft *draft)
{
  return last_title (draft->redo);
}
