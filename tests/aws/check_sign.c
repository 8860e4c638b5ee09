/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Tests of sign: 400 requests that another implementation signed, AWS's
 * published examples, the data that a signer keeps, and limits.
 */
#include "aws/sign.h"

#include "aws/canon.h"
#include "check_main.h"

/* The secrets in AWS's examples, which differ in one character. */
#define IAM_SECRET "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
#define EMR_SECRET "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

/* The SHA-256 of an empty body. */
#define NO_BODY \
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* The columns of tests/data/signatures.tsv.  The result is the Authorization
 * header in version 4, and the parameter Signature in version 2. */
enum {
	SCHEME, ACCESS, SECRET, TOKEN, REGION, SERVICE, STAMP, METHOD, URL,
	BODY, RESULT, COLUMNS,
};

enum { VECTORS = 400 };

static struct check_table vectors;

/* Splits a URL into its host and its path.  The host has the form that is
 * signed: in lower case, without the default port. */
static void split_url(const char *url, struct buf *host, struct buf *path)
{
	bool tls = strncmp(url, "https://", 8) == 0;
	const char *at = strstr(url, "://") + 3;
	size_t len = strcspn(at, "/");
	const char *port = tls ? ":443" : ":80";

	buf_puts(path, at[len] ? at + len : "/");
	if (len > strlen(port) &&
	    strncmp(at + len - strlen(port), port, strlen(port)) == 0)
		len -= strlen(port);
	for (size_t i = 0; i < len; i++)
		buf_putc(host, at[i] >= 'A' && at[i] <= 'Z'
			       ? (char)(at[i] - 'A' + 'a') : at[i]);
}

static const struct {
	const char *url, *host, *path;
} urls[] = {
	{ "https://EC2.Example.COM", "ec2.example.com", "/" },
	{ "https://h/", "h", "/" },
	{ "https://h:443/a%20b/", "h", "/a%20b/" },
	{ "https://h:80/", "h:80", "/" },
	{ "http://h:80/", "h", "/" },
	{ "http://h:443", "h:443", "/" },
	{ "http://h:8080/", "h:8080", "/" },
	{ "https://[::1]:8443/x", "[::1]:8443", "/x" },
};

START_TEST(url_split)
{
	struct buf host = { 0 }, path = { 0 };

	split_url(urls[_i].url, &host, &path);
	check_text(urls[_i].url, buf_str(&host), urls[_i].host);
	check_text(urls[_i].url, buf_str(&path), urls[_i].path);
	buf_release(&host);
	buf_release(&path);
}
END_TEST

/* A signer, its inputs and its results. */
struct kit {
	struct digest *digest;
	struct cred cred;
	struct params params;
	struct sign_scope scope;
	struct buf host, path;
	struct signer *signer;
	struct sign_post post;
};

static void kit_init(struct kit *k, enum sign_version version,
		     const char *access, const char *secret, const char *token)
{
	struct err err = { 0 };

	*k = (struct kit){
		.scope = { .version = version, .region = "us-east-1",
			   .service = "ec2", .path = "/",
			   .host = "ec2.us-east-1.amazonaws.com" },
	};
	cred_init(&k->cred);
	buf_puts(&k->cred.access_key, access);
	buf_puts(&k->cred.secret_key, secret);
	buf_puts(&k->cred.token, token);
	ck_assert_int_eq(digest_new(&k->digest, &err), 0);
}

static void kit_release(struct kit *k)
{
	sign_release(&k->post);
	signer_free(k->signer);
	digest_free(k->digest);
	cred_release(&k->cred);
	params_release(&k->params);
	buf_release(&k->host);
	buf_release(&k->path);
}

static void kit_add(struct kit *k, const char *name, const char *value)
{
	struct err err = { 0 };

	ck_assert_int_eq(params_add(&k->params, name, value, &err), 0);
}

