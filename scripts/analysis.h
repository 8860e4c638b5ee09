/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Tells clang's analyzer about functions in other files.  The analyzer reads
 * one file at a time.
 *
 * The analyzer must know that the functions that set an error always return -1.
 * Otherwise the analyzer explores impossible paths, on which a function fails
 * but its caller sees success.
 *
 * The analyzer must not see the inline functions of buf.h.  Otherwise the
 * analyzer explores all paths through these functions at every call.  It then
 * spends most of its time on these paths, and often reaches its limit of paths
 * before the end of a function.
 */
#ifndef ANALYSIS_H
#define ANALYSIS_H

#include "../cmd/sandbox/message/fault.h"
#include "../lib/base/buf.h"
#include "../lib/base/err.h"

/* NOLINTBEGIN: each macro has the name of the function that it replaces. */
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
