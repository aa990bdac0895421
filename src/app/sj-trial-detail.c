/* sj-trial-detail.c -- plain labels and cards, made for what was told. */
#include "app/sj-trial-detail.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* ------------------------------------------------------------------ messages */

static const struct { SjMessagePart part; const char *title; const char *style; } parts[] = {
  { SJ_PART_FROM_NAME, N_("From"), NULL },
  { SJ_PART_SUBJECT, NULL, "title-4" },
  { SJ_PART_PREHEADER, NULL, "dim-label" },
  { SJ_PART_TITLE, NULL, "title-4" },
  { SJ_PART_BODY, NULL, NULL },
  { SJ_PART_TEXT, NULL, NULL },
  { SJ_PART_LINK, N_("Opens"), NULL },
  { SJ_PART_IOS_TITLE, N_("On iOS"), NULL },
  { SJ_PART_IOS_SUBTITLE, N_("On iOS"), NULL },
  { SJ_PART_IOS_BODY, N_("On iOS"), NULL },
  { SJ_PART_ANDROID_TITLE, N_("On Android"), NULL },
  { SJ_PART_ANDROID_BODY, N_("On Android"), NULL },
};

static void
add_message (GtkWidget *box, const SjSaid *said)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "message-card");
  gtk_box_append (GTK_BOX (box), card);
  if (said->failed != NULL)
    add_label (card, said->failed, "error");
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *text = said->parts[parts[i].part];
      g_autofree char *titled = NULL;

      if (text == NULL)
        continue;
      if (parts[i].title != NULL)
        titled = g_strdup_printf ("%s: %s", _(parts[i].title), text);
      add_label (card, titled ? titled : text, parts[i].style);
    }
}

/* ------------------------------------------------------------------ why */

static const struct { const char *icon, *words, *style; } verdicts[] = {
  { "window-close-symbolic", N_("No"), "error" },
  { "emblem-ok-symbolic", N_("Yes"), "success" },
  { "dialog-question-symbolic", N_("Cannot be told"), "warning" },
};

static void
add_why (GtkWidget *box, const SjWhy *why, int depth)
{
  unsigned holds = MIN (why->holds, G_N_ELEMENTS (verdicts) - 1);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (verdicts[holds].icon);

  gtk_widget_set_margin_start (line, 18 * depth);
  gtk_widget_set_tooltip_text (icon, _(verdicts[holds].words));
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _(verdicts[holds].words), -1);
  gtk_widget_add_css_class (icon, verdicts[holds].style);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (line), icon);
  add_label (line, why->text, NULL);
  gtk_box_append (GTK_BOX (box), line);
  for (uint32_t i = 0; i < why->n_parts; i++)
    add_why (box, &why->parts[i], depth + 1);
}

void
sj_trial_detail_fill (GtkBox *box, const SjTold *told)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  if (told == NULL)
    return;
  add_label (GTK_WIDGET (box), told->text, "heading");
  if (told->said != NULL)
    add_message (GTK_WIDGET (box), told->said);
  if (told->why != NULL)
    {
      add_label (GTK_WIDGET (box), _("Why"), "dim-label");
      add_why (GTK_WIDGET (box), told->why, 0);
    }
  if (told->change != NULL)
    add_label (GTK_WIDGET (box), told->change, NULL);
}
