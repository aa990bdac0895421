/* sj-row-language.c -- rows whose text is in one of our languages, and plain JSON. */
#include "widgets/sj-code-entry.h"
#include "widgets/sj-expr-entry.h"
#include "widgets/sj-form-private.h"
#include "widgets/sj-schema-tree.h"
#include "widgets/sj-template-entry.h"

#include "base/sj-channel.h"
#include "lang/sj-expr-field.h"
#include "lang/sj-paint.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  SjRow row;
  GtkWidget *entry;
} LanguageRow;

static const char *
slot_text (const void *slot)
{
  return *(char *const *) slot ? *(char *const *) slot : "";
}

static void
expr_changed_cb (SjExprEntry *entry, SjRow *row)
{
  g_autofree char *text = sj_expr_entry_get_text (entry);

  sj_row_tell_text (row, text);
}

static void
expr_build (SjRow *row)
{
  LanguageRow *own = (LanguageRow *) row;
  g_autoptr (GtkWidget) bar = NULL;

  own->entry = sj_expr_entry_new ();
  sj_expr_entry_set_name (SJ_EXPR_ENTRY (own->entry), _(row->field->title));
  g_signal_connect (own->entry, "changed", G_CALLBACK (expr_changed_cb), row);
  row->control = own->entry;
  bar = sj_expr_entry_take_bar (SJ_EXPR_ENTRY (own->entry));
  sj_row_set_end (row, bar);
  sj_row_set_body (row, own->entry);
}

static void
expr_show (SjRow *row, const void *slot)
{
  SjExprEntry *entry = SJ_EXPR_ENTRY (((LanguageRow *) row)->entry);

  sj_expr_entry_set_env (entry, sj_form_context (row->form)->library, sj_form_expr_env (row->form),
                         sj_expr_type_of_result (row->field->result));
  sj_expr_entry_set_text (entry, slot_text (slot));
}

static bool
expr_says (SjRow *row, const char *sentence)
{
  return sj_expr_entry_says (SJ_EXPR_ENTRY (((LanguageRow *) row)->entry), sentence);
}

const SjRowType sj_row_expression = { .size = sizeof (LanguageRow), .build = expr_build, .show = expr_show,
                                      .says = expr_says };

static void
template_changed_cb (SjTemplateEntry *entry, SjRow *row)
{
  g_autofree char *text = sj_template_entry_get_text (entry);

  sj_row_tell_text (row, text);
}

static void
template_build (SjRow *row)
{
  LanguageRow *own = (LanguageRow *) row;
  g_autoptr (GtkWidget) bar = NULL;

  own->entry = sj_template_entry_new (row->field->type == SJ_FIELD_LONG_TEMPLATE);
  sj_template_entry_set_name (SJ_TEMPLATE_ENTRY (own->entry), _(row->field->title));
  g_signal_connect (own->entry, "changed", G_CALLBACK (template_changed_cb), row);
  row->control = own->entry;
  bar = sj_template_entry_take_bar (SJ_TEMPLATE_ENTRY (own->entry));
  sj_row_set_end (row, bar);
  sj_row_set_body (row, own->entry);
}

static void
template_show (SjRow *row, const void *slot)
{
  SjTemplateEntry *entry = SJ_TEMPLATE_ENTRY (((LanguageRow *) row)->entry);

  sj_template_entry_set_env (entry, sj_form_context (row->form)->library,
                             sj_form_template_env (row->form, row->field));
  sj_template_entry_set_sms (entry, sj_form_channel (row->form) == SJ_CHANNEL_SMS &&
                                        row->field->type == SJ_FIELD_LONG_TEMPLATE);
  sj_template_entry_set_text (entry, slot_text (slot));
}

static bool
template_says (SjRow *row, const char *sentence)
{
  return sj_template_entry_says (SJ_TEMPLATE_ENTRY (((LanguageRow *) row)->entry), sentence);
}

const SjRowType sj_row_template = { .size = sizeof (LanguageRow), .build = template_build, .show = template_show,
                                    .says = template_says };

/* Any value, as JSON; a line that does not begin as JSON is a text. */

