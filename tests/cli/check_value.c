/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of value, device and entity: which values each syntax accepts, and the
 * parameters that these values become. */
#include "cli/device.h"
#include "cli/entity.h"
#include "cli/value.h"

#include <time.h>

#include <unistd.h>

#include "base/codec.h"
#include "check_main.h"
#include "cli/opt.h"

#define ORG "arn:aws:organizations::111122223333:organization/o-exampleorgid"
#define OU "arn:aws:organizations::111122223333:ou/o-exampleorgid/ou-ab12-cd34"

static const struct {
	const char *value;
	const char *name, *sent;	/* name: NULL if refused; sent: NULL if
					 * VALUE is sent as it is */
} entities[] = {
	{ "all", "Group", NULL },
	{ "All", NULL, NULL },
	{ "ALL", NULL, NULL },
	{ "all ", NULL, NULL },
	{ " all", NULL, NULL },
	{ "al", NULL, NULL },
	{ "alll", NULL, NULL },
	{ "everyone", NULL, NULL },
	{ "", NULL, NULL },
	{ "-", NULL, NULL },
	{ "*", NULL, NULL },
	{ "111122223333", "UserId", NULL },
	{ "000000000000", "UserId", NULL },
	{ "1111-2222-3333", "UserId", "111122223333" },
	{ "11112222333", NULL, NULL },
	{ "1111222233334", NULL, NULL },
	{ "11112222333344", NULL, NULL },
	{ "1111-22223333", NULL, NULL },
	{ "11112222-3333", NULL, NULL },
	{ "1111-222233334", NULL, NULL },
	{ "11112-222-3333", NULL, NULL },
	{ "111-12222-3333", NULL, NULL },
	{ "1111--22223333", NULL, NULL },
	{ "1111-2222-333", NULL, NULL },
	{ "1111-2222-33334", NULL, NULL },
	{ "1111-2222-333-", NULL, NULL },
	{ "-1111-2222-333", NULL, NULL },
	{ "1111 2222 3333", NULL, NULL },
	{ "1111.2222.3333", NULL, NULL },
	{ "11112222333x", NULL, NULL },
	{ "x11122223333", NULL, NULL },
	{ "111122223333 ", NULL, NULL },
	{ " 111122223333", NULL, NULL },
	{ "+11122223333", NULL, NULL },
	{ "-11122223333", NULL, NULL },
	{ "\xd9\xa1\xd9\xa1\xd9\xa1\xd9\xa1\xd9\xa1\xd9\xa1", NULL, NULL },
	{ ORG, "OrganizationArn", NULL },
	{ "arn:aws-cn:organizations::111122223333:organization/o-a1",
	  "OrganizationArn", NULL },
	{ "arn:aws-us-gov:organizations::111122223333:organization/o-a1",
	  "OrganizationArn", NULL },
	{ OU, "OrganizationalUnitArn", NULL },
	{ ORG "/", NULL, NULL },
	{ ORG " ", NULL, NULL },
	{ ORG "x/y", NULL, NULL },
	{ OU "/", NULL, NULL },
	{ OU "/ou-ab12-cd34", NULL, NULL },
	{ "ARN" ":aws:organizations::111122223333:organization/o-a", NULL,
	  NULL },
	{ "arn:AWS:organizations::111122223333:organization/o-a", NULL,
	  NULL },
	{ "arn::organizations::111122223333:organization/o-a", NULL, NULL },
	{ "arn:aws:iam::111122223333:organization/o-a", NULL, NULL },
	{ "arn:aws:organizations:us-east-1:111122223333:organization/o-a",
	  NULL, NULL },
	{ "arn:aws:organizations:111122223333:organization/o-a", NULL, NULL },
	{ "arn:aws:organizations:::organization/o-a", NULL, NULL },
	{ "arn:aws:organizations::11112222333:organization/o-a", NULL, NULL },
	{ "arn:aws:organizations::1111222233334:organization/o-a", NULL,
	  NULL },
	{ "arn:aws:organizations::a111122223333:organization/o-a", NULL,
	  NULL },
	{ "arn:aws:organizations::1111-2222-3333:organization/o-a", NULL,
	  NULL },
	{ "arn:aws:organizations::1111-2222333:organization/o-a", NULL,
	  NULL },
	{ "arn:aws:organizations::11112222333a:organization/o-a", NULL,
	  NULL },
	{ "arn:aws:organizations::111122223333:organization/a", NULL, NULL },
	{ "arn:aws:organizations::111122223333:organization/o-", NULL, NULL },
	{ "arn:aws:organizations::111122223333:organization/O-a", NULL,
	  NULL },
	{ "arn:aws:organizations::111122223333:organization/", NULL, NULL },
	{ "arn:aws:organizations::111122223333:organization", NULL, NULL },
	{ "arn:aws:organizations::111122223333:root/o-a/r-a", NULL, NULL },
	{ "arn:aws:organizations::111122223333:account/o-a/111122223333",
	  NULL, NULL },
	{ "arn:aws:organizations::111122223333:ou/o-a", NULL, NULL },
	{ "arn:aws:organizations::111122223333:ou/o-a/", NULL, NULL },
	{ "arn:aws:organizations::111122223333:ou/o-a/ou-", NULL, NULL },
	{ "arn:aws:organizations::111122223333:ou/ou-a/ou-b", NULL, NULL },
	{ "arn:aws:organizations::111122223333:ou/o-a/r-b", NULL, NULL },
	{ "arn:aws:organizations::111122223333", NULL, NULL },
	{ "arn:aws:organizations::", NULL, NULL },
	{ "arn:aws:organizations", NULL, NULL },
	{ "arn:", NULL, NULL },
	{ "arn:aws:iam::111122223333:root", NULL, NULL },
	{ "all,111122223333", NULL, NULL },
	{ "111122223333,444455556666", NULL, NULL },
	{ "a\nb", NULL, NULL },
};

