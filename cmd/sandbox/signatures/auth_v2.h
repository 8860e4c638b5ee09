/* SPDX-License-Identifier: BSD-2-Clause */
/* Checks Signature Version 2, in the parameters of a query or a form. */
#ifndef AUTH_V2_H
#define AUTH_V2_H

#include "signatures/verifier.h"

int auth_v2(const struct verifier *v, const struct request *r,
	    struct account *caller, struct fault *fault);

#endif
