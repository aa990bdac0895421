/* sj-expr-check.c -- types, names and literals of a journey expression.
 *
 * Almost nothing is converted (languages.md 1.4), so almost everything can be
 * refused before it runs.  What comes from data without a schema may be anything
 * and is not held against the author.  After an error in a part its type is
 * unknown, so that one mistake is reported once.
 */
#include "lang/sj-builtin.h"
#include "lang/sj-expr-private.h"

#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct Filter Filter;

/* A condition that is being checked: its items, from the innermost outwards. */
struct Filter
{
  const Filter *outer;
  SjRootKind kind;
  uint32_t index;           /* from the outermost */
  const SjTree *list;
};

typedef struct
{
  SjArena *arena;
  const SjExprEnv *env;
  const Filter *filter;
  SjDiags *diags;
} Check;

static void check_tree (Check *check, SjTree *tree);

static SjDiag *G_GNUC_PRINTF (5, 6)
report (Check *check, SjSeverity severity, const char *code, const SjTree *tree, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return sj_diags_add (check->diags, severity, code, tree->start, tree->end, "%s", text);
}

static void
set_any (SjTree *tree)
{
  tree->any = true;
}

static void
set_type (SjTree *tree, SjType type)
{
  tree->any = false;
  tree->type = type;
}

static void
set_list (SjTree *tree, SjType item)
{
  set_type (tree, SJ_LIST);
  tree->item = item;
  tree->item_known = true;
}

/* From a shape; none means anything. */
static void
set_shape (SjTree *tree, const SjShape *shape)
{
  tree->shape = shape;
  if (shape == NULL || shape->any)
    {
      set_any (tree);
      return;
    }
  set_type (tree, shape->type);
  if (shape->type == SJ_LIST && shape->item != NULL && !shape->item->any)
    set_list (tree, shape->item->type);
}

static bool
is_null (const SjTree *tree)
{
  return !tree->any && tree->type == SJ_NULL;
}

static bool
is_a (const SjTree *tree, SjType type)
{
  return !tree->any && tree->type == type;
}

static bool
is_number (const SjTree *tree)
{
  return is_a (tree, SJ_INTEGER) || is_a (tree, SJ_DECIMAL);
}

static bool
is_time_type (SjType type)
{
  return type == SJ_DATE || type == SJ_LOCAL || type == SJ_MOMENT;
}

/* Anything, or null, or what is asked for. */
static bool
may_be (const SjTree *tree, SjType type)
{
  return tree->any || is_null (tree) || tree->type == type;
}

static bool
may_be_number (const SjTree *tree)
{
  return may_be (tree, SJ_INTEGER) || is_a (tree, SJ_DECIMAL);
}

/* A field whose text is read as a date where a date is needed. */
static bool
is_date_text (const SjTree *tree)
{
  return tree->field && (tree->any || tree->type == SJ_TEXT);
}

static const char *
type_words (const SjTree *tree)
{
  static const char *const words[SJ_N_TYPES] = {
    [SJ_NULL] = N_("nothing (null)"),       [SJ_BOOL] = N_("true or false"),
    [SJ_INTEGER] = N_("a whole number"),    [SJ_DECIMAL] = N_("a decimal number"),
    [SJ_TEXT] = N_("a text"),               [SJ_DATE] = N_("a date"),
    [SJ_LOCAL] = N_("a date and time without zone"), [SJ_MOMENT] = N_("a date and time with zone"),
    [SJ_DURATION] = N_("a duration"),       [SJ_LIST] = N_("a list"),
    [SJ_OBJECT] = N_("a group of fields"),
  };

  return tree->any ? _("any value") : _(words[tree->type]);
}

static char *
nearest_name (const char *const *names, SjSlice name)
{
  g_autofree char *unknown = g_strndup (name.text, name.length);

  return g_strdup (names ? sj_nearest (unknown, names, g_strv_length ((char **) names)) : NULL);
}

/* As it must be written in a path. */
static char *
quote_segment (const char *name)
{
  bool plain = g_ascii_isalpha (name[0]) || name[0] == '_';

  for (const char *at = name; *at != '\0' && plain; at++)
    plain = g_ascii_isalnum (*at) || *at == '_' || *at == '-';
  return plain ? g_strdup (name) : g_strdup_printf ("\"%s\"", name);
}

static void
mark_name (SjDiag *diag, const SjTree *tree)
{
  diag->start = tree->name_start;
  diag->end = tree->name_end;
}

