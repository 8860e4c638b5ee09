/* SPDX-License-Identifier: BSD-2-Clause */
#include "outfile.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system/file.h"
#include "tempfile.h"

enum { LINKS_MAX = 16 };

static int check_folder(const struct outfile *w, struct stat *st,
			struct err *err)
{
	struct buf folder = { 0 };
	int rc = 0;

	(void)tempfile_folder(&folder, buf_str(&w->path));
	if (buf_check(&folder, "path", err))
		rc = -1;
	else if (stat(buf_str(&folder), st) ||
		 access(buf_str(&folder), W_OK | X_OK))
		rc = err_errno(err, errno, "%s: cannot be written: %s",
			       w->name, buf_str(&folder));
	buf_release(&folder);
	return rc;
}

static bool may_follow(const struct stat *link, const struct stat *folder)
{
	return link->st_uid == 0 || link->st_uid == geteuid() ||
	       ((folder->st_mode & S_ISVTX) && link->st_uid == folder->st_uid);
}

/* The path of W is a symbolic link.  Replaces it by the link's target. */
static int follow(struct outfile *w, struct err *err)
{
	char to[PATH_MAX];
	ssize_t len = readlink(buf_str(&w->path), to, sizeof(to) - 1);
	struct buf path = { 0 };

	if (len < 0)
		return err_errno(err, errno, "%s", w->name);
	to[len] = '\0';
	if (*to != '/')
		(void)tempfile_folder(&path, buf_str(&w->path));
	buf_puts(&path, to);
	buf_release(&w->path);
	w->path = path;
	return buf_check(&w->path, "path", err);
}

static const char *kind_of(mode_t mode)
{
	if (S_ISDIR(mode))
		return "a directory";
	if (S_ISFIFO(mode))
		return "a FIFO";
	if (S_ISSOCK(mode))
		return "a socket";
	return S_ISLNK(mode) ? "a symbolic link" : "a device";
}

int outfile_check(struct outfile *w, const char *name, mode_t mode,
		  struct err *err)
{
	struct stat st, folder;
	int links = 0;

	*w = (struct outfile){ .name = name, .mode = mode, .fresh = mode };
	w->output = strcmp(name, "-") == 0;
	if (w->output)
		return 0;
	buf_puts(&w->path, name);
	if (buf_check(&w->path, "path", err))
		return -1;
	for (;;) {
		if (check_folder(w, &folder, err))
			return -1;
		if (lstat(buf_str(&w->path), &st)) {
			w->allowed = errno == ENOENT;
			return w->allowed ? 0
				: err_errno(err, errno, "%s", name);
		}
		if (!S_ISLNK(st.st_mode))
			break;
		if (!may_follow(&st, &folder))
			return err_set(err, "%s: cannot be written: it is "
				       "another user's symbolic link", name);
		if (++links > LINKS_MAX)
			return err_errno(err, ELOOP, "%s", name);
		if (follow(w, err))
			return -1;
	}
	if (!S_ISREG(st.st_mode))
		return err_set(err, "%s: cannot be written: it is %s", name,
			       kind_of(st.st_mode));
	w->exists = w->allowed = true;
	w->mode = st.st_mode & 07777;
	w->uid = st.st_uid;
	w->gid = st.st_gid;
	return 0;
}

/* Returns whether two paths name the same file, for a file that does not exist
 * yet. */
static bool is_same_new(const char *one, const char *two)
{
	struct buf a = { 0 }, b = { 0 };
	struct stat x, y;
	size_t n = tempfile_folder(&a, one), k = tempfile_folder(&b, two);
	bool same = strcmp(one + n, two + k) == 0 && !a.failed && !b.failed &&
		    stat(buf_str(&a), &x) == 0 && stat(buf_str(&b), &y) == 0 &&
		    x.st_dev == y.st_dev && x.st_ino == y.st_ino;

	buf_release(&a);
	buf_release(&b);
	return same;
}

bool outfile_is(const struct outfile *w, const char *path)
{
	struct stat x, y;

	if (!w->allowed)
		return false;
	if (stat(buf_str(&w->path), &x) == 0 && stat(path, &y) == 0)
		return x.st_dev == y.st_dev && x.st_ino == y.st_ino;
	return is_same_new(buf_str(&w->path), path);
}

static int keep_owner(const struct outfile *w, int fd)
{
	struct stat st;

	if (fstat(fd, &st))
		return -1;
	if (w->exists && (st.st_uid != w->uid || st.st_gid != w->gid) &&
	    fchown(fd, st.st_uid == w->uid ? (uid_t)-1 : w->uid,
		   st.st_gid == w->gid ? (gid_t)-1 : w->gid))
		return -1;
	return fchmod(fd, w->mode);
}

/* Checks the name again, because its file or link may have changed since the
 * run began. */
static int check_again(struct outfile *w, struct err *err)
{
	struct outfile now = { 0 };

	if (!w->allowed)
		return err_set(err, "%s: cannot be written", w->name);
	w->allowed = false;
	if (outfile_check(&now, w->name, w->fresh, err) == 0 &&
	    strcmp(buf_str(&now.path), buf_str(&w->path)) != 0)
		err_set(err, "%s: cannot be written: the name leads "
			"to another file than when the run started", w->name);
	else
		w->allowed = now.allowed;
	if (!w->allowed) {
		outfile_release(&now);
		return -1;
	}
	outfile_release(w);
	*w = now;
	return 0;
}

int outfile_prepare(struct outfile *w, const struct buf *text, struct err *err)
{
	if (check_again(w, err) || buf_check(text, w->name, err))
		return -1;
	w->fd = tempfile_make(&w->made, buf_str(&w->path));
	/* Sets the owner and mode last.  If this run is killed, a later run can
	 * remove the new file because it still belongs to this user. */
	if (w->fd >= 0 && !file_write(w->fd, text) && !keep_owner(w, w->fd))
		return 0;
	(void)err_errno(err, errno, "%s", w->name);
	tempfile_drop(&w->made, w->fd);
	w->allowed = false;
	return -1;
}

int outfile_commit(struct outfile *w, struct err *err)
{
	const char *path = buf_str(&w->path);
	struct stat st;
	int rc = 0;

	if (lstat(path, &st) == 0 && !S_ISREG(st.st_mode))
		rc = err_set(err, "%s: cannot be written: it is %s", w->name,
			     kind_of(st.st_mode));
	else if (rename(buf_str(&w->made), path))
		rc = err_errno(err, errno, "%s", w->name);
	if (rc)
		w->allowed = false;
	tempfile_drop(&w->made, w->fd);
	return rc;
}

int outfile_put(struct outfile *w, const struct buf *text, struct err *err)
{
	return outfile_prepare(w, text, err) || outfile_commit(w, err) ? -1 : 0;
}

void outfile_release(struct outfile *w)
{
	tempfile_drop(&w->made, w->fd);
	buf_release(&w->path);
}
