/* test-check.c -- which findings small journeys have, each rule broken and kept, and
 * that every offered way out takes its finding away. */
#include "model/sj-history.h"
#include "small-journey.h"

#include <string.h>

/* What is found: severity, code, node, place, parted by "; ". */
static const struct
{
  const char *journey;
  const char *want;
} rows[] = {
  /* how steps are joined */
  { NODES (), "E no-beginning - -" },
  { NODES (WAIT ("w", "PT1H", "end") END), "E no-beginning - -" },
  { NODES (START ("end") "{'id':'end','kind':'end'}"), "" },
  { NODES ("{'id':'s','kind':'event','settings':{'event':'E'}}"), "W loose-beginning s -" },
  { NODES (START ("w") WAIT ("w", "PT1H", "end") END ",{'id':'x','kind':'end'}"), "W unreachable x -" },
  { NODES (START ("end") WAIT ("a", "PT1H", "b") "," WAIT ("b", "PT1H", "a") END), "W unreachable a -" },
  { NODES (START ("end") WAIT ("c", "PT1H", "end") "," WAIT ("a", "PT1H", "b") "," WAIT ("b", "PT1H", "c") END),
    "W unreachable a -" },
  { NODES (START ("w") NODE ("w", "wait", "'for':'PT1H'", "") ), "W open-path w paths[next]" },
  { NODES (START ("w") NODE ("w", "event", "'event':'F','timeout':'PT1H'", PATH ("next",
      "end") ",{'id':'timeout'}") END),
    "H open-path w paths[timeout]" },
  { NODES (START ("gone") "{'id':'x','kind':'end'}"), "E missing-step s paths[next]; W unreachable x -" },
  { NODES (START ("w") NODE ("w", "wait", "'for':'PT1H'", PATH ("next", "end") "," PATH ("sideways", "end")) END),
    "W unknown-path w paths[sideways]" },
  { NODES (START ("n") NODE ("n", "novelty", "'x':1", PATH ("next", "end")) END),
    "E unknown-kind n -" },
  { NODES (START ("n") NODE ("n", "novelty", "'x':1", PATH ("next", "u")) "," UPDATE ("u", "@event{F.x}", "end") END),
    "E unknown-kind n -; W event-perhaps-before u settings.updates[0].value" },
  { NODES (START ("w") NODE ("w", "wait", "'for':'PT1H','colour':'red'", PATH ("next", "end")) END),
    "W unknown-field w settings.colour" },

  /* beginnings */
  { NODES (NODE ("r", "read-audience", "'audience':'A'", PATH ("next", "end")) "," START ("end")
           "{'id':'end','kind':'end'}"), "E second-beginning s -" },
  { NODES (START ("end") NODE ("t", "event", "'event':'F'", PATH ("next", "end")) END), "" },
  { NODES (NODE ("r", "read-audience", "'audience':'A'", PATH ("next", "q")) ","
           NODE ("q", "read-audience", "'audience':'B'", PATH ("next", "end")) END), "E entry-inside q -" },
  { NODES (NODE ("b", "business-event", "'event':'B'", PATH ("next", "q")) ","
           NODE ("q", "read-audience", "'audience':'B'", PATH ("next", "end")) END), "" },
  { NODES (NODE ("b", "business-event", "'event':'B'", PATH ("next", "end")) END),
    "E business-follower b paths[next]" },
  { NODES (NODE ("s", "event", "'event':'E','timeout':'PT1H'", PATH ("next", "end")) END),
    "W timeout-at-beginning s settings.timeout" },
  { NODES (NODE ("s", "event", "'event':'E','timeout':'PT1H'", PATH ("next", "end") "," PATH ("timeout", "end")) END),
    "W timeout-at-beginning s settings.timeout; W closed-path s paths[timeout]" },
  { NODES (NODE ("s", "event", "'event':'E'", PATH ("next", "end") "," PATH ("timeout", "end")) END),
    "W closed-path s paths[timeout]" },
  { NODES (NODE ("s", "segment", "'mode':'inaction','event':'E','unless':'F','within':'PT1H'",
                 PATH ("yes", "end") "," PATH ("no", "end")) END), "W closed-path s paths[no]" },
  { NODES (NODE ("s", "segment", "'event':'E'", PATH ("yes", "end")) END), "" },
  { NODES (NODE ("s", "segment", "'event':'E'", PATH ("yes", "end") "," PATH ("no", "end")) END),
    "W closed-path s paths[no]" },
  { "'settings':{'end':'2026-01-01'}," NODES (NODE ("r", "read-audience",
      "'audience':'A','repeat':'daily','start':'2026-02-01','until':'2026-01-15'", PATH ("next", "end")) END),
    "E end-before-start r settings.until; E start-after-end r settings.start" },
  { "'settings':{'end':'2026-01-01'}," NODES (NODE ("r", "read-audience",
      "'audience':'A','repeat':'daily','start':'2025-02-01','until':'2026-01-15'", PATH ("next", "end")) END), "" },

  /* several at once */
  { NODES (START ("f") NODE ("f", "first", "", PATH ("branch-1", "a") "," PATH ("branch-2", "w")) ","
           NODE ("a", "event", "'event':'A'", PATH ("next", "end")) "," WAIT ("w", "PT1H", "end") END), "" },
  { NODES (START ("f") NODE ("f", "first", "", PATH ("branch-1", "a") "," PATH ("branch-2", "m")) ","
           EVENT ("a", "A", "end") "," MAIL ("m", "end") END), "E branch-target f paths[branch-2]" },
  { NODES (START ("f") NODE ("f", "first", "", PATH ("branch-1",
      "a") ",{'id':'branch-2','to':'w','delay':'PT5M'}") ","
           NODE ("a", "event", "'event':'A'", PATH ("next", "end")) "," WAIT ("w", "PT1H", "end") END),
    "E branch-delay f paths[branch-2].delay" },
  { NODES (START ("f") NODE ("f", "first", "", PATH ("branch-1", "a") "," PATH ("branch-2", "a")) ","
           EVENT ("a", "A", "end") END), "W branch-twice f paths[branch-2]; W timeout-too-late f paths[branch-2]" },
  { NODES (START ("f") NODE ("f", "first", "", PATH ("branch-1", "v") "," PATH ("branch-2", "w")) ","
           WAIT ("v", "PT2H", "end") "," WAIT ("w", "PT1H", "end") END), "W branch-too-late f paths[branch-1]" },
  { NODES (START ("f") NODE ("f", "first", "", PATH ("branch-1", "v") "," PATH ("branch-2", "w")) ","
           WAIT ("v", "PT1H", "end") "," WAIT ("w", "PT1H", "end") END), "W branch-too-late f paths[branch-2]" },
  { NODES (START ("f") NODE ("f", "first", "", PATH ("branch-1", "a") "," PATH ("branch-2", "w")) ","
           EVENT ("a", "A", "end") "," WAIT ("w", "PT30M", "end") END), "W timeout-too-late f paths[branch-1]" },
  { NODES (START ("f") NODE ("f", "first", "", PATH ("branch-1", "a") "," PATH ("branch-2", "b")) ","
           NODE ("a", "event", "'event':'A'", PATH ("next", "end")) ","
           NODE ("b", "event", "'event':'B'", PATH ("next", "end")) END), "W waits-for-ever f -" },

  /* waiting for ever, or too long */
  { NODES (START ("a") NODE ("a", "event", "'event':'A'", PATH ("next", "end")) END),
    "W waits-for-ever a settings.timeout" },
  { "'settings':{'timeout':'P7D'}," NODES (START ("a") NODE ("a", "event", "'event':'A'", PATH ("next", "end")) END),
    "" },
  { NODES (START ("a") EVENT ("a", "A", "end") END), "" },
  { "'settings':{'timeout':'PT2H'}," NODES (START ("w") WAIT ("w", "PT1H", "a") ","
      NODE ("a", "event", "'event':'A','timeout':'PT1H'", PATH ("next", "end") "," PATH ("timeout", "end")) END),
    "W timeout-after-stay a settings.timeout" },
  { "'settings':{'timeout':'PT3H'}," NODES (START ("w") WAIT ("w", "PT1H", "a") ","
      NODE ("a", "event", "'event':'A','timeout':'PT1H'", PATH ("next", "end") "," PATH ("timeout",
          "end")) END), "" },
  { "'settings':{'timeout':'PT2H'}," NODES (START ("w") WAIT ("w", "PT2H", "v") "," WAIT ("v", "PT1H", "end") END),
    "W too-late v -" },
  { "'settings':{'timeout':'PT2H'}," NODES (START ("w") "{'id':'w','kind':'update-profile','settings':{'updates':["
      "{'attribute':'a','how':'clear'}]},'paths':[{'id':'next','delay':'PT2H','to':'end'}]}" END),
          "W too-late end -" },
  { NODES (START ("a") EVENT ("a", "A", "b") "," WAIT ("b", "PT1H", "a")), "W no-way-out a -" },
  { "'exits':[{'event':'X'}]," NODES (START ("a") EVENT ("a", "A", "b") "," WAIT ("b", "PT1H", "a")), "" },
  { "'goals':[{'id':'g','name':'G','event':'X','leaves':true}]," NODES (START ("a") EVENT ("a", "A", "b") ","
      WAIT ("b", "PT1H", "a")), "" },
  { NODES (START ("a") NODE ("a", "event", "'event':'A','timeout':'PT1H'", PATH ("next", "b") ","
      PATH ("timeout", "end"))
           "," WAIT ("b", "PT1H", "a") END), "" },

  /* loops that never wait */
  { NODES (START ("a") UPDATE ("a", "1", "c") ","
           NODE ("c", "condition", "", CASE ("case-1", "@event{E.x} > 1", "a") "," PATH ("else", "end")) END),
    "E endless-loop a -" },
  { NODES (START ("a") "{'id':'a','kind':'update-profile','settings':{'updates':[{'attribute':'a','value':'1'}]},"
           "'paths':[{'id':'next','delay':'PT1H','to':'c'}]},"
           NODE ("c", "condition", "", CASE ("case-1", "@event{E.x} > 1", "a") "," PATH ("else", "end")) END), "" },
  { NODES (START ("a") MAIL ("a", "c") ","
           NODE ("c", "condition", "", CASE ("case-1", "@event{E.x} > 1", "a") "," PATH ("else", "end")) END), "" },
  { NODES (START ("a") NODE ("a", "wait", "'mode':'date','date':'2030-01-01'", PATH ("next", "c")) ","
           NODE ("c", "condition", "", CASE ("case-1", "@event{E.x} > 1", "a") "," PATH ("else", "end")) END),
    "E endless-loop a -" },
  { NODES (START ("a") WAIT ("a", "PT1H", "c") ","
           NODE ("c", "condition", "", CASE ("case-1", "@event{E.x} > 1", "a") "," PATH ("else", "end")) END), "" },

  /* what must have happened before */
  { NODES (START ("u") UPDATE ("u", "@event{E.x}", "end") END), "" },
  { NODES (START ("u") UPDATE ("u", "@event{F.x}", "end") END), "E event-never-before u settings.updates[0].value" },
  { NODES (START ("a") NODE ("a", "event", "'event':'F','timeout':'PT1H'", PATH ("next", "u") ","
      PATH ("timeout", "u"))
           "," UPDATE ("u", "@event{F.x}", "end") END), "W event-perhaps-before u settings.updates[0].value" },
  { NODES (START ("a") EVENT ("a", "F", "u") "," UPDATE ("u", "@event{F.x}", "end") END),
    "W event-perhaps-before u settings.updates[0].value" },
  { NODES (START ("a") NODE ("a", "event", "'event':'F','timeout':'PT1H'",
                             PATH ("next", "u") "," PATH ("timeout", "end"))
           "," UPDATE ("u", "@event{F.x}", "end") END), "" },
  { NODES (START ("a") NODE ("a", "event", "'event':'F','timeout':'PT1H'",
                             PATH ("next", "end") "," PATH ("timeout", "u"))
           "," UPDATE ("u", "@event{F.x}", "end") END), "E event-never-before u settings.updates[0].value" },
  { NODES (START ("c") NODE ("c", "condition", "", CASE ("case-1", "@event{F.x} > 1", "end")) END),
    "E event-never-before c paths[case-1].settings.expression" },
  { NODES (NODE ("s", "event", "'event':'E','condition':'@event{E.x} > 1'", PATH ("next", "end")) END), "" },
  { NODES (NODE ("s", "event", "'event':'E','condition':'@event{F.x} > 1'", PATH ("next", "end")) END),
    "E event-never-before s settings.condition" },
  { NODES (START ("u") UPDATE ("u", "@action{A.x}", "l") ","
           NODE ("l", "call", "'action':'A'", PATH ("next", "v") "," PATH ("error", "v")) ","
           UPDATE ("v", "@action{A.jo_status_code}", "end") END),
               "E action-never-before u settings.updates[0].value" },
  { NODES (START ("m") NODE ("m", "sms", "'configuration':'c','body':'{{context.journey.events.F.x}}'",
                             PATH ("next", "end")) END), "E event-never-before m settings.body" },
  { NODES (START ("m") NODE ("m", "sms", "'configuration':'c','body':'{{context.journey.events.E.x}}'",
                             PATH ("next", "end")) END), "" },
  { "'settings':{'reentry':'always','instanceKey':'@event{E.id}'}," NODES (START ("end") "{'id':'end','kind':'end'}"),
    "" },
  { "'settings':{'reentry':'always','instanceKey':'@event{F.id}'}," NODES (START ("end") "{'id':'end','kind':'end'}"),
    "E event-never-before - settings.instanceKey" },
  { "'settings':{'reentry':'always','instanceKey':'@event{E.id}'}," NODES (START ("end")
      NODE ("t", "event", "'event':'F'", PATH ("next", "end")) END), "W event-never-before - settings.instanceKey" },
  { "'goals':[{'id':'g','name':'G','event':'X','value':'@event{X.v}'}]," NODES (START ("end")
      "{'id':'end','kind':'end'}"), "" },
  { "'goals':[{'id':'g','name':'G','event':'X','value':'@event{Y.v}'}]," NODES (START ("end")
      "{'id':'end','kind':'end'}"), "E event-never-before - goals[0].value" },

  /* reactions */
  { NODES (START ("m") MAIL ("m", "r") "," NODE ("r", "reaction", "'message':'m','timeout':'P1D'",
      PATH ("next", "end"))
           END), "" },
  { NODES (START ("r") NODE ("r", "reaction", "'message':'m','timeout':'P1D'", PATH ("next", "m")) ","
           MAIL ("m", "end") END), "E message-never-before r settings.message" },
  { NODES (START ("p") NODE ("p", "split", "", PART ("part-1", "", "m") "," PART ("part-2", "", "r")) ","
           MAIL ("m", "r") "," NODE ("r", "reaction", "'message':'m','timeout':'P1D'", PATH ("next", "end")) END),
    "W message-perhaps-before r settings.message" },
  { NODES (START ("r") NODE ("r", "reaction", "'message':'gone','timeout':'P1D'", PATH ("next", "end")) END),
    "E missing-reference r settings.message" },
  { NODES (START ("w") WAIT ("w", "PT1H", "r") "," NODE ("r", "reaction", "'message':'w','timeout':'P1D'",
                                                       PATH ("next", "end")) END),
    "E sends-nothing r settings.message" },
  { NODES (START ("m") NODE ("m", "email", "'configuration':'c','message':'m','trackOpens':false", PATH ("next", "r"))
           "," NODE ("r", "reaction", "'message':'m','timeout':'P1D'", PATH ("next", "end")) END),
    "E not-tracked r settings.reaction" },
  { NODES (START ("m") NODE ("m", "sms", "'configuration':'c','message':'m'", PATH ("next", "r"))
           "," NODE ("r", "reaction", "'message':'m','timeout':'P1D'", PATH ("next", "end")) END),
    "E never-known r settings.reaction" },

  /* conditions */
  { NODES (CONDITION (CASE ("case-1", "@event{E.x} > 100", "end") "," CASE ("case-2", "@event{E.x} > 50", "end") ","
                      PATH ("else", "end"))), "" },
  { NODES (CONDITION (CASE ("case-1", "@event{E.x} > 50", "end") "," CASE ("case-2", "@event{E.x} > 100", "end") ","
                      PATH ("else", "end"))), "W covered c paths[case-2].settings.expression" },
  { NODES (CONDITION (CASE ("case-1", "@event{E.x} == 1", "end") ",{'id':'case-2','settings':{'expression':"
                      "'1 == @event{E.x}'}}," PATH ("else", "end"))),
    "W same-condition c paths[case-2].settings.expression" },
  { NODES (CONDITION (CASE ("case-1", "@event{E.x} > 10", "end") "," CASE ("case-2", "@event{E.x} < 0", "end") ","
                      CASE ("case-3", "@event{E.x} > 10 or @event{E.x} < -1", "end") "," PATH ("else", "end"))),
    "W covered c paths[case-3].settings.expression" },
  { NODES (CONDITION (CASE ("case-1", "1 > 2", "end") "," PATH ("else", "end"))),
    "W never-true c paths[case-1].settings.expression" },
  { NODES (CONDITION (CASE ("case-1", "1 < 2", "end"))), "W always-true c paths[case-1].settings.expression" },
  { NODES (CONDITION (CASE ("case-1", "@event{E.x} is null", "end") "," CASE ("case-2",
      "@event{E.x} is not null", "end")
                      ",{'id':'else'}")), "W else-never c paths[else]" },
  { NODES (CONDITION (CASE ("case-1", "@event{E.x} > 5", "end") "," CASE ("case-2", "@event{E.x} <= 5", "end")
                      "," PATH ("else", "end"))), "" },
  { NODES (CONDITION (CASE ("case-1", "@event{E.x} >= 0 and @event{E.x} <= 100", "end") ","
                      CASE ("case-2", "@event{E.x} >= 50 and @event{E.x} <= 150", "end"))),
    "H overlap c paths[case-2].settings.expression" },
  { NODES (START ("c") NODE ("c", "condition", "", CASE ("case-1", "1 > 2", "w") "," PATH ("else", "end")) ","
           WAIT ("w", "PT1H", "v") "," WAIT ("v", "PT1H", "end") END),
    "W never-true c paths[case-1].settings.expression; W unreachable w -" },
  { NODES (CONDITION (CASE ("case-1", "@event{E.x} >", "end"))),
      "E missing-value c paths[case-1].settings.expression" },
  { NODES (CONDITION (CASE ("case-1", "now()", "end"))), "E result-type c paths[case-1].settings.expression" },
  { NODES (CONDITION (PATH ("else", "end"))), "E too-few-paths c -" },
  { NODES (CONDITION ("{'id':'case-1','to':'end'}")), "E missing c paths[case-1].settings.expression" },
  { NODES (NODE ("s", "event", "'event':'E','condition':'1 > 2'", PATH ("next", "end")) END),
    "E never-true s settings.condition" },
  { NODES (NODE ("s", "event", "'event':'E','condition':'true'", PATH ("next", "end")) END),
    "H always-true s settings.condition" },
  { NODES (CONDITION ("{'id':'case-1','label':'A','settings':{'expression':'@event{E.x} > 9'},'to':'end'},"
                      "{'id':'case-2','label':'A','settings':{'expression':'@event{E.x} > 8'},'to':'end'}")),
    "W same-name c paths[case-2].label" },

  /* times and dates */
  { NODES (TIMES (PART ("case-1", "'from':'08:00','until':'12:00'", "end") ","
                  PART ("case-2", "'from':'12:00','until':'18:00'", "end") "," PATH ("else", "end"))), "" },
  { NODES (TIMES (PART ("case-1", "'from':'08:00','until':'20:00'", "end") ","
                  PART ("case-2", "'from':'12:00','until':'18:00'", "end") "," PATH ("else", "end"))),
    "W closed-path c paths[case-2]" },
  { NODES (TIMES (PART ("case-1", "'from':'08:00','until':'20:00'", "end") ","
                  PART ("case-2", "'from':'20:00','until':'08:00'", "end") "," PATH ("else", "end"))),
    "W closed-path c paths[else]" },
  { NODES (TIMES (PART ("case-1", "'from':'08:00','until':'14:00'", "end") ","
                  PART ("case-2", "'from':'12:00','until':'18:00'", "end") "," PATH ("else", "end"))),
    "H overlap c paths[case-2]" },
  { NODES (TIMES (PART ("case-1", "'from':'12:00','until':'13:00'", "end") ","
                  PART ("case-2", "'from':'08:00','until':'18:00'", "end") "," PATH ("else", "end"))), "" },
  { NODES (TIMES (PART ("case-1", "'days':[]", "end") "," PATH ("else", "end"))), "W closed-path c paths[case-1]" },
  { NODES (TIMES (PART ("case-1", "", "end"))), "W always-true c paths[case-1].settings.days" },
  { NODES (DATES (PART ("case-1", "'from':'2026-01-01','until':'2026-02-01'", "end") ","
                  PART ("case-2", "'from':'2026-02-01','until':'2026-03-01'", "end") "," PATH ("else", "end"))), "" },
  { NODES (DATES (PART ("case-1", "'from':'2026-01-01','until':'2026-02-01'", "end") ","
                  PART ("case-2", "'from':'2026-01-10','until':'2026-01-20'", "end"))),
                      "W closed-path c paths[case-2]" },
  { NODES (DATES (PART ("case-1", "'from':'2026-01-01','until':'2026-02-01'", "end") ","
                  PART ("case-2", "'from':'2026-01-10','until':'2026-02-20'", "end"))), "H overlap c paths[case-2]" },
  { NODES (DATES (PART ("case-1", "'from':'2026-01-10','until':'2026-02-01'", "end") ","
                  PART ("case-2", "'from':'2026-01-01','until':'2026-02-01'", "end"))), "" },
  { NODES (DATES (PART ("case-1", "'from':'2026-02-01','until':'2026-01-01'", "end") "," PATH ("else", "end"))),
    "W closed-path c paths[case-1]" },
  { NODES (DATES (PART ("case-1", "'from':'2026-01-01'", "end") "," PART ("case-2", "'until':'2026-01-01'", "end") ","
                  PATH ("else", "end"))), "W closed-path c paths[else]" },
  { NODES (DATES (PART ("case-1", "'from':'2026-01-01'", "end") "," PART ("case-2",
      "'until':'2026-01-01T00:00:00Z'", "end")
                  "," PATH ("else", "end"))), "" },
  { "'settings':{'start':'2026-06-01'}," NODES (START ("w") NODE ("w", "wait", "'mode':'date','date':'2026-05-01'",
                                                               PATH ("next", "end")) END),
    "W wait-in-past w settings.date" },
  { NODES (START ("w") NODE ("w", "wait", "'mode':'date','date':'2026-05-01'", PATH ("next", "end")) END), "" },
  { NODES (START ("w") NODE ("w", "wait", "'mode':'date','date':'2020-05-01'", PATH ("next", "end")) END),
    "W wait-in-past w settings.date" },
  { NODES (START ("w") NODE ("w", "wait", "'mode':'window'", PATH ("next", "end")) END),
    "W waits-for-nothing w settings.days" },
  { NODES (START ("w") NODE ("w", "wait", "'mode':'window','from':'09:00','until':'17:00'", PATH ("next",
      "end")) END),
    "" },

  /* quiet hours */
  { "'settings':{'quietHours':[{'from':'08:00','until':'08:00'}]}," NODES (START ("m") MAIL ("m", "end") END),
    "E quiet-always - settings.quietHours" },
  { "'settings':{'quietHours':[{'from':'08:00','until':'20:00'},{'from':'20:00','until':'08:00'}]},"
    NODES (START ("m") NODE ("m", "email", "'configuration':'c','message':'m','ignoreQuietHours':true",
                             PATH ("next", "end")) END), "" },
  { "'settings':{'quietHours':[{'from':'22:00','until':'08:00'}],'quietMode':'drop'}," NODES (START ("w")
      NODE ("w", "wait", "'mode':'window','from':'23:00','until':'02:00'", PATH ("next", "u")) ","
      UPDATE ("u", "1", "m") "," MAIL ("m", "end") END), "E never-sent m -" },
  { "'settings':{'quietHours':[{'from':'22:00','until':'08:00'}]}," NODES (START ("w")
      NODE ("w", "wait", "'mode':'window','from':'23:00','until':'02:00'", PATH ("next", "m")) ","
      MAIL ("m", "end") END), "W always-quiet m -" },
  { "'settings':{'quietHours':[{'from':'22:00','until':'08:00'}],'quietMode':'drop'}," NODES (START ("w")
      NODE ("w", "wait", "'mode':'window','from':'23:00','until':'09:00'", PATH ("next", "m")) ","
      MAIL ("m", "end") END), "" },
  { NODES (START ("w") NODE ("w", "wait", "'mode':'window','days':['mon'],'from':'09:00'", PATH ("next", "c")) ","
           NODE ("c", "time-condition", "", PART ("case-1", "'days':['sat','sun']", "end") "," PATH ("else", "end"))
           END), "W other-hours c paths[case-1]" },

  /* shares */
  { NODES (START ("p") NODE ("p", "split", "", PART ("part-1", "'share':30", "end") ","
                             PART ("part-2", "'share':70", "end")) END), "" },
  { NODES (START ("p") NODE ("p", "split", "", PART ("part-1", "'share':33.3", "end") ","
                             PART ("part-2", "'share':33.3", "end") "," PART ("part-3", "'share':33.4",
                                 "end")) END), "" },
  { NODES (START ("p") NODE ("p", "split", "", PART ("part-1", "'share':100", "end")) END),
    "W too-few-paths p -" },
  { NODES (START ("p") NODE ("p", "split", "", PART ("part-1", "'share':30", "end") ","
                             PART ("part-2", "'share':60", "end")) END), "E shares-sum p -" },
  { NODES (START ("p") NODE ("p", "split", "", PART ("part-1", "'share':100", "end") ","
                             PART ("part-2", "'share':0", "end")) END), "W no-share p paths[part-2].settings.share" },
  { NODES (START ("p") NODE ("p", "split", "", PART ("part-1", "'share':-10", "end") ","
                             PART ("part-2", "'share':110", "end")) END),
    "W no-share p paths[part-1].settings.share; E out-of-range p paths[part-1].settings.share; "
    "E out-of-range p paths[part-2].settings.share" },
  { "'goals':[{'id':'g','name':'G','event':'X'}]," NODES (START ("p") NODE ("p", "experiment",
      "'goal':'g','holdout':10",
      PART ("treatment-1", "", "end") "," PART ("treatment-2", "", "end") "," PATH ("holdout", "end")) END), "" },
  { "'goals':[{'id':'g','name':'G','event':'X'}]," NODES (START ("p") NODE ("p", "experiment", "'goal':'h'",
      PART ("treatment-1", "", "end") "," PART ("treatment-2", "", "end") "," PATH ("holdout", "end")) END),
    "E missing-reference p settings.goal; W closed-path p paths[holdout]" },

  /* actions and messages */
  { NODES (START ("m") NODE ("m", "email", "'configuration':'c','subject':'S'", PATH ("next", "end")) END),
    "E no-content m settings.body" },
  { NODES (START ("m") NODE ("m", "email", "'message':'m'", PATH ("next", "end")) END),
    "E missing m settings.configuration" },
  { NODES (START ("m") NODE ("m", "email", "'configuration':'c','message':'m','address':'\\'\\''", PATH ("next", "end"))
           END), "E always-empty m settings.address" },
  { NODES (START ("m") NODE ("m", "email", "'configuration':'c','message':'m','address':'@event{E.mail}'",
                             PATH ("next", "end")) END), "" },
  { NODES (START ("m") NODE ("m", "push", "'configuration':'c','message':'m','title':'T'", PATH ("next", "end")) END),
    "W unused-content m settings.title" },
  { NODES (START ("m") NODE ("m", "sms", "'configuration':'c','body':'{{#if x}}'", PATH ("next", "end")) END),
    "E unclosed-block m settings.body" },
  { NODES (START ("l") NODE ("l", "call",
      "'action':'A','parameters':[{'name':'x','value':'1'},{'name':'x','value':'2'}]",
                             PATH ("next", "end")) END), "E same-name l settings.parameters[1].name" },
  { NODES (START ("l") NODE ("l", "call", "'action':'A','parameters':[{'name':'x'}]", PATH ("next", "end")) END),
    "E missing l settings.parameters[0].value" },
  { NODES (START ("u") NODE ("u", "update-profile", "'updates':[{'attribute':'x','value':'1'},{'attribute':'x','how':"
                             "'increase','value':'1'}]", PATH ("next", "end")) END),
    "W same-name u settings.updates[1].attribute" },
  { "'id':'me'," NODES (START ("j") NODE ("j", "jump", "'journey':'me'", PATH ("next", "end")) END),
    "E jump-to-itself j settings.journey" },
  { "'id':'me'," NODES (START ("j") NODE ("j", "jump", "'journey':'you'", PATH ("next", "end")) END), "" },
  { NODES (START ("w") NODE ("w", "wait", "'for':'-PT1H'", PATH ("next", "end")) END), "E bad-value w settings.for" },
  { NODES (START ("w") "{'id':'w','kind':'wait','settings':{'for':'PT1H'},'paths':[{'id':'next','to':'end',"
           "'delay':'-PT1H'}]}" END), "E bad-value w paths[next].delay" },
  { NODES (START ("w") NODE ("w", "wait", "'for':true", PATH ("next", "end")) END), "E bad-value w settings.for" },
  { NODES (START ("w") "{'id':'w','kind':'wait','label':'x','paths':[" PATH ("next", "v") "]},"
           "{'id':'v','kind':'wait','label':'x','paths':[" PATH ("next", "end") "]}" END), "H same-name v label" },

  { NODES (START ("c") NODE ("c", "condition", "", CASE ("case-1", "inSegment(\\'a\\')", "end")) END),
    "H former-name c paths[case-1].settings.expression" },
  { NODES (START ("l") NODE ("l", "call", "'action':'A','parameters':[{'name':'x','value':'lenght(\\'a\\')'}]",
                             PATH ("next", "end")) END), "E unknown-function l settings.parameters[0].value" },

  /* the journey */
  { "'settings':{'start':'2026-03-01','end':'2026-02-01'}," NODES (START ("end") "{'id':'end','kind':'end'}"),
    "E end-before-start - settings.end" },
  { "'settings':{'start':'2026-03-01','end':'2026-04-01'}," NODES (START ("end") "{'id':'end','kind':'end'}"), "" },
  { "'settings':{'end':'2020-04-01'}," NODES (START ("end") "{'id':'end','kind':'end'}"),
    "W already-over - settings.end" },
  { "'settings':{'start':'2026-03-01','end':'2026-03-05','reentryGap':'P7D'}," NODES (START ("end")
      "{'id':'end','kind':'end'}"), "W no-reentry - settings.reentryGap" },
  { "'settings':{'controlShare':10}," NODES (START ("end") "{'id':'end','kind':'end'}"),
    "W control-without-goal - settings.controlShare" },
  { "'settings':{'controlShare':10},'goals':[{'id':'g','name':'G','event':'X'}]," NODES (START ("end")
      "{'id':'end','kind':'end'}"), "" },
  { "'settings':{'controlShare':100},'goals':[{'id':'g','name':'G','event':'X'}]," NODES (START ("end")
      "{'id':'end','kind':'end'}"), "E out-of-range - settings.controlShare" },
  { "'settings':{'zone':'Europe/Pariss'}," NODES (START ("end") "{'id':'end','kind':'end'}"),
    "E unknown-zone - settings.zone" },
  { "'settings':{'zone':'Europe/Paris'}," NODES (START ("end") "{'id':'end','kind':'end'}"), "" },
  { "'settings':{'quietHours':[{'from':'22:00'}]}," NODES (START ("end") "{'id':'end','kind':'end'}"),
    "E missing - settings.quietHours[0].until" },
  { "'goals':[{'id':'g','name':'G','event':'X'},{'id':'g','name':'H','event':'X'}]," NODES (START ("end")
      "{'id':'end','kind':'end'}"), "E same-goal - goals[1].id" },
  { "'goals':[{'id':'g','name':'G','event':'X'},{'id':'h','name':'G'}]," NODES (START ("end")
      "{'id':'end','kind':'end'}"), "E missing - goals[1].event; W same-name - goals[1].name" },
  { "'exits':[{'by':'expression'}]," NODES (START ("end") "{'id':'end','kind':'end'}"),
    "E missing - exits[0].expression" },
};

