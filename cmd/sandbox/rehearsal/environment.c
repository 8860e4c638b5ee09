/* SPDX-License-Identifier: BSD-2-Clause */
#include "rehearsal/environment.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "metadata/document_signature.h"
#include "state/account.h"
#include "state/private_copy.h"
#include "values/region.h"

extern char **environ;

/* The command does not inherit these variables.  environment_print unsets those
 * that E->set lacks, because the shell that reads the lines may have them. */
static const char *const well_known[] = {
	"AWS_ACCESS_KEY", "AWS_CA_BUNDLE", "AWS_CONTAINER_AUTHORIZATION_TOKEN",
	"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
	"AWS_CONTAINER_CREDENTIALS_FULL_URI",
	"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CREDENTIAL_EXPIRATION",
	"AWS_CREDENTIAL_FILE", "AWS_DEFAULT_PROFILE", "AWS_DELEGATION_TOKEN",
	"AWS_EC2_METADATA_DISABLED", "AWS_EC2_METADATA_SERVICE_ENDPOINT",
	"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
	"AWS_EC2_METADATA_V1_DISABLED", "AWS_ENDPOINT_URL_EC2",
	"AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_STS",
	"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_MAX_ATTEMPTS",
	"AWS_PROFILE", "AWS_RETRY_MODE", "AWS_ROLE_ARN",
	"AWS_ROLE_SESSION_NAME", "AWS_SECRET_KEY", "AWS_SECURITY_TOKEN",
	"AWS_SESSION_TOKEN", "AWS_USE_DUALSTACK_ENDPOINT",
	"AWS_USE_FIPS_ENDPOINT", "AWS_WEB_IDENTITY_TOKEN_FILE", "BOTO_CONFIG",
	"BOTO_PATH", "EC2_ACCESS_KEY", "EC2_API_VERSION", "EC2_AUDIT_STATE",
	"EC2_CERT", "EC2_DEFAULT_ARGS", "EC2_PRIVATE_KEY", "EC2_REGION",
	"EC2_SECRET_KEY", "EC2_SIGNATURE_VERSION", "EUCALYPTUS", "EUCA_REGION",
	"FOG_CREDENTIAL", "FOG_RC", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS",
	"_JAVA_OPTIONS", "all_proxy", "ALL_PROXY", "ftp_proxy", "FTP_PROXY",
	"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "no_proxy",
	"NO_PROXY",
};

static bool is_well_known(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(well_known) / sizeof(well_known[0]); i++)
		if (strlen(well_known[i]) == len &&
		    memcmp(well_known[i], name, len) == 0)
			return true;
	return false;
}

/* Returns whether the command must not inherit the variable NAME=VALUE, whose
 * name has LEN bytes.  Python's clients find a proxy in every variable whose
 * name ends in _proxy, in upper or lower case. */
static bool is_sealed(const char *name, size_t len)
{
	static const char *const prefixes[] = {
		"AWS_", "EC2_", "EUCA_", "EUCALYPTUS_", "NOTIFY_SOCKET=",
	};
	static const char proxy[] = "_proxy";
	size_t tail = strlen(proxy);

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	return is_well_known(name, len) || (len >= tail &&
	       strncasecmp(name + len - tail, proxy, tail) == 0);
}

static int write_file(const char *name, const struct buf *content,
		      struct err *err)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
	bool ok = f && fwrite(content->data, 1, content->len, f) ==
		       content->len;

	if (f && fclose(f))
		ok = false;
	return ok ? 0 : err_errno(err, errno, "%s", name);
}

/* Appends a configuration of boto 2, which can name the host but not the port.
 * So a program that does not set the port itself fails, but never reaches
 * Amazon. */
static void write_boto(struct buf *out, const struct account *account,
		       const char *url)
{
	const char *host = strstr(url, "://") + 3;
	bool is_tls = strncmp(url, "https", 5) == 0;
	size_t len = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":");

	buf_printf(out, "[Credentials]\naws_access_key_id = %s\n"
		   "aws_secret_access_key = %s\n\n[Boto]\nis_secure = %s\n"
		   "ec2_region_name = " REGION "\n"
		   "ec2_region_endpoint = %.*s\n", account->access_key,
		   account->secret_key, is_tls ? "True" : "False", (int)len,
		   host);
}

static int make_files(struct environment *e, struct state *state,
		      const struct account *account, const char *url,
		      struct err *err)
{
	struct buf credentials = { 0 }, config = { 0 }, certificates = { 0 };
	struct buf boto = { 0 };
	const struct {
		const char *name;
		struct buf *path, *content;
	} files[] = {
		{ "credentials", &e->credentials, &credentials },
		{ "config", &e->config, &config }, { "boto", &e->boto, &boto },
		{ "certificates.pem", &e->certificates, &certificates },
	};
	int rc = private_copy_directory(&e->directory, err);

	document_signature_certificates(&certificates);
	write_boto(&boto, account, url);
	if (!rc)
		rc = account_profiles(state, &credentials, &config, err);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		if (!rc)
			buf_printf(files[i].path, "%s/%s",
				   e->directory.data, files[i].name);
		if (!rc && (buf_check(files[i].path, files[i].name, err) ||
			    buf_check(files[i].content, files[i].name, err) ||
			    write_file(buf_str(files[i].path),
				       files[i].content, err)))
			rc = -1;
		buf_release(files[i].content);
	}
	if (!rc)
		buf_printf(&e->audits, "%s/audit.db", e->directory.data);
	return rc ? -1 : buf_check(&e->audits, "audit.db", err);
}

