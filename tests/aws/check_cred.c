/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of cred: which texts are valid credentials, and the search for
 * credentials. */
#include "aws/cred.h"

#include "check_main.h"

/* The beginning of the hint if the search finds no credentials. */
#define WAYS "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a " \
	     "--profile, or run on an instance with a role; tried: "

#define HOLDS(what, character) what " contains " character

/* FOUND says whether cred_take finds valid credentials.  WORDS is the error
 * message, or NULL if there is no error. */
static const struct {
	const char *name, *access, *secret, *token;
	bool found;
	const char *words;
} triples[] = {
	{ "two keys and a token", "AKID", "wJal/+=", "Tok/+==", true, NULL },
	{ "no token", "AKID", "wJal", NULL, true, NULL },
	{ "an empty token", "AKID", "wJal", "", true, NULL },
	{ "no values", NULL, NULL, NULL, false, NULL },
	{ "empty values", "", "", "", false, NULL },
	{ "an empty access key, no secret key", "", NULL, NULL, false, NULL },
	{ "a token alone", NULL, NULL, "Tok", false, NULL },
	{ "bytes outside ASCII in the secret key", "AK", "w\xff\xc3\xa9",
	  NULL, true, NULL },
	{ "a letter with an accent in the access key", "AK\xc3\xa9", "w", NULL,
	  false, HOLDS("ACCESS", "the character U+00E9") },
	{ "a byte that is not UTF-8 in the access key", "AK\xff", "w", NULL,
	  false, HOLDS("ACCESS", "a byte that is not UTF-8") },
	{ "a no-break space in the access key", "AK\xc2\xa0", "w", NULL, false,
	  HOLDS("ACCESS", "the character U+00A0") },
	{ "a no-break space in the secret", "AK", "\xc2\xa0w", NULL, false,
	  HOLDS("SECRET", "the character U+00A0") },
	{ "a zero-width space in the secret", "AK", "w\xe2\x80\x8bx", NULL,
	  false, HOLDS("SECRET", "the character U+200B") },
	{ "a letter with an accent in the token", "AK", "w", "\xc3\xa9", false,
	  HOLDS("the session token for ACCESS", "the character U+00E9") },
	{ "the first and last visible characters of ASCII", "!~", "!~", "!~",
	  true, NULL },

	{ "a secret key alone", NULL, "wJal", NULL, false,
	  "SECRET is set but ACCESS is not" },
	{ "an empty access key", "", "wJal", "Tok", false,
	  "SECRET is set but ACCESS is not" },
	{ "an access key alone", "AKID", NULL, NULL, false,
	  "ACCESS is set but SECRET is not" },
	{ "an empty secret key", "AKID", "", "Tok", false,
	  "ACCESS is set but SECRET is not" },

	{ "a space after the access key", "AKID ", "wJal", NULL, false,
	  HOLDS("ACCESS", "a space") },
	{ "a space before the access key", " AKID", "wJal", NULL, false,
	  HOLDS("ACCESS", "a space") },
	{ "an access key of one space", " ", "wJal", NULL, false,
	  HOLDS("ACCESS", "a space") },
	{ "a line end after the access key", "AKID\r\n", "wJal", NULL, false,
	  HOLDS("ACCESS", "a line end") },
	{ "a space in the secret key", "AKID", "wJ al", NULL, false,
	  HOLDS("SECRET", "a space") },
	{ "a line end after the secret key", "AKID", "wJal\n", NULL, false,
	  HOLDS("SECRET", "a line end") },
	{ "a tab in the secret key", "AKID", "wJ\tal", NULL, false,
	  HOLDS("SECRET", "a tab") },
	{ "a control character in the secret key", "AKID", "wJal\001", NULL,
	  false, HOLDS("SECRET", "a control character") },
	{ "a DELETE character in the secret key", "AKID", "wJal\177", NULL,
	  false, HOLDS("SECRET", "a control character") },
	{ "a space in the token", "AKID", "wJal", "T ok", false,
	  HOLDS("the session token for ACCESS", "a space") },
	{ "a line end after the token", "AKID", "wJal", "Tok\n", false,
	  HOLDS("the session token for ACCESS", "a line end") },
};

START_TEST(take)
{
	const struct cred_triple triple = {
		.access_key = triples[_i].access, .access_name = "ACCESS",
		.secret_key = triples[_i].secret, .secret_name = "SECRET",
		.token = triples[_i].token,
	};
	const char *name = triples[_i].name, *words = triples[_i].words;
	bool found = !triples[_i].found;
	struct cred cred;
	struct err err = { 0 };
	int rc;

	cred_init(&cred);
	rc = cred_take(&cred, &triple, &found, &err);
	ck_assert_msg(rc == (words ? -1 : 0), "%s: %d", name, rc);
	ck_assert_msg(found == triples[_i].found, "%s: found", name);
	check_text(name, err.text, words ? words : "");
	check_text(name, buf_str(&cred.access_key),
		   found ? triples[_i].access : "");
	check_text(name, buf_str(&cred.secret_key),
		   found ? triples[_i].secret : "");
	check_text(name, buf_str(&cred.token),
		   found && triples[_i].token ? triples[_i].token : "");
	cred_release(&cred);
}
END_TEST

START_TEST(no_secret_in_message)
{
	const struct cred_triple triple = {
		.access_key = "AKID", .access_name = "ACCESS",
		.secret_key = "wJal XUtn", .secret_name = "SECRET",
		.token = "FwoG Zm9v",
	};
	struct cred cred;
	struct err err = { 0 };
	bool found;

	cred_init(&cred);
	ck_assert_int_eq(cred_take(&cred, &triple, &found, &err), -1);
	ck_assert_msg(!strstr(err.text, "wJal") && !strstr(err.text, "FwoG"),
		      "%s", err.text);
	ck_assert_uint_eq(cred.secret_key.len, 0);
	cred_release(&cred);
}
END_TEST

