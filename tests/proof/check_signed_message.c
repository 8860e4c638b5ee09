/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of signed_message: EC2's two kinds of messages, forgeries, and texts
 * that are not a message. */
#include "proof/signed_message.h"

#include <openssl/evp.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>

#include "base/codec.h"
#include "check_main.h"
#include "support/signing.h"

#define TEXT "{\"instanceId\" : \"i-10a64379\"}"

static struct signing rsa, dsa, stranger;
static bool sha1_is_forbidden;

/* Replaces OpenSSL's function.  If sha1_is_forbidden is true, acts like a
 * system whose policy forbids SHA-1, such as Red Hat's system. */
int EVP_DigestVerifyInit(EVP_MD_CTX *ctx, EVP_PKEY_CTX **pctx,
			 const EVP_MD *type, ENGINE *e, EVP_PKEY *pkey)
{
	if (sha1_is_forbidden && type && EVP_MD_is_a(type, "SHA1"))
		return 0;
	return EVP_DigestVerifyInit_ex(ctx, pctx, type
				       ? EVP_MD_get0_name(type) : NULL, NULL,
				       NULL, pkey, NULL);
}

static void trust(struct signers **out, const struct signing *one,
		  const struct signing *two)
{
	struct buf pem = { 0 };
	struct err err = { 0 };

	signing_certificate(one, &pem);
	if (two)
		signing_certificate(two, &pem);
	ck_assert_int_eq(signers_new(out, &err), 0);
	ck_assert_int_eq(signers_add(*out, pem.data, pem.len, "f", &err), 0);
	buf_release(&pem);
}

/* Parses and verifies TEXT, and appends the signed content to OUT. */
static int check(const struct buf *text, const struct signers *signers,
		 struct buf *out, struct err *err)
{
	struct signed_message *m = NULL;
	int rc = signed_message_parse(&m, buf_str(text), text->len, err);

	if (!rc)
		rc = signed_message_verify(m, signers, out, err);
	signed_message_free(m);
	return rc;
}

static void must_fail(const char *name, const struct buf *text,
		      const struct signers *signers, const char *words)
{
	struct err err = { 0 };
	struct buf out = { 0 };

	ck_assert_msg(check(text, signers, &out, &err) == -1, "%s passes",
		      name);
	ck_assert_uint_eq(out.len, 0);
	check_text(name, err.text, words);
	buf_release(&out);
}

/* Verifies messages of both kinds, with both certificates as possible
 * signers. */
START_TEST(signed_well)
{
	const struct signing *s = _i ? &dsa : &rsa;
	struct signers *signers = NULL;
	struct signed_message *m = NULL;
	struct buf text = { 0 }, out = { 0 }, words = { 0 };
	struct err err = { 0 };
	size_t len = 0;

	trust(&signers, &rsa, &dsa);
	signing_sign(s, TEXT, &text);
	ck_assert_int_eq(signed_message_parse(&m, text.data, text.len, &err),
			 0);
	ck_assert_int_eq(memcmp(signed_message_claim(m, &len), TEXT,
				strlen(TEXT)), 0);
	ck_assert_uint_eq(len, strlen(TEXT));
	ck_assert(signed_message_knows(m, signers));
	ck_assert_msg(signed_message_verify(m, signers, &out, &err) == 0,
		      "%s", err.text);
	check_text("content", buf_str(&out), TEXT);
	signed_message_describe(m, &words);
	check_text("words", buf_str(&words), _i
		   ? "DSA, SHA1, by certificate 08"
		   : "RSA, SHA256, by certificate 07");
	signed_message_free(m);
	signers_free(signers);
	buf_release(&words);
	buf_release(&out);
	buf_release(&text);
}
END_TEST

