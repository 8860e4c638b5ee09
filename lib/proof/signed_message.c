/* SPDX-License-Identifier: BSD-2-Clause */
#include "proof/signed_message.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>

#include "base/codec.h"
#include "base/utf8.h"

struct signed_message {
	PKCS7 *p7;
	PKCS7_SIGNER_INFO *info;	/* data about the only signer, inside
					 * p7 */
	int digest;			/* OpenSSL's NID of the hash function */
	X509 *signer;			/* certificate of the signer, or NULL
					 * unless signed_message_verify
					 * succeeded; struct signers owns it */
};

/* The lines before and after the base64.  EC2's messages do not have these
 * lines, but EC2's guide tells users to add the lines for OpenSSL. */
static const char pem_begin[] = "-----BEGIN PKCS7-----";
static const char pem_end[] = "-----END PKCS7-----";

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The byte order mark that Windows writes at the beginning of UTF-8 text. */
static const char byte_order_mark[] = "\xef\xbb\xbf";

/* Removes a byte order mark, white space at both ends, and the lines pem_begin
 * and pem_end.  Fails if the text begins with pem_begin, but does not end with
 * pem_end. */
static int unwrap_base64(const char **text, size_t *len, struct err *err)
{
	size_t begin = sizeof(pem_begin) - 1, end = sizeof(pem_end) - 1;
	size_t mark = sizeof(byte_order_mark) - 1;

	if (*len >= mark && memcmp(*text, byte_order_mark, mark) == 0) {
		*text += mark;
		*len -= mark;
	}
	for (; *len && is_space(**text); --*len)
		++*text;
	while (*len && is_space((*text)[*len - 1]))
		--*len;
	if (*len < begin || memcmp(*text, pem_begin, begin) != 0)
		return 0;
	if (*len < begin + end || memcmp(*text + *len - end, pem_end, end) != 0)
		return err_set(err, "it does not end with the line %s",
			       pem_end);
	*text += begin;
	*len -= begin + end;
	return 0;
}

static int hint_damaged(struct err *err)
{
	return err_hint(err, "it may be incomplete or have lines that an email "
			"program added; ask for the file as an attachment");
}

/* Returns whether TEXT begins with a path and a colon, as the output of
 * ec2-metadata does. */
static bool has_label(const char *text, size_t len)
{
	bool slash = false;
	size_t n = 0;

	for (; n < len && text[n] != ':' && !is_space(text[n]); n++)
		slash = slash || text[n] == '/';
	return slash && n < len && text[n] == ':';
}

static int refuse_text(const char *text, size_t len, struct err *err)
{
	err_set(err, "it is not base64, as EC2's signed documents are");
	if (*text == '{')
		return err_hint(err, "it is the document without EC2's "
				"signature: ask for dynamic/instance-identity/"
				"rsa2048");
	if (utf8_is_utf16(text, len))
		return err_hint(err, "it is UTF-16: save it as UTF-8, or "
				"convert it with iconv -f UTF-16 -t UTF-8");
	if (has_label(text, len))
		return err_hint(err, "it begins with the name of the value, "
				"which ec2-metadata --quiet leaves out");
	return hint_damaged(err);
}

static int refuse_signature_alone(struct err *err)
{
	err_set(err, "it is a signature without the document");
	return err_hint(err, "ask for dynamic/instance-identity/rsa2048");
}

/* Sets the error for data that is not a message.  EC2 also offers the RSA
 * signature without the document.  That signature is as long as the key. */
static int refuse_data(const struct buf *der, struct err *err)
{
	if (der->len == 128 || der->len == 256)
		return refuse_signature_alone(err);
	err_set(err, "it is not a complete PKCS #7 message");
	return hint_damaged(err);
}

static int parse_der(struct signed_message *m, const struct buf *der,
		     struct err *err)
{
	const unsigned char *at = (const unsigned char *)buf_str(der);
	const unsigned char *end = at + der->len;

	if (der->len <= LONG_MAX)
		m->p7 = d2i_PKCS7(NULL, &at, (long)der->len);
	if (!m->p7)
		return refuse_data(der, err);
	if (at != end)
		return err_set(err, "there is data after the PKCS #7 message");
	return 0;
}

static int check_form(struct signed_message *m, struct err *err)
{
	STACK_OF(PKCS7_SIGNER_INFO) *infos;
	size_t len;

	if (!PKCS7_type_is_signed(m->p7) || !m->p7->d.sign ||
	    !m->p7->d.sign->contents ||
	    !PKCS7_type_is_data(m->p7->d.sign->contents))
		return err_set(err, "it is a PKCS #7 message, but not signed "
			       "data");
	if (!signed_message_claim(m, &len))
		return refuse_signature_alone(err);
	infos = PKCS7_get_signer_info(m->p7);
	if (sk_PKCS7_SIGNER_INFO_num(infos) != 1)
		return err_set(err, "it has %d signers instead of one",
			       sk_PKCS7_SIGNER_INFO_num(infos));
	m->info = sk_PKCS7_SIGNER_INFO_value(infos, 0);
	if (!m->info->issuer_and_serial || !m->info->digest_alg)
		return err_set(err, "its data about the signer is incomplete");
	m->digest = OBJ_obj2nid(m->info->digest_alg->algorithm);
	return 0;
}

int signed_message_parse(struct signed_message **out, const char *text,
			 size_t len, struct err *err)
{
	struct signed_message *m = calloc(1, sizeof(*m));
	struct buf der = { 0 };
	int rc = -1;

	if (!m)
		return err_memory(err);
	if (unwrap_base64(&text, &len, err))
		goto out;
	if (!len) {
		err_set(err, "it is empty");
		goto out;
	}
	if (codec_base64_decode(&der, text, len, err)) {
		refuse_text(text, len, err);
		goto out;
	}
	rc = parse_der(m, &der, err) || check_form(m, err) ? -1 : 0;
out:
	ERR_clear_error();
	buf_release(&der);
	if (rc)
		signed_message_free(m);
	else
		*out = m;
	return rc;
}

