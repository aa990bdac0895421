/* sj-finding.c -- findings made, packed, told apart, and mended. */
#include "model/sj-check-private.h"

#include "base/sj-hash.h"

#include <string.h>

static const char *
copy_text (SjArena *arena, const char *text)
{
  return text ? sj_arena_strdup (arena, text) : NULL;
}

static SjTarget
copy_target (SjArena *arena, const SjTarget *at)
{
  return (SjTarget) { at->scope, copy_text (arena, at->node), copy_text (arena, at->path), at->index };
}

static uint32_t
rank_of (const SjChecker *checker, const SjTarget *at)
{
  if (at->path == NULL || checker->node == NULL)
    return 0;
  for (uint32_t i = 0; i < checker->node->n_paths; i++)
    if (strcmp (checker->node->paths[i]->id, at->path) == 0)
      return i + 1;
  return 0;
}

static const char *
print (SjArena *arena, const char *format, va_list args)
{
  va_list again;
  char short_text[256];
  int length;
  char *text;

  va_copy (again, args);
  length = g_vsnprintf (short_text, sizeof short_text, format, again);
  va_end (again);
  if ((size_t) length < sizeof short_text)
    return sj_arena_strndup (arena, short_text, (size_t) length);
  text = sj_arena_alloc (arena, (size_t) length + 1);
  g_vsnprintf (text, (gulong) length + 1, format, args);
  return text;
}

SjItem *
sj_item_add_v (SjChecker *checker, SjSeverity severity, const char *code, const SjTarget *at, const char *field,
               const char *format, va_list args)
{
  SjItem *item = sj_arena_new0 (checker->items_arena, SjItem);
  SjItems *items = checker->items;

  item->finding = (SjFinding) {
    .severity = severity,
    .code = code,
    .at = copy_target (checker->items_arena, at),
    .field = copy_text (checker->items_arena, field),
    .text = print (checker->items_arena, format, args),
  };
  item->rank = rank_of (checker, at);
  if (items->last != NULL)
    items->last->next = item;
  else
    items->first = item;
  items->last = item;
  items->count++;
  return item;
}

SjItem *
sj_item_add (SjChecker *checker, SjSeverity severity, const char *code, const SjTarget *at, const char *field,
             const char *format, ...)
{
  va_list args;
  SjItem *item;

  va_start (args, format);
  item = sj_item_add_v (checker, severity, code, at, field, format, args);
  va_end (args);
  return item;
}

void
sj_item_fix (SjChecker *checker, SjItem *item, SjFixType type, SjValue value, const char *title)
{
  const SjFinding *finding = &item->finding;

  item->fix = (SjFix) {
    .type = type,
    .title = sj_arena_strdup (checker->items_arena, title),
    .at = finding->at,
    .field = finding->field,
    .start = finding->start,
    .end = finding->end,
    .value = sj_value_copy (checker->items_arena, value),
  };
  item->finding.fix = &item->fix;
}

/* ------------------------------------------------------------------ packing */

static size_t
text_size (const char *text)
{
  return text ? strlen (text) + 1 : 0;
}

static size_t
item_size (const SjItem *item)
{
  const SjFinding *finding = &item->finding;
  size_t size = text_size (finding->at.node) + text_size (finding->at.path) + text_size (finding->field) +
                text_size (finding->text);

  if (finding->fix != NULL)
    {
      size += text_size (item->fix.title);
      size += item->fix.value.type == SJ_TEXT ? item->fix.value.length : 0;
    }
  return size;
}

static const char *
pack_bytes (char **room, const char *bytes, size_t size)
{
  char *place = *room;

  if (bytes == NULL)
    return NULL;
  memcpy (place, bytes, size);
  *room += size;
  return place;
}

static const char *
pack_text (char **room, const char *text)
{
  return pack_bytes (room, text, text_size (text));
}

