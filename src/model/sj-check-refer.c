/* sj-check-refer.c -- references held against the library: is it there, is it of the
 * kind that is needed here, and what must be given to it.
 */
#include "model/sj-check-private.h"

#include "content/sj-action.h"
#include "model/sj-library.h"
#include "profile/sj-event.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
offer (const SjCheckPlace *place, SjItem *item, const char *id, const char *name)
{
  g_autofree char *title = g_strdup_printf (_("Use “%s”"), name);

  sj_item_fix (place->checker, item, SJ_FIX_SET, sj_value_string (id), title);
}

/* ------------------------------------------------------------------ attributes */

/* The same path with the first unknown name replaced by the nearest known one; NULL
 * where none is near.  `known`: there is nothing to replace. */
static char *
correct_path (const SjShape *shape, const char *path, bool *known)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);

  *known = true;
  for (char **name = names; *name != NULL; name++)
    {
      const SjShape *field = sj_shape_field (shape, *name, strlen (*name));
      g_autofree const char **fields = NULL;
      const char *nearest;
      size_t count;

      if (shape == NULL || shape->any || shape->open || shape->map)
        return NULL;
      if (field == NULL)
        {
          *known = false;
          fields = sj_shape_field_names (shape, &count);
          nearest = sj_nearest (*name, fields, count);
          if (nearest == NULL)
            return NULL;
          g_free (*name);
          *name = g_strdup (nearest);
          field = sj_shape_field (shape, nearest, strlen (nearest));
        }
      shape = field;
    }
  return *known ? NULL : g_strjoinv (".", names);
}

static void
check_attribute (const SjCheckPlace *place, const SjField *field, const char *path)
{
  const SjLibrary *library = place->checker->library;
  g_autofree char *meant = NULL;
  SjItem *item;
  bool known;

  if (library == NULL || sj_library_dictionary (library) == NULL)
    return;
  meant = correct_path (sj_library_profile (library), path, &known);
  if (known)
    return;
  if (meant == NULL)
    {
      sj_check_report (place, SJ_SEVERITY_ERROR, "missing-reference", field->name,
                       _("Profiles have no attribute “%s”."), path);
      return;
    }
  item = sj_check_report (place, SJ_SEVERITY_ERROR, "missing-reference", field->name,
                          _("Profiles have no attribute “%s”; perhaps “%s” is meant."), path, meant);
  offer (place, item, meant, meant);
}

/* ------------------------------------------------------------------ documents */

/* `name` is the field's; NULL for an entry of a list, whose place is the trail. */
static void
report_missing (const SjCheckPlace *place, const SjField *field, const char *name, const char *id)
{
  const char *words = sj_ref_words (field->to);
  const char *meant = sj_library_nearest (place->checker->library, field->to, id);
  const char *called = meant ? sj_check_refer (place->checker, field->to, meant) : NULL;
  SjItem *item;

  if (meant == NULL)
    {
      sj_check_report (place, SJ_SEVERITY_ERROR, "missing-reference", name,
                       _("“%s” names the %s “%s”, which is not there."), _(field->title), words, id);
      return;
    }
  item = sj_check_report (place, SJ_SEVERITY_ERROR, "missing-reference", name,
                          _("“%s” names the %s “%s”, which is not there; perhaps “%s” is meant."), _(field->title),
                          words, id, called);
  offer (place, item, meant, called);
}

/* An event about nobody begins journeys for whole audiences, and does nothing else. */
static void
check_event (const SjCheckPlace *place, const SjField *field, const SjEntry *entry)
{
  const SjEventType *type = entry->config;
  const SjNode *node = place->checker->node;
  bool business = node != NULL && (node->kind->flags & SJ_KIND_BUSINESS);

  if (business && type->kind != SJ_EVENT_BUSINESS)
    sj_check_report (place, SJ_SEVERITY_ERROR, "event-kind", field->name,
                     _("“%s” is about one profile, so it cannot stand for a business event."), entry->name);
  else if (!business && type->kind == SJ_EVENT_BUSINESS)
    sj_check_report (place, SJ_SEVERITY_ERROR, "event-kind", field->name,
                     _("“%s” is a business event, about no profile, so it never happens here."), entry->name);
}

/* What a message reads must have happened, as if it stood in the step. */
static void
note_content (const SjCheckPlace *place, const SjField *field, const char *message)
{
  const GArray *uses = sj_check_content_uses (place->checker, message);

  for (guint i = 0; i < uses->len; i++)
    {
      const SjUse *use = &g_array_index (uses, SjUse, i);

      sj_check_add_use (place, field->name, use->kind,
                        (const char *) g_ptr_array_index (place->checker->fact_ids, use->fact) + 1, 0, 0);
    }
}

