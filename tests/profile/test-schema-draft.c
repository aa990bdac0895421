/* test-schema-draft.c -- schemas made from samples and changed as a tree. */
#include "profile/sj-schema-draft.h"
#include "profile/sj-schema.h"

#include <string.h>

static SjValue
parse (SjArena *arena, const char *text)
{
  char *plain = g_strdelimit (sj_arena_strdup (arena, text), "'", '"');
  SjValue value;

  g_assert_true (sj_json_read (arena, NULL, plain, strlen (plain), &value, NULL));
  return value;
}

static void
assert_json (SjValue value, const char *want)
{
  g_autofree char *text = sj_json_to_string (value, SJ_JSON_COMPACT);

  g_assert_cmpstr (g_strdelimit (text, "\"", '\''), ==, want);
}

#define P(fields) "{'type':'object','properties':{" fields "}}"

static const struct { const char *sample, *schema; } samples[] = {
  { "{}", P ("") },
  { "null", "{}" },
  { "{'a':1,'b':1.0,'c':true,'d':'x','e':null}",
    P ("'a':{'type':'integer'},'b':{'type':'number'},'c':{'type':'boolean'},'d':{'type':'string'},'e':{}") },
  { "{'a':'2026-03-01T10:00:00Z','b':'2026-03-01','c':'a@shop.example','d':'https://a.example/b','e':'note:x'}",
    P ("'a':{'type':'string','format':'date-time'},'b':{'type':'string','format':'date'},"
       "'c':{'type':'string','format':'email'},'d':{'type':'string','format':'uri'},'e':{'type':'string'}") },
  { "{'l':[]}", P ("'l':{'type':'array'}") },
  { "{'l':[1,2.5,null]}", P ("'l':{'type':'array','items':{'type':'number'}}") },
  { "{'l':[1,'x',2]}", P ("'l':{'type':'array','items':{}}") },
  { "{'l':['2026-03-01','x']}", P ("'l':{'type':'array','items':{'type':'string'}}") },
  { "{'l':[{'a':1},{'b':'x','a':null},{'a':2.5}]}",
    P ("'l':{'type':'array','items':" P ("'a':{},'b':{'type':'string'}") "}") },
  { "[{'a':{'b':[[1]]}}]",
    "{'type':'array','items':" P ("'a':" P ("'b':{'type':'array','items':{'type':'array','items':"
                                              "{'type':'integer'}}}")) "}" },
};

/* The schema is the one that was meant, and the sample fits. */
static void
test_samples (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      SjValue sample = parse (&arena, samples[i].sample);
      SjValue schema = sj_schema_draft (&arena, sample);
      g_autoptr (SjSchema) compiled = sj_schema_read (schema, NULL);

      g_test_message ("%s", samples[i].sample);
      assert_json (schema, samples[i].schema);
      g_assert_nonnull (compiled);
      g_assert_true (sj_schema_check (compiled, sample, NULL));
    }
}

#define ORDER "{'type':'object','properties':{'total':{'type':'number','title':'Total'},'items':{'type':'array',"      \
              "'items':{'type':'object','properties':{'name':{'type':'string'},'sku':{'type':'string'}},"              \
              "'required':['name']}}},'required':['total'],'x-own':1}"

typedef enum { ADD, REMOVE, RENAME, TURN, DEMAND } What;

#define PATH(...) { __VA_ARGS__, NULL }