static void
report_root (Check *check, const SjTree *root)
{
  static const char *const sentences[SJ_N_ROOTS] = {
    N_("There is no event called “%.*s”."),
    N_("There is no data source “%.*s” with this field group."),
    N_("There is no custom action called “%.*s”."),
    N_("There is no lookup called “%.*s”."),
    N_("There is no journey property called “%.*s”."),
  };
  SjSlice none = { NULL, 0 };
  g_auto (GStrv) names = check->env->names ? check->env->names (check->env, root->op, none) : NULL;
  g_autofree char *nearest = nearest_name ((const char *const *) names, root->name);
  SjDiag *diag = report (check, SJ_SEVERITY_ERROR, "unknown-name", root, _(sentences[root->op]),
                         (int) root->name.length, root->name.text);

  mark_name (diag, root);
  if (nearest != NULL && (root->op != SJ_ROOT_SOURCE))
    {
      g_autofree char *text = g_steal_pointer (&diag->text);
      g_autofree char *segment = quote_segment (nearest);

      diag->text = g_strdup_printf (_("%s Perhaps “%s” is meant."), text, nearest);
      diag->fix = g_steal_pointer (&segment);
    }
}

static const char *const properties[] = {
  "journeyUID", "journeyVersionUID", "journeyVersionName", "journeyVersionDescription", "journeyVersion",
  "instanceUID", "externalKey", "organizationId", "sandboxName", "profileId", "namespace", "currentNodeId",
  "currentNodeName", "previousNodeId", "previousNodeName", "lastNodeUIDInError", "lastNodeNameInError",
  "lastNodeTypeInError", "lastErrorCode", "lastExecutedActionErrorCode", "lastDataFetchErrorCode",
  "lastActionExecutionElapsedTime", "lastDataFetchElapsedTime", "supplementalId", NULL
};

const char *const *
sj_expr_properties (void)
{
  return properties;
}

static void
check_property (Check *check, SjTree *root)
{
  g_autofree char *name = g_strndup (root->name.text, root->name.length);
  g_autofree char *nearest = NULL;
  SjDiag *diag;

  set_any (root);
  if (g_strv_contains (properties, name))
    {
      if (g_str_has_suffix (name, "ElapsedTime"))
        set_type (root, SJ_INTEGER);
      else if (!g_str_equal (name, "journeyVersion"))
        set_type (root, SJ_TEXT);
      return;
    }
  nearest = nearest_name (properties, root->name);
  diag = report (check, SJ_SEVERITY_ERROR, "unknown-property", root,
                 nearest ? _("There is no journey property called “%s”; perhaps %s is meant.")
                         : _("There is no journey property called “%s”."), name, nearest);
  if (nearest != NULL)
    diag->fix = g_strdup (nearest);
  mark_name (diag, root);
}

static void
check_root (Check *check, SjTree *root)
{
  const SjShape *shape = NULL;

  for (unsigned i = 0; i < root->n_parts; i++)
    check_tree (check, root->parts[i]);
  if (root->op == SJ_ROOT_PROPERTY)
    check_property (check, root);
  else if (check->env == NULL || check->env->root == NULL ||
           check->env->root (check->env, root->op, root->name, root->group, &shape))
    set_shape (root, shape);
  else
    {
      report_root (check, root);
      set_any (root);
    }
}

/* What a list's items look like: of a list field read from every item of another
 * list, and of the plain field that every item has, the shape is the item's own. */
static const SjShape *
item_shape (const SjTree *list)
{
  if (list->shape == NULL)
    return NULL;
  if (list->shape->type == SJ_LIST)
    return list->shape->item;
  return is_a (list, SJ_LIST) || list->shape->any ? list->shape : NULL;
}

static void
check_item (Check *check, SjTree *tree)
{
  const Filter *filter = check->filter;

  while (filter != NULL && filter->kind != tree->op)
    filter = filter->outer;
  set_any (tree);
  if (filter == NULL)
    {
      report (check, SJ_SEVERITY_ERROR, "item-outside",
              tree, _("%s stands for an item of a list and means something only in a condition of "
              "all (…), first (…) or last (…) on such a list."), sj_root_item (tree->op));
      return;
    }
  tree->filter = filter->index;
  if (item_shape (filter->list) != NULL)
    set_shape (tree, item_shape (filter->list));
}

