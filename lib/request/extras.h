/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Parameters that Amazon's original tools did not send.
 *
 * MaxResults, and a ClientToken that the command made itself, do not change
 * what the request does: if an endpoint refuses one, we send the request again
 * without it.  DryRun changes what the request does, so we never leave it out.
 * All functions are pure.
 */
#ifndef EXTRAS_H
#define EXTRAS_H

#include <stdbool.h>

#include "base/err.h"
#include "base/params.h"

/* A set of these parameters: bits. */
enum extras_set {
	EXTRAS_PAGE = 1,	/* MaxResults */
	EXTRAS_TOKEN = 2,	/* ClientToken */
	EXTRAS_DRY_RUN = 4,	/* DryRun */
};

/* What a run knows about one action at one endpoint. */
struct extras {
	unsigned optional;	/* parameters that the run may leave out */
	unsigned left_out;	/* the parameters that the run leaves out */
	bool page_given;	/* the user chose the value of MaxResults */
	bool token_unknown;	/* the version of the API has no ClientToken, so
				 * that a repeated request may act twice */
};

/* A service's error, which may name a parameter that it refuses. */
struct extras_refusal {
	long status;		/* HTTP status */
	const char *code;	/* code of the error, or "" */
	const char *words;	/* message of the error, or the whole page */
};

/* The parameters that ACTION did not have in VERSION of the API, such as
 * "2010-08-31".  None for a version in another form. */
unsigned extras_too_new(const char *action, const char *version);

/* The parameters of SET that REFUSAL, of a request with PARAMS, calls
 * unknown. */
unsigned extras_refused(const struct extras_refusal *refusal, unsigned set,
			const struct params *params);

/* The same as extras_refused, for the parameters that a run with EXTRAS may
 * leave out but still sends. */
unsigned extras_to_drop(const struct extras *extras,
			const struct extras_refusal *refusal,
			const struct params *params);

/* The names of the parameters in SET, for a message: a static string. */
const char *extras_names(unsigned set);

/* Appends to TO what FROM has, except what EXTRAS leave out. */
int extras_copy(const struct extras *extras, const struct params *from,
		struct params *to, struct err *err);

#endif
