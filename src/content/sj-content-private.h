/* sj-content-private.h -- checks that several documents share. */
#pragma once

#include "content/sj-content.h"

void sj_content_check_id       (const char *id, const char *field, SjReading *reading);
void sj_content_check_language (const char *language, const char *field, SjReading *reading);
void sj_content_check_address  (const char *address, const char *field, SjReading *reading);

/* Whether it is a field of a channel that shows text and no HTML. */
bool sj_content_field_is_plain (const SjField *field);

/* What a template of that field is compiled with; never NULL. */
const SjTemplateEnv *sj_content_template_env (const SjContentEnv *env, const SjField *field);
