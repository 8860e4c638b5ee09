/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The endpoint: it answers clients that sign with the API, and browsers with
 * the page.
 *
 * This layer does not know sockets or the HTTP library.  The layers below know
 * only the status of HTTP.
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

/* All are borrowed; INJECT may be NULL.  With ANYWHERE the page is shown
 * under any name of this machine.  The caller frees with dispatch_free, which
 * takes NULL. */
struct dispatch_config {
	struct state *state;
	struct inject *inject;
	bool anywhere;
	bool is_tls;		/* URLs of endpoints begin with https */
	bool instant;		/* passing states end at once */
	FILE *journal;		/* gets a line for each request; or NULL */
	const char *advertised;	/* HOST:PORT in URLs; NULL: as the client calls
				 * it */
	const char *reset_token;	/* token of /reset; NULL: no reset */
};

int dispatch_new(struct dispatch **out, const struct dispatch_config *config,
		 struct err *err);
void dispatch_free(struct dispatch *d);

/* The site to give to a server; valid as long as D. */
struct site dispatch_site(struct dispatch *d);

#endif
