/* bench-lang-template.c -- an order confirmation: first name, a loop over three
 * items with three fields, a condition, one fragment.
 *
 * The floor is a function written for this one message, which takes its data from
 * a struct.  Handlebars renders the same template over the same data in node, and
 * must give the same text.
 */
#include "bench-lang.h"

#include "base/sj-json.h"
#include "lang/sj-template.h"

#include <stdio.h>
#include <string.h>

#define RECORDS 64
#define ITEMS 3

static const char template_text[] =
    "Subject: {{profile.person.name.firstName}}, your order confirmation\n"
    "<html><body><h1>Thank you, {{profile.person.name.firstName}}!</h1><p>Here are the details of your order</p><table>"
    "{{#each context.journey.events.Purchase.productListItems as |item|}}"
    "<tr><td>{{item.name}}</td><td>{{item.quantity}}</td><td>{{item.priceTotal}}</td></tr>"
    "{{/each}}</table><p>Total: {{context.journey.events.Purchase.commerce.order.priceTotal}}</p><p>Your offer: "
    "{%#if context.journey.events.Purchase.commerce.order.priceTotal >= 200%}20% off{%else%}10% off{%/if%}"
    "{{fragment id='ajo:promo/live'}}</p></body></html>";

static const char fragment_text[] = " with code LUMA-{{profile.loyalty.code}}";

static const char *const names[] = {
  "Sarah", "Liam", "Olivia", "Zo\303\253", "Jos\303\251", "O'Brien", "Hugo", "Barbara",
};
static const char *const products[] = { "Trail Runner", "Yoga Mat", "Salt & Pepper Mill", "Water Bottle 1L",
                                        "Hoodie \"Luma\"", "Cap", "Wool Socks <3 pairs>", "Gym Bag", "Foam Roller",
                                        "Kettlebell 16kg", "Running Shorts" };

typedef struct
{
  const char *name;
  const char *products[ITEMS];
  unsigned quantities[ITEMS];
  unsigned cents[ITEMS];
  unsigned total;
  unsigned code;
} Record;

typedef struct
{
  Record records[RECORDS];
  SjValue roots[RECORDS];
  SjArena memory;
  SjArena arena;
  SjEval eval;
  SjRender render;
  SjTemplate *template;
  SjBuffer out;
  char floor[2048];
  size_t next;
  size_t written;
} Bench;

/* -- The data ---------------------------------------------------------------- */

static unsigned
draw (uint32_t *state, unsigned below)
{
  *state = *state * 1664525u + 1013904223u;
  return (*state >> 8) % below;
}

static void
make_record (Record *record, uint32_t *state)
{
  record->name = names[draw (state, G_N_ELEMENTS (names))];
  record->code = 100000 + draw (state, 900000);
  record->total = 0;
  for (int i = 0; i < ITEMS; i++)
    {
      record->products[i] = products[draw (state, G_N_ELEMENTS (products))];
      record->quantities[i] = 1 + draw (state, 5);
      record->cents[i] = 199 + draw (state, 14800);
      record->total += record->cents[i];
    }
}

static void
write_price (SjBuffer *json, const char *name, unsigned cents)
{
  sj_buffer_printf (json, "\"%s\":%u.%02u", name, cents / 100, cents % 100);
}

static void
write_record (SjBuffer *json, const Record *record)
{
  sj_buffer_append (json, "{\"profile\":{\"_id\":\"p1\",\"person\":{\"gender\":\"x\",\"name\":{\"firstName\":");
  sj_json_write_text (json, record->name, strlen (record->name));
  sj_buffer_printf (json,
                    ",\"lastName\":\"Doe\"}},\"personalEmail\":{\"address\":\"a@example.com\"},"
                    "\"loyalty\":{\"tier\":\"gold\",\"code\":%u}},\"context\":{\"journey\":{\"events\":{\"Purchase\":{"
                    "\"_id\":\"e1\",\"timestamp\":\"2026-03-18T14:30:00Z\","
                    "\"commerce\":{\"order\":{\"purchaseID\":\"LU-1\",",
                    record->code);
  write_price (json, "priceTotal", record->total);
  sj_buffer_append (json, "}},\"productListItems\":[");
  for (int i = 0; i < ITEMS; i++)
    {
      sj_buffer_append (json, i > 0 ? ",{\"SKU\":\"MT-12\",\"name\":" : "{\"SKU\":\"MT-12\",\"name\":");
      sj_json_write_text (json, record->products[i], strlen (record->products[i]));
      sj_buffer_printf (json, ",\"quantity\":%u,", record->quantities[i]);
      write_price (json, "priceTotal", record->cents[i]);
      sj_buffer_append_c (json, '}');
    }
  sj_buffer_append (json, "]}},\"technicalProperties\":{\"journeyUID\":\"j-1\"}}}}");
}

