/* sj-fragment.c -- fragments, described; what they put into a template. */
#include "content/sj-fragment.h"

#include "content/sj-block.h"
#include "content/sj-content-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const SjChoice kind_choices[] = {
  [SJ_FRAGMENT_VISUAL] = { "visual", N_("Visual") },
  [SJ_FRAGMENT_EXPRESSION] = { "expression", N_("Expression") },
  { NULL },
};

static const SjChoice status_choices[] = {
  [SJ_FRAGMENT_DRAFT] = { "draft", N_("Draft") },
  [SJ_FRAGMENT_PUBLISHED] = { "published", N_("Published") },
  [SJ_FRAGMENT_ARCHIVED] = { "archived", N_("Archived") },
  { NULL },
};

static const SjChoice input_choices[] = {
  [SJ_INPUT_TEXT] = { "text", N_("Text") },
  [SJ_INPUT_IMAGE] = { "image", N_("Picture") },
  [SJ_INPUT_LINK] = { "link", N_("Link") },
  { NULL },
};

#define FIELD(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (OWNER, member), title, __VA_ARGS__ }

#define OWNER SjInput
static const SjField input_fields[] = {
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("label", TEXT, label, N_("Label")),
  FIELD ("kind", CHOICE, kind, N_("Kind"), .choices = input_choices),
  FIELD ("default", TEMPLATE, fallback, N_("Default")),
  { NULL }
};
#undef OWNER

static void
check_input (const void *config, SjReading *reading)
{
  sj_content_check_id (((const SjInput *) config)->name, "name", reading);
}

static const SjSpec input_spec = { input_fields, sizeof (SjInput), N_("input"), check_input };

#define OWNER SjFragment
static const SjField fragment_fields[] = {
  FIELD ("id", TEXT, id, N_("Id"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("description", LONG_TEXT, description, N_("Description")),
  FIELD ("kind", CHOICE, kind, N_("Kind"), .choices = kind_choices, .fallback = -1, .flags = SJ_FIELD_REQUIRED),
  FIELD ("status", CHOICE, status, N_("Status"), .choices = status_choices),
  FIELD ("tags", TEXTS, tags, N_("Tags")),
  FIELD ("inputs", RECORDS, inputs, N_("Inputs"), .record = &input_spec,
         .help = N_("What may differ where the fragment is used.")),
  FIELD ("blocks", RECORDS, blocks, N_("Components"), .record = &sj_block_spec, .when = "kind=visual",
         .flags = SJ_FIELD_REQUIRED),
  FIELD ("text", LONG_TEMPLATE, text, N_("Text"), .when = "kind=expression", .flags = SJ_FIELD_REQUIRED),
  { NULL }
};
#undef OWNER

static void
check_twice (const SjFragment *fragment, SjReading *reading)
{
  SjTrail trail = { reading->trail, "inputs", 0 };
  SjReading below = *reading;

  below.trail = &trail;
  for (; trail.index < fragment->inputs.count; trail.index++)
    {
      const SjInput *input = fragment->inputs.items[trail.index];

      if (input->name != NULL && sj_fragment_input (fragment, input->name) != input)
        sj_reading_add (&below, SJ_SEVERITY_ERROR, "twice", sj_null, "name", _("The input “%s” stands here twice."),
                        input->name);
    }
}

static void
check_fragment (const void *config, SjReading *reading)
{
  const SjFragment *fragment = config;

  sj_content_check_id (fragment->id, "id", reading);
  check_twice (fragment, reading);
  sj_blocks_check (&fragment->blocks, "blocks", reading);
  if (fragment->kind == SJ_FRAGMENT_VISUAL && fragment->text != NULL)
    sj_reading_add (reading, SJ_SEVERITY_WARNING, "unused", sj_null, "text",
                    _("The fragment is visual, so its text is not used."));
  if (fragment->kind == SJ_FRAGMENT_EXPRESSION && fragment->blocks.count > 0)
    sj_reading_add (reading, SJ_SEVERITY_WARNING, "unused", sj_null, "blocks",
                    _("The fragment is an expression, so its components are not used."));
}

const SjSpec sj_fragment_spec = { fragment_fields, sizeof (SjFragment), N_("fragment"), check_fragment };

const SjInput *
sj_fragment_input (const SjFragment *fragment, const char *name)
{
  for (uint32_t i = 0; i < fragment->inputs.count; i++)
    {
      const SjInput *input = fragment->inputs.items[i];

      if (g_strcmp0 (input->name, name) == 0)
        return input;
    }
  return NULL;
}

char *
sj_fragment_template (const SjFragment *fragment)
{
  GString *text;

  if (fragment->kind != SJ_FRAGMENT_EXPRESSION)
    return NULL;
  text = g_string_new (NULL);
  for (uint32_t i = 0; i < fragment->inputs.count; i++)
    {
      const SjInput *input = fragment->inputs.items[i];

      if (input->name != NULL)
        g_string_append_printf (text, "{{#inline \"%s\"}}%s{{/inline}}", input->name,
                                input->fallback ? input->fallback : "");
    }
  g_string_append (text, fragment->text ? fragment->text : "");
  return g_string_free (text, FALSE);
}
