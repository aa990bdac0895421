/* test-message-render.c -- who gets which variant, and what stands in it. */
#include "content/sj-message-render.h"

#include <string.h>

/* The audiences a person is in stand in a text: " vip app ". */
typedef struct
{
  SjEvalScope scope;
  const char *audiences;
} Person;

static bool
find_root (const SjEvalScope *scope, SjEval *eval, const SjRoot *root, SjValue params, SjValue *value)
{
  return sj_eval_fail (eval, "source", "%s", "nothing is known of events here");
}

static bool
is_in_audience (const SjEvalScope *scope, const char *name, size_t length)
{
  g_autofree char *word = g_strdup_printf (" %.*s ", (int) length, name);

  return strstr (((const Person *) scope)->audiences, word) != NULL;
}

static const SjCondition conditions[] = {
  { "vip", "VIP", NULL, "inAudience(\"vip\")" },
  { "no-app", "Not Mobile App Users", NULL, "not inAudience(\"app\")" },
  { "event", "Event", NULL, "@event{E.a} == 1" },
  { "flawed", "Flawed", NULL, "1 +" },
};

static const SjCondition *
find_condition (void *data, const char *id)
{
  for (size_t i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (strcmp (conditions[i].id, id) == 0)
      return &conditions[i];
  return NULL;
}

#define SMS(text) "'sms':{'text':'" text "'}"
#define ES "{'language':'es'," SMS ("es") "}"
#define FR "{'language':'fr'," SMS ("fr") "}"
#define VIP "{'condition':'vip'," SMS ("vip") "}"
#define NO_APP "{'condition':'no-app'," SMS ("no-app") "}"
#define ES_VIP "{'language':'es','condition':'vip'," SMS ("es-vip") "}"
#define MESSAGE(more) "{'id':'m','name':'M','channel':'sms'" more "," SMS ("own") ",'variants':["

#define LOCALES "'locales':[{'language':'en'},{'language':'es'},{'language':'fr'}]}"
#define TO_ENGLISH "{'id':'l','name':'L','default':'en'," LOCALES
#define TO_SPANISH "{'id':'l','name':'L','default':'es'," LOCALES
#define TO_NONE "{'id':'l','name':'L'," LOCALES

/* `want` is the text, or the code of why there is none. */
static const struct { const char *message, *languages, *language, *audiences, *want; } picks[] = {
  { MESSAGE ("") "]}", NULL, NULL, "", "own" },
  { MESSAGE ("") "]}", NULL, "de-AT", "", "own" },
  { MESSAGE ("") ES "," FR "]}", NULL, "fr", "", "fr" },
  { MESSAGE ("") ES "," FR "]}", NULL, "es-MX", "", "es" },
  { MESSAGE ("") ES "," FR "]}", NULL, "ES_mx", "", "es" },
  { MESSAGE ("") ES "," FR "]}", NULL, "de", "", "own" },
  { MESSAGE ("") ES "," FR "]}", NULL, NULL, "", "own" },
  { MESSAGE ("") ES ",{'language':'es-MX'," SMS ("es-MX") "}]}", NULL, "es-MX", "", "es-MX" },
  { MESSAGE ("") ES ",{'language':'es-MX'," SMS ("es-MX") "}]}", NULL, "es-AR", "", "es" },
  /* The default counts before the message's own content. */
  { MESSAGE (",'language':'en'") ES "," FR "]}", TO_ENGLISH, "de", "", "own" },
  { MESSAGE ("") ES "," FR "]}", TO_ENGLISH, "en-GB", "", "own" },
  { MESSAGE (",'language':'en'") ES "," FR "]}", TO_SPANISH, "de", "", "es" },
  { MESSAGE (",'language':'en'") ES "," FR "]}", TO_SPANISH, "en", "", "own" },
  { MESSAGE (",'language':'en'") FR "]}", TO_SPANISH, "de", "", "own" },
  { MESSAGE (",'language':'en'") FR "]}", TO_NONE, "de", "", "language" },
  { MESSAGE (",'language':'en'") FR "]}", TO_NONE, NULL, "", "language" },
  { MESSAGE (",'language':'en'") FR "]}", TO_NONE, "fr-CA", "", "fr" },
  /* Conditions, within a language. */
  { MESSAGE ("") VIP "]}", NULL, NULL, " vip ", "vip" },
  { MESSAGE ("") VIP "]}", NULL, NULL, " app ", "own" },
  { MESSAGE ("") NO_APP "," VIP "]}", NULL, NULL, " vip ", "no-app" },
  { MESSAGE ("") NO_APP "," VIP "]}", NULL, NULL, " vip app ", "vip" },
  { MESSAGE ("") ES "," VIP "]}", NULL, "es", " vip ", "es" },
  { MESSAGE ("") ES_VIP "," ES "]}", NULL, "es", " vip ", "es-vip" },
  { MESSAGE ("") ES_VIP "," ES "]}", NULL, "es", "", "es" },
  { MESSAGE ("") ES_VIP "," VIP "]}", NULL, "es", "", "own" },
  { MESSAGE ("") "{'language':'es','off':true," SMS ("es") "}]}", NULL, "es", "", "own" },
  { MESSAGE ("") "{'condition':'event'," SMS ("x") "}]}", NULL, NULL, "", "condition" },
};

typedef struct
{
  SjArena arena;
  SjEval eval;
  SjRender render;
  Person person;
} Fixture;

static void
fixture_init (Fixture *fixture, const char *audiences)
{
  sj_arena_init (&fixture->arena);
  sj_eval_init (&fixture->eval, &fixture->arena);
  sj_render_init (&fixture->render, &fixture->eval);
  fixture->person = (Person) { { find_root, is_in_audience }, audiences };
  fixture->eval.scope = &fixture->person.scope;
}

static void
fixture_clear (Fixture *fixture)
{
  sj_render_clear (&fixture->render);
  sj_eval_clear (&fixture->eval);
  sj_arena_clear (&fixture->arena);
}

static SjMessage *
parse (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjMessage *message = sj_message_parse (json, strlen (json), NULL, &diags);

  g_assert_false (sj_diags_failed (&diags));
  return message;
}

static SjLanguages *
parse_languages (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjLanguages *languages = sj_languages_parse (json, strlen (json), NULL, &diags);

  g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
  return languages;
}

/* NULL where the message has no such part. */
static char *
take_part (const SjMessageText *text, SjMessagePart part)
{
  SjSlice slice = sj_message_text_part (text, part);

  return g_strndup (slice.text, slice.length);
}

static void
test_pick (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (picks); i++)
    {
      g_autoptr (SjMessage) message = parse (picks[i].message);
      g_autoptr (SjLanguages) languages = picks[i].languages ? parse_languages (picks[i].languages) : NULL;
      SjMessageEnv env = { .languages = languages, .condition = find_condition };
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autoptr (SjMessageProgram) program = sj_message_compile (message, &env, &diags);
      g_autofree char *got = NULL;
      SjMessageText text;
      Fixture fixture;

      g_assert_nonnull (program);
      fixture_init (&fixture, picks[i].audiences);
      if (sj_message_render (program, &fixture.render, picks[i].language, &text))
        got = take_part (&text, SJ_PART_TEXT);
      else
        got = g_strdup (fixture.render.error.code);
      g_test_message ("%zu", i);
      g_assert_cmpstr (got, ==, picks[i].want);
      fixture_clear (&fixture);
    }
}

