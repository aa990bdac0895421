/* sj-library.h -- everything a journey may refer to, by id and by name.
 *
 * A workspace as text is a folder: `workspace.json` (name, zone, the schema of
 * profiles) and a folder for each kind of document, one file each: events/,
 * audiences/, rule-sets/, actions/, channels/, messages/, templates/, fragments/,
 * conditions/, assets/, languages/, and journeys/.  Whatever can be read is taken; what is
 * wrong with it stands in the findings of its file.  Profiles stand in
 * profiles.jsonl, one a line; of journeys only id and name are taken.  Frozen once
 * loaded; shared.
 */
#pragma once

#include "base/sj-config.h"
#include "content/sj-content.h"
#include "lang/sj-expr.h"
#include "lang/sj-template.h"
#include "profile/sj-schema.h"

typedef struct SjLibrary SjLibrary;

/* One document. */
typedef struct
{
  SjRefTo kind;
  const char *id;           /* borrowed from the config */
  const char *name;         /* the same; the id where it has none */
  const SjSpec *spec;
  void *config;             /* owned: a struct of the spec; NULL: a journey */
  SjSchema *schema;         /* owned, or NULL: of an event's payload, of an action's answer */
  SjShape *shape;           /* owned, or NULL: the same, for the languages */
} SjEntry;

/* One file that was read. */
typedef struct
{
  char *path;               /* as it was opened */
  char *text;
  size_t length;
  SjDiags diags;
} SjSource;

SjLibrary *sj_library_new   (void);
SjLibrary *sj_library_load  (const char *folder, GError **error);    /* NULL: no workspace there */

/* From texts that are in memory, each of which becomes a source, in that order. */
typedef struct
{
  SjRefTo kind;             /* SJ_REF_NONE: workspace.json, first; SJ_REF_PROFILE: any number, one a line */
  const char *name;         /* becomes the source's path */
  SjSlice text;
} SjLibraryText;

typedef bool (*SjLibraryHasPicture) (const char *asset, gpointer data);

SjLibrary *sj_library_from_texts (const SjLibraryText *texts, size_t count, SjLibraryHasPicture has_picture,
                                  gpointer data);

/* Every kind of document that is a JSON file, with the folder it lies in. */
size_t               sj_library_n_kinds (void);
const SjContentKind *sj_library_kind    (size_t index);
const SjContentKind *sj_library_kind_of (SjRefTo kind);    /* NULL: journeys, profiles, … */

/* Of workspace.json. */
extern const SjSpec sj_workspace_file_spec;

SjLibrary *sj_library_ref   (SjLibrary *library);
void       sj_library_unref (SjLibrary *library);

/* The workspace a file belongs to: the nearest folder above it that has a
 * workspace.json; NULL where there is none. */
char *sj_library_folder (const char *file);

const char      *sj_library_title   (const SjLibrary *library);
const char      *sj_library_zone    (const SjLibrary *library);    /* NULL: none */
const GPtrArray *sj_library_sources (const SjLibrary *library);    /* of SjSource */
const SjShape   *sj_library_profile (const SjLibrary *library);    /* what a profile looks like */
const SjSchema  *sj_library_dictionary (const SjLibrary *library); /* of its attributes; NULL: anything goes */
bool             sj_library_failed  (const SjLibrary *library);    /* an error in any file */

size_t         sj_library_count (const SjLibrary *library, SjRefTo kind);
const SjEntry *sj_library_get   (const SjLibrary *library, SjRefTo kind, size_t index);
const SjEntry *sj_library_find  (const SjLibrary *library, SjRefTo kind, const char *id);    /* or NULL */
/* By id or by name: how the languages name things. */
const SjEntry *sj_library_named (const SjLibrary *library, SjRefTo kind, const char *text, size_t length);
/* The id that was probably meant, or NULL. */
const char    *sj_library_nearest (const SjLibrary *library, SjRefTo kind, const char *id);

/* The profile that is known by that id in the namespace, or NULL. */
const SjEntry *sj_library_person (const SjLibrary *library, const char *space, const char *id);

/* Whether this kind of thing is known at all: what no file could hold (the node of a
 * journey, a profile's attribute) is not. */
bool sj_library_holds (SjRefTo kind);

/* For captions, for expressions and for templates.  All are the library's. */
const SjNames       *sj_library_names        (const SjLibrary *library);
const SjExprEnv     *sj_library_expr_env     (const SjLibrary *library);
const SjTemplateEnv *sj_library_template_env (const SjLibrary *library);    /* of what becomes HTML */
const SjTemplateEnv *sj_library_plain_env    (const SjLibrary *library);    /* of push, SMS and the like */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjLibrary, sj_library_unref)
