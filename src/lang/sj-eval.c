/* sj-eval.c -- limits, errors and chance of one evaluation.
 *
 * The first error stays: what fails afterwards fails because of it.
 */
#include "lang/sj-eval.h"

#include "base/sj-buffer.h"
#include "base/sj-hash.h"
#include "lang/sj-regex.h"

#include <glib/gi18n-lib.h>

#define TEXT_PER_STEP 64    /* bytes that are copied for one step */

void
sj_eval_init (SjEval *eval, SjArena *arena)
{
  *eval = (SjEval) { .arena = arena };
  sj_eval_begin (eval);
}

void
sj_eval_clear (SjEval *eval)
{
  g_clear_pointer (&eval->regexes, sj_regexes_free);
}

void
sj_eval_begin (SjEval *eval)
{
  eval->draws = 0;
  eval->steps = SJ_EVAL_STEPS;
  eval->bytes = sj_arena_used (eval->arena) + SJ_EVAL_BYTES;
  eval->start = eval->end = 0;
  eval->error = (SjEvalError) { NULL, NULL, 0, 0 };
}

bool
sj_eval_fail (SjEval *eval, const char *code, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (eval->error.code != NULL)
    return false;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  eval->error = (SjEvalError) { code, sj_arena_strdup (eval->arena, text), eval->start, eval->end };
  return false;
}

static bool
has_room (SjEval *eval, size_t bytes)
{
  size_t used = sj_arena_used (eval->arena);

  if (G_LIKELY (used <= eval->bytes && bytes <= eval->bytes - used))
    return true;
  return sj_eval_fail (eval, "limit", "%s", _("this takes up too much memory"));
}

bool
sj_eval_charge (SjEval *eval, size_t steps)
{
  if (G_UNLIKELY (steps > eval->steps))
    {
      eval->steps = 0;
      return sj_eval_fail (eval, "limit", "%s", _("this takes too many steps"));
    }
  eval->steps -= (uint32_t) steps;
  return has_room (eval, 0);
}

uint64_t
sj_eval_chance (SjEval *eval)
{
  return sj_hash_mix (eval->seed, ++eval->draws);
}

double
sj_eval_random (SjEval *eval)
{
  return sj_hash_unit (sj_eval_chance (eval));
}

bool
sj_eval_text (SjEval *eval, const char *text, size_t length, SjValue *result)
{
  if (G_UNLIKELY (length > SJ_TEXT_LIMIT))
    return sj_eval_fail (eval, "limit", "%s", _("the text grows too long"));
  if (!has_room (eval, length) || !sj_eval_charge (eval, length / TEXT_PER_STEP))
    return false;
  *result = sj_value_copy_text (eval->arena, text, length);
  return true;
}

bool
sj_eval_buffer (SjEval *eval, SjBuffer *buffer, SjValue *result)
{
  bool fits = buffer->full ? sj_eval_fail (eval, "limit", "%s", _("the text grows too long"))
                           : sj_eval_text (eval, buffer->text, buffer->length, result);

  sj_buffer_clear (buffer);
  return fits;
}
