/* sj-banner.c -- the state of the workspace where it is not as it should be. */
#include "app/sj-banner.h"

#include "app/sj-toast.h"

#include <glib/gi18n-lib.h>

struct _SjBanner
{
  GtkWidget parent_instance;

  SjDesk *desk;             /* owned */
  SjDeskTrouble trouble;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (SjBanner, sj_banner, GTK_TYPE_WIDGET)

/* What the button of each state says and does. */
static const struct
{
  const char *label;
  const char *action;       /* of the window; NULL: tried here */
} ways[] = {
  [SJ_DESK_FINE] = { "", NULL },
  [SJ_DESK_READ_ONLY] = { N_("Open Another…"), "app.open-workspace" },
  [SJ_DESK_DAMAGED] = { N_("Repair into a Copy…"), "win.repair" },
  [SJ_DESK_TROUBLE] = { N_("Try Again"), NULL },
};

static void
state_cb (SjBanner *banner)
{
  g_autofree char *sentence = NULL;

  banner->trouble = sj_desk_trouble (banner->desk, &sentence);
  if (sentence != NULL)
    gtk_label_set_text (banner->label, sentence);
  gtk_button_set_label (banner->button, _(ways[banner->trouble].label));
  gtk_revealer_set_reveal_child (banner->revealer, banner->trouble != SJ_DESK_FINE);
}

static void
button_cb (SjBanner *banner)
{
  g_autoptr (GError) error = NULL;
  const char *action = ways[banner->trouble].action;

  if (action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (banner), action, NULL);
  else if (!sj_workspace_sync (sj_desk_workspace (banner->desk), &error))
    sj_toast_error (GTK_WIDGET (banner), error);
}

static void
sj_banner_dispose (GObject *object)
{
  SjBanner *banner = SJ_BANNER (object);

  g_clear_object (&banner->desk);
  gtk_widget_dispose_template (GTK_WIDGET (banner), SJ_TYPE_BANNER);
  G_OBJECT_CLASS (sj_banner_parent_class)->dispose (object);
}

static void
sj_banner_class_init (SjBannerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, SjBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, SjBanner, label);
  gtk_widget_class_bind_template_child (widget_class, SjBanner, button);
  gtk_widget_class_bind_template_callback (widget_class, button_cb);
}

static void
sj_banner_init (SjBanner *banner)
{
  gtk_widget_init_template (GTK_WIDGET (banner));
}

GtkWidget *
sj_banner_new (void)
{
  return g_object_new (SJ_TYPE_BANNER, NULL);
}

void
sj_banner_set_desk (SjBanner *banner, SjDesk *desk)
{
  g_return_if_fail (banner->desk == NULL);
  banner->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "state", G_CALLBACK (state_cb), banner, G_CONNECT_SWAPPED);
  state_cb (banner);
}
