/* function-cases.h -- tables of calls: a function, its arguments, what it gives.
 *
 * Arguments are written as JSON; a text that begins with D: L: T: or U: stands for
 * a date, a local time, a date and time with zone or a duration.  Results are
 * written the same way, failures as their code.
 */
#pragma once

#include "lang/sj-tree.h"

typedef struct
{
  const char *name;
  const char *args;
  const char *want;
  const char *now;      /* NULL: 2024-02-29T12:00:00Z */
} FunctionCase;

typedef struct
{
  const char *name;
  const FunctionCase *cases;
  size_t count;
} FunctionGroup;

#define FUNCTION_GROUP(name) { #name, name, G_N_ELEMENTS (name) }

/* A program of such tests. */
int function_main (int argc, char **argv, SjDialect dialect, const FunctionGroup *groups, size_t count);
