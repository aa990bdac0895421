/* test-library.c -- a workspace read from its folder: the sample without a finding,
 * and folders with flaws, each found in its file at its line. */
#include "base/sj-time.h"
#include "content/sj-content.h"
#include "content/sj-fragment.h"
#include "model/sj-library.h"
#include "profile/sj-audience.h"
#include "profile/sj-event.h"
#include "profile/sj-pressure.h"

#include <glib/gstdio.h>
#include <string.h>

static SjLibrary *
load_sample (void)
{
  g_autoptr (GError) error = NULL;
  SjLibrary *library = sj_library_load (g_getenv ("SJ_SAMPLE"), &error);

  g_assert_no_error (error);
  return library;
}

static const struct { SjRefTo kind; size_t count; } shelves[] = {
  { SJ_REF_EVENT, 6 },   { SJ_REF_AUDIENCE, 3 }, { SJ_REF_ACTION, 1 },    { SJ_REF_CHANNEL, 3 },
  { SJ_REF_MESSAGE, 9 }, { SJ_REF_TEMPLATE, 2 }, { SJ_REF_FRAGMENT, 4 },  { SJ_REF_RULE_SET, 1 },
  { SJ_REF_CONDITION, 1 }, { SJ_REF_LANGUAGES, 1 }, { SJ_REF_ASSET, 3 },  { SJ_REF_JOURNEY, 3 },
  { SJ_REF_PROFILE, 40 }, { SJ_REF_NAMESPACE, 3 },
};

static void
test_sample (void)
{
  g_autoptr (SjLibrary) library = load_sample ();
  const GPtrArray *sources = sj_library_sources (library);

  for (guint i = 0; i < sources->len; i++)
    {
      const SjSource *source = g_ptr_array_index (sources, i);

      for (size_t j = 0; j < sj_diags_count (&source->diags); j++)
        g_test_message ("%s: %s", source->path, sj_diags_get (&source->diags, j)->text);
      g_assert_cmpuint (sj_diags_count (&source->diags), ==, 0);
    }
  g_assert_false (sj_library_failed (library));
  for (size_t i = 0; i < G_N_ELEMENTS (shelves); i++)
    g_assert_cmpuint (sj_library_count (library, shelves[i].kind), ==, shelves[i].count);
  g_assert_cmpstr (sj_library_title (library), ==, "Luma");
  g_assert_cmpstr (sj_library_zone (library), ==, "America/Los_Angeles");
}

/* What is written is what was read: the files are in their one form. */
static void
test_canonical (void)
{
  g_autoptr (SjLibrary) library = load_sample ();
  const GPtrArray *sources = sj_library_sources (library);
  size_t found = 0, documents = 0;

  for (int kind = 0; kind < SJ_N_REFS; kind++)
    for (size_t i = 0; i < sj_library_count (library, kind); i++)
      {
        const SjEntry *entry = sj_library_get (library, kind, i);
        g_auto (SjArena) arena = SJ_ARENA_INIT;
        g_autofree char *text = NULL;

        if (kind == SJ_REF_NAMESPACE || kind == SJ_REF_JOURNEY)
          continue;
        text = sj_json_to_string (sj_config_to_value (entry->spec, entry->config, &arena),
                                  kind == SJ_REF_PROFILE ? SJ_JSON_COMPACT : SJ_JSON_PRETTY);
        documents++;
        for (guint j = 0; j < sources->len; j++)
          {
            const SjSource *source = g_ptr_array_index (sources, j);

            found += kind == SJ_REF_PROFILE ? strstr (source->text, text) != NULL : strcmp (source->text, text) == 0;
          }
      }
  g_assert_cmpuint (documents, ==, 74);
  g_assert_cmpuint (found, ==, documents);
}

