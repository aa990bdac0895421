/* test-template.c -- what is said of flawed templates, what they compile to, what
 * they name, and what an editor is offered. */
#include "completions.h"
#include "lang/sj-template.h"

#include <string.h>

/* A profile and a purchase with schemas, three fragments, a dataset. */
typedef struct
{
  SjTemplateEnv env;
  SjShape *root;
  SjShape *store;
} World;

static bool
find_fragment (const SjTemplateEnv *env, SjSlice id, SjSlice *text, bool *draft)
{
  *draft = sj_slice_is (id, "ajo:draft/1");
  if (sj_slice_is (id, "ajo:footer/1") || *draft)
    *text = SJ_SLICE ("Bye {{profile.name}}");
  else if (sj_slice_is (id, "ajo:broken/1"))
    *text = SJ_SLICE ("one\n{{profile.nam}}");
  else if (sj_slice_is (id, "ajo:edit/1"))
    *text = SJ_SLICE ("{{#inline \"sport\"}}sports{{/inline}}{{{sport}}}");
  else if (sj_slice_is (id, "ajo:deep/1"))
    *text = SJ_SLICE ("{{fragment id='ajo:deep/2'}}");
  else if (sj_slice_is (id, "ajo:deep/2"))
    *text = SJ_SLICE ("{{fragment id='ajo:footer/1'}}");
  else
    return false;
  return true;
}

static bool
find_resource (const SjTemplateEnv *env, SjResource kind, SjSlice name, const SjShape **shape)
{
  switch (kind)
    {
    case SJ_RESOURCE_DATASET:
      *shape = ((const World *) env)->store;
      return sj_slice_is (name, "stores");
    case SJ_RESOURCE_ACTION:
      return sj_slice_is (name, "Weather");
    case SJ_RESOURCE_AUDIENCE:
      return sj_slice_is (name, "VIP");
    case SJ_RESOURCE_KEY:
      return sj_slice_is (name, "main");
    default:
      return false;
    }
}

static char **
list_resources (const SjTemplateEnv *env, SjResource kind)
{
  static const char *const names[SJ_N_RESOURCES][3] = {
    [SJ_RESOURCE_FRAGMENT] = { "ajo:footer/1", "ajo:edit/1" }, [SJ_RESOURCE_DATASET] = { "stores" },
    [SJ_RESOURCE_ACTION] = { "Weather" }, [SJ_RESOURCE_KEY] = { "main" }, [SJ_RESOURCE_AUDIENCE] = { "VIP" },
  };

  return g_strdupv ((char **) names[kind]);
}

static SjShape *
make_list (SjShape *shape, const char *name)
{
  SjShape *item = sj_shape_new (SJ_OBJECT);

  sj_shape_declare (shape, name, SJ_LIST)->item = item;
  return item;
}

static void
close_shape (SjShape *shape)
{
  for (guint i = 0; shape->fields != NULL && i < shape->fields->len; i++)
    {
      SjShape *field = g_ptr_array_index (shape->fields, i);

      if (field->any && field->fields != NULL)
        {
          field->any = false;
          field->type = SJ_OBJECT;
        }
      close_shape (field);
    }
}

static void
world_init (World *world)
{
  SjShape *root = sj_shape_new (SJ_OBJECT);
  SjShape *orders, *items;

  sj_shape_declare (root, "profile.name", SJ_TEXT);
  sj_shape_declare (root, "profile.age", SJ_INTEGER);
  sj_shape_declare (root, "profile.birthday", SJ_TEXT);
  sj_shape_declare (root, "profile.loyalty.tier", SJ_TEXT)->choices = g_strdupv ((char *[]) { "gold", "silver", NULL });
  sj_shape_declare (root, "profile.order-total", SJ_DECIMAL);
  orders = make_list (root, "profile.orders");
  sj_shape_declare (orders, "price", SJ_DECIMAL);
  sj_shape_declare (orders, "title", SJ_TEXT);
  items = make_list (root, "context.journey.events.Purchase.items");
  sj_shape_declare (items, "SKU", SJ_TEXT);
  close_shape (root);
  world->root = root;
  world->store = sj_shape_new (SJ_OBJECT);
  sj_shape_declare (world->store, "city", SJ_TEXT);
  world->env = (SjTemplateEnv) { .root = root, .fragment = find_fragment, .resource = find_resource,
                                 .resources = list_resources };
}