START_TEST(entity)
{
	struct params p = { 0 };
	struct err err = { 0 };
	const char *value = entities[_i].value;
	char name[64];
	int rc = entity_any(&p, "LaunchPermission.Add", value, &err);

	if (entities[_i].name) {
		const char *sent = entities[_i].sent ? entities[_i].sent
						     : value;

		ck_assert_msg(rc == 0, "%s: %s", value, err.text);
		(void)snprintf(name, sizeof(name), "LaunchPermission.Add.1.%s",
			       entities[_i].name);
		ck_assert_uint_eq(p.len, 1);
		check_text(value, params_name(&p, 0), name);
		check_text(value, params_value(&p, 0), sent);
	} else {
		ck_assert_msg(rc == -1 && p.len == 0, "'%s': accepted", value);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_msg(strstr(err.text, value) &&
			      strstr(err.text, "neither all, nor"), "%s",
			      err.text);
		ck_assert_int_eq(strstr(err.hint, "repeat the option")
				 != NULL, strchr(value, ',') != NULL);
	}
	params_release(&p);
}
END_TEST

/* Each value gets the next number of its list, whatever syntax the value
 * has. */
START_TEST(numbers)
{
	static const char *const values[] = { "111122223333", "all", ORG,
					      "1111-2222-4444", "all" };
	struct params p = { 0 };
	struct err err = { 0 };
	struct buf text = { 0 };

	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		ck_assert_int_eq(entity_any(&p, "L.Add", values[i], &err), 0);
	ck_assert_int_eq(entity_any(&p, "L.Add", "nobody", &err), -1);
	ck_assert_int_eq(entity_any(&p, "L.Remove", "all", &err), 0);
	ck_assert_int_eq(entity_any(&p, "L.Add", "all", &err), 0);
	for (size_t i = 0; i < p.len; i++)
		buf_printf(&text, "%s ", params_name(&p, i));
	check_text("names", buf_str(&text),
		   "L.Add.1.UserId L.Add.2.Group L.Add.3.OrganizationArn "
		   "L.Add.4.UserId L.Add.5.Group L.Remove.1.Group "
		   "L.Add.6.Group ");
	params_release(&p);
	buf_release(&text);
}
END_TEST

/* Lists every parameter as `name=value;`. */
static const char *listing(const struct params *p, struct buf *out)
{
	buf_clear(out);
	for (size_t i = 0; i < p->len; i++)
		buf_printf(out, "%s=%s;", params_name(p, i),
			   params_value(p, i));
	return buf_str(out);
}

