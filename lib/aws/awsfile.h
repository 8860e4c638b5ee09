/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One of the files that AWS's tools keep: ~/.aws/config, ~/.aws/credentials.
 *
 * They look like INI files but follow botocore's rules.  A line whose first
 * character is # or ; is a comment.  A name ends at = or :.  The case of
 * setting names does not matter.  Lines that are indented deeper than a setting
 * belong to it: if its value is empty they are nested settings, otherwise they
 * continue the value, with a line end before each.  White space is Unicode's;
 * lines end in LF, CRLF or CR.  Lines have no length limit.  A section or
 * setting that is there twice is an error.
 */
#ifndef AWSFILE_H
#define AWSFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "system/file.h"

/* Most bytes of a file. */
enum { AWSFILE_MAX = 16 * 1024 * 1024 };

/* A setting, or, without a name, the beginning of a section. */
struct awsfile_entry {
	const char *section;	/* the text between the brackets */
	const char *parent;	/* the setting that this one belongs to, or
				 * NULL */
	const char *name;	/* the setting's name, in lower case unless it
				 * has a parent */
	const char *value;	/* the setting's value, without white space
				 * around it */
};

/* The value of a setting that has nested ones: a line end.  Code that reads it
 * as a key, region, path or name refuses it, since none of them may hold
 * one. */
extern const char awsfile_nested[];

/* Start as `= {0}`.  Strings live until awsfile_release. */
struct awsfile {
	struct buf text;	/* secret; cut into the strings of `entries` */
	struct awsfile_entry *entries;	/* in the order of the file */
	size_t len, cap;
	struct file_state state;	/* state of the file when it was read */
};

/* Reads PATH.  A missing file is no error; a file that cannot be read or
 * understood is, and the error names the file and the line. */
int awsfile_read(struct awsfile *f, const char *path, struct err *err);

/* Like awsfile_read, for the LEN bytes at TEXT.  PATH is only for messages. */
int awsfile_parse(struct awsfile *f, const char *path, const char *text,
		  size_t len, struct err *err);

/* The value of a setting in the section that starts at entry START.  NULL
 * when there is none. */
const char *awsfile_get(const struct awsfile *f, size_t start,
			const char *parent, const char *name);

/* Wipes and frees; may be called twice. */
void awsfile_release(struct awsfile *f);

#endif
