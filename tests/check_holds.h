/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls the functions that decide whether a reply shows the values that a write
 * sets. */
#ifndef CHECK_HOLDS_H
#define CHECK_HOLDS_H

#include "base/params.h"
#include "check_main.h"
#include "reply/item.h"

typedef bool check_holds_fn(const struct node *reply,
			    const struct params *write);

struct check_holds {
	check_holds_fn *fn;
	struct params write;
	bool result;
};

/* Calls FN here, because the tree of the reply is freed after this callback. */
static inline int check_holds_judge(void *ctx, const struct node *reply,
				    struct err *err)
{
	struct check_holds *h = ctx;

	(void)err;
	h->result = h->fn(reply, &h->write);
	return 0;
}

/* Returns FN's result for the reply <r>XML</r> and a request with the
 * parameters PAIRS: a name, its value, and so on, until NULL. */
static inline bool check_holds(check_holds_fn *fn, const char *const *pairs,
			       const char *xml)
{
	struct check_holds h = { .fn = fn };
	struct item *it = NULL;
	struct buf doc = { 0 };
	struct err err;

	for (; *pairs; pairs += 2)
		ck_assert_int_eq(params_add(&h.write, pairs[0], pairs[1],
					    &err), 0);
	buf_printf(&doc, "<r>%s</r>", xml);
	ck_assert_int_eq(item_new(&it, "", check_holds_judge, &h, &err), 0);
	ck_assert_msg(item_feed(it, doc.data, doc.len, &err) == 0 &&
		      item_finish(it, &err) == 0, "%s: %s", xml, err.text);
	item_free(it);
	buf_release(&doc);
	params_release(&h.write);
	return h.result;
}

#endif