static int set_cert(struct environment *e, const char *cert, struct err *err)
{
	char *path = realpath(cert, NULL);
	int rc;

	if (!path)
		return err_errno(err, errno, "%s", cert);
	rc = params_add(&e->set, "AWS_CA_BUNDLE", path, err);
	free(path);
	return rc;
}

int environment_make(struct environment *e, struct state *state,
		     const struct environment_config *config, struct err *err)
{
	const char *url = config->url, *metadata = config->metadata_url;
	struct account account;

	if (account_first(state, &account, err) ||
	    (!config->advertised && make_files(e, state, &account, url, err)))
		return -1;
	/* A variable with the value NULL is left out. */
	const struct { const char *name, *value; } all[] = {
		{ "EC2_URL", url },
		{ "AWS_ENDPOINT_URL", url },
		{ "AWS_ACCESS_KEY_ID", account.access_key },
		{ "AWS_SECRET_ACCESS_KEY", account.secret_key },
		{ "AWS_REGION", REGION },
		{ "AWS_DEFAULT_REGION", REGION },
		{ "AWS_SHARED_CREDENTIALS_FILE", e->credentials.data },
		{ "AWS_CONFIG_FILE", e->config.data },
		{ "EC2_IDENTITY_CERTIFICATES", e->certificates.data },
		{ "BOTO_CONFIG", e->boto.data },
		{ "EC2_AUDIT_STATE", e->audits.data },
		{ "EC2_SANDBOX_RESET", config->reset_token },
		{ metadata ? "AWS_EC2_METADATA_SERVICE_ENDPOINT" :
			     "AWS_EC2_METADATA_DISABLED",
		  metadata ? metadata : "true" },
	};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i].value && params_add(&e->set, all[i].name,
					       all[i].value, err))
			return -1;
	if (config->cert && !config->advertised &&
	    set_cert(e, config->cert, err))
		return -1;
	return params_add(&e->set, "EC2_SANDBOX", config->advertised ?
			  config->advertised : "1", err);
}

void environment_release(struct environment *e)
{
	buf_release(&e->credentials);
	buf_release(&e->config);
	buf_release(&e->certificates);
	buf_release(&e->boto);
	buf_release(&e->audits);
	private_copy_clear(&e->directory);
	params_release(&e->set);
	buf_release(&e->text);
	free(e->vector);
	e->vector = NULL;
}

/* Returns whether a shell can have a variable with this name.  Another name
 * could contain commands for the shell, so we do not print it. */
static bool is_shell_name(const char *name, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)name[i]) && name[i] != '_')
			return false;
	return len && !isdigit((unsigned char)name[0]);
}

static int print_unsets(const struct environment *e, struct buf *out,
			struct err *err)
{
	struct buf name = { 0 };
	int rc;

	for (size_t i = 0; i < sizeof(well_known) / sizeof(well_known[0]); i++)
		if (!params_get(&e->set, well_known[i]))
			buf_printf(out, "unset %s\n", well_known[i]);
	for (char **p = environ; *p; p++) {
		size_t len = strcspn(*p, "=");

		if (!is_sealed(*p, len) || !is_shell_name(*p, len))
			continue;
		buf_clear(&name);
		buf_append(&name, *p, len);
		if (!params_get(&e->set, buf_str(&name)) &&
		    !is_well_known(*p, len))
			buf_printf(out, "unset %s\n", buf_str(&name));
	}
	rc = buf_check(&name, "environment", err);
	buf_release(&name);
	return rc;
}

static void print_quoted(struct buf *out, const char *value)
{
	buf_putc(out, '\'');
	for (; *value; value++)
		if (*value == '\'')
			buf_puts(out, "'\\''");
		else
			buf_putc(out, *value);
	buf_putc(out, '\'');
}

int environment_print(const struct environment *e, struct buf *out,
		      struct err *err)
{
	if (print_unsets(e, out, err))
		return -1;
	for (size_t i = 0; i < e->set.len; i++) {
		buf_printf(out, "export %s=", params_name(&e->set, i));
		print_quoted(out, params_value(&e->set, i));
		buf_putc(out, '\n');
	}
	return buf_check(out, "environment", err);
}

int environment_vector(struct environment *e, char ***out, struct err *err)
{
	size_t n = 0, count = e->set.len;
	char *at;

	for (char **p = environ; *p; p++)
		count++;
	free(e->vector);
	e->vector = calloc(count + 1, sizeof(*e->vector));
	if (!e->vector)
		return err_memory(err);
	for (char **p = environ; *p; p++)
		if (!is_sealed(*p, strcspn(*p, "=")))
			e->vector[n++] = *p;
	buf_clear(&e->text);
	for (size_t i = 0; i < e->set.len; i++) {
		buf_printf(&e->text, "%s=%s", params_name(&e->set, i),
			   params_value(&e->set, i));
		buf_putc(&e->text, '\0');
	}
	if (buf_check(&e->text, "environment", err))
		return -1;
	at = e->text.data;
	for (size_t i = 0; i < e->set.len; i++, at += strlen(at) + 1)
		e->vector[n++] = at;
	*out = e->vector;
	return 0;
}
