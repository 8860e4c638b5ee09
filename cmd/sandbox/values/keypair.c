/* SPDX-License-Identifier: BSD-2-Clause */
#include "values/keypair.h"

#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/codec.h"

enum { RSA_BITS = 2048, PUBLIC_MAX = 16 * 1024 };

static int key_failed(struct err *err, const char *what)
{
	ERR_clear_error();
	return err_set(err, "%s", what);
}

/* Writes the digest of LEN bytes to PRINT, in hex with colons. */
static int write_print(const EVP_MD *md, const unsigned char *data, int len,
		       char print[KEYPAIR_PRINT_SIZE], struct err *err)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned int size = 0;

	if (len <= 0 || !EVP_Digest(data, (size_t)len, digest, &size, md,
				    NULL) || 3 * size > KEYPAIR_PRINT_SIZE)
		return key_failed(err, "a key's fingerprint cannot be made");
	for (unsigned int i = 0; i < size; i++)
		(void)snprintf(print + 3 * (size_t)i, 4, i + 1 < size ?
			       "%02x:" : "%02x", digest[i]);
	return 0;
}

/* Writes the fingerprint of an ED25519 key: the SHA-256 of the key in OpenSSH's
 * form, in base64.  The form has two strings, each after its length. */
static int print_ed25519(const unsigned char raw[32],
			 char print[KEYPAIR_PRINT_SIZE], struct err *err)
{
	static const unsigned char prefix[] = {
		0, 0, 0, 11, 's', 's', 'h', '-', 'e', 'd', '2', '5', '5',
		'1', '9', 0, 0, 0, 32,
	};
	unsigned char blob[sizeof(prefix) + 32], digest[EVP_MAX_MD_SIZE];
	unsigned int size = 0;
	struct buf text = { 0 };
	int rc;

	memcpy(blob, prefix, sizeof(prefix));
	memcpy(blob + sizeof(prefix), raw, 32);
	if (!EVP_Digest(blob, sizeof(blob), digest, &size, EVP_sha256(), NULL))
		return key_failed(err, "a key's fingerprint cannot be made");
	codec_base64(&text, digest, size);
	rc = buf_check(&text, "fingerprint", err);
	(void)snprintf(print, KEYPAIR_PRINT_SIZE, "%s", buf_str(&text));
	buf_release(&text);
	return rc;
}

static int print_private(EVP_PKEY *key, char print[KEYPAIR_PRINT_SIZE],
			 struct err *err)
{
	PKCS8_PRIV_KEY_INFO *info;
	unsigned char raw[32], *der = NULL;
	size_t size = sizeof(raw);
	int len, rc;

	if (EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519)
		return EVP_PKEY_get_raw_public_key(key, raw, &size) == 1 ?
		       print_ed25519(raw, print, err) :
		       key_failed(err, "a key cannot be read");
	info = EVP_PKEY2PKCS8(key);
	len = info ? i2d_PKCS8_PRIV_KEY_INFO(info, &der) : -1;
	rc = write_print(EVP_sha1(), der, len, print, err);
	PKCS8_PRIV_KEY_INFO_free(info);
	if (der)
		OPENSSL_clear_free(der, (size_t)len);
	return rc;
}

static int write_pem(EVP_PKEY *key, struct buf *out, struct err *err)
{
	BIO *bio = BIO_new(BIO_s_secmem());
	char *data = NULL;
	long len = 0;
	int ok;

	ok = bio && (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA ?
		PEM_write_bio_PrivateKey_traditional(bio, key, NULL, NULL, 0,
						     NULL, NULL) :
		PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL,
					 NULL)) == 1;
	if (ok)
		len = BIO_get_mem_data(bio, &data);
	while (len > 0 && data[len - 1] == '\n')
		len--;
	if (ok)
		buf_append(out, data, (size_t)len);
	BIO_free(bio);
	if (!ok)
		return key_failed(err, "a private key cannot be written");
	return buf_check(out, "private key", err);
}

int keypair_new(struct keypair *out, const char *type, struct err *err)
{
	EVP_PKEY *key = strcmp(type, "rsa") == 0 ?
			EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)RSA_BITS) :
			EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	int rc;

	if (!key)
		return key_failed(err, "a key pair cannot be made");
	out->material.secret = true;
	rc = print_private(key, out->print, err);
	if (!rc)
		rc = write_pem(key, &out->material, err);
	EVP_PKEY_free(key);
	return rc;
}

