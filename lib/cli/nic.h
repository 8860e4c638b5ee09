/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Network interfaces of a launch.
 *
 * If a request has an interface, EC2 refuses SubnetId, SecurityGroupId and
 * PrivateIpAddress outside it: they must be in the interface with index 0.
 */
#ifndef NIC_H
#define NIC_H

#include "base/err.h"
#include "base/params.h"

/* [ENI]:INDEX:[SUBNET]:[DESCRIPTION]:[ADDRESS]:[SG,...]:[true|false]:[COUNT]:
 * [ADDRESS,...], where parts at the end may be missing.  Becomes the next
 * PARAM.N.DeviceIndex, .SubnetId and so on.  Has the type opt_feed, as the
 * functions of value.h. */
int nic_attachment(struct params *p, const char *param, const char *value,
		   struct err *err);

/* If P has an interface, or AssociatePublicIpAddress,
 * SecondaryPrivateIpAddress.N or SecondaryPrivateIpAddressCount, moves the
 * parameters that belong to the interface with index 0 there.  Adds that
 * interface, after the others, if it is missing.  A parameter given twice, and
 * a group by name, are usage errors. */
int nic_finish(struct params *p, struct err *err);

#endif
