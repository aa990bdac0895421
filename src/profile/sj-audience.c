/* sj-audience.c -- sets of people. */
#include "profile/sj-audience.h"

#include "base/sj-name.h"
#include "profile/sj-profile-scope.h"

#include <glib/gi18n-lib.h>

static const SjChoice kind_choices[] = {
  { "rule", N_("Whoever fulfils a rule") },
  { "list", N_("A list") },
  { NULL },
};

#define FIELD(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (SjAudience, member), title, __VA_ARGS__ }

static const SjField audience_fields[] = {
  FIELD ("id", TEXT, id, N_("Id"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("description", LONG_TEXT, description, N_("Description")),
  FIELD ("kind", CHOICE, kind, N_("Kind"), .choices = kind_choices),
  FIELD ("rule", EXPRESSION, rule, N_("Rule"), .result = SJ_BOOL, .when = "kind=rule", .flags = SJ_FIELD_REQUIRED),
  FIELD ("members", RECORDS, members, N_("Members"), .record = &sj_identity_spec, .when = "kind=list"),
  { NULL }
};

static void
check_audience (const void *config, SjReading *reading)
{
  const SjAudience *audience = config;

  if (audience->id != NULL && !sj_is_id (audience->id))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-id", sj_null, "id",
                    _("“%s” cannot be an id: letters, digits, _ and - are possible."), audience->id);
  if (audience->kind == SJ_AUDIENCE_LIST && audience->rule != NULL)
    sj_reading_add (reading, SJ_SEVERITY_WARNING, "unused", sj_null, "rule",
                    _("The audience is a list, so its rule is not used."));
  if (audience->kind == SJ_AUDIENCE_RULE && audience->members.count > 0)
    sj_reading_add (reading, SJ_SEVERITY_WARNING, "unused", sj_null, "members",
                    _("The audience has a rule, so its list of members is not used."));
}

const SjSpec sj_audience_spec = { audience_fields, sizeof (SjAudience), N_("audience"), check_audience };

static bool
has_identity (const SjProfile *profile, const SjIdentity *wanted)
{
  for (uint32_t i = 0; i < profile->identities.count; i++)
    {
      const SjIdentity *identity = profile->identities.items[i];

      if (g_strcmp0 (identity->space, wanted->space) == 0 && g_strcmp0 (identity->id, wanted->id) == 0)
        return true;
    }
  return false;
}

bool
sj_audience_lists (const SjAudience *audience, const SjProfile *profile)
{
  for (uint32_t i = 0; i < audience->members.count; i++)
    if (has_identity (profile, audience->members.items[i]))
      return true;
  return false;
}

bool
sj_audience_has (const SjAudience *audience, const SjExpr *rule, const SjProfile *profile, SjEval *eval, bool *member)
{
  const SjEvalScope *before = eval->scope;
  SjProfileScope scope;
  bool ok;

  if (audience->kind == SJ_AUDIENCE_LIST)
    {
      *member = sj_audience_lists (audience, profile);
      return true;
    }
  g_return_val_if_fail (rule != NULL, false);

  sj_profile_scope_init (&scope, profile);
  eval->scope = &scope.scope;
  sj_eval_begin (eval);
  ok = sj_expr_eval_bool (rule, eval, member);
  eval->scope = before;
  return ok;
}
