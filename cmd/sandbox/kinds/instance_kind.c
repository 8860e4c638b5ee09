/* SPDX-License-Identifier: BSD-2-Clause */
#include "kinds/instance_kind.h"

#include "kinds/shared_kind.h"

#define FLAG "true|false"

/* The reservation is made by the first of its instances. */
static const struct column columns[] = {
	{ "id", .form = "i-", .is_new = true },
	{ "owner", .form = "#12", .refers = "account" },
	{ "region", .otherwise = "us-east-1", .refers = "region" },
	{ "image", .form = "ami-", .refers = "image" },
	{ "reservation", .otherwise = "", .form = "r-" },
	{ "type", .otherwise = "m1.small", .form = "word" },
	{ "state", .otherwise = "running", .form =
	  "pending|running|shutting-down|terminated|stopping|stopped" },
	{ "launched", .otherwise = "2010-03-01T00:00:00.000Z", .form = "time" },
	{ "ended", .otherwise = "", .form = "time" },
	{ "index", "launch_index", "0", "number" },
	{ "zone", .otherwise = "us-east-1a", .form = "word" },
	{ "key", "key_name", "" },
	{ "user-data", "user_data", "", "base64" },
	{ "kernel", .otherwise = "" },
	{ "ramdisk", .otherwise = "" },
	{ "monitoring", .otherwise = "disabled", .form = "enabled|disabled" },
	{ "subnet", .otherwise = "", .form = "subnet-" },
	{ "private-ip", "private_ip", "", "word" },
	{ "public-ip", "public_ip", "", "word" },
	{ "tenancy", .otherwise = "default", .form = "default|dedicated" },
	{ "placement-group", "placement_group", "" },
	{ "profile", .otherwise = "" },
	{ "ebs-optimized", "ebs_optimized", "false", FLAG },
	{ "protected", .otherwise = "false", .form = FLAG },
	{ "shutdown", .otherwise = "stop", .form = "stop|terminate" },
	{ "stop-protected", "stop_protected", "false", FLAG },
	{ "source-check", "source_check", "true", FLAG },
	{ "ena", .otherwise = "", .form = "true|false|" },
	{ "sriov", .otherwise = "" },
	{ "metadata-tags", "metadata_tags", "disabled", "enabled|disabled" },
	{ "next", .otherwise = "" },
	{ "due", .otherwise = "0", .form = "number" },
	{ "token", .otherwise = "" },
	{ "request", .otherwise = "" },
	{ "codes", .otherwise = "", .refers = "product",
	  .insert = SHARED_CODE_INSERT, .select = SHARED_CODE_SELECT },
	{ "groups", .otherwise = "sg-37a8eec1=default", .parts = KIND_PAIR,
	  .insert = "INSERT INTO instance_group VALUES (?1, ?2, ?3)",
	  .select = "SELECT id, name FROM instance_group WHERE instance = ?1 "
		    "ORDER BY rowid" },
	{ "devices", .otherwise = "", .parts = KIND_DEVICE, .insert =
"INSERT INTO instance_device VALUES (?1, ?2, ?3, ?4, ?5, ?6)", .select =
"SELECT device, virtual_name, volume, delete_on_termination, attached "
"FROM instance_device WHERE instance = ?1 ORDER BY rowid" },
	SHARED_TAGS,
	{ NULL }
};

/* An instance that is stored without addresses gets some of 10.0.0.0/8 and of
 * 198.18.0.0/15, which RFC 2544 keeps out of the Internet's routes.  The view
 * shows of an instance what EC2 shows.  An instance that has ended has no
 * address.  One that is pending or stopped has no public address, and a private
 * one only in a VPC.  Old scripts rely on that: they expect empty columns
 * then. */
