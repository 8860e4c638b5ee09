/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of params: parameters, the numbers of list elements, and the limit. */
#include "base/params.h"

#include <stdint.h>

#include "check_main.h"

/* Lists the parameters in order, as `name=value;`. */
static const char *listing(const struct params *p, struct buf *out)
{
	buf_clear(out);
	for (size_t i = 0; i < p->len; i++)
		buf_printf(out, "%s=%s;", params_name(p, i),
			   params_value(p, i));
	return buf_str(out);
}

static void add(struct params *p, const char *name, const char *value)
{
	struct err err = { 0 };

	ck_assert_msg(params_add(p, name, value, &err) == 0, "%s: %s", name,
		      err.text);
}

/* Adds NAMES, up to a NULL, with their positions as values. */
static void add_names(struct params *p, const char *const *names)
{
	char value[16];

	for (int i = 0; names[i]; i++) {
		(void)snprintf(value, sizeof(value), "%d", i);
		add(p, names[i], value);
	}
}

static const struct {
	const char *what;
	const char *const names[8];
	const char *name, *value;	/* the value that params_get finds */
} gets[] = {
	{ "no parameters", { NULL }, "A", NULL },
	{ "the first parameter", { "A", "B" }, "A", "0" },
	{ "the last parameter", { "A", "B" }, "B", "1" },
	{ "the first of two equal names", { "A", "B", "A" }, "A", "0" },
	{ "case matters", { "a", "A" }, "A", "1" },
	{ "a longer name does not match", { "AB" }, "A", NULL },
	{ "a shorter name does not match", { "A" }, "AB", NULL },
	{ "an empty name", { "A", "" }, "", "1" },
	{ "a value is not a name", { "A", "B" }, "0", NULL },
};

START_TEST(get)
{
	struct params p = { 0 };
	const char *got;

	add_names(&p, gets[_i].names);
	got = params_get(&p, gets[_i].name);
	if (gets[_i].value)
		check_text(gets[_i].what, got, gets[_i].value);
	else
		ck_assert_msg(!got, "%s: %s", gets[_i].what, got);
	params_release(&p);
}
END_TEST

static const struct {
	const char *what;
	const char *const names[8];
	const char *name;
	const char *after;
} sets[] = {
	{ "no parameters", { NULL }, "A", "A=new;" },
	{ "a missing parameter", { "B" }, "A", "B=0;A=new;" },
	{ "the parameter keeps its place", { "A", "B", "C" }, "B",
	  "A=0;B=new;C=2;" },
	{ "the first of two equal names changes", { "A", "B", "A" }, "A",
	  "A=new;B=1;A=2;" },
	{ "case matters", { "a" }, "A", "a=0;A=new;" },
};

START_TEST(set)
{
	struct params p = { 0 };
	struct buf text = { 0 };
	struct err err = { 0 };

	add_names(&p, sets[_i].names);
	ck_assert_int_eq(params_set(&p, sets[_i].name, "old", &err), 0);
	ck_assert_int_eq(params_set(&p, sets[_i].name, "", &err), 0);
	ck_assert_int_eq(params_set(&p, sets[_i].name, "new", &err), 0);
	check_text(sets[_i].what, listing(&p, &text), sets[_i].after);
	params_release(&p);
	buf_release(&text);
}
END_TEST

/* Setting a parameter, such as a page token, many times to values of the same
 * length takes no more memory than setting it once. */
START_TEST(set_often)
{
	struct params p = { 0 };
	struct buf text = { 0 };
	struct err err = { 0 };
	char value[16];
	size_t len;

	add(&p, "A", "1");
	ck_assert_int_eq(params_set(&p, "T", "token 100", &err), 0);
	len = p.text.len;
	for (int i = 101; i < 1000; i++) {
		(void)snprintf(value, sizeof(value), "token %d", i);
		ck_assert_int_eq(params_set(&p, "T", value, &err), 0);
	}
	ck_assert_uint_eq(p.text.len, len);
	check_text("the last", listing(&p, &text), "A=1;T=token 999;");
	params_release(&p);
	buf_release(&text);
}
END_TEST