/* Makes the signer at the first call, and signs. */
static int kit_sign(struct kit *k, time_t now, struct err *err)
{
	if (!k->signer)
		ck_assert_int_eq(signer_new(&k->signer, &k->scope, &k->cred,
					    err), 0);
	return sign_post(k->signer, &k->params, now, &k->post, err);
}

static time_t time_of(const char *stamp)
{
	struct err err = { 0 };
	time_t t = 0;

	ck_assert_msg(codec_time_parse(stamp, &t, &err) == 0, "%s", err.text);
	return t;
}

/* Writes the name of a row of `vectors` for messages, and returns it. */
static const char *row_name(int row, char *name, size_t size)
{
	(void)snprintf(name, size, "signatures.tsv:%d", row + 1);
	return name;
}

static bool row_is_v2(int row)
{
	return strcmp(check_field(&vectors, row, SCHEME), "v2") == 0;
}

static void kit_row(struct kit *k, int row)
{
	kit_init(k, row_is_v2(row) ? SIGN_V2 : SIGN_V4,
		 check_field(&vectors, row, ACCESS),
		 check_field(&vectors, row, SECRET),
		 check_field(&vectors, row, TOKEN));
	split_url(check_field(&vectors, row, URL), &k->host, &k->path);
	k->scope.host = buf_str(&k->host);
	k->scope.path = buf_str(&k->path);
	k->scope.region = check_field(&vectors, row, REGION);
	k->scope.service = check_field(&vectors, row, SERVICE);
}

static void add_decoded(struct params *p, const char *text, size_t len)
{
	size_t name_len = strcspn(text, "=");
	struct buf name = { 0 }, value = { 0 };
	struct err err = { 0 };

	ck_assert_uint_lt(name_len, len);
	ck_assert_int_eq(codec_form_decode(&name, text, name_len, &err), 0);
	ck_assert_int_eq(codec_form_decode(&value, text + name_len + 1,
					   len - name_len - 1, &err), 0);
	ck_assert_int_eq(params_add(p, buf_str(&name), buf_str(&value), &err),
			 0);
	buf_release(&name);
	buf_release(&value);
}

/* Returns whether TEXT begins with a parameter that signature version 2
 * adds. */
