/* sj-check-kind.h -- what the check function of a kind may say and ask.
 *
 * It is called for every node at every update, so it only compares and adds up:
 * texts are compiled, and fields held against their descriptions, elsewhere.  It
 * tells facts (what is known to have happened behind a path, how long one stays)
 * and the checker draws the conclusions along the paths.
 */
#pragma once

#include "model/sj-check.h"
#include "model/sj-week.h"
#include "profile/sj-quiet.h"

/* Findings about the node at hand.  `field` is one of its settings, "updates[0].value"
 * where it lies deeper, or NULL: the node itself. */
void sj_check_node (SjChecker *checker, SjSeverity severity, const char *code, const char *field,
                    const char *format, ...) G_GNUC_PRINTF (5, 6);
/* About one of its paths; `field` is one of the path's settings, or NULL. */
void sj_check_path (SjChecker *checker, const SjPath *path, SjSeverity severity, const char *code, const char *field,
                    const char *format, ...) G_GNUC_PRINTF (6, 7);

/* Give the finding just made its one right way out. */
void sj_check_fix_set    (SjChecker *checker, const char *field, SjValue value, const char *format, ...)
    G_GNUC_PRINTF (4, 5);                                                  /* sets the field; null: its default */
void sj_check_fix_remove_path (SjChecker *checker, const SjPath *path, const char *title);

/* What a profile may have behind it. */
typedef enum
{
  SJ_FACT_EVENT,            /* the event's id: its fields can be read */
  SJ_FACT_ACTION,           /* the action's id: its answer can be read */
  SJ_FACT_MESSAGE,          /* the id of a node that sends: one can react to it */
  SJ_N_FACTS
} SjFactKind;

/* Whoever leaves by the path (NULL: by any) has that behind it; `certain`: always,
 * otherwise perhaps. */
void sj_check_gives (SjChecker *checker, const char *path, SjFactKind kind, const char *id, bool certain);
/* The node makes no sense without; found if it cannot have been, or perhaps was not. */
void sj_check_needs (SjChecker *checker, SjFactKind kind, const char *id, const char *field);

/* How long one stays when nothing comes: at least, and at most before it goes on by
 * itself (SJ_TIME_NEVER: it waits for ever).  A kind that does not say: no time. */
#define SJ_SOME_DAY (SJ_TIME_NEVER - 1)    /* it ends, nobody knows when */
void sj_check_stays (SjChecker *checker, SjTime least, SjTime most);
/* Seldom right: coming here again may take no time at all, although the kind waits. */
void sj_check_may_not_wait (SjChecker *checker);
/* Whoever leaves by the path (NULL: by any) does so at these times of the week. */
void sj_check_hours_of (SjChecker *checker, const SjPath *path, const SjWeek *week);
/* A message goes out here, but not in quiet hours: those of the journey, and others. */
void sj_check_keeps_quiet (SjChecker *checker);
void sj_check_also_quiet  (SjChecker *checker, const SjQuiet *quiet);
/* Nobody ever takes this path; nothing is said about it here. */
void sj_check_closed (SjChecker *checker, const SjPath *path);
/* Some leave the journey here, by no path. */
void sj_check_leaks (SjChecker *checker);

/* Surroundings. */
const SjJourney *sj_check_journey (const SjChecker *checker);
const SjLibrary *sj_check_library (const SjChecker *checker);    /* or NULL */
bool             sj_check_begins  (const SjChecker *checker);    /* the node begins the journey */
const SjNode    *sj_check_beginning (const SjChecker *checker);  /* the first that does; or NULL */
SjTime           sj_check_now     (const SjChecker *checker);    /* or 0 */

/* Dates of one form alone have an order; and whether one has passed for certain. */
bool sj_check_when_before (const SjWhen *first, const SjWhen *second);
bool sj_check_when_past   (const SjWhen *when, SjTime now);
