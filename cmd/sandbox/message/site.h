/* SPDX-License-Identifier: BSD-2-Clause */
/* What a server serves: requests go in, answers come out. */
#ifndef SITE_H
#define SITE_H

#include <stdbool.h>

#include "message/fault.h"
#include "message/request.h"

enum { SITE_ASIDE = 1 };

struct site {
	void *ctx;
	const char *const *methods;	/* allowed HTTP methods; NULL ends */

	/* Answers a complete request.  A failure of the sandbox is an answer
	 * too; -1 means that there is no memory even for that answer.
	 * SITE_ASIDE asks the server to call `prepare`, then `answer` again
	 * with the same OUT. */
	int (*answer)(void *ctx, struct request *request,
		      struct response *out);

	/* Does, in another thread, slow work for a request that needs no state.
	 * NULL: `answer` never asks for it. */
	void (*prepare)(void *ctx, struct request *request);

	/* Answers a request that the server itself refuses. */
	int (*refuse)(void *ctx, const struct fault *fault,
		      struct response *out);
};

#endif
