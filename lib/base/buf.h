/* SPDX-License-Identifier: BSD-2-Clause */
/* A byte buffer with a maximum size.
 *
 * The functions that append do not return a value.  If memory runs out or the
 * content would exceed the maximum, the buffer is marked as failed and ignores
 * later appends.  Code that builds text calls buf_check once, after all appends
 * and before it uses the content.
 *
 * Initialize struct buf with `= { 0 }`. */
#ifndef BUF_H
#define BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/attr.h"
#include "base/err.h"

/* The maximum size if `max` is 0: 64 MiB. */
enum { BUF_MAX = 64 * 1024 * 1024 };

struct buf {
	char *data;	/* the content and, after an append, a NUL; NULL if the
			 * buffer has no memory */
	size_t len;	/* bytes of content, without the NUL */
	size_t cap;	/* bytes of memory at `data` */
	size_t max;	/* maximum of `len`, or 0 for BUF_MAX */
	bool secret;	/* wipe memory before freeing or reusing it */
	bool failed;	/* an append failed; buf_check reports the failure */
	bool full;	/* the failed append would have exceeded `max` */
};

/* Makes room for MORE bytes and a NUL.  If memory runs out or the content would
 * exceed `max`, sets `failed` and returns false.  Also returns false if
 * `failed` is already set. */
bool buf_extend(struct buf *b, size_t more);

/* Does the same as buf_extend, but needs no function call in the usual case:
 * MORE bytes fit into the allocated memory, and the content does not exceed
 * `max`. */
static inline bool buf_reserve(struct buf *b, size_t more)
{
	if (more < b->cap - b->len && !b->failed &&
	    b->len + more <= (b->max ? b->max : BUF_MAX))
		return true;
	return buf_extend(b, more);
}

/* buf_append appends LEN bytes, buf_putc one byte, buf_puts a string, and
 * buf_printf formatted text. */
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

/* Removes the first LEN bytes, or all bytes if there are fewer. */
void buf_drop(struct buf *b, size_t len);

/* Truncates the content to LEN bytes if it is longer.  Clears `failed` and
 * `full`. */
void buf_keep(struct buf *b, size_t len);

/* Removes all content but keeps the memory for reuse.  Clears `failed` and
 * `full`. */
void buf_clear(struct buf *b);

/* Frees the memory.  The struct keeps `max` and `secret`.  The caller may use
 * the buffer again or release it twice. */
void buf_release(struct buf *b);

/* Returns 0 if no append failed.  Otherwise sets *ERR and returns -1.  The
 * error names WHAT, for example "request body". */
int buf_check(const struct buf *b, const char *what, struct err *err);

/* Returns the content as a string, or "" if the buffer is empty.  The string is
 * valid until the next change of the buffer. */
const char *buf_str(const struct buf *b);

/* Overwrites the LEN bytes at DATA with zeros, even if the program does not
 * read them again. */
void buf_wipe(void *data, size_t len);

#endif
