/* sj-listing.c -- a program as text, one operation a line: what golden tests compare,
 * and what somebody reads who wants to know what a journey became. */
#include "engine/sj-program.h"

#include "base/sj-time.h"

static const char *const op_names[SJ_N_DOS] = {
#define SJ_OP(CODE, name) #CODE,
#include "engine/sj-op.def"
#undef SJ_OP
};

const char *
sj_op_name (SjOpCode code)
{
  g_return_val_if_fail ((unsigned) code < SJ_N_DOS, "");
  return op_names[code];
}

/* "wait-1", or "wait-1/next" for the time on a path. */
static void
put_station (SjBuffer *out, const SjProgram *program, uint32_t number)
{
  const SjStation *station = sj_program_station (program, number);

  sj_buffer_append (out, station->node->id);
  if (station->path != NULL)
    sj_buffer_printf (out, "/%s", station->path->id);
}

/* " next → 12 email-3": the path's id, the operation, its station. */
static void
put_way (SjBuffer *out, const SjProgram *program, const char *word, uint32_t number)
{
  const SjWay *way;

  if (number == SJ_NONE)
    return;
  way = sj_program_way (program, number);
  sj_buffer_printf (out, "%s%s → ", word, sj_program_station (program, way->from)->node->paths[way->path]->id);
  if (way->to == SJ_NONE)
    sj_buffer_append (out, "nowhere");
  else
    {
      sj_buffer_printf (out, "%u ", way->to);
      put_station (out, program, way->station);
    }
}

static void
put_span (SjBuffer *out, SjTime span)
{
  g_autofree char *text = sj_span_format (span);

  sj_buffer_append (out, text);
}

static void
put_condition (SjBuffer *out, const SjProgram *program, const char *word, uint32_t number)
{
  g_autofree char *text = number != SJ_NONE ? sj_expr_to_string (sj_program_expr (program, number)) : NULL;

  if (text != NULL)
    sj_buffer_printf (out, "%s %s", word, text);
}

static const char *
event_id (const SjProgram *program, uint32_t number)
{
  return number == SJ_NONE ? "?" : g_ptr_array_index (program->world->events, number);
}

static const char *
audience_id (const SjProgram *program, uint32_t number)
{
  return number == SJ_NONE ? "?" : g_ptr_array_index (program->world->audiences, number);
}

static void
put_sleep (SjBuffer *out, const SjProgram *program, uint32_t number)
{
  const SjSleep *sleep = &program->sleep[number];

  if (sleep->mode == SJ_SLEEP_SPAN)
    put_span (out, sleep->span);
  else if (sleep->mode == SJ_SLEEP_DATE)
    sj_buffer_append (out, "until a date");
  else if (sleep->mode == SJ_SLEEP_EXPRESSION)
    put_condition (out, program, "until", sleep->expression);
  if (sleep->window)
    sj_buffer_append (out, sleep->mode == SJ_SLEEP_NONE ? "until a window" : ", then a window");
}

static void
put_listener (SjBuffer *out, const SjProgram *program, const SjListener *listener)
{
  put_way (out, program, "\n        by ", listener->branch);
  if (listener->delay > 0)
    {
      sj_buffer_append (out, ", after ");
      put_span (out, listener->delay);
    }
  sj_buffer_append (out, "\n        ");
  switch (listener->kind)
    {
    case SJ_HEAR_EVENT:
      sj_buffer_printf (out, "event %s", event_id (program, listener->what));
      break;
    case SJ_HEAR_AUDIENCE:
      sj_buffer_printf (out, "audience %s", audience_id (program, listener->what));
      break;
    case SJ_HEAR_REACTION:
      sj_buffer_printf (out, "%s", sj_reaction_words[listener->verb].id);
      if (listener->what != SJ_NONE)
        {
          sj_buffer_append (out, " of ");
          put_station (out, program, sj_program_send (program, listener->what)->station);
        }
      break;
    default:
      sj_buffer_append (out, "time ");
      put_sleep (out, program, listener->what);
      break;
    }
  if (listener->heard != SJ_NONE)
    sj_buffer_append (out, " since entry");
  put_condition (out, program, " if", listener->condition);
  if (listener->then != SJ_NONE)
    sj_buffer_printf (out, " then %u", listener->then);
  put_way (out, program, ", ", listener->yes);
  if (listener->within > 0)
    {
      sj_buffer_append (out, "; within ");
      put_span (out, listener->within);
    }
  put_way (out, program, "; late ", listener->late);
}

