/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A refusal: the answer to a request that is not carried out.
 *
 * Everything between a parsed request and its answer takes a struct fault last
 * and returns 0 or -1, as functions elsewhere do with a struct err.  A code
 * always has the same HTTP status, so that a client can tell "your signature"
 * (401, 403) from "the rules" (400, 403) and from our own failure (500).
 */
#ifndef FAULT_H
#define FAULT_H

#include "base/attr.h"
#include "base/err.h"

enum fault_code {
	FAULT_ADDRESS_IN_USE,
	FAULT_ADDRESS_NOT_FOUND,
	FAULT_ALLOCATION_NOT_FOUND,
	FAULT_AMI_ATTRIBUTE_ITEM,
	FAULT_AMI_MALFORMED,
	FAULT_AMI_NAME_DUPLICATE,
	FAULT_AMI_NAME_MALFORMED,
	FAULT_AMI_NOT_FOUND,
	FAULT_AMI_UNAVAILABLE,
	FAULT_ASSOCIATED,
	FAULT_ASSOCIATION_NOT_FOUND,
	FAULT_AUTH_FAILURE,
	FAULT_BLOCK_DEVICE_MAPPING,
	FAULT_BODY_TOO_LARGE,
	FAULT_DEPENDENCY,
	FAULT_DRY_RUN,
	FAULT_EXPIRED,
	FAULT_FILTER_LIMIT,
	FAULT_FORBIDDEN_HOST,
	FAULT_GROUP_DUPLICATE,
	FAULT_GROUP_MALFORMED,
	FAULT_GROUP_NOT_FOUND,
	FAULT_GROUP_RESERVED,
	FAULT_HEADERS_TOO_LARGE,
	FAULT_IDEMPOTENT_MISMATCH,
	FAULT_ID_UNKNOWN,
	FAULT_INCOMPLETE_SIGNATURE,
	FAULT_INCORRECT_STATE,
	FAULT_INSTANCE_LIMIT,
	FAULT_INSTANCE_MALFORMED,
	FAULT_INSTANCE_NOT_FOUND,
	FAULT_INSTANCE_STATE,
	FAULT_INTERNAL,
	FAULT_INVALID_ACTION,
	FAULT_INVALID_REQUEST,
	FAULT_KEY_DUPLICATE,
	FAULT_KEY_FORMAT,
	FAULT_KEY_NOT_FOUND,
	FAULT_MALFORMED_QUERY,
	FAULT_METHOD,
	FAULT_MISSING_ACTION,
	FAULT_MISSING_PARAMETER,
	FAULT_MISSING_TOKEN,
	FAULT_NEXT_TOKEN,
	FAULT_NOT_MODELLED,
	FAULT_NO_SUCH_VERSION,
	FAULT_OPERATION_NOT_PERMITTED,
	FAULT_OPT_IN,
	FAULT_PARAMETER_COMBINATION,
	FAULT_PARAMETER_VALUE,
	FAULT_PERMISSION_DUPLICATE,
	FAULT_PERMISSION_NOT_FOUND,
	FAULT_PRODUCT_INFO,
	FAULT_SIGNATURE,
	FAULT_SNAPSHOT_IN_USE,
	FAULT_SNAPSHOT_MALFORMED,
	FAULT_SNAPSHOT_NOT_FOUND,
	FAULT_TAG_LIMIT,
	FAULT_THROTTLED,
	FAULT_UNKNOWN_KEY,
	FAULT_UNKNOWN_PARAMETER,
	FAULT_UNSUPPORTED,
	FAULT_USER_DATA,
	FAULT_USER_ID,
	FAULT_VOLUME_IN_USE,
	FAULT_VOLUME_MALFORMED,
	FAULT_VOLUME_NOT_FOUND,
	FAULT_VOLUME_ZONE,
};

struct fault {
	enum fault_code code;
	char message[1024];	/* may hold bytes that a client sent */
};

/* Sets code and message; a message too long is cut.  Returns -1. */
int fault_set(struct fault *fault, enum fault_code code, const char *format,
	      ...) ATTR_PRINTF(3, 4);

/* A failure of our own, as the words of ERR say.  Returns -1. */
int fault_internal(struct fault *fault, const struct err *err);

/* EC2's word for the code, and its HTTP status. */
const char *fault_name(const struct fault *fault);
unsigned int fault_status(const struct fault *fault);

#endif
