/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of codec: hex, base64, percent-encoding and time stamps. */
#include "base/codec.h"

#include <inttypes.h>
#include <stdint.h>

#include "check_main.h"

#define BYTES(text) text, sizeof(text) - 1

static const struct {
	const char *data;
	size_t len;
	const char *hex;
} hexes[] = {
	{ BYTES(""), "" },
	{ BYTES("\0"), "00" },
	{ BYTES("\x0f\xf0"), "0ff0" },
	{ BYTES("\x01\x23\x45\x67\x89\xab\xcd\xef"), "0123456789abcdef" },
	{ BYTES("\x7f\x80\xff"), "7f80ff" },
};

START_TEST(hex)
{
	char out[20];

	memset(out, '-', sizeof(out));
	codec_hex(hexes[_i].data, hexes[_i].len, out);
	check_text("hex", out, hexes[_i].hex);
	ck_assert_int_eq(out[2 * hexes[_i].len + 1], '-');
}
END_TEST

/* The vectors of RFC 4648, section 10, and bytes that use the whole
 * alphabet. */
static const struct {
	const char *data;
	size_t len;
	const char *text;
} base64s[] = {
	{ BYTES(""), "" },
	{ BYTES("f"), "Zg==" },
	{ BYTES("fo"), "Zm8=" },
	{ BYTES("foo"), "Zm9v" },
	{ BYTES("foob"), "Zm9vYg==" },
	{ BYTES("fooba"), "Zm9vYmE=" },
	{ BYTES("foobar"), "Zm9vYmFy" },
	{ BYTES("\0"), "AA==" },
	{ BYTES("\0\0\0"), "AAAA" },
	{ BYTES("\xff"), "/w==" },
	{ BYTES("\xff\xff\xff"), "////" },
	{ BYTES("\xfb\xef\xbe"), "++++" },
	{ BYTES("\x00\x10\x83\x10\x51\x87\x20\x92\x8b\x30\xd3\x8f"
		"\x41\x14\x93\x51\x55\x97\x61\x96\x9b\x71\xd7\x9f"
		"\x82\x18\xa3\x92\x59\xa7\xa2\x9a\xab\xb2\xdb\xaf"
		"\xc3\x1c\xb3\xd3\x5d\xb7\xe3\x9e\xbb\xf3\xdf\xbf"),
	  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	  "0123456789+/" },
};

START_TEST(base64)
{
	struct buf text = { 0 }, data = { 0 };
	struct err err = { 0 };

	codec_base64(&text, base64s[_i].data, base64s[_i].len);
	check_text("encode", buf_str(&text), base64s[_i].text);
	ck_assert_int_eq(codec_base64_decode(&data, base64s[_i].text,
					     strlen(base64s[_i].text), &err),
			 0);
	check_bytes(base64s[_i].text, data.data, data.len, base64s[_i].data,
		    base64s[_i].len);
	buf_release(&text);
	buf_release(&data);
}
END_TEST

/* Encodes and decodes texts of every length from 0 to 256 bytes.  The longest
 * text contains every byte. */
START_TEST(base64_any_length)
{
	char in[257];
	struct buf text = { 0 }, data = { 0 };
	struct err err = { 0 };

	for (int i = 0; i < _i; i++)
		in[i] = (char)(i * 7);
	codec_base64(&text, in, (size_t)_i);
	ck_assert_uint_eq(text.len, ((size_t)_i + 2) / 3 * 4);
	ck_assert_int_eq(codec_base64_decode(&data, buf_str(&text), text.len,
					     &err), 0);
	check_bytes("both ways", data.data, data.len, in, (size_t)_i);
	buf_release(&text);
	buf_release(&data);
}
END_TEST

