/* sj-expr-complete.c -- what may stand at the cursor of a journey expression.
 *
 * An expression that is being written does not parse, so this reads it up to the
 * cursor with its own small reader: quotes, references, parentheses.  What
 * matters is only where the cursor is: in a path, in a name in quotes, or where
 * a value may begin.
 */
#include "lang/sj-complete.h"
#include "lang/sj-expr.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEEPEST 64

/* Where a path stands: nothing, a name of its beginning, or a shape. */
typedef struct
{
  bool active;
  bool item;                  /* begins with currentEventField and the like */
  SjRootKind kind;
  unsigned segments;          /* finished ones */
  SjSlice name;               /* of the event, the source, … */
  SjSlice group;
  const SjShape *shape;       /* behind the finished segments; NULL: unknown */
  size_t word;                /* where the unfinished segment begins */
} Path;

typedef struct
{
  bool reference;             /* between the braces of @event{…}, outside of a condition */
  Path path;
  const SjShape *list;        /* of a condition in a path: what it filters */
  SjRootKind list_kind;
  bool filter;
  bool audience;              /* the parentheses of inAudience () */
  const SjShape *left;        /* of the field that was read last */
} Level;

typedef struct
{
  const char *text;
  size_t cursor;
  const SjExprEnv *env;
  Level levels[DEEPEST];
  unsigned depth;
  size_t at;
  bool in_quotes;
  size_t quoted;              /* where the open quote's content begins */
  GPtrArray *out;
} Read;

static Level *
top (Read *read)
{
  return &read->levels[read->depth];
}

static const SjShape *
root_shape (Read *read, const Path *path)
{
  const SjShape *shape = NULL;

  if (read->env == NULL || read->env->root == NULL ||
      !read->env->root (read->env, path->kind, path->name, path->group, &shape))
    return NULL;
  return shape;
}

static const SjShape *
item_shape (Read *read, SjRootKind kind)
{
  for (unsigned i = read->depth + 1; i-- > 0;)
    if (read->levels[i].filter && read->levels[i].list_kind == kind)
      {
        const SjShape *list = read->levels[i].list;

        return list && list->type == SJ_LIST ? list->item : list;
      }
  return NULL;
}

/* A finished segment: a name of the beginning, or one field further. */
static void
finish_segment (Read *read, SjSlice name)
{
  Path *path = &top (read)->path;
  unsigned names = path->item ? 0 : path->kind == SJ_ROOT_SOURCE ? 2 : 1;

  if (path->segments < names)
    {
      if (path->segments == 0)
        path->name = name;
      else
        path->group = name;
      if (path->segments + 1 == names)
        path->shape = root_shape (read, path);
    }
  else
    path->shape = sj_shape_field (path->shape, name.text, name.length);
  path->segments++;
}

static void
push (Read *read)
{
  if (read->depth + 1 < DEEPEST)
    read->depth++;
  *top (read) = (Level) { 0 };
}

static void
pop (Read *read)
{
  if (read->depth > 0)
    read->depth--;
}

static bool
is_segment_part (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-';
}

static size_t
word_end (Read *read, size_t at, bool segment)
{
  while (at < read->cursor && (g_ascii_isalnum (read->text[at]) || read->text[at] == '_' ||
                               (segment && is_segment_part (read->text[at]))))
    at++;
  return at;
}

static bool
next_is (Read *read, size_t at, char c)
{
  while (at < read->cursor && g_ascii_isspace (read->text[at]))
    at++;
  return at < read->cursor && read->text[at] == c;
}

/* @event{ and the others, at this place: where their content begins, or 0. */
static size_t
begins_reference (Read *read, SjRootKind *kind)
{
  static const struct { const char *prefix; SjRootKind kind; } forms[] = {
    { "@event{", SJ_ROOT_EVENT },          { "@action{", SJ_ROOT_ACTION }, { "@datasetLookup{", SJ_ROOT_LOOKUP },
    { "@datasetlookup{", SJ_ROOT_LOOKUP }, { "@{", SJ_ROOT_EVENT },        { "#{", SJ_ROOT_SOURCE },
    { "${", SJ_ROOT_PROPERTY },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      size_t length = strlen (forms[i].prefix);

      if (read->cursor - read->at >= length && memcmp (read->text + read->at, forms[i].prefix, length) == 0)
        {
          *kind = forms[i].kind;
          return read->at + length;
        }
    }
  return 0;
}

