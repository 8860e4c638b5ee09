/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of proof: which certificates verify a document, and which texts are
 * identity documents. */
#include "proof/proof.h"

#include <sys/stat.h>
#include <unistd.h>

#include "check_files.h"
#include "support/signing.h"

static struct signing here, there;	/* keys of two regions */
static char dir[] = "/tmp/check_proof.XXXXXX";
static struct buf here_file, there_file;

#define MEMBERS "\"instanceId\":\"i-1\",\"accountId\":\"111122223333\""
#define GOOD "{" MEMBERS ",\"region\":\"us-here-1\"}"

static int prove(const struct signing *by, const char *document,
		 const struct proof_settings *settings, struct err *err)
{
	struct proof proof = { 0 };
	struct buf text = { 0 };
	int rc;

	signing_sign(by, document, &text);
	rc = proof_check(&proof, settings, text.data, text.len, err);
	if (!rc)
		check_text("instanceId", jsondoc_string(proof.doc,
							"instanceId"), "i-1");
	else
		ck_assert_ptr_null(proof.doc);
	proof_release(&proof);
	buf_release(&text);
	return rc;
}

static const struct {
	const char *document, *words;	/* words: the error message; NULL if the
					 * document is accepted */
} documents[] = {
	{ GOOD, NULL },
	{ "{" MEMBERS ",\"region\":\"us-here-1\",\"devpayProductCodes\":null,"
	  "\"marketplaceProductCodes\":[],\"new\":{\"a\":[1]}}", NULL },
	{ "", "it is a signature without the document" },
	{ "x", "the signed document: not JSON (line 1)" },
	{ "[]", "the signed document: not a JSON object" },
	{ GOOD "{}", "the signed document: not JSON (line 1)" },
	{ "{}", "it is not an identity document: instanceId is missing, empty "
	  "or not a string" },
	{ "{\"instanceId\":\"i-1\",\"region\":\"us-here-1\"}",
	  "it is not an identity document: accountId is missing, empty or not "
	  "a string" },
	{ "{" MEMBERS "}",
	  "it is not an identity document: region is missing, empty or not "
	  "a string" },
	{ "{" MEMBERS ",\"region\":\"\"}",
	  "it is not an identity document: region is missing, empty or not "
	  "a string" },
	{ "{" MEMBERS ",\"region\":7}",
	  "it is not an identity document: region is missing, empty or not "
	  "a string" },
	{ "{" MEMBERS ",\"region\":\"../us-here-1\"}",
	  "it is not an identity document: its region is not a valid region "
	  "name" },
	{ "{" MEMBERS ",\"region\":\"us-here-1/\"}",
	  "it is not an identity document: its region is not a valid region "
	  "name" },
	{ "{" MEMBERS ",\"region\":\"us-here-1\\u0000\"}",
	  "the signed document: not JSON (line 1)" },
	{ "{" MEMBERS ",\"instanceId\":\"i-2\",\"region\":\"us-here-1\"}",
	  "the signed document: not JSON (line 1)" },
	{ "{" MEMBERS ",\"region\":\"us-here-1\",\"devpayProductCodes\":\"A\"}",
	  "it is not an identity document: devpayProductCodes is not a list" },
	{ "{" MEMBERS ",\"region\":\"us-here-1\",\"devpayProductCodes\":[1]}",
	  "it is not an identity document: devpayProductCodes is not a list of "
	  "strings" },
	{ "{" MEMBERS ",\"region\":\"us-here-1\",\"billingProducts\":{}}",
	  "it is not an identity document: billingProducts is not a list" },
};

START_TEST(document)
{
	const struct proof_settings settings = { .place = dir };
	struct err err = { 0 };
	int rc = prove(&here, documents[_i].document, &settings, &err);

	ck_assert_int_eq(rc, documents[_i].words ? -1 : 0);
	check_text(documents[_i].document, err.text,
		   documents[_i].words ? documents[_i].words : "");
}
END_TEST

/* A document is refused if the key of another region signed it. */
START_TEST(region)
{
	const struct proof_settings settings = { .place = dir };
	struct err err = { 0 };

	ck_assert_int_eq(prove(&there, GOOD, &settings, &err), -1);
	check_text("other region", err.text, "not signed by EC2 in us-here-1: "
		   "no certificate matches the signer");
	ck_assert_ptr_nonnull(strstr(err.hint, "regions-certs.html"));
	ck_assert_int_eq(prove(&there, "{" MEMBERS
			       ",\"region\":\"us-there-1\"}", &settings,
			       &err), 0);
	ck_assert_int_eq(prove(&there, "{" MEMBERS
			       ",\"region\":\"us-nowhere-1\"}", &settings,
			       &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "there is no certificate of "
				     "region us-nowhere-1 in " ));
	ck_assert_ptr_nonnull(strstr(err.hint, "regions-certs.html"));
}
END_TEST