static void
report_field (Check *check, SjTree *tree, const SjShape *shape)
{
  size_t count;
  g_autofree const char **names = sj_shape_field_names (shape, &count);
  g_autofree char *nearest = nearest_name (names, tree->name);
  SjDiag *diag;

  if (nearest == NULL)
    diag = report (check, SJ_SEVERITY_ERROR, "unknown-field", tree, _("There is no field called “%.*s” here."),
                   (int) tree->name.length, tree->name.text);
  else
    {
      diag = report (check, SJ_SEVERITY_ERROR, "unknown-field", tree,
                     _("There is no field called “%.*s” here; perhaps “%s” is meant."), (int) tree->name.length,
                     tree->name.text, nearest);
      diag->fix = quote_segment (nearest);
    }
  mark_name (diag, tree);
}

/* Whether a path without schema has certainly become a list. */
static bool
is_filtered (const SjTree *tree)
{
  while (tree->kind == SJ_TREE_FIELD)
    tree = tree->parts[0];
  return tree->kind == SJ_TREE_STEP && tree->op == SJ_STEP_ALL;
}

/* A field of a list is the list of that field of its items. */
static void
check_field (Check *check, SjTree *tree)
{
  SjTree *from = tree->parts[0];
  const SjShape *owner, *field;

  check_tree (check, from);
  set_any (tree);
  if (from->shape == NULL)
    return;

  field = sj_shape_field (from->shape, tree->name.text, tree->name.length);
  if (field == NULL)
    {
      owner = is_a (from, SJ_LIST) ? item_shape (from) : from->shape;
      if (owner != NULL && !owner->open && !owner->any)
        report_field (check, tree, from->shape);
      return;
    }
  set_shape (tree, field);
  if (from->any && is_filtered (from))
    set_any (tree);
  else if (is_a (from, SJ_LIST) && !field->any)
    {
      const SjShape *item = field->type == SJ_LIST ? field->item : field;    /* flattened one level */

      set_list (tree, item ? item->type : SJ_NULL);
      tree->item_known = item != NULL && !item->any;
    }
}

static SjRootKind
collection_kind (const SjTree *tree)
{
  while (tree->kind == SJ_TREE_FIELD || tree->kind == SJ_TREE_STEP)
    tree = tree->parts[0];
  return tree->op;
}

static void
check_filter (Check *check, SjTree *tree)
{
  Filter filter = { check->filter, collection_kind (tree->parts[0]), check->filter ? check->filter->index + 1 : 0,
                    tree->parts[0] };
  SjTree *condition = tree->parts[1];

  check->filter = &filter;
  check_tree (check, condition);
  check->filter = filter.outer;
  tree->filter = filter.index;
  if (!may_be (condition, SJ_BOOL))
    report (check, SJ_SEVERITY_ERROR, "type", condition, _("A condition is needed here, but this is %s."),
            type_words (condition));
}

static void
require (Check *check, const SjTree *tree, SjType type, const char *sentence)
{
  if (!may_be (tree, type))
    report (check, SJ_SEVERITY_ERROR, "type", tree, sentence, type_words (tree));
}

static void
set_item_of (SjTree *tree, const SjTree *list)
{
  set_any (tree);
  if (item_shape (list) != NULL)
    set_shape (tree, item_shape (list));
  else if (!list->any && list->type == SJ_LIST && list->item_known)
    set_type (tree, list->item);
}

static void
check_step (Check *check, SjTree *tree)
{
  SjTree *from = tree->parts[0];

  check_tree (check, from);
  set_any (tree);
  switch ((SjStepKind) tree->op)
    {
    case SJ_STEP_ALL:
    case SJ_STEP_FIRST:
    case SJ_STEP_LAST:
      require (check, from, SJ_LIST, _("all, first and last need a list, but this is %s."));
      if (tree->n_parts > 1)
        check_filter (check, tree);
      if (tree->op != SJ_STEP_ALL)
        set_item_of (tree, from);
      else if (!from->any)
        {
          tree->any = false;
          tree->type = from->type;
          tree->item = from->item;
          tree->item_known = from->item_known;
          tree->shape = from->shape;
        }
      break;
    case SJ_STEP_AT:
      require (check, from, SJ_LIST, _("at (…) needs a list, but this is %s."));
      check_tree (check, tree->parts[1]);
      require (check, tree->parts[1], SJ_INTEGER, _("at (…) takes a whole number, but this is %s."));
      set_item_of (tree, from);
      break;
    case SJ_STEP_ENTRY:
      require (check, from, SJ_OBJECT, _("entry (…) needs a map, but this is %s."));
      check_tree (check, tree->parts[1]);
      require (check, tree->parts[1], SJ_TEXT, _("entry (…) takes a text, but this is %s."));
      if (from->shape != NULL && from->shape->map)
        set_shape (tree, from->shape->item);
      break;
    case SJ_STEP_FIRST_KEY:
      require (check, from, SJ_OBJECT, _("firstEntryKey () needs a map, but this is %s."));
      set_type (tree, SJ_TEXT);
      break;
    default:
      require (check, from, SJ_OBJECT, _("keys () needs a map, but this is %s."));
      set_list (tree, SJ_TEXT);
      break;
    }
}

