/* sj-asset.h -- a picture or another file that messages show.
 *
 * The file lies beside the document, in its folder; what stands here is enough to
 * lay a message out without opening it.
 */
#pragma once

#include "content/sj-content.h"

typedef struct
{
  char *id;
  char *name;
  char *description;
  char *file;               /* below the folder of assets: "logo.svg" */
  char *media_type;         /* "image/svg+xml" */
  int64_t width, height;    /* pixels; of pictures */
  char *alt;                /* what is read out instead */
  char *collection;         /* the drawer it lies in: "Luma" */
} SjAsset;

extern const SjSpec sj_asset_spec;

SJ_CONTENT_TYPE (SjAsset, asset)
