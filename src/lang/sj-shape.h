/* sj-shape.h -- what a value looks like before there is one.
 *
 * Schemas are turned into shapes once; expressions and templates are typed,
 * completed and corrected by them.  A shape without a type may be anything, and
 * nothing is held against it.  Shared and frozen once built.
 */
#pragma once

#include "base/sj-value.h"

typedef struct SjShape SjShape;

struct SjShape
{
  int refs;
  SjType type;
  bool any;                 /* no schema: the value decides */
  bool open;                /* object: fields that are not listed may exist */
  bool map;                 /* object: any name, each value of the shape `item` */
  bool required;            /* as a field: the schema says that it is never missing */
  char *name;               /* owned: as a field; NULL at the root and for items */
  char *title;              /* owned, or NULL: the name for people */
  char *description;        /* owned, or NULL */
  SjShape *item;            /* owned: of a list or a map */
  GPtrArray *fields;        /* owned, or NULL: of SjShape, in the schema's order */
  GStrv choices;            /* owned, or NULL: enum */
};

SjShape *sj_shape_new       (SjType type);
SjShape *sj_shape_new_any   (void);
SjShape *sj_shape_new_list  (SjShape *item);                     /* takes it */
SjShape *sj_shape_new_map   (SjShape *item);                     /* takes it */
SjShape *sj_shape_ref       (SjShape *shape);
void     sj_shape_unref     (SjShape *shape);
SjShape *sj_shape_copy      (const SjShape *shape);              /* to be another field: without the name */
SjShape *sj_shape_add_field (SjShape *shape, const char *name, SjShape *field);    /* takes it; returns it */

/* A list's fields are its items' fields, as paths go through lists. */
const SjShape *sj_shape_field (const SjShape *shape, const char *name, size_t length);

/* Field names, for suggestions; NULL-terminated, borrowed strings, free the array. */
const char **sj_shape_field_names (const SjShape *shape, size_t *count);

/* "string", "list of dateTime", "object": for people who write expressions. */
char *sj_shape_describe (const SjShape *shape);

/* Walks `path` ("a.b.c") adding objects where there are none, and gives the last
 * part the type; how a list of declared paths becomes a shape. */
SjShape *sj_shape_declare (SjShape *shape, const char *path, SjType type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjShape, sj_shape_unref)
