/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Who signed a request: AWS Signature Version 4 in the Authorization header or
 * the query, Signature Version 2 in the parameters.
 *
 * A signature is recomputed from the request as it came and compared in
 * constant time.  A request may be repeated while its stamp is fresh, as EC2
 * allows.
 */
#ifndef AUTH_H
#define AUTH_H

#include "message/fault.h"
#include "message/request.h"
#include "signatures/verifier.h"
#include "state/account.h"

/* Finds out who signed a parsed request. */
int auth_check(const struct verifier *v, const struct request *r,
	       struct account *caller, struct fault *fault);

#endif
