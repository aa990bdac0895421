/* sj-template-arg.c -- what stands inside a tag: arguments, block parameters,
 * and the name=value pairs of helpers.
 *
 * In {{ }} a text that is completely a path is a path, hyphens included;
 * anything else is PQL.  Helpers take literals and paths only.
 */
#include "lang/sj-pql-lex.h"
#include "lang/sj-pql-parse.h"
#include "lang/sj-template-private.h"

#include "base/sj-number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static bool
is_text (const char *text, size_t start, size_t end, const char *word)
{
  return end - start == strlen (word) && memcmp (text + start, word, end - start) == 0;
}

/* true, false, null or a number. */
static bool
read_literal (const char *text, size_t start, size_t end, SjValue *value)
{
  bool whole;
  int64_t integer;
  double decimal;

  if (is_text (text, start, end, "true") || is_text (text, start, end, "false"))
    *value = sj_value_bool (end - start == 4);
  else if (is_text (text, start, end, "null"))
    *value = sj_null;
  else if (end > start && (g_ascii_isdigit (text[start]) || text[start] == '-') &&
           sj_number_parse (text + start, end - start, &whole, &integer, &decimal))
    *value = whole ? sj_value_integer (integer) : sj_value_decimal (decimal);
  else
    return false;
  return true;
}

/* "next", "last" and "this" as fields. */
static void
warn_reserved (const SjPath *path, SjDiags *diags)
{
  static const char *const words[] = { "next", "last", "this" };

  for (uint32_t i = 1; i < path->n_segments; i++)
    for (size_t j = 0; j < G_N_ELEMENTS (words); j++)
      {
        const SjPathSegment *segment = &path->segments[i];
        SjDiag *diag;

        if (segment->quoted || segment->name.length != 4 || memcmp (segment->name.text, words[j], 4) != 0 ||
            sj_diags_count (diags) > SJ_PQL_WARNINGS)
          continue;
        diag = sj_diags_add (diags, SJ_SEVERITY_WARNING, "reserved", segment->start, segment->end,
                             _("AJO needs backticks around a field called “%s”."), words[j]);
        diag->fix = g_strdup_printf ("`%s`", words[j]);
      }
}

bool
sj_template_parse_arg (SjArena *arena, const char *text, size_t start, size_t end, bool percent, bool literals,
                       SjTemplateArg *arg, SjDiags *diags)
{
  SjValue value;

  *arg = (SjTemplateArg) { .start = start, .end = end };
  if (!percent && literals && read_literal (text, start, end, &value))
    arg->tree = sj_tree_const (arena, value, start, end);
  else if (!percent && (arg->path = sj_template_path (arena, text, start, end)) != NULL)
    warn_reserved (arg->path, diags);
  else
    {
      arg->tree = sj_pql_parse (arena, text, start, end, diags);
      if (!percent && arg->tree != NULL && sj_diags_count (diags) <= SJ_PQL_WARNINGS)
        sj_diags_add (diags, SJ_SEVERITY_WARNING, "pql-in-braces", start, end,
                      _("AJO takes only a path between {{ and }}; an expression belongs between {%% and %%}."));
    }
  return arg->path != NULL || arg->tree != NULL;
}

static bool
take_param (const char *text, size_t *at, size_t end, SjSlice *name)
{
  size_t from;

  while (*at < end && sj_template_is_blank (text[*at]))
    (*at)++;
  from = *at;
  while (*at < end && sj_template_is_ident_byte (text[*at]))
    (*at)++;
  *name = (SjSlice) { text + from, *at - from };
  return *at > from;
}

/* Where " as |" begins, which must lead to the bar at `bar`. */
static bool
find_as (const char *text, size_t from, size_t bar, size_t *as)
{
  size_t at = bar;

  while (at > from && sj_template_is_blank (text[at - 1]))
    at--;
  if (at < from + 2 || memcmp (text + at - 2, "as", 2) != 0)
    return false;
  at -= 2;
  if (at == from || (sj_template_is_ident_byte (text[at - 1])))
    return false;
  while (at > from && sj_template_is_blank (text[at - 1]))
    at--;
  *as = at;
  return true;
}

