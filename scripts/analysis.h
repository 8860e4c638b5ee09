/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What clang's analyser cannot see, because it reads one file at a time: the
 * functions that word a failure return -1, always.  Without that it follows
 * paths on which a function has failed and its caller goes on.
 */
#ifndef ANALYSIS_H
#define ANALYSIS_H

#include "../cmd/sandbox/fault.h"
#include "../lib/err.h"

/* NOLINTBEGIN: each name is a macro for the function of the same name. */
#define err_set(...) (err_set(__VA_ARGS__), -1)
#define err_usage(...) (err_usage(__VA_ARGS__), -1)
#define err_limit(...) (err_limit(__VA_ARGS__), -1)
#define err_errno(...) (err_errno(__VA_ARGS__), -1)
#define err_memory(...) (err_memory(__VA_ARGS__), -1)
#define err_prefix(...) (err_prefix(__VA_ARGS__), -1)
#define err_hint(...) (err_hint(__VA_ARGS__), -1)
#define fault_set(...) (fault_set(__VA_ARGS__), -1)
#define fault_internal(...) (fault_internal(__VA_ARGS__), -1)
/* NOLINTEND */

#endif
