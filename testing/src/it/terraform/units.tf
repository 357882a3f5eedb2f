# Service-managed stack sets over two units, against the served simulator.
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

variable "workloads" {
  type = string
}

variable "sandbox" {
  type = string
}

variable "automatic" {
  type    = bool
  default = true
}

provider "aws" {
  region     = "us-east-1"
  access_key = "123456789012"
  secret_key = "simulated"

  endpoints {
    cloudformation = var.endpoint
    organizations  = var.endpoint
    sts            = var.endpoint
  }
}

locals {
  template = jsonencode({ Resources = { Topic = { Type = "AWS::SNS::Topic" } } })
}

resource "aws_cloudformation_stack_set" "follows" {
  name             = "follows"
  permission_model = "SERVICE_MANAGED"
  template_body    = local.template

  auto_deployment {
    enabled                          = var.automatic
    retain_stacks_on_account_removal = false
  }

  managed_execution {
    active = true
  }

  lifecycle {
    ignore_changes = [administration_role_arn] # read back for every set, also where there is none to give
  }
}

resource "aws_cloudformation_stack_set_instance" "sandbox" {
  for_each = toset(["us-east-1", "eu-west-1"])

  stack_set_name = aws_cloudformation_stack_set.follows.name
  region         = each.value

  deployment_targets {
    organizational_unit_ids = [var.sandbox]
  }
}

resource "aws_cloudformation_stack_set" "named" {
  name             = "named"
  permission_model = "SERVICE_MANAGED"
  template_body    = local.template

  auto_deployment {
    enabled = false
  }

  lifecycle {
    ignore_changes = [administration_role_arn]
  }
}

resource "aws_cloudformation_stack_instances" "both" {
  stack_set_name = aws_cloudformation_stack_set.named.name
  regions        = ["us-east-1", "eu-west-1"]

  deployment_targets {
    organizational_unit_ids = [var.workloads, var.sandbox]
  }

  operation_preferences {
    max_concurrent_percentage    = 100
    failure_tolerance_percentage = 100
  }
}
