/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Text forms of bytes and times: hex, base64 (RFC 4648), percent-encoding
 * (RFC 3986, section 2) and time stamps.  All functions are pure; none reads a
 * clock.
 */
#ifndef CODEC_H
#define CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "base/err.h"

/* Bytes of a time stamp with its NUL: "20130524T000000Z" and
 * "2013-05-24T00:00:00Z". */
enum { CODEC_BASIC_SIZE = 17, CODEC_EXTENDED_SIZE = 21 };

/* Writes 2 * LEN lower-case digits and a NUL to OUT. */
void codec_hex(const void *data, size_t len, char *out);

/* Appends base64 with padding, without line breaks. */
void codec_base64(struct buf *out, const void *data, size_t len);

/* Appends the bytes that TEXT stands for.  White space is skipped; anything
 * else outside the alphabet, or a wrong length, is an error. */
int codec_base64_decode(struct buf *out, const char *text, size_t len,
			struct err *err);

/* Appends DATA.  Each byte that is neither in KEEP nor unreserved by RFC 3986
 * (letters, digits, - . _ ~) becomes %XX, with digits in upper case. */
void codec_uri(struct buf *out, const char *data, size_t len,
	       const char *keep);

/* Appends a form field (application/x-www-form-urlencoded) with its %XX and +
 * decoded.  A % without two hex digits is an error. */
int codec_form_decode(struct buf *out, const char *text, size_t len,
		      struct err *err);

/* The UTC time stamps of ISO 8601's basic and extended format. */
void codec_time_basic(time_t t, char out[CODEC_BASIC_SIZE]);
void codec_time_extended(time_t t, char out[CODEC_EXTENDED_SIZE]);

/* Reads either format.  The extended one may have what RFC 3339, section 5.6,
 * allows: letters in lower case, a space for the T, fractions of a second after
 * a dot or a comma (dropped), and a zone of `Z`, `+HH:MM`, `+HHMM` or `+HH`. */
int codec_time_parse(const char *text, time_t *out, struct err *err);

/* Reads the value of a Date header, in any of the three forms of RFC 9110,
 * section 5.6.7; -1 if it has another form.  We do not use libcurl's parser: in
 * some builds its time_t has 32 bits. */
time_t codec_http_date(const char *text);

#endif
