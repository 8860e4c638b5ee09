/* SPDX-License-Identifier: BSD-2-Clause */
#include "metadata/document_signature.h"

#include <stdbool.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>

#include "base/codec.h"

/* Keys (PKCS #8) and certificates (X.509) in base64.  Anyone can read these
 * private keys, so a signature proves nothing outside of a rehearsal. */
static const char rsa_key[] =
	"MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDLt+8Ivpjr2x4xrTM9"
	"2ec+SODlmlaw/8VMTSNbuVGMAjU/GK7MS/GH8vHObD69g80NNATlxbv110TwrUttFgsL"
	"8HYJP9PyFvgdg4XcoXkU6M5Uz6uWeYZQHcI/mrPjiGVsb+J3UxJ6UTOWspPwpGqcyouS"
	"92W2fzhXjDUvndRdPdlFdH55Dpo1y0Sz+UrN3i0xStZiqa1xFFAV1iE3AtqXO7kVwdoo"
	"5nV7bNrYithIIAr6i/6wcn4zvEtyY+2n/Z4tKs38bKRzDYI23bn6/ruVH+/8YPkndl1O"
	"kn9E82fYpwj8KRf8iL/7JE7JtxjstVasMI83kb02RLr1HHjMgI5XAgMBAAECggEAYzP8"
	"uPtnqGMZvwMi0tnL2+7NZcHUuXiz8UYXE9GYvl9M4p74cBADXDqYOfdITi1iqy1LvUCf"
	"GUZtEe6xrjtvwa6lLDfi1B8PT//+LcSMG/yKjY5bdnlTSKxVLXf+ZazEBxws4gKYGuxz"
	"/MyVcjf+mr+fXEARTd+B5lAmjjuDcKuQKYV9DdLd9OOXkwBzuhPTTOb51DvSSKETVplx"
	"eX3//9MtebQz674l4GLdcB5vl4CY4CJy36OLmT+JwvSbE0x+Dqy5+uoDZkbxokn5bN7B"
	"6eh0gwk8jONEhPlYd6B7rcamUyj3a3KBGX2gIZPS6Gsr+E6xziCVRTvkw4GIXGsXwQKB"
	"gQD70fGtGzd/lZchdOxgrsZlNf+Dgok9p9YlETVJfHXrURfhEVrnLfZUIW0bn1fARwh/"
	"hDyohALtMs5EbILFVRAEt9crHWS8lPc+EtBkMsoRPP+fVisLwEt0XPwGLU0BXY5VSlJz"
	"ufuKiQhKKkpzHCx4mBgIDaaRlpgLoIraWLgNEQKBgQDPGZeWzHVKd+QULVKVfWHCz1V5"
	"IO16xaNmfhWetDe711Y5jWF/W6Ea3aiusO4sw7m81kTqoshSs6xOhe7HIrCf7ixXZCge"
	"J7TBv6AVcUAlX6GmuYM12ktiziZN1RRZb4r1z1TVBxiu6IB3j+EFROknuHffDrC67BxU"
	"NdPtHLCE5wKBgD0WLsRJZ+shRKovDPBfNW1z7enfDp/QSRhw1jZfZNOStnI4nY6bDbhW"
	"63rZ6pWQJbWZRIW0kGkt+++JSyfHfL1IQ4AH/1nn4RpDwh2sXGxWGcRzSLnvCd7Od6yf"
	"7KA6K77w6pN8OFLg7wveunS2DuuqKZo6hX+nwnZ/mW9iOjOhAoGBALo5hhEoqvOamTH3"
	"i0I3K5hUfcRc8o6qd4MrL1+1KES1nqhD1H8EMvsIhK0JFjKUkUkX14Kxe7a6L9+wGYVh"
	"UTeOoLq4qkZrZ+Os31NIseipdJ+KQ01CjPU88D6esxy061yb4elo5y4ojZR1gV8OlyWL"
	"f+bIu+xpchPbD0Uwvh3TAoGBAJuu9fWQLRV8p5HveqwqHLebMzik9iYHfkkhHIwI5okO"
	"3BUOiLzmVipb35KPoxlo6osNEJhJ2NNh0FvBV5YLlKf3+AfpsymBwD3vTf3bXn7Hagzn"
	"sDuMmnrne45zNQz8XEE72WD6HzDzkjEXvHlhjfcdwjW7CD902nKWHSE3pw71";

