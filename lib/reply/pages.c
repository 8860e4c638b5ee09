/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/pages.h"

#include <string.h>

void pages_begin(struct pages *p)
{
	pages_release(p);
	p->tokens.texts.max = PAGES_TOKENS_MAX;
	p->count = p->empty = 0;
}

void pages_release(struct pages *p)
{
	seen_release(&p->tokens);
}

int pages_next(struct pages *p, bool any_item, const char *token,
	       struct err *err)
{
	bool before = false;

	p->empty = any_item ? 0 : p->empty + 1;
	if (++p->count == PAGES_MAX)
		return err_limit(err, "reply: the list has more than %d pages",
				 PAGES_MAX);
	if (p->empty == PAGES_EMPTY_MAX)
		return err_limit(err, "reply: %d pages in a row without an "
				 "item, and more would follow",
				 PAGES_EMPTY_MAX);
	if (seen_add(&p->tokens, token, strlen(token), &before, err))
		return err_prefix(err, "reply: page tokens");
	if (before)
		return err_limit(err, "reply: a page token came a second "
				 "time, so the list would never end");
	return 0;
}
