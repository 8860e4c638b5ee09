/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The metadata service of one instance, in the versions 1 and 2 of IMDS.
 *
 * The service shows the current state.  A terminated instance has no metadata.
 */
#ifndef METADATA_SERVICE_H
#define METADATA_SERVICE_H

#include <stdbool.h>

#include "base/err.h"
#include "message/site.h"
#include "state/state.h"

struct metadata;

struct metadata_config {
	struct state *state;	/* borrowed */
	const char *instance;	/* borrowed; the instance must exist */
	bool needs_token;	/* refuse requests without a token */
	bool anywhere;		/* answer under any host name */
};

/* The caller frees *OUT with metadata_service_free, which accepts NULL too. */
int metadata_service_new(struct metadata **out,
			 const struct metadata_config *config, struct err *err);
void metadata_service_free(struct metadata *m);

/* Returns the site to give to a server.  The site is valid as long as M. */
struct site metadata_service_site(struct metadata *m);

#endif
