/* fuzz-template.c -- any text compiles or is refused with a finding inside it; what
 * compiles renders within its limits, or says why not.
 *
 * The text is also its own fragment, by a literal id and by one from data.
 */
#include "fuzz.h"

#include "base/sj-json.h"
#include "lang/sj-complete.h"
#include "lang/sj-template.h"

#include <string.h>

#define LIMIT 20000

static const char context[] =
    "{\"profile\":{\"name\":\"Ann & Bo\",\"empty\":\"\",\"age\":41,\"price\":12.5,\"list\":[1,2,3],"
    "\"self\":\"self\",\"other\":\"other\","
    "\"items\":[{\"name\":\"a\",\"tags\":[\"x\",\"y\"]},{\"name\":\"b\",\"n\":null}],\"map\":{\"k\":true},"
    "\"json\":\"{\\\"a\\\":[1]}\",\"date\":\"2024-02-29T10:00:00Z\"},"
    "\"context\":{\"x\":{\"y\":\"z\"}},\"list\":[[1],[2]]}";

static const char *fuzzed;
static size_t fuzzed_size;

static bool
find_any (SjSlice id, SjSlice *text)
{
  static const char other[] = "{% let v = 1 %}{{#inline \"i\"}}{{v}}{{/inline}}{{{i}}}{{fragment id='self'}}";

  *text = (SjSlice) { fuzzed, fuzzed_size };
  if (id.length == 5 && memcmp (id.text, "other", 5) == 0)
    *text = (SjSlice) { other, sizeof other - 1 };
  return id.length == 4 || id.length == 5;
}

static bool
find_static (const SjTemplateEnv *env, SjSlice id, SjSlice *text, bool *draft)
{
  *draft = false;
  return find_any (id, text);
}

static bool
find_dynamic (void *data, SjSlice id, SjSlice *text, bool *draft)
{
  *draft = false;
  return find_any (id, text);
}

static void
check_findings (const SjDiags *diags, size_t size)
{
  for (size_t i = 0; i < sj_diags_count (diags); i++)
    {
      const SjDiag *diag = sj_diags_get (diags, i);

      g_assert_cmpuint (diag->start, <=, diag->end);
      g_assert_cmpuint (diag->end, <=, size);
      g_assert_nonnull (diag->text);
    }
}

static void
check_rendering (const SjTemplate *template, SjArena *arena, SjValue root)
{
  static const SjTemplateHost host = { .fragment = find_dynamic };
  g_auto (SjRender) render = { NULL };
  g_auto (SjBuffer) out = SJ_BUFFER_INIT;
  g_auto (SjBuffer) again = SJ_BUFFER_INIT;
  SjEval eval;
  bool good;

  sj_eval_init (&eval, arena);
  sj_render_init (&render, &eval);
  render.host = &host;
  render.root = root;
  out.limit = again.limit = LIMIT;
  good = sj_template_render (template, &render, &out);
  g_assert_cmpuint (out.length, <=, LIMIT);
  g_assert_true (good == (render.error.code == NULL));
  g_assert_true (good || render.error.text != NULL);

  /* The same again is the same again. */
  g_assert_true (sj_template_render (template, &render, &again) == good);
  g_assert_cmpmem (out.text, out.length, again.text, again.length);
  sj_eval_clear (&eval);
}

static void
check_completion (size_t size)
{
  for (size_t i = 1; i <= 3; i++)
    {
      size_t cursor = size * i / 3;
      g_autoptr (GPtrArray) found = sj_template_complete (fuzzed, size, cursor, NULL);

      for (guint j = 0; j < found->len; j++)
        {
          const SjCandidate *candidate = g_ptr_array_index (found, j);

          g_assert_cmpuint (candidate->start, <=, candidate->end);
          g_assert_cmpuint (candidate->end, ==, cursor);
          g_assert_cmpuint (candidate->caret, <=, strlen (candidate->text));
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjTemplateEnv env = { .fragment = find_static };
  g_autoptr (SjTemplate) template = NULL;
  SjValue root;

  fuzzed = (const char *) data;
  fuzzed_size = size;
  g_assert_true (sj_json_read (&arena, NULL, context, strlen (context), &root, NULL));
  template = sj_template_compile ((const char *) data, size, &env, &diags);
  check_findings (&diags, size);
  check_completion (size);
  g_assert_true ((template != NULL) == !sj_diags_failed (&diags));
  if (template != NULL)
    {
      g_autofree char *listing = sj_template_listing (template);

      g_assert_nonnull (listing);
      check_rendering (template, &arena, root);
    }
  return 0;
}
