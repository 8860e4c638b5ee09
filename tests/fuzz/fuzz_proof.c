/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes any bytes as a signed identity document.  Then encodes the bytes in
 * base64, and takes the result as another document.  An accepted document must
 * have the instance ID of the documents that the sandbox signed as seeds.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/codec.h"
#include "http/jsondoc.h"
#include "metadata/document_signature.h"
#include "proof/signed_message.h"
#include "proof/signers.h"

static struct signers *make_signers(void)
{
	struct signers *signers = NULL;
	struct buf pem = { 0 };
	struct err err = { 0 };

	document_signature_certificates(&pem);
	MUST(signers_new(&signers, &err) == 0);
	MUST(signers_add(signers, buf_str(&pem), pem.len, "f", &err) == 0);
	buf_release(&pem);
	return signers;
}

static void check_content(const struct buf *content)
{
	struct jsondoc *doc = NULL;
	struct err err = { 0 };
	const char *id;

	MUST(jsondoc_parse_strict(&doc, buf_str(content), content->len,
				  &err) == 0);
	id = jsondoc_string(doc, "instanceId");
	MUST(id && strcmp(id, "i-10a64379") == 0);
	jsondoc_free(doc);
}

static void check(const struct buf *text)
{
	static struct signers *signers;
	struct signed_message *m = NULL;
	struct buf content = { 0 };
	struct err err = { 0 };
	size_t len = 0;

	if (!signers)
		signers = make_signers();
	if (signed_message_parse(&m, buf_str(text), text->len, &err)) {
		MUST(err.text[0] && !m);
		return;
	}
	MUST(signed_message_claim(m, &len) && len);
	if (signed_message_verify(m, signers, &content, &err) == 0) {
		check_content(&content);
		signed_message_describe(m, &content);
		(void)signed_message_check_dates(m, "2016-11-19T16:32:11Z",
						 &err);
	} else {
		MUST(err.text[0] && !content.len);
	}
	buf_release(&content);
	signed_message_free(m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text = { 0 }, encoded = { 0 };

	buf_append(&text, data, size);
	check(&text);
	codec_base64(&encoded, data, size);
	check(&encoded);
	buf_release(&encoded);
	buf_release(&text);
	return 0;
}
