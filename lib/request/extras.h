/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Parameters that the original tools did not send.
 *
 * MaxResults, and a ClientToken of the command's own, are a help and no part
 * of the question: an endpoint that refuses one is asked again without it.
 * DryRun is part of the question, and never left out.  All functions are pure.
 */
#ifndef EXTRAS_H
#define EXTRAS_H

#include <stdbool.h>

#include "base/err.h"
#include "base/params.h"

/* A set of them. */
enum extras_set {
	EXTRAS_PAGE = 1,	/* MaxResults */
	EXTRAS_TOKEN = 2,	/* ClientToken */
	EXTRAS_DRY_RUN = 4,	/* DryRun */
};

/* What a run knows about one action at one endpoint. */
struct extras {
	unsigned optional;	/* those that the run may leave out */
	unsigned left_out;	/* those of them that it does leave out */
	bool page_given;	/* the user chose the value of MaxResults */
	bool token_unknown;	/* the version of the API has no ClientToken: it
				 * does not make a repeated request harmless */
};

/* A refusal. */
struct extras_refusal {
	long status;		/* of HTTP */
	const char *code;	/* the error's, or "" */
	const char *words;	/* its message, or the whole page */
};

/* Those that ACTION did not have in VERSION of the API, "2010-08-31".  Nothing
 * is known of a version in another form. */
unsigned extras_too_new(const char *action, const char *version);

/* Those of SET that REFUSAL says are unknown, of a request with PARAMS. */
unsigned extras_refused(const struct extras_refusal *refusal, unsigned set,
			const struct params *params);

/* The same for what a run with EXTRAS may leave out, but does not yet. */
unsigned extras_to_drop(const struct extras *extras,
			const struct extras_refusal *refusal,
			const struct params *params);

/* The names of the parameters in SET, for a message: a static string. */
const char *extras_names(unsigned set);

/* Appends to TO what FROM has, but for what EXTRAS leave out. */
int extras_copy(const struct extras *extras, const struct params *from,
		struct params *to, struct err *err);

#endif
