/* sj-function-list.c -- lists and maps: members, order, parts.
 *
 * Whether a value is among others is asked of a table once the others are more
 * than a handful, so that two long lists do not cost their product.  Results
 * share their items with the lists they come from.
 */
#include "lang/sj-function.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HANDFUL 8

/* Values by hash, in the order they came.  In the arena. */
typedef struct
{
  SjValue *items;
  uint64_t *hashes;
  uint32_t *slots;      /* index + 1 into items; NULL while a handful is expected */
  uint32_t mask;
  uint32_t count;
} Set;

static bool
set_init (SjEval *eval, Set *set, size_t room)
{
  size_t size = 16;

  *set = (Set) { NULL, NULL, NULL, 0, 0 };
  while (size < 2 * room)
    size *= 2;
  if (!sj_eval_charge (eval, room) || (set->items = sj_function_items (eval, room + size / 2)) == NULL)
    return false;
  /* One block: the items, their hashes, the slots. */
  set->hashes = (uint64_t *) (set->items + room);
  if (room > HANDFUL)
    {
      set->slots = (uint32_t *) (set->hashes + room);
      memset (set->slots, 0, size * sizeof (uint32_t));
      set->mask = (uint32_t) size - 1;
    }
  return true;
}

static bool
set_has_few (const Set *set, SjValue value)
{
  for (uint32_t i = 0; i < set->count; i++)
    if (sj_value_equal (set->items[i], value))
      return true;
  return false;
}

/* The slot of the value, or the free one where it belongs. */
static uint32_t *
find_slot (SjEval *eval, const Set *set, SjValue value, uint64_t hash)
{
  uint32_t at = (uint32_t) hash & set->mask;
  size_t probes = 0;

  for (; set->slots[at] != 0; at = (at + 1) & set->mask)
    {
      uint32_t index = set->slots[at] - 1;

      if (++probes % HANDFUL == 0 && !sj_eval_charge (eval, HANDFUL))
        return NULL;
      if (set->hashes[index] == hash && sj_value_equal (set->items[index], value))
        break;
    }
  return &set->slots[at];
}

/* False only beyond the limits. */
static bool
set_has (SjEval *eval, const Set *set, SjValue value, bool *has)
{
  uint32_t *slot;

  if (set->slots == NULL)
    {
      *has = set_has_few (set, value);
      return true;
    }
  slot = find_slot (eval, set, value, sj_value_hash (value));
  *has = slot != NULL && *slot != 0;
  return slot != NULL;
}

static bool
set_add (SjEval *eval, Set *set, SjValue value, bool *added)
{
  uint64_t hash;
  uint32_t *slot;

  if (set->slots == NULL)
    {
      *added = !set_has_few (set, value);
      if (*added)
        set->items[set->count++] = value;
      return true;
    }
  hash = sj_value_hash (value);
  slot = find_slot (eval, set, value, hash);
  if (slot == NULL)
    return false;
  *added = *slot == 0;
  if (*added)
    {
      set->items[set->count] = value;
      set->hashes[set->count++] = hash;
      *slot = set->count;
    }
  return true;
}

/* The values of a list that are not null. */
static bool
set_fill (SjEval *eval, Set *set, SjValue list)
{
  bool added;

  if (!set_init (eval, set, list.length))
    return false;
  for (uint32_t i = 0; i < list.length; i++)
    if (list.items[i].type != SJ_NULL && !set_add (eval, set, list.items[i], &added))
      return false;
  return true;
}

/* What an object is told apart by: itself, or one of its attributes. */
static SjValue
key_of (SjValue item, const SjValue *attribute)
{
  const SjValue *found;

  if (attribute == NULL)
    return item;
  found = sj_value_find (item, attribute->text, attribute->length);
  return found ? *found : sj_null;
}

typedef enum
{
  DROP_NULLS,
  KEEP_ONE_NULL
} Nulls;

