/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of rsakey: fingerprints, texts that are not RSA keys, and decryption
 * with the right or a wrong key. */
#include "base/rsakey.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "base/codec.h"
#include "check_main.h"
#include "system/file.h"

static const char fingerprint[] =
	"14:ee:35:40:18:73:7d:67:a1:19:e4:60:71:19:f3:a0:fd:06:53:95";

static void read_key(struct buf *pem, const char *path)
{
	struct err err = { 0 };

	ck_assert_msg(file_read_input(pem, path, 65536, &err) == 0, "%s",
		      err.text);
}

static struct rsakey *key_of(const char *path)
{
	struct rsakey *key = NULL;
	struct buf pem = { 0 };
	struct err err = { 0 };

	read_key(&pem, path);
	ck_assert_msg(rsakey_new(&key, buf_str(&pem), pem.len, &err) == 0,
		      "%s: %s", path, err.text);
	buf_release(&pem);
	return key;
}

static const char *const files[] = {
	"tests/cases/fp/stdin",
	"tests/cases/fp-pkcs8/stdin",
	/* This file has the row KEYPAIR above the key. */
	"tests/cases/addkey/stdout",
};

START_TEST(fingerprints)
{
	struct rsakey *key = key_of(files[_i]);
	struct buf got = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(rsakey_fingerprint(key, &got, &err), 0);
	check_text(files[_i], buf_str(&got), fingerprint);
	buf_release(&got);
	rsakey_free(key);
}
END_TEST

/* Makes a key of the type TYPE, and appends it in PEM form.  Encrypts the key
 * if PASSPHRASE is not NULL. */
static void make_pem(struct buf *out, const char *type, const char *passphrase)
{
	EVP_PKEY *pkey = strcmp(type, "RSA") == 0
		? EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)1024)
		: EVP_PKEY_Q_keygen(NULL, NULL, type);
	BIO *bio = BIO_new(BIO_s_mem());
	char *data;
	long len;

	ck_assert_int_eq(PEM_write_bio_PKCS8PrivateKey(bio, pkey,
		passphrase ? EVP_aes_128_cbc() : NULL, passphrase,
		passphrase ? (int)strlen(passphrase) : 0, NULL, NULL), 1);
	len = BIO_get_mem_data(bio, &data);
	buf_append(out, data, (size_t)len);
	BIO_free(bio);
	EVP_PKEY_free(pkey);
}

static const struct {
	const char *what, *type, *passphrase, *words;
} others[] = {
	{ "an encrypted key", "RSA", "secret", "protected by a passphrase" },
	{ "an Ed25519 key", "ED25519", NULL, "not an RSA key" },
};

START_TEST(refused)
{
	struct rsakey *key;
	struct buf pem = { 0 };
	struct err err = { 0 };

	make_pem(&pem, others[_i].type, others[_i].passphrase);
	ck_assert_int_eq(rsakey_new(&key, buf_str(&pem), pem.len, &err), -1);
	ck_assert_msg(strstr(err.text, others[_i].words) != NULL, "%s: %s",
		      others[_i].what, err.text);
	buf_release(&pem);
}
END_TEST

static const char *const no_keys[] = {
	"", "hello\n", "-----BEGIN RSA PRIVATE KEY-----\n",
	"-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n",
	"ssh-rsa AAAA x\n",
};

START_TEST(no_key)
{
	struct rsakey *key;
	struct err err = { 0 };

	ck_assert_int_eq(rsakey_new(&key, no_keys[_i], strlen(no_keys[_i]),
				    &err), -1);
	check_text("words", err.text, "no valid private key in PEM form");
}
END_TEST

