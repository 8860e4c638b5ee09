/* SPDX-License-Identifier: BSD-2-Clause */
/* What a server serves: requests go in, answers come out. */
#ifndef SITE_H
#define SITE_H

#include <stdbool.h>

#include "message/response.h"
#include "message/fault.h"
#include "message/request.h"

struct site {
	void *ctx;
	const char *const *methods;	/* HTTP methods it allows; NULL ends */

	/* Does in advance, in another thread, what takes long for a request
	 * and needs no state.  NULL, or false: nothing does. */
	bool (*takes_long)(const struct request *request);
	void (*prepare)(struct request *request);

	/* Answers a complete request.  A failure of the sandbox is an answer
	 * too; -1 means that there is no memory even for that answer. */
	int (*answer)(void *ctx, struct request *request,
		      struct response *out);

	/* Answers a request that the server itself refuses. */
	int (*refuse)(void *ctx, const struct fault *fault,
		      struct response *out);
};

#endif
