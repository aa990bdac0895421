/* sj-message-render.c -- messages compiled, a variant picked, its plain parts
 * rendered.
 *
 * A condition that several variants name is compiled once and evaluated at most
 * once for a person, because they all must see the same answer.
 */
#include "content/sj-message-render.h"

#include "content/sj-content-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LONGEST_LANGUAGE 64

/* Where each part stands in the content of its channels. */
static const struct
{
  const char *name;
  uint32_t channels;        /* bits of SjChannel */
  const char *record;       /* within the content; or NULL */
  const char *field;
  bool html;                /* what {{…}} escapes stays so */
} parts[SJ_N_PARTS] = {
#define EMAIL (1 << SJ_CHANNEL_EMAIL)
#define PUSH (1 << SJ_CHANNEL_PUSH)
#define SMS (1 << SJ_CHANNEL_SMS)
#define IN_APP (1 << SJ_CHANNEL_IN_APP)
  [SJ_PART_SUBJECT] = { "subject", EMAIL, NULL, "subject" },
  [SJ_PART_PREHEADER] = { "preheader", EMAIL, NULL, "preheader", true },
  [SJ_PART_FROM_NAME] = { "fromName", EMAIL, NULL, "fromName" },
  [SJ_PART_TEXT] = { "text", EMAIL | SMS, NULL, "text" },
  [SJ_PART_TITLE] = { "title", PUSH | IN_APP, NULL, "title" },
  [SJ_PART_BODY] = { "body", PUSH | IN_APP, NULL, "body" },
  [SJ_PART_IMAGE] = { "image", PUSH | IN_APP, NULL, "image" },
  [SJ_PART_LINK] = { "link", PUSH | IN_APP, NULL, "link" },
  [SJ_PART_IOS_TITLE] = { "ios.title", PUSH, "ios", "title" },
  [SJ_PART_IOS_SUBTITLE] = { "ios.subtitle", PUSH, "ios", "subtitle" },
  [SJ_PART_IOS_BODY] = { "ios.body", PUSH, "ios", "body" },
  [SJ_PART_ANDROID_TITLE] = { "android.title", PUSH, "android", "title" },
  [SJ_PART_ANDROID_BODY] = { "android.body", PUSH, "android", "body" },
};

const char *
sj_message_part_name (SjMessagePart part)
{
  g_return_val_if_fail ((unsigned) part < SJ_N_PARTS, "");
  return parts[part].name;
}

typedef struct
{
  SjMessagePart part;
  SjTemplate *template;                 /* owned */
  SjSlice constant;                     /* of one without tags; else NULL */
} Piece;

/* The message's own content, or a variant's. */
typedef struct
{
  const SjVariant *variant;             /* borrowed; NULL: the message's own */
  const char *language;                 /* borrowed, or NULL */
  int condition;                        /* place among the program's; -1: none */
  unsigned has;                         /* bits of SjMessagePart */
  uint32_t n_pieces;
  Piece pieces[SJ_N_PARTS];             /* the parts that there are */
} Face;

struct SjMessageProgram
{
  const SjMessage *message;     /* borrowed */
  char *fallback;               /* owned: language of last resort; NULL: the message's own content */
  bool strict;                  /* without a language in common nothing is sent */
  GArray *faces;                /* of Face: the variants in their order, then the message itself */
  GPtrArray *ids;               /* of char: the conditions' */
  GPtrArray *conditions;        /* of SjExpr, beside them */
};

static void
clear_face (gpointer data)
{
  Face *face = data;

  for (uint32_t i = 0; i < face->n_pieces; i++)
    sj_template_unref (face->pieces[i].template);
}

void
sj_message_program_free (SjMessageProgram *program)
{
  if (program == NULL)
    return;
  g_array_unref (program->faces);
  g_ptr_array_unref (program->ids);
  g_ptr_array_unref (program->conditions);
  g_free (program->fallback);
  g_free (program);
}

typedef struct
{
  SjMessageProgram *program;
  const SjMessageEnv *env;
  SjReading reading;
} Compiling;

/* The record and the field of a part; NULL where the channel or content has none. */
static const void *
find_part (const SjContent *content, SjChannel channel, SjMessagePart part, const SjSpec **spec, const SjField **field)
{
  const void *config = (parts[part].channels & (1u << channel)) ? sj_content_of (content, channel, spec) : NULL;
  const SjField *record;

  if (config == NULL)
    return NULL;
  if (parts[part].record != NULL)
    {
      record = sj_spec_find (*spec, parts[part].record);
      config = *(void *const *) sj_field_slot (record, config);
      *spec = record->record;
    }
  *field = sj_spec_find (*spec, parts[part].field);
  return config;
}