static const struct { const char *message, *code, *field; } flawed[] = {
  { "{'id':'m','name':'M','channel':'sms','sms':{'text':'{{#if a}}'}}", NULL, "sms.text" },
  { MESSAGE ("") "{'language':'es'," SMS ("{{#if a}}") "}]}", NULL, "variants[0].sms.text" },
  { MESSAGE ("") "{'condition':'gone'," SMS ("x") "}]}", "unknown-condition", "variants[0].condition" },
  { MESSAGE ("") "{'condition':'flawed'," SMS ("x") "}]}", "bad-condition", "variants[0].condition" },
  { "{'id':'m','name':'M','channel':'push','push':{'title':'T','body':'B','ios':{'subtitle':'{{'}}}", NULL,
    "push.ios.subtitle" },
  { "{'id':'m','name':'M','channel':'push'}", "missing", NULL },
};

static void
test_flawed (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (flawed); i++)
    {
      g_autofree char *json = g_strdelimit (g_strdup (flawed[i].message), "'", '"');
      g_auto (SjDiags) ignored = SJ_DIAGS_INIT;
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autoptr (SjMessage) message = sj_message_parse (json, strlen (json), NULL, &ignored);
      SjMessageEnv env = { .condition = find_condition };

      g_assert_null (sj_message_compile (message, &env, &diags));
      g_assert_cmpuint (sj_diags_count (&diags), ==, 1);
      g_assert_cmpstr (sj_diags_get (&diags, 0)->field, ==, flawed[i].field);
      if (flawed[i].code != NULL)
        g_assert_cmpstr (sj_diags_get (&diags, 0)->code, ==, flawed[i].code);
      g_assert_null (sj_message_compile (message, &env, NULL));
    }
}

