/* sj-block.c -- components, and the rules of their tree. */
#include "content/sj-block.h"

#include "content/sj-content-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const SjChoice kind_choices[] = {
  [SJ_BLOCK_STRUCTURE] = { "structure", N_("Structure") },
  [SJ_BLOCK_CONTAINER] = { "container", N_("Container") },
  [SJ_BLOCK_TEXT] = { "text", N_("Text") },
  [SJ_BLOCK_IMAGE] = { "image", N_("Image") },
  [SJ_BLOCK_BUTTON] = { "button", N_("Button") },
  [SJ_BLOCK_HTML] = { "html", N_("HTML") },
  [SJ_BLOCK_DIVIDER] = { "divider", N_("Divider") },
  [SJ_BLOCK_SPACER] = { "spacer", N_("Spacer") },
  [SJ_BLOCK_FRAGMENT] = { "fragment", N_("Fragment") },
  [SJ_N_BLOCKS] = { NULL, NULL },
};

static const SjChoice show_choices[] = {
  [SJ_SHOW_ALWAYS] = { "always", N_("On all screens") },
  [SJ_SHOW_DESKTOP] = { "desktop", N_("On large screens") },
  [SJ_SHOW_MOBILE] = { "mobile", N_("On small screens") },
  { NULL },
};

#define FIELD(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (OWNER, member), title, __VA_ARGS__ }

#define OWNER SjColumn
static const SjField column_fields[] = {
  FIELD ("width", PERCENT, width, N_("Width"), .fallback = 100, .min = SJ_COLUMN_LEAST, .max = 100),
  FIELD ("blocks", RECORDS, blocks, N_("Components"), .record = &sj_block_spec),
  FIELD ("style", RECORD, style, N_("Style"), .record = &sj_style_spec),
  { NULL }
};
#undef OWNER

static const SjSpec column_spec = { column_fields, sizeof (SjColumn), N_("column") };

#define OWNER SjBlockVariant
static const SjField variant_fields[] = {
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("condition", REFERENCE, condition, N_("Condition"), .to = SJ_REF_CONDITION, .flags = SJ_FIELD_REQUIRED),
  FIELD ("blocks", RECORDS, blocks, N_("Components"), .record = &sj_block_spec),
  { NULL }
};
#undef OWNER

static const SjSpec variant_spec = { variant_fields, sizeof (SjBlockVariant), N_("variant") };

#define OWNER SjInputValue
static const SjField input_fields[] = {
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("value", TEMPLATE, value, N_("Value"), .flags = SJ_FIELD_REQUIRED),
  { NULL }
};
#undef OWNER

static const SjSpec input_spec = { input_fields, sizeof (SjInputValue), N_("input") };

#define OWNER SjBlock
static const SjField block_fields[] = {
  FIELD ("id", TEXT, id, N_("Id"), .flags = SJ_FIELD_HIDDEN),
  FIELD ("name", TEXT, name, N_("Name")),
  FIELD ("kind", CHOICE, kind, N_("Kind"), .choices = kind_choices, .fallback = -1, .flags = SJ_FIELD_REQUIRED),
  FIELD ("columns", RECORDS, columns, N_("Columns"), .record = &column_spec, .max = SJ_COLUMNS_MOST,
         .when = "kind=structure", .flags = SJ_FIELD_REQUIRED),
  FIELD ("keepColumns", BOOL, keep_columns, N_("Side by side on small screens"), .when = "kind=structure"),
  FIELD ("blocks", RECORDS, blocks, N_("Components"), .record = &sj_block_spec, .when = "kind=container"),
  FIELD ("variants", RECORDS, variants, N_("Variants"), .record = &variant_spec, .when = "kind=container",
         .help = N_("The first one whose condition holds is shown instead.")),
  FIELD ("text", LONG_TEMPLATE, text, N_("Text"), .when = "kind=text|html", .flags = SJ_FIELD_REQUIRED),
  FIELD ("label", TEMPLATE, label, N_("Label"), .when = "kind=button", .flags = SJ_FIELD_REQUIRED),
  FIELD ("asset", REFERENCE, asset, N_("Picture"), .to = SJ_REF_ASSET, .when = "kind=image"),
  FIELD ("source", TEMPLATE, source, N_("Address of the picture"), .when = "kind=image"),
  FIELD ("alt", TEMPLATE, alt, N_("Instead of the picture"), .when = "kind=image",
         .help = N_("What is read out, and shown where pictures are off.")),
  FIELD ("link", TEMPLATE, link, N_("Opens"), .when = "kind=image|button"),
  FIELD ("height", INTEGER, height, N_("Height"), .fallback = 20, .min = 1, .max = 1000, .when = "kind=spacer"),
  FIELD ("fragment", REFERENCE, fragment, N_("Fragment"), .to = SJ_REF_FRAGMENT, .when = "kind=fragment",
         .flags = SJ_FIELD_REQUIRED),
  FIELD ("inputs", RECORDS, inputs, N_("Inputs"), .record = &input_spec, .when = "kind=fragment",
         .about = "fragment"),
  FIELD ("style", RECORD, style, N_("Style"), .record = &sj_style_spec),
  FIELD ("show", CHOICE, show, N_("Show"), .choices = show_choices),
  { NULL }
};
#undef OWNER

