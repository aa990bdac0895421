/* test-template-render.c -- what a rendering gives beside text, and the limits that
 * hostile templates meet. */
#include "base/sj-json.h"
#include "lang/sj-complete.h"
#include "lang/sj-template.h"

#include <string.h>

typedef struct
{
  SjArena arena;
  SjEval eval;
  SjRender render;
  SjBuffer out;
} Rendering;

static void
rendering_init (Rendering *rendering, const char *root)
{
  sj_arena_init (&rendering->arena);
  sj_eval_init (&rendering->eval, &rendering->arena);
  sj_render_init (&rendering->render, &rendering->eval);
  sj_buffer_init (&rendering->out);
  g_assert_true (sj_json_read (&rendering->arena, NULL, root, strlen (root), &rendering->render.root, NULL));
}

static void
rendering_clear (Rendering *rendering)
{
  sj_render_clear (&rendering->render);
  sj_eval_clear (&rendering->eval);
  sj_buffer_clear (&rendering->out);
  sj_arena_clear (&rendering->arena);
}

static bool
render (Rendering *rendering, const SjTemplateEnv *env, const char *text)
{
  g_autoptr (SjTemplate) template = sj_template_compile (text, strlen (text), env, NULL);

  g_assert_nonnull (template);
  sj_buffer_reset (&rendering->out);
  return sj_template_render (template, &rendering->render, &rendering->out);
}

static void
test_abort (void)
{
  Rendering rendering;

  rendering_init (&rendering, "{\"why\":\"no address\"}");
  g_assert_false (render (&rendering, NULL, "before{{abort code='E1' description=why}}after"));
  g_assert_cmpstr (rendering.render.error.code, ==, "abort");
  g_assert_true (sj_slice_is (rendering.render.abort_code, "E1"));
  g_assert_true (sj_slice_is (rendering.render.abort_description, "no address"));
  g_assert_cmpuint (rendering.render.error.start, ==, 6);
  g_assert_cmpuint (rendering.render.error.end, ==, 41);
  g_assert_cmpstr (sj_buffer_text (&rendering.out), ==, "before");

  g_assert_true (render (&rendering, NULL, "fine"));    /* and nothing is left of it */
  g_assert_null (rendering.render.error.code);
  g_assert_cmpuint (rendering.render.abort_code.length, ==, 0);
  rendering_clear (&rendering);
}

static void
test_metadata (void)
{
  static const char text[] = "{{#each l}}{{executionMetadata key=this value=@index}}{{/each}}"
                             "{{executionMetadata key='k' value='again'}}";
  g_autofree char *json = NULL;
  Rendering rendering;

  rendering_init (&rendering, "{\"l\":[\"k\",\"m\",\"n\"]}");
  g_assert_true (render (&rendering, NULL, text));
  json = sj_json_to_string (sj_value_object (rendering.render.metadata, rendering.render.n_metadata), SJ_JSON_COMPACT);
  g_assert_cmpstr (json, ==, "{\"k\":\"again\",\"m\":\"1\",\"n\":\"2\"}");
  rendering_clear (&rendering);
}

static bool
track (void *data, SjEval *eval, SjSlice url, SjSlice type, SjSlice action, SjBuffer *out)
{
  sj_buffer_printf (out, "https://t.example/%.*s/%.*s?to=%.*s", (int) type.length, type.text, (int) action.length,
                    action.text, (int) url.length, url.text);
  return true;
}

static void
test_url (void)
{
  static const SjTemplateHost host = { .url = track };
  Rendering rendering;

  rendering_init (&rendering, "{\"u\":\"https://x.example/\"}");
  rendering.render.host = &host;
  g_assert_true (render (&rendering, NULL, "<a href=\"{{url originalUrl=u type='TRACKED' action='buy'}}\">"));
  g_assert_cmpstr (sj_buffer_text (&rendering.out), ==,
                   "<a href=\"https://t.example/TRACKED/buy?to=https://x.example/\">");
  rendering_clear (&rendering);
}

static void
test_inputs (void)
{
  static const char *const names[] = { "title", NULL };
  static const char text[] = "{{title}}{{#inline \"color\"}}red{{/inline}}{{color}}";
  SjTemplateEnv env = { .inputs = names };
  g_autoptr (GPtrArray) offered = sj_template_complete ("{{ti", 4, 4, &env);
  Rendering rendering;

  rendering_init (&rendering, "{}");
  g_assert_true (render (&rendering, &env, text));
  g_assert_cmpstr (sj_buffer_text (&rendering.out), ==, "red");
  g_assert_true (sj_json_read (&rendering.arena, NULL, "{\"title\":\"T\",\"color\":\"blue\"}", 28,
                               &rendering.render.inputs, NULL));
  g_assert_true (render (&rendering, &env, text));
  g_assert_cmpstr (sj_buffer_text (&rendering.out), ==, "Tblue");
  g_assert_cmpuint (offered->len, ==, 1);
  rendering_clear (&rendering);
}

