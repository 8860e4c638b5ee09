/* SPDX-License-Identifier: BSD-2-Clause */
#include "proof/proof.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proof/signed_message.h"
#include "proof/signers.h"

#define PUBLISHED "docs.aws.amazon.com/AWSEC2/latest/UserGuide/" \
	"regions-certs.html"

/* The directories in which `make install` and packages install EC2's
 * certificates. */
static const char *const places[] = {
	EC2_CERTIFICATES,
	"/usr/local/share/ec2-product-tools/certificates",
	"/usr/share/ec2-product-tools/certificates",
};

static bool is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static const char *find_place(void)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (is_directory(places[i]))
			return places[i];
	return places[0];
}

/* Returns whether NAME can be a region.  NAME becomes a part of a path, so it
 * must not contain slashes or dots. */
static bool is_region(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return len && len <= 64 && !name[len];
}

static int hint_published(struct err *err)
{
	return err_hint(err, "EC2 publishes its certificates for each region "
			"at https://%s; give one with --certificate FILE",
			PUBLISHED);
}

static int read_region(struct signers *signers, const char *place,
		       const char *region, struct err *err)
{
	struct buf path = { 0 };
	int rc;

	buf_printf(&path, "%s/%s.pem", place, region);
	rc = buf_check(&path, "path", err);
	if (!rc && access(buf_str(&path), F_OK)) {
		err_set(err, "there is no certificate of region %s in %s",
			region, place);
		rc = hint_published(err);
	} else if (!rc) {
		rc = signers_read(signers, buf_str(&path), err);
	}
	buf_release(&path);
	return rc;
}

/* Reads the certificates that the user gives, or the certificates for REGION.
 * REGION is from the document, which is not verified yet. */
static int read_signers(struct signers *signers, const struct proof_settings *s,
			const char *region, struct err *err)
{
	const char *place = s->place ? s->place : find_place();

	for (size_t i = 0; i < s->files_count; i++)
		if (signers_read(signers, s->files[i], err))
			return -1;
	if (s->files_count)
		return 0;
	if (!is_directory(place) && s->place)
		return signers_read(signers, place, err);
	return read_region(signers, place, region, err);
}

static int parse_document(struct jsondoc **out, const char *text, size_t len,
			  struct err *err)
{
	if (jsondoc_parse_strict(out, text, len, err))
		return err_prefix(err, "the signed document");
	return 0;
}

static const char *const required[] = { "instanceId", "accountId", "region" };

static const char *const lists[] = {
	"devpayProductCodes", "marketplaceProductCodes", "billingProducts",
};

static int check_members(const struct jsondoc *doc, struct err *err)
{
	struct buf elements = { 0 };
	int rc = 0;

	for (size_t i = 0; i < sizeof(required) / sizeof(*required); i++) {
		const char *value = jsondoc_string(doc, required[i]);

		if (!value || !*value)
			return err_set(err, "it is not an identity document: "
				       "%s is missing, empty or not a string",
				       required[i]);
	}
	if (!is_region(jsondoc_string(doc, "region")))
		return err_set(err, "it is not an identity document: its "
			       "region is not a valid region name");
	for (size_t i = 0; !rc && i < sizeof(lists) / sizeof(*lists); i++)
		if (jsondoc_list(doc, lists[i], &elements, err))
			rc = err_prefix(err, "it is not an identity document");
	buf_release(&elements);
	return rc;
}

/* Reads the certificates for verifying M.  Fails if M has no valid document, or
 * if no certificate matches the signer that M names. */
static int choose_signers(struct signers *signers,
			  const struct signed_message *m,
			  const struct proof_settings *settings,
			  struct err *err)
{
	struct jsondoc *claim = NULL;
	size_t len = 0;
	const char *text = signed_message_claim(m, &len);
	int rc = -1;

	if (!parse_document(&claim, text, len, err) &&
	    !check_members(claim, err))
		rc = read_signers(signers, settings,
				  jsondoc_string(claim, "region"), err);
	if (!rc && !signed_message_knows(m, signers)) {
		err_set(err, "not signed by EC2 in %s: no certificate matches "
			"the signer", jsondoc_string(claim, "region"));
		rc = hint_published(err);
	}
	jsondoc_free(claim);
	return rc;
}

static int check_dates(const struct signed_message *m,
		       const struct jsondoc *doc, struct err *err)
{
	const char *time = jsondoc_string(doc, "pendingTime");

	if (!time)
		return err_set(err, "--check-dates: the document has no "
			       "pendingTime");
	return signed_message_check_dates(m, time, err);
}

/* Verifies the signature and parses only the content that the signature
 * covers. */
static int verify_message(struct proof *out, struct signed_message *m,
			  const struct signers *signers, bool dates,
			  struct err *err)
{
	struct buf content = { .max = PROOF_MAX };
	int rc = signed_message_verify(m, signers, &content, err);

	if (!rc)
		rc = parse_document(&out->doc, buf_str(&content), content.len,
				    err);
	buf_release(&content);
	if (rc || check_members(out->doc, err) ||
	    (dates && check_dates(m, out->doc, err)))
		return -1;
	signed_message_describe(m, &out->signature);
	return buf_check(&out->signature, "words", err);
}

static int parse_message(struct signed_message **out,
			 const struct proof_settings *settings,
			 const char *text, size_t len, struct err *err)
{
	int rc = signed_message_parse(out, text, len, err);

	if (rc && settings->fetched)
		err->hint[0] = '\0';
	return rc;
}

int proof_check(struct proof *out, const struct proof_settings *settings,
		const char *text, size_t len, struct err *err)
{
	struct signed_message *m = NULL;
	struct signers *signers = NULL;
	int rc = -1;

	if (len > PROOF_MAX)
		return err_set(err, "it has more than %d bytes", PROOF_MAX);
	if (!signers_new(&signers, err) &&
	    !parse_message(&m, settings, text, len, err) &&
	    !choose_signers(signers, m, settings, err))
		rc = verify_message(out, m, signers, settings->check_dates,
				    err);
	signed_message_free(m);
	signers_free(signers);
	if (rc)
		proof_release(out);
	return rc;
}

void proof_release(struct proof *p)
{
	jsondoc_free(p->doc);
	p->doc = NULL;
	buf_release(&p->signature);
}
