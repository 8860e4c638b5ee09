/* SPDX-License-Identifier: BSD-2-Clause */
/* Parses a JSON object (RFC 8259) and finds values in it.  A path is the names
 * of nested members, joined by dots. */
#ifndef JSONDOC_H
#define JSONDOC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct jsondoc;

/* Parses the LEN bytes at TEXT, which must be one JSON object.  If a member
 * occurs twice, uses the last one.  The error does not quote TEXT, because TEXT
 * may contain a secret.  The caller frees *OUT with jsondoc_free, which wipes
 * the string values and accepts NULL. */
int jsondoc_parse(struct jsondoc **out, const char *text, size_t len,
		  struct err *err);

/* Does the same as jsondoc_parse, but fails if an object has two members of the
 * same name, because programs disagree about which of the two is valid. */
int jsondoc_parse_strict(struct jsondoc **out, const char *text, size_t len,
			 struct err *err);
void jsondoc_free(struct jsondoc *doc);

/* Returns the string at PATH, for example "roleCredentials.accessKeyId".
 * Returns NULL if the value is missing or is not a string.  The string is valid
 * until the caller frees DOC. */
const char *jsondoc_string(const struct jsondoc *doc, const char *path);

/* Appends the strings of the array at PATH to OUT, each terminated by a NUL
 * byte.  Appends nothing if the value is null or missing.  Fails if the value
 * is not an array of strings. */
int jsondoc_list(const struct jsondoc *doc, const char *path, struct buf *out,
		 struct err *err);

/* Appends the UTF-8 string TEXT as a JSON string. */
void jsondoc_put_string(struct buf *out, const char *text);

/* Returns the first non-empty string whose member name is in the
 * NULL-terminated list NAMES.  Returns NULL if DOC has no such string.  Ignores
 * the case of names.  Searches an object for every name, in the order of NAMES,
 * before searching the objects and arrays inside that object.  Searches at most
 * eight levels of objects and arrays. */
const char *jsondoc_find(const struct jsondoc *doc, const char *const *names);

/* Sets *OUT to the integer at PATH, which may also have a form such as 1.0 or
 * 1e3.  Returns false if the value is missing or is not an integer. */
bool jsondoc_integer(const struct jsondoc *doc, const char *path,
		     long long *out);

#endif
