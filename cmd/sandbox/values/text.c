/* SPDX-License-Identifier: BSD-2-Clause */
#include "values/text.h"

#include "base/utf8.h"

size_t text_character(const char *text, size_t len)
{
	unsigned long code = 0;
	size_t n = utf8_sequence(text, len, &code);

	if (!n || code == 0x7f || code == 0xfffe || code == 0xffff)
		return 0;
	if (code < 0x20 && code != '\t' && code != '\n' && code != '\r')
		return 0;
	return n;
}