static void
check_columns (const SjBlock *block, SjReading *reading)
{
  double sum = 0;

  for (uint32_t i = 0; i < block->columns.count; i++)
    sum += ((const SjColumn *) block->columns.items[i])->width;
  if (block->columns.count > 0 && fabs (sum - 100) > 0.5)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-widths", sj_null, "columns",
                    _("The widths of the columns add up to %g %% and not to 100 %%."), sum);
}

static void
check_image (const SjBlock *block, SjReading *reading)
{
  if (block->asset == NULL && block->source == NULL)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "no-picture", sj_null, NULL,
                    _("The image has neither a picture of the workspace nor an address."));
  else if (block->asset != NULL && block->source != NULL)
    sj_reading_add (reading, SJ_SEVERITY_WARNING, "unused", sj_null, "source",
                    _("The image shows a picture of the workspace, so its address is not used."));
}

static void
check_inputs (const SjBlock *block, SjReading *reading)
{
  SjTrail trail = { reading->trail, "inputs", 0 };
  SjReading below = *reading;

  below.trail = &trail;
  for (; trail.index < block->inputs.count; trail.index++)
    {
      const SjInputValue *input = block->inputs.items[trail.index];

      sj_content_check_id (input->name, "name", &below);
      for (int64_t i = 0; i < trail.index && input->name != NULL; i++)
        if (g_strcmp0 (((const SjInputValue *) block->inputs.items[i])->name, input->name) == 0)
          {
            sj_reading_add (&below, SJ_SEVERITY_ERROR, "twice", sj_null, "name", _("The input “%s” stands here twice."),
                            input->name);
            break;
          }
    }
}

static void
check_block (const void *config, SjReading *reading)
{
  const SjBlock *block = config;

  sj_content_check_id (block->id, "id", reading);
  switch (block->kind)
    {
    case SJ_BLOCK_STRUCTURE:
      check_columns (block, reading);
      break;
    case SJ_BLOCK_IMAGE:
      check_image (block, reading);
      break;
    case SJ_BLOCK_BUTTON:
      if (block->link == NULL)
        sj_reading_add (reading, SJ_SEVERITY_WARNING, "no-link", sj_null, "link", _("The button leads nowhere."));
      break;
    case SJ_BLOCK_CONTAINER:
      if (block->blocks.count == 0 && block->variants.count == 0)
        sj_reading_add (reading, SJ_SEVERITY_WARNING, "empty", sj_null, NULL, _("The container is empty."));
      break;
    case SJ_BLOCK_FRAGMENT:
      check_inputs (block, reading);
      break;
    default:
      break;
    }
}

const SjSpec sj_block_spec = { block_fields, sizeof (SjBlock), N_("component"), check_block };

/* What is around a component. */
typedef struct
{
  GHashTable *ids;
  SjReading *reading;
} Walk;

typedef enum
{
  IN_BODY = 0,
  IN_COLUMN = 1 << 0,
  IN_VARIANTS = 1 << 1      /* of a container that has some */
} Around;

static void check_list (Walk *walk, const SjRecords *blocks, const char *field, Around around);

static void
walk_columns (Walk *walk, const SjRecords *columns, Around around)
{
  SjTrail trail = { walk->reading->trail, "columns", 0 };

  walk->reading->trail = &trail;
  for (; trail.index < columns->count; trail.index++)
    check_list (walk, &((const SjColumn *) columns->items[trail.index])->blocks, "blocks", around);
  walk->reading->trail = trail.up;
}

static void
walk_variants (Walk *walk, const SjRecords *variants, Around around)
{
  SjTrail trail = { walk->reading->trail, "variants", 0 };

  walk->reading->trail = &trail;
  for (; trail.index < variants->count; trail.index++)
    check_list (walk, &((const SjBlockVariant *) variants->items[trail.index])->blocks, "blocks", around);
  walk->reading->trail = trail.up;
}

static void
check_place (Walk *walk, const SjBlock *block, Around around)
{
  if (block->id != NULL && !g_hash_table_add (walk->ids, block->id))
    sj_reading_add (walk->reading, SJ_SEVERITY_ERROR, "twice", sj_null, "id",
                    _("The id “%s” stands in this body twice."), block->id);
  if (block->kind == SJ_BLOCK_STRUCTURE && around != IN_BODY)
    sj_reading_add (walk->reading, SJ_SEVERITY_ERROR, "misplaced", sj_null, NULL,
                    _("A structure may not stand within a column or a container."));
  if (block->variants.count > 0 && (around & IN_VARIANTS))
    sj_reading_add (walk->reading, SJ_SEVERITY_ERROR, "misplaced", sj_null, "variants",
                    _("Variants may not stand within variants."));
}

static void
check_list (Walk *walk, const SjRecords *blocks, const char *field, Around around)
{
  SjTrail trail = { walk->reading->trail, field, 0 };

  walk->reading->trail = &trail;
  for (; trail.index < blocks->count; trail.index++)
    {
      const SjBlock *block = blocks->items[trail.index];
      Around within = around | IN_COLUMN | (block->variants.count > 0 ? IN_VARIANTS : 0);

      check_place (walk, block, around);
      walk_columns (walk, &block->columns, within);
      check_list (walk, &block->blocks, "blocks", within);
      walk_variants (walk, &block->variants, within);
    }
  walk->reading->trail = trail.up;
}

void
sj_blocks_check (const SjRecords *blocks, const char *field, SjReading *reading)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  Walk walk = { ids, reading };

  check_list (&walk, blocks, field, IN_BODY);
}
