/* SPDX-License-Identifier: BSD-2-Clause */
#include "state/private_copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The files that the sandbox and the audits make in a private directory. */
static const char *const made[] = {
	"credentials", "config", "boto", "certificates.pem",
	"state", "state-wal", "state-shm", "audit.db", "audit.db-wal",
	"audit.db-shm", "audit.db-lock", ".audit.db.ec2new-*",
};

static int copy_bytes(FILE *in, const char *name, struct err *err)
{
	FILE *out = fopen(name, "wx");
	char block[65536];
	size_t n;
	int rc = 0;

	if (!out)
		return err_errno(err, errno, "%s", name);
	while (!rc && (n = fread(block, 1, sizeof(block), in)) > 0)
		if (fwrite(block, 1, n, out) != n)
			rc = err_errno(err, errno, "%s", name);
	if (!rc && ferror(in))
		rc = err_errno(err, errno, "it cannot be read");
	if (fclose(out) && !rc)
		rc = err_errno(err, errno, "%s", name);
	return rc;
}

/* Copies the file FILE + SUFFIX to TO + SUFFIX.  With a suffix, the file is
 * SQLite's log, which may be missing. */
static int copy_file(const char *file, const char *to, const char *suffix,
		     struct err *err)
{
	struct buf from = { 0 }, name = { 0 };
	FILE *in;
	int rc = -1;

	buf_printf(&from, "%s%s", file, suffix);
	buf_printf(&name, "%s%s", to, suffix);
	if (buf_check(&from, "name", err) || buf_check(&name, "name", err))
		goto out;
	in = fopen(buf_str(&from), "r");
	if (in) {
		rc = copy_bytes(in, buf_str(&name), err);
		(void)fclose(in);
	} else if (*suffix && errno == ENOENT) {
		rc = 0;
	} else {
		(void)err_errno(err, errno, "%s", buf_str(&from));
	}
out:
	buf_release(&from);
	buf_release(&name);
	return rc;
}

int private_copy_directory(struct buf *out, struct err *err)
{
	const char *parent = getenv("TMPDIR");

	if (!parent || parent[0] != '/')
		parent = "/tmp";
	buf_printf(out, "%s/ec2-sandbox.XXXXXX", parent);
	if (buf_check(out, "temporary directory", err))
		return -1;
	if (mkdtemp(out->data))
		return 0;
	(void)err_errno(err, errno, "temporary directory in %s", parent);
	buf_release(out);
	return -1;
}

int private_copy_make(struct private_copy *copy, const char *file,
		      struct err *err)
{
	if (private_copy_directory(&copy->directory, err))
		return -1;
	buf_printf(&copy->file, "%s/state", buf_str(&copy->directory));
	if (buf_check(&copy->file, "temporary file", err))
		return -1;
	if (copy_file(file, buf_str(&copy->file), "", err))
		return -1;
	return copy_file(file, buf_str(&copy->file), "-wal", err);
}

void private_copy_clear(struct buf *directory)
{
	int fd = open(buf_str(directory), O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
		      O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);

	for (const struct dirent *e; dir && (e = readdir(dir)) != NULL;)
		for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++)
			if (fnmatch(made[i], e->d_name, 0) == 0)
				(void)unlinkat(fd, e->d_name, 0);
	if (dir && closedir(dir) == 0)
		(void)rmdir(buf_str(directory));
	buf_release(directory);
}

void private_copy_remove(struct private_copy *copy)
{
	private_copy_clear(&copy->directory);
	buf_release(&copy->file);
}
