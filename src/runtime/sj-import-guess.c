/* sj-import-guess.c -- what a document is when nobody says so; two documents as one. */
#include "runtime/sj-import-private.h"

#include <string.h>

static bool
knows (const SjSpec *spec, SjValue name)
{
  for (const SjField *field = spec->fields; field->name != NULL; field++)
    if (sj_value_is_text (name, (SjSlice) { field->name, strlen (field->name) }))
      return true;
  return false;
}

static bool
is_common (SjValue name)
{
  static const char *const common[] = { "id", "name", "description" };

  for (size_t i = 0; i < G_N_ELEMENTS (common); i++)
    if (sj_value_is_text (name, (SjSlice) { common[i], strlen (common[i]) }))
      return true;
  return false;
}

/* How many of the members that tell kinds apart a kind knows; -1: there is one that it does not know. */
static int
score (const SjSpec *spec, SjValue root)
{
  int known = 0;

  for (uint32_t i = 0; i < root.length; i++)
    {
      if (is_common (root.members[i].key))
        continue;
      if (!knows (spec, root.members[i].key))
        return -1;
      known++;
    }
  for (const SjField *field = spec->fields; field->name != NULL; field++)
    if ((field->flags & SJ_FIELD_REQUIRED) && field->when == NULL &&
        sj_value_find (root, field->name, strlen (field->name)) == NULL)
      return -1;
  return known;
}

static int
n_fields (const SjSpec *spec)
{
  int count = 0;

  while (spec->fields[count].name != NULL)
    count++;
  return count;
}

/* Of two that know as much, the one that knows little else. */
SjRefTo
sj_import_guess (SjValue root)
{
  SjRefTo best = SJ_N_REFS;
  int highest = 0, fewest = 0;

  if (root.type != SJ_OBJECT)
    return SJ_N_REFS;
  for (size_t i = 0; i < sj_library_n_kinds (); i++)
    {
      const SjContentKind *kind = sj_library_kind (i);
      int known = score (kind->spec, root);
      int fields = n_fields (kind->spec);

      if (known < highest || known <= 0 || (known == highest && fields > fewest))
        continue;
      best = known == highest && fields == fewest ? SJ_N_REFS : kind->ref;
      highest = known;
      fewest = fields;
    }
  return best;
}

/* ------------------------------------------------------------------ merging */

static bool
has_item (SjValue list, SjValue id)
{
  for (uint32_t i = 0; i < list.length; i++)
    if (sj_value_equal (sj_value_get (list.items[i], "id"), id))
      return true;
  return false;
}

/* Records with an id of their own. */
static SjValue
merge_lists (SjValue own, SjValue other, SjArena *arena)
{
  SjListBuilder builder;

  sj_list_begin (&builder, arena);
  for (uint32_t i = 0; i < own.length; i++)
    sj_list_add (&builder, own.items[i]);
  for (uint32_t i = 0; i < other.length; i++)
    {
      SjValue id = sj_value_get (other.items[i], "id");

      if (id.type == SJ_TEXT && !has_item (own, id))
        sj_list_add (&builder, other.items[i]);
    }
  return sj_list_end (&builder);
}

SjValue
sj_import_merge (SjValue own, SjValue other, SjArena *arena)
{
  SjObjectBuilder builder;

  if (own.type == SJ_LIST && other.type == SJ_LIST)
    return merge_lists (own, other, arena);
  if (own.type != SJ_OBJECT || other.type != SJ_OBJECT)
    return own;
  sj_object_begin (&builder, arena);
  for (uint32_t i = 0; i < own.length; i++)
    {
      SjValue key = own.members[i].key;
      const SjValue *theirs = sj_value_find (other, key.text, key.length);
      SjValue mine = own.members[i].value;

      sj_object_set (&builder, sj_arena_strndup (arena, key.text, key.length),
                     theirs ? sj_import_merge (mine, *theirs, arena) : mine);
    }
  for (uint32_t i = 0; i < other.length; i++)
    {
      SjValue key = other.members[i].key;

      if (sj_value_find (own, key.text, key.length) == NULL)
        sj_object_set (&builder, sj_arena_strndup (arena, key.text, key.length), other.members[i].value);
    }
  return sj_object_end (&builder);
}
