/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-verify-identity: verify instance identity documents that EC2 signed. */
#include "command/cmd.h"

static const struct opt options[] = {
	{ 'p', "product-code", "CODE",
	  .help = "exit status 3 if an instance lacks the code" },
	VERIFY_OPTIONS,
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("ProductCode", REQUEST(VERIFY_CODE)),
		COLUMN("InstanceID", PATH("instanceId")),
		BOOL("Confirmed", REQUEST(VERIFY_HAS)),
		COLUMN("OwnerID", PATH("accountId")),
		HIDDEN("ProductCodeType", REQUEST(VERIFY_TYPE)),
		HIDDEN("Region", PATH("region")),
		HIDDEN("ImageID", PATH("imageId")),
		HIDDEN("PendingTime", PATH("pendingTime")),
		HIDDEN("InstanceType", PATH("instanceType")),
		HIDDEN("AvailabilityZone", PATH("availabilityZone")),
		HIDDEN("Architecture", PATH("architecture")),
		HIDDEN("KernelId", PATH("kernelId")),
		HIDDEN("RamdiskId", PATH("ramdiskId")),
		HIDDEN("PrivateIpAddress", PATH("privateIp")),
		HIDDEN("Version", PATH("version")),
		HIDDEN_LIST("DevpayProductCodes",
			    JOINED("devpayProductCodes")),
		HIDDEN_LIST("MarketplaceProductCodes",
			    JOINED("marketplaceProductCodes")),
		HIDDEN_LIST("BillingProducts", JOINED("billingProducts"))) },
	ROW_END
};

static const struct cmd command = {
	.name = "ec2-verify-identity",
	.purpose = "Verifies instance identity documents that EC2 signed.",
	.examples = { "-p 774F4FF8 signed" },
	.operand = { .value = "FILE", .use = OPT_MANY, .bytes = true },
	.options = options,
	.call = { .rows = rows },
	.verify = verify_files,
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
