/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * MaxResults, ClientToken and DryRun, which some endpoints refuse.
 *
 * MaxResults and a ClientToken that the command made itself do not change the
 * effect of a request.  If an endpoint refuses such a parameter, we send the
 * request again without the parameter, unless the service may have carried out
 * the request.  DryRun changes the effect, so we never leave it out.
 */
#ifndef EXTRAS_H
#define EXTRAS_H

#include <stdbool.h>

#include "base/err.h"
#include "base/params.h"

/* Sets of extra parameters, as bits. */
enum extras_set {
	EXTRAS_PAGE = 1,	/* the parameter MaxResults */
	EXTRAS_TOKEN = 2,	/* the parameter ClientToken */
	EXTRAS_DRY_RUN = 4,	/* the parameter DryRun */
};

/* What a run knows about the extra parameters of one action at one endpoint. */
struct extras {
	unsigned optional;	/* parameters that the run may leave out */
	unsigned left_out;	/* the parameters that the run leaves out */
	bool page_given;	/* the user chose the value of MaxResults */
	bool token_unknown;	/* this version of the API has no ClientToken,
				 * so a repeated request may act twice */
};

/* A service's error, which may name a parameter that it refuses. */
struct extras_refusal {
	long status;		/* HTTP status */
	const char *code;	/* code of the error, or "" */
	const char *words;	/* message of the error, or the beginning of the
				 * body if the reply is not in EC2's format */
};

/* Returns the parameters that ACTION did not have in VERSION of the API, such
 * as "2010-08-31".  Returns 0 if VERSION is not a date. */
unsigned extras_too_new(const char *action, const char *version);

/* PARAMS are the parameters of a request, and REFUSAL is the error.  Returns
 * the parameters of SET that REFUSAL refuses: REFUSAL names the parameter, or
 * says that a parameter is unknown but names none of PARAMS.  An error with
 * HTTP status 5xx counts only if it also says that something is unknown or
 * unsupported.  Returns 0 if REFUSAL clearly has another reason, such as
 * throttling. */
unsigned extras_refused(const struct extras_refusal *refusal, unsigned set,
			const struct params *params);

/* Returns the parameters that REFUSAL refuses (see extras_refused), and that
 * the run may leave out but still sends.  Omits MaxResults if REFUSAL may
 * concern only the value that the user chose for it. */
unsigned extras_to_drop(const struct extras *extras,
			const struct extras_refusal *refusal,
			const struct params *params);

/* Returns the names of the parameters in SET for a message, as a static string.
 * SET has EXTRAS_PAGE, EXTRAS_TOKEN or both. */
const char *extras_names(unsigned set);

/* Appends the parameters of FROM to TO, except those in extras->left_out. */
int extras_copy(const struct extras *extras, const struct params *from,
		struct params *to, struct err *err);

#endif
