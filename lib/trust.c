/* SPDX-License-Identifier: BSD-2-Clause */
/* What is wrong with a certificate, or with TLS. */
#include "trust.h"

#include <string.h>

struct meaning {
	const char *words, *means;
};

/* What the first of the words that the text has means, or "".  With another
 * library below than OpenSSL there is the general hint. */
static const char *meaning_of(const struct meaning *table, const char *text)
{
	while (table->words && !strstr(text, table->words))
		table++;
	return table->means;
}

void trust_hint_certificate(struct err *err, const char *file)
{
	static const struct meaning meanings[] = {
		{ "has expired", "the endpoint's certificate is too old by "
				 "this machine's clock; " },
		{ "not yet valid", "the endpoint's certificate is too new by "
				   "this machine's clock; " },
		{ "subject name", "the certificate is another host's: is the "
				  "URL right?; " },
		{ "certificate in", "the CA that signed it is not known; " },
		{ "signed certificate", "nobody but itself vouches for that "
					"certificate; " },
		{ "issuer certificate", "the CA that signed it is not known, "
					"or the endpoint does not send what "
					"stands between; " },
		{ "too weak", "a key or signature of the endpoint's is too "
			      "weak, whoever vouches for it; " },
		{ "too small", "a key of the endpoint's is too weak, whoever "
			       "vouches for it; " },
		{ NULL, "" },
	};

	err_hint(err, "%scertificates were checked against %s; --ca-bundle "
		 "names another file", meaning_of(meanings, err->text), file);
}

void trust_hint_proxy(struct err *err, const char *file)
{
	err_hint(err, "it is the certificate of the proxy (see https_proxy "
		 "and http_proxy), checked against %s; --ca-bundle is for the "
		 "endpoint's", file);
}

void trust_hint_tls(struct err *err)
{
	static const char old[] = "the endpoint does not speak TLS 1.2 or "
		"1.3, and nothing older is safe";
	static const struct meaning meanings[] = {
		{ "protocol version", old },
		{ "unsupported protocol", old },
		{ "wrong version number", "the endpoint does not speak TLS at "
					  "this port: is https right?" },
		{ NULL, "" },
	};

	err_hint(err, "%s", meaning_of(meanings, err->text));
}