static void
check_default (Check *check, SjTree *tree)
{
  SjTree *path = tree->parts[0], *fallback = tree->parts[1];
  SjDiag *diag;

  check_tree (check, path);
  check_tree (check, fallback);
  tree->any = path->any;
  tree->type = path->type;
  tree->item = path->item;
  tree->item_known = path->item_known;
  tree->shape = path->shape;
  if (path->any || fallback->any || is_null (path) || path->type == fallback->type || is_null (fallback))
    return;
  diag = report (check, SJ_SEVERITY_ERROR, "default-type", fallback,
                 _("The default value must be of the field's type, which is %s."), type_words (path));
  if (path->type == SJ_DECIMAL && fallback->kind == SJ_TREE_CONST && fallback->type == SJ_INTEGER)
    diag->fix = g_strdup_printf ("%" G_GINT64_FORMAT ".0", fallback->value.integer);
}

/* Items agree in their type; nulls may stand among them. */
static void
check_list (Check *check, SjTree *tree)
{
  const SjTree *first = NULL;
  bool any = false;

  for (unsigned i = 0; i < tree->n_parts; i++)
    {
      SjTree *part = tree->parts[i];

      check_tree (check, part);
      any |= part->any;
      if (part->any || is_null (part))
        continue;
      if (part->type >= SJ_LIST)
        report (check, SJ_SEVERITY_ERROR, "list-item", part, _("A list holds texts, numbers or dates, but this is %s."),
                type_words (part));
      else if (first == NULL)
        first = part;
      else if (first->type != part->type)
        {
          report (check, SJ_SEVERITY_ERROR, "mixed-list", part,
                  _("All items of a list are of one type: this is %s, the first is %s."), type_words (part),
                  type_words (first));
          break;
        }
    }
  set_type (tree, SJ_LIST);
  if (first != NULL)
    set_list (tree, first->type);
  else
    tree->item_known = !any;    /* only nulls, or nothing */
}

static void
check_logic (Check *check, SjTree *tree)
{
  for (unsigned i = 0; i < tree->n_parts; i++)
    {
      check_tree (check, tree->parts[i]);
      require (check, tree->parts[i], SJ_BOOL, _("“and”, “or” and “not” join conditions, but this is %s."));
    }
  set_type (tree, SJ_BOOL);
}

static void
check_order (Check *check, SjTree *tree)
{
  SjTree *left = tree->parts[0], *right = tree->parts[1];
  const SjTree *known = left->any || is_null (left) ? right : left;

  set_type (tree, SJ_BOOL);
  for (unsigned i = 0; i < 2; i++)
    {
      const SjTree *part = tree->parts[i], *other = tree->parts[1 - i];

      if (part->any || is_null (part) || is_number (part) || is_time_type (part->type) || part->type == SJ_DURATION)
        continue;
      if (is_date_text (part) && (other->any || is_time_type (other->type)))
        continue;
      report (check, SJ_SEVERITY_ERROR, "type", part,
              _("Only numbers and dates are larger or smaller than others, but this is %s."), type_words (part));
      return;
    }
  if (left->any || right->any || is_null (left) || is_null (right) || (is_number (left) && is_number (right)) ||
      is_date_text (left) || is_date_text (right))
    ;
  else if (left->type != right->type)
    {
      report (check, SJ_SEVERITY_ERROR, "type", tree, _("%s cannot be compared with %s."), type_words (left),
              type_words (right));
      return;
    }
  if (is_a (known, SJ_DATE) || is_a (known, SJ_DURATION))
    report (check, SJ_SEVERITY_WARNING, "adobe-order", tree,
            _("Adobe Journey Optimizer does not compare %s in this way; here it works."), type_words (known));
}

static bool
is_addable_time (const SjTree *tree)
{
  return is_a (tree, SJ_MOMENT) || is_a (tree, SJ_LOCAL) || is_a (tree, SJ_DURATION);
}

static void
refuse_operands (Check *check, SjTree *tree)
{
  report (check, SJ_SEVERITY_ERROR, "type", tree, _("“%s” cannot join %s and %s."),
          sj_operator_symbol (tree->op, SJ_EXPRESSION), type_words (tree->parts[0]), type_words (tree->parts[1]));
  set_any (tree);
}

