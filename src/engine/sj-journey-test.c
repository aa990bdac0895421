/* sj-journey-test.c -- inputs given in at their times, and the story held against
 * what was expected. */
#include "engine/sj-journey-test.h"

#include "base/sj-when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIRST_MONDAY INT64_C (1767603600)    /* 2026-01-05T09:00:00 on a clock without zone, in seconds */

SjTime
sj_test_case_begin (const SjTestCase *test, const SjProgram *program)
{
  static const SjWhen monday = { .form = SJ_WHEN_LOCAL, .seconds = FIRST_MONDAY };

  if (test->start.form != SJ_WHEN_UNSET)
    return sj_when_time (&test->start, program->zone);
  return MAX (sj_when_time (&monday, program->zone), program->opens);
}

static bool
fail (GError **error, const char *format, const char *what)
{
  g_set_error (error, sj_rehearse_error_quark (), 0, format, what);
  return false;
}

/* ------------------------------------------------------------------ what is given */

static bool
find_profile (const SjWorld *world, const SjTestCase *test, SjProfile **own, const SjProfile **profile, GError **error)
{
  const SjEntry *entry;

  *own = NULL;
  *profile = NULL;
  if (test->given != NULL)
    {
      *own = sj_config_new (&sj_profile_spec);
      sj_config_read (&sj_profile_spec, *own, sj_blob_value (test->given), NULL, NULL);
      *profile = *own;
      return true;
    }
  if (test->profile == NULL)
    return true;
  entry = world->library ? sj_library_find (world->library, SJ_REF_PROFILE, test->profile) : NULL;
  if (entry == NULL)
    return fail (error, _("the workspace has no profile “%s”"), test->profile);
  *profile = entry->config;
  return true;
}

static bool
result_of (const SjTestAnswer *answer, uint8_t *result, GError **error)
{
  static const SjAnswerKind kinds[] = { SJ_ANSWER_VALUE, SJ_ANSWER_FAILED, SJ_ANSWER_REFUSED, SJ_ANSWER_NONE,
                                        SJ_ANSWER_DELIVERED };

  *result = SJ_ANSWER_VALUE;
  for (unsigned i = 0; answer->result != NULL && sj_test_results[i] != NULL; i++)
    if (g_str_equal (sj_test_results[i], answer->result))
      {
        *result = (uint8_t) kinds[i];
        return true;
      }
  return answer->result == NULL || fail (error, _("there is no result “%s”"), answer->result);
}

/* One after the other for the same step: each as often as it says. */
static bool
give_answers (SjRehearsal *rehearsal, const SjTestCase *test, GError **error)
{
  for (uint32_t i = 0; i < test->answers.count; i++)
    {
      const SjTestAnswer *answer = test->answers.items[i];
      SjAct act = { .kind = SJ_ACT_ANSWERS, .name = answer->node, .value = sj_blob_value (answer->value),
                    .time = answer->after, .count = (uint32_t) CLAMP (answer->times, 0, 1000000) };

      if (!result_of (answer, &act.result, error) || !sj_rehearsal_do (rehearsal, &act, error))
        return false;
    }
  return true;
}

static bool
reaction_of (const SjTestInput *input, SjAct *act, GError **error)
{
  for (unsigned i = 0; i < SJ_N_REACTIONS; i++)
    if (g_str_equal (sj_reaction_words[i].id, input->reaction))
      {
        *act = (SjAct) { .kind = SJ_ACT_REACTION, .name = input->node, .result = (uint8_t) i, .path = input->link };
        return true;
      }
  return fail (error, _("there is no reaction “%s”"), input->reaction);
}

