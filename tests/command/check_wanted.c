/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of wanted: the regions and profiles that --region and --profile name,
 * and the usage errors. */
#include "command/wanted.h"

#include "check_files.h"

static const char config[] = "[default]\n[profile dev]\n[profile shop]\n";
static const char credentials[] = "[shop]\n[old]\n";

static const char no_url[] = "-U names one endpoint, but each region and "
			     "profile has its own; set AWS_ENDPOINT_URL to use "
			     "one endpoint for all of them";

/* `out` has the regions, a slash and the profiles.  `-` means that the user
 * gave no name, `+` begins a list, and `+*-` means all regions.  For a usage
 * error, `out` has the message, with ~ for the directory of the files. */
static const struct {
	const char *what, *region, *profile, *out;
	const char *url, *access_key, *token;
	const char *config;		/* text of the only file, the config
					 * file; NULL for both texts above */
	bool empty;			/* there is neither file */
} rows[] = {
	{ "no region and no profile", NULL, NULL, "- / -" },
	{ "one region", "a", NULL, "a / -" },
	{ "one profile", NULL, "dev", "- / dev" },
	{ "one profile that does not exist is no error here", NULL, "x",
	  "- / x" },
	{ "an empty region", "", NULL, " / -" },
	{ "an empty profile", NULL, "", "- / " },
	{ "names that resemble all", "al", "alls", "al / alls" },
	{ "all in upper case is a name", "ALL", "ALL", "ALL / ALL" },
	/* Lists. */
	{ "three regions", "a,b,c", NULL, "+a b c / -" },
	{ "two profiles", NULL, "shop,dev", "- / +shop dev" },
	{ "two regions and two profiles", "b,a", "dev,shop",
	  "+b a / +dev shop" },
	{ "repeated names", "a,b,a,a", "dev,dev", "+a b / +dev" },
	{ "a repeated name among many", "a,b,c,d,e,f,g,h,i,j,k,i,q", NULL,
	  "+a b c d e f g h i j k q / -" },
	{ "names that begin with other names", "ab,a,abc", NULL,
	  "+ab a abc / -" },
	{ "blanks around a name", "a, b", " dev ,\tshop ",
	  "+a b / +dev shop" },
	{ "a no-break space, copied from a page", "a,\xc2\xa0" "b", NULL,
	  "+a b / -" },
	{ "a name with and without a blank", "a, a", "dev ,dev", "+a / +dev" },
	{ "a blank within a name stays", NULL, "my work, dev",
	  "- / +my work dev" },
	{ "a name of blanks", "a, ,b", NULL,
	  "--region a, ,b: the list has an empty name" },
	{ "a blank after the last comma", "a, ", NULL,
	  "--region a, : the list has an empty name; a list with blanks needs "
	  "quotes" },
	{ "a list whose second name is all", "a, all", NULL,
	  "--region a, all: 'all' must be the only name" },
	{ "a list with an unknown profile", NULL, "dev,x", "- / +dev x" },
	{ "an empty name between two names", "a,,b", NULL,
	  "--region a,,b: the list has an empty name" },
	{ "an empty name at the end", "a,", NULL,
	  "--region a,: the list has an empty name; a list with blanks needs "
	  "quotes" },
	{ "an empty name at the beginning", NULL, ",dev",
	  "--profile ,dev: the list has an empty name" },
	{ "only empty names", ",", NULL,
	  "--region ,: the list has an empty name" },
	/* The name "all". */
	{ "all regions", "all", NULL, "+*- / -" },
	{ "all profiles", NULL, "all", "- / +default dev shop old" },
	{ "all regions and all profiles", "all", "all",
	  "+*- / +default dev shop old" },
	{ "all and another region", "all,a", NULL,
	  "--region all,a: 'all' must be the only name" },
	{ "all and another profile", NULL, "dev,all",
	  "--profile dev,all: 'all' must be the only name" },
	{ "--profile all with one profile", NULL, "all", "- / +only",
	  .config = "[profile only]\n" },
	{ "--profile all without profiles", NULL, "all", "--profile all: "
	  "there is no profile in ~/config or ~/credentials", .empty = true },
	/* Names that look like lists or like "all". */
	{ "a profile with a comma", NULL, "a,b", "- / a,b",
	  .config = "[profile a,b]\n[profile a]\n[profile b]\n" },
	{ "a profile with a comma and a blank", NULL, "a, b", "- / a, b",
	  .config = "[profile \"a, b\"]\n[profile a]\n[profile b]\n" },
	{ "a profile that is called all", NULL, "all", "- / all",
	  .config = "[profile all]\n[profile a]\n" },
	/* Options that exclude a list. */
	{ "-U, one region and one profile", "a", "dev", "a / dev", .url = "u" },
	{ "-U and two regions", "a,b", NULL, no_url, .url = "u" },
	{ "-U and a list that repeats one region", "a,a", NULL, no_url,
	  .url = "u" },
	{ "-U and all regions", "all", NULL, no_url, .url = "u" },
	{ "-U and two profiles", NULL, "dev,shop", no_url, .url = "u" },
	{ "-O and two regions", "a,b", NULL, "+a b / -", .access_key = "k" },
	{ "-O and one profile", NULL, "dev", "- / dev", .access_key = "k" },
	{ "-O and two profiles", NULL, "dev,shop", "-O, -W and -T name one "
	  "account, but each profile has its own keys", .access_key = "k" },
	{ "-T and all profiles", NULL, "all",
	  "-O, -W and -T name one account, but each profile has its own keys",
	  .token = "t" },
};

