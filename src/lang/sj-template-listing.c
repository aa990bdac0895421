/* sj-template-listing.c -- a compiled template as text: one operation a line. */
#include "lang/sj-template-private.h"

#include "base/sj-json.h"

#include <string.h>

typedef enum
{
  TAKES_NONE,
  TAKES_REF,
  TAKES_CODE,
  TAKES_JUMP,
  TAKES_REF_JUMP,
  TAKES_CODE_JUMP,
  TAKES_TEST_JUMP,
  TAKES_REF_VARIABLE,
  TAKES_CODE_VARIABLE,
  TAKES_VARIABLE,
  TAKES_HELPER,
  TAKES_FRAGMENT,
  TAKES_DYNAMIC
} Takes;

static const struct { const char *name; Takes takes; } op_words[SJ_N_TEMPLATE_OPS] = {
#define SJ_TEMPLATE_OP(name, handler, takes) { #name, TAKES_##takes },
#include "lang/sj-template-op.def"
#undef SJ_TEMPLATE_OP
};

static const char *const ref_words[] = {
  [SJ_REF_NAME] = "name", [SJ_REF_FIELD] = "field", [SJ_REF_SPACE] = "space",   [SJ_REF_THIS] = "this",
  [SJ_REF_INDEX] = "index", [SJ_REF_FIRST] = "first", [SJ_REF_LAST] = "last",   [SJ_REF_KEY] = "key",
  [SJ_REF_SECOND] = "second", [SJ_REF_NULL] = "null",
};

/* "field 1 .name": what is looked up, in which frame, and the steps from there. */
static void
list_ref (SjBuffer *buffer, const SjTemplate *template, const SjRef *ref)
{
  sj_buffer_printf (buffer, "%s", ref_words[ref->kind]);
  if (ref->kind != SJ_REF_NULL && ref->kind != SJ_REF_SPACE)
    sj_buffer_printf (buffer, " %u", ref->frame);
  if (ref->kind == SJ_REF_NAME && ref->variable != SJ_NO_VARIABLE && ref->variable < template->n_variables)
    sj_buffer_append (buffer, " variable");
  for (uint32_t i = 0; i < ref->n_steps; i++)
    if (ref->steps[i].name != NULL)
      sj_buffer_printf (buffer, "%s%.*s", i > 0 ? "." : " .", (int) ref->steps[i].length, ref->steps[i].name);
    else
      sj_buffer_printf (buffer, "[%" G_GINT64_FORMAT "]", ref->steps[i].index);
}

/* The code's own listing, pushed in. */
static void
list_code (SjBuffer *buffer, const SjTemplateCode *code)
{
  g_autofree char *listing = sj_code_listing (code->code);
  g_auto (GStrv) lines = g_strsplit (listing, "\n", -1);

  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    sj_buffer_printf (buffer, "\n        %s", lines[i]);
}

static void
list_variable (SjBuffer *buffer, const SjTemplate *template, uint32_t variable)
{
  if (variable < template->n_variables)
    sj_buffer_printf (buffer, "%.*s", (int) template->variables[variable].length, template->variables[variable].text);
}

static void
list_argument (SjBuffer *buffer, const SjTemplate *template, const SjTemplateOp *op)
{
  switch (op_words[op->code].takes)
    {
    case TAKES_NONE:
      break;
    case TAKES_REF:
      list_ref (buffer, template, op->ref);
      break;
    case TAKES_CODE:
      list_code (buffer, op->pql);
      break;
    case TAKES_JUMP:
      sj_buffer_printf (buffer, "%u", op->arg);
      break;
    case TAKES_REF_JUMP:
      sj_buffer_printf (buffer, "%u ", op->arg);
      list_ref (buffer, template, op->ref);
      break;
    case TAKES_CODE_JUMP:
      sj_buffer_printf (buffer, "%u", op->arg);
      list_code (buffer, op->pql);
      break;
    case TAKES_TEST_JUMP:
      sj_buffer_printf (buffer, "%u ", op->arg);
      list_ref (buffer, template, op->test->ref);
      sj_buffer_printf (buffer, " %s ", sj_operator_symbol (op->test->op, SJ_PQL));
      sj_json_write (buffer, op->test->literal, SJ_JSON_COMPACT);
      break;
    case TAKES_REF_VARIABLE:
      list_variable (buffer, template, op->arg);
      sj_buffer_append_c (buffer, ' ');
      list_ref (buffer, template, op->ref);
      break;
    case TAKES_CODE_VARIABLE:
      list_variable (buffer, template, op->arg);
      list_code (buffer, op->pql);
      break;
    case TAKES_VARIABLE:
      list_variable (buffer, template, op->arg);
      break;
    case TAKES_HELPER:
      sj_buffer_append (buffer, op->helper->helper->info.name);
      break;
    case TAKES_FRAGMENT:
      sj_buffer_printf (buffer, "%u%s", op->arg, op->fragment->silent ? " silent" : "");
      break;
    case TAKES_DYNAMIC:
      sj_buffer_append (buffer, op->fragment->silent ? "silent" : "");
      break;
    }
}

char *
sj_template_listing (const SjTemplate *template)
{
  SjBuffer buffer = SJ_BUFFER_INIT;

  for (uint32_t i = 0; i < template->n_ops; i++)
    {
      const SjTemplateOp *op = &template->ops[i];

      sj_buffer_printf (&buffer, "%3u  %-12s ", i, op_words[op->code].name);
      if (op->before_length > 0)
        {
          sj_json_write_text (&buffer, op->before, op->before_length);
          sj_buffer_append_c (&buffer, ' ');
        }
      list_argument (&buffer, template, op);
      while (buffer.length > 0 && buffer.text[buffer.length - 1] == ' ')
        buffer.length--;
      sj_buffer_append_c (&buffer, '\n');
    }
  return sj_buffer_steal (&buffer);
}

bool
sj_template_may_refuse (const SjTemplate *template)
{
  for (uint32_t i = 0; i < template->n_ops; i++)
    switch (op_words[template->ops[i].code].takes)
      {
      case TAKES_CODE:
      case TAKES_CODE_JUMP:
      case TAKES_CODE_VARIABLE:
      case TAKES_HELPER:
      case TAKES_DYNAMIC:
        return true;
      default:
        break;
      }
  return false;
}

bool
sj_template_constant (const SjTemplate *template, SjSlice *text)
{
  const SjTemplateOp *op = template->ops;

  if (template->n_ops != 1 || op->code != SJ_TEMPLATE_RETURN)
    return false;
  *text = (SjSlice) { op->before, op->before_length };
  return true;
}
