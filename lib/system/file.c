/* SPDX-License-Identifier: BSD-2-Clause */
/* A file, read whole. */
#include "system/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int read_all(struct buf *out, int fd, const char *path,
		    struct err *err)
{
	char chunk[4096];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, errno, "%s", path);
		buf_append(out, chunk, (size_t)n);
		/* A device may never end. */
		if (out->failed)
			break;
	}
	if (out->secret)
		buf_wipe(chunk, sizeof(chunk));
	return buf_check(out, path, err);
}

/* Where a directory on the way is closed to this user, as another's home is,
 * there is nothing that could have been meant for him. */
static bool is_absent(const char *path, int error)
{
	struct stat st;

	return error == ENOENT || error == ENOTDIR ||
	       (error == EACCES && stat(path, &st) != 0);
}

int file_read(struct buf *out, const char *path, bool *there, bool *exposed,
	      struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), error = errno, rc;
	struct stat st;

	if (there)
		*there = fd >= 0;
	if (fd < 0 && there && is_absent(path, error))
		return 0;
	if (fd < 0)
		return err_errno(err, error, "%s", path);
	if (exposed)
		*exposed = fstat(fd, &st) == 0 &&
			   (st.st_mode & (S_IRGRP | S_IROTH));
	rc = read_all(out, fd, path, err);
	(void)close(fd);
	return rc;
}
