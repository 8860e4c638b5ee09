/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as what a credential_process prints: keys, or words. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "cred.h"
#include "provider_process.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text = {0};
	struct err err = {0};
	struct cred cred;

	cred_init(&cred);
	buf_append(&text, data, size);
	if (provider_process_take(&text, &cred, &err) == 0) {
		if (!cred.access_key.len || !cred.secret_key.len ||
		    strpbrk(buf_str(&cred.access_key), "\r\n "))
			abort();
	} else if (!err.text[0] || cred.access_key.len) {
		abort();
	}
	cred_release(&cred);
	buf_release(&text);
	return 0;
}
