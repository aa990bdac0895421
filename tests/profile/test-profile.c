/* test-profile.c -- a person: there and back, as data, reached or not, in audiences. */
#include "profile/sj-audience.h"
#include "profile/sj-profile-scope.h"

#include <string.h>

#define PHONE "\"mobilePhone\":{\"number\":\"+44 7700 900123\"}"
#define EMAILS                                                                                              \
  "{\"channel\":\"email\",\"address\":\"old@example.com\",\"suppressed\":true},"                            \
  "{\"channel\":\"email\",\"address\":\"ann@example.com\"}"
#define DEVICES                                                                                             \
  "{\"platform\":\"ios\",\"app\":\"luma\",\"token\":\"t0\",\"inactive\":true},"                             \
  "{\"platform\":\"android\",\"app\":\"luma\",\"token\":\"t1\"},"                                           \
  "{\"platform\":\"web\",\"app\":\"shop\",\"token\":\"t2\"}"
#define CONSENTS                                                                                            \
  "{\"channel\":\"email\",\"choice\":\"yes\"},{\"channel\":\"sms\",\"choice\":\"no\"},"                     \
  "{\"channel\":\"push\",\"topic\":\"offers\",\"choice\":\"no\"}"
#define ANN                                                                                                 \
  "{\"id\":\"p1\",\"identities\":[{\"namespace\":\"Email\",\"id\":\"ann@example.com\",\"primary\":true},"   \
  "{\"namespace\":\"CRM\",\"id\":\"77\"},{\"namespace\":\"Email\",\"id\":\"a@example.org\"}],"              \
  "\"attributes\":{\"person\":{\"name\":{\"firstName\":\"Ann\"}},\"points\":120," PHONE "},"                \
  "\"addresses\":[" EMAILS "],\"devices\":[" DEVICES "],\"consents\":[" CONSENTS "],"                       \
  "\"audiences\":[{\"audience\":\"vip\",\"since\":\"2026-01-02T03:04:05Z\"},"                               \
  "{\"audience\":\"new\",\"status\":\"exited\"}],"                                                          \
  "\"timeZone\":\"Europe/London\",\"language\":\"en-GB\",\"test\":true}"

static SjProfile *
read_profile (const char *text)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjValue root;
  SjProfile *profile = sj_config_parse (&sj_profile_spec, &arena, text, strlen (text), &diags, &root);
  SjReading reading = { .text = text, .length = strlen (text), .diags = &diags, .root = &root };

  sj_config_check (&sj_profile_spec, profile, &reading);
  sj_profile_check (profile, NULL, &reading);
  g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
  return profile;
}

static void
test_round_trip (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjProfile *ann = read_profile (ANN);
  g_autofree char *text = sj_json_to_string (sj_config_to_value (&sj_profile_spec, ann, &arena), SJ_JSON_COMPACT);

  g_assert_cmpstr (text, ==, ANN);
  sj_config_free (&sj_profile_spec, ann);
}

static const struct { const char *path, *json; } values[] = {
  { "person.name.firstName", "\"Ann\"" },
  { "points", "120" },
  { "id", "\"p1\"" },
  { "identityMap.Email[0]", "{\"id\":\"ann@example.com\",\"primary\":true}" },
  { "identityMap.Email[1].id", "\"a@example.org\"" },
  { "identityMap.CRM", "[{\"id\":\"77\",\"primary\":false}]" },
  { "segmentMembership.ups.vip.status", "\"realized\"" },
  { "segmentMembership.ups.new.status", "\"exited\"" },
  { "segmentMembership.ups.vip.lastQualificationTime", "\"2026-01-02T03:04:05Z\"" },
  { "consents.marketing", "{\"any\":{\"val\":\"y\"},\"email\":{\"val\":\"y\"},\"sms\":{\"val\":\"n\"}}" },
  { "pushNotificationDetails[2]",
    "{\"appID\":\"shop\",\"platform\":\"web\",\"token\":\"t2\",\"denylisted\":false}" },
  { "timeZone", "\"Europe/London\"" },
  { "preferredLanguage", "\"en-GB\"" },
  { "testProfile", "true" },
};

static void
test_value (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjProfile *ann = read_profile (ANN);
  SjValue value = sj_profile_value (ann, &arena);

  for (size_t i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *json = sj_json_to_string (sj_value_follow (value, values[i].path), SJ_JSON_COMPACT);

      g_assert_cmpstr (json, ==, values[i].json);
    }
  sj_config_free (&sj_profile_spec, ann);
}

/* The shape promises what the value holds. */
static void
test_shape (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autoptr (SjShape) shape = sj_profile_shape (NULL);
  SjProfile *nobody = read_profile ("{\"id\":\"p2\",\"attributes\":{\"consents\":{}}}");
  SjValue value = sj_profile_value (nobody, &arena);

  g_assert_cmpuint (value.length, ==, shape->fields->len);
  for (guint i = 0; i < shape->fields->len; i++)
    {
      const SjShape *field = g_ptr_array_index (shape->fields, i);

      g_assert_nonnull (sj_value_find (value, field->name, strlen (field->name)));
    }
  sj_config_free (&sj_profile_spec, nobody);
}

