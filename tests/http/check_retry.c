/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of retry: which failures are retried, which refusals are final, and how
 * long to wait. */
#include "http/retry.h"

#include "check_main.h"

static const struct {
	const char *what;
	struct retry_case c;
	bool again;
} cases[] = {
	/* event, status, code, attempt, attempts_max, idempotent, kept */
	{ "not sent", { RETRY_NOT_SENT, 0, "", 1, 5, true }, true },
	{ "not sent, not idempotent", { RETRY_NOT_SENT, 0, "", 1, 5, false },
	  true },
	{ "not sent, last attempt", { RETRY_NOT_SENT, 0, "", 5, 5, true },
	  false },
	{ "not sent, single attempt", { RETRY_NOT_SENT, 0, "", 1, 1, true },
	  false },
	{ "not sent, after the last attempt", { RETRY_NOT_SENT, 0, "", 6, 5,
	  true }, false },
	{ "not sent, next to last attempt", { RETRY_NOT_SENT, 0, "", 4, 5,
	  true }, true },
	{ "a broken transfer", { RETRY_BROKEN, 0, "", 1, 5, true }, true },
	{ "a broken transfer with a status",
	  { RETRY_BROKEN, 200, "", 1, 5, true }, true },
	{ "a broken transfer, not idempotent",
	  { RETRY_BROKEN, 0, "", 1, 5, false }, false },
	{ "500", { RETRY_ANSWERED, 500, "", 1, 5, true }, true },
	{ "501", { RETRY_ANSWERED, 501, "", 1, 5, true }, false },
	{ "502", { RETRY_ANSWERED, 502, "", 1, 5, true }, true },
	{ "503", { RETRY_ANSWERED, 503, "", 1, 5, true }, true },
	{ "504", { RETRY_ANSWERED, 504, "", 1, 5, true }, true },
	{ "505", { RETRY_ANSWERED, 505, "", 1, 5, true }, false },
	{ "500, not idempotent", { RETRY_ANSWERED, 500, "", 1, 5, false },
	  false },
	{ "503, not idempotent", { RETRY_ANSWERED, 503, "", 1, 5, false },
	  false },
	{ "503, last attempt", { RETRY_ANSWERED, 503, "", 5, 5, true }, false },
	{ "200", { RETRY_ANSWERED, 200, "", 1, 5, true }, false },
	{ "302", { RETRY_ANSWERED, 302, "", 1, 5, true }, false },
	{ "400", { RETRY_ANSWERED, 400, "", 1, 5, true }, false },
	{ "404", { RETRY_ANSWERED, 404, "", 1, 5, true }, false },
	{ "408", { RETRY_ANSWERED, 408, "", 1, 5, true }, false },
	{ "408 on a reused connection", { RETRY_ANSWERED, 408, "", 1, 5, true,
					true }, true },
	{ "408 on a reused connection, not idempotent",
	  { RETRY_ANSWERED, 408, "", 1, 5, false, true }, false },
	{ "408 on a reused connection, last attempt", { RETRY_ANSWERED, 408, "",
	  5, 5, true, true }, false },
	{ "IncorrectState, an earlier change may be pending",
	  { RETRY_ANSWERED, 400, "IncorrectState", 1, 5, true, .early = true },
	  true },
	{ "IncorrectState, not idempotent",
	  { RETRY_ANSWERED, 400, "IncorrectState", 1, 5,
				 false, .early = true }, false },
	{ "IncorrectState, last attempt",
	  { RETRY_ANSWERED, 400, "IncorrectState", 5, 5,
				  true, .early = true }, false },
	{ "404 on a reused connection", { RETRY_ANSWERED, 404, "", 1, 5, true,
	  true }, false },
	{ "429", { RETRY_ANSWERED, 429, "", 1, 5, true }, true },
	{ "429, not idempotent", { RETRY_ANSWERED, 429, "", 1, 5, false },
	  true },
	{ "429 with a code, not idempotent",
	  { RETRY_ANSWERED, 429, "X", 1, 5, false }, true },
	{ "InvalidAMIID.NotFound",
	  { RETRY_ANSWERED, 400, "InvalidAMIID.NotFound", 1, 5, true }, false },
	{ "SignatureDoesNotMatch",
	  { RETRY_ANSWERED, 403, "SignatureDoesNotMatch", 1, 5, true }, false },
	{ "RequestLimitExceeded", { RETRY_ANSWERED, 503,
				    "RequestLimitExceeded", 1, 5, true },
	  true },
	{ "RequestLimitExceeded, not idempotent",
	  { RETRY_ANSWERED, 503, "RequestLimitExceeded",
				 1, 5, false }, true },
	{ "RequestLimitExceeded, last attempt", { RETRY_ANSWERED, 503,
				  "RequestLimitExceeded", 5, 5, false },
	  false },
	{ "Throttling", { RETRY_ANSWERED, 400, "Throttling", 1, 5, false },
	  true },
	{ "ThrottlingException", { RETRY_ANSWERED, 400, "ThrottlingException",
				   1, 5, false }, true },
	{ "RequestThrottled", { RETRY_ANSWERED, 400, "RequestThrottled", 1, 5,
				false }, true },
	{ "InternalError", { RETRY_ANSWERED, 400, "InternalError", 1, 5,
			     true }, true },
	{ "InternalError, not idempotent",
	  { RETRY_ANSWERED, 500, "InternalError", 1, 5, false }, false },
	{ "InternalFailure", { RETRY_ANSWERED, 400, "InternalFailure", 1, 5,
			       true }, true },
	{ "ServiceUnavailable", { RETRY_ANSWERED, 400, "ServiceUnavailable",
				  1, 5, true }, true },
	{ "Unavailable", { RETRY_ANSWERED, 400, "Unavailable", 1, 5, true },
	  true },
	{ "RequestTimeout", { RETRY_ANSWERED, 400, "RequestTimeout", 1, 5,
			      true }, true },
	{ "RequestTimeoutException", { RETRY_ANSWERED, 400,
		"RequestTimeoutException", 1, 5, true }, true },
	{ "IDPCommunicationError", { RETRY_ANSWERED, 400,
		"IDPCommunicationError", 1, 5, true }, true },
	{ "case matters", { RETRY_ANSWERED, 400, "throttling", 1, 5, true },
	  false },
	{ "a code that begins with Throttling",
	  { RETRY_ANSWERED, 400, "Throttling.User", 1, 5, true }, false },
};