bool
sj_template_parse_params (const char *text, size_t from, size_t *to, SjSlice params[2], SjDiags *diags)
{
  size_t end = *to;
  size_t bar, as, at;

  params[0] = params[1] = (SjSlice) { NULL, 0 };
  if (end == from || text[end - 1] != '|')
    return true;
  for (bar = end - 1; bar > from && text[bar - 1] != '|';)
    bar--;
  if (bar == from || !find_as (text, from, bar - 1, &as))
    {
      sj_diags_add (diags, SJ_SEVERITY_ERROR, "block-params", from, end,
                    _("Names for the item and its position are written “as |item index|”."));
      return false;
    }
  at = bar;
  *to = as;
  if (take_param (text, &at, end - 1, &params[0]))
    take_param (text, &at, end - 1, &params[1]);
  while (at < end - 1 && sj_template_is_blank (text[at]))
    at++;
  if (params[0].length > 0 && at == end - 1)
    return true;
  sj_diags_add (diags, SJ_SEVERITY_ERROR, "block-params", bar - 1, end,
                _("One or two names are expected between the bars."));
  return false;
}

/* -- Helpers ---------------------------------------------------------------- */

typedef struct
{
  SjArena *arena;
  const char *text;
  size_t at;
  size_t end;
  SjDiags *diags;
} Reader;

static void
skip_blanks (Reader *reader)
{
  while (reader->at < reader->end && sj_template_is_blank (reader->text[reader->at]))
    reader->at++;
}

static bool
fail (Reader *reader, size_t start, size_t end, const char *sentence)
{
  sj_diags_add (reader->diags, SJ_SEVERITY_ERROR, "helper-argument", start, end, "%s", sentence);
  return false;
}

static bool
read_quoted (Reader *reader, SjHelperArg *arg)
{
  char quote = reader->text[reader->at++];
  size_t from = reader->at;

  for (; reader->at < reader->end; reader->at++)
    {
      if (reader->text[reader->at] == '\\')
        reader->at++;
      else if (reader->text[reader->at] == quote)
        {
          arg->value = sj_pql_unescape (reader->arena, reader->text + from, reader->at - from);
          arg->value_end = ++reader->at;
          return true;
        }
    }
  reader->at = reader->end;
  return fail (reader, from - 1, reader->end, _("The closing quote of this text is missing."));
}

/* Up to the next blank or =, but for those in brackets or backticks. */
static void
skip_bare (Reader *reader)
{
  for (; reader->at < reader->end; reader->at++)
    {
      char c = reader->text[reader->at];
      const char *close = NULL;

      if (sj_template_is_blank (c) || c == '=')
        return;
      if (c == '[' || c == '`')
        close = memchr (reader->text + reader->at + 1, c == '[' ? ']' : '`', reader->end - reader->at - 1);
      if (close != NULL)
        reader->at = (size_t) (close - reader->text);
    }
}

static bool
read_value (Reader *reader, SjHelperArg *arg)
{
  skip_blanks (reader);
  arg->value_start = arg->value_end = reader->at;
  if (reader->at >= reader->end)
    return fail (reader, arg->start, reader->end, _("A value is missing behind the =."));
  if (reader->text[reader->at] == '"' || reader->text[reader->at] == '\'')
    return read_quoted (reader, arg);

  skip_bare (reader);
  arg->value_end = reader->at;
  if (read_literal (reader->text, arg->value_start, arg->value_end, &arg->value))
    return true;
  arg->path = sj_template_path (reader->arena, reader->text, arg->value_start, arg->value_end);
  if (arg->path != NULL)
    return true;
  return fail (reader, arg->value_start, arg->value_end,
               _("Helpers take texts, numbers and paths; for anything else set a variable first with "
                 "{% let name = … %}."));
}

