/* sj-expr-reference.c -- references to data: @event{…}, #{…}, @action{…} and their kin.
 *
 * A reference ends at its own brace.  Names such as first and all are fields
 * like others unless a parenthesis follows.
 */
#include "lang/sj-expr-parse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static bool
parse_segment (SjParse *parse, SjSlice *name)
{
  char c = sj_parse_peek (parse);
  size_t start = parse->at;

  if (c == '"' || c == '\'')
    return sj_parse_quoted (parse, name);
  if (!sj_parse_is_name_start (c))
    {
      sj_parse_fail (parse, "missing-name", start,
                     _("A field name is missing here; names with other characters than letters, digits, - and _ "
                       "stand in quotation marks."));
      return false;
    }
  while (parse->at < parse->length && (sj_parse_is_name_part (parse->text[parse->at]) || parse->text[parse->at] == '-'))
    parse->at++;
  *name = (SjSlice) { parse->text + start, parse->at - start };
  return true;
}

/* all (…), first (…), at (…): what only a parenthesis tells from a field. */
static SjTree *
parse_step (SjParse *parse, SjTree *from, SjStepKind step, size_t start)
{
  static const struct { unsigned least, most; } counts[SJ_N_STEPS] = {
    [SJ_STEP_ALL] = { 0, 1 }, [SJ_STEP_FIRST] = { 0, 1 }, [SJ_STEP_LAST] = { 0, 1 },
    [SJ_STEP_AT] = { 1, 1 }, [SJ_STEP_ENTRY] = { 1, 1 }, [SJ_STEP_FIRST_KEY] = { 0, 0 }, [SJ_STEP_KEYS] = { 0, 0 },
  };
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  SjTree *tree;

  g_ptr_array_add (parts, from);
  if (!sj_parse_enter (parse) || !sj_parse_arguments (parse, ')', parts))
    return NULL;
  parse->depth--;
  if (parts->len - 1 < counts[step].least || parts->len - 1 > counts[step].most)
    {
      sj_parse_report (parse, SJ_SEVERITY_ERROR, "argument-count", start,
                       counts[step].most == 0   ? _("%s () takes nothing between its parentheses.")
                       : counts[step].least > 0 ? _("%s (…) needs one value between its parentheses.")
                                                : _("%s (…) takes one condition at most."),
                       sj_step_name (step));
      return NULL;
    }
  tree = sj_tree_new (parse->arena, SJ_TREE_STEP, from->start, parse->at);
  tree->op = step;
  tree->field = true;
  sj_tree_set_parts (parse->arena, tree, parts);
  return tree;
}

/* { "." (collection | segment) } */
SjTree *
sj_parse_access (SjParse *parse, SjTree *from)
{
  while (sj_parse_accept (parse, "."))
    {
      size_t start;
      bool quoted = strchr ("\"'", sj_parse_peek (parse)) != NULL && sj_parse_peek (parse) != '\0';
      SjSlice name;
      SjStepKind step;

      start = parse->at;
      if (!parse_segment (parse, &name))
        return NULL;
      if (!quoted && sj_step_from_name (name.text, name.length, &step) && sj_parse_accept (parse, "("))
        from = parse_step (parse, from, step, start);
      else
        {
          from = sj_tree_new_with (parse->arena, SJ_TREE_FIELD, from->start, parse->at, 1, from);
          from->name = name;
          from->name_start = (uint32_t) start;
          from->name_end = (uint32_t) parse->at;
          from->field = true;
        }
      if (from == NULL)
        return NULL;
    }
  return from;
}

static bool
parse_param (SjParse *parse, GPtrArray *parts, GArray *names)
{
  SjSlice name;
  SjTree *value;

  if (!parse_segment (parse, &name))
    return false;
  if (!sj_parse_accept (parse, ":"))
    {
      sj_parse_fail (parse, "missing-colon", parse->at, _("A colon must follow the parameter's name."));
      return false;
    }
  value = sj_parse_expression (parse);
  if (value == NULL)
    return false;
  g_ptr_array_add (parts, value);
  g_array_append_val (names, name);
  return true;
}

/* params: { name: expression, … } */
static bool
parse_params (SjParse *parse, SjTree *root)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (SjSlice));

  if (!sj_parse_accept (parse, "{"))
    {
      sj_parse_fail (parse, "missing-open", parse->at, _("The parameters stand between { and }."));
      return false;
    }
  if (!sj_parse_accept (parse, "}"))
    {
      do
        if (!parse_param (parse, parts, names))
          return false;
      while (sj_parse_accept (parse, ","));
      if (!sj_parse_accept (parse, "}"))
        {
          sj_parse_fail (parse, "missing-close", parse->at, _("A comma or } is missing behind the parameter."));
          return false;
        }
    }
  sj_tree_set_parts (parse->arena, root, parts);
  root->names = sj_arena_dup (parse->arena, names->data, names->len * sizeof (SjSlice));
  return true;
}

