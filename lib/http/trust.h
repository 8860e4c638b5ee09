/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is wrong with a certificate, or with TLS, and what to do: a hint for
 * the words of libcurl and OpenSSL, which few people have met.
 */
#ifndef TRUST_H
#define TRUST_H

#include <stdbool.h>

#include "base/err.h"

/* Sets the hint of ERR, whose text has the library's words, after a
 * certificate was refused; FILE is what it was checked against. */
void trust_hint_certificate(struct err *err, const char *file);

/* The same after the certificate of a proxy was, which --ca-bundle is not
 * for. */
void trust_hint_proxy(struct err *err, const char *file);

/* Whether a handshake that failed with these WORDS would fail again: false
 * when the connection merely broke, or when the words are not OpenSSL's. */
bool trust_tls_lasts(const char *words);

/* Whether these WORDS, of a connection that failed after our side of the
 * handshake, say that the endpoint rejects us: it took no request then. */
bool trust_tls_rejects_us(const char *words);

/* Sets the hint of ERR after such a failure, where the words tell why. */
void trust_hint_tls(struct err *err);

#endif
