/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of identity: when credentials are renewed, and what happens if a
 * renewal fails. */
#include "credentials/identity.h"

#include <time.h>

#include "base/codec.h"
#include "check_files.h"

/* A run whose keys come from a program that prints the file k. */
struct run {
	struct check_files files;
	struct buf keys;		/* the path of k */
	struct profile *profile;
	struct settings settings;
	struct provider provider;
	struct identity identity;
	struct buf loud, quiet;
	struct err err;
};

static void note(void *ctx, bool loud, const char *text)
{
	struct run *r = ctx;

	buf_printf(loud ? &r->loud : &r->quiet, "%s\n", text);
}

/* Writes KEY to the file k.  The key expires at END, or never if END is 0. */
static void write_key(const struct run *r, const char *key, time_t end)
{
	char text[256], when[CODEC_EXTENDED_SIZE] = "";

	if (end)
		codec_time_extended(end, when);
	(void)snprintf(text, sizeof(text), "{\"Version\":1,\"AccessKeyId\":"
		       "\"%s\",\"SecretAccessKey\":\"S\"%s%s%s}", key,
		       end ? ",\"Expiration\":\"" : "", when, end ? "\"" : "");
	check_write(r->keys.data, text);
}

static void start(struct run *r)
{
	static const volatile sig_atomic_t stop;
	struct buf config = { 0 };

	*r = (struct run){ 0 };
	check_files_make(&r->files, NULL, NULL);
	buf_printf(&r->keys, "%s/k", r->files.dir);
	buf_printf(&config, "[default]\ncredential_process = sh -c 'cat %s "
		   "2>/dev/null'\n", r->keys.data);
	check_write(r->files.config.data, config.data);
	buf_release(&config);
	r->profile = check_files_open(&r->files, NULL);
	r->provider = (struct provider){
		.settings = &r->settings, .files = r->profile,
		.profile = "default", .named = true, .region = "r",
		.stop = &stop, .note = note, .ctx = r,
	};
	cred_init(&r->identity.cred);
}

static void end(struct run *r)
{
	identity_release(&r->identity);
	profile_free(r->profile);
	(void)unlink(r->keys.data);
	check_files_remove(&r->files);
	buf_release(&r->keys);
	buf_release(&r->loud);
	buf_release(&r->quiet);
}

static const char *key(const struct run *r)
{
	return buf_str(&r->identity.cred.access_key);
}

static const struct {
	const char *what;
	long lasts;		/* seconds that the keys are valid, or 0 if they
				 * do not expire */
	long before;		/* the keys are renewed this many seconds before
				 * the expiry */
} lives[] = {
	{ "keys that do not expire", 0, 0 },
	{ "12 hours", 43200, 600 },
	{ "an hour", 3600, 600 },
	{ "20 minutes and a second", 1201, 600 },
	{ "15 minutes", 900, 450 },
	{ "a minute", 60, 30 },
};

START_TEST(renewed)
{
	time_t now = time(NULL), ends = now + lives[_i].lasts;
	long slack = 5;		/* seconds that the test may take until the
				 * renewal */
	struct run r;

	start(&r);
	write_key(&r, "OLD", lives[_i].lasts ? ends : 0);
	ck_assert_msg(identity_find(&r.identity, &r.provider, &r.err) == 0,
		      "%s: %s", lives[_i].what, r.err.text);
	write_key(&r, "NEW", now + 100000);
	if (!lives[_i].lasts)
		ends = now + 10 * 365 * 86400;
	ck_assert_int_eq(identity_renew(&r.identity, ends - lives[_i].before -
					slack, &r.err), 0);
	check_text(lives[_i].what, key(&r), "OLD");
	ck_assert_uint_eq(r.identity.generation, 1);
	if (lives[_i].lasts) {
		ck_assert_int_eq(identity_renew(&r.identity, ends -
				 lives[_i].before + slack, &r.err), 0);
		check_text(lives[_i].what, key(&r), "NEW");
		ck_assert_uint_eq(r.identity.generation, 2);
		check_text(lives[_i].what, buf_str(&r.quiet), "credentials "
			   "renewed from credential_process of profile "
			   "default\n");
	}
	check_text(lives[_i].what, buf_str(&r.loud), "");
	end(&r);
}
END_TEST

/* The test calls identity_renew once for each second.  The keys expire after
 * `lasts` seconds.  The program that prints new keys fails at first.  The
 * program works again `mended` seconds before the expiry, or never if `mended`
 * is 0. */
static const struct {
	long lasts, mended;
} breaks[] = { { 20, 0 }, { 3600, 0 }, { 3600, 100 }, { 20, 2 }, { 15, 0 } };

START_TEST(broken)
{
	static const char why[] = "profile default: credential_process: sh: "
				  "exit status 1";
	time_t now = time(NULL), ends = now + breaks[_i].lasts;
	struct buf warned = { 0 }, failed = { 0 };
	struct run r;
	int rc = 0;

	buf_printf(&warned, "credentials not renewed yet: %s\n", why);
	buf_printf(&failed, "the credentials have expired, and there are no "
		   "new ones: %s", why);
	start(&r);
	write_key(&r, "OLD", ends);
	ck_assert_int_eq(identity_find(&r.identity, &r.provider, &r.err), 0);
	ck_assert_int_eq(unlink(r.keys.data), 0);
	for (; !rc && now <= ends && strcmp(key(&r), "OLD") == 0; now++) {
		if (breaks[_i].mended && now == ends - breaks[_i].mended)
			write_key(&r, "NEW", time(NULL) + 100000);
		rc = identity_renew(&r.identity, now, &r.err);
	}
	check_text("warning", buf_str(&r.loud), warned.data);
	if (breaks[_i].mended) {
		ck_assert_int_eq(rc, 0);
		ck_assert_int_le(now, ends);
		check_text("renewed key", key(&r), "NEW");
	} else {
		/* The run fails in the second in which the keys expire. */
		ck_assert_int_eq(rc, -1);
		ck_assert_int_eq(now, ends + 1);
		check_text("failed", r.err.text, failed.data);
	}
	buf_release(&warned);
	buf_release(&failed);
	end(&r);
}
END_TEST

START_TEST(not_found)
{
	struct run r;

	start(&r);
	ck_assert_int_eq(identity_find(&r.identity, &r.provider, &r.err),
			 -1);
	check_text("error", r.err.text, "profile default: credential_process: "
		   "sh: exit status 1");
	ck_assert_uint_eq(r.identity.generation, 0);
	end(&r);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ renewed, ROWS(lives) }, { broken, ROWS(breaks) },
		{ not_found, 1 },
	};

	return check_main("identity", cases, ROWS(cases));
}
