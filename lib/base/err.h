/* SPDX-License-Identifier: BSD-2-Clause */
/* A fixed-size error value.
 *
 * A function that can fail usually takes a pointer to struct err as its last
 * parameter and returns 0 or -1.  The function that finds the failure writes
 * the message: in lower case, without a full stop, and with the object first.
 * Its callers may add a prefix or a hint.
 *
 * A function that fails sets `kind`, `text` and `hint`, so its caller need not
 * initialize struct err.  To copy the struct, assign it. */
#ifndef ERR_H
#define ERR_H

#include "base/attr.h"

/* Sizes in bytes of `text` and `hint`, including the NUL.  A longer text is
 * truncated and ends in "...". */
enum { ERR_TEXT_MAX = 4096, ERR_HINT_MAX = 2048 };

enum err_kind {
	ERR_FAILED,	/* any other failure */
	ERR_USAGE,	/* a mistake on the command line or in an environment
			 * variable: exit status 2 */
	ERR_LIMIT,	/* a reply or other text that exceeds a limit; a retry
			 * would fail too */
	ERR_DOUBT,	/* a complete reply whose content is missing or
			 * contradictory */
};

struct err {
	enum err_kind kind;
	char text[ERR_TEXT_MAX];
	char hint[ERR_HINT_MAX];	/* an explanation for the user, printed
					 * on a line after `text`, or "" */
};

/* Sets the text and the hint to "" and the kind to ERR_FAILED.  err_clear is
 * faster than `= { 0 }`, which would write all 6 KiB. */
void err_clear(struct err *err);

/* Sets the text, the kind ERR_FAILED and an empty hint.  Returns -1. */
int err_set(struct err *err, const char *format, ...) ATTR_PRINTF(2, 3);

/* These functions do the same as err_set, but set the kind to ERR_USAGE,
 * ERR_LIMIT or ERR_DOUBT. */
int err_usage(struct err *err, const char *format, ...) ATTR_PRINTF(2, 3);
int err_limit(struct err *err, const char *format, ...) ATTR_PRINTF(2, 3);
int err_doubt(struct err *err, const char *format, ...) ATTR_PRINTF(2, 3);

/* Does the same as err_set, and appends ": " and the system's message for the
 * errno value NUMBER. */
int err_errno(struct err *err, int number, const char *format, ...)
	ATTR_PRINTF(3, 4);

/* Does the same as err_set with the text "out of memory". */
int err_memory(struct err *err);

/* Inserts a prefix and ": " before the text.  Does not change the kind or the
 * hint.  Returns -1. */
int err_prefix(struct err *err, const char *format, ...) ATTR_PRINTF(2, 3);

/* Sets the hint and leaves the text and the kind unchanged.  Returns -1. */
int err_hint(struct err *err, const char *format, ...) ATTR_PRINTF(2, 3);

#endif
