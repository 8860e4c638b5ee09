/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of trust: hints about certificates, failed TLS handshakes, and where
 * trust_find finds certificates. */
#include "http/trust.h"

#include <stdlib.h>
#include <unistd.h>

#include "check_main.h"

static const struct {
	const char *text, *hint;
} certificates[] = {
	{ "SSL certificate problem: certificate has expired",
	  "by this machine's clock, the endpoint's certificate has expired; "
	  "certificates were checked against /x.pem; choose another "
	  "file with --ca-bundle" },
	{ "SSL certificate problem: self-signed certificate in certificate "
	  "chain", "the CA that signed it is unknown; certificates were "
	  "checked against /x.pem; choose another file with --ca-bundle" },
	{ "SSL certificate problem: self signed certificate",
	  "the certificate is self-signed; certificates were "
	  "checked against /x.pem; choose another file with --ca-bundle" },
	{ "a message of another library", "certificates were checked against "
	  "/x.pem; choose another file with --ca-bundle" },
};

START_TEST(certificate)
{
	struct err err;

	err_set(&err, "%s", certificates[_i].text);
	trust_hint_certificate(&err, "/x.pem");
	check_text(certificates[_i].text, err.hint, certificates[_i].hint);
}
END_TEST

static const struct {
	const char *text, *hint;
} protocols[] = {
	{ "error:0A00042E:SSL routines::tlsv1 alert protocol version",
	  "the endpoint does not speak TLS 1.2 or 1.3, and nothing older is "
	  "safe" },
	{ "error:0A00010B:SSL routines::wrong version number",
	  "the endpoint does not speak TLS at this port: is https right?" },
	{ "error:0A000458:SSL routines::tlsv1 unrecognized name",
	  "the endpoint does not know the host name in the URL" },
	{ "error:0A00045C:SSL routines::tlsv13 alert certificate required",
	  "the endpoint asks for a client certificate, which these commands "
	  "do not have" },
	{ "anything else", "" },
};

/* `permanent` says whether the handshake would fail again.  `rejects_us` says
 * whether the endpoint rejects our side of the handshake. */
static const struct {
	const char *words;
	bool permanent, rejects_us;
} failures[] = {
	{ "error:0A00042E:SSL routines::tlsv1 alert protocol version", true,
	  false },
	{ "OpenSSL/3.0.17: error:0A00010B:SSL routines::wrong version number",
	  true, false },
	{ "error:0A000098:SSL routines::excessive message size", true, false },
	{ "error:0A000410:SSL routines::sslv3 alert handshake failure", true,
	  true },
	{ "error:0A00045C:SSL routines::tlsv13 alert certificate required",
	  true, true },
	{ "error:0A000412:SSL routines::sslv3 alert bad certificate", true,
	  true },
	{ "error:0A000419:SSL routines::tlsv1 alert access denied", true,
	  true },
	{ "error:0A00041A:SSL routines::x", true, false },
	{ "error:0A000438:SSL routines::tlsv1 alert internal error", false,
	  false },
	{ "error:0A000126:SSL routines::unexpected eof while reading", false,
	  false },
	{ "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to h:1",
	  false, false },
	{ "Recv failure: Connection reset by peer", false, false },
	{ "error:0A0004", false, false },
	{ "error:0A0004zz:SSL", false, false },
	{ "error:05800074:x509", false, false },
	{ "", false, false },
};

START_TEST(tls_failure)
{
	const char *words = failures[_i].words;

	ck_assert_msg(trust_tls_is_permanent(words) == failures[_i].permanent, "%s",
		      words);
	ck_assert_msg(trust_tls_rejects_us(words) == failures[_i].rejects_us,
		      "%s", words);
}
END_TEST

START_TEST(protocol)
{
	struct err err;

	err_set(&err, "%s", protocols[_i].text);
	trust_hint_tls(&err);
	check_text(protocols[_i].text, err.hint, protocols[_i].hint);
}
END_TEST

static const struct {
	const char *file, *dir;		/* SSL_CERT_FILE and SSL_CERT_DIR */
	const char *want_file, *want_dir;
} stores[] = {
	{ "/a.pem", NULL, "/a.pem", NULL },
	{ NULL, "/b", NULL, "/b" },
	{ "/a.pem", "/b", "/a.pem", "/b" },
	{ "/a.pem", "", "/a.pem", NULL },
};

static void put(const char *name, const char *value)
{
	int rc = value ? setenv(name, value, 1) : unsetenv(name);

	ck_assert_int_eq(rc, 0);
}

START_TEST(store)
{
	struct trust_store found;

	put("SSL_CERT_FILE", stores[_i].file);
	put("SSL_CERT_DIR", stores[_i].dir);
	trust_find(&found);
	ck_assert_pstr_eq(found.file, stores[_i].want_file);
	ck_assert_pstr_eq(found.dir, stores[_i].want_dir);
}
END_TEST

/* Machines have their certificates in different locations, so the test has no
 * expected location. */
START_TEST(no_variables)
{
	struct trust_store found;

	put("SSL_CERT_FILE", NULL);
	put("SSL_CERT_DIR", "");
	trust_find(&found);
	ck_assert(!found.file || !found.dir);
	ck_assert(!found.file || access(found.file, R_OK) == 0);
	ck_assert(!found.dir || access(found.dir, R_OK) == 0);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ certificate, ROWS(certificates) },
		{ protocol, ROWS(protocols) },
		{ tls_failure, ROWS(failures) }, { store, ROWS(stores) },
		{ no_variables, 1 },
	};

	return check_main("trust", cases, ROWS(cases));
}
