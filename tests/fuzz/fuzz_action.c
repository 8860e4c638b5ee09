/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes any bytes as the parameters of a request.  Runs the action directly, so
 * the request needs no signature.  Every answer must be XML of the right form,
 * and must not be an internal error.  Every request is refused or undone, so
 * the state must not change.
 *
 * The first byte chooses the account.
 */
#include "fuzz.h"

#include "actions/actions.h"
#include "base/digest.h"
#include "message/markup.h"
#include "message/request.h"
#include "reply/item.h"
#include "reply/reply.h"
#include "state/dump.h"
#include "state/seed.h"
#include "state/state.h"

/* The time of each request, in seconds since 1970. */
enum { NOW = 1795305600 };

/* The number of runs between two comparisons of the whole state. */
enum { LOOK_EVERY = 256 };

static const char *const accounts[] = {
	"999988887777", "111122223333", "444455556666",
};

static struct state *state;
static struct digest *digest;
static struct markup *markup;
static struct buf before;

static void set_up(void)
{
	struct err err;

	MUST(seed_open(&state, NULL, NULL, &err) == 0);
	MUST(digest_new(&digest, &err) == 0);
	MUST(markup_new(&markup, &err) == 0);
	MUST(dump_state(state, &before, &err) == 0);
}

static void check_state(void)
{
	struct buf now = { 0 };
	struct err err;

	MUST(dump_state(state, &now, &err) == 0);
	MUST(strcmp(buf_str(&now), buf_str(&before)) == 0);
	buf_release(&now);
}

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	return 0;
}

/* Reads the answer as the commands do. */
static void check_answer(const struct buf *body, const char *action,
			 const struct fault *fault)
{
	struct reply_error error;
	struct item *item;
	struct err err = { 0 };

	MUST(item_new(&item, "", on_item, NULL, &err) == 0);
	MUST(item_feed(item, buf_str(body), body->len, &err) == 0);
	MUST(item_finish(item, &err) == 0);
	if (fault) {
		MUST(reply_find_error(item_root(item), &error));
		MUST(strcmp(error.code, fault_name(fault)) == 0);
		MUST(strcmp(reply_request_id(item_root(item)), "id") == 0);
	} else {
		MUST(reply_is_to(item_root(item), action));
		MUST(!reply_find_error(item_root(item), &error));
	}
	item_free(item);
}

static void carry_out(struct request *r, const char *account)
{
	struct call call = {
		.state = state, .digest = digest, .params = &r->params,
		.account = account, .region = "us-east-1",
		.endpoint = "http://localhost:8773",
		.time = "2010-03-01T00:00:00.000Z", .now_ms = NOW * 1000LL,
		.roll_back = true, .out = markup, .key = &r->key,
	};
	struct fault fault = { 0 };
	struct buf body = { 0 };
	struct err err;

	if (actions_run(&call, "id", &fault) == 0) {
		MUST(markup_finish(markup, &body, &err) == 0);
		check_answer(&body, params_get(&r->params, "Action"), NULL);
	} else {
		MUST(fault.code != FAULT_INTERNAL);
		MUST(fault_status(&fault) >= 400 && fault_status(&fault) < 500);
		MUST(markup_fault(markup, &fault, "id", &body, &err) == 0);
		check_answer(&body, NULL, &fault);
	}
	buf_release(&body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static unsigned long runs;
	struct request r = { 0 };
	struct fault fault;

	if (!state)
		set_up();
	if (!size)
		return 0;
	buf_puts(&r.method, "POST");
	buf_puts(&r.target, "/");
	buf_append(&r.body, data + 1, size - 1);
	if (request_parse(&r, &fault) == 0)
		carry_out(&r, accounts[data[0] % 3]);
	request_release(&r);
	if (++runs % LOOK_EVERY == 0)
		check_state();
	return 0;
}
