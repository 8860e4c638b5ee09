// SPDX-License-Identifier: BSD-2-Clause
const AWS = require('aws-sdk');
(async () => {
	const ec2 = new AWS.EC2({ endpoint: process.env.EC2_URL });
	const call = (name, args) => ec2[name](args).promise();
	await call('modifyImageAttribute', { ImageId: 'ami-5bae4b32',
		ProductCodes: ['774F4FF8'] });
	console.log('guide', (await call('confirmProductInstance', {
		ProductCode: '774F4FF8', InstanceId: 'i-10a64379' })).OwnerId);
	const i = (await call('runInstances', { ImageId: 'ami-6ba54002',
		MinCount: 1, MaxCount: 1 })).Instances[0].InstanceId;
	await ec2.waitFor('instanceRunning', { InstanceIds: [i],
		$waiter: { delay: 1 } }).promise();
	console.log('waiter running');
	let token, pages = [];
	do {
		const p = await call('describeImages', { MaxResults: 2,
			NextToken: token });
		pages.push(p.Images.length);
		token = p.NextToken;
	} while (token);
	console.log('pages', pages.join(' '));
	await call('createTags', { Resources: [i],
		Tags: [{ Key: 'role', Value: 'web' }] });
	console.log('tags', (await call('describeTags', { Filters: [
		{ Name: 'resource-id', Values: [i] }] })).Tags[0].Value);
	const v = (await call('describeVolumes', { Filters: [
		{ Name: 'attachment.instance-id', Values: [i] }] })).Volumes[0];
	const s = await call('createSnapshot', { VolumeId: v.VolumeId });
	await ec2.waitFor('snapshotCompleted', { SnapshotIds: [s.SnapshotId],
		$waiter: { delay: 1 } }).promise();
	console.log('snapshots completed');
	new AWS.MetadataService({ host: new URL(
		process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT).host }).request(
		'/latest/meta-data/product-codes', (e, text) => {
			if (e)
				throw e;
			console.log('metadata', text);
		});
})().catch((e) => { console.error(e); process.exit(1); });
