/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads a few members of a JSON document (RFC 8259). */
#ifndef JSONDOC_H
#define JSONDOC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct jsondoc;

/* Parses LEN bytes.  Fails unless they are one JSON object.  The error does not
 * quote them, since they may hold a secret.  The caller frees *OUT, which wipes
 * its strings. */
int jsondoc_parse(struct jsondoc **out, const char *text, size_t len,
		  struct err *err);

/* Like jsondoc_parse, but refuses an object that has two members of one name:
 * programs differ in which of the two they read. */
int jsondoc_parse_strict(struct jsondoc **out, const char *text, size_t len,
			 struct err *err);
void jsondoc_free(struct jsondoc *doc);

/* Returns the string at PATH, such as "roleCredentials.accessKeyId"; NULL if
 * there is no string.  It lives as long as DOC. */
const char *jsondoc_string(const struct jsondoc *doc, const char *path);

/* Appends the strings of the list at PATH to OUT, each ended by a NUL byte.
 * Appends nothing if the value is null or missing.  Fails if it is anything
 * else. */
int jsondoc_list(const struct jsondoc *doc, const char *path, struct buf *out,
		 struct err *err);

/* Appends TEXT, UTF-8, as a JSON string. */
void jsondoc_put_string(struct buf *out, const char *text);

/* Finds a string that is not empty and whose name, in any case, is one of
 * NAMES, which end with NULL.  Searches an object for each of NAMES in turn,
 * and then the objects in it, eight levels deep.  NULL if there is none. */
const char *jsondoc_find(const struct jsondoc *doc, const char *const *names);

/* Reads the integer at PATH, which may be written as 1.0; false if there is
 * none. */
bool jsondoc_integer(const struct jsondoc *doc, const char *path,
		     long long *out);

#endif
