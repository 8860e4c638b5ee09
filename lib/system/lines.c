/* SPDX-License-Identifier: BSD-2-Clause */
#include "system/lines.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"

static const char space[] = " \t\r\n\v\f";

void lines_init(struct lines *l, int fd)
{
	*l = (struct lines){ .fd = fd };
	/* A line may be a secret key. */
	l->buf.secret = true;
}

void lines_release(struct lines *l)
{
	buf_release(&l->buf);
}

unsigned long lines_ahead(const struct lines *l)
{
	off_t at = lseek(l->fd, 0, SEEK_CUR);
	struct stat st;
	unsigned long count = 0;
	char chunk[16 * 1024], last = '\n';
	ssize_t n = 0;

	if (fstat(l->fd, &st) || !S_ISREG(st.st_mode))
		return 0;
	while (at >= 0 && at < st.st_size &&
	       (n = pread(l->fd, chunk, sizeof(chunk), at)) > 0) {
		for (ssize_t i = 0; i < n; i++)
			count += chunk[i] == '\n';
		last = chunk[n - 1];
		at += n;
	}
	buf_wipe(chunk, sizeof(chunk));
	return n < 0 ? 0 : count + (last != '\n');
}

/* Waits for data for up to TIMEOUT milliseconds, or without limit if TIMEOUT is
 * -1, and reads once.  Sets *WAITING to whether no data has arrived. */
static int read_more(struct lines *l, int timeout, bool *waiting,
		     struct err *err)
{
	struct pollfd poll_fd = { .fd = l->fd, .events = POLLIN };
	char chunk[16 * 1024];
	ssize_t n;

	*waiting = false;
	n = poll(&poll_fd, 1, timeout);
	if (n < 0 && errno == EINTR && timeout < 0)
		return err_set(err, "interrupted");
	if (n == 0 || (n < 0 && errno == EINTR)) {
		*waiting = true;
		return 0;
	}
	n = read(l->fd, chunk, sizeof(chunk));
	if (n < 0 && (errno == EINTR || errno == EAGAIN)) {
		*waiting = true;
		return 0;
	}
	if (n < 0)
		return err_errno(err, errno, "standard input");
	buf_drop(&l->buf, l->at);
	l->at = 0;
	buf_append(&l->buf, chunk, (size_t)n);
	buf_wipe(chunk, (size_t)n);
	l->ended = n == 0;
	return buf_check(&l->buf, "standard input", err);
}

/* The byte order mark that Windows writes at the start of UTF-8 files. */
static const char mark[] = "\xef\xbb\xbf";
enum { MARK_LEN = sizeof(mark) - 1 };

/* Finds the next line, trims it and moves past it.  Returns false if the buffer
 * has no complete line. */
static bool cut_line(struct lines *l, char **line, size_t *len)
{
	size_t left = l->buf.len - l->at;
	char *start, *newline;

	if (!left)
		return false;
	start = l->buf.data + l->at;
	newline = memchr(start, '\n', left);
	if (!newline && !l->ended)
		return false;
	*len = newline ? (size_t)(newline - start) : left;
	l->at += *len + (newline ? 1 : 0);
	l->number++;
	if (l->number == 1 && *len >= MARK_LEN &&
	    memcmp(start, mark, MARK_LEN) == 0) {
		start += MARK_LEN;
		*len -= MARK_LEN;
	}
	while (*len && strchr(space, start[*len - 1]) && start[*len - 1])
		--*len;
	while (*len && strchr(space, *start) && *start) {
		start++;
		--*len;
	}
	*line = start;
	return true;
}

/* Fails if the line is too long, or if it contains a NUL byte, which would
 * truncate the string. */
static int check_line(const struct lines *l, const char *line, size_t len,
		      struct err *err)
{
	if (len > LINES_MAX)
		return err_set(err, "standard input: line %lu is longer than "
			       "%d bytes", l->number, LINES_MAX);
	if (!memchr(line, '\0', len))
		return 0;
	err_set(err, "standard input: line %lu contains a NUL byte", l->number);
	return !utf8_is_utf16(line, len) ? -1 :
	       err_hint(err, "it is UTF-16: save it as UTF-8, or convert it "
			"with iconv -f UTF-16 -t UTF-8");
}

static int next_line(struct lines *l, int timeout, enum lines_state *state,
		     const char **line, struct err *err)
{
	bool waiting;
	char *start;
	size_t len;

	for (;;) {
		while (cut_line(l, &start, &len)) {
			if (!len)
				continue;
			if (check_line(l, start, len, err))
				return -1;
			start[len] = '\0';
			*line = start;
			*state = LINES_ONE;
			return 0;
		}
		*state = LINES_END;
		if (l->ended)
			return 0;
		/* Allow an incomplete line twice the maximum, because its white
		 * space has not been trimmed yet. */
		if (l->buf.len - l->at > (size_t)2 * LINES_MAX)
			return err_set(err, "standard input: line %lu is "
				       "longer than %d bytes", l->number + 1,
				       LINES_MAX);
		if (read_more(l, timeout, &waiting, err))
			return -1;
		*state = LINES_WAIT;
		if (waiting && timeout == 0)
			return 0;
	}
}

int lines_next(struct lines *l, enum lines_state *state, const char **line,
	       struct err *err)
{
	return next_line(l, 0, state, line, err);
}

int lines_wait(struct lines *l, enum lines_state *state, const char **line,
	       struct err *err)
{
	return next_line(l, -1, state, line, err);
}