static void
make_data (Bench *bench)
{
  uint32_t state = 20240306;

  for (size_t i = 0; i < RECORDS; i++)
    {
      SjBuffer json = SJ_BUFFER_INIT;
      const char *text;

      make_record (&bench->records[i], &state);
      write_record (&json, &bench->records[i]);
      text = sj_arena_strndup (&bench->memory, json.text, json.length);
      g_assert_true (sj_json_read (&bench->memory, NULL, text, json.length, &bench->roots[i], NULL));
      sj_buffer_clear (&json);
    }
}

/* -- By hand ------------------------------------------------------------------- */

#define PUT(literal) (memcpy (at, literal, sizeof (literal) - 1), at + sizeof (literal) - 1)

static char *
put_unsigned (char *at, unsigned number)
{
  char digits[12];
  int count = 0;

  do
    digits[count++] = (char) ('0' + number % 10);
  while ((number /= 10) > 0);
  while (count > 0)
    *at++ = digits[--count];
  return at;
}

/* As few digits as it takes. */
static char *
put_money (char *at, unsigned cents)
{
  at = put_unsigned (at, cents / 100);
  if (cents % 100 == 0)
    return at;
  *at++ = '.';
  *at++ = (char) ('0' + cents / 10 % 10);
  if (cents % 10 != 0)
    *at++ = (char) ('0' + cents % 10);
  return at;
}

static char *
put_escaped (char *at, const char *text)
{
  for (; *text != '\0'; text++)
    switch (*text)
      {
      case '&': at = PUT ("&amp;"); break;
      case '<': at = PUT ("&lt;"); break;
      case '>': at = PUT ("&gt;"); break;
      case '"': at = PUT ("&quot;"); break;
      case '\'': at = PUT ("&#x27;"); break;
      case '`': at = PUT ("&#x60;"); break;
      case '=': at = PUT ("&#x3D;"); break;
      default: *at++ = *text;
      }
  return at;
}

static size_t
render_by_hand (const Record *record, char *text)
{
  char *at = text;

  at = PUT ("Subject: ");
  at = put_escaped (at, record->name);
  at = PUT (", your order confirmation\n<html><body><h1>Thank you, ");
  at = put_escaped (at, record->name);
  at = PUT ("!</h1><p>Here are the details of your order</p><table>");
  for (int i = 0; i < ITEMS; i++)
    {
      at = PUT ("<tr><td>");
      at = put_escaped (at, record->products[i]);
      at = PUT ("</td><td>");
      at = put_unsigned (at, record->quantities[i]);
      at = PUT ("</td><td>");
      at = put_money (at, record->cents[i]);
      at = PUT ("</td></tr>");
    }
  at = PUT ("</table><p>Total: ");
  at = put_money (at, record->total);
  at = PUT ("</p><p>Your offer: ");
  at = record->total >= 20000 ? PUT ("20% off") : PUT ("10% off");
  at = PUT (" with code LUMA-");
  at = put_unsigned (at, record->code);
  at = PUT ("</p></body></html>");
  return (size_t) (at - text);
}

static void
hand_call (void *data)
{
  Bench *bench = data;

  bench->written += render_by_hand (&bench->records[bench->next++ % RECORDS], bench->floor);
  __asm__ volatile ("" ::"r"(bench->floor) : "memory");
}

/* -- The template --------------------------------------------------------------- */

static void
render_record (Bench *bench, size_t index)
{
  sj_arena_reset (&bench->arena);
  sj_buffer_reset (&bench->out);
  bench->render.root = bench->roots[index];
  g_assert_true (sj_template_render (bench->template, &bench->render, &bench->out));
}

static void
template_call (void *data)
{
  Bench *bench = data;

  render_record (bench, bench->next++ % RECORDS);
  bench->written += bench->out.length;
}

static bool
find_fragment (const SjTemplateEnv *env, SjSlice id, SjSlice *text, bool *draft)
{
  *text = SJ_SLICE (fragment_text);
  *draft = false;
  return true;
}

