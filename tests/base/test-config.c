/* test-config.c -- structs described by fields: every type there and back, what
 * does not fit, what nobody knows, and exact reversal. */
#include "base/sj-config.h"

#include <string.h>

typedef struct
{
  char *name;
  int64_t count;
} Item;

static const SjField item_fields[] = {
  { "name", SJ_FIELD_TEXT, offsetof (Item, name), .flags = SJ_FIELD_REQUIRED },
  { "count", SJ_FIELD_INTEGER, offsetof (Item, count), .fallback = 1, .min = 1, .max = 9 },
  { NULL }
};

static const SjSpec item_spec = { item_fields, sizeof (Item) };

static const SjChoice modes[] = { { "for", "For" }, { "at", "At" }, { "never", "Never" }, { NULL } };

typedef struct
{
  char *text;
  bool on;
  int64_t integer;
  double share;
  SjTime span;
  SjWhen when;
  int32_t clock;
  uint32_t days;
  uint32_t flags;
  int32_t mode;
  char **list;
  SjPairs pairs;
  SjBlob *any;
  SjPlace place;
  Item *one;
  SjRecords items;
} All;

static const SjField all_fields[] = {
  { "text", SJ_FIELD_TEXT, offsetof (All, text) },
  { "on", SJ_FIELD_BOOL, offsetof (All, on), .fallback = true },
  { "integer", SJ_FIELD_INTEGER, offsetof (All, integer), .fallback = 7 },
  { "share", SJ_FIELD_PERCENT, offsetof (All, share), .fallback = 50, .max = 100 },
  { "span", SJ_FIELD_DURATION, offsetof (All, span), .min = SJ_MINUTE, .max = SJ_DAY, .fallback = SJ_HOUR },
  { "when", SJ_FIELD_DATE_TIME, offsetof (All, when), .when = "mode=at" , .flags = SJ_FIELD_REQUIRED },
  { "clock", SJ_FIELD_TIME_OF_DAY, offsetof (All, clock), .fallback = SJ_CLOCK_UNSET },
  { "days", SJ_FIELD_WEEKDAYS, offsetof (All, days), .fallback = SJ_ALL_DAYS },
  { "flags", SJ_FIELD_FLAGS, offsetof (All, flags), .choices = modes },
  { "mode", SJ_FIELD_CHOICE, offsetof (All, mode), .choices = modes },
  { "list", SJ_FIELD_TEXTS, offsetof (All, list) },
  { "pairs", SJ_FIELD_PAIRS, offsetof (All, pairs) },
  { "any", SJ_FIELD_VALUE, offsetof (All, any) },
  { "place", SJ_FIELD_POSITION, offsetof (All, place) },
  { "one", SJ_FIELD_RECORD, offsetof (All, one), .record = &item_spec },
  { "items", SJ_FIELD_RECORDS, offsetof (All, items), .record = &item_spec, .max = 2 },
  { NULL }
};

static const SjSpec all_spec = { all_fields, sizeof (All) };

static All *
parse (SjArena *arena, const char *text, SjDiags *diags)
{
  SjValue root;
  All *all = sj_config_parse (&all_spec, arena, text, strlen (text), diags, &root);

  if (all != NULL)
    {
      SjReading reading = { .text = text, .length = strlen (text), .diags = diags, .root = &root };

      sj_config_check (&all_spec, all, &reading);
    }
  return all;
}

static char *
compact (const All *all)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  return sj_json_to_string (sj_config_to_value (&all_spec, all, &arena), SJ_JSON_COMPACT);
}