/* Texts that the encoder does not write.  If `want` is NULL, decoding fails. */
static const struct {
	const char *text;
	size_t len;
	const char *want;
} decodes[] = {
	{ BYTES(" Zm9v YmFy "), "foobar" },
	{ BYTES("Zm9v\r\nYmFy\r\n"), "foobar" },
	{ BYTES("Z\tm\t9\tv"), "foo" },
	{ BYTES("Zg= ="), "f" },
	{ BYTES("Zg==\n"), "f" },
	{ BYTES(" \n"), "" },
	{ BYTES("Z"), NULL },
	{ BYTES("Zg"), NULL },
	{ BYTES("Zm8"), NULL },
	{ BYTES("Zg="), NULL },
	{ BYTES("Zg==="), NULL },
	{ BYTES("Z==="), NULL },
	{ BYTES("===="), NULL },
	{ BYTES("="), NULL },
	{ BYTES("=="), NULL },
	{ BYTES("Zm9v="), NULL },
	{ BYTES("Zm9v=="), NULL },
	{ BYTES("Zm9v===="), NULL },
	{ BYTES("Zm9vZ"), NULL },
	{ BYTES("Zm8=Zm8="), NULL },
	{ BYTES("Zg=v"), NULL },
	{ BYTES("=Zg="), NULL },
	{ BYTES("Zm9*"), NULL },
	{ BYTES("Zm-_"), NULL },
	{ BYTES("Zm9\0"), NULL },
	{ BYTES("Zm9v\0\0\0\0"), NULL },
	{ BYTES("Zm9\xc3"), NULL },
	{ BYTES("Zm9v\xff\xff\xff\xff"), NULL },
};

START_TEST(base64_decode)
{
	const char *text = decodes[_i].text, *want = decodes[_i].want;
	struct buf out = { 0 };
	struct err err = { 0 };
	int rc = codec_base64_decode(&out, text, decodes[_i].len, &err);

	ck_assert_msg(rc == (want ? 0 : -1), "'%s': %d", text, rc);
	if (want)
		check_text(text, buf_str(&out), want);
	else
		check_text(text, err.text, "not base64");
	buf_release(&out);
}
END_TEST

static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	"abcdefghijklmnopqrstuvwxyz0123456789-._~";

/* Each row is for one byte, which is encoded according to RFC 3986 and decoded
 * again. */
START_TEST(uri_byte)
{
	char in[5] = { 'a', (char)_i, (char)_i, '~', 0 };
	struct buf text = { 0 }, data = { 0 };
	struct err err = { 0 };
	char want[16];

	if (_i && strchr(unreserved, _i))
		(void)snprintf(want, sizeof(want), "a%c%c~", _i, _i);
	else
		(void)snprintf(want, sizeof(want), "a%%%02X%%%02X~",
			       (unsigned)_i, (unsigned)_i);
	codec_uri(&text, in, 4, "");
	check_text("encode", buf_str(&text), want);
	ck_assert_int_eq(codec_form_decode(&data, text.data, text.len, &err),
			 0);
	check_bytes(want, data.data, data.len, in, 4);
	buf_release(&text);
	buf_release(&data);
}
END_TEST

static const struct {
	const char *data;
	size_t len;
	const char *keep, *want;
} uris[] = {
	{ BYTES(""), "", "" },
	{ BYTES("abc"), "", "abc" },
	{ BYTES("a b"), "", "a%20b" },
	{ BYTES(" "), "", "%20" },
	{ BYTES("a+b=c&d"), "", "a%2Bb%3Dc%26d" },
	{ BYTES("100%"), "", "100%25" },
	{ BYTES("a%20b"), "", "a%2520b" },
	{ BYTES("/x/y z"), "", "%2Fx%2Fy%20z" },
	{ BYTES("/x/y z"), "/", "/x/y%20z" },
	{ BYTES("/x:y@z"), "/:", "/x:y%40z" },
	{ BYTES("\0a\0"), "/", "%00a%00" },
	{ BYTES("\xc3\xa9\xe2\x82\xac"), "", "%C3%A9%E2%82%AC" },
	{ BYTES("\xff"), "", "%FF" },
};

START_TEST(uri)
{
	struct buf out = { 0 };

	buf_puts(&out, "?");
	codec_uri(&out, uris[_i].data, uris[_i].len, uris[_i].keep);
	check_text(uris[_i].data, buf_str(&out) + 1, uris[_i].want);
	buf_release(&out);
}
END_TEST

/* An empty buffer's data is NULL. */
START_TEST(uri_of_an_empty_buffer)
{
	struct buf out = { 0 }, nothing = { 0 };

	codec_uri(&out, nothing.data, nothing.len, "");
	check_text("nothing", buf_str(&out), "");
	buf_release(&out);
}
END_TEST

/* `len` may be less than the length of the text.  If `want` is NULL, decoding
 * fails. */