static const char rsa_certificate[] =
	"MIICzzCCAbegAwIBAgIBATANBgkqhkiG9w0BAQsFADAqMRQwEgYDVQQKDAtlYzItc2Fu"
	"ZGJveDESMBAGA1UEAwwJcmVoZWFyc2FsMCAXDTA3MDEwMTAwMDAwMFoYDzIxOTkxMjMx"
	"MjM1OTU5WjAqMRQwEgYDVQQKDAtlYzItc2FuZGJveDESMBAGA1UEAwwJcmVoZWFyc2Fs"
	"MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAy7fvCL6Y69seMa0zPdnnPkjg"
	"5ZpWsP/FTE0jW7lRjAI1PxiuzEvxh/Lxzmw+vYPNDTQE5cW79ddE8K1LbRYLC/B2CT/T"
	"8hb4HYOF3KF5FOjOVM+rlnmGUB3CP5qz44hlbG/id1MSelEzlrKT8KRqnMqLkvdltn84"
	"V4w1L53UXT3ZRXR+eQ6aNctEs/lKzd4tMUrWYqmtcRRQFdYhNwLalzu5FcHaKOZ1e2za"
	"2IrYSCAK+ov+sHJ+M7xLcmPtp/2eLSrN/Gykcw2CNt25+v67lR/v/GD5J3ZdTpJ/RPNn"
	"2KcI/CkX/Ii/+yROybcY7LVWrDCPN5G9NkS69Rx4zICOVwIDAQABMA0GCSqGSIb3DQEB"
	"CwUAA4IBAQCpcj2GSjKzX+tc5n5MuBtqudnoiF7LpVrQjBR2yeurH4tEzZH6o2OfwFRH"
	"hNJwPGprJjx3BKmpy+VJwFDBWLYxo8xU/KB8vg2Q2QEF0fJlndrhc1KsH4HfLz714Vyj"
	"Qr+wDxKfy2EiLMmPpVHxuXs+OPbK9YsbDy+++CYBKwu/EMDwykgfoGf6QSRzAI/UaD4G"
	"POs4KUKfSCK06KpBnYtrIxUWeNScnwdO4JMey7Vmu2ghoZG48zGK1Cmj8+s1CHklY+Ve"
	"0QT2RPYUXR+x5bbQV3VVJDluz8GPPLQ1dwS7FndLY2f6Iev86I3rrDysNEltl4ZlHrlE"
	"5wvNgBlKTsyW";

static const char dsa_key[] =
	"MIIBWwIBADCCATQGByqGSM44BAEwggEnAoGBAMCfijFLs492l9+s7UsjUXe1WvIeNKK5"
	"fd3rJWb3Ky8i4V7VfCvMyC119KUY9sOKY59WVC5HsvJJ3fM1GnNB88ES9WAtgJK7knFo"
	"8uhaWM3pRI9Li97zHcv8zoTR40UWNDG7X0/fZgYRkOj6GOZVk7ljLkFWh4l9vtE4xNCp"
	"zRlJAh0AmpAoWDSEmZjptG3hCSBQN9vWpfrAQ5E3eB3b8QKBgQC0pRuH9rL0oOyrBh2B"
	"ljC/cKtHl+e/ERCluEqPAQ0MYpRfF3L7mjPNYSi8JBHiO8LBoEaFLQ/RCmi7/j5qaccw"
	"fCAc5GGqd46cJbLlrb02oow2w8YkJaSmPs4R7R7IIPIdOfwztP2br5xUsG7wAPbKaeey"
	"bo+jypsjhP0xkR5EuQQeAhwNVvoVGoGIY5jsXJqvfzpsDIdWFXoWFcutjCpF";

static const char dsa_certificate[] =
	"MIICoTCCAlGgAwIBAgIBAjAJBgcqhkjOOAQDMCoxFDASBgNVBAoMC2VjMi1zYW5kYm94"
	"MRIwEAYDVQQDDAlyZWhlYXJzYWwwIBcNMDcwMTAxMDAwMDAwWhgPMjE5OTEyMzEyMzU5"
	"NTlaMCoxFDASBgNVBAoMC2VjMi1zYW5kYm94MRIwEAYDVQQDDAlyZWhlYXJzYWwwggHA"
	"MIIBNAYHKoZIzjgEATCCAScCgYEAwJ+KMUuzj3aX36ztSyNRd7Va8h40orl93eslZvcr"
	"LyLhXtV8K8zILXX0pRj2w4pjn1ZULkey8knd8zUac0HzwRL1YC2AkruScWjy6FpYzelE"
	"j0uL3vMdy/zOhNHjRRY0MbtfT99mBhGQ6PoY5lWTuWMuQVaHiX2+0TjE0KnNGUkCHQCa"
	"kChYNISZmOm0beEJIFA329al+sBDkTd4HdvxAoGBALSlG4f2svSg7KsGHYGWML9wq0eX"
	"578REKW4So8BDQxilF8XcvuaM81hKLwkEeI7wsGgRoUtD9EKaLv+PmppxzB8IBzkYap3"
	"jpwlsuWtvTaijDbDxiQlpKY+zhHtHsgg8h05/DO0/ZuvnFSwbvAA9spp57Juj6PKmyOE"
	"/TGRHkS5A4GFAAKBgQC3xwhgczbh83bwGC2LFFIxqyX7r/BuOAFBqGzD6nDaA9aov0yX"
	"JUX83KfXUvb+5zubO4HnawGbOHV1OAgEO8UNGMjGRs3XwlXX7+UijwmwOKZSUErhKJCM"
	"v45oIbrXpzfNQQMqwAurrf3IC3VDFEM++b7YqDiPdPOFfRrFrFWEzTAJBgcqhkjOOAQD"
	"Az8AMDwCHB2cAXExVjKyJOFimVHKYcuBWEZJIRCKoTWD/+8CHEsznUENonXKqJYL1bNs"
	"nFF4W32xj/v6h4+kBXk=";

