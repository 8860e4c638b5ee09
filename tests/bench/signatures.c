/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signatures: measures how many requests one core signs in a second.
 *
 *     signatures COUNT
 *
 * Signs COUNT requests with signature version 4, each for a different instance.
 * The time of the signature is a second later after each thousand requests.
 * Prints the CPU time that signing took, and the number of signatures in a
 * second.
 */
#include <stdio.h>
#include <time.h>

#include "aws/sign.h"
#include "base/num.h"

enum { COUNT_MAX = 100000000 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int sign_one(struct signer *signer, struct params *params,
		    struct sign_post *post, long n, struct err *err)
{
	char id[32];

	(void)snprintf(id, sizeof(id), "i-%017lx", n);
	params_clear(params);
	if (params_add(params, "Action", "ConfirmProductInstance", err) ||
	    params_add(params, "InstanceId", id, err) ||
	    params_add(params, "ProductCode", "774F4FF8", err) ||
	    params_add(params, "Version", "2016-11-15", err))
		return -1;
	return sign_post(signer, params, 1700000000 + n / 1000, post, err);
}

static int run(long count, double *seconds, struct err *err)
{
	const struct sign_scope scope = {
		.version = SIGN_V4, .service = "ec2", .region = "us-east-1",
		.host = "ec2.us-east-1.amazonaws.com", .path = "/",
	};
	struct cred cred = { 0 };
	struct signer *signer;
	struct params params = { 0 };
	struct sign_post post = { 0 };
	int rc = 0;

	cred_init(&cred);
	buf_puts(&cred.access_key, "AKIDEXAMPLE");
	buf_puts(&cred.secret_key, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
	if (signer_new(&signer, &scope, &cred, err))
		return -1;
	*seconds = now();
	for (long n = 0; !rc && n < count; n++)
		rc = sign_one(signer, &params, &post, n, err);
	*seconds = now() - *seconds;
	sign_release(&post);
	params_release(&params);
	signer_free(signer);
	cred_release(&cred);
	return rc;
}

int main(int argc, char **argv)
{
	struct err err = { 0 };
	double seconds;
	long count;

	if (argc != 2 || num_parse(argv[1], 1, COUNT_MAX, &count, &err)) {
		fputs("usage: signatures COUNT\n", stderr);
		return 2;
	}
	if (run(count, &seconds, &err)) {
		fprintf(stderr, "signatures: %s\n", err.text);
		return 1;
	}
	printf("%-30s %9ld in %.2f s, %.0f a second\n", "this library", count,
	       seconds, (double)count / seconds);
	return 0;
}
