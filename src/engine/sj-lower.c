/* sj-lower.c -- operations, ways and expressions, as kinds ask for them. */
#include "engine/sj-lower-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LAST(array, Type) (&g_array_index ((array), Type, (array)->len - 1))

SjProgram *
sj_lower_program (const SjLower *lower)
{
  return lower->program;
}

SjWorld *
sj_lower_world (const SjLower *lower)
{
  return lower->program->world;
}

const SjLibrary *
sj_lower_library (const SjLower *lower)
{
  return lower->program->world->library;
}

SjArena *
sj_lower_arena (const SjLower *lower)
{
  return &lower->program->arena;
}

SjDiag *
sj_lower_report (SjLower *lower, const char *field, const char *code, const char *format, ...)
{
  g_autofree char *text = NULL;
  SjDiag *diag;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  lower->failed = true;
  diag = sj_diags_add (lower->diags, SJ_SEVERITY_ERROR, code, 0, 0, "%s", text);
  if (diag != NULL && lower->node != NULL)
    diag->node = g_strdup (lower->node->id);
  if (diag != NULL && field != NULL)
    diag->field = g_strdup (field);
  return diag;
}

SjOp *
sj_lower_op (SjLower *lower, SjOpCode code)
{
  SjOp op = { .code = (uint8_t) code, .station = lower->station, .arg = SJ_NONE, .yes = SJ_NONE, .no = SJ_NONE,
              .error = SJ_NONE };

  g_array_append_val (lower->program->ops, op);
  return LAST (lower->program->ops, SjOp);
}

uint32_t
sj_lower_path (SjLower *lower, const SjPath *path)
{
  const SjStation *station = sj_program_station (lower->program, path->node->index);

  for (uint32_t i = 0; i < path->node->n_paths; i++)
    if (path->node->paths[i] == path)
      return station->first_way + i;
  return SJ_NONE;
}

uint32_t
sj_lower_way (SjLower *lower, const char *name)
{
  const SjPath *path = sj_node_path (lower->node, name);

  return path ? sj_lower_path (lower, path) : SJ_NONE;
}

void
sj_lower_goto (SjLower *lower, const char *path)
{
  uint32_t way = sj_lower_way (lower, path);

  sj_lower_op (lower, SJ_DO_GO)->yes = way;
}

uint32_t
sj_lower_value (SjLower *lower, char prefix, SjSlice name)
{
  SjWorld *world = lower->program->world;
  SjRefTo kind = prefix == 'e' ? SJ_REF_EVENT : SJ_REF_ACTION;
  const SjEntry *entry = world->library ? sj_library_named (world->library, kind, name.text, name.length) : NULL;
  g_autofree char *id = entry ? g_strdup (entry->id) : g_strndup (name.text, name.length);
  char *key = g_strdup_printf ("%c:%s", prefix, id);
  uint32_t value = GPOINTER_TO_UINT (g_hash_table_lookup (lower->values, key));

  if (value > 0)
    {
      g_free (key);
      return value - 1;
    }
  value = lower->program->n_values++;
  g_hash_table_insert (lower->values, key, GUINT_TO_POINTER (value + 1));
  return value;
}

static void
bind_roots (SjLower *lower, SjExpr *expr)
{
  uint32_t count;
  SjRoot *roots = sj_expr_roots (expr, &count);

  for (uint32_t i = 0; i < count; i++)
    if (roots[i].kind == SJ_ROOT_EVENT)
      {
        sj_lower_value (lower, 'e', roots[i].name);
        roots[i].slot = sj_world_event (lower->program->world, roots[i].name.text, roots[i].name.length) + 1;
      }
    else if (roots[i].kind == SJ_ROOT_ACTION)
      roots[i].slot = sj_lower_value (lower, 'a', roots[i].name) + 1;
}

static void
add_audience (void *data, SjSlice name)
{
  sj_world_audience (data, name.text, name.length);
}

uint32_t
sj_lower_expr (SjLower *lower, const char *field, const char *text, SjExprType type)
{
  SjProgram *program = lower->program;
  const SjExprEnv *env = program->world->library ? sj_library_expr_env (program->world->library) : NULL;
  g_auto (SjDiags) found = SJ_DIAGS_INIT;
  SjExpr *expr;

  if (text == NULL || *text == '\0')
    return SJ_NONE;
  expr = sj_expr_compile (text, strlen (text), env, type, &found);
  if (expr == NULL)
    {
      sj_lower_report (lower, field, "bad-expression", "%s",
                       sj_diags_count (&found) > 0 ? sj_diags_get (&found, 0)->text : _("The expression is flawed."));
      return SJ_NONE;
    }
  bind_roots (lower, expr);
  sj_expr_foreach_audience (expr, add_audience, program->world);
  g_ptr_array_add (program->exprs, expr);
  return program->exprs->len - 1;
}

