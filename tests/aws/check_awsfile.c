/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of awsfile: the entries that awsfile reads from a file, and the errors
 * for invalid files. */
#include "aws/awsfile.h"

#include <sys/stat.h>
#include <unistd.h>

#include "check_main.h"

/* Appends all entries of a file to OUT, and returns the text of OUT. */
static const char *listing(const struct awsfile *f, struct buf *out)
{
	for (size_t i = 0; i < f->len; i++) {
		const struct awsfile_entry *e = &f->entries[i];

		if (!e->name)
			buf_printf(out, "[%s]", e->section);
		else
			buf_printf(out, " %s%s%s=<%s>",
				   e->parent ? e->parent : "",
				   e->parent ? "." : "", e->name, e->value);
	}
	return buf_str(out);
}

static const struct {
	const char *what, *text, *want;
} files[] = {
	{ "an empty file", "", "" },
	{ "blank lines", "\n \n\t\r\n", "" },
	{ "a section", "[a]", "[a]" },
	{ "a setting", "[a]\nb = c d \n", "[a] b=<c d>" },
	{ "no spaces around =", "[a]\nb=c=d", "[a] b=<c=d>" },
	{ "a colon in place of =", "[a]\nb : c=d", "[a] b=<c=d>" },
	{ "only names become lower case", "[A]\nBc=D", "[A] bc=<D>" },
	{ "no value", "[a]\nb=\n", "[a] b=<>" },
	{ "lines that end in CRLF", "[a]\r\nb=c\r\n", "[a] b=<c>" },
	{ "a byte order mark", "\xEF\xBB\xBF[a]\nb=c", "[a] b=<c>" },
	{ "comments", "# x\n[a]\n;y\n  # z\nb=c # d ; e\n",
	  "[a] b=<c # d ; e>" },
	{ "text after the section's bracket", "[a] # c\n", "[a]" },
	{ "a bracket in the section's name", "[a]b]\n", "[a]b]" },
	{ "quotes are kept", "[profile \"my work\"]\nb='c'",
	  "[profile \"my work\"] b=<'c'>" },
	{ "spaces in the brackets are kept", "[ a ]\n", "[ a ]" },
	{ "all settings are indented", "[a]\n  b=c\n  d=e\n",
	  "[a] b=<c> d=<e>" },
	{ "an indented section and setting", "  [a]\n  b=c\n", "[a] b=<c>" },
	{ "indented lines continue a value", "[a]\nb=c\n  d=e\n f\nb2=g",
	  "[a] b=<c\nd=e\nf> b2=<g>" },
	{ "blank lines and a comment before a continuation",
	  "[a]\nb = c\n\n # x\n \t \n  d \n\n\nb2=g\n",
	  "[a] b=<c\n\n\nd> b2=<g>" },
	{ "a comment after a value, then a continuation",
	  "[a]\nb=c # d\n  e", "[a] b=<c # d\ne>" },
	{ "a continuation line that ends in CRLF", "[a]\r\nb=c\r\n\r\n  d\r\n",
	  "[a] b=<c\n\nd>" },
	{ "an indented section header continues a value", "[a]\nb=c\n  [d]",
	  "[a] b=<c\n[d]>" },
	{ "a long continuation line", "[a]\nb=c\n\tdddddddddddddddddddddd\n\te",
	  "[a] b=<c\ndddddddddddddddddddddd\ne>" },
	{ "lines that end in CR", "[a]\rb=c\r\rd=e\r", "[a] b=<c> d=<e>" },
	{ "lines that end in CR, CRLF and LF", "[a]\rb=c\r\nd=e\nf=g",
	  "[a] b=<c> d=<e> f=<g>" },
	{ "no-break spaces around a name and a value",
	  "[a]\nb\xC2\xA0=\xC2\xA0" "c d\xC2\xA0\xC2\xA0\n",
	  "[a] b=<c d>" },
	{ "other white space of Unicode",
	  "[a]\n\x1C" "b=\xE3\x80\x80" "c\xE2\x80\xA8\n",
	  "[a] b=<c>" },
	{ "lines of white space", "[a]\nb=c\n\xC2\xA0\n\x0B\n",
	  "[a] b=<c>" },
	{ "a no-break space indents a continuation", "[a]\nb=c\n\xC2\xA0" "d",
	  "[a] b=<c\nd>" },
	{ "a no-break space indents by one column", "[a]\n\xC2\xA0"
	  "b=c\n d=e\n", "[a] b=<c> d=<e>" },
	{ "a zero-width space is not white space", "[a]\nb=c\xE2\x80\x8B\n",
	  "[a] b=<c\xE2\x80\x8B>" },
	{ "nested settings", "[a]\nb =\n  c = d\n  E=f\ng=h",
	  "[a] b=<\n> b.c=<d> b.E=<f> g=<h>" },
	{ "a blank line and a comment before nested settings",
	  "[a]\nb =\n\n  # x\n  c = d\n",
	  "[a] b=<\n> b.c=<d>" },
	{ "a tab indents a nested setting", "[a]\nb=\n\tc=d",
	  "[a] b=<\n> b.c=<d>" },
	{ "less indentation than the setting before", "[a]\n    b=c\n  d=e",
	  "[a] b=<c> d=<e>" },
	{ "the same name in two sections", "[a]\nb=c\n[d]\nb=e",
	  "[a] b=<c>[d] b=<e>" },
};

START_TEST(parse)
{
	struct awsfile f = { 0 };
	struct buf got = { 0 };
	struct err err = { 0 };
	int rc = awsfile_parse(&f, "/x", files[_i].text,
			       strlen(files[_i].text), &err);

	ck_assert_msg(rc == 0, "%s: %s", files[_i].what, err.text);
	check_text(files[_i].what, listing(&f, &got), files[_i].want);
	buf_release(&got);
	awsfile_release(&f);
	awsfile_release(&f);
}
END_TEST

