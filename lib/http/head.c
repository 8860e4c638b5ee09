/* SPDX-License-Identifier: BSD-2-Clause */
#include "http/head.h"

#include <string.h>
#include <strings.h>

#include "base/ascii.h"

/* The maximum number of bytes of a line that an error message quotes. */
enum { SHOWN_MAX = 40 };

/* If the LEN bytes at LINE are the header called NAME, copies the header's
 * value to VALUE, truncated to SIZE - 1 bytes. */
static void take_value(const char *line, size_t len, const char *name,
		       char *value, size_t size)
{
	size_t n = strlen(name);

	if (len <= n || line[n] != ':' || strncasecmp(line, name, n) != 0)
		return;
	line += n + 1;
	len -= n + 1;
	while (len && (*line == ' ' || *line == '\t')) {
		line++;
		len--;
	}
	for (n = 0; n < len && n < size - 1; n++) {
		if (!line[n] || line[n] == '\r' || line[n] == '\n')
			break;
		value[n] = line[n];
	}
	value[n] = '\0';
}

static bool is_status_line(const char *line, size_t len)
{
	return len >= 5 && strncasecmp(line, "HTTP/", 5) == 0;
}

/* Returns whether a status line is well formed for HTTP/1.0 or HTTP/1.1.
 * libcurl interprets some malformed lines as status 200. */
static bool is_good_status_line(const char *line, size_t len)
{
	if (len < 13 || (memcmp(line, "HTTP/1.1 ", 9) != 0 &&
			 memcmp(line, "HTTP/1.0 ", 9) != 0))
		return false;
	for (size_t i = 9; i < 12; i++)
		if (!ascii_is_digit(line[i]))
			return false;
	return !ascii_is_digit(line[12]);
}

static int bad_status_line(const char *line, size_t len, struct err *err)
{
	int n = 0;

	while ((size_t)n < len && n < SHOWN_MAX && line[n] != '\r' &&
	       line[n] != '\n')
		n++;
	return err_set(err, "reply: not a status line of HTTP/1.1: %.*s", n,
		       line);
}

static void clear_values(struct head *h)
{
	h->date[0] = h->type[0] = h->encoding[0] = '\0';
}

void head_begin(struct head *h)
{
	h->bytes = h->lines = 0;
	h->ended = false;
	clear_values(h);
}

/* A status line begins a new reply: the proxy's reply to CONNECT, an interim
 * reply, or the final reply.  The header values are cleared for each reply, but
 * the limits apply to all replies together. */
int head_line(struct head *h, const char *line, size_t len, struct err *err)
{
	bool begins = is_status_line(line, len);

	h->bytes += len;
	if (h->bytes > HEAD_MAX)
		return err_limit(err, "reply: more than %d KiB of headers",
				 HEAD_MAX / 1024);
	if (++h->lines > HEAD_LINES_MAX)
		return err_limit(err, "reply: more than %d lines of headers",
				 HEAD_LINES_MAX);
	if (h->ended && !begins)
		return 0;
	h->ended = len && (*line == '\r' || *line == '\n');
	if (begins && !is_good_status_line(line, len))
		return bad_status_line(line, len, err);
	if (begins && memcmp(line + 9, "101", 3) == 0)
		return err_set(err, "reply: status 101, a switch to another "
			       "protocol that was not requested");
	if (begins)
		clear_values(h);
	take_value(line, len, "Date", h->date, sizeof(h->date));
	take_value(line, len, "Content-Type", h->type, sizeof(h->type));
	take_value(line, len, "Content-Encoding", h->encoding,
		   sizeof(h->encoding));
	return 0;
}