static void
world_clear (World *world)
{
  sj_shape_unref (world->root);
  sj_shape_unref (world->store);
}

/* -- Findings ---------------------------------------------------------------- */

/* The first finding: what it is about stands between « and ». */
static const struct { const char *text, *code, *fix; SjSeverity severity; } findings[] = {
  { "{{profile.«nam»}}", "unknown-field", "name", SJ_SEVERITY_ERROR },
  { "{{«profil».name}}", "unknown-name", "profile", SJ_SEVERITY_ERROR },
  { "{%= profile.«nam» %}", "unknown-field", "name", SJ_SEVERITY_ERROR },
  { "{{profile.name.«first»}}", "unknown-field", NULL, SJ_SEVERITY_ERROR },
  { "{{profile.orders.«price»}}", "list-field", NULL, SJ_SEVERITY_ERROR },
  { "{%= profile.orders.«prise» %}", "unknown-field", "price", SJ_SEVERITY_ERROR },
  { "{{#each profile.orders as |o|}}{{o.«titel»}}{{/each}}", "unknown-field", "title", SJ_SEVERITY_ERROR },
  { "{{#each profile.orders}}{{«titel»}}{{/each}}", "unknown-name", "title", SJ_SEVERITY_ERROR },
  { "{{#each profile.orders as |order|}}{{«oder».title}}{{/each}}", "unknown-name", "order", SJ_SEVERITY_ERROR },
  { "{% let total = 1 %}{{«totl»}}", "unknown-name", "total", SJ_SEVERITY_ERROR },
  { "{{#with profile.loyalty}}{{«teir»}}{{/with}}", "unknown-name", "tier", SJ_SEVERITY_ERROR },
  { "{{#each «profile.name»}}{{/each}}", "each-type", NULL, SJ_SEVERITY_ERROR },
  { "{{#each «profile.age»}}{{/each}}", "each-type", NULL, SJ_SEVERITY_WARNING },
  { "{%= «name» %}", "profile", "profile.name", SJ_SEVERITY_WARNING },
  { "{%= upperCase(profile.name).«x» %}", "unknown-field", NULL, SJ_SEVERITY_ERROR },
  { "{%#if «profile.age = \"41\"»%}{%/if%}", "types", "profile.age = stringToNumber(\"41\")", SJ_SEVERITY_WARNING },
  { "{%= addDays(«profile.birthday», 1) %}", "text-as-date", "stringToDate(profile.birthday)", SJ_SEVERITY_WARNING },
  { "{%= topN(profile.orders, «prize», 1) %}", "unknown-name", NULL, SJ_SEVERITY_ERROR },
  { "{%= inAudience(«\"VIPs\"») %}", "unknown-resource", "\"VIP\"", SJ_SEVERITY_ERROR },
  { "{{datasetLookup datasetId=«'store'» id='1' result='s'}}", "unknown-resource", "\"stores\"", SJ_SEVERITY_ERROR },
  { "{{datasetLookup datasetId='stores' id='1' result='s'}}{{s.«citty»}}", "unknown-field", "city", SJ_SEVERITY_ERROR },
  { "{{fragment id=«'ajo:foter/1'»}}", "unknown-fragment", "'ajo:footer/1'", SJ_SEVERITY_ERROR },
  { "{{fragment id=«'ajo:draft/1'»}}", "draft-fragment", NULL, SJ_SEVERITY_ERROR },
  { "x«{{fragment id='ajo:broken/1'}}»", "unknown-field", NULL, SJ_SEVERITY_ERROR },
  { "«{{fragment id='ajo:deep/1'}}»", "fragment-nesting", NULL, SJ_SEVERITY_WARNING },
  { "{%= «formatDat»(1) %}", "unknown-function", "formatDate", SJ_SEVERITY_ERROR },
  { "{%= «now»() %}", "unknown-function", "getCurrentZonedDateTime", SJ_SEVERITY_ERROR },
  { "{%= profile.age «==» 1 %}", "equality", "=", SJ_SEVERITY_ERROR },
  { "{%= «upperCase()» %}", "argument-count", NULL, SJ_SEVERITY_ERROR },
  { "{%= «xEvent».x %}", "xevent", NULL, SJ_SEVERITY_ERROR },
  { "{%= true «AND» true %}", "keyword-case", "and", SJ_SEVERITY_WARNING },
  { "{%= profile.«order-total» %}", "hyphen", "`order-total`", SJ_SEVERITY_WARNING },
  { "{{#«ech» profile.orders}}{{/each}}", "unknown-block", "each", SJ_SEVERITY_ERROR },
  { "{{«datsetLookup» datasetId='stores' id='1' result='s'}}", "unknown-helper", "datasetLookup", SJ_SEVERITY_ERROR },
  { "{{url «orginalUrl»='x'}}", "helper-argument", "originalUrl", SJ_SEVERITY_ERROR },
  { "{{parseJson jsonStr=«concat('a')» result='x'}}", "helper-argument", NULL, SJ_SEVERITY_ERROR },
  { "{{valueAtPath profile.orders result=«o»}}", "helper-argument", "\"o\"", SJ_SEVERITY_WARNING },
  { "«{% if profile.age %}»x", "percent-tag", "{%#if profile.age%}", SJ_SEVERITY_ERROR },
  { "{%#if true%}x«{% endif %}»", "percent-tag", "{%/if%}", SJ_SEVERITY_ERROR },
  { "«{% profile.age %}»", "percent-tag", "{%= profile.age %}", SJ_SEVERITY_ERROR },
  { "{{#if profile.age}}x«{%/if%}»", "crossing", "{{/if}}", SJ_SEVERITY_ERROR },
  { "{{#if profile.age}}{{#if true}}x«{{/each}}»", "crossing", "{{/if}}", SJ_SEVERITY_ERROR },
  { "x«{{#if profile.age}}»", "unclosed-block", NULL, SJ_SEVERITY_ERROR },
  { "x«{{»profile.name", "unclosed-tag", NULL, SJ_SEVERITY_ERROR },
  { "«{%#each profile.orders as |o|%}»{%/each%}", "percent-block", NULL, SJ_SEVERITY_WARNING },
  { "{{#if «profile.age = 1»}}{{/if}}", "pql-in-braces", NULL, SJ_SEVERITY_WARNING },
  { "«{=» 1 %}", "slip", "{%=", SJ_SEVERITY_WARNING },
  { "{{#each profile.orders}}{{@«indx»}}{{/each}}", "unknown-data", "@index", SJ_SEVERITY_ERROR },
  { "{%= «\342\200\234»x\342\200\235 %}", "pasted", "\"", SJ_SEVERITY_WARNING },
  { "«{{let x = 1}}»", "unknown-helper", "{% let x = 1 %}", SJ_SEVERITY_ERROR },
};

