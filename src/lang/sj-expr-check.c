/* sj-expr-check.c -- types, names and literals of a journey expression.
 *
 * Almost nothing is converted (languages.md 1.4), so almost everything can be
 * refused before it runs.  What comes from data without a schema may be anything
 * and is not held against the author.  After an error in a part its type is
 * unknown, so that one mistake is reported once.
 */
#include "lang/sj-expr-check-private.h"

#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A condition that is being checked: its items, from the innermost outwards. */
struct SjExprFilter
{
  const SjExprFilter *outer;
  SjRootKind kind;
  uint32_t index;           /* from the outermost */
  const SjTree *list;
};

SjDiag *
sj_expr_report (SjExprCheck *check, SjSeverity severity, const char *code, const SjTree *tree,
                const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return sj_diags_add (check->diags, severity, code, tree->start, tree->end, "%s", text);
}

/* From a shape; none means anything. */
static void
set_shape (SjTree *tree, const SjShape *shape)
{
  tree->shape = shape;
  if (shape == NULL || shape->any)
    {
      sj_expr_set_any (tree);
      return;
    }
  sj_expr_set_type (tree, shape->type);
  if (shape->type == SJ_LIST && shape->item != NULL && !shape->item->any)
    sj_expr_set_list (tree, shape->item->type);
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
  return tree->any || sj_expr_is_null (tree) || tree->type == type || (type == SJ_LIST && tree->many);
}

static bool
may_be_number (const SjTree *tree)
{
  return may_be (tree, SJ_INTEGER) || is_a (tree, SJ_DECIMAL);
}

const char *
sj_expr_type_words (const SjTree *tree)
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