START_TEST(again)
{
	ck_assert_msg(retry_again(&cases[_i].c) == cases[_i].again, "%s",
		      cases[_i].what);
}
END_TEST

/* The results of retry_throttled, retry_refused and retry_clock for a status
 * with a code. */
static const struct {
	long status;
	const char *code;
	bool throttled, refused, clock;
} codes[] = {
	{ 200, "", false, false, false },
	{ 400, "", false, false, false },
	{ 401, "", false, false, false },
	{ 403, "", false, false, false },
	{ 429, "", true, false, false },
	{ 400, "ThrottledException", true, false, false },
	{ 400, "RequestThrottledException", true, false, false },
	{ 400, "TooManyRequestsException", true, false, false },
	{ 400, "EC2ThrottledException", true, false, false },
	{ 400, "SlowDown", true, false, false },
	{ 400, "PriorRequestNotComplete", true, false, false },
	{ 400, "LimitExceededException", true, false, false },
	{ 400, "SnapshotCreationPerVolumeRateExceeded", true, false, false },
	{ 503, "", false, false, false },
	{ 503, "RequestLimitExceeded", true, false, false },
	{ 400, "Throttling", true, false, false },
	{ 400, "ThrottlingException", true, false, false },
	{ 400, "RequestThrottled", true, false, false },
	{ 403, "SignatureDoesNotMatch", false, true, true },
	{ 403, "InvalidClientTokenId", false, true, false },
	{ 400, "ExpiredToken", false, true, false },
	{ 400, "UnrecognizedClientException", false, true, false },
	{ 401, "AuthFailure", false, true, true },
	{ 400, "AuthFailure", false, false, false },
	{ 403, "AuthFailure", false, false, false },
	{ 400, "RequestExpired", false, false, true },
	{ 403, "RequestTimeTooSkewed", false, false, true },
	{ 403, "UnauthorizedOperation", false, false, false },
	{ 401, "OptInRequired", false, false, false },
	{ 401, "AuthFailure.X", false, false, false },
};

