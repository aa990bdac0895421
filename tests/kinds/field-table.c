/* field-table.c -- fields as a table of Markdown. */
#include "field-table.h"

#include <stdio.h>
#include <string.h>

static const char *
type_words (SjFieldType type)
{
  switch (type)
    {
    case SJ_FIELD_BOOL:
      return "true or false";
    case SJ_FIELD_INTEGER:
      return "whole number";
    case SJ_FIELD_DECIMAL:
      return "number";
    case SJ_FIELD_PERCENT:
      return "percentage";
    case SJ_FIELD_DURATION:
      return "duration";
    case SJ_FIELD_DATE_TIME:
      return "date";
    case SJ_FIELD_TIME_OF_DAY:
      return "time of day";
    case SJ_FIELD_WEEKDAYS:
      return "weekdays";
    case SJ_FIELD_ZONE:
      return "zone";
    case SJ_FIELD_EXPRESSION:
      return "expression";
    case SJ_FIELD_TEMPLATE:
    case SJ_FIELD_LONG_TEMPLATE:
      return "template";
    case SJ_FIELD_REFERENCE:
      return "reference";
    case SJ_FIELD_REFERENCES:
      return "references";
    case SJ_FIELD_FLAGS:
      return "list of ";
    case SJ_FIELD_TEXTS:
      return "list of texts";
    case SJ_FIELD_PAIRS:
      return "object of texts";
    case SJ_FIELD_VALUE:
      return "any JSON";
    case SJ_FIELD_RECORD:
      return "record";
    case SJ_FIELD_RECORDS:
      return "records";
    default:
      return "text";
    }
}

static bool
is_apart (const SjSpec *spec, const SjSpec *const *apart)
{
  for (; apart != NULL && *apart != NULL; apart++)
    if (*apart == spec)
      return true;
  return false;
}

static void
append_type (GString *page, const SjField *field, const SjSpec *const *apart)
{
  if (field->type == SJ_FIELD_FLAGS)
    g_string_append (page, type_words (field->type));
  if (field->type == SJ_FIELD_CHOICE || field->type == SJ_FIELD_FLAGS)
    {
      for (const SjChoice *choice = field->choices; choice->id != NULL; choice++)
        g_string_append_printf (page, "%s`%s`", choice > field->choices ? ", " : "", choice->id);
      return;
    }
  g_string_append (page, type_words (field->type));
  if (field->to != SJ_REF_NONE)
    g_string_append_printf (page, " (%s)", sj_ref_words (field->to));
  if (field->type == SJ_FIELD_EXPRESSION && field->result != SJ_NULL)
    g_string_append_printf (page, " (%s)", sj_type_name (field->result));
  if (field->record != NULL && is_apart (field->record, apart))
    g_string_append_printf (page, " (%s, see below)", field->record->title);
  else if (field->record != NULL)
    for (const SjField *member = field->record->fields; member->name != NULL; member++)
      g_string_append_printf (page, "%s`%s`", member > field->record->fields ? ", " : ": ", member->name);
}

static void
append_default (GString *page, const SjField *field)
{
  void *slot = g_malloc0 (64);
  g_autofree char *text = NULL;

  sj_slot_init (field, slot);
  if (field->type == SJ_FIELD_CHOICE)
    text = field->fallback < 0 ? NULL : g_strdup (field->choices[field->fallback].id);
  else if (field->fallback != 0)
    text = sj_slot_to_text (field, slot, NULL);
  sj_slot_clear (field, slot);
  g_free (slot);
  g_string_append (page, text ? text : "");
}

static void
append_meaning (GString *page, const SjField *field)
{
  g_autofree char *when = g_strdup (field->when ? field->when : "");
  g_auto (GStrv) choices = g_strsplit (when, "|", -1);
  g_autofree char *words = g_strjoinv ("` or `", choices);

  g_string_append_printf (page, "%s%s%s", field->title ? field->title : "", field->help ? ". " : "",
                          field->help ? field->help : "");
  if (field->when != NULL)
    g_string_append_printf (page, "%s *Only with* `%s`.", field->help ? "" : ".", words);
}

static void
append_fields (GString *page, const SjSpec *spec, const SjSpec *const *apart, const char *prefix)
{
  for (const SjField *field = spec->fields; field != NULL && field->name != NULL; field++)
    {
      const char *mark = field->flags & SJ_FIELD_REQUIRED ? "**" : "";

      g_string_append_printf (page, "| %s%s`%s`%s | ", prefix, mark, field->name, mark);
      append_type (page, field, apart);
      g_string_append (page, " | ");
      append_default (page, field);
      g_string_append (page, " | ");
      append_meaning (page, field);
      g_string_append (page, " |\n");
      if (field->record != NULL && !is_apart (field->record, apart))
        {
          g_autofree char *below = g_strdup_printf ("%s`%s` ", prefix, field->name);

          append_fields (page, field->record, apart, below);
        }
    }
}

void
field_table_append (GString *page, const SjSpec *spec, const SjSpec *const *apart)
{
  if (spec->fields == NULL)
    return;
  g_string_append (page, "\n| field | type | default | meaning |\n| --- | --- | --- | --- |\n");
  append_fields (page, spec, apart, "");
}

void
field_page_check (const char *file, const char *first_line, const char *wanted)
{
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (file, &page, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (strstr (page, first_line), ==, wanted);
}

char *
field_page_example (const char *file)
{
  g_autofree char *page = NULL;
  const char *begin, *end;

  g_assert_true (g_file_get_contents (file, &page, NULL, NULL));
  begin = strstr (page, "```json\n");
  g_assert_nonnull (begin);
  begin += strlen ("```json\n");
  end = strstr (begin, "```");
  g_assert_nonnull (end);
  return g_strndup (begin, (size_t) (end - begin));
}

bool
field_page_print (int argc, char **argv, char *(*make) (void))
{
  g_autofree char *page = NULL;

  if (argc < 2 || !g_str_equal (argv[1], "print"))
    return false;
  page = make ();
  fputs (page, stdout);
  return true;
}
