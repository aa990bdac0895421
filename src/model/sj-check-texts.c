/* sj-check-texts.c -- one node by itself: its fields against their descriptions, its
 * texts compiled, its conditions decided.
 *
 * Nothing here may look at another node: the result is kept until this one changes.
 */
#include "model/sj-check-private.h"

#include "base/sj-config.h"
#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FOR_FIELDS(spec, field) \
  for (const SjField *field = (spec)->fields; field != NULL && field->name != NULL; field++)

static void check_struct (SjCheckPlace *place);

static char *
field_place (const SjCheckPlace *place, const char *name)
{
  SjReading reading = { .trail = place->trail };

  return sj_reading_path (&reading, name);
}

SjItem *
sj_check_report (const SjCheckPlace *place, SjSeverity severity, const char *code, const char *name,
                 const char *format, ...)
{
  g_autofree char *field = field_place (place, name);
  SjItem *item;
  va_list args;

  va_start (args, format);
  item = sj_item_add_v (place->checker, severity, code, &place->at, field, format, args);
  va_end (args);
  return item;
}

/* ------------------------------------------------------------------ plain fields */

static double
number_in (const SjField *field, const void *slot)
{
  return field->type == SJ_FIELD_INTEGER || field->type == SJ_FIELD_DURATION ? (double) *(const int64_t *) slot
                                                                             : *(const double *) slot;
}

static char *
bound_text (const SjField *field, int64_t bound)
{
  double decimal = (double) bound;
  bool whole = field->type == SJ_FIELD_INTEGER || field->type == SJ_FIELD_DURATION;

  return sj_slot_to_text (field, whole ? (const void *) &bound : (const void *) &decimal, NULL);
}

static void
check_number (const SjCheckPlace *place, const SjField *field, const void *slot)
{
  double number = number_in (field, slot);
  g_autofree char *least = NULL, *most = NULL;

  if (number < (double) field->min && (field->min != 0 || field->max != 0))
    {
      least = bound_text (field, field->min);
      sj_check_report (place, SJ_SEVERITY_ERROR, "out-of-range", field->name, _("“%s” must be at least %s."),
                       _(field->title), least ? least : "0");
    }
  else if (field->max != 0 && number > (double) field->max)
    {
      most = bound_text (field, field->max);
      sj_check_report (place, SJ_SEVERITY_ERROR, "out-of-range", field->name, _("“%s” must be at most %s."),
                       _(field->title), most);
    }
}

static void
check_zone (const SjCheckPlace *place, const SjField *field, const char *zone)
{
  if (sj_zone_find (zone, strlen (zone)) == NULL)
    sj_check_report (place, SJ_SEVERITY_ERROR, "unknown-zone", field->name, _("There is no time zone called “%s”."),
                     zone);
}

static void
check_records (const SjCheckPlace *place, const SjField *field, const SjRecords *records)
{
  SjTrail trail = { place->trail, field->name, 0 };

  if (records->count < field->min)
    sj_check_report (place, SJ_SEVERITY_ERROR, "too-few", field->name,
                     ngettext ("“%s” needs at least %d entry.", "“%s” needs at least %d entries.", (gulong) field->min),
                     _(field->title), (int) field->min);
  else if (field->max != 0 && records->count > field->max)
    sj_check_report (place, SJ_SEVERITY_ERROR, "too-many", field->name,
                     ngettext ("“%s” may have at most %d entry.", "“%s” may have at most %d entries.",
                               (gulong) field->max),
                     _(field->title), (int) field->max);
  for (; trail.index < records->count; trail.index++)
    {
      SjCheckPlace below = { .checker = place->checker, .at = place->at, .trail = &trail, .spec = field->record,
                             .config = records->items[trail.index], .up = place, .list = field };

      check_struct (&below);
    }
}

static void
check_record (const SjCheckPlace *place, const SjField *field, const void *config)
{
  SjTrail trail = { place->trail, field->name, -1 };
  SjCheckPlace below = { .checker = place->checker, .at = place->at, .trail = &trail, .spec = field->record,
                         .config = config, .up = place };

  if (config != NULL)
    check_struct (&below);
}