static bool
is_arg_name (const char *text, size_t start, size_t end)
{
  for (size_t i = start; i < end; i++)
    if (!sj_template_is_ident_byte (text[i]) && text[i] != '.')
      return false;
  return end > start;
}

static bool
read_arg (Reader *reader, SjHelperArg *arg)
{
  size_t start = reader->at;
  size_t behind;

  *arg = (SjHelperArg) { .start = start };
  skip_bare (reader);
  behind = reader->at;
  skip_blanks (reader);
  if (reader->at < reader->end && reader->text[reader->at] == '=' && is_arg_name (reader->text, start, behind))
    {
      arg->name = (SjSlice) { reader->text + start, behind - start };
      reader->at++;
    }
  else
    reader->at = start;
  if (!read_value (reader, arg))
    return false;
  if (reader->at == start)
    return fail (reader, start, start + 1, _("A name is missing before the =."));
  arg->end = reader->at;
  return true;
}

static const SjHelperParam *
find_param (const SjHelper *helper, const SjHelperArg *arg)
{
  for (unsigned i = 0; i < SJ_HELPER_PARAMS && helper->params[i].name != NULL; i++)
    {
      const SjHelperParam *param = &helper->params[i];
      bool named = !(param->flags & SJ_PARAM_POSITION);

      if (arg->name.length == 0 ? !named
                                : (named && strlen (param->name) == arg->name.length &&
                                   memcmp (param->name, arg->name.text, arg->name.length) == 0))
        return param;
    }
  return NULL;
}

static bool
has_prefix (const SjHelper *helper, SjSlice name)
{
  for (unsigned i = 0; i < G_N_ELEMENTS (helper->prefixes) && helper->prefixes[i] != NULL; i++)
    {
      size_t length = strlen (helper->prefixes[i]);

      if (name.length > length && memcmp (name.text, helper->prefixes[i], length) == 0)
        return true;
    }
  return false;
}

static bool
report_unknown (Reader *reader, const SjHelper *helper, const SjHelperArg *arg)
{
  g_autofree char *name = g_strndup (arg->name.text, arg->name.length);
  const char *names[SJ_HELPER_PARAMS];
  unsigned count = 0;
  const char *meant;
  SjDiag *diag;

  if (arg->name.length == 0)
    return fail (reader, arg->start, arg->end, _("A name and = are missing before this value."));
  for (unsigned i = 0; i < SJ_HELPER_PARAMS && helper->params[i].name != NULL; i++)
    if (!(helper->params[i].flags & SJ_PARAM_POSITION))
      names[count++] = helper->params[i].name;
  meant = sj_nearest (name, names, count);
  diag = sj_diags_add (reader->diags, SJ_SEVERITY_ERROR, "helper-argument", arg->start,
                       arg->start + arg->name.length, _("“%s” has no argument “%s”; it takes %s."),
                       helper->info.name, name, helper->info.usage);
  diag->fix = g_strdup (meant);
  return false;
}

/* Quoted "true" is what people write where a yes or no is wanted. */
static bool
check_boolean (Reader *reader, SjHelperArg *arg)
{
  if (arg->path == NULL && arg->value.type == SJ_BOOL)
    return true;
  if (arg->path == NULL && sj_value_is_text (arg->value, SJ_SLICE ("true")))
    arg->value = sj_value_bool (true);
  else if (arg->path == NULL && sj_value_is_text (arg->value, SJ_SLICE ("false")))
    arg->value = sj_value_bool (false);
  else
    return fail (reader, arg->value_start, arg->value_end, _("Only true or false may stand here."));
  return true;
}

