/* sj-expr-parse-private.h -- one parse under way, shared by its files.
 *
 * What returns a tree or a truth returns NULL or false after an error that was
 * reported; the parse ends there, so nobody puts `at` or `depth` back.
 */
#pragma once

#include "lang/sj-expr-private.h"

typedef struct
{
  SjArena *arena;
  const SjExprText *source;
  const char *text;
  size_t length;
  size_t at;
  unsigned depth;
  SjDiags *diags;
} SjParse;

/* Findings, from `start` to where the parse has come; `fail` gives NULL. */
void    sj_parse_report    (SjParse *parse, SjSeverity severity, const char *code, size_t start, const char *format,
                            ...) G_GNUC_PRINTF (5, 6);
void   *sj_parse_fail      (SjParse *parse, const char *code, size_t start, const char *text);
SjDiag *sj_parse_last_diag (SjParse *parse);

/* One level deeper; the caller comes back up. */
bool sj_parse_enter (SjParse *parse);

/* Behind blanks: the next character (or '\0'), and going past what is expected. */
void    sj_parse_skip_blanks (SjParse *parse);
char    sj_parse_peek        (SjParse *parse);
SjSlice sj_parse_peek_word   (SjParse *parse);
bool    sj_parse_accept      (SjParse *parse, const char *symbol);
bool    sj_parse_accept_word (SjParse *parse, const char *text);

static inline bool
sj_parse_is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_';
}

static inline bool
sj_parse_is_name_part (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* Standing on a quotation mark, or a digit. */
bool    sj_parse_quoted (SjParse *parse, SjSlice *result);
SjTree *sj_parse_text   (SjParse *parse);
SjTree *sj_parse_number (SjParse *parse);

/* Standing on @, # or $; and the steps from an item on. */
SjTree *sj_parse_reference (SjParse *parse);
SjTree *sj_parse_access    (SjParse *parse, SjTree *from);

/* A whole expression; expressions up to `close`, into `parts`. */
SjTree *sj_parse_expression (SjParse *parse);
bool    sj_parse_arguments  (SjParse *parse, char close, GPtrArray *parts);

/* A call that Adobe's editor wants in parentheses where it stands. */
void sj_parse_warn_bare_call (SjParse *parse, const SjTree *tree);
