/* sj-check-content.c -- what a message of the library reads of events and answers.
 *
 * Its own flaws are found with its file; here only counts what must have happened
 * before the step that sends it.  Fragments and named conditions are followed.
 */
#include "model/sj-check-private.h"

#include "model/sj-library.h"

#include <string.h>

typedef struct
{
  SjChecker *checker;
  GArray *uses;             /* of SjUse */
  GHashTable *seen;         /* ids of documents that were looked at */
} Content;

static void visit_document (Content *content, SjRefTo kind, const char *id);

static void
add_use (Content *content, SjFactKind kind, SjSlice name)
{
  g_autofree char *id = sj_check_resolve (content->checker, kind, name);
  SjUse use = { .kind = kind };

  if (id == NULL)
    return;
  use.fact = sj_check_fact (content->checker, kind, id);
  for (guint i = 0; i < content->uses->len; i++)
    if (g_array_index (content->uses, SjUse, i).fact == use.fact)
      return;
  g_array_append_val (content->uses, use);
}

static void
visit_template (Content *content, const char *text)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjTemplate) template = sj_template_compile (text, strlen (text),
                                                         sj_library_template_env (content->checker->library), &diags);
  size_t count = 0;
  const SjReference *references = template ? sj_template_references (template, &count) : NULL;

  for (size_t i = 0; i < count; i++)
    if (references[i].kind == SJ_REFERENCE_EVENT)
      add_use (content, SJ_FACT_EVENT, references[i].name);
    else if (references[i].kind == SJ_REFERENCE_ACTION)
      add_use (content, SJ_FACT_ACTION, references[i].name);
}

static void
visit_tree (Content *content, const SjTree *tree)
{
  if (tree->kind == SJ_TREE_ROOT && tree->op == SJ_ROOT_EVENT)
    add_use (content, SJ_FACT_EVENT, tree->name);
  else if (tree->kind == SJ_TREE_ROOT && tree->op == SJ_ROOT_ACTION)
    add_use (content, SJ_FACT_ACTION, tree->name);
  for (unsigned i = 0; i < tree->n_parts; i++)
    visit_tree (content, tree->parts[i]);
}

static void
visit_expression (Content *content, const char *text)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjExpr) expr = sj_expr_compile (text, strlen (text), sj_library_expr_env (content->checker->library),
                                             SJ_EXPR_ANY, &diags);

  if (expr != NULL)
    visit_tree (content, sj_expr_tree (expr));
}

static void
visit_cb (const SjField *field, const char *text, SjReading *reading, gpointer data)
{
  Content *content = data;

  switch (field->type)
    {
    case SJ_FIELD_TEMPLATE:
    case SJ_FIELD_LONG_TEMPLATE:
      visit_template (content, text);
      break;
    case SJ_FIELD_EXPRESSION:
      visit_expression (content, text);
      break;
    case SJ_FIELD_REFERENCE:
      if (field->to == SJ_REF_FRAGMENT || field->to == SJ_REF_CONDITION)
        visit_document (content, field->to, text);
      break;
    default:
      break;
    }
}

static void
visit_document (Content *content, SjRefTo kind, const char *id)
{
  const SjEntry *entry = sj_library_find (content->checker->library, kind, id);
  SjReading reading = { NULL };

  if (entry != NULL && g_hash_table_add (content->seen, (gpointer) entry))
    sj_config_visit (entry->spec, entry->config, &reading, visit_cb, content);
}

static GArray *
gather (SjChecker *checker, const char *message)
{
  Content content = { checker, g_array_new (FALSE, FALSE, sizeof (SjUse)), g_hash_table_new (NULL, NULL) };

  visit_document (&content, SJ_REF_MESSAGE, message);
  g_hash_table_unref (content.seen);
  return content.uses;
}

static void
free_uses (gpointer uses)
{
  g_array_unref (uses);
}

const GArray *
sj_check_content_uses (SjChecker *checker, const char *message)
{
  GArray *uses;

  if (checker->content == NULL)
    checker->content = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_uses);
  uses = g_hash_table_lookup (checker->content, message);
  if (uses == NULL)
    {
      uses = gather (checker, message);
      g_hash_table_insert (checker->content, g_strdup (message), uses);
    }
  return uses;
}
