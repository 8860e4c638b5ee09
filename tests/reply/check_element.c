/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of element: the elements of a list in a request. */
#include "reply/element.h"

#include "check_main.h"
#include "reply/item.h"

static const struct {
	const char *what;
	const char *pairs[24];
	const char *shown;	/* each element, as TEXT[NAME=TEXT,...]; */
} lists[] = {
	{ "no parameters", { NULL }, "" },
	{ "elements that are values", { "L.1", "a", "L.2", "b" }, "a[];b[];" },
	{ "elements with fields", { "L.1.Key", "a", "L.1.Value", "b", "L.2.Key",
	  "c" }, "[Key=a,Value=b,];[Key=c,];" },
	{ "other parameters between elements", { "A", "x", "L.1.Key", "a",
	  "LL.1", "x",
	  "L.1.Value", "b", "M.1.Key", "x", "L.2.Key", "c", "L", "x" },
	  "[Key=a,Value=b,];[Key=c,];" },
	{ "L.1 and L.10 are two elements", { "L.1", "a", "L.10", "b", "L.11",
	  "c" }, "a[];b[];c[];" },
	{ "a list within an element", { "L.1.G.1.Name", "a", "L.1.G.2.Name",
	  "b" }, "[G.1.Name=a,G.2.Name=b,];" },
	{ "names without an element number are ignored", { "L.x", "a", "L.1x",
	  "b", "L.", "c", "L.1", "d" }, "d[];" },
	{ "an element with a value and a field", { "L.1", "a", "L.1.Key", "b" },
	  "a[Key=b,];" },
};

static void fill(struct params *p, const char *const *pairs)
{
	struct err err;

	for (; *pairs; pairs += 2)
		ck_assert_int_eq(params_add(p, pairs[0], pairs[1], &err), 0);
}

START_TEST(elements_found)
{
	struct params request = { 0 };
	struct element e;
	struct buf got = { 0 };

	fill(&request, lists[_i].pairs);
	for (size_t at = 0; element_next(&request, "L", &at, &e);) {
		buf_printf(&got, "%s[", e.node.text);
		for (const struct node *n = e.node.first; n; n = n->next)
			buf_printf(&got, "%s=%s,", n->name, n->text);
		buf_puts(&got, "];");
	}
	check_text(lists[_i].what, buf_str(&got), lists[_i].shown);
	params_release(&request);
	buf_release(&got);
}
END_TEST

/* An element keeps only its first ELEMENT_FIELDS_MAX fields. */
START_TEST(too_many_fields)
{
	struct params request = { 0 };
	struct element e;
	struct err err;
	size_t at = 0, n = 0;

	for (int i = 0; i < 2 * ELEMENT_FIELDS_MAX; i++)
		ck_assert_int_eq(params_addf(&request, "v", &err, "L.1.F%d",
					     i), 0);
	ck_assert(element_next(&request, "L", &at, &e));
	for (const struct node *f = e.node.first; f; f = f->next)
		n++;
	ck_assert_int_eq(n, ELEMENT_FIELDS_MAX);
	check_text("the first field", item_text(&e.node, "F0"), "v");
	ck_assert(!element_next(&request, "L", &at, &e));
	params_release(&request);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ elements_found, ROWS(lists) },
		{ too_many_fields, 1 },
	};

	return check_main("element", cases, ROWS(cases));
}
