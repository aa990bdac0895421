/* sj-shape.c -- trees of types. */
#include "lang/sj-shape.h"

#include <string.h>

SjShape *
sj_shape_new (SjType type)
{
  SjShape *shape = g_new0 (SjShape, 1);

  shape->refs = 1;
  shape->type = type;
  return shape;
}

SjShape *
sj_shape_new_any (void)
{
  SjShape *shape = sj_shape_new (SJ_NULL);

  shape->any = true;
  return shape;
}

SjShape *
sj_shape_new_list (SjShape *item)
{
  SjShape *shape = sj_shape_new (SJ_LIST);

  shape->item = item;
  return shape;
}

SjShape *
sj_shape_new_map (SjShape *item)
{
  SjShape *shape = sj_shape_new (SJ_OBJECT);

  shape->map = true;
  shape->item = item;
  return shape;
}

SjShape *
sj_shape_ref (SjShape *shape)
{
  g_atomic_int_inc (&shape->refs);
  return shape;
}

void
sj_shape_unref (SjShape *shape)
{
  if (!g_atomic_int_dec_and_test (&shape->refs))
    return;
  g_free (shape->name);
  g_free (shape->title);
  g_free (shape->description);
  g_clear_pointer (&shape->item, sj_shape_unref);
  g_clear_pointer (&shape->fields, g_ptr_array_unref);
  g_strfreev (shape->choices);
  g_free (shape);
}

/* What is below is shared, so a copy costs one list however deep the shape is. */
SjShape *
sj_shape_copy (const SjShape *shape)
{
  SjShape *copy = sj_shape_new (shape->type);

  copy->any = shape->any;
  copy->open = shape->open;
  copy->map = shape->map;
  copy->required = shape->required;
  copy->title = g_strdup (shape->title);
  copy->description = g_strdup (shape->description);
  copy->choices = g_strdupv (shape->choices);
  copy->item = shape->item ? sj_shape_ref (shape->item) : NULL;
  if (shape->fields != NULL)
    copy->fields = g_ptr_array_copy (shape->fields, (GCopyFunc) sj_shape_ref, NULL);
  return copy;
}

SjShape *
sj_shape_add_field (SjShape *shape, const char *name, SjShape *field)
{
  if (shape->fields == NULL)
    shape->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_shape_unref);
  g_free (field->name);
  field->name = g_strdup (name);
  g_ptr_array_add (shape->fields, field);
  return field;
}

static const SjShape *
behind_lists (const SjShape *shape)
{
  while (shape != NULL && shape->type == SJ_LIST)
    shape = shape->item;
  return shape;
}

const SjShape *
sj_shape_field (const SjShape *shape, const char *name, size_t length)
{
  shape = behind_lists (shape);
  if (shape == NULL)
    return NULL;
  for (guint i = 0; shape->fields != NULL && i < shape->fields->len; i++)
    {
      const SjShape *field = g_ptr_array_index (shape->fields, i);

      if (strlen (field->name) == length && memcmp (field->name, name, length) == 0)
        return field;
    }
  return shape->map ? shape->item : NULL;
}

const char **
sj_shape_field_names (const SjShape *shape, size_t *count)
{
  const char **names;

  shape = behind_lists (shape);
  *count = shape && shape->fields ? shape->fields->len : 0;
  names = g_new0 (const char *, *count + 1);
  for (size_t i = 0; i < *count; i++)
    names[i] = ((const SjShape *) g_ptr_array_index (shape->fields, i))->name;
  return names;
}

char *
sj_shape_describe (const SjShape *shape)
{
  g_autofree char *item = NULL;

  if (shape == NULL || shape->any)
    return g_strdup ("any value");
  if (shape->type == SJ_LIST)
    {
      item = sj_shape_describe (shape->item);
      return g_strdup_printf ("list of %s", item);
    }
  if (shape->map)
    {
      item = sj_shape_describe (shape->item);
      return g_strdup_printf ("map of %s", item);
    }
  return g_strdup (sj_type_name (shape->type));
}

SjShape *
sj_shape_declare (SjShape *shape, const char *path, SjType type)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      SjShape *field = (SjShape *) sj_shape_field (shape, parts[i], strlen (parts[i]));

      if (field == NULL)
        {
          field = sj_shape_new_any ();
          sj_shape_add_field (shape, parts[i], field);
        }
      shape = field;
    }
  shape->any = type == SJ_NULL;
  shape->type = type;
  return shape;
}