/* A part without tags needs no rendering; one with an escape in it might be turned
 * back, which is not worth a case of its own. */
static void
add_piece (Face *face, SjMessagePart part, SjTemplate *template)
{
  Piece *piece = &face->pieces[face->n_pieces++];

  *piece = (Piece) { part, template, { NULL, 0 } };
  face->has |= 1u << part;
  if (!sj_template_constant (template, &piece->constant) ||
      memchr (piece->constant.text, '&', piece->constant.length) != NULL)
    piece->constant.text = NULL;
}

static void
compile_part (Compiling *compiling, Face *face, const SjContent *content, SjMessagePart part)
{
  static const char *const channel_fields[] = { "email", "push", "sms", "inApp" };
  SjChannel channel = compiling->program->message->channel;
  SjTrail outer = { compiling->reading.trail, channel_fields[channel], -1 };
  SjTrail middle = { &outer, parts[part].record, -1 };
  SjTrail trail = { parts[part].record ? &middle : &outer, parts[part].field, -1 };
  g_auto (SjDiags) found = SJ_DIAGS_INIT;
  const SjSpec *spec = NULL;
  const SjField *field = NULL;
  const void *config = find_part (content, channel, part, &spec, &field);
  const char *text = config ? sj_config_text (spec, config, parts[part].field) : "";
  SjTemplate *template;

  if (*text == '\0')
    return;
  template = sj_template_compile (text, strlen (text), sj_content_template_env (&compiling->env->content, field),
                                  &found);
  if (template != NULL)
    add_piece (face, part, template);
  compiling->reading.trail = &trail;
  sj_reading_take (&compiling->reading, &found);
  compiling->reading.trail = outer.up;
}

static int
add_condition (Compiling *compiling, const SjCondition *condition)
{
  SjMessageProgram *program = compiling->program;
  g_auto (SjDiags) found = SJ_DIAGS_INIT;
  const char *text = condition->expression ? condition->expression : "";
  SjExpr *expr = sj_expr_compile (text, strlen (text), compiling->env->content.expr, SJ_EXPR_BOOLEAN, &found);

  if (expr == NULL)
    {
      sj_reading_add (&compiling->reading, SJ_SEVERITY_ERROR, "bad-condition", sj_null, "condition",
                      _("The condition “%s” is flawed: %s"), condition->name ? condition->name : condition->id,
                      sj_diags_count (&found) > 0 ? sj_diags_get (&found, 0)->text : "");
      return -1;
    }
  g_ptr_array_add (program->ids, g_strdup (condition->id));
  g_ptr_array_add (program->conditions, expr);
  return (int) program->conditions->len - 1;
}

static int
find_condition (Compiling *compiling, const char *id)
{
  const SjMessageEnv *env = compiling->env;
  const SjCondition *condition;

  for (guint i = 0; i < compiling->program->ids->len; i++)
    if (strcmp (g_ptr_array_index (compiling->program->ids, i), id) == 0)
      return (int) i;
  condition = env->condition ? env->condition (env->data, id) : NULL;
  if (condition != NULL)
    return add_condition (compiling, condition);
  sj_reading_add (&compiling->reading, SJ_SEVERITY_ERROR, "unknown-condition", sj_null, "condition",
                  _("There is no condition “%s”."), id);
  return -1;
}

static void
add_face (Compiling *compiling, const SjVariant *variant, const SjContent *content)
{
  SjMessageProgram *program = compiling->program;
  const SjMessage *message = program->message;
  Face face = { .variant = variant, .language = variant ? variant->language : NULL, .condition = -1 };

  if (face.language == NULL)
    face.language = message->language ? message->language : program->fallback;
  if (variant != NULL && variant->condition != NULL)
    face.condition = find_condition (compiling, variant->condition);
  for (unsigned part = 0; part < SJ_N_PARTS; part++)
    compile_part (compiling, &face, content, part);
  g_array_append_val (program->faces, face);
}

static void
add_variants (Compiling *compiling)
{
  const SjRecords *variants = &compiling->program->message->variants;
  SjTrail trail = { NULL, "variants", 0 };

  for (; trail.index < variants->count; trail.index++)
    {
      const SjVariant *variant = variants->items[trail.index];

      compiling->reading.trail = &trail;
      if (!variant->off)
        add_face (compiling, variant, &variant->content);
    }
  compiling->reading.trail = NULL;
}