static const char no_time[] = "is not a time";
static const char filter_words[] = "is not NAME=VALUE[,VALUE...]";
static const char aws_words[] = "has the syntax of the AWS CLI: type NAME=";
static const char deletion_words[] = "is not DEVICE=[VOLUME]:true|false";
static const char mapping_words[] = "is not DEVICE=none, DEVICE=ephemeralN";
static const char count_words[] =
	"is not a count MIN[-MAX] from 1 to 100000";

/* Values that the user gives one after another.  The function may refuse the
 * last value. */
static const struct {
	opt_feed *feed;
	const char *param;
	const char *values[6];
	const char *params;
	const char *words;	/* part of the last value's error, or NULL if it
				 * is accepted */
	const char *hint;	/* hint of the error; NULL allows any hint */
} feeds[] = {
	{ value_filter, "Filter", { "name=x" },
	  "Filter.1.Name=name;Filter.1.Value.1=x;", NULL },
	{ value_filter, "Filter", { "tag:a b=x y" },
	  "Filter.1.Name=tag:a b;Filter.1.Value.1=x y;", NULL },
	{ value_filter, "Filter", { "n=a,b,c" },
	  "Filter.1.Name=n;Filter.1.Value.1=a;Filter.1.Value.2=b;"
	  "Filter.1.Value.3=c;", NULL },
	{ value_filter, "Filter", { "n=a", "m=b", "n=c,d", "m=e" },
	  "Filter.1.Name=n;Filter.1.Value.1=a;"
	  "Filter.2.Name=m;Filter.2.Value.1=b;"
	  "Filter.1.Value.2=c;Filter.1.Value.3=d;Filter.2.Value.2=e;",
	  NULL },
	{ value_filter, "Filter", { "n=a", "nn=b", "=c" },
	  "Filter.1.Name=n;Filter.1.Value.1=a;"
	  "Filter.2.Name=nn;Filter.2.Value.1=b;", filter_words },
	{ value_filter, "Filter", { "n=a\\,b,c" },
	  "Filter.1.Name=n;Filter.1.Value.1=a,b;Filter.1.Value.2=c;", NULL },
	{ value_filter, "Filter", { "n=a\\b\\" },
	  "Filter.1.Name=n;Filter.1.Value.1=a\\b\\;", NULL },
	{ value_filter, "Filter", { "n=a=b=" },
	  "Filter.1.Name=n;Filter.1.Value.1=a=b=;", NULL },
	{ value_filter, "Filter", { "n=" },
	  "Filter.1.Name=n;Filter.1.Value.1=;", NULL },
	{ value_filter, "Filter", { "n=a,,b," },
	  "Filter.1.Name=n;Filter.1.Value.1=a;Filter.1.Value.2=;"
	  "Filter.1.Value.3=b;Filter.1.Value.4=;", NULL },
	{ value_filter, "Filter", { "\"n=a b\"", "\"m\"=c", "o=\"d\"" },
	  "Filter.1.Name=n;Filter.1.Value.1=a b;Filter.2.Name=\"m\";"
	  "Filter.2.Value.1=c;Filter.3.Name=o;Filter.3.Value.1=\"d\";", NULL },
	{ value_filter, "Filter", { "n=5\"" },
	  "Filter.1.Name=n;Filter.1.Value.1=5\";", NULL },
	{ value_filter, "Filter", { "\"\"" }, "", filter_words },
	{ value_filter, "Filter", { "n=*\xc3\xa9?" },
	  "Filter.1.Name=n;Filter.1.Value.1=*\xc3\xa9?;", NULL },
	{ value_filter, "Filter", { "n" }, "", filter_words },
	{ value_filter, "Filter", { "Name=n,Values=a,b" }, "", aws_words },
	{ value_filter, "Filter", { "Name=n" }, "", aws_words },
	{ value_filter, "Filter", { "Values=a,Name=n" }, "", aws_words },
	{ value_filter, "Filter", { "name=n" },
	  "Filter.1.Name=name;Filter.1.Value.1=n;", NULL },
	{ value_filter, "Filter", { "=" }, "", filter_words },
	{ value_filter, "Filter", { "" }, "", filter_words },

	{ value_tag, "image", { "Name=a=b", "empty" },
	  "TagSpecification.1.ResourceType=image;"
	  "TagSpecification.1.Tag.1.Key=Name;"
	  "TagSpecification.1.Tag.1.Value=a=b;"
	  "TagSpecification.1.Tag.2.Key=empty;"
	  "TagSpecification.1.Tag.2.Value=;", NULL },
	{ value_tag, "image snapshot", { "k=v" },
	  "TagSpecification.1.ResourceType=image;"
	  "TagSpecification.1.Tag.1.Key=k;TagSpecification.1.Tag.1.Value=v;"
	  "TagSpecification.2.ResourceType=snapshot;"
	  "TagSpecification.2.Tag.1.Key=k;TagSpecification.2.Tag.1.Value=v;",
	  NULL },
	{ value_tag, "image", { "Value=v,Key=k" }, "",
	  "'Value=v,Key=k' has the syntax of the AWS CLI: type KEY[=VALUE]" },
	{ value_tag, "image", { "=v" }, "", "'=v' is not KEY[=VALUE]" },

	{ entity_without_arn, "P.Add", { "all", "1111-2222-3333" },
	  "P.Add.1.Group=all;P.Add.2.UserId=111122223333;", NULL },
	{ entity_without_arn, "P.Add",
	  { "arn:aws:organizations::111122223333:organization/o-1" }, "",
	  "'arn:aws:organizations::111122223333:organization/o-1' is neither "
	  "all nor an account of 12 digits",
	  "an image can be shared with an organization, but a snapshot "
	  "cannot" },
	{ value_time, "T", { "2027-03-01T12:30:59Z" },
	  "T=2027-03-01T12:30:59Z;", NULL },
	{ value_time, "T", { "2028-02-29" }, "T=2028-02-29T00:00:00Z;", NULL },
	{ value_time, "T", { "2027-02-29" }, "", no_time },
	{ value_time, "T", { "2027-03-01T12:30:59Zx" }, "", no_time },
	{ value_time, "T", { "2027-03-01T12:30:59" }, "", no_time },
	{ value_time, "T", { "2027-03-01T25:00:00Z" }, "", no_time },
	{ value_time, "T", { "tomorrow" }, "", no_time },
	{ value_time, "T", { "" }, "", no_time },

	{ device_mapping, "B", { "/dev/sdb=none" },
	  "B.1.DeviceName=/dev/sdb;B.1.NoDevice=;", NULL },
	{ device_mapping, "B", { "sdb=ephemeral0" },
	  "B.1.DeviceName=sdb;B.1.VirtualName=ephemeral0;", NULL },
	{ device_mapping, "B", { "sdb=ephemeral23" },
	  "B.1.DeviceName=sdb;B.1.VirtualName=ephemeral23;", NULL },
	{ device_mapping, "B", { "sda=snap-1" },
	  "B.1.DeviceName=sda;B.1.Ebs.SnapshotId=snap-1;", NULL },
	{ device_mapping, "B", { "sda=snap-1:80" },
	  "B.1.DeviceName=sda;B.1.Ebs.SnapshotId=snap-1;"
	  "B.1.Ebs.VolumeSize=80;", NULL },
	{ device_mapping, "B", { "sda=:80" },
	  "B.1.DeviceName=sda;B.1.Ebs.VolumeSize=80;", NULL },
	{ device_mapping, "B", { "sda=::false" },
	  "B.1.DeviceName=sda;B.1.Ebs.DeleteOnTermination=false;", NULL },
	{ device_mapping, "B", { "sda=snap-1:80:true:io1:1000" },
	  "B.1.DeviceName=sda;B.1.Ebs.SnapshotId=snap-1;"
	  "B.1.Ebs.VolumeSize=80;B.1.Ebs.DeleteOnTermination=true;"
	  "B.1.Ebs.VolumeType=io1;B.1.Ebs.Iops=1000;", NULL },
	{ device_mapping, "B", { "sda=snap-1:::gp3" },
	  "B.1.DeviceName=sda;B.1.Ebs.SnapshotId=snap-1;"
	  "B.1.Ebs.VolumeType=gp3;", NULL },
	{ device_mapping, "B", { "sda=snap-1:80:" },
	  "B.1.DeviceName=sda;B.1.Ebs.SnapshotId=snap-1;"
	  "B.1.Ebs.VolumeSize=80;", NULL },
	{ device_mapping, "B", { "sda=snap-1", "sdb=none", "sdc=:1" },
	  "B.1.DeviceName=sda;B.1.Ebs.SnapshotId=snap-1;"
	  "B.2.DeviceName=sdb;B.2.NoDevice=;"
	  "B.3.DeviceName=sdc;B.3.Ebs.VolumeSize=1;", NULL },
	{ device_mapping, "B", { "" }, NULL, mapping_words },
	{ device_mapping, "B", { "sda" }, NULL, mapping_words },
	{ device_mapping, "B", { "sda=" }, NULL, mapping_words },
	{ device_mapping, "B", { "=snap-1" }, NULL, mapping_words },
	{ device_mapping, "B", { "sda=:" }, NULL, mapping_words },
	{ device_mapping, "B", { "sda=::::" }, NULL, mapping_words },
	{ device_mapping, "B", { "sda=snap-1:big" }, NULL, mapping_words },
	{ device_mapping, "B", { "sda=snap-1:-8" }, NULL, mapping_words },
	{ device_mapping, "B", { "sda=snap-1:8:yes" }, NULL, mapping_words },
	{ device_mapping, "B", { "sda=snap-1:8:TRUE" }, NULL, mapping_words },
	{ device_mapping, "B", { "sda=snap-1:8:true:io1:x" }, NULL,
	  mapping_words },
	{ device_mapping, "B", { "sda=snap-1:8:true:io1:1:1" }, NULL,
	  mapping_words },
	{ device_mapping, "B", { "sda=snap-1:8:true:io1:1:" }, NULL,
	  mapping_words },

	{ device_deletion, "B", { "sda=vol-1:true" },
	  "B.1.DeviceName=sda;B.1.Ebs.VolumeId=vol-1;"
	  "B.1.Ebs.DeleteOnTermination=true;", NULL },
	{ device_deletion, "B", { "sda=:false", "sdb=::true" },
	  "B.1.DeviceName=sda;B.1.Ebs.DeleteOnTermination=false;"
	  "B.2.DeviceName=sdb;B.2.Ebs.DeleteOnTermination=true;", NULL },
	{ device_deletion, "B", { "sda" }, NULL, deletion_words },
	{ device_deletion, "B", { "sda=vol-1" }, NULL, deletion_words },
	{ device_deletion, "B", { "sda=true" }, NULL, deletion_words },
	{ device_deletion, "B", { "=vol-1:true" }, NULL, deletion_words },
	{ device_deletion, "B", { "sda=vol-1:yes" }, NULL, deletion_words },
	{ device_deletion, "B", { "sda=vol-1::true" },
	  "B.1.DeviceName=sda;B.1.Ebs.VolumeId=vol-1;"
	  "B.1.Ebs.DeleteOnTermination=true;", NULL },
	{ device_deletion, "B", { "sda=vol-1:::true" }, NULL, deletion_words },
	{ device_deletion, "B", { "sda=vol-1:true:8" }, NULL, deletion_words },

	{ value_count, "MaxCount", { "1" }, "MinCount=1;MaxCount=1;", NULL },
	{ value_count, "MaxCount", { "3-5" }, "MinCount=3;MaxCount=5;",
	  NULL },
	{ value_count, "MaxCount", { "5-5" }, "MinCount=5;MaxCount=5;",
	  NULL },
	{ value_count, "MaxCount", { "100000" },
	  "MinCount=100000;MaxCount=100000;", NULL },
	{ value_count, "MaxCount", { "7", "2-4" }, "MinCount=2;MaxCount=4;",
	  NULL },
	{ value_count, "MaxCount", { "0" }, "", count_words },
	{ value_count, "MaxCount", { "0-2" }, "", count_words },
	{ value_count, "MaxCount", { "100001" }, "", count_words },
	{ value_count, "MaxCount", { "5-3" }, "", count_words },
	{ value_count, "MaxCount", { "-1" }, "", count_words },
	{ value_count, "MaxCount", { "1-" }, "", count_words },
	{ value_count, "MaxCount", { "1-2-3" }, "", count_words },
	{ value_count, "MaxCount", { "one" }, "", count_words },
	{ value_count, "MaxCount", { "1 2" }, "", count_words },
	{ value_count, "MaxCount", { "99999999999999999999" }, "",
	  count_words },

	{ value_positive, "N", { "1" }, "N=1;", NULL },
	{ value_positive, "N", { "3", "007" }, "N=007;", NULL },
	{ value_positive, "N", { "0" }, "",
	  "'0' is not a whole number of 1 or more" },
	{ value_positive, "N", { "000" }, "",
	  "'000' is not a whole number of 1 or more" },
	{ value_positive, "N", { "-1" }, "",
	  "'-1' is not a whole number of 1 or more" },
	{ value_positive, "N", { "1.5" }, "",
	  "'1.5' is not a whole number of 1 or more" },

	{ value_profile, "P", { "web" }, "P.Name=web;", NULL },
	{ value_profile, "P",
	  { "arn:aws:iam::111122223333:instance-profile/web" },
	  "P.Arn=arn:aws:iam::111122223333:instance-profile/web;", NULL },
	{ value_profile, "P", { "arn" }, "P.Name=arn;", NULL },

	{ value_boolean, "B", { "True" }, "B=true;", NULL },
	{ value_boolean, "B", { "false" }, "B=false;", NULL },
	{ value_boolean, "B", { "no" }, "",
	  "'no' is neither true nor false" },

	{ value_user_data, "U", { "hello" }, "U=aGVsbG8=;", NULL },
	{ value_user_data, "U", { "a\nb\xff" }, "U=YQpi/w==;", NULL },
	{ value_user_data, "U", { "one", "two" }, "U=dHdv;", NULL },
	{ value_user_data, "U", { "-" }, "",
	  "- does not read standard input here; use --user-data-file - to send "
	  "standard input" },
	{ value_user_file, "U", { "tests/none/such" }, "",
	  "file tests/none/such: No such file" },
	{ value_user_file, "U", { "tests" }, "", "file tests: Is a dir" },
};

