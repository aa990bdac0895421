/* test-documents.c -- documents of messages there and back, and what is found wrong
 * with them, where. */
#include "content/sj-action.h"
#include "content/sj-asset.h"
#include "content/sj-block.h"
#include "content/sj-channel-settings.h"
#include "content/sj-condition.h"
#include "content/sj-content-template.h"
#include "content/sj-fragment.h"
#include "content/sj-language.h"
#include "content/sj-message.h"

#include <string.h>

#define MAIL(more) "{'id':'m','name':'M','channel':'email','email':{'subject':'S','blocks':[" more "]}}"
#define SMS(more) "{'id':'m','name':'M','channel':'sms','sms':{'text':'T'}" more "}"
#define ACTION(more) "{'id':'a','name':'A','url':'https://shop.example/x'" more "}"
#define FROM "{'id':'c','name':'C','channel':'email','fromAddress':'a@shop.example'"
#define ASSET(file, more) "{'id':'a','name':'A','file':'" file "','mediaType':'image/png'" more "}"
#define SIZE ",'width':1,'height':1,'alt':'A'"
#define LIST(more) "{'id':'l','name':'L'" more ",'locales':[{'language':'en'},{'language':'es'}]}"

/* Without findings, and written as they are; members that nobody knows come last. */
static const struct { const SjSpec *spec; const char *text; } good[] = {
  { &sj_message_spec, SMS (",'variants':[{'language':'es','sms':{'text':'E'}},"
                           "{'language':'es','condition':'c','sms':{'text':'F'}}]") },
  { &sj_message_spec, "{'id':'m','name':'M','channel':'in-app','category':'transactional',"
                      "'inApp':{'layout':'banner','title':'T','body':'B','buttons':[{'label':'L','link':'x'}]}}" },
  { &sj_message_spec, "{'id':'m','name':'M','channel':'push','push':{'title':'T','body':'B','data':{'z':'1','a':''},"
                      "'ios':{'subtitle':'S','badge':2},'android':{'title':'A','color':'#fff'}}}" },
  { &sj_message_spec, MAIL ("{'id':'s','kind':'structure','columns':[{'width':33.3,'blocks':[{'kind':'divider'}]},"
                            "{'width':33.3},{'width':33.4}],'keepColumns':true},"
                            "{'kind':'container','blocks':[{'kind':'spacer','height':5}],'variants':[{'name':'V',"
                            "'condition':'c','blocks':[{'kind':'image','source':'x','alt':'y'}]}],'show':'mobile'},"
                            "{'kind':'fragment','fragment':'f','inputs':[{'name':'a','value':'{{b}}'}]},"
                            "{'kind':'button','label':'L','link':'l','style':{'width':50,'align':'right'}}") },
  { &sj_content_template_spec, "{'id':'t','name':'T','channel':'sms','tags':['b','a'],'sms':{'text':'T'}}" },
  { &sj_fragment_spec, "{'id':'f','name':'F','kind':'expression','status':'published',"
                       "'inputs':[{'name':'a','label':'A','kind':'link','default':'x'}],'text':'{{a}}'}" },
  { &sj_fragment_spec, "{'id':'f','name':'F','kind':'visual','blocks':[{'kind':'html','text':'<b>'}]}" },
  { &sj_asset_spec, ASSET ("a/b.png", SIZE ",'collection':'C'") },
  { &sj_asset_spec, "{'id':'a','name':'A','file':'a.pdf','mediaType':'application/pdf'}" },
  { &sj_condition_spec, "{'id':'c','name':'C','expression':'not inAudience(\\\"VIP\\\")'}" },
  { &sj_languages_spec, LIST (",'attribute':'a.b','default':'es'") },
  { &sj_channel_settings_spec, FROM ",'headers':{'X-B':'1','X-A':'2'},"
                                   "'urlParameters':[{'name':'a','value':'{{b}}'}]}" },
  { &sj_channel_settings_spec, "{'id':'c','name':'C','channel':'sms','sender':'Shop','shorten':true}" },
  { &sj_action_spec, "{'id':'a','name':'A','method':'GET','url':'https://shop.example/{who}?q=1',"
                     "'auth':{'kind':'bearer','secret':'key'},'parameters':[{'name':'who','in':'path'},"
                     "{'name':'n','in':'query','type':'integer','mode':'constant','value':3},"
                     "{'name':'X-Key','in':'header','mode':'secret','secret':'key'}],'timeout':'PT5S','retries':0,"
                     "'backoff':'PT2S','callsPerSecond':10,'response':{'type':'object'},'sample':{'a':[1,2.5]}}" },
  { &sj_action_spec, "{'id':'a','name':'A','url':'http://127.0.0.1:8080/x','auth':{'kind':'basic','user':'u',"
                     "'secret':'s'}}" },
};