#define OPEN "\302\253"     /* « */
#define CLOSE "\302\273"    /* » */

/* The text without the marks, and where they stood. */
static char *
take_marks (const char *text, size_t *start, size_t *end)
{
  const char *open = strstr (text, OPEN);
  const char *close = strstr (text, CLOSE);

  *start = (size_t) (open - text);
  *end = (size_t) (close - text) - strlen (OPEN);
  return g_strdup_printf ("%.*s%.*s%s", (int) (open - text), text, (int) (close - open - strlen (OPEN)),
                          open + strlen (OPEN), close + strlen (CLOSE));
}

static void
test_findings (void)
{
  World world;

  world_init (&world);
  for (size_t i = 0; i < G_N_ELEMENTS (findings); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autoptr (SjTemplate) template = NULL;
      g_autofree char *text = NULL;
      const SjDiag *diag;
      size_t start, end;

      text = take_marks (findings[i].text, &start, &end);
      template = sj_template_compile (text, strlen (text), &world.env, &diags);
      g_test_message ("%s", text);
      g_assert_cmpuint (sj_diags_count (&diags), >, 0);
      diag = sj_diags_get (&diags, 0);
      g_assert_cmpstr (diag->code, ==, findings[i].code);
      g_assert_cmpint (diag->severity, ==, findings[i].severity);
      g_assert_cmpuint (diag->start, ==, start);
      g_assert_cmpuint (diag->end, ==, end);
      g_assert_cmpstr (diag->fix, ==, findings[i].fix);
      g_assert_true ((template == NULL) == sj_diags_failed (&diags));
    }
  world_clear (&world);
}

