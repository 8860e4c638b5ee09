/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/readback.h"

#include <stdio.h>
#include <string.h>

#include "base/codec.h"
#include "base/str.h"
#include "reply/element.h"

/* Milliseconds to wait after the first read, and after later reads. */
enum { FIRST_MS = 100, LATER_MS = 700 };

/* Returns whether parameter I of WRITE matches WHEN, which is NAME or
 * NAME=VALUE.  NAME matches all names that begin with NAME. */
static bool is_written_by(const char *when, const struct params *write,
			  size_t i)
{
	size_t len = strcspn(when, "=");

	return strncmp(params_name(write, i), when, len) == 0 &&
	       (!when[len] || strcmp(params_value(write, i),
				     when + len + 1) == 0);
}

const struct readback *readback_find(const struct readback *table,
				     const struct params *write)
{
	for (; table && table->when; table++)
		for (size_t i = 0; i < write->len; i++)
			if (is_written_by(table->when, write, i))
				return table;
	return NULL;
}

static int add_filter(const struct readback *rb, const struct params *write,
		      struct params *out, struct err *err)
{
	const char *one = params_get(write, rb->subject);
	struct element e;
	size_t n = 0;

	if (params_add(out, "Filter.1.Name", rb->filter, err))
		return -1;
	if (one)
		return params_add(out, "Filter.1.Value.1", one, err);
	for (size_t at = 0; element_next(write, rb->subject, &at, &e);)
		if (params_addf(out, e.node.text, err, "Filter.1.Value.%zu",
				++n))
			return -1;
	return 0;
}

int readback_add(const struct readback *rb, const struct params *write,
		 struct params *out, struct err *err)
{
	const char *subject = params_get(write, rb->subject);
	const char *as = rb->as ? rb->as : rb->subject;

	if (rb->attribute && params_add(out, "Attribute", rb->attribute, err))
		return -1;
	if (rb->filter)
		return add_filter(rb, write, out, err);
	return params_add(out, as, subject ? subject : "", err);
}

/* Returns whether LIST contains ENTITY, such as an account number. */
static bool is_shared(const struct node *list, const char *entity)
{
	const struct node *n = item_find(list, "item");

	for (; n; n = item_next(n))
		if (n->first && strcmp(n->first->text, entity) == 0)
			return true;
	return false;
}

/* Returns whether LIST has every entity that the write added and lacks every
 * entity that it removed. */
static bool is_shared_as_asked(const struct node *list, const char *param,
			       const struct params *write)
{
	char add[64], remove[64];

	(void)snprintf(add, sizeof(add), "%s.Add.", param);
	(void)snprintf(remove, sizeof(remove), "%s.Remove.", param);
	for (size_t i = 0; list && i < write->len; i++) {
		const char *name = params_name(write, i);
		const char *entity = params_value(write, i);
		bool adds = str_begins(name, add);

		if ((adds || str_begins(name, remove)) &&
		    is_shared(list, entity) != adds)
			return false;
	}
	return list != NULL;
}

/* Returns whether two times differ by less than a minute, since EC2 rounds
 * times to the minute. */
static bool same_minute(const char *one, const char *two)
{
	struct err ignored;
	time_t a, b;

	return codec_time_parse(one, &a, &ignored) == 0 &&
	       codec_time_parse(two, &b, &ignored) == 0 && a - b < 60 &&
	       b - a < 60;
}

/* Returns whether the reply to the read shows that WRITE worked. */
static bool readback_holds(const struct readback *rb, const struct node *reply,
			   const struct params *write)
{
	const struct node *at = rb->path ? item_find(reply, rb->path) : NULL;
	const char *want = rb->param ? params_get(write, rb->param) : NULL;

	switch (rb->test) {
	case READBACK_HOOK:
		return rb->holds && rb->holds(reply, write);
	case READBACK_ABSENT:
		return !at;
	case READBACK_LACKS:
		return at && !item_find(at, rb->param);
	case READBACK_EMPTY:
		return at && !at->first && !*at->text;
	case READBACK_SHARED:
		return is_shared_as_asked(at, rb->param, write);
	case READBACK_VALUE:
		return at && strcmp(at->text, rb->value) == 0;
	case READBACK_SAME:
		return at && want && strcmp(at->text, want) == 0;
	case READBACK_TIME:
		return at && want && same_minute(at->text, want);
	}
	return false;
}

const struct node *readback_find_change(const struct readback *rb,
					const struct node *reply,
					const struct params *write)
{
	if (rb->find)
		return rb->find(reply, write);
	return readback_holds(rb, reply, write) ? reply : NULL;
}

/* EC2 answers InvalidAMIID.Unavailable for an image that was deregistered. */
bool readback_was_there(const char *code)
{
	return str_begins(code, "Invalid") && str_ends(code, ".Unavailable");
}

/* Accepts InvalidSnapshot.NotFound, InvalidGroup.NotFound and similar codes,
 * but not codes that concern the request itself. */
bool readback_gone(const char *code)
{
	static const char *const of_request[] = {
		"InvalidAction.", "InvalidParameter.", "InvalidParameterValue.",
		"InvalidClientTokenId.", "InvalidRegion.",
	};

	for (size_t i = 0; i < sizeof(of_request) / sizeof(*of_request); i++)
		if (str_begins(code, of_request[i]))
			return false;
	return readback_was_there(code) ||
	       (str_begins(code, "Invalid") && str_ends(code, ".NotFound"));
}

bool readback_denied(const char *code)
{
	static const char *const denied[] = {
		"UnauthorizedOperation", "AuthFailure", "AccessDenied",
		"AccessDeniedException",
	};

	for (size_t i = 0; i < sizeof(denied) / sizeof(*denied); i++)
		if (strcmp(denied[i], code) == 0)
			return true;
	return false;
}

bool readback_unknown(const char *code)
{
	static const char *const unknown[] = {
		"InvalidAction", "NotImplemented", "UnsupportedOperation",
		"UnknownParameter", "InvalidParameterValue",
	};

	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
		if (strcmp(unknown[i], code) == 0)
			return true;
	return false;
}

long readback_wait_ms(int count)
{
	return count ? LATER_MS : FIRST_MS;
}
