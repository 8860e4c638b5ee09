/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads the head of a reply, its status line and header lines (RFC 9112, 4 and
 * 5), a line at a time.  Keeps only a few values.
 */
#ifndef HEAD_H
#define HEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Most bytes, and most lines, of all heads of one request, those of interim
 * replies included.  Our limits are below those of libcurl 8 (5000 lines),
 * whose error messages differ between versions. */
enum { HEAD_MAX = 256 * 1024, HEAD_LINES_MAX = 4096 };

struct head {
	size_t bytes, lines;	/* bytes and lines so far */
	bool ended;		/* the empty line has come */
	/* Values of headers, cut; "" if the header is missing. */
	char date[64];		/* value of Date */
	char type[64];		/* value of Content-Type */
	char encoding[32];	/* value of Content-Encoding: we neither ask for
				 * one nor decode it */
};

/* Resets for a new reply. */
void head_begin(struct head *h);

/* Takes the next line, with its line end.  Lines after the head (trailers)
 * change nothing.  Fails at a malformed status line, and beyond HEAD_MAX or
 * HEAD_LINES_MAX. */
int head_line(struct head *h, const char *line, size_t len, struct err *err);

#endif
