/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A refusal: the answer to a request that is not carried out.
 *
 * A function that may refuse a request takes a struct fault as its last
 * argument and returns 0 or -1, as other functions do with a struct err.  The
 * HTTP status is that of EC2: 503 for throttling, 500 for a failure of the
 * service, and otherwise 4xx.
 */
#ifndef FAULT_H
#define FAULT_H

#include "base/attr.h"
#include "base/err.h"

/* All codes: our name, the code in the answer, and the HTTP status. */
#define FAULT_CODES(X) \
	X(ADDRESS_IN_USE, "InvalidIPAddress.InUse", 400) \
	X(ADDRESS_NOT_FOUND, "InvalidAddress.NotFound", 400) \
	X(ALLOCATION_NOT_FOUND, "InvalidAllocationID.NotFound", 400) \
	X(AMI_ATTRIBUTE_ITEM, "InvalidAMIAttributeItemValue", 400) \
	X(AMI_MALFORMED, "InvalidAMIID.Malformed", 400) \
	X(AMI_NAME_DUPLICATE, "InvalidAMIName.Duplicate", 400) \
	X(AMI_NAME_MALFORMED, "InvalidAMIName.Malformed", 400) \
	X(AMI_NOT_FOUND, "InvalidAMIID.NotFound", 400) \
	X(AMI_UNAVAILABLE, "InvalidAMIID.Unavailable", 400) \
	X(ASSOCIATED, "Resource.AlreadyAssociated", 400) \
	X(ASSOCIATION_NOT_FOUND, "InvalidAssociationID.NotFound", 400) \
	X(ATTACHMENT_NOT_FOUND, "InvalidAttachment.NotFound", 400) \
	X(AUTH_FAILURE, "AuthFailure", 403) \
	X(BLOCK_DEVICE_MAPPING, "InvalidBlockDeviceMapping", 400) \
	X(BODY_TOO_LARGE, "RequestEntityTooLarge", 413) \
	X(DEPENDENCY, "DependencyViolation", 400) \
	X(DRY_RUN, "DryRunOperation", 412) \
	X(EXPIRED, "RequestExpired", 403) \
	X(FILTER_LIMIT, "FilterLimitExceeded", 400) \
	X(FORBIDDEN_HOST, "Forbidden", 403) \
	X(GROUP_DUPLICATE, "InvalidGroup.Duplicate", 400) \
	X(GROUP_MALFORMED, "InvalidGroupId.Malformed", 400) \
	X(GROUP_NOT_FOUND, "InvalidGroup.NotFound", 400) \
	X(GROUP_RESERVED, "InvalidGroup.Reserved", 400) \
	X(HEADERS_TOO_LARGE, "RequestHeaderFieldsTooLarge", 431) \
	X(IDEMPOTENT_MISMATCH, "IdempotentParameterMismatch", 400) \
	X(ID_UNKNOWN, "InvalidID", 400) \
	X(INCOMPLETE_SIGNATURE, "IncompleteSignature", 403) \
	X(INCORRECT_STATE, "IncorrectState", 400) \
	X(INSTANCE_LIMIT, "InstanceLimitExceeded", 400) \
	X(INSTANCE_MALFORMED, "InvalidInstanceID.Malformed", 400) \
	X(INSTANCE_NOT_FOUND, "InvalidInstanceID.NotFound", 400) \
	X(INSTANCE_STATE, "IncorrectInstanceState", 400) \
	X(INTERNAL, "InternalError", 500) \
	X(INVALID_ACTION, "InvalidAction", 400) \
	X(INVALID_REQUEST, "InvalidRequest", 400) \
	X(KEY_DUPLICATE, "InvalidKeyPair.Duplicate", 400) \
	X(KEY_FORMAT, "InvalidKey.Format", 400) \
	X(KEY_NOT_FOUND, "InvalidKeyPair.NotFound", 400) \
	X(MALFORMED_QUERY, "MalformedQueryString", 400) \
	X(METHOD, "MethodNotAllowed", 405) \
	X(MISSING_ACTION, "MissingAction", 400) \
	X(MISSING_PARAMETER, "MissingParameter", 400) \
	X(MISSING_TOKEN, "MissingAuthenticationToken", 403) \
	X(NEXT_TOKEN, "InvalidNextToken", 400) \
	X(NOT_SUPPORTED, "UnsupportedOperation", 400) \
	X(NO_SUCH_VERSION, "NoSuchVersion", 400) \
	X(OPERATION_NOT_PERMITTED, "OperationNotPermitted", 400) \
	X(OPT_IN, "OptInRequired", 401) \
	X(PARAMETER_COMBINATION, "InvalidParameterCombination", 400) \
	X(PARAMETER_VALUE, "InvalidParameterValue", 400) \
	X(PERMISSION_DUPLICATE, "InvalidPermission.Duplicate", 400) \
	X(PERMISSION_NOT_FOUND, "InvalidPermission.NotFound", 400) \
	X(PRODUCT_INFO, "InvalidProductInfo", 400) \
	X(SIGNATURE, "SignatureDoesNotMatch", 403) \
	X(SNAPSHOT_IN_USE, "InvalidSnapshot.InUse", 400) \
	X(SNAPSHOT_MALFORMED, "InvalidSnapshotID.Malformed", 400) \
	X(SNAPSHOT_NOT_FOUND, "InvalidSnapshot.NotFound", 400) \
	X(TAG_LIMIT, "TagLimitExceeded", 400) \
	X(THROTTLED, "RequestLimitExceeded", 503) \
	X(UNKNOWN_KEY, "AuthFailure", 401) \
	X(UNKNOWN_PARAMETER, "UnknownParameter", 400) \
	X(UNSUPPORTED, "Unsupported", 400) \
	X(USER_DATA, "InvalidUserData.Malformed", 400) \
	X(USER_ID, "InvalidUserID.Malformed", 400) \
	X(VOLUME_IN_USE, "VolumeInUse", 400) \
	X(VOLUME_MALFORMED, "InvalidVolumeID.Malformed", 400) \
	X(VOLUME_NOT_FOUND, "InvalidVolume.NotFound", 400) \
	X(VOLUME_ZONE, "InvalidVolume.ZoneMismatch", 400) \
	X(ZONE_NOT_FOUND, "InvalidZone.NotFound", 400)

#define FAULT_CODE(code, name, status) FAULT_##code,

enum fault_code { FAULT_CODES(FAULT_CODE) };

struct fault {
	enum fault_code code;
	char message[1024];	/* may contain any bytes from the client */
};

/* Sets the code and the message.  Truncates a long message.  Returns -1. */
int fault_set(struct fault *fault, enum fault_code code, const char *format,
	      ...) ATTR_PRINTF(3, 4);

/* Sets the code InternalError, and a message with ERR's text.  Returns -1. */
int fault_internal(struct fault *fault, const struct err *err);

/* These functions return the code in the answer and the HTTP status. */
const char *fault_name(const struct fault *fault);
unsigned int fault_status(const struct fault *fault);

#endif