static bool
is_item (SjSlice word, SjRootKind *kind)
{
  for (unsigned i = 0; i < SJ_N_ROOTS; i++)
    if (sj_root_item (i) && strlen (sj_root_item (i)) == word.length &&
        memcmp (sj_root_item (i), word.text, word.length) == 0)
      {
        *kind = i;
        return true;
      }
  return false;
}

static void
read_quotes (Read *read)
{
  char quote = read->text[read->at++];

  read->quoted = read->at;
  while (read->at < read->cursor && read->text[read->at] != quote)
    read->at += read->text[read->at] == '\\' && read->at + 1 < read->cursor ? 2 : 1;
  if (read->at >= read->cursor)
    {
      read->in_quotes = true;
      read->at = read->cursor;
      return;
    }
  if (top (read)->path.active)
    finish_segment (read, (SjSlice) { read->text + read->quoted, read->at - read->quoted });
  read->at++;
}

/* A parenthesis behind a step of a path opens a condition on its list. */
static void
open_condition (Read *read, SjSlice step)
{
  Path path = top (read)->path;
  SjStepKind kind;

  if (!sj_step_from_name (step.text, step.length, &kind))
    return;
  push (read);
  top (read)->filter = kind <= SJ_STEP_LAST;
  top (read)->list = path.shape;
  top (read)->list_kind = path.kind;
}

/* What a finished step leaves of the shape. */
static void
apply_step (Path *path, SjSlice name)
{
  SjStepKind kind;

  if (!sj_step_from_name (name.text, name.length, &kind))
    return;
  switch (kind)
    {
    case SJ_STEP_FIRST:
    case SJ_STEP_LAST:
    case SJ_STEP_AT:
      if (path->shape != NULL && path->shape->type == SJ_LIST)
        path->shape = path->shape->item;
      break;
    case SJ_STEP_ENTRY:
      path->shape = path->shape ? path->shape->item : NULL;
      break;
    case SJ_STEP_ALL:
      break;
    default:
      path->shape = NULL;
      break;
    }
}

/* A word inside of a path. */
static void
read_segment (Read *read)
{
  size_t end = word_end (read, read->at, true);
  SjSlice name = { read->text + read->at, end - read->at };
  SjStepKind step;

  top (read)->path.word = read->at;
  if (end == read->cursor)
    {
      read->at = end;
      return;
    }
  if (sj_step_from_name (name.text, name.length, &step) && next_is (read, end, '('))
    {
      while (read->text[end] != '(')
        end++;
      read->at = end + 1;
      open_condition (read, name);
      apply_step (&read->levels[read->depth - (read->depth > 0)].path, name);
      return;
    }
  finish_segment (read, name);
  top (read)->path.word = end;
  read->at = end;
}

static void
read_word (Read *read)
{
  size_t end = word_end (read, read->at, false);
  SjSlice word = { read->text + read->at, end - read->at };
  SjRootKind kind;

  if (end == read->cursor)
    {
      top (read)->path = (Path) { .word = read->at };
      read->at = end;
      return;
    }
  if (is_item (word, &kind) && read->text[end] == '.')
    top (read)->path = (Path) { .active = true, .item = true, .kind = kind,
                                .shape = item_shape (read, kind), .word = end };
  else if (next_is (read, end, '('))
    {
      while (read->text[end] != '(')
        end++;
      end++;
      push (read);
      top (read)->audience = word.length == 10 && memcmp (word.text, "inAudience", 10) == 0;
    }
  read->at = end;
}

static void
close_reference (Read *read)
{
  const SjShape *shape;

  while (read->depth > 0 && !top (read)->reference)
    pop (read);
  shape = top (read)->path.shape;
  pop (read);
  top (read)->left = shape;
}

static void
read_symbol (Read *read)
{
  char c = read->text[read->at];
  Level *level = top (read);

  if (c == '.' && level->path.active)
    level->path.word = read->at + 1;
  else if (c == '}')
    close_reference (read);
  else if (c == ')')
    pop (read);
  else if (c == '(' || c == '{')
    push (read);
  else if (c == ',' && level->reference)
    push (read);    /* options */
  else if (!level->reference && !g_ascii_isspace (c))
    {
      if (level->path.active)
        level->left = level->path.shape;
      level->path = (Path) { 0 };
    }
  read->at++;
}