static char *
quoted (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static void
print_findings (size_t row, const SjDiags *diags)
{
  for (size_t i = 0; i < sj_diags_count (diags); i++)
    {
      const SjDiag *diag = sj_diags_get (diags, i);

      g_test_message ("%zu: %s %s %s", row, diag->code, diag->field ? diag->field : "", diag->text);
    }
}

static char *
compact (const SjSpec *spec, const void *document)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  return sj_json_to_string (sj_config_to_value (spec, document, &arena), SJ_JSON_COMPACT);
}

static void
test_round_trip (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autofree char *text = quoted (good[i].text);
      void *document = sj_content_parse (good[i].spec, text, strlen (text), NULL, &diags);
      g_autofree char *written = compact (good[i].spec, document);
      g_autofree char *pretty = sj_config_to_string (good[i].spec, document);
      void *again = sj_content_parse (good[i].spec, pretty, strlen (pretty), NULL, &diags);

      print_findings (i, &diags);
      g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
      g_assert_cmpstr (written, ==, text);
      g_assert_true (sj_config_equal (good[i].spec, document, again));
      sj_config_free (good[i].spec, document);
      sj_config_free (good[i].spec, again);
    }
}

/* What a newer version writes survives at every depth, and is only warned of. */
static void
test_unknown (void)
{
  static const char *const texts[] = {
    SMS (",'later':[1,{'x':null}]"),
    "{'id':'m','name':'M','channel':'sms','sms':{'text':'T','emoji':true}}",
    MAIL ("{'kind':'container','blocks':[{'kind':'text','text':'t','style':{'bold':true,'glow':1.5}}]}"),
    MAIL ("{'kind':'carousel','slides':[{'kind':'text'}]}"),
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autofree char *text = quoted (texts[i]);
      g_autoptr (SjMessage) message = sj_message_parse (text, strlen (text), NULL, &diags);
      g_autofree char *written = compact (&sj_message_spec, message);

      g_assert_cmpuint (sj_diags_count (&diags), >, 0);
      g_assert_cmpuint (strlen (written), ==, strlen (text));
      g_assert_true (strstr (text, "carousel") == NULL || strstr (written, "carousel") != NULL);
      g_assert_true (strstr (text, "glow") == NULL || strstr (written, "\"glow\":1.5") != NULL);
      g_assert_true (strstr (text, "emoji") == NULL || strstr (written, "\"emoji\":true") != NULL);
      g_assert_true (strstr (text, "later") == NULL || strstr (written, "\"later\":[1,{\"x\":null}]") != NULL);
    }
}