static SjValue
read_json (SjArena *arena, const char *text)
{
  SjJsonReader reader;
  SjJsonError error;
  SjValue value;

  sj_json_reader_init (&reader, arena);
  g_assert_true (sj_json_reader_read (&reader, text, strlen (text), &value, &error));
  sj_json_reader_clear (&reader);
  return value;
}

static const struct { const char *message; SjMessagePart part; const char *want; } rendered[] = {
  /* An email's header is text, its preheader is HTML. */
  { "{'id':'m','name':'M','channel':'email','email':{'subject':'{{name}}, hi','preheader':'{{name}}'}}",
    SJ_PART_SUBJECT, "Zoë O'Neil & <Co>, hi" },
  { "{'id':'m','name':'M','channel':'email','email':{'subject':'{{name}}, hi','preheader':'{{name}}'}}",
    SJ_PART_PREHEADER, "Zoë O&#x27;Neil &amp; &lt;Co&gt;" },
  { "{'id':'m','name':'M','channel':'email','email':{'subject':'&nbsp;&am&amp;amp;'}}", SJ_PART_SUBJECT,
    "&nbsp;&am&amp;" },
  { "{'id':'m','name':'M','channel':'email','email':{'subject':'S','fromName':'{{name}}'}}", SJ_PART_FROM_NAME,
    "Zoë O'Neil & <Co>" },
  { "{'id':'m','name':'M','channel':'email','email':{'subject':'S'}}", SJ_PART_FROM_NAME, NULL },
  { "{'id':'m','name':'M','channel':'sms','sms':{'text':'{{{name}}}'}}", SJ_PART_TEXT, "Zoë O'Neil & <Co>" },
  { "{'id':'m','name':'M','channel':'sms','sms':{'text':'{{nothing}}'}}", SJ_PART_TEXT, "" },
  { "{'id':'m','name':'M','channel':'sms','sms':{'text':'T'}}", SJ_PART_SUBJECT, NULL },
  { "{'id':'m','name':'M','channel':'push','push':{'title':'T {{n}}','body':'B','ios':{'title':'I {{n}}'}}}",
    SJ_PART_IOS_TITLE, "I 3" },
  { "{'id':'m','name':'M','channel':'push','push':{'title':'T {{n}}','body':'B','ios':{'title':'I {{n}}'}}}",
    SJ_PART_TITLE, "T 3" },
  { "{'id':'m','name':'M','channel':'push','push':{'title':'T','body':'B','ios':{'title':'I'}}}",
    SJ_PART_ANDROID_TITLE, NULL },
  { "{'id':'m','name':'M','channel':'in-app','inApp':{'body':'{%= upperCase(name) %}'}}", SJ_PART_BODY,
    "ZOË O'NEIL & <CO>" },
};

