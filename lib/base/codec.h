/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Encodes and decodes bytes and times as text: hexadecimal, base64 (RFC 4648),
 * percent-encoding (RFC 3986, section 2) and time stamps.
 */
#ifndef CODEC_H
#define CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "base/err.h"

/* Sizes of the two formats of a time stamp, including the NUL:
 * "20130524T000000Z" and "2013-05-24T00:00:00Z". */
enum { CODEC_BASIC_SIZE = 17, CODEC_EXTENDED_SIZE = 21 };

/* Writes the LEN bytes at DATA as 2 * LEN lower-case hexadecimal digits and a
 * NUL to OUT. */
void codec_hex(const void *data, size_t len, char *out);

/* Appends DATA in base64, with padding and without line breaks. */
void codec_base64(struct buf *out, const void *data, size_t len);

/* Decodes base64 and appends the bytes to OUT.  Ignores white space.  Fails if
 * TEXT has any other character outside the base64 alphabet, or if its padding
 * is wrong or missing.  After a failure, OUT may have a part of the bytes. */
int codec_base64_decode(struct buf *out, const char *text, size_t len,
			struct err *err);

/* Appends DATA with percent-encoding.  Copies the characters in KEEP and the
 * unreserved characters of RFC 3986 (letters, digits, - . _ ~).  Writes every
 * other byte as %XX with upper-case digits. */
void codec_uri(struct buf *out, const char *data, size_t len, const char *keep);

/* Decodes a field of a form (application/x-www-form-urlencoded): %XX becomes a
 * byte, and + a space.  Appends the result to OUT.  Fails if a % is not
 * followed by two hexadecimal digits.  After a failure, OUT may have a part of
 * the result. */
int codec_form_decode(struct buf *out, const char *text, size_t len,
		      struct err *err);

/* codec_time_basic and codec_time_extended write T as a UTC time stamp in the
 * basic and in the extended format of ISO 8601.  Both functions replace a time
 * outside the years 0 to 9999 by the last second of 9999. */
void codec_time_basic(time_t t, char out[CODEC_BASIC_SIZE]);
void codec_time_extended(time_t t, char out[CODEC_EXTENDED_SIZE]);

/* Parses a complete time stamp in one of two formats of ISO 8601.  The basic
 * format is only YYYYMMDDTHHMMSSZ.  The extended format may have lower-case t
 * and z, and a space in place of the T.  Its zone may also be an offset:
 * +HH:MM, +HHMM or +HH, or the same with -.  A fraction of a second is ignored.
 * RFC 3339, section 5.6, describes most of these forms. */
int codec_time_parse(const char *text, time_t *out, struct err *err);

/* Parses a date in any of the three formats of RFC 9110, section 5.6.7, such as
 * the value of a Date header.  Does not check the weekday.  Returns -1 if TEXT
 * is not a valid date in one of these formats. */
time_t codec_http_date(const char *text);

#endif