static void
set_number (SjTree *tree, const SjTree *left, const SjTree *right)
{
  if (left->any || right->any || is_null (left) || is_null (right))
    set_any (tree);
  else
    set_type (tree, is_a (left, SJ_INTEGER) && is_a (right, SJ_INTEGER) ? SJ_INTEGER : SJ_DECIMAL);
}

static void
check_add (Check *check, SjTree *tree)
{
  SjTree *left = tree->parts[0], *right = tree->parts[1];

  if ((is_a (left, SJ_TEXT) && (right->any || right->type < SJ_LIST)) ||
      (is_a (right, SJ_TEXT) && (left->any || left->type < SJ_LIST)))
    set_type (tree, SJ_TEXT);
  else if (is_addable_time (left) && may_be (right, SJ_DURATION))
    set_type (tree, left->type);
  else if (may_be_number (left) && may_be_number (right))
    set_number (tree, left, right);
  else if ((left->any || is_null (left)) && may_be (right, SJ_DURATION))
    set_any (tree);
  else
    refuse_operands (check, tree);
}

static void
check_arithmetic (Check *check, SjTree *tree)
{
  SjTree *left = tree->parts[0], *right = tree->parts[1];

  if (tree->op == SJ_OP_SUB && is_addable_time (left) && may_be (right, SJ_DURATION))
    {
      set_type (tree, left->type);
      report (check, SJ_SEVERITY_WARNING, "adobe-minus", tree,
              _("Adobe Journey Optimizer does not take a duration away from %s; here it works."), type_words (left));
    }
  else if (tree->op == SJ_OP_SUB && (left->any || is_null (left)) && may_be (right, SJ_DURATION))
    set_any (tree);
  else if (!may_be_number (left) || !may_be_number (right))
    refuse_operands (check, tree);
  else if (tree->op == SJ_OP_MUL && is_number (left) && is_number (right) && left->type != right->type)
    {
      SjTree *whole = is_a (left, SJ_INTEGER) ? left : right;
      SjDiag *diag = report (check, SJ_SEVERITY_ERROR, "mixed-product", tree,
                             _("A whole number and a decimal number cannot be multiplied; make both of one kind "
                             "with toDecimal (…) or toInteger (…)."));

      if (whole->kind == SJ_TREE_CONST)
        {
          diag->start = whole->start;
          diag->end = whole->end;
          diag->fix = g_strdup_printf ("%" G_GINT64_FORMAT ".0", whole->value.integer);
        }
      set_any (tree);
    }
  else
    set_number (tree, left, right);
}

static void
check_binary (Check *check, SjTree *tree)
{
  if (tree->op == SJ_OP_AND || tree->op == SJ_OP_OR)
    {
      check_logic (check, tree);
      return;
    }
  check_tree (check, tree->parts[0]);
  check_tree (check, tree->parts[1]);
  if (tree->op == SJ_OP_EQ || tree->op == SJ_OP_NE)
    set_type (tree, SJ_BOOL);
  else if (tree->op >= SJ_OP_LT && tree->op <= SJ_OP_GE)
    check_order (check, tree);
  else if (tree->op == SJ_OP_ADD)
    check_add (check, tree);
  else
    check_arithmetic (check, tree);
}

static void
check_unary (Check *check, SjTree *tree)
{
  SjTree *part = tree->parts[0];

  if (tree->op == SJ_OP_NOT)
    {
      check_logic (check, tree);
      return;
    }
  check_tree (check, part);
  set_type (tree, SJ_BOOL);
  if (tree->op == SJ_OP_HAS_NULL)
    require (check, part, SJ_LIST, _("“has null” tests a list, but this is %s."));
  else if (tree->op == SJ_OP_NEG)
    {
      if (!may_be_number (part))
        report (check, SJ_SEVERITY_ERROR, "type", part, _("A minus stands before a number, but this is %s."),
                type_words (part));
      tree->type = part->type;
      tree->any = part->any || !is_number (part);
    }
}