static char *
describe_all (const SjChecker *checker)
{
  GString *all = g_string_new (NULL);

  for (size_t i = 0; i < sj_checker_count (checker); i++)
    {
      g_autofree char *one = describe_finding (sj_checker_get (checker, i));

      g_string_append_printf (all, "%s%s", i > 0 ? "; " : "", one);
    }
  return g_string_free (all, FALSE);
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
sort_described (const char *described)
{
  g_auto (GStrv) parts = g_strsplit (described, "; ", -1);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (char **part = parts; *part != NULL; part++)
    g_ptr_array_add (sorted, *part);
  g_ptr_array_sort (sorted, compare_texts);
  g_ptr_array_add (sorted, NULL);
  return g_strjoinv ("; ", (char **) sorted->pdata);
}

static void
test_rows (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SjJourney) journey = small_journey (rows[i].journey);
      g_autoptr (SjChecker) checker = check_small (journey);
      g_autofree char *found = describe_all (checker);
      g_autofree char *sorted = sort_described (found);
      g_autofree char *want = sort_described (rows[i].want);

      if (g_str_equal (sorted, want))
        continue;
      g_test_message ("%s\n  found: %s\n  want: %s", rows[i].journey, sorted, want);
      g_test_fail ();
    }
}

/* A sentence: begins large (those of the languages may begin with a function's
 * name) and ends with a full stop. */