/* The text of a dynamic fragment changes between two renderings. */
static const char *dynamic_text;

static bool
find_changing (void *data, SjSlice id, SjSlice *text, bool *draft)
{
  *draft = sj_slice_is (id, "draft");
  *text = (SjSlice) { dynamic_text, strlen (dynamic_text) };
  return true;
}

static void
test_changing_fragment (void)
{
  static const SjTemplateHost host = { .fragment = find_changing };
  static const char text[] = "{{fragment id=id}}{{x}}";
  g_autoptr (SjTemplate) template = sj_template_compile (text, strlen (text), NULL, NULL);
  Rendering rendering;

  rendering_init (&rendering, "{\"id\":\"f\",\"draft\":\"draft\",\"x\":\"root\"}");
  rendering.render.host = &host;
  for (int i = 0; i < 3; i++)
    {
      dynamic_text = i == 1 ? "{% let x = 2 %}b" : "a";
      sj_buffer_reset (&rendering.out);
      g_assert_true (sj_template_render (template, &rendering.render, &rendering.out));
      g_assert_cmpstr (sj_buffer_text (&rendering.out), ==, i == 1 ? "b2" : "aroot");
    }
  g_assert_false (render (&rendering, NULL, "{{fragment id=draft}}"));
  g_assert_cmpstr (rendering.render.error.code, ==, "fragment");
  rendering_clear (&rendering);
}

/* An error in a fragment says in which, and where in it. */
static void
test_error_place (void)
{
  static const SjTemplateHost host = { .fragment = find_changing };
  Rendering rendering;

  dynamic_text = "..{{valueAtPath l idx=9 result='v'}}";
  rendering_init (&rendering, "{\"id\":\"f\",\"l\":[1]}");
  rendering.render.host = &host;
  g_assert_false (render (&rendering, NULL, "{{fragment id=id}}"));
  g_assert_cmpstr (rendering.render.error.code, ==, "index");
  g_assert_true (sj_slice_is (rendering.render.error.fragment, "f"));
  g_assert_cmpuint (rendering.render.error.start, ==, 2);
  rendering_clear (&rendering);
}

/* -- Limits --------------------------------------------------------------------------- */

static void
test_output_limit (void)
{
  Rendering rendering;

  rendering_init (&rendering, "{\"l\":[1,2,3,4,5,6,7,8,9,10]}");
  rendering.out.limit = 1000;
  g_assert_false (render (&rendering, NULL, "{{#each l}}{{#each ../l}}{{#each ../../l}}0123456789{{/each}}{{/each}}"
                                            "{{/each}}"));
  g_assert_cmpstr (rendering.render.error.code, ==, "limit");
  g_assert_cmpuint (rendering.out.length, <=, 1000);
  rendering_clear (&rendering);
}

static char *
nested_loops (int depth)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < depth; i++)
    g_string_append (text, "{{#each profile.l}}");
  g_string_append (text, "{% let x = 1 %}");
  for (int i = 0; i < depth; i++)
    g_string_append (text, "{{/each}}");
  return g_string_free (text, FALSE);
}

static void
test_loop_limit (void)
{
  g_autofree char *text = nested_loops (12);    /* 10 to the power of 12 rounds */
  Rendering rendering;

  rendering_init (&rendering, "{\"profile\":{\"l\":[1,2,3,4,5,6,7,8,9,10]}}");
  g_assert_false (render (&rendering, NULL, text));
  g_assert_cmpstr (rendering.render.error.code, ==, "limit");
  rendering_clear (&rendering);
}

static void
test_memory_limit (void)
{
  static const char text[] = "{% let s = \"0123456789\" %}{{#each profile.l}}{{#each profile.l}}{{#each profile.l}}"
                             "{% let s = s + s %}{{/each}}{{/each}}{{/each}}";
  Rendering rendering;

  rendering_init (&rendering, "{\"profile\":{\"l\":[1,2,3,4,5,6,7,8,9,10]}}");
  g_assert_false (render (&rendering, NULL, text));
  g_assert_cmpstr (rendering.render.error.code, ==, "limit");
  g_assert_cmpuint (sj_arena_used (&rendering.arena), <, 2 * SJ_EVAL_BYTES);
  rendering_clear (&rendering);
}