/* The first items of each kind.  An object without the attribute is none. */
static bool
find_distinct (SjEval *eval, const char *function, const SjValue *args, unsigned count, Nulls nulls, SjValue *result)
{
  const SjValue *attribute = count > 1 ? &args[1] : NULL;
  SjValue list, *items;
  size_t length = 0;
  Set seen;

  if (!sj_function_list (eval, function, args[0], &list) ||
      (attribute && !sj_function_text (eval, function, *attribute)) || !set_init (eval, &seen, list.length) ||
      (items = sj_function_items (eval, list.length)) == NULL)
    return false;
  for (uint32_t i = 0; i < list.length; i++)
    {
      SjValue item = list.items[i];
      SjValue key = key_of (item, attribute);
      bool added;

      if (attribute && item.type != SJ_OBJECT && item.type != SJ_NULL)
        return sj_function_wrong (eval, function, _("objects"), item);
      if (key.type == SJ_NULL && nulls == DROP_NULLS)
        continue;
      if (!set_add (eval, &seen, key, &added))
        return false;
      if (added)
        items[length++] = item;
    }
  return sj_function_give (result, sj_value_list (items, length));
}

static bool
count_distinct (SjEval *eval, const char *function, const SjValue *args, unsigned count, Nulls nulls, SjValue *result)
{
  SjValue list;

  if (!find_distinct (eval, function, args, count, nulls, &list))
    return false;
  return sj_function_give (result, sj_value_integer (list.length));
}

bool
sj_fn_distinct (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return find_distinct (eval, "distinct", args, count, DROP_NULLS, result);
}

bool
sj_fn_distinct_with_null (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return find_distinct (eval, "distinctWithNull", args, count, KEEP_ONE_NULL, result);
}

bool
sj_fn_distinct_count (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return count_distinct (eval, "distinctCount", args, count, DROP_NULLS, result);
}

bool
sj_fn_distinct_count_with_null (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return count_distinct (eval, "distinctCountWithNull", args, count, KEEP_ONE_NULL, result);
}

/* Membership */

/* The values of `keys`, null among them, by a table or one by one. */
static bool
fill_keys (SjEval *eval, Set *set, SjValue keys)
{
  bool added;

  if (!set_init (eval, set, keys.length))
    return false;
  for (uint32_t i = 0; i < keys.length; i++)
    if (!set_add (eval, set, keys.items[i], &added))
      return false;
  return true;
}

/* The date type of the values, or null. */
static SjType
date_type_of (SjValue keys)
{
  for (uint32_t i = 0; i < keys.length; i++)
    if (keys.items[i].type != SJ_NULL)
      return keys.items[i].type >= SJ_DATE && keys.items[i].type <= SJ_MOMENT ? (SjType) keys.items[i].type : SJ_NULL;
  return SJ_NULL;
}

bool
sj_fn_filter (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue list, keys, *items;
  size_t length = 0;
  SjType date;
  Set set;

  if (!sj_function_list (eval, "filter", args[0], &list) || !sj_function_text (eval, "filter", args[1]) ||
      !sj_function_list (eval, "filter", args[2], &keys) || !fill_keys (eval, &set, keys) ||
      (items = sj_function_items (eval, list.length)) == NULL)
    return false;
  date = date_type_of (keys);
  for (uint32_t i = 0; i < list.length; i++)
    {
      SjValue item = list.items[i], key;
      bool has;

      if (item.type == SJ_NULL)
        continue;
      if (item.type != SJ_OBJECT)
        return sj_function_wrong (eval, "filter", _("objects"), item);
      key = key_of (item, &args[1]);
      if (date != SJ_NULL && key.type == SJ_TEXT)    /* payloads have no dates */
        key = sj_function_time (eval, key, date);
      if (!set_has (eval, &set, key, &has))
        return false;
      if (has)
        items[length++] = item;
    }
  return sj_function_give (result, sj_value_list (items, length));
}

static bool
is_member (SjEval *eval, const char *function, SjValue value, SjValue in, bool *member)
{
  SjValue list;

  *member = false;
  if (!sj_function_list (eval, function, in, &list))
    return false;
  for (uint32_t i = 0; i < list.length && !*member; i++)
    *member = sj_value_equal (value, list.items[i]);
  return true;
}

bool
sj_fn_in (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  bool member;

  return is_member (eval, "in", args[0], args[1], &member) && sj_function_give (result, sj_value_bool (member));
}

