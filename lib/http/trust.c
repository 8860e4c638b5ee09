/* SPDX-License-Identifier: BSD-2-Clause */
#include "http/trust.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/ssl.h>

#include "base/str.h"

static const char *first_readable(const char *const *paths)
{
	while (*paths && access(*paths, R_OK))
		paths++;
	return *paths;
}

static const char *trust_variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

void trust_find(struct trust_store *out)
{
	static const char *const files[] = {
		/* Debian, Alpine, Arch */
		"/etc/ssl/certs/ca-certificates.crt",
		/* Fedora, RHEL */
		"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
		"/etc/pki/tls/certs/ca-bundle.crt",
		/* SUSE */
		"/etc/ssl/ca-bundle.pem",
		"/var/lib/ca-certificates/ca-bundle.pem",
		/* OpenBSD, Alpine, macOS; FreeBSD; NetBSD */
		"/etc/ssl/cert.pem",
		"/usr/local/etc/ssl/cert.pem",
		"/usr/local/share/certs/ca-root-nss.crt",
		"/etc/openssl/certs/ca-certificates.crt",
		NULL
	};
	static const char *const dirs[] = {
		"/etc/ssl/certs", "/etc/pki/tls/certs", "/etc/openssl/certs",
		NULL
	};

	out->file = trust_variable("SSL_CERT_FILE");
	out->dir = trust_variable("SSL_CERT_DIR");
	if (out->file || out->dir)
		return;
	out->file = first_readable(files);
	if (!out->file)
		out->dir = first_readable(dirs);
}

/* A part of a message of OpenSSL or libcurl, and its explanation. */
struct meaning {
	const char *words, *means;
};

/* Returns the explanation from the first row whose words are in TEXT, or "" if
 * there is no such row. */
static const char *meaning_of(const struct meaning *table, const char *text)
{
	while (table->words && !strstr(text, table->words))
		table++;
	return table->means;
}

void trust_hint_certificate(struct err *err, const char *file)
{
	static const struct meaning meanings[] = {
		{ "has expired", "by this machine's clock, the endpoint's "
				 "certificate has expired; " },
		{ "not yet valid", "by this machine's clock, the endpoint's "
				   "certificate is not valid yet; " },
		{ "subject name", "the certificate is another host's: is the "
				  "URL right?; " },
		{ "certificate in", "the CA that signed it is unknown; " },
		{ "signed certificate", "the certificate is self-signed; " },
		{ "issuer certificate", "the CA that signed it is unknown, "
					"or the endpoint does not send the "
					"intermediate certificates; " },
		{ "too weak", "a key or signature of the endpoint is too "
			      "weak; " },
		{ "too small", "a key of the endpoint is too weak; " },
		{ NULL, "" },
	};

	err_hint(err, "%scertificates were checked against %s; choose another "
		 "file with --ca-bundle", meaning_of(meanings, err->text), file);
}

void trust_hint_proxy(struct err *err, const char *file)
{
	err_hint(err, "this is the certificate of the proxy (see https_proxy "
		 "and http_proxy), checked against %s; --ca-bundle is only for "
		 "the endpoint's certificate", file);
}

/* OpenSSL's reason codes from openssl/sslerr.h.  The reason code for an alert
 * that the endpoint sent is 1000 plus the alert's number in RFC 8446, section
 * 6. */
enum {
	REASON_HTTP_REQUEST = 156, REASON_PACKET_TOO_LONG = 198,
	REASON_UNSUPPORTED_PROTOCOL = 258, REASON_WRONG_VERSION = 267,
	REASON_UNEXPECTED_EOF = 294, REASON_EXCESSIVE_SIZE = 152,
	ALERT = 1000,
	ALERT_HANDSHAKE_FAILURE = ALERT + 40,
	ALERT_BAD_CERTIFICATE = ALERT + 42, ALERT_ACCESS_DENIED = ALERT + 49,
	ALERT_PROTOCOL_VERSION = ALERT + 70,
	ALERT_INTERNAL_ERROR = ALERT + 80,
	ALERT_USER_CANCELED = ALERT + 90,
	ALERT_UNRECOGNIZED_NAME = ALERT + 112,
	ALERT_CERTIFICATE_REQUIRED = ALERT + 116,
	ALERT_NO_PROTOCOL = ALERT + 120,
};

/* Returns OpenSSL's reason code from libcurl's error message, or 0 if the
 * message does not contain one.  The message contains `error:0A` followed by
 * the reason code as six hexadecimal digits. */
static int tls_reason(const char *words)
{
	static const char mark[] = "error:0A";
	const char *at = strstr(words, mark);
	char digits[7];
	int reason = 0;

	if (!at)
		return 0;
	(void)snprintf(digits, sizeof(digits), "%s", at + strlen(mark));
	if (strspn(digits, "0123456789ABCDEF") != 6)
		return 0;
	for (const char *p = digits; *p; p++)
		reason = reason * 16 + (*p <= '9' ? *p - '0' : *p - 'A' + 10);
	return reason;
}

bool trust_tls_is_permanent(const char *words)
{
	int reason = tls_reason(words);

	return reason && reason != REASON_UNEXPECTED_EOF &&
	       reason != ALERT_INTERNAL_ERROR && reason != ALERT_USER_CANCELED;
}

bool trust_tls_rejects_us(const char *words)
{
	int reason = tls_reason(words);

	return reason == ALERT_HANDSHAKE_FAILURE ||
	       reason == ALERT_CERTIFICATE_REQUIRED ||
	       (reason >= ALERT_BAD_CERTIFICATE &&
		reason <= ALERT_ACCESS_DENIED);
}

void trust_hint_tls(struct err *err)
{
	static const char old[] = "the endpoint does not speak TLS 1.2 or "
		"1.3, and nothing older is safe";
	static const char no_tls[] = "the endpoint does not speak TLS at this "
		"port: is https right?";
	static const struct {
		int reason;
		const char *means;
	} meanings[] = {
		{ REASON_UNSUPPORTED_PROTOCOL, old },
		{ ALERT_PROTOCOL_VERSION, old },
		{ REASON_WRONG_VERSION, no_tls },
		{ REASON_HTTP_REQUEST, no_tls },
		{ REASON_PACKET_TOO_LONG, no_tls },
		{ REASON_EXCESSIVE_SIZE, "the endpoint's chain of certificates "
		  "is too long to be read" },
		{ ALERT_UNRECOGNIZED_NAME, "the endpoint does not know the "
		  "host name in the URL" },
		{ ALERT_NO_PROTOCOL, "the endpoint does not offer HTTP/1.1" },
		{ ALERT_CERTIFICATE_REQUIRED, "the endpoint asks for a client "
		  "certificate, which these commands do not have" },
		{ ALERT_HANDSHAKE_FAILURE, "the endpoint rejects our "
		  "TLS settings; it may ask for a client certificate" },
	};
	int reason = tls_reason(err->text);

	for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++)
		if (meanings[i].reason == reason)
			err_hint(err, "%s", meanings[i].means);
}

bool trust_can_limit_reads(const char *version)
{
	char ours[32];

	(void)snprintf(ours, sizeof(ours), "OpenSSL/%u.",
		       OPENSSL_version_major());
	return version && OPENSSL_VERSION_MAJOR == OPENSSL_version_major() &&
	       str_begins(version, ours);
}

void trust_limit_reads(void *ssl_ctx)
{
	(void)SSL_CTX_clear_mode(ssl_ctx, SSL_MODE_AUTO_RETRY);
}