static const struct {
	const char *text;
	size_t len;
	const char *want;
	size_t want_len;
} forms[] = {
	{ BYTES(""), BYTES("") },
	{ BYTES("abc"), BYTES("abc") },
	{ BYTES("a+b"), BYTES("a b") },
	{ BYTES("a%2Bb"), BYTES("a+b") },
	{ BYTES("a%2bb"), BYTES("a+b") },
	{ BYTES("%41%42"), BYTES("AB") },
	{ BYTES("%C3%A9"), BYTES("\xc3\xa9") },
	{ BYTES("%c3%a9"), BYTES("\xc3\xa9") },
	{ BYTES("%00"), BYTES("\0") },
	{ BYTES("%fF"), BYTES("\xff") },
	{ BYTES("\xc3\xa9"), BYTES("\xc3\xa9") },
	{ BYTES("%2525"), BYTES("%25") },
	{ BYTES("a=b"), BYTES("a=b") },
	{ BYTES("%"), NULL, 0 },
	{ BYTES("%4"), NULL, 0 },
	{ BYTES("abc%"), NULL, 0 },
	{ BYTES("abc%4"), NULL, 0 },
	{ BYTES("%4g"), NULL, 0 },
	{ BYTES("%g4"), NULL, 0 },
	{ BYTES("%G4"), NULL, 0 },
	{ BYTES("%`0"), NULL, 0 },
	{ BYTES("%:0"), NULL, 0 },
	{ BYTES("%@0"), NULL, 0 },
	{ BYTES("%/0"), NULL, 0 },
	{ BYTES("%%41"), NULL, 0 },
	{ BYTES("% 41"), NULL, 0 },
	{ BYTES("%+1"), NULL, 0 },
	{ BYTES("%-1"), NULL, 0 },
	{ BYTES("%4\0"), NULL, 0 },
	{ "%41", 2, NULL, 0 },
	{ "%41", 1, NULL, 0 },
	{ "%41", 3, BYTES("A") },
};

START_TEST(form_decode)
{
	const char *text = forms[_i].text, *want = forms[_i].want;
	struct buf out = { 0 };
	struct err err = { 0 };
	int rc = codec_form_decode(&out, text, forms[_i].len, &err);

	ck_assert_msg(rc == (want ? 0 : -1), "'%s': %d", text, rc);
	if (want)
		check_bytes(text, out.data, out.len, want, forms[_i].want_len);
	else
		check_text(text, err.text, "a % without two hex digits");
	buf_release(&out);
}
END_TEST

/* The limit of a buffer also applies to decoded bytes. */
START_TEST(bound)
{
	struct buf out = { .max = 5 };
	struct err err = { 0 };

	ck_assert_int_eq(codec_form_decode(&out, "123456", 6, &err), -1);
	ck_assert_int_eq(codec_form_decode(&out, "1", 1, &err), -1);
	buf_clear(&out);
	ck_assert_int_eq(codec_form_decode(&out, "12345", 5, &err), 0);
	buf_clear(&out);
	ck_assert_int_eq(codec_base64_decode(&out, "Zm9vYmFy", 8, &err), -1);
	buf_clear(&out);
	ck_assert_int_eq(codec_base64_decode(&out, "Zm9vYmE=", 8, &err), 0);
	check_text("bound", buf_str(&out), "fooba");
	buf_release(&out);
}
END_TEST