/* All records once: by hand and by template the texts are the same.  They go to a
 * file for Handlebars. */
static void
check_data (Bench *bench, const char *file)
{
  g_auto (SjBuffer) json = SJ_BUFFER_INIT;

  sj_buffer_append_c (&json, '[');
  for (size_t i = 0; i < RECORDS; i++)
    {
      size_t length = render_by_hand (&bench->records[i], bench->floor);

      render_record (bench, i);
      g_assert_cmpmem (bench->floor, length, bench->out.text, bench->out.length);
      sj_buffer_append (&json, i > 0 ? ",\n{\"data\":" : "{\"data\":");
      sj_json_write (&json, bench->roots[i], SJ_JSON_COMPACT);
      sj_buffer_append (&json, ",\"text\":");
      sj_json_write_text (&json, bench->out.text, bench->out.length);
      sj_buffer_append_c (&json, '}');
    }
  sj_buffer_append_c (&json, ']');
  if (!g_file_set_contents (file, json.text, (gssize) json.length, NULL))
    printf ("  %s cannot be written.\n", file);
}

/* -- Handlebars ------------------------------------------------------------------- */

static bool
run_quietly (const char *folder, char **argv, char **out)
{
  int status;

  return g_spawn_sync (folder, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, out, NULL,
                       &status, NULL) &&
         g_spawn_check_wait_status (status, NULL);
}

static bool
fetch_handlebars (const char *folder)
{
  char *argv[] = { "npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", ".", "handlebars@4.7.8", NULL };
  g_autofree char *package = g_build_filename (folder, "node_modules", "handlebars", "package.json", NULL);
  g_autofree char *out = NULL;

  return g_file_test (package, G_FILE_TEST_EXISTS) || run_quietly (folder, argv, &out);
}

static void
bench_handlebars (const char *folder, const char *file, double ours, double floor)
{
  g_autofree char *script = g_build_filename (BENCH_SOURCE, "handlebars.mjs", NULL);
  char *argv[] = { "node", script, (char *) folder, (char *) file, NULL };
  g_autofree char *node = g_find_program_in_path ("node");
  g_autofree char *npm = g_find_program_in_path ("npm");
  g_autofree char *out = NULL;
  double theirs;

  if (node == NULL || npm == NULL)
    {
      printf ("  no comparison with Handlebars: node and npm are not installed\n");
      return;
    }
  if (!fetch_handlebars (folder))
    {
      printf ("  no comparison with Handlebars: npm could not fetch it into %s\n", folder);
      return;
    }
  if (!run_quietly (folder, argv, &out))
    {
      printf ("  no comparison with Handlebars: %s failed\n", script);
      return;
    }
  theirs = g_ascii_strtod (out, NULL);
  bench_line ("Handlebars 4.7.8, precompiled, in node", theirs, floor);
  printf ("  the template is %.1f times as fast as Handlebars (goal: 8)\n", theirs / ours);
}

void
bench_template (void)
{
  g_autofree Bench *bench = g_new0 (Bench, 1);
  g_autofree char *folder = g_build_filename (BENCH_BUILD, "handlebars", NULL);
  g_autofree char *file = g_build_filename (folder, "records.json", NULL);
  SjTemplateEnv env = { .fragment = find_fragment };
  double floor, ours;

  g_mkdir_with_parents (folder, 0777);
  sj_arena_init (&bench->memory);
  sj_arena_init (&bench->arena);
  sj_eval_init (&bench->eval, &bench->arena);
  sj_render_init (&bench->render, &bench->eval);
  make_data (bench);
  bench->template = sj_template_compile (template_text, strlen (template_text), &env, NULL);
  check_data (bench, file);

  printf ("order confirmation: name, loop over 3 items with 3 fields, condition, fragment; %zu bytes\n",
          bench->out.length);
  floor = bench_time (hand_call, bench);
  bench_line ("written by hand in C (floor)", floor, 0);
  ours = bench_time (template_call, bench);
  bench_line ("compiled template (goal: 350 ns)", ours, floor);
  bench_handlebars (folder, file, ours, floor);

  sj_template_unref (bench->template);
  sj_render_clear (&bench->render);
  sj_eval_clear (&bench->eval);
  sj_buffer_clear (&bench->out);
  sj_arena_clear (&bench->arena);
  sj_arena_clear (&bench->memory);
}
