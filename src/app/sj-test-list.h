/* sj-test-list.h -- the tests that a journey carries: run, read, go through by hand. */
#pragma once

#include "app/sj-trial.h"

#include <gtk/gtk.h>

#define SJ_TYPE_TEST_LIST (sj_test_list_get_type ())
G_DECLARE_FINAL_TYPE (SjTestList, sj_test_list, SJ, TEST_LIST, GtkWidget)

void sj_test_list_set_trial (SjTestList *tests, SjTrial *trial);    /* once */
