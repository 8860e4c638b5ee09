/* SPDX-License-Identifier: BSD-2-Clause */
#include "aws/metapath.h"

#include <string.h>

#include "base/ascii.h"

static bool is_one_of(const char *const *words, const char *text, size_t len)
{
	for (; *words; words++)
		if (strlen(*words) == len && !strncmp(*words, text, len))
			return true;
	return false;
}

bool metapath_is_version(const char *text, size_t len)
{
	static const char *const named[] = { "latest", "1.0", NULL };
	static const char form[] = "0000-00-00";
	bool date = len == strlen(form);

	for (size_t i = 0; date && i < len; i++)
		date = form[i] == '0' ? ascii_is_digit(text[i])
				      : text[i] == form[i];
	return date || is_one_of(named, text, len);
}

static void append_squeezed(struct buf *out, const char *path)
{
	for (; *path; path++)
		if (path[0] != '/' || path[1] != '/')
			buf_putc(out, *path);
}

void metapath_expand(struct buf *out, const char *given, const char *version)
{
	static const char *const tops[] = {
		"dynamic", "meta-data", "user-data", NULL,
	};
	const char *path = given + strspn(given, "/");
	size_t len = strcspn(path, "/");

	if (!len || metapath_is_version(path, len)) {
		append_squeezed(out, given);
		return;
	}
	buf_printf(out, "%s/%s", version,
		   is_one_of(tops, path, len) ? "" : "meta-data/");
	append_squeezed(out, path);
}
