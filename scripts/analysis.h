/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Tells clang's analyser, which reads one file at a time, about other files.
 *
 * The analyser must know that the functions that set an error always return -1.
 * Otherwise it follows paths on which a function has failed and its caller does
 * not notice.
 *
 * The analyser must not see the inline functions of buf.h.  Otherwise it
 * follows all their paths at every call, which takes most of its time and most
 * of the paths that it may explore in a function.
 */
#ifndef ANALYSIS_H
#define ANALYSIS_H

#include "../cmd/sandbox/message/fault.h"
#include "../lib/base/buf.h"
#include "../lib/base/err.h"

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
#define buf_append(...) analysis_append(__VA_ARGS__)
#define buf_putc(...) analysis_putc(__VA_ARGS__)
/* NOLINTEND */

void analysis_append(struct buf *b, const void *data, size_t len);
void analysis_putc(struct buf *b, char c);

#endif
