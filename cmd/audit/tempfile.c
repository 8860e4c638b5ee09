/* SPDX-License-Identifier: BSD-2-Clause */
#include "tempfile.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

/* RANDOM is the length of the random end of a new file's name.  TRIES is the
 * maximum number of attempts to create the file. */
enum { RANDOM = 6, TRIES = 20 };

size_t tempfile_folder(struct buf *out, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t len = slash ? (size_t)(slash - path) + 1 : 0;

	if (len)
		buf_append(out, path, len);
	else
		buf_puts(out, "./");
	return len;
}

static bool lock_file(int fd)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET,
			      .l_start = 0, .l_len = 0 };

	return fcntl(fd, F_SETLK, &lock) == 0;
}

/* Removes a temporary file and the files that belong to it.  Removes the
 * temporary file last, because a later run finds the other files by the name of
 * the temporary file. */
static void remove_all(int folder, const char *name)
{
	static const char *const ends[] = {
		TEMPFILE_DB "-journal", TEMPFILE_DB "-wal", TEMPFILE_DB "-shm",
		TEMPFILE_DB, "",
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		struct buf one = { 0 };

		buf_printf(&one, "%s%s", name, ends[i]);
		if (!one.failed)
			(void)unlinkat(folder, buf_str(&one), 0);
		buf_release(&one);
	}
}

/* Returns whether we may remove the file.  It must be a regular file, and we
 * must own it or be root. */
static bool may_remove(const struct stat *st)
{
	return S_ISREG(st->st_mode) &&
	       (st->st_uid == geteuid() || geteuid() == 0);
}

static void remove_stale(int folder, const char *name)
{
	struct stat st;
	int fd = openat(folder, name, O_RDWR | O_NOFOLLOW | O_NONBLOCK |
			O_NOCTTY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && may_remove(&st) && lock_file(fd))
		remove_all(folder, name);
	(void)close(fd);
}

/* Sets OUT to the path of a new temporary file without its random end.  Returns
 * the offset of the file's name in OUT. */
static size_t begin_name(struct buf *out, const char *path)
{
	size_t len, start;

	buf_clear(out);
	len = tempfile_folder(out, path);
	start = out->len;
	buf_printf(out, ".%s.ec2new-", path + len);
	return start;
}

/* Returns whether TEXT can be the random end that mkstemp gives to a name. */
static bool is_random(const char *text)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789";

	return strlen(text) == RANDOM && strspn(text, letters) == RANDOM;
}

void tempfile_sweep(const char *path)
{
	struct buf folder = { 0 }, name = { 0 };
	size_t start = begin_name(&name, path);
	const char *begin = buf_str(&name) + start;
	const struct dirent *entry;
	DIR *dir = NULL;

	(void)tempfile_folder(&folder, path);
	if (!name.failed && !folder.failed)
		dir = opendir(buf_str(&folder));
	while (dir && (entry = readdir(dir)) != NULL)
		if (str_begins(entry->d_name, begin) &&
		    is_random(entry->d_name + strlen(begin)))
			remove_stale(dirfd(dir), entry->d_name);
	if (dir)
		(void)closedir(dir);
	buf_release(&folder);
	buf_release(&name);
}

/* Locks the new file.  Returns false if another run found the file before we
 * locked it, because that run removes the file.  Returns true on a file system
 * without locks, because no other run can remove the file. */
static bool is_ours(int fd)
{
	struct stat st;

	if (!lock_file(fd))
		return errno != EACCES && errno != EAGAIN;
	return fstat(fd, &st) == 0 && st.st_nlink;
}

int tempfile_make(struct buf *name, const char *path)
{
	tempfile_sweep(path);
	for (int i = 0; i < TRIES; i++) {
		int fd;

		(void)begin_name(name, path);
		buf_puts(name, "XXXXXX");
		if (name->failed) {
			errno = ENOMEM;
			return -1;
		}
		fd = mkstemp(name->data);
		if (fd < 0)
			return -1;
		if (is_ours(fd))
			return fd;
		(void)close(fd);
	}
	errno = EAGAIN;
	return -1;
}

void tempfile_drop(struct buf *name, int fd)
{
	if (name->len && fd >= 0) {
		remove_all(AT_FDCWD, buf_str(name));
		(void)close(fd);
	}
	buf_release(name);
}