static void
check_if (Check *check, SjTree *tree)
{
  SjTree *yes = tree->parts[1], *no = tree->parts[2];

  for (unsigned i = 0; i < 3; i++)
    check_tree (check, tree->parts[i]);
  require (check, tree->parts[0], SJ_BOOL, _("“if” needs a condition, but this is %s."));
  set_any (tree);
  for (unsigned i = 1; i < 3; i++)
    if (is_a (tree->parts[i], SJ_OBJECT))
      report (check, SJ_SEVERITY_ERROR, "type", tree->parts[i], _("“if” cannot give %s."), type_words (tree->parts[i]));
  if (yes->any || no->any || is_null (yes) || is_null (no))
    return;
  if (is_number (yes) && is_number (no) && yes->type != no->type)
    set_type (tree, SJ_DECIMAL);
  else if (yes->type != no->type || (yes->type == SJ_LIST && yes->item_known && no->item_known &&
                                     yes->item != no->item && yes->item != SJ_NULL && no->item != SJ_NULL))
    report (check, SJ_SEVERITY_ERROR, "branch-type", tree,
            _("Both branches must give the same: “then” gives %s, “else” gives %s."), type_words (yes),
            type_words (no));
  else
    {
      set_type (tree, yes->type);
      tree->item = yes->item;
      tree->item_known = yes->item_known && no->item_known;
    }
}

/* One alternative of a signature, argument by argument. */
typedef struct
{
  const char *at;
  char bound;               /* the type that t or e stands for in this call; 0: open */
} Signature;

static char
letter_of (SjType type)
{
  static const char letters[SJ_N_TYPES] = {
    [SJ_NULL] = '0', [SJ_BOOL] = 'b', [SJ_INTEGER] = 'i', [SJ_DECIMAL] = 'd', [SJ_TEXT] = 's', [SJ_DATE] = 'D',
    [SJ_LOCAL] = 'L', [SJ_MOMENT] = 'T', [SJ_DURATION] = 'U', [SJ_LIST] = '[', [SJ_OBJECT] = 'o',
  };

  return letters[type];
}

static bool
type_of_letter (char letter, SjType *type)
{
  for (unsigned i = SJ_BOOL; i < SJ_N_TYPES; i++)
    if (letter_of (i) == letter)
      {
        *type = i;
        return true;
      }
  return false;
}

static bool
bind (Signature *signature, char letter)
{
  if (signature->bound == '\0' || signature->bound == letter)
    {
      signature->bound = letter;
      return true;
    }
  if (strchr ("id", signature->bound) && strchr ("id", letter))
    {
      signature->bound = 'd';
      return true;
    }
  return false;
}

/* Whether a value of a known type may stand for the parameter's letter. */
static bool
letter_accepts (Signature *signature, char parameter, char letter)
{
  switch (parameter)
    {
    case 'n':
      return letter == 'i' || letter == 'd';
    case 'z':
    case 'c':
      return letter == 's';
    case '*':
      return letter != 'o' && letter != '[';
    case 'x':
      return true;
    case 't':
      return strchr ("idDLTU", letter) != NULL && bind (signature, letter);
    case 'e':
      return letter != 'o' && letter != '[' && bind (signature, letter);
    default:
      return parameter == letter;
    }
}

static bool
argument_fits (Signature *signature, const SjTree *argument)
{
  char parameter = *signature->at;

  if (parameter == '[')
    {
      if (argument->any || is_null (argument))
        return true;
      if (argument->type != SJ_LIST)
        return false;
      if (!argument->item_known || argument->item == SJ_NULL)
        return true;
      return letter_accepts (signature, signature->at[1], letter_of (argument->item));
    }
  if (argument->any || is_null (argument))
    return true;
  if (strchr ("DLT", parameter) && is_date_text (argument))
    return true;
  return letter_accepts (signature, parameter, letter_of (argument->type));
}

static const char *
behind_parameter (const char *at)
{
  at += *at == '[' ? 3 : 1;
  return at;
}

/* Whether the arguments fit the alternative at `at`; where its result stands. */
static bool
alternative_fits (const SjTree *call, Signature *signature, const char **result)
{
  unsigned index = 0;

  while (*signature->at != ':')
    {
      const char *next = behind_parameter (signature->at);
      bool optional = *next == '?', repeated = *next == '~';

      if (index == call->n_parts && !optional && !(repeated && index > 0))
        return false;
      if (index < call->n_parts && !argument_fits (signature, call->parts[index]))
        return false;
      if (index < call->n_parts)
        index++;
      if (repeated && index < call->n_parts)
        continue;
      signature->at = next + (optional || repeated);
      if (*signature->at == ',')
        signature->at++;
    }
  *result = signature->at + 1;
  return index == call->n_parts;
}

static void
set_result (SjTree *call, char letter, char item, char bound)
{
  SjType type;

  if (letter == 't' || letter == 'e')
    letter = bound;
  if (item == 't' || item == 'e')
    item = bound;
  set_any (call);
  if (letter == '[')
    {
      set_type (call, SJ_LIST);
      if (item == 'o' || item == 'x')
        call->shape = call->n_parts > 0 ? call->parts[0]->shape : NULL;
      if (type_of_letter (item, &type))
        set_list (call, type);
    }
  else if (type_of_letter (letter, &type))
    set_type (call, type);
}

