/* sj-rehearse-why.c -- a condition taken apart: what was found, and what would have
 * had to be otherwise.
 *
 * Only “and”, “or” and “not” are taken apart; what they join is said in words with
 * the values found, and what cannot be said in words in the author's own.
 */
#include "engine/sj-rehearse-private.h"

#include "base/sj-json.h"
#include "lang/sj-builtin.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  SjRehearsal *rehearsal;
  SjStep *step;
  const SjInstance *instance;
  uint32_t expression, event;
  SjValue payload;
  SjArena *arena;
} Asked;

static uint8_t
holds_of (const Asked *asked, const SjTree *tree)
{
  SjValue value;

  if (!sj_step_part (asked->step, asked->instance, asked->expression, tree, asked->event, asked->payload, &value))
    return 2;
  return value.type == SJ_BOOL ? value.boolean : value.type == SJ_NULL ? 0 : 2;
}

/* "priceTotal" as "price total". */
static void
append_name (GString *words, SjSlice name)
{
  if (words->len > 0)
    g_string_append_c (words, ' ');
  for (size_t i = 0; i < name.length; i++)
    {
      char c = name.text[i];

      if (g_ascii_isupper (c) && i > 0 && g_ascii_islower (name.text[i - 1]))
        g_string_append_c (words, ' ');
      g_string_append_c (words, c == '_' || c == '-' ? ' ' : g_ascii_tolower (c));
    }
}

/* The last two names on the way to a field: the rest is where it comes from. */
static char *
field_words (const SjTree *tree)
{
  GString *words = g_string_new (NULL);
  SjSlice names[2] = { { NULL, 0 }, { NULL, 0 } };

  for (; (tree->kind == SJ_TREE_FIELD || tree->kind == SJ_TREE_STEP) && names[1].text == NULL; tree = tree->parts[0])
    if (tree->kind == SJ_TREE_FIELD)
      names[names[0].text != NULL] = tree->name;
  if (names[1].text != NULL && !sj_value_is_text (sj_value_text (names[1].text, names[1].length), SJ_SLICE ("profile")))
    append_name (words, names[1]);
  if (names[0].text != NULL)
    append_name (words, names[0]);
  return g_string_free (words, FALSE);
}

static bool
is_field (const SjTree *tree)
{
  while (tree->kind == SJ_TREE_STEP)
    tree = tree->parts[0];
  return tree->kind == SJ_TREE_FIELD;
}

static char *
value_words (SjValue value)
{
  if (value.type == SJ_TEXT)
    return g_strdup_printf (_("“%.*s”"), (int) MIN (value.length, 60), value.text);
  if (value.type == SJ_NULL)
    return g_strdup (_("nothing"));
  return sj_json_to_string (value, SJ_JSON_COMPACT);
}

/* An operand: its words, and behind them what was found. */
static char *
operand_words (const Asked *asked, const SjTree *tree, bool with_value)
{
  g_autofree char *name = NULL;
  g_autofree char *found = NULL;
  SjValue value;

  if (tree->kind == SJ_TREE_CONST)
    return value_words (tree->value);
  name = is_field (tree) ? field_words (tree) : sj_tree_to_string (tree, SJ_EXPRESSION);
  if (!with_value)
    return g_steal_pointer (&name);
  if (!sj_step_part (asked->step, asked->instance, asked->expression, tree, asked->event, asked->payload, &value))
    return g_strdup_printf (_("%s (cannot be computed)"), name);
  found = value_words (value);
  return g_strdup_printf ("%s %s", name, found);
}

static bool
is_audience (const SjTree *tree)
{
  return tree->kind == SJ_TREE_CALL && tree->n_parts == 1 && tree->function->call == NULL &&
         tree->parts[0]->kind == SJ_TREE_CONST && tree->parts[0]->value.type == SJ_TEXT;
}

static bool
is_comparison (const SjTree *tree)
{
  return tree->kind == SJ_TREE_BINARY && tree->op >= SJ_OP_EQ && tree->op <= SJ_OP_GE;
}

