/* bench-lang.c -- how fast the two languages and the JSON reader are. */
#include "bench-lang.h"

#include <stdio.h>
#include <time.h>

const char bench_event[] =
    "{\"id\":\"01HF7YAT31JZHXQ4M2G5N6P7Q8\",\"type\":\"Purchase\",\"timestamp\":\"2026-03-18T14:30:00.250Z\","
    "\"_aeppartner1\":{\"identification\":{\"core\":{\"email\":\"sarah@example.com\",\"loyaltyId\":\"LY-20934\"}}},"
    "\"productListItems\":["
    "{\"name\":\"Radiant Tee\",\"quantity\":2,\"priceTotal\":44.0,\"SKU\":\"MT-12\",\"currencyCode\":\"USD\"},"
    "{\"name\":\"Juno Jacket & Hood\",\"quantity\":1,\"priceTotal\":77.5,\"SKU\":\"WJ-06\",\"currencyCode\":\"USD\"},"
    "{\"name\":\"Affirm Water Bottle\",\"quantity\":3,\"priceTotal\":21.0,\"SKU\":\"WB-01\",\"currencyCode\":\"USD\"}],"
    "\"commerce\":{\"order\":{\"purchaseID\":\"LU-1001\",\"priceTotal\":142.5,\"currencyCode\":\"USD\","
    "\"paymentMethod\":\"card\"},\"shipping\":{\"address\":{\"street1\":\"12 Harbour Street\",\"city\":\"San Jose\","
    "\"state\":\"CA\",\"postalCode\":\"95119\",\"countryCode\":\"US\"},\"shippingMethod\":\"standard\"}},"
    "\"web\":{\"webPageDetails\":{\"URL\":\"https://luma.example/checkout/done\",\"name\":\"Checkout done\","
    "\"pageViews\":{\"value\":1}}},\"device\":{\"model\":\"Pixel 8\",\"screenWidth\":1080,\"screenHeight\":2400},"
    "\"channel\":\"web\",\"newCustomer\":false,\"points\":{\"earned\":142,\"balance\":1310}}";
const size_t bench_event_length = sizeof bench_event - 1;

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e9 + (double) time.tv_nsec;
}

static double
time_calls (void (*call) (void *data), void *data, size_t calls)
{
  double start = now ();

  for (size_t i = 0; i < calls; i++)
    call (data);
  return now () - start;
}

double
bench_time (void (*call) (void *data), void *data)
{
  size_t calls = 1000;
  double best = 0;

  while (time_calls (call, data, calls) < 1e8)
    calls *= 2;
  for (int round = 0; round < 5; round++)
    {
      double took = time_calls (call, data, calls) / (double) calls;

      if (round == 0 || took < best)
        best = took;
    }
  return best;
}

void
bench_line (const char *what, double nanoseconds, double floor)
{
  printf ("  %-44s %9.1f ns  %8.2f M/s", what, nanoseconds, 1e3 / nanoseconds);
  if (floor > 0)
    printf ("  %.2f of the floor", floor / nanoseconds);
  printf ("\n");
}

/* bench-lang [PART…]: all of it, or the parts that are named. */
int
main (int argc, char **argv)
{
  static const struct { const char *name; void (*run) (void); } parts[] = {
    { "condition", bench_condition }, { "template", bench_template }, { "json", bench_json },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    if (argc < 2 || g_strv_contains ((const char *const *) argv + 1, parts[i].name))
      parts[i].run ();
  return 0;
}