/* Nothing is held against these, though schemas are known. */
static const char *const flawless[] = {
  "{{profile.name}} {{profile.order-total}} {{profile.orders.[0].price}}",
  "{{#each profile.orders as |o i|}}{{o.title}}{{i}}{{@index}}{{../profile.name}}{{this.price}}{{price}}{{/each}}",
  "{% let best = topN(profile.orders, price, 3) %}{{#each best as |b|}}{{b.title}}{{/each}}",
  "{% let best = topN(profile.orders, price, 3) %}{{#with best}}{{this}}{{/with}}",
  "{%= head(profile.orders).title ?: profile.name %}{%= count(profile.orders.price) > 1 %}",
  "{%#if profile.age > 18 and inAudience(\"VIP\")%}{{profile.loyalty.tier}}{%/if%}",
  "{{#each context.journey.events.Purchase.items as |i|}}{{i.SKU}}{{/each}}",
  "{{datasetLookup datasetId=\"stores\" id=profile.name result=\"s\"}}{{s.city}}",
  "{{fragment id='ajo:footer/1' mode='inline'}}{{fragment id='ajo:edit/1' sport=profile.name}}{{{sport}}}",
  "{{encrypt profile.name keyName='main' version='1' result='e'}}{{e}}",
  "{{#with profile.loyalty as |l|}}{{l.tier}}{{tier}}{{/with}}",
};

static void
test_flawless (void)
{
  World world;

  world_init (&world);
  for (size_t i = 0; i < G_N_ELEMENTS (flawless); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autoptr (SjTemplate) template = sj_template_compile (flawless[i], strlen (flawless[i]), &world.env, &diags);

      g_test_message ("%s: %s", flawless[i], sj_diags_count (&diags) > 0 ? sj_diags_get (&diags, 0)->text : "");
      g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
      g_assert_nonnull (template);
    }
  world_clear (&world);
}

static void
test_inside_fragment (void)
{
  static const char text[] = "{{fragment id='ajo:broken/1'}}";
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  World world;

  world_init (&world);
  g_assert_null (sj_template_compile (text, strlen (text), &world.env, &diags));
  g_assert_true (g_str_has_prefix (sj_diags_get (&diags, 0)->text,
                                   "Fragment \342\200\234ajo:broken/1\342\200\235, line 2, column 11: "));
  world_clear (&world);
}

static void
test_drafts (void)
{
  static const char text[] = "{{fragment id='ajo:draft/1'}}";
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjTemplate) template = NULL;
  World world;

  world_init (&world);
  world.env.allow_drafts = true;
  template = sj_template_compile (text, strlen (text), &world.env, &diags);
  g_assert_nonnull (template);
  g_assert_cmpint (sj_diags_get (&diags, 0)->severity, ==, SJ_SEVERITY_WARNING);
  world_clear (&world);
}

static void
test_plain_channel (void)
{
  static const char text[] = "{{profile.age}} {{profile.name}} {{profile.name}}";
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjTemplate) template = NULL;
  World world;

  world_init (&world);
  world.env.plain = true;
  template = sj_template_compile (text, strlen (text), &world.env, &diags);
  g_assert_cmpuint (sj_diags_count (&diags), ==, 1);    /* said once, and not of the number */
  g_assert_cmpstr (sj_diags_get (&diags, 0)->code, ==, "escape");
  g_assert_cmpuint (sj_diags_get (&diags, 0)->start, ==, 16);
  world_clear (&world);
}