static const struct {
	const char *before, *after;	/* text around the message */
	bool lines;		/* lines of 64 characters, as EC2 sends */
	const char *words;	/* words of the error, or NULL if the message is
				 * valid */
} forms[] = {
	{ "", "", false, NULL },
	{ "", "\n", true, NULL },
	{ " \r\n", "\r\n\n", true, NULL },
	{ "\xef\xbb\xbf", "\r\n", true, NULL },
	{ "\xef\xbb\xbf\r\n-----BEGIN PKCS7-----\n",
	  "\n-----END PKCS7-----\n", true, NULL },
	{ "-----BEGIN PKCS7-----\n", "\n-----END PKCS7-----\n", true, NULL },
	{ "-----BEGIN PKCS7-----\r\n", "\r\n-----END PKCS7-----", true, NULL },
	{ "-----BEGIN PKCS7-----\n", "\n", true,
	  "it does not end with the line -----END PKCS7-----" },
	{ "-----BEGIN PKCS7-----", "", false,
	  "it does not end with the line -----END PKCS7-----" },
	{ "-----BEGIN PKCS7-----\n", "\n-----END PKCS7-----\nBye", true,
	  "it does not end with the line -----END PKCS7-----" },
	{ "", "\n-----END PKCS7-----", true,
	  "it is not base64, as EC2's signed documents are" },
	{ "-----BEGIN CERTIFICATE-----\n", "\n-----END CERTIFICATE-----\n",
	  true, "it is not base64, as EC2's signed documents are" },
	{ "AAAA", "", false,
	  "it is not a complete PKCS #7 message" },
	{ "text: ", "", false,
	  "it is not base64, as EC2's signed documents are" },
};

START_TEST(form)
{
	struct signers *signers = NULL;
	struct buf message = { 0 }, text = { 0 }, out = { 0 };
	struct err err = { 0 };

	trust(&signers, &rsa, NULL);
	signing_sign(&rsa, TEXT, &message);
	buf_puts(&text, forms[_i].before);
	for (size_t i = 0; i < message.len; i++) {
		buf_putc(&text, message.data[i]);
		if (forms[_i].lines && i % 64 == 63)
			buf_putc(&text, '\n');
	}
	buf_puts(&text, forms[_i].after);
	if (forms[_i].words) {
		must_fail(forms[_i].before, &text, signers, forms[_i].words);
	} else {
		ck_assert_msg(check(&text, signers, &out, &err) == 0, "%s",
			      err.text);
		check_text(forms[_i].before, buf_str(&out), TEXT);
	}
	signers_free(signers);
	buf_release(&out);
	buf_release(&text);
	buf_release(&message);
}
END_TEST

static const struct {
	const char *text, *hint;
} hints[] = {
	{ "{\"a\":1}", "it is the document without EC2's signature: ask for "
	  "dynamic/instance-identity/rsa2048" },
	{ "\xff\xfe" "M", "it is UTF-16: save it as UTF-8, or convert it with "
	  "iconv -f UTF-16 -t UTF-8" },
	{ "\xfe\xff", "it is UTF-16: save it as UTF-8, or convert it with iconv "
	  "-f UTF-16 -t UTF-8" },
	{ "/latest/dynamic/instance-identity/pkcs7: MII!", "it begins with the "
	  "name of the value, which ec2-metadata --quiet leaves out" },
	{ "MII/!", "it may be incomplete or have lines that an email program "
	  "added; ask for the file as an attachment" },
	{ "MII! /: a", "it may be incomplete or have lines that an email "
	  "program added; ask for the file as an attachment" },
	{ "\xff", "it may be incomplete or have lines that an email program "
	  "added; ask for the file as an attachment" },
};

START_TEST(hinted)
{
	const char *text = hints[_i].text;
	struct signed_message *m = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(signed_message_parse(&m, text, strlen(text), &err),
			 -1);
	check_text(text, err.hint, hints[_i].hint);
}
END_TEST

/* A stranger signs the message and includes a certificate.  The certificate has
 * EC2's name.  The serial number is the stranger's own, or EC2's. */
START_TEST(certificate_of_stranger)
{
	struct signing forger = stranger;
	struct signers *signers = NULL;
	struct buf text = { 0 };
	PKCS7 *p7;

	if (_i) {
		forger.cert = X509_dup(stranger.cert);
		ck_assert(ASN1_INTEGER_set(
			X509_get_serialNumber(forger.cert), 7));
		ck_assert(X509_sign(forger.cert, forger.key, forger.digest));
	}
	trust(&signers, &rsa, &dsa);
	p7 = signing_message(&forger, TEXT, strlen(TEXT), 0);
	ck_assert_int_eq(sk_X509_num(p7->d.sign->cert), 1);
	signing_encode(p7, &text);
	must_fail("stranger", &text, signers, _i
		  ? "not signed by EC2: the signature does not match"
		  : "not signed by EC2: no certificate matches its "
		    "signer");
	PKCS7_free(p7);
	signers_free(signers);
	buf_release(&text);
	if (_i)
		X509_free(forger.cert);
}
END_TEST

