/* sj-lower.h -- how kinds of nodes say what they do.
 *
 * A kind's lower function is called once for each of its nodes and appends the
 * node's operations; ways are asked for by the names of paths.  Findings about what
 * cannot be compiled go to the field that they are about.
 */
#pragma once

#include "engine/sj-program.h"

/* One more operation of the node, with no ways; valid until the next is added. */
SjOp *sj_lower_op (SjLower *lower, SjOpCode code);

/* The way by a path of the node; SJ_NONE where it is not drawn. */
uint32_t sj_lower_way  (SjLower *lower, const char *path);
uint32_t sj_lower_path (SjLower *lower, const SjPath *path);

/* An expression of the node; SJ_NONE where the text is empty or flawed. */
uint32_t sj_lower_expr     (SjLower *lower, const char *field, const char *text, SjExprType type);
/* NULL: nobody has chosen it yet; it is one of its own, of the name "", and never comes. */
uint32_t sj_lower_event    (SjLower *lower, const char *id);
uint32_t sj_lower_audience (SjLower *lower, const char *id);
uint32_t sj_lower_station  (SjLower *lower, const char *node);    /* SJ_NONE where there is none */

/* Whether it is one of the journey's beginnings: then it gives a way in. */
bool          sj_lower_begins (const SjLower *lower);
SjEntryPoint *sj_lower_entry  (SjLower *lower, SjEntryKind kind);

/* Something the node waits for, from arriving on, or as one branch of a fork.  To
 * be filled in before the next is added; its ways are SJ_NONE. */
SjListener *sj_lower_listener (SjLower *lower, SjHear kind, uint32_t what);

/* The deadline of a listener, which takes `timeout`, or `otherwise`. */
void sj_lower_deadline (SjLower *lower, SjListener *listener, SjTime within, const char *otherwise);

/* What a fork's branches wait for: the kinds of their targets say it. */
void sj_lower_fork (SjLower *lower);

/* What follows is another wait of the same node. */
void sj_lower_listen_again (SjLower *lower);

/* On the journey's clock, the same for everybody; `unset` where there is none. */
SjTime sj_lower_when (const SjLower *lower, const SjWhen *when, SjTime unset);

uint32_t sj_lower_sleep (SjLower *lower, const SjSleep *sleep);
const SjWeek *sj_lower_week (SjLower *lower, uint32_t days, int32_t from, int32_t until);

/* Take this way and nothing else. */
void sj_lower_goto (SjLower *lower, const char *path);

/* What a message step sends; its channel, its limits and quiet hours are still to be
 * filled in.  The way of `failed` says whether it waits for the hand-over. */
SjSend *sj_lower_send (SjLower *lower);
void    sj_lower_rules (SjLower *lower, SjSend *send, char *const *rule_sets);
/* Compiles what it says; `message` must outlive the program, or is taken. */
void    sj_lower_message (SjLower *lower, SjSend *send, const SjMessage *message, bool take);

/* Whether the node is lowered as a branch of a fork. */
bool sj_lower_is_branch (const SjLower *lower);

SjProgram       *sj_lower_program (const SjLower *lower);
SjWorld         *sj_lower_world   (const SjLower *lower);
const SjLibrary *sj_lower_library (const SjLower *lower);    /* or NULL */
SjArena         *sj_lower_arena   (const SjLower *lower);

/* A finding at a field of the node. */
SjDiag *sj_lower_report (SjLower *lower, const char *field, const char *code, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
