/* sj-template-check.c -- PQL in a template: what its names mean, which types it
 * gives, and what cannot work.
 *
 * PQL is strongly typed where a schema is known; where none is, nothing is held
 * against an expression.
 */
#include "lang/sj-pql-parse.h"
#include "lang/sj-template-compile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static SjPlaceOf check (SjCompile *compile, SjTree *tree);
static SjPlaceOf check_use (SjCompile *compile, SjTree *tree);

/* Notes on the tree what is known; the code's compiler reads it there. */
static SjPlaceOf
note (SjTree *tree, SjPlaceOf place)
{
  tree->any = !place.known;
  tree->type = place.known ? place.type : SJ_NULL;
  tree->shape = place.shape;
  return place;
}

/* -- Functions -------------------------------------------------------------- */

static unsigned
count_params (const char *from, const char *to)
{
  unsigned count = to > from;

  for (const char *at = from; at < to; at++)
    count += *at == ',';
  return count;
}

/* The type that a letter of a signature stands for; false for several. */
static bool
letter_type (char letter, SjType *type)
{
  static const struct { char letter; SjType type; } letters[] = {
    { 's', SJ_TEXT }, { 'i', SJ_INTEGER }, { 'd', SJ_DECIMAL }, { 'b', SJ_BOOL }, { 'T', SJ_MOMENT },
    { '[', SJ_LIST }, { 'o', SJ_OBJECT },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == letter)
      {
        *type = letters[i].type;
        return true;
      }
  return false;
}

/* What a call gives, if all alternatives with that many arguments agree. */
static SjPlaceOf
result_place (const SjBuiltin *function, unsigned count)
{
  const char *at = function->signature;
  char letter = '\0';
  SjType type;

  while (at != NULL && *at != '\0')
    {
      const char *colon = strchr (at, ':');
      const char *next = strchr (at, '|');

      if (colon == NULL)
        return (SjPlaceOf) { .known = false };
      if (count_params (at, colon) >= count || memchr (at, '~', (size_t) (colon - at)) != NULL)
        {
          if (letter != '\0' && letter != colon[1])
            return (SjPlaceOf) { .known = false };
          letter = colon[1];
        }
      at = next ? next + 1 : NULL;
    }
  return letter_type (letter, &type) ? sj_place_of_type (type) : (SjPlaceOf) { .known = false };
}

static bool
is_call_of (const SjTree *tree, const char *name)
{
  return strcmp (tree->function->name, name) == 0;
}

/* A list's functions that keep its items' form. */
static bool
keeps_items (const SjTree *tree)
{
  return is_call_of (tree, "topN") || is_call_of (tree, "bottomN") || is_call_of (tree, "distinct");
}

static void
warn_date (SjCompile *compile, const SjTree *call, unsigned index)
{
  const SjTree *argument = call->parts[index];
  char letter = sj_builtin_parameter (call->function, call->n_parts, index);
  SjDiag *diag;

  if ((letter != 'T' && letter != 'D' && letter != 'L') || argument->any || argument->type != SJ_TEXT)
    return;
  diag = sj_compile_report (compile, SJ_SEVERITY_WARNING, "text-as-date", argument->start, argument->end,
                            _("AJO wants a date here, not a text: convert it with stringToDate."));
  if (diag->fix == NULL)
    diag->fix = g_strdup_printf ("stringToDate(%.*s)", (int) (argument->end - argument->start),
                                 compile->unit->text + argument->start);
}

/* get (map, "key") with a literal key is a step of a path. */
static bool
is_step (const SjTree *tree)
{
  return is_call_of (tree, "get") && tree->parts[1]->kind == SJ_TREE_CONST &&
         tree->parts[1]->value.type == SJ_TEXT;
}

static void
check_audience (SjCompile *compile, const SjTree *tree)
{
  const SjTree *name;
  SjSlice audience;

  if (!is_call_of (tree, "inAudience") && !is_call_of (tree, "inSegment"))
    return;
  name = tree->parts[0];
  if (name->kind != SJ_TREE_CONST || name->value.type != SJ_TEXT)
    return;
  audience = (SjSlice) { name->value.text, name->value.length };
  sj_compile_reference (compile, SJ_REFERENCE_AUDIENCE, audience, name->start, name->end);
  sj_compile_resource (compile, SJ_RESOURCE_AUDIENCE, audience, name->start, name->end);
}

/* The arguments; the first one's place.  What topN () sorts by sees the element. */
static SjPlaceOf
check_arguments (SjCompile *compile, SjTree *tree)
{
  const SjPlaceOf *outside = compile->element;
  bool sorts = is_call_of (tree, "topN") || is_call_of (tree, "bottomN");
  SjPlaceOf first = { .known = false };
  SjPlaceOf element;

  for (uint32_t i = 0; i < tree->n_parts; i++)
    {
      if (i == 0)
        {
          first = is_step (tree) ? check (compile, tree->parts[0]) : check_use (compile, tree->parts[0]);
          element = sj_place_item (first);
          continue;
        }
      if (sorts && i == 1)
        compile->element = &element;
      check_use (compile, tree->parts[i]);
      compile->element = outside;
    }
  return first;
}

