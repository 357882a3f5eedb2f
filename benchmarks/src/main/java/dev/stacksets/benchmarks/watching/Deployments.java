package dev.stacksets.benchmarks.watching;

import dev.stacksets.operation.DeploymentSpec;
import java.util.List;
import java.util.stream.LongStream;

/** Accounts and Regions for as many instances as an operation has. */
final class Deployments {

    static final List<String> ACCOUNTS = LongStream.range(0, 2_000)
            .mapToObj(i -> Long.toString(111_100_000_000L + i))
            .toList();

    private static final List<String> REGIONS = List.of(
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "eu-central-1",
            "eu-north-1",
            "ap-south-1");

    private Deployments() {}

    static DeploymentSpec of(DrawnOperation operation) {
        return DeploymentSpec.builder()
                .accounts(ACCOUNTS.subList(0, operation.accounts()))
                .regions(REGIONS.subList(0, operation.regions()))
                .build();
    }
}
