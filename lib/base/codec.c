/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/codec.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/str.h"

static const char base64_alphabet[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void codec_hex(const void *data, size_t len, char *out)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *p = data;

	for (size_t i = 0; i < len; i++) {
		*out++ = digits[p[i] >> 4];
		*out++ = digits[p[i] & 15];
	}
	*out = '\0';
}

void codec_base64(struct buf *out, const void *data, size_t len)
{
	const unsigned char *p = data;

	for (size_t i = 0; i < len; i += 3) {
		unsigned long v = (unsigned long)p[i] << 16;
		char four[4] = { '=', '=', '=', '=' };

		if (i + 1 < len)
			v |= (unsigned long)p[i + 1] << 8;
		if (i + 2 < len)
			v |= p[i + 2];
		four[0] = base64_alphabet[v >> 18];
		four[1] = base64_alphabet[v >> 12 & 63];
		if (i + 1 < len)
			four[2] = base64_alphabet[v >> 6 & 63];
		if (i + 2 < len)
			four[3] = base64_alphabet[v & 63];
		buf_append(out, four, 4);
	}
}

int codec_base64_decode(struct buf *out, const char *text, size_t len,
			struct err *err)
{
	unsigned long v = 0;
	size_t digits = 0, padding = 0;

	for (size_t i = 0; i < len; i++) {
		const char *at;

		if (isspace((unsigned char)text[i]))
			continue;
		if (text[i] == '=') {
			padding++;
			continue;
		}
		at = text[i] ? strchr(base64_alphabet, text[i]) : NULL;
		if (!at || padding)
			return err_set(err, "not base64");
		v = v << 6 | (unsigned long)(at - base64_alphabet);
		if (++digits % 4 == 0) {
			char three[3] = { (char)(v >> 16 & 255),
					  (char)(v >> 8 & 255),
					  (char)(v & 255) };

			buf_append(out, three, 3);
			v = 0;
		}
	}
	if ((digits + padding) % 4 || padding > 2)
		return err_set(err, "not base64");
	if (padding == 1) {
		buf_putc(out, (char)(v >> 10 & 255));
		buf_putc(out, (char)(v >> 2 & 255));
	} else if (padding == 2) {
		buf_putc(out, (char)(v >> 4 & 255));
	}
	return buf_check(out, "base64", err);
}

static bool is_unreserved(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) ||
	       (c && strchr("-._~", c));
}

void codec_uri(struct buf *out, const char *data, size_t len, const char *keep)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t start = 0;

	/* An empty buffer's data is NULL, and C does not define NULL + 0. */
	if (!len)
		return;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)data[i];
		char three[3] = { '%', digits[c >> 4], digits[c & 15] };

		if (is_unreserved(data[i]) || (c && strchr(keep, c)))
			continue;
		buf_append(out, data + start, i - start);
		buf_append(out, three, 3);
		start = i + 1;
	}
	buf_append(out, data + start, len - start);
}

static int hex_digit(char c)
{
	if (!ascii_is_hex(c))
		return -1;
	return ascii_is_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10;
}

int codec_form_decode(struct buf *out, const char *text, size_t len,
		      struct err *err)
{
	for (size_t i = 0; i < len; i++) {
		int high, low;

		if (text[i] != '%') {
			buf_putc(out, text[i] == '+' ? ' ' : text[i]);
			continue;
		}
		high = len - i > 2 ? hex_digit(text[i + 1]) : -1;
		low = len - i > 2 ? hex_digit(text[i + 2]) : -1;
		if (high < 0 || low < 0)
			return err_set(err, "a %% without two hex digits");
		buf_putc(out, (char)(high << 4 | low));
		i += 2;
	}
	return buf_check(out, "form field", err);
}

/* Converts T to UTC.  Replaces a time outside the years 0 to 9999 by the last
 * second of 9999, because a time stamp has room for four digits of the year. */