START_TEST(feed)
{
	struct params p = { 0 };
	struct err err = { 0 };
	struct buf got = { 0 };
	const char *const *value = feeds[_i].values;
	int rc;

	do {
		rc = feeds[_i].feed(&p, feeds[_i].param, *value, &err);
		ck_assert_msg(rc == (!value[1] && feeds[_i].words ? -1 : 0),
			      "%s: %d %s", *value, rc, err.text);
	} while (*++value);
	/* After an error, P may still have parameters.  The command does not
	 * send these parameters. */
	if (feeds[_i].params)
		check_text(value[-1], listing(&p, &got), feeds[_i].params);
	if (rc) {
		ck_assert_msg(strstr(err.text, feeds[_i].words), "%s",
			      err.text);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		if (feeds[_i].hint)
			check_text("hint", err.hint, feeds[_i].hint);
	}
	params_release(&p);
	buf_release(&got);
}
END_TEST

/* The root device is the device that RootDeviceName names. */
START_TEST(root_snapshot)
{
	struct params p = { 0 };
	struct err err = { 0 };
	struct buf got = { 0 };

	ck_assert_int_eq(params_add(&p, "RootDeviceName", "/dev/xvda", &err),
			 0);
	ck_assert_int_eq(device_root_snapshot(&p, "B", "snap-1", &err), 0);
	ck_assert_int_eq(device_mapping(&p, "B", "sdb=none", &err), 0);
	check_text("mappings", listing(&p, &got),
		   "RootDeviceName=/dev/xvda;B.1.DeviceName=/dev/xvda;"
		   "B.1.Ebs.SnapshotId=snap-1;B.2.DeviceName=sdb;"
		   "B.2.NoDevice=;");
	params_release(&p);
	buf_release(&got);
}
END_TEST