/* The recorded members of each audience are those it has by its rule or list. */
static void
test_members (void)
{
  g_autoptr (SjLibrary) library = load_sample ();
  size_t members = 0;

  for (size_t i = 0; i < sj_library_count (library, SJ_REF_AUDIENCE); i++)
    {
      const SjAudience *audience = sj_library_get (library, SJ_REF_AUDIENCE, i)->config;
      g_autoptr (SjExpr) rule = audience->rule == NULL ? NULL
                                                       : sj_expr_compile (audience->rule, strlen (audience->rule),
                                                                          sj_library_expr_env (library),
                                                                          SJ_EXPR_BOOLEAN, NULL);
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      SjEval eval;

      sj_eval_init (&eval, &arena);
      for (size_t j = 0; j < sj_library_count (library, SJ_REF_PROFILE); j++)
        {
          const SjProfile *profile = sj_library_get (library, SJ_REF_PROFILE, j)->config;
          bool recorded = sj_profile_in_audience (profile, audience->id, strlen (audience->id));
          bool member = false;

          g_assert_true (sj_audience_has (audience, rule, profile, &eval, &member));
          g_test_message ("%s %s", audience->id, profile->id);
          g_assert_cmpint (member, ==, recorded);
          members += member;
          sj_arena_reset (&arena);
        }
      sj_eval_clear (&eval);
    }
  g_assert_cmpuint (members, >, 10);
}

/* Nobody real: addresses and numbers that are nobody's. */
static void
test_people (void)
{
  static const char *const fictional[] = {
    "+1 202 555 01", "+1 613 555 01", "+33 6 39 98 ", "+353 20 91", "+44 7700 900",
  };
  g_autoptr (SjLibrary) library = load_sample ();
  g_autoptr (GHashTable) zones = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) languages = g_hash_table_new (g_str_hash, g_str_equal);

  for (size_t i = 0; i < sj_library_count (library, SJ_REF_PROFILE); i++)
    {
      const SjProfile *profile = sj_library_get (library, SJ_REF_PROFILE, i)->config;
      const char *mail = sj_profile_identity (profile, "Email");
      SjSlice number;

      g_assert_nonnull (mail);
      g_assert_true (g_str_has_suffix (mail, "@example.com") || g_str_has_suffix (mail, "@example.org"));
      if (sj_profile_reach (profile, SJ_CHANNEL_SMS, NULL, &number) == SJ_REACH_YES)
        {
          bool known = false;

          for (size_t j = 0; j < G_N_ELEMENTS (fictional); j++)
            known |= g_str_has_prefix (number.text, fictional[j]);
          g_test_message ("%.*s", (int) number.length, number.text);
          g_assert_true (known);
        }
      if (profile->zone != NULL)
        g_hash_table_add (zones, profile->zone);
      if (profile->language != NULL)
        g_hash_table_add (languages, profile->language);
    }
  g_assert_cmpuint (g_hash_table_size (zones), >=, 12);
  g_assert_cmpuint (g_hash_table_size (languages), >=, 6);
}

static void
test_lookup (void)
{
  g_autoptr (SjLibrary) library = load_sample ();
  const SjEntry *users = sj_library_find (library, SJ_REF_AUDIENCE, "luma-mobile-app-users");
  const char *name = "Luma – Mobile App Users";
  const SjNames *names = sj_library_names (library);

  g_assert_nonnull (users);
  g_assert_cmpstr (users->name, ==, name);
  g_assert_true (sj_library_named (library, SJ_REF_AUDIENCE, name, strlen (name)) == users);
  g_assert_true (sj_library_named (library, SJ_REF_AUDIENCE, users->id, strlen (users->id)) == users);
  g_assert_null (sj_library_find (library, SJ_REF_AUDIENCE, name));
  g_assert_null (sj_library_find (library, SJ_REF_EVENT, users->id));
  g_assert_cmpstr (sj_library_nearest (library, SJ_REF_AUDIENCE, "Luma - Mobile App User"), ==, users->id);
  g_assert_cmpstr (sj_library_nearest (library, SJ_REF_EVENT, "AddToCart"), ==, "AddedToCart");
  g_assert_null (sj_library_nearest (library, SJ_REF_EVENT, "something else"));
  g_assert_cmpstr (names->lookup (SJ_REF_EVENT, "AddedToCart", names->data), ==, "Added to Cart");
  g_assert_null (names->lookup (SJ_REF_NODE, "AddedToCart", names->data));
  g_assert_cmpstr (sj_library_find (library, SJ_REF_JOURNEY, "purchase")->name, ==, "Purchase Journey");
  g_assert_cmpstr (sj_library_person (library, "Email", " Sarah@Example.com")->id, ==, "luma-001");
  g_assert_null (sj_library_person (library, "CRM", "sarah@example.com"));
  g_assert_null (sj_library_person (library, "Email", "sarah"));
  g_assert_false (sj_library_holds (SJ_REF_NODE));
  g_assert_false (sj_library_holds (SJ_REF_ATTRIBUTE));
  g_assert_true (sj_library_holds (SJ_REF_ASSET));
}