static void
read_one (Read *read)
{
  Level *level = top (read);
  char c = read->text[read->at];
  SjRootKind kind;
  size_t inside;

  if (c == '"' || c == '\'')
    read_quotes (read);
  else if (!level->reference && (inside = begins_reference (read, &kind)) > 0)
    {
      push (read);
      top (read)->reference = true;
      top (read)->path = (Path) { .active = true, .kind = kind, .word = inside };
      read->at = inside;
    }
  else if (level->path.active && is_segment_part (c) && level->path.word <= read->at)
    read_segment (read);
  else if (g_ascii_isalpha (c) || c == '_')
    read_word (read);
  else
    read_symbol (read);
}

static char *
quote_name (const char *name)
{
  bool plain = g_ascii_isalpha (name[0]) || name[0] == '_';

  for (const char *at = name; *at != '\0' && plain; at++)
    plain = is_segment_part (*at);
  return plain ? g_strdup (name) : g_strdup_printf ("\"%s\"", name);
}

static void
offer_names (Read *read, SjCandidateKind kind, char **names, size_t start, bool quoted)
{
  for (size_t i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *text = quoted ? g_strdup (names[i]) : quote_name (names[i]);

      if (sj_candidate_matches (names[i], read->text + start, read->cursor - start))
        sj_candidates_add (read->out, kind, start, read->cursor, text, names[i], NULL);
    }
}

static void
offer_step (Read *read, size_t start, const char *text, const char *detail)
{
  if (sj_candidate_matches (text, read->text + start, read->cursor - start))
    sj_candidates_add (read->out, SJ_CANDIDATE_STEP, start, read->cursor, text, text, detail)->caret -=
        g_str_has_suffix (text, "()") && !g_str_equal (text, "keys()") && !g_str_equal (text, "firstEntryKey()");
}

static void
offer_steps (Read *read, const SjShape *shape, size_t start)
{
  if (shape == NULL)
    return;
  if (shape->type == SJ_LIST)
    {
      offer_step (read, start, "first()", _("the first item that fits the condition"));
      offer_step (read, start, "last()", _("the last item that fits the condition"));
      offer_step (read, start, "all()", _("the items that fit the condition"));
      offer_step (read, start, "at()", _("the item with that number, from 0"));
    }
  if (shape->map)
    {
      offer_step (read, start, "entry()", _("the value with that key"));
      offer_step (read, start, "firstEntryKey()", _("the first key"));
      offer_step (read, start, "keys()", _("all keys"));
    }
}

static void
offer_path (Read *read, const Path *path)
{
  static const SjCandidateKind kinds[SJ_N_ROOTS] = { SJ_CANDIDATE_EVENT, SJ_CANDIDATE_SOURCE, SJ_CANDIDATE_ACTION,
                                                     SJ_CANDIDATE_LOOKUP, SJ_CANDIDATE_PROPERTY };
  SjSlice none = { NULL, 0 };

  if (!path->item && path->kind == SJ_ROOT_PROPERTY)
    offer_names (read, SJ_CANDIDATE_PROPERTY, (char **) sj_expr_properties (), path->word, false);
  else if (!path->item && (path->segments == 0 || (path->kind == SJ_ROOT_SOURCE && path->segments == 1)))
    {
      g_auto (GStrv) names = read->env && read->env->names
                                 ? read->env->names (read->env, path->kind, path->segments == 0 ? none : path->name)
                                 : NULL;

      offer_names (read, path->segments == 0 ? kinds[path->kind] : SJ_CANDIDATE_GROUP, names, path->word, false);
    }
  else
    {
      sj_candidates_add_fields (read->out, path->shape, path->word, read->cursor, read->text + path->word,
                                read->cursor - path->word, quote_name);
      offer_steps (read, path->shape, path->word);
    }
}

static void
offer_functions (Read *read, size_t start)
{
  sj_candidates_add_functions (read->out, SJ_EXPRESSION, start, read->cursor, read->text + start, read->cursor - start);
}

