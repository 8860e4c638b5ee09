/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Parses the head of a reply line by line: the status line and the header lines
 * (RFC 9112, sections 4 and 5).
 */
#ifndef HEAD_H
#define HEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Limits for the bytes and lines of all heads and trailers that one request
 * receives, including the heads of interim replies.  The limits are below those
 * of libcurl 8 (300 KiB and 5000 lines), because libcurl's error messages
 * differ between versions. */
enum { HEAD_MAX = 256 * 1024, HEAD_LINES_MAX = 4096 };

struct head {
	size_t bytes, lines;	/* number of bytes and lines received in all
				 * heads and trailers */
	bool ended;		/* the empty line after the headers of the
				 * latest head was received */
	/* Values of headers of the latest head, truncated if necessary, or ""
	 * if the header is missing. */
	char date[64];		/* value of Date */
	char type[64];		/* value of Content-Type */
	char encoding[32];	/* value of Content-Encoding; we do not request
				 * or decode an encoding */
};

/* Resets H before a new request. */
void head_begin(struct head *h);

/* Parses the next line, which includes its line break.  Counts the lines after
 * the head (trailers), but does not parse them.  Fails if the status line is
 * not well formed, or if the lines exceed HEAD_MAX or HEAD_LINES_MAX.  Also
 * fails for status 101, since libcurl would wait for the end of the
 * connection. */
int head_line(struct head *h, const char *line, size_t len, struct err *err);

#endif