/* As scenarios.md prints them, and their like; NULL: no finding. */
static const struct { const char *text; SjExprType type; const char *code, *fix; } expressions[] = {
  { "@event{LumaPurchaseEvent_Email._aeppartner1.identification.core.email}", SJ_EXPR_TEXT, NULL, NULL },
  { "@event{LumaPurchaseEvent_Email.productListItems.at(0).priceTotal}", SJ_EXPR_DECIMAL, NULL, NULL },
  { "inAudience(\"Luma – Mobile App Users\")", SJ_EXPR_BOOLEAN, NULL, NULL },
  { "inAudience(\"luma-mobile-app-users\")", SJ_EXPR_BOOLEAN, NULL, NULL },
  { "@event{\"Added to Cart\".product.name}", SJ_EXPR_TEXT, NULL, NULL },
  { "@event{Charged.amount} > 100.0", SJ_EXPR_BOOLEAN, NULL, NULL },
  { "#{ExperiencePlatform.ProfileFieldGroup.profile.person.name.firstName}", SJ_EXPR_TEXT, NULL, NULL },
  { "#{ExperiencePlatform.Any.profile.consents.marketing.any.val} == \"n\"", SJ_EXPR_BOOLEAN, NULL, NULL },
  { "@action{LoyaltyService.jo_status_code} == \"timedout\"", SJ_EXPR_BOOLEAN, NULL, NULL },
  { "@action{LoyaltyService.PromoCode}", SJ_EXPR_TEXT, NULL, NULL },
  { "@action{LoyaltyService.PromoCod}", SJ_EXPR_TEXT, "unknown-field", "PromoCode" },
  { "@event{LumaPurchaseEvent_Mail.commerce.order.priceTotal}", SJ_EXPR_ANY, "unknown-name",
    "LumaPurchaseEvent_Email" },
  { "inAudience(\"Luma – Mobile App User\")", SJ_EXPR_BOOLEAN, "unknown-audience", "\"Luma – Mobile App Users\"" },
  { "#{ExperiencPlatform.P.profile.person.name.firstName}", SJ_EXPR_TEXT, "unknown-name", NULL },
};

static void
test_expressions (void)
{
  g_autoptr (SjLibrary) library = load_sample ();

  for (size_t i = 0; i < G_N_ELEMENTS (expressions); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      const char *text = expressions[i].text;
      g_autoptr (SjExpr) expr = sj_expr_compile (text, strlen (text), sj_library_expr_env (library),
                                                 expressions[i].type, &diags);

      g_test_message ("%s: %s", text, sj_diags_count (&diags) ? sj_diags_get (&diags, 0)->text : "");
      g_assert_cmpint (expr != NULL, ==, expressions[i].code == NULL);
      g_assert_cmpuint (sj_diags_count (&diags), ==, expressions[i].code != NULL);
      if (expressions[i].code == NULL)
        continue;
      g_assert_cmpstr (sj_diags_get (&diags, 0)->code, ==, expressions[i].code);
      g_assert_cmpstr (sj_diags_get (&diags, 0)->fix, ==, expressions[i].fix);
    }
}

