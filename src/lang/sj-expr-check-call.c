/* sj-expr-check-call.c -- the arguments of functions against their signatures.
 *
 * A call fits when its arguments fit one alternative of the signature.  What is
 * not known before it runs fits everything; where several alternatives remain that
 * give different types, the call's type is not known either.
 */
#include "lang/sj-expr-check-private.h"

#include "base/sj-time.h"
#include "lang/sj-regex.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One alternative of a signature, argument by argument. */
typedef struct
{
  const char *at;
  char bound;               /* the type that t or e stands for in this call; 0: open */
  bool settled;             /* all arguments had their say in it */
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
    case 'p':
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

/* Beside a date, the text of a field is read as a date where t or e stands: so it
 * fits as long as that is open, and later where a date was found. */
static bool
is_date_beside (const Signature *signature, char parameter, const SjTree *argument, SjType type)
{
  return argument->field && type == SJ_TEXT && (parameter == 't' || parameter == 'e') &&
         (!signature->settled || (signature->bound != '\0' && strchr ("DLT", signature->bound) != NULL));
}

static bool
argument_fits (Signature *signature, const SjTree *argument)
{
  char parameter = *signature->at;
  SjType item;

  if (parameter == '[')
    {
      if (argument->any || sj_expr_is_null (argument))
        return true;
      if (argument->type != SJ_LIST && !argument->many)
        return false;
      if (argument->type == SJ_LIST && (!argument->item_known || argument->item == SJ_NULL))
        return true;
      item = argument->type == SJ_LIST ? argument->item : argument->type;
      return is_date_beside (signature, signature->at[1], argument, item) ||
             letter_accepts (signature, signature->at[1], letter_of (item));
    }
  if (argument->any || sj_expr_is_null (argument))
    return true;
  if (strchr ("DLT", parameter) && sj_expr_is_date_text (argument))
    return true;
  return is_date_beside (signature, parameter, argument, argument->type) ||
         letter_accepts (signature, parameter, letter_of (argument->type));
}

static const char *
behind_parameter (const char *at)
{
  at += *at == '[' ? 3 : 1;
  return at;
}

static bool
arguments_fit (const SjTree *call, Signature *signature, const char **result)
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

/* Whether the arguments fit the alternative at `at`; where its result stands. */
static bool
alternative_fits (const SjTree *call, Signature *signature, const char **result)
{
  Signature open = *signature;

  if (!arguments_fit (call, &open, result))
    return false;
  signature->bound = open.bound;
  signature->settled = true;
  return arguments_fit (call, signature, result);
}

static void
set_result (SjTree *call, char letter, char item, char bound)
{
  SjType type;

  if (letter == 't' || letter == 'e')
    letter = bound;
  if (item == 't' || item == 'e')
    item = bound;
  sj_expr_set_any (call);
  if (letter == '[')
    {
      sj_expr_set_type (call, SJ_LIST);
      if (item == 'o' || item == 'x')
        call->shape = call->n_parts > 0 ? call->parts[0]->shape : NULL;
      if (type_of_letter (item, &type))
        sj_expr_set_list (call, type);
    }
  else if (type_of_letter (letter, &type))
    sj_expr_set_type (call, type);
}

static char *
describe_call (const SjTree *call)
{
  GString *text = g_string_new (NULL);

  for (unsigned i = 0; i < call->n_parts; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", sj_expr_type_words (call->parts[i]));
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
check_zone (SjExprCheck *check, const SjTree *part)
{
  const SjTree *zone = zone_literal (part);

  if (zone == NULL)
    sj_expr_report (check, SJ_SEVERITY_ERROR, "not-literal", part,
            _("A time zone in quotation marks must stand here, such as \"Europe/Paris\"."));
  else if (sj_zone_find (zone->value.text, zone->value.length) == NULL)
    sj_expr_report (check, SJ_SEVERITY_ERROR, "unknown-zone", zone, _("There is no time zone called “%.*s”."),
            (int) zone->value.length, zone->value.text);
}

/* A regular expression that is written out and cannot be one. */
static void
check_pattern (SjExprCheck *check, const SjTree *part)
{
  g_autofree char *problem = NULL;
  size_t offset;

  if (part->kind == SJ_TREE_CONST && part->value.type == SJ_TEXT &&
      !sj_regex_check (part->value.text, part->value.length, &problem, &offset))
    sj_expr_report (check, SJ_SEVERITY_ERROR, "pattern", part, _("This is not a regular expression: %s."), problem);
}

static void
check_literals (SjExprCheck *check, const SjTree *call)
{
  bool unclear = call->n_parts == 2;

  for (unsigned i = 0; i < call->n_parts; i++)
    {
      const SjTree *part = call->parts[i];
      char letter = sj_builtin_parameter (call->function, call->n_parts, i);

      unclear &= letter == '\0';
      if (letter == 'c' && !(part->kind == SJ_TREE_CONST && part->value.type == SJ_TEXT))
        sj_expr_report (check, SJ_SEVERITY_ERROR, "not-literal", part,
                        _("A name in quotation marks must stand here."));
      else if (letter == 'z')
        check_zone (check, part);
      else if (letter == 'p')
        check_pattern (check, part);
    }
  if (unclear && strchr (call->function->signature, 'z') != NULL)    /* toDateTime: zone first, or last */
    check_zone (check, call->parts[!zone_literal (call->parts[0]) && zone_literal (call->parts[1])]);
}

static void
check_audience (SjExprCheck *check, const SjTree *call)
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
  nearest = sj_expr_nearest ((const char *const *) names, (SjSlice) { name->value.text, name->value.length });
  diag = sj_expr_report (check, SJ_SEVERITY_ERROR, "unknown-audience", name,
                 nearest ? _("There is no audience called “%.*s”; perhaps “%s” is meant.")
                         : _("There is no audience called “%.*s”."),
                 (int) name->value.length, name->value.text, nearest);
  if (nearest != NULL)
    diag->fix = g_strdup_printf ("\"%s\"", nearest);
}

static void
check_arguments (SjExprCheck *check, SjTree *call)
{
  const SjBuiltin *function = call->function;
  const char *alternative = function->signature;
  unsigned fitting = 0;
  g_autofree char *given = NULL;

  for (; alternative != NULL; alternative = strchr (alternative, '|'))
    {
      Signature signature = { alternative + (*alternative == '|'), '\0', false };
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
            sj_expr_set_any (call);
          if (other.item_known != call->item_known || other.item != call->item)
            call->item_known = false;
        }
    }
  if (fitting > 0)
    return;
  sj_expr_set_any (call);
  given = describe_call (call);
  sj_expr_report (check, SJ_SEVERITY_ERROR, "argument-type", call, _("%s cannot be used with %s."),
                  function->name, given);
}

/* A date that is written out has the type that it looks like. */
static void
type_date (SjExprCheck *check, SjTree *call)
{
  const SjTree *text = call->parts[0];
  SjValue date;

  if (text->kind != SJ_TREE_CONST || text->value.type != SJ_TEXT)
    return;
  date = sj_time_parse (check->arena, text->value.text, text->value.length);
  if (date.type != SJ_NULL)
    sj_expr_set_type (call, date.type);
}

void
sj_expr_check_call (SjExprCheck *check, SjTree *call)
{
  const SjBuiltin *function = call->function;

  for (unsigned i = 0; i < call->n_parts; i++)
    sj_expr_check_tree (check, call->parts[i]);
  sj_expr_set_any (call);
  if (function->alias_of != NULL)
    {
      SjDiag *diag = sj_expr_report (check, SJ_SEVERITY_HINT, "former-name", call, _("%s is now called %s."),
                                     function->name, function->alias_of);

      diag->end = call->start + (uint32_t) strlen (function->name);
      diag->fix = g_strdup (function->alias_of);
    }
  if (!sj_builtin_accepts (function, call->n_parts))
    {
      sj_expr_report (check, SJ_SEVERITY_ERROR, "argument-count", call,
              function->least == function->most
                  ? ngettext ("%s takes %u value between its parentheses.",
                              "%s takes %u values between its parentheses.", function->least)
                  : _("%s takes another number of values between its parentheses (at least %u)."),
              function->name, function->least);
      return;
    }
  check_literals (check, call);
  check_arguments (check, call);
  if (g_str_equal (function->name, "date"))
    type_date (check, call);
  if (g_str_equal (function->alias_of ? function->alias_of : function->name, "inAudience"))
    check_audience (check, call);
}