/* The files that the user names replace the certificates of the region.
 * Without such files, `place` may be a directory or a single file. */
START_TEST(named_files)
{
	const char *files[] = { there_file.data, here_file.data };
	struct proof_settings settings = {
		.files = files, .files_count = 1, .place = dir,
	};
	struct err err = { 0 };

	ck_assert_int_eq(prove(&here, GOOD, &settings, &err), -1);
	ck_assert_int_eq(prove(&there, GOOD, &settings, &err), 0);
	settings.files_count = 2;
	ck_assert_int_eq(prove(&here, GOOD, &settings, &err), 0);
	settings.files_count = 0;
	settings.place = there_file.data;
	ck_assert_int_eq(prove(&here, GOOD, &settings, &err), -1);
	ck_assert_int_eq(prove(&there, GOOD, &settings, &err), 0);
	settings.place = "/nowhere/certificates";
	ck_assert_int_eq(prove(&here, GOOD, &settings, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "/nowhere/certificates"));
}
END_TEST

#define PENDING(time) \
	"{" MEMBERS ",\"region\":\"us-here-1\",\"pendingTime\":\"" time "\"}"

/* The date of a document matters only with --check-dates. */
START_TEST(dates)
{
	struct proof_settings settings = { .place = dir };
	struct err err = { 0 };

	ck_assert_int_eq(prove(&here, PENDING("2011-01-01T00:00:00Z"),
			       &settings, &err), 0);
	settings.check_dates = true;
	ck_assert_int_eq(prove(&here, PENDING("2011-01-01T00:00:00Z"),
			       &settings, &err), -1);
	ck_assert_int_eq(prove(&here, PENDING("2016-01-01T00:00:00Z"),
			       &settings, &err), 0);
	ck_assert_int_eq(prove(&here, GOOD, &settings, &err), -1);
	check_text("no pendingTime", err.text,
		   "--check-dates: the document has no pendingTime");
}
END_TEST

START_TEST(too_long)
{
	const struct proof_settings settings = { .place = dir };
	char *text = check_repeat('A', PROOF_MAX + 1);
	struct proof proof = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(proof_check(&proof, &settings, text, PROOF_MAX + 1,
				     &err), -1);
	check_text("long", err.text, "it has more than 65536 bytes");
	free(text);
}
END_TEST

static const struct {
	const char *text, *hint;	/* hint: a part of the hint, or "" */
} unsigned_texts[] = {
	{ " {\"region\":\"us-here-1\"}", "without EC2's signature" },
	{ "Here is the proof: AAAA", "an email program" },
	{ "AAAA", "an email program" },
	{ "", "" },
};

/* An error about a text of the user may have a hint.  The same error about a
 * text from the metadata service has no hint. */
START_TEST(hint)
{
	struct proof_settings settings = { .place = dir };
	const char *text = unsigned_texts[_i].text;
	const char *part = unsigned_texts[_i].hint;
	struct proof proof = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(proof_check(&proof, &settings, text, strlen(text),
				     &err), -1);
	ck_assert_msg(strstr(err.hint, part) && !err.hint[0] == !*part,
		      "%s: %s", text, err.hint);
	settings.fetched = true;
	ck_assert_int_eq(proof_check(&proof, &settings, text, strlen(text),
				     &err), -1);
	check_text(text, err.hint, "");
}
END_TEST

static void put_file(struct buf *path, const char *name,
		     const struct signing *s)
{
	struct buf pem = { 0 };

	buf_printf(path, "%s/%s.pem", dir, name);
	signing_certificate(s, &pem);
	check_write(path->data, pem.data);
	buf_release(&pem);
}

int main(void)
{
	const struct check_case cases[] = {
		{ document, ROWS(documents) },
		{ region, 1 },
		{ named_files, 1 },
		{ dates, 1 },
		{ too_long, 1 },
		{ hint, ROWS(unsigned_texts) },
	};
	int status;

	if (!mkdtemp(dir))
		check_broken(dir, "cannot be made");
	signing_make(&here, SIGNING_RSA, 7);
	signing_make(&there, SIGNING_RSA, 8);
	put_file(&here_file, "us-here-1", &here);
	put_file(&there_file, "us-there-1", &there);
	status = check_main("proof", cases, ROWS(cases));
	(void)unlink(here_file.data);
	(void)unlink(there_file.data);
	(void)rmdir(dir);
	buf_release(&here_file);
	buf_release(&there_file);
	signing_free(&here);
	signing_free(&there);
	return status;
}
