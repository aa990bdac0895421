/* sj-oracle-run.c -- a run moves on: leaving, being on a path, entering, ending. */
#include "sj-oracle-private.h"

void
oracle_log (Person *person, const char *format, ...)
{
  va_list arguments;

  g_string_append_printf (person->log, "%" G_GINT64_FORMAT " %s ", person->now,
                          person->given ? person->given->id : "-");
  va_start (arguments, format);
  g_string_append_vprintf (person->log, format, arguments);
  va_end (arguments);
  g_string_append_c (person->log, '\n');
}

void
oracle_begin_step (Person *person)
{
  person->step = person->next_number++;
}

/* What was set by a step itself has the step's number; what it brings about comes
 * after. */
static bool
is_timer (ComingKind kind)
{
  return kind == COMING_STAY || kind == COMING_DELAY || kind == COMING_WATCH || kind == COMING_HOLD ||
         kind == COMING_GIVE_UP || kind == COMING_RETRY || kind == COMING_ENTRY;
}

Coming *
oracle_set (Person *person, Run *run, ComingKind kind, SjTime time)
{
  Coming *coming = g_new0 (Coming, 1);

  coming->kind = kind;
  coming->time = time;
  coming->number = is_timer (kind) ? person->step : person->next_number++;
  coming->run = run;
  g_ptr_array_add (person->coming, coming);
  return coming;
}

/* Results, reactions and the longest stay go on wherever the person stands. */
static bool
belongs_to_place (ComingKind kind)
{
  return kind == COMING_DELAY || kind == COMING_WATCH || kind == COMING_HOLD || kind == COMING_GIVE_UP ||
         kind == COMING_RETRY || kind == COMING_ANSWER;
}

void
oracle_forget (Run *run)
{
  GPtrArray *list = run->person->coming;

  for (guint i = list->len; i > 0; i--)
    {
      const Coming *coming = g_ptr_array_index (list, i - 1);

      if (coming->run == run && belongs_to_place (coming->kind))
        g_ptr_array_remove_index (list, i - 1);
    }
  g_ptr_array_set_size (run->watches, 0);
  run->awaited = NULL;
  run->attempt = 0;
}

char *
oracle_place (const Run *run)
{
  if (run->on != NULL)
    return g_strdup_printf ("%s/%s", run->on->node->id, run->on->id);
  return g_strdup (run->node->id);
}

void
oracle_end (Run *run, const char *reason)
{
  g_autofree char *place = oracle_place (run);

  oracle_log (run->person, "end %s %s", place, reason);
  oracle_forget (run);
  run->over = true;
  run->left = run->person->now;
}

const SjPath *
oracle_way (const SjNode *node, const char *path, const char *otherwise)
{
  const SjPath *way = sj_node_path (node, path);

  return way == NULL && otherwise != NULL ? sj_node_path (node, otherwise) : way;
}

unsigned
oracle_count_node (Person *person)
{
  if (person->counted != person->now)
    person->nodes = 0;
  person->counted = person->now;
  return ++person->nodes;
}

/* One more place has been entered; the last that is allowed is where it ends. */
static bool
has_one_left (Run *run)
{
  if (oracle_count_node (run->person) < MOST_NODES)
    return true;
  oracle_end (run, "loop");
  return false;
}

/* The person arrives where the path leads. */
static bool
arrive (Run *run, const SjPath *path)
{
  run->on = NULL;
  run->node = sj_path_target (path);
  oracle_log (run->person, "at %s", run->node->id);
  g_ptr_array_add (run->visited, (gpointer) run->node);
  return has_one_left (run);
}

/* Whether the person is at its target at once. */
static bool
leave (Run *run, const SjPath *path)
{
  oracle_forget (run);
  oracle_log (run->person, "hop %s %s", path->node->id, path->id);
  if (sj_path_target (path) == NULL)
    {
      run->on = path;
      oracle_end (run, "completed");
      return false;
    }
  if (path->delay <= 0)
    return true;
  run->on = path;
  oracle_log (run->person, "on %s/%s", path->node->id, path->id);
  if (has_one_left (run))
    oracle_set (run->person, run, COMING_DELAY, run->person->now + path->delay);
  return false;
}

static void
act (Run *run)
{
  const SjPath *path = oracle_act (run, run->node);

  if (path != NULL)
    run->next = path;
}

/* What happens on a node may itself call this: the path is then taken afterwards. */
void
oracle_go (Run *run, const SjPath *path)
{
  run->next = path;
  if (run->moving)
    return;
  run->moving = true;
  while (run->next != NULL)
    {
      path = run->next;
      run->next = NULL;
      if (leave (run, path) && arrive (run, path))
        act (run);
    }
  run->moving = false;
}

void
oracle_enter (Run *run, const SjPath *path)
{
  if (!arrive (run, path))
    return;
  run->moving = true;
  act (run);
  run->moving = false;
  oracle_go (run, run->next);
}

void
oracle_go_branch (Run *run, const SjPath *branch, const SjPath *path, const char *reason)
{
  if (branch != NULL)
    {
      oracle_forget (run);
      oracle_log (run->person, "hop %s %s", branch->node->id, branch->id);
      if (!arrive (run, branch))
        return;
    }
  if (path != NULL)
    oracle_go (run, path);
  else
    oracle_end (run, reason);
}
