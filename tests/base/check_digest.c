/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of digest: the vectors of FIPS 180, RFC 4231 and RFC 2202, repeated
 * calls, comparisons, and random bytes. */
#include "base/digest.h"

#include "check_main.h"

/*
 * A line of tests/data/digests.tsv has a name, a function, and in hex a key,
 * data and the result.  A result may be truncated, as in case 5 of RFC 4231.
 */
enum { NAME, FUNCTION, KEY, DATA, RESULT, COLUMNS };

static struct check_table vectors;

static size_t unhex(const char *hex, unsigned char *out, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	size_t len = strlen(hex) / 2;

	ck_assert_uint_le(len, size);
	for (size_t i = 0; i < len; i++) {
		const char *high = strchr(digits, hex[2 * i]);
		const char *low = strchr(digits, hex[2 * i + 1]);

		if (!high || !low)
			ck_abort_msg("'%s' is not hex", hex);
		out[i] = (unsigned char)((high - digits) * 16 + (low - digits));
	}
	return len;
}

/* Runs the function of ROW, and returns the length of its result. */
static size_t run(struct digest *d, int row, unsigned char *out)
{
	const char *function = check_field(&vectors, row, FUNCTION);
	unsigned char key[512], data[2048];
	size_t key_len = unhex(check_field(&vectors, row, KEY), key,
			       sizeof(key));
	size_t len = unhex(check_field(&vectors, row, DATA), data,
			   sizeof(data));
	struct err err = { 0 };
	int rc;

	if (strcmp(function, "hmac-sha1") == 0) {
		rc = digest_hmac_sha1(d, key, key_len, data, len, out, &err);
		ck_assert_msg(rc == 0, "%s", err.text);
		return DIGEST_SHA1_SIZE;
	}
	if (strcmp(function, "sha256") == 0)
		rc = digest_sha256(d, data, len, out, &err);
	else
		rc = digest_hmac_sha256(d, key, key_len, data, len, out, &err);
	ck_assert_msg(rc == 0, "%s", err.text);
	return DIGEST_SHA256_SIZE;
}

static void check_row(struct digest *d, int row)
{
	unsigned char want[64], out[DIGEST_SHA256_SIZE + 1];
	const char *name = check_field(&vectors, row, NAME);
	size_t want_len = unhex(check_field(&vectors, row, RESULT), want,
				sizeof(want));
	size_t len;

	ck_assert_msg(want_len >= 16, "%s: no result", name);
	memset(out, 0xa5, sizeof(out));
	len = run(d, row, out);
	check_bytes(name, out, want_len, want, want_len);
	ck_assert_msg(out[len] == 0xa5, "%s: too much was written", name);
}

START_TEST(vector)
{
	struct digest *d = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(digest_new(&d, &err), 0);
	check_row(d, _i);
	digest_free(d);
}
END_TEST

/* One context works with all functions and keys in any order, and keeps no data
 * of an earlier call.  An empty key must replace the earlier key. */
START_TEST(vectors_in_turn)
{
	struct digest *d = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(digest_new(&d, &err), 0);
	for (int i = 0; i < vectors.rows; i++)
		for (int j = 0; j < vectors.rows; j++) {
			check_row(d, i);
			check_row(d, j);
		}
	digest_free(d);
}
END_TEST

static const char million_hash[] =
	"cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

START_TEST(million)
{
	char *data = check_repeat('a', 1000000);
	unsigned char out[DIGEST_SHA256_SIZE], want[DIGEST_SHA256_SIZE];
	struct digest *d = NULL;
	struct err err = { 0 };

	(void)unhex(million_hash, want, sizeof(want));
	ck_assert_int_eq(digest_new(&d, &err), 0);
	ck_assert_int_eq(digest_sha256(d, data, 1000000, out, &err), 0);
	check_bytes("a million a", out, sizeof(out), want, sizeof(want));
	digest_free(d);
	free(data);
}
END_TEST

/* The data of an empty buffer is NULL. */
START_TEST(null_data)
{
	unsigned char a[DIGEST_SHA256_SIZE], b[DIGEST_SHA256_SIZE];
	struct digest *d = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(digest_new(&d, &err), 0);
	ck_assert_int_eq(digest_sha256(d, NULL, 0, a, &err), 0);
	ck_assert_int_eq(digest_sha256(d, "", 0, b, &err), 0);
	check_bytes("sha256", a, sizeof(a), b, sizeof(b));
	ck_assert_int_eq(digest_hmac_sha256(d, "k", 1, "x", 1, a, &err), 0);
	ck_assert_int_eq(digest_hmac_sha256(d, "", 0, NULL, 0, a, &err), 0);
	ck_assert_int_eq(digest_hmac_sha256(d, "", 0, "", 0, b, &err), 0);
	check_bytes("hmac", a, sizeof(a), b, sizeof(b));
	digest_free(d);
}
END_TEST