static const struct {
	int64_t time;
	const char *basic, *extended;
} times[] = {
	{ 0, "19700101T000000Z", "1970-01-01T00:00:00Z" },
	{ -1, "19691231T235959Z", "1969-12-31T23:59:59Z" },
	{ 59, "19700101T000059Z", "1970-01-01T00:00:59Z" },
	{ 3599, "19700101T005959Z", "1970-01-01T00:59:59Z" },
	{ 86399, "19700101T235959Z", "1970-01-01T23:59:59Z" },
	{ 86400, "19700102T000000Z", "1970-01-02T00:00:00Z" },
	{ 68212800, "19720229T120000Z", "1972-02-29T12:00:00Z" },
	{ 951782399, "20000228T235959Z", "2000-02-28T23:59:59Z" },
	{ 951782400, "20000229T000000Z", "2000-02-29T00:00:00Z" },
	{ 951868800, "20000301T000000Z", "2000-03-01T00:00:00Z" },
	{ 978307199, "20001231T235959Z", "2000-12-31T23:59:59Z" },
	{ 983318400, "20010228T000000Z", "2001-02-28T00:00:00Z" },
	{ 983404800, "20010301T000000Z", "2001-03-01T00:00:00Z" },
	{ 1369353600, "20130524T000000Z", "2013-05-24T00:00:00Z" },
	{ 1440938160, "20150830T123600Z", "2015-08-30T12:36:00Z" },
	{ 1456790399, "20160229T235959Z", "2016-02-29T23:59:59Z" },
	{ 2147483647, "20380119T031407Z", "2038-01-19T03:14:07Z" },
	{ 2147483648, "20380119T031408Z", "2038-01-19T03:14:08Z" },
	{ 4107542399, "21000228T235959Z", "2100-02-28T23:59:59Z" },
	{ 4107542400, "21000301T000000Z", "2100-03-01T00:00:00Z" },
	{ 4294967295, "21060207T062815Z", "2106-02-07T06:28:15Z" },
	{ 13574563200, "24000229T000000Z", "2400-02-29T00:00:00Z" },
	{ 253402300799, "99991231T235959Z", "9999-12-31T23:59:59Z" },
	{ -2203891200, "19000301T000000Z", "1900-03-01T00:00:00Z" },
	{ -2077747200, "19040229T000000Z", "1904-02-29T00:00:00Z" },
	{ -11670998400, "16000229T000000Z", "1600-02-29T00:00:00Z" },
	{ -30610224000, "10000101T000000Z", "1000-01-01T00:00:00Z" },
	{ -30610224001, "09991231T235959Z", "0999-12-31T23:59:59Z" },
	{ -62135596800, "00010101T000000Z", "0001-01-01T00:00:00Z" },
	{ -62135683200, "00001231T000000Z", "0000-12-31T00:00:00Z" },
	{ -62162035200, "00000301T000000Z", "0000-03-01T00:00:00Z" },
	{ -62162121600, "00000229T000000Z", "0000-02-29T00:00:00Z" },
	{ -62167219200, "00000101T000000Z", "0000-01-01T00:00:00Z" },
};

START_TEST(time_both_ways)
{
	char basic[CODEC_BASIC_SIZE], extended[CODEC_EXTENDED_SIZE];
	time_t want = (time_t)times[_i].time, t = 77;
	struct err err = { 0 };

	ck_assert_msg(want == times[_i].time, "time_t is too narrow");
	codec_time_basic(want, basic);
	check_text("basic", basic, times[_i].basic);
	codec_time_extended(want, extended);
	check_text("extended", extended, times[_i].extended);
	ck_assert_int_eq(codec_time_parse(basic, &t, &err), 0);
	ck_assert_msg(t == want, "%s: %jd", basic, (intmax_t)t);
	t = 77;
	ck_assert_int_eq(codec_time_parse(extended, &t, &err), 0);
	ck_assert_msg(t == want, "%s: %jd", extended, (intmax_t)t);
}
END_TEST

/* Times outside the years 0 to 9999. */
static const int64_t unstampable[] = {
	253402300800, INT64_C(67767976233532799), INT64_C(67767976233532800),
	INT64_MAX, -62167219201, INT64_MIN,
};

START_TEST(time_clamped)
{
	char basic[CODEC_BASIC_SIZE], extended[CODEC_EXTENDED_SIZE];

	codec_time_basic((time_t)unstampable[_i], basic);
	check_text("basic", basic, "99991231T235959Z");
	codec_time_extended((time_t)unstampable[_i], extended);
	check_text("extended", extended, "9999-12-31T23:59:59Z");
}
END_TEST

/* Writes and reads a month's first and last day.  The day after the last day
 * must be refused. */
static void check_month(int year, int month, int last)
{
	const int days[] = { 1, last, last + 1 };

	for (int i = 0; i < ROWS(days); i++) {
		char text[64], back[CODEC_BASIC_SIZE];
		struct err err = { 0 };
		time_t t;
		int rc;

		(void)snprintf(text, sizeof(text), "%04d%02d%02dT000000Z",
			       year, month, days[i]);
		rc = codec_time_parse(text, &t, &err);
		ck_assert_msg(rc == (i == 2 ? -1 : 0), "%s: %d", text, rc);
		if (rc)
			continue;
		codec_time_basic(t, back);
		check_text(text, back, text);
	}
}

/* Each row is for one century. */
START_TEST(time_calendar)
{
	static const int lengths[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
	};

	for (int year = _i * 100; year < _i * 100 + 100; year++) {
		bool leap = year % 4 == 0 &&
			    (year % 100 != 0 || year % 400 == 0);

		for (int month = 1; month <= 12; month++)
			check_month(year, month, lengths[month - 1] +
				      (leap && month == 2));
	}
}
END_TEST

