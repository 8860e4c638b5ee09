/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Formats like vsnprintf, but a truncated text ends in "...". */
static ATTR_PRINTF(3, 0)
void format_cut(char *text, size_t size, const char *format, va_list ap)
{
	int n = vsnprintf(text, size, format, ap);

	if (n < 0)
		text[0] = '\0';
	else if ((size_t)n >= size)
		memcpy(text + size - 4, "...", 4);
}

void err_clear(struct err *err)
{
	err->kind = ERR_FAILED;
	err->text[0] = err->hint[0] = '\0';
}

static ATTR_PRINTF(3, 0)
void set_kind(struct err *err, enum err_kind kind, const char *format,
	      va_list ap)
{
	err->kind = kind;
	err->hint[0] = '\0';
	format_cut(err->text, sizeof(err->text), format, ap);
}

int err_set(struct err *err, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	set_kind(err, ERR_FAILED, format, ap);
	va_end(ap);
	return -1;
}

int err_usage(struct err *err, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	set_kind(err, ERR_USAGE, format, ap);
	va_end(ap);
	return -1;
}

int err_limit(struct err *err, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	set_kind(err, ERR_LIMIT, format, ap);
	va_end(ap);
	return -1;
}

int err_doubt(struct err *err, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	set_kind(err, ERR_DOUBT, format, ap);
	va_end(ap);
	return -1;
}

int err_errno(struct err *err, int number, const char *format, ...)
{
	char words[256];
	size_t len, room;
	va_list ap;
	int n;

	va_start(ap, format);
	set_kind(err, ERR_FAILED, format, ap);
	va_end(ap);
	if (strerror_r(number, words, sizeof(words)) != 0)
		(void)snprintf(words, sizeof(words), "error %d", number);
	len = strlen(err->text);
	room = sizeof(err->text) - len;
	n = snprintf(err->text + len, room, ": %s", words);
	if (n < 0 || (size_t)n >= room)
		memcpy(err->text + sizeof(err->text) - 4, "...", 4);
	return -1;
}

int err_memory(struct err *err)
{
	return err_set(err, "out of memory");
}

int err_prefix(struct err *err, const char *format, ...)
{
	char prefix[ERR_TEXT_MAX];
	size_t len, room;
	va_list ap;

	va_start(ap, format);
	format_cut(prefix, sizeof(prefix) - 2, format, ap);
	va_end(ap);
	len = strlen(prefix);
	memcpy(prefix + len, ": ", 3);
	len += 2;
	room = sizeof(err->text) - len;
	if (strlen(err->text) >= room)
		memcpy(err->text + (room >= 4 ? room - 4 : 0), "...", 4);
	memmove(err->text + len, err->text, strnlen(err->text, room - 1) + 1);
	err->text[sizeof(err->text) - 1] = '\0';
	memcpy(err->text, prefix, len);
	return -1;
}

int err_hint(struct err *err, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	format_cut(err->hint, sizeof(err->hint), format, ap);
	va_end(ap);
	return -1;
}
