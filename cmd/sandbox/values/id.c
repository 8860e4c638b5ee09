/* SPDX-License-Identifier: BSD-2-Clause */
#include "values/id.h"

#include <stdio.h>
#include <string.h>

#include "base/codec.h"
#include "base/digest.h"

bool id_is_valid(const char *id, const char *prefix)
{
	size_t skip = strlen(prefix), digits;

	if (strncmp(id, prefix, skip) != 0)
		return false;
	digits = strspn(id + skip, "0123456789abcdef");
	return !id[skip + digits] && (digits == 8 || digits == 17);
}

int id_new(const char *prefix, char out[ID_SIZE], struct err *err)
{
	unsigned char random[9];
	char hex[2 * sizeof(random) + 1];

	if (digest_random(random, sizeof(random), err))
		return -1;
	codec_hex(random, sizeof(random), hex);
	hex[0] = '0';
	(void)snprintf(out, ID_SIZE, "%s%.17s", prefix, hex);
	return 0;
}
