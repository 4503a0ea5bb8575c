at: 1d 11:40
cwd: /home/sam/work/harbourline/infra
branch: state-split

@user
our terraform state is one file for everything, a plan takes 6 minutes and everybody waits for the lock. split it into network / data / apps. moves only, no resource may be recreated
@todo
[>] Inventory: which resource belongs where
[ ] Write moved/removed + import blocks
[ ] Dry run on a copy of the state
[ ] Prove that no plan wants to create or destroy
@bash terraform state list | sed 's/\[.*//' | cut -d. -f1-2 | sort | uniq -c | sort -rn | head -12
# What is in the state
    118 aws_route53_record.this
     74 aws_security_group_rule.this
     41 aws_ecs_service.app
     41 aws_ecs_task_definition.app
     38 aws_cloudwatch_log_group.app
     12 aws_subnet.private
      9 aws_db_instance.main
      6 aws_elasticache_cluster.cache
      3 aws_nat_gateway.this
      1 aws_vpc.main
@agent Explore | Find references that cross the new borders
For every resource in modules/apps find references to network or data resources, and list the outputs that the other two states must offer. Do not change anything.
@grep module\.(network|data)\. | modules/apps
modules/apps/service.tf:14:  subnets         = module.network.private_subnets
modules/apps/service.tf:15:  security_groups = [module.network.app_sg]
modules/apps/env.tf:22:    DATABASE_URL  = module.data.url
modules/apps/env.tf:23:    CACHE_URL     = module.data.cache_url
@back
Apps needs five outputs: `private_subnets`, `app_sg`, `zone_id` (network), `url`, `cache_url` (data). Nothing points the other way. One surprise: `aws_security_group_rule.cache_from_app` is in *data* but refers to an **apps** security group: a cycle once they are apart. It belongs to apps.
@say
Clean borders, with one cycle: the cache's ingress rule lives in *data* but names an *apps* group. It moves to apps.
@bash cp terraform.tfstate /tmp/rehearsal.tfstate && ./scripts/split-state.sh /tmp/rehearsal.tfstate --to /tmp/split
# Rehearse on a copy
moved  141 → network
moved   27 → data
moved  175 → apps
left     0
@bash! terraform -chdir=network plan -detailed-exitcode -state=/tmp/split/network.tfstate
# Prove: nothing to do in network
␛[1m␛[31m╷␛[0m
␛[31m│␛[0m ␛[1mError: Provider configuration not present␛[0m
␛[31m│␛[0m
␛[31m│␛[0m To work with aws_route53_record.this["status"] its original provider
␛[31m│␛[0m configuration at provider["registry.terraform.io/hashicorp/aws"].dns is required
␛[31m╵␛[0m
@say
The DNS records use an aliased provider (`aws.dns`) that the new root doesn't declare. Easy.
@edit network/providers.tf:6
 provider "aws" {
   region = "eu-west-1"
 }
+
+provider "aws" {
+  alias  = "dns"
+  region = "us-east-1"
+}
@bash! terraform -chdir=network plan -detailed-exitcode -state=/tmp/split/network.tfstate
␛[33m~␛[0m update in-place
␛[31m-␛[0m/␛[32m+␛[0m destroy and then create replacement

␛[1m  # aws_nat_gateway.this[2]␛[0m must be ␛[1m␛[31mreplaced␛[0m
Plan: 1 to add, 3 to change, ␛[31m1 to destroy␛[0m.
@think
A NAT gateway replaced: count index shift? this[2] - count based on var.azs order. In the old root azs came from data source order; new root uses a literal list. Different order → index swap. Use the same order.
@say
It wants to replace a NAT gateway: **stop**. The availability zones come from a list here, in another order than the old data source gave. Index 1 and 2 have changed places, so Terraform thinks they are each other.
@edit network/variables.tf:3
 variable "azs" {
-  default = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
+  # The order is that of the old data source. It is part of the state: do not sort it.
+  default = ["eu-west-1a", "eu-west-1c", "eu-west-1b"]
 }
@bash for root in network data apps; do terraform -chdir=$root plan -detailed-exitcode -state=/tmp/split/$root.tfstate | tail -1; done
# All three
␛[32mNo changes.␛[0m Your infrastructure matches the configuration.
␛[32mNo changes.␛[0m Your infrastructure matches the configuration.
␛[32mNo changes.␛[0m Your infrastructure matches the configuration.
@todo
[x] Inventory: which resource belongs where
[x] Write moved/removed + import blocks
[x] Dry run on a copy of the state
[x] Prove that no plan wants to create or destroy
@say
Three times *No changes*, on the copy. Plan times: network 48 s, data 19 s, apps 71 s, and three locks instead of one.
@denied ./scripts/split-state.sh s3://harbourline-tfstate/prod.tfstate --to s3://harbourline-tfstate/split --apply
@user
not on a thursday afternoon. write me a runbook and I do it monday with a coffee and a backup
@write docs/runbooks/state-split.md
# Splitting the state (Monday, 09:00, one person, one coffee)

1. `./scripts/freeze.sh on`: CI may plan, not apply.
2. Back up: `aws s3 cp s3://harbourline-tfstate/prod.tfstate ./prod-$(date +%F).tfstate` and look at its size (about 4.1 MB).
3. `./scripts/split-state.sh … --apply`
4. In each root: `terraform plan -detailed-exitcode`. **Anything but 0: stop**, copy the backup back, unfreeze, have a second coffee.
5. `./scripts/freeze.sh off`
@title Split the Terraform state in three
@say
Runbook is in `docs/runbooks/state-split.md`. Step 4 is the one that matters.
@user
plan again and show me only the moves
@bash terraform -chdir=apps plan -state=/tmp/split/apps.tfstate -no-color | grep -c 'has moved to'
175
@say
175 moves in apps, 141 in network, 27 in data: 343, which is all of them.