static void utc_fields(time_t t, struct tm *tm)
{
	if (!gmtime_r(&t, tm) || tm->tm_year > 9999 - 1900 ||
	    tm->tm_year < -1900)
		*tm = (struct tm){ .tm_year = 9999 - 1900, .tm_mon = 11,
				   .tm_mday = 31, .tm_hour = 23,
				   .tm_min = 59, .tm_sec = 59 };
}

/* Writes the year with four digits.  On some systems, %Y of strftime writes
 * years before 1000 with fewer digits. */
static void put_year(char *out, const struct tm *tm)
{
	int year = tm->tm_year + 1900;

	for (int i = 3; i >= 0; i--, year /= 10)
		out[i] = (char)('0' + year % 10);
}

void codec_time_basic(time_t t, char out[CODEC_BASIC_SIZE])
{
	struct tm tm;

	utc_fields(t, &tm);
	put_year(out, &tm);
	(void)strftime(out + 4, CODEC_BASIC_SIZE - 4, "%m%dT%H%M%SZ", &tm);
}

void codec_time_extended(time_t t, char out[CODEC_EXTENDED_SIZE])
{
	struct tm tm;

	utc_fields(t, &tm);
	put_year(out, &tm);
	(void)strftime(out + 4, CODEC_EXTENDED_SIZE - 4, "-%m-%dT%H:%M:%SZ",
		       &tm);
}

/* Returns the number of days since 1970-01-01 in the proleptic Gregorian
 * calendar.  POSIX.1-2008 does not have timegm.  The computation counts years
 * from March, because the leap day is then the last day of a year.  To avoid
 * negative years, the computation adds 400 years, which always have 146097
 * days. */
static long long epoch_days(long long year, int month, int day)
{
	long long y = 400 + (month > 2 ? year : year - 1);
	int m = month > 2 ? month - 3 : month + 9;

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day -
	       719469 - 146097;
}

static int days_in(int year, int month)
{
	return (int)(month == 12 ? 31 : epoch_days(year, month + 1, 1) -
					epoch_days(year, month, 1));
}

/* Parses a number of N digits at *TEXT and moves *TEXT past these digits. */
static bool parse_digits(const char **text, int n, int *out)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (!ascii_is_digit((*text)[i]))
			return false;
		v = v * 10 + ((*text)[i] - '0');
	}
	*text += n;
	*out = v;
	return true;
}

static bool skip_char(const char **text, char c)
{
	if (**text != c)
		return false;
	++*text;
	return true;
}

/* Parses a time zone and moves *TEXT past it.  Writes the offset from UTC in
 * seconds, positive in the east, to *OUT. */
static bool parse_zone(const char **text, int *out)
{
	int sign = **text == '-' ? -1 : 1;
	int hours, minutes;

	*out = 0;
	if (skip_char(text, 'Z') || skip_char(text, 'z'))
		return true;
	if (!skip_char(text, '+') && !skip_char(text, '-'))
		return false;
	if (!parse_digits(text, 2, &hours))
		return false;
	minutes = 0;
	if ((skip_char(text, ':') || **text) &&
	    !parse_digits(text, 2, &minutes))
		return false;
	*out = sign * (hours * 3600 + minutes * 60);
	return hours < 24 && minutes < 60;
}

static bool skip_separator(const char **text, bool extended)
{
	return skip_char(text, 'T') ||
	       (extended && (skip_char(text, 't') || skip_char(text, ' ')));
}