static bool
act_of (const SjTestInput *input, SjAct *act, GError **error)
{
  if (input->event != NULL)
    *act = (SjAct) { .kind = SJ_ACT_EVENT, .name = input->event, .value = sj_blob_value (input->payload) };
  else if (input->enter != NULL)
    *act = (SjAct) { .kind = SJ_ACT_ENTER, .name = input->enter, .value = sj_blob_value (input->payload) };
  else if (input->audience != NULL)
    *act = (SjAct) { .kind = SJ_ACT_AUDIENCE, .name = input->audience, .flag = !input->leaves };
  else if (input->set != NULL)
    *act = (SjAct) { .kind = SJ_ACT_SET, .name = input->set, .value = sj_blob_value (input->value) };
  else if (input->choose != NULL)
    *act = (SjAct) { .kind = SJ_ACT_CHOOSE, .name = input->node, .path = input->choose };
  else if (input->others > 0)
    *act = (SjAct) { .kind = SJ_ACT_OTHERS, .name = input->node,
                     .count = (uint32_t) MIN (input->others, SJ_TEST_OTHERS_MOST) };
  else if (input->reaction != NULL)
    return reaction_of (input, act, error);
  else
    return fail (error, "%s", _("a test has an input that says nothing"));
  return true;
}

static SjTime
after (SjTime start, SjTime span)
{
  SjTime time;

  return __builtin_add_overflow (start, span, &time) ? SJ_TIME_NEVER - 1 : time;
}

static bool
give_inputs (SjRehearsal *rehearsal, const SjTestCase *test, GError **error)
{
  for (uint32_t i = 0; i < test->inputs.count; i++)
    {
      const SjTestInput *input = test->inputs.items[i];
      SjAct to = { .kind = SJ_ACT_TO, .time = after (sj_rehearsal_start (rehearsal), input->at) };
      SjAct act;

      if (!act_of (input, &act, error))
        return false;
      if (to.time < sj_rehearsal_now (rehearsal))
        return fail (error, "%s", _("the inputs of a test must stand in the order of their times"));
      if (to.time > sj_rehearsal_now (rehearsal) && !sj_rehearsal_do (rehearsal, &to, error))
        return false;
      if (!sj_rehearsal_do (rehearsal, &act, error))
        return false;
    }
  return true;
}

SjRehearsal *
sj_journey_test_rehearse (SjWorld *world, const SjProgram *program, const SjTestCase *test, GError **error)
{
  SjAct to = { .kind = SJ_ACT_TO, .flag = test->lasts == 0 };
  g_autoptr (SjRehearsal) rehearsal = NULL;
  const SjProfile *profile;
  SjProfile *own;

  if (!find_profile (world, test, &own, &profile, error))
    return NULL;
  rehearsal = sj_rehearsal_new (world, program, profile, sj_test_case_begin (test, program), (uint64_t) test->seed);
  sj_config_free (&sj_profile_spec, own);
  if (!give_answers (rehearsal, test, error) || !give_inputs (rehearsal, test, error))
    return NULL;
  to.time = after (sj_rehearsal_start (rehearsal), test->lasts);
  if ((to.flag || to.time > sj_rehearsal_now (rehearsal)) && !sj_rehearsal_do (rehearsal, &to, error))
    return NULL;
  return g_steal_pointer (&rehearsal);
}

/* ------------------------------------------------------------------ what is expected */

typedef struct
{
  const SjRehearsal *rehearsal;
  const SjProgram *program;
  const SjTold *told;
  uint32_t n_told;
  uint32_t departed;        /* the story went another way from here on; SJ_NONE */
  GPtrArray *failures;
} Verdict;