static const struct
{
  const char *text;
  SjChannel channel;
  const char *app;
  SjReach reach;
  const char *address;
} reaches[] = {
  { ANN, SJ_CHANNEL_EMAIL, NULL, SJ_REACH_YES, "ann@example.com" },
  { ANN, SJ_CHANNEL_SMS, NULL, SJ_REACH_YES, "+44 7700 900123" },
  { ANN, SJ_CHANNEL_PUSH, NULL, SJ_REACH_YES, "t1" },
  { ANN, SJ_CHANNEL_PUSH, "shop", SJ_REACH_YES, "t2" },
  { ANN, SJ_CHANNEL_PUSH, "bank", SJ_REACH_NO_ADDRESS, NULL },
  { ANN, SJ_CHANNEL_IN_APP, NULL, SJ_REACH_YES, "p1" },
  { "{\"id\":\"p\"}", SJ_CHANNEL_EMAIL, NULL, SJ_REACH_NO_ADDRESS, NULL },
  { "{\"id\":\"p\"}", SJ_CHANNEL_PUSH, NULL, SJ_REACH_NO_ADDRESS, NULL },
  { "{\"id\":\"p\",\"attributes\":{\"personalEmail\":{\"address\":\"b@example.com\"}}}", SJ_CHANNEL_EMAIL, NULL,
    SJ_REACH_YES, "b@example.com" },
  { "{\"id\":\"p\",\"attributes\":{\"personalEmail\":{\"address\":\"b at home\"}}}", SJ_CHANNEL_EMAIL, NULL,
    SJ_REACH_BAD_ADDRESS, "b at home" },
  { "{\"id\":\"p\",\"addresses\":[{\"channel\":\"email\",\"address\":\"b@example.com\",\"suppressed\":true}],"
    "\"attributes\":{\"personalEmail\":{\"address\":\"b@example.com\"}}}",
    SJ_CHANNEL_EMAIL, NULL, SJ_REACH_SUPPRESSED, "b@example.com" },
  { "{\"id\":\"p\",\"addresses\":[{\"channel\":\"sms\",\"address\":\"900123\"}]}", SJ_CHANNEL_SMS, NULL,
    SJ_REACH_BAD_ADDRESS, "900123" },
  { "{\"id\":\"p\",\"devices\":[{\"platform\":\"ios\",\"token\":\"x\",\"inactive\":true}]}", SJ_CHANNEL_PUSH, NULL,
    SJ_REACH_SUPPRESSED, "x" },
};

static void
test_reach (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (reaches); i++)
    {
      SjProfile *profile = read_profile (reaches[i].text);
      g_autofree char *text = NULL;
      SjSlice address;

      g_assert_cmpint (sj_profile_reach (profile, reaches[i].channel, reaches[i].app, &address), ==, reaches[i].reach);
      text = address.text ? g_strndup (address.text, address.length) : NULL;
      g_assert_cmpstr (text, ==, reaches[i].address);
      sj_config_free (&sj_profile_spec, profile);
    }
}

static void
test_consent (void)
{
  SjProfile *ann = read_profile (ANN);

  g_assert_true (sj_consent_allows (&ann->consents, SJ_CHANNEL_EMAIL, NULL));
  g_assert_false (sj_consent_allows (&ann->consents, SJ_CHANNEL_SMS, NULL));
  g_assert_false (sj_consent_allows (&ann->consents, SJ_CHANNEL_SMS, "offers"));
  g_assert_true (sj_consent_allows (&ann->consents, SJ_CHANNEL_PUSH, NULL));
  g_assert_true (sj_consent_allows (&ann->consents, SJ_CHANNEL_PUSH, "orders"));
  g_assert_false (sj_consent_allows (&ann->consents, SJ_CHANNEL_PUSH, "offers"));
  g_assert_true (sj_consent_allows (&ann->consents, SJ_CHANNEL_IN_APP, NULL));
  g_assert_cmpstr (sj_profile_identity (ann, "Email"), ==, "ann@example.com");
  g_assert_cmpstr (sj_profile_identity (ann, "CRM"), ==, "77");
  g_assert_null (sj_profile_identity (ann, "Phone"));
  sj_config_free (&sj_profile_spec, ann);
}

static const struct { SjNamespaceKind kind; const char *text, *clean; } identities[] = {
  { SJ_NAMESPACE_EMAIL, " Ann@Example.COM ", "ann@example.com" },
  { SJ_NAMESPACE_EMAIL, "ann", NULL },
  { SJ_NAMESPACE_PHONE, "+44 (0)7700 900-123", "+447700900123" },
  { SJ_NAMESPACE_PHONE, "(0)7700 900123", "07700900123" },
  { SJ_NAMESPACE_PHONE, "call me", NULL },
  { SJ_NAMESPACE_PHONE, "12", NULL },
  { SJ_NAMESPACE_OTHER, " LU-77 ", "LU-77" },
  { SJ_NAMESPACE_OTHER, "  ", NULL },
};

