/* sj-schema-tree.h -- a JSON schema as a tree of fields that one adds, names and turns.
 *
 * Also builds one from a sample payload that is pasted, or takes a schema that is
 * pasted as it is.  Signal "changed" after each change by a person; words of the schema
 * that the tree does not know are kept.
 */
#pragma once

#include "base/sj-blob.h"

#include <gtk/gtk.h>

#define SJ_TYPE_SCHEMA_TREE (sj_schema_tree_get_type ())
G_DECLARE_FINAL_TYPE (SjSchemaTree, sj_schema_tree, SJ, SCHEMA_TREE, GtkWidget)

GtkWidget *sj_schema_tree_new (void);

/* Null: no schema.  What is open and what has the focus stays. */
void    sj_schema_tree_set_schema (SjSchemaTree *tree, SjValue schema);
SjValue sj_schema_tree_get_schema (SjSchemaTree *tree);    /* borrowed; null: none */
/* What building begins with. */
void    sj_schema_tree_set_sample (SjSchemaTree *tree, SjValue sample);

/* What the buttons do; `path` is "order.items".  False where it cannot be done, which
 * the tree says. */
bool sj_schema_tree_add    (SjSchemaTree *tree, const char *path, const char *name, int word);
bool sj_schema_tree_remove (SjSchemaTree *tree, const char *path);
bool sj_schema_tree_rename (SjSchemaTree *tree, const char *path, const char *name);
bool sj_schema_tree_turn   (SjSchemaTree *tree, const char *path, int word, bool list);
bool sj_schema_tree_demand (SjSchemaTree *tree, const char *path, bool required);
bool sj_schema_tree_build  (SjSchemaTree *tree, const char *json);
