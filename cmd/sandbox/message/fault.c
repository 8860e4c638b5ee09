/* SPDX-License-Identifier: BSD-2-Clause */
#include "message/fault.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
	const char *name;
	unsigned int status;
} codes[] = {
	[FAULT_AMI_ATTRIBUTE_ITEM] = { "InvalidAMIAttributeItemValue", 400 },
	[FAULT_AMI_MALFORMED] = { "InvalidAMIID.Malformed", 400 },
	[FAULT_AMI_NAME_DUPLICATE] = { "InvalidAMIName.Duplicate", 400 },
	[FAULT_AMI_NAME_MALFORMED] = { "InvalidAMIName.Malformed", 400 },
	[FAULT_AMI_NOT_FOUND] = { "InvalidAMIID.NotFound", 400 },
	[FAULT_AMI_UNAVAILABLE] = { "InvalidAMIID.Unavailable", 400 },
	[FAULT_AUTH_FAILURE] = { "AuthFailure", 403 },
	[FAULT_BLOCK_DEVICE_MAPPING] = { "InvalidBlockDeviceMapping", 400 },
	[FAULT_BODY_TOO_LARGE] = { "RequestEntityTooLarge", 413 },
	[FAULT_CLIENT_TOKEN_ID] = { "InvalidClientTokenId", 403 },
	[FAULT_DRY_RUN] = { "DryRunOperation", 412 },
	[FAULT_EXPIRED] = { "RequestExpired", 403 },
	[FAULT_FILTER_LIMIT] = { "FilterLimitExceeded", 400 },
	[FAULT_FORBIDDEN_HOST] = { "Forbidden", 403 },
	[FAULT_HEADERS_TOO_LARGE] = { "RequestHeaderFieldsTooLarge", 431 },
	[FAULT_IDEMPOTENT_MISMATCH] = { "IdempotentParameterMismatch", 400 },
	[FAULT_INCOMPLETE_SIGNATURE] = { "IncompleteSignature", 403 },
	[FAULT_INSTANCE_LIMIT] = { "InstanceLimitExceeded", 400 },
	[FAULT_INSTANCE_MALFORMED] = { "InvalidInstanceID.Malformed", 400 },
	[FAULT_INSTANCE_NOT_FOUND] = { "InvalidInstanceID.NotFound", 400 },
	[FAULT_INTERNAL] = { "InternalError", 500 },
	[FAULT_INVALID_ACTION] = { "InvalidAction", 400 },
	[FAULT_INVALID_REQUEST] = { "InvalidRequest", 400 },
	[FAULT_MALFORMED_QUERY] = { "MalformedQueryString", 400 },
	[FAULT_METHOD] = { "MethodNotAllowed", 405 },
	[FAULT_MISSING_ACTION] = { "MissingAction", 400 },
	[FAULT_MISSING_PARAMETER] = { "MissingParameter", 400 },
	[FAULT_MISSING_TOKEN] = { "MissingAuthenticationToken", 403 },
	[FAULT_NEXT_TOKEN] = { "InvalidNextToken", 400 },
	[FAULT_NO_SUCH_VERSION] = { "NoSuchVersion", 400 },
	[FAULT_OPERATION_NOT_PERMITTED] = { "OperationNotPermitted", 400 },
	[FAULT_OPT_IN] = { "OptInRequired", 403 },
	[FAULT_PARAMETER_COMBINATION] = { "InvalidParameterCombination", 400 },
	[FAULT_PARAMETER_VALUE] = { "InvalidParameterValue", 400 },
	[FAULT_PRODUCT_INFO] = { "InvalidProductInfo", 400 },
	[FAULT_SIGNATURE] = { "SignatureDoesNotMatch", 403 },
	[FAULT_SNAPSHOT_MALFORMED] = { "InvalidSnapshotID.Malformed", 400 },
	[FAULT_THROTTLED] = { "RequestLimitExceeded", 503 },
	[FAULT_UNKNOWN_PARAMETER] = { "UnknownParameter", 400 },
	[FAULT_UNSUPPORTED] = { "Unsupported", 400 },
	[FAULT_USER_ID] = { "InvalidUserID.Malformed", 400 },
	[FAULT_USER_DATA] = { "InvalidUserData.Malformed", 400 },
};

int fault_set(struct fault *fault, enum fault_code code, const char *format,
	      ...)
{
	va_list ap;

	fault->code = code;
	va_start(ap, format);
	(void)vsnprintf(fault->message, sizeof(fault->message), format, ap);
	va_end(ap);
	return -1;
}

int fault_internal(struct fault *fault, const struct err *err)
{
	return fault_set(fault, FAULT_INTERNAL,
			 "An internal error has occurred: %s", err->text);
}

const char *fault_name(const struct fault *fault)
{
	return codes[fault->code].name;
}

unsigned int fault_status(const struct fault *fault)
{
	return codes[fault->code].status;
}
