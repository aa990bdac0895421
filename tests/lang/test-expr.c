/* test-expr.c -- what is said of flawed journey expressions, what compiles to
 * what, and what an editor is offered. */
#include "base/sj-json.h"
#include "completions.h"
#include "lang/sj-expr.h"

#include <string.h>

/* A purchase event with a schema, a profile, one action and two audiences. */
typedef struct
{
  SjExprEnv env;
  SjShape *purchase;
  SjShape *profile;
} World;

static bool
find_root (const SjExprEnv *env, SjRootKind kind, SjSlice name, SjSlice group, const SjShape **shape)
{
  const World *world = (const World *) env;

  if (kind == SJ_ROOT_EVENT && sj_slice_is (name, "Purchase"))
    *shape = world->purchase;
  else if (kind == SJ_ROOT_SOURCE && sj_slice_is (name, "ExperiencePlatform") && sj_slice_is (group, "Profile"))
    *shape = world->profile;
  else
    return kind == SJ_ROOT_ACTION && sj_slice_is (name, "LoyaltyService");
  return true;
}

static char **
list_names (const SjExprEnv *env, SjRootKind kind, SjSlice source)
{
  static const char *const events[] = { "Purchase", "AddedToCart", NULL };
  static const char *const sources[] = { "ExperiencePlatform", NULL };
  static const char *const groups[] = { "Profile", NULL };
  static const char *const actions[] = { "LoyaltyService", NULL };
  static const char *const none[] = { NULL };

  return g_strdupv ((char **) (kind == SJ_ROOT_EVENT    ? events
                               : kind == SJ_ROOT_ACTION ? actions
                               : kind != SJ_ROOT_SOURCE ? none
                               : source.length > 0      ? groups
                                                        : sources));
}

static bool
is_audience (const SjExprEnv *env, SjSlice name)
{
  return sj_slice_is (name, "VIP") || sj_slice_is (name, "Luma - Mobile App Users");
}

static char **
list_audiences (const SjExprEnv *env)
{
  return g_strdupv ((char *[]) { "VIP", "Luma - Mobile App Users", NULL });
}

static void
world_init (World *world)
{
  SjShape *item = sj_shape_new (SJ_OBJECT);
  SjShape *status;

  world->env = (SjExprEnv) { find_root, is_audience, list_names, list_audiences };
  world->purchase = sj_shape_new (SJ_OBJECT);
  sj_shape_add_field (item, "name", sj_shape_new (SJ_TEXT));
  sj_shape_add_field (item, "priceTotal", sj_shape_new (SJ_DECIMAL));
  sj_shape_add_field (item, "tags", sj_shape_new_list (sj_shape_new (SJ_TEXT)));
  sj_shape_add_field (world->purchase, "items", sj_shape_new_list (item));
  sj_shape_add_field (world->purchase, "total", sj_shape_new (SJ_DECIMAL));
  sj_shape_add_field (world->purchase, "count", sj_shape_new (SJ_INTEGER));
  sj_shape_add_field (world->purchase, "at", sj_shape_new (SJ_MOMENT));
  sj_shape_add_field (world->purchase, "order-id", sj_shape_new (SJ_TEXT));
  sj_shape_add_field (world->purchase, "identityMap",
                      sj_shape_new_map (sj_shape_new_list (sj_shape_new_any ())));
  status = sj_shape_add_field (world->purchase, "status", sj_shape_new (SJ_TEXT));
  status->choices = g_strdupv ((char *[]) { "open", "paid", NULL });
  world->profile = sj_shape_new (SJ_OBJECT);
  sj_shape_add_field (world->profile, "city", sj_shape_new (SJ_TEXT));
}

static void
world_clear (World *world)
{
  sj_shape_unref (world->purchase);
  sj_shape_unref (world->profile);
}

