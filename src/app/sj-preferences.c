/* sj-preferences.c -- the window with what the person likes. */
#include "app/sj-preferences.h"

#include "app/sj-taste.h"

#include <adwaita.h>

#define SJ_TYPE_PREFERENCES (sj_preferences_get_type ())
G_DECLARE_FINAL_TYPE (SjPreferences, sj_preferences, SJ, PREFERENCES, AdwPreferencesWindow)

struct _SjPreferences
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *style;
  GtkSwitch *wheel_zooms;
  GtkSwitch *minimap;
};

G_DEFINE_FINAL_TYPE (SjPreferences, sj_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
sj_preferences_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SJ_TYPE_PREFERENCES);
  G_OBJECT_CLASS (sj_preferences_parent_class)->dispose (object);
}

static void
sj_preferences_class_init (SjPreferencesClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, SjPreferences, style);
  gtk_widget_class_bind_template_child (widget_class, SjPreferences, wheel_zooms);
  gtk_widget_class_bind_template_child (widget_class, SjPreferences, minimap);
}

static gboolean
to_position (GValue *value, GVariant *variant, gpointer data)
{
  g_value_set_uint (value, g_str_equal (g_variant_get_string (variant, NULL), "light")  ? 1
                           : g_str_equal (g_variant_get_string (variant, NULL), "dark") ? 2
                                                                                        : 0);
  return TRUE;
}

static GVariant *
from_position (const GValue *value, const GVariantType *type, gpointer data)
{
  static const char *const names[] = { "system", "light", "dark" };

  return g_variant_new_string (names[MIN (g_value_get_uint (value), 2)]);
}

static void
sj_preferences_init (SjPreferences *preferences)
{
  GSettings *taste = sj_taste ();

  gtk_widget_init_template (GTK_WIDGET (preferences));
  if (taste == NULL)
    return;
  g_settings_bind_with_mapping (taste, "style", preferences->style, "selected", G_SETTINGS_BIND_DEFAULT, to_position,
                                from_position, NULL, NULL);
  g_settings_bind (taste, "wheel-zooms", preferences->wheel_zooms, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (taste, "minimap", preferences->minimap, "active", G_SETTINGS_BIND_DEFAULT);
}

void
sj_preferences_present (GtkWindow *parent)
{
  gtk_window_present (g_object_new (SJ_TYPE_PREFERENCES, "transient-for", parent, NULL));
}

/* --------------------------------------------------------------- the style */

static void
style_cb (GSettings *taste)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[g_settings_get_enum (taste, "style")]);
}

void
sj_preferences_follow_style (void)
{
  GSettings *taste = sj_taste ();

  if (taste == NULL)
    return;
  g_signal_connect (taste, "changed::style", G_CALLBACK (style_cb), NULL);
  style_cb (taste);
}
