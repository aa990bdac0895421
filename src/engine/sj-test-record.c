/* sj-test-record.c -- a rehearsal as a test: what was done is given, what came of it is
 * expected. */
#include "engine/sj-journey-test.h"

#include "base/sj-blob.h"

#include <string.h>

static void *
add_record (SjRecords *records, const SjSpec *spec)
{
  records->items = g_renew (void *, records->items, records->count + 1);
  return records->items[records->count++] = sj_config_new (spec);
}

static SjBlob *
blob_of (SjValue value)
{
  return sj_value_is_null (value) ? NULL : sj_blob_new (value);
}

static bool
is_result (const char *word)
{
  return g_strv_contains (sj_test_results, word);
}

/* What came back for one call or sending; NULL: nothing, before the next. */
static const SjTold *
result_of (const SjTold *told, uint32_t count, uint32_t call)
{
  for (uint32_t i = call + 1; i < count; i++)
    {
      if (told[i].node != told[call].node)
        continue;
      if (told[i].kind == told[call].kind)
        return NULL;
      if (told[i].kind == SJ_TOLD_RESULT && is_result (told[i].word))
        return &told[i];
    }
  return NULL;
}

/* Each of them, so that a later answer does not come too early. */
static void
add_answers (SjTestCase *test, const SjRehearsal *rehearsal, const SjNode *node)
{
  uint32_t count;
  const SjTold *told = sj_rehearsal_told (rehearsal, &count);

  for (uint32_t i = 0; i < count; i++)
    {
      const SjTold *result;
      SjTestAnswer *answer;

      if (told[i].node != node || (told[i].kind != SJ_TOLD_CALLED && told[i].kind != SJ_TOLD_SENT))
        continue;
      result = result_of (told, count, i);
      answer = add_record (&test->answers, &sj_test_answer_spec);
      answer->node = g_strdup (node->id);
      answer->times = 1;
      answer->result = g_strdup (result ? result->word : "none");
      answer->value = result ? blob_of (result->value) : NULL;
      answer->after = result ? result->time - told[i].time : 0;
    }
}

/* The step that a result given by hand was about: what was called or sent last. */
static const SjNode *
called_before (const SjRehearsal *rehearsal, uint32_t act)
{
  uint32_t count;
  const SjTold *told = sj_rehearsal_told (rehearsal, &count);
  const SjNode *node = NULL;

  for (uint32_t i = 0; i < count && told[i].act < act; i++)
    if (told[i].kind == SJ_TOLD_CALLED || told[i].kind == SJ_TOLD_SENT)
      node = told[i].node;
  return node;
}

/* The steps whose answers were not the usual ones. */
static void
record_answers (const SjRehearsal *rehearsal, SjTestCase *test)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();

  for (uint32_t i = 0; i < sj_rehearsal_moment (rehearsal); i++)
    {
      const SjAct *act = sj_rehearsal_act (rehearsal, i);
      const SjNode *node = NULL;

      if (act->kind == SJ_ACT_RESULT)
        node = called_before (rehearsal, i);
      else if (act->kind == SJ_ACT_ANSWERS)
        node = sj_journey_find (sj_rehearsal_program (rehearsal)->journey, act->name);
      if (node != NULL && sj_journey_find (sj_rehearsal_program (rehearsal)->journey, node->id) == node &&
          !g_ptr_array_find (nodes, node, NULL))
        g_ptr_array_add (nodes, (gpointer) node);
    }
  for (guint i = 0; i < nodes->len; i++)
    add_answers (test, rehearsal, nodes->pdata[i]);
}

static SjTestInput *
add_input (SjTestCase *test, SjTime at)
{
  SjTestInput *input = add_record (&test->inputs, &sj_test_input_spec);

  input->at = at;
  return input;
}

static void
record_act (const SjRehearsal *rehearsal, SjTestCase *test, uint32_t index)
{
  const SjAct *act = sj_rehearsal_act (rehearsal, index);
  SjTime at = sj_rehearsal_act_time (rehearsal, index) - sj_rehearsal_start (rehearsal);
  const SjNode *node;
  SjTestInput *input;

  switch (act->kind)
    {
    case SJ_ACT_EVENT:
      input = add_input (test, at);
      input->event = g_strdup (act->name);
      input->payload = blob_of (act->value);
      break;
    case SJ_ACT_ENTER:
      input = add_input (test, at);
      input->enter = g_strdup (act->name);
      input->payload = blob_of (act->value);
      break;
    case SJ_ACT_AUDIENCE:
      input = add_input (test, at);
      input->audience = g_strdup (act->name);
      input->leaves = !act->flag;
      break;
    case SJ_ACT_SET:
      input = add_input (test, at);
      input->set = g_strdup (act->name);
      input->value = blob_of (act->value);
      break;
    case SJ_ACT_CHOOSE:
      input = add_input (test, at);
      input->node = g_strdup (act->name);
      input->choose = g_strdup (act->path);
      break;
    case SJ_ACT_OTHERS:
      input = add_input (test, at);
      input->node = g_strdup (act->name);
      input->others = act->count;
      break;
    case SJ_ACT_REACTION:
      input = add_input (test, at);
      input->reaction = g_strdup (sj_reaction_words[act->result].id);
      node = act->name ? NULL : called_before (rehearsal, index);
      input->node = g_strdup (node ? node->id : act->name);
      input->link = g_strdup (act->path);
      break;
    default:
      break;
    }
}