static const struct { const char *text, *code; } templates[] = {
  { "{{profile.person.name.firstName}}, your order confirmation", NULL },
  { "{{#each context.journey.events.LumaPurchaseEvent_Email.productListItems}}{{this.name}}{{/each}}", NULL },
  { "{{context.journey.events.`Added to Cart`.product.name}}", NULL },
  { "{{context.journey.actions.LoyaltyService.PromoCode}}", NULL },
  { "{{context.journey.technicalProperties.journeyVersionName}}{{context.anything}}", NULL },
  { "{{fragment id='order-content' name='Tee' price=3 quantity=2}}", NULL },
  { "{{fragment id='ajo:order-content/english' mode='inline' name='Tee' price=3 quantity=2}}", NULL },
  { "{{fragment id='order-contents'}}", "unknown-fragment" },
  { "{{profile.person.name.fistName}}", "unknown-field" },
  { "{{context.journey.actions.LoyaltyServices.PromoCode}}", "unknown-field" },
};

static void
test_templates (void)
{
  g_autoptr (SjLibrary) library = load_sample ();

  for (size_t i = 0; i < G_N_ELEMENTS (templates); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      const char *text = templates[i].text;
      g_autoptr (SjTemplate) template = sj_template_compile (text, strlen (text), sj_library_template_env (library),
                                                             &diags);

      g_test_message ("%s: %s", text, sj_diags_count (&diags) ? sj_diags_get (&diags, 0)->text : "");
      g_assert_cmpint (template != NULL, ==, templates[i].code == NULL);
      g_assert_cmpuint (sj_diags_count (&diags), ==, templates[i].code != NULL);
      if (templates[i].code != NULL)
        g_assert_cmpstr (sj_diags_get (&diags, 0)->code, ==, templates[i].code);
    }
  g_assert_true (sj_library_plain_env (library)->plain);
}

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *copy = g_strdelimit (g_strdup (text), "'", '"');

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, copy, -1, NULL));
}

static void
remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_remove (path);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (folder);
}

#define FRAGMENT(id, input)                                                                    \
  "{'kind':'structure','columns':[{'blocks':[{'kind':'fragment','fragment':" id                \
  ",'inputs':[{'name':" input ",'value':'x'}]}]}]}"
#define EMAIL "{'id':'a','name':'A','channel':'email','email':{'subject':'Hi','blocks':[\n"
#define SPACE "{'name':'X','namespaces':[{'id':'Email','name':'Email','kind':'email'}]," \
  "'profile':{'properties':{'points':{'type':'integer'}}}}"

