/* SPDX-License-Identifier: BSD-2-Clause */
#include "kinds/instance_kind.h"

#include "kinds/instance_table.h"
#include "kinds/shared_kind.h"

/* SQL for a group's COLUMN, or '' outside a VPC.  In a VPC, an instance's
 * groups belong to its network interface. */
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
		{ NULL } },
};

/* A pending instance does not show the volumes of its launch yet. */
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
		{ NULL } },
};

static const struct list addresses = {
	.name = "privateIpAddressesSet",
	.from = "shown_instance WHERE id = ?1",
	.elements = (const struct element[]){
		{ "privateIpAddress", "private_ip" },
		{ "privateDnsName", "private_dns" },
		{ "primary", "'true'" },
		{ NULL } },
};

#define INTERFACE "network-interface."

/* Filters for the public address of a network interface. */
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
		{ "deviceIndex", "'0'", INTERFACE "attachment.device-index" },
		{ "status", "'attached'", INTERFACE "attachment.status" },
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
		{ NULL, "private_dns", INTERFACE "addresses.private-dns-name" },
		{ NULL, "'true'", INTERFACE "addresses.primary" },
		ASSOCIATION("association."),
		ASSOCIATION("addresses.association."),
		{ NULL } },
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
	.columns = instance_table_columns, .extra = instance_table_extra,
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

/* The state of the status checks.  Only running instances pass the checks. */
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
		{ NULL } },
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
		{ NULL } },
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
	.hidden = "state <> 'running'", .include = "IncludeAllInstances",
	.page_min = 5,
	.malformed = FAULT_INSTANCE_MALFORMED,
	.missing = FAULT_INSTANCE_NOT_FOUND,
	.words = "instance ID", .elements = status,
	.unset = "operator.principal",
};

/* A reservation shows no groups of instances in a VPC. */
static const struct list reservation_groups = {
	.name = "groupSet",
	.from = "(SELECT DISTINCT instance_group.id, name FROM instance_group "
		"JOIN instance ON instance.id = instance WHERE "
		"reservation = ?1 AND subnet = '' "
		"ORDER BY instance_group.rowid)",
	.elements = (const struct element[]){
		{ "groupId", "id" },
		{ "groupName", "name" },
		{ NULL } },
};

const struct kind instance_kind_reserved = {
	.name = "reservation", .type = "reservation", .table = "reservation",
	.prefix = "r-",
};

const struct list instance_kind_reservation = {
	.from = "reservation WHERE id = ?1",
	.elements = (const struct element[]){
		{ "reservationId", "id" },
		{ "ownerId", "owner" },
		{ .list = &reservation_groups },
		{ NULL } },
};

#define VALUE(name, column) SHARED_ATTRIBUTE(name, "shown_instance", column)

const struct list *const instance_kind_attributes[] = {
	VALUE("disableApiTermination", "protected"),
	VALUE("disableApiStop", "stop_protected"),
	VALUE("ebsOptimized", "ebs_optimized"),
	VALUE("enaSupport", "CASE ena WHEN '' THEN 'false' ELSE ena END"),
	VALUE("instanceInitiatedShutdownBehavior", "shutdown"),
	VALUE("instanceType", "type"), VALUE("kernel", "kernel"),
	VALUE("ramdisk", "ramdisk"), VALUE("rootDeviceName", "root_name"),
	VALUE("sourceDestCheck", "CASE subnet WHEN '' THEN '' ELSE "
	      "source_check END"),
	VALUE("sriovNetSupport", "sriov"), VALUE("userData", "user_data"),
	&devices, &groups, &shared_kind_codes, NULL
};
