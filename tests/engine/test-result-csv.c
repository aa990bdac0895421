/* test-result-csv.c -- rows read back by a strict reader say what the result says. */
#include "run-journey.h"

#include "engine/sj-result-csv.h"

#include <string.h>

/* Of rows, each a GPtrArray of char *. */
static GPtrArray *
read_rows (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  while (*text != '\0')
    {
      GPtrArray *row = g_ptr_array_new_with_free_func (g_free);
      bool more = true;

      while (more)
        {
          g_autoptr (GString) cell = g_string_new (NULL);

          if (*text == '"')
            for (text++; text[0] != '"' || text[1] == '"'; text++)
              {
                g_assert_true (*text != '\0');
                text += text[0] == '"';
                g_string_append_c (cell, *text);
              }
          else
            while (strchr (",\r", *text) == NULL)
              {
                g_assert_true (*text != '"' && *text != '\n');
                g_string_append_c (cell, *text++);
              }
          text += *text == '"';
          g_ptr_array_add (row, g_strdup (cell->str));
          more = *text == ',';
          text += more;
        }
      g_assert_true (g_str_has_prefix (text, "\r\n"));
      text += 2;
      g_ptr_array_add (rows, row);
    }
  return rows;
}

/* By its column's name. */
static const char *
cell_of (GPtrArray *rows, guint row, const char *column)
{
  GPtrArray *head = g_ptr_array_index (rows, 0);

  for (guint i = 0; i < head->len; i++)
    if (strcmp (g_ptr_array_index (head, i), column) == 0)
      return g_ptr_array_index ((GPtrArray *) g_ptr_array_index (rows, row), i);
  g_assert_not_reached ();
}

/* The sum of a column where the row is of that table, step, path and kind. */
static uint64_t
sum_of (GPtrArray *rows, const char *table, const char *step, const char *path, const char *what)
{
  uint64_t sum = 0;

  for (guint i = 1; i < rows->len; i++)
    if (strcmp (cell_of (rows, i, "table"), table) == 0 && strcmp (cell_of (rows, i, "stepId"), step) == 0 &&
        strcmp (cell_of (rows, i, "pathId"), path) == 0 && strcmp (cell_of (rows, i, "what"), what) == 0)
      sum += g_ascii_strtoull (cell_of (rows, i, "count"), NULL, 10);
  return sum;
}

static void
assert_straight (GPtrArray *rows)
{
  GPtrArray *head = g_ptr_array_index (rows, 0);

  for (guint i = 1; i < rows->len; i++)
    g_assert_cmpuint (((GPtrArray *) g_ptr_array_index (rows, i))->len, ==, head->len);
}

static SjResult *
run (double share)
{
  static const char odd[] = "\"=Re, \\\"minder\\\"\"";
  const char *at = strstr (run_shop, "\"Reminder\"");
  g_autofree char *text = g_strdup_printf ("%.*s%s%s", (int) (at - run_shop), run_shop, odd,
                                           at + strlen ("\"Reminder\""));

  return run_journey (text, &(RunOptions) { .persons = 2000, .threads = 2, .share = share, .seed = 3 });
}

