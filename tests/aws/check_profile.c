/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of profile: which section belongs to which profile, which file takes
 * precedence, missing profiles, and the home directory. */
#include "aws/profile.h"

#include "check_files.h"

/* `x` is the value of the setting x in the profile `profile`, or "-" if the
 * profile has no such setting. */
static const struct {
	const char *what, *config, *credentials, *profile, *x;
} values[] = {
	{ "the profile default", "[default]\nx=1", NULL, "default", "1" },
	{ "a named profile", "[profile a]\nx=1", NULL, "a", "1" },
	{ "[profile default] alone", "[profile default]\nx=1", NULL, "default",
	  "1" },
	{ "a later [profile default] replaces [default]",
	  "[default]\nx=1\n[profile default]\nx=2", NULL,
	  "default", "2" },
	{ "a later [default] replaces [profile default]",
	  "[profile default]\nx=1\n[default]\ny=2", NULL,
	  "default", "-" },
	{ "a name in double quotes",
	  "[profile \"my work\"]\nx=1", NULL, "my work", "1" },
	{ "a name in single quotes",
	  "[profile 'my work']\nx=1", NULL, "my work", "1" },
	{ "a name with a backslash",
	  "[profile my\\ work]\nx=1", NULL, "my work",
	  "1" },
	{ "a name with a blank but no quotes",
	  "[profile my work]\nx=1", NULL, "my work", "-" },
	{ "an open quote", "[profile \"a]\nx=1", NULL, "a", "-" },
	{ "a section without the word profile", "[a]\nx=1", NULL, "a", "-" },
	{ "a tab before the name", "[profile\ta]\nx=1", NULL, "a", "1" },
	{ "a profile in the credentials file", NULL, "[a]\nx=1", "a", "1" },
	{ "credentials: a blank in a name needs no quotes",
	  NULL, "[my work]\nx=1", "my work", "1" },
	{ "credentials: quotes belong to the name",
	  NULL, "[\"a\"]\nx=1", "a", "-" },
	{ "credentials: the word profile belongs to the name",
	  NULL, "[profile a]\nx=1", "profile a", "1" },
	{ "the credentials file takes precedence",
	  "[profile a]\nx=1", "[a]\nx=2", "a", "2" },
	{ "precedence applies to each setting",
	  "[profile a]\nx=1", "[a]\ny=2", "a", "1" },
	{ "an empty setting takes precedence too",
	  "[profile a]\nx=1", "[a]\nx=", "a", "" },
	{ "[DEFAULT] applies to every profile",
	  "[DEFAULT]\nx=1\n[profile a]\ny=2", NULL, "a", "1" },
	{ "[DEFAULT] does not override a profile",
	  "[profile a]\nx=2\n[DEFAULT]\nx=1", NULL,
	  "a", "2" },
	{ "DEFAULT is not a profile", NULL, "[DEFAULT]\nx=1", "DEFAULT", "-" },
	{ "no files", NULL, NULL, "default", "-" },
};

START_TEST(value)
{
	struct check_files f;
	struct profile *p;
	struct err err = { 0 };
	const char *x;

	check_files_make(&f, values[_i].config, values[_i].credentials);
	p = check_files_open(&f, NULL);
	ck_assert_msg(profile_load(p, &err) == 0, "%s: %s", values[_i].what,
		      err.text);
	x = profile_get(p, values[_i].profile, "x");
	check_text(values[_i].what, x ? x : "-", values[_i].x);
	profile_free(p);
	check_files_remove(&f);
}
END_TEST

START_TEST(sections)
{
	struct check_files f;
	struct profile *p;
	struct err err = { 0 };

	check_files_make(&f, "[sso-session s]\na=1\n[services v]\nec2 =\n"
			 "  endpoint_url = u\nsts=\n  endpoint_url = t\n"
			 "[profile e]\n", "[sso-session t]\n[c]\na=1\n");
	p = check_files_open(&f, NULL);
	ck_assert_int_eq(profile_load(p, &err), 0);
	ck_assert_str_eq(profile_sso(p, "s", "a"), "1");
	ck_assert_ptr_null(profile_sso(p, "s", "b"));
	ck_assert(profile_sso_exists(p, "s") && !profile_sso_exists(p, "t"));
	ck_assert_str_eq(profile_service(p, "v", "sts", "endpoint_url"),
			 "t");
	ck_assert_ptr_null(profile_service(p, "v", "sso", "endpoint_url"));
	ck_assert(profile_services_exist(p, "v"));
	ck_assert(!profile_services_exist(p, "s"));
	ck_assert(profile_exists(p, "e") && profile_exists(p, "c"));
	ck_assert(!profile_exists(p, "s") && !profile_exists(p, "default"));
	ck_assert_str_eq(profile_get_from(p, PROFILE_CREDENTIALS, "c", "a"),
			 "1");
	ck_assert_ptr_null(profile_get_from(p, PROFILE_CONFIG, "c", "a"));
	profile_free(p);
	check_files_remove(&f);
}
END_TEST