static const struct {
	const char *what;
	const char *const names[8];
	const char *list;
	size_t next;
} nexts[] = {
	{ "no parameters", { NULL }, "X", 1 },
	{ "after element 1", { "X.1" }, "X", 2 },
	{ "after elements 1 and 2", { "X.1", "X.2" }, "X", 3 },
	{ "elements in any order", { "X.3", "X.1", "X.2" }, "X", 4 },
	{ "a gap before the last element", { "X.1", "X.7" }, "X", 8 },
	{ "numbers are not compared as text", { "X.10", "X.9" }, "X", 11 },
	{ "a list of structures",
	  { "X.1.Name", "X.1.Value.9", "X.2.Name" }, "X", 3 },
	{ "a list inside an element", { "X.1.Value.1", "X.1.Value.2", "X.9" },
	  "X.1.Value", 3 },
	{ "elements of a longer name", { "Xy.5", "Xy5", "X55" }, "X", 1 },
	{ "elements of a shorter name", { "X.5" }, "Xy", 1 },
	{ "the name without a number", { "X" }, "X", 1 },
	{ "case matters", { "x.5" }, "X", 1 },
	{ "no number after the dot", { "X.", "X.a", "X..5", "X.-5", "X.+5" },
	  "X", 1 },
	{ "text after the number", { "X.5a", "X.5-" }, "X", 1 },
	{ "element 0", { "X.0" }, "X", 1 },
	{ "leading zeros", { "X.007" }, "X", 8 },
	{ "the list's name inside another name", { "A.X.5" }, "X", 1 },
};

START_TEST(next)
{
	struct params p = { 0 };

	add_names(&p, nexts[_i].names);
	ck_assert_msg(params_next(&p, nexts[_i].list) == nexts[_i].next,
		      "%s: %zu", nexts[_i].what,
		      params_next(&p, nexts[_i].list));
	params_release(&p);
}
END_TEST

/* Lengths of formatted names, and the results of params_addf. */
static const struct {
	const char *what;
	size_t len;
	int rc;
} names[] = {
	{ "an empty name", 0, 0 },
	{ "a short name", 10, 0 },
	{ "the longest name", 255, 0 },
	{ "one byte too long", 256, -1 },
	{ "far too long", 10000, -1 },
};

START_TEST(formatted_name)
{
	struct params p = { 0 };
	struct err err = { 0 };
	char *name = check_repeat('N', names[_i].len);
	int rc = params_addf(&p, "value", &err, "%s", name);

	ck_assert_msg(rc == names[_i].rc, "%s: %d", names[_i].what, rc);
	if (rc == 0) {
		check_text(names[_i].what, params_get(&p, name), "value");
	} else {
		ck_assert_uint_eq(p.len, 0);
		check_text(names[_i].what, err.text,
			   "request parameter: name over 255 bytes");
	}
	params_release(&p);
	free(name);
}
END_TEST

START_TEST(formatted)
{
	struct params p = { 0 };
	struct buf text = { 0 };
	struct err err = { 0 };

	for (int i = 1; i <= 3; i++)
		ck_assert_int_eq(params_addf(&p, "100%s", &err,
					     "Filter.%d.Value.%zu", i,
					     params_next(&p, "Filter")), 0);
	check_text("names", listing(&p, &text), "Filter.1.Value.1=100%s;"
		   "Filter.2.Value.2=100%s;Filter.3.Value.3=100%s;");
	params_release(&p);
	buf_release(&text);
}
END_TEST

/* Each list has its own numbers, even if several lists grow in any order. */
START_TEST(lists)
{
	struct params p = { 0 };
	struct err err = { 0 };
	char list[16];

	for (size_t n = 1; n <= 3; n++)
		for (int i = 0; i < 12; i++) {
			(void)snprintf(list, sizeof(list), "List%d", i % 2
				       ? i : 12 - i);
			ck_assert_uint_eq(params_next(&p, list), n);
			ck_assert_int_eq(params_addf(&p, "v", &err, "%s.%zu",
						     list, n), 0);
		}
	params_release(&p);
}
END_TEST

/* For the larger numbers, params moves its arrays several times. */
static const int counts[] = { 1, 15, 16, 17, 33, 1000 };

START_TEST(many)
{
	struct params p = { 0 };
	struct err err = { 0 };
	char name[32], value[32];

	for (int i = 0; i < counts[_i]; i++) {
		(void)snprintf(value, sizeof(value), "value %d", i);
		ck_assert_int_eq(params_addf(&p, value, &err, "N.%d", i), 0);
	}
	ck_assert_uint_eq(p.len, (size_t)counts[_i]);
	for (int i = 0; i < counts[_i]; i++) {
		(void)snprintf(name, sizeof(name), "N.%d", i);
		(void)snprintf(value, sizeof(value), "value %d", i);
		check_text("name", params_name(&p, (size_t)i), name);
		check_text("value", params_value(&p, (size_t)i), value);
		check_text("get", params_get(&p, name), value);
	}
	params_release(&p);
}
END_TEST