/* Each is written back as it is, but for the second column. */
static const struct { const char *text, *canonical; } documents[] = {
  { "{}", NULL },
  { "{\"text\":\"a\\\"b\",\"on\":false,\"integer\":-3,\"share\":12.5}", NULL },
  { "{\"text\":\"\",\"on\":true,\"integer\":7,\"share\":50.0,\"span\":null}", "{}" },
  { "{\"span\":\"2h 30m\"}", "{\"span\":\"PT2H30M\"}" },
  { "{\"span\":\"PT90S\"}", "{\"span\":\"PT1M30S\"}" },
  { "{\"when\":\"2026-03-01\"}", "{\"when\":\"2026-03-01T00:00:00\"}" },
  { "{\"when\":\"2026-03-01T09:00:00+02:00\"}", NULL },
  { "{\"clock\":\"24:00\",\"days\":[\"mon\",\"sun\"]}", NULL },
  { "{\"clock\":\"8:05\",\"days\":[\"sun\",\"mon\",\"tue\",\"wed\",\"thu\",\"fri\",\"sat\"]}",
    "{\"clock\":\"08:05\"}" },
  { "{\"flags\":[\"never\",\"for\"]}", "{\"flags\":[\"for\",\"never\"]}" },
  { "{\"mode\":\"never\",\"list\":[\"b\",\"a\"],\"pairs\":{\"z\":\"1\",\"a\":\"\"}}", NULL },
  { "{\"any\":{\"z\":[1,1.0,null,{\"deep\":true}],\"a\":\"x\"}}", NULL },
  { "{\"place\":[-4,12],\"one\":{\"name\":\"n\"},\"items\":[{\"name\":\"a\",\"count\":2},{\"name\":\"b\"}]}", NULL },
  { "{\"later\":[1,{\"x\":null}],\"text\":\"t\",\"items\":[{\"name\":\"a\",\"newer\":1.0}]}",
    "{\"text\":\"t\",\"items\":[{\"name\":\"a\",\"newer\":1.0}],\"later\":[1,{\"x\":null}]}" },
  /* What does not fit is kept. */
  { "{\"integer\":\"seven\",\"mode\":\"sometimes\"}", NULL },
  { "{\"clock\":\"24:01\",\"pairs\":{\"a\":1},\"list\":[\"a\",2]}", NULL },
};

static void
test_round_trip (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      All *all = parse (&arena, documents[i].text, &diags);
      All *copy = sj_config_copy (&all_spec, all);
      All *fresh = sj_config_new (&all_spec);
      g_autofree char *text = compact (all);
      g_autofree char *copied = compact (copy);

      g_assert_cmpstr (text, ==, documents[i].canonical ? documents[i].canonical : documents[i].text);
      g_assert_cmpstr (copied, ==, text);
      g_assert_true (sj_config_equal (&all_spec, all, copy));
      g_assert_cmpint (sj_config_equal (&all_spec, all, fresh), ==, strcmp (text, "{}") == 0);
      sj_config_free (&all_spec, all);
      sj_config_free (&all_spec, copy);
      sj_config_free (&all_spec, fresh);
    }
}

static const struct { const char *text, *code, *field; unsigned column; } findings[] = {
  { "{\"integer\": 1.5}", "bad-value", "integer", 13 },
  { "{\"span\": \"soon\"}", "bad-value", "span", 11 },
  { "{\"span\": \"10s\"}", "out-of-range", "span", 11 },
  { "{\"span\": \"2 days\"}", "out-of-range", "span", 11 },
  { "{\"share\": 101}", "out-of-range", "share", 11 },
  { "{\"mode\": \"At\"}", "bad-value", "mode", 11 },
  { "{\"flags\": [\"at\", \"on\"]}", "bad-value", "flags", 11 },
  { "{\"mode\": \"at\"}", "missing", "when", 1 },
  { "{\"mode\": \"at\", \"when\": \"tomorrow\"}", "bad-value", "when", 25 },
  { "{\"intger\": 1}", "unknown-field", "intger", 3 },
  { "{\"one\": {}}", "missing", "one.name", 9 },
  { "{\"one\": []}", "bad-value", "one", 9 },
  { "{\"items\": [{\"name\": \"a\"}, {\"name\": \"b\", \"count\": 12}]}", "out-of-range", "items[1].count", 50 },
  { "{\"items\": [{\"name\": \"a\"}, {\"name\": 3}]}", "bad-value", "items[1].name", 36 },
  { "{\"items\": [{\"name\": \"a\"}, {\"name\": \"b\", \"cuont\": 3}]}", "unknown-field", "items[1].cuont", 42 },
  { "{\"items\": [{\"name\": \"a\"}, {\"name\": \"b\"}, {\"name\": \"c\"}]}", "too-many", "items", 11 },
  { "{\"items\": {}}", "bad-value", "items", 11 },
  { "{\"text\": \"a\", \"text\": \"b\"}", "syntax", NULL, 16 },
  { "[]", "bad-value", NULL, 1 },
};