static SjPlaceOf
check_call (SjCompile *compile, SjTree *tree)
{
  SjPlaceOf first = check_arguments (compile, tree);

  for (uint32_t i = 0; i < tree->n_parts; i++)
    warn_date (compile, tree, i);
  check_audience (compile, tree);
  if (is_step (tree))
    {
      const SjTree *key = tree->parts[1];

      return sj_place_field (compile, first, (SjSlice) { key->value.text, key->value.length }, true, key->start,
                             key->end);
    }
  if (keeps_items (tree) && first.known && first.type == SJ_LIST)
    return first;
  if (is_call_of (tree, "head"))
    return sj_place_item (first);
  return result_place (tree->function, tree->n_parts);
}

/* -- Operators -------------------------------------------------------------- */

static bool
is_number (SjType type)
{
  return type == SJ_INTEGER || type == SJ_DECIMAL;
}

/* Both sides have one type each, and these can never be equal or in an order. */
static void
warn_types (SjCompile *compile, const SjTree *tree)
{
  const SjTree *left = tree->parts[0], *right = tree->parts[1];
  const SjTree *text = left->type == SJ_TEXT ? left : right;
  SjDiag *diag;

  if (left->any || right->any || left->type == right->type || left->type == SJ_LIST || right->type == SJ_LIST ||
      left->type == SJ_NULL || right->type == SJ_NULL || (is_number (left->type) && is_number (right->type)))
    return;
  diag = sj_compile_report (compile, SJ_SEVERITY_WARNING, "types", tree->start, tree->end,
                            _("This compares a %s with a %s, which are never equal and have no order."),
                            sj_type_name (left->type), sj_type_name (right->type));
  if (diag->fix == NULL && text->type == SJ_TEXT && is_number (text == left ? right->type : left->type))
    {
      const char *source = compile->unit->text;
      g_autofree char *wrapped = g_strdup_printf ("stringToNumber(%.*s)", (int) (text->end - text->start),
                                                  source + text->start);

      diag->fix = g_strdup_printf ("%.*s%s%.*s", (int) (text->start - tree->start), source + tree->start, wrapped,
                                   (int) (tree->end - text->end), source + text->end);
    }
}

static SjPlaceOf
check_binary (SjCompile *compile, SjTree *tree)
{
  SjPlaceOf left = check_use (compile, tree->parts[0]);
  SjPlaceOf right = check_use (compile, tree->parts[1]);

  switch ((SjOperator) tree->op)
    {
    case SJ_OP_AND:
    case SJ_OP_OR:
      return sj_place_of_type (SJ_BOOL);
    case SJ_OP_EQ:
    case SJ_OP_NE:
    case SJ_OP_LT:
    case SJ_OP_LE:
    case SJ_OP_GT:
    case SJ_OP_GE:
      warn_types (compile, tree);
      return sj_place_of_type (SJ_BOOL);
    case SJ_OP_DIV:
      return sj_place_of_type (SJ_DECIMAL);
    case SJ_OP_FALLBACK:
      return left.known && right.known && left.type == right.type ? left : (SjPlaceOf) { .known = false };
    default:
      if (left.known && right.known && left.type == right.type)
        return sj_place_of_type (left.type);
      if (left.known && right.known && is_number (left.type) && is_number (right.type))
        return sj_place_of_type (SJ_DECIMAL);
      return (SjPlaceOf) { .known = false };
    }
}

/* -- Paths ------------------------------------------------------------------ */

/* Whether the name at [start, …) stands between backticks. */
static bool
is_quoted (const SjCompile *compile, const SjTree *tree)
{
  return compile->unit->text[tree->end - 1] == '`' || (tree->parenthesised && tree->name.text[-1] == '`');
}

static SjPlaceOf
check_field (SjCompile *compile, SjTree *tree)
{
  SjPlaceOf object = check (compile, tree->parts[0]);
  size_t start = (size_t) (tree->name.text - compile->unit->text);

  return sj_place_field (compile, object, tree->name, true, start, start + tree->name.length);
}

static bool
is_path (const SjTree *tree)
{
  return tree->kind == SJ_TREE_NAME || tree->kind == SJ_TREE_FIELD || tree->kind == SJ_TREE_INDEX;
}

