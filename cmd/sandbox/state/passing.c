/* SPDX-License-Identifier: BSD-2-Clause */
#include "state/passing.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "kinds/catalog.h"

long long passing_now(void)
{
	struct timespec t = { 0 };

	(void)clock_gettime(CLOCK_REALTIME, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int passing_settle(struct state *s, bool at_once, struct err *err)
{
	struct sql q;
	char by[24];

	(void)snprintf(by, sizeof(by), "%lld",
		       at_once ? LLONG_MAX : passing_now());
	for (const struct kind *const *k = catalog_all; *k; k++) {
		if (!catalog_has(*k, "next"))
			continue;
		sql_startf(&q, s, SQL_VALUES(by), "UPDATE %s SET state = next, "
			   "next = '', due = 0 WHERE next <> '' AND "
			   "due <= CAST(?1 AS INTEGER)", (*k)->table);
		(void)sql_next(&q);
		if (sql_end(&q, err))
			return -1;
	}
	return 0;
}