/* One file beside a sound workspace, and the one finding in it. */
static const struct
{
  const char *file, *text, *code;
  unsigned line, column;
  const char *words;
} flaws[] = {
  { "events/a.json", "{'id':'A','name':'A',\n 'kind':'business'", "syntax", 2, 19, "not closed" },
  { "events/a.json", "[]", "bad-value", 1, 1, "one JSON object" },
  { "events/a.json", "{'id':'A',\n 'kind':'business'}", "missing", 1, 1, "“name” is missing" },
  { "events/a.json", "{'id':'A','name':'A','kind':'business',\n 'schema':{'properties':{'b':{'type':'strin'}}}}",
    "schema", 2, 39, "must be one of" },
  { "events/a.json", "{'id':'A','name':'A','identity':'\\\"x\\\"',\n 'namespace':'Mail'}", "unknown-reference", 2, 15,
    "There is no namespace “Mail”" },
  { "events/b.json", "{'id':'Known','name':'B','kind':'business'}", "twice", 1, 8, "that of events/a-known.json" },
  { "events/b.json", "{'id':'B','name':'Known event','kind':'business'}", "same-name", 1, 19,
    "name of events/a-known.json" },
  { "audiences/a.json", "{'id':'a','name':'A',\n 'rule':'not inAudience(\\\"b\\\")'}", "unknown-audience", 2, 25,
    "no audience called “b”" },
  { "audiences/a.json", "{'id':'a','name':'A',\n 'rule':'@event{Knwon.amount} > 1.0'}", "unknown-name", 2, 17,
    "“Known” is meant" },
  { "audiences/a.json", "{'id':'a','name':'A','rule':\n'#{ExperiencePlatform.P.profile.point} > 1'}", "unknown-field",
    2, 33, "points" },
  { "rule-sets/a.json", "{'id':'a','name':'A','caps':[\n{'name':'c','limit':0,'period':'day','window':'rolling',"
    "'channels':['sms']}]}", "missing", 2, 21, "“limit” is missing" },
  { "messages/a.json",
    "{'id':'a','name':'A','channel':'sms','configuration':'sms',\n'sms':{'text':'Hi {{{profile.pints}}}'}}",
    "unknown-field", 2, 30, "points" },
  { "assets/a.json", "{'id':'a','name':'A','alt':'a','width':1,'height':1,'mediaType':'image/png',\n'file':'a.png'}",
    "no-file", 2, 9, "a.png" },
  { "actions/a.json", "{'id':'a','name':'A','url':'https://api.example/x',\n'response':{'type':'objekt'}}",
    "schema", 2, 21, "must be one of" },
  { "actions/a.json",
    "{'id':'a','name':'A','url':'https://api.example/x','response':{'properties':{'n':{'type':'integer'}}},\n"
    "'sample':{'n':'x'}}", "payload-type", 2, 16, "sample.n must be a whole number" },
  { "profiles.jsonl", "{'id':'p1'}\n\n{'id':'p2','attributes':{'points':'many'}}\n", "payload-type", 3, 36,
    "attributes.points must be a whole number" },
  { "profiles.jsonl", "{'id':'p1'}\n{'id':'p1'}\n", "twice", 2, 8, "profiles.jsonl" },
  { "profiles.jsonl", "{'id':'p1'}\n{'id':'p2'\n", "syntax", 2, 11, "not closed" },
  { "profiles.jsonl", "{'id':'p1','audiences':[{'audience':'vip'}]}", "unknown-reference", 1, 38, "audience “vip”" },
  { "journeys/a.journey", "{'id':'a',", "syntax", 1, 11, "" },
  { "profiles.jsonl", "{'id':'p1','identities':[{'namespace':'Email','id':'Ann@example.com'}]}\n"
    "{'id':'p2','identities':[{'namespace':'Email','id':'ann@example.com'}]}", "shared-identity", 2, 53, "“p1”" },
  { "profiles.jsonl", "{'id':'p1','identities':[{'namespace':'Email','id':'Ann'}]}", "bad-identity", 1, 53, "“Ann”" },
  { "audiences/a.json", "{'id':'a','name':'A','rule':'not inAudience(\\'A\\')'}", "circle", 1, 30, "“A” itself" },
  { "messages/a.json", "{'id':'a','name':'A','channel':'email','configuration':'sms',\n"
    "'email':{'subject':'Hi','blocks':[" FRAGMENT ("'part'", "'code'") "]}}", "wrong-channel", 1, 57,
    "“SMS” is for SMS, and the message is for Email" },
  { "messages/a.json", "{'id':'a','name':'A','channel':'sms','languages':'all','sms':{'text':'Hi'},\n'variants':[{"
    "'language':'fr','sms':{'text':'Salut'}},{'language':'de','sms':{'text':'Hallo'}}]}", "unknown-language", 2, 67,
    "“de” is not among the languages of “All”" },
  { "messages/a.json", EMAIL FRAGMENT ("'part'", "'cod'") "]}}",
    "unknown-input", 2, 99, "perhaps “code” is meant" },
  { "messages/a.json", EMAIL FRAGMENT ("'prat'", "'x'") "]}}",
    "unknown-reference", 2, 74, "perhaps “part” is meant" },
  { "messages/a.json", EMAIL FRAGMENT ("'draft'", "'code'") "]}}",
    "draft-fragment", 2, 74, "not published yet" },
  { "languages/b.json", "{'id':'b','name':'B','locales':[{'language':'en'}],'attribute':'tongue'}", "unknown-reference",
    1, 65, "profile attribute “tongue”" },
};

