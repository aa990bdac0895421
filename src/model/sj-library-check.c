/* sj-library-check.c -- what is wrong with a document, by itself and among others.
 *
 * Only here all documents are known, so whatever takes two of them to see is found
 * here: names of what is missing, languages without a setting, circles.
 */
#include "model/sj-library-private.h"

#include "content/sj-asset.h"
#include "content/sj-block.h"
#include "content/sj-channel-settings.h"
#include "content/sj-content-template.h"
#include "content/sj-fragment.h"
#include "content/sj-language.h"
#include "content/sj-message.h"
#include "profile/sj-audience.h"
#include "profile/sj-event.h"
#include "profile/sj-profile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

SjReading
sj_library_reading (const SjLibraryRead *read)
{
  return (SjReading) { .text = read->text.text, .length = read->text.length, .diags = &read->source->diags,
                       .root = &read->root };
}

void
sj_library_shift (const SjLibraryRead *read, size_t first)
{
  size_t offset = (size_t) (read->text.text - read->source->text);

  for (size_t i = first; i < sj_diags_count (&read->source->diags); i++)
    {
      SjDiag *diag = (SjDiag *) sj_diags_get (&read->source->diags, i);

      diag->start += offset;
      diag->end += offset;
    }
}

/* Whether a path leads to something in every profile. */
static bool
has_attribute (const SjLibrary *library, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  const SjShape *shape = library->profile;

  for (char **part = parts; *part != NULL && shape != NULL && !shape->any; part++)
    {
      const SjShape *field = sj_shape_field (shape, *part, strlen (*part));

      if (field == NULL)
        return shape->open;
      shape = field;
    }
  return true;
}

static bool
is_known (const SjLibrary *library, SjRefTo to, const char *id)
{
  if (to == SJ_REF_ATTRIBUTE)
    return has_attribute (library, id);
  return !sj_library_holds (to) || sj_library_find (library, to, id) != NULL;
}

static void
check_reference (const SjField *field, const char *text, SjReading *reading, gpointer data)
{
  const SjLibrary *library = data;
  const char *nearest;
  SjDiag *diag;

  if ((field->type != SJ_FIELD_REFERENCE && field->type != SJ_FIELD_REFERENCES) || is_known (library, field->to, text))
    return;
  nearest = sj_library_holds (field->to) ? sj_library_nearest (library, field->to, text) : NULL;
  if (nearest == NULL)
    diag = sj_reading_add (reading, SJ_SEVERITY_ERROR, "unknown-reference", sj_null, NULL, _("There is no %s “%s”."),
                           sj_ref_words (field->to), text);
  else
    diag = sj_reading_add (reading, SJ_SEVERITY_ERROR, "unknown-reference", sj_null, NULL,
                           _("There is no %s “%s”; perhaps “%s” is meant."), sj_ref_words (field->to), text, nearest);
  if (diag != NULL)
    diag->fix = g_strdup (nearest);
}

/* The file in which an entry stands, below the workspace's folder. */
static const char *
file_of (const SjLibraryLoad *load, const SjLibraryEntry *entry)
{
  for (guint i = 0; i < load->reads->len; i++)
    {
      const SjLibraryRead *read = &g_array_index (load->reads, SjLibraryRead, i);

      if (read->entry == entry)
        return read->source->path + (load->folder ? strlen (load->folder) + 1 : 0);
    }
  return "workspace.json";
}

static void
check_names (const SjLibraryLoad *load, const SjLibraryRead *read, SjReading *reading)
{
  const SjEntry *entry = &read->entry->entry;
  const SjShelf *shelf = &load->library->shelves[entry->kind];
  const SjLibraryEntry *first = g_hash_table_lookup (shelf->by_id, entry->id);
  const SjLibraryEntry *named = g_hash_table_lookup (shelf->by_name, entry->name);

  if (first != NULL && first != read->entry)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "twice", sj_null, "id", _("The id “%s” is already that of %s."),
                    entry->id, file_of (load, first));
  else if (named != NULL && named != read->entry && strcmp (entry->name, entry->id) != 0)
    sj_reading_add (reading, SJ_SEVERITY_WARNING, "same-name", sj_null, "name",
                    _("“%s” is also the name of %s; expressions that use it mean that one."), entry->name,
                    file_of (load, named));
}

/* An example must be what its schema says. */
static void
check_sample (const SjLibraryRead *read, SjReading *reading)
{
  SjTrail trail = { NULL, "sample", -1 };
  SjValue sample = sj_value_get (read->root, "sample");

  if (read->entry->entry.schema == NULL || sj_value_is_null (sample))
    return;
  reading->trail = &trail;
  sj_schema_check (read->entry->entry.schema, sample, reading);
  reading->trail = NULL;
}

