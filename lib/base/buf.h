/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A bounded byte buffer.
 *
 * Functions that append return nothing.  When memory runs out or the bound is
 * passed, the buffer fails and ignores later appends; buf_check reports that
 * once, where the content is used.  So code that builds text stays readable,
 * and incomplete text is never used.
 *
 * The struct lives where its owner wants it and starts as `= {0}`.
 */
#ifndef BUF_H
#define BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/attr.h"
#include "base/err.h"

/* The bound when `max` is 0: 64 MiB. */
enum { BUF_MAX = 64 * 1024 * 1024 };

struct buf {
	char *data;	/* ends in a NUL; NULL before the first append */
	size_t len;
	size_t cap;
	size_t max;	/* most bytes that the buffer may hold; 0: BUF_MAX */
	bool secret;	/* wipe memory before it is freed or reused */
	bool failed;	/* an append failed: see buf_check */
	bool full;	/* the failed append would have passed the bound */
};

/* Makes room for MORE bytes and a NUL.  Returns false if that fails, and sets
 * `failed`. */
bool buf_extend(struct buf *b, size_t more);

/* Like buf_extend, inline for the usual case: MORE bytes fit into the memory
 * and within the bound, which may be smaller. */
static inline bool buf_reserve(struct buf *b, size_t more)
{
	if (more < b->cap - b->len && !b->failed &&
	    b->len + more <= (b->max ? b->max : BUF_MAX))
		return true;
	return buf_extend(b, more);
}

/* Append LEN bytes, one byte, a string, formatted text.  Every row goes through
 * the first two a few bytes at a time, so these are inline. */
static inline void buf_append(struct buf *b, const void *data, size_t len)
{
	if (!buf_reserve(b, len))
		return;
	if (len)
		memcpy(b->data + b->len, data, len);
	b->len += len;
	b->data[b->len] = '\0';
}

static inline void buf_putc(struct buf *b, char c)
{
	if (!buf_reserve(b, 1))
		return;
	b->data[b->len++] = c;
	b->data[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *text);
void buf_printf(struct buf *b, const char *format, ...) ATTR_PRINTF(2, 3);

/* Removes the first LEN bytes (at most all). */
void buf_drop(struct buf *b, size_t len);

/* Keeps the first LEN bytes (at most all), and forgets an earlier failure. */
void buf_keep(struct buf *b, size_t len);

/* Empties the buffer, keeps its memory, and forgets an earlier failure. */
void buf_clear(struct buf *b);

/* Frees the content.  The struct keeps `max` and `secret`; it may be used again
 * or released twice. */
void buf_release(struct buf *b);

/* Returns 0 if no append failed, else -1 and an error that names WHAT, such as
 * "request body". */
int buf_check(const struct buf *b, const char *what, struct err *err);

/* The content as a string, "" when empty; valid until the next change. */
const char *buf_str(const struct buf *b);

/* Overwrites LEN bytes in a way the compiler may not drop. */
void buf_wipe(void *data, size_t len);

#endif
