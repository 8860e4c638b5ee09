/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The parts that unit tests share: check_main, which runs a table of cases,
 * comparisons that show the difference, and tables from files in tests/data.
 *
 * Run the tests in the project's root.  The variables of the Check library,
 * such as CK_FORK=no and CK_VERBOSITY, have their usual meaning.
 */
#ifndef CHECK_MAIN_H
#define CHECK_MAIN_H

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

/* A case runs once for every row of its table. */
struct check_case {
	const TTest *test;
	int rows;
};

static inline int check_main(const char *name, const struct check_case *cases,
			     int count)
{
	Suite *suite = suite_create(name);
	SRunner *runner = srunner_create(suite);
	int failed;

	for (int i = 0; i < count; i++) {
		TCase *tcase = tcase_create(cases[i].test->name);

		/* Under valgrind and with the sanitizers, a row may take a long
		 * time. */
		tcase_set_timeout(tcase, 120);
		tcase_add_loop_test(tcase, cases[i].test, 0, cases[i].rows);
		suite_add_tcase(suite, tcase);
	}
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* Returns COUNT, or a twentieth of COUNT under valgrind, where long loops would
 * take minutes.  scripts/test sets WRAP to run valgrind. */
static inline int check_many(int count)
{
	const char *wrap = getenv("WRAP");

	return wrap && *wrap ? count / 20 : count;
}

/* Compares two strings.  The message of a difference begins with NAME.  The
 * Check library records every assertion that holds, which takes time.  So a
 * loop over many bytes should compare first and assert once. */
static inline void check_text(const char *name, const char *got,
			      const char *want)
{
	ck_assert_msg(got && strcmp(got, want) == 0,
		      "%s: got \"%s\", want \"%s\"", name, got ? got : "NULL",
		      want);
}

/* Writes up to 16 bytes of DATA in hex to OUT, from 4 bytes before AT on.
 * Returns OUT. */
static inline const char *check_around(char out[64], const void *data,
				       size_t len, size_t at)
{
	const unsigned char *bytes = data;
	size_t from = at > 4 ? at - 4 : 0;

	out[0] = '\0';
	for (size_t i = from; i < len && i < from + 16; i++)
		(void)snprintf(out + 3 * (i - from), 64 - 3 * (i - from),
			       "%02x ", bytes[i]);
	return out;
}

static inline void check_bytes(const char *name, const void *got,
			       size_t got_len, const void *want,
			       size_t want_len)
{
	const unsigned char *a = got, *b = want;
	char left[64], right[64];
	size_t at = 0;

	while (at < got_len && at < want_len && a[at] == b[at])
		at++;
	ck_assert_msg(at == got_len && at == want_len,
		      "%s: %zu bytes, want %zu; from byte %zu on: "
		      "got %s, want %s", name, got_len, want_len,
		      at > 4 ? at - 4 : 0,
		      check_around(left, got, got_len, at),
		      check_around(right, want, want_len, at));
}

/* Makes a string of COUNT bytes C, which the caller frees. */
static inline char *check_repeat(char c, size_t count)
{
	char *text = malloc(count + 1);

	ck_assert_ptr_nonnull(text);
	memset(text, c, count);
	text[count] = '\0';
	return text;
}

/* A file whose lines have tab-separated fields.  `fields` holds rows * columns
 * strings, which point into `text`. */
struct check_table {
	struct buf text;
	char **fields;
	int rows, columns;
};

static inline char *check_field(const struct check_table *t, int row,
				int column)
{
	return t->fields[(size_t)row * (size_t)t->columns + (size_t)column];
}

/* Prints an error and ends the process, because a test without its data must
 * not pass. */
static inline void check_broken(const char *path, const char *what)
{
	(void)fprintf(stderr, "%s: %s\n", path, what);
	exit(EXIT_FAILURE);
}

static inline void check_read(struct buf *out, const char *path)
{
	FILE *file = fopen(path, "rb");
	char chunk[4096];
	size_t n;

	if (!file)
		check_broken(path, "cannot be opened");
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buf_append(out, chunk, n);
	if (ferror(file) || out->failed || !out->len)
		check_broken(path, "cannot be read or is empty");
	(void)fclose(file);
}

/* Reads PATH.  Every line must end with a newline and have COLUMNS fields.
 * Returns the number of rows. */
static inline int check_load(struct check_table *t, const char *path,
			     int columns)
{
	size_t fields = 0, expected;
	char *at;

	check_read(&t->text, path);
	t->columns = columns;
	for (size_t i = 0; i < t->text.len; i++)
		t->rows += t->text.data[i] == '\n';
	expected = (size_t)t->rows * (size_t)columns;
	t->fields = calloc(expected + 1, sizeof(*t->fields));
	if (!t->fields)
		check_broken(path, "out of memory");
	for (at = t->text.data; *at; fields++) {
		size_t len = strcspn(at, "\t\n");
		bool last = (fields + 1) % (size_t)columns == 0;

		if (fields == expected || at[len] != (last ? '\n' : '\t'))
			check_broken(path, "too few or too many fields");
		t->fields[fields] = at;
		at[len] = '\0';
		at += len + 1;
	}
	return t->rows;
}

static inline void check_unload(struct check_table *t)
{
	buf_release(&t->text);
	free(t->fields);
}

#endif
