/* sj-error.c -- the error domain of base. */
#include "base/sj-error.h"

G_DEFINE_QUARK (sj-base-error-quark, sj_base_error)
