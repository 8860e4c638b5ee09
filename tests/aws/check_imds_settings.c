/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of imds_settings: the sources of settings, and which values are
 * valid. */
#include "aws/imds_settings.h"

#include "aws/imds.h"
#include "check_files.h"

#define REFUSED(url) "metadata service at " url ": refused, since this is a " \
		   "rehearsal in ec2-sandbox (EC2_SANDBOX is set) and the " \
		   "host is neither a loopback address nor the sandbox"

/* Settings, and the error message that they cause, or NULL if the settings are
 * valid.  A rehearsal refuses a service on another machine, unless it is the
 * sandbox.  The message of this refusal shows the URL that results from the
 * settings. */
static const struct {
	struct imds_settings settings;
	const char *words;
} settings[] = {
	{ { .sandbox = { "1" } }, REFUSED("http://169.254.169.254") },
	{ { .sandbox = { "1" }, .mode = { "" } },
	  REFUSED("http://169.254.169.254") },
	{ { .sandbox = { "1" }, .mode = { "ipv4" } },
	  REFUSED("http://169.254.169.254") },
	{ { .sandbox = { "1" }, .mode = { "IPv6" } },
	  REFUSED("http://[fd00:ec2::254]") },
	{ { .sandbox = { "1" }, .mode = { "ipv6" }, .endpoint = { "" } },
	  REFUSED("http://[fd00:ec2::254]") },
	{ { .sandbox = { "1" }, .mode = { "ipv6" },
	    .endpoint = { "http://a:80/b/" } },
	  REFUSED("http://a/b") },
	{ { .sandbox = { "1" },
	    .endpoint = { "http://[fe80::a9fe:a9fe%25Eth0]:80/" } },
	  REFUSED("http://[fe80::a9fe:a9fe%25Eth0]") },
	{ { .sandbox = { "1" }, .mode = { "x" },
	    .endpoint = { "https://192.0.2.1" } },
	  REFUSED("https://192.0.2.1") },
	{ { .sandbox = { "1" }, .endpoint = { "http://127.0.0.1.example" } },
	  REFUSED("http://127.0.0.1.example") },
	{ { .mode = { "ipv5" } },
	  "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'ipv5' "
	  "is neither ipv4 nor ipv6" },
	{ { .endpoint = { "127.0.0.1:80" } },
	  "AWS_EC2_METADATA_SERVICE_ENDPOINT: "
	  "URL 127.0.0.1:80: it must begin with http:// or "
	  "https://" },
	{ { .endpoint = { "ftp://127.0.0.1" } },
	  "AWS_EC2_METADATA_SERVICE_ENDPOINT: URL ftp://127.0.0.1: neither "
	  "http nor https" },
	{ { .endpoint = { "http://u@127.0.0.1" } },
	  "AWS_EC2_METADATA_SERVICE_ENDPOINT: URL: it must not contain a "
	  "user" },
	{ { .timeout = { "0" } },
	  "AWS_METADATA_SERVICE_TIMEOUT: 0 is not from 1 "
	  "to 2147483" },
	{ { .timeout = { "1s" } },
	  "AWS_METADATA_SERVICE_TIMEOUT: '1s' is not a "
	  "whole number" },
	{ { .attempts = { "-1" } },
	  "AWS_METADATA_SERVICE_NUM_ATTEMPTS: -1 is not "
	  "from 1 to 2147483" },
	{ { .sandbox = { "1" }, .endpoint = { "http://localhost" } }, NULL },
	{ { .sandbox = { "1" }, .endpoint = { "http://[::1]:80/" } }, NULL },
	{ { .sandbox = { "box:80" }, .endpoint = { "http://box" } }, NULL },
	{ { .sandbox = { "box:80" }, .endpoint = { "http://box:81" } },
	  REFUSED("http://box:81") },
	{ { .sandbox = { "" }, .timeout = { "" }, .attempts = { "" } }, NULL },
	{ { .sandbox = { "1" }, .disabled = { "true" },
	    .mode = { "x" } }, NULL },
	{ { .disabled = { "TRUE" }, .timeout = { "x" } }, NULL },
};

START_TEST(setting)
{
	const struct imds_settings *row = &settings[_i].settings;
	const struct settings environment = {
		.env_imds_disabled = row->disabled.value,
		.env_imds_endpoint = row->endpoint.value,
		.env_imds_mode = row->mode.value,
		.env_imds_timeout = row->timeout.value,
		.env_imds_attempts = row->attempts.value,
		.env_sandbox = row->sandbox.value,
	};
	struct imds_settings s = { 0 };
	struct imds *i = NULL;
	struct err err = { 0 };
	int rc;

	imds_settings_read(&s, &environment, NULL, NULL);
	rc = imds_new(&i, &s, &err);
	if (settings[_i].words) {
		ck_assert_int_eq(rc, -1);
		ck_assert_ptr_null(i);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		check_text("words", err.text, settings[_i].words);
	} else {
		ck_assert_msg(rc == 0, "row %d: %s", _i, err.text);
	}
	imds_free(i);
}
END_TEST

