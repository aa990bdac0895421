/* sj-payload-form.h -- an example's values as rows that can be typed over.
 *
 * One row for each text, number and switch in it, however deep; lists and objects keep
 * their shape.
 */
#pragma once

#include <gtk/gtk.h>

#define SJ_TYPE_PAYLOAD_FORM (sj_payload_form_get_type ())
G_DECLARE_FINAL_TYPE (SjPayloadForm, sj_payload_form, SJ, PAYLOAD_FORM, GtkWidget)

GtkWidget *sj_payload_form_new  (void);
/* What is no JSON object shows no rows. */
void       sj_payload_form_set  (SjPayloadForm *form, const char *json);
/* As it stands now, as JSON; NULL and a sentence where a number is none. */
char      *sj_payload_form_take (SjPayloadForm *form, GError **error);
