/* SPDX-License-Identifier: BSD-2-Clause */
/* Checks Signature Version 4, in the Authorization header or in the query. */
#ifndef AUTH_V4_H
#define AUTH_V4_H

#include "signatures/verifier.h"

int auth_v4(const struct verifier *v, const struct request *r,
	    struct account *caller, struct fault *fault);

#endif