static const struct {
	const char *what, *text, *words;
} brokens[] = {
	{ "a setting before any section",
	  "\na=b", "/x: line 2: no [SECTION] before this line" },
	{ "UTF-16", "\xFF\xFE[\n", "/x: its text is UTF-16; save it as UTF-8" },
	{ "UTF-16, big-endian", "\xFE\xFF",
	  "/x: its text is UTF-16; save it as UTF-8" },
	{ "a line without = or :", "[a]\nb",
	  "/x: line 2: this is not NAME = VALUE" },
	{ "no name", "[a]\n=b", "/x: line 2: this is not NAME = VALUE" },
	{ "no closing bracket", "[a]\n[b",
	  "/x: line 2: [SECTION] needs a name and a ]" },
	{ "no closing bracket in the first line", "[b\na=b",
	  "/x: line 1: [SECTION] needs a name and a ]" },
	{ "no closing bracket before a value", "[b = c",
	  "/x: line 1: [SECTION] needs a name and a ]" },
	{ "an empty section name", "[a]\n[]",
	  "/x: line 2: [SECTION] needs a name and a ]" },
	{ "a duplicate section", "[a]\nb=c\n[a]",
	  "/x: line 3: duplicate section a" },
	{ "a duplicate setting", "[a]\nb=c\nB: d",
	  "/x: line 3: duplicate setting b" },
	{ "a nested line without =", "[a]\nb=\n  c",
	  "/x: line 3: this is not NAME = VALUE, but is nested in b" },
};

START_TEST(broken)
{
	struct awsfile f = { 0 };
	struct err err = { 0 };
	int rc = awsfile_parse(&f, "/x", brokens[_i].text,
			       strlen(brokens[_i].text), &err);

	ck_assert_msg(rc == -1, "%s", brokens[_i].what);
	check_text(brokens[_i].what, err.text, brokens[_i].words);
	awsfile_release(&f);
}
END_TEST

START_TEST(nul)
{
	static const char text[] = "[a]\nb=c\0d\n";
	struct awsfile f = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(awsfile_parse(&f, "/x", text, sizeof(text) - 1,
				       &err), -1);
	check_text("a NUL byte", err.text, "/x: it contains a NUL byte");
	awsfile_release(&f);
}
END_TEST

START_TEST(lengths)
{
	static const int sizes[] = { 50, 199, 200, 1024, 65000, 1000000 };
	char *longer = check_repeat('x', (size_t)sizes[_i]);
	struct buf text = { 0 };
	struct awsfile f = { 0 };
	struct err err = { 0 };

	buf_printf(&text, "[%s]\n%s = %s\n", longer, longer, longer);
	ck_assert_int_eq(awsfile_parse(&f, "/x", text.data, text.len, &err), 0);
	ck_assert_str_eq(f.entries[0].section, longer);
	ck_assert_str_eq(awsfile_get(&f, 0, NULL, longer), longer);
	free(longer);
	buf_release(&text);
	awsfile_release(&f);
}
END_TEST

START_TEST(get)
{
	static const char text[] = "[a]\nx=1\ns=\n  x=2\n  x=3\n[b]\ny=4\n";
	struct awsfile f = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(awsfile_parse(&f, "/x", text, strlen(text), &err), 0);
	ck_assert_str_eq(awsfile_get(&f, 0, NULL, "x"), "1");
	ck_assert_str_eq(awsfile_get(&f, 0, "s", "x"), "3");
	ck_assert_ptr_null(awsfile_get(&f, 0, "t", "x"));
	ck_assert_ptr_null(awsfile_get(&f, 0, NULL, "y"));
	ck_assert_ptr_null(awsfile_get(&f, 5, NULL, "x"));
	awsfile_release(&f);
}
END_TEST

START_TEST(reading)
{
	char path[] = "/tmp/check_awsfile.XXXXXX";
	int fd = mkstemp(path);
	struct awsfile f = { 0 };
	struct err err = { 0 };

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, "[a]\nb=c\n", 8), 8);
	ck_assert_int_eq(fchmod(fd, 0640), 0);
	ck_assert_int_eq(close(fd), 0);
	ck_assert_int_eq(awsfile_read(&f, path, &err), 0);
	ck_assert(f.state.there && f.state.exposed);
	ck_assert(f.len == 2 && f.text.secret);
	awsfile_release(&f);
	ck_assert_int_eq(chmod(path, 0600), 0);
	ck_assert_int_eq(awsfile_read(&f, path, &err), 0);
	ck_assert(f.state.there && !f.state.exposed);
	awsfile_release(&f);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(awsfile_read(&f, path, &err), 0);
	ck_assert(!f.state.there && !f.len);
	check_text("a missing file", f.state.absent, "it does not exist");
	awsfile_release(&f);
	ck_assert_int_eq(awsfile_read(&f, "/tmp", &err), 0);
	ck_assert(!f.state.there);
	check_text("a directory", f.state.absent, "it is a directory");
	awsfile_release(&f);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	ck_assert_int_eq(awsfile_read(&f, path, &err), 0);
	check_text("a FIFO", f.state.absent, "it is a FIFO, not a file");
	ck_assert_int_eq(unlink(path), 0);
	awsfile_release(&f);
	ck_assert_int_eq(awsfile_read(&f, "/dev/zero", &err), 0);
	ck_assert(!f.state.there && !f.state.absent);
	awsfile_release(&f);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ parse, ROWS(files) },
		{ broken, ROWS(brokens) },
		{ nul, 1 },
		{ lengths, 6 },
		{ get, 1 },
		{ reading, 1 },
	};

	return check_main("awsfile", cases, ROWS(cases));
}