void keypair_release(struct keypair *key)
{
	buf_release(&key->material);
}

static int print_rsa(EVP_PKEY *key, char print[KEYPAIR_PRINT_SIZE],
		     struct err *err)
{
	unsigned char *der = NULL;
	int len = i2d_PUBKEY(key, &der);
	int rc = write_print(EVP_md5(), der, len, print, err);

	OPENSSL_free(der);
	return rc;
}

/* Reads the next string of OpenSSH's form, if BLOB has one. */
static bool next_string(const struct buf *blob, size_t *at,
			const unsigned char **out, size_t *len)
{
	const unsigned char *data = (const unsigned char *)blob->data;

	if (blob->len - *at < 4)
		return false;
	data += *at;
	*len = (size_t)data[0] << 24 | (size_t)data[1] << 16 |
	       (size_t)data[2] << 8 | data[3];
	*at += 4;
	if (blob->len - *at < *len)
		return false;
	*out = data + 4;
	*at += *len;
	return true;
}

static EVP_PKEY *make_rsa(const unsigned char *e, size_t e_len,
			  const unsigned char *n, size_t n_len)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
	BIGNUM *exponent = BN_bin2bn(e, (int)e_len, NULL);
	BIGNUM *modulus = BN_bin2bn(n, (int)n_len, NULL);
	OSSL_PARAM *params = NULL;
	EVP_PKEY *key = NULL;

	if (ctx && builder && exponent && modulus &&
	    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, modulus) &&
	    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, exponent))
		params = OSSL_PARAM_BLD_to_param(builder);
	if (params && EVP_PKEY_fromdata_init(ctx) == 1 &&
	    EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
		key = NULL;
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(builder);
	BN_free(exponent);
	BN_free(modulus);
	EVP_PKEY_CTX_free(ctx);
	return key;
}

static int import_blob(const struct buf *blob, const char **type,
		       char print[KEYPAIR_PRINT_SIZE], struct err *err)
{
	const unsigned char *name, *one, *two;
	size_t at = 0, name_len, one_len, two_len;
	EVP_PKEY *key;
	int rc;

	if (!next_string(blob, &at, &name, &name_len) ||
	    !next_string(blob, &at, &one, &one_len))
		return err_set(err, "not a public key");
	if (name_len == 11 && memcmp(name, "ssh-ed25519", 11) == 0 &&
	    one_len == 32) {
		*type = "ed25519";
		return print_ed25519(one, print, err);
	}
	if (name_len != 7 || memcmp(name, "ssh-rsa", 7) != 0 ||
	    !next_string(blob, &at, &two, &two_len))
		return err_set(err, "not a public key of RSA or ED25519");
	*type = "rsa";
	key = make_rsa(one, one_len, two, two_len);
	rc = key ? print_rsa(key, print, err) : key_failed(err, "not an RSA key");
	EVP_PKEY_free(key);
	return rc;
}

static int import_pem(const char *text, size_t len, const char **type,
		      char print[KEYPAIR_PRINT_SIZE], struct err *err)
{
	BIO *bio = BIO_new_mem_buf(text, (int)len);
	EVP_PKEY *key = bio ? PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL) : NULL;
	bool is_rsa = key && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
	int rc = is_rsa ? print_rsa(key, print, err) :
			  key_failed(err, "not a public key of RSA in PEM");

	*type = "rsa";
	EVP_PKEY_free(key);
	BIO_free(bio);
	return rc;
}

int keypair_import(const char *text, size_t len, const char **type,
		   char print[KEYPAIR_PRINT_SIZE], struct err *err)
{
	static const char begin[] = "-----BEGIN PUBLIC KEY";
	size_t at = strspn(text, " \t\r\n"), n;
	struct buf blob = { 0 };
	int rc;

	if (len > PUBLIC_MAX)
		return err_set(err, "a public key is too long");
	if (strncmp(text + at, begin, strlen(begin)) == 0)
		return import_pem(text, len, type, print, err);
	n = strcspn(text + at, " \t");
	at += n + strspn(text + at + n, " \t");
	n = strcspn(text + at, " \t\r\n");
	rc = codec_base64_decode(&blob, text + at, n, err);
	if (!rc)
		rc = buf_check(&blob, "public key", err);
	if (!rc)
		rc = import_blob(&blob, type, print, err);
	buf_release(&blob);
	return rc;
}