static void
test_findings (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (findings); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      All *all = parse (&arena, findings[i].text, &diags);
      const SjDiag *diag;
      unsigned line, column;

      g_assert_cmpuint (sj_diags_count (&diags), ==, 1);
      diag = sj_diags_get (&diags, 0);
      sj_text_position (findings[i].text, strlen (findings[i].text), diag->start, &line, &column);
      g_assert_cmpstr (diag->code, ==, findings[i].code);
      g_assert_cmpstr (diag->field, ==, findings[i].field);
      g_assert_cmpuint (column, ==, findings[i].column);
      g_assert_true (g_str_has_suffix (diag->text, ".") || g_str_has_suffix (diag->text, "?"));
      sj_config_free (&all_spec, all);
    }
}

/* Whatever is put in and taken out again, the bytes are the same. */
static void
test_swap (void)
{
  static const struct { const char *name, *value; } changes[] = {
    { "integer", "9" },     { "integer", "\"nine\"" }, { "text", "\"\"" },       { "text", "null" },
    { "odd", "{\"x\":1}" }, { "odd2", "[]" },          { "odd1", NULL },         { "items", "[{\"name\":\"z\"}]" },
    { "mode", "\"no\"" },   { "integer", NULL },       { "pairs", "{\"a\":\"b\"}" }, { "span", "\"PT5M\"" },
  };
  const char *text = "{\"text\":\"t\",\"odd1\":1,\"integer\":\"x\",\"odd\":2,\"items\":[{\"name\":\"a\"}],\"odd3\":3}";

  for (size_t i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_auto (SjRaw) raw = SJ_RAW_INIT;
      All *all = sj_config_parse (&all_spec, &arena, text, strlen (text), &diags, NULL);
      g_autofree char *before = compact (all);
      g_autofree char *changed = NULL;
      g_autofree char *back = NULL;
      SjValue value;

      if (changes[i].value != NULL)
        {
          g_assert_true (sj_json_read (&arena, NULL, changes[i].value, strlen (changes[i].value), &value, NULL));
          raw.value = sj_blob_new (value);
        }
      sj_config_swap (&all_spec, all, changes[i].name, &raw);
      changed = compact (all);
      g_assert_cmpstr (changed, !=, before);
      sj_config_swap (&all_spec, all, changes[i].name, &raw);
      back = compact (all);
      g_assert_cmpstr (back, ==, before);
      sj_config_free (&all_spec, all);
    }
}

static void
collect_cb (const SjField *field, const char *text, SjReading *reading, gpointer data)
{
  SjDiag *diag = sj_reading_add (reading, SJ_SEVERITY_HINT, "text", sj_null, NULL, "%s", text);

  g_string_append_printf (data, "%s=%s;", diag->field, text);
}

static void
test_visit (void)
{
  const char *text = "{\"text\":\"t\",\"list\":[\"a\",\"b\"],\"pairs\":{\"k\":\"v\",\"x.y\":\"w\"},"
                     "\"one\":{\"name\":\"n\"},\"items\":[{\"name\":\"p\"},{\"name\":\"q\"}]}";
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (GString) seen = g_string_new (NULL);
  SjReading reading = { .diags = &diags };
  All *all = sj_config_parse (&all_spec, &arena, text, strlen (text), &diags, NULL);

  sj_config_visit (&all_spec, all, &reading, collect_cb, seen);
  g_assert_cmpstr (seen->str, ==,
                   "text=t;list[0]=a;list[1]=b;pairs.k=v;pairs[\"x.y\"]=w;one.name=n;items[0].name=p;items[1].name=q;");
  g_assert_null (reading.trail);
  sj_config_free (&all_spec, all);
}

static void
count_cb (const SjSpec *spec, const void *config, SjReading *reading, gpointer data)
{
  g_autofree char *path = sj_reading_path (reading, NULL);

  g_string_append_printf (data, "%s:%s;", path ? path : "", spec == &item_spec ? ((const Item *) config)->name : "all");
}

static void
test_each (void)
{
  const char *text = "{\"one\":{\"name\":\"n\"},\"items\":[{\"name\":\"p\"},{\"name\":\"q\"}]}";
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (GString) seen = g_string_new (NULL);
  SjReading reading = { .diags = &diags };
  All *all = sj_config_parse (&all_spec, &arena, text, strlen (text), &diags, NULL);

  sj_config_each (&all_spec, all, &reading, count_cb, seen);
  g_assert_cmpstr (seen->str, ==, ":all;one:n;items[0]:p;items[1]:q;");
  sj_config_free (&all_spec, all);
}