static void
pack_item (SjItem *to, const SjItem *item, char **room)
{
  *to = *item;
  to->next = NULL;
  to->finding.at.node = pack_text (room, item->finding.at.node);
  to->finding.at.path = pack_text (room, item->finding.at.path);
  to->finding.field = pack_text (room, item->finding.field);
  to->finding.text = pack_text (room, item->finding.text);
  if (item->finding.fix == NULL)
    return;
  to->finding.fix = &to->fix;
  to->fix.title = pack_text (room, item->fix.title);
  to->fix.at = to->finding.at;
  to->fix.field = to->finding.field;
  if (item->fix.value.type == SJ_TEXT)
    to->fix.value.text = pack_bytes (room, item->fix.value.text, item->fix.value.length);
}

static void
pack_use (SjUse *to, const SjUse *use, char **room)
{
  *to = *use;
  to->at.node = pack_text (room, use->at.node);
  to->at.path = pack_text (room, use->at.path);
  to->field = pack_text (room, use->field);
}

/* Values of fixes are texts or fit into SjValue itself. */
SjPack *
sj_pack_new (const SjItems *items, const GArray *uses)
{
  size_t size = sizeof (SjPack) + items->count * sizeof (SjItem) + uses->len * sizeof (SjUse);
  SjPack *pack;
  char *room;
  unsigned count = 0;

  if (items->count == 0 && uses->len == 0)
    return NULL;
  for (const SjItem *item = items->first; item != NULL; item = item->next)
    size += item_size (item);
  for (guint i = 0; i < uses->len; i++)
    {
      const SjUse *use = &g_array_index (uses, SjUse, i);

      size += text_size (use->at.node) + text_size (use->at.path) + text_size (use->field);
    }

  pack = g_malloc (size);
  pack->items = (SjItem *) (pack + 1);
  pack->n_items = items->count;
  pack->uses = (SjUse *) (pack->items + items->count);
  pack->n_uses = uses->len;
  room = (char *) (pack->uses + uses->len);
  for (const SjItem *item = items->first; item != NULL; item = item->next)
    pack_item (&pack->items[count++], item, &room);
  for (guint i = 0; i < uses->len; i++)
    pack_use (&pack->uses[i], &g_array_index (uses, SjUse, i), &room);
  return pack;
}

/* ------------------------------------------------------------------ for readers */

/* Of the target itself; "" where fields stand by their names alone. */
static char *
place_of (const SjTarget *at)
{
  switch (at->scope)
    {
    case SJ_SCOPE_SETTINGS:
    case SJ_SCOPE_NODE_SETTINGS:
      return g_strdup ("settings");
    case SJ_SCOPE_GOAL:
      return g_strdup_printf ("goals[%u]", at->index);
    case SJ_SCOPE_EXIT:
      return g_strdup_printf ("exits[%u]", at->index);
    case SJ_SCOPE_TEST:
      return g_strdup_printf ("tests[%u]", at->index);
    case SJ_SCOPE_PATH:
      return g_strdup_printf ("paths[%s]", at->path);
    case SJ_SCOPE_PATH_SETTINGS:
      return g_strdup_printf ("paths[%s].settings", at->path);
    default:
      return g_strdup ("");
    }
}

char *
sj_finding_place (const SjFinding *finding)
{
  g_autofree char *place = place_of (&finding->at);

  if (finding->field == NULL)
    return *place != '\0' ? g_steal_pointer (&place) : NULL;
  return g_strconcat (place, *place != '\0' ? "." : "", finding->field, NULL);
}

uint64_t
sj_finding_key (const SjFinding *finding)
{
  uint64_t hash = sj_hash_text (finding->start, finding->code);

  hash = sj_hash_mix (hash, finding->at.scope + 16 * (uint64_t) finding->at.index);
  hash = sj_hash_text (hash, finding->at.node ? finding->at.node : "");
  hash = sj_hash_text (hash, finding->at.path ? finding->at.path : "");
  return sj_hash_text (hash, finding->field ? finding->field : "");
}

const char *
sj_fix_title (const SjFix *fix)
{
  return fix->title;
}

/* ------------------------------------------------------------------ mending */

/* One step of a field's place, see sj_reading_path (): ".name", "[3]" or "[\"a.b\"]". */
static const char *
next_step (const char *place, SjSlice *name, int64_t *index)
{
  const char *end = *place == '[' ? strstr (place, place[1] == '"' ? "\"]" : "]") : NULL;

  *index = -1;
  if (end != NULL)
    {
      bool quoted = *end == '"';

      *name = (SjSlice) { place + 1 + quoted, (size_t) (end - place - 1 - quoted) };
      *index = quoted ? -1 : g_ascii_strtoll (place + 1, NULL, 10);
      return end + 1 + quoted;
    }
  place += *place == '.';
  name->text = place;
  name->length = strcspn (place, ".[");
  return place + name->length;
}

