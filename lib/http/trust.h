/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds the authorities to trust if libcurl has no default.  Makes hints that
 * say what is wrong with a certificate or with TLS, since few people know the
 * words of libcurl and OpenSSL.
 */
#ifndef TRUST_H
#define TRUST_H

#include <stdbool.h>

#include "base/err.h"

/* Certificates of authorities; NULL is unset. */
struct trust_store {
	const char *file;	/* a file in PEM */
	const char *dir;	/* a directory of files named by hashes; or
				 * several, with colons between them */
};

/* Finds the authorities that this machine trusts: SSL_CERT_FILE and
 * SSL_CERT_DIR if either is set, otherwise the first file that exists in the
 * places that Linux distributions and BSDs use.  OUT's strings live as long as
 * the environment. */
void trust_find(struct trust_store *out);

/* Sets the hint of ERR, whose text has the library's words, after a certificate
 * was refused.  FILE has the authorities that it was checked against. */
void trust_hint_certificate(struct err *err, const char *file);

/* Like trust_hint_certificate, after a proxy's certificate was refused.
 * --ca-bundle does not apply to it. */
void trust_hint_proxy(struct err *err, const char *file);

/* Whether VERSION, which libcurl gives for its TLS library, is the OpenSSL that
 * these programs are built with. */
bool trust_can_tame(const char *version);

/* Makes every read of an SSL_CTX's connections return after one record.  By
 * default OpenSSL reads on until there is data, so an endpoint that sends only
 * changes of keys (RFC 8446, 4.6.3) could keep the process from every time-out
 * and signal. */
void trust_tame(void *ssl_ctx);

/* Whether a handshake that failed with these WORDS would fail again: false
 * when the connection merely broke, or when the words are not OpenSSL's. */
bool trust_tls_lasts(const char *words);

/* Whether these WORDS, of a connection that failed after our side of the
 * handshake, say that the endpoint rejects us.  If so, it carried out no
 * request. */
bool trust_tls_rejects_us(const char *words);

/* Sets the hint of ERR after the endpoint rejected us, if the text of ERR says
 * why. */
void trust_hint_tls(struct err *err);

#endif
