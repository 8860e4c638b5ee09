/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of signers: which texts are files of certificates.  Also tests that the
 * installed certificates of EC2 are complete and unchanged. */
#include "proof/signers.h"

#include <dirent.h>

#include <openssl/evp.h>
#include <openssl/ui.h>
#include <openssl/x509.h>

#include "base/codec.h"
#include "check_main.h"
#include "support/signing.h"

static struct signing rsa, dsa;
static struct buf pem;		/* both certificates */

START_TEST(several)
{
	struct signers *s = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(signers_new(&s, &err), 0);
	ck_assert_int_eq(sk_X509_num(signers_stack(s)), 0);
	ck_assert_int_eq(signers_add(s, pem.data, pem.len, "f", &err), 0);
	ck_assert_int_eq(sk_X509_num(signers_stack(s)), 2);
	ck_assert_int_eq(X509_cmp(sk_X509_value(signers_stack(s), 0),
				  rsa.cert), 0);
	ck_assert_int_eq(X509_cmp(sk_X509_value(signers_stack(s), 1),
				  dsa.cert), 0);
	signers_free(s);
	signers_free(NULL);
}
END_TEST

static const struct {
	const char *text, *words;
} bad[] = {
	{ "", "f: there is no certificate in PEM form" },
	{ "text\n", "f: there is no certificate in PEM form" },
	{ "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
	  "f: there is no certificate in PEM form" },
	{ "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
	  "f: a certificate in it cannot be read" },
	{ "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
	  "f: a certificate in it cannot be read" },
	{ "-----BEGIN CERTIFICATE-----\nAAAA\n",
	  "f: a certificate in it cannot be read" },
	{ "-----BEGIN CERTIFICATE-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: "
	  "AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n"
	  "AAAAAAAAAAAAAAAAAAAAAA==\n-----END CERTIFICATE-----\n",
	  "f: a certificate in it cannot be read" },
};

/* OpenSSL calls this function before it prompts the user. */
static int on_prompt(UI *ui)
{
	ck_abort_msg("OpenSSL prompts the user");
	return 0;
}

START_TEST(bad_text)
{
	UI_METHOD *method = UI_create_method("test");
	struct signers *s = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(UI_method_set_opener(method, on_prompt), 0);
	UI_set_default_method(method);
	ck_assert_int_eq(signers_new(&s, &err), 0);
	ck_assert_int_eq(signers_add(s, bad[_i].text, strlen(bad[_i].text),
				     "f", &err), -1);
	check_text(bad[_i].text, err.text, bad[_i].words);
	UI_set_default_method(UI_OpenSSL());
	UI_destroy_method(method);
	signers_free(s);
}
END_TEST

/* A truncated certificate after a complete one is an error. */
START_TEST(second_is_truncated)
{
	struct signers *s = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(signers_new(&s, &err), 0);
	ck_assert_int_eq(signers_add(s, pem.data, pem.len - 50, "f", &err),
			 -1);
	check_text("truncated", err.text, "f: a certificate in it cannot be read");
	signers_free(s);
}
END_TEST

START_TEST(no_file)
{
	struct signers *s = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(signers_new(&s, &err), 0);
	ck_assert_int_eq(signers_read(s, "/nowhere/f", &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "/nowhere/f: "));
	signers_free(s);
}
END_TEST

/* Appends a line with REGION, the kind of the certificate, and the SHA-256 of
 * CERT.  AT is the index of CERT in its file. */
static void add_line(struct buf *out, const char *region, X509 *cert, int at)
{
	unsigned char hash[EVP_MAX_MD_SIZE];
	char hex[2 * EVP_MAX_MD_SIZE + 1];
	unsigned int len;

	ck_assert_int_eq(X509_digest(cert, EVP_sha256(), hash, &len), 1);
	codec_hex(hash, len, hex);
	buf_printf(out, "%s %s %s\n", region, at ? "pkcs7" : "rsa2048", hex);
}

/* Checks that the first certificate of a file has an RSA key of 2048 bits, and
 * that each certificate is self-signed.  Appends a line for each certificate to
 * LINES. */
static int check_region(const char *name, struct buf *lines)
{
	struct signers *s = NULL;
	struct err err = { 0 };
	struct buf path = { 0 };
	char region[64];
	int count;

	buf_printf(&path, "certificates/%s", name);
	(void)snprintf(region, sizeof(region), "%.*s",
		       (int)strlen(name) - 4, name);
	ck_assert_int_eq(signers_new(&s, &err), 0);
	ck_assert_msg(signers_read(s, buf_str(&path), &err) == 0, "%s",
		      err.text);
	count = sk_X509_num(signers_stack(s));
	ck_assert_msg(count == 1 || count == 2, "%s: %d certificates", name,
		      count);
	for (int i = 0; i < count; i++) {
		X509 *cert = sk_X509_value(signers_stack(s), i);
		EVP_PKEY *key = X509_get0_pubkey(cert);

		ck_assert_msg(X509_verify(cert, key) == 1,
			      "%s: certificate %d does not sign itself", name,
			      i);
		ck_assert(i || EVP_PKEY_get_bits(key) == 2048);
		ck_assert(i || EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA);
		add_line(lines, region, cert, i);
	}
	signers_free(s);
	buf_release(&path);
	return count;
}

START_TEST(installed)
{
	DIR *dir = opendir("certificates");
	struct buf lines = { 0 }, origin = { 0 };
	int count = 0, listed = 0;

	ck_assert_ptr_nonnull(dir);
	for (struct dirent *e; (e = readdir(dir));) {
		size_t len = strlen(e->d_name);

		if (len > 4 && strcmp(e->d_name + len - 4, ".pem") == 0)
			count += check_region(e->d_name, &lines);
	}
	(void)closedir(dir);
	check_read(&origin, "certificates/ORIGIN");
	for (char *at = origin.data; *at; listed++) {
		char region[64], kind[16], copies[64], hash[65], want[256];
		int used = 0;

		ck_assert_int_eq(sscanf(at, "%63s %15s %63s %64s\n%n", region,
					kind, copies, hash, &used), 4);
		(void)snprintf(want, sizeof(want), "%s %s %s\n", region, kind,
			       hash);
		ck_assert_msg(strstr(buf_str(&lines), want) != NULL,
			      "certificates/ORIGIN: no file has %s", want);
		at += used;
	}
	ck_assert_int_gt(count, 0);
	ck_assert_int_eq(listed, count);
	buf_release(&lines);
	buf_release(&origin);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ several, 1 },
		{ bad_text, ROWS(bad) },
		{ second_is_truncated, 1 },
		{ no_file, 1 },
		{ installed, 1 },
	};
	int status;

	signing_make(&rsa, SIGNING_RSA, 7);
	signing_make(&dsa, SIGNING_DSA, 8);
	buf_puts(&pem, "a comment\n");
	signing_certificate(&rsa, &pem);
	buf_puts(&pem, "another\n");
	signing_certificate(&dsa, &pem);
	status = check_main("signers", cases, ROWS(cases));
	buf_release(&pem);
	signing_free(&dsa);
	signing_free(&rsa);
	return status;
}