/* A copy of `value` in which what `place` leads to is `with`. */
static SjValue
replace_at (SjArena *arena, SjValue value, const char *place, SjValue with)
{
  SjSlice name;
  int64_t index;
  const char *rest;
  SjValue *items;
  SjMember *members;

  if (*place == '\0')
    return with;
  rest = next_step (place, &name, &index);
  if (value.type == SJ_LIST && index >= 0 && index < value.length)
    {
      items = sj_arena_dup (arena, value.items, value.length * sizeof *items);
      items[index] = replace_at (arena, items[index], rest, with);
      return sj_value_list (items, value.length);
    }
  if (value.type != SJ_OBJECT)
    return value;
  members = sj_arena_dup (arena, value.members, value.length * sizeof *members);
  for (uint32_t i = 0; i < value.length; i++)
    if (sj_value_is_text (members[i].key, name))
      members[i].value = replace_at (arena, members[i].value, rest, with);
  return sj_value_object (members, value.length);
}

static SjValue
find_at (SjValue value, const char *place)
{
  while (*place != '\0')
    {
      const SjValue *found = NULL;
      SjSlice name;
      int64_t index;

      place = next_step (place, &name, &index);
      if (value.type == SJ_LIST && index >= 0 && index < value.length)
        found = &value.items[index];
      else if (value.type == SJ_OBJECT)
        found = sj_value_find (value, name.text, name.length);
      if (found == NULL)
        return sj_null;
      value = *found;
    }
  return value;
}

static SjValue
splice (SjArena *arena, const SjFix *fix, SjValue old)
{
  size_t length = old.length - (fix->end - fix->start) + fix->value.length;
  char *text = sj_arena_alloc (arena, length + 1);

  memcpy (text, old.text, fix->start);
  memcpy (text + fix->start, fix->value.text, fix->value.length);
  memcpy (text + fix->start + fix->value.length, old.text + fix->end, old.length - fix->end);
  return sj_value_text (text, length);
}

/* The whole member that the place begins with, changed in one spot. */
static SjEdit *
set_field (const SjFix *fix, const SjJourney *journey)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *top = g_strndup (fix->field, strcspn (fix->field, ".["));
  const char *rest = fix->field + strlen (top);
  g_auto (SjRaw) raw = SJ_RAW_INIT;
  SjValue value = fix->value, old;
  const SjSpec *spec;
  void *config;

  if (!sj_target_find (journey, &fix->at, &spec, &config))
    return NULL;
  sj_config_get (spec, config, top, &raw);
  old = find_at (sj_blob_value (raw.value), rest);
  if (fix->type == SJ_FIX_TEXT)
    {
      if (old.type != SJ_TEXT || fix->start > fix->end || fix->end > old.length)
        return NULL;
      value = splice (&arena, fix, old);
    }
  if (*rest != '\0')
    value = replace_at (&arena, sj_blob_value (raw.value), rest, value);
  return sj_edit_set_field (&fix->at, top, sj_value_is_null (value) ? NULL : &value);
}

SjEdit *
sj_fix_edit (const SjFix *fix, const SjJourney *journey)
{
  const SjNode *node = fix->at.node ? sj_journey_find (journey, fix->at.node) : NULL;
  g_autofree char *to = NULL;

  if (fix->type == SJ_FIX_SET || fix->type == SJ_FIX_TEXT)
    return set_field (fix, journey);
  if (node == NULL || sj_node_path (node, fix->at.path) == NULL)
    return NULL;
  switch (fix->type)
    {
    case SJ_FIX_CONNECT:
      to = sj_value_dup_text (fix->value);
      return sj_edit_connect (node->id, fix->at.path, to);
    case SJ_FIX_MOVE_PATH:
      return sj_edit_move_path (node->id, fix->at.path, (uint32_t) fix->value.integer);
    default:
      return sj_edit_remove_path (node->id, fix->at.path);
    }
}
