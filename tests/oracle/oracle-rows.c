/* oracle-rows.c -- what docs/engine.md says about small journeys, worked out by hand. */
#include "oracle-rows.h"

#include <stddef.h>

#define SUMMER "from 2026-06-01T00:00:00Z\n"
#define ANN    "person ann - {}\n"

#define JOURNEY(settings, nodes) "journey {'id':'j','settings':{" settings "},'nodes':[" nodes "]}\n"
#define PARTS(settings, parts, nodes) "journey {'id':'j','settings':{" settings "}," parts ",'nodes':[" nodes "]}\n"
#define NODE(id, kind, settings, paths) \
  "{'id':'" id "','kind':'" kind "','settings':{" settings "},'paths':[" paths "]}"
#define PATH(id) "{'id':'" id "'}"
#define TO(id, to) "{'id':'" id "','to':'" to "'}"
#define IN(to) NODE ("in", "event", "'event':'Added'", TO ("next", to))

/* The way in, at that time. */
#define ENTER(time, number) time " ann enter j " number "\n" time " ann at in\n" time " ann hop in next\n"
#define HOP(time, node, path) time " ann hop " node " " path "\n"
#define AT(time, node) time " ann at " node "\n"
#define END(time, place, reason) time " ann end " place " " reason "\n"

#define WAITS_A_SECOND NODE ("ev", "event", "'event':'Ordered','timeout':'PT1S'", PATH ("next") "," PATH ("timeout"))
#define MAIL(id, settings, paths) NODE (id, "email", "'configuration':'main','body':'hello'" settings, paths)

