/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/reservation.h"

const char reservation_headings[] =
	"Type ReservationID Owner Groups Platform";

#define ASSOCIATION_ROW(path) \
	{ path, .has = "association", .columns = COLUMNS( \
		COLUMN("Type", LITERAL("NICASSOCIATION")), \
		COLUMN("PublicIpAddress", PATH("association/publicIp")), \
		COLUMN("IpOwner", PATH("association/ipOwnerId")), \
		COLUMN("PrivateIpAddress", PATH("privateIpAddress"))) }

static const struct row addresses_association[] = {
	ASSOCIATION_ROW("privateIpAddressesSet/item"), ROW_END
};

/* The row of an interface without a list of addresses.  Some clouds send such
 * interfaces. */
static const struct row interface_association[] = {
	ASSOCIATION_ROW(""),
	ROW_END
};

static const struct row interface_rows[] = {
	{ "attachment",
	  .columns = COLUMNS(
		COLUMN("Type", LITERAL("NICATTACHMENT")),
		COLUMN("AttachmentID", PATH("attachmentId")),
		NUMBER("DeviceIndex", PATH("deviceIndex")),
		COLUMN("Status", PATH("status")),
		COLUMN("AttachTime", TIME("attachTime")),
		BOOL("DeleteOnTermination", BOOLEAN("deleteOnTermination"))) },
	{ "", .has = "privateIpAddressesSet/item", .rows = addresses_association,
	  .fallback = interface_association },
	{ "groupSet/item",
	  .columns = COLUMNS(COLUMN("Type", LITERAL("GROUP")),
			     COLUMN("GroupID", PATH("groupId")),
			     COLUMN("GroupName", PATH("groupName"))) },
	{ "privateIpAddressesSet/item",
	  .columns = COLUMNS(
		COLUMN("Type", LITERAL("PRIVATEIPADDRESS")),
		COLUMN("PrivateIpAddress", PATH("privateIpAddress")),
		COLUMN("PrivateDNSName", PATH("privateDnsName")),
		COLUMN("PublicDNSName", PATH("association/publicDnsName"))) },
	ROW_END
};

static const struct row instance_rows[] = {
	RESERVATION_DEVICE_ROW(.only = NULL),
	{ "networkInterfaceSet/item", .rows = interface_rows,
	  .columns = COLUMNS(
		COLUMN("Type", LITERAL("NIC")),
		ID("NetworkInterfaceID", PATH("networkInterfaceId")),
		COLUMN("SubnetID", PATH("subnetId")),
		COLUMN("VpcID", PATH("vpcId")),
		COLUMN("OwnerID", PATH("ownerId")),
		COLUMN("Status", PATH("status")),
		COLUMN("PrivateIpAddress", PATH("privateIpAddress")),
		COLUMN("PrivateDNSName", PATH("privateDnsName")),
		BOOL("SourceDestCheck", BOOLEAN("sourceDestCheck"))) },
	TAG_ROW("instance", "instanceId"),
	ROW_END
};

static const struct row reservation_instance_rows[] = {
	{ "instancesSet/item", .rows = instance_rows,
	  .columns = COLUMNS(
		COLUMN("Type", LITERAL("INSTANCE")),
		ID("InstanceID", PATH("instanceId")),
		COLUMN("ImageID", PATH("imageId")),
		COLUMN("PublicDNSName", PATH("dnsName")),
		COLUMN("PrivateDNSName", PATH("privateDnsName")),
		COLUMN("State", PATH("instanceState/name")),
		COLUMN("KeyPair", PATH("keyName")),
		NUMBER("AmiLaunchIndex", PATH("amiLaunchIndex")),
		CODE_LIST("ProductCodes", CODES("productCodes/item")),
		COLUMN("InstanceType", PATH("instanceType")),
		COLUMN("LaunchTime", TIME("launchTime")),
		COLUMN("AvailabilityZone", PATH("placement/availabilityZone")),
		COLUMN("KernelId", PATH("kernelId")),
		COLUMN("RamdiskId", PATH("ramdiskId")),
		COLUMN("Platform", PATH("platform")),
		COLUMN("Monitoring", MONITORING("monitoring/state")),
		COLUMN("PublicIpAddress", PATH("ipAddress")),
		COLUMN("PrivateIpAddress", PATH("privateIpAddress")),
		COLUMN("Vpc", PATH("vpcId")),
		COLUMN("Subnet", PATH("subnetId")),
		COLUMN("RootDeviceType", PATH("rootDeviceType")),
		COLUMN("InstanceLifecycle", PATH("instanceLifecycle")),
		COLUMN("SpotInstanceRequestID", PATH("spotInstanceRequestId")),
		COLUMN("LicensePool", PATH("license/pool")),
		COLUMN("PlacementGroupName", PATH("placement/groupName")),
		COLUMN("VirtualizationType", PATH("virtualizationType")),
		COLUMN("Hypervisor", PATH("hypervisor")),
		COLUMN("ClientToken", PATH("clientToken")),
		STRINGS("SecurityGroups", JOINED("groupSet/item/groupId")),
		COLUMN("Tenancy", PATH("placement/tenancy")),
		BOOL("EbsOptimized", BOOLEAN("ebsOptimized")),
		COLUMN("IAMProfile", PATH("iamInstanceProfile/arn"))) },
	ROW_END
};

const struct row reservation_rows[] = {
	{ "", .rows = reservation_instance_rows,
	  .columns = COLUMNS(
		COLUMN("Type", LITERAL("RESERVATION")),
		ID("ReservationID", PATH("reservationId")),
		COLUMN("Owner", PATH("ownerId")),
		STRINGS("Groups", JOINED("groupSet/item/groupName|groupId"))) },
	ROW_END
};
