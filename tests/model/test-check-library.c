/* test-check-library.c -- what a journey refers to, against the sample workspace. */
#include "kinds/sj-kinds-default.h"
#include "model/sj-check.h"
#include "model/sj-history.h"
#include "model/sj-journey-json.h"
#include "model/sj-library.h"

#include <string.h>

static SjLibrary *library;

static SjJourney *
read_journey (const char *settings)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autofree char *text = g_strdup_printf (
      "{\"form\":1,\"id\":\"t\",\"name\":\"T\",\"nodes\":[{\"id\":\"a\",\"kind\":\"event\",\"settings\":"
      "{\"event\":\"Charged\"},\"paths\":[{\"id\":\"next\",\"to\":\"b\"}]},{\"id\":\"b\",%s,"
      "\"paths\":[{\"id\":\"next\",\"to\":\"c\"}]},{\"id\":\"c\",\"kind\":\"end\"}]}", settings);
  SjJourney *journey = sj_journey_read (&sj_kinds_default, "t", text, strlen (text), &diags, NULL);

  g_assert_nonnull (journey);
  return journey;
}

/* Settings of a step behind the event Charged; the code of its only finding, or NULL;
 * what the way out is called, or NULL. */
static const struct { const char *settings, *code, *field, *fix; } rows[] = {
  { "\"kind\":\"sms\",\"settings\":{\"configuration\":\"luma-sms\",\"body\":\"Hello\"}", NULL, NULL, NULL },
  { "\"kind\":\"sms\",\"settings\":{\"configuration\":\"luma-smss\",\"body\":\"Hello\"}", "missing-reference",
    "configuration", "Use “" },
  { "\"kind\":\"sms\",\"settings\":{\"configuration\":\"nothing-like-it\",\"body\":\"Hello\"}", "missing-reference",
    "configuration", NULL },
  { "\"kind\":\"sms\",\"settings\":{\"configuration\":\"luma-sms\",\"body\":\"Hello\",\"ruleSets\":[\"none\"]}",
    "missing-reference", "ruleSets", NULL },
  { "\"kind\":\"sms\",\"settings\":{\"configuration\":\"luma-sms\",\"body\":\"{{profile.person.name.frstName}}\"}",
    "unknown-field", "body", "Use “firstName”" },
  { "\"kind\":\"sms\",\"settings\":{\"configuration\":\"luma-sms\",\"body\":\"x\","
    "\"address\":\"@event{Charged.emial}\"}", "unknown-field", "address", "Use “email”" },
  { "\"kind\":\"sms\",\"settings\":{\"configuration\":\"luma-sms\",\"body\":\"x\","
    "\"address\":\"@event{AddedToCart.email}\"}", "event-never-before", "address", NULL },
  { "\"kind\":\"event\",\"settings\":{\"event\":\"Charged\",\"timeout\":\"PT1H\","
    "\"condition\":\"@event{Charged.amount} > \\\"a\\\"\"}", "type", "condition", NULL },
};

static void
test_rows (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SjJourney) journey = read_journey (rows[i].settings);
      g_autoptr (SjChecker) checker = sj_checker_new (journey, library);
      const SjFinding *finding;

      sj_checker_update (checker);
      g_test_message ("%s", rows[i].settings);
      for (size_t j = 0; j < sj_checker_count (checker); j++)
        g_test_message ("%s %s: %s", sj_checker_get (checker, j)->code, sj_checker_get (checker, j)->field,
                        sj_checker_get (checker, j)->text);
      g_assert_cmpuint (sj_checker_count (checker), ==, rows[i].code != NULL);
      if (rows[i].code == NULL)
        continue;
      finding = sj_checker_get (checker, 0);
      g_assert_cmpstr (finding->code, ==, rows[i].code);
      g_assert_cmpstr (finding->field, ==, rows[i].field);
      g_assert_cmpint (finding->fix != NULL, ==, rows[i].fix != NULL);
      if (rows[i].fix != NULL)
        g_assert_true (g_str_has_prefix (sj_fix_title (finding->fix), rows[i].fix));
    }
}

/* Each way out that is offered leaves nothing to find. */
static void
test_fixes (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SjJourney) journey = NULL;
      g_autoptr (SjHistory) history = NULL;
      g_autoptr (SjChecker) checker = NULL;

      if (rows[i].fix == NULL)
        continue;
      journey = read_journey (rows[i].settings);
      history = sj_history_new (journey);
      checker = sj_checker_new (journey, library);
      sj_checker_update (checker);
      g_assert_true (sj_history_do (history, sj_fix_edit (sj_checker_get (checker, 0)->fix, journey)));
      sj_checker_update (checker);
      g_assert_cmpuint (sj_checker_count (checker), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  library = sj_library_load (g_getenv ("SJ_SAMPLE"), NULL);
  g_assert_nonnull (library);
  g_assert_false (sj_library_failed (library));
  g_test_add_func ("/model/check-library/rows", test_rows);
  g_test_add_func ("/model/check-library/fixes", test_fixes);
  status = g_test_run ();
  sj_library_unref (library);
  return status;
}