/* ------------------------------------------------------------------ what came of it */

static void
add_text (GPtrArray *texts, char *text)
{
  if (texts->len == 0 || strcmp (texts->pdata[texts->len - 1], text) != 0)
    g_ptr_array_add (texts, text);
  else
    g_free (text);
}

static char **
steal_texts (GPtrArray *texts)
{
  if (texts->len == 0)
    return NULL;
  g_ptr_array_add (texts, NULL);
  return g_strdupv ((char **) texts->pdata);
}

/* The first line of what it says, by which it is known again. */
static void
add_message (SjTestExpected *expect, const SjTold *told, SjTime start)
{
  static const SjMessagePart heads[] = { SJ_PART_SUBJECT, SJ_PART_TITLE, SJ_PART_TEXT, SJ_PART_BODY };
  SjTestMessage *message = add_record (&expect->messages, &sj_test_message_spec);

  message->node = g_strdup (told->node->id);
  message->timed = true;
  message->at = told->time - start;
  for (unsigned i = 0; i < G_N_ELEMENTS (heads); i++)
    if (told->said->parts[heads[i]] != NULL && told->said->parts[heads[i]][0] != '\0')
      {
        const char *text = told->said->parts[heads[i]];

        message->contains = g_new0 (char *, 2);
        message->contains[0] = g_strndup (text, strcspn (text, "\n"));
        return;
      }
}

/* The end is at a path of the step, not at the step itself. */
static bool
was_left (const GPtrArray *path, const char *node)
{
  const char *last = path->len > 0 ? path->pdata[path->len - 1] : "";

  return g_str_has_prefix (last, node) && last[strlen (node)] == '/';
}

static void
expect_one (SjTestExpected *expect, const SjTold *told, SjTime start, GPtrArray *path, GPtrArray *goals)
{
  SjTestHeldBack *held;

  switch (told->kind)
    {
    case SJ_TOLD_TOOK:
      add_text (path, g_strdup_printf ("%s/%s", told->node->id, told->path->id));
      break;
    case SJ_TOLD_SENT:
      add_message (expect, told, start);
      break;
    case SJ_TOLD_EXCLUDED:
      held = add_record (&expect->held_back, &sj_test_held_back_spec);
      held->node = g_strdup (told->node->id);
      held->reason = g_strdup (told->word);
      break;
    case SJ_TOLD_GOAL:
      add_text (goals, g_strdup (told->word));
      break;
    case SJ_TOLD_REFUSED:
      g_free (expect->refused);
      expect->refused = g_strdup (told->word);
      break;
    case SJ_TOLD_ENTERED:
      g_clear_pointer (&expect->end, g_free);
      expect->end = g_strdup ("inside");
      break;
    case SJ_TOLD_ENDED:
      if (!was_left (path, told->node->id))
        add_text (path, g_strdup (told->node->id));
      g_free (expect->end);
      expect->end = g_strdup (told->word);
      break;
    default:
      break;
    }
}

static SjTestExpected *
record_expected (const SjRehearsal *rehearsal)
{
  SjTestExpected *expect = sj_config_new (&sj_test_expected_spec);
  g_autoptr (GPtrArray) path = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) goals = g_ptr_array_new_with_free_func (g_free);
  uint32_t count;
  const SjTold *told = sj_rehearsal_told (rehearsal, &count);

  for (uint32_t i = 0; i < count; i++)
    if (told[i].program == sj_rehearsal_program (rehearsal)->number)
      expect_one (expect, &told[i], sj_rehearsal_start (rehearsal), path, goals);
  expect->path = steal_texts (path);
  expect->goals = steal_texts (goals);
  return expect;
}

/* In the workspace it has a name; else it is written into the test. */
static void
record_profile (const SjRehearsal *rehearsal, SjTestCase *test)
{
  const SjProfile *given = sj_rehearsal_given (rehearsal);
  const SjLibrary *library = sj_rehearsal_program (rehearsal)->world->library;
  const SjEntry *entry = library ? sj_library_find (library, SJ_REF_PROFILE, given->id) : NULL;
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  if (entry != NULL && sj_config_equal (&sj_profile_spec, entry->config, given))
    test->profile = g_strdup (given->id);
  else
    test->given = sj_blob_new (sj_config_to_value (&sj_profile_spec, given, &arena));
}

SjTestCase *
sj_rehearsal_record (const SjRehearsal *rehearsal, const char *name)
{
  SjTestCase *test = sj_config_new (&sj_test_case_spec);
  SjTime start = sj_rehearsal_start (rehearsal);

  test->name = g_strdup (name);
  test->seed = (int64_t) sj_rehearsal_seed (rehearsal);
  if (start != sj_test_case_begin (test, sj_rehearsal_program (rehearsal)))
    test->start = (SjWhen) { .seconds = start / 1000, .nanos = (int32_t) (start % 1000) * 1000000,
                             .form = SJ_WHEN_INSTANT };
  record_profile (rehearsal, test);
  record_answers (rehearsal, test);
  for (uint32_t i = 0; i < sj_rehearsal_moment (rehearsal); i++)
    record_act (rehearsal, test, i);
  /* What it expects, it expects up to this moment; later things are another test. */
  test->lasts = sj_rehearsal_next (rehearsal) == SJ_TIME_NEVER ? 0 : MAX (sj_rehearsal_now (rehearsal) - start, 1);
  test->expect = record_expected (rehearsal);
  return test;
}