/* More than AJO allows is a warning; as many as it allows are none. */
static const struct { const char *tag; int allowed; const char *code; } countings[] = {
  { "{{fragment id='ajo:footer/1'}}", 30, "fragment-count" },
  { "{{executionMetadata key='k' value='v'}}", 50, "metadata-count" },
};

static void
test_counts (void)
{
  World world;

  world_init (&world);
  for (size_t i = 0; i < G_N_ELEMENTS (countings); i++)
    for (int more = 0; more < 2; more++)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        g_auto (SjDiags) diags = SJ_DIAGS_INIT;
        g_autoptr (SjTemplate) template = NULL;

        for (int j = 0; j < countings[i].allowed + more; j++)
          g_string_append (text, countings[i].tag);
        template = sj_template_compile (text->str, text->len, &world.env, &diags);
        g_assert_nonnull (template);
        g_assert_cmpuint (sj_diags_count (&diags), ==, more);
        if (more)
          g_assert_cmpstr (sj_diags_get (&diags, 0)->code, ==, countings[i].code);
      }
  world_clear (&world);
}

/* -- Operations -------------------------------------------------------------- */

static void
test_listing (void)
{
  static const char text[] =
      "Hi {{profile.name}}\n{{#each profile.orders as |o|}}{{o.title}}, {{else}}none{{/each}}"
      "{%#if profile.age >= 18%}A{%else%}B{%/if%}{% let n = profile.age + 1 %}{{n}}{{fragment id='ajo:footer/1'}}";
  static const char expected[] =
      "  0  VALUE        \"Hi \" space .profile.name\n"
      "  1  EACH         \"\\n\" 5 space .profile.orders\n"
      "  2  VALUE        this 1 .title\n"
      "  3  NEXT         \", \" 2\n"
      "  4  JUMP         6\n"
      "  5  TEXT         \"none\"\n"
      "  6  IF_TEST      8 name 0 .profile.age >= 18\n"
      "  7  JUMP         \"A\" 9\n"
      "  8  TEXT         \"B\"\n"
      "  9  SET_CODE     n\n"
      "          0  NAME         p0\n"
      "          1  CONST        1\n"
      "          2  P_ARITHMETIC +\n"
      " 10  VALUE        name 0 variable .n\n"
      " 11  CALL         13\n"
      " 12  RETURN\n"
      " 13  VALUE        \"Bye \" space .profile.name\n"
      " 14  RETURN\n";
  g_autoptr (SjTemplate) template = NULL;
  g_autofree char *listing = NULL;
  World world;

  world_init (&world);
  template = sj_template_compile (text, strlen (text), &world.env, NULL);
  listing = sj_template_listing (template);
  g_assert_cmpstr (listing, ==, expected);
  world_clear (&world);
}

/* -- References --------------------------------------------------------------- */

static const char referring[] =
    "{{profile.name}}{{#each context.journey.events.Purchase.items as |i|}}{{i.SKU}}{{@index}}{{/each}}"
    "{%= context.journey.actions.Weather.temp ?: profile.`order-total` %}{{context.journey.datasetLookup.37.x}}"
    "{% let o = profile.orders %}{{#each o as |p|}}{{p.title}}{{/each}}{%#if inAudience(\"VIP\")%}{%/if%}"
    "{{datasetLookup datasetId='stores' id='1' result='s'}}{{s.city}}"
    "{{externalDataLookup actionId='Weather' result='w'}}"
    "{{encrypt profile.age keyName='main' version='1' result='e'}}{{fragment id='ajo:footer/1'}}";