static void put_names(struct buf *out, const struct wanted_names *n)
{
	buf_printf(out, "%s%s", n->many ? "+" : "", n->all ? "*" : "");
	for (size_t i = 0; i < n->len; i++)
		buf_printf(out, "%s%s", i ? " " : "",
			   n->list[i] ? n->list[i] : "-");
}

/* Appends the message WORDS to OUT, with ~ in place of the name DIR. */
static void put_words(struct buf *out, const char *words, const char *dir)
{
	const char *at;

	for (; (at = strstr(words, dir)) != NULL; words = at + strlen(dir)) {
		buf_append(out, words, (size_t)(at - words));
		buf_puts(out, "~");
	}
	buf_puts(out, words);
}

START_TEST(find)
{
	struct check_files files;
	struct wanted w = { 0 };
	struct buf got = { 0 };
	struct err err = { 0 };
	const char *text = rows[_i].config ? rows[_i].config : config;
	bool plain = !rows[_i].config && !rows[_i].empty;

	check_files_make(&files, rows[_i].empty ? NULL : text,
			 plain ? credentials : NULL);
	const struct settings settings = {
		.region = rows[_i].region, .profile = rows[_i].profile,
		.url = rows[_i].url, .access_key = rows[_i].access_key,
		.token = rows[_i].token,
		.env_config_file = files.config.data,
		.env_credentials_file = files.credentials.data,
		.env_home = files.dir,
	};

	if (wanted_find(&w, &settings, &err)) {
		ck_assert_int_eq(err.kind, ERR_USAGE);
		put_words(&got, err.text, files.dir);
	} else {
		put_names(&got, &w.regions);
		buf_puts(&got, " / ");
		put_names(&got, &w.profiles);
		ck_assert_int_eq(wanted_many(&w), strchr(rows[_i].out, '+')
						  != NULL);
	}
	check_text(rows[_i].what, buf_str(&got), rows[_i].out);
	wanted_release(&w);
	wanted_release(&w);
	check_files_remove(&files);
	buf_release(&got);
}
END_TEST

/* `why` begins the reason in the message, or is NULL if the command may ask
 * several targets. */
static const struct {
	const char *what, *region, *profile, *why, *words;
} ones[] = {
	{ "one region and one profile", "a", "dev", "a change goes to", "" },
	{ "a command that may ask several targets", "a,b", "dev,shop", NULL,
	  "" },
	{ "two regions, where one is allowed", "a,b", NULL, "a change goes to",
	  "--region: a change goes to one region only: name it with "
	  "--region REGION" },
	{ "all regions", "all", NULL, "a change goes to",
	  "--region: a change goes to one region only: name it with "
	  "--region REGION" },
	{ "two regions and two profiles, region first", "a,b", "dev,shop",
	  "a change goes to", "--region: a change goes to one region only: "
	  "name it with --region REGION" },
	{ "two profiles, where one is allowed", "a", "dev,shop",
	  "a document comes from", "--profile: a document comes from one "
	  "profile only: name it with --profile NAME" },
};

START_TEST(one)
{
	struct check_files files;
	struct wanted w = { 0 };
	struct err err = { 0 };
	int rc;

	check_files_make(&files, config, credentials);
	const struct settings settings = {
		.region = ones[_i].region, .profile = ones[_i].profile,
		.env_config_file = files.config.data,
		.env_credentials_file = files.credentials.data,
		.env_home = files.dir,
	};

	ck_assert_int_eq(wanted_find(&w, &settings, &err), 0);
	rc = wanted_check_one(&w, ones[_i].why, &err);
	check_text(ones[_i].what, err.text, ones[_i].words);
	ck_assert_int_eq(rc, *ones[_i].words ? -1 : 0);
	if (rc)
		ck_assert_int_eq(err.kind, ERR_USAGE);
	wanted_release(&w);
	check_files_remove(&files);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ find, ROWS(rows) },
		{ one, ROWS(ones) },
	};

	return check_main("wanted", cases, ROWS(cases));
}
