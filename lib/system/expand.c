/* SPDX-License-Identifier: BSD-2-Clause */
#include "system/expand.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *expand_home(const char *home)
{
	const struct passwd *user;

	if (home && *home)
		return home;
	user = getpwuid(getuid());
	return user ? user->pw_dir : NULL;
}

/* Parses $NAME or ${NAME} at *TEXT, appends the name to NAME, and moves *TEXT
 * past the variable.  Returns false if *TEXT does not start with a variable. */
static bool take_variable(const char **text, struct buf *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
	const char *p = *text + 1;
	bool braces = *p == '{';
	size_t len;

	p += braces;
	len = braces ? strcspn(p, "}") : strspn(p, letters);
	if ((!braces && !len) || (braces && !p[len]))
		return false;
	buf_append(name, p, len);
	*text = p + len + braces;
	return true;
}

static void expand_names(struct buf *out, const char *path)
{
	while (*path) {
		struct buf name = { 0 };
		const char *from = path, *value = NULL;

		if (*path == '$' && take_variable(&path, &name))
			value = getenv(buf_str(&name));
		else
			path++;
		if (value)
			buf_puts(out, value);
		else
			buf_append(out, from, (size_t)(path - from));
		buf_release(&name);
	}
}

static const char *home_of(const char *text, size_t len)
{
	const struct passwd *user;
	struct buf name = { 0 };

	buf_append(&name, text, len);
	user = name.failed ? NULL : getpwnam(buf_str(&name));
	buf_release(&name);
	return user ? user->pw_dir : NULL;
}

void expand_path(struct buf *out, const char *path, const char *home)
{
	struct buf text = { 0 };
	const char *at;

	expand_names(&text, path);
	at = buf_str(&text);
	if (*at == '~') {
		size_t len = strcspn(at + 1, "/");

		home = len ? home_of(at + 1, len) : expand_home(home);
		if (home) {
			buf_puts(out, home);
			at += 1 + len;
		}
	}
	buf_puts(out, at);
	out->failed = out->failed || text.failed;
	buf_release(&text);
}
