/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of idform: values that are not an id, and the explanations for these
 * values. */
#include "request/idform.h"

#include "check_main.h"

#define MEANT "; did you mean i-10a64379?"

static const struct {
	const char *name, *value;
	const char *code;	/* the job's product code, or NULL */
	const char *why;	/* text after the value, or "" for no text */
} cases[] = {
	/* Good ids in some cloud. */
	{ "InstanceId", "i-10a64379", "774F4FF8", "" },
	{ "InstanceId.1", "i-0123456789abcdef0", NULL, "" },
	{ "InstanceId", "i-10a64379", "0123456789abcdefghijklmno", "" },
	{ "InstanceId", "12345678-1234-1234-1234-123456789012", NULL, "" },
	{ "ImageId", "ami-5bae4b32", NULL, "" },
	{ "ImageId", "emi-5bae4b32", NULL, "" },
	{ "ImageId", "a1b2c3", NULL, "" },
	{ "ImageId", "5bae4b3", NULL, "" },
	{ "ImageId", "g0123456", NULL, "" },
	{ "ImageId.2", "aki-1", NULL, "" },
	{ "ImageId", "12345678-1234-1234-1234-123456789012", NULL, "" },
	{ "ImageId", "11112222333", NULL, "" },
	{ "ImageId", "1111-2222-333x", NULL, "" },
	{ "ProductCode", "774F4FF8", NULL, "" },
	/* Parameters that idform does not check. */
	{ "Attribute", "i-1 ", NULL, "" },
	{ "UserId", "111122223333", NULL, "" },
	{ "OwnerId", "a@b.c", NULL, "" },
	/* Values that are not ids of the parameter's kind. */
	{ "InstanceId", "111122223333", "774F4FF8",
	  "is an account number, not an id" },
	{ "ImageId", "1111-2222-3333", NULL,
	  "is an account number, not an id" },
	{ "InstanceId", "1111 2222 3333", NULL,
	  "is an account number, not an id" },
	{ "InstanceId", "a@b.c", "774F4FF8", "is an email address, not an id" },
	{ "InstanceId", "arn:aws:s3:::x", NULL, "is an ARN, not an id" },
	{ "InstanceId", "https://x/y", NULL, "is a web address, not an id" },
	{ "InstanceId", "10.0.1.2", NULL, "is an IP address, not an id" },
	{ "InstanceId", "ip-10-0-1-2.ec2.internal", NULL,
	  "is a host name, not an id" },
	{ "InstanceId", "ip-10-0-1-2", NULL, "is a host name, not an "
	  "instance" },
	{ "InstanceId", "ami-1", "774F4FF8", "is an image, not an instance" },
	{ "InstanceId", "AMI-1", NULL, "is an image, not an instance" },
	{ "InstanceId", "vol-10a64379.", NULL, "is a volume, not an "
	  "instance" },
	{ "ImageId", "i-1", NULL, "is an instance, not an image" },
	{ "InstanceId", "fleet.txt", "774F4FF8", "is not an instance id; ids "
	  "in a file are read with -i - <fleet.txt" },
	{ "InstanceId.1", "/tmp/fleet", NULL, "is not an instance id; ids in "
	  "a file are read with - </tmp/fleet" },
	{ "InstanceId", "INSTANCE", "774F4FF8", "is not an instance id; ids "
	  "begin with i-" },
	{ "InstanceId", "774F4FF8", "774F4FF8", "is the product code, not an "
	  "id" },
	{ "InstanceId", "774f4ff8", "i-1", "is not an instance id: are "
	  "product code and instance in the wrong order?" },
	/* Volumes and snapshots. */
	{ "VolumeId", "vol-10a64379", NULL, "" },
	{ "VolumeId.1", "my-volume", NULL, "" },
	{ "SourceSnapshotId", "snap-0123456789abcdef0", NULL, "" },
	{ "VolumeId", "VOL-10A64379", NULL, "is in upper case; did you mean "
	  "vol-10a64379?" },
	{ "VolumeId", "10a64379", NULL, "lacks its vol-; did you mean "
	  "vol-10a64379?" },
	{ "VolumeId", "i-10a64379", NULL, "is an instance, not a volume" },
	{ "VolumeId", "vol-10a64379,vol-10a64370", NULL, "is several ids; "
	  "give each by itself" },
	{ "SnapshotId.1", "snap-10a64379,", NULL, "ends with ','; did you "
	  "mean snap-10a64379?" },
	{ "SnapshotId", "vol-10a64379", NULL, "is a volume, not a snapshot" },
	{ "SnapshotId", "snap-10a6437", NULL, "has 7 digits after snap-; an "
	  "id has 8 or 17" },
	{ "SourceSnapshotId", "ami-10a64379", NULL, "is an image, not a "
	  "snapshot" },
	{ "SourceImageId", "snap-10a64379", NULL, "is a snapshot, not an "
	  "image" },
	/* Resources of any kind. */
	{ "ResourceId.1", "snap-10a64379", NULL, "" },
	{ "ResourceId.1", "sg-10a64379", NULL, "" },
	{ "ResourceId.1", "my-volume", NULL, "" },
	{ "ResourceId.1", "AMI-10A64379", NULL, "is in upper case; did you "
	  "mean ami-10a64379?" },
	{ "ResourceId.2", "i-10a64379.", NULL, "ends with '.'" MEANT },
	{ "ResourceId.1", "vol-10a64379,vol-10a64370", NULL, "is several ids; "
	  "give each by itself" },
	{ "ResourceId.1", "snap-10a64370,i-10a64379", NULL, "has other text "
	  "beside the id" MEANT },
	{ "ResourceId.1", "snap-1", NULL, "has 1 digit after snap-; an id has "
	  "8 or 17" },
	/* Ids without a prefix, or with a wrong prefix. */
	{ "InstanceId", "10a64379", "774F4FF8", "lacks its i-" MEANT },
	{ "InstanceId", "10A64379", "774F4FF8", "lacks its i-" MEANT },
	{ "InstanceId", "0123456789abcdef0", NULL, "lacks its i-; did you "
	  "mean i-0123456789abcdef0?" },
	{ "InstanceId", "0123456789abcdef", NULL, "is not an instance id; "
	  "ids begin with i-" },
	{ "ImageId", "774F4FF8", "ami-5bae4b32", "is not an image id: are "
	  "product code and image in the wrong order?" },
	{ "ImageId", "5bae4b32", "774F4FF8", "lacks its ami-; did you mean "
	  "ami-5bae4b32?" },
	{ "ImageId", "5bae4b32", NULL, "lacks its ami-; did you mean "
	  "ami-5bae4b32?" },
	{ "ImageId", "5BAE4B32", NULL, "lacks its ami-; did you mean "
	  "ami-5bae4b32?" },
	{ "InstanceId", "instance-10a64379", NULL, "does not begin with i-"
	  MEANT },
	{ "InstanceId", "web-1", NULL, "is not an instance id; ids begin with "
	  "i-" },
	{ "InstanceId", "webi-1", NULL, "is not an instance id; ids begin "
	  "with i-" },
	/* The number of another id is not an instance id, and neither is a part
	 * of a UUID. */
	{ "InstanceId", "RESERVATION\tr-0ace4f63\t111122223333", NULL, "is not "
	  "an instance id; ids begin with i-" },
	{ "InstanceId", "web on ami-5bae4b32", NULL, "is not an instance id; "
	  "ids begin with i-" },
	{ "InstanceId", "web 10a64379-1234-1234-1234-123456789012", NULL, "is "
	  "not an instance id; ids begin with i-" },
	{ "InstanceId", "ami-5bae4b32 or 10a64379", NULL, "is an image, not an "
	  "instance" },
	{ "InstanceId", "r-0ace4f63's 10a64379 web", NULL, "is a reservation, "
	  "not an instance" },
	{ "InstanceId", "web r-0ace4f63 10a64379", NULL, "does not begin with "
	  "i-" MEANT },
	{ "InstanceId", "web 10a64379", NULL, "does not begin with i-" MEANT },
	{ "InstanceId", "i_10a64379", NULL, "does not begin with i-" MEANT },
	{ "InstanceId", "i_lOa64379", NULL, "does not begin with i- and has "
	  "the letter 'l' for a digit" MEANT },
	{ "InstanceId", "i 10a64379", NULL, "does not begin with i-" MEANT },
	{ "InstanceId", "i10a64379", NULL, "does not begin with i-" MEANT },
	{ "InstanceId", "1-10a64379", NULL, "does not begin with i-" MEANT },
	{ "InstanceId", "1-lOa64379", NULL, "does not begin with i- and has "
	  "the letter 'l' for a digit" MEANT },
	{ "InstanceId", "L-10a64379", NULL, "does not begin with i-" MEANT },
	{ "ImageId", "AMI 5bae4b32", NULL, "does not begin with ami- and is "
	  "in upper case; did you mean ami-5bae4b32?" },
	/* Ids with wrong letters and digits. */
	{ "InstanceId", "I-10A64379", NULL, "is in upper case" MEANT },
	{ "ImageId", "ami-5BAE4B32", NULL, "is in upper case; did you mean "
	  "ami-5bae4b32?" },
	{ "InstanceId", "i-lOa64379", NULL, "has the letter 'l' for a digit"
	  MEANT },
	{ "InstanceId", "I-1oA64379", NULL, "has the letter 'o' for a digit; "
	  "did you mean i-10a64379?" },
	{ "InstanceId", "i-1", NULL, "has 1 digit after i-; an id has 8 or "
	  "17" },
	{ "InstanceId", "i-10a6437", NULL, "has 7 digits after i-; an id has "
	  "8 or 17" },
	{ "InstanceId", "i-10a643799", NULL, "has 9 digits after i-; an id "
	  "has 8 or 17" },
	{ "InstanceId", "i-", NULL, "has 0 digits after i-; an id has 8 or "
	  "17" },
	{ "InstanceId", "i-10g64379", NULL, "has 'g' after i-; an id has only "
	  "0 to 9 and a to f there" },
	{ "InstanceId", "i-10a6 4379", NULL, "has white space in it" MEANT },
	{ "InstanceId", "i-10a6-4379", NULL, "has other marks between its "
	  "digits" MEANT },
	/* Values with an id and other text. */
	{ "InstanceId", "i-10a64379 ", NULL, "ends with white space" MEANT },
	{ "InstanceId", "i-10a64379\n", NULL, "ends with white space" MEANT },
	{ "InstanceId", "i-10a64379\xc2\xa0", NULL, "ends with white space"
	  MEANT },
	{ "InstanceId", " i-10a64379", NULL, "begins with white space" MEANT },
	{ "ImageId", " ami-1", NULL, "begins with white space and has 1 digit "
	  "after ami-; an id has 8 or 17" },
	{ "InstanceId", "i-10a64379.", NULL, "ends with '.'" MEANT },
	{ "InstanceId", "i-10a64379,", NULL, "ends with ','" MEANT },
	{ "InstanceId", "I-10A64379.", NULL, "ends with '.' and is in upper "
	  "case" MEANT },
	{ "InstanceId", "i-O123456789abcdef1|", NULL, "ends with '|' and has "
	  "the letter 'O' for a digit; did you mean i-0123456789abcdef1?" },
	{ "InstanceId", "\"i-10a64379\"", NULL, "has quotes around the id"
	  MEANT },
	{ "InstanceId", "<i-10a64379>", NULL, "has brackets around the id"
	  MEANT },
	{ "InstanceId", "arn:aws:ec2:us-east-1:111122223333:instance/"
	  "i-10a64379", NULL, "is an ARN" MEANT },
	{ "InstanceId", "\"arn:aws:ec2:us-east-1:111122223333:instance/"
	  "i-10a64379\"", NULL, "is an ARN" MEANT },
	{ "InstanceId", "\"InstanceId\": \"i-10a64379\",", NULL, "has other "
	  "text beside the id" MEANT },
	{ "InstanceId", "i-10a64379 web server", NULL, "has other text beside "
	  "the id" MEANT },
	{ "InstanceId", "i-10a6437 web", NULL, "has other text beside the id "
	  "and has 7 digits after i-; an id has 8 or 17" },
	{ "InstanceId", "i-10a64379,i-10a64370", NULL, "is several ids; give "
	  "each by itself" },
	{ "InstanceId", "i-10a64379i-10a64370", NULL, "is several ids; give "
	  "each by itself" },
	{ "ImageId", "ami-5bae4b32AMI-5bae4b33", NULL, "is several ids; give "
	  "each by itself" },
	{ "InstanceId", "I-10A64379 i-1oa6437o", NULL, "has other text beside "
	  "the id and is in upper case" MEANT },
	{ "InstanceId", "i-1~!", NULL, "ends with '~!' and has 1 digit after "
	  "i-; an id has 8 or 17" },
	/* Values with unusual characters. */
	{ "InstanceId", "i\xe2\x80\x93" "10a64379", NULL, "has "
	  "'\xe2\x80\x93' in place of '-'" MEANT },
	{ "InstanceId", "i-10a64379\x7f", NULL, "has an invisible character "
	  "(U+007F)" MEANT },
	{ "InstanceId", "i-10\xd0\xb0" "64379", NULL, "has '\xd0\xb0' "
	  "(U+0430), which is not ASCII" },
	{ "InstanceId", "i-10a64379\xd0\xb6", NULL, "has '\xd0\xb6' (U+0436), "
	  "which is not ASCII" },
	{ "InstanceId", "i\x96" "10a64379", NULL, "has '\x96' in place of '-'"
	  MEANT },
};