static const struct
{
  What what;
  const char *path[4];
  const char *name;
  int word;
  bool flag;
  const char *below;        /* what is then there below "properties"; NULL: refused */
} changes[] = {
  { ADD, { NULL }, "paid", 7, false, "{'total':{'type':'number','title':'Total'},'items':{'type':'array','items':{"
    "'type':'object','properties':{'name':{'type':'string'},'sku':{'type':'string'}},'required':['name']}},"
    "'paid':{'type':'boolean'}}" },
  { ADD, { NULL }, "total", 7, false, NULL },
  { ADD, { NULL }, "", 7, false, NULL },
  { ADD, PATH ("total"), "x", 0, false, NULL },
  { ADD, PATH ("nothing"), "x", 0, false, NULL },
  { ADD, PATH ("items"), "n", 5, false, "{'total':{'type':'number','title':'Total'},'items':{'type':'array','items':{"
    "'type':'object','properties':{'name':{'type':'string'},'sku':{'type':'string'},'n':{'type':'integer'}},"
    "'required':['name']}}}" },
  { REMOVE, PATH ("items", "name"), NULL, 0, false, "{'total':{'type':'number','title':'Total'},'items':{"
    "'type':'array','items':{'type':'object','properties':{'sku':{'type':'string'}}}}}" },
  { REMOVE, PATH ("items", "x"), NULL, 0, false, NULL },
  { RENAME, PATH ("items", "name"), "title", 0, false, "{'total':{'type':'number','title':'Total'},'items':{"
    "'type':'array','items':{'type':'object','properties':{'title':{'type':'string'},'sku':{'type':'string'}},"
    "'required':['title']}}}" },
  { RENAME, PATH ("items", "name"), "sku", 0, false, NULL },
  { TURN, PATH ("total"), NULL, 5, false, "{'total':{'type':'integer','title':'Total'},'items':{'type':'array',"
    "'items':{'type':'object','properties':{'name':{'type':'string'},'sku':{'type':'string'}},"
    "'required':['name']}}}" },
  { TURN, PATH ("items"), NULL, 8, false, "{'total':{'type':'number','title':'Total'},'items':{'type':'object',"
    "'properties':{'name':{'type':'string'},'sku':{'type':'string'}},'required':['name']}}" },
  { TURN, PATH ("items"), NULL, 0, true, "{'total':{'type':'number','title':'Total'},'items':{'type':'array',"
    "'items':{'type':'string'}}}" },
  { DEMAND, PATH ("items", "sku"), NULL, 0, true, "{'total':{'type':'number','title':'Total'},'items':{"
    "'type':'array','items':{'type':'object','properties':{'name':{'type':'string'},'sku':{'type':'string'}},"
    "'required':['name','sku']}}}" },
  { DEMAND, PATH ("items", "name"), NULL, 0, false, "{'total':{'type':'number','title':'Total'},'items':{"
    "'type':'array','items':{'type':'object','properties':{'name':{'type':'string'},'sku':{'type':'string'}}}}}" },
  { DEMAND, PATH ("none"), NULL, 0, true, NULL },
};

static bool
change (SjArena *arena, SjValue *schema, size_t i)
{
  switch (changes[i].what)
    {
    case ADD:
      return sj_schema_add (arena, schema, changes[i].path, changes[i].name, changes[i].word);
    case REMOVE:
      return sj_schema_remove (arena, schema, changes[i].path);
    case RENAME:
      return sj_schema_rename (arena, schema, changes[i].path, changes[i].name);
    case TURN:
      return sj_schema_turn (arena, schema, changes[i].path, changes[i].word, changes[i].flag);
    default:
      return sj_schema_demand (arena, schema, changes[i].path, changes[i].flag);
    }
}

static void
test_changes (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      SjValue before = parse (&arena, ORDER), schema = before;
      bool done = change (&arena, &schema, i);

      g_test_message ("change %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (done, ==, changes[i].below != NULL);
      assert_json (before, ORDER);    /* nobody's value was touched */
      if (!done)
        g_assert_true (sj_value_equal (schema, before));
      else
        {
          assert_json (sj_value_get (schema, "properties"), changes[i].below);
          g_assert_cmpint (sj_value_get (schema, "x-own").integer, ==, 1);
        }
    }
}

/* A schema from nothing. */
static void
test_beginning (void)
{
  const char *const root[] = { NULL };
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue schema = sj_null;

  g_assert_true (sj_schema_add (&arena, &schema, root, "email", 3));
  assert_json (schema, "{'type':'object','properties':{'email':{'type':'string','format':'email'}}}");
}

static void
test_words (void)
{
  static const struct { const char *schema; int word; bool list; } cases[] = {
    { "{'type':'string'}", 0, false },
    { "{'type':'string','format':'date-time'}", 1, false },
    { "{'type':'string','format':'uri'}", 4, false },
    { "{'type':'string','format':'hostname'}", 0, false },
    { "{'type':['integer','null']}", 5, false },
    { "{'type':['integer','string']}", 9, false },
    { "{'type':'array','items':{'type':'number'}}", 6, true },
    { "{'items':{'properties':{}}}", 8, true },
    { "{'type':'array'}", 9, true },
    { "{'type':'array','items':{'type':'array'}}", -1, true },
    { "{'properties':{}}", 8, false },
    { "{}", 9, false },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      bool list;

      g_test_message ("%s", cases[i].schema);
      g_assert_cmpint (sj_schema_word_of (parse (&arena, cases[i].schema), &list), ==, cases[i].word);
      g_assert_cmpint (list, ==, cases[i].list);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/schema-draft/samples", test_samples);
  g_test_add_func ("/profile/schema-draft/changes", test_changes);
  g_test_add_func ("/profile/schema-draft/beginning", test_beginning);
  g_test_add_func ("/profile/schema-draft/words", test_words);
  return g_test_run ();
}