static const char extra[] =
"CREATE TABLE reservation ("
"	id TEXT PRIMARY KEY,"
"	owner TEXT NOT NULL REFERENCES account,"
"	region TEXT NOT NULL,"
"	token TEXT NOT NULL,"
"	request TEXT NOT NULL);"
"CREATE UNIQUE INDEX reservation_token ON reservation (owner, region, token)"
"	WHERE token <> '';"
"CREATE INDEX reservation_owner ON reservation (owner, region);"
"CREATE INDEX instance_reservation ON instance (reservation, launch_index);"
"CREATE INDEX instance_image ON instance (image);"
"CREATE TABLE instance_group ("
"	instance TEXT NOT NULL REFERENCES instance,"
"	id TEXT NOT NULL,"
"	name TEXT NOT NULL,"
"	UNIQUE (instance, id));"
"CREATE INDEX instance_group_id ON instance_group (id);"
/* A device has a virtual name or a volume. */
"CREATE TABLE instance_device ("
"	instance TEXT NOT NULL REFERENCES instance,"
"	device TEXT NOT NULL,"
"	virtual_name TEXT NOT NULL,"
"	volume TEXT NOT NULL,"
"	delete_on_termination TEXT NOT NULL,"
"	attached TEXT NOT NULL,"
"	UNIQUE (instance, device));"
"CREATE INDEX instance_device_volume ON instance_device (volume);"
"CREATE TRIGGER instance_reserve AFTER INSERT ON instance BEGIN "
"	UPDATE instance SET reservation = 'r-' || substr(id, 3) "
"		WHERE id = NEW.id AND reservation = '';"
"	INSERT OR IGNORE INTO reservation SELECT reservation, owner, region,"
"		token, request FROM instance WHERE id = NEW.id;"
"END;"
"CREATE TRIGGER instance_private AFTER INSERT ON instance "
"WHEN NEW.private_ip = '' BEGIN "
"	UPDATE instance SET private_ip = printf('10.%d.%d.%d',"
"		NEW.rowid / 65024 % 256, NEW.rowid / 254 % 256,"
"		1 + NEW.rowid % 254) WHERE id = NEW.id;"
"END;"
"CREATE TRIGGER instance_public AFTER INSERT ON instance "
"WHEN NEW.public_ip = '' AND NEW.subnet = '' BEGIN "
"	UPDATE instance SET public_ip = printf('198.%d.%d.%d',"
"		18 + NEW.rowid / 65024 % 2, NEW.rowid / 254 % 256,"
"		1 + NEW.rowid % 254) WHERE id = NEW.id;"
"END;"
"CREATE TRIGGER instance_end AFTER UPDATE OF state ON instance "
"WHEN NEW.state = 'terminated' BEGIN "
"	DELETE FROM volume WHERE id IN (SELECT volume FROM instance_device"
"		WHERE instance = NEW.id AND delete_on_termination = 'true');"
"	DELETE FROM instance_device WHERE instance = NEW.id AND volume <> '';"
"END;"
"CREATE TRIGGER volume_end AFTER DELETE ON volume BEGIN "
"	DELETE FROM tag WHERE resource = OLD.id;"
"	DELETE FROM code WHERE resource = OLD.id;"
"END;"
"CREATE VIEW shown_instance AS SELECT instance.rowid AS number,"
"	instance.id, reservation, launch_index, instance.owner,"
"	instance.region, instance.image, type, instance.state, launched,"
"	ended, zone, key_name, user_data, instance.kernel, instance.ramdisk,"
"	monitoring, subnet, tenancy, placement_group, profile, ebs_optimized,"
"	protected, shutdown, stop_protected, source_check, instance.ena,"
"	instance.sriov, metadata_tags, instance.token, platform, architecture, root_device,"
"	root_name, virtualization, location,"
"	CASE instance.state WHEN 'pending' THEN 0 WHEN 'running' THEN 16"
"		WHEN 'shutting-down' THEN 32 WHEN 'terminated' THEN 48"
"		WHEN 'stopping' THEN 64 ELSE 80 END AS state_code,"
"	CASE WHEN subnet = '' THEN '' ELSE 'vpc-' || substr(subnet, 8)"
"		END AS vpc,"
"	CASE WHEN has_private THEN private_ip ELSE '' END AS private_ip,"
"	shown_address.ip AS public_ip,"
"	CASE WHEN NOT has_private THEN ''"
"		ELSE 'ip-' || replace(private_ip, '.', '-') || CASE"
"		instance.region WHEN 'us-east-1' THEN '.ec2.internal' ELSE"
"		'.' || instance.region || '.compute.internal' END"
"		END AS private_dns,"
"	CASE WHEN shown_address.ip = '' THEN ''"
"		ELSE 'ec2-' || replace(shown_address.ip, '.', '-') || CASE"
"		instance.region WHEN 'us-east-1' THEN"
"		'.compute-1.amazonaws.com' ELSE '.' || instance.region ||"
"		'.compute.amazonaws.com' END END AS public_dns "
"FROM instance JOIN image ON image.id = instance.image "
"JOIN (SELECT instance.rowid AS number, CASE"
"	WHEN state IN ('terminated', 'shutting-down') THEN ''"
"	ELSE ifnull((SELECT ip FROM address WHERE instance = instance.id),"
"	CASE WHEN state IN ('pending', 'stopped') THEN '' ELSE public_ip END)"
"	END AS ip, state NOT IN ('terminated', 'pending', 'stopped') OR "
"	state <> 'terminated' AND subnet <> '' AS has_private "
"	FROM instance) AS shown_address "
"	ON shown_address.number = instance.rowid;";

