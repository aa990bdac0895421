/* test-event.c -- event types: what is found wrong with them, and where. */
#include "profile/sj-event.h"

#include <string.h>

#define SCHEMA "'schema':{'properties':{'_id':{'type':'string'},'who':{'properties':{'mail':{'type':'string'}}}}}"

/* `at` is a text that the finding's position must be at. */
static const struct { const char *text, *code, *field, *at; } types[] = {
  { "{'id':'Cart','name':'Added to cart','identity':'@event{Cart.who.mail}','namespace':'Email','eventId':'_id'," SCHEMA
    ",'sample':{'_id':'1'}}", NULL, NULL, NULL },
  { "{'id':'Cart','name':'Added to cart','identity':'@event{\\\"Added to cart\\\".who.mail}','namespace':'Email',"
    SCHEMA "}", NULL, NULL, NULL },
  { "{'id':'Cart','name':'Cart','kind':'business'}", NULL, NULL, NULL },
  { "{'id':'Cart','name':'Cart','identity':'@event{Cart.any.thing}','namespace':'Email'}", NULL, NULL, NULL },
  { "{'id':'Cart','name':'Cart','namespace':'Email'}", "missing", "identity", "{'id" },
  { "{'id':'to cart','name':'Cart','kind':'business'}", "bad-id", "id", "to cart" },
  { "{'id':'Cart','name':'Cart','kind':'busines','identity':'\\\"x\\\"','namespace':'Email'}", "bad-value", "kind",
    "busines'" },
  { "{'id':'Cart','name':'Cart','identity':'@event{Cart.who.mial}','namespace':'Email'," SCHEMA "}", "unknown-field",
    "identity", "mial" },
  { "{'id':'Cart','name':'Cart','kind':'business','condition':'\\\"a\\\" == @event{Crat._id}'," SCHEMA "}",
    "unknown-name", "condition", "Crat" },
  { "{'id':'Cart','name':'Cart','kind':'business','condition':'1 + 1'}", "result-type", "condition", "1 + 1" },
  { "{'id':'Cart','name':'Cart','kind':'business','time':'who.when'," SCHEMA "}", "unknown-field", "time",
    "who.when" },
  { "{'id':'Cart','name':'Cart','kind':'business','schema':{'properties':{'a':{'type':'txt'}}}}", "schema",
    "schema.properties.a.type", "txt" },
  { "{'id':'Cart','name':'Cart','kind':'business'," SCHEMA ",'sample':{'_id':12}}", "payload-type", "sample._id",
    "12" },
};

static void
test_findings (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autofree char *text = g_strdelimit (g_strdup (types[i].text), "'", '"');
      g_autofree char *at = g_strdelimit (g_strdup (types[i].at ? types[i].at : ""), "'", '"');
      g_autoptr (SjSchema) schema = NULL;
      SjValue root;
      SjEventType *type = sj_config_parse (&sj_event_type_spec, &arena, text, strlen (text), &diags, &root);
      SjReading reading = { .text = text, .length = strlen (text), .diags = &diags, .root = &root };
      const SjDiag *diag;

      sj_config_check (&sj_event_type_spec, type, &reading);
      schema = sj_event_type_read_schema (type, &reading);
      sj_event_type_check (type, schema, &reading);
      for (size_t j = 0; j < sj_diags_count (&diags); j++)
        g_test_message ("%zu: %s %s %s", i, sj_diags_get (&diags, j)->code, sj_diags_get (&diags, j)->field,
                        sj_diags_get (&diags, j)->text);
      g_assert_cmpuint (sj_diags_count (&diags), ==, types[i].code != NULL);
      if (types[i].code != NULL)
        {
          diag = sj_diags_get (&diags, 0);
          g_assert_cmpstr (diag->code, ==, types[i].code);
          g_assert_cmpstr (diag->field, ==, types[i].field);
          g_assert_true (g_str_has_prefix (text + diag->start, at));
        }
      sj_config_free (&sj_event_type_spec, type);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event/findings", test_findings);
  return g_test_run ();
}