static bool
parse_option (SjParse *parse, SjTree *root, SjTree **fallback)
{
  size_t start;
  bool params;

  sj_parse_skip_blanks (parse);
  start = parse->at;
  params = sj_parse_accept_word (parse, "params");
  if (!params && !sj_parse_accept_word (parse, "defaultValue"))
    {
      sj_parse_fail (parse, "unknown-option", start, _("Only defaultValue or params may stand behind the comma."));
      return false;
    }
  if (!sj_parse_accept (parse, ":"))
    {
      sj_parse_fail (parse, "missing-colon", parse->at, _("A colon is missing here."));
      return false;
    }
  if (params)
    {
      if (root->op == SJ_ROOT_SOURCE)
        return parse_params (parse, root);
      sj_parse_fail (parse, "no-params", start, _("Only data sources, #{…}, take parameters."));
      return false;
    }
  *fallback = sj_parse_expression (parse);
  if (*fallback != NULL)
    sj_parse_warn_bare_call (parse, *fallback);
  return *fallback != NULL;
}

/* Behind the opening brace of a reference. */
static SjTree *
parse_reference (SjParse *parse, SjRootKind kind, size_t start)
{
  SjTree *root = sj_tree_new (parse->arena, SJ_TREE_ROOT, start, parse->at);
  SjTree *path, *fallback = NULL;

  if (!sj_parse_enter (parse))
    return NULL;
  root->op = kind;
  root->field = true;
  sj_parse_peek (parse);
  root->name_start = (uint32_t) parse->at;
  if (!parse_segment (parse, &root->name))
    return NULL;
  root->name_end = root->end = (uint32_t) parse->at;
  if (kind == SJ_ROOT_SOURCE)
    {
      if (!sj_parse_accept (parse, "."))
        return sj_parse_fail (parse, "missing-group", parse->at,
                              _("A data source is followed by a point and one of its field groups: "
                                "#{Source.Group.field}."));
      if (!parse_segment (parse, &root->group))
        return NULL;
      root->end = (uint32_t) parse->at;
    }
  path = sj_parse_access (parse, root);
  while (path != NULL && sj_parse_accept (parse, ","))
    {
      if (kind == SJ_ROOT_PROPERTY)
        return sj_parse_fail (parse, "no-options", parse->at - 1, _("A journey property, ${…}, takes no options."));
      if (!parse_option (parse, root, &fallback))
        return NULL;
    }
  if (path == NULL)
    return NULL;
  if (!sj_parse_accept (parse, "}"))
    return sj_parse_fail (parse, "missing-close", parse->at, _("This reference is not closed with }."));
  parse->depth--;
  path->end = (uint32_t) parse->at;
  if (fallback == NULL)
    return path;
  path = sj_tree_new_with (parse->arena, SJ_TREE_DEFAULT, start, parse->at, 2, path, fallback);
  path->field = true;
  return path;
}

static SjTree *
refuse_reference (SjParse *parse, size_t start)
{
  if (sj_parse_accept (parse, "#@action"))
    {
      SjTree *none = sj_parse_fail (parse, "unknown-reference", start,
                                    _("A response is written @action{…}, without #."));

      sj_parse_last_diag (parse)->fix = g_strdup ("@action");
      return none;
    }
  if (sj_parse_accept (parse, "@profile"))
    return sj_parse_fail (parse, "unknown-reference", start,
                          _("A profile's field is read through a data source: "
                            "#{ExperiencePlatform.ProfileFieldGroup.profile.…}."));
  parse->at++;
  return sj_parse_fail (parse, "unknown-reference", start,
                        _("A reference is written @event{…}, #{…}, @action{…}, @datasetLookup{…} or ${…}."));
}

SjTree *
sj_parse_reference (SjParse *parse)
{
  static const struct { const char *prefix; SjRootKind kind; } forms[] = {
    { "@event", SJ_ROOT_EVENT },          { "@action", SJ_ROOT_ACTION },
    { "@datasetLookup", SJ_ROOT_LOOKUP }, { "@datasetlookup", SJ_ROOT_LOOKUP },
    { "@", SJ_ROOT_EVENT },               { "#", SJ_ROOT_SOURCE },
    { "$", SJ_ROOT_PROPERTY },
  };
  size_t start = parse->at;

  for (size_t i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      parse->at = start;
      if (sj_parse_accept (parse, forms[i].prefix) && sj_parse_accept (parse, "{"))
        return parse_reference (parse, forms[i].kind, start);
    }
  parse->at = start;
  return refuse_reference (parse, start);
}