int codec_time_parse(const char *text, time_t *out, struct err *err)
{
	const char *p = text;
	int year, month, day, hour, minute, second, east = 0;
	bool extended, ok;

	extended = strlen(text) > 4 && text[4] == '-';
	ok = parse_digits(&p, 4, &year) && (!extended || skip_char(&p, '-')) &&
	     parse_digits(&p, 2, &month) && (!extended || skip_char(&p, '-')) &&
	     parse_digits(&p, 2, &day) && skip_separator(&p, extended) &&
	     parse_digits(&p, 2, &hour) && (!extended || skip_char(&p, ':')) &&
	     parse_digits(&p, 2, &minute) &&
	     (!extended || skip_char(&p, ':')) && parse_digits(&p, 2, &second);
	if (ok && extended && (skip_char(&p, '.') || skip_char(&p, ','))) {
		ok = ascii_is_digit(*p);
		while (ascii_is_digit(*p))
			p++;
	}
	ok = ok && (extended ? parse_zone(&p, &east) : skip_char(&p, 'Z')) &&
	     !*p;
	if (!ok || month < 1 || month > 12 || day < 1 ||
	    day > days_in(year, month) || hour > 23 || minute > 59 ||
	    second > 60)
		return err_set(err, "'%s' is not a time such as "
			       "2027-03-01T12:00:00Z", text);
	*out = (time_t)(epoch_days(year, month, day) * 86400 + hour * 3600L +
			minute * 60L + second - east);
	return 0;
}

/* Returns 1 to 12 if TEXT starts with a month's abbreviation (Jan to Dec), else
 * 0. */
static int month_of(const char *text)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	for (int i = 0; i < 12; i++)
		if (strncmp(text, months + i * 3, 3) == 0)
			return i + 1;
	return 0;
}

static bool parse_month(const char **text, int *out)
{
	*out = month_of(*text);
	*text += *out ? 3 : 0;
	return *out;
}

/* Parses a time of day such as 08:49:37, moves *TEXT past it, and sets *OUT to
 * the seconds since midnight. */
static bool parse_clock(const char **text, int *out)
{
	int hour, minute, second;

	if (!parse_digits(text, 2, &hour) || !skip_char(text, ':') ||
	    !parse_digits(text, 2, &minute) || !skip_char(text, ':') ||
	    !parse_digits(text, 2, &second))
		return false;
	*out = hour * 3600 + minute * 60 + second;
	return hour < 24 && minute < 60 && second <= 60;
}

struct http_date {
	int year, month, day, seconds;	/* `seconds` counts from midnight */
};

/* Parses a date like "Nov  6 08:49:37 1994": asctime's, but no weekday. */
static bool parse_asctime_date(const char *p, struct http_date *d)
{
	return parse_month(&p, &d->month) && skip_char(&p, ' ') &&
	       (skip_char(&p, ' ') ? parse_digits(&p, 1, &d->day)
			      : parse_digits(&p, 2, &d->day)) &&
	       skip_char(&p, ' ') && parse_clock(&p, &d->seconds) &&
	       skip_char(&p, ' ') && parse_digits(&p, 4, &d->year) && !*p;
}

/* Parses a date such as "06 Nov 1994 08:49:37 GMT" or "06-Nov-94 08:49:37 GMT".
 * Two-digit years from 70 to 99 mean 1970 to 1999, and 00 to 69 mean 2000 to
 * 2069. */
static bool parse_gmt_date(const char *p, struct http_date *d)
{
	char between = ' ';
	int width = 4;

	if (!parse_digits(&p, 2, &d->day))
		return false;
	if (*p == '-') {
		between = '-';
		width = 2;
	}
	if (!skip_char(&p, between) || !parse_month(&p, &d->month) ||
	    !skip_char(&p, between) || !parse_digits(&p, width, &d->year))
		return false;
	if (width == 2)
		d->year += d->year < 70 ? 2000 : 1900;
	return skip_char(&p, ' ') && parse_clock(&p, &d->seconds) &&
	       strcmp(p, " GMT") == 0;
}

time_t codec_http_date(const char *text)
{
	struct http_date d = { 0 };
	const char *p = text;
	bool ok;

	while (ascii_is_letter(*p))
		p++;
	if (p - text < 3)
		return -1;
	if (str_begins(p, ", "))
		ok = parse_gmt_date(p + 2, &d);
	else
		ok = skip_char(&p, ' ') && parse_asctime_date(p, &d);
	if (!ok || d.day < 1 || d.day > days_in(d.year, d.month))
		return -1;
	return (time_t)(epoch_days(d.year, d.month, d.day) * 86400 + d.seconds);
}
