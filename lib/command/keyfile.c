/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/keyfile.h"

#include <string.h>

#include "base/codec.h"
#include "system/file.h"

/* The maximum size of a key's file in bytes.  Keys are much smaller. */
enum { KEYFILE_MAX = 64 * 1024 };

int keyfile_open(struct rsakey **out, const char *name, struct err *err)
{
	struct buf pem = { .secret = true };
	int rc = file_read_input(&pem, name, KEYFILE_MAX, err);

	if (!rc && rsakey_new(out, buf_str(&pem), pem.len, err))
		rc = strcmp(name, "-") == 0
			? err_prefix(err, "standard input")
			: err_prefix(err, "file %s", name);
	if (rc)
		err->kind = ERR_USAGE;
	buf_release(&pem);
	return rc;
}

int keyfile_fingerprint(const char *name, struct buf *out, struct err *err)
{
	struct rsakey *key;
	int rc;

	if (keyfile_open(&key, name, err))
		return -1;
	rc = rsakey_fingerprint(key, out, err);
	rsakey_free(key);
	return rc;
}

int keyfile_decode(void *key, const char *text, struct buf *out,
		   struct err *err)
{
	struct buf data = { 0 };
	int rc = codec_base64_decode(&data, text, strlen(text), err);

	if (!rc)
		rc = rsakey_decrypt(key, buf_str(&data), data.len, out, err);
	buf_release(&data);
	if (rc)
		return err_prefix(err, "the password cannot be decrypted");
	return 0;
}