static SjPlaceOf
check_inner (SjCompile *compile, SjTree *tree)
{
  SjPlaceOf place = { .known = false };

  switch ((SjTreeKind) tree->kind)
    {
    case SJ_TREE_CONST:
      return sj_value_is_null (tree->value) ? place : sj_place_of_type (tree->value.type);
    case SJ_TREE_NAME:
      return sj_compile_name_place (compile, tree->name, is_quoted (compile, tree), tree->start, tree->end);
    case SJ_TREE_FIELD:
      return check_field (compile, tree);
    case SJ_TREE_INDEX:
      place = check (compile, tree->parts[0]);
      return place.path || place.shape ? sj_place_item (place) : (SjPlaceOf) { .known = false };
    case SJ_TREE_CALL:
      return check_call (compile, tree);
    case SJ_TREE_UNARY:
      place = check_use (compile, tree->parts[0]);
      return tree->op == SJ_OP_NOT ? sj_place_of_type (SJ_BOOL)
                                   : (SjPlaceOf) { .known = place.known, .type = place.type };
    case SJ_TREE_BINARY:
      return check_binary (compile, tree);
    case SJ_TREE_LIST:
      for (uint32_t i = 0; i < tree->n_parts; i++)
        check_use (compile, tree->parts[i]);
      return sj_place_of_type (SJ_LIST);
    default:
      return place;
    }
}

static SjPlaceOf
check (SjCompile *compile, SjTree *tree)
{
  return note (tree, check_inner (compile, tree));
}

/* The same for a value that no longer path goes through: what is read is noted. */
static SjPlaceOf
check_use (SjCompile *compile, SjTree *tree)
{
  SjPlaceOf place = check (compile, tree);

  sj_compile_note_path (compile, place.path, tree->start, tree->end);
  return place;
}

SjPlaceOf
sj_compile_check (SjCompile *compile, SjTree *tree)
{
  return check_use (compile, tree);
}

/* -- Code ------------------------------------------------------------------- */

static unsigned
count_steps (const SjTree *tree)
{
  unsigned count = 0;

  for (; tree->kind == SJ_TREE_FIELD || tree->kind == SJ_TREE_INDEX; tree = tree->parts[0])
    count++;
  return tree->kind == SJ_TREE_NAME ? count : UINT_MAX;
}

const SjRef *
sj_compile_simple (SjCompile *compile, const SjTree *tree)
{
  unsigned count = is_path (tree) ? count_steps (tree) : UINT_MAX;
  const SjTree *name = tree;
  SjRef *ref;
  uint32_t at;

  if (count == UINT_MAX)
    return NULL;
  while (name->kind != SJ_TREE_NAME)
    name = name->parts[0];
  ref = sj_arena_new (compile->arena, SjRef);
  sj_compile_name (compile, name->name, is_quoted (compile, name), count, ref);
  at = ref->n_steps += count;
  for (; tree->kind != SJ_TREE_NAME; tree = tree->parts[0])
    if (tree->kind == SJ_TREE_FIELD)
      sj_compile_set_step (&ref->steps[--at], tree->name, -1);
    else
      sj_compile_set_step (&ref->steps[--at], (SjSlice) { NULL, 0 }, tree->parts[1]->value.integer);
  sj_compile_finish_ref (compile, ref);
  return ref;
}

const SjTemplateTest *
sj_compile_test (SjCompile *compile, const SjTree *tree)
{
  SjTemplateTest *test;
  const SjRef *ref;

  if (tree->kind != SJ_TREE_BINARY || tree->op < SJ_OP_EQ || tree->op > SJ_OP_GE ||
      tree->parts[1]->kind != SJ_TREE_CONST)
    return NULL;
  ref = sj_compile_simple (compile, tree->parts[0]);
  if (ref == NULL)
    return NULL;
  test = sj_arena_new (compile->arena, SjTemplateTest);
  *test = (SjTemplateTest) { ref, tree->parts[1]->value, tree->op };
  return test;
}

/* Each path becomes a name of its own, "p0", "p1", …, that the rendering answers. */
static void
take_paths (SjCompile *compile, SjTree *tree, GPtrArray *refs)
{
  const SjRef *ref = sj_compile_simple (compile, tree);

  if (ref == NULL)
    {
      for (uint32_t i = 0; i < tree->n_parts; i++)
        take_paths (compile, tree->parts[i], refs);
      return;
    }
  tree->kind = SJ_TREE_NAME;
  tree->n_parts = 0;
  tree->name.text = sj_arena_printf (compile->arena, "p%u", refs->len);
  tree->name.length = strlen (tree->name.text);
  g_ptr_array_add (refs, (gpointer) ref);
}

const SjTemplateCode *
sj_compile_code (SjCompile *compile, SjTree *tree)
{
  g_autoptr (GPtrArray) refs = g_ptr_array_new ();
  SjTemplateCode *code = sj_arena_new (compile->arena, SjTemplateCode);
  const SjRef **names;

  take_paths (compile, tree, refs);
  code->code = sj_code_compile (compile->arena, tree, SJ_PQL);
  names = sj_arena_new_n (compile->arena, const SjRef *, code->code->n_names);
  for (uint32_t i = 0; i < code->code->n_names; i++)
    names[i] = refs->pdata[g_ascii_strtoull (code->code->names[i].text + 1, NULL, 10)];
  code->names = names;
  return code;
}
