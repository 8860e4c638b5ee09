/* SPDX-License-Identifier: BSD-2-Clause */
/* The action RunInstances. */
#include "actions/recipe.h"

#include <arpa/inet.h>
#include <string.h>

#include "actions/given.h"
#include "actions/images.h"
#include "actions/instances.h"
#include "actions/reservations.h"
#include "kinds/instance_kind.h"

static int check_launch(const struct call *c, struct fault *fault)
{
	const char *ip = call_text(c, "PrivateIpAddress", NULL);
	struct in_addr address;

	if (instances_check_user_data(call_text(c, "UserData", ""), fault))
		return -1;
	if (!ip && strcmp(call_text(c, "NetworkInterface.1."
			"PrivateIpAddresses.1.Primary", ""), "true") == 0)
		ip = call_text(c, "NetworkInterface.1.PrivateIpAddresses.1."
			       "PrivateIpAddress", NULL);
	if (!ip || inet_pton(AF_INET, ip, &address) == 1)
		return 0;
	return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) for "
			 "parameter PrivateIpAddress is invalid.", ip);
}

#define NIC "NetworkInterface.N."
#define GROUP_LISTS \
"('SecurityGroup.N', 'SecurityGroupId.N', '" NIC "SecurityGroupId.N')"
#define GIVEN_GROUPS "given WHERE value <> '' AND pattern IN " GROUP_LISTS
#define IS_GROUP "value = CASE pattern WHEN 'SecurityGroup.N' THEN name " \
	"ELSE id END"

/* SQL for the number of instances, and for the subnet and the address of the
 * instance or of its interface. */
#define COUNT "min(CAST(?9 AS INTEGER), 1000)"
#define SUBNET "coalesce(nullif(?15, ''), ?29)"
#define ADDRESS "CASE WHEN ?16 = '' AND ?30 = 'true' THEN ?31 ELSE ?16 END"

#define INVALID(name, value, when) \
	{ FAULT_PARAMETER_VALUE, \
"SELECT 'Value (' || " value " || ') for parameter " name " is invalid.' " \
"WHERE " when }

/* SQL for the image's product codes and products.  A condition must follow. */
#define CODED "FROM code JOIN product USING (code) WHERE resource = ?7 AND "

/* The devices of the request, and the image's other devices. */
#define DEVICES \
"(SELECT 0 AS part, rowid AS n, device, virtual_name, snapshot, size, " \
"delete_on_termination, volume_type, iops, throughput, encrypted " \
"FROM image_device WHERE image = ?7 AND device NOT IN (SELECT device FROM " \
"given_device) UNION ALL SELECT 1, n, given_device.device, " \
"given_device.virtual_name, " GIVEN_OR("snapshot", "old.snapshot") ", " \
GIVEN_WITH("snapshot", "size", "old.size") ", " \
GIVEN_OR("delete_on_termination", \
	 "nullif(old.delete_on_termination, ''), 'true'") ", " \
GIVEN_OR("volume_type", "old.volume_type") ", " \
GIVEN_WITH("volume_type", "iops", "old.iops") ", " \
GIVEN_WITH("volume_type", "throughput", "old.throughput") ", " \
GIVEN_OR("encrypted", "old.encrypted") " FROM given_device LEFT JOIN " \
"image_device AS old ON image = ?7 AND old.device = given_device.device AND " \
"old.virtual_name = '' WHERE NOT is_none) AS wanted"
#define IF_VOLUME(value) "CASE virtual_name WHEN '' THEN " value " ELSE '' END"
#define VOLUMES \
"instance JOIN instance_device AS made ON made.instance = instance.id AND " \
"made.volume <> ''"