static bool is_added(const char *text)
{
	static const char *const names[] = {
		"AWSAccessKeyId=", "SecurityToken=", "SignatureMethod=",
		"SignatureVersion=", "Timestamp=",
	};

	for (int i = 0; i < ROWS(names); i++)
		if (strncmp(text, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

/* Adds the parameters of a row.  If ALL is false and the row is of version 2,
 * leaves out the parameters that signature version 2 adds.  Begins with the
 * last parameter, so that sign must sort the parameters. */
static void add_row(struct params *p, int row, bool all)
{
	const char *body = check_field(&vectors, row, BODY);
	size_t end = strlen(body);

	while (end) {
		size_t at = end;

		while (at && body[at - 1] != '&')
			at--;
		if (all || !row_is_v2(row) || !is_added(body + at))
			add_decoded(p, body + at, end - at);
		end = at ? at - 1 : 0;
	}
}

static void compare_v4(const char *name, int row, const struct sign_post *post)
{
	check_text(name, buf_str(&post->body),
		   check_field(&vectors, row, BODY));
	check_text(name, buf_str(&post->authorization),
		   check_field(&vectors, row, RESULT));
	check_text(name, buf_str(&post->stamp),
		   check_field(&vectors, row, STAMP));
	check_text(name, buf_str(&post->token),
		   check_field(&vectors, row, TOKEN));
}

static void compare_v2(const char *name, int row, const struct sign_post *post)
{
	const char *result = check_field(&vectors, row, RESULT);
	struct buf want = { 0 };

	buf_printf(&want, "%s&Signature=", check_field(&vectors, row, BODY));
	codec_uri(&want, result, strlen(result), "");
	check_text(name, buf_str(&post->body), buf_str(&want));
	check_text(name, buf_str(&post->authorization), "");
	check_text(name, buf_str(&post->stamp), "");
	check_text(name, buf_str(&post->token), "");
	buf_release(&want);
}

START_TEST(vector_whole)
{
	struct err err = { 0 };
	struct kit k;
	char name[64];
	time_t now = time_of(check_field(&vectors, _i, STAMP));

	kit_row(&k, _i);
	add_row(&k.params, _i, false);
	(void)row_name(_i, name, sizeof(name));
	check_text(name, check_field(&vectors, _i, METHOD), "POST");
	ck_assert_msg(kit_sign(&k, now, &err) == 0, "%s: %s", name, err.text);
	if (row_is_v2(_i))
		compare_v2(name, _i, &k.post);
	else
		compare_v4(name, _i, &k.post);
	kit_release(&k);
}
END_TEST

/* Computes a signature of version 4 from a request and the secret, as a
 * verifier does. */
static void v4_stages(struct kit *k, int row, const char *body,
		      char signature[SIGN_HEX_SIZE])
{
	const char *stamp = check_field(&vectors, row, STAMP);
	const char *token = check_field(&vectors, row, TOKEN);
	char payload[SIGN_HEX_SIZE], hash[SIGN_HEX_SIZE], day[9];
	const struct canon_header headers[] = {
		{ "content-type", SIGN_CONTENT_TYPE },
		{ "host", k->scope.host },
		{ "x-amz-date", stamp },
		{ "x-amz-security-token", token },
	};
	const struct canon_request request = {
		.method = "POST", .path = k->scope.path, .headers = headers,
		.header_count = *token ? 4 : 3, .payload_hash = payload,
	};
	struct buf text = { 0 }, scope = { 0 }, string = { 0 };
	unsigned char key[DIGEST_SHA256_SIZE];
	struct err err = { 0 };

	ck_assert_int_eq(sign_hash(k->digest, body, strlen(body), payload,
				   &err), 0);
	ck_assert_int_eq(canon_v4_request(&text, &request, &err), 0);
	ck_assert_int_eq(sign_hash(k->digest, text.data, text.len, hash, &err),
			 0);
	(void)snprintf(day, sizeof(day), "%.8s", stamp);
	canon_v4_scope(&scope, day, k->scope.region, k->scope.service);
	canon_v4_string(&string, stamp, buf_str(&scope), hash);
	ck_assert_int_eq(sign_v4_key(k->digest, buf_str(&k->cred.secret_key),
				     day, k->scope.region, k->scope.service,
				     key, &err), 0);
	ck_assert_int_eq(sign_v4_signature(k->digest, key, buf_str(&string),
					   signature, &err), 0);
	buf_release(&text);
	buf_release(&scope);
	buf_release(&string);
}

/* Computes a signature of version 2 as a verifier does. */
static void v2_stages(struct kit *k, const char *body, struct buf *signature)
{
	struct buf string = { 0 };
	struct err err = { 0 };

	canon_v2_string(&string, "POST", k->scope.host, k->scope.path, body);
	ck_assert_int_eq(sign_v2_signature(k->digest, SIGN_V2_SHA256,
					   buf_str(&k->cred.secret_key),
					   buf_str(&string), signature, &err),
			 0);
	buf_release(&string);
}

START_TEST(vector_in_stages)
{
	const char *result = check_field(&vectors, _i, RESULT);
	struct buf body = { 0 }, signature = { 0 };
	char hex[SIGN_HEX_SIZE], name[64];
	struct err err = { 0 };
	struct kit k;

	kit_row(&k, _i);
	add_row(&k.params, _i, true);
	(void)row_name(_i, name, sizeof(name));
	ck_assert_int_eq(canon_query(&body, &k.params, &err), 0);
	check_text(name, buf_str(&body), check_field(&vectors, _i, BODY));
	if (row_is_v2(_i)) {
		v2_stages(&k, buf_str(&body), &signature);
		check_text(name, buf_str(&signature), result);
	} else {
		v4_stages(&k, _i, buf_str(&body), hex);
		check_text(name, hex, strstr(result, "Signature=") + 10);
	}
	buf_release(&body);
	buf_release(&signature);
	kit_release(&k);
}
END_TEST

/* The signing keys in AWS's documentation of version 4. */
static const struct {
	const char *secret, *day, *region, *service, *hex;
} keys[] = {
	{ IAM_SECRET, "20150830", "us-east-1", "iam",
	  "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9" },
	{ IAM_SECRET, "20120215", "us-east-1", "iam",
	  "f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d" },
};

START_TEST(v4_key)
{
	unsigned char key[DIGEST_SHA256_SIZE];
	char hex[SIGN_HEX_SIZE];
	struct digest *d = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(digest_new(&d, &err), 0);
	ck_assert_int_eq(sign_v4_key(d, keys[_i].secret, keys[_i].day,
				     keys[_i].region, keys[_i].service, key,
				     &err), 0);
	codec_hex(key, sizeof(key), hex);
	check_text(keys[_i].day, hex, keys[_i].hex);
	digest_free(d);
}
END_TEST

#define IAM_REQUEST \
	"GET\n" \
	"/\n" \
	"Action=ListUsers&Version=2010-05-08\n" \
	"content-type:application/x-www-form-urlencoded; charset=utf-8\n" \
	"host:iam.amazonaws.com\n" \
	"x-amz-date:20150830T123600Z\n" \
	"\n" \
	"content-type;host;x-amz-date\n" \
	NO_BODY

#define IAM_REQUEST_HASH \
	"f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"

#define IAM_STRING \
	"AWS4-HMAC-SHA256\n" \
	"20150830T123600Z\n" \
	"20150830/us-east-1/iam/aws4_request\n" \
	IAM_REQUEST_HASH

/* Compares the result of each stage with AWS's documentation. */
START_TEST(iam_example)
{
	char stamp[CODEC_BASIC_SIZE], hash[SIGN_HEX_SIZE];
	const struct canon_header headers[] = {
		{ "content-type", SIGN_CONTENT_TYPE },
		{ "host", "iam.amazonaws.com" },
		{ "x-amz-date", stamp },
	};
	struct kit k;
	const struct canon_request request = {
		.method = "GET", .path = "/", .query = &k.params,
		.headers = headers, .header_count = 3,
		.payload_hash = NO_BODY,
	};
	struct buf scope = { 0 }, out = { 0 };
	unsigned char key[DIGEST_SHA256_SIZE];
	struct err err = { 0 };

	kit_init(&k, SIGN_V4, "AKIDEXAMPLE", IAM_SECRET, "");
	kit_add(&k, "Version", "2010-05-08");
	kit_add(&k, "Action", "ListUsers");
	codec_time_basic(1440938160, stamp);
	ck_assert_int_eq(sign_hash(k.digest, "", 0, hash, &err), 0);
	check_text("payload", hash, NO_BODY);
	ck_assert_int_eq(canon_v4_request(&out, &request, &err), 0);
	check_text("canonical request", buf_str(&out), IAM_REQUEST);
	ck_assert_int_eq(sign_hash(k.digest, IAM_REQUEST, strlen(IAM_REQUEST),
				   hash, &err), 0);
	check_text("hash of the canonical request", hash, IAM_REQUEST_HASH);
	canon_v4_scope(&scope, stamp, "us-east-1", "iam");
	buf_clear(&out);
	canon_v4_string(&out, stamp, buf_str(&scope), hash);
	check_text("string to sign", buf_str(&out), IAM_STRING);
	ck_assert_int_eq(sign_v4_key(k.digest, IAM_SECRET, "20150830",
				     "us-east-1", "iam", key, &err), 0);
	ck_assert_int_eq(sign_v4_signature(k.digest, key, IAM_STRING, hash,
					   &err), 0);
	check_text("signature", hash, "5d672d79c15b13162d9279b0855cfba6"
		   "789a8edb4c82c400e06b5924a6f2b5d7");
	buf_release(&scope);
	buf_release(&out);
	kit_release(&k);
}
END_TEST

/* The example of "Signature version 2" in AWS's general reference.  The time
 * stamp of this example has no Z. */
#define EMR_QUERY(method) \
	"AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Action=DescribeJobFlows&" \
	"SignatureMethod=" method "&SignatureVersion=2&" \
	"Timestamp=2011-10-03T15%3A19%3A30&Version=2009-03-31"

#define EMR_STRING(method) \
	"GET\nelasticmapreduce.amazonaws.com\n/\n" EMR_QUERY(method)

START_TEST(emr_example)
{
	struct buf query = { 0 }, string = { 0 };
	struct err err = { 0 };
	struct kit k;

	kit_init(&k, SIGN_V2, "AKIAIOSFODNN7EXAMPLE", EMR_SECRET, "");
	kit_add(&k, "Action", "DescribeJobFlows");
	kit_add(&k, "Version", "2009-03-31");
	kit_add(&k, "AWSAccessKeyId", "AKIAIOSFODNN7EXAMPLE");
	kit_add(&k, "SignatureVersion", "2");
	kit_add(&k, "SignatureMethod", "HmacSHA256");
	kit_add(&k, "Timestamp", "2011-10-03T15:19:30");
	ck_assert_int_eq(canon_query(&query, &k.params, &err), 0);
	check_text("query", buf_str(&query), EMR_QUERY("HmacSHA256"));
	canon_v2_string(&string, "GET", "elasticmapreduce.amazonaws.com", "",
			buf_str(&query));
	check_text("string to sign", buf_str(&string),
		   EMR_STRING("HmacSHA256"));
	buf_release(&query);
	buf_release(&string);
	kit_release(&k);
}
END_TEST

/* The first row is from AWS.  Python's hmac computed the signatures of the
 * other rows. */
static const struct {
	const char *name;
	enum sign_v2_method method;
	const char *secret, *string, *signature;
} v2s[] = {
	{ "AWS's example", SIGN_V2_SHA256, EMR_SECRET,
	  EMR_STRING("HmacSHA256"),
	  "i91nKc4PWAt0JJIdXwz9HxZCJDdiy6cf/Mj6vPxyYIs=" },
	{ "AWS's example with SHA-1", SIGN_V2_SHA1, EMR_SECRET,
	  EMR_STRING("HmacSHA1"), "lfFHkzuzsvqoHr8bDOMDY/xAqP8=" },
	{ "an empty secret", SIGN_V2_SHA256, "", EMR_STRING("HmacSHA256"),
	  "On326xufocYWFLyT26jtGp1w3a9JuK+93/65h6WTpNk=" },
	{ "an empty secret with SHA-1", SIGN_V2_SHA1, "",
	  EMR_STRING("HmacSHA256"),
	  "hERVlVmv8zUYW8mZyFzeXKvMWBw=" },
};

START_TEST(v2_signature)
{
	struct digest *d = NULL;
	struct buf out = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(digest_new(&d, &err), 0);
	buf_puts(&out, "?");
	ck_assert_int_eq(sign_v2_signature(d, v2s[_i].method, v2s[_i].secret,
					   v2s[_i].string, &out, &err), 0);
	check_text(v2s[_i].name, buf_str(&out) + 1, v2s[_i].signature);
	out.max = out.len;
	ck_assert_int_eq(sign_v2_signature(d, v2s[_i].method, v2s[_i].secret,
					   v2s[_i].string, &out, &err), -1);
	digest_free(d);
	buf_release(&out);
}
END_TEST

#define AUTHORIZATION(day, token, signature) \
	"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/" day \
	"/us-east-1/ec2/aws4_request, SignedHeaders=content-type;host;" \
	"x-amz-date" token ", Signature=" signature

#define WITH_TOKEN ";x-amz-security-token"

/* A signer must not use the key of one day for another day.  The results come
 * from a Python signer that agrees with all vectors. */
static const struct {
	const char *stamp, *plain, *with_token;
} turns[] = {
	{ "20161115T235959Z",
	  AUTHORIZATION("20161115", "",
			"2a5cf2a3e9083ef4b15cd8c455e59b27"
			"91df096b421fc6a6d0bb2a5955d73495"),
	  AUTHORIZATION("20161115", WITH_TOKEN,
			"f90ad72bbb3674b6200d5e7ca570fb2d"
			"cc74df55f3784333ae25be7660c6ceae") },
	{ "20161116T000000Z",
	  AUTHORIZATION("20161116", "",
			"1ca062d1f5013642f69dd0de6d3a41f0"
			"79a9f871535dbafaf1aa9240a66823e3"),
	  AUTHORIZATION("20161116", WITH_TOKEN,
			"e79172beb8b010bf61a460970c1c26d1"
			"e11d5e2f26701cccda7baa9901e11ba8") },
	{ "20161115T000000Z",
	  AUTHORIZATION("20161115", "",
			"3e87f1d1246c575fefd3a2dcdf4e764d"
			"1cd4ac88d7840add75d35e8f63fac103"),
	  AUTHORIZATION("20161115", WITH_TOKEN,
			"6c337cbc98184ffdae28648855f21038"
			"692c0ef2f35db09ba109f9a3189cb329") },
};

static const char *const tokens[] = { "", "TOKEN/+==" };

START_TEST(over_midnight)
{
	struct err err = { 0 };
	struct kit k;

	kit_init(&k, SIGN_V4, "AKIDEXAMPLE", IAM_SECRET, tokens[_i]);
	kit_add(&k, "Version", "2016-11-15");
	kit_add(&k, "Action", "DescribeImages");
	for (int round = 0; round < 6; round++) {
		int turn = round / 2;

		ck_assert_int_eq(kit_sign(&k, time_of(turns[turn].stamp),
					  &err), 0);
		check_text("stamp", buf_str(&k.post.stamp), turns[turn].stamp);
		check_text("token", buf_str(&k.post.token), tokens[_i]);
		check_text("authorization", buf_str(&k.post.authorization),
			   _i ? turns[turn].with_token : turns[turn].plain);
	}
	kit_release(&k);
}
END_TEST

/* Unusual requests in version 4.  A Python signer computed the results. */
static const struct {
	const char *name, *secret, *stamp;
	size_t percents;	/* number of % in the parameter Name; 0 means
				 * no such parameter */
	const char *action, *authorization;
} edges[] = {
	{ "an empty secret", "", "20161115T235959Z", 0, "DescribeImages",
	  AUTHORIZATION("20161115", "", "518336dd63c5ba0ebd164bfcce4377b3"
			"0c33caf0085a65fecf3d7cf5ebdca971") },
	{ "no parameters", IAM_SECRET, "20161115T235959Z", 0, NULL,
	  AUTHORIZATION("20161115", "", "bdd60191150ddcf2521a2f657832c71c"
			"9890c6eeb77b2c4ed0f448a84f82b56d") },
	{ "a value of a million bytes", IAM_SECRET, "20161115T235959Z", 1000000,
	  "DescribeImages",
	  AUTHORIZATION("20161115", "", "0dc0bb97c2fd286298474f9c0e81f0b3"
			"1180e5dac5649fdd9369c93b6b6bf4ae") },
	{ "the last second of the year 9999", IAM_SECRET, "99991231T235959Z", 0,
	  "DescribeImages",
	  AUTHORIZATION("99991231", "", "2c9e54282671b96bf34993fa0e91e179"
			"90b08235770520dd3442e5919efc0d42") },
};

START_TEST(v4_edge)
{
	char *name = check_repeat('%', edges[_i].percents);
	struct err err = { 0 };
	struct kit k;

	kit_init(&k, SIGN_V4, "AKIDEXAMPLE", edges[_i].secret, "");
	if (edges[_i].percents)
		kit_add(&k, "Name", name);
	else if (edges[_i].action)
		kit_add(&k, "Version", "2016-11-15");
	if (edges[_i].action)
		kit_add(&k, "Action", edges[_i].action);
	ck_assert_int_eq(kit_sign(&k, time_of(edges[_i].stamp), &err), 0);
	check_text(edges[_i].name, buf_str(&k.post.authorization),
		   edges[_i].authorization);
	kit_release(&k);
	free(name);
}
END_TEST

/* In version 2, a parameter may have a million bytes. */
START_TEST(v2_long)
{
	static const char mark[] = "&Signature=";
	char *value = check_repeat('+', 1000000);
	struct buf signature = { 0 }, encoded = { 0 };
	struct err err = { 0 };
	struct kit k;
	char *at;

	kit_init(&k, SIGN_V2, "AKIDEXAMPLE", EMR_SECRET, "");
	kit_add(&k, "UserData", value);
	ck_assert_int_eq(kit_sign(&k, 0, &err), 0);
	at = strstr(k.post.body.data, mark);
	ck_assert_ptr_nonnull(at);
	*at = '\0';
	v2_stages(&k, k.post.body.data, &signature);
	codec_uri(&encoded, signature.data, signature.len, "");
	check_text("signature", at + strlen(mark), buf_str(&encoded));
	ck_assert_uint_gt((size_t)(at - k.post.body.data), 3000000);
	buf_release(&signature);
	buf_release(&encoded);
	kit_release(&k);
	free(value);
}
END_TEST

/* For each request, sign_post adds the parameters of version 2 to a new copy of
 * the request's parameters. */
START_TEST(v2_params_untouched)
{
	static const char *const stamps[] = {
		"1970-01-01T00%3A00%3A00Z", "1970-01-02T00%3A00%3A00Z",
	};
	struct buf want = { 0 };
	struct err err = { 0 };
	struct kit k;

	kit_init(&k, SIGN_V2, "AKIDEXAMPLE", EMR_SECRET, "");
	kit_add(&k, "Action", "DescribeImages");
	for (int i = 0; i < ROWS(stamps); i++) {
		buf_clear(&want);
		buf_printf(&want, "AWSAccessKeyId=AKIDEXAMPLE&"
			   "Action=DescribeImages&SignatureMethod=HmacSHA256&"
			   "SignatureVersion=2&Timestamp=%s&Signature=",
			   stamps[i]);
		ck_assert_int_eq(kit_sign(&k, i * 86400, &err), 0);
		ck_assert_msg(strncmp(buf_str(&k.post.body), want.data,
				      want.len) == 0, "got %s",
			      buf_str(&k.post.body));
		ck_assert_uint_eq(k.params.len, 1);
	}
	buf_release(&want);
	kit_release(&k);
}
END_TEST

/* In each row, one of the results exceeds the limit of its buffer in bytes.
 * The limit 0 is BUF_MAX.  The error names that result.  After that, the signer
 * signs the next request as usual. */
static const struct {
	const char *name;
	enum sign_version version;
	size_t body, stamp, token, authorization;
	const char *words;
} bounds[] = {
	{ "the body of version 4", SIGN_V4, 10, 0, 0, 0,
	  "request body: over 10 bytes" },
	{ "the time stamp of version 4", SIGN_V4, 0, 15, 0, 0,
	  "time stamp: over 15 bytes" },
	{ "the token of version 4", SIGN_V4, 0, 0, 8, 0,
	  "session token: over 8 bytes" },
	{ "the header of version 4", SIGN_V4, 0, 0, 0, 100,
	  "Authorization header: over 100 bytes" },
	{ "the body of version 2", SIGN_V2, 100, 0, 0, 0,
	  "request body: over 100 bytes" },
	{ "the body of version 2, too long only with its signature",
	  SIGN_V2, 180, 0, 0, 0,
	  "request body: over 180 bytes" },
};

START_TEST(bound)
{
	struct err err = { 0 };
	struct kit k, other;

	kit_init(&k, bounds[_i].version, "AKIDEXAMPLE", IAM_SECRET,
		 "TOKEN/+==");
	kit_add(&k, "Action", "DescribeImages");
	kit_init(&other, bounds[_i].version, "AKIDEXAMPLE", IAM_SECRET,
		 "TOKEN/+==");
	kit_add(&other, "Action", "DescribeImages");
	ck_assert_int_eq(kit_sign(&other, 0, &err), 0);
	k.post.body.max = bounds[_i].body;
	k.post.stamp.max = bounds[_i].stamp;
	k.post.token.max = bounds[_i].token;
	k.post.authorization.max = bounds[_i].authorization;
	ck_assert_msg(kit_sign(&k, 0, &err) == -1, "%s", bounds[_i].name);
	check_text(bounds[_i].name, err.text, bounds[_i].words);
	k.post.body.max = k.post.stamp.max = k.post.token.max = 0;
	k.post.authorization.max = 0;
	ck_assert_int_eq(kit_sign(&k, 0, &err), 0);
	check_text(bounds[_i].name, buf_str(&k.post.body),
		   buf_str(&other.post.body));
	check_text(bounds[_i].name, buf_str(&k.post.authorization),
		   buf_str(&other.post.authorization));
	kit_release(&k);
	kit_release(&other);
}
END_TEST

/* A post keeps no part of an earlier result. */
START_TEST(post_reused)
{
	struct err err = { 0 };
	struct kit v4, v2;

	kit_init(&v4, SIGN_V4, "AKIDEXAMPLE", IAM_SECRET, "TOKEN/+==");
	kit_init(&v2, SIGN_V2, "AKIDEXAMPLE", IAM_SECRET, "");
	ck_assert_int_eq(kit_sign(&v4, 0, &err), 0);
	ck_assert_int_eq(kit_sign(&v2, 0, &err), 0);
	ck_assert_int_eq(sign_post(v2.signer, &v2.params, 0, &v4.post, &err),
			 0);
	check_text("body", buf_str(&v4.post.body), buf_str(&v2.post.body));
	check_text("stamp", buf_str(&v4.post.stamp), "");
	check_text("token", buf_str(&v4.post.token), "");
	check_text("authorization", buf_str(&v4.post.authorization), "");
	kit_release(&v4);
	kit_release(&v2);
}
END_TEST

/* buf wipes these results before it frees them, because they are marked as
 * secret. */
START_TEST(results_are_secret)
{
	struct err err = { 0 };
	struct kit k;

	kit_init(&k, SIGN_V4, "AKIDEXAMPLE", IAM_SECRET, "TOKEN/+==");
	ck_assert_int_eq(kit_sign(&k, 0, &err), 0);
	ck_assert(k.post.body.secret);
	ck_assert(k.post.token.secret);
	ck_assert(k.post.authorization.secret);
	sign_release(&k.post);
	sign_release(&k.post);
	ck_assert_ptr_null(k.post.body.data);
	ck_assert_ptr_null(k.post.authorization.data);
	kit_release(&k);
	signer_free(NULL);
}
END_TEST

int main(void)
{
	int rows = check_load(&vectors, "tests/data/signatures.tsv", COLUMNS);
	const struct check_case cases[] = {
		{ url_split, ROWS(urls) },
		{ vector_whole, rows },
		{ vector_in_stages, rows },
		{ v4_key, ROWS(keys) },
		{ iam_example, 1 },
		{ emr_example, 1 },
		{ v2_signature, ROWS(v2s) },
		{ over_midnight, ROWS(tokens) },
		{ v4_edge, ROWS(edges) },
		{ v2_long, 1 },
		{ v2_params_untouched, 1 },
		{ bound, ROWS(bounds) },
		{ post_reused, 1 },
		{ results_are_secret, 1 },
	};
	int rc;

	if (rows != VECTORS)
		check_broken("tests/data/signatures.tsv", "rows are missing");
	rc = check_main("sign", cases, ROWS(cases));
	check_unload(&vectors);
	return rc;
}
