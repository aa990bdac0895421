/* sj-kinds-default.h -- the kinds of steps this program has, in the order of the palette. */
#pragma once

#include "model/sj-kind.h"

extern const SjKindTable sj_kinds_default;