static const struct {
	size_t access_max, secret_max, token_max;
	const char *words;
} bounds[] = {
	{ 3, 0, 0, "access key: over 3 bytes" },
	{ 0, 3, 0, "secret key: over 3 bytes" },
	{ 0, 0, 3, "session token: over 3 bytes" },
};

START_TEST(bound)
{
	const struct cred_triple triple = {
		.access_key = "AKID", .access_name = "ACCESS",
		.secret_key = "wJal", .secret_name = "SECRET",
		.token = "FwoG",
	};
	struct cred cred;
	struct err err = { 0 };
	bool found = true;

	cred_init(&cred);
	cred.access_key.max = bounds[_i].access_max;
	cred.secret_key.max = bounds[_i].secret_max;
	cred.token.max = bounds[_i].token_max;
	ck_assert_int_eq(cred_take(&cred, &triple, &found, &err), -1);
	check_text("words", err.text, bounds[_i].words);
	ck_assert(!found);
	cred_release(&cred);
}
END_TEST

/* A provider that records each call.  The letter in `does` says how the
 * provider acts: n has no credentials, y has some, and e fails. */
struct fake {
	char letter, does;
	struct buf *asked;
};

static int find(const void *self, struct cred *cred, bool *found,
		struct err *err)
{
	const struct fake *fake = self;
	const char key[] = { 'A', 'K', fake->letter, '\0' };
	const struct cred_triple triple = {
		.access_key = key, .access_name = "ACCESS",
		.secret_key = "wJal", .secret_name = "SECRET",
	};

	buf_putc(fake->asked, fake->letter);
	if (fake->does == 'e') {
		err_set(err, "fake %c: permission denied", fake->letter);
		return err_hint(err, "try chmod");
	}
	buf_printf(&cred->source, "%s", fake->does == 'y' ? "here" : "");
	if (fake->does == 'y')
		return cred_take(cred, &triple, found, err);
	*found = false;
	return 0;
}

/* DOES has a letter for each provider, in the order of the search. */
static const struct {
	const char *does;
	const char *asked;	/* the providers that the search called, in
				 * order */
	const char *key;	/* the access key that the search finds, or
				 * "" */
	const char *words, *hint;
} walks[] = {
	{ "ynn", "a", "AKa", "", "" },
	{ "nyn", "ab", "AKb", "", "" },
	{ "nny", "abc", "AKc", "", "" },
	{ "yyy", "a", "AKa", "", "" },
	{ "nyy", "ab", "AKb", "", "" },
	{ "yee", "a", "AKa", "", "" },
	{ "nye", "ab", "AKb", "", "" },
	{ "eyy", "a", "", "fake a: permission denied", "try chmod" },
	{ "ney", "ab", "", "fake b: permission denied", "try chmod" },
	{ "nne", "abc", "", "fake c: permission denied", "try chmod" },
	{ "nnn", "abc", "", "no credentials found",
	  WAYS "environment, file, instance" },
	{ "nn", "ab", "", "no credentials found",
	  WAYS "environment, file" },
	{ "n", "a", "", "no credentials found", WAYS "environment" },
	{ "", "", "", "no credentials found", WAYS },
};

START_TEST(walk)
{
	static const char *const names[] = {
		"environment", "file", "instance",
	};
	const char *name = walks[_i].does;
	size_t count = strlen(walks[_i].does);
	struct buf asked = { 0 };
	struct cred_provider providers[3];
	struct fake fakes[3];
	struct cred cred;
	struct err err = { 0 };
	int rc;

	for (size_t i = 0; i < count; i++) {
		fakes[i] = (struct fake){ (char)('a' + i), walks[_i].does[i],
					    &asked };
		providers[i] = (struct cred_provider){ names[i], find,
						       &fakes[i] };
	}
	cred_init(&cred);
	rc = cred_walk(&cred, providers, count, &err);
	ck_assert_msg(rc == (*walks[_i].words ? -1 : 0), "%s: %d", name, rc);
	check_text(name, buf_str(&asked), walks[_i].asked);
	check_text(name, buf_str(&cred.access_key), walks[_i].key);
	check_text(name, err.text, walks[_i].words);
	check_text(name, err.hint, walks[_i].hint);
	ck_assert_int_eq(err.kind, ERR_FAILED);
	cred_release(&cred);
	buf_release(&asked);
}
END_TEST

START_TEST(init_and_release)
{
	struct cred cred;

	memset(&cred, 0xa5, sizeof(cred));
	cred_init(&cred);
	ck_assert(cred.access_key.secret && cred.secret_key.secret &&
		  cred.token.secret);
	check_text("access key", buf_str(&cred.access_key), "");
	check_text("secret key", buf_str(&cred.secret_key), "");
	check_text("token", buf_str(&cred.token), "");
	check_text("source", buf_str(&cred.source), "");
	buf_puts(&cred.access_key, "AKID");
	buf_puts(&cred.secret_key, "wJal");
	buf_puts(&cred.token, "FwoG");
	buf_puts(&cred.source, "environment");
	cred_release(&cred);
	cred_release(&cred);
	ck_assert_ptr_null(cred.access_key.data);
	ck_assert_ptr_null(cred.secret_key.data);
	ck_assert_ptr_null(cred.token.data);
	ck_assert_ptr_null(cred.source.data);
	ck_assert(cred.secret_key.secret);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ take, ROWS(triples) },
		{ no_secret_in_message, 1 },
		{ bound, ROWS(bounds) },
		{ walk, ROWS(walks) },
		{ init_and_release, 1 },
	};

	return check_main("cred", cases, ROWS(cases));
}
