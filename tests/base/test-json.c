/* test-json.c -- what is JSON is read, what is not is refused at the right byte,
 * and what was read is written back as it was. */
#include "base/sj-json.h"

#include "base/sj-error.h"

#include <string.h>

/* Texts that are canonical in the compact style: they come back as they are. */
static const char *const canonical[] = {
  "null",
  "true",
  "false",
  "0",
  "-1",
  "9223372036854775807",
  "-9223372036854775808",
  "10.0",
  "0.1",
  "-0.0",
  "1.0e21",
  "1.5e-7",
  "\"\"",
  "\"text\"",
  "\"Zoë likes 5 € and 😀\"",
  "\"\\\" \\\\ / \\b\\f\\n\\r\\t \\u0001\\u001f\"",
  "\"sixteen bytes, \\\"then a quote\\\", then more than sixteen again\"",
  "[]",
  "{}",
  "[[]]",
  "[{}]",
  "{\"\":[]}",
  "[1,2.0,\"3\",null,true]",
  "{\"b\":1,\"a\":{\"c\":[{\"d\":null}]}}",
};

static void
test_good (void)
{
  static const struct { const char *text, *compact; } others[] = {
    { " \t\r\n null \n", "null" },
    { "[ 1 , 2 ]", "[1,2]" },
    { "{ \"a\" : 1 , \"b\" : [ ] }", "{\"a\":1,\"b\":[]}" },
    { "1e2", "100.0" },
    { "1E+2", "100.0" },
    { "-0", "0" },
    { "9223372036854775808", "9223372036854776000.0" },
    { "\"\\u0041\\u00e9\\u20AC\\/\"", "\"Aé€/\"" },
    { "\"\\ud83d\\ude00\"", "\"😀\"" },
    { "\"\\ud83d\"", "\"\xef\xbf\xbd\"" },                      /* half a pair, at the end */
    { "\"\\ud83dx\"", "\"\xef\xbf\xbdx\"" },
    { "\"\\ud83d\\u0041\"", "\"\xef\xbf\xbd" "A\"" },           /* what follows is no other half */
    { "\"\\ude00\"", "\"\xef\xbf\xbd\"" },
    { "\"\\ud83d\\ud83d\\ude00\"", "\"\xef\xbf\xbd😀\"" },
    { "\"a\\u0000b\"", "\"a\\u0000b\"" },
    { "\"\\u007f\"", "\"\x7f\"" },
    { "{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":2}" },               /* refused by the strict reader alone */
  };

  for (size_t i = 0; i < G_N_ELEMENTS (canonical) + G_N_ELEMENTS (others); i++)
    {
      bool same = i < G_N_ELEMENTS (canonical);
      const char *text = same ? canonical[i] : others[i - G_N_ELEMENTS (canonical)].text;
      const char *compact = same ? text : others[i - G_N_ELEMENTS (canonical)].compact;
      size_t length = strlen (text);
      g_autofree char *exact = g_memdup2 (text, length);    /* no terminator to lean on */
      g_autofree char *written = NULL;
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      SjJsonReader reader;
      SjJsonError error;
      SjValue value;

      sj_json_reader_init (&reader, &arena);
      if (!sj_json_reader_read (&reader, exact, length, &value, &error))
        g_error ("%s: %s at byte %zu", text, error.text, error.offset);
      written = sj_json_to_string (value, SJ_JSON_COMPACT);
      g_assert_cmpstr (written, ==, compact);
      sj_json_reader_clear (&reader);
    }
}

#define TEXT_OPEN "the text is not closed with a quotation mark"
#define VALUE "a value was expected here: text in quotation marks, a number, true, false, null, [ or {"
#define VALUE_END "the text ends where a value was expected"
#define NAME "a name in quotation marks was expected here"
#define CONTROL "a control character stands in the text; write it as \\n, \\t or \\u00XX"
#define HEX "four hexadecimal digits must follow \\u"
#define ESCAPE "no such escape after the backslash"
#define BEHIND "something stands behind the end of the value"
#define NUMBER "this is no number: digits without a leading zero are needed"
#define COMMA_LIST "a comma or ] is missing here"
#define COMMA_OBJECT "a comma or } is missing here"
#define LIST_OPEN "the list is not closed with ]"
#define OBJECT_OPEN "the object is not closed with }"
#define COLON "a colon must follow the name"
#define UTF8 "this is not UTF-8"