static SjMessageProgram *
program_new (const SjMessage *message, const SjLanguages *languages)
{
  SjMessageProgram *program = g_new0 (SjMessageProgram, 1);

  program->message = message;
  program->fallback = g_strdup (languages ? languages->fallback : NULL);
  program->strict = languages != NULL && languages->fallback == NULL;
  program->faces = g_array_new (FALSE, FALSE, sizeof (Face));
  g_array_set_clear_func (program->faces, clear_face);
  program->ids = g_ptr_array_new_with_free_func (g_free);
  program->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_expr_unref);
  return program;
}

SjMessageProgram *
sj_message_compile (const SjMessage *message, const SjMessageEnv *env, SjDiags *diags)
{
  static const SjMessageEnv none = { { NULL, NULL, NULL }, NULL, NULL, NULL };
  g_auto (SjDiags) own = SJ_DIAGS_INIT;
  SjDiags *found = diags ? diags : &own;
  size_t errors = sj_diags_number (found, SJ_SEVERITY_ERROR);
  g_autoptr (SjMessageProgram) program = program_new (message, env ? env->languages : NULL);
  Compiling compiling = { program, env ? env : &none, { .diags = found } };

  if ((unsigned) message->channel >= SJ_N_CHANNELS || sj_content_of (&message->content, message->channel, NULL) == NULL)
    sj_reading_add (&compiling.reading, SJ_SEVERITY_ERROR, "missing", sj_null, NULL,
                    _("The message “%s” has no content."), message->name ? message->name : "");
  else
    {
      add_variants (&compiling);
      add_face (&compiling, NULL, &message->content);
    }
  return sj_diags_number (found, SJ_SEVERITY_ERROR) > errors ? NULL : g_steal_pointer (&program);
}

/* One choice under way.  Conditions are answered when first asked. */
typedef struct
{
  const SjMessageProgram *program;
  SjEval *eval;
  int8_t *answers;          /* -1: not asked yet */
  const Face *face;         /* the result */
} Picking;

static bool
ask (Picking *picking, int condition, bool *holds)
{
  const SjExpr *expr;

  if (condition >= 0 && picking->answers[condition] < 0)
    {
      expr = g_ptr_array_index (picking->program->conditions, (guint) condition);
      if (!sj_expr_eval_bool (expr, picking->eval, holds))
        return false;
      picking->answers[condition] = *holds;
    }
  *holds = condition < 0 || picking->answers[condition] == 1;
  return true;
}

static bool
is_of_language (const Face *face, const char *language)
{
  if (face->language == NULL || language == NULL)
    return face->language == language;
  return sj_language_equal (face->language, language);
}

/* The first face of that language whose condition holds; false only where one
 * cannot be evaluated. */
static bool
pick_in (Picking *picking, const char *language)
{
  const GArray *faces = picking->program->faces;

  for (guint i = 0; i < faces->len && picking->face == NULL; i++)
    {
      const Face *face = &g_array_index (faces, Face, i);
      bool holds;

      if (!is_of_language (face, language))
        continue;
      if (!ask (picking, face->condition, &holds))
        return false;
      if (holds)
        picking->face = face;
    }
  return true;
}

static bool
pick_by_reader (Picking *picking, const char *language)
{
  char tag[LONGEST_LANGUAGE];

  if (language == NULL || g_strlcpy (tag, language, sizeof tag) >= sizeof tag)
    return true;
  do
    if (!pick_in (picking, tag))
      return false;
  while (picking->face == NULL && sj_language_widen (tag));
  return true;
}

static SjPick
pick_face (Picking *picking, const char *language)
{
  const SjMessageProgram *program = picking->program;
  const Face *own = &g_array_index (program->faces, Face, program->faces->len - 1);

  if (!pick_by_reader (picking, language))
    return SJ_PICK_FAILED;
  if (picking->face == NULL && program->strict)
    return SJ_PICK_NO_LANGUAGE;
  if (picking->face == NULL && program->fallback != NULL && !pick_in (picking, program->fallback))
    return SJ_PICK_FAILED;
  if (picking->face == NULL && !pick_in (picking, own->language))
    return SJ_PICK_FAILED;
  return SJ_PICK_FOUND;
}

static SjPick
pick (const SjMessageProgram *program, SjEval *eval, const char *language, const Face **face)
{
  Picking picking = { program, eval, NULL, NULL };
  SjPick result;

  if (program->conditions->len > 0)
    {
      picking.answers = sj_arena_alloc_n (eval->arena, program->conditions->len, 1);
      memset (picking.answers, -1, program->conditions->len);
    }
  result = pick_face (&picking, language);
  *face = picking.face;
  return result;
}

