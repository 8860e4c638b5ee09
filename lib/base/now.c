/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/now.h"

#include <time.h>

long long now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
