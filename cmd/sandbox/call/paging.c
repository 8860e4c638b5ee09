/* SPDX-License-Identifier: BSD-2-Clause */
#include "call/paging.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/codec.h"
#include "base/num.h"

/* The number of hash digits in a page token. */
enum { HASH_DIGITS = 24 };

static int refuse_ids(const struct call *c, const char *ids,
		      struct fault *fault)
{
	return fault_set(fault, FAULT_PARAMETER_COMBINATION, "The parameter %s "
			 "cannot be used with the parameter %s", ids,
			 params_get(c->params, "MaxResults") ? "MaxResults" :
							       "NextToken");
}

/* Reads a page token, which is ROWID-HASH in base64. */
static bool read_page_token(struct paging *p, const char *token)
{
	struct buf text = { 0 };
	struct err err;
	char *dash;
	long place;
	bool ok = false;

	if (codec_base64_decode(&text, token, strlen(token), &err) == 0 &&
	    !text.failed && text.data && strlen(text.data) == text.len &&
	    (dash = strchr(text.data, '-'))) {
		*dash++ = '\0';
		ok = strlen(text.data) < sizeof(p->after) &&
		     num_parse(text.data, 1, LONG_MAX, &place, &err) == 0 &&
		     strlen(dash) == HASH_DIGITS &&
		     memcmp(dash, p->hash, HASH_DIGITS) == 0;
		if (ok)
			(void)snprintf(p->after, sizeof(p->after), "%ld",
				       place);
	}
	buf_release(&text);
	return ok;
}

int paging_read(struct paging *p, const struct call *c, long min,
		const char *ids, struct fault *fault)
{
	const char *token = call_text(c, "NextToken", NULL);

	*p = (struct paging){ .after = "0" };
	if (!call_text(c, "MaxResults", NULL) && !token)
		return 0;
	if (ids)
		return refuse_ids(c, ids, fault);
	if (call_number(c, "MaxResults", min, PAGING_MAX, &p->limit, fault) ||
	    call_hash(c, p->hash, fault))
		return -1;
	if (!p->limit)
		p->limit = PAGING_MAX;
	if (token && !read_page_token(p, token))
		return fault_set(fault, FAULT_NEXT_TOKEN, "The token '%s' is "
				 "invalid", token);
	return 0;
}

bool paging_is_full(const struct paging *p)
{
	return p->limit && p->count >= p->limit;
}

void paging_took(struct paging *p, const char *place, long count)
{
	p->count += count;
	(void)snprintf(p->after, sizeof(p->after), "%s", place);
}

void paging_write(const struct paging *p, const struct call *c)
{
	struct buf token = { 0 };
	char text[PAGING_PLACE_SIZE + HASH_DIGITS + 2];

	(void)snprintf(text, sizeof(text), "%s-%.*s", p->after, HASH_DIGITS,
		       p->hash);
	codec_base64(&token, text, strlen(text));
	markup_text(c->out, "nextToken", buf_str(&token));
	buf_release(&token);
}