/* ------------------------------------------------------------------ texts */

/* "Use “VIP”": without the quotation marks that the text itself needs. */
static char *
fix_title (const char *fix)
{
  size_t length = strlen (fix);
  bool quoted = length > 2 && (*fix == '"' || *fix == '\'') && fix[length - 1] == *fix;

  return g_strdup_printf (_("Use “%.*s”"), (int) (quoted ? length - 2 : length), quoted ? fix + 1 : fix);
}

/* What a compiler says of a text, at the text's field. */
static void
take_diags (const SjCheckPlace *place, const char *name, const SjDiags *diags)
{
  for (size_t i = 0; i < sj_diags_count (diags); i++)
    {
      const SjDiag *diag = sj_diags_get (diags, i);
      SjItem *item = sj_check_report (place, diag->severity, diag->code, name, "%s", diag->text);

      item->finding.start = (uint32_t) diag->start;
      item->finding.end = (uint32_t) diag->end;
      if (diag->fix != NULL)
        {
          g_autofree char *title = fix_title (diag->fix);

          sj_item_fix (place->checker, item, SJ_FIX_TEXT, sj_value_string (diag->fix), title);
        }
    }
}

void
sj_check_add_use (const SjCheckPlace *place, const char *name, SjFactKind kind, const char *id, uint32_t start,
                  uint32_t end)
{
  SjArena *arena = &place->checker->scratch;
  g_autofree char *field = field_place (place, name);
  SjUse use = {
    .kind = kind,
    .fact = sj_check_fact (place->checker, kind, id),
    .at = place->at,
    .field = sj_arena_strdup (arena, field),
    .start = start,
    .end = end,
  };

  g_array_append_val (place->checker->uses, use);
}

/* The id beside a field that says which event it speaks of, or NULL. */
static const char *
own_event (const SjCheckPlace *place, const SjField *field)
{
  const SjField *about = field->about ? sj_spec_find (place->spec, field->about) : NULL;

  if (about == NULL || about->type != SJ_FIELD_REFERENCE || about->to != SJ_REF_EVENT)
    return NULL;
  return *(char *const *) sj_field_slot (about, place->config);
}

static void
note_name (const SjCheckPlace *place, const SjField *field, SjFactKind kind, SjSlice name, uint32_t start, uint32_t end)
{
  g_autofree char *id = sj_check_resolve (place->checker, kind, name);
  const char *own = kind == SJ_FACT_EVENT ? own_event (place, field) : NULL;

  if (id != NULL && (own == NULL || strcmp (own, id) != 0))
    sj_check_add_use (place, field->name, kind, id, start, end);
}

static void
note_roots (const SjCheckPlace *place, const SjField *field, const SjTree *tree)
{
  if (tree->kind == SJ_TREE_ROOT && tree->op == SJ_ROOT_EVENT)
    note_name (place, field, SJ_FACT_EVENT, tree->name, tree->start, tree->end);
  else if (tree->kind == SJ_TREE_ROOT && tree->op == SJ_ROOT_ACTION)
    note_name (place, field, SJ_FACT_ACTION, tree->name, tree->start, tree->end);
  for (unsigned i = 0; i < tree->n_parts; i++)
    note_roots (place, field, tree->parts[i]);
}

/* A condition that stands by itself. */
static void
check_alone (const SjCheckPlace *place, const SjField *field, const SjExpr *expr, bool relies)
{
  const SjTree *tree = sj_expr_tree (expr);
  SjDecision decision;
  SjItem *item;

  sj_decide (&tree, 1, &decision);
  relies = relies && decision.by_shape;
  if (decision.verdict == SJ_VERDICT_OPEN || (relies && place->checker->node == NULL))
    return;
  if (decision.verdict == SJ_VERDICT_NEVER)
    item = sj_check_report (place, SJ_SEVERITY_ERROR, "never-true", field->name,
                            decision.by_shape
                                ? _("By what the schema of the event allows, this condition never holds.")
                                : _("This condition never holds, whatever the data."));
  else
    item = sj_check_report (place, SJ_SEVERITY_HINT, "always-true", field->name,
                            decision.by_shape
                                ? _("By what the schema of the event allows, this condition always holds.")
                                : _("This condition always holds, whatever the data."));
  item->relies = relies;
}