static const struct
{
  const char *text;
  size_t offset;
  const char *words;
} bad[] = {
  { "", 0, VALUE_END },
  { "  ", 2, VALUE_END },
  { "nul", 0, VALUE },
  { "nullx", 4, BEHIND },
  { "True", 0, VALUE },
  { "'a'", 0, VALUE },
  { "1 2", 2, BEHIND },
  { "[1]]", 3, BEHIND },
  { "01", 0, NUMBER },
  { "-", 0, NUMBER },
  { "[-a]", 1, NUMBER },
  { "1.", 1, BEHIND },
  { "[1e]", 2, COMMA_LIST },
  { "+1", 0, VALUE },
  { ".5", 0, VALUE },
  { "NaN", 0, VALUE },
  { "[1e400]", 1, "this number is too large" },
  { "[-1e400]", 1, "this number is too large" },
  { "\"", 1, TEXT_OPEN },
  { "\"abc", 4, TEXT_OPEN },
  { "\"abc\\", 5, TEXT_OPEN },
  { "\"abc\\\"", 6, TEXT_OPEN },
  { "\"a\nb\"", 2, CONTROL },
  { "\"a\\n\x01\"", 4, CONTROL },
  { "\"sixteen bytes or more\x1f\"", 22, CONTROL },
  { "\"\\x\"", 2, ESCAPE },
  { "\"ok \\'\"", 5, ESCAPE },
  { "\"\\u12\"", 3, HEX },
  { "\"\\u12g4\"", 3, HEX },
  { "\"\\u\"", 3, HEX },
  { "\"\xc3\x28\"", 1, UTF8 },
  { "\"ab\xff\"", 3, UTF8 },
  { "\"\xed\xa0\x80\"", 1, UTF8 },               /* half a pair, as bytes */
  { "\"\xc0\x80\"", 1, UTF8 },                   /* too long for what it is */
  { "\"\xf4\x90\x80\x80\"", 1, UTF8 },           /* beyond the last character */
  { "\"a\\n\xe2\x82\"", 4, UTF8 },
  { "\xef\xbb\xbf{}", 0, VALUE },
  { "[", 1, VALUE_END },
  { "[1", 2, LIST_OPEN },
  { "[1,", 3, VALUE_END },
  { "[1,]", 3, VALUE },
  { "[,1]", 1, VALUE },
  { "[1 2]", 3, COMMA_LIST },
  { "[1}", 2, COMMA_LIST },
  { "{", 1, NAME },
  { "{a:1}", 1, NAME },
  { "{1:1}", 1, NAME },
  { "{\"a\"", 4, COLON },
  { "{\"a\" 1}", 5, COLON },
  { "{\"a\":", 5, VALUE_END },
  { "{\"a\":}", 5, VALUE },
  { "{\"a\":1", 6, OBJECT_OPEN },
  { "{\"a\":1]", 6, COMMA_OBJECT },
  { "{\"a\":1,}", 7, NAME },
  { "{\"a\":1 \"b\":2}", 7, COMMA_OBJECT },
  { "// no\n1", 0, VALUE },
};

static void
test_bad (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      size_t length = strlen (bad[i].text);
      g_autofree char *exact = g_malloc (length);
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      SjJsonReader reader;
      SjJsonError error = { 0 };
      SjValue value;

      if (length > 0)
        memcpy (exact, bad[i].text, length);
      sj_json_reader_init (&reader, &arena);
      g_test_message ("text %zu", i);    /* some of them are not UTF-8 */
      g_assert_false (sj_json_reader_read (&reader, exact, length, &value, &error));
      g_assert_cmpstr (error.text, ==, bad[i].words);
      g_assert_cmpuint (error.offset, ==, bad[i].offset);
      sj_json_reader_clear (&reader);
    }
}

