/* sj-regex.c -- PCRE2, with its effort measured.
 *
 * PCRE2's own match limit starts afresh at every place where a match may begin,
 * so a long subject multiplies it.  Therefore every pattern is compiled with
 * automatic callouts, and what one call costs is counted there: a fee for each
 * item that is tried, and the distance moved since the last.  The same match
 * costs the same on every machine.
 */
#include "lang/sj-regex.h"

#include "base/sj-hash.h"
#include "lang/sj-regex-java.h"
#include "lang/sj-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define PAIRS 32                   /* of compiled patterns; in a pair the newer one takes the older one's place */
#define LONGEST_PATTERN 10000
#define SHOWN 60                   /* characters of a bad pattern */
#define ITEM_FEE 16
#define EFFORT ((size_t) 64 << 20) /* of one match: some tenths of a second */
#define EFFORT_PER_STEP 256
#define HEAP_KIB 16384
#define CHECKED_PER_STEP 64        /* bytes of the subject */

typedef struct
{
  char *pattern;        /* owned */
  size_t length;
  pcre2_code *code;     /* owned */
} Slot;

struct SjRegexes
{
  Slot slots[PAIRS][2];            /* by the pattern's hash; used last, and before that */
  pcre2_match_context *context;    /* owned */
  pcre2_match_data *data;          /* owned */
  size_t effort;                   /* of the match under way */
  size_t position;
};

static int
count_effort_cb (pcre2_callout_block *block, void *data)
{
  SjRegexes *regexes = data;
  size_t position = block->current_position;
  size_t distance = position > regexes->position ? position - regexes->position : regexes->position - position;

  regexes->position = position;
  regexes->effort += ITEM_FEE + distance;
  return regexes->effort > EFFORT ? PCRE2_ERROR_MATCHLIMIT : 0;
}

SjRegexes *
sj_regexes_new (void)
{
  SjRegexes *regexes = g_new0 (SjRegexes, 1);

  regexes->context = pcre2_match_context_create (NULL);
  regexes->data = pcre2_match_data_create (SJ_REGEX_GROUPS, NULL);
  g_assert (regexes->context != NULL && regexes->data != NULL);
  pcre2_set_heap_limit (regexes->context, HEAP_KIB);
  pcre2_set_callout (regexes->context, count_effort_cb, regexes);
  return regexes;
}

static void
slot_clear (Slot *slot)
{
  g_clear_pointer (&slot->pattern, g_free);
  g_clear_pointer (&slot->code, pcre2_code_free);
}

void
sj_regexes_free (SjRegexes *regexes)
{
  for (unsigned i = 0; i < 2 * PAIRS; i++)
    slot_clear (&regexes->slots[i / 2][i % 2]);
  pcre2_match_data_free (regexes->data);
  pcre2_match_context_free (regexes->context);
  g_free (regexes);
}

static pcre2_code *
compile_with (const char *pattern, size_t length, uint32_t more, int *error, size_t *offset)
{
  const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_AUTO_CALLOUT | PCRE2_NEVER_BACKSLASH_C;

  return pcre2_compile ((PCRE2_SPTR) (length > 0 ? pattern : ""), length, options | more, error, offset, NULL);
}

/* Java writes \u00e9 where PCRE2 has it only as an option, which in turn would
 * take \x{e9} away: so that option is the second try. */
static pcre2_code *
compile_either (const char *pattern, size_t length, int *error, size_t *offset)
{
  size_t ignored_offset;
  int ignored;
  pcre2_code *code = compile_with (pattern, length, 0, error, offset);

  return code ? code : compile_with (pattern, length, PCRE2_ALT_BSUX, &ignored, &ignored_offset);
}

/* The last try is with Java's names of character classes made PCRE2's. */
static pcre2_code *
compile (const char *pattern, size_t length, int *error, size_t *offset)
{
  g_autofree char *renamed = NULL;
  size_t renamed_length, ignored_offset;
  int ignored;
  pcre2_code *code;

  if (length > LONGEST_PATTERN)
    {
      *error = PCRE2_ERROR_BADDATA;
      *offset = LONGEST_PATTERN;
      return NULL;
    }
  code = compile_either (pattern, length, error, offset);
  if (code == NULL && (renamed = sj_regex_from_java (pattern, length, &renamed_length)) != NULL)
    code = compile_either (renamed, renamed_length, &ignored, &ignored_offset);
  return code;
}

