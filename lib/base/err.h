/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A fixed-size error value.
 *
 * A function that can fail takes a struct err last and returns 0 or -1.  The
 * first layer that sees the failure words it, in lower case, without a full
 * stop and with the object first; the layers above only put a prefix before
 * it.  Only cmd and report print one.  A struct err holds no pointers: it is
 * started as `= {0}`, copied by assignment and never released.
 */
#ifndef ERR_H
#define ERR_H

#include "base/attr.h"

/* Bytes of text and hint, the closing NUL included; more is cut with "...". */
enum { ERR_TEXT_MAX = 4096, ERR_HINT_MAX = 2048 };

enum err_kind {
	ERR_FAILED,	/* something failed during the run: status 1 */
	ERR_USAGE,	/* the command line is wrong: status 2 */
	ERR_LIMIT,	/* a reply exceeds a limit: a retry would fail too */
	ERR_DOUBT,	/* a whole reply that cannot be believed */
};

struct err {
	enum err_kind kind;
	char text[ERR_TEXT_MAX];
	char hint[ERR_HINT_MAX];	/* a second line for people, or "" */
};

/* Sets no text, no hint and kind ERR_FAILED.  Writes three fields, not all
 * 6 KiB as `= {0}` does. */
void err_clear(struct err *err);

/* Sets the text, kind ERR_FAILED and no hint.  Returns -1, always. */
int err_set(struct err *err, const char *format, ...) ATTR_PRINTF(2, 3);

/* Like err_set, with the kinds ERR_USAGE, ERR_LIMIT and ERR_DOUBT. */
int err_usage(struct err *err, const char *format, ...) ATTR_PRINTF(2, 3);
int err_limit(struct err *err, const char *format, ...) ATTR_PRINTF(2, 3);
int err_doubt(struct err *err, const char *format, ...) ATTR_PRINTF(2, 3);

/* Like err_set, with ": " and the system's words for NUMBER, an errno value,
 * after the text. */
int err_errno(struct err *err, int number, const char *format, ...)
	ATTR_PRINTF(3, 4);

/* Sets the text "out of memory".  Returns -1. */
int err_memory(struct err *err);

/* Puts a prefix and ": " before the text; kind and hint stay.  Returns -1. */
int err_prefix(struct err *err, const char *format, ...) ATTR_PRINTF(2, 3);

/* Sets the hint; the text stays.  Returns -1, so that a function can return it
 * at once. */
int err_hint(struct err *err, const char *format, ...) ATTR_PRINTF(2, 3);

#endif