/* An address, a key or a name that is nothing, whatever the data. */
static void
check_given (const SjCheckPlace *place, const SjField *field, const SjExpr *expr)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value;

  if (sj_decide_constant (sj_expr_tree (expr), &arena, &value) &&
      (value.type == SJ_NULL || (value.type == SJ_TEXT && value.length == 0)))
    sj_check_report (place, SJ_SEVERITY_ERROR, "always-empty", field->name, _("“%s” is always empty."),
                     _(field->title));
}

static void
check_expression (const SjCheckPlace *place, const SjField *field, const char *text)
{
  guint uses = place->checker->uses->len;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjExpr) expr = sj_expr_compile (text, strlen (text), sj_check_env (place->checker),
                                             sj_check_expected (place, field), &diags);

  take_diags (place, field->name, &diags);
  if (expr == NULL)
    return;
  note_roots (place, field, sj_expr_tree (expr));
  if (field->result == SJ_TEXT)
    check_given (place, field, expr);
  if (field->result != SJ_BOOL)
    return;
  if (place->cases != NULL)
    g_ptr_array_index (place->cases, place->cases->len - 1) = g_steal_pointer (&expr);
  else
    check_alone (place, field, expr, place->checker->uses->len > uses);
}

static void
check_template (const SjCheckPlace *place, const SjField *field, const char *text)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjTemplate) template = sj_template_compile (text, strlen (text),
                                                         sj_check_template_env (place->checker), &diags);
  size_t count = 0;
  const SjReference *references;

  take_diags (place, field->name, &diags);
  if (template == NULL)
    return;
  references = sj_template_references (template, &count);
  for (size_t i = 0; i < count; i++)
    {
      const SjReference *reference = &references[i];
      bool inside = reference->fragment.length > 0;    /* a place in a fragment is none here */

      if (reference->kind == SJ_REFERENCE_EVENT || reference->kind == SJ_REFERENCE_ACTION)
        note_name (place, field, reference->kind == SJ_REFERENCE_EVENT ? SJ_FACT_EVENT : SJ_FACT_ACTION,
                   reference->name, inside ? 0 : reference->start, inside ? 0 : reference->end);
    }
}

/* ------------------------------------------------------------------ structs */

static void
check_value (const SjCheckPlace *place, const SjField *field, const void *slot)
{
  switch (field->type)
    {
    case SJ_FIELD_INTEGER:
    case SJ_FIELD_DECIMAL:
    case SJ_FIELD_PERCENT:
    case SJ_FIELD_DURATION:
      check_number (place, field, slot);
      break;
    case SJ_FIELD_ZONE:
      check_zone (place, field, *(char *const *) slot);
      break;
    case SJ_FIELD_EXPRESSION:
      check_expression (place, field, *(char *const *) slot);
      break;
    case SJ_FIELD_TEMPLATE:
    case SJ_FIELD_LONG_TEMPLATE:
      check_template (place, field, *(char *const *) slot);
      break;
    case SJ_FIELD_REFERENCE:
      sj_check_reference (place, field, *(char *const *) slot);
      break;
    case SJ_FIELD_REFERENCES:
      sj_check_references (place, field, *(char **const *) slot);
      break;
    case SJ_FIELD_RECORD:
      check_record (place, field, *(void *const *) slot);
      break;
    case SJ_FIELD_RECORDS:
      check_records (place, field, slot);
      break;
    default:
      break;
    }
}

static void
check_misfit (const SjCheckPlace *place, const SjField *field)
{
  sj_check_report (place, SJ_SEVERITY_ERROR, "bad-value", field->name, _("“%s” must be %s."), _(field->title),
                   sj_field_type_words (field->type));
}