static const struct
{
  const char *text;
  SjExprType expected;
  const char *code;
  const char *marked;       /* NULL: not looked at */
  const char *fix;
} flawed[] = {
  { "", SJ_EXPR_ANY, "missing-value", "", NULL },
  { "1 +", SJ_EXPR_ANY, "missing-value", "", NULL },
  { "1 2", SJ_EXPR_ANY, "surplus", "2", NULL },
  { "1.", SJ_EXPR_ANY, "bad-number", "1", NULL },
  { ".5", SJ_EXPR_ANY, "missing-value", ".", NULL },
  { "1e5", SJ_EXPR_ANY, "bad-number", "1", NULL },
  { "9223372036854775808", SJ_EXPR_ANY, "bad-number", "9223372036854775808", NULL },
  { "\"open", SJ_EXPR_ANY, "open-text", "\"open", NULL },
  { "(1", SJ_EXPR_ANY, "missing-close", "(1", NULL },
  { "1 == 2 == 3", SJ_EXPR_ANY, "chained-test", "==", NULL },
  { "1 = 2", SJ_EXPR_ANY, "single-equals", "=", "==" },
  { "lenght(\"a\")", SJ_EXPR_ANY, "unknown-function", "lenght", "length" },
  { "Upper(\"a\")", SJ_EXPR_ANY, "unknown-function", "Upper", "upper" },
  { "@event{Purchase.totl}", SJ_EXPR_ANY, "unknown-field", "totl", "total" },
  { "@event{Purchase.items.prizeTotal}", SJ_EXPR_ANY, "unknown-field", "prizeTotal", "priceTotal" },
  { "@event{Purchase.items.at(0).nmae}", SJ_EXPR_ANY, "unknown-field", "nmae", "name" },
  { "@event{Purchase.orderid}", SJ_EXPR_ANY, "unknown-field", "orderid", "order-id" },
  { "@event{Purchas.total}", SJ_EXPR_ANY, "unknown-name", "Purchas", "Purchase" },
  { "${journeyUUID}", SJ_EXPR_ANY, "unknown-property", "journeyUUID", "journeyUID" },
  { "@profile.email", SJ_EXPR_ANY, "unknown-reference", "@profile", NULL },
  { "#@action{LoyaltyService.a}", SJ_EXPR_ANY, "unknown-reference", "#@action", "@action" },
  { "inAudience(\"VIPs\")", SJ_EXPR_ANY, "unknown-audience", "\"VIPs\"", "\"VIP\"" },
  { "inAudience(@event{Purchase.status})", SJ_EXPR_ANY, "not-literal", "@event{Purchase.status}", NULL },
  { "now(\"Europe/Pariss\")", SJ_EXPR_ANY, "unknown-zone", "\"Europe/Pariss\"", NULL },
  { "now(toTimeZone(\"Mars\"))", SJ_EXPR_ANY, "unknown-zone", "\"Mars\"", NULL },
  { "toDateTime(@event{Purchase.status}, toDateOnly(\"2024-01-01\"))", SJ_EXPR_ANY, "not-literal",
    "@event{Purchase.status}", NULL },
  { "toDateTime(toDateOnly(\"2024-01-01\"), \"Mars\")", SJ_EXPR_ANY, "unknown-zone", "\"Mars\"", NULL },
  { "currentEventField.x == 1", SJ_EXPR_ANY, "item-outside", "currentEventField", NULL },
  { "@event{Purchase.items.all(currentDataPackField.x == 1)}", SJ_EXPR_ANY, "item-outside", "currentDataPackField",
    NULL },
  { "@event{Purchase.items.all(currentEventField.name)}", SJ_EXPR_ANY, "type", "currentEventField.name", NULL },
  { "@event{Purchase.total.all(true)}", SJ_EXPR_ANY, "type", NULL, NULL },
  { "@event{Purchase.total} * 2", SJ_EXPR_ANY, "mixed-product", "2", "2.0" },
  { "@event{Purchase.total, defaultValue: 0}", SJ_EXPR_ANY, "default-type", "0", "0.0" },
  { "@event{Purchase.total, defaultValue: \"0\"}", SJ_EXPR_ANY, "default-type", "\"0\"", NULL },
  { "@event{Purchase.status} > \"a\"", SJ_EXPR_ANY, "type", NULL, NULL },
  { "[1, 2.5]", SJ_EXPR_ANY, "mixed-list", "2.5", NULL },
  { "[[1]]", SJ_EXPR_ANY, "list-item", "[1]", NULL },
  { "if (1 < 2) then (1) else (\"a\")", SJ_EXPR_ANY, "branch-type", NULL, NULL },
  { "length(\"a\", \"b\")", SJ_EXPR_ANY, "argument-count", NULL, NULL },
  { "length(1)", SJ_EXPR_ANY, "argument-type", "length(1)", NULL },
  { "inLastDays(\"2023-01-01T00:00:00Z\", 3)", SJ_EXPR_ANY, "argument-type", NULL, NULL },
  { "1 + 2", SJ_EXPR_BOOLEAN, "result-type", "1 + 2", NULL },
  { "@event{Purchase.total}", SJ_EXPR_TEXT, "result-type", NULL, NULL },
  { "#{ExperiencePlatform}", SJ_EXPR_ANY, "missing-group", "}", NULL },
  { "${journeyUID, defaultValue: 1}", SJ_EXPR_ANY, "no-options", NULL, NULL },
  { "@event{Purchase.total, other: 1}", SJ_EXPR_ANY, "unknown-option", NULL, NULL },
  { "price > 3", SJ_EXPR_ANY, "unknown-word", "price", NULL },
};