/* Adds the parameter NAME to JOB.  Adds a product code too unless CODE is
 * NULL. */
static void make_job(struct job *job, const char *name, const char *value,
		     const char *code)
{
	struct err err;

	ck_assert_int_eq(params_add(&job->params, name, value, &err), 0);
	if (code)
		ck_assert_int_eq(params_add(&job->params, "ProductCode", code,
					    &err), 0);
}

START_TEST(explained)
{
	const char *value = cases[_i].value, *why = cases[_i].why;
	struct job job = { 0 };
	struct buf text = { 0 }, want = { 0 };
	bool wrong;

	make_job(&job, cases[_i].name, value, cases[_i].code);
	wrong = idform_explain(&job, true, &text);
	if (*why)
		buf_printf(&want, "'%s' %s", value, why);
	/* The rest of the text may explain the product code. */
	if (text.len > want.len && want.len && cases[_i].code)
		buf_keep(&text, want.len);
	check_text(value, buf_str(&text), buf_str(&want));
	ck_assert_msg(wrong == (*why != '\0'), "%s: %d", value, wrong);
	buf_release(&text);
	buf_release(&want);
	job_release(&job);
}
END_TEST

static const struct {
	const char *value, *code;
	unsigned long line;
	const char *text;
} lines[] = {
	{ "i-10a64379", "774F4FF8", 4, "" },
	{ "i-1 ", "774F4FF8", 4,
	  "line 4: 'i-1 ' ends with white space" },
	{ "I-10A64379", "774f4ff8", 0, "'I-10A64379' is in upper case" MEANT
	  " '774f4ff8' is in lower case; did you mean 774F4FF8?" },
	{ "774F4FF8", "i-10a64379", 0, "'774F4FF8' is not an instance id: are "
	  "product code and instance in the wrong order? 'i-10a64379' is an "
	  "instance, not a product code" },
	{ "i-1 ", "774f4ff8", 7, "line 7: 'i-1 ' ends with white space; "
	  "'774f4ff8' is in lower case; did you mean 774F4FF8?" },
	/* Only Amazon's rules forbid i-1 and gold. */
	{ "i-10a64379", "gold", 0, "" },
	{ "i-1", "gold", 0, "" },
	{ "i-1.", "gold", 0, "'i-1.' ends with '.'" },
	{ "i-", "gold", 0, "'i-' ends with '-'" },
	{ "web\xe2\x80\x93" "1", "gold", 0, "'web\xe2\x80\x93" "1' has "
	  "'\xe2\x80\x93' in place of '-'" },
};

