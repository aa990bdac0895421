/* small-journey.h -- journeys of a few steps, written in one line, and what is found in them. */
#pragma once

#include "model/sj-check.h"

/* Single quotes stand for double ones.  A journey is its members behind the name. */
#define NODES(...) "'nodes':[" __VA_ARGS__ "]"
#define NODE(id, kind, settings, paths) \
  "{'id':'" id "','kind':'" kind "','settings':{" settings "},'paths':[" paths "]}"
#define PATH(id, to) "{'id':'" id "','to':'" to "'}"
#define PART(id, settings, to) "{'id':'" id "','settings':{" settings "},'to':'" to "'}"
#define CASE(id, condition, to) PART (id, "'expression':'" condition "'", to)
#define EVENT(id, event, to) NODE (id, "event", "'event':'" event "','timeout':'PT1H'", PATH ("next", to))
#define START(to) "{'id':'s','kind':'event','settings':{'event':'E'},'paths':[" PATH ("next", to) "]},"
#define END ",{'id':'end','kind':'end'}"
#define MAIL(id, to) NODE (id, "email", "'configuration':'c','message':'m'", PATH ("next", to))
#define WAIT(id, span, to) NODE (id, "wait", "'for':'" span "'", PATH ("next", to))
#define UPDATE(id, value, to) \
  NODE (id, "update-profile", "'updates':[{'attribute':'a','value':'" value "'}]", PATH ("next", to))
#define CONDITION(cases) START ("c") NODE ("c", "condition", "", cases) END
#define TIMES(cases) START ("c") NODE ("c", "time-condition", "", cases) END
#define DATES(cases) START ("c") NODE ("c", "date-condition", "", cases) END

/* Of these members. */
SjJourney *small_journey (const char *members);

/* What is found in it in the middle of 2025. */
SjChecker *check_small (SjJourney *journey);

/* Severity, code, node and place. */
char *describe_finding (const SjFinding *finding);