static void
test_sentences (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SjJourney) journey = small_journey (rows[i].journey);
      g_autoptr (SjChecker) checker = check_small (journey);

      for (size_t j = 0; j < sj_checker_count (checker); j++)
        {
          const SjFinding *finding = sj_checker_get (checker, j);
          const char *text = finding->text;

          g_test_message ("%s", text);
          g_assert_true (g_unichar_isupper (g_utf8_get_char (text)) || g_str_has_prefix (text, "“") ||
                         finding->end > 0);
          g_assert_true (g_str_has_suffix (text, "."));
          g_assert_null (strchr (text, '!'));
        }
    }
}

/* Whose the first finding is, and how paths without a label are called. */
static void
test_owners (void)
{
  static const struct { const char *journey, *owner, *name; } cases[] = {
    { NODES (START ("a") NODE ("a", "event", "'event':'A'", PATH ("next", "end")) END), "Event · A", "“Wait at most”" },
    { NODES (START ("end") NODE ("t", "event", "'event':'F','condition':'1 >'", PATH ("next", "end")) END),
      "Event · F › Only if", NULL },
    { NODES (START ("m") NODE ("m", "call", "'action':'A','parameters':[{'name':'x','value':'1'},"
      "{'name':'y','value':'1 +'}]", PATH ("next", "end")) END), "Custom action · A › Parameters 2 › Value", NULL },
    { "'goals':[{'name':'Bought','event':'E','value':'1 +'}]," NODES (START ("end") "{'id':'end','kind':'end'}"),
      "Goal Bought › Worth", NULL },
    { "'exits':[{'name':'Gone','by':'expression'}]," NODES (START ("end") "{'id':'end','kind':'end'}"),
      "Exit criterion Gone", "“Condition”" },
    { "'settings':{'zone':'Europe/Pariss'}," NODES (START ("end") "{'id':'end','kind':'end'}"), "Time zone", NULL },
    { NODES (), "Journey", NULL },
    { "'goals':[{'id':'g','name':'Bought','event':'X'}]," NODES (START ("p") NODE ("p", "experiment", "'goal':'g'",
      PART ("treatment-1", "", "end") "," PART ("treatment-2", "'share':60", "end")) END),
      "Experiment · Bought", NULL },
    { NODES (CONDITION (CASE ("case-1", "@event{E.order.total} < 3 and @event{E.order.total} > 5", "end"))),
      "Condition › Condition", "“total < 3 and total > 5”" },
    { NODES (CONDITION (CASE ("case-1", "@event{E.items.at(0).price} != @event{E.items.at(0).price}", "end"))),
      "Condition › Condition", "“price != price”" },
    { NODES (CONDITION (CASE ("case-1", "1 > 2 and \\'é#@{\\' == @event{E.x}", "end"))), "Condition › Condition",
      "“1 > 2 and \"é#@{\" == x”" },
    { NODES (CONDITION (CASE ("case-1", "1 > 2 and @event{E.order.shippingAndHandling} > 5 and @event{E.tax} > 123456",
                              "end"))), "Condition › Condition", "“1 > 2 and shippingAndHandling >…and tax > 123456”" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SjJourney) journey = small_journey (cases[i].journey);
      g_autoptr (SjChecker) checker = check_small (journey);
      g_autofree char *owner = NULL;

      g_assert_cmpuint (sj_checker_count (checker), >, 0);
      owner = sj_finding_owner (sj_checker_get (checker, 0), journey, NULL);
      g_test_message ("%s: %s", owner, sj_checker_get (checker, 0)->text);
      g_assert_cmpstr (owner, ==, cases[i].owner);
      if (cases[i].name != NULL)
        g_assert_nonnull (strstr (sj_checker_get (checker, 0)->text, cases[i].name));
    }
}