struct signer {
	EVP_PKEY *key;
	X509 *cert;
};

static int fail_signing(struct err *err)
{
	char words[256];

	ERR_error_string_n(ERR_get_error(), words, sizeof(words));
	ERR_clear_error();
	return err_set(err, "identity document: OpenSSL: %s", words);
}

static int open_signer(struct signer *s, const char *key, const char *cert,
		       struct err *err)
{
	struct buf key_der = { 0 }, cert_der = { 0 };
	const unsigned char *at;
	int rc = -1;

	if (codec_base64_decode(&key_der, key, strlen(key), err) ||
	    codec_base64_decode(&cert_der, cert, strlen(cert), err) ||
	    buf_check(&key_der, "key", err) ||
	    buf_check(&cert_der, "certificate", err))
		goto out;
	at = (const unsigned char *)key_der.data;
	s->key = d2i_AutoPrivateKey(NULL, &at, (long)key_der.len);
	at = (const unsigned char *)cert_der.data;
	s->cert = d2i_X509(NULL, &at, (long)cert_der.len);
	rc = s->key && s->cert ? 0 : fail_signing(err);
out:
	buf_release(&key_der);
	buf_release(&cert_der);
	return rc;
}

/* Appends DATA in base64, in lines of up to 76 characters and without a newline
 * at the end.  EC2 prints signatures in this form. */
static void put_lines(struct buf *out, const unsigned char *data, size_t len)
{
	struct buf text = { 0 };

	codec_base64(&text, data, len);
	for (size_t at = 0; at < text.len; at += 76) {
		if (at)
			buf_putc(out, '\n');
		buf_append(out, text.data + at,
			   text.len - at < 76 ? text.len - at : 76);
	}
	out->failed = out->failed || text.failed;
	buf_release(&text);
}

/* Appends a PKCS #7 message with TEXT and, as in EC2, without a certificate. */
static int sign_message(const struct signer *s, const EVP_MD *digest,
			const char *text, struct buf *out, struct err *err)
{
	const int flags = PKCS7_BINARY | PKCS7_NOCERTS | PKCS7_NOSMIMECAP;
	BIO *content = BIO_new_mem_buf(text, -1);
	unsigned char *der = NULL;
	PKCS7 *p7 = NULL;
	int len = 0;

	if (content)
		p7 = PKCS7_sign(NULL, NULL, NULL, content,
				flags | PKCS7_PARTIAL);
	if (p7 && PKCS7_sign_add_signer(p7, s->cert, s->key, digest, flags) &&
	    PKCS7_final(p7, content, flags))
		len = i2d_PKCS7(p7, &der);
	if (len > 0)
		put_lines(out, der, (size_t)len);
	OPENSSL_free(der);
	PKCS7_free(p7);
	BIO_free(content);
	return len > 0 ? buf_check(out, "signature", err) : fail_signing(err);
}

/* Appends a signature of TEXT that does not contain TEXT. */
static int sign_plainly(const struct signer *s, const char *text,
			struct buf *out, struct err *err)
{
	const unsigned char *data = (const unsigned char *)text;
	unsigned char signature[512];
	size_t len = sizeof(signature);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool ok = ctx && EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL,
					    s->key) == 1 &&
		  EVP_DigestSign(ctx, signature, &len, data, strlen(text)) == 1;

	EVP_MD_CTX_free(ctx);
	if (!ok)
		return fail_signing(err);
	put_lines(out, signature, len);
	return buf_check(out, "signature", err);
}

int document_signature_make(struct buf *out, enum document_signature kind,
			    const char *text, struct err *err)
{
	bool is_dsa = kind == DOCUMENT_SIGNATURE_PKCS7;
	struct signer s = { 0 };
	int rc = open_signer(&s, is_dsa ? dsa_key : rsa_key, is_dsa ?
			     dsa_certificate : rsa_certificate, err);

	if (!rc && kind == DOCUMENT_SIGNATURE_PLAIN)
		rc = sign_plainly(&s, text, out, err);
	else if (!rc)
		rc = sign_message(&s, is_dsa ? EVP_sha1() : EVP_sha256(), text,
				  out, err);
	EVP_PKEY_free(s.key);
	X509_free(s.cert);
	return rc;
}

static void put_certificate(struct buf *out, const char *what, const char *text)
{
	buf_printf(out, "# ec2-sandbox: %s\n-----BEGIN CERTIFICATE-----\n",
		   what);
	for (size_t len = strlen(text), n; len; text += n, len -= n) {
		n = len < 64 ? len : 64;
		buf_append(out, text, n);
		buf_putc(out, '\n');
	}
	buf_puts(out, "-----END CERTIFICATE-----\n");
}

void document_signature_certificates(struct buf *out)
{
	put_certificate(out, "rsa2048", rsa_certificate);
	put_certificate(out, "pkcs7", dsa_certificate);
}