START_TEST(meaning)
{
	long status = codes[_i].status;
	const char *code = codes[_i].code;

	ck_assert_msg(retry_throttled(status, code) == codes[_i].throttled,
		      "%ld %s: throttled", status, code);
	ck_assert_msg(retry_refused(status, code, "words") == codes[_i].refused,
		      "%ld %s: refused", status, code);
	ck_assert_msg(retry_clock(status, code) == codes[_i].clock,
		      "%ld %s: clock", status, code);
}
END_TEST

/* A refusal of a restricted resource has the status and code of a wrong secret
 * key. */
START_TEST(restricted)
{
	static const char words[] =
		"Unauthorized attempt to access restricted resource";

	ck_assert(!retry_refused(401, "AuthFailure", words));
	ck_assert(!retry_refused(401, "AuthFailure", "RESTRICTED RESOURCE"));
	ck_assert(retry_refused(401, "AuthFailure", "restricted"));
	ck_assert(retry_refused(401, "AuthFailure", ""));
	ck_assert(retry_refused(403, "SignatureDoesNotMatch", words));
}
END_TEST

static const struct {
	enum http_failure failure;
	long proxy_status;
	enum err_kind kind;
	bool useless;
} failures[] = {
	{ HTTP_NO_HOST, 0, ERR_FAILED, false },
	{ HTTP_NO_CONNECTION, 0, ERR_FAILED, false },
	{ HTTP_NO_FILES, 0, ERR_FAILED, false },
	{ HTTP_NO_TUNNEL, 502, ERR_FAILED, false },
	{ HTTP_NO_TUNNEL, 503, ERR_FAILED, false },
	{ HTTP_NO_TUNNEL, 504, ERR_FAILED, false },
	{ HTTP_NO_TUNNEL, 0, ERR_FAILED, true },
	{ HTTP_NO_TUNNEL, 403, ERR_FAILED, true },
	{ HTTP_NO_TUNNEL, 407, ERR_FAILED, true },
	{ HTTP_NO_TUNNEL, 500, ERR_FAILED, true },
	{ HTTP_UNVERIFIED, 0, ERR_FAILED, true },
	{ HTTP_NO_TLS, 0, ERR_FAILED, false },
	{ HTTP_TLS_REFUSED, 0, ERR_FAILED, true },
	{ HTTP_TIMED_OUT, 0, ERR_FAILED, false },
	{ HTTP_BROKEN, 0, ERR_FAILED, false },
	{ HTTP_BROKEN, 0, ERR_LIMIT, true },
	{ HTTP_REJECTED, 0, ERR_FAILED, false },
	{ HTTP_REJECTED, 0, ERR_LIMIT, true },
	{ HTTP_FAILED, 0, ERR_FAILED, true },
};

START_TEST(useless)
{
	const struct http_reply reply = {
		.failure = failures[_i].failure,
		.proxy_status = failures[_i].proxy_status,
		.err = { .kind = failures[_i].kind },
	};

	ck_assert(retry_useless(&reply) == failures[_i].useless);
}
END_TEST

static const struct {
	int attempt;
	double random;
	long ms;
} waits[] = {
	{ 1, 0.0, 0 },
	{ 1, 0.5, 150 },
	{ 1, 0.9999999, 299 },
	{ 1, 1.0, 300 },
	{ 2, 0.5, 300 },
	{ 4, 1.0, 2400 },
	{ 8, 1.0, 20000 },
	{ 3, 0.5, 600 },
	{ 4, 0.5, 1200 },
	{ 6, 0.5, 4800 },
	{ 7, 0.5, 9600 },
	{ 8, 0.5, 10000 },
	{ 9, 0.9999999, 19999 },
	{ 100, 0.5, 10000 },
	{ 1000000, 0.25, 5000 },
	{ 8, 0.0, 0 },
};

START_TEST(wait_for)
{
	long ms = retry_wait_ms(waits[_i].attempt, waits[_i].random);

	ck_assert_msg(ms == waits[_i].ms, "attempt %d, %f: %ld, want %ld",
		      waits[_i].attempt, waits[_i].random, ms, waits[_i].ms);
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ again, ROWS(cases) },
		{ meaning, ROWS(codes) },
		{ restricted, 1 },
		{ useless, ROWS(failures) },
		{ wait_for, ROWS(waits) },
	};

	return check_main("retry", tests, ROWS(tests));
}