/* Exactly one finding each; its place begins with `at`. */
static const struct { const SjSpec *spec; const char *text, *code, *field, *at; } bad[] = {
  /* Messages and their channels. */
  { &sj_message_spec, "{'id':'m','name':'M'}", "missing", "channel", "{" },
  { &sj_message_spec, "{'id':'a b','name':'M','channel':'sms','sms':{'text':'T'}}", "bad-id", "id", "a b" },
  { &sj_message_spec, "{'id':'m','name':'M','channel':'fax'}", "bad-value", "channel", "fax" },
  { &sj_message_spec, "{'id':'m','name':'M','channel':'push'}", "missing", "push", "{" },
  { &sj_message_spec, SMS (",'email':{'subject':'S','blocks':[{'kind':'divider'}]}"), "unused", "email", "{'subject" },
  { &sj_message_spec, "{'id':'m','name':'M','channel':'sms','sms':{'text':'{{#if a}}'}}", NULL, "sms.text", "{{#if" },
  { &sj_message_spec, "{'id':'m','name':'M','channel':'sms','sms':{'text':'Hi {{a}}'}}", "escape", "sms.text", "{{a" },
  { &sj_message_spec, SMS (",'language':'klingon!'"), "bad-language", "language", "klingon" },
  { &sj_message_spec, SMS (",'variants':[{'sms':{'text':'x'}}]"), "no-case", "variants[0]", "{'sms" },
  { &sj_message_spec, SMS (",'variants':[{'language':'es'}]"), "missing", "variants[0].sms", "{'lang" },
  { &sj_message_spec, SMS (",'language':'en','variants':[{'language':'EN','sms':{'text':'x'}}]"), "never-used",
    "variants[0]", "{'lang" },
  { &sj_message_spec, SMS (",'variants':[{'condition':'c','sms':{'text':'x'}},{'condition':'c','sms':{'text':'y'}}]"),
    "never-used", "variants[1]", "{'cond" },
  { &sj_message_spec, "{'id':'m','name':'M','channel':'email','email':{'subject':'S'}}", "missing", "email.blocks",
    "{'subj" },
  { &sj_message_spec, "{'id':'m','name':'M','channel':'email','email':{'blocks':[{'kind':'divider'}]}}", "missing",
    "email.subject", "{'blocks" },
  { &sj_message_spec, "{'id':'m','name':'M','channel':'email','email':{'subject':'a\\nb',"
    "'blocks':[{'kind':'divider'}]}}", "line-break", "email.subject", "a\\nb" },
  { &sj_message_spec, "{'id':'m','name':'M','channel':'email','email':{'subject':'S','replyTo':'me',"
    "'blocks':[{'kind':'divider'}]}}", "bad-address", "email.replyTo", "me'" },
  { &sj_message_spec, "{'id':'m','name':'M','channel':'push','push':{'title':'T','body':'B',"
    "'android':{'color':'red'}}}", "bad-color", "push.android.color", "red" },
  /* Components. */
  { &sj_message_spec, MAIL ("{'text':'x'}"), "missing", "email.blocks[0].kind", "{'text" },
  { &sj_message_spec, MAIL ("{'kind':'text'}"), "missing", "email.blocks[0].text", "{'kind" },
  { &sj_message_spec, MAIL ("{'kind':'text','text':'{{a'}"), NULL, "email.blocks[0].text", "{{a" },
  { &sj_message_spec, MAIL ("{'kind':'image'}"), "no-picture", "email.blocks[0]", "{'kind" },
  { &sj_message_spec, MAIL ("{'kind':'image','asset':'a','source':'b'}"), "unused", "email.blocks[0].source", "b'" },
  { &sj_message_spec, MAIL ("{'kind':'button','label':'L'}"), "no-link", "email.blocks[0].link", "{'kind" },
  { &sj_message_spec, MAIL ("{'kind':'container'}"), "empty", "email.blocks[0]", "{'kind" },
  { &sj_message_spec, MAIL ("{'kind':'structure'}"), "missing", "email.blocks[0].columns", "{'kind" },
  { &sj_message_spec, MAIL ("{'kind':'structure','columns':[{'width':50},{'width':40}]}"), "bad-widths",
    "email.blocks[0].columns", "[{'width" },
  { &sj_message_spec, MAIL ("{'kind':'structure','columns':[{'width':95},{'width':5}]}"), "out-of-range",
    "email.blocks[0].columns[1].width", "5" },
  { &sj_message_spec, MAIL ("{'kind':'structure','columns':[{'blocks':[{'kind':'structure','columns':[{}]}]}]}"),
    "misplaced", "email.blocks[0].columns[0].blocks[0]", "{'kind':'structure','columns':[{}" },
  { &sj_message_spec, MAIL ("{'kind':'container','variants':[{'name':'V','condition':'c','blocks':[{'kind':'container',"
                            "'variants':[{'name':'W','condition':'d'}]}]}]}"),
    "misplaced", "email.blocks[0].variants[0].blocks[0].variants", "[{'name':'W" },
  { &sj_message_spec, MAIL ("{'kind':'container','variants':[{'name':'V'}]}"), "missing",
    "email.blocks[0].variants[0].condition", "{'name" },
  { &sj_message_spec, MAIL ("{'id':'x','kind':'divider'},{'kind':'container','blocks':[{'id':'x','kind':'divider'}]}"),
    "twice", "email.blocks[1].blocks[0].id", "x'" },
  { &sj_message_spec, MAIL ("{'kind':'fragment','fragment':'f','inputs':[{'name':'a','value':'1'},"
                            "{'name':'a','value':'2'}]}"), "twice", "email.blocks[0].inputs[1].name", "a'" },
  { &sj_message_spec, MAIL ("{'kind':'divider','style':{'background':'#12'}}"), "bad-color",
    "email.blocks[0].style.background", "#12" },
  /* Fragments, templates. */
  { &sj_fragment_spec, "{'id':'f','name':'F','kind':'expression'}", "missing", "text", "{" },
  { &sj_fragment_spec, "{'id':'f','name':'F','kind':'visual','blocks':[{'kind':'divider'}],'text':'x'}", "unused",
    "text", "x" },
  { &sj_fragment_spec, "{'id':'f','name':'F','kind':'expression','inputs':[{'name':'a b'}],'text':'x'}", "bad-id",
    "inputs[0].name", "a b" },
  { &sj_fragment_spec, "{'id':'f','name':'F','kind':'expression','inputs':[{'name':'a'},{'name':'a'}],'text':'x'}",
    "twice", "inputs[1].name", "a" },
  { &sj_fragment_spec, "{'id':'f','name':'F','kind':'expression','text':'{%= nothing() %}'}", "unknown-function",
    "text", "nothing" },
  { &sj_content_template_spec, "{'id':'t','name':'T','channel':'sms'}", "missing", "sms", "{" },
  /* The rest. */
  { &sj_condition_spec, "{'id':'c','name':'C'}", "missing", "expression", "{" },
  { &sj_condition_spec, "{'id':'c','name':'C','expression':'1 +'}", "missing-value", "expression", NULL },
  { &sj_condition_spec, "{'id':'c','name':'C','expression':'1 + 1'}", "result-type", "expression", "1 + 1" },
  { &sj_asset_spec, ASSET ("../secret", SIZE), "bad-path", "file", "../" },
  { &sj_asset_spec, ASSET ("/etc/passwd", SIZE), "bad-path", "file", "/etc" },
  { &sj_asset_spec, ASSET ("a.png", ",'width':1,'height':1"), "no-alt", "alt", "{" },
  { &sj_asset_spec, ASSET ("a.png", ",'width':1,'alt':'A'"), "no-size", "height", "{" },
  { &sj_asset_spec, "{'id':'a','name':'A','file':'a','mediaType':'png'}", "bad-media-type", "mediaType", "png" },
  { &sj_languages_spec, LIST (",'default':'fr'"), "unknown-language", "default", "fr" },
  { &sj_languages_spec, "{'id':'l','name':'L','locales':[{'language':'en'},{'language':'EN'}]}", "twice",
    "locales[1].language", "EN" },
  { &sj_languages_spec, "{'id':'l','name':'L','locales':[{'language':'e'}]}", "bad-language", "locales[0].language",
    "e'" },
  { &sj_channel_settings_spec, "{'id':'c','name':'C','channel':'email'}", "missing", "fromAddress", "{" },
  { &sj_channel_settings_spec, "{'id':'c','name':'C','channel':'push'}", "missing", "app", "{" },
  { &sj_channel_settings_spec, FROM ",'bcc':'nobody'}", "bad-address", "bcc", "nobody" },
  { &sj_channel_settings_spec, FROM ",'subdomain':'mail luma'}", "bad-host", "subdomain", "mail" },
  { &sj_channel_settings_spec, FROM ",'headers':{'X A':'1'}}", "bad-header", "headers", "{'X A" },
  { &sj_channel_settings_spec, FROM ",'headers':{'X':'1\\r\\nBcc: a@b.example'}}", "bad-header", "headers", "{'X'" },
  { &sj_channel_settings_spec, FROM ",'unsubscribe':'{{a'}", NULL, "unsubscribe", "{{a" },
  { &sj_action_spec, "{'id':'a','name':'A'}", "missing", "url", "{" },
  { &sj_action_spec, "{'id':'a','name':'A','url':'ftp://shop.example'}", "bad-url", "url", "ftp" },
  { &sj_action_spec, "{'id':'a','name':'A','url':'shop.example/x'}", "bad-url", "url", "shop" },
  { &sj_action_spec, "{'id':'a','name':'A','url':'https://shop.example/{id}'}", "unknown-parameter", "url", "https" },
  { &sj_action_spec, "{'id':'a','name':'A','url':'https://shop.example/{id'}", "bad-url", "url", "https" },
  { &sj_action_spec, "{'id':'a','name':'A','url':'http://shop.example/','auth':{'kind':'bearer','secret':'s'}}",
    "not-sealed", "url", "http" },
  { &sj_action_spec, ACTION (",'auth':{'kind':'basic','user':'u'}"), "missing", "auth.secret", "{'kind" },
  { &sj_action_spec, ACTION (",'parameters':[{'name':'p','in':'path'}]"), "unknown-place", "parameters[0].name", "p" },
  { &sj_action_spec, ACTION (",'parameters':[{'name':'p'},{'name':'p','in':'query'}]"), "twice", "parameters[1].name",
    "p" },
  { &sj_action_spec, ACTION (",'parameters':[{'name':'p','mode':'constant'}]"), "missing", "parameters[0].value",
    "{'name" },
  { &sj_action_spec, ACTION (",'parameters':[{'name':'p','mode':'constant','value':3}]"), "bad-type",
    "parameters[0].value", "3" },
  { &sj_action_spec, ACTION (",'parameters':[{'name':'p','mode':'secret'}]"), "missing", "parameters[0].secret",
    "{'name" },
  { &sj_action_spec, ACTION (",'parameters':[{'name':'X: y','in':'header'}]"), "bad-header", "parameters[0].name",
    "X:" },
  { &sj_action_spec, "{'id':'a','name':'A','method':'GET','url':'https://a.example/','parameters':[{'name':'p'}]}",
    "no-body", "parameters[0].in", "{'name" },
  { &sj_action_spec, ACTION (",'timeout':'PT1H'"), "out-of-range", "timeout", "PT1H" },
  { &sj_action_spec, ACTION (",'response':[1]"), "bad-schema", "response", "[1" },
};

