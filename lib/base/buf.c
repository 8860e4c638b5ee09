/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The compiler may remove a direct call of memset if the bytes are not read
 * again.  The compiler must keep a call through a volatile pointer.  We do not
 * use explicit_bzero, because not all systems have it. */
void buf_wipe(void *data, size_t len)
{
	void *(*volatile overwrite)(void *, int, size_t) = memset;

	if (len)
		(void)overwrite(data, 0, len);
}

/* Moves the content to a memory block of CAP bytes.  Returns the block, or NULL
 * if memory runs out.  Does not call realloc for secret content, because
 * realloc could leave a copy of the content in freed memory. */
static char *grow_to(struct buf *b, size_t cap)
{
	char *data;

	if (!b->secret)
		return realloc(b->data, cap);
	data = malloc(cap);
	if (!data)
		return NULL;
	if (b->data) {
		memcpy(data, b->data, b->len + 1);
		buf_wipe(b->data, b->cap);
		free(b->data);
	}
	return data;
}

bool buf_extend(struct buf *b, size_t more)
{
	size_t max = b->max ? b->max : BUF_MAX;
	size_t cap = b->cap ? b->cap : 64;
	char *data;

	if (b->failed)
		return false;
	if (more > max || b->len > max - more) {
		b->failed = b->full = true;
		return false;
	}
	while (cap <= b->len + more)
		cap *= 2;
	data = grow_to(b, cap);
	if (!data) {
		b->failed = true;
		return false;
	}
	b->data = data;
	b->cap = cap;
	return true;
}

void buf_puts(struct buf *b, const char *text)
{
	buf_append(b, text, strlen(text));
}

void buf_printf(struct buf *b, const char *format, ...)
{
	size_t room = b->data && !b->failed ? b->cap - b->len : 0;
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(room ? b->data + b->len : NULL, room, format, ap);
	va_end(ap);
	if (n < 0 || !buf_reserve(b, (size_t)n)) {
		b->failed = true;
		if (room)
			b->data[b->len] = '\0';
		return;
	}
	if ((size_t)n >= room) {
		va_start(ap, format);
		(void)vsnprintf(b->data + b->len, (size_t)n + 1, format, ap);
		va_end(ap);
	}
	b->len += (size_t)n;
}

/* Wipes what a secret buffer has after its first LEN bytes.  OLD_LEN is the
 * length of the content before the caller shortens it.  There is nothing to
 * wipe after OLD_LEN, unless buf_printf failed after writing part of a text. */
static void wipe_after(struct buf *b, size_t len, size_t old_len)
{
	if (b->secret && b->data)
		buf_wipe(b->data + len, (b->failed ? b->cap : old_len) - len);
}

void buf_drop(struct buf *b, size_t len)
{
	size_t old_len = b->len;

	if (len > old_len)
		len = old_len;
	if (!len)
		return;
	memmove(b->data, b->data + len, old_len - len);
	b->len -= len;
	wipe_after(b, b->len, old_len);
	b->data[b->len] = '\0';
}

void buf_keep(struct buf *b, size_t len)
{
	if (len > b->len)
		len = b->len;
	wipe_after(b, len, b->len);
	b->len = len;
	b->failed = b->full = false;
	if (b->data)
		b->data[len] = '\0';
}

void buf_clear(struct buf *b)
{
	buf_keep(b, 0);
}

void buf_release(struct buf *b)
{
	if (b->secret)
		buf_wipe(b->data, b->cap);
	free(b->data);
	b->data = NULL;
	b->len = b->cap = 0;
	b->failed = b->full = false;
}

int buf_check(const struct buf *b, const char *what, struct err *err)
{
	size_t max = b->max ? b->max : BUF_MAX;

	if (!b->failed)
		return 0;
	if (b->full)
		return err_limit(err, "%s: over %zu bytes", what, max);
	return err_set(err, "%s: out of memory", what);
}

const char *buf_str(const struct buf *b)
{
	return b->data ? b->data : "";
}