/* A trigger stores the new reservation together with its first instance. */
static const struct recipe run_instances = {
	.name = "RunInstances", .makes = &instance_kind_reserved,
	.has_token = true, .has_devices = true,
	.tag_types = "instance|volume|network-interface|spot-instances-request",
	.takes = {
		"@!ImageId", "!#MinCount", "!#MaxCount",
		"InstanceType=m1.small", "KeyName",
		"Placement.AvailabilityZone", "KernelId", "RamdiskId",
		"SubnetId", "PrivateIpAddress",
		"Placement.Tenancy:default|dedicated=default",
		"Placement.GroupName",
		"MetadataOptions.InstanceMetadataTags:enabled|disabled=disabled",
		"InstanceInitiatedShutdownBehavior:stop|terminate=stop",
		"?Monitoring.Enabled", "?EbsOptimized",
		"?DisableApiTermination", "?DisableApiStop", "ClientToken",
		"UserData", "IamInstanceProfile.Arn",
		"IamInstanceProfile.Name", "NetworkInterface.1.SubnetId",
		"NetworkInterface.1.PrivateIpAddresses.1.Primary",
		"NetworkInterface.1.PrivateIpAddresses.1.PrivateIpAddress",
	}, .lists = RECIPE_LISTS(
		"SecurityGroup.N", "@SecurityGroupId.N",
		"@" NIC "SecurityGroupId.N", NIC "DeviceIndex", NIC "SubnetId",
		NIC "AssociatePublicIpAddress", NIC "DeleteOnTermination",
		NIC "Description", NIC "SecondaryPrivateIpAddressCount",
		NIC "PrivateIpAddresses.N.PrivateIpAddress",
		NIC "PrivateIpAddresses.N.Primary"),
	.forms = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'ec2-sandbox models one network interface, with index 0' FROM given "
"WHERE pattern = '" NIC "DeviceIndex' AND value <> '' AND (n <> 1 OR "
"value <> '0')" },
		{ FAULT_PARAMETER_COMBINATION,
"SELECT 'Network interfaces and an instance-level subnet, address or security "
"groups may not be specified on the same request' FROM given "
"WHERE pattern = '" NIC "DeviceIndex' AND value <> '' AND (?15 <> '' OR "
"?16 <> '' OR EXISTS (SELECT 1 FROM given WHERE pattern = "
"'SecurityGroupId.N' AND value <> ''))" },
		{ FAULT_PARAMETER_COMBINATION,
"SELECT 'The parameter groupName cannot be used with the parameter subnet' "
"FROM given WHERE pattern = 'SecurityGroup.N' AND value <> '' AND "
SUBNET " <> ''" },
		{ FAULT_PARAMETER_VALUE,
"SELECT 'MinCount is 0, or greater than MaxCount' "
"WHERE CAST(?8 AS INTEGER) NOT BETWEEN 1 AND CAST(?9 AS INTEGER)" },
		{ FAULT_INSTANCE_LIMIT,
"SELECT 'You have requested more instances (' || ?8 || ') than your current "
"instance limit of 1000 allows' WHERE CAST(?8 AS INTEGER) > 1000" },
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Invalid value ''' || ?10 || ''' for InstanceType.' "
"WHERE " INSTANCES_NOT_TYPE("?10") },
		GIVEN_ZONE("?12", FAULT_PARAMETER_VALUE,
			   "Invalid availability zone: [", "]"),
		INVALID("SubnetId", SUBNET, SUBNET " <> '' AND "
			GIVEN_NOT_ID(SUBNET, "subnet-")),
		{ FAULT_PARAMETER_COMBINATION,
"SELECT 'PrivateIpAddress needs SubnetId, and a MaxCount of 1' "
"WHERE " ADDRESS " <> '' AND (" SUBNET " = '' OR " COUNT " > 1)" },
		INVALID("ClientToken", "?25", "length(?25) > 64 OR "
			"?25 GLOB '*[^ -~]*'"),
		{ FAULT_PARAMETER_COMBINATION,
"SELECT 'Name the instance profile by its name or by its ARN, not by both' "
"WHERE ?27 <> '' AND ?28 <> ''" },
		INVALID("IamInstanceProfile.Arn", "?27",
			"?27 <> '' AND ?27 NOT GLOB 'arn:aws*'"),
	}, .check = check_launch,
	.rules = {
		IMAGES_EXISTS("?7"),
		{ FAULT_AUTH_FAILURE,
"SELECT 'Not authorized for images: [' || ?7 || ']' FROM image WHERE id = ?7 "
"AND NOT " SHARED_VISIBLE("image") },
		{ FAULT_OPT_IN,
"SELECT 'In order to use this image you need to sign up for the product with "
"code ' || code || '. To do so please visit ' || purchase_url " CODED
"owner <> ?2 AND NOT EXISTS (SELECT 1 FROM signup WHERE "
"signup.code = product.code AND account = ?2)" },
		{ FAULT_UNSUPPORTED,
"SELECT 'The product with code ' || code || ' is not configured for the "
"instance type ' || ?10 " CODED "NOT EXISTS (SELECT 1 FROM product_type WHERE "
"product_type.code = product.code AND instance_type = ?10)" },
		{ FAULT_GROUP_NOT_FOUND,
"SELECT 'The security group ''' || value || ''' does not exist' FROM "
GIVEN_GROUPS " AND NOT EXISTS (SELECT 1 FROM security_group WHERE owner = ?2 "
"AND region = ?3 AND " IS_GROUP ")" },
		{ FAULT_KEY_NOT_FOUND,
"SELECT 'The key pair ''' || ?11 || ''' does not exist' WHERE ?11 <> '' AND "
"NOT EXISTS (SELECT 1 FROM key_pair WHERE owner = ?2 AND region = ?3 AND "
"name = ?11)" },
		GIVEN_VOLUMES("SELECT device FROM image_device WHERE "
			      "image = ?7 AND virtual_name = ''"),
		{ FAULT_BLOCK_DEVICE_MAPPING,
"SELECT 'Volume of size ' || wanted.size || 'GB is smaller than snapshot ''' "
"|| id || ''', expect size >= ' || snapshot.size || 'GB' FROM " DEVICES " JOIN "
"snapshot ON id = wanted.snapshot WHERE part = 1 AND wanted.size <> '' AND "
"CAST(wanted.size AS INTEGER) < snapshot.size" },
	}, .statements = {
"WITH RECURSIVE number(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM number "
"WHERE i + 1 < " COUNT ") "
"INSERT INTO instance (id, reservation, owner, region, launch_index, image, "
"type, state, next, due, launched, zone, key_name, user_data, kernel, "
"ramdisk, monitoring, subnet, private_ip, tenancy, placement_group, profile, "
"ebs_optimized, protected, stop_protected, shutdown, metadata_tags, token, "
"ena, sriov) SELECT 'i-0' || lower(hex(randomblob(8))), ?5, ?2, ?3, i, ?7, "
"?10, 'pending', 'running', ?6 + 1000, ?4, coalesce(nullif(?12, ''), ?3 || "
"'a'), ?11, replace(replace(replace(replace(?26, char(10), ''), "
"char(13), ''), char(9), ''), ' ', ''), "
"coalesce(nullif(?13, ''), kernel), coalesce(nullif(?14, ''), ramdisk), "
"CASE ?21 WHEN 'true' THEN 'enabled' ELSE 'disabled' END, " SUBNET ", "
ADDRESS ", ?17, ?18, CASE ?28 WHEN '' THEN ?27 ELSE 'arn:aws:iam::' || ?2 || "
"':instance-profile/' || ?28 END, ?22, ?23, ?24, ?20, ?19, ?25, ena, sriov "
"FROM image JOIN number WHERE id = ?7 ORDER BY i",
"INSERT INTO code SELECT instance.id, code FROM instance JOIN code "
"ON resource = ?7 WHERE reservation = ?5",
"INSERT INTO instance_device SELECT instance.id, device, virtual_name, "
IF_VOLUME("'vol-0' || lower(hex(randomblob(8)))") ", "
IF_VOLUME("delete_on_termination") ", " IF_VOLUME("?4") " FROM instance JOIN "
DEVICES " WHERE reservation = ?5 ORDER BY instance.rowid, part, n",
"INSERT INTO volume (id, owner, region, zone, snapshot, size, created, type, "
"iops, throughput, encrypted) SELECT made.volume, ?2, ?3, zone, "
"wanted.snapshot, coalesce(nullif(wanted.size, ''), snapshot.size, 8), ?4, "
"coalesce(nullif(volume_type, ''), 'standard'), iops, throughput, "
"coalesce(nullif(wanted.encrypted, ''), snapshot.encrypted, 'false') FROM "
VOLUMES " JOIN " DEVICES " ON wanted.device = made.device LEFT JOIN snapshot "
"ON snapshot.id = wanted.snapshot WHERE reservation = ?5 ORDER BY made.rowid",
"INSERT INTO code SELECT volume.id, code FROM " VOLUMES " JOIN volume "
"ON volume.id = made.volume JOIN code ON resource = snapshot "
"WHERE reservation = ?5",
"INSERT INTO tag SELECT instance.id, key, ifnull(value, '') FROM instance JOIN "
"given_tag ON given_tag.type = 'instance' WHERE reservation = ?5 ORDER BY n, m",
"INSERT INTO tag SELECT made.volume, key, ifnull(value, '') FROM " VOLUMES
" JOIN given_tag ON given_tag.type = 'volume' WHERE reservation = ?5 "
"ORDER BY n, m",
/* If several groups have the name, prefers a group outside all VPCs. */
"INSERT OR IGNORE INTO instance_group SELECT instance.id, security_group.id, "
"name FROM instance JOIN (SELECT (SELECT id FROM security_group WHERE "
"owner = ?2 AND region = ?3 AND " IS_GROUP " ORDER BY vpc LIMIT 1) "
"AS wanted, pattern, n FROM " GIVEN_GROUPS ") JOIN security_group "
"ON security_group.id = wanted WHERE reservation = ?5 "
"ORDER BY instance.rowid, length(pattern), n",
"INSERT INTO instance_group SELECT instance.id, security_group.id, name "
"FROM instance JOIN security_group ON security_group.id = (SELECT id FROM "
"security_group WHERE owner = ?2 AND region = ?3 AND name = 'default' "
"ORDER BY vpc LIMIT 1) WHERE reservation = ?5 AND NOT EXISTS (SELECT 1 FROM " GIVEN_GROUPS ")",
	}, .reply = REPLY_FUNCTION, .answer = reservations_write,
};

const struct recipe *const launch_actions[] = { &run_instances, NULL };