static bool
find_big (const SjTemplateEnv *env, SjSlice id, SjSlice *text, bool *draft)
{
  static char big[500000];

  memset (big, 'x', sizeof big);
  *text = (SjSlice) { big, sizeof big };
  *draft = false;
  return true;
}

/* What is written and thrown away is work all the same. */
static void
test_silent_work (void)
{
  g_autofree char *loops = nested_loops (4);
  g_autofree char *text = NULL;
  SjTemplateEnv env = { .fragment = find_big };
  Rendering rendering;
  char *let = strstr (loops, "{% let");

  text = g_strdup_printf ("%.*s{{fragment id='big' render=false}}%s", (int) (let - loops), loops,
                          let + strlen ("{% let x = 1 %}"));
  rendering_init (&rendering, "{\"profile\":{\"l\":[1,2,3,4,5,6,7,8,9,10]}}");
  g_assert_false (render (&rendering, &env, text));
  g_assert_cmpstr (rendering.render.error.code, ==, "limit");
  g_assert_cmpuint (rendering.eval.steps, <, 10000);
  rendering_clear (&rendering);
}

/* A buffer without a limit has one all the same. */
static void
test_own_limit (void)
{
  static const char text[] = "{{fragment id='big'}}{{#each profile.l}}{{#each profile.l}}{{fragment id='big'}}{{/each}}"
                             "{{/each}}";
  SjTemplateEnv env = { .fragment = find_big };
  Rendering rendering;

  rendering_init (&rendering, "{\"profile\":{\"l\":[1,2,3,4,5,6,7,8,9,10]}}");
  g_assert_false (render (&rendering, &env, text));
  g_assert_cmpstr (rendering.render.error.code, ==, "limit");
  g_assert_cmpuint (rendering.out.length, <=, SJ_TEMPLATE_OUTPUT);
  g_assert_cmpuint (rendering.out.limit, ==, 0);
  rendering_clear (&rendering);
}

/* Long texts that a careless scanner would go over again and again. */
static void
test_hostile_texts (void)
{
  static const char *const parts[] = { "{{'}}", "{{[}}", "{%\"%}", "{=x", "{{'}}'", "{{}}", "{{a", "\\{{", "{{#if a}}",
                                       "{{/if}}", "{{else}}", "{{!--", "{{a.b.c}}", "{%= a + 1 %}", "{% let a = b %}",
                                       "{{{", "\"", "{{fragment id=a b=c}}", "{{~a~}} " };

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autoptr (SjTemplate) template = NULL;

      while (text->len < 300000)
        g_string_append (text, parts[i]);
      template = sj_template_compile (text->str, text->len, NULL, &diags);
      g_test_message ("%s: %zu findings", parts[i], sj_diags_count (&diags));
      g_assert_true ((template == NULL) == sj_diags_failed (&diags));
      g_assert_cmpuint (sj_diags_count (&diags), <, 1000);
    }
}

/* -- Threads ------------------------------------------------------------------------- */

static gpointer
render_often (gpointer data)
{
  Rendering rendering;

  rendering_init (&rendering, "{\"profile\":{\"l\":[{\"a\":1},{\"b\":0,\"a\":2}],\"n\":\"x\"}}");
  for (int i = 0; i < 2000; i++)
    {
      sj_buffer_reset (&rendering.out);
      g_assert_true (sj_template_render (data, &rendering.render, &rendering.out));
      g_assert_cmpstr (sj_buffer_text (&rendering.out), ==, "x12x");
    }
  rendering_clear (&rendering);
  return NULL;
}

static void
test_threads (void)
{
  static const char text[] = "{{profile.n}}{{#each profile.l}}{{a}}{{/each}}{{profile.n}}";
  g_autoptr (SjTemplate) template = sj_template_compile (text, strlen (text), NULL, NULL);
  GThread *threads[4];

  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("render", render_often, template);
  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/template-render/abort", test_abort);
  g_test_add_func ("/template-render/metadata", test_metadata);
  g_test_add_func ("/template-render/url", test_url);
  g_test_add_func ("/template-render/inputs", test_inputs);
  g_test_add_func ("/template-render/changing-fragment", test_changing_fragment);
  g_test_add_func ("/template-render/error-place", test_error_place);
  g_test_add_func ("/template-render/output-limit", test_output_limit);
  g_test_add_func ("/template-render/loop-limit", test_loop_limit);
  g_test_add_func ("/template-render/memory-limit", test_memory_limit);
  g_test_add_func ("/template-render/silent-work", test_silent_work);
  g_test_add_func ("/template-render/own-limit", test_own_limit);
  g_test_add_func ("/template-render/hostile-texts", test_hostile_texts);
  g_test_add_func ("/template-render/threads", test_threads);
  return g_test_run ();
}
