/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * disk.so: makes a disk fail from a chosen call on.  LD_PRELOAD loads disk.so
 * before a program.
 *
 *     DISK_FOLDER   an absolute path: all files whose paths begin with it are
 *                   on the disk
 *     DISK_FAIL     N: the N-th call on the disk fails, and all later calls
 *                   fail too.  Only calls count that create, write, truncate,
 *                   sync, rename or link a file
 *     DISK_ERRNO    the number of the error
 *     DISK_KILL     if set, the N-th call kills the program
 *     DISK_REPORT   a file on another disk, which gets the number of calls
 *     DISK_CLOSE    if set, closing standard output fails
 *     DISK_TYPE     the number that statfs gives for the disk's file system
 */
#undef _FILE_OFFSET_BITS
#undef _TIME_BITS
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/num.h"

static atomic_long calls;

static long setting(const char *name)
{
	const char *text = getenv(name);
	struct err err;
	long n = 0;

	if (text && num_parse(text, 0, 1000000, &n, &err))
		abort();
	return n;
}

static bool is_ours(const char *path)
{
	const char *folder = getenv("DISK_FOLDER");

	return folder && strncmp(path, folder, strlen(folder)) == 0;
}

static int report_fd = -1;

/* Opens DISK_REPORT before the program confines itself. */
__attribute__((constructor)) static void begin(void)
{
	const char *name = getenv("DISK_REPORT");

	if (name)
		report_fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
				 0600);
}

/* Counts a call on PATH, if PATH is on the disk.  Returns whether the call
 * must fail. */
static bool fails(const char *path)
{
	if (!is_ours(path))
		return false;
	++calls;
	if (report_fd >= 0) {
		(void)lseek(report_fd, 0, SEEK_SET);
		(void)dprintf(report_fd, "%ld\n", (long)calls);
	}
	if (calls < setting("DISK_FAIL"))
		return false;
	if (getenv("DISK_KILL"))
		(void)raise(SIGKILL);
	errno = (int)setting("DISK_ERRNO");
	return true;
}

static bool fails_at(int fd)
{
	char name[64], path[4096] = "";

	(void)snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	return readlink(name, path, sizeof(path) - 1) > 0 && fails(path);
}

/* Defines the function NAME.  This function fails if FAILING is true, and
 * otherwise calls the function NAME of the C library. */
#define ON_DISK(type, name, parameters, failing, ...) \
	type name parameters \
	{ \
		static type (*real) parameters; \
		if (!real) \
			*(void **)&real = dlsym(RTLD_NEXT, #name); \
		return failing ? -1 : real(__VA_ARGS__); \
	}

ON_DISK(ssize_t, write, (int fd, const void *data, size_t size), fails_at(fd),
	fd, data, size)
ON_DISK(ssize_t, pwrite, (int fd, const void *data, size_t size, off_t at),
	fails_at(fd), fd, data, size, at)
ON_DISK(ssize_t, pwrite64, (int fd, const void *data, size_t size, off64_t at),
	fails_at(fd), fd, data, size, at)
ON_DISK(int, ftruncate, (int fd, off_t size), fails_at(fd), fd, size)
ON_DISK(int, ftruncate64, (int fd, off64_t size), fails_at(fd), fd, size)
ON_DISK(int, fsync, (int fd), fails_at(fd), fd)
ON_DISK(int, fdatasync, (int fd), fails_at(fd), fd)
ON_DISK(int, rename, (const char *from, const char *to), fails(to), from, to)
ON_DISK(int, link, (const char *from, const char *to), fails(to), from, to)
ON_DISK(int, mkstemp, (char *path), fails(path), path)
ON_DISK(int, mkstemp64, (char *path), fails(path), path)

int close(int fd)
{
	static int (*real)(int fd);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "close");
	if (real(fd))
		return -1;
	if (fd != STDOUT_FILENO || !getenv("DISK_CLOSE"))
		return 0;
	errno = (int)setting("DISK_ERRNO");
	return -1;
}

#define OPEN_ON_DISK(name) \
	int name(const char *path, int flags, ...) \
	{ \
		static int (*real)(const char *path, int flags, ...); \
		va_list rest; \
		int mode = 0; \
		if (!real) \
			*(void **)&real = dlsym(RTLD_NEXT, #name); \
		if (flags & O_CREAT) { \
			va_start(rest, flags); \
			mode = va_arg(rest, int); \
			va_end(rest); \
		} \
		if ((flags & O_CREAT) && access(path, F_OK) && fails(path)) \
			return -1; \
		return real(path, flags, mode); \
	}

OPEN_ON_DISK(open)
OPEN_ON_DISK(open64)

#define STATFS_ON_DISK(name) \
	int name(const char *path, struct name *fs) \
	{ \
		static int (*real)(const char *path, struct name *fs); \
		int rc; \
		if (!real) \
			*(void **)&real = dlsym(RTLD_NEXT, #name); \
		rc = real(path, fs); \
		if (!rc && is_ours(path) && getenv("DISK_TYPE")) \
			fs->f_type = setting("DISK_TYPE"); \
		return rc; \
	}

STATFS_ON_DISK(statfs)
STATFS_ON_DISK(statfs64)
