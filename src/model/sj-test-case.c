/* sj-test-case.c -- the field tables of the tests that a journey carries. */
#include "model/sj-test-case.h"

#include <glib/gi18n-lib.h>

const char *const sj_test_results[] = { "answer", "failed", "refused", "none", "delivered", NULL };

static const SjField input_fields[] = {
  { "at", SJ_FIELD_DURATION, offsetof (SjTestInput, at), N_("After"),
    .help = N_("Counted from the beginning of the test.") },
  { "event", SJ_FIELD_REFERENCE, offsetof (SjTestInput, event), N_("Event"), .to = SJ_REF_EVENT },
  { "payload", SJ_FIELD_VALUE, offsetof (SjTestInput, payload), N_("Its data"),
    .help = N_("Without any, the sample of the event type.") },
  { "enter", SJ_FIELD_REFERENCE, offsetof (SjTestInput, enter), N_("Enters at"), .to = SJ_REF_NODE },
  { "audience", SJ_FIELD_REFERENCE, offsetof (SjTestInput, audience), N_("Audience"), .to = SJ_REF_AUDIENCE },
  { "leaves", SJ_FIELD_BOOL, offsetof (SjTestInput, leaves), N_("Leaves it"), .when = "audience" },
  { "set", SJ_FIELD_TEXT, offsetof (SjTestInput, set), N_("Field of the profile") },
  { "value", SJ_FIELD_VALUE, offsetof (SjTestInput, value), N_("Becomes"), .when = "set" },
  { "reaction", SJ_FIELD_TEXT, offsetof (SjTestInput, reaction), N_("What becomes of a message") },
  { "node", SJ_FIELD_REFERENCE, offsetof (SjTestInput, node), N_("Step"), .to = SJ_REF_NODE },
  { "link", SJ_FIELD_TEXT, offsetof (SjTestInput, link), N_("Link"), .when = "reaction" },
  { "choose", SJ_FIELD_TEXT, offsetof (SjTestInput, choose), N_("Path that is taken") },
  { "others", SJ_FIELD_INTEGER, offsetof (SjTestInput, others), N_("Other profiles that have come here"),
    .help = N_("They count for the limit of a profile cap."), .max = SJ_TEST_OTHERS_MOST },
  { NULL }
};

static void
check_input (const void *config, SjReading *reading)
{
  const SjTestInput *input = config;
  unsigned count = (input->event != NULL) + (input->enter != NULL) + (input->audience != NULL) + (input->set != NULL) +
                   (input->reaction != NULL) + (input->choose != NULL) + (input->others > 0);

  if (count != 1)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "test-input", sj_null, NULL,
                    _("What happens must be one thing: an event, an entry, an audience, a field that is set, a "
                      "reaction, a choice or other profiles."));
  else if ((input->reaction != NULL || input->choose != NULL || input->others > 0) && input->node == NULL)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "test-input", sj_null, "node", _("Here a step must be named."));
}

const SjSpec sj_test_input_spec = { input_fields, sizeof (SjTestInput), .check = check_input };

static const SjField answer_fields[] = {
  { "node", SJ_FIELD_REFERENCE, offsetof (SjTestAnswer, node), N_("Step"), .to = SJ_REF_NODE,
    .flags = SJ_FIELD_REQUIRED },
  { "result", SJ_FIELD_TEXT, offsetof (SjTestAnswer, result), N_("Result") },
  { "value", SJ_FIELD_VALUE, offsetof (SjTestAnswer, value), N_("Answer"),
    .help = N_("Without any, the sample of the action.") },
  { "after", SJ_FIELD_DURATION, offsetof (SjTestAnswer, after), N_("After") },
  { "times", SJ_FIELD_INTEGER, offsetof (SjTestAnswer, times), N_("How often"),
    .help = N_("Then the next answer for the step counts; 0 is always.") },
  { NULL }
};

static void
check_answer (const void *config, SjReading *reading)
{
  const SjTestAnswer *answer = config;

  if (answer->result != NULL && !g_strv_contains (sj_test_results, answer->result))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "test-answer", sj_null, "result",
                    _("A result is “answer”, “failed”, “refused”, “none” or “delivered”, not “%s”."), answer->result);
}

const SjSpec sj_test_answer_spec = { answer_fields, sizeof (SjTestAnswer), .check = check_answer };