/* A group of the instance is one of its network interface, if it has that. */
#define IN_VPC(column) "(SELECT CASE subnet WHEN '' THEN '' ELSE " column \
	" END FROM instance WHERE instance.id = instance)"

static const struct list groups = {
	.name = "groupSet",
	.from = "instance_group WHERE instance = ?1 ORDER BY rowid",
	.elements = (const struct element[]){
		{ "groupId", "id", "instance.group-id" },
		{ "groupName", "name", "instance.group-name" },
		{ NULL, "id", "group-id" },
		{ NULL, "name", "group-name" },
		{ NULL, IN_VPC("instance_group.id"),
		  "network-interface.group-id" },
		{ NULL, IN_VPC("name"), "network-interface.group-name" },
		{ NULL }
	},
};

/* The volumes of a launch are attached while it is pending. */
static const struct list devices = {
	.name = "blockDeviceMapping",
	.from = "instance_device JOIN instance ON instance.id = instance "
		"WHERE instance = ?1 AND volume <> '' AND NOT "
		"(state = 'pending' AND attached IN ('', launched)) "
		"ORDER BY instance_device.rowid",
	.elements = (const struct element[]){
		{ "deviceName", "device", "block-device-mapping.device-name" },
		{ "<ebs" },
		{ "volumeId", "volume", "block-device-mapping.volume-id" },
		{ "status", "'attached'", "block-device-mapping.status" },
		{ "attachTime", "CASE attached WHEN '' THEN launched "
		  "ELSE attached END", "block-device-mapping.attach-time" },
		{ "deleteOnTermination", "delete_on_termination",
		  "block-device-mapping.delete-on-termination" },
		{ ">" },
		{ NULL }
	},
};

static const struct list addresses = {
	.name = "privateIpAddressesSet",
	.from = "shown_instance WHERE id = ?1",
	.elements = (const struct element[]){
		{ "privateIpAddress", "private_ip" },
		{ "privateDnsName", "private_dns" },
		{ "primary", "'true'" },
		{ NULL }
	},
};

#define INTERFACE "network-interface."

/* The address that leads to an interface from outside. */
#define ASSOCIATION(name) \
	{ NULL, "public_ip", INTERFACE name "public-ip" }, \
	{ NULL, "public_dns", INTERFACE name "public-dns-name" }, \
	{ NULL, "(SELECT id FROM address WHERE " \
	  "instance = shown_instance.id)", INTERFACE name "allocation-id" }, \
	{ NULL, "(SELECT association FROM address WHERE " \
	  "instance = shown_instance.id)", INTERFACE name "association-id" }, \
	{ NULL, "CASE public_ip WHEN '' THEN '' ELSE ifnull((SELECT owner " \
	  "FROM address WHERE instance = shown_instance.id), 'amazon') END", \
	  INTERFACE name "ip-owner-id" }

