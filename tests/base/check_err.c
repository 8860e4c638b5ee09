/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of err: messages, kinds and hints, and where they are truncated. */
#include "base/err.h"

#include <errno.h>
#include <limits.h>

#include "check_main.h"

enum { TEXT = ERR_TEXT_MAX - 1, HINT = ERR_HINT_MAX - 1 };

/* An error of an earlier call.  err_prefix changes only its text, and err_hint
 * replaces only its hint.  All other functions replace the whole error. */
static const struct err stale = {
	.kind = ERR_USAGE, .text = "an old text", .hint = "an old hint",
};

static int call_set(struct err *err)
{
	return err_set(err, "image %s: %d", "ami-1", 7);
}

static int call_usage(struct err *err)
{
	return err_usage(err, "option -%c: %s", 'l', "twice");
}

static int call_limit(struct err *err)
{
	return err_limit(err, "reply: %d too %s", 3, "many");
}

static int call_doubt(struct err *err)
{
	return err_doubt(err, "reply: %s", "no id");
}

static int call_memory(struct err *err)
{
	return err_memory(err);
}

static int call_prefix(struct err *err)
{
	return err_prefix(err, "line %d", 3);
}

static int call_hint(struct err *err)
{
	return err_hint(err, "tried: %s", "environment");
}

static const struct {
	const char *name;
	int (*call)(struct err *err);
	enum err_kind kind;
	const char *text, *hint;
} calls[] = {
	{ "set", call_set, ERR_FAILED, "image ami-1: 7", "" },
	{ "limit", call_limit, ERR_LIMIT, "reply: 3 too many", "" },
	{ "doubt", call_doubt, ERR_DOUBT, "reply: no id", "" },
	{ "usage", call_usage, ERR_USAGE, "option -l: twice", "" },
	{ "memory", call_memory, ERR_FAILED, "out of memory", "" },
	{ "prefix", call_prefix, ERR_USAGE, "line 3: an old text",
	  "an old hint" },
	{ "hint", call_hint, ERR_USAGE, "an old text", "tried: environment" },
};

START_TEST(kind_text_hint)
{
	struct err err = stale;

	ck_assert_msg(calls[_i].call(&err) == -1, "%s: not -1", calls[_i].name);
	ck_assert_msg(err.kind == calls[_i].kind, "%s: kind %d",
		      calls[_i].name, (int)err.kind);
	check_text(calls[_i].name, err.text, calls[_i].text);
	check_text(calls[_i].name, err.hint, calls[_i].hint);
}
END_TEST

/* A message of LEN bytes keeps its first KEPT bytes.  If KEPT is less than LEN,
 * the message ends with "...". */
static const struct {
	const char *name;
	int (*call)(struct err *err, const char *format, ...);
	bool hint;
	size_t len, kept;
} cuts[] = {
	{ "set, empty", err_set, false, 0, 0 },
	{ "set, one byte below the limit", err_set, false, TEXT - 1, TEXT - 1 },
	{ "set, at the limit", err_set, false, TEXT, TEXT },
	{ "set, one byte over the limit", err_set, false, TEXT + 1, TEXT - 3 },
	{ "set, far over the limit", err_set, false, 100000, TEXT - 3 },
	{ "usage, at the limit", err_usage, false, TEXT, TEXT },
	{ "usage, one byte over the limit", err_usage, false, TEXT + 1,
	  TEXT - 3 },
	{ "hint, empty", err_hint, true, 0, 0 },
	{ "hint, one byte below the limit", err_hint, true, HINT - 1,
	  HINT - 1 },
	{ "hint, at the limit", err_hint, true, HINT, HINT },
	{ "hint, one byte over the limit", err_hint, true, HINT + 1, HINT - 3 },
	{ "hint, far over the limit", err_hint, true, 100000, HINT - 3 },
};

START_TEST(cut)
{
	struct err err = stale;
	char *text = check_repeat('x', cuts[_i].len);
	const char *got = cuts[_i].hint ? err.hint : err.text;
	const char *dots = cuts[_i].kept < cuts[_i].len ? "..." : "";

	ck_assert_int_eq(cuts[_i].call(&err, "%s", text), -1);
	ck_assert_msg(strspn(got, "x") == cuts[_i].kept, "%s: %zu kept",
		      cuts[_i].name, strspn(got, "x"));
	check_text(cuts[_i].name, got + cuts[_i].kept, dots);
	free(text);
}
END_TEST

/* A prefix of `prefix` bytes comes before a message of `text` bytes.
 * `prefix_kept` bytes of the prefix remain, and `between` follows.  `text_kept`
 * bytes of the message remain, and `end` follows. */
