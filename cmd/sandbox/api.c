/* SPDX-License-Identifier: BSD-2-Clause */
/* The API: a request goes in, an answer comes out. */
#include "api.h"

#include <stdlib.h>
#include <string.h>

#include "actions.h"
#include "auth.h"
#include "digest.h"

struct api {
	struct state *state;
	struct digest *digest;
	struct reply *reply;
};

int api_new(struct api **out, struct state *state, struct err *err)
{
	struct api *api = calloc(1, sizeof(*api));

	if (!api)
		return err_memory(err);
	api->state = state;
	if (digest_new(&api->digest, err) || reply_new(&api->reply, err)) {
		api_free(api);
		return -1;
	}
	*out = api;
	return 0;
}

void api_free(struct api *api)
{
	if (!api)
		return;
	digest_free(api->digest);
	reply_free(api->reply);
	free(api);
}

static int check_form(const struct request *r, struct fault *fault)
{
	const char *action = params_get(&r->params, "Action");

	if (action && *action)
		return 0;
	return fault_set(fault, FAULT_MISSING_ACTION, "The request must "
			 "contain the parameter Action");
}

static int carry_out(struct api *api, struct request *r, time_t now,
		     struct answer *out, struct fault *fault)
{
	struct auth auth = {
		.digest = api->digest, .state = api->state, .now = now,
	};
	struct call call = {
		.state = api->state, .params = &r->params,
		.account = out->account, .reply = api->reply,
	};
	struct account account;

	if (request_parse(r, fault) || check_form(r, fault) ||
	    auth_check(&auth, r, &account, fault))
		return -1;
	memcpy(out->account, account.id, sizeof(out->account));
	return actions_run(&call, out->id, fault);
}

/* A change that is kept, and whose answer then finds no memory, is answered
 * as a failure: the client has to ask what happened, as after a lost one. */
static int finish(struct api *api, struct answer *out, struct fault *fault)
{
	struct err err;

	out->status = 200;
	if (reply_finish(api->reply, &out->body, &err) == 0)
		return 0;
	buf_clear(&out->body);
	return fault_internal(fault, &err);
}

static int write_fault(struct api *api, const struct fault *fault,
		       struct answer *out)
{
	struct err err;

	out->status = fault_status(fault);
	out->code = fault_name(fault);
	return reply_fault(api->reply, fault, out->id, &out->body, &err);
}

int api_answer(struct api *api, struct request *request, time_t now,
	       struct answer *out)
{
	struct fault fault;
	struct err err;

	if (reply_id(out->id, &err))
		return -1;
	if (carry_out(api, request, now, out, &fault) ||
	    finish(api, out, &fault))
		return write_fault(api, &fault, out);
	return 0;
}

int api_refuse(struct api *api, const struct fault *fault, struct answer *out)
{
	struct err err;

	if (reply_id(out->id, &err))
		return -1;
	return write_fault(api, fault, out);
}

void answer_release(struct answer *answer)
{
	buf_release(&answer->body);
}
