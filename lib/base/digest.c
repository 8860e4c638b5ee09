/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/digest.h"

#include <stdlib.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

/* HMAC has one context for each hash function, because setting a new key costs
 * less than choosing the hash function again. */
struct digest {
	EVP_MD *sha256;
	EVP_MD_CTX *hash;
	EVP_MAC *hmac;
	EVP_MAC_CTX *hmac_sha256;
	EVP_MAC_CTX *hmac_sha1;		/* NULL until digest_hmac_sha1 is first
					 * called */
};

static int openssl_error(struct err *err)
{
	char words[256];

	ERR_error_string_n(ERR_get_error(), words, sizeof(words));
	ERR_clear_error();
	return err_set(err, "OpenSSL: %s", words);
}

void digest_free(struct digest *d)
{
	if (!d)
		return;
	EVP_MAC_CTX_free(d->hmac_sha1);
	EVP_MAC_CTX_free(d->hmac_sha256);
	EVP_MAC_free(d->hmac);
	EVP_MD_CTX_free(d->hash);
	EVP_MD_free(d->sha256);
	free(d);
}

static EVP_MAC_CTX *hmac_new(EVP_MAC *hmac, const char *hash)
{
	EVP_MAC_CTX *ctx = EVP_MAC_CTX_new(hmac);
	/* OSSL_PARAM_construct_utf8_string takes a pointer to non-const, but
	 * OpenSSL does not change the name of the hash function. */
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST,
						 (char *)hash, 0),
		OSSL_PARAM_construct_end(),
	};

	if (ctx && EVP_MAC_CTX_set_params(ctx, params) != 1) {
		EVP_MAC_CTX_free(ctx);
		return NULL;
	}
	return ctx;
}

int digest_new(struct digest **out, struct err *err)
{
	struct digest *d = calloc(1, sizeof(*d));

	if (!d)
		return err_memory(err);
	d->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	d->hash = EVP_MD_CTX_new();
	d->hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	if (d->hmac)
		d->hmac_sha256 = hmac_new(d->hmac, "SHA256");
	if (!d->sha256 || !d->hash || !d->hmac_sha256) {
		digest_free(d);
		return openssl_error(err);
	}
	*out = d;
	return 0;
}

int digest_sha256(struct digest *d, const void *data, size_t len,
		  unsigned char *out, struct err *err)
{
	if (EVP_DigestInit_ex2(d->hash, d->sha256, NULL) != 1 ||
	    EVP_DigestUpdate(d->hash, data, len) != 1 ||
	    EVP_DigestFinal_ex(d->hash, out, NULL) != 1)
		return openssl_error(err);
	return 0;
}

int digest_sha1(const void *data, size_t len, unsigned char *out,
		struct err *err)
{
	return EVP_Digest(data, len, out, NULL, EVP_sha1(), NULL) == 1
		       ? 0 : openssl_error(err);
}

static int hmac(EVP_MAC_CTX *ctx, const void *key, size_t key_len,
		const void *data, size_t len, unsigned char *out,
		struct err *err)
{
	size_t size;

	if (EVP_MAC_init(ctx, key, key_len, NULL) != 1 ||
	    EVP_MAC_update(ctx, data, len) != 1 ||
	    EVP_MAC_final(ctx, out, &size, EVP_MAX_MD_SIZE) != 1)
		return openssl_error(err);
	return 0;
}

int digest_hmac_sha256(struct digest *d, const void *key, size_t key_len,
		       const void *data, size_t len, unsigned char *out,
		       struct err *err)
{
	return hmac(d->hmac_sha256, key, key_len, data, len, out, err);
}

int digest_hmac_sha1(struct digest *d, const void *key, size_t key_len,
		     const void *data, size_t len, unsigned char *out,
		     struct err *err)
{
	if (!d->hmac_sha1)
		d->hmac_sha1 = hmac_new(d->hmac, "SHA1");
	if (!d->hmac_sha1)
		return openssl_error(err);
	return hmac(d->hmac_sha1, key, key_len, data, len, out, err);
}

bool digest_equal(const void *a, const void *b, size_t len)
{
	return CRYPTO_memcmp(a, b, len) == 0;
}

int digest_random(void *out, size_t len, struct err *err)
{
	unsigned char *p = out;

	while (len) {
		int n = len < 4096 ? (int)len : 4096;

		if (RAND_bytes(p, n) != 1)
			return openssl_error(err);
		p += n;
		len -= (size_t)n;
	}
	return 0;
}
