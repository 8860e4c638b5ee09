/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds out who signed a request.  The signature is AWS Signature Version 4, in
 * the Authorization header or the query, or Version 2, in the parameters.
 *
 * We compute the signature again from the request as the client sent it, and
 * compare the two signatures in constant time.  Like EC2, we let a client
 * repeat a request while its time stamp is fresh.
 */
#ifndef AUTH_H
#define AUTH_H

#include "message/fault.h"
#include "message/request.h"
#include "signatures/verifier.h"
#include "state/account.h"

/* Sets *CALLER to the signer of a parsed request, or refuses the request. */
int auth_check(const struct verifier *v, const struct request *r,
	       struct account *caller, struct fault *fault);

#endif
