/* SPDX-License-Identifier: BSD-2-Clause */
#include "system/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Timeouts in milliseconds for the first byte of a pipe or a terminal, and for
 * each later read. */
enum { FIRST_MS = 2000, NEXT_MS = 10000 };

/* Waits until FD has data or has ended, and returns 0.  Returns 1 on timeout
 * and -1 on failure.  HAS_DATA says whether the caller has already read
 * data. */
static int wait_for_input(int fd, const char *path, bool has_data,
			  struct err *err)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int rc;

	do
		rc = poll(&p, 1, has_data ? NEXT_MS : FIRST_MS);
	while (rc < 0 && errno == EINTR);
	if (rc < 0)
		return err_errno(err, errno, "%s", path);
	return rc ? 0 : 1;
}

static int read_all(struct buf *out, int fd, const char *path,
		    bool is_regular, struct err *err)
{
	size_t before = out->len;
	char chunk[4096];
	ssize_t n;

	for (;;) {
		bool has_data = out->len > before;
		int timed_out = is_regular ? 0
				: wait_for_input(fd, path, has_data, err);

		if (timed_out < 0)
			return -1;
		if (timed_out && !has_data)
			break;
		if (timed_out)
			return err_set(err, "%s: no data for %d seconds, and "
				       "no end of file", path, NEXT_MS / 1000);
		n = read(fd, chunk, sizeof(chunk));
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (!n)
			break;
		if (n < 0)
			return err_errno(err, errno, "%s", path);
		buf_append(out, chunk, (size_t)n);
		/* Stop at the maximum, because a device may never end. */
		if (out->failed)
			break;
	}
	if (out->secret)
		buf_wipe(chunk, sizeof(chunk));
	return buf_check(out, path, err);
}

/* Returns whether a file that could not be opened counts as absent.  A file in
 * a directory that this user cannot enter counts as absent, because it is not
 * meant for this user. */
static bool is_absent(const char *path, int error)
{
	struct stat st;

	return error == ENOENT || error == ENOTDIR ||
	       (error == EACCES && stat(path, &st) != 0);
}

/* Opens PATH for reading.  Without O_NONBLOCK, open would block on a FIFO until
 * a process opens it for writing.  Without O_NOCTTY, a terminal could become
 * this process's controlling terminal. */
static int open_to_read(const char *path)
{
	return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

int file_read(struct buf *out, const char *path, struct err *err)
{
	int fd = open_to_read(path), rc;
	struct stat st;

	if (fd < 0)
		return err_errno(err, errno, "%s", path);
	rc = fstat(fd, &st);
	rc = read_all(out, fd, path, rc == 0 && S_ISREG(st.st_mode), err);
	(void)close(fd);
	return rc;
}

/* Returns a description of a directory, a FIFO or a socket for an error
 * message, and NULL for a regular file or a device. */
static const char *other_kind(const struct stat *st)
{
	if (S_ISDIR(st->st_mode))
		return "it is a directory";
	if (S_ISFIFO(st->st_mode))
		return "it is a FIFO, not a file";
	return S_ISSOCK(st->st_mode) ? "it is a socket" : NULL;
}

static const char *why_absent(const char *path, int error)
{
	struct stat st;

	if (error == ENXIO && stat(path, &st) == 0)
		return other_kind(&st);
	return error == EACCES ? "this user has no access to a directory of its "
				 "path"
			       : FILE_NOT_THERE;
}

int file_read_settings(struct buf *out, const char *path,
		       struct file_state *state, struct err *err)
{
	int fd = open_to_read(path);
	int error = errno, rc = 0;
	struct stat st;

	*state = (struct file_state){ .there = false };
	if (fd < 0 && (error == ENXIO || is_absent(path, error))) {
		state->absent = why_absent(path, error);
		return 0;
	}
	if (fd < 0)
		return err_errno(err, error, "%s", path);
	if (fstat(fd, &st)) {
		rc = err_errno(err, errno, "%s", path);
	} else if (!S_ISREG(st.st_mode)) {
		state->absent = other_kind(&st);
	} else {
		state->there = true;
		state->exposed = st.st_mode & (S_IRGRP | S_IROTH);
		rc = read_all(out, fd, path, true, err);
	}
	(void)close(fd);
	return rc;
}

/* Returns whether to repeat a read or write that failed.  Waits for EVENTS if
 * FD is non-blocking: our parent process may have made FD non-blocking. */
static bool may_repeat(int fd, short events)
{
	struct pollfd p = { .fd = fd, .events = events };

	return errno == EINTR || (errno == EAGAIN &&
				  (poll(&p, 1, -1) > 0 || errno == EINTR));
}

int file_put(int fd, const void *data, size_t len)
{
	const char *at = data;

	while (len) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && !may_repeat(fd, POLLOUT))
			return -1;
		at += n < 0 ? 0 : n;
		len -= n < 0 ? 0 : (size_t)n;
	}
	return 0;
}

int file_write(int fd, const struct buf *data)
{
	return file_put(fd, data->data, data->len) ? -1 : fsync(fd);
}

int file_replace(const char *path, const struct buf *data, struct err *err)
{
	struct buf name = { 0 };
	int fd, rc;

	/* Create the temporary file in the same directory, because rename
	 * cannot cross file systems. */
	buf_printf(&name, "%s.XXXXXX", path);
	if (buf_check(&name, "path", err))
		return -1;
	fd = mkstemp(name.data);
	if (fd < 0) {
		rc = err_errno(err, errno, "%s", path);
		buf_release(&name);
		return rc;
	}
	rc = file_write(fd, data);
	if (close(fd) || rc || rename(name.data, path)) {
		rc = err_errno(err, errno, "%s", path);
		(void)unlink(name.data);
	}
	buf_release(&name);
	return rc;
}

int file_read_input(struct buf *out, const char *name, size_t max,
		    struct err *err)
{
	const bool input = strcmp(name, "-") == 0;
	int fd = input ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	char chunk[4096];
	ssize_t n = 1;

	if (fd < 0)
		return err_errno(err, errno, "file %s", name);
	if (max >= BUF_MAX && !out->max)
		out->max = max + sizeof(chunk);
	while (n > 0 && out->len <= max && !out->failed) {
		n = read(fd, chunk, sizeof(chunk));
		if (n > 0)
			buf_append(out, chunk, (size_t)n);
		else if (n < 0 && may_repeat(fd, POLLIN))
			n = 1;
	}
	if (n < 0)
		err_errno(err, errno, "%s%s", input ? "" : "file ",
			  input ? "standard input" : name);
	buf_wipe(chunk, sizeof(chunk));
	if (!input)
		(void)close(fd);
	if (n < 0)
		return -1;
	return buf_check(out, input ? "standard input" : "file", err);
}
