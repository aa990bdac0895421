/* designer-start.h -- how long the designer takes to its first frame.
 *
 * With the sample as its workspace, as another process; an untouched one each time.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct
{
  double wall, cpu;             /* ms */
} DesignerStart;

bool designer_start (const char *program, const char *sample, DesignerStart *start, GError **error);