static const SjCodeLanguage json = { sj_paint_json, NULL, "" };

static bool
read_value (SjArena *arena, const char *text, SjValue *value, GError **error)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));

  *value = sj_null;
  if (*plain == '\0' || sj_json_read (arena, NULL, plain, strlen (plain), value, error))
    {
      *value = sj_value_copy (arena, *value);
      return true;
    }
  if (strchr ("{[\"", *plain) != NULL || strchr (plain, '\n') != NULL)
    return false;
  g_clear_error (error);
  *value = sj_value_copy_text (arena, plain, strlen (plain));
  return true;
}

/* So that reading it gives the same value. */
static char *
value_text (SjValue value)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *bare = value.type == SJ_TEXT ? sj_value_dup_text (value) : NULL;
  SjValue again;

  if (sj_value_is_null (value))
    return g_strdup ("");
  if (bare != NULL && *bare != '\0' && read_value (&arena, bare, &again, NULL) && sj_value_equal (again, value))
    return g_steal_pointer (&bare);
  return sj_json_to_string (value, SJ_JSON_PRETTY);
}

static void
value_changed_cb (SjCodeEntry *entry, SjRow *row)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *text = sj_code_entry_get_text (entry);
  SjValue value;

  if (!row->filling && read_value (&arena, text, &value, NULL))
    sj_row_tell (row, value);
}

static void
value_left (SjRow *row)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = sj_code_entry_get_text (SJ_CODE_ENTRY (((LanguageRow *) row)->entry));
  SjValue value;

  if (read_value (&arena, text, &value, &error))
    sj_row_accept (row);
  else
    sj_row_refuse (row, _("This is not JSON: %s."), error->message);
}

static void
value_build (SjRow *row)
{
  LanguageRow *own = (LanguageRow *) row;

  own->entry = sj_code_entry_new (&json, NULL);
  sj_code_entry_set_lines (SJ_CODE_ENTRY (own->entry), true);
  sj_code_entry_set_name (SJ_CODE_ENTRY (own->entry), _(row->field->title));
  g_signal_connect (own->entry, "changed", G_CALLBACK (value_changed_cb), row);
  sj_row_set_body (row, own->entry);
}

static void
value_show (SjRow *row, const void *slot)
{
  SjCodeEntry *entry = SJ_CODE_ENTRY (((LanguageRow *) row)->entry);
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *shown = sj_code_entry_get_text (entry), *text = NULL;
  SjValue value, present = sj_blob_value (*(SjBlob *const *) slot);
  bool good = read_value (&arena, shown, &value, NULL);

  if ((good && sj_value_equal (value, present)) || (!good && (sj_row_has_focus (row) || row->refusal != NULL)))
    return;
  text = value_text (present);
  sj_code_entry_set_text (entry, text);
}

const SjRowType sj_row_value = { .size = sizeof (LanguageRow), .build = value_build, .show = value_show,
                                 .left = value_left };

/* A JSON schema, and the sample that stands beside it. */

static void
schema_changed_cb (SjSchemaTree *tree, SjRow *row)
{
  sj_row_tell (row, sj_schema_tree_get_schema (tree));
}

static void
schema_build (SjRow *row)
{
  LanguageRow *own = (LanguageRow *) row;

  own->entry = sj_schema_tree_new ();
  sj_row_set_body (row, own->entry);
  g_signal_connect (own->entry, "changed", G_CALLBACK (schema_changed_cb), row);
}

static void
schema_show (SjRow *row, const void *slot)
{
  SjSchemaTree *tree = SJ_SCHEMA_TREE (((LanguageRow *) row)->entry);
  const SjField *sample = sj_spec_find (sj_form_spec (row->form), "sample");

  sj_schema_tree_set_schema (tree, sj_blob_value (*(SjBlob *const *) slot));
  if (sample != NULL)
    sj_schema_tree_set_sample (tree, sj_blob_value (*(SjBlob *const *) sj_field_slot (sample,
                                                                                     sj_form_config (row->form))));
}

const SjRowType sj_row_schema = { .size = sizeof (LanguageRow), .build = schema_build, .show = schema_show };
