/* SPDX-License-Identifier: BSD-2-Clause */
#include "message/fault.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
	const char *name;
	unsigned int status;
} codes[] = {
	[FAULT_ADDRESS_IN_USE] = { "InvalidIPAddress.InUse", 400 },
	[FAULT_ADDRESS_NOT_FOUND] = { "InvalidAddress.NotFound", 400 },
	[FAULT_ALLOCATION_NOT_FOUND] = { "InvalidAllocationID.NotFound", 400 },
	[FAULT_AMI_ATTRIBUTE_ITEM] = { "InvalidAMIAttributeItemValue", 400 },
	[FAULT_AMI_MALFORMED] = { "InvalidAMIID.Malformed", 400 },
	[FAULT_AMI_NAME_DUPLICATE] = { "InvalidAMIName.Duplicate", 400 },
	[FAULT_AMI_NAME_MALFORMED] = { "InvalidAMIName.Malformed", 400 },
	[FAULT_AMI_NOT_FOUND] = { "InvalidAMIID.NotFound", 400 },
	[FAULT_AMI_UNAVAILABLE] = { "InvalidAMIID.Unavailable", 400 },
	[FAULT_ASSOCIATED] = { "Resource.AlreadyAssociated", 400 },
	[FAULT_ASSOCIATION_NOT_FOUND] = { "InvalidAssociationID.NotFound", 400 },
	[FAULT_AUTH_FAILURE] = { "AuthFailure", 403 },
	[FAULT_BLOCK_DEVICE_MAPPING] = { "InvalidBlockDeviceMapping", 400 },
	[FAULT_BODY_TOO_LARGE] = { "RequestEntityTooLarge", 413 },
	[FAULT_DEPENDENCY] = { "DependencyViolation", 400 },
	[FAULT_DRY_RUN] = { "DryRunOperation", 412 },
	[FAULT_EXPIRED] = { "RequestExpired", 403 },
	[FAULT_FILTER_LIMIT] = { "FilterLimitExceeded", 400 },
	[FAULT_FORBIDDEN_HOST] = { "Forbidden", 403 },
	[FAULT_GROUP_DUPLICATE] = { "InvalidGroup.Duplicate", 400 },
	[FAULT_GROUP_MALFORMED] = { "InvalidGroupId.Malformed", 400 },
	[FAULT_GROUP_NOT_FOUND] = { "InvalidGroup.NotFound", 400 },
	[FAULT_GROUP_RESERVED] = { "InvalidGroup.Reserved", 400 },
	[FAULT_HEADERS_TOO_LARGE] = { "RequestHeaderFieldsTooLarge", 431 },
	[FAULT_IDEMPOTENT_MISMATCH] = { "IdempotentParameterMismatch", 400 },
	[FAULT_ID_UNKNOWN] = { "InvalidID", 400 },
	[FAULT_INCOMPLETE_SIGNATURE] = { "IncompleteSignature", 403 },
	[FAULT_INCORRECT_STATE] = { "IncorrectState", 400 },
	[FAULT_INSTANCE_LIMIT] = { "InstanceLimitExceeded", 400 },
	[FAULT_INSTANCE_MALFORMED] = { "InvalidInstanceID.Malformed", 400 },
	[FAULT_INSTANCE_NOT_FOUND] = { "InvalidInstanceID.NotFound", 400 },
	[FAULT_INSTANCE_STATE] = { "IncorrectInstanceState", 400 },
	[FAULT_INTERNAL] = { "InternalError", 500 },
	[FAULT_INVALID_ACTION] = { "InvalidAction", 400 },
	[FAULT_INVALID_REQUEST] = { "InvalidRequest", 400 },
	[FAULT_KEY_DUPLICATE] = { "InvalidKeyPair.Duplicate", 400 },
	[FAULT_KEY_FORMAT] = { "InvalidKey.Format", 400 },
	[FAULT_KEY_NOT_FOUND] = { "InvalidKeyPair.NotFound", 400 },
	[FAULT_MALFORMED_QUERY] = { "MalformedQueryString", 400 },
	[FAULT_METHOD] = { "MethodNotAllowed", 405 },
	[FAULT_MISSING_ACTION] = { "MissingAction", 400 },
	[FAULT_MISSING_PARAMETER] = { "MissingParameter", 400 },
	[FAULT_MISSING_TOKEN] = { "MissingAuthenticationToken", 403 },
	[FAULT_NEXT_TOKEN] = { "InvalidNextToken", 400 },
	[FAULT_NOT_MODELLED] = { "UnsupportedOperation", 400 },
	[FAULT_NO_SUCH_VERSION] = { "NoSuchVersion", 400 },
	[FAULT_OPERATION_NOT_PERMITTED] = { "OperationNotPermitted", 400 },
	[FAULT_OPT_IN] = { "OptInRequired", 401 },
	[FAULT_PARAMETER_COMBINATION] = { "InvalidParameterCombination", 400 },
	[FAULT_PARAMETER_VALUE] = { "InvalidParameterValue", 400 },
	[FAULT_PERMISSION_DUPLICATE] = { "InvalidPermission.Duplicate", 400 },
	[FAULT_PERMISSION_NOT_FOUND] = { "InvalidPermission.NotFound", 400 },
	[FAULT_PRODUCT_INFO] = { "InvalidProductInfo", 400 },
	[FAULT_SIGNATURE] = { "SignatureDoesNotMatch", 403 },
	[FAULT_SNAPSHOT_IN_USE] = { "InvalidSnapshot.InUse", 400 },
	[FAULT_SNAPSHOT_MALFORMED] = { "InvalidSnapshotID.Malformed", 400 },
	[FAULT_SNAPSHOT_NOT_FOUND] = { "InvalidSnapshot.NotFound", 400 },
	[FAULT_TAG_LIMIT] = { "TagLimitExceeded", 400 },
	[FAULT_THROTTLED] = { "RequestLimitExceeded", 503 },
	[FAULT_UNKNOWN_KEY] = { "AuthFailure", 401 },
	[FAULT_UNKNOWN_PARAMETER] = { "UnknownParameter", 400 },
	[FAULT_UNSUPPORTED] = { "Unsupported", 400 },
	[FAULT_USER_DATA] = { "InvalidUserData.Malformed", 400 },
	[FAULT_USER_ID] = { "InvalidUserID.Malformed", 400 },
	[FAULT_VOLUME_IN_USE] = { "VolumeInUse", 400 },
	[FAULT_VOLUME_MALFORMED] = { "InvalidVolumeID.Malformed", 400 },
	[FAULT_VOLUME_NOT_FOUND] = { "InvalidVolume.NotFound", 400 },
	[FAULT_VOLUME_ZONE] = { "InvalidVolume.ZoneMismatch", 400 },
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