#define BAD INT64_MIN

/* BAD means that the text is refused. */
static const struct {
	const char *text;
	int64_t time;
} parses[] = {
	{ "2013-05-24T00:00:00.5Z", 1369353600 },
	{ "2013-05-24T00:00:00.000Z", 1369353600 },
	{ "2013-05-24T00:00:59.999999999999Z", 1369353659 },
	{ "2013-05-24T00:00:00.25+00:00", 1369353600 },
	{ "2013-05-24T00:00:00+00:00", 1369353600 },
	{ "2013-05-24T00:00:00-00:00", 1369353600 },
	{ "2013-05-24T02:00:00+02:00", 1369353600 },
	{ "2013-05-24T02:00:00+0200", 1369353600 },
	{ "2013-05-23T19:00:00-05:00", 1369353600 },
	{ "2013-05-23T19:00:00-0500", 1369353600 },
	{ "2013-05-24T05:30:00+05:30", 1369353600 },
	{ "2013-05-23T20:30:00-03:30", 1369353600 },
	{ "2013-05-24T23:59:00+23:59", 1369353600 },
	{ "2013-05-23T23:59:60Z", 1369353600 },
	{ "20130523T235960Z", 1369353600 },
	{ "2000-03-01T00:00:00+01:00", 951865200 },
	{ "9999-12-31T23:59:59-01:00", 253402304399 },

	{ "", BAD },
	{ "Z", BAD },
	{ "2013", BAD },
	{ "2013-", BAD },
	{ "2013-05-24", BAD },
	{ "2013-05-24T", BAD },
	{ "2013-05-24T00:00Z", BAD },
	{ "2013-05-24T00:00:0Z", BAD },
	{ "2013-05-24T00:00:00", BAD },
	{ "2013-05-24 00:00:00Z", 1369353600 },
	{ "2013-05-24t00:00:00Z", 1369353600 },
	{ "2013-05-24T00:00:00z", 1369353600 },
	{ "2013-05-24T00:00:00ZZ", BAD },
	{ "2013-05-24T00:00:00Z ", BAD },
	{ " 2013-05-24T00:00:00Z", BAD },
	{ "2013-05-24T00:00:00.Z", BAD },
	{ "2013-05-24T00:00:00.+00:00", BAD },
	{ "2013-05-24T00:00:00.5", BAD },
	{ "2013-05-24T00:00:00.5.5Z", BAD },
	{ "2013-05-24T00:00:00+", BAD },
	{ "2013-05-24T00:00:00+0", BAD },
	{ "2013-05-24T00:00:00+02", 1369346400 },
	{ "2013-05-24 00:00:00,25-02:30", 1369362600 },
	{ "2013-05-24T00:00:00,Z", BAD },
	{ "20130524 000000Z", BAD },
	{ "2013-05-24T00:00:00+02:", BAD },
	{ "2013-05-24T00:00:00+02:0", BAD },
	{ "2013-05-24T00:00:00+02:00:00", BAD },
	{ "2013-05-24T00:00:00+02:00Z", BAD },
	{ "2013-05-24T00:00:00+24:00", BAD },
	{ "2013-05-24T00:00:00+00:60", BAD },
	{ "2013-05-24T00:00:00*02:00", BAD },
	{ "2013-05-24T000000Z", BAD },
	{ "20130524T00:00:00Z", BAD },
	{ "2013-0524T00:00:00Z", BAD },
	{ "201305-24T00:00:00Z", BAD },
	{ "20130524T000000", BAD },
	{ "20130524T000000.5Z", BAD },
	{ "20130524T000000+0000", BAD },
	{ "20130524T0000Z", BAD },
	{ "2013-00-24T00:00:00Z", BAD },
	{ "2013-13-24T00:00:00Z", BAD },
	{ "2013-05-00T00:00:00Z", BAD },
	{ "2013-05-32T00:00:00Z", BAD },
	{ "2013-04-31T00:00:00Z", BAD },
	{ "2013-02-29T00:00:00Z", BAD },
	{ "2012-02-30T00:00:00Z", BAD },
	{ "1900-02-29T00:00:00Z", BAD },
	{ "2013-05-24T24:00:00Z", BAD },
	{ "2013-05-24T00:60:00Z", BAD },
	{ "2013-05-24T00:00:61Z", BAD },
	{ "-013-05-24T00:00:00Z", BAD },
	{ "+2013-05-24T00:00:00Z", BAD },
	{ "12013-05-24T00:00:00Z", BAD },
	{ "2013-5-24T00:00:00Z", BAD },
	{ "2013-05-24T-1:00:00Z", BAD },
	{ "x", BAD },
};