static void
test_depth (void)
{
  for (int depth = SJ_JSON_DEPTH; depth <= SJ_JSON_DEPTH + 1; depth++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      SjJsonReader reader;
      SjJsonError error;
      SjValue value;
      bool ok;

      for (int i = 0; i < depth; i++)
        g_string_append (text, i % 2 ? "{\"a\":" : "[");
      g_string_append (text, "1");
      for (int i = depth - 1; i >= 0; i--)
        g_string_append_c (text, i % 2 ? '}' : ']');

      sj_json_reader_init (&reader, &arena);
      ok = sj_json_reader_read (&reader, text->str, text->len, &value, &error);
      sj_json_reader_clear (&reader);
      g_assert_cmpint (ok, ==, depth == SJ_JSON_DEPTH);
      if (ok)
        {
          g_autofree char *written = sj_json_to_string (value, SJ_JSON_COMPACT);

          g_assert_cmpstr (written, ==, text->str);
        }
      else
        g_assert_cmpstr (error.text, ==, "lists and objects are nested too deeply");
    }
}

static void
test_strict (void)
{
  static const struct { const char *text; size_t offset; } twice[] = {
    { "{\"a\":1,\"a\":2}", 8 },
    { "{\"a\":1,\"b\":2,\"a\":3,\"b\":4}", 14 },
    { "{\"a\":1,\"\\u0061\":2}", 8 },
    { "[{\"x\":{\"\":1,\"\":1}}]", 13 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (twice); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      SjJsonReader reader;
      SjJsonError error;
      SjValue value;

      sj_json_reader_init (&reader, &arena);
      g_assert_true (sj_json_reader_read (&reader, twice[i].text, strlen (twice[i].text), &value, &error));
      reader.strict = true;
      g_assert_false (sj_json_reader_read (&reader, twice[i].text, strlen (twice[i].text), &value, &error));
      g_assert_cmpstr (error.text, ==, "this name stands twice in the object");
      g_assert_cmpuint (error.offset, ==, twice[i].offset);
      sj_json_reader_clear (&reader);
    }
}

static void
test_errors_in_words (void)
{
  static const struct { const char *name, *text, *message; } cases[] = {
    { NULL, "[1,\n 2 3]", "line 2, column 4: a comma or ] is missing here" },
    { "a.json", "{\"Zoë\" 1}", "a.json, line 1, column 8: a colon must follow the name" },
    { "b.json", "{\"a\":1,\n\"a\":2}", "b.json, line 2, column 2: this name stands twice in the object" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      g_autoptr (GError) error = NULL;
      SjValue value = sj_value_integer (42);

      g_assert_false (sj_json_read (&arena, cases[i].name, cases[i].text, strlen (cases[i].text), &value, &error));
      g_assert_error (error, SJ_BASE_ERROR, SJ_BASE_ERROR_SYNTAX);
      g_assert_cmpstr (error->message, ==, cases[i].message);
      g_assert_cmpint (value.integer, ==, 42);    /* untouched */
    }
}

/* The first byte of each value, for text the one behind its quotation mark. */
static void
test_offsets (void)
{
  static const char text[] = "  {\"one\": 12.5, \"t\\u0077o\": [true, null, \"x\", \"\\n\", {}], \"n\": -3 }";
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  size_t length = strlen (text);
  SjJsonReader reader;
  SjJsonError error;
  SjValue value, list;
  const SjValue *places[9];
  static const char *const begins[] = { "{\"one", "one\"", "12.5", "t\\u0077o", "[true", "true",
                                        "null",   "x\"",   "\\n\"" };

  sj_json_reader_init (&reader, &arena);
  g_assert_true (sj_json_reader_read (&reader, text, length, &value, &error));
  list = sj_value_get (value, "two");
  g_assert_cmpint (list.type, ==, SJ_LIST);
  places[0] = &value;
  places[1] = &value.members[0].key;
  places[2] = &value.members[0].value;
  places[3] = &value.members[1].key;
  places[4] = &list;
  for (int i = 0; i < 4; i++)
    places[5 + i] = &list.items[i];
  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    g_assert_true (g_str_has_prefix (text + sj_json_offset (*places[i], text, length), begins[i]));
  g_assert_true (g_str_has_prefix (text + sj_json_offset (list.items[4], text, length), "{}]"));
  g_assert_true (g_str_has_prefix (text + sj_json_offset (value.members[2].value, text, length), "-3 }"));
  sj_json_reader_clear (&reader);
}

static void
test_reader_is_used_again (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjJsonReader reader;
  SjJsonError error;
  SjValue value;

  sj_json_reader_init (&reader, &arena);
  for (int i = 0; i < 1000; i++)
    {
      g_assert_false (sj_json_reader_read (&reader, "[[1,[2,", 7, &value, &error));
      g_assert_true (sj_json_reader_read (&reader, "[1,[2,3]]", 9, &value, &error));
      g_assert_cmpint (value.items[1].items[1].integer, ==, 3);
      sj_arena_reset (&arena);
    }
  sj_json_reader_clear (&reader);
}

/* Text without escapes is not copied. */
static void
test_text_is_borrowed (void)
{
  static const char text[] = "[\"plain\",\"esc\\n\"]";
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value;

  g_assert_true (sj_json_read (&arena, NULL, text, strlen (text), &value, NULL));
  g_assert_true (value.items[0].text == text + 2);
  g_assert_false (value.items[1].text > text && value.items[1].text < text + sizeof text);
}

static void
test_pretty (void)
{
  static const char text[] =
      "{\n"
      "  \"name\": \"Welcome\",\n"
      "  \"at\": [120, 80.5],\n"
      "  \"tags\": [],\n"
      "  \"none\": {},\n"
      "  \"long\": [\n"
      "    \"a text that fills the line\",\n"
      "    \"and another one that does not fit\"\n"
      "  ],\n"
      "  \"nodes\": [\n"
      "    {\n"
      "      \"id\": \"wait\",\n"
      "      \"on\": true\n"
      "    },\n"
      "    [1, 2]\n"
      "  ]\n"
      "}\n";
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *pretty = NULL, *compact = NULL, *again = NULL;
  SjValue value;

  g_assert_true (sj_json_read (&arena, NULL, text, strlen (text), &value, NULL));
  pretty = sj_json_to_string (value, SJ_JSON_PRETTY);
  g_assert_cmpstr (pretty, ==, text);

  compact = sj_json_to_string (value, SJ_JSON_COMPACT);
  g_assert_null (strchr (compact, '\n'));
  g_assert_true (sj_json_read (&arena, NULL, compact, strlen (compact), &value, NULL));
  again = sj_json_to_string (value, SJ_JSON_PRETTY);
  g_assert_cmpstr (again, ==, text);
}

static void
test_times_are_text (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue items[] = {
    sj_value_date (0),
    sj_value_local (0, 0),
    sj_value_moment (&arena, (SjMoment) { .seconds = 0 }),
    sj_value_duration (3600, 0),
  };
  g_autofree char *text = sj_json_to_string (sj_value_list (items, 4), SJ_JSON_COMPACT);

  g_assert_cmpstr (text, ==, "[\"1970-01-01\",\"1970-01-01T00:00:00\",\"1970-01-01T00:00:00Z\",\"PT1H\"]");
}

static void
test_builders (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *text = NULL;
  char name[] = "first";
  SjObjectBuilder object;
  SjListBuilder list;

  sj_object_begin (&object, &arena);
  sj_object_set (&object, name, sj_value_integer (1));
  memset (name, 'x', strlen (name));    /* it was copied */
  sj_list_begin (&list, &arena);
  sj_list_add (&list, sj_null);
  sj_list_add (&list, sj_value_bool (false));
  sj_object_set (&object, "list", sj_list_end (&list));
  sj_list_begin (&list, &arena);
  sj_object_set (&object, "empty", sj_list_end (&list));
  text = sj_json_to_string (sj_object_end (&object), SJ_JSON_COMPACT);
  g_assert_cmpstr (text, ==, "{\"first\":1,\"list\":[null,false],\"empty\":[]}");

  sj_object_begin (&object, &arena);
  g_assert_cmpuint (sj_object_end (&object).length, ==, 0);
}

/* Many members, all different: the strict reader must not compare each with each. */
static void
test_many_members (void)
{
  enum { COUNT = 100000 };
  g_autoptr (GString) text = g_string_new ("{");
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value;

  for (int i = 0; i < COUNT; i++)
    g_string_append_printf (text, "\"name-%d\":%d,", i, i);
  g_string_append (text, "\"last\":0}");
  g_assert_true (sj_json_read (&arena, NULL, text->str, text->len, &value, NULL));
  g_assert_cmpuint (value.length, ==, COUNT + 1);
}

/* What is passed over is what the reader reads, and where it is not sure it says so. */
static void
test_skip (void)
{
  static const struct { const char *text; int length; } cases[] = {
    { " [1, 2] ,", 7 },       { "{\"a\":{\"b\":[]},\"c\":-0.5}}", 23 }, { "\"a\\\"b\":", 6 },
    { "\"\\u00e9\"", 8 },     { "{\"\":\"zwölf Zeichen und mehr\"}", 30 },
    { "truest", 4 },          { "12,", 2 },                 { "1e5", -1 },
    { "[1e5]", -1 },          { "\"\\u00\"", -1 },          { "\"\\x\"", -1 },
    { "{\"a\" 1}", -1 },      { "{a:1}", -1 },              { "[1 2]", -1 },
    { "[1,]", -1 },           { "01", -1 },                 { "1.x", -1 },
    { "[", -1 },              { "", -1 },                   { "\"a\nb\"", -1 },
    { "nul", -1 },            { "]", -1 },                  { "[1}", -1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      size_t length = strlen (cases[i].text);
      g_autofree char *exact = g_memdup2 (cases[i].text, length);
      const char *end = sj_json_skip (exact, exact + length);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (end ? (int) (end - exact) : -1, ==, cases[i].length);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (canonical); i++)
    if (strchr (canonical[i], 'e') == NULL)
      g_assert_true (sj_json_skip (canonical[i], canonical[i] + strlen (canonical[i])) ==
                     canonical[i] + strlen (canonical[i]));
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    if (strcmp (bad[i].words, BEHIND) != 0 && strcmp (bad[i].words, UTF8) != 0)
      g_assert_null (sj_json_skip (bad[i].text, bad[i].text + strlen (bad[i].text)));
}

static void
test_skip_plain (void)
{
  static const struct { const char *text; int length; } cases[] = {
    { "\"a\"", 2 }, { "\"\"x", 1 }, { "\"Zoë\"", 5 }, { "\"a\\n\"", -1 }, { "\"a", -1 }, { "1", -1 }, { "", -1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *end = sj_json_skip_plain (cases[i].text, cases[i].text + strlen (cases[i].text));

      g_assert_cmpint (end ? (int) (end - cases[i].text) : -1, ==, cases[i].length);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/good", test_good);
  g_test_add_func ("/base/json/bad", test_bad);
  g_test_add_func ("/base/json/depth", test_depth);
  g_test_add_func ("/base/json/skip", test_skip);
  g_test_add_func ("/base/json/skip-plain", test_skip_plain);
  g_test_add_func ("/base/json/strict", test_strict);
  g_test_add_func ("/base/json/errors-in-words", test_errors_in_words);
  g_test_add_func ("/base/json/offsets", test_offsets);
  g_test_add_func ("/base/json/reader-is-used-again", test_reader_is_used_again);
  g_test_add_func ("/base/json/text-is-borrowed", test_text_is_borrowed);
  g_test_add_func ("/base/json/pretty", test_pretty);
  g_test_add_func ("/base/json/times-are-text", test_times_are_text);
  g_test_add_func ("/base/json/builders", test_builders);
  g_test_add_func ("/base/json/many-members", test_many_members);
  return g_test_run ();
}