static void
test_result (void)
{
  g_autoptr (SjResult) result = run (0.5);
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  g_autoptr (GPtrArray) rows = NULL;
  bool named = false;

  sj_result_csv (result, &buffer);
  rows = read_rows (sj_buffer_text (&buffer));
  assert_straight (rows);
  g_assert_cmpuint (sum_of (rows, "journey", "", "", "people"), ==, 2000);
  g_assert_cmpuint (sum_of (rows, "journey", "", "", "entered"), ==, result->entered);
  g_assert_cmpuint (sum_of (rows, "time", "", "", "entered"), ==, result->entered);
  for (uint32_t i = 0; i < result->n_nodes; i++)
    {
      const SjResultNode *node = &result->nodes[i];

      g_assert_cmpuint (sum_of (rows, "steps", node->id, "", "entered"), ==, node->entered);
      g_assert_cmpuint (sum_of (rows, "time", node->id, "", "entered"), ==, node->entered);
      for (uint32_t j = 0; j < node->n_paths; j++)
        {
          g_assert_cmpuint (sum_of (rows, "paths", node->id, node->paths[j].id, "taken"), ==, node->paths[j].taken);
          g_assert_cmpuint (sum_of (rows, "time", node->id, node->paths[j].id, "taken"), ==, node->paths[j].taken);
        }
      if (node->message != NULL)
        g_assert_cmpuint (sum_of (rows, "messages", node->id, "", "sent"), ==, node->message->sent);
    }
  g_assert_cmpuint (sj_result_find (result, "mail")->message->sent, >, 0);
  g_assert_cmpuint (sum_of (rows, "goals", "bought", "", "converted"), ==, result->goals[0].treated.converted);
  for (guint i = 1; i < rows->len; i++)
    named |= strcmp (cell_of (rows, i, "step"), "'=Re, \"minder\"") == 0;
  g_assert_true (named);
}

/* A share is what the counts beside it say; the interval lies around it. */
static void
test_shares (void)
{
  g_autoptr (SjResult) result = run (0.5);
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  g_autoptr (GPtrArray) rows = NULL;
  unsigned shares = 0;

  sj_result_csv (result, &buffer);
  rows = read_rows (sj_buffer_text (&buffer));
  for (guint i = 1; i < rows->len; i++)
    {
      double share = g_ascii_strtod (cell_of (rows, i, "share"), NULL);

      if (*cell_of (rows, i, "of") == '\0' || *cell_of (rows, i, "share") == '\0')
        continue;
      g_assert_cmpfloat_with_epsilon (share * g_ascii_strtod (cell_of (rows, i, "of"), NULL),
                                      g_ascii_strtod (cell_of (rows, i, "count"), NULL), 0.01);
      shares++;
      if (*cell_of (rows, i, "low") == '\0')
        continue;
      g_assert_cmpfloat (g_ascii_strtod (cell_of (rows, i, "low"), NULL), <=, share);
      g_assert_cmpfloat (g_ascii_strtod (cell_of (rows, i, "high"), NULL), >=, share);
    }
  g_assert_cmpuint (shares, >, 10);
}

static void
test_compare (void)
{
  g_autoptr (SjResult) a = run (0.5);
  g_autoptr (SjResult) b = run (0.6);
  g_autoptr (SjComparison) comparison = sj_compare_new (a, b);
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  g_autoptr (GPtrArray) rows = NULL;

  sj_compare_csv (comparison, &buffer);
  rows = read_rows (sj_buffer_text (&buffer));
  assert_straight (rows);
  g_assert_cmpuint (rows->len, ==, comparison->lines->len + 1);
  for (guint i = 1; i < rows->len; i++)
    {
      const SjCompareLine *line = &g_array_index (comparison->lines, SjCompareLine, i - 1);

      if (line->kind == SJ_COMPARE_AMOUNT)
        {
          g_assert_cmpstr (cell_of (rows, i, "sure"), ==, "");
          g_assert_cmpfloat_with_epsilon (g_ascii_strtod (cell_of (rows, i, "b"), NULL), line->worth_b, 1e-6);
          continue;
        }
      g_assert_cmpuint (g_ascii_strtoull (cell_of (rows, i, "a"), NULL, 10), ==, line->a);
      g_assert_cmpuint (g_ascii_strtoull (cell_of (rows, i, "b"), NULL, 10), ==, line->b);
      g_assert_cmpstr (cell_of (rows, i, "sure"), ==, sj_compare_is_sure (line) ? "yes" : "no");
      g_assert_cmpstr (cell_of (rows, i, "stepId"), ==, line->node ? line->node : "");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/result-csv/result", test_result);
  g_test_add_func ("/result-csv/shares", test_shares);
  g_test_add_func ("/result-csv/compare", test_compare);
  return g_test_run ();
}