static char *
describe (int error)
{
  char text[256];

  if (error == PCRE2_ERROR_BADDATA)
    return g_strdup (_("it is too long"));
  pcre2_get_error_message (error, (PCRE2_UCHAR *) text, sizeof text);
  return g_strdup (text);
}

bool
sj_regex_check (const char *pattern, size_t length, char **problem, size_t *offset)
{
  int error = 0;
  size_t at = 0;
  pcre2_code *code = compile (pattern, length, &error, &at);

  if (code == NULL)
    {
      if (problem)
        *problem = describe (error);
      if (offset)
        *offset = at;
      return false;
    }
  pcre2_code_free (code);
  return true;
}

static bool
slot_holds (const Slot *slot, SjValue pattern)
{
  return slot->code && slot->length == pattern.length &&
         (pattern.length == 0 || memcmp (slot->pattern, pattern.text, pattern.length) == 0);
}

static pcre2_code *
compile_or_fail (SjEval *eval, SjValue pattern)
{
  g_autofree char *problem = NULL;
  pcre2_code *code;
  size_t offset;
  int error, shown;

  if (!sj_eval_charge (eval, 1 + pattern.length))
    return NULL;
  code = compile (pattern.text, pattern.length, &error, &offset);
  if (code != NULL)
    return code;
  problem = describe (error);
  shown = (int) sj_text_to_bytes (pattern.text, pattern.length, SHOWN);
  sj_eval_fail (eval, "type", _("“%.*s” is not a pattern: %s"), shown, pattern.text, problem);
  return NULL;
}

static const pcre2_code *
find_code (SjEval *eval, SjValue pattern)
{
  Slot *pair = eval->regexes->slots[sj_hash_bytes (0, pattern.text, pattern.length) % PAIRS];
  Slot older = pair[0];
  pcre2_code *code;

  if (slot_holds (&pair[0], pattern))
    return pair[0].code;
  if (slot_holds (&pair[1], pattern))
    {
      pair[0] = pair[1];
      pair[1] = older;
      return pair[0].code;
    }
  if ((code = compile_or_fail (eval, pattern)) == NULL)
    return NULL;
  slot_clear (&pair[1]);
  pair[1] = older;
  pair[0] = (Slot) { g_strndup (pattern.text, pattern.length), pattern.length, code };
  return code;
}

static void
copy_groups (SjMatch *match, const pcre2_match_data *data, int count)
{
  const size_t *pairs = pcre2_get_ovector_pointer ((pcre2_match_data *) data);

  match->matched = true;
  match->count = count > 0 ? (unsigned) count : SJ_REGEX_GROUPS;    /* 0: there are more than fit */
  for (unsigned i = 0; i < match->count; i++)
    {
      match->start[i] = pairs[2 * i];
      match->end[i] = pairs[2 * i + 1];
    }
}

bool
sj_regex_match (SjEval *eval, SjValue pattern, SjValue subject, size_t from, bool whole, SjMatch *match)
{
  uint32_t options = whole ? PCRE2_ANCHORED | PCRE2_ENDANCHORED : 0;
  const char *text = subject.length > 0 ? subject.text : "";
  SjRegexes *regexes;
  const pcre2_code *code;
  int count;

  g_return_val_if_fail (pattern.type == SJ_TEXT && subject.type == SJ_TEXT && from <= subject.length, false);

  match->matched = false;
  match->count = 0;
  if (eval->regexes == NULL)
    eval->regexes = sj_regexes_new ();
  regexes = eval->regexes;
  if ((code = find_code (eval, pattern)) == NULL)
    return false;

  /* Somebody who goes on from a match has had the whole subject checked. */
  if (from > 0)
    options |= PCRE2_NO_UTF_CHECK;
  else if (!sj_eval_charge (eval, subject.length / CHECKED_PER_STEP))
    return false;

  regexes->effort = 0;
  regexes->position = from;
  count = pcre2_match (code, (PCRE2_SPTR) text, subject.length, from, options, regexes->data,
                       regexes->context);
  if (count >= 0)
    copy_groups (match, regexes->data, count);
  return sj_eval_charge (eval, 1 + regexes->effort / EFFORT_PER_STEP);
}
