/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/signing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/dsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/codec.h"

#define MUST(what) must((what), #what)

static void must(bool what, const char *words)
{
	if (what)
		return;
	(void)fprintf(stderr, "OpenSSL fails: %s\n", words);
	ERR_print_errors_fp(stderr);
	exit(EXIT_FAILURE);
}

/* Makes a small key.  A key of EC2's length would take a minute under
 * valgrind. */
static EVP_PKEY *make_rsa(void)
{
	EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)1024);

	MUST(key != NULL);
	return key;
}

/* Fixed parameters for DSA keys, because finding new parameters takes long. */
static const char dsa_parameters[] =
	"-----BEGIN DSA PARAMETERS-----\n"
	"MIIBHgKBgQD7VKuMIh5tJxR6muh9ARFv44brU8jfwzoLzDjbgrEkREpoXrfRsqRp\n"
	"CmBsg8yvNBPAvZpX2Yowx/qlx2H9+cjtjFPtIVFemuN3zh44DJ4TAHjOXQ1tNX8A\n"
	"b+eE7VOgsKruMhG0UPHXPv9gDRjzfGTvkWbAPj8AnbyK7g3w8JSzoQIVAOLINeYi\n"
	"ZojGwqTlYIyXIZF3a1wjAoGAMhrsnSK9h9g4Je3MMiiUXe0qBJJ3riUlltEGpjj6\n"
	"5rYGyqvbkCUSWhF2LBPsXwd5iZi/xZ7s8tOU38vIsXw8R/vWv0M0Mo41pMt9j4Jy\n"
	"dwRETXihZ9umXN1B7b5YFO4ZvM7DqMhOnOplDBC+wCeBOTlSBvHAyGcs+z1V9to9\n"
	"jrM=\n"
	"-----END DSA PARAMETERS-----\n";

static EVP_PKEY *make_dsa(void)
{
	BIO *bio = BIO_new_mem_buf(dsa_parameters, -1);
	EVP_PKEY *params = PEM_read_bio_Parameters(bio, NULL), *key = NULL;
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, params, NULL);

	MUST(ctx && EVP_PKEY_keygen_init(ctx) == 1 &&
	     EVP_PKEY_keygen(ctx, &key) == 1);
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(params);
	BIO_free(bio);
	return key;
}

void signing_make(struct signing *s, enum signing_kind kind, long serial)
{
	X509_NAME *name;

	s->digest = kind == SIGNING_RSA ? EVP_sha256() : EVP_sha1();
	s->key = kind == SIGNING_RSA ? make_rsa() : make_dsa();
	s->cert = X509_new();
	MUST(s->cert &&
	     ASN1_INTEGER_set(X509_get_serialNumber(s->cert), serial) &&
	     ASN1_TIME_set_string_X509(X509_getm_notBefore(s->cert),
				       "20120101000000Z") &&
	     ASN1_TIME_set_string_X509(X509_getm_notAfter(s->cert),
				       "20370101000000Z") &&
	     X509_set_pubkey(s->cert, s->key));
	name = X509_get_subject_name(s->cert);
	MUST(X509_NAME_add_entry_by_txt(name, "O", MBSTRING_ASC,
		(const unsigned char *)"Amazon Web Services LLC", -1, -1, 0) &&
	     X509_set_issuer_name(s->cert, name) &&
	     X509_sign(s->cert, s->key, s->digest));
}

void signing_free(struct signing *s)
{
	X509_free(s->cert);
	EVP_PKEY_free(s->key);
}

void signing_certificate(const struct signing *s, struct buf *out)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *data;
	long len;

	MUST(bio && PEM_write_bio_X509(bio, s->cert));
	len = BIO_get_mem_data(bio, &data);
	buf_append(out, data, (size_t)len);
	BIO_free(bio);
}

PKCS7 *signing_message(const struct signing *s, const char *text, size_t len,
		       int flags)
{
	BIO *content = BIO_new_mem_buf(text, (int)len);
	PKCS7 *p7;

	flags |= PKCS7_BINARY;
	p7 = PKCS7_sign(NULL, NULL, NULL, content, flags | PKCS7_PARTIAL);
	MUST(p7 && PKCS7_sign_add_signer(p7, s->cert, s->key, s->digest,
					 flags) &&
	     PKCS7_final(p7, content, flags));
	BIO_free(content);
	return p7;
}

void signing_encode(PKCS7 *p7, struct buf *out)
{
	unsigned char *der = NULL;
	int len = i2d_PKCS7(p7, &der);

	MUST(len > 0);
	codec_base64(out, der, (size_t)len);
	OPENSSL_free(der);
}

void signing_sign(const struct signing *s, const char *text, struct buf *out)
{
	PKCS7 *p7 = signing_message(s, text, strlen(text), PKCS7_NOCERTS);

	signing_encode(p7, out);
	PKCS7_free(p7);
}
