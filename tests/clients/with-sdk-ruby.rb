# SPDX-License-Identifier: BSD-2-Clause
require 'aws'
require 'uri'
at = URI(ENV['EC2_URL'])
AWS.config(use_ssl: false, ec2_endpoint: at.host, ec2_port: at.port,
           region: 'us-east-1')
ec2 = AWS::EC2.new
ec2.images['ami-5bae4b32'].product_codes
client = ec2.client
client.modify_image_attribute(image_id: 'ami-5bae4b32',
                              product_codes: ['774F4FF8'])
puts "guide #{client.confirm_product_instance(
  product_code: '774F4FF8', instance_id: 'i-10a64379')[:owner_id]}"
server = ec2.instances.create(image_id: 'ami-6ba54002')
sleep 0.5 until server.status == :running
puts 'waiter running'
server.tags['role'] = 'web'
puts "tags #{server.tags['role']}"
volume = ec2.volumes.filter('attachment.instance-id', server.id).first
snapshot = volume.create_snapshot
sleep 0.5 until snapshot.status == :completed
puts 'snapshots completed'