char *
sj_expr_nearest (const char *const *names, SjSlice name)
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
report_root (SjExprCheck *check, const SjTree *root)
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
  g_autofree char *nearest = sj_expr_nearest ((const char *const *) names, root->name);
  SjDiag *diag = sj_expr_report (check, SJ_SEVERITY_ERROR, "unknown-name", root, _(sentences[root->op]),
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
check_property (SjExprCheck *check, SjTree *root)
{
  g_autofree char *name = g_strndup (root->name.text, root->name.length);
  g_autofree char *nearest = NULL;
  SjDiag *diag;

  sj_expr_set_any (root);
  if (g_strv_contains (properties, name))
    {
      if (g_str_has_suffix (name, "ElapsedTime"))
        sj_expr_set_type (root, SJ_INTEGER);
      else if (!g_str_equal (name, "journeyVersion"))
        sj_expr_set_type (root, SJ_TEXT);
      return;
    }
  nearest = sj_expr_nearest (properties, root->name);
  diag = sj_expr_report (check, SJ_SEVERITY_ERROR, "unknown-property", root,
                 nearest ? _("There is no journey property called “%s”; perhaps %s is meant.")
                         : _("There is no journey property called “%s”."), name, nearest);
  if (nearest != NULL)
    diag->fix = g_strdup (nearest);
  mark_name (diag, root);
}

static void
check_root (SjExprCheck *check, SjTree *root)
{
  const SjShape *shape = NULL;

  for (unsigned i = 0; i < root->n_parts; i++)
    sj_expr_check_tree (check, root->parts[i]);
  if (root->op == SJ_ROOT_PROPERTY)
    check_property (check, root);
  else if (check->env == NULL || check->env->root == NULL ||
           check->env->root (check->env, root->op, root->name, root->group, &shape))
    set_shape (root, shape);
  else
    {
      report_root (check, root);
      sj_expr_set_any (root);
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
check_item (SjExprCheck *check, SjTree *tree)
{
  const SjExprFilter *filter = check->filter;

  while (filter != NULL && filter->kind != tree->op)
    filter = filter->outer;
  sj_expr_set_any (tree);
  if (filter == NULL)
    {
      sj_expr_report (check, SJ_SEVERITY_ERROR, "item-outside",
              tree, _("%s stands for an item of a list and means something only in a condition of "
              "all (…), first (…) or last (…) on such a list."), sj_root_item (tree->op));
      return;
    }
  tree->filter = filter->index;
  if (item_shape (filter->list) != NULL)
    set_shape (tree, item_shape (filter->list));
}

static void
report_field (SjExprCheck *check, SjTree *tree, const SjShape *shape)
{
  size_t count;
  g_autofree const char **names = sj_shape_field_names (shape, &count);
  g_autofree char *nearest = sj_expr_nearest (names, tree->name);
  SjDiag *diag;

  if (nearest == NULL)
    diag = sj_expr_report (check, SJ_SEVERITY_ERROR, "unknown-field", tree,
                           _("There is no field called “%.*s” here."), (int)tree->name.length,
                           tree->name.text);
  else
    {
      diag = sj_expr_report (check, SJ_SEVERITY_ERROR, "unknown-field", tree,
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
check_field (SjExprCheck *check, SjTree *tree)
{
  SjTree *from = tree->parts[0];
  const SjShape *owner, *field;

  sj_expr_check_tree (check, from);
  sj_expr_set_any (tree);
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
  tree->many = from->any || from->many;
  if (from->any && is_filtered (from))
    sj_expr_set_any (tree);
  else if (is_a (from, SJ_LIST) && !field->any)
    {
      const SjShape *item = field->type == SJ_LIST ? field->item : field;    /* flattened one level */

      sj_expr_set_list (tree, item ? item->type : SJ_NULL);
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
check_filter (SjExprCheck *check, SjTree *tree)
{
  SjExprFilter filter = { check->filter, collection_kind (tree->parts[0]),
                          check->filter ? check->filter->index + 1 : 0, tree->parts[0] };
  SjTree *condition = tree->parts[1];

  check->filter = &filter;
  sj_expr_check_tree (check, condition);
  check->filter = filter.outer;
  tree->filter = filter.index;
  if (!may_be (condition, SJ_BOOL))
    sj_expr_report (check, SJ_SEVERITY_ERROR, "type", condition, _("A condition is needed here, but this is %s."),
            sj_expr_type_words (condition));
}

static void
require (SjExprCheck *check, const SjTree *tree, SjType type, const char *sentence)
{
  if (!may_be (tree, type))
    sj_expr_report (check, SJ_SEVERITY_ERROR, "type", tree, sentence, sj_expr_type_words (tree));
}

static void
set_item_of (SjTree *tree, const SjTree *list)
{
  sj_expr_set_any (tree);
  if (item_shape (list) != NULL)
    set_shape (tree, item_shape (list));
  else if (!list->any && list->type == SJ_LIST && list->item_known)
    sj_expr_set_type (tree, list->item);
}

static void
check_step (SjExprCheck *check, SjTree *tree)
{
  SjTree *from = tree->parts[0];

  sj_expr_check_tree (check, from);
  sj_expr_set_any (tree);
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
      else if (from->many && from->type != SJ_LIST)
        sj_expr_set_list (tree, from->type);
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
      sj_expr_check_tree (check, tree->parts[1]);
      require (check, tree->parts[1], SJ_INTEGER, _("at (…) takes a whole number, but this is %s."));
      set_item_of (tree, from);
      break;
    case SJ_STEP_ENTRY:
      require (check, from, SJ_OBJECT, _("entry (…) needs a map, but this is %s."));
      sj_expr_check_tree (check, tree->parts[1]);
      require (check, tree->parts[1], SJ_TEXT, _("entry (…) takes a text, but this is %s."));
      if (from->shape != NULL && from->shape->map)
        set_shape (tree, from->shape->item);
      break;
    case SJ_STEP_FIRST_KEY:
      require (check, from, SJ_OBJECT, _("firstEntryKey () needs a map, but this is %s."));
      sj_expr_set_type (tree, SJ_TEXT);
      break;
    default:
      require (check, from, SJ_OBJECT, _("keys () needs a map, but this is %s."));
      sj_expr_set_list (tree, SJ_TEXT);
      break;
    }
}

static void
check_default (SjExprCheck *check, SjTree *tree)
{
  SjTree *path = tree->parts[0], *fallback = tree->parts[1];
  SjDiag *diag;

  sj_expr_check_tree (check, path);
  sj_expr_check_tree (check, fallback);
  tree->any = path->any;
  tree->type = path->type;
  tree->item = path->item;
  tree->item_known = path->item_known;
  tree->shape = path->shape;
  tree->many = path->many;
  if (path->any || fallback->any || sj_expr_is_null (path) || path->type == fallback->type ||
      sj_expr_is_null (fallback) || (path->many && fallback->type == SJ_LIST))
    return;
  diag = sj_expr_report (check, SJ_SEVERITY_ERROR, "default-type", fallback,
                 _("The default value must be of the field's type, which is %s."), sj_expr_type_words (path));
  if (path->type == SJ_DECIMAL && fallback->kind == SJ_TREE_CONST && fallback->type == SJ_INTEGER)
    diag->fix = g_strdup_printf ("%" G_GINT64_FORMAT ".0", fallback->value.integer);
}

/* Items agree in their type; nulls may stand among them. */
static void
check_list (SjExprCheck *check, SjTree *tree)
{
  const SjTree *first = NULL;
  bool any = false;

  for (unsigned i = 0; i < tree->n_parts; i++)
    {
      SjTree *part = tree->parts[i];

      sj_expr_check_tree (check, part);
      any |= part->any;
      if (part->any || sj_expr_is_null (part))
        continue;
      if (part->type >= SJ_LIST)
        sj_expr_report (check, SJ_SEVERITY_ERROR, "list-item", part,
                        _("A list holds texts, numbers or dates, but this is %s."), sj_expr_type_words (part));
      else if (first == NULL)
        first = part;
      else if (first->type != part->type)
        {
          sj_expr_report (check, SJ_SEVERITY_ERROR, "mixed-list", part,
                  _("All items of a list are of one type: this is %s, the first is %s."), sj_expr_type_words (part),
                  sj_expr_type_words (first));
          break;
        }
    }
  sj_expr_set_type (tree, SJ_LIST);
  if (first != NULL)
    sj_expr_set_list (tree, first->type);
  else
    tree->item_known = !any;    /* only nulls, or nothing */
}

static void
check_logic (SjExprCheck *check, SjTree *tree)
{
  for (unsigned i = 0; i < tree->n_parts; i++)
    {
      sj_expr_check_tree (check, tree->parts[i]);
      require (check, tree->parts[i], SJ_BOOL, _("“and”, “or” and “not” join conditions, but this is %s."));
    }
  sj_expr_set_type (tree, SJ_BOOL);
}

static void
check_order (SjExprCheck *check, SjTree *tree)
{
  SjTree *left = tree->parts[0], *right = tree->parts[1];
  const SjTree *known = left->any || sj_expr_is_null (left) ? right : left;

  sj_expr_set_type (tree, SJ_BOOL);
  for (unsigned i = 0; i < 2; i++)
    {
      const SjTree *part = tree->parts[i], *other = tree->parts[1 - i];

      if (part->any || sj_expr_is_null (part) || is_number (part) || is_time_type (part->type) ||
          part->type == SJ_DURATION)
        continue;
      if (sj_expr_is_date_text (part) && (other->any || is_time_type (other->type)))
        continue;
      sj_expr_report (check, SJ_SEVERITY_ERROR, "type", part,
                      _("Only numbers and dates are larger or smaller than others, but this is %s."),
                      sj_expr_type_words (part));
      return;
    }
  if (left->any || right->any || sj_expr_is_null (left) || sj_expr_is_null (right) ||
      (is_number (left) && is_number (right)) || sj_expr_is_date_text (left) || sj_expr_is_date_text (right))
    ;
  else if (left->type != right->type)
    {
      sj_expr_report (check, SJ_SEVERITY_ERROR, "type", tree, _("%s cannot be compared with %s."),
                      sj_expr_type_words (left), sj_expr_type_words (right));
      return;
    }
  if (is_a (known, SJ_DATE) || is_a (known, SJ_DURATION))
    sj_expr_report (check, SJ_SEVERITY_WARNING, "adobe-order", tree,
            _("Adobe Journey Optimizer does not compare %s in this way; here it works."), sj_expr_type_words (known));
}

static bool
is_addable_time (const SjTree *tree)
{
  return is_a (tree, SJ_MOMENT) || is_a (tree, SJ_LOCAL) || is_a (tree, SJ_DURATION);
}

static void
refuse_operands (SjExprCheck *check, SjTree *tree)
{
  sj_expr_report (check, SJ_SEVERITY_ERROR, "type", tree, _("“%s” cannot join %s and %s."),
                  sj_operator_symbol (tree->op, SJ_EXPRESSION), sj_expr_type_words (tree->parts[0]),
                  sj_expr_type_words (tree->parts[1]));
  sj_expr_set_any (tree);
}

static void
set_number (SjTree *tree, const SjTree *left, const SjTree *right)
{
  if (left->any || right->any || sj_expr_is_null (left) || sj_expr_is_null (right))
    sj_expr_set_any (tree);
  else
    sj_expr_set_type (tree, is_a (left, SJ_INTEGER) && is_a (right, SJ_INTEGER) ? SJ_INTEGER : SJ_DECIMAL);
}

static void
check_add (SjExprCheck *check, SjTree *tree)
{
  SjTree *left = tree->parts[0], *right = tree->parts[1];

  if ((is_a (left, SJ_TEXT) && (right->any || right->type < SJ_LIST)) ||
      (is_a (right, SJ_TEXT) && (left->any || left->type < SJ_LIST)))
    sj_expr_set_type (tree, SJ_TEXT);
  else if (is_addable_time (left) && may_be (right, SJ_DURATION))
    sj_expr_set_type (tree, left->type);
  else if (may_be_number (left) && may_be_number (right))
    set_number (tree, left, right);
  else if ((left->any || sj_expr_is_null (left)) && may_be (right, SJ_DURATION))
    sj_expr_set_any (tree);
  else
    refuse_operands (check, tree);
}

static void
check_arithmetic (SjExprCheck *check, SjTree *tree)
{
  SjTree *left = tree->parts[0], *right = tree->parts[1];

  if (tree->op == SJ_OP_SUB && is_addable_time (left) && may_be (right, SJ_DURATION))
    {
      sj_expr_set_type (tree, left->type);
      sj_expr_report (check, SJ_SEVERITY_WARNING, "adobe-minus", tree,
                      _("Adobe Journey Optimizer does not take a duration away from %s; here it works."),
                      sj_expr_type_words (left));
    }
  else if (tree->op == SJ_OP_SUB && (left->any || sj_expr_is_null (left)) && may_be (right, SJ_DURATION))
    sj_expr_set_any (tree);
  else if (!may_be_number (left) || !may_be_number (right))
    refuse_operands (check, tree);
  else if (tree->op == SJ_OP_MUL && is_number (left) && is_number (right) && left->type != right->type)
    {
      SjTree *whole = is_a (left, SJ_INTEGER) ? left : right;
      SjDiag *diag = sj_expr_report (check, SJ_SEVERITY_ERROR, "mixed-product", tree,
                             _("A whole number and a decimal number cannot be multiplied; make both of one kind "
                             "with toDecimal (…) or toInteger (…)."));

      if (whole->kind == SJ_TREE_CONST)
        {
          diag->start = whole->start;
          diag->end = whole->end;
          diag->fix = g_strdup_printf ("%" G_GINT64_FORMAT ".0", whole->value.integer);
        }
      sj_expr_set_any (tree);
    }
  else
    set_number (tree, left, right);
}

static void
check_binary (SjExprCheck *check, SjTree *tree)
{
  if (tree->op == SJ_OP_AND || tree->op == SJ_OP_OR)
    {
      check_logic (check, tree);
      return;
    }
  sj_expr_check_tree (check, tree->parts[0]);
  sj_expr_check_tree (check, tree->parts[1]);
  if (tree->op == SJ_OP_EQ || tree->op == SJ_OP_NE)
    sj_expr_set_type (tree, SJ_BOOL);
  else if (tree->op >= SJ_OP_LT && tree->op <= SJ_OP_GE)
    check_order (check, tree);
  else if (tree->op == SJ_OP_ADD)
    check_add (check, tree);
  else
    check_arithmetic (check, tree);
}

static void
check_unary (SjExprCheck *check, SjTree *tree)
{
  SjTree *part = tree->parts[0];

  if (tree->op == SJ_OP_NOT)
    {
      check_logic (check, tree);
      return;
    }
  sj_expr_check_tree (check, part);
  sj_expr_set_type (tree, SJ_BOOL);
  if (tree->op == SJ_OP_HAS_NULL)
    require (check, part, SJ_LIST, _("“has null” tests a list, but this is %s."));
  else if (tree->op == SJ_OP_NEG)
    {
      if (!may_be_number (part))
        sj_expr_report (check, SJ_SEVERITY_ERROR, "type", part, _("A minus stands before a number, but this is %s."),
                sj_expr_type_words (part));
      tree->type = part->type;
      tree->any = part->any || !is_number (part);
    }
}

static void
check_if (SjExprCheck *check, SjTree *tree)
{
  SjTree *yes = tree->parts[1], *no = tree->parts[2];

  for (unsigned i = 0; i < 3; i++)
    sj_expr_check_tree (check, tree->parts[i]);
  require (check, tree->parts[0], SJ_BOOL, _("“if” needs a condition, but this is %s."));
  sj_expr_set_any (tree);
  for (unsigned i = 1; i < 3; i++)
    if (is_a (tree->parts[i], SJ_OBJECT))
      sj_expr_report (check, SJ_SEVERITY_ERROR, "type", tree->parts[i], _("“if” cannot give %s."),
                      sj_expr_type_words (tree->parts[i]));
  if (yes->any || no->any || sj_expr_is_null (yes) || sj_expr_is_null (no))
    return;
  if (is_number (yes) && is_number (no) && yes->type != no->type)
    sj_expr_set_type (tree, SJ_DECIMAL);
  else if (yes->type != no->type || (yes->type == SJ_LIST && yes->item_known && no->item_known &&
                                     yes->item != no->item && yes->item != SJ_NULL && no->item != SJ_NULL))
    sj_expr_report (check, SJ_SEVERITY_ERROR, "branch-type", tree,
            _("Both branches must give the same: “then” gives %s, “else” gives %s."), sj_expr_type_words (yes),
            sj_expr_type_words (no));
  else
    {
      sj_expr_set_type (tree, yes->type);
      tree->item = yes->item;
      tree->item_known = yes->item_known && no->item_known;
    }
}

void
sj_expr_check_tree (SjExprCheck *check, SjTree *tree)
{
  switch ((SjTreeKind) tree->kind)
    {
    case SJ_TREE_CONST:
      sj_expr_set_type (tree, tree->value.type);
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
      sj_expr_check_call (check, tree);
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
check_expected (SjExprCheck *check, const SjTree *tree, SjExprType expected)
{
  const SjType *types = expectations[expected].types;

  if (expected == SJ_EXPR_ANY || may_be (tree, types[0]) || may_be (tree, types[1]))
    return;
  if (is_time_type (types[0]) && sj_expr_is_date_text (tree))
    return;
  sj_expr_report (check, SJ_SEVERITY_ERROR, "result-type", tree, _("This must give %s, but it gives %s."),
          sj_expr_type_name (expected), sj_expr_type_words (tree));
}

bool
sj_expr_check (SjArena *arena, SjTree *tree, const SjExprEnv *env, SjExprType expected, SjDiags *diags)
{
  SjExprCheck check = { .arena = arena, .env = env, .diags = diags };
  size_t before = sj_diags_number (diags, SJ_SEVERITY_ERROR);

  sj_expr_check_tree (&check, tree);
  if (sj_diags_number (diags, SJ_SEVERITY_ERROR) == before)
    check_expected (&check, tree, expected);
  return sj_diags_number (diags, SJ_SEVERITY_ERROR) == before;
}