bool
sj_fn_includes (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  bool member;

  return is_member (eval, "includes", args[1], args[0], &member) && sj_function_give (result, sj_value_bool (member));
}

bool
sj_fn_not_in (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  bool member;

  return is_member (eval, "notIn", args[0], args[1], &member) && sj_function_give (result, sj_value_bool (!member));
}

bool
sj_fn_intersect (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue first, second;
  Set wanted, common;

  if (!sj_function_list (eval, "intersect", args[0], &first) ||
      !sj_function_list (eval, "intersect", args[1], &second) || !set_fill (eval, &wanted, second) ||
      !set_init (eval, &common, first.length))
    return false;
  for (uint32_t i = 0; i < first.length; i++)
    {
      bool has, added;

      if (!set_has (eval, &wanted, first.items[i], &has) ||
          (has && !set_add (eval, &common, first.items[i], &added)))
        return false;
    }
  return sj_function_give (result, sj_value_list (common.items, common.count));
}

/* How many values of `list` are in `in`, up to the first that settles it. */
static bool
compare_lists (SjEval *eval, const char *function, SjValue list, SjValue in, bool stop_at, bool *stopped)
{
  Set set;

  *stopped = false;
  if (!sj_function_list (eval, function, list, &list) || !sj_function_list (eval, function, in, &in) ||
      !fill_keys (eval, &set, in))
    return false;
  for (uint32_t i = 0; i < list.length && !*stopped; i++)
    {
      bool has;

      if (!set_has (eval, &set, list.items[i], &has))
        return false;
      *stopped = has == stop_at;
    }
  return true;
}

bool
sj_fn_intersects (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  bool common;

  return compare_lists (eval, "intersects", args[0], args[1], true, &common) &&
         sj_function_give (result, sj_value_bool (common));
}

bool
sj_fn_subset_of (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  bool missing;

  return compare_lists (eval, "subsetOf", args[0], args[1], false, &missing) &&
         sj_function_give (result, sj_value_bool (!missing));
}

bool
sj_fn_superset_of (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  bool missing;

  return compare_lists (eval, "supersetOf", args[1], args[0], false, &missing) &&
         sj_function_give (result, sj_value_bool (!missing));
}

/* Parts */

bool
sj_fn_get_list_item (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue list;
  int64_t index;

  if (!sj_function_list (eval, "getListItem", args[0], &list) ||
      !sj_function_integer (eval, "getListItem", args[1], &index))
    return false;
  return sj_function_give (result, index >= 0 && index < (int64_t) list.length ? list.items[index] : sj_null);
}

bool
sj_fn_head (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue list;

  return sj_function_list (eval, "head", args[0], &list) &&
         sj_function_give (result, list.length > 0 ? list.items[0] : sj_null);
}

bool
sj_fn_limit (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  bool first = true;
  SjValue list;
  int64_t length;

  if (!sj_function_list (eval, "limit", args[0], &list) || !sj_function_integer (eval, "limit", args[1], &length) ||
      (count > 2 && !sj_function_boolean (eval, "limit", args[2], &first)))
    return false;
  length = CLAMP (length, 0, (int64_t) list.length);
  if (!first && length > 0)
    list.items += list.length - length;
  return sj_function_give (result, sj_value_list (list.items, (size_t) length));
}

bool
sj_fn_list (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue *items;

  if (args[0].type == SJ_LIST)
    return sj_function_give (result, sj_value_list (args[0].items, args[0].length));
  if (args[0].type == SJ_NULL)
    return sj_function_give (result, sj_value_list (NULL, 0));
  if ((items = sj_function_items (eval, 1)) == NULL)
    return false;
  items[0] = args[0];
  return sj_function_give (result, sj_value_list (items, 1));
}

/* Order */

typedef struct
{
  SjValue key;
  uint32_t index;
} Ranked;

static int
compare_keys (SjValue a, SjValue b)
{
  int order = 0;

  if (a.type == SJ_BOOL)
    return (int) a.boolean - (int) b.boolean;
  sj_value_compare (a, b, &order);
  return order;
}