/* The id of an interface is made from the instance's. */
static const struct list interfaces = {
	.name = "networkInterfaceSet",
	.from = "shown_instance WHERE id = ?1 AND subnet <> '' AND "
		"state <> 'terminated'",
	.elements = (const struct element[]){
		{ "networkInterfaceId", "'eni-' || substr(id, 3)",
		  INTERFACE "network-interface-id" },
		{ "subnetId", "subnet", INTERFACE "subnet-id" },
		{ "vpcId", "vpc", INTERFACE "vpc-id" },
		{ "!description", "''", INTERFACE "description" },
		{ "ownerId", "owner", INTERFACE "owner-id" },
		{ "status", "'in-use'", INTERFACE "status" },
		{ "macAddress", INSTANCE_KIND_MAC, INTERFACE "mac-address" },
		{ "privateIpAddress", "private_ip",
		  INTERFACE "private-ip-address" },
		{ "privateDnsName", "private_dns",
		  INTERFACE "private-dns-name" },
		{ "sourceDestCheck", "source_check",
		  INTERFACE "source-dest-check" },
		{ .list = &groups },
		{ "<attachment" },
		{ "attachmentId", "'eni-attach-' || substr(id, 3)",
		  INTERFACE "attachment.attachment-id" },
		{ "deviceIndex", "'0'",
		  INTERFACE "attachment.device-index" },
		{ "status", "'attached'",
		  INTERFACE "attachment.status" },
		{ "attachTime", "launched",
		  INTERFACE "attachment.attach-time" },
		{ "deleteOnTermination", "'true'",
		  INTERFACE "attachment.delete-on-termination" },
		{ ">" },
		{ .list = &addresses },
		{ NULL, "id", INTERFACE "attachment.instance-id" },
		{ NULL, "owner", INTERFACE "attachment.instance-owner-id" },
		{ NULL, "'0'", INTERFACE "attachment.network-card-index" },
		{ NULL, "zone", INTERFACE "availability-zone" },
		{ NULL, "public_dns", INTERFACE "public-dns-name" },
		{ NULL, "'false'", INTERFACE "deny-all-igw-traffic" },
		{ NULL, "'false'", INTERFACE "ipv6-native" },
		{ NULL, "'false'", INTERFACE "operator.managed" },
		{ NULL, "'false'", INTERFACE "requester-managed" },
		{ NULL, "private_ip", INTERFACE
		  "addresses.private-ip-address" },
		{ NULL, "private_dns", INTERFACE
		  "addresses.private-dns-name" },
		{ NULL, "'true'", INTERFACE "addresses.primary" },
		ASSOCIATION("association."),
		ASSOCIATION("addresses.association."),
		{ NULL }
	},
};

#define IS_OVER "CASE WHEN state IN ('stopping', 'stopped', 'shutting-down'," \
	"'terminated') AND ended <> '' THEN "

