/* sj-content.c -- what all documents of messages have in common.
 *
 * Expressions and templates are checked by walking the fields, so a new field is
 * checked because it is one, not because somebody thought of it.
 */
#include "content/sj-content.h"

#include "base/sj-name.h"
#include "content/sj-action.h"
#include "content/sj-asset.h"
#include "content/sj-channel-settings.h"
#include "content/sj-condition.h"
#include "content/sj-content-private.h"
#include "content/sj-content-template.h"
#include "content/sj-fragment.h"
#include "content/sj-language.h"
#include "content/sj-message.h"
#include "lang/sj-expr-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const SjContentKind sj_content_kinds[] = {
  { SJ_REF_CONDITION, "conditions", &sj_condition_spec },
  { SJ_REF_ASSET, "assets", &sj_asset_spec },
  { SJ_REF_ACTION, "actions", &sj_action_spec },
  { SJ_REF_LANGUAGES, "languages", &sj_languages_spec },
  { SJ_REF_CHANNEL, "channels", &sj_channel_settings_spec },
  { SJ_REF_FRAGMENT, "fragments", &sj_fragment_spec },
  { SJ_REF_TEMPLATE, "templates", &sj_content_template_spec },
  { SJ_REF_MESSAGE, "messages", &sj_message_spec },
  { SJ_REF_NONE, NULL, NULL },
};

void
sj_content_check_id (const char *id, const char *field, SjReading *reading)
{
  if (id != NULL && !sj_is_id (id))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-id", sj_null, field,
                    _("“%s” cannot be an id: letters, digits, _ and - are possible."), id);
}

void
sj_content_check_language (const char *language, const char *field, SjReading *reading)
{
  if (language != NULL && !sj_is_language (language))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-language", sj_null, field,
                    _("“%s” is not a language such as “en” or “pt-BR”."), language);
}

void
sj_content_check_address (const char *address, const char *field, SjReading *reading)
{
  if (address != NULL && !sj_is_mail_address (address))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-address", sj_null, field,
                    _("“%s” is not an email address such as “news@shop.example”."), address);
}

const SjTemplateEnv *
sj_content_template_env (const SjContentEnv *env, const SjField *field)
{
  static const SjTemplateEnv any = { .plain = false }, any_plain = { .plain = true };

  if (sj_content_field_is_plain (field))
    return env != NULL && env->plain != NULL ? env->plain : &any_plain;
  return env != NULL && env->html != NULL ? env->html : &any;
}

static void
check_template (const SjField *field, const char *text, const SjContentEnv *env, SjReading *reading)
{
  g_auto (SjDiags) found = SJ_DIAGS_INIT;
  g_autoptr (SjTemplate) template = sj_template_compile (text, strlen (text), sj_content_template_env (env, field),
                                                         &found);

  sj_reading_take (reading, &found);
}

static void
check_text (const SjField *field, const char *text, SjReading *reading, gpointer data)
{
  const SjContentEnv *env = data;

  switch (field->type)
    {
    case SJ_FIELD_EXPRESSION:
      sj_expr_check_field (field, text, env ? env->expr : NULL, reading);
      break;
    case SJ_FIELD_TEMPLATE:
    case SJ_FIELD_LONG_TEMPLATE:
      check_template (field, text, env, reading);
      break;
    default:
      break;
    }
}

void
sj_content_check (const SjSpec *spec, const void *config, const SjContentEnv *env, SjReading *reading)
{
  sj_config_check (spec, config, reading);
  sj_config_visit (spec, config, reading, check_text, (gpointer) env);
}

void *
sj_content_parse (const SjSpec *spec, const char *text, size_t length, const SjContentEnv *env, SjDiags *diags)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjReading reading = { .text = text, .length = length, .diags = diags };
  SjValue root;
  void *document = sj_config_parse (spec, &arena, text, length, diags, &root);

  if (document == NULL)
    return NULL;
  reading.root = &root;
  sj_content_check (spec, document, env, &reading);
  return document;
}
