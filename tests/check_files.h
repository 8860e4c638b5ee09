/* SPDX-License-Identifier: BSD-2-Clause */
/* AWS's two files in a temporary directory, for tests of code that reads these
 * files. */
#ifndef CHECK_FILES_H
#define CHECK_FILES_H

#include <sys/stat.h>
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

/* Writes both files, except a file whose text is NULL. */
static inline void check_files_make(struct check_files *f, const char *config,
				    const char *credentials)
{
	*f = (struct check_files){ .dir = "/tmp/check_files.XXXXXX" };
	if (!mkdtemp(f->dir))
		check_broken(f->dir, "cannot be made");
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

/* Returns the profiles of both files, not yet loaded, with the profile NAME
 * chosen.  The caller frees the result. */
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

#endif
