/* SPDX-License-Identifier: BSD-2-Clause */
/* A site: the functions that answer the requests which a server receives. */
#ifndef SITE_H
#define SITE_H

#include <stdbool.h>

#include "message/fault.h"
#include "message/request.h"

enum { SITE_ASIDE = 1 };

struct site {
	void *ctx;
	const char *const *methods;	/* allowed HTTP methods, up to a NULL */

	/* Answers a complete request, perhaps with an error.  Returns -1 if the
	 * site can make no answer.  Returns SITE_ASIDE if the server must call
	 * `prepare`, and then `answer` again with the same OUT. */
	int (*answer)(void *ctx, struct request *request, struct response *out);

	/* Does slow work for a request in another thread, without access to the
	 * sandbox's state.  NULL if `answer` never returns SITE_ASIDE. */
	void (*prepare)(void *ctx, struct request *request);

	/* Answers a request that the server refuses, or returns -1. */
	int (*refuse)(void *ctx, const struct fault *fault,
		      struct response *out);
};

#endif