static const SjDiag *
first_error (const SjDiags *diags)
{
  for (size_t i = 0; i < sj_diags_count (diags); i++)
    if (sj_diags_get (diags, i)->severity == SJ_SEVERITY_ERROR)
      return sj_diags_get (diags, i);
  return NULL;
}

static void
test_flawed (void)
{
  World world;

  world_init (&world);
  for (size_t i = 0; i < G_N_ELEMENTS (flawed); i++)
    {
      const char *text = flawed[i].text;
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      SjExpr *expr = sj_expr_compile (text, strlen (text), &world.env, flawed[i].expected, &diags);
      const SjDiag *diag = first_error (&diags);
      g_autofree char *marked = NULL;

      g_test_message ("%s", text);
      g_assert_null (expr);
      g_assert_nonnull (diag);
      g_assert_cmpstr (diag->code, ==, flawed[i].code);
      g_assert_true (g_str_has_suffix (diag->text, "."));
      marked = g_strndup (text + diag->start, diag->end - diag->start);
      if (flawed[i].marked != NULL)
        g_assert_cmpstr (marked, ==, flawed[i].marked);
      g_assert_cmpstr (diag->fix, ==, flawed[i].fix);
    }
  world_clear (&world);
}

/* A fix that is put in its place leaves one error less. */
static void
test_fixes (void)
{
  World world;

  world_init (&world);
  for (size_t i = 0; i < G_N_ELEMENTS (flawed); i++)
    {
      g_auto (SjDiags) before = SJ_DIAGS_INIT;
      g_auto (SjDiags) after = SJ_DIAGS_INIT;
      g_autofree char *mended = NULL;
      const SjDiag *diag;
      SjExpr *expr;

      if (flawed[i].fix == NULL)
        continue;
      sj_expr_compile (flawed[i].text, strlen (flawed[i].text), &world.env, flawed[i].expected, &before);
      diag = first_error (&before);
      mended = g_strdup_printf ("%.*s%s%s", (int) diag->start, flawed[i].text, diag->fix, flawed[i].text + diag->end);
      expr = sj_expr_compile (mended, strlen (mended), &world.env, flawed[i].expected, &after);
      g_test_message ("%s", mended);
      g_assert_nonnull (expr);
      sj_expr_unref (expr);
    }
  world_clear (&world);
}

static const struct { const char *text; const char *code; } warned[] = {
  { "true AND false", "capital-keyword" },
  { "NOT true", "capital-keyword" },
  { "\"a\" + now()", "bare-call" },
  { "@event{Purchase.at, defaultValue: now()} is null", "bare-call" },
  { "“a” == \"b\"", "typographic-quote" },
  { "1\u00a0+ 2", "no-break-space" },
  { "1 \u200b+ 2", "invisible" },
  { "inSegment(\"VIP\")", "former-name" },
  { "now() - toDuration(\"PT1H\")", "adobe-minus" },
  { "toDateOnly(\"2024-01-01\") < toDateOnly(\"2024-01-02\")", "adobe-order" },
};

static void
test_warned (void)
{
  World world;

  world_init (&world);
  for (size_t i = 0; i < G_N_ELEMENTS (warned); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      const char *text = warned[i].text;
      g_autoptr (SjExpr) expr = sj_expr_compile (text, strlen (text), &world.env, SJ_EXPR_ANY, &diags);

      g_test_message ("%s", text);
      g_assert_nonnull (expr);
      g_assert_cmpuint (sj_diags_count (&diags), ==, 1);
      g_assert_cmpstr (sj_diags_get (&diags, 0)->code, ==, warned[i].code);
    }
  world_clear (&world);
}

/* Places are those of the author's text, also behind pasted characters. */
static void
test_places (void)
{
  static const char text[] = "“é” == \u200b\u200b nosuch(1)";
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  const SjDiag *diag;

  g_assert_null (sj_expr_compile (text, strlen (text), NULL, SJ_EXPR_ANY, &diags));
  diag = first_error (&diags);
  g_assert_cmpstr (diag->code, ==, "unknown-function");
  g_assert_cmpuint (diag->start, ==, (size_t) (strstr (text, "nosuch") - text));
  g_assert_cmpuint (diag->end - diag->start, ==, strlen ("nosuch"));
}