static void
offer_references (Read *read, size_t start)
{
  static const struct { const char *text, *label; } forms[] = {
    { "@event{}", N_("a field of an event") },
    { "#{}", N_("a field of the profile or a data source") },
    { "@action{}", N_("a response of a custom action") },
    { "${}", N_("a property of the journey") },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (forms) && start == read->cursor; i++)
    sj_candidates_add (read->out, SJ_CANDIDATE_KEYWORD, start, read->cursor, forms[i].text, forms[i].text,
                       _(forms[i].label))->caret--;
}

static void
offer_items (Read *read, size_t start)
{
  for (unsigned kind = 0; kind < SJ_N_ROOTS; kind++)
    if (sj_root_item (kind) != NULL && item_shape (read, kind) != NULL &&
        sj_candidate_matches (sj_root_item (kind), read->text + start, read->cursor - start))
      sj_candidates_add (read->out, SJ_CANDIDATE_ITEM, start, read->cursor, sj_root_item (kind), sj_root_item (kind),
                         _("the item that is being tested"));
}

static void
offer_keywords (Read *read, size_t start)
{
  static const char *const words[] = { "and", "or", "not", "is null", "is not null", "true", "false",
                                       "if () then () else ()" };

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (read->cursor > start && sj_candidate_matches (words[i], read->text + start, read->cursor - start))
      sj_candidates_add (read->out, SJ_CANDIDATE_KEYWORD, start, read->cursor, words[i], words[i], NULL);
}

/* Behind a comparison with a field that has a list of values, those. */
static void
offer_choices (Read *read, size_t start, bool quoted)
{
  const SjShape *left = top (read)->left;
  size_t at = start - quoted;

  while (at > 0 && g_ascii_isspace (read->text[at - 1]))
    at--;
  if (left == NULL || left->choices == NULL || at < 2 || read->text[at - 1] != '=' ||
      (read->text[at - 2] != '=' && read->text[at - 2] != '!'))
    return;
  for (size_t i = 0; left->choices[i] != NULL; i++)
    {
      g_autofree char *text = quoted ? g_strdup (left->choices[i]) : g_strdup_printf ("\"%s\"", left->choices[i]);

      if (sj_candidate_matches (left->choices[i], read->text + start, read->cursor - start))
        sj_candidates_add (read->out, SJ_CANDIDATE_CHOICE, start, read->cursor, text, left->choices[i], NULL);
    }
}

static void
offer_quoted (Read *read)
{
  Path *path = &top (read)->path;

  if (path->active)
    {
      path->word = read->quoted;
      offer_path (read, path);
    }
  else if (top (read)->audience)
    {
      g_auto (GStrv) names = read->env && read->env->audiences ? read->env->audiences (read->env) : NULL;

      offer_names (read, SJ_CANDIDATE_AUDIENCE, names, read->quoted, true);
    }
  else
    offer_choices (read, read->quoted, true);
}

static void
offer_values (Read *read)
{
  size_t start = read->cursor;

  while (start > 0 && (g_ascii_isalnum (read->text[start - 1]) || read->text[start - 1] == '_'))
    start--;
  offer_choices (read, start, false);
  offer_items (read, start);
  offer_references (read, start);
  offer_functions (read, start);
  offer_keywords (read, start);
}

GPtrArray *
sj_expr_complete (const char *text, size_t length, size_t cursor, const SjExprEnv *env)
{
  Read read = { .text = text, .cursor = MIN (cursor, length), .env = env, .out = sj_candidates_new () };

  while (read.at < read.cursor)
    read_one (&read);
  if (read.in_quotes)
    offer_quoted (&read);
  else if (top (&read)->path.active)
    offer_path (&read, &top (&read)->path);
  else
    offer_values (&read);
  return read.out;
}

char *
sj_expr_reference (SjRootKind kind, const char *name, const char *group, const char *const *fields)
{
  g_autofree char *quoted = quote_name (name);
  GString *text = g_string_new (sj_root_prefix (kind));

  g_string_append_printf (text, "{%s", quoted);
  if (group != NULL)
    {
      g_autofree char *segment = quote_name (group);

      g_string_append_printf (text, ".%s", segment);
    }
  for (size_t i = 0; fields != NULL && fields[i] != NULL; i++)
    {
      g_autofree char *segment = quote_name (fields[i]);

      g_string_append_printf (text, ".%s", segment);
    }
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}
