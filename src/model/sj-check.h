/* sj-check.h -- proves a journey sound, and keeps the proof up to date edit by edit.
 *
 * A checker observes its journey and notes what a change touches;
 * sj_checker_update () does the work.  Texts are compiled again only where they
 * changed; what depends on how steps are joined is worked out anew each time, over
 * flat arrays, because that is quick and cannot go stale.  What an update leaves is
 * always what a new checker would find.
 *
 * Errors make a journey unfit to run; warnings are for people to decide.
 */
#pragma once

#include "model/sj-finding.h"

typedef struct SjChecker SjChecker;
typedef struct SjLibrary SjLibrary;     /* sj-library.h: what a journey may refer to */

/* Takes a reference to the journey (a frozen one will do) and borrows the library.
 * Without a library nothing is said about what stands outside of the journey. */
SjChecker *sj_checker_new  (SjJourney *journey, const SjLibrary *library);
void       sj_checker_free (SjChecker *checker);

/* The library is another, or something in it changed. */
void sj_checker_set_library (SjChecker *checker, const SjLibrary *library);
/* What is past by now is told with this moment; without it (0) nothing is past. */
void sj_checker_set_now     (SjChecker *checker, SjTime now);

/* Makes the findings those of the journey as it is.  Cheap when nothing changed. */
void sj_checker_update (SjChecker *checker);

/* The findings of the last update: of the journey as a whole first, then of the
 * nodes in their order; of a node, first its own, then its paths'. */
size_t           sj_checker_count  (const SjChecker *checker);
const SjFinding *sj_checker_get    (const SjChecker *checker, size_t index);
size_t           sj_checker_number (const SjChecker *checker, SjSeverity severity);

/* How many of each severity one node has; node NULL: the journey itself. */
typedef struct { unsigned of[SJ_SEVERITY_ERROR + 1]; } SjFindingCounts;
SjFindingCounts sj_checker_counts (const SjChecker *checker, const SjNode *node);

/* Whether anybody can get to the node, as of the last update. */
bool sj_checker_is_reachable (const SjChecker *checker, const SjNode *node);

/* Why a path must not lead to a node, as one sentence, owned by the caller; NULL: it
 * may.  `path` NULL: any of the node's.  Drawing asks here, so it agrees with the
 * findings; asking for all nodes in turn, for one path, is quick. */
char *sj_check_connection (SjChecker *checker, const SjNode *from, const SjPath *path, const SjNode *to);
/* The same for a new node of a kind: behind a path, or (NULL) with nothing leading to it. */
char *sj_check_placement  (SjChecker *checker, const SjKind *kind, const SjPath *behind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjChecker, sj_checker_free)
