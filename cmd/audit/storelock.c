/* SPDX-License-Identifier: BSD-2-Clause */
#include "storelock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/now.h"
#include "cli/program.h"

/* Milliseconds between two attempts to take the lock. */
enum { POLL_MS = 100 };

/* Gives the lock file the database's owner, group and mode, as far as this user
 * is allowed to. */
static void make_alike(int fd, const struct stat *db, const struct stat *lock)
{
	int failed = 0;

	if (lock->st_uid != db->st_uid)
		failed |= fchown(fd, db->st_uid, (gid_t)-1);
	if (lock->st_gid != db->st_gid)
		failed |= fchown(fd, (uid_t)-1, db->st_gid);
	if ((lock->st_mode & 0777) != db->st_mode)
		failed |= fchmod(fd, db->st_mode);
	(void)failed;
}

/* Opens the lock file.  Every user who may write the database must be able to
 * open the lock file, so the lock file gets the database's owner, group and
 * mode.  open_lock accepts only an empty regular file with one hard link.
 * Otherwise a user could make root change the owner of any file. */
static int open_lock(int *fd, const char *file, const char *name,
		     struct err *err)
{
	struct stat db, lock;

	if (stat(file, &db))
		return err_errno(err, errno, "%s", file);
	db.st_mode &= 0666;
	*fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW |
		   O_NONBLOCK | O_NOCTTY, db.st_mode);
	if (*fd < 0) {
		int why = errno;

		(void)err_errno(err, why, "%s", name);
		return why != EACCES ? -1 : err_hint(err, "give the "
			"lock file the owner, group and mode of the database");
	}
	if (fstat(*fd, &lock))
		return err_errno(err, errno, "%s", name);
	if (!S_ISREG(lock.st_mode) || lock.st_nlink != 1 || lock.st_size)
		return err_set(err, "%s: it is not a lock file of an audit, which "
			       "is an empty regular file with one hard link: "
			       "move it away", name);
	make_alike(*fd, &db, &lock);
	return 0;
}

/* Waits for the audit's lock and takes it.  It is one byte of the lock file. */
static int wait_lock(int fd, const char *file, long long audit, long seconds,
		     struct err *err)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET,
			      .l_start = (off_t)audit, .l_len = 1 };
	long long until = now_ms() + seconds * 1000;

	while (fcntl(fd, F_SETLK, &lock)) {
		if (errno != EACCES && errno != EAGAIN && errno != EINTR)
			return err_errno(err, errno, "%s" STORELOCK_END, file);
		if (*program_stop())
			return err_set(err, "interrupted");
		if (now_ms() >= until)
			return err_set(err, "%s: another run of this audit "
				       "still holds its lock, after %ld "
				       "second%s (--lock-wait)", file, seconds,
				       seconds == 1 ? "" : "s");
		(void)poll(NULL, 0, POLL_MS);
	}
	return 0;
}

int storelock_take(int *fd, const char *file, long long audit, long seconds,
		   struct err *err)
{
	struct buf name = { 0 };
	int rc;

	*fd = -1;
	buf_printf(&name, "%s" STORELOCK_END, file);
	rc = buf_check(&name, "path", err) ||
	     open_lock(fd, file, buf_str(&name), err) ||
	     wait_lock(*fd, file, audit, seconds, err) ? -1 : 0;
	buf_release(&name);
	return rc;
}
