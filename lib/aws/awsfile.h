/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Parses the configuration files of AWS's tools: ~/.aws/config and
 * ~/.aws/credentials.
 *
 * The files look like INI files but follow botocore's rules.  A line whose
 * first character after white space is # or ; is a comment.  A setting's name
 * ends at = or :, and its case does not matter.  Lines that are indented more
 * than a setting belong to that setting.  After an empty value, the indented
 * lines are nested settings, whose names end at = and keep their case.  After
 * any other value, the indented lines continue the value, each after a line
 * break.  White space includes all white space of Unicode.  A line ends in LF,
 * CRLF or CR.  A duplicate section or setting is an error.  If a nested setting
 * is duplicate, its last value applies.
 */
#ifndef AWSFILE_H
#define AWSFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "system/file.h"

/* The maximum size of a file in bytes. */
enum { AWSFILE_MAX = 16 * 1024 * 1024 };

/* A setting, or the beginning of a section if `name` is NULL. */
struct awsfile_entry {
	const char *section;	/* text between the brackets of the section */
	const char *parent;	/* name of the setting that contains this nested
				 * setting, or NULL */
	const char *name;	/* setting name, in lower case unless the
				 * setting is nested */
	const char *value;	/* value without leading and trailing white
				 * space; awsfile_nested if the setting has
				 * nested settings; NULL for a section */
};

/* The value of a setting that has nested settings is a line break. */
extern const char awsfile_nested[];

/* A parsed file.  Initialize this struct with `= { 0 }`.  All strings in
 * `entries` are valid until awsfile_release. */
struct awsfile {
	struct buf text;	/* text of the file, which may be secret;
				 * contains the strings of `entries` */
	struct awsfile_entry *entries;	/* entries in file order */
	size_t len, cap;
	struct file_state state;	/* whether the file exists, and who can
					 * read it; only awsfile_read sets
					 * `state` */
};

/* Reads and parses the file PATH.  A missing file is not an error.  Fails if
 * the file is unreadable or invalid.  The error names the file, and the line of
 * a syntax error. */
int awsfile_read(struct awsfile *f, const char *path, struct err *err);

/* Parses the LEN bytes at TEXT.  Uses PATH only in messages. */
int awsfile_parse(struct awsfile *f, const char *path, const char *text,
		  size_t len, struct err *err);

/* Returns the value of the setting NAME in the section that starts at index
 * START of `entries`.  PARENT is the setting in which NAME is nested, or NULL.
 * Returns NULL if the section does not have the setting. */
const char *awsfile_get(const struct awsfile *f, size_t start,
			const char *parent, const char *name);

/* Wipes and frees the memory.  The caller may call this function twice. */
void awsfile_release(struct awsfile *f);

#endif