/* A message may include EC2's own certificate. */
START_TEST(certificate_of_ec2)
{
	struct signers *signers = NULL;
	struct buf text = { 0 }, out = { 0 };
	struct err err = { 0 };
	PKCS7 *p7 = signing_message(&rsa, TEXT, strlen(TEXT), 0);

	trust(&signers, &rsa, NULL);
	signing_encode(p7, &text);
	ck_assert_int_eq(check(&text, signers, &out, &err), 0);
	check_text("content", buf_str(&out), TEXT);
	PKCS7_free(p7);
	signers_free(signers);
	buf_release(&out);
	buf_release(&text);
}
END_TEST

/* Makes a message that EC2 does not send, and sets *WORDS to the expected
 * error. */
static PKCS7 *odd_message(int which, const char **words)
{
	PKCS7 *p7 = signing_message(&rsa, TEXT, strlen(TEXT), which == 0
				    ? PKCS7_NOCERTS | PKCS7_DETACHED
				    : PKCS7_NOCERTS);
	PKCS7 *other;

	switch (which) {
	case 0:
		*words = "it is a signature without the document";
		break;
	case 1:
		*words = "it has 2 signers instead of one";
		ck_assert(PKCS7_add_signature(p7, dsa.cert, dsa.key,
					      EVP_sha1()) != NULL);
		break;
	case 2:
		*words = "it has 0 signers instead of one";
		PKCS7_SIGNER_INFO_free(sk_PKCS7_SIGNER_INFO_pop(
			p7->d.sign->signer_info));
		break;
	case 3:
		/* The message has the signature of another document. */
		*words = "not signed by EC2: the signature does not match";
		other = signing_message(&rsa, TEXT " ", strlen(TEXT) + 1,
					PKCS7_NOCERTS);
		PKCS7_SIGNER_INFO_free(sk_PKCS7_SIGNER_INFO_pop(
			p7->d.sign->signer_info));
		sk_PKCS7_SIGNER_INFO_push(p7->d.sign->signer_info,
			sk_PKCS7_SIGNER_INFO_pop(
				other->d.sign->signer_info));
		PKCS7_free(other);
		break;
	case 4:
		*words = "not signed by EC2: the signature does not match";
		ASN1_STRING_set(p7->d.sign->contents->d.data, TEXT "}", -1);
		break;
	default:
		*words = "it is a PKCS #7 message, but not signed data";
		PKCS7_free(p7);
		p7 = PKCS7_new();
		ck_assert(PKCS7_set_type(p7, NID_pkcs7_data));
		break;
	}
	return p7;
}

START_TEST(odd_messages)
{
	struct signers *signers = NULL;
	struct buf text = { 0 };
	const char *words;
	PKCS7 *p7 = odd_message(_i, &words);

	trust(&signers, &rsa, &dsa);
	signing_encode(p7, &text);
	must_fail(words, &text, signers, words);
	PKCS7_free(p7);
	signers_free(signers);
	buf_release(&text);
}
END_TEST

/* MD5 is refused, even if the signature matches. */
START_TEST(weak_hash)
{
	struct signing weak = rsa;
	struct signers *signers = NULL;
	struct buf text = { 0 };

	weak.digest = EVP_md5();
	trust(&signers, &rsa, NULL);
	signing_sign(&weak, TEXT, &text);
	must_fail("MD5", &text, signers,
		  "it is signed with a hash that EC2 does not use");
	signers_free(signers);
	buf_release(&text);
}
END_TEST

START_TEST(forbidden_hash)
{
	struct signers *signers = NULL;
	struct buf text = { 0 }, out = { 0 };
	struct err err = { 0 };

	trust(&signers, &rsa, &dsa);
	sha1_is_forbidden = true;
	signing_sign(&dsa, TEXT, &text);
	ck_assert_int_eq(check(&text, signers, &out, &err), -1);
	check_text("SHA-1", err.text,
		   "this system does not allow DSA signatures with SHA1");
	ck_assert_ptr_nonnull(strstr(err.hint, "rsa2048"));
	buf_clear(&text);
	signing_sign(&rsa, TEXT, &text);
	ck_assert_int_eq(check(&text, signers, &out, &err), 0);
	sha1_is_forbidden = false;
	signers_free(signers);
	buf_release(&out);
	buf_release(&text);
}
END_TEST