static const struct {
	const char *what;
	size_t len;
	bool accepted;
} sizes[] = {
	{ "no bytes", 0, true },
	{ "one byte", 1, true },
	{ "5000 bytes", 5000, true },
	{ "the maximum", 16384, true },
	{ "one byte more than the maximum", 16385, false },
	{ "a million bytes", 1000000, false },
};

/* Makes LEN bytes.  The bytes take all values in turn, because user data may
 * have any bytes. */
static char *any_bytes(size_t len)
{
	char *bytes = malloc(len + 1);

	ck_assert_ptr_nonnull(bytes);
	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)(i * 7 + i / 256);
	return bytes;
}

static void check_sent(const char *what, const struct params *p,
		       const char *bytes, size_t len)
{
	struct buf decoded = { 0 };
	struct err err = { 0 };
	const char *sent = params_get(p, "U");

	ck_assert_ptr_nonnull(sent);
	ck_assert_int_eq(codec_base64_decode(&decoded, sent, strlen(sent),
					     &err), 0);
	check_bytes(what, decoded.data, decoded.len, bytes, len);
	buf_release(&decoded);
}

/* Reads user data from a file and from standard input. */
START_TEST(user_file)
{
	bool input = _i >= ROWS(sizes);
	size_t len = sizes[_i % ROWS(sizes)].len;
	const char *what = sizes[_i % ROWS(sizes)].what;
	char *bytes = any_bytes(len), name[] = "/tmp/check_value.XXXXXX";
	int fd = mkstemp(name), rc;
	struct params p = { 0 };
	struct err err = { 0 };

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, bytes, len), (ssize_t)len);
	if (input) {
		ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
		ck_assert_int_eq(dup2(fd, STDIN_FILENO), STDIN_FILENO);
	}
	rc = value_user_file(&p, "U", input ? "-" : name, &err);
	(void)close(fd);
	(void)unlink(name);
	if (sizes[_i % ROWS(sizes)].accepted) {
		ck_assert_msg(rc == 0, "%s: %s", what, err.text);
		check_sent(what, &p, bytes, len);
	} else {
		ck_assert_msg(rc == -1 && !p.len, "%s", what);
		ck_assert_msg(strstr(err.text, "is longer than 16384 bytes"),
			      "%s: %s", what, err.text);
		ck_assert_int_eq(err.kind, ERR_USAGE);
	}
	params_release(&p);
	free(bytes);
}
END_TEST