static void
check_asset_file (const SjLibraryLoad *load, const SjAsset *asset, SjReading *reading)
{
  g_autofree char *path = load->folder && asset->file ? g_build_filename (load->folder, "assets", asset->file, NULL)
                                                      : NULL;

  if (path != NULL ? !g_file_test (path, G_FILE_TEST_IS_REGULAR)
                   : asset->file != NULL && load->has_picture != NULL && !load->has_picture (asset->id, load->data))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "no-file", sj_null, "file", _("There is no file “%s” beside it."),
                    asset->file);
}

/* The templates of a fragment may name its inputs. */
static void
check_fragment (const SjLibraryLoad *load, const SjFragment *fragment, SjReading *reading)
{
  g_autofree const char **inputs = g_new0 (const char *, fragment->inputs.count + 1);
  SjLibraryTemplateEnv html = load->library->html;
  SjLibraryTemplateEnv plain = load->library->plain;
  SjContentEnv env = { load->env.expr, &html.env, &plain.env };
  size_t count = 0;

  for (uint32_t i = 0; i < fragment->inputs.count; i++)
    {
      const SjInput *input = fragment->inputs.items[i];

      if (input->name != NULL)
        inputs[count++] = input->name;
    }
  html.env.inputs = plain.env.inputs = inputs;
  sj_content_check (&sj_fragment_spec, fragment, &env, reading);
}

static void
check_identity (const SjLibraryLoad *load, const SjEntry *entry, const SjIdentity *identity, SjReading *reading)
{
  g_autofree char *key = NULL;
  const SjEntry *owner;

  if (identity->space == NULL || identity->id == NULL)
    return;
  key = sj_library_person_key (load->library, identity->space, identity->id);
  owner = key ? g_hash_table_lookup (load->library->people, key) : NULL;
  if (key == NULL)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-identity", sj_null, "id",
                    _("“%s” cannot be an id of the namespace “%s”."), identity->id, identity->space);
  else if (owner != entry && owner != NULL)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "shared-identity", sj_null, "id",
                    _("“%s” is already known as the profile “%s”."), identity->id, owner->id);
}

static void
check_identities (const SjLibraryLoad *load, const SjEntry *entry, SjReading *reading)
{
  const SjProfile *profile = entry->config;
  SjTrail trail = { reading->trail, "identities", 0 };
  SjReading below = *reading;

  below.trail = &trail;
  for (; trail.index < profile->identities.count; trail.index++)
    check_identity (load, entry, profile->identities.items[trail.index], &below);
}

/* Looks for the audience `goal` among those that a rule asks for, and theirs. */
typedef struct
{
  const SjLibrary *library;
  const SjEntry *goal;
  GHashTable *seen;
  bool found;
} Circle;

static void follow_audience (Circle *circle, const SjEntry *entry);

static void
visit_audience_cb (void *data, SjSlice name)
{
  Circle *circle = data;
  const SjEntry *entry = sj_library_named (circle->library, SJ_REF_AUDIENCE, name.text, name.length);

  if (entry == circle->goal)
    circle->found = true;
  else if (entry != NULL && g_hash_table_add (circle->seen, (gpointer) entry))
    follow_audience (circle, entry);
}

static void
follow_audience (Circle *circle, const SjEntry *entry)
{
  const SjAudience *audience = entry->config;
  g_autoptr (SjExpr) rule = NULL;

  if (audience->kind == SJ_AUDIENCE_RULE && audience->rule != NULL)
    rule = sj_expr_compile (audience->rule, strlen (audience->rule), sj_library_expr_env (circle->library),
                            SJ_EXPR_BOOLEAN, NULL);
  if (rule != NULL)
    sj_expr_foreach_audience (rule, visit_audience_cb, circle);
}

static void
check_circle (const SjLibraryLoad *load, const SjEntry *entry, SjReading *reading)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Circle circle = { load->library, entry, seen, false };

  follow_audience (&circle, entry);
  if (circle.found)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "circle", sj_null, "rule",
                    _("The rule asks for “%s” itself, so it can never be answered."), entry->name);
}

static void
check_input (const SjFragment *fragment, const SjInputValue *value, SjReading *reading)
{
  g_autofree const char **names = g_new (const char *, fragment->inputs.count + 1);
  size_t count = 0;
  const char *nearest;
  SjDiag *diag;

  if (value->name == NULL || sj_fragment_input (fragment, value->name) != NULL)
    return;
  for (uint32_t i = 0; i < fragment->inputs.count; i++)
    {
      const SjInput *input = fragment->inputs.items[i];

      if (input->name != NULL)
        names[count++] = input->name;
    }
  nearest = sj_nearest (value->name, names, count);
  diag = nearest ? sj_reading_add (reading, SJ_SEVERITY_ERROR, "unknown-input", sj_null, "name",
                                   _("The fragment “%s” has no input “%s”; perhaps “%s” is meant."), fragment->name,
                                   value->name, nearest)
                 : sj_reading_add (reading, SJ_SEVERITY_ERROR, "unknown-input", sj_null, "name",
                                   _("The fragment “%s” has no input “%s”."), fragment->name, value->name);
  if (diag != NULL)
    diag->fix = g_strdup (nearest);
}