static bool
is_joint (const SjTree *tree)
{
  return (tree->kind == SJ_TREE_BINARY && (tree->op == SJ_OP_AND || tree->op == SJ_OP_OR)) ||
         (tree->kind == SJ_TREE_UNARY && tree->op == SJ_OP_NOT);
}

static char *
leaf_words (const Asked *asked, const SjTree *tree)
{
  if (is_audience (tree))
    return g_strdup_printf (_("in the audience “%.*s”"), (int) tree->parts[0]->value.length,
                            tree->parts[0]->value.text);
  if (is_comparison (tree))
    {
      g_autofree char *left = operand_words (asked, tree->parts[0], true);
      g_autofree char *right = operand_words (asked, tree->parts[1], true);
      static const char *const signs[] = { [SJ_OP_EQ] = "=", [SJ_OP_NE] = "≠", [SJ_OP_LT] = "<", [SJ_OP_LE] = "≤",
                                           [SJ_OP_GT] = ">", [SJ_OP_GE] = "≥" };

      return g_strdup_printf ("%s %s %s", left, signs[tree->op], right);
    }
  if (tree->kind == SJ_TREE_UNARY && (tree->op == SJ_OP_IS_NULL || tree->op == SJ_OP_IS_NOT_NULL))
    {
      g_autofree char *of = operand_words (asked, tree->parts[0], true);

      return g_strdup_printf (tree->op == SJ_OP_IS_NULL ? _("%s is nothing") : _("%s is something"), of);
    }
  return operand_words (asked, tree, !is_joint (tree) && tree->type != SJ_BOOL);
}

static const char *
joint_words (const SjTree *tree)
{
  return tree->kind == SJ_TREE_UNARY ? _("not") : tree->op == SJ_OP_AND ? _("all of") : _("one of");
}

/* a and b and c is one row of three. */
static void
collect (const SjTree *tree, const SjTree *joint, GPtrArray *parts)
{
  if (joint->kind == SJ_TREE_BINARY && tree->kind == SJ_TREE_BINARY && tree->op == joint->op)
    for (unsigned i = 0; i < tree->n_parts; i++)
      collect (tree->parts[i], joint, parts);
  else
    g_ptr_array_add (parts, (gpointer) tree);
}

static void
explain (const Asked *asked, const SjTree *tree, SjWhy *why)
{
  g_autoptr (GPtrArray) parts = NULL;
  g_autofree char *words = NULL;
  SjWhy *below;

  *why = (SjWhy) { .holds = holds_of (asked, tree) };
  if (!is_joint (tree))
    {
      words = leaf_words (asked, tree);
      why->text = sj_arena_strdup (asked->arena, words);
      return;
    }
  parts = g_ptr_array_new ();
  if (tree->kind == SJ_TREE_UNARY)
    g_ptr_array_add (parts, tree->parts[0]);
  else
    collect (tree, tree, parts);
  below = sj_arena_new_n (asked->arena, SjWhy, parts->len);
  for (guint i = 0; i < parts->len; i++)
    explain (asked, parts->pdata[i], &below[i]);
  why->text = sj_arena_strdup (asked->arena, joint_words (tree));
  why->parts = below;
  why->n_parts = parts->len;
}

/* ------------------------------------------------------------------ the smallest change */

static const char *
must_be (SjOperator op, bool wanted)
{
  static const SjOperator opposite[] = { [SJ_OP_EQ] = SJ_OP_NE, [SJ_OP_NE] = SJ_OP_EQ, [SJ_OP_LT] = SJ_OP_GE,
                                         [SJ_OP_LE] = SJ_OP_GT, [SJ_OP_GT] = SJ_OP_LE, [SJ_OP_GE] = SJ_OP_LT };

  switch (wanted ? op : opposite[op])
    {
    case SJ_OP_EQ:
      return _("%s must be %s");
    case SJ_OP_NE:
      return _("%s must not be %s");
    case SJ_OP_LT:
      return _("%s must be below %s");
    case SJ_OP_LE:
      return _("%s must be at most %s");
    case SJ_OP_GT:
      return _("%s must be above %s");
    default:
      return _("%s must be at least %s");
    }
}

