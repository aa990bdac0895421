/* sj-asset.c -- pictures and files, described. */
#include "content/sj-asset.h"

#include "content/sj-content-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIELD(name, TYPE, member, title, ...) { name, SJ_FIELD_##TYPE, offsetof (SjAsset, member), title, __VA_ARGS__ }

static const SjField asset_fields[] = {
  FIELD ("id", TEXT, id, N_("Id"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("description", LONG_TEXT, description, N_("Description")),
  FIELD ("file", TEXT, file, N_("File"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("mediaType", TEXT, media_type, N_("Media type"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("width", INTEGER, width, N_("Width"), .max = 20000),
  FIELD ("height", INTEGER, height, N_("Height"), .max = 20000),
  FIELD ("alt", TEXT, alt, N_("Instead of the picture"),
         .help = N_("What is read out, and shown where pictures are off.")),
  FIELD ("collection", TEXT, collection, N_("Collection")),
  { NULL }
};

/* Below its folder whatever stands around: no step up, no root, no drive. */
static bool
is_inner_path (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (size_t i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '\0' || strcmp (parts[i], ".") == 0 || strcmp (parts[i], "..") == 0)
      return false;
  return strpbrk (path, "\\:") == NULL;
}

static bool
is_media_type (const char *text)
{
  const char *slash = strchr (text, '/');

  return slash != NULL && slash > text && slash[1] != '\0' &&
         strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789+-./") == strlen (text) && strchr (slash + 1, '/') == NULL;
}

static void
check_asset (const void *config, SjReading *reading)
{
  const SjAsset *asset = config;
  bool picture = asset->media_type != NULL && g_str_has_prefix (asset->media_type, "image/");

  sj_content_check_id (asset->id, "id", reading);
  if (asset->file != NULL && !is_inner_path (asset->file))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-path", sj_null, "file",
                    _("“%s” does not lie in the folder of the assets."), asset->file);
  if (asset->media_type != NULL && !is_media_type (asset->media_type))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-media-type", sj_null, "mediaType",
                    _("“%s” is not a media type such as “image/png”."), asset->media_type);
  if (picture && asset->alt == NULL)
    sj_reading_add (reading, SJ_SEVERITY_WARNING, "no-alt", sj_null, "alt",
                    _("Nothing is read out instead of the picture “%s”."), asset->name ? asset->name : "");
  if (picture && (asset->width == 0 || asset->height == 0))
    sj_reading_add (reading, SJ_SEVERITY_WARNING, "no-size", sj_null, asset->width == 0 ? "width" : "height",
                    _("The size of the picture “%s” is missing."), asset->name ? asset->name : "");
}

const SjSpec sj_asset_spec = { asset_fields, sizeof (SjAsset), N_("asset"), check_asset };