/* A component that shows a fragment. */
static void
check_use (const SjFragment *fragment, const SjBlock *block, SjReading *reading)
{
  SjTrail trail = { reading->trail, "inputs", 0 };
  SjReading below = *reading;

  if (fragment->status != SJ_FRAGMENT_PUBLISHED)
    sj_reading_add (reading, SJ_SEVERITY_WARNING, "draft-fragment", sj_null, "fragment",
                    fragment->status == SJ_FRAGMENT_DRAFT ? _("The fragment “%s” is not published yet.")
                                                          : _("The fragment “%s” is archived."),
                    fragment->name);
  below.trail = &trail;
  for (; trail.index < block->inputs.count; trail.index++)
    check_input (fragment, block->inputs.items[trail.index], &below);
}

static void
check_block_cb (const SjSpec *spec, const void *config, SjReading *reading, gpointer data)
{
  const SjBlock *block = config;
  const SjEntry *entry;

  if (spec != &sj_block_spec || block->kind != SJ_BLOCK_FRAGMENT || block->fragment == NULL)
    return;
  entry = sj_library_find (data, SJ_REF_FRAGMENT, block->fragment);
  if (entry != NULL && entry->name != NULL)
    check_use (entry->config, block, reading);
}

static void
check_channel (const SjMessage *message, const char *field, const char *name, int32_t channel, SjReading *reading)
{
  if (channel >= 0 && message->channel >= 0 && channel != message->channel)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "wrong-channel", sj_null, field,
                    _("“%s” is for %s, and the message is for %s."), name, _(sj_channel_choices[channel].title),
                    _(sj_channel_choices[message->channel].title));
}

static void
check_language (const SjEntry *languages, const char *language, SjReading *reading)
{
  if (language != NULL && !sj_languages_have (languages->config, language))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "unknown-language", sj_null, "language",
                    _("“%s” is not among the languages of “%s”."), language, languages->name);
}

static const SjEntry *
find_or_null (const SjLibrary *library, SjRefTo kind, const char *id)
{
  return id ? sj_library_find (library, kind, id) : NULL;
}

static void
check_message (const SjLibrary *library, const SjMessage *message, SjReading *reading)
{
  const SjEntry *settings = find_or_null (library, SJ_REF_CHANNEL, message->configuration);
  const SjEntry *template = find_or_null (library, SJ_REF_TEMPLATE, message->template);
  const SjEntry *languages = find_or_null (library, SJ_REF_LANGUAGES, message->languages);
  SjTrail trail = { reading->trail, "variants", 0 };
  SjReading below = *reading;

  if (settings != NULL)
    check_channel (message, "configuration", settings->name, ((const SjChannelSettings *) settings->config)->channel,
                   reading);
  if (template != NULL)
    check_channel (message, "template", template->name, ((const SjContentTemplate *) template->config)->channel,
                   reading);
  if (languages == NULL)
    return;
  check_language (languages, message->language, reading);
  below.trail = &trail;
  for (; trail.index < message->variants.count; trail.index++)
    check_language (languages, ((const SjVariant *) message->variants.items[trail.index])->language, &below);
}

static void
check_document (const SjLibraryLoad *load, const SjLibraryRead *read, SjReading *reading)
{
  const SjEntry *entry = &read->entry->entry;

  if (entry->kind == SJ_REF_EVENT)    /* its expressions see only itself */
    {
      sj_config_check (entry->spec, entry->config, reading);
      sj_event_type_check (entry->config, entry->schema, reading);
    }
  else if (entry->kind == SJ_REF_FRAGMENT)
    check_fragment (load, entry->config, reading);
  else
    sj_content_check (entry->spec, entry->config, &load->env, reading);

  switch (entry->kind)
    {
    case SJ_REF_ACTION:
      check_sample (read, reading);
      break;
    case SJ_REF_ASSET:
      check_asset_file (load, entry->config, reading);
      break;
    case SJ_REF_AUDIENCE:
      check_circle (load, entry, reading);
      break;
    case SJ_REF_MESSAGE:
      check_message (load->library, entry->config, reading);
      break;
    case SJ_REF_PROFILE:
      sj_profile_check (entry->config, load->library->dictionary, reading);
      check_identities (load, entry, reading);
      break;
    default:
      break;
    }
  sj_config_each (entry->spec, entry->config, reading, check_block_cb, load->library);
  check_names (load, read, reading);
  sj_config_visit (entry->spec, entry->config, reading, check_reference, load->library);
}

static void
check_read (const SjLibraryLoad *load, const SjLibraryRead *read)
{
  SjReading reading = sj_library_reading (read);
  size_t first = sj_diags_count (&read->source->diags);

  if (read->entry == NULL)
    sj_config_check (&sj_workspace_file_spec, load->library->workspace, &reading);
  else
    check_document (load, read, &reading);
  sj_library_shift (read, first);
}

void
sj_library_check (SjLibraryLoad *load)
{
  for (guint i = 0; i < load->reads->len; i++)
    check_read (load, &g_array_index (load->reads, SjLibraryRead, i));
}
