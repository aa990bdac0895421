/* test-schema.c -- schemas read, refused and turned into shapes; payloads checked. */
#include "profile/sj-schema.h"

#include <string.h>

#define ORDER                                                                                                  \
  "{'type':'object','required':['id','items'],'additionalProperties':false,'properties':{"                    \
  "'id':{'type':'string'},'at':{'type':'string','format':'date-time'},'day':{'format':'date'},"                \
  "'mail':{'type':['string','null'],'format':'email'},'link':{'type':'string','format':'uri'},"                \
  "'paid':{'type':'boolean'},'total':{'type':'number'},'state':{'type':'string','enum':['new','sent']},"       \
  "'version':{'const':2},'either':{'type':['integer','string']},'free':{},'loose':{'type':'object'},"          \
  "'items':{'type':'array','items':{'type':'object','required':['sku'],'properties':{"                         \
  "'sku':{'type':'string'},'quantity':{'type':'integer','title':'Number of pieces'}}}},"                       \
  "'identityMap':{'type':'object','additionalProperties':{'type':'array','items':{'type':'object',"            \
  "'properties':{'id':{'type':'string'},'primary':{'type':'boolean'}}}}}}}"

/* JSON with single quotation marks, which C need not escape. */
static SjValue
read_json (SjArena *arena, const char *text, char **copy)
{
  SjJsonReader reader;
  SjJsonError error;
  SjValue value;

  *copy = g_strdelimit (g_strdup (text), "'", '"');
  sj_json_reader_init (&reader, arena);    /* not strict: a name may stand twice, as in events */
  if (!sj_json_reader_read (&reader, *copy, strlen (*copy), &value, &error))
    g_error ("%s: %s", text, error.text);
  sj_json_reader_clear (&reader);
  return value;
}

static SjSchema *
read_schema (const char *text, SjDiags *diags)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *copy = NULL;
  SjValue value = read_json (&arena, text, &copy);
  SjReading reading = { .text = copy, .length = strlen (copy), .diags = diags };

  return sj_schema_read (value, &reading);
}

static const struct { const char *payload, *finding; } payloads[] = {
  { "{'id':'1','items':[]}", NULL },
  { "{'items':[{'sku':'MT-12','quantity':2}],'id':'1'}", NULL },
  { "{'id':'1','at':'2026-03-01T09:00:00+01:00','day':'2026-03-01','mail':null,'link':'https://example.org/x',"
    "'paid':true,'total':44,'state':'sent','version':2,'either':'x','free':[1],'loose':{'a':1},'items':[],"
    "'identityMap':{'Email':[{'id':'ann@example.com','primary':true}],'CRM':[]}}", NULL },
  { "{'id':'1','items':[{'sku':'a','quantity':null,'colour':'red'}],'total':1.5,'either':3}", NULL },
  { "[]", "The payload must be an object." },
  { "null", "The payload must be an object." },
  { "{'items':[]}", "id is missing." },
  { "{'id':null,'items':[]}", "id is missing." },
  { "{'id':'1','id':'2'}", "items is missing." },
  { "{'id':7,'items':[]}", "id must be a text." },
  { "{'id':'1','items':{}}", "items must be a list." },
  { "{'id':'1','items':[{'sku':'a'},{'sku':'b','quantity':2.5}]}", "items[1].quantity must be a whole number." },
  { "{'id':'1','items':[{'sku':'a','quantity':2.0}]}", "items[0].quantity must be a whole number." },
  { "{'id':'1','items':[{'sku':'a','quantity':'2'}]}", "items[0].quantity must be a whole number." },
  { "{'id':'1','items':[{'quantity':1}]}", "items[0].sku is missing." },
  { "{'id':'1','items':[3]}", "items[0] must be an object." },
  { "{'id':'1','items':[],'total':'44'}", "total must be a number." },
  { "{'id':'1','items':[],'paid':'yes'}", "paid must be true or false." },
  { "{'id':'1','items':[],'either':true}", "either must be a text or a whole number." },
  { "{'id':'1','items':[],'at':'2026-03-01'}",
    "at must be a date and time with its zone, such as 2026-03-01T09:00:00Z." },
  { "{'id':'1','items':[],'day':'2026-02-29'}", "day must be a date such as 2026-03-01." },
  { "{'id':'1','items':[],'mail':'ann at example.com'}", "mail must be an email address." },
  { "{'id':'1','items':[],'link':'example.com/x'}", "link must be a web address." },
  { "{'id':'1','items':[],'state':'lost'}", "state must be one of \"new\", \"sent\"." },
  { "{'id':'1','items':[],'version':3}", "version must be 2." },
  { "{'id':'1','items':[],'totl':3}", "totl is not part of the schema; did you mean total?" },
  { "{'id':'1','items':[],'zzzzzz':3}", "zzzzzz is not part of the schema." },
  { "{'id':'1','items':[],'identityMap':{'E.mail':[{'id':1}]}}", "identityMap[\"E.mail\"][0].id must be a text." },
  { "{'id':'1','items':[],'identityMap':{'Email':'x'}}", "identityMap.Email must be a list." },
};

