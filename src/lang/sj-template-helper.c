/* sj-template-helper.c -- the helpers of message templates, as a table.
 *
 * A helper gets its arguments as values; what it hands back becomes a variable.
 * `fragment` and `inline` stand here for their arguments' sake: the compiler
 * makes operations of them.
 */
#include "lang/sj-template-private.h"

#include "lang/sj-text.h"

#include "base/sj-number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define METADATA_PAIRS 1000    /* far beyond what AJO allows; against loops */

static bool
is_full (SjRender *render)
{
  return sj_arena_used (render->eval->arena) > render->eval->bytes &&
         !sj_render_fail (render, "limit", _("The message needs too much memory."));
}

/* Any value as the text it would be written as. */
static bool
as_text (SjRender *render, SjValue value, SjSlice *text)
{
  SjBuffer *scratch = &render->state->scratch;

  if (value.type == SJ_TEXT || value.type == SJ_NULL)
    {
      *text = (SjSlice) { value.type == SJ_TEXT ? value.text : "", value.type == SJ_TEXT ? value.length : 0 };
      return true;
    }
  sj_buffer_reset (scratch);
  scratch->limit = SJ_TEXT_LIMIT;
  sj_text_template (scratch, value);
  if (scratch->full)
    return sj_render_fail (render, "limit", _("A text is too long."));
  *text = (SjSlice) { sj_arena_strndup (render->eval->arena, scratch->text, scratch->length), scratch->length };
  return !is_full (render);
}

/* The same for what outlives the template and its data. */
static bool
keep_text (SjRender *render, SjValue value, SjSlice *text)
{
  if (!as_text (render, value, text))
    return false;
  text->text = sj_arena_strndup (render->eval->arena, text->text, text->length);
  return !is_full (render);
}

/* -- Lookups ---------------------------------------------------------------- */

static bool
dataset_lookup (SjRender *render, const SjHelperCall *call, const SjValue *args, const SjValue *extras, SjBuffer *out,
                SjValue *result)
{
  const SjTemplateHost *host = render->host;
  SjSlice dataset, key;

  if (!as_text (render, args[0], &dataset) || !as_text (render, args[1], &key))
    return false;
  if (host != NULL && host->dataset != NULL && !sj_value_is_null (args[1]) &&
      host->dataset (render->data, render->eval, dataset, key, result))
    return true;
  *result = sj_null;
  if (render->eval->error.code != NULL)
    return false;
  if (args[3].type != SJ_BOOL || !args[3].boolean)
    return true;
  return sj_render_fail (render, "lookup", _("The dataset “%.*s” has no record “%.*s”, which is required."),
                         (int) MIN (dataset.length, 80), dataset.text, (int) MIN (key.length, 80), key.text);
}

#define REQUEST_DEPTH 16

typedef struct
{
  SjSlice name;
  SjValue value;
} Pair;

static bool
same_head (SjSlice name, SjSlice head)
{
  return name.length >= head.length && memcmp (name.text, head.text, head.length) == 0 &&
         (name.length == head.length || name.text[head.length] == '.');
}

static SjSlice
head_of (SjSlice name)
{
  const char *dot = memchr (name.text, '.', name.length);

  return (SjSlice) { name.text, dot ? (size_t) (dot - name.text) : name.length };
}

