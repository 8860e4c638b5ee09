/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads that show whether a write took hold. */
#include "request/readback.h"

#include <string.h>

/* Between two looks. */
enum { FIRST_MS = 100, LATER_MS = 700 };

const struct readback *readback_find(const struct readback *table,
				     const struct params *write)
{
	for (; table && table->when; table++)
		for (size_t i = 0; i < write->len; i++)
			if (strncmp(params_name(write, i), table->when,
				    strlen(table->when)) == 0)
				return table;
	return NULL;
}

int readback_add(const struct readback *rb, const struct params *write,
		 struct params *out, struct err *err)
{
	const char *subject = params_get(write, rb->subject);
	const char *as = rb->as ? rb->as : rb->subject;

	if (rb->attribute && params_add(out, "Attribute", rb->attribute, err))
		return -1;
	return params_add(out, as, subject ? subject : "", err);
}

bool readback_gone(const char *code)
{
	return strstr(code, "ID.") && (strstr(code, ".NotFound") ||
				       strstr(code, ".Unavailable"));
}

bool readback_denied(const char *code)
{
	static const char *const denied[] = {
		"UnauthorizedOperation", "AuthFailure", "AccessDenied",
		"AccessDeniedException",
	};

	for (size_t i = 0; i < sizeof(denied) / sizeof(*denied); i++)
		if (strcmp(denied[i], code) == 0)
			return true;
	return false;
}

long readback_wait_ms(int count)
{
	return count ? LATER_MS : FIRST_MS;
}