static bool
check_result (Reader *reader, SjHelperArg *arg, SjTemplateNode *node)
{
  SjSlice name = { arg->value.text, arg->value.length };

  if (arg->path != NULL && arg->path->kind == SJ_PATH_NAME && arg->path->n_segments == 1 && arg->path->up == 0)
    {
      name = arg->path->segments[0].name;
      if (sj_diags_count (reader->diags) <= SJ_PQL_WARNINGS)
        sj_diags_add (reader->diags, SJ_SEVERITY_WARNING, "helper-argument", arg->value_start, arg->value_end,
                      _("AJO needs quotes around the name of the result."))
            ->fix = g_strdup_printf ("\"%.*s\"", (int) name.length, name.text);
    }
  else if (arg->path != NULL || arg->value.type != SJ_TEXT)
    return fail (reader, arg->value_start, arg->value_end, _("The name of a variable is expected here, in quotes."));
  for (size_t i = 0; i < name.length; i++)
    if (!sj_template_is_ident_byte (name.text[i]))
      return fail (reader, arg->value_start, arg->value_end, _("This is no name for a variable."));
  if (name.length == 0)
    return fail (reader, arg->value_start, arg->value_end, _("The name of the variable is missing."));
  node->name = name;
  return true;
}

/* What AJO calls an integration is a custom action here; samples name it so. */
static void
take_other_name (Reader *reader, SjHelperArg *arg, const SjHelper *helper)
{
  if (!g_str_equal (helper->info.name, "externalDataLookup") || !sj_slice_is (arg->name, "integrationName"))
    return;
  arg->name = SJ_SLICE ("actionId");
  if (sj_diags_count (reader->diags) <= SJ_PQL_WARNINGS)
    sj_diags_add (reader->diags, SJ_SEVERITY_WARNING, "helper-argument", arg->start,
                  arg->start + strlen ("integrationName"), _("This is read as the name of a custom action."))
        ->fix = g_strdup ("actionId");
}

static bool
check_arg (Reader *reader, SjHelperArg *arg, SjTemplateNode *node, unsigned *seen)
{
  const SjHelperParam *param;
  unsigned bit;

  take_other_name (reader, arg, node->helper);
  param = find_param (node->helper, arg);
  if (param == NULL)
    return has_prefix (node->helper, arg->name) || report_unknown (reader, node->helper, arg);
  bit = 1u << (param - node->helper->params);
  if (*seen & bit)
    return fail (reader, arg->start, arg->end, _("This argument stands here twice."));
  *seen |= bit;
  if (param->flags & SJ_PARAM_RESULT)
    return check_result (reader, arg, node);
  if (param->flags & SJ_PARAM_BOOLEAN)
    return check_boolean (reader, arg);
  if ((param->flags & SJ_PARAM_LITERAL) && arg->path != NULL)
    return fail (reader, arg->value_start, arg->value_end, _("Only a text in quotes may stand here."));
  return true;
}

static bool
check_missing (Reader *reader, const SjHelper *helper, unsigned seen, size_t start)
{
  for (unsigned i = 0; i < SJ_HELPER_PARAMS && helper->params[i].name != NULL; i++)
    if ((helper->params[i].flags & SJ_PARAM_REQUIRED) && !(seen & (1u << i)))
      {
        sj_diags_add (reader->diags, SJ_SEVERITY_ERROR, "helper-argument", start, reader->end,
                      _("“%s” needs “%s”; it takes %s."), helper->info.name, helper->params[i].name,
                      helper->info.usage);
        return false;
      }
  return true;
}

bool
sj_template_parse_helper (SjArena *arena, const char *text, size_t start, size_t end, SjTemplateNode *node,
                          SjDiags *diags)
{
  g_autoptr (GArray) args = g_array_new (FALSE, FALSE, sizeof (SjHelperArg));
  Reader reader = { arena, text, start, end, diags };
  unsigned seen = 0;

  for (skip_blanks (&reader); reader.at < reader.end; skip_blanks (&reader))
    {
      SjHelperArg arg;

      if (!read_arg (&reader, &arg) || !check_arg (&reader, &arg, node, &seen))
        return false;
      g_array_append_val (args, arg);
    }
  node->n_args = args->len;
  node->args = sj_arena_dup (arena, args->data, args->len * sizeof (SjHelperArg));
  return check_missing (&reader, node->helper, seen, MIN (node->start, start));
}