/* If the chosen profile does not exist, every call of profile_load fails in the
 * same way. */
START_TEST(chosen)
{
	struct check_files f;
	struct profile *p;
	struct err err = { 0 }, again = { 0 };

	check_files_make(&f, "[profile a]\n", NULL);
	p = check_files_open(&f, "a");
	ck_assert_int_eq(profile_load(p, &err), 0);
	ck_assert_str_eq(profile_name(p), "a");
	profile_free(p);
	p = check_files_open(&f, "b");
	ck_assert_int_eq(profile_load(p, &err), -1);
	ck_assert_int_eq(profile_load(p, &again), -1);
	ck_assert_str_eq(err.text, again.text);
	ck_assert_ptr_nonnull(strstr(err.text, "profile b: it is neither in "
						"/tmp/check_files."));
	profile_free(p);
	check_files_remove(&f);
}
END_TEST

/* If the config file has [NAME] instead of [profile NAME], the hint shows the
 * right header, with quotes around a name with a space. */
START_TEST(header)
{
	static const char *const rows[][2] = {
		{ "one", "/config must be [profile one] to be" },
		{ "two words", "/config must be [profile \"two words\"] to be" },
	};
	const char *name = rows[_i][0];
	struct buf text = { 0 };
	struct check_files f;
	struct profile *p;
	struct err err = { 0 };

	buf_printf(&text, "[%s]\nregion = a\n", name);
	check_files_make(&f, text.data, NULL);
	p = check_files_open(&f, name);
	ck_assert_int_eq(profile_load(p, &err), -1);
	ck_assert_msg(strstr(err.hint, rows[_i][1]), "%s: %s", name, err.hint);
	profile_free(p);
	check_files_remove(&f);
	buf_release(&text);
}
END_TEST

static const struct {
	const char *name, *hint;
} missing[] = {
	{ "sellr", "did you mean seller?" },
	{ "custmoer", "did you mean customer?" },
	{ "sesion", "" },	/* similar to an SSO session, not to a
				 * profile */
	{ "other", "" },
};

START_TEST(mistyped)
{
	struct check_files f;
	struct profile *p;
	struct err err = { 0 };

	check_files_make(&f, "[profile seller]\nregion = a\n"
			 "[sso-session session]\nsso_region = b\n",
			 "[customer]\naws_access_key_id = A\n");
	p = check_files_open(&f, missing[_i].name);
	ck_assert_int_eq(profile_load(p, &err), -1);
	check_text(missing[_i].name, err.hint, missing[_i].hint);
	profile_free(p);
	check_files_remove(&f);
}
END_TEST

START_TEST(home)
{
	static const struct profile_places with = { .home = "/h" };
	static const struct profile_places without = { .home = NULL };
	struct profile *p = NULL;
	struct buf out = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(profile_new(&p, &with, &err), 0);
	ck_assert_int_eq(profile_expand(p, "~/a", &out, &err), 0);
	ck_assert_str_eq(out.data, "/h/a");
	buf_clear(&out);
	ck_assert_int_eq(profile_expand(p, "~nobody-has-it/~", &out, &err), 0);
	ck_assert_str_eq(out.data, "~nobody-has-it/~");
	profile_free(p);
	buf_clear(&out);
	/* The password database has an entry for the user who runs this
	 * test. */
	ck_assert_int_eq(profile_new(&p, &without, &err), 0);
	ck_assert_int_eq(profile_expand(p, "~/a", &out, &err), 0);
	ck_assert_int_eq(out.data[0], '/');
	profile_free(p);
	buf_release(&out);
}
END_TEST

/* Tests a user without HOME and without a name.  Returns 0 if the test passes,
 * and another number if it fails. */
static int without_home(void)
{
	const struct profile_places none = { 0 };
	const struct profile_places named = { .config_file = "~/config" };
	struct profile *p = NULL;
	struct buf gaps = { 0 }, path = { 0 };
	struct err err = { 0 };
	int rc;

	if (profile_new(&p, &none, &err) || profile_load(p, &err))
		return 1;
	if (profile_exists(p, "default"))
		return 2;
	profile_free(p);
	if (profile_new(&p, &named, &err) || profile_load(p, &err))
		return 3;
	profile_gaps(p, &gaps);
	rc = strstr(buf_str(&gaps), "AWS_CONFIG_FILE: ~/config: HOME is not")
		? 0 : 4;
	if (!profile_expand(p, "~/a", &path, &err) ||
	    !strstr(err.text, "~/a: HOME is not set"))
		rc = 5;
	buf_release(&path);
	buf_release(&gaps);
	profile_free(p);
	return rc;
}

START_TEST(no_home)
{
	check_nameless(without_home);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ value, ROWS(values) },
		{ sections, 1 },
		{ chosen, 1 },
		{ header, 2 },
		{ mistyped, ROWS(missing) },
		{ home, 1 },
		{ no_home, 1 },
	};

	return check_main("profile", cases, ROWS(cases));
}
