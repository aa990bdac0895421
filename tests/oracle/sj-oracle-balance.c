/* sj-oracle-balance.c -- the law of the page, counted from a log. */
#include "sj-oracle.h"

#include <string.h>

typedef struct
{
  char *id;                 /* owned */
  int at, hops, ends, inside;
} Count;

typedef struct
{
  GPtrArray *nodes;         /* owned: of Count */
  int enters, ends, inside; /* of runs */
  int on_path;              /* of the last two, those on a path */
} Ledger;

static void
count_free (gpointer data)
{
  g_free (((Count *) data)->id);
  g_free (data);
}

static Count *
count_of (Ledger *ledger, const char *id)
{
  Count *count;

  for (guint i = 0; i < ledger->nodes->len; i++)
    if (g_str_equal (((Count *) g_ptr_array_index (ledger->nodes, i))->id, id))
      return g_ptr_array_index (ledger->nodes, i);
  count = g_new0 (Count, 1);
  count->id = g_strdup (id);
  g_ptr_array_add (ledger->nodes, count);
  return count;
}

/* TIME PERSON WHAT and one or two words more. */
static void
add_line (Ledger *ledger, char **words)
{
  const char *what = words[2];
  bool is_end = g_str_equal (what, "end");
  const char *place = g_str_equal (what, "inside") ? words[4] : words[3];

  if (g_str_equal (what, "enter"))
    ledger->enters++;
  else if (g_str_equal (what, "at"))
    count_of (ledger, place)->at++;
  else if (g_str_equal (what, "hop"))
    count_of (ledger, place)->hops++;
  else if (is_end || g_str_equal (what, "inside"))
    {
      *(is_end ? &ledger->ends : &ledger->inside) += 1;
      if (strchr (place, '/') != NULL)
        ledger->on_path++;
      else if (is_end)
        count_of (ledger, place)->ends++;
      else
        count_of (ledger, place)->inside++;
    }
}

static char *
find_difference (const Ledger *ledger)
{
  int at = 0;
  int hops = 0;

  for (guint i = 0; i < ledger->nodes->len; i++)
    {
      const Count *count = g_ptr_array_index (ledger->nodes, i);

      at += count->at;
      hops += count->hops;
      if (count->at != count->hops + count->ends + count->inside)
        return g_strdup_printf ("%s: entered %d, left %d, ended %d, inside %d", count->id, count->at, count->hops,
                                count->ends, count->inside);
    }
  if (ledger->enters != ledger->ends + ledger->inside)
    return g_strdup_printf ("runs: entered %d, ended %d, inside %d", ledger->enters, ledger->ends, ledger->inside);
  if (at != ledger->enters + hops - ledger->on_path)
    return g_strdup_printf ("nodes entered %d times, but by %d entries and %d hops, %d of them to nowhere yet", at,
                            ledger->enters, hops, ledger->on_path);
  return NULL;
}

char *
sj_oracle_balance (const char *log)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (count_free);
  g_auto (GStrv) lines = g_strsplit_set (log, "\n", -1);
  Ledger ledger = { nodes };

  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    {
      g_auto (GStrv) words = g_strsplit_set (*line, " ", -1);

      add_line (&ledger, words);
    }
  return find_difference (&ledger);
}