static bool
still_there (const SjChecker *checker, uint64_t key, const char *text)
{
  for (size_t i = 0; i < sj_checker_count (checker); i++)
    if (sj_finding_key (sj_checker_get (checker, i)) == key && g_str_equal (sj_checker_get (checker, i)->text, text))
      return true;
  return false;
}

/* Every way out that is offered is an edit, and takes its finding away; undone, all
 * is as it was. */
static void
test_fixes (void)
{
  unsigned fixes = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SjJourney) journey = small_journey (rows[i].journey);
      g_autoptr (SjHistory) history = sj_history_new (journey);
      g_autoptr (SjChecker) checker = check_small (journey);
      g_autofree char *before = describe_all (checker);
      size_t count = sj_checker_count (checker);

      for (size_t j = 0; j < count; j++)
        {
          const SjFinding *finding = sj_checker_get (checker, j);
          g_autofree char *text = g_strdup (finding->text);
          uint64_t key = sj_finding_key (finding);
          g_autofree char *after = NULL;

          if (finding->fix == NULL)
            continue;
          fixes++;
          g_assert_cmpstr (sj_fix_title (finding->fix), !=, "");
          g_assert_true (sj_history_do (history, sj_fix_edit (finding->fix, journey)));
          sj_checker_update (checker);
          if (still_there (checker, key, text))
            g_error ("%s: still there: %s", rows[i].journey, text);
          g_assert_true (sj_history_undo (history));
          sj_checker_update (checker);
          after = describe_all (checker);
          g_assert_cmpstr (after, ==, before);
        }
    }
  g_assert_cmpuint (fixes, >, 10);
}

