/* SPDX-License-Identifier: BSD-2-Clause */
#include "http/retry.h"

#include <stddef.h>
#include <string.h>

#include "base/str.h"

enum { WAIT_FIRST_MS = 300, WAIT_MAX_MS = 20000 };

/* throttled_codes and transient_codes contain error codes of EC2 and of the
 * credential services.  Some are from botocore's retry rules. */
static const char *const throttled_codes[] = {
	"RequestLimitExceeded", "Throttling", "ThrottlingException",
	"ThrottledException", "RequestThrottled", "RequestThrottledException",
	"TooManyRequestsException", "EC2ThrottledException", "SlowDown",
	"PriorRequestNotComplete", "LimitExceededException",
	"SnapshotCreationPerVolumeRateExceeded", NULL,
};

static const char *const transient_codes[] = {
	"InternalError", "InternalFailure", "ServiceUnavailable",
	"Unavailable", "RequestTimeout", "RequestTimeoutException",
	"IDPCommunicationError", NULL,
};

static const char *const refused_codes[] = {
	"SignatureDoesNotMatch", "InvalidClientTokenId", "ExpiredToken",
	"UnrecognizedClientException", NULL,
};

static const char *const clock_codes[] = {
	"RequestExpired", "RequestTimeTooSkewed", "SignatureDoesNotMatch",
	NULL,
};

static bool is_in_list(const char *const *list, const char *code)
{
	for (; *list; list++)
		if (strcmp(*list, code) == 0)
			return true;
	return false;
}

bool retry_throttled(long status, const char *code)
{
	return status == 429 || is_in_list(throttled_codes, code);
}

/* Returns whether STATUS is a temporary failure of a gateway: 502 bad gateway,
 * 503 unavailable or 504 timeout. */
static bool is_gateway(long status)
{
	return status == 502 || status == 503 || status == 504;
}

bool retry_useless(const struct http_reply *reply)
{
	switch (reply->failure) {
	case HTTP_NO_TUNNEL:
		return !is_gateway(reply->proxy_status);
	case HTTP_UNVERIFIED:
	case HTTP_TLS_REFUSED:
	case HTTP_FAILED:
		return true;
	default:
		return reply->err.kind == ERR_LIMIT;
	}
}

/* Returns whether the service may have rejected the signature.  With another
 * status, AuthFailure means that the resource belongs to another account. */
static bool is_unauthenticated(long status, const char *code)
{
	return status == 401 && strcmp(code, "AuthFailure") == 0;
}

bool retry_refused(long status, const char *code, const char *message)
{
	return is_in_list(refused_codes, code) ||
	       (is_unauthenticated(status, code) &&
		!str_contains_nocase(message, "restricted resource"));
}

bool retry_clock(long status, const char *code)
{
	return is_in_list(clock_codes, code) ||
	       is_unauthenticated(status, code);
}

/* The service did not carry out a throttled request.  After any other error
 * reply, the service may have carried out the request. */
bool retry_again(const struct retry_case *c)
{
	if (c->attempt >= c->attempts_max)
		return false;
	if (c->event == RETRY_NOT_SENT)
		return true;
	if (c->event == RETRY_BROKEN)
		return c->idempotent;
	if (retry_throttled(c->status, c->code))
		return true;
	if (!c->idempotent)
		return false;
	if (c->early)
		return true;
	/* A server may send 408 before it closes an idle connection. */
	if (c->status == 408 && c->kept)
		return true;
	return is_in_list(transient_codes, c->code) || c->status == 500 ||
	       is_gateway(c->status);
}

long retry_wait_ms(int attempt, double random)
{
	long most = WAIT_FIRST_MS;

	while (--attempt > 0 && most < WAIT_MAX_MS)
		most *= 2;
	return (long)(random * (double)(most < WAIT_MAX_MS ? most
							   : WAIT_MAX_MS));
}