static const struct element elements[] = {
	{ "instanceId", "id", "instance-id" },
	{ "imageId", "image", "image-id" },
	{ "<instanceState" },
	{ "code", "state_code", "instance-state-code" },
	{ "name", "state", "instance-state-name" },
	{ ">" },
	{ "!privateDnsName", "private_dns", "private-dns-name" },
	{ "!dnsName", "public_dns", "dns-name" },
	{ "!reason", IS_OVER "'User initiated (' || "
	  "replace(substr(ended, 1, 19), 'T', ' ') || ' GMT)' ELSE '' END",
	  "reason" },
	{ "keyName", "key_name", "key-name" },
	{ "amiLaunchIndex", "launch_index", "launch-index" },
	{ .list = &shared_kind_codes },
	{ "instanceType", "type", "instance-type" },
	{ "launchTime", "launched", "launch-time" },
	{ "<placement" },
	{ "availabilityZone", "zone", "availability-zone" },
	{ "!groupName", "placement_group", "placement-group-name" },
	{ "tenancy", "tenancy", "tenancy" },
	{ ">" },
	{ "kernelId", "kernel", "kernel-id" },
	{ "ramdiskId", "ramdisk", "ramdisk-id" },
	{ "platform", "platform", "platform" },
	{ "platformDetails", SHARED_PLATFORM, "platform-details" },
	{ "usageOperation", SHARED_USAGE, "usage-operation" },
	{ "<monitoring" },
	{ "state", "monitoring", "monitoring-state" },
	{ ">" },
	{ "subnetId", "subnet", "subnet-id" },
	{ "vpcId", "vpc", "vpc-id" },
	{ "privateIpAddress", "private_ip", "private-ip-address" },
	{ "ipAddress", "public_ip", "ip-address" },
	{ "sourceDestCheck", "CASE subnet WHEN '' THEN '' ELSE source_check "
	  "END", "source-dest-check" },
	{ .list = &groups },
	{ "<?stateReason" },
	{ "code", IS_OVER "'Client.UserInitiatedShutdown' ELSE '' END",
	  "state-reason-code" },
	{ "message", IS_OVER "'Client.UserInitiatedShutdown: "
	  "User initiated shutdown' ELSE '' END", "state-reason-message" },
	{ ">" },
	{ "architecture", "architecture", "architecture" },
	{ "rootDeviceType", "root_device", "root-device-type" },
	{ "rootDeviceName", "root_name", "root-device-name" },
	{ .list = &devices },
	{ "virtualizationType", "virtualization", "virtualization-type" },
	{ "!clientToken", "token", "client-token" },
	{ .list = &shared_kind_tags },
	{ "hypervisor", "'xen'", "hypervisor" },
	{ .list = &interfaces },
	{ "<?iamInstanceProfile" },
	{ "arn", "profile", "iam-instance-profile.arn" },
	{ "id", "CASE profile WHEN '' THEN '' ELSE 'AIPASANDBOXPROFILE00' "
	  "END", "iam-instance-profile.id" },
	{ ">" },
	{ "ebsOptimized", "ebs_optimized", "ebs-optimized" },
	{ "enaSupport", "ena", "ena-support" },
	{ "sriovNetSupport", "sriov" },
	{ NULL, "CASE WHEN EXISTS (SELECT 1 FROM permission WHERE "
	  "resource = shown_instance.image AND kind = 'group') THEN 'true' "
	  "ELSE 'false' END", "is-public" },
	{ NULL, "(SELECT value FROM tag WHERE resource = shown_instance.id "
	  "AND key = 'Name')", "name" },
	{ NULL, "owner", "owner-id" },
	{ NULL, "reservation", "reservation-id" },
	{ NULL, "state", "state" },
	{ NULL, "owner", "requester-id" },
	{ NULL, SHARED_ZONE_ID("zone"), "availability-zone-id" },
	{ NULL, "launched", "usage-operation-update-time" },
	{ NULL, "metadata_tags", "metadata-options.instance-metadata-tags" },
	{ NULL, "'enabled'", "metadata-options.http-endpoint" },
	{ NULL, "'enabled'", "metadata-options.http-protocol-ipv4" },
	{ NULL, "'disabled'", "metadata-options.http-protocol-ipv6" },
	{ NULL, "'1'", "metadata-options.http-put-response-hop-limit" },
	{ NULL, "'optional'", "metadata-options.http-tokens" },
	{ NULL, "'applied'", "metadata-options.state" },
	{ NULL, "'open'", "capacity-reservation-specification."
	  "capacity-reservation-preference" },
	{ NULL, "'false'", "enclave-options.enabled" },
	{ NULL, "'false'", "hibernation-options.configured" },
	{ NULL, "'default'", "maintenance-options.auto-recovery" },
	{ NULL, "'default'",
	  "network-performance-options.bandwidth-weighting" },
	{ NULL, "'false'", "operator.managed" },
	{ NULL, "'ip-name'", "private-dns-name-options.hostname-type" },
	{ NULL, "'false'", "private-dns-name-options."
	  "enable-resource-name-dns-a-record" },
	{ NULL, "'false'", "private-dns-name-options."
	  "enable-resource-name-dns-aaaa-record" },
	{ NULL }
};

const struct kind instance_kind = {
	.name = "instance", .type = "instance", .table = "instance",
	.columns = columns, .extra = extra,
	.set = "instancesSet", .parameter = "InstanceId", .prefix = "i-",
	.key = "id",
	.from = "shown_instance", .visible = "owner = ?2 AND region = ?3",
	.page_min = 5,
	.malformed = FAULT_INSTANCE_MALFORMED,
	.missing = FAULT_INSTANCE_NOT_FOUND,
	.words = "instance ID", .elements = elements,
	.unset = "affinity|boot-mode|capacity-reservation-id|"
		 "capacity-reservation-specification.capacity-reservation-"
		 "target.capacity-reservation-id|capacity-reservation-"
		 "specification.capacity-reservation-target.capacity-"
		 "reservation-resource-group-arn|current-instance-boot-mode|"
		 "host-id|instance-lifecycle|ipv6-address|operator.principal|"
		 "outpost-arn|placement-partition-number|"
		 "spot-instance-request-id|tpm-support|"
		 INTERFACE "addresses.association.carrier-ip|"
		 INTERFACE "addresses.association.customer-owned-ip|"
		 INTERFACE "association.carrier-ip|"
		 INTERFACE "association.customer-owned-ip|"
		 INTERFACE "ipv4-prefixes.ipv4-prefix|"
		 INTERFACE "ipv6-address|"
		 INTERFACE "ipv6-addresses.ipv6-address|"
		 INTERFACE "ipv6-addresses.is-primary-ipv6|"
		 INTERFACE "ipv6-prefixes.ipv6-prefix|"
		 INTERFACE "operator.principal|" INTERFACE "outpost-arn|"
		 INTERFACE "requester-id|" INTERFACE "tag-key|"
		 INTERFACE "tag-value",
};

