/* sj-expr-try.c -- the value an expression has for a person and sample events. */
#include "widgets/sj-expr-try.h"

#include "lang/sj-paint.h"
#include "profile/sj-event.h"
#include "widgets/sj-code-entry.h"
#include "widgets/sj-person-button.h"
#include "widgets/sj-trial.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SjExprTry
{
  GtkWidget parent;

  SjLibrary *library;       /* borrowed, or NULL */
  const SjExprEnv *env;     /* borrowed, or NULL */
  SjExprType expected;
  char *text;               /* owned */
  char *person;             /* owned; NULL: the first */
  char *event;              /* owned: whose sample is shown; NULL: none */
  char *value;              /* owned */

  GtkWidget *line, *button, *result, *expander, *sample;
};

G_DEFINE_FINAL_TYPE (SjExprTry, sj_expr_try, GTK_TYPE_WIDGET)

static const SjCodeLanguage json = { sj_paint_json, NULL, "" };

/* The sample as it stands in the editor; null while it is no JSON. */
static SjValue
given_events (SjExprTry *trial, SjArena *arena)
{
  g_autofree char *text = sj_code_entry_get_text (SJ_CODE_ENTRY (trial->sample));
  char *kept = sj_arena_strdup (arena, text);
  SjObjectBuilder builder;
  SjValue value;

  if (trial->event == NULL || !sj_json_read (arena, NULL, kept, strlen (kept), &value, NULL))
    return sj_null;
  sj_object_begin (&builder, arena);
  sj_object_set (&builder, trial->event, value);
  return sj_object_end (&builder);
}

static void
update (SjExprTry *trial)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *words = NULL;
  SjTrial own;

  if (trial->library == NULL)
    return;
  sj_trial_init (&own, trial->library, trial->person, g_get_real_time () / 1000, &arena);
  own.events = given_events (trial, &arena);
  g_free (trial->value);
  trial->value = *trial->text != '\0' ? sj_trial_value (&own, trial->text, trial->env, trial->expected)
                                      : g_strdup (_("nothing yet"));
  words = g_strdup_printf ("= %s", trial->value);
  gtk_label_set_label (GTK_LABEL (trial->result), words);
  sj_person_button_show (trial->button, trial->library, trial->person);
}

static void
show_sample (SjExprTry *trial)
{
  const SjEntry *entry = trial->event ? sj_library_find (trial->library, SJ_REF_EVENT, trial->event) : NULL;
  const SjEventType *type = entry ? entry->config : NULL;
  g_autofree char *text = type && type->sample ? sj_json_to_string (sj_blob_value (type->sample), SJ_JSON_PRETTY)
                                               : g_strdup ("");
  g_autofree char *title = entry ? g_strdup_printf (_("Sample of %s"), entry->name) : NULL;

  gtk_widget_set_visible (trial->expander, entry != NULL);
  gtk_expander_set_label (GTK_EXPANDER (trial->expander), title);
  sj_code_entry_set_text (SJ_CODE_ENTRY (trial->sample), text);
}

static void
person_cb (const char *profile, gpointer data)
{
  sj_expr_try_set_person (data, profile);
}

static void
sample_cb (SjCodeEntry *sample, SjExprTry *trial)
{
  update (trial);
}

static void
sj_expr_try_dispose (GObject *object)
{
  SjExprTry *trial = SJ_EXPR_TRY (object);

  g_clear_pointer (&trial->line, gtk_widget_unparent);
  g_clear_pointer (&trial->expander, gtk_widget_unparent);
  G_OBJECT_CLASS (sj_expr_try_parent_class)->dispose (object);
}

static void
sj_expr_try_finalize (GObject *object)
{
  SjExprTry *trial = SJ_EXPR_TRY (object);

  g_free (trial->text);
  g_free (trial->person);
  g_free (trial->event);
  g_free (trial->value);
  G_OBJECT_CLASS (sj_expr_try_parent_class)->finalize (object);
}

static void
sj_expr_try_class_init (SjExprTryClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sj_expr_try_dispose;
  G_OBJECT_CLASS (class)->finalize = sj_expr_try_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
sj_expr_try_init (SjExprTry *trial)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (trial));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  gtk_widget_add_css_class (GTK_WIDGET (trial), "sj-try");
  trial->text = g_strdup ("");
  trial->line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  trial->button = sj_person_button_new (person_cb, trial);
  gtk_widget_set_halign (trial->button, GTK_ALIGN_START);
  trial->result = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (trial->result), 0);
  gtk_label_set_wrap (GTK_LABEL (trial->result), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (trial->result), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (trial->result), TRUE);
  gtk_widget_add_css_class (trial->result, "sj-result");
  gtk_box_append (GTK_BOX (trial->line), trial->result);
  gtk_box_append (GTK_BOX (trial->line), trial->button);
  trial->expander = gtk_expander_new (NULL);
  trial->sample = sj_code_entry_new (&json, NULL);
  sj_code_entry_set_lines (SJ_CODE_ENTRY (trial->sample), true);
  sj_code_entry_set_name (SJ_CODE_ENTRY (trial->sample), _("Sample event"));
  gtk_expander_set_child (GTK_EXPANDER (trial->expander), trial->sample);
  gtk_widget_set_visible (trial->expander, FALSE);
  g_signal_connect (trial->sample, "changed", G_CALLBACK (sample_cb), trial);
  gtk_widget_set_parent (trial->line, GTK_WIDGET (trial));
  gtk_widget_set_parent (trial->expander, GTK_WIDGET (trial));
}

GtkWidget *
sj_expr_try_new (void)
{
  return g_object_new (SJ_TYPE_EXPR_TRY, NULL);
}

void
sj_expr_try_show (SjExprTry *trial, SjLibrary *library, const SjExprEnv *env, SjExprType expected, const char *text)
{
  g_autofree char *event = library ? sj_trial_event_of (text, library, env) : NULL;
  bool other = library != trial->library || (event != NULL && g_strcmp0 (event, trial->event) != 0);

  trial->library = library;
  trial->env = env;
  trial->expected = expected;
  g_free (trial->text);
  trial->text = g_strdup (text);
  if (library == NULL)
    return;
  if (other)
    {
      g_free (trial->event);
      trial->event = g_steal_pointer (&event);
      show_sample (trial);
    }
  update (trial);
}

const char *
sj_expr_try_get_value (SjExprTry *trial)
{
  return trial->value;
}

void
sj_expr_try_set_person (SjExprTry *trial, const char *profile)
{
  char *kept = g_strdup (profile);

  g_free (trial->person);
  trial->person = kept;
  update (trial);
}

void
sj_expr_try_set_sample (SjExprTry *trial, const char *text)
{
  sj_code_entry_set_text (SJ_CODE_ENTRY (trial->sample), text);
  update (trial);
}