void
sj_check_reference (const SjCheckPlace *place, const SjField *field, const char *id)
{
  const SjLibrary *library = place->checker->library;
  const SjEntry *entry;

  if (field->to == SJ_REF_ATTRIBUTE)
    check_attribute (place, field, id);
  if (library == NULL || !sj_library_holds (field->to))
    return;
  entry = sj_library_find (library, field->to, id);
  if (entry == NULL)
    report_missing (place, field, field->name, id);
  else if (field->to == SJ_REF_EVENT)
    check_event (place, field, entry);
  else if (field->to == SJ_REF_MESSAGE)
    note_content (place, field, id);
}

void
sj_check_references (const SjCheckPlace *place, const SjField *field, char *const *ids)
{
  const SjLibrary *library = place->checker->library;

  SjTrail trail = { place->trail, field->name, 0 };
  SjCheckPlace entry = *place;

  entry.trail = &trail;
  if (library == NULL || !sj_library_holds (field->to))
    return;
  for (; ids != NULL && *ids != NULL; ids++, trail.index++)
    if (sj_library_find (library, field->to, *ids) == NULL)
      report_missing (&entry, field, NULL, *ids);
}

/* ------------------------------------------------------------------ expected types */

static SjExprType
type_for (SjType type)
{
  static const SjExprType types[SJ_N_TYPES] = {
    [SJ_NULL] = SJ_EXPR_ANY,        [SJ_BOOL] = SJ_EXPR_BOOLEAN,  [SJ_INTEGER] = SJ_EXPR_INTEGER,
    [SJ_DECIMAL] = SJ_EXPR_DECIMAL, [SJ_TEXT] = SJ_EXPR_TEXT,     [SJ_DATE] = SJ_EXPR_DATE,
    [SJ_LOCAL] = SJ_EXPR_LOCAL,     [SJ_MOMENT] = SJ_EXPR_MOMENT, [SJ_DURATION] = SJ_EXPR_DURATION,
    [SJ_LIST] = SJ_EXPR_LIST,       [SJ_OBJECT] = SJ_EXPR_ANY,
  };

  return types[type];
}

/* Dates are sent as text in the form they have, so either way of writing one will do. */
static SjExprType
parameter_type (const SjCheckPlace *place)
{
  static const SjExprType types[SJ_N_PARAMETER_TYPES] = {
    [SJ_PARAMETER_TEXT] = SJ_EXPR_TEXT,       [SJ_PARAMETER_INTEGER] = SJ_EXPR_INTEGER,
    [SJ_PARAMETER_DECIMAL] = SJ_EXPR_DECIMAL, [SJ_PARAMETER_BOOLEAN] = SJ_EXPR_BOOLEAN,
    [SJ_PARAMETER_DATE] = SJ_EXPR_ANY,        [SJ_PARAMETER_MOMENT] = SJ_EXPR_ANY,
    [SJ_PARAMETER_LIST] = SJ_EXPR_LIST,       [SJ_PARAMETER_OBJECT] = SJ_EXPR_ANY,
  };
  const SjCheckPlace *owner = place->up;
  const char *action = sj_config_text (owner->spec, owner->config, place->list->about);
  const SjEntry *entry = sj_library_find (place->checker->library, SJ_REF_ACTION, action);
  const SjActionParameter *parameter = NULL;

  if (entry != NULL)
    parameter = sj_action_parameter (entry->config, sj_config_text (place->spec, place->config, "name"));
  return parameter ? types[parameter->type] : SJ_EXPR_ANY;
}

static const SjShape *
shape_at (const SjShape *shape, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);

  for (char **name = names; shape != NULL && *name != NULL; name++)
    shape = sj_shape_field (shape, *name, strlen (*name));
  return shape;
}

/* An entry of a list where one is added or removed; otherwise the attribute itself. */
static SjExprType
attribute_type (const SjCheckPlace *place, const char *path)
{
  const char *how = sj_config_text (place->spec, place->config, "how");
  const SjShape *shape = shape_at (sj_library_profile (place->checker->library), path);

  if (shape != NULL && shape->type == SJ_LIST && (g_str_equal (how, "add") || g_str_equal (how, "remove")))
    shape = shape->item;
  return shape == NULL || shape->any ? SJ_EXPR_ANY : type_for (shape->type);
}

static bool
speaks_of (const SjSpec *spec, const char *about, SjRefTo to)
{
  const SjField *field = about ? sj_spec_find (spec, about) : NULL;

  return field != NULL && field->to == to;
}

SjExprType
sj_check_expected (const SjCheckPlace *place, const SjField *field)
{
  if (place->checker->library == NULL || field->result != SJ_NULL)
    return type_for (field->result);
  if (place->list != NULL && speaks_of (place->up->spec, place->list->about, SJ_REF_ACTION))
    return parameter_type (place);
  if (speaks_of (place->spec, field->about, SJ_REF_ATTRIBUTE))
    return attribute_type (place, sj_config_text (place->spec, place->config, field->about));
  return SJ_EXPR_ANY;
}
