/* sj-widgets.h -- what every program with Sojourn's widgets calls once.
 *
 * Adds Sojourn's icons and style to the display; to be called after
 * adw_init () or from the application's startup.  Harmless to repeat.
 */
#pragma once

void sj_widgets_init (void);

/* Names of the icons that widgets use beside those of kinds and paths; ends with NULL. */
extern const char *const sj_widgets_icons[];