/* A NULL key means the key of the previous HMAC.  Without a previous HMAC, NULL
 * is an error. */
START_TEST(same_key)
{
	unsigned char a[DIGEST_SHA256_SIZE], b[DIGEST_SHA256_SIZE];
	struct digest *d = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(digest_new(&d, &err), 0);
	ck_assert_int_eq(digest_hmac_sha256(d, NULL, 0, "x", 1, a, &err), -1);
	ck_assert_int_eq(digest_hmac_sha256(d, "other", 5, "x", 1, a, &err), 0);
	ck_assert_int_eq(digest_hmac_sha256(d, "k", 1, "x", 1, a, &err), 0);
	for (int i = 0; i < 3; i++) {
		ck_assert_int_eq(digest_sha256(d, "y", 1, b, &err), 0);
		ck_assert_int_eq(digest_hmac_sha256(d, NULL, 0, "x", 1, b,
						    &err), 0);
		check_bytes("hmac", b, sizeof(b), a, sizeof(a));
	}
	digest_free(d);
}
END_TEST

/* The result may overwrite the key, as in the derivation of the signing key. */
START_TEST(out_is_key)
{
	unsigned char key[DIGEST_SHA256_SIZE], out[DIGEST_SHA256_SIZE];
	struct digest *d = NULL;
	struct err err = { 0 };

	for (size_t i = 0; i < sizeof(key); i++)
		key[i] = (unsigned char)(i * 11);
	ck_assert_int_eq(digest_new(&d, &err), 0);
	ck_assert_int_eq(digest_hmac_sha256(d, key, sizeof(key), "day", 3,
					    out, &err), 0);
	ck_assert_int_eq(digest_hmac_sha256(d, key, sizeof(key), "day", 3,
					    key, &err), 0);
	check_bytes("in place", key, sizeof(key), out, sizeof(out));
	digest_free(d);
}
END_TEST

START_TEST(free_nothing)
{
	digest_free(NULL);
}
END_TEST

static const struct {
	const char *name, *a, *b;
	size_t len;
	bool equal;
} pairs[] = {
	{ "length 0, empty texts", "", "", 0, true },
	{ "length 0, different texts", "a", "b", 0, true },
	{ "equal texts", "abcd", "abcd", 4, true },
	{ "the first byte differs", "abcd", "Abcd", 4, false },
	{ "the last byte differs", "abcd", "abcD", 4, false },
	{ "a difference after the length", "abcd", "abcD", 3, true },
	{ "a difference after a NUL", "a\0b", "a\0c", 3, false },
	{ "one bit differs", "\x80", "\x00", 1, false },
};

START_TEST(equal)
{
	ck_assert_msg(digest_equal(pairs[_i].a, pairs[_i].b, pairs[_i].len) ==
		      pairs[_i].equal, "%s", pairs[_i].name);
}
END_TEST

static const size_t lengths[] = { 16, 4095, 4096, 4097, 10000 };

/* Two calls of digest_random write different bytes, and nothing after the
 * end. */
START_TEST(random_bytes)
{
	size_t len = lengths[_i];
	unsigned char *a = calloc(1, len + 1), *b = calloc(1, len + 1);
	struct err err = { 0 };

	ck_assert(a && b);
	ck_assert_int_eq(digest_random(a, len, &err), 0);
	ck_assert_int_eq(digest_random(b, len, &err), 0);
	for (size_t at = 0; at + 16 <= len; at += 16)
		ck_assert_msg(memcmp(a + at, b + at, 16) != 0,
			      "%zu bytes: equal texts at %zu", len, at);
	if (len >= 32)
		ck_assert_mem_ne(a + len - 16, b + len - 16, 16);
	ck_assert_int_eq(a[len], 0);
	ck_assert_int_eq(digest_random(a, 0, &err), 0);
	free(a);
	free(b);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ vector, check_load(&vectors, "tests/data/digests.tsv",
				     COLUMNS) },
		{ vectors_in_turn, 1 },
		{ million, 1 },
		{ null_data, 1 },
		{ same_key, 1 },
		{ out_is_key, 1 },
		{ free_nothing, 1 },
		{ equal, ROWS(pairs) },
		{ random_bytes, ROWS(lengths) },
	};
	int rc = check_main("digest", cases, ROWS(cases));

	check_unload(&vectors);
	return rc;
}
