/* test-sample.c -- the documents of the sample shop: without findings, in canonical
 * form, referring only to what is there. */
#include "content/sj-action.h"
#include "content/sj-asset.h"
#include "content/sj-fragment.h"
#include "content/sj-language.h"
#include "content/sj-message-render.h"

#include <string.h>

static const char *sample;    /* the folder */

typedef struct
{
  const SjSpec *spec;
  void *config;
} Document;

static void
free_document (gpointer data)
{
  Document *document = data;

  sj_config_free (document->spec, document->config);
  g_free (document);
}

/* All documents, by SjRefTo and id: "12/promo-code". */
typedef struct
{
  GHashTable *documents;    /* of Document */
  GHashTable *templates;    /* fragment id → text, of expression fragments */
} Shop;

static char *
key_of (SjRefTo ref, const char *id)
{
  return g_strdup_printf ("%d/%s", ref, id);
}

static void
load_file (Shop *shop, SjRefTo ref, const SjSpec *spec, const char *path)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autofree char *text = NULL;
  g_autofree char *written = NULL;
  Document *document = g_new0 (Document, 1);
  gsize length;

  g_test_message ("%s", path);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  document->spec = spec;
  document->config = sj_content_parse (spec, text, length, NULL, &diags);
  for (size_t i = 0; i < sj_diags_count (&diags); i++)
    g_test_message ("%s: %s", sj_diags_get (&diags, i)->field, sj_diags_get (&diags, i)->text);
  g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
  written = sj_config_to_string (spec, document->config);
  g_assert_cmpstr (written, ==, text);
  g_assert_true (g_hash_table_insert (shop->documents, key_of (ref, sj_config_text (spec, document->config, "id")),
                                      document));
}

static void
load_folder (Shop *shop, const SjContentKind *kind)
{
  g_autofree char *folder = g_build_filename (sample, kind->folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  unsigned count = 0;

  g_assert_nonnull (dir);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *id = g_str_has_suffix (name, ".json") ? g_strndup (name, strlen (name) - 5) : NULL;
      g_autofree char *key = id ? key_of (kind->ref, id) : NULL;

      if (id == NULL)
        continue;
      load_file (shop, kind->ref, kind->spec, path);
      g_assert_true (g_hash_table_contains (shop->documents, key));    /* the file is named by its id */
      count++;
    }
  g_assert_cmpuint (count, >, 0);
}

static const void *
find (const Shop *shop, SjRefTo ref, const char *id)
{
  g_autofree char *key = key_of (ref, id);
  const Document *document = g_hash_table_lookup (shop->documents, key);

  return document ? document->config : NULL;
}

static void
add_template (gpointer key, gpointer value, gpointer data)
{
  const Document *document = value;
  Shop *shop = data;
  char *text = document->spec == &sj_fragment_spec ? sj_fragment_template (document->config) : NULL;

  if (text != NULL)
    g_hash_table_insert (shop->templates, g_strdup (((const SjFragment *) document->config)->id), text);
}

static void
shop_init (Shop *shop)
{
  shop->documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_document);
  shop->templates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (const SjContentKind *kind = sj_content_kinds; kind->folder != NULL; kind++)
    load_folder (shop, kind);
  g_hash_table_foreach (shop->documents, add_template, shop);
}

static void
shop_clear (Shop *shop)
{
  g_hash_table_unref (shop->documents);
  g_hash_table_unref (shop->templates);
}

/* What only people's documents hold is not for this folder. */
static void
check_reference (const SjField *field, const char *text, SjReading *reading, gpointer data)
{
  if (field->type != SJ_FIELD_REFERENCE || field->to == SJ_REF_ATTRIBUTE)
    return;
  g_test_message ("%s", text);
  g_assert_nonnull (find (data, field->to, text));
}

static void
test_references (void)
{
  GHashTableIter iter;
  gpointer value;
  Shop shop;

  shop_init (&shop);
  g_hash_table_iter_init (&iter, shop.documents);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Document *document = value;
      SjReading reading = { NULL };

      sj_config_visit (document->spec, document->config, &reading, check_reference, &shop);
    }
  shop_clear (&shop);
}

/* What the journeys of the sample refer to by these names. */
static void
test_journeys_find (void)
{
  static const struct { SjRefTo ref; const char *id; } ids[] = {
    { SJ_REF_MESSAGE, "order-confirmation" },   { SJ_REF_MESSAGE, "abandoned-cart-push" },
    { SJ_REF_MESSAGE, "abandoned-cart-email" }, { SJ_REF_MESSAGE, "last-reminder" },
    { SJ_REF_MESSAGE, "cart-reminder" },        { SJ_REF_MESSAGE, "checkout-reminder" },
    { SJ_REF_MESSAGE, "order-thanks" },         { SJ_REF_MESSAGE, "shipping-details" },
    { SJ_REF_MESSAGE, "survey-thanks" },        { SJ_REF_CHANNEL, "EmailMarketing" },
    { SJ_REF_CHANNEL, "luma-push" },            { SJ_REF_CHANNEL, "luma-sms" },
    { SJ_REF_ACTION, "LoyaltyService" },
  };
  Shop shop;

  shop_init (&shop);
  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_nonnull (find (&shop, ids[i].ref, ids[i].id));
  g_assert_nonnull (sj_action_parameter (find (&shop, SJ_REF_ACTION, "LoyaltyService"), "loyaltyId"));
  g_assert_nonnull (sj_action_parameter (find (&shop, SJ_REF_ACTION, "LoyaltyService"), "orderValue"));
  shop_clear (&shop);
}