/* User data on the command line has the same limit as a file: 16384 bytes. */
START_TEST(long_user_data)
{
	struct params p = { 0 };
	struct err err = { 0 };
	char *text = check_repeat('x', 16385);

	ck_assert_int_eq(value_user_data(&p, "U", text, &err), -1);
	check_text("words", err.text,
		   "the user data is longer than 16384 bytes");
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_int_eq(value_user_data(&p, "U", text + 1, &err), 0);
	check_sent("the longest user data", &p, text + 1, 16384);
	params_release(&p);
	free(text);
}
END_TEST

/* The test reads ten thousand values of each kind in less than a minute.  If
 * the time grew with the cube of the number of values, it would take an
 * hour. */
static const struct {
	const char *what, *param;
	opt_feed *feed;
	const char *before, *after;	/* the text before and after the value's
					 * number */
} many[] = {
	{ "filters", "Filter", value_filter, "name", "=x" },
	{ "values of a filter", "Filter", value_filter, "name=x", "" },
	{ "mappings", "BlockDeviceMapping", device_mapping, "x", "=:8" },
	{ "entities", "LaunchPermission.Add", entity_any, "", "" },
	{ "deletions", "BlockDeviceMapping", device_deletion, "x", "=:true" },
	{ "tags", "image", value_tag, "k", "=v" },
};

START_TEST(ten_thousand)
{
	struct params p = { 0 };
	struct err err = { 0 };
	clock_t start = clock();
	char value[64];

	for (int i = 0; i < 10000; i++) {
		(void)snprintf(value, sizeof(value), "%s%lld%s",
			       many[_i].before, 100000000000LL + i,
			       many[_i].after);
		ck_assert_msg(many[_i].feed(&p, many[_i].param, value, &err)
			      == 0, "%s: %s", value, err.text);
	}
	ck_assert_msg(p.len >= 10000, "%s: %zu", many[_i].what, p.len);
	ck_assert_msg(clock() - start < 60 * CLOCKS_PER_SEC, "%s: too slow",
		      many[_i].what);
	params_release(&p);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ entity, ROWS(entities) },
		{ numbers, 1 },
		{ feed, ROWS(feeds) },
		{ root_snapshot, 1 },
		{ user_file, 2 * ROWS(sizes) },
		{ long_user_data, 1 },
		{ ten_thousand, ROWS(many) },
	};

	return check_main("value", cases, ROWS(cases));
}