uint32_t
sj_lower_event (SjLower *lower, const char *id)
{
  return sj_world_event (lower->program->world, id ? id : "", id ? strlen (id) : 0);
}

uint32_t
sj_lower_audience (SjLower *lower, const char *id)
{
  return sj_world_audience (lower->program->world, id ? id : "", id ? strlen (id) : 0);
}

uint32_t
sj_lower_station (SjLower *lower, const char *node)
{
  const SjNode *found = node ? sj_journey_find (lower->program->journey, node) : NULL;

  return found ? found->index : SJ_NONE;
}

bool
sj_lower_begins (const SjLower *lower)
{
  return lower->branch == SJ_NONE && sj_node_is_start (lower->node);
}

bool
sj_lower_is_branch (const SjLower *lower)
{
  return lower->branch != SJ_NONE;
}

SjEntryPoint *
sj_lower_entry (SjLower *lower, SjEntryKind kind)
{
  SjEntryPoint entry = { .kind = (uint8_t) kind, .station = lower->station, .op = lower->program->ops->len,
                         .what = SJ_NONE, .condition = SJ_NONE, .unless = SJ_NONE, .unless_condition = SJ_NONE,
                         .read = SJ_NONE, .node = lower->node };

  g_array_append_val (lower->program->entries, entry);
  return LAST (lower->program->entries, SjEntryPoint);
}

SjListener *
sj_lower_listener (SjLower *lower, SjHear kind, uint32_t what)
{
  SjListener listener = { .kind = (uint8_t) kind, .station = lower->station, .what = what, .heard = SJ_NONE,
                          .condition = SJ_NONE, .branch = lower->branch, .yes = SJ_NONE, .then = SJ_NONE,
                          .late = SJ_NONE, .delay = lower->delay };
  SjOp *op;

  if (lower->listen == SJ_NONE)
    {
      op = sj_lower_op (lower, SJ_DO_LISTEN);
      op->arg = lower->program->listeners->len;
      lower->listen = lower->program->ops->len - 1;
    }
  op = &g_array_index (lower->program->ops, SjOp, lower->listen);
  op->count++;
  g_array_append_val (lower->program->listeners, listener);
  return LAST (lower->program->listeners, SjListener);
}

void
sj_lower_deadline (SjLower *lower, SjListener *listener, SjTime within, const char *otherwise)
{
  uint32_t timeout = sj_lower_way (lower, "timeout");

  listener->within = within;
  listener->late = timeout != SJ_NONE ? timeout : sj_lower_way (lower, otherwise);
}

/* The targets lower themselves once more, as branches. */
void
sj_lower_fork (SjLower *lower)
{
  const SjNode *fork = lower->node;
  uint16_t station = lower->station;
  SjOp *op = sj_lower_op (lower, SJ_DO_LISTEN);

  op->flags = SJ_DO_FORK;
  op->arg = lower->program->listeners->len;
  lower->listen = lower->program->ops->len - 1;
  for (uint32_t i = 0; i < fork->n_paths; i++)
    {
      const SjPath *path = fork->paths[i];
      SjNode *target = sj_path_target (path);

      if (target == NULL || !(target->kind->flags & SJ_KIND_LISTENS) || target->kind->lower == NULL)
        continue;
      lower->branch = sj_lower_path (lower, path);
      lower->delay = path->delay;
      lower->node = target;
      lower->station = (uint16_t) target->index;
      target->kind->lower (lower, target);
      lower->node = fork;
      lower->station = station;
      lower->branch = SJ_NONE;
      lower->delay = 0;
    }
  op = &g_array_index (lower->program->ops, SjOp, lower->listen);
  lower->program->n_branches = MAX (lower->program->n_branches, op->count);
  lower->program->remembers = true;
}

void
sj_lower_listen_again (SjLower *lower)
{
  lower->listen = SJ_NONE;
}

uint32_t
sj_lower_sleep (SjLower *lower, const SjSleep *sleep)
{
  g_array_append_val (lower->program->sleeps, *sleep);
  return lower->program->sleeps->len - 1;
}

const SjWeek *
sj_lower_week (SjLower *lower, uint32_t days, int32_t from, int32_t until)
{
  SjWeek *week = sj_arena_new0 (&lower->program->arena, SjWeek);

  sj_week_add (week, days, from, until);
  return week;
}
