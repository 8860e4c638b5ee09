/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes AWS's config and credentials files in a temporary directory.  Runs
 * tests as a user without a name. */
#ifndef CHECK_FILES_H
#define CHECK_FILES_H

#include <pwd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "aws/profile.h"
#include "check_main.h"

struct check_files {
	char dir[32];
	struct buf config, credentials;		/* paths of the files */
};

static inline void check_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (!file || fputs(text, file) == EOF || fclose(file) ||
	    chmod(path, 0600))
		check_broken(path, "cannot be written");
}

/* Makes the directory, and both files except a file whose text is NULL. */
static inline void check_files_make(struct check_files *f, const char *config,
				    const char *credentials)
{
	*f = (struct check_files){ .dir = "/tmp/check_files.XXXXXX" };
	if (!mkdtemp(f->dir))
		check_broken(f->dir, "cannot be created");
	buf_printf(&f->config, "%s/config", f->dir);
	buf_printf(&f->credentials, "%s/credentials", f->dir);
	if (config)
		check_write(f->config.data, config);
	if (credentials)
		check_write(f->credentials.data, credentials);
}

static inline void check_files_remove(struct check_files *f)
{
	(void)unlink(f->config.data);
	(void)unlink(f->credentials.data);
	(void)rmdir(f->dir);
	buf_release(&f->config);
	buf_release(&f->credentials);
}

/* Returns the profiles of both files, with the profile NAME (or NULL) chosen.
 * The caller loads the profiles, and frees the result. */
static inline struct profile *check_files_open(const struct check_files *f,
					       const char *name)
{
	const struct profile_places places = {
		.name = name, .config_file = f->config.data,
		.credentials_file = f->credentials.data, .home = f->dir,
	};
	struct profile *p = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(profile_new(&p, &places, &err), 0);
	return p;
}

/* A user ID without an entry in the password database. */
enum { CHECK_NAMELESS_USER = 54321 };

/* Runs TEST in a process of CHECK_NAMELESS_USER.  TEST returns 0 if it passed,
 * and another number up to 76 if it failed.  Does not run TEST if this process
 * cannot change its user, or if the user has an entry after all. */
static inline void check_nameless(int (*test)(void))
{
	pid_t pid = fork();
	int status;

	ck_assert_int_ge(pid, 0);
	if (!pid)
		_exit(setuid(CHECK_NAMELESS_USER) ||
		      getpwuid(CHECK_NAMELESS_USER) ? 77 : test());
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_msg(WIFEXITED(status), "signal");
	ck_assert_msg(!WEXITSTATUS(status) || WEXITSTATUS(status) == 77, "%d",
		      WEXITSTATUS(status));
}

#endif
