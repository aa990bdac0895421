/* small-journey.c -- reading them and checking them, at a fixed time. */
#include "small-journey.h"

#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <string.h>

SjJourney *
small_journey (const char *members)
{
  g_autofree char *text = g_strdup_printf ("{'form':1,'name':'J',%s}", members);
  g_autoptr (GError) error = NULL;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjJourney *journey;

  g_strdelimit (text, "'", '"');
  journey = sj_journey_read (&sj_kinds_default, "test", text, strlen (text), &diags, &error);
  if (journey == NULL)
    g_error ("%s: %s", members, error->message);
  return journey;
}

/* The middle of 2025. */
#define NOW (INT64_C (1750000000) * 1000)

SjChecker *
check_small (SjJourney *journey)
{
  SjChecker *checker = sj_checker_new (journey, NULL);

  sj_checker_set_now (checker, NOW);
  sj_checker_update (checker);
  return checker;
}

char *
describe_finding (const SjFinding *finding)
{
  g_autofree char *place = sj_finding_place (finding);

  return g_strdup_printf ("%c %s %s %s", "HWE"[finding->severity], finding->code,
                          finding->at.node ? finding->at.node : "-", place ? place : "-");
}
