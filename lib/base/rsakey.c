/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/rsakey.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "base/codec.h"
#include "base/digest.h"
#include "base/utf8.h"

/* A struct rsakey is an EVP_PKEY of OpenSSL. */
static EVP_PKEY *pkey_of(const struct rsakey *key)
{
	return (EVP_PKEY *)(void *)(uintptr_t)key;
}

/* OpenSSL calls this function if a key needs a passphrase.  Sets *NEEDED and
 * returns -1, so that OpenSSL fails to read the key. */
static int on_passphrase(char *space, int size, int writing, void *needed)
{
	*(bool *)needed = true;
	return -1;
}

static bool has_words(const char *data, size_t len, const char *words)
{
	size_t n = strlen(words);

	for (size_t i = 0; i + n <= len; i++)
		if (memcmp(data + i, words, n) == 0)
			return true;
	return false;
}

/* Returns whether the LEN bytes at DATA begin with a private key in DER. */
static bool is_binary_key(const char *data, size_t len)
{
	const unsigned char *at = (const unsigned char *)data;
	EVP_PKEY *key = len > LONG_MAX ? NULL
			: d2i_AutoPrivateKey(NULL, &at, (long)len);

	EVP_PKEY_free(key);
	ERR_clear_error();
	return key != NULL;
}

bool rsakey_is_private(const char *data, size_t len)
{
	/* OpenSSH and OpenSSL write five hyphens after "PRIVATE KEY", and
	 * SSH.COM writes a space and four hyphens. */
	return has_words(data, len, "PRIVATE KEY-----") ||
	       has_words(data, len, "PRIVATE KEY ----") ||
	       has_words(data, len, "PuTTY-User-Key-File-") ||
	       is_binary_key(data, len);
}

/* Sets the error for the LEN bytes at DATA, in which OpenSSL finds no private
 * key in PEM form.  For a private key of OpenSSH or PuTTY, the hint says how to
 * convert it. */
static int refuse_form(const char *data, size_t len, struct err *err)
{
	static const struct {
		const char *words, *hint;
	} forms[] = {
		{ "-----BEGIN OPENSSH PRIVATE KEY-----",
		  "the key is in OpenSSH's own form: ssh-keygen -p -m PEM -f "
		  "COPY converts a copy of the file to PEM" },
		{ "PuTTY-User-Key-File-",
		  "the key is in PuTTY's form: puttygen FILE -O "
		  "private-openssh -o NEW converts it to PEM" },
		{ "PUBLIC KEY-----", "the file is a public key" },
		{ "ssh-rsa ", "the file is a public key" },
	};

	err_set(err, "no valid private key in PEM form");
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (has_words(data, len, forms[i].words))
			return err_hint(err, "%s", forms[i].hint);
	return -1;
}

int rsakey_new(struct rsakey **out, const void *pem, size_t len,
	       struct err *err)
{
	BIO *bio = len <= INT_MAX ? BIO_new_mem_buf(pem, (int)len) : NULL;
	bool needed = false;
	EVP_PKEY *key;

	if (!bio)
		return err_memory(err);
	key = PEM_read_bio_PrivateKey(bio, NULL, on_passphrase, &needed);
	BIO_free(bio);
	ERR_clear_error();
	if (!key && needed)
		return err_set(err, "the private key is protected by a "
			       "passphrase");
	if (!key)
		return refuse_form(pem, len, err);
	if (!EVP_PKEY_is_a(key, "RSA")) {
		EVP_PKEY_free(key);
		return err_set(err, "not an RSA key");
	}
	*out = (struct rsakey *)(void *)key;
	return 0;
}

void rsakey_free(struct rsakey *key)
{
	EVP_PKEY_free(pkey_of(key));
}

int rsakey_fingerprint(const struct rsakey *key, struct buf *out,
		       struct err *err)
{
	PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(pkey_of(key));
	unsigned char *der = NULL, sum[DIGEST_SHA1_SIZE];
	char hex[2 * DIGEST_SHA1_SIZE + 1];
	int len = info ? i2d_PKCS8_PRIV_KEY_INFO(info, &der) : -1;
	int rc = -1;

