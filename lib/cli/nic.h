/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Builds the network interface parameters of RunInstances.
 *
 * If a request specifies a network interface, EC2 rejects separate SubnetId,
 * SecurityGroupId and PrivateIpAddress parameters.  EC2 expects these
 * parameters as fields of the interface with index 0.
 */
#ifndef NIC_H
#define NIC_H

#include "base/err.h"
#include "base/params.h"

/* Parses an attachment, which has this syntax on one line:
 *
 *     [ENI]:INDEX:[SUBNET]:[DESCRIPTION]:[ADDRESS]:[SG,...]:[true|false]:
 *     [COUNT]:[ADDRESS,...]
 *
 * Parts after INDEX may be missing at the end.  COUNT and the last part exclude
 * each other.  Adds the next PARAM.N.DeviceIndex, .SubnetId and so on.
 * nic_attachment has the type opt_feed, like the functions in value.h. */
int nic_attachment(struct params *p, const char *param, const char *value,
		   struct err *err);

/* Moves the parameters that EC2 expects in the interface with index 0 into that
 * interface, and adds the interface if P does not have it.  Does nothing unless
 * P has NetworkInterface.N, AssociatePublicIpAddress,
 * SecondaryPrivateIpAddress.N or SecondaryPrivateIpAddressCount.  Fails with a
 * usage error if the attachment already sets such a field, except secondary
 * addresses, or if a group is given by name. */
int nic_finish(struct params *p, struct err *err);

#endif