static void
put_send (SjBuffer *out, const SjProgram *program, const SjSend *send)
{
  sj_buffer_printf (out, " %s", sj_channel_id (send->channel));
  sj_buffer_append (out, send->transactional ? " transactional" : "");
  for (uint32_t i = 0; i < send->n_limits; i++)
    sj_buffer_printf (out, " limit “%s”", sj_world_limit (program->world, send->limits[i])->cap->name);
  sj_buffer_append (out, send->n_quiet > 0 ? " quiet" : "");
  sj_buffer_append (out, send->awaited ? " awaited" : "");
  sj_buffer_append (out, send->may_refuse ? " rendered" : "");
}

static void
put_call (SjBuffer *out, const SjProgram *program, const SjCall *call)
{
  sj_buffer_printf (out, " %s within ", call->id ? call->id : "?");
  put_span (out, call->limit);
  if (call->retries > 0)
    sj_buffer_printf (out, ", %u more", call->retries);
  for (uint32_t i = 0; i < call->n_parameters; i++)
    {
      sj_buffer_printf (out, "\n        %s", call->parameters[i].name);
      put_condition (out, program, " =", call->parameters[i].expression);
    }
  put_way (out, program, "\n        late ", call->timeout);
}

static void
put_details (SjBuffer *out, const SjProgram *program, const SjOp *op)
{
  switch ((SjOpCode) op->code)
    {
    case SJ_DO_TEST:
      put_condition (out, program, "", op->arg);
      break;
    case SJ_DO_MEMBER:
      sj_buffer_printf (out, " %s%s", op->flags & SJ_DO_NOT ? "not " : "", audience_id (program, op->arg));
      break;
    case SJ_DO_SPLIT:
    case SJ_DO_CAP:
      sj_buffer_printf (out, " %u", op->count);
      break;
    case SJ_DO_LISTEN:
      for (uint32_t i = 0; i < op->count; i++)
        put_listener (out, program, sj_program_listener (program, op->arg + i));
      break;
    case SJ_DO_SLEEP:
      sj_buffer_append_c (out, ' ');
      put_sleep (out, program, op->arg);
      break;
    case SJ_DO_SEND:
      put_send (out, program, sj_program_send (program, op->arg));
      break;
    case SJ_DO_CALL:
      put_call (out, program, sj_program_call (program, op->arg));
      break;
    case SJ_DO_JUMP:
      sj_buffer_printf (out, " %s", g_array_index (program->jumps, SjJump, op->arg).journey);
      break;
    case SJ_DO_END:
      sj_buffer_printf (out, " %s", sj_end_words[g_array_index (program->endings, SjEnding, op->arg).end].id);
      break;
    default:
      break;
    }
}

static void
put_op (SjBuffer *out, const SjProgram *program, uint32_t number)
{
  const SjOp *op = sj_program_op (program, number);
  uint32_t count = op->code == SJ_DO_SPLIT ? op->count : 1;
  size_t before;

  sj_buffer_printf (out, "%4u  %-6s", number, sj_op_name (op->code));
  before = out->length;
  put_details (out, program, op);
  for (uint32_t i = 0; i < count; i++)
    put_way (out, program, out->length > before ? ", " : " ", op->yes == SJ_NONE ? SJ_NONE : op->yes + i);
  put_way (out, program, ", ", op->no);
  put_way (out, program, ", ", op->error);
  sj_buffer_append_c (out, '\n');
}

static void
put_entry (SjBuffer *out, const SjProgram *program, const SjEntryPoint *entry)
{
  static const char *const words[] = { "event", "inaction", "audience", "reading", "business event" };
  bool audience = entry->kind == SJ_ENTRY_AUDIENCE || entry->kind == SJ_ENTRY_READ;

  sj_buffer_printf (out, "enter by %s %s", words[entry->kind],
                    audience ? audience_id (program, entry->what) : event_id (program, entry->what));
  put_condition (out, program, " if", entry->condition);
  if (entry->kind == SJ_ENTRY_INACTION)
    {
      sj_buffer_printf (out, ", unless %s within ", event_id (program, entry->unless));
      put_span (out, entry->within);
    }
  sj_buffer_printf (out, ": %u\n", entry->op);
}

char *
sj_program_listing (const SjProgram *program)
{
  SjBuffer out = SJ_BUFFER_INIT;
  uint32_t station = SJ_NONE;

  for (guint i = 0; i < program->entries->len; i++)
    put_entry (&out, program, sj_program_entry (program, i));
  for (guint i = 0; i < program->ops->len; i++)
    {
      if (sj_program_op (program, i)->station != station)
        {
          station = sj_program_op (program, i)->station;
          put_station (&out, program, station);
          sj_buffer_append (&out, ":\n");
        }
      put_op (&out, program, i);
    }
  return sj_buffer_steal (&out);
}