/* Changes single bits of every byte of a message.  Each changed message must be
 * refused, or must have the signed content.  Also truncates the message at
 * every byte.  Each truncated message must be refused. */
START_TEST(every_byte)
{
	const struct signing *s = _i ? &dsa : &rsa;
	struct signers *signers = NULL;
	struct buf text = { 0 }, der = { 0 }, out = { 0 };
	struct err err = { 0 };
	int passed = 0;

	trust(&signers, s, NULL);
	signing_sign(s, TEXT, &text);
	ck_assert_int_eq(codec_base64_decode(&der, text.data, text.len, &err),
			 0);
	for (size_t i = 0; i < der.len; i++) {
		for (int bit = 0; bit < 8; bit += check_many(20) < 20 ? 7 : 3) {
			der.data[i] = (char)(der.data[i] ^ 1 << bit);
			buf_clear(&text);
			buf_clear(&out);
			codec_base64(&text, der.data, der.len);
			if (check(&text, signers, &out, &err) == 0) {
				passed++;
				ck_assert_str_eq(buf_str(&out), TEXT);
			}
			der.data[i] = (char)(der.data[i] ^ 1 << bit);
		}
		buf_clear(&text);
		codec_base64(&text, der.data, i);
		ck_assert_int_eq(check(&text, signers, &out, &err), -1);
	}
	/* The signature does not cover some bytes, such as those in the list of
	 * hashes. */
	ck_assert_int_lt(passed, (int)der.len / 10);
	signers_free(signers);
	buf_release(&out);
	buf_release(&der);
	buf_release(&text);
}
END_TEST

static const struct {
	const char *time, *words;	/* words: the error message; NULL if the
					 * date is accepted */
} dates[] = {
	{ "2016-11-19T16:32:11Z", NULL },
	{ "2012-01-01T00:00:00Z", NULL },
	{ "2037-01-01T00:00:00Z", NULL },
	{ "2011-12-31T23:59:59Z", "the certificate was not yet valid at "
	  "pendingTime, 2011-12-31T23:59:59Z" },
	{ "2037-01-01T00:00:01Z", "the certificate was no longer valid at "
	  "pendingTime, 2037-01-01T00:00:01Z" },
	{ "", "pendingTime: '' is not a time such as 2027-03-01T12:00:00Z" },
	{ "yesterday", "pendingTime: 'yesterday' is not a time such as "
	  "2027-03-01T12:00:00Z" },
};

START_TEST(date)
{
	struct signers *signers = NULL;
	struct signed_message *m = NULL;
	struct buf text = { 0 }, out = { 0 };
	struct err err = { 0 };

	trust(&signers, &rsa, NULL);
	signing_sign(&rsa, TEXT, &text);
	ck_assert_int_eq(signed_message_parse(&m, text.data, text.len, &err),
			 0);
	ck_assert_int_eq(signed_message_verify(m, signers, &out, &err), 0);
	ck_assert_int_eq(signed_message_check_dates(m, dates[_i].time, &err),
			 dates[_i].words ? -1 : 0);
	check_text(dates[_i].time, err.text,
		   dates[_i].words ? dates[_i].words : "");
	signed_message_free(m);
	signers_free(signers);
	buf_release(&out);
	buf_release(&text);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ signed_well, 2 },
		{ form, ROWS(forms) },
		{ hinted, ROWS(hints) },
		{ certificate_of_stranger, 2 },
		{ certificate_of_ec2, 1 },
		{ odd_messages, 6 },
		{ weak_hash, 1 },
		{ forbidden_hash, 1 },
		{ every_byte, 2 },
		{ date, ROWS(dates) },
	};
	int status;

	signing_make(&rsa, SIGNING_RSA, 7);
	signing_make(&dsa, SIGNING_DSA, 8);
	signing_make(&stranger, SIGNING_RSA, 9);
	status = check_main("signed_message", cases, ROWS(cases));
	signing_free(&stranger);
	signing_free(&dsa);
	signing_free(&rsa);
	return status;
}