static const struct { const char *text, *listing; } listings[] = {
  { "@event{Purchase.total} > 100 and inAudience(\"VIP\")",
    "  0  ROOT         @event{Purchase}\n"
    "  1  FIELD        total\n"
    "  2  DECLARED     decimal\n"
    "  3  CONST        100\n"
    "  4  COMPARE      >\n"
    "  5  AND          9\n"
    "  6  CONST        \"VIP\"\n"
    "  7  AUDIENCE\n"
    "  8  TRUTH\n" },
  { "count(@event{Purchase.items.all(currentEventField.priceTotal > 5.0)})",
    "  0  ROOT         @event{Purchase}\n"
    "  1  FIELD        items\n"
    "  2  FILTER       8\n"
    "  3  ITEM         0\n"
    "  4  FIELD        priceTotal\n"
    "  5  DECLARED     decimal\n"
    "  6  CONST        5.0\n"
    "  7  COMPARE      >\n"
    "  8  EMPTY\n"
    "  9  CALL         count/1\n" },
  { "if (true) then (1) else (2.5)",
    "  0  CONST        true\n"
    "  1  UNLESS       5\n"
    "  2  CONST        1\n"
    "  3  WIDEN\n"
    "  4  JUMP         6\n"
    "  5  CONST        2.5\n" },
};

static void
test_listings (void)
{
  World world;

  world_init (&world);
  for (size_t i = 0; i < G_N_ELEMENTS (listings); i++)
    {
      const char *text = listings[i].text;
      g_autoptr (SjExpr) expr = sj_expr_compile (text, strlen (text), &world.env, SJ_EXPR_ANY, NULL);
      g_autofree char *listing = NULL;

      g_assert_nonnull (expr);
      listing = sj_code_listing (sj_expr_code (expr));
      g_assert_cmpstr (listing, ==, listings[i].listing);
    }
  world_clear (&world);
}

/* | is the cursor; `offered` is among the candidates, `missing` is not. */
static const Completion completions[] = {
  { "|", "@event{}", "Purchase" },
  { "len|", "length()", "lower()" },
  { "@event{|", "Purchase", "LoyaltyService" },
  { "@event{Pu|", "Purchase", "AddedToCart" },
  { "@event{Purchase.|", "total", "name" },
  { "@event{Purchase.to|", "total", "count" },
  { "@event{Purchase.items.|", "first()", "total" },
  { "@event{Purchase.items.|", "priceTotal", NULL },
  { "@event{Purchase.items.at(0).|", "name", "first()" },
  { "@event{Purchase.items.all(curr|", "currentEventField", "currentActionField" },
  { "@event{Purchase.items.all(currentEventField.|", "priceTotal", "total" },
  { "@event{Purchase.items.first(currentEventField.name == \"a\").|", "priceTotal", "total" },
  { "@event{Purchase.identityMap.|", "entry()", "first()" },
  { "1 < @event{Purchase.total} and inAudience(\"|", "VIP", NULL },
  { "inAudience(\"Mob|", "Luma - Mobile App Users", "VIP" },
  { "#{|", "ExperiencePlatform", NULL },
  { "#{ExperiencePlatform.|", "Profile", NULL },
  { "#{ExperiencePlatform.Profile.|", "city", "total" },
  { "@action{|", "LoyaltyService", "Purchase" },
  { "${journeyV|", "journeyVersion", "supplementalId" },
  { "@event{Purchase.status} == |", "\"paid\"", NULL },
  { "@event{Purchase.status} == \"p|", "paid", "open" },
  { "@event{Purchase.total} > 1 a|", "and", NULL },
};