START_TEST(time_parse)
{
	const char *text = parses[_i].text;
	struct err err = { 0 };
	char words[128];
	time_t t = 77;
	int rc = codec_time_parse(text, &t, &err);

	if (parses[_i].time != BAD) {
		ck_assert_msg(rc == 0, "%s: %s", text, err.text);
		ck_assert_msg(t == parses[_i].time, "%s: %jd", text,
			      (intmax_t)t);
		return;
	}
	ck_assert_msg(rc == -1, "%s: read as %jd", text, (intmax_t)t);
	ck_assert_msg(t == 77, "%s: the result was written", text);
	(void)snprintf(words, sizeof(words), "'%s' is not a time such as "
		       "2027-03-01T12:00:00Z", text);
	check_text(text, err.text, words);
}
END_TEST

static const struct {
	const char *text;
	long long time;		/* -1 if the text is not a valid date */
} http_dates[] = {
	{ "Sun, 06 Nov 1994 08:49:37 GMT", 784111777 },
	{ "Sunday, 06-Nov-94 08:49:37 GMT", 784111777 },
	{ "Sun Nov  6 08:49:37 1994", 784111777 },
	{ "Wed Nov 16 08:49:37 1994", 784975777 },
	{ "Thu, 01 Jan 1970 00:00:00 GMT", 0 },
	{ "Thursday, 01-Jan-70 00:00:00 GMT", 0 },
	{ "Tuesday, 31-Dec-69 00:00:00 GMT", 3155673600 },
	{ "Fri, 01 Jan 2100 00:00:00 GMT", 4102444800 },
	{ "Thu, 31 Dec 2026 23:59:60 GMT", 1798761600 },
	{ "", -1 }, { "Sun", -1 }, { "Sun, ", -1 }, { "Su, 06", -1 },
	{ "06 Nov 1994 08:49:37 GMT", -1 },
	{ "Sun, 06 Nov 1994 08:49:37", -1 },
	{ "Sun, 06 Nov 1994 08:49:37 PST", -1 },
	{ "Sun, 06 Nov 1994 08:49:37 GMT ", -1 },
	{ "Sun, 6 Nov 1994 08:49:37 GMT", -1 },
	{ "Sun, 06 Nov 94 08:49:37 GMT", -1 },
	{ "Sun, 06-Nov-1994 08:49:37 GMT", -1 },
	{ "Sun, 06 Nox 1994 08:49:37 GMT", -1 },
	{ "Sun, 31 Nov 1994 08:49:37 GMT", -1 },
	{ "Sun, 00 Nov 1994 08:49:37 GMT", -1 },
	{ "Sun, 06 Nov 1994 24:49:37 GMT", -1 },
	{ "Sun, 06 Nov 1994 08:60:37 GMT", -1 },
	{ "Sun, 06 Nov 1994 08:49:61 GMT", -1 },
	{ "Sun, 06 Nov 1994 08:49 GMT", -1 },
	{ "Sun Nov 6 08:49:37 1994", -1 },
	{ "Sun Nov  6 08:49:37 1994 x", -1 },
	{ "Sun Nov  6 08:49:37 94", -1 },
};

START_TEST(http_date)
{
	time_t got = codec_http_date(http_dates[_i].text);

	ck_assert_msg(got == http_dates[_i].time, "%s: %jd",
		      http_dates[_i].text, (intmax_t)got);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ hex, ROWS(hexes) },
		{ base64, ROWS(base64s) },
		{ base64_any_length, 257 },
		{ base64_decode, ROWS(decodes) },
		{ uri_byte, 256 },
		{ uri, ROWS(uris) },
		{ uri_of_an_empty_buffer, 1 },
		{ form_decode, ROWS(forms) },
		{ bound, 1 },
		{ time_both_ways, ROWS(times) },
		{ time_clamped, ROWS(unstampable) },
		{ time_calendar, 24 },
		{ time_parse, ROWS(parses) },
		{ http_date, ROWS(http_dates) },
	};

	return check_main("codec", cases, ROWS(cases));
}