static char *
describe_call (const SjTree *call)
{
  GString *text = g_string_new (NULL);

  for (unsigned i = 0; i < call->n_parts; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", type_words (call->parts[i]));
  return g_string_free (text, FALSE);
}

/* The text of a zone that is written out, plainly or within toTimeZone (…). */
static const SjTree *
zone_literal (const SjTree *tree)
{
  if (tree->kind == SJ_TREE_CALL && tree->n_parts == 1 && g_str_equal (tree->function->name, "toTimeZone"))
    tree = tree->parts[0];
  return tree->kind == SJ_TREE_CONST && tree->value.type == SJ_TEXT ? tree : NULL;
}

static void
check_zone (Check *check, const SjTree *part)
{
  const SjTree *zone = zone_literal (part);

  if (zone == NULL)
    report (check, SJ_SEVERITY_ERROR, "not-literal", part,
            _("A time zone in quotation marks must stand here, such as \"Europe/Paris\"."));
  else if (sj_zone_find (zone->value.text, zone->value.length) == NULL)
    report (check, SJ_SEVERITY_ERROR, "unknown-zone", zone, _("There is no time zone called “%.*s”."),
            (int) zone->value.length, zone->value.text);
}

static void
check_literals (Check *check, const SjTree *call)
{
  bool unclear = call->n_parts == 2;

  for (unsigned i = 0; i < call->n_parts; i++)
    {
      const SjTree *part = call->parts[i];
      char letter = sj_builtin_parameter (call->function, call->n_parts, i);

      unclear &= letter == '\0';
      if (letter == 'c' && !(part->kind == SJ_TREE_CONST && part->value.type == SJ_TEXT))
        report (check, SJ_SEVERITY_ERROR, "not-literal", part, _("A name in quotation marks must stand here."));
      else if (letter == 'z')
        check_zone (check, part);
    }
  if (unclear && strchr (call->function->signature, 'z') != NULL)    /* toDateTime: zone first, or last */
    check_zone (check, call->parts[!zone_literal (call->parts[0]) && zone_literal (call->parts[1])]);
}

static void
check_audience (Check *check, const SjTree *call)
{
  const SjTree *name = call->n_parts == 1 ? call->parts[0] : NULL;
  g_auto (GStrv) names = NULL;
  g_autofree char *nearest = NULL;
  SjDiag *diag;

  if (name == NULL || name->kind != SJ_TREE_CONST || name->value.type != SJ_TEXT || check->env == NULL ||
      check->env->audience == NULL ||
      check->env->audience (check->env, (SjSlice) { name->value.text, name->value.length }))
    return;
  names = check->env->audiences ? check->env->audiences (check->env) : NULL;
  nearest = nearest_name ((const char *const *) names, (SjSlice) { name->value.text, name->value.length });
  diag = report (check, SJ_SEVERITY_ERROR, "unknown-audience", name,
                 nearest ? _("There is no audience called “%.*s”; perhaps “%s” is meant.")
                         : _("There is no audience called “%.*s”."),
                 (int) name->value.length, name->value.text, nearest);
  if (nearest != NULL)
    diag->fix = g_strdup_printf ("\"%s\"", nearest);
}

static void
check_arguments (Check *check, SjTree *call)
{
  const SjBuiltin *function = call->function;
  const char *alternative = function->signature;
  unsigned fitting = 0;
  g_autofree char *given = NULL;

  for (; alternative != NULL; alternative = strchr (alternative, '|'))
    {
      Signature signature = { alternative + (*alternative == '|'), '\0' };
      const char *result;

      alternative = signature.at;
      if (!alternative_fits (call, &signature, &result))
        continue;
      if (fitting++ == 0)
        set_result (call, result[0], result[1], signature.bound);
      else
        {
          SjTree other = *call;

          set_result (&other, result[0], result[1], signature.bound);
          if (other.any || other.type != call->type)
            set_any (call);
          if (other.item_known != call->item_known || other.item != call->item)
            call->item_known = false;
        }
    }
  if (fitting > 0)
    return;
  set_any (call);
  given = describe_call (call);
  report (check, SJ_SEVERITY_ERROR, "argument-type", call, _("%s cannot be used with %s."), function->name, given);
}

static void
check_call (Check *check, SjTree *call)
{
  const SjBuiltin *function = call->function;

  for (unsigned i = 0; i < call->n_parts; i++)
    check_tree (check, call->parts[i]);
  set_any (call);
  if (function->alias_of != NULL)
    {
      SjDiag *diag = report (check, SJ_SEVERITY_HINT, "former-name", call, _("%s is now called %s."), function->name,
                             function->alias_of);

      diag->end = call->start + (uint32_t) strlen (function->name);
      diag->fix = g_strdup (function->alias_of);
    }
  if (!sj_builtin_accepts (function, call->n_parts))
    {
      report (check, SJ_SEVERITY_ERROR, "argument-count", call,
              function->least == function->most
                  ? ngettext ("%s takes %u value between its parentheses.",
                              "%s takes %u values between its parentheses.", function->least)
                  : _("%s takes another number of values between its parentheses (at least %u)."),
              function->name, function->least);
      return;
    }
  check_literals (check, call);
  check_arguments (check, call);
  if (g_str_equal (function->alias_of ? function->alias_of : function->name, "inAudience"))
    check_audience (check, call);
}

static void
check_tree (Check *check, SjTree *tree)
{
  switch ((SjTreeKind) tree->kind)
    {
    case SJ_TREE_CONST:
      set_type (tree, tree->value.type);
      break;
    case SJ_TREE_LIST:
      check_list (check, tree);
      break;
    case SJ_TREE_ROOT:
      check_root (check, tree);
      break;
    case SJ_TREE_ITEM:
      check_item (check, tree);
      break;
    case SJ_TREE_FIELD:
      check_field (check, tree);
      break;
    case SJ_TREE_STEP:
      check_step (check, tree);
      break;
    case SJ_TREE_DEFAULT:
      check_default (check, tree);
      break;
    case SJ_TREE_CALL:
      check_call (check, tree);
      break;
    case SJ_TREE_UNARY:
      check_unary (check, tree);
      break;
    case SJ_TREE_BINARY:
      check_binary (check, tree);
      break;
    case SJ_TREE_IF:
      check_if (check, tree);
      break;
    case SJ_TREE_NAME:
    case SJ_TREE_INDEX:
      g_assert_not_reached ();    /* the other language's */
    }
}

static const struct { const char *name; SjType types[2]; } expectations[SJ_N_EXPR_TYPES] = {
  [SJ_EXPR_ANY] = { N_("any value"), { SJ_NULL, SJ_NULL } },
  [SJ_EXPR_BOOLEAN] = { N_("a condition"), { SJ_BOOL, SJ_BOOL } },
  [SJ_EXPR_TEXT] = { N_("a text"), { SJ_TEXT, SJ_TEXT } },
  [SJ_EXPR_INTEGER] = { N_("a whole number"), { SJ_INTEGER, SJ_INTEGER } },
  [SJ_EXPR_DECIMAL] = { N_("a number"), { SJ_DECIMAL, SJ_INTEGER } },
  [SJ_EXPR_DATE] = { N_("a date"), { SJ_DATE, SJ_DATE } },
  [SJ_EXPR_LOCAL] = { N_("a date and time"), { SJ_LOCAL, SJ_MOMENT } },
  [SJ_EXPR_MOMENT] = { N_("a date and time with zone"), { SJ_MOMENT, SJ_MOMENT } },
  [SJ_EXPR_DURATION] = { N_("a duration"), { SJ_DURATION, SJ_DURATION } },
  [SJ_EXPR_KEYS] = { N_("a text or a list of texts"), { SJ_TEXT, SJ_LIST } },
  [SJ_EXPR_LIST] = { N_("a list"), { SJ_LIST, SJ_LIST } },
};

const char *
sj_expr_type_name (SjExprType type)
{
  return _(expectations[type].name);
}

static void
check_expected (Check *check, const SjTree *tree, SjExprType expected)
{
  const SjType *types = expectations[expected].types;

  if (expected == SJ_EXPR_ANY || may_be (tree, types[0]) || may_be (tree, types[1]))
    return;
  if (is_time_type (types[0]) && is_date_text (tree))
    return;
  report (check, SJ_SEVERITY_ERROR, "result-type", tree, _("This must give %s, but it gives %s."),
          sj_expr_type_name (expected), type_words (tree));
}

bool
sj_expr_check (SjArena *arena, SjTree *tree, const SjExprEnv *env, SjExprType expected, SjDiags *diags)
{
  Check check = { .arena = arena, .env = env, .diags = diags };
  size_t before = sj_diags_number (diags, SJ_SEVERITY_ERROR);

  check_tree (&check, tree);
  if (sj_diags_number (diags, SJ_SEVERITY_ERROR) == before)
    check_expected (&check, tree, expected);
  return sj_diags_number (diags, SJ_SEVERITY_ERROR) == before;
}
