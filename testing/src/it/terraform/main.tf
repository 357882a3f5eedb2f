# A self-managed stack set over 3 accounts and 2 Regions, against the served simulator. No aws_cloudformation_stack_instances:
# for self-managed sets provider 5.100 reads back the calling account in place of the accounts that were named.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0" # 6 has another name for the instance's Region
    }
  }
}

variable "endpoint" {
  type = string
}

variable "level" {
  type    = string
  default = "low"
}

provider "aws" {
  region     = "us-east-1"
  access_key = "123456789012"
  secret_key = "simulated"

  endpoints {
    cloudformation = var.endpoint
    sts            = var.endpoint
  }
}

data "aws_caller_identity" "current" {}

resource "aws_cloudformation_stack_set" "base" {
  name                    = "base"
  description             = "Alarms"
  administration_role_arn = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/Administration"
  execution_role_name     = "Execution"
  capabilities            = ["CAPABILITY_NAMED_IAM"]

  parameters = {
    Level = var.level
  }

  tags = {
    team = "core"
  }

  template_body = jsonencode({
    Parameters = {
      Level = { Type = "String", AllowedValues = ["low", "high"] }
    }
    Resources = {
      Topic = { Type = "AWS::SNS::Topic" }
      Role  = { Type = "AWS::IAM::Role", Properties = { RoleName = "alarms" } }
    }
  })

  operation_preferences {
    failure_tolerance_count = 1
    max_concurrent_count    = 2
  }
}

locals {
  targets = setproduct(["111122223333", "222233334444", "333344445555"], ["us-east-1", "eu-west-1"])
}

resource "aws_cloudformation_stack_set_instance" "each" {
  for_each = { for target in local.targets : "${target[0]}-${target[1]}" => target }

  account_id     = each.value[0]
  region         = each.value[1]
  stack_set_name = aws_cloudformation_stack_set.base.name
  parameter_overrides = {
    Level = "high"
  }
}