	if (len > 0)
		rc = digest_sha1(der, (size_t)len, sum, err);
	else
		err_set(err, "OpenSSL cannot encode the key");
	OPENSSL_clear_free(der, len > 0 ? (size_t)len : 0);
	PKCS8_PRIV_KEY_INFO_free(info);
	ERR_clear_error();
	if (rc)
		return -1;
	codec_hex(sum, sizeof(sum), hex);
	for (size_t i = 0; i < sizeof(sum); i++)
		buf_printf(out, "%s%.2s", i ? ":" : "", hex + 2 * i);
	return buf_check(out, "fingerprint", err);
}

/* Decrypts DATA with PADDING into OUT, which has room for *LEN bytes.  Sets
 * *LEN to the length of the result.  Returns false if OpenSSL fails. */
static bool decrypt(const struct rsakey *key, int padding, const void *data,
		    size_t data_len, unsigned char *out, size_t *len)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(pkey_of(key), NULL);
	bool good = ctx && EVP_PKEY_decrypt_init(ctx) > 0 &&
		    EVP_PKEY_CTX_set_rsa_padding(ctx, padding) > 0;

	/* Implicit rejection reports invalid padding as success with random
	 * bytes.  OpenSSL versions without it do not have this setting, so we
	 * ignore a failure. */
	if (good && padding == RSA_PKCS1_PADDING)
		(void)EVP_PKEY_CTX_ctrl_str(ctx,
			"rsa_pkcs1_implicit_rejection", "0");
	good = good && EVP_PKEY_decrypt(ctx, out, len, data, data_len) > 0;
	EVP_PKEY_CTX_free(ctx);
	ERR_clear_error();
	return good;
}

/* Returns whether the SIZE bytes at BLOCK have valid padding and end in the LEN
 * bytes at TEXT.  If not, OpenSSL could not turn off implicit rejection. */
static bool is_padded(const unsigned char *block, size_t size,
		      const unsigned char *text, size_t len)
{
	return len + 11 <= size && block[0] == 0 && block[1] == 2 &&
	       block[size - len - 1] == 0 &&
	       memcmp(block + size - len, text, len) == 0;
}

/* Returns whether the LEN bytes at TEXT are UTF-8 without the control
 * characters of ASCII.  With a wrong key, about one ciphertext in 100,000
 * decrypts to random bytes with valid padding.  This test rejects such bytes
 * unless they happen to be text. */
static bool is_plain_text(const char *text, size_t len)
{
	for (size_t n; len; text += n, len -= n) {
		unsigned long code;

		n = utf8_sequence(text, len, &code);
		if (!n || code < ' ' || code == 0x7f)
			return false;
	}
	return true;
}

int rsakey_decrypt(const struct rsakey *key, const void *data, size_t len,
		   struct buf *out, struct err *err)
{
	struct buf text = { .secret = true }, block = { .secret = true };
	int size = EVP_PKEY_get_size(pkey_of(key));
	size_t room = size > 0 ? (size_t)size : 0;
	size_t text_len = room, block_len = room;
	int rc = -1;

	if (!buf_reserve(&text, room) || !buf_reserve(&block, room))
		err_memory(err);
	else if (!decrypt(key, RSA_PKCS1_PADDING, data, len,
			  (unsigned char *)text.data, &text_len) ||
		 !decrypt(key, RSA_NO_PADDING, data, len,
			  (unsigned char *)block.data, &block_len) ||
		 !is_padded((unsigned char *)block.data, block_len,
			    (unsigned char *)text.data, text_len) ||
		 !is_plain_text(text.data, text_len))
		err_set(err, "it is not encrypted for this key");
	else
		rc = 0;
	if (!rc)
		buf_append(out, text.data, text_len);
	buf_release(&text);
	buf_release(&block);
	return rc ? -1 : buf_check(out, "text", err);
}
