/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One of the files that AWS's tools keep: ~/.aws/config, ~/.aws/credentials.
 *
 * They look like INI and are not.  As botocore reads them: a comment is a
 * line whose first character is # or ;, a name ends at = or :, names of
 * settings are in either case, and lines indented deeper than the setting
 * above belong to it.  These are settings of their own when that one's value
 * is empty; otherwise its value goes on over them, with a line end before
 * each.  White space is Unicode's; lines end in LF, CRLF or CR.  Nothing is
 * too long; a section or setting that stands twice is an error.
 */
#ifndef AWSFILE_H
#define AWSFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "system/file.h"

/* The largest file. */
enum { AWSFILE_MAX = 16 * 1024 * 1024 };

/* A setting, or, without a name, the beginning of a section. */
struct awsfile_entry {
	const char *section;	/* as it stands between the brackets */
	const char *parent;	/* the setting it belongs to, or NULL */
	const char *name;	/* in lower case, unless it has a parent */
	const char *value;	/* without white space around it */
};

/* The value of a setting that has others below it: a line end, which is no
 * key, region, path or name, so that whoever reads it as text refuses it. */
extern const char awsfile_nested[];

/* Start as `= {0}`.  Strings live as long as the struct is not released. */
struct awsfile {
	struct buf text;	/* secret; cut into strings */
	struct awsfile_entry *entries;	/* in order */
	size_t len, cap;
	struct file_state state;	/* of the file that was read */
};

/* Reads PATH; that there is no such regular file is no error.  A file that
 * cannot be read or understood is: the words name it, and the line. */
int awsfile_read(struct awsfile *f, const char *path, struct err *err);

/* The same for LEN bytes; PATH is for words. */
int awsfile_parse(struct awsfile *f, const char *path, const char *text,
		  size_t len, struct err *err);

/* The value of a setting in the section that starts at entry START.  NULL
 * when there is none. */
const char *awsfile_get(const struct awsfile *f, size_t start,
			const char *parent, const char *name);

/* Wipes and frees; may be called twice. */
void awsfile_release(struct awsfile *f);

#endif