static void
test_findings (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autofree char *text = quoted (bad[i].text);
      g_autofree char *at = quoted (bad[i].at ? bad[i].at : "");
      void *document = sj_content_parse (bad[i].spec, text, strlen (text), NULL, &diags);
      const SjDiag *diag;

      print_findings (i, &diags);
      g_assert_nonnull (document);
      g_assert_cmpuint (sj_diags_count (&diags), ==, 1);
      diag = sj_diags_get (&diags, 0);
      if (bad[i].code != NULL)
        g_assert_cmpstr (diag->code, ==, bad[i].code);
      g_assert_cmpstr (diag->field, ==, bad[i].field);
      g_assert_true (g_str_has_prefix (text + diag->start, at));
      g_assert_true (g_str_has_suffix (diag->text, "."));
      sj_config_free (bad[i].spec, document);
    }
}

static void
test_no_object (void)
{
  static const char *const texts[] = { "", "[]", "{", "\"x\"" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    for (const SjContentKind *kind = sj_content_kinds; kind->folder != NULL; kind++)
      {
        g_auto (SjDiags) diags = SJ_DIAGS_INIT;

        g_assert_null (sj_content_parse (kind->spec, texts[i], strlen (texts[i]), NULL, &diags));
        g_assert_cmpuint (sj_diags_count (&diags), ==, 1);
      }
}

/* Whoever loads a folder goes by the first two fields of each kind. */
static void
test_kinds (void)
{
  for (const SjContentKind *kind = sj_content_kinds; kind->folder != NULL; kind++)
    {
      g_assert_cmpstr (kind->spec->fields[0].name, ==, "id");
      g_assert_cmpstr (kind->spec->fields[1].name, ==, "name");
      g_assert_nonnull (kind->spec->title);
    }
}

static void
test_fragment_template (void)
{
  const char *text = "{\"id\":\"f\",\"name\":\"F\",\"kind\":\"expression\",\"inputs\":["
                     "{\"name\":\"a\",\"default\":\"x\"},{\"name\":\"b\"}],\"text\":\"{{a}}{{b}}\"}";
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjFragment) fragment = sj_fragment_parse (text, strlen (text), NULL, &diags);
  g_autofree char *template = sj_fragment_template (fragment);

  g_assert_cmpstr (template, ==, "{{#inline \"a\"}}x{{/inline}}{{#inline \"b\"}}{{/inline}}{{a}}{{b}}");
  g_assert_cmpstr (sj_fragment_input (fragment, "a")->fallback, ==, "x");
  g_assert_null (sj_fragment_input (fragment, "c"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documents/round-trip", test_round_trip);
  g_test_add_func ("/documents/unknown", test_unknown);
  g_test_add_func ("/documents/findings", test_findings);
  g_test_add_func ("/documents/no-object", test_no_object);
  g_test_add_func ("/documents/kinds", test_kinds);
  g_test_add_func ("/documents/fragment-template", test_fragment_template);
  return g_test_run ();
}