static const SjField message_fields[] = {
  { "node", SJ_FIELD_REFERENCE, offsetof (SjTestMessage, node), N_("Step"), .to = SJ_REF_NODE,
    .flags = SJ_FIELD_REQUIRED },
  { "timed", SJ_FIELD_BOOL, offsetof (SjTestMessage, timed), N_("At exactly this time") },
  { "at", SJ_FIELD_DURATION, offsetof (SjTestMessage, at), N_("After"), .when = "timed" },
  { "contains", SJ_FIELD_TEXTS, offsetof (SjTestMessage, contains), N_("Contains") },
  { NULL }
};

const SjSpec sj_test_message_spec = { message_fields, sizeof (SjTestMessage) };

static const SjField held_back_fields[] = {
  { "node", SJ_FIELD_REFERENCE, offsetof (SjTestHeldBack, node), N_("Step"), .to = SJ_REF_NODE,
    .flags = SJ_FIELD_REQUIRED },
  { "reason", SJ_FIELD_TEXT, offsetof (SjTestHeldBack, reason), N_("Reason") },
  { NULL }
};

const SjSpec sj_test_held_back_spec = { held_back_fields, sizeof (SjTestHeldBack) };

static const SjField time_fields[] = {
  { "node", SJ_FIELD_REFERENCE, offsetof (SjTestTime, node), N_("Step"), .to = SJ_REF_NODE,
    .flags = SJ_FIELD_REQUIRED },
  { "at", SJ_FIELD_DURATION, offsetof (SjTestTime, at), N_("Is entered after") },
  { NULL }
};

const SjSpec sj_test_time_spec = { time_fields, sizeof (SjTestTime) };

static const SjField expected_fields[] = {
  { "path", SJ_FIELD_TEXTS, offsetof (SjTestExpected, path), N_("Way"),
    .help = N_("Ids of steps, or of a step and a path with a slash between them, in their order.") },
  { "messages", SJ_FIELD_RECORDS, offsetof (SjTestExpected, messages), N_("Messages"),
    .record = &sj_test_message_spec, .each = N_("{node}") },
  { "heldBack", SJ_FIELD_RECORDS, offsetof (SjTestExpected, held_back), N_("Messages held back"),
    .record = &sj_test_held_back_spec, .each = N_("{node}: {reason}|{node}") },
  { "times", SJ_FIELD_RECORDS, offsetof (SjTestExpected, times), N_("Times"), .record = &sj_test_time_spec,
    .each = N_("{node}: {at}|{node}") },
  { "goals", SJ_FIELD_TEXTS, offsetof (SjTestExpected, goals), N_("Goals") },
  { "end", SJ_FIELD_TEXT, offsetof (SjTestExpected, end), N_("Ends as") },
  { "refused", SJ_FIELD_TEXT, offsetof (SjTestExpected, refused), N_("Is refused as") },
  { NULL }
};

const SjSpec sj_test_expected_spec = { expected_fields, sizeof (SjTestExpected) };

static const SjField case_fields[] = {
  { "name", SJ_FIELD_TEXT, offsetof (SjTestCase, name), N_("Name"), .flags = SJ_FIELD_REQUIRED },
  { "profile", SJ_FIELD_TEXT, offsetof (SjTestCase, profile), N_("Profile") },
  { "given", SJ_FIELD_VALUE, offsetof (SjTestCase, given), N_("Profile made for this test") },
  { "start", SJ_FIELD_DATE_TIME, offsetof (SjTestCase, start), N_("Begins on") },
  { "seed", SJ_FIELD_INTEGER, offsetof (SjTestCase, seed), N_("Seed of chance") },
  { "inputs", SJ_FIELD_RECORDS, offsetof (SjTestCase, inputs), N_("What happens"), .record = &sj_test_input_spec,
    .each = N_("{event}|{audience}|{set}|{reaction}|{choose}|{enter}|{others}") },
  { "answers", SJ_FIELD_RECORDS, offsetof (SjTestCase, answers), N_("What is answered"),
    .record = &sj_test_answer_spec, .each = N_("{node}: {result}|{node}") },
  { "for", SJ_FIELD_DURATION, offsetof (SjTestCase, lasts), N_("Lasts"),
    .help = N_("Without it, until nothing more happens by itself.") },
  { "expect", SJ_FIELD_RECORD, offsetof (SjTestCase, expect), N_("What is expected"),
    .record = &sj_test_expected_spec },
  { NULL }
};

const SjSpec sj_test_case_spec = { case_fields, sizeof (SjTestCase), N_("test") };
