# SPDX-License-Identifier: BSD-2-Clause
require 'fog/aws'
ec2 = Fog::AWS::Compute.new(
  aws_access_key_id: ENV['AWS_ACCESS_KEY_ID'],
  aws_secret_access_key: ENV['AWS_SECRET_ACCESS_KEY'],
  region: 'us-east-1', endpoint: ENV['EC2_URL'])
puts "guide #{ec2.describe_images('product-code' => '774F4FF8')
  .body['imagesSet'].map { |i| i['imageOwnerId'] }.uniq.join(' ')}"
server = ec2.servers.create(image_id: 'ami-6ba54002', flavor_id: 'm1.small')
server.wait_for(60, 0.5) { ready? }
puts 'waiter running'
ec2.create_tags(server.id, 'role' => 'web')
puts "tags #{ec2.describe_tags('resource-id' => server.id)
  .body['tagSet'][0]['value']}"
volume = ec2.volumes.all('attachment.instance-id' => server.id).first
snapshot = ec2.snapshots.create(volume_id: volume.id)
snapshot.wait_for(60, 0.5) { state == 'completed' }
puts 'snapshots completed'