/* "a.b" and "a.c" become one object "a" with b and c.  `pairs` is used up. */
static SjValue
nest (SjArena *arena, Pair *pairs, unsigned count, unsigned depth)
{
  SjMember *members = sj_arena_new_n (arena, SjMember, count);
  Pair *inner = sj_arena_new_n (arena, Pair, count);
  unsigned n_members = 0;

  for (unsigned i = 0; i < count; i++)
    {
      SjSlice head = pairs[i].name.text ? head_of (pairs[i].name) : pairs[i].name;
      SjValue plain = sj_null;
      unsigned n_inner = 0;

      if (head.text == NULL)    /* went into an earlier one */
        continue;
      for (unsigned j = i; j < count; j++)
        if (pairs[j].name.text != NULL && same_head (pairs[j].name, head))
          {
            if (pairs[j].name.length > head.length + 1 && depth < REQUEST_DEPTH)
              {
                SjSlice rest = { pairs[j].name.text + head.length + 1, pairs[j].name.length - head.length - 1 };

                inner[n_inner++] = (Pair) { rest, pairs[j].value };
              }
            else
              plain = pairs[j].value;
            pairs[j].name.text = NULL;
          }
      members[n_members].key = sj_value_text (head.text, head.length);
      members[n_members++].value = n_inner > 0 ? nest (arena, inner, n_inner, depth + 1) : plain;
    }
  return sj_value_object (members, n_members);
}

static bool
external_lookup (SjRender *render, const SjHelperCall *call, const SjValue *args, const SjValue *extras, SjBuffer *out,
                 SjValue *result)
{
  const SjTemplateHost *host = render->host;
  SjArena *arena = render->eval->arena;
  Pair *pairs = sj_arena_new_n (arena, Pair, call->n_extras);
  SjSlice action;

  if (!as_text (render, args[0], &action))
    return false;
  for (uint32_t i = 0; i < call->n_extras; i++)
    pairs[i] = (Pair) { call->extras[i].name, extras[i] };
  *result = sj_null;
  if (host != NULL && host->external != NULL &&
      !host->external (render->data, render->eval, action, nest (arena, pairs, call->n_extras, 0), result))
    *result = sj_null;
  return render->eval->error.code == NULL && !is_full (render);
}

/* -- Values ----------------------------------------------------------------- */

static bool
parse_json (SjRender *render, const SjHelperCall *call, const SjValue *args, const SjValue *extras, SjBuffer *out,
            SjValue *result)
{
  SjJsonReader *reader = &render->state->reader;
  SjJsonError error;

  *result = args[0];
  if (args[0].type != SJ_TEXT)
    return true;
  if (!sj_eval_charge (render->eval, args[0].length / 16))
    return false;
  reader->arena = render->eval->arena;
  if (!sj_json_reader_read (reader, args[0].text, args[0].length, result, &error))
    *result = sj_null;
  return !is_full (render);
}

/* A position may come as text, out of JSON or between quotes; -1 if it is none. */
static int64_t
position_of (SjValue value)
{
  bool whole;
  int64_t position;
  double decimal;

  if (value.type == SJ_INTEGER)
    return value.integer;
  return value.type == SJ_TEXT && sj_number_parse (value.text, value.length, &whole, &position, &decimal) && whole
             ? position
             : -1;
}

static bool
value_at_path (SjRender *render, const SjHelperCall *call, const SjValue *args, const SjValue *extras, SjBuffer *out,
               SjValue *result)
{
  int64_t index = position_of (args[1]);

  *result = args[0];
  if (call->values[1].ref == NULL && call->values[1].value.type == SJ_N_TYPES)    /* no idx= */
    return true;
  if (args[0].type != SJ_LIST || index < 0 || index >= args[0].length)
    return sj_render_fail (render, "index", _("There is no item number %" G_GINT64_FORMAT " in this list."), index);
  *result = args[0].items[index];
  return true;
}

/* -- The delivery ----------------------------------------------------------- */

static bool
execution_metadata (SjRender *render, const SjHelperCall *call, const SjValue *args, const SjValue *extras,
                    SjBuffer *out, SjValue *result)
{
  SjMember pair;
  SjSlice key, value;

  if (!keep_text (render, args[0], &key) || !keep_text (render, args[1], &value))
    return false;
  pair.key = sj_value_text (key.text, key.length);
  pair.value = sj_value_text (value.text, value.length);
  for (uint32_t i = 0; i < render->n_metadata; i++)
    if (sj_value_equal (render->metadata[i].key, pair.key))
      {
        render->metadata[i].value = pair.value;
        return true;
      }
  if (render->n_metadata == METADATA_PAIRS)
    return sj_render_fail (render, "limit", _("The message stores too many metadata pairs."));
  if ((render->n_metadata & (render->n_metadata - 1)) == 0)    /* full at powers of two */
    {
      SjMember *more = sj_arena_new_n (render->eval->arena, SjMember, MAX (2 * render->n_metadata, 1));

      if (render->n_metadata > 0)
        memcpy (more, render->metadata, render->n_metadata * sizeof (SjMember));
      render->metadata = more;
    }
  render->metadata[render->n_metadata++] = pair;
  return true;
}