static const struct {
	const char *text, *hint;
} other_forms[] = {
	{ "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "ssh-keygen -p -m PEM" },
	{ "PuTTY-User-Key-File-3: ssh-rsa\n", "puttygen FILE" },
	{ "-----BEGIN PUBLIC KEY-----\n", "is a public key" },
	{ "---- BEGIN SSH2 PUBLIC KEY ----\nssh-rsa AAAA x", "is a public key" },
	{ "ssh-rsa", "" },
};

START_TEST(other_form)
{
	const char *text = other_forms[_i].text;
	struct rsakey *key;
	struct err err = { 0 };

	ck_assert_int_eq(rsakey_new(&key, text, strlen(text), &err), -1);
	check_text("words", err.text, "no valid private key in PEM form");
	ck_assert_msg(strstr(err.hint, other_forms[_i].hint) &&
		      !*err.hint == !*other_forms[_i].hint, "%s: %s", text,
		      err.hint);
}
END_TEST

START_TEST(is_private)
{
	static const struct {
		const char *text;
		bool is;
	} texts[] = {
		{ "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", true },
		{ "-----BEGIN ENCRYPTED PRIVATE KEY-----\n", true },
		{ "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n", true },
		{ "PuTTY-User-Key-File-2: ssh-rsa\n", true },
		{ "ssh-rsa AAAA PRIVATE KEY\n", false },
		{ "-----BEGIN PUBLIC KEY-----\n", false },
		{ "---- BEGIN SSH2 PUBLIC KEY ----\n", false },
		{ "", false },
	};
	EVP_PKEY *key = EVP_EC_gen("P-256");
	unsigned char *der = NULL;
	int len = i2d_PrivateKey(key, &der);

	for (size_t i = 0; i < ROWS(texts); i++)
		ck_assert_msg(rsakey_is_private(texts[i].text,
						strlen(texts[i].text)) ==
			      texts[i].is, "%s", texts[i].text);
	ck_assert_int_gt(len, 0);
	ck_assert(rsakey_is_private((char *)der, (size_t)len));
	OPENSSL_free(der);
	der = NULL;
	len = i2d_PUBKEY(key, &der);
	ck_assert_int_gt(len, 0);
	ck_assert(!rsakey_is_private((char *)der, (size_t)len));
	OPENSSL_free(der);
	EVP_PKEY_free(key);
}
END_TEST

static void encrypt(struct buf *out, const char *pem_path, const char *text)
{
	struct buf pem = { 0 };
	BIO *bio;
	EVP_PKEY *pkey;
	EVP_PKEY_CTX *ctx;
	unsigned char data[512];
	size_t len = sizeof(data);

	read_key(&pem, pem_path);
	bio = BIO_new_mem_buf(buf_str(&pem), (int)pem.len);
	pkey = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
	ctx = EVP_PKEY_CTX_new(pkey, NULL);
	ck_assert_int_gt(EVP_PKEY_encrypt_init(ctx), 0);
	ck_assert_int_gt(EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING),
			 0);
	ck_assert_int_gt(EVP_PKEY_encrypt(ctx, data, &len,
		(const unsigned char *)text, strlen(text)), 0);
	buf_append(out, data, len);
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(pkey);
	BIO_free(bio);
	buf_release(&pem);
}

static const char *const texts[] = { "q96A40B9w&Q", "", "x" };

START_TEST(decrypted)
{
	struct rsakey *key = key_of("tests/cases/fp/stdin");
	struct buf data = { 0 }, got = { 0 };
	struct err err = { 0 };

	encrypt(&data, "tests/cases/fp/stdin", texts[_i]);
	ck_assert_msg(rsakey_decrypt(key, buf_str(&data), data.len, &got,
				     &err) == 0, "%s", err.text);
	check_text("text", buf_str(&got), texts[_i]);
	buf_release(&data);
	buf_release(&got);
	rsakey_free(key);
}
END_TEST

/* With a wrong key, about one block in 65,000 decrypts to random bytes with
 * valid padding.  rsakey refuses bytes that are not text. */
static const char *const no_texts[] = { "a\1", "\33[2J", "\177", "\303" };

START_TEST(no_text)
{
	struct rsakey *key = key_of("tests/cases/fp/stdin");
	struct buf data = { 0 }, got = { 0 };
	struct err err = { 0 };

	encrypt(&data, "tests/cases/fp/stdin", no_texts[_i]);
	ck_assert_int_eq(rsakey_decrypt(key, buf_str(&data), data.len, &got,
					&err), -1);
	check_text("words", err.text, "it is not encrypted for this key");
	ck_assert_uint_eq(got.len, 0);
	buf_release(&data);
	rsakey_free(key);
}
END_TEST

/* The data is encrypted for another key, or is truncated. */
START_TEST(not_decrypted)
{
	struct rsakey *wrong = key_of("tests/cases/addkey-create/stdout");
	struct rsakey *right = key_of("tests/cases/fp/stdin");
	struct buf data = { 0 }, got = { 0 };
	struct err err = { 0 };

	for (int i = 0; i < check_many(60); i++) {
		buf_clear(&data);
		encrypt(&data, "tests/cases/fp/stdin", "q96A40B9w&Q");
		ck_assert_int_eq(rsakey_decrypt(wrong, buf_str(&data), data.len,
						&got, &err), -1);
		check_text("words", err.text, "it is not encrypted for this "
			   "key");
		ck_assert_uint_eq(got.len, 0);
	}
	for (size_t len = 0; len < 128; len += 50) {
		ck_assert_uint_lt(len, data.len);
		ck_assert_int_eq(rsakey_decrypt(right, buf_str(&data), len,
						&got, &err), -1);
		ck_assert_uint_eq(got.len, 0);
	}
	buf_release(&data);
	rsakey_free(wrong);
	rsakey_free(right);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ fingerprints, ROWS(files) },
		{ refused, ROWS(others) },
		{ no_key, ROWS(no_keys) },
		{ other_form, ROWS(other_forms) },
		{ is_private, 1 },
		{ decrypted, ROWS(texts) },
		{ no_text, ROWS(no_texts) },
		{ not_decrypted, 1 },
	};

	return check_main("rsakey", cases, ROWS(cases));
}
