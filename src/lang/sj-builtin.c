/* sj-builtin.c -- the tables of functions, and reading their signatures.
 *
 * In a template a function that cannot use an argument gives nothing, where in an
 * expression it stops the evaluation.  So each row of the template table calls
 * its function through a wrapper that forgives; limits are never forgiven.
 */
#include "lang/sj-builtin.h"

#include "lang/sj-function.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define ARGUMENTS 8         /* that a signature names */
#define ANY_NUMBER 255

/* What stands between two | of a signature. */
typedef struct
{
  char letters[ARGUMENTS];
  char items[ARGUMENTS];      /* of those that are lists */
  unsigned named;
  unsigned least, most;
} Alternative;

/* Reads the alternative at `at`; where the next one begins, or NULL. */
static const char *
read_alternative (const char *at, Alternative *alternative)
{
  *alternative = (Alternative) { .named = 0 };
  while (*at != ':')
    {
      g_assert (alternative->named < ARGUMENTS && *at != '\0');
      alternative->items[alternative->named] = *at == '[' ? at[1] : '\0';
      alternative->letters[alternative->named++] = *at;
      at += *at == '[' ? 3 : 1;
      alternative->least += *at != '?';
      alternative->most = *at == '~' ? ANY_NUMBER : alternative->most + 1;
      at += *at == '?' || *at == '~';
      at += *at == ',';
    }
  at = strchr (at, '|');
  return at ? at + 1 : NULL;
}

static bool
takes (const Alternative *alternative, unsigned count)
{
  return count >= alternative->least && (count <= alternative->most || alternative->most == ANY_NUMBER);
}

static char
find_parameter (const char *signature, unsigned count, unsigned index, bool item)
{
  Alternative alternative;
  char letter = 0;

  for (const char *at = signature; at != NULL;)
    {
      char other;

      at = read_alternative (at, &alternative);
      if (!takes (&alternative, count) || index >= count)
        continue;
      other = (item ? alternative.items : alternative.letters)[MIN (index, alternative.named - 1)];
      if (letter != 0 && letter != other)
        return 0;
      letter = other;
    }
  return letter;
}

/* Division always gives a decimal in a template, so 6 / 2 must do for a whole number. */
static bool
make_whole (const char *signature, const SjValue *args, unsigned count, SjValue *whole)
{
  bool changed = false;

  for (unsigned i = 0; i < count; i++)
    {
      double decimal = args[i].type == SJ_DECIMAL ? args[i].decimal : 0.5;

      whole[i] = args[i];
      if (decimal != floor (decimal) || fabs (decimal) >= 0x1p63 || find_parameter (signature, count, i, false) != 'i')
        continue;
      whole[i] = sj_value_integer ((int64_t) decimal);
      changed = true;
    }
  return changed;
}

static bool
forgive (SjEval *eval, SjValue *result)
{
  const char *code = eval->error.code;

  if (code == NULL || (!g_str_equal (code, "type") && !g_str_equal (code, "overflow")))
    return false;
  eval->error = (SjEvalError) { NULL, NULL, 0, 0 };
  return sj_function_give (result, sj_null);
}

static bool
call_again (SjFunctionBody *call, const char *signature, SjEval *eval, const SjValue *args, unsigned count,
            SjValue *result)
{
  SjValue whole[ARGUMENTS];

  if (!forgive (eval, result))
    return false;
  if (count > ARGUMENTS || !make_whole (signature, args, count, whole))
    return true;
  return call (eval, whole, count, result) || forgive (eval, result);
}