/* An invalid setting in a profile is not a usage error. */
static const struct {
	const char *line, *words;
} bad_lines[] = {
	{ "ec2_metadata_service_endpoint = x", "profile default: "
	  "ec2_metadata_service_endpoint: URL x: it must begin with http:// or "
	  "https://" },
	{ "ec2_metadata_service_endpoint = ftp://x", "profile default: "
	  "ec2_metadata_service_endpoint: URL ftp://x: neither http nor https" },
	{ "ec2_metadata_service_endpoint_mode = ipv5", "profile default: "
	  "ec2_metadata_service_endpoint_mode: 'ipv5' is neither ipv4 nor "
	  "ipv6" },
	{ "metadata_service_timeout = 1s", "profile default: "
	  "metadata_service_timeout: '1s' is not a whole number" },
	{ "metadata_service_num_attempts = 0", "profile default: "
	  "metadata_service_num_attempts: 0 is not from 1 to 2147483" },
};

START_TEST(bad_line)
{
	struct imds_settings s = { 0 };
	struct settings environment = { 0 };
	struct buf config = { 0 };
	struct check_files f;
	struct profile *files;
	struct imds *i = NULL;
	struct err err = { 0 };

	buf_printf(&config, "[default]\n%s\n", bad_lines[_i].line);
	check_files_make(&f, config.data, NULL);
	files = check_files_open(&f, NULL);
	ck_assert_msg(profile_load(files, &err) == 0, "%s", err.text);
	imds_settings_read(&s, &environment, files, "default");
	ck_assert_int_eq(imds_new(&i, &s, &err), -1);
	check_text("words", err.text, bad_lines[_i].words);
	ck_assert_int_eq(err.kind, ERR_FAILED);
	profile_free(files);
	check_files_remove(&f);
	buf_release(&config);
}
END_TEST

/* The environment variable of each setting, and the setting's name in a
 * profile, or NULL if profiles have no such setting.  `setting_at` and
 * `variable_at` are the offsets of both values in their structs.  A variable
 * takes precedence, and messages then name the variable. */
static const struct {
	size_t setting_at, variable_at;
	const char *variable, *in_profile;
} source_rows[] = {
#define SOURCE(member, env, ...) \
	{ offsetof(struct imds_settings, member), \
	  offsetof(struct settings, env), __VA_ARGS__ }
	SOURCE(disabled, env_imds_disabled, "AWS_EC2_METADATA_DISABLED"),
	SOURCE(endpoint, env_imds_endpoint, "AWS_EC2_METADATA_SERVICE_ENDPOINT",
	       "ec2_metadata_service_endpoint"),
	SOURCE(mode, env_imds_mode, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
	       "ec2_metadata_service_endpoint_mode"),
	SOURCE(timeout, env_imds_timeout, "AWS_METADATA_SERVICE_TIMEOUT",
	       "metadata_service_timeout"),
	SOURCE(attempts, env_imds_attempts, "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
	       "metadata_service_num_attempts"),
	SOURCE(v1_disabled, env_imds_v1, "AWS_EC2_METADATA_V1_DISABLED",
	       "ec2_metadata_v1_disabled"),
	SOURCE(sandbox, env_sandbox, "EC2_SANDBOX"),
};

static void check_source(int row, const struct profile *files,
			 const char *variable, const char *value)
{
	const char *in_profile = source_rows[row].in_profile;
	struct imds_settings out = { 0 };
	struct settings s = { 0 };
	const struct imds_setting *got =
		(void *)((char *)&out + source_rows[row].setting_at);

	*(const char **)(void *)((char *)&s + source_rows[row].variable_at) =
		variable;
	imds_settings_read(&out, &s, files, "default");
	check_text("value", got->value ? got->value : "(none)", value);
	check_text("profile", got->profile ? got->profile : "(none)",
		   files && in_profile && !variable ? "default" : "(none)");
	check_text("name", got->name,
		   files && in_profile && !variable
			   ? in_profile : source_rows[row].variable);
}

START_TEST(sources)
{
	const char *in_profile = source_rows[_i].in_profile;
	struct buf config = { 0 };
	struct check_files f;
	struct profile *files;
	struct err err = { 0 };

	buf_puts(&config, "[default]\n");
	for (int i = 0; i < ROWS(source_rows); i++)
		if (source_rows[i].in_profile)
			buf_printf(&config, "%s = %d\n",
				   source_rows[i].in_profile, i);
	check_files_make(&f, config.data, NULL);
	files = check_files_open(&f, NULL);
	ck_assert_msg(profile_load(files, &err) == 0, "%s", err.text);
	check_source(_i, NULL, NULL, "(none)");
	check_source(_i, NULL, "set", "set");
	check_source(_i, files, "set", "set");
	buf_clear(&config);
	buf_printf(&config, "%d", _i);
	check_source(_i, files, NULL, in_profile ? config.data : "(none)");
	profile_free(files);
	check_files_remove(&f);
	buf_release(&config);
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ setting, ROWS(settings) },
		{ bad_line, ROWS(bad_lines) },
		{ sources, ROWS(source_rows) },
	};

	return check_main("imds_settings", tests, ROWS(tests));
}
