/* SPDX-License-Identifier: BSD-2-Clause */
#include "message/fault.h"

#include <stdarg.h>
#include <stdio.h>

#define ROW(code, name, status) [FAULT_##code] = { name, status },

static const struct {
	const char *name;
	unsigned int status;
} codes[] = { FAULT_CODES(ROW) };

int fault_set(struct fault *fault, enum fault_code code, const char *format,
	      ...)
{
	va_list ap;

	fault->code = code;
	va_start(ap, format);
	(void)vsnprintf(fault->message, sizeof(fault->message), format, ap);
	va_end(ap);
	return -1;
}

int fault_internal(struct fault *fault, const struct err *err)
{
	return fault_set(fault, FAULT_INTERNAL,
			 "An internal error has occurred: %s", err->text);
}

const char *fault_name(const struct fault *fault)
{
	return codes[fault->code].name;
}

unsigned int fault_status(const struct fault *fault)
{
	return codes[fault->code].status;
}
