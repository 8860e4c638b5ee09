/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lookup.so: resolves host names within a program.  LD_PRELOAD loads the
 * library before the program.  lookup.so itself resolves two names, and asks
 * the C library for all other names:
 *
 *     slow.test     is 127.0.0.1, after LOOKUP_SECONDS
 *     moves.test    is 127.0.0.2 the first LOOKUP_OLD times, then 127.0.0.1
 */
#include <dlfcn.h>
#include <netdb.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/num.h"

typedef int lookup_fn(const char *, const char *, const struct addrinfo *,
		      struct addrinfo **);

static long setting(const char *name)
{
	const char *text = getenv(name);
	struct err err;
	long n = 0;

	if (text && num_parse(text, 0, 1000, &n, &err))
		abort();
	return n;
}

static const char *answer(const char *name)
{
	static atomic_long asked;
	struct timespec wait = { 0, 0 };

	if (strcmp(name, "moves.test") == 0)
		return asked++ < setting("LOOKUP_OLD") ? "127.0.0.2"
						       : "127.0.0.1";
	if (strcmp(name, "slow.test") != 0)
		return name;
	wait.tv_sec = setting("LOOKUP_SECONDS");
	(void)nanosleep(&wait, NULL);
	return "127.0.0.1";
}

int getaddrinfo(const char *node, const char *service,
		const struct addrinfo *hints, struct addrinfo **res)
{
	void *real = dlsym(RTLD_NEXT, "getaddrinfo");
	lookup_fn *next;

	memcpy(&next, &real, sizeof(next));
	return next(node ? answer(node) : node, service, hints, res);
}