static const struct {
	const char *name;
	size_t prefix, text, prefix_kept, text_kept;
	const char *between, *end;
} prefixes[] = {
	{ "empty prefix, empty text", 0, 0, 0, 0, ": ", "" },
	{ "empty prefix, text fits", 0, TEXT - 2, 0, TEXT - 2, ": ", "" },
	{ "empty prefix, text one byte too long", 0, TEXT - 1, 0, TEXT - 5,
	  ": ", "..." },
	{ "text fits exactly", 10, TEXT - 12, 10, TEXT - 12, ": ", "" },
	{ "text one byte too long", 10, TEXT - 11, 10, TEXT - 15, ": ", "..." },
	{ "text already at the limit", 10, TEXT, 10, TEXT - 15, ": ", "..." },
	{ "room for 5 bytes, text of 5", TEXT - 7, 5, TEXT - 7, 5, ": ", "" },
	{ "room for 5 bytes, text of 6", TEXT - 7, 6, TEXT - 7, 2, ": ",
	  "..." },
	{ "room for 3 bytes, text of 3", TEXT - 5, 3, TEXT - 5, 3, ": ", "" },
	{ "room for 3 bytes, text of 4", TEXT - 5, 4, TEXT - 5, 0, ": ",
	  "..." },
	{ "room for 2 bytes, text of 3", TEXT - 4, 3, TEXT - 4, 0, ": ", ".." },
	{ "room for 1 byte, text of 2", TEXT - 3, 2, TEXT - 3, 0, ": ", "." },
	{ "no room, empty text", TEXT - 2, 0, TEXT - 2, 0, ": ", "" },
	{ "no room, text of 1 byte", TEXT - 2, 1, TEXT - 2, 0, ": ", "" },
	{ "prefix one byte too long", TEXT - 1, 1, TEXT - 5, 0, "...: ", "" },
	{ "prefix and text far too long", 100000, TEXT, TEXT - 5, 0, "...: ",
	  "" },
};

START_TEST(prefix)
{
	struct err err = { .kind = ERR_USAGE, .hint = "a hint" };
	const char *name = prefixes[_i].name, *at = err.text;
	char *before = check_repeat('p', prefixes[_i].prefix);
	char *after = check_repeat('t', prefixes[_i].text);
	size_t len = strlen(prefixes[_i].between);

	memcpy(err.text, after, prefixes[_i].text + 1);
	ck_assert_int_eq(err_prefix(&err, "%s", before), -1);
	ck_assert_msg(memchr(err.text, '\0', sizeof(err.text)),
		      "%s: no NUL", name);
	ck_assert_msg(strspn(at, "p") == prefixes[_i].prefix_kept,
		      "%s: %zu of the prefix", name, strspn(at, "p"));
	at += prefixes[_i].prefix_kept;
	ck_assert_msg(strncmp(at, prefixes[_i].between, len) == 0,
		      "%s: '%.6s' between", name, at);
	at += len;
	ck_assert_msg(strspn(at, "t") == prefixes[_i].text_kept,
		      "%s: %zu of the text", name, strspn(at, "t"));
	check_text(name, at + prefixes[_i].text_kept, prefixes[_i].end);
	check_text(name, err.hint, "a hint");
	ck_assert_int_eq(err.kind, ERR_USAGE);
	free(before);
	free(after);
}
END_TEST

START_TEST(prefixes_stack)
{
	struct err err = { 0 };

	err_set(&err, "permission denied");
	err_prefix(&err, "%s", "/x");
	err_prefix(&err, "credentials file");
	check_text("stack", err.text,
		   "credentials file: /x: permission denied");
	/* The end of the earlier, longer text must not appear. */
	err_set(&err, "short");
	err_prefix(&err, "/y");
	check_text("a shorter text", err.text, "/y: short");
}
END_TEST

static const int numbers[] = { ENOENT, EACCES, EINTR, ENOMEM };

START_TEST(error_numbers)
{
	struct err err = stale;
	char want[256];

	(void)snprintf(want, sizeof(want), "/x/y: %s", strerror(numbers[_i]));
	ck_assert_int_eq(err_errno(&err, numbers[_i], "/x/%s", "y"), -1);
	check_text("errno", err.text, want);
	check_text("errno", err.hint, "");
	ck_assert_int_eq(err.kind, ERR_FAILED);
}
END_TEST

/* The system's message differs between systems, but it must not be empty. */
START_TEST(error_number_unknown)
{
	struct err err = stale;

	ck_assert_int_eq(err_errno(&err, INT_MAX, "file"), -1);
	ck_assert_msg(strncmp(err.text, "file: ", 6) == 0 && err.text[6],
		      "got %s", err.text);
}
END_TEST

/* The system's message after other text.  If the message is not complete, the
 * text ends with "...". */
static const struct {
	const char *name;
	int below;	/* number of bytes below the limit */
	bool whole;
} words[] = {
	{ "1000 bytes below the limit", 1000, true },
	{ "exactly at the limit", 0, true },
	{ "one byte over the limit", -1, false },
	{ "20 bytes over the limit", -20, false },
};

START_TEST(error_words_cut)
{
	struct err err = { 0 };
	const char *why = strerror(ENOENT);
	int room = TEXT - 2 - (int)strlen(why) - words[_i].below;
	char *text = check_repeat('x', (size_t)room);
	size_t len;

	err_errno(&err, ENOENT, "%s", text);
	len = strlen(err.text);
	if (words[_i].whole) {
		ck_assert_msg(len == (size_t)room + 2 + strlen(why),
			      "%s: %zu bytes", words[_i].name, len);
		check_text(words[_i].name, err.text + room + 2, why);
	} else {
		ck_assert_msg(len == TEXT, "%s: %zu bytes", words[_i].name,
			      len);
		check_text(words[_i].name, err.text + len - 3, "...");
	}
	free(text);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ kind_text_hint, ROWS(calls) },
		{ cut, ROWS(cuts) },
		{ prefix, ROWS(prefixes) },
		{ prefixes_stack, 1 },
		{ error_numbers, ROWS(numbers) },
		{ error_number_unknown, 1 },
		{ error_words_cut, ROWS(words) },
	};

	return check_main("err", cases, ROWS(cases));
}