const OracleRow oracle_rows[] = {
  { "event/before-timeout",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("ev") "," WAITS_A_SECOND)
    "100 event 0 Added {}\n1099 event 0 Ordered {}\n",
    ENTER ("100", "0") AT ("100", "ev") HOP ("1099", "ev", "next") END ("1099", "ev/next", "completed") },
  { "event/at-timeout",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("ev") "," WAITS_A_SECOND)
    "100 event 0 Added {}\n1100 event 0 Ordered {}\n",
    ENTER ("100", "0") AT ("100", "ev") HOP ("1100", "ev", "timeout") END ("1100", "ev/timeout", "completed") },
  { "event/after-timeout",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("ev") "," WAITS_A_SECOND)
    "100 event 0 Added {}\n1101 event 0 Ordered {}\n",
    ENTER ("100", "0") AT ("100", "ev") HOP ("1100", "ev", "timeout") END ("1100", "ev/timeout", "completed") },
  { "event/timeout-without-its-path",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("ev") "," NODE ("ev", "event", "'event':'Ordered','timeout':'PT1S'", ""))
    "0 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "ev") HOP ("1000", "ev", "next") END ("1000", "ev/next", "completed") },
  { "event/one-event-moves-one-step",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("ev") "," NODE ("ev", "event", "'event':'Ordered'", TO ("next", "ev2"))
      "," NODE ("ev2", "event", "'event':'Ordered'", ""))
    "0 event 0 Added {}\n5 event 0 Ordered {}\n5 event 0 Ordered {}\n",
    ENTER ("0", "0") AT ("0", "ev") HOP ("5", "ev", "next") AT ("5", "ev2") HOP ("5", "ev2", "next")
    END ("5", "ev2/next", "completed") },
  { "event/condition",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("ev") "," NODE ("ev", "event",
      "'event':'Ordered','condition':'9223372036854775800 + @event{Ordered.amount} > 0'", ""))
    "0 event 0 Added {}\n5 event 0 Ordered {'amount':100}\n6 event 0 Ordered {'amount':1}\n",
    ENTER ("0", "0") AT ("0", "ev") HOP ("6", "ev", "next") END ("6", "ev/next", "completed") },
  { "event/since-entry",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("w") "," NODE ("w", "wait", "'for':'PT1S'", TO ("next", "ev")) ","
      NODE ("ev", "event", "'event':'Ordered','condition':'@event{Ordered.amount} == 2','accept':'since-entry'",
            TO ("next", "c")) ","
      NODE ("c", "condition", "", "{'id':'case-1','settings':{'expression':'@event{Ordered.amount} == 2'}}"))
    "0 event 0 Added {}\n10 event 0 Ordered {'amount':2}\n20 event 0 Ordered {'amount':3}\n",
    ENTER ("0", "0") AT ("0", "w") HOP ("1000", "w", "next") AT ("1000", "ev") HOP ("1000", "ev", "next")
    AT ("1000", "c") HOP ("1000", "c", "case-1") END ("1000", "c/case-1", "completed") },

  { "event/since-entry-is-before-now",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("ev") "," NODE ("ev", "event", "'event':'Ordered'", TO ("next", "ev2"))
      "," NODE ("ev2", "event", "'event':'Ordered','accept':'since-entry'", TO ("next", "ev3")) ","
      NODE ("ev3", "event", "'event':'Ordered','accept':'since-entry'", ""))
    "0 event 0 Added {}\n5 event 0 Ordered {}\n6 event 0 Ordered {}\n",
    ENTER ("0", "0") AT ("0", "ev") HOP ("5", "ev", "next") AT ("5", "ev2") HOP ("6", "ev2", "next") AT ("6", "ev3")
    HOP ("6", "ev3", "next") END ("6", "ev3/next", "completed") },

  { "first/upper-branch-at-one-moment",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("f") "," NODE ("f", "first", "", TO ("branch-1", "w1") ","
      TO ("branch-2", "w2")) "," NODE ("w1", "wait", "'for':'PT2S'", "") "," NODE ("w2", "wait", "'for':'PT2S'", ""))
    "0 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "f") HOP ("2000", "f", "branch-1") AT ("2000", "w1") HOP ("2000", "w1", "next")
    END ("2000", "w1/next", "completed") },
  { "first/delay-of-the-upper-branch",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("f") "," NODE ("f", "first", "",
      "{'id':'branch-1','delay':'PT1S','to':'w1'}," TO ("branch-2", "w2")) ","
      NODE ("w1", "wait", "'for':'PT1S'", "") "," NODE ("w2", "wait", "'for':'PT2S'", ""))
    "0 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "f") HOP ("2000", "f", "branch-1") AT ("2000", "w1") HOP ("2000", "w1", "next")
    END ("2000", "w1/next", "completed") },
  { "first/event-against-wait",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("f") "," NODE ("f", "first", "", TO ("branch-1", "ev") ","
      TO ("branch-2", "w2") "," PATH ("branch-3")) "," NODE ("ev", "event", "'event':'Ordered'", TO ("next", "f")) ","
      NODE ("w2", "wait", "'for':'PT2S'", ""))
    "0 event 0 Added {}\n1999 event 0 Ordered {}\n3999 event 0 Ordered {}\n",
    ENTER ("0", "0") AT ("0", "f") HOP ("1999", "f", "branch-1") AT ("1999", "ev") HOP ("1999", "ev", "next")
    AT ("1999", "f") HOP ("3999", "f", "branch-2") AT ("3999", "w2") HOP ("3999", "w2", "next")
    END ("3999", "w2/next", "completed") },

  { "segment/entry",
    SUMMER "until 9000\n" ANN JOURNEY ("'reentryGap':'PT0S'", NODE ("in", "segment",
      "'mode':'inaction','event':'Added','unless':'Ordered','within':'PT1S'", ""))
    "0 event 0 Added {}\n500 event 0 Added {}\n999 event 0 Ordered {}\n"
    "3000 event 0 Added {}\n4000 event 0 Ordered {}\n",
    "500 ann refuse j inside-already\n"
    "4000 ann enter j 0\n" AT ("4000", "in") HOP ("4000", "in", "yes") END ("4000", "in/yes", "completed") },
  { "segment/inside",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("s") "," NODE ("s", "segment",
      "'mode':'inaction','event':'Looked','unless':'Ordered','within':'PT1S'", TO ("yes", "s2")) ","
      NODE ("s2", "segment", "'mode':'inaction','event':'Looked','unless':'Ordered','within':'PT1S'", ""))
    "0 event 0 Added {}\n10 event 0 Ordered {}\n100 event 0 Looked {}\n1100 event 0 Ordered {}\n"
    "1200 event 0 Looked {}\n2199 event 0 Ordered {}\n",
    ENTER ("0", "0") AT ("0", "s") HOP ("1100", "s", "yes") AT ("1100", "s2") END ("2199", "s2", "no-match") },

  { "entry/never",
    SUMMER "until 9000\n" ANN JOURNEY ("'reentry':'never'", IN ("w") "," NODE ("w", "wait", "'for':'PT1S'", ""))
    "0 event 0 Added {}\n500 event 0 Added {}\n1000 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "w") "500 ann refuse j inside-already\n" HOP ("1000", "w", "next")
    END ("1000", "w/next", "completed") "1000 ann refuse j re-entry-not-allowed\n" },
  { "entry/gap",
    SUMMER "until 9000\n" ANN JOURNEY ("'reentryGap':'PT2S'", IN ("e") "," NODE ("e", "end", "", ""))
    "0 event 0 Added {}\n1999 event 0 Added {}\n2000 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "e") END ("0", "e", "completed") "1999 ann refuse j re-entry-too-soon\n"
    ENTER ("2000", "1") AT ("2000", "e") END ("2000", "e", "completed") },
  { "entry/open",
    SUMMER "until 9000\n" ANN JOURNEY ("'zone':'Europe/Berlin','start':'2026-06-01T02:00:01',"
      "'end':'2026-06-01T00:00:02Z','reentryGap':'PT0S'", NODE ("in", "event", "'event':'Added'", ""))
    "999 event 0 Added {}\n1000 event 0 Added {}\n2000 event 0 Added {}\n",
    "999 ann refuse j not-open\n" ENTER ("1000", "0") END ("1000", "in/next", "completed")
    "2000 ann refuse j not-open\n" },
  { "entry/keys",
    SUMMER "until 9000\n" ANN JOURNEY ("'reentry':'always','instanceKey':'@event{Added.cart.id}'", IN ("ev") ","
      NODE ("ev", "event", "'event':'Ordered'", ""))
    "0 event 0 Added {'cart':{'id':'a'}}\n10 event 0 Added {'cart':{'id':'b'}}\n20 event 0 Added {'cart':{'id':'a'}}\n"
    "30 event 0 Added {}\n40 event 0 Ordered {'cart':{'id':'b'}}\n50 event 0 Ordered {'cart':{'id':'b'}}\n"
    "60 event 0 Ordered {}\n",
    ENTER ("0", "0") AT ("0", "ev") ENTER ("10", "1") AT ("10", "ev") "20 ann refuse j inside-already\n"
    "30 ann refuse j not-matching\n" HOP ("40", "ev", "next") END ("40", "ev/next", "completed")
    HOP ("60", "ev", "next") END ("60", "ev/next", "completed") },
  { "entry/new-run-before-old-ones",
    SUMMER "until 9000\n" ANN JOURNEY ("'reentry':'always','instanceKey':'upper(@event{Added.key})'", IN ("ev") ","
      NODE ("ev", "event", "'event':'Added'", ""))
    "0 event 0 Added {'key':'a'}\n10 event 0 Added {'key':'b'}\n",
    ENTER ("0", "0") AT ("0", "ev") ENTER ("10", "1") AT ("10", "ev") HOP ("10", "ev", "next")
    END ("10", "ev/next", "completed") "9000 ann inside j ev\n" },
  { "entry/limits",
    SUMMER "until 9000\n" ANN "person bob - {}\nperson cid - {}\n"
      JOURNEY ("'maxInside':1,'maxEntries':2,'reentryGap':'PT0S'", IN ("w") "," NODE ("w", "wait", "'for':'PT1S'", ""))
    "0 event 1 Added {}\n0 event 0 Added {}\n1000 event 2 Added {}\n2000 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "w") HOP ("1000", "w", "next") END ("1000", "w/next", "completed")
    "2000 ann refuse j capped\n"
    "0 bob refuse j capped\n"
    "1000 cid enter j 0\n1000 cid at in\n1000 cid hop in next\n1000 cid at w\n2000 cid hop w next\n"
    "2000 cid end w/next completed\n" },

  { "goal/leaves-and-exit",
    SUMMER "until 9000\n" ANN PARTS ("'reentryGap':'PT0S'",
      "'goals':[{'id':'g1','name':'g','event':'Ordered','value':'@event{Ordered.amount}'},"
      "{'id':'g2','name':'g','by':'audience','audience':'vip','leaves':true}],"
      "'exits':[{'event':'Ordered','condition':'@event{Ordered.amount} > 5'}]",
      NODE ("in", "event", "'event':'Added'", "{'id':'next','delay':'PT5S','to':'w'}") ","
      NODE ("w", "wait", "'for':'PT1S'", ""))
    "0 event 0 Added {}\n10 event 0 Ordered {'amount':5}\n20 event 0 Ordered {'amount':6}\n"
    "30 event 0 Added {}\n40 enters 0 vip\n",
    ENTER ("0", "0") "0 ann on in/next\n10 ann goal g1 5\n20 ann goal g1 6\n" END ("20", "in/next", "exit")
    ENTER ("30", "1") "30 ann on in/next\n40 ann goal g2 0\n" END ("40", "in/next", "goal") },
  { "exit/expression-before-the-timer",
    SUMMER "until 9000\n" ANN PARTS ("'timeout':'PT3S'",
      "'exits':[{'by':'expression','expression':'inAudience(\\'vip\\')'}]",
      IN ("w") "," NODE ("w", "wait", "'for':'PT1S'", TO ("next", "w2")) "," NODE ("w2", "wait", "'for':'PT2S'", ""))
    "0 event 0 Added {}\n2000 leaves 0 vip\n2999 event 0 Looked {}\n",
    ENTER ("0", "0") AT ("0", "w") HOP ("1000", "w", "next") AT ("1000", "w2") END ("3000", "w2", "timeout") },
  { "exit/audience",
    SUMMER "until 9000\n" ANN PARTS ("", "'exits':[{'by':'expression','expression':'inAudience(\\'vip\\')'}]",
      IN ("w") "," NODE ("w", "wait", "'for':'PT1S'", ""))
    "0 enters 0 vip\n0 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "w") END ("1000", "w", "exit") },

  { "message/day-and-what-failed",
    SUMMER "until 99999\n" ANN JOURNEY ("'zone':'UTC','reentryGap':'PT0S','ruleSets':['day']", IN ("m1") ","
      MAIL ("m1", "", TO ("next", "m2") "," TO ("failed", "m3")) ","
      MAIL ("m2", "", PATH ("unreachable")) "," MAIL ("m3", "", ""))
    "0 event 0 Added {}\n50 event 0 Added {}\n"
    "send 0 m1 0 10 failed -1 -1\nsend 0 m3 0 5 delivered -1 -1\n",
    ENTER ("0", "0") AT ("0", "m1") "0 ann send m1\n" HOP ("10", "m1", "failed") AT ("10", "m3") "10 ann send m3\n"
    HOP ("10", "m3", "next") END ("10", "m3/next", "completed")
    ENTER ("50", "1") AT ("50", "m1") "50 ann exclude m1 capped\n" HOP ("50", "m1", "next") AT ("50", "m2")
    "50 ann exclude m2 capped\n" HOP ("50", "m2", "unreachable") END ("50", "m2/unreachable", "completed") },
  { "message/day-ends-at-midnight",
    "from 2026-06-01T23:59:00Z\nuntil 99999\n" ANN JOURNEY ("'zone':'UTC','reentryGap':'PT0S','ruleSets':['day']",
      IN ("m1") "," MAIL ("m1", "", ""))
    "0 event 0 Added {}\n59999 event 0 Added {}\n60000 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "m1") "0 ann send m1\n" HOP ("0", "m1", "next") END ("0", "m1/next", "completed")
    ENTER ("59999", "1") AT ("59999", "m1") "59999 ann exclude m1 capped\n" HOP ("59999", "m1", "next")
    END ("59999", "m1/next", "completed")
    ENTER ("60000", "2") AT ("60000", "m1") "60000 ann send m1\n" HOP ("60000", "m1", "next")
    END ("60000", "m1/next", "completed") },
  { "message/rolling",
    SUMMER "until 99999999\n" ANN JOURNEY ("'zone':'UTC','reentryGap':'PT0S'", IN ("m1") ","
      NODE ("m1", "sms", "'configuration':'main','body':'x','category':'transactional','ruleSets':['rolling']", ""))
    "0 event 0 Added {}\n1 event 0 Added {}\n7199999 event 0 Added {}\n7200000 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "m1") "0 ann send m1\n" HOP ("0", "m1", "next") END ("0", "m1/next", "completed")
    ENTER ("1", "1") AT ("1", "m1") "1 ann send m1\n" HOP ("1", "m1", "next") END ("1", "m1/next", "completed")
    ENTER ("7199999", "2") AT ("7199999", "m1") "7199999 ann exclude m1 capped\n" HOP ("7199999", "m1", "next")
    END ("7199999", "m1/next", "completed")
    ENTER ("7200000", "3") AT ("7200000", "m1") "7200000 ann send m1\n" HOP ("7200000", "m1", "next")
    END ("7200000", "m1/next", "completed") },
  { "message/quiet-into-the-hour-that-is-skipped",    /* 23:00 in Berlin; at 02:00 it is 03:00 */
    "from 2026-03-28T22:00:00Z\nuntil 99999999\nperson ann Europe/Berlin {}\n"
      JOURNEY ("'quietHours':[{'from':'22:00','until':'02:30'}]", IN ("m1") "," MAIL ("m1", "", ""))
    "0 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "m1") "0 ann hold m1 10800000\n10800000 ann send m1\n" HOP ("10800000", "m1", "next")
    END ("10800000", "m1/next", "completed") },
  { "message/quiet-in-the-hour-that-comes-twice",    /* 02:10 in Berlin, the second one: until the second 02:30 */
    "from 2026-10-25T01:10:00Z\nuntil 99999999\nperson ann Europe/Berlin {}\n"
      JOURNEY ("'quietHours':[{'from':'22:00','until':'02:30'}]", IN ("m1") "," MAIL ("m1", "", ""))
    "0 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "m1") "0 ann hold m1 1200000\n1200000 ann send m1\n" HOP ("1200000", "m1", "next")
    END ("1200000", "m1/next", "completed") },
  { "message/quiet-next-day",    /* the same time of a longer day */
    "from 2026-10-24T20:30:00Z\nuntil 199999999\nperson ann Europe/Berlin {}\n"
      JOURNEY ("'quietHours':[{'days':['sat'],'from':'22:00','until':'08:00'}],'quietMode':'next-day'", IN ("m1") ","
               MAIL ("m1", "", ""))
    "0 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "m1") "0 ann hold m1 90000000\n90000000 ann send m1\n" HOP ("90000000", "m1", "next")
    END ("90000000", "m1/next", "completed") },
  { "message/quiet-drop",
    SUMMER "until 9999\n" ANN
      JOURNEY ("'zone':'UTC','quietHours':[{'from':'00:00','until':'01:00'}],'quietMode':'drop'", IN ("m1") ","
               MAIL ("m1", "", TO ("next", "m2")) "," MAIL ("m2", ",'ignoreQuietHours':true", ""))
    "0 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "m1") "0 ann exclude m1 quiet\n" HOP ("0", "m1", "next") AT ("0", "m2")
    "0 ann send m2\n" HOP ("0", "m2", "next") END ("0", "m2/next", "completed") },

  { "reaction/came-before",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("m") "," MAIL ("m", "", TO ("next", "w")) ","
      NODE ("w", "wait", "'for':'PT1S'", TO ("next", "r")) ","
      NODE ("r", "reaction", "'message':'m','reaction':'opened','timeout':'PT1S'", TO ("next", "m2") ","
            TO ("timeout", "m2")) "," MAIL ("m2", "", TO ("next", "r2")) ","
      NODE ("r2", "reaction", "'message':'m','reaction':'clicked','link':'shop','timeout':'PT1S'",
            PATH ("next") "," PATH ("timeout")))
    "0 event 0 Added {}\nsend 0 m 0 5 delivered 1000 2000\nsend 0 m2 0 5 delivered -1 -1\n",
    /* At 1000 the wait comes first, then the opening. */
    ENTER ("0", "0") AT ("0", "m") "0 ann send m\n" HOP ("0", "m", "next") AT ("0", "w") HOP ("1000", "w", "next")
    AT ("1000", "r") HOP ("1000", "r", "next") AT ("1000", "m2") "1000 ann send m2\n" HOP ("1000", "m2", "next")
    AT ("1000", "r2") HOP ("2000", "r2", "next") END ("2000", "r2/next", "completed") },
  { "reaction/of-the-latest-sending",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("m") "," MAIL ("m", "", TO ("next", "r")) ","
      NODE ("r", "reaction", "'message':'m','timeout':'PT1S'", PATH ("next") "," TO ("timeout", "m")))
    "0 event 0 Added {}\nsend 0 m 0 5 delivered 1500 -1\nsend 0 m 1 5 delivered 999 -1\n",
    ENTER ("0", "0") AT ("0", "m") "0 ann send m\n" HOP ("0", "m", "next") AT ("0", "r") HOP ("1000", "r", "timeout")
    AT ("1000", "m") "1000 ann send m\n" HOP ("1000", "m", "next") AT ("1000", "r") HOP ("1999", "r", "next")
    END ("1999", "r/next", "completed") },

  { "call/tried-again",
    SUMMER "until 99999999\n" ANN JOURNEY ("", IN ("c") "," NODE ("c", "call", "'action':'Offer','timeout':'PT1S'",
      TO ("next", "q")) "," NODE ("q", "condition", "",
      "{'id':'case-1','settings':{'expression':'@action{Offer.score} == 3'}}"))
    "0 event 0 Added {}\ncall 0 c 0 500 may-pass null\ncall 0 c 1 1000 answer {'score':1}\n"
    "call 0 c 2 999 answer {'score':3}\n",
    /* Pauses of five and ten minutes; an answer at the very end of its time is too late. */
    ENTER ("0", "0") AT ("0", "c") "0 ann call c 1\n300500 ann call c 2\n901500 ann call c 3\n"
    HOP ("902499", "c", "next") AT ("902499", "q") HOP ("902499", "q", "case-1")
    END ("902499", "q/case-1", "completed") },
  { "call/given-up",
    SUMMER "until 99999999\n" ANN JOURNEY ("", IN ("c") "," NODE ("c", "call", "'action':'Score','timeout':'PT1S'",
      TO ("timeout", "c2")) "," NODE ("c2", "call", "'action':'Score'", ""))
    "0 event 0 Added {}\ncall 0 c 0 -1 answer {}\ncall 0 c 1 2000 answer {}\ncall 0 c2 0 1 for-good null\n",
    ENTER ("0", "0") AT ("0", "c") "0 ann call c 1\n601000 ann call c 2\n" HOP ("602000", "c", "timeout")
    AT ("602000", "c2") "602000 ann call c2 1\n" END ("602001", "c2", "failed") },

  { "path/delay-and-longest-stay",
    SUMMER "until 9000\n" ANN JOURNEY ("'timeout':'PT2S','reentryGap':'PT0S'",
      NODE ("in", "event", "'event':'Added'", "{'id':'next','delay':'PT1S','to':'w'}") ","
      NODE ("w", "wait", "'for':'PT1S'", ""))
    "0 event 0 Added {}\n8500 event 0 Added {}\n",
    /* The longest stay was set first. */
    ENTER ("0", "0") "0 ann on in/next\n" AT ("1000", "w") END ("2000", "w", "timeout")
    ENTER ("8500", "1") "8500 ann on in/next\n9000 ann inside j in/next\n" },
  { "loop/goes-round-a-wait",
    SUMMER "until 2500\n" ANN JOURNEY ("", IN ("w") "," NODE ("w", "wait", "'for':'PT1S'", TO ("next", "w")))
    "0 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "w") HOP ("1000", "w", "next") AT ("1000", "w") HOP ("2000", "w", "next")
    AT ("2000", "w") "2500 ann inside j w\n" },
  { "wait/window-in-the-hour-that-is-skipped",    /* 02:00 to 03:00 is from 03:00 on on that Sunday */
    "from 2026-03-28T12:00:00Z\nuntil 999999999\nperson ann Europe/Berlin {}\n"
      JOURNEY ("", IN ("w") "," NODE ("w", "wait", "'mode':'window','from':'02:00','until':'03:00'", ""))
    "0 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "w") HOP ("46800000", "w", "next") END ("46800000", "w/next", "completed") },
  { "wait/expression",
    SUMMER "until 99999999\nperson ann Europe/Berlin {}\n" JOURNEY ("'reentryGap':'PT0S'", IN ("w") ","
      NODE ("w", "wait", "'mode':'expression','expression':'toDateTimeOnly(@event{Added.key})'", ""))
    "0 event 0 Added {'key':'2026-06-01T03:00:00'}\n3600001 event 0 Added {'key':'2026-06-01T03:00:00'}\n"
    "3600002 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "w") HOP ("3600000", "w", "next") END ("3600000", "w/next", "completed")
    ENTER ("3600001", "1") AT ("3600001", "w") HOP ("3600001", "w", "next") END ("3600001", "w/next", "completed")
    ENTER ("3600002", "2") AT ("3600002", "w") END ("3600002", "w", "failed") },
  { "condition/error",
    SUMMER "until 9000\nperson ann - {'points':9}\n" JOURNEY ("", IN ("c") "," NODE ("c", "condition", "",
      "{'id':'case-1','settings':{'expression':'inAudience(\\'vip\\')'}},{'id':'case-2','settings':{'expression':"
      "'9223372036854775807 + #{ExperiencePlatform.Any.profile.points} > 0'}}," PATH ("else")))
    "0 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "c") END ("0", "c", "failed") },
  { "update/all-or-nothing",
    SUMMER "until 9000\nperson ann - {'points':9}\n" JOURNEY ("", IN ("u") "," NODE ("u", "update-profile",
      "'updates':[{'attribute':'points','how':'increase','value':'1'},"
      "{'attribute':'points','how':'increase','value':'9223372036854775807'}]", TO ("error", "u2")) ","
      NODE ("u2", "update-profile", "'updates':[{'attribute':'points','how':'decrease','value':'4'},"
      "{'attribute':'shop.seen','value':'true'}]", TO ("next", "c")) "," NODE ("c", "condition", "",
      "{'id':'case-1','settings':{'expression':'#{ExperiencePlatform.Any.profile.points} == 5 and "
      "#{ExperiencePlatform.Any.profile.shop.seen}'}}"))
    "0 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "u") HOP ("0", "u", "error") AT ("0", "u2") "0 ann update u2\n" HOP ("0", "u2", "next")
    AT ("0", "c") HOP ("0", "c", "case-1") END ("0", "c/case-1", "completed") },
  { "jump/after-this-step",
    SUMMER "until 9000\n" ANN JOURNEY ("", IN ("go") "," NODE ("go", "jump",
      "'journey':'k','parameters':[{'name':'n','value':'@event{Added.amount} + 1'}]", TO ("next", "w")) ","
      NODE ("w", "wait", "'for':'PT1S'", TO ("next", "again")) "," NODE ("again", "jump", "'journey':'gone'", ""))
    "journey {'id':'k','nodes':[{'id':'k-in','kind':'event','settings':{'event':'Looked',"
    "'condition':'@event{Looked.n} == 3'},'paths':[{'id':'next','to':'k-w'}]},"
    "{'id':'k-w','kind':'wait','settings':{'for':'PT100H'}}]}\n"
    "0 event 0 Added {'amount':2}\n10 event 0 Looked {'n':3}\n",
    ENTER ("0", "0") AT ("0", "go") "0 ann jump go k\n" HOP ("0", "go", "next") AT ("0", "w")
    "0 ann enter k 0\n0 ann at k-in\n0 ann hop k-in next\n0 ann at k-w\n10 ann refuse k inside-already\n"
    HOP ("1000", "w", "next") AT ("1000", "again") END ("1000", "again", "failed") "9000 ann inside k k-w\n" },
  { "force-exit/all",
    SUMMER "until 9000\n" ANN JOURNEY ("'reentry':'always','instanceKey':'@event{Added.key}'", IN ("c") ","
      NODE ("c", "condition", "", "{'id':'case-1','settings':{'expression':'@event{Added.amount} > 1'},'to':'x'},"
      TO ("else", "w")) "," NODE ("w", "wait", "'for':'PT100H'", "") "," NODE ("x", "force-exit", "'scope':'all'", ""))
    "0 event 0 Added {'key':'a'}\n1 event 0 Added {'key':'b'}\n2 event 0 Added {'key':'c','amount':2}\n",
    ENTER ("0", "0") AT ("0", "c") HOP ("0", "c", "else") AT ("0", "w")
    ENTER ("1", "1") AT ("1", "c") HOP ("1", "c", "else") AT ("1", "w")
    ENTER ("2", "2") AT ("2", "c") HOP ("2", "c", "case-1") AT ("2", "x")
    END ("2", "x", "forced") END ("2", "w", "forced") END ("2", "w", "forced") },
  { "profile-cap",
    SUMMER "until 9000\n" ANN JOURNEY ("'reentryGap':'PT0S'", IN ("cap") ","
      NODE ("cap", "profile-cap", "'limit':1", ""))
    "0 event 0 Added {}\n1 event 0 Added {}\n",
    ENTER ("0", "0") AT ("0", "cap") HOP ("0", "cap", "next") END ("0", "cap/next", "completed")
    ENTER ("1", "1") AT ("1", "cap") END ("1", "cap", "no-match") },
  { NULL }
};