static void
test_pairs (void)
{
  SjField field = { "pairs", SJ_FIELD_PAIRS };
  SjPairs pairs;

  sj_slot_init (&field, &pairs);
  sj_pairs_set (&pairs, "a", "1");
  sj_pairs_set (&pairs, "b", "2");
  sj_pairs_set (&pairs, "a", sj_pairs_get (&pairs, "a"));
  g_assert_cmpstr (sj_pairs_get (&pairs, "a"), ==, "1");
  sj_pairs_set (&pairs, "a", NULL);
  sj_pairs_set (&pairs, "c", NULL);
  g_assert_null (sj_pairs_get (&pairs, "a"));
  g_assert_cmpuint (pairs.count, ==, 1);
  g_assert_cmpstr (pairs.items[0].name, ==, "b");
  sj_slot_clear (&field, &pairs);
}

/* Findings about the text of a field get places in the document, also behind escapes. */
static void
test_take (void)
{
  const char *text = "{\"text\":\"a\\\"b\\u00e9\\ud83d\\ude00\\nwrong\"}";
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_auto (SjDiags) found = SJ_DIAGS_INIT;
  SjTrail trail = { NULL, "text", -1 };
  SjValue root;
  SjReading reading = { .text = text, .length = strlen (text), .diags = &diags, .trail = &trail, .root = &root };
  All *all = sj_config_parse (&all_spec, &arena, text, strlen (text), &diags, &root);
  const char *wrong = strstr (all->text, "wrong");
  size_t start = (size_t) (wrong - all->text);

  sj_diags_add (&found, SJ_SEVERITY_ERROR, "code", start, start + strlen ("wrong"), "No.")->fix = g_strdup ("right");
  sj_reading_take (&reading, &found);
  g_assert_cmpuint (sj_diags_count (&found), ==, 0);
  g_assert_cmpuint (sj_diags_count (&diags), ==, 1);
  g_assert_true (text + sj_diags_get (&diags, 0)->start == strstr (text, "wrong"));
  g_assert_cmpuint (sj_diags_get (&diags, 0)->end, ==, sj_diags_get (&diags, 0)->start + strlen ("wrong"));
  g_assert_cmpstr (sj_diags_get (&diags, 0)->field, ==, "text");
  g_assert_cmpstr (sj_diags_get (&diags, 0)->fix, ==, "right");
  sj_config_free (&all_spec, all);
}

static void
test_types (void)
{
  for (int type = 0; type < SJ_N_FIELD_TYPES; type++)
    {
      g_assert_cmpstr (sj_field_type_name (type), !=, "");
      g_assert_cmpstr (sj_field_type_words (type), !=, "");
    }
  for (int to = 0; to < SJ_N_REFS; to++)
    g_assert_nonnull (sj_ref_words (to));
}

static void
test_blob (void)
{
  static const char *const texts[] = { "null", "1", "1.0", "\"x\"", "[]", "{}", "[1,\"two\",{\"a\":[]}]",
                                       "{\"b\":1,\"a\":2}", "{\"a\":2,\"b\":1}" };
  SjBlob *blobs[G_N_ELEMENTS (texts)];

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      g_autofree char *text = NULL;
      SjValue value;

      g_assert_true (sj_json_read (&arena, NULL, texts[i], strlen (texts[i]), &value, NULL));
      blobs[i] = sj_blob_new (value);
      text = sj_json_to_string (sj_blob_value (blobs[i]), SJ_JSON_COMPACT);
      g_assert_cmpstr (text, ==, texts[i]);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (texts); j++)
      g_assert_cmpint (sj_blob_equal (blobs[i], blobs[j]), ==, i == j);
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    sj_blob_unref (blobs[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/round-trip", test_round_trip);
  g_test_add_func ("/config/findings", test_findings);
  g_test_add_func ("/config/swap", test_swap);
  g_test_add_func ("/config/visit", test_visit);
  g_test_add_func ("/config/each", test_each);
  g_test_add_func ("/config/pairs", test_pairs);
  g_test_add_func ("/config/take", test_take);
  g_test_add_func ("/config/types", test_types);
  g_test_add_func ("/config/blob", test_blob);
  return g_test_run ();
}