static const struct { SjReferenceKind kind; const char *name, *fragment; } references[] = {
  { SJ_REFERENCE_PATH, "profile.name", "" },
  { SJ_REFERENCE_PATH, "context.journey.events.Purchase.items", "" },
  { SJ_REFERENCE_EVENT, "Purchase", "" },
  { SJ_REFERENCE_PATH, "context.journey.events.Purchase.items.SKU", "" },
  { SJ_REFERENCE_PATH, "context.journey.actions.Weather.temp", "" },
  { SJ_REFERENCE_ACTION, "Weather", "" },
  { SJ_REFERENCE_PATH, "profile.order-total", "" },
  { SJ_REFERENCE_PATH, "context.journey.datasetLookup.37.x", "" },
  { SJ_REFERENCE_LOOKUP, "37", "" },
  { SJ_REFERENCE_PATH, "profile.orders", "" },
  { SJ_REFERENCE_PATH, "profile.orders.title", "" },
  { SJ_REFERENCE_AUDIENCE, "VIP", "" },
  { SJ_REFERENCE_DATASET, "stores", "" },
  { SJ_REFERENCE_PATH, "profile.age", "" },
  { SJ_REFERENCE_KEY, "main", "" },
  { SJ_REFERENCE_FRAGMENT, "ajo:footer/1", "" },
  { SJ_REFERENCE_PATH, "profile.name", "ajo:footer/1" },
};

static void
test_references (void)
{
  SjTemplateEnv env = { .fragment = find_fragment };
  g_autoptr (SjTemplate) template = sj_template_compile (referring, strlen (referring), &env, NULL);
  const SjReference *found;
  size_t count;

  g_assert_nonnull (template);
  found = sj_template_references (template, &count);
  g_assert_cmpuint (count, ==, G_N_ELEMENTS (references));
  for (size_t i = 0; i < count; i++)
    {
      g_test_message ("%.*s", (int) found[i].name.length, found[i].name.text);
      g_assert_cmpint (found[i].kind, ==, references[i].kind);
      g_assert_true (sj_slice_is (found[i].name, references[i].name));
      g_assert_true (sj_slice_is (found[i].fragment, references[i].fragment));
    }
  g_assert_cmpuint (found[0].start, ==, 2);
  g_assert_cmpuint (found[0].end, ==, 14);
}

/* -- Completion ----------------------------------------------------------------- */

static const Completion completions[] = {
  { "plain te|", NULL, "profile" },
  { "{{|", "profile", "name" },
  { "{{|", "datasetLookup ", "upperCase()" },
  { "{{pro|", "profile", "context" },
  { "{{profile.|", "name", "items" },
  { "{{profile.na|}} more", "name", "age" },
  { "{{profile.loyalty.|", "tier", "name" },
  { "{{profile.orders.|", "[0]", "price" },
  { "{{profile.orders.[0].|", "price", "name" },
  { "{{{profile.|", "name", NULL },
  { "{%= profile.|", "`order-total`", "order-total" },
  { "{%= profile.orders.|", "price", "name" },
  { "{%= profile.orders[0].|", "price", "name" },
  { "{%= upp|", "upperCase()", "lowerCase()" },
  { "{%= concat(profile.|", "name", NULL },
  { "{%= 1 + |", "profile", NULL },
  { "{%= profile.loyalty.tier = \"|", "gold", "VIP" },
  { "{%#if profile.loyalty.tier != 's|", "silver", "gold" },
  { "{%= inAudience(\"|", "VIP", "gold" },
  { "{{#|", "each ", "/each" },
  { "{{#ea|", "each ", "if " },
  { "{{#each profile.|", "orders", NULL },
  { "{{#each profile.orders as |o|}}{{|", "o", "name" },
  { "{{#each profile.orders as |o|}}{{o.|", "title", "name" },
  { "{{#each profile.orders}}{{|", "title", "name" },
  { "{{#each profile.orders}}{{@|", "@index", "profile" },
  { "{{#each profile.orders}}{{/each}}{{|", "profile", "title" },
  { "{{#each profile.orders as |o|}}{{else}}{{|", "profile", "o" },
  { "{{#each profile.orders as |o|}}{{#if o.price}}{{/if}}{%= o.|", "price", NULL },
  { "{{#each profile.orders as |o|}}{{/|", "each", "if" },
  { "{%#if true%}{%/|", "if", "each" },
  { "{%#if true%}{%|", "else", "each " },
  { "{%|", "let ", "else" },
  { "{%#|", "if ", "each " },
  { "{% let total = 1 %}{{to|", "total", NULL },
  { "{% let best = topN(profile.orders, price, 3) %}{{#each best as |b|}}{{b.|", "title", NULL },
  { "{% let x = pro|", "profile", NULL },
  { "{{datasetLookup |", "datasetId=", "originalUrl=" },
  { "{{datasetLookup datasetId='|", "stores", "Weather" },
  { "{{datasetLookup datasetId='stores' id=profile.|", "name", NULL },
  { "{{datasetLookup datasetId='stores' id='1' result='s' required=|", "true", "profile" },
  { "{{datasetLookup datasetId='stores' id='1' result='s'}}{{s.|", "city", "name" },
  { "{{fragment id='|", "ajo:footer/1", "stores" },
  { "{{externalDataLookup actionId=\"|", "Weather", NULL },
  { "{{valueAtPath profile.|", "orders", NULL },
  { "{{#inline \"color\"}}red{{/inline}}{{{co|", "color", NULL },
  { "{{! profile.|", NULL, "name" },
  { "{{profile.name}} {{|", "profile", NULL },
};