/* Nulls stand last in either order; equals keep theirs. */
static int
compare_ranked_cb (const void *left, const void *right, void *data)
{
  const Ranked *a = left, *b = right;
  const bool *ascending = data;
  int order;

  if (a->key.type == SJ_NULL || b->key.type == SJ_NULL)
    order = (a->key.type == SJ_NULL) - (b->key.type == SJ_NULL);
  else
    order = compare_keys (a->key, b->key) * (*ascending ? 1 : -1);
  return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* Numbers of both kinds have one order; apart from that all must be of one type. */
static bool
check_key (SjEval *eval, SjValue key, SjType *type)
{
  SjType sort = key.type == SJ_DECIMAL ? SJ_INTEGER : (SjType) key.type;

  if (sort == SJ_NULL)
    return true;
  if (sort == SJ_LIST || sort == SJ_OBJECT)
    return sj_function_wrong (eval, "sort", _("values that have an order"), key);
  if (*type != SJ_NULL && *type != sort)
    return sj_function_wrong (eval, "sort", _("values of one type"), key);
  *type = sort;
  return true;
}

/* A comparison takes longer than a step, and there are n log n of them. */
static size_t
sort_price (size_t length)
{
  return length * (g_bit_storage (length) + 1);
}

static bool
rank (SjEval *eval, SjValue list, const SjValue *attribute, Ranked **ranked)
{
  SjType type = SJ_NULL;
  Ranked *keys;

  if (!sj_eval_charge (eval, sort_price (list.length)) ||
      (keys = (Ranked *) sj_function_items (eval, 2 * (size_t) list.length)) == NULL)
    return false;
  for (uint32_t i = 0; i < list.length; i++)
    {
      if (attribute && list.items[i].type != SJ_OBJECT && list.items[i].type != SJ_NULL)
        return sj_function_wrong (eval, "sort", _("objects"), list.items[i]);
      keys[i] = (Ranked) { key_of (list.items[i], attribute), i };
      if (!check_key (eval, keys[i].key, &type))
        return false;
    }
  *ranked = keys;
  return true;
}

bool
sj_fn_sort (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  const SjValue *attribute = count > 2 ? &args[1] : NULL;
  SjValue list, *items;
  Ranked *ranked;
  bool ascending;

  if (!sj_function_list (eval, "sort", args[0], &list) || (attribute && !sj_function_text (eval, "sort", *attribute)) ||
      !sj_function_boolean (eval, "sort", args[count - 1], &ascending) ||
      !rank (eval, list, attribute, &ranked) || (items = sj_function_items (eval, list.length)) == NULL)
    return false;
  g_qsort_with_data (ranked, (int) list.length, sizeof (Ranked), compare_ranked_cb, &ascending);
  for (uint32_t i = 0; i < list.length; i++)
    items[i] = list.items[ranked[i].index];
  return sj_function_give (result, sj_value_list (items, list.length));
}

/* Maps */

bool
sj_fn_get (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  const SjValue *found;

  if (args[0].type != SJ_OBJECT)
    return sj_function_wrong (eval, "get", _("a map"), args[0]);
  if (!sj_function_text (eval, "get", args[1]))
    return false;
  found = sj_value_find (args[0], args[1].text, args[1].length);
  return sj_function_give (result, found ? *found : sj_null);
}

static bool
list_members (SjEval *eval, const char *function, SjValue map, bool keys, SjValue *result)
{
  SjValue *items;

  if (map.type != SJ_OBJECT)
    return sj_function_wrong (eval, function, _("a map"), map);
  if ((items = sj_function_items (eval, map.length)) == NULL)
    return false;
  for (uint32_t i = 0; i < map.length; i++)
    items[i] = keys ? map.members[i].key : map.members[i].value;
  return sj_function_give (result, sj_value_list (items, map.length));
}

bool
sj_fn_keys (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return list_members (eval, "keys", args[0], true, result);
}

bool
sj_fn_values (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return list_members (eval, "values", args[0], false, result);
}

bool
sj_fn_is_null (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_give (result, sj_value_bool (args[0].type == SJ_NULL));
}

bool
sj_fn_is_not_null (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_give (result, sj_value_bool (args[0].type != SJ_NULL));
}