static void
test_assets (void)
{
  GHashTableIter iter;
  gpointer value;
  Shop shop;

  shop_init (&shop);
  g_hash_table_iter_init (&iter, shop.documents);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Document *document = value;
      const SjAsset *asset = document->spec == &sj_asset_spec ? document->config : NULL;
      g_autofree char *path = asset ? g_build_filename (sample, "assets", asset->file, NULL) : NULL;
      g_autofree char *text = NULL;
      g_autofree char *size = NULL;

      if (asset == NULL)
        continue;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      size = g_strdup_printf ("width=\"%d\" height=\"%d\"", (int) asset->width, (int) asset->height);
      g_assert_nonnull (strstr (text, size));
    }
  shop_clear (&shop);
}

static bool
find_fragment (void *data, SjSlice id, SjSlice *text, bool *draft)
{
  const Shop *shop = data;
  g_autofree char *name = g_strndup (id.text, id.length);
  const char *template = g_hash_table_lookup (shop->templates, name);

  if (template == NULL)
    return false;
  *text = (SjSlice) { template, strlen (template) };
  *draft = ((const SjFragment *) find (shop, SJ_REF_FRAGMENT, name))->status == SJ_FRAGMENT_DRAFT;
  return true;
}

typedef struct
{
  SjTemplateEnv env;
  Shop *shop;
} ShopEnv;

static bool
find_for_compiling (const SjTemplateEnv *env, SjSlice id, SjSlice *text, bool *draft)
{
  return find_fragment (((const ShopEnv *) env)->shop, id, text, draft);
}

static SjValue
read_json (SjArena *arena, const char *text)
{
  SjJsonReader reader;
  SjJsonError error;
  SjValue value;

  sj_json_reader_init (&reader, arena);
  g_assert_true (sj_json_reader_read (&reader, text, strlen (text), &value, &error));
  sj_json_reader_clear (&reader);
  return value;
}

#define DATA                                                                                          \
  "{\"profile\":{\"person\":{\"name\":{\"firstName\":\"Sarah\"}}},\"context\":{\"journey\":{"         \
  "\"events\":{\"LumaPurchaseEvent_Email\":{\"productListItems\":["                                   \
  "{\"name\":\"Radiant Tee\",\"quantity\":2,\"priceTotal\":44.0},"                                    \
  "{\"name\":\"Push It Bag <S>\",\"quantity\":1,\"priceTotal\":45}]}}}}}"

static void
test_languages (void)
{
  static const struct { const char *language, *subject; } subjects[] = {
    { "en-GB", "Sarah, you left something in your cart" },
    { "es-MX", "Sarah, has dejado algo en tu cesta" },
    { "fr", "Sarah, vous avez oublié quelque chose dans votre panier" },
    { "de", "Sarah, you left something in your cart" },
    { NULL, "Sarah, you left something in your cart" },
  };
  g_autoptr (SjMessageProgram) program = NULL;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjMessageEnv env = { { NULL } };
  SjRender render;
  SjEval eval;
  Shop shop;

  shop_init (&shop);
  env.languages = find (&shop, SJ_REF_LANGUAGES, "luma-languages");
  program = sj_message_compile (find (&shop, SJ_REF_MESSAGE, "abandoned-cart-email"), &env, NULL);
  g_assert_nonnull (program);
  sj_eval_init (&eval, &arena);
  sj_render_init (&render, &eval);
  render.root = read_json (&arena, DATA);
  for (size_t i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_autofree char *subject = NULL;
      SjMessageText text;
      SjSlice slice;

      g_assert_true (sj_message_render (program, &render, subjects[i].language, &text));
      slice = sj_message_text_part (&text, SJ_PART_SUBJECT);
      subject = g_strndup (slice.text, slice.length);
      g_assert_cmpstr (subject, ==, subjects[i].subject);
    }
  sj_render_clear (&render);
  sj_eval_clear (&eval);
  shop_clear (&shop);
}

/* The loop of the order confirmation, with its expression fragment. */
static void
visit_loop (const SjField *field, const char *text, SjReading *reading, gpointer data)
{
  if (field->type == SJ_FIELD_LONG_TEMPLATE && strstr (text, "order-content") != NULL)
    *(const char **) data = text;
}

static void
test_order (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjBuffer) out = SJ_BUFFER_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjTemplate) template = NULL;
  SjReading reading = { NULL };
  const char *loop = NULL;
  SjRender render;
  SjEval eval;
  Shop shop;
  ShopEnv env = { { .fragment = find_for_compiling }, &shop };

  shop_init (&shop);
  sj_config_visit (&sj_message_spec, find (&shop, SJ_REF_MESSAGE, "order-confirmation"), &reading, visit_loop, &loop);
  g_assert_nonnull (loop);
  template = sj_template_compile (loop, strlen (loop), &env.env, &diags);
  g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
  sj_eval_init (&eval, &arena);
  sj_render_init (&render, &eval);
  render.root = read_json (&arena, DATA);
  g_assert_true (sj_template_render (template, &render, &out));
  g_assert_cmpstr (sj_buffer_text (&out), ==,
                   "<table role=\"presentation\" width=\"100%\">"
                   "<tr><td>Radiant Tee</td><td align=\"right\">2 ×</td><td align=\"right\">$44.00</td></tr>"
                   "<tr><td>Push It Bag &lt;S&gt;</td><td align=\"right\">1 ×</td><td align=\"right\">$45.00</td></tr>"
                   "</table>");
  sj_render_clear (&render);
  sj_eval_clear (&eval);
  shop_clear (&shop);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  sample = argv[1];
  g_test_add_func ("/sample/references", test_references);
  g_test_add_func ("/sample/journeys-find", test_journeys_find);
  g_test_add_func ("/sample/assets", test_assets);
  g_test_add_func ("/sample/languages", test_languages);
  g_test_add_func ("/sample/order", test_order);
  return g_test_run ();
}