static void
test_parts (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rendered); i++)
    {
      g_autofree char *json = g_strdelimit (g_strdup (rendered[i].message), "'", '"');
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autoptr (SjMessage) message = sj_message_parse (json, strlen (json), NULL, NULL);
      g_autoptr (SjMessageProgram) program = sj_message_compile (message, NULL, &diags);
      g_autofree char *got = NULL;
      SjMessageText text;
      Fixture fixture;

      fixture_init (&fixture, "");
      fixture.render.root = read_json (&fixture.arena, "{\"name\":\"Zoë O'Neil & <Co>\",\"n\":3}");
      g_assert_true (sj_message_render (program, &fixture.render, NULL, &text));
      got = take_part (&text, rendered[i].part);
      g_assert_cmpstr (got, ==, rendered[i].want);
      g_assert_cmpint (text.failed, ==, SJ_N_PARTS);
      g_assert_null (text.variant);
      fixture_clear (&fixture);
    }
}

/* A part that aborts stops the message and says which it was; what the parts before
 * it left in the record is no longer asked for. */
static void
test_abort (void)
{
  g_autoptr (SjMessage) message = parse ("{'id':'m','name':'M','channel':'push','push':{'title':'T',"
                                         "'body':'{%#if n = 3%}{{abort code=\\\"three\\\"}}{%/if%}'}}");
  g_autoptr (SjMessageProgram) program = sj_message_compile (message, NULL, NULL);
  SjMessageText text;
  Fixture fixture;

  fixture_init (&fixture, "");
  fixture.render.root = read_json (&fixture.arena, "{\"n\":3}");
  g_assert_false (sj_message_render (program, &fixture.render, NULL, &text));
  g_assert_cmpstr (fixture.render.error.code, ==, "abort");
  g_assert_cmpint (text.failed, ==, SJ_PART_BODY);
  g_assert_cmpstr (sj_message_part_name (text.failed), ==, "body");

  fixture.render.root = read_json (&fixture.arena, "{\"n\":4}");
  g_assert_true (sj_message_render (program, &fixture.render, NULL, &text));
  fixture_clear (&fixture);
}

static void
test_metadata (void)
{
  g_autoptr (SjMessage) message = parse ("{'id':'m','name':'M','channel':'push','push':{"
                                         "'title':'T{{executionMetadata key=\\\"a\\\" value=n}}',"
                                         "'body':'B{{executionMetadata key=\\\"b\\\" value=n}}'}}");
  g_autoptr (SjMessageProgram) program = sj_message_compile (message, NULL, NULL);
  SjMessageText text;
  Fixture fixture;

  fixture_init (&fixture, "");
  fixture.render.root = read_json (&fixture.arena, "{\"n\":\"x\"}");
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (sj_message_render (program, &fixture.render, NULL, &text));
      g_assert_cmpuint (fixture.render.n_metadata, ==, 2);
      g_assert_true (sj_value_is_text (fixture.render.metadata[0].key, SJ_SLICE ("a")));
      g_assert_true (sj_value_is_text (fixture.render.metadata[1].key, SJ_SLICE ("b")));
    }
  fixture_clear (&fixture);
}

static void
test_variant (void)
{
  g_autoptr (SjMessage) message = parse (MESSAGE ("") VIP "]}");
  SjMessageEnv env = { .condition = find_condition };
  g_autoptr (SjMessageProgram) program = sj_message_compile (message, &env, NULL);
  const SjVariant *variant = NULL;
  Fixture fixture;

  fixture_init (&fixture, " vip ");
  g_assert_cmpint (sj_message_pick (program, &fixture.eval, NULL, &variant), ==, SJ_PICK_FOUND);
  g_assert_true (variant == message->variants.items[0]);
  fixture.person.audiences = "";
  g_assert_cmpint (sj_message_pick (program, &fixture.eval, NULL, &variant), ==, SJ_PICK_FOUND);
  g_assert_null (variant);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-render/pick", test_pick);
  g_test_add_func ("/message-render/flawed", test_flawed);
  g_test_add_func ("/message-render/parts", test_parts);
  g_test_add_func ("/message-render/abort", test_abort);
  g_test_add_func ("/message-render/metadata", test_metadata);
  g_test_add_func ("/message-render/variant", test_variant);
  return g_test_run ();
}