#define SJ_FUNCTION(name, signature, call, nulls, alias_of, group, help) \
  static bool                                                           \
  gentle_##name (SjEval *eval, const SjValue *args, unsigned count, SjValue *result) \
  {                                                                     \
    return G_LIKELY (sj_fn_##call (eval, args, count, result)) ||       \
           call_again (sj_fn_##call, signature, eval, args, count, result); \
  }
#define SJ_SPECIAL(name, signature, nulls, alias_of, group, help)
#include "lang/sj-builtin-template.def"
#undef SJ_FUNCTION
#undef SJ_SPECIAL

#define SJ_SPECIAL(name, signature, nulls, alias_of, group, help) \
  { #name, signature, NULL, SJ_NULLS_##nulls, alias_of, group, help, 0, 0 },

#define SJ_FUNCTION(name, signature, call, nulls, alias_of, group, help) \
  { #name, signature, sj_fn_##call, SJ_NULLS_##nulls, alias_of, group, help, 0, 0 },
static SjBuiltin expression_rows[] = {
#include "lang/sj-builtin-expression.def"
};
#undef SJ_FUNCTION

#define SJ_FUNCTION(name, signature, call, nulls, alias_of, group, help) \
  { #name, signature, gentle_##name, SJ_NULLS_##nulls, alias_of, group, help, 0, 0 },
static SjBuiltin template_rows[] = {
#include "lang/sj-builtin-template.def"
};
#undef SJ_FUNCTION
#undef SJ_SPECIAL

typedef struct
{
  SjBuiltin *rows;
  size_t count;
  const SjBuiltin **sorted;    /* by name; made once, never freed */
} Table;

static Table tables[] = {
  [SJ_EXPRESSION] = { expression_rows, G_N_ELEMENTS (expression_rows), NULL },
  [SJ_PQL] = { template_rows, G_N_ELEMENTS (template_rows), NULL },
};

static void
count_arguments (SjBuiltin *row)
{
  Alternative alternative;
  unsigned least = ANY_NUMBER, most = 0;

  for (const char *at = row->signature; at != NULL;)
    {
      at = read_alternative (at, &alternative);
      least = MIN (least, alternative.least);
      most = MAX (most, alternative.most);
    }
  row->least = (uint8_t) least;
  row->most = (uint8_t) most;
}

static int
compare_rows (const void *a, const void *b)
{
  return strcmp ((*(const SjBuiltin *const *) a)->name, (*(const SjBuiltin *const *) b)->name);
}

static const SjBuiltin **
sort_rows (const Table *table)
{
  const SjBuiltin **sorted = g_new (const SjBuiltin *, table->count);

  for (size_t i = 0; i < table->count; i++)
    {
      count_arguments (&table->rows[i]);
      sorted[i] = &table->rows[i];
    }
  qsort (sorted, table->count, sizeof *sorted, compare_rows);
  return sorted;
}

static const Table *
get_table (SjDialect dialect)
{
  Table *table = &tables[dialect];

  if (g_once_init_enter (&table->sorted))
    g_once_init_leave (&table->sorted, sort_rows (table));
  return table;
}

const SjBuiltin *
sj_builtin_table (SjDialect dialect, size_t *count)
{
  const Table *table = get_table (dialect);

  *count = table->count;
  return table->rows;
}

static int
compare_name (const void *key, const void *row)
{
  const SjSlice *name = key;
  const char *other = (*(const SjBuiltin *const *) row)->name;
  int order = strncmp (name->text, other, name->length);

  return order ? order : -(other[name->length] != '\0');
}

const SjBuiltin *
sj_builtin_find (SjDialect dialect, const char *name, size_t length)
{
  const Table *table = get_table (dialect);
  SjSlice key = { name, length };
  const SjBuiltin **found;

  if (length == 0 || memchr (name, '\0', length) != NULL)
    return NULL;
  found = bsearch (&key, table->sorted, table->count, sizeof *table->sorted, compare_name);
  return found ? *found : NULL;
}

bool
sj_builtin_accepts (const SjBuiltin *builtin, unsigned count)
{
  Alternative alternative;

  for (const char *at = builtin->signature; at != NULL;)
    {
      at = read_alternative (at, &alternative);
      if (takes (&alternative, count))
        return true;
    }
  return false;
}

char
sj_builtin_parameter (const SjBuiltin *builtin, unsigned count, unsigned index)
{
  return find_parameter (builtin->signature, count, index, false);
}

char
sj_builtin_item (const SjBuiltin *builtin, unsigned count, unsigned index)
{
  return find_parameter (builtin->signature, count, index, true);
}
