/* vectors-expression.c -- runs one vector of a journey expression. */
#include "vectors.h"

#include "base/sj-json.h"
#include "base/sj-time.h"
#include "lang/sj-context.h"
#include "lang/sj-expr.h"

#include <math.h>
#include <string.h>

typedef struct
{
  SjExprEnv env;
  GHashTable *shapes;       /* of SjShape, by "@event{Name" or "#{Source.Group" */
} Env;

static char *
root_key (SjRootKind kind, SjSlice name, SjSlice group)
{
  return kind == SJ_ROOT_SOURCE
             ? g_strdup_printf ("#{%.*s.%.*s", (int) name.length, name.text, (int) group.length, group.text)
             : g_strdup_printf ("%s{%.*s", sj_root_prefix (kind), (int) name.length, name.text);
}

static bool
find_root (const SjExprEnv *env, SjRootKind kind, SjSlice name, SjSlice group, const SjShape **shape)
{
  g_autofree char *key = root_key (kind, name, group);

  *shape = g_hash_table_lookup (((const Env *) env)->shapes, key);
  return true;
}

/* "dateTime"; of lists "list", "listDateTime". */
static bool
read_type (const char *name, SjType *type, SjType *item)
{
  g_autofree char *of = g_str_has_prefix (name, "list") ? g_strdup (name + strlen ("list")) : NULL;

  *item = SJ_NULL;
  if (of == NULL || *of == '\0')
    return sj_type_from_name (name, type);
  *of = g_ascii_tolower (*of);
  *type = SJ_LIST;
  return sj_type_from_name (of, item);
}

/* "@event{E.a.b}": behind the root stands the path that has the type. */
static bool
declare_path (GHashTable *shapes, SjValue path, SjValue type)
{
  g_autofree char *text = sj_value_dup_text (path);
  g_autofree char *name = sj_value_dup_text (type);
  char *rest = text ? strchr (text, '.') : NULL;
  SjShape *shape;
  SjType of, item;

  if (rest != NULL && text[0] == '#')
    rest = strchr (rest + 1, '.');
  if (rest == NULL || name == NULL || !g_str_has_suffix (rest, "}") || !read_type (name, &of, &item))
    return false;
  *rest = '\0';
  rest[strlen (rest + 1)] = '\0';    /* the closing brace */
  shape = g_hash_table_lookup (shapes, text);
  if (shape == NULL)
    {
      shape = sj_shape_new (SJ_OBJECT);
      shape->open = true;
      g_hash_table_insert (shapes, g_strdup (text), shape);
    }
  shape = sj_shape_declare (shape, rest + 1, of);
  if (item != SJ_NULL)
    shape->item = sj_shape_new (item);
  return true;
}

/* NULL with an error among the findings, or where the types cannot be read. */
static SjExpr *
compile_vector (SjValue vector, SjDiags *diags, bool *readable)
{
  SjValue text = sj_value_get (vector, "expr");
  SjValue types = sj_value_get (vector, "types");
  Env env = { { .root = find_root }, NULL };
  SjExpr *expr = NULL;

  *readable = true;
  env.shapes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sj_shape_unref);
  for (uint32_t i = 0; types.type == SJ_OBJECT && i < types.length; i++)
    *readable &= declare_path (env.shapes, types.members[i].key, types.members[i].value);
  if (*readable)
    expr = sj_expr_compile (text.text, text.length, &env.env, SJ_EXPR_ANY, diags);
  g_hash_table_unref (env.shapes);
  return expr;
}

static SjValue
read_as (SjArena *arena, SjValue text, SjType type)
{
  SjMoment moment;
  int64_t seconds;
  int32_t nanos;

  switch (type)
    {
    case SJ_DATE:
      return sj_date_parse (text.text, text.length, &seconds) ? sj_value_date (seconds) : sj_null;
    case SJ_LOCAL:
      return sj_local_parse (text.text, text.length, &seconds, &nanos) ? sj_value_local (seconds, (uint32_t) nanos)
                                                                       : sj_null;
    case SJ_DURATION:
      return sj_duration_parse (text.text, text.length, &seconds, &nanos)
                 ? sj_value_duration (seconds, (uint32_t) nanos)
                 : sj_null;
    case SJ_MOMENT:
      return sj_moment_parse (text.text, text.length, &moment) ? sj_value_moment (arena, moment) : sj_null;
    default:
      return text;
    }
}

bool
vector_matches (SjArena *arena, SjValue expected, SjValue got)
{
  if (expected.type == SJ_TEXT && got.type >= SJ_DATE && got.type <= SJ_DURATION)
    {
      SjValue date = read_as (arena, expected, got.type);

      return sj_value_equal (date, got) && (got.type != SJ_MOMENT || date.moment->offset == got.moment->offset);
    }
  if (sj_value_is_number (expected) && got.type == SJ_DECIMAL)
    return fabs (sj_value_number (expected) - got.decimal) <= 1e-9;
  if (expected.type == SJ_LIST && got.type == SJ_LIST)
    {
      bool same = expected.length == got.length;

      for (uint32_t i = 0; i < got.length && same; i++)
        same = vector_matches (arena, expected.items[i], got.items[i]);
      return same;
    }
  return sj_value_equal (expected, got);
}

SjMoment
vector_now (SjValue vector)
{
  SjValue now = sj_value_get (vector, "now");
  SjMoment moment = { .seconds = 1700000000 };

  if (now.type == SJ_TEXT)
    g_assert_true (sj_moment_parse (now.text, now.length, &moment));
  return moment;
}

static char *
describe (SjValue value)
{
  g_autofree char *json = sj_json_to_string (value, SJ_JSON_COMPACT);

  return g_strdup_printf ("%s %s", sj_type_name (value.type), json);
}

static bool
judge (SjArena *arena, SjValue vector, SjValue value, char **got)
{
  g_autofree char *type = sj_value_dup_text (sj_value_get (vector, "expectType"));
  SjType wanted;

  *got = describe (value);
  if (type != NULL && sj_type_from_name (type, &wanted) && wanted != value.type)
    return false;
  return vector_matches (arena, sj_value_get (vector, "expect"), value);
}

bool
vector_expression (SjValue vector, char **got)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  bool readable;
  g_autoptr (SjExpr) expr = compile_vector (vector, &diags, &readable);
  SjValue error = sj_value_get (vector, "error");
  bool refused = error.type == SJ_BOOL && error.boolean;
  SjContext context;
  SjEval eval;
  SjValue value;
  bool ok;

  if (!readable)
    {
      *got = g_strdup ("types that cannot be read");
      return false;
    }
  if (expr == NULL)
    {
      *got = g_strdup_printf ("refused: %s", sj_diags_get (&diags, sj_diags_count (&diags) - 1)->text);
      return refused;
    }
  sj_eval_init (&eval, &arena);
  sj_context_init (&context, sj_value_get (vector, "context"));
  eval.scope = &context.scope;
  eval.now = vector_now (vector);
  if (sj_expr_eval (expr, &eval, &value))
    ok = judge (&arena, vector, value, got) && !refused;
  else
    {
      *got = g_strdup_printf ("failed: %s", eval.error.text);
      ok = refused;
    }
  sj_eval_clear (&eval);
  return ok;
}
