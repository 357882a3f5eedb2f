# A self-managed stack set over accounts times Regions, for side-by-side.sh.
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

variable "accounts" {
  type = list(string)
}

variable "regions" {
  type = list(string)
}

variable "level" {
  type    = string
  default = "low"
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "123456789012"
  secret_key                  = "simulated"
  skip_requesting_account_id  = true
  skip_credentials_validation = true

  endpoints {
    cloudformation = var.endpoint
    sts            = var.endpoint
  }
}

resource "aws_cloudformation_stack_set" "side" {
  name                    = "side"
  administration_role_arn = "arn:aws:iam::123456789012:role/AWSCloudFormationStackSetAdministrationRole"

  parameters = {
    Level = var.level
  }

  template_body = jsonencode({
    Parameters = { Level = { Type = "String" } }
    Resources  = { Topic = { Type = "AWS::SNS::Topic" } }
  })

  operation_preferences {
    max_concurrent_percentage    = 100
    failure_tolerance_percentage = 100
    region_concurrency_type      = "PARALLEL"
  }
}

resource "aws_cloudformation_stack_set_instance" "each" {
  for_each = { for target in setproduct(var.accounts, var.regions) : "${target[0]}-${target[1]}" => target }

  account_id     = each.value[0]
  region         = each.value[1]
  stack_set_name = aws_cloudformation_stack_set.side.name
}