START_TEST(id_and_code)
{
	struct job job = { .line = lines[_i].line };
	struct buf text = { 0 };

	make_job(&job, "InstanceId", lines[_i].value, lines[_i].code);
	(void)idform_explain(&job, false, &text);
	check_text(lines[_i].value, buf_str(&text), lines[_i].text);
	buf_release(&text);
	job_release(&job);
}
END_TEST

/* The line number belongs to the id, not to the code before it. */
START_TEST(line_number)
{
	struct job job = { .line = 5 };
	struct buf text = { 0 };
	struct err err;

	ck_assert_int_eq(params_add(&job.params, "ProductCode", "774f4ff8",
				    &err), 0);
	ck_assert_int_eq(params_add(&job.params, "InstanceId", "i-1 ", &err),
			 0);
	ck_assert(idform_explain(&job, false, &text));
	check_text("line", buf_str(&text), "'774f4ff8' is in lower case; did "
		   "you mean 774F4FF8? line 5: 'i-1 ' ends with white space");
	buf_release(&text);
	job_release(&job);
}
END_TEST

/* If many values are wrong, only three are explained. */
START_TEST(many_values)
{
	struct job job = { 0 };
	struct buf text = { 0 };
	struct err err;

	for (int i = 1; i <= 9; i++)
		ck_assert_int_eq(params_addf(&job.params, "i-1", &err,
					     "InstanceId.%d", i), 0);
	ck_assert(idform_explain(&job, true, &text));
	check_text("many", buf_str(&text),
		   "'i-1' has 1 digit after i-; an id has 8 or 17; 'i-1' has 1 "
		   "digit after i-; an id has 8 or 17; 'i-1' has 1 digit after "
		   "i-; an id has 8 or 17");
	buf_release(&text);
	job_release(&job);
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ explained, ROWS(cases) },
		{ id_and_code, ROWS(lines) },
		{ line_number, 1 },
		{ many_values, 1 },
	};

	return check_main("idform", tests, ROWS(tests));
}
