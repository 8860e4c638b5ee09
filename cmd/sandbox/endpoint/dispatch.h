/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Answers signed requests like EC2, shows a page to browsers, and answers
 * /health and /reset.  This file does not use sockets or the HTTP library.
 */
#ifndef DISPATCH_H
#define DISPATCH_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "endpoint/inject.h"
#include "message/site.h"
#include "state/state.h"

struct dispatch;

/* All pointers are borrowed. */
struct dispatch_config {
	struct state *state;
	struct inject *inject;	/* failures on purpose, or NULL */
	bool anywhere;		/* show the page under any host name */
	bool is_tls;		/* URLs of endpoints begin with https */
	bool instant;		/* states such as pending end at once */
	FILE *journal;		/* log of the API requests, or NULL */
	const char *advertised;	/* HOST[:PORT] in URLs, or NULL for the host
				 * that the client called */
	const char *reset_token;	/* token that /reset requires; if NULL,
					 * every /reset is refused */
};

/* The caller frees *OUT with dispatch_free, which accepts NULL. */
int dispatch_new(struct dispatch **out, const struct dispatch_config *config,
		 struct err *err);
void dispatch_free(struct dispatch *d);

/* Returns the site to give to a server.  The site is valid as long as D. */
struct site dispatch_site(struct dispatch *d);

#endif
