// SPDX-License-Identifier: BSD-2-Clause
const sdk = require('@aws-sdk/client-ec2');
(async () => {
	const ec2 = new sdk.EC2({});
	await ec2.modifyImageAttribute({ ImageId: 'ami-5bae4b32',
		ProductCodes: ['774F4FF8'] });
	console.log('guide', (await ec2.confirmProductInstance({
		ProductCode: '774F4FF8', InstanceId: 'i-10a64379' })).OwnerId);
	const i = (await ec2.runInstances({ ImageId: 'ami-6ba54002',
		MinCount: 1, MaxCount: 1 })).Instances[0].InstanceId;
	await sdk.waitUntilInstanceRunning({ client: ec2, maxWaitTime: 60,
		minDelay: 1, maxDelay: 1 }, { InstanceIds: [i] });
	console.log('waiter running');
	const pages = [];
	for await (const p of sdk.paginateDescribeImages(
		{ client: ec2, pageSize: 2 }, {}))
		pages.push(p.Images.length);
	console.log('pages', pages.join(' '));
	await ec2.createTags({ Resources: [i],
		Tags: [{ Key: 'role', Value: 'web' }] });
	console.log('tags', (await ec2.describeTags({ Filters: [
		{ Name: 'resource-id', Values: [i] }] })).Tags[0].Value);
	const v = (await ec2.describeVolumes({ Filters: [
		{ Name: 'attachment.instance-id', Values: [i] }] })).Volumes[0];
	const s = await ec2.createSnapshot({ VolumeId: v.VolumeId });
	await sdk.waitUntilSnapshotCompleted({ client: ec2, maxWaitTime: 60,
		minDelay: 1, maxDelay: 1 }, { SnapshotIds: [s.SnapshotId] });
	console.log('snapshots completed');
})().catch((e) => { console.error(e); process.exit(1); });
