/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes any bytes as a file with a private key.  An accepted key must have the
 * same fingerprint each time, and must not decrypt data to more than 2,037
 * bytes.
 */
#include "fuzz.h"

#include "base/rsakey.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf one = { 0 }, two = { 0 }, text = { 0 };
	struct rsakey *key;
	struct err err = { 0 };

	if (rsakey_new(&key, data, size, &err))
		return 0;
	if (rsakey_fingerprint(key, &one, &err) == 0) {
		MUST(rsakey_fingerprint(key, &two, &err) == 0);
		MUST(one.len == 59 && strcmp(one.data, two.data) == 0);
	}
	if (rsakey_decrypt(key, data, size < 256 ? size : 256, &text, &err))
		MUST(text.len == 0);
	else
		MUST(text.len + 11 <= 2048);
	rsakey_free(key);
	buf_release(&one);
	buf_release(&two);
	buf_release(&text);
	return 0;
}