static char *
change_comparison (const Asked *asked, const SjTree *tree, bool wanted)
{
  bool turn = tree->parts[0]->kind == SJ_TREE_CONST;
  static const SjOperator turned[] = { [SJ_OP_EQ] = SJ_OP_EQ, [SJ_OP_NE] = SJ_OP_NE, [SJ_OP_LT] = SJ_OP_GT,
                                       [SJ_OP_LE] = SJ_OP_GE, [SJ_OP_GT] = SJ_OP_LT, [SJ_OP_GE] = SJ_OP_LE };
  const SjTree *left = tree->parts[turn], *right = tree->parts[!turn];
  g_autofree char *name = operand_words (asked, left, false);
  g_autofree char *bound = operand_words (asked, right, right->kind != SJ_TREE_CONST);
  g_autofree char *must = g_strdup_printf (must_be (turn ? turned[tree->op] : tree->op, wanted), name, bound);
  g_autofree char *found = NULL;
  SjValue value;

  if (!sj_step_part (asked->step, asked->instance, asked->expression, left, asked->event, asked->payload, &value))
    return g_strdup_printf (_("%s, and it cannot be computed"), must);
  found = value_words (value);
  return g_strdup_printf (_("%s, it is %s"), must, found);
}

static char *change_of (const Asked *asked, const SjTree *tree, bool wanted, unsigned *count);

/* All that is not as wanted, or of several ways the shortest. */
static char *
change_joint (const Asked *asked, const SjTree *tree, bool wanted, unsigned *count)
{
  bool all = (tree->op == SJ_OP_AND) == wanted;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  GString *words = g_string_new (NULL);
  unsigned fewest = G_MAXUINT;

  collect (tree, tree, parts);
  for (guint i = 0; i < parts->len; i++)
    {
      unsigned needed = 0;
      g_autofree char *one = NULL;

      if (all && holds_of (asked, parts->pdata[i]) == (wanted ? 1 : 0))
        continue;
      one = change_of (asked, parts->pdata[i], wanted, &needed);
      if (all)
        {
          g_string_append_printf (words, "%s%s", words->len > 0 ? _("; and ") : "", one);
          *count += needed;
        }
      else if (needed < fewest)
        {
          fewest = needed;
          g_string_assign (words, one);
        }
    }
  if (!all)
    *count += fewest;
  return g_string_free (words, FALSE);
}

static char *
change_of (const Asked *asked, const SjTree *tree, bool wanted, unsigned *count)
{
  g_autofree char *words = NULL;

  if (tree->kind == SJ_TREE_UNARY && tree->op == SJ_OP_NOT)
    return change_of (asked, tree->parts[0], !wanted, count);
  if (is_joint (tree))
    return change_joint (asked, tree, wanted, count);
  ++*count;
  if (is_comparison (tree))
    return change_comparison (asked, tree, wanted);
  if (is_audience (tree))
    return g_strdup_printf (wanted ? _("the profile must be in the audience “%.*s”")
                                   : _("the profile must not be in the audience “%.*s”"),
                            (int) tree->parts[0]->value.length, tree->parts[0]->value.text);
  words = leaf_words (asked, tree);
  return g_strdup_printf (wanted ? _("this must hold: %s") : _("this must not hold: %s"), words);
}

const SjWhy *
sj_rehearsal_explain (SjRehearsal *rehearsal, SjStep *step, const SjInstance *instance, uint32_t expression,
                      uint32_t event, SjValue payload, const char **change)
{
  Asked asked = { rehearsal, step, instance, expression, event, payload, &rehearsal->story };
  const SjTree *tree = sj_expr_tree (sj_program_expr (step->program, expression));
  SjWhy *why = sj_arena_new (&rehearsal->story, SjWhy);
  unsigned count = 0;

  explain (&asked, tree, why);
  *change = NULL;
  if (why->holds != 1)
    {
      g_autofree char *words = change_of (&asked, tree, true, &count);

      *change = sj_arena_strdup (&rehearsal->story, words);
    }
  return why;
}
