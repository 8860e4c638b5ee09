/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/num.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

int num_parse(const char *text, long min, long max, long *out, struct err *err)
{
	char *end = NULL;
	long n;

	/* strtol skips leading white space, so we reject white space first. */
	if (isspace((unsigned char)text[0]))
		return err_set(err, "'%s' is not a whole number", text);
	errno = 0;
	n = strtol(text, &end, 10);
	if (end == text || *end)
		return err_set(err, "'%s' is not a whole number", text);
	if (errno || n < min || n > max)
		return err_set(err, "%s is not from %ld to %ld", text, min,
			       max);
	*out = n;
	return 0;
}
