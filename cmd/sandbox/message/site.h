/* SPDX-License-Identifier: BSD-2-Clause */
/* What a server serves: requests go in, answers come out. */
#ifndef SITE_H
#define SITE_H

#include "message/answer.h"
#include "message/fault.h"
#include "message/request.h"

struct site {
	void *ctx;
	const char *const *methods;	/* that it knows; NULL ends */

	/* Answers a request that was read whole; a failure of ours is an
	 * answer too, and -1 means that there is no memory even for that. */
	int (*answer)(void *ctx, struct request *request,
		      struct answer *out);

	/* The answer to a request that the server itself turns down. */
	int (*refuse)(void *ctx, const struct fault *fault,
		      struct answer *out);
};

#endif