static void
check_field (const SjCheckPlace *place, const SjField *field)
{
  const void *slot = sj_field_slot (field, place->config);

  if (sj_value_find (sj_config_extra (place->config), field->name, strlen (field->name)) != NULL)
    check_misfit (place, field);
  else if (sj_slot_unset (field, slot))
    {
      if ((field->flags & SJ_FIELD_REQUIRED) && sj_config_applies (place->spec, place->config, field))
        sj_check_report (place, SJ_SEVERITY_ERROR, "missing", field->name, _("“%s” is not set."), _(field->title));
    }
  else if (field->when == NULL || sj_config_applies (place->spec, place->config, field))
    check_value (place, field, slot);
}

/* What a struct's own check finds, put where this struct stands. */
static void
check_own (const SjCheckPlace *place)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjReading reading = { .diags = &diags };

  if (place->spec->check == NULL)
    return;
  place->spec->check (place->config, &reading);
  for (size_t i = 0; i < sj_diags_count (&diags); i++)
    {
      const SjDiag *diag = sj_diags_get (&diags, i);

      sj_check_report (place, diag->severity, diag->code, diag->field, "%s", diag->text);
    }
}

static void
check_unknown_members (const SjCheckPlace *place)
{
  SjValue extra = sj_config_extra (place->config);

  for (uint32_t i = 0; place->spec->fields != NULL && extra.type == SJ_OBJECT && i < extra.length; i++)
    {
      g_autofree char *name = sj_value_dup_text (extra.members[i].key);

      if (sj_spec_find (place->spec, name) == NULL)
        sj_check_report (place, SJ_SEVERITY_WARNING, "unknown-field", name,
                         _("“%s” is not known to this version of the program; it is kept but does nothing."), name);
    }
}

static void
check_struct (SjCheckPlace *place)
{
  FOR_FIELDS (place->spec, field)
    check_field (place, field);
  if (sj_config_extra (place->config).type == SJ_OBJECT)
    check_unknown_members (place);
  check_own (place);
}

/* ------------------------------------------------------------------ nodes */

static void
free_case (gpointer expr)
{
  if (expr != NULL)
    sj_expr_unref (expr);
}

static void
check_node (SjChecker *checker, SjTextState *state, const SjNode *node)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (free_case);
  SjCheckPlace own = { checker, sj_target_node (node), .spec = &sj_node_spec, .config = node };
  SjCheckPlace settings = { checker, sj_target_settings (node), .spec = &node->kind->config, .config = node->config };

  check_struct (&own);
  check_struct (&settings);
  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      const SjPath *path = node->paths[i];
      bool is_case = sj_check_is_case (path);
      SjCheckPlace bare = { checker, sj_target_path (path), .spec = &sj_path_spec, .config = path };
      SjCheckPlace below = { checker, sj_target_path_settings (path), .spec = &path->kind->config,
                             .config = path->config, .cases = is_case ? cases : NULL };

      if (is_case)
        g_ptr_array_add (cases, NULL);
      check_struct (&bare);
      check_struct (&below);
    }
  if (cases->len > 0)
    sj_check_cases (checker, state, node, cases);
}

static void
check_list (SjChecker *checker, SjScope scope, const SjSpec *spec, const GPtrArray *configs)
{
  for (guint i = 0; i < configs->len; i++)
    {
      SjCheckPlace place = { checker, { .scope = scope, .index = i }, .spec = spec, .config = configs->pdata[i] };

      check_struct (&place);
    }
}

static void
check_journey (SjChecker *checker)
{
  const SjJourney *journey = checker->journey;
  SjCheckPlace own = { checker, { .scope = SJ_SCOPE_JOURNEY }, .spec = &sj_journey_spec, .config = journey };
  SjCheckPlace settings = { checker, { .scope = SJ_SCOPE_SETTINGS }, .spec = &sj_settings_spec,
                            .config = journey->settings };

  check_struct (&own);
  check_struct (&settings);
  check_list (checker, SJ_SCOPE_GOAL, &sj_goal_spec, journey->goals);
  check_list (checker, SJ_SCOPE_EXIT, &sj_exit_spec, journey->exits);
  check_list (checker, SJ_SCOPE_TEST, &sj_test_case_spec, journey->tests);
}

void
sj_check_texts (SjChecker *checker, SjTextState *state, const SjNode *node)
{
  if (node != NULL)
    check_node (checker, state, node);
  else
    check_journey (checker);
}