static void
test_payloads (void)
{
  g_auto (SjDiags) none = SJ_DIAGS_INIT;
  g_autoptr (SjSchema) schema = read_schema (ORDER, &none);

  g_assert_nonnull (schema);
  g_assert_cmpuint (sj_diags_count (&none), ==, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autofree char *text = NULL;
      SjValue payload = read_json (&arena, payloads[i].payload, &text);
      SjReading reading = { .text = text, .length = strlen (text), .diags = &diags };
      bool fits = payloads[i].finding == NULL;

      g_assert_cmpint (sj_schema_check (schema, payload, NULL), ==, fits);
      g_assert_cmpint (sj_schema_check (schema, payload, &reading), ==, fits);
      g_assert_null (reading.trail);
      g_assert_cmpuint (sj_diags_count (&diags), ==, fits ? 0 : 1);
      if (!fits)
        g_assert_cmpstr (sj_diags_get (&diags, 0)->text, ==, payloads[i].finding);
    }
}

/* All that is wrong is said, at its place, but not without end. */
static void
test_many_findings (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjSchema) schema = read_schema (ORDER, &diags);
  g_autoptr (GString) text = g_string_new ("{\"items\":[{\"quantity\":\"a\"}");
  SjReading reading = { .diags = &diags };
  const SjDiag *last;
  SjValue payload;

  for (int i = 0; i < 500; i++)
    g_string_append (text, ",{}");
  g_string_append (text, "]}");
  g_assert_true (sj_json_read (&arena, NULL, text->str, text->len, &payload, NULL));
  reading.text = text->str;
  reading.length = text->len;
  g_assert_false (sj_schema_check (schema, payload, &reading));
  g_assert_cmpuint (sj_diags_count (&diags), ==, 101);
  g_assert_cmpstr (sj_diags_get (&diags, 0)->field, ==, "items[0].quantity");
  g_assert_cmpuint (sj_diags_get (&diags, 0)->start, ==, strlen ("{\"items\":[{\"quantity\":\""));
  g_assert_cmpstr (sj_diags_get (&diags, 1)->field, ==, "items[0].sku");
  last = sj_diags_get (&diags, 100);
  g_assert_cmpstr (last->text, ==, "There are more findings; these are the first 100.");
}

static const struct { const char *schema, *code, *field, *word; bool refused; } schemas[] = {
  { "3", "schema", NULL, "object", true },
  { "{'type':'text'}", "schema", "type", "string", true },
  { "{'type':[]}", "schema", "type", "string", true },
  { "{'type':['string','int']}", "schema", "type", "string", true },
  { "{'properties':{'a':{'properties':{'b':{'type':'strng'}}}}}", "schema", "properties.a.properties.b.type", "string",
    true },
  { "{'properties':{'a':{'$ref':'#/definitions/a'}}}", "schema", "properties.a.$ref", "refers to", true },
  { "{'oneOf':[{}]}", "schema", "oneOf", "not supported", true },
  { "{'items':[{},{}]}", "schema", "items", "one schema", true },
  { "{'items':7}", "schema", "items", "object", true },
  { "{'required':'a'}", "schema", "required", "names", true },
  { "{'enum':[]}", "schema", "enum", "list", true },
  { "{'title':1}", "schema", "title", "text", true },
  { "{'properties':[]}", "schema", "properties", "object", true },
  { "{'minimum':1}", "schema-ignored", "minimum", "not checked", false },
  { "{'type':'string','format':'uuid'}", "schema-ignored", "format", "uuid", false },
  { "{'descripton':'x'}", "schema-ignored", "descripton", "description", false },
  { "{'wibble':'x'}", "schema-ignored", "wibble", "passed over", false },
  { "{'properties':{},'required':['a']}", "schema-required", "required", "“a”", false },
};