static void
test_counts (void)
{
  g_autoptr (SjJourney) journey = small_journey ("'settings':{'controlShare':10}," NODES (START ("w")
      NODE ("w", "wait", "'for':'-PT1H'", "") "," WAIT ("x", "PT1H", "y")));
  g_autoptr (SjChecker) checker = check_small (journey);

  g_assert_cmpuint (sj_checker_number (checker, SJ_SEVERITY_ERROR), ==, 2);
  g_assert_cmpuint (sj_checker_number (checker, SJ_SEVERITY_WARNING), ==, 3);
  g_assert_cmpuint (sj_checker_counts (checker, NULL).of[SJ_SEVERITY_WARNING], ==, 1);
  g_assert_cmpuint (sj_checker_counts (checker, sj_journey_find (journey, "w")).of[SJ_SEVERITY_ERROR], ==, 1);
  g_assert_cmpuint (sj_checker_counts (checker, sj_journey_find (journey, "s")).of[SJ_SEVERITY_ERROR], ==, 0);
  g_assert_true (sj_checker_is_reachable (checker, sj_journey_find (journey, "w")));
  g_assert_false (sj_checker_is_reachable (checker, sj_journey_find (journey, "x")));
}

/* A frozen journey can be checked as well. */
static void
test_frozen (void)
{
  g_autoptr (SjJourney) journey = small_journey (NODES (WAIT ("w", "PT1H", "end") END));
  g_autoptr (SjJourney) frozen = sj_journey_freeze (journey);
  g_autoptr (SjChecker) checker = check_small (frozen);

  g_assert_cmpuint (sj_checker_count (checker), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/check/rows", test_rows);
  g_test_add_func ("/model/check/owners", test_owners);
  g_test_add_func ("/model/check/sentences", test_sentences);
  g_test_add_func ("/model/check/fixes", test_fixes);
  g_test_add_func ("/model/check/counts", test_counts);
  g_test_add_func ("/model/check/frozen", test_frozen);
  return g_test_run ();
}