static bool
abort_delivery (SjRender *render, const SjHelperCall *call, const SjValue *args, const SjValue *extras, SjBuffer *out,
                SjValue *result)
{
  if (!keep_text (render, args[0], &render->abort_code) || !keep_text (render, args[1], &render->abort_description))
    return false;
  if (render->abort_description.length > 0)
    return sj_render_fail (render, "abort", _("The message stops itself: %.*s."),
                           (int) MIN (render->abort_description.length, 200), render->abort_description.text);
  return sj_render_fail (render, "abort", _("The message stops itself."));
}

static bool
track_url (SjRender *render, const SjHelperCall *call, const SjValue *args, const SjValue *extras, SjBuffer *out,
           SjValue *result)
{
  SjSlice url, type, action;

  if (!as_text (render, args[0], &url) || !as_text (render, args[1], &type) || !as_text (render, args[2], &action))
    return false;
  if (render->host == NULL || render->host->url == NULL)
    {
      sj_buffer_append_n (out, url.text, url.length);
      return true;
    }
  return render->host->url (render->data, render->eval, url, type, action, out);
}

static void
append_base64 (SjBuffer *buffer, SjSlice bytes)
{
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const unsigned char *at = (const unsigned char *) bytes.text;

  for (size_t i = 0; i < bytes.length; i += 3)
    {
      size_t left = bytes.length - i;
      uint32_t group = (uint32_t) at[i] << 16 | (left > 1 ? (uint32_t) at[i + 1] << 8 : 0) | (left > 2 ? at[i + 2] : 0);

      for (size_t j = 0; j < MIN (left + 1, 4); j++)
        sj_buffer_append_c (buffer, digits[group >> (18 - 6 * j) & 63]);
    }
}

/* keyName.version.nonce.authTag.cipherText, the last three in URL-safe Base64. */
static bool
encrypt_value (SjRender *render, const SjHelperCall *call, const SjValue *args, const SjValue *extras, SjBuffer *out,
               SjValue *result)
{
  const SjTemplateHost *host = render->host;
  SjBuffer *scratch = &render->state->scratch;
  SjSealed sealed = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
  SjSlice text, key, version;

  *result = sj_null;
  if (!as_text (render, args[0], &text) || !as_text (render, args[1], &key) || !as_text (render, args[2], &version))
    return false;
  if (host == NULL || host->encrypt == NULL ||
      !host->encrypt (render->data, render->eval, key, version, text, &sealed))
    return render->eval->error.code == NULL &&
           sj_render_fail (render, "key", _("There is no active key “%.*s” of version “%.*s”."),
                           (int) MIN (key.length, 80), key.text, (int) MIN (version.length, 80), version.text);
  if (sj_value_is_null (args[0]))
    return true;

  sj_buffer_reset (scratch);
  scratch->limit = SJ_TEXT_LIMIT;
  sj_buffer_append_n (scratch, key.text, key.length);
  sj_buffer_append_c (scratch, '.');
  sj_buffer_append_n (scratch, version.text, version.length);
  sj_buffer_append_c (scratch, '.');
  append_base64 (scratch, sealed.nonce);
  sj_buffer_append_c (scratch, '.');
  append_base64 (scratch, sealed.tag);
  sj_buffer_append_c (scratch, '.');
  append_base64 (scratch, sealed.text);
  if (scratch->full)
    return sj_render_fail (render, "limit", _("A text is too long."));
  *result = sj_value_copy_text (render->eval->arena, scratch->text, scratch->length);
  return !is_full (render);
}

