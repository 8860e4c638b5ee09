/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether an attempt that failed is made again, and when. */
#include "http/retry.h"

#include <stddef.h>
#include <string.h>

enum { WAIT_FIRST_MS = 300, WAIT_MAX_MS = 20000 };

static const char *const throttled_codes[] = {
	"RequestLimitExceeded", "Throttling", "ThrottlingException",
	"RequestThrottled", NULL,
};

static const char *const passing_codes[] = {
	"IDPCommunicationError", "InternalError", "InternalFailure",
	"ServiceUnavailable",
	"Unavailable", "RequestTimeout", NULL,
};

static const char *const refused_codes[] = {
	"SignatureDoesNotMatch", "InvalidClientTokenId", "ExpiredToken",
	"UnrecognizedClientException", NULL,
};

static const char *const clock_codes[] = {
	"RequestExpired", "RequestTimeTooSkewed", "SignatureDoesNotMatch",
	NULL,
};

static bool among(const char *const *list, const char *code)
{
	for (; *list; list++)
		if (strcmp(*list, code) == 0)
			return true;
	return false;
}

bool retry_throttled(const char *code)
{
	return among(throttled_codes, code);
}

/* AuthFailure with another status means "not yours". */
static bool unauthenticated(long status, const char *code)
{
	return status == 401 && strcmp(code, "AuthFailure") == 0;
}

bool retry_refused(long status, const char *code)
{
	return among(refused_codes, code) || unauthenticated(status, code);
}

bool retry_clock(long status, const char *code)
{
	return among(clock_codes, code) || unauthenticated(status, code);
}

/* A throttled request was not carried out; after any other of these failures
 * nobody knows. */
bool retry_again(const struct retry_case *c)
{
	if (c->attempt >= c->attempts_max)
		return false;
	if (c->event == RETRY_NOT_SENT)
		return true;
	if (c->event == RETRY_BROKEN)
		return c->harmless;
	if (retry_throttled(c->code))
		return true;
	if (!c->harmless)
		return false;
	return among(passing_codes, c->code) || c->status == 500 ||
	       c->status == 502 || c->status == 503 || c->status == 504;
}

long retry_wait_ms(int attempt, double random)
{
	long most = WAIT_FIRST_MS;

	while (--attempt > 0 && most < WAIT_MAX_MS)
		most *= 2;
	return (long)(random * (double)(most < WAIT_MAX_MS ? most
							   : WAIT_MAX_MS));
}
