/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/imagename.h"

#include <string.h>

/* The minimum and maximum length of an image's name in bytes. */
enum { NAME_MIN_LEN = 3, NAME_MAX_LEN = 128 };

bool imagename_suggest(const struct opt_args *args, struct buf *out)
{
	static const char allowed[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789()[]./-'@_";
	static const char *const ends[] = { ".manifest.xml", ".xml" };
	const char *path = opt_operand(args), *base;
	size_t len;

	if (!path)
		return false;
	base = strrchr(path, '/');
	base = base && base[1] ? base + 1 : path;
	len = strlen(base);
	for (size_t i = 0; i < 2; i++) {
		size_t n = strlen(ends[i]);

		if (len > n && strcmp(base + len - n, ends[i]) == 0) {
			len -= n;
			break;
		}
	}
	for (size_t i = 0; i < len && i < NAME_MAX_LEN; i++)
		buf_putc(out, strchr(allowed, base[i]) ? base[i] : '-');
	while (out->len < NAME_MIN_LEN && !out->failed)
		buf_putc(out, '-');
	return true;
}
