/* sj-blob.c -- measure first, then copy into a block of just that size. */
#include "base/sj-blob.h"

#include <string.h>

struct SjBlob
{
  int refs;
  SjValue value;
};

static size_t
rounded (size_t size)
{
  return (size + 7) & ~(size_t) 7;
}

/* Bytes beyond the value itself, as an arena rounds them. */
static size_t
measure (SjValue value)
{
  size_t size = 0;

  switch (value.type)
    {
    case SJ_TEXT:
      return rounded ((size_t) value.length + 1);
    case SJ_MOMENT:
      return rounded (sizeof (SjMoment)) + (value.moment->zone ? rounded (strlen (value.moment->zone) + 1) : 0);
    case SJ_LIST:
      for (uint32_t i = 0; i < value.length; i++)
        size += measure (value.items[i]);
      return size + value.length * sizeof (SjValue);
    case SJ_OBJECT:
      for (uint32_t i = 0; i < value.length; i++)
        size += measure (value.members[i].key) + measure (value.members[i].value);
      return size + value.length * sizeof (SjMember);
    default:
      return 0;
    }
}

SjBlob *
sj_blob_new (SjValue value)
{
  size_t size = measure (value);
  SjBlob *blob = g_malloc (rounded (sizeof (SjBlob)) + size);
  char *bytes = (char *) blob + rounded (sizeof (SjBlob));
  SjArena arena = { .next = bytes, .end = bytes + size };

  blob->refs = 1;
  blob->value = sj_value_copy (&arena, value);
  g_assert (arena.chunk == NULL);    /* else the measure is wrong */
  return blob;
}

SjBlob *
sj_blob_ref (SjBlob *blob)
{
  if (blob != NULL)
    g_atomic_int_inc (&blob->refs);
  return blob;
}

void
sj_blob_unref (SjBlob *blob)
{
  if (blob != NULL && g_atomic_int_dec_and_test (&blob->refs))
    g_free (blob);
}

SjValue
sj_blob_value (const SjBlob *blob)
{
  return blob ? blob->value : sj_null;
}

static bool
same (SjValue a, SjValue b)
{
  if (a.type != b.type || (a.type >= SJ_LIST && a.length != b.length))
    return false;
  for (uint32_t i = 0; a.type == SJ_LIST && i < a.length; i++)
    if (!same (a.items[i], b.items[i]))
      return false;
  for (uint32_t i = 0; a.type == SJ_OBJECT && i < a.length; i++)
    if (!same (a.members[i].key, b.members[i].key) || !same (a.members[i].value, b.members[i].value))
      return false;
  return a.type >= SJ_LIST || sj_value_equal (a, b);
}

bool
sj_blob_equal (const SjBlob *a, const SjBlob *b)
{
  return a == b || same (sj_blob_value (a), sj_blob_value (b));
}