/* After the call, the caller may change its name and value.  A value may
 * contain any byte except NUL. */
START_TEST(copies_name_and_value)
{
	struct params p = { 0 };
	char name[] = "Name", value[] = "\xff=&%\n";

	add(&p, name, value);
	add(&p, "Empty", "");
	name[0] = 'X';
	value[0] = 'X';
	check_text("value", params_get(&p, "Name"), "\xff=&%\n");
	check_text("empty", params_get(&p, "Empty"), "");
	params_release(&p);
}
END_TEST

START_TEST(copy)
{
	struct params from = { 0 }, to = { 0 }, none = { 0 };
	struct buf text = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(params_copy(&to, &none, &err), 0);
	ck_assert_uint_eq(to.len, 0);
	add(&to, "A", "old");
	add(&from, "B", "1");
	add(&from, "A", "2");
	ck_assert_int_eq(params_copy(&to, &from, &err), 0);
	ck_assert_int_eq(params_copy(&to, &none, &err), 0);
	ck_assert_int_eq(params_set(&from, "B", "changed", &err), 0);
	params_release(&from);
	check_text("to", listing(&to, &text), "A=old;B=1;A=2;");
	params_release(&to);
	buf_release(&text);
}
END_TEST

static int over_add(struct params *p, struct err *err)
{
	return params_add(p, "Name", "0123456789", err);
}

static int over_add_name(struct params *p, struct err *err)
{
	return params_add(p, "NameOfManyBytes", "", err);
}

static int over_addf(struct params *p, struct err *err)
{
	return params_addf(p, "0123456789", err, "Name.%d", 1);
}

static int over_set(struct params *p, struct err *err)
{
	return params_set(p, "A", "0123456789abc", err);
}

static int over_copy(struct params *p, struct err *err)
{
	struct params from = { 0 };
	int rc;

	add(&from, "Name", "0123456789");
	rc = params_copy(p, &from, err);
	params_release(&from);
	return rc;
}

static const struct {
	const char *what;
	int (*call)(struct params *p, struct err *err);
} overs[] = {
	{ "add", over_add },
	{ "add with a long name", over_add_name },
	{ "addf", over_addf },
	{ "set", over_set },
	{ "copy", over_copy },
};

/* params refuses a parameter that would exceed the limit, and keeps the earlier
 * parameters. */
START_TEST(bound)
{
	struct params p = { .text.max = 16 };
	struct buf text = { 0 };
	struct err err = { 0 };

	add(&p, "A", "1");
	ck_assert_msg(overs[_i].call(&p, &err) == -1, "%s", overs[_i].what);
	check_text(overs[_i].what, err.text, "request parameters: over 16 "
		   "bytes");
	check_text(overs[_i].what, listing(&p, &text), "A=1;");
	params_clear(&p);
	add(&p, "B", "0123456789abc");
	check_text(overs[_i].what, listing(&p, &text), "B=0123456789abc;");
	params_release(&p);
	buf_release(&text);
}
END_TEST

START_TEST(clear_and_release)
{
	struct params p = { .text.secret = true };
	struct param *items;

	params_clear(&p);
	add(&p, "A", "1");
	items = p.items;
	params_clear(&p);
	ck_assert_uint_eq(p.len, 0);
	ck_assert_ptr_eq(p.items, items);
	ck_assert_ptr_null(params_get(&p, "A"));
	ck_assert_uint_eq(params_next(&p, "A"), 1);
	add(&p, "B", "2");
	check_text("name", params_name(&p, 0), "B");
	params_release(&p);
	params_release(&p);
	ck_assert_uint_eq(p.len, 0);
	ck_assert_ptr_null(params_get(&p, "B"));
	add(&p, "C", "3");
	check_text("value", params_get(&p, "C"), "3");
	ck_assert(p.text.secret);
	params_release(&p);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ get, ROWS(gets) },
		{ set, ROWS(sets) },
		{ set_often, 1 },
		{ next, ROWS(nexts) },
		{ formatted_name, ROWS(names) },
		{ formatted, 1 },
		{ lists, 1 },
		{ many, ROWS(counts) },
		{ copies_name_and_value, 1 },
		{ copy, 1 },
		{ bound, ROWS(overs) },
		{ clear_and_release, 1 },
	};

	return check_main("params", cases, ROWS(cases));
}
