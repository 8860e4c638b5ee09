/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/filtername.h"

#include <stdbool.h>
#include <string.h>

#include "base/similar.h"

/* We complete a name only if it has at least this many characters.  Fewer
 * characters would match too many filters. */
enum { PART_MIN = 4 };

/* Actions and their filters, from the API reference of version 2016-11-15.  A
 * blank separates two names. */
static const struct {
	const char *action, *names;
} known[] = {
	{ "DescribeAddresses",
	  "allocation-id association-id domain instance-id "
	  "network-border-group network-interface-id "
	  "network-interface-owner-id private-ip-address public-ip tag-key" },
	{ "DescribeAvailabilityZones",
	  "group-long-name group-name message opt-in-status parent-zone-id "
	  "parent-zone-name region-name state zone-id zone-name zone-type" },
	{ "DescribeImages",
	  "architecture block-device-mapping.delete-on-termination "
	  "block-device-mapping.device-name block-device-mapping.encrypted "
	  "block-device-mapping.snapshot-id "
	  "block-device-mapping.volume-size "
	  "block-device-mapping.volume-type creation-date description "
	  "ena-support free-tier-eligible hypervisor image-allowed image-id "
	  "image-type is-public kernel-id manifest-location name owner-alias "
	  "owner-id platform product-code product-code.type ramdisk-id "
	  "root-device-name root-device-type source-image-id "
	  "source-image-region source-instance-id sriov-net-support state "
	  "state-reason-code state-reason-message tag-key tpm-support "
	  "virtualization-type" },
	{ "DescribeInstances",
	  "affinity architecture availability-zone availability-zone-id "
	  "block-device-mapping.attach-time "
	  "block-device-mapping.delete-on-termination "
	  "block-device-mapping.device-name block-device-mapping.status "
	  "block-device-mapping.volume-id boot-mode capacity-reservation-id "
	  "client-token current-instance-boot-mode dns-name ebs-optimized "
	  "ena-support group-id group-name hypervisor "
	  "iam-instance-profile.arn iam-instance-profile.id "
	  "iam-instance-profile.name image-id instance-id "
	  "instance-lifecycle instance-state-name instance-state-code "
	  "instance-type instance.group-id instance.group-name ip-address "
	  "ipv6-address kernel-id key-name launch-index launch-time "
	  "monitoring-state network-interface.addresses.association.public-ip "
	  "network-interface.addresses.primary "
	  "network-interface.addresses.private-ip-address "
	  "network-interface.availability-zone "
	  "network-interface.description network-interface.group-id "
	  "network-interface.group-name network-interface.mac-address "
	  "network-interface.network-interface-id "
	  "network-interface.owner-id network-interface.private-dns-name "
	  "network-interface.status network-interface.subnet-id "
	  "network-interface.vpc-id outpost-arn owner-id "
	  "placement-group-name platform platform-details private-dns-name "
	  "private-ip-address product-code product-code.type ramdisk-id "
	  "reason requester-id reservation-id root-device-name "
	  "root-device-type source-dest-check spot-instance-request-id "
	  "state-reason-code state-reason-message subnet-id tag-key tenancy "
	  "tpm-support usage-operation virtualization-type vpc-id" },
	{ "DescribeInstanceStatus",
	  "attached-ebs-status.status availability-zone "
	  "availability-zone-id event.code event.description "
	  "event.instance-event-id event.not-after event.not-before "
	  "event.not-before-deadline instance-state-code "
	  "instance-state-name instance-status.reachability "
	  "instance-status.status system-status.reachability "
	  "system-status.status" },
	{ "DescribeKeyPairs", "fingerprint key-name key-pair-id tag-key" },
	{ "DescribeRegions", "endpoint opt-in-status region-name" },
	{ "DescribeSecurityGroups",
	  "description egress.ip-permission.cidr "
	  "egress.ip-permission.from-port egress.ip-permission.group-id "
	  "egress.ip-permission.group-name egress.ip-permission.protocol "
	  "egress.ip-permission.to-port group-id group-name "
	  "ip-permission.cidr ip-permission.from-port ip-permission.group-id "
	  "ip-permission.group-name ip-permission.protocol "
	  "ip-permission.to-port ip-permission.user-id owner-id tag-key "
	  "vpc-id" },
	{ "DescribeSnapshots",
	  "description encrypted owner-alias owner-id progress snapshot-id "
	  "start-time status storage-tier tag-key transfer-type volume-id "
	  "volume-size" },
	{ "DescribeTags", "key resource-id resource-type value" },
	{ "DescribeVolumes",
	  "attachment.attach-time attachment.delete-on-termination "
	  "attachment.device attachment.instance-id attachment.status "
	  "availability-zone availability-zone-id create-time encrypted "
	  "fast-restored multi-attach-enabled operator.managed size "
	  "snapshot-id status tag-key volume-id volume-type" },
};

static const char *names_of(const char *action)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(known[i].action, action) == 0)
			return known[i].names;
	return "";
}

/* Copies the first name of *NAMES to NAME and moves *NAMES past this name.
 * Returns false at the end of *NAMES. */
static bool next_filter(const char **names, char name[SIMILAR_MAX + 1])
{
	size_t len = strcspn(*names, " ");

	if (!len || len > SIMILAR_MAX)
		return false;
	memcpy(name, *names, len);
	name[len] = '\0';
	*names += len + ((*names)[len] == ' ');
	return true;
}

/* Returns the distance between NAME and FILTER, or more than SIMILAR_MAX if
 * NAME cannot mean FILTER.  An incomplete name has a smaller distance than a
 * mistyped name. */
static size_t distance_to(const char *filter, const char *name)
{
	size_t len = strlen(name);

	if (strcmp(filter, name) == 0)
		return 0;
	if (len >= PART_MIN && strncmp(filter, name, len) == 0)
		return 1;
	return similar_enough(name, len, filter)
	       ? 1 + similar_distance(name, len, filter) : SIMILAR_MAX + 1;
}

void filtername_meant(struct buf *out, const char *action, const char *name)
{
	const char *names = names_of(action);
	size_t least = SIMILAR_MAX + 1;
	char one[SIMILAR_MAX + 1], best[SIMILAR_MAX + 1] = "";

	while (next_filter(&names, one)) {
		size_t distance = distance_to(one, name);

		if (distance >= least)
			continue;
		least = distance;
		memcpy(best, one, sizeof(best));
	}
	if (least)
		buf_puts(out, best);
}