static void complain (Verdict *verdict, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
complain (Verdict *verdict, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (verdict->failures, g_strdup_vprintf (format, args));
  va_end (args);
}

static char *
name_of (const Verdict *verdict, const char *node)
{
  const SjNode *found = node ? sj_journey_find (verdict->program->journey, node) : NULL;
  const SjLibrary *library = verdict->program->world->library;
  g_autofree char *name = found ? sj_node_name (found, library ? sj_library_names (library) : NULL) : NULL;

  return name ? g_strdup_printf ("“%s”", name) : g_strdup_printf ("“%s”", node ? node : "");
}

/* "node/path" taken apart; a node's id may hold a slash itself. */
static bool
split_step (const Verdict *verdict, const char *step, char **node, char **path)
{
  const char *slash = strrchr (step, '/');

  *node = g_strdup (step);
  *path = NULL;
  if (sj_journey_find (verdict->program->journey, step) != NULL || slash == NULL)
    return sj_journey_find (verdict->program->journey, step) != NULL;
  g_free (*node);
  *node = g_strndup (step, (size_t) (slash - step));
  *path = g_strdup (slash + 1);
  return sj_journey_find (verdict->program->journey, *node) != NULL;
}

static bool
is_step (const Verdict *verdict, const SjTold *told, const char *node, const char *path)
{
  if (told->program != verdict->program->number || told->node == NULL || !g_str_equal (told->node->id, node))
    return false;
  return path == NULL ? told->kind == SJ_TOLD_AT && told->path == NULL
                      : told->kind == SJ_TOLD_TOOK && g_str_equal (told->path->id, path);
}

/* From where on the story says something else, and what. */
static void
depart (Verdict *verdict, uint32_t from, const char *node, const char *path)
{
  g_autofree char *name = name_of (verdict, node);
  const SjNode *at = sj_journey_find (verdict->program->journey, node);
  const SjPath *wanted = path ? sj_node_path (at, path) : NULL;
  g_autofree char *way = wanted ? sj_path_name (wanted, NULL) : g_strdup (path);
  const char *change = NULL;

  verdict->departed = from;
  for (uint32_t i = from; path != NULL && i < verdict->n_told; i++)
    {
      const SjTold *told = &verdict->told[i];

      if (told->node != NULL && told->kind == SJ_TOLD_DECIDED && g_str_equal (told->node->id, node) &&
          (told->path == NULL || g_strcmp0 (told->path->id, path) == 0))
        change = told->change;
      if (told->kind == SJ_TOLD_TOOK && g_str_equal (told->node->id, node))
        {
          g_autofree char *taken = sj_path_name (told->path, NULL);

          verdict->departed = i;
          if (change != NULL)
            complain (verdict, _("At %s the path “%s” was expected, but “%s” was taken: %s."), name, way,
                      taken && *taken != '\0' ? taken : told->path->id, change);
          else
            complain (verdict, _("At %s the path “%s” was expected, but “%s” was taken."), name, way,
                      taken && *taken != '\0' ? taken : told->path->id);
          return;
        }
    }
  if (path != NULL)
    complain (verdict, _("%s was expected to be left by the path “%s”, which did not happen."), name, way);
  else
    complain (verdict, _("%s was expected to be reached, which did not happen."), name);
}

static void
check_path (Verdict *verdict, char *const *steps)
{
  uint32_t at = 0;

  for (; steps != NULL && *steps != NULL; steps++)
    {
      g_autofree char *node = NULL;
      g_autofree char *path = NULL;
      uint32_t from = at;

      if (!split_step (verdict, *steps, &node, &path))
        {
          complain (verdict, _("The journey has no step “%s”."), *steps);
          return;
        }
      while (at < verdict->n_told && !is_step (verdict, &verdict->told[at], node, path))
        at++;
      if (at == verdict->n_told)
        {
          depart (verdict, from, node, path);
          return;
        }
      at++;
    }
}

static bool
says (const SjSaid *said, const char *text)
{
  for (unsigned i = 0; i < SJ_N_PARTS; i++)
    if (said->parts[i] != NULL && strstr (said->parts[i], text) != NULL)
      return true;
  return false;
}

static void
check_message (Verdict *verdict, const SjTestMessage *message, const SjTold *told)
{
  g_autofree char *name = name_of (verdict, message->node);
  SjTime start = sj_rehearsal_start (verdict->rehearsal);

  if (told->said->failed != NULL)
    complain (verdict, _("The message of %s could not be made: %s."), name, told->said->failed);
  for (char *const *text = message->contains; text != NULL && *text != NULL; text++)
    if (told->said->failed == NULL && !says (told->said, *text))
      complain (verdict, _("The message of %s does not contain “%s”."), name, *text);
  if (message->timed && told->time != after (start, message->at))
    {
      g_autofree char *wanted = sj_span_format (message->at);
      g_autofree char *found = sj_span_format (told->time - start);

      complain (verdict, _("The message of %s was expected after %s, but went out after %s."), name, wanted, found);
    }
}

static const SjTold *
find_told (const Verdict *verdict, SjToldKind kind, const char *node, uint32_t *from)
{
  for (; *from < verdict->n_told; ++*from)
    {
      const SjTold *told = &verdict->told[*from];

      if (told->program == verdict->program->number && told->kind == kind && told->node != NULL &&
          g_strcmp0 (told->node->id, node) == 0)
        {
          ++*from;
          return told;
        }
    }
  return NULL;
}

static const char *
why_not_sent (const Verdict *verdict, const char *node)
{
  uint32_t from = 0;
  const SjTold *told = find_told (verdict, SJ_TOLD_EXCLUDED, node, &from);

  return told ? told->change ? told->change : told->text : NULL;
}

static void
check_messages (Verdict *verdict, const SjTestExpected *expected)
{
  uint32_t from = 0;

  for (uint32_t i = 0; i < expected->messages.count; i++)
    {
      const SjTestMessage *message = expected->messages.items[i];
      g_autofree char *name = name_of (verdict, message->node);
      const SjTold *told = find_told (verdict, SJ_TOLD_SENT, message->node, &from);
      const char *why = why_not_sent (verdict, message->node);

      if (told != NULL)
        {
          check_message (verdict, message, told);
          continue;
        }
      if (why != NULL)
        complain (verdict, _("The message of %s was expected, but it was held back: %s."), name, why);
      else
        complain (verdict, _("The message of %s was expected, but not sent in this order."), name);
      return;
    }
}

static void
check_held_back (Verdict *verdict, const SjTestExpected *expected)
{
  for (uint32_t i = 0; i < expected->held_back.count; i++)
    {
      const SjTestHeldBack *wanted = expected->held_back.items[i];
      g_autofree char *name = name_of (verdict, wanted->node);
      uint32_t from = 0;
      const SjTold *told;

      while ((told = find_told (verdict, SJ_TOLD_EXCLUDED, wanted->node, &from)) != NULL)
        if (wanted->reason == NULL || g_strcmp0 (told->word, wanted->reason) == 0)
          break;
      if (told == NULL)
        complain (verdict, _("The message of %s was expected to be held back (%s), which did not happen."), name,
                  wanted->reason ? wanted->reason : _("for any reason"));
    }
}

static void
check_times (Verdict *verdict, const SjTestExpected *expected)
{
  SjTime start = sj_rehearsal_start (verdict->rehearsal);

  for (uint32_t i = 0; i < expected->times.count; i++)
    {
      const SjTestTime *wanted = expected->times.items[i];
      g_autofree char *name = name_of (verdict, wanted->node);
      g_autofree char *when = sj_span_format (wanted->at);
      g_autofree char *found = NULL;
      const SjTold *told = NULL, *last = NULL;
      uint32_t from = 0;

      while ((told = find_told (verdict, SJ_TOLD_AT, wanted->node, &from)) != NULL)
        {
          last = told->path == NULL ? told : last;
          if (last == told && told->time == after (start, wanted->at))
            break;
        }
      if (told != NULL)
        continue;
      found = last ? sj_span_format (last->time - start) : NULL;
      if (found != NULL)
        complain (verdict, _("%s was expected after %s, but was reached after %s."), name, when, found);
      else
        complain (verdict, _("%s was expected after %s, but was not reached."), name, when);
    }
}

static bool
reaches (const Verdict *verdict, const char *goal)
{
  const SjJourney *journey = verdict->program->journey;
  const char *name = goal;

  for (guint i = 0; i < journey->goals->len; i++)
    if (g_strcmp0 (sj_journey_goal (journey, i)->id, goal) == 0 && sj_journey_goal (journey, i)->name != NULL)
      name = sj_journey_goal (journey, i)->name;
  for (uint32_t i = 0; i < verdict->n_told; i++)
    if (verdict->told[i].kind == SJ_TOLD_GOAL && g_strcmp0 (verdict->told[i].word, name) == 0)
      return true;
  return false;
}

static const SjTold *
last_of (const Verdict *verdict, SjToldKind kind)
{
  for (uint32_t i = verdict->n_told; i-- > 0;)
    if (verdict->told[i].kind == kind && verdict->told[i].program == verdict->program->number)
      return &verdict->told[i];
  return NULL;
}

static uint32_t
index_of (const Verdict *verdict, const SjTold *told)
{
  return told ? (uint32_t) (told - verdict->told) : 0;
}

static void
check_end (Verdict *verdict, const char *wanted)
{
  const SjTold *ended = last_of (verdict, SJ_TOLD_ENDED), *entered = last_of (verdict, SJ_TOLD_ENTERED);
  bool inside = entered != NULL && (ended == NULL || index_of (verdict, ended) < index_of (verdict, entered));
  const char *found = inside ? "inside" : ended ? ended->word : "outside";

  if (wanted != NULL && !g_str_equal (wanted, found))
    complain (verdict, _("The end was expected to be “%s”, but it is “%s”."), wanted, found);
}

static void
check_refused (Verdict *verdict, const char *wanted)
{
  const SjTold *refused = last_of (verdict, SJ_TOLD_REFUSED), *entered = last_of (verdict, SJ_TOLD_ENTERED);

  if (wanted != NULL && (refused == NULL || !g_str_equal (refused->word, wanted)))
    complain (verdict, _("The entry was expected to be refused as “%s”, but it was %s%s."), wanted,
              refused ? _("refused as ") : _("not refused"), refused ? refused->word : "");
  if (wanted == NULL && refused != NULL && entered == NULL)
    complain (verdict, _("The profile did not enter, as “%s”: %s."), refused->word,
              refused->change ? refused->change : refused->text);
}

static void
check (Verdict *verdict, const SjTestExpected *expected)
{
  check_refused (verdict, expected->refused);
  check_path (verdict, expected->path);
  check_messages (verdict, expected);
  check_held_back (verdict, expected);
  check_times (verdict, expected);
  for (char *const *goal = expected->goals; goal != NULL && *goal != NULL; goal++)
    if (!reaches (verdict, *goal))
      complain (verdict, _("The goal “%s” was expected, but not reached."), *goal);
  check_end (verdict, expected->end);
}

static void
tell_story (const Verdict *verdict, SjTestResult *result)
{
  g_auto (SjBuffer) story = SJ_BUFFER_INIT;

  if (verdict->departed == SJ_NONE)
    sj_rehearsal_write_told (verdict->rehearsal, 0, UINT32_MAX, &story);
  else
    {
      sj_rehearsal_write_told (verdict->rehearsal, 0, verdict->departed, &story);
      sj_buffer_printf (&story, _("  … here it departs from what was expected:\n"));
      sj_rehearsal_write_told (verdict->rehearsal, verdict->departed, UINT32_MAX, &story);
    }
  result->story = sj_buffer_steal (&story);
}

bool
sj_way_counts (const SjProgram *program, uint32_t way)
{
  return sj_program_station (program, sj_program_way (program, way)->from)->path == NULL;
}

void
sj_journey_test_run (SjWorld *world, const SjProgram *program, const SjTestCase *test, bool *covered,
                     SjTestResult *result)
{
  static const SjTestExpected nothing = { .end = NULL };
  g_autoptr (SjRehearsal) rehearsal = NULL;
  g_autoptr (GError) error = NULL;
  Verdict verdict = { .program = program, .departed = SJ_NONE };

  *result = (SjTestResult) { .failures = g_ptr_array_new_with_free_func (g_free) };
  rehearsal = sj_journey_test_rehearse (world, program, test, &error);
  if (rehearsal == NULL)
    {
      g_ptr_array_add (result->failures, g_strdup_printf (_("The test cannot be carried out: %s."), error->message));
      return;
    }
  verdict.rehearsal = rehearsal;
  verdict.failures = result->failures;
  verdict.told = sj_rehearsal_told (rehearsal, &verdict.n_told);
  result->n_things = verdict.n_told;
  check (&verdict, test->expect ? test->expect : &nothing);
  tell_story (&verdict, result);
  for (uint32_t i = 0; covered != NULL && i < verdict.n_told; i++)
    if (verdict.told[i].way != SJ_NONE && verdict.told[i].program == program->number)
      covered[verdict.told[i].way] = true;
}

void
sj_test_result_clear (SjTestResult *result)
{
  g_clear_pointer (&result->failures, g_ptr_array_unref);
  g_clear_pointer (&result->story, g_free);
}