void signed_message_free(struct signed_message *m)
{
	if (!m)
		return;
	PKCS7_free(m->p7);
	free(m);
}

const char *signed_message_claim(const struct signed_message *m, size_t *len)
{
	const ASN1_OCTET_STRING *content = m->p7->d.sign->contents->d.data;

	if (!content || ASN1_STRING_length(content) <= 0)
		return NULL;
	*len = (size_t)ASN1_STRING_length(content);
	return (const char *)ASN1_STRING_get0_data(content);
}

/* Returns the certificate that has the issuer and serial number of the
 * message's signer, or NULL if SIGNERS does not contain that certificate. */
static X509 *find_signer(const struct signed_message *m,
			 const struct signers *signers)
{
	const PKCS7_ISSUER_AND_SERIAL *name = m->info->issuer_and_serial;

	return X509_find_by_issuer_and_serial(signers_stack(signers),
					      name->issuer, name->serial);
}

bool signed_message_knows(const struct signed_message *m,
			  const struct signers *signers)
{
	return find_signer(m, signers) != NULL;
}

/* Rejects all hash functions except SHA-1, SHA-256, SHA-384 and SHA-512.  EC2
 * usually uses SHA-256 with RSA, and SHA-1 with DSA. */
static int check_digest(const struct signed_message *m, struct err *err)
{
	switch (m->digest) {
	case NID_sha1:
	case NID_sha256:
	case NID_sha384:
	case NID_sha512:
		return 0;
	default:
		return err_set(err, "it is signed with a hash that EC2 does "
			       "not use");
	}
}

/* Fails if the system's policy forbids the algorithms of the signature, or if
 * OpenSSL does not know them.  OpenSSL would then reject the message without
 * checking the signature, although the message may be genuine. */
static int check_policy(const struct signed_message *m, struct err *err)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	const EVP_MD *md = EVP_get_digestbynid(m->digest);
	EVP_PKEY *key = X509_get0_pubkey(m->signer);
	bool allowed;

	if (!ctx)
		return err_memory(err);
	allowed = md && key && EVP_DigestVerifyInit(ctx, NULL, md, NULL, key);
	EVP_MD_CTX_free(ctx);
	if (allowed)
		return 0;
	err_set(err, "this system does not allow %s signatures with %s",
		key ? EVP_PKEY_get0_type_name(key) : "such",
		OBJ_nid2sn(m->digest));
	if (m->digest != NID_sha1)
		return -1;
	return err_hint(err, "take the document from dynamic/"
			"instance-identity/rsa2048 (RSA, SHA-256) instead of "
			"pkcs7");
}

/* Verifies the signature with OpenSSL.  PKCS7_NOINTERN makes OpenSSL ignore
 * certificates inside the message.  PKCS7_NOVERIFY is necessary because EC2's
 * certificates are self-signed; the caller trusts each of them. */
static int check_signature(struct signed_message *m,
			   const struct signers *signers, struct buf *out,
			   struct err *err)
{
	BIO *content = BIO_new(BIO_s_mem());
	char *data;
	long len;
	int rc = -1;

	if (!content)
		return err_memory(err);
	if (PKCS7_verify(m->p7, signers_stack(signers), NULL, NULL, content,
			 PKCS7_NOINTERN | PKCS7_NOVERIFY) != 1) {
		err_set(err, "not signed by EC2: the signature does not match");
		err_hint(err, "it was changed after EC2 signed it, or "
			 "somebody else signed it");
		goto out;
	}
	len = BIO_get_mem_data(content, &data);
	if (len > 0)
		buf_append(out, data, (size_t)len);
	rc = buf_check(out, "document", err);
out:
	BIO_free(content);
	return rc;
}

int signed_message_verify(struct signed_message *m,
			  const struct signers *signers, struct buf *out,
			  struct err *err)
{
	int rc = -1;

	m->signer = find_signer(m, signers);
	if (!m->signer)
		err_set(err, "not signed by EC2: no certificate matches its "
			"signer");
	else if (!check_digest(m, err) && !check_policy(m, err))
		rc = check_signature(m, signers, out, err);
	ERR_clear_error();
	if (rc)
		m->signer = NULL;
	return rc;
}

int signed_message_check_dates(const struct signed_message *m,
			       const char *time, struct err *err)
{
	time_t t;
	int from, to;

	if (codec_time_parse(time, &t, err))
		return err_prefix(err, "pendingTime");
	from = ASN1_TIME_cmp_time_t(X509_get0_notBefore(m->signer), t);
	to = ASN1_TIME_cmp_time_t(X509_get0_notAfter(m->signer), t);
	ERR_clear_error();
	if (from < -1 || to < -1)
		return err_set(err, "the certificate's dates cannot be read");
	if (from > 0)
		return err_set(err, "the certificate was not yet valid at "
			       "pendingTime, %s", time);
	if (to < 0)
		return err_set(err, "the certificate was no longer valid at "
			       "pendingTime, %s", time);
	return 0;
}

void signed_message_describe(const struct signed_message *m, struct buf *out)
{
	BIGNUM *serial = ASN1_INTEGER_to_BN(
		X509_get0_serialNumber(m->signer), NULL);
	char *hex = serial ? BN_bn2hex(serial) : NULL;

	buf_printf(out, "%s, %s, by certificate %s",
		   EVP_PKEY_get0_type_name(X509_get0_pubkey(m->signer)),
		   OBJ_nid2sn(m->digest), hex ? hex : "?");
	OPENSSL_free(hex);
	BN_free(serial);
}