/* -- The table -------------------------------------------------------------- */

#define REQUIRED SJ_PARAM_REQUIRED
#define RESULT (SJ_PARAM_REQUIRED | SJ_PARAM_RESULT)
#define POSITION (SJ_PARAM_REQUIRED | SJ_PARAM_POSITION)
#define LITERAL (SJ_PARAM_REQUIRED | SJ_PARAM_LITERAL)

static const SjHelper helpers[] = {
  { { "abort", "code= description=", N_("Stop this delivery, with a reason") },
    { { "code" }, { "description" } },
    .run = abort_delivery },
  { { "datasetLookup", "datasetId= id= result= required=", N_("Read a record of a dataset into a variable") },
    { { "datasetId", REQUIRED, SJ_RESOURCE_DATASET + 1 }, { "id", REQUIRED }, { "result", RESULT },
      { "required", SJ_PARAM_BOOLEAN } },
    .run = dataset_lookup },
  { { "encrypt", "path keyName= version= result=", N_("Encrypt a value into a variable") },
    { { "path", POSITION }, { "keyName", LITERAL, SJ_RESOURCE_KEY + 1 }, { "version", LITERAL },
      { "result", RESULT } },
    .run = encrypt_value },
  { { "executionMetadata", "key= value=", N_("Store a pair with the record of this delivery") },
    { { "key", REQUIRED }, { "value", REQUIRED } },
    .run = execution_metadata },
  { { "externalDataLookup", "actionId= result= header.x= query.x= payload.x= dynamic_path.x=",
      N_("Call a custom action and keep its response in a variable") },
    { { "actionId", REQUIRED, SJ_RESOURCE_ACTION + 1 }, { "result", RESULT } },
    { "header.", "query.", "payload.", "dynamic_path." },
    .run = external_lookup },
  { { "fragment", "id= mode= render= name=value", N_("Insert a fragment") },
    { { "id", REQUIRED }, { "mode", 0 }, { "render", SJ_PARAM_BOOLEAN } },
    { "" } },
  { { "inline", "\"id\" name= assetType=", N_("Declare an editable field with its default") },
    { { "id", POSITION | SJ_PARAM_LITERAL }, { "name", SJ_PARAM_LITERAL }, { "assetType", SJ_PARAM_LITERAL } } },
  { { "parseJson", "jsonStr= result=", N_("Read JSON text into a variable") },
    { { "jsonStr", REQUIRED }, { "result", RESULT } },
    .run = parse_json },
  { { "url", "originalUrl= type= action=", N_("Write a link, tracked or shortened") },
    { { "originalUrl", REQUIRED }, { "type" }, { "action" } },
    .run = track_url },
  { { "valueAtPath", "path idx= result=", N_("Put a value, or an item of a list, into a variable") },
    { { "path", POSITION }, { "idx" }, { "result", RESULT } },
    .run = value_at_path },
};

const SjHelper *
sj_helper_table (size_t *count)
{
  *count = G_N_ELEMENTS (helpers);
  return helpers;
}

const SjHelper *
sj_helper_find (const char *name, size_t length)
{
  for (size_t i = 0; i < G_N_ELEMENTS (helpers); i++)
    if (strlen (helpers[i].info.name) == length && memcmp (helpers[i].info.name, name, length) == 0)
      return &helpers[i];
  return NULL;
}

const SjHelperInfo *
sj_template_helpers (size_t *count)
{
  static SjHelperInfo infos[G_N_ELEMENTS (helpers)];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (size_t i = 0; i < G_N_ELEMENTS (helpers); i++)
        infos[i] = helpers[i].info;
      g_once_init_leave (&once, 1);
    }
  *count = G_N_ELEMENTS (helpers);
  return infos;
}