/* The state of the checks, which only a running instance passes. */
#define CHECK "CASE state WHEN 'running' THEN 'ok' WHEN 'pending' THEN " \
	"'initializing' ELSE 'not-applicable' END"

static const struct list details = {
	.name = "details",
	.from = "instance WHERE id = ?1 AND state IN ('running', 'pending')",
	.elements = (const struct element[]){
		{ "name", "'reachability'" },
		{ "status", "CASE state WHEN 'running' THEN 'passed' "
		  "ELSE 'initializing' END",
		  "instance-status.reachability" },
		{ NULL, "CASE state WHEN 'running' THEN 'passed' "
		  "ELSE 'initializing' END", "system-status.reachability" },
		{ NULL }
	},
};

static const struct list no_events = {
	.name = "eventsSet", .from = "instance WHERE 0",
	.elements = (const struct element[]){
		{ "code", "''", "event.code" },
		{ "description", "''", "event.description" },
		{ "notBefore", "''", "event.not-before" },
		{ "notAfter", "''", "event.not-after" },
		{ NULL, "''", "event.instance-event-id" },
		{ NULL, "''", "event.not-before-deadline" },
		{ NULL }
	},
};

static const struct element status[] = {
	{ "instanceId", "id", "instance-id" },
	{ "availabilityZone", "zone", "availability-zone" },
	{ .list = &no_events },
	{ "<instanceState" },
	{ "code", "state_code", "instance-state-code" },
	{ "name", "state", "instance-state-name" },
	{ ">" },
	{ NULL, SHARED_ZONE_ID("zone"), "availability-zone-id" },
	{ NULL, "'false'", "operator.managed" },
	{ NULL, CHECK, "attached-ebs-status.status" },
	{ "<systemStatus" },
	{ "status", CHECK, "system-status.status" },
	{ .list = &details },
	{ ">" },
	{ "<instanceStatus" },
	{ "status", CHECK, "instance-status.status" },
	{ .list = &details },
	{ ">" },
	{ NULL }
};

const struct kind instance_kind_status = {
	.name = "instance", .set = "instanceStatusSet",
	.parameter = "InstanceId", .prefix = "i-", .key = "id",
	.from = "shown_instance", .visible = "owner = ?2 AND region = ?3",
	.hidden = "state <> 'running'", .page_min = 5,
	.malformed = FAULT_INSTANCE_MALFORMED,
	.missing = FAULT_INSTANCE_NOT_FOUND,
	.words = "instance ID", .elements = status,
	.unset = "operator.principal",
};

/* In a VPC, groups belong to instances and not to reservations. */
static const struct list reservation_groups = {
	.name = "groupSet",
	.from = "(SELECT DISTINCT instance_group.id, name FROM instance_group "
		"JOIN instance ON instance.id = instance WHERE "
		"reservation = ?1 AND subnet = '' "
		"ORDER BY instance_group.rowid)",
	.elements = (const struct element[]){
		{ "groupId", "id" },
		{ "groupName", "name" },
		{ NULL }
	},
};

const struct list instance_kind_reservation = {
	.from = "reservation WHERE id = ?1",
	.elements = (const struct element[]){
		{ "reservationId", "id" },
		{ "ownerId", "owner" },
		{ .list = &reservation_groups },
		{ NULL }
	},
};

#define VALUE(attribute, column) \
	(&(const struct list){ .name = attribute, .single = true, \
		.from = "shown_instance WHERE id = ?1", \
		.elements = (const struct element[]){ { "value", column }, \
						      { NULL } } })

const struct list *const instance_kind_attributes[] = {
	VALUE("disableApiTermination", "protected"),
	VALUE("disableApiStop", "stop_protected"),
	VALUE("ebsOptimized", "ebs_optimized"),
	VALUE("enaSupport", "CASE ena WHEN '' THEN 'false' ELSE ena END"),
	VALUE("instanceInitiatedShutdownBehavior", "shutdown"),
	VALUE("instanceType", "type"),
	VALUE("kernel", "kernel"),
	VALUE("ramdisk", "ramdisk"),
	VALUE("rootDeviceName", "root_name"),
	VALUE("sourceDestCheck", "CASE subnet WHEN '' THEN '' ELSE "
	      "source_check END"),
	VALUE("sriovNetSupport", "sriov"),
	VALUE("userData", "user_data"),
	&devices, &groups, &shared_kind_codes,
	NULL
};