static void
write_sound (const char *folder)
{
  write_file (folder, "workspace.json", SPACE);
  write_file (folder, "events/a-known.json", "{'id':'Known','name':'Known event','kind':'business','schema':"
                                             "{'properties':{'amount':{'type':'number'}}}}");
  write_file (folder, "channels/sms.json", "{'id':'sms','name':'SMS','channel':'sms','sender':'X'}");
  write_file (folder, "languages/all.json",
              "{'id':'all','name':'All','locales':[{'language':'en'},{'language':'fr'}],'default':'en'}");
  write_file (folder, "fragments/part.json",
              "{'id':'part','name':'Part','kind':'visual','status':'published','inputs':[{'name':'code'}],"
              "'blocks':[{'kind':'text','text':'{{code}}'}]}");
  write_file (folder, "fragments/draft.json",
              "{'id':'draft','name':'Draft','kind':'visual','inputs':[{'name':'code'}],"
              "'blocks':[{'kind':'divider'}]}");
}

static void
test_flaws (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (flaws); i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("sj-library-XXXXXX", NULL);
      g_autoptr (SjLibrary) library = NULL;
      const GPtrArray *sources;
      size_t count = 0;

      write_sound (folder);
      write_file (folder, flaws[i].file, flaws[i].text);
      library = sj_library_load (folder, NULL);
      sources = sj_library_sources (library);
      for (guint j = 0; j < sources->len; j++)
        {
          const SjSource *source = g_ptr_array_index (sources, j);

          for (size_t k = 0; k < sj_diags_count (&source->diags); k++, count++)
            {
              const SjDiag *diag = sj_diags_get (&source->diags, k);
              unsigned line, column;

              sj_text_position (source->text, source->length, diag->start, &line, &column);
              g_test_message ("%s:%u:%u: %s %s", source->path, line, column, diag->code, diag->text);
              g_assert_true (g_str_has_suffix (source->path, flaws[i].file));
              g_assert_cmpstr (diag->code, ==, flaws[i].code);
              g_assert_cmpuint (line, ==, flaws[i].line);
              g_assert_cmpuint (column, ==, flaws[i].column);
              g_assert_nonnull (strstr (diag->text, flaws[i].words));
            }
        }
      g_assert_cmpuint (count, ==, 1);
      remove_folder (folder);
    }
}

static void
test_workspace (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sj-library-XXXXXX", NULL);
  g_autofree char *deep = g_build_filename (folder, "journeys", "old", "x.journey", NULL);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SjLibrary) library = NULL;
  g_autoptr (SjLibrary) empty = sj_library_new ();

  g_assert_null (sj_library_load (folder, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "workspace.json is missing"));
  g_assert_null (sj_library_folder (deep));

  write_file (folder, "workspace.json", "{'form':2,'name':'Later','zone':'Mars/Base','language':'martian!'}");
  found = sj_library_folder (deep);
  g_assert_cmpstr (found, ==, folder);
  library = sj_library_load (folder, NULL);
  g_assert_true (sj_library_failed (library));
  g_assert_cmpuint (sj_diags_count (&((SjSource *) g_ptr_array_index (sj_library_sources (library), 0))->diags), ==, 3);
  g_assert_cmpuint (sj_library_count (empty, SJ_REF_EVENT), ==, 0);
  g_assert_nonnull (sj_shape_field (sj_library_profile (empty), "identityMap", strlen ("identityMap")));
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/sample", test_sample);
  g_test_add_func ("/library/canonical", test_canonical);
  g_test_add_func ("/library/members", test_members);
  g_test_add_func ("/library/people", test_people);
  g_test_add_func ("/library/lookup", test_lookup);
  g_test_add_func ("/library/expressions", test_expressions);
  g_test_add_func ("/library/templates", test_templates);
  g_test_add_func ("/library/flaws", test_flaws);
  g_test_add_func ("/library/workspace", test_workspace);
  return g_test_run ();
}