static GPtrArray *
complete (const char *text, size_t cursor, const void *env)
{
  return sj_expr_complete (text, strlen (text), cursor, env);
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

static void
test_reference (void)
{
  static const char *const fields[] = { "order-id", "3h", "a b", NULL };
  g_autofree char *event = sj_expr_reference (SJ_ROOT_EVENT, "Purchase", NULL, fields);
  g_autofree char *source = sj_expr_reference (SJ_ROOT_SOURCE, "Weather", "main", NULL);

  g_assert_cmpstr (event, ==, "@event{Purchase.order-id.\"3h\".\"a b\"}");
  g_assert_cmpstr (source, ==, "#{Weather.main}");
}

static bool
endless_root (const SjEvalScope *scope, SjEval *eval, const SjRoot *root, SjValue params, SjValue *value)
{
  SjValue *items = sj_arena_new_n (eval->arena, SjValue, 2000);

  for (int i = 0; i < 2000; i++)
    items[i] = sj_value_integer (i);
  *value = sj_value_list (items, 2000);
  return true;
}

/* Nested filters over long lists run into the limit and not into the night. */
static void
test_limits (void)
{
  static const SjEvalScope scope = { endless_root, NULL };
  static const char text[] = "count(@event{E.all(count(@action{A.all(count(@datasetLookup{L.all("
                             "currentDatasetLookupField == currentEventField)}) > 0)}) > 0)})";
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autoptr (SjExpr) expr = sj_expr_compile (text, strlen (text), NULL, SJ_EXPR_ANY, NULL);
  SjEval eval;
  SjValue value;

  g_assert_nonnull (expr);
  sj_eval_init (&eval, &arena);
  eval.scope = &scope;
  g_assert_false (sj_expr_eval (expr, &eval, &value));
  g_assert_cmpstr (eval.error.code, ==, "limit");
  g_assert_cmpuint (sj_arena_used (&arena), <, 4 * SJ_EVAL_BYTES);
  sj_eval_clear (&eval);
}

static void
assert_too_deep (const char *open, const char *close)
{
  GString *text = g_string_new (NULL);
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;

  for (int i = 0; i < 5000; i++)
    g_string_append (text, open);
  g_string_append_c (text, '1');
  for (int i = 0; i < 5000; i++)
    g_string_append (text, close);
  g_assert_null (sj_expr_compile (text->str, text->len, NULL, SJ_EXPR_ANY, &diags));
  g_assert_cmpstr (first_error (&diags)->code, ==, "too-deep");
  g_string_free (text, TRUE);
}

static void
test_deep (void)
{
  assert_too_deep ("(", ")");
  assert_too_deep ("not ", "");
  assert_too_deep ("[", "]");
  assert_too_deep ("length(", ")");
  assert_too_deep ("1 + ", "");
  assert_too_deep ("@event{a.at(", ")}");
}

typedef struct
{
  SjEvalScope scope;
  unsigned *calls;
} Counted;

static bool
counting_root (const SjEvalScope *scope, SjEval *eval, const SjRoot *root, SjValue params, SjValue *value)
{
  *value = sj_value_integer ((int64_t) params.length);
  ++*((const Counted *) scope)->calls;
  return true;
}

/* A source is asked once for the same parameters, and only where it is needed. */
static void
test_calls (void)
{
  static const struct { const char *text; unsigned calls; } cases[] = {
    { "#{W.g, params: {a: 1}} + #{W.g, params: {a: 1}}", 1 },
    { "#{W.g, params: {a: 1}} + #{W.g, params: {a: 2}}", 2 },
    { "#{W.g, params: {a: 1}} + #{W.h, params: {a: 1}}", 2 },
    { "#{W.g, params: {a: 1, b: 2}} + #{W.g, params: {a: 2 - 1, b: 2}} + #{W.g}", 2 },
    { "#{W.g, params: {a: #{V.g, params: {b: 1}}}} + #{V.g, params: {b: 1}}", 2 },
    { "false and #{W.g, params: {a: 1}} == 1", 0 },
    { "if (true) then (0) else (#{W.g, params: {a: 1}})", 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      unsigned calls = 0;
      const Counted counted = { { counting_root, NULL }, &calls };
      g_autoptr (SjExpr) expr = sj_expr_compile (cases[i].text, strlen (cases[i].text), NULL, SJ_EXPR_ANY, NULL);
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      SjEval eval;
      SjValue value;

      sj_eval_init (&eval, &arena);
      eval.scope = &counted.scope;
      g_assert_true (sj_expr_eval (expr, &eval, &value));
      g_assert_cmpuint (calls, ==, cases[i].calls);
      sj_eval_clear (&eval);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lang/expr/flawed", test_flawed);
  g_test_add_func ("/lang/expr/fixes", test_fixes);
  g_test_add_func ("/lang/expr/warned", test_warned);
  g_test_add_func ("/lang/expr/places", test_places);
  g_test_add_func ("/lang/expr/listings", test_listings);
  g_test_add_func ("/lang/expr/completions", test_completions);
  g_test_add_func ("/lang/expr/reference", test_reference);
  g_test_add_func ("/lang/expr/calls", test_calls);
  g_test_add_func ("/lang/expr/limits", test_limits);
  g_test_add_func ("/lang/expr/deep", test_deep);
  return g_test_run ();
}
