/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The API: a request goes in, an answer comes out.
 *
 * Nothing here knows sockets or the HTTP library, and nothing below knows
 * HTTP beyond a status.
 */
#ifndef API_H
#define API_H

#include <time.h>

#include "buf.h"
#include "err.h"
#include "fault.h"
#include "reply.h"
#include "request.h"
#include "state.h"

/* All that is known of a request when it is finished; starts as `= {0}`. */
struct answer {
	unsigned int status;
	char id[REPLY_ID_SIZE];
	char account[16];		/* who asked; "" when not known */
	const char *code;		/* of a refusal; NULL for a success */
	struct buf body;
};

struct api;

/* STATE is borrowed.  The caller frees with api_free, which takes NULL. */
int api_new(struct api **out, struct state *state, struct err *err);
void api_free(struct api *api);

/* Parses, checks and carries out a request at time NOW.  A failure of ours
 * is an answer too; -1 means that there is no memory even for that. */
int api_answer(struct api *api, struct request *request, time_t now,
	       struct answer *out);

/* The answer to a request that the server itself turns down. */
int api_refuse(struct api *api, const struct fault *fault,
	       struct answer *out);

void answer_release(struct answer *answer);

#endif