static GPtrArray *
complete (const char *text, size_t cursor, const void *env)
{
  return sj_template_complete (text, strlen (text), cursor, env);
}

static void
test_completions (void)
{
  World world;

  world_init (&world);
  for (size_t i = 0; i < G_N_ELEMENTS (completions); i++)
    check_completion (&completions[i], complete, &world.env);
  world_clear (&world);
}

/* What a candidate replaces, and where the cursor stands then. */
static void
test_candidate (void)
{
  g_autoptr (GPtrArray) fields = sj_template_complete ("{{profile.na", 12, 12, NULL);
  g_autoptr (GPtrArray) functions = sj_template_complete ("Hi {%= upp", 10, 10, NULL);
  const SjCandidate *candidate;

  g_assert_cmpuint (fields->len, ==, 0);    /* without a schema there is nothing to say */
  g_assert_cmpuint (functions->len, ==, 1);
  candidate = g_ptr_array_index (functions, 0);
  g_assert_cmpint (candidate->kind, ==, SJ_CANDIDATE_FUNCTION);
  g_assert_cmpuint (candidate->start, ==, 7);
  g_assert_cmpuint (candidate->end, ==, 10);
  g_assert_cmpstr (candidate->text, ==, "upperCase()");
  g_assert_cmpuint (candidate->caret, ==, 10);
  g_assert_nonnull (candidate->detail);
}

static void
test_helpers (void)
{
  size_t count;
  const SjHelperInfo *helpers = sj_template_helpers (&count);

  g_assert_cmpuint (count, ==, 10);
  for (size_t i = 0; i < count; i++)
    {
      g_assert_cmpuint (strlen (helpers[i].usage), >, 0);
      g_assert_cmpuint (strlen (helpers[i].help), >, 0);
      if (i > 0)
        g_assert_cmpstr (helpers[i - 1].name, <, helpers[i].name);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/template/findings", test_findings);
  g_test_add_func ("/template/flawless", test_flawless);
  g_test_add_func ("/template/inside-fragment", test_inside_fragment);
  g_test_add_func ("/template/drafts", test_drafts);
  g_test_add_func ("/template/plain-channel", test_plain_channel);
  g_test_add_func ("/template/counts", test_counts);
  g_test_add_func ("/template/listing", test_listing);
  g_test_add_func ("/template/references", test_references);
  g_test_add_func ("/template/completions", test_completions);
  g_test_add_func ("/template/candidate", test_candidate);
  g_test_add_func ("/template/helpers", test_helpers);
  return g_test_run ();
}
