/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of instance: whether a reply shows the security groups and the
 * <deleteOnTermination> flags that a request sets. */
#include "reply/instance.h"

#include "check_holds.h"

#define GROUP(id) "<item><groupId>" id "</groupId></item>"
#define DEVICE(name, flag) \
	"<item><deviceName>" name "</deviceName><ebs>" \
	"<deleteOnTermination>" flag "</deleteOnTermination></ebs></item>"

static const struct {
	const char *what;
	const char *pairs[8];
	const char *groups;
	bool has;
} groups[] = {
	{ "the requested group", { "GroupId.1", "sg-1" }, GROUP("sg-1"), true },
	{ "two groups in another order",
	  { "GroupId.1", "sg-1", "GroupId.2", "sg-2" },
	  GROUP("sg-2") GROUP("sg-1"), true },
	{ "one of two requested groups is missing", { "GroupId.1", "sg-1",
	  "GroupId.2", "sg-2" }, GROUP("sg-1"), false },
	{ "the requested group and another group", { "GroupId.1", "sg-1" },
	  GROUP("sg-1") GROUP("sg-2"), false },
	{ "only a group that was not requested", { "GroupId.1", "sg-1" },
	  GROUP("sg-2"), false },
	{ "no groups in the reply", { "GroupId.1", "sg-1" }, "", false },
	{ "a group without id", { "GroupId.1", "sg-1" }, "<item/>", false },
	{ "a group id that another parameter has", { "GroupId.1", "sg-1",
	  "InstanceId", "sg-2" }, GROUP("sg-2"), false },
	{ "a group requested twice, two groups in the reply", { "GroupId.1",
	  "sg-1", "GroupId.2", "sg-1" }, GROUP("sg-1") GROUP("sg-3"), false },
	{ "a group requested twice, once in the reply", { "GroupId.1", "sg-1",
	  "GroupId.2", "sg-1" }, GROUP("sg-1"), true },
};

START_TEST(has_groups)
{
	struct buf xml = { 0 };

	buf_printf(&xml, "<groupSet>%s</groupSet>", groups[_i].groups);
	ck_assert_msg(check_holds(instance_has_groups, groups[_i].pairs,
				  buf_str(&xml)) == groups[_i].has,
		      "%s", groups[_i].what);
	buf_release(&xml);
}
END_TEST

#define MAPPING(n, name, flag) \
	"BlockDeviceMapping." n ".DeviceName", name, \
	"BlockDeviceMapping." n ".Ebs.DeleteOnTermination", flag

static const struct {
	const char *what;
	const char *pairs[16];
	const char *devices;
	bool has;
} deletions[] = {
	{ "the requested flag", { MAPPING("1", "/dev/sda1", "true") },
	  DEVICE("/dev/sda1", "true"), true },
	{ "another flag than requested", { MAPPING("1", "/dev/sda1", "true") },
	  DEVICE("/dev/sda1", "false"), false },
	{ "two devices in another order", { MAPPING("1", "/dev/sda1", "true"),
	  MAPPING("2", "/dev/sdb", "false") },
	  DEVICE("/dev/sdb", "false") DEVICE("/dev/sda1", "true"), true },
	{ "one of two devices has another flag", { MAPPING("1", "/dev/sda1",
	  "true"), MAPPING("2", "/dev/sdb", "false") },
	  DEVICE("/dev/sdb", "true") DEVICE("/dev/sda1", "true"), false },
	{ "the device is missing", { MAPPING("1", "/dev/sdb", "true") },
	  DEVICE("/dev/sda1", "true"), false },
	{ "a device without a flag", { MAPPING("1", "/dev/sda1", "true") },
	  "<item><deviceName>/dev/sda1</deviceName></item>", false },
	{ "an item without a name beside the device", { MAPPING("1",
	  "/dev/sda1", "true") }, "<item/>" DEVICE("/dev/sda1", "true"), true },
};

START_TEST(has_deletions)
{
	struct buf xml = { 0 };

	buf_printf(&xml, "<blockDeviceMapping>%s</blockDeviceMapping>",
		   deletions[_i].devices);
	ck_assert_msg(check_holds(instance_has_deletions, deletions[_i].pairs,
				  buf_str(&xml)) == deletions[_i].has,
		      "%s", deletions[_i].what);
	buf_release(&xml);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ has_groups, ROWS(groups) },
		{ has_deletions, ROWS(deletions) },
	};

	return check_main("instance", cases, ROWS(cases));
}