static void
test_identities (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (identities); i++)
    {
      g_autofree char *clean = sj_identity_clean (identities[i].kind, identities[i].text);

      g_assert_cmpstr (clean, ==, identities[i].clean);
    }
}

static const struct { const char *audience; bool member; } audiences[] = {
  { "{'id':'a','name':'A','rule':'inAudience(\\'vip\\')'}", true },
  { "{'id':'a','name':'A','rule':'inAudience(\\'new\\')'}", false },
  { "{'id':'a','name':'A','rule':'inAudience(\\'other\\')'}", false },
  { "{'id':'a','name':'A','rule':'#{ExperiencePlatform.Loyalty.profile.points} >= 100'}", true },
  { "{'id':'a','name':'A','rule':'#{ExperiencePlatform.Loyalty.points} > 120'}", false },
  { "{'id':'a','name':'A','rule':'#{ExperiencePlatform.Person.profile.person.name.firstName} == \\'Ann\\'"
    " and #{ExperiencePlatform.P.profile.nothing} is null'}", true },
  { "{'id':'a','name':'A','kind':'list','members':[{'namespace':'CRM','id':'77'}]}", true },
  { "{'id':'a','name':'A','kind':'list','members':[{'namespace':'Email','id':'77'}]}", false },
  { "{'id':'a','name':'A','kind':'list'}", false },
};

static void
test_audiences (void)
{
  SjProfile *ann = read_profile (ANN);

  for (size_t i = 0; i < G_N_ELEMENTS (audiences); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autoptr (GString) text = g_string_new (audiences[i].audience);
      g_autoptr (SjExpr) rule = NULL;
      SjAudience *audience;
      SjEval eval;
      bool member;

      g_string_replace (text, "\\'", "\x01", 0);
      g_string_replace (text, "'", "\"", 0);
      g_string_replace (text, "\x01", "\\\"", 0);
      audience = sj_config_parse (&sj_audience_spec, &arena, text->str, text->len, &diags, NULL);
      g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
      if (audience->rule != NULL)
        {
          rule = sj_expr_compile (audience->rule, strlen (audience->rule), NULL, SJ_EXPR_BOOLEAN, &diags);
          g_assert_nonnull (rule);
        }
      sj_eval_init (&eval, &arena);
      g_assert_true (sj_audience_has (audience, rule, ann, &eval, &member));
      g_assert_cmpint (member, ==, audiences[i].member);
      sj_eval_clear (&eval);
      sj_config_free (&sj_audience_spec, audience);
    }
  sj_config_free (&sj_profile_spec, ann);
}

static const struct { const char *text, *code, *field; } flaws[] = {
  { "{}", "missing", "id" },
  { "{\"id\":\"p\",\"timeZone\":\"Europe/Atlantis\"}", "bad-zone", "timeZone" },
  { "{\"id\":\"p\",\"language\":\"english please\"}", "bad-language", "language" },
  { "{\"id\":\"p\",\"attributes\":[]}", "bad-value", "attributes" },
  { "{\"id\":\"p\",\"attributes\":{\"points\":\"many\"}}", "payload-type", "attributes.points" },
  { "{\"id\":\"p\",\"devices\":[{\"platform\":\"web\"}]}", "missing", "devices[0].token" },
  { "{\"id\":\"p\",\"identities\":[{\"namespace\":\"Email\"}]}", "missing", "identities[0].id" },
};

static void
test_flaws (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  const char *dictionary = "{\"properties\":{\"points\":{\"type\":\"integer\"}}}";
  g_autoptr (SjSchema) schema = NULL;
  SjValue value;

  g_assert_true (sj_json_read (&arena, NULL, dictionary, strlen (dictionary), &value, NULL));
  schema = sj_schema_read (value, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (flaws); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      SjReading reading = { .diags = &diags };
      SjProfile *profile =
          sj_config_parse (&sj_profile_spec, &arena, flaws[i].text, strlen (flaws[i].text), &diags, NULL);

      sj_config_check (&sj_profile_spec, profile, &reading);
      sj_profile_check (profile, schema, &reading);
      g_assert_cmpuint (sj_diags_count (&diags), ==, 1);
      g_assert_cmpstr (sj_diags_get (&diags, 0)->code, ==, flaws[i].code);
      g_assert_cmpstr (sj_diags_get (&diags, 0)->field, ==, flaws[i].field);
      sj_config_free (&sj_profile_spec, profile);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/round-trip", test_round_trip);
  g_test_add_func ("/profile/value", test_value);
  g_test_add_func ("/profile/shape", test_shape);
  g_test_add_func ("/profile/reach", test_reach);
  g_test_add_func ("/profile/consent", test_consent);
  g_test_add_func ("/profile/identities", test_identities);
  g_test_add_func ("/profile/audiences", test_audiences);
  g_test_add_func ("/profile/flaws", test_flaws);
  return g_test_run ();
}