SjPick
sj_message_pick (const SjMessageProgram *program, SjEval *eval, const char *language, const SjVariant **variant)
{
  const Face *face;
  SjPick result = pick (program, eval, language, &face);

  if (result == SJ_PICK_FOUND)
    *variant = face->variant;
  return result;
}

/* Turns what {{…}} escapes back, in place; nothing else of HTML is known. */
static size_t
unescape (char *text, size_t length)
{
  static const struct { const char *escape; char c; } escapes[] = {
    { "&amp;", '&' },  { "&lt;", '<' },   { "&gt;", '>' },   { "&quot;", '"' },
    { "&#x27;", '\'' }, { "&#x60;", '`' }, { "&#x3D;", '=' },
  };
  size_t to = 0;

  for (size_t from = 0; from < length;)
    {
      size_t taken = 1;
      char c = text[from];

      for (size_t i = 0; c == '&' && i < G_N_ELEMENTS (escapes); i++)
        {
          size_t size = strlen (escapes[i].escape);

          if (size <= length - from && memcmp (text + from, escapes[i].escape, size) == 0)
            {
              c = escapes[i].c;
              taken = size;
              break;
            }
        }
      text[to++] = c;
      from += taken;
    }
  return to;
}

/* Appends the part to the buffer; its text is known by its length, for the buffer may
 * move. */
static bool
render_piece (const SjMessageProgram *program, const Piece *piece, SjRender *render, size_t *length)
{
  bool plain = program->message->channel == SJ_CHANNEL_EMAIL && !parts[piece->part].html;
  SjBuffer *buffer = &render->text;
  size_t before = buffer->length;

  if (!sj_template_render (piece->template, render, buffer))
    return false;
  if (plain && buffer->length > before)
    buffer->length = before + unescape (buffer->text + before, buffer->length - before);
  *length = buffer->length - before;
  return true;
}

/* What each part leaves behind is kept: a rendering forgets that of the one before. */
static void
gather_metadata (SjRender *render, SjMember **members, uint32_t *count)
{
  SjMember *all;

  if (render->n_metadata == 0)
    return;
  all = sj_arena_new_n (render->eval->arena, SjMember, *count + render->n_metadata);
  if (*count > 0)
    memcpy (all, *members, *count * sizeof (SjMember));
  memcpy (all + *count, render->metadata, render->n_metadata * sizeof (SjMember));
  *members = all;
  *count += render->n_metadata;
}

static bool
render_face (const SjMessageProgram *program, const Face *face, SjRender *render, SjMessageText *text)
{
  SjMember *members = NULL;
  uint32_t count = 0;
  const char *at;

  sj_buffer_reset (&render->text);
  for (const Piece *piece = face->pieces; piece < face->pieces + face->n_pieces; piece++)
    {
      text->parts[piece->part] = piece->constant;
      if (piece->constant.text != NULL)
        continue;
      text->failed = piece->part;
      if (!render_piece (program, piece, render, &text->parts[piece->part].length))
        return false;
      gather_metadata (render, &members, &count);
    }

  at = render->text.length > 0 ? render->text.text : "";
  for (const Piece *piece = face->pieces; piece < face->pieces + face->n_pieces; piece++)
    if (piece->constant.text == NULL)
      {
        text->parts[piece->part].text = at;
        at += text->parts[piece->part].length;
      }
  render->metadata = members;
  render->n_metadata = count;
  text->has = face->has;
  text->failed = SJ_N_PARTS;
  return true;
}

bool
sj_message_render (const SjMessageProgram *program, SjRender *render, const char *language, SjMessageText *text)
{
  const Face *face = NULL;

  text->variant = NULL;
  text->language = NULL;
  text->failed = SJ_N_PARTS;
  text->has = 0;
  render->error = (SjRenderError) { NULL };
  render->metadata = NULL;
  render->n_metadata = 0;
  switch (pick (program, render->eval, language, &face))
    {
    case SJ_PICK_NO_LANGUAGE:
      render->error.code = "language";
      render->error.text = _("The message is in no language of this person.");
      return false;
    case SJ_PICK_FAILED:
      render->error.code = "condition";
      render->error.text = render->eval->error.text;
      return false;
    default:
      text->variant = face->variant;
      text->language = face->language;
      return render_face (program, face, render, text);
    }
}

bool
sj_message_may_refuse (const SjMessageProgram *program)
{
  if (program->strict || program->conditions->len > 0)
    return true;
  for (guint i = 0; i < program->faces->len; i++)
    {
      const Face *face = &g_array_index (program->faces, Face, i);

      for (uint32_t j = 0; j < face->n_pieces; j++)
        if (sj_template_may_refuse (face->pieces[j].template))
          return true;
    }
  return false;
}
