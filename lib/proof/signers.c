/* SPDX-License-Identifier: BSD-2-Clause */
#include "proof/signers.h"

#include <limits.h>
#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/buf.h"
#include "system/file.h"

/* The maximum size in bytes of a file of certificates. */
enum { FILE_MAX = 1024 * 1024 };

struct signers {
	STACK_OF(X509) *stack;
};

int signers_new(struct signers **out, struct err *err)
{
	struct signers *s = calloc(1, sizeof(*s));

	if (s)
		s->stack = sk_X509_new_null();
	if (!s || !s->stack) {
		signers_free(s);
		return err_memory(err);
	}
	*out = s;
	return 0;
}

void signers_free(struct signers *s)
{
	if (!s)
		return;
	sk_X509_pop_free(s->stack, X509_free);
	free(s);
}

/* Reads certificates from BIO until OpenSSL fails.  A failure other than
 * PEM_R_NO_START_LINE means that a certificate cannot be read. */
static int read_certificates(struct signers *s, BIO *bio, const char *name,
		    struct err *err)
{
	/* Without a passphrase, OpenSSL would prompt the user for one if a
	 * certificate is encrypted. */
	char passphrase[] = "";
	X509 *cert;
	int count = 0;

	while ((cert = PEM_read_bio_X509(bio, NULL, NULL, passphrase))) {
		if (!sk_X509_push(s->stack, cert)) {
			X509_free(cert);
			return err_memory(err);
		}
		count++;
	}
	if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE)
		return err_set(err, "%s: a certificate in it cannot be read",
			       name);
	if (!count)
		return err_set(err, "%s: there is no certificate in PEM form",
			       name);
	return 0;
}

int signers_add(struct signers *s, const char *text, size_t len,
		const char *name, struct err *err)
{
	BIO *bio = len > INT_MAX ? NULL : BIO_new_mem_buf(text, (int)len);
	int rc;

	if (!bio)
		return err_memory(err);
	rc = read_certificates(s, bio, name, err);
	ERR_clear_error();
	BIO_free(bio);
	return rc;
}

int signers_read(struct signers *s, const char *path, struct err *err)
{
	struct buf text = { .max = FILE_MAX };
	int rc = file_read(&text, path, err);

	if (!rc)
		rc = signers_add(s, buf_str(&text), text.len, path, err);
	buf_release(&text);
	return rc;
}

struct stack_st_X509 *signers_stack(const struct signers *s)
{
	return s->stack;
}
