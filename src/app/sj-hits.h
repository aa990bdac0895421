/* sj-hits.h -- what quick search finds: documents, pages and commands, best first.
 *
 * Every word must begin a word of the name; names that begin with what was typed come
 * first.  Plain: the window asks, shows and does.
 */
#pragma once

#include "app/sj-desk.h"

#define SJ_HITS_MOST 50

typedef enum { SJ_FOUND_DOCUMENT, SJ_FOUND_PAGE, SJ_FOUND_COMMAND } SjFoundOf;

#define SJ_TYPE_FOUND (sj_found_get_type ())
G_DECLARE_FINAL_TYPE (SjFound, sj_found, SJ, FOUND, GObject)

struct _SjFound
{
  GObject parent_instance;

  SjFoundOf of;
  SjRefTo kind;             /* of a document or a page */
  char *id;                 /* owned: of a document; the action of a command */
  char *title;              /* owned */
  const char *detail;       /* borrowed: "Audience", "Page", "Command" */
  const char *icon;         /* borrowed */
  char *keys;               /* owned: of a command, or NULL */
  int rank;
};

/* Of SjFound.  `can` says whether an action is possible now. */
typedef bool (*SjHitsCan) (const char *action, gpointer data);
GPtrArray *sj_hits_find (SjDesk *desk, const char *words, SjHitsCan can, gpointer data);
