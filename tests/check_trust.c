/* SPDX-License-Identifier: BSD-2-Clause */
#include "trust.h"

#include "check_main.h"

static const struct {
	const char *text, *hint;
} certificates[] = {
	{ "SSL certificate problem: certificate has expired",
	  "the endpoint's certificate is too old by this machine's clock; "
	  "certificates were checked against /x.pem; --ca-bundle names "
	  "another file" },
	{ "SSL certificate problem: self-signed certificate in certificate "
	  "chain", "the CA that signed it is not known; certificates were "
	  "checked against /x.pem; --ca-bundle names another file" },
	{ "SSL certificate problem: self signed certificate",
	  "nobody but itself vouches for that certificate; certificates were "
	  "checked against /x.pem; --ca-bundle names another file" },
	{ "another library's words", "certificates were checked against "
	  "/x.pem; --ca-bundle names another file" },
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
	{ "anything else", "" },
};

START_TEST(protocol)
{
	struct err err;

	err_set(&err, "%s", protocols[_i].text);
	trust_hint_tls(&err);
	check_text(protocols[_i].text, err.hint, protocols[_i].hint);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ certificate, ROWS(certificates) },
		{ protocol, ROWS(protocols) },
	};

	return check_main("trust", cases, ROWS(cases));
}
