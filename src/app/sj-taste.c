/* sj-taste.c -- what the person likes: sizes, style, what was open; no journey's data. */
#include "app/sj-taste.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

#define SCHEMA "app.sojourn.Sojourn"

/* The folder the program lies in, or NULL. */
static char *
own_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program ? g_path_get_dirname (program) : NULL;
}

/* The schema as the build made it: the program lies in src/app, a test in tests/app. */
static GSettingsSchema *
find_built (GSettingsSchemaSource *installed)
{
  g_autofree char *own = own_folder ();
  g_autofree char *folder = own ? g_build_filename (own, "..", "..", "data", NULL) : NULL;
  GSettingsSchemaSource *source;
  GSettingsSchema *schema;

  source = folder ? g_settings_schema_source_new_from_directory (folder, installed, FALSE, NULL) : NULL;
  if (source == NULL)
    return NULL;
  schema = g_settings_schema_source_lookup (source, SCHEMA, FALSE);
  g_settings_schema_source_unref (source);
  return schema;
}

/* Where nothing keeps settings for good (a desktop without dconf), a file of ours does. */
static GSettingsBackend *
own_backend (void)
{
  g_autoptr (GSettingsBackend) usual = g_settings_backend_get_default ();
  g_autofree char *file = NULL;

  if (!g_str_equal (G_OBJECT_TYPE_NAME (usual), "GMemorySettingsBackend") ||
      g_strcmp0 (g_getenv ("GSETTINGS_BACKEND"), "memory") == 0)
    return NULL;
  file = g_build_filename (g_get_user_config_dir (), "sojourn", "settings.ini", NULL);
  return g_keyfile_settings_backend_new (file, "/app/sojourn/Sojourn/", "Sojourn");
}

GSettings *
sj_taste (void)
{
  static GSettings *taste;
  GSettingsSchemaSource *source;
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsBackend) backend = NULL;

  if (taste != NULL)
    return taste;
  source = g_settings_schema_source_get_default ();
  schema = source ? g_settings_schema_source_lookup (source, SCHEMA, TRUE) : NULL;
  if (schema == NULL)
    schema = find_built (source);
  if (schema == NULL)
    return NULL;
  backend = own_backend ();
  taste = g_settings_new_full (schema, backend, NULL);
  return taste;
}

char *
sj_taste_sample (void)
{
  const char *said = g_getenv ("SOJOURN_DATA_DIR");
  g_autofree char *own = own_folder ();
  g_autofree char *in_said = said ? g_build_filename (said, "sample", NULL) : NULL;
  g_autofree char *built = own ? g_build_filename (own, "..", "..", "..", "data", "sample", NULL) : NULL;
  const char *const places[] = { in_said, SJ_DATADIR "/sample", built };

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i] != NULL && g_file_test (places[i], G_FILE_TEST_IS_DIR))
      return g_strdup (places[i]);
  return NULL;
}