static void
test_schemas (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autoptr (SjSchema) schema = read_schema (schemas[i].schema, &diags);
      const SjDiag *diag;

      g_assert_cmpint (schema == NULL, ==, schemas[i].refused);
      g_assert_cmpuint (sj_diags_count (&diags), ==, 1);
      diag = sj_diags_get (&diags, 0);
      g_assert_cmpstr (diag->code, ==, schemas[i].code);
      g_assert_cmpstr (diag->field, ==, schemas[i].field);
      g_assert_nonnull (strstr (diag->text, schemas[i].word));
      g_assert_cmpint (diag->severity == SJ_SEVERITY_ERROR, ==, schemas[i].refused);
    }
}

static const struct { const char *path, *type; } shapes[] = {
  { "id", "string" },       { "at", "dateTime" },     { "day", "dateOnly" },
  { "mail", "string" },     { "paid", "boolean" },    { "total", "decimal" },
  { "either", "any value" }, { "free", "any value" }, { "items", "list of object" },
  { "items.quantity", "integer" }, { "identityMap", "map of list of object" },
};

static void
test_shapes (void)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjSchema) schema = read_schema (ORDER, &diags);
  g_autoptr (SjShape) root = sj_schema_shape (schema);
  const SjShape *state = sj_shape_field (root, "state", strlen ("state"));
  const SjShape *loose = sj_shape_field (root, "loose", strlen ("loose"));

  for (size_t i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_auto (GStrv) parts = g_strsplit (shapes[i].path, ".", -1);
      const SjShape *shape = root;
      g_autofree char *type = NULL;

      for (char **part = parts; *part != NULL; part++)
        shape = sj_shape_field (shape, *part, strlen (*part));
      type = sj_shape_describe (shape);
      g_assert_cmpstr (type, ==, shapes[i].type);
    }
  g_assert_cmpstr (state->choices[1], ==, "sent");
  g_assert_true (sj_shape_field (root, "id", strlen ("id"))->required);
  g_assert_false (state->required);
  g_assert_false (root->open);
  g_assert_true (loose->open);
  g_assert_cmpstr (sj_schema_at (schema, "items.quantity")->title, ==, "Number of pieces");
  g_assert_null (sj_schema_at (schema, "items.colour"));
  g_assert_null (sj_schema_at (schema, "id.x"));
}

static const struct { const char *text; bool email, uri; } addresses[] = {
  { "ann@example.com", true, false },     { "a.b+c@sub.example.org", true, false }, { "ann@example", false, false },
  { "@example.com", false, false },       { "ann@@example.com", false, false },     { "ann@.com", false, false },
  { "a b@example.com", false, false },    { "ann@example..com", false, false },
  { ".ann@example.com", false, false },
  { "ann.@example.com", false, false },   { "", false, false },                     { "@", false, false },
  { "https://example.org", false, true }, { "https:", false, false },
  { "1:2", false, false },                { "http://a b", false, false },
};

static void
test_addresses (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_assert_cmpint (sj_is_email (addresses[i].text, strlen (addresses[i].text)), ==, addresses[i].email);
      if (!addresses[i].email)
        g_assert_cmpint (sj_is_uri (addresses[i].text, strlen (addresses[i].text)), ==, addresses[i].uri);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/payloads", test_payloads);
  g_test_add_func ("/schema/many-findings", test_many_findings);
  g_test_add_func ("/schema/schemas", test_schemas);
  g_test_add_func ("/schema/shapes", test_shapes);
  g_test_add_func ("/schema/addresses", test_addresses);
  return g_test_run ();
}
