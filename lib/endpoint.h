/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where requests go, and for which region they are signed.
 *
 * Endpoint, the first there is: -U, AWS_ENDPOINT_URL_EC2, AWS_ENDPOINT_URL,
 * --region, EC2_URL, built from the region.  Region: --region, the
 * endpoint's host when it names one, AWS_REGION, AWS_DEFAULT_REGION,
 * us-east-1.
 */
#ifndef ENDPOINT_H
#define ENDPOINT_H

#include "buf.h"
#include "err.h"
#include "http.h"
#include "opt.h"

/* Start as `= {0}`, release with endpoint_release. */
struct endpoint {
	struct http_url url;
	struct buf text;	/* the URL as it is requested */
	struct buf region;
	const char *from;	/* words for -v: who said so */
};

/* Fails with a usage error, also under EC2_SANDBOX when the endpoint is not
 * on this machine. */
int endpoint_find(struct endpoint *out, const struct settings *settings,
		  struct err *err);
void endpoint_release(struct endpoint *e);

/* Whether an endpoint's host is Amazon's own. */
bool endpoint_is_amazon(const struct endpoint *e);

/* Whether NAME has the form of an availability zone, as us-east-1a. */
bool endpoint_is_zone(const char *name);

#endif
