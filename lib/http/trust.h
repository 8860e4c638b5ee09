/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds the certificate authorities of this machine.  Explains certificate and
 * TLS errors in hints.
 */
#ifndef TRUST_H
#define TRUST_H

#include <stdbool.h>

#include "base/err.h"

/* The location of certificate authorities.  A NULL member is unset. */
struct trust_store {
	const char *file;	/* path of a PEM file */
	const char *dir;	/* colon-separated directories, whose files are
				 * named by hashes */
};

/* Finds the certificate authorities that this machine trusts.  Uses
 * SSL_CERT_FILE and SSL_CERT_DIR if at least one of them is set and not empty.
 * Otherwise uses the first readable file among the usual paths of Linux
 * distributions and BSDs or, without such a file, the first readable directory.
 * Sets both members to NULL if it finds nothing.  The strings in OUT are valid
 * until the environment changes. */
void trust_find(struct trust_store *out);

/* Sets the hint of ERR after the endpoint's certificate failed verification.
 * The text of ERR contains the TLS library's message.  FILE is the path of the
 * trusted authorities, or words that describe them. */
void trust_hint_certificate(struct err *err, const char *file);

/* Does the same as trust_hint_certificate for a proxy's certificate, to which
 * --ca-bundle does not apply. */
void trust_hint_proxy(struct err *err, const char *file);

/* Returns whether libcurl uses the major version of OpenSSL that these programs
 * are built with.  VERSION is libcurl's name and version of its TLS library, or
 * NULL.  Call trust_limit_reads only if the result is true. */
bool trust_can_limit_reads(const char *version);

/* Makes each read on connections of SSL_CTX return after one TLS record.  By
 * default OpenSSL reads until it has data.  An endpoint that sends an endless
 * series of key updates (RFC 8446, section 4.6.3) could then prevent the
 * process from handling timeouts and signals. */
void trust_limit_reads(void *ssl_ctx);

/* Returns whether a TLS handshake that failed with the error message WORDS
 * would fail again.  Returns false if only the connection was lost, if the
 * endpoint reported a temporary failure, or if the message is not from
 * OpenSSL. */
bool trust_tls_is_permanent(const char *words);

/* Returns whether the error message WORDS says that the endpoint rejected our
 * side of the TLS handshake, and so has not carried out any request.  WORDS
 * belongs to a connection that failed after our side of the handshake was
 * complete. */
bool trust_tls_rejects_us(const char *words);

/* Sets the hint of ERR after a TLS failure, if the text of ERR contains a known
 * reason. */
void trust_hint_tls(struct err *err);

#endif
